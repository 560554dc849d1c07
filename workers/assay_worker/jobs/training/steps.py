"""The upper level of a training run's trace: a tree over its steps, and the search for the first step that differs.

    entry of step t = t u32 LE || program root || batch root || root of the state after it     (100 bytes; t = 0: both zero, the first state)
    run root        = the tree over the entries 0 .. T

A step's job has the entry's program root and batch root as its program and input root, and the state root of the entry before as its
model root. So an entry that differs, after one that is agreed, names a job whose terms are agreed and whose trace is not: what
`compute.challenge` and the descent over operators are for. `link` shows that a job's trace ends in the state that an entry claims.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assay.commit.merkle import Tree, fold_path, leaf_hash
from assay.commit.program import Program
from assay.commit.tensor import Tensor, tensor_leaf, tensors_tree, trace_leaf
from assay.errors import AssayError, InputError
from assay.models.compute import Job

from ..bundle import NOTHING, JobBundle
from .models import Batch
from .plan import Plan, State, StepProgram

_ENTRY = struct.Struct("<I32s32s32s")
_HEAD = 17


class NothingForged(AssayError):
    """Two runs end in the same state."""


class BadAnswer(AssayError):
    """An answer that is no entry of the run committed to: whoever gave it has nothing to show for the step."""


@dataclass(frozen=True)
class Entry:
    """What is committed to about one step."""

    step: int
    program_root: bytes
    batch_root: bytes
    state_root: bytes

    @property
    def leaf(self) -> bytes:
        return leaf_hash(_ENTRY.pack(self.step, self.program_root, self.batch_root, self.state_root))


@dataclass(frozen=True)
class Answer:
    """An entry with its path to the run root."""

    entry: Entry
    path: bytes


@dataclass(frozen=True)
class Commitment:
    """What a provider shows of a run at its end: the root, how many steps, and the last entry."""

    root: bytes
    steps: int
    last: Answer

    def checked(self, step: int, answer: Answer) -> Entry:
        """The entry of `step` that `answer` shows. Raises BadAnswer where the path does not lead to the root."""
        if answer.entry.step != step or fold_path(answer.entry.leaf, step, self.steps + 1, answer.path) != self.root:
            raise BadAnswer(f"step {step}: the answer is not in the run {self.root.hex()}; refuse the run")
        return answer.entry


class Record:
    """One party's run: an entry a step, and the state every `spacing` steps, from which any other is computed again."""

    def __init__(self, plan: Plan, initial: State, batches: Callable[[int], Batch], *, spacing: int = 1) -> None:
        if spacing < 1:
            raise InputError("spacing", spacing, "at least 1", "keep the state after each step, or after each k-th")
        self.plan, self.batches, self.spacing = plan, batches, spacing
        self.entries = [Entry(0, NOTHING, NOTHING, state_root(initial))]
        self._states: dict[int, State] = {0: initial}
        self._last = initial

    @property
    def steps(self) -> int:
        return len(self.entries) - 1

    @property
    def last(self) -> State:
        """The state after the last step."""
        return self._last

    def append(self, state: State) -> Entry:
        """Records the state after the next step, by whoever computed it."""
        step = self.steps + 1
        bundle = self.plan.step.bundle(self._last, self.batches(step))
        self.entries.append(Entry(step, bundle.program.root, bundle.input_root, state_root(state)))
        self._last = state
        if step % self.spacing == 0:
            self._states[step] = state
        return self.entries[-1]

    def advance(self, *, threads: int = 1) -> Entry:
        """Runs the next step honestly."""
        state, _ = self.plan.advance(self._last, self.batches(self.steps + 1), threads=threads)
        return self.append(state)

    def state(self, step: int) -> State:
        """The state after `step`; where it was not kept it is computed from the last one before that was."""
        if step == self.steps:
            return self._last
        at = step - step % self.spacing
        state = self._states[at]
        for following in range(at + 1, step + 1):
            state, _ = self.plan.advance(state, self.batches(following))
        return state

    def bundle(self, step: int) -> JobBundle:
        """The job of `step` (1 at first)."""
        return self.plan.step.bundle(self.state(step - 1), self.batches(step))

    @property
    def tree(self) -> Tree:
        return Tree([entry.leaf for entry in self.entries])

    def answer(self, step: int) -> Answer:
        """What to say when asked about a step."""
        return Answer(self.entries[step], self.tree.path(step))

    @property
    def commitment(self) -> Commitment:
        return Commitment(self.tree.root, self.steps, self.answer(self.steps))


