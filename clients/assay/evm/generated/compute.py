"""Made by scripts/gen.py from target/evm/Compute.json. Do not edit: change the program and run `make gen`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from eth_abi.abi import decode, encode


def _padded(address: str) -> bytes:
    return bytes(12) + bytes.fromhex(address[2:])


def _address(padded: bytes) -> bytes:
    return padded[-20:]


# selector -> name
ERRORS: dict[bytes, str] = {
    b"\x57\xef\x32\x2b": "AlreadyReclaimed",
    b"\x94\xfc\xf0\x10": "BadChoice",
    b"\x07\xcc\x32\x1c": "BadConfig",
    b"\xdf\x7a\xf0\xc0": "BadOffset",
    b"\xfb\xaf\xac\x0f": "BadOpening",
    b"\x5c\x86\xbe\x67": "BadOperator",
    b"\x8f\xf1\x4e\x0d": "BadReveal",
    b"\xbc\x6a\x30\x9f": "BadSpec",
    b"\x8d\xc5\x99\x21": "BadTerms",
    b"\x70\xf6\x5c\xaa": "DeadlinePassed",
    b"\xf3\x21\xc1\xa3": "DisputeOpen",
    b"\x35\x66\x80\xb7": "InsufficientFunds",
    b"\x35\x66\x80\xb7": "InsufficientFunds",
    b"\xf4\x7d\x2b\x88": "JobExists",
    b"\xa4\x54\x57\xc7": "JobNotAccepted",
    b"\x16\x86\x0b\x8a": "JobNotCommitted",
    b"\xdd\x07\xe5\xc5": "JobNotDisputed",
    b"\xcc\x1d\x54\x6d": "JobNotFaulted",
    b"\xd7\x6e\xbd\x0f": "JobNotOpen",
    b"\xdc\x06\x66\x41": "MoveTooLate",
    b"\x22\xa5\xad\x1f": "NeedsNotMet",
    b"\x1e\x7b\x1e\xad": "NotAtReferee",
    b"\xd4\x4b\xe4\x6e": "NotChallenger",
    b"\x47\xa2\x37\x5f": "NotDue",
    b"\xb4\x24\x71\x2f": "NotNamed",
    b"\x34\x80\xe2\xb2": "NotProvider",
    b"\xab\xa4\x73\x39": "NotRegistered",
    b"\xe3\x9d\xa5\x9e": "NotRequester",
    b"\xe6\x0c\x8f\x58": "NotYourTurn",
    b"\x35\x27\x8d\x12": "Overflow",
    b"\x35\x27\x8d\x12": "Overflow",
    b"\x15\xeb\x29\xee": "TooMuchData",
    b"\x90\xb8\xec\x18": "TransferFailed",
    b"\x90\xb8\xec\x18": "TransferFailed",
    b"\x36\x30\x3b\xc9": "UnknownDispute",
    b"\x40\x8c\x42\x95": "UnknownJob",
    b"\xa4\x8a\xc0\xc6": "UnknownStake",
    b"\x2f\x23\xcf\xcd": "WindowClosed",
    b"\xa4\x22\x9f\xab": "WindowOpen",
    b"\xa0\xf3\xfe\xea": "WrongToken",
    b"\xa0\xf3\xfe\xea": "WrongToken",
    b"\x4d\xfb\xa0\x23": "ZeroPrice",
    b"\x15\x0a\x67\xe9": "ZeroStake",
}


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
    def of(cls, raw: Sequence[Any]) -> Terms:
        return cls(raw[0], raw[1], raw[2], raw[3], raw[4], raw[5], raw[6], raw[7], raw[8], raw[9], raw[10], raw[11], raw[12], _padded(raw[13]))

    def plain(self) -> tuple[Any, ...]:
        return (self.price, self.stake, self.deadline_at, self.op_count, self.model_count, self.input_count, self.program_root, self.model_root, self.input_root, self.device, self.memory_mib, self.units, self.region, _address(self.provider),)


@dataclass(frozen=True, slots=True)
class Spec:
    device: int
    memory_mib: int
    units: int
    region: int
    ask: int
    attributes_root: bytes

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Spec:
        return cls(raw[0], raw[1], raw[2], raw[3], raw[4], raw[5])

    def plain(self) -> tuple[Any, ...]:
        return (self.device, self.memory_mib, self.units, self.region, self.ask, self.attributes_root,)


@dataclass(frozen=True, slots=True)
class Config:
    token: bytes
    treasury: bytes
    window_secs: int
    move_secs: int
    challenge_bond: int
    reward_bps: int
    late_bps: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Config:
        return cls(_padded(raw[0]), _padded(raw[1]), raw[2], raw[3], raw[4], raw[5], raw[6])

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.token), _address(self.treasury), self.window_secs, self.move_secs, self.challenge_bond, self.reward_bps, self.late_bps,)


@dataclass(frozen=True, slots=True)
class Dispute:
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

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Dispute:
        return cls(raw[0], raw[1], _padded(raw[2]), _padded(raw[3]), raw[4], raw[5], raw[6], raw[7], raw[8], raw[9], raw[10], raw[11], raw[12], raw[13], raw[14], raw[15], raw[16], raw[17], raw[18], raw[19], raw[20], raw[21], raw[22], raw[23], raw[24], tuple(x for x in raw[25]))

    def plain(self) -> tuple[Any, ...]:
        return (self.dispute_id, self.job_id, _address(self.provider), _address(self.challenger), self.bond, self.outcome, self.reclaimed, self.phase, self.turn, self.move_due_at, self.rounds, self.level, self.index, self.node, self.op_index, self.kind, self.dtype, self.tile_count, self.row_length, self.chunks, self.position, self.lo, self.hi, self.acc_lo, self.acc_hi, [x for x in self.inner],)


@dataclass(frozen=True, slots=True)
class Job:
    job_id: bytes
    requester: bytes
    terms: Terms
    state: int
    provider: bytes
    result_root: bytes
    trace_root: bytes
    window_ends_at: int
    attempts: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Job:
        return cls(raw[0], _padded(raw[1]), Terms.of(raw[2]), raw[3], _padded(raw[4]), raw[5], raw[6], raw[7], raw[8])

    def plain(self) -> tuple[Any, ...]:
        return (self.job_id, _address(self.requester), self.terms.plain(), self.state, _address(self.provider), self.result_root, self.trace_root, self.window_ends_at, self.attempts,)


@dataclass(frozen=True, slots=True)
class Accepted:
    TOPIC: ClassVar[bytes] = b"\x9d\xee\xd3\x44\x41\xca\x75\xbb\x2d\xbb\xe1\x01\xd2\x20\x19\x30\xf4\x0e\x18\xa9\xce\x52\x1c\x77\xfb\xdc\xa6\x69\x0a\x89\x99\x67"
    job_id: bytes
    provider: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Accepted:
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]))


@dataclass(frozen=True, slots=True)
class Bisected:
    TOPIC: ClassVar[bytes] = b"\xaa\x34\xc0\x9b\x00\xff\xcb\xef\x43\x83\x43\xc8\xd7\x4c\xf3\x80\xd0\xc4\x94\x02\xfb\xa7\x97\x42\xfe\x41\x38\x53\x02\x83\x71\x43"
    dispute_id: bytes
    phase: int
    choice: int
    rounds: int
    move_due_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Bisected:
        raw = decode(["uint8", "uint8", "uint16", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], raw[1], raw[2], raw[3])


@dataclass(frozen=True, slots=True)
class Cancelled:
    TOPIC: ClassVar[bytes] = b"\x49\xf5\x68\xa5\x9e\xeb\x51\x76\xc3\xcf\x31\x00\x87\xed\xf2\x80\x97\x71\x10\xbb\xe7\xe0\xe8\xce\x34\xfb\x7e\x8a\x3e\xe2\xa3\x65"
    job_id: bytes
    requester: bytes
    amount: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Cancelled:
        raw = decode(["uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class Challenged:
    TOPIC: ClassVar[bytes] = b"\x74\xd3\x2a\x1e\xdb\x6c\x9d\x09\x8c\xa6\xc1\xa7\x68\x34\x6a\xb2\x1f\xbf\xc8\xd8\x70\x1e\x4e\xa0\x2f\xe4\x02\xfb\xeb\x11\x8e\x07"
    job_id: bytes
    dispute_id: bytes
    challenger: bytes
    bond: int
    move_due_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Challenged:
        raw = decode(["uint64", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], decode(["bytes32"], topics[2])[0], _padded(decode(["address"], topics[3])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class Committed:
    TOPIC: ClassVar[bytes] = b"\x25\x26\x79\xa6\xaf\xc7\xe2\x66\x32\x3b\x64\x36\x6f\x30\xba\xcf\xea\xc2\xfc\xd6\x0a\xe4\xab\x64\x95\xd4\xf6\x33\xba\xac\x55\x9b"
    job_id: bytes
    provider: bytes
    result_root: bytes
    trace_root: bytes
    window_ends_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Committed:
        raw = decode(["bytes32", "bytes32", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0], raw[1], raw[2])


@dataclass(frozen=True, slots=True)
class Posted:
    TOPIC: ClassVar[bytes] = b"\x2f\x95\xb2\x84\xf0\x9e\x71\x7f\xd8\xb9\xc1\x2b\x72\xac\xed\x3b\x8a\xed\x19\x16\x14\x11\xb2\x41\x53\x94\xbc\x4d\xc3\x3b\xb6\xfe"
    job_id: bytes
    requester: bytes
    nonce: int
    terms: Terms

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Posted:
        raw = decode(["uint64", "(uint64,uint64,uint64,uint32,uint32,uint32,bytes32,bytes32,bytes32,uint8,uint32,uint16,uint16,address)"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0], Terms.of(raw[1]))


@dataclass(frozen=True, slots=True)
class Provided:
    TOPIC: ClassVar[bytes] = b"\xb9\xed\x94\xb3\xeb\x3d\x24\x04\x53\x33\x27\x23\xa0\x11\xb6\x03\xf9\xde\xf0\x79\xe7\x0c\xd1\x2f\x1b\xe8\xfe\xbb\xda\x0e\x95\x34"
    dispute_id: bytes
    party: bytes
    length: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Provided:
        raw = decode(["uint32"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class Reclaimed:
    TOPIC: ClassVar[bytes] = b"\x8d\x2d\x8c\x54\x2e\xea\xbf\x8b\x2d\xbb\xf9\x3d\x02\x6f\xf7\x20\xeb\x9e\x72\x4e\x2f\x6e\x6b\x1a\xfb\xe8\x31\xd5\x7a\x2c\x01\xc2"
    dispute_id: bytes
    to_challenger: int
    to_provider: int
    to_treasury: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Reclaimed:
        raw = decode(["uint64", "uint64", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], raw[1], raw[2])


@dataclass(frozen=True, slots=True)
class Refereed:
    TOPIC: ClassVar[bytes] = b"\x12\xab\xa6\xfa\x07\x29\xfb\x5f\x0e\x5b\xb5\x9f\x47\x8a\xc8\x05\x79\xb6\xb9\x21\xa7\x64\x41\x4a\x03\x11\xd4\xe5\xac\x63\x50\xc1"
    dispute_id: bytes
    job_id: bytes
    computed: int
    claimed: int
    provider_lost: bool

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Refereed:
        raw = decode(["uint32", "uint32", "bool"], data)
        return cls(decode(["bytes32"], topics[1])[0], decode(["bytes32"], topics[2])[0], raw[0], raw[1], raw[2])


@dataclass(frozen=True, slots=True)
class Refunded:
    TOPIC: ClassVar[bytes] = b"\x82\xe2\x89\x2a\x44\x8e\x73\xeb\x58\x99\xcf\xb1\xf5\x7f\xe8\x40\x62\x80\x8f\x39\x24\x76\xac\x6c\xc9\xa9\xf4\x0a\xf2\xc5\x3f\xe8"
    job_id: bytes
    requester: bytes
    amount: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Refunded:
        raw = decode(["uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class Registered:
    TOPIC: ClassVar[bytes] = b"\x18\xc1\x8b\x7b\xe2\xe5\x77\x8f\xe5\xea\xac\x30\x00\x3b\x9d\x5e\xd7\x93\x6d\x52\xbf\xed\x75\xc3\xd0\xf1\x4b\xe4\x0f\xcc\x68\xd3"
    provider: bytes
    spec: Spec

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Registered:
        raw = decode(["(uint8,uint32,uint16,uint16,uint64,bytes32)"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), Spec.of(raw[0]))


@dataclass(frozen=True, slots=True)
class Revealed:
    TOPIC: ClassVar[bytes] = b"\xec\x83\x01\x5c\xce\xb3\x1d\xfe\x76\x50\xa7\x04\x95\x2a\xf9\xea\x6d\xc6\xb4\x7a\x96\xa1\x63\x6e\xab\xbd\x32\x59\xad\x22\xd6\x84"
    dispute_id: bytes
    phase: int
    data: bytes
    move_due_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Revealed:
        raw = decode(["uint8", "bytes", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], raw[1], raw[2])


@dataclass(frozen=True, slots=True)
class Settled:
    TOPIC: ClassVar[bytes] = b"\xe3\x7a\xce\x6c\x0d\xeb\x4b\xc7\x53\x94\x72\x04\x18\x5a\xbc\xcb\x75\x3e\x02\x50\x2c\xfd\xec\xe9\xa0\x00\xfa\x2b\x64\x20\x16\x8a"
    job_id: bytes
    provider: bytes
    amount: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Settled:
        raw = decode(["uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class TimedOut:
    TOPIC: ClassVar[bytes] = b"\xa8\xae\xf2\x36\xef\x1c\xbc\xbd\x31\xc5\xa3\x9c\xfc\x4d\xd3\xee\x2d\xf4\x0e\x3e\x88\x68\xda\x34\x07\x92\x88\xb2\x72\x97\x61\x0a"
    job_id: bytes
    dispute_id: bytes
    provider_lost: bool

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> TimedOut:
        raw = decode(["bool"], data)
        return cls(decode(["bytes32"], topics[1])[0], decode(["bytes32"], topics[2])[0], raw[0])


Event = Accepted | Bisected | Cancelled | Challenged | Committed | Posted | Provided | Reclaimed | Refereed | Refunded | Registered | Revealed | Settled | TimedOut
EVENTS: dict[bytes, type[Event]] = {
    Accepted.TOPIC: Accepted,
    Bisected.TOPIC: Bisected,
    Cancelled.TOPIC: Cancelled,
    Challenged.TOPIC: Challenged,
    Committed.TOPIC: Committed,
    Posted.TOPIC: Posted,
    Provided.TOPIC: Provided,
    Reclaimed.TOPIC: Reclaimed,
    Refereed.TOPIC: Refereed,
    Refunded.TOPIC: Refunded,
    Registered.TOPIC: Registered,
    Revealed.TOPIC: Revealed,
    Settled.TOPIC: Settled,
    TimedOut.TOPIC: TimedOut,
}


def decode_event(topics: Sequence[bytes], data: bytes) -> Event | None:
    """The event that a log holds, or None where it is none of this contract's."""
    kind = EVENTS.get(bytes(topics[0])) if topics else None
    return kind.decode(topics, data) if kind else None


