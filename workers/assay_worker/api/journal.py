"""The API's memory: a SQLite file that survives kill -9. Keys, requests, and the jobs that answer them.

A request is on the disk before anyone is told that it was taken, and a job's nonce before the job is posted: the nonce makes its id, so
that after a crash the job is found on chain, or posted under the same nonce, and never paid for twice.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assay.errors import AssayError
from assay.models.compute import JobState
from sqlalchemy import Boolean, Engine, Integer, LargeBinary, String, UniqueConstraint, create_engine, event, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from ..queue import durable

QUEUED, PLACED, DONE, FAILED = "queued", "placed", "done", "failed"


class QueueFull(AssayError):
    """As many requests wait as the API takes at once."""


class KeyReused(AssayError):
    """This idempotency key was used for another request."""


class _Base(DeclarativeBase):
    pass


class _Key(_Base):
    __tablename__ = "key"
    key_id: Mapped[str] = mapped_column(String, primary_key=True)
    label: Mapped[str] = mapped_column(String)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    a_minute: Mapped[int] = mapped_column(Integer)
    burst: Mapped[int] = mapped_column(Integer)
    revoked: Mapped[bool] = mapped_column(Boolean, default=False)


class _Request(_Base):
    __tablename__ = "request"
    __table_args__ = (UniqueConstraint("key_id", "idempotency"),)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    request_id: Mapped[str] = mapped_column(String, unique=True)
    key_id: Mapped[str] = mapped_column(String, index=True)
    idempotency: Mapped[str | None] = mapped_column(String)
    texts: Mapped[str] = mapped_column(String)
    count: Mapped[int] = mapped_column(Integer)
    tokens: Mapped[int] = mapped_column(Integer)
    encoding: Mapped[str] = mapped_column(String)
    made_at: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(String, index=True)
    nonce: Mapped[int | None] = mapped_column(Integer, index=True)
    first_row: Mapped[int] = mapped_column(Integer, default=0)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    body: Mapped[str | None] = mapped_column(String)
    error: Mapped[str | None] = mapped_column(String)


class _Job(_Base):
    __tablename__ = "job"
    nonce: Mapped[int] = mapped_column(Integer, primary_key=True)
    price: Mapped[int] = mapped_column(Integer)
    stake: Mapped[int] = mapped_column(Integer)
    deadline_at: Mapped[int] = mapped_column(Integer)
    state: Mapped[int] = mapped_column(Integer, default=0)
    window_ends_at: Mapped[int] = mapped_column(Integer, default=0)
    ended: Mapped[bool] = mapped_column(Boolean, default=False, index=True)


class _Mark(_Base):
    __tablename__ = "mark"
    name: Mapped[str] = mapped_column(String, primary_key=True)
    value: Mapped[str] = mapped_column(String)


@dataclass(frozen=True)
class KeyRecord:
    """A key as it is stored: no secret, only a salted digest of one."""

    key_id: str
    label: str
    salt: bytes
    digest: bytes
    a_minute: int
    burst: int
    revoked: bool = False


@dataclass(frozen=True)
class Request:
    """A request. `first_row` is its place in the job of `nonce`; `body` is the answer once there is one."""

    request_id: str
    key_id: str
    texts: tuple[str, ...]
    tokens: int
    encoding: str
    made_at: int
    status: str
    nonce: int | None
    first_row: int
    attempts: int
    body: dict[str, Any] | None
    error: str | None


@dataclass(frozen=True)
class PlacedJob:
    """A job that was or will be posted. `state` is the last one seen on chain, None before it was seen at all."""

    nonce: int
    price: int
    stake: int
    deadline_at: int
    state: JobState | None
    window_ends_at: int


@dataclass(frozen=True)
class Usage:
    key_id: str
    label: str
    revoked: bool
    requests: int
    texts: int
    tokens: int


class Journal:
    """Every method is one transaction, on disk when it returns; any thread may call any."""

    def __init__(self, path: Path | str) -> None:
        self._engine: Engine = create_engine(f"sqlite:///{path}")
        event.listen(self._engine, "connect", durable)
        _Base.metadata.create_all(self._engine)
        self._admission = threading.Lock()
        self._path = path
        self._lock: int | None = None

    def bind(self, account: str) -> None:
        """Holds the file to this process, and to the chain and account that its jobs are posted with. Raises AssayError for a file of others."""
        if self._lock is None:
            held = os.open(f"{self._path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(held)
                raise AssayError(f"{self._path}: another process serves from this journal") from None
            self._lock = held
        with Session(self._engine) as s, s.begin():
            row = s.get(_Mark, "account")
            if row is None:
                s.add(_Mark(name="account", value=account))
            elif row.value != account:
                raise AssayError(f"the journal belongs to {row.value}, not to {account}; name another file")

    # keys

    def add_key(self, key: KeyRecord) -> None:
        with Session(self._engine) as s, s.begin():
            s.add(_Key(**vars(key)))

    def key(self, key_id: str) -> KeyRecord | None:
        with Session(self._engine) as s:
            row = s.get(_Key, key_id)
            return None if row is None else KeyRecord(row.key_id, row.label, row.salt, row.digest, row.a_minute, row.burst, row.revoked)

    def revoke(self, key_id: str) -> bool:
        """Whether there was such a key."""
        with Session(self._engine) as s, s.begin():
            row = s.get(_Key, key_id)
            if row is not None:
                row.revoked = True
            return row is not None

    def usage(self) -> list[Usage]:
        """What each key was answered, counted from the answered requests themselves."""
        done = (_Request.key_id == _Key.key_id) & (_Request.status == DONE)
        sums = (func.count(_Request.number), func.coalesce(func.sum(_Request.count), 0), func.coalesce(func.sum(_Request.tokens), 0))
        with Session(self._engine) as s:
            rows = s.execute(select(_Key.key_id, _Key.label, _Key.revoked, *sums).outerjoin(_Request, done).group_by(_Key.key_id).order_by(_Key.key_id))
            return [Usage(*row) for row in rows]

    # requests

    def admit(self, request_id: str, key_id: str, texts: Sequence[str], tokens: int, encoding: str, idempotency: str | None, limit: int) -> Request:
        """Takes a request, unless `limit` wait already. The same idempotency key again gives the request that it was first used for.

        Raises QueueFull, or KeyReused where that one was another request.
        """
        packed = json.dumps(list(texts))
        with self._admission, Session(self._engine) as s, s.begin():
            if idempotency is not None:
                earlier = s.scalar(select(_Request).where(_Request.key_id == key_id, _Request.idempotency == idempotency))
                if earlier is not None:
                    if (earlier.texts, earlier.encoding) != (packed, encoding):
                        raise KeyReused("this Idempotency-Key was used for another request; make a new one")
                    return _request(earlier)
            if (s.scalar(select(func.count()).where(_Request.status.in_((QUEUED, PLACED)))) or 0) >= limit:
                raise QueueFull(f"{limit} requests wait already")
            row = _Request(
                request_id=request_id, key_id=key_id, idempotency=idempotency, texts=packed, count=len(texts), tokens=tokens, encoding=encoding,
                made_at=int(time.time()), status=QUEUED,
            )  # fmt: skip
            s.add(row)
            s.flush()
            return _request(row)

    def request(self, request_id: str) -> Request | None:
        with Session(self._engine) as s:
            row = s.scalar(select(_Request).where(_Request.request_id == request_id))
            return None if row is None else _request(row)

    def queued(self, most: int) -> list[Request]:
        """The first requests, in the order they came, that belong to the key which has waited longest and hold at most `most` texts together."""
        with Session(self._engine) as s:
            first = s.scalar(select(_Request).where(_Request.status == QUEUED).order_by(_Request.number).limit(1))
            if first is None:
                return []
            same = select(_Request).where(_Request.status == QUEUED, _Request.key_id == first.key_id).order_by(_Request.number).limit(most)
            taken: list[Request] = []
            texts = 0
            for row in s.scalars(same):
                texts += row.count
                if taken and texts > most:
                    break
                taken.append(_request(row))
            return taken

    def waiting(self) -> dict[str, int]:
        """How many requests are queued and placed."""
        with Session(self._engine) as s:
            found = s.execute(select(_Request.status, func.count()).where(_Request.status.in_((QUEUED, PLACED))).group_by(_Request.status))
            counted = dict(found.all())
            return {status: counted.get(status, 0) for status in (QUEUED, PLACED)}

    # jobs

    def place(self, requests: Sequence[Request], price: int, stake: int, deadline_at: int) -> PlacedJob:
        """Puts requests into one new job, in this order. Its nonce is drawn at random, so that no two journals of an account meet in one."""
        nonce = secrets.randbits(62)
        with Session(self._engine) as s, s.begin():
            s.add(_Job(nonce=nonce, price=price, stake=stake, deadline_at=deadline_at))
            row = 0
            for request in requests:
                stored = s.scalars(select(_Request).where(_Request.request_id == request.request_id)).one()
                stored.status, stored.nonce, stored.first_row = PLACED, nonce, row
                row += stored.count
        return PlacedJob(nonce, price, stake, deadline_at, None, 0)

    def jobs(self, *, undelivered: bool = False) -> list[PlacedJob]:
        """Jobs that have not ended, or of these only the ones that requests still wait for."""
        wanted = select(_Job).where(~_Job.ended)
        if undelivered:
            wanted = wanted.where(_Job.nonce.in_(select(_Request.nonce).where(_Request.status == PLACED)))
        with Session(self._engine) as s:
            return [PlacedJob(j.nonce, j.price, j.stake, j.deadline_at, JobState(j.state) if j.state else None, j.window_ends_at) for j in s.scalars(wanted)]

    def job(self, nonce: int) -> PlacedJob | None:
        with Session(self._engine) as s:
            j = s.get(_Job, nonce)
            return None if j is None else PlacedJob(j.nonce, j.price, j.stake, j.deadline_at, JobState(j.state) if j.state else None, j.window_ends_at)

    def of_job(self, nonce: int) -> list[Request]:
        """The requests in a job, in its order."""
        with Session(self._engine) as s:
            return [_request(r) for r in s.scalars(select(_Request).where(_Request.nonce == nonce).order_by(_Request.first_row))]

    def saw(self, nonce: int, state: JobState, window_ends_at: int, *, ended: bool) -> None:
        with Session(self._engine) as s, s.begin():
            job = s.get_one(_Job, nonce)
            job.state, job.window_ends_at, job.ended = state, window_ends_at, ended

    def answer(self, bodies: dict[str, dict[str, Any]]) -> None:
        """Answers requests, all or none."""
        with Session(self._engine) as s, s.begin():
            for request_id, body in bodies.items():
                row = s.scalars(select(_Request).where(_Request.request_id == request_id)).one()
                row.status, row.body, row.error = DONE, json.dumps(body), None

    def send_back(self, nonce: int, why: str, attempts: int, *, ended: bool) -> list[Request]:
        """A job answers its requests no more: they wait for another, or fail after `attempts` jobs. Returns them as they then are."""
        with Session(self._engine) as s, s.begin():
            s.get_one(_Job, nonce).ended = ended
            rows = list(s.scalars(select(_Request).where(_Request.nonce == nonce, _Request.status == PLACED)))
            for row in rows:
                row.attempts, row.error = row.attempts + 1, why
                row.status, row.nonce = (FAILED, nonce) if row.attempts >= attempts else (QUEUED, None)
            s.flush()
            return [_request(row) for row in rows]

    def states(self) -> dict[str, int]:
        """How many jobs were last seen in each state; "unposted" before they were seen."""
        with Session(self._engine) as s:
            counted = dict(s.execute(select(_Job.state, func.count()).group_by(_Job.state)).all())
        return {"unposted": counted.get(0, 0)} | {state.name.lower(): counted.get(state.value, 0) for state in JobState}

    # the chain's events

    @property
    def cursor(self) -> int:
        """The first event that was not read yet."""
        with Session(self._engine) as s:
            row = s.get(_Mark, "following")
            return int(row.value) if row else 0

    def read_up_to(self, following: int) -> None:
        with Session(self._engine) as s, s.begin():
            s.merge(_Mark(name="following", value=str(following)))

    def close(self) -> None:
        self._engine.dispose()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _request(row: _Request) -> Request:
    return Request(
        row.request_id, row.key_id, tuple(json.loads(row.texts)), row.tokens, row.encoding, row.made_at, row.status, row.nonce, row.first_row, row.attempts,
        None if row.body is None else json.loads(row.body), row.error,
    )  # fmt: skip
