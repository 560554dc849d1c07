"""Providers and challengers that cheat, for tests and demos: what the protocol has to survive, each as one conduct.

A conduct turns an honest witness into the one a cheat shows. The cheats know everything an honest party knows and follow the protocol's
moves; only their numbers lie. Silence is a wrapper of its own, since it is about not moving.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from assay.commit.program import Kind, Operator, Source
from assay.commit.tensor import DType, Tensor
from assay.models.compute import Dispute, Job, Phase

from . import ops
from .evidence import witness_of
from .jobs.bundle import JobBundle
from .jobs.quantised import quantise
from .jobs.tensors import Array, ArrayTensor, to_array
from .provider import Conduct
from .verify.witness import Witness


def _changed(tensor: Tensor, change: Callable[[Array], None]) -> Tensor:
    values = to_array(tensor).copy()
    change(values)
    return ArrayTensor.with_root(values)


def _rerun(witness: Witness, job: Job, model: Sequence[Tensor], inputs: Sequence[Tensor]) -> Witness:
    """What another model or other inputs give, shown as if it were the job's."""
    return witness_of(JobBundle(witness.program, list(model), list(inputs)), job.job_id)


def _first_weights(witness: Witness) -> int:
    """The model tensor that the first float32 matmul multiplies by."""
    for op in witness.program.operators:
        if op.kind is Kind.MATMUL_F32 and op.inputs[1].source is Source.MODEL:
            return op.inputs[1].index
    raise ValueError("this program multiplies by no model tensor")


def flipped_weight(witness: Witness, job: Job) -> Witness:
    """One bit of one weight is turned."""
    at = _first_weights(witness)

    def flip(values: Array) -> None:
        values.view(np.uint32).reshape(-1)[values.size // 2] ^= 1 << 22

    model = [_changed(t, flip) if i == at else t for i, t in enumerate(witness.model)]
    return _rerun(witness, job, model, witness.inputs)


def quantised(witness: Witness, job: Job) -> Witness:
    """An int8 model is sold as the float32 one."""
    weights = {op.inputs[1].index for op in witness.program.operators if op.kind is Kind.MATMUL_F32 and op.inputs[1].source is Source.MODEL}
    model = [_rounded(t) if i in weights else t for i, t in enumerate(witness.model)]
    return _rerun(witness, job, model, witness.inputs)


def _rounded(weight: Tensor) -> Tensor:
    """A float32 tensor after a trip through int8."""
    values, scale = quantise(weight)
    return ArrayTensor.with_root((values.astype(np.float32) * np.float32(scale)).reshape(weight.dims))


def shorter_sequence(witness: Witness, job: Job) -> Witness:
    """The second half of every row of indices is not looked at: it reads as the row's first one."""

    def cut(values: Array) -> None:
        half = max(values.shape[3] // 2, 1)
        values[..., half:] = values[..., :1]

    inputs = [_changed(t, cut) if t.dtype is DType.I32 and t.dims.d3 > 1 else t for t in witness.inputs]
    return _rerun(witness, job, witness.model, inputs)


def forged_operator(index: int, place: int = 0, bit: int = 20) -> Conduct:
    """Operator `index` (from the end if negative) gets one wrong value; all that follows is computed honestly from it."""

    def conduct(witness: Witness, job: Job) -> Witness:
        at = index % len(witness.program.operators)
        done = 0

        def execute(op: Operator, arrays: Sequence[Array], /) -> Array:
            nonlocal done
            out = ops.execute(op, list(arrays))
            if done == at:
                words = out.view(np.uint8 if op.dtype is DType.I8 else np.uint32).reshape(-1)
                words[place % words.size] ^= 1 << bit % (8 * op.dtype.size)
            done += 1
            return out

        return witness_of(JobBundle(witness.program, witness.model, witness.inputs), job.job_id, execute=execute)

    return conduct


class ForgedAccumulators(Witness):
    """A party whose accumulators are a lie from chunk `wrong_from` (the last at most) on, so that they agree with its outputs."""

    def __init__(self, of: Witness, wrong_from: int) -> None:
        super().__init__(of.program, of.model, of.inputs, of.outputs, of.trace)
        self._wrong_from = wrong_from

    def chain(self, op_index: int, position: int) -> list[int]:
        own = super().chain(op_index, position)
        claimed = self.outputs[op_index].value(position)
        return [claimed if at >= min(self._wrong_from, len(own) - 1) else acc for at, acc in enumerate(own)]


def forged_accumulator(index: int, wrong_from: int = 0) -> Conduct:
    """As `forged_operator`, and the chain behind the wrong value is bent to lead to it."""

    def conduct(witness: Witness, job: Job) -> Witness:
        return ForgedAccumulators(forged_operator(index)(witness, job), wrong_from)

    return conduct


def copied(original: Job) -> Conduct:
    """Commits to the trace that another provider committed to for another job of the same program."""

    def conduct(witness: Witness, job: Job) -> Witness:
        return witness_of(JobBundle(witness.program, witness.model, witness.inputs), original.job_id)

    return conduct


def lying_challenger(index: int) -> Conduct:
    """A challenger's belief: that operator `index` ought to have given another value, with accumulators to match."""
    return forged_accumulator(index, 2**31)


class Silence(Exception):
    """A party that says nothing any more."""


class _Mute(Witness):
    def __init__(self, of: Witness, phase: Phase) -> None:
        super().__init__(of.program, of.model, of.inputs, of.outputs, of.trace)
        self._phase = phase

    def reveal(self, d: Dispute) -> bytes:
        if d.phase >= self._phase:
            raise Silence(self._phase.name)
        return super().reveal(d)


def silent(conduct: Conduct, phase: Phase) -> Conduct:
    """As `conduct`, but from `phase` of a dispute on it makes no move."""
    return lambda witness, job: _Mute(conduct(witness, job), phase)