def constructor(token: bytes, staking: bytes, treasury: bytes, window_secs: int, move_secs: int, challenge_bond: int, reward_bps: int, late_bps: int, referee_: bytes) -> bytes:
    """What follows the bytecode."""
    return encode(["address", "address", "address", "uint64", "uint64", "uint64", "uint16", "uint16", "address"], [_address(token), _address(staking), _address(treasury), window_secs, move_secs, challenge_bond, reward_bps, late_bps, _address(referee_)])


def accept(job_id: bytes) -> bytes:
    return b"\xe4\x72\x5b\xa1" + encode(["bytes32"], [job_id])


def bisect(job_id: bytes, choice: int, data: bytes) -> bytes:
    return b"\x5a\x04\x31\x63" + encode(["bytes32", "uint8", "bytes"], [job_id, choice, data])


def cancel(job_id: bytes) -> bytes:
    return b"\xc4\xd2\x52\xf5" + encode(["bytes32"], [job_id])


def challenge(job_id: bytes) -> bytes:
    return b"\xcf\xfd\x46\xdc" + encode(["bytes32"], [job_id])


def commit(job_id: bytes, result_root: bytes, trace_root: bytes, path: bytes) -> bytes:
    return b"\x9d\x91\x3b\x5b" + encode(["bytes32", "bytes32", "bytes32", "bytes"], [job_id, result_root, trace_root, path])


