"""What the campaign's demo leaves behind: report.json for machines, report.html (self-contained) with its plots, and a table for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assay.models.court import Verdict
from rich.table import Table

from .report import STYLE, costs_table, dearest, family, put, together, verdict
from .rewards import COIN, DAY, Ended, Worker

WIDTH, HEIGHT, PAD = 720, 300, 48
ROUNDING = 8


def summary(ended: Ended) -> dict[str, Any]:
    """One chain's figures."""
    return {
        "chain": ended.chain,
        "texts": ended.texts,
        "workers": len(ended.workers),
        "spammers": sum(w.spams for w in ended.workers),
        "share_of_spammers": ended.to_spam,
        "cash_paid": ended.paid,
        "tokens_granted": sum(w.tokens for w in ended.workers),
        "grant": {"deposited": ended.grant.deposited + ended.clawed_back.taken, "kept": ended.clawed_back.kept, "clawed_back": ended.clawed_back.taken},
        "withdrawn": [{"day": day, "amount": amount} for day, amount in ended.withdrawn],
        "verdict": Verdict(ended.case.verdict).name,
        "dearest": dearest(ended.receipts),
        "transactions": len(ended.receipts),
        "rebuilt_from_events": ended.rebuilt,
        "reference_agrees": ended.agrees,
    }


def equal(chains: Sequence[Ended]) -> bool:
    """Whether the reference agreed with every chain, and all chains ended with the same people holding the same.

    Addresses order the leaves and draw the jury, and each chain has its own: a unit may fall to another worker, a seat to another juror.
    """
    first = chains[0]
    same = [_near(e.balances, first.balances) and _near(e.tokens, first.tokens) and e.case.verdict == first.case.verdict for e in chains]
    return all(same) and all(e.agrees and e.rebuilt for e in chains)


def _near(one: dict[str, int], other: dict[str, int]) -> bool:
    """Within a unit a worker (at the campaign's price up to eight of a token's); jurors together."""
    a, b = together(one), together(other)
    return a.keys() == b.keys() and all(abs(a[who] - b[who]) <= ROUNDING for who in a)


def table(ended: Ended) -> Table:
    """The end of one chain's story."""
    t = Table(title=ended.chain, title_justify="left")
    for column in ("", "workers", "mean score", "cash", "tokens"):
        t.add_column(column, justify="right" if column else "left")
    for name, group in (("experts", [w for w in ended.workers if not w.spams]), ("spammers", [w for w in ended.workers if w.spams])):
        mean = sum(w.score for w in group) / len(group)
        t.add_row(name, str(len(group)), f"{mean:,.0f}", f"{sum(w.cash for w in group) / COIN:,.2f}", f"{sum(w.tokens for w in group) / COIN:,.2f}")
    return t


def write(chains: Sequence[Ended], folder: Path) -> Path:
    """Writes report.json and report.html into `folder` and returns the page's path."""
    return put(folder, {family(e.chain): summary(e) for e in chains}, equal(chains), _page(chains))


def _page(chains: Sequence[Ended]) -> str:
    e = chains[0]
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width,initial-scale=1'>"
        f"<title>Assay: a campaign</title><style>{STYLE}svg{{width:100%;height:auto}}text{{font-size:12px;fill:var(--mute)}}</style>"
        "<h1>A campaign, its rewards and a grant</h1>"
        f"<p>{len(e.workers)} workers answered {e.texts} questions of eight domains; {sum(w.spams for w in e.workers)} of them spam. "
        "A posting that paid one worker twice was refuted on chain. Everything below was rebuilt from the chain's events.</p>"
        f"{verdict(equal(chains))}"
        f"<h2>Quality and pay</h2>{_scatter(e.workers)}"
        f"<p>Spammers hold {100 * e.to_spam:.1f} % of all scores.</p>"
        f"<h2>A grant, withdrawn in part and clawed back in part</h2>{_vesting(e)}"
        f"{costs_table({c.chain: dearest(c.receipts) for c in chains})}</html>\n"
    )


def _scatter(workers: Sequence[Worker]) -> str:
    most = max(w.cash for w in workers) or 1
    dots = "".join(
        f"<circle cx='{PAD + w.quality * (WIDTH - 2 * PAD):.1f}' cy='{HEIGHT - PAD - w.cash / most * (HEIGHT - 2 * PAD):.1f}' r=4 fill-opacity=.6 "
        f"fill='var(--{'bad' if w.spams else 'good'})'><title>{w.name}: {w.cash / COIN:.2f} USDX</title></circle>"
        for w in workers
    )
    return _frame("Cash by measured quality; red are spammers", dots, "quality, 0 to 1", f"cash, up to {most / COIN:.2f} USDX")


def _vesting(e: Ended) -> str:
    total, days = e.clawed_back.kept + e.clawed_back.taken, e.grant.schedule.duration_secs // DAY

    def at(day: float, amount: float) -> str:
        return f"{PAD + day / days * (WIDTH - 2 * PAD):.1f},{HEIGHT - PAD - amount / total * (HEIGHT - 2 * PAD):.1f}"

    cliff = e.grant.schedule.cliff_secs / DAY
    promised = (
        f"<polyline fill=none stroke='var(--line)' stroke-width=3 points='{at(0, 0)} {at(cliff, 0)} {at(cliff, total * cliff / days)} {at(days, total)}'/>"
    )
    had, points = 0, [at(0, 0)]
    for day, amount in e.withdrawn:
        points += [at(day, had), at(day, had + amount)]
        had += amount
    taken = f"<polyline fill=none stroke='var(--good)' stroke-width=2.5 points='{' '.join([*points, at(days, had)])}'/>"
    line = f"<polyline fill=none stroke='var(--bad)' stroke-dasharray=5 points='{at(0, e.clawed_back.kept)} {at(days, e.clawed_back.kept)}'/>"
    label = f"grey vests, green was withdrawn, red is what the ruling left: {e.clawed_back.kept / COIN:.2f} of {total / COIN:.2f} tokens"
    return _frame(label, promised + line + taken, f"days, to {days}", "tokens")


def _frame(label: str, marks: str, x: str, y: str) -> str:
    axes = f"<path d='M{PAD} {PAD}V{HEIGHT - PAD}H{WIDTH - PAD}' fill=none stroke='var(--mute)'/>"
    words = f"<text x={WIDTH - PAD} y={HEIGHT - 14} text-anchor=end>{x}</text><text x={PAD} y={PAD - 14}>{y}</text>"
    return f"<svg viewBox='0 0 {WIDTH} {HEIGHT}' role=img aria-label='{label}'>{axes}{marks}{words}</svg><p class=what>{label}</p>"
