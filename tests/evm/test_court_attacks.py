"""Known attacks on a court, each tried on the contract: packing a jury, voting twice, copying, being paid twice, starving it of gas, the
clock's edges. Hostile tokens are in test_hostile_tokens.py."""

from __future__ import annotations

import random
from functools import cache

import pytest
from assay import errors as e
from assay import ids
from assay.evm.generated import court as k
from assay.evm.generated import staking
from assay.evm.network import EvmNetwork
from assay.models.base import ZERO
from assay.models.court import CaseState, Phase, Verdict
from assay.models.deployment import Settings

from tests.cast import COIN
from tests.courtroom import SALT, Courtroom, courtroom
from tests.evm.arena import by, calldata, forked, new_network, selector, send, tried, wait
from tests.evm.chambers import (
    CALLED,
    DONE,
    LAW,
    MOVES,
    RULED,
    SECRET,
    SEEDS,
    accusation,
    allow_all,
    bench,
    case_id,
    case_of,
    chambers,
    comes_to,
    logs_of,
    make,
    outcomes,
    slots,
)

# Juries of 3, 7, 15, 31 and 63: as many rounds, and as many seats, as there may be.
LONGEST = Settings(**(LAW.model_dump() | {"jurors": 3, "max_rounds": 5}))
WIDEST = Settings(**(LAW.model_dump() | {"jurors": 63, "max_rounds": 1}))
UNITS = 300  # of the largest juror: more than the bits of one slot


def said(room: Courtroom, who: str, data: bytes, at: int | None = None) -> str:
    net = room.chain
    assert isinstance(net, EvmNetwork)
    return tried(net, who, net.deployment().court, data, at=at).error


def to_court(net: EvmNetwork, who: str, *calls: bytes) -> None:
    send(net, who, *((net.deployment().court, data) for data in calls))


def account(net: EvmNetwork, who: str) -> bytes:
    return by(net, who).account


def juror_at(net: EvmNetwork, who: str) -> tuple[int, int]:
    juror = net.court.juror(account(net, who))
    assert juror is not None
    return juror.seats, juror.seated


# Packing a jury.


@cache
def drawing(settings: Settings = LAW, seats: int = 5) -> EvmNetwork:
    """A case whose jurors j0 to j3 are about to be drawn; the watcher's seed is committed and its phase is not over."""
    net = new_network(settings=settings)
    room = courtroom(net, jurors=4, seats=seats)
    for name in ("accuser", "accused", "friend", "watcher", "mallory", *(f"j{at}" for at in range(4))):
        net.faucet(account(net, name), 100_000 * COIN)
        allow_all(net, name)
    room.accuse()
    room.contest()
    room.watcher.court.commit_seed(room.case_id, ids.seed_commitment(room.case_id, 0, room.watcher.account, SALT))
    return net


def seated(net: EvmNetwork) -> Courtroom:
    """Waits until seats are taken."""
    room = bench(net)
    room.to(Phase.SEED_REVEAL)
    room.watcher.court.reveal_seed(room.case_id, SALT)
    room.to(Phase.SEATING)
    return room


def test_seats_that_come_with_the_seed_known_have_no_ticket() -> None:
    """INV-EVM-30: a juror enrolled in the last second of the seeds' commitments is drawn, one second later not; nor is one that adds a seat,
    or gives one up and pays for it again."""
    net = forked(drawing())
    ends = bench(net).round.started_at + LAW.phase_secs
    for name, moment in (("mallory", ends - 1), ("j1", ends), ("j2", ends + 1)):
        net.set_time(moment)
        to_court(net, name, k.enroll(1))
    net.set_time(ends + 2)
    to_court(net, "j3", k.resign(5), k.enroll(5))
    room = seated(net)
    tickets = {name: [said(room, "mallory", k.seat(room.case_id, account(net, name), u)) for u in (0, 4)] for name in ("mallory", "j0", "j1", "j2", "j3")}
    assert tickets["mallory"] == ["", "NotEligible"]
    assert tickets["j0"] == ["", ""]
    assert tickets["j1"] == tickets["j2"] == tickets["j3"] == ["NotEligible", "NotEligible"]


