use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::IdentityError;
use crate::events::AttestationRevoked;
use crate::state::{Attestation, ATTESTATION_SEED};

#[derive(Accounts)]
#[instruction(attestation_id: [u8; 32])]
pub struct RevokeAttestation<'info> {
    pub caller: Signer<'info>,
    #[account(mut, seeds = [ATTESTATION_SEED, attestation_id.as_ref()], bump = attestation.bump)]
    pub attestation: Box<Account<'info, Attestation>>,
}

pub(crate) fn handler(ctx: Context<RevokeAttestation>, attestation_id: [u8; 32]) -> Result<()> {
    let (issuer, attestation) = (ctx.accounts.caller.key(), &mut ctx.accounts.attestation);
    require_keys_eq!(issuer, attestation.issuer, IdentityError::NotIssuer);
    require!(attestation.revoked_at == 0, IdentityError::AttestationIsRevoked);

    attestation.revoked_at = chain::now()?;

    emit!(AttestationRevoked { attestation_id, issuer });
    Ok(())
}
