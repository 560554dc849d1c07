"""The table of a campaign's judgments: one a worker and task, whatever the order in which they came.

On chain a judgment is 20 bytes, `task u32 LE || answer u128 LE`, and a batch is 1..=256 of them with tasks that ascend. What an answer means
depends on its question's kind. A batch that holds one judgment that cannot be is refused whole: it is read by everyone alike, so it must
neither stop the others' pay nor be read in two ways.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import combinations, pairwise
from typing import Self, TypeVar

import numpy as np
from assay.commit.judgments import JUDGMENT_BYTES, TEXT_BYTES
from assay.errors import InputError
from assay.models.rewards import MAX_BATCH
from numpy.typing import NDArray

T = TypeVar("T", bound=np.generic)

RECORD = np.dtype([("task", "<u4"), ("answer", "<u8"), ("above", "<u8")])
MOST_ITEMS = 16  # of a ranking: 4 bits each fill 64
FIRST, SECOND, TIE = 0, 1, 2
LEAST_RATING, MOST_RATING = 1, 10


class Kind(IntEnum):
    """What is asked, and so what an answer is."""

    PAIRWISE = 0  # 0: the first is better, 1: the second, 2: neither
    RATING = 1  # 1..=10
    LABEL = 2  # 0..classes - 1
    RANKING = 3  # the items from best to worst, 4 bits each, the best in the lowest bits
    EDIT = 4  # the first 16 bytes of sha256 of a text


@dataclass(frozen=True, slots=True, eq=False)
class Questions:
    """What each task asks: its kind, and how many classes (LABEL) or items (RANKING) there are; 0 elsewhere."""

    kind: NDArray[np.uint8]
    options: NDArray[np.uint16]

    @classmethod
    def of(cls, kinds: Iterable[int], options: Iterable[int] | None = None) -> Self:
        """Raises InputError for an unknown kind or a number of options that the kind does not have."""
        kind = np.asarray(list(kinds), np.int64)
        chosen = np.zeros_like(kind) if options is None else np.asarray(list(options), np.int64)
        if kind.shape != chosen.shape:
            raise InputError("options", len(chosen), f"one a question, {len(kind)}", "give 0 where a kind has none")
        _each("kind", kind, (kind >= 0) & (kind < len(Kind)), "a Kind, 0..=4", "see judgments.Kind")
        least, most = np.array([(0, 0), (0, 0), (2, 65_535), (2, MOST_ITEMS), (0, 0)])[kind].T.reshape(2, -1)
        right = (least <= chosen) & (chosen <= most)
        _each("options", chosen, right, "2..=65,535 classes of a LABEL, 2..=16 items of a RANKING, 0 elsewhere", "ask a question that has answers")
        return cls(_frozen(kind.astype(np.uint8)), _frozen(chosen.astype(np.uint16)))

    @classmethod
    def alike(cls, count: int, kind: Kind, options: int = 0) -> Self:
        """`count` questions of one kind."""
        return cls.of([kind] * count, [options] * count)

    def __len__(self) -> int:
        return len(self.kind)


@dataclass(frozen=True, slots=True)
class Batch:
    """What one worker revealed in one epoch."""

    epoch: int
    worker: bytes
    records: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """A batch that is left out, and why."""

    epoch: int
    worker: bytes
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Judgments:
    """Columns of equal length, by task and then worker. `workers` ascends; `worker` points into it. An EDIT's answer points into `texts`,
    which ascends too. So the same judgments are the same bytes, whatever order they came in."""

    questions: Questions
    workers: tuple[bytes, ...]
    worker: NDArray[np.int32]
    task: NDArray[np.uint32]
    answer: NDArray[np.uint64]
    epoch: NDArray[np.uint32]
    texts: tuple[bytes, ...] = ()

    def __len__(self) -> int:
        return len(self.task)

    @property
    def kind(self) -> NDArray[np.uint8]:
        """Each judgment's kind."""
        return self.questions.kind[self.task]

    def counts(self) -> NDArray[np.int64]:
        """How many judgments each worker has here."""
        return np.bincount(self.worker, minlength=len(self.workers))

    def where(self, kept: NDArray[np.bool_]) -> Judgments:
        """The judgments that are kept; workers and texts keep their places."""
        return replace(
            self, worker=_frozen(self.worker[kept]), task=_frozen(self.task[kept]), answer=_frozen(self.answer[kept]), epoch=_frozen(self.epoch[kept])
        )

    def only(self, kind: Kind) -> Judgments:
        """The judgments of one kind."""
        return self.where(self.kind == kind)

    @classmethod
    def of(
        cls,
        questions: Questions,
        workers: Sequence[bytes],
        worker: Iterable[int],
        task: Iterable[int],
        answer: Iterable[int],
        *,
        epoch: Iterable[int] | None = None,
        index: Iterable[int] | None = None,
        texts: Sequence[bytes] = (),
    ) -> Self:
        """The table of these rows; `worker` points into `workers`, an EDIT's answer into `texts`. Of two judgments of a worker on a task the
        first by (epoch, index in its batch) counts. Raises InputError."""
        for address in workers:
            if len(address) != 32:
                raise InputError("workers", address, "32 bytes each", "pad an EVM address on the left")
        if len(set(workers)) != len(workers):
            raise InputError("workers", len(workers), "different addresses", "one worker has one place")
        if any(len(text) != TEXT_BYTES for text in texts) or len(set(texts)) != len(texts):
            raise InputError("texts", len(texts), "different ids of 16 bytes", "see judgments.text_id")
        columns = [_column("worker", worker, len(workers) - 1), _column("task", task, len(questions) - 1), _column("answer", answer, 2**64 - 1)]
        rows = len(columns[0])
        columns.append(np.zeros(rows, np.uint64) if epoch is None else _column("epoch", epoch, 2**32 - 1))
        columns.append(np.arange(rows, dtype=np.uint64) if index is None else _column("index", index, 2**63))
        if any(len(column) != rows for column in columns):
            raise InputError("task", [len(column) for column in columns], "columns of equal length", "one row a judgment")
        _check_answers(questions, columns[1].astype(np.uint32), columns[2], len(texts))
        by_address = sorted(range(len(workers)), key=lambda at: workers[at])
        by_id = sorted(range(len(texts)), key=lambda at: texts[at])
        w, t, a, e, i = columns
        w = np.argsort(by_address).astype(np.uint64)[w.astype(np.int64)] if rows else w
        is_edit = questions.kind[t.astype(np.int64)] == Kind.EDIT if rows else np.zeros(0, bool)
        if is_edit.any():
            a = a.copy()
            a[is_edit] = np.argsort(by_id)[a[is_edit].astype(np.int64)]
        order = np.lexsort((i, e, w, t))
        w, t, a, e = (column[order] for column in (w, t, a, e))
        first = np.ones(rows, bool)
        first[1:] = (w[1:] != w[:-1]) | (t[1:] != t[:-1])
        return cls(
            questions,
            tuple(workers[at] for at in by_address),
            _frozen(w[first].astype(np.int32)),
            _frozen(t[first].astype(np.uint32)),
            _frozen(a[first].astype(np.uint64)),
            _frozen(e[first].astype(np.uint32)),
            tuple(texts[at] for at in by_id),
        )


