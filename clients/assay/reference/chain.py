"""The reference's store: balances, a clock that only moves when told, and the list of what happened."""

from __future__ import annotations

from collections import defaultdict
from typing import TypeVar

from ..errors import InsufficientFunds, Overflow, WrongToken
from ..models.base import Event
from ..units import U64_MAX

_E = TypeVar("_E", bound=Event)


class Ledger:
    """Balances by token, an explicit clock, and events. Shared by the programs of one reference chain.

    `token` is the deployment's; `grant_token` a second one that campaigns may pay in. Others do not exist here.
    """

    def __init__(self, now: int = 1_700_000_000, token: bytes = b"", grant_token: bytes = b"\x01") -> None:
        self.now, self.token = now, token
        self.purses: dict[bytes, defaultdict[bytes, int]] = {token: defaultdict(int), grant_token: defaultdict(int)}
        self.events: list[Event] = []

    @property
    def balances(self) -> defaultdict[bytes, int]:
        """Of the deployment's token."""
        return self.purses[self.token]

    def require_token(self, token: bytes) -> None:
        """Raises WrongToken where there is no such token of 6 decimals."""
        if token not in self.purses:
            raise WrongToken

    def require(self, owner: bytes, amount: int, token: bytes | None = None) -> None:
        """Raises InsufficientFunds where `owner` holds less than `amount`."""
        if self.purses[self.token if token is None else token][owner] < amount:
            raise InsufficientFunds

    def move(self, source: bytes, target: bytes, amount: int, token: bytes | None = None) -> None:
        """Moves `amount` from `source`, which must hold it."""
        self.require(source, amount, token)
        purse = self.purses[self.token if token is None else token]
        purse[source] -= amount
        purse[target] += amount

    def mint(self, owner: bytes, amount: int, token: bytes | None = None) -> None:
        """Creates tokens, as a test's faucet does."""
        purse = self.purses[self.token if token is None else token]
        purse[owner] = checked(purse[owner] + amount)

    def log(self, event: _E) -> _E:
        self.events.append(event)
        return event


def checked(value: int) -> int:
    """A u64, or Overflow."""
    if not 0 <= value <= U64_MAX:
        raise Overflow
    return value
