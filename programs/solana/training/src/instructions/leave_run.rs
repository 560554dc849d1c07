use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::TrainingError;
use crate::events::SeatLeft;
use crate::state::{seat_state, Run, TrainingConfig, CONFIG_SEED, PURSE_SEED, RUN_SEED};

#[derive(Accounts)]
#[instruction(run_id: [u8; 32])]
pub struct LeaveRun<'info> {
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, TrainingConfig>>,
    #[account(mut, seeds = [RUN_SEED, run_id.as_ref()], bump = run.bump)]
    pub run: Box<Account<'info, Run>>,
    /// CHECK: the caller's associated token account, by `pay_out`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<LeaveRun>, run_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    let (owner, stake) = (a.caller.key(), a.run.terms.stake);
    let at = a.run.seat_of(&owner)?;
    require!(a.run.terms.is_over(chain::now()?), TrainingError::RoundsNotOver);
    require!(a.run.seats[at].proposals == 0, TrainingError::WorkUnpaid);

    a.run.seats[at].state = seat_state::LEFT;

    let this = a.config.to_account_info();
    a.config.pay_out(&this, &a.purse, &a.caller_token, &owner, stake)?;

    emit!(SeatLeft {
        run_id,
        seat: at as u8,
        owner,
        stake
    });
    Ok(())
}
