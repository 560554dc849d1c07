"""What is wrong with an assignment is shown, what is right with one cannot be; told once and run on the reference, Solana and the EVM."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from assay import errors as e
from assay.commit.keccak import keccak
from assay.commit.matches import JOB_BYTES, OFFER_BYTES, Allowed, JobLeaf, OfferLeaf, node_of, shown_bytes
from assay.market import Sandbox
from assay.models.base import ZERO
from assay.models.matching import MAX_LEAVES, MAX_OPENINGS, SILENCE, AssignmentState, Fault, Leaves
from assay.units import U64_MAX, share_down

from tests.cast import COIN, tick
from tests.marketplace import NOWHERE, Book, Rival, best, market, rival

JOBS, OFFERS = bytes([Leaves.JOBS]), bytes([Leaves.OFFERS])


@dataclass(frozen=True)
class Lie:
    """What a matcher posts instead of the best, and what shows it."""

    tell: Callable[[Rival], Book]
    fault: Fault
    show: Callable[[Rival, Book], bytes]


def without(s: Rival, *, job: bytes = ZERO, offer: str = "") -> Book:
    """The best of the rest."""
    listings = [s.m.listing(j) for j in (s.rich, s.poor) if j != job]
    offers = [s.m.offer_of(name) for name in s.m.providers if name != offer]
    return best(listings, offers, s.book.seen_at, lambda j, p: j != s.poor or p == s.carla)


LIES = {
    "the rich job takes the slot of the poor one": Lie(
        lambda s: s.book.with_job(s.rich, provider=s.carla, dual=18 * COIN).with_job(s.poor, provider=ZERO, dual=0, rent=0).with_offer(s.carla, slot_price=0),
        Fault.EDGE,
        lambda s, b: b.job(s.poor) + b.offer(s.carla) + s.m.allowed(s.poor, s.carla),
    ),
    "a slot that others want costs nothing": Lie(
        lambda s: s.book.with_job(s.poor, dual=9 * COIN, rent=0).with_offer(s.carla, slot_price=0),
        Fault.EDGE,
        lambda s, b: b.job(s.rich) + b.offer(s.carla),
    ),
    "a slot costs a unit too little": Lie(
        lambda s: s.book.with_job(s.poor, dual=3 * COIN + 1, rent=6 * COIN - 1).with_offer(s.carla, slot_price=6 * COIN - 1),
        Fault.EDGE,
        lambda s, b: b.job(s.rich) + b.offer(s.carla),
    ),
    "a job is left out": Lie(lambda s: without(s, job=s.poor), Fault.OMISSION, lambda s, b: JOBS + s.poor + b.job_tree.gap(s.poor)),
    "an offer is left out": Lie(lambda s: without(s, offer="dan"), Fault.OMISSION, lambda s, b: OFFERS + s.dan + b.offer_tree.gap(s.dan)),
    "a job stands twice": Lie(
        lambda s: s.book.plus(s.book.leaf(s.rich)), Fault.ORDER, lambda s, b: JOBS + b.job_tree.opening(b.at(s.rich)) + b.job_tree.opening(b.at(s.rich) + 1)
    ),
    "jobs are out of order": Lie(
        lambda s: replace(s.book, jobs=s.book.jobs[::-1]), Fault.ORDER, lambda s, b: JOBS + b.job_tree.opening(0) + b.job_tree.opening(1)
    ),
    "offers are out of order": Lie(
        lambda s: replace(s.book, offers=s.book.offers[::-1]), Fault.ORDER, lambda s, b: OFFERS + b.offer_tree.opening(0) + b.offer_tree.opening(2)
    ),
    "a job that nobody listed": Lie(lambda s: s.book.plus(JobLeaf(NOWHERE)), Fault.JOB, lambda s, b: b.job(NOWHERE)),
    "a job that waits no more": Lie(lambda s: s.book.plus(JobLeaf(s.closed)), Fault.JOB, lambda s, b: b.job(s.closed)),
    "a job without a provider gains": Lie(lambda s: s.book.with_job(s.rich, provider=ZERO), Fault.JOB, lambda s, b: b.job(s.rich)),
    "a job without a provider pays rent": Lie(lambda s: s.book.with_job(s.poor, provider=ZERO, dual=0), Fault.JOB, lambda s, b: b.job(s.poor)),
    "a job without a provider has a slot": Lie(lambda s: s.book.with_job(s.rich, provider=ZERO, dual=0, slot=1), Fault.JOB, lambda s, b: b.job(s.rich)),
    "a provider that never offered": Lie(lambda s: s.book.with_job(s.rich, provider=NOWHERE), Fault.JOB, lambda s, b: b.job(s.rich)),
    "a gain that is none": Lie(lambda s: s.book.with_job(s.rich, dual=12 * COIN + 1), Fault.JOB, lambda s, b: b.job(s.rich)),
    "a dual beyond all money": Lie(lambda s: s.book.with_job(s.rich, dual=U64_MAX), Fault.JOB, lambda s, b: b.job(s.rich)),
    "a provider that has not what the job needs": Lie(lambda s: s.book.with_job(s.rich, provider=s.eve, dual=19 * COIN), Fault.JOB, lambda s, b: b.job(s.rich)),
    "an offer that nobody made": Lie(lambda s: s.book.plus(OfferLeaf(NOWHERE, 1, 0)), Fault.OFFER, lambda s, b: b.offer(NOWHERE)),
    "an offer takes more than it does": Lie(lambda s: s.book.with_offer(s.dan, capacity=2), Fault.OFFER, lambda s, b: b.offer(s.dan)),
    "an offer takes less than it does": Lie(lambda s: s.book.with_offer(s.dan, capacity=0), Fault.OFFER, lambda s, b: b.offer(s.dan)),
    "a rent that is not the slot's": Lie(
        lambda s: s.book.with_job(s.poor, dual=4 * COIN, rent=5 * COIN).with_job(s.rich, dual=11 * COIN, rent=COIN),
        Fault.PAIR,
        lambda s, b: b.job(s.poor) + b.offer(s.carla),
    ),
    "a slot that the offer has not": Lie(lambda s: s.book.with_job(s.rich, slot=1), Fault.PAIR, lambda s, b: b.job(s.rich) + b.offer(s.dan)),
    "a provider that is not among the offers": Lie(lambda s: s.book.but(s.dan), Fault.STRANGER, lambda s, b: b.job(s.rich) + b.offer_tree.gap(s.dan)),
    "two jobs in one slot": Lie(lambda s: s.book.with_job(s.rich, provider=s.carla), Fault.SLOT, lambda s, b: b.job(s.rich) + b.job(s.poor)),
    "a provider that the requester bars": Lie(
        lambda s: s.book.with_job(s.poor, provider=s.dan), Fault.BARRED, lambda s, b: b.job(s.poor) + Allowed(s.m.jobs[s.poor]).gap(s.dan)
    ),
}


@pytest.mark.parametrize("name", LIES)
def test_every_lie_is_refuted(chain: Sandbox, name: str) -> None:
    """INV-MATCH-13: each kind of lie falls to its evidence; half of the bond is the accuser's, the rest the treasury's, and nothing is awarded."""
    s, lie = rival(chain), LIES[name]
    m, book = s.m, lie.tell(s)
    c, honest = m.config, m.assign(s.book)
    a = m.assign(book)
    tick(chain)
    accuser, treasury, purse = chain.balance(m.watcher.account), chain.balance(c.treasury), m.purse
    refuted = m.watcher.matching.refute(a, lie.fault, lie.show(s, book))
    reward = share_down(c.assignment_bond, c.reward_bps)
    assert (refuted.fault, refuted.reward, refuted.remainder) == (lie.fault, reward, c.assignment_bond - reward)
    assert chain.balance(m.watcher.account) == accuser + reward
    assert chain.balance(c.treasury) == treasury + c.assignment_bond - reward
    assert (m.purse, m.assignment(a).state, m.assignment(a).bond) == (purse - c.assignment_bond, AssignmentState.REFUTED, 0)
    tick(chain)
    with pytest.raises(e.AssignmentNotOpen):
        m.watcher.matching.refute(a, lie.fault, lie.show(s, book))
    m.pass_window(a)
    with pytest.raises(e.AssignmentIsRefuted):
        m.watcher.matching.award(a, book.job_tree.opening(0))
    with pytest.raises(e.AssignmentNotOpen):
        m.watcher.matching.close(a)
    m.award(honest, s.book, s.rich)


def all_evidence(s: Rival) -> list[tuple[Fault, bytes]]:
    """Whatever opens of an honest assignment, by every fault."""
    b, out = s.book, list[tuple[Fault, bytes]]()
    jobs, offers = [j.job_id for j in b.jobs], [o.provider for o in b.offers]
    out += [(Fault.ORDER, JOBS + b.job(i) + b.job(j)) for i in jobs for j in jobs]
    out += [(Fault.ORDER, OFFERS + b.offer(i) + b.offer(j)) for i in offers for j in offers]
    out += [(Fault.OMISSION, JOBS + key + b.job_tree.gap(key)) for key in (s.closed, NOWHERE, ZERO, b"\xff" * 32)]
    out += [(Fault.OMISSION, OFFERS + key + b.offer_tree.gap(key)) for key in (s.m.watcher.account, NOWHERE)]
    out += [(Fault.JOB, b.job(j)) for j in jobs] + [(Fault.OFFER, b.offer(o)) for o in offers]
    out += [(Fault.PAIR, b.job(j) + b.offer(o)) for j in jobs for o in offers]
    out += [(Fault.EDGE, b.job(s.rich) + b.offer(o)) for o in offers] + [(Fault.EDGE, b.job(s.poor) + b.offer(s.carla) + s.m.allowed(s.poor, s.carla))]
    out += [(Fault.SLOT, b.job(i) + b.job(j)) for i in jobs for j in jobs]
    return out


def test_an_honest_assignment_stands_whatever_others_do(chain: Sandbox) -> None:
    """INV-MATCH-14: no evidence refutes an honest assignment: not as things were, nor after offers, listings and jobs have changed under it."""
    s = rival(chain)
    m = s.m
    a = m.assign(s.book)
    evidence = all_evidence(s)
    tick(chain)
    for fault, data in evidence:
        with pytest.raises(e.NotRefuted):
            m.watcher.matching.refute(a, fault, data)
    # In the very second after the one that was seen, carla asks for more than anyone pays, dan is gone, and zoe comes with the best offer of all.
    m.offer("carla", ask=50, capacity=7, device=2)
    tick(chain)
    m.providers["dan"].matching.retract()
    m.provider("zoe", ask=0)
    late = m.job(500)
    tick(chain)
    m.requester.compute.cancel(s.rich)
    m.watcher.matching.release(s.rich)
    tick(chain)
    zoe = m.address("zoe")
    evidence += [
        (Fault.OMISSION, OFFERS + zoe + s.book.offer_tree.gap(zoe)),
        (Fault.OMISSION, JOBS + late + s.book.job_tree.gap(late)),
    ]
    for fault, data in evidence:
        with pytest.raises(e.NotRefuted):
            m.watcher.matching.refute(a, fault, data)
    m.pass_window(a)
    before = chain.balance(m.matcher.account)
    m.watcher.matching.close(a)
    assert chain.balance(m.matcher.account) == before + m.config.assignment_bond


def test_a_job_that_ends_too_soon_may_be_left_out(chain: Sandbox) -> None:
    """INV-MATCH-14: a matcher need not match what could not be accepted in time any more."""
    m = market(chain)
    m.provider("carla", ask=2)
    c = m.config
    plain = m.job(20)
    ends = chain.now() + c.window_secs + c.accept_secs
    soon = m.job(30, deadline_at=ends)
    seen_at = chain.now()
    tick(chain)
    book = best([m.listing(plain)], [m.offer_of("carla")], seen_at)
    a = m.assign(book)
    tick(chain)
    with pytest.raises(e.NotRefuted):
        m.watcher.matching.refute(a, Fault.OMISSION, JOBS + soon + book.job_tree.gap(soon))


def test_the_longest_evidence_is_bounded() -> None:
    """INV-MATCH-13: a job and two neighbours in full trees; what provide takes is enough for it."""
    job, offer = (4 + shown_bytes(size, 0, MAX_LEAVES) for size in (JOB_BYTES, OFFER_BYTES))
    stranger = job + 4 + 2 * (offer - 4)
    omission, order = 1 + 32 + 4 + 2 * (job - 4), 1 + 2 * job
    edge, barred = job + offer + 1 + 32 * 6, job + 1 + 2 * (32 + 32 * 6)
    assert max(stranger, omission, order, edge, barred) == stranger == 2_094 <= MAX_OPENINGS


def test_evidence_opens_or_is_none(chain: Sandbox) -> None:
    """INV-MATCH-15: bytes too few, too many or bent, another place, another tree, another tree's node for a leaf: nothing of it opens."""
    s = rival(chain)
    m, b = s.m, s.book
    a = m.assign(b)
    tick(chain)
    rich, carla = b.job(s.rich), b.offer(s.carla)
    at = b.at(s.rich)
    bent = {
        Fault.JOB: [
            b"", rich[:-1], rich + b"\x00", rich[:50] + b"\xff" + rich[51:], rich[:-1] + bytes([rich[-1] ^ 1]), (at ^ 1).to_bytes(4, "big") + rich[4:],
            (2).to_bytes(4, "big") + rich[4:], b"\xff" * 4 + rich[4:], carla, rich[:90] + b"\x01" + rich[91:],
        ],
        Fault.OFFER: [rich, carla[:-1], carla + b"\x00", carla[:-2]],
        Fault.ORDER: [b"\x00" + rich + rich, b"\x03" + carla + carla, JOBS + carla + carla, OFFERS + carla, JOBS],
        Fault.OMISSION: [
            JOBS + s.rich + b.job_tree.gap(s.poor), JOBS + s.rich + at.to_bytes(4, "big") + b.job_tree.shown(at), JOBS + NOWHERE + b"\x00" * 4,
            JOBS + NOWHERE + b"\xff" * 4, OFFERS + s.dan + b.offer_tree.gap(s.dan),
        ],
        Fault.EDGE: [
            b.job(s.poor) + carla, b.job(s.poor) + b.offer(s.dan) + m.allowed(s.poor, s.carla), rich + carla + m.allowed(s.poor, s.carla),
            b.job(s.poor) + carla + b"\x01",
        ],
        Fault.BARRED: [b.job(s.poor) + Allowed(m.jobs[s.poor]).gap(s.carla), b.job(s.poor) + b"\x02", b.job(s.poor) + b"\x01" + s.dan],
        Fault.STRANGER: [rich + b.offer_tree.gap(s.dan), rich + b"\x00" * 4],
        Fault.SLOT: [rich],
        Fault.PAIR: [rich, carla + rich],
    }  # fmt: skip
    for fault, datas in bent.items():
        for data in datas:
            with pytest.raises(e.BadEvidence):
                m.watcher.matching.refute(a, fault, data)
    for number in (SILENCE, 10, 255):
        with pytest.raises(e.BadEvidence):
            m.watcher.matching.refute(a, number, rich)
    with pytest.raises(e.UnknownAssignment):
        m.watcher.matching.refute(NOWHERE, Fault.JOB, rich)


