"""Which pay: what cash, vesting tokens and mixtures of both are worth to a worker, cost a sponsor, and who stays for them.

The model, its assumptions and limits: docs/pay.md. What a chain keeps (coins, tokens, what has vested when) is whole base units by the program's
own rules; what is assumed of a market and of people is floats. Means are in closed form, spreads are simulated, and the rule by which a worker
leaves is solved backwards on a grid.

The rule. A worker sits at the end of month t with tokens worth h, and compares staying with leaving:

    stay(t, h)  = d * CE[ flow(t + 1, h') + best(t + 1, h') ]
    leave(t, h) = d * CE[ kept tokens that vest + the opportunity wage + leave(t + 1, h') ]
    best(t, h)  = E[ max(stay, leave + X * wages to come) ]

X is 0, or, where another buyer comes along in that month, the part by which it pays more than the opportunity wage: exponential. So the worker
goes at once where staying is worth less than leaving, and otherwise with the chance that an offer comes and covers the difference. CE is the
certainty equivalent over a month of the token's price under constant relative risk aversion, on top of savings and other income. What vests after
the worker's horizon counts for nothing. This is an optimal stopping rule with a private shock each month, as in Rust's bus engines.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import exp, log, sqrt
from typing import Annotated, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from .errors import InputError
from .models.base import Bps, Model
from .models.rewards import MAX_STEPS, ONE_TOKEN, Schedule, vested_down
from .units import BPS, share_down

MONTH_SECS = 365 * 86_400 // 12
ONE_COIN = 1_000_000
MOST_MONTHS = 120

Coins = Annotated[int, Field(ge=1, le=10**12, strict=True)]
Months = Annotated[int, Field(ge=1, le=MOST_MONTHS, strict=True)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Rate = Annotated[float, Field(ge=0, le=5, allow_inf_nan=False)]
Reals = NDArray[np.float64]


class Case(Model):
    """A campaign, one of its workers, and the token. Money in base units, times in months, rates a year.

    The work: `pay_hourly` is promised when the worker joins, whatever it is paid in; `wage_hourly` is what the same hours earn elsewhere.
    The worker: `income_share` of its income comes from this work; `risk_aversion` is CRRA's coefficient, 0 for indifference; `offers` a year come
    from other buyers, on average `premium` above the opportunity wage; `horizon` is how far ahead the worker counts what it gets.
    The sponsor: `narrow` is how few can do the work (0: anybody, 1: a handful), so that to replace who leaves takes narrow * `replace_months` of pay;
    careless work spares the part `careless` of the hours, and is found and ruled on with the chance `caught`.
    The token: `price` is base units of coin for a whole token at the start, from there a geometric Brownian motion of `drift` and `volatility`
    with jumps by `jump`, `jump_rate` a year. `dump`: what the price has lost once all is sold of a campaign that pays in tokens alone.
    The terms: a grant's `cliff` and `steps` (0: linear). `forfeit` is the part of the unvested that leaving costs: the program takes none, so more
    needs terms under which the court rules that leaving is a breach. With `lock`, as on chain, tokens are counted at the price of joining; without,
    at each pay day's.
    """

    pay_hourly: Coins = 30 * ONE_COIN
    wage_hourly: Coins = 27 * ONE_COIN
    hours: Annotated[int, Field(ge=1, le=744, strict=True)] = 40
    months: Months = 12
    income_share: Share = 0.3
    risk_aversion: Annotated[float, Field(ge=0, le=20, allow_inf_nan=False)] = 2.0
    discount: Rate = 0.1
    horizon: Months = 36
    savings_months: Annotated[float, Field(ge=0.1, le=1_000, allow_inf_nan=False)] = 3.0
    offers: Annotated[float, Field(ge=0, le=50, allow_inf_nan=False)] = 1.0
    premium: Annotated[float, Field(gt=0, le=5, allow_inf_nan=False)] = 0.2
    narrow: Share = 0.3
    replace_months: Annotated[float, Field(ge=0, le=60, allow_inf_nan=False)] = 12.0
    treasury_discount: Rate = 0.25
    careless: Share = 0.02
    caught: Share = 0.3
    price: Coins = ONE_COIN
    drift: Annotated[float, Field(ge=-3, le=3, allow_inf_nan=False)] = 0.2
    volatility: Annotated[float, Field(ge=0, le=3, allow_inf_nan=False)] = 0.8
    jump_rate: Annotated[float, Field(ge=0, le=12, allow_inf_nan=False)] = 1.0
    jump: Annotated[float, Field(ge=-0.95, le=2, allow_inf_nan=False)] = -0.2
    dump: Annotated[float, Field(ge=0, le=0.95, allow_inf_nan=False)] = 0.1
    cliff: Annotated[int, Field(ge=0, le=MOST_MONTHS, strict=True)] = 6
    steps: Annotated[int, Field(ge=0, le=MAX_STEPS, strict=True)] = 0
    forfeit: Share = 0.0
    lock: bool = True

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.horizon < self.months:
            raise InputError(
                "horizon", self.horizon, f"at least months, {self.months}", "nobody starts what it does not count to the end; shorten the campaign"
            )
        return self

    @property
    def monthly(self) -> int:
        """What a month pays."""
        return self.pay_hourly * self.hours

    @property
    def cushion(self) -> float:
        """Money that does not depend on this work: savings, and other income up to the horizon. Endless where no income depends on it."""
        if self.income_share == 0:
            return float("inf")
        return self.monthly * (self.savings_months + self.horizon * (1 - self.income_share) / self.income_share)

    @property
    def growth(self) -> float:
        """By what the token's price is multiplied in a month, on average."""
        return exp((self.drift + self.jump_rate * self.jump) / 12)


