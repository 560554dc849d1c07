"""A chain on which every verb of court and rewards that moves tokens is about to happen, to be attacked. What tests/evm/arena.py is to staking and
compute."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from assay import ids
from assay.commit import judgments
from assay.commit.sumtree import Leaf, Node, level_count, parent
from assay.evm.generated import court as k
from assay.evm.generated import rewards as r
from assay.evm.network import EvmNetwork, account_named, address_of
from assay.market import Sandbox
from assay.models.court import Accusation, Case
from assay.models.deployment import Settings
from assay.models.rewards import GrantTerms, Schedule

from tests.cast import COIN
from tests.classroom import SEED, Classroom, Files, classroom, hybrid
from tests.courtroom import SALT, Courtroom, courtroom
from tests.evm.arena import START, by, calldata, new_network, runtime, send, transport_of, tried

LAW = Settings(
    unbond_secs=100, window_secs=1_000, contest_secs=2_000, phase_secs=1_000, jurors=1, max_rounds=2, post_secs=5_000, claim_secs=5_000, rotate_secs=1_000
)
SLOW = Schedule(cliff_secs=100, duration_secs=100_000)
NOBODY = bytes(32)
# The accuser's cases by what may happen to them next; CLAW and WRONG are final.
DONE, RULED, SECRET, SEEDS, CALLED, CLAW, WRONG = range(1, 8)
# Campaigns: one that runs, one that is closed. Epochs of the first: CLAIMED in part, OVERTURNED by the court, FAULTY, DUE to be posted,
# HIDDEN still, RUNNING.
OPEN, ENDED = 1, 2
FIRST, CLAIMED, OVERTURNED, FAULTY, DUE, HIDDEN, RUNNING = range(7)
NOW = 6_400
JURORS = tuple(f"j{at}" for at in range(4))


def bench(net: EvmNetwork, nonce: int = DONE) -> Courtroom:
    """A case of the accuser's, with everybody around it."""
    accuser, accused, friend, watcher, *sitting = (by(net, name) for name in ("accuser", "accused", "friend", "watcher", *JURORS))
    return Courtroom(net, accuser, accused, friend, watcher, {j.account: j for j in sitting}, nonce)


def school(net: EvmNetwork, nonce: int = OPEN, **changes: object) -> Classroom:
    """A campaign of the sponsor's, with everybody around it."""
    sponsor, poster, checker = (by(net, name) for name in ("sponsor", "poster", "checker"))
    experts: list[Sandbox] = [by(net, f"expert{at}") for at in range(2)]
    terms = hybrid(net, **{"epochs": 100, "epoch_secs": 1_000, "reveal_secs": 500, "schedule": SLOW, **changes})
    room = Classroom(net, sponsor, poster, checker, experts, terms, nonce)
    for number in range(100):
        for expert in experts:
            room.revealed[number, expert.account] = [judgments.judgment(t, a) for t, a in ((0, 1), (4, 0), (7, 2))]
    return room


def case_id(net: EvmNetwork, nonce: int) -> bytes:
    return bench(net, nonce).case_id


def case_of(net: EvmNetwork, nonce: int) -> Case:
    return bench(net, nonce).case


def own_grant(net: EvmNetwork) -> bytes:
    """What the sponsor granted to expert0 beside the campaign."""
    return ids.grant_id(net.deployment().rewards, by(net, "sponsor").account, by(net, "expert0").account, 1)


def earned_grant(net: EvmNetwork) -> bytes:
    """What expert1 earned in the campaign."""
    room = school(net)
    return room.grant_id(room.experts[1])


def granted_id(net: EvmNetwork, nonce: int) -> bytes:
    """What the sponsor granted to expert1 under a nonce."""
    return ids.grant_id(net.deployment().rewards, by(net, "sponsor").account, by(net, "expert1").account, nonce)


def wrong_files(room: Classroom) -> Files:
    """expert0's score is above what its judgments can bring."""
    files = room.files(FAULTY)
    return Files([Leaf(files.leaves[0].worker, 3, 30_001), *files.leaves[1:]], files.rows)


def allow_all(net: EvmNetwork, who: str, *tokens: bytes) -> None:
    """The habit of many: court and rewards may take all of it, for good."""
    d = net.deployment()
    spenders = [(token, spender) for token in (d.token, d.grant_token, *tokens) for spender in (d.court, d.rewards, d.staking)]
    send(net, who, *((token, calldata("approve(address,uint256)", spender[12:], 2**256 - 1)) for token, spender in spenders))


