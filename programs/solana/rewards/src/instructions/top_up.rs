use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::RewardsError;
use crate::events::GrantToppedUp;
use crate::state::{Grant, GRANT_SEED, PURSE_SEED};

#[derive(Accounts)]
#[instruction(grant_id: [u8; 32])]
pub struct TopUp<'info> {
    pub caller: Signer<'info>,
    #[account(mut, seeds = [GRANT_SEED, grant_id.as_ref()], bump = grant.bump)]
    pub grant: Box<Account<'info, Grant>>,
    /// CHECK: the caller's token account, by `require_funds`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED, grant.token.as_ref()], bump = grant.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<TopUp>, grant_id: [u8; 32], amount: u64) -> Result<()> {
    let a = ctx.accounts;
    let funder = a.caller.key();
    require!(!a.grant.revoked, RewardsError::GrantIsRevoked);
    require!(amount > 0, RewardsError::ZeroAmount);
    chain::require_funds::<RewardsError>(&a.caller_token, &funder, &a.grant.token, amount)?;
    let deposited = a.grant.deposited.checked_add(amount).ok_or(RewardsError::Overflow)?;

    a.grant.deposited = deposited;

    chain::take_in(&a.caller_token, &a.purse, &a.caller, amount)?;

    emit!(GrantToppedUp {
        grant_id,
        funder,
        amount,
        deposited
    });
    Ok(())
}
