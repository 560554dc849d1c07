"""Vectors as few bytes. All arithmetic is single IEEE float32 operations, so every machine writes and reads the same bits.

    DENSE      4 bytes a value
    FourBit    blocks of `block` values: scale float32 = largest magnitude / 7, then a nibble a value, round(value / scale) + 8, low nibble first
    TopK       the `share` of largest magnitude: a scale, the gaps between their places as bytes (255 = go on), a nibble each

What a codec loses is its user's to keep and add to the next vector (error feedback).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from assay.errors import InputError
from numpy.typing import NDArray

Vector = NDArray[np.float32]
LARGEST = np.float32(7)
LARGEST_SCALE = np.finfo(np.float32).max / LARGEST
ZERO_NIBBLE = 8
FURTHER = 255


class Codec(Protocol):
    """How a vector crosses a link."""

    def encode(self, values: Vector) -> bytes: ...

    def decode(self, raw: bytes, count: int) -> Vector:
        """The `count` values that were encoded, as far as they were kept. Raises InputError for bytes that `encode` does not write."""
        ...


@dataclass(frozen=True)
class Dense:
    """Nothing is lost."""

    def encode(self, values: Vector) -> bytes:
        return values.astype("<f4").tobytes()

    def decode(self, raw: bytes, count: int) -> Vector:
        _expect(raw, 4 * count)
        values = np.frombuffer(raw, "<f4").astype(np.float32)
        if not np.isfinite(values).all():
            raise InputError("values", "inf or NaN", "finite", "leave this contribution out")
        return values


@dataclass(frozen=True)
class FourBit:
    """Every value, in 15 levels of its block's largest."""

    block: int = 256

    def __post_init__(self) -> None:
        if self.block < 2 or self.block % 2:
            raise InputError("block", self.block, "even", "nibbles go in pairs")

    def encode(self, values: Vector) -> bytes:
        blocks = np.zeros((-(-values.size // self.block), self.block), np.float32)
        blocks.reshape(-1)[: values.size] = values
        scales = np.abs(blocks).max(axis=1) / LARGEST
        return bytes(scales.astype("<f4").tobytes()) + _pack(_nibbles(blocks, scales[:, None]).reshape(-1))

    def decode(self, raw: bytes, count: int) -> Vector:
        blocks = -(-count // self.block)
        _expect(raw, 4 * blocks + blocks * self.block // 2)
        scales = _scales(raw[: 4 * blocks])
        values = _unpack(raw[4 * blocks :], blocks * self.block).reshape(blocks, self.block) * scales[:, None]
        return values.reshape(-1)[:count]


@dataclass(frozen=True)
class TopK:
    """The largest `share` of the values, of equal ones the first; the others are 0."""

    share: float = 1 / 16

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1:
            raise InputError("share", self.share, "above 0, at most 1", "1/16 keeps one in sixteen")

    def kept(self, count: int) -> int:
        return max(round(count * self.share), 1)

    def encode(self, values: Vector) -> bytes:
        places = np.sort(np.argsort(-np.abs(values), kind="stable")[: self.kept(values.size)])
        chosen = values[places]
        scale = np.abs(chosen).max() / LARGEST
        gaps = bytearray()
        for gap in np.diff(places, prepend=-1) - 1:
            further, rest = divmod(int(gap), FURTHER)
            gaps += bytes([FURTHER]) * further + bytes([rest])
        nibbles = _nibbles(chosen, np.full(chosen.shape, scale, np.float32))
        return struct.pack("<fI", scale, len(gaps)) + bytes(gaps) + _pack(nibbles)

    def decode(self, raw: bytes, count: int) -> Vector:
        if len(raw) < 8:
            raise InputError("raw", f"{len(raw)} bytes", "at least 8", "leave this contribution out")
        kept, (length,) = self.kept(count), struct.unpack_from("<I", raw, 4)
        _expect(raw, 8 + length + -(-kept // 2))
        gaps = np.frombuffer(raw, np.uint8, length, 8)
        ends = gaps != FURTHER
        places = (np.cumsum(gaps, dtype=np.int64)[ends] + np.arange(ends.sum())).astype(np.int64)
        if places.size != kept or (length and not ends[-1]) or places[-1] >= count:
            raise InputError("places", places.size, f"{kept} below {count}", "leave this contribution out")
        values = np.zeros(count, np.float32)
        values[places] = _unpack(raw[8 + length :], kept) * _scales(raw[:4])[0]
        return values


def _nibbles(values: Vector, scales: Vector) -> NDArray[np.uint8]:
    safe = np.where(scales > 0, scales, np.float32(1))
    levels: NDArray[np.uint8] = (np.clip(np.rint(values / safe), -LARGEST, LARGEST) + ZERO_NIBBLE).astype(np.uint8)
    return levels


def _pack(nibbles: NDArray[np.uint8]) -> bytes:
    even = np.append(nibbles, np.uint8(ZERO_NIBBLE)) if nibbles.size % 2 else nibbles
    return bytes((even[::2] | even[1::2] << 4).tobytes())


def _unpack(raw: bytes, count: int) -> Vector:
    packed = np.frombuffer(raw, np.uint8)
    nibbles = np.stack([packed & 15, packed >> 4], axis=1).reshape(-1)[:count]
    if (nibbles == 0).any():
        raise InputError("nibble", 0, "1..=15", "leave this contribution out")
    levels: Vector = nibbles.astype(np.float32) - np.float32(ZERO_NIBBLE)
    return levels


def _scales(raw: bytes) -> Vector:
    scales = np.frombuffer(raw, "<f4").astype(np.float32)
    if not ((scales >= 0) & (scales <= LARGEST_SCALE)).all():
        raise InputError("scale", scales.max(), "finite and not negative", "leave this contribution out")
    return scales


def _expect(raw: bytes, length: int) -> None:
    if len(raw) != length:
        raise InputError("raw", f"{len(raw)} bytes", f"{length} bytes", "leave this contribution out")
