//! Why the program refuses, in the order of COURT_ERRORS in clients/assay/errors.py.

use anchor_lang::prelude::*;
use assay_staking::chain::TokenErrors;

#[error_code]
#[derive(PartialEq, Eq)]
pub enum CourtError {
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
    #[msg("An amount of zero does nothing.")]
    ZeroAmount,
    #[msg("This account never enrolled as a juror.")]
    UnknownJuror,
    #[msg("Fewer of the juror's seats are free than asked.")]
    NotEnoughSeats,
    #[msg("This accuser already used this nonce.")]
    CaseExists,
    #[msg("No case bears this id.")]
    UnknownCase,
    #[msg("An accusation has a kind, is against somebody else, and is about the past.")]
    BadAccusation,
    #[msg("The penalty is above what this court may impose.")]
    PenaltyTooHigh,
    #[msg("The accusation is contested or closed already.")]
    CaseNotOpen,
    #[msg("The time to contest the accusation has passed.")]
    ContestClosed,
    #[msg("An accuser cannot contest its own accusation.")]
    OwnCase,
    #[msg("The case is not in the phase that this needs.")]
    WrongPhase,
    #[msg("This account has committed a seed to this round.")]
    SeedExists,
    #[msg("This account has no unrevealed seed in this round.")]
    UnknownSeed,
    #[msg("The secret is not the one that was committed to.")]
    BadSeed,
    #[msg("This juror may not serve: enrolled too late, has no such seat, or is a party.")]
    NotEligible,
    #[msg("This ticket has its seat already.")]
    TicketTaken,
    #[msg("All seats are taken by lower tickets.")]
    TicketTooHigh,
    #[msg("All seats that this juror has paid for are serving.")]
    NoFreeSeat,
    #[msg("This account has no seat in this round.")]
    NotJuror,
    #[msg("This juror has committed its vote.")]
    AlreadyVoted,
    #[msg("This was revealed before.")]
    AlreadyRevealed,
    #[msg("The vote is not the one that was committed to.")]
    BadVote,
    #[msg("No clock has run out.")]
    NotDue,
    #[msg("No ruling waits for an appeal.")]
    CaseNotRuled,
    #[msg("The time to appeal has passed, or no round is left.")]
    AppealClosed,
    #[msg("The ruling is not final.")]
    CaseNotClosed,
    #[msg("This juror's seats in this round were released before.")]
    AlreadyReleased,
    #[msg("The case owes this account nothing more.")]
    NothingToCollect,
}

impl TokenErrors for CourtError {
    const WRONG_TOKEN: Self = Self::WrongToken;
    const INSUFFICIENT_FUNDS: Self = Self::InsufficientFunds;
    const TRANSFER_FAILED: Self = Self::TransferFailed;
}
