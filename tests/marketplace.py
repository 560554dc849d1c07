"""The people of a market: requesters with jobs, providers with offers, a matcher, and somebody who checks what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from assay.commit.matches import Allowed, JobLeaf, LeafTree, OfferLeaf
from assay.market import Sandbox
from assay.models.base import ZERO
from assay.models.compute import Spec
from assay.models.matching import Assignment, AssignmentTerms, Leaves, Listing, ListingState, MatchingConfig, Offer
from assay_worker.matching.assignment import INFEASIBLE, assign

from tests.cast import COIN, funded, tick
from tests.jobs import small_job

NOWHERE = b"\x09" * 32


@dataclass(frozen=True)
class Book:
    """What a matcher says: leaves in order, as of the end of a second."""

    seen_at: int
    jobs: tuple[JobLeaf, ...]
    offers: tuple[OfferLeaf, ...]

    @property
    def job_tree(self) -> LeafTree:
        return LeafTree(self.jobs)

    @property
    def offer_tree(self) -> LeafTree:
        return LeafTree(self.offers)

    def terms(self, **changes: object) -> AssignmentTerms:
        jobs, offers = self.job_tree, self.offer_tree
        sound: dict[str, Any] = {
            "seen_at": self.seen_at, "rent": jobs.rent, "jobs_root": jobs.root, "jobs_count": jobs.count, "offers_root": offers.root,
            "offers_count": offers.count,
        }  # fmt: skip
        return AssignmentTerms(**(sound | changes))

    def at(self, job_id: bytes) -> int:
        index = self.job_tree.index(job_id)
        assert index is not None
        return index

    def place(self, provider: bytes) -> int:
        index = self.offer_tree.index(provider)
        assert index is not None
        return index

    def job(self, job_id: bytes) -> bytes:
        """The opening of a job's leaf."""
        return self.job_tree.opening(self.at(job_id))

    def offer(self, provider: bytes) -> bytes:
        """The opening of an offer's leaf."""
        return self.offer_tree.opening(self.place(provider))

    def leaf(self, job_id: bytes) -> JobLeaf:
        return self.jobs[self.at(job_id)]

    def plus(self, *leaves: JobLeaf | OfferLeaf) -> Book:
        """With these besides, in order."""
        jobs = [*self.jobs, *(leaf for leaf in leaves if isinstance(leaf, JobLeaf))]
        offers = [*self.offers, *(leaf for leaf in leaves if isinstance(leaf, OfferLeaf))]
        return replace(self, jobs=tuple(sorted(jobs, key=lambda j: j.key)), offers=tuple(sorted(offers, key=lambda o: o.key)))

    def with_job(self, job_id: bytes, **changes: Any) -> Book:
        return replace(self, jobs=tuple(replace(j, **changes) if j.job_id == job_id else j for j in self.jobs))

    def with_offer(self, provider: bytes, **changes: Any) -> Book:
        return replace(self, offers=tuple(replace(o, **changes) if o.provider == provider else o for o in self.offers))

    def but(self, *keys: bytes) -> Book:
        """Without these jobs and offers."""
        return replace(self, jobs=tuple(j for j in self.jobs if j.key not in keys), offers=tuple(o for o in self.offers if o.key not in keys))


def best(listings: Iterable[Listing], offers: Iterable[Offer], seen_at: int, allowed: Callable[[bytes, bytes], bool] = lambda job_id, provider: True) -> Book:
    """The best assignment of what waits, with its prices. `allowed` says whether a job's requester allows a provider."""
    waiting = sorted(listings, key=lambda one: one.job_id)
    standing = sorted(offers, key=lambda one: one.provider)
    gains = np.full((len(waiting), len(standing)), INFEASIBLE, np.int64)
    for j, listing in enumerate(waiting):
        for i, offer in enumerate(standing):
            if listing.met_by(offer) and offer.ask <= listing.price and allowed(listing.job_id, offer.provider):
                gains[j, i] = listing.price - offer.ask
    found = assign(gains, np.array([o.capacity for o in standing], np.int64))
    jobs = []
    for j, listing in enumerate(waiting):
        i = int(found.provider[j])
        matched = JobLeaf(listing.job_id, standing[i].provider, int(found.slot[j]), int(found.u[j]), int(found.v[i]))
        jobs.append(matched if i >= 0 else JobLeaf(listing.job_id))
    return Book(seen_at, tuple(jobs), tuple(OfferLeaf(o.provider, o.capacity, int(v)) for o, v in zip(standing, found.v, strict=True)))