def test_resigning_when_the_seed_is_known_moves_nobodys_ticket() -> None:
    """INV-EVM-30: who sees that it would be drawn and leaves leaves its place to the next ticket; nobody's ticket changes, and what sits stays."""
    net = forked(drawing())
    room = seated(net)
    before = logs_of(net, "mallory", net.deployment().court, k.seat(room.case_id, account(net, "j0"), 4))
    to_court(net, "mallory", k.seat(room.case_id, account(net, "j1"), 4))
    to_court(net, "j1", k.resign(4))
    assert juror_at(net, "j1") == (1, 1)
    with pytest.raises(e.NotEnoughSeats):
        by(net, "j1").court.resign(1)
    to_court(net, "j0", k.resign(4))
    assert said(room, "mallory", k.seat(room.case_id, account(net, "j0"), 4)) == "NotEligible"
    # The one that is left is the first unit, whatever was given back.
    assert said(room, "mallory", k.seat(room.case_id, account(net, "j0"), 0)) in ("", "TicketTooHigh")
    assert before is not None
    for other in range(5):
        after = logs_of(net, "mallory", net.deployment().court, k.seat(room.case_id, account(net, "j2"), other))
        number = int.from_bytes(ids.ticket(room.case_id, 0, room.round.seed, account(net, "j2"), other), "big")
        assert after is None or number.to_bytes(32, "big") in after[0][1]


def test_a_ticket_is_seated_once_and_units_beyond_have_none() -> None:
    """INV-EVM-30: not twice, not after it was evicted, not by a unit that nobody paid for; a party has no ticket under any unit."""
    net = forked(drawing())
    room = seated(net)
    ordered = sorted((int.from_bytes(ids.ticket(room.case_id, 0, room.round.seed, account(net, "j0"), u), "big"), u) for u in range(5))
    best, worst = ordered[0][1], ordered[-1][1]
    j0 = account(net, "j0")
    # One seat in this court's first round: the juror evicts itself, and holds one seat before and after.
    to_court(net, "mallory", k.seat(room.case_id, j0, worst))
    assert said(room, "mallory", k.seat(room.case_id, j0, worst)) == "TicketTaken"
    to_court(net, "mallory", k.seat(room.case_id, j0, best))
    assert (juror_at(net, "j0"), [(v.juror, v.seats) for v in room.round.votes]) == ((5, 1), [(j0, 1)])
    assert [said(room, "mallory", k.seat(room.case_id, j0, u)) for u in (worst, best)] == ["TicketTooHigh", "TicketTaken"]
    for unit in (5, 6, 255, 256, 2**20, 2**32 - 1):
        assert said(room, "mallory", k.seat(room.case_id, j0, unit)) == "NotEligible"
    assert said(room, "mallory", k.seat(room.case_id, account(net, "mallory"), 0)) == "UnknownJuror"


def test_an_accused_that_is_a_juror_sits_elsewhere_only() -> None:
    """INV-EVM-30: no party is drawn, under any unit, in any round; its seats are no stake that a penalty could reach."""
    net = forked(drawing())
    for name in ("accused", "accuser", "friend"):
        to_court(net, name, k.enroll(3))
    room = seated(net)
    for name in ("accused", "accuser", "friend"):
        assert {said(room, "mallory", k.seat(room.case_id, account(net, name), u)) for u in range(3)} == {"NotEligible"}
        assert juror_at(net, name) == (3, 0)
    # It accuses one of the jurors in turn, and there it is a party just so.
    to_court(net, "mallory", k.accuse(9, accusation(net, accused=account(net, "j0"), penalty=LAW.max_penalty)))
    wait(net, LAW.contest_secs)
    mine = ids.case_id(net.deployment().court, account(net, "mallory"), 9)
    to_court(net, "mallory", k.close(mine))
    assert juror_at(net, "j0") == (5, 0)


@cache
def wide() -> tuple[EvmNetwork, list[tuple[int, bytes, int]]]:
    """A jury of 63 about to be seated, and all tickets from the lowest up."""
    net = forked(drawing(WIDEST, 40))
    net.faucet(account(net, "j0"), 10_000 * COIN)
    to_court(net, "j0", k.enroll(UNITS - 40))
    room = seated(net)
    seed, seats = room.round.seed, {account(net, f"j{at}"): UNITS if at == 0 else 40 for at in range(4)}
    drawn = [(int.from_bytes(ids.ticket(room.case_id, 0, seed, juror, u), "big"), juror, u) for juror, n in seats.items() for u in range(n)]
    return net, sorted(drawn)


