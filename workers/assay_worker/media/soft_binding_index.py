"""Finding the record of a copy: every record's PDQ hash is compared with the copy's, 100,000 in a few milliseconds.

No hash is skipped. Multi-index hashing over 16-bit words would, at a distance of 48, have to look up all words within 3 bits of
sixteen others, and so still touch a sixth of the records, at random.
"""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

import numpy as np
from assay.errors import InputError
from numpy.typing import NDArray

from .soft_binding import BITS, BYTES

Record = TypeVar("Record")
Words = NDArray[np.uint64]

WORDS = BITS // 64
BLOCK = 8_192  # hashes at a time: what they need stays in the processor's cache
ODD, PAIRS, NIBBLES, OCTETS = (np.uint64(mask) for mask in (0x5555555555555555, 0x3333333333333333, 0x0F0F0F0F0F0F0F0F, 0x00FF00FF00FF00FF))
LANES = np.uint64(0x0001000100010001)
ONE, TWO, FOUR, EIGHT, TOP = (np.uint64(shift) for shift in (1, 2, 4, 8, 48))


def words_of(code: bytes) -> Words:
    if len(code) != BYTES:
        raise InputError("pdq", code, f"{BYTES} bytes", "pass a soft binding as the record holds it")
    return np.frombuffer(code, np.uint64)


def counted(words: Words) -> NDArray[np.uint64]:
    """Bits set in each column of `words` (WORDS rows; overwritten). Sums are kept in ever wider lanes: two, four, eight, sixteen bits."""
    words -= (words >> ONE) & ODD
    words[:] = (words & PAIRS) + ((words >> TWO) & PAIRS)
    words[:] = (words & NIBBLES) + ((words >> FOUR) & NIBBLES)
    total = words[0] + words[1] + words[2] + words[3]
    total = (total & OCTETS) + ((total >> EIGHT) & OCTETS)
    summed: NDArray[np.uint64] = (total * LANES) >> TOP
    return summed


class Near(NamedTuple, Generic[Record]):
    distance: int
    record: Record


class Index(Generic[Record]):
    """Records by their soft bindings, in memory."""

    def __init__(self) -> None:
        self._words: Words = np.empty((WORDS, BLOCK), np.uint64)
        self._records: list[Record] = []

    def __len__(self) -> int:
        return len(self._records)

    def add(self, pdq: bytes, record: Record) -> None:
        words = words_of(pdq)
        if len(self) == self._words.shape[1]:
            grown = np.empty((WORDS, 2 * len(self)), np.uint64)
            grown[:, : len(self)] = self._words
            self._words = grown
        self._words[:, len(self)] = words
        self._records.append(record)

    def near(self, pdq: bytes, within: int) -> list[Near[Record]]:
        """All records at a distance of `within` at most, the nearest first, the older first where equal."""
        if not 0 <= within <= BITS:
            raise InputError("within", within, f"0 to {BITS}", "pass a distance in bits")
        sought = words_of(pdq)[:, None]
        found = []
        for start in range(0, len(self), BLOCK):
            away = counted(self._words[:, start : min(start + BLOCK, len(self))] ^ sought)
            for place in np.flatnonzero(away <= within):
                found.append(Near(int(away[place]), self._records[start + int(place)]))
        return sorted(found, key=lambda near: near.distance)
