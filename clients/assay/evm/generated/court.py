"""Made by scripts/gen.py from target/evm/Court.json. Do not edit: change the program and run `make gen`."""

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
    b"\x63\xb4\x90\x4e": "AlreadyReleased",
    b"\xa8\x9a\xc1\x51": "AlreadyRevealed",
    b"\x7c\x9a\x1c\xf9": "AlreadyVoted",
    b"\xf4\xfe\x30\x1c": "AppealClosed",
    b"\x9d\xb6\xc6\x3f": "BadAccusation",
    b"\x07\xcc\x32\x1c": "BadConfig",
    b"\x23\xd9\xd1\xc6": "BadSeed",
    b"\x1f\x48\xe8\x36": "BadVote",
    b"\x97\x76\x56\x01": "CaseExists",
    b"\xdc\x8d\xe5\x4a": "CaseNotClosed",
    b"\x86\xbf\xd4\xed": "CaseNotOpen",
    b"\xf3\xfd\x7e\xb6": "CaseNotRuled",
    b"\xef\x19\xc4\x0e": "ContestClosed",
    b"\x35\x66\x80\xb7": "InsufficientFunds",
    b"\x35\x66\x80\xb7": "InsufficientFunds",
    b"\xcf\x0f\xbb\xbe": "NoFreeSeat",
    b"\x47\xa2\x37\x5f": "NotDue",
    b"\xf8\xeb\x54\xde": "NotEligible",
    b"\x98\xc5\xd4\x1c": "NotEnoughSeats",
    b"\x2b\x02\x67\x58": "NotJuror",
    b"\x7b\x2c\x2f\xef": "NothingToCollect",
    b"\x35\x27\x8d\x12": "Overflow",
    b"\x35\x27\x8d\x12": "Overflow",
    b"\x0b\x4b\xc2\x9a": "OwnCase",
    b"\x51\x6e\x7f\x38": "PenaltyTooHigh",
    b"\x47\x7a\x98\xad": "SeedExists",
    b"\x99\x14\xb3\xe3": "TicketTaken",
    b"\x71\xb2\xb3\xa0": "TicketTooHigh",
    b"\x90\xb8\xec\x18": "TransferFailed",
    b"\x90\xb8\xec\x18": "TransferFailed",
    b"\x0d\x34\xf1\x19": "UnknownCase",
    b"\x92\x28\x82\x23": "UnknownJuror",
    b"\x71\x9b\x5a\x4c": "UnknownSeed",
    b"\xe2\x58\x6b\xcc": "WrongPhase",
    b"\xa0\xf3\xfe\xea": "WrongToken",
    b"\xa0\xf3\xfe\xea": "WrongToken",
    b"\x1f\x2a\x20\x05": "ZeroAmount",
}


@dataclass(frozen=True, slots=True)
class Accusation:
    accused: bytes
    subject: bytes
    kind: int
    since_at: int
    penalty: int
    evidence: bytes

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Accusation:
        return cls(_padded(raw[0]), raw[1], raw[2], raw[3], raw[4], raw[5])

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.accused), self.subject, self.kind, self.since_at, self.penalty, self.evidence,)


@dataclass(frozen=True, slots=True)
class Case:
    case_id: bytes
    accuser: bytes
    accusation: Accusation
    accused_at: int
    state: int
    due_at: int
    contestant: bytes
    round_index: int
    verdict: int
    guilty_seats: int
    innocent_seats: int
    seats: int
    pot: int
    pay: int
    appellants: tuple[bytes, ...]
    appealed: tuple[int, ...]
    collected: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Case:
        return cls(raw[0], _padded(raw[1]), Accusation.of(raw[2]), raw[3], raw[4], raw[5], _padded(raw[6]), raw[7], raw[8], raw[9], raw[10], raw[11], raw[12], raw[13], tuple(_padded(x) for x in raw[14]), tuple(x for x in raw[15]), raw[16])

    def plain(self) -> tuple[Any, ...]:
        return (self.case_id, _address(self.accuser), self.accusation.plain(), self.accused_at, self.state, self.due_at, _address(self.contestant), self.round_index, self.verdict, self.guilty_seats, self.innocent_seats, self.seats, self.pot, self.pay, [_address(x) for x in self.appellants], [x for x in self.appealed], self.collected,)


