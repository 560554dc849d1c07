"""One tree of errors. A class that a program can raise bears the program's own name for it.

AssayError
├── InputError            refused before anything was sent: names the field, its bound and the remedy
├── ConnectionFailed      the node is down, or is another chain
└── ProtocolError         a program refused; nothing changed; `tx` is the transaction where there was one
    └── one class an on-chain error, listed in STAKING_ERRORS, COMPUTE_ERRORS, COURT_ERRORS, REWARDS_ERRORS, IDENTITY_ERRORS,
        VERIFIER_ERRORS, VAULT_ERRORS, MATCHING_ERRORS and TRAINING_ERRORS; POOL_ERRORS are of the vault's test markets
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


class UnknownSubject(ProtocolError):
    """No subject bears this id."""


class SubjectExists(ProtocolError):
    """This controller already used this nonce."""


class NotController(ProtocolError):
    """Only the subject's controller does this."""


class NotGuardian(ProtocolError):
    """Only a guardian of the subject does this."""


class BadGuardians(ProtocolError):
    """A subject has at most five guardians, each another and none its controller, and a threshold of 1 to their number (0 where there are none)."""


class NoGuardianChange(ProtocolError):
    """No change of guardians is under way."""


class NoRecovery(ProtocolError):
    """Not enough guardians back a new controller."""


class RecoveryIsUnanimous(ProtocolError):
    """All guardians, two at least, back it: the controller cannot call it off."""


class BadKey(ProtocolError):
    """A key needs a known algorithm and role, and the algorithm's length."""


class BadProof(ProtocolError):
    """The signature does not hold for this key, these bytes and this program."""


class KeyExists(ProtocolError):
    """This key is registered already; a key is never registered twice."""


class UnknownKey(ProtocolError):
    """No such key is registered, or it is another subject's."""


class TooManyKeys(ProtocolError):
    """Sixteen keys are in force; revoke or rotate one."""


class KeyIsRevoked(ProtocolError):
    """The key is revoked already, from then or before."""


class KeyNotInForce(ProtocolError):
    """The key has expired, was revoked or is flagged."""


class BadTime(ProtocolError):
    """An expiry lies in the past, or an effective time in the future or before the key was added."""


class UnknownIssuer(ProtocolError):
    """No issuer is registered under this address."""


class IssuerIsRetired(ProtocolError):
    """A retired issuer attests no more."""


class IssuerUnderbonded(ProtocolError):
    """Less of the issuer's stake is locked than an issuer needs; register again to make it up."""


class NothingToRelease(ProtocolError):
    """The issuer has nothing locked."""


class AttestationExists(ProtocolError):
    """This issuer already used this nonce, or this one of the batch was claimed or revoked."""


class UnknownAttestation(ProtocolError):
    """No attestation, or batch of them, bears this id."""


class BadAttestation(ProtocolError):
    """An attestation needs a kind, a commitment and an expiry in the future; a batch a root and 1..=1,048,576 leaves."""


class AttestationIsRevoked(ProtocolError):
    """The attestation is revoked already."""


class GenerationIsRevoked(ProtocolError):
    """The issuer revoked this generation."""


class NotIssuer(ProtocolError):
    """Only the attestation's issuer does this."""


class SignatureExpired(ProtocolError):
    """The signature's deadline has passed."""


class ContentExists(ProtocolError):
    """This key already recorded this claim, or used this nonce for a batch."""


class UnknownContent(ProtocolError):
    """No content record, or batch of them, bears this id."""


class BadContent(ProtocolError):
    """A content needs a claim's hash, a known source type and at most four parents; a batch a root and 1..=1,048,576 leaves."""


class AlreadyFlagged(ProtocolError):
    """This ruling was carried out before."""


class UnknownFinding(ProtocolError):
    """No ruling was carried out under this case's id."""


class NotVouched(ProtocolError):
    """The attestation is about another subject, or was not in force when the fault happened."""


class ModelExists(ProtocolError):
    """This owner already used this nonce."""


class UnknownModel(ProtocolError):
    """No model bears this id."""


class NotModelOwner(ProtocolError):
    """Only the model's owner may do this."""


class UnknownRoute(ProtocolError):
    """No route bears this selector."""


class RouteIsFrozen(ProtocolError):
    """This route was frozen, for good."""


