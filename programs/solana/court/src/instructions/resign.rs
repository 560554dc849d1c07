use anchor_lang::prelude::*;
use anchor_spl::token::Token;

use crate::errors::CourtError;
use crate::events::Resigned;
use crate::state::{CourtConfig, Juror, CONFIG_SEED, ESCROW_SEED, JUROR_SEED};

#[derive(Accounts)]
pub struct Resign<'info> {
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, CourtConfig>>,
    #[account(mut, seeds = [JUROR_SEED, caller.key().as_ref()], bump = juror.bump)]
    pub juror: Box<Account<'info, Juror>>,
    /// CHECK: the caller's associated token account, by `pay_out`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [ESCROW_SEED], bump = config.escrow_bump)]
    pub escrow: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Resign>, seats: u32) -> Result<()> {
    let a = ctx.accounts;
    require!(seats > 0, CourtError::ZeroAmount);
    require!(a.juror.seats - a.juror.seated >= seats, CourtError::NotEnoughSeats);

    a.juror.seats -= seats;
    // The seats were paid for, so their price was no overflow.
    let amount = u64::from(seats) * a.config.seat_stake;

    let this = a.config.to_account_info();
    a.config
        .pay_out(&this, &a.escrow, &a.caller_token, &a.juror.juror, amount)?;

    emit!(Resigned {
        juror: a.juror.juror,
        removed: seats,
        seats: a.juror.seats
    });
    Ok(())
}
