"""Experts' judgments: the table, gold, models, agreement, scores, rewards, assignment. Peer prediction is in test_peer_prediction.py."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from hashlib import sha256
from time import perf_counter
from typing import Any

import numpy as np
import pandas as pd
import pytest
from assay.commit.judgments import text_id
from assay.errors import InputError
from assay.models.rewards import MAX_BATCH
from assay_worker.jobs.feedback import assignment, quality, score
from assay_worker.jobs.feedback.judgments import (
    Batch,
    Choices,
    Judgments,
    Kind,
    Questions,
    choices,
    decode,
    encode,
    pack_ranking,
    places,
    read,
    unpack_rankings,
)
from crowdkit.aggregation import GLAD, BradleyTerry, DawidSkene, NoisyBradleyTerry
from hypothesis import given, settings
from hypothesis import strategies as st

MIXED = Questions.of([Kind.PAIRWISE, Kind.RATING, Kind.LABEL, Kind.RANKING, Kind.EDIT], [0, 0, 3, 4, 0])
ADA, BOB, CY = (bytes([n]) * 32 for n in (1, 2, 3))


def same(one: Judgments, other: Judgments) -> bool:
    """Bit for bit."""
    columns = ("worker", "task", "answer", "epoch")
    return (one.workers, one.texts) == (other.workers, other.texts) and all(getattr(one, c).tobytes() == getattr(other, c).tobytes() for c in columns)


# ---- the table

answers = [st.integers(0, 2), st.integers(1, 10), st.integers(0, 2), st.permutations(range(4)).map(pack_ranking), st.text(max_size=3).map(text_id)]
one_batch = st.sets(st.integers(0, 4), min_size=1).flatmap(lambda tasks: st.tuples(*(st.tuples(st.just(t), answers[t]) for t in sorted(tasks))))
revealed = st.dictionaries(st.tuples(st.integers(0, 3), st.sampled_from([ADA, BOB, CY])), one_batch, max_size=8)


@given(revealed, st.randoms())
def test_the_same_judgments_are_the_same_table(given_in: dict, rng: random.Random) -> None:
    """INV-QUALITY-1: whatever order the batches came in; of two judgments of a worker on a task the one of the earlier epoch counts."""
    batches = [Batch(epoch, worker, encode(MIXED, list(judged))) for (epoch, worker), judged in given_in.items()]
    table, refused = read(MIXED, batches)
    rng.shuffle(batches)
    assert same(read(MIXED, batches)[0], table)
    assert not refused
    expected: dict[tuple[int, bytes], int | bytes] = {}
    for (_, worker), judged in sorted(given_in.items()):
        for task, answer in judged:
            expected.setdefault((task, worker), answer)
    got = {}
    for w, t, a in zip(table.worker, table.task, table.answer, strict=True):
        got[int(t), table.workers[w]] = table.texts[a] if table.questions.kind[t] == Kind.EDIT else int(a)
    assert got == expected


def test_rows_given_by_hand_follow_the_same_rule() -> None:
    """INV-QUALITY-1: by (epoch, worker, index), with the workers in any order."""
    questions = Questions.alike(2, Kind.RATING)
    table = Judgments.of(questions, [BOB, ADA], [0, 0, 1, 0], [1, 1, 0, 0], [3, 4, 5, 6], epoch=[1, 1, 0, 0], index=[7, 2, 0, 0])
    assert table.workers == (ADA, BOB)
    assert (table.task.tolist(), table.worker.tolist(), table.answer.tolist()) == ([0, 0, 1], [0, 1, 1], [5, 6, 4])
    with pytest.raises(ValueError, match="read-only"):
        table.answer[0] = 1


def test_twenty_bytes_a_judgment() -> None:
    """INV-QUALITY-2: the bytes are the chain's."""
    judged: list[tuple[int, int | bytes]] = [(0, 2), (1, 10), (3, pack_ranking([2, 0, 3, 1])), (4, text_id("better"))]
    packed = encode(MIXED, judged)
    assert packed == b"".join(
        task.to_bytes(4, "little") + (a if isinstance(a, bytes) else a.to_bytes(16, "little")) for task, a in judged
    )  # fmt: skip
    assert packed[-16:] == sha256(b"better").digest()[:16]
    assert decode(MIXED, packed)["task"].tolist() == [0, 1, 3, 4]
    ranking = np.array([pack_ranking([2, 0, 3, 1])], np.uint64)
    assert unpack_rankings(ranking, 4).tolist() == [[2, 0, 3, 1]]
    assert places(ranking, 4).tolist() == [[1, 3, 0, 2]]


