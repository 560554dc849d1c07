"""Jobs brought to providers, told once and run on the reference, Solana and the EVM."""

from __future__ import annotations

import pytest
from assay import errors as e
from assay import ids
from assay.commit.matches import Allowed
from assay.market import Sandbox
from assay.models.base import ZERO
from assay.models.compute import JobState
from assay.models.matching import MAX_LEAVES, AssignmentState, ListingState, Release
from assay.units import share_down

from tests.cast import COIN, job_of, tick
from tests.marketplace import NOWHERE, market, rival

# ---- the way of a job


def test_jobs_find_the_best_providers_and_are_done(chain: Sandbox) -> None:
    """INV-MATCH-1: the assignment that gains most is awarded, its prices prove it; a provider sends nothing from its offer to its acceptance."""
    s = rival(chain)
    m, book = s.m, s.book
    # The rich job would gain more at carla's, where the poor one can go nowhere else.
    assert (book.leaf(s.rich).provider, book.leaf(s.poor).provider) == (s.dan, s.carla)
    assert (book.leaf(s.rich).dual, book.leaf(s.poor).dual, book.leaf(s.poor).rent) == (12 * COIN, 3 * COIN, 6 * COIN)
    assert m.matched(book) == {s.rich: s.dan, s.poor: s.carla}
    for job_id, name in ((s.rich, "dan"), (s.poor, "carla")):
        tick(chain)
        m.providers[name].compute.accept(job_id)
        assert job_of(chain, job_id).provider == m.address(name)
        assert m.watcher.matching.release(job_id).how == Release.DONE
        assert (m.listing(job_id).state, m.offer_of(name).live, m.offer_of(name).capacity) == (ListingState.CLOSED, 0, 1)


def test_only_who_was_named_may_accept(chain: Sandbox) -> None:
    """INV-MATCH-2: of a job that names the program, nobody accepts before it is matched, nobody but the matched provider after, and nobody twice."""
    s = rival(chain)
    carla, dan = s.m.providers["carla"], s.m.providers["dan"]
    for who in (carla, dan):
        tick(chain)
        with pytest.raises(e.NotNamed):
            who.compute.accept(s.rich)
    s.m.matched(s.book)
    tick(chain)
    with pytest.raises(e.NotNamed):
        carla.compute.accept(s.rich)
    dan.compute.accept(s.rich)
    tick(chain)
    with pytest.raises(e.JobNotOpen):
        dan.compute.accept(s.rich)


def test_an_account_that_is_no_program_names_nobody(chain: Sandbox) -> None:
    """INV-MATCH-2: a job that names an account is that account's alone, also where the account is another program's."""
    m = market(chain)
    carla = m.provider("carla", ask=2)
    for named in (m.watcher.account, chain.deployment().staking, chain.deployment().vault):
        job_id = m.post(20, provider=named)
        tick(chain)
        with pytest.raises(e.NotNamed):
            carla.compute.accept(job_id)
        with pytest.raises(e.NamesAnother):
            m.requester.matching.list_job(job_id, 0, b"")


def test_an_offer_holds_one_bond(chain: Sandbox) -> None:
    """INV-MATCH-3: an offer costs its bond once, is replaced whole, and gives the bond back when it is retracted; the purse holds what it owes."""
    m = market(chain)
    carla = m.provider("carla", ask=2, capacity=3)
    bond, before = m.config.offer_bond, chain.balance(carla.account)
    assert m.purse == bond
    m.offer("carla", ask=4, capacity=1, memory_mib=80_000)
    assert (chain.balance(carla.account), m.purse) == (before, bond)
    offer = m.offer_of("carla")
    assert (offer.ask, offer.capacity, offer.memory_mib, offer.changed_at) == (4 * COIN, 1, 80_000, chain.now())
    tick(chain)
    assert carla.matching.retract().bond == bond
    assert (chain.balance(carla.account), m.purse, m.offer_of("carla").capacity) == (before + bond, 0, 0)
    tick(chain)
    with pytest.raises(e.NothingOffered):
        carla.matching.retract()
    carla.matching.offer(1)
    assert (m.purse, m.offer_of("carla").bond) == (bond, bond)


