"""What matching's chain says at a second's end: the jobs that wait and the offers that stand. Whoever reads the same second sees the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from assay.market import Chain
from assay.models.base import Event
from assay.models.compute import JobState
from assay.models.matching import JobListed, Listing, ListingState, Offer, Offered
from numpy.typing import NDArray

from .assignment import INFEASIBLE


@dataclass
class Names:
    """Which jobs and providers there are to look at, from events; and whom each listing allows."""

    listed: dict[bytes, tuple[bytes, ...]] = field(default_factory=dict)
    offered: dict[bytes, None] = field(default_factory=dict)

    def follow(self, events: Iterable[Event]) -> None:
        for event in events:
            if isinstance(event, JobListed):
                self.listed[event.job_id] = tuple(event.allowed[i : i + 32] for i in range(0, len(event.allowed), 32))
            elif isinstance(event, Offered):
                self.offered[event.provider] = None


@dataclass(frozen=True)
class View:
    """Jobs that waited and offers that stood when `seen_at` ended, in order of their keys. `allowed` is empty where a job allows everyone."""

    seen_at: int
    listings: Mapping[bytes, Listing]
    offers: Mapping[bytes, Offer]
    allowed: Mapping[bytes, tuple[bytes, ...]]

    @classmethod
    def read(cls, chain: Chain, names: Names, seen_at: int) -> View:
        """As the chain's state has it now: what changed after `seen_at` is left out. What is over for good is forgotten."""
        listings: dict[bytes, Listing] = {}
        for job_id in sorted(names.listed):
            listing, job = chain.matching.listing(job_id), chain.compute.job(job_id)
            if listing is not None and listing.state is ListingState.CLOSED:
                del names.listed[job_id]
                continue
            if listing is None or job is None or listing.state is not ListingState.OPEN or job.state is not JobState.OPEN:
                continue
            if listing.changed_at <= seen_at:
                listings[job_id] = listing
        offers: dict[bytes, Offer] = {}
        for provider in sorted(names.offered):
            offer = chain.matching.standing_offer(provider)
            if offer is not None and offer.capacity == 0:
                del names.offered[provider]  # an event says when it offers again
            elif offer is not None and offer.changed_at <= seen_at:
                offers[provider] = offer
        return cls(seen_at, listings, offers, {j: names.listed[j] for j in listings})

    def due_after(self, at: int) -> View:
        """Without the jobs whose deadline is `at` or before: they would be matched too late."""
        return replace(self, listings={j: listing for j, listing in self.listings.items() if listing.deadline_at > at})

    def gains(self) -> NDArray[np.int64]:
        """Price less ask of each pair that may be matched, (jobs, offers), INFEASIBLE elsewhere."""
        where = {provider: i for i, provider in enumerate(self.offers)}
        offers = list(self.offers.values())
        ask, device, memory, units, region = (
            np.array([getattr(o, name) for o in offers], np.int64) for name in ("ask", "device", "memory_mib", "units", "region")
        )
        out = np.full((len(self.listings), len(offers)), INFEASIBLE, np.int64)
        for j, (job_id, listing) in enumerate(self.listings.items()):
            fits = (memory >= listing.memory_mib) & (units >= listing.units) & (ask <= listing.price)
            if listing.device:
                fits &= device == listing.device
            if listing.region:
                fits &= region == listing.region
            if listing.allowed_count:
                welcome = np.zeros(len(offers), bool)
                welcome[[where[a] for a in self.allowed[job_id] if a in where]] = True
                fits &= welcome
            out[j, fits] = listing.price - ask[fits]
        return out

    def capacity(self) -> NDArray[np.int64]:
        """Slots of each offer."""
        return np.array([o.capacity for o in self.offers.values()], np.int64)
