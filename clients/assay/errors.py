"""One tree of errors. A class that a program can raise bears the program's own name for it.

AssayError
├── InputError            refused before anything was sent: names the field, its bound and the remedy
├── ConnectionFailed      the node is down, or is another chain
└── ProtocolError         a program refused; nothing changed; `tx` is the transaction where there was one
    └── one class an on-chain error, listed in STAKING_ERRORS and COMPUTE_ERRORS
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

BY_NAME: dict[str, type[ProtocolError]] = {e.__name__: e for e in (*STAKING_ERRORS, *COMPUTE_ERRORS)}
