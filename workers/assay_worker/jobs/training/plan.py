"""A training step as a job: the model tensors are the state before it, the input tensors its batch, and outputs on the way the state after it.

The state is, in this order: the step number (float32, exact to 2^24), the parameters, and each parameter's moments. Its root is a job's
model root, so the state that one step's trace holds is by its root the model of the next step's job. The last operator's output is each
row's share of its target, from which anyone has the loss.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from assay.commit.program import Input, Program
from assay.commit.tensor import Tensor
from assay.errors import InputError
from numpy.typing import NDArray

from ..bundle import JobBundle
from ..lowering import Lowering
from ..run import Execute, Trace, run
from ..tensors import of_array, to_array
from .models import Batch, Model
from .optimisers import Optimiser
from .tape import Tape

State = tuple[Tensor, ...]
NO_JOB = bytes(32)


@dataclass(frozen=True)
class StepProgram:
    """A program of one or more steps. `states[i]` are the operators whose outputs are the state after its step i + 1."""

    program: Program
    states: tuple[tuple[int, ...], ...]

    def bundle(self, state: State, *batches: Batch) -> JobBundle:
        """The job of these steps from `state` on, a batch a step."""
        if len(batches) != len(self.states):
            raise InputError("batches", len(batches), f"{len(self.states)}", "give a batch a step")
        return JobBundle(self.program, list(state), [tensor for batch in batches for tensor in batch])

    def state(self, outputs: Sequence[Tensor], step: int = -1) -> State:
        """The state after one of a run's steps, the last one if not said."""
        return tuple(outputs[at] for at in self.states[step])


@dataclass(frozen=True)
class Plan:
    """Which model is trained, and how. Two that are equal write the same programs."""

    model: Model
    optimiser: Optimiser

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The state's tensors by name."""
        parameters = list(self.model.shapes())
        moments = [f"{name}.moment{at}" for name in parameters for at in range(self.optimiser.moments)]
        return ("step", *parameters, *moments)

    def initial(self, seed: int = 0) -> State:
        """The state before the first step: parameters drawn by `seed`, moments zero."""
        return self.fresh(self.model.initial(seed))

    def fresh(self, parameters: dict[str, NDArray[np.float32]]) -> State:
        """The state at step 0 with these parameters."""
        moments = [of_array(np.zeros(parameters[n].shape, np.float32)) for n in self.model.shapes() for _ in range(self.optimiser.moments)]
        return (of_array(np.zeros(1, np.float32)), *(of_array(parameters[n]) for n in self.model.shapes()), *moments)

    def parameters(self, state: State) -> dict[str, NDArray[np.float32]]:
        """The parameters in a state, by name."""
        return {name: to_array(state[at + 1]) for at, name in enumerate(self.model.shapes())}

    @cached_property
    def step(self) -> StepProgram:
        """The program of one step."""
        return self.program(1)

    def program(self, steps: int) -> StepProgram:
        """The program of `steps` steps. One of many steps is one job; its trace holds the state after each."""
        low = Lowering()
        state = tuple(low.model(tensor) for tensor in self.initial())
        states = []
        for _ in range(steps):
            state, shares, targets = self._write(low, state, tuple(low.input(tensor) for tensor in self.model.blank()))
            states.append(tuple(at.index for at in state))
        low.row_dot(shares, targets)
        return StepProgram(low.bundle().program, tuple(states))

    def advance(self, state: State, batch: Batch, job_id: bytes = NO_JOB, *, threads: int = 1, execute: Execute | None = None) -> tuple[State, Trace]:
        """Runs one step: the state after it, and the trace. Arguments and errors as for `jobs.run.run`."""
        trace = run(self.step.bundle(state, batch), job_id, threads=threads, execute=execute)
        return self.step.state(trace.outputs), trace

    @cached_property
    def gradient(self) -> StepProgram:
        """A program whose `states[0]` are the parameters' gradients, and which moves nothing."""
        low = Lowering()
        state = tuple(low.model(tensor) for tensor in self.initial())
        batch = tuple(low.input(tensor) for tensor in self.model.blank())
        gradients, shares, targets = self._gradients(low, state, batch)
        low.row_dot(shares, targets)
        return StepProgram(low.bundle().program, (tuple(at.index for at in gradients),))

    @cached_property
    def application(self) -> StepProgram:
        """A program that takes gradients in place of a batch, in the parameters' order, and does the optimiser's part of a step."""
        low = Lowering()
        blank = self.initial()
        state = tuple(low.model(tensor) for tensor in blank)
        after = self._moved(low, state, [low.input(tensor) for tensor in blank[1 : len(self.model.shapes()) + 1]])
        return StepProgram(low.bundle().program, (tuple(at.index for at in after),))

    def _gradients(self, low: Lowering, state: tuple[Input, ...], batch: tuple[Input, ...]) -> tuple[list[Input], Input, Input]:
        tape = Tape(low)
        parameters = dict(zip(self.model.shapes(), state[1:], strict=False))
        logits, targets = self.model.forward(tape, parameters, batch)
        shares, seed = tape.cross_entropy(logits, targets)
        return tape.gradients([(logits, seed)], list(parameters.values())), shares, targets

    def _write(self, low: Lowering, state: tuple[Input, ...], batch: tuple[Input, ...]) -> tuple[tuple[Input, ...], Input, Input]:
        gradients, shares, targets = self._gradients(low, state, batch)
        return self._moved(low, state, gradients), shares, targets

    def _moved(self, low: Lowering, state: tuple[Input, ...], gradients: list[Input]) -> tuple[Input, ...]:
        count, each = len(gradients), self.optimiser.moments
        step = low.affine(state[0], 1.0, 1.0)
        rule = self.optimiser.rule(low, step)
        moved = []
        for at, gradient in enumerate(gradients):
            first = 1 + count + at * each
            moved.append(rule(state[1 + at], gradient, state[first : first + each]))
        return (step, *(parameter for parameter, _ in moved), *(moment for _, moments in moved for moment in moments))


def loss_of(trace: Trace) -> float:
    """The mean of -log of the targets' shares, from a run's result; a share of 0 counts as the least float32 above it."""
    shares = np.maximum(to_array(trace.result).astype(np.float64), np.finfo(np.float32).smallest_subnormal)
    return float(-np.log(shares).mean())
