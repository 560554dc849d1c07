"""One tree of errors. A class that a program can raise bears the program's own name for it.

AssayError
├── InputError            refused before anything was sent: names the field, its bound and the remedy
├── ConnectionFailed      the node is down, or is another chain
└── ProtocolError         a program refused; nothing changed; `tx` is the transaction where there was one
    └── one class an on-chain error, listed in STAKING_ERRORS, COMPUTE_ERRORS, COURT_ERRORS and REWARDS_ERRORS
"""

from __future__ import annotations


class AssayError(Exception):
    """Everything this package raises on purpose."""


class InputError(AssayError):
    """An argument that could not work. Raised before anything is sent."""

    def __init__(self, field: str, value: object, bound: str, remedy: str) -> None:
        shown = value.hex() if isinstance(value, bytes) else repr(value)
        if len(shown) > 80:
            shown = shown[:77] + "..."
        super().__init__(f"{field} = {shown}: must be {bound}; {remedy}")
        self.field, self.value, self.bound, self.remedy = field, value, bound, remedy


class ConnectionFailed(AssayError):
    """No answer from the node at `url`, or an answer from another chain than the one asked for."""

    def __init__(self, url: str, reason: str, remedy: str) -> None:
        super().__init__(f"{url}: {reason}; {remedy}")
        self.url, self.reason, self.remedy = url, reason, remedy


class ProtocolError(AssayError):
    """A program refused the call and changed nothing."""

    def __init__(self, message: str = "", *, tx: str | None = None) -> None:
        super().__init__(message or self.__doc__ or type(self).__name__)
        self.tx = tx


class Unrecognised(ProtocolError):
    """The chain refused with something that is no error of these programs; the message carries its words."""


class ZeroAmount(ProtocolError):
    """An amount of zero does nothing."""


class WrongToken(ProtocolError):
    """The token is not the one this deployment uses (6 decimals, no transfer fee)."""


class InsufficientFunds(ProtocolError):
    """The caller's token balance is below the amount."""


class TransferFailed(ProtocolError):
    """The token moved less than asked, returned false or reverted."""


class Overflow(ProtocolError):
    """An amount would pass 2**64 - 1."""


class UnknownStake(ProtocolError):
    """This owner never bonded."""


class InsufficientStake(ProtocolError):
    """Less is bonded and free of locks than asked."""


class TooManyUnbondings(ProtocolError):
    """Four unbondings are pending; withdraw one first."""


class NothingToWithdraw(ProtocolError):
    """No unbonding has matured."""


class NotSlasher(ProtocolError):
    """The caller is not an active slasher program."""


class LockTooLarge(ProtocolError):
    """More than this slasher has locked."""


class FaultAlreadySlashed(ProtocolError):
    """This fault was slashed before."""


class NothingToSlash(ProtocolError):
    """The offender has no stake left."""


class RewardTooHigh(ProtocolError):
    """The accuser may get half of a slash at most."""


class UnknownFault(ProtocolError):
    """No slash bears this fault id."""


class AlreadySwept(ProtocolError):
    """This fault's tokens were paid out before."""


class NotAuthority(ProtocolError):
    """Only the authority proposes and retires slashers."""


class SlasherExists(ProtocolError):
    """This slasher is already registered."""


class TooManySlashers(ProtocolError):
    """Four slashers are registered."""


class UnknownSlasher(ProtocolError):
    """No such slasher is registered."""


class SlasherNotProposed(ProtocolError):
    """Only a proposed slasher can be activated."""


class SlasherIsRetired(ProtocolError):
    """This slasher is retired already."""


class TimelockOpen(ProtocolError):
    """The timelock has not passed."""


class BadConfig(ProtocolError):
    """A configuration value is outside its bounds."""


class BadSpec(ProtocolError):
    """A spec needs a known device, at least one unit and some memory."""


class JobExists(ProtocolError):
    """This requester already used this nonce."""


class UnknownJob(ProtocolError):
    """No job bears this id."""


class UnknownDispute(ProtocolError):
    """No dispute bears this id."""


class ZeroPrice(ProtocolError):
    """A job pays something."""


class ZeroStake(ProtocolError):
    """A job is backed by some stake."""


