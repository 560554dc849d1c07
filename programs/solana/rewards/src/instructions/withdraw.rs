use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::RewardsError;
use crate::events::GrantWithdrawn;
use crate::state::{Grant, RewardsConfig, CONFIG_SEED, GRANT_SEED, PURSE_SEED};

#[derive(Accounts)]
#[instruction(grant_id: [u8; 32])]
pub struct Withdraw<'info> {
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, RewardsConfig>>,
    #[account(mut, seeds = [GRANT_SEED, grant_id.as_ref()], bump = grant.bump)]
    pub grant: Box<Account<'info, Grant>>,
    /// CHECK: a token account of the caller, by `pay_out`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED, grant.token.as_ref()], bump = grant.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Withdraw>, grant_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    let (beneficiary, now) = (a.caller.key(), chain::now()?);
    a.grant.require_held(beneficiary, now)?;
    let amount = a.grant.vested(now) - a.grant.withdrawn;
    require!(amount > 0, RewardsError::NothingVested);

    a.grant.withdrawn += amount;

    let (config, mint) = (a.config.to_account_info(), a.grant.token);
    a.config
        .pay_out(&config, &a.purse, mint, &a.caller_token, &beneficiary, amount)?;

    emit!(GrantWithdrawn {
        grant_id,
        beneficiary,
        amount
    });
    Ok(())
}
