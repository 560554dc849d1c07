"""A campaign, told once and run on the reference, Solana and the EVM."""

from __future__ import annotations

import pytest
from assay import errors as e
from assay import ids
from assay.commit import judgments
from assay.commit.sumtree import Leaf, Node, parent
from assay.market import Sandbox
from assay.models.base import ZERO
from assay.models.rewards import BatchState, EpochState, Fault, Posting, Schedule

from tests.cast import COIN, tick
from tests.classroom import DAY, SEED, Files, cash, classroom, hybrid


def test_experts_are_paid_to_the_last_unit(chain: Sandbox) -> None:
    """INV-REWARDS-1: the shares of an epoch add up to its pool exactly, and the chain computes them."""
    room = classroom(chain)
    room.open()
    assert room.campaign.cash_free == 500 * COIN
    room.work()
    assert room.campaign.cash_free == 440 * COIN
    files = room.files(scores={0: 30_000, 1: 7, 2: 12_345})
    room.post(files)
    room.to_claims()
    total, paid = 30_000 + 7 + 12_345, 0
    for i, expert in enumerate(room.experts):
        tick(chain)
        claimed = room.checker.rewards.claim(room.epoch_id(), files.leaf(i))
        assert (claimed.worker, claimed.tokens, claimed.grant_id) == (expert.account, 0, ZERO)
        assert abs(claimed.cash - 60 * COIN * claimed.score / total) < 1
        assert chain.balance(expert.account) == 1_000 * COIN + claimed.cash
        assert chain.rewards.is_claimed(room.epoch_id(), i)
        paid += claimed.cash
    assert paid == 60 * COIN
    assert room.epoch().cash == 0


def test_nothing_is_claimed_twice_early_late_or_by_another_path(chain: Sandbox) -> None:
    """INV-REWARDS-2: one payment a leaf, within the claims' time."""
    room = classroom(chain)
    room.open()
    room.work()
    files = room.files()
    with pytest.raises(e.EpochNotPosted):
        room.checker.rewards.claim(room.epoch_id(), files.leaf(0))
    room.post(files)
    tick(chain)
    with pytest.raises(e.WindowOpen):
        room.checker.rewards.claim(room.epoch_id(), files.leaf(0))
    with pytest.raises(e.UnknownEpoch):
        room.checker.rewards.claim(room.epoch_id(1), files.leaf(0))
    room.to_claims()
    room.checker.rewards.claim(room.epoch_id(), files.leaf(0))
    tick(chain)
    with pytest.raises(e.AlreadyClaimed):
        room.experts[0].rewards.claim(room.epoch_id(), files.leaf(0))
    other = Files([Leaf(room.checker.account, 3, 30_000), *files.leaves[1:]], [])
    richer = (0).to_bytes(4, "big") + Leaf(room.experts[0].account, 3, 60_000).payload + files.rewards.path(0)
    for bad in (other.leaf(0), richer, files.leaf(1)[:-1], files.leaf(1) + b"\x00", b"\x00\x00\x00\x09" + files.leaf(1)[4:], b""):
        with pytest.raises(e.BadEvidence):
            room.checker.rewards.claim(room.epoch_id(), bad)
    chain.set_time(room.epoch().claim_from + chain.rewards.config().claim_secs)
    with pytest.raises(e.ClaimClosed):
        room.checker.rewards.claim(room.epoch_id(), files.leaf(1))


