"""A matcher and a watcher at work on each chain: what waits is matched, and no lie stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from assay.commit.matches import NOBODY, JobLeaf, OfferLeaf
from assay.market import Sandbox
from assay.models.compute import JobState
from assay.models.matching import AssignmentState, Fault, ListingState
from assay_worker.matching.batch import Batch
from assay_worker.matching.matcher import Matcher, published
from assay_worker.matching.needs import Needs
from assay_worker.matching.view import Names, View
from assay_worker.matching.watcher import Watcher

from tests.cast import COIN, job_of, tick
from tests.marketplace import Market, market

Leaves = tuple[list[JobLeaf], list[OfferLeaf]]


@pytest.fixture
def fair(chain: Sandbox) -> Market:
    """Four jobs and three offers; one job may be carla's alone, one pays less than anybody asks."""
    m = market(chain)
    m.provider("carla", ask=2)
    m.provider("dan", ask=8, capacity=2)
    m.provider("eve", ask=1, device=2)
    m.job(20, device=1)
    m.job(11, allowed=("carla",), device=1)
    m.job(30)
    m.job(1, device=1)
    tick(chain)
    return m


def matcher_of(m: Market, folder: Path) -> Matcher:
    return Matcher(m.matcher, folder)


def pass_window(m: Market) -> None:
    m.chain.set_time(m.chain.now() + m.config.window_secs + 1)


def test_what_waits_is_matched_awarded_and_accepted(fair: Market, tmp_path: Path) -> None:
    """INV-MATCH-1: for the most gain. A provider sends nothing from its offer until it accepts."""
    matcher, watcher = matcher_of(fair, tmp_path), Watcher(fair.watcher, tmp_path)
    assert matcher.turn() == ["posted 3 of 4"]
    tick(fair.chain)
    assert watcher.turn() == []
    assert matcher.turn() == []
    pass_window(fair)
    assert sorted(matcher.turn()) == ["awarded", "awarded", "awarded", "closed"]
    states = [fair.listing(job_id).state for job_id in fair.jobs]
    assert states == [ListingState.MATCHED, ListingState.MATCHED, ListingState.MATCHED, ListingState.OPEN]
    for job_id in list(fair.jobs)[:3]:
        provider = fair.listing(job_id).provider
        (who,) = [p for p in fair.providers.values() if p.account == provider]
        tick(fair.chain)
        who.compute.accept(job_id)
        assert job_of(fair.chain, job_id).state is JobState.ACCEPTED
    assert fair.listing(list(fair.jobs)[1]).provider == fair.address("carla")


def test_a_matcher_that_was_killed_goes_on_from_what_it_published(fair: Market, tmp_path: Path) -> None:
    matcher_of(fair, tmp_path).turn()
    tick(fair.chain)
    assert matcher_of(fair, tmp_path).turn() == []
    pass_window(fair)
    assert matcher_of(fair, tmp_path).turn().count("awarded") == 3


def post_lie(m: Market, folder: Path, lie: Callable[[Market, Leaves], Leaves], rent: int | None = None) -> bytes:
    """The matcher posts, and publishes, what the lie makes of the best assignment."""
    names = Names()
    names.follow(event for _, event in m.chain.events())
    seen_at = m.chain.now()
    tick(m.chain)
    batch = Batch.best(View.read(m.chain, names, seen_at))
    assert batch is not None
    jobs = [leaf for leaf in batch.jobs.leaves if isinstance(leaf, JobLeaf)]
    offers = [leaf for leaf in batch.offers.leaves if isinstance(leaf, OfferLeaf)]
    told = Batch.of(seen_at, *lie(m, (jobs, offers)))
    terms = told.terms if rent is None else told.terms.model_copy(update={"rent": rent})
    posted = m.matcher.matching.assign(0, terms).assignment_id
    published(folder, posted).write_text(told.to_json())
    tick(m.chain)
    return posted


def rewritten(jobs: list[JobLeaf], offers: list[OfferLeaf], at: int, **changes: object) -> Leaves:
    return [replace(j, **changes) if i == at else j for i, j in enumerate(jobs)], offers  # type: ignore[arg-type]


