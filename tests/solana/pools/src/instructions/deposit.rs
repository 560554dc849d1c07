use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};
use assay_staking::chain;

use crate::errors::PoolError;
use crate::events::PoolDeposited;
use crate::state::Pool;

#[derive(Accounts)]
pub struct Deposit<'info> {
    pub owner: Signer<'info>,
    #[account(mut, has_one = purse)]
    pub pool: Box<Account<'info, Pool>>,
    #[account(mut)]
    pub purse: Box<Account<'info, TokenAccount>>,
    /// CHECK: the owner's, by `require_funds`
    #[account(mut)]
    pub source: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Deposit>, assets: u64) -> Result<()> {
    let (owner, a) = (ctx.accounts.owner.key(), ctx.accounts);
    chain::require_funds::<PoolError>(&a.source, &owner, &a.pool.token, assets)?;
    let units = a.pool.units_down(a.purse.amount, assets)?;
    require!(units > 0, PoolError::ZeroAmount);

    a.pool.units = a.pool.units.checked_add(units).ok_or(PoolError::Overflow)?;
    a.pool.holder(&owner)?.units += units;

    chain::take_in(&a.source, &a.purse.to_account_info(), &a.owner, assets)?;

    emit!(PoolDeposited {
        pool: a.pool.key(),
        owner,
        assets,
        units
    });
    Ok(())
}
