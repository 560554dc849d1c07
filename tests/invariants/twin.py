"""A chain and the reference, driven by the same calls and held equal after each."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from assay import ids
from assay.connect import unchecked
from assay.errors import ProtocolError
from assay.market import Sandbox
from assay.models.base import Event
from assay.models.compute import JobState, Provided
from assay.models.deployment import Settings
from assay.reference.compute import ESCROW
from assay.reference.network import ReferenceNetwork
from assay.reference.staking import VAULT

Call = Callable[[Sandbox], Event]


class Twin:
    """Runs every call on a chain and on a reference that stands at the same addresses."""

    def __init__(self, target: str, people: tuple[str, ...], coins: int, settings: Settings | None = None) -> None:
        self.chain: Sandbox = unchecked(target, settings=settings)
        self.reference = ReferenceNetwork(self.chain.deployment(), now=self.chain.now())
        self.actors = {name: self.chain.as_account(name) for name in people}
        for actor in self.actors.values():
            self.chain.faucet(actor.account, coins)
            self.reference.faucet(actor.account, coins)
        self.supply = coins * len(people)
        self._seen = 0
        self._cursor = max((at + 1 for at, _ in self.chain.events()), default=0)
        self.jobs: set[bytes] = set()
        self.faults: set[bytes] = set()
        self.reference.set_time(self.chain.now())

    def address(self, name: str) -> bytes:
        return self.actors[name].account

    def wait(self, secs: int) -> None:
        """Moves both clocks."""
        at = max(self.chain.now(), self.reference.now()) + secs
        self.chain.set_time(at)
        self.reference.set_time(at)

    def do(self, who: str, call: Call) -> Event | type[ProtocolError]:
        """Makes the call on both, one second later. They must agree on the event or on the error, and on everything after."""
        self.wait(1)
        ours = _outcome(call, self.reference.at(self.address(who)))
        theirs = _outcome(call, self.actors[who])
        assert theirs == ours, f"{self.chain.name} says {theirs!r}, the reference {ours!r}"
        self.compare(but=() if isinstance(ours, Provided) else (Provided,))
        return ours

    def compare(self, but: tuple[type[Event], ...] = ()) -> None:
        """Events (but for those by which a client splits a long call), then all state."""
        new = list(self.chain.events(self._cursor))
        self._cursor = new[-1][0] + 1 if new else self._cursor
        new = [(at, event) for at, event in new if not isinstance(event, but)]
        expected = list(islice(self.reference.ledger.events, self._seen, None))
        self._seen += len(expected)
        assert sorted(map(repr, (event for _, event in new))) == sorted(map(repr, expected))
        for event in expected:
            self.jobs |= {event.job_id} if hasattr(event, "job_id") else set()
            self.faults |= {event.fault_id} if hasattr(event, "fault_id") else set()
        for actor in self.actors.values():
            account = actor.account
            assert self.chain.balance(account) == self.reference.balance(account)
            assert self.chain.staking.stake(account) == self.reference.staking.stake(account)
            assert self.chain.compute.provider(account) == self.reference.compute.provider(account)
        assert self.chain.staking.config() == self.reference.staking.config()
        for job_id in self.jobs:
            job = self.reference.compute.job(job_id)
            assert self.chain.compute.job(job_id) == job
            for attempt in range(job.attempts if job else 0):
                d = ids.dispute_id(job_id, attempt)
                assert self.chain.compute.dispute(d) == self.reference.compute.dispute(d)
        for fault in self.faults:
            assert self.chain.staking.fault(fault) == self.reference.staking.fault(fault)
        self.conserve()

    def conserve(self) -> None:
        """INV-STAKE-8, INV-COMPUTE-16: not a unit is made or lost; vault and escrow hold exactly what is owed."""
        ledger, staking, compute = self.reference.ledger, self.reference.staking_state, self.reference.compute_state
        assert sum(ledger.balances.values()) == self.supply
        unswept = sum(f.amount for f in staking.faults.values() if not f.swept)
        assert ledger.balances[VAULT] == sum(s.reachable for s in staking.stakes.values()) + unswept
        ended = (JobState.SETTLED, JobState.REFUNDED, JobState.CANCELLED)
        prices = sum(j.terms.price for j in compute.jobs.values() if j.state not in ended)
        bonds = sum(d.bond for d in compute.disputes.values() if not d.reclaimed)
        assert ledger.balances[ESCROW] == prices + bonds


def _outcome(call: Call, who: Sandbox) -> Event | type[ProtocolError]:
    try:
        return call(who)
    except ProtocolError as e:
        return type(e)
