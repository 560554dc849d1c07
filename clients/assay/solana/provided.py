"""Calls whose data is longer than a transaction: laid down before, piece by piece, where the program looks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from solders.instruction import Instruction
from solders.pubkey import Pubkey

from ..errors import ProtocolError
from ..models.base import Event
from .session import Session

E = TypeVar("E", bound=Event)
P = TypeVar("P", bound=Event)


class Provided(Generic[P]):
    """What one account has provided to one program. `provide` is the instruction for a piece at an offset, `decode` reads the account that holds them."""

    def __init__(
        self, session: Session, at: Callable[[bytes], Pubkey], provide: Callable[[int, bytes], Instruction], decode: Callable[[bytes], bytes], event: type[P]
    ) -> None:
        self._s, self._at, self._provide, self._decode, self._event = session, at, provide, decode, event

    def of(self, party: bytes) -> bytes:
        """All of it, so far."""
        data = self._s.read(self._at(party))
        return b"" if data is None else self._decode(data)

    def provide(self, offset: int, data: bytes) -> P:
        """The verb, in as many transactions as it needs; whole, or with what was there before left as it was."""
        if len(data) <= self._room():
            return self._lay_down(offset, data)
        before = self.of(self._s.account)
        try:
            return self._lay_down(offset, data)
        except ProtocolError:
            self._restore(before)
            raise

    def given(self, data: bytes) -> bytes:
        """What a call is about: its data, else what was provided."""
        return data or self.of(self._s.account)

    def held(self, data: bytes) -> Pubkey | None:
        """Where the program finds what was provided, for a call that brings no data of its own."""
        address = self._at(self._s.account)
        return None if data or self._s.read(address) is None else address

    def call(self, verb: str, calls: Callable[[bytes], list[Instruction]], data: bytes, kind: type[E], units: int | None = None) -> E:
        """Makes the call with this data, which is laid down before it where it fits no transaction. Whatever else was provided is kept."""
        if len(data) <= self._s.room(calls(b""), units):
            return self._s.write(verb, calls(data), kind, units)
        before = self.of(self._s.account)
        try:
            self._lay_down(0, data)
            done = self._s.write(verb, calls(b""), kind, units)
        except ProtocolError:
            self._restore(before)
            raise
        self._restore(before)
        return done

    def _room(self) -> int:
        """How many bytes one transaction provides."""
        return self._s.room([self._provide(0, b"")])

    def _lay_down(self, offset: int, data: bytes) -> P:
        room = self._room()
        cuts = range(0, len(data), room) or (0,)
        done = (self._s.write("provide", [self._provide(offset + at, data[at : at + room])], self._event) for at in cuts)
        return list(done)[-1]

    def _restore(self, before: bytes) -> None:
        if self.of(self._s.account) != before:
            self._lay_down(0, before)
