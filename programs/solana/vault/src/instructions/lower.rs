use anchor_lang::prelude::*;

use crate::errors::VaultError;
use crate::events::LimitsLowered;
use crate::state::{Limits, Vault, VAULT};

#[derive(Accounts)]
pub struct Lower<'info> {
    pub guardian: Signer<'info>,
    #[account(mut, address = VAULT)]
    pub vault: Box<Account<'info, Vault>>,
}

pub(crate) fn handler(ctx: Context<Lower>, limits: Limits) -> Result<()> {
    let (guardian, v) = (ctx.accounts.guardian.key(), &mut ctx.accounts.vault);
    v.require_policy()?;
    let is_guardian = guardian == v.policy.guardian || guardian == v.config.owner;
    require!(is_guardian, VaultError::NotVaultGuardian);
    let before = Limits::of(&v.policy);
    require!(limits.are_within(&before) && limits != before, VaultError::NotLower);

    let in_force = v.policy;
    v.policy.lower(&limits, &in_force);
    // A proposal that ripened in somebody's pocket must not undo this.
    if v.adopt_at != 0 {
        v.proposal.lower(&limits, &in_force);
    }

    emit!(LimitsLowered {
        guardian,
        max_move_bps: limits.max_move_bps
    });
    Ok(())
}
