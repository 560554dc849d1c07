"""matching as plain objects: the executable spec of market.Matching. What evidence shows: assignments.py."""

from __future__ import annotations

from itertools import pairwise

from .. import errors as e
from .. import ids
from ..commit import matches
from ..models import compute as c
from ..models import matching as m
from ..models.base import ZERO
from ..models.deployment import MAX_SECS
from ..units import share_down
from . import assignments
from .chain import Ledger, checked
from .compute import ComputeState
from .evidence import Reader
from .openings import Openings


class MatchingState:
    """What the program stores. Methods take the caller first; `ReferenceMatching` binds it. `program` is its address, under which it names providers and
    its funds lie."""

    def __init__(self, ledger: Ledger, compute: ComputeState, config: m.MatchingConfig, program: bytes) -> None:
        delays = (config.window_secs, config.answer_secs, config.seen_secs, config.accept_secs, config.fallback_secs)
        if not all(1 <= secs <= MAX_SECS for secs in delays) or not (config.offer_bond and config.assignment_bond and config.demand_bond):
            raise e.BadConfig
        if config.reward_bps > 5_000:
            raise e.BadConfig
        self.ledger, self.compute, self.config, self.program = ledger, compute, config, program
        self.offers: dict[bytes, m.Offer] = {}
        self.listings: dict[bytes, m.Listing] = {}
        self.assignments: dict[bytes, m.Assignment] = {}
        self.demands: dict[bytes, m.Demand] = {}
        self.openings = Openings[bytes]()
        compute.namers[program] = self.named

    def named(self, job_id: bytes) -> bytes:
        """Who may accept a job that names this program; zero where nobody may."""
        return self.listings[job_id].provider if job_id in self.listings else ZERO

    # ---- offers and listings

    def offer(self, caller: bytes, capacity: int) -> m.Offered:
        if caller not in self.compute.providers:
            raise e.NotRegistered
        old = self.offers.get(caller)
        bond, live = (old.bond, old.live) if old else (0, 0)
        if capacity == 0 or capacity < live:
            raise e.BadCapacity
        missing = self.config.offer_bond - bond
        self.ledger.require(caller, missing)
        spec = self.compute.providers[caller]
        self.offers[caller] = m.Offer(
            provider=caller, changed_at=self.ledger.now, ask=spec.ask, device=spec.device, memory_mib=spec.memory_mib, units=spec.units, region=spec.region,
            capacity=capacity, live=live, bond=self.config.offer_bond,
        )  # fmt: skip
        if missing:
            self.ledger.move(caller, self.program, missing)
        return self.ledger.log(
            m.Offered(
                provider=caller, ask=spec.ask, device=spec.device, memory_mib=spec.memory_mib, units=spec.units, region=spec.region, capacity=capacity,
                bond=self.config.offer_bond,
            )
        )  # fmt: skip

    def retract(self, caller: bytes) -> m.OfferRetracted:
        if caller not in self.offers:
            raise e.UnknownOffer
        offer = self.offers[caller]
        if offer.live > 0:
            raise e.OfferInUse
        if offer.bond == 0:
            raise e.NothingOffered
        self._save_offer(offer, capacity=0, bond=0, changed_at=self.ledger.now)
        self.ledger.move(self.program, caller, offer.bond)
        return self.ledger.log(m.OfferRetracted(provider=caller, bond=offer.bond))

    def list_job(self, caller: bytes, job_id: bytes, allowed_count: int, data: bytes) -> m.JobListed:
        if job_id not in self.compute.jobs:
            raise e.UnknownJob
        job = self.compute.jobs[job_id]
        if caller != job.requester:
            raise e.NotRequester
        if job.terms.provider != self.program:
            raise e.NamesAnother
        if job_id in self.listings:
            raise e.ListingExists
        if job.state is not c.JobState.OPEN:
            raise e.JobNotOpen
        if job.terms.deadline_at <= self.ledger.now:
            raise e.DeadlinePassed
        # Where everyone is allowed, what the caller may have provided is not for this call.
        given = self.openings.given(caller, data) if allowed_count else data
        addresses = [given[i : i + 32] for i in range(0, len(given), 32)]
        if allowed_count > m.MAX_ALLOWED or len(given) != 32 * allowed_count or not all(a < b for a, b in pairwise(addresses)):
            raise e.BadAllowed
        root = matches.Allowed(addresses).root if addresses else ZERO
        t = job.terms
        if allowed_count:
            self.openings.use_up(caller, data)
        self.listings[job_id] = m.Listing(
            job_id=job_id, provider=ZERO, requester=caller, state=m.ListingState.OPEN, changed_at=self.ledger.now, accept_by=0, price=t.price,
            deadline_at=t.deadline_at, device=t.device, memory_mib=t.memory_mib, units=t.units, region=t.region, allowed_root=root,
            allowed_count=allowed_count,
        )  # fmt: skip
        return self.ledger.log(m.JobListed(job_id=job_id, requester=caller, allowed_root=root, allowed=given))

    # ---- assignments

    def assign(self, caller: bytes, nonce: int, terms: m.AssignmentTerms) -> m.AssignmentPosted:
        assignment_id = ids.assignment_id(self.program, caller, nonce)
        if assignment_id in self.assignments:
            raise e.AssignmentExists
        if not (1 <= terms.jobs_count <= m.MAX_LEAVES and 1 <= terms.offers_count <= m.MAX_LEAVES):
            raise e.BadAssignment
        if not terms.seen_at < self.ledger.now <= checked(terms.seen_at + self.config.seen_secs):
            raise e.BadView
        bond = self.config.assignment_bond
        self.ledger.require(caller, bond)
        ends = checked(self.ledger.now + self.config.window_secs)
        self.assignments[assignment_id] = m.Assignment(
            assignment_id=assignment_id, matcher=caller, terms=terms, state=m.AssignmentState.POSTED, posted_at=self.ledger.now, window_ends_at=ends,
            demands=0, bond=bond,
        )  # fmt: skip
        self.ledger.move(caller, self.program, bond)
        return self.ledger.log(m.AssignmentPosted(assignment_id=assignment_id, matcher=caller, nonce=nonce, terms=terms, window_ends_at=ends))

    def demand(self, caller: bytes, assignment_id: bytes, leaves: int, index: int) -> m.LeafDemanded:
        a = self._open(assignment_id)
        if self.ledger.now >= a.posted_at + self.config.window_secs:
            raise e.WindowClosed
        self._require_leaf(a, leaves, index)
        demand_id = ids.demand_id(assignment_id, leaves, index)
        if demand_id in self.demands:
            raise e.DemandExists
        bond = self.config.demand_bond
        self.ledger.require(caller, bond)
        # What is shown at the last moment can still be refuted.
        due = checked(self.ledger.now + self.config.answer_secs)
        ends = max(a.window_ends_at, checked(due + self.config.answer_secs))
        self.demands[demand_id] = m.Demand(
            demand_id=demand_id, assignment_id=assignment_id, leaves=m.Leaves(leaves), index=index, demander=caller, bond=bond, due_at=due
        )
        self._save(a, demands=a.demands + 1, window_ends_at=ends)
        self.ledger.move(caller, self.program, bond)
        return self.ledger.log(m.LeafDemanded(assignment_id=assignment_id, leaves=leaves, index=index, demander=caller, due_at=due, window_ends_at=ends))

    def answer(self, assignment_id: bytes, leaves: int, index: int, data: bytes) -> m.LeafShown:
        a = self._open(assignment_id)
        demand = self._demanded(assignment_id, leaves, index)
        if self.ledger.now > demand.due_at:
            raise e.MoveTooLate
        reader = Reader(data)
        assignments.shown(a.terms, demand.leaves, index, reader)
        reader.end()
        del self.demands[demand.demand_id]
        self._save(a, demands=a.demands - 1)
        self.ledger.move(self.program, a.matcher, demand.bond)
        return self.ledger.log(m.LeafShown(assignment_id=assignment_id, leaves=leaves, index=index, data=data))

    def expire(self, assignment_id: bytes, leaves: int, index: int) -> m.DemandExpired:
        a = self._assignment(assignment_id)
        demand = self._demanded(assignment_id, leaves, index)
        standing = a.state is m.AssignmentState.POSTED
        if standing and self.ledger.now <= demand.due_at:
            raise e.NotDue
        del self.demands[demand.demand_id]
        a = self._save(a, demands=a.demands - 1)
        self.ledger.move(self.program, demand.demander, demand.bond)
        if standing:
            self._refuted(a, m.SILENCE, demand.demander)
        return self.ledger.log(m.DemandExpired(assignment_id=assignment_id, leaves=leaves, index=index, demander=demand.demander))

    def refute(self, caller: bytes, assignment_id: bytes, fault: int, data: bytes) -> m.AssignmentRefuted:
        a = self._open(assignment_id)
        if self.ledger.now >= a.window_ends_at:
            raise e.WindowClosed
        records = assignments.Records(self.compute.jobs, self.listings, self.offers, checked(a.window_ends_at + self.config.accept_secs))
        if not assignments.is_faulty(a.terms, fault, self.openings.given(caller, data), records):
            raise e.NotRefuted
        self.openings.use_up(caller, data)
        return self._refuted(a, fault, caller)

    def close(self, assignment_id: bytes) -> m.AssignmentClosed:
        a = self._open(assignment_id)
        self._require_final(a)
        self._save(a, state=m.AssignmentState.CLOSED, bond=0)
        self.ledger.move(self.program, a.matcher, a.bond)
        return self.ledger.log(m.AssignmentClosed(assignment_id=assignment_id, matcher=a.matcher, bond=a.bond))

    # ---- matches

    def award(self, caller: bytes, assignment_id: bytes, data: bytes) -> m.JobMatched:
        a = self._assignment(assignment_id)
        if a.state is m.AssignmentState.REFUTED:
            raise e.AssignmentIsRefuted
        self._require_final(a)
        reader = Reader(self.openings.given(caller, data))
        _, job = assignments.opened_job(a.terms, reader)
        if job.provider == ZERO:
            raise e.NotAssigned
        listing, offer = self._listing(job.job_id), self._offer_of(job.provider)
        if max(listing.changed_at, offer.changed_at) > a.terms.seen_at:
            raise e.ChangedSince
        self._require_match(listing, offer, reader)
        self.openings.use_up(caller, data)
        return self._match(listing, offer, assignment_id)

    def take(self, caller: bytes, job_id: bytes, data: bytes) -> m.JobMatched:
        listing, offer = self._listing(job_id), self._offer_of(caller)
        if self.ledger.now < listing.changed_at + self.config.fallback_secs:
            raise e.MatchersFirst
        self._require_match(listing, offer, Reader(data))
        return self._match(listing, offer, ZERO)

    def decline(self, caller: bytes, job_id: bytes) -> m.MatchEnded:
        listing = self._listing(job_id)
        if listing.state is not m.ListingState.MATCHED:
            raise e.NotMatched
        if caller != listing.provider:
            raise e.NotProvider
        if self.compute.jobs[job_id].state is not c.JobState.OPEN:
            raise e.JobNotOpen
        return self._end(listing, m.Release.DECLINED)

    def release(self, job_id: bytes) -> m.MatchEnded:
        listing = self._listing(job_id)
        if listing.state is m.ListingState.CLOSED:
            raise e.ListingNotOpen
        if self.compute.jobs[job_id].state is not c.JobState.OPEN:
            return self._end(listing, m.Release.DONE)
        if listing.state is m.ListingState.MATCHED and self.ledger.now > listing.accept_by:
            return self._end(listing, m.Release.LAPSED)
        raise e.NotDue

    # ---- bytes in pieces

    def provide(self, caller: bytes, offset: int, data: bytes) -> m.EvidenceProvided:
        return self.ledger.log(m.EvidenceProvided(party=caller, length=self.openings.provide(caller, offset, data)))

    # ---- within

    def _assignment(self, assignment_id: bytes) -> m.Assignment:
        if assignment_id not in self.assignments:
            raise e.UnknownAssignment
        return self.assignments[assignment_id]

    def _open(self, assignment_id: bytes) -> m.Assignment:
        a = self._assignment(assignment_id)
        if a.state is not m.AssignmentState.POSTED:
            raise e.AssignmentNotOpen
        return a

    def _require_final(self, a: m.Assignment) -> None:
        if self.ledger.now < a.window_ends_at:
            raise e.WindowOpen
        if a.demands:
            raise e.DemandsOpen

    def _require_leaf(self, a: m.Assignment, leaves: int, index: int) -> None:
        counts = {m.Leaves.JOBS: a.terms.jobs_count, m.Leaves.OFFERS: a.terms.offers_count}
        if leaves not in list(m.Leaves) or index >= counts[m.Leaves(leaves)]:
            raise e.NoSuchLeaf

    def _demanded(self, assignment_id: bytes, leaves: int, index: int) -> m.Demand:
        demand = self.demands.get(ids.demand_id(assignment_id, leaves, index))
        if demand is None:
            raise e.UnknownDemand
        return demand

    def _listing(self, job_id: bytes) -> m.Listing:
        if job_id not in self.listings:
            raise e.UnknownListing
        return self.listings[job_id]

    def _offer_of(self, provider: bytes) -> m.Offer:
        if provider not in self.offers:
            raise e.UnknownOffer
        return self.offers[provider]

    def _save(self, a: m.Assignment, **values: object) -> m.Assignment:
        self.assignments[a.assignment_id] = a.model_copy(update=values)
        return self.assignments[a.assignment_id]

    def _save_offer(self, offer: m.Offer, **values: object) -> None:
        self.offers[offer.provider] = offer.model_copy(update=values)

    def _save_listing(self, listing: m.Listing, **values: object) -> None:
        self.listings[listing.job_id] = listing.model_copy(update={"changed_at": self.ledger.now, **values})

    def _refuted(self, a: m.Assignment, fault: int, accuser: bytes) -> m.AssignmentRefuted:
        """Throws the assignment away and shares its bond out."""
        reward = share_down(a.bond, self.config.reward_bps)
        self._save(a, state=m.AssignmentState.REFUTED, bond=0)
        self.ledger.move(self.program, accuser, reward)
        self.ledger.move(self.program, self.config.treasury, a.bond - reward)
        return self.ledger.log(m.AssignmentRefuted(assignment_id=a.assignment_id, fault=fault, accuser=accuser, reward=reward, remainder=a.bond - reward))

    def _require_match(self, listing: m.Listing, offer: m.Offer, reader: Reader) -> None:
        """Whether the two may be matched now, whoever says so."""
        if listing.state is not m.ListingState.OPEN:
            raise e.ListingNotOpen
        if self.compute.jobs[listing.job_id].state is not c.JobState.OPEN:
            raise e.JobNotOpen
        if listing.deadline_at <= checked(self.ledger.now + self.config.accept_secs):
            raise e.DeadlinePassed
        if not listing.met_by(offer):
            raise e.NeedsNotMet
        if offer.ask > listing.price:
            raise e.AskTooHigh
        if offer.live >= offer.capacity:
            raise e.OfferIsFull
        if not assignments.is_allowed(listing, offer.provider, reader):
            raise e.NotAllowed
        reader.end()

    def _match(self, listing: m.Listing, offer: m.Offer, assignment_id: bytes) -> m.JobMatched:
        accept_by = checked(self.ledger.now + self.config.accept_secs)
        self._save_listing(listing, state=m.ListingState.MATCHED, provider=offer.provider, accept_by=accept_by)
        self._save_offer(offer, live=offer.live + 1)
        return self.ledger.log(m.JobMatched(job_id=listing.job_id, provider=offer.provider, assignment_id=assignment_id, accept_by=accept_by))

    def _end(self, listing: m.Listing, how: m.Release) -> m.MatchEnded:
        """Ends a match, if there is one. A provider that declined or was silent must offer again."""
        penalty = 0
        offer = self.offers.get(listing.provider)
        state = m.ListingState.CLOSED if how is m.Release.DONE else m.ListingState.OPEN
        self._save_listing(listing, state=state, provider=ZERO, accept_by=0)
        if offer is not None:
            live = offer.live - 1
            if how is m.Release.DONE:
                self._save_offer(offer, live=live)
            else:
                if how is m.Release.LAPSED:
                    penalty = min(offer.bond, share_down(self.config.offer_bond, self.config.lapse_bps))
                self._save_offer(offer, live=live, capacity=0, bond=offer.bond - penalty, changed_at=self.ledger.now)
        reward = share_down(penalty, self.config.reward_bps)
        if penalty:
            self.ledger.move(self.program, listing.requester, reward)
            self.ledger.move(self.program, self.config.treasury, penalty - reward)
        return self.ledger.log(m.MatchEnded(job_id=listing.job_id, provider=listing.provider, how=how, penalty=penalty))


