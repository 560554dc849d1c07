"""training as plain objects: the executable spec of market.Training."""

from __future__ import annotations

from itertools import combinations

from .. import errors as e
from .. import ids
from ..commit import endstate
from ..commit.program import MAX_OPERATORS, MAX_TENSORS
from ..models import compute as c
from ..models import training as m
from ..models.base import ZERO
from ..models.deployment import MAX_SECS
from ..units import share_down
from .chain import Ledger
from .compute import ComputeState
from .openings import Openings


class TrainingState:
    """What the program stores. Methods take the caller first; `ReferenceTraining` binds it. `program` is the address that pools and stakes lie at."""

    def __init__(self, ledger: Ledger, compute: ComputeState, config: m.TrainingConfig, program: bytes) -> None:
        # Its window and compute's need not fit: a doubt waits for its job for as long as that takes.
        if not 1 <= config.window_secs <= MAX_SECS or config.reward_bps > 5_000:
            raise e.BadConfig
        self.ledger, self.compute, self.config, self.program = ledger, compute, config, program
        self.runs: dict[bytes, m.Run] = {}
        self.rounds: dict[tuple[bytes, int], m.Round] = {}
        self.proposals: dict[bytes, m.Proposal] = {}
        self.doubts: dict[bytes, m.Doubt] = {}
        self.openings = Openings[bytes]()

    # ---- a run and its seats

    def open(self, caller: bytes, nonce: int, terms: m.RunTerms) -> m.RunOpened:
        run_id = ids.run_id(self.program, caller, nonce)
        if run_id in self.runs:
            raise e.RunExists
        if not self._is_run(terms):
            raise e.BadRun
        self.ledger.require(caller, terms.pool)
        self.runs[run_id] = m.Run(run_id=run_id, sponsor=caller, terms=terms)
        self.ledger.move(caller, self.program, terms.pool)
        return self.ledger.log(m.RunOpened(run_id=run_id, sponsor=caller, nonce=nonce, terms=terms))

    def join(self, caller: bytes, run_id: bytes) -> m.SeatTaken:
        run = self._run(run_id)
        if self.ledger.now >= run.terms.starts_at:
            raise e.JoinClosed
        if any(seat.owner == caller for seat in run.seats):
            raise e.AlreadyJoined
        if len(run.seats) == run.terms.seats:
            raise e.NoSeatLeft
        self.ledger.require(caller, run.terms.stake)
        self._save(run, seats=(*run.seats, m.Seat(owner=caller)))
        self.ledger.move(caller, self.program, run.terms.stake)
        return self.ledger.log(m.SeatTaken(run_id=run_id, owner=caller, seat=len(run.seats)))

    def leave_run(self, caller: bytes, run_id: bytes) -> m.SeatLeft:
        run = self._run(run_id)
        at = self._seat_of(run, caller)
        if self.ledger.now < run.terms.ends_at(run.terms.rounds - 1):
            raise e.RoundsNotOver
        if run.seats[at].proposals:
            raise e.WorkUnpaid
        self._save_seat(run, at, state=m.SeatState.LEFT)
        self.ledger.move(self.program, caller, run.terms.stake)
        return self.ledger.log(m.SeatLeft(run_id=run_id, seat=at, owner=caller, stake=run.terms.stake))

    def reclaim(self, run_id: bytes) -> m.RestReclaimed:
        run = self._run(run_id)
        if run.reclaimed:
            raise e.RestIsPaid
        if self.ledger.now < run.terms.ends_at(run.terms.rounds - 1):
            raise e.RoundsNotOver
        if any(seat.proposals for seat in run.seats):
            raise e.WorkUnpaid
        self._save(run, reclaimed=True)
        rest = run.terms.pool - run.paid
        self.ledger.move(self.program, run.sponsor, rest)
        return self.ledger.log(m.RestReclaimed(run_id=run_id, sponsor=run.sponsor, amount=rest))

    # ---- a round

    def propose(self, caller: bytes, run_id: bytes, round_index: int, work: m.Work) -> m.WorkProposed:
        run = self._run(run_id)
        at = self._seat_of(run, caller)
        self._require_round(run, round_index)
        ends_at = run.terms.ends_at(round_index)
        if not ends_at - run.terms.round_secs <= self.ledger.now < ends_at - run.terms.witness_secs:
            raise e.NotProposing
        if work.program >= len(run.terms.programs):
            raise e.NoSuchProgram
        round_ = self.rounds.get((run_id, round_index), m.Round(run_id=run_id, round_index=round_index))
        if round_.proposed >> at & 1:
            raise e.AlreadyProposed
        proposal_id = ids.proposal_id(run_id, round_index, at)
        order = round_.proposed.bit_count()
        self._save_round(round_, proposed=round_.proposed | 1 << at)
        self._save_seat(run, at, proposals=run.seats[at].proposals + 1)
        self.proposals[proposal_id] = m.Proposal(proposal_id=proposal_id, run_id=run_id, round_index=round_index, seat=at, order=order, work=work)
        return self.ledger.log(m.WorkProposed(run_id=run_id, round_index=round_index, seat=at, order=order, work=work))

    def witness(self, caller: bytes, run_id: bytes, round_index: int, seen: int) -> m.UpdatesWitnessed:
        run = self._run(run_id)
        at = self._seat_of(run, caller)
        self._require_round(run, round_index)
        ends_at = run.terms.ends_at(round_index)
        if not ends_at - run.terms.witness_secs <= self.ledger.now < ends_at:
            raise e.NotWitnessing
        round_ = self._proposed_in(run_id, round_index)
        if round_.witnessed >> at & 1:
            raise e.AlreadyWitnessed
        said = (*round_.seen[:at], seen, *round_.seen[at + 1 :])
        self._save_round(round_, witnessed=round_.witnessed | 1 << at, seen=said)
        return self.ledger.log(m.UpdatesWitnessed(run_id=run_id, round_index=round_index, seat=at, seen=seen))

    def close_round(self, run_id: bytes, round_index: int) -> m.RoundClosed:
        run = self._run(run_id)
        self._require_round(run, round_index)
        ends_at = run.terms.ends_at(round_index)
        if self.ledger.now < ends_at:
            raise e.RoundNotOver
        round_ = self._proposed_in(run_id, round_index)
        if round_.closed:
            raise e.RoundIsClosed
        proposals = [self.proposals[ids.proposal_id(run_id, round_index, at)] for at in _seats(round_.proposed)]
        base_root = run.terms.state_root if round_index == 0 else _majority(proposals)
        # Zero is no state's root: nobody could run from it again.
        accepted = [p for p in proposals if ZERO != base_root == p.work.base_root and _is_seen(round_, p.seat)]
        # One who computed once is paid once, whatever number of seats it has: of those with the same batches the first counts.
        copies = {max(a, b, key=lambda p: p.order).seat for a, b in combinations(accepted, 2) if _is_same_work(a, b)}
        included = [p for p in accepted if p.seat not in copies]
        total = sum(run.terms.programs[p.work.program].work for p in included)
        bits, budget = sum(1 << p.seat for p in included), run.terms.budget_down
        self._save_round(round_, closed=True, base_root=base_root, included=bits, total_work=total, budget=budget)
        return self.ledger.log(
            m.RoundClosed(
                run_id=run_id, round_index=round_index, base_root=base_root, included=bits, total_work=total, budget=budget,
                window_ends_at=ends_at + self.config.window_secs,
            )
        )  # fmt: skip

    def collect(self, run_id: bytes, round_index: int, seat: int) -> m.WorkPaid:
        run = self._run(run_id)
        proposal = self._proposal(run_id, round_index, seat)
        round_ = self.rounds[run_id, round_index]
        if not round_.closed:
            raise e.RoundNotClosed
        if self.ledger.now < run.terms.ends_at(round_index) + self.config.window_secs:
            raise e.WindowOpen
        if run.seats[seat].doubts:
            raise e.DoubtsOpen
        is_due = run.seats[seat].state is m.SeatState.ACTIVE and round_.included >> seat & 1
        amount = round_.budget * run.terms.programs[proposal.work.program].work // round_.total_work if is_due else 0
        del self.proposals[proposal.proposal_id]
        run = self._save_seat(run, seat, proposals=run.seats[seat].proposals - 1)
        self._save(run, paid=run.paid + amount)
        owner = run.seats[seat].owner
        self.ledger.move(self.program, owner, amount)
        return self.ledger.log(m.WorkPaid(run_id=run_id, round_index=round_index, seat=seat, owner=owner, amount=amount))

    # ---- doubts

    def doubt(self, caller: bytes, run_id: bytes, round_index: int, seat: int, job_id: bytes) -> m.WorkDoubted:
        run = self._run(run_id)
        proposal = self._proposal(run_id, round_index, seat)
        if run.seats[seat].state is not m.SeatState.ACTIVE:
            raise e.SeatIsOut
        if self.ledger.now >= run.terms.ends_at(round_index) + self.config.window_secs:
            raise e.WindowClosed
        doubt_id = ids.doubt_id(proposal.proposal_id, job_id)
        if doubt_id in self.doubts:
            raise e.DoubtExists
        if job_id not in self.compute.jobs:
            raise e.UnknownJob
        job = self.compute.jobs[job_id]
        if job.state not in (c.JobState.COMMITTED, c.JobState.DISPUTED, c.JobState.SETTLED):
            raise e.JobShowsNothing
        program, t = run.terms.programs[proposal.work.program], job.terms
        if (t.program_root, t.op_count, t.model_count, t.input_count) != (program.program_root, program.op_count, run.terms.model_count, program.input_count):
            raise e.WrongJob
        if (t.model_root, t.input_root) != (proposal.work.base_root, proposal.work.input_root) or t.stake < run.terms.stake:
            raise e.WrongJob
        self.doubts[doubt_id] = m.Doubt(doubt_id=doubt_id, proposal_id=proposal.proposal_id, job_id=job_id, doubter=caller)
        self._save_seat(run, seat, doubts=run.seats[seat].doubts + 1)
        return self.ledger.log(m.WorkDoubted(run_id=run_id, round_index=round_index, seat=seat, job_id=job_id, doubter=caller))

    def resolve(self, caller: bytes, run_id: bytes, round_index: int, seat: int, job_id: bytes, data: bytes) -> m.DoubtResolved:
        run = self._run(run_id)
        proposal = self._proposal(run_id, round_index, seat)
        doubt = self.doubts.get(ids.doubt_id(proposal.proposal_id, job_id))
        if doubt is None:
            raise e.UnknownDoubt
        job, refuted = self.compute.jobs[job_id], False
        # Of a seat that is out nothing is left to decide.
        if run.seats[seat].state is m.SeatState.ACTIVE:
            if job.state is c.JobState.SETTLED:
                given = self.openings.given(caller, data)
                state = endstate.opened(job_id, job.trace_root, job.terms.op_count, job.terms.model_count, given)
                if state is None:
                    raise e.BadOpening
                refuted = ids.work_claim(proposal.proposal_id, state) != proposal.work.claim
                self.openings.use_up(caller, data)
            elif job.state not in (c.JobState.FAULTED, c.JobState.REFUNDED):
                raise e.JobUndecided
        stake = run.terms.stake if refuted else 0
        reward = share_down(stake, self.config.reward_bps)
        remainder = stake - reward
        del self.doubts[doubt.doubt_id]
        run = self._save_seat(run, seat, doubts=run.seats[seat].doubts - 1)
        if refuted:
            self._save_seat(run, seat, state=m.SeatState.OUT)
        self.ledger.move(self.program, doubt.doubter, reward)
        self.ledger.move(self.program, self.config.treasury, remainder)
        return self.ledger.log(
            m.DoubtResolved(
                run_id=run_id, round_index=round_index, seat=seat, job_id=job_id, doubter=doubt.doubter, refuted=refuted, reward=reward, remainder=remainder
            )
        )  # fmt: skip

    def provide(self, caller: bytes, offset: int, data: bytes) -> m.TensorsProvided:
        return self.ledger.log(m.TensorsProvided(party=caller, length=self.openings.provide(caller, offset, data)))

    # ---- within

    def _is_run(self, t: m.RunTerms) -> bool:
        delays = (t.propose_secs, t.witness_secs)
        if not self.ledger.now < t.starts_at <= self.ledger.now + MAX_SECS or not all(1 <= secs <= MAX_SECS for secs in delays):
            return False
        if not (m.MIN_SEATS <= t.seats <= m.MAX_SEATS and t.rounds and t.pool >= t.rounds and t.stake):
            return False
        if not (1 <= t.model_count <= m.MAX_STATE_TENSORS and 1 <= len(t.programs) <= m.MAX_PROGRAMS):
            return False
        return all(t.model_count <= p.op_count <= MAX_OPERATORS and p.input_count <= MAX_TENSORS and p.work for p in t.programs)

    def _run(self, run_id: bytes) -> m.Run:
        if run_id not in self.runs:
            raise e.UnknownRun
        return self.runs[run_id]

    def _seat_of(self, run: m.Run, owner: bytes) -> int:
        """The place of the owner's seat, which still answers for what it does."""
        at = next((i for i, seat in enumerate(run.seats) if seat.owner == owner), None)
        if at is None:
            raise e.NotSeated
        if run.seats[at].state is m.SeatState.OUT:
            raise e.SeatIsOut
        if run.seats[at].state is m.SeatState.LEFT:
            raise e.SeatHasLeft
        return at

    def _require_round(self, run: m.Run, round_index: int) -> None:
        if round_index >= run.terms.rounds:
            raise e.NoSuchRound

    def _proposed_in(self, run_id: bytes, round_index: int) -> m.Round:
        if (run_id, round_index) not in self.rounds:
            raise e.NothingProposed
        return self.rounds[run_id, round_index]

    def _proposal(self, run_id: bytes, round_index: int, seat: int) -> m.Proposal:
        proposal = self.proposals.get(ids.proposal_id(run_id, round_index, seat))
        if proposal is None:
            raise e.UnknownProposal
        return proposal

    def _save(self, run: m.Run, **values: object) -> m.Run:
        self.runs[run.run_id] = run.model_copy(update=values)
        return self.runs[run.run_id]

    def _save_seat(self, run: m.Run, at: int, **values: object) -> m.Run:
        return self._save(run, seats=(*run.seats[:at], run.seats[at].model_copy(update=values), *run.seats[at + 1 :]))

    def _save_round(self, round_: m.Round, **values: object) -> None:
        self.rounds[round_.run_id, round_.round_index] = round_.model_copy(update=values)


