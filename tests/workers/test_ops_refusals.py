"""INV-OPS-4: what an operator cannot take is refused, naming the field, before any memory is touched."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest
from assay.commit import Dims, DType, Input, Kind, Map, Operator, Source
from assay.errors import InputError
from assay_worker import ops
from assay_worker.ops import Array, _native


def f32(*shape: int) -> Array:
    return np.ones(shape, np.float32)


def i8(*shape: int) -> Array:
    return np.ones(shape, np.int8)


def i32(*shape: int) -> Array:
    return np.ones(shape, np.int32)


REFUSED: dict[str, Callable[[], object]] = {
    "three dims": lambda: ops.sum_rows(f32(1, 2, 3)),
    "no values": lambda: ops.sum_rows(f32(1, 1, 0, 3)),
    "float64": lambda: ops.sum_rows(np.ones((1, 1, 2, 3))),
    "big-endian": lambda: ops.sum_rows(f32(1, 1, 2, 3).astype(">f4")),
    "a list": lambda: ops.sum_rows([[[[1.0]]]]),  # type: ignore[arg-type]
    "transposed": lambda: ops.sum_rows(f32(1, 1, 4, 3).transpose(0, 1, 3, 2)),
    "sliced": lambda: ops.sum_rows(f32(1, 1, 4, 8)[:, :, :, ::2]),
    "misaligned": lambda: ops.sum_rows(np.frombuffer(bytes(13), np.uint8)[1:].view(np.float32).reshape(1, 1, 1, 3)),
    "other depth": lambda: ops.matmul_f32(f32(1, 1, 2, 3), f32(1, 1, 2, 4)),
    "depth over 131,072": lambda: ops.matmul_i8(i8(1, 1, 1, 131_073), i8(1, 1, 1, 131_073)),
    "long sum": lambda: ops.sum_rows(f32(1, 1, 1, 131_073)),
    "batches that differ": lambda: ops.matmul_f32(f32(2, 1, 2, 3), f32(3, 1, 2, 3)),
    "int8 in a float product": lambda: ops.matmul_f32(i8(1, 1, 2, 3), f32(1, 1, 2, 3)),
    "float start of an int8 product": lambda: ops.matmul_i8(i8(1, 1, 2, 3), i8(1, 1, 2, 3), f32(1, 1, 1, 1)),
    "a start that does not broadcast": lambda: ops.matmul_f32(f32(1, 1, 2, 3), f32(1, 1, 4, 3), f32(1, 1, 1, 3)),
    "rows of other dims": lambda: ops.rowdot(f32(1, 1, 2, 3), f32(1, 2, 1, 3)),
    "too few inputs": lambda: ops.map_fn(Map.ADD, f32(1, 1, 1, 1)),
    "no inputs": lambda: ops.map_fn(Map.EXP),
    "ints in a float map": lambda: ops.map_fn(Map.ADD, i32(1, 1, 1, 1), i32(1, 1, 1, 1)),
    "a map that does not broadcast": lambda: ops.map_fn(Map.ADD, f32(1, 1, 2, 3), f32(1, 1, 1, 2)),
    "no such function": lambda: ops.map_fn(20, f32(1, 1, 1, 1)),  # type: ignore[arg-type]
    "no permutation": lambda: ops.move(f32(1, 1, 2, 3), (1, 1, 2, 3), (0, 1, 2, 2), (1, 1, 2, 3)),
    "a view of another size": lambda: ops.move(f32(1, 1, 2, 3), (1, 1, 2, 4), (0, 1, 2, 3), (1, 1, 2, 3)),
    "a shape of another size": lambda: ops.move(f32(1, 1, 2, 3), (1, 1, 2, 3), (0, 1, 2, 3), (1, 1, 2, 4)),
    "float indices": lambda: ops.gather(f32(1, 1, 5, 3), f32(1, 1, 1, 2)),
    "a table of batches": lambda: ops.gather(f32(1, 2, 5, 3), i32(1, 1, 1, 2)),
    "no threads": lambda: ops.sum_rows(f32(1, 1, 2, 3), threads=0),
    "too many threads": lambda: ops.sum_rows(f32(1, 1, 2, 3), threads=65),
    "out of another shape": lambda: ops.sum_rows(f32(1, 1, 2, 3), out=f32(1, 1, 2, 3)),
    "out of another dtype": lambda: ops.sum_rows(f32(1, 1, 2, 3), out=i32(1, 1, 2, 1)),
    "leaves of 31 bytes": lambda: ops.merkle_root(bytes(31)),
    "no leaves": lambda: ops.merkle_root(b""),
    "a root of three dims": lambda: ops.tensor_root(f32(2, 3, 4)),
    "no such instruction set": lambda: ops.set_isa("sse9"),
}


@pytest.mark.parametrize("call", REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_computed_is_refused_in_words(call: Callable[[], object]) -> None:
    """INV-OPS-4"""
    with pytest.raises(InputError) as refusal:
        call()
    assert refusal.value.field
    assert refusal.value.remedy


def test_an_output_that_overlaps_an_input_is_refused_and_nothing_is_written() -> None:
    """INV-OPS-4: a matmul that wrote where it still reads would have no defined bits."""
    memory = np.arange(64, dtype=np.float32).reshape(1, 1, 8, 8)
    before = memory.copy()
    with pytest.raises(InputError):
        ops.map_fn(Map.EXP, memory, out=memory)
    with pytest.raises(InputError):
        ops.map_fn(Map.EXP, memory[:, :, :4], out=memory[:, :, 2:6])
    read_only = f32(1, 1, 8, 8)
    read_only.flags.writeable = False
    with pytest.raises(InputError):
        ops.map_fn(Map.EXP, memory, out=read_only)
    assert (memory == before).all()
    assert (read_only == 1).all()


def test_arrays_that_differ_from_their_descriptor_are_refused() -> None:
    """INV-OPS-4: a program's operator says what its arrays are; another shape of the same size is another tensor."""
    op = Operator(Kind.SUM_F32, DType.F32, Dims(1, 1, 2, 1), (Input(Source.OPERATOR, 0, DType.F32, Dims(1, 1, 2, 6)),))
    assert ops.execute(op, [f32(1, 1, 2, 6)]).ravel().tolist() == [6.0, 6.0]
    for arrays in ([], [f32(1, 1, 2, 6)] * 2, [f32(1, 1, 6, 2)], [i32(1, 1, 2, 6)]):
        with pytest.raises(InputError):
            ops.execute(op, arrays)
    wrong = Operator(Kind.SUM_F32, DType.F32, Dims(1, 1, 6, 1), op.inputs)
    with pytest.raises(InputError):
        ops.execute(wrong, [f32(1, 1, 2, 6)])