def test_what_is_left_over_goes_back_to_the_sponsor(chain: Sandbox) -> None:
    """INV-REWARDS-3: deposit = paid + refunded: nothing is stranded, and nothing reserved is refunded."""
    room = classroom(chain)
    room.open()
    room.work()
    files = room.files()
    room.post(files)
    room.to_claims()
    claimed = room.checker.rewards.claim(room.epoch_id(), files.leaf(2)).cash
    tick(chain)
    with pytest.raises(e.CampaignIsOpen):
        room.checker.rewards.refund(room.campaign_id)
    with pytest.raises(e.NotSponsor):
        room.checker.rewards.close(room.campaign_id)
    room.sponsor.rewards.close(room.campaign_id)
    tick(chain)
    with pytest.raises(e.CampaignIsClosed):
        room.sponsor.rewards.close(room.campaign_id)
    assert room.checker.rewards.refund(room.campaign_id).cash == 440 * COIN
    tick(chain)
    with pytest.raises(e.NothingToRefund):
        room.checker.rewards.refund(room.campaign_id)
    with pytest.raises(e.NotDue):
        room.checker.rewards.expire(room.epoch_id())
    chain.set_time(room.epoch().claim_from + chain.rewards.config().claim_secs)
    assert room.checker.rewards.expire(room.epoch_id()).cash == 60 * COIN - claimed
    tick(chain)
    with pytest.raises(e.AlreadyExpired):
        room.checker.rewards.expire(room.epoch_id())
    with pytest.raises(e.EpochNotPosted):
        room.checker.rewards.claim(room.epoch_id(), files.leaf(1))
    room.checker.rewards.refund(room.campaign_id)
    assert chain.balance(room.sponsor.account) == 1_000 * COIN - claimed
    tick(chain)
    assert room.checker.rewards.pay_poster(room.epoch_id()).bond == chain.rewards.config().post_bond
    tick(chain)
    with pytest.raises(e.AlreadySettled):
        room.checker.rewards.pay_poster(room.epoch_id())
    assert chain.balance(room.poster.account) == 1_000 * COIN


def test_nobody_works_unfunded(chain: Sandbox) -> None:
    """INV-REWARDS-4: the first batch of an epoch reserves its whole pool, or there is no batch."""
    room = classroom(chain)
    room.open(cash=100)
    room.commit(room.experts[0])
    assert (room.campaign.cash_free, room.epoch().cash) == (40 * COIN, 60 * COIN)
    room.commit(room.experts[1])
    assert (room.campaign.cash_free, room.epoch().cash) == (40 * COIN, 60 * COIN)
    chain.set_time(room.campaign.reveal_from(0))
    with pytest.raises(e.PoolExhausted):
        room.commit(room.experts[0])
    tick(chain)
    room.checker.rewards.fund(room.campaign_id, 20 * COIN)
    room.commit(room.experts[0])
    assert (room.campaign.cash_free, room.epoch(1).cash) == (0, 60 * COIN)


def test_what_is_no_campaign_is_refused(chain: Sandbox) -> None:
    """INV-REWARDS-5: terms are bounded; a campaign's id is used once."""
    room = classroom(chain)
    tick(chain)
    good = hybrid(chain)
    late, early = Schedule(cliff_secs=2, duration_secs=1), Schedule(cliff_secs=0, duration_secs=1)
    for terms in (
        cash(domain=0), cash(domain=9), cash(task_count=0), cash(epoch_pool=0), cash(epochs=0), cash(batch_bond=0), cash(epoch_secs=0),
        cash(reveal_secs=0), cash(epoch_secs=315_360_001), cash(price=1), cash(grant_token=bytes(12) + b"x" * 20), cash(schedule=early),
        hybrid(chain, price=0), hybrid(chain, grant_token=ZERO), hybrid(chain, grant_token=chain.deployment().token), hybrid(chain, schedule=late),
        hybrid(chain, schedule=Schedule(cliff_secs=0, duration_secs=0)), hybrid(chain, schedule=Schedule(cliff_secs=0, duration_secs=9, steps=1_001)),
    ):  # fmt: skip
        with pytest.raises(e.BadCampaign):
            room.sponsor.rewards.open(1, terms)
    with pytest.raises(e.WrongToken):
        room.sponsor.rewards.open(1, good.model_copy(update={"grant_token": b"\x00" * 12 + b"\x77" * 20}))
    room.sponsor.rewards.open(1, good)
    tick(chain)
    with pytest.raises(e.CampaignExists):
        room.sponsor.rewards.open(1, cash())
    with pytest.raises(e.UnknownCampaign):
        room.sponsor.rewards.fund(ZERO, 1)


