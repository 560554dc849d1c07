"""market.Matching on the EVM."""

from __future__ import annotations

from ..models import matching as m
from .generated import matching as g
from .session import Session, plain
from .transport import address20


class EvmMatching:
    """market.Matching for one account."""

    def __init__(self, session: Session) -> None:
        self._s, self._at, self._rules = session, session.matching, session.deployment.settings

    def config(self) -> m.MatchingConfig:
        return m.MatchingConfig(**plain(g.decode_config(self._s.read(self._at, g.config()))))

    def standing_offer(self, provider: bytes) -> m.Offer | None:
        address20("provider", provider)
        raw = g.decode_offer_of(self._s.read(self._at, g.offer_of(provider)))
        return m.Offer(**plain(raw)) if raw.changed_at else None

    def listing(self, job_id: bytes) -> m.Listing | None:
        raw = g.decode_listing_of(self._s.read(self._at, g.listing_of(job_id)))
        return m.Listing(**plain(raw)) if raw.state else None

    def assignment(self, assignment_id: bytes) -> m.Assignment | None:
        raw = g.decode_assignment_of(self._s.read(self._at, g.assignment_of(assignment_id)))
        return m.Assignment(**plain(raw)) if raw.state else None

    def demanded(self, assignment_id: bytes, leaves: int, index: int) -> m.Demand | None:
        raw = g.decode_demand_of(self._s.read(self._at, g.demand_of(assignment_id, leaves, index)))
        return m.Demand(**plain(raw)) if any(raw.demander) else None

    def openings(self, party: bytes) -> bytes:
        address20("party", party)
        return g.decode_openings_of(self._s.read(self._at, g.openings_of(party)))

    # ---- offers and listings

    def offer(self, capacity: int) -> m.Offered:
        standing = self.standing_offer(self._s.account)
        missing = self._rules.offer_bond - (standing.bond if standing else 0)
        return self._s.write("offer", self._at, g.offer(capacity), m.Offered, pays=missing)

    def retract(self) -> m.OfferRetracted:
        return self._s.write("retract", self._at, g.retract(), m.OfferRetracted)

    def list_job(self, job_id: bytes, allowed_count: int, data: bytes) -> m.JobListed:
        return self._s.write("list_job", self._at, g.list_job(job_id, allowed_count, data), m.JobListed)

    # ---- assignments

    def assign(self, nonce: int, terms: m.AssignmentTerms) -> m.AssignmentPosted:
        data = g.assign(nonce, g.AssignmentTerms(**dict(terms)))
        return self._s.write("assign", self._at, data, m.AssignmentPosted, pays=self._rules.assignment_bond)

    def demand(self, assignment_id: bytes, leaves: int, index: int) -> m.LeafDemanded:
        return self._s.write("demand", self._at, g.demand(assignment_id, leaves, index), m.LeafDemanded, pays=self._rules.demand_bond)

    def answer(self, assignment_id: bytes, leaves: int, index: int, data: bytes) -> m.LeafShown:
        return self._s.write("answer", self._at, g.answer(assignment_id, leaves, index, data), m.LeafShown)

    def expire(self, assignment_id: bytes, leaves: int, index: int) -> m.DemandExpired:
        return self._s.write("expire", self._at, g.expire(assignment_id, leaves, index), m.DemandExpired)

    def refute(self, assignment_id: bytes, fault: int, data: bytes) -> m.AssignmentRefuted:
        return self._s.write("refute", self._at, g.refute(assignment_id, fault, data), m.AssignmentRefuted)

    def close(self, assignment_id: bytes) -> m.AssignmentClosed:
        return self._s.write("close", self._at, g.close(assignment_id), m.AssignmentClosed)

    # ---- matches

    def award(self, assignment_id: bytes, data: bytes) -> m.JobMatched:
        return self._s.write("award", self._at, g.award(assignment_id, data), m.JobMatched)

    def take(self, job_id: bytes, data: bytes) -> m.JobMatched:
        return self._s.write("take", self._at, g.take(job_id, data), m.JobMatched)

    def decline(self, job_id: bytes) -> m.MatchEnded:
        return self._s.write("decline", self._at, g.decline(job_id), m.MatchEnded)

    def release(self, job_id: bytes) -> m.MatchEnded:
        return self._s.write("release", self._at, g.release(job_id), m.MatchEnded)

    def provide(self, offset: int, data: bytes) -> m.EvidenceProvided:
        return self._s.write("provide", self._at, g.provide(offset, data), m.EvidenceProvided)
