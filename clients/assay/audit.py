"""Audit economics: the least audit rate, stake and challenger's reward for which every deviation from the compute program loses money.

Derivations, assumptions and limits: docs/audits.md. Money is whole base units, a probability is whole parts per million (`_ppm`), and an expected
value is an exact Fraction of a base unit: no float decides anything here. Floats are in `simulate` alone, which plays the money rules a
million times over without knowing the formulas.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, isqrt
from typing import Annotated, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from .errors import InputError
from .models.base import Model
from .models.deployment import Settings
from .models.staking import MAX_REWARD_BPS
from .units import BPS, share_down

MILLION = 1_000_000
YEAR_SECS = 365 * 86_400
MOST = 10**15  # a billion coins; and a million games of it still fit 64 bits

Money = Annotated[int, Field(ge=0, le=MOST, strict=True)]
Coins = Annotated[int, Field(ge=1, le=MOST, strict=True)]
Ppm = Annotated[int, Field(ge=0, le=MILLION, strict=True)]
Secs = Annotated[int, Field(ge=1, le=YEAR_SECS, strict=True)]


class Economics(Model):
    """What a kind of job costs and pays, and what is assumed of the people around it. Amounts in base units.

    `saving_ppm`: the part of the work's cost that a cheaper model saves. `colluding_ppm`: the part of audits that fall to verifiers who are
    in league with the provider, or can be bribed. `recall_ppm`: how often an honest verifier that finds a wrong result gets its challenge
    in and through. `planted_ppm`: the part of commitments that are wrong without anyone gaining by it: planted by requesters, or broken
    hardware. `delay_gain`: what delaying somebody's settlement once is worth to a griefer. `dispute_cost`: one side's transactions.
    `interest_bps`: what locked coin would earn elsewhere in a year. `most_stake`: the most that a provider can put behind one job.
    """

    price: Coins
    work_cost: Money
    rerun_cost: Money
    dispute_cost: Money = 0
    delay_gain: Money = 0
    saving_ppm: Ppm = 900_000
    colluding_ppm: Annotated[int, Field(ge=0, lt=MILLION, strict=True)] = 330_000
    recall_ppm: Annotated[int, Field(gt=0, le=MILLION, strict=True)] = 900_000
    planted_ppm: Ppm = 10_000
    interest_bps: Annotated[int, Field(ge=1, le=100 * BPS, strict=True)] = 1_000
    most_stake: Coins = MOST
    work_secs: Secs = 600
    rounds: Annotated[int, Field(ge=1, le=64, strict=True)] = 12
    window_secs: Secs = Settings().window_secs
    move_secs: Secs = Settings().move_secs
    challenge_bond: Coins = Settings().challenge_bond
    late_bps: Annotated[int, Field(ge=0, le=BPS, strict=True)] = Settings().late_bps

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.work_secs > self.window_secs:
            raise InputError("window_secs", self.window_secs, f"at least work_secs, {self.work_secs}", "a re-run has to end within the window")
        if self.work_cost > self.price:
            raise InputError("price", self.price, f"at least work_cost, {self.work_cost}", "no honest provider works at a loss")
        return self

    @property
    def delay_secs(self) -> int:
        """The longest that one lost challenge can put a settlement off: every move at its clock's end, and a fresh window."""
        return self.window_secs + (2 * self.rounds + 1) * self.move_secs

    def interest(self, amount: int, secs: int) -> Fraction:
        """What `amount` would have earned elsewhere in that time."""
        return Fraction(amount * self.interest_bps * secs, BPS * YEAR_SECS)


class Policy(Model):
    """What is chosen: how often a commitment is re-run, the stake behind a job, and the challenger's part of a slash."""

    rate_ppm: Ppm
    stake: Coins
    reward_bps: Annotated[int, Field(ge=0, le=MAX_REWARD_BPS, strict=True)]

    @property
    def reward(self) -> int:
        """What a challenger gets that proves a result wrong."""
        return share_down(self.stake, self.reward_bps)


