use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::TrainingError;
use crate::events::WorkProposed;
use crate::ids;
use crate::state::{Proposal, Round, Run, Work, NO_STATE, PROPOSAL_SEED, ROUND_SEED, RUN_SEED};

#[derive(Accounts)]
#[instruction(run_id: [u8; 32], round_index: u16)]
pub struct Propose<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(mut, seeds = [RUN_SEED, run_id.as_ref()], bump = run.bump)]
    pub run: Box<Account<'info, Run>>,
    /// CHECK: by its seeds; opened here by the first who proposes in it
    #[account(mut, seeds = [ROUND_SEED, run_id.as_ref(), &round_index.to_le_bytes()], bump)]
    pub round: UncheckedAccount<'info>,
    /// CHECK: opened here, at the address of the caller's seat
    #[account(mut)]
    pub proposal: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Propose>, run_id: [u8; 32], round_index: u16, work: Work) -> Result<()> {
    let (a, now, round_bump) = (ctx.accounts, chain::now()?, ctx.bumps.round);
    let at = a.run.seat_of(a.caller.key)?;
    let ends_at = a.run.ends_at(round_index)?;
    let terms = &a.run.terms;
    let witnesses_at = ends_at - terms.witness_secs;
    let is_on = witnesses_at - terms.propose_secs <= now && now < witnesses_at;
    require!(is_on, TrainingError::NotProposing);
    let is_known = usize::from(work.program) < terms.programs.len();
    require!(is_known, TrainingError::NoSuchProgram);
    let is_first = chain::is_vacant(&a.round);
    let mut round = match is_first {
        true => begun(run_id, round_index, round_bump),
        false => chain::load(&a.round)?,
    };
    require!(round.proposed >> at & 1 == 0, TrainingError::AlreadyProposed);
    let seat = at as u8;
    let proposal_id = ids::proposal_id(&run_id, round_index, seat);
    let seeds: &[&[u8]] = &[PROPOSAL_SEED, &proposal_id];
    let (address, bump) = Pubkey::find_program_address(seeds, &crate::ID);
    require_keys_eq!(a.proposal.key(), address, ErrorCode::ConstraintSeeds);

    if is_first {
        let seeds: &[&[u8]] = &[ROUND_SEED, &run_id, &round_index.to_le_bytes(), &[round_bump]];
        chain::open(&a.round, &a.caller, 8 + Round::INIT_SPACE, &crate::ID, seeds)?;
    }
    let order = round.proposed.count_ones() as u8;
    round.proposed |= 1 << at;
    chain::store(&a.round, &round)?;
    a.run.seats[at].proposals += 1;
    let seeds: &[&[u8]] = &[PROPOSAL_SEED, &proposal_id, &[bump]];
    chain::open(&a.proposal, &a.caller, 8 + Proposal::INIT_SPACE, &crate::ID, seeds)?;
    let proposal = Proposal {
        proposal_id,
        run_id,
        round_index,
        seat,
        order,
        work,
        bump,
    };
    chain::store(&a.proposal, &proposal)?;

    emit!(WorkProposed {
        run_id,
        round_index,
        seat,
        order,
        work: proposal.work
    });
    Ok(())
}

fn begun(run_id: [u8; 32], round_index: u16, bump: u8) -> Round {
    Round {
        run_id,
        round_index,
        proposed: 0,
        witnessed: 0,
        seen: [0; 16],
        closed: false,
        base_root: NO_STATE,
        included: 0,
        total_work: 0,
        budget: 0,
        bump,
    }
}