def test_who_may_fund_join_and_set_a_price(chain: Sandbox) -> None:
    """INV-REWARDS-5."""
    room = classroom(chain)
    room.open()
    tick(chain)
    with pytest.raises(e.ZeroAmount):
        room.checker.rewards.fund(room.campaign_id, 0)
    with pytest.raises(e.WrongToken):
        room.checker.rewards.fund(room.campaign_id, 0, 1)
    with pytest.raises(e.InsufficientFunds):
        room.checker.rewards.fund(room.campaign_id, 1_001 * COIN)
    with pytest.raises(e.AlreadyJoined):
        room.experts[0].rewards.join(room.campaign_id)
    with pytest.raises(e.BadPrice):
        room.sponsor.rewards.set_price(room.campaign_id, 1)
    with pytest.raises(e.UnknownCampaign):
        room.experts[0].rewards.join(ZERO)
    room.sponsor.rewards.close(room.campaign_id)
    tick(chain)
    for call in (
        lambda: room.checker.rewards.fund(room.campaign_id, 1),
        lambda: room.checker.rewards.join(room.campaign_id),
        lambda: room.experts[0].rewards.commit_batch(room.campaign_id, ZERO, 1),
        lambda: room.sponsor.rewards.set_price(room.campaign_id, 1),
    ):
        with pytest.raises(e.CampaignIsClosed):
            call()


def test_a_batch_is_committed_once_in_a_running_epoch(chain: Sandbox) -> None:
    """INV-REWARDS-6: who joined commits one batch of 1..=256 an epoch, with its bond."""
    room = classroom(chain, experts=1)
    room.open()
    (expert,) = room.experts
    tick(chain)
    with pytest.raises(e.NotJoined):
        room.checker.rewards.commit_batch(room.campaign_id, ZERO, 1)
    with pytest.raises(e.BadCount):
        expert.rewards.commit_batch(room.campaign_id, ZERO, 0)
    with pytest.raises(e.BadCount):
        expert.rewards.commit_batch(room.campaign_id, ZERO, 257)
    pauper = chain.as_account("pauper")
    pauper.rewards.join(room.campaign_id)
    with pytest.raises(e.InsufficientFunds):
        pauper.rewards.commit_batch(room.campaign_id, ZERO, 1)
    room.commit(expert)
    assert chain.balance(expert.account) == 998 * COIN
    tick(chain)
    with pytest.raises(e.BatchExists):
        expert.rewards.commit_batch(room.campaign_id, ZERO, 1)
    chain.set_time(room.campaign.opened_at + 3 * DAY)
    with pytest.raises(e.CampaignOver):
        expert.rewards.commit_batch(room.campaign_id, ZERO, 1)


def test_judgments_are_hidden_until_the_epoch_is_over_and_revealed_as_committed(chain: Sandbox) -> None:
    """INV-REWARDS-7: nobody reveals early, late, for another, anything else, or what another committed."""
    room = classroom(chain, experts=2)
    room.open()
    a, b = room.experts
    records = room.commit(a)
    # b copies a's root: it is bound to a's batch.
    tick(chain)
    b.rewards.commit_batch(room.campaign_id, room.batch(a).root, 3)
    data = b"".join(records)
    with pytest.raises(e.RevealNotOpen):
        a.rewards.reveal_batch(room.batch_id(a), SEED, data)
    room.to_reveals()
    with pytest.raises(e.UnknownBatch):
        a.rewards.reveal_batch(ZERO, SEED, data)
    with pytest.raises(e.NotWorker):
        b.rewards.reveal_batch(room.batch_id(a), SEED, data)
    other = judgments.judgment(8, 1)
    for seed, bad in (
        (ZERO, data), (SEED, data[:-20]), (SEED, data[:-20] + other), (SEED, data[:-1]), (SEED, data + other), (SEED, records[1] + records[0] + records[2]),
        (SEED, b""),
    ):  # fmt: skip
        with pytest.raises(e.BadBatch):
            a.rewards.reveal_batch(room.batch_id(a), seed, bad)
    room.reveal(a)
    assert (room.batch(a).state, room.batch(a).seed) == (BatchState.REVEALED, SEED)
    assert chain.balance(a.account) == 1_000 * COIN
    tick(chain)
    with pytest.raises(e.BatchNotCommitted):
        a.rewards.reveal_batch(room.batch_id(a), SEED, data)
    with pytest.raises(e.BadBatch):
        b.rewards.reveal_batch(room.batch_id(b), SEED, data)
    with pytest.raises(e.NotDue):
        room.checker.rewards.forfeit(room.batch_id(b))
    room.to_posting()
    with pytest.raises(e.RevealClosed):
        b.rewards.reveal_batch(room.batch_id(b), SEED, data)
    assert room.checker.rewards.forfeit(room.batch_id(b)).bond == 2 * COIN
    assert chain.balance(chain.deployment().treasury) == 2 * COIN
    tick(chain)
    with pytest.raises(e.BatchNotCommitted):
        room.checker.rewards.forfeit(room.batch_id(b))
    with pytest.raises(e.UnknownBatch):
        room.checker.rewards.forfeit(ZERO)