def config() -> bytes:
    return b"\x79\x50\x2c\x55"


def decode_config(data: bytes) -> Config:
    raw = decode(["(address,address,uint64,uint64,uint64,uint16,uint16)"], data)
    value: Config = Config.of(raw[0])
    return value


def dispute_of(dispute_id: bytes) -> bytes:
    return b"\x94\x27\xc7\xd6" + encode(["bytes32"], [dispute_id])


def decode_dispute_of(data: bytes) -> Dispute:
    raw = decode(["(bytes32,bytes32,address,address,uint64,uint8,bool,uint8,uint8,uint64,uint16,uint8,uint32,bytes32,uint32,uint8,uint8,uint32,uint32,uint32,uint32,uint32,uint32,uint32,uint32,uint32[])"], data)
    value: Dispute = Dispute.of(raw[0])
    return value


def job_of(job_id: bytes) -> bytes:
    return b"\xaf\xfe\x00\x0e" + encode(["bytes32"], [job_id])


def decode_job_of(data: bytes) -> Job:
    raw = decode(["(bytes32,address,(uint64,uint64,uint64,uint32,uint32,uint32,bytes32,bytes32,bytes32,uint8,uint32,uint16,uint16,address),uint8,address,bytes32,bytes32,uint64,uint32)"], data)
    value: Job = Job.of(raw[0])
    return value


