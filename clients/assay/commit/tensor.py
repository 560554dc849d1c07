"""A tensor's commitment: a tree over tiles of 64 values of a row (docs/operators.md)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from math import prod
from typing import NamedTuple

from ..errors import InputError
from .merkle import Tree, fold_path, leaf_hash

TILE = 64
MAX_VALUES = 2**31 - 1
MAX_CONTRACTED = 131_072


class DType(IntEnum):
    """Element types and, as `size`, their bytes."""

    F32 = 1
    I32 = 2
    I8 = 3

    @property
    def size(self) -> int:
        return 1 if self is DType.I8 else 4


class Dims(NamedTuple):
    """Four dimensions, row-major; the last one is the row (the contracted axis)."""

    d0: int
    d1: int
    d2: int
    d3: int

    @property
    def values(self) -> int:
        return prod(self)

    @property
    def rows(self) -> int:
        return self.d0 * self.d1 * self.d2

    @property
    def tiles_a_row(self) -> int:
        return -(-self.d3 // TILE)

    @property
    def tiles(self) -> int:
        return self.rows * self.tiles_a_row

    def tile_of(self, flat: int) -> tuple[int, int]:
        """The tile that holds value `flat` and the value's place in it."""
        row, column = divmod(flat, self.d3)
        return row * self.tiles_a_row + column // TILE, column % TILE

    def tile_length(self, tile: int) -> int:
        """How many values tile `tile` holds: 64, or the rest of its row."""
        return min(TILE, self.d3 - TILE * (tile % self.tiles_a_row))

    def first_of(self, tile: int) -> int:
        """The flat index of the tile's first value."""
        row, chunk = divmod(tile, self.tiles_a_row)
        return row * self.d3 + chunk * TILE


def dims(*shape: int) -> Dims:
    """Dims of 1..4 sizes, missing leading ones set to 1. Raises InputError where a size or the product is out of bounds."""
    if not 1 <= len(shape) <= 4 or any(d < 1 for d in shape) or prod(shape) > MAX_VALUES:
        raise InputError("shape", shape, "1..=4 sizes of at least 1, of a product below 2**31", "reshape or split the tensor")
    padded = (1,) * (4 - len(shape)) + shape
    return Dims(*padded)


@dataclass(frozen=True)
class Tensor:
    """A tensor's type, dims and bytes (row-major, little-endian), with its tree of tiles.

    `leaves` may be given where a faster hasher has computed them; else they are computed here when first needed.
    """

    dtype: DType
    dims: Dims
    data: bytes | memoryview
    leaves: tuple[bytes, ...] | None = None

    def __post_init__(self) -> None:
        expected = self.dims.values * self.dtype.size
        if len(self.data) != expected:
            raise InputError("data", f"{len(self.data)} bytes", f"{expected} bytes for {self.dtype.name}{tuple(self.dims)}", "pass the bytes in C order")

    @property
    def header(self) -> bytes:
        return header(self.dtype, self.dims)

    def tile(self, index: int) -> bytes:
        """The bytes of tile `index`."""
        start, size = self.dims.first_of(index), self.dtype.size
        return bytes(self.data[start * size : (start + self.dims.tile_length(index)) * size])

    def value(self, flat: int) -> int:
        """Value `flat` as the protocol carries it: its bits as an unsigned integer."""
        size = self.dtype.size
        return int.from_bytes(self.data[flat * size : (flat + 1) * size], "little")

    @cached_property
    def tree(self) -> Tree:
        if self.leaves is not None:
            return Tree(self.leaves)
        return Tree([leaf_hash(self.tile(i)) for i in range(self.dims.tiles)])

    @property
    def root(self) -> bytes:
        return self.tree.root


def header(dtype: DType, shape: Dims) -> bytes:
    """dtype u8 || dims 4 x u32 LE: 17 bytes."""
    return bytes([dtype]) + b"".join(d.to_bytes(4, "little") for d in shape)


def tensor_leaf(head: bytes, root: bytes) -> bytes:
    """A tensor's leaf in a model or input tree."""
    return leaf_hash(head + root)


def trace_leaf(job: bytes, head: bytes, root: bytes) -> bytes:
    """An output's leaf in a job's trace: bound to the job, so that no trace can be copied."""
    return leaf_hash(job + head + root)


def check_tile(dtype: DType, shape: Dims, root: bytes, index: int, data: bytes, path: bytes) -> None:
    """Checks that `data` is tile `index` of the tensor of this type, dims and root, by its path (32 bytes a sibling, from the leaf up).

    Raises InputError naming what does not fit: the index, the tile's length, or a path that does not lead to the root.
    """
    if not 0 <= index < shape.tiles:
        raise InputError("index", index, f"0..={shape.tiles - 1}", "the tensor has no such tile")
    expected = shape.tile_length(index) * dtype.size
    if len(data) != expected:
        raise InputError("data", f"{len(data)} bytes", f"{expected} bytes", "pass the tile's values as they are, little-endian")
    if fold_path(leaf_hash(data), index, shape.tiles, path) != root:
        raise InputError("tile", index, "in the tree of the root given", "it was changed, or belongs to another tensor or place; ask for it again")


def tensors_tree(tensors: list[Tensor]) -> Tree:
    """The model or input tree over `tensors` (at least one)."""
    return Tree([tensor_leaf(t.header, t.root) for t in tensors])