class BadVerificationKey(ProtocolError):
    """A key has its route's exact length, canonical points of the curve and its subgroup only, none at infinity, and gamma is not delta."""


class BadTimelock(ProtocolError):
    """A timelock is between one second and ten years."""


class NoKeyProposed(ProtocolError):
    """No other key waits for this model."""


class ModelIsTombstoned(ProtocolError):
    """The model's owner ended it, for good."""


class ModelIsBroken(ProtocolError):
    """Somebody proved two results of one input with this model's key."""


class NonceUsed(ProtocolError):
    """A nonce is above all that were used of this model for this consumer."""


class NotInField(ProtocolError):
    """A public signal, or what it is made of, is not below its bound."""


class MalformedProof(ProtocolError):
    """A proof is 256 bytes: three canonical points of the curve and its subgroup, none at infinity."""


class FalseProof(ProtocolError):
    """The proof does not prove this statement with this model's key."""


class NotContradictory(ProtocolError):
    """Two claims about one input contradict each other where their results differ."""


class NotConsumer(ProtocolError):
    """Nothing that takes statements stands at this address."""


class NotVerifierAuthority(ProtocolError):
    """Only the authority freezes routes."""


class RequestExists(ProtocolError):
    """This requester already used this nonce for a request."""


class UnknownRequest(ProtocolError):
    """No request for a proof bears this id."""


class BadTip(ProtocolError):
    """A tip is at least one base unit, and no higher at the deadline than at first."""


class BadDeadline(ProtocolError):
    """A deadline is ahead, by ten years at most."""


class NothingDelivered(ProtocolError):
    """No proof that names its prover was delivered since the request."""


class RequestExpired(ProtocolError):
    """The request's deadline has passed."""


class RequestOpen(ProtocolError):
    """The tip can be collected until the deadline."""


class RequestClosed(ProtocolError):
    """What this request owed was paid."""


class NotVerifier(ProtocolError):
    """Only the verifier hands proved claims over."""


class NotVaultOwner(ProtocolError):
    """Only the vault's owner proposes policies."""


class NotVaultGuardian(ProtocolError):
    """Only the vault's guardian or owner lowers limits."""


class BadPolicy(ProtocolError):
    """A policy's limits are outside their bounds, or it names a pool twice."""


class BadPool(ProtocolError):
    """No pool in the vault's token stands at this address."""


class BadModel(ProtocolError):
    """The model is unknown or ended, or its key can change sooner than the vault's own timelock."""


class NoPolicy(ProtocolError):
    """No policy is in force."""


class NoProposal(ProtocolError):
    """No policy waits to be adopted."""


class PoolInUse(ProtocolError):
    """A pool that holds some of the vault's assets keeps its place."""


class NotLower(ProtocolError):
    """Limits are lowered, at least one of them, and none is raised."""


class UnknownPool(ProtocolError):
    """The policy has no such pool."""


class InsufficientShares(ProtocolError):
    """The caller has fewer shares than asked."""


class NotEnoughLiquid(ProtocolError):
    """Less can be had at once than asked; leave in kind."""


class PoolShortfall(ProtocolError):
    """A pool paid less than its own word; leave in kind."""


class NothingClaimed(ProtocolError):
    """This account has no claim on this pool."""


class NothingToTrim(ProtocolError):
    """The pool is within its caps."""


class ObservedRecently(ProtocolError):
    """The last observation is too recent."""


class WrongModel(ProtocolError):
    """The claim is another model's than the policy's."""


class UnknownObservation(ProtocolError):
    """The ring has no observation of this index."""


class WindowNotFull(ProtocolError):
    """Too few observations were made of these pools for a time-weighted value."""


class StaleObservation(ProtocolError):
    """The observation is too old."""


class WrongObservation(ProtocolError):
    """The claim is about something else than this observation."""


class AllocationPaused(ProtocolError):
    """The policy moves nothing."""


class CapExceeded(ProtocolError):
    """The model gives a pool more than its cap, or more than there is."""


class GroupCapExceeded(ProtocolError):
    """The model gives a group of pools more than its cap."""


class LossTooHigh(ProtocolError):
    """Moving would cost more than the policy allows."""


class PoolIsStuck(ProtocolError):
    """The pool pays nobody."""


class PoolIlliquid(ProtocolError):
    """The pool has too little cash."""


class InsufficientUnits(ProtocolError):
    """The caller has fewer units than asked."""


