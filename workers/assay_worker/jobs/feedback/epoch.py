"""An epoch's posting from its batches and their scores, for a million leaves: the levels of both trees are flat bytes, never objects.

Leaves are the workers that scored, by ascending address; rows are all revealed judgments of the epoch, by worker and then as they stand in its
batch. Roots, paths and openings are those of commit.sumtree and commit.merkle, byte for byte.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Self

import numpy as np
from assay import ids
from assay.commit.judgments import JUDGMENT_BYTES, ROW_BYTES
from assay.commit.keccak import keccak
from assay.commit.sumtree import SIBLING_BYTES, Leaf, Node
from assay.errors import InputError
from assay.market import Chain
from assay.models.base import ZERO
from assay.models.rewards import MAX_SCORE, BatchCommitted, BatchRevealed, CampaignOpened, EpochPosted, EpochRefuted, EpochResolved, Posting
from assay.units import U64_MAX
from numpy.typing import NDArray

Octets = NDArray[np.uint8]

CHUNK = 1 << 15  # hashes that are Python objects at one time
LEAF, NODE = 0, 1


# ---- what the chain says


@dataclass(frozen=True, slots=True)
class Revealed:
    """A batch as its events tell it."""

    batch_id: bytes
    epoch: int
    worker: bytes
    seed: bytes
    records: bytes

    @property
    def count(self) -> int:
        """How many judgments it has."""
        return len(self.records) // JUDGMENT_BYTES


@dataclass(frozen=True, slots=True)
class History:
    """A campaign's events: its terms, the batches revealed in each epoch, and the posting of each epoch that stands."""

    opened: CampaignOpened
    revealed: Mapping[int, Sequence[Revealed]]
    posted: Mapping[int, EpochPosted]


def history(chain: Chain, campaign_id: bytes) -> History:
    """What a chain's events tell of a campaign. Raises InputError where it has no such campaign."""
    opened: CampaignOpened | None = None
    committed: dict[bytes, BatchCommitted] = {}
    revealed: dict[int, list[Revealed]] = {}
    posted: dict[bytes, EpochPosted] = {}
    for _, event in chain.events():
        match event:
            case CampaignOpened(campaign_id=of) if of == campaign_id:
                opened = event
            case BatchCommitted(campaign_id=of) if of == campaign_id:
                committed[event.batch_id] = event
            case BatchRevealed(batch_id=of) if of in committed:
                batch = committed[of]
                revealed.setdefault(batch.epoch, []).append(Revealed(of, batch.epoch, batch.worker, event.seed, event.judgments))
            case EpochPosted(campaign_id=of) if of == campaign_id:
                posted[event.epoch_id] = event
            case EpochRefuted(epoch_id=of):
                posted.pop(of, None)
            case EpochResolved(epoch_id=of, overturned=True):
                posted.pop(of, None)
            case _:
                pass
    if opened is None:
        raise InputError("campaign_id", campaign_id, "a campaign of this chain", "copy it from CampaignOpened")
    return History(opened, revealed, {event.epoch: event for event in posted.values()})


# ---- trees


def _digests(tag: int, rows: Octets, hashed: Callable[[bytes], bytes]) -> Octets:
    """The hash of each row behind a tag."""
    count, size = rows.shape
    out = bytearray()
    for at in range(0, count, CHUNK):
        part = rows[at : at + CHUNK]
        tagged = np.full((len(part), size + 1), tag, np.uint8)
        tagged[:, 1:] = part
        data = tagged.tobytes()
        out += b"".join([hashed(data[i : i + size + 1]) for i in range(0, len(data), size + 1)])
    return np.frombuffer(out, np.uint8).reshape(count, 32)


def _sha256(data: bytes) -> bytes:
    return sha256(data).digest()


def level_path(levels: Sequence[Octets], index: int, level: int = 0) -> bytes:
    """The siblings of node `index` of `level`, from there up."""
    out = []
    for nodes in levels[level:-1]:
        if index ^ 1 < len(nodes):
            out.append(nodes[index ^ 1].tobytes())
        index >>= 1
    return b"".join(out)


