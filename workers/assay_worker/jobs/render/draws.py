"""Random numbers of a picture: a function of the seed, the place of the pixel, the draw and the sample, the same on every machine.

Only integers, and + - * / and square roots in float64, elementwise: IEEE 754 rounds each of them exactly one way.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

ROUNDS = 10
LOW, HALF = np.uint64(0xFFFFFFFF), np.uint64(32)
MULTIPLIERS = (0xD2511F53, 0xCD9E8D57)
BUMPS = (0x9E3779B9, 0xBB67AE85)
PIXELS, ORDERS = 0, 1  # what a counter's last word says it is for

TAU = 6.283185307179586
# Marc Alexa, "Super-Fibonacci Spirals" (2022): turns per step of the two circles.
CIRCLES = (1.4142135623730951, 1.533751168755204288118041)
# The plastic number's powers, whose multiples fill a square evenly.
SQUARE = (0.7548776662466927, 0.5698402909980532)


def philox(counter: tuple[Any, Any, Any, Any], seed: int) -> tuple[Words, Words, Words, Words]:
    """Philox4x32-10 (Salmon et al., 2011): four words of 32 bits of each counter; the counter's words broadcast."""
    a, b, c, d = np.broadcast_arrays(*(np.asarray(word, np.uint64) for word in counter))
    for at in range(ROUNDS):
        first, second = (np.uint64((word + at * bump) % 2**32) for word, bump in zip((seed, seed >> 32), BUMPS, strict=True))
        left, right = a * np.uint64(MULTIPLIERS[0]), c * np.uint64(MULTIPLIERS[1])
        a, b, c, d = (right >> HALF) ^ b ^ first, right & LOW, (left >> HALF) ^ d ^ second, left & LOW
    return a, b, c, d


def share(words: Words) -> Floats:
    """Words of 32 bits as numbers between 0 and 1, neither of them."""
    between: Floats = (words.astype(np.float64) + 0.5) / 2.0**32
    return between


def circle(turns: Floats) -> tuple[Floats, Floats]:
    """Cosine and sine of an angle of 0 or more turns, within 1e-15."""
    quarter = np.floor(4 * turns + 0.5)
    x = (turns - quarter / 4) * TAU  # within an eighth of a turn of the quarter
    square = x * x
    cosine, sine = np.ones_like(x), np.ones_like(x)
    for at in range(16, 0, -2):
        cosine = 1 - cosine * square / ((at - 1) * at)
        sine = 1 - sine * square / (at * (at + 1))
    sine = sine * x
    side = quarter.astype(np.int64) % 4
    return np.choose(side, [cosine, -sine, -cosine, sine]), np.choose(side, [sine, cosine, -sine, -cosine])


def unit_vectors(columns: NDArray[np.int64], rows: NDArray[np.int64], draw: int, seed: int) -> Floats:
    """(3, n): one vector for each pixel, even over the sphere."""
    first, second, _, _ = philox((columns, rows, draw, PIXELS), seed)
    z = 2 * share(first) - 1
    radius = np.sqrt(1 - z * z)
    cosine, sine = circle(share(second))
    return np.stack([radius * cosine, radius * sine, z])


def rotations(count: int, draw: int, seed: int) -> Floats:
    """(3, 3, count): rotations that fill all rotations evenly, in an order of this draw's own, so that samples of two draws are not alike."""
    lots = philox((np.arange(count), draw, 0, ORDERS), seed)[0]
    s = np.argsort(lots, kind="stable").astype(np.float64) + 0.5
    inner, outer = np.sqrt(s / count), np.sqrt(1 - s / count)
    (cx, sx), (cy, sy) = (circle(s / turn) for turn in CIRCLES)
    a, b, c, d = inner * sx, inner * cx, outer * sy, outer * cy
    return np.stack([
        np.stack([1 - 2 * (c * c + d * d), 2 * (b * c - a * d), 2 * (b * d + a * c)]),
        np.stack([2 * (b * c + a * d), 1 - 2 * (b * b + d * d), 2 * (c * d - a * b)]),
        np.stack([2 * (b * d - a * c), 2 * (c * d + a * b), 1 - 2 * (b * b + c * c)]),
    ])  # fmt: skip


def offsets(count: int) -> Floats:
    """(2, count): where in a pixel each sample looks, from -0.5 to 0.5; the same in every pixel."""
    places = np.stack([(0.5 + np.arange(count)) * step for step in SQUARE])  # no sample on a line of symmetry
    middle: Floats = places - np.floor(places) - 0.5
    return middle
