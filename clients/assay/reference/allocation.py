"""What a proved claim moves among the vault's pools, and what their word is worth: part of vault.py's spec."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from .. import errors as e
from ..commit import statement as statements
from ..errors import ProtocolError
from ..models import vault as m
from ..models.base import ZERO
from ..models.verifier import Claim
from ..units import BPS, share_down
from .chain import Ledger
from .pools import PoolState
from .verifier import VerifierState


class AllocationState:
    """The half of VaultState that deals with pools."""

    ledger: Ledger
    verifier: VerifierState
    pools: dict[bytes, PoolState]
    config: m.VaultConfig
    program: bytes
    vault: m.Vault
    ring: dict[int, m.Observation]

    @property
    def now(self) -> int:
        return self.ledger.now

    def _save(self, v: m.Vault, **changes: object) -> m.Vault:
        self.vault = v.model_copy(update=changes)
        return self.vault

    @contextmanager
    def whole(self) -> Iterator[None]:
        """What a transaction does on a chain: an error undoes what pools did."""
        purses = {token: purse.copy() for token, purse in self.ledger.purses.items()}
        pools = {pool: (s.debt, s.units, s.accrued_at, s.positions.copy()) for pool, s in self.pools.items()}
        events, vault = len(self.ledger.events), self.vault
        try:
            yield
        except ProtocolError:
            self.ledger.purses.update(purses)
            del self.ledger.events[events:]
            self.vault = vault
            for pool, (debt, units, accrued_at, positions) in pools.items():
                s = self.pools[pool]
                s.debt, s.units, s.accrued_at, s.positions = debt, units, accrued_at, positions
            raise

    # ---- what positions are worth

    def synced(self) -> m.Vault:
        """The vault after a look at its pools."""
        return m.synced(self.vault, self._values(self.vault), self.config.gain_bps, self.now)

    def _looked(self, v: m.Vault) -> m.Vault:
        """After another look within the same verb."""
        return m.looked(v, self._values(v), self.config.gain_bps, 0)

    def _values(self, v: m.Vault) -> list[int]:
        """What the pools say that each position is worth."""
        pairs = zip(v.policy.pools, v.positions, strict=True)
        return [self.pools[limits.pool].state.assets_down(p.units) if p.units else 0 for limits, p in pairs]

    # ---- moves

    def _change(self, v: m.Vault, i: int, position: m.Position, **changes: int) -> m.Vault:
        return v.model_copy(update={"positions": (*v.positions[:i], position, *v.positions[i + 1 :])} | changes)

    def _pulled(self, v: m.Vault, i: int, units: int) -> tuple[m.Vault, int]:
        """Redeems `units` of pool i: what they pay comes out of what the position counts for, and what it pays beyond that does not count yet."""
        if units == 0:
            return v, 0
        p = v.positions[i]
        got = self.pools[v.policy.pools[i].pool].redeem(self.program, units, self.program).assets
        counted = min(got, p.recorded)
        position = m.Position(units=p.units - units, recorded=p.recorded - counted, invested=max(p.invested - got, 0))
        return self._change(v, i, position, idle=v.idle + counted, surplus=v.surplus + got - counted), got

    def _put(self, v: m.Vault, i: int, assets: int) -> m.Vault:
        """Deposits idle funds into pool i, unless they are too few for a unit of it."""
        p, pool = v.positions[i], self.pools[v.policy.pools[i].pool]
        if assets == 0 or pool.state.units_down(assets) == 0:
            return v
        units = pool.deposit(self.program, assets).units
        position = m.Position(units=p.units + units, recorded=p.recorded + assets, invested=p.invested + assets)
        return self._change(v, i, position, idle=v.idle - assets)

    def trim(self, i: int) -> m.PoolTrimmed:
        v = self.synced()
        if i >= m.MAX_POOLS or v.policy.pools[i].pool == ZERO:
            raise e.UnknownPool
        limits, p = v.policy.pools[i], v.positions[i]
        excess = p.recorded - min(limits.cap, share_down(v.total, limits.cap_bps))
        if excess <= 0:
            raise e.NothingToTrim
        pool = self.pools[limits.pool]
        units = min(pool.state.units_up(excess), p.units, pool.max_redeem(self.program))
        if units == 0:
            raise e.NotEnoughLiquid
        v, got = self._pulled(v, i, units)
        self._save(self._looked(v))
        return self.ledger.log(m.PoolTrimmed(pool=limits.pool, assets=got))

    # ---- a proved claim

    def on_verified(self, caller: bytes, model_id: bytes, nonce: int, claim: Claim) -> m.Rebalanced:
        v, policy = self.vault, self.vault.policy
        if caller != self.config.verifier:
            raise e.NotVerifier
        if policy == m.NO_POLICY:
            raise e.NoPolicy
        if model_id != policy.model_id:
            raise e.WrongModel
        o = self.ring.get(nonce)
        if o is None:
            raise e.UnknownObservation
        if nonce < v.observed_from + m.WINDOW:
            raise e.WindowNotFull
        if self.now > o.observed_at + policy.max_age_secs:
            raise e.StaleObservation
        if claim.observed_at != o.observed_at or int.from_bytes(claim.commitment, "big") != commitment_of(o):
            raise e.WrongObservation
        if policy.max_move_bps == 0:
            raise e.AllocationPaused
        weights = [int.from_bytes(claim.result[at : at + 2], "big") for at in range(0, 2 * m.MAX_POOLS, 2)]
        if sum(weights) > BPS or any(w > (p.cap_bps if p.is_open else 0) for w, p in zip(weights, policy.pools, strict=True)):
            raise e.CapExceeded
        for group, cap in enumerate(policy.group_caps_bps):
            if sum(w for w, p in zip(weights, policy.pools, strict=True) if p.group == group) > cap:
                raise e.GroupCapExceeded
        with self.whole():
            return self._rebalanced(self.synced(), nonce, claim, weights)

    def _rebalanced(self, v: m.Vault, nonce: int, claim: Claim, weights: list[int]) -> m.Rebalanced:
        policy, total = v.policy, v.total
        moves = [
            min(share_down(total, w), limits.cap) - p.recorded if limits.is_open else 0 for w, limits, p in zip(weights, policy.pools, v.positions, strict=True)
        ]
        # A step towards the target, in proportion, so that what satisfies the caps at both ends does between them.
        longest, most = max(abs(move) for move in moves), share_down(total, policy.max_move_bps)
        if longest > most:
            moves = [abs(move) * most // longest * (1 if move > 0 else -1) for move in moves]
        moved_in = moved_out = 0
        for i, move in enumerate(moves):
            if move < 0:
                pool = self.pools[policy.pools[i].pool]
                v, got = self._pulled(v, i, min(pool.state.units_up(-move), v.positions[i].units, pool.max_redeem(self.program)))
                moved_out += got
        for i, move in enumerate(moves):
            if move > 0:
                before = v.idle
                v = self._put(v, i, min(move, v.idle, m.room(policy.pools[i], v.positions[i], total)))
                moved_in += before - v.idle
        v = self._looked(v)
        # A base unit a pool is rounding.
        if v.total < total - share_down(total, policy.max_loss_bps) - m.MAX_POOLS:
            raise e.LossTooHigh
        self._save(v)
        return self.ledger.log(
            m.Rebalanced(observation=nonce, model_id=policy.model_id, result=claim.result, moved_in=moved_in, moved_out=moved_out, total=v.total)
        )


def commitment_of(o: m.Observation) -> int:
    """What a claim about the observation commits to."""
    pools = [(f.rate_bps, f.utilisation_bps, f.liquidity) for f in o.means]
    return statements.observation_commitment(o.observed_at, pools, o.caps_bps)
