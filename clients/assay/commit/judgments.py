"""A batch of judgments as it is committed, revealed and opened (docs/rewards.md, "Judgments"): sha256 throughout."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from .merkle import Tree, leaf_hash

JUDGMENT_BYTES = 20
TEXT_BYTES = 16
ROW_BYTES = 32 + 4 + JUDGMENT_BYTES


def judgment(task: int, answer: int) -> bytes:
    """The 20 bytes of a judgment: task (u32) and answer (below 2**128), little-endian."""
    return task.to_bytes(4, "little") + answer.to_bytes(16, "little")


def parsed(record: bytes) -> tuple[int, int]:
    """Task and answer of a judgment's 20 bytes."""
    return int.from_bytes(record[:4], "little"), int.from_bytes(record[4:], "little")


def split(judgments: bytes) -> list[bytes]:
    """The records of a revealed batch."""
    return [judgments[i : i + JUDGMENT_BYTES] for i in range(0, len(judgments), JUDGMENT_BYTES)]


def text_id(text: str) -> bytes:
    """What an edit's answer says of its text: the first 16 bytes of sha256 of its UTF-8."""
    return sha256(text.encode()).digest()[:TEXT_BYTES]


def text_answer(text: str) -> int:
    """The answer of an edit: its text's id, as a little-endian number."""
    return int.from_bytes(text_id(text), "little")


def hidden_leaf(batch_id: bytes, seed: bytes, index: int, record: bytes) -> bytes:
    """The leaf of judgment `index` (u32) of a batch. The seed hides it until the reveal; the batch's id binds it to worker, campaign and chain."""
    return leaf_hash(batch_id + seed + index.to_bytes(4, "little") + record)


def batch_tree(batch_id: bytes, seed: bytes, records: Sequence[bytes]) -> Tree:
    """The tree whose root a worker commits to."""
    return Tree([hidden_leaf(batch_id, seed, i, r) for i, r in enumerate(records)])


def batch_seed(signature: bytes) -> bytes:
    """A batch's seed from the worker's signature of `seed_message`: whoever holds the wallet can always reveal."""
    return sha256(b"assay/batch_seed/v1" + signature).digest()


def seed_message(batch_id: bytes) -> bytes:
    """What a wallet signs (deterministically: Ed25519, or RFC 6979 ECDSA) to derive the seed of a batch."""
    return b"Assay: reveal seed of batch 0x" + batch_id.hex().encode()


def row(batch_id: bytes, index: int, record: bytes) -> bytes:
    """A row of an epoch's dataset: judgment `index` (u32) of a batch, 56 bytes. Its leaf hash is leaf_hash(row)."""
    return batch_id + index.to_bytes(4, "little") + record
