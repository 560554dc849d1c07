"""Made by scripts/gen.py from target/idl/compute.json. Do not edit: change the program and run `make gen`."""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import ClassVar

from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey

PROGRAM = Pubkey.from_string("ADw5avzHLTTRdCo4N4PD2GxocfhXQYqQAigaL5ExiLHM")
_SYSTEM_PROGRAM = Pubkey.from_string("11111111111111111111111111111111")
_STAKING_PROGRAM = Pubkey.from_string("EscmBxrVGdRZjuyFMtNhSkyNvhkfhaTPXqybZVovzyte")
_TOKEN_PROGRAM = Pubkey.from_string("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")
_LENGTH = Struct("<I")

# code -> name, as Anchor numbers them
ERRORS: dict[int, str] = {
    6000: "WrongToken",
    6001: "InsufficientFunds",
    6002: "TransferFailed",
    6003: "Overflow",
    6004: "BadConfig",
    6005: "UnknownStake",
    6006: "BadSpec",
    6007: "JobExists",
    6008: "UnknownJob",
    6009: "UnknownDispute",
    6010: "ZeroPrice",
    6011: "ZeroStake",
    6012: "BadTerms",
    6013: "DeadlinePassed",
    6014: "NotRequester",
    6015: "NotProvider",
    6016: "NotChallenger",
    6017: "NotRegistered",
    6018: "NotNamed",
    6019: "NeedsNotMet",
    6020: "JobNotOpen",
    6021: "JobNotAccepted",
    6022: "JobNotCommitted",
    6023: "JobNotDisputed",
    6024: "JobNotFaulted",
    6025: "WindowOpen",
    6026: "WindowClosed",
    6027: "NotYourTurn",
    6028: "MoveTooLate",
    6029: "NotDue",
    6030: "BadReveal",
    6031: "BadChoice",
    6032: "BadOperator",
    6033: "BadOpening",
    6034: "NotAtReferee",
    6035: "BadOffset",
    6036: "TooMuchData",
    6037: "DisputeOpen",
    6038: "AlreadyReclaimed",
}


_ACCEPTED_0 = Struct("<32s32s")


@dataclass(frozen=True, slots=True)
class Accepted:
    DISCRIMINATOR: ClassVar[bytes] = b"\x36\xa2\x8c\xa7\xb3\xbe\x5f\x46"
    job_id: bytes
    provider: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Accepted, int]:
        (job_id, provider,) = _ACCEPTED_0.unpack_from(_data, _at)
        _at += _ACCEPTED_0.size
        return cls(job_id, provider), _at

    def encode(self) -> bytes:
        return _ACCEPTED_0.pack(self.job_id, self.provider)


_BISECTED_0 = Struct("<32sBBHQ")


@dataclass(frozen=True, slots=True)
class Bisected:
    DISCRIMINATOR: ClassVar[bytes] = b"\x7e\x6a\x4b\x6c\x59\xb1\xb0\x39"
    dispute_id: bytes
    phase: int
    choice: int
    rounds: int
    move_due_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Bisected, int]:
        (dispute_id, phase, choice, rounds, move_due_at,) = _BISECTED_0.unpack_from(_data, _at)
        _at += _BISECTED_0.size
        return cls(dispute_id, phase, choice, rounds, move_due_at), _at

    def encode(self) -> bytes:
        return _BISECTED_0.pack(self.dispute_id, self.phase, self.choice, self.rounds, self.move_due_at)


_CANCELLED_0 = Struct("<32s32sQ")


@dataclass(frozen=True, slots=True)
class Cancelled:
    DISCRIMINATOR: ClassVar[bytes] = b"\x88\x17\x2a\x41\x8f\xe9\xea\x2e"
    job_id: bytes
    requester: bytes
    amount: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Cancelled, int]:
        (job_id, requester, amount,) = _CANCELLED_0.unpack_from(_data, _at)
        _at += _CANCELLED_0.size
        return cls(job_id, requester, amount), _at

    def encode(self) -> bytes:
        return _CANCELLED_0.pack(self.job_id, self.requester, self.amount)


