"""Made by scripts/gen.py from target/idl/court.json. Do not edit: change the program and run `make gen`."""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import ClassVar

from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey

PROGRAM = Pubkey.from_string("9Lrs5bypHQbixQ6yfC2nq5Avr1RPpNrYSV9fBVWWnWqQ")
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
    6005: "ZeroAmount",
    6006: "UnknownJuror",
    6007: "NotEnoughSeats",
    6008: "CaseExists",
    6009: "UnknownCase",
    6010: "BadAccusation",
    6011: "PenaltyTooHigh",
    6012: "CaseNotOpen",
    6013: "ContestClosed",
    6014: "OwnCase",
    6015: "WrongPhase",
    6016: "SeedExists",
    6017: "UnknownSeed",
    6018: "BadSeed",
    6019: "NotEligible",
    6020: "TicketTaken",
    6021: "TicketTooHigh",
    6022: "NoFreeSeat",
    6023: "NotJuror",
    6024: "AlreadyVoted",
    6025: "AlreadyRevealed",
    6026: "BadVote",
    6027: "NotDue",
    6028: "CaseNotRuled",
    6029: "AppealClosed",
    6030: "CaseNotClosed",
    6031: "AlreadyReleased",
    6032: "NothingToCollect",
}


_ACCUSATION_0 = Struct("<32s32sBQQ32s")


@dataclass(frozen=True, slots=True)
class Accusation:
    accused: bytes
    subject: bytes
    kind: int
    since_at: int
    penalty: int
    evidence: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Accusation, int]:
        (accused, subject, kind, since_at, penalty, evidence,) = _ACCUSATION_0.unpack_from(_data, _at)
        _at += _ACCUSATION_0.size
        return cls(accused, subject, kind, since_at, penalty, evidence), _at

    def encode(self) -> bytes:
        return _ACCUSATION_0.pack(self.accused, self.subject, self.kind, self.since_at, self.penalty, self.evidence)


_ACCUSED_0 = Struct("<32s32s32s32sBQQ32sQ")


@dataclass(frozen=True, slots=True)
class Accused:
    DISCRIMINATOR: ClassVar[bytes] = b"\x8b\x44\xe1\xb5\x8d\x4a\x66\x71"
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
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Accused, int]:
        (case_id, accuser, accused, subject, kind, since_at, penalty, evidence, contest_by,) = _ACCUSED_0.unpack_from(_data, _at)
        _at += _ACCUSED_0.size
        return cls(case_id, accuser, accused, subject, kind, since_at, penalty, evidence, contest_by), _at

    def encode(self) -> bytes:
        return _ACCUSED_0.pack(self.case_id, self.accuser, self.accused, self.subject, self.kind, self.since_at, self.penalty, self.evidence, self.contest_by)


_APPEALED_0 = Struct("<32sB32sQQ")


@dataclass(frozen=True, slots=True)
class Appealed:
    DISCRIMINATOR: ClassVar[bytes] = b"\xc5\xc1\x02\x2c\xaf\x46\x10\xf3"
    case_id: bytes
    round_index: int
    appellant: bytes
    bond: int
    started_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Appealed, int]:
        (case_id, round_index, appellant, bond, started_at,) = _APPEALED_0.unpack_from(_data, _at)
        _at += _APPEALED_0.size
        return cls(case_id, round_index, appellant, bond, started_at), _at

    def encode(self) -> bytes:
        return _APPEALED_0.pack(self.case_id, self.round_index, self.appellant, self.bond, self.started_at)


_CASE_0 = Struct("<32s32s")
_CASE_2 = Struct("<QBQ32sBBHHHQQ")
_CASE_5 = Struct("<BB")


