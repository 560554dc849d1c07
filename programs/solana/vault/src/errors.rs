//! Why the program refuses, in the order of VAULT_ERRORS in clients/assay/errors.py.

use anchor_lang::prelude::*;
use assay_staking::chain::TokenErrors;

#[error_code]
#[derive(PartialEq, Eq)]
pub enum VaultError {
    #[msg("A configuration value is outside its bounds.")]
    BadConfig,
    #[msg("The timelock has not passed.")]
    TimelockOpen,
    #[msg("An amount of zero does nothing.")]
    ZeroAmount,
    #[msg("The caller's token balance is below the amount.")]
    InsufficientFunds,
    #[msg("The token moved less than asked, returned false or reverted.")]
    TransferFailed,
    #[msg("An amount would pass 2**64 - 1.")]
    Overflow,
    #[msg("Only the verifier hands proved claims over.")]
    NotVerifier,
    #[msg("Only the vault's owner proposes policies.")]
    NotVaultOwner,
    #[msg("Only the vault's guardian or owner lowers limits.")]
    NotVaultGuardian,
    #[msg("A policy's limits are outside their bounds, or it names a pool twice.")]
    BadPolicy,
    #[msg("No pool in the vault's token stands at this address.")]
    BadPool,
    #[msg("The model is unknown or ended, or its key can change sooner than the vault's own timelock.")]
    BadModel,
    #[msg("No policy is in force.")]
    NoPolicy,
    #[msg("No policy waits to be adopted.")]
    NoProposal,
    #[msg("A pool that holds some of the vault's assets keeps its place.")]
    PoolInUse,
    #[msg("Limits are lowered, at least one of them, and none is raised.")]
    NotLower,
    #[msg("The policy has no such pool.")]
    UnknownPool,
    #[msg("The caller has fewer shares than asked.")]
    InsufficientShares,
    #[msg("Less can be had at once than asked; leave in kind.")]
    NotEnoughLiquid,
    #[msg("A pool paid less than its own word; leave in kind.")]
    PoolShortfall,
    #[msg("This account has no claim on this pool.")]
    NothingClaimed,
    #[msg("The pool is within its caps.")]
    NothingToTrim,
    #[msg("The last observation is too recent.")]
    ObservedRecently,
    #[msg("The claim is another model's than the policy's.")]
    WrongModel,
    #[msg("The ring has no observation of this index.")]
    UnknownObservation,
    #[msg("Too few observations were made of these pools for a time-weighted value.")]
    WindowNotFull,
    #[msg("The observation is too old.")]
    StaleObservation,
    #[msg("The claim is about something else than this observation.")]
    WrongObservation,
    #[msg("The policy moves nothing.")]
    AllocationPaused,
    #[msg("The model gives a pool more than its cap, or more than there is.")]
    CapExceeded,
    #[msg("The model gives a group of pools more than its cap.")]
    GroupCapExceeded,
    #[msg("Moving would cost more than the policy allows.")]
    LossTooHigh,
}

impl TokenErrors for VaultError {
    /// Only a deployment names a token; elsewhere it is whose account this is that is wrong.
    const WRONG_TOKEN: Self = Self::BadConfig;
    const INSUFFICIENT_FUNDS: Self = Self::InsufficientFunds;
    const TRANSFER_FAILED: Self = Self::TransferFailed;
}

/// The same of shares.
pub struct ShareFault(VaultError);

impl From<ShareFault> for Error {
    fn from(fault: ShareFault) -> Self {
        fault.0.into()
    }
}

impl TokenErrors for ShareFault {
    const WRONG_TOKEN: Self = Self(VaultError::BadConfig);
    const INSUFFICIENT_FUNDS: Self = Self(VaultError::InsufficientShares);
    const TRANSFER_FAILED: Self = Self(VaultError::TransferFailed);
}
