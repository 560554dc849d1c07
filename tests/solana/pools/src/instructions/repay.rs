use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};
use assay_staking::chain;

use crate::errors::PoolError;
use crate::events::PoolChanged;
use crate::state::Pool;

#[derive(Accounts)]
pub struct Repay<'info> {
    pub caller: Signer<'info>,
    #[account(mut, has_one = purse)]
    pub pool: Box<Account<'info, Pool>>,
    #[account(mut)]
    pub purse: Box<Account<'info, TokenAccount>>,
    /// CHECK: the caller's, by `require_funds`
    #[account(mut)]
    pub source: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Repay>, assets: u64) -> Result<()> {
    let (caller, a) = (ctx.accounts.caller.key(), ctx.accounts);
    chain::require_funds::<PoolError>(&a.source, &caller, &a.pool.token, assets)?;
    let cash = a.purse.amount;
    a.pool.accrue(cash)?;

    a.pool.debt = a.pool.debt.saturating_sub(assets);

    chain::take_in(&a.source, &a.purse.to_account_info(), &a.caller, assets)?;

    emit!(PoolChanged {
        pool: a.pool.key(),
        cash: cash + assets,
        debt: a.pool.debt
    });
    Ok(())
}
