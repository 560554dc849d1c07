"""Receipts: what binds a text and its vector to a job that stands on a chain, checked without the one who issued them.

A receipt proves that a bonded provider committed, on chain, to this vector as the model's answer to this text. Whether the answer is
right is what the job's window is for: anyone may dispute it until `window_ends_at`, and what is settled was not refuted.
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from assay.commit.merkle import Tree, leaf_hash
from assay.commit.tensor import Dims, DType, Tensor, dims, header, tensor_leaf, trace_leaf
from assay.errors import AssayError, InputError
from assay.market import Chain
from assay.models.base import U16, U32, U64, Bytes, Bytes32, Model
from assay.models.compute import Job, JobState
from numpy.typing import NDArray

from ..jobs import minilm
from ..jobs.bundle import JobBundle
from ..jobs.tensors import of_array
from .opening import fold_run, open_run, tiles_between

STANDS = (JobState.COMMITTED, JobState.DISPUTED, JobState.SETTLED)


class ReceiptRefused(AssayError):
    """The receipt does not hold; the class says why."""


class Malformed(ReceiptRefused):
    """It is no answer with a receipt."""


class AnotherChain(ReceiptRefused):
    """It is about another chain or deployment than the one asked."""


class NoSuchJob(ReceiptRefused):
    """The chain knows no job of this id."""


class NothingCommitted(ReceiptRefused):
    """No provider has committed to a result of the job."""


class JobFaulted(ReceiptRefused):
    """The job's result was refuted, or its provider was silent: it was slashed, and the answer is worth nothing."""


class JobCancelled(ReceiptRefused):
    """The job was taken back before anyone answered it."""


class AnotherJob(ReceiptRefused):
    """The roots in the receipt are not those of the job on chain."""


class AnotherModel(ReceiptRefused):
    """The job ran other weights, or another program, than the model that it is sold as."""


class AnotherText(ReceiptRefused):
    """The job's input is not this text."""


class TamperedVector(ReceiptRefused):
    """The vector is not the one that the provider committed to for this text."""


class Opening(Model):
    """One vector's: its `row` in the job, its text, and paths from text and vector to the job's roots.

    `tiles` are the tiles of token ids that hold the row; beside its own they may hold those of its neighbours, which are the same key's.
    """

    index: U32
    row: U16
    text: str
    tiles: Bytes
    ids_path: Bytes
    mask_path: Bytes
    shares_path: Bytes
    result_path: Bytes


class Receipt(Model):
    """`rows` and `tokens` are the dims of the job's batch. `standing` and `window_ends_at` are as of its making; the chain knows better.

    `deployment` is the compute program's address.
    """

    version: Literal[1] = 1
    chain: str
    deployment: Bytes32
    job_id: Bytes32
    program_root: Bytes32
    model_root: Bytes32
    input_root: Bytes32
    result_root: Bytes32
    standing: str
    window_ends_at: U64
    rows: U16
    tokens: U16
    vectors: tuple[Opening, ...]


@dataclass(frozen=True)
class Verified:
    """How far an answer can be relied on now: `standing` is "committed", "disputed" or "settled"."""

    job_id: bytes
    provider: bytes
    standing: str
    window_ends_at: int
    stake: int
    texts: tuple[str, ...]


def make(chain: Chain, job: Job, bundle: JobBundle, result: Tensor, first_row: int, texts: Sequence[str]) -> Receipt:
    """The receipt for `texts`, which are the rows from `first_row` of a job whose result is at hand."""
    ids, _, mask, shares = bundle.inputs
    rows, tokens = mask.dims.d1, mask.dims.d3

    def opened(index: int) -> Opening:
        row = first_row + index
        own = tiles_between(ids.dims, row * tokens, (row + 1) * tokens)
        each = [open_run(t.tree, *tiles_between(t.dims, row * t.dims.d3, (row + 1) * t.dims.d3)) for t in (mask, shares, result)]
        return Opening(
            index=index, row=row, text=texts[index], tiles=b"".join(ids.tile(tile) for tile in range(*own)), ids_path=open_run(ids.tree, *own),
            mask_path=each[0], shares_path=each[1], result_path=each[2],
        )  # fmt: skip

    return Receipt(
        chain=chain.name, deployment=chain.deployment().compute, job_id=job.job_id, program_root=job.terms.program_root, model_root=job.terms.model_root,
        input_root=job.terms.input_root, result_root=job.result_root, standing=job.state.name.lower(), window_ends_at=job.window_ends_at, rows=rows,
        tokens=tokens, vectors=tuple(opened(index) for index in range(len(texts))),
    )  # fmt: skip


