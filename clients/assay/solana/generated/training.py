"""Made by scripts/gen.py from target/idl/training.json. Do not edit: change the program and run `make gen`."""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import ClassVar

from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey

PROGRAM = Pubkey.from_string("7yzUfHXiaVrWC3ozzawwHEVUsWSSk1RLxQAak7NEcXUK")
_SYSTEM_PROGRAM = Pubkey.from_string("11111111111111111111111111111111")
_TOKEN_PROGRAM = Pubkey.from_string("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")
_LENGTH = Struct("<I")

# code -> name, as Anchor numbers them
ERRORS: dict[int, str] = {
    6000: "WrongToken",
    6001: "InsufficientFunds",
    6002: "TransferFailed",
    6003: "BadConfig",
    6004: "UnknownJob",
    6005: "BadOpening",
    6006: "BadOffset",
    6007: "TooMuchData",
    6008: "WindowOpen",
    6009: "WindowClosed",
    6010: "AlreadyJoined",
    6011: "RunExists",
    6012: "UnknownRun",
    6013: "BadRun",
    6014: "JoinClosed",
    6015: "NoSeatLeft",
    6016: "NotSeated",
    6017: "SeatIsOut",
    6018: "SeatHasLeft",
    6019: "NoSuchRound",
    6020: "NotProposing",
    6021: "NotWitnessing",
    6022: "NoSuchProgram",
    6023: "AlreadyProposed",
    6024: "AlreadyWitnessed",
    6025: "NothingProposed",
    6026: "RoundNotOver",
    6027: "RoundIsClosed",
    6028: "RoundNotClosed",
    6029: "UnknownProposal",
    6030: "DoubtsOpen",
    6031: "DoubtExists",
    6032: "UnknownDoubt",
    6033: "JobShowsNothing",
    6034: "WrongJob",
    6035: "JobUndecided",
    6036: "RoundsNotOver",
    6037: "WorkUnpaid",
    6038: "RestIsPaid",
}


_DOUBT_0 = Struct("<32s32s32s32sB")


@dataclass(frozen=True, slots=True)
class Doubt:
    DISCRIMINATOR: ClassVar[bytes] = b"\x24\xc3\x3d\x2d\x7d\x9c\xad\xc0"
    doubt_id: bytes
    proposal_id: bytes
    job_id: bytes
    doubter: bytes
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Doubt, int]:
        (doubt_id, proposal_id, job_id, doubter, bump,) = _DOUBT_0.unpack_from(_data, _at)
        _at += _DOUBT_0.size
        return cls(doubt_id, proposal_id, job_id, doubter, bump), _at

    def encode(self) -> bytes:
        return _DOUBT_0.pack(self.doubt_id, self.proposal_id, self.job_id, self.doubter, self.bump)


_DOUBT_RESOLVED_0 = Struct("<32sHB32s32s?QQ")


@dataclass(frozen=True, slots=True)
class DoubtResolved:
    DISCRIMINATOR: ClassVar[bytes] = b"\x15\x6f\x98\xf3\xe8\x41\x07\x8d"
    run_id: bytes
    round_index: int
    seat: int
    job_id: bytes
    doubter: bytes
    refuted: bool
    reward: int
    remainder: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[DoubtResolved, int]:
        (run_id, round_index, seat, job_id, doubter, refuted, reward, remainder,) = _DOUBT_RESOLVED_0.unpack_from(_data, _at)
        _at += _DOUBT_RESOLVED_0.size
        return cls(run_id, round_index, seat, job_id, doubter, refuted, reward, remainder), _at

    def encode(self) -> bytes:
        return _DOUBT_RESOLVED_0.pack(self.run_id, self.round_index, self.seat, self.job_id, self.doubter, self.refuted, self.reward, self.remainder)


_OPENINGS_0 = Struct("<32sB")