class BadCapacity(ProtocolError):
    """An offer takes at least one job, and no fewer than are matched to it."""


class UnknownOffer(ProtocolError):
    """This account never made an offer."""


class NothingOffered(ProtocolError):
    """The offer has no bond left to take back."""


class OfferInUse(ProtocolError):
    """Jobs matched to this offer are neither accepted nor released."""


class NamesAnother(ProtocolError):
    """The job does not name this program to name its provider."""


class ListingExists(ProtocolError):
    """The job is listed already."""


class UnknownListing(ProtocolError):
    """The job is not listed."""


class BadAllowed(ProtocolError):
    """At most 64 addresses are allowed, whole and each above the one before."""


class AssignmentExists(ProtocolError):
    """This matcher already used this nonce."""


class UnknownAssignment(ProtocolError):
    """No assignment bears this id."""


class BadAssignment(ProtocolError):
    """An assignment has 1..=65,536 jobs and as many offers."""


class BadView(ProtocolError):
    """An assignment is made from what the chain said before now, and not long before."""


class AssignmentNotOpen(ProtocolError):
    """The assignment was refuted or closed before."""


class AssignmentIsRefuted(ProtocolError):
    """The assignment was refuted."""


class NoSuchLeaf(ProtocolError):
    """The assignment has no such leaf."""


class DemandExists(ProtocolError):
    """This leaf is demanded already."""


class UnknownDemand(ProtocolError):
    """Nobody demands this leaf."""


class DemandsOpen(ProtocolError):
    """Demanded leaves were not shown yet."""


class NotAssigned(ProtocolError):
    """The assignment gives this job to nobody."""


class ListingNotOpen(ProtocolError):
    """The job has a provider, or needs none any more."""


class ChangedSince(ProtocolError):
    """The listing or the offer is another than when the assignment was made."""


class NotAllowed(ProtocolError):
    """The requester does not allow this provider."""


class AskTooHigh(ProtocolError):
    """The provider asks for more than the job pays."""


class OfferIsFull(ProtocolError):
    """As many jobs are matched to the offer as it takes."""


class MatchersFirst(ProtocolError):
    """The job is the matchers' to match for now."""


class NotMatched(ProtocolError):
    """The job has no provider that could decline it."""


class RunExists(ProtocolError):
    """This sponsor already used this nonce."""


class UnknownRun(ProtocolError):
    """No run bears this id."""


class BadRun(ProtocolError):
    """A run has 2..=16 seats, 1..=4 programs that end in 1..=128 tensors, a base unit a round and dates within ten years."""


class JoinClosed(ProtocolError):
    """The run has begun."""


class NoSeatLeft(ProtocolError):
    """All seats of the run are taken."""


class NotSeated(ProtocolError):
    """This account has no seat in the run."""


class SeatIsOut(ProtocolError):
    """The seat was refuted."""


class SeatHasLeft(ProtocolError):
    """The seat took its stake back."""


class NoSuchRound(ProtocolError):
    """The run has fewer rounds."""


class NotProposing(ProtocolError):
    """The round takes no proposals now."""


class NotWitnessing(ProtocolError):
    """The round hears no witnesses now."""


class NoSuchProgram(ProtocolError):
    """The run has fewer programs."""


class AlreadyProposed(ProtocolError):
    """This seat proposed in this round before."""


class AlreadyWitnessed(ProtocolError):
    """This seat was a witness of this round before."""


class NothingProposed(ProtocolError):
    """Nobody proposed in this round."""


class RoundNotOver(ProtocolError):
    """The round's witnesses can still speak."""


class RoundIsClosed(ProtocolError):
    """The round was closed before."""


class RoundNotClosed(ProtocolError):
    """The round is not closed yet."""


class UnknownProposal(ProtocolError):
    """The seat made no proposal in this round, or it was paid before."""


class DoubtsOpen(ProtocolError):
    """Doubts about this seat are not resolved."""


class DoubtExists(ProtocolError):
    """The proposal is doubted with this job already."""


class UnknownDoubt(ProtocolError):
    """The proposal is not doubted with this job."""


class JobShowsNothing(ProtocolError):
    """Only a committed, disputed or settled job shows what a program gives."""


class WrongJob(ProtocolError):
    """The job is not the proposal's work over again, or risks less than the seat."""


class JobUndecided(ProtocolError):
    """The job is neither settled nor faulted."""


