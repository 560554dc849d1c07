"""Crowds whose truth is known: what each way to answer is paid, beside a truthful one, campaign after campaign.

`compare` prints what holds and what does not: a regime in which lying pays at least as much is a row of the table like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

import numpy as np
from assay.errors import InputError
from numpy.typing import NDArray

from .judgments import Choices, Judgments, Kind, Questions
from .peer_prediction import correlated_agreement, dmi, robust_truth_serum, truth_serum
from .quality import Floats, Gold
from .score import assess, modelled

Whole = NDArray[np.int64]
CONFIDENCE = 0.99
Z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)


class Conduct(StrEnum):
    """What the deviating workers do, each with the predictions that suit it best."""

    CONSTANT = "constant: one and the same answer, each its own"
    MAJORITY = "majority: the answer that is commonest"
    RANDOM = "random: any answer"
    COPYING = "copying: another worker's answers, had beforehand"
    COLLUDING = "colluding: one rule that ignores the question"
    PASTED = "pasted: all paste one machine's answers"


class Mechanism(StrEnum):
    """What pays."""

    CA = "correlated agreement"
    CA_LINKED = "the same, linked workers apart"
    DMI = "DMI"
    BTS = "truth serum"
    RBTS = "robust truth serum"
    SCORE = "score, no gold"
    SCORE_GOLD = "score, gold"


@dataclass(frozen=True, slots=True)
class Crowd:
    """`accuracy` makes the truthful workers' confusion: right that often, otherwise any other class. `prior` is the classes' own. `machine` is the accuracy of
    what is pasted, `gold` the share of tasks whose answer is known."""

    workers: int = 40
    tasks: int = 400
    redundancy: int = 16
    prior: tuple[float, ...] = (0.5, 0.5)
    accuracy: float = 0.85
    share: float = 0.3
    machine: float = 0.65
    gold: float = 0.1

    def __post_init__(self) -> None:
        for name, low, high in (("accuracy", 0.0, 1.0), ("machine", 0.0, 1.0), ("share", 0.0, 0.9), ("gold", 0.0, 1.0)):
            if not low <= getattr(self, name) <= high:
                raise InputError(name, getattr(self, name), f"{low}..={high}", "it is a share")
        if len(self.prior) < 2 or abs(sum(self.prior) - 1) > 1e-9 or min(self.prior) < 0:
            raise InputError("prior", self.prior, "two shares or more that add up to 1", "one a class")
        if not 2 <= self.redundancy <= self.workers:
            raise InputError("redundancy", self.redundancy, f"2..={self.workers}", "different workers judge a task")

    @property
    def deviating(self) -> int:
        """How many workers deviate, at least one."""
        return max(round(self.share * self.workers), 1)

    def confusion(self, accuracy: float) -> Floats:
        """P(answer | truth), a row a truth."""
        n = len(self.prior)
        return np.where(np.eye(n, dtype=bool), accuracy, (1 - accuracy) / (n - 1))


@dataclass(frozen=True, slots=True, eq=False)
class Campaign:
    """A crowd's answers once: the first `deviating` workers deviate."""

    choices: Choices
    prediction: Floats
    truth: Whole
    deviates: NDArray[np.bool_]


def campaign(crowd: Crowd, conduct: Conduct, seed: int) -> Campaign:
    """One campaign; the same seed gives the same."""
    rng = np.random.default_rng(seed)
    classes, bad = len(crowd.prior), crowd.deviating
    prior, confusion = np.array(crowd.prior), crowd.confusion(crowd.accuracy)
    truth = rng.choice(classes, crowd.tasks, p=prior)
    # What every worker would answer to every task, had it the task.
    says = _drawn(rng, confusion[truth][None], (crowd.workers, crowd.tasks))
    marginal = prior @ confusion
    told = (prior[:, None] * confusion).T @ confusion / marginal[:, None]  # P(another's answer | mine), all truthful
    believes = told[says]
    if conduct is Conduct.CONSTANT:
        says[:bad], believes[:bad] = rng.integers(0, classes, (bad, 1)), marginal
    elif conduct is Conduct.MAJORITY:
        says[:bad], believes[:bad] = int(np.argmax(marginal)), marginal
    elif conduct is Conduct.RANDOM:
        says[:bad], believes[:bad] = rng.integers(0, classes, (bad, crowd.tasks)), marginal
    elif conduct is Conduct.COPYING:
        source = rng.integers(bad, crowd.workers, bad)
        says[:bad], believes[:bad] = says[source], believes[source]
    elif conduct is Conduct.COLLUDING:
        rule = rng.integers(0, classes, crowd.tasks)
        says[:bad], believes[:bad] = rule, crowd.share * np.eye(classes)[rule] + (1 - crowd.share) * marginal
    else:
        machine = crowd.confusion(crowd.machine)
        pasted = _drawn(rng, machine[truth][None], (1, crowd.tasks))[0]
        others = (prior[:, None] * machine).T @ confusion / (prior @ machine)[:, None]
        says[:bad], believes[:bad] = pasted, crowd.share * np.eye(classes)[pasted] + (1 - crowd.share) * others[pasted]
    worker = np.argpartition(rng.random((crowd.tasks, crowd.workers)), crowd.redundancy - 1, axis=1)[:, : crowd.redundancy].ravel()
    task = np.repeat(np.arange(crowd.tasks), crowd.redundancy)
    order = np.lexsort((worker, task))
    worker, task = worker[order], task[order]
    made = Choices(worker, task, says[worker, task], crowd.workers, np.arange(crowd.tasks) << 8, np.arange(classes))
    return Campaign(made, believes[worker, task], truth, np.arange(crowd.workers) < bad)


