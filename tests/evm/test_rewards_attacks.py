"""Known attacks on campaigns, epochs and grants, each tried on the contracts: forged openings and evidence, replays, races,
a sponsor that turns, the clock's edges. Cases and juries are in test_court_attacks.py, hostile tokens in test_hostile_tokens.py."""

from __future__ import annotations

import random
from functools import cache

import pytest
from assay import errors as e
from assay import ids
from assay.artifacts import bytecode
from assay.commit import judgments
from assay.commit.keccak import keccak
from assay.commit.sumtree import Leaf, Node, fold_path, parent, reward_down
from assay.evm.deploy import deploy
from assay.evm.generated import court as k
from assay.evm.generated import rewards as r
from assay.evm.network import EvmNetwork, account_named
from assay.models.rewards import EpochState, Fault, GrantTerms, Posting, Schedule, vested_down
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import COIN
from tests.classroom import SEED, Classroom
from tests.evm.arena import START, by, calldata, create, forked, send, transport_of, tried, wait
from tests.evm.chambers import (
    CLAIMED,
    CLAW,
    DUE,
    ENDED,
    FAULTY,
    FIRST,
    HIDDEN,
    LAW,
    MOVES,
    NEXT,
    OVERTURNED,
    RUNNING,
    SLOW,
    WRONG,
    case_about,
    case_id,
    chambers,
    comes_to,
    earned_grant,
    grant_terms,
    granted_id,
    logs_of,
    make,
    outcomes,
    own_grant,
    posting,
    purses,
    said,
    school,
    slots,
    sparse,
    wrong_files,
)

MOST = 2**64 - 1


# Openings of a leaf.


def posted(net: EvmNetwork, p: Posting, number: int = DUE) -> Classroom:
    """Somebody posts this, and its window closes unused."""
    room = school(net)
    send(net, "poster", (net.deployment().rewards, r.post_epoch(room.campaign_id, number, r.Posting(**dict(p)))))
    room.to_claims(number)
    return room


def worth(net: EvmNetwork, number: int, opening: bytes) -> str:
    return tried(net, "mallory", net.deployment().rewards, r.claim(school(net).epoch_id(number), opening)).error


@pytest.mark.parametrize(
    ("count", "indices"), [(2**20 + 2, (0, 254, 255, 256, 257, 511, 512, 2**20 - 1, 2**20, 2**20 + 1)), (2**32 - 1, (0, 255, 256, 2**31, 2**32 - 2))]
)
def test_each_leaf_is_paid_once_wherever_it_stands(count: int, indices: tuple[int, ...]) -> None:
    """INV-EVM-20: at the borders of the bitmap's words, and in a tree as large as can be posted; no leaf marks another as paid."""
    net = forked(chambers())
    worker, room = by(net, "expert0").account, school(net)
    root, openings = sparse(count, {index: Leaf(worker, 3, 1_000 + at) for at, index in enumerate(indices)})
    posted(net, Posting(reward_root=root.hash, leaf_count=count, total_score=root.sum))
    beside = {i + off for i in indices for off in (-1, 1, 256, -256)} - set(indices)
    paid, before = 0, 0
    for at, index in enumerate(indices):
        claimed = by(net, "mallory").rewards.claim(room.epoch_id(DUE), openings[index])
        assert claimed.index == index
        assert claimed.cash == reward_down(30 * COIN, before, 1_000 + at, root.sum)
        paid, before = paid + claimed.cash, before + 1_000 + at
        assert [net.rewards.is_claimed(room.epoch_id(DUE), i) for i in indices] == [i <= at for i in range(len(indices))]
        assert worth(net, DUE, openings[index]) == "AlreadyClaimed"
    assert not any(net.rewards.is_claimed(room.epoch_id(DUE), i) for i in beside if 0 <= i < 2**32)
    assert paid == 30 * COIN
    assert room.epoch(DUE).cash == 0


def test_a_leaf_opens_at_its_own_place_by_its_own_bytes() -> None:
    """INV-EVM-20: not at another index, by a cut or trailing path, as a node, under a parent's hash, or with dirty bits in its worker."""
    net = forked(chambers())
    worker = by(net, "expert0").account
    leaves = {at: Leaf(worker, 3, 100 + at) for at in range(5)}
    root, openings = sparse(5, leaves)
    room = posted(net, Posting(reward_root=root.hash, leaf_count=5, total_score=root.sum))
    for index, right in openings.items():
        assert worth(net, DUE, right) == ""
        for other in (*(i for i in range(9) if i != index), index + 2**31, 2**32 - 1):
            assert worth(net, DUE, other.to_bytes(4, "big") + right[4:]) == "BadEvidence"
        for bad in (right[:-1], right[:-40], right + b"\0", right + bytes(40), right[:48], right[:4], right + right[48:]):
            assert worth(net, DUE, bad) == "BadEvidence"
        for at in random.Random(index).sample(range(4, len(right)), 20):
            assert worth(net, DUE, right[:at] + bytes([right[at] ^ 1]) + right[at + 1 :]) == "BadEvidence"
    # A node as a leaf: the first 44 bytes of two children, one level up, where the path is one shorter.
    pair = leaves[0].node.bytes + leaves[1].node.bytes
    assert worth(net, DUE, bytes(4) + pair[:44] + openings[0][88:]) == "BadEvidence"
    # A leaf as a node: the promoted one, one level up.
    assert worth(net, DUE, (2).to_bytes(4, "big") + openings[4][4:]) == "BadEvidence"
    assert (room.epoch(DUE).state, room.epoch(DUE).cash) == (EpochState.POSTED, 30 * COIN)


