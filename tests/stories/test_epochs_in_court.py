"""Where rewards meet the court: a posting that only people can judge, and a grant that is taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from assay import errors as e
from assay import ids
from assay.market import Sandbox
from assay.models.base import ZERO
from assay.models.court import Kind, Verdict
from assay.models.deployment import Settings
from assay.models.rewards import EpochState, Fault, Grant

from tests.cast import COIN, tick
from tests.classroom import DAY, Classroom, classroom, hybrid
from tests.courtroom import Courtroom, courtroom


def posted(chain: Sandbox) -> tuple[Classroom, Courtroom]:
    room, court = classroom(chain), courtroom(chain)
    room.open()
    room.work()
    room.post(room.files())
    return room, court


def accuse_posting(room: Classroom, court: Courtroom) -> bytes:
    subject = ids.posting_id(room.epoch_id(), room.epoch().attempt)
    return court.accuse(accused=room.poster.account, subject=subject, kind=Kind.WRONG_EPOCH, penalty=0)


def test_a_posting_that_the_court_finds_wrong_is_thrown_away(chain: Sandbox) -> None:
    """INV-REWARDS-13: scores that no machine can judge wait for the ruling; the bond is lost, the pool is not."""
    room, court = posted(chain)
    case_id = accuse_posting(room, court)
    tick(chain)
    with pytest.raises(e.EpochNotSuspended):
        room.checker.rewards.resolve(room.epoch_id())
    room.checker.rewards.suspend(room.epoch_id(), case_id)
    assert room.epoch().state is EpochState.SUSPENDED
    chain.set_time(room.epoch().claim_from + 1)
    with pytest.raises(e.EpochNotPosted):
        room.checker.rewards.claim(room.epoch_id(), room.files().leaf(0))
    with pytest.raises(e.EpochNotPosted):
        room.checker.rewards.pay_poster(room.epoch_id())
    with pytest.raises(e.NotDue):
        room.checker.rewards.expire(room.epoch_id())
    with pytest.raises(e.CaseNotClosed):
        room.checker.rewards.resolve(room.epoch_id())
    court.close()
    tick(chain)
    resolved = room.checker.rewards.resolve(room.epoch_id())
    assert resolved.overturned
    assert chain.balance(chain.deployment().treasury) == chain.rewards.config().post_bond
    assert (room.epoch().state, room.epoch().attempt, room.epoch().cash) == (EpochState.OPEN, 1, 60 * COIN)
    files = room.files()
    room.post(files)
    room.to_claims()
    room.checker.rewards.claim(room.epoch_id(), files.leaf(0))


def test_a_lost_accusation_leaves_a_whole_window(chain: Sandbox) -> None:
    """INV-REWARDS-14: a sham accusation neither uses the window up nor keeps evidence out."""
    room, court = posted(chain)
    case_id = accuse_posting(room, court)
    tick(chain)
    room.checker.rewards.suspend(room.epoch_id(), case_id)
    court.contest()
    # Evidence counts while the case goes on.
    with pytest.raises(e.NotRefuted):
        room.checker.rewards.refute(room.epoch_id(), Fault.COUNT, room.files().leaf(0))
    court.hear(lambda _: False)
    assert court.close().verdict is Verdict.NOT_GUILTY
    tick(chain)
    resolved = room.checker.rewards.resolve(room.epoch_id())
    assert (resolved.overturned, resolved.claim_from) == (False, chain.now() + chain.rewards.config().window_secs)
    tick(chain)
    with pytest.raises(e.WindowOpen):
        room.checker.rewards.claim(room.epoch_id(), room.files().leaf(0))
    with pytest.raises(e.WrongCase):
        room.checker.rewards.suspend(room.epoch_id(), case_id)
    room.to_claims()
    room.checker.rewards.claim(room.epoch_id(), room.files().leaf(0))


def test_evidence_ends_what_a_case_holds_up(chain: Sandbox) -> None:
    """INV-REWARDS-14."""
    room, court = classroom(chain), courtroom(chain, jurors=0)
    room.open()
    room.work()
    files = room.files(scores={0: 30_001})
    room.post(files)
    case_id = accuse_posting(room, court)
    tick(chain)
    room.checker.rewards.suspend(room.epoch_id(), case_id)
    chain.set_time(room.epoch().claim_from + 5)
    room.checker.rewards.refute(room.epoch_id(), Fault.COUNT, files.leaf(0))
    assert room.epoch().state is EpochState.OPEN
    court.close()
    room.post(room.files())
    tick(chain)
    # The ruling was about the posting that is gone.
    with pytest.raises(e.EpochNotSuspended):
        room.checker.rewards.resolve(room.epoch_id())
    with pytest.raises(e.WrongCase):
        room.checker.rewards.suspend(room.epoch_id(), case_id)


def test_only_a_case_about_the_posting_and_in_time_suspends_it(chain: Sandbox) -> None:
    """INV-REWARDS-13."""
    room, court = posted(chain)
    court.accuse()
    tick(chain)
    with pytest.raises(e.WrongCase):
        room.checker.rewards.suspend(room.epoch_id(), court.case_id)
    with pytest.raises(e.UnknownCase):
        room.checker.rewards.suspend(room.epoch_id(), ZERO)
    with pytest.raises(e.UnknownEpoch):
        room.checker.rewards.suspend(ZERO, court.case_id)
    court.nonce = 2
    case_id = accuse_posting(room, court)
    room.to_claims()
    with pytest.raises(e.WindowClosed):
        room.checker.rewards.suspend(room.epoch_id(), case_id)


def test_a_closed_case_suspends_nothing(fresh: Callable[[Settings], Sandbox]) -> None:
    """INV-REWARDS-13."""
    room, court = posted(fresh(Settings(contest_secs=100)))
    case_id = accuse_posting(room, court)
    court.close()
    tick(room.chain)
    with pytest.raises(e.CaseIsClosed):
        room.checker.rewards.suspend(room.epoch_id(), case_id)


def granted(chain: Sandbox) -> tuple[Classroom, Courtroom, bytes, Grant]:
    """A campaign that pays half in grants, one claimed: 30 coins of cash, 60 tokens over a hundred days."""
    court = courtroom(chain)
    room = classroom(chain, hybrid(chain), experts=1)
    room.open()
    room.work()
    files = room.files()
    room.post(files)
    room.to_claims()
    grant_id = room.checker.rewards.claim(room.epoch_id(), files.leaf(0)).grant_id
    grant = chain.rewards.grant(grant_id)
    assert grant is not None
    assert grant.deposited == 60 * COIN
    return room, court, grant_id, grant


def test_a_ruling_takes_back_what_had_not_vested(chain: Sandbox) -> None:
    """INV-GRANT-1, INV-GRANT-5: as of the accusation, never what was withdrawn; beneficiary + treasury = deposit."""
    room, court, grant_id, grant = granted(chain)
    (expert,) = room.experts
    token = grant.token
    chain.set_time(grant.start_at + 40 * DAY)
    case_id = court.accuse(accused=expert.account, subject=grant_id, kind=Kind.PLAGIARISM, penalty=0)
    accused_at = court.case.accused_at
    tick(chain)
    with pytest.raises(e.CaseNotClosed):
        room.checker.rewards.clawback(grant_id, case_id)
    # A year of appeals would gain nothing; neither would a clawback years after.
    chain.set_time(grant.start_at + 90 * DAY)
    court.watcher.court.close(case_id)
    tick(chain)
    taken = room.checker.rewards.clawback(grant_id, case_id)
    vested = 60 * COIN * (accused_at - grant.start_at) // (100 * DAY)
    assert (taken.kept, taken.taken) == (vested, 60 * COIN - vested)
    assert chain.balance(chain.deployment().treasury, token) == taken.taken
    tick(chain)
    assert expert.rewards.withdraw(grant_id).amount == vested
    assert chain.balance(expert.account, token) == 1_000 * COIN + vested
    tick(chain)
    with pytest.raises(e.NothingVested):
        expert.rewards.withdraw(grant_id)
    with pytest.raises(e.GrantIsRevoked):
        room.checker.rewards.clawback(grant_id, case_id)
    with pytest.raises(e.GrantIsRevoked):
        room.checker.rewards.top_up(grant_id, 1)
    with pytest.raises(e.GrantIsRevoked):
        room.sponsor.rewards.renounce(grant_id)


def test_what_was_withdrawn_is_never_taken_back(chain: Sandbox) -> None:
    """INV-GRANT-5."""
    room, court, grant_id, grant = granted(chain)
    (expert,) = room.experts
    case_id = court.accuse(accused=expert.account, subject=grant_id, penalty=0)
    chain.set_time(grant.start_at + 50 * DAY)
    withdrawn = expert.rewards.withdraw(grant_id).amount
    assert withdrawn == 30 * COIN
    tick(chain)
    court.watcher.court.close(case_id)
    tick(chain)
    taken = room.checker.rewards.clawback(grant_id, case_id)
    assert (taken.kept, taken.taken) == (withdrawn, 30 * COIN)


def test_a_clawback_needs_a_final_ruling_of_guilty_about_this_grant(chain: Sandbox) -> None:
    """INV-GRANT-6."""
    room, court, grant_id, _ = granted(chain)
    (expert,) = room.experts
    tick(chain)
    with pytest.raises(e.UnknownCase):
        room.checker.rewards.clawback(grant_id, ZERO)
    with pytest.raises(e.UnknownGrant):
        room.checker.rewards.clawback(ZERO, ZERO)
    court.accuse()
    tick(chain)
    with pytest.raises(e.WrongCase):
        room.checker.rewards.clawback(grant_id, court.case_id)
    court.nonce = 2
    case_id = court.accuse(accused=expert.account, subject=grant_id, penalty=0)
    court.contest()
    court.hear(lambda _: False)
    court.close()
    tick(chain)
    with pytest.raises(e.NotGuilty):
        room.checker.rewards.clawback(grant_id, case_id)


def test_a_case_older_than_what_it_is_about_counts_for_nothing(chain: Sandbox) -> None:
    """INV-GRANT-6, INV-REWARDS-13: ids can be foreseen, and nobody contests a case about nothing."""
    room, court = classroom(chain, hybrid(chain), experts=1), courtroom(chain, jurors=0)
    room.open()
    grant_id, posting = room.grant_id(room.experts[0]), ids.posting_id(room.epoch_id(), 0)
    about_grant = court.accuse(accused=room.experts[0].account, subject=grant_id, penalty=0)
    room.work()
    court.nonce = 2
    about_posting = court.accuse(accused=room.poster.account, subject=posting, penalty=0)
    files = room.files()
    room.post(files)
    tick(chain)
    with pytest.raises(e.WrongCase):
        room.checker.rewards.suspend(room.epoch_id(), about_posting)
    room.to_claims()
    room.checker.rewards.claim(room.epoch_id(), files.leaf(0))
    court.nonce = 1
    court.close()
    tick(chain)
    with pytest.raises(e.WrongCase):
        room.checker.rewards.clawback(grant_id, about_grant)


def test_nobody_keeps_a_worker_from_its_cash_by_filling_its_grant_up(chain: Sandbox) -> None:
    """INV-REWARDS-16: a sponsor makes its grant token; what does not fit into a grant stays with the epoch."""
    room, _, grant_id, grant = granted(chain)
    chain.set_time(room.campaign.opened_at + 2 * DAY)
    number = room.now_in()
    room.work(number)
    files = room.files(number)
    room.post(files, number)
    room.to_claims(number)
    # A Solana mint's supply is a u64 as well, so there a grant cannot be filled up while anybody else holds some.
    most = 100 * COIN if chain.name.startswith("solana") else 2**64 - 1 - grant.deposited
    filler = chain.as_account("filler")
    chain.faucet(filler.account, most, grant.token)
    filler.rewards.top_up(grant_id, most)
    tick(chain)
    claimed = room.checker.rewards.claim(room.epoch_id(number), files.leaf(0))
    assert claimed.cash == 30 * COIN
    assert claimed.tokens in (0, 60 * COIN)


def test_whose_grant_was_clawed_back_earns_cash_alone(chain: Sandbox) -> None:
    """INV-GRANT-7: the tokens of later claims go back to the campaign."""
    room, court, grant_id, _ = granted(chain)
    (expert,) = room.experts
    chain.set_time(room.campaign.opened_at + 2 * DAY)
    number = room.now_in()
    room.work(number)
    files = room.files(number)
    room.post(files, number)
    court.accuse(accused=expert.account, subject=grant_id, penalty=0)
    court.close()
    tick(chain)
    room.checker.rewards.clawback(grant_id, court.case_id)
    room.to_claims(number)
    claimed = room.checker.rewards.claim(room.epoch_id(number), files.leaf(0))
    assert (claimed.cash, claimed.tokens, claimed.grant_id) == (30 * COIN, 0, ZERO)
    assert room.epoch(number).tokens == 60 * COIN