_CHALLENGED_0 = Struct("<32s32s32sQQ")


@dataclass(frozen=True, slots=True)
class Challenged:
    DISCRIMINATOR: ClassVar[bytes] = b"\xd0\x30\x68\xe5\xe7\x55\xaf\xc1"
    job_id: bytes
    dispute_id: bytes
    challenger: bytes
    bond: int
    move_due_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Challenged, int]:
        (job_id, dispute_id, challenger, bond, move_due_at,) = _CHALLENGED_0.unpack_from(_data, _at)
        _at += _CHALLENGED_0.size
        return cls(job_id, dispute_id, challenger, bond, move_due_at), _at

    def encode(self) -> bytes:
        return _CHALLENGED_0.pack(self.job_id, self.dispute_id, self.challenger, self.bond, self.move_due_at)


_COMMITTED_0 = Struct("<32s32s32s32sQ")


@dataclass(frozen=True, slots=True)
class Committed:
    DISCRIMINATOR: ClassVar[bytes] = b"\x46\x9e\xa2\x56\x1d\x6f\x8f\xe2"
    job_id: bytes
    provider: bytes
    result_root: bytes
    trace_root: bytes
    window_ends_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Committed, int]:
        (job_id, provider, result_root, trace_root, window_ends_at,) = _COMMITTED_0.unpack_from(_data, _at)
        _at += _COMMITTED_0.size
        return cls(job_id, provider, result_root, trace_root, window_ends_at), _at

    def encode(self) -> bytes:
        return _COMMITTED_0.pack(self.job_id, self.provider, self.result_root, self.trace_root, self.window_ends_at)


_COMPUTE_CONFIG_0 = Struct("<32s32sQQQHHBBB")


@dataclass(frozen=True, slots=True)
class ComputeConfig:
    DISCRIMINATOR: ClassVar[bytes] = b"\x8c\xb9\x68\x50\x14\x68\xa0\xd8"
    token: bytes
    treasury: bytes
    window_secs: int
    move_secs: int
    challenge_bond: int
    reward_bps: int
    late_bps: int
    bump: int
    escrow_bump: int
    slasher_bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[ComputeConfig, int]:
        (token, treasury, window_secs, move_secs, challenge_bond, reward_bps, late_bps, bump, escrow_bump, slasher_bump,) = _COMPUTE_CONFIG_0.unpack_from(_data, _at)
        _at += _COMPUTE_CONFIG_0.size
        return cls(token, treasury, window_secs, move_secs, challenge_bond, reward_bps, late_bps, bump, escrow_bump, slasher_bump), _at

    def encode(self) -> bytes:
        return _COMPUTE_CONFIG_0.pack(self.token, self.treasury, self.window_secs, self.move_secs, self.challenge_bond, self.reward_bps, self.late_bps, self.bump, self.escrow_bump, self.slasher_bump)


_DISPUTE_0 = Struct("<32s32s32s32sQB?BBQHBI32sIBBIIIIIIII")
_DISPUTE_2 = Struct("<B")