def _drawn(rng: np.random.Generator, shares: Floats, shape: tuple[int, int]) -> Whole:
    drawn: Whole = (rng.random(shape)[..., None] > np.cumsum(shares, axis=-1)[..., :-1]).sum(axis=-1)
    return drawn


def table_of(c: Choices) -> Judgments:
    """A campaign's choices as judgments with a LABEL each; the workers' addresses are their numbers."""
    questions = Questions.alike(c.units, Kind.LABEL, c.classes)
    return Judgments.of(questions, [at.to_bytes(32, "big") for at in range(c.workers)], c.worker, c.unit, c.choice)


def pay(made: Campaign, mechanism: Mechanism, crowd: Crowd) -> Floats:
    """What each worker gets, in the mechanism's own unit."""
    c = made.choices
    match mechanism:
        case Mechanism.CA:
            return correlated_agreement(c).pay
        case Mechanism.CA_LINKED:
            return correlated_agreement(c, modelled(c)[1]).pay
        case Mechanism.DMI:
            return dmi(c)
        case Mechanism.BTS:
            return truth_serum(c, made.prediction)
        case Mechanism.RBTS:
            return robust_truth_serum(c, made.prediction)
        case _:
            judgments = table_of(c)
            known = range(int(crowd.gold * crowd.tasks)) if mechanism is Mechanism.SCORE_GOLD else range(0)
            gold = Gold.of(judgments.questions, {task: int(made.truth[task]) for task in known})
            return assess(judgments, gold, floor_bps=0).quality


@dataclass(frozen=True, slots=True)
class Row:
    """Mean pay of the truthful and of the deviating over campaigns, and the 99 % interval of the difference."""

    conduct: Conduct
    mechanism: Mechanism
    truthful: float
    deviating: float
    low: float
    high: float

    @property
    def gap(self) -> float:
        """The mean difference."""
        return self.truthful - self.deviating

    @property
    def pays(self) -> bool:
        """Whether the truthful get more, at 99 % confidence."""
        return self.low > 0


def compare(
    crowd: Crowd, campaigns: int = 60, seed: int = 1, conducts: Sequence[Conduct] = tuple(Conduct), mechanisms: Sequence[Mechanism] = tuple(Mechanism)
) -> list[Row]:
    """A row a conduct and mechanism; a campaign is one sample of the difference between the groups' mean pay."""
    if campaigns < 10:
        raise InputError("campaigns", campaigns, "at least 10", "the interval is a normal one")
    rows = []
    for conduct in conducts:
        made = [campaign(crowd, conduct, seed + at) for at in range(campaigns)]
        for mechanism in mechanisms:
            if mechanism is Mechanism.RBTS and len(crowd.prior) != 2:
                continue
            paid = [pay(one, mechanism, crowd) for one in made]
            truthful = np.array([p[~one.deviates].mean() for p, one in zip(paid, made, strict=True)])
            deviating = np.array([p[one.deviates].mean() for p, one in zip(paid, made, strict=True)])
            gap = truthful - deviating
            half = Z * float(gap.std(ddof=1)) / campaigns**0.5
            mean = float(gap.mean())
            rows.append(Row(conduct, mechanism, float(truthful.mean()), float(deviating.mean()), mean - half, mean + half))
    return rows
