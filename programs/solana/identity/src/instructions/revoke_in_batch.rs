use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::attesting::keep;
use crate::errors::IdentityError;
use crate::events::AttestationRevoked;
use crate::ids;
use crate::state::{Attestation, AttestationBatch, AttestationTerms, ATTESTATION_BATCH_SEED};

#[derive(Accounts)]
#[instruction(batch_id: [u8; 32])]
pub struct RevokeInBatch<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [ATTESTATION_BATCH_SEED, batch_id.as_ref()], bump = attestation_batch.bump)]
    pub attestation_batch: Box<Account<'info, AttestationBatch>>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut)]
    pub attestation: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<RevokeInBatch>, batch_id: [u8; 32], index: u32) -> Result<()> {
    let (a, batch) = (&ctx.accounts, &ctx.accounts.attestation_batch);
    let issuer = a.caller.key();
    require_keys_eq!(issuer, batch.issuer, IdentityError::NotIssuer);
    require!(index < batch.count, IdentityError::BadOpening);
    require!(chain::is_vacant(&a.attestation), IdentityError::AttestationExists);

    let attestation_id = ids::batched_id(&batch_id, index);
    let attestation = Attestation {
        issuer,
        // About nobody.
        terms: AttestationTerms {
            generation: batch.generation,
            expires_at: batch.expires_at,
            ..AttestationTerms::default()
        },
        issued_at: batch.posted_at,
        revoked_at: chain::now()?,
        ..Attestation::default()
    };
    keep(&a.attestation, &a.caller, &attestation_id, attestation)?;

    emit!(AttestationRevoked { attestation_id, issuer });
    Ok(())
}
