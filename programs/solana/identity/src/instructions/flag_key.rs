use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::IdentityError;
use crate::events::KeyFlagged;
use crate::ruling;
use crate::state::{Finding, SubjectKey};

#[derive(Accounts)]
pub struct FlagKey<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut)]
    pub finding: UncheckedAccount<'info>,
    /// CHECK: by `SubjectKey::of`
    #[account(mut)]
    pub key: UncheckedAccount<'info>,
    /// CHECK: the court's, by `final_guilt`
    pub case: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<FlagKey>, case_id: [u8; 32], key_id: [u8; 32]) -> Result<()> {
    let a = &ctx.accounts;
    require!(chain::is_vacant(&a.finding), IdentityError::AlreadyFlagged);
    let mut key = SubjectKey::of(&a.key, &key_id)?;
    let case = ruling::final_guilt(&a.case, &case_id, &key_id, &key.controller, key.added_at)?;

    let since = case.accusation.since_at.max(key.added_at);
    Finding::open(&a.finding, &a.caller, &case, key.subject_id, since)?;
    let flagged_at = key.flag(since);
    chain::store(&a.key, &key)?;

    emit!(KeyFlagged {
        key_id,
        case_id,
        flagged_at
    });
    Ok(())
}