def test_sums_are_those_of_the_leaves(chain: Sandbox) -> None:
    """INV-MATCH-16: rents and prices that do not add up to one sum, or only to one that passed a u64, open nowhere."""
    s = rival(chain)
    m, b = s.m, s.book
    rich, poor = b.leaf(s.rich), b.leaf(s.poor)
    (low, one), (_, other) = sorted((leaf.job_id, node_of(leaf)) for leaf in (replace(rich, rent=U64_MAX), replace(poor, rent=6 * COIN + 1)))
    wrapped = keccak(b"\x01" + one.bytes + other.bytes)
    first = replace(rich if low == s.rich else poor, rent=one.sum)
    crowded = OfferLeaf(s.carla, 2**15, 2**60)
    cheap = b.with_offer(s.carla, slot_price=0)
    for book, changes, fault, shown in (
        (b, {"rent": 5 * COIN}, Fault.JOB, b.job(s.rich)),
        (b, {"rent": 5 * COIN}, Fault.OFFER, b.offer(s.carla)),
        (cheap, {}, Fault.OFFER, cheap.offer(s.dan)),
        (b, {"jobs_root": wrapped}, Fault.JOB, bytes(4) + first.payload + other.bytes),
        (b, {"rent": 0, "offers_root": keccak(b"\x00" + crowded.payload), "offers_count": 1}, Fault.OFFER, bytes(4) + crowded.payload),
    ):
        a = m.assign(book, **changes)
        tick(chain)
        with pytest.raises(e.BadEvidence):
            m.watcher.matching.refute(a, fault, shown)
        with pytest.raises(e.UnknownDemand):
            m.matcher.matching.answer(a, Leaves.JOBS, 0, shown[4:])


