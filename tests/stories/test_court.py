"""A case in court, told once and run on the reference, Solana and the EVM."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from assay import errors as e
from assay import ids, jury
from assay.market import Sandbox
from assay.models.base import ZERO
from assay.models.court import CaseState, Kind, Phase, Verdict
from assay.models.deployment import Settings

from tests.cast import COIN, funded, tick
from tests.courtroom import SALT, SUBJECT, courtroom

# One seat, three, seven: three rounds at little expense.
SMALL = Settings(jurors=1, max_rounds=3)
Fresh = Callable[[Settings], Sandbox]


def guilty(_: bytes) -> bool:
    return True


def innocent(_: bytes) -> bool:
    return False


def test_an_accusation_that_nobody_contests_is_accepted(chain: Sandbox) -> None:
    """INV-COURT-1: the optimistic path: undisputed means guilty, the accuser gets its bond and half of the slash, never all."""
    room = courtroom(chain, jurors=0)
    room.accuse()
    chain.set_time(room.case.due_at - 1)
    with pytest.raises(e.NotDue):
        room.watcher.court.close(room.case_id)
    case = room.close()
    assert (case.state, case.verdict, case.is_guilty) == (CaseState.CLOSED, Verdict.GUILTY, True)
    stake, fault = chain.staking.stake(room.accused.account), chain.staking.fault(ids.fault_id(room.case_id))
    assert stake is not None
    assert fault is not None
    assert (stake.bonded, fault.amount, fault.reward, fault.beneficiary) == (200 * COIN, 100 * COIN, 50 * COIN, room.accuser.account)
    tick(chain)
    room.watcher.staking.sweep(fault.fault_id)
    tick(chain)
    assert room.watcher.court.collect(room.case_id, room.accuser.account).amount == 10 * COIN
    assert chain.balance(room.accuser.account) == 1_050 * COIN
    tick(chain)
    with pytest.raises(e.NothingToCollect):
        room.watcher.court.collect(room.case_id, room.accuser.account)
    with pytest.raises(e.NotDue):
        room.watcher.court.close(room.case_id)


def test_a_contested_accusation_is_heard_and_the_guilty_pays(chain: Sandbox) -> None:
    """INV-COURT-2: coherent jurors are paid by the incoherent and the loser's bond; every coin is accounted for."""
    room = courtroom(chain)
    room.accuse()
    room.contest()
    room.draw()
    votes = {v.juror: v.seats for v in room.round.votes}
    assert sum(votes.values()) == room.config.seats_of(0) == 7
    dissenter = min(votes, key=lambda j: (votes[j], j))
    room.vote(lambda j: j != dissenter)
    tallied = room.tally()
    assert (tallied.guilty_seats, tallied.innocent_seats) == (7 - votes[dissenter], votes[dissenter])
    case = room.close()
    lost = votes[dissenter] * 5 * COIN
    assert case.pot == lost + 5 * COIN
    assert case.pay == case.pot // tallied.guilty_seats
    before = {j: chain.balance(j) for j in votes}
    room.pay_all()
    for j, n in votes.items():
        assert chain.balance(j) - before[j] == (0 if j == dissenter else n * case.pay)
        juror = chain.court.juror(j)
        assert juror is not None
        assert (juror.seats, juror.seated) == (2 - n if j == dissenter else 2, 0)
    # Its own bond, half of the contestant's; the treasury has what does not divide.
    assert chain.balance(room.accuser.account) == 1_005 * COIN
    assert chain.balance(room.friend.account) == 990 * COIN
    assert chain.balance(room.config.treasury) == case.pot - case.pay * tallied.guilty_seats


def test_a_frivolous_accuser_loses(chain: Sandbox) -> None:
    """INV-COURT-3: who accuses without being believed pays the contestant and the jurors; nobody is slashed."""
    room = courtroom(chain)
    room.accuse()
    room.contest()
    room.hear(innocent)
    case = room.close()
    assert (case.verdict, case.is_guilty) == (Verdict.NOT_GUILTY, False)
    room.pay_all()
    assert chain.balance(room.accuser.account) == 990 * COIN
    assert chain.balance(room.friend.account) == 1_005 * COIN
    stake = chain.staking.stake(room.accused.account)
    assert stake is not None
    assert stake.bonded == 300 * COIN
    assert chain.staking.fault(ids.fault_id(room.case_id)) is None


