"""States of the chambers in which court and rewards refuse, and the end of all time."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from assay import ids
from assay.commit.sumtree import Leaf
from assay.evm.generated import court as k
from assay.evm.generated import rewards as r
from assay.evm.network import EvmNetwork
from assay.models.court import Phase
from assay.models.deployment import Settings

from tests.cast import COIN
from tests.classroom import Classroom, Files
from tests.courtroom import SALT
from tests.evm.arena import by, calldata, forked, new_network, send, wait
from tests.evm.chambers import (
    CALLED,
    DUE,
    FAULTY,
    LAW,
    MOVES,
    NEXT,
    NOBODY,
    SEEDS,
    allow_all,
    bench,
    campaign_terms,
    case_about,
    case_id,
    chambers,
    earned_grant,
    faced,
    make,
    own_grant,
    posting,
    school,
    sparse,
)

MOST = 2**64 - 1


def schedule(cliff: int, duration: int, steps: int = 0) -> r.Schedule:
    return r.Schedule(cliff, duration, steps)


def opened(**changes: object) -> Callable[[EvmNetwork], bytes]:
    return lambda n: r.open(NEXT, campaign_terms(n, **changes))


@cache
def refusing() -> EvmNetwork:
    """Both tokens answer false."""
    net = chambers()
    d = net.deployment()
    for token in (d.token, d.grant_token):
        net = faced(net, token, "FalseToken")
        send(net, "mallory", (token, calldata("refuse(bool)", True)))
    return net


@cache
def over() -> EvmNetwork:
    """Every move of the chambers has been made."""
    net = forked(chambers())
    for name in MOVES:
        make(net, name)
    return net


def closed() -> EvmNetwork:
    """The running campaign was closed."""
    net = forked(chambers())
    by(net, "sponsor").rewards.close(school(net).campaign_id)
    return net


@cache
def sitting() -> EvmNetwork:
    """Case SEEDS: j1, with one seat, sits in the one seat; j0, whose tickets are higher and lower, does not. It is time to vote."""
    net = forked(seating())
    bench(net, SEEDS).to(Phase.VOTE_COMMIT)
    return net


@cache
def seating() -> EvmNetwork:
    """Case SEEDS: the seat is taken by the middle of j0's tickets. j1 has one seat, which serves elsewhere."""
    net = forked(chambers())
    net.faucet(by(net, "j1").account, 100 * COIN)
    net.faucet(by(net, "late").account, 100 * COIN)
    allow_all(net, "j1")
    allow_all(net, "late")
    send(net, "j1", (net.deployment().court, k.enroll(1)))
    bench(net, SEEDS).to(Phase.SEED_REVEAL)
    send(net, "late", (net.deployment().court, k.enroll(1)))
    bench(net, SEEDS).to(Phase.SEATING)
    send(net, "mallory", (net.deployment().court, k.seat(case_id(net, SEEDS), by(net, "j0").account, ticket(net, 2))))
    return net


def ticket(net: EvmNetwork, rank: int) -> int:
    """The unit of j0's ticket of this rank in the draw of SEEDS."""
    room, j0 = bench(net, SEEDS), by(net, "j0").account
    return sorted(range(5), key=lambda unit: ids.ticket(room.case_id, 0, room.round.seed, j0, unit))[rank]


@cache
def serving() -> EvmNetwork:
    """Case CALLED is heard too, and about to seat j1, whose one seat serves in SEEDS."""
    net = forked(chambers())
    net.faucet(by(net, "j1").account, 100 * COIN)
    allow_all(net, "j1")
    send(net, "j1", (net.deployment().court, k.enroll(1)))
    make(net, "contest")
    bench(net, CALLED).to(Phase.SEATING)
    first = bench(net, SEEDS)
    assert first.round.started_at < bench(net, CALLED).round.started_at
    send(net, "mallory", (net.deployment().court, k.seat(first.case_id, by(net, "j1").account, 0)))
    return net


@cache
def voting() -> EvmNetwork:
    """The juror of SEEDS has committed to guilty, and it is time to reveal."""
    net = forked(sitting())
    room, j0 = bench(net, SEEDS), by(net, "j0")
    j0.court.commit_vote(room.case_id, ids.vote_commitment(room.case_id, 0, j0.account, True, SALT))
    room.to(Phase.VOTE_REVEAL)
    return net


