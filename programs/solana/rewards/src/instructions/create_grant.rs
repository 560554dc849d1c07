use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::RewardsError;
use crate::events::GrantCreated;
use crate::ids;
use crate::purse;
use crate::state::{Grant, GrantTerms, RewardsConfig, CONFIG_SEED, GRANT_SEED};

#[derive(Accounts)]
#[instruction(nonce: u64, terms: GrantTerms)]
pub struct CreateGrant<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, RewardsConfig>>,
    /// CHECK: opened here, so it must be vacant
    #[account(
        mut,
        seeds = [GRANT_SEED, &ids::grant_id(&config.key(), caller.key().as_ref(), &terms.beneficiary, nonce)],
        bump,
    )]
    pub grant: UncheckedAccount<'info>,
    /// CHECK: the mint, by `require_token`
    pub token: UncheckedAccount<'info>,
    /// CHECK: the caller's token account, by `require_funds`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: the token's, by `open_once`
    #[account(mut)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<CreateGrant>, nonce: u64, terms: GrantTerms) -> Result<()> {
    let a = &ctx.accounts;
    let (grantor, schedule) = (a.caller.key(), terms.schedule);
    require!(chain::is_vacant(&a.grant), RewardsError::GrantExists);
    require_keys_neq!(terms.beneficiary, Pubkey::default(), RewardsError::ZeroAddress);
    require!(terms.amount > 0, RewardsError::ZeroAmount);
    let is_near = terms.start_at <= chain::now()?.saturating_add(chain::MAX_SECS);
    require!(schedule.is_sound() && is_near, RewardsError::BadSchedule);
    require_keys_eq!(a.token.key(), terms.token, ErrorCode::ConstraintAddress);
    chain::require_token::<RewardsError>(&a.token)?;
    chain::require_funds::<RewardsError>(&a.caller_token, &grantor, &terms.token, terms.amount)?;

    let config = a.config.to_account_info();
    let grant = Grant {
        grant_id: ids::grant_id(&config.key(), grantor.as_ref(), &terms.beneficiary, nonce),
        grantor,
        beneficiary: terms.beneficiary,
        token: terms.token,
        deposited: terms.amount,
        created_at: chain::now()?,
        start_at: terms.start_at,
        schedule,
        bump: ctx.bumps.grant,
        purse_bump: purse::open_once(&a.purse, &a.token, &config, &a.caller)?,
        ..Grant::default()
    };
    grant.keep(&a.grant, &a.caller)?;

    chain::take_in(&a.caller_token, &a.purse, &a.caller, terms.amount)?;

    emit!(GrantCreated {
        grant_id: grant.grant_id,
        grantor,
        beneficiary: terms.beneficiary,
        token: terms.token,
        amount: terms.amount,
        start_at: terms.start_at,
        cliff_secs: schedule.cliff_secs,
        duration_secs: schedule.duration_secs,
        steps: schedule.steps,
    });
    Ok(())
}
