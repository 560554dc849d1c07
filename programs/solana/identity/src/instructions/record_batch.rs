use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::IdentityError;
use crate::events::RecordBatchPosted;
use crate::ids;
use crate::signatures::{require_signed, INSTRUCTIONS};
use crate::state::{is_batch, open, ContentBatch, IdentityConfig, SubjectKey, CONFIG, CONTENT_BATCH_SEED};

#[derive(Accounts)]
pub struct RecordBatch<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(address = CONFIG)]
    pub config: Box<Account<'info, IdentityConfig>>,
    /// CHECK: by `SubjectKey::of`
    pub key: UncheckedAccount<'info>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut)]
    pub content_batch: UncheckedAccount<'info>,
    /// CHECK: by its address
    #[account(address = INSTRUCTIONS)]
    pub instructions: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(
    ctx: Context<RecordBatch>,
    key_id: [u8; 32],
    nonce: u64,
    root: [u8; 32],
    count: u32,
    proof: Vec<u8>,
) -> Result<()> {
    let (a, now) = (&ctx.accounts, chain::now()?);
    let key = SubjectKey::of(&a.key, &key_id)?;
    let batch_id = ids::content_batch_id(&key_id, nonce);
    let digest = ids::content_batch_proof(&ids::domain(&a.config.chain), &batch_id, &root, count);
    require_signed(key.algorithm, &key.public_key, &digest, &proof, &a.instructions)?;
    require!(is_batch(&root, count), IdentityError::BadContent);
    require!(chain::is_vacant(&a.content_batch), IdentityError::ContentExists);
    require!(key.is_in_force(now), IdentityError::KeyNotInForce);

    let (seeds, space) = ([CONTENT_BATCH_SEED, &batch_id], 8 + ContentBatch::INIT_SPACE);
    let batch = ContentBatch {
        key_id,
        root,
        count,
        signer: key.controller,
        posted_at: now,
        bump: open(&a.content_batch, &a.caller, &seeds, space)?,
    };
    chain::store(&a.content_batch, &batch)?;

    emit!(RecordBatchPosted {
        batch_id,
        key_id,
        root,
        count
    });
    Ok(())
}