class BadTerms(ProtocolError):
    """A job has 1..=65,536 operators and at most 65,536 model tensors and inputs."""


class DeadlinePassed(ProtocolError):
    """The job's deadline has passed."""


class NotRequester(ProtocolError):
    """Only the job's requester may do this."""


class NotProvider(ProtocolError):
    """Only the job's provider may do this."""


class NotChallenger(ProtocolError):
    """Only the dispute's challenger may do this."""


class NotRegistered(ProtocolError):
    """This account has not registered as a provider."""


class NotNamed(ProtocolError):
    """The job names another provider."""


class NeedsNotMet(ProtocolError):
    """The provider's spec does not meet the job's needs."""


class JobNotOpen(ProtocolError):
    """The job is not open."""


class JobNotAccepted(ProtocolError):
    """The job is not accepted and waiting for a commitment."""


class JobNotCommitted(ProtocolError):
    """The job has no undisputed commitment."""


class JobNotDisputed(ProtocolError):
    """The job has no open dispute."""


class JobNotFaulted(ProtocolError):
    """The job did not end in a fault."""


class WindowOpen(ProtocolError):
    """The challenge window is still open."""


class WindowClosed(ProtocolError):
    """The challenge window has closed."""


class NotYourTurn(ProtocolError):
    """The other side is to move."""


class MoveTooLate(ProtocolError):
    """The move's clock has run out."""


class NotDue(ProtocolError):
    """No clock has run out."""


class BadReveal(ProtocolError):
    """What was revealed does not fold to the disputed node."""


class BadChoice(ProtocolError):
    """The choice is outside what was revealed."""


class BadOperator(ProtocolError):
    """The descriptor is malformed."""


class BadOpening(ProtocolError):
    """An opening does not lead to its root."""


class NotAtReferee(ProtocolError):
    """The dispute has not come down to one leaf."""


class BadOffset(ProtocolError):
    """Openings are provided in order, from offset 0."""


class TooMuchData(ProtocolError):
    """Openings are at most 8,192 bytes."""


class DisputeOpen(ProtocolError):
    """The dispute is not decided."""


class AlreadyReclaimed(ProtocolError):
    """The bond was paid out before."""


class UnknownJuror(ProtocolError):
    """This account never enrolled as a juror."""


class NotEnoughSeats(ProtocolError):
    """Fewer of the juror's seats are free than asked."""


class CaseExists(ProtocolError):
    """This accuser already used this nonce."""


class UnknownCase(ProtocolError):
    """No case bears this id."""


class BadAccusation(ProtocolError):
    """An accusation has a kind, is against somebody else, and is about the past."""


class PenaltyTooHigh(ProtocolError):
    """The penalty is above what this court may impose."""


class CaseNotOpen(ProtocolError):
    """The accusation is contested or closed already."""


class ContestClosed(ProtocolError):
    """The time to contest the accusation has passed."""


class OwnCase(ProtocolError):
    """An accuser cannot contest its own accusation."""


class WrongPhase(ProtocolError):
    """The case is not in the phase that this needs."""


class SeedExists(ProtocolError):
    """This account has committed a seed to this round."""


class UnknownSeed(ProtocolError):
    """This account has no unrevealed seed in this round."""


class BadSeed(ProtocolError):
    """The secret is not the one that was committed to."""


class NotEligible(ProtocolError):
    """This juror may not serve: enrolled too late, has no such seat, or is a party."""


class TicketTaken(ProtocolError):
    """This ticket has its seat already."""


class TicketTooHigh(ProtocolError):
    """All seats are taken by lower tickets."""


class NoFreeSeat(ProtocolError):
    """All seats that this juror has paid for are serving."""


class NotJuror(ProtocolError):
    """This account has no seat in this round."""


class AlreadyVoted(ProtocolError):
    """This juror has committed its vote."""


class AlreadyRevealed(ProtocolError):
    """This was revealed before."""


class BadVote(ProtocolError):
    """The vote is not the one that was committed to."""


class CaseNotRuled(ProtocolError):
    """No ruling waits for an appeal."""


class AppealClosed(ProtocolError):
    """The time to appeal has passed, or no round is left."""


class CaseNotClosed(ProtocolError):
    """The ruling is not final."""