class ReferenceMatching:
    """market.Matching for one caller."""

    def __init__(self, state: MatchingState, caller: bytes) -> None:
        self._state, self._caller = state, caller

    def config(self) -> m.MatchingConfig:
        return self._state.config

    def standing_offer(self, provider: bytes) -> m.Offer | None:
        return self._state.offers.get(provider)

    def listing(self, job_id: bytes) -> m.Listing | None:
        return self._state.listings.get(job_id)

    def assignment(self, assignment_id: bytes) -> m.Assignment | None:
        return self._state.assignments.get(assignment_id)

    def demanded(self, assignment_id: bytes, leaves: int, index: int) -> m.Demand | None:
        return self._state.demands.get(ids.demand_id(assignment_id, leaves, index))

    def openings(self, party: bytes) -> bytes:
        return self._state.openings.of(party)

    def offer(self, capacity: int) -> m.Offered:
        return self._state.offer(self._caller, capacity)

    def retract(self) -> m.OfferRetracted:
        return self._state.retract(self._caller)

    def list_job(self, job_id: bytes, allowed_count: int, data: bytes) -> m.JobListed:
        return self._state.list_job(self._caller, job_id, allowed_count, data)

    def assign(self, nonce: int, terms: m.AssignmentTerms) -> m.AssignmentPosted:
        return self._state.assign(self._caller, nonce, terms)

    def demand(self, assignment_id: bytes, leaves: int, index: int) -> m.LeafDemanded:
        return self._state.demand(self._caller, assignment_id, leaves, index)

    def answer(self, assignment_id: bytes, leaves: int, index: int, data: bytes) -> m.LeafShown:
        return self._state.answer(assignment_id, leaves, index, data)

    def expire(self, assignment_id: bytes, leaves: int, index: int) -> m.DemandExpired:
        return self._state.expire(assignment_id, leaves, index)

    def refute(self, assignment_id: bytes, fault: int, data: bytes) -> m.AssignmentRefuted:
        return self._state.refute(self._caller, assignment_id, fault, data)

    def close(self, assignment_id: bytes) -> m.AssignmentClosed:
        return self._state.close(assignment_id)

    def award(self, assignment_id: bytes, data: bytes) -> m.JobMatched:
        return self._state.award(self._caller, assignment_id, data)

    def take(self, job_id: bytes, data: bytes) -> m.JobMatched:
        return self._state.take(self._caller, job_id, data)

    def decline(self, job_id: bytes) -> m.MatchEnded:
        return self._state.decline(self._caller, job_id)

    def release(self, job_id: bytes) -> m.MatchEnded:
        return self._state.release(job_id)

    def provide(self, offset: int, data: bytes) -> m.EvidenceProvided:
        return self._state.provide(self._caller, offset, data)
