"""Between requests and jobs: batches what waits, posts it, follows it on chain, and answers.

One thread calls `step`; each step looks at the journal and the chain and makes the moves that are due, so a process that was killed
anywhere goes on with its next step.
"""

from __future__ import annotations

import base64
import logging
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
from assay import ids
from assay.errors import AssayError, InputError, JobExists
from assay.market import Chain
from assay.models.compute import Job, JobState
from numpy.typing import NDArray

from ..jobs import minilm
from ..jobs.bundle import JobBundle
from ..jobs.store import Store
from . import receipt
from .journal import DONE, FAILED, QUEUED, Journal, PlacedJob, Request
from .metrics import Metrics

log = logging.getLogger("assay.api")

MODEL = "all-MiniLM-L6-v2"
ANSWERABLE = (JobState.COMMITTED, JobState.DISPUTED, JobState.SETTLED)
STAGES = (JobState.OPEN, JobState.ACCEPTED, JobState.COMMITTED)
STAGE_NAMES = {JobState.OPEN: "posted", JobState.ACCEPTED: "accepted", JobState.COMMITTED: "committed"}

REFUTED = "the provider's result was refuted, or never came"

# Hears of a request's progress: the event's name and its data. Called in the engine's thread.
Listener = Callable[[str, dict[str, Any]], None]


@dataclass(frozen=True)
class Offer:
    """What the operator pays and how it batches: `price` and `stake` in base units a job."""

    price: int
    stake: int
    deadline_secs: int = 600
    max_batch: int = 64
    linger_secs: float = 0.005
    max_jobs: int = 4
    max_waiting: int = 1_000
    attempts: int = 3


