"""State and events of training (meaning: market.Training)."""

from __future__ import annotations

from enum import IntEnum

from .base import U8, U16, U32, U64, ZERO, Address, Bps, Bytes32, Event, Model
from .compute import MAX_OPENINGS as MAX_OPENINGS

MIN_SEATS = 2
# Who proposed, who is included, whom a witness saw: a u16 each.
MAX_SEATS = 16
MAX_PROGRAMS = 4
# What a job's trace ends with is opened as a whole (commit/endstate.py): 128 * 49 + 16 * 32 bytes are less than MAX_OPENINGS.
MAX_STATE_TENSORS = 128


class TrainingConfig(Model):
    """`window_secs`: how long a proposal can be doubted after its round. `reward_bps` of a refuted seat's stake is the doubter's."""

    token: Address
    treasury: Address
    compute: Address
    window_secs: U64
    reward_bps: Bps


class RunProgram(Model):
    """A program that seats may propose work with; `work` is what a run of it counts, in units of the sponsor's (local steps, say)."""

    program_root: Bytes32
    op_count: U32
    input_count: U32
    work: U32


class RunTerms(Model):
    """What a sponsor pays `pool` for: `rounds` rounds from `starts_at` on, each of `propose_secs` and then `witness_secs`, among at most `seats` seats that
    stake `stake` each. A state is `model_count` tensors; each program reads one as its model, and its last `model_count` operators' outputs are the
    state after it, in the same order. `state_root` is the first state's root, as a job's model root."""

    pool: U64
    stake: U64
    starts_at: U64
    propose_secs: U64
    witness_secs: U64
    rounds: U16
    seats: U8
    model_count: U32
    state_root: Bytes32
    programs: tuple[RunProgram, ...]

    @property
    def round_secs(self) -> int:
        return self.propose_secs + self.witness_secs

    def ends_at(self, round_index: int) -> int:
        """When a round's witnesses fall silent, and the next round begins."""
        return self.starts_at + (round_index + 1) * self.round_secs

    @property
    def budget_down(self) -> int:
        """What one round shares out at most."""
        return self.pool // self.rounds


class SeatState(IntEnum):
    """OUT: refuted. LEFT: took its stake back."""

    ACTIVE = 1
    OUT = 2
    LEFT = 3


class Seat(Model):
    """`proposals`: those not paid or cleared yet. `doubts`: those not resolved yet."""

    owner: Address
    state: SeatState = SeatState.ACTIVE
    proposals: U16 = 0
    doubts: U32 = 0


class Run(Model):
    """`seats` in the order of joining; a seat's number is its place. `paid`: what went to seats so far."""

    run_id: Bytes32
    sponsor: Address
    terms: RunTerms
    seats: tuple[Seat, ...] = ()
    paid: U64 = 0
    reclaimed: bool = False


class Round(Model):
    """`proposed`, `witnessed`, `included` have a bit a seat, from the lowest on; `seen[i]` is what seat i said as a witness. `base_root` (zero: none had a
    majority), `included`, `total_work` and `budget` are known once it is closed."""

    run_id: Bytes32
    round_index: U16
    proposed: U16 = 0
    witnessed: U16 = 0
    seen: tuple[U16, ...] = (0,) * MAX_SEATS
    closed: bool = False
    base_root: Bytes32 = ZERO
    included: U16 = 0
    total_work: U64 = 0
    budget: U64 = 0


class Work(Model):
    """What a seat says it did: program `program` (its place in the terms) on the state `base_root` and the batches `input_root`. `claim` is ids.work_claim
    of the root of the state after it. `update_hash` is the sha256 of the bytes that it sends the other seats."""

    program: U8
    base_root: Bytes32
    input_root: Bytes32
    update_hash: Bytes32
    claim: Bytes32


class Proposal(Model):
    """`order`: how many seats had proposed in the round before."""

    proposal_id: Bytes32
    run_id: Bytes32
    round_index: U16
    seat: U8
    order: U8
    work: Work


class Doubt(Model):
    """That `job_id` will show what the proposal's program gives."""

    doubt_id: Bytes32
    proposal_id: Bytes32
    job_id: Bytes32
    doubter: Address


class RunOpened(Event):
    run_id: Bytes32
    sponsor: Address
    nonce: U64
    terms: RunTerms


class SeatTaken(Event):
    run_id: Bytes32
    owner: Address
    seat: U8


class WorkProposed(Event):
    run_id: Bytes32
    round_index: U16
    seat: U8
    order: U8
    work: Work


class UpdatesWitnessed(Event):
    run_id: Bytes32
    round_index: U16
    seat: U8
    seen: U16


class RoundClosed(Event):
    run_id: Bytes32
    round_index: U16
    base_root: Bytes32
    included: U16
    total_work: U64
    budget: U64
    window_ends_at: U64


class WorkDoubted(Event):
    run_id: Bytes32
    round_index: U16
    seat: U8
    job_id: Bytes32
    doubter: Address


class DoubtResolved(Event):
    """`reward` (the doubter's) and `remainder` (the treasury's) are 0 where the seat was not refuted."""

    run_id: Bytes32
    round_index: U16
    seat: U8
    job_id: Bytes32
    doubter: Address
    refuted: bool
    reward: U64
    remainder: U64


class WorkPaid(Event):
    """`amount` is 0 where the proposal was not included or the seat is out."""

    run_id: Bytes32
    round_index: U16
    seat: U8
    owner: Address
    amount: U64


class SeatLeft(Event):
    run_id: Bytes32
    seat: U8
    owner: Address
    stake: U64


class RestReclaimed(Event):
    run_id: Bytes32
    sponsor: Address
    amount: U64


class TensorsProvided(Event):
    party: Address
    length: U32


EVENTS: tuple[type[Event], ...] = (
    RunOpened, SeatTaken, WorkProposed, UpdatesWitnessed, RoundClosed, WorkDoubted, DoubtResolved, WorkPaid, SeatLeft, RestReclaimed, TensorsProvided,
)  # fmt: skip
