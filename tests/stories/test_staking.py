"""Staking, told once and run on the reference, Solana and the EVM."""

from __future__ import annotations

import pytest
from assay import errors as e
from assay import ids
from assay.market import Sandbox
from assay.models.staking import SlasherStatus, Unbonding

from tests.cast import COIN, funded, tick

DAY = 86_400


def court(chain: Sandbox) -> Sandbox:
    """A second slasher, proposed and activated through its timelock."""
    who = chain.as_account("court")
    tick(chain)
    chain.as_account("authority").staking.propose_slasher(who.account)
    tick(chain, chain.staking.config().timelock_secs)
    chain.staking.activate_slasher(who.account)
    return who


def test_a_bond_goes_in_and_comes_out_whole(chain: Sandbox) -> None:
    """INV-STAKE-1: what is bonded less what is slashed is what can be withdrawn."""
    alice = funded(chain, "alice", 100)
    tick(chain)
    assert alice.staking.bond(60 * COIN).bonded == 60 * COIN
    tick(chain)
    unbonded = alice.staking.unbond(25 * COIN)
    assert unbonded.unlock_at == chain.now() + chain.staking.config().unbond_secs
    tick(chain)
    with pytest.raises(e.NothingToWithdraw):
        alice.staking.withdraw()
    chain.set_time(unbonded.unlock_at)
    assert alice.staking.withdraw().amount == 25 * COIN
    assert chain.balance(alice.account) == 65 * COIN
    stake = chain.staking.stake(alice.account)
    assert stake is not None
    assert (stake.bonded, stake.unbondings) == (35 * COIN, ())


def test_nobody_bonds_what_it_does_not_have(chain: Sandbox) -> None:
    """INV-STAKE-1."""
    alice = funded(chain, "alice", 1)
    tick(chain)
    with pytest.raises(e.InsufficientFunds):
        alice.staking.bond(2 * COIN)
    assert chain.staking.stake(alice.account) is None
    with pytest.raises(e.UnknownStake):
        alice.staking.unbond(1)
    with pytest.raises(e.UnknownStake):
        alice.staking.withdraw()


def test_five_unbondings_do_not_fit(chain: Sandbox) -> None:
    """INV-STAKE-2: unbonding is bounded, so that a slash reaches all of it at a bounded cost."""
    alice = funded(chain, "alice")
    tick(chain)
    alice.staking.bond(100 * COIN)
    for _ in range(4):
        tick(chain)
        alice.staking.unbond(COIN)
    tick(chain)
    with pytest.raises(e.TooManyUnbondings):
        alice.staking.unbond(COIN)
    with pytest.raises(e.InsufficientStake):
        alice.staking.unbond(97 * COIN)


def test_a_slash_reaches_unbonding_stake_and_strands_nothing(chain: Sandbox) -> None:
    """INV-STAKE-3: a slash across a matured unbonding takes from it and leaves the rest withdrawable."""
    alice, judge = funded(chain, "alice", 100), court(chain)
    victim, treasury = chain.as_account("victim"), chain.deployment().treasury
    tick(chain)
    alice.staking.bond(100 * COIN)
    tick(chain)
    first = alice.staking.unbond(40 * COIN)
    tick(chain)
    second = alice.staking.unbond(30 * COIN)
    chain.set_time(first.unlock_at)  # the first has matured and was not withdrawn
    fault = ids.fault_id(b"f" * 32)
    slashed = judge.staking.slash(alice.account, 80 * COIN, fault, victim.account, 3_333)
    assert (slashed.amount, slashed.reward) == (80 * COIN, 26_664_000)
    stake = chain.staking.stake(alice.account)
    assert stake is not None
    # 30 bonded, 30 of the newest, 20 of the matured one
    assert (stake.bonded, stake.unbondings) == (0, (Unbonding(amount=20 * COIN, unlock_at=first.unlock_at),))
    tick(chain)
    assert alice.staking.withdraw().amount == 20 * COIN
    before = chain.balance(treasury)
    tick(chain)
    swept = chain.staking.sweep(fault)
    assert (swept.reward, swept.remainder) == (26_664_000, 80 * COIN - 26_664_000)
    assert chain.balance(victim.account) == swept.reward
    assert chain.balance(treasury) == before + swept.remainder
    assert second.unlock_at > first.unlock_at


def test_a_fault_is_slashed_once_and_swept_once(chain: Sandbox) -> None:
    """INV-STAKE-4: one fault, one slash, one payment; the accuser gets half at most."""
    alice, judge, victim = funded(chain, "alice", 100), court(chain), chain.as_account("victim").account
    tick(chain)
    alice.staking.bond(10 * COIN)
    fault = ids.fault_id(b"g" * 32)
    tick(chain)
    with pytest.raises(e.RewardTooHigh):
        judge.staking.slash(alice.account, COIN, fault, victim, 5_001)
    with pytest.raises(e.UnknownFault):
        chain.staking.sweep(fault)
    judge.staking.slash(alice.account, COIN, fault, victim, 5_000)
    tick(chain)
    with pytest.raises(e.FaultAlreadySlashed):
        judge.staking.slash(alice.account, COIN, fault, victim, 5_000)
    chain.staking.sweep(fault)
    tick(chain)
    with pytest.raises(e.AlreadySwept):
        chain.staking.sweep(fault)
    tick(chain)
    assert judge.staking.slash(alice.account, 2**63, ids.fault_id(b"h" * 32), victim, 0).amount == 9 * COIN
    tick(chain)
    with pytest.raises(e.NothingToSlash):
        judge.staking.slash(alice.account, 1, ids.fault_id(b"i" * 32), victim, 0)


