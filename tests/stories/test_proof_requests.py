"""A market for proofs: who asks pays whoever delivers, less the later it is, told once and run on the reference, Solana and the EVM."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from assay import errors as e
from assay import ids
from assay.cli import model
from assay.market import Sandbox
from assay.models.base import ZERO
from assay.models.deployment import MAX_SECS
from assay.models.verifier import Delivery, ProofRequest, RequestState
from assay.reference.network import ReferenceNetwork
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.cast import COIN, funded, tick
from tests.consumers import Manner, behave, consumers
from tests.stories.test_verifier import Laboratory, claim, laboratory, said

HIGH, LOW, SECS = 10 * COIN, 4 * COIN, 600


def consumer_on(chain: Sandbox) -> bytes:
    """Somebody who takes every claim."""
    if isinstance(chain, ReferenceNetwork):
        made = chain.as_account("a consumer").account
        behave(chain, chain, made, Manner.TAKE)
        return made
    return consumers(chain, count=1)[0]


@dataclass
class Market:
    """A model, a consumer that wants its claims, somebody who pays for them, and two who prove."""

    lab: Laboratory
    consumer: bytes
    requester: Sandbox
    prover: Sandbox
    rival: Sandbox

    @property
    def chain(self) -> Sandbox:
        return self.lab.chain

    def request_id(self, nonce: int = 1) -> bytes:
        return ids.request_id(self.chain.deployment().verifier, self.requester.account, nonce)

    def request(self, nonce: int = 1) -> ProofRequest:
        found = self.chain.verifier.request(self.request_id(nonce))
        assert found is not None
        return found

    def ask(self, nonce: int = 1, high: int = HIGH, low: int = LOW, secs: int = SECS) -> ProofRequest:
        tick(self.chain)
        self.requester.verifier.request_proof(nonce, self.lab.model_id, self.consumer, high, low, self.chain.now() + secs)
        return self.request(nonce)

    def deliver(self, nonce: int = 1, prover: Sandbox | None = None, sender: Sandbox | None = None) -> None:
        by = prover or self.prover
        self.lab.deliver(self.consumer, nonce, by.account, sender or by)

    def collect_at(self, at: int, nonce: int = 1) -> int:
        self.chain.set_time(at)
        return self.rival.verifier.collect_tip(self.request_id(nonce)).amount

    def refund(self, nonce: int = 1) -> int:
        tick(self.chain)
        return self.rival.verifier.refund_request(self.request_id(nonce)).amount

    def has(self, who: Sandbox) -> int:
        return self.chain.balance(who.account)


def market(chain: Sandbox) -> Market:
    lab = laboratory(chain)
    requester = funded(chain, "requester", 100)
    return Market(lab, consumer_on(chain), requester, chain.as_account("prover"), chain.as_account("rival"))


def test_who_asks_pays_who_proves(chain: Sandbox) -> None:
    """INV-VERIFIER-14, INV-VERIFIER-15: the tip of the moment goes to the prover, the rest back, each once and at anybody's call."""
    m = market(chain)
    asked = m.ask()
    assert (m.has(m.requester), asked.left, asked.state, asked.after_nonce) == (100 * COIN - HIGH, HIGH, RequestState.OPEN, 0)
    with pytest.raises(e.NothingDelivered):
        m.collect_at(chain.now() + 1)
    m.deliver(sender=m.rival)
    assert chain.verifier.delivery(m.consumer, m.lab.model_id) == Delivery(nonce=1, prover=m.prover.account)
    # A third of the time, a third of the way down.
    assert m.collect_at(asked.requested_at + 200) == HIGH - (HIGH - LOW) // 3 == m.has(m.prover)
    assert (m.request().left, m.request().state) == (2 * COIN, RequestState.COLLECTED)
    with pytest.raises(e.RequestClosed):
        m.collect_at(chain.now() + 1)
    assert m.refund() == 2 * COIN
    assert (m.has(m.requester), m.request().left, m.request().state) == (92 * COIN, 0, RequestState.REFUNDED)
    for again in (m.refund, lambda: m.collect_at(chain.now() + 1)):
        with pytest.raises(e.RequestClosed):
            again()
    assert m.has(m.rival) == 0


