"""Which tasks a worker is to judge: a rule that everybody can apply, and nobody can choose by.

In an epoch a worker is assigned the first `per_worker` of the epoch's tasks by sha256("assay/assignment/v1" || campaign_id || epoch u32 LE || worker ||
task u32 LE). Of the judgments on a task by workers to whom it is assigned, the first `redundancy` by the same hash count. So a worker needs to know of no
other, and whoever judges what it likes, or what its friends judge, judges for nothing.
"""

from __future__ import annotations

from hashlib import sha256

import numpy as np
from assay.errors import InputError
from numpy.typing import NDArray

from .judgments import Judgments

TAG = b"assay/assignment/v1"


def per_worker(tasks: int, workers: int, redundancy: int, spare_bps: int = 2_000) -> int:
    """How many tasks to assign to each of so many workers that a task gets `redundancy` judgments on average, and some to spare for who stays away."""
    for field, value in (("tasks", tasks), ("workers", workers), ("redundancy", redundancy)):
        if value < 1:
            raise InputError(field, value, "at least 1", "there is nothing to assign")
    return min(-(-tasks * redundancy * (10_000 + spare_bps) // (workers * 10_000)), tasks)


def assigned(campaign: bytes, epoch: int, worker: bytes, tasks: NDArray[np.uint32], most: int) -> NDArray[np.uint32]:
    """A worker's tasks of an epoch, in the order of their hashes, at most `most`."""
    _check(campaign, epoch, worker)
    if most < 1:
        raise InputError("most", most, "at least 1", "see assignment.per_worker")
    if len(np.unique(tasks)) != len(tasks):
        raise InputError("tasks", len(tasks), "different", "name each task once")
    words = _hashes(campaign, epoch, worker, tasks)
    # Few are sorted: no hash with a larger first word comes before the `most` smallest.
    near = np.arange(len(tasks))
    if most < len(tasks):
        near = np.flatnonzero(words[:, 0] <= np.partition(words[:, 0], most - 1)[most - 1])
    order = np.lexsort(words[near, ::-1].T)
    chosen: NDArray[np.uint32] = tasks[near[order[:most]]]
    return chosen


def counted(judgments: Judgments, campaign: bytes, tasks: NDArray[np.uint32], most: int, redundancy: int) -> Judgments:
    """The judgments that count. `tasks` are those open in every epoch; a judgment is of the epoch in which it was committed."""
    if redundancy < 1:
        raise InputError("redundancy", redundancy, "at least 1", "somebody has to judge a task")
    words = np.zeros((len(judgments), 4), np.uint64)
    kept = np.zeros(len(judgments), bool)
    for epoch in np.unique(judgments.epoch):
        of_epoch = np.flatnonzero(judgments.epoch == epoch)
        for worker in np.unique(judgments.worker[of_epoch]):
            rows = of_epoch[judgments.worker[of_epoch] == worker]
            address = judgments.workers[worker]
            kept[rows] = np.isin(judgments.task[rows], assigned(campaign, int(epoch), address, tasks, most))
            words[rows] = _hashes(campaign, int(epoch), address, judgments.task[rows])
    # Ranks of the kept ones within their task.
    order = np.lexsort((*words[:, ::-1].T, judgments.task, ~kept))[: int(kept.sum())]
    task = judgments.task[order]
    start = np.r_[True, task[1:] != task[:-1]] if len(task) else np.zeros(0, bool)
    at = np.arange(len(task))
    rank = at - np.maximum.accumulate(np.where(start, at, 0))
    counts = np.zeros(len(judgments), bool)
    counts[order[rank < redundancy]] = True
    return judgments.where(counts)


def _check(campaign: bytes, epoch: int, worker: bytes) -> None:
    for field, value in (("campaign", campaign), ("worker", worker)):
        if len(value) != 32:
            raise InputError(field, value, "32 bytes", "see assay.ids")
    if not 0 <= epoch < 2**32:
        raise InputError("epoch", epoch, "a u32", "epochs count from 0")


def _hashes(campaign: bytes, epoch: int, worker: bytes, tasks: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Each task's hash as four numbers, the first the highest."""
    start = sha256(TAG + campaign + epoch.to_bytes(4, "little") + worker)
    packed = tasks.astype("<u4").tobytes()
    digests = bytearray()
    for at in range(0, len(packed), 4):
        one = start.copy()
        one.update(packed[at : at + 4])
        digests += one.digest()
    return np.frombuffer(bytes(digests), ">u8").reshape(-1, 4).astype(np.uint64)
