use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::TrainingError;
use crate::events::UpdatesWitnessed;
use crate::state::{Round, Run, ROUND_SEED, RUN_SEED};

#[derive(Accounts)]
#[instruction(run_id: [u8; 32], round_index: u16)]
pub struct Witness<'info> {
    pub caller: Signer<'info>,
    #[account(seeds = [RUN_SEED, run_id.as_ref()], bump = run.bump)]
    pub run: Box<Account<'info, Run>>,
    /// CHECK: by its seeds and `Round::proposed_in`
    #[account(mut, seeds = [ROUND_SEED, run_id.as_ref(), &round_index.to_le_bytes()], bump)]
    pub round: UncheckedAccount<'info>,
}

pub(crate) fn handler(ctx: Context<Witness>, run_id: [u8; 32], round_index: u16, seen: u16) -> Result<()> {
    let (a, now) = (&ctx.accounts, chain::now()?);
    let at = a.run.seat_of(a.caller.key)?;
    let ends_at = a.run.ends_at(round_index)?;
    let is_on = ends_at - a.run.terms.witness_secs <= now && now < ends_at;
    require!(is_on, TrainingError::NotWitnessing);
    let mut round = Round::proposed_in(&a.round)?;
    require!(round.witnessed >> at & 1 == 0, TrainingError::AlreadyWitnessed);

    round.witnessed |= 1 << at;
    round.seen[at] = seen;
    chain::store(&a.round, &round)?;

    emit!(UpdatesWitnessed {
        run_id,
        round_index,
        seat: at as u8,
        seen
    });
    Ok(())
}
