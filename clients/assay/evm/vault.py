"""market.Vault on the EVM."""

from __future__ import annotations

from ..models import vault as m
from ..models.verifier import Claim
from .generated import vault as g
from .session import Session, plain
from .transport import address20

# What shares cost grows by the second: approved for them is what they may cost once the transaction is in a block.
PATIENCE_SECS = 600


class EvmVault:
    """market.Vault for one account."""

    def __init__(self, session: Session) -> None:
        self._s, self._at = session, session.vault

    def config(self) -> m.VaultConfig:
        return m.VaultConfig(**plain(g.decode_config(self._s.read(self._at, g.config()))))

    def vault(self) -> m.Vault:
        return m.Vault(**plain(g.decode_state(self._s.read(self._at, g.state()))))

    def observation(self, index: int) -> m.Observation | None:
        raw = g.decode_observation_of(self._s.read(self._at, g.observation_of(index)))
        return m.Observation(**plain(raw)) if raw.index else None

    def claim(self, owner: bytes, pool: bytes) -> int:
        address20("owner", owner)
        address20("pool", pool)
        return g.decode_claim_of(self._s.read(self._at, g.claim_of(owner, pool)))

    def total_assets(self) -> int:
        return g.decode_total_assets(self._s.read(self._at, g.total_assets()))

    def preview_deposit(self, assets: int) -> int:
        return g.decode_preview_deposit(self._s.read(self._at, g.preview_deposit(assets)))

    def preview_mint(self, shares: int) -> int:
        return g.decode_preview_mint(self._s.read(self._at, g.preview_mint(shares)))

    def preview_withdraw(self, assets: int) -> int:
        return g.decode_preview_withdraw(self._s.read(self._at, g.preview_withdraw(assets)))

    def preview_redeem(self, shares: int) -> int:
        return g.decode_preview_redeem(self._s.read(self._at, g.preview_redeem(shares)))

    def max_withdraw(self, owner: bytes) -> int:
        address20("owner", owner)
        return g.decode_max_withdraw(self._s.read(self._at, g.max_withdraw(owner)))

    def max_redeem(self, owner: bytes) -> int:
        address20("owner", owner)
        return g.decode_max_redeem(self._s.read(self._at, g.max_redeem(owner)))

    def deposit(self, assets: int, receiver: bytes) -> m.Deposited:
        address20("receiver", receiver)
        return self._s.write("vault_deposit", self._at, g.deposit(assets, receiver), m.Deposited, pays=assets)

    def mint(self, shares: int, receiver: bytes) -> m.Deposited:
        address20("receiver", receiver)
        cost = self.preview_mint(shares)
        pays = cost + m.gain_up(cost, self.config().gain_bps, PATIENCE_SECS)
        return self._s.write("vault_mint", self._at, g.mint(shares, receiver), m.Deposited, pays=pays)

    def withdraw(self, assets: int, receiver: bytes) -> m.Redeemed:
        address20("receiver", receiver)
        return self._s.write("vault_withdraw", self._at, g.withdraw(assets, receiver, self._s.account), m.Redeemed)

    def redeem(self, shares: int, receiver: bytes) -> m.Redeemed:
        address20("receiver", receiver)
        return self._s.write("vault_redeem", self._at, g.redeem(shares, receiver, self._s.account), m.Redeemed)

    def redeem_in_kind(self, shares: int, receiver: bytes) -> m.RedeemedInKind:
        address20("receiver", receiver)
        return self._s.write("redeem_in_kind", self._at, g.redeem_in_kind(shares, receiver), m.RedeemedInKind)

    def collect_claim(self, pool: bytes, owner: bytes) -> m.ClaimCollected:
        address20("pool", pool)
        address20("owner", owner)
        return self._s.write("collect_claim", self._at, g.collect_claim(pool, owner), m.ClaimCollected)

    def observe(self) -> m.PoolsObserved:
        return self._s.write("observe", self._at, g.observe(), m.PoolsObserved)

    def on_verified(self, model_id: bytes, nonce: int, claim: Claim) -> m.Rebalanced:
        said = g.Claim(commitment=claim.commitment, observed_at=claim.observed_at, result=claim.result)
        return self._s.write("on_verified", self._at, g.on_verified(model_id, nonce, said), m.Rebalanced)

    def trim(self, pool_index: int) -> m.PoolTrimmed:
        return self._s.write("trim", self._at, g.trim(pool_index), m.PoolTrimmed)

    def propose(self, policy: m.Policy) -> m.PolicyProposed:
        address20("policy.guardian", policy.guardian)
        for i, limits in enumerate(policy.pools):
            address20(f"policy.pools[{i}].pool", limits.pool)
        said = dict(policy) | {"pools": tuple(g.PoolLimits(**dict(limits)) for limits in policy.pools)}
        return self._s.write("propose", self._at, g.propose(g.Policy(**said)), m.PolicyProposed)

    def adopt(self) -> m.PolicyAdopted:
        return self._s.write("adopt", self._at, g.adopt(), m.PolicyAdopted)

    def lower(self, limits: m.Limits) -> m.LimitsLowered:
        return self._s.write("lower", self._at, g.lower(g.Limits(**dict(limits))), m.LimitsLowered)