def test_what_is_no_accusation_is_refused(chain: Sandbox) -> None:
    """INV-COURT-4: an accusation is about the past, against somebody else, within what the court may impose; its id is used once."""
    room = courtroom(chain, jurors=0)
    tick(chain)
    for changes in ({"kind": 0}, {"since_at": chain.now() + 100}, {"accused": room.accuser.account}):
        with pytest.raises(e.BadAccusation):
            room.accuser.court.accuse(1, room.accusation(**changes))
    with pytest.raises(e.PenaltyTooHigh):
        room.accuser.court.accuse(1, room.accusation(penalty=room.config.max_penalty + 1))
    with pytest.raises(e.InsufficientFunds):
        chain.as_account("pauper").court.accuse(1, room.accusation())
    room.accuse()
    tick(chain)
    with pytest.raises(e.CaseExists):
        room.accuser.court.accuse(1, room.accusation(kind=Kind.DEEPFAKE))
    assert chain.balance(room.accuser.account) == 990 * COIN


def test_who_may_contest_and_when(chain: Sandbox) -> None:
    """INV-COURT-5: anyone but the accuser contests, once, in time."""
    room = courtroom(chain, jurors=0)
    with pytest.raises(e.UnknownCase):
        room.friend.court.contest(room.case_id)
    room.accuse()
    tick(chain)
    with pytest.raises(e.OwnCase):
        room.accuser.court.contest(room.case_id)
    with pytest.raises(e.InsufficientFunds):
        chain.as_account("pauper").court.contest(room.case_id)
    room.contest()
    tick(chain)
    with pytest.raises(e.CaseNotOpen):
        room.watcher.court.contest(room.case_id)
    room.nonce = 2
    room.accuse()
    chain.set_time(room.case.due_at)
    with pytest.raises(e.ContestClosed):
        room.friend.court.contest(room.case_id)


def test_the_lowest_tickets_are_the_jury_in_whatever_order_they_come(fresh: Fresh) -> None:
    """INV-COURT-6: one honest doer is enough: lower tickets evict higher ones, and who is evicted is free again."""
    chain = fresh(Settings(jurors=3, max_rounds=1))
    room = courtroom(chain, jurors=6, seats=1)
    room.accuse()
    room.contest()
    room.seed(room.watcher)
    room.to(Phase.SEATING)
    drawn = jury.tickets(chain, room.case_id, jury.enrolled(chain))
    for number, juror, unit in reversed(drawn):
        tick(chain)
        seated = room.friend.court.seat(room.case_id, juror, unit)
        assert int.from_bytes(seated.ticket, "big") == number
    assert [(s.ticket, s.juror) for s in room.round.seats] == [(n, j) for n, j, _ in drawn[:3]]
    sitting = {j for _, j, _ in drawn[:3]}
    for j in room.jurors:
        enrolled = chain.court.juror(j)
        assert enrolled is not None
        assert enrolled.seated == (j in sitting)
    tick(chain)
    with pytest.raises(e.TicketTaken):
        room.watcher.court.seat(room.case_id, drawn[0][1], 0)
    with pytest.raises(e.TicketTooHigh):
        room.watcher.court.seat(room.case_id, drawn[3][1], 0)
    assert jury.seat(room.watcher, room.case_id) == []


def test_nobody_enrols_for_a_draw_whose_seed_is_known(chain: Sandbox) -> None:
    """INV-COURT-7: seats that came, or came again, after the seeds were committed have no ticket; parties and strangers neither."""
    room = courtroom(chain, jurors=2, seats=3)
    tick(chain)
    room.friend.court.enroll(1)
    room.accuse()
    room.contest()
    a, b = room.jurors
    room.seed(room.watcher)
    room.jurors[b].court.enroll(1)
    room.to(Phase.SEATING)
    tick(chain)
    with pytest.raises(e.NotEligible):
        room.watcher.court.seat(room.case_id, b, 0)
    with pytest.raises(e.NotEligible):
        room.watcher.court.seat(room.case_id, a, 3)
    with pytest.raises(e.NotEligible):
        room.watcher.court.seat(room.case_id, room.friend.account, 0)
    with pytest.raises(e.UnknownJuror):
        room.watcher.court.seat(room.case_id, room.watcher.account, 0)
    room.watcher.court.seat(room.case_id, a, 2)