def test_a_copied_proof_pays_its_maker(chain: Sandbox) -> None:
    """INV-VERIFIER-13: a proof that another puts its name to is false; sent as it is, it pays whom it was made for."""
    m = market(chain)
    asked = m.ask()
    made = m.lab.ceremony.prove(said(claim(), m.lab.context(m.consumer, 1, m.prover.account)))
    for thief in (m.rival.account, m.requester.account, ZERO):
        tick(chain)
        with pytest.raises(e.FalseProof):
            m.rival.verifier.verify_and_call(m.lab.model_id, m.consumer, 1, thief, claim(), made)
    tick(chain)
    m.rival.verifier.verify_and_call(m.lab.model_id, m.consumer, 1, m.prover.account, claim(), made)
    assert m.collect_at(asked.requested_at + SECS) == LOW == m.has(m.prover)
    assert m.has(m.rival) == 0


def test_what_was_delivered_before_earns_nothing(chain: Sandbox) -> None:
    """INV-VERIFIER-14: nor does what nobody puts its name to, another model's or another consumer's; the next delivery does, for every request."""
    m = market(chain)
    other = laboratory(chain, nonce=2)
    m.deliver(5)
    asked = m.ask()
    assert asked.after_nonce == 5
    m.ask(2)
    m.lab.deliver(m.consumer, 6, ZERO, m.prover)
    other.deliver(m.consumer, 7, m.prover.account, m.prover)
    for nonce in (1, 2):
        with pytest.raises(e.NothingDelivered):
            m.collect_at(chain.now() + 1, nonce)
    m.deliver(7)
    m.collect_at(chain.now() + 1)
    m.collect_at(chain.now() + 1, 2)
    assert m.has(m.prover) == 2 * HIGH - m.request(1).left - m.request(2).left > 2 * LOW


def test_who_delivers_last_collects(chain: Sandbox) -> None:
    """INV-VERIFIER-14: who does not collect at once may lose the tip to the next prover: consumers bound how often they take a claim."""
    m = market(chain)
    asked = m.ask()
    m.deliver(1, m.prover)
    m.deliver(2, m.rival)
    assert m.collect_at(asked.requested_at + 60) == m.has(m.rival) > 0
    assert m.has(m.prover) == 0


def test_the_tip_falls_and_ends(chain: Sandbox) -> None:
    """INV-VERIFIER-14, INV-VERIFIER-15: at the last second it is the least, a second later nobody's but the requester's."""
    m = market(chain)
    first, second, third = m.ask(1), m.ask(2), m.ask(3, high=LOW)
    m.deliver()
    with pytest.raises(e.RequestOpen):
        m.refund(3)
    assert m.collect_at(third.requested_at + 100, 3) == LOW
    with pytest.raises(e.RequestClosed):
        m.refund(3)  # nothing was left
    chain.set_time(first.deadline_at - 1)
    with pytest.raises(e.RequestOpen):
        m.rival.verifier.refund_request(m.request_id())
    assert m.collect_at(first.deadline_at) == LOW
    with pytest.raises(e.RequestExpired):
        m.collect_at(second.deadline_at + 1, 2)
    assert m.refund(2) == HIGH
    assert m.refund(1) == HIGH - LOW
    assert (m.has(m.prover), m.has(m.requester)) == (2 * LOW, 100 * COIN - 2 * LOW)


def test_nobody_takes_a_request_back(chain: Sandbox) -> None:
    """INV-VERIFIER-15: neither the requester nor the authority, whatever becomes of the model; after the deadline all of it comes back."""
    m = market(chain)
    asked = m.ask()
    with pytest.raises(e.RequestExists):
        m.ask()
    tick(chain)
    m.lab.owner.verifier.tombstone(m.lab.model_id)
    for who in (m.requester, chain.as_account("authority"), m.lab.owner):
        tick(chain)
        with pytest.raises(e.RequestOpen):
            who.verifier.refund_request(m.request_id())
    with pytest.raises(e.ModelIsTombstoned):
        m.ask(2)
    chain.set_time(asked.deadline_at)
    assert m.refund() == HIGH
    assert m.has(m.requester) == 100 * COIN
    with pytest.raises(e.RequestExists):
        m.ask()


