use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::RewardsError;
use crate::events::Joined;
use crate::state::{Campaign, Worker, CAMPAIGN_SEED, WORKER_SEED};

#[derive(Accounts)]
#[instruction(campaign_id: [u8; 32])]
pub struct Join<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CAMPAIGN_SEED, campaign_id.as_ref()], bump = campaign.bump)]
    pub campaign: Box<Account<'info, Campaign>>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut, seeds = [WORKER_SEED, campaign_id.as_ref(), caller.key().as_ref()], bump)]
    pub worker: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Join>, campaign_id: [u8; 32]) -> Result<()> {
    let a = &ctx.accounts;
    require!(a.campaign.closed_at == 0, RewardsError::CampaignIsClosed);
    require!(chain::is_vacant(&a.worker), RewardsError::AlreadyJoined);

    let (worker, price) = (a.caller.key(), a.campaign.price);
    let joined = Worker {
        campaign_id,
        worker,
        price,
        joined_at: chain::now()?,
        bump: ctx.bumps.worker,
    };
    let seeds: &[&[u8]] = &[WORKER_SEED, &campaign_id, worker.as_ref(), &[joined.bump]];
    chain::open(&a.worker, &a.caller, 8 + Worker::INIT_SPACE, &crate::ID, seeds)?;
    chain::store(&a.worker, &joined)?;

    emit!(Joined {
        campaign_id,
        worker,
        price
    });
    Ok(())
}
