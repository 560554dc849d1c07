"""Known attacks on the market for proofs: accounts that stand in for others, purses that are not the payee's, and each thing done twice. What is the
same on every chain: tests/stories/test_proof_requests.py."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from assay import errors as e
from assay import ids
from assay.models.deployment import MAX_SECS
from assay.models.verifier import RequestState
from assay.solana import pda, token
from assay.solana.generated import verifier as g
from assay.solana.network import SolanaNetwork, account_named
from assay.solana.transport import SYSTEM_PROGRAM, TOKEN_PROGRAM
from assay.solana.verifier import SolanaVerifier
from solders.account import Account
from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey

from tests.cast import COIN, funded
from tests.consumers import stand_account
from tests.solana.town import EVIL, LAMPORTS, TOKEN_2022, Town, allowed, litesvm, meta_of, mint_account, purse_account, refused, svm_of
from tests.stories.test_proof_requests import HIGH, LOW, SECS, Market, market
from tests.stories.test_verifier import claim, laboratory, said

MOST = 2**64 - 1
REENTER = 2
NAMES = ("owner", "requester", "prover", "rival", "mallory", "authority")


@dataclass
class Bazaar:
    """Request 1 is open, and so is 2; nothing was delivered. Everybody has a purse."""

    m: Market
    town: Town

    @property
    def chain(self) -> SolanaNetwork:
        assert isinstance(self.m.chain, SolanaNetwork)
        return self.m.chain

    @property
    def mint(self) -> bytes:
        return self.chain.deployment().token

    @property
    def delivery(self) -> Pubkey:
        return pda.delivery(self.m.consumer, self.m.lab.model_id)

    def purse(self, name: str) -> Pubkey:
        return pda.token_account(bytes(account_named(name).pubkey()), self.mint)

    def ask(self, nonce: int = 9, high: int = HIGH, low: int = LOW, deadline_at: int | None = None, consumer: bytes | None = None) -> Instruction:
        m, to = self.m, consumer or self.m.consumer
        return g.request_proof(
            caller=account_named("requester").pubkey(), request=pda.proof_request(m.request_id(nonce)), model=pda.model(m.lab.model_id),
            delivery=pda.delivery(to, m.lab.model_id), caller_token=self.purse("requester"), nonce=nonce, model_id=m.lab.model_id, consumer=to,
            tip_high=high, tip_low=low, deadline_at=self.chain.now() + SECS if deadline_at is None else deadline_at,
        )  # fmt: skip

    def collect(self, nonce: int = 1) -> Instruction:
        id_ = self.m.request_id(nonce)
        return g.collect_tip(request=pda.proof_request(id_), delivery=self.delivery, prover_token=self.purse("prover"), request_id=id_)

    def refund(self, nonce: int = 1) -> Instruction:
        id_ = self.m.request_id(nonce)
        return g.refund_request(request=pda.proof_request(id_), requester_token=self.purse("requester"), request_id=id_)

    def deliver(self, nonce: int = 1, prover: str = "prover", named: str = "", *others: AccountMeta) -> Instruction:
        """A proof made for one, sent by mallory, and under another's name where one is said."""
        m, by = self.m, self.chain.as_account("mallory").verifier
        assert isinstance(by, SolanaVerifier)
        made_for, claimed_by = (bytes(account_named(name).pubkey()) for name in (prover, named or prover))
        proof = m.lab.ceremony.prove(said(claim(), m.lab.context(m.consumer, nonce, made_for)))
        return by.call(m.lab.model_id, m.consumer, nonce, claimed_by, claim(), proof, *others)

    def held(self) -> int:
        account = self.town.svm.get_account(pda.verifier_escrow())
        assert account is not None
        return token.amount_in(account.data)


@pytest.fixture
def bazaar() -> Bazaar:
    chain = litesvm()
    m = market(chain)
    for name in ("prover", "rival", "mallory"):
        funded(chain, name, 1)
    m.ask(1)
    m.ask(2)
    return Bazaar(m, Town(svm_of(chain), keys={account_named(n).pubkey(): account_named(n) for n in NAMES}))


def swapped(ix: Instruction, at: int, account: Pubkey) -> Instruction:
    metas = list(ix.accounts)
    metas[at] = AccountMeta(account, metas[at].is_signer, metas[at].is_writable)
    return Instruction(ix.program_id, bytes(ix.data), metas)


# ---- whose proof it is


def test_a_copied_proof_with_another_name_is_false(bazaar: Bazaar) -> None:
    """INV-VERIFIER-13: taken from a transaction in flight and sent first, it pays its maker; with the copier's name it is no proof."""
    for thief in ("mallory", "rival", "requester"):
        assert refused(bazaar.town.simulate(bazaar.deliver(1, "prover", thief))) is e.FalseProof
    assert allowed(bazaar.town.send(bazaar.deliver(), bazaar.collect()))
    left = bazaar.m.request().left
    assert (bazaar.m.has(bazaar.m.prover), bazaar.chain.balance(bytes(account_named("mallory").pubkey()))) == (COIN + HIGH - left, COIN)


