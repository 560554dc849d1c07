"""The protocol's face: one typed Protocol a program. The reference, Solana and the EVM implement these and nothing else.

Every write is made by the account that the object was connected for, returns the event that the program emitted once it is final, and
either takes effect whole or raises and changes nothing. Amounts are u64 base units of the deployment's token (6 decimals); times are
unix seconds; ids, roots and addresses are 32 bytes (an EVM address is left-padded). `InputError` is raised before anything is sent;
the errors listed are the programs' own. "Anyone" means that the caller's identity is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, Self

from .models import compute as c
from .models import court as k
from .models import identity as i
from .models import matching as g
from .models import pools as p
from .models import rewards as r
from .models import staking as s
from .models import training as t
from .models import vault as w
from .models import verifier as v
from .models.base import Event
from .models.deployment import Deployment
from .models.receipt import Receipt


class Staking(Protocol):
    """Bonds that back claims. Source: programs/solana/staking, programs/evm/staking.

    A slash marks stake as lost and moves nothing; `sweep` pays. Only registered slasher programs lock and slash, and one is registered
    behind a timelock of twice the unbonding delay, so that whoever unbonds within the first half of it is out before.
    """

    def config(self) -> s.StakingConfig:
        """The deployment's constants and the slashers in order of registration."""
        ...

    def stake(self, owner: bytes) -> s.Stake | None:
        """The owner's stake, or None where it never bonded."""
        ...

    def fault(self, fault_id: bytes) -> s.Fault | None:
        """The slash that bears this fault id, or None."""
        ...

    def bond(self, amount: int) -> s.Bonded:
        """Moves `amount` > 0 from the caller's balance into its stake.

        Errors: ZeroAmount, InsufficientFunds, TransferFailed, Overflow. Event: Bonded.
        """
        ...

    def unbond(self, amount: int) -> s.Unbonded:
        """Starts to take `amount` > 0 of bonded, unlocked stake out. It can be withdrawn after the unbonding delay and stays
        within reach of slashes for as long as it is held.

        Errors: UnknownStake, ZeroAmount, InsufficientStake (more than is free), TooManyUnbondings (four pending). Event: Unbonded.
        """
        ...

    def withdraw(self) -> s.Withdrawn:
        """Pays out all matured unbondings.

        Errors: UnknownStake, NothingToWithdraw, TransferFailed. Event: Withdrawn.
        """
        ...

    def lock(self, owner: bytes, amount: int) -> s.Locked:
        """An active slasher program sets `amount` > 0 of the owner's free stake aside to back a claim.

        Errors: NotSlasher, UnknownStake, ZeroAmount, InsufficientStake. Event: Locked (`locked` is the slasher's total).
        """
        ...

    def unlock(self, owner: bytes, amount: int) -> s.Unlocked:
        """A slasher program, retired or not, frees `amount` > 0 of what it locked.

        Errors: NotSlasher, UnknownStake, ZeroAmount, LockTooLarge. Event: Unlocked.
        """
        ...

    def slash(self, owner: bytes, amount: int, fault_id: bytes, beneficiary: bytes, reward_bps: int) -> s.Slashed:
        """A slasher program takes min(amount, reachable) from the owner: bonded stake first, then unbondings from the newest, matured
        or not. `reward_bps` of it (rounded down, at most 5,000) is the beneficiary's, the rest the treasury's. Once a fault id.
        `amount` uses up the slasher's own lock on the owner as far as that goes (`locked` is what is left of it); a retired slasher can
        take no more than it still has locked.

        Errors: FaultAlreadySlashed, NotSlasher, ZeroAmount, RewardTooHigh, UnknownStake, LockTooLarge (retired), NothingToSlash. Event: Slashed.
        """
        ...

    def sweep(self, fault_id: bytes) -> s.Swept:
        """Anyone has a slash paid out to its beneficiary and the treasury, once.

        Errors: UnknownFault, AlreadySwept, TransferFailed. Event: Swept.
        """
        ...

    def propose_slasher(self, slasher: bytes) -> s.SlasherProposed:
        """The authority proposes a slasher program; it can be activated after twice the unbonding delay.

        Errors: NotAuthority, SlasherExists, TooManySlashers (four). Event: SlasherProposed.
        """
        ...

    def activate_slasher(self, slasher: bytes) -> s.SlasherActivated:
        """Anyone activates a proposed slasher whose timelock has passed.

        Errors: UnknownSlasher, SlasherNotProposed, TimelockOpen. Event: SlasherActivated.
        """
        ...

    def retire_slasher(self, slasher: bytes) -> s.SlasherRetired:
        """The authority forbids a slasher new locks. What it has locked it can still slash or free, so that open disputes end.

        Errors: NotAuthority, UnknownSlasher, SlasherIsRetired. Event: SlasherRetired.
        """
        ...


class Compute(Protocol):
    """A job's life and the dispute over it. Source: programs/solana/compute, programs/evm/compute; bytes: docs/operators.md.

    open -> accepted -> committed -> settled, or disputed -> faulted -> refunded. A challenger that loses puts the job back to
    committed with a fresh window, so no sham dispute can use the window up.
    """

    def config(self) -> c.ComputeConfig:
        """The deployment's constants."""
        ...

    def provider(self, owner: bytes) -> c.Spec | None:
        """What the owner registered, or None."""
        ...

    def job(self, job_id: bytes) -> c.Job | None:
        """The job, or None."""
        ...

    def dispute(self, dispute_id: bytes) -> c.Dispute | None:
        """The dispute (ids.dispute_id(job_id, attempt)), or None."""
        ...

    def openings(self, dispute_id: bytes, party: bytes) -> bytes:
        """What `party` has provided for the referee so far."""
        ...

    def register(self, spec: c.Spec) -> c.Registered:
        """Registers the caller as a provider, or replaces its spec.

        Errors: BadSpec (unknown device, no units or no memory). Event: Registered.
        """
        ...

    def post(self, nonce: int, terms: c.Terms) -> c.Posted:
        """Posts a job under ids.job_id(deployment().compute, caller, nonce u64) and puts its price in escrow.

        Errors: JobExists (safe to repeat: read the job), ZeroPrice, ZeroStake, BadTerms, DeadlinePassed, InsufficientFunds,
        TransferFailed. Event: Posted.
        """
        ...

    def cancel(self, job_id: bytes) -> c.Cancelled:
        """The requester takes an open job back and gets its price.

        Errors: UnknownJob, NotRequester, JobNotOpen, TransferFailed. Event: Cancelled.
        """
        ...

    def accept(self, job_id: bytes) -> c.Accepted:
        """A registered provider that meets the needs takes an open job; its stake is locked. Where the job's terms name a program, that is asked whom it
        names for the job (docs/decisions/0020-programs-name-providers.md). Validate the program first
        (commit.Program.validate): a provider cannot defend a malformed one.

        Errors: UnknownJob, NotRegistered, UnknownStake, JobNotOpen, DeadlinePassed (at the deadline or after), NotNamed, NeedsNotMet,
        InsufficientStake (staking). Event: Accepted.
        """
        ...

    def commit(self, job_id: bytes, result_root: bytes, trace_root: bytes, path: bytes) -> c.Committed:
        """The provider commits to the trace. `result_root` is its last leaf, `path` that leaf's path (32 bytes a sibling).

        Errors: UnknownJob, NotProvider, JobNotAccepted, DeadlinePassed (after the deadline), BadOpening. Event: Committed.
        """
        ...

    def settle(self, job_id: bytes) -> c.Settled:
        """Anyone has the provider paid and its stake unlocked once the window has closed.

        Errors: UnknownJob, JobNotCommitted, WindowOpen, TransferFailed. Event: Settled.
        """
        ...

    def challenge(self, job_id: bytes) -> c.Challenged:
        """Anyone disputes a commitment within the window, with the configured bond. The provider is to move.

        Errors: UnknownJob, JobNotCommitted, WindowClosed, InsufficientFunds, TransferFailed. Event: Challenged.
        """
        ...

    def reveal(self, job_id: bytes, data: bytes) -> c.Revealed:
        """The provider's move. By phase, `data` is: TRACE, TILES the node's children (32 bytes each); OPERATOR the descriptor (102)
        || its path || the output's root (32); TILE the tile's bytes; CHAIN the inner accumulators (4 bytes each).

        Errors: UnknownJob, JobNotDisputed, NotProvider, NotYourTurn, MoveTooLate, BadReveal (BadOperator, in OPERATOR, for a descriptor
        whose dims are out of bounds; BadOpening for one that is not the program's). Event: Revealed.
        """
        ...

    def bisect(self, job_id: bytes, choice: int, data: bytes) -> c.Bisected:
        """The challenger's move: the first child, value or segment it disputes; by that it accepts all before. `data` repeats what was
        revealed (empty in CHAIN).

        Errors: UnknownJob, JobNotDisputed, NotChallenger, NotYourTurn, MoveTooLate, BadReveal, BadChoice. Event: Bisected.
        """
        ...

    def provide(self, job_id: bytes, offset: int, data: bytes) -> c.Provided:
        """Anyone lays down openings for its own call of the referee, piece by piece: offset 0 starts afresh, any other must be the
        length so far. For chains whose transactions are short.

        Errors: UnknownJob, JobNotDisputed, NotAtReferee, MoveTooLate, BadOffset, TooMuchData (over 8,192 bytes). Event: Provided.
        """
        ...

    def referee(self, job_id: bytes, data: bytes) -> c.Refereed:
        """Anyone has the chain recompute the disputed leaf from what it provided, followed by `data`, and the loser punished: the
        provider by its stake for the job (part to the challenger), the challenger by its bond (half to the provider).

        Errors: UnknownJob, JobNotDisputed, NotAtReferee, MoveTooLate, BadOpening. Events: Refereed, and staking's Slashed and Unlocked.
        """
        ...

    def time_out(self, job_id: bytes) -> c.TimedOut:
        """Anyone punishes silence: an accepted job past its deadline costs the provider `late_bps` of the stake, for the requester; a move
        past its clock loses the dispute for the side to move, and at the leaf for the provider.

        Errors: UnknownJob, NotDue. Events: TimedOut, and staking's Slashed and Unlocked.
        """
        ...

    def refund(self, job_id: bytes) -> c.Refunded:
        """Anyone has the requester of a faulted job paid back, once.

        Errors: UnknownJob, JobNotFaulted, TransferFailed. Event: Refunded.
        """
        ...

    def reclaim(self, dispute_id: bytes) -> c.Reclaimed:
        """Anyone has the bond of a decided dispute paid out, once: all to the challenger that won; else half (rounded down) to the
        provider, the rest to the treasury.

        Errors: UnknownDispute, DisputeOpen, AlreadyReclaimed, TransferFailed. Event: Reclaimed.
        """
        ...


