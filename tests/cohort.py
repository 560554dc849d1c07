"""The people of a training run: a sponsor, seats that work, somebody who doubts; and small programs for them to run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from assay import ids
from assay.commit import endstate
from assay.commit.program import Program
from assay.commit.tensor import Tensor, tensors_tree
from assay.market import Sandbox
from assay.models.compute import Job, JobState
from assay.models.training import Proposal, Round, Run, RunProgram, RunTerms, Seat, Work
from assay_worker.verify.witness import Witness

from tests.cast import COIN, SPEC, Stage, funded, job_of, tick
from tests.jobs import SmallJob, flip, honest_outputs, small_job

NOWHERE = b"\x09" * 32
LONG, SHORT = 0, 1
WORK = {LONG: 5, SHORT: 2}
STAKE = 40 * COIN
POOL = 1_000 * COIN + 1
MODEL_COUNT = len(small_job().model)


def program_of(kind: int) -> Program:
    """The small job's sixteen operators, or its first twelve; what the last four give counts as the state after."""
    return Program(small_job().program.operators[: 16 if kind == LONG else 12])


def lesson(batch: int, kind: int = LONG) -> SmallJob:
    """A program on the first state, and on batches that no other number has."""
    return SmallJob(program_of(kind), small_job().model, small_job(100 + batch).inputs)


def state_after(outputs: list[Tensor]) -> bytes:
    return tensors_tree(outputs[-MODEL_COUNT:]).root


def run_terms(now: int, **changes: object) -> RunTerms:
    """Three rounds for three seats, which begin in an hour."""
    programs = tuple(
        RunProgram(program_root=program_of(kind).root, op_count=len(program_of(kind).operators), input_count=2, work=WORK[kind]) for kind in (LONG, SHORT)
    )
    sound: dict[str, Any] = {
        "pool": POOL, "stake": STAKE, "starts_at": now + 3_600, "propose_secs": 1_000, "witness_secs": 500, "rounds": 3, "seats": 3,
        "model_count": MODEL_COUNT, "state_root": lesson(0).terms().model_root, "programs": programs,
    }  # fmt: skip
    return RunTerms(**(sound | changes))


