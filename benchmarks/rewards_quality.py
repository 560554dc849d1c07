"""Quality of judgments: how fast, and that crowd-kit's results come through unchanged; the peer is a call of crowd-kit or of Python's whole numbers by hand.

Both sides of a row run in turns in one process; seconds, the best of each, and the ratio is the peer's time over ours. Rows of differences say how far ours is
from the peer's and have no ratio.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from itertools import pairwise
from time import perf_counter
from typing import Any

import numpy as np

ROWS = 1_000_000


def rows() -> list[dict[str, Any]]:
    """The figures."""
    return [*models(), *pay(), *assignments(), *campaigns()]


def models() -> list[dict[str, Any]]:
    """Dawid-Skene on 50,000 judgments, GLAD on 5,000."""
    import pandas as pd
    from assay_worker.jobs.feedback.judgments import Choices
    from assay_worker.jobs.feedback.quality import dawid_skene, glad
    from crowdkit.aggregation import GLAD, DawidSkene

    measured = []
    peers: tuple[tuple[str, int, Any, Any], ...] = (("dawid-skene", 10_000, dawid_skene, DawidSkene), ("glad", 1_000, glad, GLAD))
    for name, tasks, ours, theirs in peers:
        rng = np.random.default_rng(1)
        truth, unit = rng.integers(0, 3, tasks), np.repeat(np.arange(tasks), 5)
        worker = np.argsort(rng.random((tasks, 200)), axis=1)[:, :5].ravel()
        said = np.where(rng.random(len(unit)) < 0.75, truth[unit], rng.integers(0, 3, len(unit)))
        c = Choices(worker, unit, said, 200, np.arange(tasks) << 8, np.arange(3))
        frame = pd.DataFrame({"task": unit, "worker": worker, "label": said}).sample(frac=1, random_state=1)
        mine, hand = ours(c), theirs(n_iter=100).fit(frame)
        apart = float(np.abs(mine.probability - hand.probas_.sort_index()[[0, 1, 2]].to_numpy()).max())
        seconds = _turns(partial(ours, c), partial(_fit, theirs, frame), 3)
        workload = f"{len(unit):,} judgments of {tasks:,} tasks by 200 workers, 3 classes"
        measured.append(_row(f"rewards-{name}", workload, "crowd-kit 1.4.2 by hand", seconds, None))
        measured.append(
            _row(f"rewards-{name}-difference", f"{workload}; the largest difference of a probability", "crowd-kit 1.4.2 by hand", (apart, None), None)
            | {"unit": "", "goal": "<= 1e-6", "met": apart <= 1e-6}
        )
    return measured


def _fit(model: Any, frame: Any) -> Any:
    return model(n_iter=100).fit(frame)


def pay() -> list[dict[str, Any]]:
    """A pool split over a million scores."""
    from assay_worker.jobs.feedback.score import rewards, rewards_of

    scores = np.random.default_rng(1).integers(0, 2_560_001, ROWS).astype(np.uint64)
    pool, listed = 10**15 + 7, scores.tolist()
    fast = rewards_of(pool, scores)
    exact = fast.tolist() == rewards(pool, listed) and sum(fast.tolist()) == pool
    seconds = _turns(lambda: rewards_of(pool, scores), lambda: rewards(pool, listed), 3)
    row = _row("rewards-split-1m", f"{ROWS:,} scores, equal to the last unit, the sum is the pool", "Python's whole numbers", seconds, None)
    return [row | {"goal": "equal", "met": exact}]


def assignments() -> list[dict[str, Any]]:
    """The tasks of 200 workers among 10,000: two million hashes, against hashlib without anything else."""
    from assay_worker.jobs.feedback.assignment import TAG, assigned, per_worker

    tasks, campaign = np.arange(10_000, dtype=np.uint32), sha256(b"campaign").digest()
    workers = [sha256(n.to_bytes(4, "little")).digest() for n in range(200)]
    most = per_worker(10_000, 200, redundancy=5)
    packed = [n.to_bytes(4, "little") for n in range(10_000)]

    def bare() -> None:
        for worker in workers:
            start = TAG + campaign + bytes(4) + worker
            for task in packed:
                sha256(start + task).digest()

    seconds = _turns(lambda: [assigned(campaign, 0, worker, tasks, most) for worker in workers], bare, 2)
    return [_row("rewards-assignment", "200 workers, 10,000 tasks", "hashlib alone", seconds, None)]


def campaigns() -> list[dict[str, Any]]:
    """A whole campaign assessed, and the table from its bytes."""
    from assay.models.rewards import MAX_BATCH
    from assay_worker.jobs.feedback.judgments import Batch, Kind, Questions, encode, read
    from assay_worker.jobs.feedback.quality import Gold
    from assay_worker.jobs.feedback.score import assess

    rng = np.random.default_rng(1)
    tasks = 5_000
    truth = rng.integers(0, 2, tasks)
    questions = Questions.alike(tasks, Kind.PAIRWISE)
    batches = []
    for n in range(200):
        judged = np.sort(rng.choice(tasks, MAX_BATCH, replace=False))
        said = np.where(rng.random(len(judged)) < (0.85 if n >= 60 else 0.5), truth[judged], 1 - truth[judged])
        batches.append(Batch(0, sha256(bytes([n])).digest(), encode(questions, list(zip(judged.tolist(), said.tolist(), strict=True)))))
    judgments, _ = read(questions, batches)
    gold = Gold.of(questions, {task: int(truth[task]) for task in range(500)})
    spam = np.isin(judgments.workers, [batch.worker for batch in batches[:60]])
    found = assess(judgments, gold)
    workload = f"{len(judgments):,} judgments by 200 workers, 30 % of them spam"
    paid = float(found.score[spam].sum() / found.score.sum())
    return [
        _row("rewards-read", workload, None, (_turns(lambda: read(questions, batches), None, 3)[0], None), None),
        _row("rewards-assess", f"{workload}, with gold", None, (_turns(lambda: assess(judgments, gold), None, 2)[0], None), None),
        _row("rewards-spam", f"{workload}: what the spammers get of the pool", None, (paid, None), None) | {"unit": "", "goal": "<= 0.01", "met": paid <= 0.01},
    ]


def _turns(ours: Callable[[], object], theirs: Callable[[], object] | None, turns: int) -> tuple[float, float | None]:
    best = [float("inf")] * 2
    for _ in range(turns):
        for at, call in enumerate((ours, theirs)):
            if call is not None:
                times = [perf_counter()]
                call()
                times.append(perf_counter())
                best[at] = min(best[at], *(after - before for before, after in pairwise(times)))
    return best[0], None if theirs is None else best[1]


def _row(name: str, workload: str, peer: str | None, figures: tuple[float, float | None], least: float | None) -> dict[str, Any]:
    ours, theirs = figures
    ratio = None if theirs is None else theirs / ours
    return {
        "name": name,
        "workload": workload,
        "peer": peer,
        "ours": float(f"{ours:.3g}"),
        "theirs": None if theirs is None else float(f"{theirs:.3g}"),
        "unit": "s",
        "ratio": None if ratio is None else round(ratio, 2),
        "goal": "reported" if least is None else f">= {least:g}",
        "met": least is None or ratio is None or ratio >= least,
    }


if __name__ == "__main__":
    for line in rows():
        print(line)
