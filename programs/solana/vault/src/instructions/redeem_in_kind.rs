use anchor_lang::prelude::*;
use anchor_spl::token::Token;

use super::redeem::{burn, require_shares};
use crate::errors::VaultError;
use crate::events::RedeemedInKind;
use crate::look::{self, Silence};
use crate::pools;
use crate::state::{funds, PoolClaim, Vault, MAX_POOLS, PURSE, SHARE, VAULT};
use crate::worth;

#[derive(Accounts)]
pub struct RedeemInKind<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(mut, address = VAULT)]
    pub vault: Box<Account<'info, Vault>>,
    /// CHECK: the shares' mint
    #[account(mut, address = SHARE)]
    pub share: UncheckedAccount<'info>,
    /// CHECK: where the vault's funds are
    #[account(mut, address = PURSE)]
    pub purse: UncheckedAccount<'info>,
    /// CHECK: the caller's account of shares, by `require_shares`
    #[account(mut)]
    pub source: UncheckedAccount<'info>,
    /// CHECK: the receiver's, by `pay_out`
    #[account(mut)]
    pub target: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler<'info>(ctx: Context<'info, RedeemInKind<'info>>, shares: u64, receiver: Pubkey) -> Result<()> {
    let (policy, a) = (ctx.accounts.vault.policy, ctx.accounts);
    require!(shares > 0, VaultError::ZeroAmount);
    let (markets, claims) = pools::passed(&policy, ctx.remaining_accounts)?;
    look::sync(&mut a.vault, &markets, Silence::Counts)?;
    require_shares(&a.source, a.caller.key, shares.into())?;

    let (supply, token) = (a.vault.supply, a.vault.config.token);
    let assets = worth::part_down(a.vault.idle, shares, supply);
    let mut parts = [0; MAX_POOLS];
    for (i, position) in a.vault.positions.iter_mut().enumerate() {
        let Some(market) = &markets[i] else {
            continue;
        };
        if position.units == 0 {
            continue;
        }
        let mut part = worth::part_down(position.units, shares, supply);
        let value = market.word(&token)?.map_or(0, |word| word.assets_down(position.units));
        // Profit that does not count yet stays behind.
        if value > position.recorded.into() {
            part = (u128::from(part) * u128::from(position.recorded) / value) as u64;
        }
        parts[i] = part;
        // Only what counts goes with who leaves: a pool that denies what it has must not have room made for more.
        let counted = worth::part_down(position.recorded, shares, supply);
        position.units -= part;
        position.recorded -= counted;
        position.invested = position.invested.saturating_sub(counted);
    }
    let is_worth = assets > 0 || parts.iter().any(|part| *part > 0);
    require!(is_worth, VaultError::ZeroAmount);
    a.vault.idle -= assets;
    a.vault.supply -= shares;
    let mut claims = claims.iter();
    for (limits, part) in policy.pools.iter().zip(parts).filter(|(limits, _)| limits.is_named()) {
        let account = claims.next().ok_or(ErrorCode::AccountNotEnoughKeys)?;
        if part > 0 {
            PoolClaim::add(account, &a.caller, &receiver, &limits.pool, part)?;
        }
    }

    burn(&a.source, &a.share, &a.caller, shares)?;
    let vault = a.vault.to_account_info();
    funds(&a.purse, &vault, token).pay_out::<VaultError>(&a.target, &receiver, assets)?;

    emit!(RedeemedInKind {
        owner: a.caller.key(),
        receiver,
        shares,
        assets
    });
    Ok(())
}