@dataclass(frozen=True, slots=True)
class Dispute:
    DISCRIMINATOR: ClassVar[bytes] = b"\x24\x31\xf1\x43\x28\x24\xf1\x4a"
    dispute_id: bytes
    job_id: bytes
    provider: bytes
    challenger: bytes
    bond: int
    outcome: int
    reclaimed: bool
    phase: int
    turn: int
    move_due_at: int
    rounds: int
    level: int
    index: int
    node: bytes
    op_index: int
    kind: int
    dtype: int
    tile_count: int
    row_length: int
    chunks: int
    position: int
    lo: int
    hi: int
    acc_lo: int
    acc_hi: int
    inner: tuple[int, ...]
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Dispute, int]:
        (dispute_id, job_id, provider, challenger, bond, outcome, reclaimed, phase, turn, move_due_at, rounds, level, index, node, op_index, kind, dtype, tile_count, row_length, chunks, position, lo, hi, acc_lo, acc_hi,) = _DISPUTE_0.unpack_from(_data, _at)
        _at += _DISPUTE_0.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        _at += 4
        _inner_list: list[int] = []
        for _ in range(_length):
            (_inner_item,) = Struct("<I").unpack_from(_data, _at)
            _at += 4
            _inner_list.append(_inner_item)
        inner = tuple(_inner_list)
        (bump,) = _DISPUTE_2.unpack_from(_data, _at)
        _at += _DISPUTE_2.size
        return cls(dispute_id, job_id, provider, challenger, bond, outcome, reclaimed, phase, turn, move_due_at, rounds, level, index, node, op_index, kind, dtype, tile_count, row_length, chunks, position, lo, hi, acc_lo, acc_hi, inner, bump), _at

    def encode(self) -> bytes:
        return _DISPUTE_0.pack(self.dispute_id, self.job_id, self.provider, self.challenger, self.bond, self.outcome, self.reclaimed, self.phase, self.turn, self.move_due_at, self.rounds, self.level, self.index, self.node, self.op_index, self.kind, self.dtype, self.tile_count, self.row_length, self.chunks, self.position, self.lo, self.hi, self.acc_lo, self.acc_hi) + _LENGTH.pack(len(self.inner)) + b"".join(Struct("<I").pack(x) for x in self.inner) + _DISPUTE_2.pack(self.bump)


_JOB_0 = Struct("<32s32s")
_JOB_2 = Struct("<B32s32s32sQIB")


@dataclass(frozen=True, slots=True)
class Job:
    DISCRIMINATOR: ClassVar[bytes] = b"\x4b\x7c\x50\xcb\xa1\xb4\xca\x50"
    job_id: bytes
    requester: bytes
    terms: Terms
    state: int
    provider: bytes
    result_root: bytes
    trace_root: bytes
    window_ends_at: int
    attempts: int
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Job, int]:
        (job_id, requester,) = _JOB_0.unpack_from(_data, _at)
        _at += _JOB_0.size
        terms, _at = Terms.decode(_data, _at)
        (state, provider, result_root, trace_root, window_ends_at, attempts, bump,) = _JOB_2.unpack_from(_data, _at)
        _at += _JOB_2.size
        return cls(job_id, requester, terms, state, provider, result_root, trace_root, window_ends_at, attempts, bump), _at

    def encode(self) -> bytes:
        return _JOB_0.pack(self.job_id, self.requester) + self.terms.encode() + _JOB_2.pack(self.state, self.provider, self.result_root, self.trace_root, self.window_ends_at, self.attempts, self.bump)


_OPENING_0 = Struct("<32s32sB")


@dataclass(frozen=True, slots=True)
class Opening:
    DISCRIMINATOR: ClassVar[bytes] = b"\x66\x95\x4d\x77\xb9\x58\xdd\x62"
    dispute_id: bytes
    party: bytes
    bump: int
    data: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Opening, int]:
        (dispute_id, party, bump,) = _OPENING_0.unpack_from(_data, _at)
        _at += _OPENING_0.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        data = _data[_at + 4 : _at + 4 + _length]
        _at += 4 + _length
        return cls(dispute_id, party, bump, data), _at

    def encode(self) -> bytes:
        return _OPENING_0.pack(self.dispute_id, self.party, self.bump) + _LENGTH.pack(len(self.data)) + self.data


_POSTED_0 = Struct("<32s32sQ")


@dataclass(frozen=True, slots=True)
class Posted:
    DISCRIMINATOR: ClassVar[bytes] = b"\x45\x77\x8d\x68\xec\xc8\x1c\xdf"
    job_id: bytes
    requester: bytes
    nonce: int
    terms: Terms

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Posted, int]:
        (job_id, requester, nonce,) = _POSTED_0.unpack_from(_data, _at)
        _at += _POSTED_0.size
        terms, _at = Terms.decode(_data, _at)
        return cls(job_id, requester, nonce, terms), _at

    def encode(self) -> bytes:
        return _POSTED_0.pack(self.job_id, self.requester, self.nonce) + self.terms.encode()


_PROVIDED_0 = Struct("<32s32sI")