class Scheme(Model):
    """`vest_bps` of the pay are tokens in a grant of `duration` months from the campaign's start; 0 of both is cash."""

    vest_bps: Bps = 0
    duration: Annotated[int, Field(ge=0, le=MOST_MONTHS, strict=True)] = 0

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.vest_bps == 0) != (self.duration == 0):
            raise InputError("duration", self.duration, "0 for cash and above 0 for tokens", "a grant needs both a share and a duration")
        return self

    @property
    def name(self) -> str:
        if self.vest_bps == 0:
            return "cash"
        kind = "vest" if self.vest_bps == BPS else f"hybrid {self.vest_bps / 100:g} %"
        return f"{kind}, {self.duration} months"


CASH = Scheme()
SHARES = (2_500, 5_000, 7_500, BPS)
DURATIONS = (12, 24, 36, 48)


def schemes(shares: tuple[int, ...] = SHARES, durations: tuple[int, ...] = DURATIONS) -> tuple[Scheme, ...]:
    """Cash, and every share of tokens over every duration. Raises InputError for none, or too many."""
    for field, values in (("vest", shares), ("duration", durations)):
        if not 1 <= len(values) <= 12:
            raise InputError(field, values, "1 to 12 values", "the table is to be read")
    return (CASH, *(Scheme(vest_bps=share, duration=d) for share in sorted(set(shares)) for d in sorted(set(durations))))


# ---- what a scheme pays, month by month


@dataclass(frozen=True, slots=True)
class Ledger:
    """A scheme's flows, each array by month. Let h be what all tokens deposited so far would be worth if nobody had dumped any. Then
    h(t) = h(t - 1) * the price's growth * more(t) + paid(t), h(0) = start, and month t brings the worker vests(t) * h(t) + fixed(t).
    `deposited` and `vested` are whole base units of the grant at the locked price."""

    cash: int  # base units a month
    start: float
    deposited: tuple[int, ...]
    vested: tuple[int, ...]
    part: Reals  # of what is in the grant that has vested
    pressed: Reals  # what selling has left of the price
    more: Reals
    paid: Reals
    vests: Reals
    fixed: Reals
    pays: Reals  # 1 in a month that is worked

    @property
    def months(self) -> int:
        return len(self.part) - 1


