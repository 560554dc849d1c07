use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::IdentityError;
use crate::events::KeyRevoked;
use crate::state::{Subject, SubjectKey, KEY_SEED, SUBJECT_SEED};

#[derive(Accounts)]
#[instruction(key_id: [u8; 32])]
pub struct RevokeKey<'info> {
    pub caller: Signer<'info>,
    #[account(mut, seeds = [KEY_SEED, key_id.as_ref()], bump = key.bump)]
    pub key: Box<Account<'info, SubjectKey>>,
    #[account(mut, seeds = [SUBJECT_SEED, key.subject_id.as_ref()], bump = subject.bump)]
    pub subject: Box<Account<'info, Subject>>,
}

pub(crate) fn handler(ctx: Context<RevokeKey>, key_id: [u8; 32], effective_at: u64) -> Result<()> {
    let a = ctx.accounts;
    a.subject.require_controller(a.caller.key)?;
    let is_past = (a.key.added_at..=chain::now()?).contains(&effective_at);
    require!(is_past, IdentityError::BadTime);
    let is_news = a.key.revoked_at == 0 || effective_at < a.key.revoked_at;
    require!(is_news, IdentityError::KeyIsRevoked);

    a.key.revoked_at = effective_at;
    a.subject.keys.retain(|id| *id != key_id);

    emit!(KeyRevoked {
        key_id,
        subject_id: a.key.subject_id,
        effective_at
    });
    Ok(())
}
