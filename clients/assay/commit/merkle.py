"""Position-bound Merkle trees (docs/operators.md, "Commitments"): sha256, leaf and node domains apart, an odd node promoted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

ARITY_BITS = 3
ARITY = 1 << ARITY_BITS


def leaf_hash(payload: bytes) -> bytes:
    """H(0x00 || payload)."""
    return sha256(b"\x00" + payload).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """H(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


Join = Callable[[bytes, bytes], bytes]


def _parents(level: Sequence[bytes], join: Join = node_hash) -> list[bytes]:
    pairs = [join(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return [*pairs, level[-1]] if len(level) % 2 else pairs


def fold(nodes: Sequence[bytes]) -> bytes:
    """The root over `nodes` (at least one), taken as one level."""
    level = list(nodes)
    while len(level) > 1:
        level = _parents(level)
    return level[0]


def depth(count: int) -> int:
    """The least d with 8**d >= count (count >= 1): how many 8-ary steps lead from the root to a leaf."""
    return (max(count - 1, 0).bit_length() + ARITY_BITS - 1) // ARITY_BITS


def child_count(count: int, level: int, index: int) -> int:
    """How many children the 8-ary node at (`level` >= 1, `index`) of a tree of `count` leaves has."""
    below: int = -(-count // ARITY ** (level - 1))
    return min(ARITY, below - ARITY * index)


def path_length(index: int, count: int) -> int:
    """The number of siblings in the path of leaf `index` of `count`."""
    length = 0
    while count > 1:
        length += not (index == count - 1 and count % 2)
        index, count = index >> 1, (count + 1) >> 1
    return length


def fold_path(leaf: bytes, index: int, count: int, path: bytes, join: Join = node_hash) -> bytes | None:
    """The root that `path` (32 bytes a sibling, from the leaf up) leads to, or None where it cannot be one.

    `leaf` is a leaf hash at `index` of `count` leaves. The path's length must be exact. `join` makes a node of two.
    """
    if not 0 <= index < count or len(path) != 32 * path_length(index, count):
        return None
    at = 0
    while count > 1:
        if not (index == count - 1 and count % 2):
            sibling = path[at : at + 32]
            at += 32
            leaf = join(sibling, leaf) if index % 2 else join(leaf, sibling)
        index, count = index >> 1, (count + 1) >> 1
    return leaf


def fold_tail(leaves: Sequence[bytes], count: int, path: bytes) -> bytes | None:
    """The root of a tree of `count` leaves whose last ones are `leaves` (at least one), or None where `path` (Tree.tail_path) cannot be theirs.

    What is right of the first of them is them; `path` is what is left of it, 32 bytes a sibling, from the leaves up. Its length must be exact.
    """
    first, level = count - len(leaves), list(leaves)
    if first < 0:
        return None
    while count > 1:
        if first % 2:
            if len(path) < 32:
                return None
            level, path = [path[:32], *level], path[32:]
        level = _parents(level)
        first, count = first >> 1, (count + 1) >> 1
    return None if path else level[0]


class Tree:
    """All levels of a tree, from leaf hashes (level 0) to the root; 8-ary nodes are every third level."""

    def __init__(self, leaves: Sequence[bytes], join: Join = node_hash) -> None:
        if not leaves:
            raise ValueError("a tree has at least one leaf")
        self.levels: list[list[bytes]] = [list(leaves)]
        while len(self.levels[-1]) > 1:
            self.levels.append(_parents(self.levels[-1], join))

    @property
    def count(self) -> int:
        return len(self.levels[0])

    @property
    def root(self) -> bytes:
        return self.levels[-1][0]

    def path(self, index: int) -> bytes:
        """The siblings of leaf `index`, concatenated."""
        out = []
        for level in self.levels[:-1]:
            if index ^ 1 < len(level):
                out.append(level[index ^ 1])
            index >>= 1
        return b"".join(out)

    def tail_path(self, count: int) -> bytes:
        """The siblings that join the last `count` leaves to the root, for `fold_tail`."""
        out, first = [], self.count - count
        for level in self.levels[:-1]:
            if first % 2:
                out.append(level[first - 1])
            first >>= 1
        return b"".join(out)

    def node(self, level: int, index: int) -> bytes:
        """The 8-ary node at (`level`, `index`)."""
        binary = min(level * ARITY_BITS, len(self.levels) - 1)
        return self.levels[binary][index]

    def children(self, level: int, index: int) -> list[bytes]:
        """The 8-ary children of the node at (`level` >= 1, `index`)."""
        n = child_count(self.count, level, index)
        return [self.node(level - 1, ARITY * index + c) for c in range(n)]
