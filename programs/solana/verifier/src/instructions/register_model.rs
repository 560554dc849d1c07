use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::VerifierError;
use crate::events::ModelRegistered;
use crate::ids;
use crate::routes::Route;
use crate::state::{open, require_key, RegisteredModel, VerifierConfig, ACTIVE, CONFIG, MODEL_SEED};

/// The longest key leaves room for no account more, not even for a compute budget.
#[derive(Accounts)]
pub struct RegisterModel<'info> {
    #[account(mut)]
    pub owner: Signer<'info>,
    #[account(address = CONFIG)]
    pub config: Account<'info, VerifierConfig>,
    /// CHECK: opened here, so it must be vacant
    #[cfg(not(feature = "idl-build"))]
    #[account(mut)]
    pub model: UncheckedAccount<'info>,
    /// The same, as Anchor would read it: its IDL lists no account that nobody reads that way.
    #[cfg(feature = "idl-build")]
    #[account(mut)]
    pub model: Box<Account<'info, RegisteredModel>>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(
    ctx: Context<RegisterModel>,
    nonce: u64,
    selector: [u8; 4],
    key: Vec<u8>,
    model_digest: [u8; 32],
    timelock_secs: u64,
) -> Result<()> {
    let (a, account) = (&ctx.accounts, ctx.accounts.model.to_account_info());
    require!(chain::is_vacant(&account), VerifierError::ModelExists);
    let route = Route::of(&selector)?;
    a.config.require_open(&selector)?;
    let is_bounded = (1..=chain::MAX_SECS).contains(&timelock_secs);
    require!(is_bounded, VerifierError::BadTimelock);
    let key_digest = require_key(route, &key)?;

    let (owner, model_id) = (a.owner.key(), ids::model_id(&a.owner.key(), nonce));
    let bump = open(
        &account,
        &a.owner,
        &[MODEL_SEED, &model_id],
        RegisteredModel::bytes(route),
    )?;
    let model = RegisteredModel {
        model_id,
        owner,
        selector,
        timelock_secs,
        state: ACTIVE,
        key_digest,
        model_digest,
        bump,
        ..RegisteredModel::default()
    };
    chain::store(&account, &model)?;
    RegisteredModel::keep(&account, &a.owner, 0, route, &key, &model_digest)?;

    emit!(ModelRegistered {
        model_id,
        owner,
        selector,
        timelock_secs,
        key_digest,
        model_digest
    });
    Ok(())
}
