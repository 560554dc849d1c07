"""Known attacks on the market for proofs: tokens that lie or call back, consumers that collect within their call, and the clock's edges. What is the
same on every chain: tests/stories/test_proof_requests.py."""

from __future__ import annotations

from functools import cache

import pytest
from assay import errors as e
from assay import ids
from assay.artifacts import bytecode
from assay.evm.generated import verifier as g
from assay.evm.network import EvmNetwork
from assay.models.deployment import MAX_SECS
from assay.models.verifier import RequestState

from tests.cast import COIN
from tests.evm.arena import by, calldata, create, forked, new_network, send, transport_of, tried, turned
from tests.stories.test_proof_requests import HIGH, LOW, SECS, Market
from tests.stories.test_verifier import claim, laboratory, said

TAKE, REFUSE, REENTER, REENTER_QUIETLY = 0, 1, 4, 5
MOST = 2**64 - 1
APPROVE = "approve(address,uint256)"


def market_on(net: EvmNetwork) -> Market:
    """A model and a consumer of the tests' own; the requester has approved all it will ever pay."""
    lab = laboratory(net)
    consumer = create(net, "carol", bytecode("Consumer") + net.deployment().verifier)
    net.faucet(by(net, "requester").account, 100 * COIN)
    send(net, "requester", (net.deployment().token, calldata(APPROVE, net.deployment().verifier[12:], 2**256 - 1)))
    return Market(lab, consumer, *(by(net, name) for name in ("requester", "prover", "rival")))


@cache
def founded(token: str = "TestToken") -> Market:
    """Request 1 is open, and so is 2; nothing was delivered. Fork it, do not touch it."""
    m = market_on(new_network(token))
    m.ask(1)
    m.ask(2)
    return m


def spoilt(m: Market | None = None, face: str = "") -> Market:
    """The same market on a chain of one's own, whose token shows another face."""
    m = m or founded()
    net = m.chain
    assert isinstance(net, EvmNetwork)
    net = turned(net, face) if face else forked(net)
    lab = type(m.lab)(net, m.lab.ceremony, m.lab.nonce)
    return Market(lab, m.consumer, *(by(net, name) for name in ("requester", "prover", "rival")))


def net_of(m: Market) -> EvmNetwork:
    assert isinstance(m.chain, EvmNetwork)
    return m.chain


def program(m: Market) -> bytes:
    return m.chain.deployment().verifier


def said_of(m: Market, data: bytes, who: str = "rival", at: int | None = None) -> str:
    return tried(net_of(m), who, program(m), data, at=at).error


def asked(m: Market, nonce: int = 9, high: int = HIGH, low: int = LOW, deadline_at: int | None = None) -> bytes:
    return g.request_proof(nonce, m.lab.model_id, m.consumer, high, low, m.chain.now() + SECS if deadline_at is None else deadline_at)


def delivered(m: Market, nonce: int = 1) -> bytes:
    """A call that delivers a proof made for the prover."""
    proof = m.lab.ceremony.prove(said(claim(), m.lab.context(m.consumer, nonce, m.prover.account)))
    what = claim()
    return g.verify_and_call(m.lab.model_id, m.consumer, nonce, m.prover.account, g.Claim(what.commitment, what.observed_at, what.result), proof)


def held(m: Market) -> int:
    return m.chain.balance(program(m))


# ---- whose proof it is


def test_a_copied_proof_with_another_name_is_false() -> None:
    """INV-VERIFIER-13: seen in the pool of pending transactions and sent first, it pays its maker; with the copier's name it is no proof."""
    m = spoilt()
    proof = m.lab.ceremony.prove(said(claim(), m.lab.context(m.consumer, 1, m.prover.account)))
    what = g.Claim(claim().commitment, claim().observed_at, claim().result)
    for thief in (m.rival.account, m.requester.account, m.consumer, bytes(32)):
        assert said_of(m, g.verify_and_call(m.lab.model_id, m.consumer, 1, thief, what, proof)) == "FalseProof"
    send(net_of(m), "rival", (program(m), delivered(m)), (program(m), g.collect_tip(m.request_id())))
    assert (m.has(m.prover), m.has(m.rival)) == (HIGH - m.request().left, 0)


