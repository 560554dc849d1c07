use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::TrainingError;
use crate::events::RoundClosed;
use crate::inclusion::{included, majority};
use crate::state::{Proposal, Round, Run, TrainingConfig, CONFIG_SEED, ROUND_SEED, RUN_SEED};

#[derive(Accounts)]
#[instruction(run_id: [u8; 32], round_index: u16)]
pub struct CloseRound<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, TrainingConfig>>,
    #[account(seeds = [RUN_SEED, run_id.as_ref()], bump = run.bump)]
    pub run: Box<Account<'info, Run>>,
    /// CHECK: by its seeds and `Round::proposed_in`
    #[account(mut, seeds = [ROUND_SEED, run_id.as_ref(), &round_index.to_le_bytes()], bump)]
    pub round: UncheckedAccount<'info>,
}

pub(crate) fn handler<'info>(ctx: Context<'info, CloseRound<'info>>, run_id: [u8; 32], round_index: u16) -> Result<()> {
    let (a, now) = (&ctx.accounts, chain::now()?);
    let (ends_at, terms) = (a.run.ends_at(round_index)?, &a.run.terms);
    require!(now >= ends_at, TrainingError::RoundNotOver);
    let mut round = Round::proposed_in(&a.round)?;
    require!(!round.closed, TrainingError::RoundIsClosed);
    let proposals = Proposal::all_of(&run_id, &round, ctx.remaining_accounts)?;

    let base_root = match round_index {
        0 => terms.state_root,
        _ => majority(&proposals),
    };
    round.closed = true;
    round.base_root = base_root;
    round.budget = terms.budget_down();
    for proposal in included(&round, &base_root, &proposals) {
        round.included |= 1 << proposal.seat;
        round.total_work += u64::from(terms.programs[usize::from(proposal.work.program)].work);
    }
    chain::store(&a.round, &round)?;

    emit!(RoundClosed {
        run_id,
        round_index,
        base_root,
        included: round.included,
        total_work: round.total_work,
        budget: round.budget,
        window_ends_at: ends_at + a.config.window_secs,
    });
    Ok(())
}
