"""Known attacks on matching: tokens that lie or call back, contracts that name providers and misbehave, evidence with dirt in it, and each thing done
twice. What is the same on every chain: tests/stories/test_matching*.py."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from assay.artifacts import bytecode
from assay.commit.keccak import keccak
from assay.commit.matches import NOBODY, JobLeaf, OfferLeaf, node_of
from assay.evm.generated import compute
from assay.evm.generated import matching as g
from assay.evm.network import EvmNetwork
from assay.models.base import ZERO
from assay.models.compute import JobState, Spec
from assay.models.matching import AssignmentState, Fault, Leaves, ListingState

from tests.cast import COIN, job_of, tick
from tests.evm.arena import by, calldata, create, forked, new_network, send, tried, turned
from tests.marketplace import Market, Rival, market, rival

FACES = {"FeeToken": "charge(bool)", "FalseToken": "refuse(bool)", "LyingToken": "pretend(bool)"}
PEOPLE = ("requester", "matcher", "watcher", "carla", "dan", "eve")


def net_of(m: Market) -> EvmNetwork:
    assert isinstance(m.chain, EvmNetwork)
    return m.chain


def on(r: Rival, net: EvmNetwork) -> Rival:
    """The same market on another copy of the chain."""
    requester, matcher, watcher = (by(net, name) for name in ("requester", "matcher", "watcher"))
    m = Market(net, requester, matcher, watcher, {n: by(net, n) for n in r.m.providers}, dict(r.m.jobs), r.m.nonce)
    return Rival(m, r.rich, r.poor, r.closed, r.book)


@cache
def founded(token: str = "TestToken") -> Rival:
    """Fork it, do not touch it."""
    r = rival(new_network(token))
    net, d = net_of(r.m), r.m.chain.deployment()
    for name in PEOPLE:
        send(net, name, (d.token, calldata("approve(address,uint256)", d.matching[12:], 2**256 - 1)))
    return r


def spoilt(face: str = "", token: str = "TestToken") -> Rival:
    r = founded(token)
    net = net_of(r.m)
    return on(r, turned(net, face) if face else forked(net))


def said_of(r: Rival, data: bytes, who: str = "watcher") -> str:
    return tried(net_of(r.m), who, r.m.chain.deployment().matching, data).error


def posted(r: Rival) -> bytes:
    return r.m.assign(r.book)


def refutable(r: Rival) -> tuple[bytes, bytes]:
    """An assignment that gives nobody anything, and the evidence."""
    empty = r.book
    for leaf in r.book.jobs:
        empty = empty.with_job(leaf.job_id, provider=NOBODY, slot=0, dual=0, rent=0)
    for sold in r.book.offers:
        empty = empty.with_offer(sold.provider, slot_price=0)
    return r.m.assign(empty), empty.job(r.rich) + empty.offer(r.dan)


def paying(r: Rival) -> dict[str, tuple[str, bytes]]:
    """Calls that move coins, each of which would go through next."""
    assignment_id, evidence = refutable(r)
    r.m.demand(assignment_id, Leaves.JOBS, 0)
    other = r.m.best()
    own = r.m.assign(other)
    r.m.demand(own, Leaves.JOBS, 0)
    shown = other.job_tree.shown(0)
    return {
        "retract": ("eve", g.retract()),
        "assign": ("matcher", g.assign(99, g.AssignmentTerms(**dict(other.terms())))),
        "demand": ("watcher", g.demand(own, Leaves.OFFERS, 0)),
        "answer": ("matcher", g.answer(own, Leaves.JOBS, 0, shown)),
        "refute": ("watcher", g.refute(assignment_id, Fault.EDGE, evidence)),
    }


@pytest.mark.parametrize("face", FACES)
def test_a_token_that_moves_less_fails_the_verb_and_changes_nothing(face: str) -> None:
    """INV-MATCH-20: a fee, an answer of false, a lie: TransferFailed."""
    r = founded()
    r = on(r, forked(net_of(r.m)))
    calls = paying(r)
    assert {name: said_of(r, data, who) for name, (who, data) in calls.items()} == dict.fromkeys(calls, "")
    r = on(r, turned(net_of(r.m), face))
    send(net_of(r.m), "watcher", (r.m.chain.deployment().token, calldata(FACES[face], True)))
    assert {name: said_of(r, data, who) for name, (who, data) in calls.items()} == dict.fromkeys(calls, "TransferFailed")


@pytest.mark.parametrize("verb", ["retract", "assign", "demand", "answer", "refute"])
def test_a_token_that_calls_back_comes_no_further(verb: str) -> None:
    """INV-MATCH-20: no verb within a verb: what it tries fails as TransferFailed, and the purse pays once."""
    r = founded()
    r = on(r, forked(net_of(r.m)))
    calls = paying(r)
    r = on(r, turned(net_of(r.m), "ReentrantToken"))
    net, d = net_of(r.m), r.m.chain.deployment()
    who, data = calls[verb]
    before = r.m.purse
    for again in (data, g.retract(), g.provide(0, b"x")):
        other = on(r, forked(net))
        send(net_of(other.m), "watcher", (d.token, calldata("arm(address,bytes,bool)", d.matching[12:], again, False)))
        send(net_of(other.m), who, (d.matching, data))
        attempts = tried(net_of(other.m), "watcher", d.token, calldata("attempts()"))
        answer = tried(net_of(other.m), "watcher", d.token, calldata("answer()"))
        assert int.from_bytes(attempts.output, "big") > 0
        assert keccak(b"TransferFailed()")[:4] in answer.output
        assert abs(other.m.purse - before) <= max(r.m.config.assignment_bond, r.m.config.offer_bond)


def test_a_treasury_that_the_token_blocks_holds_only_refutations_up() -> None:
    """INV-MATCH-20: who relies on a token that blocks holders relies on it; nothing else stops, and no bond is lost."""
    r = spoilt("BlockingToken")
    net, d = net_of(r.m), r.m.chain.deployment()
    assignment_id, evidence = refutable(r)
    send(net, "watcher", (d.token, calldata("blockOwner(address,bool)", d.treasury[12:], True)))
    assert said_of(r, g.refute(assignment_id, Fault.EDGE, evidence)) == "TransferFailed"
    send(net, "watcher", (d.token, calldata("blockOwner(address,bool)", d.treasury[12:], False)))
    assert said_of(r, g.refute(assignment_id, Fault.EDGE, evidence)) == ""


# ---- contracts that a job names


def naming(manner: int, said: bytes) -> tuple[Market, bytes]:
    """A job that names a contract of somebody's own, and dan, who would accept it."""
    m = market(new_network())
    net = net_of(m)
    namer = create(net, "mallory", bytecode("Namer"))
    m.provider("dan", ask=1)
    job_id = m.post(5, provider=namer)
    send(net, "mallory", (namer, calldata("behave(uint8,bytes32)", manner, said)))
    return m, job_id


