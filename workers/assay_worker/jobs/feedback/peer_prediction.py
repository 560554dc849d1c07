"""Pay for judgments where nobody knows the truth: from how a worker's answers depend on other workers' answers to the same and to other tasks.

- correlated agreement: V. Shnayder, A. Agarwal, R. Frongillo, D. C. Parkes, Informed Truthfulness in Multi-Task Peer Prediction, EC 2016;
- DMI: Y. Kong, Dominantly Truthful Multi-task Peer Prediction with a Constant Number of Tasks, SODA 2020;
- Bayesian truth serum: D. Prelec, A Bayesian Truth Serum for Subjective Data, Science 306 (2004);
- robust Bayesian truth serum: J. Witkowski, D. C. Parkes, A Robust Bayesian Truth Serum for Small Populations, AAAI 2012.

All are averages over every pair that the papers would draw from, so no draw decides anybody's pay; only DMI needs a seed, for its halves. Where
each one fails is measured by simulation.py and written down in docs/quality.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from assay.errors import InputError
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from .judgments import Choices
from .quality import Floats, Model

Whole = NDArray[np.int64]

BLOCK = 20_000_000  # numbers held at once
HONEST = 1e-3  # how often honest workers alone may make one link in a whole campaign
GAP = 0.8  # of what agreement could exceed the model's, before two workers are linked
LEAST_BELIEF = 0.01  # of every prediction that is spread evenly, so that no logarithm is infinite


# ---- who is one and the same


def linked(c: Choices, model: Model) -> Whole:
    """A group a worker: those whose answers are the same far beyond what the model's truth explains: copies, pasted answers, a shared rule.

    Two workers are linked if their agreement exceeds what their confusion matrices under that truth give by GAP of the most it could, and if that happens to
    any honest pair of the campaign with less than HONEST (Chernoff's bound); groups are what links connect. It takes some log(pairs / HONEST) /
    log(1 / agreement) tasks in common: about 50 at 85 % accuracy.
    """
    if c.units == 0:
        return np.arange(c.workers)
    confusion = np.zeros((c.workers, c.classes, c.classes))
    np.add.at(confusion, (c.worker, c.choice), model.probability[c.unit])
    confusion /= np.maximum(confusion.sum(axis=1, keepdims=True), 1e-9)
    present = _incidence(c, np.ones(len(c.unit)))
    by_class = [_incidence(c, c.choice == k) for k in range(c.classes)]
    # A ranking is one piece of evidence, however many pairs it makes.
    bound = np.log(max(c.workers * (c.workers - 1) / 2, 1) / HONEST) * c.units / len(np.unique(c.keys >> 8))
    ones: list[Whole] = []
    others: list[Whole] = []
    for part in _blocks(c.workers, c.workers * c.classes):
        agreed = sum((answers[part] @ answers.T).toarray() for answers in by_class)
        common, expected = np.zeros((len(part), c.workers)), np.zeros((len(part), c.workers))
        for k in range(c.classes):
            tasks = (present[part].multiply(model.probability[None, :, k]).tocsr() @ present.T).toarray()
            common += tasks
            expected += tasks * (confusion[part, :, k] @ confusion[:, :, k].T)
        some = np.maximum(common, 1)
        p, q = np.clip(agreed / some, 0, 1), np.clip(expected / some, 1e-9, 1 - 1e-9)
        rest = np.maximum(1 - p, 1e-12)
        evidence = common * (np.maximum(p, 1e-12) * np.log(np.maximum(p, 1e-12) / q) + rest * np.log(rest / (1 - q)))
        one, other = np.nonzero((p - q >= GAP * (1 - q)) & (evidence > bound) & (p > q))
        ones.append(part[one])
        others.append(other)
    one, other = np.concatenate(ones), np.concatenate(others)
    apart = one != other
    graph = csr_array((np.ones(int(apart.sum())), (one[apart], other[apart])), shape=(c.workers, c.workers))
    return np.asarray(connected_components(graph, directed=False)[1], np.int64)


def voices(c: Choices, groups: Whole) -> Choices:
    """The choices with one voice a group of linked workers: its first worker's to each unit."""
    order = np.lexsort((c.worker, groups[c.worker], c.unit))
    unit, group = c.unit[order], groups[c.worker[order]]
    first = np.ones(len(order), bool)
    first[1:] = (unit[1:] != unit[:-1]) | (group[1:] != group[:-1])
    return replace(c, worker=group[first], unit=unit[first], choice=c.choice[order][first])


def _incidence(c: Choices, value: NDArray[np.generic]) -> csr_array:
    return csr_array((value.astype(np.float64), (c.worker, c.unit)), shape=(c.workers, c.units))


def _blocks(count: int, width: int) -> Iterator[Whole]:
    step = max(BLOCK // max(width, 1), 1)
    for start in range(0, count, step):
        yield np.arange(start, min(start + step, count))


# ---- correlated agreement


@dataclass(frozen=True, slots=True, eq=False)
class Agreement:
    """Per worker: mean score on the same task, and on different tasks; 0 for whoever shares fewer than two tasks with others."""

    bonus: Floats
    penalty: Floats

    @property
    def pay(self) -> Floats:
        """The mechanism's payment, -1..=1."""
        return self.bonus - self.penalty

    @property
    def share(self) -> Floats:
        """The payment as a share of the most that these answers could have got, 0..=1."""
        most = 1 - self.penalty
        return np.clip(np.divide(self.pay, most, out=np.zeros_like(most), where=most > 1e-9), 0.0, 1.0)


def correlated_agreement(c: Choices, groups: Whole | None = None) -> Agreement:
    """Shnayder et al. 2016: two answers to one task score 1 if their kinds of answer are positively correlated across workers, minus what they score on
    different tasks. The correlations come from the others' judgments alone ("detail-free"). Workers of one group are never each other's peers.
    """
    group = np.arange(c.workers) if groups is None else groups
    count, size = c.classes, int(group.max(initial=-1)) + 1
    given = np.zeros((c.units, count))
    np.add.at(given, (c.unit, c.choice), 1)
    key, at = np.unique(group[c.worker] * c.units + c.unit, return_inverse=True)
    own = np.zeros((len(key), count))
    np.add.at(own, (at, c.choice), 1)
    others = given[key % max(c.units, 1)] - own
    signs = _signs(own, others, given, key // max(c.units, 1), size)

    peers = others[at]
    total = peers.sum(axis=1)
    use = total > 0
    worker, choice = c.worker[use], c.choice[use]
    heard = peers[use] / total[use, None]
    scored = signs[group[worker], choice]
    same = np.bincount(worker, (scored * heard).sum(axis=1), c.workers)
    n = np.bincount(worker, minlength=c.workers)
    said, all_heard = np.zeros((c.workers, count)), np.zeros((c.workers, count))
    np.add.at(said, (worker, choice), 1)
    np.add.at(all_heard, worker, heard)
    every = np.einsum("wk,wkl,wl->w", said, signs[group], all_heard, optimize=True)
    enough = n >= 2
    bonus = np.divide(same, n, out=np.zeros(c.workers), where=enough)
    penalty = np.divide(every - same, n * (n - 1), out=np.zeros(c.workers), where=enough)
    return Agreement(bonus, penalty)


def _signs(own: Floats, others: Floats, given: Floats, of_group: Whole, groups: int) -> Floats:
    """Which pairs of answers are positively correlated in the judgments of all but one group, for each group."""
    count = given.shape[1]
    joint = np.repeat((given.T @ given - own.T @ own)[None], groups, axis=0)
    for part in _blocks(len(own), count * count):
        pairs = own[part, :, None] * others[part, None, :]
        np.subtract.at(joint, of_group[part], pairs + pairs.transpose(0, 2, 1))
    total = np.maximum(joint.sum(axis=(1, 2)), 1)[:, None, None]
    joint /= total
    signs: Floats = (joint - joint.sum(axis=2, keepdims=True) * joint.sum(axis=1, keepdims=True) > 1e-12).astype(np.float64)
    return signs


# ---- determinants


def dmi(c: Choices, seed: int = 1, groups: Whole | None = None) -> Floats:
    """Kong 2020: the tasks two workers share are halved, and a peer pays the product of the determinants of the two tables of joint answers. Each
    determinant is divided by what makes it unbiased, and scaled so that perfect workers with even classes get 1. The mean over peers that share at
    least `classes` tasks in each half; 0 for whoever has none."""
    group = np.arange(c.workers) if groups is None else groups
    half = np.random.default_rng(seed).permutation(c.units)[c.unit] % 2
    tables = [[_incidence(c, (c.choice == k) & (half == h)) for k in range(c.classes)] for h in range(2)]
    pay = np.zeros(c.workers)
    for part in _blocks(c.workers, c.workers * c.classes**2):
        product = np.ones((len(part), c.workers))
        enough = group[part][:, None] != group
        for answers in tables:
            joint = np.empty((len(part), c.workers, c.classes, c.classes))
            for k in range(c.classes):
                for other in range(c.classes):
                    joint[:, :, k, other] = (answers[k][part] @ answers[other].T).toarray()
            n = joint.sum(axis=(2, 3))
            enough &= n >= c.classes
            drawn = np.prod([np.maximum(n - k, 1) / c.classes for k in range(c.classes)], axis=0)
            product *= np.linalg.det(joint) / drawn
        peers = enough.sum(axis=1)
        pay[part] = np.divide((product * enough).sum(axis=1), peers, out=np.zeros(len(part)), where=peers > 0)
    return pay


# ---- with predictions


def truth_serum(c: Choices, prediction: Floats, weight: float = 1.0) -> Floats:
    """Prelec 2004: the logarithm of how much commoner an answer is than predicted, plus `weight` times how well the worker predicted the shares of
    answers. `prediction` holds one distribution over classes a judgment, which this protocol's batches do not carry: for campaigns that ask for it."""
    belief = _belief(c, prediction)
    votes, logs = np.zeros((c.units, c.classes)), np.zeros((c.units, c.classes))
    np.add.at(votes, (c.unit, c.choice), 1)
    np.add.at(logs, c.unit, np.log(belief))
    own = np.eye(c.classes)[c.choice]
    rest = votes[c.unit] - own
    n = rest.sum(axis=1, keepdims=True)
    use = n[:, 0] > 0
    common = (rest + 1 / c.classes) / (n + 1)
    foreseen = np.exp((logs[c.unit] - np.log(belief)) / np.maximum(n, 1))
    foreseen /= foreseen.sum(axis=1, keepdims=True)
    at = np.arange(len(c.unit))
    information = np.log(common[at, c.choice] / foreseen[at, c.choice])
    score = information + weight * (common * np.log(belief / common)).sum(axis=1)
    return _mean(c, np.where(use, score, 0.0), use)


def robust_truth_serum(c: Choices, prediction: Floats) -> Floats:
    """Witkowski and Parkes 2012, for two classes and three workers or more a task: a worker's answer moves the prediction of the next one, and the answer
    of the one after that scores the moved prediction and the worker's own, by the quadratic rule."""
    if c.classes != 2:
        raise InputError("classes", c.classes, "2", "take truth_serum for more")
    order = np.lexsort((c.worker, c.unit))
    unit, choice, y = c.unit[order], c.choice[order], _belief(c, prediction)[order, 1]
    size = np.bincount(unit, minlength=c.units)
    start = np.cumsum(size) - size
    place = np.arange(len(unit)) - start[unit]
    reference, peer = (start[unit] + (place + ahead) % size[unit] for ahead in (1, 2))
    near = np.minimum(y, 1 - y)[reference]
    moved = y[reference] + np.where(choice == 1, near, -near)

    def quadratic(p: Floats) -> Floats:
        scored: Floats = np.where(choice[peer] == 1, 2 * p - p * p, 1 - p * p)
        return scored

    use = size[unit] >= 3
    ordered = Choices(c.worker[order], unit, choice, c.workers, c.keys, c.values, c.ordered)
    return _mean(ordered, np.where(use, quadratic(moved) + quadratic(y), 0.0), use)


def _belief(c: Choices, prediction: Floats) -> Floats:
    if prediction.shape != (len(c.unit), c.classes):
        raise InputError("prediction", prediction.shape, f"({len(c.unit)}, {c.classes})", "one distribution over the classes a judgment")
    if not ((prediction >= 0).all() and np.allclose(prediction.sum(axis=1), 1)):
        raise InputError("prediction", "a row", "a distribution: shares of at least 0 that add up to 1", "divide by the sum")
    return (1 - LEAST_BELIEF) * prediction + LEAST_BELIEF / c.classes


def _mean(c: Choices, score: Floats, use: NDArray[np.bool_]) -> Floats:
    n = np.bincount(c.worker[use], minlength=c.workers)
    return np.divide(np.bincount(c.worker, score, c.workers), n, out=np.zeros(c.workers), where=n > 0)
