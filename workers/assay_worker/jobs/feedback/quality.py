"""How good judgments are: against gold, under models of annotators (crowd-kit's), and how far annotators agree at all.

Nothing here depends on the order of the rows. crowd-kit runs on rows sorted by (unit, worker), so its results are the same bits anywhere with
the locked packages, and within 1e-6 of a call by hand on rows in any order. What it does and does not do well is in docs/quality.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from assay.errors import InputError
from numpy.typing import NDArray

from .judgments import MOST_ITEMS, TIE, Choices, Judgments, Kind, Questions, choices, places

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]

Z95 = 1.959963984540054  # two-sided, 95 %
ITERATIONS = 100
TOLERANCE = 1e-5
SHRINK = 4.0


# ---- gold


@dataclass(frozen=True, slots=True, eq=False)
class Gold:
    """Tasks whose answer is known beforehand; an EDIT's as its text's id."""

    table: Judgments

    @property
    def task(self) -> NDArray[np.uint32]:
        """The tasks, ascending."""
        return self.table.task

    @classmethod
    def of(cls, questions: Questions, answers: Mapping[int, int | bytes]) -> Self:
        """Raises InputError for an answer that the question cannot have."""
        tasks = sorted(answers)
        texts = sorted({text for text in answers.values() if isinstance(text, bytes)})
        for task, answer in answers.items():
            if not 0 <= task < len(questions):
                raise InputError("task", task, f"below {len(questions)}", "gold is for the campaign's own tasks")
            if isinstance(answer, bytes) != (questions.kind[task] == Kind.EDIT):
                raise InputError("answer", answer, "an EDIT's text id, or a number for the other kinds", "see judgments.text_id")
        place = {text: at for at, text in enumerate(texts)}
        given = [place[a] if isinstance(a, bytes) else a for a in (answers[task] for task in tasks)]
        table = Judgments.of(questions, [bytes(32)], [0] * len(tasks), tasks, given, texts=texts)
        if (table.answer[table.kind == Kind.PAIRWISE] == TIE).any():
            raise InputError("answer", TIE, "0 or 1", "a pair that nobody can tell apart tells nothing about who judges it")
        return cls(table)

    def truth(self, c: Choices, kind: Kind) -> NDArray[np.int64]:
        """The class of each unit of choices of this kind, -1 where it is not known."""
        of_kind = self.table.only(kind)
        truth = np.full(c.units, -1)
        if len(of_kind) and c.units:
            known = choices(of_kind)
            at = np.minimum(np.searchsorted(c.keys, known.keys), c.units - 1)
            same = c.keys[at] == known.keys
            truth[at[same]] = known.choice[np.argsort(known.unit)][same]
        return truth


@dataclass(frozen=True, slots=True, eq=False)
class Accuracy:
    """Per worker: gold judgments seen and right, and the lower end of Wilson's 95 % interval for the share that is right (0 where none was seen)."""

    seen: NDArray[np.int64]
    hits: NDArray[np.int64]
    lower: Floats
    chance: Floats  # the share that blind answers would have had right


def gold_accuracy(judgments: Judgments, gold: Gold) -> Accuracy:
    """Right is: the same answer; a RATING at most a tenth of the scale (1) away; a RANKING with at most a tenth of its pairs turned round."""
    at = np.searchsorted(gold.task, judgments.task)
    at[at == len(gold.task)] = 0
    on_gold = gold.task[at] == judgments.task if len(gold.task) else np.zeros(len(judgments), bool)
    seen = judgments.where(on_gold)
    right, blind = _right(seen, gold, gold.table.answer[at[on_gold]] if len(gold.task) else np.zeros(0, np.uint64))
    workers = len(judgments.workers)
    total = np.bincount(seen.worker, minlength=workers)
    hits = np.bincount(seen.worker, right, workers).astype(np.int64)
    chance = np.divide(np.bincount(seen.worker, blind, workers), total, out=np.zeros(workers), where=total > 0)
    return Accuracy(total, hits, wilson_lower(hits, total), chance)


def _right(seen: Judgments, gold: Gold, wanted: NDArray[np.uint64]) -> tuple[NDArray[np.bool_], Floats]:
    """Which answers are right, and how likely an answer drawn blindly is to be."""
    right = seen.answer == wanted
    blind = np.full(len(seen), 0.5)
    kind, options = seen.kind, seen.questions.options[seen.task]
    rated = kind == Kind.RATING
    away = seen.answer[rated].astype(np.int64) - wanted[rated].astype(np.int64)
    right[rated] = abs(away) <= 1
    blind[rated] = (3 - np.isin(wanted[rated], (1, 10))) / 10
    blind[kind == Kind.LABEL] = 1 / options[kind == Kind.LABEL]
    edited = np.flatnonzero(kind == Kind.EDIT)
    right[edited] = [seen.texts[a] == gold.table.texts[b] for a, b in zip(seen.answer[edited], wanted[edited], strict=True)]
    blind[edited] = 0.0
    for n in np.unique(options[kind == Kind.RANKING]).astype(int):
        of_n = (kind == Kind.RANKING) & (options == n)
        mine, theirs = places(seen.answer[of_n], n), places(wanted[of_n], n)
        one, other = np.triu_indices(n, 1)
        turned = ((mine[:, one] < mine[:, other]) != (theirs[:, one] < theirs[:, other])).sum(axis=1)
        right[of_n] = 10 * turned <= len(one)
        blind[of_n] = _blind_ranking(n)
    return right, blind


