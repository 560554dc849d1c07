//! Why the program refuses, in the order of STAKING_ERRORS in clients/assay/errors.py.

use anchor_lang::prelude::*;

use crate::chain::TokenErrors;

#[error_code]
pub enum StakingError {
    #[msg("An amount of zero does nothing.")]
    ZeroAmount,
    #[msg("The token is not the one this deployment uses (6 decimals, no transfer fee).")]
    WrongToken,
    #[msg("The caller's token balance is below the amount.")]
    InsufficientFunds,
    #[msg("The token moved less than asked, returned false or reverted.")]
    TransferFailed,
    #[msg("An amount would pass 2**64 - 1.")]
    Overflow,
    #[msg("This owner never bonded.")]
    UnknownStake,
    #[msg("Less is bonded and free of locks than asked.")]
    InsufficientStake,
    #[msg("Four unbondings are pending; withdraw one first.")]
    TooManyUnbondings,
    #[msg("No unbonding has matured.")]
    NothingToWithdraw,
    #[msg("The caller is not an active slasher program.")]
    NotSlasher,
    #[msg("More than this slasher has locked.")]
    LockTooLarge,
    #[msg("This fault was slashed before.")]
    FaultAlreadySlashed,
    #[msg("The offender has no stake left.")]
    NothingToSlash,
    #[msg("The accuser may get half of a slash at most.")]
    RewardTooHigh,
    #[msg("No slash bears this fault id.")]
    UnknownFault,
    #[msg("This fault's tokens were paid out before.")]
    AlreadySwept,
    #[msg("Only the authority proposes and retires slashers.")]
    NotAuthority,
    #[msg("This slasher is already registered.")]
    SlasherExists,
    #[msg("Four slashers are registered.")]
    TooManySlashers,
    #[msg("No such slasher is registered.")]
    UnknownSlasher,
    #[msg("Only a proposed slasher can be activated.")]
    SlasherNotProposed,
    #[msg("This slasher is retired already.")]
    SlasherIsRetired,
    #[msg("The timelock has not passed.")]
    TimelockOpen,
    #[msg("A configuration value is outside its bounds.")]
    BadConfig,
}

impl TokenErrors for StakingError {
    const WRONG_TOKEN: Self = Self::WrongToken;
    const INSUFFICIENT_FUNDS: Self = Self::InsufficientFunds;
    const TRANSFER_FAILED: Self = Self::TransferFailed;
}
