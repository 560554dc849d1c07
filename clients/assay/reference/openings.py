"""What a call takes that is too long for a transaction: provided before, piece by piece. Twins: programs/solana/staking/src/openings.rs,
programs/evm/compute/Openings.sol."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

from .. import errors as e
from ..models.compute import MAX_OPENINGS

K = TypeVar("K", bound=Hashable)


class Openings(Generic[K]):
    """By who provided them, and where that matters for what."""

    def __init__(self) -> None:
        self._held: dict[K, bytes] = {}

    def of(self, key: K) -> bytes:
        return self._held.get(key, b"")

    def provide(self, key: K, offset: int, data: bytes) -> int:
        """Lays data down at an offset, and gives how long all of it is then."""
        held = self.of(key)
        if offset not in (0, len(held)):
            raise e.BadOffset
        if offset + len(data) > MAX_OPENINGS:
            raise e.TooMuchData
        self._held[key] = held[:offset] + data
        return len(self._held[key])

    def given(self, key: K, data: bytes) -> bytes:
        """What the call brings; where it brings nothing, what was provided."""
        return data or self.of(key)

    def use_up(self, key: K, data: bytes = b"") -> None:
        """Provided bytes serve one call."""
        if not data:
            self._held.pop(key, None)