class Court(Protocol):
    """Juries for what no referee can compute. Source: programs/solana/court, programs/evm/court; reasons: docs/court.md.

    accused -> closed (uncontested: guilty), or contested -> heard -> ruled -> appealed and heard again, or closed. A round has five phases of
    `phase_secs`: seeds are committed, revealed, jurors seated, votes committed, revealed. A ruling's id is its case's.
    """

    def config(self) -> k.CourtConfig:
        """The deployment's constants."""
        ...

    def juror(self, owner: bytes) -> k.Juror | None:
        """The juror, or None where it never enrolled."""
        ...

    def case(self, case_id: bytes) -> k.Case | None:
        """The case, or None."""
        ...

    def round(self, case_id: bytes, round_index: int) -> k.Round | None:
        """A round of a case, seats by ticket and votes by juror, or None."""
        ...

    def enroll(self, seats: int) -> k.Enrolled:
        """The caller pays for `seats` > 0 (u32) more seats, `seat_stake` each. All its seats then count as new: they are drawn in rounds whose
        seeds are still being committed, or later ones.

        Errors: ZeroAmount, Overflow, InsufficientFunds, TransferFailed. Event: Enrolled.
        """
        ...

    def resign(self, seats: int) -> k.Resigned:
        """The caller gives `seats` > 0 back that do not serve, and is paid.

        Errors: UnknownJuror, ZeroAmount, NotEnoughSeats, TransferFailed. Event: Resigned.
        """
        ...

    def accuse(self, nonce: int, accusation: k.Accusation) -> k.Accused:
        """Opens a case under ids.case_id(deployment().court, caller, nonce u64) with the configured bond.

        Errors: CaseExists (safe to repeat: read the case), BadAccusation, PenaltyTooHigh, InsufficientFunds, TransferFailed. Event: Accused.
        """
        ...

    def contest(self, case_id: bytes) -> k.Contested:
        """Anyone but the accuser contests with the same bond; the first round starts.

        Errors: UnknownCase, CaseNotOpen, ContestClosed, OwnCase, InsufficientFunds, TransferFailed. Event: Contested.
        """
        ...

    def commit_seed(self, case_id: bytes, commitment: bytes) -> k.SeedCommitted:
        """Anyone adds to the draw's randomness, with a bond that only revealing brings back (ids.seed_commitment). One honest contributor makes
        the draw unpredictable; whoever withholds its secret chooses between two draws at the price of its bond.

        Errors: UnknownCase, WrongPhase, SeedExists, InsufficientFunds, TransferFailed. Event: SeedCommitted.
        """
        ...

    def reveal_seed(self, case_id: bytes, secret: bytes) -> k.SeedRevealed:
        """The contributor reveals, its share is mixed in and its bond comes back.

        Errors: UnknownCase, WrongPhase, UnknownSeed, BadSeed, TransferFailed. Event: SeedRevealed.
        """
        ...

    def seat(self, case_id: bytes, juror: bytes, unit: int) -> k.Seated:
        """Anyone seats the juror by the ticket of its `unit`-th (u32) seat (ids.ticket). The lowest tickets are the jury: once all seats are
        taken, a lower one evicts the highest.

        Errors: UnknownCase, WrongPhase, UnknownJuror, NotEligible, TicketTaken, TicketTooHigh, NoFreeSeat. Event: Seated.
        """
        ...

    def commit_vote(self, case_id: bytes, commitment: bytes) -> k.VoteCommitted:
        """A juror commits to one vote for all its seats (ids.vote_commitment). Needs a full jury.

        Errors: UnknownCase, WrongPhase, NotJuror, AlreadyVoted, BadVote (an all-zero commitment). Event: VoteCommitted.
        """
        ...

    def reveal_vote(self, case_id: bytes, guilty: bool, salt: bytes) -> k.VoteRevealed:
        """The juror reveals its vote. Who does not loses its seats' stake like one that voted against the ruling.

        Errors: UnknownCase, WrongPhase, NotJuror, AlreadyRevealed, BadVote. Event: VoteRevealed.
        """
        ...

    def tally(self, case_id: bytes) -> k.Tallied:
        """Anyone ends a round whose phases are over, or whose seats were not all taken (void: it says nothing). Guilty needs more seats than
        innocent. The appeal is open for a phase, unless the round was void or the last.

        Errors: UnknownCase, NotDue. Event: Tallied.
        """
        ...

    def appeal(self, case_id: bytes) -> k.Appealed:
        """Anyone appeals against a ruling with twice the bond of the round before; a jury of twice the size and one more hears the case. The
        bond is lost where the final ruling is the one appealed against.

        Errors: UnknownCase, CaseNotRuled, AppealClosed, InsufficientFunds, TransferFailed. Event: Appealed.
        """
        ...

    def close(self, case_id: bytes) -> k.CaseClosed:
        """Anyone makes the ruling final: uncontested accusations are guilty. A guilty accused is slashed by the penalty as far as its stake
        goes (fault id ids.fault_id(case_id), `reward_bps` of it to the accuser).

        Errors: UnknownCase, NotDue. Events: CaseClosed, and staking's Slashed.
        """
        ...

    def release(self, case_id: bytes, round_index: int, juror: bytes) -> k.JurorReleased:
        """Anyone frees a juror's seats of a round of a closed case: those that voted with the final ruling are paid, the others are lost; of
        a void round all come back.

        Errors: UnknownCase, CaseNotClosed, NotJuror, AlreadyReleased, TransferFailed. Event: JurorReleased.
        """
        ...

    def collect(self, case_id: bytes, party: bytes) -> k.Collected:
        """Anyone has a party of a closed case (accuser, contestant, appellant, treasury) paid what it is owed.

        Errors: UnknownCase, CaseNotClosed, NothingToCollect, TransferFailed. Event: Collected.
        """
        ...


