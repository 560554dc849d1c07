"""What only the Solana client does for court and rewards: calls longer than a transaction, accounts that are missing, purses that are opened."""

from __future__ import annotations

import pytest
from assay import errors as e
from assay.models.base import ZERO
from assay.models.rewards import BytesProvided, GrantTerms, Posting, Schedule
from assay.solana import pda
from assay.solana.network import SolanaNetwork, account_named
from assay.solana.transport import SYSTEM_PROGRAM
from solders.account import Account
from solders.pubkey import Pubkey

from tests.cast import COIN, tick
from tests.classroom import SEED, Classroom, cash, classroom, hybrid
from tests.solana.town import litesvm, svm_of


@pytest.fixture
def chain() -> SolanaNetwork:
    return litesvm()


def full_batch(chain: SolanaNetwork) -> tuple[Classroom, bytes, bytes]:
    """A batch of 256 judgments that can be revealed, and the judgments."""
    room = classroom(chain, cash(task_count=1_000), experts=1)
    room.open()
    records = room.commit(room.experts[0], {3 * i: i % 3 for i in range(256)})
    room.to_reveals()
    return room, room.batch_id(room.experts[0]), b"".join(records)


def provided(chain: SolanaNetwork) -> list[int]:
    return [event.length for _, event in chain.events() if isinstance(event, BytesProvided)]


def test_what_is_missing_is_named(chain: SolanaNetwork) -> None:
    who, nobody = chain.as_account("alice"), account_named("nobody")
    missing = [
        (e.UnknownJuror, lambda: who.court.resign(1)),
        (e.UnknownCase, lambda: who.court.contest(ZERO)),
        (e.UnknownCase, lambda: who.court.commit_seed(ZERO, ZERO)),
        (e.UnknownCase, lambda: who.court.reveal_seed(ZERO, ZERO)),
        (e.UnknownCase, lambda: who.court.seat(ZERO, bytes(nobody.pubkey()), 0)),
        (e.UnknownCase, lambda: who.court.commit_vote(ZERO, SEED)),
        (e.UnknownCase, lambda: who.court.reveal_vote(ZERO, True, SEED)),
        (e.UnknownCase, lambda: who.court.tally(ZERO)),
        (e.UnknownCase, lambda: who.court.appeal(ZERO)),
        (e.UnknownCase, lambda: who.court.close(ZERO)),
        (e.UnknownCase, lambda: who.court.release(ZERO, 0, who.account)),
        (e.UnknownCase, lambda: who.court.collect(ZERO, who.account)),
        (e.UnknownCampaign, lambda: who.rewards.fund(ZERO, 1, 1)),
        (e.UnknownCampaign, lambda: who.rewards.set_price(ZERO, 1)),
        (e.UnknownCampaign, lambda: who.rewards.close(ZERO)),
        (e.UnknownCampaign, lambda: who.rewards.refund(ZERO)),
        (e.UnknownCampaign, lambda: who.rewards.join(ZERO)),
        (e.UnknownCampaign, lambda: who.rewards.commit_batch(ZERO, ZERO, 1)),
        (e.UnknownCampaign, lambda: who.rewards.post_epoch(ZERO, 0, Posting(reward_root=ZERO, leaf_count=1, total_score=1))),
        (e.UnknownBatch, lambda: who.rewards.reveal_batch(ZERO, ZERO, bytes(20))),
        (e.UnknownBatch, lambda: who.rewards.reveal_batch(ZERO, ZERO, bytes(5_120))),
        (e.UnknownBatch, lambda: who.rewards.forfeit(ZERO)),
        (e.UnknownEpoch, lambda: who.rewards.refute(ZERO, 3, b"")),
        (e.UnknownEpoch, lambda: who.rewards.suspend(ZERO, ZERO)),
        (e.UnknownEpoch, lambda: who.rewards.resolve(ZERO)),
        (e.UnknownEpoch, lambda: who.rewards.pay_poster(ZERO)),
        (e.UnknownEpoch, lambda: who.rewards.claim(ZERO, b"")),
        (e.UnknownEpoch, lambda: who.rewards.expire(ZERO)),
        (e.UnknownGrant, lambda: who.rewards.top_up(ZERO, 1)),
        (e.UnknownGrant, lambda: who.rewards.withdraw(ZERO)),
        (e.UnknownGrant, lambda: who.rewards.rotate(ZERO, who.account)),
        (e.UnknownGrant, lambda: who.rewards.clawback(ZERO, ZERO)),
        (e.UnknownGrant, lambda: who.rewards.renounce(ZERO)),
    ]  # fmt: skip
    for _ in range(2):
        for kind, call in missing:
            with pytest.raises(kind):
                call()
        # An address to which somebody has sent lamports is no account of ours either.
        for address in (pda.juror(who.account), pda.case(ZERO), pda.campaign(ZERO), pda.batch(ZERO), pda.epoch(ZERO), pda.grant(ZERO)):
            svm_of(chain).set_account(address, Account(10**9, b"", SYSTEM_PROGRAM))
    for read in (chain.court.case, chain.rewards.campaign, chain.rewards.batch, chain.rewards.epoch, chain.rewards.grant):
        assert read(ZERO) is None
    assert chain.court.juror(who.account) is None


