"""INV-CHECK-4: fingerprints of activations have toploc's bytes.
INV-CHECK-5: an honest rerun's fingerprint is accepted, by other software too; another model, precision or prompt is not.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from assay.commit.program import Kind, Program
from assay.commit.tensor import Dims
from assay.errors import InputError
from assay.models.compute import Job
from assay_worker import cheats
from assay_worker.evidence import witness_of
from assay_worker.jobs import Array, JobBundle, minilm, quantised, run, to_array
from assay_worker.verify.fingerprint import FIELD, FLOAT32, Difference, accepts, compare, decode, encode, fingerprint, fingerprints
from assay_worker.verify.witness import Witness

from benchmarks.minilm import execute_by_numpy

JOB_ID = bytes(range(32))
# Made by ProofPoly.from_points of toploc 0.1.6: its unchanged C++ from the wheel, compiled with a stand-in for torch's header.
VECTORS = json.loads((Path(__file__).parent / "toploc_vectors.json").read_text())
BATCHES = (
    ("An optional else clause of a for or while statement is executed when the loop ends without a break.", "Rain is expected in the north."),
    ("The court dismissed the appeal.",),
    ("yes",),
)


# INV-CHECK-4: the bytes.


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: f"{len(case['places'])}-{case['proof'][:4]}")
def test_points_become_toplocs_bytes(case):
    """INV-CHECK-4: and the polynomial leads back to the values; the order of the points does not matter."""
    places, bits = np.array(case["places"]), np.array(case["bits"])
    assert encode(places, bits).hex() == encode(places[::-1], bits[::-1]).hex() == case["proof"]
    modulus, coefficients = decode(bytes.fromhex(case["proof"]))
    for place, value in zip(case["places"], case["bits"], strict=True):
        assert sum(int(c) * pow(place % modulus, power, FIELD) for power, c in enumerate(coefficients)) % FIELD == value


def test_the_largest_in_bfloat16_are_taken():
    """INV-CHECK-4: half to even, magnitudes whatever the sign, the first of equals; checked against a slow way to say so."""
    rng = np.random.default_rng(1)
    for size in (1, 5, 129, 4_000):
        values = (rng.standard_normal(size) * 2.0 ** rng.integers(-3, 4, size)).astype(np.float32)
        for k in {1, min(3, size), min(128, size)}:
            rounded = [nearest_bfloat16(float(v)) for v in values]
            order = sorted(range(size), key=lambda i: (-(rounded[i] & 0x7FFF), i))[:k]
            assert fingerprint(values, k) == encode(np.array(order), np.array([rounded[i] for i in order]))
    assert fingerprint(np.zeros((2, 3), np.float32), 2) == encode(np.array([0, 1]), np.array([0, 0]))


def nearest_bfloat16(value: float) -> int:
    """The 16 bits of the bfloat16 next to a float32 value, the even one of two: among its own first half and the two next to that."""
    high = int(np.float32(value).view(np.uint32)) >> 16
    sign, magnitude = high & 0x8000, high & 0x7FFF

    def off(bits: int) -> float:
        return abs(abs(value) - float(np.uint32(bits << 16).view(np.float32)))

    return sign | min((magnitude, magnitude + 1), key=lambda bits: (off(bits), bits & 1))


def test_rows_make_one_proof_for_each_32():
    """INV-CHECK-4: 258 bytes for 32 rows, as TOPLOC stores them; the last proof is of what is left."""
    rows = np.random.default_rng(1).standard_normal((70, 64), dtype=np.float32)
    proofs = fingerprints(rows)
    assert [len(p) for p in proofs] == [258, 258, 258]
    assert proofs == [fingerprint(rows[at : at + 32]) for at in (0, 32, 64)]


REFUSED: dict[str, Callable[[], object]] = {
    "float64": lambda: fingerprint(np.zeros(200)),  # type: ignore[arg-type]
    "too few values": lambda: fingerprint(np.zeros(127, np.float32)),
    "no values": lambda: fingerprint(np.zeros(0, np.float32), 1),
    "k of nothing": lambda: fingerprint(np.zeros(5, np.float32), 0),
    "a NaN": lambda: fingerprint(np.array([1, np.nan], np.float32), 1),
    "an infinity": lambda: fingerprint(np.array([1, -np.inf], np.float32), 1),
    "infinite once rounded": lambda: fingerprint(np.array([1, 3.4e38], np.float32), 1),
    "rows of three dims": lambda: fingerprints(np.zeros((2, 3, 4), np.float32)),
    "every no row": lambda: fingerprints(np.zeros((2, 300), np.float32), 0),
    "places that repeat": lambda: encode(np.array([1, 1]), np.array([2, 2])),
    "no places": lambda: encode(np.array([], np.int64), np.array([], np.int64)),
    "a place below 0": lambda: encode(np.array([-1]), np.array([2])),
    "an odd proof": lambda: decode(bytes(5)),
    "an empty proof": lambda: decode(b""),
    "a proof of no values": lambda: decode(b"\xff\xd9"),
    "toploc's null proof": lambda: decode(bytes(258)),
    "a modulus over the field": lambda: decode(b"\xff\xda\x00\x00"),
    "a modulus below k": lambda: decode(b"\x00\x01\x00\x00\x00\x00"),
    "a coefficient over the field": lambda: decode(b"\xff\xd9\xff\xd9"),
    "a proof of more values than there are": lambda: compare(np.ones(3, np.float32), fingerprint(np.ones(4, np.float32), 4)),
}


@pytest.mark.parametrize("call", REFUSED.values(), ids=list(REFUSED))
def test_what_has_no_fingerprint_is_refused_in_words(call):
    """INV-CHECK-4"""
    with pytest.raises(InputError) as refusal:
        call()
    assert refusal.value.field
    assert refusal.value.remedy


def test_any_bytes_of_a_proofs_length_are_compared_or_refused():
    """INV-CHECK-4: a proof is a stranger's: 2,000 of noise raise nothing but InputError and are never accepted."""
    rng = np.random.default_rng(1)
    own = rng.standard_normal(500, dtype=np.float32)
    for _ in range(2_000):
        proof = rng.bytes(int(rng.integers(0, 80)) * 2 + int(rng.integers(10) == 0))
        try:
            assert not accepts(own, proof) or len(proof) < 10
        except InputError:
            continue


