"""INV-OPS-1: an operator's bits are the definition's, whatever the instruction set, the threads, the tiling and the batch.
INV-OPS-2: every NaN that is stored is 0x7fc00000.
INV-OPS-5: the host program's float mode changes no bit and is left as it was.

The definition is told twice: by test_ops_oracle.c, a scalar loop fast enough for many values, and by `assay.reference`, which
knows no floating point at all.
"""

from __future__ import annotations

import ctypes
import platform
import subprocess
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from assay.commit import Dims, DType, Input, Kind, Map, Operator, Source
from assay.commit.program import MAP_INPUTS
from assay.reference.operators import evaluate
from assay_worker import ops
from assay_worker.ops import Array

HERE = Path(__file__).parent
NATIVE = HERE.parents[1] / "workers/assay_worker/ops/native"
CANONICAL_NAN = 0x7FC00000
MAPS = tuple(Map)
UNARY = tuple(fn for fn in MAPS if MAP_INPUTS[fn] == 1)


@pytest.fixture(scope="session")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    library = tmp_path_factory.mktemp("oracle") / "oracle.so"
    flags = ["-O1", "-ffp-contract=off", "-std=c11", "-shared", "-fPIC", f"-I{NATIVE}"]
    subprocess.run(["cc", *flags, str(HERE / "test_ops_oracle.c"), "-lm", "-o", str(library)], check=True)
    return ctypes.CDLL(str(library))


# avx2-sha differs from avx2 only in how it hashes
@pytest.fixture(params=[name for name in ops.instruction_sets() if name != "avx2-sha"])
def isa(request: pytest.FixtureRequest) -> Iterator[str]:
    before = ops.instruction_set()
    yield ops.set_isa(request.param)
    ops.set_isa(before)


def at(array: Array) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)


def same_bits(got: Array, expected: Array) -> None:
    assert got.dtype == expected.dtype
    assert got.shape == expected.shape
    assert got.tobytes() == expected.tobytes()


def noise(seed: int, *shape: int) -> Array:
    return np.random.default_rng(seed).standard_normal(shape, dtype=np.float32)


def bytes_of(seed: int, *shape: int) -> Array:
    return np.random.default_rng(seed).integers(-128, 128, shape).astype(np.int8)


def hostile(seed: int, *shape: int) -> Array:
    """Values of every magnitude, subnormals, both zeros, both infinities and NaNs of several payloads and signs."""
    rng = np.random.default_rng(seed)
    bits = rng.integers(0, 2**32, shape, dtype=np.uint32)
    odd = np.array(
        [0, 0x80000000, 1, 0x80000001, 0x007FFFFF, 0x00800000, 0x7F7FFFFF, 0x7F800000, 0xFF800000, 0x7F800001, 0xFFC12345, 0x7FC00000, 0x3F800000], np.uint32
    )
    return np.where(rng.random(shape) < 0.5, rng.choice(odd, shape), bits).view(np.float32)


def oracle_matmul(oracle: ctypes.CDLL, a: Array, b: Array, c: Array | None, o0: int, o1: int) -> Array:
    is_f32 = a.dtype == np.float32
    m, n, k = a.shape[2], b.shape[2], a.shape[3]
    out = np.empty((o0, o1, m, n), np.float32 if is_f32 else np.int32)
    start = np.broadcast_to(np.zeros((1, 1, 1, 1), out.dtype) if c is None else c, out.shape)
    for i in np.ndindex(o0, o1):
        one_a, one_b, one_c = np.broadcast_to(a, (o0, o1, m, k))[i].copy(), np.broadcast_to(b, (o0, o1, n, k))[i].copy(), start[i].copy()
        multiply = oracle.oracle_matmul_f32 if is_f32 else oracle.oracle_matmul_i8
        multiply(at(one_a), at(one_b), at(one_c), at(out[i]), *map(ctypes.c_long, (m, n, k)))
    return out