def last_month(case: Case, all_schemes: tuple[Scheme, ...]) -> int:
    """When everything has vested and nothing is counted any more."""
    return max(case.months, case.horizon, *(s.duration for s in all_schemes))


def schedule(case: Case, scheme: Scheme) -> Schedule:
    """The program's own; a cliff behind the end is at the end."""
    return Schedule(cliff_secs=min(case.cliff, scheme.duration) * MONTH_SECS, duration_secs=scheme.duration * MONTH_SECS, steps=case.steps)


def vested(case: Case, scheme: Scheme, deposited: int, month: int) -> int:
    """Base units that have vested at a month's end of a grant that starts with the campaign."""
    if not scheme.vest_bps:
        return 0
    return vested_down(deposited, 0, schedule(case, scheme), month * MONTH_SECS)


def ledger(case: Case, scheme: Scheme, last: int) -> Ledger:
    """The scheme's flows up to month `last`. Raises InputError where a month's tokens round to nothing."""
    worth = share_down(case.monthly, scheme.vest_bps)
    tokens = worth * ONE_TOKEN // case.price
    if worth and not tokens:
        raise InputError("price", case.price, f"at most {worth * ONE_TOKEN}", "a month's pay is less than the token's smallest part")
    worked = np.minimum(np.arange(last + 1), case.months)
    deposited = tuple(tokens * int(m) for m in worked)
    held_back = tuple(vested(case, scheme, d, t) for t, d in enumerate(deposited))
    whole = 10**15  # so much that flooring cannot be seen
    part = np.array([vested(case, scheme, whole, t) / whole for t in range(last + 1)])
    pressed = (1 - case.dump) ** (scheme.vest_bps / BPS * part * worked / case.months)
    pays = np.diff(worked, prepend=0).astype(np.float64)
    more, paid, vests = np.ones(last + 1), np.zeros(last + 1), np.zeros(last + 1)
    fixed, start = (case.monthly - worth) * pays, 0.0
    if worth and case.lock:
        held = np.array(deposited, float)
        start = tokens * (case.price / ONE_TOKEN)
        more[2:] = held[2:] / held[1:-1]
        vests[1:] = np.diff(np.array(held_back, float)) / held[1:] * pressed[1:]
    elif worth:
        paid = worth * pays / pressed
        vests[1:] = np.diff(part) * pressed[1:]
        fixed[1:] += part[:-1] * worth * pays[1:]  # what a grant of that age has vested of a deposit at once
    return Ledger(case.monthly - worth, start, deposited, held_back, part, pressed, more, paid, vests, fixed, pays)


# ---- means, in closed form


def mean_holding(case: Case, flows: Ledger) -> Reals:
    """E[h(t)]."""
    h = np.empty(flows.months + 1)
    h[0] = flows.start
    for t in range(1, flows.months + 1):
        h[t] = h[t - 1] * case.growth * flows.more[t] + flows.paid[t]
    return h


def discounts(rate: float, last: int) -> Reals:
    return np.asarray((1 + rate) ** (-np.arange(last + 1) / 12))


def expected(case: Case, flows: Ledger) -> float:
    """What the worker gets by its horizon on average, today's coins."""
    got = flows.vests * mean_holding(case, flows) + flows.fixed
    return float((got * discounts(case.discount, flows.months))[: case.horizon + 1].sum())


def elsewhere(case: Case) -> float:
    """What the same hours earn at the opportunity wage."""
    return float(case.wage_hourly * case.hours * discounts(case.discount, case.months)[1:].sum())


def market_cost(case: Case, flows: Ledger) -> float:
    """What the treasury gives away on average: cash, and tokens at the price on the day they vest, had nobody dumped."""
    cash = flows.cash * flows.pays
    tokens = (flows.vests * mean_holding(case, flows) + flows.fixed - cash) / flows.pressed
    return float(((cash + tokens) * discounts(case.treasury_discount, flows.months)).sum())