def test_a_leaf_whose_worker_has_bits_beyond_an_address_pays_nobody() -> None:
    """INV-EVM-20: it names nobody who joined, although its low bytes do."""
    net = forked(chambers())
    dirty = b"\1" + by(net, "expert0").account[1:]
    root, openings = sparse(2, {0: Leaf(dirty, 3, 1), 1: Leaf(by(net, "checker").account, 3, 1)})
    posted(net, Posting(reward_root=root.hash, leaf_count=2, total_score=2))
    assert {worth(net, DUE, opening) for opening in openings.values()} == {"NotJoined"}


def test_sums_that_wrap_around_open_nothing_and_are_refuted() -> None:
    """INV-EVM-20: a tree hashed over sums that passed 2**64 - 1 says less than its leaves have, on a level below the root too."""
    net = forked(chambers())
    worker, to = by(net, "expert0").account, net.deployment().rewards
    a, b, c = Leaf(worker, 3, MOST - 4), Leaf(worker, 3, 10), Leaf(worker, 3, 7)
    pair = Node(keccak(b"\1" + a.node.bytes + b.node.bytes), 5)
    top = parent(pair, c.node)
    assert top.sum == 12
    room = school(net)
    send(net, "poster", (to, r.post_epoch(room.campaign_id, DUE, r.Posting(top.hash, 3, 12, bytes(32), 0))))
    lie = b"\1" + bytes(4) + a.node.bytes + b.node.bytes + (5).to_bytes(8, "big") + c.node.bytes
    assert tried(net, "mallory", to, r.refute(room.epoch_id(DUE), Fault.SUM, lie)).error == ""
    room.to_claims(DUE)
    for index, leaf, path in ((0, a, b.node.bytes + c.node.bytes), (1, b, a.node.bytes + c.node.bytes)):
        assert fold_path(leaf.node, index, 3, path) is None
        assert worth(net, DUE, index.to_bytes(4, "big") + leaf.payload + path) == "BadEvidence"
    assert worth(net, DUE, (2).to_bytes(4, "big") + c.payload + pair.bytes) == ""


def test_no_tree_whatever_it_says_pays_more_than_its_pool() -> None:
    """INV-EVM-20: leaves that can be opened lie beside one another, so an unrefuted liar shares out at most the pool."""
    net = forked(chambers())
    worker, rewards = by(net, "expert0").account, net.deployment().rewards
    generator, cash = random.Random(1), 30 * COIN
    for _ in range(3):
        fork = forked(net)
        count = generator.randrange(2, 40)
        at = sorted(generator.sample(range(count), min(count, 6)))
        root, openings = sparse(count, {i: Leaf(worker, 3, generator.randrange(1, 2**60)) for i in at})
        room = posted(fork, Posting(reward_root=root.hash, leaf_count=count, total_score=root.sum))
        send(fork, "mallory", *((rewards, r.claim(room.epoch_id(DUE), openings[i])) for i in at))
        assert fork.balance(worker) - net.balance(worker) == cash
        assert room.epoch(DUE).cash == 0


# Evidence.


def shown(net: EvmNetwork, number: int, fault: int, data: bytes) -> str:
    return tried(net, "checker", net.deployment().rewards, r.refute(school(net).epoch_id(number), fault, data)).error


@cache
def watched() -> EvmNetwork:
    """The chambers with a right posting of epoch DUE, within its window."""
    net = forked(chambers())
    make(net, "postEpoch")
    return net


def test_no_encoding_of_true_evidence_refutes_a_right_posting() -> None:
    """INV-EVM-21: the same leaf opened twice, levels beyond the tree, other encodings of an index, bytes changed, cut or added anywhere."""
    net = watched()
    room = school(net)
    files = room.files(DUE)
    # One expert kept silent: one leaf and three rows.
    assert (len(files.leaves), len(files.rows)) == (1, 3)
    batch = judgments.batch_tree(files.rows[0][:32], SEED, [row[36:] for row in files.rows])
    leaf, score = files.leaf(0), files.leaves[0].score.to_bytes(8, "big")
    harmless = [
        (Fault.SUM, bytes(5) + files.leaves[0].payload + score), (Fault.DUPLICATE, leaf + leaf), (Fault.COUNT, leaf),
        *((Fault.ROW, files.row(at) + files.rows[at][36:] + batch.path(at)) for at in range(3)),
        *((Fault.ROW_TWICE, files.row(a) + files.row(b)) for a in range(3) for b in range(3)),
    ]  # fmt: skip
    for fault, data in harmless:
        assert shown(net, DUE, fault, data) == "NotRefuted"
    generator = random.Random(7)
    for _ in range(250):
        fault, data = generator.choice(harmless)
        at = generator.randrange(len(data))
        spoilt = generator.choice([
            data[:at] + bytes([data[at] ^ 1 << generator.randrange(8)]) + data[at + 1 :], data[:at], data + bytes(generator.randrange(1, 50)), data[at:],
            data[:at] + generator.randbytes(generator.randrange(1, 50)) + data[at:], data + data, data[:4] + bytes(32) + data[36:],
        ])  # fmt: skip
        if spoilt != data:
            assert shown(net, DUE, generator.choice([fault, *range(8), 255]), spoilt) in ("BadEvidence", "NotRefuted")


