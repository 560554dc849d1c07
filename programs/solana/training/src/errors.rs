//! Why the program refuses, in the order of TRAINING_ERRORS in clients/assay/errors.py.

use anchor_lang::prelude::*;
use assay_staking::chain::TokenErrors;
use assay_staking::openings::OpeningsErrors;

#[error_code]
#[derive(PartialEq, Eq)]
pub enum TrainingError {
    #[msg("The token is not the one this deployment uses (6 decimals, no transfer fee).")]
    WrongToken,
    #[msg("The caller's token balance is below the amount.")]
    InsufficientFunds,
    #[msg("The token moved less than asked, returned false or reverted.")]
    TransferFailed,
    #[msg("A configuration value is outside its bounds.")]
    BadConfig,
    #[msg("No job bears this id.")]
    UnknownJob,
    #[msg("An opening does not lead to its root.")]
    BadOpening,
    #[msg("Openings are provided in order, from offset 0.")]
    BadOffset,
    #[msg("Openings are at most 8,192 bytes.")]
    TooMuchData,
    #[msg("The challenge window is still open.")]
    WindowOpen,
    #[msg("The challenge window has closed.")]
    WindowClosed,
    #[msg("This worker joined before.")]
    AlreadyJoined,
    #[msg("This sponsor already used this nonce.")]
    RunExists,
    #[msg("No run bears this id.")]
    UnknownRun,
    #[msg("A run has 2..=16 seats, 1..=4 programs that end in 1..=128 tensors, a base unit a round and dates within ten years.")]
    BadRun,
    #[msg("The run has begun.")]
    JoinClosed,
    #[msg("All seats of the run are taken.")]
    NoSeatLeft,
    #[msg("This account has no seat in the run.")]
    NotSeated,
    #[msg("The seat was refuted.")]
    SeatIsOut,
    #[msg("The seat took its stake back.")]
    SeatHasLeft,
    #[msg("The run has fewer rounds.")]
    NoSuchRound,
    #[msg("The round takes no proposals now.")]
    NotProposing,
    #[msg("The round hears no witnesses now.")]
    NotWitnessing,
    #[msg("The run has fewer programs.")]
    NoSuchProgram,
    #[msg("This seat proposed in this round before.")]
    AlreadyProposed,
    #[msg("This seat was a witness of this round before.")]
    AlreadyWitnessed,
    #[msg("Nobody proposed in this round.")]
    NothingProposed,
    #[msg("The round's witnesses can still speak.")]
    RoundNotOver,
    #[msg("The round was closed before.")]
    RoundIsClosed,
    #[msg("The round is not closed yet.")]
    RoundNotClosed,
    #[msg("The seat made no proposal in this round, or it was paid before.")]
    UnknownProposal,
    #[msg("Doubts about this seat are not resolved.")]
    DoubtsOpen,
    #[msg("The proposal is doubted with this job already.")]
    DoubtExists,
    #[msg("The proposal is not doubted with this job.")]
    UnknownDoubt,
    #[msg("Only a committed, disputed or settled job shows what a program gives.")]
    JobShowsNothing,
    #[msg("The job is not the proposal's work over again, or risks less than the seat.")]
    WrongJob,
    #[msg("The job is neither settled nor faulted.")]
    JobUndecided,
    #[msg("The run's last round is not over.")]
    RoundsNotOver,
    #[msg("Proposals were not paid or cleared yet.")]
    WorkUnpaid,
    #[msg("What was left went to the sponsor before.")]
    RestIsPaid,
}

impl TokenErrors for TrainingError {
    const WRONG_TOKEN: Self = Self::WrongToken;
    const INSUFFICIENT_FUNDS: Self = Self::InsufficientFunds;
    const TRANSFER_FAILED: Self = Self::TransferFailed;
}

impl OpeningsErrors for TrainingError {
    const BAD_OFFSET: Self = Self::BadOffset;
    const TOO_MUCH_DATA: Self = Self::TooMuchData;
}
