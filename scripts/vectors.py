"""Seeded operands for float32: the places where an implementation goes wrong, and the plain ones between.

`operands(operation, count, seed)` is what the tests of Python, Rust, Solana and Solidity feed; the truth of every result is
the hardware's (tests/vectors/oracle.c). `python -m scripts.vectors` rewrites tests/vectors/float32.json, a few cases of each
operation with their results, for whoever writes a fifth implementation.
"""

from __future__ import annotations

import ctypes
import json
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from assay.commit.program import Map
from numpy.random import Generator
from numpy.typing import NDArray

ROOT: Final = Path(__file__).resolve().parent.parent
ORACLE: Final = ROOT / "tests" / "vectors" / "oracle.c"
SAMPLE: Final = ROOT / "tests" / "vectors" / "float32.json"

Bits = NDArray[np.uint32]

# Operations beside the MAP functions, numbered as in oracle.c.
LT, GT, FROM_I32, TO_I8, CANONICAL = range(32, 37)
OPERATIONS: Final = (*map(int, Map), LT, GT, FROM_I32, TO_I8, CANONICAL)
NAMES: Final = {int(f): f.name for f in Map} | {
    LT: "LT",
    GT: "GT",
    FROM_I32: "FROM_I32",
    TO_I8: "TO_I8",
    CANONICAL: "CANONICAL",
}
# Kinds of chain, numbered as in docs/operators.md.
DOT_F32, DOT_I8, SUM_F32, MAX_F32 = 3, 2, 4, 5
CHAINS: Final = (DOT_F32, DOT_I8, SUM_F32, MAX_F32)

_MAGNITUDES: Final = (
    0x00000000, 0x00000001, 0x00000002, 0x003FFFFF, 0x00400000, 0x007FFFFF,  # zero, subnormals
    0x00800000, 0x00800001, 0x00FFFFFF, 0x01000000, 0x0C000000, 0x1A000000,  # the least normal, small
    0x1FFFFFFF, 0x20000000, 0x33000000, 0x33800000, 0x33800001, 0x34000000,  # 2**-63, half a unit of 1, a unit of 1
    0x3EFFFFFF, 0x3F000000, 0x3F000001, 0x3F7FFFFF, 0x3F800000, 0x3F800001,  # around 1/2 and 1
    0x3FC00000, 0x3FFFFFFF, 0x40000000, 0x40400000, 0x4B000000, 0x4B400000,  # 2**23 and the magic number
    0x4B7FFFFF, 0x4B800000, 0x4EFFFFFF, 0x4F000000, 0x5F000000, 0x64800000,  # 2**24, 2**31, 2**63
    0x7E7FFFFF, 0x7E800000, 0x7EFFFFFF, 0x7F000000, 0x7F7FFFFE, 0x7F7FFFFF,  # the largest
    0x7F800000, 0x7F800001, 0x7FBFFFFF, 0x7FC00000, 0x7FC12345, 0x7FFFFFFF,  # infinity, NaNs quiet and not
    0x3F1FFFFF, 0x3F200000, 0x410FFFFF, 0x41100000, 0x41100001, 0x407FFFFF,  # where tanh and erf change branches
    0x40800000, 0x42B17217, 0x42B17218, 0x42AEAC4F, 0x42AEAC50, 0x42AEAC4E,  # erf's end, exp's ends
    0x42FE0000, 0x42FE0001, 0x42FDFFFF, 0x43000000, 0x43000001, 0x42FF0000,  # the ends of int8
)  # fmt: skip
EDGES: Final[Bits] = np.array([s | m for s in (0, 0x80000000) for m in _MAGNITUDES], dtype=np.uint32)


def _bits(x: NDArray[np.float32] | NDArray[np.float64]) -> Bits:
    with np.errstate(all="ignore"):
        return np.asarray(x, dtype=np.float32).view(np.uint32)


def _floats(u: Bits) -> NDArray[np.float32]:
    return u.view(np.float32)


def _signs(rng: Generator, n: int) -> Bits:
    return rng.integers(0, 2, n, dtype=np.uint32) << np.uint32(31)


def _fractions(rng: Generator, n: int) -> Bits:
    """Fractions, half of them with few bits set, so that ties and exact results are not rare."""
    full = rng.integers(0, 1 << 23, n, dtype=np.uint32)
    few = full & ~((np.uint32(1) << rng.integers(8, 24, n, dtype=np.uint32)) - np.uint32(1))
    return np.where(rng.random(n) < 0.5, full, few).astype(np.uint32)


def of_exponents(rng: Generator, n: int, low: int, high: int) -> Bits:
    """Values whose exponent field is in low..=high; 0 gives subnormals and zeros."""
    field = rng.integers(low, high + 1, n, dtype=np.uint32) << np.uint32(23)
    return _signs(rng, n) | field | _fractions(rng, n)


def _any(rng: Generator, n: int) -> Bits:
    return rng.integers(0, 1 << 32, n, dtype=np.uint32)


def _edges(rng: Generator, n: int) -> Bits:
    return np.take(EDGES, rng.integers(0, len(EDGES), n))