PEOPLE = (
    "accuser", "accused", "friend", "watcher", "j0", "sponsor", "poster", "checker", "expert0", "expert1", "mallory", "treasury"
)  # fmt: skip


@cache
def chambers() -> EvmNetwork:
    """The chain on which every move of MOVES passes next. Fork it, do not touch it."""
    net = new_network(settings=LAW)
    courtroom(net, jurors=1, seats=5)
    room = classroom(net, school(net).terms, experts=2)
    net.faucet(by(net, "mallory").account, 1_000 * COIN)
    net.faucet(by(net, "mallory").account, 1_000 * COIN, net.deployment().grant_token)
    for name in PEOPLE:
        allow_all(net, name)
    room, ended, t0 = school(net), school(net, ENDED), net.now() + 10
    plan: list[tuple[int, Callable[[], object]]] = [
        (0, room.open), (20, lambda: ended.open(50, 50)), (40, lambda: by(net, "sponsor").rewards.close(ended.campaign_id)),
        (50, lambda: by(net, "sponsor").rewards.create_grant(1, GrantTerms(
            beneficiary=by(net, "expert0").account, token=net.deployment().grant_token, amount=100 * COIN, start_at=START, schedule=SLOW,
        ))),
    ]  # fmt: skip
    for nonce, starts in ((DONE, 60), (RULED, 1_300), (SECRET, 5_350), (SEEDS, 6_000)):
        plan += hearing(net, nonce, starts)
    for number in range(RUNNING):
        plan += epoch(room, number)
    plan += [
        (2_700, lambda: [by(net, "checker").rewards.claim(room.epoch_id(FIRST), room.files(FIRST).leaf(at)) for at in (0, 1)]),
        (2_800, lambda: bench(net, CLAW).accuse(subject=earned_grant(net), penalty=0)),
        (3_650, lambda: bench(net, WRONG).accuse(accused=by(net, "poster").account, subject=ids.posting_id(room.epoch_id(OVERTURNED), 0), penalty=0)),
        (3_660, lambda: by(net, "checker").rewards.suspend(room.epoch_id(OVERTURNED), case_id(net, WRONG))),
        (5_700, lambda: [by(net, "watcher").court.close(case_id(net, nonce)) for nonce in (CLAW, WRONG)]),
        (6_100, lambda: by(net, "watcher").court.close(case_id(net, DONE))),
        (6_380, lambda: bench(net, CALLED).accuse()),
        (NOW, lambda: None),
    ]
    for at, act in sorted(plan, key=lambda step: step[0]):
        if at > NOW:
            break
        net.set_time(max(t0 + at, net.now()))
        act()
    return net


def hearing(net: EvmNetwork, nonce: int, starts: int) -> list[tuple[int, Callable[[], object]]]:
    """What happens in a case that the one juror finds guilty, and when. To SEEDS nobody contributes."""
    room, juror, watcher = bench(net, nonce), by(net, "j0"), by(net, "watcher")
    case = room.case_id

    def seed() -> None:
        if nonce != SEEDS:
            watcher.court.commit_seed(case, ids.seed_commitment(case, 0, watcher.account, SALT))

    def vote() -> None:
        juror.court.commit_vote(case, ids.vote_commitment(case, 0, juror.account, True, SALT))

    return [
        (starts, room.accuse), (starts + 2, room.contest), (starts + 100, seed), (starts + 1_100, lambda: watcher.court.reveal_seed(case, SALT)),
        (starts + 2_100, lambda: watcher.court.seat(case, juror.account, 0)), (starts + 3_100, vote),
        (starts + 4_100, lambda: juror.court.reveal_vote(case, True, SALT)), (starts + 5_010, lambda: watcher.court.tally(case)),
    ]  # fmt: skip


def epoch(room: Classroom, number: int) -> list[tuple[int, Callable[[], object]]]:
    """What happens in an epoch of the running campaign, and when. In DUE expert1 keeps silent."""
    first, second = room.experts
    at = 1_000 * number
    steps: list[tuple[int, Callable[[], object]]] = [(at + 300, lambda: [room.commit(x) for x in room.experts])]
    if number < HIDDEN:
        steps.append((at + 1_100, lambda: room.reveal(first, number)))
    if number < DUE:
        steps.append((at + 1_110, lambda: room.reveal(second, number)))
        posted_at = 6_000 if number == FAULTY else at + 1_600
        steps.append((posted_at, lambda: room.post(wrong_files(room) if number == FAULTY else room.files(number), number)))
    return steps