def test_a_batch_of_unknown_or_repeated_tasks_cannot_be_revealed(chain: Sandbox) -> None:
    """INV-REWARDS-7: a commitment to nonsense is a bond lost."""
    room = classroom(chain, experts=2)
    room.open()
    a, b = room.experts
    room.commit(a, {3: 1, 10: 1})
    twice = [judgments.judgment(2, 0), judgments.judgment(2, 1)]
    tick(chain)
    b.rewards.commit_batch(room.campaign_id, judgments.batch_tree(room.batch_id(b), SEED, twice).root, 2)
    room.revealed[0, b.account] = twice
    room.to_reveals()
    for expert in (a, b):
        with pytest.raises(e.BadBatch):
            room.reveal(expert)


def test_a_full_batch_is_revealed_in_pieces(chain: Sandbox) -> None:
    """INV-REWARDS-8: bytes are provided in order, are their party's alone and end with their use."""
    room = classroom(chain, cash(task_count=1_000), experts=1)
    room.open()
    (expert,) = room.experts
    records = room.commit(expert, {3 * i: i % 3 for i in range(256)})
    room.to_reveals()
    with pytest.raises(e.BadOffset):
        expert.rewards.provide(1, b"x")
    for at in range(0, 8_000, 800):
        tick(chain)
        expert.rewards.provide(at, bytes(800))
    with pytest.raises(e.TooMuchData):
        expert.rewards.provide(8_000, bytes(193))
    data = b"".join(records)
    for at in range(0, len(data), 800):
        tick(chain)
        assert expert.rewards.provide(at, data[at : at + 800]).length == min(at + 800, len(data))
    assert chain.rewards.openings(expert.account) == data
    assert chain.rewards.openings(room.checker.account) == b""
    tick(chain)
    # Bytes that lie there do not get in the way of a call that brings its own.
    with pytest.raises(e.BadBatch):
        expert.rewards.reveal_batch(room.batch_id(expert), SEED, data[20:40])
    revealed = expert.rewards.reveal_batch(room.batch_id(expert), SEED, b"")
    assert revealed.judgments == data
    assert chain.rewards.openings(expert.account) == b""


def test_a_full_batch_is_revealed_in_one_call(chain: Sandbox) -> None:
    """INV-REWARDS-8: a client splits what is too long for its chain."""
    room = classroom(chain, cash(task_count=1_000), experts=1)
    room.open()
    (expert,) = room.experts
    room.commit(expert, {3 * i: i % 3 for i in range(256)})
    room.to_reveals()
    tick(chain)
    expert.rewards.provide(0, b"left over")
    room.reveal(expert)
    assert room.batch(expert).state is BatchState.REVEALED


def test_an_epoch_is_posted_by_anyone_when_its_reveals_are_over(chain: Sandbox) -> None:
    """INV-REWARDS-9: one posting at a time, with a bond, in time."""
    room = classroom(chain)
    room.open()
    for expert in room.experts:
        room.commit(expert)
    room.to_reveals()
    for expert in room.experts:
        room.reveal(expert)
    files = room.files()
    posting = files.posting
    with pytest.raises(e.EpochNotDue):
        room.post(files)
    with pytest.raises(e.UnknownEpoch):
        room.poster.rewards.post_epoch(room.campaign_id, 1, posting)
    with pytest.raises(e.UnknownCampaign):
        room.poster.rewards.post_epoch(ZERO, 0, posting)
    room.to_posting()
    for changes in ({"leaf_count": 0}, {"total_score": 0}, {"row_count": 0}, {"dataset_root": ZERO}):
        with pytest.raises(e.BadPosting):
            room.poster.rewards.post_epoch(room.campaign_id, 0, Posting(**(posting.model_dump() | changes)))
    with pytest.raises(e.InsufficientFunds):
        chain.as_account("pauper").rewards.post_epoch(room.campaign_id, 0, posting)
    room.post(files)
    tick(chain)
    with pytest.raises(e.EpochIsPosted):
        room.checker.rewards.post_epoch(room.campaign_id, 0, posting)
    with pytest.raises(e.WindowOpen):
        room.checker.rewards.pay_poster(room.epoch_id())
    assert chain.balance(room.poster.account) == 980 * COIN


