"""What every verb of matching costs at its dearest: with paths as long as those of 1,024 jobs and offers, and evidence for which each record is looked at."""

from __future__ import annotations

from assay.commit.matches import NOBODY, JobLeaf, OfferLeaf
from assay.connect import unchecked
from assay.models.matching import Fault, Leaves

from tests.cast import tick
from tests.marketplace import Rival, rival

# Leaves that fill the trees up, so that paths are as long as in a real batch: ten levels.
SIZE = 1_024


def matching_costs(target: str) -> dict[str, int]:
    """By verb; award and refute (an edge) are dearest with openings of ten levels."""
    costs: dict[str, int] = {}
    for life in (_match, _refute, _demands, _large):
        chain = unchecked(target)
        life(rival(chain))
        for receipt in chain.receipts():
            costs[receipt.verb] = max(costs.get(receipt.verb, 0), receipt.cost)
    verbs = {"offer", "retract", "list_job", "assign", "demand", "answer", "expire", "refute", "close", "award", "take", "decline", "release"}
    return {f"matching_{verb}": costs[verb] for verb in sorted(verbs)}


def _match(r: Rival) -> None:
    """A match that is declined, one that lapses, one that a provider takes itself, and an offer that is taken back."""
    m, chain = r.m, r.m.chain
    posted = m.assign(r.book)
    m.pass_window(posted)
    m.award(posted, r.book, r.rich)
    m.award(posted, r.book, r.poor)
    tick(chain)
    m.watcher.matching.close(posted)
    names = {who.account: who for who in m.providers.values()}
    tick(chain)
    names[m.listing(r.rich).provider].matching.decline(r.rich)
    chain.set_time(chain.now() + m.config.accept_secs + 1)
    m.watcher.matching.release(r.poor)
    for name in ("carla", "dan"):
        m.offer(name, ask=2)
    chain.set_time(chain.now() + m.config.fallback_secs + 1)
    m.providers["dan"].matching.take(r.rich, b"")
    tick(chain)
    m.providers["eve"].matching.retract()


def _refute(r: Rival) -> None:
    book = r.book
    for leaf in r.book.jobs:
        book = book.with_job(leaf.job_id, provider=NOBODY, slot=0, dual=0, rent=0)
    for sold in r.book.offers:
        book = book.with_offer(sold.provider, slot_price=0)
    r.m.refute(r.m.assign(book), Fault.EDGE, book.job(r.rich) + book.offer(r.dan))


def _demands(r: Rival) -> None:
    posted = r.m.assign(r.book)
    r.m.demand(posted, Leaves.JOBS, 0)
    tick(r.m.chain)
    r.m.matcher.matching.answer(posted, Leaves.JOBS, 0, r.book.job_tree.shown(0))
    due = r.m.demand(posted, Leaves.OFFERS, 0)
    r.m.chain.set_time(due + 1)
    r.m.watcher.matching.expire(posted, Leaves.OFFERS, 0)


def _large(r: Rival) -> None:
    """Nobody looks at what fills the trees up."""
    m = r.m
    jobs = [JobLeaf(bytes([n // 256, n % 256]) + b"\7" * 30) for n in range(SIZE - len(r.book.jobs))]
    offers = [OfferLeaf(bytes(12) + bytes([n // 256, n % 256]) + b"\7" * 18, 1, 0) for n in range(SIZE - len(r.book.offers))]
    book = r.book.plus(*jobs, *offers)
    posted = m.assign(book)
    m.pass_window(posted)
    m.award(posted, book, r.rich)
    again = m.best()
    wrong = again.plus(*jobs, *offers)
    for leaf in again.jobs:
        wrong = wrong.with_job(leaf.job_id, provider=NOBODY, slot=0, dual=0, rent=0)
    for sold in again.offers:
        wrong = wrong.with_offer(sold.provider, slot_price=0)
    false = m.assign(wrong)
    m.refute(false, Fault.EDGE, wrong.job(r.poor) + wrong.offer(r.carla) + m.allowed(r.poor, r.carla))