def openings_of(dispute_id: bytes, party: bytes) -> bytes:
    return b"\x55\x91\x94\x9f" + encode(["bytes32", "address"], [dispute_id, _address(party)])


def decode_openings_of(data: bytes) -> bytes:
    raw = decode(["bytes"], data)
    value: bytes = raw[0]
    return value


def post(nonce: int, terms: Terms) -> bytes:
    return b"\xa9\xfa\x41\x8a" + encode(["uint64", "(uint64,uint64,uint64,uint32,uint32,uint32,bytes32,bytes32,bytes32,uint8,uint32,uint16,uint16,address)"], [nonce, terms.plain()])


def provide(job_id: bytes, offset: int, data: bytes) -> bytes:
    return b"\xcb\xe4\xf3\xf9" + encode(["bytes32", "uint32", "bytes"], [job_id, offset, data])


def provider_of(owner: bytes) -> bytes:
    return b"\x21\x33\x8b\x38" + encode(["address"], [_address(owner)])


def decode_provider_of(data: bytes) -> Spec:
    raw = decode(["(uint8,uint32,uint16,uint16,uint64,bytes32)"], data)
    value: Spec = Spec.of(raw[0])
    return value


def reclaim(dispute_id: bytes) -> bytes:
    return b"\x96\xaf\xb3\x65" + encode(["bytes32"], [dispute_id])