@dataclass(frozen=True, slots=True)
class Openings:
    DISCRIMINATOR: ClassVar[bytes] = b"\x45\x33\x6c\x2f\x06\x48\x9e\x07"
    party: bytes
    bump: int
    data: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Openings, int]:
        (party, bump,) = _OPENINGS_0.unpack_from(_data, _at)
        _at += _OPENINGS_0.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        data = _data[_at + 4 : _at + 4 + _length]
        _at += 4 + _length
        return cls(party, bump, data), _at

    def encode(self) -> bytes:
        return _OPENINGS_0.pack(self.party, self.bump) + _LENGTH.pack(len(self.data)) + self.data


_PROPOSAL_0 = Struct("<32s32sHBB")
_PROPOSAL_2 = Struct("<B")


@dataclass(frozen=True, slots=True)
class Proposal:
    DISCRIMINATOR: ClassVar[bytes] = b"\x1a\x5e\xbd\xbb\x74\x88\x35\x21"
    proposal_id: bytes
    run_id: bytes
    round_index: int
    seat: int
    order: int
    work: Work
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Proposal, int]:
        (proposal_id, run_id, round_index, seat, order,) = _PROPOSAL_0.unpack_from(_data, _at)
        _at += _PROPOSAL_0.size
        work, _at = Work.decode(_data, _at)
        (bump,) = _PROPOSAL_2.unpack_from(_data, _at)
        _at += _PROPOSAL_2.size
        return cls(proposal_id, run_id, round_index, seat, order, work, bump), _at

    def encode(self) -> bytes:
        return _PROPOSAL_0.pack(self.proposal_id, self.run_id, self.round_index, self.seat, self.order) + self.work.encode() + _PROPOSAL_2.pack(self.bump)


_REST_RECLAIMED_0 = Struct("<32s32sQ")


@dataclass(frozen=True, slots=True)
class RestReclaimed:
    DISCRIMINATOR: ClassVar[bytes] = b"\xc7\xaa\xdb\xe3\xa6\xd1\x28\xc1"
    run_id: bytes
    sponsor: bytes
    amount: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[RestReclaimed, int]:
        (run_id, sponsor, amount,) = _REST_RECLAIMED_0.unpack_from(_data, _at)
        _at += _REST_RECLAIMED_0.size
        return cls(run_id, sponsor, amount), _at

    def encode(self) -> bytes:
        return _REST_RECLAIMED_0.pack(self.run_id, self.sponsor, self.amount)


_ROUND_0 = Struct("<32sHHH16H?32sHQQB")


@dataclass(frozen=True, slots=True)
class Round:
    DISCRIMINATOR: ClassVar[bytes] = b"\x57\x7f\xa5\x33\x49\x4e\x74\xae"
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
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Round, int]:
        (run_id, round_index, proposed, witnessed, _seen_0, _seen_1, _seen_2, _seen_3, _seen_4, _seen_5, _seen_6, _seen_7, _seen_8, _seen_9, _seen_10, _seen_11, _seen_12, _seen_13, _seen_14, _seen_15, closed, base_root, included, total_work, budget, bump,) = _ROUND_0.unpack_from(_data, _at)
        _at += _ROUND_0.size
        seen = (_seen_0, _seen_1, _seen_2, _seen_3, _seen_4, _seen_5, _seen_6, _seen_7, _seen_8, _seen_9, _seen_10, _seen_11, _seen_12, _seen_13, _seen_14, _seen_15,)
        return cls(run_id, round_index, proposed, witnessed, seen, closed, base_root, included, total_work, budget, bump), _at

    def encode(self) -> bytes:
        return _ROUND_0.pack(self.run_id, self.round_index, self.proposed, self.witnessed, *self.seen, self.closed, self.base_root, self.included, self.total_work, self.budget, self.bump)


_ROUND_CLOSED_0 = Struct("<32sH32sHQQQ")


