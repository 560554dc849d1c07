"""State and events of the pools that a sandbox has for its vault (meaning: market.Pool). No part of the protocol: a market whose owner can do anything."""

from __future__ import annotations

from ..units import BPS, U64_MAX
from .base import U32, U64, Address, Bps, Event, Model

YEAR_SECS = 31_536_000
ONE_PRICE = 10**12  # units, of which a price is the assets


class PoolTerms(Model):
    """Borrowers pay `base_bps` a year, and `slope_bps` more at full utilisation; above `kink_bps` of it `steep_bps` instead. `stuck`: nothing is
    redeemed, whatever the views say. `skim_bps`: what redeem keeps for nobody, unseen by the views."""

    base_bps: U32 = 0
    slope_bps: U32 = 0
    kink_bps: Bps = 8_000
    steep_bps: U32 = 0
    stuck: bool = False
    skim_bps: Bps = 0

    def rate_bps(self, utilisation_bps: int) -> int:
        """What borrowers pay a year, rounded down."""
        gentle, steep = min(utilisation_bps, self.kink_bps), max(utilisation_bps - self.kink_bps, 0)
        return self.base_bps + (self.slope_bps * gentle + self.steep_bps * steep) // BPS


class Pool(Model):
    """`cash` is what the pool holds, `debt` what it says that borrowers owe, `units` what depositors hold of both."""

    pool: Address
    terms: PoolTerms
    cash: U64
    debt: U64
    units: U64
    accrued_at: U64

    @property
    def assets(self) -> int:
        return self.cash + self.debt

    def price_down(self) -> int:
        """Assets of 10**12 units."""
        return min(self.assets_down(ONE_PRICE), U64_MAX)

    def assets_down(self, units: int) -> int:
        """What units are worth by the pool's own word."""
        return units * (self.assets + 1) // (self.units + 1)

    def units_down(self, assets: int) -> int:
        """What a deposit of assets is given."""
        return assets * (self.units + 1) // (self.assets + 1)

    def units_up(self, assets: int) -> int:
        """What it takes to be paid that much."""
        return -(-assets * (self.units + 1) // (self.assets + 1))

    def utilisation_bps(self) -> int:
        return self.debt * BPS // self.assets if self.assets else 0


class PoolDeposited(Event):
    pool: Address
    owner: Address
    assets: U64
    units: U64


class PoolRedeemed(Event):
    pool: Address
    owner: Address
    receiver: Address
    assets: U64
    units: U64


class PoolChanged(Event):
    pool: Address
    cash: U64
    debt: U64


EVENTS: tuple[type[Event], ...] = (PoolDeposited, PoolRedeemed, PoolChanged)