def pack_ranking(order: Sequence[int]) -> int:
    """A ranking as an answer: `order` holds the items from best to worst."""
    if not 2 <= len(order) <= MOST_ITEMS or sorted(order) != list(range(len(order))):
        raise InputError("order", list(order), "a permutation of 0..n-1, n in 2..=16", "name each item once, the best first")
    return sum(item << 4 * place for place, item in enumerate(order))


def unpack_rankings(answers: NDArray[np.uint64], items: int) -> NDArray[np.int64]:
    """One row a ranking: its items from best to worst."""
    return ((answers[:, None] >> np.arange(0, 4 * items, 4, dtype=np.uint64)) & np.uint64(15)).astype(np.int64)


def places(answers: NDArray[np.uint64], items: int) -> NDArray[np.int64]:
    """One row a ranking: the place of each item, the best's is 0."""
    return np.argsort(unpack_rankings(answers, items), axis=1, kind="stable")


def encode(questions: Questions, judged: Sequence[tuple[int, int | bytes]]) -> bytes:
    """A batch's bytes from (task, answer), an EDIT's answer as its text's id. Raises InputError for what would be refused."""
    out = b"".join(
        task.to_bytes(4, "little") + (answer if isinstance(answer, bytes) else answer.to_bytes(16, "little"))
        for task, answer in judged
        if 0 <= task < 2**32 and (isinstance(answer, bytes) or 0 <= answer < 2**128)
    )
    if len(out) != JUDGMENT_BYTES * len(judged):
        raise InputError("judged", len(judged), "tasks below 2^32 with answers of 16 bytes", "see judgments.Kind")
    decode(questions, out)
    return out


