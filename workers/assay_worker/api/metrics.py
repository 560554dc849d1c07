"""What the API counts, in Prometheus' format. Nothing of a key or a text is in a label."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from .journal import Journal

SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class Metrics(Collector):
    """One registry an app; the queue's depth and the jobs' states are read from the journal when asked for."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.registry = CollectorRegistry()
        self.requests = Counter("assay_api_requests", "Requests by path and status", ["path", "status"], registry=self.registry)
        self.latency = Histogram("assay_api_latency_seconds", "From request to answer", ["path"], buckets=SECONDS, registry=self.registry)
        self.batch = Histogram("assay_api_batch_texts", "Texts in a posted job", buckets=(1, 2, 4, 8, 16, 32, 64, 128, 256), registry=self.registry)
        self.stumbles = Counter("assay_api_stumbles", "Looks at a job that ended in an error and are repeated, by its name", ["error"], registry=self.registry)
        self.registry.register(self)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        depth = GaugeMetricFamily("assay_api_queue_depth", "Requests that wait, by status", labels=["status"])
        for status, count in self._journal.waiting().items():
            depth.add_metric([status], count)
        yield depth
        jobs = GaugeMetricFamily("assay_api_jobs", "Jobs by the state last seen on chain", labels=["state"])
        for state, count in self._journal.states().items():
            jobs.add_metric([state], count)
        yield jobs

    def text(self) -> bytes:
        return generate_latest(self.registry)
