"""market.Vault on Solana. Its program has no views: what they say is worked out here from what it stored."""

from __future__ import annotations

from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey

from ..errors import BadPool, InputError
from ..models import pools as p
from ..models import vault as m
from ..models.base import ZERO
from ..models.verifier import Claim
from . import pda
from .generated import vault as g
from .pools import head_of
from .session import Session, key, plain
from .transport import TOKEN_PROGRAM

# Four pools are looked at, and some of them called.
UNITS = 400_000


def pool_accounts(session: Session, policy: m.Policy) -> list[AccountMeta]:
    """Of each pool that a policy names: itself, its purse, its program."""
    return [account for limits in policy.pools if limits.pool != ZERO for account in _market(session, limits.pool)]


def consumer_accounts(session: Session) -> list[AccountMeta]:
    """What the vault needs besides itself when the verifier calls it."""
    return [AccountMeta(pda.vault_purse(), False, True), AccountMeta(TOKEN_PROGRAM, False, False), *pool_accounts(session, SolanaVault(session).vault().policy)]


def _market(session: Session, pool: bytes) -> list[AccountMeta]:
    at, head = key("pool", pool), head_of(session, pool)
    # Where there is no pool, any purse will do: the program says so.
    purse = head[0] if head else at
    return [AccountMeta(at, False, True), AccountMeta(purse, False, True), AccountMeta(session.transport.owner(at), False, False)]


def _with(ix: Instruction, *accounts: AccountMeta) -> Instruction:
    return Instruction(ix.program_id, bytes(ix.data), [*ix.accounts, *accounts])


