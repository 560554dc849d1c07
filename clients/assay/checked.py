"""Refuses, before anything is sent, what no program could accept: the layer that `connect` puts around every chain.

The markets underneath leave these cases to the programs, so that tests can see the programs' own errors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Self

from .commit.program import MAX_OPERATORS, MAX_TENSORS
from .errors import InputError
from .market import Chain, Compute, Sandbox, Staking
from .models import compute as c
from .models import staking as s
from .models.base import Event
from .models.deployment import Deployment
from .models.receipt import Receipt
from .units import U64_MAX, Amount

MAX_PATH = 32 * 64


def _bytes32(field: str, value: bytes) -> bytes:
    if not isinstance(value, bytes) or len(value) != 32:
        raise InputError(field, value, "32 bytes", "an EVM address is left-padded with zeros")
    return value


def _whole(field: str, value: int, most: int, least: int = 0) -> int:
    # True is an int to Python and an amount to nobody.
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise InputError(field, value, f"a whole number in {least}..={most}", "correct it before sending")
    return value


def _data(field: str, value: bytes, most: int = c.MAX_OPENINGS) -> bytes:
    if not isinstance(value, bytes) or len(value) > most:
        raise InputError(field, value, f"at most {most} bytes", "no step of the protocol needs more")
    return value


class _Amounts:
    """Reads amounts, as whole base units or as an Amount of the deployment's token."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment

    def __call__(self, field: str, value: int | Amount) -> int:
        if isinstance(value, Amount):
            if value.token.address != self._deployment.token:
                token = self._deployment.token
                raise InputError(field, str(value), f"an amount of {self._deployment.token_symbol} (0x{token.hex()})", "other tokens are not taken here")
            value = value.base
        return _whole(field, value, U64_MAX, 1)


class CheckedStaking:
    """market.Staking around any other."""

    def __init__(self, inner: Staking, deployment: Deployment) -> None:
        self._inner, self._amount = inner, _Amounts(deployment)

    def config(self) -> s.StakingConfig:
        return self._inner.config()

    def stake(self, owner: bytes) -> s.Stake | None:
        return self._inner.stake(_bytes32("owner", owner))

    def fault(self, fault_id: bytes) -> s.Fault | None:
        return self._inner.fault(_bytes32("fault_id", fault_id))

    def bond(self, amount: int | Amount) -> s.Bonded:
        return self._inner.bond(self._amount("amount", amount))

    def unbond(self, amount: int | Amount) -> s.Unbonded:
        return self._inner.unbond(self._amount("amount", amount))

    def withdraw(self) -> s.Withdrawn:
        return self._inner.withdraw()

    def lock(self, owner: bytes, amount: int | Amount) -> s.Locked:
        return self._inner.lock(_bytes32("owner", owner), self._amount("amount", amount))

    def unlock(self, owner: bytes, amount: int | Amount) -> s.Unlocked:
        return self._inner.unlock(_bytes32("owner", owner), self._amount("amount", amount))

    def slash(self, owner: bytes, amount: int | Amount, fault_id: bytes, beneficiary: bytes, reward_bps: int) -> s.Slashed:
        return self._inner.slash(
            _bytes32("owner", owner),
            self._amount("amount", amount),
            _bytes32("fault_id", fault_id),
            _bytes32("beneficiary", beneficiary),
            _whole("reward_bps", reward_bps, s.MAX_REWARD_BPS),
        )

    def sweep(self, fault_id: bytes) -> s.Swept:
        return self._inner.sweep(_bytes32("fault_id", fault_id))

    def propose_slasher(self, slasher: bytes) -> s.SlasherProposed:
        return self._inner.propose_slasher(_bytes32("slasher", slasher))

    def activate_slasher(self, slasher: bytes) -> s.SlasherActivated:
        return self._inner.activate_slasher(_bytes32("slasher", slasher))

    def retire_slasher(self, slasher: bytes) -> s.SlasherRetired:
        return self._inner.retire_slasher(_bytes32("slasher", slasher))