def test_an_offer_without_a_provider_or_a_bond_is_none(chain: Sandbox) -> None:
    """INV-MATCH-3: who offers is registered at compute and pays; nothing is retracted that was not offered."""
    m = market(chain)
    poor = m.provider("carla", ask=2, capacity=2)
    tick(chain)
    with pytest.raises(e.NotRegistered):
        m.watcher.matching.offer(1)
    with pytest.raises(e.BadCapacity):
        poor.matching.offer(0)
    with pytest.raises(e.UnknownOffer):
        m.watcher.matching.retract()
    broke = chain.as_account("broke")
    broke.compute.register(chain.compute.provider(poor.account) or pytest.fail("no spec"))
    tick(chain)
    with pytest.raises(e.InsufficientFunds):
        broke.matching.offer(1)


def test_a_requester_lists_its_own_open_job_once(chain: Sandbox) -> None:
    """INV-MATCH-4: a listing is of an open job of the caller's that names the program; its allowed set is whole, ascending and within its bound."""
    m = market(chain)
    m.provider("carla", ask=2)
    m.provider("dan", ask=3)
    job_id = m.post(20)
    two = sorted((m.address("carla"), m.address("dan")))
    tick(chain)
    with pytest.raises(e.NotRequester):
        m.watcher.matching.list_job(job_id, 0, b"")
    with pytest.raises(e.UnknownJob):
        m.requester.matching.list_job(NOWHERE, 0, b"")
    too_many = Allowed([bytes([i]).rjust(32, b"\x00") for i in range(1, 66)]).data
    for count, data in ((2, two[1] + two[0]), (2, two[0] * 2), (1, b"".join(two)), (2, two[0] + two[1][:-1]), (0, two[0]), (65, too_many)):
        with pytest.raises(e.BadAllowed):
            m.requester.matching.list_job(job_id, count, data)
    listed = m.requester.matching.list_job(job_id, 2, b"".join(two))
    listing = m.listing(job_id)
    assert listed.allowed_root == listing.allowed_root == Allowed(two).root
    assert (listing.state, listing.provider, listing.price, listing.allowed_count) == (ListingState.OPEN, ZERO, 20 * COIN, 2)
    tick(chain)
    with pytest.raises(e.ListingExists):
        m.requester.matching.list_job(job_id, 0, b"")
    gone = m.post(20)
    m.requester.compute.cancel(gone)
    tick(chain)
    with pytest.raises(e.JobNotOpen):
        m.requester.matching.list_job(gone, 0, b"")
    late = m.post(20, deadline_at=chain.now() + 10)
    tick(chain, 10)
    with pytest.raises(e.DeadlinePassed):
        m.requester.matching.list_job(late, 0, b"")


def test_the_most_that_a_requester_may_allow_is_hashed_as_it_was_given(chain: Sandbox) -> None:
    """INV-MATCH-4: sixty-four addresses, in pieces where the chain's transactions are short; each of them opens, no other does."""
    m = market(chain)
    carla = m.provider("carla", ask=2)
    allowed = Allowed([carla.account, *(bytes([1, i]).rjust(32, b"\x00") for i in range(63))])
    job_id = m.post(20)
    tick(chain)
    assert m.requester.matching.list_job(job_id, 64, allowed.data).allowed_root == allowed.root
    m.jobs[job_id] = allowed.addresses
    book = m.best()
    assert m.matched(book) == {job_id: carla.account}


# ---- what is awarded


