"""Vault's input checks."""

from __future__ import annotations

from ..errors import InputError
from ..market import Vault
from ..models import vault as w
from ..models.base import ZERO
from ..models.deployment import MAX_SECS, Deployment
from ..models.verifier import Claim
from ..units import U64_MAX, Amount
from .arguments import Amounts, bytes32, somebody, whole


def policy_of(policy: w.Policy) -> w.Policy:
    """Models have checked their own fields; what is left is how they go together."""
    whole("policy.max_age_secs", policy.max_age_secs, MAX_SECS, 1)
    named = [limits.pool for limits in policy.pools if limits.pool != ZERO]
    if not named or len(set(named)) != len(named):
        raise InputError("policy.pools", len(named), f"1..={w.MAX_POOLS} pools, each named once", "leave the other places empty")
    for i, limits in enumerate(policy.pools):
        whole(f"policy.pools[{i}].group", limits.group, w.MAX_GROUPS - 1)
        if limits.pool == ZERO and limits != w.PoolLimits():
            raise InputError(f"policy.pools[{i}]", limits, "a pool, or zeros", "name the pool that these limits are of")
    return policy


class CheckedVault:
    """market.Vault around any other."""

    def __init__(self, inner: Vault, deployment: Deployment) -> None:
        self._inner, self._amount = inner, Amounts(deployment)

    def _shares(self, value: int | Amount, least: int = 1) -> int:
        return self._amount("shares", value, lambda: self._inner.config().share, least)

    def config(self) -> w.VaultConfig:
        return self._inner.config()

    def vault(self) -> w.Vault:
        return self._inner.vault()

    def observation(self, index: int) -> w.Observation | None:
        return self._inner.observation(whole("index", index, U64_MAX))

    def claim(self, owner: bytes, pool: bytes) -> int:
        return self._inner.claim(bytes32("owner", owner), bytes32("pool", pool))

    def total_assets(self) -> int:
        return self._inner.total_assets()

    def preview_deposit(self, assets: int | Amount) -> int:
        return self._inner.preview_deposit(self._amount("assets", assets, least=0))

    def preview_mint(self, shares: int | Amount) -> int:
        return self._inner.preview_mint(self._shares(shares, least=0))

    def preview_withdraw(self, assets: int | Amount) -> int:
        return self._inner.preview_withdraw(self._amount("assets", assets, least=0))

    def preview_redeem(self, shares: int | Amount) -> int:
        return self._inner.preview_redeem(self._shares(shares, least=0))

    def max_withdraw(self, owner: bytes) -> int:
        return self._inner.max_withdraw(bytes32("owner", owner))

    def max_redeem(self, owner: bytes) -> int:
        return self._inner.max_redeem(bytes32("owner", owner))

    def deposit(self, assets: int | Amount, receiver: bytes) -> w.Deposited:
        return self._inner.deposit(self._amount("assets", assets), somebody("receiver", receiver))

    def mint(self, shares: int | Amount, receiver: bytes) -> w.Deposited:
        return self._inner.mint(self._shares(shares), somebody("receiver", receiver))

    def withdraw(self, assets: int | Amount, receiver: bytes) -> w.Redeemed:
        return self._inner.withdraw(self._amount("assets", assets), somebody("receiver", receiver))

    def redeem(self, shares: int | Amount, receiver: bytes) -> w.Redeemed:
        return self._inner.redeem(self._shares(shares), somebody("receiver", receiver))

    def redeem_in_kind(self, shares: int | Amount, receiver: bytes) -> w.RedeemedInKind:
        return self._inner.redeem_in_kind(self._shares(shares), somebody("receiver", receiver))

    def collect_claim(self, pool: bytes, owner: bytes) -> w.ClaimCollected:
        return self._inner.collect_claim(somebody("pool", pool), somebody("owner", owner))

    def observe(self) -> w.PoolsObserved:
        return self._inner.observe()

    def on_verified(self, model_id: bytes, nonce: int, claim: Claim) -> w.Rebalanced:
        return self._inner.on_verified(bytes32("model_id", model_id), whole("nonce", nonce, U64_MAX, 1), claim)

    def trim(self, pool_index: int) -> w.PoolTrimmed:
        return self._inner.trim(whole("pool_index", pool_index, w.MAX_POOLS - 1))

    def propose(self, policy: w.Policy) -> w.PolicyProposed:
        return self._inner.propose(policy_of(policy))

    def adopt(self) -> w.PolicyAdopted:
        return self._inner.adopt()

    def lower(self, limits: w.Limits) -> w.LimitsLowered:
        return self._inner.lower(limits)
