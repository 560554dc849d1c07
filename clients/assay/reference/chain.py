"""The reference's store: balances, a clock that only moves when told, and the list of what happened."""

from __future__ import annotations

from collections import defaultdict
from typing import TypeVar

from ..errors import InsufficientFunds, Overflow
from ..models.base import Event
from ..units import U64_MAX

_E = TypeVar("_E", bound=Event)


class Ledger:
    """One token's balances, an explicit clock, and events. Shared by the programs of one reference chain."""

    def __init__(self, now: int = 1_700_000_000) -> None:
        self.now = now
        self.balances: defaultdict[bytes, int] = defaultdict(int)
        self.events: list[Event] = []

    def require(self, owner: bytes, amount: int) -> None:
        """Raises InsufficientFunds where `owner` holds less than `amount`."""
        if self.balances[owner] < amount:
            raise InsufficientFunds

    def move(self, source: bytes, target: bytes, amount: int) -> None:
        """Moves `amount` from `source`, which must hold it."""
        self.require(source, amount)
        self.balances[source] -= amount
        self.balances[target] += amount

    def mint(self, owner: bytes, amount: int) -> None:
        """Creates tokens, as a test's faucet does."""
        self.balances[owner] = checked(self.balances[owner] + amount)

    def log(self, event: _E) -> _E:
        self.events.append(event)
        return event


def checked(value: int) -> int:
    """A u64, or Overflow."""
    if not 0 <= value <= U64_MAX:
        raise Overflow
    return value
