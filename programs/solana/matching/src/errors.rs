//! Why the program refuses, in the order of MATCHING_ERRORS in clients/assay/errors.py.

use anchor_lang::prelude::*;
use assay_staking::chain::TokenErrors;
use assay_staking::openings::OpeningsErrors;

#[error_code]
#[derive(PartialEq, Eq)]
pub enum MatchingError {
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
    #[msg("This account has not registered as a provider.")]
    NotRegistered,
    #[msg("No job bears this id.")]
    UnknownJob,
    #[msg("Only the job's requester may do this.")]
    NotRequester,
    #[msg("Only the job's provider may do this.")]
    NotProvider,
    #[msg("The job is not open.")]
    JobNotOpen,
    #[msg("The job's deadline has passed.")]
    DeadlinePassed,
    #[msg("The provider's spec does not meet the job's needs.")]
    NeedsNotMet,
    #[msg("Openings are provided in order, from offset 0.")]
    BadOffset,
    #[msg("Openings are at most 8,192 bytes.")]
    TooMuchData,
    #[msg("No clock has run out.")]
    NotDue,
    #[msg("The move's clock has run out.")]
    MoveTooLate,
    #[msg("The challenge window is still open.")]
    WindowOpen,
    #[msg("The challenge window has closed.")]
    WindowClosed,
    #[msg("The evidence opens, and shows no fault.")]
    NotRefuted,
    #[msg("The evidence does not open to the roots.")]
    BadEvidence,
    #[msg("An offer takes at least one job, and no fewer than are matched to it.")]
    BadCapacity,
    #[msg("This account never made an offer.")]
    UnknownOffer,
    #[msg("The offer has no bond left to take back.")]
    NothingOffered,
    #[msg("Jobs matched to this offer are neither accepted nor released.")]
    OfferInUse,
    #[msg("The job does not name this program to name its provider.")]
    NamesAnother,
    #[msg("The job is listed already.")]
    ListingExists,
    #[msg("The job is not listed.")]
    UnknownListing,
    #[msg("At most 64 addresses are allowed, whole and each above the one before.")]
    BadAllowed,
    #[msg("This matcher already used this nonce.")]
    AssignmentExists,
    #[msg("No assignment bears this id.")]
    UnknownAssignment,
    #[msg("An assignment has 1..=65,536 jobs and as many offers.")]
    BadAssignment,
    #[msg("An assignment is made from what the chain said before now, and not long before.")]
    BadView,
    #[msg("The assignment was refuted or closed before.")]
    AssignmentNotOpen,
    #[msg("The assignment was refuted.")]
    AssignmentIsRefuted,
    #[msg("The assignment has no such leaf.")]
    NoSuchLeaf,
    #[msg("This leaf is demanded already.")]
    DemandExists,
    #[msg("Nobody demands this leaf.")]
    UnknownDemand,
    #[msg("Demanded leaves were not shown yet.")]
    DemandsOpen,
    #[msg("The assignment gives this job to nobody.")]
    NotAssigned,
    #[msg("The job has a provider, or needs none any more.")]
    ListingNotOpen,
    #[msg("The listing or the offer is another than when the assignment was made.")]
    ChangedSince,
    #[msg("The requester does not allow this provider.")]
    NotAllowed,
    #[msg("The provider asks for more than the job pays.")]
    AskTooHigh,
    #[msg("As many jobs are matched to the offer as it takes.")]
    OfferIsFull,
    #[msg("The job is the matchers' to match for now.")]
    MatchersFirst,
    #[msg("The job has no provider that could decline it.")]
    NotMatched,
}

impl TokenErrors for MatchingError {
    const WRONG_TOKEN: Self = Self::WrongToken;
    const INSUFFICIENT_FUNDS: Self = Self::InsufficientFunds;
    const TRANSFER_FAILED: Self = Self::TransferFailed;
}

impl OpeningsErrors for MatchingError {
    const BAD_OFFSET: Self = Self::BadOffset;
    const TOO_MUCH_DATA: Self = Self::TooMuchData;
}
