use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::TrainingError;
use crate::events::SeatTaken;
use crate::state::{seat_state, Run, Seat, TrainingConfig, CONFIG_SEED, PURSE_SEED, RUN_SEED};

#[derive(Accounts)]
#[instruction(run_id: [u8; 32])]
pub struct Join<'info> {
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, TrainingConfig>>,
    #[account(mut, seeds = [RUN_SEED, run_id.as_ref()], bump = run.bump)]
    pub run: Box<Account<'info, Run>>,
    /// CHECK: the caller's token account, by `require_funds`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Join>, run_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    let (owner, stake, seat) = (a.caller.key(), a.run.terms.stake, a.run.seats.len() as u8);
    require!(chain::now()? < a.run.terms.starts_at, TrainingError::JoinClosed);
    let is_seated = a.run.seats.iter().any(|seat| seat.owner == owner);
    require!(!is_seated, TrainingError::AlreadyJoined);
    require!(seat < a.run.terms.seats, TrainingError::NoSeatLeft);
    chain::require_funds::<TrainingError>(&a.caller_token, &owner, &a.config.token, stake)?;

    a.run.seats.push(Seat {
        owner,
        state: seat_state::ACTIVE,
        proposals: 0,
        doubts: 0,
    });

    chain::take_in(&a.caller_token, &a.purse, &a.caller, stake)?;

    emit!(SeatTaken { run_id, owner, seat });
    Ok(())
}
