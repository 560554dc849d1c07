use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::attesting::Attesting;
use crate::errors::IdentityError;
use crate::ids;
use crate::signatures::{require_signed, ED25519, INSTRUCTIONS};
use crate::state::{AttestationTerms, IdentityConfig, CONFIG};

#[derive(Accounts)]
pub struct AttestFor<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(address = CONFIG)]
    pub config: Box<Account<'info, IdentityConfig>>,
    /// CHECK: by `Issuer::of`
    pub issuer: UncheckedAccount<'info>,
    /// CHECK: the terms' generation of the issuer, by `Issuer::revoked_at`
    pub generation: UncheckedAccount<'info>,
    /// CHECK: by `Subject::require_there`
    pub subject: UncheckedAccount<'info>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut)]
    pub attestation: UncheckedAccount<'info>,
    /// CHECK: by its address
    #[account(address = INSTRUCTIONS)]
    pub instructions: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(
    ctx: Context<AttestFor>,
    issuer: Pubkey,
    nonce: u64,
    terms: AttestationTerms,
    deadline: u64,
    signature: Vec<u8>,
) -> Result<()> {
    let a = &ctx.accounts;
    let attestation_id = ids::attestation_id(&issuer, nonce);
    let digest = ids::delegated(&ids::domain(&a.config.chain), &attestation_id, &terms, deadline);
    // An issuer's address is the key of its account.
    require_signed(ED25519, issuer.as_ref(), &digest, &signature, &a.instructions)?;
    require!(chain::now()? <= deadline, IdentityError::SignatureExpired);
    let attesting = Attesting {
        payer: &a.caller,
        config: &a.config,
        issuer: &a.issuer,
        generation: &a.generation,
        subject: &a.subject,
        attestation: &a.attestation,
    };
    attesting.attest(issuer, nonce, terms)
}
