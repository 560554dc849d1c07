"""A chain and, beside it, the reference fed with the same calls at the same times: in the end they must agree on everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Self, cast

from assay.market import Compute, Sandbox, Staking
from assay.models.base import Event
from assay.models.compute import Challenged, Registered
from assay.models.deployment import Deployment
from assay.models.receipt import Receipt
from assay.reference.network import ReferenceNetwork

READS = frozenset({"config", "stake", "fault", "provider", "job", "dispute", "openings"})


class Mirror:
    """market.Sandbox over a chain, every write repeated on a reference at the chain's own addresses."""

    def __init__(self, chain: Sandbox, reference: ReferenceNetwork | None = None) -> None:
        self.chain = chain
        self.reference = reference or ReferenceNetwork(chain.deployment(), now=chain.now())

    @property
    def name(self) -> str:
        return self.chain.name

    @property
    def account(self) -> bytes:
        return self.chain.account

    @property
    def staking(self) -> Staking:
        return cast(Staking, _Both(self, lambda side: side.staking))

    @property
    def compute(self) -> Compute:
        return cast(Compute, _Both(self, lambda side: side.compute))

    def now(self) -> int:
        return self.chain.now()

    def balance(self, owner: bytes) -> int:
        return self.chain.balance(owner)

    def events(self, since: int = 0) -> Iterator[tuple[int, Event]]:
        return self.chain.events(since)

    def receipts(self) -> Sequence[Receipt]:
        return self.chain.receipts()

    def deployment(self) -> Deployment:
        return self.chain.deployment()

    def as_account(self, name: str) -> Self:
        return type(self)(self.chain.as_account(name), self.reference)

    def faucet(self, owner: bytes, amount: int) -> None:
        self.chain.faucet(owner, amount)
        self.reference.faucet(owner, amount)

    def set_time(self, at: int) -> None:
        self.chain.set_time(at)
        self.reference.set_time(at)

    def agrees(self, accounts: Sequence[bytes]) -> bool:
        """Whether both sides end with equal balances, stakes, jobs, disputes and faults."""
        ours, theirs = self.chain, self.reference
        jobs = [e.job_id for _, e in theirs.events() if hasattr(e, "job_id")]
        faults = [e.fault_id for _, e in theirs.events() if hasattr(e, "fault_id")]
        disputes = [e.dispute_id for _, e in theirs.events() if isinstance(e, Challenged)]
        providers = [e.provider for _, e in theirs.events() if isinstance(e, Registered)]
        return all(
            (
                all(ours.balance(a) == theirs.balance(a) and ours.staking.stake(a) == theirs.staking.stake(a) for a in accounts),
                all(ours.compute.job(j) == theirs.compute.job(j) for j in jobs),
                all(ours.compute.dispute(d) == theirs.compute.dispute(d) for d in disputes),
                all(ours.compute.provider(p) == theirs.compute.provider(p) for p in providers),
                all(ours.staking.fault(f) == theirs.staking.fault(f) for f in faults),
            )
        )


class _Both:
    """One program on both sides: reads come from the chain, writes go to both, a second later than what was before."""

    def __init__(self, mirror: Mirror, program: Callable[[Sandbox], Any]) -> None:
        self._mirror, self._program = mirror, program

    def __getattr__(self, verb: str) -> Any:
        m = self._mirror
        ours = getattr(self._program(m.chain), verb)
        if verb in READS:
            return ours

        def write(*args: Any) -> Event:
            at = m.chain.now() + 1
            m.set_time(at)
            event = cast(Event, ours(*args))
            expected = getattr(self._program(m.reference.at(m.account)), verb)(*args)
            assert event == expected, f"{m.name} said {event!r}, the reference {expected!r}"
            return event

        return write
