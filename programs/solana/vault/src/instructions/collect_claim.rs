use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};
use assay_staking::chain;

use crate::errors::VaultError;
use crate::events::ClaimCollected;
use crate::pools::Market;
use crate::state::{PoolClaim, Vault, VAULT};

const ASSOCIATED_TOKEN_PROGRAM: Pubkey = pubkey!("ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL");

#[derive(Accounts)]
pub struct CollectClaim<'info> {
    #[account(address = VAULT)]
    pub vault: Box<Account<'info, Vault>>,
    /// CHECK: by `PoolClaim::of`; vacant where nobody left in kind
    #[cfg(not(feature = "idl-build"))]
    #[account(mut)]
    pub claim: UncheckedAccount<'info>,
    /// The same, as Anchor would read it: its IDL lists no account that nobody reads that way.
    #[cfg(feature = "idl-build")]
    #[account(mut)]
    pub claim: Box<Account<'info, PoolClaim>>,
    /// CHECK: the claim's
    #[account(mut)]
    pub pool: UncheckedAccount<'info>,
    /// CHECK: the pool's, by `Market::word`
    #[account(mut)]
    pub pool_purse: UncheckedAccount<'info>,
    /// CHECK: the pool's, by `Market::word`
    pub pool_program: UncheckedAccount<'info>,
    /// CHECK: the owner's associated account, by `handler`
    #[account(mut)]
    pub target: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler<'info>(ctx: Context<'info, CollectClaim<'info>>, pool: Pubkey, owner: Pubkey) -> Result<()> {
    let a: &'info CollectClaim<'info> = ctx.accounts;
    let (account, vault, token) = (
        a.claim.to_account_info(),
        a.vault.to_account_info(),
        a.vault.config.token,
    );
    require_keys_eq!(*a.pool.key, pool, ErrorCode::ConstraintAddress);
    let claim = PoolClaim::of(&account, &owner, &pool)?.filter(|claim| claim.units > 0);
    let mut claim = claim.ok_or(VaultError::NothingClaimed)?;
    let market = Market {
        pool: &a.pool,
        purse: &a.pool_purse,
        program: &a.pool_program,
    };
    let units = market.stated(&token)?.redeemable(claim.units);
    require!(units > 0, VaultError::NotEnoughLiquid);
    // Anyone may have anyone paid, so the caller must not choose which of the owner's accounts it is.
    let seeds = [owner.as_ref(), a.token_program.key.as_ref(), token.as_ref()];
    let associated = Pubkey::find_program_address(&seeds, &ASSOCIATED_TOKEN_PROGRAM).0;
    require_keys_eq!(*a.target.key, associated, ErrorCode::ConstraintAssociated);

    claim.units -= units;
    chain::store(&account, &claim)?;

    let before = held(&a.target)?;
    market.redeem_to(&vault, &a.target, units, &owner)?;
    let assets = held(&a.target)?.saturating_sub(before);

    emit!(ClaimCollected {
        pool,
        owner,
        units,
        assets
    });
    Ok(())
}

/// What is in a token account; nothing where it was never opened.
fn held(account: &AccountInfo) -> Result<u64> {
    if chain::is_vacant(account) {
        return Ok(0);
    }
    Ok(chain::load::<TokenAccount>(account)?.amount)
}