def test_a_seat_serves_one_case_at_a_time(fresh: Fresh) -> None:
    """INV-COURT-8: a juror stakes every seat once, cannot resign what serves, and gets the rest back."""
    chain = fresh(SMALL)
    room = courtroom(chain, jurors=1, seats=1)
    (juror,) = room.jurors.values()
    room.accuse()
    room.contest()
    room.draw()
    first = room.case_id
    tick(chain)
    with pytest.raises(e.NotEnoughSeats):
        juror.court.resign(1)
    room.nonce = 2
    room.accuse()
    room.contest()
    room.seed(room.watcher)
    room.to(Phase.SEATING)
    with pytest.raises(e.NoFreeSeat):
        room.watcher.court.seat(room.case_id, juror.account, 0)
    # In the first case the juror keeps silent, which costs it its seat.
    room.nonce = 1
    assert room.case_id == first
    room.to(Phase.OVER)
    assert room.tally().verdict == Verdict.NOT_GUILTY
    room.close()
    tick(chain)
    released = room.watcher.court.release(first, 0, juror.account)
    assert (released.returned, released.paid) == (0, 0)
    tick(chain)
    with pytest.raises(e.AlreadyReleased):
        room.watcher.court.release(first, 0, juror.account)
    with pytest.raises(e.NotJuror):
        room.watcher.court.release(first, 0, room.friend.account)
    with pytest.raises(e.NotJuror):
        room.watcher.court.release(first, 1, juror.account)
    with pytest.raises(e.NotEnoughSeats):
        juror.court.resign(1)


def test_jurors_come_and_go(chain: Sandbox) -> None:
    """INV-COURT-8."""
    alice = funded(chain, "alice", 100)
    tick(chain)
    with pytest.raises(e.UnknownJuror):
        alice.court.resign(1)
    with pytest.raises(e.ZeroAmount):
        alice.court.enroll(0)
    with pytest.raises(e.InsufficientFunds):
        alice.court.enroll(21)
    assert alice.court.enroll(15).seats == 15
    tick(chain)
    assert alice.court.enroll(5).seats == 20
    assert chain.balance(alice.account) == 0
    tick(chain)
    with pytest.raises(e.ZeroAmount):
        alice.court.resign(0)
    assert alice.court.resign(20).seats == 0
    assert chain.balance(alice.account) == 100 * COIN
    tick(chain)
    with pytest.raises(e.NotEnoughSeats):
        alice.court.resign(1)


def test_randomness_is_hidden_until_all_are_committed_and_withholding_costs(chain: Sandbox) -> None:
    """INV-COURT-9: a seed is committed with a bond, revealed as committed, once; a withheld one feeds the pot."""
    room = courtroom(chain, jurors=0)
    room.accuse()
    with pytest.raises(e.WrongPhase):
        room.watcher.court.commit_seed(room.case_id, SALT)
    room.contest()
    tick(chain)
    right = ids.seed_commitment(room.case_id, 0, room.watcher.account, SALT)
    room.watcher.court.commit_seed(room.case_id, right)
    tick(chain)
    with pytest.raises(e.SeedExists):
        room.watcher.court.commit_seed(room.case_id, right)
    with pytest.raises(e.InsufficientFunds):
        chain.as_account("pauper").court.commit_seed(room.case_id, right)
    with pytest.raises(e.WrongPhase):
        room.watcher.court.reveal_seed(room.case_id, SALT)
    # Somebody copies the commitment; it names the watcher, so it can never be revealed.
    room.friend.court.commit_seed(room.case_id, right)
    room.to(Phase.SEED_REVEAL)
    with pytest.raises(e.WrongPhase):
        room.accuser.court.commit_seed(room.case_id, right)
    with pytest.raises(e.UnknownSeed):
        room.accuser.court.reveal_seed(room.case_id, SALT)
    with pytest.raises(e.BadSeed):
        room.friend.court.reveal_seed(room.case_id, SALT)
    assert room.round.seed == ZERO
    room.watcher.court.reveal_seed(room.case_id, SALT)
    assert room.round.seed == ids.seed_share(room.case_id, 0, room.watcher.account, SALT)
    assert chain.balance(room.watcher.account) == 1_000 * COIN
    tick(chain)
    with pytest.raises(e.UnknownSeed):
        room.watcher.court.reveal_seed(room.case_id, SALT)
    room.to(Phase.VOTE_COMMIT)
    room.tally()
    assert room.close().pot == 1 * COIN
    tick(chain)
    assert room.watcher.court.collect(room.case_id, room.config.treasury).amount == COIN


