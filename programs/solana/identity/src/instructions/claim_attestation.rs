use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::attesting::{issue, require_terms};
use crate::errors::IdentityError;
use crate::ids;
use crate::state::{Attestation, AttestationBatch, AttestationTerms, Subject, ATTESTATION_BATCH_SEED};
use crate::tree;

#[derive(Accounts)]
#[instruction(batch_id: [u8; 32])]
pub struct ClaimAttestation<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [ATTESTATION_BATCH_SEED, batch_id.as_ref()], bump = attestation_batch.bump)]
    pub attestation_batch: Box<Account<'info, AttestationBatch>>,
    /// CHECK: by `Subject::require_there`
    pub subject: UncheckedAccount<'info>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut)]
    pub attestation: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(
    ctx: Context<ClaimAttestation>,
    batch_id: [u8; 32],
    index: u32,
    subject_id: [u8; 32],
    kind: u8,
    commitment: [u8; 32],
    path: Vec<u8>,
) -> Result<()> {
    let (a, batch) = (&ctx.accounts, &ctx.accounts.attestation_batch);
    require!(chain::is_vacant(&a.attestation), IdentityError::AttestationExists);
    let payload = [&subject_id[..], &[kind], &commitment].concat();
    let opens = tree::opens(&payload, index, batch.count, &path, &batch.root);
    require!(opens, IdentityError::BadOpening);
    Subject::require_there(&a.subject, &subject_id)?;
    let terms = AttestationTerms {
        subject_id,
        kind,
        generation: batch.generation,
        expires_at: batch.expires_at,
        commitment,
    };
    require_terms(&terms)?;
    let attestation = Attestation {
        issuer: batch.issuer,
        terms,
        issued_at: batch.posted_at,
        ..Attestation::default()
    };
    issue(
        &a.attestation,
        &a.caller,
        ids::batched_id(&batch_id, index),
        attestation,
    )
}
