"""A verifier: re-runs what others committed to, challenges what differs, and plays the dispute to its end."""

from __future__ import annotations

from collections.abc import Callable

from assay import ids
from assay.market import Chain
from assay.models.base import Event
from assay.models.compute import Committed, Dispute, Job, JobState, Outcome, Posted

from .evidence import Evidence
from .verify.play import History, challenger_move, current_dispute
from .verify.witness import Witness

# Which of others' commitments to dispute; the lying challenger in cheats.py has another opinion.
Opinion = Callable[[Job, Witness], bool]


def differs(job: Job, witness: Witness) -> bool:
    """Whether a commitment is not the one that an honest run gives."""
    return job.trace_root != witness.trace.root


class Verifier:
    """Follows commitments for one account. `step` makes at most one move and says what is left.

    A job whose material is missing or whose run fails is inconclusive: it is tried again, and never challenged on suspicion.
    """

    def __init__(self, chain: Chain, evidence: Evidence, disputes: Opinion = differs, belief: Callable[[Witness, Job], Witness] | None = None) -> None:
        self.chain, self.evidence, self.disputes, self.belief = chain, evidence, disputes, belief or (lambda w, _: w)
        self._history = History(chain)

    def wants(self, event: Event) -> bytes | None:
        """The job to follow because of an event, if any. From its posting on: on Solana whoever commits can drown its own event in a transaction
        of more logs than a node keeps, so a job's state says more than the events of its provider."""
        return event.job_id if isinstance(event, Posted | Committed) else None

    def step(self, job_id: bytes) -> str | None:
        """Makes the move that is due. Returns the job's outcome once nothing is left for this verifier to do, else None."""
        job = self.chain.compute.job(job_id)
        if job is None:
            return "unknown"
        d = current_dispute(self.chain, job)
        mine = d is not None and d.challenger == self.chain.account
        if d is not None and mine and d.outcome is not Outcome.OPEN:
            return self._collect(job, d)
        if job.provider == self.chain.account:
            return "my own"
        match job.state:
            case JobState.OPEN | JobState.ACCEPTED:
                return None if self.chain.now() <= job.terms.deadline_at else "not committed in time"
            case JobState.COMMITTED:
                if self.chain.now() >= job.window_ends_at:
                    return "window closed"
                if not self.disputes(job, self.evidence.witness(job)):
                    return "agrees"
                self.chain.compute.challenge(job_id)
                return None
            case JobState.DISPUTED:
                if mine:
                    challenger_move(self.chain, job_id, self.belief(self.evidence.witness(job), job), self._history)
                return None  # another's dispute may end with the provider upheld, and the window starts afresh
        return "settled by others"

    def _collect(self, job: Job, d: Dispute) -> str | None:
        """Has everyone paid what the verdict gave them, one payment a step."""
        if not d.reclaimed:
            self.chain.compute.reclaim(d.dispute_id)
            return None
        if d.outcome is Outcome.CHALLENGER_LOST:
            return "lost"
        fault = self.chain.staking.fault(ids.fault_id(d.dispute_id))
        if fault is not None and not fault.swept:
            self.chain.staking.sweep(fault.fault_id)
            return None
        if job.state is JobState.FAULTED:
            self.chain.compute.refund(job.job_id)
            return None
        return "won"
