//! Deposits that a model spreads over up to four pools, on a proof and within caps. Meaning: `market.Vault` in
//! clients/assay/market.py; behaviour: clients/assay/reference/{vault,allocation}.py; rules: docs/vault.md; bytes of
//! observations and claims: docs/circuits.md; twin: programs/evm/vault/IVault.sol.
//!
//! Accounts, by seeds: vault `["vault"]`, which holds the configuration, all of the state and the ring, owns units, funds
//! and the right to make shares; share `["share"]`, the shares' mint (classic, nine decimals); purse `["purse"]`, where
//! funds lie; claim `["claim", owner, pool]`. Whoever calls pays the rent of claims that it opens.
//!
//! A pool is an account, and the program that owns it is called: `deposit(assets)` and `redeem(units, receiver)`, by
//! Anchor's discriminators, with the vault (signer), the pool, its purse, the account that pays or is paid, and the token
//! program. Its account begins, behind 8 bytes, with token, purse, debt (u64) and units (u64); its cash is what its purse
//! holds. What came of a call is measured; a call that leaves the vault's purse in any other state fails.
//!
//! Verbs that look at pools take them as remaining accounts: of each pool that the policy names (of `propose`: the proposed
//! one), in its order: the pool, its purse, its program.

// Anchor's own code takes what `initialize` takes.
#![allow(clippy::too_many_arguments)]

use anchor_lang::prelude::*;
#[cfg(target_arch = "bpf")]
use solana_compiler_builtins as _;

pub mod errors;
pub mod events;
pub mod instructions;
pub mod look;
pub mod observing;
pub mod pools;
pub mod state;
pub mod worth;

use assay_verifier::Claim;
pub use instructions::*;
use state::{Limits, Policy};

declare_id!("DLJzj69QnFDHvFsMXNXfF6isLkoN7kRebz9YnQQn8yEy");

#[program]
pub mod assay_vault {
    use super::*;

    /// Sets the deployment up, once. The EVM's constructor does the same.
    ///
    /// - `verifier`: who alone hands proved claims over; `owner`: who proposes policies.
    /// - `timelock_secs`, `observe_secs`: 1 to ten years; `gain_bps`: at most 1,000,000 a year; `step_bps`: at most 10,000.
    ///
    /// Errors: BadConfig.
    pub fn initialize(
        ctx: Context<Initialize>,
        verifier: Pubkey,
        owner: Pubkey,
        timelock_secs: u64,
        observe_secs: u64,
        gain_bps: u32,
        step_bps: u16,
    ) -> Result<()> {
        instructions::initialize::handler(ctx, verifier, owner, timelock_secs, observe_secs, gain_bps, step_bps)
    }