class AlreadyReleased(ProtocolError):
    """This juror's seats in this round were released before."""


class NothingToCollect(ProtocolError):
    """The case owes this account nothing more."""


class CampaignExists(ProtocolError):
    """This sponsor already used this nonce."""


class UnknownCampaign(ProtocolError):
    """No campaign bears this id."""


class BadCampaign(ProtocolError):
    """A campaign's terms are outside their bounds."""


class CampaignIsClosed(ProtocolError):
    """The campaign takes no more work."""


class CampaignIsOpen(ProtocolError):
    """The campaign must be closed first."""


class CampaignOver(ProtocolError):
    """The campaign's last epoch has passed."""


class NotSponsor(ProtocolError):
    """Only the campaign's sponsor may do this."""


class BadPrice(ProtocolError):
    """A price is positive, and only campaigns that pay in grants have one."""


class NothingToRefund(ProtocolError):
    """Everything left in the campaign is reserved for its epochs."""


class PoolExhausted(ProtocolError):
    """The campaign has too little left to reserve this epoch's pool."""


class AlreadyJoined(ProtocolError):
    """This worker joined before."""


class NotJoined(ProtocolError):
    """This worker has not joined the campaign."""


class BadCount(ProtocolError):
    """A batch has 1..=256 judgments."""


class BatchExists(ProtocolError):
    """This worker has committed its batch of this epoch."""


class UnknownBatch(ProtocolError):
    """No batch bears this id."""


class NotWorker(ProtocolError):
    """Only the worker who committed the batch may reveal it."""


class BatchNotCommitted(ProtocolError):
    """The batch was revealed or forfeited before."""


class RevealNotOpen(ProtocolError):
    """Batches are revealed once their epoch has ended."""


class RevealClosed(ProtocolError):
    """The time to reveal has passed."""


class BadBatch(ProtocolError):
    """The judgments are not those committed to, or not in order, or about tasks that do not exist."""


class UnknownEpoch(ProtocolError):
    """Nobody committed a batch in this epoch."""


class EpochNotDue(ProtocolError):
    """The epoch's reveals are not over."""


class EpochIsPosted(ProtocolError):
    """The epoch has its roots."""


class PostClosed(ProtocolError):
    """The time to post has passed."""


class BadPosting(ProtocolError):
    """A posting has leaves and a score, and rows if it has a dataset."""


class EpochNotPosted(ProtocolError):
    """The epoch has no roots that this could be about."""


class EpochNotSuspended(ProtocolError):
    """No case suspends this epoch."""


class NotRefuted(ProtocolError):
    """The evidence opens, and shows no fault."""


class BadEvidence(ProtocolError):
    """The evidence does not open to the roots."""


class WrongCase(ProtocolError):
    """The case is about something else, or older than what it is about."""


class CaseIsClosed(ProtocolError):
    """The case is closed already."""


class AlreadySettled(ProtocolError):
    """The poster was paid back before."""


class AlreadyClaimed(ProtocolError):
    """This leaf was claimed before."""


class ClaimClosed(ProtocolError):
    """The time to claim has passed."""


class AlreadyExpired(ProtocolError):
    """The epoch expired before."""


class GrantExists(ProtocolError):
    """This grantor already used this nonce for this beneficiary."""


class UnknownGrant(ProtocolError):
    """No grant bears this id."""


class BadSchedule(ProtocolError):
    """A schedule's duration, cliff or steps are outside their bounds."""


class ZeroAddress(ProtocolError):
    """Nobody holds the zero address."""


class NotBeneficiary(ProtocolError):
    """Only the grant's beneficiary may do this."""


class NotGrantor(ProtocolError):
    """Only the grant's grantor may do this."""


class NothingVested(ProtocolError):
    """Nothing has vested that was not withdrawn."""


class GrantIsRevoked(ProtocolError):
    """The grant was clawed back."""


class GrantIsRenounced(ProtocolError):
    """The grant can no longer be clawed back."""


class NotGuilty(ProtocolError):
    """The ruling does not find a fault."""


class NothingUnvested(ProtocolError):
    """Everything has vested."""


