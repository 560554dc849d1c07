"""Writes programs: each method appends an operator and returns its output as a handle for the next ones.

A handle is the `Input` by which later operators read it; it knows its dtype and dims, so shapes are inferred and checked where a line
of a model is written, not where the job is run. The same operator on the same inputs is written once.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from assay.commit.program import Input, Kind, Map, Operator, Program, Source, permutation_code
from assay.commit.tensor import Dims, DType, Tensor, dims
from assay.errors import InputError

from .bundle import JobBundle

Attributes = tuple[int, int, int, int]
NO_ATTRIBUTES: Attributes = (0, 0, 0, 0)


class Lowering:
    """A program under construction with its model and input tensors. `bundle()` ends it."""

    def __init__(self) -> None:
        self._operators: list[Operator] = []
        self._written: dict[Operator, Input] = {}
        self._model: list[Tensor] = []
        self._inputs: list[Tensor] = []

    # what is given

    def model(self, tensor: Tensor) -> Input:
        """Appends a model tensor. Models are told apart by their root, so the order must not depend on the job's input."""
        self._model.append(tensor)
        return Input(Source.MODEL, len(self._model) - 1, tensor.dtype, tensor.dims)

    def input(self, tensor: Tensor) -> Input:
        """Appends a tensor of the job's own input."""
        self._inputs.append(tensor)
        return Input(Source.INPUT, len(self._inputs) - 1, tensor.dtype, tensor.dims)

    def bundle(self) -> JobBundle:
        """The job whose result is the last operator's output. Raises InputError where a rule of docs/operators.md is broken."""
        done = JobBundle(Program(tuple(self._operators)), list(self._model), list(self._inputs))
        done.validate()
        return done

    @property
    def operators(self) -> int:
        """How many operators have been written."""
        return len(self._operators)

    # products and chains

    def matmul(self, a: Input, b: Input, plus: Input | None = None) -> Input:
        """(a0,a1,M,K) by (b0,b1,N,K), each row with each row, to (o0,o1,M,N); chains begin with `plus` where given. float32, or int8 to int32."""
        kind, dtype = (Kind.MATMUL_I8, DType.I32) if a.dtype is DType.I8 else (Kind.MATMUL_F32, DType.F32)
        shape = Dims(max(a.dims.d0, b.dims.d0), max(a.dims.d1, b.dims.d1), a.dims.d2, b.dims.d2)
        return self._write(kind, dtype, shape, (a, b) if plus is None else (a, b, plus))

    def row_dot(self, a: Input, b: Input) -> Input:
        """The product of each row of `a` with the same row of `b`: (d0,d1,d2,1)."""
        return self._write(Kind.ROWDOT_F32, DType.F32, a.dims._replace(d3=1), (a, b))

    def row_sum(self, a: Input) -> Input:
        """Each row's sum: (d0,d1,d2,1)."""
        return self._write(Kind.SUM_F32, DType.F32, a.dims._replace(d3=1), (a,))

    def row_max(self, a: Input) -> Input:
        """Each row's maximum: (d0,d1,d2,1)."""
        return self._write(Kind.MAX_F32, DType.F32, a.dims._replace(d3=1), (a,))

    # element by element

    def map(self, function: Map, *ins: Input, s0: float = 0.0, s1: float = 0.0) -> Input:
        """Any element-wise function of docs/operators.md; dims of 1 are broadcast. `s0` and `s1` are rounded to float32."""
        dtype = {Map.QUANT: DType.I8, Map.ADD_I32: DType.I32}.get(function, DType.F32)
        return self._write(Kind.MAP, dtype, _broadcast(ins), ins, int(function), (_bits(s0), _bits(s1), 0, 0))

    def add(self, a: Input, b: Input) -> Input:
        """a + b, of float32 or of int32."""
        return self.map(Map.ADD_I32 if a.dtype is DType.I32 else Map.ADD, a, b)

    def sub(self, a: Input, b: Input) -> Input:
        """a - b."""
        return self.map(Map.SUB, a, b)

    def mul(self, a: Input, b: Input) -> Input:
        """a * b."""
        return self.map(Map.MUL, a, b)

    def div(self, a: Input, b: Input) -> Input:
        """a / b."""
        return self.map(Map.DIV, a, b)

    def fma(self, a: Input, b: Input, c: Input) -> Input:
        """a * b + c, rounded once."""
        return self.map(Map.FMA, a, b, c)

    def affine(self, a: Input, scale: float, shift: float = 0.0) -> Input:
        """a * scale + shift, rounded once."""
        return self.map(Map.AFFINE, a, s0=scale, s1=shift)

    def scale_add(self, a: Input, scale: float, b: Input) -> Input:
        """a * scale + b, rounded once."""
        return self.map(Map.SCALE_ADD, a, b, s0=scale)

    def exp(self, a: Input) -> Input:
        """e to the a."""
        return self.map(Map.EXP, a)

    def exp_sub(self, a: Input, b: Input) -> Input:
        """e to the (a - b)."""
        return self.map(Map.EXP_SUB, a, b)

    def tanh(self, a: Input) -> Input:
        """The hyperbolic tangent."""
        return self.map(Map.TANH, a)

    def erf(self, a: Input) -> Input:
        """The error function."""
        return self.map(Map.ERF, a)

    def gelu(self, a: Input) -> Input:
        """a times the normal distribution function of a, by erf."""
        return self.map(Map.GELU, a)

    def sqrt(self, a: Input) -> Input:
        """The square root."""
        return self.map(Map.SQRT, a)

    def rsqrt(self, a: Input) -> Input:
        """1 over the square root."""
        return self.map(Map.RSQRT, a)

    def relu(self, a: Input) -> Input:
        """The larger of a and +0."""
        return self.map(Map.RELU, a)

    def maximum(self, a: Input, b: Input) -> Input:
        """The larger of a and b; NaN if either is."""
        return self.map(Map.MAX, a, b)

    def quant(self, a: Input, scale: float) -> Input:
        """float32 to int8: a / scale, rounded half to even and clamped. The descriptor holds 1 / scale as a float32."""
        return self.map(Map.QUANT, a, s0=1.0 / scale)

    def dequant(self, a: Input, scale: float) -> Input:
        """int32 to float32: a * scale."""
        return self.map(Map.DEQUANT, a, s0=scale)

    # copies

    def move(self, a: Input, view: Dims, order: tuple[int, int, int, int], to: Dims) -> Input:
        """`a` read as dims `view`, axes permuted to `order`, and its values taken as dims `to`."""
        return self._write(Kind.MOVE, a.dtype, to, (a,), permutation_code(order), (view.d0, view.d1, view.d2, view.d3))

    def reshape(self, a: Input, to: Dims) -> Input:
        """The same values in the same order as dims `to`; a copy, so one more output to commit to."""
        return self.move(a, a.dims, (0, 1, 2, 3), to)

    def transpose(self, a: Input) -> Input:
        """The last two axes swapped."""
        d = a.dims
        return self.move(a, d, (0, 1, 3, 2), Dims(d.d0, d.d1, d.d3, d.d2))

    def gather(self, table: Input, index: Input) -> Input:
        """Rows `index` (int32) of `table` (1,1,V,D): (1,1,n,D)."""
        return self._write(Kind.GATHER, table.dtype, dims(index.dims.values, table.dims.d3), (table, index))

    # lists of the above

    def normalise(self, a: Input, eps: float) -> Input:
        """Each row less its mean, over the root of its variance + eps. Six operators."""
        n = a.dims.d3
        centred = self.scale_add(self.row_sum(a), -1.0 / n, a)
        variance = self.affine(self.row_dot(centred, centred), 1.0 / n, eps)
        return self.mul(centred, self.rsqrt(variance))

    def layer_norm(self, a: Input, gain: Input, shift: Input, eps: float) -> Input:
        """Normalised rows times `gain` plus `shift`. Seven operators."""
        return self.fma(self.normalise(a, eps), gain, shift)

    def softmax(self, a: Input) -> Input:
        """Each row's e to the a, over their sum. Four operators."""
        e = self.exp_sub(a, self.row_max(a))
        return self.div(e, self.row_sum(e))

    def attention(self, query: Input, key: Input, value: Input, mask: Input | None = None) -> Input:
        """softmax(query key^T + mask) value. Six operators.

        `query` (g,h,M,E) bears the scale already; `key` (g,h,N,E); `value` transposed (g,h,V,N); `mask` broadcasts to (g,h,M,N) and
        begins the chains of the scores, so it costs no operator. Rows are divided by their sum after the last product, where they are
        V wide and not N: the same softmax, less to commit to.
        """
        scores = self.matmul(query, key, mask)
        e = self.exp_sub(scores, self.row_max(scores))
        return self.div(self.matmul(e, value), self.row_sum(e))

    def _write(self, kind: Kind, dtype: DType, shape: Dims, ins: tuple[Input, ...], function: int = 0, attributes: Attributes = NO_ATTRIBUTES) -> Input:
        op = Operator(kind, dtype, shape, ins, function, attributes)
        if op not in self._written:
            self._operators.append(op)
            self._written[op] = Input(Source.OPERATOR, len(self._operators) - 1, dtype, shape)
        return self._written[op]


def _bits(x: float) -> int:
    word: int = struct.unpack("<I", struct.pack("<f", x))[0]
    return word


def _broadcast(ins: tuple[Input, ...]) -> Dims:
    largest: Callable[[tuple[int, ...]], int] = max
    shape = Dims(*map(largest, zip(*(i.dims for i in ins), strict=True)))
    for i in ins:
        if any(of not in (1, to) for of, to in zip(i.dims, shape, strict=True)):
            raise InputError("dims", tuple(i.dims), f"dims that broadcast to {tuple(shape)}", "move the axes first")
    return shape
