"""A real model as a job: all-MiniLM-L6-v2 (INV-JOB-1, 2, 9, 10)."""

from __future__ import annotations

import pydoc_data.topics
import random
import re
from functools import cache

import numpy as np
import pytest
from assay.commit.merkle import fold_path, leaf_hash
from assay.commit.program import Kind, Program, Source
from assay.commit.tensor import Dims, trace_leaf
from assay.errors import InputError
from assay.reference.operators import accumulators
from assay_worker.jobs import Array, JobBundle, Trace, minilm, quantised, run

from benchmarks import minilm_onnx

from . import oracle_minilm

JOB_ID = bytes(range(32))


@cache
def sentences() -> list[str]:
    """A hundred sentences of Python's own manual."""
    text = re.sub(r"\s+", " ", " ".join(pydoc_data.topics.topics[topic] for topic in sorted(pydoc_data.topics.topics)))
    return [s for s in re.split(r"(?<=[.!?]) ", text) if 30 < len(s) < 130 and s[0].isupper()][:100]


@cache
def hundred() -> tuple[JobBundle, Trace]:
    bundle = minilm.job(sentences())
    return bundle, run(bundle, JOB_ID, threads=2)


@cache
def few() -> tuple[JobBundle, Trace]:
    bundle = minilm.job(sentences()[:3])
    return bundle, run(bundle, JOB_ID)


def vectors(some: list[str], *, threads: int = 1) -> Array:
    return minilm.embeddings(run(minilm.job(some), JOB_ID, threads=threads, keep=False).result)


def cosines(a: Array, b: Array) -> Array:
    a, b = a.astype(np.float64), b.astype(np.float64)
    cosine: Array = (a * b).sum(-1) / np.linalg.norm(a, axis=-1) / np.linalg.norm(b, axis=-1)
    return cosine


# INV-JOB-1: it is the model.


@pytest.mark.parametrize("peer", [oracle_minilm.embed, minilm_onnx.embed], ids=["float64", "onnxruntime"])
def test_a_hundred_sentences_as_others_compute_them(peer):
    """INV-JOB-1: to 1e-5 in each value and above 0.99999 in cosine, against float64 numpy and against onnxruntime."""
    batch = minilm.tokenise(sentences())
    expected, got = peer(batch.ids, batch.present), minilm.embeddings(hundred()[1].result)
    assert got.shape == expected.shape == (100, 384)
    assert np.abs(got - expected).max() < 1e-5
    assert cosines(got, expected).min() > 0.99999


def test_meanings_that_are_near_are_near():
    """INV-JOB-1: the model does what it is bought for."""
    meal, same, other = vectors(["A man is eating food.", "Someone eats a meal.", "The stock market crashed today."])
    assert meal @ same > 0.7 > 0.1 > abs(meal @ other)


def test_tokens_are_bounded():
    """INV-JOB-1: a long text is cut to 256 tokens, an empty one is two; no sentence at all is refused."""
    assert minilm.tokenise(["word " * 1_000, "x"]).ids.shape == (2, 256)
    assert minilm.tokenise([""]).ids.tolist() == [[101, 102]]
    with pytest.raises(InputError, match="sentences"):
        minilm.job([])
    with pytest.raises(InputError, match="sentences"):
        minilm.job("a string")


def test_the_result_is_what_embeddings_takes():
    """INV-JOB-1: (1,1,batch,384) of unit vectors."""
    bundle, trace = few()
    assert trace.result.dims == Dims(1, 1, 3, 384)
    np.testing.assert_allclose(np.linalg.norm(minilm.embeddings(trace.result), axis=-1), 1, atol=1e-6)
    with pytest.raises(InputError, match="result"):
        minilm.embeddings(bundle.inputs[0])


# INV-JOB-2: a sentence's vector is its own.


def test_a_batch_of_one_is_a_row_of_a_batch():
    """INV-JOB-2: the same bits alone, among others and under another padding."""
    of_three = minilm.embeddings(few()[1].result)
    of_hundred = minilm.embeddings(hundred()[1].result)
    for at in range(3):
        (alone,) = vectors([sentences()[at]])
        assert alone.tobytes() == of_three[at].tobytes() == of_hundred[at].tobytes()


