use anchor_lang::prelude::*;
use anchor_spl::token::{self, Token};
use assay_staking::chain;

use crate::errors::{ShareFault, VaultError};
use crate::events::Redeemed;
use crate::look::{self, Desk, Silence};
use crate::pools::{self, Markets};
use crate::state::{funds, Vault, PURSE, SHARE, VAULT};
use crate::worth;

/// Of `withdraw` too.
#[derive(Accounts)]
pub struct Redeem<'info> {
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
}

pub(crate) fn handler<'info>(ctx: Context<'info, Redeem<'info>>, shares: u64, receiver: Pubkey) -> Result<()> {
    require!(shares > 0, VaultError::ZeroAmount);
    let (markets, _) = pools::passed(&ctx.accounts.vault.policy, ctx.remaining_accounts)?;
    let v = &mut ctx.accounts.vault;
    look::sync(v, &markets, Silence::Fails)?;
    let assets = worth::assets_down(shares, v.total(), v.supply);
    leave(ctx.accounts, markets, receiver, assets, shares.into())
}

/// Shares for assets, after a look.
pub(super) fn leave<'info>(
    a: &mut Redeem<'info>,
    markets: Markets<'info>,
    receiver: Pubkey,
    assets: u128,
    shares: u128,
) -> Result<()> {
    require!(assets > 0, VaultError::ZeroAmount);
    let shares = require_shares(&a.source, a.caller.key, shares)?;
    let assets = u64::try_from(assets).map_err(|_| VaultError::NotEnoughLiquid)?;

    let (vault, token) = (a.vault.to_account_info(), a.vault.config.token);
    let desk = Desk {
        vault: &vault,
        purse: &a.purse,
        markets,
    };
    desk.raise(&mut a.vault, assets)?;
    a.vault.idle -= assets;
    a.vault.supply -= shares;

    burn(&a.source, &a.share, &a.caller, shares)?;
    funds(&a.purse, &vault, token).pay_out::<VaultError>(&a.target, &receiver, assets)?;

    emit!(Redeemed {
        owner: a.caller.key(),
        receiver,
        assets,
        shares
    });
    Ok(())
}

/// The caller has so many.
pub(super) fn require_shares(account: &AccountInfo, caller: &Pubkey, shares: u128) -> Result<u64> {
    let shares = u64::try_from(shares).map_err(|_| VaultError::InsufficientShares)?;
    chain::require_funds::<ShareFault>(account, caller, &SHARE, shares)?;
    Ok(shares)
}

pub(super) fn burn<'info>(
    from: &AccountInfo<'info>,
    mint: &AccountInfo<'info>,
    caller: &AccountInfo<'info>,
    shares: u64,
) -> Result<()> {
    let accounts = token::Burn {
        mint: mint.clone(),
        from: from.clone(),
        authority: caller.clone(),
    };
    token::burn(CpiContext::new(token::ID, accounts), shares)
}