@dataclass(frozen=True, slots=True)
class RoundClosed:
    DISCRIMINATOR: ClassVar[bytes] = b"\x2d\xf3\x1c\x16\x84\x46\xaf\xe2"
    run_id: bytes
    round_index: int
    base_root: bytes
    included: int
    total_work: int
    budget: int
    window_ends_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[RoundClosed, int]:
        (run_id, round_index, base_root, included, total_work, budget, window_ends_at,) = _ROUND_CLOSED_0.unpack_from(_data, _at)
        _at += _ROUND_CLOSED_0.size
        return cls(run_id, round_index, base_root, included, total_work, budget, window_ends_at), _at

    def encode(self) -> bytes:
        return _ROUND_CLOSED_0.pack(self.run_id, self.round_index, self.base_root, self.included, self.total_work, self.budget, self.window_ends_at)


_RUN_0 = Struct("<32s32s")
_RUN_3 = Struct("<Q?B")


@dataclass(frozen=True, slots=True)
class Run:
    DISCRIMINATOR: ClassVar[bytes] = b"\xc7\x36\x9b\x56\xeb\x73\xf6\xbd"
    run_id: bytes
    sponsor: bytes
    terms: RunTerms
    seats: tuple[Seat, ...]
    paid: int
    reclaimed: bool
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Run, int]:
        (run_id, sponsor,) = _RUN_0.unpack_from(_data, _at)
        _at += _RUN_0.size
        terms, _at = RunTerms.decode(_data, _at)
        (_length,) = _LENGTH.unpack_from(_data, _at)
        _at += 4
        _seats_list: list[Seat] = []
        for _ in range(_length):
            _seats_item, _at = Seat.decode(_data, _at)
            _seats_list.append(_seats_item)
        seats = tuple(_seats_list)
        (paid, reclaimed, bump,) = _RUN_3.unpack_from(_data, _at)
        _at += _RUN_3.size
        return cls(run_id, sponsor, terms, seats, paid, reclaimed, bump), _at

    def encode(self) -> bytes:
        return _RUN_0.pack(self.run_id, self.sponsor) + self.terms.encode() + _LENGTH.pack(len(self.seats)) + b"".join(x.encode() for x in self.seats) + _RUN_3.pack(self.paid, self.reclaimed, self.bump)


_RUN_OPENED_0 = Struct("<32s32sQ")


@dataclass(frozen=True, slots=True)
class RunOpened:
    DISCRIMINATOR: ClassVar[bytes] = b"\xa0\x4d\x58\xec\xc1\x2b\xb2\xff"
    run_id: bytes
    sponsor: bytes
    nonce: int
    terms: RunTerms

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[RunOpened, int]:
        (run_id, sponsor, nonce,) = _RUN_OPENED_0.unpack_from(_data, _at)
        _at += _RUN_OPENED_0.size
        terms, _at = RunTerms.decode(_data, _at)
        return cls(run_id, sponsor, nonce, terms), _at

    def encode(self) -> bytes:
        return _RUN_OPENED_0.pack(self.run_id, self.sponsor, self.nonce) + self.terms.encode()


_RUN_PROGRAM_0 = Struct("<32sIII")


@dataclass(frozen=True, slots=True)
class RunProgram:
    program_root: bytes
    op_count: int
    input_count: int
    work: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[RunProgram, int]:
        (program_root, op_count, input_count, work,) = _RUN_PROGRAM_0.unpack_from(_data, _at)
        _at += _RUN_PROGRAM_0.size
        return cls(program_root, op_count, input_count, work), _at

    def encode(self) -> bytes:
        return _RUN_PROGRAM_0.pack(self.program_root, self.op_count, self.input_count, self.work)