def raw(*judged: tuple[int, int]) -> bytes:
    return b"".join(task.to_bytes(4, "little") + answer.to_bytes(16, "little") for task, answer in judged)


@pytest.mark.parametrize(
    ("records", "field"),
    [
        (b"", "records"),
        (raw((0, 1))[:-1], "records"),
        (raw(*((t, 1) for t in range(MAX_BATCH + 1))), "records"),
        (raw((1, 5), (0, 1)), "task"),
        (raw((1, 5), (1, 5)), "task"),
        (raw((5, 0)), "task"),
        (raw((0, 3)), "answer"),
        (raw((1, 0)), "answer"),
        (raw((1, 11)), "answer"),
        (raw((2, 3)), "answer"),
        (raw((3, 0x3211)), "answer"),
        (raw((3, 0x13210)), "answer"),
        (raw((0, 1 << 64)), "answer"),
    ],
)
def test_a_batch_that_cannot_be_is_refused_whole_and_stops_nobody(records: bytes, field: str) -> None:
    """INV-QUALITY-2: its good judgments are left out too, everyone else's stay, and the reason is named."""
    with pytest.raises(InputError) as why:
        decode(MIXED, records)
    assert why.value.field == field
    honest = Batch(0, BOB, encode(MIXED, [(0, 1), (1, 7)]))
    table, refused = read(MIXED, [Batch(0, ADA, records), honest])
    assert [(r.epoch, r.worker, field in r.reason) for r in refused] == [(0, ADA, True)]
    assert table.counts().tolist() == [0, 2]


def test_what_no_table_can_hold_is_refused_by_name() -> None:
    """INV-QUALITY-2."""
    rated = Questions.alike(2, Kind.RATING)
    for field, call in (
        ("kind", lambda: Questions.of([9])),
        ("options", lambda: Questions.of([Kind.LABEL], [1])),
        ("options", lambda: Questions.of([Kind.RANKING], [17])),
        ("workers", lambda: Judgments.of(rated, [b"short"], [0], [0], [1])),
        ("workers", lambda: Judgments.of(rated, [ADA, ADA], [0], [0], [1])),
        ("worker", lambda: Judgments.of(rated, [ADA], [1], [0], [1])),
        ("task", lambda: Judgments.of(rated, [ADA], [0], [2], [1])),
        ("answer", lambda: Judgments.of(rated, [ADA], [0], [0], np.array([1.5]))),
        ("answer", lambda: Judgments.of(Questions.alike(1, Kind.EDIT), [ADA], [0], [0], [0])),
        ("order", lambda: pack_ranking([0, 0])),
        ("batches", lambda: read(rated, [Batch(0, ADA, raw((0, 1))), Batch(0, ADA, raw((1, 1)))])),
        ("judged", lambda: encode(rated, [(0, -1)])),
        ("kind", lambda: choices(read(MIXED, [Batch(0, ADA, raw((0, 1), (1, 2)))])[0])),
    ):
        with pytest.raises(InputError) as why:
            call()
        assert why.value.field == field


# ---- gold


def test_wilson_s_lower_end() -> None:
    """INV-QUALITY-5: the share from which what was seen is just 1.96 standard errors away; nothing seen, or nothing right, is worth nothing."""
    hits, seen = np.array([10, 8, 80, 1]), np.array([10, 10, 100, 50])
    lower = quality.wilson_lower(hits, seen)
    assert (hits / seen - lower) / np.sqrt(lower * (1 - lower) / seen) == pytest.approx(1.959964, abs=1e-5)
    assert lower[2] > lower[1]
    assert quality.wilson_lower(np.array([0, 0]), np.array([10, 0])).tolist() == [0.0, 0.0]