def test_a_request_is_within_its_bounds(chain: Sandbox) -> None:
    """INV-VERIFIER-14: a tip of at least 1 that does not rise, a deadline ahead by ten years at most, and the funds for it."""
    m = market(chain)
    for high, low in ((0, 0), (1, 0), (1, 2), (2**64 - 1, 0)):
        with pytest.raises(e.BadTip):
            m.ask(high=high, low=low)
    for secs in (0, MAX_SECS + 3):
        with pytest.raises(e.BadDeadline):
            m.ask(secs=secs)
    for high in (100 * COIN + 1, 2**64 - 1):
        with pytest.raises(e.InsufficientFunds):
            m.ask(high=high)
    assert chain.verifier.request(m.request_id()) is None
    asked = m.ask(high=1, low=1, secs=MAX_SECS - 2)
    m.deliver()
    assert m.collect_at(asked.requested_at + MAX_SECS // 2) == 1


def test_the_command_line_asks_collects_and_refunds(chain: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """INV-VERIFIER-13, INV-VERIFIER-14, INV-VERIFIER-15: `assay model` does what the library does."""
    m = market(chain)
    people = {"requester": m.requester, "prover": m.prover, "rival": m.rival}
    monkeypatch.setattr(model, "joined", lambda _on, key: people[key])

    def run(who: str, *arguments: str) -> str:
        tick(chain)
        result = CliRunner().invoke(model.commands, ["model", *arguments, "--chain", "reference", "--key", who], env={"COLUMNS": "400"})
        assert result.exit_code == 0, result.exception or result.output
        return result.output

    consumer, model_id, request = m.consumer.hex(), m.lab.model_id.hex(), m.request_id().hex()
    assert "ProofRequested" in run("requester", "request", consumer, model_id, "1", "10", "4", "--hours", "1")
    asked = m.request()
    assert (asked.tip_high, asked.tip_low) == (HIGH, LOW)
    assert 3_590 <= asked.deadline_at - asked.requested_at <= 3_600
    bound = m.lab.context(m.consumer, 1, m.prover.account).hex()
    assert run("prover", "context", consumer, model_id, "1").strip() == bound
    assert run("rival", "context", consumer, model_id, "1", "--prover", m.prover.account.hex()).strip() == bound
    m.deliver()
    assert json.loads(run("rival", "delivery", consumer, model_id)) == {"nonce": 1, "prover": "0x" + m.prover.account.hex()}
    assert "TipCollected" in run("rival", "collect", request)
    assert json.loads(run("rival", "requested", request))["state"] == RequestState.COLLECTED
    assert "RequestRefunded" in run("rival", "refund", request)
    assert m.has(m.prover) + m.has(m.requester) == 100 * COIN


amounts = st.integers(1, 2**64 - 1)


@given(tips=st.tuples(amounts, amounts), secs=st.integers(1, MAX_SECS), start=st.integers(0, 2**33), parts=st.lists(st.integers(0, MAX_SECS), min_size=2))
def test_a_tip_never_rises_nor_passes_what_is_due(tips: tuple[int, int], secs: int, start: int, parts: list[int]) -> None:
    """INV-VERIFIER-14: from high to low, rounded down by less than one base unit, and never up."""
    low, high = sorted(tips)
    asked = ProofRequest(
        request_id=ZERO, requester=ZERO, model_id=ZERO, consumer=ZERO, tip_high=high, tip_low=low, requested_at=start, deadline_at=start + secs,
        after_nonce=0, left=high, state=RequestState.OPEN,
    )  # fmt: skip
    times = sorted(start + part % (secs + 1) for part in parts)
    paid = [asked.tip_down(at) for at in times]
    assert paid == sorted(paid, reverse=True)
    for at, tip in zip(times, paid, strict=True):
        due = high * secs - (high - low) * (at - start)
        assert low <= tip
        assert tip * secs <= due < (tip + 1) * secs
    assert (asked.tip_down(start), asked.tip_down(start + secs)) == (high, low)