def test_a_leaf_that_nobody_shows_refutes(chain: Sandbox) -> None:
    """INV-MATCH-17: what a matcher does not show in time refutes it; the demander gets its bond back and the accuser's part."""
    s = rival(chain)
    m, c = s.m, s.m.config
    a = m.assign(s.book, rent=5 * COIN)
    before, purse = chain.balance(m.watcher.account), m.purse
    due = m.demand(a, Leaves.JOBS, 1)
    assert (chain.balance(m.watcher.account), m.purse, m.assignment(a).demands) == (before - c.demand_bond, purse + c.demand_bond, 1)
    with pytest.raises(e.BadEvidence):
        m.matcher.matching.answer(a, Leaves.JOBS, 1, s.book.job_tree.shown(1))
    chain.set_time(due)
    with pytest.raises(e.NotDue):
        m.requester.matching.expire(a, Leaves.JOBS, 1)
    chain.set_time(due + 1)
    with pytest.raises(e.MoveTooLate):
        m.matcher.matching.answer(a, Leaves.JOBS, 1, s.book.job_tree.shown(1))
    with pytest.raises(e.UnknownDemand):
        m.requester.matching.expire(a, Leaves.OFFERS, 1)
    assert m.requester.matching.expire(a, Leaves.JOBS, 1).demander == m.watcher.account
    reward = share_down(c.assignment_bond, c.reward_bps)
    assert chain.balance(m.watcher.account) == before + reward
    assert (m.assignment(a).state, m.purse) == (AssignmentState.REFUTED, purse - c.assignment_bond)
    assert chain.matching.demanded(a, Leaves.JOBS, 1) is None
    tick(chain)
    with pytest.raises(e.UnknownDemand):
        m.requester.matching.expire(a, Leaves.JOBS, 1)


