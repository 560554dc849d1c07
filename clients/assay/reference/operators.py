"""The operators, value by value in integer code: the slow definition that the referee, the CPU and the GPU must equal."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Protocol

from ..commit.program import Kind, Operator, broadcast_flat, matmul_rows, move_source
from ..commit.tensor import Tensor
from ..errors import BadOpening
from . import float32

MINUS_INFINITY = 0xFF800000


class Operands(Protocol):
    """Where an operator's inputs are read from: whole tensors, or openings."""

    def tile(self, slot: int, index: int) -> bytes:
        """The bytes of tile `index` of input `slot`."""
        ...


class Whole:
    """Operands that are all here."""

    def __init__(self, tensors: Sequence[Tensor]) -> None:
        self._tensors = tensors

    def tile(self, slot: int, index: int) -> bytes:
        return self._tensors[slot].tile(index)


def step(op: Operator, flat: int, chunk: int, acc: int, operands: Operands) -> int:
    """The bits of output value `flat`, or for a chain of the accumulator after `chunk`, given the one before (`acc`, ignored at chunk 0).

    Operands are read in the order of docs/operators.md. Raises BadOpening where the shapes contradict each other.
    """
    match op.kind:
        case Kind.MATMUL_F32 | Kind.MATMUL_I8:
            row_a, row_b = matmul_rows(flat, op)
            a, b = _chunk(op, 0, row_a, chunk, operands), _chunk(op, 1, row_b, chunk, operands)
            if chunk == 0:
                acc = _value(op, 2, broadcast_flat(flat, op.dims, op.inputs[2].dims), operands) if len(op.inputs) == 3 else 0
            return _dot(op.kind, acc, a, b)
        case Kind.ROWDOT_F32:
            a, b = _chunk(op, 0, flat, chunk, operands), _chunk(op, 1, flat, chunk, operands)
            return _dot(op.kind, acc if chunk else 0, a, b)
        case Kind.SUM_F32:
            return float32.sum_f32(acc if chunk else 0, _words(_chunk(op, 0, flat, chunk, operands)))
        case Kind.MAX_F32:
            return float32.max_f32(acc if chunk else MINUS_INFINITY, _words(_chunk(op, 0, flat, chunk, operands)))
        case Kind.MAP:
            bits = [_value(op, slot, broadcast_flat(flat, op.dims, i.dims), operands) for slot, i in enumerate(op.inputs)] + [0, 0]
            return float32.apply_map(op.function, bits[0], bits[1], bits[2], op.attributes[0], op.attributes[1])
        case Kind.MOVE:
            return _value(op, 0, move_source(flat, op), operands)
        case Kind.GATHER:
            row, column = divmod(flat, op.dims.d3)
            index, table = _value(op, 1, row, operands), op.inputs[0].dims
            # a negative int32 reads as 2**31 or more
            return _value(op, 0, index * table.d3 + column, operands) if index < table.d2 else 0


def accumulators(op: Operator, flat: int, tensors: Sequence[Tensor]) -> list[int]:
    """The accumulator after each chunk of the chain behind output value `flat`; the last one is the value."""
    operands = Whole(tensors)
    out = [0]
    for chunk in range(op.chunks):
        out.append(step(op, flat, chunk, out[-1], operands))
    return out[1:]


def evaluate(op: Operator, tensors: Sequence[Tensor]) -> Tensor:
    """An operator's whole output. Slow: microseconds a term."""
    size = op.dtype.size
    values = (accumulators(op, flat, tensors)[-1] for flat in range(op.dims.values))
    return Tensor(op.dtype, op.dims, b"".join(v.to_bytes(size, "little") for v in values))


def _chunk(op: Operator, slot: int, row: int, chunk: int, operands: Operands) -> bytes:
    of = op.inputs[slot].dims
    if chunk >= of.tiles_a_row:
        raise BadOpening
    return operands.tile(slot, row * of.tiles_a_row + chunk)


def _dot(kind: Kind, acc: int, a: bytes, b: bytes) -> int:
    if len(a) != len(b):
        raise BadOpening
    return float32.dot_i8(acc, a, b) if kind is Kind.MATMUL_I8 else float32.dot_f32(acc, _words(a), _words(b))


def _words(raw: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(raw) // 4}I", raw)


def _value(op: Operator, slot: int, flat: int, operands: Operands) -> int:
    of = op.inputs[slot]
    if flat >= of.dims.values:
        raise BadOpening
    index, place = of.dims.tile_of(flat)
    size = of.dtype.size
    return int.from_bytes(operands.tile(slot, index)[place * size : (place + 1) * size], "little")
