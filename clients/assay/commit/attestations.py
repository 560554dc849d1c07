"""Batches of attestations and of content records: keccak256 trees, leaf and node domains apart, an odd node promoted (docs/identity.md, "Batches")."""

from __future__ import annotations

from collections.abc import Sequence

from sha3 import keccak_256  # type: ignore[import-untyped]

from .merkle import path_length


def keccak(data: bytes) -> bytes:
    """keccak256."""
    hashed: bytes = keccak_256(data).digest()
    return hashed


def attestation_payload(subject_id: bytes, kind: int, commitment: bytes) -> bytes:
    """A leaf of a batch of attestations: subject_id (32) || kind (1) || commitment (32)."""
    return subject_id + bytes([kind]) + commitment


class Batch:
    """The tree over payloads (1..=2**20 of them): `root`, and `path(index)` as the programs take it (32 bytes a sibling, from the leaf up)."""

    def __init__(self, payloads: Sequence[bytes]) -> None:
        if not payloads:
            raise ValueError("a batch has at least one leaf")
        self.levels = [[keccak(b"\x00" + p) for p in payloads]]
        while len(level := self.levels[-1]) > 1:
            above = [keccak(b"\x01" + level[i] + level[i + 1]) for i in range(0, len(level) - 1, 2)]
            self.levels.append([*above, level[-1]] if len(level) % 2 else above)

    @property
    def root(self) -> bytes:
        return self.levels[-1][0]

    @property
    def count(self) -> int:
        return len(self.levels[0])

    def path(self, index: int) -> bytes:
        siblings = []
        for level in self.levels[:-1]:
            if (index ^ 1) < len(level):
                siblings.append(level[index ^ 1])
            index >>= 1
        return b"".join(siblings)


def folded(leaf: bytes, index: int, count: int, path: bytes) -> bytes | None:
    """The root that `path` leads to from a leaf's hash at `index` of `count`, or None where its length is not exact."""
    if not 0 <= index < count or len(path) != 32 * path_length(index, count):
        return None
    node, at = leaf, 0
    while count > 1:
        if not (index == count - 1 and count % 2):
            sibling, at = path[at : at + 32], at + 32
            node = keccak(b"\x01" + (sibling + node if index % 2 else node + sibling))
        index, count = index >> 1, (count + 1) >> 1
    return node


def opens(payload: bytes, index: int, count: int, path: bytes, root: bytes) -> bool:
    """Whether `path` leads from the payload at `index` of `count` to `root`."""
    return folded(keccak(b"\x00" + payload), index, count, path) == root
