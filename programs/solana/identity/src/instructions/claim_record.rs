use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::IdentityError;
use crate::events::Recorded;
use crate::ids;
use crate::state::{Content, ContentBatch, ContentRecord, CONTENT_BATCH_SEED};
use crate::tree;

#[derive(Accounts)]
#[instruction(batch_id: [u8; 32])]
pub struct ClaimRecord<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONTENT_BATCH_SEED, batch_id.as_ref()], bump = content_batch.bump)]
    pub content_batch: Box<Account<'info, ContentBatch>>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut)]
    pub content: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(
    ctx: Context<ClaimRecord>,
    _batch_id: [u8; 32],
    index: u32,
    content: Content,
    path: Vec<u8>,
) -> Result<()> {
    let (a, batch) = (&ctx.accounts, &ctx.accounts.content_batch);
    let opens = tree::opens(&content.payload(), index, batch.count, &path, &batch.root);
    require!(opens, IdentityError::BadOpening);
    content.require_good()?;
    require!(chain::is_vacant(&a.content), IdentityError::ContentExists);

    let content_id = ids::content_id(&batch.key_id, &content.claim_hash);
    let mut record = ContentRecord {
        key_id: batch.key_id,
        content,
        signer: batch.signer,
        recorded_at: batch.posted_at,
        ..ContentRecord::default()
    };
    record.open(&a.content, &a.caller, &content_id)?;

    emit!(Recorded::of(content_id, &record));
    Ok(())
}