@dataclass(frozen=True)
class Move:
    """A verb that moves tokens: who calls, whom it pays from the program (None where it pays in), and which tokens: coins, grant tokens."""

    contract: str
    who: str
    payee: str | None
    data: Callable[[EvmNetwork], bytes]
    coins: bool = True
    tokens: bool = False


NEXT = 99  # a nonce that is free


def accusation(net: EvmNetwork, **changes: object) -> k.Accusation:
    plain = Accusation(accused=by(net, "accused").account, subject=b"s" * 32, kind=1, since_at=START, penalty=COIN, evidence=NOBODY)
    return k.Accusation(**(dict(plain) | changes))


def case_about(net: EvmNetwork, subject: bytes, **changes: object) -> Accusation:
    plain = Accusation(accused=by(net, "accused").account, subject=subject, kind=1, since_at=START, penalty=0, evidence=bytes(32))
    return plain.model_copy(update=changes)


def grant_terms(net: EvmNetwork, **changes: object) -> r.GrantTerms:
    plain: dict[str, Any] = {"beneficiary": by(net, "expert1").account, "token": net.deployment().grant_token, "amount": COIN, "start_at": START}
    return r.GrantTerms(**(plain | {"schedule": r.Schedule(**dict(SLOW))} | changes))


def campaign_terms(net: EvmNetwork, **changes: object) -> r.CampaignTerms:
    plain: dict[str, Any] = dict(school(net).terms) | {"schedule": r.Schedule(**dict(SLOW))}
    return r.CampaignTerms(**(plain | changes))


def posting(files: Files, **changes: object) -> r.Posting:
    return r.Posting(**(dict(files.posting) | changes))


def said(room: Classroom, number: int, at: int = 0) -> bytes:
    return b"".join(room.revealed[number, room.experts[at].account])


MOVES: dict[str, Move] = {
    "enroll": Move("court", "j0", None, lambda n: k.enroll(2)),
    "resign": Move("court", "j0", "j0", lambda n: k.resign(2)),
    "accuse": Move("court", "accuser", None, lambda n: k.accuse(NEXT, accusation(n))),
    "contest": Move("court", "friend", None, lambda n: k.contest(case_id(n, CALLED))),
    "commitSeed": Move("court", "friend", None, lambda n: k.commit_seed(case_id(n, SEEDS), SALT)),
    "revealSeed": Move("court", "watcher", "watcher", lambda n: k.reveal_seed(case_id(n, SECRET), SALT)),
    "appeal": Move("court", "friend", None, lambda n: k.appeal(case_id(n, RULED))),
    "release": Move("court", "mallory", "j0", lambda n: k.release(case_id(n, DONE), 0, by(n, "j0").account)),
    "collect": Move("court", "mallory", "accuser", lambda n: k.collect(case_id(n, DONE), by(n, "accuser").account)),
    "fund": Move("rewards", "sponsor", None, lambda n: r.fund(school(n).campaign_id, COIN, COIN), tokens=True),
    "refund": Move("rewards", "mallory", "sponsor", lambda n: r.refund(school(n, ENDED).campaign_id), tokens=True),
    "commitBatch": Move("rewards", "expert0", None, lambda n: r.commit_batch(school(n).campaign_id, SALT, 3)),
    "revealBatch": Move(
        "rewards", "expert0", "expert0", lambda n: r.reveal_batch(school(n).batch_id(by(n, "expert0"), HIDDEN), SEED, said(school(n), HIDDEN))
    ),
    "forfeit": Move("rewards", "mallory", "treasury", lambda n: r.forfeit(school(n).batch_id(by(n, "expert1"), DUE))),
    "postEpoch": Move("rewards", "poster", None, lambda n: r.post_epoch(school(n).campaign_id, DUE, posting(school(n).files(DUE)))),
    "refute": Move("rewards", "checker", "checker", lambda n: r.refute(school(n).epoch_id(FAULTY), 3, wrong_files(school(n)).leaf(0))),
    "resolve": Move("rewards", "mallory", "treasury", lambda n: r.resolve(school(n).epoch_id(OVERTURNED))),
    "payPoster": Move("rewards", "mallory", "poster", lambda n: r.pay_poster(school(n).epoch_id(CLAIMED))),
    "claim": Move("rewards", "mallory", "expert0", lambda n: r.claim(school(n).epoch_id(CLAIMED), school(n).files(CLAIMED).leaf(0))),
    "createGrant": Move("rewards", "sponsor", None, lambda n: r.create_grant(NEXT, grant_terms(n)), coins=False, tokens=True),
    "topUp": Move("rewards", "sponsor", None, lambda n: r.top_up(own_grant(n), COIN), coins=False, tokens=True),
    "withdraw": Move("rewards", "expert0", "expert0", lambda n: r.withdraw(own_grant(n)), coins=False, tokens=True),
    "clawback": Move("rewards", "mallory", "treasury", lambda n: r.clawback(earned_grant(n), case_id(n, CLAW)), coins=False, tokens=True),
}  # fmt: skip
COIN_MOVES = [name for name, m in MOVES.items() if m.coins]
TOKEN_MOVES = [name for name, m in MOVES.items() if m.tokens]


