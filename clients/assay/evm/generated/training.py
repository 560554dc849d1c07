"""Made by scripts/gen.py from target/evm/Training.json. Do not edit: change the program and run `make gen`."""

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
    b"\x00\x3b\x26\x82": "AlreadyJoined",
    b"\x79\x42\x91\x86": "AlreadyProposed",
    b"\xce\x56\x4d\x7b": "AlreadyWitnessed",
    b"\x07\xcc\x32\x1c": "BadConfig",
    b"\xdf\x7a\xf0\xc0": "BadOffset",
    b"\xdf\x7a\xf0\xc0": "BadOffset",
    b"\xfb\xaf\xac\x0f": "BadOpening",
    b"\xf0\xe6\x39\xf0": "BadRun",
    b"\x86\x82\xc1\xeb": "DoubtExists",
    b"\x18\xfc\x19\x2a": "DoubtsOpen",
    b"\x35\x66\x80\xb7": "InsufficientFunds",
    b"\x35\x66\x80\xb7": "InsufficientFunds",
    b"\xed\x25\x84\x55": "JobShowsNothing",
    b"\x4d\x39\x70\x6a": "JobUndecided",
    b"\x95\x78\xd0\x8d": "JoinClosed",
    b"\xbc\x22\x87\xe9": "NoSeatLeft",
    b"\xc3\x9c\x0b\x2c": "NoSuchProgram",
    b"\x5d\x05\x7c\x1d": "NoSuchRound",
    b"\x8a\x04\x0a\x9a": "NotProposing",
    b"\x8d\xca\x14\x3c": "NotSeated",
    b"\xf9\x0d\xab\x63": "NotWitnessing",
    b"\xe8\xd4\x70\x8f": "NothingProposed",
    b"\x35\x27\x8d\x12": "Overflow",
    b"\x4c\x19\xe5\xbd": "RestIsPaid",
    b"\xda\xe1\x99\x12": "RoundIsClosed",
    b"\x29\xe3\xb9\x53": "RoundNotClosed",
    b"\x4c\x6f\xff\x3c": "RoundNotOver",
    b"\x16\xbf\x6d\x48": "RoundsNotOver",
    b"\xc0\xd6\xb5\x79": "RunExists",
    b"\x33\x9d\x92\x1d": "SeatHasLeft",
    b"\xb7\x8e\xfa\x81": "SeatIsOut",
    b"\x15\xeb\x29\xee": "TooMuchData",
    b"\x15\xeb\x29\xee": "TooMuchData",
    b"\x90\xb8\xec\x18": "TransferFailed",
    b"\x90\xb8\xec\x18": "TransferFailed",
    b"\x03\xde\x60\x1b": "UnknownDoubt",
    b"\x40\x8c\x42\x95": "UnknownJob",
    b"\x5d\x5d\x3c\xa0": "UnknownProposal",
    b"\x95\xa3\xb1\x27": "UnknownRun",
    b"\x2f\x23\xcf\xcd": "WindowClosed",
    b"\xa4\x22\x9f\xab": "WindowOpen",
    b"\x41\xf2\x7d\x84": "WorkUnpaid",
    b"\x08\x65\xa8\xec": "WrongJob",
    b"\xa0\xf3\xfe\xea": "WrongToken",
    b"\xa0\xf3\xfe\xea": "WrongToken",
}


@dataclass(frozen=True, slots=True)
class Config:
    token: bytes
    treasury: bytes
    compute: bytes
    window_secs: int
    reward_bps: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Config:
        return cls(_padded(raw[0]), _padded(raw[1]), _padded(raw[2]), raw[3], raw[4])

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.token), _address(self.treasury), _address(self.compute), self.window_secs, self.reward_bps,)


@dataclass(frozen=True, slots=True)
class RunProgram:
    program_root: bytes
    op_count: int
    input_count: int
    work: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> RunProgram:
        return cls(raw[0], raw[1], raw[2], raw[3])

    def plain(self) -> tuple[Any, ...]:
        return (self.program_root, self.op_count, self.input_count, self.work,)


@dataclass(frozen=True, slots=True)
class RunTerms:
    pool: int
    stake: int
    starts_at: int
    propose_secs: int
    witness_secs: int
    rounds: int
    seats: int
    model_count: int
    state_root: bytes
    programs: tuple[RunProgram, ...]

    @classmethod
    def of(cls, raw: Sequence[Any]) -> RunTerms:
        return cls(raw[0], raw[1], raw[2], raw[3], raw[4], raw[5], raw[6], raw[7], raw[8], tuple(RunProgram.of(x) for x in raw[9]))

    def plain(self) -> tuple[Any, ...]:
        return (self.pool, self.stake, self.starts_at, self.propose_secs, self.witness_secs, self.rounds, self.seats, self.model_count, self.state_root, [x.plain() for x in self.programs],)