def tokens_out(case: Case, flows: Ledger) -> int:
    """Base units of the token that the campaign takes from the treasury a worker; without a lock on average."""
    if case.lock:
        return flows.deposited[-1]
    inverse = exp((case.volatility**2 - case.drift + case.jump_rate * (1 / (1 + case.jump) - 1)) / 12)
    months = np.arange(flows.months + 1)
    return round(float((flows.paid * inverse**months).sum()) * ONE_TOKEN / case.price)


def at_stake(case: Case, flows: Ledger) -> float:
    """What a ruling could claw back, on average over the campaign's months: the unvested part at market."""
    unvested = (1 - flows.part) * flows.pressed * mean_holding(case, flows)
    return float(unvested[1 : case.months + 1].mean())


# ---- risk


def certain(outcomes: Reals, chances: Reals, cushion: float, aversion: float) -> Reals:
    """The sure amount that is as good as a lottery on top of `cushion`, along the last axis. By deviations from the mean, so that a large cushion
    costs no digits."""
    mean = outcomes @ chances
    if aversion == 0 or not np.isfinite(cushion):
        return np.asarray(mean)
    level = cushion + mean
    off = np.log1p((outcomes - mean[..., None]) / level[..., None])
    if aversion == 1:
        log_ratio = off @ chances
    else:
        with np.errstate(over="ignore"):
            log_ratio = np.log1p(np.expm1((1 - aversion) * off) @ chances) / (1 - aversion)
    return np.asarray(np.clip(mean + level * np.expm1(log_ratio), outcomes.min(axis=-1), mean))


def month_of_growth(case: Case) -> tuple[Reals, Reals]:
    """The price's growth in a month as a few values with their chances: Gauss-Hermite nodes, times a Poisson number of jumps."""
    points, vectors = np.linalg.eigh(np.diag(np.sqrt(np.arange(1, 9)), 1) + np.diag(np.sqrt(np.arange(1, 9)), -1))
    weights = vectors[0] ** 2
    rate = case.jump_rate / 12
    jumps = [exp(-rate)]
    while sum(jumps) < 1 - 1e-12 and len(jumps) < 24:
        jumps.append(jumps[-1] * rate / len(jumps))
    diffusion = np.exp((case.drift - case.volatility**2 / 2) / 12 + case.volatility * points / sqrt(12))
    growth = np.outer((1 + case.jump) ** np.arange(len(jumps)), diffusion).ravel()
    chances = np.outer(np.array(jumps) / sum(jumps), weights).ravel()
    return growth, chances


def growths(case: Case, last: int, paths: int, seed: int) -> Reals:
    """The price's growth by month and path. The same seed gives the same paths, and a longer run begins with the shorter one."""
    shocks, jumps = (np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(2))
    moved = (case.drift - case.volatility**2 / 2) / 12 + case.volatility / sqrt(12) * shocks.standard_normal((last, paths))
    jumped = (1 + case.jump) ** jumps.poisson(case.jump_rate / 12, (last, paths))
    return np.concatenate([np.ones((1, paths)), np.exp(moved) * jumped])


def holdings(flows: Ledger, grown: Reals) -> Reals:
    """h(t) by month and path."""
    h = np.empty_like(grown[: flows.months + 1])
    h[0] = flows.start
    for t in range(1, flows.months + 1):
        h[t] = h[t - 1] * grown[t] * flows.more[t] + flows.paid[t]
    return h


def received(case: Case, flows: Ledger, held: Reals) -> Reals:
    """What staying to the end brings by the worker's horizon on each path, today's coins."""
    weights = discounts(case.discount, flows.months)
    weights[case.horizon + 1 :] = 0
    return np.asarray((flows.vests * weights) @ held + float(flows.fixed @ weights))


# ---- staying and leaving