def test_an_epoch_that_nobody_posts_gives_its_pool_back(chain: Sandbox) -> None:
    """INV-REWARDS-3, INV-REWARDS-9."""
    room = classroom(chain)
    room.open()
    room.work()
    chain.set_time(room.epoch().post_by)
    with pytest.raises(e.PostClosed):
        room.post(room.files())
    tick(chain)
    assert room.checker.rewards.expire(room.epoch_id()).cash == 60 * COIN
    assert (room.epoch().state, room.campaign.cash_free) == (EpochState.EXPIRED, 500 * COIN)
    with pytest.raises(e.AlreadyExpired):
        room.post(room.files())
    with pytest.raises(e.EpochNotPosted):
        room.checker.rewards.pay_poster(room.epoch_id())


@pytest.mark.parametrize("fault", list(Fault))
def test_one_checker_refutes_a_wrong_posting_and_a_right_one_follows(chain: Sandbox, fault: Fault) -> None:
    """INV-REWARDS-10: every fault that a machine can see is refuted by its evidence; the poster's bond pays; nobody else loses."""
    room = classroom(chain)
    room.open()
    room.commit(room.experts[2])
    room.commit(room.experts[0])
    room.commit(room.experts[1])
    room.to_reveals()
    room.reveal(room.experts[0])
    room.reveal(room.experts[1])
    room.to_posting()
    files = room.files()
    wrong, evidence = forged(room.experts[2].account, files, fault)
    room.post(wrong)
    tick(chain)
    for other in set(Fault) - {fault}:
        with pytest.raises((e.BadEvidence, e.NotRefuted)):
            room.checker.rewards.refute(room.epoch_id(), other, evidence)
    refuted = room.checker.rewards.refute(room.epoch_id(), fault, evidence)
    assert (refuted.attempt, refuted.reward) == (0, 10 * COIN)
    assert chain.balance(room.checker.account) == 1_010 * COIN
    assert chain.balance(chain.deployment().treasury) == 10 * COIN
    assert (room.epoch().state, room.epoch().attempt, room.epoch().cash) == (EpochState.OPEN, 1, 60 * COIN)
    tick(chain)
    with pytest.raises(e.EpochNotPosted):
        room.checker.rewards.refute(room.epoch_id(), fault, evidence)
    room.post(files)
    room.to_claims()
    room.checker.rewards.claim(room.epoch_id(), files.leaf(0))


def forged(idle: bytes, files: Files, fault: Fault) -> tuple[Files, bytes]:
    """A posting with one fault, and the evidence of it. `idle` committed and did not reveal."""
    leaves, rows = list(files.leaves), list(files.rows)
    if fault is Fault.SUM:
        return lying(leaves, rows)
    if fault is Fault.DUPLICATE:
        wrong = Files([*leaves, leaves[0]], rows)
        return wrong, wrong.leaf(0) + wrong.leaf(2)
    if fault is Fault.COUNT:
        wrong = Files([*leaves, Leaf(idle, 3, 30_000)], rows)
        return wrong, wrong.leaf(2)
    if fault is Fault.ROW:
        rows[1] = rows[1][:36] + judgments.judgment(4, 1)
        wrong = Files(leaves, rows)
        # What the first expert said in its second judgment, opened in its batch.
        records = [r[36:] for r in files.rows[:3]]
        tree = judgments.batch_tree(rows[1][:32], SEED, records)
        return wrong, wrong.row(1) + records[1] + tree.path(1)
    wrong = Files(leaves, [*rows, rows[0]])
    return wrong, wrong.row(0) + wrong.row(len(rows))


