use anchor_lang::prelude::*;
use anchor_spl::token::{self, Token, TokenAccount};
use assay_staking::chain;

use crate::errors::PoolError;
use crate::events::PoolRedeemed;
use crate::state::{Pool, POOL_SEED};

#[derive(Accounts)]
pub struct Redeem<'info> {
    pub owner: Signer<'info>,
    #[account(mut, has_one = purse)]
    pub pool: Box<Account<'info, Pool>>,
    #[account(mut)]
    pub purse: Box<Account<'info, TokenAccount>>,
    /// CHECK: the receiver's, by `pay`
    #[account(mut)]
    pub target: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Redeem>, units: u64, receiver: Pubkey) -> Result<()> {
    let (owner, a) = (ctx.accounts.owner.key(), ctx.accounts);
    require!(units > 0, PoolError::ZeroAmount);
    require!(!a.pool.terms.stuck, PoolError::PoolIsStuck);
    let held = a.pool.holders.iter().find(|holder| holder.owner == owner);
    require!(
        held.is_some_and(|holder| holder.units >= units),
        PoolError::InsufficientUnits
    );
    let worth = a.pool.assets_down(a.purse.amount, units);
    let assets = worth - worth.saturating_mul(u128::from(a.pool.terms.skim_bps)) / 10_000;
    require!(u128::from(a.purse.amount) >= assets, PoolError::PoolIlliquid);
    let assets = assets as u64;

    a.pool.units -= units;
    a.pool.holder(&owner)?.units -= units;

    pay(&a.pool, &a.purse.to_account_info(), &a.target, &receiver, assets)?;

    emit!(PoolRedeemed {
        pool: a.pool.key(),
        owner,
        receiver,
        assets,
        units
    });
    Ok(())
}

/// Moves tokens out of the pool to an account of the receiver's.
pub(crate) fn pay<'info>(
    pool: &Account<'info, Pool>,
    purse: &AccountInfo<'info>,
    target: &AccountInfo<'info>,
    receiver: &Pubkey,
    assets: u64,
) -> Result<()> {
    chain::require_funds::<PoolError>(target, receiver, &pool.token, 0)?;
    let accounts = token::Transfer {
        from: purse.clone(),
        to: target.clone(),
        authority: pool.to_account_info(),
    };
    let seeds: &[&[u8]] = &[POOL_SEED, &[pool.number], &[pool.bump]];
    token::transfer(CpiContext::new_with_signer(token::ID, accounts, &[seeds]), assets)
}