def test_a_leaf_that_is_shown_pays_the_matcher(chain: Sandbox) -> None:
    """INV-MATCH-17: who demands what can be shown pays for it, holds the assignment up no longer than twice answer_secs, and sees the leaf."""
    s = rival(chain)
    m, c = s.m, s.m.config
    a = m.assign(s.book)
    opened = m.assignment(a)
    tick(chain)
    for leaves, index in ((0, 0), (3, 0), (Leaves.JOBS, 2), (Leaves.OFFERS, 3)):
        with pytest.raises(e.NoSuchLeaf):
            m.watcher.matching.demand(a, leaves, index)
    with pytest.raises(e.InsufficientFunds):
        chain.as_account("broke").matching.demand(a, Leaves.JOBS, 0)
    with pytest.raises(e.UnknownAssignment):
        m.watcher.matching.demand(NOWHERE, Leaves.JOBS, 0)
    chain.set_time(opened.posted_at + c.window_secs - 1)
    demanded = m.watcher.matching.demand(a, Leaves.OFFERS, 0)
    assert (demanded.due_at, demanded.window_ends_at) == (chain.now() + c.answer_secs, chain.now() + 2 * c.answer_secs)
    assert m.assignment(a).window_ends_at == demanded.window_ends_at
    tick(chain)
    with pytest.raises(e.WindowClosed):
        m.watcher.matching.demand(a, Leaves.JOBS, 0)
    with pytest.raises(e.WindowOpen):
        m.watcher.matching.close(a)
    before = chain.balance(m.matcher.account)
    chain.set_time(demanded.due_at)
    assert m.requester.matching.answer(a, Leaves.OFFERS, 0, s.book.offer_tree.shown(0)).data == s.book.offer_tree.shown(0)
    assert (chain.balance(m.matcher.account), m.assignment(a).demands) == (before + c.demand_bond, 0)
    m.pass_window(a)
    with pytest.raises(e.WindowClosed):
        m.watcher.matching.refute(a, Fault.JOB, s.book.job(s.rich))
    assert m.award(a, s.book, s.rich) == s.dan