def test_padding_of_the_whole_batch_changes_no_bit():
    """INV-JOB-2: where the padding is the same, so is each operator's output; where it is longer, the result still is."""
    short = sentences()[4]
    (alone,) = vectors([short])
    beside_the_longest = vectors([short, "word " * 300])
    assert alone.tobytes() == beside_the_longest[0].tobytes()


def test_threads_do_not_matter():
    """INV-JOB-5: one trace root."""
    bundle, trace = few()
    assert run(bundle, JOB_ID, threads=2).root == run(bundle, JOB_ID, threads=3, keep=False).root == trace.root


# INV-JOB-3, 4: program and trace.


def test_the_program_is_well_formed_and_small():
    """INV-JOB-3: it validates, survives its bytes and has at most 260 operators, whatever the batch."""
    for bundle in (few()[0], hundred()[0], minilm.job(["x"])):
        bundle.validate()
        assert Program.decode(bundle.program.encode()).root == bundle.program.root
        assert len(bundle.program.operators) == 186


def test_the_model_is_one_whatever_the_batch():
    """INV-JOB-3: so a provider stores and a requester names it once."""
    assert few()[0].model_root == hundred()[0].model_root
    assert few()[0].program.root != hundred()[0].program.root


def test_a_tile_of_the_result_opens_to_both_roots():
    """INV-JOB-4: values under the tensor's root, that under the trace's last leaf, that under the trace root."""
    _, trace = few()
    result = trace.result
    for index in range(result.dims.tiles):
        root = fold_path(leaf_hash(result.tile(index)), index, result.dims.tiles, result.tree.path(index))
        assert root == result.root
        leaf = trace_leaf(JOB_ID, result.header, root)
        assert leaf == trace.result_root
        assert fold_path(leaf, trace.tree.count - 1, trace.tree.count, trace.result_path) == trace.root


def test_what_the_referee_would_compute():
    """INV-JOB-4: one value of every operator, by the reference's integer code, from the tensors that its descriptor names."""
    bundle, trace = few()
    tables = {Source.OPERATOR: trace.outputs, Source.MODEL: bundle.model, Source.INPUT: bundle.inputs}
    rng = random.Random(1)
    for at, (op, output) in enumerate(zip(bundle.program.operators, trace.outputs, strict=True)):
        flat = rng.randrange(op.dims.values)
        assert accumulators(op, flat, [tables[i.source][i.index] for i in op.inputs])[-1] == output.value(flat), f"operator {at}"


# INV-JOB-9: int8.


def test_the_int8_job_is_a_program_of_its_own():
    """INV-JOB-9: other program, other model, nearly the same vectors, products in int8."""
    bundle = quantised.job(sentences()[:8])
    bundle.validate()
    assert len(bundle.program.operators) <= 260
    kinds = [op.kind for op in bundle.program.operators]
    assert kinds.count(Kind.MATMUL_I8) == 36
    honest = minilm.embeddings(hundred()[1].result)[:8]
    got = minilm.embeddings(run(bundle, JOB_ID).result)
    assert 0.95 < cosines(honest, got).min() < 0.9999


def test_int8_sold_as_float32_shows_in_the_first_product():
    """INV-JOB-9: the cheat bears the honest program and input; its trace parts from the honest one at the first dense layer."""
    honest, trace = few()
    sold = quantised.cheat(sentences()[:3])
    assert (sold.program.root, sold.input_root) == (honest.program.root, honest.input_root)
    assert sold.model_root != honest.model_root
    theirs = run(sold, JOB_ID)
    first = next(at for at, (a, b) in enumerate(zip(theirs.tree.levels[0], trace.tree.levels[0], strict=True)) if a != b)
    assert first == next(at for at, op in enumerate(honest.program.operators) if op.kind is Kind.MATMUL_F32)
    assert cosines(minilm.embeddings(theirs.result), minilm.embeddings(trace.result)).min() > 0.98


# INV-JOB-10: one model for everybody.


def test_the_folded_models_have_these_roots():
    """INV-JOB-10: folding and rounding give the same bits on every machine; a root that moves is another model."""
    assert few()[0].model_root.hex() == "0137cba8e957030b819ee50ca69b05285083af5e892fb81d9196da992391744a"
    assert quantised.job(["x"]).model_root.hex() == "e34da1e10df98260605bb2626b73e6d155bfa00134aa763ce22ce40a2a86f9cb"