def accept(m: Market, job_id: bytes) -> str:
    return tried(net_of(m), "dan", m.chain.deployment().compute, compute.accept(job_id), gas=1_000_000).error


def test_any_contract_may_name_a_provider() -> None:
    """INV-MATCH-2: decision 20: matching has no privilege."""
    m = market(new_network())
    dan = by(net_of(m), "dan").account
    m, job_id = naming(0, dan)
    assert accept(m, job_id) == ""
    tick(m.chain)
    m.providers["dan"].compute.accept(job_id)
    assert job_of(m.chain, job_id).state is JobState.ACCEPTED


@pytest.mark.parametrize("manner", [1, 2, 3, 4, 5, 6], ids=["reverts", "burns its gas", "too short", "too long", "a megabyte", "writes"])
def test_whatever_it_answers_else_names_nobody(manner: int) -> None:
    """INV-MATCH-2: NotNamed, and nothing else: it can neither stop compute by another error nor write in the middle of it."""
    dan = by(net_of(market(new_network())), "dan").account
    m, job_id = naming(manner, dan)
    assert accept(m, job_id) == "NotNamed"


@pytest.mark.parametrize("said", [ZERO, b"\x01" + bytes(31), b"\xff" * 32], ids=["nobody", "dirt", "all ones"])
def test_another_answer_names_another(said: bytes) -> None:
    """INV-MATCH-2"""
    m, job_id = naming(0, said)
    assert accept(m, job_id) == "NotNamed"


def test_an_account_without_code_names_only_itself() -> None:
    """INV-MATCH-2"""
    m = market(new_network())
    m.provider("dan", ask=1)
    job_id = m.post(5, provider=by(net_of(m), "carla").account)
    assert accept(m, job_id) == "NotNamed"


# ---- evidence


def dirty(r: Rival) -> bytes:
    """carla's address with a byte above it."""
    return b"\x01" + r.carla[1:]


