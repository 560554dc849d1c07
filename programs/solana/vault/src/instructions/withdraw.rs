use anchor_lang::prelude::*;

use super::redeem::{leave, Redeem};
use crate::errors::VaultError;
use crate::look::{self, Silence};
use crate::pools;
use crate::worth;

pub(crate) fn handler<'info>(ctx: Context<'info, Redeem<'info>>, assets: u64, receiver: Pubkey) -> Result<()> {
    require!(assets > 0, VaultError::ZeroAmount);
    let (markets, _) = pools::passed(&ctx.accounts.vault.policy, ctx.remaining_accounts)?;
    let v = &mut ctx.accounts.vault;
    look::sync(v, &markets, Silence::Fails)?;
    let shares = worth::shares_up(assets, v.total(), v.supply);
    leave(ctx.accounts, markets, receiver, assets.into(), shares)
}
