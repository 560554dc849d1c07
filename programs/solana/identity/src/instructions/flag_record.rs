use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::IdentityError;
use crate::events::RecordFlagged;
use crate::ruling;
use crate::state::{ContentRecord, Finding, SubjectKey};

#[derive(Accounts)]
pub struct FlagRecord<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut)]
    pub finding: UncheckedAccount<'info>,
    /// CHECK: by `ContentRecord::of`
    #[cfg(not(feature = "idl-build"))]
    #[account(mut)]
    pub content: UncheckedAccount<'info>,
    /// The same, as Anchor would read it: its IDL lists no account that nobody reads that way.
    #[cfg(feature = "idl-build")]
    #[account(mut)]
    pub content: Box<Account<'info, ContentRecord>>,
    /// CHECK: the one that signed the content, by `SubjectKey::of`
    #[account(mut)]
    pub key: UncheckedAccount<'info>,
    /// CHECK: the court's, by `final_guilt`
    pub case: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<FlagRecord>, case_id: [u8; 32], content_id: [u8; 32]) -> Result<()> {
    let (a, content) = (&ctx.accounts, ctx.accounts.content.to_account_info());
    require!(chain::is_vacant(&a.finding), IdentityError::AlreadyFlagged);
    let mut record = ContentRecord::of(&content, &content_id)?;
    let recorded_at = record.recorded_at;
    let case = ruling::final_guilt(&a.case, &case_id, &content_id, &record.signer, recorded_at)?;
    let mut key = SubjectKey::of(&a.key, &record.key_id)?;

    Finding::open(&a.finding, &a.caller, &case, key.subject_id, recorded_at)?;
    record.flagged = true;
    chain::store(&content, &record)?;
    let since = case.accusation.since_at.max(key.added_at);
    let flagged_at = key.flag(since.min(recorded_at));
    chain::store(&a.key, &key)?;

    emit!(RecordFlagged {
        content_id,
        key_id: record.key_id,
        case_id,
        flagged_at
    });
    Ok(())
}