class Ending(StrEnum):
    """How a job can end, as far as money goes."""

    SETTLED = "settled"
    REFUTED = "refuted"  # challenged, and the provider lost
    UPHELD = "upheld"  # challenged, the challenger lost, settled after a fresh window
    LATE = "late"  # never committed


@dataclass(frozen=True, slots=True)
class Flows:
    """What each side holds more (or less) after a job than before it, bonds and stakes included. They add up to nothing."""

    provider: int = 0
    challenger: int = 0
    requester: int = 0
    treasury: int = 0


def flows(e: Economics, p: Policy, ending: Ending) -> Flows:
    """The program's money rules, to the base unit."""
    match ending:
        case Ending.SETTLED:
            return Flows(provider=e.price, requester=-e.price)
        case Ending.REFUTED:
            return Flows(provider=-p.stake, challenger=p.reward, treasury=p.stake - p.reward)
        case Ending.UPHELD:
            half = share_down(e.challenge_bond, 5_000)
            return Flows(provider=e.price + half, challenger=-e.challenge_bond, requester=-e.price, treasury=e.challenge_bond - half)
        case Ending.LATE:
            taken = share_down(p.stake, e.late_bps)
            reward = share_down(taken, p.reward_bps)
            return Flows(provider=-taken, requester=reward, treasury=taken - reward)


class Conduct(StrEnum):
    """What somebody does: first what is wanted, then the ways around it."""

    PROVIDER = "honest provider"
    DEFENDER = "honest provider, challenged"
    VERIFIER = "honest verifier, one audit"
    LAZY = "lazy: commits garbage"
    CHEAP = "cheap: runs a smaller model"
    COPY = "copy: commits another job's trace"
    SILENT = "silent: accepts and never commits"
    SELF_CHALLENGE = "self-challenge: its sybil takes the reward"
    BRIBING = "bribe: pays auditors who can be bought"
    COLLUDING = "collusion: verifiers and a sybil in league"
    GRIEFING = "grief: challenges honest work to delay it"


WANTED = (Conduct.PROVIDER, Conduct.DEFENDER, Conduct.VERIFIER)
DEVIATIONS = tuple(c for c in Conduct if c not in WANTED)


@dataclass(frozen=True, slots=True)
class Branch:
    """One way a conduct can go: how likely, the job's ending, whose money is the deviator's, and what it costs off chain (less what it brings)."""

    chance: Fraction
    ending: Ending
    sides: tuple[str, ...]
    cost: Fraction = Fraction(0)


ALONE, TWO, CHALLENGER = ("provider",), ("provider", "challenger"), ("challenger",)


