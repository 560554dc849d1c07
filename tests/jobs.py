"""A small job that uses every kind of operator, run by the reference's own integer code; and forgeries of it."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from assay.commit.merkle import Tree
from assay.commit.program import Input, Kind, Map, Operator, Program, Source, permutation_code
from assay.commit.tensor import Dims, DType, Tensor, dims, tensors_tree, trace_leaf
from assay.models.compute import Terms
from assay.reference.operators import evaluate
from assay_worker.verify.witness import Witness


def floats(shape: Dims, values: Sequence[float]) -> Tensor:
    return Tensor(DType.F32, shape, struct.pack(f"<{len(values)}f", *values))


def noise(rng: random.Random, *shape: int) -> Tensor:
    at = dims(*shape)
    return floats(at, [rng.uniform(-2, 2) for _ in range(at.values)])


def ints(shape: Dims, values: Sequence[int]) -> Tensor:
    return Tensor(DType.I32, shape, struct.pack(f"<{len(values)}i", *values))


def bits(x: float) -> int:
    word: int = struct.unpack("<I", struct.pack("<f", x))[0]
    return word


@dataclass(frozen=True)
class SmallJob:
    program: Program
    model: tuple[Tensor, ...]
    inputs: tuple[Tensor, ...]

    def terms(self, **changes: object) -> Terms:
        values: dict[str, Any] = {
            "price": 20_000_000,
            "stake": 50_000_000,
            "deadline_at": 2_000_000_000,
            "op_count": len(self.program.operators),
            "model_count": len(self.model),
            "input_count": len(self.inputs),
            "program_root": self.program.root,
            "model_root": tensors_tree(list(self.model)).root,
            "input_root": tensors_tree(list(self.inputs)).root,
        }
        return Terms(**(values | changes))

    def outputs(self, tamper: dict[int, Callable[[Tensor], Tensor]] | None = None) -> list[Tensor]:
        """All outputs; `tamper[i]` replaces output i, and what follows is computed honestly from that."""
        done: list[Tensor] = []
        tables = {Source.OPERATOR: done, Source.MODEL: self.model, Source.INPUT: self.inputs}
        for at, op in enumerate(self.program.operators):
            out = evaluate(op, [tables[i.source][i.index] for i in op.inputs])
            done.append(tamper[at](out) if tamper and at in tamper else out)
        return done

    def witness(self, job_id: bytes, outputs: list[Tensor] | None = None) -> Witness:
        outputs = honest_outputs(self) if outputs is None else outputs
        trace = Tree([trace_leaf(job_id, t.header, t.root) for t in outputs])
        return Witness(self.program, self.model, self.inputs, outputs, trace)


_HONEST: dict[bytes, list[Tensor]] = {}


def honest_outputs(job: SmallJob) -> list[Tensor]:
    key = job.program.root + job.terms().model_root + job.terms().input_root
    if key not in _HONEST:
        _HONEST[key] = job.outputs()
    return _HONEST[key]


def flip(place: int, mask: int = 1) -> Callable[[Tensor], Tensor]:
    """A forgery: one value with some of its bits turned."""

    def forge(t: Tensor) -> Tensor:
        at = (place % t.dims.values) * t.dtype.size
        data = bytearray(t.data)
        data[at] ^= mask
        return Tensor(t.dtype, t.dims, bytes(data))

    return forge


@cache
def small_job(seed: int = 7) -> SmallJob:
    """Sixteen operators: every kind, chains of one, two and eleven chunks, an output of more than eight tiles."""
    rng = random.Random(seed)
    table, w, bias = noise(rng, 5, 70), noise(rng, 4, 70), noise(rng, 4)
    long_b = noise(rng, 3, 700)
    indices = ints(dims(12), [rng.randrange(-1, 6) for _ in range(12)])
    long_a = noise(rng, 2, 700)
    model, inputs = (table, w, bias, long_b), (indices, long_a)
    ops: list[Operator] = []

    def use(source: Source, index: int) -> Input:
        t = {Source.MODEL: model, Source.INPUT: inputs}.get(source)
        of = (t[index].dtype, t[index].dims) if t else (ops[index].dtype, ops[index].dims)
        return Input(source, index, *of)

    def out(index: int) -> Input:
        return use(Source.OPERATOR, index)

    def add(kind: Kind, dtype: DType, shape: Dims, *ins: Input, function: int = 0, attributes: tuple[int, int, int, int] = (0, 0, 0, 0)) -> None:
        ops.append(Operator(kind, dtype, shape, ins, function, attributes))

    f32, i8, i32 = DType.F32, DType.I8, DType.I32
    add(Kind.GATHER, f32, dims(12, 70), use(Source.MODEL, 0), use(Source.INPUT, 0))
    add(Kind.MATMUL_F32, f32, dims(12, 4), out(0), use(Source.MODEL, 1), use(Source.MODEL, 2))
    add(Kind.MAP, f32, dims(12, 4), out(1), function=Map.GELU)
    add(Kind.MOVE, f32, dims(4, 12), out(2), function=permutation_code((0, 1, 3, 2)), attributes=(1, 1, 12, 4))
    add(Kind.SUM_F32, f32, dims(4, 1), out(3))
    add(Kind.MAX_F32, f32, dims(4, 1), out(3))
    add(Kind.MAP, f32, dims(4, 12), out(3), out(5), function=Map.EXP_SUB)
    add(Kind.ROWDOT_F32, f32, dims(4, 1), out(6), out(6))
    add(Kind.MAP, f32, dims(4, 1), out(7), function=Map.AFFINE, attributes=(bits(1 / 12), bits(1e-5), 0, 0))
    add(Kind.MAP, f32, dims(4, 1), out(8), function=Map.RSQRT)
    add(Kind.MAP, f32, dims(4, 12), out(6), out(9), out(4), function=Map.FMA)
    add(Kind.MAP, i8, dims(4, 12), out(10), function=Map.QUANT, attributes=(bits(9.5), 0, 0, 0))
    add(Kind.MATMUL_I8, i32, dims(4, 4), out(11), out(11))
    add(Kind.MAP, f32, dims(4, 4), out(12), function=Map.DEQUANT, attributes=(bits(0.01), 0, 0, 0))
    add(Kind.MATMUL_F32, f32, dims(2, 3), use(Source.INPUT, 1), use(Source.MODEL, 3))
    add(Kind.SUM_F32, f32, dims(4, 1), out(13))
    program = Program(tuple(ops))
    program.validate([(t.dtype, t.dims) for t in model], [(t.dtype, t.dims) for t in inputs])
    return SmallJob(program, model, inputs)
