"""What evidence against an epoch's posting shows: the executable spec of market.Rewards.refute (docs/rewards.md, "Refuting")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .. import errors as e
from .. import ids
from ..commit import judgments, merkle, sumtree
from ..commit.keccak import keccak
from ..models import rewards as m

LEAF_BYTES = 4 + 44
HEIGHT = 32


@dataclass
class Reader:
    """Takes bytes from the front; BadEvidence where there are too few."""

    data: bytes

    def take(self, size: int) -> bytes:
        if len(self.data) < size:
            raise e.BadEvidence
        taken, self.data = self.data[:size], self.data[size:]
        return taken

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size), "big")

    def end(self) -> None:
        if self.data:
            raise e.BadEvidence


def is_faulty(epoch: m.Epoch, fault: int, data: bytes, batch_of: Callable[[bytes], m.Batch | None]) -> bool:
    """Whether the evidence shows the fault. Raises BadEvidence where it does not open to the posting's roots."""
    shows = {m.Fault.SUM: _sum, m.Fault.DUPLICATE: _duplicate, m.Fault.ROW_TWICE: _row_twice}
    reader = Reader(data)
    if fault == m.Fault.COUNT:
        return _count(epoch, reader, batch_of)
    if fault == m.Fault.ROW:
        return _row(epoch, reader, batch_of)
    if fault not in shows:
        raise e.BadEvidence
    return shows[m.Fault(fault)](epoch.posting, reader)


def opened_leaf(posting: m.Posting, reader: Reader, *, last: bool) -> tuple[int, sumtree.Leaf, int]:
    """Index, leaf and the sum before it of a leaf's opening: index (4) || payload (44) || path."""
    index = reader.number(4)
    leaf = sumtree.Leaf(reader.take(32), reader.number(4), reader.number(8))
    before = _folded(posting, leaf.node, index, posting.leaf_count, reader)
    if last:
        reader.end()
    return index, leaf, before


def _folded(posting: m.Posting, node: sumtree.Node, index: int, count: int, reader: Reader) -> int:
    if index >= count:
        raise e.BadEvidence
    path = reader.take(sumtree.SIBLING_BYTES * merkle.path_length(index, count))
    folded = sumtree.fold_path(node, index, count, path)
    if folded is None or folded[0] != sumtree.Node(posting.reward_root, posting.total_score):
        raise e.BadEvidence
    return folded[1]


def _sum(posting: m.Posting, reader: Reader) -> bool:
    """level (1) || index (4) || a leaf's payload (44) or two children (40 each) || the sum said of it (8) || path."""
    level, index = reader.number(1), reader.number(4)
    if level > HEIGHT:
        raise e.BadEvidence
    if level == 0:
        leaf = sumtree.Leaf(reader.take(32), reader.number(4), reader.number(8))
        digest, total = leaf.node.hash, leaf.score
    else:
        left, right = reader.take(40), reader.take(40)
        digest = keccak(b"\x01" + left + right)
        total = int.from_bytes(left[32:], "big") + int.from_bytes(right[32:], "big")
    said = reader.number(8)
    _folded(posting, sumtree.Node(digest, said), index, sumtree.level_count(posting.leaf_count, level), reader)
    reader.end()
    return said != total


def _duplicate(posting: m.Posting, reader: Reader) -> bool:
    """Two leaves' openings: the same worker at two places."""
    a, one, _ = opened_leaf(posting, reader, last=False)
    b, two, _ = opened_leaf(posting, reader, last=True)
    return a != b and one.worker == two.worker


def _count(epoch: m.Epoch, reader: Reader, batch_of: Callable[[bytes], m.Batch | None]) -> bool:
    """A leaf's opening: it counts other judgments than its worker revealed, or scores more than they can."""
    _, leaf, _ = opened_leaf(epoch.posting, reader, last=True)
    batch = batch_of(ids.batch_id(epoch.campaign_id, epoch.epoch, leaf.worker))
    revealed = batch.count if batch is not None and batch.state is m.BatchState.REVEALED else 0
    return leaf.judgments != revealed or leaf.score > leaf.judgments * m.MAX_SCORE


def _opened_row(posting: m.Posting, reader: Reader) -> tuple[int, bytes]:
    """index (4) || row (56) || path."""
    index, row = reader.number(4), reader.take(judgments.ROW_BYTES)
    if index >= posting.row_count:
        raise e.BadEvidence
    path = reader.take(32 * merkle.path_length(index, posting.row_count))
    if merkle.fold_path(merkle.leaf_hash(row), index, posting.row_count, path) != posting.dataset_root:
        raise e.BadEvidence
    return index, row


def _row(epoch: m.Epoch, reader: Reader, batch_of: Callable[[bytes], m.Batch | None]) -> bool:
    """A row's opening, and where its batch has that judgment: record (20) || path in the batch. It is of no revealed batch of the epoch, or
    not what the batch says."""
    _, row = _opened_row(epoch.posting, reader)
    batch_id, index, said = row[:32], int.from_bytes(row[32:36], "little"), row[36:]
    batch = batch_of(batch_id)
    ours = batch is not None and (batch.campaign_id, batch.epoch, batch.state) == (epoch.campaign_id, epoch.epoch, m.BatchState.REVEALED)
    if batch is None or not ours or index >= batch.count:
        reader.end()
        return True
    record, path = reader.take(judgments.JUDGMENT_BYTES), reader.take(32 * merkle.path_length(index, batch.count))
    reader.end()
    if merkle.fold_path(judgments.hidden_leaf(batch_id, batch.seed, index, record), index, batch.count, path) != batch.root:
        raise e.BadEvidence
    return record != said


def _row_twice(posting: m.Posting, reader: Reader) -> bool:
    """Two rows' openings: the same judgment at two places."""
    a, one = _opened_row(posting, reader)
    b, two = _opened_row(posting, reader)
    reader.end()
    return a != b and one[:36] == two[:36]