def lying(leaves: list[Leaf], rows: list[bytes]) -> tuple[Files, bytes]:
    """The posting says a larger total than its two leaves have."""
    wrong = Files(leaves, rows)
    root = wrong.rewards.root
    lie = Node(root.hash, root.sum + 5)
    wrong.rewards.levels[-1][0] = lie
    left, right = wrong.rewards.levels[0]
    return wrong, bytes([1]) + bytes(4) + left.bytes + right.bytes + lie.sum.to_bytes(8, "big")


def test_more_faults_of_the_same_kinds(chain: Sandbox) -> None:
    """INV-REWARDS-10: a leaf that lies about its own score; a score beyond what judgments can bring; rows from nowhere."""
    room = classroom(chain)
    room.open()
    room.work()
    files = room.files()
    inflated = Files(list(files.leaves), files.rows)
    leaf, real = inflated.rewards.levels[0][1], inflated.leaves[1]
    inflated.rewards.levels[0][1] = Node(leaf.hash, leaf.sum + 9)
    fresh = Files([*files.leaves[:1], Leaf(real.worker, real.judgments, real.score + 9), files.leaves[2]], files.rows)
    for level in (1, 2):
        row = inflated.rewards.levels[level - 1]
        inflated.rewards.levels[level] = [
            parent(row[i], row[i + 1]) if i + 1 < len(row) else row[i] for i in range(0, len(row), 2)
        ]  # fmt: skip
    assert inflated.rewards.root.sum == fresh.rewards.root.sum
    lie = b"\x00" + (1).to_bytes(4, "big") + real.payload + (real.score + 9).to_bytes(8, "big") + inflated.rewards.path(1)
    stranger = [b"\x09" * 32 + files.rows[0][32:], *files.rows[1:]]
    beyond = [files.rows[0][:32] + (3).to_bytes(4, "little") + files.rows[0][36:], *files.rows[1:]]
    cases = [
        (inflated, Fault.SUM, lie),
        (Files([Leaf(files.leaves[0].worker, 3, 30_001), *files.leaves[1:]], files.rows), Fault.COUNT, None),
        (Files([Leaf(files.leaves[0].worker, 2, 20_000), *files.leaves[1:]], files.rows), Fault.COUNT, None),
        (Files([Leaf(room.checker.account, 1, 1), *files.leaves[1:]], files.rows), Fault.COUNT, None),
        (Files(files.leaves, stranger), Fault.ROW, None),
        (Files(files.leaves, beyond), Fault.ROW, None),
    ]
    for wrong, fault, evidence in cases:
        room.post(wrong)
        tick(chain)
        room.checker.rewards.refute(room.epoch_id(), fault, evidence or (wrong.leaf(0) if fault is Fault.COUNT else wrong.row(0)))
    assert room.epoch().attempt == len(cases)


def test_a_right_posting_is_not_refuted(chain: Sandbox) -> None:
    """INV-REWARDS-11: evidence about an honest posting opens and shows nothing, or does not open; it costs nobody anything."""
    room = classroom(chain)
    room.open()
    room.work()
    files = room.files()
    room.post(files)
    tick(chain)
    batch = judgments.batch_tree(room.batch_id(room.experts[0]), SEED, room.revealed[0, room.experts[0].account])
    left, right = files.rewards.levels[0][:2]
    said = (left.sum + right.sum).to_bytes(8, "big")
    harmless = [
        (Fault.SUM, bytes([1]) + bytes(4) + left.bytes + right.bytes + said + files.rewards.path(0, 1)),
        (Fault.SUM, bytes(5) + files.leaves[0].payload + files.leaves[0].score.to_bytes(8, "big") + files.rewards.path(0)),
        (Fault.DUPLICATE, files.leaf(0) + files.leaf(0)),
        (Fault.DUPLICATE, files.leaf(0) + files.leaf(1)),
        (Fault.COUNT, files.leaf(1)),
        (Fault.ROW, files.row(0) + files.rows[0][36:] + batch.path(0)),
        (Fault.ROW_TWICE, files.row(0) + files.row(1)),
        (Fault.ROW_TWICE, files.row(2) + files.row(2)),
    ]
    for fault, evidence in harmless:
        with pytest.raises(e.NotRefuted):
            room.checker.rewards.refute(room.epoch_id(), fault, evidence)
        for bad in (evidence[:-1], evidence + b"\x00", evidence[:-1] + bytes([evidence[-1] ^ 1])):
            with pytest.raises(e.BadEvidence):
                room.checker.rewards.refute(room.epoch_id(), fault, bad)
    with pytest.raises(e.BadEvidence):
        room.checker.rewards.refute(room.epoch_id(), 6, b"")
    with pytest.raises(e.UnknownEpoch):
        room.checker.rewards.refute(ZERO, 1, b"")
    room.to_claims()
    with pytest.raises(e.WindowClosed):
        room.checker.rewards.refute(room.epoch_id(), Fault.COUNT, files.leaf(1))
    assert room.epoch().attempt == 0