def test_nobody_slashes_or_locks_without_being_a_slasher(chain: Sandbox) -> None:
    """INV-STAKE-5: no role key alone can slash: the authority neither slashes nor skips the timelock."""
    alice, mallory, authority = funded(chain, "alice"), chain.as_account("mallory"), chain.as_account("authority")
    tick(chain)
    alice.staking.bond(10 * COIN)
    tick(chain)
    for thief in (mallory, authority):
        with pytest.raises(e.NotSlasher):
            thief.staking.slash(alice.account, COIN, ids.fault_id(thief.account), thief.account, 0)
        with pytest.raises(e.NotSlasher):
            thief.staking.lock(alice.account, COIN)
        with pytest.raises(e.NotSlasher):
            thief.staking.unlock(alice.account, COIN)
    with pytest.raises(e.NotAuthority):
        mallory.staking.propose_slasher(mallory.account)
    with pytest.raises(e.UnknownSlasher):
        mallory.staking.activate_slasher(mallory.account)
    proposed = authority.staking.propose_slasher(authority.account)
    assert proposed.active_at == chain.now() + chain.staking.config().timelock_secs
    tick(chain)
    with pytest.raises(e.TimelockOpen):
        authority.staking.activate_slasher(authority.account)
    with pytest.raises(e.NotSlasher):
        authority.staking.slash(alice.account, COIN, ids.fault_id(b"j" * 32), authority.account, 0)
    with pytest.raises(e.SlasherExists):
        authority.staking.propose_slasher(authority.account)


def test_locked_stake_stays_until_its_slasher_lets_go(chain: Sandbox) -> None:
    """INV-STAKE-6: locked stake cannot be unbonded, and only who locked it unlocks it."""
    alice, judge = funded(chain, "alice"), court(chain)
    tick(chain)
    with pytest.raises(e.UnknownStake):
        judge.staking.lock(alice.account, COIN)
    alice.staking.bond(10 * COIN)
    tick(chain)
    assert judge.staking.lock(alice.account, 7 * COIN).locked == 7 * COIN
    tick(chain)
    with pytest.raises(e.InsufficientStake):
        alice.staking.unbond(4 * COIN)
    with pytest.raises(e.InsufficientStake):
        judge.staking.lock(alice.account, 4 * COIN)
    with pytest.raises(e.LockTooLarge):
        judge.staking.unlock(alice.account, 8 * COIN)
    slashed = judge.staking.slash(alice.account, 2 * COIN, ids.fault_id(b"k" * 32), judge.account, 0)
    assert slashed.locked == 5 * COIN
    tick(chain)
    assert judge.staking.unlock(alice.account, 5 * COIN).locked == 0
    tick(chain)
    alice.staking.unbond(8 * COIN)


def test_a_retired_slasher_can_only_finish(chain: Sandbox) -> None:
    """INV-STAKE-7: retiring a slasher strands no lock and leaves it no more than it holds."""
    alice, judge, authority = funded(chain, "alice"), court(chain), chain.as_account("authority")
    tick(chain)
    alice.staking.bond(10 * COIN)
    tick(chain)
    judge.staking.lock(alice.account, 3 * COIN)
    tick(chain)
    with pytest.raises(e.NotAuthority):
        judge.staking.retire_slasher(judge.account)
    with pytest.raises(e.UnknownSlasher):
        authority.staking.retire_slasher(alice.account)
    authority.staking.retire_slasher(judge.account)
    tick(chain)
    with pytest.raises(e.SlasherIsRetired):
        authority.staking.retire_slasher(judge.account)
    with pytest.raises(e.SlasherNotProposed):
        authority.staking.activate_slasher(judge.account)
    with pytest.raises(e.NotSlasher):
        judge.staking.lock(alice.account, COIN)
    with pytest.raises(e.LockTooLarge):
        judge.staking.slash(alice.account, 4 * COIN, ids.fault_id(b"l" * 32), judge.account, 0)
    judge.staking.slash(alice.account, 2 * COIN, ids.fault_id(b"l" * 32), judge.account, 0)
    tick(chain)
    with pytest.raises(e.LockTooLarge):
        judge.staking.slash(alice.account, 2 * COIN, ids.fault_id(b"m" * 32), judge.account, 0)
    judge.staking.unlock(alice.account, COIN)
    assert [s.status for s in chain.staking.config().slashers] == [*[SlasherStatus.ACTIVE] * 3, SlasherStatus.RETIRED]


def test_four_slashers_are_all_there_can_be(chain: Sandbox) -> None:
    """INV-STAKE-2."""
    authority = chain.as_account("authority")
    tick(chain)
    authority.staking.propose_slasher(chain.as_account("fourth").account)
    tick(chain)
    with pytest.raises(e.TooManySlashers):
        authority.staking.propose_slasher(chain.as_account("fifth").account)
