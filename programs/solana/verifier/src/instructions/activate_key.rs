use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::VerifierError;
use crate::events::KeyActivated;
use crate::state::RegisteredModel;

#[derive(Accounts)]
pub struct ActivateKey<'info> {
    /// CHECK: by `RegisteredModel::of`
    #[account(mut)]
    pub model: UncheckedAccount<'info>,
}

pub(crate) fn handler(ctx: Context<ActivateKey>, model_id: [u8; 32]) -> Result<()> {
    let a = &ctx.accounts;
    let mut model = RegisteredModel::of(&a.model, &model_id)?;
    model.require_active()?;
    require!(model.next_at != 0, VerifierError::NoKeyProposed);
    require!(chain::now()? >= model.next_at, VerifierError::TimelockOpen);

    model.version += 1;
    model.key_digest = std::mem::take(&mut model.next_key_digest);
    model.model_digest = std::mem::take(&mut model.next_model_digest);
    model.next_at = 0;
    chain::store(&a.model, &*model)?;

    emit!(KeyActivated {
        model_id,
        version: model.version,
        key_digest: model.key_digest,
        model_digest: model.model_digest
    });
    Ok(())
}