def decode(questions: Questions, records: bytes) -> NDArray[np.void]:
    """A batch's judgments, as RECORD. Raises InputError where the batch is to be refused."""
    if not records or len(records) % JUDGMENT_BYTES or len(records) > MAX_BATCH * JUDGMENT_BYTES:
        raise InputError("records", len(records), "1..=256 judgments of 20 bytes", "split a larger batch over epochs")
    rows = np.frombuffer(records, RECORD)
    task = rows["task"]
    if not (task[1:] > task[:-1]).all():
        raise InputError("task", task.tolist(), "ascending", "sort the batch by task, one judgment each")
    _each("task", task, task < len(questions), f"below {len(questions)}", "judge the campaign's own tasks")
    is_edit = questions.kind[task] == Kind.EDIT
    _each("answer", rows["above"], is_edit | (rows["above"] == 0), "below 2^64", "only an EDIT's answer fills 16 bytes")
    _check_answers(questions, task[~is_edit], rows["answer"][~is_edit], 0)
    return rows


def read(questions: Questions, batches: Iterable[Batch]) -> tuple[Judgments, tuple[Refused, ...]]:
    """The table of all revealed batches, and what was left out. Neither depends on the order of the batches. Raises InputError where a
    worker has two batches in an epoch, which no chain allows."""
    taken: list[tuple[Batch, NDArray[np.void]]] = []
    refused: list[Refused] = []
    ordered = sorted(batches, key=lambda batch: (batch.epoch, batch.worker))
    for one, other in pairwise(ordered):
        if (one.epoch, one.worker) == (other.epoch, other.worker):
            raise InputError("batches", one.worker, "one a worker and epoch", "give each revealed batch once")
    for batch in ordered:
        try:
            taken.append((batch, decode(questions, batch.records)))
        except InputError as why:
            refused.append(Refused(batch.epoch, batch.worker, str(why)))
    # A worker whose batches were all refused is listed all the same, with no judgment.
    workers = sorted({batch.worker for batch in ordered})
    place = {worker: at for at, worker in enumerate(workers)}
    rows = np.concatenate([np.zeros(0, RECORD), *(found for _, found in taken)])
    lengths = [len(found) for _, found in taken]
    answer = rows["answer"].copy()
    edits = np.flatnonzero(questions.kind[rows["task"]] == Kind.EDIT)
    ids = [rows[at].tobytes()[4:] for at in edits]
    texts = sorted(set(ids))
    at_text = {text: at for at, text in enumerate(texts)}
    answer[edits] = [at_text[text] for text in ids]
    made = Judgments.of(
        questions,
        workers,
        np.repeat(np.array([place[batch.worker] for batch, _ in taken], np.int64), lengths),
        rows["task"],
        answer,
        epoch=np.repeat(np.array([batch.epoch for batch, _ in taken], np.int64), lengths),
        texts=texts,
    )
    return made, tuple(refused)


# ---- answers as choices


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """Judgments as choices among `classes` that mean the same in every task: what models of annotators and peer prediction take.

    `values` are the classes' answers. A ranking of n items is n(n - 1)/2 choices between two; `keys` are the units' task << 8 | pair, ascending.
    """

    worker: NDArray[np.int64]
    unit: NDArray[np.int64]
    choice: NDArray[np.int64]
    workers: int
    keys: NDArray[np.int64]
    values: NDArray[np.int64]
    ordered: bool = False

    @property
    def units(self) -> int:
        """How many questions (or pairs of a ranking's items) were answered."""
        return len(self.keys)

    @property
    def classes(self) -> int:
        """How many answers there are to choose from."""
        return len(self.values)


