"""From quality to whole numbers that a chain can check: one rounding to a score, one to rewards.

    quality_bps = floor(q * 10_000 + 1/2), of q first rounded to steps of 1e-9
    score_i     = quality_bps_i * judgments_i
    reward_i    = floor(pool * C_{i+1} / S) - floor(pool * C_i / S),   C_i = score_0 + .. + score_{i-1},   S = C_n

Rewards add up to the pool exactly, each is within one base unit of pool * score / S, and a Merkle-sum proof of a leaf (its C_i, its score, S) is all
that a chain needs to compute one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from assay.commit.sumtree import reward_down
from assay.errors import InputError
from assay.units import BPS
from numpy.typing import NDArray

from .judgments import Choices, Judgments, Kind, choices
from .peer_prediction import correlated_agreement, linked, voices
from .quality import Accuracy, Floats, Gold, Model, dawid_skene, gold_accuracy, reliability

MOST = 2**64 - 1
STEPS = 10**9  # a quality's
FLOOR_BPS = 1_000  # what a campaign asks at least, where it says nothing else


# ---- quality


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part counts. A part that a campaign cannot have (no gold; no classes) is left out and the rest scaled up."""

    gold: float = 0.4
    model: float = 0.4
    peers: float = 0.2

    def __post_init__(self) -> None:
        for name in ("gold", "model", "peers"):
            value = getattr(self, name)
            if not 0 <= value <= 1:
                raise InputError(name, value, "0..=1", "weights are shares")
        if self.gold + self.model + self.peers == 0:
            raise InputError("gold", 0.0, "above 0, or another weight", "something has to count")


WEIGHTS = Weights()


def combine(gold: Floats | None, model: Floats | None, peers: Floats | None, copies: NDArray[np.int64] | int = 1, weights: Weights = WEIGHTS) -> Floats:
    """A quality in 0..=1 a worker: the weighted mean of the parts there are, each in 0..=1 and 0 at chance, over the size of its group of linked workers,
    who together say what one says. Rises with every part and falls with `copies`."""
    parts = [(w, part) for w, part in ((weights.gold, gold), (weights.model, model), (weights.peers, peers)) if part is not None and w > 0]
    if not parts:
        raise InputError("gold", None, "something to judge by", "give gold, or ask questions that have classes")
    total: Floats = sum((w * np.clip(part, 0.0, 1.0) for w, part in parts), np.zeros(1)) / sum(w for w, _ in parts)
    return total / copies


