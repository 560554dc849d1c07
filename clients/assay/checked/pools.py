"""Pool's input checks."""

from __future__ import annotations

from ..market import Pool
from ..models import pools as p
from ..models.deployment import Deployment
from ..units import U64_MAX, Amount
from .arguments import Amounts, bytes32, somebody, whole


class CheckedPool:
    """market.Pool around any other."""

    def __init__(self, inner: Pool, deployment: Deployment) -> None:
        self._inner, self._amount = inner, Amounts(deployment)

    def state(self) -> p.Pool:
        return self._inner.state()

    def units(self, owner: bytes) -> int:
        return self._inner.units(bytes32("owner", owner))

    def deposit(self, assets: int | Amount) -> p.PoolDeposited:
        return self._inner.deposit(self._amount("assets", assets))

    def redeem(self, units: int, receiver: bytes) -> p.PoolRedeemed:
        return self._inner.redeem(whole("units", units, U64_MAX, 1), somebody("receiver", receiver))

    def borrow(self, assets: int | Amount) -> p.PoolChanged:
        return self._inner.borrow(self._amount("assets", assets))

    def repay(self, assets: int | Amount) -> p.PoolChanged:
        return self._inner.repay(self._amount("assets", assets))

    def restate(self, debt: int | Amount) -> p.PoolChanged:
        return self._inner.restate(self._amount("debt", debt, least=0))

    def configure(self, terms: p.PoolTerms) -> p.PoolChanged:
        return self._inner.configure(terms)

    def accrue(self) -> p.PoolChanged:
        return self._inner.accrue()
