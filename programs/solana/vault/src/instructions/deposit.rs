use anchor_lang::prelude::*;
use anchor_spl::token::{self, Token};
use assay_staking::chain;

use crate::errors::{ShareFault, VaultError};
use crate::events::Deposited;
use crate::look::{self, Silence};
use crate::pools;
use crate::state::{Vault, PURSE, SHARE, VAULT, VAULT_SEEDS};
use crate::worth;

/// Of `mint` too.
#[derive(Accounts)]
pub struct Deposit<'info> {
    pub caller: Signer<'info>,
    #[account(mut, address = VAULT)]
    pub vault: Box<Account<'info, Vault>>,
    /// CHECK: the shares' mint
    #[account(mut, address = SHARE)]
    pub share: UncheckedAccount<'info>,
    /// CHECK: where the vault's funds are
    #[account(mut, address = PURSE)]
    pub purse: UncheckedAccount<'info>,
    /// CHECK: the caller's, by `require_funds`
    #[account(mut)]
    pub source: UncheckedAccount<'info>,
    /// CHECK: the receiver's account for shares, by `require_funds`
    #[account(mut)]
    pub target: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler<'info>(ctx: Context<'info, Deposit<'info>>, assets: u64, receiver: Pubkey) -> Result<()> {
    require!(assets > 0, VaultError::ZeroAmount);
    let (markets, _) = pools::passed(&ctx.accounts.vault.policy, ctx.remaining_accounts)?;
    let v = &mut ctx.accounts.vault;
    look::sync(v, &markets, Silence::Fails)?;
    let shares = worth::shares_down(assets, v.total(), v.supply);
    enter(ctx.accounts, receiver, assets.into(), shares)
}

/// Assets for shares, after a look.
pub(super) fn enter(a: &mut Deposit, receiver: Pubkey, assets: u128, shares: u128) -> Result<()> {
    require!(shares > 0, VaultError::ZeroAmount);
    let total = a.vault.total().saturating_add(assets);
    let supply = shares.saturating_add(a.vault.supply.into());
    let is_bounded = total <= u64::MAX.into() && supply <= u64::MAX.into();
    require!(is_bounded, VaultError::Overflow);
    let (assets, shares, supply) = (assets as u64, shares as u64, supply as u64);
    let (sender, token) = (a.caller.key(), a.vault.config.token);
    chain::require_funds::<VaultError>(&a.source, &sender, &token, assets)?;
    chain::require_funds::<ShareFault>(&a.target, &receiver, &SHARE, 0)?;

    a.vault.idle += assets;
    a.vault.supply = supply;

    chain::take_in(&a.source, &a.purse, &a.caller, assets)?;
    let accounts = token::MintTo {
        mint: a.share.to_account_info(),
        to: a.target.to_account_info(),
        authority: a.vault.to_account_info(),
    };
    token::mint_to(CpiContext::new_with_signer(token::ID, accounts, &[VAULT_SEEDS]), shares)?;

    emit!(Deposited {
        sender,
        receiver,
        assets,
        shares
    });
    Ok(())
}