def test_a_delivery_before_the_request_earns_nothing(bazaar: Bazaar) -> None:
    """INV-VERIFIER-14: neither by the delivery's own account nor by any other in its place."""
    assert allowed(bazaar.town.send(bazaar.deliver(5)))
    assert allowed(bazaar.town.send(bazaar.ask(3)))
    assert bazaar.m.request(3).after_nonce == 5
    late = bazaar.collect(3)
    assert refused(bazaar.town.simulate(late)) is e.NothingDelivered
    # A request that says it knew of none: the place of the delivery cannot be left to somebody else.
    for other in (Pubkey.new_unique(), pda.delivery(bazaar.m.requester.account, bazaar.m.lab.model_id), pda.verifier_config()):
        assert not allowed(bazaar.town.simulate(swapped(bazaar.ask(4), 4, other)))
    assert allowed(bazaar.town.simulate(bazaar.ask(4)))


# ---- accounts


def test_every_account_of_a_collection_is_held_to_its_place(bazaar: Bazaar) -> None:
    """INV-VERIFIER-14, INV-VERIFIER-16: another config, request, delivery, purse or escrow in its place pays nobody."""
    svm, town, m = bazaar.town.svm, bazaar.town, bazaar.m
    assert allowed(town.send(bazaar.deliver()))
    sound = bazaar.collect()
    assert allowed(town.simulate(sound))
    other = laboratory(bazaar.chain, nonce=2)
    other.deliver(m.consumer, 50, m.rival.account)
    theirs = pda.delivery(m.consumer, other.model_id)
    places = (pda.verifier_config(), pda.proof_request(m.request_id()), bazaar.delivery)
    config, request, delivery = (account for account in map(svm.get_account, places) if account is not None)

    def stolen(account: Account, start: int) -> Account:
        """The same bytes with the rival's address in them."""
        return Account(account.lamports, account.data[:start] + m.rival.account + account.data[start + 32 :], EVIL)

    wrong = {
        "a copy of the config": (0, town.put(config)),
        "a config of another program": (0, town.put(Account(config.lamports, config.data, EVIL))),
        "another request": (1, pda.proof_request(m.request_id(2))),
        "a request of another program": (1, town.put(stolen(request, 40))),
        "the delivery as request": (1, bazaar.delivery),
        "the model as request": (1, pda.model(m.lab.model_id)),
        "another model's delivery": (2, theirs),
        "a delivery of another program": (2, town.put(stolen(delivery, 8 + 32 + 32 + 8))),
        "the request as delivery": (2, pda.proof_request(m.request_id())),
        "the rival's purse": (3, bazaar.purse("rival")),
        "the requester's purse": (3, bazaar.purse("requester")),
        "the escrow as purse": (3, pda.verifier_escrow()),
        "nobody's purse": (3, Pubkey.new_unique()),
        "another escrow": (4, town.put(Account(LAMPORTS, purse_account(bazaar.mint, bytes(pda.verifier_config()), 100 * COIN), TOKEN_PROGRAM))),
        "compute's escrow": (4, pda.escrow()),
        "another token program": (5, TOKEN_2022),
        "no token program": (5, SYSTEM_PROGRAM),
    }
    for name, (at, account) in wrong.items():
        assert not allowed(town.simulate(swapped(sound, at, account))), name
    assert refused(town.simulate(swapped(sound, 1, Pubkey.new_unique()))) is e.UnknownRequest
    assert refused(town.simulate(swapped(sound, 2, Pubkey.new_unique()))) is e.NothingDelivered
    for at in range(len(sound.accounts)):
        assert not allowed(town.simulate(Instruction(g.PROGRAM, bytes(sound.data), sound.accounts[:at]))), at
        if sound.accounts[at].is_writable:
            metas = [AccountMeta(meta.pubkey, False, meta.is_writable and place != at) for place, meta in enumerate(sound.accounts)]
            assert not allowed(town.simulate(Instruction(g.PROGRAM, bytes(sound.data), metas))), at
    assert allowed(town.simulate(sound))