def choices(judgments: Judgments) -> Choices:
    """The judgments of one kind as choices. Raises InputError for several kinds or for EDIT, whose texts are no classes."""
    kinds = np.unique(judgments.kind)
    if len(kinds) != 1 or kinds[0] == Kind.EDIT:
        raise InputError("kind", [Kind(k).name for k in kinds], "one kind that has classes", "take judgments.only(kind); an EDIT is judged by gold")
    kind = Kind(kinds[0])
    worker, answer = judgments.worker.astype(np.int64), judgments.answer.astype(np.int64)
    key = judgments.task.astype(np.int64) << 8
    if kind is Kind.RANKING:
        worker, key, answer = _as_pairs(judgments)
        values = np.array([FIRST, SECOND])
    elif kind is Kind.RATING:
        values = np.arange(LEAST_RATING, MOST_RATING + 1)
    elif kind is Kind.PAIRWISE:
        values = np.arange(TIE + 1 if (answer == TIE).any() else TIE)
    else:
        values = np.arange(int(judgments.questions.options[judgments.questions.kind == Kind.LABEL].max()))
    keys, unit = np.unique(key, return_inverse=True)
    return Choices(worker, unit, answer - values[0], len(judgments.workers), keys, values, kind is Kind.RATING)


def _as_pairs(judgments: Judgments) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Each ranking as choices between two of its items: worker, key = task << 8 | pair, and which of the two is ahead."""
    parts: list[NDArray[np.int64]] = [np.zeros((0, 3), np.int64)]
    items = judgments.questions.options[judgments.task]
    for n in np.unique(items):
        of_n = judgments.where(items == n)
        place = places(of_n.answer, int(n))
        for pair, (one, other) in enumerate(combinations(range(int(n)), 2)):
            key = of_n.task.astype(np.int64) << 8 | pair
            parts.append(np.stack([of_n.worker.astype(np.int64), key, (place[:, one] > place[:, other]).astype(np.int64)], axis=1))
    rows = np.concatenate(parts)
    rows = rows[np.lexsort((rows[:, 0], rows[:, 1]))]
    return rows[:, 0], rows[:, 1], rows[:, 2]


# ---- checks


def _frozen(array: NDArray[T]) -> NDArray[T]:
    array.setflags(write=False)
    return array


def _each(field: str, given: NDArray[np.generic], right: NDArray[np.bool_], bound: str, remedy: str) -> None:
    if not right.all():
        raise InputError(field, given[np.argmin(right)].item(), bound, remedy)


def _column(field: str, given: Iterable[int], most: int) -> NDArray[np.uint64]:
    """Whole numbers in 0..=most as u64; floats and bools are refused, since numpy would cut them silently."""
    array = np.asarray(given if isinstance(given, np.ndarray) else list(given))
    if array.size == 0:
        return np.zeros(0, np.uint64)
    if array.dtype == object:
        wrong = [v for v in array.tolist() if not isinstance(v, int) or not 0 <= v <= most]
        if wrong:
            raise InputError(field, wrong[0], f"a whole number in 0..={most}", "see judgments.Judgments")
    elif array.dtype.kind not in "iu" or array.ndim != 1:
        raise InputError(field, array.dtype.name, "one column of whole numbers", "see judgments.Judgments")
    elif int(array.min()) < 0 or int(array.max()) > most:
        raise InputError(field, int(array.min() if array.min() < 0 else array.max()), f"0..={most}", "see judgments.Judgments")
    return array.astype(np.uint64)


def _check_answers(questions: Questions, task: NDArray[np.uint32], answer: NDArray[np.uint64], texts: int) -> None:
    kind, options = questions.kind[task], questions.options[task].astype(np.uint64)
    top = np.select(
        [kind == Kind.PAIRWISE, kind == Kind.RATING, kind == Kind.LABEL, kind == Kind.EDIT],
        [np.uint64(TIE), np.uint64(MOST_RATING), options - np.uint64(1), np.uint64(max(texts, 1) - 1)],
        np.uint64(2**64 - 1),
    )
    right = (answer <= top) & ~((kind == Kind.RATING) & (answer < LEAST_RATING))
    if texts == 0:
        right &= kind != Kind.EDIT
    _each("answer", answer, right, "0..=2 (PAIRWISE), 1..=10 (RATING), below the classes (LABEL), a text's place (EDIT)", "see judgments.Kind")
    for n in np.unique(options[kind == Kind.RANKING]):
        rankings = answer[(kind == Kind.RANKING) & (options == n)]
        permuted = (np.sort(unpack_rankings(rankings, int(n)), axis=1) == np.arange(int(n))).all(axis=1)
        if n < MOST_ITEMS:
            permuted &= rankings >> np.uint64(4 * int(n)) == 0
        _each("answer", rankings, permuted, f"a permutation of {n} items, 4 bits each", "see judgments.pack_ranking")
