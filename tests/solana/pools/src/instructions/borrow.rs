use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

use super::redeem::pay;
use crate::errors::PoolError;
use crate::events::PoolChanged;
use crate::state::Pool;

#[derive(Accounts)]
pub struct Borrow<'info> {
    pub caller: Signer<'info>,
    #[account(mut, has_one = purse)]
    pub pool: Box<Account<'info, Pool>>,
    #[account(mut)]
    pub purse: Box<Account<'info, TokenAccount>>,
    /// CHECK: the caller's, by `pay`
    #[account(mut)]
    pub target: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Borrow>, assets: u64) -> Result<()> {
    let (caller, a) = (ctx.accounts.caller.key(), ctx.accounts);
    let cash = a.purse.amount;
    a.pool.accrue(cash)?;
    require!(cash >= assets, PoolError::PoolIlliquid);

    a.pool.debt = a.pool.debt.checked_add(assets).ok_or(PoolError::Overflow)?;

    pay(&a.pool, &a.purse.to_account_info(), &a.target, &caller, assets)?;

    emit!(PoolChanged {
        pool: a.pool.key(),
        cash: cash - assets,
        debt: a.pool.debt
    });
    Ok(())
}
