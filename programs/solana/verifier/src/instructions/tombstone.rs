use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::events::ModelTombstoned;
use crate::state::{RegisteredModel, TOMBSTONED};

#[derive(Accounts)]
pub struct Tombstone<'info> {
    pub owner: Signer<'info>,
    /// CHECK: by `RegisteredModel::of`
    #[account(mut)]
    pub model: UncheckedAccount<'info>,
}

pub(crate) fn handler(ctx: Context<Tombstone>, model_id: [u8; 32]) -> Result<()> {
    let a = &ctx.accounts;
    let mut model = RegisteredModel::owned(&a.model, &model_id, a.owner.key)?;

    model.state = TOMBSTONED;
    chain::store(&a.model, &*model)?;

    emit!(ModelTombstoned { model_id });
    Ok(())
}
