"""What a worker can know about a job: its material from the store, and the trace of its own run."""

from __future__ import annotations

from assay.errors import AssayError
from assay.models.compute import Job

from .jobs.bundle import JobBundle
from .jobs.run import run
from .jobs.store import Store
from .verify.witness import Witness


class MissingMaterial(AssayError):
    """The store lacks a job's program, model or inputs, or holds something else under their roots. Says nothing about the job."""


class Evidence:
    """Bundles and witnesses by job. A witness is kept for the last few jobs; after a restart it is computed again, to the same bits."""

    def __init__(self, store: Store, *, threads: int = 1, keep: int = 2) -> None:
        self._store, self._threads, self._keep = store, threads, keep
        self._witnesses: dict[bytes, Witness] = {}

    def bundle(self, job: Job) -> JobBundle:
        """The job's material. Raises MissingMaterial."""
        terms = job.terms
        try:
            return self._store.load(terms.program_root, terms.model_root, terms.input_root)
        except AssayError as e:
            raise MissingMaterial(str(e)) from e

    def witness(self, job: Job) -> Witness:
        """An honest run of the job. An exception while running is the caller's to see; it never becomes a result."""
        if job.job_id not in self._witnesses:
            bundle = self.bundle(job)
            trace = run(bundle, job.job_id, threads=self._threads)
            while len(self._witnesses) >= self._keep:
                self._witnesses.pop(next(iter(self._witnesses)))
            self._witnesses[job.job_id] = Witness(bundle.program, bundle.model, bundle.inputs, trace.outputs, trace.tree)
        return self._witnesses[job.job_id]