def test_a_near_miss_on_a_scale_is_right_and_a_wrong_label_is_not() -> None:
    """INV-QUALITY-5: gold counts per kind, and knows what blind answers would get."""
    gold = quality.Gold.of(MIXED, {0: 1, 1: 7, 2: 2, 3: pack_ranking([0, 1, 2, 3]), 4: text_id("x")})
    right = encode(MIXED, [(0, 1), (1, 8), (2, 2), (3, pack_ranking([0, 1, 2, 3])), (4, text_id("x"))])
    wrong = encode(MIXED, [(0, 2), (1, 9), (2, 1), (3, pack_ranking([1, 0, 2, 3])), (4, text_id("y"))])
    found = quality.gold_accuracy(read(MIXED, [Batch(0, ADA, right), Batch(0, BOB, wrong), Batch(0, CY, raw((0, 1)))])[0], gold)
    assert found.seen.tolist() == [5, 5, 1]
    assert found.hits.tolist() == [5, 0, 1]
    assert found.chance[0] == pytest.approx((1 / 2 + 3 / 10 + 1 / 3 + 1 / 24 + 0) / 5)
    assert quality.gold_accuracy(read(MIXED, [Batch(0, ADA, right)])[0], quality.Gold.of(MIXED, {})).seen.tolist() == [0]


@pytest.mark.parametrize("known", [{9: 0}, {0: 2}, {0: b"x" * 16}, {4: 1}, {1: 0}])
def test_gold_that_no_question_can_have_is_refused(known: dict) -> None:
    """INV-QUALITY-5."""
    with pytest.raises(InputError):
        quality.Gold.of(MIXED, known)


# ---- models, against crowd-kit by hand


def crowd(seed: int, tasks: int = 300, workers: int = 30, classes: int = 3, redundancy: int = 5, accuracy: float = 0.75) -> tuple[Choices, np.ndarray]:
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, classes, tasks)
    unit = np.repeat(np.arange(tasks), redundancy)
    worker = np.concatenate([np.sort(rng.choice(workers, redundancy, replace=False)) for _ in range(tasks)])
    said = np.where(rng.random(len(unit)) < accuracy, truth[unit], rng.integers(0, classes, len(unit)))
    return Choices(worker, unit, said, workers, np.arange(tasks) << 8, np.arange(classes)), truth


def by_hand(c: Choices, seed: int) -> pd.DataFrame:
    """What somebody else would pass, in some order of rows."""
    return pd.DataFrame({"task": c.unit, "worker": c.worker, "label": c.choice}).sample(frac=1, random_state=seed)


def shuffled(c: Choices, seed: int) -> Choices:
    at = np.random.default_rng(seed).permutation(len(c.unit))
    return Choices(c.worker[at], c.unit[at], c.choice[at], c.workers, c.keys, c.values, c.ordered)


@pytest.mark.parametrize("seed", range(3))
def test_dawid_skene_is_crowd_kit_s(seed: int) -> None:
    """INV-QUALITY-3: equal to 1e-6 to a call by hand on rows in another order, and to the bit to ours on shuffled rows."""
    c, truth = crowd(seed)
    ours = quality.dawid_skene(c)
    theirs: Any = DawidSkene(n_iter=100).fit(by_hand(c, seed))
    assert ours.probability == pytest.approx(theirs.probas_.sort_index()[[0, 1, 2]].to_numpy(), abs=1e-6)
    assert ours.confusion is not None
    for (worker, label), row in theirs.errors_.iterrows():
        assert ours.confusion[worker, label] == pytest.approx(row[[0, 1, 2]].to_numpy(), abs=1e-6)
    assert ours.probability.tobytes() == quality.dawid_skene(shuffled(c, seed)).probability.tobytes()
    assert (ours.labels == truth).mean() > 0.9


