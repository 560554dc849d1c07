use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::RewardsError;
use crate::events::EpochExpired;
use crate::state::{epoch_state, Campaign, Epoch, RewardsConfig, CAMPAIGN_SEED, CONFIG_SEED, EPOCH_SEED};

#[derive(Accounts)]
#[instruction(epoch_id: [u8; 32])]
pub struct Expire<'info> {
    #[account(mut, seeds = [EPOCH_SEED, epoch_id.as_ref()], bump = epoch.bump)]
    pub epoch: Box<Account<'info, Epoch>>,
    #[account(mut, seeds = [CAMPAIGN_SEED, epoch.campaign_id.as_ref()], bump = campaign.bump)]
    pub campaign: Box<Account<'info, Campaign>>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, RewardsConfig>>,
}

pub(crate) fn handler(ctx: Context<Expire>, epoch_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    let now = chain::now()?;
    require!(a.epoch.state != epoch_state::EXPIRED, RewardsError::AlreadyExpired);
    let claim_until = a.epoch.claim_from.saturating_add(a.config.claim_secs);
    let is_unposted = a.epoch.state == epoch_state::OPEN && now >= a.epoch.post_by;
    let is_unclaimed = a.epoch.state == epoch_state::POSTED && now >= claim_until;
    require!(is_unposted || is_unclaimed, RewardsError::NotDue);
    let (cash, tokens) = (a.epoch.cash, a.epoch.tokens);
    let (cash_free, tokens_free) = (a.campaign.cash_free, a.campaign.tokens_free);

    a.campaign.cash_free = cash_free.checked_add(cash).ok_or(RewardsError::Overflow)?;
    a.campaign.tokens_free = tokens_free.checked_add(tokens).ok_or(RewardsError::Overflow)?;
    (a.epoch.state, a.epoch.cash, a.epoch.tokens) = (epoch_state::EXPIRED, 0, 0);

    emit!(EpochExpired { epoch_id, cash, tokens });
    Ok(())
}
