"""`assay pay`: cash, vesting tokens or a mixture, for a campaign's sponsor and its workers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from .. import pay as p
from ..errors import InputError
from ..units import BPS, Amount, Token
from .audit import SHARE, STYLE, share_ppm

commands = typer.Typer()
COIN = Token("coins", 6, bytes(32))
YEARLY = "a year: 0.1 or 10%"


def share(field: str, text: str) -> float:
    return share_ppm(field, text) / 1_000_000


def numbers(field: str, text: str) -> tuple[int, ...]:
    """Whole numbers from "12,24,36". Raises InputError for anything else."""
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError:
        raise InputError(field, text, "whole numbers with commas between", "write 12,24,36") from None


@commands.command()
def pay(
    pay_hourly: Annotated[str, typer.Option("--pay", help="what an hour is promised, in coins, whatever it is paid in")] = "30",
    wage: Annotated[str, typer.Option(help="what the same hour earns elsewhere, in coins")] = "27",
    hours: Annotated[int, typer.Option(help="hours of this work a month")] = 40,
    months: Annotated[int, typer.Option(help="the campaign's length")] = 12,
    income: Annotated[str, typer.Option(help=f"the worker's income from this work; {SHARE}")] = "30%",
    aversion: Annotated[float, typer.Option(help="relative risk aversion (CRRA): 0 indifferent, 2 common, 5 timid")] = 2.0,
    discount: Annotated[str, typer.Option(help=f"the worker's; {YEARLY}")] = "10%",
    horizon: Annotated[int, typer.Option(help="months ahead that the worker counts what it gets")] = 36,
    savings: Annotated[float, typer.Option(help="the worker's savings, in months of this work's pay")] = 3.0,
    offers: Annotated[float, typer.Option(help="a year, from other buyers of the same expertise")] = 1.0,
    premium: Annotated[str, typer.Option(help=f"what such an offer pays above the wage, on average; {SHARE}")] = "20%",
    narrow: Annotated[str, typer.Option(help="how few can do the work: 0 anybody, 1 a handful")] = "0.3",
    replace: Annotated[float, typer.Option(help="months of pay that it takes to replace one of a handful")] = 12.0,
    treasury_discount: Annotated[str, typer.Option(help=f"the sponsor's; {YEARLY}")] = "25%",
    careless: Annotated[str, typer.Option(help=f"what careless work spares of the hours; {SHARE}")] = "2%",
    caught: Annotated[str, typer.Option(help=f"careless work that ends in a ruling; {SHARE}")] = "30%",
    price: Annotated[str, typer.Option(help="coins for a token when the worker joins")] = "1",
    drift: Annotated[float, typer.Option(help="of the token's price between jumps, a year")] = 0.2,
    volatility: Annotated[float, typer.Option(help="of the same, a year")] = 0.8,
    jump_rate: Annotated[float, typer.Option(help="jumps a year")] = 1.0,
    jump: Annotated[float, typer.Option(help="by how much: -0.2 is a fifth down")] = -0.2,
    dump: Annotated[str, typer.Option(help=f"what the price has lost when all of a tokens-only campaign is sold; {SHARE}")] = "10%",
    cliff: Annotated[int, typer.Option(help="of a grant, months")] = 6,
    steps: Annotated[int, typer.Option(help="of a grant; 0 is linear")] = 0,
    forfeit: Annotated[str, typer.Option(help=f"the unvested that leaving costs, if your terms make it a breach; the program takes none; {SHARE}")] = "0",
    lock: Annotated[bool, typer.Option(help="count tokens at the price of joining, as on chain; or at each pay day's")] = True,
    vest: Annotated[str, typer.Option(help="shares of tokens to compare, basis points of the pay")] = ",".join(map(str, p.SHARES)),
    durations: Annotated[str, typer.Option(help="of grants to compare, months")] = ",".join(map(str, p.DURATIONS)),
    paths: Annotated[int, typer.Option(help="of the token's price")] = 2_000,
    seed: Annotated[int, typer.Option(help="of the simulation")] = 1,
    plot: Annotated[Path | None, typer.Option(help="write the comparison to this HTML file")] = None,
) -> None:
    """Compares cash with tokens that vest: what each is worth to the worker, costs the treasury, and who stays. A model, not advice: docs/pay.md."""

    def coins(text: str) -> int:
        return Amount.parse(text, COIN).base

    case = p.Case(
        pay_hourly=coins(pay_hourly), wage_hourly=coins(wage), hours=hours, months=months, income_share=share("income", income),
        risk_aversion=aversion, discount=share("discount", discount), horizon=horizon, savings_months=savings, offers=offers,
        premium=share("premium", premium), narrow=share("narrow", narrow), replace_months=replace,
        treasury_discount=share("treasury_discount", treasury_discount), careless=share("careless", careless), caught=share("caught", caught),
        price=coins(price), drift=drift, volatility=volatility, jump_rate=jump_rate, jump=jump, dump=share("dump", dump), cliff=cliff, steps=steps,
        forfeit=share("forfeit", forfeit), lock=lock,
    )  # fmt: skip
    among = p.schemes(numbers("vest", vest), numbers("durations", durations))
    found = p.outcomes(case, among, paths, seed)
    advice = p.advise(found)
    said = words(case, advice)
    if case.forfeit < 1 and advice.chosen is not None:
        kept = p.advise(p.outcomes(case.model_copy(update={"forfeit": 1.0}), among, paths, seed)).chosen
        if kept is not None:
            said.append(f"If leaving cost all that has not vested (--forfeit 100%): {kept.scheme.name}, and {percent(kept.retention)} stay to the end.")
    console = Console()
    console.print(_table(case, found, advice))
    for line in said:
        console.print(line, highlight=False)
    if plot is not None:
        plot.parent.mkdir(parents=True, exist_ok=True)
        plot.write_text(page(case, found, advice, said), "utf-8")
        console.print(f"wrote {plot}", highlight=False)
    if advice.chosen is None:
        raise typer.Exit(1)


def shown(base: float) -> str:
    """Base units as whole coins; with decimals where it is little."""
    value = base / 10**COIN.decimals
    return f"{value:,.0f}" if abs(value) >= 100 or value == 0 else f"{value:,.2f}"


def percent(part: float) -> str:
    return f"{100 * part:.0f} %"


HEADINGS = ("scheme", "p5", "p50", "mean", "certain", "cash out", "tokens out", "at market", "stay", "at stake", "surplus")


def _row(o: p.Outcome) -> tuple[str, ...]:
    cells = (o.p5, o.p50, o.mean, o.certain, o.cash_out, o.tokens_out, o.market)
    return o.scheme.name, *(shown(x) for x in cells), percent(o.retention), shown(o.at_stake), shown(o.surplus)


def _table(case: p.Case, found: tuple[p.Outcome, ...], advice: p.Advice) -> Table:
    title = f"a worker, {case.months} months, in coins of today; the same hours elsewhere: {shown(p.elsewhere(case))}"
    t = Table(title=title, title_justify="left", caption="dim: worth less to the worker than the same hours elsewhere", caption_justify="left")
    for heading in HEADINGS:
        t.add_column(heading, justify="left" if heading == "scheme" else "right")
    for o in found:
        t.add_row(*_row(o), style="bold green" if o is advice.chosen else None if o.accepted else "dim")
    return t


def words(case: p.Case, advice: p.Advice) -> list[str]:
    """The recommendation, and the numbers that drive it."""
    chosen, rival = advice.chosen, advice.rival
    if chosen is None:
        return [
            f"Nothing here is worth {shown(p.elsewhere(case))}, what the same hours earn elsewhere: offer at least {shown(case.wage_hourly)} an hour in cash."
        ]
    if rival is None:
        return [f"Pay: {chosen.scheme.name}."]
    about = {
        p.Term.WORTH: f"it is worth {shown(chosen.certain)} for sure to the worker, against {shown(rival.certain)}",
        p.Term.COST: f"it costs the treasury {shown(chosen.market)} at market, against {shown(rival.market)}",
        p.Term.REPLACING: f"{percent(chosen.retention)} stay to the end, against {percent(rival.retention)}; "
        f"replacing one takes {shown(case.narrow * case.replace_months * case.monthly)}",
        p.Term.CARELESS: f"{shown(chosen.at_stake)} can be clawed back in a common month, against {shown(rival.at_stake)}; "
        f"a careless month spares {shown(case.careless * case.wage_hourly * case.hours)}",
    }
    ahead = chosen.surplus - rival.surplus
    lines = [f"Pay: {chosen.scheme.name}. Rather than {rival.scheme.name}, it leaves the two sides {shown(ahead)} better off:"]
    if ahead < 0:
        lines = [f"Pay: {chosen.scheme.name}. {rival.scheme.name} would leave the two sides {shown(-ahead)} better off, but the worker would refuse it:"]
    return lines + [f"  {'+' if worth >= 0 else '-'} {shown(abs(worth))}: {about[term]}" for term, worth in advice.reasons]


# ---- the page

WIDTH, HEIGHT, PAD = 720, 300, 56
COLOURS = ("#1b6ca8", "#c2410c", "#15803d", "#7c3aed", "#b45309", "#0f766e", "#be185d", "#4d7c0f", "#1d4ed8", "#a21caf", "#57534e", "#0e7490")
Line = list[tuple[float, float]]


def _ticks(low: float, high: float) -> list[float]:
    """Some five round numbers within."""
    size = 10 ** len(f"{max((high - low) / 5, 1e-9):.0f}") / 10
    step = next(s * size for s in (0.1, 0.2, 0.5, 1, 2, 5, 10) if s * size >= (high - low) / 6)
    return [k * step for k in range(int(low // step), int(high // step) + 1) if low <= k * step <= high]


def _chart(title: str, lines: dict[int, Line], mark: tuple[float, float] | None) -> str:
    """One line a duration over the share of tokens, as SVG."""
    values = [y for line in lines.values() for _, y in line]
    low, high = min(0.0, *values), max(values) or 1.0

    def at(x: float, y: float) -> tuple[float, float]:
        return PAD + x / 100 * (WIDTH - 2 * PAD - 60), HEIGHT - PAD - (y - low) / (high - low) * (HEIGHT - 2 * PAD)

    right = at(100, low)[0]
    drawn = "".join(f'<line y1="{at(0, t)[1]:.1f}" y2="{at(0, t)[1]:.1f}" x1="{PAD}" x2="{right:.1f}"/>' for t in _ticks(low, high))
    text = "".join(f'<text x="{PAD - 6}" y="{at(0, t)[1] + 4:.1f}" text-anchor="end">{t:,.6g}</text>' for t in _ticks(low, high))
    text += "".join(f'<text x="{at(x, low)[0]:.1f}" y="{HEIGHT - PAD + 18}" text-anchor="middle">{x} %</text>' for x in (0, 25, 50, 75, 100))
    curves = ""
    for k, ((duration, line), colour) in enumerate(zip(lines.items(), COLOURS, strict=False)):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*point) for point in line))
        curves += f'<polyline points="{points}" style="stroke:{colour}"/>'
        text += f'<text x="{right + 10:.1f}" y="{PAD + 18 * k}" style="fill:{colour}">{duration} months</text>'
    circle = "" if mark is None else '<circle cx="{:.1f}" cy="{:.1f}" r="5"/>'.format(*at(*mark))
    return (
        f'<h2>{title}</h2><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}"><g class="grid">{drawn}</g>{text}{curves}{circle}'
        f'<text x="{right:.1f}" y="{HEIGHT - 12}" text-anchor="end">tokens in the pay</text></svg>'
    )


def page(case: p.Case, found: tuple[p.Outcome, ...], advice: p.Advice, said: list[str]) -> str:
    """The comparison as a page that needs no other file."""
    drawn: dict[str, Callable[[p.Outcome], float]] = {
        "What it is worth to the worker for sure, coins": lambda o: o.certain / 10**COIN.decimals,
        "Who stays to the end, %": lambda o: 100 * o.retention,
        "What the two sides have together, coins": lambda o: o.surplus / 10**COIN.decimals,
    }
    durations = sorted({o.scheme.duration for o in found} - {0})

    def lines(of: Callable[[p.Outcome], float]) -> dict[int, Line]:
        return {d: [(100 * o.scheme.vest_bps / BPS, of(o)) for o in found if o.scheme.duration in (0, d)] for d in durations}

    best = advice.chosen
    charts = [_chart(title, lines(of), None if best is None else (100 * best.scheme.vest_bps / BPS, of(best))) for title, of in drawn.items()]
    head = "".join(f"<th>{h}</th>" for h in HEADINGS)
    rows = "".join(f"<tr{' class=chosen' if o is best else ''}>{''.join(f'<td>{cell}</td>' for cell in _row(o))}</tr>" for o in found)
    given = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in case.model_dump().items())
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Which pay?</title>'
        f"<style>{STYLE} .chosen{{font-weight:bold}} .wide{{overflow-x:auto;font-size:13px}}</style><h1>Which pay?</h1>"
        + "".join(f"<p>{line}</p>" for line in said)
        + "".join(charts)
        + f'<h2>Every scheme, in coins of today</h2><div class="wide"><table><tr>{head}</tr>{rows}</table></div>'
        + f"<h2>Given; money in base units, times in months, rates a year</h2><table>{given}</table><p>A model, not advice.</p></html>\n"
    )