def test_a_price_is_locked_when_a_worker_joins(chain: Sandbox) -> None:
    """INV-REWARDS-12: a lower price for who comes later changes nothing for who is there, and is backed by tokens before anyone works at it."""
    room = classroom(chain, experts=2)
    room.terms = hybrid(chain)
    late = room.experts.pop()
    room.open(cash=60, tokens=80)
    (early,) = room.experts
    room.commit(early)
    # Half of 60 coins at half a coin each.
    assert (room.epoch().cash, room.epoch().tokens, room.campaign.tokens_free) == (30 * COIN, 60 * COIN, 20 * COIN)
    with pytest.raises(e.NotSponsor):
        late.rewards.set_price(room.campaign_id, 1)
    with pytest.raises(e.BadPrice):
        room.sponsor.rewards.set_price(room.campaign_id, 0)
    room.sponsor.rewards.set_price(room.campaign_id, COIN // 4)
    tick(chain)
    assert late.rewards.join(room.campaign_id).price == COIN // 4
    with pytest.raises(e.PoolExhausted):
        room.commit(late)
    room.sponsor.rewards.fund(room.campaign_id, 0, 40 * COIN)
    room.commit(late)
    assert (room.epoch().tokens, room.campaign.tokens_free) == (120 * COIN, 0)
    room.experts = [early, late]
    room.to_reveals()
    for expert in room.experts:
        room.reveal(expert)
    room.to_posting()
    files = room.files(scores={0: 10_000, 1: 10_000})
    room.post(files)
    room.to_claims()
    first = room.checker.rewards.claim(room.epoch_id(), files.leaf(0))
    tick(chain)
    second = room.checker.rewards.claim(room.epoch_id(), files.leaf(1))
    assert (first.cash, first.tokens) == (15 * COIN, 30 * COIN)
    assert (second.cash, second.tokens) == (15 * COIN, 60 * COIN)
    grant = chain.rewards.grant(room.grant_id(late))
    assert grant is not None
    assert (grant.deposited, grant.grantor, grant.beneficiary, grant.token) == (60 * COIN, room.sponsor.account, late.account, room.terms.grant_token)
    assert ids.grant_id(chain.deployment().rewards, room.campaign_id, late.account, 0) == second.grant_id
    assert room.epoch().tokens == 30 * COIN


def test_later_rewards_top_the_same_grant_up(chain: Sandbox) -> None:
    """INV-REWARDS-12: a campaign's grants are one a worker, from the day it joined."""
    room = classroom(chain, experts=1)
    room.terms = hybrid(chain, vest_bps=10_000)
    room.open()
    (expert,) = room.experts
    worker = chain.rewards.worker(room.campaign_id, expert.account)
    assert worker is not None
    room.work(0)
    files = room.files(0)
    room.post(files, 0)
    chain.set_time(room.campaign.reveal_from(1) + 1)
    room.work(2)
    again = room.files(2)
    room.post(again, 2)
    room.to_claims(2)
    for number, f in ((0, files), (2, again)):
        tick(chain)
        claimed = expert.rewards.claim(room.epoch_id(number), f.leaf(0))
        assert (claimed.cash, claimed.tokens) == (0, 120 * COIN)
    grant = chain.rewards.grant(room.grant_id(expert))
    assert grant is not None
    assert (grant.deposited, grant.start_at) == (240 * COIN, worker.joined_at)