@dataclass(frozen=True, slots=True)
class Provided:
    DISCRIMINATOR: ClassVar[bytes] = b"\xab\x74\x19\x46\x14\xb3\x69\x05"
    dispute_id: bytes
    party: bytes
    length: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Provided, int]:
        (dispute_id, party, length,) = _PROVIDED_0.unpack_from(_data, _at)
        _at += _PROVIDED_0.size
        return cls(dispute_id, party, length), _at

    def encode(self) -> bytes:
        return _PROVIDED_0.pack(self.dispute_id, self.party, self.length)


_PROVIDER_0 = Struct("<32s")
_PROVIDER_2 = Struct("<B")


@dataclass(frozen=True, slots=True)
class Provider:
    DISCRIMINATOR: ClassVar[bytes] = b"\xa4\xb4\x47\x11\x4b\xd8\x50\xc3"
    owner: bytes
    spec: Spec
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Provider, int]:
        (owner,) = _PROVIDER_0.unpack_from(_data, _at)
        _at += _PROVIDER_0.size
        spec, _at = Spec.decode(_data, _at)
        (bump,) = _PROVIDER_2.unpack_from(_data, _at)
        _at += _PROVIDER_2.size
        return cls(owner, spec, bump), _at

    def encode(self) -> bytes:
        return _PROVIDER_0.pack(self.owner) + self.spec.encode() + _PROVIDER_2.pack(self.bump)


_RECLAIMED_0 = Struct("<32sQQQ")


@dataclass(frozen=True, slots=True)
class Reclaimed:
    DISCRIMINATOR: ClassVar[bytes] = b"\xe6\x19\x20\x87\x28\xa7\x89\x82"
    dispute_id: bytes
    to_challenger: int
    to_provider: int
    to_treasury: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Reclaimed, int]:
        (dispute_id, to_challenger, to_provider, to_treasury,) = _RECLAIMED_0.unpack_from(_data, _at)
        _at += _RECLAIMED_0.size
        return cls(dispute_id, to_challenger, to_provider, to_treasury), _at

    def encode(self) -> bytes:
        return _RECLAIMED_0.pack(self.dispute_id, self.to_challenger, self.to_provider, self.to_treasury)


_REFEREED_0 = Struct("<32s32sII?")


@dataclass(frozen=True, slots=True)
class Refereed:
    DISCRIMINATOR: ClassVar[bytes] = b"\x6a\x8a\x10\xdd\x66\x2d\xa8\x22"
    dispute_id: bytes
    job_id: bytes
    computed: int
    claimed: int
    provider_lost: bool

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Refereed, int]:
        (dispute_id, job_id, computed, claimed, provider_lost,) = _REFEREED_0.unpack_from(_data, _at)
        _at += _REFEREED_0.size
        return cls(dispute_id, job_id, computed, claimed, provider_lost), _at

    def encode(self) -> bytes:
        return _REFEREED_0.pack(self.dispute_id, self.job_id, self.computed, self.claimed, self.provider_lost)


_REFUNDED_0 = Struct("<32s32sQ")


@dataclass(frozen=True, slots=True)
class Refunded:
    DISCRIMINATOR: ClassVar[bytes] = b"\x23\x67\x95\xf6\xc4\x7b\xdd\x63"
    job_id: bytes
    requester: bytes
    amount: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Refunded, int]:
        (job_id, requester, amount,) = _REFUNDED_0.unpack_from(_data, _at)
        _at += _REFUNDED_0.size
        return cls(job_id, requester, amount), _at

    def encode(self) -> bytes:
        return _REFUNDED_0.pack(self.job_id, self.requester, self.amount)


_REGISTERED_0 = Struct("<32s")


@dataclass(frozen=True, slots=True)
class Registered:
    DISCRIMINATOR: ClassVar[bytes] = b"\x0b\xde\x0a\x48\xa0\x6e\xa5\xe3"
    provider: bytes
    spec: Spec

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Registered, int]:
        (provider,) = _REGISTERED_0.unpack_from(_data, _at)
        _at += _REGISTERED_0.size
        spec, _at = Spec.decode(_data, _at)
        return cls(provider, spec), _at

    def encode(self) -> bytes:
        return _REGISTERED_0.pack(self.provider) + self.spec.encode()