class RoundsNotOver(ProtocolError):
    """The run's last round is not over."""


class WorkUnpaid(ProtocolError):
    """Proposals were not paid or cleared yet."""


class RestIsPaid(ProtocolError):
    """What was left went to the sponsor before."""


# In the order of the programs' own enums.
STAKING_ERRORS: tuple[type[ProtocolError], ...] = (
    ZeroAmount, WrongToken, InsufficientFunds, TransferFailed, Overflow, UnknownStake, InsufficientStake, TooManyUnbondings, NothingToWithdraw, NotSlasher,
    LockTooLarge, FaultAlreadySlashed, NothingToSlash, RewardTooHigh, UnknownFault, AlreadySwept, NotAuthority, SlasherExists, TooManySlashers,
    UnknownSlasher, SlasherNotProposed, SlasherIsRetired, TimelockOpen, BadConfig,
)  # fmt: skip
COMPUTE_ERRORS: tuple[type[ProtocolError], ...] = (
    WrongToken, InsufficientFunds, TransferFailed, Overflow, BadConfig, UnknownStake, BadSpec, JobExists, UnknownJob, UnknownDispute, ZeroPrice, ZeroStake,
    BadTerms, DeadlinePassed, NotRequester, NotProvider, NotChallenger, NotRegistered, NotNamed, NeedsNotMet, JobNotOpen, JobNotAccepted, JobNotCommitted,
    JobNotDisputed, JobNotFaulted, WindowOpen, WindowClosed, NotYourTurn, MoveTooLate, NotDue, BadReveal, BadChoice, BadOperator, BadOpening, NotAtReferee,
    BadOffset, TooMuchData, DisputeOpen, AlreadyReclaimed,
)  # fmt: skip
COURT_ERRORS: tuple[type[ProtocolError], ...] = (
    WrongToken, InsufficientFunds, TransferFailed, Overflow, BadConfig, ZeroAmount, UnknownJuror, NotEnoughSeats, CaseExists, UnknownCase, BadAccusation,
    PenaltyTooHigh, CaseNotOpen, ContestClosed, OwnCase, WrongPhase, SeedExists, UnknownSeed, BadSeed, NotEligible, TicketTaken, TicketTooHigh, NoFreeSeat,
    NotJuror, AlreadyVoted, AlreadyRevealed, BadVote, NotDue, CaseNotRuled, AppealClosed, CaseNotClosed, AlreadyReleased, NothingToCollect,
)  # fmt: skip
REWARDS_ERRORS: tuple[type[ProtocolError], ...] = (
    WrongToken, InsufficientFunds, TransferFailed, Overflow, BadConfig, ZeroAmount, BadOffset, TooMuchData, NotDue, WindowOpen, WindowClosed, UnknownCase,
    CaseNotClosed, CampaignExists, UnknownCampaign, BadCampaign, CampaignIsClosed, CampaignIsOpen, CampaignOver, NotSponsor, BadPrice, NothingToRefund,
    PoolExhausted, AlreadyJoined, NotJoined, BadCount, BatchExists, UnknownBatch, NotWorker, BatchNotCommitted, RevealNotOpen, RevealClosed, BadBatch,
    UnknownEpoch, EpochNotDue, EpochIsPosted, PostClosed, BadPosting, EpochNotPosted, EpochNotSuspended, NotRefuted, BadEvidence, WrongCase, CaseIsClosed,
    AlreadySettled, AlreadyClaimed, ClaimClosed, AlreadyExpired, GrantExists, UnknownGrant, BadSchedule, ZeroAddress, NotBeneficiary, NotGrantor,
    NothingVested, GrantIsRevoked, GrantIsRenounced, NotGuilty, NothingUnvested,
)  # fmt: skip
IDENTITY_ERRORS: tuple[type[ProtocolError], ...] = (
    Overflow, BadConfig, BadOpening, NotDue, UnknownCase, CaseNotClosed, WrongCase, NotGuilty, UnknownSubject, SubjectExists, NotController, NotGuardian,
    BadGuardians, NoGuardianChange, NoRecovery, RecoveryIsUnanimous, ZeroAddress, BadKey, BadProof, KeyExists, UnknownKey, TooManyKeys, KeyIsRevoked,
    KeyNotInForce, BadTime, UnknownIssuer, IssuerIsRetired, IssuerUnderbonded, NothingToRelease, AttestationExists, UnknownAttestation, BadAttestation,
    AttestationIsRevoked, GenerationIsRevoked, NotIssuer, SignatureExpired, ContentExists, UnknownContent, BadContent, AlreadyFlagged, UnknownFinding,
    NotVouched,
)  # fmt: skip
VERIFIER_ERRORS: tuple[type[ProtocolError], ...] = (
    WrongToken, InsufficientFunds, TransferFailed, BadConfig, TimelockOpen, ModelExists, UnknownModel, NotModelOwner, UnknownRoute, RouteIsFrozen,
    BadVerificationKey, BadTimelock, NoKeyProposed, ModelIsTombstoned, ModelIsBroken, NonceUsed, NotInField, MalformedProof, FalseProof,
    NotContradictory, NotConsumer, NotVerifierAuthority, RequestExists, UnknownRequest, BadTip, BadDeadline, NothingDelivered, RequestExpired,
    RequestOpen, RequestClosed,
)  # fmt: skip
VAULT_ERRORS: tuple[type[ProtocolError], ...] = (
    BadConfig, TimelockOpen, ZeroAmount, InsufficientFunds, TransferFailed, Overflow, NotVerifier, NotVaultOwner, NotVaultGuardian, BadPolicy, BadPool,
    BadModel, NoPolicy, NoProposal, PoolInUse, NotLower, UnknownPool, InsufficientShares, NotEnoughLiquid, PoolShortfall, NothingClaimed, NothingToTrim,
    ObservedRecently, WrongModel, UnknownObservation, WindowNotFull, StaleObservation, WrongObservation, AllocationPaused, CapExceeded, GroupCapExceeded,
    LossTooHigh,
)  # fmt: skip
MATCHING_ERRORS: tuple[type[ProtocolError], ...] = (
    WrongToken, InsufficientFunds, TransferFailed, Overflow, BadConfig, NotRegistered, UnknownJob, NotRequester, NotProvider, JobNotOpen, DeadlinePassed,
    NeedsNotMet, BadOffset, TooMuchData, NotDue, MoveTooLate, WindowOpen, WindowClosed, NotRefuted, BadEvidence, BadCapacity, UnknownOffer, NothingOffered,
    OfferInUse, NamesAnother, ListingExists, UnknownListing, BadAllowed, AssignmentExists, UnknownAssignment, BadAssignment, BadView, AssignmentNotOpen,
    AssignmentIsRefuted, NoSuchLeaf, DemandExists, UnknownDemand, DemandsOpen, NotAssigned, ListingNotOpen, ChangedSince, NotAllowed, AskTooHigh, OfferIsFull,
    MatchersFirst, NotMatched,
)  # fmt: skip
TRAINING_ERRORS: tuple[type[ProtocolError], ...] = (
    WrongToken, InsufficientFunds, TransferFailed, BadConfig, UnknownJob, BadOpening, BadOffset, TooMuchData, WindowOpen, WindowClosed, AlreadyJoined,
    RunExists, UnknownRun, BadRun, JoinClosed, NoSeatLeft, NotSeated, SeatIsOut, SeatHasLeft, NoSuchRound, NotProposing, NotWitnessing, NoSuchProgram,
    AlreadyProposed, AlreadyWitnessed, NothingProposed, RoundNotOver, RoundIsClosed, RoundNotClosed, UnknownProposal, DoubtsOpen, DoubtExists,
    UnknownDoubt, JobShowsNothing, WrongJob, JobUndecided, RoundsNotOver, WorkUnpaid, RestIsPaid,
)  # fmt: skip
# Of the test market.
POOL_ERRORS: tuple[type[ProtocolError], ...] = (
    ZeroAmount, InsufficientFunds, TransferFailed, Overflow, PoolIsStuck, PoolIlliquid, InsufficientUnits,
)  # fmt: skip

_ALL = (
    *STAKING_ERRORS, *COMPUTE_ERRORS, *COURT_ERRORS, *REWARDS_ERRORS, *IDENTITY_ERRORS, *VERIFIER_ERRORS, *VAULT_ERRORS, *POOL_ERRORS,
    *MATCHING_ERRORS, *TRAINING_ERRORS,
)  # fmt: skip
BY_NAME: dict[str, type[ProtocolError]] = {e.__name__: e for e in _ALL}