def first_matched(jobs: list[JobLeaf]) -> int:
    return next(i for i, leaf in enumerate(jobs) if leaf.provider != NOBODY)


LIES: dict[str, tuple[Fault, Callable[[Market, Leaves], Leaves]]] = {
    "a job is left out": (Fault.OMISSION, lambda m, x: ([j for j in x[0] if j.provider != NOBODY], x[1])),
    "an offer is left out": (Fault.OMISSION, lambda m, x: ([JobLeaf(j.job_id) for j in x[0]], [OfferLeaf(o.provider, o.capacity, 0) for o in x[1][1:]])),
    "nobody gets anything": (Fault.EDGE, lambda m, x: ([JobLeaf(j.job_id) for j in x[0]], [OfferLeaf(o.provider, o.capacity, 0) for o in x[1]])),
    "a dual is a unit too high": (Fault.JOB, lambda m, x: rewritten(*x, first_matched(x[0]), dual=x[0][first_matched(x[0])].dual + 1)),
    "a stranger gets a job": (Fault.STRANGER, lambda m, x: rewritten(*x, first_matched(x[0]), provider=b"\7" * 32)),
    "a slot is beyond the capacity": (Fault.PAIR, lambda m, x: rewritten(*x, first_matched(x[0]), slot=9)),
    "a capacity is larger": (Fault.OFFER, lambda m, x: (x[0], [OfferLeaf(o.provider, o.capacity + (o.slot_price == 0), o.slot_price) for o in x[1]])),
    "the order is another": (Fault.ORDER, lambda m, x: (x[0][::-1], x[1])),
    "a job that nobody listed": (Fault.JOB, lambda m, x: (sorted([*x[0], JobLeaf(b"\1" * 32)], key=lambda j: j.job_id), x[1])),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_watcher_refutes(fair: Market, tmp_path: Path, lie: str) -> None:
    fault, told = LIES[lie]
    posted = post_lie(fair, tmp_path, lambda m, x: (sorted(told(m, x)[0], key=lambda j: j.job_id), told(m, x)[1]) if fault is not Fault.ORDER else told(m, x))
    before = fair.chain.balance(fair.watcher.account)
    assert Watcher(fair.watcher, tmp_path).turn() == [f"refuted: {fault.name}"]
    assert fair.assignment(posted).state is AssignmentState.REFUTED
    reward = fair.config.assignment_bond * fair.config.reward_bps // 10_000
    assert fair.chain.balance(fair.watcher.account) == before + reward


def test_sums_that_are_not_the_leaves_own_cannot_be_shown(fair: Market, tmp_path: Path) -> None:
    posted = post_lie(fair, tmp_path, lambda m, x: x, rent=123_456 * COIN)
    watcher = Watcher(fair.watcher, tmp_path)
    assert watcher.turn() == ["demanded"]
    tick(fair.chain)
    assert watcher.turn() == []
    fair.chain.set_time(fair.chain.now() + fair.config.answer_secs + 1)
    # One that starts anew knows what it asked.
    assert "expired" in Watcher(fair.watcher, tmp_path).turn()
    assert fair.assignment(posted).state is AssignmentState.REFUTED


def test_leaves_that_a_matcher_hides_are_demanded_and_shown_or_it_falls(fair: Market, tmp_path: Path) -> None:
    matcher, watcher = matcher_of(fair, tmp_path / "its own"), Watcher(fair.watcher, tmp_path / "nothing here", demands=1)
    matcher.turn()
    tick(fair.chain)
    assert watcher.turn() == ["demanded"]
    tick(fair.chain)
    assert matcher.turn() == ["shown"]
    tick(fair.chain)
    assert watcher.turn() == []
    pass_window(fair)
    assert matcher.turn().count("awarded") == 3


def test_needs_decide_whom_a_requester_allows(fair: Market) -> None:
    """The expression is evaluated off chain; the chain keeps to whom it chose."""
    from assay_worker.matching.attributes import read

    known = {who.account: read(fair.chain, who.account, []) for who in fair.providers.values()}
    chosen = Needs('device.kind == "cpu" && device.ask < 5000000').choose(known)
    assert chosen == [fair.address("carla")]
