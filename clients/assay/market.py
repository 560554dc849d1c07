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
from .models import staking as s
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
        """A registered provider that meets the needs takes an open job; its stake is locked. Validate the program first
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

    def now(self) -> int:
        """The chain's clock, unix seconds."""
        ...

    def balance(self, owner: bytes) -> int:
        """The owner's balance of the deployment's token, base units."""
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

    def faucet(self, owner: bytes, amount: int) -> None:
        """Mints `amount` base units of the deployment's token to `owner`."""
        ...

    def set_time(self, at: int) -> None:
        """Moves the clock forward to `at` (unix seconds, not before now): the next transaction sees exactly that time."""
        ...
