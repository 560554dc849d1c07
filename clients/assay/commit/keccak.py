"""keccak256, of trees that are claimed against often on chain."""

from __future__ import annotations

from sha3 import keccak_256  # type: ignore[import-untyped]


def keccak(data: bytes) -> bytes:
    """keccak256."""
    hashed: bytes = keccak_256(data).digest()
    return hashed
