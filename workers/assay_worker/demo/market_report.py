"""What the market's demo leaves behind: report.json for machines, report.html (self-contained) with the picture, a table for the terminal."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from rich.table import Table

from .market import COIN, NEEDS, Ended
from .report import STYLE, costs_table, dearest, family, put, verdict


def summary(ended: Ended) -> dict[str, Any]:
    """One chain's figures."""
    return {
        "chain": ended.chain,
        "tiles": [{"left": t.tile.left, "top": t.tile.top, "price": t.price, "provider": t.provider, "state": t.state.name.lower()} for t in ended.tiles],
        "picture_sha256": sha256(ended.png).hexdigest(),
        "refuted": ended.refuted,
        "penalty": ended.penalty,
        "dearest": dearest(ended.receipts),
        "transactions": len(ended.receipts),
        "reference_agrees": ended.agrees,
    }


def equal(chains: Sequence[Ended]) -> bool:
    """Whether the reference agreed with every chain, the picture is the same to the bit, and all ended with the same people holding the same.

    No two assignments of this market gain the same, so the addresses, which differ by chain, decide nothing.
    """
    first = chains[0]
    return all(e.agrees and e.png == first.png and (e.refuted, e.penalty) == (first.refuted, first.penalty) and e.balances == first.balances for e in chains)


def table(ended: Ended) -> Table:
    """The end of one chain's story."""
    t = Table(title=ended.chain, title_justify="left")
    for column in ("tile", "price", "provider", "state"):
        t.add_column(column)
    for told in ended.tiles:
        t.add_row(f"{told.tile.left},{told.tile.top}", f"{told.price / COIN:g}", told.provider, told.state.name.lower())
    return t


def write(chains: Sequence[Ended], folder: Path) -> Path:
    """Writes report.json and report.html into `folder` and returns the page's path."""
    return put(folder, {family(e.chain): summary(e) for e in chains}, equal(chains), _page(chains))


def _page(chains: Sequence[Ended]) -> str:
    picture = base64.b64encode(chains[0].png).decode()
    e = chains[0]
    rows = "".join(f"<tr><td>{t.tile.left},{t.tile.top}<td>{t.price / COIN:g}<td>{escape(t.provider)}<td>{t.state.name.lower()}" for t in e.tiles)
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width,initial-scale=1'>"
        f"<title>Assay: tiles find their providers</title><style>{STYLE}</style><h1>A picture's tiles find their providers</h1>"
        "<p>Each tile is a job for whoever does it best. A matcher says who, with prices that prove it and a bond; anybody can refute it.</p>"
        f"{verdict(equal(chains))}<p><img alt='the picture' src='data:image/png;base64,{picture}'></p><p>Needs: <code>{escape(NEEDS)}</code></p>"
        f"<p>The crony's assignment was {escape(e.refuted)}. Silence cost {e.penalty / COIN:g} USDX.</p>"
        f"<table><tr><th>tile<th>price<th>provider<th>state</tr>{rows}</table>"
        f"{costs_table({c.chain: dearest(c.receipts) for c in chains})}</html>\n"
    )
