use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::RewardsError;
use crate::events::CampaignRefunded;
use crate::purse;
use crate::state::{Campaign, RewardsConfig, CAMPAIGN_SEED, CONFIG_SEED, PURSE_SEED};

#[derive(Accounts)]
#[instruction(campaign_id: [u8; 32])]
pub struct Refund<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, RewardsConfig>>,
    #[account(mut, seeds = [CAMPAIGN_SEED, campaign_id.as_ref()], bump = campaign.bump)]
    pub campaign: Box<Account<'info, Campaign>>,
    /// CHECK: a token account of the sponsor, by `pay_out`
    #[account(mut)]
    pub sponsor_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED, config.token.as_ref()], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    /// CHECK: an account of the sponsor for the grant token, by `pay_out`; needed where tokens are left
    #[account(mut)]
    pub sponsor_grant_token: Option<UncheckedAccount<'info>>,
    /// CHECK: the grant token's, by `purse::require`
    #[account(mut)]
    pub grant_purse: Option<UncheckedAccount<'info>>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Refund>, campaign_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    require!(a.campaign.closed_at > 0, RewardsError::CampaignIsOpen);
    let (cash, tokens) = (a.campaign.cash_free, a.campaign.tokens_free);
    require!(cash > 0 || tokens > 0, RewardsError::NothingToRefund);

    (a.campaign.cash_free, a.campaign.tokens_free) = (0, 0);

    let (config, sponsor) = (a.config.to_account_info(), a.campaign.sponsor);
    a.config
        .pay_out(&config, &a.purse, a.config.token, &a.sponsor_token, &sponsor, cash)?;
    if tokens > 0 {
        let (to, from, mint) = (
            chain::needed(&a.sponsor_grant_token)?,
            chain::needed(&a.grant_purse)?,
            a.campaign.terms.grant_token,
        );
        purse::require(from, &mint, a.campaign.purse_bump)?;
        a.config.pay_out(&config, from, mint, to, &sponsor, tokens)?;
    }

    emit!(CampaignRefunded {
        campaign_id,
        cash,
        tokens
    });
    Ok(())
}