def test_dawid_skene_with_gold_is_crowd_kit_s() -> None:
    """INV-QUALITY-3: known truth is kept, and the first confusions are gold's."""
    c, truth = crowd(7)
    known = np.where(np.arange(300) < 40, truth, -1)
    ours = quality.dawid_skene(c, known)
    start = quality.gold_confusion(c, known)
    index = pd.MultiIndex.from_product([range(30), range(3)], names=["worker", "label"])
    first = pd.DataFrame(start.reshape(90, 3), index=index, columns=[0, 1, 2])
    theirs: Any = DawidSkene(n_iter=100, initial_error_strategy="assign").fit(by_hand(c, 1), true_labels=pd.Series(truth[:40]), initial_error=first)
    assert ours.probability == pytest.approx(theirs.probas_.sort_index()[[0, 1, 2]].to_numpy(), abs=1e-6)
    assert (ours.labels[:40] == truth[:40]).all()


@pytest.mark.parametrize("seed", range(2))
def test_glad_is_crowd_kit_s(seed: int) -> None:
    """INV-QUALITY-3."""
    c, _ = crowd(seed, tasks=150)
    ours = quality.glad(c)
    theirs: Any = GLAD(n_iter=100).fit(by_hand(c, seed))
    assert ours.probability == pytest.approx(theirs.probas_.sort_index()[[0, 1, 2]].to_numpy(), abs=1e-6)
    assert ours.ability == pytest.approx(theirs.alphas_.sort_index().to_numpy(), abs=1e-6)
    assert ours.probability.tobytes() == quality.glad(shuffled(c, seed)).probability.tobytes()


def compared(seed: int, items: int = 8, tasks: int = 400) -> tuple[Judgments, np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    strength = np.linspace(-1.5, 1.5, items)
    first = rng.integers(0, items, tasks)
    second = (first + rng.integers(1, items, tasks)) % items
    wins = rng.random(tasks) < 1 / (1 + np.exp(strength[second] - strength[first]))
    said = np.where(rng.random(tasks) < 0.1, 2, np.where(wins, 0, 1))
    workers = [bytes([n]) * 32 for n in range(5)]
    return Judgments.of(Questions.alike(tasks, Kind.PAIRWISE), workers, rng.integers(0, 5, tasks), range(tasks), said), first, second, strength


def test_bradley_terry_is_crowd_kit_s_and_goes_on_to_the_end() -> None:
    """INV-QUALITY-3: with ties as two halves; the estimate is the likelihood's maximum, which crowd-kit's own tolerance stops short of."""
    judgments, first, second, strength = compared(1)
    ours = quality.bradley_terry(judgments, first, second).score
    rows = []
    for worker, task, answer in zip(judgments.worker, judgments.task, judgments.answer, strict=True):
        left, right = first[task], second[task]
        rows += [(worker, left, right, w) for w in ((left, right) if answer == 2 else (left,) * 2 if answer == 0 else (right,) * 2)]
    frame = pd.DataFrame(rows, columns=["worker", "left", "right", "label"]).sample(frac=1, random_state=1)
    assert ours == pytest.approx(BradleyTerry(n_iter=1_000, tol=0.0).fit(frame).scores_.to_numpy(), abs=1e-6)
    # At the maximum an item's wins are what its strength foresees.
    wins = np.bincount(frame.label, minlength=8)
    chance = ours[frame.left] / (ours[frame.left] + ours[frame.right])
    foreseen = np.bincount(frame.left, chance, 8) + np.bincount(frame.right, 1 - chance, 8)
    assert foreseen == pytest.approx(wins, abs=1e-6)
    early = BradleyTerry(n_iter=1_000).fit(frame).scores_.to_numpy()
    assert abs(early - ours).max() > 0.01
    assert np.corrcoef(np.log(ours), strength)[0, 1] > 0.95
    noisy = quality.noisy_bradley_terry(judgments, first, second)
    by_hand = NoisyBradleyTerry().fit(frame.sort_index())
    assert noisy.score == pytest.approx(by_hand.scores_.to_numpy(), abs=1e-6)
    assert noisy.skill == pytest.approx(by_hand.skills_.to_numpy(), abs=1e-6)


def test_strengths_that_nothing_determines_are_refused() -> None:
    """INV-QUALITY-3: an item that never lost would be infinitely strong."""
    questions = Questions.alike(2, Kind.PAIRWISE)
    unbeaten = Judgments.of(questions, [ADA], [0, 0], [0, 1], [0, 0])
    with pytest.raises(InputError, match="chain of wins"):
        quality.bradley_terry(unbeaten, np.array([0, 1]), np.array([1, 2]))
    with pytest.raises(InputError, match="another item"):
        quality.bradley_terry(unbeaten, np.array([0, 1]), np.array([1, 1]))


@pytest.mark.parametrize("model", [quality.dawid_skene, quality.glad])
def test_where_all_say_the_same_there_is_nothing_to_model(model) -> None:
    """INV-QUALITY-3: one answer everywhere tells nobody from anybody."""
    c = Choices(np.array([0, 1]), np.array([0, 0]), np.array([1, 1]), 2, np.array([0]), np.arange(2))
    assert model(c).labels.tolist() == [1]
    assert quality.reliability(c, model(c)).tolist() == [0.0, 0.0]
    with pytest.raises(InputError, match="iterations"):
        model(c, iterations=0)


# ---- agreement

N = None
# K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): B (nominal, two observers) and C (four observers, missing data).
TWO: list[list[Any]] = [list("aabbdcccedda"), list("babbbccceddd")]
FOUR = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]
BINARY = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]