def verify(answer: object, chain: Chain, texts: Sequence[str] | None = None) -> Verified:
    """Checks an answer (the JSON that the API gave) against a chain and nothing else. `texts` are those that were asked about.

    Raises the ReceiptRefused that says what does not hold, ConnectionFailed where the chain is away.
    """
    receipt, vectors = _read(answer)
    if (receipt.chain, receipt.deployment) != (chain.name, chain.deployment().compute):
        raise AnotherChain(f"the receipt is about {receipt.chain}, compute 0x{receipt.deployment.hex()}; this is {chain.name}")
    job = _standing_job(chain, receipt.job_id)
    said = {name: getattr(receipt, name) for name in ("program_root", "model_root", "input_root")}
    different = [name for name, root in said.items() if root != getattr(job.terms, name)]
    if different or receipt.result_root != job.result_root:
        raise AnotherJob(f"{', '.join(different) or 'result_root'}: not what job {job.job_id.hex()} has on chain")
    if (job.terms.program_root, job.terms.model_root) != _sold_as(receipt.rows, receipt.tokens):
        raise AnotherModel(f"job {job.job_id.hex()} does not run all-MiniLM-L6-v2 on a batch of {receipt.rows} x {receipt.tokens}")
    said_texts = tuple(opening.text for opening in receipt.vectors)
    if texts is not None and said_texts != tuple(texts):
        raise AnotherText("the receipt is about other texts than those asked about")
    for opening, vector in zip(receipt.vectors, vectors, strict=True):
        _check_text(receipt, opening)
        _check_vector(receipt, opening, vector)
    return Verified(job.job_id, job.provider, job.state.name.lower(), job.window_ends_at, job.terms.stake, said_texts)


def _read(answer: object) -> tuple[Receipt, list[NDArray[np.float32]]]:
    try:
        if not isinstance(answer, dict):
            raise TypeError("not an object")
        receipt, data = Receipt(**answer["receipt"]), answer["data"]
        places = list(range(len(receipt.vectors)))
        if not places or [item["index"] for item in data] != places or [opening.index for opening in receipt.vectors] != places:
            raise ValueError("its vectors are not 0, 1, 2 ... on both sides")
        if not (1 <= receipt.rows <= minilm.MAX_BATCH and 1 <= receipt.tokens <= minilm.MAX_TOKENS):
            raise ValueError(f"no batch is {receipt.rows} x {receipt.tokens}")
        if any(opening.row >= receipt.rows for opening in receipt.vectors):
            raise ValueError("a row is beyond the batch")
        return receipt, [decoded(item["embedding"]) for item in data]
    except (KeyError, TypeError, ValueError, OverflowError, InputError, struct.error) as fault:
        raise Malformed(f"this is no answer with a receipt: {type(fault).__name__}: {fault}") from None


def decoded(embedding: Any) -> NDArray[np.float32]:
    """A vector as the wire carries it, numbers or base64. Raises ValueError or TypeError for anything else."""
    raw = base64.b64decode(embedding, validate=True) if isinstance(embedding, str) else struct.pack(f"<{len(embedding)}f", *embedding)
    if len(raw) != 4 * minilm.WIDTH:
        raise ValueError(f"{len(raw)} bytes are no vector of {minilm.WIDTH} values")
    return np.frombuffer(raw, "<f4")


