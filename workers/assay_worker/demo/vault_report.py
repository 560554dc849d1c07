"""What the vault's demo leaves behind: report.json for machines, report.html (self-contained) with the allocation over time, a table for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from rich.table import Table

from .report import STYLE, costs_table, dearest, family, put, verdict
from .vault import COIN, NAMES, Ended

COLOURS = ("#4464ad", "#3a9d72", "#d08c2e", "#9a6bb0", "#9aa2aa")
WIDTH, HEIGHT, PAD = 720, 260, 48


def summary(ended: Ended) -> dict[str, Any]:
    """One chain's figures."""
    return {
        "chain": ended.chain,
        "rounds": [{"weights_bps": s.said, "held": s.held} for s in ended.steps],
        "refused": dict(ended.refused),
        "deposited": ended.deposited,
        "redeemed": ended.redeemed,
        "dearest": dearest(ended.receipts),
        "transactions": len(ended.receipts),
        "reference_agrees": ended.agrees,
    }


def equal(chains: Sequence[Ended]) -> bool:
    """Whether the reference agreed with every chain, and all chains refused the same for the same reasons and ended with the same people holding the same.

    A block more or less between two observations moves a mean by next to nothing: a weight by a few bps, a balance by a few base units.
    """
    first = chains[0]
    return all(e.agrees and e.refused == first.refused and _near(e, first) for e in chains)


def _near(one: Ended, other: Ended) -> bool:
    weights = all(abs(a - b) <= 5 for s, t in zip(one.steps, other.steps, strict=True) for a, b in zip(s.said, t.said, strict=True))
    return weights and all(abs(one.balances[who] - other.balances[who]) <= COIN // 10 for who in one.balances)


def table(ended: Ended) -> Table:
    """The end of one chain's story."""
    t = Table(title=ended.chain, title_justify="left")
    for column in ("round", *NAMES, "not invested"):
        t.add_column(column, justify="right")
    for number, s in enumerate(ended.steps, 1):
        t.add_row(str(number), *(f"{h / COIN:,.2f}" for h in s.held))
    return t


def write(chains: Sequence[Ended], folder: Path) -> Path:
    """Writes report.json and report.html into `folder` and returns the page's path."""
    return put(folder, {family(e.chain): summary(e) for e in chains}, equal(chains), _page(chains))


def _page(chains: Sequence[Ended]) -> str:
    e = chains[0]
    refused = "".join(f"<tr><td>{escape(what)}<td><code class=bad>{escape(error)}</code>" for what, error in e.refused)
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width,initial-scale=1'>"
        f"<title>Assay: a model that moves money</title><style>{STYLE}svg{{width:100%;height:auto}}text{{font-size:12px;fill:var(--mute)}}</style>"
        "<h1>A model that moves money, on a proof</h1>"
        "<p>A trained model says how a vault's deposits are spread over four markets. Its word moves nothing: each round a proof of what it says about "
        "what the chain itself observed is checked on chain, and the funds move within caps.</p>"
        f"{verdict(equal(chains))}"
        f"<h2>Where deposits were</h2>{_bars(e)}"
        f"<h2>What was refused</h2><table><tr><th>what<th>error</tr>{refused}</table>"
        f"{costs_table({c.chain: dearest(c.receipts) for c in chains})}</html>\n"
    )


def _bars(e: Ended) -> str:
    names, bars = (*NAMES, "not invested"), ""
    wide = (WIDTH - 2 * PAD) / max(len(e.steps), 1)
    for number, s in enumerate(e.steps):
        total, y = sum(s.held) or 1, float(HEIGHT - PAD)
        for held, colour, name in zip(s.held, COLOURS, names, strict=True):
            high = held / total * (HEIGHT - 2 * PAD)
            y -= high
            x = PAD + wide * number + wide * 0.15
            bars += f"<rect x={x:.1f} y={y:.1f} width={wide * 0.7:.1f} height={high:.1f} fill='{colour}'><title>{name}: {held / COIN:,.2f}</title></rect>"
        bars += f"<text x={PAD + wide * (number + 0.5):.1f} y={HEIGHT - PAD + 18} text-anchor=middle>round {number + 1}</text>"
    keys = "".join(
        f"<rect x={PAD + 130 * i} y=12 width=12 height=12 fill='{c}'/><text x={PAD + 130 * i + 18} y=22>{n}</text>"
        for i, (n, c) in enumerate(zip(names, COLOURS, strict=True))
    )
    return f"<svg viewBox='0 0 {WIDTH} {HEIGHT}' role=img aria-label='the part of each market after each round'>{keys}{bars}</svg>"
