use anchor_lang::prelude::*;
use assay_staking::openings::{self, OPENINGS_SEED};

use crate::errors::MatchingError;
use crate::events::EvidenceProvided;
use crate::state::Openings;

#[derive(Accounts)]
pub struct Provide<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    /// CHECK: the caller's, by its seeds; opened there, else loaded as what it must be
    #[account(mut, seeds = [OPENINGS_SEED, caller.key().as_ref()], bump)]
    pub openings: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Provide>, offset: u32, data: Vec<u8>) -> Result<()> {
    let (a, bump) = (&ctx.accounts, ctx.bumps.openings);
    let length = openings::provide::<Openings, MatchingError>(&a.openings, &a.caller, bump, offset, &data)?;

    let party = a.caller.key();
    emit!(EvidenceProvided { party, length });
    Ok(())
}
