"""The referee: recomputes one chunk or one element from openings against agreed roots (docs/operators.md, "Openings for the referee")."""

from __future__ import annotations

from dataclasses import dataclass

from ..commit.merkle import fold_path, leaf_hash, path_length
from ..commit.program import DESCRIPTOR_BYTES, Kind, Map, Operator, Source
from ..commit.tensor import MAX_VALUES, Dims, DType, tensor_leaf, trace_leaf
from ..errors import BadOpening, BadOperator, InputError
from ..models.compute import Dispute, Job
from .operators import step


def open_operator(job: Job, index: int, raw: bytes, path: bytes) -> Operator:
    """The job's operator `index`. Raises BadOpening where it is not the program's, BadOperator where its own numbers are out of bounds."""
    root = fold_path(leaf_hash(raw), index, job.terms.op_count, path)
    if len(raw) != DESCRIPTOR_BYTES or root != job.terms.program_root:
        raise BadOpening
    try:
        op = Operator.decode(raw)
    except InputError:
        raise BadOperator from None
    if not well_formed(op, index):
        raise BadOperator
    return op


def well_formed(op: Operator, index: int) -> bool:
    """Exactly what the chains check of operator `index`: enough for no division by zero, no index out of bounds and no input that was
    not agreed. Shapes that contradict each other end in BadOpening later, and are the provider's to find before it accepts."""
    counts = {Kind.MATMUL_F32: (2, 3), Kind.MATMUL_I8: (2, 3), Kind.ROWDOT_F32: (2,), Kind.GATHER: (2,), Kind.MAP: (1, 2, 3)}.get(op.kind, (1,))
    if len(op.inputs) not in counts or (op.kind is Kind.MAP and not 1 <= op.function <= max(Map)):
        return False
    if op.kind.is_chain:
        rows, of = (1 if op.kind in (Kind.SUM_F32, Kind.MAX_F32) else 2), (DType.I8 if op.kind is Kind.MATMUL_I8 else DType.F32)
        if any(i.dtype is not of for i in op.inputs[:rows]):
            return False
    if any(i.source is Source.OPERATOR and i.index >= index for i in op.inputs):
        return False
    shapes = [op.dims, *(i.dims for i in op.inputs)]
    if op.kind is Kind.MOVE:
        shapes.append(Dims(*op.attributes))
    return all(all(d >= 1 for d in s) and s.values <= MAX_VALUES for s in shapes)


@dataclass
class _Reader:
    data: bytes
    at: int = 0

    def take(self, n: int) -> bytes:
        if self.at + n > len(self.data):
            raise BadOpening
        self.at += n
        return self.data[self.at - n : self.at]


class _Openings:
    """Reads openings one after another, each checked against the root it claims to come from."""

    def __init__(self, job: Job, dispute: Dispute, data: bytes) -> None:
        self.job, self.reader = job, _Reader(data)
        raw = self.reader.take(DESCRIPTOR_BYTES)
        path = self.reader.take(32 * path_length(dispute.op_index, job.terms.op_count))
        self.op = open_operator(job, dispute.op_index, raw, path)

    def tile(self, slot: int, index: int) -> bytes:
        """The bytes of tile `index` of input `slot`."""
        of = self.op.inputs[slot]
        if index >= of.dims.tiles:
            raise BadOpening
        data = self.reader.take(of.dims.tile_length(index) * of.dtype.size)
        path = self.reader.take(32 * path_length(index, of.dims.tiles))
        root = fold_path(leaf_hash(data), index, of.dims.tiles, path)
        assert root is not None
        terms = self.job.terms
        match of.source:
            case Source.OPERATOR:
                count, expected, leaf = terms.op_count, self.job.trace_root, trace_leaf(self.job.job_id, of.header, root)
            case Source.MODEL:
                count, expected, leaf = terms.model_count, terms.model_root, tensor_leaf(of.header, root)
            case Source.INPUT:
                count, expected, leaf = terms.input_count, terms.input_root, tensor_leaf(of.header, root)
        if of.index >= count:
            raise BadOpening
        if fold_path(leaf, of.index, count, self.reader.take(32 * path_length(of.index, count))) != expected:
            raise BadOpening
        return data

    def end(self) -> None:
        if self.reader.at != len(self.reader.data):
            raise BadOpening


def recompute(job: Job, dispute: Dispute, data: bytes) -> int:
    """The bits of the disputed accumulator or element. Raises BadOpening, BadOperator."""
    openings = _Openings(job, dispute, data)
    value = step(openings.op, dispute.position, dispute.lo, dispute.acc_lo, openings)
    openings.end()
    return value
