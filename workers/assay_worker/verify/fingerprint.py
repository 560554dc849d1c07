"""Fingerprints of activations: a cheap look at float inference that other software or another device computed (docs/checks.md).

The bytes are those of TOPLOC (Ong et al., "TOPLOC: A Locality Sensitive Hashing Scheme for Trustless Verifiable Inference", 2025,
arXiv 2501.16007; package toploc 0.1.6): the k activations of largest magnitude, in bfloat16, as a polynomial over the field of 65,497
elements that takes the value's 16 bits at the value's index.

    bytes      field, big-endian
    0..2       modulus m: the largest one up to 65,497 under which the k indices stay distinct
    2..2+2k    coefficients c0, c1, .. of the polynomial P of degree below k with P(index mod m) = bits of the value

Who verifies computes the activations again, finds its own k largest and looks up in P what the prover had there. Small errors of
rounding move few mantissas by little; another model, precision or prompt finds exponents that differ, and at a place that the
prover's list lacks P gives noise. This is likelihood, not proof: it may lead to a full re-run and accuses nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from assay.errors import InputError
from numpy.typing import NDArray

from ..ops import _native

FIELD = 65_497
TOPK = 128
_MOST_VALUES = 2**31 - 1

_ROUNDS_TO_INFINITY = 0x7F7F8000

Ints = NDArray[np.int64]
Words = NDArray[np.uint16]


@dataclass(frozen=True)
class Difference:
    """What a recomputation finds at its own k largest places. The more, the worse.

    `mismatches`: values of another exponent or sign, 0..=k. `mean`, `median`: of |mantissa - mantissa| over the others, in units of
    bfloat16's last place (1/128 of the power of two below the value); infinite where there are no others.
    """

    mismatches: int
    mean: float
    median: float


@dataclass(frozen=True)
class Tolerance:
    """The largest difference that is taken for rounding: `mismatches` as a share of k, `mean` and `median` as in Difference."""

    mismatches: float
    mean: float
    median: float

    def accepts(self, difference: Difference, k: int) -> bool:
        """Whether `difference`, of a fingerprint of `k` values, is no more than this."""
        return difference.mismatches <= self.mismatches * k and difference.mean <= self.mean and difference.median <= self.median


# The same model in float32 by other software: a value moves only where it lay at a boundary of bfloat16. Measured in tests/workers/test_fingerprint.py.
FLOAT32 = Tolerance(mismatches=0.05, mean=0.25, median=0.0)


def fingerprint(activations: NDArray[np.float32], k: int = TOPK) -> bytes:
    """The 2 + 2k bytes for float32 `activations` of any shape, k..=2^31 - 1 values, read in C order; k is 1..=16,384.

    They are rounded to bfloat16 (half to even) first; of equal magnitudes the one of lower index counts as larger. Raises InputError for
    another dtype or size, values that are not finite in bfloat16, or (only for contrived shapes) indices that no modulus keeps apart.
    """
    bits = _bfloat16(activations, k)
    places = _largest(bits, k)
    return encode(places, bits[places].astype(np.int64))


def fingerprints(rows: NDArray[np.float32], every: int = 32, k: int = TOPK) -> list[bytes]:
    """One fingerprint for each `every` rows of `rows` (T, width), the last one for what is left; as of `fingerprint`.

    TOPLOC takes the whole prompt as one, then every 32 generated tokens.
    """
    if rows.ndim != 2 or every < 1:
        raise InputError("rows", f"{rows.shape}, every {every}", "(T, width) and at least one row each", "reshape the activations")
    return [fingerprint(rows[at : at + every], k) for at in range(0, len(rows), every)]


def compare(activations: NDArray[np.float32], proof: bytes) -> Difference:
    """How a fingerprint differs from one's own `activations`, float32 as in `fingerprint`. Raises InputError for either's form."""
    modulus, coefficients = decode(proof)
    bits = _bfloat16(activations, len(coefficients))
    places = _largest(bits, len(coefficients))
    theirs, own = _values(coefficients, places % modulus), bits[places].astype(np.int64)
    same = theirs >> 7 == own >> 7
    errors = np.abs((theirs & 127) - (own & 127))[same]
    return Difference(int((~same).sum()), *((float(errors.mean()), float(np.median(errors))) if errors.size else (np.inf, np.inf)))


def accepts(activations: NDArray[np.float32], proof: bytes, tolerance: Tolerance = FLOAT32) -> bool:
    """Whether a fingerprint may be of one's own `activations`. False is a reason to run the job in full, no more."""
    return tolerance.accepts(compare(activations, proof), len(decode(proof)[1]))