_RUN_TERMS_0 = Struct("<QQQQQHBI32s")


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
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[RunTerms, int]:
        (pool, stake, starts_at, propose_secs, witness_secs, rounds, seats, model_count, state_root,) = _RUN_TERMS_0.unpack_from(_data, _at)
        _at += _RUN_TERMS_0.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        _at += 4
        _programs_list: list[RunProgram] = []
        for _ in range(_length):
            _programs_item, _at = RunProgram.decode(_data, _at)
            _programs_list.append(_programs_item)
        programs = tuple(_programs_list)
        return cls(pool, stake, starts_at, propose_secs, witness_secs, rounds, seats, model_count, state_root, programs), _at

    def encode(self) -> bytes:
        return _RUN_TERMS_0.pack(self.pool, self.stake, self.starts_at, self.propose_secs, self.witness_secs, self.rounds, self.seats, self.model_count, self.state_root) + _LENGTH.pack(len(self.programs)) + b"".join(x.encode() for x in self.programs)


_SEAT_0 = Struct("<32sBHI")


@dataclass(frozen=True, slots=True)
class Seat:
    owner: bytes
    state: int
    proposals: int
    doubts: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Seat, int]:
        (owner, state, proposals, doubts,) = _SEAT_0.unpack_from(_data, _at)
        _at += _SEAT_0.size
        return cls(owner, state, proposals, doubts), _at

    def encode(self) -> bytes:
        return _SEAT_0.pack(self.owner, self.state, self.proposals, self.doubts)


_SEAT_LEFT_0 = Struct("<32sB32sQ")


@dataclass(frozen=True, slots=True)
class SeatLeft:
    DISCRIMINATOR: ClassVar[bytes] = b"\x19\x4e\x9f\x93\x9c\x60\xad\xc9"
    run_id: bytes
    seat: int
    owner: bytes
    stake: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[SeatLeft, int]:
        (run_id, seat, owner, stake,) = _SEAT_LEFT_0.unpack_from(_data, _at)
        _at += _SEAT_LEFT_0.size
        return cls(run_id, seat, owner, stake), _at

    def encode(self) -> bytes:
        return _SEAT_LEFT_0.pack(self.run_id, self.seat, self.owner, self.stake)


_SEAT_TAKEN_0 = Struct("<32s32sB")


@dataclass(frozen=True, slots=True)
class SeatTaken:
    DISCRIMINATOR: ClassVar[bytes] = b"\xaf\x4e\x7c\x67\xfb\xb6\xe1\xc6"
    run_id: bytes
    owner: bytes
    seat: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[SeatTaken, int]:
        (run_id, owner, seat,) = _SEAT_TAKEN_0.unpack_from(_data, _at)
        _at += _SEAT_TAKEN_0.size
        return cls(run_id, owner, seat), _at

    def encode(self) -> bytes:
        return _SEAT_TAKEN_0.pack(self.run_id, self.owner, self.seat)


_TENSORS_PROVIDED_0 = Struct("<32sI")


@dataclass(frozen=True, slots=True)
class TensorsProvided:
    DISCRIMINATOR: ClassVar[bytes] = b"\x95\xf8\xc2\xe8\x50\xe9\x01\x13"
    party: bytes
    length: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[TensorsProvided, int]:
        (party, length,) = _TENSORS_PROVIDED_0.unpack_from(_data, _at)
        _at += _TENSORS_PROVIDED_0.size
        return cls(party, length), _at

    def encode(self) -> bytes:
        return _TENSORS_PROVIDED_0.pack(self.party, self.length)


_TRAINING_CONFIG_0 = Struct("<32s32s32sQHBB")


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    DISCRIMINATOR: ClassVar[bytes] = b"\x31\x80\xd8\x24\x51\x8c\x40\x56"
    token: bytes
    treasury: bytes
    compute: bytes
    window_secs: int
    reward_bps: int
    bump: int
    purse_bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[TrainingConfig, int]:
        (token, treasury, compute, window_secs, reward_bps, bump, purse_bump,) = _TRAINING_CONFIG_0.unpack_from(_data, _at)
        _at += _TRAINING_CONFIG_0.size
        return cls(token, treasury, compute, window_secs, reward_bps, bump, purse_bump), _at

    def encode(self) -> bytes:
        return _TRAINING_CONFIG_0.pack(self.token, self.treasury, self.compute, self.window_secs, self.reward_bps, self.bump, self.purse_bump)