def referee(job_id: bytes, data: bytes) -> bytes:
    return b"\x5a\xad\x70\x61" + encode(["bytes32", "bytes"], [job_id, data])


def referee_contract() -> bytes:
    return b"\xaf\x09\x75\xb6"


def decode_referee_contract(data: bytes) -> bytes:
    raw = decode(["address"], data)
    value: bytes = _padded(raw[0])
    return value


def refund(job_id: bytes) -> bytes:
    return b"\x72\x49\xfb\xb6" + encode(["bytes32"], [job_id])


def register(spec: Spec) -> bytes:
    return b"\xd3\xfd\xae\x47" + encode(["(uint8,uint32,uint16,uint16,uint64,bytes32)"], [spec.plain()])


def reveal(job_id: bytes, data: bytes) -> bytes:
    return b"\x85\x20\x51\x08" + encode(["bytes32", "bytes"], [job_id, data])


def settle(job_id: bytes) -> bytes:
    return b"\x98\x77\x57\xdd" + encode(["bytes32"], [job_id])


def staking_contract() -> bytes:
    return b"\xee\x99\x20\x5c"


def decode_staking_contract(data: bytes) -> bytes:
    raw = decode(["address"], data)
    value: bytes = _padded(raw[0])
    return value


def time_out(job_id: bytes) -> bytes:
    return b"\x50\x52\xfd\xeb" + encode(["bytes32"], [job_id])


