"""A job's program: a list of operators in canonical bytes (docs/operators.md)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Self

from ..errors import InputError
from .merkle import Tree, leaf_hash
from .tensor import MAX_CONTRACTED, MAX_VALUES, TILE, Dims, DType, header

DESCRIPTOR_BYTES = 102
MAX_OPERATORS = 65_536
MAX_TENSORS = 65_536


class Kind(IntEnum):
    """What an operator computes."""

    MATMUL_F32 = 1
    MATMUL_I8 = 2
    ROWDOT_F32 = 3
    SUM_F32 = 4
    MAX_F32 = 5
    MAP = 6
    MOVE = 7
    GATHER = 8

    @property
    def is_chain(self) -> bool:
        """Whether an output value is a chain of accumulators over a row."""
        return self <= Kind.MAX_F32


class Map(IntEnum):
    """Element-wise functions."""

    ADD = 1
    SUB = 2
    MUL = 3
    DIV = 4
    FMA = 5
    AFFINE = 6
    SCALE_ADD = 7
    EXP = 8
    EXP_SUB = 9
    TANH = 10
    ERF = 11
    GELU = 12
    SQRT = 13
    RSQRT = 14
    RELU = 15
    MAX = 16
    DEQUANT = 17
    QUANT = 18
    ADD_I32 = 19


MAP_INPUTS: dict[Map, int] = {
    Map.ADD: 2, Map.SUB: 2, Map.MUL: 2, Map.DIV: 2, Map.FMA: 3, Map.AFFINE: 1, Map.SCALE_ADD: 2, Map.EXP: 1, Map.EXP_SUB: 2, Map.TANH: 1,
    Map.ERF: 1, Map.GELU: 1, Map.SQRT: 1, Map.RSQRT: 1, Map.RELU: 1, Map.MAX: 2, Map.DEQUANT: 1, Map.QUANT: 1, Map.ADD_I32: 2,
}  # fmt: skip


class Source(IntEnum):
    """Where an operator's input comes from."""

    OPERATOR = 1
    MODEL = 2
    INPUT = 3


@dataclass(frozen=True, slots=True)
class Input:
    """One input of an operator: tensor `index` of `source`, of this type and these dims."""

    source: Source
    index: int
    dtype: DType
    dims: Dims

    @property
    def header(self) -> bytes:
        return header(self.dtype, self.dims)


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator. `function` is a Map, a permutation code (MOVE) or 0; `attributes` are four u32."""

    kind: Kind
    dtype: DType
    dims: Dims
    inputs: tuple[Input, ...]
    function: int = 0
    attributes: tuple[int, int, int, int] = (0, 0, 0, 0)

    @property
    def header(self) -> bytes:
        return header(self.dtype, self.dims)

    @property
    def contracted(self) -> int:
        """K, the length of the chain; 1 where there is none."""
        return self.inputs[0].dims.d3 if self.kind.is_chain else 1

    @property
    def chunks(self) -> int:
        """How many chunks of 64 terms the chain has; 1 where there is none."""
        return -(-self.contracted // TILE)

    def encode(self) -> bytes:
        """The 102 canonical bytes."""
        out = struct.pack("<4B8I", self.kind, self.function, self.dtype, len(self.inputs), *self.dims, *self.attributes)
        for i in self.inputs:
            out += struct.pack("<BBI4I", i.source, i.dtype, i.index, *i.dims)
        return out.ljust(DESCRIPTOR_BYTES, b"\x00")

    @classmethod
    def decode(cls, raw: bytes) -> Self:
        """Reads 102 canonical bytes. Raises InputError where they are not."""
        if len(raw) != DESCRIPTOR_BYTES:
            raise InputError("descriptor", raw, "102 bytes", "take it from Operator.encode()")
        kind, function, dtype, n, *rest = struct.unpack_from("<4B8I", raw)
        try:
            inputs = []
            for slot in range(n):
                source, of, index, *shape = struct.unpack_from("<BBI4I", raw, 36 + 22 * slot)
                inputs.append(Input(Source(source), index, DType(of), Dims(*shape)))
            op = cls(Kind(kind), DType(dtype), Dims(*rest[:4]), tuple(inputs), function, (rest[4], rest[5], rest[6], rest[7]))
        except (ValueError, struct.error) as e:
            raise InputError("descriptor", raw, "a known kind, dtype, source and at most 3 inputs", str(e)) from None
        if op.encode() != raw:
            raise InputError("descriptor", raw, "canonical", "set unused input slots to zero")
        return op


def permutation(code: int) -> tuple[int, int, int, int]:
    """The permutation of a MOVE's function byte."""
    return (code & 3, code >> 2 & 3, code >> 4 & 3, code >> 6 & 3)