@dataclass(frozen=True, slots=True)
class Case:
    DISCRIMINATOR: ClassVar[bytes] = b"\x18\xde\x93\x1a\x3c\xa2\x9a\xb0"
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
    appealed: bytes
    collected: int
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Case, int]:
        (case_id, accuser,) = _CASE_0.unpack_from(_data, _at)
        _at += _CASE_0.size
        accusation, _at = Accusation.decode(_data, _at)
        (accused_at, state, due_at, contestant, round_index, verdict, guilty_seats, innocent_seats, seats, pot, pay,) = _CASE_2.unpack_from(_data, _at)
        _at += _CASE_2.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        _at += 4
        _appellants_list: list[bytes] = []
        for _ in range(_length):
            (_appellants_item,) = Struct("<32s").unpack_from(_data, _at)
            _at += 32
            _appellants_list.append(_appellants_item)
        appellants = tuple(_appellants_list)
        (_length,) = _LENGTH.unpack_from(_data, _at)
        appealed = _data[_at + 4 : _at + 4 + _length]
        _at += 4 + _length
        (collected, bump,) = _CASE_5.unpack_from(_data, _at)
        _at += _CASE_5.size
        return cls(case_id, accuser, accusation, accused_at, state, due_at, contestant, round_index, verdict, guilty_seats, innocent_seats, seats, pot, pay, appellants, appealed, collected, bump), _at

    def encode(self) -> bytes:
        return _CASE_0.pack(self.case_id, self.accuser) + self.accusation.encode() + _CASE_2.pack(self.accused_at, self.state, self.due_at, self.contestant, self.round_index, self.verdict, self.guilty_seats, self.innocent_seats, self.seats, self.pot, self.pay) + _LENGTH.pack(len(self.appellants)) + b"".join(Struct("<32s").pack(x) for x in self.appellants) + _LENGTH.pack(len(self.appealed)) + self.appealed + _CASE_5.pack(self.collected, self.bump)


_CASE_CLOSED_0 = Struct("<32sBQQQ")


@dataclass(frozen=True, slots=True)
class CaseClosed:
    DISCRIMINATOR: ClassVar[bytes] = b"\x9b\x21\xbe\xfe\xfe\x37\xb8\x75"
    case_id: bytes
    verdict: int
    slashed: int
    pot: int
    pay: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[CaseClosed, int]:
        (case_id, verdict, slashed, pot, pay,) = _CASE_CLOSED_0.unpack_from(_data, _at)
        _at += _CASE_CLOSED_0.size
        return cls(case_id, verdict, slashed, pot, pay), _at

    def encode(self) -> bytes:
        return _CASE_CLOSED_0.pack(self.case_id, self.verdict, self.slashed, self.pot, self.pay)


_COLLECTED_0 = Struct("<32s32sQ")


@dataclass(frozen=True, slots=True)
class Collected:
    DISCRIMINATOR: ClassVar[bytes] = b"\x43\x6d\x8a\xa7\xa8\xef\x02\xcf"
    case_id: bytes
    party: bytes
    amount: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Collected, int]:
        (case_id, party, amount,) = _COLLECTED_0.unpack_from(_data, _at)
        _at += _COLLECTED_0.size
        return cls(case_id, party, amount), _at

    def encode(self) -> bytes:
        return _COLLECTED_0.pack(self.case_id, self.party, self.amount)


_CONTESTED_0 = Struct("<32s32sQ")


@dataclass(frozen=True, slots=True)
class Contested:
    DISCRIMINATOR: ClassVar[bytes] = b"\x5e\xf7\x20\x4a\x85\xef\x2c\x64"
    case_id: bytes
    contestant: bytes
    started_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Contested, int]:
        (case_id, contestant, started_at,) = _CONTESTED_0.unpack_from(_data, _at)
        _at += _CONTESTED_0.size
        return cls(case_id, contestant, started_at), _at

    def encode(self) -> bytes:
        return _CONTESTED_0.pack(self.case_id, self.contestant, self.started_at)


_COURT_CONFIG_0 = Struct("<32s32sQQQQQQBBHBBB")


@dataclass(frozen=True, slots=True)
class CourtConfig:
    DISCRIMINATOR: ClassVar[bytes] = b"\x84\x8d\x93\xb9\x4e\x56\x2c\x4d"
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
    bump: int
    escrow_bump: int
    slasher_bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[CourtConfig, int]:
        (token, treasury, contest_secs, phase_secs, case_bond, seed_bond, seat_stake, max_penalty, jurors, max_rounds, reward_bps, bump, escrow_bump, slasher_bump,) = _COURT_CONFIG_0.unpack_from(_data, _at)
        _at += _COURT_CONFIG_0.size
        return cls(token, treasury, contest_secs, phase_secs, case_bond, seed_bond, seat_stake, max_penalty, jurors, max_rounds, reward_bps, bump, escrow_bump, slasher_bump), _at

    def encode(self) -> bytes:
        return _COURT_CONFIG_0.pack(self.token, self.treasury, self.contest_secs, self.phase_secs, self.case_bond, self.seed_bond, self.seat_stake, self.max_penalty, self.jurors, self.max_rounds, self.reward_bps, self.bump, self.escrow_bump, self.slasher_bump)