def test_only_the_payees_own_purse_is_paid(bazaar: Bazaar) -> None:
    """INV-VERIFIER-16: anybody may have anybody paid, but not where he likes: not in a second purse, of another token, or by the other token program."""
    town, m = bazaar.town, bazaar.m
    assert allowed(town.send(bazaar.deliver()))
    lookalike = bytes(town.put(Account(LAMPORTS, mint_account(6), TOKEN_PROGRAM)))
    first, second = m.request(1), m.request(2)
    for who, sound, place, moment in (
        (m.prover.account, bazaar.collect(1), 3, first.deadline_at), (m.requester.account, bazaar.refund(2), 2, second.deadline_at + 1),
    ):  # fmt: skip
        bazaar.chain.set_time(moment)
        assert allowed(town.simulate(sound))
        another = town.put(Account(LAMPORTS, purse_account(bazaar.mint, who, 0), TOKEN_PROGRAM))
        assert not allowed(town.simulate(swapped(sound, place, another)))
        other = town.put(Account(LAMPORTS, purse_account(lookalike, who, 0), TOKEN_PROGRAM))
        assert refused(town.simulate(swapped(sound, place, other))) is e.WrongToken
        alien = town.put(Account(LAMPORTS, purse_account(bazaar.mint, who, 0), TOKEN_2022))
        assert not allowed(town.simulate(swapped(sound, place, alien)))


def test_a_frozen_purse_holds_up_nobody_else(bazaar: Bazaar) -> None:
    """INV-VERIFIER-15: TransferFailed while the prover's purse is frozen or was never opened; after the deadline the requester is paid all the same."""
    town, m = bazaar.town, bazaar.m
    assert allowed(town.send(bazaar.deliver()))
    town.put(Account(LAMPORTS, purse_account(bazaar.mint, m.prover.account, COIN, state=2), TOKEN_PROGRAM), bazaar.purse("prover"))
    assert refused(town.simulate(bazaar.collect())) is e.TransferFailed
    town.put(Account(0, b"", SYSTEM_PROGRAM), bazaar.purse("prover"))
    assert refused(town.simulate(bazaar.collect())) is e.TransferFailed
    bazaar.chain.set_time(m.request().deadline_at + 1)
    assert allowed(town.send(bazaar.refund()))
    assert m.request().state is RequestState.REFUNDED


def test_who_asks_signs_and_pays(bazaar: Bazaar) -> None:
    """INV-VERIFIER-16: nobody's purse but the caller's own pays a tip in, into no purse but the escrow."""
    town, m = bazaar.town, bazaar.m
    sound = bazaar.ask()
    assert allowed(town.simulate(sound))
    metas = [AccountMeta(meta.pubkey, False, meta.is_writable) for meta in sound.accounts]
    assert not allowed(town.simulate(Instruction(g.PROGRAM, bytes(sound.data), metas)))
    lookalike = bytes(town.put(Account(LAMPORTS, mint_account(6), TOKEN_PROGRAM)))
    rich = purse_account(lookalike, m.requester.account, 1_000 * COIN)
    wrong = {
        "a copy of the config": (1, town.put(town.svm.get_account(pda.verifier_config()) or Account(0, b"", EVIL))),
        "a request elsewhere": (2, Pubkey.new_unique()),
        "another's request to be": (2, pda.proof_request(ids.request_id(bytes(pda.verifier_config()), m.rival.account, 9))),
        "no model": (3, Pubkey.new_unique()),
        "another's purse": (5, bazaar.purse("rival")),
        "the escrow's purse": (5, pda.verifier_escrow()),
        "a purse of another token": (5, town.put(Account(LAMPORTS, rich, TOKEN_PROGRAM))),
        "one's own purse as escrow": (6, bazaar.purse("requester")),
        "compute's escrow": (6, pda.escrow()),
    }
    for name, (at, account) in wrong.items():
        assert not allowed(town.simulate(swapped(sound, at, account))), name
    assert refused(town.simulate(swapped(sound, 3, Pubkey.new_unique()))) is e.UnknownModel
    assert refused(town.simulate(swapped(sound, 5, Pubkey.new_unique()))) is e.InsufficientFunds
    assert bazaar.held() == 2 * HIGH


def test_lamports_at_a_request_to_be_stop_nobody(bazaar: Bazaar) -> None:
    """INV-VERIFIER-14: an address that somebody paid for can still be opened, and nothing but the verifier opens it."""
    bazaar.town.svm.airdrop(pda.proof_request(bazaar.m.request_id(9)), LAMPORTS)
    assert allowed(bazaar.town.send(bazaar.ask()))
    assert bazaar.m.request(9).left == HIGH


# ---- each once, and in time


def test_each_is_paid_once(bazaar: Bazaar) -> None:
    """INV-VERIFIER-14, INV-VERIFIER-15: twice in one transaction, again later, after the refund: never a second time; nor is a nonce used again."""
    town = bazaar.town
    assert refused(town.simulate(bazaar.ask(1))) is e.RequestExists
    assert refused(town.simulate(bazaar.refund())) is e.RequestOpen
    assert refused(town.simulate(bazaar.deliver(), bazaar.collect(), bazaar.collect())) is e.RequestClosed
    assert allowed(town.send(bazaar.deliver(), bazaar.collect()))
    assert refused(town.simulate(bazaar.collect())) is e.RequestClosed
    assert refused(town.simulate(bazaar.refund(), bazaar.refund())) is e.RequestClosed
    assert allowed(town.send(bazaar.refund()))
    bazaar.chain.set_time(bazaar.m.request().deadline_at + 5)
    for again in (bazaar.refund(), bazaar.collect()):
        assert refused(town.simulate(again)) is e.RequestClosed
    assert refused(town.simulate(bazaar.ask(1))) is e.RequestExists
    assert bazaar.held() == HIGH


