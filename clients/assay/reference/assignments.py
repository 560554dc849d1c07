"""What evidence against an assignment shows: the executable spec of market.Matching.refute (docs/matching.md, "Faults")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .. import errors as e
from ..commit import matches
from ..commit.merkle import path_length
from ..commit.sumtree import SIBLING_BYTES
from ..models import compute as c
from ..models import matching as m
from .evidence import Reader


@dataclass
class Records:
    """What the chain says of jobs and offers now."""

    jobs: dict[bytes, c.Job]
    listings: dict[bytes, m.Listing]
    offers: dict[bytes, m.Offer]
    # A job that ends before is too late for the assignment.
    matched_by: int

    def waits(self, listing: m.Listing, seen_at: int) -> bool:
        """Whether a listing has waited since `seen_at` or before, and its job waits still: no job is open again once it was not."""
        return listing.state is m.ListingState.OPEN and listing.changed_at <= seen_at and self.jobs[listing.job_id].state is c.JobState.OPEN


def shown(terms: m.AssignmentTerms, leaves: m.Leaves, index: int, reader: Reader) -> matches.Leaf:
    """payload || path of the leaf at `index`."""
    jobs = leaves is m.Leaves.JOBS
    root, count = (terms.jobs_root, terms.jobs_count) if jobs else (terms.offers_root, terms.offers_count)
    if index >= count:
        raise e.BadEvidence
    leaf: matches.Leaf = matches.JobLeaf.parsed(reader.take(matches.JOB_BYTES)) if jobs else matches.OfferLeaf.parsed(reader.take(matches.OFFER_BYTES))
    if not matches.opens(leaf, index, count, reader.take(SIBLING_BYTES * path_length(index, count)), root, terms.rent):
        raise e.BadEvidence
    return leaf


def opened(terms: m.AssignmentTerms, leaves: m.Leaves, reader: Reader) -> tuple[int, matches.Leaf]:
    """index (4) || payload || path."""
    index = reader.number(4)
    return index, shown(terms, leaves, index, reader)


def opened_job(terms: m.AssignmentTerms, reader: Reader) -> tuple[int, matches.JobLeaf]:
    index, leaf = opened(terms, m.Leaves.JOBS, reader)
    assert isinstance(leaf, matches.JobLeaf)
    return index, leaf


def _opened_offer(terms: m.AssignmentTerms, reader: Reader) -> matches.OfferLeaf:
    _, leaf = opened(terms, m.Leaves.OFFERS, reader)
    assert isinstance(leaf, matches.OfferLeaf)
    return leaf


def _require_gap(terms: m.AssignmentTerms, leaves: m.Leaves, key: bytes, reader: Reader) -> None:
    """at (4) || the leaf at `at` - 1, if any, and the one at `at`, if any, as shown: the key lies between."""
    at = reader.number(4)
    count = terms.jobs_count if leaves is m.Leaves.JOBS else terms.offers_count
    if at > count:
        raise e.BadEvidence
    if at > 0 and not shown(terms, leaves, at - 1, reader).key < key:
        raise e.BadEvidence
    if at < count and not key < shown(terms, leaves, at, reader).key:
        raise e.BadEvidence


def is_allowed(listing: m.Listing, provider: bytes, reader: Reader) -> bool:
    """Nothing where everyone is allowed, else index (1) || path."""
    if listing.allowed_count == 0:
        return True
    index = reader.number(1)
    if index >= listing.allowed_count:
        raise e.BadEvidence
    path = reader.take(32 * path_length(index, listing.allowed_count))
    return matches.is_allowed_at(provider, index, listing.allowed_count, path, listing.allowed_root)


def _require_barred(listing: m.Listing, provider: bytes, reader: Reader) -> None:
    """at (1) || the address at `at` - 1 and its path, if any, and that at `at`, if any: the provider lies between."""
    at, count = reader.number(1), listing.allowed_count
    if at > count:
        raise e.BadEvidence
    for index in (at - 1, at):
        if 0 <= index < count:
            address, path = reader.take(32), reader.take(32 * path_length(index, count))
            in_order = address < provider if index < at else provider < address
            if not in_order or not matches.is_allowed_at(address, index, count, path, listing.allowed_root):
                raise e.BadEvidence


def is_faulty(terms: m.AssignmentTerms, fault: int, data: bytes, records: Records) -> bool:
    """Whether the evidence shows the fault. Raises BadEvidence where it does not open to the assignment's roots,
    and NotRefuted where it is about what there is not."""
    shows: dict[int, Callable[[m.AssignmentTerms, Reader, Records], bool]] = {
        m.Fault.ORDER: _order, m.Fault.OMISSION: _omission, m.Fault.EDGE: _edge, m.Fault.JOB: _job, m.Fault.OFFER: _offer, m.Fault.PAIR: _pair,
        m.Fault.STRANGER: _stranger, m.Fault.SLOT: _slot, m.Fault.BARRED: _barred,
    }  # fmt: skip
    if fault not in shows:
        raise e.BadEvidence
    reader = Reader(data)
    faulty = shows[fault](terms, reader, records)
    reader.end()
    return faulty


def _leaves(reader: Reader) -> m.Leaves:
    said = reader.number(1)
    if said not in list(m.Leaves):
        raise e.BadEvidence
    return m.Leaves(said)


def _order(terms: m.AssignmentTerms, reader: Reader, records: Records) -> bool:
    """tree (1) || two openings: the earlier key is not the lower one. The same key twice is out of order too."""
    leaves = _leaves(reader)
    (first, one), (second, two) = opened(terms, leaves, reader), opened(terms, leaves, reader)
    return first < second and one.key >= two.key


def _omission(terms: m.AssignmentTerms, reader: Reader, records: Records) -> bool:
    """tree (1) || key (32) || gap: a job that waits, for long enough to be matched, or an offer that stands, was left out. A full tree omits nothing."""
    leaves, key = _leaves(reader), reader.take(32)
    _require_gap(terms, leaves, key, reader)
    if leaves is m.Leaves.OFFERS:
        offer = records.offers.get(key)
        return offer is not None and offer.changed_at <= terms.seen_at and offer.capacity > 0 and terms.offers_count < m.MAX_LEAVES
    listing = records.listings.get(key)
    if listing is None or terms.jobs_count == m.MAX_LEAVES:
        return False
    return records.waits(listing, terms.seen_at) and listing.deadline_at > records.matched_by


def _edge(terms: m.AssignmentTerms, reader: Reader, records: Records) -> bool:
    """A job's opening || an offer's || that the offer is allowed: the two would gain more together than their prices say."""
    (_, job), offer = opened_job(terms, reader), _opened_offer(terms, reader)
    listing, record = records.listings.get(job.job_id), records.offers.get(offer.provider)
    if listing is None or record is None:
        raise e.NotRefuted
    if not is_allowed(listing, offer.provider, reader):
        raise e.BadEvidence
    if not records.waits(listing, terms.seen_at) or record.changed_at > terms.seen_at or record.capacity == 0 or not listing.met_by(record):
        return False
    return job.dual + offer.slot_price + record.ask < listing.price


def _job(terms: m.AssignmentTerms, reader: Reader, records: Records) -> bool:
    """A job's opening: not listed, or not waiting when it was seen; without a provider and not all zero; or with one that never made an offer, does not
    meet its needs, or whose ask, rent and dual are not the price."""
    _, job = opened_job(terms, reader)
    listing = records.listings.get(job.job_id)
    if listing is None:
        return True
    if listing.state is not m.ListingState.OPEN and listing.changed_at <= terms.seen_at:
        return True
    if job.provider == matches.NOBODY:
        return (job.slot, job.dual, job.rent) != (0, 0, 0)
    offer = records.offers.get(job.provider)
    if offer is None:
        return True
    return offer.changed_at <= terms.seen_at and (not listing.met_by(offer) or offer.ask + job.dual + job.rent != listing.price)


def _offer(terms: m.AssignmentTerms, reader: Reader, records: Records) -> bool:
    """An offer's opening: nobody ever made it, or it had another capacity."""
    leaf = _opened_offer(terms, reader)
    offer = records.offers.get(leaf.provider)
    return offer is None or (offer.changed_at <= terms.seen_at and offer.capacity != leaf.capacity)


