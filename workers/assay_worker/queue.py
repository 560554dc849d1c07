"""The worker's memory: a SQLite file that survives kill -9.

Holds how far the chain's events were read and which jobs are being followed. What to do next about a job is never stored: it is read
from the chain, so that a step cut off in the middle is simply looked at again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from assay.models.base import Event
from sqlalchemy import ColumnElement, Engine, Integer, LargeBinary, String, create_engine, event, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class _Base(DeclarativeBase):
    pass


class _Cursor(_Base):
    __tablename__ = "cursor"
    chain: Mapped[str] = mapped_column(String, primary_key=True)
    following: Mapped[int] = mapped_column(Integer)


class _Task(_Base):
    __tablename__ = "task"
    job_id: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    chain: Mapped[str] = mapped_column(String, primary_key=True)
    outcome: Mapped[str | None] = mapped_column(String, default=None)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    error: Mapped[str | None] = mapped_column(String, default=None)


@dataclass(frozen=True)
class Task:
    """A job that is followed. `outcome` is None while there may be something left to do."""

    job_id: bytes
    outcome: str | None
    attempts: int
    error: str | None


class Queue:
    """The durable queue of one worker on one chain. Every method is one transaction, on disk when it returns."""

    def __init__(self, path: Path | str, chain: str) -> None:
        self._engine: Engine = create_engine(f"sqlite:///{path}")
        event.listen(self._engine, "connect", durable)
        _Base.metadata.create_all(self._engine)
        self._chain = chain

    @property
    def cursor(self) -> int:
        """The first event that was not read yet."""
        with Session(self._engine) as s:
            row = s.get(_Cursor, self._chain)
            return row.following if row else 0

    def absorb(self, events: Iterable[tuple[int, Event]], wanted: Callable[[Event], bytes | None]) -> int:
        """Follows each job that `wanted` names, and moves the cursor past the events: both or neither. Returns how many were read."""
        count, following = 0, 0
        with Session(self._engine) as s, s.begin():
            for at, happened in events:
                count, following = count + 1, at + 1
                job_id = wanted(happened)
                if job_id is not None:
                    s.execute(insert(_Task).values(job_id=job_id, chain=self._chain, attempts=0).on_conflict_do_nothing())
            if count:
                moved = insert(_Cursor).values(chain=self._chain, following=following)
                s.execute(moved.on_conflict_do_update(index_elements=["chain"], set_={"following": following}))
        return count

    def open_tasks(self) -> list[Task]:
        """Jobs that may need something, in no particular order."""
        return self._tasks(_Task.outcome.is_(None))

    def tasks(self) -> list[Task]:
        """All jobs ever followed."""
        return self._tasks()

    def finish(self, job_id: bytes, outcome: str) -> None:
        """Nothing is left to do about a job."""
        with Session(self._engine) as s, s.begin():
            s.get_one(_Task, (job_id, self._chain)).outcome = outcome

    def stumble(self, job_id: bytes, error: str) -> None:
        """A step failed; it will be tried again."""
        with Session(self._engine) as s, s.begin():
            row = s.get_one(_Task, (job_id, self._chain))
            row.attempts, row.error = row.attempts + 1, error

    def _tasks(self, *conditions: ColumnElement[bool]) -> list[Task]:
        with Session(self._engine) as s:
            rows = s.scalars(select(_Task).where(_Task.chain == self._chain, *conditions))
            return [Task(r.job_id, r.outcome, r.attempts, r.error) for r in rows]

    def close(self) -> None:
        self._engine.dispose()


def durable(connection: object, _record: object) -> None:
    """Makes a new SQLite connection keep what was committed through a crash."""
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.close()