@dataclass(frozen=True, slots=True)
class Config:
    token: bytes
    treasury: bytes
    contest_secs: int
    phase_secs: int
    case_bond: int
    seed_bond: int
    seat_stake: int
    max_penalty: int
    jurors: int
    max_rounds: int
    reward_bps: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Config:
        return cls(_padded(raw[0]), _padded(raw[1]), raw[2], raw[3], raw[4], raw[5], raw[6], raw[7], raw[8], raw[9], raw[10])

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.token), _address(self.treasury), self.contest_secs, self.phase_secs, self.case_bond, self.seed_bond, self.seat_stake, self.max_penalty, self.jurors, self.max_rounds, self.reward_bps,)


@dataclass(frozen=True, slots=True)
class Juror:
    juror: bytes
    seats: int
    seated: int
    since_at: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Juror:
        return cls(_padded(raw[0]), raw[1], raw[2], raw[3])

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.juror), self.seats, self.seated, self.since_at,)


@dataclass(frozen=True, slots=True)
class Seat:
    ticket: int
    juror: bytes

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Seat:
        return cls(raw[0], _padded(raw[1]))

    def plain(self) -> tuple[Any, ...]:
        return (self.ticket, _address(self.juror),)


@dataclass(frozen=True, slots=True)
class Vote:
    juror: bytes
    seats: int
    commitment: bytes
    vote: int
    released: bool

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Vote:
        return cls(_padded(raw[0]), raw[1], raw[2], raw[3], raw[4])

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.juror), self.seats, self.commitment, self.vote, self.released,)


@dataclass(frozen=True, slots=True)
class Round:
    started_at: int
    seeds_committed: int
    seeds_revealed: int
    seed: bytes
    seats: tuple[Seat, ...]
    votes: tuple[Vote, ...]
    guilty_seats: int
    innocent_seats: int
    void: bool

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Round:
        return cls(raw[0], raw[1], raw[2], raw[3], tuple(Seat.of(x) for x in raw[4]), tuple(Vote.of(x) for x in raw[5]), raw[6], raw[7], raw[8])

    def plain(self) -> tuple[Any, ...]:
        return (self.started_at, self.seeds_committed, self.seeds_revealed, self.seed, [x.plain() for x in self.seats], [x.plain() for x in self.votes], self.guilty_seats, self.innocent_seats, self.void,)


@dataclass(frozen=True, slots=True)
class Accused:
    TOPIC: ClassVar[bytes] = b"\xae\xc2\x5f\xe4\x70\x2a\x6e\xd9\xa8\x4f\xd9\xc4\x1b\xa5\xbf\x63\x9e\xbd\x85\xba\x10\x5d\x10\x02\xb9\x84\x1a\xdd\xb2\x01\xd0\xdb"
    case_id: bytes
    accuser: bytes
    accused: bytes
    subject: bytes
    kind: int
    since_at: int
    penalty: int
    evidence: bytes
    contest_by: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Accused:
        raw = decode(["bytes32", "uint8", "uint64", "uint64", "bytes32", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), _padded(decode(["address"], topics[3])[0]), raw[0], raw[1], raw[2], raw[3], raw[4], raw[5])


@dataclass(frozen=True, slots=True)
class Appealed:
    TOPIC: ClassVar[bytes] = b"\xfa\xff\x64\x56\x33\x68\x4a\xe9\xbe\x48\x30\x21\x7e\xd2\xa2\xfa\xdf\x4b\xf3\xcb\x82\xd3\x50\x43\x54\x8a\x6d\x90\xe0\x35\x40\x2d"
    case_id: bytes
    round_index: int
    appellant: bytes
    bond: int
    started_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Appealed:
        raw = decode(["uint8", "uint64", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], _padded(decode(["address"], topics[2])[0]), raw[1], raw[2])


@dataclass(frozen=True, slots=True)
class CaseClosed:
    TOPIC: ClassVar[bytes] = b"\x1a\x06\x15\x4a\x88\x85\x71\x67\xd9\x34\x09\x38\x31\xfd\xfa\x04\x9d\x9b\xa7\xe8\x16\xce\x90\x27\x43\xa7\xb9\xfc\x8f\x2d\xc3\x6c"
    case_id: bytes
    verdict: int
    slashed: int
    pot: int
    pay: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> CaseClosed:
        raw = decode(["uint8", "uint64", "uint64", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], raw[1], raw[2], raw[3])


