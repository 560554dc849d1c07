"""court as plain objects: the executable spec of market.Court."""

from __future__ import annotations

from .. import errors as e
from .. import ids
from ..models import court as m
from ..models.base import ZERO
from ..models.deployment import MAX_SECS
from ..models.staking import MAX_REWARD_BPS, SlasherStatus
from ..units import share_down
from .chain import Ledger, checked
from .staking import StakingState

ESCROW = b"court escrow".ljust(32, b"\x00")
HALF = 5_000


class CourtState:
    """What the program stores. Methods take the caller first; `ReferenceCourt` binds it. `program` is the address under which it slashes."""

    def __init__(self, ledger: Ledger, staking: StakingState, config: m.CourtConfig, program: bytes) -> None:
        if not (1 <= config.contest_secs <= MAX_SECS and 1 <= config.phase_secs <= MAX_SECS // m.PHASES):
            raise e.BadConfig
        if not (config.jurors % 2 and 1 <= config.max_rounds <= m.MAX_ROUNDS and config.seats_of(config.max_rounds - 1) <= m.MAX_SEATS):
            raise e.BadConfig
        if not (1 <= config.case_bond <= m.MAX_BOND and 1 <= config.seat_stake <= m.MAX_BOND and 1 <= config.seed_bond <= m.MAX_SEED_BOND):
            raise e.BadConfig
        if config.reward_bps > MAX_REWARD_BPS:
            raise e.BadConfig
        self.ledger, self.staking, self.config, self.program = ledger, staking, config, program
        self.jurors: dict[bytes, m.Juror] = {}
        self.cases: dict[bytes, m.Case] = {}
        self.rounds: dict[tuple[bytes, int], m.Round] = {}
        self.seeds: dict[tuple[bytes, int, bytes], bytes] = {}

    # ---- what the verbs share

    def known(self, case_id: bytes) -> m.Case:
        if case_id not in self.cases:
            raise e.UnknownCase
        return self.cases[case_id]

    def _save(self, case: m.Case, **changes: object) -> m.Case:
        self.cases[case.case_id] = case.model_copy(update=changes)
        return self.cases[case.case_id]

    def _round(self, case: m.Case) -> m.Round:
        return self.rounds[case.case_id, case.round_index]

    def _save_round(self, case: m.Case, **changes: object) -> m.Round:
        key = (case.case_id, case.round_index)
        self.rounds[key] = self.rounds[key].model_copy(update=changes)
        return self.rounds[key]

    def _start(self, case: m.Case, round_index: int, **changes: object) -> None:
        self.rounds[case.case_id, round_index] = m.Round(started_at=self.ledger.now)
        self._save(case, state=m.CaseState.HEARD, due_at=self.ledger.now, round_index=round_index, **changes)

    def _in(self, case: m.Case, phase: m.Phase) -> m.Round:
        """The round, where it is in this phase. Who votes does so in a full round."""
        if case.state is not m.CaseState.HEARD:
            raise e.WrongPhase
        round_ = self._round(case)
        if self._phase(round_) is not phase:
            raise e.WrongPhase
        if phase >= m.Phase.VOTE_COMMIT and not self._full(case, round_):
            raise e.WrongPhase
        return round_

    def _phase(self, round_: m.Round) -> m.Phase:
        return m.Phase(min((self.ledger.now - round_.started_at) // self.config.phase_secs, m.Phase.OVER))

    def _full(self, case: m.Case, round_: m.Round) -> bool:
        return len(round_.seats) == self.config.seats_of(case.round_index)

    def _vote(self, round_: m.Round, juror: bytes) -> int:
        at = next((i for i, v in enumerate(round_.votes) if v.juror == juror), None)
        if at is None:
            raise e.NotJuror
        return at

    # ---- jurors

    def enroll(self, caller: bytes, seats: int) -> m.Enrolled:
        if seats == 0:
            raise e.ZeroAmount
        cost = checked(seats * self.config.seat_stake)
        self.ledger.require(caller, cost)
        before = self.jurors.get(caller, m.Juror(juror=caller, seats=0, seated=0, since_at=0))
        if before.seats + seats >= 2**32:
            raise e.Overflow
        self.jurors[caller] = before.model_copy(update={"seats": before.seats + seats, "since_at": self.ledger.now})
        self.ledger.move(caller, ESCROW, cost)
        return self.ledger.log(m.Enrolled(juror=caller, added=seats, seats=before.seats + seats))

    def resign(self, caller: bytes, seats: int) -> m.Resigned:
        juror = self._known_juror(caller)
        if seats == 0:
            raise e.ZeroAmount
        if juror.seats - juror.seated < seats:
            raise e.NotEnoughSeats
        self.jurors[caller] = juror.model_copy(update={"seats": juror.seats - seats})
        self.ledger.move(ESCROW, caller, seats * self.config.seat_stake)
        return self.ledger.log(m.Resigned(juror=caller, removed=seats, seats=juror.seats - seats))

    def _known_juror(self, juror: bytes) -> m.Juror:
        if juror not in self.jurors:
            raise e.UnknownJuror
        return self.jurors[juror]

    # ---- a case

    def accuse(self, caller: bytes, nonce: int, a: m.Accusation) -> m.Accused:
        case_id = ids.case_id(self.program, caller, nonce)
        if case_id in self.cases:
            raise e.CaseExists
        if a.kind == 0 or a.since_at > self.ledger.now or a.accused == caller:
            raise e.BadAccusation
        if a.penalty > self.config.max_penalty:
            raise e.PenaltyTooHigh
        self.ledger.require(caller, self.config.case_bond)
        contest_by = checked(self.ledger.now + self.config.contest_secs)
        self.cases[case_id] = m.Case(case_id=case_id, accuser=caller, accusation=a, accused_at=self.ledger.now, state=m.CaseState.ACCUSED, due_at=contest_by)
        self.ledger.move(caller, ESCROW, self.config.case_bond)
        return self.ledger.log(
            m.Accused(
                case_id=case_id, accuser=caller, accused=a.accused, subject=a.subject, kind=a.kind, since_at=a.since_at, penalty=a.penalty,
                evidence=a.evidence, contest_by=contest_by,
            )
        )  # fmt: skip

    def contest(self, caller: bytes, case_id: bytes) -> m.Contested:
        case = self.known(case_id)
        if case.state is not m.CaseState.ACCUSED:
            raise e.CaseNotOpen
        if self.ledger.now >= case.due_at:
            raise e.ContestClosed
        if caller == case.accuser:
            raise e.OwnCase
        self.ledger.require(caller, self.config.case_bond)
        self._start(case, 0, contestant=caller)
        self.ledger.move(caller, ESCROW, self.config.case_bond)
        return self.ledger.log(m.Contested(case_id=case_id, contestant=caller, started_at=self.ledger.now))

    # ---- a round

    def commit_seed(self, caller: bytes, case_id: bytes, commitment: bytes) -> m.SeedCommitted:
        case = self.known(case_id)
        round_ = self._in(case, m.Phase.SEED_COMMIT)
        key = (case_id, case.round_index, caller)
        if key in self.seeds:
            raise e.SeedExists
        self.ledger.require(caller, self.config.seed_bond)
        self.seeds[key] = commitment
        self._save_round(case, seeds_committed=round_.seeds_committed + 1)
        self.ledger.move(caller, ESCROW, self.config.seed_bond)
        return self.ledger.log(m.SeedCommitted(case_id=case_id, round_index=case.round_index, contributor=caller))

    def reveal_seed(self, caller: bytes, case_id: bytes, secret: bytes) -> m.SeedRevealed:
        case = self.known(case_id)
        round_ = self._in(case, m.Phase.SEED_REVEAL)
        key = (case_id, case.round_index, caller)
        if key not in self.seeds:
            raise e.UnknownSeed
        if self.seeds[key] != ids.seed_commitment(case_id, case.round_index, caller, secret):
            raise e.BadSeed
        share = ids.seed_share(case_id, case.round_index, caller, secret)
        seed = bytes(x ^ y for x, y in zip(round_.seed, share, strict=True))
        del self.seeds[key]
        self._save_round(case, seeds_revealed=round_.seeds_revealed + 1, seed=seed)
        self.ledger.move(ESCROW, caller, self.config.seed_bond)
        return self.ledger.log(m.SeedRevealed(case_id=case_id, round_index=case.round_index, contributor=caller, seed=seed))

    def seat(self, case_id: bytes, juror: bytes, unit: int) -> m.Seated:
        case = self.known(case_id)
        round_ = self._in(case, m.Phase.SEATING)
        drawn = self._known_juror(juror)
        parties = (case.accuser, case.accusation.accused, case.contestant)
        if drawn.since_at >= round_.started_at + self.config.phase_secs or unit >= drawn.seats or juror in parties:
            raise e.NotEligible
        number = int.from_bytes(ids.ticket(case_id, case.round_index, round_.seed, juror, unit), "big")
        ticket = m.Seat(ticket=number, juror=juror)
        if ticket in round_.seats:
            raise e.TicketTaken
        evicted = round_.seats[-1] if self._full(case, round_) else None
        if evicted is not None and number >= evicted.ticket:
            raise e.TicketTooHigh
        if drawn.seated - (evicted is not None and evicted.juror == juror) >= drawn.seats:
            raise e.NoFreeSeat
        seats = list(round_.seats)
        if evicted is not None:
            seats.pop()
            self._seat_change(evicted.juror, -1)
        seats = sorted([*seats, ticket], key=lambda s: s.ticket)
        self._seat_change(juror, 1)
        counts = {v.juror: 0 for v in round_.votes} | {s.juror: 0 for s in seats}
        for s in seats:
            counts[s.juror] += 1
        votes = tuple(m.Vote(juror=j, seats=n) for j, n in counts.items() if n)
        self._save_round(case, seats=tuple(seats), votes=votes)
        return self.ledger.log(
            m.Seated(case_id=case_id, round_index=case.round_index, juror=juror, ticket=number.to_bytes(32, "big"), evicted=evicted.juror if evicted else ZERO)
        )

    def _seat_change(self, juror: bytes, by: int) -> None:
        j = self.jurors[juror]
        self.jurors[juror] = j.model_copy(update={"seated": j.seated + by})

    def commit_vote(self, caller: bytes, case_id: bytes, commitment: bytes) -> m.VoteCommitted:
        case = self.known(case_id)
        round_ = self._in(case, m.Phase.VOTE_COMMIT)
        at = self._vote(round_, caller)
        if round_.votes[at].commitment != ZERO:
            raise e.AlreadyVoted
        if commitment == ZERO:
            raise e.BadVote
        self._save_vote(case, round_, at, commitment=commitment)
        return self.ledger.log(m.VoteCommitted(case_id=case_id, round_index=case.round_index, juror=caller))

    def reveal_vote(self, caller: bytes, case_id: bytes, guilty: bool, salt: bytes) -> m.VoteRevealed:
        case = self.known(case_id)
        round_ = self._in(case, m.Phase.VOTE_REVEAL)
        at = self._vote(round_, caller)
        vote = round_.votes[at]
        if vote.vote is not m.Verdict.NONE:
            raise e.AlreadyRevealed
        if vote.commitment != ids.vote_commitment(case_id, case.round_index, caller, guilty, salt):
            raise e.BadVote
        said = m.Verdict.GUILTY if guilty else m.Verdict.NOT_GUILTY
        round_ = self._save_vote(case, round_, at, vote=said)
        name = "guilty_seats" if guilty else "innocent_seats"
        self._save_round(case, **{name: getattr(round_, name) + vote.seats})
        return self.ledger.log(m.VoteRevealed(case_id=case_id, round_index=case.round_index, juror=caller, guilty=guilty, seats=vote.seats))

    def _save_vote(self, case: m.Case, round_: m.Round, at: int, **changes: object) -> m.Round:
        votes = list(round_.votes)
        votes[at] = votes[at].model_copy(update=changes)
        return self._save_round(case, votes=tuple(votes))

    def tally(self, case_id: bytes) -> m.Tallied:
        case = self.known(case_id)
        if case.state is not m.CaseState.HEARD:
            raise e.NotDue
        round_ = self._round(case)
        full = self._full(case, round_)
        if self._phase(round_) < (m.Phase.OVER if full else m.Phase.VOTE_COMMIT):
            raise e.NotDue
        verdict, appeal_by = case.verdict, self.ledger.now
        if full:
            verdict = m.Verdict.GUILTY if round_.guilty_seats > round_.innocent_seats else m.Verdict.NOT_GUILTY
            if case.round_index + 1 < self.config.max_rounds:
                appeal_by = checked(self.ledger.now + self.config.phase_secs)
        round_ = self._save_round(case, void=not full)
        forfeited = (round_.seeds_committed - round_.seeds_revealed) * self.config.seed_bond
        self._save(
            case,
            state=m.CaseState.RULED,
            verdict=verdict,
            due_at=appeal_by,
            pot=checked(case.pot + forfeited),
            seats=case.seats + (len(round_.seats) if full else 0),
            guilty_seats=case.guilty_seats + round_.guilty_seats,
            innocent_seats=case.innocent_seats + round_.innocent_seats,
        )
        return self.ledger.log(
            m.Tallied(
                case_id=case_id, round_index=case.round_index, guilty_seats=round_.guilty_seats, innocent_seats=round_.innocent_seats,
                void=not full, verdict=verdict, appeal_by=appeal_by,
            )
        )  # fmt: skip

    def appeal(self, caller: bytes, case_id: bytes) -> m.Appealed:
        case = self.known(case_id)
        if case.state is not m.CaseState.RULED:
            raise e.CaseNotRuled
        if self.ledger.now >= case.due_at:
            raise e.AppealClosed
        bond = self.config.appeal_bond(case.round_index)
        self.ledger.require(caller, bond)
        self._start(case, case.round_index + 1, appellants=(*case.appellants, caller), appealed=(*case.appealed, case.verdict))
        self.ledger.move(caller, ESCROW, bond)
        return self.ledger.log(m.Appealed(case_id=case_id, round_index=case.round_index + 1, appellant=caller, bond=bond, started_at=self.ledger.now))

    # ---- the end

    def close(self, case_id: bytes) -> m.CaseClosed:
        case = self.known(case_id)
        if case.state not in (m.CaseState.ACCUSED, m.CaseState.RULED) or self.ledger.now < case.due_at:
            raise e.NotDue
        verdict = m.Verdict.GUILTY if case.state is m.CaseState.ACCUSED else case.verdict
        coherent = {m.Verdict.GUILTY: case.guilty_seats, m.Verdict.NOT_GUILTY: case.innocent_seats}.get(verdict, 0)
        pot = case.pot + (case.seats - coherent) * self.config.seat_stake
        if case.contestant != ZERO and verdict is not m.Verdict.NONE:
            pot += self.config.case_bond - share_down(self.config.case_bond, HALF)
        pot += sum(self.config.appeal_bond(i) for i, against in enumerate(case.appealed) if against is verdict)
        pot, pay = checked(pot), pot // coherent if coherent else 0
        slashed = self._punish(case) if verdict is m.Verdict.GUILTY else 0
        self._save(case, state=m.CaseState.CLOSED, verdict=verdict, due_at=self.ledger.now, pot=pot, pay=pay)
        return self.ledger.log(m.CaseClosed(case_id=case_id, verdict=verdict, slashed=slashed, pot=pot, pay=pay))

    def _punish(self, case: m.Case) -> int:
        """What the accused's stake loses. That there is none, that the court may slash no more, or that another slasher has used the fault's id up,
        must not hold a ruling up."""
        at, stake = self.staking.find(self.program), self.staking.stakes.get(case.accusation.accused)
        if case.accusation.penalty == 0 or stake is None or stake.reachable == 0 or ids.fault_id(case.case_id) in self.staking.faults:
            return 0
        if at is None or self.staking.slashers[at].status is not SlasherStatus.ACTIVE:
            return 0
        a = case.accusation
        return self.staking.slash(self.program, a.accused, a.penalty, ids.fault_id(case.case_id), case.accuser, self.config.reward_bps).amount

    def release(self, case_id: bytes, round_index: int, juror: bytes) -> m.JurorReleased:
        case = self.known(case_id)
        if case.state is not m.CaseState.CLOSED:
            raise e.CaseNotClosed
        key = (case_id, round_index)
        if key not in self.rounds:
            raise e.NotJuror
        round_ = self.rounds[key]
        at = self._vote(round_, juror)
        vote = round_.votes[at]
        if vote.released:
            raise e.AlreadyReleased
        kept = vote.seats if round_.void or vote.vote is case.verdict else 0
        paid = 0 if round_.void else kept * case.pay
        votes = list(round_.votes)
        votes[at] = vote.model_copy(update={"released": True})
        self.rounds[key] = round_.model_copy(update={"votes": tuple(votes)})
        j = self.jurors[juror]
        self.jurors[juror] = j.model_copy(update={"seats": j.seats - (vote.seats - kept), "seated": j.seated - vote.seats})
        self.ledger.move(ESCROW, juror, paid)
        return self.ledger.log(m.JurorReleased(case_id=case_id, round_index=round_index, juror=juror, returned=kept, paid=paid))

    def collect(self, case_id: bytes, party: bytes) -> m.Collected:
        case = self.known(case_id)
        if case.state is not m.CaseState.CLOSED:
            raise e.CaseNotClosed
        amount, collected = 0, case.collected
        for bit, (who, due) in enumerate(self.dues(case)):
            if who == party and not collected >> bit & 1:
                amount += due
                collected |= 1 << bit
        if amount == 0:
            raise e.NothingToCollect
        self._save(case, collected=collected)
        self.ledger.move(ESCROW, party, amount)
        return self.ledger.log(m.Collected(case_id=case_id, party=party, amount=amount))

    def dues(self, case: m.Case) -> list[tuple[bytes, int]]:
        """By role, in the order of the bits of `collected`: whom a closed case owes how much, jurors apart."""
        bond, half = self.config.case_bond, share_down(self.config.case_bond, HALF)
        contested = case.contestant != ZERO
        to_accuser = {m.Verdict.GUILTY: bond + (half if contested else 0), m.Verdict.NOT_GUILTY: 0}.get(case.verdict, bond)
        to_contestant = {m.Verdict.GUILTY: 0, m.Verdict.NOT_GUILTY: bond + half}.get(case.verdict, bond) if contested else 0
        coherent = {m.Verdict.GUILTY: case.guilty_seats, m.Verdict.NOT_GUILTY: case.innocent_seats}.get(case.verdict, 0)
        parties = [(case.accuser, to_accuser), (case.contestant, to_contestant), (self.config.treasury, case.pot - case.pay * coherent)]
        return parties + [
            (who, 0 if against is case.verdict else self.config.appeal_bond(i))
            for i, (who, against) in enumerate(zip(case.appellants, case.appealed, strict=True))
        ]


class ReferenceCourt:
    """market.Court for one caller."""

    def __init__(self, state: CourtState, caller: bytes) -> None:
        self._state, self._caller = state, caller

    def config(self) -> m.CourtConfig:
        return self._state.config

    def juror(self, owner: bytes) -> m.Juror | None:
        return self._state.jurors.get(owner)

    def case(self, case_id: bytes) -> m.Case | None:
        return self._state.cases.get(case_id)

    def round(self, case_id: bytes, round_index: int) -> m.Round | None:
        r = self._state.rounds.get((case_id, round_index))
        # The chains keep votes in orders of their own.
        return None if r is None else r.model_copy(update={"votes": tuple(sorted(r.votes, key=lambda v: v.juror))})

    def enroll(self, seats: int) -> m.Enrolled:
        return self._state.enroll(self._caller, seats)

    def resign(self, seats: int) -> m.Resigned:
        return self._state.resign(self._caller, seats)

    def accuse(self, nonce: int, accusation: m.Accusation) -> m.Accused:
        return self._state.accuse(self._caller, nonce, accusation)

    def contest(self, case_id: bytes) -> m.Contested:
        return self._state.contest(self._caller, case_id)

    def commit_seed(self, case_id: bytes, commitment: bytes) -> m.SeedCommitted:
        return self._state.commit_seed(self._caller, case_id, commitment)

    def reveal_seed(self, case_id: bytes, secret: bytes) -> m.SeedRevealed:
        return self._state.reveal_seed(self._caller, case_id, secret)

    def seat(self, case_id: bytes, juror: bytes, unit: int) -> m.Seated:
        return self._state.seat(case_id, juror, unit)

    def commit_vote(self, case_id: bytes, commitment: bytes) -> m.VoteCommitted:
        return self._state.commit_vote(self._caller, case_id, commitment)

    def reveal_vote(self, case_id: bytes, guilty: bool, salt: bytes) -> m.VoteRevealed:
        return self._state.reveal_vote(self._caller, case_id, guilty, salt)

    def tally(self, case_id: bytes) -> m.Tallied:
        return self._state.tally(case_id)

    def appeal(self, case_id: bytes) -> m.Appealed:
        return self._state.appeal(self._caller, case_id)

    def close(self, case_id: bytes) -> m.CaseClosed:
        return self._state.close(case_id)

    def release(self, case_id: bytes, round_index: int, juror: bytes) -> m.JurorReleased:
        return self._state.release(case_id, round_index, juror)

    def collect(self, case_id: bytes, party: bytes) -> m.Collected:
        return self._state.collect(case_id, party)