def address_of_program(net: EvmNetwork, contract: str) -> bytes:
    d = net.deployment()
    return {"court": d.court, "rewards": d.rewards, "staking": d.staking, "compute": d.compute}[contract]


def make(net: EvmNetwork, name: str) -> None:
    """The move, for good."""
    m = MOVES[name]
    send(net, m.who, (address_of_program(net, m.contract), m.data(net)))


def faced(net: EvmNetwork, token: bytes, contract: str) -> EvmNetwork:
    """The same chain on which this token shows another face: its balances stay."""
    other = EvmNetwork(transport_of(net).fork(), net.deployment())
    chain = transport_of(other)._chain
    vm = chain.get_vm()
    vm.state.set_code(token[-20:], runtime(contract))
    vm.state.persist()
    chain.header = chain.header.copy(state_root=vm.state.state_root)
    return other


def slots(net: EvmNetwork) -> dict[str, bytes]:
    """A digest of all that each program has stored."""
    accounts = transport_of(net)._chain.get_vm().state._account_db
    d = net.deployment()
    programs = {"staking": d.staking, "compute": d.compute, "court": d.court, "rewards": d.rewards}
    return {name: bytes(accounts._get_account(at[12:]).storage_root) for name, at in programs.items()}


def purses(net: EvmNetwork, token: bytes | None = None, *others: bytes) -> dict[str, int]:
    """What everybody has of a token."""
    d = net.deployment()
    people = {name: address_of(account_named(name)) for name in PEOPLE}
    programs = {"court": d.court, "rewards": d.rewards, "staking": d.staking}
    return {name: net.balance(at, token) for name, at in (people | programs | {o.hex(): o for o in others}).items()}


def sparse(count: int, leaves: dict[int, Leaf]) -> tuple[Node, dict[int, bytes]]:
    """Root and openings of a tree of `count` leaves of which only these are known; the rest are nobody's and score nothing."""
    filler = Node(b"f" * 32, 0)
    nodes = {index: leaf.node for index, leaf in leaves.items()}
    paths = {index: index.to_bytes(4, "big") + leaf.payload for index, leaf in leaves.items()}
    level = 0
    while (width := level_count(count, level)) > 1:
        for index in leaves:
            beside = index >> level ^ 1
            if beside < width:
                paths[index] += nodes.get(beside, filler).bytes
        above = {}
        for index in {i >> 1 for i in nodes}:
            left, right = nodes.get(2 * index, filler), nodes.get(2 * index + 1, filler)
            above[index] = parent(left, right) if 2 * index + 1 < width else left
        nodes, level = above, level + 1
    return nodes[0], paths


def logs_of(net: EvmNetwork, who: str, to: bytes, data: bytes, at: int | None = None, gas: int = 30_000_000) -> list[tuple[bytes, bytes]] | None:
    """(address, data) of what a call would log, None where it would fail. It leaves no trace."""
    chain = transport_of(net)._chain
    vm = chain.get_vm(at_header=chain.header.copy(timestamp=at or transport_of(net)._time()))
    sender = address_of(account_named(who))[12:]
    done = vm.execute_bytecode(origin=sender, gas_price=0, gas=gas, to=to[-20:], sender=sender, value=0, data=data, code=vm.state.get_code(to[-20:]))
    return None if done.is_error else [(bytes(at), bytes(told)) for at, _, told in done.get_log_entries()]


def outcomes(net: EvmNetwork, name: str, around: int) -> list[str]:
    """What a move comes to one second before, at, and one second after a moment."""
    m = MOVES[name]
    return [tried(net, m.who, address_of_program(net, m.contract), m.data(net), at=around + off).error for off in (-1, 0, 1)]


def comes_to(net: EvmNetwork, name: str) -> str:
    m = MOVES[name]
    return tried(net, m.who, address_of_program(net, m.contract), m.data(net)).error