def _pair(terms: m.AssignmentTerms, reader: Reader, records: Records) -> bool:
    """A job's opening || that of its provider's offer: the job pays another rent than the slot's price, or has a slot beyond the capacity."""
    (_, job), offer = opened_job(terms, reader), _opened_offer(terms, reader)
    return job.provider == offer.provider and (job.rent != offer.slot_price or job.slot >= offer.capacity)


def _stranger(terms: m.AssignmentTerms, reader: Reader, records: Records) -> bool:
    """A job's opening || a gap: its provider is not among the offers."""
    _, job = opened_job(terms, reader)
    _require_gap(terms, m.Leaves.OFFERS, job.provider, reader)
    return job.provider != matches.NOBODY


def _slot(terms: m.AssignmentTerms, reader: Reader, records: Records) -> bool:
    """Two jobs' openings: they share a slot."""
    (a, one), (b, two) = opened_job(terms, reader), opened_job(terms, reader)
    return a != b and one.provider != matches.NOBODY and (one.provider, one.slot) == (two.provider, two.slot)


def _barred(terms: m.AssignmentTerms, reader: Reader, records: Records) -> bool:
    """A job's opening || a gap among those it allows: its provider is not allowed."""
    _, job = opened_job(terms, reader)
    listing = records.listings.get(job.job_id)
    if listing is None:
        raise e.NotRefuted
    _require_barred(listing, job.provider, reader)
    return job.provider != matches.NOBODY and listing.allowed_count > 0
