"""State and events of compute (meaning: market.Compute)."""

from __future__ import annotations

from enum import IntEnum

from .base import U8, U16, U32, U64, ZERO, Address, Bps, Bytes, Bytes32, Event, Model

MAX_OPENINGS = 8_192
ANY_DEVICE = 0
ANY_REGION = 0


class Device(IntEnum):
    CPU = 1
    NVIDIA = 2
    AMD = 3


class Spec(Model):
    """What a provider offers. `region` is an ISO 3166-1 numeric code, 0 for unsaid; `ask` is base units a job;
    `attributes_root` commits to attested attributes (all zero: none)."""

    device: U8
    memory_mib: U32
    units: U16
    region: U16 = ANY_REGION
    ask: U64 = 0
    attributes_root: Bytes32 = ZERO


class Terms(Model):
    """What a requester asks for and pays. `device` and `region` 0 mean any; `memory_mib` and `units` are least values;
    `provider` all zero means any; the address of a program means whom that program names (docs/matching.md)."""

    price: U64
    stake: U64
    deadline_at: U64
    op_count: U32
    model_count: U32
    input_count: U32
    program_root: Bytes32
    model_root: Bytes32
    input_root: Bytes32
    device: U8 = ANY_DEVICE
    memory_mib: U32 = 0
    units: U16 = 0
    region: U16 = ANY_REGION
    provider: Address = ZERO

    def met_by(self, spec: Spec) -> bool:
        """Whether a spec satisfies the needs."""
        return (
            self.device in (ANY_DEVICE, spec.device)
            and spec.memory_mib >= self.memory_mib
            and spec.units >= self.units
            and self.region in (ANY_REGION, spec.region)
        )


class ComputeConfig(Model):
    token: Address
    treasury: Address
    window_secs: U64
    move_secs: U64
    challenge_bond: U64
    reward_bps: Bps
    late_bps: Bps


class JobState(IntEnum):
    OPEN = 1
    ACCEPTED = 2
    COMMITTED = 3
    DISPUTED = 4
    SETTLED = 5
    FAULTED = 6
    REFUNDED = 7
    CANCELLED = 8


class Job(Model):
    """`provider`, `result_root`, `trace_root` are zero and `window_ends_at` is 0 until they are known. `attempts` counts disputes."""

    job_id: Bytes32
    requester: Address
    terms: Terms
    state: JobState
    provider: Address = ZERO
    result_root: Bytes32 = ZERO
    trace_root: Bytes32 = ZERO
    window_ends_at: U64 = 0
    attempts: U32 = 0


class Phase(IntEnum):
    """Where a dispute stands (docs/operators.md, "The descent")."""

    TRACE = 1
    OPERATOR = 2
    TILES = 3
    TILE = 4
    CHAIN = 5
    LEAF = 6


class Turn(IntEnum):
    PROVIDER = 1
    CHALLENGER = 2


class Outcome(IntEnum):
    OPEN = 0
    PROVIDER_LOST = 1
    CHALLENGER_LOST = 2


class Dispute(Model):
    """`level`, `index`, `node`: the disputed node of the current tree. `lo`, `hi`, `acc_lo`, `acc_hi`: the disputed run of chunks,
    the accumulator agreed before it and the one disputed after it. `inner`: the accumulators revealed between."""

    dispute_id: Bytes32
    job_id: Bytes32
    provider: Address
    challenger: Address
    bond: U64
    outcome: Outcome
    reclaimed: bool
    phase: Phase
    turn: Turn
    move_due_at: U64
    rounds: U16
    level: U8
    index: U32
    node: Bytes32
    op_index: U32 = 0
    kind: U8 = 0
    dtype: U8 = 0
    tile_count: U32 = 0
    row_length: U32 = 0
    chunks: U32 = 0
    position: U32 = 0
    lo: U32 = 0
    hi: U32 = 0
    acc_lo: U32 = 0
    acc_hi: U32 = 0
    inner: tuple[U32, ...] = ()


class Registered(Event):
    provider: Address
    spec: Spec


class Posted(Event):
    job_id: Bytes32
    requester: Address
    nonce: U64
    terms: Terms


class Cancelled(Event):
    job_id: Bytes32
    requester: Address
    amount: U64


class Accepted(Event):
    job_id: Bytes32
    provider: Address


class Committed(Event):
    job_id: Bytes32
    provider: Address
    result_root: Bytes32
    trace_root: Bytes32
    window_ends_at: U64


class Settled(Event):
    job_id: Bytes32
    provider: Address
    amount: U64


class Challenged(Event):
    job_id: Bytes32
    dispute_id: Bytes32
    challenger: Address
    bond: U64
    move_due_at: U64


class Revealed(Event):
    dispute_id: Bytes32
    phase: U8
    data: Bytes
    move_due_at: U64


class Bisected(Event):
    dispute_id: Bytes32
    phase: U8
    choice: U8
    rounds: U16
    move_due_at: U64


class Provided(Event):
    dispute_id: Bytes32
    party: Address
    length: U32


class Refereed(Event):
    """`computed` and `claimed` are value bits as u32."""

    dispute_id: Bytes32
    job_id: Bytes32
    computed: U32
    claimed: U32
    provider_lost: bool


class TimedOut(Event):
    """`dispute_id` is zero where a job's deadline, not a move's clock, ran out."""

    job_id: Bytes32
    dispute_id: Bytes32
    provider_lost: bool


class Refunded(Event):
    job_id: Bytes32
    requester: Address
    amount: U64


class Reclaimed(Event):
    dispute_id: Bytes32
    to_challenger: U64
    to_provider: U64
    to_treasury: U64


EVENTS: tuple[type[Event], ...] = (
    Registered, Posted, Cancelled, Accepted, Committed, Settled, Challenged, Revealed, Bisected, Provided, Refereed, TimedOut, Refunded, Reclaimed,
)  # fmt: skip
