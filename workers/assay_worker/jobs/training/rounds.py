"""A run whose rounds are on chain (market.Training): what a seat computes, claims, sends and vouches for, and how whoever doubts has it judged.

In each round a seat takes local steps from the state that all go on from: the parameters of the record, at step 0 with fresh moments, so that
its root is one for all. It claims the state after on chain, and sends the others how far it came, compressed, in the bytes whose hash it
proposed. Whoever knows the bytes of those who were included knows the next parameters (`replayed`); no hub is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np
from assay import ids
from assay.commit import endstate
from assay.commit.program import Input, Kind, Operator, Program, Source, permutation_code
from assay.errors import AssayError, InputError
from assay.market import Chain
from assay.models.compute import Job, JobState
from assay.models.training import MAX_SEATS, Proposal, Run, RunProgram, Work

from ...evidence import Evidence
from ..bundle import JobBundle
from ..run import run
from ..store import Store
from .compression import Vector
from .local import DIGEST, Settings, flat, with_parameters
from .plan import NO_JOB, State, StepProgram
from .steps import state_root

# What a seat gives for a round's work: the honest run, or what a liar makes of it.
Conduct = Callable[[JobBundle, StepProgram], State]


class NotReceived(AssayError):
    """An update that was included did not come; ask the other seats for it."""


def honest(bundle: JobBundle, program: StepProgram) -> State:
    """The state after the work, by an honest run."""
    return program.state(run(bundle, NO_JOB).outputs)


def lazy(bundle: JobBundle, program: StepProgram) -> State:
    """No work at all: the state before it."""
    return tuple(bundle.model)


def ending_in_state(program: StepProgram) -> StepProgram:
    """The same steps, with the state after the last one copied to the end, where a settled job is opened."""
    operators = list(program.program.operators)
    for at in program.states[-1]:
        of = operators[at]
        copied = Input(Source.OPERATOR, at, of.dtype, of.dims)
        operators.append(Operator(Kind.MOVE, of.dtype, of.dims, (copied,), permutation_code((0, 1, 2, 3)), (*of.dims,)))
    last = tuple(range(len(operators) - len(program.states[-1]), len(operators)))
    return StepProgram(Program(tuple(operators)), (*program.states[:-1], last))


@dataclass(frozen=True)
class Course:
    """What all seats of a run agree on beforehand. `lengths` are the local steps of each program that may be run, which is the work that it counts."""

    settings: Settings
    lengths: tuple[int, ...] = (20, 10)

    @cached_property
    def programs(self) -> tuple[StepProgram, ...]:
        return tuple(ending_in_state(self.settings.plan.program(steps)) for steps in self.lengths)

    @property
    def first(self) -> Vector:
        """The parameters before the first round."""
        return flat(self.settings.plan, self.settings.plan.initial(self.settings.seed))

    def base(self, parameters: Vector) -> State:
        """The state that a round with these parameters starts from."""
        plan = self.settings.plan
        return with_parameters(plan, plan.initial(self.settings.seed), parameters)

    def bundle(self, parameters: Vector, round_index: int, seat: int, kind: int) -> JobBundle:
        """A seat's work in a round, by the program of place `kind`: its batches are told by seat and round."""
        data, most = self.settings.data, max(self.lengths)
        batches = [data.batch(round_index * most + step, seat) for step in range(1, self.lengths[kind] + 1)]
        return self.programs[kind].bundle(self.base(parameters), *batches)

    def run_programs(self) -> tuple[RunProgram, ...]:
        """The programs as a run's terms name them."""
        bundles = (self.bundle(self.first, 0, 0, kind) for kind in range(len(self.lengths)))
        return tuple(
            RunProgram(program_root=b.program.root, op_count=len(b.program.operators), input_count=len(b.inputs), work=steps)
            for b, steps in zip(bundles, self.lengths, strict=True)
        )


def replayed(course: Course, updates: Sequence[Mapping[int, bytes]]) -> Iterator[Vector]:
    """The parameters after each round, from the bytes of the seats that were included in it."""
    reducer, parameters = course.settings.reducer(), course.first
    for of_round in updates:
        if of_round:
            parameters = parameters + course.settings.codec.decode(reducer.reduce(of_round), parameters.size)
        yield parameters