def _normal(rng: Generator, n: int) -> Bits:
    return _bits(rng.standard_normal(n))


def _near(rng: Generator, u: Bits, units: int = 2) -> Bits:
    """Each value moved by up to so many units in the last place."""
    return (u + rng.integers(-units, units + 1, len(u)).astype(np.uint32)).astype(np.uint32)


Triple = tuple[Bits, Bits, Bits]


def _apart(rng: Generator, n: int) -> Triple:
    """a * b and c with exponents up to 64 apart, in both directions: every alignment, sticky bits included."""
    a, b = of_exponents(rng, n, 90, 160), of_exponents(rng, n, 90, 160)
    e = (a >> np.uint32(23) & np.uint32(255)).astype(np.int64) + (b >> np.uint32(23) & np.uint32(255)) - 127
    c = np.clip(e + rng.integers(-64, 65, n), 1, 254).astype(np.uint32)
    return a, b, _signs(rng, n) | c << np.uint32(23) | _fractions(rng, n)


def _cancelling(rng: Generator, n: int) -> Triple:
    """c is minus the product of a and b, but for a few units."""
    a, b = _normal(rng, n), _normal(rng, n)
    return a, b, _near(rng, _bits(-(_floats(a) * _floats(b))))


def _subtracting(rng: Generator, n: int) -> Triple:
    """b is minus a, but for a few units; c is something else."""
    a = of_exponents(rng, n, 0, 254)
    return a, _near(rng, a ^ np.uint32(1 << 31)), _edges(rng, n)


def _underflowing(rng: Generator, n: int) -> Triple:
    """Products around the least subnormal and the least normal value, and a c of that size."""
    a = of_exponents(rng, n, 1, 140)
    e = 127 - (a >> np.uint32(23) & np.uint32(255)).astype(np.int64) + rng.integers(-30, 10, n)
    b = _signs(rng, n) | np.clip(e, 0, 254).astype(np.uint32) << np.uint32(23) | _fractions(rng, n)
    return a, b, of_exponents(rng, n, 0, 4)


def _overflowing(rng: Generator, n: int) -> Triple:
    a = of_exponents(rng, n, 127, 254)
    e = 381 - (a >> np.uint32(23) & np.uint32(255)).astype(np.int64) + rng.integers(-3, 2, n)
    b = _signs(rng, n) | np.clip(e, 0, 254).astype(np.uint32) << np.uint32(23) | _fractions(rng, n)
    return a, b, of_exponents(rng, n, 228, 254)


def _dividing(rng: Generator, n: int) -> Triple:
    """Quotients near one another's exponents, near underflow and overflow, and exact ones."""
    b = of_exponents(rng, n, 0, 254)
    e = (b >> np.uint32(23) & np.uint32(255)).astype(np.int64) + rng.choice([-127, -150, 0, 127], n) + rng.integers(-2, 3, n)
    a = _signs(rng, n) | np.clip(e, 0, 254).astype(np.uint32) << np.uint32(23) | _fractions(rng, n)
    return a, b, _edges(rng, n)


def _squares(rng: Generator, n: int) -> Triple:
    r = of_exponents(rng, n, 60, 190)
    with np.errstate(all="ignore"):
        a = _near(rng, _bits(_floats(r) * _floats(r)), 1)
    return a, a, a


def _arguments(rng: Generator, n: int) -> Triple:
    """Where exp, tanh, erf and gelu do their work, and b such that a - b is there as well."""
    a = _bits(rng.uniform(-1, 1, n) * rng.choice([0.01, 0.7, 4.2, 10, 105], n))
    return a, _bits(rng.uniform(-1, 1, n) * rng.choice([0.01, 1, 90], n)), _normal(rng, n)


def _halves(rng: Generator, n: int) -> Triple:
    """Integers and halves around int8's range."""
    a = _near(rng, _bits(rng.integers(-270, 271, n) / 2), 1)
    return a, _bits(np.ones(n)), _bits(np.zeros(n))


def _tied(rng: Generator, n: int) -> Triple:
    """a + b and a * 1 + b half way between two values, or a hair off."""
    a = of_exponents(rng, n, 30, 250)
    half = (a & np.uint32(0x7F800000)) - np.uint32(24 << 23)
    return a, _signs(rng, n) | _near(rng, half, 1), a


def _alike(family: Callable[[Generator, int], Bits]) -> Callable[[Generator, int], Triple]:
    return lambda rng, n: (family(rng, n), family(rng, n), family(rng, n))


_FAMILIES: Final[tuple[Callable[[Generator, int], Triple], ...]] = (
    _alike(_any), _alike(_edges), _alike(_normal), _alike(lambda rng, n: of_exponents(rng, n, 0, 2)),
    _apart, _cancelling, _subtracting, _underflowing, _overflowing, _dividing, _squares, _arguments, _halves, _tied,
)  # fmt: skip


