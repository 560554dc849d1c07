use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::RewardsError;
use crate::events::EpochPosted;
use crate::ids;
use crate::state::{
    epoch_state, Campaign, Epoch, Posting, RewardsConfig, CAMPAIGN_SEED, CONFIG_SEED, EPOCH_SEED, PURSE_SEED,
};

#[derive(Accounts)]
#[instruction(campaign_id: [u8; 32], number: u32)]
pub struct PostEpoch<'info> {
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, RewardsConfig>>,
    #[account(seeds = [CAMPAIGN_SEED, campaign_id.as_ref()], bump = campaign.bump)]
    pub campaign: Box<Account<'info, Campaign>>,
    #[account(mut, seeds = [EPOCH_SEED, &ids::epoch_id(&campaign_id, number)], bump = epoch.bump)]
    pub epoch: Box<Account<'info, Epoch>>,
    /// CHECK: the caller's token account, by `require_funds`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED, config.token.as_ref()], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<PostEpoch>, campaign_id: [u8; 32], number: u32, posting: Posting) -> Result<()> {
    let a = ctx.accounts;
    let (poster, bond, now) = (a.caller.key(), a.config.post_bond, chain::now()?);
    require!(now >= a.campaign.reveal_until(number), RewardsError::EpochNotDue);
    require!(a.epoch.state != epoch_state::EXPIRED, RewardsError::AlreadyExpired);
    require!(a.epoch.state == epoch_state::OPEN, RewardsError::EpochIsPosted);
    require!(now < a.epoch.post_by, RewardsError::PostClosed);
    require!(posting.is_sound(), RewardsError::BadPosting);
    chain::require_funds::<RewardsError>(&a.caller_token, &poster, &a.config.token, bond)?;
    let claim_from = now.checked_add(a.config.window_secs).ok_or(RewardsError::Overflow)?;

    a.epoch.state = epoch_state::POSTED;
    (a.epoch.poster, a.epoch.bond, a.epoch.claim_from) = (poster, bond, claim_from);
    (a.epoch.posting, a.epoch.case_id) = (posting.clone(), [0; 32]);

    chain::take_in(&a.caller_token, &a.purse, &a.caller, bond)?;

    emit!(EpochPosted {
        epoch_id: a.epoch.epoch_id,
        campaign_id,
        epoch: number,
        attempt: a.epoch.attempt,
        poster,
        reward_root: posting.reward_root,
        leaf_count: posting.leaf_count,
        total_score: posting.total_score,
        dataset_root: posting.dataset_root,
        row_count: posting.row_count,
        claim_from,
    });
    Ok(())
}
