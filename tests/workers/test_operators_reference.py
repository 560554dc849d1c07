"""INV-OPS-1: the compiled operators equal the reference's integer code, bit for bit, on a job that uses every kind."""

from __future__ import annotations

import random
import struct

import numpy as np
import pytest
from assay.commit.program import MAP_INPUTS, Input, Kind, Map, Operator, Source
from assay.commit.tensor import DType, Tensor, dims
from assay.reference.operators import evaluate
from assay_worker.ops import execute

from tests.jobs import bits, honest_outputs, small_job

NUMPY = {DType.F32: np.float32, DType.I32: np.int32, DType.I8: np.int8}
EDGES = (
    0, 1 << 31, 1, 0x007FFFFF, 0x00800000, 0x3F800000, 0x7F7FFFFF, 0x7F800000, 0xFF800000, 0x7FC00000, 0xFFC00001, 0x7F800001, 0x42B17217,
    0xC2AEAC4F, 0x3F200000,
)  # fmt: skip


def array(t: Tensor) -> np.ndarray:
    return np.frombuffer(t.data, NUMPY[t.dtype]).reshape(t.dims)


def same(op: Operator, tensors: list[Tensor]) -> None:
    got = execute(op, [array(t) for t in tensors])
    assert got.shape == tuple(op.dims)
    assert got.tobytes() == bytes(evaluate(op, tensors).data)


def test_every_operator_of_the_small_job() -> None:
    job, outputs = small_job(), honest_outputs(small_job())
    tables = {Source.OPERATOR: outputs, Source.MODEL: list(job.model), Source.INPUT: list(job.inputs)}
    for op in job.program.operators:
        same(op, [tables[i.source][i.index] for i in op.inputs])


@pytest.mark.parametrize("fn", list(Map))
def test_map_functions_on_edges_and_noise(fn: Map) -> None:
    rng = random.Random(int(fn))
    of, to = {Map.DEQUANT: (DType.I32, DType.F32), Map.QUANT: (DType.F32, DType.I8), Map.ADD_I32: (DType.I32, DType.I32)}.get(fn, (DType.F32, DType.F32))
    shape = dims(2, 3, 41)

    def word() -> int:
        return rng.choice((rng.choice(EDGES), rng.getrandbits(32), bits(rng.gauss(0, 3))))

    def words(n: int) -> bytes:
        return struct.pack(f"<{n}I", *(word() for _ in range(n)))

    shapes = [shape, dims(1, 3, 41), dims(2, 3, 1)][: MAP_INPUTS[fn]]
    tensors = [Tensor(of, s, words(s.values)) for s in shapes]
    inputs = tuple(Input(Source.INPUT, at, t.dtype, t.dims) for at, t in enumerate(tensors))
    same(Operator(Kind.MAP, to, shape, inputs, fn, (bits(0.37), bits(-1.25), 0, 0)), tensors)