@dataclass(frozen=True)
class Difference:
    """The first step at which another's run differs from one's own; `before` is agreed."""

    step: int
    before: Entry
    theirs: Entry
    own: Entry
    queries: int

    @property
    def in_terms(self) -> bool:
        """Whether the job itself is another one than was ordered (its program or its batch), which its terms on chain show without a run."""
        return (self.theirs.program_root, self.theirs.batch_root) != (self.own.program_root, self.own.batch_root)


def first_difference(own: Sequence[Entry], theirs: Commitment, ask: Callable[[int], Answer]) -> Difference:
    """Finds a step whose entry differs from one's own after one that does not, by at most ceil(log2(T)) questions about a run of T steps.

    `own` are the entries 0 .. T of an honest run. Raises NothingForged where the last entries agree, BadAnswer where an answer, or the
    last entry that came with the commitment, is not in the run, and InputError where the lengths differ.
    """
    if theirs.steps != len(own) - 1 or not theirs.steps:
        raise InputError("steps", theirs.steps, f"{len(own) - 1} and at least 1", "compare runs of the same length")
    agreed, differing = 0, theirs.steps
    before, found, queries = own[0], theirs.checked(theirs.steps, theirs.last), 0
    if found == own[-1]:
        raise NothingForged(f"both end in the state {found.state_root.hex()}")
    while differing - agreed > 1:
        middle = (agreed + differing) // 2
        entry, queries = theirs.checked(middle, ask(middle)), queries + 1
        if entry == own[middle]:
            agreed, before = middle, entry
        else:
            differing, found = middle, entry
    return Difference(differing, before, found, own[differing], queries)


@dataclass(frozen=True)
class Link:
    """That outputs of a job's trace are a state: each tensor's header and root (49 bytes), and its path in the trace."""

    tensors: tuple[bytes, ...]
    paths: tuple[bytes, ...]


def link(program: StepProgram, outputs: Sequence[Tensor], trace: Tree, step: int = -1) -> Link:
    """Shows the state after one of a job's steps in the job's trace."""
    places = program.states[step]
    return Link(tuple(outputs[at].header + outputs[at].root for at in places), tuple(trace.path(at) for at in places))


def linked_state(job: Job, program: StepProgram, shown: Link, step: int = -1) -> bytes:
    """The root of the state that a committed job's trace holds after one of its steps. Raises BadAnswer where `shown` is not in the trace."""
    places = program.states[step]
    if job.terms.program_root != program.program.root or len(shown.tensors) != len(places) or len(shown.paths) != len(places):
        raise BadAnswer(f"job {job.job_id.hex()} is not of this program, or its state has {len(places)} tensors")
    for at, tensor, path in zip(places, shown.tensors, shown.paths, strict=True):
        expected = _header(program.program, at)
        if tensor[:_HEAD] != expected or len(tensor) != _HEAD + 32:
            raise BadAnswer(f"operator {at} has another type or dims")
        if fold_path(trace_leaf(job.job_id, expected, tensor[_HEAD:]), at, job.terms.op_count, path) != job.trace_root:
            raise BadAnswer(f"operator {at} has another output in the trace of job {job.job_id.hex()}")
    return Tree([tensor_leaf(tensor[:_HEAD], tensor[_HEAD:]) for tensor in shown.tensors]).root


def state_root(state: State) -> bytes:
    """A state's root, which is the model root of the job that goes on from it."""
    return tensors_tree(list(state)).root


def _header(program: Program, at: int) -> bytes:
    return program.operators[at].header
