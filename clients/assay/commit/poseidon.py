"""Poseidon of two elements of BN254's scalar field: circomlib's Poseidon(2), Solana's `sol_poseidon` (Bn254X5, big-endian), PoseidonT3 on the EVM.

State of 3, S-box x^5, 8 full and 57 partial rounds. The constants are what the Poseidon paper's generator, a Grain LFSR, gives for these parameters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

# The order of BN254's groups: statements and Poseidon live in this field.
SCALAR_ORDER = 21888242871839275222246405745257275088548364400416034343698204186575808495617

WIDTH = 3
FULL_ROUNDS = 8
PARTIAL_ROUNDS = 57
FIELD_BITS = 254


def _grain() -> Iterator[int]:
    """The generator's bits: an 80 bit LFSR seeded with the parameters, whose odd bits say whether the even ones count."""
    seed = f"{1:02b}{0:04b}{FIELD_BITS:012b}{WIDTH:012b}{FULL_ROUNDS:010b}{PARTIAL_ROUNDS:010b}" + "1" * 30
    state = int(seed[::-1], 2)  # the oldest bit is the lowest

    def step() -> int:
        nonlocal state
        bit = (state ^ state >> 13 ^ state >> 23 ^ state >> 38 ^ state >> 51 ^ state >> 62) & 1
        state = state >> 1 | bit << 79
        return bit

    for _ in range(160):
        step()
    while True:
        counts, bit = step(), step()
        if counts:
            yield bit


def _number(bits: Iterator[int]) -> int:
    value = 0
    for _ in range(FIELD_BITS):
        value = value << 1 | next(bits)
    return value


@cache
def constants() -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    """The 195 round constants, round by round, and the 3 by 3 matrix."""
    bits = _grain()
    rounds: list[int] = []
    while len(rounds) < WIDTH * (FULL_ROUNDS + PARTIAL_ROUNDS):
        if (value := _number(bits)) < SCALAR_ORDER:
            rounds.append(value)
    cauchy = [_number(bits) % SCALAR_ORDER for _ in range(2 * WIDTH)]
    matrix = tuple(tuple(pow(x + y, -1, SCALAR_ORDER) for y in cauchy[WIDTH:]) for x in cauchy[:WIDTH])
    return tuple(rounds), matrix


def hash_pair(left: int, right: int) -> int:
    """Poseidon(left, right), both canonical (below SCALAR_ORDER)."""
    if not (0 <= left < SCALAR_ORDER and 0 <= right < SCALAR_ORDER):
        raise ValueError("not canonical elements of the field")
    rounds, ((m00, m01, m02), (m10, m11, m12), (m20, m21, m22)) = constants()
    a, b, c = 0, left, right
    partial = range(FULL_ROUNDS // 2, FULL_ROUNDS // 2 + PARTIAL_ROUNDS)
    for number in range(FULL_ROUNDS + PARTIAL_ROUNDS):
        a = pow(a + rounds[3 * number], 5, SCALAR_ORDER)
        b += rounds[3 * number + 1]
        c += rounds[3 * number + 2]
        if number not in partial:
            b = pow(b, 5, SCALAR_ORDER)
            c = pow(c, 5, SCALAR_ORDER)
        a, b, c = (
            (m00 * a + m01 * b + m02 * c) % SCALAR_ORDER,
            (m10 * a + m11 * b + m12 * c) % SCALAR_ORDER,
            (m20 * a + m21 * b + m22 * c) % SCALAR_ORDER,
        )
    return a


def hash_chain(elements: Sequence[int]) -> int:
    """Poseidon(...Poseidon(Poseidon(e0, e1), e2)..., en); one element alone is paired with 0. How many there are is agreed beforehand."""
    first, *rest = elements
    digest = hash_pair(first, rest[0] if rest else 0)
    for element in rest[1:]:
        digest = hash_pair(digest, element)
    return digest