    /// Looks at the pools, takes `assets` > 0 from the caller and gives `receiver` shares for them, rounded down.
    ///
    /// Errors: ZeroAmount, Overflow, InsufficientFunds, TransferFailed. Event: Deposited.
    pub fn deposit<'info>(ctx: Context<'info, Deposit<'info>>, assets: u64, receiver: Pubkey) -> Result<()> {
        instructions::deposit::handler(ctx, assets, receiver)
    }

    /// Looks at the pools, gives `receiver` `shares` > 0 and takes from the caller what they cost, rounded up.
    ///
    /// Errors: ZeroAmount, Overflow, InsufficientFunds, TransferFailed. Event: Deposited.
    pub fn mint<'info>(ctx: Context<'info, Deposit<'info>>, shares: u64, receiver: Pubkey) -> Result<()> {
        instructions::mint::handler(ctx, shares, receiver)
    }

    /// Looks at the pools and pays `receiver` `assets` > 0 for the caller's shares, rounded up.
    ///
    /// Errors: ZeroAmount, InsufficientShares, PoolShortfall, NotEnoughLiquid, TransferFailed, and a pool's own. Event:
    /// Redeemed.
    pub fn withdraw<'info>(ctx: Context<'info, Redeem<'info>>, assets: u64, receiver: Pubkey) -> Result<()> {
        instructions::withdraw::handler(ctx, assets, receiver)
    }

    /// As withdraw, for `shares` > 0 of the caller's, and what they give, rounded down.
    ///
    /// Errors: ZeroAmount, InsufficientShares, PoolShortfall, NotEnoughLiquid, TransferFailed, and a pool's own. Event:
    /// Redeemed.
    pub fn redeem<'info>(ctx: Context<'info, Redeem<'info>>, shares: u64, receiver: Pubkey) -> Result<()> {
        instructions::redeem::handler(ctx, shares, receiver)
    }

    /// Burns `shares` > 0 of the caller's, pays `receiver` their part of idle funds and owes it their part of each pool's
    /// units, without calling a pool. Behind the pools stand as many claims, in the same order.
    ///
    /// Errors: ZeroAmount, InsufficientShares, TransferFailed. Event: RedeemedInKind.
    pub fn redeem_in_kind<'info>(
        ctx: Context<'info, RedeemInKind<'info>>,
        shares: u64,
        receiver: Pubkey,
    ) -> Result<()> {
        instructions::redeem_in_kind::handler(ctx, shares, receiver)
    }

    /// Anyone has a pool redeem what `owner` is owed of it, as far as it has cash, and pay it to the owner.
    ///
    /// Errors: NothingClaimed, NotEnoughLiquid, and the pool's own. Event: ClaimCollected.
    pub fn collect_claim<'info>(ctx: Context<'info, CollectClaim<'info>>, pool: Pubkey, owner: Pubkey) -> Result<()> {
        instructions::collect_claim::handler(ctx, pool, owner)
    }

    /// Anyone records what the policy's pools show, at most once in `observe_secs`.
    ///
    /// Errors: NoPolicy, ObservedRecently. Event: PoolsObserved.
    pub fn observe<'info>(ctx: Context<'info, Observe<'info>>) -> Result<()> {
        instructions::observe::handler(ctx)
    }

    /// The verifier alone hands over what was proved of the policy's model; the pools are moved towards its weights.
    ///
    /// - `nonce`: the observation's index; `claim`: about its commitment, with four weights in bps as its result.
    ///
    /// Errors: NotVerifier, NoPolicy, WrongModel, UnknownObservation, WindowNotFull, StaleObservation, WrongObservation,
    /// AllocationPaused, CapExceeded, GroupCapExceeded, LossTooHigh, and a pool's own. Event: Rebalanced.
    pub fn on_verified<'info>(
        ctx: Context<'info, OnVerified<'info>>,
        model_id: [u8; 32],
        nonce: u64,
        claim: Claim,
    ) -> Result<()> {
        instructions::on_verified::handler(ctx, model_id, nonce, claim)
    }

    /// Anyone takes out of a pool (0..=3) what counts there above its caps, as far as it has cash.
    ///
    /// Errors: UnknownPool, NothingToTrim, NotEnoughLiquid, and the pool's own. Event: PoolTrimmed.
    pub fn trim<'info>(ctx: Context<'info, Trim<'info>>, pool_index: u8) -> Result<()> {
        instructions::trim::handler(ctx, pool_index)
    }

    /// The owner proposes a policy, which can be adopted after `timelock_secs`. A later proposal replaces it.
    ///
    /// Errors: NotVaultOwner, BadPolicy, BadPool, BadModel. Event: PolicyProposed.
    pub fn propose<'info>(ctx: Context<'info, Propose<'info>>, policy: Policy) -> Result<()> {
        instructions::propose::handler(ctx, policy)
    }

    /// Anyone has the proposed policy come into force. A pool that holds funds keeps its place.
    ///
    /// Errors: NoProposal, TimelockOpen, PoolInUse. Event: PolicyAdopted.
    pub fn adopt(ctx: Context<Adopt>) -> Result<()> {
        instructions::adopt::handler(ctx)
    }

    /// The guardian, or the owner, lowers caps or the longest move, at once and in a proposal that waits as well.
    ///
    /// Errors: NoPolicy, NotVaultGuardian, NotLower. Event: LimitsLowered.
    pub fn lower(ctx: Context<Lower>, limits: Limits) -> Result<()> {
        instructions::lower::handler(ctx, limits)
    }
}