class Engine:
    """Answers the journal's requests by jobs of one account. Start it once; `stop` ends it after the step that it is in."""

    def __init__(
        self, chain: Chain, store: Store, journal: Journal, offer: Offer, metrics: Metrics, *, poll_secs: float = 0.2, retry_secs: float = 1.0
    ) -> None:
        self._chain, self._store, self.journal, self.offer, self.metrics, self._poll = chain, store, journal, offer, metrics, poll_secs
        self._retry_secs = retry_secs
        self._compute = chain.deployment().compute
        self.posts_as = (self._compute, chain.account)
        journal.bind(f"{chain.name}/{self._compute.hex()}/{chain.account.hex()}")
        self._listeners: defaultdict[str, list[Listener]] = defaultdict(list)
        self._listening = threading.Lock()
        self._news, self._stopping = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        # After a start every job is looked at once; later only those that an event names and those that somebody waits for.
        self._stale = {self._job_id(job.nonce): job.nonce for job in journal.jobs()}
        self._mine = dict(self._stale)
        self._not_before: dict[int, float] = {}

    # for the threads that serve requests

    def submit(self, request_id: str, key_id: str, texts: Sequence[str], tokens: int, encoding: str, idempotency: str | None) -> Request:
        """Takes a request; it is on the disk when this returns. Raises QueueFull or KeyReused."""
        taken = self.journal.admit(request_id, key_id, texts, tokens, encoding, idempotency, self.offer.max_waiting)
        self._news.set()
        return taken

    def listen(self, request_id: str, listener: Listener) -> Callable[[], None]:
        """Has `listener` hear of the request from now on, until what is returned is called."""
        with self._listening:
            self._listeners[request_id].append(listener)

        def leave() -> None:
            with self._listening:
                left = [other for other in self._listeners.pop(request_id, []) if other is not listener]
                if left:
                    self._listeners[request_id] = left

        return leave

    def start(self) -> None:
        self._thread = threading.Thread(target=self._serve, name="assay-api-engine", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._news.set()
        if self._thread is not None:
            self._thread.join()

    # the engine's own thread

    def _serve(self) -> None:
        while not self._stopping.is_set():
            self._news.clear()
            try:
                busy = self.step()
            except AssayError as fault:  # the node is away: nothing is lost, try again
                log.warning("%s", fault)
                busy = 0
            except Exception:
                log.exception("a step failed")
                busy = 0
            if not busy:
                self._news.wait(self._poll)

    def step(self) -> int:
        """Makes the moves that are due. Returns how many jobs were placed or changed."""
        self._read_events()
        # A placement sends one job's worth at a time, so that a node that is away stops nothing but itself.
        busy = int(self._place())
        waiting = {job.nonce for job in self.journal.jobs(undelivered=True)}
        for nonce in sorted(waiting | set(self._stale.values())):
            job = self.journal.job(nonce)
            if job is None or self._not_before.get(nonce, 0) > time.monotonic():
                continue
            try:
                busy += self._look(job)
            except AssayError as fault:  # a race lost, no money, a result that is not there yet: look again a little later
                self._later(nonce, fault)
            except Exception as fault:  # one job that cannot be handled must not hold the others up
                log.exception("job %s", self._job_id(nonce).hex()[:8])
                self._later(nonce, fault)
            else:
                self._stale.pop(self._job_id(nonce), None)
        return busy

    def _later(self, nonce: int, fault: Exception) -> None:
        log.warning("job %s: %s: %s", self._job_id(nonce).hex()[:8], type(fault).__name__, fault)
        self.metrics.stumbles.labels(type(fault).__name__).inc()
        self._stale[self._job_id(nonce)] = nonce
        self._not_before[nonce] = time.monotonic() + self._retry_secs

    def _job_id(self, nonce: int) -> bytes:
        return ids.job_id(self._compute, self._chain.account, nonce)

    def _read_events(self) -> None:
        before = following = self.journal.cursor
        for at, event in self._chain.events(before):
            following = at + 1
            job_id = getattr(event, "job_id", None)
            if job_id in self._mine:
                self._stale[job_id] = self._mine[job_id]
        if following != before:
            # Jobs that the events named are looked at before the next step; a crash in between looks at all jobs again.
            self.journal.read_up_to(following)

    def _place(self) -> bool:
        """Puts what waits into one job, where there is room for one more. A job holds the texts of one key only: a receipt shows its row's neighbours."""
        if len(self.journal.jobs(undelivered=True)) >= self.offer.max_jobs:
            return False
        requests = self.journal.queued(self.offer.max_batch)
        if not requests:
            return False
        if sum(len(r.texts) for r in requests) < self.offer.max_batch:
            time.sleep(self.offer.linger_secs)
            requests = self.journal.queued(self.offer.max_batch)
        placed = self.journal.place(requests, self.offer.price, self.offer.stake, self._chain.now() + self.offer.deadline_secs)
        self._mine[self._job_id(placed.nonce)] = placed.nonce
        self.metrics.batch.observe(sum(len(r.texts) for r in requests))
        return True

    def _look(self, placed: PlacedJob) -> int:
        """Makes the move that is due for one job. Returns whether anything happened."""
        job = self._chain.compute.job(self._job_id(placed.nonce))
        if job is None:
            return self._post(placed)
        changed = (job.state, job.window_ends_at) != (placed.state, placed.window_ends_at)
        now, requests = self._chain.now(), self.journal.of_job(placed.nonce)
        if changed:
            self.journal.saw(placed.nonce, job.state, job.window_ends_at, ended=False)
            self._tell_stages(placed, job, requests)
        match job.state:
            case JobState.OPEN if now >= job.terms.deadline_at:
                self._chain.compute.cancel(job.job_id)
                return 1 + self._look_again(placed)
            case JobState.ACCEPTED if now > job.terms.deadline_at:
                self._chain.compute.time_out(job.job_id)
                return 1 + self._look_again(placed)
            case JobState.FAULTED:
                self._send_back(placed, REFUTED)
                self._chain.compute.refund(job.job_id)
                return 1 + self._look_again(placed)
            case JobState.REFUNDED:
                self._send_back(placed, REFUTED)
            case JobState.CANCELLED:
                self._send_back(placed, "no provider took the job in time")
        open_requests = [r for r in requests if r.status not in (DONE, FAILED)]
        if job.state in ANSWERABLE and open_requests:
            try:
                self._answer(job, requests, open_requests)
            except AssayError as fault:
                if job.state is not JobState.SETTLED:
                    raise  # it may yet be delivered
                self._send_back(placed, f"the provider was paid and its result cannot be had: {fault}")
            changed = True
        ended = job.state in (JobState.SETTLED, JobState.REFUNDED, JobState.CANCELLED)
        if ended:
            self.journal.saw(placed.nonce, job.state, job.window_ends_at, ended=True)
            self._mine.pop(job.job_id, None)
            self._not_before.pop(placed.nonce, None)
        return int(changed)

    def _look_again(self, placed: PlacedJob) -> int:
        again = self.journal.job(placed.nonce)
        return 0 if again is None else self._look(again)

    def _post(self, placed: PlacedJob) -> int:
        """Posts a job under the nonce and terms that are on the disk; past its deadline the chain can take it no more, and a new one is made."""
        if self._chain.now() >= placed.deadline_at:
            self._send_back(placed, "the market did not take the job in time", ended=True)
            self._mine.pop(self._job_id(placed.nonce), None)
            return 1
        bundle = self._bundle(self.journal.of_job(placed.nonce))
        self._store.save(bundle)
        with suppress(JobExists):  # posted before a crash, or just now by a call whose answer was lost
            self._chain.compute.post(placed.nonce, bundle.terms(placed.price, placed.stake, placed.deadline_at))
        return 1

    def _answer(self, job: Job, requests: Sequence[Request], open_requests: Sequence[Request]) -> None:
        """Answers what a job's provider committed to. Raises NotStored or Corrupted where its result cannot be had, InputError for another shape."""
        bundle, result = self._bundle(requests), self._store.load_result(job)
        vectors = minilm.embeddings(result)
        texts = sum(len(r.texts) for r in requests)
        if len(vectors) != texts or not bundle.matches(job.terms):
            raise InputError("result", len(vectors), f"{texts} vectors", "the provider committed to something else; wait for the job's end")
        bodies = {r.request_id: self._body(job, bundle, r, vectors[r.first_row : r.first_row + len(r.texts)], result) for r in open_requests}
        self.journal.answer(bodies)
        for request_id, body in bodies.items():
            self._tell(request_id, "result", body)

    def _body(self, job: Job, bundle: JobBundle, request: Request, vectors: NDArray[np.float32], result: Any) -> dict[str, Any]:
        proof = receipt.make(self._chain, job, bundle, result, request.first_row, request.texts)
        return {
            "object": "list",
            "data": [{"object": "embedding", "index": at, "embedding": encoded(vector, request.encoding)} for at, vector in enumerate(vectors)],
            "model": MODEL,
            "usage": {"prompt_tokens": request.tokens, "total_tokens": request.tokens},
            "id": request.request_id,
            "receipt": proof.model_dump(mode="json"),
        }

    @staticmethod
    def _bundle(requests: Sequence[Request]) -> JobBundle:
        return minilm.job([text for request in requests for text in request.texts])

    def _send_back(self, placed: PlacedJob, why: str, *, ended: bool = False) -> None:
        for request in self.journal.send_back(placed.nonce, why, self.offer.attempts, ended=ended):
            self._tell(request.request_id, QUEUED if request.status == QUEUED else "error", {"id": request.request_id, "message": why})
        self._news.set()

    def _tell_stages(self, placed: PlacedJob, job: Job, requests: Sequence[Request]) -> None:
        """Tells of each stage that a job went through since it was last looked at, also where it was quicker than we look."""
        reached = STAGES.index(JobState.COMMITTED) if job.state in ANSWERABLE else STAGES.index(job.state) if job.state in STAGES else -1
        known = -1 if placed.state is None else STAGES.index(placed.state) if placed.state in STAGES else len(STAGES)
        for stage in STAGES[known + 1 : reached + 1]:
            data = {"job_id": "0x" + job.job_id.hex()} | ({"window_ends_at": job.window_ends_at} if stage is JobState.COMMITTED else {})
            for request in requests:
                self._tell(request.request_id, STAGE_NAMES[stage], data)

    def _tell(self, request_id: str, name: str, data: dict[str, Any]) -> None:
        with self._listening:
            # After the last word nobody listens on, so that a caller who went away leaves nothing behind.
            last = name in ("result", "error")
            listeners = self._listeners.pop(request_id, []) if last else list(self._listeners.get(request_id, ()))
        for listener in listeners:
            listener(name, data)


def encoded(vector: NDArray[np.float32], encoding: str) -> str | list[float]:
    """A vector for the wire. Both forms carry every bit: a float32 is exact as a JSON number."""
    return base64.b64encode(vector.astype("<f4").tobytes()).decode() if encoding == "base64" else vector.tolist()
