use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::IdentityError;
use crate::events::GenerationRevoked;
use crate::state::{open, Generation, Issuer, GENERATION_SEED, ISSUER_SEED};

#[derive(Accounts)]
pub struct RevokeGeneration<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(mut, seeds = [ISSUER_SEED, caller.key().as_ref()], bump = issuer.bump)]
    pub issuer: Box<Account<'info, Issuer>>,
    /// CHECK: opened here, so it must be vacant
    #[cfg(not(feature = "idl-build"))]
    #[account(mut)]
    pub generation: UncheckedAccount<'info>,
    /// The same, as Anchor would read it: its IDL lists no account that nobody reads that way.
    #[cfg(feature = "idl-build")]
    #[account(mut)]
    pub generation: Box<Account<'info, Generation>>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<RevokeGeneration>, generation: u32) -> Result<()> {
    let a = ctx.accounts;
    let (account, issuer) = (a.generation.to_account_info(), a.caller.key());
    require!(chain::is_vacant(&account), IdentityError::GenerationIsRevoked);

    let number = generation.to_le_bytes();
    let seeds: &[&[u8]] = &[GENERATION_SEED, issuer.as_ref(), &number];
    open(&account, &a.caller, seeds, 8 + Generation::INIT_SPACE)?;
    let revoked = Generation {
        revoked_at: chain::now()?,
    };
    chain::store(&account, &revoked)?;
    a.issuer.revoked_below = a.issuer.revoked_below.max(u64::from(generation) + 1);

    emit!(GenerationRevoked { issuer, generation });
    Ok(())
}
