"""Who decides where a deposit earns: a model whose every word is a proved claim on a capped vault, an optimiser that nobody bounds, and nobody at all."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from dataclasses import dataclass

from assay import ids
from assay.commit import statement as statements
from assay.commit.routes import GROTH16
from assay.errors import ProtocolError
from assay.models.deployment import Settings
from assay.models.vault import MAX_POOLS, WINDOW, Limits, Observation, Policy, PoolLimits, rate_of
from assay.models.verifier import Claim
from assay.reference.chain import Ledger
from assay.reference.network import ReferenceNetwork, account_named, reference_deployment
from assay.reference.pools import PoolState
from assay.units import BPS

from ..keeper import Keeper, inputs_of
from ..prover import Circuit
from .world import COIN, DAY, MARKETS, STEP_SECS, STEPS_A_DAY, Stage, World

DEPOSIT = 1_000_000 * COIN
HOLDER = account_named("holder")


@dataclass(frozen=True)
class Rules:
    """The owner's policy for the vault: a pool's caps by its group of risk (0: deep, 1: thin), and how often anything happens."""

    caps_bps: tuple[int, int] = (5_000, 3_000)
    group_caps_bps: tuple[int, ...] = (10_000, 4_500, 0, 0)
    max_move_bps: int = 2_500
    max_loss_bps: int = 10
    timelock_secs: int = 2 * DAY
    claim_steps: int = STEPS_A_DAY
    review_steps: int = 90 * STEPS_A_DAY
    # By how much more a pool outside must have earned than the worst inside to take its place.
    swap_bps: int = 100
    # How long a guardian takes to see that a pool is broken.
    guardian_steps: int = STEPS_A_DAY

    def cap(self, group: int) -> int:
        """In base units: a pool's part of the deposit, and room for a year's profit on it."""
        return DEPOSIT * self.caps_bps[group] // BPS * 11 // 10


class Strategy(ABC):
    """Something with a deposit in a world's pools. `transactions` counts what it sends, by what it costs (costs.py)."""

    name: str
    stage: Stage

    def __init__(self) -> None:
        self.transactions: Counter[str] = Counter()

    @abstractmethod
    def act(self, step: int) -> None:
        """What it does after the world's step."""

    @abstractmethod
    def held(self) -> tuple[int, ...]:
        """What it has in each pool by the pools' word, and then what earns nothing, in base units."""

    @property
    def worth(self) -> int:
        return sum(self.held())


def _reference() -> ReferenceNetwork:
    settings = Settings(observe_secs=STEP_SECS)
    stands = reference_deployment(settings)
    pools = tuple(account_named(f"program pool {i}") for i in range(len(MARKETS)))
    return ReferenceNetwork(stands.model_copy(update={"pools": pools}))


