"""Funds that move only on a proof, told once and run on the reference, Solana and the EVM."""

from __future__ import annotations

import pytest
from assay import errors as e
from assay.market import Sandbox
from assay.models.base import ZERO
from assay.models.pools import YEAR_SECS
from assay.models.vault import LIQUIDITY_STEP, RING, WINDOW, PoolLimits
from assay.models.verifier import ModelState

from tests.cast import COIN, tick
from tests.ceremony import Ceremony, negated
from tests.treasury import DAY, SOUND, Treasury, treasury

SHARE = 1_000 * COIN  # of a coin, while nothing was earned


def test_what_goes_in_comes_out(chain: Sandbox) -> None:
    """INV-VAULT-1: shares are worth their part of all assets; every coin is there; rounding is never against who stays."""
    t = treasury(chain, deposits=0, observed=False)
    tick(chain)
    assert t.alice.vault.preview_deposit(100 * COIN) == 100 * SHARE
    assert t.alice.vault.deposit(100 * COIN, t.alice.account).shares == 100 * SHARE
    tick(chain)
    assert t.bob.vault.mint(50 * SHARE, t.keeper.account).assets == 50 * COIN
    assert (t.shares(t.alice), t.shares(t.bob), t.shares(t.keeper)) == (100 * SHARE, 0, 50 * SHARE)
    assert chain.vault.total_assets() == 150 * COIN
    tick(chain)
    assert t.alice.vault.withdraw(30 * COIN, t.bob.account).shares == 30 * SHARE
    tick(chain)
    assert t.keeper.vault.redeem(50 * SHARE, t.keeper.account).assets == 50 * COIN
    assert chain.vault.max_withdraw(t.alice.account) == 70 * COIN
    assert chain.vault.max_redeem(t.alice.account) == 70 * SHARE
    t.backed()
    tick(chain)
    with pytest.raises(e.InsufficientShares):
        t.alice.vault.redeem(70 * SHARE + 1, t.alice.account)
    with pytest.raises(e.InsufficientShares):
        t.bob.vault.withdraw(1, t.bob.account)
    with pytest.raises(e.InsufficientShares):
        t.bob.vault.redeem_in_kind(1, t.bob.account)
    with pytest.raises(e.InsufficientFunds):
        chain.as_account("pauper").vault.deposit(1, t.alice.account)
    for call in (
        lambda: t.alice.vault.deposit(0, t.alice.account),
        lambda: t.alice.vault.mint(0, t.alice.account),
        lambda: t.alice.vault.withdraw(0, t.alice.account),
        lambda: t.alice.vault.redeem(0, t.alice.account),
        lambda: t.alice.vault.redeem(999, t.alice.account),
        lambda: t.alice.vault.redeem_in_kind(0, t.alice.account),
        lambda: t.alice.vault.redeem_in_kind(999, t.alice.account),
    ):
        with pytest.raises(e.ZeroAmount):
            call()


def test_a_donation_moves_no_share(chain: Sandbox) -> None:
    """INV-VAULT-2: whoever sends coin to the vault, or first buys one share, takes nothing from who comes after."""
    t = treasury(chain, deposits=0, observed=False)
    tick(chain)
    t.bob.vault.deposit(1, t.bob.account)
    chain.faucet(t.address, 10_000 * COIN)
    tick(chain)
    assert t.alice.vault.deposit(100 * COIN, t.alice.account).shares == 100 * SHARE
    assert chain.vault.preview_redeem(t.shares(t.bob)) == 1
    assert chain.vault.preview_redeem(t.shares(t.alice)) == 100 * COIN


