use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;
use assay_staking::openings::{Given, OPENINGS_SEED};

use crate::claims;
use crate::errors::RewardsError;
use crate::events::RewardClaimed;
use crate::evidence;
use crate::math::{reward_down, share_down, tokens_down};
use crate::state::{
    epoch_state, Campaign, Epoch, Grant, Openings, RewardsConfig, Worker, CAMPAIGN_SEED, CONFIG_SEED, EPOCH_SEED,
    PURSE_SEED,
};

#[derive(Accounts)]
#[instruction(epoch_id: [u8; 32])]
pub struct Claim<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, RewardsConfig>>,
    #[account(mut, seeds = [EPOCH_SEED, epoch_id.as_ref()], bump = epoch.bump)]
    pub epoch: Box<Account<'info, Epoch>>,
    #[account(seeds = [CAMPAIGN_SEED, epoch.campaign_id.as_ref()], bump = campaign.bump)]
    pub campaign: Box<Account<'info, Campaign>>,
    /// CHECK: of the leaf's worker, by `Worker::of`
    pub worker: UncheckedAccount<'info>,
    /// CHECK: the page of the leaf, by `claims`
    #[account(mut)]
    pub claimed: UncheckedAccount<'info>,
    /// CHECK: what the worker earns in the campaign, by `Grant::earned`; needed where the campaign pays in grants
    #[account(mut)]
    pub grant: Option<UncheckedAccount<'info>>,
    /// What the caller has provided; needed where `data` is empty.
    #[account(mut, seeds = [OPENINGS_SEED, caller.key().as_ref()], bump = openings.bump)]
    pub openings: Option<Box<Account<'info, Openings>>>,
    /// CHECK: a token account of the worker, by `pay_out`
    #[account(mut)]
    pub worker_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED, config.token.as_ref()], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Claim>, epoch_id: [u8; 32], data: Vec<u8>) -> Result<()> {
    let a = ctx.accounts;
    let (now, t, posting) = (chain::now()?, &a.campaign.terms, &a.epoch.posting);
    require!(a.epoch.state == epoch_state::POSTED, RewardsError::EpochNotPosted);
    require!(now >= a.epoch.claim_from, RewardsError::WindowOpen);
    let claim_until = a.epoch.claim_from.saturating_add(a.config.claim_secs);
    require!(now < claim_until, RewardsError::ClaimClosed);
    let given = Given::of(&data, a.openings.as_deref());
    let leaf = evidence::opened_leaf(posting, given.bytes())?;
    let (index, score) = (leaf.index, leaf.score);
    let is_claimed = claims::is_claimed(&a.claimed, &epoch_id, index)?;
    require!(!is_claimed, RewardsError::AlreadyClaimed);
    let worker = Worker::of(&a.worker, &a.campaign.campaign_id, &leaf.worker)?;
    let share = |pool| reward_down(pool, leaf.before, score, posting.total_score);
    let vesting = share_down(t.epoch_pool, t.vest_bps);
    let cash = share(t.epoch_pool - vesting);
    let (mut tokens, mut grant) = (0, None);
    if t.vest_bps > 0 {
        let found = Grant::earned(chain::needed(&a.grant)?, &a.config.key(), &a.campaign, &worker)?;
        let earned = tokens_down(share(vesting), worker.price);
        let earned = u64::try_from(earned).map_err(|_| RewardsError::Overflow)?;
        // Whose grant was clawed back earns no more of it; and who fills a grant up must not keep its worker from the
        // cash. The tokens stay with the epoch.
        if earned > 0 && !found.revoked && found.deposited.checked_add(earned).is_some() {
            (tokens, grant) = (earned, Some(found));
        }
    }
    let cash_left = a.epoch.cash.checked_sub(cash).ok_or(RewardsError::Overflow)?;
    let tokens_left = a.epoch.tokens.checked_sub(tokens).ok_or(RewardsError::Overflow)?;

    claims::mark(&a.claimed, &a.caller, &epoch_id, index)?;
    (a.epoch.cash, a.epoch.tokens) = (cash_left, tokens_left);
    let grant_id = grant.as_ref().map_or([0; 32], |g| g.grant_id);
    if let Some(mut grant) = grant {
        grant.deposited = grant.deposited.checked_add(tokens).ok_or(RewardsError::Overflow)?;
        grant.keep(chain::needed(&a.grant)?, &a.caller)?;
    }

    let (config, mint, worker) = (a.config.to_account_info(), a.config.token, leaf.worker);
    a.config
        .pay_out(&config, &a.purse, mint, &a.worker_token, &worker, cash)?;
    given.use_up(&a.caller)?;

    emit!(RewardClaimed {
        epoch_id,
        index,
        worker,
        score,
        cash,
        tokens,
        grant_id
    });
    Ok(())
}