def oracle_rows(oracle: ctypes.CDLL, kind: Kind, a: Array, b: Array | None = None) -> Array:
    out = np.empty((*a.shape[:3], 1), np.float32)
    oracle.oracle_rows(int(kind), at(a), at(a if b is None else b), at(out), ctypes.c_long(out.size), ctypes.c_long(a.shape[3]))
    return out


def oracle_map(oracle: ctypes.CDLL, fn: Map, inputs: Sequence[Array], s0: float, s1: float) -> Array:
    shape = np.broadcast_shapes(*(x.shape for x in inputs))
    full = [np.broadcast_to(x, shape).copy() for x in inputs]
    full += [full[0]] * (3 - len(full))
    out = np.empty(shape, {Map.QUANT: np.int8, Map.ADD_I32: np.int32}.get(fn, np.float32))
    oracle.oracle_map(int(fn), ctypes.c_float(s0), ctypes.c_float(s1), *map(at, full), at(out), ctypes.c_long(out.size))
    return out


# (rows, columns, depth): one of everything, around the edges of register blocks, vectors, cache blocks and int8 units
SHAPES = [(1, 1, 1), (1, 33, 5), (2, 31, 64), (13, 32, 65), (14, 64, 63), (15, 65, 386), (29, 17, 7), (3, 400, 3), (70, 1, 770), (33, 393, 1541)]


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_float_product_is_the_chain_in_order(oracle: ctypes.CDLL, isa: str, shape: tuple[int, int, int], threads: int) -> None:
    """INV-OPS-1"""
    m, n, k = shape
    a, b = noise(1, 1, 1, m, k), noise(2, 1, 1, n, k)
    for c in (None, noise(3, 1, 1, m, n), noise(4, 1, 1, 1, n), noise(5, 1, 1, m, 1), noise(6, 1, 1, 1, 1)):
        same_bits(ops.matmul_f32(a, b, c, threads=threads), oracle_matmul(oracle, a, b, c, 1, 1))


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("shape", SHAPES)
def test_an_int8_product_is_exact_and_wraps(oracle: ctypes.CDLL, isa: str, shape: tuple[int, int, int], threads: int) -> None:
    """INV-OPS-1"""
    m, n, k = shape
    a, b = bytes_of(1, 1, 1, m, k), bytes_of(2, 1, 1, n, k)
    a[..., ::3] = -128
    b[..., ::2] = -128
    starts = [None] + [np.random.default_rng(i).integers(-(2**31), 2**31, d).astype(np.int32) for i, d in enumerate([(1, 1, m, n), (1, 1, 1, n), (1, 1, m, 1)])]
    for c in starts:
        same_bits(ops.matmul_i8(a, b, c, threads=threads), oracle_matmul(oracle, a, b, c, 1, 1))


@pytest.mark.parametrize("kind", [Kind.MATMUL_F32, Kind.MATMUL_I8])
def test_batches_broadcast_and_equal_one_at_a_time(oracle: ctypes.CDLL, isa: str, kind: Kind) -> None:
    """INV-OPS-1: a batch is nothing but its members."""
    of: Callable[..., Array] = noise if kind is Kind.MATMUL_F32 else bytes_of
    multiply = ops.matmul_f32 if kind is Kind.MATMUL_F32 else ops.matmul_i8
    start = np.float32 if kind is Kind.MATMUL_F32 else np.int32
    m, n, k = 5, 37, 23
    cases: list[tuple[tuple[int, int], tuple[int, int], tuple[int, int, int, int] | None]] = [
        ((2, 3), (2, 3), None),
        ((2, 3), (1, 1), (1, 1, 1, n)),
        ((2, 3), (1, 1), (2, 3, m, n)),
        ((2, 3), (1, 1), (2, 1, m, 1)),
        ((1, 3), (2, 1), (1, 3, 1, n)),
        ((1, 1), (2, 3), (1, 1, m, n)),
        ((2, 1), (2, 3), (1, 1, 1, 1)),
    ]
    for (a0, a1), (b0, b1), dims in cases:
        a, b = of(1, a0, a1, m, k), of(2, b0, b1, n, k)
        c = None if dims is None else (noise(3, *dims) * 100).astype(start)
        expected = oracle_matmul(oracle, a, b, c, 2, 3)
        for threads in (1, 2, 3):
            same_bits(multiply(a, b, c, threads=threads), expected)
        for i, j in np.ndindex(2, 3):
            one = np.broadcast_to(a, (2, 3, m, k))[i : i + 1, j : j + 1].copy(), np.broadcast_to(b, (2, 3, n, k))[i : i + 1, j : j + 1].copy()
            alone = multiply(*one, None if c is None else np.broadcast_to(c, (2, 3, m, n))[i : i + 1, j : j + 1].copy())
            same_bits(alone[0, 0], expected[i, j])