ABI: list[dict[str, Any]] = [{'inputs': [{'internalType': 'address', 'name': 'token', 'type': 'address'},
             {'internalType': 'address', 'name': 'staking', 'type': 'address'},
             {'internalType': 'address', 'name': 'treasury', 'type': 'address'},
             {'internalType': 'uint64', 'name': 'windowSecs', 'type': 'uint64'},
             {'internalType': 'uint64', 'name': 'moveSecs', 'type': 'uint64'},
             {'internalType': 'uint64', 'name': 'challengeBond', 'type': 'uint64'},
             {'internalType': 'uint16', 'name': 'rewardBps', 'type': 'uint16'},
             {'internalType': 'uint16', 'name': 'lateBps', 'type': 'uint16'},
             {'internalType': 'address', 'name': 'referee_', 'type': 'address'}],
  'stateMutability': 'nonpayable',
  'type': 'constructor'},
 {'inputs': [], 'name': 'AlreadyReclaimed', 'type': 'error'},
 {'inputs': [], 'name': 'BadChoice', 'type': 'error'},
 {'inputs': [], 'name': 'BadConfig', 'type': 'error'},
 {'inputs': [], 'name': 'BadOffset', 'type': 'error'},
 {'inputs': [], 'name': 'BadOpening', 'type': 'error'},
 {'inputs': [], 'name': 'BadOperator', 'type': 'error'},
 {'inputs': [], 'name': 'BadReveal', 'type': 'error'},
 {'inputs': [], 'name': 'BadSpec', 'type': 'error'},
 {'inputs': [], 'name': 'BadTerms', 'type': 'error'},
 {'inputs': [], 'name': 'DeadlinePassed', 'type': 'error'},
 {'inputs': [], 'name': 'DisputeOpen', 'type': 'error'},
 {'inputs': [], 'name': 'InsufficientFunds', 'type': 'error'},
 {'inputs': [], 'name': 'InsufficientFunds', 'type': 'error'},
 {'inputs': [], 'name': 'JobExists', 'type': 'error'},
 {'inputs': [], 'name': 'JobNotAccepted', 'type': 'error'},
 {'inputs': [], 'name': 'JobNotCommitted', 'type': 'error'},
 {'inputs': [], 'name': 'JobNotDisputed', 'type': 'error'},
 {'inputs': [], 'name': 'JobNotFaulted', 'type': 'error'},
 {'inputs': [], 'name': 'JobNotOpen', 'type': 'error'},
 {'inputs': [], 'name': 'MoveTooLate', 'type': 'error'},
 {'inputs': [], 'name': 'NeedsNotMet', 'type': 'error'},
 {'inputs': [], 'name': 'NotAtReferee', 'type': 'error'},
 {'inputs': [], 'name': 'NotChallenger', 'type': 'error'},
 {'inputs': [], 'name': 'NotDue', 'type': 'error'},
 {'inputs': [], 'name': 'NotNamed', 'type': 'error'},
 {'inputs': [], 'name': 'NotProvider', 'type': 'error'},
 {'inputs': [], 'name': 'NotRegistered', 'type': 'error'},
 {'inputs': [], 'name': 'NotRequester', 'type': 'error'},
 {'inputs': [], 'name': 'NotYourTurn', 'type': 'error'},
 {'inputs': [], 'name': 'Overflow', 'type': 'error'},
 {'inputs': [], 'name': 'Overflow', 'type': 'error'},
 {'inputs': [], 'name': 'TooMuchData', 'type': 'error'},
 {'inputs': [], 'name': 'TransferFailed', 'type': 'error'},
 {'inputs': [], 'name': 'TransferFailed', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownDispute', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownJob', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownStake', 'type': 'error'},
 {'inputs': [], 'name': 'WindowClosed', 'type': 'error'},
 {'inputs': [], 'name': 'WindowOpen', 'type': 'error'},
 {'inputs': [], 'name': 'WrongToken', 'type': 'error'},
 {'inputs': [], 'name': 'WrongToken', 'type': 'error'},
 {'inputs': [], 'name': 'ZeroPrice', 'type': 'error'},
 {'inputs': [], 'name': 'ZeroStake', 'type': 'error'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'provider', 'type': 'address'}],
  'name': 'Accepted',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'disputeId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'enum ICompute.Phase', 'name': 'phase', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'choice', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint16', 'name': 'rounds', 'type': 'uint16'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'moveDueAt', 'type': 'uint64'}],
  'name': 'Bisected',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'requester', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'}],
  'name': 'Cancelled',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'disputeId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'challenger', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'bond', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'moveDueAt', 'type': 'uint64'}],
  'name': 'Challenged',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'provider', 'type': 'address'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'resultRoot', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'traceRoot', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'windowEndsAt', 'type': 'uint64'}],
  'name': 'Committed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'requester', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
             {'components': [{'internalType': 'uint64', 'name': 'price', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'stake', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'deadlineAt', 'type': 'uint64'},
                             {'internalType': 'uint32', 'name': 'opCount', 'type': 'uint32'},
                             {'internalType': 'uint32', 'name': 'modelCount', 'type': 'uint32'},
                             {'internalType': 'uint32', 'name': 'inputCount', 'type': 'uint32'},
                             {'internalType': 'bytes32', 'name': 'programRoot', 'type': 'bytes32'},
                             {'internalType': 'bytes32', 'name': 'modelRoot', 'type': 'bytes32'},
                             {'internalType': 'bytes32', 'name': 'inputRoot', 'type': 'bytes32'},
                             {'internalType': 'uint8', 'name': 'device', 'type': 'uint8'},
                             {'internalType': 'uint32', 'name': 'memoryMib', 'type': 'uint32'},
                             {'internalType': 'uint16', 'name': 'units', 'type': 'uint16'},
                             {'internalType': 'uint16', 'name': 'region', 'type': 'uint16'},
                             {'internalType': 'address', 'name': 'provider', 'type': 'address'}],
              'indexed': False,
              'internalType': 'struct ICompute.Terms',
              'name': 'terms',
              'type': 'tuple'}],
  'name': 'Posted',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'disputeId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'party', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'length', 'type': 'uint32'}],
  'name': 'Provided',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'disputeId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'toChallenger', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'toProvider', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'toTreasury', 'type': 'uint64'}],
  'name': 'Reclaimed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'disputeId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'computed', 'type': 'uint32'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'claimed', 'type': 'uint32'},
             {'indexed': False, 'internalType': 'bool', 'name': 'providerLost', 'type': 'bool'}],
  'name': 'Refereed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'requester', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'}],
  'name': 'Refunded',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'provider', 'type': 'address'},
             {'components': [{'internalType': 'uint8', 'name': 'device', 'type': 'uint8'},
                             {'internalType': 'uint32', 'name': 'memoryMib', 'type': 'uint32'},
                             {'internalType': 'uint16', 'name': 'units', 'type': 'uint16'},
                             {'internalType': 'uint16', 'name': 'region', 'type': 'uint16'},
                             {'internalType': 'uint64', 'name': 'ask', 'type': 'uint64'},
                             {'internalType': 'bytes32', 'name': 'attributesRoot', 'type': 'bytes32'}],
              'indexed': False,
              'internalType': 'struct ICompute.Spec',
              'name': 'spec',
              'type': 'tuple'}],
  'name': 'Registered',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'disputeId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'enum ICompute.Phase', 'name': 'phase', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'bytes', 'name': 'data', 'type': 'bytes'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'moveDueAt', 'type': 'uint64'}],
  'name': 'Revealed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'provider', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'}],
  'name': 'Settled',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'disputeId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'bool', 'name': 'providerLost', 'type': 'bool'}],
  'name': 'TimedOut',
  'type': 'event'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'}],
  'name': 'accept',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
             {'internalType': 'uint8', 'name': 'choice', 'type': 'uint8'},
             {'internalType': 'bytes', 'name': 'data', 'type': 'bytes'}],
  'name': 'bisect',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'}],
  'name': 'cancel',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'}],
  'name': 'challenge',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
             {'internalType': 'bytes32', 'name': 'resultRoot', 'type': 'bytes32'},
             {'internalType': 'bytes32', 'name': 'traceRoot', 'type': 'bytes32'},
             {'internalType': 'bytes', 'name': 'path', 'type': 'bytes'}],
  'name': 'commit',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [],
  'name': 'config',
  'outputs': [{'components': [{'internalType': 'address', 'name': 'token', 'type': 'address'},
                              {'internalType': 'address', 'name': 'treasury', 'type': 'address'},
                              {'internalType': 'uint64', 'name': 'windowSecs', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'moveSecs', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'challengeBond', 'type': 'uint64'},
                              {'internalType': 'uint16', 'name': 'rewardBps', 'type': 'uint16'},
                              {'internalType': 'uint16', 'name': 'lateBps', 'type': 'uint16'}],
               'internalType': 'struct ICompute.Config',
               'name': '',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'disputeId', 'type': 'bytes32'}],
  'name': 'disputeOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'disputeId', 'type': 'bytes32'},
                              {'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
                              {'internalType': 'address', 'name': 'provider', 'type': 'address'},
                              {'internalType': 'address', 'name': 'challenger', 'type': 'address'},
                              {'internalType': 'uint64', 'name': 'bond', 'type': 'uint64'},
                              {'internalType': 'enum ICompute.Outcome', 'name': 'outcome', 'type': 'uint8'},
                              {'internalType': 'bool', 'name': 'reclaimed', 'type': 'bool'},
                              {'internalType': 'enum ICompute.Phase', 'name': 'phase', 'type': 'uint8'},
                              {'internalType': 'enum ICompute.Turn', 'name': 'turn', 'type': 'uint8'},
                              {'internalType': 'uint64', 'name': 'moveDueAt', 'type': 'uint64'},
                              {'internalType': 'uint16', 'name': 'rounds', 'type': 'uint16'},
                              {'internalType': 'uint8', 'name': 'level', 'type': 'uint8'},
                              {'internalType': 'uint32', 'name': 'index', 'type': 'uint32'},
                              {'internalType': 'bytes32', 'name': 'node', 'type': 'bytes32'},
                              {'internalType': 'uint32', 'name': 'opIndex', 'type': 'uint32'},
                              {'internalType': 'uint8', 'name': 'kind', 'type': 'uint8'},
                              {'internalType': 'uint8', 'name': 'dtype', 'type': 'uint8'},
                              {'internalType': 'uint32', 'name': 'tileCount', 'type': 'uint32'},
                              {'internalType': 'uint32', 'name': 'rowLength', 'type': 'uint32'},
                              {'internalType': 'uint32', 'name': 'chunks', 'type': 'uint32'},
                              {'internalType': 'uint32', 'name': 'position', 'type': 'uint32'},
                              {'internalType': 'uint32', 'name': 'lo', 'type': 'uint32'},
                              {'internalType': 'uint32', 'name': 'hi', 'type': 'uint32'},
                              {'internalType': 'uint32', 'name': 'accLo', 'type': 'uint32'},
                              {'internalType': 'uint32', 'name': 'accHi', 'type': 'uint32'},
                              {'internalType': 'uint32[]', 'name': 'inner', 'type': 'uint32[]'}],
               'internalType': 'struct ICompute.Dispute',
               'name': 'dispute',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'}],
  'name': 'jobOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
                              {'internalType': 'address', 'name': 'requester', 'type': 'address'},
                              {'components': [{'internalType': 'uint64', 'name': 'price', 'type': 'uint64'},
                                              {'internalType': 'uint64', 'name': 'stake', 'type': 'uint64'},
                                              {'internalType': 'uint64', 'name': 'deadlineAt', 'type': 'uint64'},
                                              {'internalType': 'uint32', 'name': 'opCount', 'type': 'uint32'},
                                              {'internalType': 'uint32', 'name': 'modelCount', 'type': 'uint32'},
                                              {'internalType': 'uint32', 'name': 'inputCount', 'type': 'uint32'},
                                              {'internalType': 'bytes32', 'name': 'programRoot', 'type': 'bytes32'},
                                              {'internalType': 'bytes32', 'name': 'modelRoot', 'type': 'bytes32'},
                                              {'internalType': 'bytes32', 'name': 'inputRoot', 'type': 'bytes32'},
                                              {'internalType': 'uint8', 'name': 'device', 'type': 'uint8'},
                                              {'internalType': 'uint32', 'name': 'memoryMib', 'type': 'uint32'},
                                              {'internalType': 'uint16', 'name': 'units', 'type': 'uint16'},
                                              {'internalType': 'uint16', 'name': 'region', 'type': 'uint16'},
                                              {'internalType': 'address', 'name': 'provider', 'type': 'address'}],
                               'internalType': 'struct ICompute.Terms',
                               'name': 'terms',
                               'type': 'tuple'},
                              {'internalType': 'enum ICompute.JobState', 'name': 'state', 'type': 'uint8'},
                              {'internalType': 'address', 'name': 'provider', 'type': 'address'},
                              {'internalType': 'bytes32', 'name': 'resultRoot', 'type': 'bytes32'},
                              {'internalType': 'bytes32', 'name': 'traceRoot', 'type': 'bytes32'},
                              {'internalType': 'uint64', 'name': 'windowEndsAt', 'type': 'uint64'},
                              {'internalType': 'uint32', 'name': 'attempts', 'type': 'uint32'}],
               'internalType': 'struct ICompute.Job',
               'name': 'job',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'disputeId', 'type': 'bytes32'}, {'internalType': 'address', 'name': 'party', 'type': 'address'}],
  'name': 'openingsOf',
  'outputs': [{'internalType': 'bytes', 'name': '', 'type': 'bytes'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
             {'components': [{'internalType': 'uint64', 'name': 'price', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'stake', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'deadlineAt', 'type': 'uint64'},
                             {'internalType': 'uint32', 'name': 'opCount', 'type': 'uint32'},
                             {'internalType': 'uint32', 'name': 'modelCount', 'type': 'uint32'},
                             {'internalType': 'uint32', 'name': 'inputCount', 'type': 'uint32'},
                             {'internalType': 'bytes32', 'name': 'programRoot', 'type': 'bytes32'},
                             {'internalType': 'bytes32', 'name': 'modelRoot', 'type': 'bytes32'},
                             {'internalType': 'bytes32', 'name': 'inputRoot', 'type': 'bytes32'},
                             {'internalType': 'uint8', 'name': 'device', 'type': 'uint8'},
                             {'internalType': 'uint32', 'name': 'memoryMib', 'type': 'uint32'},
                             {'internalType': 'uint16', 'name': 'units', 'type': 'uint16'},
                             {'internalType': 'uint16', 'name': 'region', 'type': 'uint16'},
                             {'internalType': 'address', 'name': 'provider', 'type': 'address'}],
              'internalType': 'struct ICompute.Terms',
              'name': 'terms',
              'type': 'tuple'}],
  'name': 'post',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
             {'internalType': 'uint32', 'name': 'offset', 'type': 'uint32'},
             {'internalType': 'bytes', 'name': 'data', 'type': 'bytes'}],
  'name': 'provide',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'owner', 'type': 'address'}],
  'name': 'providerOf',
  'outputs': [{'components': [{'internalType': 'uint8', 'name': 'device', 'type': 'uint8'},
                              {'internalType': 'uint32', 'name': 'memoryMib', 'type': 'uint32'},
                              {'internalType': 'uint16', 'name': 'units', 'type': 'uint16'},
                              {'internalType': 'uint16', 'name': 'region', 'type': 'uint16'},
                              {'internalType': 'uint64', 'name': 'ask', 'type': 'uint64'},
                              {'internalType': 'bytes32', 'name': 'attributesRoot', 'type': 'bytes32'}],
               'internalType': 'struct ICompute.Spec',
               'name': '',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'disputeId', 'type': 'bytes32'}],
  'name': 'reclaim',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'}, {'internalType': 'bytes', 'name': 'data', 'type': 'bytes'}],
  'name': 'referee',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [],
  'name': 'refereeContract',
  'outputs': [{'internalType': 'address', 'name': '', 'type': 'address'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'}],
  'name': 'refund',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'components': [{'internalType': 'uint8', 'name': 'device', 'type': 'uint8'},
                             {'internalType': 'uint32', 'name': 'memoryMib', 'type': 'uint32'},
                             {'internalType': 'uint16', 'name': 'units', 'type': 'uint16'},
                             {'internalType': 'uint16', 'name': 'region', 'type': 'uint16'},
                             {'internalType': 'uint64', 'name': 'ask', 'type': 'uint64'},
                             {'internalType': 'bytes32', 'name': 'attributesRoot', 'type': 'bytes32'}],
              'internalType': 'struct ICompute.Spec',
              'name': 'spec',
              'type': 'tuple'}],
  'name': 'register',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'}, {'internalType': 'bytes', 'name': 'data', 'type': 'bytes'}],
  'name': 'reveal',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'}],
  'name': 'settle',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [],
  'name': 'stakingContract',
  'outputs': [{'internalType': 'address', 'name': '', 'type': 'address'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'}],
  'name': 'timeOut',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'}]
