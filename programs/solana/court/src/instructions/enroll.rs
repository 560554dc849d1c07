use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::CourtError;
use crate::events::Enrolled;
use crate::state::{CourtConfig, Juror, CONFIG_SEED, ESCROW_SEED, JUROR_SEED};

#[derive(Accounts)]
pub struct Enroll<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, CourtConfig>>,
    /// CHECK: opened here the first time, else loaded as what it must be
    #[account(mut, seeds = [JUROR_SEED, caller.key().as_ref()], bump)]
    pub juror: UncheckedAccount<'info>,
    /// CHECK: the caller's token account, by `require_funds`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [ESCROW_SEED], bump = config.escrow_bump)]
    pub escrow: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Enroll>, seats: u32) -> Result<()> {
    let a = &ctx.accounts;
    let (owner, bump) = (a.caller.key(), ctx.bumps.juror);
    require!(seats > 0, CourtError::ZeroAmount);
    let cost = u64::from(seats).checked_mul(a.config.seat_stake);
    let cost = cost.ok_or(CourtError::Overflow)?;
    chain::require_funds::<CourtError>(&a.caller_token, &owner, &a.config.token, cost)?;
    let mut juror = if chain::is_vacant(&a.juror) {
        Juror {
            juror: owner,
            seats: 0,
            seated: 0,
            since_at: 0,
            bump,
        }
    } else {
        chain::load(&a.juror)?
    };
    juror.seats = juror.seats.checked_add(seats).ok_or(CourtError::Overflow)?;
    juror.since_at = chain::now()?;

    if chain::is_vacant(&a.juror) {
        let seeds: &[&[u8]] = &[JUROR_SEED, owner.as_ref(), &[bump]];
        chain::open(&a.juror, &a.caller, 8 + Juror::INIT_SPACE, &crate::ID, seeds)?;
    }
    chain::store(&a.juror, &juror)?;

    chain::take_in(&a.caller_token, &a.escrow, &a.caller, cost)?;

    emit!(Enrolled {
        juror: owner,
        added: seats,
        seats: juror.seats
    });
    Ok(())
}