@dataclass(frozen=True, slots=True)
class Collected:
    TOPIC: ClassVar[bytes] = b"\x96\xd5\x3a\xf1\xb0\x80\xf1\xf0\xeb\x8c\x89\x69\x1b\x21\x65\x94\xa2\x5b\x5b\x16\xcb\x90\xbd\x85\x24\xe2\x3a\xcd\x99\xc1\x3d\xe4"
    case_id: bytes
    party: bytes
    amount: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Collected:
        raw = decode(["uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class Contested:
    TOPIC: ClassVar[bytes] = b"\x0f\x1a\xb1\xe1\xa9\xc3\x23\xca\x2e\xe5\x97\xbc\x59\xaa\xfb\x3e\x61\xf4\x1c\x61\xf0\x7e\x45\xe9\x47\x0f\x01\x1b\x1b\x91\xe4\xc1"
    case_id: bytes
    contestant: bytes
    started_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Contested:
        raw = decode(["uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class Enrolled:
    TOPIC: ClassVar[bytes] = b"\x44\xf6\x6f\x5e\x5e\x16\xb4\xf2\x5e\x02\x7b\x57\xa8\xe3\x18\x0b\xf0\x5a\x8c\xef\x6a\xff\x45\x43\x38\x0b\xc9\xcd\x09\x51\xb3\x8c"
    juror: bytes
    added: int
    seats: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Enrolled:
        raw = decode(["uint32", "uint32"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class JurorReleased:
    TOPIC: ClassVar[bytes] = b"\xb6\xe0\xed\xbf\x4f\x26\xa1\xe3\x3e\x0d\x46\x71\x0a\x83\x07\x42\xec\x1b\x14\x7c\x0a\x75\x88\x1b\xc4\x3f\x8d\xb1\xba\x88\xa1\x29"
    case_id: bytes
    round_index: int
    juror: bytes
    returned: int
    paid: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> JurorReleased:
        raw = decode(["uint8", "uint8", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], _padded(decode(["address"], topics[2])[0]), raw[1], raw[2])


@dataclass(frozen=True, slots=True)
class Resigned:
    TOPIC: ClassVar[bytes] = b"\x83\xaa\x75\x9e\x94\x7e\xa2\x0c\x24\x05\x99\x47\x34\x5f\x76\x77\xd7\x9f\x40\x7c\xbe\x72\xc3\xf8\xef\x17\x74\x8d\xe2\x58\x97\xe0"
    juror: bytes
    removed: int
    seats: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Resigned:
        raw = decode(["uint32", "uint32"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class Seated:
    TOPIC: ClassVar[bytes] = b"\x28\x60\x6a\x8d\xbf\xab\x8d\xa1\x34\x29\xa6\x45\x65\x80\xbf\x84\x03\xe3\x6d\x1a\x21\xd4\x65\x03\x68\x7c\x3a\x46\x9a\x0e\x8b\xc0"
    case_id: bytes
    round_index: int
    juror: bytes
    ticket: bytes
    evicted: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Seated:
        raw = decode(["uint8", "bytes32"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], _padded(decode(["address"], topics[2])[0]), raw[1], _padded(decode(["address"], topics[3])[0]))


@dataclass(frozen=True, slots=True)
class SeedCommitted:
    TOPIC: ClassVar[bytes] = b"\xbc\x6d\xcc\xaf\x8d\x66\xe9\x69\xc3\xe3\x4c\xcd\xc4\xc9\xd4\x4d\x81\x57\x5e\xeb\x90\x36\xc6\xa5\x6d\xdb\xdd\xd5\x29\xf1\x5a\x54"
    case_id: bytes
    round_index: int
    contributor: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> SeedCommitted:
        raw = decode(["uint8"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], _padded(decode(["address"], topics[2])[0]))


@dataclass(frozen=True, slots=True)
class SeedRevealed:
    TOPIC: ClassVar[bytes] = b"\xf1\x8b\x56\xa4\x96\x1f\x5d\xf1\x46\x18\x5f\xd4\x2a\x7a\x29\xa5\xa8\xc9\xee\x1e\x01\xa0\xce\x54\xea\x0f\x70\x7e\x30\xf6\xe6\x93"
    case_id: bytes
    round_index: int
    contributor: bytes
    seed: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> SeedRevealed:
        raw = decode(["uint8", "bytes32"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], _padded(decode(["address"], topics[2])[0]), raw[1])


@dataclass(frozen=True, slots=True)
class Tallied:
    TOPIC: ClassVar[bytes] = b"\x49\xe0\xab\xd2\x2d\x06\x1f\xfa\x08\x18\xe4\x3f\xfb\xbf\x53\x0c\xe6\xb3\x69\xb0\xa6\x97\x87\x7e\x8e\xda\xa6\x13\x3b\xab\x98\x06"
    case_id: bytes
    round_index: int
    guilty_seats: int
    innocent_seats: int
    void: bool
    verdict: int
    appeal_by: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Tallied:
        raw = decode(["uint8", "uint16", "uint16", "bool", "uint8", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], raw[1], raw[2], raw[3], raw[4], raw[5])


@dataclass(frozen=True, slots=True)
class VoteCommitted:
    TOPIC: ClassVar[bytes] = b"\x62\x14\xea\x2e\xce\xbe\xb1\x77\xf9\xb4\x65\x83\x56\x49\xfe\x10\xf1\xee\x26\x5b\xfa\x12\xe3\x01\x80\x3f\x69\x92\xee\x6e\x10\x35"
    case_id: bytes
    round_index: int
    juror: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> VoteCommitted:
        raw = decode(["uint8"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], _padded(decode(["address"], topics[2])[0]))


@dataclass(frozen=True, slots=True)
class VoteRevealed:
    TOPIC: ClassVar[bytes] = b"\xa5\xdf\x12\x5e\x34\xd7\xad\x24\xe6\x89\xfb\x89\x9e\xdf\x8c\x22\x85\x1b\x46\x48\x28\x07\xa2\xd2\xc2\xfa\x30\x3d\x21\x39\x0c\x3f"
    case_id: bytes
    round_index: int
    juror: bytes
    guilty: bool
    seats: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> VoteRevealed:
        raw = decode(["uint8", "bool", "uint8"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], _padded(decode(["address"], topics[2])[0]), raw[1], raw[2])


Event = Accused | Appealed | CaseClosed | Collected | Contested | Enrolled | JurorReleased | Resigned | Seated | SeedCommitted | SeedRevealed | Tallied | VoteCommitted | VoteRevealed
EVENTS: dict[bytes, type[Event]] = {
    Accused.TOPIC: Accused,
    Appealed.TOPIC: Appealed,
    CaseClosed.TOPIC: CaseClosed,
    Collected.TOPIC: Collected,
    Contested.TOPIC: Contested,
    Enrolled.TOPIC: Enrolled,
    JurorReleased.TOPIC: JurorReleased,
    Resigned.TOPIC: Resigned,
    Seated.TOPIC: Seated,
    SeedCommitted.TOPIC: SeedCommitted,
    SeedRevealed.TOPIC: SeedRevealed,
    Tallied.TOPIC: Tallied,
    VoteCommitted.TOPIC: VoteCommitted,
    VoteRevealed.TOPIC: VoteRevealed,
}


def decode_event(topics: Sequence[bytes], data: bytes) -> Event | None:
    """The event that a log holds, or None where it is none of this contract's."""
    kind = EVENTS.get(bytes(topics[0])) if topics else None
    return kind.decode(topics, data) if kind else None


def constructor(token: bytes, staking: bytes, treasury: bytes, contest_secs: int, phase_secs: int, case_bond: int, seed_bond: int, seat_stake: int, max_penalty: int, jurors: int, max_rounds: int, reward_bps: int) -> bytes:
    """What follows the bytecode."""
    return encode(["address", "address", "address", "uint64", "uint64", "uint64", "uint64", "uint64", "uint64", "uint8", "uint8", "uint16"], [_address(token), _address(staking), _address(treasury), contest_secs, phase_secs, case_bond, seed_bond, seat_stake, max_penalty, jurors, max_rounds, reward_bps])


def accuse(nonce: int, accusation: Accusation) -> bytes:
    return b"\x97\x7e\xb9\x98" + encode(["uint64", "(address,bytes32,uint8,uint64,uint64,bytes32)"], [nonce, accusation.plain()])


def appeal(case_id: bytes) -> bytes:
    return b"\xec\xe1\xde\x44" + encode(["bytes32"], [case_id])


def case_of(case_id: bytes) -> bytes:
    return b"\xd4\x92\x24\xe9" + encode(["bytes32"], [case_id])


def decode_case_of(data: bytes) -> Case:
    raw = decode(["(bytes32,address,(address,bytes32,uint8,uint64,uint64,bytes32),uint64,uint8,uint64,address,uint8,uint8,uint16,uint16,uint16,uint64,uint64,address[],uint8[],uint8)"], data)
    value: Case = Case.of(raw[0])
    return value


def close(case_id: bytes) -> bytes:
    return b"\x39\xc7\x9e\x0c" + encode(["bytes32"], [case_id])


def collect(case_id: bytes, party: bytes) -> bytes:
    return b"\xce\xce\x6f\x3d" + encode(["bytes32", "address"], [case_id, _address(party)])


def commit_seed(case_id: bytes, commitment: bytes) -> bytes:
    return b"\x00\x28\xe9\x47" + encode(["bytes32", "bytes32"], [case_id, commitment])


def commit_vote(case_id: bytes, commitment: bytes) -> bytes:
    return b"\x3b\xbd\x22\x35" + encode(["bytes32", "bytes32"], [case_id, commitment])


def config() -> bytes:
    return b"\x79\x50\x2c\x55"


def decode_config(data: bytes) -> Config:
    raw = decode(["(address,address,uint64,uint64,uint64,uint64,uint64,uint64,uint8,uint8,uint16)"], data)
    value: Config = Config.of(raw[0])
    return value


def contest(case_id: bytes) -> bytes:
    return b"\x15\x48\xfc\x02" + encode(["bytes32"], [case_id])


def enroll(seats: int) -> bytes:
    return b"\x5d\x25\x9f\xf0" + encode(["uint32"], [seats])


def juror_of(owner: bytes) -> bytes:
    return b"\x44\x34\x5d\x5a" + encode(["address"], [_address(owner)])


def decode_juror_of(data: bytes) -> Juror:
    raw = decode(["(address,uint32,uint32,uint64)"], data)
    value: Juror = Juror.of(raw[0])
    return value


def release(case_id: bytes, round_index: int, juror: bytes) -> bytes:
    return b"\xad\xa8\xd5\xe8" + encode(["bytes32", "uint8", "address"], [case_id, round_index, _address(juror)])


def resign(seats: int) -> bytes:
    return b"\xda\x3b\x86\x33" + encode(["uint32"], [seats])


def reveal_seed(case_id: bytes, secret: bytes) -> bytes:
    return b"\x14\x08\xad\xf3" + encode(["bytes32", "bytes32"], [case_id, secret])


def reveal_vote(case_id: bytes, guilty: bool, salt: bytes) -> bytes:
    return b"\x58\xfa\xd0\x91" + encode(["bytes32", "bool", "bytes32"], [case_id, guilty, salt])


def round_of(case_id: bytes, round_index: int) -> bytes:
    return b"\xc4\x1f\x97\x74" + encode(["bytes32", "uint8"], [case_id, round_index])


def decode_round_of(data: bytes) -> Round:
    raw = decode(["(uint64,uint32,uint32,bytes32,(uint96,address)[],(address,uint8,bytes32,uint8,bool)[],uint16,uint16,bool)"], data)
    value: Round = Round.of(raw[0])
    return value


def ruling_of(case_id: bytes) -> bytes:
    return b"\x4a\xdb\x90\x6d" + encode(["bytes32"], [case_id])


def decode_ruling_of(data: bytes) -> tuple[bytes, int, int, int]:
    raw = decode(["bytes32", "uint64", "uint8", "uint8"], data)
    value: tuple[bytes, int, int, int] = (raw[0], raw[1], raw[2], raw[3])
    return value


def seat(case_id: bytes, juror: bytes, unit: int) -> bytes:
    return b"\xcf\x6c\x86\x28" + encode(["bytes32", "address", "uint32"], [case_id, _address(juror), unit])


def staking_contract() -> bytes:
    return b"\xee\x99\x20\x5c"


def decode_staking_contract(data: bytes) -> bytes:
    raw = decode(["address"], data)
    value: bytes = _padded(raw[0])
    return value


def tally(case_id: bytes) -> bytes:
    return b"\xf6\xe2\x2e\xb5" + encode(["bytes32"], [case_id])


ABI: list[dict[str, Any]] = [{'inputs': [{'internalType': 'address', 'name': 'token', 'type': 'address'},
             {'internalType': 'address', 'name': 'staking', 'type': 'address'},
             {'internalType': 'address', 'name': 'treasury', 'type': 'address'},
             {'internalType': 'uint64', 'name': 'contestSecs', 'type': 'uint64'},
             {'internalType': 'uint64', 'name': 'phaseSecs', 'type': 'uint64'},
             {'internalType': 'uint64', 'name': 'caseBond', 'type': 'uint64'},
             {'internalType': 'uint64', 'name': 'seedBond', 'type': 'uint64'},
             {'internalType': 'uint64', 'name': 'seatStake', 'type': 'uint64'},
             {'internalType': 'uint64', 'name': 'maxPenalty', 'type': 'uint64'},
             {'internalType': 'uint8', 'name': 'jurors', 'type': 'uint8'},
             {'internalType': 'uint8', 'name': 'maxRounds', 'type': 'uint8'},
             {'internalType': 'uint16', 'name': 'rewardBps', 'type': 'uint16'}],
  'stateMutability': 'nonpayable',
  'type': 'constructor'},
 {'inputs': [], 'name': 'AlreadyReleased', 'type': 'error'},
 {'inputs': [], 'name': 'AlreadyRevealed', 'type': 'error'},
 {'inputs': [], 'name': 'AlreadyVoted', 'type': 'error'},
 {'inputs': [], 'name': 'AppealClosed', 'type': 'error'},
 {'inputs': [], 'name': 'BadAccusation', 'type': 'error'},
 {'inputs': [], 'name': 'BadConfig', 'type': 'error'},
 {'inputs': [], 'name': 'BadSeed', 'type': 'error'},
 {'inputs': [], 'name': 'BadVote', 'type': 'error'},
 {'inputs': [], 'name': 'CaseExists', 'type': 'error'},
 {'inputs': [], 'name': 'CaseNotClosed', 'type': 'error'},
 {'inputs': [], 'name': 'CaseNotOpen', 'type': 'error'},
 {'inputs': [], 'name': 'CaseNotRuled', 'type': 'error'},
 {'inputs': [], 'name': 'ContestClosed', 'type': 'error'},
 {'inputs': [], 'name': 'InsufficientFunds', 'type': 'error'},
 {'inputs': [], 'name': 'InsufficientFunds', 'type': 'error'},
 {'inputs': [], 'name': 'NoFreeSeat', 'type': 'error'},
 {'inputs': [], 'name': 'NotDue', 'type': 'error'},
 {'inputs': [], 'name': 'NotEligible', 'type': 'error'},
 {'inputs': [], 'name': 'NotEnoughSeats', 'type': 'error'},
 {'inputs': [], 'name': 'NotJuror', 'type': 'error'},
 {'inputs': [], 'name': 'NothingToCollect', 'type': 'error'},
 {'inputs': [], 'name': 'Overflow', 'type': 'error'},
 {'inputs': [], 'name': 'Overflow', 'type': 'error'},
 {'inputs': [], 'name': 'OwnCase', 'type': 'error'},
 {'inputs': [], 'name': 'PenaltyTooHigh', 'type': 'error'},
 {'inputs': [], 'name': 'SeedExists', 'type': 'error'},
 {'inputs': [], 'name': 'TicketTaken', 'type': 'error'},
 {'inputs': [], 'name': 'TicketTooHigh', 'type': 'error'},
 {'inputs': [], 'name': 'TransferFailed', 'type': 'error'},
 {'inputs': [], 'name': 'TransferFailed', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownCase', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownJuror', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownSeed', 'type': 'error'},
 {'inputs': [], 'name': 'WrongPhase', 'type': 'error'},
 {'inputs': [], 'name': 'WrongToken', 'type': 'error'},
 {'inputs': [], 'name': 'WrongToken', 'type': 'error'},
 {'inputs': [], 'name': 'ZeroAmount', 'type': 'error'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'accuser', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'accused', 'type': 'address'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'subject', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'kind', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'sinceAt', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'penalty', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'evidence', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'contestBy', 'type': 'uint64'}],
  'name': 'Accused',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'roundIndex', 'type': 'uint8'},
             {'indexed': True, 'internalType': 'address', 'name': 'appellant', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'bond', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'startedAt', 'type': 'uint64'}],
  'name': 'Appealed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'enum ICourt.Verdict', 'name': 'verdict', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'slashed', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'pot', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'pay', 'type': 'uint64'}],
  'name': 'CaseClosed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'party', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'}],
  'name': 'Collected',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'contestant', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'startedAt', 'type': 'uint64'}],
  'name': 'Contested',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'juror', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'added', 'type': 'uint32'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'seats', 'type': 'uint32'}],
  'name': 'Enrolled',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'roundIndex', 'type': 'uint8'},
             {'indexed': True, 'internalType': 'address', 'name': 'juror', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'returned', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'paid', 'type': 'uint64'}],
  'name': 'JurorReleased',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'juror', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'removed', 'type': 'uint32'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'seats', 'type': 'uint32'}],
  'name': 'Resigned',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'roundIndex', 'type': 'uint8'},
             {'indexed': True, 'internalType': 'address', 'name': 'juror', 'type': 'address'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'ticket', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'evicted', 'type': 'address'}],
  'name': 'Seated',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'roundIndex', 'type': 'uint8'},
             {'indexed': True, 'internalType': 'address', 'name': 'contributor', 'type': 'address'}],
  'name': 'SeedCommitted',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'roundIndex', 'type': 'uint8'},
             {'indexed': True, 'internalType': 'address', 'name': 'contributor', 'type': 'address'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'seed', 'type': 'bytes32'}],
  'name': 'SeedRevealed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'roundIndex', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint16', 'name': 'guiltySeats', 'type': 'uint16'},
             {'indexed': False, 'internalType': 'uint16', 'name': 'innocentSeats', 'type': 'uint16'},
             {'indexed': False, 'internalType': 'bool', 'name': 'void', 'type': 'bool'},
             {'indexed': False, 'internalType': 'enum ICourt.Verdict', 'name': 'verdict', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'appealBy', 'type': 'uint64'}],
  'name': 'Tallied',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'roundIndex', 'type': 'uint8'},
             {'indexed': True, 'internalType': 'address', 'name': 'juror', 'type': 'address'}],
  'name': 'VoteCommitted',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'roundIndex', 'type': 'uint8'},
             {'indexed': True, 'internalType': 'address', 'name': 'juror', 'type': 'address'},
             {'indexed': False, 'internalType': 'bool', 'name': 'guilty', 'type': 'bool'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'seats', 'type': 'uint8'}],
  'name': 'VoteRevealed',
  'type': 'event'},
 {'inputs': [{'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
             {'components': [{'internalType': 'address', 'name': 'accused', 'type': 'address'},
                             {'internalType': 'bytes32', 'name': 'subject', 'type': 'bytes32'},
                             {'internalType': 'uint8', 'name': 'kind', 'type': 'uint8'},
                             {'internalType': 'uint64', 'name': 'sinceAt', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'penalty', 'type': 'uint64'},
                             {'internalType': 'bytes32', 'name': 'evidence', 'type': 'bytes32'}],
              'internalType': 'struct ICourt.Accusation',
              'name': 'accusation',
              'type': 'tuple'}],
  'name': 'accuse',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'}],
  'name': 'appeal',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'}],
  'name': 'caseOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
                              {'internalType': 'address', 'name': 'accuser', 'type': 'address'},
                              {'components': [{'internalType': 'address', 'name': 'accused', 'type': 'address'},
                                              {'internalType': 'bytes32', 'name': 'subject', 'type': 'bytes32'},
                                              {'internalType': 'uint8', 'name': 'kind', 'type': 'uint8'},
                                              {'internalType': 'uint64', 'name': 'sinceAt', 'type': 'uint64'},
                                              {'internalType': 'uint64', 'name': 'penalty', 'type': 'uint64'},
                                              {'internalType': 'bytes32', 'name': 'evidence', 'type': 'bytes32'}],
                               'internalType': 'struct ICourt.Accusation',
                               'name': 'accusation',
                               'type': 'tuple'},
                              {'internalType': 'uint64', 'name': 'accusedAt', 'type': 'uint64'},
                              {'internalType': 'enum ICourt.CaseState', 'name': 'state', 'type': 'uint8'},
                              {'internalType': 'uint64', 'name': 'dueAt', 'type': 'uint64'},
                              {'internalType': 'address', 'name': 'contestant', 'type': 'address'},
                              {'internalType': 'uint8', 'name': 'roundIndex', 'type': 'uint8'},
                              {'internalType': 'enum ICourt.Verdict', 'name': 'verdict', 'type': 'uint8'},
                              {'internalType': 'uint16', 'name': 'guiltySeats', 'type': 'uint16'},
                              {'internalType': 'uint16', 'name': 'innocentSeats', 'type': 'uint16'},
                              {'internalType': 'uint16', 'name': 'seats', 'type': 'uint16'},
                              {'internalType': 'uint64', 'name': 'pot', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'pay', 'type': 'uint64'},
                              {'internalType': 'address[]', 'name': 'appellants', 'type': 'address[]'},
                              {'internalType': 'enum ICourt.Verdict[]', 'name': 'appealed', 'type': 'uint8[]'},
                              {'internalType': 'uint8', 'name': 'collected', 'type': 'uint8'}],
               'internalType': 'struct ICourt.Case',
               'name': 'c',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'}],
  'name': 'close',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'}, {'internalType': 'address', 'name': 'party', 'type': 'address'}],
  'name': 'collect',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'}, {'internalType': 'bytes32', 'name': 'commitment', 'type': 'bytes32'}],
  'name': 'commitSeed',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'}, {'internalType': 'bytes32', 'name': 'commitment', 'type': 'bytes32'}],
  'name': 'commitVote',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [],
  'name': 'config',
  'outputs': [{'components': [{'internalType': 'address', 'name': 'token', 'type': 'address'},
                              {'internalType': 'address', 'name': 'treasury', 'type': 'address'},
                              {'internalType': 'uint64', 'name': 'contestSecs', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'phaseSecs', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'caseBond', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'seedBond', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'seatStake', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'maxPenalty', 'type': 'uint64'},
                              {'internalType': 'uint8', 'name': 'jurors', 'type': 'uint8'},
                              {'internalType': 'uint8', 'name': 'maxRounds', 'type': 'uint8'},
                              {'internalType': 'uint16', 'name': 'rewardBps', 'type': 'uint16'}],
               'internalType': 'struct ICourt.Config',
               'name': '',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'}],
  'name': 'contest',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint32', 'name': 'seats', 'type': 'uint32'}],
  'name': 'enroll',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'owner', 'type': 'address'}],
  'name': 'jurorOf',
  'outputs': [{'components': [{'internalType': 'address', 'name': 'juror', 'type': 'address'},
                              {'internalType': 'uint32', 'name': 'seats', 'type': 'uint32'},
                              {'internalType': 'uint32', 'name': 'seated', 'type': 'uint32'},
                              {'internalType': 'uint64', 'name': 'sinceAt', 'type': 'uint64'}],
               'internalType': 'struct ICourt.Juror',
               'name': '',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'internalType': 'uint8', 'name': 'roundIndex', 'type': 'uint8'},
             {'internalType': 'address', 'name': 'juror', 'type': 'address'}],
  'name': 'release',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint32', 'name': 'seats', 'type': 'uint32'}],
  'name': 'resign',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'}, {'internalType': 'bytes32', 'name': 'secret', 'type': 'bytes32'}],
  'name': 'revealSeed',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'internalType': 'bool', 'name': 'guilty', 'type': 'bool'},
             {'internalType': 'bytes32', 'name': 'salt', 'type': 'bytes32'}],
  'name': 'revealVote',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'}, {'internalType': 'uint8', 'name': 'roundIndex', 'type': 'uint8'}],
  'name': 'roundOf',
  'outputs': [{'components': [{'internalType': 'uint64', 'name': 'startedAt', 'type': 'uint64'},
                              {'internalType': 'uint32', 'name': 'seedsCommitted', 'type': 'uint32'},
                              {'internalType': 'uint32', 'name': 'seedsRevealed', 'type': 'uint32'},
                              {'internalType': 'bytes32', 'name': 'seed', 'type': 'bytes32'},
                              {'components': [{'internalType': 'uint96', 'name': 'ticket', 'type': 'uint96'},
                                              {'internalType': 'address', 'name': 'juror', 'type': 'address'}],
                               'internalType': 'struct ICourt.Seat[]',
                               'name': 'seats',
                               'type': 'tuple[]'},
                              {'components': [{'internalType': 'address', 'name': 'juror', 'type': 'address'},
                                              {'internalType': 'uint8', 'name': 'seats', 'type': 'uint8'},
                                              {'internalType': 'bytes32', 'name': 'commitment', 'type': 'bytes32'},
                                              {'internalType': 'enum ICourt.Verdict', 'name': 'vote', 'type': 'uint8'},
                                              {'internalType': 'bool', 'name': 'released', 'type': 'bool'}],
                               'internalType': 'struct ICourt.Vote[]',
                               'name': 'votes',
                               'type': 'tuple[]'},
                              {'internalType': 'uint16', 'name': 'guiltySeats', 'type': 'uint16'},
                              {'internalType': 'uint16', 'name': 'innocentSeats', 'type': 'uint16'},
                              {'internalType': 'bool', 'name': 'void', 'type': 'bool'}],
               'internalType': 'struct ICourt.Round',
               'name': '',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'}],
  'name': 'rulingOf',
  'outputs': [{'internalType': 'bytes32', 'name': 'subject', 'type': 'bytes32'},
              {'internalType': 'uint64', 'name': 'accusedAt', 'type': 'uint64'},
              {'internalType': 'enum ICourt.CaseState', 'name': 'state', 'type': 'uint8'},
              {'internalType': 'enum ICourt.Verdict', 'name': 'verdict', 'type': 'uint8'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'internalType': 'address', 'name': 'juror', 'type': 'address'},
             {'internalType': 'uint32', 'name': 'unit', 'type': 'uint32'}],
  'name': 'seat',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [],
  'name': 'stakingContract',
  'outputs': [{'internalType': 'address', 'name': '', 'type': 'address'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'}],
  'name': 'tally',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'}]
