"""INV-OPS-3: a commitment made in C is hashlib's, byte for byte, on any number of threads and any instruction set."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import numpy as np
import pytest
from assay.commit import Dims, DType, Tensor, Tree
from assay_worker import ops
from assay_worker.ops import Array

CODES = {np.float32: DType.F32, np.int32: DType.I32, np.int8: DType.I8}


@pytest.fixture(params=ops.instruction_sets())
def isa(request: pytest.FixtureRequest) -> Iterator[str]:
    before = ops.instruction_set()
    yield ops.set_isa(request.param)
    ops.set_isa(before)


def numbers(dtype: type, *shape: int) -> Array:
    raw = np.random.default_rng(sum(shape)).integers(0, 256, int(np.prod(shape)) * np.dtype(dtype).itemsize, dtype=np.uint8)
    return raw.view(dtype).reshape(shape)


def leaves_by_hashlib(array: Array) -> list[bytes]:
    rows = array.reshape(-1, array.shape[3])
    return [sha256(b"\x00" + row[k : k + 64].tobytes()).digest() for row in rows for k in range(0, len(row), 64)]


@pytest.mark.parametrize("dtype", CODES)
@pytest.mark.parametrize("threads", [1, 2, 5])
def test_every_tile_hashes_as_in_hashlib(isa: str, dtype: type, threads: int) -> None:
    """INV-OPS-3: rows of whole tiles, of a part of one, of both, and lengths around SHA-256's own padding."""
    for shape in ((1, 1, 1, 1), (1, 1, 1, 64), (2, 3, 5, 65), (1, 1, 9, 192), (3, 1, 2, 127), (1, 2, 700, 100), (1, 1, 1, 64 * 2049)):
        array = numbers(dtype, *shape)
        assert ops.tile_leaves(array, threads=threads) == b"".join(leaves_by_hashlib(array)), shape
    for columns in range(1, 130):
        array = numbers(dtype, 1, 1, 3, columns)
        assert ops.tile_leaves(array, threads=threads) == b"".join(leaves_by_hashlib(array)), columns


@pytest.mark.parametrize("threads", [1, 3])
def test_levels_are_those_of_the_slow_tree(isa: str, threads: int) -> None:
    """INV-OPS-3: an odd node is promoted at every level; the tree of one leaf is that leaf."""
    for count in (*range(1, 40), 63, 64, 65, 1000, 4097):
        leaves = [sha256(bytes([i % 256, i // 256])).digest() for i in range(count)]
        levels = ops.merkle_levels(b"".join(leaves), threads=threads)
        assert levels == [b"".join(level) for level in Tree(leaves).levels]
        assert ops.merkle_root(b"".join(leaves), threads=threads) == levels[-1] == Tree(leaves).root


def test_a_tensor_commits_to_the_same_root_in_c_and_in_python(isa: str) -> None:
    """INV-OPS-3: what a provider posts is what anybody with Python's own hashlib computes."""
    for dtype, code in CODES.items():
        array = numbers(dtype, 2, 3, 11, 150)
        slow = Tensor(code, Dims(*array.shape), array.tobytes())
        assert ops.tensor_root(array, threads=2) == slow.root
        fast = ops.as_tensor(array)
        assert (fast.dtype, fast.dims, fast.header, fast.root) == (slow.dtype, slow.dims, slow.header, slow.root)
        assert [fast.tile(i) for i in range(fast.dims.tiles)] == [slow.tile(i) for i in range(slow.dims.tiles)]


def test_one_flipped_bit_changes_the_root(isa: str) -> None:
    """INV-OPS-3: no byte of a tensor is left out."""
    array = numbers(np.int8, 1, 1, 3, 130)
    roots = {ops.tensor_root(array)}
    for i in range(array.size):
        array.reshape(-1)[i] ^= 1
        roots.add(ops.tensor_root(array))
        array.reshape(-1)[i] ^= 1
    assert len(roots) == array.size + 1
