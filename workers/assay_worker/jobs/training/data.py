"""Batches of what comes with scikit-learn: its handwritten digits, and the descriptions of its data sets as a text of characters.

A batch is a function of (seed, worker, step), so whoever re-runs a step has its batch.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .models import Batch, CharTransformer, Mlp

HELD_BACK = 5  # of as many digits one is for evaluation


@dataclass(frozen=True)
class Digits:
    """1,797 images of 8 x 8 pixels (0..16, here 0..1), one in five held back; worker w draws from shard w modulo `shards`."""

    model: Mlp
    shards: int = 1
    seed: int = 0

    def batch(self, step: int, worker: int = 0) -> Batch:
        """The batch of a worker's step, drawn from its shard."""
        rows, labels = digits()[0]
        shard = np.arange(worker % self.shards, len(labels), self.shards)
        chosen = _drawn(self.seed, worker, step).choice(shard, self.model.batch, replace=self.model.batch > len(shard))
        return self.model.pack(rows[chosen], labels[chosen])

    def loss(self, parameters: dict[str, NDArray[np.float32]]) -> tuple[float, float]:
        """Mean cross-entropy and share of hits on the digits held back, in float64 by numpy."""
        x, labels = digits()[1]
        z = x.astype(np.float64)
        last = len(self.model.widths) - 2
        for at in range(last + 1):
            weight, shift = (parameters[f"{name}{at}"].astype(np.float64) for name in ("weight", "shift"))
            z = z @ weight.reshape(weight.shape[-2:]).T + shift.reshape(-1)
            z = np.maximum(z, 0) if at < last else z
        z -= z.max(axis=1, keepdims=True)
        log_share = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        return float(-log_share[np.arange(len(labels)), labels].mean()), float((z.argmax(axis=1) == labels).mean())


@dataclass(frozen=True)
class Characters:
    """Windows of the text, uniformly drawn."""

    model: CharTransformer
    seed: int = 0

    def batch(self, step: int, worker: int = 0) -> Batch:
        indices = text()[1]
        starts = _drawn(self.seed, worker, step).integers(0, len(indices) - self.model.length - 1, self.model.batch)
        windows = starts[:, None] + np.arange(self.model.length)
        return self.model.pack(indices[windows], indices[windows + 1])


Split = tuple[tuple[NDArray[np.float32], NDArray[np.int64]], tuple[NDArray[np.float32], NDArray[np.int64]]]


@cache
def digits() -> Split:
    """The images and labels for training, and those held back."""
    from sklearn.datasets import load_digits

    found = load_digits()
    rows, labels = (found.data / 16).astype(np.float32), found.target.astype(np.int64)
    held = np.arange(len(labels)) % HELD_BACK == 0
    return (rows[~held], labels[~held]), (rows[held], labels[held])


@cache
def text() -> tuple[str, NDArray[np.int64]]:
    """The alphabet, and the text as indices in it."""
    from sklearn import datasets

    descriptions = "\n".join(load().DESCR for load in (datasets.load_digits, datasets.load_iris, datasets.load_wine, datasets.load_breast_cancer))
    alphabet = "".join(sorted(set(descriptions)))
    return alphabet, np.array([alphabet.index(c) for c in descriptions], np.int64)


def _drawn(seed: int, worker: int, step: int) -> np.random.Generator:
    return np.random.default_rng([seed, worker, step])