@pytest.mark.parametrize("order", [1, "up", "down"])
def test_the_widest_jury_is_the_lowest_tickets_in_whatever_order_they_come(order: object) -> None:
    """INV-EVM-30: 63 seats, units across the borders of the bitmap's words, every eviction: the jury is what one honest caller would seat."""
    source, drawn = wide()
    net = forked(source)
    room, coming = bench(net), list(drawn) if order == "up" else drawn[::-1]
    if isinstance(order, int):
        random.Random(order).shuffle(coming)
    elif order == "down":
        # Every one evicts: those that come to nothing in the end, and then the rest.
        coming = [x for x in coming if x in drawn[:150]]
    sitting: list[tuple[int, bytes, int]] = []
    calls = []
    for ticket in coming:
        if len(sitting) < 63 or ticket < sitting[-1]:
            sitting = sorted([*sitting[:62], ticket] if len(sitting) == 63 else [*sitting, ticket])
            calls.append(k.seat(room.case_id, ticket[1], ticket[2]))
    for at in range(0, len(calls), 60):
        to_court(net, "mallory", *calls[at : at + 60])
    assert [(s.ticket, s.juror) for s in room.round.seats] == [(n, j) for n, j, _ in drawn[:63]]
    held = {j: sum(1 for _, x, _ in drawn[:63] if x == j) for _, j, _ in drawn}
    assert {v.juror: v.seats for v in room.round.votes} == {j: n for j, n in held.items() if n}
    for juror, n in held.items():
        state = net.court.juror(juror)
        assert state is not None
        assert state.seated == n
    j0 = account(net, "j0")
    borders = [(n, j, u) for n, j, u in drawn if j == j0 and u in (0, 1, 230, 231, 232, 233, 254, 255, 256, 257, 299)]
    for ticket in [*borders, *drawn[60:66]]:
        wanted = "TicketTaken" if ticket in drawn[:63] else "TicketTooHigh"
        assert said(room, "mallory", k.seat(room.case_id, ticket[1], ticket[2])) == wanted


# Copying what waits.


def test_who_copies_a_seed_or_a_vote_can_never_reveal_it() -> None:
    """INV-EVM-31: commitments name their author, case and round: the copier of a seed loses its bond, that of a vote its seat."""
    net = forked(chambers())
    room = bench(net, SEEDS)
    right = ids.seed_commitment(room.case_id, 0, room.watcher.account, SALT)
    by(net, "friend").court.commit_seed(room.case_id, right)
    by(net, "watcher").court.commit_seed(room.case_id, right)
    room.to(Phase.SEED_REVEAL)
    by(net, "watcher").court.reveal_seed(room.case_id, SALT)
    for secret in (SALT, right, ZERO):
        assert said(room, "friend", k.reveal_seed(room.case_id, secret)) == "BadSeed"
    assert room.round.seed == ids.seed_share(room.case_id, 0, room.watcher.account, SALT)
    # Of another case, or another round of this one, the same secret is another commitment.
    commitments = {ids.seed_commitment(c, i, room.watcher.account, SALT) for c in (room.case_id, case_id(net, SECRET)) for i in (0, 1)}
    votes = {ids.vote_commitment(c, i, room.watcher.account, True, SALT) for c in (room.case_id, case_id(net, SECRET)) for i in (0, 1)}
    assert len(commitments | votes) == 8