def test_a_large_product_shared_out_over_threads_keeps_its_bits(isa: str) -> None:
    """INV-OPS-1: the work is large enough that threads do start, along rows and along columns."""
    for m, n, k in ((300, 200, 130), (40, 1400, 130)):
        a, b, c = noise(1, 1, 1, m, k), noise(2, 1, 1, n, k), noise(3, 1, 1, 1, n)
        once = ops.matmul_f32(a, b, c)
        for threads in (2, 3, 7):
            same_bits(ops.matmul_f32(a, b, c, threads=threads), once)
        ia, ib = bytes_of(1, 1, 1, m, k), bytes_of(2, 1, 1, n, k)
        once = ops.matmul_i8(ia, ib)
        assert (once[0, 0] == ia[0, 0].astype(np.int64) @ ib[0, 0].astype(np.int64).T).all()
        same_bits(ops.matmul_i8(ia, ib, threads=3), once)


def test_hostile_values_in_a_product(oracle: ctypes.CDLL, isa: str) -> None:
    """INV-OPS-1, INV-OPS-2: infinities, subnormals, both zeros and NaNs, over a depth that is cut into blocks."""
    for k in (1, 2, 3, 400):
        a, b, c = noise(1, 1, 1, 40, k) * np.float32(1e-20), noise(2, 1, 1, 50, k) * np.float32(1e-20), hostile(3, 1, 1, 40, 50)
        a[0, 0, ::4, : min(k, 3)] = hostile(4, 10, min(k, 3))
        b[0, 0, ::5, : min(k, 3)] = hostile(5, 10, min(k, 3))
        got = ops.matmul_f32(a, b, c)
        same_bits(got, oracle_matmul(oracle, a, b, c, 1, 1))
        assert np.isnan(got).any()
        assert set(got.view(np.uint32)[np.isnan(got)]) == {CANONICAL_NAN}


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("make", [noise, hostile])
def test_reductions_of_rows_are_sequential(oracle: ctypes.CDLL, isa: str, make: Callable[..., Array], threads: int) -> None:
    """INV-OPS-1, INV-OPS-2: lanes hold different rows, so a row's own order is kept."""
    for shape in ((1, 1, 1, 1), (1, 1, 1, 300), (2, 3, 5, 17), (1, 2, 16, 64), (1, 1, 33, 65), (1, 1, 7, 129), (1, 1, 4500, 100), (3, 1, 1, 4099)):
        a, b = make(1, *shape), make(2, *shape)
        same_bits(ops.rowdot(a, b, threads=threads), oracle_rows(oracle, Kind.ROWDOT_F32, a, b))
        same_bits(ops.sum_rows(a, threads=threads), oracle_rows(oracle, Kind.SUM_F32, a))
        same_bits(ops.max_rows(a, threads=threads), oracle_rows(oracle, Kind.MAX_F32, a))