def test_a_jury_that_does_not_come_together_says_nothing(chain: Sandbox) -> None:
    """INV-COURT-10: a void round rules nothing: bonds and seats go back."""
    room = courtroom(chain, jurors=2, seats=2)
    room.accuse()
    room.contest()
    assert len(room.draw()) == 4
    tick(chain)
    with pytest.raises(e.NotDue):
        room.watcher.court.tally(room.case_id)
    room.to(Phase.VOTE_COMMIT)
    a = next(iter(room.jurors.values()))
    with pytest.raises(e.WrongPhase):
        a.court.commit_vote(room.case_id, SALT)
    tallied = room.tally()
    assert (tallied.void, tallied.verdict) == (True, Verdict.NONE)
    tick(chain)
    with pytest.raises(e.AppealClosed):
        room.friend.court.appeal(room.case_id)
    case = room.close()
    assert (case.verdict, case.is_guilty) == (Verdict.NONE, False)
    room.pay_all()
    for who in (room.accuser, room.friend):
        assert chain.balance(who.account) == 1_000 * COIN
    for j in room.jurors:
        juror = chain.court.juror(j)
        assert juror is not None
        assert (juror.seats, juror.seated) == (2, 0)


def test_votes_are_hidden_bound_and_counted_once(fresh: Fresh) -> None:
    """INV-COURT-11: nobody votes out of turn, twice, for another, or other than committed; silence counts as wrong."""
    chain = fresh(Settings(jurors=3, max_rounds=1))
    room = courtroom(chain, jurors=3, seats=1)
    a, b, c = room.jurors.values()
    room.accuse()
    room.contest()
    room.draw()
    with pytest.raises(e.WrongPhase):
        a.court.commit_vote(room.case_id, SALT)
    room.to(Phase.VOTE_COMMIT)
    hidden = ids.vote_commitment(room.case_id, 0, a.account, True, SALT)
    with pytest.raises(e.NotJuror):
        room.watcher.court.commit_vote(room.case_id, hidden)
    with pytest.raises(e.BadVote):
        a.court.commit_vote(room.case_id, ZERO)
    a.court.commit_vote(room.case_id, hidden)
    tick(chain)
    with pytest.raises(e.AlreadyVoted):
        a.court.commit_vote(room.case_id, hidden)
    b.court.commit_vote(room.case_id, hidden)  # copied
    with pytest.raises(e.WrongPhase):
        a.court.reveal_vote(room.case_id, True, SALT)
    room.to(Phase.VOTE_REVEAL)
    with pytest.raises(e.BadVote):
        a.court.reveal_vote(room.case_id, False, SALT)
    with pytest.raises(e.BadVote):
        b.court.reveal_vote(room.case_id, True, SALT)
    with pytest.raises(e.BadVote):
        c.court.reveal_vote(room.case_id, True, SALT)
    with pytest.raises(e.NotJuror):
        room.watcher.court.reveal_vote(room.case_id, True, SALT)
    a.court.reveal_vote(room.case_id, True, SALT)
    tick(chain)
    with pytest.raises(e.AlreadyRevealed):
        a.court.reveal_vote(room.case_id, True, SALT)
    with pytest.raises(e.NotDue):
        room.watcher.court.tally(room.case_id)
    room.to(Phase.OVER)
    assert room.tally().verdict == Verdict.GUILTY
    case = room.close()
    assert (case.pot, case.pay) == (15 * COIN, 15 * COIN)
    room.pay_all()
    assert chain.balance(a.account) == 1_010 * COIN
    assert chain.balance(b.account) == 995 * COIN


def test_a_tie_and_a_silent_jury_do_not_convict(fresh: Fresh) -> None:
    """INV-COURT-12: the burden is the accuser's."""
    chain = fresh(Settings(jurors=3, max_rounds=1))
    room = courtroom(chain, jurors=3, seats=1)
    a, b, c = room.jurors
    room.accuse()
    room.contest()
    room.draw()
    room.vote({a: True, b: False, c: None}.get)
    tallied = room.tally()
    assert (tallied.guilty_seats, tallied.innocent_seats, tallied.verdict) == (1, 1, Verdict.NOT_GUILTY)
    room.close()
    room.pay_all()
    assert chain.balance(b) == 995 * COIN + 15 * COIN


