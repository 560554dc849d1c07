"""Runs a job: operator by operator, each output committed to as soon as it is there.

A result exists only where every operator ran to its end. Whatever goes wrong on the way is raised, never returned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from assay.commit.merkle import Tree
from assay.commit.program import Operator, Program, Source
from assay.commit.tensor import Tensor, trace_leaf
from assay.errors import InputError

from .. import ops
from .bundle import JobBundle
from .tensors import NUMPY, Array, ArrayTensor, Outputs, to_array, tree_of


class Execute(Protocol):
    """Whoever computes one operator's output from its inputs' arrays: the CPU's operators, a GPU's, a liar's."""

    def __call__(self, op: Operator, arrays: Sequence[Array], /) -> Array: ...


@dataclass(frozen=True)
class Trace:
    """What a run leaves behind: the commitment, and the outputs that answer for it."""

    job_id: bytes
    tree: Tree
    result: Tensor
    kept: Sequence[Tensor] | None

    @property
    def root(self) -> bytes:
        """The trace root, for `compute.commit`."""
        return self.tree.root

    @property
    def result_root(self) -> bytes:
        """The trace's last leaf, for `compute.commit`."""
        return self.tree.levels[0][-1]

    @property
    def result_path(self) -> bytes:
        """The last leaf's siblings from the leaf up, 32 bytes each, for `compute.commit`."""
        return self.tree.path(self.tree.count - 1)

    @property
    def outputs(self) -> Sequence[Tensor]:
        """Every operator's output, in order. Raises InputError for a run that kept only its result."""
        if self.kept is None:
            raise InputError("outputs", None, "of a run with keep=True", "run the job again and keep them: an honest run gives the same bits")
        return self.kept


def run(bundle: JobBundle, job_id: bytes, *, threads: int = 1, keep: bool = True, execute: Execute | None = None) -> Trace:
    """Runs a job's program and commits to each output, bound to `job_id` (32 bytes).

    `threads` (1..=64) changes no bit. With `keep=False` an output is dropped as soon as no later operator reads it, and only the result
    stays; a dispute then needs a second run. `execute` computes one operator; the CPU's operators do where it is None.

    Raises InputError where the job breaks a rule of docs/operators.md or an executor returns another type or shape than the operator's,
    and whatever the executor raises.
    """
    if len(job_id) != 32:
        raise InputError("job_id", job_id, "32 bytes", "take it from ids.job_id")
    bundle.validate()
    if execute is None and keep:
        return _run_at_once(bundle, job_id, threads)
    compute = execute or partial(ops.execute, threads=threads)
    given = {Source.MODEL: [to_array(t) for t in bundle.model], Source.INPUT: [to_array(t) for t in bundle.inputs]}
    operators = bundle.program.operators
    last_use = _last_uses(bundle.program)
    arrays: dict[int, Array] = {}
    leaves: list[bytes] = []
    kept: list[Tensor] = []
    for at, op in enumerate(operators):
        output = compute(op, [arrays[i.index] if i.source is Source.OPERATOR else given[i.source][i.index] for i in op.inputs])
        _check(at, op, output)
        committed = ArrayTensor.with_root(output, threads=threads)
        leaves.append(trace_leaf(job_id, committed.header, committed.root))
        if keep:
            kept.append(committed)
        arrays[at] = output
        for used in {i.index for i in op.inputs if i.source is Source.OPERATOR} | {at}:
            if last_use[used] == at and used != len(operators) - 1:
                del arrays[used]
        del output  # or it would outlive its last use by one operator
    return Trace(job_id, Tree(leaves), committed, tuple(kept) if keep else None)


def _run_at_once(bundle: JobBundle, job_id: bytes, threads: int) -> Trace:
    """The same trace from one call into C, which costs a program of small operators a tenth of an operator at a time."""
    program = bundle.program
    data, roots, levels = ops.run_program(program.encode(), [t.data for t in bundle.model], [t.data for t in bundle.inputs], job_id, threads=threads)
    kept = Outputs(program.operators, data, roots)
    return Trace(job_id, tree_of(levels), kept[-1], kept)


def _last_uses(program: Program) -> list[int]:
    """For each operator, the last one that reads its output; itself where none does."""
    last = list(range(len(program.operators)))
    for at, op in enumerate(program.operators):
        for i in op.inputs:
            if i.source is Source.OPERATOR:
                last[i.index] = at
    return last


def _check(at: int, op: Operator, output: Array) -> None:
    expected = NUMPY[op.dtype]
    if output.dtype != expected or output.shape != op.dims or not output.flags.c_contiguous:
        raise InputError(f"operator {at} ({op.kind.name})", f"{output.dtype}{output.shape}", f"contiguous {expected}{tuple(op.dims)}", "mend the executor")
