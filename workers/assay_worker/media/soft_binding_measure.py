"""How well the soft binding finds copies, and how rarely it takes one picture for another: `python -m assay_worker.media.soft_binding_measure`.

Recall is over copies of telling pictures, each copy looked at as `looks` says. False positives are over all ordered pairs of two different
pictures, one the record (telling), one the copy: what share is taken for the same; and over the pictures: what share finds any record not its own
among all others. Figures are of generated pictures; cameras' will differ.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from .soft_binding import MARGIN, NEAR, distance, looks, soft_binding, turned
from .soft_binding_index import Index
from .soft_binding_pictures import FAMILIES, drawn
from .transforms import BEYOND, TEN


@dataclass(frozen=True)
class Seen:
    family: str
    pdq: bytes
    looks: list[bytes]
    is_telling: bool
    distances: dict[str, int]  # of each transform's copy, the nearest of its looks


@dataclass
class Figures:
    """Of `pictures` in all, `telling` may be records; recall is over the first `transformed` telling ones."""

    pictures: int
    telling: int
    transformed: int
    near: int
    recall: dict[str, float]
    beyond: dict[str, float]
    pair_rate: float
    find_rate: float
    telling_share: dict[str, float] = field(default_factory=dict)
    find_rates: dict[str, float] = field(default_factory=dict)

    @property
    def mean_recall(self) -> float:
        return sum(self.recall.values()) / len(self.recall)

    @property
    def least_recall(self) -> float:
        return min(self.recall.values())


def seen(seed: int, transformed: int) -> Seen:
    family, picture = drawn(seed)
    binding = soft_binding(picture)
    distances = {}
    if binding.is_telling and seed < transformed:
        for name, transform in (TEN | BEYOND).items():
            copy = transform(picture)
            hashes = turned(copy) if name in ("mirrored", "turned by 90 degrees") else looks(copy)
            distances[name] = min((distance(binding.pdq, look) for look in hashes), default=256)
    return Seen(family, binding.pdq, looks(picture), binding.is_telling, distances)


def figures(all_seen: list[Seen], near: int = NEAR) -> Figures:
    """From what was seen: so that another threshold costs no second look."""
    records: Index[int] = Index()
    for place, one in enumerate(all_seen):
        if one.is_telling:
            records.add(one.pdq, place)
    pairs = pair_hits = 0
    finders = np.zeros(len(all_seen), bool)
    for place, one in enumerate(all_seen):
        others = {hit.record for look in one.looks for hit in records.near(look, near)} - {place}
        pairs += len(records) - one.is_telling
        pair_hits += len(others)
        finders[place] = bool(others)
    copied = [one.distances for one in all_seen if one.distances]

    def share(name: str) -> float:
        # The looks that turn a copy are seven more, so they have to be nearer.
        within = near // 2 if name in ("mirrored", "turned by 90 degrees") else near
        return sum(one[name] <= within for one in copied) / max(len(copied), 1)

    family = np.array([one.family for one in all_seen])
    telling = np.array([one.is_telling for one in all_seen])
    return Figures(
        len(all_seen), len(records), len(copied), near, {name: share(name) for name in TEN}, {name: share(name) for name in BEYOND},
        pair_hits / max(pairs, 1), float(finders.mean()),
        {name: float(telling[family == name].mean()) for name in FAMILIES if (family == name).any()},
        {name: float(finders[family == name].mean()) for name in FAMILIES if (family == name).any()},
    )  # fmt: skip


def look_at(seeds: Iterable[int], transformed: int, workers: int = 1) -> list[Seen]:
    if workers == 1:
        return [seen(seed, transformed) for seed in seeds]
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(partial(seen, transformed=transformed), seeds, chunksize=32))


def measure(pictures: int, transformed: int, near: int = NEAR, workers: int = 1) -> Figures:
    return figures(look_at(range(pictures), transformed, workers), near)


def report(said: Figures) -> str:
    lines = [
        f"{said.pictures} pictures, {said.telling} telling (margin {MARGIN}), within {said.near} of 256 bits; {said.transformed} of them transformed",
        f"recall over ten transforms: mean {said.mean_recall:.4f}, least {said.least_recall:.4f}",
        *(f"  {name:28} {share:.4f}" for name, share in said.recall.items()),
        "beyond the ten:",
        *(f"  {name:28} {share:.4f}" for name, share in said.beyond.items()),
        f"false positives: {said.pair_rate:.2e} of pairs; {said.find_rate:.4f} of pictures find any of {said.telling} records not their own",
        *(f"  {name:28} telling {said.telling_share[name]:.3f}, find another's {said.find_rates[name]:.4f}" for name in said.telling_share),
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=10_000)
    parser.add_argument("--transformed", type=int, default=1_000)
    parser.add_argument("--near", type=int, nargs="*", default=[NEAR])
    parser.add_argument("--workers", type=int, default=1)
    asked = parser.parse_args()
    everything = look_at(range(asked.pictures), asked.transformed, asked.workers)
    for near in asked.near:
        print(report(figures(everything, near)))


if __name__ == "__main__":
    main()
