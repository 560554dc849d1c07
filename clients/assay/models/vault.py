"""State and events of vault (meaning: market.Vault)."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from ..units import BPS, share_down
from .base import U8, U16, U32, U64, ZERO, Address, Bps, Bytes32, Event, Model
from .pools import YEAR_SECS
from .verifier import Bytes8

MAX_POOLS = 4
MAX_GROUPS = 4
RING = 16  # observations that are kept
WINDOW = 8  # steps that a time-weighted value goes back
VIRTUAL_SHARES = 1_000  # with one base unit behind them: three decimals more than the token's
MAX_VALUE = 2**60  # of one position, so that no pool's word overflows a sum
MAX_GAIN_BPS = 1_000_000
LIQUIDITY_STEP = 1_000  # whole tokens that liquidity may move a step beyond its share
WHOLE = 1_000_000
U32_MAX = 2**32 - 1


class VaultConfig(Model):
    """`share` is the share token's address, `owner` proposes policies, `verifier` is who alone hands proved claims over. Profit counts at no more than
    `gain_bps` a year of what it is made on; `step_bps`: see observe."""

    token: Address
    share: Address
    owner: Address
    verifier: Address
    timelock_secs: U64
    observe_secs: U64
    gain_bps: U32
    step_bps: Bps


class PoolLimits(Model):
    """A pool, or none (zero, and zero in the rest). The vault never has more than `cap` base units at stake in it, and no claim moves it beyond `cap_bps` of
    all assets. With either at zero the model leaves the pool alone. `group` (0..=3) is its group of risk."""

    pool: Address = ZERO
    group: U8 = 0
    cap: U64 = 0
    cap_bps: Bps = 0

    @property
    def is_open(self) -> bool:
        return self.cap > 0 and self.cap_bps > 0


class Policy(Model):
    """What a model may do. `group_caps_bps` bound the weights of a group's pools together; a claim moves no pool by more than `max_move_bps` of all
    assets (0: allocation is paused), costs no more than `max_loss_bps` of them, and is about an observation no older than `max_age_secs`."""

    model_id: Bytes32
    guardian: Address
    pools: tuple[PoolLimits, ...] = Field(min_length=MAX_POOLS, max_length=MAX_POOLS)
    group_caps_bps: tuple[Bps, ...] = Field(min_length=MAX_GROUPS, max_length=MAX_GROUPS)
    max_move_bps: Bps
    max_loss_bps: Bps
    max_age_secs: U64


class Limits(Model):
    """What a guardian lowers to, pool by pool and group by group."""

    caps: tuple[U64, ...] = Field(min_length=MAX_POOLS, max_length=MAX_POOLS)
    caps_bps: tuple[Bps, ...] = Field(min_length=MAX_POOLS, max_length=MAX_POOLS)
    group_caps_bps: tuple[Bps, ...] = Field(min_length=MAX_GROUPS, max_length=MAX_GROUPS)
    max_move_bps: Bps


NO_POLICY = Policy(
    model_id=ZERO, guardian=ZERO, pools=(PoolLimits(),) * MAX_POOLS, group_caps_bps=(0,) * MAX_GROUPS, max_move_bps=0, max_loss_bps=0, max_age_secs=0
)


class Position(Model):
    """Of all shares in one pool: `units` of it, that count for `recorded`. `invested` is what went in and did not come back, which losses do not lessen.
    Units that were claimed in kind are no longer of it."""

    units: U64 = 0
    recorded: U64 = 0
    invested: U64 = 0


class Vault(Model):
    """`surplus` is held like `idle` funds and does not count yet. Profit was let in until `looked_at`. `observed` is the last observation's index (from 1),
    `observed_from` the first one's of the pools in force. `proposal` waits until `adopt_at` (0: none)."""

    policy: Policy = NO_POLICY
    proposal: Policy = NO_POLICY
    adopt_at: U64 = 0
    idle: U64 = 0
    supply: U64 = 0
    positions: tuple[Position, ...] = (Position(),) * MAX_POOLS
    surplus: U64 = 0
    looked_at: U64 = 0
    observed: U64 = 0
    observed_from: U64 = 1

    @property
    def total(self) -> int:
        """What the shares are worth together."""
        return self.idle + sum(p.recorded for p in self.positions)


class Features(Model):
    """Of a pool: realised yield a year, share of its assets that is lent out, and cash in whole tokens."""

    rate_bps: U32 = 0
    utilisation_bps: U16 = 0
    liquidity: U32 = 0


class Observation(Model):
    """`means` are time-weighted over the last WINDOW steps, and what a model sees; `spots` what was seen last, each step bounded; `caps_bps` what a model
    may give each pool. `cumulative` are sums of spot x seconds: rate, utilisation, liquidity of pool 0, then of pool 1, ..."""

    index: U64
    observed_at: U64
    means: tuple[Features, ...]
    caps_bps: tuple[Bps, ...]
    spots: tuple[Features, ...]
    cumulative: tuple[U64, ...]
    prices: tuple[U64, ...]