@dataclass
class Cohort:
    chain: Sandbox
    sponsor: Sandbox
    watcher: Sandbox
    run_id: bytes
    seats: dict[str, Sandbox] = field(default_factory=dict)
    nonce: int = 0

    @property
    def run(self) -> Run:
        run = self.chain.training.run(self.run_id)
        assert run is not None
        return run

    @property
    def terms(self) -> RunTerms:
        return self.run.terms

    @property
    def purse(self) -> int:
        return self.chain.balance(self.chain.deployment().training)

    def place(self, name: str) -> int:
        return next(at for at, seat in enumerate(self.run.seats) if seat.owner == self.seats[name].account)

    def seat(self, name: str) -> Seat:
        return self.run.seats[self.place(name)]

    def round(self, round_index: int = 0) -> Round:
        round_ = self.chain.training.round(self.run_id, round_index)
        assert round_ is not None
        return round_

    def proposal(self, name: str, round_index: int = 0) -> Proposal:
        proposal = self.chain.training.proposal(self.run_id, round_index, self.place(name))
        assert proposal is not None
        return proposal

    def bits(self, names: Iterable[str]) -> int:
        return sum(1 << self.place(name) for name in names)

    # ---- the clock

    def until(self, at: int) -> None:
        self.chain.set_time(max(self.chain.now() + 1, at))

    def to_proposals(self, round_index: int = 0) -> None:
        self.until(self.terms.ends_at(round_index) - self.terms.round_secs)

    def to_witnesses(self, round_index: int = 0) -> None:
        self.until(self.terms.ends_at(round_index) - self.terms.witness_secs)

    def past(self, round_index: int = 0) -> None:
        self.until(self.terms.ends_at(round_index))

    def past_window(self, round_index: int = 0) -> None:
        self.until(self.terms.ends_at(round_index) + self.chain.training.config().window_secs)

    # ---- what seats do

    def work(self, name: str, round_index: int = 0, kind: int = LONG, *, batch: int | None = None, lie: bool = False, **changes: object) -> Work:
        """A seat's work on batches of its own; a lie names the state that one wrong bit in it would give."""
        job = lesson(self.place(name) if batch is None else batch, kind)
        outputs = honest_outputs(job)
        state = state_after([*outputs[:-1], flip(1)(outputs[-1])] if lie else outputs)
        claim = ids.work_claim(ids.proposal_id(self.run_id, round_index, self.place(name)), state)
        terms = job.terms()
        honest: dict[str, Any] = {
            "program": kind, "base_root": terms.model_root, "input_root": terms.input_root, "update_hash": ids.derive("update", name.encode()), "claim": claim,
        }  # fmt: skip
        return Work(**(honest | changes))

    def propose(self, name: str, round_index: int = 0, kind: int = LONG, **changes: Any) -> None:
        work = self.work(name, round_index, kind, **changes)
        tick(self.chain)
        self.seats[name].training.propose(self.run_id, round_index, work)

    def witness(self, name: str, seen: Iterable[str], round_index: int = 0) -> None:
        bits = self.bits(seen)
        tick(self.chain)
        self.seats[name].training.witness(self.run_id, round_index, bits)

    def proposed(self, *liars: str, round_index: int = 0) -> None:
        """A round in which all propose, each on its own batches, and all see all."""
        self.to_proposals(round_index)
        for name in self.seats:
            self.propose(name, round_index, lie=name in liars)
        self.to_witnesses(round_index)
        for name in self.seats:
            self.witness(name, self.seats, round_index)

    def close(self, round_index: int = 0) -> Round:
        self.past(round_index)
        self.watcher.training.close_round(self.run_id, round_index)
        return self.round(round_index)

    def collect(self, name: str, round_index: int = 0) -> int:
        tick(self.chain)
        return self.watcher.training.collect(self.run_id, round_index, self.place(name)).amount

    # ---- who runs a seat's work again, as a job

    def again(self, job: SmallJob, outputs: list[Tensor] | None = None, **changes: object) -> tuple[bytes, Witness]:
        """The watcher orders a seat's work, runs it itself and commits; to `outputs` where it lies."""
        self.nonce += 1
        tick(self.chain)
        terms = {"price": 1, "stake": STAKE, "provider": self.watcher.account} | changes
        job_id = self.watcher.compute.post(self.nonce, job.terms(**terms)).job_id
        tick(self.chain)
        self.watcher.compute.accept(job_id)
        witness = job.witness(job_id, outputs)
        tick(self.chain)
        self.watcher.compute.commit(job_id, *witness.commitment)
        return job_id, witness

    def settle(self, job_id: bytes) -> Job:
        self.until(job_of(self.chain, job_id).window_ends_at)
        self.watcher.compute.settle(job_id)
        return job_of(self.chain, job_id)

    def doubt(self, name: str, job_id: bytes, round_index: int = 0) -> None:
        at = self.place(name)
        tick(self.chain)
        self.watcher.training.doubt(self.run_id, round_index, at, job_id)

    def resolve(self, name: str, job_id: bytes, data: bytes = b"", round_index: int = 0, by: Sandbox | None = None) -> bool:
        """Whether the seat is refuted."""
        at = self.place(name)
        tick(self.chain)
        return (by or self.watcher).training.resolve(self.run_id, round_index, at, job_id, data).refuted

    def refute(self, name: str, round_index: int = 0) -> bytes:
        """The whole way, from an honest run of the seat's work to the end of the doubt."""
        job_id, witness = self.again(lesson(self.place(name)))
        self.doubt(name, job_id, round_index)
        self.settle(job_id)
        assert self.resolve(name, job_id, shown(witness), round_index)
        return job_id

    def challenged(self, job_id: bytes, job: SmallJob, wrong: Witness, by: str) -> None:
        """A seat challenges a job in compute, and both play to the end."""
        s = Stage(self.chain, self.watcher, self.watcher, self.seats[by], job, self.nonce)
        assert s.job_id == job_id
        s.challenge()
        s.fight(wrong, job.witness(job_id))
        assert job_of(self.chain, job_id).state is JobState.FAULTED


def shown(witness: Witness) -> bytes:
    """The state that a job's trace ends with."""
    return endstate.opening(witness.trace, witness.outputs[-MODEL_COUNT:])


def forged(job: SmallJob, at: int = -1) -> list[Tensor]:
    """What a job's provider commits to who turns a bit of one output, and goes on honestly."""
    place = at % len(job.program.operators)
    return job.outputs({place: flip(3)})


def opened(chain: Sandbox, **changes: object) -> Cohort:
    """A run that nobody has joined."""
    sponsor, watcher = funded(chain, "sponsor", 2_000), funded(chain, "watcher")
    tick(chain)
    watcher.compute.register(SPEC)
    tick(chain)
    watcher.staking.bond(500 * COIN)
    tick(chain)
    run_id = sponsor.training.open(1, run_terms(chain.now(), **changes)).run_id
    return Cohort(chain, sponsor, watcher, run_id)


def joined(c: Cohort, *names: str) -> Cohort:
    for name in names:
        who = funded(c.chain, name)
        tick(c.chain)
        who.training.join(c.run_id)
        c.seats[name] = who
    return c


def cohort(chain: Sandbox, *names: str, **changes: object) -> Cohort:
    """A run with a seat for each name, three if none is said."""
    names = names or ("ann", "ben", "cleo")
    return joined(opened(chain, **({"seats": max(len(names), 2)} | changes)), *names)