@dataclass(frozen=True, slots=True)
class Rule:
    """For the months in which a worker can leave, 1 to the last but one: how much better staying is than leaving for the opportunity wage,
    at each of the grid's values of h; the wages to come; and the chance of another buyer's offer."""

    nodes: Reals
    gaps: Reals
    wages: Reals
    offer: float
    premium: float

    def leaving(self, month: int, held: Reals) -> Reals:
        """The chance to leave at that month's end."""
        gap, wages = _between(self.nodes, self.gaps[month], held), self.wages[month]
        covers = self.offer * np.exp(-np.maximum(gap, 0) / (wages * self.premium))
        return np.where(gap < -1e-9 * wages, 1.0, covers)


def _between(nodes: Reals, values: Reals, at: Reals) -> Reals:
    """Linear between nodes and beyond the last: exact for what is linear."""
    left = np.clip(np.searchsorted(nodes, at, side="right") - 1, 0, len(nodes) - 2)
    slope = np.diff(values) / np.diff(nodes)
    return np.asarray(values[left] + slope[left] * (at - nodes[left]))


def rule(case: Case, scheme: Scheme, flows: Ledger, points: int = 96) -> Rule:
    """Solves the rule in the module's docstring, backwards from the worker's horizon."""
    growth, chances = month_of_growth(case)
    worth = share_down(case.monthly, scheme.vest_bps)
    nodes = np.array([0.0, 1.0])
    if worth:
        years = case.horizon / 12
        reach = min(4 * sqrt((case.volatility**2 + case.jump_rate * log(1 + case.jump) ** 2) * years) + abs(log(case.growth)) * case.horizon + 1, 30)
        nodes = np.concatenate([[0.0], np.geomspace(worth * exp(-reach), worth * case.months * exp(reach), points)])
    else:
        growth, chances = np.ones(1), np.ones(1)
    d = (1 + case.discount) ** (-1 / 12)
    wage, offer = float(case.wage_hourly * case.hours), 1 - exp(-case.offers / 12)
    gaps, wages = np.zeros((case.months, len(nodes))), np.zeros(case.months)
    best, leave = np.zeros(len(nodes)), np.zeros(len(nodes))
    to_come = 0.0
    alone = nodes[:, None] * growth
    for t in range(case.horizon - 1, 0, -1):
        worked = flows.pays[t + 1]
        held = alone * flows.more[t + 1] + flows.paid[t + 1]
        stay = d * certain(flows.vests[t + 1] * held + flows.fixed[t + 1] + _between(nodes, best, held), chances, case.cushion, case.risk_aversion)
        kept = (1 - case.forfeit) * (flows.part[t + 1] - flows.part[t]) * flows.pressed[t + 1] * alone
        leave = d * certain(kept + wage * worked + _between(nodes, leave, alone), chances, case.cushion, case.risk_aversion)
        to_come = d * (wage * worked + to_come)
        if t < case.months:
            gaps[t], wages[t] = stay - leave, to_come
            ahead, scale = np.maximum(gaps[t], 0), to_come * case.premium
            best = leave + ahead + offer * scale * np.exp(-ahead / scale)
        else:
            best = stay
    return Rule(nodes, gaps, wages, offer, case.premium)


def staying(case: Case, decide: Rule, held: Reals) -> Reals:
    """The chance to stay to the campaign's end, by path."""
    stays = np.ones(held.shape[1])
    for t in range(1, case.months):
        stays *= 1 - decide.leaving(t, held[t])
    return stays


# ---- what comes of it