def test_a_stranger_to_a_campaign_is_told_so(chain: SolanaNetwork) -> None:
    room = classroom(chain)
    room.open()
    with pytest.raises(e.NotJoined):
        room.checker.rewards.commit_batch(room.campaign_id, SEED, 1)


def test_a_long_call_is_laid_down_before_it(chain: SolanaNetwork) -> None:
    room, batch_id, data = full_batch(chain)
    (expert,) = room.experts
    assert expert.rewards.reveal_batch(batch_id, SEED, data).judgments == data
    assert provided(chain)[-1] == len(data)
    assert expert.rewards.openings(expert.account) == b""
    assert chain._transport.account(pda.provided(expert.account)) is None
    sizes = [(r.verb, r.size) for r in chain.receipts()[-7:]]
    assert [verb for verb, _ in sizes] == ["provide"] * 6 + ["reveal_batch"]
    assert all(size <= 1_232 for _, size in sizes)
    assert sizes[0][1] >= 1_230


def test_a_long_call_leaves_alone_what_lay_there(chain: SolanaNetwork) -> None:
    """Whether it is refused or takes effect: what somebody provided is for a call without data."""
    room, batch_id, data = full_batch(chain)
    (expert,) = room.experts
    expert.rewards.provide(0, b"for later")
    with pytest.raises(e.BadBatch):
        expert.rewards.reveal_batch(batch_id, ZERO, data)
    assert expert.rewards.openings(expert.account) == b"for later"
    tick(chain)
    expert.rewards.reveal_batch(batch_id, SEED, data)
    assert expert.rewards.openings(expert.account) == b"for later"


def test_a_long_provision_is_made_whole_or_not_at_all(chain: SolanaNetwork) -> None:
    who = chain.as_account("alice")
    assert who.rewards.provide(0, bytes(5_000)).length == 5_000
    assert who.rewards.provide(5_000, b"x" * 3_192).length == 8_192
    for at, data, kind in ((8_192, b"x", e.TooMuchData), (0, bytes(8_193), e.TooMuchData), (7, bytes(2_000), e.BadOffset)):
        with pytest.raises(kind):
            who.rewards.provide(at, data)
    assert who.rewards.openings(who.account) == bytes(5_000) + b"x" * 3_192


def test_who_is_paid_needs_no_purse_before(chain: SolanaNetwork) -> None:
    """The caller opens the token accounts that payees lack: a worker's for cash, a beneficiary's and a treasury's for the grant token."""
    d = chain.deployment()
    room = classroom(chain, hybrid(chain), experts=2)
    room.open()
    room.work()
    files = room.files()
    room.post(files)
    room.to_claims()
    svm, worker = svm_of(chain), room.experts[0]
    for token in (d.token, d.grant_token):
        svm.set_account(pda.token_account(worker.account, token), Account(0, b"", Pubkey.default()))
    cash_earned = room.checker.rewards.claim(room.epoch_id(), files.leaf(0)).cash
    assert chain.balance(worker.account) == cash_earned > 0
    tick(chain, 200 * 86_400)
    earned = worker.rewards.withdraw(room.grant_id(worker)).amount
    assert chain.balance(worker.account, d.grant_token) == earned > 0


def test_an_unheard_of_token_is_refused_by_the_program(chain: SolanaNetwork) -> None:
    who = chain.as_account("alice")
    chain.faucet(who.account, COIN)
    schedule = Schedule(cliff_secs=0, duration_secs=10)
    for token in (b"no such mint".ljust(32, b"\1"), who.account, bytes(pda.token_account(who.account, chain.deployment().token))):
        with pytest.raises(e.WrongToken):
            who.rewards.create_grant(1, GrantTerms(beneficiary=who.account, token=token, amount=1, start_at=chain.now(), schedule=schedule))
