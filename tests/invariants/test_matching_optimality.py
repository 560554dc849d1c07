"""What no evidence refutes is the best: of random small markets, with every kind of evidence there is, on the reference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from itertools import product

from assay.commit.matches import Allowed, JobLeaf
from assay.connect import unchecked
from assay.errors import BadEvidence, NotRefuted
from assay.models.base import ZERO
from assay.models.matching import Fault, Leaves
from assay.reference.assignments import Records, is_faulty
from assay.reference.network import ReferenceNetwork
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.cast import COIN
from tests.marketplace import Book, Market, best, market

Move = tuple[str, int, int]
NAMES = ("carla", "dan", "eve")
asks = st.lists(st.tuples(st.integers(0, 3), st.sampled_from((1, 1, 2)), st.sampled_from((1, 1, 1, 2))), min_size=1, max_size=3)
jobs = st.lists(st.tuples(st.integers(2, 6), st.sampled_from(((), (), NAMES[:1], NAMES[1:]))), min_size=1, max_size=4)
# What a matcher takes for true; and a leaf's field that is moved, or a leaf that goes.
changes = st.sampled_from(("dual", "rent", "slot", "provider", "nobody", "gone", "offer gone", "slot_price", "capacity"))
beliefs = st.tuples(
    st.sampled_from(("job gone", "twice", "offer gone", "roomy", "full", "shared", "cheap", "dear", "able", "allowed", "hidden")), st.integers(0, 5)
)
moves = st.tuples(changes, st.integers(0, 5), st.integers(-2, 2))


def everything(m: Market, b: Book) -> Iterator[tuple[Fault, bytes]]:
    """All evidence that can be made of an assignment's leaves and the chain's records."""
    jobs, offers = b.job_tree, b.offer_tree
    for i, k in product(range(jobs.count), repeat=2):
        yield Fault.ORDER, bytes([Leaves.JOBS]) + jobs.opening(i) + jobs.opening(k)
        yield Fault.SLOT, jobs.opening(i) + jobs.opening(k)
    for i, k in product(range(offers.count), repeat=2):
        yield Fault.ORDER, bytes([Leaves.OFFERS]) + offers.opening(i) + offers.opening(k)
    for job_id in m.jobs:
        yield Fault.OMISSION, bytes([Leaves.JOBS]) + job_id + jobs.gap(job_id)
    for who in m.providers.values():
        yield Fault.OMISSION, bytes([Leaves.OFFERS]) + who.account + offers.gap(who.account)
    for i, job in enumerate(b.jobs):
        allowed = m.jobs[job.job_id]
        yield Fault.JOB, jobs.opening(i)
        yield Fault.STRANGER, jobs.opening(i) + offers.gap(job.provider)
        if allowed:
            yield Fault.BARRED, jobs.opening(i) + Allowed(allowed).gap(job.provider)
        for k, offer in enumerate(b.offers):
            yield Fault.PAIR, jobs.opening(i) + offers.opening(k)
            if not allowed or offer.provider in allowed:
                yield Fault.EDGE, jobs.opening(i) + offers.opening(k) + (Allowed(allowed).opening(offer.provider) if allowed else b"")
    for k in range(offers.count):
        yield Fault.OFFER, offers.opening(k)


def refuted(m: Market, b: Book, rent: int) -> set[Fault]:
    chain = m.chain
    assert isinstance(chain, ReferenceNetwork)
    records = Records(chain.compute_state.jobs, chain.matching_state.listings, chain.matching_state.offers, chain.now() + 10_000)
    found = set()
    for fault, data in everything(m, b):
        try:
            if is_faulty(b.terms(rent=rent), fault, data, records):
                found.add(fault)
        except (BadEvidence, NotRefuted):
            continue
    return found


def most(m: Market, used: tuple[str, ...] = (), at: int = 0) -> int:
    """The most that any assignment gains: all are tried."""
    waiting = list(m.jobs)
    if at == len(waiting):
        return 0
    listing, most_of = m.listing(waiting[at]), most(m, used, at + 1)
    for name in m.providers:
        offer = m.offer_of(name)
        allowed = not m.jobs[listing.job_id] or offer.provider in m.jobs[listing.job_id]
        if listing.met_by(offer) and offer.ask <= listing.price and used.count(name) < offer.capacity and allowed:
            most_of = max(most_of, listing.price - offer.ask + most(m, (*used, name), at + 1))
    return most_of


def gain(m: Market, b: Book) -> int:
    """What it gains, by prices and asks."""
    asks = {o.provider: o.ask for o in map(m.offer_of, m.providers)}
    return sum(m.listing(j.job_id).price - asks[j.provider] for j in b.jobs if j.provider != ZERO)


def moved(b: Book, move: Move) -> Book:
    what, at, by = move
    job, offer = b.jobs[at % len(b.jobs)], b.offers[at % len(b.offers)]
    match what:
        case "dual" | "rent":
            return b.with_job(job.job_id, **{what: max(0, getattr(job, what) + by * COIN)})
        case "slot":
            return b.with_job(job.job_id, slot=max(0, job.slot + by))
        case "provider":
            return b.with_job(job.job_id, provider=offer.provider)
        case "nobody":
            return replace(b, jobs=tuple(JobLeaf(j.job_id) if j == job else j for j in b.jobs))
        case "gone":
            return b.but(job.job_id) if len(b.jobs) > 1 else b
        case "offer gone":
            return b.but(offer.provider) if len(b.offers) > 1 else b
        case "slot_price":
            return b.with_offer(offer.provider, slot_price=max(0, offer.slot_price + by * COIN))
        case _:
            return b.with_offer(offer.provider, capacity=max(0, offer.capacity + by))


def believed(m: Market, belief: tuple[str, int]) -> Book:
    """The best of what is not quite so: consistent in itself, and so the lie that takes most to see."""
    what, at = belief
    listings, offers = [m.listing(j) for j in m.jobs], [m.offer_of(name) for name in m.providers]
    job, offer = listings[at % len(listings)], offers[at % len(offers)]
    free = {**m.jobs, job.job_id: ()}
    if what == "job gone" and len(listings) > 1:
        listings.remove(job)
    elif what == "twice":
        listings.append(job)
    elif what == "offer gone" and len(offers) > 1:
        offers.remove(offer)
    elif what in ("roomy", "full", "shared"):
        wrong = offer.model_copy(update={"capacity": max(1, offer.capacity + (-1 if what == "full" else 1))})
        offers[offers.index(offer)] = wrong
    elif what in ("cheap", "dear"):
        offers[offers.index(offer)] = offer.model_copy(update={"ask": max(0, offer.ask + (2 if what == "dear" else -2) * COIN)})
    elif what == "able":
        offers[offers.index(offer)] = offer.model_copy(update={"device": 1})
    lists = free if what == "allowed" else m.jobs
    book = best(listings, offers, m.chain.now() - 1, lambda j, p: not lists[j] or p in lists[j])
    if what == "shared":
        # As many slots as there are, and whoever got one more is in another's, or in none.
        slots = tuple(replace(j, slot=min(j.slot, offer.capacity - at % 2)) if j.provider == offer.provider else j for j in book.jobs)
        return replace(book, jobs=slots).with_offer(offer.provider, capacity=offer.capacity)
    return book.but(offer.provider) if what == "hidden" and len(offers) > 1 else book


@settings(max_examples=200)
@example(asks=[(1, 1, 1), (1, 1, 1)], jobs=[(5, NAMES[:1]), (6, NAMES[:1])], belief=("allowed", 0), moves=[])
@example(asks=[(1, 1, 1)], jobs=[(5, ()), (6, ())], belief=("shared", 0), moves=[])
@example(asks=[(1, 1, 1)], jobs=[(5, ()), (6, ())], belief=("shared", 1), moves=[])
@given(asks=asks, jobs=jobs, belief=beliefs, moves=st.lists(moves, max_size=2))
def test_what_nobody_can_refute_is_the_best(
    asks: list[tuple[int, int, int]], jobs: list[tuple[int, tuple[str, ...]]], belief: tuple[str, int], moves: list[Move]
) -> None:
    """INV-MATCH-1, INV-MATCH-13, INV-MATCH-14: an honest assignment gains what the best of all gains, and nothing refutes it. Whatever is changed of it, either
    some evidence refutes it, or a sum does not open, or it gains as much."""
    m = market(unchecked("reference"))
    for name, (ask, capacity, device) in zip(NAMES, asks, strict=False):
        m.provider(name, ask=ask, capacity=capacity, device=device)
    for price, only in jobs:
        m.job(price, [name for name in only if name in m.providers], device=1)
    book, top = m.best(), most(m)
    assert gain(m, book) == top
    assert refuted(m, book, book.job_tree.rent) == set()
    for lie in (believed(m, belief), reduce(moved, moves, book)):
        opens = lie.job_tree.rent == lie.offer_tree.rent
        assert not opens or refuted(m, lie, lie.job_tree.rent) or gain(m, lie) == top
