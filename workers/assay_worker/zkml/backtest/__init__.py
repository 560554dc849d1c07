"""What gating a model by proofs and caps costs and saves: the vault beside those who are bound by nothing, over the same synthetic years (docs/backtest.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assay.errors import InputError

from ..prover import Circuit
from .strategies import DEPOSIT, EqualWeight, Gated, Optimiser, Own, Rules, Splitter, Strategy
from .world import STEPS_A_DAY, Scenario, World, world

LEAST_DAYS = 20  # a window of observations, and some claims

UNGATED: tuple[type[Own], ...] = (Splitter, Optimiser, EqualWeight)
STRATEGIES = 1 + len(UNGATED)


@dataclass(frozen=True)
class Run:
    """One strategy's year. `held` is, day by day, what it has in each pool and then what earns nothing, in base units, before the cost of transactions."""

    strategy: str
    scenario: Scenario
    seed: int
    bad_pool: int
    bad_day: int
    held: tuple[tuple[int, ...], ...]
    transactions: tuple[Mapping[str, int], ...]
    refused: Mapping[str, int]
    proved: int  # of the claims, by snarkjs, and checked by the verifier

    @property
    def days(self) -> int:
        return len(self.held) - 1

    @property
    def earned(self) -> float:
        """A part of the deposit, before transactions."""
        return sum(self.held[-1]) / DEPOSIT - 1

    @property
    def drawdown(self) -> float:
        """The most that it ever was below what it had been."""
        highest, most = 0, 0.0
        for held in self.held:
            highest = max(highest, sum(held))
            most = max(most, 1 - sum(held) / highest)
        return most


def play(strategy: Strategy, drawn: World) -> Run:
    held, sent = [strategy.held()], [dict(strategy.transactions)]
    for step in range(1, drawn.steps):
        strategy.stage.advance(step)
        strategy.act(step)
        if step % STEPS_A_DAY == STEPS_A_DAY - 1:
            held.append(strategy.held())
            sent.append(dict(strategy.transactions))
    refused, proved = (strategy.refused, strategy.proved) if isinstance(strategy, Gated) else ({}, 0)
    return Run(strategy.name, drawn.scenario, drawn.seed, drawn.bad_pool, drawn.bad_step // STEPS_A_DAY, tuple(held), tuple(sent), dict(refused), proved)


def backtest(
    seeds: Sequence[int],
    days: int = 365,
    circuit: Circuit | None = None,
    rules: Rules | None = None,
    proofs: int = 1,
    lure_days: int = 1,
    told: Callable[[Run], None] = lambda run: None,
) -> list[Run]:
    """Every strategy in every scenario of every seed. In the first world, `proofs` of the vault's claims are proved and verified."""
    if days < LEAST_DAYS:
        raise InputError("days", days, f"at least {LEAST_DAYS}", "give the vault's window time to fill")
    if not 1 <= lure_days <= days // 4:
        raise InputError("lure_days", lure_days, f"1 to {days // 4}", "have a pool lie for less long")
    if not seeds:
        raise InputError("seeds", 0, "at least 1", "draw a world")
    circuit = circuit or Circuit.named()
    runs: list[Run] = []
    for scenario in Scenario:
        for seed in seeds:
            drawn = world(seed, scenario, days, lure_days)
            made = (Gated(drawn, circuit, rules, 0 if runs else proofs), *(strategy(drawn) for strategy in UNGATED))
            for strategy in made:
                runs.append(play(strategy, drawn))
                told(runs[-1])
    return runs