def encode(places: Ints, values: Ints) -> bytes:
    """The bytes for k distinct indices (0..=2^31 - 1) and the 16 bits of the value at each; their order does not matter.

    Raises InputError where there are none, they repeat, or no modulus keeps them apart.
    """
    if not 1 <= places.size == values.size == np.unique(places).size or places.min() < 0 or places.max() > _MOST_VALUES:
        raise InputError("places", places.size, "at least one, distinct and 0..=2**31 - 1, with a value each", "pass what the largest values' indices are")
    modulus = next((m for m in range(FIELD, places.size - 1, -1) if np.unique(places % m).size == places.size), None)
    if modulus is None:
        raise InputError("places", places.size, "distinct under some modulus up to 65,497", "take fewer values")
    return np.concatenate([[modulus], _interpolated(places % modulus, values % FIELD)]).astype(">u2").tobytes()


def decode(proof: bytes) -> tuple[int, Ints]:
    """The modulus and the coefficients. Raises InputError for anything but 1..=16,384 coefficients below 65,497 and a modulus of at least as many."""
    words = np.frombuffer(proof, ">u2").astype(np.int64) if len(proof) % 2 == 0 else np.empty(0, np.int64)
    if not 2 <= words.size <= 2**14 + 1 or not words.size - 1 <= words[0] <= FIELD or words[1:].max() >= FIELD:
        raise InputError("proof", f"{len(proof)} bytes", "2 + 2k bytes: modulus, k coefficients", "toploc's null proof says that its prover failed")
    return int(words[0]), words[1:]


def _bfloat16(activations: NDArray[np.float32], k: int) -> Words:
    """The 16 bits of each value after rounding half to even."""
    if activations.dtype != np.float32 or not 1 <= k <= 2**14 or not k <= activations.size <= _MOST_VALUES:
        raise InputError("activations", f"{activations.dtype}{activations.shape}", f"float32, at least k={k} values, k 1..=16384", "use astype, or a smaller k")
    bits = np.ascontiguousarray(activations).reshape(-1).view(np.uint32)
    if int((bits & 0x7FFFFFFF).max()) >= _ROUNDS_TO_INFINITY:
        raise InputError("activations", "a value", "finite in bfloat16", "a run with infinities or NaNs has no fingerprint: run it in full")
    rounded = bits >> 16
    rounded &= 1
    rounded += bits
    rounded += 0x7FFF
    rounded >>= 16
    return rounded.astype(np.uint16)


def _largest(bits: Words, k: int) -> Ints:
    """The indices of the k largest magnitudes, ascending; of equal ones the first."""
    magnitudes = bits & 0x7FFF
    # As many stretches as that have their largest at `floor` or above, so the k largest values do, too.
    stretch = max(1, magnitudes.size // (8 * k))
    tops = magnitudes[: magnitudes.size // stretch * stretch].reshape(-1, stretch).max(axis=1)
    floor = np.partition(tops, tops.size - k)[tops.size - k]
    places = np.flatnonzero(magnitudes >= floor)
    found = magnitudes[places]
    least = np.partition(found, found.size - k)[found.size - k]
    above = np.flatnonzero(found > least)
    level = np.flatnonzero(found == least)[: k - above.size]
    kept: Ints = np.sort(places[np.concatenate([above, level])])
    return kept


def _interpolated(x: Ints, y: Ints) -> Ints:
    """The coefficients, lowest first, of the polynomial through k points of distinct x."""
    return np.frombuffer(_native.interpolate(x.astype(np.uint32), y.astype(np.uint32)), np.uint32).astype(np.int64)


def _values(coefficients: Ints, x: Ints) -> Ints:
    """The polynomial's values."""
    return np.frombuffer(_native.evaluate(coefficients.astype(np.uint32), x.astype(np.uint32)), np.uint32).astype(np.int64)