def alpha(data: list[list[Any]], level: quality.Level) -> float:
    cells = [(unit, ord(v) if isinstance(v, str) else v) for row in data for unit, v in enumerate(row) if v is not None]
    unit, value = np.array(cells).T
    return quality.krippendorff_alpha(unit, value, level)


@pytest.mark.parametrize(
    ("data", "level", "published"),
    [
        (BINARY, quality.Level.NOMINAL, 0.095),
        (TWO, quality.Level.NOMINAL, 0.692),
        (FOUR, quality.Level.NOMINAL, 0.743),
        (FOUR, quality.Level.ORDINAL, 0.815),
        (FOUR, quality.Level.INTERVAL, 0.849),
    ],
)
def test_alpha_is_krippendorff_s(data: list[list[Any]], level: quality.Level, published: float) -> None:
    """INV-QUALITY-4: his own worked examples."""
    assert alpha(data, level) == pytest.approx(published, abs=5e-4)


def test_alpha_says_nothing_where_nothing_varies() -> None:
    """INV-QUALITY-4."""
    flat: list[list[list[Any]]] = [[[1, 1], [1, 1]], [[1, 2], [N, N]]]
    for data in flat:
        with pytest.raises(InputError, match="two values"):
            alpha(data, quality.Level.NOMINAL)
    assert alpha([[1, 2], [1, 2]], quality.Level.INTERVAL) == 1.0


# ---- a crowd with spam

KINDS = {"pairwise": (Kind.PAIRWISE, 0), "rating": (Kind.RATING, 0), "label": (Kind.LABEL, 4), "ranking": (Kind.RANKING, 4)}


def spammed(kind: Kind, options: int, seed: int, tasks: int = 600, workers: int = 40, redundancy: int = 10) -> tuple[Judgments, np.ndarray, np.ndarray]:
    """30 % of the workers answer blindly: half of them anything, half of them one thing. The rest are good to very different degrees."""
    rng = np.random.default_rng(seed)
    classes = {Kind.PAIRWISE: 2, Kind.RATING: 10, Kind.LABEL: options}.get(kind, 24)
    spam = np.arange(workers) < round(0.3 * workers)
    skill = rng.uniform(0.7, 0.95, workers)
    truth = rng.integers(0, classes, tasks)
    unit = np.repeat(np.arange(tasks), redundancy)
    worker = np.concatenate([rng.choice(workers, redundancy, replace=False) for _ in range(tasks)])
    off = rng.integers(1, classes, len(unit))
    said = np.where(rng.random(len(unit)) < skill[worker], truth[unit], (truth[unit] + off) % classes)
    if kind is Kind.RATING:
        said = np.clip(np.rint(truth[unit] + rng.normal(0, 3.0 * (1 - skill[worker]) + 0.3)), 0, 9).astype(np.int64)
    blind = np.where(worker % 2 == 0, rng.integers(0, classes, len(unit)), 1)
    said = np.where(spam[worker], blind, said)
    if kind is Kind.RANKING:
        orders = np.array([pack_ranking(list(p)) for p in _permutations(options)], np.uint64)
        said, truth = orders[said], orders[truth]
    elif kind is Kind.RATING:
        said, truth = said + 1, truth + 1
    return Judgments.of(Questions.alike(tasks, kind, options), [bytes([w]) * 32 for w in range(workers)], worker, unit, said), truth, spam


