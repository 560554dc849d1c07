"""An EVM chain as one object: what `connect("evm:…")` returns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Self

from eth_abi.abi import encode
from eth_account import Account
from eth_account.messages import encode_defunct
from eth_account.signers.local import LocalAccount

from ..errors import ConnectionFailed, InputError
from ..models.base import Event
from ..models.deployment import Deployment, Settings
from ..models.receipt import Receipt
from .compute import EvmCompute
from .court import EvmCourt
from .deploy import deploy
from .identity import EvmIdentity
from .matching import EvmMatching
from .pools import EvmPool
from .rewards import EvmRewards
from .session import MINT, Session, padded
from .staking import EvmStaking
from .training import EvmTraining
from .transport import AnvilTransport, Call, HttpTransport, MemoryTransport, Transport, address20
from .vault import EvmVault
from .verifier import EvmVerifier


@lru_cache(maxsize=4096)
def account_named(name: str) -> LocalAccount:
    """A sandbox's account of a name. Anyone can make its key: for sandboxes only."""
    account: LocalAccount = Account.from_key(sha256(b"assay/evm/account/v1" + name.encode()).digest())
    return account


def address_of(account: LocalAccount) -> bytes:
    return padded(bytes.fromhex(account.address[2:]))


class EvmChain:
    """market.Chain over a transport, as one account."""

    def __init__(self, transport: Transport, deployment: Deployment, signer: LocalAccount) -> None:
        if deployment.chain != f"eip155:{transport.chain_id}":
            where = getattr(transport, "url", "py-evm")
            raise ConnectionFailed(where, f"this is eip155:{transport.chain_id}, not {deployment.chain}", "connect to the chain of the deployment file")
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
    def staking(self) -> EvmStaking:
        return EvmStaking(self._session)

    @property
    def compute(self) -> EvmCompute:
        return EvmCompute(self._session)

    @property
    def court(self) -> EvmCourt:
        return EvmCourt(self._session)

    @property
    def rewards(self) -> EvmRewards:
        return EvmRewards(self._session)

    @property
    def identity(self) -> EvmIdentity:
        return EvmIdentity(self._session)

    @property
    def verifier(self) -> EvmVerifier:
        return EvmVerifier(self._session)

    @property
    def vault(self) -> EvmVault:
        return EvmVault(self._session)

    @property
    def matching(self) -> EvmMatching:
        return EvmMatching(self._session)

    @property
    def training(self) -> EvmTraining:
        return EvmTraining(self._session)

    def sign(self, message: bytes) -> bytes:
        return bytes(self._session.signer.sign_message(encode_defunct(message)).signature)

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

    def at(self, signer: LocalAccount) -> Self:
        """The same chain as the holder of this key."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other._session = Session(self._transport, signer, self._deployment, self._receipts)
        return other


class EvmNetwork(EvmChain):
    """market.Sandbox: a chain of one's own. Accounts and their keys come from their names.

    Blocks' times strictly increase, so a clock that was set to the last block's own time counts as one second later.
    """

    def __init__(self, transport: MemoryTransport | AnvilTransport, deployment: Deployment, account: str = "authority") -> None:
        super().__init__(transport, deployment, account_named(account))
        self._sandbox = transport
        self._funded: set[str] = set()
        self._fund(account)

    @classmethod
    def in_memory(cls, settings: Settings | None = None, now: int = 1_700_000_000, account: str = "authority") -> Self:
        """A new chain with the programs deployed."""
        transport, deployment = _deployed(settings or Settings(), now)
        return cls(transport.fork(), deployment, account)

    def _fund(self, name: str) -> None:
        if name not in self._funded:
            self._sandbox.fund(address_of(account_named(name))[12:])
            self._funded.add(name)

    def as_account(self, name: str) -> Self:
        self._fund(name)
        return self.at(account_named(name))

    @property
    def pools(self) -> tuple[EvmPool, ...]:
        return tuple(EvmPool(self._session, pool) for pool in self._deployment.pools)

    def faucet(self, owner: bytes, amount: int, token: bytes | None = None) -> None:
        minted = self._session.token if token is None else address20("token", token)
        call = Call("faucet", minted, MINT + encode(["address", "uint256"], [address20("owner", owner), amount]))
        self._fund("authority")
        self._sandbox.aside(account_named("authority"), call)

    def set_time(self, at: int) -> None:
        if at < self.now():
            raise InputError("at", at, f"{self.now()} or later", "clocks only go forward")
        self._sandbox.set_time(at)


@lru_cache(maxsize=16)
def _deployed(settings: Settings, now: int) -> tuple[MemoryTransport, Deployment]:
    transport = MemoryTransport(now)
    return transport, deploy_sandbox(transport, settings)


def deploy_sandbox(transport: MemoryTransport | AnvilTransport, settings: Settings) -> Deployment:
    """Deploys token and programs with the keys of the names "authority" and "treasury"."""
    authority = account_named("authority")
    transport.fund(bytes.fromhex(authority.address[2:]))
    return deploy(transport, authority, address_of(account_named("treasury")), settings)


def connect_http(url: str, deployment: Deployment, signer: LocalAccount, finality: str) -> EvmChain:
    """A chain that others use too."""
    return EvmChain(HttpTransport(url, finality=finality), deployment, signer)
