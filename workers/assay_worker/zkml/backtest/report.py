"""What a backtest leaves behind: report.json for machines, backtest.svg to look at, a table and what follows from it for the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import sqrt
from pathlib import Path
from statistics import mean, stdev
from typing import Any

from rich.table import Table

from . import Run
from .costs import Units, Venue, paid
from .strategies import DEPOSIT, EqualWeight, Gated, Optimiser, Splitter
from .world import COIN, LOSS, MARKETS, Scenario

NAMES = (Gated.name, Splitter.name, Optimiser.name, EqualWeight.name)
COLOURS = ("#4464ad", "#d08c2e", "#b3261e", "#3a9d72")
POOL_COLOURS = ("#4464ad", "#3a9d72", "#d08c2e", "#9a6bb0", "#b3261e", "#9aa2aa")
WIDTH, PANEL, PAD = 960, 240, 56


@dataclass(frozen=True)
class Spread:
    """A figure over seeds."""

    mean: float
    deviation: float
    least: float
    most: float
    count: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        return cls(mean(values), stdev(values) if len(values) > 1 else 0.0, min(values), max(values), len(values))

    @property
    def is_noise(self) -> bool:
        """Whether so many seeds cannot tell the mean from nothing: it is within two of its own errors of it."""
        return abs(self.mean) <= 2 * self.deviation / sqrt(self.count)

    def said(self) -> dict[str, float]:
        return {"mean": round(self.mean, 6), "deviation": round(self.deviation, 6), "least": round(self.least, 6), "most": round(self.most, 6)}


@dataclass(frozen=True)
class Prices:
    """The venues, and what their chains' transactions were measured at. The first one's costs are in the plot and in what is concluded."""

    venues: tuple[Venue, ...]
    units: Mapping[str, Units]

    def paid(self, venue: Venue, run: Run, day: int = -1) -> float:
        """A part of the deposit."""
        return paid(venue, self.units[venue.family], run.transactions[day]) * COIN / DEPOSIT

    def net(self, venue: Venue, run: Run) -> float:
        """What a run earned after its transactions, as a part of the deposit."""
        return run.earned - self.paid(venue, run)


class Report:
    def __init__(self, runs: Sequence[Run], prices: Prices) -> None:
        self.runs, self.prices = runs, prices
        self.seeds = sorted({run.seed for run in runs})

    def of(self, scenario: Scenario, name: str) -> list[Run]:
        return [run for run in self.runs if run.scenario is scenario and run.strategy == name]

    def _net(self, scenario: Scenario, name: str, venue: Venue) -> list[float]:
        return [self.prices.net(venue, run) for run in self.of(scenario, name)]

    def ahead(self, scenario: Scenario, name: str, venue: Venue) -> Spread:
        """By how much the vault ended the same years ahead of another."""
        pairs = zip(self._net(scenario, Gated.name, venue), self._net(scenario, name, venue), strict=True)
        return Spread.of([ours - theirs for ours, theirs in pairs])

    def even(self, scenario: Scenario, name: str, venue: Venue) -> float | None:
        """How many of a hundred years must have a bad pool for the vault to end ahead on average: 0 where it does in calm ones, None where no number does."""
        calm, bad = self.ahead(Scenario.CALM, name, venue).mean, self.ahead(scenario, name, venue).mean
        if calm >= 0:
            return 0.0
        return 100 * calm / (calm - bad) if bad > 0 else None

    # ---- words

    def concluded(self) -> list[str]:
        """What follows, whichever way it goes; of bad years for the first venue."""
        venue, lines = self.prices.venues[0], []
        for name in NAMES[1:]:
            calm = [f"{_points(self.ahead(Scenario.CALM, name, place))} on {place.name}" for place in self.prices.venues]
            lines.append(f"The vault beside the {name}, in calm years after costs: {', '.join(calm)}.")
            for scenario in (Scenario.FAILS, Scenario.LURES):
                lines.append(f"  Where a pool {scenario.value}: {_points(self.ahead(scenario, name, venue))}. {self._choice(scenario, name, venue)}")
        cost, proof = (mean(values) for values in zip(*self._vault_costs(venue), strict=True))
        lines.append(f"The vault's transactions took {cost:.2%} of the deposit on {venue.name}, of which its proofs {proof:.2%}.")
        worst = {name: max(run.drawdown for run in self.runs if run.strategy == name) for name in NAMES}
        lines.append("The deepest fall of any year: " + ", ".join(f"{name} {fall:.1%}" for name, fall in worst.items()) + ".")
        return lines

    def _choice(self, scenario: Scenario, name: str, venue: Venue) -> str:
        years = self.even(scenario, name, venue)
        if self.ahead(scenario, name, venue).is_noise:
            return "So many seeds do not tell who ends ahead."
        if years is None:
            return f"On {venue.name} no number of such years makes up for the calm ones."
        if years == 0:
            return f"On {venue.name} calm years alone are reason enough."
        return f"On {venue.name} it makes up for the calm ones from {years:.1f} such years in 100."

    def _vault_costs(self, venue: Venue) -> Iterator[tuple[float, float]]:
        proof = self.prices.units[venue.family].proof * venue.unit_price * COIN / DEPOSIT
        for run in self.runs:
            if run.strategy == Gated.name:
                yield self.prices.paid(venue, run), run.transactions[-1]["rebalance"] * proof

    def table(self) -> Table:
        t = Table(title=f"{len(self.seeds)} seeds, {self.runs[0].days} days; % of the deposit: mean ± deviation (least … most)", title_justify="left")
        for column in ("scenario", "strategy", "before costs", *(f"after {venue.name}" for venue in self.prices.venues), "deepest fall", "transactions"):
            t.add_column(column, justify="left" if column in ("scenario", "strategy") else "right")
        for scenario in Scenario:
            for name in NAMES:
                runs = self.of(scenario, name)
                spread = Spread.of([run.earned for run in runs])
                nets = (Spread.of(self._net(scenario, name, venue)) for venue in self.prices.venues)
                sent = mean(sum(run.transactions[-1].values()) for run in runs)
                falls = f"{max(run.drawdown for run in runs):.1%}"
                first = f"{100 * spread.mean:.2f} ± {100 * spread.deviation:.2f} ({100 * spread.least:.1f} … {100 * spread.most:.1f})"
                t.add_row(scenario.value, name, first, *(f"{100 * net.mean:.2f}" for net in nets), falls, f"{sent:,.0f}")
        return t

    # ---- files

    def summary(self, assumed: Mapping[str, Any]) -> dict[str, Any]:
        scenarios = {scenario.value: {name: self._figures(scenario, name) for name in NAMES} for scenario in Scenario}
        return {
            "assumed": dict(assumed), "markets": [market.name for market in MARKETS], "deposit": DEPOSIT,
            "units": {family: dict(units.by_transaction) | {"proof": units.proof} for family, units in self.prices.units.items()},
            "venues": {venue.name: {"unit_price": venue.unit_price, "transaction_price": venue.transaction_price} for venue in self.prices.venues},
            "scenarios": scenarios, "concluded": self.concluded(),
        }  # fmt: skip

    def _figures(self, scenario: Scenario, name: str) -> dict[str, Any]:
        runs = self.of(scenario, name)
        refused: dict[str, int] = {}
        for run in runs:
            for error, times in run.refused.items():
                refused[error] = refused.get(error, 0) + times
        return {
            "earned": Spread.of([run.earned for run in runs]).said(),
            "net": {venue.name: Spread.of(self._net(scenario, name, venue)).said() for venue in self.prices.venues},
            "drawdown": Spread.of([run.drawdown for run in runs]).said(),
            "vault_ahead": {venue.name: self.ahead(scenario, name, venue).said() for venue in self.prices.venues},
            "refused": refused,
            "proved": sum(run.proved for run in runs),
            "seeds": [
                {
                    "seed": run.seed, "earned": round(run.earned, 6), "drawdown": round(run.drawdown, 6), "ended": list(run.held[-1]),
                    "transactions": dict(run.transactions[-1]),
                } | ({} if scenario is Scenario.CALM else {"bad_pool": MARKETS[run.bad_pool].name, "bad_day": run.bad_day})
                for run in runs
            ],
        }  # fmt: skip

    def write(self, folder: Path, assumed: Mapping[str, Any]) -> Path:
        """Writes report.json and backtest.svg into `folder` and returns the picture's path."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "report.json").write_text(json.dumps(self.summary(assumed), indent=2) + "\n")
        path = folder / "backtest.svg"
        path.write_text(self.picture())
        return path

    # ---- the picture

    def picture(self) -> str:
        """What a deposit of 100 became after costs, scenario by scenario, and where the vault held it in one year."""
        venue = self.prices.venues[0]
        height = PAD + (PANEL + PAD) * (len(Scenario) + 1)
        keys = _keys(NAMES, COLOURS, 22)
        panels = "".join(self._panel(scenario, venue, PAD + (PANEL + PAD) * number) for number, scenario in enumerate(Scenario))
        panels += self._held(PAD + (PANEL + PAD) * len(Scenario))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="backtest" '
            f'font-family="system-ui, sans-serif" font-size="12">'
            f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>{keys}{panels}</svg>\n'
        )

    def _panel(self, scenario: Scenario, venue: Venue, top: int) -> str:
        """Means over seeds as lines, the range of seeds behind them."""
        lines = {}
        for name in NAMES:
            runs = self.of(scenario, name)
            by_day = ([100 * (sum(run.held[day]) / DEPOSIT - self.prices.paid(venue, run, day)) for run in runs] for day in range(runs[0].days + 1))
            lines[name] = [(mean(values), min(values), max(values)) for values in by_day]
        low = min(least for line in lines.values() for _, least, _ in line)
        high = max(most for line in lines.values() for _, _, most in line)
        days = len(lines[NAMES[0]]) - 1

        def at(day: int, value: float) -> str:
            return f"{_x(day, days):.1f},{top + PANEL - (value - low) / ((high - low) or 1) * PANEL:.1f}"

        drawn = ""
        for colour, line in zip(COLOURS, lines.values(), strict=True):
            shown = [(day, *line[day]) for day in range(0, days + 1, max(days // 180, 1))]
            band = [at(day, most) for day, _, _, most in shown] + [at(day, least) for day, _, least, _ in reversed(shown)]
            drawn += f'<polygon points="{" ".join(band)}" fill="{colour}" opacity="0.10"/>'
            drawn += f'<polyline points="{" ".join(at(day, middle) for day, middle, _, _ in shown)}" fill="none" stroke="{colour}" stroke-width="1.8"/>'
        title = {
            Scenario.CALM: "calm: no pool turns bad", Scenario.FAILS: f"fails: one pool loses {LOSS:.0%} without a sign",
            Scenario.LURES: f"lures: one pool lies about its rate, then keeps {LOSS:.0%}",
        }[scenario]  # fmt: skip
        return _frame(top, f"{title} (100 deposited, after {venue.name} costs; mean and range of {len(self.seeds)} seeds)", low, high, days) + drawn

    def _held(self, top: int) -> str:
        """Where the vault held one seed's deposit in a year with a lure: the first seed that cost it something."""
        years = self.of(Scenario.LURES, Gated.name)
        run = next((run for run in years if run.drawdown > LOSS / 100), years[0])
        drawn, base = "", [0.0] * (run.days + 1)
        for pool, colour in enumerate(POOL_COLOURS):
            upper = [below + 100 * held[pool] / (sum(held) or 1) for below, held in zip(base, run.held, strict=True)]
            edge = [f"{_x(day, run.days):.1f},{top + PANEL * (1 - upper[day] / 100):.1f}" for day in range(run.days + 1)]
            back = [f"{_x(day, run.days):.1f},{top + PANEL * (1 - base[day] / 100):.1f}" for day in range(run.days, -1, -1)]
            drawn += f'<polygon points="{" ".join(edge + back)}" fill="{colour}" opacity="0.75"/>'
            base = upper
        title = f"where the vault held it, in % (seed {run.seed}, lures: {MARKETS[run.bad_pool].name} on day {run.bad_day})"
        keys = _keys((*(market.name for market in MARKETS), "not invested"), POOL_COLOURS, top + PANEL + 44)
        return _frame(top, title, 0, 100, run.days) + drawn + keys


def _points(ahead: Spread) -> str:
    noise = ", within the noise" if ahead.is_noise else ""
    return f"{abs(100 * ahead.mean):.2f} ± {100 * ahead.deviation:.2f} points {'ahead' if ahead.mean >= 0 else 'behind'}{noise}"


def _x(day: int, days: int) -> float:
    return PAD + day / days * (WIDTH - 2 * PAD)


def _keys(names: Sequence[str], colours: Sequence[str], y: int) -> str:
    return "".join(
        f'<rect x="{PAD + 150 * i}" y="{y - 10}" width="12" height="12" fill="{colour}"/><text x="{PAD + 150 * i + 18}" y="{y}">{escape(name)}</text>'
        for i, (name, colour) in enumerate(zip(names, colours, strict=True))
    )


def _frame(top: int, title: str, low: float, high: float, days: int) -> str:
    """Axes of a panel."""
    marks = "".join(
        f'<line x1="{PAD}" x2="{WIDTH - PAD}" y1="{top + PANEL * part / 4:.1f}" y2="{top + PANEL * part / 4:.1f}" stroke="#d8dce0"/>'
        f'<text x="{PAD - 8}" y="{top + PANEL * part / 4 + 4:.1f}" text-anchor="end">{high - (high - low) * part / 4:.1f}</text>'
        for part in range(5)
    )
    ticks = "".join(
        f'<text x="{_x(day, days):.1f}" y="{top + PANEL + 18}" text-anchor="middle">day {day}</text>' for day in range(0, days + 1, max(days // 6, 1))
    )
    return f'<text x="{PAD}" y="{top - 8}" font-weight="600">{escape(title)}</text>{marks}{ticks}'
