"""Every verb of matching with every error that it names, on a chain where each can happen; what is refused leaves no trace, so one chain serves for all."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from assay import errors as e
from assay.commit.matches import JobLeaf, OfferLeaf
from assay.market import Matching, Sandbox
from assay.models.base import ZERO
from assay.models.compute import Spec
from assay.models.matching import Fault, Leaves

from scripts.vectors import ROOT
from tests.cast import tick
from tests.marketplace import NOWHERE, Book, Market, market

# How a refused token transfer looks is each chain's own story; no clock is so late that it overflows.
OF_THE_CHAINS = {"TransferFailed", "Overflow"}
# Providers of the scene: one job fits them all but for what their names say.
FREE, FULL, DEAR, WEAK, BARRED, CHANGED, BOTH, GONE = "free", "full", "dear", "weak", "barred", "changed", "both", "gone"


# Whom the assignments of the scene give its jobs, in the order in which they are listed.
GIVEN = {
    "for free": FREE, "for full": FULL, "full": FULL, "for dear": DEAR, "for weak": WEAK, "for changed": CHANGED, "cancelled": FREE, "matched": FREE,
    "kept": BOTH, "accepted": BOTH, "ended": FREE,
}  # fmt: skip


@dataclass
class Scene:
    """Assignments that give each job to a provider that may or may not have it: `final`, whose window has closed; `owing`, that two leaves are demanded of;
    `standing`; `refuted`; `closed`."""

    m: Market
    book: Book
    jobs: dict[str, bytes]
    final: bytes = ZERO
    owing: bytes = ZERO
    standing: bytes = ZERO
    refuted: bytes = ZERO
    closed: bytes = ZERO

    def by(self, name: str) -> Matching:
        return self.m.chain.as_account(name).matching

    def award(self, job: str, assignment: bytes = b"", allowed: str = "") -> object:
        inclusion = self.m.allowed(self.jobs[job], self.m.address(allowed)) if allowed else b""
        return self.by("watcher").award(assignment or self.final, self.book.job(self.jobs[job]) + inclusion)

    def take(self, who: str, job: str = "open", inclusion: str = "") -> object:
        job_id = self.jobs[job]
        return self.by(who).take(job_id, self.m.allowed(job_id, self.m.address(inclusion or who)))

    def assign(self, nonce: int = 99, who: str = "matcher", **changes: int) -> object:
        return self.by(who).assign(nonce, self.book.terms(**({"seen_at": self.m.chain.now() - 1} | changes)))

    def refute(self, assignment: bytes, fault: int, data: bytes) -> object:
        return self.by("watcher").refute(assignment, fault, data)

    def shown(self, index: int) -> bytes:
        return self.book.job_tree.shown(index)


def scene(chain: Sandbox) -> Scene:
    m = market(chain)
    for name in (FREE, FULL, DEAR, WEAK, BARRED, CHANGED, BOTH):
        m.provider(name, ask=50 if name == DEAR else 2, capacity={FREE: 9, BOTH: 2}.get(name, 1), device=2 if name == WEAK else 1)
    m.provider(GONE, ask=2).matching.retract()
    broke = chain.as_account("broke")
    broke.compute.register(Spec(device=1, memory_mib=1, units=1))
    over = {"over": m.post(20, deadline_at=chain.now() + 10)}
    jobs = over | {name: m.job(20, device=1) for name in (*GIVEN, "for stranger", "for nobody")}
    jobs |= {name: m.job(20, (FREE, FULL, DEAR, WEAK), device=1) for name in ("open", "for barred")}
    jobs |= {"late": m.job(20, device=1, deadline_at=chain.now() + m.config.window_secs + m.config.accept_secs)}
    jobs |= {"unlisted": m.post(20), "called off": m.post(20), "other": m.post(20, provider=m.address(FREE))}
    tick(chain)
    m.requester.compute.cancel(jobs["ended"])
    m.requester.compute.cancel(jobs["called off"])
    tick(chain)
    m.watcher.matching.release(jobs["ended"])
    seen_at = chain.now()
    tick(chain)
    given = {name: m.address(who) for name, who in GIVEN.items()}
    given |= {"late": m.address(FREE), "unlisted": m.address(FREE), "for barred": m.address(BARRED), "for stranger": NOWHERE, "for nobody": ZERO}
    leaves = [JobLeaf(jobs[name], who) for name, who in given.items()]
    offers = [OfferLeaf(o.provider, o.capacity, 0) for o in map(m.offer_of, m.providers)]
    s = Scene(m, Book(seen_at, (), ()).plus(*leaves, *offers, OfferLeaf(NOWHERE, 1, 0)), jobs)
    s.final, s.refuted, s.closed, s.owing = (m.assign(s.book) for _ in range(4))
    m.demand(s.owing, Leaves.JOBS, 0)
    m.refute(s.refuted, Fault.OFFER, s.book.offer(NOWHERE))
    m.offer(CHANGED, ask=3)
    tick(chain)
    m.requester.compute.cancel(jobs["cancelled"])
    m.pass_window(s.owing)
    tick(chain)
    m.watcher.matching.close(s.closed)
    for name in ("for full", "matched", "kept", "accepted"):
        tick(chain)
        s.award(name)
    tick(chain)
    m.providers[BOTH].compute.accept(jobs["accepted"])
    for at in range(0, 8_192, 512):
        tick(chain)
        s.by("hoarder").provide(at, bytes(512))
    s.standing = m.assign(replace(s.book, seen_at=chain.now()))
    m.demand(s.standing, Leaves.JOBS, 1)
    return s


AT_ONCE: dict[str, Callable[[Scene], object]] = {
    "offer NotRegistered": lambda s: s.by("watcher").offer(1),
    "offer BadCapacity": lambda s: s.by(FREE).offer(0),
    "offer BadCapacity, below what is matched": lambda s: s.by(BOTH).offer(1),
    "offer InsufficientFunds": lambda s: s.by("broke").offer(1),
    "retract UnknownOffer": lambda s: s.by("watcher").retract(),
    "retract OfferInUse": lambda s: s.by(FULL).retract(),
    "retract NothingOffered": lambda s: s.by(GONE).retract(),
    "list_job UnknownJob": lambda s: s.by("requester").list_job(NOWHERE, 0, b""),
    "list_job NotRequester": lambda s: s.by("watcher").list_job(s.jobs["unlisted"], 0, b""),
    "list_job NamesAnother": lambda s: s.by("requester").list_job(s.jobs["other"], 0, b""),
    "list_job ListingExists": lambda s: s.by("requester").list_job(s.jobs["open"], 0, b""),
    "list_job ListingExists, closed": lambda s: s.by("requester").list_job(s.jobs["ended"], 0, b""),
    "list_job JobNotOpen": lambda s: s.by("requester").list_job(s.jobs["called off"], 0, b""),
    "list_job DeadlinePassed": lambda s: s.by("requester").list_job(s.jobs["over"], 0, b""),
    "list_job BadAllowed": lambda s: s.by("requester").list_job(s.jobs["unlisted"], 2, 2 * NOWHERE),
    "list_job BadAllowed, one for nobody": lambda s: s.by("requester").list_job(s.jobs["unlisted"], 0, NOWHERE),
    "assign AssignmentExists": lambda s: s.assign(s.m.nonce),
    "assign BadAssignment": lambda s: s.assign(jobs_count=0),
    "assign BadView": lambda s: s.assign(seen_at=s.m.chain.now()),
    "assign BadView, too old": lambda s: s.assign(seen_at=s.m.chain.now() - s.m.config.seen_secs - 1),
    "assign InsufficientFunds": lambda s: s.assign(who="broke"),
    "demand UnknownAssignment": lambda s: s.by("watcher").demand(NOWHERE, Leaves.JOBS, 0),
    "demand AssignmentNotOpen": lambda s: s.by("watcher").demand(s.refuted, Leaves.JOBS, 0),
    "demand WindowClosed": lambda s: s.by("watcher").demand(s.final, Leaves.JOBS, 0),
    "demand NoSuchLeaf": lambda s: s.by("watcher").demand(s.standing, Leaves.JOBS, len(s.book.jobs)),
    "demand NoSuchLeaf, of no tree": lambda s: s.by("watcher").demand(s.standing, 3, 0),
    "demand DemandExists": lambda s: s.by("requester").demand(s.standing, Leaves.JOBS, 1),
    "demand InsufficientFunds": lambda s: s.by("broke").demand(s.standing, Leaves.JOBS, 0),
    "answer UnknownAssignment": lambda s: s.by("matcher").answer(NOWHERE, Leaves.JOBS, 1, s.shown(1)),
    "answer AssignmentNotOpen": lambda s: s.by("matcher").answer(s.refuted, Leaves.JOBS, 1, s.shown(1)),
    "answer UnknownDemand": lambda s: s.by("matcher").answer(s.standing, Leaves.JOBS, 0, s.shown(0)),
    "answer MoveTooLate": lambda s: s.by("matcher").answer(s.owing, Leaves.JOBS, 0, s.shown(0)),
    "answer BadEvidence": lambda s: s.by("matcher").answer(s.standing, Leaves.JOBS, 1, s.shown(0)),
    "answer BadEvidence, with more": lambda s: s.by("matcher").answer(s.standing, Leaves.JOBS, 1, s.shown(1) + bytes(40)),
    "expire UnknownAssignment": lambda s: s.by("watcher").expire(NOWHERE, Leaves.JOBS, 1),
    "expire UnknownDemand": lambda s: s.by("watcher").expire(s.standing, Leaves.OFFERS, 1),
    "expire NotDue": lambda s: s.by("watcher").expire(s.standing, Leaves.JOBS, 1),
    "refute UnknownAssignment": lambda s: s.refute(NOWHERE, Fault.OFFER, s.book.offer(NOWHERE)),
    "refute AssignmentNotOpen": lambda s: s.refute(s.closed, Fault.OFFER, s.book.offer(NOWHERE)),
    "refute WindowClosed": lambda s: s.refute(s.final, Fault.OFFER, s.book.offer(NOWHERE)),
    "refute BadEvidence": lambda s: s.refute(s.standing, Fault.OFFER, s.book.offer(NOWHERE) + b"\x00"),
    "refute BadEvidence, of no fault": lambda s: s.refute(s.standing, 0, s.book.offer(NOWHERE)),
    "refute NotRefuted": lambda s: s.refute(s.standing, Fault.OFFER, s.book.offer(s.m.address(FREE))),
    "refute NotRefuted, of an edge with nobody": lambda s: s.refute(
        s.standing, Fault.EDGE, s.book.job(s.jobs["for free"]) + s.book.offer(NOWHERE)
    ),
    "refute NotRefuted, barred from what is not listed": lambda s: s.refute(s.standing, Fault.BARRED, s.book.job(s.jobs["unlisted"])),
    "close UnknownAssignment": lambda s: s.by("watcher").close(NOWHERE),
    "close AssignmentNotOpen": lambda s: s.by("watcher").close(s.closed),
    "close WindowOpen": lambda s: s.by("watcher").close(s.standing),
    "close DemandsOpen": lambda s: s.by("watcher").close(s.owing),
    "award UnknownAssignment": lambda s: s.award("for free", NOWHERE),
    "award AssignmentIsRefuted": lambda s: s.award("for free", s.refuted),
    "award WindowOpen": lambda s: s.award("for free", s.standing),
    "award DemandsOpen": lambda s: s.award("for free", s.owing),
    "award BadEvidence": lambda s: s.by("watcher").award(s.final, b""),
    "award BadEvidence, with more": lambda s: s.by("watcher").award(s.final, s.book.job(s.jobs["for free"]) + b"\x00"),
    "award NotAssigned": lambda s: s.award("for nobody"),
    "award UnknownListing": lambda s: s.award("unlisted"),
    "award UnknownOffer": lambda s: s.award("for stranger"),
    "award ChangedSince": lambda s: s.award("for changed"),
    "award ChangedSince, matched": lambda s: s.award("matched"),
    "award ListingNotOpen": lambda s: s.award("ended"),
    "award JobNotOpen": lambda s: s.award("cancelled"),
    "award DeadlinePassed": lambda s: s.award("late"),
    "award NeedsNotMet": lambda s: s.award("for weak"),
    "award AskTooHigh": lambda s: s.award("for dear"),
    "award OfferIsFull": lambda s: s.award("full"),
    "award NotAllowed": lambda s: s.award("for barred", allowed=FREE),
    "take UnknownListing": lambda s: s.by(FREE).take(NOWHERE, b""),
    "take UnknownOffer": lambda s: s.by("watcher").take(s.jobs["open"], b""),
    "take MatchersFirst": lambda s: s.take(FREE),
    "decline UnknownListing": lambda s: s.by(FREE).decline(NOWHERE),
    "decline NotMatched": lambda s: s.by(FREE).decline(s.jobs["open"]),
    "decline NotProvider": lambda s: s.by(DEAR).decline(s.jobs["for full"]),
    "decline JobNotOpen": lambda s: s.by(BOTH).decline(s.jobs["accepted"]),
    "release UnknownListing": lambda s: s.by("watcher").release(NOWHERE),
    "release ListingNotOpen": lambda s: s.by("watcher").release(s.jobs["ended"]),
    "release NotDue": lambda s: s.by("watcher").release(s.jobs["for full"]),
    "release NotDue, not matched": lambda s: s.by("watcher").release(s.jobs["open"]),
    "provide BadOffset": lambda s: s.by("watcher").provide(1, b"x"),
    "provide TooMuchData": lambda s: s.by("hoarder").provide(8_192, b"x"),
}  # fmt: skip
LATER: dict[str, Callable[[Scene], object]] = {
    "take ListingNotOpen": lambda s: s.take(FREE, "matched"),
    "take JobNotOpen": lambda s: s.take(FREE, "cancelled"),
    "take DeadlinePassed": lambda s: s.take(FREE, "late"),
    "take NeedsNotMet": lambda s: s.take(WEAK),
    "take AskTooHigh": lambda s: s.take(DEAR),
    "take OfferIsFull": lambda s: s.take(FULL),
    "take BadEvidence": lambda s: s.by(FREE).take(s.jobs["open"], b""),
    "take BadEvidence, with more": lambda s: s.by(FREE).take(s.jobs["for free"], b"\x00"),
    "take NotAllowed": lambda s: s.take(BARRED, inclusion=FREE),
}


def documented() -> set[tuple[str, str]]:
    """(verb, error) as market.Matching says."""
    found = set()
    for verb, method in inspect.getmembers(Matching, inspect.isfunction):
        told = re.search(r"Errors: (.*?)\.( Event|$)", " ".join((inspect.getdoc(method) or "").split()))
        found |= {(verb, word) for word in re.findall(r"\w+", told[1] if told else "") if word in e.BY_NAME}
    return found


def test_every_refusal_is_told_and_every_told_one_happens(chain: Sandbox) -> None:
    """INV-MATCH-5, INV-MATCH-6: what market.Matching names, and nothing else, is what each verb refuses with, on every chain; and it changes nothing."""
    tested = {(key.split()[0], key.split()[1].rstrip(",")) for key in (*AT_ONCE, *LATER)}
    assert tested == {(verb, error) for verb, error in documented() if error not in OF_THE_CHAINS}
    s = scene(chain)
    told, purse = list(chain.events()), s.m.purse
    for what, call in AT_ONCE.items():
        refused(s, what, call)
    waiting = max(s.m.listing(job_id).changed_at for job_id in s.m.jobs)
    chain.set_time(waiting + s.m.config.fallback_secs)
    for what, call in LATER.items():
        refused(s, what, call)
    assert (list(chain.events()), s.m.purse) == (told, purse)
    tick(chain)
    assert s.take(FREE)


def refused(s: Scene, what: str, call: Callable[[Scene], object]) -> None:
    tick(s.m.chain)
    with pytest.raises(e.ProtocolError) as error:
        call(s)
    assert type(error.value).__name__ == what.split()[1].rstrip(","), what


def test_the_interface_names_the_same_errors() -> None:
    """INV-MATCH-19: the Solidity interface says of each verb what market.Matching says."""
    solidity = (ROOT / "programs/evm/matching/IMatching.sol").read_text()
    found = set()
    for block, name in re.findall(r"((?:    ///[^\n]*\n)+)    function (\w+)\(", solidity):
        text = re.search(r"Errors: (.*?)\.\s( ?Event|$)", " ".join(re.sub(r"\s*///", " ", block).split()) + " ")
        verb = re.sub(r"(?=[A-Z])", "_", name).lower()
        found |= {(verb, word) for word in re.findall(r"\w+", text[1] if text else "") if word in e.BY_NAME}
    assert found == documented()