# In the order of the programs' own enums.
STAKING_ERRORS: tuple[type[ProtocolError], ...] = (
    ZeroAmount,
    WrongToken,
    InsufficientFunds,
    TransferFailed,
    Overflow,
    UnknownStake,
    InsufficientStake,
    TooManyUnbondings,
    NothingToWithdraw,
    NotSlasher,
    LockTooLarge,
    FaultAlreadySlashed,
    NothingToSlash,
    RewardTooHigh,
    UnknownFault,
    AlreadySwept,
    NotAuthority,
    SlasherExists,
    TooManySlashers,
    UnknownSlasher,
    SlasherNotProposed,
    SlasherIsRetired,
    TimelockOpen,
    BadConfig,
)
COMPUTE_ERRORS: tuple[type[ProtocolError], ...] = (
    WrongToken,
    InsufficientFunds,
    TransferFailed,
    Overflow,
    BadConfig,
    UnknownStake,
    BadSpec,
    JobExists,
    UnknownJob,
    UnknownDispute,
    ZeroPrice,
    ZeroStake,
    BadTerms,
    DeadlinePassed,
    NotRequester,
    NotProvider,
    NotChallenger,
    NotRegistered,
    NotNamed,
    NeedsNotMet,
    JobNotOpen,
    JobNotAccepted,
    JobNotCommitted,
    JobNotDisputed,
    JobNotFaulted,
    WindowOpen,
    WindowClosed,
    NotYourTurn,
    MoveTooLate,
    NotDue,
    BadReveal,
    BadChoice,
    BadOperator,
    BadOpening,
    NotAtReferee,
    BadOffset,
    TooMuchData,
    DisputeOpen,
    AlreadyReclaimed,
)
COURT_ERRORS: tuple[type[ProtocolError], ...] = (
    WrongToken,
    InsufficientFunds,
    TransferFailed,
    Overflow,
    BadConfig,
    ZeroAmount,
    UnknownJuror,
    NotEnoughSeats,
    CaseExists,
    UnknownCase,
    BadAccusation,
    PenaltyTooHigh,
    CaseNotOpen,
    ContestClosed,
    OwnCase,
    WrongPhase,
    SeedExists,
    UnknownSeed,
    BadSeed,
    NotEligible,
    TicketTaken,
    TicketTooHigh,
    NoFreeSeat,
    NotJuror,
    AlreadyVoted,
    AlreadyRevealed,
    BadVote,
    NotDue,
    CaseNotRuled,
    AppealClosed,
    CaseNotClosed,
    AlreadyReleased,
    NothingToCollect,
)
REWARDS_ERRORS: tuple[type[ProtocolError], ...] = (
    WrongToken,
    InsufficientFunds,
    TransferFailed,
    Overflow,
    BadConfig,
    ZeroAmount,
    BadOffset,
    TooMuchData,
    NotDue,
    WindowOpen,
    WindowClosed,
    UnknownCase,
    CaseNotClosed,
    CampaignExists,
    UnknownCampaign,
    BadCampaign,
    CampaignIsClosed,
    CampaignIsOpen,
    CampaignOver,
    NotSponsor,
    BadPrice,
    NothingToRefund,
    PoolExhausted,
    AlreadyJoined,
    NotJoined,
    BadCount,
    BatchExists,
    UnknownBatch,
    NotWorker,
    BatchNotCommitted,
    RevealNotOpen,
    RevealClosed,
    BadBatch,
    UnknownEpoch,
    EpochNotDue,
    EpochIsPosted,
    PostClosed,
    BadPosting,
    EpochNotPosted,
    EpochNotSuspended,
    NotRefuted,
    BadEvidence,
    WrongCase,
    CaseIsClosed,
    AlreadySettled,
    AlreadyClaimed,
    ClaimClosed,
    AlreadyExpired,
    GrantExists,
    UnknownGrant,
    BadSchedule,
    ZeroAddress,
    NotBeneficiary,
    NotGrantor,
    NothingVested,
    GrantIsRevoked,
    GrantIsRenounced,
    NotGuilty,
    NothingUnvested,
)

BY_NAME: dict[str, type[ProtocolError]] = {e.__name__: e for e in (*STAKING_ERRORS, *COMPUTE_ERRORS, *COURT_ERRORS, *REWARDS_ERRORS)}
