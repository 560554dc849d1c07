"""Random lives of a market: after each step the chain and the reference agree on everything (INV-MATCH-19)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import product
from typing import Any, ClassVar

from assay import ids
from assay.commit.matches import Allowed, JobLeaf, OfferLeaf
from assay.errors import ProtocolError
from assay.models.base import ZERO, Event
from assay.models.compute import JobState, Spec
from assay.models.deployment import Settings
from assay.models.matching import AssignmentState, Fault, Leaves, ListingState
from assay.reference.assignments import Records, is_faulty
from assay.reference.matching import MatchingState
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.cast import COIN
from tests.invariants.twin import Twin
from tests.jobs import small_job
from tests.marketplace import NOWHERE, Book, best

REQUESTERS, PROVIDERS, MATCHERS, WATCHERS = ("rita", "rob"), ("carla", "dan", "eve"), ("mara", "milo"), ("wanda", "will")
PEOPLE = (*REQUESTERS, *PROVIDERS, *MATCHERS, *WATCHERS)
QUICK = Settings(match_secs=40, answer_secs=12, seen_secs=30, accept_secs=30, fallback_secs=60, lapse_bps=3_333)
MISSING = 7

which = st.integers(0, 9)
mostly = st.sampled_from((True, True, True, True, True, False))
seldom = st.sampled_from((False, False, False, False, True))
providers = st.sampled_from(PROVIDERS)
watchers = st.sampled_from(WATCHERS)
trees = st.sampled_from((*Leaves, *Leaves, *Leaves, 0, 3))
# What a matcher does to the best that there is.
LIES = (
    "", "", "", "greed", "dual", "rent", "slot", "stranger", "unmatched", "job left out", "offer left out", "job added", "offer added", "capacity", "price",
    "order", "twice", "sum",
)  # fmt: skip


class MatchingMachine(RuleBasedStateMachine):
    target: ClassVar[str]

    @initialize()
    def deploy(self) -> None:
        self.twin = Twin(self.target, PEOPLE, 2_000 * COIN, QUICK)
        self.program, self.compute = (getattr(self.twin.reference.deployment(), n) for n in ("matching", "compute"))
        self.books: dict[bytes, Book] = {}
        self.nonce = 0
        for name, ask in zip(PROVIDERS, (2, 5, 9), strict=True):
            self.twin.do(name, lambda c: c.staking.bond(500 * COIN))
            self.register(name, ask, 1)
            self.offer(name, 1)
        for price, only in ((20, ()), (12, ("carla",)), (9, ())):
            self.job("rita", price, list(only), 5_000, True, 0)

    # ---- what the rules share

    @property
    def state(self) -> MatchingState:
        return self.twin.reference.matching_state

    def pick(self, known: dict[bytes, Any], at: int) -> bytes:
        """One that there is, most of the time; the latest more often."""
        keys = list(known)[-4:]
        return keys[at % len(keys)] if keys and at != MISSING else NOWHERE

    def assigned(self, at: int) -> tuple[bytes, Book | None]:
        if not self.state.assignments:
            self.assign("mara", "", at, 0, False)
        assignment_id = self.pick(self.state.assignments, at)
        return assignment_id, self.books.get(assignment_id)

    def standing(self, at: int, lie: str) -> tuple[bytes, Book | None]:
        """One that can be refuted, posted now where there is none, most of the time."""
        now = self.twin.reference.now()
        found = {i: a for i, a in self.state.assignments.items() if a.state is AssignmentState.POSTED and now + 3 < a.window_ends_at}
        if not found or (lie and at % 2):
            self.assign("milo", lie, at, 0, False)
            return self.assigned(0) if at == MISSING else self.latest()
        assignment_id = self.pick(found, at)
        return assignment_id, self.books.get(assignment_id)

    def latest(self) -> tuple[bytes, Book | None]:
        assignment_id = next(reversed(self.state.assignments), NOWHERE)
        return assignment_id, self.books.get(assignment_id)

    def name_of(self, account: bytes) -> str:
        return next((name for name in PEOPLE if self.twin.address(name) == account), "will")

    def allowed(self, job_id: bytes) -> tuple[bytes, ...]:
        return self.lists.get(job_id, ())

    @property
    def lists(self) -> dict[bytes, tuple[bytes, ...]]:
        """Whom listings allow, as their events say."""
        events = [event for event in self.twin.reference.ledger.events if type(event).__name__ == "JobListed"]
        return {e.job_id: tuple(e.allowed[i : i + 32] for i in range(0, len(e.allowed), 32)) for e in events}  # type: ignore[attr-defined]

    def inclusion(self, job_id: bytes, provider: bytes) -> bytes:
        allowed = self.allowed(job_id)
        return Allowed(allowed).opening(provider if provider in allowed else allowed[0]) if allowed else b""

    # ---- offers and jobs

    @rule(who=providers, ask=st.sampled_from((1, 5, 9, 30)), device=st.sampled_from((1, 1, 1, 2)))
    def register(self, who: str, ask: int, device: int) -> None:
        self.twin.do(who, lambda c: c.compute.register(Spec(device=device, memory_mib=100, units=1, ask=ask * COIN)))

    @rule(who=st.sampled_from((*PROVIDERS, *PROVIDERS, "wanda")), capacity=st.sampled_from((0, 1, 1, 2, 3)))
    def offer(self, who: str, capacity: int) -> None:
        self.twin.do(who, lambda c: c.matching.offer(capacity))

    @rule(who=st.sampled_from((*PROVIDERS, "wanda")), sure=seldom)
    def retract(self, who: str, sure: bool) -> None:
        if sure:
            self.twin.do(who, lambda c: c.matching.retract())

    @rule(
        who=st.sampled_from(REQUESTERS), price=st.sampled_from((3, 9, 20, 40)), only=st.lists(providers, max_size=3),
        secs=st.sampled_from((5_000, 5_000, 100, 5)), right=mostly, turn=st.sampled_from((0, 0, 0, 0, 1, 2, 3)),
    )  # fmt: skip
    def job(self, who: str, price: int, only: list[str], secs: int, right: bool, turn: int) -> None:
        self.nonce += 1
        nonce, deadline = self.nonce, self.twin.reference.now() + secs
        terms = small_job().terms(price=price * COIN, provider=self.program if right else ZERO, deadline_at=deadline, device=1)
        self.twin.do(who, lambda c: c.compute.post(nonce, terms))
        job_id = ids.job_id(self.compute, self.twin.address(who), nonce)
        named = Allowed([self.twin.address(name) for name in only]).data if only else b""
        # As it should be; by another; out of order or twice; a byte short.
        said = {0: named, 1: named, 2: named[32:] + named[:32], 3: named[:-1]}[turn]
        self.twin.do("wanda" if turn == 1 else who, lambda c: c.matching.list_job(job_id, len(named) // 32, said))

    @rule(at=which, sure=seldom)
    def cancel(self, at: int, sure: bool) -> None:
        listing = self.state.listings.get(self.pick(self.state.listings, at))
        if sure and listing:
            self.twin.do(self.name_of(listing.requester), lambda c: c.compute.cancel(listing.job_id))

    # ---- assignments

    def best(self) -> Book | None:
        listings = [s for s in self.state.listings.values() if s.state is ListingState.OPEN]
        open_jobs = [s for s in listings if self.twin.reference.compute_state.jobs[s.job_id].state is JobState.OPEN]
        offers = [o for o in self.state.offers.values() if o.capacity]
        if not open_jobs or not offers:
            return None
        return best(open_jobs, offers, self.twin.reference.now(), lambda j, p: not self.allowed(j) or p in self.allowed(j))

    def bent(self, book: Book, lie: str, at: int) -> Book:
        job, offer = book.jobs[at % len(book.jobs)], book.offers[at % len(book.offers)]
        match lie:
            case "greed":
                return replace(book, jobs=tuple(JobLeaf(j.job_id) for j in book.jobs), offers=tuple(replace(o, slot_price=0) for o in book.offers))
            case "dual":
                return book.with_job(job.job_id, dual=max(0, job.dual - 1) if at % 2 else job.dual + 1)
            case "rent":
                return book.with_job(job.job_id, rent=job.rent + COIN)
            case "slot":
                return book.with_job(job.job_id, slot=job.slot + at)
            case "stranger":
                return book.with_job(job.job_id, provider=NOWHERE if at % 2 else offer.provider)
            case "unmatched":
                return book.with_job(job.job_id, provider=ZERO)
            case "job left out":
                return book.but(job.job_id) if len(book.jobs) > 1 else book
            case "offer left out":
                return book.but(offer.provider) if len(book.offers) > 1 else book
            case "job added":
                gone = [j for j in self.state.listings if j not in {leaf.job_id for leaf in book.jobs}]
                return book.plus(JobLeaf(gone[0] if gone and at % 2 else NOWHERE))
            case "offer added":
                return book.plus(OfferLeaf(NOWHERE, 1, 0))
            case "capacity":
                return book.with_offer(offer.provider, capacity=offer.capacity + at % 3 - 1)
            case "price":
                return book.with_offer(offer.provider, slot_price=offer.slot_price + 1)
            case "order":
                return replace(book, jobs=book.jobs[::-1], offers=book.offers[::-1])
            case "twice":
                return book.plus(job, offer)
        return book

    @rule(who=st.sampled_from(MATCHERS), lie=st.sampled_from(LIES), at=which, late=st.sampled_from((0, 0, 0, 0, 1, -1, 40)), again=seldom)
    def assign(self, who: str, lie: str, at: int, late: int, again: bool) -> None:
        book = self.best()
        if book is None:
            return
        self.nonce += not again
        nonce, told = self.nonce, self.bent(book, lie, at)
        told = replace(told, seen_at=told.seen_at - late)
        terms = told.terms(**({"rent": told.job_tree.rent + 1} if lie == "sum" else {}))
        done = self.twin.do(who, lambda c: c.matching.assign(nonce, terms))
        if isinstance(done, Event):
            self.books[done.assignment_id] = told  # type: ignore[attr-defined]

    @rule(at=which, who=watchers, leaves=trees, index=st.integers(0, 3), lie=st.sampled_from(LIES))
    def demand(self, at: int, who: str, leaves: int, index: int, lie: str) -> None:
        assignment_id, _ = self.standing(at, lie)
        self.twin.do(who, lambda c: c.matching.demand(assignment_id, leaves, index))

    @rule(at=which, right=mostly, turn=st.sampled_from((0, 0, 0, 1, 2)))
    def answer(self, at: int, right: bool, turn: int) -> None:
        if all(d.due_at <= self.twin.reference.now() for d in self.state.demands.values()):
            self.demand(at, "wanda", 1 + at % 2, at % 3, "")
        demand = self.state.demands.get(self.pick(self.state.demands, at))
        assignment_id = demand.assignment_id if demand else self.pick(self.state.assignments, at)
        leaves, index = (int(demand.leaves), demand.index) if demand else (1, 0)
        book = self.books.get(assignment_id)
        tree = (book.job_tree if leaves == Leaves.JOBS else book.offer_tree) if book else None
        shown = tree.shown(index if right else 0) if tree and index < tree.count else bytes(82)
        data = {0: shown, 1: shown[:-1], 2: shown[:-1] + bytes([shown[-1] ^ 1])}[turn]
        self.twin.do("mara", lambda c: c.matching.answer(assignment_id, leaves, index, data))

    @rule(at=which, late=mostly)
    def expire(self, at: int, late: bool) -> None:
        demand = self.state.demands.get(self.pick(self.state.demands, at))
        if demand and late:
            self.twin.wait(max(0, demand.due_at - self.twin.reference.now()))
        assignment_id, leaves, index = (demand.assignment_id, int(demand.leaves), demand.index) if demand else (self.pick(self.state.assignments, at), 1, 0)
        self.twin.do("will", lambda c: c.matching.expire(assignment_id, leaves, index))

    def evidence(self, book: Book, fault: int, at: int) -> bytes:
        """Of the kind, of some leaves."""
        jobs, offers = book.job_tree, book.offer_tree
        j, k, o = at % jobs.count, (at + 1) % jobs.count, at % offers.count
        job, offer = book.jobs[j], book.offers[o]
        listed, offered = list(self.state.listings) or [NOWHERE], list(self.state.offers)
        match fault:
            case Fault.ORDER:
                one, two, tree = (j, k, jobs) if at % 2 else (o, (o + 1) % offers.count, offers)
                return bytes([Leaves.JOBS if at % 2 else Leaves.OFFERS]) + tree.opening(min(one, two)) + tree.opening(max(one, two))
            case Fault.OMISSION:
                key, tree = (listed[-1 - at % len(listed)], jobs) if at % 2 else (offered[at % len(offered)], offers)
                return bytes([Leaves.JOBS if at % 2 else Leaves.OFFERS]) + key + tree.gap(key)
            case Fault.EDGE:
                return jobs.opening(j) + offers.opening(o) + self.inclusion(job.job_id, offer.provider)
            case Fault.JOB:
                return jobs.opening(j)
            case Fault.OFFER:
                return offers.opening(o)
            case Fault.PAIR:
                of = offers.index(job.provider)
                return jobs.opening(j) + offers.opening(o if of is None else of)
            case Fault.STRANGER:
                return jobs.opening(j) + offers.gap(job.provider)
            case Fault.SLOT:
                return jobs.opening(j) + jobs.opening(k)
            case _:
                allowed = self.allowed(job.job_id)
                return jobs.opening(j) + (Allowed(allowed).gap(offer.provider if at % 3 else job.provider) if allowed else b"\x00")

    def shown(self, assignment_id: bytes, book: Book) -> tuple[int, bytes] | None:
        """Evidence that refutes, if any does."""
        a = self.state.assignments[assignment_id]
        records = Records(self.state.compute.jobs, self.state.listings, self.state.offers, a.window_ends_at + QUICK.accept_secs)
        for fault, of in product(Fault, range(12)):
            data = self.evidence(book, fault, of)
            with suppress(ProtocolError):
                if is_faulty(a.terms, fault, data, records):
                    return fault, data
        return None

    @rule(
        at=which, who=watchers, fault=st.sampled_from((*Fault, *Fault, *Fault, 0, 10)), of=which, cut=st.sampled_from((0, 0, 0, 0, 0, 1)), pieces=seldom,
        lie=st.sampled_from(LIES), able=mostly,
    )  # fmt: skip
    def refute(self, at: int, who: str, fault: int, of: int, cut: int, pieces: bool, lie: str, able: bool) -> None:
        assignment_id, book = self.standing(at, lie)
        data = self.evidence(book, fault, of)[cut:] if book else b"nothing"
        if book and able and (shown := self.shown(assignment_id, book)):
            fault, data = shown
        if pieces:
            self.twin.do(who, lambda c: c.matching.provide(0, data[:300]))
            self.twin.do(who, lambda c: c.matching.provide(len(data[:300]), data[300:]))
            data = b""
        self.twin.do(who, lambda c: c.matching.refute(assignment_id, fault, data))

    @rule(at=which, late=mostly)
    def close(self, at: int, late: bool) -> None:
        assignment_id, _ = self.assigned(at)
        self.pass_window(assignment_id, late)
        self.twin.do("will", lambda c: c.matching.close(assignment_id))

    def pass_window(self, assignment_id: bytes, late: bool) -> None:
        a = self.state.assignments.get(assignment_id)
        if a and late:
            self.twin.wait(max(0, a.window_ends_at - self.twin.reference.now() - 1))

    # ---- matches

    @rule(at=which, of=which, late=mostly, more=st.sampled_from((b"", b"", b"", b"\x00")))
    def award(self, at: int, of: int, late: bool, more: bytes) -> None:
        assignment_id, book = self.assigned(at)
        self.pass_window(assignment_id, late)
        data = b""
        if book:
            job = book.jobs[of % len(book.jobs)]
            data = book.job_tree.opening(of % len(book.jobs)) + self.inclusion(job.job_id, job.provider)
        self.twin.do("wanda", lambda c: c.matching.award(assignment_id, data + more))

    @rule(who=st.sampled_from((*PROVIDERS, "wanda")), at=which, late=mostly)
    def take(self, who: str, at: int, late: bool) -> None:
        job_id = self.pick(self.state.listings, at)
        listing = self.state.listings.get(job_id)
        if late and listing:
            self.twin.wait(max(0, listing.changed_at + QUICK.fallback_secs - self.twin.reference.now() - 1))
        self.twin.do(who, lambda c: c.matching.take(job_id, self.inclusion(job_id, self.twin.address(who))))

    def matched(self, at: int) -> tuple[bytes, str]:
        """A job that has a provider, most of the time, and the provider."""
        matched = {j: s for j, s in self.state.listings.items() if s.provider != ZERO}
        job_id = self.pick(matched or self.state.listings, at)
        listing = self.state.listings.get(job_id)
        return job_id, self.name_of(listing.provider) if listing and listing.provider != ZERO else "carla"

    @rule(at=which, right=mostly)
    def accept(self, at: int, right: bool) -> None:
        job_id, who = self.matched(at)
        done = self.twin.do(who if right else "dan", lambda c: c.compute.accept(job_id))
        # INV-MATCH-2
        assert isinstance(done, type) or self.state.listings[job_id].provider == self.twin.address(who if right else "dan")

    @rule(at=which, right=mostly, sure=seldom)
    def decline(self, at: int, right: bool, sure: bool) -> None:
        job_id, who = self.matched(at)
        if sure:
            self.twin.do(who if right else "wanda", lambda c: c.matching.decline(job_id))

    @rule(at=which, late=seldom)
    def release(self, at: int, late: bool) -> None:
        job_id, _ = self.matched(at)
        listing = self.state.listings.get(job_id)
        if late and listing:
            self.twin.wait(max(0, listing.accept_by - self.twin.reference.now()))
        self.twin.do("will", lambda c: c.matching.release(job_id))

    @rule(secs=st.sampled_from((0, 0, 1, 5, 30)))
    def wait(self, secs: int) -> None:
        self.twin.wait(secs)


class SolanaMatching(MatchingMachine):
    target = "solana:litesvm"


class EvmMatching(MatchingMachine):
    target = "evm:pyevm"


TestSolanaMatching = SolanaMatching.TestCase
TestEvmMatching = EvmMatching.TestCase
TestSolanaMatching.settings = settings(max_examples=4, stateful_step_count=30)
TestEvmMatching.settings = settings(max_examples=3, stateful_step_count=30)
