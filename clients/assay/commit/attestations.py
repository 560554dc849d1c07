"""Batches of attestations and of content records: keccak256 trees, leaf and node domains apart, an odd node promoted (docs/identity.md, "Batches")."""

from __future__ import annotations

from collections.abc import Sequence

from .keccak import keccak
from .merkle import Tree, fold_path


def leaf_hash(payload: bytes) -> bytes:
    """H(0x00 || payload)."""
    return keccak(b"\x00" + payload)


def node_hash(left: bytes, right: bytes) -> bytes:
    """H(0x01 || left || right)."""
    return keccak(b"\x01" + left + right)


def attestation_payload(subject_id: bytes, kind: int, commitment: bytes) -> bytes:
    """A leaf of a batch of attestations: subject_id (32) || kind (1) || commitment (32)."""
    return subject_id + bytes([kind]) + commitment


class Batch(Tree):
    """The tree over payloads (1..=2**20 of them): `root`, and `path(index)` as the programs take it (32 bytes a sibling, from the leaf up)."""

    def __init__(self, payloads: Sequence[bytes]) -> None:
        super().__init__([leaf_hash(p) for p in payloads], node_hash)


def folded(payload: bytes, index: int, count: int, path: bytes) -> bytes | None:
    """The root that `path` leads to from the payload at `index` of `count`, or None where its length is not exact."""
    return fold_path(leaf_hash(payload), index, count, path, node_hash)


def opens(payload: bytes, index: int, count: int, path: bytes, root: bytes) -> bool:
    """Whether `path` leads from the payload at `index` of `count` to `root`."""
    return folded(payload, index, count, path) == root
