"""A job's life without a dispute."""

from __future__ import annotations

import pytest
from assay import errors as e
from assay import ids
from assay.market import Sandbox
from assay.models.compute import JobState, Spec

from tests.cast import COIN, funded, job_of, stage, tick

NEEDS = {"device": 1, "memory_mib": 8_192, "units": 1, "region": 756}


def test_an_honest_job_is_paid_after_its_window(chain: Sandbox) -> None:
    """INV-COMPUTE-1: the price leaves the requester once and reaches the provider once, after the window."""
    s = stage(chain)
    posted = s.requester.compute.post(s.nonce, s.job.terms(**NEEDS))
    assert posted.job_id == s.job_id == ids.job_id(chain.deployment().compute, s.requester.account, 1)
    assert chain.balance(s.requester.account) == 980 * COIN
    s.accept()
    stake = chain.staking.stake(s.provider.account)
    assert stake is not None
    assert stake.locked == 50 * COIN
    s.commit()
    job = job_of(chain, s.job_id)
    assert (job.state, job.provider) == (JobState.COMMITTED, s.provider.account)
    chain.set_time(job.window_ends_at - 1)
    with pytest.raises(e.WindowOpen):
        s.requester.compute.settle(s.job_id)
    chain.set_time(job.window_ends_at)
    assert s.challenger.compute.settle(s.job_id).amount == 20 * COIN
    assert chain.balance(s.provider.account) == 520 * COIN
    stake = chain.staking.stake(s.provider.account)
    assert stake is not None
    assert stake.locked == 0
    tick(chain)
    with pytest.raises(e.JobNotCommitted):
        s.provider.compute.settle(s.job_id)
    with pytest.raises(e.JobNotCommitted):
        s.challenger.compute.challenge(s.job_id)


def test_a_requester_takes_an_open_job_back(chain: Sandbox) -> None:
    """INV-COMPUTE-2: an open job's price goes back whole, to its requester alone."""
    s = stage(chain)
    s.post()
    tick(chain)
    with pytest.raises(e.JobExists):
        s.requester.compute.post(s.nonce, s.job.terms())
    with pytest.raises(e.NotRequester):
        s.challenger.compute.cancel(s.job_id)
    s.requester.compute.cancel(s.job_id)
    assert chain.balance(s.requester.account) == 1_000 * COIN
    tick(chain)
    with pytest.raises(e.JobNotOpen):
        s.requester.compute.cancel(s.job_id)
    with pytest.raises(e.JobNotOpen):
        s.provider.compute.accept(s.job_id)
    with pytest.raises(e.JobExists):
        s.requester.compute.post(s.nonce, s.job.terms())


@pytest.mark.parametrize(("need", "value"), [("device", 2), ("memory_mib", 16_385), ("units", 3), ("region", 840)])
def test_a_provider_that_falls_short_cannot_accept(chain: Sandbox, need: str, value: int) -> None:
    """INV-COMPUTE-3: who accepts meets every need and is the one named, if one is named."""
    s = stage(chain)
    s.post(**{need: value})
    tick(chain)
    with pytest.raises(e.NeedsNotMet):
        s.provider.compute.accept(s.job_id)


def test_only_the_named_registered_and_staked_accept(chain: Sandbox) -> None:
    """INV-COMPUTE-3."""
    s = stage(chain)
    s.post(provider=s.challenger.account)
    tick(chain)
    with pytest.raises(e.NotNamed):
        s.provider.compute.accept(s.job_id)
    with pytest.raises(e.NotRegistered):
        s.challenger.compute.accept(s.job_id)
    s.challenger.compute.register(Spec(device=1, memory_mib=1, units=1))
    tick(chain)
    with pytest.raises(e.UnknownStake):
        s.challenger.compute.accept(s.job_id)
    s.challenger.staking.bond(49 * COIN)
    tick(chain)
    with pytest.raises(e.InsufficientStake):
        s.challenger.compute.accept(s.job_id)
    s.challenger.staking.bond(COIN)
    tick(chain)
    s.challenger.compute.accept(s.job_id)
    tick(chain)
    with pytest.raises(e.UnknownJob):
        s.provider.compute.accept(b"\x01" * 32)


