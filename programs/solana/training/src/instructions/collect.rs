use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::TrainingError;
use crate::events::WorkPaid;
use crate::ids;
use crate::state::{
    seat_state, Proposal, Round, Run, TrainingConfig, CONFIG_SEED, PROPOSAL_SEED, PURSE_SEED, ROUND_SEED, RUN_SEED,
};

#[derive(Accounts)]
#[instruction(run_id: [u8; 32], round_index: u16, seat: u8)]
pub struct Collect<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, TrainingConfig>>,
    #[account(mut, seeds = [RUN_SEED, run_id.as_ref()], bump = run.bump)]
    pub run: Box<Account<'info, Run>>,
    #[account(
        mut,
        seeds = [PROPOSAL_SEED, &ids::proposal_id(&run_id, round_index, seat)],
        bump = proposal.bump
    )]
    pub proposal: Box<Account<'info, Proposal>>,
    #[account(seeds = [ROUND_SEED, run_id.as_ref(), &round_index.to_le_bytes()], bump = round.bump)]
    pub round: Box<Account<'info, Round>>,
    /// CHECK: the seat's, as the run says; gets the proposal's rent back
    #[account(mut)]
    pub owner: UncheckedAccount<'info>,
    /// CHECK: the owner's associated token account, by `pay_out`
    #[account(mut)]
    pub owner_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Collect>, run_id: [u8; 32], round_index: u16, seat: u8) -> Result<()> {
    let (a, now, at) = (ctx.accounts, chain::now()?, usize::from(seat));
    require!(a.round.closed, TrainingError::RoundNotClosed);
    let window_ends_at = a.run.terms.ends_at(round_index) + a.config.window_secs;
    require!(now >= window_ends_at, TrainingError::WindowOpen);
    let owner = a.run.seats[at].owner;
    require!(a.run.seats[at].doubts == 0, TrainingError::DoubtsOpen);
    require_keys_eq!(a.owner.key(), owner, ErrorCode::ConstraintAddress);
    let is_active = a.run.seats[at].state == seat_state::ACTIVE;
    let mut amount = 0;
    if is_active && a.round.included >> at & 1 == 1 {
        let work = a.run.terms.programs[usize::from(a.proposal.work.program)].work;
        let share = u128::from(a.round.budget) * u128::from(work) / u128::from(a.round.total_work);
        // At most the budget: nobody's work is more than all of it.
        amount = share as u64;
    }

    a.run.seats[at].proposals -= 1;
    a.run.paid += amount;

    let this = a.config.to_account_info();
    a.config.pay_out(&this, &a.purse, &a.owner_token, &owner, amount)?;
    a.proposal.close(a.owner.to_account_info())?;

    emit!(WorkPaid {
        run_id,
        round_index,
        seat,
        owner,
        amount
    });
    Ok(())
}