_ENROLLED_0 = Struct("<32sII")


@dataclass(frozen=True, slots=True)
class Enrolled:
    DISCRIMINATOR: ClassVar[bytes] = b"\x81\x9c\x66\xd6\x5e\xc4\xdc\x7f"
    juror: bytes
    added: int
    seats: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Enrolled, int]:
        (juror, added, seats,) = _ENROLLED_0.unpack_from(_data, _at)
        _at += _ENROLLED_0.size
        return cls(juror, added, seats), _at

    def encode(self) -> bytes:
        return _ENROLLED_0.pack(self.juror, self.added, self.seats)


_JUROR_0 = Struct("<32sIIQB")


@dataclass(frozen=True, slots=True)
class Juror:
    DISCRIMINATOR: ClassVar[bytes] = b"\xd1\xc9\xef\xd9\xed\x54\xbd\x98"
    juror: bytes
    seats: int
    seated: int
    since_at: int
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Juror, int]:
        (juror, seats, seated, since_at, bump,) = _JUROR_0.unpack_from(_data, _at)
        _at += _JUROR_0.size
        return cls(juror, seats, seated, since_at, bump), _at

    def encode(self) -> bytes:
        return _JUROR_0.pack(self.juror, self.seats, self.seated, self.since_at, self.bump)


_JUROR_RELEASED_0 = Struct("<32sB32sBQ")


@dataclass(frozen=True, slots=True)
class JurorReleased:
    DISCRIMINATOR: ClassVar[bytes] = b"\xa4\x0c\x93\x16\x1c\xa7\x9a\xb1"
    case_id: bytes
    round_index: int
    juror: bytes
    returned: int
    paid: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[JurorReleased, int]:
        (case_id, round_index, juror, returned, paid,) = _JUROR_RELEASED_0.unpack_from(_data, _at)
        _at += _JUROR_RELEASED_0.size
        return cls(case_id, round_index, juror, returned, paid), _at

    def encode(self) -> bytes:
        return _JUROR_RELEASED_0.pack(self.case_id, self.round_index, self.juror, self.returned, self.paid)


_PROGRESS_0 = Struct("<32sBQII32sBHH?")


@dataclass(frozen=True, slots=True)
class Progress:
    case_id: bytes
    round_index: int
    started_at: int
    seeds_committed: int
    seeds_revealed: int
    seed: bytes
    taken: int
    guilty_seats: int
    innocent_seats: int
    void: bool

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Progress, int]:
        (case_id, round_index, started_at, seeds_committed, seeds_revealed, seed, taken, guilty_seats, innocent_seats, void,) = _PROGRESS_0.unpack_from(_data, _at)
        _at += _PROGRESS_0.size
        return cls(case_id, round_index, started_at, seeds_committed, seeds_revealed, seed, taken, guilty_seats, innocent_seats, void), _at

    def encode(self) -> bytes:
        return _PROGRESS_0.pack(self.case_id, self.round_index, self.started_at, self.seeds_committed, self.seeds_revealed, self.seed, self.taken, self.guilty_seats, self.innocent_seats, self.void)


_RESIGNED_0 = Struct("<32sII")


@dataclass(frozen=True, slots=True)
class Resigned:
    DISCRIMINATOR: ClassVar[bytes] = b"\x5c\x81\x62\x3a\xfd\x14\x17\xf2"
    juror: bytes
    removed: int
    seats: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Resigned, int]:
        (juror, removed, seats,) = _RESIGNED_0.unpack_from(_data, _at)
        _at += _RESIGNED_0.size
        return cls(juror, removed, seats), _at

    def encode(self) -> bytes:
        return _RESIGNED_0.pack(self.juror, self.removed, self.seats)


@dataclass(frozen=True, slots=True)
class Round:
    DISCRIMINATOR: ClassVar[bytes] = b"\x57\x7f\xa5\x33\x49\x4e\x74\xae"
    progress: Progress
    seats: tuple[Seat, ...]
    votes: tuple[Vote, ...]

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Round, int]:
        progress, _at = Progress.decode(_data, _at)
        (_length,) = _LENGTH.unpack_from(_data, _at)
        _at += 4
        _seats_list: list[Seat] = []
        for _ in range(_length):
            _seats_item, _at = Seat.decode(_data, _at)
            _seats_list.append(_seats_item)
        seats = tuple(_seats_list)
        (_length,) = _LENGTH.unpack_from(_data, _at)
        _at += 4
        _votes_list: list[Vote] = []
        for _ in range(_length):
            _votes_item, _at = Vote.decode(_data, _at)
            _votes_list.append(_votes_item)
        votes = tuple(_votes_list)
        return cls(progress, seats, votes), _at

    def encode(self) -> bytes:
        return self.progress.encode() + _LENGTH.pack(len(self.seats)) + b"".join(x.encode() for x in self.seats) + _LENGTH.pack(len(self.votes)) + b"".join(x.encode() for x in self.votes)