def test_stake_backs_one_job_at_a_time(chain: Sandbox) -> None:
    """INV-COMPUTE-4: the same coin never backs two claims."""
    s = stage(chain)
    s.post(stake=300 * COIN)
    s.accept()
    s.nonce = 2
    s.post(stake=300 * COIN)
    tick(chain)
    with pytest.raises(e.InsufficientStake):
        s.provider.compute.accept(s.job_id)
    with pytest.raises(e.InsufficientStake):
        s.provider.staking.unbond(201 * COIN)


def test_a_commitment_names_its_result(chain: Sandbox) -> None:
    """INV-COMPUTE-5: the result root is the trace's last leaf, or nothing is committed."""
    s = stage(chain)
    s.post()
    tick(chain)
    with pytest.raises(e.NotProvider):
        s.provider.compute.commit(s.job_id, b"\x01" * 32, b"\x02" * 32, b"")
    s.accept()
    witness = s.job.witness(s.job_id)
    last = len(s.job.program.operators) - 1
    result, root, path = witness.trace.levels[0][last], witness.trace.root, witness.trace.path(last)
    tick(chain)
    for bad in ((root, root, path), (result, result, path), (result, root, path[:-32]), (result, root, path + bytes(32)), (result, root, b"")):
        with pytest.raises(e.BadOpening):
            s.provider.compute.commit(s.job_id, *bad)
    with pytest.raises(e.NotProvider):
        s.challenger.compute.commit(s.job_id, result, root, path)
    s.provider.compute.commit(s.job_id, result, root, path)
    tick(chain)
    with pytest.raises(e.JobNotAccepted):
        s.provider.compute.commit(s.job_id, result, root, path)


def test_a_provider_that_never_commits_pays_for_it(chain: Sandbox) -> None:
    """INV-COMPUTE-6: silence after accepting costs a part of the stake, and the requester is paid back."""
    s = stage(chain)
    s.post(deadline_at=chain.now() + 100)
    s.accept()
    chain.set_time(job_of(chain, s.job_id).terms.deadline_at)
    with pytest.raises(e.NotDue):
        s.requester.compute.time_out(s.job_id)
    tick(chain)
    with pytest.raises(e.DeadlinePassed):
        s.commit()
    timed_out = s.challenger.compute.time_out(s.job_id)
    assert (timed_out.dispute_id, timed_out.provider_lost) == (bytes(32), True)
    fault = chain.staking.fault(ids.fault_id(s.job_id))
    assert fault is not None
    assert (fault.amount, fault.reward, fault.beneficiary) == (5 * COIN, 2_500_000, s.requester.account)
    stake = chain.staking.stake(s.provider.account)
    assert stake is not None
    assert (stake.bonded, stake.locked) == (495 * COIN, 0)
    tick(chain)
    assert s.challenger.compute.refund(s.job_id).amount == 20 * COIN
    tick(chain)
    with pytest.raises(e.JobNotFaulted):
        s.challenger.compute.refund(s.job_id)
    assert chain.balance(s.requester.account) == 1_000 * COIN


def test_a_deadline_closes_an_open_job(chain: Sandbox) -> None:
    """INV-COMPUTE-6."""
    s = stage(chain)
    tick(chain)
    with pytest.raises(e.DeadlinePassed):
        s.requester.compute.post(s.nonce, s.job.terms(deadline_at=chain.now()))
    s.post(deadline_at=chain.now() + 10)
    chain.set_time(job_of(chain, s.job_id).terms.deadline_at)
    with pytest.raises(e.DeadlinePassed):
        s.provider.compute.accept(s.job_id)
    with pytest.raises(e.NotDue):
        s.provider.compute.time_out(s.job_id)
    tick(chain)
    s.requester.compute.cancel(s.job_id)


def test_a_poor_requester_posts_nothing(chain: Sandbox) -> None:
    """INV-COMPUTE-1."""
    s = stage(chain)
    poor = funded(chain, "poor", 19)
    tick(chain)
    with pytest.raises(e.InsufficientFunds):
        poor.compute.post(1, s.job.terms())
    assert chain.compute.job(ids.job_id(chain.deployment().compute, poor.account, 1)) is None
    assert chain.balance(poor.account) == 19 * COIN