def test_awards_wait_for_the_window_and_its_demands(chain: Sandbox) -> None:
    """INV-MATCH-5: nothing is awarded while an assignment can be refuted, or of one that was; the bond comes back after, once."""
    s = rival(chain)
    m, book = s.m, s.book
    a = m.assign(book)
    before = chain.balance(m.matcher.account)
    tick(chain)
    with pytest.raises(e.WindowOpen):
        m.watcher.matching.award(a, book.job(s.rich))
    with pytest.raises(e.WindowOpen):
        m.watcher.matching.close(a)
    with pytest.raises(e.UnknownAssignment):
        m.watcher.matching.award(NOWHERE, book.job(s.rich))
    m.pass_window(a)
    m.award(a, book, s.rich)
    tick(chain)
    with pytest.raises((e.ChangedSince, e.ListingNotOpen)):
        m.watcher.matching.award(a, book.job(s.rich))
    assert m.watcher.matching.close(a).bond == m.config.assignment_bond
    assert chain.balance(m.matcher.account) == before + m.config.assignment_bond
    tick(chain)
    with pytest.raises(e.AssignmentNotOpen):
        m.watcher.matching.close(a)
    m.award(a, book, s.poor)
    assert m.purse == 3 * m.config.offer_bond


def test_an_award_is_checked_again(chain: Sandbox) -> None:
    """INV-MATCH-6: whatever an assignment says and nobody refutes, a match meets the needs, is allowed, pays the ask, and is within the capacity."""
    m = market(chain)
    m.provider("carla", ask=2, capacity=1)
    m.provider("dan", ask=30)
    m.provider("eve", ask=2, device=2)
    carla, dan, eve = (m.address(name) for name in ("carla", "dan", "eve"))
    plain, other = m.job(20, device=1), m.job(20, device=1)
    picky = m.job(20, allowed=("dan", "eve"))
    honest = m.best()
    lies = {e.NeedsNotMet: (plain, eve), e.AskTooHigh: (plain, dan), e.NotAllowed: (picky, carla), e.UnknownOffer: (plain, NOWHERE)}
    posted = [(error, job_id, book, m.assign(book)) for error, (job_id, who) in lies.items() for book in [honest.with_job(job_id, provider=who)]]
    shared = honest.with_job(plain, provider=carla).with_job(other, provider=carla)
    nobody = honest.with_job(other, provider=ZERO, slot=0, dual=0, rent=0)
    full, none = m.assign(shared), m.assign(nobody)
    m.pass_window(none)
    for error, job_id, book, a in posted:
        tick(chain)
        with pytest.raises(error):
            m.watcher.matching.award(a, book.job(job_id) + (Allowed(m.jobs[job_id]).opening(dan) if m.jobs[job_id] else b""))
    m.award(full, shared, plain)
    tick(chain)
    with pytest.raises(e.OfferIsFull):
        m.watcher.matching.award(full, shared.job(other))
    with pytest.raises(e.NotAssigned):
        m.watcher.matching.award(none, nobody.job(other))
    assert m.offer_of("carla").live == 1


def test_what_changed_since_it_was_seen_gets_nothing(chain: Sandbox) -> None:
    """INV-MATCH-7: an offer made anew, a job matched by another assignment, a job cancelled: the rest of the assignment stands."""
    m = market(chain)
    m.provider("carla", ask=2)
    m.provider("dan", ask=3)
    m.provider("eve", ask=4)
    jobs = [m.job(20), m.job(19), m.job(18)]
    book = m.best()
    to = {m.address(name): name for name in m.providers}
    a, again = m.assign(book), m.assign(book)
    m.offer(to[book.jobs[book.at(jobs[0])].provider], ask=1)
    tick(chain)
    m.requester.compute.cancel(jobs[1])
    m.pass_window(again)
    tick(chain)
    with pytest.raises(e.ChangedSince):
        m.watcher.matching.award(a, book.job(jobs[0]))
    with pytest.raises(e.JobNotOpen):
        m.watcher.matching.award(a, book.job(jobs[1]))
    m.award(again, book, jobs[2])
    tick(chain)
    with pytest.raises(e.ChangedSince):
        m.watcher.matching.award(a, book.job(jobs[2]))
    tick(chain)
    assert m.watcher.matching.release(jobs[1]).provider == ZERO
    assert m.listing(jobs[1]).state is ListingState.CLOSED


