"""Looks for what is wrong with a batch, as evidence that market.Matching.refute takes (docs/matching.md, "Faults")."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from assay.commit.matches import NOBODY, Allowed, JobLeaf, LeafTree, OfferLeaf
from assay.market import Chain
from assay.models.matching import Fault, ListingState
from assay.models.matching import Leaves as Tree

from .batch import Batch
from .view import View


@dataclass(frozen=True, slots=True)
class Found:
    """A fault, with the evidence of it."""

    fault: Fault
    data: bytes


def find(batch: Batch, view: View, chain: Chain, matched_by: int) -> Found | None:
    """The first fault that the records show, or None. `view` is of the second that the batch says it saw (View.read with its seen_at); a job whose
    deadline is `matched_by` or before may be left out."""
    return (
        _order(batch.jobs, Tree.JOBS)
        or _order(batch.offers, Tree.OFFERS)
        or _omission(batch.jobs, Tree.JOBS, list(view.due_after(matched_by).listings))
        or _omission(batch.offers, Tree.OFFERS, list(view.offers))
        or _strangers(batch, view, chain)
        or _leaves(batch, view)
        or _slots(batch)
        or _edges(batch, view)
    )


def _order(leaves: LeafTree, tree: Tree) -> Found | None:
    for i in range(leaves.count - 1):
        if leaves.leaves[i].key >= leaves.leaves[i + 1].key:
            return Found(Fault.ORDER, bytes([tree]) + leaves.opening(i) + leaves.opening(i + 1))
    return None


def _omission(leaves: LeafTree, tree: Tree, keys: list[bytes]) -> Found | None:
    there = {leaf.key for leaf in leaves.leaves}
    for key in keys:
        if key not in there:
            return Found(Fault.OMISSION, bytes([tree]) + key + leaves.gap(key))
    return None


def _strangers(batch: Batch, view: View, chain: Chain) -> Found | None:
    """Leaves about what the view does not have: never there, or gone before it. What changed since cannot be judged."""
    for i, job in enumerate(batch.jobs.leaves):
        if job.key in view.listings:
            continue
        listing = chain.matching.listing(job.key)
        if listing is None or (listing.state is not ListingState.OPEN and listing.changed_at <= view.seen_at):
            return Found(Fault.JOB, batch.jobs.opening(i))
    for i, sold in enumerate(batch.offers.leaves):
        assert isinstance(sold, OfferLeaf)
        if sold.key in view.offers:
            continue
        offer = chain.matching.standing_offer(sold.provider)
        if offer is None or (offer.changed_at <= view.seen_at and offer.capacity != sold.capacity):
            return Found(Fault.OFFER, batch.offers.opening(i))
    return None


def _leaves(batch: Batch, view: View) -> Found | None:
    """What one leaf says that the records deny, or that the other tree does."""
    at = {leaf.key: i for i, leaf in enumerate(batch.offers.leaves)}
    for i, leaf in enumerate(batch.offers.leaves):
        assert isinstance(leaf, OfferLeaf)
        offer = view.offers.get(leaf.provider)
        if offer is not None and offer.capacity != leaf.capacity:
            return Found(Fault.OFFER, batch.offers.opening(i))
    for i, job in enumerate(batch.jobs.leaves):
        assert isinstance(job, JobLeaf)
        listing = view.listings.get(job.job_id)
        if listing is None:
            continue
        opening = batch.jobs.opening(i)
        if job.provider == NOBODY:
            if (job.slot, job.dual, job.rent) != (0, 0, 0):
                return Found(Fault.JOB, opening)
            continue
        if job.provider not in at:
            return Found(Fault.STRANGER, opening + batch.offers.gap(job.provider))
        there = at[job.provider]
        sold = batch.offers.leaves[there]
        assert isinstance(sold, OfferLeaf)
        if job.rent != sold.slot_price or job.slot >= sold.capacity:
            return Found(Fault.PAIR, opening + batch.offers.opening(there))
        if (offer := view.offers.get(job.provider)) is not None and (not listing.met_by(offer) or offer.ask + job.dual + job.rent != listing.price):
            return Found(Fault.JOB, opening)
        allowed = view.allowed[job.job_id]
        if allowed and job.provider not in allowed:
            return Found(Fault.BARRED, opening + Allowed(allowed).gap(job.provider))
    return None


def _slots(batch: Batch) -> Found | None:
    taken: dict[tuple[bytes, int], int] = {}
    for i, job in enumerate(batch.jobs.leaves):
        assert isinstance(job, JobLeaf)
        if job.provider == NOBODY:
            continue
        first = taken.setdefault((job.provider, job.slot), i)
        if first != i:
            return Found(Fault.SLOT, batch.jobs.opening(first) + batch.jobs.opening(i))
    return None


def _edges(batch: Batch, view: View) -> Found | None:
    """A pair that would gain more together than their prices say."""
    where = {leaf.key: i for i, leaf in enumerate(batch.offers.leaves)}
    duals = {leaf.key: (i, leaf) for i, leaf in enumerate(batch.jobs.leaves)}
    gains = view.gains()
    offers = [batch.offers.leaves[where[p]] for p in view.offers]
    prices = np.array([float(o.slot_price) if isinstance(o, OfferLeaf) else 0 for o in offers])
    for j, job_id in enumerate(view.listings):
        if job_id not in duals:
            continue
        index, job = duals[job_id]
        assert isinstance(job, JobLeaf)
        # Prices that a liar made up may be too large for whole numbers of numpy: floats find candidates, whole numbers decide.
        for k in np.flatnonzero((gains[j] > 0) & (float(job.dual) + prices < gains[j] + 1_024)):
            offer = offers[k]
            assert isinstance(offer, OfferLeaf)
            if job.dual + offer.slot_price < int(gains[j, k]):
                allowed = view.allowed[job_id]
                welcome = Allowed(allowed).opening(offer.provider) if allowed else b""
                return Found(Fault.EDGE, batch.jobs.opening(index) + batch.offers.opening(where[offer.provider]) + welcome)
    return None
