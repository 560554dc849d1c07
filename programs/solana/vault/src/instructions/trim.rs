use anchor_lang::prelude::*;
use anchor_spl::token::Token;

use crate::errors::VaultError;
use crate::events::PoolTrimmed;
use crate::look::{self, Desk, Silence};
use crate::pools;
use crate::state::{Vault, MAX_POOLS, PURSE, VAULT};
use crate::worth::share_down;

#[derive(Accounts)]
pub struct Trim<'info> {
    #[account(mut, address = VAULT)]
    pub vault: Box<Account<'info, Vault>>,
    /// CHECK: where the vault's funds are
    #[account(mut, address = PURSE)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler<'info>(ctx: Context<'info, Trim<'info>>, pool_index: u8) -> Result<()> {
    let (a, i) = (ctx.accounts, usize::from(pool_index));
    let (markets, _) = pools::passed(&a.vault.policy, ctx.remaining_accounts)?;
    look::sync(&mut a.vault, &markets, Silence::Fails)?;
    let is_named = i < MAX_POOLS && a.vault.policy.pools[i].is_named();
    require!(is_named, VaultError::UnknownPool);
    let (limits, position) = (a.vault.policy.pools[i], a.vault.positions[i]);
    let most = share_down(a.vault.total(), limits.cap_bps).min(limits.cap.into());
    let excess = u128::from(position.recorded).saturating_sub(most) as u64;
    require!(excess > 0, VaultError::NothingToTrim);
    let vault = a.vault.to_account_info();
    let desk = Desk {
        vault: &vault,
        purse: &a.purse,
        markets,
    };
    let units = desk.stated(&a.vault, i)?.units_for(excess, position.units);
    require!(units > 0, VaultError::NotEnoughLiquid);

    let assets = desk.pull(&mut a.vault, i, units)?;
    look::again(&mut a.vault, &desk.markets)?;

    emit!(PoolTrimmed {
        pool: limits.pool,
        assets
    });
    Ok(())
}
