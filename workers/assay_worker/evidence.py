"""What a worker can know about a job: its material from the store, and the trace of its own run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from assay.errors import AssayError
from assay.models.compute import Job

from .jobs.bundle import JobBundle
from .jobs.run import Execute, run
from .jobs.store import Store
from .verify.witness import Witness


class StillRunning(AssayError):
    """The job runs elsewhere and is not done: nothing is wrong, look again later."""


class Executor(Protocol):
    """Where the worker's jobs run: in this process, or on other machines (scale.cluster)."""

    def witness(self, job_id: bytes, bundle: Callable[[], JobBundle]) -> Witness:
        """An honest run of a job, whose material `bundle` gives where a run has to be started.

        Raises StillRunning while it runs elsewhere. Whatever else is raised says nothing about the job: it never becomes a result.
        """
        ...


class Embedded:
    """Runs jobs in this process, one after another."""

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads

    def witness(self, job_id: bytes, bundle: Callable[[], JobBundle]) -> Witness:
        return witness_of(bundle(), job_id, threads=self._threads)


class Evidence:
    """Bundles and witnesses by job. A witness is kept for the last few jobs; after a restart it is computed again, to the same bits."""

    def __init__(self, store: Store, *, threads: int = 1, keep: int = 2, executor: Executor | None = None) -> None:
        """`threads` is for runs in this process; an `executor` has its own."""
        self._store, self._keep, self._executor = store, keep, executor or Embedded(threads)
        self._witnesses: dict[bytes, Witness] = {}

    def bundle(self, job: Job) -> JobBundle:
        """The job's material, checked against its terms. Raises jobs.store.NotStored or Corrupted, which say nothing about the job."""
        return self._store.load(job.terms)

    def deliver(self, job: Job, witness: Witness) -> None:
        """Puts the result of a witness into the store, where the requester looks for it."""
        self._store.save_result(job.job_id, witness.outputs[-1])

    def witness(self, job: Job) -> Witness:
        """An honest run of the job. Raises as `Executor.witness` does."""
        if job.job_id not in self._witnesses:
            found = self._executor.witness(job.job_id, lambda: self.bundle(job))
            while len(self._witnesses) >= self._keep:
                self._witnesses.pop(next(iter(self._witnesses)))
            self._witnesses[job.job_id] = found
        return self._witnesses[job.job_id]


def witness_of(bundle: JobBundle, job_id: bytes, *, threads: int = 1, execute: Execute | None = None) -> Witness:
    """Runs a bundle for a job and knows everything about it; `execute` as in jobs.run.run."""
    trace = run(bundle, job_id, threads=threads, execute=execute)
    return Witness(bundle.program, bundle.model, bundle.inputs, trace.outputs, trace.tree)
