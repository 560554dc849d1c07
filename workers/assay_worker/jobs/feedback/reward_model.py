"""A small reward model, and what it learns from a crowd with spam in it: on raw labels, and weighted by quality.

The model is linear over hashed words and pairs of words, fitted as R. A. Bradley and M. E. Terry's model of preferences (Biometrika 39 (1952)) with a
ridge. The verticals are synthetic: made-up terms of hidden worth between filler that is worth nothing, so that the truth about pairs held out is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from assay.errors import InputError
from assay.units import BPS
from numpy.typing import NDArray
from rich.table import Table

from .judgments import FIRST, SECOND, Judgments, Kind, Questions
from .quality import Floats, Gold
from .score import assess

if TYPE_CHECKING:
    from scipy.sparse import csr_array

VERTICALS = ("medicine", "law", "engineering", "finance", "science", "education", "environment")
DIMENSIONS = 1 << 12
RIDGE = 2.0


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who judges, and how much. Of the spammers one third answers at random, one third always the first, one third the longer text."""

    workers: int = 40
    spam: float = 0.3
    pairs: int = 500
    redundancy: int = 4
    gold: float = 0.1
    held_out: int = 2_000

    def __post_init__(self) -> None:
        for name in ("spam", "gold"):
            if not 0 <= getattr(self, name) <= 0.9:
                raise InputError(name, getattr(self, name), "0..=0.9", "it is a share")
        if not 1 <= self.redundancy <= self.workers or min(self.pairs, self.held_out) < 10:
            raise InputError("redundancy", self.redundancy, f"1..={self.workers}, with 10 pairs or more", "different workers judge a pair")

    @property
    def spammers(self) -> int:
        return round(self.spam * self.workers)


@dataclass(frozen=True, slots=True, eq=False)
class Vertical:
    """Pairs of texts, which of two is better, what the crowd says, and pairs held out."""

    name: str
    pairs: Sequence[tuple[str, str]]
    judgments: Judgments
    gold: Gold
    held_out: Sequence[tuple[str, str]]
    better: NDArray[np.int64]


def vertical(name: str, crowd: Crowd, seed: int) -> Vertical:
    """One vertical; the same seed gives the same."""
    rng = np.random.default_rng([seed, crc32(name.encode())])
    terms = [f"{name[:3]}{at}" for at in range(80)]
    worth = rng.standard_normal(len(terms))
    filler = [f"well{at}" for at in range(20)]

    def answer() -> tuple[str, float]:
        chosen = rng.choice(len(terms), 10, replace=False)
        words = [terms[at] for at in chosen] + [filler[at] for at in rng.integers(len(filler), size=rng.integers(12))]
        rng.shuffle(words)
        return " ".join(words), float(worth[chosen].sum())

    def drawn(count: int) -> tuple[list[tuple[str, str]], NDArray[np.int64]]:
        made = [(answer(), answer()) for _ in range(count)]
        return [(one[0], other[0]) for one, other in made], np.array([FIRST if one[1] > other[1] else SECOND for one, other in made])

    pairs, better = drawn(crowd.pairs)
    held_out, wanted = drawn(crowd.held_out)
    worker = np.concatenate([rng.choice(crowd.workers, crowd.redundancy, replace=False) for _ in pairs])
    task = np.repeat(np.arange(crowd.pairs), crowd.redundancy)
    skill = rng.uniform(0.7, 0.95, crowd.workers)
    said = np.where(rng.random(len(task)) < skill[worker], better[task], 1 - better[task])
    longer = np.array([FIRST if len(one.split()) >= len(other.split()) else SECOND for one, other in pairs])
    for at, rule in enumerate((rng.integers(2, size=len(task)), np.full(len(task), FIRST), longer[task])):
        does = (worker < crowd.spammers) & (worker % 3 == at)
        said[does] = rule[does]
    questions = Questions.alike(crowd.pairs, Kind.PAIRWISE)
    judgments = Judgments.of(questions, [at.to_bytes(32, "big") for at in range(crowd.workers)], worker, task, said)
    gold = Gold.of(questions, {at: int(better[at]) for at in range(int(crowd.gold * crowd.pairs))})
    return Vertical(name, pairs, judgments, gold, held_out, wanted)


# ---- the model