def test_the_largest_of_a_row_knows_signed_zeros_and_nan(isa: str) -> None:
    """INV-OPS-1: +0 beats -0 wherever it stands, and any NaN wins."""
    for columns in (1, 2, 16, 17, 40):
        rows = np.full((1, 1, 4, columns), -0.0, np.float32)
        rows[0, 0, 1, columns // 2] = 0.0
        rows[0, 0, 2] = -np.inf
        rows[0, 0, 3, -1] = np.array([0xFFC00001], np.uint32).view(np.float32)[0]
        assert ops.max_rows(rows).view(np.uint32).ravel().tolist() == [0x80000000, 0, 0xFF800000, CANONICAL_NAN]


def map_inputs(fn: Map, seed: int, shapes: Sequence[tuple[int, ...]]) -> list[Array]:
    if fn in (Map.DEQUANT, Map.ADD_I32):
        rng = np.random.default_rng(seed)
        return [rng.integers(-(2**31), 2**31, shape).astype(np.int32) for shape in shapes]
    return [
        np.where(np.random.default_rng(seed + 9).random(shape) < 0.7, noise(seed + i, *shape) * np.float32(5), hostile(seed + i, *shape))
        for i, shape in enumerate(shapes)
    ]


@pytest.mark.parametrize("fn", MAPS, ids=lambda fn: fn.name)
def test_a_map_is_its_scalar_function(oracle: ctypes.CDLL, isa: str, fn: Map) -> None:
    """INV-OPS-1, INV-OPS-2: contiguous, every broadcast, every remainder of a vector, on one thread and on three."""
    n = MAP_INPUTS[fn]
    plain = [[(1, 1, 1, size)] * n for size in (1, 15, 16, 17, 255, 256, 300, 400_003)]
    one, row, column, full = (1, 1, 1, 1), (1, 1, 1, 37), (2, 3, 5, 1), (2, 3, 5, 37)
    repeated = (
        [[full] * n]
        if n == 1
        else [[*shapes, *[full] * (n - len(shapes))] for shapes in ([full, one], [full, row], [full, column], [row, column], [(2, 1, 5, 1), (1, 3, 1, 37)])]
    )
    for shapes in plain + repeated:
        inputs = map_inputs(fn, 7, shapes)
        expected = oracle_map(oracle, fn, inputs, 0.37, -1.5)
        for threads in (1, 3):
            same_bits(ops.map_fn(fn, *inputs, s0=0.37, s1=-1.5, threads=threads), expected)
        if expected.dtype == np.float32:
            assert set(expected.view(np.uint32)[np.isnan(expected)]) <= {CANONICAL_NAN}


@pytest.mark.parametrize("fn", UNARY, ids=lambda fn: fn.name)
def test_a_function_of_one_value_over_the_whole_range(oracle: ctypes.CDLL, isa: str, fn: Map) -> None:
    """INV-OPS-1: a million bit patterns spread over all 2^32, and all neighbours of the functions' own thresholds."""
    spread = np.arange(0, 2**32, 4_999, dtype=np.uint64).astype(np.uint32)
    thresholds = np.array([0x42B17217, 0xC2AEAC4F, 0x3F200000, 0x41100000, 0x40800000, 0x42FE0000, 0xC3000000, 0x40B504F3, 0x3F800000], np.uint32)
    near = (thresholds[:, None] + np.arange(-40, 40, dtype=np.int64).astype(np.uint32)).ravel()
    bits = np.concatenate([spread, near, near | 0x80000000]).reshape(1, 1, 1, -1)
    values = bits.view(np.int32 if fn is Map.DEQUANT else np.float32)
    same_bits(ops.map_fn(fn, values, s0=1.0, s1=0.25), oracle_map(oracle, fn, [values], 1.0, 0.25))


@pytest.mark.parametrize("dtype", [np.float32, np.int32, np.int8])
def test_a_move_is_a_permuted_copy_of_bits(isa: str, dtype: type) -> None:
    """INV-OPS-1: all 24 permutations; NaN payloads pass untouched, for a move computes nothing."""
    for view in ((2, 3, 5, 7), (1, 40, 3, 17), (16, 1, 1, 48), (3, 20, 33, 1), (1, 1, 1, 1), (1, 70, 65, 2)):
        count = int(np.prod(view))
        source = hostile(1, count) if dtype is np.float32 else np.random.default_rng(1).integers(-128, 128, count).astype(dtype)
        a = source.reshape(1, 1, 1, count)
        for p in permutations((0, 1, 2, 3), 4):
            expected = source.reshape(view).transpose(p).reshape(1, 1, count, 1)
            for threads in (1, 3):
                same_bits(ops.move(a, view, p, (1, 1, count, 1), threads=threads), np.ascontiguousarray(expected))


def test_heads_split_and_join(isa: str) -> None:
    """INV-OPS-1: (tokens, heads * width) to (heads, tokens, width) and back is the identity, shared out over threads too."""
    tokens = noise(1, 1, 1, 1300, 384)
    for threads in (1, 2, 3):
        heads = ops.move(tokens, (1, 1300, 12, 32), (0, 2, 1, 3), (1, 12, 1300, 32), threads=threads)
        same_bits(heads, np.ascontiguousarray(tokens.reshape(1, 1300, 12, 32).transpose(0, 2, 1, 3)))
        same_bits(ops.move(heads, (1, 12, 1300, 32), (0, 2, 1, 3), (1, 1, 1300, 384), threads=threads), tokens)
        turned = ops.move(tokens, (1, 1, 1300, 384), (0, 1, 3, 2), (1, 1, 384, 1300), threads=threads)
        same_bits(turned, np.ascontiguousarray(tokens.transpose(0, 1, 3, 2)))


@pytest.mark.parametrize("dtype", [np.float32, np.int32, np.int8])
def test_a_gather_outside_the_table_is_zero(isa: str, dtype: type) -> None:
    """INV-OPS-1: a wrong index is no fault and reads nothing: its row is zero bits."""
    table: Array = np.random.default_rng(1).integers(-128, 128, (1, 1, 50, 33)).astype(dtype)
    index = np.random.default_rng(2).integers(-5, 60, (1, 2, 3000, 3)).astype(np.int32)
    index[0, 0, 0] = (-(2**31), 2**31 - 1, 50)
    flat = index.ravel()
    inside = (flat >= 0) & (flat < 50)
    expected = np.where(inside[:, None], table[0, 0][np.where(inside, flat, 0)], dtype(0)).reshape(1, 1, 18_000, 33)
    for threads in (1, 2, 3):
        same_bits(ops.gather(table, index, threads=threads), expected)


def small_operators() -> Iterator[tuple[Operator, list[Array]]]:
    """One small operator of each kind and function, with hostile values among its inputs."""

    def made(
        kind: Kind, dtype: DType, shape: tuple[int, int, int, int], arrays: list[Array], function: int = 0, attributes: tuple[int, int, int, int] = (0, 0, 0, 0)
    ) -> tuple[Operator, list[Array]]:
        kinds = {np.dtype(np.float32): DType.F32, np.dtype(np.int32): DType.I32, np.dtype(np.int8): DType.I8}
        slots = tuple(Input(Source.INPUT, i, kinds[a.dtype], Dims(*a.shape)) for i, a in enumerate(arrays))
        return Operator(kind, dtype, Dims(*shape), slots, function, attributes), arrays

    yield made(Kind.MATMUL_F32, DType.F32, (2, 1, 3, 5), [noise(1, 2, 1, 3, 70), noise(2, 1, 1, 5, 70), hostile(3, 1, 1, 1, 5)])
    yield made(Kind.MATMUL_F32, DType.F32, (1, 1, 6, 6), [hostile(1, 1, 1, 6, 2), hostile(2, 1, 1, 6, 2)])
    yield made(Kind.MATMUL_I8, DType.I32, (1, 2, 3, 5), [bytes_of(1, 1, 2, 3, 131), bytes_of(2, 1, 1, 5, 131), np.full((1, 1, 1, 1), 2**31 - 1, np.int32)])
    yield made(Kind.ROWDOT_F32, DType.F32, (1, 2, 3, 1), [noise(1, 1, 2, 3, 130), noise(2, 1, 2, 3, 130)])
    yield made(Kind.SUM_F32, DType.F32, (1, 2, 9, 1), [hostile(3, 1, 2, 9, 3)])
    yield made(Kind.MAX_F32, DType.F32, (1, 2, 9, 1), [hostile(4, 1, 2, 9, 3)])
    yield made(Kind.MOVE, DType.F32, (1, 1, 4, 6), [hostile(5, 1, 2, 3, 4)], 0 | 3 << 2 | 1 << 4 | 2 << 6, (1, 2, 3, 4))
    yield made(Kind.GATHER, DType.F32, (1, 1, 4, 3), [hostile(6, 1, 1, 5, 3), np.array([4, 5, -1, 0], np.int32).reshape(1, 1, 2, 2)])
    for fn in MAPS:
        arrays = map_inputs(fn, 11, [(1, 2, 3, 40), (1, 1, 3, 1), (1, 2, 1, 40)][: MAP_INPUTS[fn]])
        dtype = {Map.QUANT: DType.I8, Map.ADD_I32: DType.I32}.get(fn, DType.F32)
        yield made(Kind.MAP, dtype, (1, 2, 3, 40), arrays, fn, (0x3EBD70A4, 0xBFC00000, 0, 0))


def test_the_reference_without_floating_point_agrees(isa: str) -> None:
    """INV-OPS-1: integer code that the referee shares gives the same bytes for every kind and function."""
    for op, arrays in small_operators():
        expected = evaluate(op, [ops.as_tensor(a) for a in arrays])
        for threads in (1, 2):
            assert ops.execute(op, arrays, threads=threads).tobytes() == bytes(expected.data), (isa, op.kind.name, op.function)


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the mode is x86's MXCSR register")
@pytest.mark.parametrize("mode", [0x1F80 | 0x8040, 0x1F80 | 0x6000, 0x1F80 | 0x2000 | 0x8040])
def test_a_host_that_flushes_subnormals_or_rounds_otherwise(oracle: ctypes.CDLL, isa: str, mode: int) -> None:
    """INV-OPS-5: flush-to-zero and other roundings of the caller's thread are put aside for the call, then put back."""
    a, b = noise(1, 1, 1, 20, 50) * np.float32(1e-22), noise(2, 1, 1, 40, 50) * np.float32(1e-18)
    many = noise(3, 1, 1, 1, 400_000) * np.float32(1e-37)  # enough that threads do start: they inherit the caller's mode
    calls: list[Callable[[int], Array]] = [
        lambda threads: ops.matmul_f32(a, b, threads=threads),
        lambda threads: ops.rowdot(a, a, threads=threads),
        lambda threads: ops.map_fn(Map.GELU, many, threads=threads),
        lambda threads: ops.map_fn(Map.AFFINE, a, s0=1e-20, s1=0.0, threads=threads),
    ]
    expected = [call(1) for call in calls]
    before = oracle.float_mode()
    try:
        oracle.set_float_mode(ctypes.c_uint(mode))
        got = [call(threads) for call in calls for threads in (1, 2)]
        left = oracle.float_mode()
    finally:
        oracle.set_float_mode(ctypes.c_uint(before))
    assert left & ~0x3F == mode & ~0x3F
    for i, result in enumerate(got):
        same_bits(result, expected[i // 2])


def test_threads_of_the_caller_run_side_by_side(isa: str) -> None:
    """INV-OPS-1: the lock is released around the work; calls at once do not disturb one another."""
    from concurrent.futures import ThreadPoolExecutor

    a, b = noise(1, 1, 1, 64, 200), noise(2, 1, 1, 96, 200)
    expected = ops.matmul_f32(a, b).tobytes()
    with ThreadPoolExecutor(4) as pool:
        results: list[Any] = list(pool.map(lambda i: ops.matmul_f32(a, b, threads=1 + i % 3).tobytes(), range(64)))
    assert set(results) == {expected}