class CheckedCompute:
    """market.Compute around any other. Specs and terms are models and have checked their own fields' widths."""

    def __init__(self, inner: Compute, now: Callable[[], int]) -> None:
        self._inner, self._now = inner, now

    def config(self) -> c.ComputeConfig:
        return self._inner.config()

    def provider(self, owner: bytes) -> c.Spec | None:
        return self._inner.provider(_bytes32("owner", owner))

    def job(self, job_id: bytes) -> c.Job | None:
        return self._inner.job(_bytes32("job_id", job_id))

    def dispute(self, dispute_id: bytes) -> c.Dispute | None:
        return self._inner.dispute(_bytes32("dispute_id", dispute_id))

    def openings(self, dispute_id: bytes, party: bytes) -> bytes:
        return self._inner.openings(_bytes32("dispute_id", dispute_id), _bytes32("party", party))

    def register(self, spec: c.Spec) -> c.Registered:
        if spec.device not in list(c.Device):
            known = ", ".join(f"{d.value} {d.name}" for d in c.Device)
            raise InputError("spec.device", spec.device, f"one of {known}", "name the kind of device that the jobs will run on")
        for field in ("memory_mib", "units"):
            _whole(f"spec.{field}", getattr(spec, field), 2**32 - 1, 1)
        return self._inner.register(spec)

    def post(self, nonce: int, terms: c.Terms) -> c.Posted:
        for field in ("price", "stake"):
            _whole(f"terms.{field}", getattr(terms, field), U64_MAX, 1)
        _whole("terms.op_count", terms.op_count, MAX_OPERATORS, 1)
        for field in ("model_count", "input_count"):
            _whole(f"terms.{field}", getattr(terms, field), MAX_TENSORS)
        if terms.deadline_at <= (now := self._now()):
            raise InputError("terms.deadline_at", terms.deadline_at, f"after now, {now}", "give the provider time to run the job")
        return self._inner.post(_whole("nonce", nonce, U64_MAX), terms)

    def cancel(self, job_id: bytes) -> c.Cancelled:
        return self._inner.cancel(_bytes32("job_id", job_id))

    def accept(self, job_id: bytes) -> c.Accepted:
        return self._inner.accept(_bytes32("job_id", job_id))

    def commit(self, job_id: bytes, result_root: bytes, trace_root: bytes, path: bytes) -> c.Committed:
        _bytes32("job_id", job_id)
        if len(_data("path", path, MAX_PATH)) % 32:
            raise InputError("path", path, "32 bytes a sibling", "take it from commit.merkle")
        return self._inner.commit(job_id, _bytes32("result_root", result_root), _bytes32("trace_root", trace_root), path)

    def settle(self, job_id: bytes) -> c.Settled:
        return self._inner.settle(_bytes32("job_id", job_id))

    def challenge(self, job_id: bytes) -> c.Challenged:
        return self._inner.challenge(_bytes32("job_id", job_id))

    def reveal(self, job_id: bytes, data: bytes) -> c.Revealed:
        return self._inner.reveal(_bytes32("job_id", job_id), _data("data", data))

    def bisect(self, job_id: bytes, choice: int, data: bytes) -> c.Bisected:
        return self._inner.bisect(_bytes32("job_id", job_id), _whole("choice", choice, 255), _data("data", data))

    def provide(self, job_id: bytes, offset: int, data: bytes) -> c.Provided:
        return self._inner.provide(_bytes32("job_id", job_id), _whole("offset", offset, c.MAX_OPENINGS), _data("data", data))

    def referee(self, job_id: bytes, data: bytes) -> c.Refereed:
        return self._inner.referee(_bytes32("job_id", job_id), _data("data", data))

    def time_out(self, job_id: bytes) -> c.TimedOut:
        return self._inner.time_out(_bytes32("job_id", job_id))

    def refund(self, job_id: bytes) -> c.Refunded:
        return self._inner.refund(_bytes32("job_id", job_id))

    def reclaim(self, dispute_id: bytes) -> c.Reclaimed:
        return self._inner.reclaim(_bytes32("dispute_id", dispute_id))


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

    def now(self) -> int:
        return self._chain.now()

    def balance(self, owner: bytes) -> int:
        return self._chain.balance(_bytes32("owner", owner))

    def events(self, since: int = 0) -> Iterator[tuple[int, Event]]:
        return self._chain.events(_whole("since", since, 2**96))

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

    def faucet(self, owner: bytes, amount: int | Amount) -> None:
        self._sandbox.faucet(_bytes32("owner", owner), _Amounts(self.deployment())("amount", amount))

    def set_time(self, at: int) -> None:
        self._sandbox.set_time(_whole("at", at, U64_MAX))
