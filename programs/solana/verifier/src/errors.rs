//! Why the program refuses, in the order of VERIFIER_ERRORS in clients/assay/errors.py.

use anchor_lang::prelude::*;
use assay_staking::chain::TokenErrors;

#[error_code]
#[derive(PartialEq, Eq)]
pub enum VerifierError {
    #[msg("The token is not the one this deployment uses (6 decimals, no transfer fee).")]
    WrongToken,
    #[msg("The caller's token balance is below the amount.")]
    InsufficientFunds,
    #[msg("The token moved less than asked, returned false or reverted.")]
    TransferFailed,
    #[msg("A configuration value is outside its bounds.")]
    BadConfig,
    #[msg("The timelock has not passed.")]
    TimelockOpen,
    #[msg("This owner already used this nonce.")]
    ModelExists,
    #[msg("No model bears this id.")]
    UnknownModel,
    #[msg("Only the model's owner may do this.")]
    NotModelOwner,
    #[msg("No route bears this selector.")]
    UnknownRoute,
    #[msg("This route was frozen, for good.")]
    RouteIsFrozen,
    #[msg("A key has its route's exact length, canonical points of the curve and its subgroup only, none at infinity, and gamma is not delta.")]
    BadVerificationKey,
    #[msg("A timelock is between one second and ten years.")]
    BadTimelock,
    #[msg("No other key waits for this model.")]
    NoKeyProposed,
    #[msg("The model's owner ended it, for good.")]
    ModelIsTombstoned,
    #[msg("Somebody proved two results of one input with this model's key.")]
    ModelIsBroken,
    #[msg("A nonce is above all that were used of this model for this consumer.")]
    NonceUsed,
    #[msg("A public signal, or what it is made of, is not below its bound.")]
    NotInField,
    #[msg("A proof is 256 bytes: three canonical points of the curve and its subgroup, none at infinity.")]
    MalformedProof,
    #[msg("The proof does not prove this statement with this model's key.")]
    FalseProof,
    #[msg("Two claims about one input contradict each other where their results differ.")]
    NotContradictory,
    #[msg("Nothing that takes statements stands at this address.")]
    NotConsumer,
    #[msg("Only the authority freezes routes.")]
    NotVerifierAuthority,
    #[msg("This requester already used this nonce for a request.")]
    RequestExists,
    #[msg("No request for a proof bears this id.")]
    UnknownRequest,
    #[msg("A tip is at least one base unit, and no higher at the deadline than at first.")]
    BadTip,
    #[msg("A deadline is ahead, by ten years at most.")]
    BadDeadline,
    #[msg("No proof that names its prover was delivered since the request.")]
    NothingDelivered,
    #[msg("The request's deadline has passed.")]
    RequestExpired,
    #[msg("The tip can be collected until the deadline.")]
    RequestOpen,
    #[msg("What this request owed was paid.")]
    RequestClosed,
}

impl TokenErrors for VerifierError {
    const WRONG_TOKEN: Self = Self::WrongToken;
    const INSUFFICIENT_FUNDS: Self = Self::InsufficientFunds;
    const TRANSFER_FAILED: Self = Self::TransferFailed;
}