def test_an_address_with_dirt_above_it_is_none() -> None:
    """INV-VERIFIER-13: an address is 20 bytes: with anything in the 12 above them the call is no call, and no second name of the same prover."""
    m = founded()
    data = delivered(m)
    at = 4 + 3 * 32
    assert data[at : at + 32] == m.prover.account
    assert said_of(m, data) == ""
    assert said_of(m, data[:at] + b"\x01" + data[at + 1 :]) == "Unrecognised"


# ---- the clock


def test_at_no_second_is_a_tip_both_due_and_refundable() -> None:
    """INV-VERIFIER-15: collected up to the deadline's second, refunded from the next one on."""
    m = spoilt()
    send(net_of(m), "prover", (program(m), delivered(m)))
    at = m.request().deadline_at
    outcomes = [[said_of(m, call(m.request_id()), at=at + off) for off in (-1, 0, 1)] for call in (g.collect_tip, g.refund_request)]
    assert outcomes == [["", "", "RequestExpired"], ["RequestOpen", "RequestOpen", ""]]


def test_a_deadline_is_ahead_and_no_lifetime_away() -> None:
    """INV-VERIFIER-14: not now, not before, not in ten years and a second, not at the end of all time."""
    m = founded()
    now = m.chain.now() + 10
    for deadline, error in ((0, "BadDeadline"), (now, "BadDeadline"), (now + 1, ""), (now + MAX_SECS, ""), (now + MAX_SECS + 1, "BadDeadline")):
        assert said_of(m, asked(m, deadline_at=deadline), "requester", now) == error, deadline
    assert said_of(m, asked(m, deadline_at=MOST), "requester") == "BadDeadline"


