"""market.Pool on Solana: a market of the sandbox."""

from __future__ import annotations

from struct import Struct

from solders.pubkey import Pubkey

from ..models import pools as m
from . import pda
from .generated import pools as g
from .session import Session, key, plain
from .token import amount_in

# What any pool begins with, behind its discriminator: token, purse, debt, units.
_HEAD = Struct("<32s32sQQ")


def head_of(session: Session, pool: bytes) -> tuple[Pubkey, m.Pool] | None:
    """The purse of any pool that a policy can name, and what it says of itself; None where there is none in the deployment's token."""
    data = session.read(key("pool", pool))
    if data is None or len(data) < 8 + _HEAD.size:
        return None
    token, purse, debt, units = _HEAD.unpack_from(data, 8)
    if token != session.deployment.token:
        return None
    at = Pubkey.from_bytes(purse)
    return at, m.Pool(pool=pool, terms=m.PoolTerms(), cash=amount_in(session.transport.account(at)), debt=debt, units=units, accrued_at=0)


class SolanaPool:
    """market.Pool for one account."""

    def __init__(self, session: Session, pool: bytes) -> None:
        self._s, self._address = session, pool
        self._pool, self._purse = key("pool", pool), pda.pool_purse(pool)

    def _raw(self) -> g.Pool:
        return g.Pool.decode(self._s.read(self._pool) or b"", 8)[0]

    def state(self) -> m.Pool:
        raw = self._raw()
        return m.Pool(
            pool=self._address, terms=m.PoolTerms(**plain(raw.terms)), cash=amount_in(self._s.transport.account(self._purse)), debt=raw.debt,
            units=raw.units, accrued_at=raw.accrued_at,
        )  # fmt: skip

    def units(self, owner: bytes) -> int:
        key("owner", owner)
        return sum(holder.units for holder in self._raw().holders if holder.owner == owner)

    def deposit(self, assets: int) -> m.PoolDeposited:
        ix = g.deposit(owner=self._s.caller, pool=self._pool, purse=self._purse, source=self._s.caller_token, assets=assets)
        return self._s.write("pool_deposit", [ix], m.PoolDeposited)

    def redeem(self, units: int, receiver: bytes) -> m.PoolRedeemed:
        key("receiver", receiver)
        target = self._s.token_account(receiver)
        ix = g.redeem(owner=self._s.caller, pool=self._pool, purse=self._purse, target=target, units=units, receiver=receiver)
        return self._s.write("pool_redeem", [*self._s.opened(receiver), ix], m.PoolRedeemed)

    def borrow(self, assets: int) -> m.PoolChanged:
        ix = g.borrow(caller=self._s.caller, pool=self._pool, purse=self._purse, target=self._s.caller_token, assets=assets)
        return self._s.write("pool_borrow", [*self._s.opened(self._s.account), ix], m.PoolChanged)

    def repay(self, assets: int) -> m.PoolChanged:
        ix = g.repay(caller=self._s.caller, pool=self._pool, purse=self._purse, source=self._s.caller_token, assets=assets)
        return self._s.write("pool_repay", [ix], m.PoolChanged)

    def restate(self, debt: int) -> m.PoolChanged:
        return self._s.write("pool_restate", [g.restate(pool=self._pool, purse=self._purse, debt=debt)], m.PoolChanged)

    def configure(self, terms: m.PoolTerms) -> m.PoolChanged:
        ix = g.configure(pool=self._pool, purse=self._purse, terms=g.PoolTerms(**dict(terms)))
        return self._s.write("pool_configure", [ix], m.PoolChanged)

    def accrue(self) -> m.PoolChanged:
        return self._s.write("pool_accrue", [g.accrue(pool=self._pool, purse=self._purse)], m.PoolChanged)