def test_a_vote_is_revealed_once_by_its_juror_as_committed() -> None:
    """INV-EVM-31: not by or for another, not twice, not the other way round, not with another salt, not of an earlier round."""
    net = forked(drawing())
    room = seated(net)
    to_court(net, "mallory", k.seat(room.case_id, account(net, "j0"), 0))
    room.to(Phase.VOTE_COMMIT)
    mine = ids.vote_commitment(room.case_id, 0, account(net, "j0"), True, SALT)
    assert said(room, "j1", k.commit_vote(room.case_id, mine)) == "NotJuror"
    to_court(net, "j0", k.commit_vote(room.case_id, mine))
    assert said(room, "j0", k.commit_vote(room.case_id, SALT)) == "AlreadyVoted"
    room.to(Phase.VOTE_REVEAL)
    assert said(room, "j1", k.reveal_vote(room.case_id, True, SALT)) == "NotJuror"
    for guilty, salt in ((False, SALT), (True, bytes(32)), (True, mine)):
        assert said(room, "j0", k.reveal_vote(room.case_id, guilty, salt)) == "BadVote"
    # A bool is 0 or 1: nothing else is decoded, so no vote has a second encoding.
    raw = k.reveal_vote(room.case_id, True, SALT)
    assert said(room, "j0", raw[:36] + (2).to_bytes(32, "big") + raw[68:]) == "Unrecognised"
    to_court(net, "j0", raw)
    assert [said(room, "j0", k.reveal_vote(room.case_id, guilty, SALT)) for guilty in (True, False)] == ["AlreadyRevealed"] * 2
    assert (room.round.guilty_seats, room.round.innocent_seats) == (1, 0)
    room.to(Phase.OVER)
    to_court(net, "mallory", k.tally(room.case_id))
    to_court(net, "friend", k.appeal(room.case_id))
    assert said(room, "j0", k.reveal_vote(room.case_id, True, SALT)) == "WrongPhase"
    room.watcher.court.commit_seed(room.case_id, ids.seed_commitment(room.case_id, 1, room.watcher.account, SALT))
    room.to(Phase.SEED_REVEAL)
    room.watcher.court.reveal_seed(room.case_id, SALT)
    room.to(Phase.SEATING)
    for unit in range(3):
        to_court(net, "mallory", k.seat(room.case_id, account(net, "j1"), unit))
    room.to(Phase.VOTE_COMMIT)
    assert said(room, "j0", k.commit_vote(room.case_id, mine)) == "NotJuror"
    to_court(net, "j1", k.commit_vote(room.case_id, ids.vote_commitment(room.case_id, 0, account(net, "j1"), True, SALT)))
    room.to(Phase.VOTE_REVEAL)
    assert said(room, "j1", k.reveal_vote(room.case_id, True, SALT)) == "BadVote"


def test_a_zero_commitment_to_a_seed_is_one_like_any_other() -> None:
    """INV-EVM-31: it takes its contributor's place, cannot be revealed, and costs the bond."""
    net = forked(chambers())
    room = bench(net, SEEDS)
    before = net.balance(account(net, "friend"))
    to_court(net, "friend", k.commit_seed(room.case_id, ZERO))
    assert net.balance(account(net, "friend")) == before - LAW.seed_bond
    assert said(room, "friend", k.commit_seed(room.case_id, SALT)) == "SeedExists"
    room.to(Phase.SEED_REVEAL)
    for secret in (ZERO, bytes(31) + b"\1"):
        assert said(room, "friend", k.reveal_seed(room.case_id, secret)) == "BadSeed"
    room.to(Phase.VOTE_COMMIT)
    to_court(net, "mallory", k.tally(room.case_id))
    assert room.case.pot == LAW.seed_bond


# Being paid twice.


