"""The first fault of a posting, with the evidence that market.Rewards.refute takes (docs/rewards.md, "Refuting")."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from assay import ids
from assay.commit import judgments
from assay.commit.keccak import keccak
from assay.commit.sumtree import SIBLING_BYTES, Node, fold_path
from assay.errors import InputError
from assay.market import Chain
from assay.models.rewards import MAX_SCORE, Fault, Posting
from assay.units import U64_MAX

from .epoch import Files, Octets, Revealed, history, level_path

Found = tuple[Fault, bytes]
REMEDY = "what cannot be opened cannot be refuted by machine: accuse the posting in court (ids.posting_id)"


def refutation(chain: Chain, campaign_id: bytes, epoch: int, files: Files, nodes: Sequence[Octets] | None = None) -> Found | None:
    """What is wrong with the posting that stands for an epoch, from its published files and the chain's events; None where nothing is that a chain can
    check. `nodes` are the levels of the reward tree from the leaves up, 40 bytes a node, where the poster publishes them.

    Raises InputError where nothing is posted or the files are not what the posting commits to.
    """
    told = history(chain, campaign_id)
    if epoch not in told.posted:
        raise InputError("epoch", epoch, "an epoch with a posting that stands", f"these have one: {sorted(told.posted)}")
    event = told.posted[epoch]
    posting = Posting(**{name: getattr(event, name) for name in Posting.model_fields})
    return first_fault(posting, campaign_id, epoch, files, told.revealed.get(epoch, ()), nodes)


def first_fault(
    posting: Posting, campaign_id: bytes, epoch: int, files: Files, revealed: Sequence[Revealed], nodes: Sequence[Octets] | None = None
) -> Found | None:
    """As `refutation`, of a posting and the batches revealed in its epoch. In the order of Fault; leaves that do not open hide no fault of the rows."""
    batches = {batch.batch_id: batch for batch in revealed}
    closed: list[InputError] = []
    looks: tuple[Callable[[], Found | None], ...] = (
        lambda: _reward_fault(posting, campaign_id, epoch, files, batches, nodes),
        lambda: _row_fault(posting, files, batches),
    )
    for look in looks:
        try:
            found = look()
        except InputError as why:
            closed.append(why)
            continue
        if found:
            return found
    if closed:
        raise closed[0]
    return None


def _reward_fault(
    posting: Posting, campaign_id: bytes, epoch: int, files: Files, batches: Mapping[bytes, Revealed], nodes: Sequence[Octets] | None
) -> Found | None:
    if len(files.leaves) != posting.leaf_count:
        raise InputError("leaves", len(files.leaves), f"the posting's {posting.leaf_count}", REMEDY)
    if files.rewards.root != Node(posting.reward_root, posting.total_score):
        lie = _said(files, nodes, posting) if nodes is not None else _sought(files, posting)
        return Fault.SUM, lie.evidence(files)
    return _leaf_fault(files, campaign_id, epoch, batches)


# ---- sums


@dataclass(frozen=True, slots=True)
class Lie:
    """A node of which `said` is said, though it is not what its children (or its leaf) add up to."""

    level: int
    index: int
    said: int
    children: bytes
    path: bytes

    def evidence(self, files: Files) -> bytes:
        shown = self.children if self.level else files.leaves[self.index].payload
        return bytes([self.level]) + self.index.to_bytes(4, "big") + shown + self.said.to_bytes(8, "big") + self.path


def _children(levels: Sequence[Octets], level: int, index: int) -> bytes | None:
    """The two nodes under one; none under a leaf, nor under an odd node, which is the one below it."""
    if level == 0 or 2 * index + 1 >= len(levels[level - 1]):
        return None
    return levels[level - 1][2 * index : 2 * index + 2].tobytes()


def _said(files: Files, nodes: Sequence[Octets], posting: Posting) -> Lie:
    """The uppermost lie among published nodes, the first of its level."""
    shape = [level.shape for level in files.rewards.levels]
    if [level.shape for level in nodes] != shape:
        raise InputError("nodes", [level.shape for level in nodes], f"levels of {shape}", REMEDY)
    if nodes[-1][0].tobytes() != posting.reward_root + posting.total_score.to_bytes(8, "big"):
        raise InputError("nodes", nodes[-1][0].tobytes(), "with the posting's root", REMEDY)
    for level in range(len(nodes) - 1, -1, -1):
        for index in range(len(nodes[level])):
            own = nodes[level][index].tobytes()
            below = _children(nodes, level, index)
            if below is None and level:
                if own != nodes[level - 1][2 * index].tobytes():
                    raise InputError("nodes", own, "an odd node as it is below", REMEDY)
                continue
            total = files.leaves[index].score if below is None else _sum(below[:SIBLING_BYTES]) + _sum(below[SIBLING_BYTES:])
            hashed = keccak(b"\x00" + files.leaves[index].payload) if below is None else keccak(b"\x01" + below)
            if own[:32] != hashed:
                raise InputError("nodes", own[:32], f"the hash of what is below node {index} of level {level}", REMEDY)
            if _sum(own) != total:
                return Lie(level, index, _sum(own), below or b"", level_path(nodes, index, level))
    raise AssertionError("a root that differs has a cause")


def _sum(node: bytes) -> int:
    return int.from_bytes(node[32:], "big")


def _sought(files: Files, posting: Posting) -> Lie:
    """The one lie that makes the posting out of honest leaves, sought from the top: whoever lies about a sum does not publish where."""
    levels, root = files.rewards.levels, Node(posting.reward_root, posting.total_score)
    more = root.sum - files.rewards.root.sum
    if more:
        for level in range(len(levels) - 1, -1, -1):
            count = len(levels[level])
            sums = levels[level][:, 32:].copy().view(">u8").ravel()
            for index in range(count):
                below = _children(levels, level, index)
                said = int(sums[index]) + more
                if (below is None and level) or not 0 <= said <= U64_MAX:
                    continue
                path = level_path(levels, index, level)
                folded = fold_path(Node(levels[level][index][:32].tobytes(), said), index, count, path)
                if folded is not None and folded[0] == root:
                    return Lie(level, index, said, below or b"", path)
    raise InputError("leaves", files.rewards.root.hash, f"those of the posting's root {root.hash.hex()}", REMEDY)


# ---- leaves and rows


def _leaf_fault(files: Files, campaign_id: bytes, epoch: int, batches: Mapping[bytes, Revealed]) -> Found | None:
    opening = files.rewards.claim
    seen: dict[bytes, int] = {}
    for index in range(len(files.leaves)):
        worker = files.leaves.worker[index].tobytes()
        if worker in seen:
            return Fault.DUPLICATE, opening(seen[worker]) + opening(index)
        seen[worker] = index
    for worker, index in seen.items():
        leaf, batch = files.leaves[index], batches.get(ids.batch_id(campaign_id, epoch, worker))
        if leaf.judgments != (batch.count if batch else 0) or leaf.score > leaf.judgments * MAX_SCORE:
            return Fault.COUNT, opening(index)
    return None


def _row_fault(posting: Posting, files: Files, batches: Mapping[bytes, Revealed]) -> Found | None:
    tree = files.dataset
    if len(files.rows) != posting.row_count or (tree is not None and tree.root != posting.dataset_root):
        raise InputError("rows", len(files.rows), f"those of the posting's root {posting.dataset_root.hex()}", REMEDY)
    if tree is None:
        return None
    rows = [files.rows[at].tobytes() for at in range(len(files.rows))]
    for at, row in enumerate(rows):
        batch, index = batches.get(row[:32]), int.from_bytes(row[32:36], "little")
        if batch is None or index >= batch.count:
            return Fault.ROW, tree.opening(at)
        records = judgments.split(batch.records)
        if records[index] != row[36:]:
            path = judgments.batch_tree(batch.batch_id, batch.seed, records).path(index)
            return Fault.ROW, tree.opening(at) + records[index] + path
    seen: dict[bytes, int] = {}
    for at, row in enumerate(rows):
        if row[:36] in seen:
            return Fault.ROW_TWICE, tree.opening(seen[row[:36]]) + tree.opening(at)
        seen[row[:36]] = at
    return None


def node_levels(levels: Sequence[Sequence[Node]]) -> list[Octets]:
    """The levels of a sumtree.SumTree as published nodes."""
    return [np.frombuffer(b"".join(node.bytes for node in level), np.uint8).reshape(len(level), SIBLING_BYTES) for level in levels]