@cache
def voted() -> EvmNetwork:
    net = forked(voting())
    by(net, "j0").court.reveal_vote(case_id(net, SEEDS), True, SALT)
    return net


def suspended() -> EvmNetwork:
    """A case that goes on holds the faulty posting up; another one about it was closed."""
    net = forked(chambers())
    subject = ids.posting_id(school(net).epoch_id(FAULTY), 0)
    by(net, "accuser").court.accuse(NEXT, case_about(net, subject))
    case = ids.case_id(net.deployment().court, by(net, "accuser").account, NEXT)
    by(net, "checker").rewards.suspend(school(net).epoch_id(FAULTY), case)
    return net


def claims_open() -> EvmNetwork:
    """A posting for DUE whose leaves are of a stranger and of a worker that was promised more than is reserved."""
    net = forked(chambers())
    room = school(net)
    by(net, "sponsor").rewards.set_price(room.campaign_id, 1)
    by(net, "mallory").rewards.join(room.campaign_id)
    root, _ = strange(net)
    send(net, "poster", (net.deployment().rewards, r.post_epoch(room.campaign_id, DUE, r.Posting(root.hash, 2, root.sum, NOBODY, 0))))
    room.to_claims(DUE)
    return net


def strange(net: EvmNetwork):
    return sparse(2, {0: Leaf(by(net, "mallory").account, 3, 5), 1: Leaf(by(net, "friend").account, 3, 5)})


def judged_after() -> EvmNetwork:
    """A case about the sponsor's grant to expert0 was closed: not guilty, since no jury came together. And all of that grant has vested."""
    net = forked(chambers())
    by(net, "accuser").court.accuse(NEXT, case_about(net, own_grant(net)))
    case = about_own(net)
    by(net, "friend").court.contest(case)
    wait(net, 4 * LAW.phase_secs)
    send(net, "mallory", (net.deployment().court, k.tally(case)))
    send(net, "mallory", (net.deployment().court, k.close(case)))
    return net


def about_own(net: EvmNetwork) -> bytes:
    return ids.case_id(net.deployment().court, by(net, "accuser").account, NEXT)


def vested_whole() -> EvmNetwork:
    net = forked(chambers())
    wait(net, 200_000)
    by(net, "accuser").court.accuse(NEXT, case_about(net, own_grant(net)))
    wait(net, LAW.contest_secs)
    send(net, "mallory", (net.deployment().court, k.close(about_own(net))))
    return net


def clawed() -> EvmNetwork:
    net = forked(chambers())
    make(net, "clawback")
    return net


def renounced() -> EvmNetwork:
    net = forked(chambers())
    by(net, "sponsor").rewards.renounce(earned_grant(net))
    return net


@cache
def greedy() -> EvmNetwork:
    """mallory has more of both tokens than can be said, has filled pools and grants up, and opened a campaign of the dearest pool."""
    net = forked(chambers())
    d = net.deployment()
    for token in (d.token, d.grant_token):
        net.faucet(by(net, "mallory").account, 2**67, token)
    calls = [r.fund(school(net).campaign_id, MOST - 10**12, MOST - 10**12), r.top_up(own_grant(net), MOST - 10**12), k.enroll(2**32 - 1)]
    terms = campaign_terms(net, epoch_pool=2**63, price=1)
    calls += [r.open(NEXT, terms), r.join(ids.campaign_id(d.rewards, by(net, "mallory").account, NEXT))]
    send(net, "mallory", *((d.court if data == calls[2] else d.rewards, data) for data in calls))
    return net


# Times are stored in five bytes. After EDGE an hour later cannot be said.
EDGE = 2**40 - 1
AGE = 10_000


