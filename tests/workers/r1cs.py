"""Reads a compiled circuit's constraints and evaluates them over any assignment of its wires, however it was come by."""

from __future__ import annotations

import struct
from collections import defaultdict
from functools import cached_property
from pathlib import Path

from assay.commit.poseidon import SCALAR_ORDER

Sum = list[tuple[int, int]]


class Constraints:
    """a · b = c over sums of wires, for each constraint."""

    def __init__(self, r1cs: Path, sym: Path) -> None:
        data = r1cs.read_bytes()
        sections: dict[int, tuple[int, int]] = {}
        at = 12
        while at < len(data):
            kind, size = struct.unpack_from("<IQ", data, at)
            sections[kind] = (at + 12, size)
            at += 12 + size
        header = sections[1][0]
        self.wires, *_, count = struct.unpack_from("<IIIIQI", data, header + 36)
        at = sections[2][0]
        self.rows: list[tuple[Sum, Sum, Sum]] = []
        for _ in range(count):
            sums: list[Sum] = []
            for _ in range(3):
                (terms,) = struct.unpack_from("<I", data, at)
                at += 4
                sums.append(
                    [(int.from_bytes(data[o : o + 4], "little"), int.from_bytes(data[o + 4 : o + 36], "little")) for o in range(at, at + 36 * terms, 36)]
                )
                at += 36 * terms
            self.rows.append((sums[0], sums[1], sums[2]))
        # label, wire (-1 where the compiler substituted it), component, name
        named = (line.split(",") for line in sym.read_text().splitlines())
        self.names = {name: int(wire) for _, wire, _, name in named if int(wire) >= 0}

    @cached_property
    def using(self) -> dict[int, list[int]]:
        """The constraints that a wire is in."""
        found: dict[int, set[int]] = defaultdict(set)
        for number, sums in enumerate(self.rows):
            for terms in sums:
                for wire, _ in terms:
                    found[wire].add(number)
        return {wire: sorted(numbers) for wire, numbers in found.items()}

    def holds(self, number: int, values: list[int]) -> bool:
        a, b, c = (sum(factor * values[wire] for wire, factor in terms) for terms in self.rows[number])
        return (a * b - c) % SCALAR_ORDER == 0

    def broken(self, values: list[int]) -> list[int]:
        return [number for number in range(len(self.rows)) if not self.holds(number, values)]

    def notices(self, values: list[int], changed: dict[int, int]) -> bool:
        """Whether a constraint breaks when these wires of a good assignment take other values."""
        kept = {wire: values[wire] for wire in changed}
        for wire, value in changed.items():
            values[wire] = value
        found = any(not self.holds(number, values) for wire in changed for number in self.using.get(wire, []))
        for wire, value in kept.items():
            values[wire] = value
        return found
