"""A Solana chain as one object: what `connect("solana:…")` returns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Self

from solders.keypair import Keypair
from solders.pubkey import Pubkey

from ..artifacts import built
from ..errors import ConnectionFailed, InputError
from ..models.base import Event
from ..models.deployment import Deployment, Settings
from ..models.receipt import Receipt
from .compute import SolanaCompute
from .court import SolanaCourt
from .deploy import BUILT, initialize, stands_at
from .identity import SolanaIdentity
from .matching import SolanaMatching
from .pools import SolanaPool
from .rewards import SolanaRewards
from .session import Session, key
from .staking import SolanaStaking
from .token import mint_to, open_account
from .training import SolanaTraining
from .transport import MemoryTransport, RpcTransport, SurfnetTransport, Transport
from .vault import SolanaVault
from .verifier import SolanaVerifier


@lru_cache(maxsize=4096)
def account_named(name: str) -> Keypair:
    """A sandbox's account of a name. Anyone can make its key: for sandboxes only."""
    return Keypair.from_seed(sha256(b"assay/solana/account/v1" + name.encode()).digest())


class SolanaChain:
    """market.Chain over a transport, as one account."""

    def __init__(self, transport: Transport, deployment: Deployment, signer: Keypair) -> None:
        if deployment.chain != transport.name:
            where = getattr(transport, "url", "LiteSVM")
            raise ConnectionFailed(where, f"this is {transport.name}, not {deployment.chain}", "connect to the chain of the deployment file")
        for name, address in stands_at().items():
            if (said := getattr(deployment, name)) != address:
                ours = f"the {name} that this package speaks to ({Pubkey.from_bytes(address)})"
                raise InputError("deployment", said, ours, "use the package it came with")
        self._transport, self._deployment = transport, deployment
        self._receipts: list[Receipt] = []
        self._session = Session(transport, signer, deployment, self._receipts)

    @property
    def name(self) -> str:
        return self._deployment.chain

    @property
    def account(self) -> bytes:
        return self._session.account

    @property
    def staking(self) -> SolanaStaking:
        return SolanaStaking(self._session)

    @property
    def compute(self) -> SolanaCompute:
        return SolanaCompute(self._session)

    @property
    def court(self) -> SolanaCourt:
        return SolanaCourt(self._session)

    @property
    def rewards(self) -> SolanaRewards:
        return SolanaRewards(self._session)

    @property
    def identity(self) -> SolanaIdentity:
        return SolanaIdentity(self._session)

    @property
    def verifier(self) -> SolanaVerifier:
        return SolanaVerifier(self._session)

    @property
    def vault(self) -> SolanaVault:
        return SolanaVault(self._session)

    @property
    def matching(self) -> SolanaMatching:
        return SolanaMatching(self._session)

    @property
    def training(self) -> SolanaTraining:
        return SolanaTraining(self._session)

    def sign(self, message: bytes) -> bytes:
        return bytes(self._session.signer.sign_message(message))

    def now(self) -> int:
        return self._transport.now()

    def balance(self, owner: bytes, token: bytes | None = None) -> int:
        return self._session.balance(owner, token)

    def events(self, since: int = 0) -> Iterator[tuple[int, Event]]:
        return self._session.events(since)

    def receipts(self) -> Sequence[Receipt]:
        return tuple(self._receipts)

    def deployment(self) -> Deployment:
        return self._deployment

    def at(self, signer: Keypair) -> Self:
        """The same chain as the holder of this key."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other._session = Session(self._transport, signer, self._deployment, self._receipts)
        return other


class SolanaNetwork(SolanaChain):
    """market.Sandbox: a chain of one's own. Accounts and their keys come from their names. In memory the clock stands until it is set."""

    def __init__(self, transport: MemoryTransport | SurfnetTransport, deployment: Deployment, account: str = "authority") -> None:
        super().__init__(transport, deployment, account_named(account))
        self._sandbox = transport
        self._funded: set[str] = set()
        self._fund(account)

    @classmethod
    def in_memory(cls, settings: Settings | None = None, now: int = 1_700_000_000, account: str = "authority") -> Self:
        """A new chain with the programs deployed."""
        transport = MemoryTransport({program: built(path) for program, path in BUILT.items()}, now)
        return cls(transport, deploy_sandbox(transport, settings or Settings()), account)

    def _fund(self, name: str) -> None:
        if name not in self._funded:
            self._sandbox.fund(account_named(name).pubkey())
            self._funded.add(name)

    def as_account(self, name: str) -> Self:
        self._fund(name)
        return self.at(account_named(name))

    @property
    def pools(self) -> tuple[SolanaPool, ...]:
        return tuple(SolanaPool(self._session, pool) for pool in self._deployment.pools)

    def faucet(self, owner: bytes, amount: int, token: bytes | None = None) -> None:
        key("owner", owner)
        self._fund("authority")
        authority, minted = account_named("authority"), token or self._deployment.token
        steps = [open_account(authority.pubkey(), owner, minted), mint_to(minted, owner, amount, authority.pubkey())]
        self._transport.send("faucet", [authority], steps)

    def set_time(self, at: int) -> None:
        if at < self.now():
            raise InputError("at", at, f"{self.now()} or later", "clocks only go forward")
        self._sandbox.set_time(at)


def deploy_sandbox(transport: MemoryTransport | SurfnetTransport, settings: Settings) -> Deployment:
    """Makes two tokens, sets the programs up and opens the pools with the keys of the names "authority", "treasury", "token" and "grant_token"."""
    authority = account_named("authority")
    transport.fund(authority.pubkey())
    treasury = bytes(account_named("treasury").pubkey())
    return initialize(transport, authority, treasury, settings, account_named("token"), account_named("grant_token"))


def connect_rpc(url: str, deployment: Deployment, signer: Keypair, finality: str) -> SolanaChain:
    """A chain that others use too."""
    return SolanaChain(RpcTransport(url, finality=finality), deployment, signer)
