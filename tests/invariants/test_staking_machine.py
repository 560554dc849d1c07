"""Random lives of stakes: after each step the chain and the reference agree on everything (INV-STAKE-8)."""

from __future__ import annotations

from typing import Any, ClassVar

from assay import ids
from assay.models.deployment import Settings
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.invariants.twin import Twin

PEOPLE = ("alice", "bob", "court", "fifth", "authority")
people = st.sampled_from(PEOPLE)
# Mostly those who have bonded, so that something happens.
owners = st.sampled_from(("alice", "alice", "bob", "bob", "fifth"))
amounts = st.one_of(st.integers(1, 50), st.sampled_from([100, 1_000, 2**32, 2**64 - 1]))
SHORT = Settings(unbond_secs=50)


class StakingMachine(RuleBasedStateMachine):
    target: ClassVar[str]

    @initialize()
    def deploy(self) -> None:
        self.twin = Twin(self.target, PEOPLE, 1_000, SHORT)
        self.faults = 0
        self.twin.do("authority", lambda c: c.staking.propose_slasher(self.twin.address("court")))
        self.twin.wait(100)
        self.twin.do("bob", lambda c: c.staking.activate_slasher(self.twin.address("court")))
        for who in ("alice", "bob"):
            self.twin.do(who, lambda c: c.staking.bond(400))

    @rule(who=people, amount=amounts)
    def bond(self, who: str, amount: int) -> None:
        self.twin.do(who, lambda c: c.staking.bond(amount))

    @rule(who=owners, amount=amounts)
    def unbond(self, who: str, amount: int) -> None:
        self.twin.do(who, lambda c: c.staking.unbond(amount))

    @rule(who=owners)
    def withdraw(self, who: str) -> None:
        self.twin.do(who, lambda c: c.staking.withdraw())

    @rule(who=owners, amount=st.integers(1, 50))
    def leave(self, who: str, amount: int) -> None:
        """An unbonding that is waited for, so that withdrawals come about."""
        self.unbond(who, amount)
        self.twin.wait(50)
        self.withdraw(who)

    @rule(who=st.sampled_from(("court", "court", "court", "fifth", "alice")), owner=owners, amount=amounts, free=st.booleans())
    def lock(self, who: str, owner: str, amount: int, free: bool) -> None:
        at = self.twin.address(owner)
        self.twin.do(who, lambda c: c.staking.unlock(at, amount) if free else c.staking.lock(at, amount))

    @rule(who=st.sampled_from(("court", "court", "court", "bob")), owner=owners, amount=amounts, bps=st.integers(0, 5_200), again=st.booleans())
    def slash(self, who: str, owner: str, amount: int, bps: int, again: bool) -> None:
        fault = ids.fault_id((self.faults - 1 if again and self.faults else self.faults).to_bytes(32, "big"))
        at, to = self.twin.address(owner), self.twin.address("bob")
        ruling = self.twin.do(who, lambda c: c.staking.slash(at, amount, fault, to, bps))
        self.faults += not isinstance(ruling, type)

    @rule(which=st.integers(0, 8))
    def sweep(self, which: int) -> None:
        fault = ids.fault_id(which.to_bytes(32, "big"))
        self.twin.do("alice", lambda c: c.staking.sweep(fault))

    @rule(who=st.sampled_from(("authority", "authority", "bob")), verb=st.sampled_from(("propose", "activate", "retire")), which=people)
    def govern(self, who: str, verb: str, which: str) -> None:
        at = self.twin.address(which)
        calls: dict[str, Any] = {
            "propose": lambda c: c.staking.propose_slasher(at),
            "activate": lambda c: c.staking.activate_slasher(at),
            "retire": lambda c: c.staking.retire_slasher(at),
        }
        if (verb, which) != ("retire", "court") or self.faults > 1:
            self.twin.do(who, calls[verb])

    @rule(secs=st.sampled_from((1, 49, 50, 60, 200)))
    def wait(self, secs: int) -> None:
        self.twin.wait(secs)

    @invariant()
    def everything_can_leave(self) -> None:
        """INV-STAKE-9: in the reference, stake without locks leaves whole: nothing is stranded."""
        if hasattr(self, "twin"):
            for stake in self.twin.reference.staking_state.stakes.values():
                assert all(u.amount > 0 for u in stake.unbondings)


class SolanaStaking(StakingMachine):
    target = "solana:litesvm"


class EvmStaking(StakingMachine):
    target = "evm:pyevm"


TestSolanaStaking = SolanaStaking.TestCase
TestEvmStaking = EvmStaking.TestCase
TestSolanaStaking.settings = settings(max_examples=150, stateful_step_count=40)
TestEvmStaking.settings = settings(max_examples=30, stateful_step_count=40)
