//! Why the program refuses, in the order of COMPUTE_ERRORS in clients/assay/errors.py.

use anchor_lang::prelude::*;
use assay_staking::chain::TokenErrors;

#[error_code]
#[derive(PartialEq, Eq)]
pub enum ComputeError {
    #[msg("The token is not the one this deployment uses (6 decimals, no transfer fee).")]
    WrongToken,
    #[msg("The caller's token balance is below the amount.")]
    InsufficientFunds,
    #[msg("The token moved less than asked, returned false or reverted.")]
    TransferFailed,
    #[msg("An amount would pass 2**64 - 1.")]
    Overflow,
    #[msg("A configuration value is outside its bounds.")]
    BadConfig,
    #[msg("This owner never bonded.")]
    UnknownStake,
    #[msg("A spec needs a known device, at least one unit and some memory.")]
    BadSpec,
    #[msg("This requester already used this nonce.")]
    JobExists,
    #[msg("No job bears this id.")]
    UnknownJob,
    #[msg("No dispute bears this id.")]
    UnknownDispute,
    #[msg("A job pays something.")]
    ZeroPrice,
    #[msg("A job is backed by some stake.")]
    ZeroStake,
    #[msg("A job has 1..=65,536 operators and at most 65,536 model tensors and inputs.")]
    BadTerms,
    #[msg("The job's deadline has passed.")]
    DeadlinePassed,
    #[msg("Only the job's requester may do this.")]
    NotRequester,
    #[msg("Only the job's provider may do this.")]
    NotProvider,
    #[msg("Only the dispute's challenger may do this.")]
    NotChallenger,
    #[msg("This account has not registered as a provider.")]
    NotRegistered,
    #[msg("The job names another provider.")]
    NotNamed,
    #[msg("The provider's spec does not meet the job's needs.")]
    NeedsNotMet,
    #[msg("The job is not open.")]
    JobNotOpen,
    #[msg("The job is not accepted and waiting for a commitment.")]
    JobNotAccepted,
    #[msg("The job has no undisputed commitment.")]
    JobNotCommitted,
    #[msg("The job has no open dispute.")]
    JobNotDisputed,
    #[msg("The job did not end in a fault.")]
    JobNotFaulted,
    #[msg("The challenge window is still open.")]
    WindowOpen,
    #[msg("The challenge window has closed.")]
    WindowClosed,
    #[msg("The other side is to move.")]
    NotYourTurn,
    #[msg("The move's clock has run out.")]
    MoveTooLate,
    #[msg("No clock has run out.")]
    NotDue,
    #[msg("What was revealed does not fold to the disputed node.")]
    BadReveal,
    #[msg("The choice is outside what was revealed.")]
    BadChoice,
    #[msg("The descriptor is malformed.")]
    BadOperator,
    #[msg("An opening does not lead to its root.")]
    BadOpening,
    #[msg("The dispute has not come down to one leaf.")]
    NotAtReferee,
    #[msg("Openings are provided in order, from offset 0.")]
    BadOffset,
    #[msg("Openings are at most 8,192 bytes.")]
    TooMuchData,
    #[msg("The dispute is not decided.")]
    DisputeOpen,
    #[msg("The bond was paid out before.")]
    AlreadyReclaimed,
}

impl TokenErrors for ComputeError {
    const WRONG_TOKEN: Self = Self::WrongToken;
    const INSUFFICIENT_FUNDS: Self = Self::InsufficientFunds;
    const TRANSFER_FAILED: Self = Self::TransferFailed;
}