_REVEALED_0 = Struct("<32sB")
_REVEALED_2 = Struct("<Q")


@dataclass(frozen=True, slots=True)
class Revealed:
    DISCRIMINATOR: ClassVar[bytes] = b"\xb4\x07\xc7\x58\x9a\x13\xb5\x9a"
    dispute_id: bytes
    phase: int
    data: bytes
    move_due_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Revealed, int]:
        (dispute_id, phase,) = _REVEALED_0.unpack_from(_data, _at)
        _at += _REVEALED_0.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        data = _data[_at + 4 : _at + 4 + _length]
        _at += 4 + _length
        (move_due_at,) = _REVEALED_2.unpack_from(_data, _at)
        _at += _REVEALED_2.size
        return cls(dispute_id, phase, data, move_due_at), _at

    def encode(self) -> bytes:
        return _REVEALED_0.pack(self.dispute_id, self.phase) + _LENGTH.pack(len(self.data)) + self.data + _REVEALED_2.pack(self.move_due_at)


_SETTLED_0 = Struct("<32s32sQ")


@dataclass(frozen=True, slots=True)
class Settled:
    DISCRIMINATOR: ClassVar[bytes] = b"\xe8\xd2\x28\x11\x8e\x7c\x91\xee"
    job_id: bytes
    provider: bytes
    amount: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Settled, int]:
        (job_id, provider, amount,) = _SETTLED_0.unpack_from(_data, _at)
        _at += _SETTLED_0.size
        return cls(job_id, provider, amount), _at

    def encode(self) -> bytes:
        return _SETTLED_0.pack(self.job_id, self.provider, self.amount)


_SPEC_0 = Struct("<BIHHQ32s")


@dataclass(frozen=True, slots=True)
class Spec:
    device: int
    memory_mib: int
    units: int
    region: int
    ask: int
    attributes_root: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Spec, int]:
        (device, memory_mib, units, region, ask, attributes_root,) = _SPEC_0.unpack_from(_data, _at)
        _at += _SPEC_0.size
        return cls(device, memory_mib, units, region, ask, attributes_root), _at

    def encode(self) -> bytes:
        return _SPEC_0.pack(self.device, self.memory_mib, self.units, self.region, self.ask, self.attributes_root)


_STAKE_0 = Struct("<32sQ4Q")
_STAKE_2 = Struct("<B")


@dataclass(frozen=True, slots=True)
class Stake:
    owner: bytes
    bonded: int
    locks: tuple[int, ...]
    unbondings: tuple[Unbonding, ...]
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Stake, int]:
        (owner, bonded, _locks_0, _locks_1, _locks_2, _locks_3,) = _STAKE_0.unpack_from(_data, _at)
        _at += _STAKE_0.size
        locks = (_locks_0, _locks_1, _locks_2, _locks_3,)
        (_length,) = _LENGTH.unpack_from(_data, _at)
        _at += 4
        _unbondings_list: list[Unbonding] = []
        for _ in range(_length):
            _unbondings_item, _at = Unbonding.decode(_data, _at)
            _unbondings_list.append(_unbondings_item)
        unbondings = tuple(_unbondings_list)
        (bump,) = _STAKE_2.unpack_from(_data, _at)
        _at += _STAKE_2.size
        return cls(owner, bonded, locks, unbondings, bump), _at

    def encode(self) -> bytes:
        return _STAKE_0.pack(self.owner, self.bonded, *self.locks) + _LENGTH.pack(len(self.unbondings)) + b"".join(x.encode() for x in self.unbondings) + _STAKE_2.pack(self.bump)


_TERMS_0 = Struct("<QQQIII32s32s32sBIHH32s")