def test_a_match_leaves_time_to_accept(chain: Sandbox) -> None:
    """INV-MATCH-8: nobody is matched to a job that it could not accept in its time."""
    m = market(chain)
    m.provider("carla", ask=2)
    c = m.config
    short = m.job(20, deadline_at=chain.now() + c.window_secs + c.accept_secs)
    book = m.best()
    a = m.assign(book)
    m.pass_window(a)
    tick(chain)
    with pytest.raises(e.DeadlinePassed):
        m.watcher.matching.award(a, book.job(short))


def test_who_is_matched_and_silent_pays(chain: Sandbox) -> None:
    """INV-MATCH-9: a match that nobody accepts in time costs the provider part of its bond, half of it for the requester; the job waits again and the
    provider gets nothing until it offers, and pays the bond up, again."""
    m = market(chain)
    carla = m.provider("carla", ask=2, capacity=2)
    job_id = m.job(20)
    m.matched(m.best())
    tick(chain)
    with pytest.raises(e.NotDue):
        m.watcher.matching.release(job_id)
    with pytest.raises(e.OfferInUse):
        carla.matching.retract()
    chain.set_time(m.listing(job_id).accept_by + 1)
    c, before = m.config, chain.balance(m.requester.account)
    ended = m.watcher.matching.release(job_id)
    penalty = share_down(c.offer_bond, c.lapse_bps)
    assert (ended.how, ended.penalty, ended.provider) == (Release.LAPSED, penalty, carla.account)
    assert chain.balance(m.requester.account) == before + share_down(penalty, c.reward_bps)
    assert m.purse == c.offer_bond - penalty + c.assignment_bond
    assert (m.listing(job_id).state, m.listing(job_id).provider) == (ListingState.OPEN, ZERO)
    offer = m.offer_of("carla")
    assert (offer.live, offer.capacity, offer.bond) == (0, 0, c.offer_bond - penalty)
    tick(chain)
    with pytest.raises(e.NotNamed):
        carla.compute.accept(job_id)
    with pytest.raises(e.NotDue):
        m.watcher.matching.release(job_id)
    m.offer("carla", ask=2)
    assert m.offer_of("carla").bond == c.offer_bond
    m.matched(m.best())
    carla.compute.accept(job_id)


def test_a_provider_may_say_no(chain: Sandbox) -> None:
    """INV-MATCH-9: who declines pays nothing, and gets nothing more until it offers again: nobody is made to take a job that it cannot defend."""
    m = market(chain)
    carla = m.provider("carla", ask=2)
    job_id = m.job(20)
    tick(chain)
    with pytest.raises(e.NotMatched):
        carla.matching.decline(job_id)
    with pytest.raises(e.UnknownListing):
        carla.matching.decline(NOWHERE)
    m.matched(m.best())
    tick(chain)
    with pytest.raises(e.NotProvider):
        m.watcher.matching.decline(job_id)
    ended = carla.matching.decline(job_id)
    assert (ended.how, ended.penalty) == (Release.DECLINED, 0)
    offer = m.offer_of("carla")
    assert (offer.live, offer.capacity, offer.bond) == (0, 0, m.config.offer_bond)
    m.offer("carla", ask=2)
    m.matched(m.best())
    carla.compute.accept(job_id)
    tick(chain)
    with pytest.raises(e.JobNotOpen):
        carla.matching.decline(job_id)


