use anchor_lang::prelude::*;

use crate::events::StatementVerified;
use crate::state::{RegisteredModel, VerifierConfig, CONFIG};

#[derive(Accounts)]
pub struct Verify<'info> {
    #[account(address = CONFIG)]
    pub config: Account<'info, VerifierConfig>,
    /// CHECK: by `RegisteredModel::of`
    pub model: UncheckedAccount<'info>,
}

pub(crate) fn handler(ctx: Context<Verify>, model_id: [u8; 32], statement: [u8; 32], proof: Vec<u8>) -> Result<()> {
    let a = &ctx.accounts;
    let model = RegisteredModel::usable(&a.model, &model_id, &a.config)?;
    model.require_proof(&a.model, &statement, &proof)?;

    emit!(StatementVerified { model_id, statement });
    Ok(())
}