def test_a_node_is_not_shown_on_a_level_that_is_not_there() -> None:
    """INV-EVM-21: above the root stands the root; no level beyond the 32nd is read; a promoted leaf has no children on any level."""
    net = forked(chambers())
    worker = by(net, "expert0").account
    root, openings = sparse(3, {at: Leaf(worker, 3, 100 + at) for at in range(3)})
    a, b, c = (Leaf(worker, 3, 100 + at) for at in range(3))
    pair, sums = parent(a.node, b.node), lambda node: node.sum.to_bytes(8, "big")
    send(net, "poster", (net.deployment().rewards, r.post_epoch(school(net).campaign_id, DUE, r.Posting(root.hash, 3, root.sum, bytes(32), 0))))
    at_root = pair.bytes + c.node.bytes + sums(root)
    for level in range(256):
        wanted = "NotRefuted" if 2 <= level <= 32 else "BadEvidence"
        if level < 40 or level % 16 == 15:
            assert shown(net, DUE, Fault.SUM, bytes([level]) + bytes(4) + at_root) == wanted
    low = a.node.bytes + b.node.bytes + sums(pair) + c.node.bytes
    assert shown(net, DUE, Fault.SUM, b"\1" + bytes(4) + low) == "NotRefuted"
    for index in (1, 2, 2**31, 2**32 - 1):
        assert shown(net, DUE, Fault.SUM, b"\1" + index.to_bytes(4, "big") + low) == "BadEvidence"
        assert shown(net, DUE, Fault.SUM, b"\2" + index.to_bytes(4, "big") + at_root) == "BadEvidence"
    # The promoted leaf, as one of another level, and as a parent of two.
    assert shown(net, DUE, Fault.SUM, b"\0" + (2).to_bytes(4, "big") + c.payload + sums(c.node) + pair.bytes) == "NotRefuted"
    assert shown(net, DUE, Fault.SUM, b"\1" + (1).to_bytes(4, "big") + (c.payload + bytes(36)) + sums(c.node) + pair.bytes) == "BadEvidence"
    # Two leaves of one worker are a fault; one leaf under two indices is not to be shown.
    assert shown(net, DUE, Fault.DUPLICATE, openings[0] + openings[2]) == ""
    assert shown(net, DUE, Fault.DUPLICATE, openings[2] + (1).to_bytes(4, "big") + openings[2][4:]) == "BadEvidence"


def test_starved_evidence_decides_nothing() -> None:
    """INV-EVM-21: with whatever gas, true evidence refutes or the call fails whole; a hash that was not computed is never taken for one."""
    net, to = chambers(), chambers().deployment().rewards
    data = MOVES["refute"].data(net)
    needed = tried(net, "checker", to, data).gas
    right = r.refute(school(net).epoch_id(DUE), Fault.COUNT, school(net).files(DUE).leaf(0))
    reveal = MOVES["revealBatch"].data(net)
    for gas in range(2_000, needed + 20_000, 3_500):
        assert tried(net, "checker", to, data, gas=gas).error in ("", "Unrecognised", "TransferFailed")
        assert tried(watched(), "checker", to, right, gas=gas).error in ("NotRefuted", "Unrecognised")
        assert tried(net, "expert0", to, reveal, gas=gas).error in ("", "Unrecognised", "TransferFailed")
    assert tried(net, "checker", to, data).error == ""


# Replays.


def test_nothing_of_one_epoch_or_attempt_counts_in_another() -> None:
    """INV-EVM-22: batches, openings, evidence and accusations name what they are about."""
    net = forked(chambers())
    room, to = school(net), net.deployment().rewards
    first = room.experts[0]
    # A batch is revealed as what it was committed as: the same root, bytes and seed say nothing in another epoch, for another, elsewhere.
    ended = school(net, ENDED)
    old = judgments.batch_tree(room.batch_id(first, HIDDEN), SEED, room.revealed[HIDDEN, first.account]).root
    first.rewards.commit_batch(room.campaign_id, old, 3)
    room.to_reveals(RUNNING)
    assert tried(net, "expert0", to, r.reveal_batch(room.batch_id(first, RUNNING), SEED, said(room, HIDDEN))).error == "BadBatch"
    assert tried(net, "expert0", to, r.reveal_batch(ended.batch_id(first, 0), SEED, said(room, HIDDEN))).error == "UnknownBatch"
    # Evidence against a posting is none against the next; an accusation of it neither.
    room = school(forked(chambers()))
    net = by(room.chain, "checker")  # type: ignore[arg-type]
    make(net, "resolve")
    make(net, "refute")
    evidence = wrong_files(room).leaf(0)
    assert shown(net, FAULTY, Fault.COUNT, evidence) == "EpochNotPosted"
    for number in (FAULTY, OVERTURNED):
        room.post(room.files(number), number)
    assert shown(net, FAULTY, Fault.COUNT, evidence) == "BadEvidence"
    assert tried(net, "checker", to, r.suspend(room.epoch_id(OVERTURNED), case_id(net, WRONG))).error == "WrongCase"
    assert tried(net, "checker", to, r.suspend(room.epoch_id(CLAIMED), case_id(net, WRONG))).error == "WindowClosed"
    assert tried(net, "checker", to, r.resolve(room.epoch_id(OVERTURNED))).error == "EpochNotSuspended"
    # A ruling about one grant takes no other.
    assert tried(net, "checker", to, r.clawback(own_grant(net), case_id(net, CLAW))).error == "WrongCase"
    assert tried(net, "checker", to, r.clawback(own_grant(net), case_id(net, WRONG))).error == "WrongCase"
    # Same people, same scores, same roots: paid once an epoch, and no epoch's payment is another's.
    same = room.files(CLAIMED)
    assert same.posting.reward_root == room.files(FIRST).posting.reward_root
    assert worth(net, FIRST, same.leaf(0)) == "AlreadyClaimed"
    make(net, "claim")
    assert worth(net, CLAIMED, same.leaf(0)) == "AlreadyClaimed"
    assert worth(net, CLAIMED, same.leaf(1)) == ""


