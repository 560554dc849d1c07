"""Random lives of a vault: after each step the chain and the reference agree on everything (INV-VAULT-21), and nothing is owed that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from assay.errors import ProtocolError
from assay.models import vault as m
from assay.models.base import Event
from assay.models.deployment import Settings
from assay.models.pools import PoolDeposited, PoolRedeemed, PoolTerms
from assay.reference.vault import VaultState
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.cast import COIN
from tests.ceremony import Ceremony
from tests.invariants.twin import Call, Twin
from tests.treasury import CURVES, SOUND, Treasury

HOLDERS = ("alice", "bob", "keeper")
PEOPLE = (*HOLDERS, "authority", "guardian", "lender")
SHORT = Settings(vault_timelock_secs=600, observe_secs=60)
PURSE = 100_000 * COIN
SOME = 1_009

holders = st.sampled_from(HOLDERS)
pools = st.integers(0, 3)
mostly = st.sampled_from((True, True, True, True, True, False))
amounts = st.sampled_from((0, 1, 7, SOME, COIN, 33 * COIN + 1, 400 * COIN, 90_000 * COIN))
parts = st.sampled_from((1, 3, 250, 500, 999, 1_000, 1_001))
waits = st.sampled_from((1, 60, 3_600, 30 * 86_400))
# A model's, most of them within the caps, some of them hostile.
weights = st.sampled_from((SOUND, (0, 0, 0, 0), (4_000, 2_000, 2_500, 1_500), (0, 3_000, 3_000, 0), (0, 0, 0, 2_000), (4_000, 2_001, 0, 0), (4_001, 0, 0, 0)))
vices = st.sampled_from(({}, {}, {"stuck": True}, {"skim_bps": 500}, {"skim_bps": 3}, {"base_bps": 50_000}))
changes = st.sampled_from(({}, {"max_move_bps": 500}, {"max_move_bps": 0}, {"max_loss_bps": 0}, {"group_caps_bps": (3_000, 4_000, 0, 0)}, {"max_age_secs": 0}))


class VaultMachine(RuleBasedStateMachine):
    target: ClassVar[str]
    proofs: ClassVar[int] = 4  # of a life: pairings are slow

    @initialize()
    def deploy(self) -> None:
        self.twin = Twin(self.target, PEOPLE, PURSE, SHORT)
        # On the reference, which the chain is held equal to.
        at = {name: self.twin.reference.at(self.twin.address(name)) for name in PEOPLE}
        self.t = Treasury(self.twin.reference, Ceremony(), at["authority"], at["guardian"], at["keeper"], at["alice"], at["bob"])
        self.proved = 0
        self.highest = [0] * m.MAX_POOLS
        self.at_stake = [0] * m.MAX_POOLS
        for i in range(m.MAX_POOLS):
            self.configure(i, {})
            self.lend(i, 1_000 * COIN)
            self.borrow(i, 500)
        c = self.t.ceremony
        self.act("authority", lambda chain: chain.verifier.register_model(self.t.nonce, c.route.selector, c.key, c.model_digest, 86_400))
        for who, coins in zip(HOLDERS, (900, 90, 10), strict=True):
            self.enter(who, who, coins * COIN, exact=True)
        self.propose({}, right=True, others=False)
        self.adopt(wait=True)
        for _ in range(m.WINDOW + 1):
            self.observe(wait=True)
        self.rebalance(SOUND, fresh=True, odd=False)

    # ---- what the rules share

    @property
    def state(self) -> VaultState:
        return self.twin.reference.vault_state

    @contextmanager
    def a_second_on(self) -> Iterator[None]:
        """When the next call happens."""
        self.twin.reference.ledger.now += 1
        try:
            yield
        finally:
            self.twin.reference.ledger.now -= 1

    def act(self, who: str, call: Call) -> Event | type[ProtocolError]:
        """On both, and what must hold whatever it was."""
        events, before = len(self.twin.reference.ledger.events), self.state.vault
        done = self.twin.do(who, call)
        after = self.state.vault
        if not any(after.positions) or after.policy != m.NO_POLICY:
            self.t.backed()
        self._stay_within_caps(before, done, self.twin.reference.ledger.events[events:])
        return done

    def _stay_within_caps(self, before: m.Vault, done: Event | type[ProtocolError], new: list[Event]) -> None:
        """INV-VAULT-13: by what the pools themselves say went in and came back."""
        policy, address = self.state.vault.policy, self.state.program
        for i, (limits, old, now) in enumerate(zip(policy.pools, before.positions, self.state.vault.positions, strict=True)):
            self.highest[i] = max(self.highest[i], limits.cap)
            for event in new:
                if isinstance(event, PoolDeposited) and (event.pool, event.owner) == (limits.pool, address):
                    self.at_stake[i] += event.assets
                    assert now.invested <= min(limits.cap, self._total_of(done) * limits.cap_bps // 10_000 + m.MAX_POOLS)
                if isinstance(event, PoolRedeemed) and (event.pool, event.owner) == (limits.pool, address) and not isinstance(done, m.ClaimCollected):
                    self.at_stake[i] -= event.assets
            if isinstance(done, m.RedeemedInKind):
                self.at_stake[i] -= old.invested - now.invested
            assert self.at_stake[i] <= now.invested <= self.highest[i]

    def _total_of(self, done: Event | type[ProtocolError]) -> int:
        """What there was when a claim was carried out, which cost no more than the policy allows."""
        rebalanced = next(e for e in reversed(self.twin.reference.ledger.events) if isinstance(e, m.Rebalanced))
        assert isinstance(done, Event)
        return rebalanced.total * 10_000 // (10_000 - self.state.vault.policy.max_loss_bps) + m.MAX_POOLS + 1

    def sane(self) -> bool:
        """No pool keeps what it promises."""
        return not any(p.terms.stuck or p.terms.skim_bps for p in (pool.state() for pool in self.twin.reference.pools))

    def shares_of(self, who: str, part: int) -> int:
        """In thousandths of what it holds; more than that is too many."""
        return self.state.shares[self.twin.address(who)] * part // 1_000

    # ---- in and out

    @rule(who=holders, receiver=holders, amount=amounts, exact=st.booleans())
    def enter(self, who: str, receiver: str, amount: int, exact: bool) -> None:
        to = self.twin.address(receiver)
        with self.a_second_on():
            v, expected = self.state.synced(), self.twin.reference.vault.preview_deposit(amount)
            cost = self.twin.reference.vault.preview_mint(amount * SOME)
        done = self.act(who, lambda c: c.vault.deposit(amount, to) if exact else c.vault.mint(amount * SOME, to))
        if isinstance(done, m.Deposited):
            # INV-VAULT-22: as the preview said; and INV-VAULT-1: no share that was there is worth less.
            assert (done.shares == expected) if exact else (done.assets == cost)
            after = self.state.vault
            assert (after.total + 1) * (v.supply + m.VIRTUAL_SHARES) >= (v.total + 1) * (after.supply + m.VIRTUAL_SHARES)
            assert m.assets_down(done.shares, after.total, after.supply) <= done.assets

    @rule(who=holders, receiver=holders, part=parts, exact=st.booleans())
    def leave(self, who: str, receiver: str, part: int, exact: bool) -> None:
        to, shares = self.twin.address(receiver), self.shares_of(who, part)
        with self.a_second_on():
            given = self.twin.reference.vault.preview_redeem(shares)
            burnt = self.twin.reference.vault.preview_withdraw(given)
        done = self.act(who, lambda c: c.vault.withdraw(given, to) if exact else c.vault.redeem(shares, to))
        if isinstance(done, m.Redeemed):
            assert (done.assets, done.shares) == ((given, burnt) if exact else (given, shares))

    @rule(who=holders)
    def leave_with_all_there_is(self, who: str) -> None:
        """INV-VAULT-22: what max says can be done, whole."""
        account = self.twin.address(who)
        with self.a_second_on():
            most = self.twin.reference.vault.max_redeem(account)
            worth = self.twin.reference.vault.preview_redeem(most)
        done = self.act(who, lambda c: c.vault.redeem(most, account))
        assert isinstance(done, m.Redeemed) or not worth or not self.sane()

    @rule(who=holders)
    def leave_once_all_is_lent(self, who: str) -> None:
        """INV-VAULT-11: of what is worth something, only what there is cash for can be had."""
        for i in range(m.MAX_POOLS):
            self.configure(i, {})
            self.borrow(i, 1_000)
        self.leave_with_all_there_is(who)

    @rule(who=holders, receiver=holders, part=parts)
    def leave_in_kind(self, who: str, receiver: str, part: int) -> None:
        """INV-VAULT-12: whatever pools do."""
        to, shares = self.twin.address(receiver), self.shares_of(who, part)
        done = self.act(who, lambda c: c.vault.redeem_in_kind(shares, to))
        assert isinstance(done, m.RedeemedInKind) or part > 1_000 or shares < COIN

    @rule(i=pools, owner=holders)
    def collect_claim(self, i: int, owner: str) -> None:
        pool, account = self.twin.reference.deployment().pools[i], self.twin.address(owner)
        owed = [key for key, units in self.state.claims.items() if units]
        if owed and i:
            account, pool = owed[i % len(owed)]
        self.act("keeper", lambda c: c.vault.collect_claim(pool, account))

    # ---- the model

    @rule(wait=mostly)
    def observe(self, wait: bool) -> None:
        if wait:
            self.twin.wait(SHORT.observe_secs)
        self.act("keeper", lambda c: c.vault.observe())

    @rule(says=weights, fresh=mostly, odd=st.sampled_from((False,) * 7 + (True,)))
    def rebalance(self, says: tuple[int, ...], fresh: bool, odd: bool) -> None:
        """Anyone brings a valid proof of what the model says, mostly of an observation that no claim was about."""
        if fresh:
            self.observe(wait=True)
        if self.proved >= self.proofs:
            return
        self.proved += 1
        nonce = self.state.vault.observed
        claim = self.t.claim(says, nonce, **({"observed_at": self.t.last.observed_at + 1} if odd else {}))
        proof, model_id, to = self.t.prove(claim, nonce), self.t.model_id, self.state.program
        self.act("keeper", lambda c: c.verifier.verify_and_call(model_id, to, nonce, self.t.keeper.account, claim, proof))

    @rule(i=pools)
    def take_and_ask_for_more(self, i: int) -> None:
        """INV-VAULT-13: a pool denies what it has, and the model gives it as much again."""
        self.restate(i, 0)
        self.rebalance((4_000, 2_000, 2_500, 1_500), fresh=True, odd=False)

    @rule(says=weights)
    def pretend(self, says: tuple[int, ...]) -> None:
        """INV-VAULT-4: whoever is not the verifier moves nothing."""
        claim, nonce, model_id = self.t.claim(says), self.state.vault.observed, self.t.model_id
        self.act("keeper", lambda c: c.vault.on_verified(model_id, nonce, claim))

    # ---- policies

    @rule(changed=changes, right=mostly, others=st.sampled_from((False, False, True)))
    def propose(self, changed: dict[str, object], right: bool, others: bool) -> None:
        policy = self.t.policy(**changed)
        if others:
            policy = policy.model_copy(update={"pools": (*policy.pools[:3], m.PoolLimits())})
        self.act("authority" if right else "guardian", lambda c: c.vault.propose(policy))

    @rule(wait=mostly)
    def adopt(self, wait: bool) -> None:
        if wait:
            if not self.state.vault.adopt_at:
                self.propose({}, right=True, others=False)
            self.twin.wait(max(0, self.state.vault.adopt_at - self.twin.reference.now() - 1))
        self.act("keeper", lambda c: c.vault.adopt())

    @rule(i=pools, part=st.sampled_from((0, 500, 1_000, 1_001)), pause=st.sampled_from((False, False, False, True)), who=st.sampled_from(PEOPLE[2:5]))
    def lower(self, i: int, part: int, pause: bool, who: str) -> None:
        caps = [limits.cap for limits in self.state.vault.policy.pools]
        caps[i] = caps[i] * part // 1_000
        limits = self.t.limits(caps=tuple(caps), **({"max_move_bps": 0} if pause else {}))
        self.act(who, lambda c: c.vault.lower(limits))

    @rule(i=st.integers(0, 4), lowered=st.booleans())
    def trim(self, i: int, lowered: bool) -> None:
        if lowered:
            self.lower(i % m.MAX_POOLS, 500, pause=False, who="guardian")
        self.act("keeper", lambda c: c.vault.trim(i))

    # ---- pools

    @rule(i=pools, amount=amounts)
    def lend(self, i: int, amount: int) -> None:
        self.act("lender", lambda c: c.pools[i].deposit(amount))

    @rule(i=pools, part=parts)
    def borrow(self, i: int, part: int) -> None:
        amount = self.t.pool(i).cash * part // 1_000
        self.act("lender", lambda c: c.pools[i].borrow(amount))

    @rule(i=pools, amount=amounts)
    def repay(self, i: int, amount: int) -> None:
        self.act("lender", lambda c: c.pools[i].repay(amount))

    @rule(i=pools, part=st.sampled_from((0, 500, 990, 1_010, 100_000)))
    def restate(self, i: int, part: int) -> None:
        debt = self.t.pool(i).debt * part // 1_000
        self.act("lender", lambda c: c.pools[i].restate(debt))

    @rule(i=pools, vice=vices)
    def configure(self, i: int, vice: dict[str, object]) -> None:
        terms = PoolTerms(**(dict(CURVES[i]) | vice))
        self.act("lender", lambda c: c.pools[i].configure(terms))

    @rule(i=pools, secs=waits)
    def accrue(self, i: int, secs: int) -> None:
        self.twin.wait(secs)
        self.act("keeper", lambda c: c.pools[i].accrue())

    # ---- at every step

    @invariant()
    def what_is_previewed_agrees(self) -> None:
        """INV-VAULT-22, INV-VAULT-21: round trips at a standstill gain nothing; previews and bounds are the same on both."""
        ours, theirs = self.twin.reference.vault, self.twin.chain.vault
        for amount in (1, SOME, 77 * COIN + 1):
            assert ours.preview_redeem(ours.preview_deposit(amount)) <= amount
            assert ours.preview_withdraw(amount) >= ours.preview_deposit(amount)
            assert ours.preview_mint(amount) >= ours.preview_redeem(amount)
            assert ours.preview_mint(ours.preview_withdraw(amount)) >= amount
        self.twin.wait(0)
        # Some a step: all of them would cost the EVM more than the calls do.
        at = self.state.vault.idle
        name = ("preview_deposit", "preview_mint", "preview_withdraw", "preview_redeem")[at % 4]
        assert getattr(theirs, name)(SOME) == getattr(ours, name)(SOME)
        account = self.twin.address(HOLDERS[at % len(HOLDERS)])
        name = ("max_withdraw", "max_redeem")[at % 2]
        assert getattr(theirs, name)(account) == getattr(ours, name)(account)
        assert theirs.total_assets() == ours.total_assets()


class ReferenceVaultAlone(VaultMachine):
    target = "reference"


class SolanaVault(VaultMachine):
    target = "solana:litesvm"


class EvmVault(VaultMachine):
    target = "evm:pyevm"
    proofs = 2


TestReference = ReferenceVaultAlone.TestCase
TestSolanaVault = SolanaVault.TestCase
TestEvmVault = EvmVault.TestCase
TestReference.settings = settings(max_examples=5, stateful_step_count=30)
TestSolanaVault.settings = settings(max_examples=15, stateful_step_count=30)
TestEvmVault.settings = settings(max_examples=2, stateful_step_count=20)