_SEAT_0 = Struct("<12s32s")


@dataclass(frozen=True, slots=True)
class Seat:
    ticket: bytes
    juror: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Seat, int]:
        (ticket, juror,) = _SEAT_0.unpack_from(_data, _at)
        _at += _SEAT_0.size
        return cls(ticket, juror), _at

    def encode(self) -> bytes:
        return _SEAT_0.pack(self.ticket, self.juror)


_SEATED_0 = Struct("<32sB32s32s32s")


@dataclass(frozen=True, slots=True)
class Seated:
    DISCRIMINATOR: ClassVar[bytes] = b"\x33\x86\x95\xd9\x2e\x37\xa0\x95"
    case_id: bytes
    round_index: int
    juror: bytes
    ticket: bytes
    evicted: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Seated, int]:
        (case_id, round_index, juror, ticket, evicted,) = _SEATED_0.unpack_from(_data, _at)
        _at += _SEATED_0.size
        return cls(case_id, round_index, juror, ticket, evicted), _at

    def encode(self) -> bytes:
        return _SEATED_0.pack(self.case_id, self.round_index, self.juror, self.ticket, self.evicted)


_SEED_COMMITTED_0 = Struct("<32sB32s")


@dataclass(frozen=True, slots=True)
class SeedCommitted:
    DISCRIMINATOR: ClassVar[bytes] = b"\xe0\xef\x0c\xcd\xa3\x1c\x3f\x09"
    case_id: bytes
    round_index: int
    contributor: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[SeedCommitted, int]:
        (case_id, round_index, contributor,) = _SEED_COMMITTED_0.unpack_from(_data, _at)
        _at += _SEED_COMMITTED_0.size
        return cls(case_id, round_index, contributor), _at

    def encode(self) -> bytes:
        return _SEED_COMMITTED_0.pack(self.case_id, self.round_index, self.contributor)


_SEED_REVEALED_0 = Struct("<32sB32s32s")


@dataclass(frozen=True, slots=True)
class SeedRevealed:
    DISCRIMINATOR: ClassVar[bytes] = b"\x1c\x1c\xcb\x45\xff\x8d\xf0\xec"
    case_id: bytes
    round_index: int
    contributor: bytes
    seed: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[SeedRevealed, int]:
        (case_id, round_index, contributor, seed,) = _SEED_REVEALED_0.unpack_from(_data, _at)
        _at += _SEED_REVEALED_0.size
        return cls(case_id, round_index, contributor, seed), _at

    def encode(self) -> bytes:
        return _SEED_REVEALED_0.pack(self.case_id, self.round_index, self.contributor, self.seed)


_SLASHER_0 = Struct("<32sQB")


@dataclass(frozen=True, slots=True)
class Slasher:
    program: bytes
    active_at: int
    status: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Slasher, int]:
        (program, active_at, status,) = _SLASHER_0.unpack_from(_data, _at)
        _at += _SLASHER_0.size
        return cls(program, active_at, status), _at

    def encode(self) -> bytes:
        return _SLASHER_0.pack(self.program, self.active_at, self.status)


_STAKING_CONFIG_0 = Struct("<32s32s32sQ")
_STAKING_CONFIG_2 = Struct("<BB")


