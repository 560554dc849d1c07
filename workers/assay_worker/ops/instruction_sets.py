"""Which instructions the operators run on. It changes their speed only, so only tests and benchmarks choose."""

from __future__ import annotations

import os

from assay.errors import InputError

from . import _native

NAMES = ("portable", "avx2", "avx2-sha", "avx512")


def set_isa(name: str) -> str:
    """Runs all operators of this process on `name`: "portable", "avx2", "avx2-sha" (with the processor's SHA-256 unit), "avx512", or
    "auto" for the best this processor has.

    Returns the name in use. Raises InputError where the processor lacks it.
    """
    try:
        return _native.set_isa(name)
    except ValueError:
        raise InputError("isa", name, f"one of auto, {', '.join(instruction_sets())}", "leave ASSAY_ISA unset") from None


def instruction_set() -> str:
    """The name of the instruction set in use."""
    return _native.isa()


def instruction_sets() -> tuple[str, ...]:
    """The names that this processor can run."""
    before, found = _native.isa(), []
    for name in NAMES:
        try:
            found.append(_native.set_isa(name))
        except ValueError:
            continue
    _native.set_isa(before)
    return tuple(found)


set_isa(os.environ.get("ASSAY_ISA", "auto"))
