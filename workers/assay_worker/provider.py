"""A provider: takes jobs it can do, runs them, commits, defends what it committed, and is paid."""

from __future__ import annotations

from collections.abc import Callable

from assay.market import Chain
from assay.models.base import ZERO, Event
from assay.models.compute import Job, JobState, Posted, Spec, Terms

from .evidence import Evidence
from .verify.play import History, provider_move
from .verify.witness import Witness

# What a provider shows of a job, given an honest run of it; cheats.py has other conducts than this one.
Conduct = Callable[[Witness, Job], Witness]


def honest(witness: Witness, job: Job) -> Witness:
    return witness


class Provider:
    """Follows jobs for one account. `step` makes at most one move and says what is left."""

    def __init__(self, chain: Chain, spec: Spec, evidence: Evidence, conduct: Conduct = honest) -> None:
        self.chain, self.spec, self.evidence, self.conduct = chain, spec, evidence, conduct
        self._history = History(chain)

    def wants(self, event: Event) -> bytes | None:
        """The job to follow because of an event, if any."""
        return event.job_id if isinstance(event, Posted) and self.suits(event.terms) else None

    def suits(self, terms: Terms) -> bool:
        return terms.met_by(self.spec) and terms.price >= self.spec.ask and terms.provider in (ZERO, self.chain.account)

    def step(self, job_id: bytes) -> str | None:
        """Makes the move that is due. Returns the job's outcome once nothing is left for this provider to do, else None."""
        job = self.chain.compute.job(job_id)
        if job is None:
            return "unknown"
        mine = job.provider == self.chain.account
        match job.state:
            case JobState.OPEN:
                return self._accept(job)
            case JobState.ACCEPTED if mine:
                return self._commit(job)
            case JobState.COMMITTED if mine:
                if self.chain.now() >= job.window_ends_at:
                    self.chain.compute.settle(job_id)
                return None
            case JobState.DISPUTED if mine:
                provider_move(self.chain, job_id, self._witness(job), self._history)
                return None
        return job.state.name.lower() if mine else "taken by another"

    def _accept(self, job: Job) -> str | None:
        if self.chain.now() >= job.terms.deadline_at:
            return "too late"
        self.evidence.bundle(job).validate()  # who accepts a malformed program cannot defend it
        self.chain.compute.accept(job.job_id)
        return None

    def _commit(self, job: Job) -> str | None:
        if self.chain.now() > job.terms.deadline_at:
            return None  # anyone may time it out; there is nothing to win any more
        witness = self._witness(job)
        self.evidence.deliver(job, witness)  # first, so that what is committed to can be had
        self.chain.compute.commit(job.job_id, *witness.commitment)
        return None

    def _witness(self, job: Job) -> Witness:
        return self.conduct(self.evidence.witness(job), job)
