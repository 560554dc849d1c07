"""What the chain says of contents and keys, to be asked by what a file shows: its claim, its key, its likeness."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assay import ids
from assay.market import Chain
from assay.models.base import ZERO
from assay.models.identity import ContentRecord, Key, Recorded
from sqlalchemy import Engine, Integer, LargeBinary, String, create_engine, event, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import Index as ColumnIndex

from ..queue import durable
from .soft_binding_index import Index

MAX_ALIKE = 16
FURTHER = 31  # bits: what a copy of a copy may differ by, and less than what two pictures happen to
MEMORY = ":memory:"


@dataclass(frozen=True)
class Alike:
    """A record whose soft binding is `distance` bits from the one asked for."""

    record: ContentRecord
    distance: int


class Registry(Protocol):
    """Look-ups that `check` needs. Records come as the chain has them now, flags included."""

    def record(self, key_id: bytes, claim_hash: bytes) -> ContentRecord | None:
        """What this key recorded of this claim, or None."""
        ...

    def records(self, claim_hash: bytes) -> Sequence[ContentRecord]:
        """The first who recorded this claim, in the order of the chain. Anyone may record any hash under a key of their own: it says nothing about who
        signed the claim."""
        ...

    def alike(self, bindings: Sequence[bytes], within: int) -> Sequence[Alike]:
        """Records whose soft binding is at most `within` bits from any of these, and not much further than the nearest: the earliest first.

        Not the nearest: whoever records the likeness of a copy anew, however exactly, does not come before whom it was copied from.
        """
        ...

    def key(self, key_id: bytes) -> Key | None:
        """The key (ids.key_id), or None."""
        ...

    def now(self) -> int:
        """The chain's clock, unix seconds."""
        ...


class _Base(DeclarativeBase):
    pass


class _Cursor(_Base):
    __tablename__ = "cursor"
    chain: Mapped[str] = mapped_column(String, primary_key=True)
    following: Mapped[int] = mapped_column(Integer)


class _Record(_Base):
    """`place` keeps the order of the chain."""

    __tablename__ = "record"
    __table_args__ = (ColumnIndex("record_place", "chain", "place"), ColumnIndex("record_claim", "chain", "claim_hash"))
    chain: Mapped[str] = mapped_column(String, primary_key=True)
    content_id: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    place: Mapped[int] = mapped_column(Integer)
    claim_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    soft_binding: Mapped[bytes] = mapped_column(LargeBinary(32))


class ChainRegistry:
    """Follows a chain's events into an index (SQLite: a file, or memory) that finds records, and asks the chain for their state.

    Contents that only stand in a batch are found once one of them is claimed. Threads may share one.
    """

    def __init__(self, chain: Chain, path: Path | str = MEMORY) -> None:
        self.chain = chain
        if str(path) == MEMORY:
            self._engine: Engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
        else:
            self._engine = create_engine(f"sqlite:///{path}")
            event.listen(self._engine, "connect", durable)
        _Base.metadata.create_all(self._engine)
        self._lock = threading.Lock()
        self._looks: Index[tuple[int, bytes]] = Index()  # of place and content id
        self._loaded = 0  # the first event whose record may not be in memory

    def follow(self) -> int:
        """Reads what has happened on the chain since. Returns how many records are new."""
        name = self.chain.name
        with self._lock, Session(self._engine) as s, s.begin():
            row = s.get(_Cursor, name)
            following = start = row.following if row else 0
            new = []
            for place, happened in self.chain.events(start):
                following = place + 1
                if isinstance(happened, Recorded):
                    found = {"content_id": happened.content_id, "claim_hash": happened.claim_hash, "soft_binding": happened.soft_binding}
                    new.append({"chain": name, "place": place, **found})
            if new:
                s.execute(insert(_Record).on_conflict_do_nothing(), new)
            if following != start:
                moved = insert(_Cursor).values(chain=name, following=following)
                s.execute(moved.on_conflict_do_update(index_elements=["chain"], set_={"following": following}))
        return len(new)

    def record(self, key_id: bytes, claim_hash: bytes) -> ContentRecord | None:
        return self.chain.identity.content(ids.content_id(self.chain.deployment().identity, key_id, claim_hash))

    def records(self, claim_hash: bytes) -> list[ContentRecord]:
        with self._lock, Session(self._engine) as s:
            mine = select(_Record.content_id).where(_Record.chain == self.chain.name, _Record.claim_hash == claim_hash)
            found = list(s.scalars(mine.order_by(_Record.place).limit(MAX_ALIKE)))
        return [record for content_id in found if (record := self.chain.identity.content(content_id))]

    def alike(self, bindings: Sequence[bytes], within: int) -> list[Alike]:
        nearest: dict[tuple[int, bytes], int] = {}
        with self._lock:
            self._load()
            for binding in bindings:
                for distance, record in self._looks.near(binding, within):
                    nearest[record] = min(distance, nearest.get(record, within))
        furthest = min(nearest.values(), default=0) + FURTHER
        first = sorted(record for record, distance in nearest.items() if distance <= furthest)[:MAX_ALIKE]
        found = ((self.chain.identity.content(record[1]), nearest[record]) for record in first)
        return [Alike(record, distance) for record, distance in found if record]

    def key(self, key_id: bytes) -> Key | None:
        return self.chain.identity.key(key_id)

    def now(self) -> int:
        return self.chain.now()

    def close(self) -> None:
        """Closes the index."""
        self._engine.dispose()

    def _load(self) -> None:
        """Takes the soft bindings that the index has and memory has not."""
        new = select(_Record.place, _Record.content_id, _Record.soft_binding).where(_Record.chain == self.chain.name, _Record.place >= self._loaded)
        with Session(self._engine) as s:
            rows = list(s.execute(new.order_by(_Record.place)))
        if not rows:
            return
        self._loaded = rows[-1][0] + 1
        for place, content_id, code in rows:
            if code != ZERO:
                self._looks.add(code, (place, content_id))