class Rewards(Protocol):
    """Campaigns in which experts teach models, and vesting grants. Source: programs/solana/rewards, programs/evm/rewards; bytes: docs/rewards.md.

    In an epoch workers commit batches of judgments; after it they reveal them; then anyone posts the roots of rewards and dataset with a bond;
    within the window anyone refutes them by evidence, or has a case in court suspend them; then leaves are claimed, in cash and into grants.
    """

    def config(self) -> r.RewardsConfig:
        """The deployment's constants."""
        ...

    def campaign(self, campaign_id: bytes) -> r.Campaign | None:
        """The campaign, or None."""
        ...

    def worker(self, campaign_id: bytes, owner: bytes) -> r.Worker | None:
        """What a worker was promised when it joined, or None."""
        ...

    def batch(self, batch_id: bytes) -> r.Batch | None:
        """The batch (ids.batch_id), or None."""
        ...

    def epoch(self, epoch_id: bytes) -> r.Epoch | None:
        """The epoch (ids.epoch_id), or None where nobody committed a batch in it."""
        ...

    def is_claimed(self, epoch_id: bytes, index: int) -> bool:
        """Whether leaf `index` of the epoch was claimed."""
        ...

    def openings(self, party: bytes) -> bytes:
        """What `party` has provided for its next call so far."""
        ...

    def grant(self, grant_id: bytes) -> r.Grant | None:
        """The grant (ids.grant_id), or None."""
        ...

    def open(self, nonce: int, terms: r.CampaignTerms) -> r.CampaignOpened:
        """Opens a campaign under ids.campaign_id(deployment().rewards, caller, nonce u64). Its first epoch starts now.

        Errors: CampaignExists (safe to repeat: read the campaign), BadCampaign, WrongToken (a grant token without 6 decimals). Event: CampaignOpened.
        """
        ...

    def fund(self, campaign_id: bytes, cash: int, tokens: int = 0) -> r.CampaignFunded:
        """Anyone adds `cash` of the deployment's token and `tokens` of the campaign's grant token (u64, not both 0).

        Errors: UnknownCampaign, CampaignIsClosed, ZeroAmount, WrongToken (tokens for a campaign that pays none), InsufficientFunds, Overflow,
        TransferFailed. Event: CampaignFunded.
        """
        ...

    def set_price(self, campaign_id: bytes, price: int) -> r.PriceSet:
        """The sponsor changes the price for workers that join from now on. Who joined keeps its own.

        Errors: UnknownCampaign, NotSponsor, CampaignIsClosed, BadPrice. Event: PriceSet.
        """
        ...

    def close(self, campaign_id: bytes) -> r.CampaignClosed:
        """The sponsor ends the campaign: nobody joins or commits any more. What is under way goes on.

        Errors: UnknownCampaign, NotSponsor, CampaignIsClosed. Event: CampaignClosed.
        """
        ...

    def refund(self, campaign_id: bytes) -> r.CampaignRefunded:
        """Anyone has the sponsor of a closed campaign paid what no epoch has reserved; again after an epoch has expired.

        Errors: UnknownCampaign, CampaignIsOpen, NothingToRefund, TransferFailed. Event: CampaignRefunded.
        """
        ...

    def join(self, campaign_id: bytes) -> r.Joined:
        """The caller accepts the campaign's terms; the price is locked for it and its grant's schedule starts.

        Errors: UnknownCampaign, CampaignIsClosed, AlreadyJoined. Event: Joined.
        """
        ...

    def commit_batch(self, campaign_id: bytes, root: bytes, count: int) -> r.BatchCommitted:
        """A worker commits its one batch of the running epoch: the root over `count` (1..=256) hidden judgments (commit.judgments), with the
        campaign's bond. The first batch of an epoch reserves the epoch's pool, so nobody works unfunded.

        Errors: UnknownCampaign, NotJoined, CampaignIsClosed, CampaignOver, BadCount, BatchExists (safe to repeat: read the batch), Overflow,
        PoolExhausted, InsufficientFunds, TransferFailed. Event: BatchCommitted.
        """
        ...

    def provide(self, offset: int, data: bytes) -> r.BytesProvided:
        """Lays down bytes for a reveal_batch, refute or claim of the caller's, piece by piece: offset 0 starts afresh, any other must be the
        length so far. For chains whose transactions are short: a call whose `data` is empty takes what was provided, and uses it up. The
        clients do this themselves where it is needed.

        Errors: BadOffset, TooMuchData (over 8,192 bytes). Event: BytesProvided.
        """
        ...

    def reveal_batch(self, batch_id: bytes, seed: bytes, data: bytes) -> r.BatchRevealed:
        """The worker reveals its batch after its epoch: 20 bytes a judgment, by strictly ascending task. The bond comes back.

        Errors: UnknownBatch, NotWorker, BatchNotCommitted, RevealNotOpen, RevealClosed, BadBatch, TransferFailed. Event: BatchRevealed, which
        carries the judgments.
        """
        ...

    def forfeit(self, batch_id: bytes) -> r.BatchForfeited:
        """Anyone has the bond of a batch that was not revealed in time sent to the treasury.

        Errors: UnknownBatch, BatchNotCommitted, NotDue, TransferFailed. Event: BatchForfeited.
        """
        ...

    def post_epoch(self, campaign_id: bytes, epoch: int, posting: r.Posting) -> r.EpochPosted:
        """Anyone posts the roots of an epoch (u32) whose reveals are over, with the configured bond.

        Errors: UnknownCampaign, UnknownEpoch, EpochNotDue, AlreadyExpired, EpochIsPosted, PostClosed, BadPosting, InsufficientFunds,
        TransferFailed. Event: EpochPosted.
        """
        ...

    def refute(self, epoch_id: bytes, fault: int, data: bytes) -> r.EpochRefuted:
        """Anyone shows a fault (models.rewards.Fault) of a posting by evidence, within the window or while it is suspended. The posting is thrown
        away; half of the poster's bond is the caller's, the rest the treasury's; another posting may follow.

        Errors: UnknownEpoch, EpochNotPosted, WindowClosed, BadEvidence, NotRefuted, TransferFailed. Event: EpochRefuted.
        """
        ...

    def suspend(self, epoch_id: bytes, case_id: bytes) -> r.EpochSuspended:
        """Anyone has an open case whose subject is ids.posting_id(epoch_id, attempt), opened within the posting's window, hold it up.

        Errors: UnknownEpoch, EpochNotPosted, WindowClosed, UnknownCase, WrongCase, CaseIsClosed. Event: EpochSuspended.
        """
        ...

    def resolve(self, epoch_id: bytes) -> r.EpochResolved:
        """Anyone has the final ruling carried out: guilty throws the posting away and sends its bond to the treasury; anything else gives it a
        whole window again.

        Errors: UnknownEpoch, EpochNotSuspended, CaseNotClosed, TransferFailed. Event: EpochResolved.
        """
        ...

    def pay_poster(self, epoch_id: bytes) -> r.PosterPaid:
        """Anyone has the poster paid its bond back once the window has closed.

        Errors: UnknownEpoch, EpochNotPosted, WindowOpen, AlreadySettled, TransferFailed. Event: PosterPaid.
        """
        ...

    def claim(self, epoch_id: bytes, data: bytes) -> r.RewardClaimed:
        """Anyone has a leaf's worker paid: its share of the cash at once, of the vesting part as tokens at its own price into its grant, unless
        that was clawed back or is full.
        `data` is commit.sumtree.SumTree.claim(index).

        Errors: UnknownEpoch, EpochNotPosted, WindowOpen, ClaimClosed, BadEvidence, AlreadyClaimed, NotJoined, Overflow, TransferFailed.
        Event: RewardClaimed.
        """
        ...

    def expire(self, epoch_id: bytes) -> r.EpochExpired:
        """Anyone gives back to the campaign what an epoch still reserves that nobody posted in time, or whose claims are over.

        Errors: UnknownEpoch, AlreadyExpired, NotDue, Overflow. Event: EpochExpired.
        """
        ...

    def create_grant(self, nonce: int, terms: r.GrantTerms) -> r.GrantCreated:
        """The caller grants tokens under ids.grant_id(deployment().rewards, caller, terms.beneficiary, nonce u64).

        Errors: GrantExists (safe to repeat: read the grant), ZeroAddress, ZeroAmount, BadSchedule, WrongToken, InsufficientFunds,
        TransferFailed. Event: GrantCreated.
        """
        ...

    def top_up(self, grant_id: bytes, amount: int) -> r.GrantToppedUp:
        """Anyone adds `amount` > 0 to a grant; the sum vests as if it had always been there.

        Errors: UnknownGrant, GrantIsRevoked, ZeroAmount, InsufficientFunds, Overflow, TransferFailed. Event: GrantToppedUp.
        """
        ...

    def withdraw(self, grant_id: bytes) -> r.GrantWithdrawn:
        """The beneficiary takes all that has vested.

        Errors: UnknownGrant, NotBeneficiary, NothingVested, TransferFailed. Event: GrantWithdrawn.
        """
        ...

    def rotate(self, grant_id: bytes, to: bytes) -> r.GrantRotated:
        """The beneficiary names the key that takes its place after `rotate_secs`; naming the present one calls a rotation off.

        Errors: UnknownGrant, NotBeneficiary, ZeroAddress. Event: GrantRotated.
        """
        ...

    def clawback(self, grant_id: bytes, case_id: bytes) -> r.GrantClawedBack:
        """Anyone has a final ruling of guilty about the grant carried out: the grant's id is the case's subject, and it was there when it was accused. What
        had not vested then, and was not withdrawn, goes to the treasury; the rest is the beneficiary's at once.

        Errors: UnknownGrant, GrantIsRevoked, GrantIsRenounced, UnknownCase, WrongCase, CaseNotClosed, NotGuilty, NothingUnvested,
        TransferFailed. Event: GrantClawedBack.
        """
        ...

    def renounce(self, grant_id: bytes) -> r.GrantRenounced:
        """The grantor (of a campaign's grants its sponsor) gives up clawback for good.

        Errors: UnknownGrant, NotGrantor, GrantIsRenounced, GrantIsRevoked. Event: GrantRenounced.
        """
        ...