def test_a_second_deployment_knows_nothing_of_the_first() -> None:
    """INV-EVM-22: over the same token, sponsor and nonce: campaigns, epochs, batches, grants and rulings of one mean nothing to the other."""
    net = forked(chambers())
    transport, d = transport_of(net), net.deployment()
    second = deploy(transport, account_named("authority"), d.treasury, LAW, token=d.token, grant_token=d.grant_token)
    other = EvmNetwork(transport, second)
    errors = {
        "fund": "UnknownCampaign", "refund": "UnknownCampaign", "commitBatch": "UnknownCampaign", "revealBatch": "UnknownBatch", "forfeit": "UnknownBatch",
        "postEpoch": "UnknownCampaign", "refute": "UnknownEpoch", "resolve": "UnknownEpoch", "payPoster": "UnknownEpoch", "claim": "UnknownEpoch",
        "topUp": "UnknownGrant", "withdraw": "UnknownGrant", "clawback": "UnknownGrant", "contest": "UnknownCase", "commitSeed": "UnknownCase",
        "revealSeed": "UnknownCase", "appeal": "UnknownCase", "release": "UnknownCase", "collect": "UnknownCase", "resign": "UnknownJuror",
    }  # fmt: skip
    for verb, error in errors.items():
        m = MOVES[verb]
        assert tried(net, m.who, getattr(second, m.contract), m.data(net)).error == error
    # The same terms under the same nonce are another campaign, and a batch is bound to its own.
    assert school(other).campaign_id != school(net).campaign_id
    assert school(other).batch_id(by(net, "expert0")) != school(net).batch_id(by(net, "expert0"))
    assert other.balance(second.rewards) == other.balance(second.court) == 0


# Races: whoever reads a waiting transaction and pays for a place before it.


def test_who_copies_a_batch_a_posting_or_a_claim_gains_nothing() -> None:
    """INV-EVM-23: a copied root cannot be revealed and costs its bond; a copied posting earns nothing; a claim pays its worker, whoever makes it."""
    net = forked(chambers())
    room, to = school(net), net.deployment().rewards
    first, second = room.experts
    records = room.commit(first)
    second.rewards.commit_batch(room.campaign_id, room.batch(first, RUNNING).root, 3)
    room.to_reveals(RUNNING)
    room.reveal(first, RUNNING)
    copied = r.reveal_batch(room.batch_id(second, RUNNING), SEED, b"".join(records))
    assert tried(net, "expert1", to, copied).error == "BadBatch"
    assert tried(net, "expert1", to, r.reveal_batch(room.batch_id(first, RUNNING), SEED, b"".join(records))).error == "NotWorker"
    room.to_posting(RUNNING)
    purse = net.balance(by(net, "mallory").account)
    send(net, "mallory", (to, r.post_epoch(room.campaign_id, RUNNING, posting(room.files(RUNNING)))))
    assert tried(net, "poster", to, r.post_epoch(room.campaign_id, RUNNING, posting(room.files(RUNNING)))).error == "EpochIsPosted"
    room.to_claims(RUNNING)
    send(net, "mallory", (to, r.pay_poster(room.epoch_id(RUNNING))), (to, r.claim(room.epoch_id(RUNNING), room.files(RUNNING).leaf(0))))
    assert net.balance(by(net, "mallory").account) == purse


def test_who_copies_a_refutation_gains_its_half_and_the_liar_loses_the_same() -> None:
    """INV-EVM-23: the reward is for whoever brings the evidence first; a liar that refutes itself is half a bond poorer, and nothing else changes."""
    net, twin = forked(chambers()), forked(chambers())
    room, to = school(net), net.deployment().rewards
    data, bond = MOVES["refute"].data(net), LAW.post_bond
    before = {name: net.balance(by(net, name).account) for name in ("mallory", "checker", "treasury")}
    for chain, who in ((net, "mallory"), (twin, "checker")):
        chain.set_time(chain.now() + 5)
        send(chain, who, (to, data))
    assert slots(net) == slots(twin)
    assert tried(net, "checker", to, data).error == "EpochNotPosted"
    assert net.balance(by(net, "mallory").account) - before["mallory"] == bond // 2
    assert net.balance(by(net, "treasury").account) - before["treasury"] == bond - bond // 2
    assert room.epoch(FAULTY).attempt == 1


