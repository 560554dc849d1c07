"""Commitments to tensors, in C: the bytes of `assay.commit`, two SHA-256 streams at a time and on several threads."""

from __future__ import annotations

from typing import Any

import numpy as np
from assay.commit import Dims, DType, Tensor
from assay.errors import InputError
from numpy.typing import NDArray

from . import _native
from .operators import DTYPES, checked_array, checked_threads

HASH = 32


def tile_leaves(array: NDArray[Any], *, threads: int = 1) -> bytes:
    """The leaf hash of each tile of 64 values of a row, 32 bytes each, in order.

    `array`: four dims, C-contiguous, float32, int32 or int8, at least one value; else InputError.
    """
    return _native.tile_leaves(checked_array("array", array), checked_threads(threads))


def merkle_levels(leaves: bytes, *, threads: int = 1) -> list[bytes]:
    """All levels of the tree over `leaves` (32 bytes each, at least one), from the leaves themselves to the root."""
    if not leaves or len(leaves) % HASH:
        raise InputError("leaves", f"{len(leaves)} bytes", "a positive multiple of 32 bytes", "pass what tile_leaves returned")
    return _native.merkle_levels(leaves, checked_threads(threads))


def merkle_root(leaves: bytes, *, threads: int = 1) -> bytes:
    """The root of the tree over `leaves` (32 bytes each, at least one)."""
    return merkle_levels(leaves, threads=threads)[-1]


def tensor_root(array: NDArray[Any], *, threads: int = 1) -> bytes:
    """The tensor root of `array`: the tree over its tiles. Arguments and errors as for `tile_leaves`."""
    return merkle_root(tile_leaves(array, threads=threads), threads=threads)


def as_tensor(array: NDArray[Any], *, threads: int = 1) -> Tensor:
    """`array` as `assay.commit` knows it, its leaves already hashed. It shares the array's memory: do not write there afterwards."""
    raw = tile_leaves(array, threads=threads)
    leaves = tuple(raw[i : i + HASH] for i in range(0, len(raw), HASH))
    return Tensor(DType(DTYPES.index(array.dtype) + 1), Dims(*array.shape), array.reshape(-1).view(np.uint8).data, leaves)
