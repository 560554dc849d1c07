"""Five lending pools for a year: what other people deposit and borrow, drawn from a seed, and a day on which one of the pools turns bad.

Nothing of it is history. Yields are what the pools' own curves make of what is borrowed, after whatever a strategy deposits on top.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from assay.models.pools import PoolTerms
from assay.reference.chain import Ledger
from assay.reference.pools import PoolState
from numpy.typing import NDArray

COIN = 1_000_000
DAY = 86_400
STEP_SECS = 21_600
STEPS_A_DAY = DAY // STEP_SECS
LENDER, BORROWER = b"lender".ljust(32, b"\x00"), b"borrower".ljust(32, b"\x00")
LOSS = 0.6  # of what a pool that turns bad had
LURE = 0.002  # by which a pool that lures lifts its debts every step: some 290 % a year

Paths = NDArray[np.int64]


@dataclass(frozen=True)
class Market:
    """`depth` is what others deposit, in whole tokens, `utilisation` what of it is lent, both on average; `restless` is how far the latter wanders."""

    name: str
    terms: PoolTerms
    depth: float
    utilisation: float
    restless: float
    group: int


MARKETS = (
    Market("steady", PoolTerms(slope_bps=500, kink_bps=9_000, steep_bps=6_000), 30e6, 0.78, 0.35, 0),
    Market("broad", PoolTerms(slope_bps=650, kink_bps=9_000, steep_bps=8_000), 12e6, 0.76, 0.45, 0),
    Market("busy", PoolTerms(base_bps=100, slope_bps=700, kink_bps=8_500, steep_bps=8_000), 6e6, 0.80, 0.55, 0),
    Market("steep", PoolTerms(slope_bps=1_000, kink_bps=8_000, steep_bps=7_000), 3e6, 0.78, 0.70, 1),
    Market("small", PoolTerms(slope_bps=1_500, kink_bps=8_000, steep_bps=9_000), 1e6, 0.76, 0.90, 1),
)


class Scenario(Enum):
    """`fails`: without a sign, a pool's debts turn bad, and others take out what cash there is. `lures`: for a day, or more, it says that it earns several
    times what others do, then whoever runs it takes the cash."""

    CALM = "calm"
    FAILS = "fails"
    LURES = "lures"


@dataclass(frozen=True)
class World:
    """One seed's year. `deposits` and `debts` (steps, pools) are what others hold and owe, in base units."""

    seed: int
    scenario: Scenario
    deposits: Paths
    debts: Paths
    bad_pool: int
    bad_step: int  # in which its depositors lose
    lure_steps: int = STEPS_A_DAY

    @property
    def steps(self) -> int:
        return len(self.deposits)


def _wandering(random: np.random.Generator, steps: int, days: float, size: NDArray[np.float64]) -> NDArray[np.float64]:
    """Paths of a mean-reverting walk with that memory, a third of whose variance all pools share."""
    kept = np.exp(-1 / (days * STEPS_A_DAY))
    own, shared = random.standard_normal((steps, len(size))), random.standard_normal((steps, 1))
    pushes = (np.sqrt(2 / 3) * own + np.sqrt(1 / 3) * shared) * np.sqrt(1 - kept**2)
    at = random.standard_normal(len(size))
    path = np.empty((steps, len(size)))
    for step, push in enumerate(pushes):
        at = kept * at + push
        path[step] = at
    return path * size


def _rushes(random: np.random.Generator, steps: int, pools: int) -> NDArray[np.float64]:
    """Demand that comes at once, some six times a year and pool, and goes within days."""
    path, at = np.empty((steps, pools)), np.zeros(pools)
    for step in range(steps):
        came = random.random(pools) < 6 / (365 * STEPS_A_DAY)
        at = at * np.exp(-1 / (2.0 * STEPS_A_DAY)) + came * random.uniform(0.8, 2.0, pools)
        path[step] = at
    return path


def world(seed: int, scenario: Scenario, days: int = 365, lure_days: int = 1) -> World:
    """The same seed has the same year in every scenario, but for the pool that turns bad."""
    random = np.random.default_rng(seed)
    steps = days * STEPS_A_DAY
    depth, usual, restless = (np.array([getattr(market, name) for market in MARKETS]) for name in ("depth", "utilisation", "restless"))
    deposits = depth * np.exp(_wandering(random, steps, 30.0, np.full(len(MARKETS), 0.25)))
    pull = np.log(usual / (1 - usual)) + _wandering(random, steps, 8.0, restless) + _rushes(random, steps, len(MARKETS))
    debts = deposits * np.clip(1 / (1 + np.exp(-pull)), 0.02, 0.985)
    bad_pool, bad_day = int(random.integers(len(MARKETS))), int(random.integers(days // 4, days * 3 // 4 + 1))
    whole = [np.rint(path * COIN).astype(np.int64) for path in (deposits, debts)]
    return World(seed, scenario, whole[0], whole[1], bad_pool, bad_day * STEPS_A_DAY, lure_days * STEPS_A_DAY)


class Stage:
    """A world's pools, as the protocol's reference has them, with everybody else's doings step by step."""

    def __init__(self, drawn: World, ledger: Ledger, pools: list[PoolState]) -> None:
        self.world, self.ledger, self.pools = drawn, ledger, pools
        for who in (LENDER, BORROWER):
            ledger.mint(who, 10**16)
        for pool, market in zip(pools, MARKETS, strict=True):
            pool.configure(market.terms)
        for i in range(len(pools)):
            self._others(i, 0)

    def advance(self, step: int) -> None:
        """Time goes on, others come and go, and the day that the scenario has comes."""
        self.ledger.now += STEP_SECS
        self.ledger.events.clear()
        for i, pool in enumerate(self.pools):
            bad = i == self.world.bad_pool and self.world.scenario is not Scenario.CALM
            if bad and step > self.world.bad_step:
                pool.accrue()
            elif bad and step == self.world.bad_step:
                self._turn_bad(pool)
            else:
                self._others(i, step)
                if bad and self.world.scenario is Scenario.LURES and step >= self.world.bad_step - self.world.lure_steps:
                    pool.restate(pool.debt + int(pool.state.assets * LURE))

    def _others(self, i: int, step: int) -> None:
        """Others deposit and borrow as the world says, as far as there is cash."""
        pool, deposits, debt = self.pools[i], int(self.world.deposits[step, i]), int(self.world.debts[step, i])
        pool.accrue()
        more = deposits - pool.state.assets_down(pool.positions[LENDER])
        if more > 0:
            pool.deposit(LENDER, more)
        elif units := min(pool.state.units_down(-more), pool.max_redeem(LENDER)):
            pool.redeem(LENDER, units, LENDER)
        if debt > pool.debt:
            pool.borrow(BORROWER, min(debt - pool.debt, pool.state.cash))
        elif debt < pool.debt:
            pool.repay(BORROWER, pool.debt - debt)

    def _turn_bad(self, pool: PoolState) -> None:
        pool.accrue()
        left = int(pool.state.assets * (1 - LOSS))
        if self.world.scenario is Scenario.LURES:
            pool.borrow(BORROWER, pool.state.cash)
        elif units := pool.max_redeem(LENDER):
            pool.redeem(LENDER, units, LENDER)
            left = int(pool.debt * (1 - LOSS))
        pool.restate(left)
        # Nobody pays interest on what is in default.
        pool.configure(PoolTerms())