# INV-CHECK-5: what they tell apart.


def test_differences_are_counted_in_the_last_place():
    """INV-CHECK-5: mantissas by distance, another exponent or sign as a mismatch, nothing in common as infinitely far."""
    own = np.array([1.5, -2.0, 3.0, 0.01], np.float32)
    assert compare(own, fingerprint(own, 3)) == Difference(0, 0.0, 0.0)
    assert compare(own, fingerprint(own * np.array([1 + 1 / 96, 1, 1, 1], np.float32), 3)) == Difference(0, 2 / 3, 0.0)
    assert compare(own, fingerprint(own * np.array([1, -1, 1, 1], np.float32), 3)) == Difference(1, 0.0, 0.0)
    assert compare(own, fingerprint(own * np.array([1, 1, 2, 1], np.float32), 3)) == Difference(1, 0.0, 0.0)
    assert compare(own, fingerprint(own * np.float32(2), 3)) == Difference(3, np.inf, np.inf)


def hidden(program: Program) -> int:
    """The operator that gives the last layer's output, (1, batch, tokens, 384)."""
    operators = program.operators
    batch = operators[-1].dims.d2
    tokens = max(op.dims.d2 for op in operators if op.dims == Dims(1, batch, op.dims.d2, minilm.WIDTH))
    return max(at for at, op in enumerate(operators) if op.kind is not Kind.MOVE and op.dims == Dims(1, batch, tokens, minilm.WIDTH))


@cache
def honest(sentences: tuple[str, ...]) -> tuple[JobBundle, Witness, Array]:
    bundle = minilm.job(sentences)
    witness = witness_of(bundle, JOB_ID)
    return bundle, witness, to_array(witness.outputs[hidden(bundle.program)])


def activations(bundle: JobBundle, **how) -> Array:
    return to_array(run(bundle, JOB_ID, **how).outputs[hidden(bundle.program)])


def with_a_layer_twice(sentences: tuple[str, ...]) -> Array:
    weights = minilm.load()
    return activations(minilm.job(sentences, weights=replace(weights, layers=(*weights.layers[:-1], weights.layers[-2]))))


def cheated(name: str, sentences: tuple[str, ...]) -> Array:
    bundle, witness, _ = honest(sentences)
    job = Job.model_construct(job_id=JOB_ID)
    return to_array(getattr(cheats, name)(witness, job).outputs[hidden(bundle.program)])


@pytest.mark.parametrize("k", [32, 128])
@pytest.mark.parametrize("sentences", BATCHES, ids=len)
def test_honest_reruns_are_accepted(sentences, k):
    """INV-CHECK-5: our own to no difference at all, numpy's within the tolerance."""
    bundle, _, own = honest(sentences)
    assert compare(own, fingerprint(activations(bundle, threads=2), k)) == Difference(0, 0.0, 0.0)
    assert accepts(own, fingerprint(activations(bundle, execute=execute_by_numpy), k))


OTHERS: dict[str, Callable[[tuple[str, ...]], Array]] = {
    "another layer": with_a_layer_twice,
    "int8 weights": lambda sentences: cheated("quantised", sentences),
    "int8 weights, rounded by the job": lambda sentences: activations(quantised.cheat(sentences)),
    "int8 throughout": lambda sentences: activations(quantised.job(sentences)),
    "half of the prompt": lambda sentences: cheated("shorter_sequence", sentences),
    "a negated model": lambda sentences: -honest(sentences)[2],
}


@pytest.mark.parametrize("k", [32, 128])
@pytest.mark.parametrize("sentences", BATCHES, ids=len)
@pytest.mark.parametrize("other", OTHERS.values(), ids=list(OTHERS))
def test_another_model_precision_or_prompt_is_not_accepted(other, sentences, k):
    """INV-CHECK-5: and by far: at least five times the tolerance in mantissas, or a fifth of the exponents."""
    difference = compare(honest(sentences)[2], fingerprint(other(sentences), k))
    assert not FLOAT32.accepts(difference, k)
    assert difference.mean > 5 * FLOAT32.mean or difference.mismatches > k / 5


def test_one_bit_of_one_weight_is_below_its_sight():
    """INV-CHECK-5: what a fingerprint does not tell: it is no proof, and a trace's root is what a verifier challenges by."""
    bundle, witness, own = honest(BATCHES[0])
    assert accepts(own, fingerprint(cheated("flipped_weight", BATCHES[0])))
    forged = cheats.flipped_weight(witness, Job.model_construct(job_id=JOB_ID))
    assert forged.trace.root != run(bundle, JOB_ID, keep=False).root
