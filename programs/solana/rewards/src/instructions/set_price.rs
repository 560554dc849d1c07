use anchor_lang::prelude::*;

use crate::errors::RewardsError;
use crate::events::PriceSet;
use crate::state::{Campaign, CAMPAIGN_SEED};

#[derive(Accounts)]
#[instruction(campaign_id: [u8; 32])]
pub struct SetPrice<'info> {
    pub caller: Signer<'info>,
    #[account(mut, seeds = [CAMPAIGN_SEED, campaign_id.as_ref()], bump = campaign.bump)]
    pub campaign: Box<Account<'info, Campaign>>,
}

pub(crate) fn handler(ctx: Context<SetPrice>, campaign_id: [u8; 32], price: u64) -> Result<()> {
    let campaign = &mut ctx.accounts.campaign;
    require_keys_eq!(ctx.accounts.caller.key(), campaign.sponsor, RewardsError::NotSponsor);
    require!(campaign.closed_at == 0, RewardsError::CampaignIsClosed);
    require!(price > 0 && campaign.terms.vest_bps > 0, RewardsError::BadPrice);

    campaign.price = price;
    campaign.least_price = campaign.least_price.min(price);

    emit!(PriceSet { campaign_id, price });
    Ok(())
}