@dataclass(frozen=True, slots=True)
class Terms:
    price: int
    stake: int
    deadline_at: int
    op_count: int
    model_count: int
    input_count: int
    program_root: bytes
    model_root: bytes
    input_root: bytes
    device: int
    memory_mib: int
    units: int
    region: int
    provider: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Terms, int]:
        (price, stake, deadline_at, op_count, model_count, input_count, program_root, model_root, input_root, device, memory_mib, units, region, provider,) = _TERMS_0.unpack_from(_data, _at)
        _at += _TERMS_0.size
        return cls(price, stake, deadline_at, op_count, model_count, input_count, program_root, model_root, input_root, device, memory_mib, units, region, provider), _at

    def encode(self) -> bytes:
        return _TERMS_0.pack(self.price, self.stake, self.deadline_at, self.op_count, self.model_count, self.input_count, self.program_root, self.model_root, self.input_root, self.device, self.memory_mib, self.units, self.region, self.provider)


_TIMED_OUT_0 = Struct("<32s32s?")


@dataclass(frozen=True, slots=True)
class TimedOut:
    DISCRIMINATOR: ClassVar[bytes] = b"\x72\x9a\xfc\x1e\x7e\xcb\xb1\xf7"
    job_id: bytes
    dispute_id: bytes
    provider_lost: bool

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[TimedOut, int]:
        (job_id, dispute_id, provider_lost,) = _TIMED_OUT_0.unpack_from(_data, _at)
        _at += _TIMED_OUT_0.size
        return cls(job_id, dispute_id, provider_lost), _at

    def encode(self) -> bytes:
        return _TIMED_OUT_0.pack(self.job_id, self.dispute_id, self.provider_lost)


_UNBONDING_0 = Struct("<QQ")


@dataclass(frozen=True, slots=True)
class Unbonding:
    amount: int
    unlock_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Unbonding, int]:
        (amount, unlock_at,) = _UNBONDING_0.unpack_from(_data, _at)
        _at += _UNBONDING_0.size
        return cls(amount, unlock_at), _at

    def encode(self) -> bytes:
        return _UNBONDING_0.pack(self.amount, self.unlock_at)


Account = ComputeConfig | Dispute | Job | Opening | Provider
ACCOUNTS: dict[bytes, type[Account]] = {
    ComputeConfig.DISCRIMINATOR: ComputeConfig,
    Dispute.DISCRIMINATOR: Dispute,
    Job.DISCRIMINATOR: Job,
    Opening.DISCRIMINATOR: Opening,
    Provider.DISCRIMINATOR: Provider,
}


def decode_account(data: bytes) -> Account | None:
    """The account that `data` holds, or None where it is none of this program's."""
    kind = ACCOUNTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


Event = Accepted | Bisected | Cancelled | Challenged | Committed | Posted | Provided | Reclaimed | Refereed | Refunded | Registered | Revealed | Settled | TimedOut
EVENTS: dict[bytes, type[Event]] = {
    Accepted.DISCRIMINATOR: Accepted,
    Bisected.DISCRIMINATOR: Bisected,
    Cancelled.DISCRIMINATOR: Cancelled,
    Challenged.DISCRIMINATOR: Challenged,
    Committed.DISCRIMINATOR: Committed,
    Posted.DISCRIMINATOR: Posted,
    Provided.DISCRIMINATOR: Provided,
    Reclaimed.DISCRIMINATOR: Reclaimed,
    Refereed.DISCRIMINATOR: Refereed,
    Refunded.DISCRIMINATOR: Refunded,
    Registered.DISCRIMINATOR: Registered,
    Revealed.DISCRIMINATOR: Revealed,
    Settled.DISCRIMINATOR: Settled,
    TimedOut.DISCRIMINATOR: TimedOut,
}


def decode_event(data: bytes) -> Event | None:
    """The event that `data` holds, or None where it is none of this program's."""
    kind = EVENTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


_ACCEPT_ARGS_0 = Struct("<32s")


