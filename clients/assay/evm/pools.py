"""market.Pool on the EVM: an ERC-4626 of the sandbox."""

from __future__ import annotations

from ..models import pools as m
from .generated import pools as g
from .session import Session, plain
from .transport import address20


class EvmPool:
    """market.Pool for one account."""

    def __init__(self, session: Session, pool: bytes) -> None:
        self._s, self._at = session, address20("deployment.pools", pool)

    def state(self) -> m.Pool:
        return m.Pool(**plain(g.decode_state(self._s.read(self._at, g.state()))))

    def units(self, owner: bytes) -> int:
        address20("owner", owner)
        return g.decode_balance_of(self._s.read(self._at, g.balance_of(owner)))

    def deposit(self, assets: int) -> m.PoolDeposited:
        return self._s.write("pool_deposit", self._at, g.deposit(assets, self._s.account), m.PoolDeposited, pays=assets)

    def redeem(self, units: int, receiver: bytes) -> m.PoolRedeemed:
        address20("receiver", receiver)
        return self._s.write("pool_redeem", self._at, g.redeem(units, receiver, self._s.account), m.PoolRedeemed)

    def borrow(self, assets: int) -> m.PoolChanged:
        return self._s.write("pool_borrow", self._at, g.borrow(assets), m.PoolChanged)

    def repay(self, assets: int) -> m.PoolChanged:
        return self._s.write("pool_repay", self._at, g.repay(assets), m.PoolChanged, pays=assets)

    def restate(self, debt: int) -> m.PoolChanged:
        return self._s.write("pool_restate", self._at, g.restate(debt), m.PoolChanged)

    def configure(self, terms: m.PoolTerms) -> m.PoolChanged:
        return self._s.write("pool_configure", self._at, g.configure(g.PoolTerms(**terms.model_dump())), m.PoolChanged)

    def accrue(self) -> m.PoolChanged:
        return self._s.write("pool_accrue", self._at, g.accrue(), m.PoolChanged)