class Identity(Protocol):
    """Subjects and their keys, issuers and what they attest, content records, and what rulings found. Source: programs/solana/identity, programs/evm/identity.

    No personal data is on chain: an attestation is a commitment (commit.disclosure), a content the hash of its C2PA claim. A key signs 32 bytes that bind the
    chain, the program and the thing signed (ids, signatures); signatures are looked at first of all, so a wrong one is BadProof whatever else is wrong.
    `expires_at` 0 means never, for keys only.
    """

    def config(self) -> i.IdentityConfig:
        """The deployment's constants."""
        ...

    def subject(self, subject_id: bytes) -> i.Subject | None:
        """The subject with its guardians and the ids of its keys in force, or None."""
        ...

    def key(self, key_id: bytes) -> i.Key | None:
        """The key (ids.key_id) with its subject, or None."""
        ...

    def issuer(self, issuer: bytes) -> i.Issuer | None:
        """What the issuer registered, or None."""
        ...

    def attestation(self, attestation_id: bytes) -> i.Attestation | None:
        """The attestation, claimed from a batch or not, or None. Whether it holds depends on its generation too (Attestation.in_force)."""
        ...

    def attestation_batch(self, batch_id: bytes) -> i.AttestationBatch | None:
        """The batch, or None."""
        ...

    def generation_revoked_at(self, issuer: bytes, generation: int) -> int:
        """When the issuer revoked this generation (unix s), 0 where it did not."""
        ...

    def content(self, content_id: bytes) -> i.ContentRecord | None:
        """The record, claimed from a batch or not, or None."""
        ...

    def content_batch(self, batch_id: bytes) -> i.ContentBatch | None:
        """The batch, or None."""
        ...

    def finding(self, case_id: bytes) -> i.Finding | None:
        """What a final ruling found, once flag_record or flag_key carried it out, or None."""
        ...

    def sign_attestation(self, nonce: int, terms: i.AttestationTerms, deadline: int) -> bytes:
        """The connected account's signature that lets anyone `attest_for` it until `deadline` (unix s): Ed25519 on Solana, EIP-712 on the EVM.
        Sends nothing."""
        ...

    def create_subject(self, nonce: int, guardians: Sequence[bytes] = (), threshold: int = 0) -> i.SubjectCreated:
        """Creates the subject ids.subject_id(deployment().identity, caller, nonce u64), which the caller controls. At most five guardians, of whom `threshold`
        together may name another controller.

        Errors: SubjectExists (safe to repeat: read the subject), BadGuardians. Event: SubjectCreated (how many guardians).
        """
        ...

    def add_key(self, subject_id: bytes, algorithm: int, role: int, expires_at: int, public_key: bytes, proof: bytes) -> i.KeyAdded:
        """The controller adds a key, with the key's own signature of ids.key_proof (signatures.SoftwareKey.prove): nobody registers another's key.

        Errors: BadKey, BadProof, UnknownSubject, NotController, KeyExists, BadTime, TooManyKeys. Event: KeyAdded.
        """
        ...

    def rotate_key(self, subject_id: bytes, old_key_id: bytes, algorithm: int, expires_at: int, public_key: bytes, proof: bytes) -> i.KeyRotated:
        """The controller puts a new key of the same role in the place of one, which is revoked as of now.

        Errors: BadKey, BadProof, UnknownSubject, NotController, UnknownKey, KeyIsRevoked, KeyExists, BadTime. Event: KeyRotated.
        """
        ...

    def revoke_key(self, key_id: bytes, effective_at: int) -> i.KeyRevoked:
        """The controller says that a key is not its own any more, since `effective_at` (unix s, not in the future, not before it was added); said again, only
        an earlier time. It frees nobody: the signer of a record stays answerable for it.

        Errors: UnknownKey, NotController, BadTime, KeyIsRevoked (from then on or before). Event: KeyRevoked.
        """
        ...

    def change_guardians(self, subject_id: bytes, guardians: Sequence[bytes], threshold: int) -> i.GuardiansProposed:
        """The controller proposes other guardians; they can be applied after twice `recovery_secs`, so that those in office can act before. A later
        proposal takes the place of an earlier one.

        Errors: UnknownSubject, NotController, BadGuardians. Event: GuardiansProposed.
        """
        ...

    def apply_guardians(self, subject_id: bytes) -> i.GuardiansChanged:
        """Anyone has a proposed change take effect when its time has come and no recovery is on its way.

        Errors: UnknownSubject, NoGuardianChange, NotDue. Event: GuardiansChanged.
        """
        ...

    def back_recovery(self, subject_id: bytes, controller: bytes) -> i.RecoveryBacked:
        """A guardian backs a new controller, in place of whom it backed before. With `threshold` backers the recovery is due after `recovery_secs`; it falls
        where they become fewer.

        Errors: UnknownSubject, NotGuardian, ZeroAddress. Event: RecoveryBacked (`recovery_at` 0: this controller is not about to take over).
        """
        ...

    def cancel_recovery(self, subject_id: bytes) -> i.RecoveryCancelled:
        """The controller takes all backing away, unless every guardian (of at least two) backs the recovery: then its key counts as stolen.

        Errors: UnknownSubject, NotController, NoRecovery, RecoveryIsUnanimous. Event: RecoveryCancelled.
        """
        ...

    def recover(self, subject_id: bytes) -> i.Recovered:
        """Anyone hands the subject to the controller that its guardians back, once that is due. A change of guardians under way is dropped.

        Errors: UnknownSubject, NoRecovery, NotDue. Event: Recovered.
        """
        ...

    def register_issuer(self, profile: bytes) -> i.IssuerRegistered:
        """The caller becomes an issuer, or one again, with `issuer_stake` of its stake locked (what is missing of it), or replaces its profile (sha256 of a
        document that it publishes).

        Errors: NotSlasher, UnknownStake, InsufficientStake (staking). Event: IssuerRegistered.
        """
        ...

    def retire_issuer(self) -> i.IssuerRetired:
        """The issuer attests no more; its stake stays locked for `exit_secs`.

        Errors: UnknownIssuer, IssuerIsRetired. Event: IssuerRetired.
        """
        ...

    def release_issuer(self, issuer: bytes) -> i.IssuerReleased:
        """Anyone has a retired issuer's stake unlocked when its time has come.

        Errors: UnknownIssuer, NotDue, NothingToRelease. Event: IssuerReleased.
        """
        ...

    def attest(self, nonce: int, terms: i.AttestationTerms) -> i.Attested:
        """An issuer vouches for a subject: ids.attestation_id(deployment().identity, caller, nonce u64).

        Errors: AttestationExists (safe to repeat: read it), UnknownIssuer, IssuerIsRetired, IssuerUnderbonded, GenerationIsRevoked, UnknownSubject,
        BadAttestation. Event: Attested.
        """
        ...

    def attest_for(self, issuer: bytes, nonce: int, terms: i.AttestationTerms, deadline: int, signature: bytes) -> i.Attested:
        """Anyone posts what an issuer signed (sign_attestation); not after `deadline`.

        Errors: BadProof, SignatureExpired, then as attest. Event: Attested.
        """
        ...

    def attest_batch(self, nonce: int, root: bytes, count: int, generation: int, expires_at: int) -> i.AttestationBatchPosted:
        """An issuer vouches for `count` (1..=1,048,576) subjects by a keccak root (commit.attestations.Batch); each can be claimed.

        Errors: AttestationExists, UnknownIssuer, IssuerIsRetired, IssuerUnderbonded, GenerationIsRevoked, BadAttestation. Event: AttestationBatchPosted.
        """
        ...

    def claim_attestation(self, batch_id: bytes, index: int, subject_id: bytes, kind: int, commitment: bytes, path: bytes) -> i.Attested:
        """Anyone puts one attestation of a batch on chain, under ids.batched_id(batch_id, index u32), as of when the batch was posted.

        Errors: UnknownAttestation (the batch), AttestationExists (claimed, or revoked before), BadOpening, UnknownSubject, BadAttestation. Event: Attested.
        """
        ...

    def revoke_attestation(self, attestation_id: bytes) -> i.AttestationRevoked:
        """The issuer revokes an attestation as of now.

        Errors: UnknownAttestation, NotIssuer, AttestationIsRevoked. Event: AttestationRevoked.
        """
        ...

    def revoke_in_batch(self, batch_id: bytes, index: int) -> i.AttestationRevoked:
        """The issuer revokes one of a batch that nobody has claimed.

        Errors: UnknownAttestation, NotIssuer, BadOpening (no such index), AttestationExists (claimed: revoke_attestation). Event: AttestationRevoked.
        """
        ...

    def revoke_generation(self, generation: int) -> i.GenerationRevoked:
        """An issuer, retired or not, revokes all it attested, or will have attested, in a generation (u32), as of now.

        Errors: UnknownIssuer, GenerationIsRevoked. Event: GenerationRevoked.
        """
        ...

    def record(self, key_id: bytes, content: i.Content, proof: bytes) -> i.Recorded:
        """Anyone records a content that a key in force signed (ids.content_proof), under ids.content_id(deployment().identity, key_id, claim_hash). Whoever
        added the key answers for it. Parents need not be recorded.

        Errors: UnknownKey, BadProof, BadContent, ContentExists (safe to repeat), KeyNotInForce. Event: Recorded.
        """
        ...

    def record_batch(self, key_id: bytes, nonce: int, root: bytes, count: int, proof: bytes) -> i.RecordBatchPosted:
        """Anyone records `count` contents by a keccak root over their payloads, signed once (ids.content_batch_proof) by a key in force.

        Errors: UnknownKey, BadProof, BadContent, ContentExists, KeyNotInForce. Event: RecordBatchPosted.
        """
        ...

    def claim_record(self, batch_id: bytes, index: int, content: i.Content, path: bytes) -> i.Recorded:
        """Anyone puts one content of a batch on chain, as of when the batch was posted.

        Errors: UnknownContent (the batch), BadOpening, BadContent, ContentExists. Event: Recorded.
        """
        ...

    def flag_record(self, case_id: bytes, content_id: bytes) -> i.RecordFlagged:
        """Anyone has a final ruling of guilty about a record carried out: the record is flagged, and its key from the time that the ruling says, or from when
        it was recorded where that is earlier. What the key recorded before keeps its status. The case's subject is content_id, its accused the record's
        signer, and it was opened when the record was there.

        Errors: AlreadyFlagged (by this ruling), UnknownContent, UnknownCase, WrongCase, CaseNotClosed, NotGuilty. Event: RecordFlagged.
        """
        ...

    def flag_key(self, case_id: bytes, key_id: bytes) -> i.KeyFlagged:
        """The same of a ruling about a key: the case's subject is key_id, its accused who added the key.

        Errors: AlreadyFlagged, UnknownKey, UnknownCase, WrongCase, CaseNotClosed, NotGuilty. Event: KeyFlagged.
        """
        ...

    def punish_voucher(self, case_id: bytes, attestation_id: bytes) -> i.VoucherPunished:
        """Anyone has an issuer pay for whom it vouched: `voucher_bps` of the case's penalty (rounded down) is taken from its stake, `reward_bps` of that for
        the accuser, once for each ruling. The attestation was in force at the time that the finding names.

        Errors: UnknownFinding, UnknownAttestation, NotVouched; FaultAlreadySlashed, NotSlasher, ZeroAmount, NothingToSlash (staking). Event: VoucherPunished.
        """
        ...


