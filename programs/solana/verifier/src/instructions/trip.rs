use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::VerifierError;
use crate::events::ModelBroken;
use crate::state::{RegisteredModel, VerifierConfig, BROKEN, CONFIG};
use crate::statement::{self, Claim};

#[derive(Accounts)]
pub struct Trip<'info> {
    #[account(address = CONFIG)]
    pub config: Account<'info, VerifierConfig>,
    /// CHECK: by `RegisteredModel::of`
    #[account(mut)]
    pub model: UncheckedAccount<'info>,
}

/// What was proved besides the claim.
pub struct Other {
    pub result: statement::Outcome,
    pub context: statement::Context,
    pub proof: Vec<u8>,
}

pub(crate) fn handler(
    ctx: Context<Trip>,
    model_id: [u8; 32],
    claim: Claim,
    context: statement::Context,
    proof: Vec<u8>,
    other: Other,
) -> Result<()> {
    let a = &ctx.accounts;
    let mut model = RegisteredModel::usable(&a.model, &model_id, &a.config)?;
    require!(claim.result != other.result, VerifierError::NotContradictory);
    model.require_proof(&a.model, &claim.statement(&context)?, &proof)?;
    let contrary = Claim {
        result: other.result,
        ..claim
    };
    model.require_proof(&a.model, &contrary.statement(&other.context)?, &other.proof)?;

    model.state = BROKEN;
    chain::store(&a.model, &*model)?;

    emit!(ModelBroken {
        model_id,
        version: model.version,
        commitment: claim.commitment,
        observed_at: claim.observed_at,
        result: claim.result,
        other_result: other.result
    });
    Ok(())
}
