"""Backward passes in the operators there are: each method writes its forward operators and remembers how a gradient goes back through them.

What the operator set lacks is composed: the gradient of a gathered row is a product with one-hot rows, the slope of RELU is two more
RELUs, a column's sum is a row's sum after a MOVE. There is no logarithm, so a loss is not computed inside a job; its gradient needs none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assay.commit.program import Input, Source
from assay.commit.tensor import Dims, dims

from ..lowering import Lowering

# What a gradient of the output means for each input: pairs of an input and its share.
Pull = Callable[[Input], list[tuple[Input, Input]]]

ROOT_HALF = 0.7071067811865476
DENSITY = 0.3989422804014327  # 1 over the root of 2 pi
STEEP = 2.0**127


class Tape:
    """Writes a model's forward pass into `low` and, by `gradients`, its backward pass. Parameters are the job's model tensors."""

    def __init__(self, low: Lowering) -> None:
        self.low = low
        self._pulls: dict[Input, Pull] = {}

    def gradients(self, seeds: Sequence[tuple[Input, Input]], of: Sequence[Input]) -> list[Input]:
        """The gradients of `of`, given pairs of an output and the loss's gradient there. Every one of `of` must lead to an output."""
        found: dict[Input, Input] = {}
        for at, gradient in seeds:
            self._add(found, at, gradient)
        for out, pull in reversed(self._pulls.items()):
            if out in found:
                for at, share in pull(found[out]):
                    self._add(found, at, share)
        return [found[at] for at in of]

    # layers

    def dense(self, x: Input, weight: Input, shift: Input | None = None) -> Input:
        """x weight^T + shift: `x` (1,b,m,k), `weight` (1,1,n,k), `shift` (1,1,1,n)."""
        low = self.low

        def pull(dy: Input) -> list[tuple[Input, Input]]:
            columns = self._columns(dy)
            back = [(weight, low.matmul(columns, self._columns(x)))]
            if shift is not None:
                back.append((shift, low.reshape(low.row_sum(columns), shift.dims)))
            if self._leads(x):
                back.append((x, low.matmul(dy, low.transpose(weight))))
            return back

        return self._record(low.matmul(x, weight, shift), pull)

    def relu(self, a: Input) -> Input:
        """The larger of a and +0. Its slope is 1 where the output is at least 2^-126, and 0 where it is 0."""
        low, y = self.low, self.low.relu(a)

        def pull(dy: Input) -> list[tuple[Input, Input]]:
            flat = low.relu(low.affine(y, -STEEP, 1.0))
            return [(a, low.mul(dy, low.affine(flat, -1.0, 1.0)))]

        return self._record(y, pull)

    def gelu(self, a: Input) -> Input:
        """a times the normal distribution function of a."""
        low = self.low

        def pull(dy: Input) -> list[tuple[Input, Input]]:
            below = low.affine(low.erf(low.affine(a, ROOT_HALF)), 0.5, 0.5)
            bell = low.exp(low.affine(low.mul(a, a), -0.5))
            return [(a, low.mul(dy, low.scale_add(low.mul(a, bell), DENSITY, below)))]

        return self._record(low.gelu(a), pull)

    def add(self, a: Input, b: Input) -> Input:
        """a + b of the same dims, or of a (1,b,m,k) and b (1,1,m,k), whose gradient is then a sum over the batch."""
        low = self.low

        def pull(dy: Input) -> list[tuple[Input, Input]]:
            shared = dy
            if b.dims != a.dims:
                d = a.dims
                by_place = low.move(dy, d, (0, 2, 3, 1), Dims(1, d.d2, d.d3, d.d1))
                shared = low.reshape(low.row_sum(by_place), b.dims)
            return [(a, dy), (b, shared)]

        return self._record(low.add(a, b), pull)

    def layer_norm(self, a: Input, gain: Input, shift: Input, eps: float = 1e-5) -> Input:
        """Rows less their mean, over the root of their variance + eps, times `gain` plus `shift`."""
        low, n = self.low, a.dims.d3
        centred = low.scale_add(low.row_sum(a), -1.0 / n, a)
        scale = low.rsqrt(low.affine(low.row_dot(centred, centred), 1.0 / n, eps))
        unit = low.mul(centred, scale)

        def pull(dy: Input) -> list[tuple[Input, Input]]:
            du = low.mul(dy, gain)
            less_mean = low.scale_add(low.row_sum(du), -1.0 / n, du)
            along = low.affine(low.row_dot(du, unit), -1.0 / n)
            da = low.mul(low.fma(unit, along, less_mean), scale)
            return [(a, da), (gain, self._column_sums(low.mul(dy, unit), gain.dims)), (shift, self._column_sums(dy, shift.dims))]

        return self._record(low.fma(unit, gain, shift), pull)

    def embed(self, table: Input, one_hot: Input, index: Input, to: Dims) -> Input:
        """Rows `index` of `table` (1,1,v,d) as dims `to`; `one_hot` (1,1,n,v) are the same indices, for the way back."""
        low = self.low

        def pull(dy: Input) -> list[tuple[Input, Input]]:
            return [(table, low.matmul(self._columns(one_hot), self._columns(dy)))]

        return self._record(low.reshape(low.gather(table, index), to), pull)

    def attention(self, query: Input, key: Input, value: Input, mask: Input, heads: int) -> Input:
        """softmax(query key^T / sqrt(e) + mask) value in each of `heads`: three (1,b,m,h*e), `mask` (1,1,m,m)."""
        low, flat = self.low, query.dims
        e = flat.d3 // heads
        q, k, v = (self._heads(x, heads) for x in (query, key, value))
        q = low.affine(q, e**-0.5)
        p = low.softmax(low.matmul(q, k, mask))

        def pull(dy: Input) -> list[tuple[Input, Input]]:
            do = self._heads(dy, heads)
            dv = low.matmul(low.transpose(p), low.transpose(do))
            dp = low.matmul(do, v)
            ds = low.mul(p, low.sub(dp, low.row_dot(dp, p)))
            dq = low.affine(low.matmul(ds, low.transpose(k)), e**-0.5)
            dk = low.matmul(low.transpose(ds), low.transpose(q))
            return [(at, self._joined(d, flat)) for at, d in ((query, dq), (key, dk), (value, dv))]

        return self._record(self._joined(low.matmul(p, low.transpose(v)), flat), pull)

    def cross_entropy(self, logits: Input, one_hot: Input) -> tuple[Input, Input]:
        """The rows' softmax, and the gradient at `logits` of the rows' mean of -log of the target's share."""
        shares = self.low.softmax(logits)
        return shares, self.low.affine(self.low.sub(shares, one_hot), 1.0 / logits.dims.rows)

    # shapes

    def _columns(self, a: Input) -> Input:
        """(1,b,m,k) as (1,1,k,b*m): what to contract over rows."""
        d = a.dims
        return self.low.move(a, Dims(1, 1, d.rows, d.d3), (0, 1, 3, 2), dims(d.d3, d.rows))

    def _column_sums(self, a: Input, to: Dims) -> Input:
        return self.low.reshape(self.low.row_sum(self._columns(a)), to)

    def _heads(self, a: Input, heads: int) -> Input:
        """(1,b,m,h*e) as (b,h,m,e)."""
        d = a.dims
        e = d.d3 // heads
        return self.low.move(a, Dims(d.d1, d.d2, heads, e), (0, 2, 1, 3), Dims(d.d1, heads, d.d2, e))

    def _joined(self, a: Input, to: Dims) -> Input:
        return self.low.move(a, a.dims, (0, 2, 1, 3), to)

    def _leads(self, at: Input) -> bool:
        """Whether a parameter is behind this tensor."""
        return at.source is Source.MODEL or at in self._pulls

    def _record(self, out: Input, pull: Pull) -> Input:
        self._pulls.setdefault(out, pull)  # what is written twice is one operator, whose gradient goes back once
        return out

    def _add(self, found: dict[Input, Input], at: Input, share: Input) -> None:
        found[at] = self.low.add(found[at], share) if at in found else share