@dataclass(frozen=True, slots=True)
class StakingConfig:
    authority: bytes
    treasury: bytes
    token: bytes
    unbond_secs: int
    slashers: tuple[Slasher, ...]
    bump: int
    vault_bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[StakingConfig, int]:
        (authority, treasury, token, unbond_secs,) = _STAKING_CONFIG_0.unpack_from(_data, _at)
        _at += _STAKING_CONFIG_0.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        _at += 4
        _slashers_list: list[Slasher] = []
        for _ in range(_length):
            _slashers_item, _at = Slasher.decode(_data, _at)
            _slashers_list.append(_slashers_item)
        slashers = tuple(_slashers_list)
        (bump, vault_bump,) = _STAKING_CONFIG_2.unpack_from(_data, _at)
        _at += _STAKING_CONFIG_2.size
        return cls(authority, treasury, token, unbond_secs, slashers, bump, vault_bump), _at

    def encode(self) -> bytes:
        return _STAKING_CONFIG_0.pack(self.authority, self.treasury, self.token, self.unbond_secs) + _LENGTH.pack(len(self.slashers)) + b"".join(x.encode() for x in self.slashers) + _STAKING_CONFIG_2.pack(self.bump, self.vault_bump)


_TALLIED_0 = Struct("<32sBHH?BQ")


@dataclass(frozen=True, slots=True)
class Tallied:
    DISCRIMINATOR: ClassVar[bytes] = b"\x5e\x17\x63\x39\x83\x7a\x64\x89"
    case_id: bytes
    round_index: int
    guilty_seats: int
    innocent_seats: int
    void: bool
    verdict: int
    appeal_by: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Tallied, int]:
        (case_id, round_index, guilty_seats, innocent_seats, void, verdict, appeal_by,) = _TALLIED_0.unpack_from(_data, _at)
        _at += _TALLIED_0.size
        return cls(case_id, round_index, guilty_seats, innocent_seats, void, verdict, appeal_by), _at

    def encode(self) -> bytes:
        return _TALLIED_0.pack(self.case_id, self.round_index, self.guilty_seats, self.innocent_seats, self.void, self.verdict, self.appeal_by)


_VOTE_0 = Struct("<32sB32sBB")


@dataclass(frozen=True, slots=True)
class Vote:
    juror: bytes
    seats: int
    commitment: bytes
    vote: int
    released: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Vote, int]:
        (juror, seats, commitment, vote, released,) = _VOTE_0.unpack_from(_data, _at)
        _at += _VOTE_0.size
        return cls(juror, seats, commitment, vote, released), _at

    def encode(self) -> bytes:
        return _VOTE_0.pack(self.juror, self.seats, self.commitment, self.vote, self.released)


_VOTE_COMMITTED_0 = Struct("<32sB32s")


@dataclass(frozen=True, slots=True)
class VoteCommitted:
    DISCRIMINATOR: ClassVar[bytes] = b"\x4a\x43\x9e\x30\xa8\xe6\xd9\x4d"
    case_id: bytes
    round_index: int
    juror: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[VoteCommitted, int]:
        (case_id, round_index, juror,) = _VOTE_COMMITTED_0.unpack_from(_data, _at)
        _at += _VOTE_COMMITTED_0.size
        return cls(case_id, round_index, juror), _at

    def encode(self) -> bytes:
        return _VOTE_COMMITTED_0.pack(self.case_id, self.round_index, self.juror)


_VOTE_REVEALED_0 = Struct("<32sB32s?B")


@dataclass(frozen=True, slots=True)
class VoteRevealed:
    DISCRIMINATOR: ClassVar[bytes] = b"\x68\xa2\x8c\xc2\xd5\xd9\x75\xb3"
    case_id: bytes
    round_index: int
    juror: bytes
    guilty: bool
    seats: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[VoteRevealed, int]:
        (case_id, round_index, juror, guilty, seats,) = _VOTE_REVEALED_0.unpack_from(_data, _at)
        _at += _VOTE_REVEALED_0.size
        return cls(case_id, round_index, juror, guilty, seats), _at

    def encode(self) -> bytes:
        return _VOTE_REVEALED_0.pack(self.case_id, self.round_index, self.juror, self.guilty, self.seats)


Account = Case | CourtConfig | Juror | Round
ACCOUNTS: dict[bytes, type[Account]] = {
    Case.DISCRIMINATOR: Case,
    CourtConfig.DISCRIMINATOR: CourtConfig,
    Juror.DISCRIMINATOR: Juror,
    Round.DISCRIMINATOR: Round,
}


def decode_account(data: bytes) -> Account | None:
    """The account that `data` holds, or None where it is none of this program's."""
    kind = ACCOUNTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


