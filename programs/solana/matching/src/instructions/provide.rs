use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::MatchingError;
use crate::events::EvidenceProvided;
use crate::openings;
use crate::state::{MAX_OPENINGS, OPENINGS_SEED};

#[derive(Accounts)]
pub struct Provide<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    /// CHECK: the caller's, by its seeds; opened here, else by `openings::length`
    #[account(mut, seeds = [OPENINGS_SEED, caller.key().as_ref()], bump)]
    pub openings: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Provide>, offset: u32, data: Vec<u8>) -> Result<()> {
    let a = &ctx.accounts;
    let (party, at) = (a.caller.key(), offset as usize);
    let is_first = chain::is_vacant(&a.openings);
    let held = if is_first { 0 } else { openings::length(&a.openings)? };
    require!(at == 0 || at == held, MatchingError::BadOffset);
    let length = at.checked_add(data.len()).filter(|length| *length <= MAX_OPENINGS);
    let length = length.ok_or(MatchingError::TooMuchData)?;

    let space = openings::HEAD + length;
    if is_first {
        let seeds: &[&[u8]] = &[OPENINGS_SEED, party.as_ref(), &[ctx.bumps.openings]];
        chain::open(&a.openings, &a.caller, space, &crate::ID, seeds)?;
    } else {
        chain::fund(&a.openings, &a.caller, space)?;
        a.openings.resize(space)?;
    }
    openings::write(&a.openings, &party, ctx.bumps.openings, at, &data)?;

    emit!(EvidenceProvided {
        party,
        length: length as u32
    });
    Ok(())
}