class Verifier(Protocol):
    """Models, their verification keys, and statements that consumers can rely on. Source: programs/solana/verifier, programs/evm/verifier;
    bytes: docs/circuits.md (statement, key, proof), docs/verifier.md (routes).

    A proof is Groth16 over BN254; its public signals are those of the model's route, which a 4-byte selector names. The program holds tips for proofs
    that were asked for, and no other coin; nobody, the authority included, moves them but to a prover or back.
    """

    def config(self) -> v.VerifierConfig:
        """The deployment's constants."""
        ...

    def model(self, model_id: bytes) -> v.RegisteredModel | None:
        """The model (ids.model_id), or None."""
        ...

    def key(self, model_id: bytes, version: int) -> bytes | None:
        """The bytes of a model's key of this version (u32), in force, past or proposed, or None."""
        ...

    def delivery(self, consumer: bytes, model_id: bytes) -> v.Delivery:
        """The last claim of the model that the consumer took: its nonce, 0 before the first, and its prover."""
        ...

    def request(self, request_id: bytes) -> v.ProofRequest | None:
        """The request for a proof (ids.request_id), or None."""
        ...

    def is_frozen(self, selector: bytes) -> bool:
        """Whether the route was frozen."""
        ...

    def register_model(self, nonce: int, selector: bytes, key: bytes, model_digest: bytes, timelock_secs: int) -> v.ModelRegistered:
        """Registers a model under ids.model_id(deployment().verifier, caller, nonce u64). Its owner can change its key behind `timelock_secs`
        (1..=ten years), and end it at once.

        Errors: ModelExists (safe to repeat: read the model), UnknownRoute, RouteIsFrozen, BadTimelock, BadVerificationKey. Event: ModelRegistered.
        """
        ...

    def propose_key(self, model_id: bytes, key: bytes, model_digest: bytes) -> v.KeyProposed:
        """The owner has another key of the same route take the place of the one in force after the timelock. A later proposal replaces it.

        Errors: UnknownModel, NotModelOwner, ModelIsTombstoned, ModelIsBroken, BadVerificationKey. Event: KeyProposed.
        """
        ...

    def activate_key(self, model_id: bytes) -> v.KeyActivated:
        """Anyone brings a proposed key into force once its timelock has passed.

        Errors: UnknownModel, ModelIsTombstoned, ModelIsBroken, NoKeyProposed, TimelockOpen. Event: KeyActivated.
        """
        ...

    def tombstone(self, model_id: bytes) -> v.ModelTombstoned:
        """The owner ends the model, for good: none of its proofs counts any more.

        Errors: UnknownModel, NotModelOwner, ModelIsTombstoned, ModelIsBroken. Event: ModelTombstoned.
        """
        ...

    def trip(
        self, model_id: bytes, claim: v.Claim, context: bytes, proof: bytes, other_result: bytes, other_context: bytes, other_proof: bytes
    ) -> v.ModelBroken:
        """Anyone ends a model, for good, by proofs of two results of one input under the key in force: its key or its proof system is broken. The
        contexts (18 bytes) are those that the proofs were made for, whatever they are: a used proof serves again here.

        Errors: UnknownModel, ModelIsTombstoned, ModelIsBroken, RouteIsFrozen, NotContradictory, NotInField, MalformedProof, FalseProof (of the first,
        then the last three of the other). Event: ModelBroken.
        """
        ...

    def freeze_route(self, selector: bytes) -> v.RouteFrozen:
        """The authority ends a route, for good: no model on it is registered, and no proof of one counts. The authority can do nothing else.

        Errors: NotVerifierAuthority, UnknownRoute, RouteIsFrozen. Event: RouteFrozen.
        """
        ...

    def verify(self, model_id: bytes, statement: bytes, proof: bytes) -> v.StatementVerified:
        """Anyone has a proof of a statement (32 bytes, commit.statement.statement) checked. Nothing is recorded: whoever relies on it alone must
        bind it to one use itself.

        Errors: UnknownModel, ModelIsTombstoned, ModelIsBroken, RouteIsFrozen, NotInField, MalformedProof, FalseProof. Event: StatementVerified.
        """
        ...

    def verify_and_call(self, model_id: bytes, consumer: bytes, nonce: int, prover: bytes, claim: v.Claim, proof: bytes) -> v.ConsumerCalled:
        """Anyone hands a consumer a proved claim: its `on_verified` is called with model, nonce and claim, within this call, by the verifier alone. The
        proof's context is commit.statement.context(ids.consumer_domain(deployment().verifier, config().chain, consumer), model_id, nonce, prover), and the
        nonce (u64) is above the last: a proof serves one consumer, on one chain, once. `prover` is whom the proof was made for, whoever sends it: tips
        are that account's alone. Zero: nobody's.

        Errors: UnknownModel, ModelIsTombstoned, ModelIsBroken, RouteIsFrozen, NotConsumer, NonceUsed, NotInField, MalformedProof, FalseProof, and the
        consumer's own. Events: the consumer's own, then ConsumerCalled.
        """
        ...

    def request_proof(self, nonce: int, model_id: bytes, consumer: bytes, tip_high: int, tip_low: int, deadline_at: int) -> v.ProofRequested:
        """Pays in `tip_high` for whoever has the consumer take a claim of the model from now on. The tip falls evenly, from `tip_high` now to `tip_low`
        (at least 1) at `deadline_at` (unix seconds, ahead by ten years at most). The request is ids.request_id(deployment().verifier, caller, nonce
        u64). There is no way to take it back before the deadline: a prover may be at work.

        Errors: RequestExists (safe to repeat: read the request), BadTip, BadDeadline, UnknownModel, ModelIsTombstoned, ModelIsBroken, RouteIsFrozen,
        InsufficientFunds, TransferFailed. Event: ProofRequested.
        """
        ...

    def collect_tip(self, request_id: bytes) -> v.TipCollected:
        """Anyone has the prover of the consumer's last claim of the model paid, where that was delivered since the request and the deadline has not
        passed: the tip of this moment, rounded down. Who delivers and does not collect may lose the tip to who delivers next. The rest waits for
        refund_request.

        Errors: UnknownRequest, RequestClosed, NothingDelivered, RequestExpired, TransferFailed. Event: TipCollected.
        """
        ...

    def refund_request(self, request_id: bytes) -> v.RequestRefunded:
        """Anyone has the requester paid what is left: after the deadline, or once the tip was collected.

        Errors: UnknownRequest, RequestOpen, RequestClosed, TransferFailed. Event: RequestRefunded.
        """
        ...


