"""Random runs: after each step the chain and the reference agree on everything (INV-TRAIN-19), and nobody is put out whose work was right and defended."""

from __future__ import annotations

from typing import ClassVar

from assay import ids
from assay.commit import endstate
from assay.commit.merkle import Tree
from assay.errors import ProtocolError
from assay.models import training as m
from assay.models.base import Event
from assay.models.compute import JobState
from assay.models.deployment import Settings
from assay.reference.training import TrainingState
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.cast import COIN, SPEC
from tests.cohort import LONG, MODEL_COUNT, NOWHERE, SHORT, STAKE, forged, lesson, run_terms, state_after
from tests.invariants.twin import Call, Twin
from tests.jobs import SmallJob, flip, honest_outputs

SEATS = ("ann", "ben", "cleo")
PEOPLE = (*SEATS, "sponsor", "watcher")
SHORT_CLOCKS = Settings(train_secs=400, window_secs=100, move_secs=20, challenge_bond=31)
PURSE = 100_000 * COIN

seats = st.sampled_from(SEATS)
people = st.sampled_from(PEOPLE)
rounds = st.sampled_from((0, 0, 0, 1, 1, 2, 3))
mostly = st.sampled_from((True,) * 5 + (False,))
views = st.sampled_from((7, 7, 7, 3))
changes = st.sampled_from(({}, {}, {"rounds": 1}, {"seats": 2}, {"pool": 7}, {"stake": 0}, {"programs": ()}))
terms = st.sampled_from(({}, {}, {}, {"stake": STAKE - 1}, {"model_root": NOWHERE}))