def accept(*, caller: Pubkey, config: Pubkey, job: Pubkey, provider: Pubkey, stake: Pubkey, slasher: Pubkey, staking_config: Pubkey, naming: Pubkey | None, job_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(config, False, False),
        AccountMeta(job, False, True),
        AccountMeta(provider, False, False),
        AccountMeta(stake, False, True),
        AccountMeta(slasher, False, False),
        AccountMeta(staking_config, False, False),
        AccountMeta(_STAKING_PROGRAM, False, False),
        AccountMeta(PROGRAM, False, False) if naming is None else AccountMeta(naming, False, False),
    ]
    return Instruction(PROGRAM, b"\x41\x96\x46\xd8\x85\x06\x6b\x04" + _ACCEPT_ARGS_0.pack(job_id), _accounts)


_BISECT_ARGS_0 = Struct("<32sB")


def bisect(*, caller: Pubkey, config: Pubkey, job: Pubkey, dispute: Pubkey, job_id: bytes, choice: int, data: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(config, False, False),
        AccountMeta(job, False, False),
        AccountMeta(dispute, False, True),
    ]
    return Instruction(PROGRAM, b"\x98\x9a\xd0\xeb\x7e\xba\x28\xa8" + _BISECT_ARGS_0.pack(job_id, choice) + _LENGTH.pack(len(data)) + data, _accounts)


_CANCEL_ARGS_0 = Struct("<32s")