class Vault(Protocol):
    """Deposits that a model spreads over up to four pools, on a proof and within caps. Source: programs/solana/vault, programs/evm/vault; bytes:
    docs/circuits.md, rules: docs/vault.md.

    ERC-4626 on the EVM, and the same meaning on Solana. Shares are a token of three decimals more than the deposit's (config().share). Pools are
    markets in the same token. Losses count at once, profit at no more than `gain_bps` a year. "Looks at the pools" below: every position is
    brought to what it counts for now. Nobody, the owner included, moves funds anywhere but into the policy's pools and back.
    """

    def config(self) -> w.VaultConfig:
        """The deployment's constants."""
        ...

    def vault(self) -> w.Vault:
        """Policy, funds and positions as last recorded."""
        ...

    def observation(self, index: int) -> w.Observation | None:
        """The observation of this index (u64), or None where it is none of the last 16."""
        ...

    def claim(self, owner: bytes, pool: bytes) -> int:
        """The units of a pool that the owner is owed since it left in kind."""
        ...

    def total_assets(self) -> int:
        """What all shares are worth now."""
        ...

    def preview_deposit(self, assets: int) -> int:
        """The shares that a deposit of assets gives now, rounded down."""
        ...

    def preview_mint(self, shares: int) -> int:
        """The assets that so many shares cost now, rounded up."""
        ...

    def preview_withdraw(self, assets: int) -> int:
        """The shares that so many assets cost now, rounded up."""
        ...

    def preview_redeem(self, shares: int) -> int:
        """The assets that so many shares give now, rounded down."""
        ...

    def max_withdraw(self, owner: bytes) -> int:
        """The assets that the owner can withdraw now, by the pools' own word of their cash."""
        ...

    def max_redeem(self, owner: bytes) -> int:
        """The shares that the owner can redeem now, by the pools' own word of their cash."""
        ...

    def deposit(self, assets: int, receiver: bytes) -> w.Deposited:
        """Looks at the pools, takes `assets` > 0 from the caller and gives `receiver` shares for them, rounded down.

        Errors: ZeroAmount (of assets, or too few for a share), Overflow, InsufficientFunds, TransferFailed. Event: Deposited.
        """
        ...

    def mint(self, shares: int, receiver: bytes) -> w.Deposited:
        """Looks at the pools, gives `receiver` `shares` > 0 and takes from the caller what they cost, rounded up.

        Errors: ZeroAmount, Overflow, InsufficientFunds, TransferFailed. Event: Deposited.
        """
        ...

    def withdraw(self, assets: int, receiver: bytes) -> w.Redeemed:
        """Looks at the pools and pays `receiver` `assets` > 0 for the caller's shares, rounded up: from idle funds, then from the pools in their order.

        Errors: ZeroAmount, InsufficientShares, PoolShortfall, NotEnoughLiquid, TransferFailed, and a pool's own. Event: Redeemed.
        """
        ...

    def redeem(self, shares: int, receiver: bytes) -> w.Redeemed:
        """As withdraw, for `shares` > 0 of the caller's, and what they give, rounded down.

        Errors: ZeroAmount (of shares, or worth nothing), InsufficientShares, PoolShortfall, NotEnoughLiquid, TransferFailed, and a pool's own.
        Event: Redeemed.
        """
        ...

    def redeem_in_kind(self, shares: int, receiver: bytes) -> w.RedeemedInKind:
        """The exit that no pool can hold up: burns `shares` > 0 of the caller's, pays `receiver` their part of idle funds and owes it their part of each
        pool's units, without calling a pool. Of units that are said to be worth more than counts, so much less. A pool that cannot be looked at
        counts as it did.

        Errors: ZeroAmount (of shares, or worth nothing), InsufficientShares, TransferFailed. Event: RedeemedInKind.
        """
        ...

    def collect_claim(self, pool: bytes, owner: bytes) -> w.ClaimCollected:
        """Anyone has a pool redeem what `owner` is owed of it, as far as it has cash, and pay it to the owner.

        Errors: NothingClaimed, NotEnoughLiquid (no cash at all), and the pool's own. Event: ClaimCollected.
        """
        ...

    def observe(self) -> w.PoolsObserved:
        """Anyone records what the policy's pools show: realised yield since the last observation, utilisation, cash; each no further than a step from the last
        spot: `step_bps` for yield and utilisation, `step_bps` of itself and 1,000 whole tokens for cash. The means that a model sees weigh spots by how
        long they stood over the last 8 steps: what stands at the time of the call is in none of them. At most once in `observe_secs`.

        Errors: NoPolicy, ObservedRecently. Event: PoolsObserved.
        """
        ...

    def on_verified(self, model_id: bytes, nonce: int, claim: v.Claim) -> w.Rebalanced:
        """The verifier alone hands over what was proved of the policy's model (Verifier.verify_and_call with deployment().vault as the consumer): `nonce` is
        the observation's index, `claim` about its commitment, `result` four weights in bps. Looks at the pools and moves them towards the weights:
        out of those that hold more, then into those that hold less; no pool by more than `max_move_bps` of all assets (all moves shrink in
        proportion), into none more than its caps leave room for, and only as far as there is cash. Pools with a cap of zero are left alone.

        Errors: NotVerifier, NoPolicy, WrongModel, UnknownObservation, WindowNotFull, StaleObservation, WrongObservation, AllocationPaused, CapExceeded,
        GroupCapExceeded, LossTooHigh, and a pool's own. Event: Rebalanced.
        """
        ...

    def trim(self, pool_index: int) -> w.PoolTrimmed:
        """Anyone takes out of a pool (0..=3) what counts there above its caps, as far as it has cash.

        Errors: UnknownPool, NothingToTrim, NotEnoughLiquid (no cash at all), and the pool's own. Event: PoolTrimmed.
        """
        ...

    def propose(self, policy: w.Policy) -> w.PolicyProposed:
        """The owner proposes a policy, which can be adopted after `timelock_secs`. A later proposal replaces it. The model's own timelock must be no shorter.

        Errors: NotVaultOwner, BadPolicy, BadPool, BadModel. Event: PolicyProposed.
        """
        ...

    def adopt(self) -> w.PolicyAdopted:
        """Anyone has the proposed policy come into force. A pool that holds funds keeps its place. With other pools the window of observations starts anew.

        Errors: NoProposal, TimelockOpen, PoolInUse. Event: PolicyAdopted.
        """
        ...

    def lower(self, limits: w.Limits) -> w.LimitsLowered:
        """The guardian, or the owner, lowers caps or the longest move, at once and in a proposal that waits as well; none is raised, at least one is lower.
        `max_move_bps` of zero pauses allocation. Exits know no limits.

        Errors: NoPolicy, NotVaultGuardian, NotLower. Event: LimitsLowered.
        """
        ...