def _permutations(n: int) -> list[tuple[int, ...]]:
    from itertools import permutations

    return list(permutations(range(n)))


@pytest.mark.parametrize("name", KINDS)
def test_spammers_score_nothing_and_experts_by_their_skill(name: str) -> None:
    """INV-QUALITY-6: with 30 % spam, all spam falls below the floor, no expert does, and gold at a tenth of the tasks is enough for it."""
    judgments, truth, spam = spammed(*KINDS[name], seed=3)
    gold = quality.Gold.of(judgments.questions, {task: int(truth[task]) for task in range(60)})
    found = score.assess(judgments, gold)
    assert (found.score[spam] == 0).all(), found.quality[spam]
    assert found.quality[spam].max() < 0.1
    assert (found.score[~spam] > 0).all(), found.quality[~spam]
    assert not np.isin(found.group[~spam], found.group[spam]).any()
    assert len(np.unique(found.group[~spam])) == (~spam).sum()
    without = score.assess(judgments)
    assert (without.score[spam] == 0).all(), without.quality[spam]


@pytest.mark.parametrize("seed", range(5))
def test_estimated_labels_beat_the_majority(seed: int) -> None:
    """INV-QUALITY-6: what the model takes for true is true more often than what most said."""
    judgments, truth, _ = spammed(Kind.LABEL, 4, seed, redundancy=5)
    c = choices(judgments)
    by_model, by_votes = ((model.labels == truth).mean() for model in (quality.dawid_skene(c), quality.majority(c)))
    assert by_model > by_votes + 0.02


def test_edits_are_judged_by_gold_alone() -> None:
    """INV-QUALITY-6: their texts are no classes; a campaign of edits without gold has nothing to judge by."""
    questions = Questions.alike(12, Kind.EDIT)
    good, bad = (encode(questions, [(t, text_id(f"{kind} {t}")) for t in range(12)]) for kind in ("good", "bad"))
    judgments, _ = read(questions, [Batch(0, ADA, good), Batch(0, BOB, bad)])
    found = score.assess(judgments, quality.Gold.of(questions, {t: text_id(f"good {t}") for t in range(12)}))
    assert found.quality[0] == pytest.approx(quality.wilson_lower(np.array([12]), np.array([12]))[0])
    assert found.score[1] == 0
    with pytest.raises(InputError, match="something to judge by"):
        score.assess(judgments)


# ---- from quality to whole numbers

shares = st.floats(0, 1)


@given(st.tuples(shares, shares, shares), shares, st.integers(0, 2), st.integers(1, 20))
def test_a_better_part_never_makes_a_worse_quality(parts: tuple[float, float, float], better: float, at: int, copies: int) -> None:
    """INV-QUALITY-7: and more copies never make a better one."""
    raised = [max(p, better) if i == at else p for i, p in enumerate(parts)]

    def q(of: list[float] | tuple[float, ...], n: int) -> float:
        gold, model, peers = (np.array([p]) for p in of)
        return float(score.combine(gold, model, peers, n)[0])

    assert 0 <= q(parts, copies) <= q(raised, copies) <= 1
    assert q(parts, copies + 1) <= q(parts, copies)