def test_an_address_with_dirt_above_it_is_nobodys_offer() -> None:
    """INV-MATCH-13, INV-MATCH-15: no alias of carla: a leaf that bears it is a lie, and nothing is awarded by it."""
    r = spoilt()
    book = r.book.plus(OfferLeaf(dirty(r), 1, 0)).with_job(r.rich, provider=dirty(r), slot=0, dual=20 * COIN - 2 * COIN, rent=0)
    rent = sum(leaf.rent for leaf in book.jobs)
    if rent != sum(o.sum for o in book.offers):
        book = book.with_offer(r.carla, slot_price=0).with_offer(r.dan, slot_price=0)
        for leaf in book.jobs:
            book = book.with_job(leaf.job_id, rent=0)
    assignment_id = r.m.assign(book)
    evidence = book.job_tree.opening(book.at(r.rich))
    assert said_of(r, g.refute(assignment_id, Fault.JOB, evidence)) == ""
    assert said_of(r, g.refute(assignment_id, Fault.OFFER, book.offer_tree.opening(book.place(dirty(r))))) == ""
    r.m.pass_window(assignment_id)
    assert said_of(r, g.award(assignment_id, evidence)) == "UnknownOffer"


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "cut by one": lambda d: d[:-1], "longer by one": lambda d: d + b"\0", "cut to an index": lambda d: d[:4], "all zero": lambda d: bytes(len(d)),
    "twice": lambda d: d * 2, "all ones": lambda d: b"\xff" * len(d),
}  # fmt: skip


@pytest.mark.parametrize("how", SPOILT)
def test_evidence_that_is_cut_or_longer_opens_nothing(how: str) -> None:
    """INV-MATCH-15: BadEvidence, for each fault, and no panic."""
    r = spoilt()
    spoil = SPOILT[how]
    assignment_id, evidence = refutable(r)
    for fault in Fault:
        assert said_of(r, g.refute(assignment_id, fault, spoil(evidence))) in ("BadEvidence", "NotRefuted")
    assert said_of(r, g.refute(assignment_id, Fault.EDGE, spoil(evidence))) == "BadEvidence"
    for unknown in (0, 10, 255):
        assert said_of(r, g.refute(assignment_id, unknown, evidence)) == "BadEvidence"


def test_sums_do_not_wrap() -> None:
    """INV-MATCH-16: what a slot costs times the capacity, beyond a u64, is not what it is modulo 2^64: the leaf cannot be shown, and the assignment falls."""
    r = spoilt()
    price, capacity = 2**64 - 5, 3
    wrapped = price * capacity % 2**64
    leaf = OfferLeaf(r.carla, capacity, price)
    job = JobLeaf(r.rich, r.carla, 0, 0, wrapped)
    terms = r.book.terms(rent=wrapped, jobs_root=node_of(job).hash, jobs_count=1, offers_root=keccak(b"\0" + leaf.payload), offers_count=1)
    tick(r.m.chain)
    assignment_id = r.m.matcher.matching.assign(50, terms).assignment_id
    r.m.demand(assignment_id, Leaves.OFFERS, 0)
    assert said_of(r, g.answer(assignment_id, Leaves.OFFERS, 0, leaf.payload)) == "BadEvidence"
    r.m.chain.set_time(r.m.chain.now() + r.m.config.answer_secs + 1)
    r.m.watcher.matching.expire(assignment_id, Leaves.OFFERS, 0)
    assert r.m.assignment(assignment_id).state is AssignmentState.REFUTED


# ---- each once


def test_a_leaf_answers_once_a_bond_is_paid_once_and_a_match_ends_once() -> None:
    """INV-MATCH-5, INV-MATCH-9, INV-MATCH-17"""
    r = spoilt()
    net = net_of(r.m)
    assignment_id = posted(r)
    r.m.demand(assignment_id, Leaves.JOBS, 0)
    matching, shown = r.m.chain.deployment().matching, g.answer(assignment_id, Leaves.JOBS, 0, r.book.job_tree.shown(0))
    send(net, "matcher", (matching, shown))
    assert said_of(r, shown) == "UnknownDemand"
    r.m.pass_window(assignment_id)
    r.m.award(assignment_id, r.book, r.rich)
    assert said_of(r, g.award(assignment_id, r.book.job(r.rich))) == "ChangedSince"
    send(net, "watcher", (matching, g.close(assignment_id)))
    assert said_of(r, g.close(assignment_id)) == "AssignmentNotOpen"
    assert r.m.assignment(assignment_id).state is AssignmentState.CLOSED
    r.m.chain.set_time(r.m.chain.now() + r.m.config.accept_secs + 1)
    send(net, "watcher", (matching, g.release(r.rich)))
    assert said_of(r, g.release(r.rich)) == "NotDue"
    assert r.m.listing(r.rich).state is ListingState.OPEN


def test_fake_registrations_cost_an_assignment_nothing() -> None:
    """INV-MATCH-12: providers without an offer are in no tree: twenty of them are not seen, and cannot be called left out."""
    r = spoilt()
    net = net_of(r.m)
    for n in range(20):
        by(net, f"sybil {n}").compute.register(Spec(device=1, memory_mib=2**32 - 1, units=65_535, region=756, ask=0))
    assignment_id = posted(r)
    sybil = by(net, "sybil 3").account
    evidence = bytes([Leaves.OFFERS]) + sybil + r.book.offer_tree.gap(sybil)
    assert said_of(r, g.refute(assignment_id, Fault.OMISSION, evidence)) == "NotRefuted"