_UPDATES_WITNESSED_0 = Struct("<32sHBH")


@dataclass(frozen=True, slots=True)
class UpdatesWitnessed:
    DISCRIMINATOR: ClassVar[bytes] = b"\x2c\x55\xd4\x0a\x57\x86\x41\x26"
    run_id: bytes
    round_index: int
    seat: int
    seen: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[UpdatesWitnessed, int]:
        (run_id, round_index, seat, seen,) = _UPDATES_WITNESSED_0.unpack_from(_data, _at)
        _at += _UPDATES_WITNESSED_0.size
        return cls(run_id, round_index, seat, seen), _at

    def encode(self) -> bytes:
        return _UPDATES_WITNESSED_0.pack(self.run_id, self.round_index, self.seat, self.seen)


_WORK_0 = Struct("<B32s32s32s32s")


@dataclass(frozen=True, slots=True)
class Work:
    program: int
    base_root: bytes
    input_root: bytes
    update_hash: bytes
    claim: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Work, int]:
        (program, base_root, input_root, update_hash, claim,) = _WORK_0.unpack_from(_data, _at)
        _at += _WORK_0.size
        return cls(program, base_root, input_root, update_hash, claim), _at

    def encode(self) -> bytes:
        return _WORK_0.pack(self.program, self.base_root, self.input_root, self.update_hash, self.claim)


_WORK_DOUBTED_0 = Struct("<32sHB32s32s")


@dataclass(frozen=True, slots=True)
class WorkDoubted:
    DISCRIMINATOR: ClassVar[bytes] = b"\x7b\x63\x4f\x6a\xbe\x10\xfd\xf9"
    run_id: bytes
    round_index: int
    seat: int
    job_id: bytes
    doubter: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[WorkDoubted, int]:
        (run_id, round_index, seat, job_id, doubter,) = _WORK_DOUBTED_0.unpack_from(_data, _at)
        _at += _WORK_DOUBTED_0.size
        return cls(run_id, round_index, seat, job_id, doubter), _at

    def encode(self) -> bytes:
        return _WORK_DOUBTED_0.pack(self.run_id, self.round_index, self.seat, self.job_id, self.doubter)


_WORK_PAID_0 = Struct("<32sHB32sQ")


@dataclass(frozen=True, slots=True)
class WorkPaid:
    DISCRIMINATOR: ClassVar[bytes] = b"\x02\x7b\x89\xa2\xc0\x7c\xcf\xc4"
    run_id: bytes
    round_index: int
    seat: int
    owner: bytes
    amount: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[WorkPaid, int]:
        (run_id, round_index, seat, owner, amount,) = _WORK_PAID_0.unpack_from(_data, _at)
        _at += _WORK_PAID_0.size
        return cls(run_id, round_index, seat, owner, amount), _at

    def encode(self) -> bytes:
        return _WORK_PAID_0.pack(self.run_id, self.round_index, self.seat, self.owner, self.amount)


_WORK_PROPOSED_0 = Struct("<32sHBB")


@dataclass(frozen=True, slots=True)
class WorkProposed:
    DISCRIMINATOR: ClassVar[bytes] = b"\x32\x0b\xb5\xa0\xce\x69\x88\x6a"
    run_id: bytes
    round_index: int
    seat: int
    order: int
    work: Work

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[WorkProposed, int]:
        (run_id, round_index, seat, order,) = _WORK_PROPOSED_0.unpack_from(_data, _at)
        _at += _WORK_PROPOSED_0.size
        work, _at = Work.decode(_data, _at)
        return cls(run_id, round_index, seat, order, work), _at

    def encode(self) -> bytes:
        return _WORK_PROPOSED_0.pack(self.run_id, self.round_index, self.seat, self.order) + self.work.encode()


