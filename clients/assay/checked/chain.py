"""A chain whose programs all check their input first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Self

from ..errors import InputError
from ..market import Chain, Sandbox
from ..models.base import ZERO, Event
from ..models.deployment import Deployment
from ..models.receipt import Receipt
from ..units import U64_MAX, Amount
from .arguments import Amounts, bytes32, data_of, whole
from .compute import CheckedCompute
from .court import CheckedCourt
from .identity import CheckedIdentity
from .matching import CheckedMatching
from .pools import CheckedPool
from .rewards import CheckedRewards
from .staking import CheckedStaking
from .training import CheckedTraining
from .vault import CheckedVault
from .verifier import CheckedVerifier


class CheckedChain:
    """market.Chain around any other."""

    def __init__(self, inner: Chain) -> None:
        self._chain = inner

    @property
    def name(self) -> str:
        return self._chain.name

    @property
    def account(self) -> bytes:
        return self._chain.account

    @property
    def staking(self) -> CheckedStaking:
        return CheckedStaking(self._chain.staking, self._chain.deployment())

    @property
    def compute(self) -> CheckedCompute:
        return CheckedCompute(self._chain.compute, self._chain.now)

    @property
    def court(self) -> CheckedCourt:
        return CheckedCourt(self._chain.court, self._chain)

    @property
    def rewards(self) -> CheckedRewards:
        return CheckedRewards(self._chain.rewards, self._chain)

    @property
    def identity(self) -> CheckedIdentity:
        return CheckedIdentity(self._chain.identity, self._chain)

    @property
    def verifier(self) -> CheckedVerifier:
        return CheckedVerifier(self._chain.verifier)

    @property
    def vault(self) -> CheckedVault:
        return CheckedVault(self._chain.vault, self._chain.deployment())

    @property
    def matching(self) -> CheckedMatching:
        return CheckedMatching(self._chain.matching, self._chain)

    @property
    def training(self) -> CheckedTraining:
        return CheckedTraining(self._chain.training, self._chain)

    def sign(self, message: bytes) -> bytes:
        return self._chain.sign(data_of("message", message))

    def now(self) -> int:
        return self._chain.now()

    def balance(self, owner: bytes, token: bytes | None = None) -> int:
        return self._chain.balance(bytes32("owner", owner), None if token is None else bytes32("token", token))

    def events(self, since: int = 0) -> Iterator[tuple[int, Event]]:
        return self._chain.events(whole("since", since, 2**96))

    def receipts(self) -> Sequence[Receipt]:
        return self._chain.receipts()

    def deployment(self) -> Deployment:
        return self._chain.deployment()


class CheckedSandbox(CheckedChain):
    """market.Sandbox around any other."""

    def __init__(self, inner: Sandbox) -> None:
        super().__init__(inner)
        self._sandbox = inner

    def as_account(self, name: str) -> Self:
        return type(self)(self._sandbox.as_account(name))

    @property
    def pools(self) -> tuple[CheckedPool, ...]:
        return tuple(CheckedPool(pool, self.deployment()) for pool in self._sandbox.pools)

    def faucet(self, owner: bytes, amount: int | Amount, token: bytes | None = None) -> None:
        made = [t for t in (self.deployment().token, self.deployment().grant_token) if t != ZERO]
        if token is not None and token not in made:
            raise InputError("token", token, f"one of {', '.join('0x' + t.hex() for t in made)}", "only the deployment's own tokens are minted here")
        minted = made[0] if token is None else token
        self._sandbox.faucet(bytes32("owner", owner), Amounts(self.deployment())("amount", amount, lambda: minted), token)

    def set_time(self, at: int) -> None:
        self._sandbox.set_time(whole("at", at, U64_MAX))
