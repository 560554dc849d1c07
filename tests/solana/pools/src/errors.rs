//! Why the program refuses, in the order of POOL_ERRORS in clients/assay/errors.py.

use anchor_lang::prelude::*;
use assay_staking::chain::TokenErrors;

#[error_code]
#[derive(PartialEq, Eq)]
pub enum PoolError {
    #[msg("An amount of zero does nothing.")]
    ZeroAmount,
    #[msg("The caller's token balance is below the amount.")]
    InsufficientFunds,
    #[msg("The token moved less than asked, returned false or reverted.")]
    TransferFailed,
    #[msg("An amount would pass 2**64 - 1.")]
    Overflow,
    #[msg("The pool pays nobody.")]
    PoolIsStuck,
    #[msg("The pool has too little cash.")]
    PoolIlliquid,
    #[msg("The caller has fewer units than asked.")]
    InsufficientUnits,
}

impl TokenErrors for PoolError {
    const WRONG_TOKEN: Self = Self::TransferFailed;
    const INSUFFICIENT_FUNDS: Self = Self::InsufficientFunds;
    const TRANSFER_FAILED: Self = Self::TransferFailed;
}
