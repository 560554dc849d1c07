use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::PoolError;
use crate::state::{Pool, PoolTerms, POOL_SEED, PURSE_SEED};

#[derive(Accounts)]
#[instruction(number: u8)]
pub struct Initialize<'info> {
    #[account(mut)]
    pub payer: Signer<'info>,
    #[account(init, payer = payer, space = 8 + Pool::INIT_SPACE, seeds = [POOL_SEED, &[number]], bump)]
    pub pool: Box<Account<'info, Pool>>,
    /// CHECK: opened here
    #[account(mut, seeds = [PURSE_SEED, pool.key().as_ref()], bump)]
    pub purse: UncheckedAccount<'info>,
    /// CHECK: the mint, by `require_token`
    pub token: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Initialize>, number: u8) -> Result<()> {
    let (a, bumps) = (ctx.accounts, ctx.bumps);
    chain::require_token::<PoolError>(&a.token)?;

    let pool = a.pool.key();
    chain::open_purse(
        &a.purse,
        &a.token,
        &a.pool.to_account_info(),
        &a.payer,
        &[PURSE_SEED, pool.as_ref(), &[bumps.purse]],
    )?;
    a.pool.set_inner(Pool {
        token: a.token.key(),
        purse: a.purse.key(),
        debt: 0,
        units: 0,
        accrued_at: chain::now()?,
        terms: PoolTerms {
            kink_bps: 8_000,
            ..PoolTerms::default()
        },
        number,
        bump: bumps.pool,
        holders: vec![],
    });
    Ok(())
}