Account = Doubt | Openings | Proposal | Round | Run | TrainingConfig
ACCOUNTS: dict[bytes, type[Account]] = {
    Doubt.DISCRIMINATOR: Doubt,
    Openings.DISCRIMINATOR: Openings,
    Proposal.DISCRIMINATOR: Proposal,
    Round.DISCRIMINATOR: Round,
    Run.DISCRIMINATOR: Run,
    TrainingConfig.DISCRIMINATOR: TrainingConfig,
}


def decode_account(data: bytes) -> Account | None:
    """The account that `data` holds, or None where it is none of this program's."""
    kind = ACCOUNTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


Event = DoubtResolved | RestReclaimed | RoundClosed | RunOpened | SeatLeft | SeatTaken | TensorsProvided | UpdatesWitnessed | WorkDoubted | WorkPaid | WorkProposed
EVENTS: dict[bytes, type[Event]] = {
    DoubtResolved.DISCRIMINATOR: DoubtResolved,
    RestReclaimed.DISCRIMINATOR: RestReclaimed,
    RoundClosed.DISCRIMINATOR: RoundClosed,
    RunOpened.DISCRIMINATOR: RunOpened,
    SeatLeft.DISCRIMINATOR: SeatLeft,
    SeatTaken.DISCRIMINATOR: SeatTaken,
    TensorsProvided.DISCRIMINATOR: TensorsProvided,
    UpdatesWitnessed.DISCRIMINATOR: UpdatesWitnessed,
    WorkDoubted.DISCRIMINATOR: WorkDoubted,
    WorkPaid.DISCRIMINATOR: WorkPaid,
    WorkProposed.DISCRIMINATOR: WorkProposed,
}


def decode_event(data: bytes) -> Event | None:
    """The event that `data` holds, or None where it is none of this program's."""
    kind = EVENTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


_CLOSE_ROUND_ARGS_0 = Struct("<32sH")


def close_round(*, config: Pubkey, run: Pubkey, round: Pubkey, run_id: bytes, round_index: int) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(run, False, False),
        AccountMeta(round, False, True),
    ]
    return Instruction(PROGRAM, b"\x95\x0e\x51\x58\xe6\xe2\xea\x25" + _CLOSE_ROUND_ARGS_0.pack(run_id, round_index), _accounts)


_COLLECT_ARGS_0 = Struct("<32sHB")


