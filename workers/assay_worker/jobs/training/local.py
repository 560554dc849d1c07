"""What a worker and the hub compute, apart from any socket: pure functions of the rounds and of who was included in each.

Plain data parallel: each round is a step; a worker proposes its gradient, the hub's update is their mean, and everyone takes the same
optimiser step. Low communication (DiLoCo): a worker takes `local_steps` steps of its own and proposes how far it came, compressed; the
hub's update is a Nesterov step along the mean of the proposals, compressed too. Both sides keep what compression lost.

A worker's own memory (moments, what compression lost) moves on only by rounds in which it was included. So a late proposal leaves no
mark, and whoever knows who was included in which round can compute every bit again: the auditor of a worker, and `replay`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

import numpy as np
from assay.errors import InputError

from ..run import run
from ..tensors import of_array, to_array
from .compression import Codec, Dense, FourBit, Vector
from .data import Digits
from .models import Mlp
from .optimisers import AdamW
from .plan import NO_JOB, Plan, State
from .steps import Record

DIGEST = 32


@dataclass(frozen=True)
class Settings:
    """A training session of many workers. `local_steps` of 0 is plain data parallel, where a round is one step."""

    workers: int = 8
    rounds: int = 10
    local_steps: int = 32
    plan: Plan = field(default_factory=lambda: Plan(Mlp(), AdamW(3e-3)))
    codec: Codec = field(default_factory=FourBit)
    outer_rate: float = 0.7
    outer_momentum: float = 0.9
    seed: int = 0
    sharded: bool = True
    patience_secs: float = 30.0
    audited: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.workers <= 64 or self.rounds < 1 or self.local_steps < 0:
            raise InputError(
                "settings", (self.workers, self.rounds, self.local_steps), "1..=64 workers, at least 1 round, 0 or more local steps", "see docs/training.md"
            )

    @property
    def data(self) -> Digits:
        """The digits: dealt out to the workers, or, if not `sharded`, each worker draws from all."""
        assert isinstance(self.plan.model, Mlp)
        return Digits(self.plan.model, self.workers if self.sharded else 1, self.seed)

    def local(self, worker: int) -> Local:
        """A worker's side before the first round."""
        return LowCommunication(self, worker) if self.local_steps else DataParallel(self, worker)

    def reducer(self) -> Reducer:
        """The hub's side before the first round."""
        return NesterovStep(self) if self.local_steps else MeanGradient(self)


class Local(Protocol):
    """One worker's side."""

    def propose(self, round_number: int) -> bytes:
        """Works for a round, from the present parameters, and returns what to send."""
        ...

    def absorb(self, update: bytes, included: bool) -> None:
        """Takes the hub's update of the round; `included` says whether this worker's own proposal is in it."""
        ...

    @property
    def parameters(self) -> Vector: ...


class Reducer(Protocol):
    """The hub's side."""

    def check(self, proposal: bytes) -> None:
        """Raises InputError for bytes that are no proposal."""
        ...

    def reduce(self, proposals: Mapping[int, bytes]) -> bytes:
        """The update from the proposals of a round, at least one, by worker."""
        ...


class LowCommunication:
    def __init__(self, settings: Settings, worker: int) -> None:
        self._settings, self._worker, self._data = settings, worker, settings.data
        state = settings.plan.initial(settings.seed)
        self._parameters = flat(settings.plan, state)
        self._own, self._lost = state, np.zeros_like(self._parameters)
        self._proposed: tuple[State, Vector] | None = None

    @property
    def parameters(self) -> Vector:
        return self._parameters

    def propose(self, round_number: int) -> bytes:
        plan, steps = self._settings.plan, self._settings.local_steps
        start = with_parameters(plan, self._own, self._parameters)
        record = Record(plan, start, lambda step: self._data.batch(round_number * steps + step, self._worker), spacing=steps)
        for _ in range(steps):
            record.advance()
        moved = flat(plan, record.last) - self._parameters + self._lost
        raw = self._settings.codec.encode(moved)
        self._proposed = record.last, moved - self._settings.codec.decode(raw, moved.size)
        return record.commitment.root + raw

    def absorb(self, update: bytes, included: bool) -> None:
        self._parameters = self._parameters + self._settings.codec.decode(update, self._parameters.size)
        if included and self._proposed is not None:
            self._own, self._lost = self._proposed
        self._proposed = None


