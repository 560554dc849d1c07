use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::events::KeyProposed;
use crate::routes::Route;
use crate::state::{require_key, RegisteredModel};

#[derive(Accounts)]
pub struct ProposeKey<'info> {
    #[account(mut)]
    pub owner: Signer<'info>,
    /// CHECK: by `RegisteredModel::of`
    #[account(mut)]
    pub model: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(
    ctx: Context<ProposeKey>,
    model_id: [u8; 32],
    key: Vec<u8>,
    model_digest: [u8; 32],
) -> Result<()> {
    let a = &ctx.accounts;
    let mut model = RegisteredModel::owned(&a.model, &model_id, a.owner.key)?;
    let route = Route::of(&model.selector)?;
    let key_digest = require_key(route, &key)?;

    let (version, active_at) = (model.version + 1, chain::now()? + model.timelock_secs);
    RegisteredModel::keep(&a.model, &a.owner, version, route, &key, &model_digest)?;
    model.next_key_digest = key_digest;
    model.next_model_digest = model_digest;
    model.next_at = active_at;
    chain::store(&a.model, &*model)?;

    emit!(KeyProposed {
        model_id,
        version,
        key_digest,
        model_digest,
        active_at
    });
    Ok(())
}
