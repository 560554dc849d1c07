"""The inference API under load: requests arrive at a stated rate, a real provider answers them, every answer is checked, none may be lost.

There is no peer that does the same thing (an embeddings server without a market would be faster and prove nothing), so these rows are
reported. Everything runs in one process on one machine: callers, API, chain and provider share its cores.
"""

from __future__ import annotations

import asyncio
import json
import os
import platform
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import httpx
import numpy as np
import uvicorn
from assay.connect import sandbox
from assay.market import Sandbox
from assay.models.compute import JobState, Posted, Spec
from assay_worker.api import keys, receipt
from assay_worker.api.app import create
from assay_worker.api.engine import MODEL, Engine, Offer
from assay_worker.api.journal import Journal
from assay_worker.api.metrics import Metrics
from assay_worker.evidence import Evidence
from assay_worker.jobs import minilm, run
from assay_worker.jobs.store import Store
from assay_worker.provider import Conduct, Provider, honest
from assay_worker.queue import Queue
from assay_worker.run import turn

COIN = 1_000_000
SPEC = Spec(device=1, memory_mib=4_096, units=1)


class OneAtATime:
    """A chain of this process that several threads use: one call at a time."""

    def __init__(self, target: Any, lock: threading.RLock | None = None) -> None:
        self._target, self._lock = target, lock or threading.RLock()

    def __getattr__(self, name: str) -> Any:
        with self._lock:
            found = getattr(self._target, name)
        if name in ("staking", "compute", "court", "rewards"):
            return OneAtATime(found, self._lock)
        if not callable(found):
            return found

        def call(*args: Any, **named: Any) -> Any:
            with self._lock:
                result = found(*args, **named)
                if name == "as_account":
                    return OneAtATime(result, self._lock)
                return iter(list(result)) if name == "events" else result

        return call


class House:
    """A market with one bonded provider in a thread, and an API of the operator's in front of it."""

    def __init__(self, folder: Path, target: str = "reference", conduct: Conduct = honest, **offer: Any) -> None:
        self.folder, self.chain = folder, cast(Sandbox, OneAtATime(sandbox(target)))
        self.store = Store(folder / "store")
        self.operator, self.provider = self.chain.as_account("operator"), self.chain.as_account("provider")
        for who in (self.operator, self.provider):
            self.chain.faucet(who.account, 1_000_000 * COIN)
        self.provider.compute.register(SPEC)
        self.provider.staking.bond(100_000 * COIN)
        self.role = Provider(self.provider, SPEC, Evidence(self.store, threads=os.cpu_count() or 1), conduct)
        self.queue = Queue(folder / "provider.sqlite", target)
        self.offer = Offer(**({"price": COIN, "stake": 50 * COIN} | offer))
        self.open()

    def open(self) -> None:
        """An engine with nothing but what is on the disk."""
        self.journal = Journal(self.folder / "api.sqlite")
        self.engine = Engine(self.operator, self.store, self.journal, self.offer, Metrics(self.journal), poll_secs=0.02, retry_secs=0.02)

    def provide(self) -> int:
        return turn(self.role, self.queue)

    def posted(self) -> list[Posted]:
        return [event for _, event in self.chain.events(0) if isinstance(event, Posted)]

    @contextmanager
    def providing(self) -> Iterator[None]:
        """A provider at work, as its process would be."""
        ended = threading.Event()

        def work() -> None:
            while not ended.is_set():
                if not self.provide():
                    ended.wait(0.02)

        thread = threading.Thread(target=work, name="provider")
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    @contextmanager
    def serving(self, **settings: Any) -> Iterator[str]:
        """The API on a port of this machine; ends as after SIGTERM."""
        config = uvicorn.Config(create(self.engine, **settings), port=0, log_config=None, ws="none", timeout_graceful_shutdown=20)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, name="api")
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive(), "the server did not start"
                time.sleep(0.005)
            yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()

    def settle_all(self) -> set[JobState]:
        """Lets every window pass. Returns the states that the jobs end in."""
        self.chain.set_time(self.chain.now() + self.chain.deployment().settings.window_secs + 1)
        while self.provide() or self.engine.step():
            pass
        found = (self.chain.compute.job(event.job_id) for event in self.posted())
        return {job.state for job in found if job is not None}

    def close(self) -> None:
        self.journal.close()
        self.queue.close()


async def _load(url: str, key: str, a_second: float, count: int, text: Callable[[int], str]) -> list[tuple[float, dict[str, Any]]]:
    """Sends `count` requests, each when it is due, whether or not those before were answered. Returns seconds and answers."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=200)
    async with httpx.AsyncClient(base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=120, limits=limits) as client:
        began = time.perf_counter()

        async def one(at: int) -> tuple[float, dict[str, Any]]:
            due = began + at / a_second
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            answer = await client.post("/v1/embeddings", json={"input": text(at), "model": MODEL, "encoding_format": "base64"})
            assert answer.status_code == 200, answer.text
            return time.perf_counter() - due, answer.json()

        return await asyncio.gather(*(one(at) for at in range(count)))


def measure(target: str, a_second: float, count: int, name: str) -> list[dict[str, Any]]:
    """The figures of one run: requests a second from the first one sent to the last answer, and how long an answer took.

    Raises AssertionError where an answer is lost, wrong or without a receipt that holds.
    """

    def text(at: int) -> str:
        return f"Order {at} was shipped on day {at % 28 + 1} and is expected in {at % 9 + 2} days."

    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder), target, max_batch=64, max_jobs=2)
        key = keys.create(house.journal, "load", a_minute=1_000_000, burst=count)
        house.store.save(minilm.job([text(0)]))  # the model is in the store before the first request, as on any day but the first
        with house.providing(), house.serving() as url:
            began = time.perf_counter()
            answers = asyncio.run(_load(url, key, a_second, count, text))
            took = time.perf_counter() - began
        expected = minilm.embeddings(run(minilm.job([text(at) for at in range(count)]), bytes(32), keep=False).result)
        for at, (_, body) in enumerate(answers):
            assert receipt.decoded(body["data"][0]["embedding"]).tobytes() == expected[at].tobytes()
            assert receipt.verify(body, house.chain, [text(at)]).standing == "committed"
        jobs = len(house.posted())
        assert house.settle_all() == {JobState.SETTLED}
        assert house.journal.usage()[0].requests == count
        house.close()
    p50, p99 = np.percentile([seconds for seconds, _ in answers], (50, 99))
    workload = f"{count} requests of one text at {a_second:g}/s on {target} in {jobs} jobs, all answered, receipts verified, provider on {os.cpu_count()} cores"
    return [
        _row(f"{name}-requests", workload, count / took, "requests/s"),
        _row(f"{name}-p50", workload, 1e3 * float(p50), "ms"),
        _row(f"{name}-p99", workload, 1e3 * float(p99), "ms"),
    ]


def rows() -> list[dict[str, Any]]:
    """At 10 requests a second for 10 seconds, on the reference and on Solana's virtual machine; and 256 that come within half a second."""
    steady = measure("reference", 10, 100, "api-reference") + measure("solana:litesvm", 10, 100, "api-solana")
    return steady + measure("solana:litesvm", 512, 256, "api-solana-burst")


def _row(name: str, workload: str, ours: float, unit: str) -> dict[str, Any]:
    shown = round(ours, 2)
    return {"name": name, "workload": workload, "peer": None, "ours": shown, "theirs": None, "unit": unit, "ratio": None, "goal": "reported", "met": True}


if __name__ == "__main__":
    print(platform.processor() or platform.machine())
    for line in rows():
        print(json.dumps(line))
