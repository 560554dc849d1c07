use anchor_lang::prelude::*;

use crate::attesting::Attesting;
use crate::state::{AttestationTerms, IdentityConfig, CONFIG};

#[derive(Accounts)]
pub struct Attest<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(address = CONFIG)]
    pub config: Box<Account<'info, IdentityConfig>>,
    /// CHECK: the caller's, by `Issuer::of`
    pub issuer: UncheckedAccount<'info>,
    /// CHECK: the terms' generation of the caller, by `Issuer::revoked_at`
    pub generation: UncheckedAccount<'info>,
    /// CHECK: by `Subject::require_there`
    pub subject: UncheckedAccount<'info>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut)]
    pub attestation: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Attest>, nonce: u64, terms: AttestationTerms) -> Result<()> {
    let a = &ctx.accounts;
    let attesting = Attesting {
        payer: &a.caller,
        config: &a.config,
        issuer: &a.issuer,
        generation: &a.generation,
        subject: &a.subject,
        attestation: &a.attestation,
    };
    attesting.attest(a.caller.key(), nonce, terms)
}