@dataclass
class Market:
    chain: Sandbox
    requester: Sandbox
    matcher: Sandbox
    watcher: Sandbox
    providers: dict[str, Sandbox] = field(default_factory=dict)
    jobs: dict[bytes, Sequence[bytes]] = field(default_factory=dict)
    nonce: int = 0

    @property
    def config(self) -> MatchingConfig:
        return self.chain.matching.config()

    @property
    def purse(self) -> int:
        return self.chain.balance(self.chain.deployment().matching)

    def listing(self, job_id: bytes) -> Listing:
        listing = self.chain.matching.listing(job_id)
        assert listing is not None
        return listing

    def offer_of(self, name: str) -> Offer:
        offer = self.chain.matching.standing_offer(self.address(name))
        assert offer is not None
        return offer

    def assignment(self, assignment_id: bytes) -> Assignment:
        found = self.chain.matching.assignment(assignment_id)
        assert found is not None
        return found

    def address(self, name: str) -> bytes:
        return self.providers[name].account

    # ---- what people do

    def provider(self, name: str, ask: int, capacity: int = 1, **spec: int) -> Sandbox:
        """Somebody registered and bonded, with a standing offer; `ask` is whole coins."""
        who = funded(self.chain, name)
        self.providers[name] = who
        tick(self.chain)
        who.staking.bond(500 * COIN)
        self.offer(name, ask, capacity, **spec)
        return who

    def offer(self, name: str, ask: int, capacity: int = 1, **spec: int) -> None:
        values: dict[str, Any] = {"device": 1, "memory_mib": 16_384, "units": 2, "region": 756, "ask": ask * COIN}
        who = self.providers[name]
        tick(self.chain)
        who.compute.register(Spec(**(values | spec)))
        tick(self.chain)
        who.matching.offer(capacity)

    def post(self, price: int, **changes: object) -> bytes:
        """A job that names the matching program; `price` is whole coins."""
        self.nonce += 1
        tick(self.chain)
        terms = small_job().terms(**({"price": price * COIN, "provider": self.chain.deployment().matching} | changes))
        return self.requester.compute.post(self.nonce, terms).job_id

    def job(self, price: int, allowed: Sequence[str] = (), **changes: object) -> bytes:
        """The same, and listed."""
        job_id = self.post(price, **changes)
        self.jobs[job_id] = [self.address(name) for name in allowed]
        tick(self.chain)
        self.requester.matching.list_job(job_id, len(allowed), Allowed(self.jobs[job_id]).data if allowed else b"")
        return job_id

    # ---- what the matcher does

    def best(self) -> Book:
        """Of all that waits now, seen at the second that ends with this call."""
        seen_at = self.chain.now()
        tick(self.chain)
        listings = [one for one in map(self.listing, self.jobs) if one.state is ListingState.OPEN]
        offers = [one for one in map(self.offer_of, self.providers) if one.capacity]
        return best(listings, offers, seen_at, lambda job_id, provider: not self.jobs[job_id] or provider in self.jobs[job_id])

    def assign(self, book: Book, **changes: object) -> bytes:
        self.nonce += 1
        tick(self.chain)
        return self.matcher.matching.assign(self.nonce, book.terms(**changes)).assignment_id

    def pass_window(self, assignment_id: bytes) -> None:
        self.chain.set_time(max(self.chain.now(), self.assignment(assignment_id).window_ends_at) + 1)

    def allowed(self, job_id: bytes, provider: bytes) -> bytes:
        """That the job's requester allows the provider."""
        return Allowed(self.jobs[job_id]).opening(provider) if self.jobs[job_id] else b""

    def award(self, assignment_id: bytes, book: Book, job_id: bytes) -> bytes:
        tick(self.chain)
        allowed = self.allowed(job_id, book.jobs[book.at(job_id)].provider)
        return self.watcher.matching.award(assignment_id, book.job(job_id) + allowed).provider

    def matched(self, book: Book) -> dict[bytes, bytes]:
        """Who gets each job, by a book that nobody refutes."""
        assignment_id = self.assign(book)
        self.pass_window(assignment_id)
        return {job.job_id: self.award(assignment_id, book, job.job_id) for job in book.jobs if job.provider != ZERO}

    # ---- what the watcher does

    def refute(self, assignment_id: bytes, fault: int, evidence: bytes) -> None:
        tick(self.chain)
        self.watcher.matching.refute(assignment_id, fault, evidence)

    def demand(self, assignment_id: bytes, leaves: Leaves, index: int) -> int:
        """When the demand is due."""
        tick(self.chain)
        return self.watcher.matching.demand(assignment_id, leaves, index).due_at


def market(chain: Sandbox) -> Market:
    return Market(chain, funded(chain, "requester"), funded(chain, "matcher"), funded(chain, "watcher"))


@dataclass
class Rival:
    """A rich job and a poor one that only carla may do; carla asks 2, dan 8, and eve, who asks 1, has not the device. A job was listed and called off."""

    m: Market
    rich: bytes
    poor: bytes
    closed: bytes
    book: Book

    @property
    def carla(self) -> bytes:
        return self.m.address("carla")

    @property
    def dan(self) -> bytes:
        return self.m.address("dan")

    @property
    def eve(self) -> bytes:
        return self.m.address("eve")


def rival(chain: Sandbox) -> Rival:
    m = market(chain)
    m.provider("carla", ask=2)
    m.provider("dan", ask=8)
    m.provider("eve", ask=1, device=2)
    rich, poor, closed = m.job(20, device=1), m.job(11, allowed=("carla",), device=1), m.job(30)
    tick(chain)
    m.requester.compute.cancel(closed)
    m.watcher.matching.release(closed)
    return Rival(m, rich, poor, closed, m.best())
