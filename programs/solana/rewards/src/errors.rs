//! Why the program refuses, in the order of REWARDS_ERRORS in clients/assay/errors.py.

use anchor_lang::prelude::*;
use assay_staking::chain::TokenErrors;
use assay_staking::openings::OpeningsErrors;

#[error_code]
#[derive(PartialEq, Eq)]
pub enum RewardsError {
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
    #[msg("Openings are provided in order, from offset 0.")]
    BadOffset,
    #[msg("Openings are at most 8,192 bytes.")]
    TooMuchData,
    #[msg("No clock has run out.")]
    NotDue,
    #[msg("The challenge window is still open.")]
    WindowOpen,
    #[msg("The challenge window has closed.")]
    WindowClosed,
    #[msg("No case bears this id.")]
    UnknownCase,
    #[msg("The ruling is not final.")]
    CaseNotClosed,
    #[msg("This sponsor already used this nonce.")]
    CampaignExists,
    #[msg("No campaign bears this id.")]
    UnknownCampaign,
    #[msg("A campaign's terms are outside their bounds.")]
    BadCampaign,
    #[msg("The campaign takes no more work.")]
    CampaignIsClosed,
    #[msg("The campaign must be closed first.")]
    CampaignIsOpen,
    #[msg("The campaign's last epoch has passed.")]
    CampaignOver,
    #[msg("Only the campaign's sponsor may do this.")]
    NotSponsor,
    #[msg("A price is positive, and only campaigns that pay in grants have one.")]
    BadPrice,
    #[msg("Everything left in the campaign is reserved for its epochs.")]
    NothingToRefund,
    #[msg("The campaign has too little left to reserve this epoch's pool.")]
    PoolExhausted,
    #[msg("This worker joined before.")]
    AlreadyJoined,
    #[msg("This worker has not joined the campaign.")]
    NotJoined,
    #[msg("A batch has 1..=256 judgments.")]
    BadCount,
    #[msg("This worker has committed its batch of this epoch.")]
    BatchExists,
    #[msg("No batch bears this id.")]
    UnknownBatch,
    #[msg("Only the worker who committed the batch may reveal it.")]
    NotWorker,
    #[msg("The batch was revealed or forfeited before.")]
    BatchNotCommitted,
    #[msg("Batches are revealed once their epoch has ended.")]
    RevealNotOpen,
    #[msg("The time to reveal has passed.")]
    RevealClosed,
    #[msg("The judgments are not those committed to, or not in order, or about tasks that do not exist.")]
    BadBatch,
    #[msg("Nobody committed a batch in this epoch.")]
    UnknownEpoch,
    #[msg("The epoch's reveals are not over.")]
    EpochNotDue,
    #[msg("The epoch has its roots.")]
    EpochIsPosted,
    #[msg("The time to post has passed.")]
    PostClosed,
    #[msg("A posting has leaves and a score, and rows if it has a dataset.")]
    BadPosting,
    #[msg("The epoch has no roots that this could be about.")]
    EpochNotPosted,
    #[msg("No case suspends this epoch.")]
    EpochNotSuspended,
    #[msg("The evidence opens, and shows no fault.")]
    NotRefuted,
    #[msg("The evidence does not open to the roots.")]
    BadEvidence,
    #[msg("The case is about something else, or older than what it is about.")]
    WrongCase,
    #[msg("The case is closed already.")]
    CaseIsClosed,
    #[msg("The poster was paid back before.")]
    AlreadySettled,
    #[msg("This leaf was claimed before.")]
    AlreadyClaimed,
    #[msg("The time to claim has passed.")]
    ClaimClosed,
    #[msg("The epoch expired before.")]
    AlreadyExpired,
    #[msg("This grantor already used this nonce for this beneficiary.")]
    GrantExists,
    #[msg("No grant bears this id.")]
    UnknownGrant,
    #[msg("A schedule's duration, cliff or steps are outside their bounds.")]
    BadSchedule,
    #[msg("Nobody holds the zero address.")]
    ZeroAddress,
    #[msg("Only the grant's beneficiary may do this.")]
    NotBeneficiary,
    #[msg("Only the grant's grantor may do this.")]
    NotGrantor,
    #[msg("Nothing has vested that was not withdrawn.")]
    NothingVested,
    #[msg("The grant was clawed back.")]
    GrantIsRevoked,
    #[msg("The grant can no longer be clawed back.")]
    GrantIsRenounced,
    #[msg("The ruling does not find a fault.")]
    NotGuilty,
    #[msg("Everything has vested.")]
    NothingUnvested,
}

impl TokenErrors for RewardsError {
    const WRONG_TOKEN: Self = Self::WrongToken;
    const INSUFFICIENT_FUNDS: Self = Self::InsufficientFunds;
    const TRANSFER_FAILED: Self = Self::TransferFailed;
}

impl OpeningsErrors for RewardsError {
    const BAD_OFFSET: Self = Self::BadOffset;
    const TOO_MUCH_DATA: Self = Self::TooMuchData;
}