def _seats(bits: int) -> list[int]:
    return [at for at in range(m.MAX_SEATS) if bits >> at & 1]


def _majority(proposals: list[m.Proposal]) -> bytes:
    """The state that more than half of those who proposed started from; zero where there is none."""
    roots = [p.work.base_root for p in proposals]
    return next((root for root in roots if 2 * roots.count(root) > len(roots)), ZERO)


def _is_seen(round_: m.Round, seat: int) -> bool:
    """Whether more than half of the witnesses, the seat itself apart, received its update."""
    others = [at for at in _seats(round_.witnessed) if at != seat]
    return 2 * sum(round_.seen[at] >> seat & 1 for at in others) > len(others)


def _is_same_work(a: m.Proposal, b: m.Proposal) -> bool:
    return (a.work.program, a.work.input_root) == (b.work.program, b.work.input_root)


class ReferenceTraining:
    """market.Training for one caller."""

    def __init__(self, state: TrainingState, caller: bytes) -> None:
        self._state, self._caller = state, caller

    def config(self) -> m.TrainingConfig:
        return self._state.config

    def run(self, run_id: bytes) -> m.Run | None:
        return self._state.runs.get(run_id)

    def round(self, run_id: bytes, round_index: int) -> m.Round | None:
        return self._state.rounds.get((run_id, round_index))

    def proposal(self, run_id: bytes, round_index: int, seat: int) -> m.Proposal | None:
        return self._state.proposals.get(ids.proposal_id(run_id, round_index, seat))

    def doubted(self, run_id: bytes, round_index: int, seat: int, job_id: bytes) -> m.Doubt | None:
        return self._state.doubts.get(ids.doubt_id(ids.proposal_id(run_id, round_index, seat), job_id))

    def openings(self, party: bytes) -> bytes:
        return self._state.openings.of(party)

    def open(self, nonce: int, terms: m.RunTerms) -> m.RunOpened:
        return self._state.open(self._caller, nonce, terms)

    def join(self, run_id: bytes) -> m.SeatTaken:
        return self._state.join(self._caller, run_id)

    def leave_run(self, run_id: bytes) -> m.SeatLeft:
        return self._state.leave_run(self._caller, run_id)

    def reclaim(self, run_id: bytes) -> m.RestReclaimed:
        return self._state.reclaim(run_id)

    def propose(self, run_id: bytes, round_index: int, work: m.Work) -> m.WorkProposed:
        return self._state.propose(self._caller, run_id, round_index, work)

    def witness(self, run_id: bytes, round_index: int, seen: int) -> m.UpdatesWitnessed:
        return self._state.witness(self._caller, run_id, round_index, seen)

    def close_round(self, run_id: bytes, round_index: int) -> m.RoundClosed:
        return self._state.close_round(run_id, round_index)

    def collect(self, run_id: bytes, round_index: int, seat: int) -> m.WorkPaid:
        return self._state.collect(run_id, round_index, seat)

    def doubt(self, run_id: bytes, round_index: int, seat: int, job_id: bytes) -> m.WorkDoubted:
        return self._state.doubt(self._caller, run_id, round_index, seat, job_id)

    def resolve(self, run_id: bytes, round_index: int, seat: int, job_id: bytes, data: bytes) -> m.DoubtResolved:
        return self._state.resolve(self._caller, run_id, round_index, seat, job_id, data)

    def provide(self, offset: int, data: bytes) -> m.TensorsProvided:
        return self._state.provide(self._caller, offset, data)