def test_at_no_second_is_a_tip_both_due_and_refundable(bazaar: Bazaar) -> None:
    """INV-VERIFIER-15: collected up to the deadline's second, refunded from the next one on."""
    assert allowed(bazaar.town.send(bazaar.deliver()))
    end = bazaar.m.request().deadline_at
    for at, collected, refund in ((end - 1, None, e.RequestOpen), (end, None, e.RequestOpen), (end + 1, e.RequestExpired, None)):
        bazaar.chain.set_time(at)
        for ix, error in ((bazaar.collect(), collected), (bazaar.refund(), refund)):
            result = bazaar.town.simulate(ix)
            assert allowed(result) if error is None else refused(result) is error, at


def test_the_largest_tip_for_the_longest_time_overflows_nowhere(bazaar: Bazaar) -> None:
    """INV-VERIFIER-14: 2^64 - 1 over ten years, at the end 1; beyond ten years, and beyond all there is, nothing."""
    town, m = bazaar.town, bazaar.m
    now = bazaar.chain.now()
    for deadline in (0, now, now + MAX_SECS + 1, MOST):
        assert refused(town.simulate(bazaar.ask(deadline_at=deadline))) is e.BadDeadline
    assert refused(town.simulate(bazaar.ask(high=MOST, low=1))) is e.InsufficientFunds
    for high, low in ((MOST, 0), (MOST - 1, MOST), (0, 0)):
        assert refused(town.simulate(bazaar.ask(high=high, low=low))) is e.BadTip
    # By force: no mint has as many beside what others hold.
    town.put(Account(LAMPORTS, purse_account(bazaar.mint, m.requester.account, MOST), TOKEN_PROGRAM), bazaar.purse("requester"))
    town.put(Account(LAMPORTS, purse_account(bazaar.mint, bytes(pda.verifier_config()), 0), TOKEN_PROGRAM), pda.verifier_escrow())
    town.put(Account(LAMPORTS, purse_account(bazaar.mint, m.prover.account, 0), TOKEN_PROGRAM), bazaar.purse("prover"))
    assert allowed(town.send(bazaar.ask(7, MOST, 1, bazaar.chain.now() + MAX_SECS), bazaar.deliver()))
    request = m.request(7)
    bazaar.chain.set_time(request.requested_at + MAX_SECS // 3)
    assert allowed(town.send(bazaar.collect(7)))
    assert m.has(m.prover) == request.tip_down(bazaar.chain.now()) == MOST - m.request(7).left


# ---- consumers


def test_a_consumer_cannot_collect_within_its_call(bazaar: Bazaar) -> None:
    """INV-VERIFIER-14: Solana lets no program back in; the delivery fails with it, and nothing was paid."""
    inner = bazaar.collect()
    stand_account(bazaar.chain, Pubkey.from_bytes(bazaar.m.consumer), REENTER, bytes(inner.data))
    result = bazaar.town.send(bazaar.deliver(1, "prover", "", AccountMeta(g.PROGRAM, False, False), *inner.accounts))
    assert any("reentrancy" in line.lower() for line in meta_of(result).logs()), result
    assert refused(bazaar.town.simulate(inner)) is e.NothingDelivered
    assert bazaar.held() == 2 * HIGH


def test_no_consumer_signs_for_the_escrow(bazaar: Bazaar) -> None:
    """INV-VERIFIER-16: what the verifier signs to a consumer is the hook's name, which is no purse's authority; config and escrow sign nothing there."""
    assert pda.hook(bazaar.m.consumer) != pda.verifier_config()
    escrow = bazaar.town.svm.get_account(pda.verifier_escrow())
    assert escrow is not None
    assert escrow.data[32:64] == bytes(pda.verifier_config())
    for consumer in (bytes(pda.verifier_escrow()), bytes(pda.proof_request(bazaar.m.request_id())), bytes(pda.verifier_config())):
        by = bazaar.chain.as_account("mallory")
        assert isinstance(by.verifier, SolanaVerifier)
        proof = bazaar.m.lab.ceremony.prove(said(claim(), bazaar.m.lab.context(consumer, 1, by.account)))
        assert "Failed" in type(bazaar.town.simulate(by.verifier.call(bazaar.m.lab.model_id, consumer, 1, by.account, claim(), proof))).__name__
    assert bazaar.held() == 2 * HIGH