def test_the_largest_tip_for_the_longest_time_overflows_nowhere() -> None:
    """INV-VERIFIER-14: 2^64 - 1 over ten years, at each moment what is due and no more."""
    m = spoilt()
    m.chain.faucet(m.requester.account, MOST - m.has(m.requester))
    start = m.chain.now() + 5
    m.chain.set_time(start)
    send(net_of(m), "requester", (program(m), asked(m, 7, MOST, 1, start + MAX_SECS)))
    request = m.request(7)
    assert (request.tip_high, request.left, m.has(m.requester)) == (MOST, MOST, 0)
    send(net_of(m), "prover", (program(m), delivered(m)))
    end = request.deadline_at
    for at in (start + 2, start + MAX_SECS // 3, end):
        other = spoilt(m)
        other.chain.set_time(at)
        assert other.rival.verifier.collect_tip(m.request_id(7)).amount == request.tip_down(at) == other.has(other.prover)
    assert request.tip_down(end) == 1


# ---- each once


def test_a_nonce_asks_once_and_a_request_pays_once() -> None:
    """INV-VERIFIER-14, INV-VERIFIER-15: again, in the same block, after the refund, by another: never a second time."""
    m = spoilt()
    net, id_ = net_of(m), m.request_id()
    assert said_of(m, asked(m, 1), "requester") == "RequestExists"
    # Another's request under the same nonce is another request.
    net.faucet(m.rival.account, HIGH)
    m.rival.verifier.request_proof(1, m.lab.model_id, m.consumer, HIGH, LOW, m.chain.now() + SECS)
    assert m.request().requester == m.requester.account
    send(net, "prover", (program(m), delivered(m)), (program(m), g.collect_tip(id_)), (program(m), g.refund_request(id_)))
    assert m.request().state is RequestState.REFUNDED
    for call in (g.collect_tip(id_), g.refund_request(id_)):
        assert said_of(m, call) == "RequestClosed"
    m.chain.set_time(m.request().deadline_at + 5)
    assert [said_of(m, call) for call in (g.collect_tip(id_), g.refund_request(id_))] == ["RequestClosed"] * 2
    assert said_of(m, asked(m, 1), "requester") == "RequestExists"
    assert held(m) == 2 * HIGH


def test_what_nobody_asked_for_is_not_there() -> None:
    """UnknownRequest: no id of anything else is a request's, neither a model's nor zero."""
    m = founded()
    for id_ in (bytes(32), m.lab.model_id, ids.request_id(program(m), m.prover.account, 1)):
        assert [said_of(m, call(id_)) for call in (g.collect_tip, g.refund_request)] == ["UnknownRequest"] * 2


# ---- consumers


def behaving(manner: int, call: bytes = b"") -> Market:
    m = spoilt()
    send(net_of(m), "carol", (m.consumer, calldata("behave(uint8,bytes)", manner, call)))
    return m


def test_a_consumer_that_collects_within_its_call_pays_the_prover_once() -> None:
    """INV-VERIFIER-14: what it was told a moment ago is delivered; the tip is that prover's, and gone for whoever comes after."""
    m = behaving(REENTER, g.collect_tip(founded().request_id()))
    send(net_of(m), "rival", (program(m), delivered(m)))
    assert m.request().state is RequestState.COLLECTED
    assert m.has(m.prover) == HIGH - m.request().left
    assert (m.chain.balance(m.consumer), m.has(m.rival)) == (0, 0)
    assert said_of(m, g.collect_tip(m.request_id())) == "RequestClosed"


def test_a_consumer_that_refunds_within_its_call_refunds_nothing() -> None:
    """INV-VERIFIER-15: in the middle of a delivery a request is as open as before it."""
    m = behaving(REENTER_QUIETLY, g.refund_request(founded().request_id()))
    send(net_of(m), "rival", (program(m), delivered(m)))
    assert (m.request().state, m.request().left) == (RequestState.OPEN, HIGH)


def test_what_a_consumer_refuses_was_not_delivered() -> None:
    """INV-VERIFIER-10, INV-VERIFIER-14: and earns nothing; nor does a consumer that fails after it had the tip collected."""
    m = behaving(REFUSE)
    with pytest.raises(e.ProtocolError):
        send(net_of(m), "rival", (program(m), delivered(m)))
    assert said_of(m, g.collect_tip(m.request_id())) == "NothingDelivered"
    m = behaving(REENTER, g.collect_tip(bytes(32)))
    assert said_of(m, delivered(m)) == "UnknownRequest"


def test_the_escrow_is_no_consumers_to_move() -> None:
    """INV-VERIFIER-16: the token, the verifier itself and the vault as consumers: the call that the verifier makes moves no coin of its own."""
    m = founded()
    for consumer in (m.chain.deployment().token, program(m), m.chain.deployment().vault):
        proof = m.lab.ceremony.prove(said(claim(), m.lab.context(consumer, 1, m.prover.account)))
        what = g.Claim(claim().commitment, claim().observed_at, claim().result)
        assert said_of(m, g.verify_and_call(m.lab.model_id, consumer, 1, m.prover.account, what, proof)) != ""
    assert held(m) == 2 * HIGH


# ---- tokens

FACES = {"FeeToken": "charge(bool)", "FalseToken": "refuse(bool)", "LyingToken": "pretend(bool)", "BlockingToken": "blockOwner(address,bool)"}


@pytest.mark.parametrize("face", FACES)
def test_a_token_that_moves_less_fails_the_verb_and_changes_nothing(face: str) -> None:
    """INV-VERIFIER-16: a fee, an answer of false, a lie or a revert: TransferFailed, and what is owed stays owed."""
    m = spoilt(face=face)
    net, token = net_of(m), m.chain.deployment().token
    send(net, "prover", (program(m), delivered(m)))
    end = m.request(2).deadline_at + 1
    calls = {
        "request": (asked(m), "requester", program(m), None),
        "collect": (g.collect_tip(m.request_id(1)), "rival", m.prover.account, None),
        "refund": (g.refund_request(m.request_id(2)), "rival", m.requester.account, end),
    }

    def hostile(on: bool, payee: bytes) -> None:
        send(net, "rival", (token, calldata(FACES[face], *([payee[12:], on] if face == "BlockingToken" else [on]))))

    before = [m.request(1), m.request(2)]
    for name, (data, who, payee, at) in calls.items():
        hostile(True, payee)
        assert said_of(m, data, who, at) == "TransferFailed", name
        hostile(False, payee)
        assert said_of(m, data, who, at) == "", name
    assert [m.request(1), m.request(2)] == before


def test_who_cannot_be_paid_leaves_the_tip_to_the_requester() -> None:
    """INV-VERIFIER-15: a prover that the token blocks holds up nobody's refund."""
    m = spoilt(face="BlockingToken")
    send(net_of(m), "prover", (program(m), delivered(m)))
    send(net_of(m), "rival", (m.chain.deployment().token, calldata(FACES["BlockingToken"], m.prover.account[12:], True)))
    assert said_of(m, g.collect_tip(m.request_id())) == "TransferFailed"
    m.chain.set_time(m.request().deadline_at + 1)
    assert m.rival.verifier.refund_request(m.request_id()).amount == HIGH


def test_a_token_that_calls_back_finds_the_door_shut() -> None:
    """INV-VERIFIER-16: in the middle of a payment nothing else is paid: collected or refunded again, it fails; the payment itself stands."""
    m = spoilt(face="ReentrantToken")
    net, token = net_of(m), m.chain.deployment().token
    send(net, "prover", (program(m), delivered(m)))
    again = (g.collect_tip(m.request_id(1)), g.collect_tip(m.request_id(2)), g.refund_request(m.request_id(1)), asked(m))
    for insist in (True, False):
        for inner in again:
            send(net, "rival", (token, calldata("arm(address,bytes,bool)", program(m)[12:], inner, insist)))
            assert said_of(m, g.collect_tip(m.request_id(1))) == ("TransferFailed" if insist else "")
    send(net, "rival", (program(m), g.collect_tip(m.request_id(1))))
    assert transport_of(net).call(token[12:], calldata("succeeded()"))[-1] == 0
    assert (m.request(2).left, held(m)) == (HIGH, HIGH + m.request(1).left)


def test_a_token_that_delivers_in_the_middle_of_a_payment_pays_by_what_was_before() -> None:
    """INV-VERIFIER-14: a delivery needs no purse; made within a collection, it changes nothing of what is being collected."""
    m = spoilt(face="ReentrantToken")
    net, token = net_of(m), m.chain.deployment().token
    send(net, "prover", (program(m), delivered(m)))
    proof = m.lab.ceremony.prove(said(claim(), m.lab.context(m.consumer, 2, m.rival.account)))
    what = g.Claim(claim().commitment, claim().observed_at, claim().result)
    inner = g.verify_and_call(m.lab.model_id, m.consumer, 2, m.rival.account, what, proof)
    send(net, "rival", (token, calldata("arm(address,bytes,bool)", program(m)[12:], inner, True)))
    send(net, "carol", (program(m), g.collect_tip(m.request_id(1))))
    assert m.has(m.prover) == HIGH - m.request(1).left > 0
    assert (m.has(m.rival), m.chain.verifier.delivery(m.consumer, m.lab.model_id).prover) == (0, m.rival.account)


def test_a_gift_to_the_verifier_is_in_nobodys_request() -> None:
    """INV-VERIFIER-16: the verifier keeps books; what lies with it unasked pays nobody."""
    m = spoilt()
    m.chain.faucet(program(m), 77 * COIN)
    m.deliver()
    for nonce in (1, 2):
        m.collect_at(m.chain.now() + 1, nonce)
        m.refund(nonce)
    assert (held(m), m.has(m.prover) + m.has(m.requester)) == (77 * COIN, 100 * COIN)


def test_who_pays_is_who_asks() -> None:
    """INV-VERIFIER-16: an allowance serves its owner's requests alone; without one, or with value in the call, nothing is asked."""
    m = founded()
    assert said_of(m, asked(m), "rival") == "InsufficientFunds"
    poor = spoilt()
    poor.chain.faucet(poor.rival.account, HIGH)
    assert said_of(poor, asked(poor), "rival") == "TransferFailed"
    assert tried(net_of(m), "requester", program(m), asked(m), value=1).error == "Unrecognised"
