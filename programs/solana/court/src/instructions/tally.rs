use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::CourtError;
use crate::events::Tallied;
use crate::jury::Jury;
#[cfg(feature = "idl-build")]
use crate::state::Round;
use crate::state::{case_state, phase, verdict, Case, CourtConfig, CASE_SEED, CONFIG_SEED};

#[derive(Accounts)]
#[instruction(case_id: [u8; 32])]
pub struct Tally<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, CourtConfig>>,
    #[account(mut, seeds = [CASE_SEED, case_id.as_ref()], bump = case.bump)]
    pub case: Box<Account<'info, Case>>,
    /// CHECK: the case's running round, by `Jury::of`
    #[cfg(not(feature = "idl-build"))]
    #[account(mut)]
    pub round: UncheckedAccount<'info>,
    /// The same, as Anchor would read it: its IDL lists no account that nobody reads that way.
    #[cfg(feature = "idl-build")]
    #[account(mut)]
    pub round: Box<Account<'info, Round>>,
}

pub(crate) fn handler(ctx: Context<Tally>, case_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    let (now, round_index) = (chain::now()?, a.case.round_index);
    let round = a.round.to_account_info();
    let mut data = round.try_borrow_mut_data()?;
    require!(a.case.state == case_state::HEARD, CourtError::NotDue);
    let mut jury = Jury::of(&round, &mut data, &case_id, round_index)?;
    let void = !jury.is_full();
    let due = if void { phase::VOTE_COMMIT } else { phase::OVER };
    require!(jury.phase(&a.config)? >= due, CourtError::NotDue);
    let progress = &mut jury.progress;
    let (guilty_seats, innocent_seats) = (progress.guilty_seats, progress.innocent_seats);
    let (mut said, mut appeal_by) = (a.case.verdict, now);
    if !void {
        said = if guilty_seats > innocent_seats {
            verdict::GUILTY
        } else {
            verdict::NOT_GUILTY
        };
        if round_index + 1 < a.config.max_rounds {
            appeal_by = now.checked_add(a.config.phase_secs).ok_or(CourtError::Overflow)?;
        }
    }
    let kept_back = u64::from(progress.seeds_committed - progress.seeds_revealed);
    let pot = kept_back
        .checked_mul(a.config.seed_bond)
        .and_then(|lost| lost.checked_add(a.case.pot))
        .ok_or(CourtError::Overflow)?;

    let seats = if void { 0 } else { progress.taken };
    progress.void = void;
    jury.save()?;
    a.case.state = case_state::RULED;
    a.case.verdict = said;
    a.case.due_at = appeal_by;
    a.case.pot = pot;
    a.case.seats += u16::from(seats);
    a.case.guilty_seats += guilty_seats;
    a.case.innocent_seats += innocent_seats;

    emit!(Tallied {
        case_id,
        round_index,
        guilty_seats,
        innocent_seats,
        void,
        verdict: said,
        appeal_by
    });
    Ok(())
}
