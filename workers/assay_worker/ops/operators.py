"""One operator at a time: checks, then the C kernels.

What an operator may be (shapes, dtypes, bounds) is said once, in `assay.commit.program`; this file adds only that the arrays
are what the operator says. A call holds its inputs, its output and, for a matmul, 0.9 MB a thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from assay.commit import Dims, DType, Input, Kind, Map, Operator, Program, Source, dims
from assay.commit.program import permutation_code
from assay.errors import InputError
from numpy.typing import NDArray

from . import _native

Array = NDArray[Any]
DTYPES = (np.dtype(np.float32), np.dtype(np.int32), np.dtype(np.int8))  # in the order of DType
MOST_THREADS = 64


def execute(op: Operator, arrays: Sequence[Array], *, threads: int = 1, out: Array | None = None) -> Array:
    """Runs one operator and returns its output, of dtype `op.dtype` and shape `op.dims`.

    `arrays`: one an input of `op`, of that input's dtype and dims, four dims, C-contiguous. `threads`: 1..=64.
    `out`: where to write, of the output's dtype and dims, sharing no memory with an input; made anew where None.
    Raises InputError, and has then touched nothing, where the operator breaks a rule of docs/operators.md or an array differs from it.
    """
    check_operator(op)
    if len(arrays) != len(op.inputs):
        raise InputError("arrays", len(arrays), f"{len(op.inputs)} arrays for {op.kind.name}", "pass one an input, in order")
    for slot, (array, i) in enumerate(zip(arrays, op.inputs, strict=True)):
        _check_against(f"array {slot}", array, i.dtype, i.dims)
    checked_threads(threads)
    if out is None:
        out = np.empty(op.dims, DTYPES[op.dtype - 1])
    else:
        _check_against("out", out, op.dtype, op.dims)
        if not out.flags.writeable or any(np.may_share_memory(out, array) for array in arrays):
            raise InputError("out", "an array", "writeable and apart from the inputs", "leave it out, or pass an array of its own memory")
    _native.run(op.kind, op.function, op.attributes, threads, out, tuple(arrays))
    return out


def matmul_f32(a: Array, b: Array, c: Array | None = None, *, threads: int = 1, out: Array | None = None) -> Array:
    """float32 (o0,o1,M,N): element [m,n] is the chain over k, in order, of fma(a[m,k], b[n,k], acc), begun at c[m,n] or +0.

    `a` (a0,a1,M,K), `b` (b0,b1,N,K), K <= 131,072; a0, a1, b0, b1 are the output's or 1; `c` broadcasts to the output.
    """
    return execute(_matmul(Kind.MATMUL_F32, DType.F32, a, b, c), (a, b) if c is None else (a, b, c), threads=threads, out=out)


def matmul_i8(a: Array, b: Array, c: Array | None = None, *, threads: int = 1, out: Array | None = None) -> Array:
    """int32 (o0,o1,M,N): exact, wrapping sums of int8 products. Shapes as for `matmul_f32`; `a`, `b` int8, `c` int32."""
    return execute(_matmul(Kind.MATMUL_I8, DType.I32, a, b, c), (a, b) if c is None else (a, b, c), threads=threads, out=out)


def rowdot(a: Array, b: Array, *, threads: int = 1, out: Array | None = None) -> Array:
    """float32 (d0,d1,d2,1): each row's chain of fma(a[k], b[k], acc) from +0. `a`, `b` float32 of the same dims, d3 <= 131,072."""
    return execute(_reduction(Kind.ROWDOT_F32, a, b), (a, b), threads=threads, out=out)


def sum_rows(a: Array, *, threads: int = 1, out: Array | None = None) -> Array:
    """float32 (d0,d1,d2,1): each row's values added one after another to +0. d3 <= 131,072."""
    return execute(_reduction(Kind.SUM_F32, a), (a,), threads=threads, out=out)


def max_rows(a: Array, *, threads: int = 1, out: Array | None = None) -> Array:
    """float32 (d0,d1,d2,1): each row's largest value; NaN if any is NaN; +0 over -0. d3 <= 131,072."""
    return execute(_reduction(Kind.MAX_F32, a), (a,), threads=threads, out=out)


