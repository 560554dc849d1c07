use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::attesting::require_attesting;
use crate::errors::IdentityError;
use crate::events::AttestationBatchPosted;
use crate::ids;
use crate::state::{is_batch, open, AttestationBatch, IdentityConfig, ATTESTATION_BATCH_SEED, CONFIG};

#[derive(Accounts)]
pub struct AttestBatch<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(address = CONFIG)]
    pub config: Box<Account<'info, IdentityConfig>>,
    /// CHECK: the caller's, by `Issuer::of`
    pub issuer: UncheckedAccount<'info>,
    /// CHECK: the caller's, by `Issuer::revoked_at`
    pub generation: UncheckedAccount<'info>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut)]
    pub attestation_batch: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(
    ctx: Context<AttestBatch>,
    nonce: u64,
    root: [u8; 32],
    count: u32,
    generation: u32,
    expires_at: u64,
) -> Result<()> {
    let a = &ctx.accounts;
    let (issuer, now) = (a.caller.key(), chain::now()?);
    require!(chain::is_vacant(&a.attestation_batch), IdentityError::AttestationExists);
    require_attesting(&a.config, &a.issuer, &issuer, &a.generation, generation)?;
    let is_sound = is_batch(&root, count) && expires_at > now;
    require!(is_sound, IdentityError::BadAttestation);

    let batch_id = ids::attestation_id(&issuer, nonce);
    let (seeds, space) = ([ATTESTATION_BATCH_SEED, &batch_id], 8 + AttestationBatch::INIT_SPACE);
    let batch = AttestationBatch {
        issuer,
        root,
        count,
        generation,
        expires_at,
        posted_at: now,
        bump: open(&a.attestation_batch, &a.caller, &seeds, space)?,
    };
    chain::store(&a.attestation_batch, &batch)?;

    emit!(AttestationBatchPosted {
        batch_id,
        issuer,
        root,
        count,
        generation,
        expires_at
    });
    Ok(())
}