class SolanaVault:
    """market.Vault for one account."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def _raw(self) -> g.Vault:
        data = self._s.read(pda.vault())
        if data is None:
            raise InputError("deployment.vault", self._s.deployment.vault, "deployed", "deploy it with scripts/deploy.py")
        return g.Vault.decode(data, 8)[0]

    def config(self) -> m.VaultConfig:
        return m.VaultConfig(**plain(self._raw().config))

    def vault(self) -> m.Vault:
        values = plain(self._raw())
        return m.Vault(**{name: values[name] for name in m.Vault.model_fields})

    def observation(self, index: int) -> m.Observation | None:
        raw = self._raw().ring[index % m.RING]
        return m.Observation(**plain(raw)) if raw.index == index > 0 else None

    def claim(self, owner: bytes, pool: bytes) -> int:
        key("owner", owner)
        key("pool", pool)
        data = self._s.read(pda.pool_claim(owner, pool))
        return 0 if data is None else g.PoolClaim.decode(data, 8)[0].units

    # ---- views

    def _said(self, v: m.Vault) -> list[p.Pool | None]:
        """What the pools that hold some say of themselves."""
        said: list[p.Pool | None] = []
        for limits, position in zip(v.policy.pools, v.positions, strict=True):
            head = head_of(self._s, limits.pool) if position.units else None
            if position.units and head is None:
                raise BadPool
            said.append(head[1] if head else None)
        return said

    def _synced(self) -> m.Vault:
        v, gain_bps = self.vault(), self.config().gain_bps
        values = [pool.assets_down(position.units) if pool else 0 for pool, position in zip(self._said(v), v.positions, strict=True)]
        return m.synced(v, values, gain_bps, self._s.transport.now())

    def _liquid(self, v: m.Vault) -> int:
        pairs = [(pool, position) for pool, position in zip(self._said(v), v.positions, strict=True) if pool]
        return v.idle + sum(min(pool.assets_down(min(position.units, pool.units_down(pool.cash))), position.recorded) for pool, position in pairs)

    def total_assets(self) -> int:
        return self._synced().total

    def preview_deposit(self, assets: int) -> int:
        v = self._synced()
        return m.shares_down(assets, v.total, v.supply)

    def preview_mint(self, shares: int) -> int:
        v = self._synced()
        return m.assets_up(shares, v.total, v.supply)

    def preview_withdraw(self, assets: int) -> int:
        v = self._synced()
        return m.shares_up(assets, v.total, v.supply)

    def preview_redeem(self, shares: int) -> int:
        v = self._synced()
        return m.assets_down(shares, v.total, v.supply)

    def max_withdraw(self, owner: bytes) -> int:
        v = self._synced()
        return min(m.assets_down(self._s.balance(owner, bytes(pda.share())), v.total, v.supply), self._liquid(v))

    def max_redeem(self, owner: bytes) -> int:
        v = self._synced()
        return min(self._s.balance(owner, bytes(pda.share())), m.shares_down(self._liquid(v), v.total, v.supply))

    # ---- verbs

    def _pools(self) -> list[AccountMeta]:
        return pool_accounts(self._s, self.vault().policy)

    def _shares(self, owner: bytes) -> Pubkey:
        return self._s.token_account(owner, bytes(pda.share()))

    def deposit(self, assets: int, receiver: bytes) -> m.Deposited:
        key("receiver", receiver)
        ix = g.deposit(caller=self._s.caller, source=self._s.caller_token, target=self._shares(receiver), assets=assets, receiver=receiver)
        return self._enter("vault_deposit", ix, receiver)

    def mint(self, shares: int, receiver: bytes) -> m.Deposited:
        key("receiver", receiver)
        ix = g.mint(caller=self._s.caller, source=self._s.caller_token, target=self._shares(receiver), shares=shares, receiver=receiver)
        return self._enter("vault_mint", ix, receiver)

    def _enter(self, verb: str, ix: Instruction, receiver: bytes) -> m.Deposited:
        opened = self._s.opened(receiver, token=bytes(pda.share()))
        return self._s.write(verb, [*opened, _with(ix, *self._pools())], m.Deposited, UNITS)

    def withdraw(self, assets: int, receiver: bytes) -> m.Redeemed:
        target = self._s.token_account(bytes(key("receiver", receiver)))
        ix = g.withdraw(caller=self._s.caller, source=self._shares(self._s.account), target=target, assets=assets, receiver=receiver)
        return self._s.write("vault_withdraw", [*self._s.opened(receiver), _with(ix, *self._pools())], m.Redeemed, UNITS)

    def redeem(self, shares: int, receiver: bytes) -> m.Redeemed:
        target = self._s.token_account(bytes(key("receiver", receiver)))
        ix = g.redeem(caller=self._s.caller, source=self._shares(self._s.account), target=target, shares=shares, receiver=receiver)
        return self._s.write("vault_redeem", [*self._s.opened(receiver), _with(ix, *self._pools())], m.Redeemed, UNITS)

    def redeem_in_kind(self, shares: int, receiver: bytes) -> m.RedeemedInKind:
        target = self._s.token_account(bytes(key("receiver", receiver)))
        ix = g.redeem_in_kind(caller=self._s.caller, source=self._shares(self._s.account), target=target, shares=shares, receiver=receiver)
        named = [limits.pool for limits in self.vault().policy.pools if limits.pool != ZERO]
        claims = [AccountMeta(pda.pool_claim(receiver, pool), False, True) for pool in named]
        return self._s.write("redeem_in_kind", [*self._s.opened(receiver), _with(ix, *self._pools(), *claims)], m.RedeemedInKind, UNITS)

    def collect_claim(self, pool: bytes, owner: bytes) -> m.ClaimCollected:
        key("owner", owner)
        at, purse, program = (account.pubkey for account in _market(self._s, pool))
        ix = g.collect_claim(
            claim=pda.pool_claim(owner, pool), pool_account=at, pool_purse=purse, pool_program=program, target=self._s.token_account(owner), pool=pool,
            owner=owner,
        )  # fmt: skip
        return self._s.write("collect_claim", [*self._s.opened(owner), ix], m.ClaimCollected)

    def observe(self) -> m.PoolsObserved:
        return self._s.write("observe", [_with(g.observe(), *self._pools())], m.PoolsObserved)

    def on_verified(self, model_id: bytes, nonce: int, claim: Claim) -> m.Rebalanced:
        said = g.Claim(commitment=claim.commitment, observed_at=claim.observed_at, result=claim.result)
        ix = g.on_verified(hook=self._s.caller, model_id=model_id, nonce=nonce, claim=said)
        return self._s.write("on_verified", [_with(ix, *self._pools())], m.Rebalanced, UNITS)

    def trim(self, pool_index: int) -> m.PoolTrimmed:
        return self._s.write("trim", [_with(g.trim(pool_index=pool_index), *self._pools())], m.PoolTrimmed, UNITS)

    def propose(self, policy: m.Policy) -> m.PolicyProposed:
        said = dict(policy) | {"pools": tuple(g.PoolLimits(**dict(limits)) for limits in policy.pools)}
        ix = g.propose(owner=self._s.caller, model=pda.model(policy.model_id), policy=g.Policy(**said))
        return self._s.write("propose", [_with(ix, *pool_accounts(self._s, policy))], m.PolicyProposed)

    def adopt(self) -> m.PolicyAdopted:
        return self._s.write("adopt", [g.adopt()], m.PolicyAdopted)

    def lower(self, limits: m.Limits) -> m.LimitsLowered:
        return self._s.write("lower", [g.lower(guardian=self._s.caller, limits=g.Limits(**dict(limits)))], m.LimitsLowered)
