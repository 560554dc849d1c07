//! Markets that a sandbox has for its vault: no part of the protocol, anyone may do anything with them. Meaning:
//! `market.Pool` in clients/assay/market.py; behaviour: clients/assay/reference/pools.py.
//!
//! Accounts, by seeds: pool `["pool", number]` (u8), purse `["purse", pool]`. A pool begins as the vault reads any pool:
//! token, purse, debt, units, each holder's behind its terms.

use anchor_lang::prelude::*;
#[cfg(target_arch = "bpf")]
use solana_compiler_builtins as _;

pub mod errors;
pub mod events;
pub mod instructions;
pub mod state;

pub use instructions::*;
use state::PoolTerms;

declare_id!("FLREboaVMgXAmyo869PnSjavfr9bato1BRYn2aHQtwPn");

#[program]
pub mod assay_pools {
    use super::*;

    /// Opens the pool of this number in this token.
    pub fn initialize(ctx: Context<Initialize>, number: u8) -> Result<()> {
        instructions::initialize::handler(ctx, number)
    }

    /// Takes `assets` from the owner and gives it units, rounded down.
    ///
    /// Errors: InsufficientFunds, ZeroAmount, Overflow, TransferFailed. Event: PoolDeposited.
    pub fn deposit(ctx: Context<Deposit>, assets: u64) -> Result<()> {
        instructions::deposit::handler(ctx, assets)
    }

    /// Pays `receiver` what the owner's units are worth, less the skim, rounded down.
    ///
    /// Errors: ZeroAmount, PoolIsStuck, InsufficientUnits, PoolIlliquid, TransferFailed. Event: PoolRedeemed.
    pub fn redeem(ctx: Context<Redeem>, units: u64, receiver: Pubkey) -> Result<()> {
        instructions::redeem::handler(ctx, units, receiver)
    }

    /// Adds interest, and lends the caller `assets`.
    ///
    /// Errors: Overflow, PoolIlliquid, TransferFailed. Event: PoolChanged.
    pub fn borrow(ctx: Context<Borrow>, assets: u64) -> Result<()> {
        instructions::borrow::handler(ctx, assets)
    }

    /// Adds interest, and takes `assets` from the caller; what is more than the debt is the depositors'.
    ///
    /// Errors: InsufficientFunds, Overflow, TransferFailed. Event: PoolChanged.
    pub fn repay(ctx: Context<Repay>, assets: u64) -> Result<()> {
        instructions::repay::handler(ctx, assets)
    }

    /// Adds interest, and says that borrowers owe `debt`: a loss, a recovery, or a lie.
    ///
    /// Errors: Overflow. Event: PoolChanged.
    pub fn restate(ctx: Context<Change>, debt: u64) -> Result<()> {
        instructions::change::restate(ctx, debt)
    }

    /// Adds interest, and sets the curve and the vices.
    ///
    /// Errors: Overflow. Event: PoolChanged.
    pub fn configure(ctx: Context<Change>, terms: PoolTerms) -> Result<()> {
        instructions::change::configure(ctx, terms)
    }

    /// Adds interest.
    ///
    /// Errors: Overflow. Event: PoolChanged.
    pub fn accrue(ctx: Context<Change>) -> Result<()> {
        instructions::change::accrue(ctx)
    }
}