@dataclass(frozen=True, slots=True)
class Work:
    program: int
    base_root: bytes
    input_root: bytes
    update_hash: bytes
    claim: bytes

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Work:
        return cls(raw[0], raw[1], raw[2], raw[3], raw[4])

    def plain(self) -> tuple[Any, ...]:
        return (self.program, self.base_root, self.input_root, self.update_hash, self.claim,)


@dataclass(frozen=True, slots=True)
class Doubt:
    doubt_id: bytes
    proposal_id: bytes
    job_id: bytes
    doubter: bytes

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Doubt:
        return cls(raw[0], raw[1], raw[2], _padded(raw[3]))

    def plain(self) -> tuple[Any, ...]:
        return (self.doubt_id, self.proposal_id, self.job_id, _address(self.doubter),)


@dataclass(frozen=True, slots=True)
class Proposal:
    proposal_id: bytes
    run_id: bytes
    round_index: int
    seat: int
    order: int
    work: Work

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Proposal:
        return cls(raw[0], raw[1], raw[2], raw[3], raw[4], Work.of(raw[5]))

    def plain(self) -> tuple[Any, ...]:
        return (self.proposal_id, self.run_id, self.round_index, self.seat, self.order, self.work.plain(),)


@dataclass(frozen=True, slots=True)
class Round:
    run_id: bytes
    round_index: int
    proposed: int
    witnessed: int
    seen: tuple[int, ...]
    closed: bool
    base_root: bytes
    included: int
    total_work: int
    budget: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Round:
        return cls(raw[0], raw[1], raw[2], raw[3], tuple(x for x in raw[4]), raw[5], raw[6], raw[7], raw[8], raw[9])

    def plain(self) -> tuple[Any, ...]:
        return (self.run_id, self.round_index, self.proposed, self.witnessed, [x for x in self.seen], self.closed, self.base_root, self.included, self.total_work, self.budget,)


@dataclass(frozen=True, slots=True)
class Seat:
    owner: bytes
    state: int
    proposals: int
    doubts: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Seat:
        return cls(_padded(raw[0]), raw[1], raw[2], raw[3])

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.owner), self.state, self.proposals, self.doubts,)


@dataclass(frozen=True, slots=True)
class Run:
    run_id: bytes
    sponsor: bytes
    terms: RunTerms
    seats: tuple[Seat, ...]
    paid: int
    reclaimed: bool

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Run:
        return cls(raw[0], _padded(raw[1]), RunTerms.of(raw[2]), tuple(Seat.of(x) for x in raw[3]), raw[4], raw[5])

    def plain(self) -> tuple[Any, ...]:
        return (self.run_id, _address(self.sponsor), self.terms.plain(), [x.plain() for x in self.seats], self.paid, self.reclaimed,)


@dataclass(frozen=True, slots=True)
class DoubtResolved:
    TOPIC: ClassVar[bytes] = b"\x59\x5d\xc6\x71\xf8\xd6\xc5\xf3\x0a\xb3\x6b\xf9\xa5\x02\x9c\x5a\x37\xed\xd2\x91\xa6\xdd\xf3\xdf\x4e\x46\x0c\x50\x40\x33\x4c\xd6"
    run_id: bytes
    round_index: int
    seat: int
    job_id: bytes
    doubter: bytes
    refuted: bool
    reward: int
    remainder: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> DoubtResolved:
        raw = decode(["uint16", "uint8", "bool", "uint64", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], raw[1], decode(["bytes32"], topics[2])[0], _padded(decode(["address"], topics[3])[0]), raw[2], raw[3], raw[4])