@given(st.integers(0, 10**9), st.floats(-1e-10, 1e-10))
def test_float_noise_flips_no_score(steps: int, noise: float) -> None:
    """INV-QUALITY-7: a quality that is a whole number of steps of 1e-9 (halves of a basis point are) rounds alike on machines that differ by 1e-10."""
    q = min(max(steps / 10**9 + noise, 0.0), 1.0)
    assert score.quality_bps(np.array([q]))[0] == (steps + 50_000) // 100_000


def test_the_boundary_is_where_it_is_said_to_be() -> None:
    """INV-QUALITY-7: half a step below each half of a basis point, and only there."""
    edge = (1_234 + 0.5) / 10_000 - 5e-10
    assert score.quality_bps(np.array([edge - 1e-12, edge + 1e-12, 0.00005, 1.0])).tolist() == [1_234, 1_235, 1, 10_000]
    for q in (-1e-3, 1.001, float("nan")):
        with pytest.raises(InputError, match="quality"):
            score.quality_bps(np.array([q]))


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 256)), min_size=1))
def test_a_score_is_bounded_by_the_judgments(rows: list[tuple[int, int]]) -> None:
    """INV-QUALITY-7: at most 10,000 each, as the chain demands."""
    bps, count = np.array(rows).T
    found = score.scores(bps, count)
    assert (found <= count.astype(np.uint64) * np.uint64(10_000)).all()
    assert found.tolist() == [b * n for b, n in rows]


def test_what_is_below_the_floor_gets_nothing() -> None:
    """INV-QUALITY-7: the floor cuts; at the floor and above nothing changes."""
    judgments, truth, _ = spammed(Kind.PAIRWISE, 0, seed=5, tasks=200)
    gold = quality.Gold.of(judgments.questions, {task: int(truth[task]) for task in range(40)})
    bare, cut = score.assess(judgments, gold, floor_bps=0), score.assess(judgments, gold, floor_bps=3_000)
    assert (cut.bps == np.where(bare.bps < 3_000, 0, bare.bps)).all()
    assert 0 < (cut.bps > 0).sum() < (bare.bps > 0).sum()


u64 = st.integers(0, 2**64 - 1)
weighed = st.one_of(
    st.lists(st.integers(0, 2_560_000), min_size=1, max_size=40),
    st.lists(st.integers(0, 2**58), min_size=1, max_size=40),
    st.lists(st.one_of(st.just(0), st.just(1), st.integers(2**62, 2**64 - 1)), min_size=1, max_size=3),
)


@given(u64, weighed)
@settings(max_examples=500)
def test_rewards_are_the_pool_to_the_last_unit(pool: int, given_scores: list[int]) -> None:
    """INV-QUALITY-8: they add up to it; each is within a unit of its share; a score of 0 gets 0; the fast path is the same numbers for any u64."""
    total = sum(given_scores)
    array = np.array(given_scores, np.uint64)
    if not 1 <= total < 2**64:
        for path in (lambda: score.rewards(pool, given_scores), lambda: score.rewards_of(pool, array)):
            with pytest.raises(InputError, match="scores"):
                path()
        return
    paid = score.rewards(pool, given_scores)
    assert sum(paid) == pool
    assert all(abs(r - Fraction(pool * s, total)) < 1 and (s or not r) for r, s in zip(paid, given_scores, strict=True))
    assert score.rewards_of(pool, array).tolist() == paid


@pytest.mark.parametrize("bits", [14, 43])
def test_a_million_rewards_in_a_blink(bits: int) -> None:
    """INV-QUALITY-8: a million rows, to the unit, within seconds; the sum of scores just below 64 bits takes the long way."""
    rng = np.random.default_rng(bits)
    given_scores = rng.integers(0, 2**bits, 1_000_000).astype(np.uint64)
    pool = 2**64 - 59
    began = perf_counter()
    fast = score.rewards_of(pool, given_scores)
    assert perf_counter() - began < 10
    assert sum(fast.tolist()) == pool
    assert fast.tolist() == score.rewards(pool, given_scores.tolist())


