"""Openings of a run of neighbouring leaves, such as the tiles of one row: one path for all of them (docs/operators.md, "Commitments")."""

from __future__ import annotations

from collections.abc import Sequence

from assay.commit.merkle import Tree, node_hash
from assay.commit.tensor import Dims


def tiles_between(shape: Dims, first: int, past: int) -> tuple[int, int]:
    """The tiles, first and one past the last, that hold the values `first` .. `past` - 1 of a tensor."""
    return shape.tile_of(first)[0], shape.tile_of(past - 1)[0] + 1


def open_run(tree: Tree, first: int, past: int) -> bytes:
    """The siblings that lead leaves `first` .. `past` - 1 to the root: from the leaves up, at each level the left one before the right one."""
    path = []
    for level in tree.levels[:-1]:
        if first % 2:
            path.append(level[first - 1])
        if past % 2 and past < len(level):
            path.append(level[past])
        first, past = first // 2, (past + 1) // 2
    return b"".join(path)


def fold_run(leaves: Sequence[bytes], first: int, count: int, path: bytes) -> bytes | None:
    """The root of a tree of `count` leaves to which `path` leads from `leaves`, the first of them at `first`; None where it cannot be one.

    The path's length must be exact.
    """
    past = first + len(leaves)
    if not 0 <= first < past <= count:
        return None
    level, at = list(leaves), 0
    while count > 1:
        if first % 2:
            level, at = [path[at : at + 32], *level], at + 32
        if past % 2 and past < count:
            level, at = [*level, path[at : at + 32]], at + 32
        pairs = [node_hash(*level[i : i + 2]) for i in range(0, len(level) - 1, 2)]
        level = [*pairs, level[-1]] if len(level) % 2 else pairs  # an odd one ends the tree's level: it is promoted
        first, past, count = first // 2, (past + 1) // 2, (count + 1) // 2
    return level[0] if at == len(path) else None