@dataclass(frozen=True, slots=True)
class RestReclaimed:
    TOPIC: ClassVar[bytes] = b"\x12\x8a\x9a\x2d\x6a\x2d\xc9\x5f\xea\x72\x74\x73\xed\xc2\xfb\x63\xd4\x4b\x4b\x16\x1d\x5c\xc5\x90\x49\x24\x9c\xba\x91\x7a\x08\x3c"
    run_id: bytes
    sponsor: bytes
    amount: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> RestReclaimed:
        raw = decode(["uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class RoundClosed:
    TOPIC: ClassVar[bytes] = b"\xf0\xf9\x7a\x08\xde\xc4\xcc\x8b\xe3\x68\x43\x43\x37\x9e\x99\xcd\x2e\x3d\x0a\x8f\xbe\x5a\xe9\x72\x2f\xcd\x62\x11\xdd\x46\x0c\xcb"
    run_id: bytes
    round_index: int
    base_root: bytes
    included: int
    total_work: int
    budget: int
    window_ends_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> RoundClosed:
        raw = decode(["bytes32", "uint16", "uint64", "uint64", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], decode(["uint16"], topics[2])[0], raw[0], raw[1], raw[2], raw[3], raw[4])


@dataclass(frozen=True, slots=True)
class RunOpened:
    TOPIC: ClassVar[bytes] = b"\xbe\x12\xa7\x68\x60\xc5\x8d\xad\xf0\xe5\xa5\x75\xf3\x82\x10\x6a\xbe\x57\xdb\x66\x8d\x55\x3a\xe4\x71\x52\x35\x93\xf9\x1c\xef\xc5"
    run_id: bytes
    sponsor: bytes
    nonce: int
    terms: RunTerms

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> RunOpened:
        raw = decode(["uint64", "(uint64,uint64,uint64,uint64,uint64,uint16,uint8,uint32,bytes32,(bytes32,uint32,uint32,uint32)[])"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0], RunTerms.of(raw[1]))


@dataclass(frozen=True, slots=True)
class SeatLeft:
    TOPIC: ClassVar[bytes] = b"\x5b\xf1\x86\x95\x7d\x4f\xec\x48\x20\x24\x1c\xf9\xaa\x8e\xd3\x5d\x78\xfb\x83\xea\xda\x73\x4f\xed\x12\x29\xf8\x3e\xee\x26\x9a\x0d"
    run_id: bytes
    seat: int
    owner: bytes
    stake: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> SeatLeft:
        raw = decode(["uint8", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], _padded(decode(["address"], topics[2])[0]), raw[1])


@dataclass(frozen=True, slots=True)
class SeatTaken:
    TOPIC: ClassVar[bytes] = b"\x51\x98\x41\xd6\xd1\x56\xea\xdc\x87\x63\x00\xe8\xc3\x47\x6b\x48\x53\x44\x69\x9d\x3f\x1c\x97\x61\x1e\x95\xec\x91\xa1\xbc\xa7\xc7"
    run_id: bytes
    owner: bytes
    seat: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> SeatTaken:
        raw = decode(["uint8"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class TensorsProvided:
    TOPIC: ClassVar[bytes] = b"\xcb\x2d\x41\x26\x01\xae\x3e\x8d\x7b\x49\xf8\xed\xdb\x4e\x8a\xc4\x7c\xf4\x50\x58\xba\xa0\x8f\xaf\xae\x6f\xd9\xd0\xf3\xa5\x96\xe1"
    party: bytes
    length: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> TensorsProvided:
        raw = decode(["uint32"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class UpdatesWitnessed:
    TOPIC: ClassVar[bytes] = b"\xe2\x2c\x02\xee\xaa\xfb\x9c\xa9\xb5\x9e\x25\x04\x2e\x65\x79\x57\x08\xe9\x45\x9b\xd0\xb3\x68\xed\x84\x24\x31\x51\xb8\xf4\xde\xb2"
    run_id: bytes
    round_index: int
    seat: int
    seen: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> UpdatesWitnessed:
        raw = decode(["uint16"], data)
        return cls(decode(["bytes32"], topics[1])[0], decode(["uint16"], topics[2])[0], decode(["uint8"], topics[3])[0], raw[0])


@dataclass(frozen=True, slots=True)
class WorkDoubted:
    TOPIC: ClassVar[bytes] = b"\x86\xc9\xfd\x92\x35\xa9\x68\x43\x09\x5d\x74\x40\xb7\x87\x6b\x0c\x88\x88\x24\xa9\xcf\xf2\xbe\xf6\x29\xbc\x46\xa3\x2f\xa5\xaa\x25"
    run_id: bytes
    round_index: int
    seat: int
    job_id: bytes
    doubter: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> WorkDoubted:
        raw = decode(["uint16", "uint8"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], raw[1], decode(["bytes32"], topics[2])[0], _padded(decode(["address"], topics[3])[0]))


@dataclass(frozen=True, slots=True)
class WorkPaid:
    TOPIC: ClassVar[bytes] = b"\x75\x4f\xdd\x63\xa2\x4a\x24\x09\x89\xda\x19\xbc\xea\x61\xc4\xd1\x11\xfb\x02\x0b\xfd\xfc\xf7\xf4\xa1\xb9\x43\xcd\x0c\x20\x5e\x46"
    run_id: bytes
    round_index: int
    seat: int
    owner: bytes
    amount: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> WorkPaid:
        raw = decode(["uint8", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], decode(["uint16"], topics[2])[0], raw[0], _padded(decode(["address"], topics[3])[0]), raw[1])


@dataclass(frozen=True, slots=True)
class WorkProposed:
    TOPIC: ClassVar[bytes] = b"\x5e\x5c\xfc\xf7\x84\x89\x50\xba\x5e\xf9\x18\x1a\x9e\x4e\x7e\xbc\xd5\x03\x84\xc1\x54\x19\x11\x69\xc4\x35\x29\x98\x22\x88\x75\x8f"
    run_id: bytes
    round_index: int
    seat: int
    order: int
    work: Work

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> WorkProposed:
        raw = decode(["uint8", "(uint8,bytes32,bytes32,bytes32,bytes32)"], data)
        return cls(decode(["bytes32"], topics[1])[0], decode(["uint16"], topics[2])[0], decode(["uint8"], topics[3])[0], raw[0], Work.of(raw[1]))


Event = DoubtResolved | RestReclaimed | RoundClosed | RunOpened | SeatLeft | SeatTaken | TensorsProvided | UpdatesWitnessed | WorkDoubted | WorkPaid | WorkProposed
EVENTS: dict[bytes, type[Event]] = {
    DoubtResolved.TOPIC: DoubtResolved,
    RestReclaimed.TOPIC: RestReclaimed,
    RoundClosed.TOPIC: RoundClosed,
    RunOpened.TOPIC: RunOpened,
    SeatLeft.TOPIC: SeatLeft,
    SeatTaken.TOPIC: SeatTaken,
    TensorsProvided.TOPIC: TensorsProvided,
    UpdatesWitnessed.TOPIC: UpdatesWitnessed,
    WorkDoubted.TOPIC: WorkDoubted,
    WorkPaid.TOPIC: WorkPaid,
    WorkProposed.TOPIC: WorkProposed,
}


def decode_event(topics: Sequence[bytes], data: bytes) -> Event | None:
    """The event that a log holds, or None where it is none of this contract's."""
    kind = EVENTS.get(bytes(topics[0])) if topics else None
    return kind.decode(topics, data) if kind else None


def constructor(rules: Config) -> bytes:
    """What follows the bytecode."""
    return encode(["(address,address,address,uint64,uint16)"], [rules.plain()])


def close_round(run_id: bytes, round_index: int) -> bytes:
    return b"\x42\xa8\x96\x7a" + encode(["bytes32", "uint16"], [run_id, round_index])


def collect(run_id: bytes, round_index: int, seat: int) -> bytes:
    return b"\x23\x85\x83\x84" + encode(["bytes32", "uint16", "uint8"], [run_id, round_index, seat])


def config() -> bytes:
    return b"\x79\x50\x2c\x55"


def decode_config(data: bytes) -> Config:
    raw = decode(["(address,address,address,uint64,uint16)"], data)
    value: Config = Config.of(raw[0])
    return value


def doubt(run_id: bytes, round_index: int, seat: int, job_id: bytes) -> bytes:
    return b"\xdb\x70\x2f\xd7" + encode(["bytes32", "uint16", "uint8", "bytes32"], [run_id, round_index, seat, job_id])


def doubt_of(run_id: bytes, round_index: int, seat: int, job_id: bytes) -> bytes:
    return b"\xd5\xe3\x48\xe2" + encode(["bytes32", "uint16", "uint8", "bytes32"], [run_id, round_index, seat, job_id])


def decode_doubt_of(data: bytes) -> Doubt:
    raw = decode(["(bytes32,bytes32,bytes32,address)"], data)
    value: Doubt = Doubt.of(raw[0])
    return value


def join(run_id: bytes) -> bytes:
    return b"\xad\x67\x7d\x0b" + encode(["bytes32"], [run_id])


def leave_run(run_id: bytes) -> bytes:
    return b"\x7e\x4f\x6e\xe6" + encode(["bytes32"], [run_id])


def open(nonce: int, terms: RunTerms) -> bytes:
    return b"\x0a\xee\x54\xee" + encode(["uint64", "(uint64,uint64,uint64,uint64,uint64,uint16,uint8,uint32,bytes32,(bytes32,uint32,uint32,uint32)[])"], [nonce, terms.plain()])


def openings_of(party: bytes) -> bytes:
    return b"\x4c\xa6\xce\x3e" + encode(["address"], [_address(party)])


def decode_openings_of(data: bytes) -> bytes:
    raw = decode(["bytes"], data)
    value: bytes = raw[0]
    return value


def proposal_of(run_id: bytes, round_index: int, seat: int) -> bytes:
    return b"\x79\x50\xb6\xf5" + encode(["bytes32", "uint16", "uint8"], [run_id, round_index, seat])


def decode_proposal_of(data: bytes) -> Proposal:
    raw = decode(["(bytes32,bytes32,uint16,uint8,uint8,(uint8,bytes32,bytes32,bytes32,bytes32))"], data)
    value: Proposal = Proposal.of(raw[0])
    return value


def propose(run_id: bytes, round_index: int, work: Work) -> bytes:
    return b"\x26\xcd\x8a\xe6" + encode(["bytes32", "uint16", "(uint8,bytes32,bytes32,bytes32,bytes32)"], [run_id, round_index, work.plain()])


def provide(offset: int, data: bytes) -> bytes:
    return b"\xa3\xa8\x28\x4e" + encode(["uint32", "bytes"], [offset, data])


def reclaim(run_id: bytes) -> bytes:
    return b"\x96\xaf\xb3\x65" + encode(["bytes32"], [run_id])


def resolve(run_id: bytes, round_index: int, seat: int, job_id: bytes, data: bytes) -> bytes:
    return b"\xe5\x4f\x3d\x64" + encode(["bytes32", "uint16", "uint8", "bytes32", "bytes"], [run_id, round_index, seat, job_id, data])


def round_of(run_id: bytes, round_index: int) -> bytes:
    return b"\x2d\x15\xf2\x7e" + encode(["bytes32", "uint16"], [run_id, round_index])


def decode_round_of(data: bytes) -> Round:
    raw = decode(["(bytes32,uint16,uint16,uint16,uint16[16],bool,bytes32,uint16,uint64,uint64)"], data)
    value: Round = Round.of(raw[0])
    return value


def run_of(run_id: bytes) -> bytes:
    return b"\x10\x53\x38\x10" + encode(["bytes32"], [run_id])


def decode_run_of(data: bytes) -> Run:
    raw = decode(["(bytes32,address,(uint64,uint64,uint64,uint64,uint64,uint16,uint8,uint32,bytes32,(bytes32,uint32,uint32,uint32)[]),(address,uint8,uint16,uint32)[],uint64,bool)"], data)
    value: Run = Run.of(raw[0])
    return value


def witness(run_id: bytes, round_index: int, seen: int) -> bytes:
    return b"\x58\xd1\x7b\x08" + encode(["bytes32", "uint16", "uint16"], [run_id, round_index, seen])


ABI: list[dict[str, Any]] = [{'inputs': [{'components': [{'internalType': 'address', 'name': 'token', 'type': 'address'},
                             {'internalType': 'address', 'name': 'treasury', 'type': 'address'},
                             {'internalType': 'address', 'name': 'compute', 'type': 'address'},
                             {'internalType': 'uint64', 'name': 'windowSecs', 'type': 'uint64'},
                             {'internalType': 'uint16', 'name': 'rewardBps', 'type': 'uint16'}],
              'internalType': 'struct ITraining.Config',
              'name': 'rules',
              'type': 'tuple'}],
  'stateMutability': 'nonpayable',
  'type': 'constructor'},
 {'inputs': [], 'name': 'AlreadyJoined', 'type': 'error'},
 {'inputs': [], 'name': 'AlreadyProposed', 'type': 'error'},
 {'inputs': [], 'name': 'AlreadyWitnessed', 'type': 'error'},
 {'inputs': [], 'name': 'BadConfig', 'type': 'error'},
 {'inputs': [], 'name': 'BadOffset', 'type': 'error'},
 {'inputs': [], 'name': 'BadOffset', 'type': 'error'},
 {'inputs': [], 'name': 'BadOpening', 'type': 'error'},
 {'inputs': [], 'name': 'BadRun', 'type': 'error'},
 {'inputs': [], 'name': 'DoubtExists', 'type': 'error'},
 {'inputs': [], 'name': 'DoubtsOpen', 'type': 'error'},
 {'inputs': [], 'name': 'InsufficientFunds', 'type': 'error'},
 {'inputs': [], 'name': 'InsufficientFunds', 'type': 'error'},
 {'inputs': [], 'name': 'JobShowsNothing', 'type': 'error'},
 {'inputs': [], 'name': 'JobUndecided', 'type': 'error'},
 {'inputs': [], 'name': 'JoinClosed', 'type': 'error'},
 {'inputs': [], 'name': 'NoSeatLeft', 'type': 'error'},
 {'inputs': [], 'name': 'NoSuchProgram', 'type': 'error'},
 {'inputs': [], 'name': 'NoSuchRound', 'type': 'error'},
 {'inputs': [], 'name': 'NotProposing', 'type': 'error'},
 {'inputs': [], 'name': 'NotSeated', 'type': 'error'},
 {'inputs': [], 'name': 'NotWitnessing', 'type': 'error'},
 {'inputs': [], 'name': 'NothingProposed', 'type': 'error'},
 {'inputs': [], 'name': 'Overflow', 'type': 'error'},
 {'inputs': [], 'name': 'RestIsPaid', 'type': 'error'},
 {'inputs': [], 'name': 'RoundIsClosed', 'type': 'error'},
 {'inputs': [], 'name': 'RoundNotClosed', 'type': 'error'},
 {'inputs': [], 'name': 'RoundNotOver', 'type': 'error'},
 {'inputs': [], 'name': 'RoundsNotOver', 'type': 'error'},
 {'inputs': [], 'name': 'RunExists', 'type': 'error'},
 {'inputs': [], 'name': 'SeatHasLeft', 'type': 'error'},
 {'inputs': [], 'name': 'SeatIsOut', 'type': 'error'},
 {'inputs': [], 'name': 'TooMuchData', 'type': 'error'},
 {'inputs': [], 'name': 'TooMuchData', 'type': 'error'},
 {'inputs': [], 'name': 'TransferFailed', 'type': 'error'},
 {'inputs': [], 'name': 'TransferFailed', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownDoubt', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownJob', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownProposal', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownRun', 'type': 'error'},
 {'inputs': [], 'name': 'WindowClosed', 'type': 'error'},
 {'inputs': [], 'name': 'WindowOpen', 'type': 'error'},
 {'inputs': [], 'name': 'WorkUnpaid', 'type': 'error'},
 {'inputs': [], 'name': 'WrongJob', 'type': 'error'},
 {'inputs': [], 'name': 'WrongToken', 'type': 'error'},
 {'inputs': [], 'name': 'WrongToken', 'type': 'error'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint16', 'name': 'roundIndex', 'type': 'uint16'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'seat', 'type': 'uint8'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'doubter', 'type': 'address'},
             {'indexed': False, 'internalType': 'bool', 'name': 'refuted', 'type': 'bool'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'reward', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'remainder', 'type': 'uint64'}],
  'name': 'DoubtResolved',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'sponsor', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'}],
  'name': 'RestReclaimed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'uint16', 'name': 'roundIndex', 'type': 'uint16'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'baseRoot', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint16', 'name': 'included', 'type': 'uint16'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'totalWork', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'budget', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'windowEndsAt', 'type': 'uint64'}],
  'name': 'RoundClosed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'sponsor', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
             {'components': [{'internalType': 'uint64', 'name': 'pool', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'stake', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'startsAt', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'proposeSecs', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'witnessSecs', 'type': 'uint64'},
                             {'internalType': 'uint16', 'name': 'rounds', 'type': 'uint16'},
                             {'internalType': 'uint8', 'name': 'seats', 'type': 'uint8'},
                             {'internalType': 'uint32', 'name': 'modelCount', 'type': 'uint32'},
                             {'internalType': 'bytes32', 'name': 'stateRoot', 'type': 'bytes32'},
                             {'components': [{'internalType': 'bytes32', 'name': 'programRoot', 'type': 'bytes32'},
                                             {'internalType': 'uint32', 'name': 'opCount', 'type': 'uint32'},
                                             {'internalType': 'uint32', 'name': 'inputCount', 'type': 'uint32'},
                                             {'internalType': 'uint32', 'name': 'work', 'type': 'uint32'}],
                              'internalType': 'struct ITraining.RunProgram[]',
                              'name': 'programs',
                              'type': 'tuple[]'}],
              'indexed': False,
              'internalType': 'struct ITraining.RunTerms',
              'name': 'terms',
              'type': 'tuple'}],
  'name': 'RunOpened',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'seat', 'type': 'uint8'},
             {'indexed': True, 'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'stake', 'type': 'uint64'}],
  'name': 'SeatLeft',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'seat', 'type': 'uint8'}],
  'name': 'SeatTaken',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'party', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'length', 'type': 'uint32'}],
  'name': 'TensorsProvided',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'uint16', 'name': 'roundIndex', 'type': 'uint16'},
             {'indexed': True, 'internalType': 'uint8', 'name': 'seat', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint16', 'name': 'seen', 'type': 'uint16'}],
  'name': 'UpdatesWitnessed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint16', 'name': 'roundIndex', 'type': 'uint16'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'seat', 'type': 'uint8'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'doubter', 'type': 'address'}],
  'name': 'WorkDoubted',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'uint16', 'name': 'roundIndex', 'type': 'uint16'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'seat', 'type': 'uint8'},
             {'indexed': True, 'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'}],
  'name': 'WorkPaid',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'uint16', 'name': 'roundIndex', 'type': 'uint16'},
             {'indexed': True, 'internalType': 'uint8', 'name': 'seat', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'order', 'type': 'uint8'},
             {'components': [{'internalType': 'uint8', 'name': 'program', 'type': 'uint8'},
                             {'internalType': 'bytes32', 'name': 'baseRoot', 'type': 'bytes32'},
                             {'internalType': 'bytes32', 'name': 'inputRoot', 'type': 'bytes32'},
                             {'internalType': 'bytes32', 'name': 'updateHash', 'type': 'bytes32'},
                             {'internalType': 'bytes32', 'name': 'claim', 'type': 'bytes32'}],
              'indexed': False,
              'internalType': 'struct ITraining.Work',
              'name': 'work',
              'type': 'tuple'}],
  'name': 'WorkProposed',
  'type': 'event'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'}, {'internalType': 'uint16', 'name': 'roundIndex', 'type': 'uint16'}],
  'name': 'closeRound',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'},
             {'internalType': 'uint16', 'name': 'roundIndex', 'type': 'uint16'},
             {'internalType': 'uint8', 'name': 'seat', 'type': 'uint8'}],
  'name': 'collect',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [],
  'name': 'config',
  'outputs': [{'components': [{'internalType': 'address', 'name': 'token', 'type': 'address'},
                              {'internalType': 'address', 'name': 'treasury', 'type': 'address'},
                              {'internalType': 'address', 'name': 'compute', 'type': 'address'},
                              {'internalType': 'uint64', 'name': 'windowSecs', 'type': 'uint64'},
                              {'internalType': 'uint16', 'name': 'rewardBps', 'type': 'uint16'}],
               'internalType': 'struct ITraining.Config',
               'name': 'c',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'},
             {'internalType': 'uint16', 'name': 'roundIndex', 'type': 'uint16'},
             {'internalType': 'uint8', 'name': 'seat', 'type': 'uint8'},
             {'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'}],
  'name': 'doubt',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'},
             {'internalType': 'uint16', 'name': 'roundIndex', 'type': 'uint16'},
             {'internalType': 'uint8', 'name': 'seat', 'type': 'uint8'},
             {'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'}],
  'name': 'doubtOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'doubtId', 'type': 'bytes32'},
                              {'internalType': 'bytes32', 'name': 'proposalId', 'type': 'bytes32'},
                              {'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
                              {'internalType': 'address', 'name': 'doubter', 'type': 'address'}],
               'internalType': 'struct ITraining.Doubt',
               'name': 'd',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'}],
  'name': 'join',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'}],
  'name': 'leaveRun',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
             {'components': [{'internalType': 'uint64', 'name': 'pool', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'stake', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'startsAt', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'proposeSecs', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'witnessSecs', 'type': 'uint64'},
                             {'internalType': 'uint16', 'name': 'rounds', 'type': 'uint16'},
                             {'internalType': 'uint8', 'name': 'seats', 'type': 'uint8'},
                             {'internalType': 'uint32', 'name': 'modelCount', 'type': 'uint32'},
                             {'internalType': 'bytes32', 'name': 'stateRoot', 'type': 'bytes32'},
                             {'components': [{'internalType': 'bytes32', 'name': 'programRoot', 'type': 'bytes32'},
                                             {'internalType': 'uint32', 'name': 'opCount', 'type': 'uint32'},
                                             {'internalType': 'uint32', 'name': 'inputCount', 'type': 'uint32'},
                                             {'internalType': 'uint32', 'name': 'work', 'type': 'uint32'}],
                              'internalType': 'struct ITraining.RunProgram[]',
                              'name': 'programs',
                              'type': 'tuple[]'}],
              'internalType': 'struct ITraining.RunTerms',
              'name': 'terms',
              'type': 'tuple'}],
  'name': 'open',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'party', 'type': 'address'}],
  'name': 'openingsOf',
  'outputs': [{'internalType': 'bytes', 'name': '', 'type': 'bytes'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'},
             {'internalType': 'uint16', 'name': 'roundIndex', 'type': 'uint16'},
             {'internalType': 'uint8', 'name': 'seat', 'type': 'uint8'}],
  'name': 'proposalOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'proposalId', 'type': 'bytes32'},
                              {'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'},
                              {'internalType': 'uint16', 'name': 'roundIndex', 'type': 'uint16'},
                              {'internalType': 'uint8', 'name': 'seat', 'type': 'uint8'},
                              {'internalType': 'uint8', 'name': 'order', 'type': 'uint8'},
                              {'components': [{'internalType': 'uint8', 'name': 'program', 'type': 'uint8'},
                                              {'internalType': 'bytes32', 'name': 'baseRoot', 'type': 'bytes32'},
                                              {'internalType': 'bytes32', 'name': 'inputRoot', 'type': 'bytes32'},
                                              {'internalType': 'bytes32', 'name': 'updateHash', 'type': 'bytes32'},
                                              {'internalType': 'bytes32', 'name': 'claim', 'type': 'bytes32'}],
                               'internalType': 'struct ITraining.Work',
                               'name': 'work',
                               'type': 'tuple'}],
               'internalType': 'struct ITraining.Proposal',
               'name': 'p',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'},
             {'internalType': 'uint16', 'name': 'roundIndex', 'type': 'uint16'},
             {'components': [{'internalType': 'uint8', 'name': 'program', 'type': 'uint8'},
                             {'internalType': 'bytes32', 'name': 'baseRoot', 'type': 'bytes32'},
                             {'internalType': 'bytes32', 'name': 'inputRoot', 'type': 'bytes32'},
                             {'internalType': 'bytes32', 'name': 'updateHash', 'type': 'bytes32'},
                             {'internalType': 'bytes32', 'name': 'claim', 'type': 'bytes32'}],
              'internalType': 'struct ITraining.Work',
              'name': 'work',
              'type': 'tuple'}],
  'name': 'propose',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint32', 'name': 'offset', 'type': 'uint32'}, {'internalType': 'bytes', 'name': 'data', 'type': 'bytes'}],
  'name': 'provide',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'}],
  'name': 'reclaim',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'},
             {'internalType': 'uint16', 'name': 'roundIndex', 'type': 'uint16'},
             {'internalType': 'uint8', 'name': 'seat', 'type': 'uint8'},
             {'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
             {'internalType': 'bytes', 'name': 'data', 'type': 'bytes'}],
  'name': 'resolve',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'}, {'internalType': 'uint16', 'name': 'roundIndex', 'type': 'uint16'}],
  'name': 'roundOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'},
                              {'internalType': 'uint16', 'name': 'roundIndex', 'type': 'uint16'},
                              {'internalType': 'uint16', 'name': 'proposed', 'type': 'uint16'},
                              {'internalType': 'uint16', 'name': 'witnessed', 'type': 'uint16'},
                              {'internalType': 'uint16[16]', 'name': 'seen', 'type': 'uint16[16]'},
                              {'internalType': 'bool', 'name': 'closed', 'type': 'bool'},
                              {'internalType': 'bytes32', 'name': 'baseRoot', 'type': 'bytes32'},
                              {'internalType': 'uint16', 'name': 'included', 'type': 'uint16'},
                              {'internalType': 'uint64', 'name': 'totalWork', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'budget', 'type': 'uint64'}],
               'internalType': 'struct ITraining.Round',
               'name': 'r',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'}],
  'name': 'runOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'},
                              {'internalType': 'address', 'name': 'sponsor', 'type': 'address'},
                              {'components': [{'internalType': 'uint64', 'name': 'pool', 'type': 'uint64'},
                                              {'internalType': 'uint64', 'name': 'stake', 'type': 'uint64'},
                                              {'internalType': 'uint64', 'name': 'startsAt', 'type': 'uint64'},
                                              {'internalType': 'uint64', 'name': 'proposeSecs', 'type': 'uint64'},
                                              {'internalType': 'uint64', 'name': 'witnessSecs', 'type': 'uint64'},
                                              {'internalType': 'uint16', 'name': 'rounds', 'type': 'uint16'},
                                              {'internalType': 'uint8', 'name': 'seats', 'type': 'uint8'},
                                              {'internalType': 'uint32', 'name': 'modelCount', 'type': 'uint32'},
                                              {'internalType': 'bytes32', 'name': 'stateRoot', 'type': 'bytes32'},
                                              {'components': [{'internalType': 'bytes32', 'name': 'programRoot', 'type': 'bytes32'},
                                                              {'internalType': 'uint32', 'name': 'opCount', 'type': 'uint32'},
                                                              {'internalType': 'uint32', 'name': 'inputCount', 'type': 'uint32'},
                                                              {'internalType': 'uint32', 'name': 'work', 'type': 'uint32'}],
                                               'internalType': 'struct ITraining.RunProgram[]',
                                               'name': 'programs',
                                               'type': 'tuple[]'}],
                               'internalType': 'struct ITraining.RunTerms',
                               'name': 'terms',
                               'type': 'tuple'},
                              {'components': [{'internalType': 'address', 'name': 'owner', 'type': 'address'},
                                              {'internalType': 'enum ITraining.SeatState', 'name': 'state', 'type': 'uint8'},
                                              {'internalType': 'uint16', 'name': 'proposals', 'type': 'uint16'},
                                              {'internalType': 'uint32', 'name': 'doubts', 'type': 'uint32'}],
                               'internalType': 'struct ITraining.Seat[]',
                               'name': 'seats',
                               'type': 'tuple[]'},
                              {'internalType': 'uint64', 'name': 'paid', 'type': 'uint64'},
                              {'internalType': 'bool', 'name': 'reclaimed', 'type': 'bool'}],
               'internalType': 'struct ITraining.Run',
               'name': 'run',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'runId', 'type': 'bytes32'},
             {'internalType': 'uint16', 'name': 'roundIndex', 'type': 'uint16'},
             {'internalType': 'uint16', 'name': 'seen', 'type': 'uint16'}],
  'name': 'witness',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'}]