def test_funds_move_on_a_proof_and_within_the_caps(chain: Sandbox) -> None:
    """INV-VAULT-3: a proved claim about the last observation moves the vault to the model's weights; shares are worth what they were."""
    t = treasury(chain)
    before = chain.vault.total_assets()
    t.rebalance()
    v = t.vault
    for position, weight in zip(v.positions, SOUND, strict=True):
        assert abs(position.recorded - before * weight // 10_000) <= 2
        assert position.invested == before * weight // 10_000
    assert before - 4 <= chain.vault.total_assets() <= before
    assert v.idle == before - sum(p.invested for p in v.positions)
    t.backed()
    t.observe()
    t.rebalance((0, 0, 0, 2_000))
    assert [p.units for p in t.vault.positions[:3]] == [0, 0, 0]
    t.backed()


def test_without_a_proof_nothing_moves(chain: Sandbox) -> None:
    """INV-VAULT-4: forged, bent, foreign and used proofs, and whoever is not the verifier, move nothing."""
    t = treasury(chain)
    nonce, claim = t.vault.observed, t.claim()
    proof, before = t.prove(claim, nonce), t.vault
    tick(chain)
    with pytest.raises(e.NotVerifier):
        t.keeper.vault.on_verified(t.model_id, nonce, claim)
    wrong = {
        "of other weights": t.prove(t.claim((0, 0, 0, 0)), nonce),
        "for another consumer": t.prove(claim, nonce, consumer=t.keeper.account),
        "with another nonce": t.prove(claim, nonce - 1),
        "of another key": t.prove(claim, nonce, ceremony=Ceremony(seed="forger")),
    }
    for forged in wrong.values():
        with pytest.raises(e.FalseProof):
            t.hand_in(nonce, claim, forged)
    with pytest.raises(e.MalformedProof):
        t.hand_in(nonce, claim, proof + b"\x00")
    assert t.vault == before
    t.hand_in(nonce, claim, proof)
    assert t.used == nonce
    tick(chain)
    for again in (proof, negated(proof)):
        with pytest.raises(e.NonceUsed):
            t.hand_in(nonce, claim, again)


def test_a_hostile_model_cannot_exceed_the_caps(chain: Sandbox) -> None:
    """INV-VAULT-5, INV-VERIFIER-10: a model that proves anything is held to each pool's caps, its group's, and to what there is."""
    t = treasury(chain)
    for weights in ((4_001, 0, 0, 0), (0, 0, 0, 2_001), (65_535, 0, 0, 0), (3_999, 3_000, 3_000, 2_000)):
        with pytest.raises(e.CapExceeded):
            t.rebalance(weights)
    for weights in ((4_000, 2_001, 0, 0), (0, 0, 2_500, 1_501)):
        with pytest.raises(e.GroupCapExceeded):
            t.rebalance(weights)
    assert all(p.units == 0 for p in t.vault.positions)
    # Refused claims have used no nonce.
    assert t.used == 0
    tick(chain)
    t.bob.vault.deposit(9_000 * COIN, t.bob.account)
    t.rebalance((4_000, 2_000, 2_500, 1_500))
    assert [p.invested for p in t.vault.positions] == [600 * COIN, 500 * COIN, 400 * COIN, 400 * COIN]
    t.observe()
    # What the model may say already holds the groups' caps and the absolute ones.
    assert sum(t.last.caps_bps[:2]) <= 6_000
    assert t.last.caps_bps[0] == 600 * COIN * 10_000 // t.vault.total
    t.backed()


def test_a_step_goes_so_far_and_no_further(chain: Sandbox) -> None:
    """INV-VAULT-6: a claim moves no pool by more than max_move_bps of all assets, in proportion, and an observation serves one claim."""
    t = treasury(chain, observed=False)
    t.adopt(max_move_bps=500)
    t.observe(WINDOW + 1)
    total = chain.vault.total_assets()
    t.rebalance((4_000, 2_000, 0, 0))
    assert [p.invested for p in t.vault.positions] == [total * 500 // 10_000, total * 250 // 10_000, 0, 0]
    with pytest.raises(e.NonceUsed):
        t.rebalance((4_000, 2_000, 0, 0))
    with pytest.raises(e.NonceUsed):
        t.rebalance((4_000, 2_000, 0, 0), index=t.vault.observed - 1)
    t.observe()
    total = chain.vault.total_assets()
    t.rebalance((0, 0, 0, 2_000))
    first, second, _, last = t.vault.positions
    assert (first.units > 0, second.units > 0, last.invested > 0) == (True, True, True)
    assert last.invested <= total * 500 // 10_000 + 1


def test_what_a_claim_may_be_about(chain: Sandbox) -> None:
    """INV-VAULT-7: an observation in the ring, whole, of this policy's pools, not too old, and the claim is about just that."""
    t = treasury(chain, observed=False)
    t.observe(WINDOW)
    with pytest.raises(e.WindowNotFull):
        t.rebalance()
    t.observe()
    with pytest.raises(e.WrongObservation):
        t.rebalance(index=t.vault.observed, commitment=t.claim(index=t.vault.observed - 1).commitment)
    with pytest.raises(e.WrongObservation):
        t.rebalance(observed_at=t.last.observed_at + 1)
    claim = t.claim()
    tick(chain)
    for unknown in (t.vault.observed + 1, 2**64 - 1):
        with pytest.raises(e.UnknownObservation):
            t.hand_in(unknown, claim, t.prove(claim, unknown))
    tick(chain, DAY + 1)
    with pytest.raises(e.StaleObservation):
        t.rebalance()
    index, claim = t.vault.observed, t.claim()
    t.observe(RING)
    with pytest.raises(e.UnknownObservation):
        t.hand_in(index, claim, t.prove(claim, index))
    other = Treasury(chain, Ceremony(seed="another"), t.owner, t.guardian, t.keeper, t.alice, t.bob, nonce=2)
    other.register()
    with pytest.raises(e.WrongModel):
        other.rebalance()
    tick(chain)
    t.owner.verifier.tombstone(t.model_id)
    with pytest.raises(e.ModelIsTombstoned):
        t.rebalance()


def test_nothing_is_observed_twice_and_manipulation_is_bounded(chain: Sandbox) -> None:
    """INV-VAULT-8: what pools show in the block of an observation is in none of its means, and a step of the next at most."""
    t = treasury(chain)
    calm = t.last
    tick(chain)
    with pytest.raises(e.ObservedRecently):
        t.keeper.vault.observe()
    tick(chain, t.config.observe_secs)
    # A whale lends nearly everything out, lies about a fortune, and brings in more.
    chain.faucet(t.bob.account, 10**7 * COIN)
    t.bob.pools[0].deposit(10**7 * COIN)
    t.bob.pools[1].borrow(250 * COIN)
    t.bob.pools[2].restate(10**6 * COIN)
    t.keeper.vault.observe()
    struck, step = t.last, t.config.step_bps
    for now, before in zip(struck.spots, calm.spots, strict=True):
        assert abs(now.rate_bps - before.rate_bps) <= step
        assert abs(now.utilisation_bps - before.utilisation_bps) <= step
        assert abs(now.liquidity - before.liquidity) <= before.liquidity * step // 10_000 + LIQUIDITY_STEP
    assert struck.spots[0].liquidity > calm.spots[0].liquidity
    assert struck.spots[1].utilisation_bps > calm.spots[1].utilisation_bps
    oldest = chain.vault.observation(struck.index - WINDOW)
    assert oldest is not None
    # As if the whale had not come: the means end with what was seen before.
    for i, mean in enumerate(struck.means):
        secs = struck.observed_at - oldest.observed_at
        expected = calm.cumulative[3 * i + 2] - oldest.cumulative[3 * i + 2] + calm.spots[i].liquidity * (struck.observed_at - calm.observed_at)
        assert mean.liquidity == expected // secs
    t.observe()
    for now, before in zip(t.last.means, struck.means, strict=True):
        assert abs(now.rate_bps - before.rate_bps) <= step
        assert abs(now.utilisation_bps - before.utilisation_bps) <= step


def test_losses_count_at_once_and_profit_over_time(chain: Sandbox) -> None:
    """INV-VAULT-9: nobody leaves at a price from before a loss; a jump in a pool's word is let in no faster than gain_bps a year."""
    t = treasury(chain)
    t.rebalance()
    before, debt = chain.vault.total_assets(), t.pool(0).debt
    tick(chain)
    t.bob.pools[0].restate(debt // 2)
    lost = chain.vault.total_assets()
    assert lost < before
    tick(chain)
    t.bob.vault.deposit(1_000 * COIN, t.bob.account)
    held = t.vault.positions[0].recorded
    tick(chain)
    t.bob.pools[0].restate(100 * debt)
    # A second's worth at most.
    assert chain.vault.preview_redeem(t.shares(t.bob)) <= 1_000 * COIN + 20
    tick(chain)
    kind = t.bob.vault.redeem_in_kind(t.shares(t.bob), t.bob.account)
    tick(chain)
    got = kind.assets
    for i in range(4):
        got += chain.pools[i].state().assets_down(chain.vault.claim(t.bob.account, t.pool(i).pool))
    # Not by the other door either.
    assert got <= 1_000 * COIN + COIN // 100
    t.backed()
    start, total = chain.now(), chain.vault.total_assets()
    tick(chain, 30 * DAY)
    let_in = chain.vault.total_assets() - total
    assert 0 < let_in <= max(held, t.vault.positions[0].invested) * (chain.now() - start) // YEAR_SECS + 4


def test_a_pool_that_comes_back_counts_again(chain: Sandbox) -> None:
    """INV-VAULT-9: a pool that denied everything for a moment is worth nothing at once, and as much as before in time; nobody buys into the jump."""
    t = treasury(chain)
    t.rebalance()
    whole, debt = chain.vault.total_assets(), t.pool(0).debt
    cash = t.pool(0).cash
    tick(chain)
    t.bob.pools[0].borrow(cash)
    t.bob.pools[0].restate(0)
    tick(chain)
    t.bob.vault.deposit(100 * COIN, t.bob.account)
    low = chain.vault.total_assets()
    assert low <= whole - 299 * COIN + 100 * COIN
    tick(chain)
    t.bob.pools[0].restate(debt + cash)
    assert chain.vault.total_assets() - low <= 20
    for _ in range(13):
        tick(chain, YEAR_SECS // 12)
        t.alice.vault.deposit(1, t.alice.account)
    assert chain.vault.total_assets() >= whole + 100 * COIN
    t.backed()


def test_interest_is_the_shares(chain: Sandbox) -> None:
    """INV-VAULT-10: what pools earn for the vault, who holds shares takes out."""
    t = treasury(chain)
    t.rebalance()
    t.observe(24)
    total = chain.vault.total_assets()
    assert total > 1_000 * COIN
    tick(chain)
    out = t.alice.vault.redeem(chain.vault.max_redeem(t.alice.account), t.alice.account)
    assert 1_000 * COIN < out.assets <= total
    t.backed()


def test_who_leaves_is_paid_from_idle_funds_and_then_from_pools(chain: Sandbox) -> None:
    """INV-VAULT-11: exits draw on idle funds, then on the pools in their order, as far as there is cash; what max_withdraw says can be had."""
    t = treasury(chain)
    t.rebalance()
    liquid = chain.vault.max_withdraw(t.alice.account)
    tick(chain)
    t.alice.vault.withdraw(liquid, t.alice.account)
    t.backed()
    t.alice.vault.deposit(liquid, t.alice.account)
    t.observe()
    t.rebalance()
    # A run on the pool: all its cash is lent out.
    for i in range(3):
        tick(chain)
        t.bob.pools[i].borrow(t.pool(i).cash)
    liquid = chain.vault.max_withdraw(t.alice.account)
    assert liquid < chain.vault.total_assets()
    tick(chain)
    with pytest.raises(e.NotEnoughLiquid):
        t.alice.vault.withdraw(liquid + 3, t.alice.account)
    t.alice.vault.withdraw(liquid, t.alice.account)
    t.backed()


def test_a_stuck_pool_locks_nobody_in(chain: Sandbox) -> None:
    """INV-VAULT-12: whatever a pool does, shares turn into their part of idle funds at once and into claims on the pools, which pay when pools do."""
    t = treasury(chain)
    t.rebalance()
    tick(chain)
    t.bob.pools[0].configure(t.pool(0).terms.model_copy(update={"stuck": True}))
    with pytest.raises(e.PoolIsStuck):
        t.alice.vault.withdraw(t.vault.idle + 100 * COIN, t.alice.account)
    t.guardian.vault.lower(t.limits(max_move_bps=0))
    tick(chain)
    half, before, v = t.shares(t.alice) // 2, chain.balance(t.alice.account), t.vault
    left = t.alice.vault.redeem_in_kind(half, t.alice.account)
    assert left.assets == chain.balance(t.alice.account) - before
    assert abs(left.assets - v.idle // 2) <= 2
    t.backed()
    tick(chain)
    with pytest.raises(e.PoolIsStuck):
        t.keeper.vault.collect_claim(t.pool(0).pool, t.alice.account)
    with pytest.raises(e.NothingClaimed):
        t.keeper.vault.collect_claim(t.pool(0).pool, t.bob.account)
    for i in range(1, 4):
        tick(chain)
        claimed, held = chain.vault.claim(t.alice.account, t.pool(i).pool), chain.balance(t.alice.account)
        paid = t.keeper.vault.collect_claim(t.pool(i).pool, t.alice.account)
        assert paid.units == claimed
        assert chain.balance(t.alice.account) == held + paid.assets
    tick(chain)
    t.bob.pools[0].configure(t.pool(0).terms.model_copy(update={"stuck": False}))
    t.bob.pools[0].borrow(t.pool(0).cash)
    tick(chain)
    with pytest.raises(e.NotEnoughLiquid):
        t.keeper.vault.collect_claim(t.pool(0).pool, t.alice.account)
    t.bob.pools[0].repay(1_000 * COIN)
    tick(chain)
    t.keeper.vault.collect_claim(t.pool(0).pool, t.alice.account)
    assert chain.vault.claim(t.alice.account, t.pool(0).pool) == 0
    t.backed()


def test_a_pool_never_costs_more_than_its_cap(chain: Sandbox) -> None:
    """INV-VAULT-13: a hostile model and a hostile pool together get no more out of the vault than the pool's cap, however often they try."""
    t = treasury(chain)
    given = 0
    for _ in range(4):
        t.rebalance((4_000, 0, 0, 0))
        given = max(given, t.vault.positions[0].invested)
        assert t.vault.positions[0].invested <= 600 * COIN
        tick(chain)
        # The pool denies all it has, and all it lent.
        t.bob.pools[0].restate(0)
        t.bob.pools[0].borrow(t.pool(0).cash)
        t.bob.pools[0].restate(0)
        # Somebody comes and leaves in kind with nearly all shares: what was lost stays where it was.
        t.bob.vault.deposit(50_000 * COIN, t.bob.account)
        tick(chain)
        t.bob.vault.redeem_in_kind(t.shares(t.bob), t.bob.account)
        t.observe()
    assert given == t.vault.positions[0].invested
    assert t.vault.idle >= 600 * COIN
    t.backed()


def test_a_pool_that_pays_less_than_its_word_is_noticed(chain: Sandbox) -> None:
    """INV-VAULT-14: who leaves never makes those who stay pay for a pool that skims, and a claim costs no more than max_loss_bps."""
    t = treasury(chain)
    t.rebalance()
    tick(chain)
    t.bob.pools[0].configure(t.pool(0).terms.model_copy(update={"skim_bps": 500}))
    before = t.vault
    with pytest.raises(e.PoolShortfall):
        t.alice.vault.withdraw(t.vault.idle + 100 * COIN, t.alice.account)
    t.observe()
    with pytest.raises(e.LossTooHigh):
        t.rebalance((0, 2_500, 2_000, 1_000))
    assert t.vault.positions == before.positions
    t.backed()


def test_policies_change_behind_the_timelock(chain: Sandbox) -> None:
    """INV-VAULT-15: only the owner proposes, everyone has the timelock's time to leave, and an owner's policy is no door to the funds."""
    t = treasury(chain)
    t.rebalance()
    tick(chain)
    with pytest.raises(e.NotVaultOwner):
        t.guardian.vault.propose(t.policy())
    with pytest.raises(e.NoProposal):
        t.keeper.vault.adopt()
    proposed = t.owner.vault.propose(t.policy(max_move_bps=100))
    assert proposed.adopt_at == chain.now() + t.config.timelock_secs
    chain.set_time(proposed.adopt_at - 1)
    with pytest.raises(e.TimelockOpen):
        t.keeper.vault.adopt()
    chain.set_time(proposed.adopt_at)
    t.keeper.vault.adopt()
    assert (t.vault.policy.max_move_bps, t.vault.adopt_at) == (100, 0)
    # A pool that holds funds keeps its place.
    pools = t.policy().pools
    tick(chain)
    chain.set_time(t.owner.vault.propose(t.policy(pools=(pools[1], pools[0], *pools[2:]))).adopt_at)
    with pytest.raises(e.PoolInUse):
        t.keeper.vault.adopt()


def test_what_is_no_policy_is_refused(chain: Sandbox) -> None:
    """INV-VAULT-16: pools in the vault's token, each once, within bounds; a model whose key cannot change sooner than the vault's timelock."""
    t = treasury(chain, deposits=0, observed=False)
    pools = t.policy().pools
    tick(chain)
    for bad in (
        {"pools": (pools[0], pools[0], pools[2], pools[3])},
        {"pools": (pools[0].model_copy(update={"group": 4}), *pools[1:])},
        {"pools": (PoolLimits(cap=1), *pools[1:])},
        {"pools": (PoolLimits(),) * 4},
        {"max_age_secs": 0},
    ):
        with pytest.raises(e.BadPolicy):
            t.owner.vault.propose(t.policy(**bad))
    with pytest.raises(e.BadPool):
        t.owner.vault.propose(t.policy(pools=(pools[0].model_copy(update={"pool": t.alice.account}), *pools[1:])))
    with pytest.raises(e.BadModel):
        t.owner.vault.propose(t.policy(model_id=ZERO))
    hasty = Treasury(chain, Ceremony(seed="hasty"), t.owner, t.guardian, t.keeper, t.alice, t.bob, nonce=2)
    hasty.register(timelock_secs=t.config.timelock_secs - 1)
    tick(chain)
    with pytest.raises(e.BadModel):
        t.owner.vault.propose(hasty.policy())
    t.owner.verifier.tombstone(t.model_id)
    tick(chain)
    with pytest.raises(e.BadModel):
        t.owner.vault.propose(t.policy())


def test_a_guardian_only_lowers(chain: Sandbox) -> None:
    """INV-VAULT-17: the guardian lowers caps and pauses allocation, also in a proposal that waits; it raises nothing and keeps nobody in."""
    t = treasury(chain)
    t.rebalance()
    tick(chain)
    with pytest.raises(e.NotVaultGuardian):
        t.alice.vault.lower(t.limits(max_move_bps=0))
    for same in ({}, {"caps": (601 * COIN, 0, 0, 0)}, {"max_move_bps": 10_001 - 1, "caps_bps": (4_001, 0, 0, 0)}):
        with pytest.raises(e.NotLower):
            t.guardian.vault.lower(t.limits(**same))
    pocketed = t.owner.vault.propose(t.policy()).adopt_at
    chain.set_time(pocketed)
    t.guardian.vault.lower(t.limits(caps=(0, 500 * COIN, 400 * COIN, 400 * COIN), max_move_bps=0))
    tick(chain)
    t.keeper.vault.adopt()
    assert (t.vault.policy.pools[0].cap, t.vault.policy.max_move_bps) == (0, 0)
    t.observe()
    with pytest.raises(e.AllocationPaused):
        t.rebalance((0, 0, 0, 0))
    tick(chain)
    everything = chain.vault.max_withdraw(t.alice.account)
    assert everything > 900 * COIN
    t.alice.vault.withdraw(everything, t.alice.account)
    assert t.vault.policy.pools[0].cap == 0


def test_what_exceeds_a_cap_is_trimmed_by_anyone(chain: Sandbox) -> None:
    """INV-VAULT-18: a lowered cap is carried out without the model, and only down to the cap."""
    t = treasury(chain)
    t.rebalance()
    tick(chain)
    for pool_index, error in ((0, e.NothingToTrim), (4, e.UnknownPool)):
        with pytest.raises(error):
            t.keeper.vault.trim(pool_index)
    t.guardian.vault.lower(t.limits(caps=(100 * COIN, 0, 400 * COIN, 400 * COIN)))
    tick(chain)
    before = t.vault
    assert abs(t.keeper.vault.trim(0).assets - (before.positions[0].recorded - 100 * COIN)) <= 2
    assert abs(t.vault.positions[0].recorded - 100 * COIN) <= 2
    tick(chain)
    t.keeper.vault.trim(1)
    assert t.vault.positions[1].units == 0
    t.backed()
    tick(chain)
    t.bob.pools[0].borrow(t.pool(0).cash)
    t.guardian.vault.lower(t.limits(caps=(0, 0, 400 * COIN, 400 * COIN)))
    tick(chain)
    with pytest.raises(e.NotEnoughLiquid):
        t.keeper.vault.trim(0)


def test_before_a_policy_nothing_is_allocated(chain: Sandbox) -> None:
    """INV-VAULT-19: a vault without a policy takes deposits and pays them out, and does nothing else; other pools start a window of their own."""
    alice = chain.as_account("alice")
    chain.faucet(alice.account, 10 * COIN)
    tick(chain)
    alice.vault.deposit(10 * COIN, alice.account)
    with pytest.raises(e.NoPolicy):
        alice.vault.observe()
    tick(chain)
    alice.vault.redeem(10 * SHARE, alice.account)
    t = treasury(chain, deposits=0)
    pools = t.policy().pools
    t.adopt(pools=(pools[0], pools[1], pools[2], PoolLimits()))
    t.observe(WINDOW)
    with pytest.raises(e.WindowNotFull):
        t.rebalance((0, 0, 0, 0))
    t.observe()
    t.rebalance((0, 0, 0, 0))
    t.observe()
    with pytest.raises(e.CapExceeded):
        t.rebalance((0, 0, 0, 1))


def test_a_broken_model_moves_nothing_and_holds_nobody(chain: Sandbox) -> None:
    """INV-VAULT-20: once two results of one observation are proved, no proof of the model counts; exits go on."""
    t = treasury(chain)
    honest, lie = t.claim(), t.claim((0, 0, 0, 2_000))
    nonce = t.vault.observed
    proof = t.prove(honest, nonce)
    t.rebalance()
    tick(chain)
    t.bob.verifier.trip(t.model_id, honest, t.context(nonce), proof, lie.result, t.context(nonce + 1), t.prove(lie, nonce + 1))
    broken = chain.verifier.model(t.model_id)
    assert broken is not None
    assert broken.state is ModelState.BROKEN
    t.observe()
    with pytest.raises(e.ModelIsBroken):
        t.rebalance()
    tick(chain)
    t.alice.vault.redeem(chain.vault.max_redeem(t.alice.account), t.alice.account)


def test_the_standards_properties_hold(chain: Sandbox) -> None:
    """INV-VAULT-22: at a crooked price, round trips gain nothing, previews are what happens, and what max says can be done, whole."""
    t = treasury(chain)
    t.rebalance()
    t.observe(5)
    tick(chain)
    t.bob.vault.deposit(123_456_789, t.bob.account)
    total, supply = chain.vault.total_assets(), t.vault.supply
    assert total * 1_000 != supply
    for amount in (1, 7, 1_000_003, 333 * COIN + 1):
        tick(chain)
        worth, held = chain.balance(t.bob.account), t.shares(t.bob)
        expected = chain.vault.preview_deposit(amount)
        shares = t.bob.vault.deposit(amount, t.bob.account).shares
        # A second may have passed since: profit is let in, never out.
        assert expected - 1 - expected // 10**6 <= shares <= expected
        assert t.shares(t.bob) == held + shares
        t.bob.vault.redeem(shares, t.bob.account) if chain.vault.preview_redeem(shares) else None
        assert chain.balance(t.bob.account) <= worth
        tick(chain)
        worth, held = chain.balance(t.bob.account), t.shares(t.bob)
        cost = t.bob.vault.mint(amount * 1_000, t.bob.account).assets
        assert cost == worth - chain.balance(t.bob.account)
        burnt = t.bob.vault.withdraw(cost, t.bob.account).shares
        assert burnt >= amount * 1_000 - 1
        assert chain.balance(t.bob.account) == worth
        assert t.shares(t.bob) <= held + 1
    for who in (t.bob, t.alice):
        tick(chain)
        assert chain.vault.max_withdraw(who.account) <= chain.vault.preview_redeem(t.shares(who))
        assert chain.vault.max_redeem(who.account) <= t.shares(who)
        assert who.vault.redeem(chain.vault.max_redeem(who.account), who.account).shares > 0
    t.backed()