class NesterovStep:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        count = flat(settings.plan, settings.plan.initial(settings.seed)).size
        self._velocity, self._lost = np.zeros(count, np.float32), np.zeros(count, np.float32)

    def check(self, proposal: bytes) -> None:
        self._settings.codec.decode(proposal[DIGEST:], self._lost.size)

    def reduce(self, proposals: Mapping[int, bytes]) -> bytes:
        s = self._settings
        mean = _mean([s.codec.decode(proposals[worker][DIGEST:], self._lost.size) for worker in sorted(proposals)])
        momentum = np.float32(s.outer_momentum)
        self._velocity = momentum * self._velocity + mean
        wanted = np.float32(s.outer_rate) * (mean + momentum * self._velocity) + self._lost
        raw = s.codec.encode(wanted)
        self._lost = wanted - s.codec.decode(raw, wanted.size)
        return raw


class DataParallel:
    def __init__(self, settings: Settings, worker: int) -> None:
        self._settings, self._worker, self._data = settings, worker, settings.data
        self._state = settings.plan.initial(settings.seed)

    @property
    def parameters(self) -> Vector:
        return flat(self._settings.plan, self._state)

    def propose(self, round_number: int) -> bytes:
        plan = self._settings.plan
        program = plan.gradient
        trace = run(program.bundle(self._state, self._data.batch(round_number + 1, self._worker)), NO_JOB)
        return Dense().encode(_joined(program.state(trace.outputs)))

    def absorb(self, update: bytes, included: bool) -> None:
        plan = self._settings.plan
        gradients = with_parameters(plan, self._state, Dense().decode(update, self.parameters.size))[1 : len(plan.model.shapes()) + 1]
        trace = run(plan.application.bundle(self._state, gradients), NO_JOB)
        self._state = plan.application.state(trace.outputs)


class MeanGradient:
    def __init__(self, settings: Settings) -> None:
        self._count = flat(settings.plan, settings.plan.initial(settings.seed)).size

    def check(self, proposal: bytes) -> None:
        Dense().decode(proposal, self._count)

    def reduce(self, proposals: Mapping[int, bytes]) -> bytes:
        return Dense().encode(_mean([Dense().decode(proposals[worker], self._count) for worker in sorted(proposals)]))


def replay(settings: Settings, included: Sequence[frozenset[int]]) -> Vector:
    """The parameters that a session ends with, computed in one process from who was included in each of its rounds."""
    *_, last = replayed(settings, included)
    return last


def replayed(settings: Settings, included: Sequence[frozenset[int]]) -> Iterator[Vector]:
    """The parameters after each round of a session, as `replay`."""
    locals_, reducer = {worker: settings.local(worker) for worker in range(settings.workers)}, settings.reducer()
    for round_number, members in enumerate(included):
        update = reducer.reduce({worker: locals_[worker].propose(round_number) for worker in members})
        for worker, local in locals_.items():
            local.absorb(update, worker in members)
        yield locals_[0].parameters


def digest(parameters: Vector) -> bytes:
    """What two parties compare to know that they hold the same bits."""
    return sha256(parameters.tobytes()).digest()


def flat(plan: Plan, state: State) -> Vector:
    """A state's parameters as one vector."""
    return _joined(state[1 : len(plan.model.shapes()) + 1])


def with_parameters(plan: Plan, state: State, parameters: Vector) -> State:
    """The state with other parameters."""
    after, at = list(state), 0
    for place, shape in enumerate(plan.model.shapes().values(), 1):
        after[place] = of_array(parameters[at : at + shape.values].reshape(shape).copy())
        at += shape.values
    return tuple(after)


def _joined(tensors: State) -> Vector:
    return np.concatenate([to_array(tensor).reshape(-1) for tensor in tensors])


def _mean(vectors: Sequence[Vector]) -> Vector:
    total = vectors[0]
    for vector in vectors[1:]:
        total = total + vector
    return total / np.float32(len(vectors))