class Follower:
    """Somebody who keeps up with a run, checks what seats claim, and has compute judge it. `store` is where jobs are kept that it orders."""

    def __init__(self, course: Course, chain: Chain, run_id: bytes, store: Store) -> None:
        self.course, self.chain, self.run_id = course, chain, run_id
        self._store, self._evidence = store, Evidence(store)
        self._reducer = course.settings.reducer()
        self._parameters = [course.first]
        self._received: dict[tuple[int, int], bytes] = {}

    @property
    def round_index(self) -> int:
        """The round whose base is known, and which it is at."""
        return len(self._parameters) - 1

    @property
    def parameters(self) -> Vector:
        return self._parameters[-1]

    def receive(self, round_index: int, seat: int, update: bytes) -> None:
        """Takes an update that came in, if it is the one that was proposed."""
        proposal = self.chain.training.proposal(self.run_id, round_index, seat)
        if proposal is not None and sha256(update).digest() == proposal.work.update_hash:
            self._received[round_index, seat] = update

    def absorb(self) -> frozenset[int]:
        """Goes on by the round that was closed, and says who was included. Raises NotReceived where one of their updates is missing, and InputError where the
        round is not over, or not closed yet."""
        index = self.round_index
        found = self.chain.training.round(self.run_id, index)
        if self.chain.now() < self._run.terms.ends_at(index) or (found is not None and not found.closed):
            raise InputError("round", index, "over and closed", "wait for its witnesses, then close it")
        included = frozenset(seat for seat in range(MAX_SEATS) if found is not None and found.included >> seat & 1)
        missing = sorted(seat for seat in included if (index, seat) not in self._received)
        if missing:
            raise NotReceived(f"round {index}: seats {missing} were included; ask the others for their updates")
        after = self.parameters
        if included:
            update = self._reducer.reduce({seat: self._received[index, seat] for seat in included})
            after = after + self.course.settings.codec.decode(update, after.size)
        self._parameters.append(after)
        return included

    def is_sound(self, proposal: Proposal) -> bool:
        """Whether a proposal of the present round is what its update and its seat's batches are about. Says nothing about the computation."""
        update = self._received.get((proposal.round_index, proposal.seat))
        if update is None or proposal.round_index != self.round_index or proposal.work.program >= len(self.course.lengths):
            return False
        if ids.work_claim(proposal.proposal_id, update[:DIGEST]) != proposal.work.claim:
            return False
        try:
            self._reducer.check(update)
        except InputError:
            return False
        bundle = self._bundle(proposal)
        return (bundle.model_root, bundle.input_root) == (proposal.work.base_root, proposal.work.input_root)

    def agrees(self, proposal: Proposal) -> bool:
        """Whether an honest run of a proposal's work gives the state that it claims."""
        state = honest(self._bundle(proposal), self.course.programs[proposal.work.program])
        return ids.work_claim(proposal.proposal_id, state_root(state)) == proposal.work.claim

    def order(self, proposal: Proposal, nonce: int, *, price: int, deadline_at: int, provider: bytes) -> bytes:
        """Orders a proposal's work as a job, of a provider that risks what the seat does, and puts its material into the store."""
        bundle = self._bundle(proposal)
        self._store.save(bundle)
        return self.chain.compute.post(nonce, bundle.terms(price, self._run.terms.stake, deadline_at, provider=provider)).job_id

    def doubt(self, proposal: Proposal, job_id: bytes) -> None:
        """Holds the seat's pay until the job is over."""
        self.chain.training.doubt(self.run_id, proposal.round_index, proposal.seat, job_id)

    def resolve(self, proposal: Proposal, job_id: bytes) -> bool | None:
        """Ends a doubt where its job is over: whether the seat was refuted, None where the job is not over."""
        job = self.chain.compute.job(job_id)
        if job is None or job.state not in (JobState.SETTLED, JobState.FAULTED, JobState.REFUNDED):
            return None
        data = self._opening(job) if job.state is JobState.SETTLED else b""
        return self.chain.training.resolve(self.run_id, proposal.round_index, proposal.seat, job_id, data).refuted

    def _opening(self, job: Job) -> bytes:
        witness = self._evidence.witness(job)
        if witness.trace.root != job.trace_root:
            raise InputError("job", job.job_id, "settled with what an honest run gives", "who was wronged by it should have challenged it; nobody can open it")
        return endstate.opening(witness.trace, witness.outputs[-job.terms.model_count :])

    def _bundle(self, proposal: Proposal) -> JobBundle:
        return self.course.bundle(self._parameters[proposal.round_index], proposal.round_index, proposal.seat, proposal.work.program)

    @property
    def _run(self) -> Run:
        found = self.chain.training.run(self.run_id)
        if found is None:
            raise InputError("run_id", self.run_id, "a run's", "open it first")
        return found


class Seat(Follower):
    """A seat of a run, of the chain's account. `kind` is the program that it runs."""

    def __init__(self, course: Course, chain: Chain, run_id: bytes, store: Store, *, kind: int = 0, conduct: Conduct = honest) -> None:
        super().__init__(course, chain, run_id, store)
        owners = [seat.owner for seat in self._run.seats]
        if chain.account not in owners:
            raise InputError("account", chain.account, "one with a seat in the run", "join it before it starts")
        self.place, self.kind, self._conduct = owners.index(chain.account), kind, conduct
        self._lost = np.zeros_like(self.parameters)
        self._forgone: Vector | None = None

    def turn(self, conduct: Conduct) -> None:
        """Behaves otherwise from now on."""
        self._conduct = conduct

    def propose(self) -> bytes:
        """Works for the present round, claims what came of it, and returns the bytes to send to the others."""
        index, codec = self.round_index, self.course.settings.codec
        bundle = self.course.bundle(self.parameters, index, self.place, self.kind)
        state = self._conduct(bundle, self.course.programs[self.kind])
        moved = flat(self.course.settings.plan, state) - self.parameters + self._lost
        raw = codec.encode(moved)
        update = state_root(state) + raw
        proposal_id = ids.proposal_id(self.run_id, index, self.place)
        self.chain.training.propose(
            self.run_id,
            index,
            Work(
                program=self.kind, base_root=bundle.model_root, input_root=bundle.input_root, update_hash=sha256(update).digest(),
                claim=ids.work_claim(proposal_id, state_root(state)),
            ),
        )  # fmt: skip
        self._received[index, self.place] = update
        self._forgone = moved - codec.decode(raw, moved.size)
        return update

    def witness(self, audited: frozenset[int] = frozenset()) -> int:
        """Vouches for the sound proposals of the present round; of those in `audited`, only where an honest run agrees. Returns their bits."""
        found = (self.chain.training.proposal(self.run_id, self.round_index, seat) for seat in range(len(self._run.seats)))
        seen = sum(1 << p.seat for p in found if p is not None and self.is_sound(p) and (p.seat not in audited or self.agrees(p)))
        self.chain.training.witness(self.run_id, self.round_index, seen)
        return seen

    def absorb(self) -> frozenset[int]:
        included = super().absorb()
        if self.place in included and self._forgone is not None:
            self._lost = self._forgone
        self._forgone = None
        return included