def test_one_demand_a_leaf(chain: Sandbox) -> None:
    """INV-MATCH-17: a leaf is demanded once at a time; a demand that outlives its assignment gives its bond back and costs nobody."""
    s = rival(chain)
    m, lie = s.m, LIES["a gain that is none"]
    book = lie.tell(s)
    a = m.assign(book)
    m.demand(a, Leaves.JOBS, 0)
    tick(chain)
    with pytest.raises(e.DemandExists):
        m.requester.matching.demand(a, Leaves.JOBS, 0)
    m.matcher.matching.answer(a, Leaves.JOBS, 0, book.job_tree.shown(0))
    m.demand(a, Leaves.JOBS, 0)
    tick(chain)
    m.requester.matching.refute(a, lie.fault, lie.show(s, book))
    before = chain.balance(m.watcher.account)
    tick(chain)
    with pytest.raises(e.AssignmentNotOpen):
        m.matcher.matching.answer(a, Leaves.JOBS, 0, book.job_tree.shown(0))
    with pytest.raises(e.AssignmentNotOpen):
        m.watcher.matching.demand(a, Leaves.OFFERS, 0)
    m.requester.matching.expire(a, Leaves.JOBS, 0)
    assert (chain.balance(m.watcher.account), m.purse) == (before + m.config.demand_bond, 3 * m.config.offer_bond)


