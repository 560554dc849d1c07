"""Known attacks on the vault that need no particular chain: bent and borrowed claims, frozen routes, hostile models, gifts, lies and crowds.

Where issue-wide attacks on proofs and vaults are tested. V: tests/{solana,evm}/test_verifier_attacks.py; S: tests/stories/test_vault.py; here: this file;
W: tests/{solana,evm}/test_vault_attacks.py. What is in a story runs on the reference, Solana and the EVM.

| attack | tests |
| --- | --- |
| a signal's alias + r | V a_signal_has_one_name; here a_bent_claim |
| a malleable proof, a replay, a used nonce | V a_proof_serves_once; S without_a_proof_nothing_moves, a_step_goes_so_far |
| a signal too many or too few | V a_key_of_another_route (EVM), a_signal_has_one_name (Solana) |
| G2 in another order, points off the curve or the subgroup, at infinity, not below the prime | V points_that_are_none, coordinates_in_another_order |
| gamma = +-delta | V a_key_that_proves_anything (EVM), points_that_are_none (Solana) |
| bytes behind or missing from a call | V calldata_that_no_encoder_makes, bytes_behind_a_call; W the same of the vault |
| a frozen route | V a_model_that_ended; here a_frozen_route |
| another chain, verifier, consumer, model | V a_proof_for_another; S without_a_proof; here a_borrowed_claim; W another_vault (EVM) |
| a stale, future or overwritten observation | S what_a_claim_may_be_about |
| starved calls | V a_starved_precompile (EVM); W starved (EVM) |
| gifts, inflated first shares | S a_donation_moves_no_share; here a_gift, an_inflated_first_share |
| a pool that calls back | W a_pool_that_calls_back (EVM), a_pool_does_nothing_with_the_vaults_signature (Solana) |
| a pool that lies, takes, gives nothing, says nothing | S losses_count_at_once, a_pool_never_costs_more; W |
| a hostile model | S a_hostile_model; here a_model_that_churns |
| a signature handed on | W a_hook_handed_on (Solana) |
| other accounts, owners, seeds, signers | V, W (Solana) |
| views that fail | W (EVM), a_pool_that_says_nothing (Solana) |
"""

from __future__ import annotations

import pytest
from assay import errors as e
from assay.commit.routes import FIELD, GROTH16
from assay.market import Sandbox

from tests.cast import COIN, tick
from tests.ceremony import negated
from tests.treasury import SOUND, Treasury, treasury


def test_a_bent_claim_is_another_claim(chain: Sandbox) -> None:
    """INV-VAULT-4, INV-VERIFIER-4: no field of a proved claim can be bent, not even to another name of the same number."""
    t = treasury(chain)
    nonce, claim = t.vault.observed, t.claim()
    proof = t.prove(claim, nonce)
    alias = int.from_bytes(claim.commitment, "big") + FIELD
    bent = [
        (claim.model_copy(update={"commitment": alias.to_bytes(32, "big")}), e.NotInField),
        (claim.model_copy(update={"observed_at": claim.observed_at + 2**40}), e.NotInField),
        (claim.model_copy(update={"observed_at": claim.observed_at + 1}), e.FalseProof),
        (claim.model_copy(update={"commitment": claim.commitment[:-1] + bytes([claim.commitment[-1] ^ 1])}), e.FalseProof),
        *((claim.model_copy(update={"result": claim.result[:i] + bytes([claim.result[i] ^ 1]) + claim.result[i + 1 :]}), e.FalseProof) for i in range(8)),
    ]
    for what, error in bent:
        tick(chain)
        with pytest.raises(error):
            t.hand_in(nonce, what, proof)
    for at in (31, 63, 95, 127, 159, 191, 223, 255):
        tick(chain)
        with pytest.raises((e.FalseProof, e.MalformedProof)):
            t.hand_in(nonce, claim, proof[:at] + bytes([proof[at] ^ 1]) + proof[at + 1 :])
    assert (t.used, [p.units for p in t.vault.positions]) == (0, [0] * 4)
    t.hand_in(nonce, claim, negated(proof))
    assert t.used == nonce


def test_a_borrowed_claim_is_nobodys(chain: Sandbox) -> None:
    """INV-VAULT-4: the same key registered by somebody else is another model, whose true proofs move nothing here, and the other way around."""
    t = treasury(chain)
    nonce, claim = t.vault.observed, t.claim()
    copied = Treasury(chain, t.ceremony, t.bob, t.guardian, t.keeper, t.alice, t.bob)
    copied.register()
    tick(chain)
    with pytest.raises(e.WrongModel):
        copied.hand_in(nonce, claim, copied.prove(claim, nonce))
    with pytest.raises(e.FalseProof):
        copied.hand_in(nonce, claim, t.prove(claim, nonce))
    with pytest.raises(e.FalseProof):
        t.hand_in(nonce, claim, copied.prove(claim, nonce))
    assert (t.used, copied.used) == (0, 0)