@dataclass(frozen=True, slots=True)
class Outcome:
    """A scheme's numbers, a worker. Money in base units of today's coins; `error` is the standard error of `simulated`.

    `cash_out` and `tokens_out` are what the campaign takes from the treasury, `market` what that is worth to it. `retention` is the chance that the
    worker stays to the end; `at_stake` what a ruling could claw back. `replacing` and `careless` are what leaving and carelessness cost the sponsor.
    """

    scheme: Scheme
    p5: float
    p50: float
    mean: float
    simulated: float
    error: float
    certain: float
    cash_out: int
    tokens_out: int
    market: float
    retention: float
    retention_error: float
    at_stake: float
    replacing: float
    careless: float
    accepted: bool  # worth no less to the worker than the same hours elsewhere

    @property
    def surplus(self) -> float:
        """What worker and sponsor have together: the worker's certainty equivalent, less all that the scheme costs the sponsor."""
        return self.certain - self.market - self.replacing - self.careless


def _outcome(case: Case, scheme: Scheme, last: int, grown: Reals) -> Outcome:
    flows = ledger(case, scheme, last)
    held = holdings(flows, grown)
    got, stays = received(case, flows, held), staying(case, rule(case, scheme, flows), held)
    paths = len(got)
    risked = at_stake(case, flows)
    spared = case.careless * case.wage_hourly * case.hours
    deterred = min(1.0, case.caught * risked / spared) if spared else 1.0
    worth = float(certain(got, np.full(paths, 1 / paths), case.cushion, case.risk_aversion))
    p5, p50 = (float(q) for q in np.quantile(got, (0.05, 0.5)))
    return Outcome(
        scheme, p5, p50, expected(case, flows), float(got.mean()), float(got.std(ddof=1)) / sqrt(paths), worth,
        flows.cash * case.months, tokens_out(case, flows), market_cost(case, flows),
        float(stays.mean()), float(stays.std(ddof=1)) / sqrt(paths), risked,
        replacing=float(1 - stays.mean()) * case.narrow * case.replace_months * case.monthly,
        careless=(1 - deterred) * case.careless * case.monthly * case.months,
        accepted=worth >= elsewhere(case) * (1 - 1e-9),
    )  # fmt: skip


def outcomes(case: Case, among: tuple[Scheme, ...] = (), paths: int = 2_000, seed: int = 1) -> tuple[Outcome, ...]:
    """Every scheme on the same paths of the token's price. The same seed gives the same numbers."""
    if not 2 <= paths <= 100_000:
        raise InputError("paths", paths, "2..=100000", "2,000 give two digits")
    if seed < 0:
        raise InputError("seed", seed, "0 or more", "any whole number will do")
    among = among or schemes()
    last = last_month(case, among)
    grown = growths(case, last, paths, seed)
    return tuple(_outcome(case, s, last, grown) for s in among)


class Term(StrEnum):
    """What decides between two schemes."""

    WORTH = "worth to the worker"
    COST = "cost to the treasury"
    REPLACING = "replacing who leaves"
    CARELESS = "careless work"


@dataclass(frozen=True, slots=True)
class Advice:
    """The accepted scheme of the largest surplus (of equals the one with the least tokens), the scheme it is compared with, and by which terms it
    is better (above 0) or worse, the weightiest first. Nothing is chosen where the worker would refuse everything."""

    chosen: Outcome | None
    rival: Outcome | None
    reasons: tuple[tuple[Term, float], ...]


def _best(of: list[Outcome]) -> Outcome | None:
    return max(of, key=lambda o: (o.surplus, -o.scheme.vest_bps, -o.scheme.duration), default=None)


def advise(found: tuple[Outcome, ...]) -> Advice:
    """Chooses. The rival is cash, or where cash is chosen the best of the others."""
    chosen = _best([o for o in found if o.accepted])
    if chosen is None:
        return Advice(None, None, ())
    rival = _best([o for o in found if (o.scheme == CASH) != (chosen.scheme == CASH)])
    if rival is None:
        return Advice(chosen, None, ())
    terms = {
        Term.WORTH: chosen.certain - rival.certain,
        Term.COST: rival.market - chosen.market,
        Term.REPLACING: rival.replacing - chosen.replacing,
        Term.CARELESS: rival.careless - chosen.careless,
    }
    return Advice(chosen, rival, tuple(sorted(terms.items(), key=lambda item: -abs(item[1]))))