def test_provided_bytes_are_not_spoilt_by_who_is_faster() -> None:
    """INV-EVM-23: bytes are their party's own: others' neither replace nor complete them."""
    net = forked(chambers())
    to, evidence = net.deployment().rewards, wrong_files(school(net)).leaf(0)
    send(net, "checker", (to, r.provide(0, evidence[:20])))
    send(net, "mallory", (to, r.provide(0, b"rubbish")), (to, r.provide(7, evidence[20:])))
    send(net, "checker", (to, r.provide(20, evidence[20:])))
    assert shown(net, FAULTY, Fault.COUNT, b"") == ""
    assert tried(net, "mallory", to, r.refute(school(net).epoch_id(FAULTY), Fault.COUNT, b"")).error == "BadEvidence"


# A sponsor that turns.


def test_a_price_changed_between_join_and_claim_changes_no_claim() -> None:
    """INV-EVM-24: raised or lowered, before or after anything: who joined is paid at the price it was promised."""
    room, claims = school(chambers()), []
    for price in (0, 1, MOST):
        net = forked(chambers())
        if price:
            by(net, "sponsor").rewards.set_price(room.campaign_id, price)
        claims.append(by(net, "mallory").rewards.claim(room.epoch_id(CLAIMED), room.files(CLAIMED).leaf(0)))
        if price == 1:
            # Such a promise is backed before anybody works for it.
            assert comes_to(net, "commitBatch") == "PoolExhausted"
    assert len({(c.cash, c.tokens) for c in claims}) == 1
    assert claims[0].tokens > 0


def test_who_joins_after_a_price_was_raised_risks_nothing() -> None:
    """INV-EVM-24: a sponsor that is faster than a worker promises less; the worker sees its price before it has anything at stake."""
    net = forked(chambers())
    room, to = school(net), net.deployment().rewards
    before = net.balance(by(net, "checker").account)
    by(net, "sponsor").rewards.set_price(room.campaign_id, MOST)
    assert by(net, "checker").rewards.join(room.campaign_id).price == MOST
    assert net.balance(by(net, "checker").account) == before
    assert tried(net, "checker", to, r.join(room.campaign_id)).error == "AlreadyJoined"


def test_a_campaign_closed_at_the_worst_moment_still_pays_its_work() -> None:
    """INV-EVM-24: with batches committed, hidden, posted, disputed: the sponsor gets what no epoch has reserved, everybody else what was promised."""
    net = forked(chambers())
    room, to = school(net), net.deployment().rewards
    make(net, "commitBatch")
    make(net, "revealBatch")
    before = net.balance(by(net, "sponsor").account)
    reserved = sum(room.epoch(number).cash for number in range(RUNNING + 1))
    bonds = net.balance(to) - reserved - room.campaign.cash_free - school(net, ENDED).campaign.cash_free
    by(net, "sponsor").rewards.close(room.campaign_id)
    assert by(net, "mallory").rewards.refund(room.campaign_id).cash == net.balance(by(net, "sponsor").account) - before
    assert net.balance(to) == reserved + bonds + school(net, ENDED).campaign.cash_free
    for verb in ("refute", "resolve", "forfeit", "postEpoch", "payPoster", "claim", "withdraw", "clawback"):
        make(net, verb)
    assert tried(net, "expert1", to, r.commit_batch(room.campaign_id, SEED, 1)).error == "CampaignIsClosed"
    room.to_posting(HIDDEN)
    room.post(room.files(HIDDEN), HIDDEN)
    room.to_claims(HIDDEN)
    assert by(net, "mallory").rewards.claim(room.epoch_id(HIDDEN), room.files(HIDDEN).leaf(0)).cash == 30 * COIN
    assert tried(net, "mallory", to, r.refund(room.campaign_id)).error == "NothingToRefund"


# Numbers at their limits.


def test_a_sponsor_that_fills_a_grant_up_keeps_no_cash() -> None:
    """INV-EVM-24: who mints the grant token can bring a worker's grant to the most that can be said; cash is paid as ever, and the tokens that
    no longer fit stay with the epoch."""
    net = forked(chambers())
    d, room = net.deployment(), school(net)
    expert = room.experts[0]
    grant = net.rewards.grant(room.grant_id(expert))
    assert grant is not None
    net.faucet(by(net, "sponsor").account, 2**65, d.grant_token)
    by(net, "sponsor").rewards.top_up(grant.grant_id, MOST - grant.deposited)
    tokens = room.epoch(CLAIMED).tokens
    claimed = by(net, "mallory").rewards.claim(room.epoch_id(CLAIMED), room.files(CLAIMED).leaf(0))
    assert (claimed.cash > 0, claimed.tokens, claimed.grant_id, room.epoch(CLAIMED).tokens) == (True, 0, bytes(32), tokens)


