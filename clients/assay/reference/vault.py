"""vault as plain objects: the executable spec of market.Vault. What a proved claim moves: allocation.py; pure arithmetic: models/vault.py."""

from __future__ import annotations

from collections import defaultdict

from .. import errors as e
from ..commit import statement as statements
from ..models import pools as mp
from ..models import vault as m
from ..models.base import ZERO
from ..models.deployment import MAX_SECS
from ..models.verifier import Claim
from ..units import BPS, share_down
from .allocation import AllocationState
from .chain import Ledger, checked
from .pools import PoolState
from .verifier import VerifierState


class VaultState(AllocationState):
    """What the program stores. Methods take the caller first; `ReferenceVault` binds it. `program` is its address, under which its funds lie."""

    def __init__(self, ledger: Ledger, verifier: VerifierState, pools: dict[bytes, PoolState], config: m.VaultConfig, program: bytes) -> None:
        if not all(1 <= secs <= MAX_SECS for secs in (config.timelock_secs, config.observe_secs)):
            raise e.BadConfig
        if config.owner == ZERO or not (1 <= config.step_bps <= BPS and 1 <= config.gain_bps <= m.MAX_GAIN_BPS):
            raise e.BadConfig
        self.ledger, self.verifier, self.pools, self.config, self.program = ledger, verifier, pools, config, program
        self.vault = m.Vault()
        self.shares: defaultdict[bytes, int] = defaultdict(int)
        self.claims: defaultdict[tuple[bytes, bytes], int] = defaultdict(int)
        self.ring: dict[int, m.Observation] = {}
        verifier.consumers[program] = lambda model_id, nonce, claim: self.on_verified(config.verifier, model_id, nonce, claim)

    # ---- in

    def deposit(self, caller: bytes, assets: int, receiver: bytes) -> m.Deposited:
        if assets == 0:
            raise e.ZeroAmount
        v = self.synced()
        return self._enter(v, caller, receiver, assets, m.shares_down(assets, v.total, v.supply))

    def mint(self, caller: bytes, shares: int, receiver: bytes) -> m.Deposited:
        if shares == 0:
            raise e.ZeroAmount
        v = self.synced()
        return self._enter(v, caller, receiver, m.assets_up(shares, v.total, v.supply), shares)

    def _enter(self, v: m.Vault, caller: bytes, receiver: bytes, assets: int, shares: int) -> m.Deposited:
        if shares == 0:
            raise e.ZeroAmount
        checked(v.total + assets)
        checked(v.supply + shares)
        self.ledger.require(caller, assets)
        self._save(v, idle=v.idle + assets, supply=v.supply + shares)
        self.shares[receiver] += shares
        self.ledger.move(caller, self.program, assets)
        return self.ledger.log(m.Deposited(sender=caller, receiver=receiver, assets=assets, shares=shares))

    # ---- out

    def withdraw(self, caller: bytes, assets: int, receiver: bytes) -> m.Redeemed:
        if assets == 0:
            raise e.ZeroAmount
        v = self.synced()
        return self._leave(v, caller, receiver, assets, m.shares_up(assets, v.total, v.supply))

    def redeem(self, caller: bytes, shares: int, receiver: bytes) -> m.Redeemed:
        if shares == 0:
            raise e.ZeroAmount
        v = self.synced()
        return self._leave(v, caller, receiver, m.assets_down(shares, v.total, v.supply), shares)

    def _leave(self, v: m.Vault, caller: bytes, receiver: bytes, assets: int, shares: int) -> m.Redeemed:
        if assets == 0:
            raise e.ZeroAmount
        if self.shares[caller] < shares:
            raise e.InsufficientShares
        with self.whole():
            v = self._raised(v, assets)
            self._save(v, idle=v.idle - assets, supply=v.supply - shares)
            self.shares[caller] -= shares
            self.ledger.move(self.program, receiver, assets)
        return self.ledger.log(m.Redeemed(owner=caller, receiver=receiver, assets=assets, shares=shares))

    def _raised(self, v: m.Vault, assets: int) -> m.Vault:
        """Takes out of the pools, in their order, what idle funds lack."""
        for i, limits in enumerate(v.policy.pools):
            if v.idle >= assets:
                break
            if v.positions[i].units:
                pool = self.pools[limits.pool]
                units = min(pool.state.units_up(assets - v.idle), v.positions[i].units, pool.max_redeem(self.program))
                promised = pool.state.assets_down(units)
                v, got = self._pulled(v, i, units)
                if got < promised:
                    raise e.PoolShortfall
        if v.idle < assets:
            raise e.NotEnoughLiquid
        return self._looked(v)

    def redeem_in_kind(self, caller: bytes, shares: int, receiver: bytes) -> m.RedeemedInKind:
        if shares == 0:
            raise e.ZeroAmount
        v = self.synced()
        if self.shares[caller] < shares:
            raise e.InsufficientShares
        divisor = v.supply + m.VIRTUAL_SHARES
        assets, positions, parts = v.idle * shares // divisor, [], []
        for limits, p in zip(v.policy.pools, v.positions, strict=True):
            part = p.units * shares // divisor
            # Profit that does not count yet stays behind.
            if p.units and (value := self.pools[limits.pool].state.assets_down(p.units)) > p.recorded:
                part = part * p.recorded // value
            parts.append(part)
            # Only what counts goes with who leaves: a pool that denies what it has must not have room made for more.
            counted = p.recorded * shares // divisor
            positions.append(m.Position(units=p.units - part, recorded=p.recorded - counted, invested=max(p.invested - counted, 0)))
        if assets == 0 and not any(parts):
            raise e.ZeroAmount
        self._save(v, idle=v.idle - assets, supply=v.supply - shares, positions=tuple(positions))
        self.shares[caller] -= shares
        for limits, part in zip(v.policy.pools, parts, strict=True):
            self.claims[receiver, limits.pool] += part
        self.ledger.move(self.program, receiver, assets)
        return self.ledger.log(m.RedeemedInKind(owner=caller, receiver=receiver, shares=shares, assets=assets))

    def collect_claim(self, pool: bytes, owner: bytes) -> m.ClaimCollected:
        claimed = self.claims[owner, pool]
        if claimed == 0:
            raise e.NothingClaimed
        units = min(claimed, self.pools[pool].max_redeem(self.program))
        if units == 0:
            raise e.NotEnoughLiquid
        assets = self.pools[pool].redeem(self.program, units, owner).assets
        self.claims[owner, pool] -= units
        return self.ledger.log(m.ClaimCollected(pool=pool, owner=owner, units=units, assets=assets))

    # ---- previews

    def liquid(self, v: m.Vault) -> int:
        """What can be had at once by the pools' own word, of what counts."""
        assets = v.idle
        for limits, p in zip(v.policy.pools, v.positions, strict=True):
            if p.units:
                pool = self.pools[limits.pool]
                assets += min(pool.state.assets_down(min(p.units, pool.max_redeem(self.program))), p.recorded)
        return assets

    # ---- what pools show

    def observe(self) -> m.PoolsObserved:
        v = self.vault
        if v.policy == m.NO_POLICY:
            raise e.NoPolicy
        last = self.ring.get(v.observed)
        if last is not None and self.now < last.observed_at + self.config.observe_secs:
            raise e.ObservedRecently
        continued = last if last is not None and last.index >= v.observed_from else None
        states = [self.pools[p.pool].state if p.pool != ZERO else None for p in v.policy.pools]
        prices = tuple(s.price_down() if s else 0 for s in states)
        spots, cumulative = [], []
        for i, state in enumerate(states):
            seen = self._seen(state, continued, i)
            spots.append(self._stepped(seen, continued.spots[i]) if continued else seen)
            for k, field in enumerate(m.Features.model_fields):
                before = getattr(continued.spots[i], field) * (self.now - continued.observed_at) if continued else 0
                cumulative.append((continued.cumulative[3 * i + k] if continued else 0) + before)
        index = v.observed + 1
        past = self.ring.get(max(index - m.WINDOW, v.observed_from)) if continued else None
        means = tuple(self._means(cumulative, past, i) for i in range(m.MAX_POOLS)) if past else tuple(spots)
        observation = m.Observation(
            index=index, observed_at=self.now, means=means, caps_bps=m.caps_of(v.policy, v.total), spots=tuple(spots),
            cumulative=tuple(cumulative), prices=prices,
        )  # fmt: skip
        self.ring[index] = observation
        self.ring.pop(index - m.RING, None)
        self._save(v, observed=index)
        first, second = (element.to_bytes(32, "big") for element in elements_of(observation))
        return self.ledger.log(m.PoolsObserved(index=index, observed_at=self.now, first=first, second=second))

    def _seen(self, state: mp.Pool | None, continued: m.Observation | None, i: int) -> m.Features:
        if state is None:
            return m.Features()
        rate = m.rate_of(state.price_down(), continued.prices[i], self.now - continued.observed_at) if continued else 0
        liquidity = min(state.cash // m.WHOLE, m.U32_MAX)
        return m.Features(rate_bps=rate, utilisation_bps=state.utilisation_bps(), liquidity=liquidity)

    def _stepped(self, seen: m.Features, before: m.Features) -> m.Features:
        """Manipulation within one block moves a spot by a step, and no mean at all."""
        step = self.config.step_bps
        liquidity_step = share_down(before.liquidity, step) + m.LIQUIDITY_STEP
        return m.Features(
            rate_bps=min(m.bounded(before.rate_bps, seen.rate_bps, step), m.U32_MAX),
            utilisation_bps=m.bounded(before.utilisation_bps, seen.utilisation_bps, step),
            liquidity=min(m.bounded(before.liquidity, seen.liquidity, liquidity_step), m.U32_MAX),
        )

    def _means(self, cumulative: list[int], past: m.Observation, i: int) -> m.Features:
        secs = self.now - past.observed_at
        rate, utilisation, liquidity = ((cumulative[3 * i + k] - past.cumulative[3 * i + k]) // secs for k in range(3))
        return m.Features(rate_bps=rate, utilisation_bps=utilisation, liquidity=liquidity)

    # ---- policies

    def propose(self, caller: bytes, policy: m.Policy) -> m.PolicyProposed:
        if caller != self.config.owner:
            raise e.NotVaultOwner
        self._require_policy(policy)
        adopt_at = self.now + self.config.timelock_secs
        self._save(self.vault, proposal=policy, adopt_at=adopt_at)
        return self.ledger.log(m.PolicyProposed(model_id=policy.model_id, guardian=policy.guardian, adopt_at=adopt_at))

    def _require_policy(self, policy: m.Policy) -> None:
        named = [p.pool for p in policy.pools if p.pool != ZERO]
        unnamed = [p for p in policy.pools if p.pool == ZERO]
        if len(set(named)) != len(named) or any(p != m.PoolLimits() for p in unnamed) or any(p.group >= m.MAX_GROUPS for p in policy.pools):
            raise e.BadPolicy
        if not named or not 1 <= policy.max_age_secs <= MAX_SECS:
            raise e.BadPolicy
        if any(pool not in self.pools for pool in named):
            raise e.BadPool
        model = self.verifier.models.get(policy.model_id)
        if model is None or model.state is not model.state.ACTIVE or model.timelock_secs < self.config.timelock_secs:
            raise e.BadModel

    def adopt(self) -> m.PolicyAdopted:
        v = self.vault
        if v.adopt_at == 0:
            raise e.NoProposal
        if self.now < v.adopt_at:
            raise e.TimelockOpen
        pairs = list(zip(v.policy.pools, v.proposal.pools, strict=True))
        if any(p.units and old.pool != new.pool for p, (old, new) in zip(v.positions, pairs, strict=True)):
            raise e.PoolInUse
        # What was seen of other pools is no history of these.
        observed_from = v.observed_from if all(old.pool == new.pool for old, new in pairs) else v.observed + 1
        positions = tuple(p if old.pool == new.pool else m.Position() for p, (old, new) in zip(v.positions, pairs, strict=True))
        self._save(v, policy=v.proposal, proposal=m.NO_POLICY, adopt_at=0, observed_from=observed_from, positions=positions)
        return self.ledger.log(m.PolicyAdopted(model_id=v.proposal.model_id, guardian=v.proposal.guardian))

    def lower(self, caller: bytes, limits: m.Limits) -> m.LimitsLowered:
        v = self.vault
        if v.policy == m.NO_POLICY:
            raise e.NoPolicy
        if caller not in (v.policy.guardian, self.config.owner):
            raise e.NotVaultGuardian
        p = v.policy
        before = [*(x.cap for x in p.pools), *(x.cap_bps for x in p.pools), *p.group_caps_bps, p.max_move_bps]
        after = [*limits.caps, *limits.caps_bps, *limits.group_caps_bps, limits.max_move_bps]
        if any(a > b for a, b in zip(after, before, strict=True)) or after == before:
            raise e.NotLower
        # A proposal that ripened in somebody's pocket must not undo this.
        proposal = lowered(v.proposal, limits, v.policy) if v.adopt_at else v.proposal
        self._save(v, policy=lowered(p, limits, p), proposal=proposal)
        return self.ledger.log(m.LimitsLowered(guardian=caller, max_move_bps=limits.max_move_bps))


def lowered(policy: m.Policy, limits: m.Limits, in_force: m.Policy) -> m.Policy:
    """The policy with none of its limits above these, pool by pool where it has the same pools as the one in force."""
    pools = tuple(
        p.model_copy(update={"cap": min(p.cap, cap), "cap_bps": min(p.cap_bps, cap_bps)}) if p.pool == same.pool else p
        for p, same, cap, cap_bps in zip(policy.pools, in_force.pools, limits.caps, limits.caps_bps, strict=True)
    )
    groups = tuple(min(a, b) for a, b in zip(policy.group_caps_bps, limits.group_caps_bps, strict=True))
    return policy.model_copy(update={"pools": pools, "group_caps_bps": groups, "max_move_bps": min(policy.max_move_bps, limits.max_move_bps)})


def elements_of(o: m.Observation) -> list[int]:
    """The two elements that an observation's commitment is made of."""
    measured = [pair for f in o.means for pair in ((f.rate_bps, 4), (f.utilisation_bps, 2), (f.liquidity, 4))]
    return statements.packed([(o.observed_at, 8), *measured, *((cap, 2) for cap in o.caps_bps)])


class ReferenceVault:
    """market.Vault for one caller."""

    def __init__(self, state: VaultState, caller: bytes) -> None:
        self._state, self._caller = state, caller

    def config(self) -> m.VaultConfig:
        return self._state.config

    def vault(self) -> m.Vault:
        return self._state.vault

    def observation(self, index: int) -> m.Observation | None:
        return self._state.ring.get(index)

    def claim(self, owner: bytes, pool: bytes) -> int:
        return self._state.claims.get((owner, pool), 0)

    def total_assets(self) -> int:
        return self._state.synced().total

    def preview_deposit(self, assets: int) -> int:
        v = self._state.synced()
        return m.shares_down(assets, v.total, v.supply)

    def preview_mint(self, shares: int) -> int:
        v = self._state.synced()
        return m.assets_up(shares, v.total, v.supply)

    def preview_withdraw(self, assets: int) -> int:
        v = self._state.synced()
        return m.shares_up(assets, v.total, v.supply)

    def preview_redeem(self, shares: int) -> int:
        v = self._state.synced()
        return m.assets_down(shares, v.total, v.supply)

    def max_withdraw(self, owner: bytes) -> int:
        v = self._state.synced()
        return min(m.assets_down(self._state.shares.get(owner, 0), v.total, v.supply), self._state.liquid(v))

    def max_redeem(self, owner: bytes) -> int:
        v = self._state.synced()
        return min(self._state.shares.get(owner, 0), m.shares_down(self._state.liquid(v), v.total, v.supply))

    def deposit(self, assets: int, receiver: bytes) -> m.Deposited:
        return self._state.deposit(self._caller, assets, receiver)

    def mint(self, shares: int, receiver: bytes) -> m.Deposited:
        return self._state.mint(self._caller, shares, receiver)

    def withdraw(self, assets: int, receiver: bytes) -> m.Redeemed:
        return self._state.withdraw(self._caller, assets, receiver)

    def redeem(self, shares: int, receiver: bytes) -> m.Redeemed:
        return self._state.redeem(self._caller, shares, receiver)

    def redeem_in_kind(self, shares: int, receiver: bytes) -> m.RedeemedInKind:
        return self._state.redeem_in_kind(self._caller, shares, receiver)

    def collect_claim(self, pool: bytes, owner: bytes) -> m.ClaimCollected:
        return self._state.collect_claim(pool, owner)

    def observe(self) -> m.PoolsObserved:
        return self._state.observe()

    def on_verified(self, model_id: bytes, nonce: int, claim: Claim) -> m.Rebalanced:
        return self._state.on_verified(self._caller, model_id, nonce, claim)

    def trim(self, pool_index: int) -> m.PoolTrimmed:
        return self._state.trim(pool_index)

    def propose(self, policy: m.Policy) -> m.PolicyProposed:
        return self._state.propose(self._caller, policy)

    def adopt(self) -> m.PolicyAdopted:
        return self._state.adopt()

    def lower(self, limits: m.Limits) -> m.LimitsLowered:
        return self._state.lower(self._caller, limits)
