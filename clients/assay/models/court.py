"""State and events of court (meaning: market.Court)."""

from __future__ import annotations

from enum import IntEnum

from .base import U8, U16, U32, U64, ZERO, Address, Bps, Bytes32, Event, Model

MAX_SEATS = 63  # of the last round: 7 -> 15 -> 31 -> 63
MAX_ROUNDS = 5
MAX_BOND = 2**40  # of one bond or seat, base units: so that no sum of what a case holds can overflow
MAX_SEED_BOND = 2**31  # the same, where there may be 2**32 of them
TICKET_BYTES = 12
PHASES = 5  # of a round, each as long as the others (Phase)


class Kind(IntEnum):
    """What somebody is accused of. The programs take any but 0; consumers look at subject and verdict."""

    MISUSE = 1
    DEEPFAKE = 2
    PLAGIARISM = 3
    WRONG_EPOCH = 4


class Verdict(IntEnum):
    """NONE: no jury came together, so nothing was said."""

    NONE = 0
    NOT_GUILTY = 1
    GUILTY = 2


class CaseState(IntEnum):
    ACCUSED = 1
    HEARD = 2
    RULED = 3
    CLOSED = 4


class Phase(IntEnum):
    """Where a round stands: (now - started_at) // phase_secs, and 5 for all after."""

    SEED_COMMIT = 0
    SEED_REVEAL = 1
    SEATING = 2
    VOTE_COMMIT = 3
    VOTE_REVEAL = 4
    OVER = 5


class CourtConfig(Model):
    """Round r has (jurors + 1) * 2**r - 1 seats; an appeal against it costs case_bond * 2**(r + 1)."""

    token: Address
    treasury: Address
    contest_secs: U64
    phase_secs: U64
    case_bond: U64
    seed_bond: U64
    seat_stake: U64
    max_penalty: U64
    jurors: U8
    max_rounds: U8
    reward_bps: Bps

    def seats_of(self, round_index: int) -> int:
        return (self.jurors + 1 << round_index) - 1

    def appeal_bond(self, round_index: int) -> int:
        """What it costs to appeal against what this round said."""
        return self.case_bond << (round_index + 1)


class Accusation(Model):
    """Against `accused`, about `subject` (a content record, a grant, a posting), as of `since_at` (unix s, not in the future).
    `penalty` base units of the accused's stake are at risk. `evidence` is the sha256 of a file that the accuser publishes."""

    accused: Address
    subject: Bytes32
    kind: U8
    since_at: U64
    penalty: U64
    evidence: Bytes32


class Case(Model):
    """`contestant` is zero and `verdict` NONE until there is one. `due_at` is the end of the contest (ACCUSED), the start of the round (HEARD), the
    end of the right to appeal (RULED) or the time of closing (CLOSED). `seats`, `guilty_seats` and `innocent_seats` count all rounds that were
    not void. `pot` is what was lost so far; once closed, what the coherent seats share, at `pay` each. `appealed[i]` is the verdict that
    `appellants[i]` appealed against. `collected` has a bit a role that was paid: 0 accuser, 1 contestant, 2 treasury, 3 + i appellant i."""

    case_id: Bytes32
    accuser: Address
    accusation: Accusation
    accused_at: U64
    state: CaseState
    due_at: U64
    contestant: Address = ZERO
    round_index: U8 = 0
    verdict: Verdict = Verdict.NONE
    guilty_seats: U16 = 0
    innocent_seats: U16 = 0
    seats: U16 = 0
    pot: U64 = 0
    pay: U64 = 0
    appellants: tuple[Address, ...] = ()
    appealed: tuple[Verdict, ...] = ()
    collected: U8 = 0

    @property
    def is_closed(self) -> bool:
        """Whether the ruling is final."""
        return self.state is CaseState.CLOSED

    @property
    def is_guilty(self) -> bool:
        """Whether a final ruling says so."""
        return self.state is CaseState.CLOSED and self.verdict is Verdict.GUILTY


class Seat(Model):
    """`ticket` is a number below 2**96; the lowest tickets are the jury."""

    ticket: int
    juror: Address


class Vote(Model):
    """`seats` that the juror holds in the round. `commitment` is zero before, `vote` NONE until it is revealed."""

    juror: Address
    seats: U8
    commitment: Bytes32 = ZERO
    vote: Verdict = Verdict.NONE
    released: bool = False


class Round(Model):
    """`seats` from the lowest ticket. `seed` is the xor of what was revealed. `void`: fewer seats were taken than the round has."""

    started_at: U64
    seeds_committed: U32 = 0
    seeds_revealed: U32 = 0
    seed: Bytes32 = ZERO
    seats: tuple[Seat, ...] = ()
    votes: tuple[Vote, ...] = ()
    guilty_seats: U16 = 0
    innocent_seats: U16 = 0
    void: bool = False


class Juror(Model):
    """`seats` it has paid for, of which `seated` serve; eligible for rounds whose seeds were committed after `since_at`."""

    juror: Address
    seats: U32
    seated: U32
    since_at: U64


class Enrolled(Event):
    juror: Address
    added: U32
    seats: U32


class Resigned(Event):
    juror: Address
    removed: U32
    seats: U32


class Accused(Event):
    case_id: Bytes32
    accuser: Address
    accused: Address
    subject: Bytes32
    kind: U8
    since_at: U64
    penalty: U64
    evidence: Bytes32
    contest_by: U64


class Contested(Event):
    case_id: Bytes32
    contestant: Address
    started_at: U64


class SeedCommitted(Event):
    case_id: Bytes32
    round_index: U8
    contributor: Address


class SeedRevealed(Event):
    case_id: Bytes32
    round_index: U8
    contributor: Address
    seed: Bytes32


class Seated(Event):
    case_id: Bytes32
    round_index: U8
    juror: Address
    ticket: Bytes32
    evicted: Address


class VoteCommitted(Event):
    case_id: Bytes32
    round_index: U8
    juror: Address


class VoteRevealed(Event):
    case_id: Bytes32
    round_index: U8
    juror: Address
    guilty: bool
    seats: U8


class Tallied(Event):
    case_id: Bytes32
    round_index: U8
    guilty_seats: U16
    innocent_seats: U16
    void: bool
    verdict: U8
    appeal_by: U64


class Appealed(Event):
    case_id: Bytes32
    round_index: U8
    appellant: Address
    bond: U64
    started_at: U64


class CaseClosed(Event):
    case_id: Bytes32
    verdict: U8
    slashed: U64
    pot: U64
    pay: U64


class JurorReleased(Event):
    case_id: Bytes32
    round_index: U8
    juror: Address
    returned: U8
    paid: U64


class Collected(Event):
    case_id: Bytes32
    party: Address
    amount: U64


EVENTS: tuple[type[Event], ...] = (
    Enrolled, Resigned, Accused, Contested, SeedCommitted, SeedRevealed, Seated, VoteCommitted, VoteRevealed, Tallied, Appealed, CaseClosed,
    JurorReleased, Collected,
)  # fmt: skip