def collect(*, config: Pubkey, run: Pubkey, proposal: Pubkey, round: Pubkey, owner: Pubkey, owner_token: Pubkey, purse: Pubkey, run_id: bytes, round_index: int, seat: int) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(run, False, True),
        AccountMeta(proposal, False, True),
        AccountMeta(round, False, False),
        AccountMeta(owner, False, True),
        AccountMeta(owner_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xd0\x2f\xc2\x9b\x11\x62\x52\xec" + _COLLECT_ARGS_0.pack(run_id, round_index, seat), _accounts)


_DOUBT_ARGS_0 = Struct("<32sHB32s")


def doubt(*, caller: Pubkey, config: Pubkey, run: Pubkey, proposal: Pubkey, doubt: Pubkey, job: Pubkey, run_id: bytes, round_index: int, seat: int, job_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(run, False, True),
        AccountMeta(proposal, False, False),
        AccountMeta(doubt, False, True),
        AccountMeta(job, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xc9\xcd\x45\x63\xd2\x74\xcd\x4c" + _DOUBT_ARGS_0.pack(run_id, round_index, seat, job_id), _accounts)


_INITIALIZE_ARGS_0 = Struct("<32s32sQH")


def initialize(*, payer: Pubkey, config: Pubkey, purse: Pubkey, token: Pubkey, treasury: bytes, compute: bytes, window_secs: int, reward_bps: int) -> Instruction:
    _accounts = [
        AccountMeta(payer, True, True),
        AccountMeta(config, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(token, False, False),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xaf\xaf\x6d\x1f\x0d\x98\x9b\xed" + _INITIALIZE_ARGS_0.pack(treasury, compute, window_secs, reward_bps), _accounts)


_JOIN_ARGS_0 = Struct("<32s")


def join(*, caller: Pubkey, config: Pubkey, run: Pubkey, caller_token: Pubkey, purse: Pubkey, run_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(config, False, False),
        AccountMeta(run, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xce\x37\x02\x6a\x71\xdc\x11\xa3" + _JOIN_ARGS_0.pack(run_id), _accounts)


_LEAVE_RUN_ARGS_0 = Struct("<32s")


def leave_run(*, caller: Pubkey, config: Pubkey, run: Pubkey, caller_token: Pubkey, purse: Pubkey, run_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(config, False, False),
        AccountMeta(run, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xed\xf0\x17\xab\x48\x3a\x52\xf3" + _LEAVE_RUN_ARGS_0.pack(run_id), _accounts)


_OPEN_ARGS_0 = Struct("<Q")


def open(*, caller: Pubkey, config: Pubkey, run: Pubkey, caller_token: Pubkey, purse: Pubkey, nonce: int, terms: RunTerms) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(run, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xe4\xdc\x9b\x47\xc7\xbd\x3c\x2d" + _OPEN_ARGS_0.pack(nonce) + terms.encode(), _accounts)


_PROPOSE_ARGS_0 = Struct("<32sH")


def propose(*, caller: Pubkey, run: Pubkey, round: Pubkey, proposal: Pubkey, run_id: bytes, round_index: int, work: Work) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(run, False, True),
        AccountMeta(round, False, True),
        AccountMeta(proposal, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x5d\xfd\x52\xa8\x76\x21\x66\x5a" + _PROPOSE_ARGS_0.pack(run_id, round_index) + work.encode(), _accounts)


_PROVIDE_ARGS_0 = Struct("<I")


def provide(*, caller: Pubkey, openings: Pubkey, offset: int, data: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(openings, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xdd\x53\x0f\x73\x8e\x40\xf5\x25" + _PROVIDE_ARGS_0.pack(offset) + _LENGTH.pack(len(data)) + data, _accounts)


_RECLAIM_ARGS_0 = Struct("<32s")


def reclaim(*, config: Pubkey, run: Pubkey, sponsor_token: Pubkey, purse: Pubkey, run_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(run, False, True),
        AccountMeta(sponsor_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x2c\xb1\xec\xf9\x91\x6d\xa3\xba" + _RECLAIM_ARGS_0.pack(run_id), _accounts)


_RESOLVE_ARGS_0 = Struct("<32sHB32s")


def resolve(*, caller: Pubkey, config: Pubkey, run: Pubkey, proposal: Pubkey, doubt: Pubkey, job: Pubkey, openings: Pubkey | None, doubter: Pubkey, doubter_token: Pubkey, treasury_token: Pubkey, purse: Pubkey, run_id: bytes, round_index: int, seat: int, job_id: bytes, data: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(run, False, True),
        AccountMeta(proposal, False, False),
        AccountMeta(doubt, False, True),
        AccountMeta(job, False, False),
        AccountMeta(PROGRAM, False, False) if openings is None else AccountMeta(openings, False, True),
        AccountMeta(doubter, False, True),
        AccountMeta(doubter_token, False, True),
        AccountMeta(treasury_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xf6\x96\xec\xce\x6c\x3f\x3a\x0a" + _RESOLVE_ARGS_0.pack(run_id, round_index, seat, job_id) + _LENGTH.pack(len(data)) + data, _accounts)


_WITNESS_ARGS_0 = Struct("<32sHH")


def witness(*, caller: Pubkey, run: Pubkey, round: Pubkey, run_id: bytes, round_index: int, seen: int) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(run, False, False),
        AccountMeta(round, False, True),
    ]
    return Instruction(PROGRAM, b"\xd5\xf4\x95\x19\x8e\xdf\x15\x27" + _WITNESS_ARGS_0.pack(run_id, round_index, seen), _accounts)