def test_an_appeal_is_heard_by_more_and_the_last_word_counts_for_all_rounds(fresh: Fresh) -> None:
    """INV-COURT-13: juries grow, bonds grow, and who was right from the start is paid by who was not."""
    chain = fresh(SMALL)
    room = courtroom(chain, jurors=7, seats=3)
    room.accuse()
    with pytest.raises(e.CaseNotRuled):
        room.friend.court.appeal(room.case_id)
    room.contest()
    room.hear(guilty)
    bond = room.config.appeal_bond(0)
    assert bond == 20 * COIN
    tick(chain)
    with pytest.raises(e.InsufficientFunds):
        chain.as_account("pauper").court.appeal(room.case_id)
    assert room.friend.court.appeal(room.case_id).bond == bond
    with pytest.raises(e.CaseNotRuled):
        room.friend.court.appeal(room.case_id)
    assert room.hear(innocent).innocent_seats == 3
    tick(chain)
    assert room.accuser.court.appeal(room.case_id).bond == 40 * COIN
    assert room.hear(innocent).innocent_seats == 7
    tick(chain)
    with pytest.raises(e.AppealClosed):
        room.accuser.court.appeal(room.case_id)
    case = room.close()
    # The lone juror of the first round, half of the accuser's bond, and its appeal.
    assert (case.seats, case.innocent_seats, case.pot) == (11, 10, 5 * COIN + 5 * COIN + 40 * COIN)
    room.pay_all()
    assert chain.balance(room.friend.account) == 1_005 * COIN
    assert chain.balance(room.accuser.account) == 950 * COIN


def test_an_appeal_that_finds_no_jury_changes_nothing_and_is_lost(fresh: Fresh) -> None:
    """INV-COURT-10, INV-COURT-13: delay is not free."""
    chain = fresh(SMALL)
    room = courtroom(chain, jurors=2, seats=1)
    room.accuse()
    room.contest()
    room.hear(guilty)
    tick(chain)
    room.friend.court.appeal(room.case_id)
    room.draw()
    room.to(Phase.VOTE_COMMIT)
    tallied = room.tally()
    assert (tallied.void, tallied.verdict) == (True, Verdict.GUILTY)
    case = room.close()
    assert case.pot == 5 * COIN + 20 * COIN
    room.pay_all()
    assert chain.balance(room.friend.account) == 970 * COIN


def test_a_ruling_stands_when_there_is_nothing_to_slash(chain: Sandbox) -> None:
    """INV-COURT-14: no stake, a small stake or a retired court holds no ruling up."""
    room = courtroom(chain, jurors=0, bonded=0)
    room.accuse()
    assert room.close().is_guilty
    tick(chain)
    room.accused.staking.bond(30 * COIN)
    room.nonce = 2
    room.accuse()
    room.close()
    fault = chain.staking.fault(ids.fault_id(room.case_id))
    assert fault is not None
    assert fault.amount == 30 * COIN
    room.accused.staking.bond(30 * COIN)
    tick(chain)
    chain.as_account("authority").staking.retire_slasher(chain.deployment().court)
    room.nonce = 3
    room.accuse()
    assert room.close().is_guilty
    assert chain.staking.fault(ids.fault_id(room.case_id)) is None


def test_a_fault_s_id_that_another_slasher_used_up_holds_no_ruling_up(chain: Sandbox) -> None:
    """INV-COURT-14."""
    room = courtroom(chain, jurors=0)
    squatter, authority = chain.as_account("squatter"), chain.as_account("authority")
    authority.staking.propose_slasher(squatter.account)
    tick(chain, chain.staking.config().timelock_secs)
    authority.staking.activate_slasher(squatter.account)
    room.accuse()
    tick(chain)
    squatter.staking.slash(room.accused.account, 1, ids.fault_id(room.case_id), squatter.account, 0)
    assert room.close().is_guilty
    fault = chain.staking.fault(ids.fault_id(room.case_id))
    assert fault is not None
    assert fault.amount == 1


def test_only_a_closed_case_pays(chain: Sandbox) -> None:
    """INV-COURT-2."""
    room = courtroom(chain, jurors=0)
    room.accuse()
    tick(chain)
    assert room.case.accusation.subject == SUBJECT
    with pytest.raises(e.CaseNotClosed):
        room.watcher.court.collect(room.case_id, room.accuser.account)
    with pytest.raises(e.CaseNotClosed):
        room.watcher.court.release(room.case_id, 0, room.accuser.account)
    with pytest.raises(e.UnknownCase):
        room.watcher.court.collect(ZERO, room.accuser.account)
    for call in (room.watcher.court.close, room.watcher.court.tally, room.watcher.court.appeal):
        with pytest.raises(e.UnknownCase):
            call(ZERO)