def permutation_code(p: tuple[int, int, int, int]) -> int:
    return p[0] | p[1] << 2 | p[2] << 4 | p[3] << 6


def broadcast_flat(flat: int, out: Dims, of: Dims) -> int:
    """The flat index in a tensor of dims `of` that output value `flat` of dims `out` reads."""
    place = 0
    for size_out, size_of, stride in zip(reversed(out), reversed(of), _strides(of), strict=True):
        flat, at = divmod(flat, size_out)
        place += stride * (at if size_of != 1 else 0)
    return place


def _strides(of: Dims) -> tuple[int, int, int, int]:
    return (1, of.d3, of.d3 * of.d2, of.d3 * of.d2 * of.d1)


def matmul_rows(flat: int, op: Operator) -> tuple[int, int]:
    """The rows of A and B whose chain gives output value `flat`."""
    out, a, b = op.dims, op.inputs[0].dims, op.inputs[1].dims
    rest, n = divmod(flat, out.d3)
    rest, m = divmod(rest, out.d2)
    o0, o1 = divmod(rest, out.d1)

    def batch(of: Dims) -> int:
        return (o0 if of.d0 != 1 else 0) * of.d1 + (o1 if of.d1 != 1 else 0)

    return batch(a) * a.d2 + m, batch(b) * b.d2 + n


def move_source(flat: int, op: Operator) -> int:
    """The flat index in a MOVE's input that output value `flat` copies."""
    p = permutation(op.function)
    shape = op.attributes
    place = [0, 0, 0, 0]
    for k in (3, 2, 1, 0):
        flat, place[p[k]] = divmod(flat, shape[p[k]])
    return ((place[0] * shape[1] + place[1]) * shape[2] + place[2]) * shape[3] + place[3]


@dataclass(frozen=True)
class Program:
    """Operators in order. The last one's output is the result."""

    operators: tuple[Operator, ...]

    @cached_property
    def tree(self) -> Tree:
        return Tree([leaf_hash(op.encode()) for op in self.operators])

    @property
    def root(self) -> bytes:
        return self.tree.root

    def encode(self) -> bytes:
        return self._encoded

    @cached_property
    def _encoded(self) -> bytes:
        return b"".join(op.encode() for op in self.operators)

    @classmethod
    def decode(cls, raw: bytes) -> Self:
        if not raw or len(raw) % DESCRIPTOR_BYTES:
            raise InputError("program", f"{len(raw)} bytes", f"a positive multiple of {DESCRIPTOR_BYTES} bytes", "take it from Program.encode()")
        cuts = range(0, len(raw), DESCRIPTOR_BYTES)
        return cls(tuple(Operator.decode(raw[i : i + DESCRIPTOR_BYTES]) for i in cuts))

    def validate(self, model: list[tuple[DType, Dims]], inputs: list[tuple[DType, Dims]]) -> None:
        """Checks every rule of docs/operators.md against the model's and the inputs' types.

        Raises InputError naming the operator. A provider calls this before it accepts: who accepts a malformed program
        cannot answer for it later. The types that passed last pass again at once: a training step is run many times.
        """
        given = (tuple(model), tuple(inputs))
        if self.__dict__.get("_passed") == given:
            return
        if not 1 <= len(self.operators) <= MAX_OPERATORS:
            raise InputError("program", len(self.operators), f"1..={MAX_OPERATORS} operators", "split the job")
        outputs: list[tuple[DType, Dims]] = []
        tables = {Source.OPERATOR: outputs, Source.MODEL: model, Source.INPUT: inputs}
        for at, op in enumerate(self.operators):
            for slot, i in enumerate(op.inputs):
                table = tables[i.source]
                if i.index >= len(table):
                    raise InputError(
                        f"operator {at} input {slot}",
                        i.index,
                        f"an index below {len(table)} of {i.source.name}",
                        "only earlier outputs and given tensors can be read",
                    )
                if table[i.index] != (i.dtype, i.dims):
                    raise InputError(f"operator {at} input {slot}", (i.dtype.name, tuple(i.dims)), f"{table[i.index]}", "write the tensor's own type and dims")
            fault = _fault(op)
            if fault:
                raise InputError(f"operator {at} ({op.kind.name})", tuple(op.dims), fault, "see docs/operators.md")
            outputs.append((op.dtype, op.dims))
        self.__dict__["_passed"] = given


