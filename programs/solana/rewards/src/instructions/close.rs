use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::RewardsError;
use crate::events::CampaignClosed;
use crate::state::{Campaign, CAMPAIGN_SEED};

#[derive(Accounts)]
#[instruction(campaign_id: [u8; 32])]
pub struct Close<'info> {
    pub caller: Signer<'info>,
    #[account(mut, seeds = [CAMPAIGN_SEED, campaign_id.as_ref()], bump = campaign.bump)]
    pub campaign: Box<Account<'info, Campaign>>,
}

pub(crate) fn handler(ctx: Context<Close>, campaign_id: [u8; 32]) -> Result<()> {
    let campaign = &mut ctx.accounts.campaign;
    require_keys_eq!(ctx.accounts.caller.key(), campaign.sponsor, RewardsError::NotSponsor);
    require!(campaign.closed_at == 0, RewardsError::CampaignIsClosed);

    let closed_at = chain::now()?;
    campaign.closed_at = closed_at;

    emit!(CampaignClosed { campaign_id, closed_at });
    Ok(())
}