@dataclass(frozen=True, slots=True, eq=False)
class Leaves:
    """sumtree.Leaf in columns: `worker` has 32 bytes a row."""

    worker: Octets
    judgments: NDArray[np.uint32]
    score: NDArray[np.uint64]

    @classmethod
    def of(cls, leaves: Sequence[Leaf]) -> Self:
        worker = np.frombuffer(b"".join(leaf.worker for leaf in leaves), np.uint8).reshape(len(leaves), 32)
        return cls(worker, np.array([leaf.judgments for leaf in leaves], np.uint32), np.array([leaf.score for leaf in leaves], np.uint64))

    def __len__(self) -> int:
        return len(self.score)

    def __getitem__(self, at: int) -> Leaf:
        return Leaf(self.worker[at].tobytes(), int(self.judgments[at]), int(self.score[at]))

    @property
    def payloads(self) -> Octets:
        """44 bytes a row."""
        return np.concatenate([self.worker, _big_endian(self.judgments, 4), _big_endian(self.score, 8)], axis=1)

    @property
    def total(self) -> int:
        """The sum of all scores, of any size."""
        return (int((self.score >> np.uint64(32)).sum()) << 32) + int((self.score & np.uint64(2**32 - 1)).sum())


def _big_endian(column: NDArray[Any], size: int) -> Octets:
    return column.astype(f">u{size}").view(np.uint8).reshape(len(column), size)


class RewardTree:
    """sumtree.SumTree with 40 bytes a node: hash and sum, as they stand in a path."""

    def __init__(self, leaves: Leaves) -> None:
        if len(leaves) == 0:
            raise ValueError("a tree has at least one leaf")
        if leaves.total > U64_MAX:
            raise OverflowError("scores pass 2**64 - 1")
        self.leaves = leaves
        sums = leaves.score
        self.levels = [np.concatenate([_digests(LEAF, leaves.payloads, keccak), _big_endian(sums, 8)], axis=1)]
        while len(sums) > 1:
            level, pairs = self.levels[-1], len(sums) // 2
            above = sums[: 2 * pairs].reshape(pairs, 2).sum(axis=1, dtype=np.uint64)
            nodes = np.concatenate([_digests(NODE, level[: 2 * pairs].reshape(pairs, 2 * SIBLING_BYTES), keccak), _big_endian(above, 8)], axis=1)
            odd = len(sums) % 2
            self.levels.append(np.concatenate([nodes, level[-1:]]) if odd else nodes)
            sums = np.concatenate([above, sums[-1:]]) if odd else above

    @property
    def root(self) -> Node:
        return self.node(len(self.levels) - 1, 0)

    def node(self, level: int, index: int) -> Node:
        raw = self.levels[level][index].tobytes()
        return Node(raw[:32], int.from_bytes(raw[32:], "big"))

    def path(self, index: int, level: int = 0) -> bytes:
        """The siblings of node `index` of `level`, 40 bytes each."""
        return level_path(self.levels, index, level)

    def claim(self, index: int) -> bytes:
        """What market.Rewards.claim takes for leaf `index`."""
        return index.to_bytes(4, "big") + self.leaves[index].payload + self.path(index)


class RowTree:
    """merkle.Tree over rows of 56 bytes."""

    def __init__(self, rows: Octets) -> None:
        if len(rows) == 0:
            raise ValueError("a tree has at least one leaf")
        self.rows = rows
        self.levels = [_digests(LEAF, rows, _sha256)]
        while len(self.levels[-1]) > 1:
            level = self.levels[-1]
            pairs = len(level) // 2
            nodes = _digests(NODE, level[: 2 * pairs].reshape(pairs, 64), _sha256)
            self.levels.append(np.concatenate([nodes, level[-1:]]) if len(level) % 2 else nodes)

    @property
    def root(self) -> bytes:
        top: bytes = self.levels[-1][0].tobytes()
        return top

    def path(self, index: int) -> bytes:
        """The siblings of row `index`, 32 bytes each."""
        return level_path(self.levels, index)

    def opening(self, index: int) -> bytes:
        """What evidence about row `index` begins with."""
        row: bytes = self.rows[index].tobytes()
        return index.to_bytes(4, "big") + row + self.path(index)


