use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::IdentityError;
use crate::events::Recorded;
use crate::ids;
use crate::signatures::{require_signed, INSTRUCTIONS};
use crate::state::{Content, ContentRecord, IdentityConfig, SubjectKey, CONFIG};

#[derive(Accounts)]
pub struct Record<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(address = CONFIG)]
    pub config: Box<Account<'info, IdentityConfig>>,
    /// CHECK: by `SubjectKey::of`
    pub key: UncheckedAccount<'info>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut)]
    pub content: UncheckedAccount<'info>,
    /// CHECK: by its address
    #[account(address = INSTRUCTIONS)]
    pub instructions: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Record>, key_id: [u8; 32], content: Content, proof: Vec<u8>) -> Result<()> {
    let (a, now) = (&ctx.accounts, chain::now()?);
    let key = SubjectKey::of(&a.key, &key_id)?;
    let content_id = ids::content_id(&key_id, &content.claim_hash);
    let digest = ids::content_proof(&ids::domain(&a.config.chain), &content_id, &content.payload());
    require_signed(key.algorithm, &key.public_key, &digest, &proof, &a.instructions)?;
    content.require_good()?;
    require!(chain::is_vacant(&a.content), IdentityError::ContentExists);
    require!(key.is_in_force(now), IdentityError::KeyNotInForce);

    let mut record = ContentRecord {
        key_id,
        content,
        signer: key.controller,
        recorded_at: now,
        ..ContentRecord::default()
    };
    record.open(&a.content, &a.caller, &content_id)?;

    emit!(Recorded::of(content_id, &record));
    Ok(())
}
