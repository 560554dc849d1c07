"""The rule that turns scores into weights: the twin of circuits/lib/allocation.circom, bit for bit.

10,000 basis points are poured over the pools in proportion to their scores, no pool above its cap. With level L, pool i gets
min(cap_i, floor(L * score_i / 2^16)); L is the greatest of 0..LEVEL_MAX at which the weights sum to at most 10,000.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

WHOLE_BPS = 10_000
LEVEL_SHIFT = 16
LEVEL_MAX = WHOLE_BPS << LEVEL_SHIFT

Whole = NDArray[np.int64]


def poured(levels: Whole, scores: Whole, caps_bps: Whole) -> Whole:
    """Weights at a level, one a row of scores."""
    return np.minimum(caps_bps, levels[:, None] * scores >> LEVEL_SHIFT)


def allocate(scores: Whole, caps_bps: Whole) -> Whole:
    """Weights in bps of rows of scores (15 bits each) under rows of caps (16 bits each)."""
    low = np.zeros(len(scores), np.int64)
    high = np.full(len(scores), LEVEL_MAX, np.int64)
    while np.any(low < high):
        middle = low + high + 1 >> 1
        fits = poured(middle, scores, caps_bps).sum(axis=1) <= WHOLE_BPS
        low = np.where(fits, middle, low)
        high = np.where(fits, high, middle - 1)
    return poured(low, scores, caps_bps)