def test_a_frozen_route_moves_nothing_and_holds_nobody(chain: Sandbox) -> None:
    """INV-VERIFIER-8, INV-VAULT-12, INV-VAULT-20: no claim counts any more; who holds shares leaves by every door, and another policy is no way around."""
    t = treasury(chain)
    t.rebalance()
    t.observe()
    nonce, claim = t.vault.observed, t.claim()
    proof = t.prove(claim, nonce)
    tick(chain)
    chain.as_account("authority").verifier.freeze_route(GROTH16.selector)
    with pytest.raises(e.RouteIsFrozen):
        t.hand_in(nonce, claim, proof)
    tick(chain)
    third = t.shares(t.alice) // 3
    t.alice.vault.redeem(third, t.alice.account)
    tick(chain)
    t.alice.vault.redeem_in_kind(third, t.alice.account)
    tick(chain)
    t.keeper.vault.collect_claim(t.pool(0).pool, t.alice.account)
    tick(chain)
    t.alice.vault.redeem(chain.vault.max_redeem(t.alice.account), t.alice.account)
    assert t.shares(t.alice) < COIN
    t.backed()


def test_a_model_that_churns_costs_no_more_than_its_loss(chain: Sandbox) -> None:
    """INV-VAULT-3, INV-VAULT-5: moving everything to and fro with each observation, a hostile model wears off rounding, and never more than max_loss_bps."""
    t = treasury(chain)
    for weights in ((4_000, 2_000, 0, 0), (0, 0, 2_000, 2_000), (2_000, 4_000 - 1_000, 0, 2_000), (0, 0, 0, 0)):
        before = chain.vault.total_assets()
        t.rebalance(weights)
        assert chain.vault.total_assets() >= before - 4
        t.observe()
    assert [p.units for p in t.vault.positions] == [0] * 4
    assert chain.balance(t.address) >= 1_000 * COIN - 16
    t.backed()


def test_a_gift_to_a_pool_is_let_in_as_any_profit(chain: Sandbox) -> None:
    """INV-VAULT-9: whoever enters, gives a pool a fortune and leaves, by either door, has given it to those who stay."""
    t = treasury(chain)
    t.rebalance()
    tick(chain)
    t.bob.vault.deposit(500 * COIN, t.bob.account)
    rich = chain.balance(t.bob.account)
    # Repaying more than is owed is a gift to who holds units.
    tick(chain)
    t.bob.pools[0].repay(10_000 * COIN)
    assert chain.vault.preview_redeem(t.shares(t.bob)) <= 500 * COIN + 20
    tick(chain)
    t.bob.vault.redeem(t.shares(t.bob) // 2, t.bob.account)
    tick(chain)
    left = t.bob.vault.redeem_in_kind(t.shares(t.bob), t.bob.account)
    tick(chain)
    got = left.assets + sum(chain.pools[i].state().assets_down(chain.vault.claim(t.bob.account, t.pool(i).pool)) for i in range(4))
    assert chain.balance(t.bob.account) - (rich - 10_000 * COIN) + got - left.assets <= 500 * COIN + COIN // 100
    t.backed()


def test_an_inflated_first_share_takes_nothing(chain: Sandbox) -> None:
    """INV-VAULT-2, INV-VAULT-1: who is first, leaves all but dust behind and gives the vault and its pool fortunes makes nobody's deposit round to nothing."""
    t = treasury(chain, deposits=0)
    tick(chain)
    t.bob.vault.deposit(1, t.bob.account)
    tick(chain)
    t.bob.vault.redeem(t.shares(t.bob) - 1, t.bob.account) if chain.vault.preview_redeem(t.shares(t.bob) - 1) else None
    chain.faucet(t.address, 50_000 * COIN)
    t.observe()
    t.rebalance()
    tick(chain)
    t.bob.pools[0].repay(10_000 * COIN)
    for amount in (1, 7, COIN, 99 * COIN + 1):
        tick(chain)
        t.alice.vault.deposit(amount, t.alice.account)
        assert amount - 1 <= chain.vault.preview_redeem(t.alice.vault.deposit(amount, t.keeper.account).shares) <= amount
        assert chain.vault.preview_redeem(t.shares(t.bob)) <= 1
    t.backed()


def test_who_comes_and_goes_around_a_claim_gains_nothing(chain: Sandbox) -> None:
    """INV-VAULT-3: a deposit just before a claim, or before an observation, and an exit just after it give back no more than went in."""
    t = treasury(chain)
    for _ in range(2):
        rich = chain.balance(t.bob.account)
        tick(chain)
        t.bob.vault.deposit(5_000 * COIN, t.bob.account)
        nonce, claim = t.vault.observed, t.claim(SOUND)
        t.hand_in(nonce, claim, t.prove(claim, nonce))
        tick(chain)
        t.bob.vault.redeem(t.shares(t.bob), t.bob.account)
        # Two seconds' profit of what the pools hold, at most.
        assert rich - 8 <= chain.balance(t.bob.account) <= rich + 200
        t.observe()
    t.backed()
