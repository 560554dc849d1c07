"""A vesting grant, told once and run on the reference, Solana and the EVM."""

from __future__ import annotations

import pytest
from assay import errors as e
from assay import ids
from assay.market import Sandbox
from assay.models.base import ZERO
from assay.models.court import Kind
from assay.models.rewards import Grant, GrantTerms, Schedule

from tests.cast import COIN, funded, tick
from tests.classroom import DAY
from tests.courtroom import courtroom

LINEAR = Schedule(cliff_secs=0, duration_secs=100 * DAY)
CLIFF = Schedule(cliff_secs=25 * DAY, duration_secs=100 * DAY)
STEPS = Schedule(cliff_secs=0, duration_secs=100 * DAY, steps=10)


def grant(chain: Sandbox, schedule: Schedule = LINEAR, amount: int = 100 * COIN, start: int = 0, nonce: int = 1) -> tuple[Sandbox, Sandbox, bytes]:
    """From the grantor to the expert, `start` seconds from now."""
    grantor, expert = funded(chain, "grantor"), chain.as_account("expert")
    tick(chain)
    terms = GrantTerms(beneficiary=expert.account, token=chain.deployment().token, amount=amount, start_at=chain.now() + start, schedule=schedule)
    created = grantor.rewards.create_grant(nonce, terms)
    assert created.grant_id == ids.grant_id(chain.deployment().rewards, grantor.account, expert.account, nonce)
    return grantor, expert, created.grant_id


def state(chain: Sandbox, grant_id: bytes) -> Grant:
    g = chain.rewards.grant(grant_id)
    assert g is not None
    return g


@pytest.mark.parametrize(
    ("schedule", "vested"),
    [
        (LINEAR, [(0, 0), (1, 1), (33, 33), (99, 99), (100, 100), (500, 100)]),
        (CLIFF, [(0, 0), (24, 0), (25, 25), (60, 60), (100, 100)]),
        (STEPS, [(0, 0), (9, 0), (10, 10), (19, 10), (95, 90), (100, 100)]),
    ],
)
def test_a_grant_vests_as_its_schedule_says(chain: Sandbox, schedule: Schedule, vested: list[tuple[int, int]]) -> None:
    """INV-GRANT-2: vesting never goes back, and ends with everything."""
    _, expert, grant_id = grant(chain, schedule)
    start, had = state(chain, grant_id).start_at, 0
    for day, coins in vested:
        chain.set_time(max(start + day * DAY, chain.now() + 1))
        due = state(chain, grant_id).vested(chain.now()) - had
        # A second of a hundred days' vesting is less than fifteen units.
        assert abs(due + had - coins * COIN) < 15
        if due:
            assert expert.rewards.withdraw(grant_id).amount == due
        else:
            with pytest.raises(e.NothingVested):
                expert.rewards.withdraw(grant_id)
        had += due
    assert had == 100 * COIN == chain.balance(expert.account)


def test_a_grant_may_have_started_long_ago(chain: Sandbox) -> None:
    """INV-GRANT-2: any start."""
    grantor, expert = funded(chain, "grantor"), chain.as_account("expert")
    tick(chain)
    terms = GrantTerms(beneficiary=expert.account, token=chain.deployment().token, amount=COIN, start_at=0, schedule=CLIFF)
    grant_id = grantor.rewards.create_grant(1, terms).grant_id
    tick(chain)
    assert expert.rewards.withdraw(grant_id).amount == COIN


def test_what_is_no_grant_is_refused(chain: Sandbox) -> None:
    """INV-GRANT-3: terms are bounded, an id is used once."""
    grantor, expert, _ = grant(chain)
    tick(chain)
    good = GrantTerms(beneficiary=expert.account, token=chain.deployment().token, amount=COIN, start_at=chain.now(), schedule=LINEAR)
    with pytest.raises(e.GrantExists):
        grantor.rewards.create_grant(1, good)
    for changes, error in (
        ({"beneficiary": ZERO}, e.ZeroAddress),
        ({"amount": 0}, e.ZeroAmount),
        ({"schedule": Schedule(cliff_secs=0, duration_secs=0)}, e.BadSchedule),
        ({"schedule": Schedule(cliff_secs=2, duration_secs=1)}, e.BadSchedule),
        ({"schedule": Schedule(cliff_secs=0, duration_secs=1, steps=1_001)}, e.BadSchedule),
        ({"schedule": Schedule(cliff_secs=0, duration_secs=315_360_001)}, e.BadSchedule),
        ({"start_at": chain.now() + 315_360_100}, e.BadSchedule),
        ({"token": bytes(12) + b"\x77" * 20}, e.WrongToken),
        ({"amount": 901 * COIN}, e.InsufficientFunds),
    ):
        with pytest.raises(error):
            grantor.rewards.create_grant(2, GrantTerms(**(good.model_dump() | changes)))
    assert chain.balance(grantor.account) == 900 * COIN