def test_numbers_that_would_pass_a_u64_are_refused_and_change_nothing() -> None:
    """INV-EVM-25: pools, tokens, deposits: Overflow by name, before anything moves."""
    net = forked(chambers())
    d, room = net.deployment(), school(net)
    for token in (d.token, d.grant_token):
        net.faucet(by(net, "mallory").account, 2**67, token)
    send(net, "mallory", (d.rewards, r.fund(room.campaign_id, MOST - 10**12, MOST - 10**12)), (d.rewards, r.top_up(own_grant(net), MOST - 10**12)))
    before, rich = slots(net), purses(net)
    calls = [r.fund(room.campaign_id, 10**12, 0), r.fund(room.campaign_id, 0, 10**12), r.fund(room.campaign_id, MOST, MOST), r.top_up(own_grant(net), MOST)]
    for data in calls:
        assert tried(net, "mallory", d.rewards, data).error == "Overflow"
        with pytest.raises(e.Overflow):
            send(net, "mallory", (d.rewards, data))
    assert (slots(net), purses(net)) == (before, rich)
    # What fits still passes, and the largest grant vests without overflowing.
    state = net.rewards.grant(own_grant(net))
    assert state is not None
    amount = by(net, "expert0").rewards.withdraw(own_grant(net)).amount
    assert amount == vested_down(state.deposited, state.start_at, state.schedule, net.now()) - state.withdrawn


# The clock's edges.


def test_at_no_second_do_both_sides_of_an_epochs_clock_hold() -> None:
    """INV-EVM-26: reveal and forfeit, post and expire, refute and claim, claim and expire: each second belongs to one side."""
    net = forked(chambers())
    room = school(net)
    campaign, to = room.campaign, net.deployment().rewards
    starts = campaign.reveal_from(HIDDEN)
    ends = starts + room.terms.reveal_secs
    assert outcomes(net, "revealBatch", starts) == ["RevealNotOpen", "", ""]
    assert outcomes(net, "revealBatch", ends) == ["", "RevealClosed", "RevealClosed"]

    def around(who: str, data: bytes, moment: int) -> list[str]:
        return [tried(net, who, to, data, at=moment + off).error for off in (-1, 0, 1)]

    assert around("mallory", r.forfeit(room.batch_id(room.experts[0], HIDDEN)), ends) == ["NotDue", "", ""]
    post = r.post_epoch(room.campaign_id, HIDDEN, posting(room.files(DUE)))
    assert around("poster", post, ends) == ["EpochNotDue", "", ""]
    assert outcomes(net, "postEpoch", room.epoch(DUE).post_by) == ["", "PostClosed", "PostClosed"]
    assert around("mallory", r.expire(room.epoch_id(DUE)), room.epoch(DUE).post_by) == ["NotDue", "", ""]
    # The window of the faulty posting: evidence and cases until its last second, claims and the bond from the next on.
    moment = room.epoch(FAULTY).claim_from
    bench_case = by(net, "accuser").court.accuse(NEXT, case_about(net, ids.posting_id(room.epoch_id(FAULTY), 0))).case_id
    assert outcomes(net, "refute", moment) == ["", "WindowClosed", "WindowClosed"]
    assert around("checker", r.suspend(room.epoch_id(FAULTY), bench_case), moment) == ["", "WindowClosed", "WindowClosed"]
    assert around("mallory", r.claim(room.epoch_id(FAULTY), wrong_files(room).leaf(1)), moment) == ["WindowOpen", "", ""]
    assert around("mallory", r.pay_poster(room.epoch_id(FAULTY)), moment) == ["WindowOpen", "", ""]
    over = room.epoch(CLAIMED).claim_from + LAW.claim_secs
    assert outcomes(net, "claim", over) == ["", "ClaimClosed", "ClaimClosed"]
    assert around("mallory", r.expire(room.epoch_id(CLAIMED)), over) == ["NotDue", "", ""]
    # The last second of an epoch is that epoch's.
    for moment, number in ((campaign.reveal_from(RUNNING) - 1, RUNNING), (campaign.reveal_from(RUNNING), RUNNING + 1)):
        logs = logs_of(net, "expert0", to, MOVES["commitBatch"].data(net), at=moment)
        assert logs is not None
        assert int.from_bytes(logs[-1][1][:32], "big") == number


def test_claims_and_expiry_of_a_campaign_leave_nothing_behind() -> None:
    """INV-EVM-19: after the last claim, expiry, refund and forfeit the program holds grants and nothing else, to the unit."""
    net = forked(chambers())
    room, d = school(net), net.deployment()
    for verb in ("refute", "resolve", "forfeit", "claim", "refund", "revealBatch"):
        make(net, verb)
    by(net, "sponsor").rewards.close(room.campaign_id)
    wait(net, 20_000)
    for number in range(RUNNING):
        if number not in (FIRST, CLAIMED):
            assert room.epoch(number).state is EpochState.OPEN
        by(net, "mallory").rewards.expire(room.epoch_id(number))
    send(net, "mallory", (d.rewards, r.refund(room.campaign_id)))
    for number in (FIRST, CLAIMED):
        send(net, "mallory", (d.rewards, r.pay_poster(room.epoch_id(number))))
    # expert1's last batch was never revealed
    send(net, "mallory", (d.rewards, r.forfeit(room.batch_id(room.experts[1], HIDDEN))))
    assert net.balance(d.rewards) == 0
    grants = [net.rewards.grant(g) for g in (own_grant(net), earned_grant(net), room.grant_id(room.experts[0]))]
    assert net.balance(d.rewards, d.grant_token) == sum(g.deposited - g.withdrawn for g in grants if g is not None)