def _fault(op: Operator) -> str | None:
    """What is wrong with an operator taken alone, in words, or None."""
    if any(d < 1 for d in op.dims) or op.dims.values > MAX_VALUES:
        return "output dims of at least 1 and below 2**31 values"
    match op.kind:
        case Kind.MATMUL_F32 | Kind.MATMUL_I8:
            return _matmul_fault(op)
        case Kind.ROWDOT_F32 | Kind.SUM_F32 | Kind.MAX_F32:
            n = 2 if op.kind is Kind.ROWDOT_F32 else 1
            if len(op.inputs) != n or any(i.dtype is not DType.F32 or i.dims != op.inputs[0].dims for i in op.inputs) or op.dtype is not DType.F32:
                return f"{n} float32 input(s) of the same dims"
            if op.dims != op.inputs[0].dims._replace(d3=1):
                return "the input's dims with a last dim of 1"
            return None if op.contracted <= MAX_CONTRACTED else f"rows of at most {MAX_CONTRACTED}"
        case Kind.MAP:
            return _map_fault(op)
        case Kind.MOVE:
            if len(op.inputs) != 1 or op.inputs[0].dtype is not op.dtype or sorted(permutation(op.function)) != [0, 1, 2, 3]:
                return "one input of the output's dtype and a permutation of four axes"
            view = Dims(*op.attributes)
            if any(d < 1 for d in view) or not view.values == op.inputs[0].dims.values == op.dims.values:
                return "as many values in the view (attributes) and the output as in the input"
            return None
        case Kind.GATHER:
            if len(op.inputs) != 2 or op.inputs[1].dtype is not DType.I32 or op.inputs[0].dtype is not op.dtype:
                return "a table of the output's dtype and int32 indices"
            table, index = (i.dims for i in op.inputs)
            fits = table.d0 == table.d1 == 1 and op.dims == Dims(1, 1, index.values, table.d3)
            return None if fits else "table (1,1,V,D) and output (1,1,number of indices,D)"


def _broadcasts(of: Dims, out: Dims) -> bool:
    return all(a in (1, b) for a, b in zip(of, out, strict=True))


def _matmul_fault(op: Operator) -> str | None:
    of, to = (DType.F32, DType.F32) if op.kind is Kind.MATMUL_F32 else (DType.I8, DType.I32)
    if len(op.inputs) not in (2, 3) or op.dtype is not to or any(i.dtype is not of for i in op.inputs[:2]):
        return f"two {of.name} inputs, an optional third, and a {to.name} output"
    a, b = op.inputs[0].dims, op.inputs[1].dims
    if a.d3 != b.d3 or a.d3 > MAX_CONTRACTED:
        return f"A and B of the same last dim, at most {MAX_CONTRACTED}"
    if (
        (op.dims.d2, op.dims.d3) != (a.d2, b.d2)
        or a.d0 not in (1, op.dims.d0)
        or a.d1 not in (1, op.dims.d1)
        or b.d0 not in (1, op.dims.d0)
        or b.d1 not in (1, op.dims.d1)
    ):
        return "output (o0,o1,M,N) with batch dims that A and B have or leave at 1"
    if len(op.inputs) == 3 and (op.inputs[2].dtype is not to or not _broadcasts(op.inputs[2].dims, op.dims)):
        return f"a third input of {to.name} that broadcasts to the output"
    return None


def _map_fault(op: Operator) -> str | None:
    try:
        fn = Map(op.function)
    except ValueError:
        return "a known map function"
    if len(op.inputs) != MAP_INPUTS[fn]:
        return f"{MAP_INPUTS[fn]} input(s) for {fn.name}"
    of, to = {Map.DEQUANT: (DType.I32, DType.F32), Map.QUANT: (DType.F32, DType.I8), Map.ADD_I32: (DType.I32, DType.I32)}.get(fn, (DType.F32, DType.F32))
    if op.dtype is not to or any(i.dtype is not of for i in op.inputs):
        return f"{of.name} inputs and a {to.name} output for {fn.name}"
    return None if all(_broadcasts(i.dims, op.dims) for i in op.inputs) else "inputs that broadcast to the output"