def test_an_unanswered_demand_stops_awards(chain: Sandbox) -> None:
    """INV-MATCH-5: as long as a leaf is not shown, nothing is awarded and no bond paid back, whatever the time."""
    s = rival(chain)
    m = s.m
    a = m.assign(s.book)
    m.demand(a, Leaves.JOBS, 0)
    m.pass_window(a)
    tick(chain)
    with pytest.raises(e.DemandsOpen):
        m.watcher.matching.award(a, s.book.job(s.rich))
    with pytest.raises(e.DemandsOpen):
        m.matcher.matching.close(a)


def test_evidence_may_come_in_pieces(chain: Sandbox) -> None:
    """INV-MATCH-18: a call without bytes takes what its caller provided, in order, and uses it up; nobody else's."""
    s = rival(chain)
    m, lie = s.m, LIES["the rich job takes the slot of the poor one"]
    book = lie.tell(s)
    data, a, honest = lie.show(s, book), m.assign(book), m.assign(s.book)
    tick(chain)
    with pytest.raises(e.BadEvidence):
        m.watcher.matching.refute(a, lie.fault, b"")
    m.watcher.matching.provide(0, b"left over")
    tick(chain)
    assert m.watcher.matching.provide(0, data[:100]).length == 100
    for offset in (1, 99, 101):
        with pytest.raises(e.BadOffset):
            m.watcher.matching.provide(offset, data)
    tick(chain)
    m.watcher.matching.provide(100, data[100:])
    assert chain.matching.openings(m.watcher.account) == data
    tick(chain)
    with pytest.raises(e.BadEvidence):
        m.requester.matching.refute(a, lie.fault, b"")
    m.watcher.matching.refute(a, lie.fault, b"")
    assert chain.matching.openings(m.watcher.account) == b""
    m.pass_window(honest)
    m.watcher.matching.provide(0, s.book.job(s.rich))
    tick(chain)
    assert m.watcher.matching.award(honest, b"").provider == s.dan
    assert chain.matching.openings(m.watcher.account) == b""
    tick(chain)
    for at in range(0, 8_192, 512):
        m.watcher.matching.provide(at, bytes(512))
        tick(chain)
    with pytest.raises(e.TooMuchData):
        m.watcher.matching.provide(8_192, b"\x00")