# Grants.


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    duration = draw(st.one_of(st.integers(1, 10), st.integers(1, 315_360_000)))
    cliff, steps = draw(st.sampled_from([0.0, 0.25, 0.999, 1.0])), draw(st.sampled_from([0, 1, 2, 3, 7, 48, 999, 1_000]))
    return Schedule(cliff_secs=int(duration * cliff), duration_secs=duration, steps=steps)


AMOUNTS = st.one_of(st.integers(1, 10), st.integers(1, MOST))
GRANTS = st.lists(st.tuples(schedules(), AMOUNTS, st.floats(-0.2, 1.2), st.integers(-2, 2)), min_size=50, max_size=50)


@settings(max_examples=4)
@given(grants=GRANTS)
def test_the_contract_vests_what_the_reference_does(grants: list[tuple[Schedule, int, float, int]]) -> None:
    """INV-EVM-27: any schedule, deposit and second, before the cliff, at each border, to the largest deposit there is."""
    net = forked(rich())
    d, start = net.deployment(), START
    created = [
        (d.rewards, r.create_grant(1_000 + at, grant_terms(net, amount=amount, start_at=start, schedule=r.Schedule(**dict(schedule)))))
        for at, (schedule, amount, _, _) in enumerate(grants)
    ]
    send(net, "sponsor", *created)
    for at, (schedule, amount, share, off) in enumerate(grants):
        step = schedule.duration_secs // max(schedule.steps, 1)
        near = [int(share * schedule.duration_secs), schedule.cliff_secs, schedule.duration_secs, step, step * max(schedule.steps - 1, 0)][at % 5]
        now = max(start + near + off, 1)
        wanted = vested_down(amount, start, schedule, now)
        logs = logs_of(net, "expert1", d.rewards, r.withdraw(granted_id(net, 1_000 + at)), at=now)
        assert (int.from_bytes(logs[-1][1], "big") if logs else 0) == wanted


@cache
def rich() -> EvmNetwork:
    """The chambers where the sponsor has more grant tokens than can be said."""
    net = forked(chambers())
    net.faucet(by(net, "sponsor").account, 2**72, net.deployment().grant_token)
    send(net, "mallory", (net.deployment().token, calldata("approve(address,uint256)", bytes(19) + b"\1", 0)))
    return net


def test_a_rotation_race_is_won_by_whoever_holds_the_old_key_last() -> None:
    """INV-EVM-28: until the second that it names the old key holds and can call it off; from then on the new one alone; a second rotation
    starts its own delay."""
    net = forked(chambers())
    to, mine = net.deployment().rewards, own_grant(net)
    mallory, friend = by(net, "mallory").account, by(net, "friend").account
    due = by(net, "expert0").rewards.rotate(mine, mallory).rotate_at

    def around(who: str, data: bytes, moment: int) -> list[str]:
        return [tried(net, who, to, data, at=moment + off).error for off in (-1, 0, 1)]

    for data in (r.withdraw(mine), r.rotate(mine, friend), r.rotate(mine, by(net, "expert0").account)):
        assert around("expert0", data, due) == ["", "NotBeneficiary", "NotBeneficiary"]
        assert around("mallory", data, due) == ["NotBeneficiary", "", ""]
    # Thief and owner hold the same key: each naming starts the delay anew, and the last one before it ends counts.
    wait(net, LAW.rotate_secs - 10)
    again = by(net, "expert0").rewards.rotate(mine, friend).rotate_at
    assert again == net.now() + LAW.rotate_secs
    net.set_time(due + 1)
    assert tried(net, "mallory", to, r.withdraw(mine)).error == "NotBeneficiary"
    assert by(net, "expert0").rewards.rotate(mine, by(net, "expert0").account).rotate_at == 0
    net.set_time(again + 1)
    assert tried(net, "friend", to, r.withdraw(mine)).error == "NotBeneficiary"
    assert tried(net, "expert0", to, r.withdraw(mine)).error == ""


def test_a_heir_that_never_acted_passes_the_grant_on_and_nobody_before_it_has_a_say() -> None:
    """INV-EVM-28: a rotation that came due is carried out by the first act of its heir, whatever that is."""
    net = forked(chambers())
    to, mine = net.deployment().rewards, own_grant(net)
    due = by(net, "expert0").rewards.rotate(mine, by(net, "mallory").account).rotate_at
    net.set_time(due)
    later = by(net, "mallory").rewards.rotate(mine, by(net, "friend").account).rotate_at
    state = net.rewards.grant(mine)
    assert state is not None
    assert (state.beneficiary, state.next_beneficiary) == (by(net, "mallory").account, by(net, "friend").account)
    assert [tried(net, who, to, r.withdraw(mine), at=later).error for who in ("expert0", "mallory", "friend")] == ["NotBeneficiary", "NotBeneficiary", ""]