def cancel(*, caller: Pubkey, config: Pubkey, job: Pubkey, caller_token: Pubkey, escrow: Pubkey, job_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(config, False, False),
        AccountMeta(job, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(escrow, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xe8\xdb\xdf\x29\xdb\xec\xdc\xbe" + _CANCEL_ARGS_0.pack(job_id), _accounts)


_CHALLENGE_ARGS_0 = Struct("<32s")


def challenge(*, caller: Pubkey, config: Pubkey, job: Pubkey, dispute: Pubkey, caller_token: Pubkey, escrow: Pubkey, job_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(job, False, True),
        AccountMeta(dispute, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(escrow, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x10\x6b\x0e\x27\xf4\x96\x51\xbb" + _CHALLENGE_ARGS_0.pack(job_id), _accounts)


_COMMIT_ARGS_0 = Struct("<32s32s32s")


def commit(*, caller: Pubkey, config: Pubkey, job: Pubkey, job_id: bytes, result_root: bytes, trace_root: bytes, path: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(config, False, False),
        AccountMeta(job, False, True),
    ]
    return Instruction(PROGRAM, b"\xdf\x8c\x8e\xa5\xe5\xd0\x9c\x4a" + _COMMIT_ARGS_0.pack(job_id, result_root, trace_root) + _LENGTH.pack(len(path)) + path, _accounts)


_INITIALIZE_ARGS_0 = Struct("<32sQQQHH")


def initialize(*, payer: Pubkey, config: Pubkey, escrow: Pubkey, slasher: Pubkey, token: Pubkey, treasury: bytes, window_secs: int, move_secs: int, challenge_bond: int, reward_bps: int, late_bps: int) -> Instruction:
    _accounts = [
        AccountMeta(payer, True, True),
        AccountMeta(config, False, True),
        AccountMeta(escrow, False, True),
        AccountMeta(slasher, False, False),
        AccountMeta(token, False, False),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xaf\xaf\x6d\x1f\x0d\x98\x9b\xed" + _INITIALIZE_ARGS_0.pack(treasury, window_secs, move_secs, challenge_bond, reward_bps, late_bps), _accounts)


_POST_ARGS_0 = Struct("<Q")


def post(*, caller: Pubkey, config: Pubkey, job: Pubkey, caller_token: Pubkey, escrow: Pubkey, nonce: int, terms: Terms) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(job, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(escrow, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xdf\x60\xea\xec\x9e\x6a\x91\x5e" + _POST_ARGS_0.pack(nonce) + terms.encode(), _accounts)


_PROVIDE_ARGS_0 = Struct("<32sI")


def provide(*, caller: Pubkey, job: Pubkey, dispute: Pubkey, opening: Pubkey, job_id: bytes, offset: int, data: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(job, False, False),
        AccountMeta(dispute, False, False),
        AccountMeta(opening, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xdd\x53\x0f\x73\x8e\x40\xf5\x25" + _PROVIDE_ARGS_0.pack(job_id, offset) + _LENGTH.pack(len(data)) + data, _accounts)


_RECLAIM_ARGS_0 = Struct("<32s")


def reclaim(*, config: Pubkey, dispute: Pubkey, challenger_token: Pubkey, provider_token: Pubkey, treasury_token: Pubkey, escrow: Pubkey, dispute_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(dispute, False, True),
        AccountMeta(challenger_token, False, True),
        AccountMeta(provider_token, False, True),
        AccountMeta(treasury_token, False, True),
        AccountMeta(escrow, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x2c\xb1\xec\xf9\x91\x6d\xa3\xba" + _RECLAIM_ARGS_0.pack(dispute_id), _accounts)


_REFEREE_ARGS_0 = Struct("<32s")


def referee(*, caller: Pubkey, config: Pubkey, job: Pubkey, dispute: Pubkey, opening: Pubkey | None, stake: Pubkey, fault: Pubkey, slasher: Pubkey, staking_config: Pubkey, job_id: bytes, data: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(job, False, True),
        AccountMeta(dispute, False, True),
        AccountMeta(PROGRAM, False, False) if opening is None else AccountMeta(opening, False, True),
        AccountMeta(stake, False, True),
        AccountMeta(fault, False, True),
        AccountMeta(slasher, False, False),
        AccountMeta(staking_config, False, False),
        AccountMeta(_STAKING_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x66\x7a\xfd\x82\x43\x6b\x9a\xaa" + _REFEREE_ARGS_0.pack(job_id) + _LENGTH.pack(len(data)) + data, _accounts)


_REFUND_ARGS_0 = Struct("<32s")


def refund(*, config: Pubkey, job: Pubkey, requester_token: Pubkey, escrow: Pubkey, job_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(job, False, True),
        AccountMeta(requester_token, False, True),
        AccountMeta(escrow, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x02\x60\xb7\xfb\x3f\xd0\x2e\x2e" + _REFUND_ARGS_0.pack(job_id), _accounts)


def register(*, caller: Pubkey, provider: Pubkey, spec: Spec) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(provider, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xd3\x7c\x43\x0f\xd3\xc2\xb2\xf0" + spec.encode(), _accounts)


_REVEAL_ARGS_0 = Struct("<32s")


def reveal(*, caller: Pubkey, config: Pubkey, job: Pubkey, dispute: Pubkey, job_id: bytes, data: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(config, False, False),
        AccountMeta(job, False, False),
        AccountMeta(dispute, False, True),
    ]
    return Instruction(PROGRAM, b"\x09\x23\x3b\xbe\xa7\xf9\x4c\x73" + _REVEAL_ARGS_0.pack(job_id) + _LENGTH.pack(len(data)) + data, _accounts)


_SETTLE_ARGS_0 = Struct("<32s")


def settle(*, config: Pubkey, job: Pubkey, stake: Pubkey, slasher: Pubkey, staking_config: Pubkey, provider_token: Pubkey, escrow: Pubkey, job_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(job, False, True),
        AccountMeta(stake, False, True),
        AccountMeta(slasher, False, False),
        AccountMeta(staking_config, False, False),
        AccountMeta(_STAKING_PROGRAM, False, False),
        AccountMeta(provider_token, False, True),
        AccountMeta(escrow, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xaf\x2a\xb9\x57\x90\x83\x66\xd4" + _SETTLE_ARGS_0.pack(job_id), _accounts)


_TIME_OUT_ARGS_0 = Struct("<32s")


def time_out(*, caller: Pubkey, config: Pubkey, job: Pubkey, dispute: Pubkey, stake: Pubkey, fault: Pubkey, slasher: Pubkey, staking_config: Pubkey, job_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(job, False, True),
        AccountMeta(dispute, False, True),
        AccountMeta(stake, False, True),
        AccountMeta(fault, False, True),
        AccountMeta(slasher, False, False),
        AccountMeta(staking_config, False, False),
        AccountMeta(_STAKING_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x56\x04\x16\xac\x94\x18\x5f\x12" + _TIME_OUT_ARGS_0.pack(job_id), _accounts)
