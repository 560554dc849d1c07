use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::VaultError;
use crate::events::PolicyProposed;
use crate::pools;
use crate::state::{Policy, Vault, VAULT};

#[derive(Accounts)]
pub struct Propose<'info> {
    pub owner: Signer<'info>,
    #[account(mut, address = VAULT)]
    pub vault: Box<Account<'info, Vault>>,
    /// CHECK: the verifier's, by `require_model`
    pub model: UncheckedAccount<'info>,
}

pub(crate) fn handler<'info>(ctx: Context<'info, Propose<'info>>, policy: Policy) -> Result<()> {
    let a = ctx.accounts;
    require_keys_eq!(*a.owner.key, a.vault.config.owner, VaultError::NotVaultOwner);
    policy.require_bounds()?;
    let (markets, _) = pools::passed(&policy, ctx.remaining_accounts)?;
    for market in markets.iter().flatten() {
        market.stated(&a.vault.config.token)?;
    }
    policy.require_model(&a.model, a.vault.config.timelock_secs)?;

    let adopt_at = chain::now()? + a.vault.config.timelock_secs;
    a.vault.proposal = policy;
    a.vault.adopt_at = adopt_at;

    emit!(PolicyProposed {
        model_id: policy.model_id,
        guardian: policy.guardian,
        adopt_at
    });
    Ok(())
}