def test_a_pool_beyond_a_u64_is_refused() -> None:
    """INV-QUALITY-8."""
    with pytest.raises(InputError, match="pool"):
        score.rewards(2**64, [1])
    with pytest.raises(InputError, match="scores"):
        score.rewards(1, [-1, 2])


# ---- assignment

CAMPAIGN = sha256(b"campaign").digest()


def test_an_assignment_is_the_first_of_the_hashes() -> None:
    """INV-QUALITY-9: as anybody would write it down."""
    tasks = np.arange(0, 3_500, 7, dtype=np.uint32)
    for epoch, worker in ((0, ADA), (1, ADA), (2**32 - 1, CY)):
        hashed = sorted(
            tasks, key=lambda t: sha256(b"assay/assignment/v1" + CAMPAIGN + epoch.to_bytes(4, "little") + worker + int(t).to_bytes(4, "little")).digest()
        )
        for most in (1, 20, 500, 600):
            assert assignment.assigned(CAMPAIGN, epoch, worker, tasks, most).tolist() == hashed[:most]


def test_only_assigned_judgments_count_and_no_more_than_wanted() -> None:
    """INV-QUALITY-9: what a worker chose for itself is ignored; of too many the first by hash count; every judgment more changes no one's assignment."""
    tasks, workers = np.arange(60, dtype=np.uint32), [sha256(bytes([w])).digest() for w in range(30)]
    questions = Questions.alike(60, Kind.RATING)
    greedy = Judgments.of(questions, workers, np.repeat(np.arange(30), 60), np.tile(tasks, 30), np.full(1_800, 5))
    most = assignment.per_worker(60, 30, redundancy=5)
    assert most == 12
    kept = assignment.counted(greedy, CAMPAIGN, tasks, most, redundancy=5)
    assert np.bincount(kept.task, minlength=60).max() == 5
    assert kept.counts().max() <= most
    for t, w in zip(kept.task, kept.worker, strict=True):
        assert t in assignment.assigned(CAMPAIGN, 0, kept.workers[w], tasks, most)
    obedient = greedy.where(
        np.array([t in assignment.assigned(CAMPAIGN, 0, greedy.workers[w], tasks, most) for t, w in zip(greedy.task, greedy.worker, strict=True)])
    )
    assert same(assignment.counted(obedient, CAMPAIGN, tasks, most, redundancy=5), kept)


def test_two_hundred_workers_and_ten_thousand_tasks_are_quick() -> None:
    """INV-QUALITY-9: seconds; and a task gets the redundancy asked for, on average and with some to spare."""
    tasks = np.arange(10_000, dtype=np.uint32)
    most = assignment.per_worker(10_000, 200, redundancy=5)
    began = perf_counter()
    given_out = [assignment.assigned(CAMPAIGN, 3, sha256(bytes([w])).digest(), tasks, most) for w in range(200)]
    assert perf_counter() - began < 20
    got = np.bincount(np.concatenate(given_out), minlength=10_000)
    assert got.mean() == pytest.approx(6.0)
    assert (got >= 3).mean() > 0.9


@pytest.mark.parametrize(("field", "call"), [
    ("campaign", lambda t: assignment.assigned(b"", 0, ADA, t, 1)),
    ("worker", lambda t: assignment.assigned(CAMPAIGN, 0, b"", t, 1)),
    ("epoch", lambda t: assignment.assigned(CAMPAIGN, -1, ADA, t, 1)),
    ("most", lambda t: assignment.assigned(CAMPAIGN, 0, ADA, t, 0)),
    ("tasks", lambda t: assignment.assigned(CAMPAIGN, 0, ADA, t.repeat(2), 1)),
    ("redundancy", lambda t: assignment.per_worker(1, 1, 0)),
])  # fmt: skip
def test_assignments_that_cannot_be_are_refused_by_name(field: str, call: Callable[[Any], Any]) -> None:
    """INV-QUALITY-9."""
    with pytest.raises(InputError) as why:
        call(np.arange(3, dtype=np.uint32))
    assert why.value.field == field
