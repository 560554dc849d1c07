use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_compute::state::job_state;
use assay_staking::openings::{Given, OPENINGS_SEED};

use crate::endstate;
use crate::errors::TrainingError;
use crate::events::DoubtResolved;
use crate::ids;
use crate::math::share_down;
use crate::state::{
    self, seat_state, Doubt, Openings, Proposal, Run, TrainingConfig, CONFIG_SEED, DOUBT_SEED, PROPOSAL_SEED,
    PURSE_SEED, RUN_SEED,
};

#[derive(Accounts)]
#[instruction(run_id: [u8; 32], round_index: u16, seat: u8, job_id: [u8; 32])]
pub struct Resolve<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, TrainingConfig>>,
    #[account(mut, seeds = [RUN_SEED, run_id.as_ref()], bump = run.bump)]
    pub run: Box<Account<'info, Run>>,
    #[account(seeds = [PROPOSAL_SEED, &ids::proposal_id(&run_id, round_index, seat)], bump = proposal.bump)]
    pub proposal: Box<Account<'info, Proposal>>,
    #[account(
        mut,
        seeds = [DOUBT_SEED, &ids::doubt_id(&proposal.proposal_id, &job_id)],
        bump = doubt.bump
    )]
    pub doubt: Box<Account<'info, Doubt>>,
    /// CHECK: compute's, by `state::job`
    pub job: UncheckedAccount<'info>,
    /// What the caller has provided; needed where `data` is empty.
    #[account(mut, seeds = [OPENINGS_SEED, caller.key().as_ref()], bump = openings.bump)]
    pub openings: Option<Box<Account<'info, Openings>>>,
    /// CHECK: who gets the doubt's rent back, as it says
    #[account(mut, address = doubt.doubter)]
    pub doubter: UncheckedAccount<'info>,
    /// CHECK: the doubter's associated token account, by `pay_out`
    #[account(mut)]
    pub doubter_token: UncheckedAccount<'info>,
    /// CHECK: the treasury's associated token account, by `pay_out`
    #[account(mut)]
    pub treasury_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(
    ctx: Context<Resolve>,
    run_id: [u8; 32],
    round_index: u16,
    seat: u8,
    job_id: [u8; 32],
    data: Vec<u8>,
) -> Result<()> {
    let (a, at) = (ctx.accounts, usize::from(seat));
    let job = state::job(&a.job, &job_id)?;
    // Of a seat that is out nothing is left to decide.
    let is_active = a.run.seats[at].state == seat_state::ACTIVE;
    let given = Given::of(&data, a.openings.as_deref());
    let is_opened = is_active && job.state == job_state::SETTLED;
    let mut refuted = false;
    if is_opened {
        let terms = &job.terms;
        let (root, count) = (&job.trace_root, terms.model_count);
        let state = endstate::opened(&job_id, root, terms.op_count, count, given.bytes());
        let state = state.ok_or(TrainingError::BadOpening)?;
        refuted = ids::work_claim(&a.proposal.proposal_id, &state) != a.proposal.work.claim;
    } else if is_active {
        let shows_nothing = [job_state::FAULTED, job_state::REFUNDED].contains(&job.state);
        require!(shows_nothing, TrainingError::JobUndecided);
    }
    let stake = if refuted { a.run.terms.stake } else { 0 };
    let reward = share_down(stake, a.config.reward_bps);
    let remainder = stake - reward;

    let accused = &mut a.run.seats[at];
    accused.doubts -= 1;
    if refuted {
        accused.state = seat_state::OUT;
    }

    let (this, doubter) = (a.config.to_account_info(), a.doubt.doubter);
    a.config.pay_out(&this, &a.purse, &a.doubter_token, &doubter, reward)?;
    let (to, treasury) = (&a.treasury_token, a.config.treasury);
    a.config.pay_out(&this, &a.purse, to, &treasury, remainder)?;
    if is_opened {
        given.use_up(&a.caller)?;
    }
    a.doubt.close(a.doubter.to_account_info())?;

    emit!(DoubtResolved {
        run_id,
        round_index,
        seat,
        job_id,
        doubter,
        refuted,
        reward,
        remainder
    });
    Ok(())
}
