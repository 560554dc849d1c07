"""INV-CHECK-1: the cheap look at an int8 product never rejects an honest output.
INV-CHECK-2: it rejects an output with any wrong value, but for one seed in 2^60.
INV-CHECK-3: what it cannot decide exactly it refuses by name, before memory is touched.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from assay.commit import Dims, DType, Input, Kind, Operator, Source
from assay.errors import InputError
from assay_worker import ops
from assay_worker.jobs import quantised, run, to_array
from assay_worker.ops import Array, _native
from assay_worker.verify.freivalds import PRIME, check_matmul_i8, refused, vector

SEED = bytes(range(32))
SPANS = {np.dtype(np.int8): DType.I8, np.dtype(np.int32): DType.I32, np.dtype(np.float32): DType.F32}


# avx2-sha differs from avx2 only in how it hashes
@pytest.fixture(params=[name for name in ops.instruction_sets() if name != "avx2-sha"])
def isa(request: pytest.FixtureRequest) -> Iterator[str]:
    before = ops.instruction_set()
    yield ops.set_isa(request.param)
    ops.set_isa(before)


def int8(seed: int, *shape: int) -> Array:
    return np.random.default_rng(seed).integers(-128, 128, shape).astype(np.int8)


def int32(seed: int, *shape: int, most: int = 2**30) -> Array:
    return np.random.default_rng(seed).integers(-most, most, shape).astype(np.int32)


def operator(a: Array, b: Array, c: Array | None = None, batch: tuple[int, int] | None = None, kind: Kind = Kind.MATMUL_I8) -> Operator:
    arrays = (a, b) if c is None else (a, b, c)
    slots = tuple(Input(Source.INPUT, at, SPANS[x.dtype], Dims(*x.shape)) for at, x in enumerate(arrays))
    o0, o1 = batch or (max(a.shape[0], b.shape[0]), max(a.shape[1], b.shape[1]))
    return Operator(kind, DType.I32, Dims(o0, o1, a.shape[2], b.shape[2]), slots)


def product(a: Array, b: Array, c: Array | None = None) -> tuple[Operator, Array]:
    op = operator(a, b, c)
    return op, ops.execute(op, (a, b) if c is None else (a, b, c))


# (rows, columns, depth): around the edges of registers, of carries (128 columns), strips (64), chunks (128 rows of B) and looked-at rows (512)
SHAPES = [(1, 1, 1), (3, 16, 64), (4, 17, 63), (7, 128, 65), (2, 129, 130), (5, 271, 1), (515, 3, 5), (1, 300, 2_050), (6, 2_051, 70), (2, 5, 5_000)]


@pytest.mark.parametrize("shape", SHAPES)
def test_an_honest_product_passes_and_a_forged_one_does_not(isa: str, shape: tuple[int, int, int]) -> None:
    """INV-CHECK-1, INV-CHECK-2: with every shape of C; one wrong value at random places, by one bit."""
    m, n, k = shape
    a, b = int8(1, 1, 1, m, k), int8(2, 1, 1, n, k)
    rng = np.random.default_rng(3)
    for c in (None, int32(4, 1, 1, m, n), int32(5, 1, 1, 1, n), int32(6, 1, 1, m, 1), int32(7, 1, 1, 1, 1)):
        op, out = product(a, b, c)
        for _ in range(3):
            seed = rng.bytes(32)
            assert check_matmul_i8(op, a, b, c, out, seed)
            flat, bit = int(rng.integers(out.size)), int(rng.integers(32))
            out.view(np.uint32).reshape(-1)[flat] ^= np.uint32(1 << bit)
            assert not check_matmul_i8(op, a, b, c, out, seed), (flat, bit)
            out.view(np.uint32).reshape(-1)[flat] ^= np.uint32(1 << bit)


def test_every_single_wrong_bit_is_found(isa: str) -> None:
    """INV-CHECK-2: each bit of each value of an output with tails in every direction."""
    a, b = int8(1, 1, 1, 5, 67), int8(2, 1, 1, 19, 67)
    op, out = product(a, b)
    words = out.view(np.uint32).reshape(-1)
    for flat in range(words.size):
        for bit in range(32):
            words[flat] ^= np.uint32(1 << bit)
            assert not check_matmul_i8(op, a, b, None, out, SEED)
            words[flat] ^= np.uint32(1 << bit)
    assert check_matmul_i8(op, a, b, None, out, SEED)


def test_errors_that_cancel_in_sums_are_found() -> None:
    """INV-CHECK-2: what keeps row sums, column sums, and sums modulo powers of two and 2^61 - 1 packed in pairs; swapped and copied rows; nothing at all."""
    a, b = int8(1, 1, 1, 40, 200), int8(2, 1, 1, 150, 200)
    op, honest = product(a, b)

    def forged(change: Callable[[Array], None]) -> Array:
        out = honest.copy()
        change(out[0, 0])
        return out

    def opposite(out: Array) -> None:
        out[3, 7] += 5
        out[3, 9] -= 5
        out[4, 7] -= 5
        out[4, 9] += 5

    def packed(out: Array) -> None:
        out[3, 8] -= 1
        out[3, 9] += 1 << 29  # -1 + 2^32 * 2^29 = 2^61 - 1

    def swapped(out: Array) -> None:
        out[[1, 2]] = out[[2, 1]]

    def columns(out: Array) -> None:
        out[:, [1, 2]] = out[:, [2, 1]]

    def extremes(out: Array) -> None:
        out[...] = np.int32(-(2**31))

    for change in (opposite, packed, swapped, columns, extremes, lambda out: out.fill(0), lambda out: np.add(out, 1 << 31, out=out, casting="unsafe")):
        assert not check_matmul_i8(op, a, b, None, forged(change), SEED)
    assert check_matmul_i8(op, a, b, None, honest, SEED)


BATCHES = [
    ((2, 3), (2, 3), (2, 3)),
    ((2, 3), (1, 1), (2, 3)),
    ((1, 1), (2, 3), (2, 3)),
    ((2, 1), (1, 3), (2, 3)),
    ((1, 3), (2, 1), (2, 3)),
    ((1, 3), (1, 1), (2, 3)),
    ((1, 1), (1, 1), (2, 3)),
]


@pytest.mark.parametrize("batches", BATCHES, ids=str)
def test_batches_broadcast_as_the_operator_says(isa: str, batches: tuple[tuple[int, int], ...]) -> None:
    """INV-CHECK-1, INV-CHECK-2: each batch is looked at with its own A, B and C."""
    of_a, of_b, of_out = batches
    a, b = int8(1, *of_a, 6, 70), int8(2, *of_b, 9, 70)
    for of_c in ((2, 3, 6, 9), (1, 3, 1, 9), (2, 1, 6, 1), (1, 1, 1, 1)):
        c = int32(3, *of_c)
        op = operator(a, b, c, of_out)
        out = ops.execute(op, (a, b, c))
        assert check_matmul_i8(op, a, b, c, out, SEED)
        for flat in range(0, out.size, 7):
            out.reshape(-1)[flat] += 1
            assert not check_matmul_i8(op, a, b, c, out, SEED), flat
            out.reshape(-1)[flat] -= 1


@pytest.mark.parametrize("fill", [(-128, -128), (-128, 127), (127, 127)])
def test_the_largest_sums_are_exact(isa: str, fill: tuple[int, int]) -> None:
    """INV-CHECK-1: the longest chain that cannot wrap, at its extremes; more rows of B than one block of sums; and outputs at the ends of int32."""
    a, b = np.full((1, 1, 3, 131_071), fill[0], np.int8), np.full((1, 1, 4, 131_071), fill[1], np.int8)
    op, out = product(a, b)
    assert check_matmul_i8(op, a, b, None, out, SEED)
    out[0, 0, 2, 3] ^= 1
    assert not check_matmul_i8(op, a, b, None, out, SEED)
    a, b = np.full((1, 1, 2, 3), fill[0], np.int8), np.full((1, 1, 140_000, 3), fill[1], np.int8)
    for c in (None, np.full((1, 1, 1, 140_000), 2**31 - 1 - 3 * 2**14, np.int32), np.full((1, 1, 1, 1), -(2**31) + 1 + 3 * 2**14, np.int32)):
        op, out = product(a, b, c)
        assert check_matmul_i8(op, a, b, c, out, SEED)
        out[0, 0, 1, 139_999] ^= -(2**31)
        assert not check_matmul_i8(op, a, b, c, out, SEED)


def test_the_field_is_that_of_2_to_the_61_minus_1(isa: str) -> None:
    """INV-CHECK-2: with a vector that is known, exactly the errors D pass for which D r is 0 modulo the prime, as Python's integers say."""
    rng = np.random.default_rng(1)
    a, b = int8(1, 1, 1, 1, 33), int8(2, 1, 1, 40, 33)
    _, honest = product(a, b)
    seen = set()
    # 4 * 2^59 - 1 is the prime
    for case in range(400):
        r = rng.integers(-(2**59), 2**59, 40)
        error = np.zeros(40, np.int64)
        if case % 4 == 0:
            r[:2], error[:2] = (2**59 - 1, -1), (4, -3 + case % 3)
        elif case % 4 == 1:
            r, error = rng.integers(-1, 2, 40), rng.integers(-1, 2, 40) * rng.integers(0, 2**20)
        elif case % 4 == 2:
            p, q, place = int(rng.integers(1, 2**28)), int(rng.integers(1, 2**28)), rng.choice(40, 2, replace=False)
            r[place], error[place] = (p, -q), (q, p + case % 8 // 4)
        else:
            error[rng.integers(40)] = rng.integers(-(2**30), 2**30)
        expected = sum(int(x) * int(y) for x, y in zip(r, error, strict=True)) % PRIME == 0
        assert _native.check_product((honest + error).astype(np.int32), (a, b), r) == expected
        seen.add((case % 4, expected))
    assert len(seen) == 7


def test_instruction_sets_answer_alike_to_known_vectors() -> None:
    """INV-CHECK-1: digits, carries and tails at the vector's ends, -2^59 and 2^59."""
    a, b = int8(1, 1, 1, 9, 300), int8(2, 1, 1, 333, 300)
    _, out = product(a, b)
    before = ops.instruction_set()
    try:
        for name in ops.instruction_sets():
            ops.set_isa(name)
            for value in (-(2**59), 2**59, 2**59 - 1, 0, 1, -1, 2047 * sum(4096**i for i in range(4)), -2048 * sum(4096**i for i in range(4))):
                assert _native.check_product(out, (a, b), np.full(333, value, np.int64))
    finally:
        ops.set_isa(before)


def test_vectors_are_of_the_seed_and_the_operator() -> None:
    """INV-CHECK-2: uniform over 2^60 values, the same for all who know the seed, another one for each operator."""
    a, b = int8(1, 1, 1, 2, 3), int8(2, 1, 1, 50_000, 3)
    op = operator(a, b)
    r = vector(SEED, op)
    assert r.tolist() == vector(SEED, op).tolist()
    assert r[:2].tolist() == [-535476227550055558, 144173487284736123]
    assert -(2**59) <= r.min() < -(2**59) * 0.999
    assert 2**59 * 0.999 < r.max() < 2**59
    assert np.unique(r).size == r.size
    for bit in range(60):
        assert abs(int((r >> bit & 1).sum()) - 25_000) < 1_000  # nine standard deviations
    others = [vector(bytes(32), op), vector(SEED, replace(op, attributes=(1, 0, 0, 0))), vector(SEED, operator(int8(1, 1, 1, 1, 3), b))]
    assert not any((other == r).any() for other in others)


def test_the_products_of_a_real_model(isa: str) -> None:
    """INV-CHECK-1, INV-CHECK-2: every int8 product of MiniLM in int8 passes under fresh seeds; each with one value changed does not."""
    bundle = quantised.job(["A man is eating food.", "yes"])
    trace = run(bundle, bytes(32))
    tables = {Source.OPERATOR: trace.outputs, Source.MODEL: bundle.model, Source.INPUT: bundle.inputs}
    checked = 0
    for at, op in enumerate(bundle.program.operators):
        if op.kind is not Kind.MATMUL_I8:
            continue
        a, b, c = (to_array(tables[i.source][i.index]) for i in op.inputs)
        out = to_array(trace.outputs[at])
        assert check_matmul_i8(op, a, b, c, out, secrets.token_bytes(32))
        forged = out.copy()
        forged.reshape(-1)[at * 977 % out.size] += 1
        assert not check_matmul_i8(op, a, b, c, forged, secrets.token_bytes(32))
        checked += 1
    assert checked == 36


A, B, C = int8(1, 1, 1, 4, 6), int8(2, 1, 1, 5, 6), int32(3, 1, 1, 1, 5)
OP, OUT = product(A, B)
LONG = np.zeros((1, 1, 1, 131_072), np.int8)
REFUSED: dict[str, Callable[[], object]] = {
    "a chain that may wrap": lambda: check_matmul_i8(operator(LONG, LONG), LONG, LONG, None, np.zeros((1, 1, 1, 1), np.int32), SEED),
    "a start that may wrap": lambda: check_matmul_i8(operator(A, B, C), A, B, np.full_like(C, 2**31 - 6 * 2**14), np.zeros((1, 1, 4, 5), np.int32), SEED),
    "the least start": lambda: check_matmul_i8(operator(A, B, C), A, B, np.full_like(C, -(2**31)), OUT, SEED),
    "a float product": lambda: check_matmul_i8(operator(A, B, kind=Kind.MATMUL_F32), A, B, None, OUT, SEED),
    "a malformed operator": lambda: check_matmul_i8(replace(OP, dims=Dims(1, 1, 4, 6)), A, B, None, np.zeros((1, 1, 4, 6), np.int32), SEED),
    "a missing start": lambda: check_matmul_i8(operator(A, B, C), A, B, None, OUT, SEED),
    "an unexpected start": lambda: check_matmul_i8(OP, A, B, C, OUT, SEED),
    "an output of other dims": lambda: check_matmul_i8(OP, A, B, None, OUT.reshape(1, 1, 5, 4), SEED),
    "an output of floats": lambda: check_matmul_i8(OP, A, B, None, OUT.astype(np.float32), SEED),
    "A of other dims": lambda: check_matmul_i8(OP, A.reshape(1, 1, 6, 4), B, None, OUT, SEED),
    "a transposed B": lambda: check_matmul_i8(OP, A, int8(2, 1, 1, 6, 5).transpose(0, 1, 3, 2), None, OUT, SEED),
    "a short seed": lambda: check_matmul_i8(OP, A, B, None, OUT, SEED[:31]),
    "no seed": lambda: check_matmul_i8(OP, A, B, None, OUT, b""),
}


@pytest.mark.parametrize("call", REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_decided_is_refused_in_words(call: Callable[[], object]) -> None:
    """INV-CHECK-3"""
    with pytest.raises(InputError) as refusal:
        call()
    assert refusal.value.field
    assert refusal.value.remedy


def test_the_bound_on_wrapping_is_sharp() -> None:
    """INV-CHECK-3: K * 2^14 + max |C| up to 2^31 - 1 is looked at, one more is not."""
    op = operator(A, B, C)
    most = 2**31 - 1 - 6 * 2**14
    for value in (most, -most):
        assert refused(op, np.full_like(C, value)) is None
        assert refused(op, np.full_like(C, value + (1 if value > 0 else -1))) is not None
    assert refused(operator(LONG[..., 1:].copy(), LONG[..., 1:].copy()), None) is None


def test_the_extension_alone_keeps_memory_safe() -> None:
    """INV-CHECK-3: the C code checks again whatever would let it read past an array or leave its bounds."""
    r = np.zeros(5, np.int64)
    cases: list[tuple[object, ...]] = [
        (OUT, (A, B), r[:4]),
        (OUT, (A, B), np.zeros(6, np.int64)),
        (OUT, (A, B), np.full(5, 2**59 + 1)),
        (OUT, (A, B), np.full(5, -(2**63))),
        (OUT, (A,), r),
        (OUT, (A, B, C, C), r),
        (OUT, (A, B, A), r),
        (OUT, (A, int8(1, 1, 1, 5, 7)), r),
        (OUT.reshape(1, 1, 5, 4), (A, B), r),
        (OUT[0], (A, B), r),
        (OUT, (A, B), np.frombuffer(bytes(48), np.uint8)[1:41]),
    ]
    for case in cases:
        with pytest.raises((ValueError, BufferError)):
            _native.check_product(*case)  # type: ignore[arg-type]
