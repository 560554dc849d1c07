"""A whole program in one call: the bits of `execute` operator by operator, and the commitments to them."""

from __future__ import annotations

from collections.abc import Sequence

from assay.errors import InputError

from . import _native
from .operators import checked_threads


def run_program(
    descriptors: bytes, model: Sequence[bytes | memoryview], inputs: Sequence[bytes | memoryview], job_id: bytes, *, threads: int = 1
) -> tuple[list[bytes], list[bytes], list[list[bytes]]]:
    """Runs the program of `descriptors` (102 bytes an operator) over tensors' bytes, and commits to every output, bound to `job_id` (32 bytes).

    Returns the outputs, their tensor roots, and the levels of the trace's tree from its leaves to its root. `threads`: 1..=64.
    Raises InputError, and has then run nothing, where an operator breaks a rule of docs/operators.md or reads what is not there.
    """
    checked_threads(threads)
    try:
        return _native.run_program(descriptors, list(model), list(inputs), job_id, threads)
    except ValueError as fault:
        raise InputError("program", f"{len(descriptors)} bytes", str(fault), "see docs/operators.md; Program.validate says more") from None