def test_the_extension_alone_keeps_memory_safe() -> None:
    """INV-OPS-4: the C code checks again whatever would let it read or write past an array."""
    zero = (0, 0, 0, 0)
    a, out, shared = f32(1, 1, 2, 3), f32(1, 1, 2, 1), f32(1, 1, 3, 3)
    cases: list[tuple[object, ...]] = [
        (4, 0, zero, 1, f32(1, 1, 3, 1), (a,)),
        (4, 0, zero, 1, out, ()),
        (4, 0, zero, 1, out, (a, a)),
        (4, 0, zero, 1, out, (a, a, a, a)),
        (4, 0, zero, 1, out, (i32(1, 1, 2, 3),)),
        (4, 0, zero, 1, f32(2), (a,)),
        (4, 0, zero, 0, out, (a,)),
        (4, 0, zero, 1, np.ones((1, 1, 2, 1)), (a,)),
        (1, 0, zero, 1, f32(1, 1, 2, 9), (a, a)),
        (1, 0, zero, 1, f32(1, 1, 2, 2), (a, f32(1, 1, 2, 4))),
        (1, 0, zero, 1, f32(1, 1, 2, 2), (a, a, f32(1, 1, 3, 1))),
        (2, 0, zero, 1, f32(1, 1, 2, 2), (i8(1, 1, 2, 3), i8(1, 1, 2, 3))),
        (3, 0, zero, 1, out, (a, f32(1, 1, 1, 3))),
        (6, 1, zero, 1, f32(1, 1, 2, 3), (a,)),
        (6, 1, zero, 1, f32(1, 1, 2, 3), (a, f32(1, 1, 2, 2))),
        (6, 0, zero, 1, f32(1, 1, 2, 3), (a,)),
        (6, 99, zero, 1, f32(1, 1, 2, 3), (a,)),
        (6, -1, zero, 1, f32(1, 1, 2, 3), (a,)),
        (6, 18, zero, 1, f32(1, 1, 2, 3), (a,)),
        (7, 0b11100100, (1, 1, 2, 4), 1, f32(1, 1, 2, 3), (a,)),
        (7, 0b11100100, (0, 1, 2, 3), 1, f32(1, 1, 2, 3), (a,)),
        (7, 0, (1, 1, 2, 3), 1, f32(1, 1, 2, 3), (a,)),
        (7, 0b11100100, (65536, 65536, 65536, 65536), 1, f32(1, 1, 2, 3), (a,)),
        (8, 0, zero, 1, f32(1, 1, 2, 3), (a, i32(1, 1, 1, 3))),
        (8, 0, zero, 1, f32(1, 1, 2, 4), (a, i32(1, 1, 1, 2))),
        (9, 0, zero, 1, out, (a,)),
        (4, 0, zero, 1, a[:, :, :, :1], (a,)),
        (6, 8, zero, 1, a, (a,)),
        (6, 1, zero, 1, shared[:, :, :2], (shared[:, :, 1:], shared[:, :, 1:])),
    ]
    for case in cases:
        with pytest.raises((ValueError, BufferError)):
            _native.run(*case)  # type: ignore[arg-type]
    for call in (lambda: _native.tile_leaves(f32(2, 3)), lambda: _native.merkle_levels(b""), lambda: _native.merkle_levels(bytes(33))):
        with pytest.raises(ValueError, match=r"at least one|four dims"):
            call()


MEMORY = """
import resource, numpy as np
from assay.commit import Map
from assay_worker import ops
a, b, out = (np.ones((1, 1, 2048, 2048), np.float32) for _ in range(3))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
ops.matmul_f32(a, b, threads=2, out=out)
ops.map_fn(Map.ADD, a, b, threads=2, out=out)
ops.move(a, (1, 1, 2048, 2048), (0, 1, 3, 2), (1, 1, 2048, 2048), threads=2, out=out)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_memory_stays_at_the_tensors_and_a_small_workspace() -> None:
    """INV-OPS-7: no operator copies an input whole: beyond its tensors a process grows by at most 1 MB a thread (and the threads' own)."""
    grown = subprocess.run([sys.executable, "-c", MEMORY], check=True, capture_output=True, text=True).stdout
    assert int(grown) < 4096
