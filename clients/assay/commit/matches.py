"""An assignment of jobs to providers as it is posted and opened (docs/matching.md): two trees whose nodes bear sums, as sumtree.py has them, and the sorted
tree of the providers that a requester allows. keccak256; numbers are big-endian; an EVM address is left-padded to 32 bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..units import U64_MAX
from . import sumtree
from .attestations import Batch, folded
from .keccak import keccak
from .merkle import path_length
from .sumtree import SIBLING_BYTES, Node

NOBODY = bytes(32)
JOB_BYTES, OFFER_BYTES = 82, 42


@dataclass(frozen=True, slots=True)
class JobLeaf:
    """A job, its provider (NOBODY where it has none) and slot of it (u16), and of the price less the ask: `dual` (u64) that is the job's own, `rent` (u64)
    that the slot costs. All zero but the job where it has none."""

    job_id: bytes
    provider: bytes = NOBODY
    slot: int = 0
    dual: int = 0
    rent: int = 0

    @property
    def key(self) -> bytes:
        return self.job_id

    @property
    def sum(self) -> int:
        return self.rent

    @property
    def payload(self) -> bytes:
        return self.job_id + self.provider + self.slot.to_bytes(2, "big") + self.dual.to_bytes(8, "big") + self.rent.to_bytes(8, "big")

    @classmethod
    def parsed(cls, raw: bytes) -> JobLeaf:
        """The leaf of a payload's JOB_BYTES."""
        slot, dual, rent = (int.from_bytes(raw[a:b], "big") for a, b in ((64, 66), (66, 74), (74, 82)))
        return cls(raw[:32], raw[32:64], slot, dual, rent)


@dataclass(frozen=True, slots=True)
class OfferLeaf:
    """An offer: its provider, its capacity (u16) and what each of its slots costs (u64)."""

    provider: bytes
    capacity: int
    slot_price: int

    @property
    def key(self) -> bytes:
        return self.provider

    @property
    def sum(self) -> int:
        return self.capacity * self.slot_price

    @property
    def payload(self) -> bytes:
        return self.provider + self.capacity.to_bytes(2, "big") + self.slot_price.to_bytes(8, "big")

    @classmethod
    def parsed(cls, raw: bytes) -> OfferLeaf:
        """The leaf of a payload's OFFER_BYTES."""
        return cls(raw[:32], int.from_bytes(raw[32:34], "big"), int.from_bytes(raw[34:42], "big"))


Leaf = JobLeaf | OfferLeaf


def node_of(leaf: Leaf) -> Node:
    """The node of a leaf."""
    return Node(keccak(b"\x00" + leaf.payload), leaf.sum)


def opens(leaf: Leaf, index: int, count: int, path: bytes, root: bytes, rent: int) -> bool:
    """Whether `path` (40 bytes a sibling) leads from the leaf at `index` of `count` to `root` and the sum of all. No sum passes a u64."""
    if leaf.sum > U64_MAX:
        return False
    reached = sumtree.fold_path(node_of(leaf), index, count, path)
    return reached is not None and reached[0] == Node(root, rent)


class LeafTree:
    """A tree over leaves in order of their keys: its `root`, `count` and `rent`, and openings of its leaves."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self.leaves = list(leaves)
        self._tree = sumtree.Levels([node_of(leaf) for leaf in leaves])
        self.root, self.rent = self._tree.root.hash, self._tree.root.sum
        self.count = len(self.leaves)

    def shown(self, index: int) -> bytes:
        """payload || path: what market.Matching.answer takes."""
        return self.leaves[index].payload + self._tree.path(index)

    def opening(self, index: int) -> bytes:
        """index (4) || payload || path."""
        return index.to_bytes(4, "big") + self.shown(index)

    def gap(self, key: bytes) -> bytes:
        """That no leaf has the key: how many leaves have a lower one (4) || the last of them shown, if any || the one after it shown, if any."""
        at = sum(leaf.key < key for leaf in self.leaves)
        return at.to_bytes(4, "big") + b"".join(self.shown(i) for i in (at - 1, at) if 0 <= i < self.count)

    def index(self, key: bytes) -> int | None:
        """Where the key's leaf is."""
        return next((i for i, leaf in enumerate(self.leaves) if leaf.key == key), None)


class Allowed:
    """The addresses (1 to 64, 32 bytes each) that a requester allows, sorted."""

    def __init__(self, addresses: Sequence[bytes]) -> None:
        self.addresses = sorted(set(addresses))
        self._tree = Batch(self.addresses)
        self.root, self.count = self._tree.root, len(self.addresses)

    @property
    def data(self) -> bytes:
        """What market.Matching.list_job takes."""
        return b"".join(self.addresses)

    def opening(self, address: bytes) -> bytes:
        """That an address is allowed: index (1) || path (32 bytes a sibling)."""
        index = self.addresses.index(address)
        return bytes([index]) + self._tree.path(index)

    def gap(self, address: bytes) -> bytes:
        """That it is not: how many are lower (1) || the last of them and its path, if any || the one after it and its path, if any."""
        at = sum(a < address for a in self.addresses)
        return bytes([at]) + b"".join(self.addresses[i] + self._tree.path(i) for i in (at - 1, at) if 0 <= i < self.count)


def shown_bytes(payload_bytes: int, index: int, count: int) -> int:
    """How long payload || path of a leaf is."""
    return payload_bytes + SIBLING_BYTES * path_length(index, count)


def is_allowed_at(address: bytes, index: int, count: int, path: bytes, root: bytes) -> bool:
    """Whether `path` leads from the address at `index` of `count` to the root of those allowed."""
    return folded(address, index, count, path) == root
