"""Between numpy's arrays and the protocol's tensors, without a copy, and hashed in C."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Self, overload

import numpy as np
from assay.commit.merkle import Tree
from assay.commit.program import Operator
from assay.commit.tensor import Dims, DType, Tensor, dims
from assay.errors import InputError
from numpy.typing import NDArray

from ..ops import merkle_levels, tensor_root, tile_leaves

Array = NDArray[Any]

NUMPY: dict[DType, np.dtype[Any]] = {DType.F32: np.dtype("<f4"), DType.I32: np.dtype("<i4"), DType.I8: np.dtype("i1")}
_DTYPES = {of: dtype for dtype, of in NUMPY.items()}
_DIGEST = 32
_QUIET_NAN = 0x7FC00000


class ArrayTensor(Tensor):
    """A tensor over an array's own memory. Its root is computed in C and alone; the whole tree only where a dispute asks for it."""

    @cached_property
    def root(self) -> bytes:
        return tensor_root(to_array(self))

    @cached_property
    def tree(self) -> Tree:
        return tree_of([[raw[i : i + _DIGEST] for i in range(0, len(raw), _DIGEST)] for raw in merkle_levels(tile_leaves(to_array(self)))])

    @cached_property
    def strange_nan(self) -> bool:
        """See `has_strange_nan`; a model is looked through once, not once a job."""
        return _strange_nan(self)

    @classmethod
    def with_root(cls, array: Array, *, threads: int = 1) -> Self:
        """As `of_array` for an array of four dims, its root computed at once, by `threads` threads."""
        tensor = cls(_DTYPES[array.dtype], Dims(*array.shape), array.data.cast("B"))
        tensor.__dict__["root"] = tensor_root(array, threads=threads)
        return tensor


class Outputs(Sequence[Tensor]):
    """What a program's operators gave, in order, with their roots. Each is made a tensor when it is first looked at: a run has many, and few are."""

    def __init__(self, operators: Sequence[Operator], data: list[bytes], roots: list[bytes]) -> None:
        self._operators, self._data, self._roots = operators, data, roots
        self._made: dict[int, Tensor] = {}

    def __len__(self) -> int:
        return len(self._data)

    @overload
    def __getitem__(self, at: int) -> Tensor: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Tensor, ...]: ...
    def __getitem__(self, at: int | slice) -> Tensor | tuple[Tensor, ...]:
        if isinstance(at, slice):
            return tuple(self[i] for i in range(*at.indices(len(self))))
        place = range(len(self))[at]
        if place not in self._made:
            # its bytes are as many as its dims say, and no operator gives a strange NaN
            op, tensor = self._operators[place], ArrayTensor.__new__(ArrayTensor)
            known = {"dtype": op.dtype, "dims": op.dims, "data": self._data[place], "leaves": None, "root": self._roots[place], "strange_nan": False}
            tensor.__dict__.update(known)
            self._made[place] = tensor
        return self._made[place]


def of_array(array: Array) -> ArrayTensor:
    """The tensor of an array of 1..4 dims of float32, int32 or int8; missing leading dims are 1.

    Shares the memory of a C-contiguous array, so that one must not be written to again. Raises InputError for another type.
    """
    dtype = _DTYPES.get(array.dtype)
    if dtype is None:
        raise InputError("array", array.dtype.name, "float32, int32 or int8, little-endian", "convert it with astype")
    flat = np.ascontiguousarray(array)
    flat.flags.writeable = False
    return ArrayTensor(dtype, dims(*(flat.shape or (1,))), flat.data.cast("B"))


def to_array(tensor: Tensor) -> Array:
    """A tensor's values as a read-only array of its four dims, sharing its memory."""
    array: Array = np.frombuffer(tensor.data, NUMPY[tensor.dtype]).reshape(tensor.dims)
    array.flags.writeable = False
    return array


def tree_of(levels: list[list[bytes]]) -> Tree:
    """The tree of these levels, leaves first: nothing is hashed again."""
    tree = Tree.__new__(Tree)
    tree.levels = levels
    return tree


def has_strange_nan(tensor: Tensor) -> bool:
    """Whether a float32 tensor holds a NaN of other bits than 0x7fc00000, which no operator may read."""
    return tensor.strange_nan if isinstance(tensor, ArrayTensor) else _strange_nan(tensor)


def _strange_nan(tensor: Tensor) -> bool:
    if tensor.dtype is not DType.F32:
        return False
    values = to_array(tensor)
    nans = np.isnan(values)
    return bool(nans.any()) and bool((values[nans].view("<u4") != _QUIET_NAN).any())