def test_everybody_is_paid_once_whoever_asks() -> None:
    """INV-EVM-32: parties, treasury and jurors, of whatever role and however often; who has no role has nothing to come."""
    net = forked(chambers())
    room = bench(net, DONE)
    treasury = net.deployment().treasury
    jurors, parties = {v.juror for v in room.round.votes}, {room.accuser.account, room.friend.account, treasury}
    paid = {}
    for party in (*parties, room.accused.account, account(net, "mallory"), ZERO, net.deployment().court):
        if said(room, "mallory", k.collect(room.case_id, party)) == "":
            paid[party] = by(net, "mallory").court.collect(room.case_id, party).amount
        for who in ("mallory", "accuser", "friend"):
            assert said(room, who, k.collect(room.case_id, party)) == "NothingToCollect"
    for juror in jurors:
        assert by(net, "mallory").court.release(room.case_id, 0, juror).paid == room.case.pay
        assert said(room, "j0", k.release(room.case_id, 0, juror)) == "AlreadyReleased"
    for juror, number in ((account(net, "j1"), 0), (account(net, "j0"), 1), (account(net, "j0"), 255), (ZERO, 0)):
        assert said(room, "mallory", k.release(room.case_id, number, juror)) == "NotJuror"
    # Guilty: the accuser has its bond and half of the contestant's, the juror the other half.
    assert paid == {room.accuser.account: LAW.case_bond * 3 // 2}
    assert room.case.pay == LAW.case_bond // 2


def test_a_juror_that_was_evicted_is_not_released_and_a_released_one_serves_again() -> None:
    """INV-EVM-32: its seat was never bound, so nothing of it is lost, paid or freed twice."""
    net = forked(drawing())
    room = seated(net)
    drawn = sorted((int.from_bytes(ids.ticket(room.case_id, 0, room.round.seed, account(net, j), 0), "big"), j) for j in ("j0", "j1"))
    winner, loser = drawn[0][1], drawn[1][1]
    to_court(net, "mallory", k.seat(room.case_id, account(net, loser), 0), k.seat(room.case_id, account(net, winner), 0))
    assert (juror_at(net, loser), juror_at(net, winner)) == ((5, 0), (5, 1))
    to_court(net, loser, k.resign(5))
    room.to(Phase.VOTE_COMMIT)
    assert said(room, loser, k.commit_vote(room.case_id, SALT)) == "NotJuror"
    room.to(Phase.OVER)
    to_court(net, "mallory", k.tally(room.case_id))
    room.close()
    assert said(room, "mallory", k.release(room.case_id, 0, account(net, loser))) == "NotJuror"
    # The winner kept silent, which costs it the one seat and no more.
    to_court(net, "mallory", k.release(room.case_id, 0, account(net, winner)))
    assert (juror_at(net, loser), juror_at(net, winner)) == ((0, 0), (4, 0))


def test_one_that_is_every_party_at_once_gains_nothing() -> None:
    """INV-EVM-32: the accused's friend accuses, contests through another key and appeals against both: what it gets is never more than it paid."""
    net = forked(chambers())
    room = bench(net, RULED)
    to_court(net, "accuser", k.appeal(room.case_id))
    room.to(Phase.VOTE_COMMIT)
    to_court(net, "mallory", k.tally(room.case_id))
    room.close()
    # The void appeal is lost: guilty stands. The accuser is the appellant too: paid once for both roles.
    amount = by(net, "mallory").court.collect(room.case_id, room.accuser.account).amount
    assert amount == LAW.case_bond * 3 // 2
    assert room.case.collected == 0b1001
    assert said(room, "mallory", k.collect(room.case_id, room.accuser.account)) == "NothingToCollect"


# What a ruling costs, and what it cannot be starved of.


def longest() -> EvmNetwork:
    """A case that four appeals have taken through all rounds: 119 seats, of which every third says guilty in each but the last."""
    net = forked(drawing(LONGEST, 80))
    room = bench(net)
    for number in range(5):
        if number:
            to_court(net, "friend" if number % 2 else "accuser", k.appeal(room.case_id))
            room.watcher.court.commit_seed(room.case_id, ids.seed_commitment(room.case_id, number, room.watcher.account, SALT))
        room.to(Phase.SEED_REVEAL)
        room.watcher.court.reveal_seed(room.case_id, SALT)
        room.to(Phase.SEATING)
        wanted = room.config.seats_of(number)
        calls = [k.seat(room.case_id, account(net, f"j{at % 4}"), at // 4) for at in range(wanted)]
        to_court(net, "mallory", *calls)
        assert len(room.round.seats) == wanted
        votes = {f"j{at}": at != 0 if number == 4 else number % 2 == 0 for at in range(min(wanted, 4))}
        room.to(Phase.VOTE_COMMIT)
        for who, guilty in votes.items():
            to_court(net, who, k.commit_vote(room.case_id, ids.vote_commitment(room.case_id, number, account(net, who), guilty, SALT)))
        room.to(Phase.VOTE_REVEAL)
        for who, guilty in votes.items():
            to_court(net, who, k.reveal_vote(room.case_id, guilty, SALT))
        room.to(Phase.OVER)
        to_court(net, "mallory", k.tally(room.case_id))
    assert room.case.round_index == 4
    return net


def test_the_longest_case_is_closed_and_paid_at_a_bounded_cost() -> None:
    """INV-EVM-33: five rounds, 119 seats, four appeals: no verb costs more than its bound, and the court is left with the jurors' seats alone."""
    net = longest()
    room, to = bench(net), net.deployment().court
    net.set_time(max(room.case.due_at, net.now() + 1))
    gas = tried(net, "mallory", to, k.close(room.case_id)).gas
    assert gas < 200_000
    to_court(net, "mallory", k.close(room.case_id))
    case = room.case
    assert (case.verdict, case.seats, len(case.appellants)) == (Verdict.GUILTY, 119, 4)
    for number in range(5):
        r = net.court.round(room.case_id, number)
        assert r is not None
        for v in r.votes:
            data = k.release(room.case_id, number, v.juror)
            assert tried(net, "mallory", to, data).gas < 80_000
            to_court(net, "mallory", data)
    for party in (room.accuser.account, room.friend.account, net.deployment().treasury):
        data = k.collect(room.case_id, party)
        assert tried(net, "mallory", to, data).error in ("", "NothingToCollect")
        if tried(net, "mallory", to, data).error == "":
            assert tried(net, "mallory", to, data).gas < 120_000
            to_court(net, "mallory", data)
    left = [juror_at(net, f"j{at}") for at in range(4)]
    assert {seated for _, seated in left} == {0}
    assert net.balance(to) == sum(seats for seats, _ in left) * LAW.seat_stake


def test_a_starved_ruling_punishes_or_does_not_happen() -> None:
    """INV-EVM-33: whoever closes with too little gas cannot have a ruling without its slash; a starved draw, vote or tally changes nothing."""
    net = forked(chambers())
    wait(net, LAW.contest_secs)
    d = net.deployment()
    data = k.close(case_id(net, CALLED))
    needed, seen = tried(net, "mallory", d.court, data).gas, set()
    for gas in range(needed // 2, needed * 2, 3_000):
        logs = logs_of(net, "mallory", d.court, data, gas=gas)
        seen.add(logs is None)
        assert logs is None or {at for at, _ in logs} == {d.court[12:], d.staking[12:]}
    assert seen == {True, False}
    room = bench(forked(chambers()), SECRET)
    for gas in range(2_000, 80_000, 2_500):
        assert tried(chambers(), "watcher", d.court, k.reveal_seed(room.case_id, SALT), gas=gas).error in ("", "Unrecognised", "TransferFailed")
        assert tried(chambers(), "watcher", d.court, k.reveal_seed(room.case_id, ZERO), gas=gas).error in ("BadSeed", "Unrecognised")


def test_a_retired_court_rules_and_slashes_nobody() -> None:
    """INV-EVM-33: retired in the middle of a case, whatever the accused has staked; bonds and seats are paid as ever."""
    net = forked(chambers())
    net.staking.retire_slasher(net.deployment().court)
    before = net.staking.stake(account(net, "accused"))
    wait(net, LAW.contest_secs)
    for nonce in (CALLED, RULED):
        to_court(net, "mallory", k.close(case_id(net, nonce)))
        assert case_of(net, nonce).is_guilty
        assert net.staking.fault(ids.fault_id(case_id(net, nonce))) is None
    assert net.staking.stake(account(net, "accused")) == before
    assert by(net, "mallory").court.collect(case_id(net, RULED), account(net, "accuser")).amount == LAW.case_bond * 3 // 2
    assert by(net, "mallory").court.release(case_id(net, RULED), 0, account(net, "j0")).paid == LAW.case_bond // 2


def test_an_accused_that_moves_its_stake_is_reached_while_it_unbonds() -> None:
    """INV-EVM-33: bonded or unbonding, all of it or less than the penalty: the slash takes what there is and the ruling stands."""
    net = forked(chambers())
    d = net.deployment()
    send(net, "accused", (d.staking, staking.unbond(200 * COIN)))
    wait(net, LAW.contest_secs)
    to_court(net, "mallory", k.close(case_id(net, CALLED)))
    fault = net.staking.fault(ids.fault_id(case_id(net, CALLED)))
    assert fault is not None
    assert fault.amount == 100 * COIN
    # Withdrawn whole before the ruling: nothing to take, and nothing held up.
    send(net, "accused", (d.staking, staking.withdraw()))
    left = net.staking.stake(account(net, "accused"))
    assert left is not None
    assert (left.bonded, left.unbondings) == (0, ())
    to_court(net, "mallory", k.close(case_id(net, RULED)))
    assert case_of(net, RULED).is_guilty


def test_accusations_in_another_name_are_impossible_and_ids_are_ones_own() -> None:
    """INV-EVM-31: a copied accusation is the copier's case under the copier's id and bond, and keeps nobody from making its own."""
    net = forked(chambers())
    data = MOVES["accuse"].data(net)
    to_court(net, "mallory", data)
    assert comes_to(net, "accuse") == ""
    make(net, "accuse")
    own = [ids.case_id(net.deployment().court, account(net, who), 99) for who in ("mallory", "accuser")]
    cases = [net.court.case(c) for c in own]
    assert [c.accuser for c in cases if c is not None] == [account(net, "mallory"), account(net, "accuser")]


# Numbers at their limits, and calls in the middle of others.


def test_more_seats_than_can_be_counted_are_refused_and_change_nothing() -> None:
    """INV-EVM-25: seats are counted in 32 bits, their price in 64: Overflow by name."""
    net = forked(drawing())
    net.faucet(account(net, "mallory"), 2**70)
    to_court(net, "mallory", k.enroll(2**32 - 2))
    before = slots(net)
    for seats in (2, 2**32 - 1):
        with pytest.raises(e.Overflow):
            to_court(net, "mallory", k.enroll(seats))
    assert slots(net) == before
    to_court(net, "mallory", k.enroll(1))
    to_court(net, "mallory", k.resign(2**32 - 1))
    assert juror_at(net, "mallory") == (0, 0)
    assert net.balance(account(net, "mallory")) >= 2**70


def test_ether_is_refused() -> None:
    """INV-EVM-19: no function of either program takes ether."""
    net = chambers()
    for move in MOVES.values():
        to = getattr(net.deployment(), move.contract)
        refused = tried(net, move.who, to, move.data(net), value=1)
        assert (refused.error, refused.output) == ("Unrecognised", b"")


def test_nobody_spends_anothers_approval() -> None:
    """INV-EVM-31: what many have approved for court and rewards is taken from the caller alone."""
    net = chambers()
    for name in ("enroll", "accuse", "contest", "commitSeed", "appeal", "postEpoch", "createGrant", "topUp", "fund"):
        m = MOVES[name]
        assert tried(net, "nobody", getattr(net.deployment(), m.contract), m.data(net)).error == "InsufficientFunds"
    assert selector(e.TransferFailed) == calldata("TransferFailed()")


# The clock's edges.


def test_at_no_second_do_both_sides_of_a_cases_clock_hold() -> None:
    """INV-EVM-26: contest and close, appeal and close: each second belongs to one side."""
    net = forked(chambers())
    for nonce, verb, late in ((CALLED, "contest", "ContestClosed"), (RULED, "appeal", "AppealClosed")):
        room = bench(net, nonce)
        due = room.case.due_at
        assert outcomes(net, verb, due) == ["", late, late]
        assert [said(room, "mallory", k.close(room.case_id), at=due + off) for off in (-1, 0, 1)] == ["NotDue", "", ""]


def test_at_no_second_is_a_round_in_two_phases() -> None:
    """INV-EVM-26: at each second of a round one kind of act passes, and the others are out of phase."""
    net = forked(drawing())
    room = bench(net)
    starts, secs, j0 = room.round.started_at, LAW.phase_secs, account(net, "j0")
    vote = ids.vote_commitment(room.case_id, 0, j0, True, SALT)
    acts = {
        Phase.SEED_COMMIT: ("friend", k.commit_seed(room.case_id, SALT)), Phase.SEED_REVEAL: ("watcher", k.reveal_seed(room.case_id, SALT)),
        Phase.SEATING: ("mallory", k.seat(room.case_id, j0, 0)), Phase.VOTE_COMMIT: ("j0", k.commit_vote(room.case_id, vote)),
        Phase.VOTE_REVEAL: ("j0", k.reveal_vote(room.case_id, True, SALT)), Phase.OVER: ("mallory", k.tally(room.case_id)),
    }  # fmt: skip
    for phase in Phase:
        for moment in (starts + phase * secs, starts + (phase + 1) * secs - 1):
            if phase > Phase.SEATING and room.round.seats == ():
                continue
            passing = {other for other, (who, data) in acts.items() if said(room, who, data, at=moment) == ""}
            refused = {said(room, who, data, at=moment) for other, (who, data) in acts.items() if other != phase}
            assert passing == {phase}
            assert refused <= {"WrongPhase", "NotDue"}
        if phase < Phase.OVER:
            net.set_time(max(starts + phase * secs, net.now() + 1))
            to_court(net, *acts[phase])
            acts[phase] = ("nobody", b"")
            acts.pop(phase)
    assert room.case.state is CaseState.HEARD