def rows_of(rows: Sequence[bytes]) -> Octets:
    """Rows as a table."""
    return np.frombuffer(b"".join(rows), np.uint8).reshape(len(rows), ROW_BYTES)


# ---- an epoch


@dataclass(frozen=True, eq=False)
class Files:
    """What a poster publishes of an epoch, and the trees over it."""

    leaves: Leaves
    rows: Octets

    @cached_property
    def rewards(self) -> RewardTree:
        return RewardTree(self.leaves)

    @cached_property
    def dataset(self) -> RowTree | None:
        return RowTree(self.rows) if len(self.rows) else None

    @property
    def posting(self) -> Posting:
        """What market.Rewards.post_epoch takes."""
        root, dataset = self.rewards.root, self.dataset
        return Posting(
            reward_root=root.hash,
            leaf_count=len(self.leaves),
            total_score=root.sum,
            dataset_root=ZERO if dataset is None else dataset.root,
            row_count=len(self.rows),
        )


def build(batches: Iterable[Revealed], scores: Mapping[bytes, int]) -> Files:
    """An epoch's files from its revealed batches, in any order, and the score of each worker (0 where none is given).

    Raises InputError for what would be refuted, and where nobody scored: such an epoch cannot be posted, and its pool goes back to the campaign.
    """
    of_batch, of_worker, records, counts, score = bytearray(), bytearray(), bytearray(), array("q"), array("Q")
    for batch in batches:
        earned = scores.get(batch.worker, 0)
        if not 0 <= earned <= MAX_SCORE * batch.count:
            raise InputError("scores", earned, f"at most {MAX_SCORE} for each of {batch.count} judgments", "a larger one is refuted")
        of_batch += batch.batch_id
        of_worker += batch.worker
        records += batch.records
        counts.append(batch.count)
        score.append(earned)
    workers = np.frombuffer(of_worker, np.uint8).reshape(-1, 32)
    order = np.lexsort(np.frombuffer(of_worker, ">u8").reshape(-1, 4)[:, ::-1].T) if len(workers) else np.zeros(0, np.int64)
    workers = workers[order]
    twice = (workers[1:] == workers[:-1]).all(axis=1)
    if twice.any():
        raise InputError("batches", workers[int(np.argmax(twice))].tobytes(), "one a worker", "take the batches of one epoch")
    count = np.frombuffer(counts, np.int64)
    start = (np.cumsum(count) - count)[order]
    count, earned_by = count[order], np.frombuffer(score, np.uint64)[order]
    scored = earned_by > 0
    if not scored.any():
        raise InputError("scores", 0, "above 0 for somebody", "an epoch in which nobody scored is left to expire")
    index = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    rows = np.empty((len(index), ROW_BYTES), np.uint8)
    rows[:, :32] = np.repeat(np.frombuffer(of_batch, np.uint8).reshape(-1, 32)[order], count, axis=0)
    rows[:, 32:36] = index.astype("<u4").view(np.uint8).reshape(-1, 4)
    rows[:, 36:] = np.frombuffer(records, np.uint8).reshape(-1, JUDGMENT_BYTES)[np.repeat(start, count) + index]
    return Files(Leaves(workers[scored], count[scored].astype(np.uint32), earned_by[scored]), rows)


def batch_workers(campaign_id: bytes, epoch: int, leaves: Leaves) -> dict[bytes, bytes]:
    """The worker of each leaf, by its batch's id."""
    workers = (leaves.worker[at].tobytes() for at in range(len(leaves)))
    return {ids.batch_id(campaign_id, epoch, worker): worker for worker in workers}