def test_who_was_matched_to_much_cannot_offer_less(chain: Sandbox) -> None:
    """INV-MATCH-10: as long as jobs are matched to it, an offer takes at least as many and cannot be retracted; capacity bounds what is matched."""
    m = market(chain)
    carla = m.provider("carla", ask=2, capacity=2)
    m.job(20)
    m.job(21)
    got = m.matched(m.best())
    assert list(got.values()) == [carla.account] * 2
    tick(chain)
    with pytest.raises(e.BadCapacity):
        carla.matching.offer(1)
    with pytest.raises(e.OfferInUse):
        carla.matching.retract()
    carla.matching.offer(2)
    assert (m.offer_of("carla").live, m.offer_of("carla").capacity) == (2, 2)


def test_without_matchers_providers_take_jobs_themselves(chain: Sandbox) -> None:
    """INV-MATCH-11: what has waited for fallback_secs any provider takes for which it would do; nobody before that, and nothing else."""
    m = market(chain)
    m.provider("carla", ask=2)
    m.provider("dan", ask=30)
    m.provider("eve", ask=2, device=2)
    job_id = m.job(20, allowed=("carla", "dan", "eve"), device=1)
    carla, dan, eve = (m.providers[name] for name in ("carla", "dan", "eve"))
    tick(chain)
    with pytest.raises(e.MatchersFirst):
        carla.matching.take(job_id, m.allowed(job_id, carla.account))
    chain.set_time(m.listing(job_id).changed_at + m.config.fallback_secs)
    for who, error, opening in (
        (dan, e.AskTooHigh, dan.account), (eve, e.NeedsNotMet, eve.account), (m.watcher, e.UnknownOffer, eve.account), (carla, e.NotAllowed, dan.account),
    ):  # fmt: skip
        with pytest.raises(error):
            who.matching.take(job_id, m.allowed(job_id, opening))
    for data in (b"", m.allowed(job_id, carla.account) + b"\x00", b"\x03" + bytes(64)):
        with pytest.raises(e.BadEvidence):
            carla.matching.take(job_id, data)
    with pytest.raises(e.UnknownListing):
        carla.matching.take(NOWHERE, b"")
    assert carla.matching.take(job_id, m.allowed(job_id, carla.account)).assignment_id == ZERO
    tick(chain)
    carla.compute.accept(job_id)
    chain.set_time(m.listing(job_id).changed_at + m.config.fallback_secs)
    with pytest.raises(e.ListingNotOpen):
        dan.matching.take(job_id, b"")
    m.watcher.matching.release(job_id)
    tick(chain)
    with pytest.raises(e.ListingNotOpen):
        m.watcher.matching.release(job_id)
    assert job_of(chain, job_id).state is JobState.ACCEPTED


# ---- what an assignment must be


def test_an_assignment_has_leaves_a_bond_and_a_recent_view(chain: Sandbox) -> None:
    """INV-MATCH-12: counts within their bounds, seen in a second that is over and not long ago, under a nonce of its own, and paid for."""
    s = rival(chain)
    m, book = s.m, s.book
    tick(chain)
    for changes in ({"jobs_count": 0}, {"offers_count": 0}, {"jobs_count": MAX_LEAVES + 1}, {"offers_count": MAX_LEAVES + 1}):
        with pytest.raises(e.BadAssignment):
            m.matcher.matching.assign(1, book.terms(**changes))
    for seen_at in (chain.now(), chain.now() + 5, chain.now() - m.config.seen_secs - 1, 2**64 - 1):
        with pytest.raises(e.BadView):
            m.matcher.matching.assign(1, book.terms(seen_at=seen_at))
    with pytest.raises(e.InsufficientFunds):
        chain.as_account("broke").matching.assign(1, book.terms())
    posted = m.matcher.matching.assign(1, book.terms())
    assert posted.assignment_id == ids.assignment_id(chain.deployment().matching, m.matcher.account, 1)
    assert (posted.window_ends_at, m.assignment(posted.assignment_id).state) == (chain.now() + m.config.window_secs, AssignmentState.POSTED)
    tick(chain)
    with pytest.raises(e.AssignmentExists):
        m.matcher.matching.assign(1, book.terms())
