"""The tree of an epoch's rewards (docs/rewards.md, "Rewards"): keccak256, and every node bears the sum of its leaves' scores.

A proof of a leaf shows what the leaves before it add up to, and so the chain computes a reward without being told it. Numbers in
hashed bytes are big-endian, as the chain that pays most for them reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..units import U64_MAX
from .keccak import keccak
from .merkle import path_length

SIBLING_BYTES = 40


@dataclass(frozen=True, slots=True)
class Leaf:
    """`worker` (32 bytes) earned `score` (u64) by `judgments` (u32) revealed judgments."""

    worker: bytes
    judgments: int
    score: int

    @property
    def payload(self) -> bytes:
        return self.worker + self.judgments.to_bytes(4, "big") + self.score.to_bytes(8, "big")

    @property
    def node(self) -> Node:
        return Node(keccak(b"\x00" + self.payload), self.score)


@dataclass(frozen=True, slots=True)
class Node:
    """A hash and the sum of the scores below it."""

    hash: bytes
    sum: int

    @property
    def bytes(self) -> bytes:
        return self.hash + self.sum.to_bytes(8, "big")


def parent(left: Node, right: Node) -> Node:
    """The node over two others. Raises OverflowError where the sum passes a u64."""
    total = left.sum + right.sum
    if total > U64_MAX:
        raise OverflowError("scores pass 2**64 - 1")
    return Node(keccak(b"\x01" + left.bytes + right.bytes), total)


def fold_path(node: Node, index: int, count: int, path: bytes) -> tuple[Node, int] | None:
    """The root that `path` (40 bytes a sibling, from the node up) leads to, and the sum of all scores left of the node; None where it cannot be.

    `node` is at `index` of a level of `count` nodes.
    """
    if not 0 <= index < count or len(path) != SIBLING_BYTES * path_length(index, count):
        return None
    at = before = 0
    while count > 1:
        if not (index == count - 1 and count % 2):
            sibling = Node(path[at : at + 32], int.from_bytes(path[at + 32 : at + 40], "big"))
            at += SIBLING_BYTES
            before += sibling.sum if index % 2 else 0
            try:
                node = parent(sibling, node) if index % 2 else parent(node, sibling)
            except OverflowError:
                return None
        index, count = index >> 1, (count + 1) >> 1
    return node, before


def level_count(count: int, level: int) -> int:
    """How many nodes level `level` (0 = leaves) of a tree over `count` leaves has."""
    for _ in range(level):
        count = (count + 1) >> 1
    return count


def reward_down(pool: int, before: int, score: int, total: int) -> int:
    """What a leaf earns of `pool`: floor(pool * (before + score) / total) - floor(pool * before / total). Over all leaves exactly the pool."""
    return pool * (before + score) // total - pool * before // total


class Levels:
    """All levels, from the leaves' nodes to the root."""

    def __init__(self, leaves: Sequence[Node]) -> None:
        if not leaves:
            raise ValueError("a tree has at least one leaf")
        self.levels: list[list[Node]] = [list(leaves)]
        while len(self.levels[-1]) > 1:
            level = self.levels[-1]
            pairs = [parent(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
            self.levels.append([*pairs, level[-1]] if len(level) % 2 else pairs)

    @property
    def root(self) -> Node:
        return self.levels[-1][0]

    def path(self, index: int, level: int = 0) -> bytes:
        """The siblings of node `index` of `level`, 40 bytes each."""
        out = []
        for nodes in self.levels[level:-1]:
            if index ^ 1 < len(nodes):
                out.append(nodes[index ^ 1].bytes)
            index >>= 1
        return b"".join(out)


class SumTree(Levels):
    """The tree over an epoch's rewards."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        super().__init__([leaf.node for leaf in leaves])
        self.leaves = list(leaves)

    def claim(self, index: int) -> bytes:
        """What market.Rewards.claim takes for leaf `index`."""
        return index.to_bytes(4, "big") + self.leaves[index].payload + self.path(index)