def branches(e: Economics, p: Policy, conduct: Conduct) -> tuple[Branch, ...]:
    """A conduct as a lottery over endings. Chances add up to one."""
    found = Fraction(p.rate_ppm * e.recall_ppm, MILLION**2)
    bought = Fraction(e.colluding_ppm, MILLION)

    def unless(caught: Fraction, sides: tuple[str, ...], cost: int = 0) -> tuple[Branch, ...]:
        off = Fraction(cost)
        return Branch(1 - caught, Ending.SETTLED, ALONE, off), Branch(caught, Ending.REFUTED, sides, off)

    match conduct:
        case Conduct.PROVIDER:
            return (Branch(Fraction(1), Ending.SETTLED, ALONE, e.work_cost + e.interest(p.stake, e.work_secs + e.window_secs)),)
        case Conduct.DEFENDER:
            # Only what being challenged adds: the price is what the job pays in any case.
            return (Branch(Fraction(1), Ending.UPHELD, ALONE, e.price + e.dispute_cost + e.interest(p.stake + e.price, e.delay_secs)),)
        case Conduct.VERIFIER:
            wrong = Fraction(e.planted_ppm * e.recall_ppm, MILLION**2)
            ran, fought = Fraction(e.rerun_cost), Fraction(e.rerun_cost + e.dispute_cost)
            return Branch(1 - wrong, Ending.SETTLED, CHALLENGER, ran), Branch(wrong, Ending.REFUTED, CHALLENGER, fought)
        case Conduct.LAZY | Conduct.COPY:
            return unless(found, ALONE)
        case Conduct.CHEAP:
            return unless(found, ALONE, e.work_cost - e.work_cost * e.saving_ppm // MILLION)
        case Conduct.SILENT:
            return (Branch(Fraction(1), Ending.LATE, ALONE),)
        case Conduct.SELF_CHALLENGE:
            return unless(found, TWO)
        case Conduct.BRIBING:
            bribe = Branch(found * bought, Ending.SETTLED, ALONE, Fraction(_bribe(e, p)))
            return Branch(1 - found, Ending.SETTLED, ALONE), bribe, Branch(found * (1 - bought), Ending.REFUTED, TWO)
        case Conduct.COLLUDING:
            return unless(found * (1 - bought), TWO)
        case Conduct.GRIEFING:
            return (Branch(Fraction(1), Ending.UPHELD, CHALLENGER, Fraction(e.dispute_cost - e.delay_gain)),)


def _bribe(e: Economics, p: Policy) -> int:
    """What an auditor forgoes by its silence."""
    return max(p.reward - e.dispute_cost, 0)


def value(e: Economics, p: Policy, conduct: Conduct) -> Fraction:
    """What a conduct is worth on average, in base units a job (a verifier's: an audit)."""
    return sum((b.chance * (sum(getattr(flows(e, p, b.ending), side) for side in b.sides) - b.cost) for b in branches(e, p, conduct)), Fraction(0))


def holds(e: Economics, p: Policy, conduct: Conduct) -> bool:
    """Whether a wanted conduct pays its cost, or a deviation loses money."""
    return value(e, p, conduct) >= 0 if conduct in WANTED else value(e, p, conduct) < 0


def sound(e: Economics, p: Policy) -> bool:
    """Whether a policy makes every deviation lose money and no honest party."""
    return all(holds(e, p, c) for c in Conduct)


def overhead(e: Economics, p: Policy) -> Fraction:
    """What safety uses up a job: re-runs, and the interest on stake that lies idle. Slashes and rewards only change hands."""
    return Fraction(p.rate_ppm * e.rerun_cost, MILLION) + e.interest(p.stake, e.work_secs + e.window_secs)


def planting(e: Economics, p: Policy) -> Fraction:
    """What those who plant wrong results lose by it a job: stake that goes to verifiers and to the treasury."""
    return Fraction(e.planted_ppm * p.rate_ppm * e.recall_ppm, MILLION**3) * p.stake


def sham_disputes(e: Economics, p: Policy) -> int:
    """How many sham disputes against itself a cheat that was found out can pay for before it would rather have been slashed (docs/audits.md, "Limits")."""
    return ceil(Fraction(e.price + p.stake - p.reward, e.challenge_bond - share_down(e.challenge_bond, 5_000)))


# ---- the least


def least_reward(e: Economics) -> int:
    """The least reward for which re-running pays by what was planted alone. Raises InputError where none does."""
    if e.rerun_cost == 0:
        return e.dispute_cost
    if e.planted_ppm == 0:
        raise InputError("planted_ppm", 0, "above 0", "verifiers are paid by rewards alone: where nothing is ever wrong, nobody looks; plant some")
    return e.dispute_cost + ceil(Fraction(e.rerun_cost * MILLION**2, e.planted_ppm * e.recall_ppm))


def least_reward_bps(e: Economics, stake: int) -> int:
    """The least part of `stake` that is a sufficient reward. Raises InputError where half of it is not."""
    bps = -(-least_reward(e) * BPS // stake)
    if bps > MAX_REWARD_BPS:
        raise InputError("stake", stake, f"at least {2 * least_reward(e)}", "a challenger gets half of a slash at most, and that has to pay for its re-runs")
    return bps


def least_rate(e: Economics, stake: int, reward_bps: int) -> int:
    """The least audit rate in ppm for which every deviation with this stake and reward loses. Raises InputError where no rate does."""
    p = Policy(rate_ppm=0, stake=stake, reward_bps=reward_bps)
    # collusion, the dearest deviation: rate * honest * recall * (price + stake - reward) > price
    rate = e.price * MILLION**3 // ((MILLION - e.colluding_ppm) * e.recall_ppm * (e.price + stake - p.reward)) + 1
    if rate > MILLION:
        raise InputError("stake", stake, "more", "even if every job is re-run, collusion pays; assay audit prints the least")
    _bearable(e, p)
    return rate


def least_stake(e: Economics, rate_ppm: int = MILLION, reward_bps: int | None = None) -> int:
    """The least stake that suffices at this audit rate, with the least reward or a given one. Raises InputError where none does."""
    p = Policy(rate_ppm=rate_ppm, stake=1, reward_bps=reward_bps or 0)
    if rate_ppm == 0:
        raise InputError("rate_ppm", 0, "above 0", "what is never looked at can be garbage")
    if reward_bps == 0 and least_reward(e) > 0:
        raise InputError("reward_bps", 0, "above 0", "verifiers are paid by rewards alone")
    # What a coalition must lose when it is caught.
    loss = e.price * MILLION**3 // (rate_ppm * (MILLION - e.colluding_ppm) * e.recall_ppm) + 1 - e.price

    def enough(stake: int) -> bool:
        bps = reward_bps
        if bps is None:
            bps = -(-least_reward(e) * BPS // stake)
        reward = share_down(stake, bps)
        return bps <= MAX_REWARD_BPS and reward >= least_reward(e) and stake - reward >= loss and share_down(stake, e.late_bps) > 0

    if e.late_bps == 0:
        raise InputError("late_bps", 0, "above 0", "silence after accepting would cost nothing")
    low, high = 0, e.most_stake
    if not enough(high):
        raise InputError("most_stake", high, "more", "providers cannot bond what this takes: raise planted_ppm or recall_ppm, or lower the reruns' cost")
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    _bearable(e, p.model_copy(update={"stake": high}))
    return high


def _bearable(e: Economics, p: Policy) -> None:
    """Raises InputError where an honest provider cannot bear the stake, or where griefing pays; neither depends on the audit rate."""
    if not holds(e, p, Conduct.SILENT):
        raise InputError("late_bps", e.late_bps, "enough to take a base unit of the stake", "silence after accepting would cost nothing")
    if not holds(e, p, Conduct.GRIEFING):
        raise InputError("challenge_bond", e.challenge_bond, f"above {e.delay_gain - e.dispute_cost}", "delaying others would pay")
    if not holds(e, p, Conduct.PROVIDER):
        raise InputError("price", e.price, "more", f"the interest on a stake of {p.stake} eats an honest provider's margin")
    if not holds(e, p, Conduct.DEFENDER):
        least = 2 * ceil(e.dispute_cost + e.interest(p.stake + e.price, e.delay_secs))
        raise InputError("challenge_bond", e.challenge_bond, f"at least {least}", "its half has to pay an honest provider for the dispute and the delay")


def _bearable_stake(e: Economics) -> int:
    """The largest stake that `_bearable` lets through, given that some do."""
    locked = Fraction(e.interest_bps * (e.work_secs + e.window_secs), BPS * YEAR_SECS)
    delayed = Fraction(e.interest_bps * e.delay_secs, BPS * YEAR_SECS)
    by_margin = (e.price - e.work_cost) / locked
    by_bond = (share_down(e.challenge_bond, 5_000) - e.dispute_cost) / delayed - e.price
    return min(e.most_stake, int(by_margin), int(by_bond))


def at_stake(e: Economics, stake: int, reward_bps: int | None = None) -> Policy:
    """The least reward (unless given) and the least audit rate for a stake. Raises InputError where none will do."""
    bps = least_reward_bps(e, stake) if reward_bps is None else reward_bps
    p = Policy(rate_ppm=least_rate(e, stake, bps), stake=stake, reward_bps=bps)
    if p.reward < least_reward(e):
        raise InputError(
            "reward_bps", bps, f"at least {least_reward_bps(e, stake)}", "verifiers are paid by rewards alone, and this does not pay for their re-runs"
        )
    return p


def least(e: Economics, reward_bps: int | None = None) -> Policy:
    """The policy of least overhead among those for which every deviation loses money and no honest party does.

    More stake needs fewer re-runs and more idle coin; the sum has one minimum, in closed form. `reward_bps` fixes the challenger's part, as a
    deployment has it; else it is the least that pays for re-runs. Raises InputError, naming what stands in the way, where no policy will do.
    """
    low = least_stake(e, MILLION, reward_bps)
    k = Fraction(e.price * MILLION**2, (MILLION - e.colluding_ppm) * e.recall_ppm)
    square = e.rerun_cost * k / e.interest(1, e.work_secs + e.window_secs)
    if reward_bps is None:
        best = isqrt(int(square)) - e.price + least_reward(e)
    else:
        kept = Fraction(BPS - reward_bps, BPS)
        best = int((isqrt(int(square * kept)) - e.price) / kept)
    return at_stake(e, max(low, min(best, _bearable_stake(e))), reward_bps)


def frontier(e: Economics, points: int = 60, reward_bps: int | None = None) -> list[Policy]:
    """Policies on the edge between sound and not, from the least stake up to sixteen times the best one, as far as providers can bear it."""
    low, best = least_stake(e, MILLION, reward_bps), least(e, reward_bps).stake
    high = max(low, min(_bearable_stake(e), 16 * best))
    stakes = sorted({low + (high - low) * i**3 // (points - 1) ** 3 for i in range(points)} | {best})
    return [at_stake(e, s, reward_bps) for s in stakes]


# ---- the game, played

Coin64 = NDArray[np.int64]
Mask = NDArray[np.bool_]


class _Books:
    """Many games side by side, one column each; every verb moves coin as the program does."""

    def __init__(self, e: Economics, p: Policy, games: int) -> None:
        self.e, self.p, self.games = e, p, games
        names = ("provider", "auditor", "sybil", "requester", "treasury", "escrow", "vault")
        self.of: dict[str, Coin64] = {name: np.zeros(games, np.int64) for name in names}
        self._move("provider", "vault", p.stake, self.all)
        self._move("requester", "escrow", e.price, self.all)

    @property
    def all(self) -> Mask:
        return np.ones(self.games, np.bool_)

    def _move(self, source: str, target: str, amount: int, where: Mask) -> None:
        self.of[source] -= amount * where
        self.of[target] += amount * where

    def settle(self, where: Mask) -> None:
        self._move("escrow", "provider", self.e.price, where)
        self._move("vault", "provider", self.p.stake, where)

    def challenge(self, who: str, where: Mask) -> None:
        self._move(who, "escrow", self.e.challenge_bond, where)

    def provider_loses(self, who: str, where: Mask) -> None:
        """Slash and sweep, refund, reclaim."""
        self._move("vault", who, self.p.stake * self.p.reward_bps // BPS, where)
        self._move("vault", "treasury", self.p.stake - self.p.stake * self.p.reward_bps // BPS, where)
        self._move("escrow", "requester", self.e.price, where)
        self._move("escrow", who, self.e.challenge_bond, where)

    def challenger_loses(self, where: Mask) -> None:
        self._move("escrow", "provider", self.e.challenge_bond // 2, where)
        self._move("escrow", "treasury", self.e.challenge_bond - self.e.challenge_bond // 2, where)

    def time_out(self, where: Mask) -> None:
        """Past the deadline: part of the stake is slashed and swept, the rest unlocked, the price refunded."""
        taken = self.p.stake * self.e.late_bps // BPS
        reward = taken * self.p.reward_bps // BPS
        self._move("vault", "requester", reward, where)
        self._move("vault", "treasury", taken - reward, where)
        self._move("vault", "provider", self.p.stake - taken, where)
        self._move("escrow", "requester", self.e.price, where)

    def closed(self) -> None:
        """Nothing is left in escrow or vault, and no coin was made or lost."""
        assert not self.of["escrow"].any()
        assert not self.of["vault"].any()
        assert not sum(self.of.values(), np.zeros(self.games, np.int64)).any()


@dataclass(frozen=True, slots=True)
class Sample:
    """A simulated mean with its standard error, base units a game."""

    mean: float
    error: float
    games: int


def simulate(e: Economics, p: Policy, conduct: Conduct, games: int = MILLION, seed: int = 1) -> Sample:
    """Plays a conduct `games` times by the program's money rules. The same seed gives the same sample."""
    if not 1 <= games <= 10 * MILLION:
        raise InputError("games", games, f"1..={10 * MILLION}", "a million gives three digits")
    rng = np.random.default_rng(seed)
    books = _Books(e, p, games)

    def happens(ppm: int) -> Mask:
        return rng.integers(0, MILLION, games) < ppm

    gains, off = _play(e, p, conduct, books, happens)
    books.closed()
    mean = float(gains.mean()) - float(off)
    error = float(gains.std(ddof=1)) / games**0.5 if games > 1 else float("inf")
    return Sample(mean, error, games)


def _play(e: Economics, p: Policy, conduct: Conduct, books: _Books, happens: Callable[[int], Mask]) -> tuple[Coin64, Fraction]:
    """What the deviator holds more after each game, and what each cost it off chain."""
    of = books.of

    def fought(who: str, where: Mask) -> None:
        books.challenge(who, where)
        books.provider_loses(who, where)
        books.settle(~where)

    def seen() -> Mask:
        return happens(p.rate_ppm) & happens(e.recall_ppm)

    match conduct:
        case Conduct.PROVIDER:
            books.settle(books.all)
            return of["provider"], e.work_cost + e.interest(p.stake, e.work_secs + e.window_secs)
        case Conduct.DEFENDER | Conduct.GRIEFING:
            books.challenge("auditor", books.all)
            books.challenger_loses(books.all)
            books.settle(books.all)
            if conduct is Conduct.GRIEFING:
                return of["auditor"], Fraction(e.dispute_cost - e.delay_gain)
            return of["provider"] - e.price, e.dispute_cost + e.interest(p.stake + e.price, e.delay_secs)
        case Conduct.VERIFIER:
            wrong = happens(e.planted_ppm) & happens(e.recall_ppm)
            fought("auditor", wrong)
            return of["auditor"] - e.dispute_cost * wrong, Fraction(e.rerun_cost)
        case Conduct.LAZY | Conduct.COPY | Conduct.CHEAP:
            fought("auditor", seen())
            cost = e.work_cost - e.work_cost * e.saving_ppm // MILLION if conduct is Conduct.CHEAP else 0
            return of["provider"], Fraction(cost)
        case Conduct.SILENT:
            books.time_out(books.all)
            return of["provider"], Fraction(0)
        case Conduct.SELF_CHALLENGE:
            fought("sybil", seen())  # it is quicker than every honest challenger
            return of["provider"] + of["sybil"], Fraction(0)
        case Conduct.BRIBING:
            found, bought = seen(), happens(e.colluding_ppm)
            fought("sybil", found & ~bought)
            return of["provider"] + of["sybil"] - _bribe(e, p) * (found & bought), Fraction(0)
        case Conduct.COLLUDING:
            fought("sybil", seen() & ~happens(e.colluding_ppm))
            return of["provider"] + of["sybil"], Fraction(0)