Event = Accused | Appealed | CaseClosed | Collected | Contested | Enrolled | JurorReleased | Resigned | Seated | SeedCommitted | SeedRevealed | Tallied | VoteCommitted | VoteRevealed
EVENTS: dict[bytes, type[Event]] = {
    Accused.DISCRIMINATOR: Accused,
    Appealed.DISCRIMINATOR: Appealed,
    CaseClosed.DISCRIMINATOR: CaseClosed,
    Collected.DISCRIMINATOR: Collected,
    Contested.DISCRIMINATOR: Contested,
    Enrolled.DISCRIMINATOR: Enrolled,
    JurorReleased.DISCRIMINATOR: JurorReleased,
    Resigned.DISCRIMINATOR: Resigned,
    Seated.DISCRIMINATOR: Seated,
    SeedCommitted.DISCRIMINATOR: SeedCommitted,
    SeedRevealed.DISCRIMINATOR: SeedRevealed,
    Tallied.DISCRIMINATOR: Tallied,
    VoteCommitted.DISCRIMINATOR: VoteCommitted,
    VoteRevealed.DISCRIMINATOR: VoteRevealed,
}


def decode_event(data: bytes) -> Event | None:
    """The event that `data` holds, or None where it is none of this program's."""
    kind = EVENTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


_ACCUSE_ARGS_0 = Struct("<Q")