class Gated(Strategy):
    """The protocol's own vault, as its reference has it. Every observation is made; once a day the integer model's weights are handed in as a claim.

    A policy names at most four pools. The owner begins with the four that are deepest, and reviews each quarter: where the one outside earned more than
    the worst inside, it is proposed in that one's place, in sight of all, and taken in once the timelock has passed and the vault has left the other.
    """

    name = "proof-gated vault"

    def __init__(self, drawn: World, circuit: Circuit, rules: Rules | None = None, proofs: int = 0) -> None:
        """`proofs`: how many of the claims are proved by snarkjs and checked by the verifier; the others go through the same door without."""
        super().__init__()
        self.rules, self.circuit, self.proofs = rules or Rules(), circuit, proofs
        self.chain = _reference()
        self.state = self.chain.vault_state
        self.stage = Stage(drawn, self.chain.ledger, list(self.chain.pool_states.values()))
        self.owner, self.guardian, self.alice = (self.chain.as_account(who) for who in ("authority", "guardian", "alice"))
        self.keeper = Keeper(self.chain.as_account("keeper"), circuit)
        self.owner.verifier.register_model(1, GROTH16.selector, circuit.key.data, circuit.model.digest, self.rules.timelock_secs)
        self.model_id = ids.model_id(self.chain.deployment().verifier, self.owner.account, 1)
        self.prices: list[list[int]] = [[pool.state.price_down() for pool in self.stage.pools]]
        self.leaving: int | None = None  # the place of a policy that waits to be emptied
        self.broken_at: dict[int, int] = {}
        self.refused: Counter[str] = Counter()
        self.proved = 0
        deepest = sorted(range(len(MARKETS)), key=lambda i: -self.stage.pools[i].state.assets)[:MAX_POOLS]
        self.owner.vault.propose(self._policy(sorted(deepest)))
        self.chain.ledger.now += self.rules.timelock_secs
        self.owner.vault.adopt()
        self.chain.ledger.mint(self.alice.account, DEPOSIT)
        self.alice.vault.deposit(DEPOSIT, self.alice.account)
        self.transactions.update(propose=1, adopt=1, deposit=1)

    def _policy(self, chosen: list[int]) -> Policy:
        limits = []
        for i in chosen:
            group = MARKETS[i].group
            limits.append(PoolLimits(pool=self.stage.pools[i].pool, group=group, cap=self.rules.cap(group), cap_bps=self.rules.caps_bps[group]))
        return Policy(
            model_id=self.model_id, guardian=self.guardian.account, pools=tuple(limits), group_caps_bps=self.rules.group_caps_bps,
            max_move_bps=self.rules.max_move_bps, max_loss_bps=self.rules.max_loss_bps, max_age_secs=DAY,
        )  # fmt: skip

    @property
    def chosen(self) -> list[int]:
        """Which pools the policy in force names, in its order."""
        places = {pool.pool: i for i, pool in enumerate(self.stage.pools)}
        return [places[limits.pool] for limits in self.state.vault.policy.pools]

    def act(self, step: int) -> None:
        self.prices.append([pool.state.price_down() for pool in self.stage.pools])
        self.owner.vault.observe()
        self.transactions["observe"] += 1
        self._guard(step)
        if step % self.rules.review_steps == 0 and self.leaving is None:
            self._review()
        if self.leaving is not None:
            self._swap(self.leaving)
        if step % self.rules.claim_steps == 0 and self.state.vault.observed >= self.state.vault.observed_from + WINDOW:
            self._claim()

    def _claim(self) -> None:
        nonce = self.state.vault.observed
        self.transactions["rebalance"] += 1
        try:
            if self.proofs:
                self.proofs -= 1
                proved = self.keeper.prove()
                assert proved is not None
                self.proved += self.keeper.hand_in(proved) is not None
            else:
                self.state.on_verified(self.state.config.verifier, self.model_id, nonce, self._said(self.state.ring[nonce]))
        except ProtocolError as refusal:
            self.refused[type(refusal).__name__] += 1

    def _said(self, seen: Observation) -> Claim:
        """What the circuit would prove: the integer model is its twin, bit for bit."""
        given = inputs_of(seen)
        commitment = given.commitment(self.circuit.model).to_bytes(32, "big")
        return Claim(commitment=commitment, observed_at=seen.observed_at, result=statements.weights_result(given.result(self.circuit.model)))

    def _limits(self, place: int) -> Limits:
        """Those in force, with nothing for one place."""
        policy = self.state.vault.policy
        caps, caps_bps = ([0 if k == place else getattr(limits, name) for k, limits in enumerate(policy.pools)] for name in ("cap", "cap_bps"))
        return Limits(caps=tuple(caps), caps_bps=tuple(caps_bps), group_caps_bps=policy.group_caps_bps, max_move_bps=policy.max_move_bps)

    def _guard(self, step: int) -> None:
        """Some time after a pool lost half of what it was, the guardian shuts it."""
        for place, i in enumerate(self.chosen):
            if self.prices[-1][i] < self.prices[-2][i] // 2:
                self.broken_at[i] = step
            if i in self.broken_at and step == self.broken_at[i] + self.rules.guardian_steps:
                self.guardian.vault.lower(self._limits(place))
                self.transactions["lower"] += 1

    def _review(self) -> None:
        """The owner looks at what pools earned in the last 30 days, by prices that anybody saw."""
        now, before = self.prices[-1], self.prices[max(len(self.prices) - 1 - 30 * STEPS_A_DAY, 0)]
        secs = (min(len(self.prices) - 1, 30 * STEPS_A_DAY)) * STEP_SECS
        earned = [rate_of(price, was, secs) for price, was in zip(now, before, strict=True)]
        chosen, is_open = self.chosen, [limits.is_open for limits in self.state.vault.policy.pools]
        (outside,) = set(range(len(MARKETS))) - set(chosen)
        usable = [place for place in range(MAX_POOLS) if is_open[place]]
        worst = min(usable, key=lambda place: earned[chosen[place]])
        if earned[outside] > earned[chosen[worst]] + self.rules.swap_bps:
            self.owner.vault.propose(self._policy([outside if place == worst else i for place, i in enumerate(chosen)]))
            self.guardian.vault.lower(self._limits(worst))
            self.transactions.update(propose=1, lower=1)
            self.leaving = worst

    def _swap(self, place: int) -> None:
        """Takes the place that is to be another pool's out of its pool, and adopts when it is empty and time."""
        try:
            if self.state.vault.positions[place].units:
                self.owner.vault.trim(place)
                self.transactions["trim"] += 1
            if self.chain.now() >= self.state.vault.adopt_at and not self.state.vault.positions[place].units:
                self.owner.vault.adopt()
                self.transactions["adopt"] += 1
                self.leaving = None
        except ProtocolError as refusal:
            self.refused[type(refusal).__name__] += 1

    def held(self) -> tuple[int, ...]:
        v, held = self.state.vault, [0] * len(MARKETS)
        for i, position in zip(self.chosen, v.positions, strict=True):
            held[i] = self.stage.pools[i].state.assets_down(position.units)
        return (*held, v.idle + v.surplus)


