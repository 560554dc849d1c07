use anchor_lang::prelude::*;
use assay_compute::state::job_state;
use assay_staking::chain;

use crate::errors::TrainingError;
use crate::events::WorkDoubted;
use crate::ids;
use crate::state::{
    self, seat_state, Doubt, Proposal, Run, TrainingConfig, CONFIG_SEED, DOUBT_SEED, PROPOSAL_SEED, RUN_SEED,
};

#[derive(Accounts)]
#[instruction(run_id: [u8; 32], round_index: u16, seat: u8, job_id: [u8; 32])]
pub struct MakeDoubt<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, TrainingConfig>>,
    #[account(mut, seeds = [RUN_SEED, run_id.as_ref()], bump = run.bump)]
    pub run: Box<Account<'info, Run>>,
    #[account(seeds = [PROPOSAL_SEED, &ids::proposal_id(&run_id, round_index, seat)], bump = proposal.bump)]
    pub proposal: Box<Account<'info, Proposal>>,
    /// CHECK: opened here, by its seeds
    #[account(mut, seeds = [DOUBT_SEED, &ids::doubt_id(&proposal.proposal_id, &job_id)], bump)]
    pub doubt: UncheckedAccount<'info>,
    /// CHECK: compute's, by `state::job`
    pub job: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(
    ctx: Context<MakeDoubt>,
    run_id: [u8; 32],
    round_index: u16,
    seat: u8,
    job_id: [u8; 32],
) -> Result<()> {
    let (a, now, at, bump) = (ctx.accounts, chain::now()?, usize::from(seat), ctx.bumps.doubt);
    let is_active = a.run.seats[at].state == seat_state::ACTIVE;
    require!(is_active, TrainingError::SeatIsOut);
    let window_ends_at = a.run.terms.ends_at(round_index) + a.config.window_secs;
    require!(now < window_ends_at, TrainingError::WindowClosed);
    require!(chain::is_vacant(&a.doubt), TrainingError::DoubtExists);
    let job = state::job(&a.job, &job_id)?;
    let shows = [job_state::COMMITTED, job_state::DISPUTED, job_state::SETTLED].contains(&job.state);
    require!(shows, TrainingError::JobShowsNothing);
    let (work, ours, theirs) = (&a.proposal.work, &a.run.terms, &job.terms);
    let program = &ours.programs[usize::from(work.program)];
    let is_same = theirs.program_root == program.program_root
        && theirs.op_count == program.op_count
        && theirs.model_count == ours.model_count
        && theirs.input_count == program.input_count
        && theirs.model_root == work.base_root
        && theirs.input_root == work.input_root;
    require!(is_same && theirs.stake >= ours.stake, TrainingError::WrongJob);

    let (proposal_id, doubter) = (a.proposal.proposal_id, a.caller.key());
    let doubt_id = ids::doubt_id(&proposal_id, &job_id);
    let seeds: &[&[u8]] = &[DOUBT_SEED, &doubt_id, &[bump]];
    chain::open(&a.doubt, &a.caller, 8 + Doubt::INIT_SPACE, &crate::ID, seeds)?;
    let doubt = Doubt {
        doubt_id,
        proposal_id,
        job_id,
        doubter,
        bump,
    };
    chain::store(&a.doubt, &doubt)?;
    a.run.seats[at].doubts += 1;

    emit!(WorkDoubted {
        run_id,
        round_index,
        seat,
        job_id,
        doubter
    });
    Ok(())
}
