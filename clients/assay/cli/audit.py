"""`assay audit`: the least audit rate, stake and challenger's reward for which every deviation loses money."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import log10
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from .. import audit as a
from ..errors import InputError
from ..models.deployment import Settings
from ..units import BPS, Amount, Token
from .options import joined

commands = typer.Typer()
COINS = "coins, up to 6 decimals"
SHARE = "a share: 0.33 or 33%"


def share_ppm(field: str, text: str) -> int:
    """A share such as "0.33" or "33%" in parts per million. Raises InputError for anything else."""
    try:
        scaled = Decimal(text.removesuffix("%")) * (a.MILLION // 100 if text.endswith("%") else a.MILLION)
    except InvalidOperation:
        scaled = Decimal("NaN")
    if not scaled.is_finite() or scaled != scaled.to_integral_value() or not 0 <= scaled <= a.MILLION:
        raise InputError(field, text, "a share from 0 to 1 in whole millionths", "write it as 0.33 or 33%")
    return int(scaled)


def share_bps(field: str, text: str) -> int:
    """As `share_ppm`, in whole basis points."""
    bps, rest = divmod(share_ppm(field, text), a.MILLION // BPS)
    if rest:
        raise InputError(field, text, "in whole basis points", "write it as 0.0333 or 3.33%")
    return bps


@commands.command()
def audit(
    price: Annotated[str, typer.Option(help=f"what the job pays; {COINS}")] = "1",
    work: Annotated[str, typer.Option(help=f"what honest work costs the provider; {COINS}")] = "0.5",
    rerun: Annotated[str, typer.Option(help=f"what one re-run costs a verifier; {COINS}")] = "0.5",
    dispute: Annotated[str, typer.Option(help=f"what one side's transactions of a dispute cost; {COINS}")] = "0.05",
    delay_gain: Annotated[str, typer.Option(help=f"what delaying a settlement is worth to a griefer; {COINS}")] = "0",
    saving: Annotated[str, typer.Option(help=f"what a cheaper model saves of the work; {SHARE}")] = "90%",
    colluding: Annotated[str, typer.Option(help=f"audits by verifiers in league with the provider or for sale; {SHARE}")] = "33%",
    recall: Annotated[str, typer.Option(help=f"honest findings whose challenge gets through; {SHARE}")] = "90%",
    planted: Annotated[str, typer.Option(help=f"commitments that are wrong on purpose or by accident; {SHARE}")] = "1%",
    interest: Annotated[str, typer.Option(help=f"what locked coin would earn in a year; {SHARE}")] = "10%",
    most_stake: Annotated[str, typer.Option(help=f"the most that a provider can bond for one job; {COINS}")] = "1000000",
    work_secs: Annotated[int, typer.Option(help="the work's duration, seconds")] = 600,
    rounds: Annotated[int, typer.Option(help="rounds of the longest dispute")] = 12,
    stake: Annotated[str | None, typer.Option(help=f"fix the stake, and find the rate; {COINS}")] = None,
    rate: Annotated[str | None, typer.Option(help=f"fix the audit rate, and find the stake; {SHARE}")] = None,
    reward_bps: Annotated[int | None, typer.Option(help="fix the challenger's part of a slash, 0 to 5000; the chain's where one is named")] = None,
    chain: Annotated[str | None, typer.Option(help="take bond, clocks and shares from this chain's deployment")] = None,
    key: Annotated[str | None, typer.Option(help="the account for --chain", envvar="ASSAY_KEY")] = None,
    simulate: Annotated[int, typer.Option(help="play each conduct that many times by the program's money rules")] = 0,
    seed: Annotated[int, typer.Option(help="of the simulation")] = 1,
    plot: Annotated[Path | None, typer.Option(help="write the frontier to this HTML file")] = None,
) -> None:
    """Prints the least (audit rate, stake, challenger's reward) for which every deviation loses money. docs/audits.md derives it."""
    symbol, settings = "coins", Settings()
    if chain is not None:
        stands = joined(chain, key).deployment()
        symbol, settings = stands.token_symbol, stands.settings
        reward_bps = settings.reward_bps if reward_bps is None else reward_bps
    token = Token(symbol, 6, bytes(32))

    def coins(text: str) -> int:
        return Amount.parse(text, token).base

    e = a.Economics(
        price=coins(price), work_cost=coins(work), rerun_cost=coins(rerun), dispute_cost=coins(dispute), delay_gain=coins(delay_gain),
        saving_ppm=share_ppm("saving", saving), colluding_ppm=share_ppm("colluding", colluding), recall_ppm=share_ppm("recall", recall),
        planted_ppm=share_ppm("planted", planted), interest_bps=share_bps("interest", interest),
        most_stake=coins(most_stake), work_secs=work_secs, rounds=rounds, window_secs=settings.window_secs, move_secs=settings.move_secs,
        challenge_bond=settings.challenge_bond, late_bps=settings.late_bps,
    )  # fmt: skip
    if stake is not None and rate is not None:
        raise InputError("rate", rate, "left out where the stake is given", "fix one of them and find the other")
    if stake is not None:
        p = a.at_stake(e, coins(stake), reward_bps)
    elif rate is not None:
        ppm = share_ppm("rate", rate)
        least = a.least_stake(e, ppm, reward_bps)
        p = a.Policy(rate_ppm=ppm, stake=least, reward_bps=a.least_reward_bps(e, least) if reward_bps is None else reward_bps)
    else:
        p = a.least(e, reward_bps)
    samples = {c: a.simulate(e, p, c, simulate, seed) for c in a.Conduct} if simulate else {}
    console = Console()
    console.print(_policy(e, p, token))
    console.print(_conducts(e, p, token, samples))
    if plot is not None:
        plot.parent.mkdir(parents=True, exist_ok=True)
        plot.write_text(page(e, p, a.frontier(e, reward_bps=reward_bps), token), "utf-8")
        console.print(f"wrote {plot}", highlight=False)
    if not a.sound(e, p):
        raise typer.Exit(1)


def shown(x: Fraction | int, token: Token) -> str:
    """Base units as coins, rounded to the nearest base unit."""
    base = round(x)
    return ("-" if base < 0 else "") + str(Amount(abs(base), token)).removesuffix(f" {token.symbol}")


def percent(ppm: int) -> str:
    return f"{Decimal(ppm) / 10_000:f} %"


def _facts(e: a.Economics, p: a.Policy, token: Token) -> list[tuple[str, str]]:
    sham = a.sham_disputes(e, p)
    return [
        ("audit rate", percent(p.rate_ppm)),
        ("stake", f"{shown(p.stake, token)} {token.symbol}"),
        ("challenger's reward", f"{shown(p.reward, token)} {token.symbol} ({p.reward_bps} bps of the stake)"),
        (
            "used up a job: re-runs and idle stake; part of the price",
            f"{shown(a.overhead(e, p), token)} {token.symbol}, {float(100 * a.overhead(e, p) / e.price):.2f} % of the price",
        ),
        ("lost a job by those who plant", f"{shown(a.planting(e, p), token)} {token.symbol}"),
        ("sham disputes a found cheat can pay", f"{sham}, at most {float(Fraction(sham * e.delay_secs, 86_400)):.1f} days in all"),
    ]


def _policy(e: a.Economics, p: a.Policy, token: Token) -> Table:
    t = Table(title="the least for which every deviation loses money", title_justify="left", show_header=False)
    for name, text in _facts(e, p, token):
        t.add_row(name, text)
    return t


def _conducts(e: a.Economics, p: a.Policy, token: Token, samples: dict[a.Conduct, a.Sample]) -> Table:
    t = Table(title=f"worth on average, {token.symbol} a job", title_justify="left")
    t.add_column("conduct")
    t.add_column("value", justify="right")
    if samples:
        t.add_column("simulated", justify="right")
    t.add_column("")
    for c in a.Conduct:
        row = [c.value, shown(a.value(e, p, c), token)]
        if samples:
            row.append(f"{samples[c].mean / 10**token.decimals:.6f} ± {samples[c].error / 10**token.decimals:.6f}")
        good = a.holds(e, p, c)
        row.append(("pays" if c in a.WANTED else "loses") if good else "[bold red]does not hold[/]")
        t.add_row(*row, end_section=c is a.WANTED[-1])
    return t


# ---- the page

WIDTH, HEIGHT, PAD = 720, 320, 56


def _ticks(low: float, high: float) -> list[float]:
    """1, 2 and 5 times powers of ten within, in log10."""
    return [t for ten in range(-12, 16) for digit in (1, 2, 5) if low <= (t := ten + log10(digit)) <= high]


def _chart(title: str, unit: str, points: list[tuple[float, float]], mark: tuple[float, float]) -> str:
    """A line over log axes as SVG; everything above it is safe, or it is a cost. All points are positive."""
    logs = [(log10(x), log10(y)) for x, y in points]
    (x0, x1), (y0, y1) = ((min(v), max(v)) for v in ([p[0] for p in logs], [p[1] for p in logs]))

    def at(x: float, y: float) -> tuple[float, float]:
        return PAD + (x - x0) / ((x1 - x0) or 1) * (WIDTH - 2 * PAD), HEIGHT - PAD - (y - y0) / ((y1 - y0) or 1) * (HEIGHT - 2 * PAD)

    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*p) for p in logs))
    mx, my = at(log10(mark[0]), log10(mark[1]))
    marks = [f'<line x1="{at(t, y0)[0]:.1f}" x2="{at(t, y0)[0]:.1f}" y1="{PAD}" y2="{HEIGHT - PAD}"/>' for t in _ticks(x0, x1)]
    marks += [f'<line y1="{at(x0, t)[1]:.1f}" y2="{at(x0, t)[1]:.1f}" x1="{PAD}" x2="{WIDTH - PAD}"/>' for t in _ticks(y0, y1)]
    words = [f'<text x="{at(t, y0)[0]:.1f}" y="{HEIGHT - PAD + 18}" text-anchor="middle">{10**t:.6g}</text>' for t in _ticks(x0, x1)]
    words += [f'<text x="{PAD - 6}" y="{at(x0, t)[1] + 4:.1f}" text-anchor="end">{10**t:.6g}</text>' for t in _ticks(y0, y1)]
    return (
        f'<h2>{title}</h2><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}"><g class="grid">{"".join(marks)}</g>{"".join(words)}'
        f'<polyline points="{line}"/><circle cx="{mx:.1f}" cy="{my:.1f}" r="5"/>'
        f'<text x="{WIDTH - PAD}" y="{HEIGHT - 12}" text-anchor="end">stake, {unit}</text></svg>'
    )


STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
svg{width:100%;height:auto}polyline{fill:none;stroke:#1b6ca8;stroke-width:2.5}circle{fill:#c2410c}.grid line{stroke:#ddd}text{font-size:13px;fill:#444}
table{border-collapse:collapse;width:100%}td{border-bottom:1px solid #ddd;padding:.3rem .5rem}td:last-child{text-align:right}"""


def page(e: a.Economics, p: a.Policy, edge: list[a.Policy], token: Token) -> str:
    """The frontier as a page that needs no other file."""
    unit = 10**token.decimals
    rates = [(q.stake / unit, q.rate_ppm / 10_000) for q in edge]
    costs = [(q.stake / unit, float(a.overhead(e, q)) / unit) for q in edge]
    rows = "".join(f"<tr><td>{name}</td><td>{text}</td></tr>" for name, text in _facts(e, p, token))
    worth = "".join(f"<tr><td>{c.value}</td><td>{shown(a.value(e, p, c), token)}</td></tr>" for c in a.Conduct)
    given = "".join(f"<tr><td>{name}</td><td>{number:,}</td></tr>" for name, number in e.model_dump().items())
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Audit economics</title><style>{STYLE}'
        f"</style><h1>The least for which every deviation loses money</h1><table>{rows}</table>"
        + _chart("Least audit rate, %, by stake: on and above the line every deviation loses", token.symbol, rates, (p.stake / unit, p.rate_ppm / 10_000))
        + _chart(f"Used up a job, {token.symbol}: re-runs and idle stake", token.symbol, costs, (p.stake / unit, float(a.overhead(e, p)) / unit))
        + f"<h2>Worth on average, {token.symbol} a job</h2><table>{worth}</table>"
        + f"<h2>Given, in base units, seconds, bps and parts per million</h2><table>{given}</table></html>\n"
    )