class Matching(Protocol):
    """Jobs brought to providers by whoever finds the best assignment. Source: programs/solana/matching, programs/evm/matching; bytes and rules:
    docs/matching.md.

    A provider offers once, and sends nothing more until a job is its own. A requester posts a job at compute whose terms name
    deployment().matching, and lists it. A matcher posts an assignment of all that wait, with the prices that prove it best, and a bond; one false leaf
    or one violated edge refutes it. When its window has closed, its matches are awarded one by one, and the providers accept at compute. Whoever is
    matched has `accept_secs`: yes is compute's accept, no is decline, silence costs.
    """

    def config(self) -> g.MatchingConfig:
        """The deployment's constants."""
        ...

    def standing_offer(self, provider: bytes) -> g.Offer | None:
        """What the provider offered last, or None where it never did."""
        ...

    def listing(self, job_id: bytes) -> g.Listing | None:
        """The job's listing, or None."""
        ...

    def assignment(self, assignment_id: bytes) -> g.Assignment | None:
        """The assignment (ids.assignment_id), or None."""
        ...

    def demanded(self, assignment_id: bytes, leaves: int, index: int) -> g.Demand | None:
        """The open demand for a leaf, or None."""
        ...

    def openings(self, party: bytes) -> bytes:
        """What `party` has provided so far."""
        ...

    def offer(self, capacity: int) -> g.Offered:
        """A registered provider offers to take up to `capacity` (u16, at least 1) jobs at a time that it has not accepted yet, with the spec and the ask
        that compute has of it now. Takes what its bond lacks of `offer_bond`. Replaces what it offered before: assignments made from that no longer
        give it anything.

        Errors: NotRegistered, BadCapacity (0, or fewer than are matched to it), InsufficientFunds, TransferFailed. Event: Offered.
        """
        ...

    def retract(self) -> g.OfferRetracted:
        """The provider takes its offer back, and its bond.

        Errors: UnknownOffer, OfferInUse, NothingOffered, TransferFailed. Event: OfferRetracted.
        """
        ...

    def list_job(self, job_id: bytes, allowed_count: int, data: bytes) -> g.JobListed:
        """The requester has an open job matched that names this program. `data` is the `allowed_count` (0..=64) addresses of the providers that it allows,
        32 bytes each, ascending; none: everyone who meets the job's needs. A longer list than a transaction holds is provided before.

        Errors: UnknownJob, NotRequester, NamesAnother, ListingExists, JobNotOpen, DeadlinePassed, BadAllowed. Event: JobListed.
        """
        ...

    def assign(self, nonce: int, terms: g.AssignmentTerms) -> g.AssignmentPosted:
        """Anyone posts an assignment under ids.assignment_id(deployment().matching, caller, nonce u64), with `assignment_bond`. `seen_at` is before now, and by
        `seen_secs` at most. It is the best where both trees hold what they must: docs/matching.md.

        Errors: AssignmentExists (safe to repeat: read the assignment), BadAssignment, BadView, Overflow, InsufficientFunds, TransferFailed. Event:
        AssignmentPosted.
        """
        ...

    def demand(self, assignment_id: bytes, leaves: int, index: int) -> g.LeafDemanded:
        """Anyone demands, for `demand_bond` and within `window_secs` of the posting, to see a leaf: of the tree `leaves` (models.matching.Leaves), at `index`
        (u32). It must be shown within `answer_secs`; the window stays open for as long again after that.

        Errors: UnknownAssignment, AssignmentNotOpen, WindowClosed, NoSuchLeaf, DemandExists, InsufficientFunds, TransferFailed. Event: LeafDemanded.
        """
        ...

    def answer(self, assignment_id: bytes, leaves: int, index: int, data: bytes) -> g.LeafShown:
        """Anyone shows a demanded leaf: `data` is payload || path. The demand's bond is the matcher's.

        Errors: UnknownAssignment, AssignmentNotOpen, UnknownDemand, MoveTooLate, BadEvidence, TransferFailed. Event: LeafShown.
        """
        ...

    def expire(self, assignment_id: bytes, leaves: int, index: int) -> g.DemandExpired:
        """Anyone ends a demand that was not answered in time: its bond goes back, the assignment is refuted, and `reward_bps` of the matcher's bond is the
        demander's, the rest the treasury's. Of an assignment that was refuted otherwise, a demand's bond only goes back, at once.

        Errors: UnknownAssignment, UnknownDemand, NotDue, TransferFailed. Events: AssignmentRefuted (fault 0) where it was, then DemandExpired.
        """
        ...

    def refute(self, assignment_id: bytes, fault: int, data: bytes) -> g.AssignmentRefuted:
        """Anyone shows a fault (models.matching.Fault) of an assignment by evidence, within its window: nothing of it is awarded, `reward_bps` of the matcher's
        bond is the caller's, the rest the treasury's.

        Errors: UnknownAssignment, AssignmentNotOpen, WindowClosed, BadEvidence, NotRefuted, TransferFailed. Event: AssignmentRefuted.
        """
        ...

    def close(self, assignment_id: bytes) -> g.AssignmentClosed:
        """Anyone has the matcher's bond paid back once the window has closed on an assignment that nobody refuted. It can be awarded before and after.

        Errors: UnknownAssignment, AssignmentNotOpen, WindowOpen, DemandsOpen, TransferFailed. Event: AssignmentClosed.
        """
        ...

    def award(self, assignment_id: bytes, data: bytes) -> g.JobMatched:
        """Anyone has a job matched as an unrefuted assignment says, once its window has closed. `data` is the job's leaf as opened, and that its provider is
        allowed. Everything but that it is the best is checked again here; a listing or an offer that changed since it was seen gets nothing.

        Errors: UnknownAssignment, AssignmentIsRefuted, WindowOpen, DemandsOpen, BadEvidence, NotAssigned, UnknownListing, UnknownOffer, ChangedSince,
        ListingNotOpen, JobNotOpen, DeadlinePassed (before it could be accepted), NeedsNotMet, AskTooHigh, OfferIsFull, NotAllowed. Event: JobMatched.
        """
        ...

    def take(self, job_id: bytes, data: bytes) -> g.JobMatched:
        """Where matchers are gone: a provider with an offer matches a job to itself that has waited for `fallback_secs`. `data` is that it is allowed.

        Errors: UnknownListing, UnknownOffer, MatchersFirst, ListingNotOpen, JobNotOpen, DeadlinePassed, NeedsNotMet, AskTooHigh, OfferIsFull, BadEvidence,
        NotAllowed. Event: JobMatched (`assignment_id` zero).
        """
        ...

    def decline(self, job_id: bytes) -> g.MatchEnded:
        """The matched provider says no, while nobody else may accept. The job waits again; the provider gets nothing more until it offers again.

        Errors: UnknownListing, NotMatched, NotProvider, JobNotOpen. Event: MatchEnded.
        """
        ...

    def release(self, job_id: bytes) -> g.MatchEnded:
        """Anyone ends a listing whose job is no longer open (accepted, or cancelled), or a match that was not accepted in time: that costs the provider
        `lapse_bps` of `offer_bond`, of which `reward_bps` is the requester's, the rest the treasury's; the job waits again, and the provider
        gets nothing more until it offers again.

        Errors: UnknownListing, ListingNotOpen (closed before), NotDue, TransferFailed. Event: MatchEnded.
        """
        ...

    def provide(self, offset: int, data: bytes) -> g.EvidenceProvided:
        """Lays down bytes for a list_job, refute or award of the caller's, piece by piece: offset 0 starts afresh, any other must be the length so far. For
        chains whose transactions are short: a call whose `data` is empty takes what was provided, and uses it up. The clients do this themselves
        where it is needed.

        Errors: BadOffset, TooMuchData (over 8,192 bytes). Event: EvidenceProvided.
        """
        ...