def shares_down(assets: int, total: int, supply: int) -> int:
    return assets * (supply + VIRTUAL_SHARES) // (total + 1)


def shares_up(assets: int, total: int, supply: int) -> int:
    return -(-assets * (supply + VIRTUAL_SHARES) // (total + 1))


def assets_down(shares: int, total: int, supply: int) -> int:
    return shares * (total + 1) // (supply + VIRTUAL_SHARES)


def assets_up(shares: int, total: int, supply: int) -> int:
    return -(-shares * (total + 1) // (supply + VIRTUAL_SHARES))


def gain_up(amount: int, gain_bps: int, secs: int) -> int:
    """How much profit on an amount is let in within a time."""
    return -(-amount * gain_bps * secs // (BPS * YEAR_SECS))


def looked(v: Vault, values: Sequence[int], gain_bps: int, secs: int) -> Vault:
    """With what the pools say that each position is worth, no further above what it was than profit may grow within the seconds."""
    positions = tuple(
        # What comes back after a loss is profit too: whoever could have a pool dip for a moment would buy into its recovery.
        p.model_copy(update={"recorded": min(value, MAX_VALUE, p.recorded + gain_up(max(p.recorded, p.invested), gain_bps, secs))})
        for p, value in zip(v.positions, values, strict=True)
    )
    return v.model_copy(update={"positions": positions})


def synced(v: Vault, values: Sequence[int], gain_bps: int, now: int) -> Vault:
    """After a look at its pools: losses count at once, profit no faster than `gain_bps` a year. Views see it so; verbs store it."""
    secs = now - v.looked_at
    v = looked(v, values, gain_bps, secs)
    let_in = min(v.surplus, gain_up(v.total + v.surplus, gain_bps, secs))
    return v.model_copy(update={"idle": v.idle + let_in, "surplus": v.surplus - let_in, "looked_at": now})


def caps_of(policy: Policy, total: int) -> tuple[int, ...]:
    """What the model may give each pool in bps, all at once: the pool's own caps, then scaled down where a group's would exceed the group's."""
    own = [min(p.cap_bps, p.cap * BPS // total if total else BPS) if p.is_open else 0 for p in policy.pools]
    together = [sum(cap for cap, p in zip(own, policy.pools, strict=True) if p.group == group) for group in range(MAX_GROUPS)]
    return tuple(
        cap * policy.group_caps_bps[p.group] // together[p.group] if together[p.group] > policy.group_caps_bps[p.group] else cap
        for cap, p in zip(own, policy.pools, strict=True)
    )


def room(limits: PoolLimits, position: Position, total: int) -> int:
    """How much more may go into a pool."""
    return max(min(limits.cap, share_down(total, limits.cap_bps)) - max(position.recorded, position.invested), 0)


def bounded(before: int, seen: int, step: int) -> int:
    """What was seen, no further than a step from what was there before."""
    return max(min(seen, before + step), before - step, 0)


def rate_of(price: int, before: int, secs: int) -> int:
    """The yield a year, in bps, that moves a price up from `before` in `secs`; 0 where it fell."""
    return min(max(price - before, 0) * BPS * YEAR_SECS // (before * secs), U32_MAX) if before and secs else 0


class Deposited(Event):
    sender: Address
    receiver: Address
    assets: U64
    shares: U64


class Redeemed(Event):
    owner: Address
    receiver: Address
    assets: U64
    shares: U64


class RedeemedInKind(Event):
    owner: Address
    receiver: Address
    shares: U64
    assets: U64


class ClaimCollected(Event):
    pool: Address
    owner: Address
    units: U64
    assets: U64


class PoolsObserved(Event):
    """The two elements of the commitment (docs/circuits.md)."""

    index: U64
    observed_at: U64
    first: Bytes32
    second: Bytes32


class Rebalanced(Event):
    observation: U64
    model_id: Bytes32
    result: Bytes8
    moved_in: U64
    moved_out: U64
    total: U64


class PoolTrimmed(Event):
    pool: Address
    assets: U64


class PolicyProposed(Event):
    model_id: Bytes32
    guardian: Address
    adopt_at: U64


class PolicyAdopted(Event):
    model_id: Bytes32
    guardian: Address


class LimitsLowered(Event):
    guardian: Address
    max_move_bps: Bps


EVENTS: tuple[type[Event], ...] = (
    Deposited, Redeemed, RedeemedInKind, ClaimCollected, PoolsObserved, Rebalanced, PoolTrimmed, PolicyProposed, PolicyAdopted, LimitsLowered,
)  # fmt: skip