def _blind_ranking(items: int) -> float:
    """The share of permutations with at most a tenth of the pairs turned round (Mahonian numbers)."""
    assert items <= MOST_ITEMS
    turned = np.ones(1)
    for n in range(2, items + 1):
        turned = np.convolve(turned, np.ones(n)) / n
    return float(turned[: items * (items - 1) // 20 + 1].sum())


def wilson_lower(hits: NDArray[np.int64], seen: NDArray[np.int64], z: float = Z95) -> Floats:
    """The lower end of Wilson's interval (E. B. Wilson, Probable Inference, JASA 22 (1927)); 0 where nothing was seen."""
    n = np.maximum(seen, 1)
    share = hits / n
    middle = share + z * z / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    lower: Floats = np.where(seen > 0, np.maximum((middle - half) / (1 + z * z / n), 0.0), 0.0)
    return lower


# ---- models of annotators


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What crowd-kit found: each unit's probability of each class, and of each worker the confusion (answer, truth) or the ability."""

    probability: Floats
    confusion: Floats | None = None
    ability: Floats | None = None

    @property
    def labels(self) -> NDArray[np.int64]:
        """The likeliest class of each unit, the first of equals."""
        best: NDArray[np.int64] = np.argmax(self.probability, axis=1)
        return best


def majority(c: Choices) -> Model:
    """Each unit's shares of votes."""
    votes = np.zeros((c.units, c.classes))
    np.add.at(votes, (c.unit, c.choice), 1)
    return Model(votes / votes.sum(axis=1, keepdims=True))


def dawid_skene(c: Choices, truth: NDArray[np.int64] | None = None, iterations: int = ITERATIONS, tolerance: float = TOLERANCE) -> Model:
    """A confusion matrix a worker, by crowd-kit (A. P. Dawid, A. M. Skene, Applied Statistics 28 (1979)).

    Where the truth of some units is known (-1 elsewhere), it is kept, and the first confusions come from there instead of from a majority vote, which
    many workers with one rule could win.
    """
    frame = _frame(c, iterations)
    if len(frame) == 0 or frame.label.nunique() == 1:
        return majority(c)
    from crowdkit.aggregation import DawidSkene

    known = None if truth is None else (truth >= 0) & np.isin(truth, frame.label.unique())
    if truth is None or known is None or not known.any():
        fitted: Any = DawidSkene(n_iter=iterations, tol=tolerance).fit(frame)
    else:
        pandas = _pandas()
        first = gold_confusion(c, np.where(known, truth, -1))
        labels = np.sort(frame.label.unique())
        rows = np.array([(worker, label) for worker in np.unique(c.worker) for label in labels])
        start = first[rows[:, 0]][np.arange(len(rows))[:, None], rows[:, 1][:, None], labels[None, :]]
        start /= np.repeat(start.reshape(-1, len(labels), len(labels)).sum(axis=1), len(labels), axis=0)
        index = pandas.MultiIndex.from_arrays(rows.T, names=["worker", "label"])
        kept = pandas.Series(truth[known], index=pandas.Index(np.flatnonzero(known), name="task"))
        model: Any = DawidSkene(n_iter=iterations, tol=tolerance, initial_error_strategy="assign")
        fitted = model.fit(frame, true_labels=kept, initial_error=pandas.DataFrame(start, index=index, columns=labels))
    worker, answer = (fitted.errors_.index.get_level_values(name).to_numpy(np.int64) for name in ("worker", "label"))
    true = fitted.errors_.columns.to_numpy(np.int64)
    confusion = np.zeros((c.workers, c.classes, c.classes))
    confusion[worker[:, None], answer[:, None], true[None, :]] = fitted.errors_.to_numpy()
    return Model(_probability(c, fitted.probas_), confusion=confusion)


def gold_confusion(c: Choices, truth: NDArray[np.int64]) -> Floats:
    """P(answer | truth) of each worker from the units whose truth is known: its own counts and SHRINK judgments of everybody's, which lean to the right answer
    where there are hardly any."""
    known = truth[c.unit] >= 0
    counts = np.zeros((c.workers, c.classes, c.classes))
    np.add.at(counts, (c.worker[known], c.choice[known], truth[c.unit[known]]), 1)
    everybody = counts.sum(axis=0) + 1 / c.classes + np.eye(c.classes)
    everybody /= everybody.sum(axis=0)
    shrunk = counts + SHRINK * everybody
    confusion: Floats = shrunk / shrunk.sum(axis=1, keepdims=True)
    return confusion


def glad(c: Choices, iterations: int = ITERATIONS, tolerance: float = TOLERANCE) -> Model:
    """One ability a worker, one difficulty a unit, by crowd-kit (J. Whitehill et al., NIPS 2009)."""
    frame = _frame(c, iterations)
    if len(frame) == 0 or frame.label.nunique() == 1:
        return majority(c)
    from crowdkit.aggregation import GLAD

    fitted: Any = GLAD(n_iter=iterations, tol=tolerance).fit(frame)
    ability = np.zeros(c.workers)
    ability[fitted.alphas_.index] = fitted.alphas_.to_numpy()
    return Model(_probability(c, fitted.probas_), ability=ability)


def reliability(c: Choices, model: Model) -> Floats:
    """Per worker, Cohen's kappa of the answers with the model's truth, cut off below 0: what is right beyond what the same answers in any other order
    would have. An answer that does not depend on the task is worth 0, however common it is. Ordered classes weigh quadratically (Cohen 1968)."""
    at = np.arange(c.classes)
    agree = 1 - ((at[:, None] - at) / max(c.classes - 1, 1)) ** 2 if c.ordered else np.eye(c.classes)
    given = np.zeros((c.workers, c.classes))
    np.add.at(given, (c.worker, c.choice), 1)
    true = np.zeros((c.workers, c.classes))
    np.add.at(true, c.worker, model.probability[c.unit])
    n = np.maximum(given.sum(axis=1), 1)
    observed = np.bincount(c.worker, (agree[c.choice] * model.probability[c.unit]).sum(axis=1), c.workers) / n
    expected = ((given @ agree) * true).sum(axis=1) / n**2
    above = np.where(given.any(axis=1), observed - expected, 0.0)
    return np.clip(np.divide(above, 1 - expected, out=np.zeros(c.workers), where=1 - expected > 1e-9), 0.0, 1.0)


def _frame(c: Choices, iterations: int) -> pd.DataFrame:
    if iterations < 1:
        raise InputError("iterations", iterations, "at least 1", "a hundred is usual")
    pandas = _pandas()
    order = np.lexsort((c.worker, c.unit))
    return pandas.DataFrame({"task": c.unit[order], "worker": c.worker[order], "label": c.choice[order]})


def _probability(c: Choices, found: pd.DataFrame) -> Floats:
    probability = np.zeros((c.units, c.classes))
    probability[np.ix_(found.index.to_numpy(np.int64), found.columns.to_numpy(np.int64))] = found.to_numpy()
    return probability


def _pandas() -> Any:
    try:
        import crowdkit.aggregation  # noqa: F401
        import pandas as pd
    except ImportError as missing:
        raise InputError("quality", missing.name, "installed", "pip install 'assay[quality]'") from missing
    return pd


# ---- strength from comparisons


@dataclass(frozen=True, slots=True, eq=False)
class Strengths:
    """Of the items; and, from the noisy model, of the workers' skills and leanings to the first."""

    score: Floats
    skill: Floats | None = None
    bias: Floats | None = None


def bradley_terry(judgments: Judgments, first: NDArray[np.int64], second: NDArray[np.int64], iterations: int = 1_000) -> Strengths:
    """Strengths of items, adding up to 1, by crowd-kit (R. A. Bradley, M. E. Terry, Biometrika 39 (1952)). `first` and `second` say which items each
    task compares. A tie is half a win for each. Raises InputError unless every item is, over some chain of wins, better than every other.

    All the iterations are made: crowd-kit 1.4.2 compares its estimate with itself and so stops at the second whenever `tol` is above 0.
    """
    frame, items = _comparisons(judgments, first, second, iterations)
    from crowdkit.aggregation import BradleyTerry

    _strongly_connected(frame, items)
    return Strengths(BradleyTerry(n_iter=iterations, tol=0.0).fit(frame).scores_.to_numpy())


def noisy_bradley_terry(judgments: Judgments, first: NDArray[np.int64], second: NDArray[np.int64], iterations: int = ITERATIONS) -> Strengths:
    """The same with a skill and a bias a worker, by crowd-kit; scores in 0..1. For comparison only: crowd-kit 1.4.2 puts the gradients of skill and
    bias in the wrong place, so they are barely fitted and no reward depends on them."""
    frame, items = _comparisons(judgments, first, second, iterations)
    from crowdkit.aggregation import NoisyBradleyTerry

    with _same_random_state():
        fitted: Any = NoisyBradleyTerry(n_iter=iterations).fit(frame)
    score, skill, bias = np.zeros(items), np.zeros(len(judgments.workers)), np.zeros(len(judgments.workers))
    score[fitted.scores_.index] = fitted.scores_.to_numpy()
    skill[fitted.skills_.index] = fitted.skills_.to_numpy()
    bias[fitted.biases_.index] = fitted.biases_.to_numpy()
    return Strengths(score, skill, bias)


def _comparisons(judgments: Judgments, first: NDArray[np.int64], second: NDArray[np.int64], iterations: int) -> tuple[pd.DataFrame, int]:
    """A win is two rows and a tie one each way, so that half a win stays whole."""
    pandas = _pandas()
    if iterations < 1:
        raise InputError("iterations", iterations, "at least 1", "a thousand is plenty")
    if not len(first) == len(second) == len(judgments.questions):
        raise InputError("first", len(first), f"an item a task, {len(judgments.questions)}", "give the items of all tasks")
    if (first == second).any():
        raise InputError("second", int(second[np.argmax(first == second)]), "another item than the first", "nothing is compared with itself")
    pairs = judgments.only(Kind.PAIRWISE)
    if len(pairs) == 0:
        raise InputError("judgments", 0, "comparisons", "ask PAIRWISE questions")
    order = np.lexsort((pairs.worker, pairs.task))
    task, worker, answer = (np.repeat(column[order], 2) for column in (pairs.task, pairs.worker, pairs.answer))
    of_two = np.tile([0, 1], len(pairs))
    won_by_first = np.where(answer == TIE, of_two, answer) == 0
    left, right = first[task], second[task]
    frame = pandas.DataFrame({"worker": worker.astype(np.int64), "left": left, "right": right, "label": np.where(won_by_first, left, right)})
    return frame, int(max(first.max(), second.max())) + 1


def _strongly_connected(frame: pd.DataFrame, items: int) -> None:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    winner = frame.label.to_numpy()
    loser = np.where(winner == frame.left.to_numpy(), frame.right.to_numpy(), frame.left.to_numpy())
    parts, _ = connected_components(coo_array((np.ones(len(winner)), (winner, loser)), shape=(items, items)), directed=True, connection="strong")
    if parts > 1:
        raise InputError(
            "judgments", parts, "one group of items, each better than each over some chain of wins", "compare more, or leave out what never wins or loses"
        )


@contextmanager
def _same_random_state() -> Iterator[None]:
    """crowd-kit seeds numpy's global generator; whoever uses that finds it as it was."""
    before = np.random.get_state()
    try:
        yield
    finally:
        np.random.set_state(before)


# ---- agreement


class Level(StrEnum):
    """What a difference between two values means."""

    NOMINAL = "nominal"  # they differ
    ORDINAL = "ordinal"  # how many values lie between
    INTERVAL = "interval"  # how far they are apart


def krippendorff_alpha(unit: NDArray[np.int64], value: NDArray[np.int64], level: Level) -> float:
    """Krippendorff's alpha of values given to units by any number of workers each (K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011):
    1 where all agree, 0 where agreement is chance's. Raises InputError where fewer than two values or no unit with two judgments are given.

    Ours: the packages that have it are under the GPL or not kept.
    """
    values, at = np.unique(value, return_inverse=True)
    _, unit = np.unique(unit, return_inverse=True)
    given = np.zeros((int(unit.max()) + 1 if len(unit) else 0, len(values)))
    np.add.at(given, (unit, at), 1)
    given = given[given.sum(axis=1) >= 2]
    n_v = given.sum(axis=0)
    if (n_v > 0).sum() < 2:
        raise InputError("value", len(values), "at least two values in units that two workers judged", "alpha says nothing where nothing varies")
    given, values, n_v = given[:, n_v > 0], values[n_v > 0], n_v[n_v > 0]
    n = n_v.sum()
    weighted = given / (given.sum(axis=1, keepdims=True) - 1)
    observed = given.T @ weighted - np.diag(weighted.sum(axis=0))
    if level is Level.NOMINAL:
        apart = 1.0 - np.eye(len(values))
    elif level is Level.ORDINAL:
        middle = np.cumsum(n_v) - n_v / 2
        apart = (middle[:, None] - middle) ** 2
    else:
        apart = (values[:, None] - values).astype(np.float64) ** 2
    return float(1 - (n - 1) * (observed * apart).sum() / (np.outer(n_v, n_v) * apart).sum())


def agreement(c: Choices) -> float:
    """Alpha of choices: ratings as intervals, the rest nominal."""
    return krippendorff_alpha(c.unit, c.values[c.choice], Level.INTERVAL if c.ordered else Level.NOMINAL)
