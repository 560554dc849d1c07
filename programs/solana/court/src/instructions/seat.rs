use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::CourtError;
use crate::events::Seated;
use crate::ids;
use crate::jury::Jury;
use crate::state::{phase, Case, CourtConfig, Juror, Seat, CASE_SEED, CONFIG_SEED, TICKET_BYTES};

#[derive(Accounts)]
#[instruction(case_id: [u8; 32])]
pub struct TakeSeat<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, CourtConfig>>,
    #[account(seeds = [CASE_SEED, case_id.as_ref()], bump = case.bump)]
    pub case: Box<Account<'info, Case>>,
    /// CHECK: the case's running round, by `Jury::sitting`
    #[account(mut)]
    pub round: UncheckedAccount<'info>,
    /// CHECK: the juror, by `Juror::of`
    #[account(mut)]
    pub juror: UncheckedAccount<'info>,
    /// CHECK: the juror that is put out, by `Juror::of`; where none is, it is not looked at
    #[account(mut)]
    pub evicted: UncheckedAccount<'info>,
}

pub(crate) fn handler(ctx: Context<TakeSeat>, case_id: [u8; 32], juror: Pubkey, unit: u32) -> Result<()> {
    let a = &ctx.accounts;
    let mut data = a.round.try_borrow_mut_data()?;
    let mut jury = Jury::sitting(&a.case, &a.config, &a.round, &mut data, phase::SEATING)?;
    let mut drawn = Juror::of(&a.juror, &juror)?;
    let (round_index, seed) = (a.case.round_index, jury.progress.seed);
    let parties = [a.case.accuser, a.case.accusation.accused, a.case.contestant];
    let in_time = drawn.since_at < jury.progress.started_at + a.config.phase_secs;
    require!(
        in_time && unit < drawn.seats && !parties.contains(&juror),
        CourtError::NotEligible
    );
    let ticket = ids::ticket(&case_id, round_index, &seed, &juror, unit);
    let seat = Seat { ticket, juror };
    let evicted = jury.admit(&seat)?;
    let own = evicted == Some(juror);
    require!(drawn.seated - u32::from(own) < drawn.seats, CourtError::NoFreeSeat);
    let leaving = evicted.map(|leaving| Juror::of(&a.evicted, &leaving)).transpose()?;

    jury.seat(seat)?;
    jury.save()?;
    // A juror that puts itself out serves as before.
    if !own {
        if let Some(mut leaving) = leaving {
            leaving.seated -= 1;
            chain::store(&a.evicted, &leaving)?;
        }
        drawn.seated += 1;
        chain::store(&a.juror, &drawn)?;
    }

    let mut number = [0; 32];
    number[32 - TICKET_BYTES..].copy_from_slice(&ticket);
    emit!(Seated {
        case_id,
        round_index,
        juror,
        ticket: number,
        evicted: evicted.unwrap_or_default()
    });
    Ok(())
}