def operands(operation: int, count: int, seed: int) -> Bits:
    """`count` operands of an operation: an array (5, count) of a, b, c, s0, s1, the same for the same seed."""
    rng = np.random.default_rng([seed, operation])
    share = -(-count // len(_FAMILIES))
    runs = []
    for family in _FAMILIES:
        a, b, c = family(rng, share)
        # The attributes stand where b and c stand in the functions that take them instead.
        s0 = np.where(rng.random(share) < 0.8, b, _edges(rng, share))
        runs.append(np.stack([a, b, c, s0, c]))
    if operation in (Map.QUANT, Map.DEQUANT):
        # Scales that leave the product where rounding to int8 is not all clamping.
        for r in runs[::2]:
            r[3] = _bits(np.exp2(rng.integers(-12, 12, share)))
    return np.ascontiguousarray(np.concatenate(runs, axis=1)[:, :count], dtype=np.uint32)


def chains(kind: int, count: int, length: int, seed: int) -> tuple[Bits, NDArray[np.uint8], NDArray[np.uint8]]:
    """`count` chains: their accumulators and two arrays (count, bytes) of `length` terms each."""
    rng = np.random.default_rng([seed, kind, length])
    width = length * (1 if kind == DOT_I8 else 4)
    if kind == DOT_I8:
        a, b = (rng.integers(0, 256, (count, width), dtype=np.uint8) for _ in range(2))
        return _any(rng, count), a, b
    # Most chains are of a model's values, some of anything at all, some of subnormals, which take the longest way through.
    sort = rng.choice(["calm", "wild", "small"], count, p=[0.5, 0.3, 0.2])
    small = of_exponents(rng, count, 0, 0)
    acc = np.select([sort == "wild", sort == "small"], [_edges(rng, count), small], _normal(rng, count))
    # An accumulator is canonical, as a stored one is.
    acc = np.where(acc & np.uint32(0x7FFFFFFF) > 0x7F800000, np.uint32(0x7FC00000), acc)
    runs = []
    each = sort.repeat(length)
    total = count * length
    for fields in ((0, 0), (120, 128)):
        calm = np.where(rng.random(total) < 0.1, np.uint32(0), _normal(rng, total))
        others = [of_exponents(rng, total, 0, 254), of_exponents(rng, total, *fields)]
        v = np.select([each == "wild", each == "small"], others, calm).astype(np.uint32)
        runs.append(v.view(np.uint8).reshape(count, width))
    return acc.astype(np.uint32), runs[0], runs[1]


class Library:
    """A shared library with the two entry points of oracle.c."""

    def __init__(self, path: Path) -> None:
        self._lib = ctypes.CDLL(str(path))
        for name in ("apply", "chain"):
            getattr(self._lib, name).restype = None

    def apply(self, operation: int, args: Bits) -> Bits:
        """The results of `operation` for operands as `operands` makes them."""
        out = np.empty(args.shape[1], dtype=np.uint32)
        self._lib.apply(ctypes.c_uint32(operation), ctypes.c_size_t(len(out)), _pointer(args), _pointer(out))
        return out

    def chain(self, kind: int, acc: Bits, a: NDArray[np.uint8], b: NDArray[np.uint8]) -> Bits:
        """The last accumulators of chains as `chains` makes them."""
        out = np.array(acc, dtype=np.uint32)
        n, width = a.shape
        sizes = (ctypes.c_uint32(kind), ctypes.c_size_t(n), ctypes.c_size_t(width))
        self._lib.chain(*sizes, _pointer(out), _pointer(a), _pointer(b))
        return out


def _pointer(a: NDArray[np.uint32] | NDArray[np.uint8]) -> ctypes.c_void_p:
    if not a.flags.c_contiguous:
        raise ValueError("the library reads contiguous arrays")
    return a.ctypes.data_as(ctypes.c_void_p)


@cache
def oracle() -> Library:
    """The hardware's answers: functions.h compiled as the operators are."""
    with tempfile.TemporaryDirectory(prefix="assay-oracle-") as at:
        built = Path(at) / "oracle.so"
        flags = ["-O1", "-ffp-contract=off", "-mfma", "-shared", "-fPIC"]
        subprocess.run(["gcc", *flags, str(ORACLE), "-o", str(built), "-lm"], check=True)
        return Library(built)


def differences(args: Bits, truth: Bits, got: Bits, most: int = 4) -> list[str]:
    """The first few operands on which two results differ, for a test to show."""
    wrong = np.flatnonzero(truth != got)[:most]
    return [f"{' '.join(f'{v:08x}' for v in args[:, i])}: {got[i]:08x}, not {truth[i]:08x}" for i in wrong]


def sample() -> str:
    """The content of tests/vectors/float32.json."""
    out: dict[str, list[list[str]]] = {}
    for operation in OPERATIONS:
        args = operands(operation, 28, seed=1)
        rows = np.vstack([args, oracle().apply(operation, args)[None]]).T
        out[NAMES[operation]] = [[f"{v:08x}" for v in row] for row in rows]
    lines = ",\n".join(f'"{name}": [\n' + ",\n".join(json.dumps(r) for r in rows) + "\n]" for name, rows in out.items())
    return f"{{\n{lines}\n}}\n"


if __name__ == "__main__":
    SAMPLE.write_text(sample())
