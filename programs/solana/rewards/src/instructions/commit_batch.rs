use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::RewardsError;
use crate::events::BatchCommitted;
use crate::ids;
use crate::math::{share_down, tokens_down};
use crate::state::{
    batch_state, epoch_state, Batch, Campaign, Epoch, RewardsConfig, Worker, BATCH_SEED, CAMPAIGN_SEED, CONFIG_SEED,
    EPOCH_SEED, MAX_BATCH, PURSE_SEED, WORKER_SEED,
};

#[derive(Accounts)]
#[instruction(campaign_id: [u8; 32])]
pub struct CommitBatch<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, RewardsConfig>>,
    #[account(mut, seeds = [CAMPAIGN_SEED, campaign_id.as_ref()], bump = campaign.bump)]
    pub campaign: Box<Account<'info, Campaign>>,
    #[account(seeds = [WORKER_SEED, campaign_id.as_ref(), caller.key().as_ref()], bump = worker.bump)]
    pub worker: Box<Account<'info, Worker>>,
    /// CHECK: the running epoch; opened here by its first batch, else by `Epoch::of`
    #[account(mut)]
    pub epoch: UncheckedAccount<'info>,
    /// CHECK: the caller's of that epoch; opened here, so it must be vacant
    #[account(mut)]
    pub batch: UncheckedAccount<'info>,
    /// CHECK: the caller's token account, by `require_funds`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED, config.token.as_ref()], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<CommitBatch>, campaign_id: [u8; 32], root: [u8; 32], count: u16) -> Result<()> {
    let a = ctx.accounts;
    let (worker, now) = (a.caller.key(), chain::now()?);
    let terms = &a.campaign.terms;
    require!(a.campaign.closed_at == 0, RewardsError::CampaignIsClosed);
    let number = a.campaign.epoch_at(now);
    require!(number < u64::from(terms.epochs), RewardsError::CampaignOver);
    require!((1..=MAX_BATCH).contains(&count), RewardsError::BadCount);
    require!(chain::is_vacant(&a.batch), RewardsError::BatchExists);
    let number = number as u32;
    let epoch_id = ids::epoch_id(&campaign_id, number);
    let known = !chain::is_vacant(&a.epoch);
    let mut epoch = if known {
        Epoch::of(&a.epoch, &epoch_id)?
    } else {
        Epoch {
            epoch_id,
            campaign_id,
            epoch: number,
            state: epoch_state::OPEN,
            post_by: a.campaign.reveal_until(number) + a.config.post_secs,
            bump: chain::require_address(&a.epoch, &[EPOCH_SEED, &epoch_id], &crate::ID)?,
            ..Epoch::default()
        }
    };
    let vesting = share_down(terms.epoch_pool, terms.vest_bps);
    let cash = if known { 0 } else { terms.epoch_pool - vesting };
    // A lower price promised since the epoch's first batch asks for more tokens behind it.
    let needed = match terms.vest_bps {
        0 => 0,
        _ => u64::try_from(tokens_down(vesting, a.campaign.least_price)).map_err(|_| RewardsError::Overflow)?,
    };
    let tokens = needed.checked_sub(epoch.tokens).ok_or(RewardsError::Overflow)?;
    let (cash_free, tokens_free) = (a.campaign.cash_free, a.campaign.tokens_free);
    require!(cash_free >= cash && tokens_free >= tokens, RewardsError::PoolExhausted);
    let bond = terms.batch_bond;
    chain::require_funds::<RewardsError>(&a.caller_token, &worker, &a.config.token, bond)?;

    (a.campaign.cash_free, a.campaign.tokens_free) = (cash_free - cash, tokens_free - tokens);
    (epoch.cash, epoch.tokens) = (epoch.cash + cash, needed);
    if !known {
        let seeds: &[&[u8]] = &[EPOCH_SEED, &epoch_id, &[epoch.bump]];
        chain::open(&a.epoch, &a.caller, 8 + Epoch::INIT_SPACE, &crate::ID, seeds)?;
    }
    chain::store(&a.epoch, &epoch)?;
    let batch_id = ids::batch_id(&campaign_id, number, &worker);
    let batch = Batch {
        batch_id,
        campaign_id,
        epoch: number,
        worker,
        root,
        count,
        state: batch_state::COMMITTED,
        seed: [0; 32],
        bump: chain::require_address(&a.batch, &[BATCH_SEED, &batch_id], &crate::ID)?,
    };
    let seeds: &[&[u8]] = &[BATCH_SEED, &batch_id, &[batch.bump]];
    chain::open(&a.batch, &a.caller, 8 + Batch::INIT_SPACE, &crate::ID, seeds)?;
    chain::store(&a.batch, &batch)?;

    chain::take_in(&a.caller_token, &a.purse, &a.caller, bond)?;

    emit!(BatchCommitted {
        batch_id,
        campaign_id,
        epoch: number,
        worker,
        root,
        count
    });
    Ok(())
}
