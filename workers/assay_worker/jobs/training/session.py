"""A session: the hub in this process, each worker, the auditor and the link in a process of its own.

The hub waits for the proposals of a round until all that are left have come or `patience_secs` have passed since the round began; for who
was late in the last round it does not wait, but takes what comes in time. It leaves out what is late, malformed or, where a worker is
audited, not what an honest run gives, and sends one update to all. A worker found lying is not heard again. Every proposal that went into
an update earns its worker one share of the pay, and nothing else does.
"""

from __future__ import annotations

import multiprocessing
import os
import selectors
import signal
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from assay.errors import AssayError, InputError

from . import link as links
from .local import Settings
from .wire import AUDITOR, MASK, REPORT, Inbox, Kind, Message, NotAMessage
from .worker import Conduct, audit, work

HONEST = Conduct()
PRELOADED = ["assay_worker.jobs.training.worker", "assay_worker.jobs.training.link", "sklearn.datasets"]
STARTING_SECS = 60.0


class SessionFailed(AssayError):
    """Nobody is left, or nobody came."""


@dataclass
class Standing:
    """One worker, as the hub sees it."""

    connection: socket.socket | None = None
    inbox: Inbox = field(default_factory=Inbox)
    received: int = 0
    sent: int = 0
    caught_at: int | None = None
    late: int = 0
    malformed: int = 0
    report: tuple[bytes, float, float] | None = None