class Training(Protocol):
    """Rounds of training among workers that do not trust each other. Source: programs/solana/training, programs/evm/training.

    A sponsor pays for rounds; each has a phase in which seats propose the work that they did, and one in which they say whose updates they received; both are
    told by the clock alone. A round's budget is shared by work: what a run of each of the terms' programs counts, proved by which program was run. The judge is
    compute: whoever doubts a proposal has its program run again as a job, and what that settles with is what the program gives. A majority decides
    which state a round starts from and who is included, never whether a computation is right. Pools and stakes lie at the program; docs/training.md.
    """

    def config(self) -> t.TrainingConfig:
        """The deployment's constants."""
        ...

    def run(self, run_id: bytes) -> t.Run | None:
        """The run, its seats in order of joining, or None."""
        ...

    def round(self, run_id: bytes, round_index: int) -> t.Round | None:
        """A round, or None where nobody proposed in it."""
        ...

    def proposal(self, run_id: bytes, round_index: int, seat: int) -> t.Proposal | None:
        """What a seat proposed in a round, or None where it did not, or once it was paid or cleared."""
        ...

    def doubted(self, run_id: bytes, round_index: int, seat: int, job_id: bytes) -> t.Doubt | None:
        """The doubt of a proposal with a job that is not resolved yet, or None."""
        ...

    def openings(self, party: bytes) -> bytes:
        """What an account has provided and not used."""
        ...

    def open(self, nonce: int, terms: t.RunTerms) -> t.RunOpened:
        """A sponsor opens the run ids.run_id(program, caller, nonce) and pays its pool in.

        Errors: RunExists, BadRun (seats not 2..=16, no rounds, fewer base units than rounds, no stake, not 1..=4 programs, one without work, of more than
        65,536 operators or inputs or of fewer operators than `model_count`, that not 1..=128, a phase or the start beyond ten years, a start not after
        now), InsufficientFunds, TransferFailed. Event: RunOpened.
        """
        ...

    def join(self, run_id: bytes) -> t.SeatTaken:
        """Takes the run's next seat for the caller, before it starts, and pays its stake in.

        Errors: UnknownRun, JoinClosed, AlreadyJoined, NoSeatLeft, InsufficientFunds, TransferFailed. Event: SeatTaken.
        """
        ...

    def propose(self, run_id: bytes, round_index: int, work: t.Work) -> t.WorkProposed:
        """A seat says what it did in the round that takes proposals now. Once: nothing is taken back.

        Errors: UnknownRun, NotSeated, SeatIsOut, SeatHasLeft, NoSuchRound, NotProposing, NoSuchProgram, AlreadyProposed. Event: WorkProposed.
        """
        ...

    def witness(self, run_id: bytes, round_index: int, seen: int) -> t.UpdatesWitnessed:
        """A seat says, in the phase after proposals, whose updates (bit i: seat i's) it received in time, with the hash that was proposed, and with the
        batches: without them nobody could run the work again. Bits of itself and of who did not propose say nothing. A seat that did not propose
        may be a witness.

        Errors: UnknownRun, NotSeated, SeatIsOut, SeatHasLeft, NoSuchRound, NotWitnessing, NothingProposed, AlreadyWitnessed. Event: UpdatesWitnessed.
        """
        ...

    def close_round(self, run_id: bytes, round_index: int) -> t.RoundClosed:
        """Anyone closes a round whose phases are over. Its base is the state that more than half of those who proposed started from (round 0: the terms').
        Included is who started from it and was seen by more than half of the witnesses other than itself; of those of the same program and batches
        only who proposed first. Seats that were refuted before count as any other: when a round is closed changes nothing.

        Errors: UnknownRun, NoSuchRound, RoundNotOver, NothingProposed, RoundIsClosed. Event: RoundClosed.
        """
        ...

    def collect(self, run_id: bytes, round_index: int, seat: int) -> t.WorkPaid:
        """Anyone has a seat paid budget * work / total work (down) for a proposal that was included, once the round's window is over and nobody doubts the
        seat; and clears the proposal. One not included, and any of a refuted seat, is cleared for 0.

        Errors: UnknownRun, UnknownProposal (collected before, too), RoundNotClosed, WindowOpen, DoubtsOpen, TransferFailed. Event: WorkPaid.
        """
        ...

    def doubt(self, run_id: bytes, round_index: int, seat: int, job_id: bytes) -> t.WorkDoubted:
        """Anyone names, until the end of the round's window, a compute job that does a proposal's work over again and is committed at least: program,
        operators, tensors, model root (the proposal's base), input root are the same, and its provider risks the seat's stake or more. The seat is
        paid nothing until the doubt is resolved. A seat whose work is right defends itself by challenging a wrong job in compute.

        Errors: UnknownRun, UnknownProposal, SeatIsOut, WindowClosed, DoubtExists, UnknownJob, JobShowsNothing, WrongJob. Event: WorkDoubted.
        """
        ...

    def resolve(self, run_id: bytes, round_index: int, seat: int, job_id: bytes, data: bytes) -> t.DoubtResolved:
        """Anyone ends a doubt whose job is over. A faulted job shows nothing, and of a seat that is out nothing is left to show. A settled job is opened:
        `data` is the job's last `model_count` outputs (dtype and dims 17 || root 32, each) and the siblings that join them to its trace (32 each,
        those to their left, from the leaves up). If the state that they make is not the claimed one, the seat is out: `reward_bps` of its stake is
        the doubter's, the rest the treasury's. It is paid no more, and takes no part any more.

        Errors: UnknownRun, UnknownProposal, UnknownDoubt, BadOpening, JobUndecided, TransferFailed. Event: DoubtResolved.
        """
        ...

    def leave_run(self, run_id: bytes) -> t.SeatLeft:
        """A seat takes its stake back, after the last round and once all it proposed is collected.

        Errors: UnknownRun, NotSeated, SeatIsOut, SeatHasLeft, RoundsNotOver, WorkUnpaid, TransferFailed. Event: SeatLeft.
        """
        ...

    def reclaim(self, run_id: bytes) -> t.RestReclaimed:
        """Anyone sends what nobody earned to the sponsor, after the last round and once all proposals are collected.

        Errors: UnknownRun, RestIsPaid, RoundsNotOver, WorkUnpaid, TransferFailed. Event: RestReclaimed.
        """
        ...

    def provide(self, offset: int, data: bytes) -> t.TensorsProvided:
        """Lays down bytes for a resolve of the caller's, piece by piece: offset 0 starts afresh, any other must be the length so far. For chains whose
        transactions are short: a resolve whose `data` is empty takes what was provided, and uses it up if it opens a settled job. The clients do
        this themselves where it is needed.

        Errors: BadOffset, TooMuchData (over 8,192 bytes). Event: TensorsProvided.
        """
        ...


class Pool(Protocol):
    """A market of a sandbox for its vault, one of four. Source: tests/. No part of the protocol: anyone may do anything with it. On the EVM it is an
    ERC-4626 of OpenZeppelin with the verbs below; deposit and redeem are those of the standard for the caller."""

    def state(self) -> p.Pool:
        """Its cash, debt, units and curve."""
        ...

    def units(self, owner: bytes) -> int:
        """The owner's units."""
        ...

    def deposit(self, assets: int) -> p.PoolDeposited:
        """Takes `assets` from the caller and gives it units, rounded down.

        Errors: InsufficientFunds, ZeroAmount, Overflow, TransferFailed. Event: PoolDeposited.
        """
        ...

    def redeem(self, units: int, receiver: bytes) -> p.PoolRedeemed:
        """Pays `receiver` what the caller's units are worth, less the skim, rounded down.

        Errors: ZeroAmount, PoolIsStuck, InsufficientUnits, PoolIlliquid, TransferFailed. Event: PoolRedeemed.
        """
        ...

    def borrow(self, assets: int) -> p.PoolChanged:
        """Adds interest, and lends the caller `assets`.

        Errors: Overflow, PoolIlliquid, TransferFailed. Event: PoolChanged.
        """
        ...

    def repay(self, assets: int) -> p.PoolChanged:
        """Adds interest, and takes `assets` from the caller; what is more than the debt is the depositors'.

        Errors: InsufficientFunds, Overflow, TransferFailed. Event: PoolChanged.
        """
        ...

    def restate(self, debt: int) -> p.PoolChanged:
        """Adds interest, and says that borrowers owe `debt`: a loss, a recovery, or a lie.

        Errors: Overflow. Event: PoolChanged.
        """
        ...

    def configure(self, terms: p.PoolTerms) -> p.PoolChanged:
        """Adds interest, and sets the curve and the vices.

        Errors: Overflow. Event: PoolChanged.
        """
        ...

    def accrue(self) -> p.PoolChanged:
        """Adds interest: the debt times rate times seconds since the last, simple, rounded down.

        Errors: Overflow. Event: PoolChanged.
        """
        ...


class Chain(Protocol):
    """A connection as one account: the programs, the clock, balances and events."""

    @property
    def name(self) -> str:
        """CAIP-2 id, or "reference"."""
        ...

    @property
    def account(self) -> bytes:
        """The connected account, 32 bytes."""
        ...

    @property
    def staking(self) -> Staking: ...

    @property
    def compute(self) -> Compute: ...

    @property
    def court(self) -> Court: ...

    @property
    def rewards(self) -> Rewards: ...

    @property
    def identity(self) -> Identity: ...

    @property
    def verifier(self) -> Verifier: ...

    @property
    def vault(self) -> Vault: ...

    @property
    def matching(self) -> Matching: ...

    @property
    def training(self) -> Training: ...

    def sign(self, message: bytes) -> bytes:
        """The account's signature of a message, the same each time: Ed25519 on Solana, EIP-191 with RFC 6979 on the EVM. Secrets that only the
        account can make, and always can again, are hashes of it.
        """
        ...

    def now(self) -> int:
        """The chain's clock, unix seconds."""
        ...

    def balance(self, owner: bytes, token: bytes | None = None) -> int:
        """The owner's balance of a token, the deployment's unless said, in base units."""
        ...

    def events(self, since: int = 0) -> Iterator[tuple[int, Event]]:
        """Events in order with their cursor; pass the last cursor + 1 to go on."""
        ...

    def receipts(self) -> Sequence[Receipt]:
        """What the writes of this connection, and of those made from it by `as_account`, cost, in order; one verb may take several transactions."""
        ...

    def deployment(self) -> Deployment:
        """Where the programs stand and with which constants."""
        ...


class Sandbox(Chain, Protocol):
    """A chain of one's own, in memory or a localnet: accounts by name, a faucet, and a clock that can be set."""

    def as_account(self, name: str) -> Self:
        """The same chain as another account; made, and given coin for fees, when the name is first used."""
        ...

    @property
    def pools(self) -> Sequence[Pool]:
        """The vault's four markets, in the order of deployment().pools."""
        ...

    def faucet(self, owner: bytes, amount: int, token: bytes | None = None) -> None:
        """Mints `amount` base units of the deployment's token, or of its grant token, to `owner`."""
        ...

    def set_time(self, at: int) -> None:
        """Moves the clock forward to `at` (unix seconds, not before now): the next transaction sees exactly that time."""
        ...