@cache
def doomsday() -> EvmNetwork:
    """Near the end of all time that five bytes can say: epoch 0 of the sponsor's campaign is over, epoch 1 is posted wrongly, epoch 2 is
    suspended by a case that is lost."""
    net = new_network(settings=LAW, now=EDGE - AGE - 4_000)
    for name in ("sponsor", "poster", "checker", "expert0", "expert1", "accuser", "mallory"):
        net.faucet(by(net, name).account, 1_000 * COIN)
        net.faucet(by(net, name).account, 1_000 * COIN, net.deployment().grant_token)
    send(net, "mallory", (net.deployment().token, calldata("approve(address,uint256)", bytes(19) + b"\1", 0)))
    for name in ("sponsor", "poster", "expert0", "accuser"):
        allow_all(net, name)
    room = school(net)
    room.open(400, 400)
    for number in range(3):
        net.set_time(max(room.campaign.opened_at + 1_000 * number, net.now() + 1))
        room.commit(room.experts[0])
        room.to_reveals(number)
        room.reveal(room.experts[0], number)
    room.to_posting(2)
    files = room.files(1)
    for number in (1, 2):
        send(net, "poster", (net.deployment().rewards, r.post_epoch(room.campaign_id, number, posting(files if number == 2 else too_much(room)))))
    by(net, "accuser").court.accuse(1, case_about(net, ids.posting_id(room.epoch_id(2), 0), accused=by(net, "poster").account, since_at=0))
    case = ids.case_id(net.deployment().court, by(net, "accuser").account, 1)
    by(net, "checker").rewards.suspend(room.epoch_id(2), case)
    wait(net, LAW.contest_secs)
    send(net, "mallory", (net.deployment().court, k.close(case)))
    return net


def too_much(room: Classroom):
    files = room.files(1)
    return Files([Leaf(files.leaves[0].worker, 3, 30_001)], files.rows)


def in_cash() -> EvmNetwork:
    """One more campaign of the sponsor's, which pays in cash alone."""
    net = forked(chambers())
    send(net, "sponsor", (net.deployment().rewards, opened(vest_bps=0, price=0, grant_token=NOBODY, schedule=schedule(0, 0))(net)))
    return net


def cheap() -> EvmNetwork:
    """The price fell so far that what is left backs no more work."""
    net = forked(chambers())
    by(net, "sponsor").rewards.set_price(school(net).campaign_id, 1)
    return net


def poor() -> EvmNetwork:
    net = forked(chambers())
    by(net, "nobody").rewards.join(school(net).campaign_id)
    return net


def expired() -> EvmNetwork:
    net = forked(chambers())
    net.set_time(school(net).epoch(DUE).post_by)
    by(net, "mallory").rewards.expire(school(net).epoch_id(DUE))
    return net


def filled() -> EvmNetwork:
    """The campaign's free tokens are as many as can be said."""
    net = forked(greedy())
    free = school(net).campaign.tokens_free
    by(net, "mallory").rewards.fund(school(net).campaign_id, 0, MOST - free)
    return net


@cache
def prejudged() -> EvmNetwork:
    """A court that is faster than a window: a case about a posting is closed before that ends."""
    net = new_network(settings=Settings(**(LAW.model_dump() | {"contest_secs": 100})))
    for name in ("sponsor", "poster", "expert0", "expert1", "accuser"):
        net.faucet(by(net, name).account, 1_000 * COIN)
        net.faucet(by(net, name).account, 1_000 * COIN, net.deployment().grant_token)
    send(net, "mallory", (net.deployment().token, calldata("approve(address,uint256)", bytes(19) + b"\1", 0)))
    room = school(net)
    room.open(400, 400)
    room.work(0)
    room.post(room.files(0), 0)
    by(net, "accuser").court.accuse(NEXT, case_about(net, ids.posting_id(room.epoch_id(0), 0)))
    wait(net, 100)
    by(net, "mallory").court.close(about_own(net))
    return net


def accused_grant() -> EvmNetwork:
    net = forked(chambers())
    by(net, "accuser").court.accuse(NEXT, case_about(net, own_grant(net)))
    return net


@cache
def unposted() -> EvmNetwork:
    """An epoch of the last hours of time waits to be posted, the last one that can be."""
    net = forked(doomsday())
    room = school(net)
    net.set_time(room.campaign.reveal_from(last(net) - 1))
    room.commit(room.experts[0])
    return net


def last(net: EvmNetwork) -> int:
    return (EDGE - LAW.post_secs - 500 - school(net).campaign.opened_at) // 1_000 - 1


@cache
def posted_late() -> EvmNetwork:
    """... and has been, with one leaf whose score is not what is said of it."""
    net = forked(unposted())
    leaf = Leaf(b"w" * 32, int.from_bytes(b"wwww", "big"), 1)
    net.set_time(EDGE - 2 * LAW.window_secs)
    send(net, "poster", (net.deployment().rewards, r.post_epoch(school(net).campaign_id, last(net), r.Posting(leaf.node.hash, 1, 2, NOBODY, 0))))
    return net