def above_chance(accuracy: Accuracy) -> Floats:
    """Gold's part: how far the interval's lower end lies above what blind answers get, 0..=1. Nothing seen is 0."""
    return np.clip((accuracy.lower - accuracy.chance) / (1 - accuracy.chance), 0.0, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """A campaign's workers, in the order of their addresses. `group` is a number that linked workers share."""

    workers: tuple[bytes, ...]
    judgments: NDArray[np.int64]
    gold: Floats | None
    model: Floats | None
    peers: Floats | None
    group: NDArray[np.int64]
    quality: Floats
    bps: NDArray[np.int64]
    score: NDArray[np.uint64]


def assess(judgments: Judgments, gold: Gold | None = None, floor_bps: int = FLOOR_BPS, weights: Weights = WEIGHTS) -> Assessment:
    """Quality and score of every worker of a campaign, from its judgments and its gold. Where several kinds of question were asked, each is modelled by
    itself and a worker's parts are the mean over its judgments. What lies below the floor is spam and scores 0. Raises InputError."""
    if not 0 <= floor_bps <= BPS:
        raise InputError("floor_bps", floor_bps, f"0..={BPS}", "the campaign's own, in basis points")
    workers = len(judgments.workers)
    group = np.arange(workers)
    by_model, by_peers, counted = np.zeros(workers), np.zeros(workers), np.zeros(workers)
    for kind in Kind:
        of_kind = judgments.only(kind)
        if len(of_kind) == 0 or kind is Kind.EDIT:
            continue
        c = choices(of_kind)
        fitted, found = modelled(c, None if gold is None else gold.truth(c, kind))
        n = of_kind.counts()
        by_model += n * reliability(c, fitted)
        by_peers += n * correlated_agreement(c, found).share
        counted += n
        group = _joined(group, found)
    model, peers = (part / np.maximum(counted, 1) for part in (by_model, by_peers))
    some = bool(counted.any())
    known = None if gold is None or len(gold.task) == 0 else above_chance(gold_accuracy(judgments, gold))
    copies = np.bincount(group)[group]
    count = judgments.counts()
    quality = np.zeros(0) if workers == 0 else combine(known, model if some else None, peers if some else None, copies, weights)
    bps = quality_bps(quality)
    bps[bps < floor_bps] = 0
    return Assessment(judgments.workers, count, known, model if some else None, peers if some else None, group, quality, bps, scores(bps, count))


def modelled(c: Choices, truth: NDArray[np.int64] | None = None) -> tuple[Model, NDArray[np.int64]]:
    """The model of the choices in which linked workers have one voice, and their groups.

    Many workers with one rule can become the model's truth, and then look honest. So the first look at who is linked goes by what gold says of each
    worker (one step of the model, which has had no time to believe a clique), or without gold by the whole model; then the linked have one voice, and
    the second look and the model go by that.
    """
    anchored = truth is not None and bool((truth >= 0).any())
    first = dawid_skene(c, truth, iterations=1) if anchored else dawid_skene(c)
    group = linked(c, first)
    if not anchored and _all_alone(group):
        return first, group
    second = dawid_skene(voices(c, group), truth)
    both = _joined(group, linked(c, second))
    return (second if both.max() == group.max() else dawid_skene(voices(c, both), truth)), both


def _all_alone(group: NDArray[np.int64]) -> bool:
    return len(np.unique(group)) == len(group)


def _joined(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """Groups of workers that either links."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    n = len(one)
    at = np.arange(n)
    edges = coo_array((np.ones(2 * n), (np.concatenate([at, at]), np.concatenate([n + one, 2 * n + other]))), shape=(3 * n, 3 * n))
    found = connected_components(edges, directed=False)[1][:n]
    return np.asarray(np.unique(found, return_inverse=True)[1], np.int64)


# ---- whole numbers


def quality_bps(quality: Floats) -> NDArray[np.int64]:
    """Basis points, half up. Float noise of less than 1e-10 changes nothing unless q lies that close to (k + 1/2) / 10_000 - 5e-10: the round numbers,
    among them the halves of a basis point, lie half a step away from there."""
    q = np.asarray(quality, np.float64)
    if not ((q >= 0) & (q <= 1)).all():
        raise InputError("quality", float(q[np.argmin((q >= 0) & (q <= 1))]), "0..=1", "see score.combine")
    steps = np.floor(q * STEPS + 0.5).astype(np.int64)
    grain = STEPS // BPS
    bps: NDArray[np.int64] = (steps + grain // 2) // grain
    return bps


def scores(bps: NDArray[np.int64], judgments: NDArray[np.int64]) -> NDArray[np.uint64]:
    """quality_bps * judgments, at most 10,000 a judgment, which is what the chain checks."""
    if not ((bps >= 0) & (bps <= BPS)).all():
        raise InputError("bps", int(bps.max()), f"0..={BPS}", "see score.quality_bps")
    if not ((judgments >= 0) & (judgments < 2**32)).all():
        raise InputError("judgments", int(judgments.max()), "below 2^32", "see Judgments.counts")
    return bps.astype(np.uint64) * judgments.astype(np.uint64)


# ---- rewards


def rewards(pool: int, scores: Sequence[int]) -> list[int]:
    """What each score gets of the pool, in the order of the leaves: the definition, in whole numbers of any size. Raises InputError where all are 0."""
    total = sum(scores)
    _check(pool, total, min(scores, default=0))
    starts = accumulate(scores, initial=0)
    return [reward_down(pool, before, score, total) for before, score in zip(starts, scores, strict=False)]


def rewards_of(pool: int, scores: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The same numbers, for millions of scores."""
    # Halves, since a sum of 64-bit numbers could pass 64 bits unseen.
    total = (int((scores >> np.uint64(32)).sum()) << 32) + int((scores & np.uint64(2**32 - 1)).sum())
    _check(pool, total, 0)
    upto = _shares(pool, np.cumsum(scores, dtype=np.uint64), total)
    return np.diff(upto, prepend=np.uint64(0))


def _check(pool: int, total: int, least: int) -> None:
    if not 0 <= pool <= MOST:
        raise InputError("pool", pool, f"0..={MOST}", "a u64 of base units")
    if least < 0:
        raise InputError("scores", least, "at least 0", "see score.scores")
    if not 1 <= total <= MOST:
        raise InputError("scores", total, f"a sum in 1..={MOST}", "where nobody scored, the pool stays with the campaign")


def _shares(pool: int, upto: NDArray[np.uint64], total: int) -> NDArray[np.uint64]:
    """floor(pool * upto / total), exactly, though the product has 128 bits: long division, as many of the pool's bits at a time as leave room."""
    whole, part = divmod(pool, total)
    quotient = np.zeros_like(upto)
    rest = np.zeros_like(upto)
    divisor = np.uint64(total)
    width = 63 - total.bit_length()
    if width >= 1:
        for low in range((part.bit_length() - 1) // width * width, -1, -width):
            digit = np.uint64(part >> low & (1 << width) - 1)
            rest = (rest << np.uint64(width)) + upto * digit
            quotient = (quotient << np.uint64(width)) + rest // divisor
            rest %= divisor
    else:
        for low in range(part.bit_length() - 1, -1, -1):
            quotient <<= np.uint64(1)
            quotient += _less(rest, rest.copy(), divisor)
            if part >> low & 1:
                quotient += _less(rest, upto, divisor)
    return quotient + upto * np.uint64(whole)


def _less(rest: NDArray[np.uint64], more: NDArray[np.uint64], divisor: np.uint64) -> NDArray[np.uint64]:
    """Adds `more` to `rest` modulo the divisor, in place, and says where it came round; a sum beyond 64 bits did."""
    rest += more
    over = (rest < more) | (rest >= divisor)
    rest -= over.astype(np.uint64) * divisor
    return over.astype(np.uint64)