class TrainingMachine(RuleBasedStateMachine):
    target: ClassVar[str]

    @initialize()
    def deploy(self) -> None:
        self.twin = Twin(self.target, PEOPLE, PURSE, SHORT_CLOCKS)
        self.nonce = 0
        self.jobs: list[tuple[bytes, SmallJob, bool]] = []
        self.guilty: set[bytes] = set()
        self.run_id = NOWHERE
        for who in ("watcher", "ann"):
            self.act(who, lambda c: c.compute.register(SPEC))
            self.act(who, lambda c: c.staking.bond(3_000 * COIN))
        self.open({})
        for who in SEATS:
            self.join(who)

    @property
    def state(self) -> TrainingState:
        return self.twin.reference.training_state

    @property
    def run(self) -> m.Run:
        return self.state.runs[self.run_id]

    def act(self, who: str, call: Call) -> Event | type[ProtocolError]:
        paid = {run.run_id: run.paid for run in self.state.runs.values()}
        done = self.twin.do(who, call)
        if isinstance(done, m.WorkPaid):
            round_ = self.state.rounds[done.run_id, done.round_index]
            assert self.state.runs[done.run_id].paid == paid[done.run_id] + done.amount <= self.run.terms.pool
            # INV-TRAIN-8: to the unit below the share that the work is of all that was included.
            assert not done.amount or 0 <= round_.budget * self._work_of(done) - done.amount * round_.total_work < round_.total_work
        for seat in self.run.seats if self.run_id in self.state.runs else ():
            # INV-TRAIN-14.
            assert seat.state is not m.SeatState.OUT or seat.owner in self.guilty
        return done

    def _work_of(self, paid: m.WorkPaid) -> int:
        proposed = next(
            e for e in self.twin.reference.ledger.events
            if isinstance(e, m.WorkProposed) and (e.run_id, e.round_index, e.seat) == (paid.run_id, paid.round_index, paid.seat)
        )  # fmt: skip
        return self.run.terms.programs[proposed.work.program].work

    def place(self, who: str) -> int:
        return next((at for at, seat in enumerate(self.run.seats) if seat.owner == self.twin.address(who)), 0)

    # ---- runs and rounds

    @rule(changed=changes)
    def open(self, changed: dict[str, object]) -> None:
        """A run, which the rules are about from then on, once the one before is over."""
        if self.run_id in self.state.runs and self.coming < self.run.terms.rounds:
            return
        self.nonce += 1
        now, nonce = self.twin.reference.now(), self.nonce
        wanted = run_terms(now, **({"starts_at": now + 60, "propose_secs": 60, "witness_secs": 60} | changed))
        done = self.act("sponsor", lambda c: c.training.open(nonce, wanted))
        if isinstance(done, m.RunOpened):
            self.run_id = done.run_id
            for who in SEATS[:2]:
                self.join(who)

    @rule(who=people)
    def join(self, who: str) -> None:
        self.act(who, lambda c: c.training.join(self.run_id))

    @property
    def coming(self) -> int:
        """The first round that has not taken its last proposal."""
        t = self.run.terms
        return max(0, self.twin.reference.now() + 20 + t.witness_secs - t.starts_at) // t.round_secs

    @rule(secs=st.sampled_from((1, 1, 30, 60)))
    def wait(self, secs: int) -> None:
        self.twin.wait(secs)

    @rule()
    def pass_window(self) -> None:
        self.twin.wait(SHORT_CLOCKS.train_secs)

    @rule(who=seats, index=rounds, kind=st.sampled_from((LONG, SHORT)), batch=st.integers(0, 2), lie=st.booleans(), base=mostly)
    def propose(self, who: str, index: int, kind: int, batch: int, lie: bool, base: bool) -> None:
        job = lesson(batch, kind)
        outputs = honest_outputs(job)
        after = state_after([*outputs[:-1], flip(1)(outputs[-1])] if lie else outputs)
        claim = ids.work_claim(ids.proposal_id(self.run_id, index, self.place(who)), after)
        work = m.Work(
            program=kind, base_root=job.terms().model_root if base else NOWHERE, input_root=job.terms().input_root, update_hash=after, claim=claim
        )  # fmt: skip
        done = self.act(who, lambda c: c.training.propose(self.run_id, index, work))
        if isinstance(done, m.WorkProposed) and (lie or not base):
            self.guilty.add(self.twin.address(who))

    @rule(who=seats, index=rounds, seen=st.sampled_from((7, 7, 7, 3, 5, 0, 65_535)))
    def witness(self, who: str, index: int, seen: int) -> None:
        self.act(who, lambda c: c.training.witness(self.run_id, index, seen))

    @rule(
        lies=st.tuples(*[st.booleans()] * 3), kinds=st.tuples(*[st.sampled_from((LONG, SHORT))] * 3), seen=views,
        doubts=st.lists(st.tuples(st.integers(0, 2), mostly, people, mostly), max_size=3),
    )  # fmt: skip
    def play(self, lies: tuple[bool, ...], kinds: tuple[int, ...], seen: int, doubts: list[tuple[int, bool, str, bool]]) -> None:
        """A round as it should be, but for who lies and who doubts; in a new run where this one has no more."""
        self.open({})
        index, t = self.coming, self.run.terms
        self.twin.wait(max(0, t.ends_at(index) - t.round_secs - self.twin.reference.now()))
        for batch, (who, kind, lie) in enumerate(zip(SEATS, kinds, lies, strict=True)):
            self.propose(who, index, kind, batch, lie=lie, base=True)
        self.twin.wait(max(0, t.ends_at(index) - t.witness_secs - self.twin.reference.now()))
        for who in SEATS:
            self.witness(who, index, seen)
        self.twin.wait(t.witness_secs)
        self.close(index)
        for seat, right, who, over in doubts:
            self.check(index, seat, right, who, over)

    @rule(index=rounds)
    def close(self, index: int) -> None:
        self.act("watcher", lambda c: c.training.close_round(self.run_id, index))

    @rule(index=rounds, seat=st.integers(0, 3))
    def collect(self, index: int, seat: int) -> None:
        self.act("watcher", lambda c: c.training.collect(self.run_id, index, seat))

    @rule(wait=mostly)
    def collect_all(self, wait: bool) -> None:
        if wait:
            self.pass_window()
        for p in [p for p in self.state.proposals.values() if p.run_id == self.run_id]:
            self.collect(p.round_index, p.seat)

    @rule(who=seats)
    def leave(self, who: str) -> None:
        self.act(who, lambda c: c.training.leave_run(self.run_id))

    @rule()
    def reclaim(self) -> None:
        self.act("watcher", lambda c: c.training.reclaim(self.run_id))

    @rule()
    def end(self) -> None:
        """As far as doubts allow."""
        self.twin.wait(self.run.terms.round_secs * 3)
        self.collect_all(wait=True)
        for who in SEATS:
            self.leave(who)
        self.reclaim()

    # ---- jobs and doubts

    @rule(batch=st.integers(0, 2), kind=st.sampled_from((LONG, LONG, SHORT)), right=mostly, changed=terms)
    def run_again(self, batch: int, kind: int, right: bool, changed: dict[str, object]) -> None:
        """Somebody orders a seat's work again, and commits to what comes of it."""
        self.nonce += 1
        nonce, job = self.nonce, lesson(batch, kind)
        wanted = job.terms(**({"price": 1, "stake": STAKE} | changed))
        job_id = ids.job_id(self.twin.reference.deployment().compute, self.twin.address("watcher"), nonce)
        self.act("watcher", lambda c: c.compute.post(nonce, wanted))
        self.act("watcher", lambda c: c.compute.accept(job_id))
        commitment = job.witness(job_id, None if right else forged(job)).commitment
        self.act("watcher", lambda c: c.compute.commit(job_id, *commitment))
        self.jobs.append((job_id, job, right))

    @rule(pick=st.integers(0, 7))
    def settle(self, pick: int) -> None:
        """Nobody settles a wrong job: somebody whose work is right challenges it, and its provider has no answer."""
        if not self.jobs:
            return
        job_id, _, right = self.jobs[-1 - pick % len(self.jobs)]
        if self.twin.reference.compute_state.jobs[job_id].state is not JobState.COMMITTED:
            return
        if right:
            self.twin.wait(SHORT_CLOCKS.window_secs)
            self.act("watcher", lambda c: c.compute.settle(job_id))
        else:
            self.act("ann", lambda c: c.compute.challenge(job_id))
            self.twin.wait(SHORT_CLOCKS.move_secs)
            self.act("ann", lambda c: c.compute.time_out(job_id))

    @rule(pick=st.integers(0, 3), index=rounds, seat=st.integers(0, 3), who=people)
    def doubt(self, pick: int, index: int, seat: int, who: str) -> None:
        job_id = self.jobs[-1 - pick % len(self.jobs)][0] if self.jobs else NOWHERE
        self.act(who, lambda c: c.training.doubt(self.run_id, index, seat, job_id))

    @rule(index=rounds, seat=st.integers(0, 2), right=mostly, who=people, over=mostly)
    def check(self, index: int, seat: int, right: bool, who: str, over: bool) -> None:
        """A proposal is run again and doubted with that; mostly the job comes to its end, and the doubt with it."""
        p = self.twin.reference.training.proposal(self.run_id, index, seat)
        if p is None:
            return
        batch = next(b for b in range(3) if lesson(b).terms().input_root == p.work.input_root)
        self.run_again(batch, p.work.program, right, {"model_root": p.work.base_root})
        self.doubt(0, p.round_index, p.seat, who)
        if over:
            self.settle(0)
            self.resolve(len(self.state.doubts) - 1, right=True, in_pieces=False, who=who)

    @rule(pick=st.integers(0, 3), right=mostly, in_pieces=st.booleans(), who=people)
    def resolve(self, pick: int, right: bool, in_pieces: bool, who: str) -> None:
        doubts = list(self.state.doubts.values())
        if not doubts:
            self.act(who, lambda c: c.training.resolve(self.run_id, 0, 0, NOWHERE, b""))
            return
        d = doubts[pick % len(doubts)]
        p, (job_id, job, honest) = self.state.proposals[d.proposal_id], next(j for j in self.jobs if j[0] == d.job_id)
        witness = job.witness(job_id, None if honest else forged(job))
        data = endstate.opening(witness.trace if right else Tree(witness.trace.levels[0][::-1]), witness.outputs[-MODEL_COUNT:])
        if in_pieces:
            self.provide(who, data)
            data = b""
        self.act(who, lambda c: c.training.resolve(p.run_id, p.round_index, p.seat, job_id, data))

    def provide(self, who: str, data: bytes) -> None:
        for at in (0, 150):
            self.act(who, lambda c, at=at: c.training.provide(at, data[at : 150 if at == 0 else None]))  # type: ignore[misc]

    @rule(who=people, offset=st.sampled_from((0, 1, 3)), length=st.sampled_from((0, 1, 3, 8_193)))
    def provide_some(self, who: str, offset: int, length: int) -> None:
        self.act(who, lambda c: c.training.provide(offset, b"\x07" * length))
        account = self.twin.address(who)
        assert self.twin.chain.training.openings(account) == self.twin.reference.training.openings(account)


class ReferenceTrainingAlone(TrainingMachine):
    target = "reference"


class SolanaTraining(TrainingMachine):
    target = "solana:litesvm"


class EvmTraining(TrainingMachine):
    target = "evm:pyevm"


TestReference = ReferenceTrainingAlone.TestCase
TestSolanaTraining = SolanaTraining.TestCase
TestEvmTraining = EvmTraining.TestCase
TestReference.settings = settings(max_examples=40, stateful_step_count=40)
TestSolanaTraining.settings = settings(max_examples=25, stateful_step_count=40)
TestEvmTraining.settings = settings(max_examples=6, stateful_step_count=30)
