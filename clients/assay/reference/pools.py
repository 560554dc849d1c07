"""Pools as plain objects: the executable spec of market.Pool.

Interest is added when somebody accrues, borrows, repays, restates or configures: deposits and redemptions leave the price as it stands.
"""

from __future__ import annotations

from collections import defaultdict

from .. import errors as e
from ..models import pools as m
from ..units import BPS, share_down
from .chain import Ledger, checked


class PoolState:
    """One pool. It holds its cash under its own address."""

    def __init__(self, ledger: Ledger, pool: bytes) -> None:
        self.ledger, self.pool = ledger, pool
        self.terms, self.debt, self.units, self.accrued_at = m.PoolTerms(), 0, 0, ledger.now
        self.positions: defaultdict[bytes, int] = defaultdict(int)

    @property
    def state(self) -> m.Pool:
        cash = self.ledger.balances[self.pool]
        return m.Pool(pool=self.pool, terms=self.terms, cash=cash, debt=self.debt, units=self.units, accrued_at=self.accrued_at)

    def max_redeem(self, owner: bytes) -> int:
        """How many of the owner's units there is cash for, by the pool's own word."""
        state = self.state
        return min(self.positions[owner], state.units_down(state.cash))

    def _accrued(self) -> int:
        """The debt with interest up to now. Nothing is stored: what is refused after this leaves the pool as it was."""
        rate = self.terms.rate_bps(self.state.utilisation_bps())
        return checked(self.debt + self.debt * rate * (self.ledger.now - self.accrued_at) // (BPS * m.YEAR_SECS))

    def _owes(self, debt: int) -> m.PoolChanged:
        self.debt, self.accrued_at = debt, self.ledger.now
        return self.ledger.log(m.PoolChanged(pool=self.pool, cash=self.state.cash, debt=debt))

    def deposit(self, caller: bytes, assets: int) -> m.PoolDeposited:
        self.ledger.require(caller, assets)
        units = self.state.units_down(assets)
        if units == 0:
            raise e.ZeroAmount
        self.units = checked(self.units + units)
        self.positions[caller] += units
        self.ledger.move(caller, self.pool, assets)
        return self.ledger.log(m.PoolDeposited(pool=self.pool, owner=caller, assets=assets, units=units))

    def redeem(self, caller: bytes, units: int, receiver: bytes) -> m.PoolRedeemed:
        if units == 0:
            raise e.ZeroAmount
        if self.terms.stuck:
            raise e.PoolIsStuck
        if self.positions[caller] < units:
            raise e.InsufficientUnits
        assets = self.state.assets_down(units)
        assets -= share_down(assets, self.terms.skim_bps)
        if self.state.cash < assets:
            raise e.PoolIlliquid
        self.units -= units
        self.positions[caller] -= units
        self.ledger.move(self.pool, receiver, assets)
        return self.ledger.log(m.PoolRedeemed(pool=self.pool, owner=caller, receiver=receiver, assets=assets, units=units))

    def borrow(self, caller: bytes, assets: int) -> m.PoolChanged:
        debt = self._accrued()
        if self.state.cash < assets:
            raise e.PoolIlliquid
        debt = checked(debt + assets)
        self.ledger.move(self.pool, caller, assets)
        return self._owes(debt)

    def repay(self, caller: bytes, assets: int) -> m.PoolChanged:
        self.ledger.require(caller, assets)
        debt = self._accrued()
        self.ledger.move(caller, self.pool, assets)
        return self._owes(debt - min(debt, assets))

    def restate(self, debt: int) -> m.PoolChanged:
        self._accrued()
        return self._owes(debt)

    def configure(self, terms: m.PoolTerms) -> m.PoolChanged:
        debt = self._accrued()
        self.terms = terms
        return self._owes(debt)

    def accrue(self) -> m.PoolChanged:
        return self._owes(self._accrued())


class ReferencePool:
    """market.Pool for one caller."""

    def __init__(self, state: PoolState, caller: bytes) -> None:
        self._state, self._caller = state, caller

    def state(self) -> m.Pool:
        return self._state.state

    def units(self, owner: bytes) -> int:
        return self._state.positions[owner]

    def deposit(self, assets: int) -> m.PoolDeposited:
        return self._state.deposit(self._caller, assets)

    def redeem(self, units: int, receiver: bytes) -> m.PoolRedeemed:
        return self._state.redeem(self._caller, units, receiver)

    def borrow(self, assets: int) -> m.PoolChanged:
        return self._state.borrow(self._caller, assets)

    def repay(self, assets: int) -> m.PoolChanged:
        return self._state.repay(self._caller, assets)

    def restate(self, debt: int) -> m.PoolChanged:
        return self._state.restate(debt)

    def configure(self, terms: m.PoolTerms) -> m.PoolChanged:
        return self._state.configure(terms)

    def accrue(self) -> m.PoolChanged:
        return self._state.accrue()