@dataclass(frozen=True)
class Outcome:
    """What a session leaves behind. `included[r]` are the workers whose proposals went into round r's update."""

    settings: Settings
    included: tuple[frozenset[int], ...]
    digests: Mapping[int, bytes]
    caught: Mapping[int, int]
    late: Mapping[int, int]
    malformed: Mapping[int, int]
    utilisation: Mapping[int, float]
    sent_bytes: int
    received_bytes: int
    wall_secs: float

    @property
    def bytes_on_links(self) -> int:
        """All workers' links, both directions, frames included, without the auditor's."""
        return self.sent_bytes + self.received_bytes

    def pay(self, budget: int) -> dict[int, int]:
        """`budget` base units over all workers, by how many of their proposals went into updates; rounded down."""
        shares = {worker: sum(worker in members for members in self.included) for worker in range(self.settings.workers)}
        return {worker: budget * share // max(sum(shares.values()), 1) for worker, share in shares.items()}


Watch = Callable[[int, Mapping[int, int]], None]


def run_session(settings: Settings, conducts: Mapping[int, Conduct] | None = None, link: links.Link | None = None, watch: Watch | None = None) -> Outcome:
    """Runs a session to its end. `watch` is called at each round's start with the processes' ids by worker, and may kill.

    Raises SessionFailed where nobody is left to train, and InputError where an audited worker is none.
    """
    if not set(settings.audited) <= set(range(settings.workers)):
        raise InputError("audited", settings.audited, f"workers 0..={settings.workers - 1}", "audit workers of the session")
    context: Any = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    processes: list[BaseProcess] = []
    listener, relay = socket.create_server(("127.0.0.1", 0)), None
    try:
        hub_port = port = listener.getsockname()[1]
        if link is not None:
            relay = _start_link(context, processes, link, hub_port)
            port = relay.recv()
        workers = {}
        for worker in range(settings.workers):
            process = context.Process(target=work, args=(settings, worker, port, (conducts or {}).get(worker, HONEST)), daemon=True)
            process.start()
            workers[worker] = process
            processes.append(process)
        if settings.audited:
            processes.append(context.Process(target=audit, args=(settings, hub_port), daemon=True))
            processes[-1].start()
        pids = {worker: process.pid for worker, process in workers.items() if process.pid is not None}
        hub = _Hub(settings, listener)
        try:
            return hub.run(watch, pids)
        finally:
            hub.close()
    finally:
        listener.close()
        if relay is not None:
            relay.close()
        for process in processes:
            if process.is_alive() and process.pid is not None:
                os.kill(process.pid, signal.SIGKILL)
            process.join()
            process.close()


def _start_link(context: Any, processes: list[BaseProcess], link: links.Link, hub_port: int) -> Connection:
    """The relay's process lives as long as the connection that this returns; the port comes through it."""
    ours: Connection
    ours, theirs = context.Pipe()
    process = context.Process(target=links.main, args=(link, hub_port, theirs), daemon=True)
    process.start()
    processes.append(process)
    theirs.close()
    if not ours.poll(STARTING_SECS):
        raise SessionFailed("the link's process did not start")
    return ours


class _Hub:
    def __init__(self, settings: Settings, listener: socket.socket) -> None:
        self._settings, self._listener, self._selector = settings, listener, selectors.DefaultSelector()
        self._standings = {worker: Standing() for worker in range(settings.workers)}
        self._auditor = Standing()
        self._proposals: dict[int, bytes] = {}
        self._expected: dict[tuple[int, int], bytes] = {}
        self._round = 0
        self._behind: set[int] = set()
        self._reducer = settings.reducer()

    def run(self, watch: Watch | None, pids: Mapping[int, int]) -> Outcome:
        self._greet()
        started, included = time.monotonic(), []
        for round_number in range(self._settings.rounds):
            self._round = round_number
            if watch is not None:
                watch(round_number, pids)
            included.append(self._one_round())
        self._send_all(Message(Kind.END, self._settings.rounds, b""))
        self._pump(lambda: all(s.report is not None or s.connection is None for s in self._standings.values()), time.monotonic() + self._settings.patience_secs)
        wall = time.monotonic() - started
        found = self._standings.items()
        reports = {worker: s.report for worker, s in found if s.report is not None}
        return Outcome(
            self._settings,
            tuple(included),
            {worker: report[0] for worker, report in reports.items()},
            {worker: s.caught_at for worker, s in found if s.caught_at is not None},
            {worker: s.late for worker, s in found if s.late},
            {worker: s.malformed for worker, s in found if s.malformed},
            {worker: busy / whole for worker, (_, busy, whole) in reports.items()},
            sum(s.sent for _, s in found),
            sum(s.received for _, s in found),
            wall,
        )

    def close(self) -> None:
        for standing in (*self._standings.values(), self._auditor):
            self._drop(standing)
        self._selector.close()

    def _greet(self) -> None:
        """Waits until everybody has said who it is, then tells all to begin."""
        expected = len(self._standings) + bool(self._settings.audited)
        self._listener.settimeout(STARTING_SECS)
        for _ in range(expected):
            try:
                connection, _ = self._listener.accept()
                connection.settimeout(STARTING_SECS)
                (hello,) = Inbox().feed(connection.recv(64))
            except (TimeoutError, ValueError) as fault:
                raise SessionFailed("not everybody came") from fault
            who = hello.payload[0]
            standing = self._auditor if who == AUDITOR else self._standings[who]
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            standing.connection = connection
            self._selector.register(connection, selectors.EVENT_READ, who)
        self._send_all(Message(Kind.HELLO, 0, b""))

    def _one_round(self) -> frozenset[int]:
        self._proposals = {}
        self._pump(self._complete, time.monotonic() + self._settings.patience_secs)
        while not self._proposals:  # all that are left are late: wait for the first of them
            if not self._left():
                raise SessionFailed(f"round {self._round}: no worker is left")
            self._pump(lambda: bool(self._proposals) or not self._left(), time.monotonic() + self._settings.patience_secs)
        self._judge()
        if not self._proposals:
            return self._one_round() if self._left() else self._nobody()
        members = frozenset(self._proposals)
        self._behind = set(self._left()) - members
        update = self._reducer.reduce(self._proposals)
        mask = MASK.pack(sum(1 << worker for worker in members))
        self._send_all(Message(Kind.UPDATE, self._round, mask + update))
        return members

    def _nobody(self) -> frozenset[int]:
        raise SessionFailed(f"round {self._round}: no honest worker is left")

    def _left(self) -> list[int]:
        """Workers that may still propose."""
        return [worker for worker, s in self._standings.items() if s.connection is not None and s.caught_at is None]

    def _complete(self) -> bool:
        audited = [worker for worker in self._settings.audited if worker in self._proposals]
        known = all((self._round, worker) in self._expected for worker in audited) or self._auditor.connection is None
        left = self._left()
        return known and bool(self._proposals or not left) and all(worker in self._proposals for worker in left if worker not in self._behind)

    def _judge(self) -> None:
        """Leaves out what an audit does not confirm: a lie for good, what was not audited in time for this round."""
        for worker in [worker for worker in self._settings.audited if worker in self._proposals]:
            expected = self._expected.get((self._round, worker))
            if expected == sha256(self._proposals[worker]).digest():
                continue
            del self._proposals[worker]
            if expected is not None:
                self._standings[worker].caught_at = self._round

    def _pump(self, until: Callable[[], bool], deadline: float) -> None:
        """Reads what comes in until a condition holds or the deadline has passed."""
        while not until():
            rest = deadline - time.monotonic()
            if rest <= 0 or not self._selector.get_map():
                return
            for key, _ in self._selector.select(rest):
                self._read(key.data)

    def _read(self, who: int) -> None:
        standing = self._auditor if who == AUDITOR else self._standings[who]
        assert standing.connection is not None
        try:
            data = standing.connection.recv(1 << 16)
            messages = standing.inbox.feed(data)
        except (ConnectionError, NotAMessage):
            data, messages = b"", []
        if not data:
            self._drop(standing)
        standing.received += len(data)
        for message in messages:
            self._take(who, standing, message)

    def _take(self, who: int, standing: Standing, message: Message) -> None:
        match message.kind:
            case Kind.PROPOSE if message.round_number < self._round:
                standing.late += 1
            case Kind.PROPOSE if message.round_number == self._round and standing.caught_at is None:
                try:
                    self._reducer.check(message.payload)
                    self._proposals[who] = message.payload
                except InputError:
                    standing.malformed += 1
                    self._drop(standing)
            case Kind.EXPECT if who == AUDITOR:
                self._expected[message.round_number, message.payload[0]] = message.payload[1:]
            case Kind.REPORT if len(message.payload) == REPORT.size:
                standing.report = REPORT.unpack(message.payload)

    def _send_all(self, message: Message) -> None:
        raw = message.encode()
        for standing in (*self._standings.values(), self._auditor):
            if standing.connection is None:
                continue
            try:
                standing.connection.sendall(raw)
                standing.sent += len(raw)
            except (ConnectionError, TimeoutError):
                self._drop(standing)

    def _drop(self, standing: Standing) -> None:
        if standing.connection is not None:
            self._selector.unregister(standing.connection)
            standing.connection.close()
            standing.connection = None