def _standing_job(chain: Chain, job_id: bytes) -> Job:
    job = chain.compute.job(job_id)
    if job is None:
        raise NoSuchJob(f"{chain.name} knows no job {job_id.hex()}")
    if job.state in (JobState.FAULTED, JobState.REFUNDED):
        raise JobFaulted(f"job {job_id.hex()} is {job.state.name.lower()}: its provider was slashed for it")
    if job.state is JobState.CANCELLED:
        raise JobCancelled(f"job {job_id.hex()} was cancelled")
    if job.state not in STANDS:
        raise NothingCommitted(f"job {job_id.hex()} is {job.state.name.lower()}")
    return job


@lru_cache(maxsize=64)
def _sold_as(rows: int, tokens: int) -> tuple[bytes, bytes]:
    """The program and model root of the model on a batch of this shape; they do not depend on the texts."""
    any_batch = minilm.Batch(np.zeros((rows, tokens), np.int32), np.ones((rows, tokens), np.bool_))
    bundle = minilm.lower(any_batch, minilm.load())
    return bundle.program.root, bundle.model_root


def _check_text(receipt: Receipt, opening: Opening) -> None:
    rows, tokens, row = receipt.rows, receipt.tokens, opening.row
    alone = minilm.tokenise([opening.text])
    length = alone.ids.shape[1]
    refusal = AnotherText(f"vectors[{opening.index}]: the job's input is not this text, tokenised")
    if length > tokens:
        raise refusal
    padded = minilm.Batch(np.zeros((1, tokens), np.int32), np.zeros((1, tokens), np.bool_))
    padded.ids[:, :length], padded.present[:, :length] = alone.ids, True
    # The same lowering as the job's, of this row alone: what it gives as inputs is what the job must have for the row.
    own_ids, _, own_mask, own_shares = minilm.lower(padded, minilm.load()).inputs
    shape = dims(rows * tokens)
    first, past = tiles_between(shape, row * tokens, (row + 1) * tokens)
    skipped = 4 * (row * tokens - shape.first_of(first))
    sizes = [4 * shape.tile_length(tile) for tile in range(first, past)]
    if len(opening.tiles) != sum(sizes) or opening.tiles[skipped : skipped + 4 * tokens] != bytes(own_ids.data):
        raise refusal
    starts = np.cumsum([0, *sizes])
    leaves = [leaf_hash(opening.tiles[starts[i] : starts[i + 1]]) for i in range(len(sizes))]
    wide = Dims(1, rows, 1, tokens)
    places = of_array(np.arange(tokens, dtype=np.int32))
    roots = (
        (header(DType.I32, shape), fold_run(leaves, first, shape.tiles, opening.ids_path)),
        (places.header, places.root),
        (header(DType.F32, wide), _row_root(wide, row, own_mask, opening.mask_path)),
        (header(DType.F32, wide), _row_root(wide, row, own_shares, opening.shares_path)),
    )
    if _list_root(roots) != receipt.input_root:
        raise refusal


def _check_vector(receipt: Receipt, opening: Opening, vector: NDArray[np.float32]) -> None:
    shape = Dims(1, 1, receipt.rows, minilm.WIDTH)
    root = _row_root(shape, opening.row, of_array(vector), opening.result_path)
    if root is None or trace_leaf(receipt.job_id, header(DType.F32, shape), root) != receipt.result_root:
        raise TamperedVector(f"data[{opening.index}]: not the vector that the provider committed to")


def _row_root(shape: Dims, row: int, values: Tensor, path: bytes) -> bytes | None:
    """The root of the tensor of `shape` whose row `row` has `values`."""
    leaves = [leaf_hash(values.tile(tile)) for tile in range(values.dims.tiles)]
    return fold_run(leaves, row * shape.tiles_a_row, shape.tiles, path)


def _list_root(tensors: Sequence[tuple[bytes, bytes | None]]) -> bytes | None:
    if any(root is None for _, root in tensors):
        return None
    return Tree([tensor_leaf(head, root) for head, root in tensors if root is not None]).root