def features(texts: Sequence[str]) -> csr_array[np.float64, tuple[int, int]]:
    """A row a text: its words and pairs of neighbours, hashed into DIMENSIONS columns, each adding 1 or -1."""
    from scipy.sparse import csr_array

    row, column, value = [], [], []
    for at, text in enumerate(texts):
        words = text.split()
        for gram in [*words, *(f"{one} {other}" for one, other in pairwise(words))]:
            hashed = crc32(gram.encode())
            row.append(at)
            column.append(hashed % DIMENSIONS)
            value.append(1.0 if hashed >> 31 else -1.0)
    return csr_array((value, (row, column)), shape=(len(texts), DIMENSIONS))


def differences(pairs: Sequence[tuple[str, str]]) -> csr_array[np.float64, tuple[int, int]]:
    """The first text's features less the second's."""
    return features([one for one, _ in pairs]) - features([other for _, other in pairs])


def _margins(x: csr_array[np.float64, tuple[int, int]], theta: Floats) -> Floats:
    return np.asarray(x @ theta, np.float64)


def fit(x: csr_array[np.float64, tuple[int, int]], first: Floats, second: Floats, ridge: float = RIDGE) -> Floats:
    """The worth of each column, from the weights of those who say the first or the second of each pair is better."""
    from scipy.optimize import minimize

    total = float(first.sum() + second.sum())
    if total == 0:
        raise InputError("weight", 0.0, "above 0 for some judgment", "nobody's judgments count")
    # Weights of mean 1 a judgment or so: the ridge then means the same with and without quality.
    scale = len(first) / total
    first, second = first * scale, second * scale

    def loss(theta: Floats) -> tuple[float, Floats]:
        margin = _margins(x, theta)
        value = (first * np.logaddexp(0, -margin) + second * np.logaddexp(0, margin)).sum() + ridge / 2 * theta @ theta
        slope = second - (first + second) / (1 + np.exp(np.clip(margin, -500, 500)))
        return float(value), np.asarray(x.T @ slope, np.float64) + ridge * theta

    found: Floats = minimize(loss, np.zeros(DIMENSIONS), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return found


def trained(v: Vertical, weight: Floats) -> Floats:
    """The model of a vertical's judgments, of which each worker's have a weight."""
    count, by = len(v.pairs), weight[v.judgments.worker]
    first, second = (np.bincount(v.judgments.task, by * (v.judgments.answer == side), count).astype(np.float64) for side in (FIRST, SECOND))
    return fit(differences(v.pairs), first, second)


# ---- the comparison


@dataclass(frozen=True, slots=True)
class Row:
    """The share of pairs held out that each model puts right, and the mean weight of spammers and of the others."""

    vertical: str
    raw: float
    weighted: float
    spam_weight: float
    expert_weight: float

    @property
    def better(self) -> bool:
        return self.weighted > self.raw


def _right(v: Vertical, x: csr_array[np.float64, tuple[int, int]], theta: Floats) -> float:
    return float((np.where(_margins(x, theta) > 0, FIRST, SECOND) == v.better).mean())


def compare(seed: int = 1, crowd: Crowd | None = None, verticals: Sequence[str] = VERTICALS) -> list[Row]:
    """A row a vertical."""
    crowd = crowd or Crowd()
    rows = []
    for name in verticals:
        v = vertical(name, crowd, seed)
        weight = assess(v.judgments, v.gold).bps / BPS
        x = differences(v.held_out)

        raw, weighted = (_right(v, x, trained(v, given)) for given in (np.ones(len(weight)), weight))
        # Addresses are the workers' numbers, so the spammers come first.
        spam = weight[: crowd.spammers]
        rows.append(
            Row(
                name,
                raw,
                weighted,
                float(spam.mean()) if len(spam) else 0.0,
                float(weight[crowd.spammers :].mean()),
            )
        )
    return rows


def table(rows: Sequence[Row]) -> Table:
    """The comparison, for a terminal."""
    out = Table(title="pairs held out that are put right")
    for column in ("vertical", "raw labels", "by quality", "", "weight of spam", "of the others"):
        out.add_column(column, justify="left" if column in ("vertical", "") else "right")
    for row in rows:
        figures = (f"{value:.3f}" for value in (row.raw, row.weighted))
        out.add_row(row.vertical, *figures, "better" if row.better else "NOT BETTER", f"{row.spam_weight:.3f}", f"{row.expert_weight:.3f}")
    return out
