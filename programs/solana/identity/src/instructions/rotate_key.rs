use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::IdentityError;
use crate::events::KeyRotated;
use crate::signatures::{require_key, require_possession, INSTRUCTIONS};
use crate::state::{require_expiry, IdentityConfig, Subject, SubjectKey, CONFIG};

#[derive(Accounts)]
pub struct RotateKey<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(address = CONFIG)]
    pub config: Box<Account<'info, IdentityConfig>>,
    /// CHECK: by `Subject::of`, after the proof
    #[account(mut)]
    pub subject: UncheckedAccount<'info>,
    /// CHECK: by `SubjectKey::of`
    #[account(mut)]
    pub old_key: UncheckedAccount<'info>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut)]
    pub key: UncheckedAccount<'info>,
    /// CHECK: by its address
    #[account(address = INSTRUCTIONS)]
    pub instructions: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(
    ctx: Context<RotateKey>,
    subject_id: [u8; 32],
    old_key_id: [u8; 32],
    algorithm: u8,
    expires_at: u64,
    public_key: Vec<u8>,
    proof: Vec<u8>,
) -> Result<()> {
    let a = &ctx.accounts;
    let (caller, now) = (a.caller.key(), chain::now()?);
    require_key(algorithm, &public_key)?;
    let key_id = require_possession(&a.config, &subject_id, algorithm, &public_key, &proof, &a.instructions)?;
    let mut subject = Subject::of(&a.subject, &subject_id)?;
    subject.require_controller(&caller)?;
    let mut old = SubjectKey::of(&a.old_key, &old_key_id)?;
    require!(old.subject_id == subject_id, IdentityError::UnknownKey);
    require!(old.revoked_at == 0, IdentityError::KeyIsRevoked);
    require!(chain::is_vacant(&a.key), IdentityError::KeyExists);
    require_expiry(expires_at, now)?;

    let role = old.role;
    old.revoked_at = now;
    chain::store(&a.old_key, &old)?;
    for id in subject.keys.iter_mut().filter(|id| **id == old_key_id) {
        *id = key_id;
    }
    chain::store(&a.subject, &subject)?;
    let key = SubjectKey {
        subject_id,
        controller: caller,
        algorithm,
        role,
        public_key: public_key.clone(),
        added_at: now,
        expires_at,
        ..SubjectKey::default()
    };
    key.open(&a.key, &a.caller, &key_id)?;

    emit!(KeyRotated {
        old_key_id,
        key_id,
        subject_id,
        algorithm,
        role,
        expires_at,
        public_key
    });
    Ok(())
}
