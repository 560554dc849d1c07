use anchor_lang::prelude::*;

use super::deposit::{enter, Deposit};
use crate::errors::VaultError;
use crate::look::{self, Silence};
use crate::pools;
use crate::worth;

pub(crate) fn handler<'info>(ctx: Context<'info, Deposit<'info>>, shares: u64, receiver: Pubkey) -> Result<()> {
    require!(shares > 0, VaultError::ZeroAmount);
    let (markets, _) = pools::passed(&ctx.accounts.vault.policy, ctx.remaining_accounts)?;
    let v = &mut ctx.accounts.vault;
    look::sync(v, &markets, Silence::Fails)?;
    let assets = worth::assets_up(shares, v.total(), v.supply);
    enter(ctx.accounts, receiver, assets, shares.into())
}
