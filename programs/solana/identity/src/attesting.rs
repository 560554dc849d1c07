//! What every way to attest has in common. Twin: clients/assay/reference/issuers.py.

use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::IdentityError;
use crate::events::Attested;
use crate::ids;
use crate::state::{open, Attestation, AttestationTerms, IdentityConfig, Issuer, Subject, ATTESTATION_SEED};

/// The accounts of one attestation.
pub struct Attesting<'a, 'info> {
    pub payer: &'a AccountInfo<'info>,
    pub config: &'a IdentityConfig,
    pub issuer: &'a AccountInfo<'info>,
    pub generation: &'a AccountInfo<'info>,
    pub subject: &'a AccountInfo<'info>,
    pub attestation: &'a AccountInfo<'info>,
}

impl Attesting<'_, '_> {
    /// The issuer vouches under `nonce`, as of now.
    pub fn attest(&self, issuer: Pubkey, nonce: u64, terms: AttestationTerms) -> Result<()> {
        let now = chain::now()?;
        require!(chain::is_vacant(self.attestation), IdentityError::AttestationExists);
        require_attesting(self.config, self.issuer, &issuer, self.generation, terms.generation)?;
        Subject::require_there(self.subject, &terms.subject_id)?;
        require_terms(&terms)?;
        require!(terms.expires_at > now, IdentityError::BadAttestation);
        let attestation_id = ids::attestation_id(&issuer, nonce);
        let attestation = Attestation {
            issuer,
            terms,
            issued_at: now,
            ..Attestation::default()
        };
        issue(self.attestation, self.payer, attestation_id, attestation)
    }
}

/// That this address may attest in this generation.
pub fn require_attesting(
    config: &IdentityConfig,
    account: &AccountInfo,
    issuer: &Pubkey,
    generation_account: &AccountInfo,
    generation: u32,
) -> Result<()> {
    let issuer = Issuer::of(account, issuer)?;
    require!(issuer.leaves_at == 0, IdentityError::IssuerIsRetired);
    require!(issuer.locked >= config.issuer_stake, IdentityError::IssuerUnderbonded);
    let revoked_at = issuer.revoked_at(generation_account, generation)?;
    require!(revoked_at == 0, IdentityError::GenerationIsRevoked);
    Ok(())
}

/// It says something about somebody.
pub fn require_terms(terms: &AttestationTerms) -> Result<()> {
    let is_said = terms.kind > 0 && terms.commitment != [0; 32];
    require!(is_said, IdentityError::BadAttestation);
    Ok(())
}

/// Writes an attestation to its account, which is opened, and says so.
pub fn issue<'info>(
    account: &AccountInfo<'info>,
    payer: &AccountInfo<'info>,
    attestation_id: [u8; 32],
    attestation: Attestation,
) -> Result<()> {
    let (issuer, terms) = (attestation.issuer, attestation.terms.clone());
    keep(account, payer, &attestation_id, attestation)?;

    emit!(Attested {
        attestation_id,
        issuer,
        subject_id: terms.subject_id,
        kind: terms.kind,
        generation: terms.generation,
        expires_at: terms.expires_at,
        commitment: terms.commitment
    });
    Ok(())
}

/// Writes an attestation to its account, which is opened.
pub fn keep<'info>(
    account: &AccountInfo<'info>,
    payer: &AccountInfo<'info>,
    attestation_id: &[u8; 32],
    mut attestation: Attestation,
) -> Result<()> {
    let seeds: &[&[u8]] = &[ATTESTATION_SEED, attestation_id];
    attestation.bump = open(account, payer, seeds, 8 + Attestation::INIT_SPACE)?;
    chain::store(account, &attestation)
}
