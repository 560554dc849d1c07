"""Refusals of the vault that no other story of it meets, so that every error happens on every chain; what is refused leaves no trace."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable

import pytest
from assay import errors as e
from assay.market import Sandbox
from assay.models.base import ZERO
from assay.models.verifier import Claim
from assay.units import U64_MAX

from tests.cast import COIN, tick
from tests.ceremony import Ceremony
from tests.stories import test_vault
from tests.treasury import SOUND, Treasury, treasury

# Of a deployment, and of a token that fails: no sandbox has them.
ELSEWHERE = {"BadConfig", "TransferFailed"}
NOTHING = Claim(commitment=bytes(32), observed_at=1, result=bytes(8))

# On a vault whose funds are in its pools; pool 0 is stuck, pool 1 skims, pool 2 has no cash. Alice holds all shares.
REFUSED: dict[str, Callable[[Treasury], object]] = {
    "deposit Overflow": lambda t: t.alice.vault.deposit(U64_MAX, t.alice.account),
    "deposit Overflow, of shares": lambda t: t.alice.vault.deposit(U64_MAX // 1_000, t.alice.account),
    "mint Overflow": lambda t: t.alice.vault.mint(U64_MAX, t.alice.account),
    "mint InsufficientFunds": lambda t: t.chain.as_account("pauper").vault.mint(1_000 * COIN, t.alice.account),
    "withdraw PoolIsStuck": lambda t: t.alice.vault.withdraw(t.vault.idle + COIN, t.alice.account),
    "withdraw InsufficientShares": lambda t: t.alice.vault.withdraw(1_001 * COIN, t.alice.account),
    "redeem PoolIsStuck": lambda t: t.alice.vault.redeem(t.shares(t.alice), t.alice.account),
    "redeem_in_kind InsufficientShares": lambda t: t.alice.vault.redeem_in_kind(t.shares(t.alice) + 1, t.alice.account),
    "redeem_in_kind InsufficientShares, for others": lambda t: t.bob.vault.redeem_in_kind(COIN, t.alice.account),
    "collect_claim NothingClaimed": lambda t: t.keeper.vault.collect_claim(t.pool(0).pool, t.alice.account),
    "trim UnknownPool": lambda t: t.keeper.vault.trim(255),
    "trim PoolIsStuck": lambda t: t.keeper.vault.trim(0),
    "trim NotEnoughLiquid": lambda t: t.keeper.vault.trim(2),
    "observe ObservedRecently": lambda t: t.keeper.vault.observe(),
    "on_verified NotVerifier, the owner": lambda t: t.owner.vault.on_verified(t.model_id, t.vault.observed, NOTHING),
    "propose NotVaultOwner": lambda t: t.alice.vault.propose(t.policy()),
    "adopt NoProposal": lambda t: t.owner.vault.adopt(),
    "lower NotVaultGuardian": lambda t: t.keeper.vault.lower(t.limits(max_move_bps=0)),
    "lower NotLower": lambda t: t.owner.vault.lower(t.limits()),
}


def test_every_refusal_leaves_no_trace(chain: Sandbox) -> None:
    """INV-VAULT-21: each verb refuses with the error that market.Vault names, the same on every chain, and nothing changes."""
    t = treasury(chain)
    t.rebalance()
    tick(chain)
    t.guardian.vault.lower(t.limits(caps=(0, 500 * COIN, 0, 400 * COIN)))
    t.bob.pools[0].configure(t.pool(0).terms.model_copy(update={"stuck": True}))
    t.bob.pools[1].configure(t.pool(1).terms.model_copy(update={"skim_bps": 100}))
    t.bob.pools[2].borrow(t.pool(2).cash)
    told, before, shares = list(chain.events()), t.vault, t.shares(t.alice)
    for what, call in REFUSED.items():
        with pytest.raises(e.ProtocolError) as refused:
            call(t)
        assert type(refused.value).__name__ == what.split()[1].rstrip(","), what
    assert (list(chain.events()), t.vault, t.shares(t.alice)) == (told, before, shares)
    t.backed()


def test_a_pool_that_skims_or_has_no_cash_refuses_whoever_redeems(chain: Sandbox) -> None:
    """INV-VAULT-14, INV-VAULT-11: by redeem as by withdraw."""
    t = treasury(chain)
    t.rebalance()
    tick(chain)
    t.bob.pools[0].configure(t.pool(0).terms.model_copy(update={"skim_bps": 100}))
    with pytest.raises(e.PoolShortfall):
        t.alice.vault.redeem(t.shares(t.alice), t.alice.account)
    t.bob.pools[0].configure(t.pool(0).terms.model_copy(update={"skim_bps": 0}))
    for i in range(4):
        tick(chain)
        t.bob.pools[i].borrow(t.pool(i).cash)
    with pytest.raises(e.NotEnoughLiquid):
        t.alice.vault.redeem(t.shares(t.alice), t.alice.account)
    t.backed()


def test_a_pool_that_refuses_a_loan_is_as_it_was(chain: Sandbox) -> None:
    """INV-VAULT-21: no interest is added by a call that fails, on any chain; the next one adds it all."""
    t = treasury(chain, observed=False)
    before = t.pool(0)
    tick(chain, 1_000_000)
    with pytest.raises(e.PoolIlliquid):
        t.bob.pools[0].borrow(before.cash + 1)
    assert t.pool(0) == before
    tick(chain)
    assert t.bob.pools[0].accrue().debt > before.debt


def test_before_a_policy_there_is_nothing_to_lower_trim_or_prove(chain: Sandbox) -> None:
    """INV-VAULT-19: nobody has anything to say about a vault without a policy."""
    owner, guardian, keeper, alice, bob = (chain.as_account(name) for name in ("authority", "guardian", "keeper", "alice", "bob"))
    t = Treasury(chain, Ceremony(), owner, guardian, keeper, alice, bob)
    t.register()
    tick(chain)
    with pytest.raises(e.NoPolicy):
        t.owner.vault.lower(t.limits(max_move_bps=0))
    with pytest.raises(e.UnknownPool):
        t.keeper.vault.trim(0)
    with pytest.raises(e.NoProposal):
        t.keeper.vault.adopt()
    with pytest.raises(e.NothingClaimed):
        t.keeper.vault.collect_claim(t.pool(0).pool, t.alice.account)
    claim = NOTHING.model_copy(update={"result": b"".join(w.to_bytes(2, "big") for w in SOUND)})
    proof = t.prove(claim, 1)
    with pytest.raises(e.NoPolicy):
        t.hand_in(1, claim, proof)
    assert t.vault.policy.model_id == ZERO


def test_every_error_is_told_in_a_story() -> None:
    """INV-VAULT-21: no error is dead: each is met by a story on every chain, but for those that no sandbox can have."""
    told = {what.split()[1].rstrip(",") for what in REFUSED} | set(re.findall(r"\be\.(\w+)", inspect.getsource(test_vault)))
    assert {error.__name__ for error in e.VAULT_ERRORS} - told == ELSEWHERE