class Own(Strategy):
    """Somebody who moves their own funds, with nothing in between."""

    def __init__(self, drawn: World) -> None:
        super().__init__()
        ledger = Ledger()
        self.ledger = ledger
        self.stage = Stage(drawn, ledger, [PoolState(ledger, account_named(f"program pool {i}")) for i in range(len(MARKETS))])
        ledger.mint(HOLDER, DEPOSIT)

    def held(self) -> tuple[int, ...]:
        return (*(pool.state.assets_down(pool.positions[HOLDER]) for pool in self.stage.pools), self.ledger.balances[HOLDER])

    def move(self, targets: list[int]) -> None:
        """Towards that much in each pool, as far as there is cash: first out, then in."""
        for pool, target in zip(self.stage.pools, targets, strict=True):
            excess = pool.state.assets_down(pool.positions[HOLDER]) - target
            if excess > 0 and (units := min(pool.state.units_up(excess), pool.max_redeem(HOLDER))):
                pool.redeem(HOLDER, units, HOLDER)
        for pool, target in zip(self.stage.pools, targets, strict=True):
            lack = min(target - pool.state.assets_down(pool.positions[HOLDER]), self.ledger.balances[HOLDER])
            if lack > 0 and pool.state.units_down(lack):
                pool.deposit(HOLDER, lack)
        self.transactions["move"] += 1


class Optimiser(Own):
    """Once a day all of it goes where the spot rate is best, if that is better than where it is by more than a move's worth."""

    name = "ungated optimiser"
    better_bps = 50

    def __init__(self, drawn: World) -> None:
        super().__init__(drawn)
        self.prices = [pool.state.price_down() for pool in self.stage.pools]
        self.at: int | None = None

    def act(self, step: int) -> None:
        now = [pool.state.price_down() for pool in self.stage.pools]
        if step % STEPS_A_DAY == 0:
            rates = [rate_of(price, before, STEP_SECS) for price, before in zip(now, self.prices, strict=True)]
            best = max(range(len(rates)), key=rates.__getitem__)
            if self.at is None or rates[best] > rates[self.at] + self.better_bps:
                self.at = best
                self.move([self.worth if i == best else 0 for i in range(len(rates))])
        self.prices = now


class Splitter(Own):
    """An optimiser that knows what its own deposit does to a rate: each twentieth goes where it adds most. Still it believes whatever it sees."""

    name = "ungated splitter"
    better_bps = 25
    slices = 20

    def __init__(self, drawn: World) -> None:
        super().__init__(drawn)
        self.prices = [pool.state.price_down() for pool in self.stage.pools]

    def act(self, step: int) -> None:
        now = [pool.state.price_down() for pool in self.stage.pools]
        if step % STEPS_A_DAY == 0:
            rates = [rate_of(price, before, STEP_SECS) for price, before in zip(now, self.prices, strict=True)]
            self._split(rates)
        self.prices = now

    def _split(self, rates: list[int]) -> None:
        worth, held = self.worth, self.held()[:-1]
        targets, part = [0] * len(rates), worth // self.slices
        for _ in range(self.slices):
            gains = [self._income(i, rates[i], targets[i] + part) - self._income(i, rates[i], targets[i]) for i in range(len(rates))]
            targets[max(range(len(gains)), key=gains.__getitem__)] += part
        now, then = (sum(self._income(i, rates[i], has) for i, has in enumerate(holding)) for holding in (held, targets))
        if then > now + worth * self.better_bps / BPS:
            self.move(targets)

    def _income(self, i: int, rate: int, deposit: int) -> float:
        """What a deposit would earn a year, were the pool's rate to follow its curve from where it is seen."""
        state = self.stage.pools[i].state
        others = state.assets - state.assets_down(self.stage.pools[i].positions[HOLDER])

        def curve(assets: int) -> float:
            utilisation = min(state.debt * BPS // assets, BPS) if assets else 0
            return state.terms.rate_bps(utilisation) * utilisation

        at = curve(state.assets)
        return deposit * rate / BPS * curve(others + deposit) / at if at else 0.0


class EqualWeight(Own):
    """A fifth in each pool, brought back to that once a month."""

    name = "equal weight"

    def act(self, step: int) -> None:
        if step % (30 * STEPS_A_DAY) == 1:
            self.move([self.worth // len(MARKETS)] * len(MARKETS))
