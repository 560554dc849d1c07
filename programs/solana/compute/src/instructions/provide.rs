use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::ComputeError;
use crate::events::Provided;
use crate::state::{Dispute, Job, Opening, JOB_SEED, MAX_OPENINGS, OPENING_SEED};

#[derive(Accounts)]
#[instruction(job_id: [u8; 32])]
pub struct Provide<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [JOB_SEED, job_id.as_ref()], bump = job.bump)]
    pub job: Box<Account<'info, Job>>,
    /// CHECK: the job's open dispute, by `Dispute::at_leaf`
    pub dispute: UncheckedAccount<'info>,
    /// CHECK: the caller's for this dispute, whose address is known once the dispute is; opened here, else loaded as
    /// what it must be
    #[account(mut)]
    pub opening: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Provide>, _job_id: [u8; 32], offset: u32, data: Vec<u8>) -> Result<()> {
    let a = &ctx.accounts;
    let party = a.caller.key();
    let dispute_id = Dispute::at_leaf(&a.job, &a.dispute)?.dispute_id;
    let mut opening = if chain::is_vacant(&a.opening) {
        let (address, bump) = Pubkey::find_program_address(&[OPENING_SEED, &dispute_id, party.as_ref()], &crate::ID);
        require_keys_eq!(a.opening.key(), address, ErrorCode::ConstraintSeeds);
        Opening {
            dispute_id,
            party,
            bump,
            data: vec![],
        }
    } else {
        let opening: Opening = chain::load(&a.opening)?;
        require!(
            opening.dispute_id == dispute_id && opening.party == party,
            ErrorCode::ConstraintSeeds
        );
        opening
    };
    let at = offset as usize;
    require!(at == 0 || at == opening.data.len(), ComputeError::BadOffset);
    let length = at.checked_add(data.len()).filter(|length| *length <= MAX_OPENINGS);
    let length = length.ok_or(ComputeError::TooMuchData)?;

    let space = Opening::space(length);
    if chain::is_vacant(&a.opening) {
        let seeds: &[&[u8]] = &[OPENING_SEED, &dispute_id, party.as_ref(), &[opening.bump]];
        chain::open(&a.opening, &a.caller, space, &crate::ID, seeds)?;
    } else {
        chain::fund(&a.opening, &a.caller, space)?;
        a.opening.resize(space)?;
    }
    opening.data.truncate(at);
    opening.data.extend_from_slice(&data);
    chain::store(&a.opening, &opening)?;

    emit!(Provided {
        dispute_id,
        party,
        length: length as u32
    });
    Ok(())
}