def test_a_grant_is_topped_up_and_the_sum_vests(chain: Sandbox) -> None:
    """INV-GRANT-4: what was withdrawn and what is still to come add up to what was put in."""
    grantor, expert, grant_id = grant(chain)
    start = state(chain, grant_id).start_at
    chain.set_time(start + 50 * DAY)
    assert expert.rewards.withdraw(grant_id).amount == 50 * COIN
    tick(chain)
    with pytest.raises(e.ZeroAmount):
        grantor.rewards.top_up(grant_id, 0)
    with pytest.raises(e.InsufficientFunds):
        grantor.rewards.top_up(grant_id, 901 * COIN)
    with pytest.raises(e.UnknownGrant):
        grantor.rewards.top_up(ZERO, 1)
    assert grantor.rewards.top_up(grant_id, 100 * COIN).deposited == 200 * COIN
    chain.set_time(start + 100 * DAY)
    assert expert.rewards.withdraw(grant_id).amount == 150 * COIN
    assert state(chain, grant_id).withdrawn == 200 * COIN


def test_only_the_beneficiary_withdraws(chain: Sandbox) -> None:
    """INV-GRANT-8: unvested tokens cannot be moved, by anyone."""
    grantor, _, grant_id = grant(chain)
    chain.set_time(state(chain, grant_id).start_at + DAY)
    with pytest.raises(e.NotBeneficiary):
        grantor.rewards.withdraw(grant_id)
    with pytest.raises(e.UnknownGrant):
        grantor.rewards.withdraw(ZERO)


def test_a_grant_follows_its_holder_to_a_new_key(chain: Sandbox) -> None:
    """INV-GRANT-8: after a delay, in which the old key can call it off."""
    _, expert, grant_id = grant(chain)
    new, thief = chain.as_account("new key"), chain.as_account("thief")
    wait = chain.rewards.config().rotate_secs
    tick(chain)
    with pytest.raises(e.NotBeneficiary):
        thief.rewards.rotate(grant_id, thief.account)
    with pytest.raises(e.ZeroAddress):
        expert.rewards.rotate(grant_id, ZERO)
    rotated = expert.rewards.rotate(grant_id, thief.account)
    assert rotated.rotate_at == chain.now() + wait
    tick(chain)
    with pytest.raises(e.NotBeneficiary):
        thief.rewards.withdraw(grant_id)
    assert expert.rewards.rotate(grant_id, expert.account).rotate_at == 0
    tick(chain, wait)
    with pytest.raises(e.NotBeneficiary):
        thief.rewards.withdraw(grant_id)
    due = expert.rewards.rotate(grant_id, new.account).rotate_at
    chain.set_time(due - 1)
    assert expert.rewards.withdraw(grant_id).amount > 0
    chain.set_time(due + DAY)
    with pytest.raises(e.NotBeneficiary):
        expert.rewards.withdraw(grant_id)
    assert new.rewards.withdraw(grant_id).amount > 0
    assert state(chain, grant_id).beneficiary == new.account
    tick(chain)
    with pytest.raises(e.NotBeneficiary):
        expert.rewards.rotate(grant_id, expert.account)


def test_a_grantor_gives_up_clawback_for_good(chain: Sandbox) -> None:
    """INV-GRANT-6."""
    grantor, expert, grant_id = grant(chain)
    room = courtroom(chain, jurors=0)
    tick(chain)
    with pytest.raises(e.NotGrantor):
        expert.rewards.renounce(grant_id)
    grantor.rewards.renounce(grant_id)
    tick(chain)
    with pytest.raises(e.GrantIsRenounced):
        grantor.rewards.renounce(grant_id)
    room.accuse(accused=expert.account, subject=grant_id, kind=Kind.PLAGIARISM, penalty=0)
    room.close()
    tick(chain)
    with pytest.raises(e.GrantIsRenounced):
        room.watcher.rewards.clawback(grant_id, room.case_id)


def test_what_has_vested_whole_cannot_be_clawed_back(chain: Sandbox) -> None:
    """INV-GRANT-5."""
    _, expert, grant_id = grant(chain)
    room = courtroom(chain, jurors=0)
    chain.set_time(state(chain, grant_id).start_at + 101 * DAY)
    room.accuse(accused=expert.account, subject=grant_id, penalty=0)
    room.close()
    tick(chain)
    with pytest.raises(e.NothingUnvested):
        room.watcher.rewards.clawback(grant_id, room.case_id)