def accuse(*, caller: Pubkey, config: Pubkey, case: Pubkey, caller_token: Pubkey, escrow: Pubkey, nonce: int, accusation: Accusation) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(case, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(escrow, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xe1\x42\x9d\xcd\x51\x0d\x2c\xa5" + _ACCUSE_ARGS_0.pack(nonce) + accusation.encode(), _accounts)


_APPEAL_ARGS_0 = Struct("<32s")


def appeal(*, caller: Pubkey, config: Pubkey, case: Pubkey, round: Pubkey, caller_token: Pubkey, escrow: Pubkey, case_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(case, False, True),
        AccountMeta(round, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(escrow, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xfa\x5b\x01\xf4\xb3\x34\x4b\xec" + _APPEAL_ARGS_0.pack(case_id), _accounts)


_CLOSE_ARGS_0 = Struct("<32s")


def close(*, caller: Pubkey, config: Pubkey, case: Pubkey, stake: Pubkey, fault: Pubkey, slasher: Pubkey, staking_config: Pubkey, case_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(case, False, True),
        AccountMeta(stake, False, True),
        AccountMeta(fault, False, True),
        AccountMeta(slasher, False, False),
        AccountMeta(staking_config, False, False),
        AccountMeta(_STAKING_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x62\xa5\xc9\xb1\x6c\x41\xce\x60" + _CLOSE_ARGS_0.pack(case_id), _accounts)


_COLLECT_ARGS_0 = Struct("<32s32s")


def collect(*, config: Pubkey, case: Pubkey, party_token: Pubkey, escrow: Pubkey, case_id: bytes, party: bytes) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(case, False, True),
        AccountMeta(party_token, False, True),
        AccountMeta(escrow, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xd0\x2f\xc2\x9b\x11\x62\x52\xec" + _COLLECT_ARGS_0.pack(case_id, party), _accounts)


_COMMIT_SEED_ARGS_0 = Struct("<32s32s")


def commit_seed(*, caller: Pubkey, config: Pubkey, case: Pubkey, round: Pubkey, seed: Pubkey, caller_token: Pubkey, escrow: Pubkey, case_id: bytes, commitment: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(case, False, False),
        AccountMeta(round, False, True),
        AccountMeta(seed, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(escrow, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x73\x04\xf0\xe2\x8c\x21\x4e\x4b" + _COMMIT_SEED_ARGS_0.pack(case_id, commitment), _accounts)


_COMMIT_VOTE_ARGS_0 = Struct("<32s32s")


def commit_vote(*, caller: Pubkey, config: Pubkey, case: Pubkey, round: Pubkey, case_id: bytes, commitment: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(config, False, False),
        AccountMeta(case, False, False),
        AccountMeta(round, False, True),
    ]
    return Instruction(PROGRAM, b"\x86\x61\x5a\x7e\x5b\x42\x10\x1a" + _COMMIT_VOTE_ARGS_0.pack(case_id, commitment), _accounts)


_CONTEST_ARGS_0 = Struct("<32s")


def contest(*, caller: Pubkey, config: Pubkey, case: Pubkey, round: Pubkey, caller_token: Pubkey, escrow: Pubkey, case_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(case, False, True),
        AccountMeta(round, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(escrow, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xda\x0b\x23\x5e\xc9\x9c\x78\xfb" + _CONTEST_ARGS_0.pack(case_id), _accounts)


_ENROLL_ARGS_0 = Struct("<I")


def enroll(*, caller: Pubkey, config: Pubkey, juror: Pubkey, caller_token: Pubkey, escrow: Pubkey, seats: int) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(juror, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(escrow, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x3a\x0c\x24\x03\x8e\x1c\x01\x2b" + _ENROLL_ARGS_0.pack(seats), _accounts)


_INITIALIZE_ARGS_0 = Struct("<32sQQQQQQBBH")


def initialize(*, payer: Pubkey, config: Pubkey, escrow: Pubkey, slasher: Pubkey, token: Pubkey, treasury: bytes, contest_secs: int, phase_secs: int, case_bond: int, seed_bond: int, seat_stake: int, max_penalty: int, jurors: int, max_rounds: int, reward_bps: int) -> Instruction:
    _accounts = [
        AccountMeta(payer, True, True),
        AccountMeta(config, False, True),
        AccountMeta(escrow, False, True),
        AccountMeta(slasher, False, False),
        AccountMeta(token, False, False),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xaf\xaf\x6d\x1f\x0d\x98\x9b\xed" + _INITIALIZE_ARGS_0.pack(treasury, contest_secs, phase_secs, case_bond, seed_bond, seat_stake, max_penalty, jurors, max_rounds, reward_bps), _accounts)


_RELEASE_ARGS_0 = Struct("<32sB32s")


def release(*, config: Pubkey, case: Pubkey, round: Pubkey, juror_account: Pubkey, juror_token: Pubkey, escrow: Pubkey, case_id: bytes, round_index: int, juror: bytes) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(case, False, False),
        AccountMeta(round, False, True),
        AccountMeta(juror_account, False, True),
        AccountMeta(juror_token, False, True),
        AccountMeta(escrow, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xfd\xf9\x0f\xce\x1c\x7f\xc1\xf1" + _RELEASE_ARGS_0.pack(case_id, round_index, juror), _accounts)


_RESIGN_ARGS_0 = Struct("<I")


def resign(*, caller: Pubkey, config: Pubkey, juror: Pubkey, caller_token: Pubkey, escrow: Pubkey, seats: int) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(config, False, False),
        AccountMeta(juror, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(escrow, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xb1\xb1\x99\x60\x58\x95\xce\xe1" + _RESIGN_ARGS_0.pack(seats), _accounts)


_REVEAL_SEED_ARGS_0 = Struct("<32s32s")


def reveal_seed(*, caller: Pubkey, config: Pubkey, case: Pubkey, round: Pubkey, seed: Pubkey, caller_token: Pubkey, escrow: Pubkey, case_id: bytes, secret: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(case, False, False),
        AccountMeta(round, False, True),
        AccountMeta(seed, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(escrow, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xc4\x77\xc2\x70\x9c\xd3\xef\x69" + _REVEAL_SEED_ARGS_0.pack(case_id, secret), _accounts)


_REVEAL_VOTE_ARGS_0 = Struct("<32s?32s")


def reveal_vote(*, caller: Pubkey, config: Pubkey, case: Pubkey, round: Pubkey, case_id: bytes, guilty: bool, salt: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(config, False, False),
        AccountMeta(case, False, False),
        AccountMeta(round, False, True),
    ]
    return Instruction(PROGRAM, b"\x64\x9d\x8b\x11\xba\x4b\xb9\x95" + _REVEAL_VOTE_ARGS_0.pack(case_id, guilty, salt), _accounts)


_SEAT_ARGS_0 = Struct("<32s32sI")


def seat(*, config: Pubkey, case: Pubkey, round: Pubkey, juror_account: Pubkey, evicted: Pubkey, case_id: bytes, juror: bytes, unit: int) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(case, False, False),
        AccountMeta(round, False, True),
        AccountMeta(juror_account, False, True),
        AccountMeta(evicted, False, True),
    ]
    return Instruction(PROGRAM, b"\x09\x6e\x47\xe8\xe9\xbf\x05\xf9" + _SEAT_ARGS_0.pack(case_id, juror, unit), _accounts)


_TALLY_ARGS_0 = Struct("<32s")


def tally(*, config: Pubkey, case: Pubkey, round: Pubkey, case_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(case, False, True),
        AccountMeta(round, False, True),
    ]
    return Instruction(PROGRAM, b"\x98\x6a\x83\xab\x9b\x3e\x29\x07" + _TALLY_ARGS_0.pack(case_id), _accounts)
