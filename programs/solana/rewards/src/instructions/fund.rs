use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::RewardsError;
use crate::events::CampaignFunded;
use crate::purse;
use crate::state::{Campaign, RewardsConfig, CAMPAIGN_SEED, CONFIG_SEED, PURSE_SEED};

#[derive(Accounts)]
#[instruction(campaign_id: [u8; 32])]
pub struct Fund<'info> {
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, RewardsConfig>>,
    #[account(mut, seeds = [CAMPAIGN_SEED, campaign_id.as_ref()], bump = campaign.bump)]
    pub campaign: Box<Account<'info, Campaign>>,
    /// CHECK: the caller's token account, by `require_funds`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED, config.token.as_ref()], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    /// CHECK: the caller's account of the grant token, by `require_funds`; needed where tokens are added
    #[account(mut)]
    pub caller_grant_token: Option<UncheckedAccount<'info>>,
    /// CHECK: the grant token's, by `purse::require`
    #[account(mut)]
    pub grant_purse: Option<UncheckedAccount<'info>>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Fund>, campaign_id: [u8; 32], cash: u64, tokens: u64) -> Result<()> {
    let a = ctx.accounts;
    let funder = a.caller.key();
    require!(a.campaign.closed_at == 0, RewardsError::CampaignIsClosed);
    require!(cash > 0 || tokens > 0, RewardsError::ZeroAmount);
    let terms = &a.campaign.terms;
    require!(tokens == 0 || terms.vest_bps > 0, RewardsError::WrongToken);
    if cash > 0 {
        chain::require_funds::<RewardsError>(&a.caller_token, &funder, &a.config.token, cash)?;
    }
    if tokens > 0 {
        purse::require(
            chain::needed(&a.grant_purse)?,
            &terms.grant_token,
            a.campaign.purse_bump,
        )?;
        chain::require_funds::<RewardsError>(
            chain::needed(&a.caller_grant_token)?,
            &funder,
            &terms.grant_token,
            tokens,
        )?;
    }

    let (cash_free, tokens_free) = (a.campaign.cash_free, a.campaign.tokens_free);
    a.campaign.cash_free = cash_free.checked_add(cash).ok_or(RewardsError::Overflow)?;
    a.campaign.tokens_free = tokens_free.checked_add(tokens).ok_or(RewardsError::Overflow)?;

    if cash > 0 {
        chain::take_in(&a.caller_token, &a.purse, &a.caller, cash)?;
    }
    if tokens > 0 {
        chain::take_in(
            chain::needed(&a.caller_grant_token)?,
            chain::needed(&a.grant_purse)?,
            &a.caller,
            tokens,
        )?;
    }

    emit!(CampaignFunded {
        campaign_id,
        funder,
        cash,
        tokens
    });
    Ok(())
}
