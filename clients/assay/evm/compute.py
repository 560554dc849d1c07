"""market.Compute on the EVM."""

from __future__ import annotations

from ..models import compute as m
from .generated import compute as g
from .session import Session, plain
from .transport import address20


class EvmCompute:
    """market.Compute for one account."""

    def __init__(self, session: Session) -> None:
        self._s, self._at = session, session.compute

    def config(self) -> m.ComputeConfig:
        return m.ComputeConfig(**plain(g.decode_config(self._s.read(self._at, g.config()))))

    def provider(self, owner: bytes) -> m.Spec | None:
        address20("owner", owner)
        raw = g.decode_provider_of(self._s.read(self._at, g.provider_of(owner)))
        return m.Spec(**plain(raw)) if raw.device else None

    def job(self, job_id: bytes) -> m.Job | None:
        raw = g.decode_job_of(self._s.read(self._at, g.job_of(job_id)))
        return m.Job(**plain(raw) | {"state": m.JobState(raw.state)}) if raw.state else None

    def dispute(self, dispute_id: bytes) -> m.Dispute | None:
        raw = g.decode_dispute_of(self._s.read(self._at, g.dispute_of(dispute_id)))
        if not raw.phase:
            return None
        return m.Dispute(**plain(raw) | {"outcome": m.Outcome(raw.outcome), "phase": m.Phase(raw.phase), "turn": m.Turn(raw.turn)})

    def openings(self, dispute_id: bytes, party: bytes) -> bytes:
        address20("party", party)
        return g.decode_openings_of(self._s.read(self._at, g.openings_of(dispute_id, party)))

    def register(self, spec: m.Spec) -> m.Registered:
        return self._s.write("register", self._at, g.register(g.Spec(**dict(spec))), m.Registered)

    def post(self, nonce: int, terms: m.Terms) -> m.Posted:
        address20("terms.provider", terms.provider)
        return self._s.write("post", self._at, g.post(nonce, g.Terms(**dict(terms))), m.Posted, pays=terms.price)

    def cancel(self, job_id: bytes) -> m.Cancelled:
        return self._s.write("cancel", self._at, g.cancel(job_id), m.Cancelled)

    def accept(self, job_id: bytes) -> m.Accepted:
        return self._s.write("accept", self._at, g.accept(job_id), m.Accepted)

    def commit(self, job_id: bytes, result_root: bytes, trace_root: bytes, path: bytes) -> m.Committed:
        return self._s.write("commit", self._at, g.commit(job_id, result_root, trace_root, path), m.Committed)

    def settle(self, job_id: bytes) -> m.Settled:
        return self._s.write("settle", self._at, g.settle(job_id), m.Settled)

    def challenge(self, job_id: bytes) -> m.Challenged:
        bond = self._s.deployment.settings.challenge_bond
        return self._s.write("challenge", self._at, g.challenge(job_id), m.Challenged, pays=bond)

    def reveal(self, job_id: bytes, data: bytes) -> m.Revealed:
        return self._s.write("reveal", self._at, g.reveal(job_id, data), m.Revealed)

    def bisect(self, job_id: bytes, choice: int, data: bytes) -> m.Bisected:
        return self._s.write("bisect", self._at, g.bisect(job_id, choice, data), m.Bisected)

    def provide(self, job_id: bytes, offset: int, data: bytes) -> m.Provided:
        return self._s.write("provide", self._at, g.provide(job_id, offset, data), m.Provided)

    def referee(self, job_id: bytes, data: bytes) -> m.Refereed:
        return self._s.write("referee", self._at, g.referee(job_id, data), m.Refereed)

    def time_out(self, job_id: bytes) -> m.TimedOut:
        return self._s.write("time_out", self._at, g.time_out(job_id), m.TimedOut)

    def refund(self, job_id: bytes) -> m.Refunded:
        return self._s.write("refund", self._at, g.refund(job_id), m.Refunded)

    def reclaim(self, dispute_id: bytes) -> m.Reclaimed:
        return self._s.write("reclaim", self._at, g.reclaim(dispute_id), m.Reclaimed)
