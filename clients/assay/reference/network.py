"""A reference chain as one object: what `connect("reference")` returns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Self

from ..errors import InputError
from ..models.base import Event
from ..models.compute import ComputeConfig
from ..models.deployment import Deployment, Settings
from ..models.receipt import Receipt
from ..models.staking import Slasher, SlasherStatus, StakingConfig
from .chain import Ledger
from .compute import ComputeState, ReferenceCompute
from .staking import ReferenceStaking, StakingState


def account_named(name: str) -> bytes:
    """The reference's account of a name."""
    return sha256(b"assay/account/v1" + name.encode()).digest()


def reference_deployment(settings: Settings) -> Deployment:
    """The addresses that a reference of its own stands at."""
    names = {n: account_named(n) for n in ("staking", "compute", "token", "treasury", "authority")}
    return Deployment(chain="reference", token_symbol="USDX", settings=settings, **names)


class ReferenceNetwork:
    """market.Sandbox over plain objects. Given another chain's deployment, it speaks that chain's addresses and so gives the same ids."""

    def __init__(self, deployment: Deployment, now: int = 1_700_000_000, account: bytes | None = None) -> None:
        s = deployment.settings
        self.ledger = Ledger(now)
        self._deployment = deployment
        self.staking_state = StakingState(
            self.ledger,
            StakingConfig(
                authority=deployment.authority,
                treasury=deployment.treasury,
                token=deployment.token,
                unbond_secs=s.unbond_secs,
                slashers=(Slasher(program=deployment.compute, active_at=0, status=SlasherStatus.ACTIVE),),
            ),
        )
        config = ComputeConfig(
            token=deployment.token, treasury=deployment.treasury, window_secs=s.window_secs, move_secs=s.move_secs,
            challenge_bond=s.challenge_bond, reward_bps=s.reward_bps, late_bps=s.late_bps,
        )  # fmt: skip
        self.compute_state = ComputeState(self.ledger, self.staking_state, config, deployment.compute)
        self._account = account or account_named("authority")

    @property
    def name(self) -> str:
        return "reference"

    @property
    def account(self) -> bytes:
        return self._account

    @property
    def staking(self) -> ReferenceStaking:
        return ReferenceStaking(self.staking_state, self._account)

    @property
    def compute(self) -> ReferenceCompute:
        return ReferenceCompute(self.compute_state, self._account)

    def now(self) -> int:
        return self.ledger.now

    def balance(self, owner: bytes) -> int:
        return self.ledger.balances.get(owner, 0)

    def events(self, since: int = 0) -> Iterator[tuple[int, Event]]:
        yield from ((i, e) for i, e in enumerate(self.ledger.events) if i >= since)

    def receipts(self) -> Sequence[Receipt]:
        return ()

    def deployment(self) -> Deployment:
        return self._deployment

    def at(self, account: bytes) -> Self:
        """The same chain as the account of this address."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other._account = account
        return other

    def as_account(self, name: str) -> Self:
        return self.at(account_named(name))

    def faucet(self, owner: bytes, amount: int) -> None:
        self.ledger.mint(owner, amount)

    def set_time(self, at: int) -> None:
        if at < self.ledger.now:
            raise InputError("at", at, f"{self.ledger.now} or later", "clocks only go forward")
        self.ledger.now = at
