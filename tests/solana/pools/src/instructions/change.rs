use anchor_lang::prelude::*;
use anchor_spl::token::TokenAccount;

use crate::events::PoolChanged;
use crate::state::{Pool, PoolTerms};

#[derive(Accounts)]
pub struct Change<'info> {
    #[account(mut, has_one = purse)]
    pub pool: Box<Account<'info, Pool>>,
    pub purse: Box<Account<'info, TokenAccount>>,
}

pub(crate) fn restate(ctx: Context<Change>, debt: u64) -> Result<()> {
    changed(ctx, |pool| pool.debt = debt)
}

pub(crate) fn configure(ctx: Context<Change>, terms: PoolTerms) -> Result<()> {
    changed(ctx, |pool| pool.terms = terms)
}

pub(crate) fn accrue(ctx: Context<Change>) -> Result<()> {
    changed(ctx, |_| ())
}

/// Adds interest before anything else changes.
fn changed(ctx: Context<Change>, change: impl FnOnce(&mut Pool)) -> Result<()> {
    let (cash, a) = (ctx.accounts.purse.amount, ctx.accounts);
    a.pool.accrue(cash)?;

    change(&mut a.pool);

    emit!(PoolChanged {
        pool: a.pool.key(),
        cash,
        debt: a.pool.debt
    });
    Ok(())
}