def map_fn(function: Map, *inputs: Array, s0: float = 0.0, s1: float = 0.0, threads: int = 1, out: Array | None = None) -> Array:
    """`function` of one to three inputs, element by element; they broadcast to their common shape.

    float32, but for DEQUANT (int32 to float32), QUANT (float32 to int8) and ADD_I32 (int32). `s0`, `s1` are rounded to float32.
    """
    slots = tuple(_input(i, a) for i, a in enumerate(inputs))
    shape = Dims(*(max(sizes) for sizes in zip(*(slot.dims for slot in slots), strict=True))) if slots else Dims(1, 1, 1, 1)
    dtype = {Map.QUANT: DType.I8, Map.ADD_I32: DType.I32}.get(function, DType.F32)
    bits = np.array([s0, s1], np.float32).view(np.uint32)
    op = Operator(Kind.MAP, dtype, shape, slots, function, (int(bits[0]), int(bits[1]), 0, 0))
    return execute(op, inputs, threads=threads, out=out)


def move(a: Array, view: Sequence[int], permutation: tuple[int, int, int, int], shape: Sequence[int], *, threads: int = 1, out: Array | None = None) -> Array:
    """`a`, any dtype, read as dims `view`, its axes put in the order `permutation`, and that read as dims `shape`; all of one product.

    numpy: a.reshape(view).transpose(permutation).reshape(shape).
    """
    slot, (s0, s1, s2, s3) = _input(0, a), dims(*view)
    op = Operator(Kind.MOVE, slot.dtype, dims(*shape), (slot,), permutation_code(permutation), (s0, s1, s2, s3))
    return execute(op, (a,), threads=threads, out=out)


def gather(table: Array, index: Array, *, threads: int = 1, out: Array | None = None) -> Array:
    """(1,1,n,D): row r is table[index[r]], zeros where that is outside 0..V. `table` (1,1,V,D) of any dtype, `index` int32 of n values."""
    slots = (_input(0, table), _input(1, index))
    op = Operator(Kind.GATHER, slots[0].dtype, Dims(1, 1, slots[1].dims.values, slots[0].dims.d3), slots)
    return execute(op, (table, index), threads=threads, out=out)


@lru_cache(maxsize=65_536)
def check_operator(op: Operator) -> None:
    """Raises InputError where `op`, taken alone, breaks a rule of docs/operators.md. A job runs the same few operators many times."""
    alone = tuple(Input(Source.INPUT, slot, i.dtype, i.dims) for slot, i in enumerate(op.inputs))
    Program((Operator(op.kind, op.dtype, op.dims, alone, op.function, op.attributes),)).validate([], [(i.dtype, i.dims) for i in alone])


def checked_array(field: str, array: Array) -> Array:
    """`array` where it is a tensor of this protocol: four dims, C-contiguous, aligned, a known dtype. Else InputError."""
    if not isinstance(array, np.ndarray):
        raise InputError(field, type(array).__name__, "a numpy array", "convert it with numpy.asarray")
    if array.dtype not in DTYPES:
        raise InputError(field, str(array.dtype), "float32, int32 or int8", "convert it with .astype")
    if array.ndim != 4 or not array.size:
        raise InputError(field, array.shape, "of four dims of at least 1", "reshape it; missing leading dims are 1")
    if not array.flags.c_contiguous or not array.flags.aligned:
        raise InputError(field, f"strides {array.strides}", "C-contiguous", "copy it with numpy.ascontiguousarray, or permute it with MOVE")
    return array


def checked_threads(threads: int) -> int:
    if not 1 <= threads <= MOST_THREADS:
        raise InputError("threads", threads, f"1..={MOST_THREADS}", "use the number of cores")
    return threads


def _check_against(field: str, array: Array, dtype: DType, shape: Dims) -> None:
    checked_array(field, array)
    if array.dtype != DTYPES[dtype - 1] or array.shape != shape:
        raise InputError(field, f"{array.dtype}{array.shape}", f"{DTYPES[dtype - 1]}{tuple(shape)}", "pass what the operator's descriptor says")


def _input(slot: int, array: Array) -> Input:
    checked_array(f"array {slot}", array)
    return Input(Source.INPUT, slot, DType(DTYPES.index(array.dtype) + 1), dims(*array.shape))


def _matmul(kind: Kind, dtype: DType, a: Array, b: Array, c: Array | None) -> Operator:
    slots = tuple(_input(i, x) for i, x in enumerate((a, b) if c is None else (a, b, c)))
    left, right = slots[0].dims, slots[1].dims
    shape = Dims(max(left.d0, right.d0), max(left.d1, right.d1), left.d2, right.d2)
    return Operator(kind, dtype, shape, slots)


def _reduction(kind: Kind, *arrays: Array) -> Operator:
    slots = tuple(_input(i, x) for i, x in enumerate(arrays))
    d0, d1, d2, _ = slots[0].dims
    return Operator(kind, DType.F32, Dims(d0, d1, d2, 1), slots)