def test_a_clawback_takes_once_and_never_what_was_withdrawn() -> None:
    """INV-EVM-28: after it nothing can be added, taken again or renounced; the kept part is there at once; deposits are accounted for."""
    net = forked(chambers())
    d, grant = net.deployment(), earned_grant(net)
    before = net.rewards.grant(grant)
    assert before is not None
    withdrawn = by(net, "expert1").rewards.withdraw(grant).amount
    taken = by(net, "mallory").rewards.clawback(grant, case_id(net, CLAW))
    # More has vested since the accusation, and that was withdrawn.
    assert taken.kept == withdrawn
    assert taken.kept + taken.taken == before.deposited
    errors = {
        "GrantIsRevoked": [("mallory", r.clawback(grant, case_id(net, CLAW))), ("sponsor", r.top_up(grant, 1)), ("sponsor", r.renounce(grant))],
        "NothingVested": [("expert1", r.withdraw(grant))],
    }
    for error, calls in errors.items():
        assert {tried(net, who, d.rewards, data, at=net.now() + 10**6).error for who, data in calls} == {error}
    assert net.balance(d.treasury, d.grant_token) == taken.taken


def test_a_grantor_that_renounced_in_time_cannot_be_used_for_a_clawback() -> None:
    """INV-EVM-28: renouncing before the ruling is carried out ends it, for good, and for every later ruling."""
    net = forked(chambers())
    to, grant = net.deployment().rewards, earned_grant(net)
    by(net, "sponsor").rewards.renounce(grant)
    assert comes_to(net, "clawback") == "GrantIsRenounced"
    assert tried(net, "sponsor", to, r.renounce(grant)).error == "GrantIsRenounced"
    assert tried(net, "expert1", to, r.renounce(own_grant(net))).error == "NotGrantor"


# Rulings.


def test_a_ruling_of_another_court_is_none() -> None:
    """INV-EVM-29: the court's own code over the same staking, token and treasury says guilty, and rewards has never heard of it."""
    net = forked(chambers())
    d, grant, s = net.deployment(), own_grant(net), LAW
    amounts = (s.contest_secs, s.phase_secs, s.case_bond, s.seed_bond, s.seat_stake, s.max_penalty, s.jurors, s.max_rounds, s.reward_bps)
    arguments = k.constructor(d.token, d.staking, d.treasury, *amounts)
    impostor = create(net, "mallory", bytecode("Court") + arguments)
    send(net, "mallory", (d.token, calldata("approve(address,uint256)", impostor[12:], 2**256 - 1)))
    subjects = (grant, ids.posting_id(school(net).epoch_id(FAULTY), 0))
    accused = dict(case_about(net, grant, penalty=COIN))
    send(net, "mallory", *((impostor, k.accuse(at, k.Accusation(**(accused | {"subject": x})))) for at, x in enumerate(subjects)))
    cases = [ids.case_id(impostor, by(net, "mallory").account, at) for at in range(2)]
    assert tried(net, "mallory", d.rewards, r.suspend(school(net).epoch_id(FAULTY), cases[1])).error == "UnknownCase"
    wait(net, LAW.contest_secs)
    bonded = net.staking.stake(by(net, "accused").account)
    send(net, "mallory", *((impostor, k.close(case)) for case in cases))
    assert k.decode_ruling_of(tried(net, "mallory", impostor, k.ruling_of(cases[0])).output)[2:] == (4, 2)
    assert tried(net, "mallory", d.rewards, r.clawback(grant, cases[0])).error == "UnknownCase"
    assert net.staking.stake(by(net, "accused").account) == bonded


def test_a_ruling_older_than_what_it_is_about_takes_and_holds_up_nothing() -> None:
    """INV-EVM-29: ids can be foreseen, and a case about what is not there yet is contested by nobody."""
    net = forked(chambers())
    d, victim = net.deployment(), by(net, "expert1").account
    posted_next = ids.posting_id(school(net).epoch_id(DUE), 0)
    by(net, "mallory").court.accuse(1, case_about(net, granted_id(net, NEXT)))
    by(net, "mallory").court.accuse(2, case_about(net, posted_next))
    cases = [ids.case_id(d.court, by(net, "mallory").account, nonce) for nonce in (1, 2)]
    wait(net, LAW.contest_secs - 10)
    make(net, "postEpoch")
    assert tried(net, "mallory", d.rewards, r.suspend(school(net).epoch_id(DUE), cases[1])).error == "WrongCase"
    wait(net, 10)
    by(net, "mallory").court.close(cases[0])
    by(net, "sponsor").rewards.create_grant(NEXT, GrantTerms(beneficiary=victim, token=d.grant_token, amount=COIN, start_at=START, schedule=SLOW))
    assert tried(net, "mallory", d.rewards, r.clawback(granted_id(net, NEXT), cases[0])).error == "WrongCase"
    # From their first second on both can be accused.
    by(net, "mallory").court.accuse(3, case_about(net, posted_next))
    assert tried(net, "mallory", d.rewards, r.suspend(school(net).epoch_id(DUE), ids.case_id(d.court, by(net, "mallory").account, 3))).error == ""
