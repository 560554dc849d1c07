"""INV-FLOAT-1: the reference's float32 in plain Python integers gives the hardware's bits, whatever the operands."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable

import numpy as np
import pytest
from assay.commit.program import Map
from assay.reference import float32

from scripts import vectors

OPERATIONS: dict[int, Callable[[int, int, int, int, int], int]] = {
    vectors.LT: lambda a, b, *_: int(float32.lt(a, b)),
    vectors.GT: lambda a, b, *_: int(float32.gt(a, b)),
    vectors.FROM_I32: lambda a, *_: float32.from_i32(a),
    vectors.TO_I8: lambda a, *_: float32.to_i8(a),
    vectors.CANONICAL: lambda a, *_: float32.canonical(a),
}
# Each is dozens of primitives; the primitives get the more vectors.
LONG = {Map.EXP, Map.EXP_SUB, Map.TANH, Map.ERF, Map.GELU}


def python(operation: int, args: list[list[int]]) -> list[int]:
    if one := OPERATIONS.get(operation):
        return [one(*row) for row in args]
    return [float32.apply_map(operation, *row) for row in args]


def python_chain(kind: int, acc: int, a: bytes, b: bytes) -> int:
    if kind == vectors.DOT_I8:
        return float32.dot_i8(acc, a, b)
    x, y = (struct.unpack(f"<{len(run) // 4}I", run) for run in (a, b))
    if kind == vectors.DOT_F32:
        return float32.dot_f32(acc, x, y)
    return float32.sum_f32(acc, x) if kind == vectors.SUM_F32 else float32.max_f32(acc, x)


@pytest.mark.parametrize("operation", vectors.OPERATIONS, ids=vectors.NAMES.__getitem__)
def test_every_operation_gives_the_hardwares_bits(operation: int) -> None:
    count = 14_000 if operation in LONG else 56_000
    args = vectors.operands(operation, count, seed=1)
    truth = vectors.oracle().apply(operation, args)
    got = np.array(python(operation, args.T.tolist()), dtype=np.uint32)
    assert vectors.differences(args, truth, got) == []


@pytest.mark.parametrize("length", [1, 64])
@pytest.mark.parametrize("kind", vectors.CHAINS)
def test_a_chain_is_its_terms_one_after_another(kind: int, length: int) -> None:
    acc, a, b = vectors.chains(kind, 6_400 // length, length, seed=1)
    truth = vectors.oracle().chain(kind, acc, a, b)
    got = [python_chain(kind, *chain) for chain in zip(acc.tolist(), map(bytes, a), map(bytes, b), strict=True)]
    assert got == truth.tolist()


def test_a_chain_may_be_cut_anywhere() -> None:
    """What a dispute rests on: chunk after chunk, from accumulator to accumulator, is the whole chain."""
    _, a, b = (v.view("<u4").tolist() for v in vectors.chains(vectors.DOT_F32, 1, 200, seed=2))
    whole = float32.dot_f32(0, a[0], b[0])
    for cut in range(0, 201, 8):
        half = float32.dot_f32(0, a[0][:cut], b[0][:cut])
        assert float32.dot_f32(half, a[0][cut:], b[0][cut:]) == whole


@pytest.mark.parametrize("function", [0, 20, 31, 255])
def test_a_number_that_names_no_function_gives_zero(function: int) -> None:
    assert float32.apply_map(function, float32.ONE, float32.ONE, float32.ONE, float32.ONE, float32.ONE) == 0


def test_the_written_sample_is_what_this_machine_computes() -> None:
    assert vectors.SAMPLE.read_text() == vectors.sample()


def test_the_written_sample_is_what_python_computes() -> None:
    numbers = {name: number for number, name in vectors.NAMES.items()}
    for name, rows in json.loads(vectors.SAMPLE.read_text()).items():
        values = [[int(v, 16) for v in row] for row in rows]
        assert python(numbers[name], [row[:5] for row in values]) == [row[5] for row in values], name
