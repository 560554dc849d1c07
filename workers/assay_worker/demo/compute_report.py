"""What the demo leaves behind: report.json for machines, report.html (self-contained) with the descent drawn, and a table for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from assay.commit.program import Kind
from assay.models.compute import Bisected, Phase, Refereed, Revealed
from rich.table import Table

from .compute import COIN, Claim, Ended
from .report import STYLE, family, put, verdict


def summary(ended: Ended) -> dict[str, Any]:
    """One chain's figures."""
    costs = [r.cost for r in ended.dispute_receipts]
    return {
        "chain": ended.chain,
        "paid": [{"provider": c.provider, "amount": c.paid} for c in ended.claims if c.paid],
        "slashed": [{"provider": c.provider, "amount": c.slashed} for c in ended.claims if c.slashed],
        "moves": ended.rounds,
        "transactions": len(ended.dispute_receipts),
        "leaf_cost": ended.leaf_cost,
        "dispute_cost": sum(costs),
        "bytes": sum(r.size for r in ended.dispute_receipts),
        "operators": ended.operators,
        "balances": ended.balances,
        "stakes": ended.stakes,
        "reference_agrees": ended.agrees,
    }


def equal(chains: Sequence[Ended]) -> bool:
    """Whether the reference agreed with every chain, and all chains ended with the same people holding the same."""
    ends = [(e.balances, e.stakes, [(c.provider, c.job.state, c.verdict, c.paid, c.slashed) for c in e.claims]) for e in chains]
    return all(e.agrees for e in chains) and all(end == ends[0] for end in ends)


def table(ended: Ended) -> Table:
    """The end of one chain's story."""
    t = Table(title=ended.chain, title_justify="left")
    for column in ("provider", "claim", "verdict", "paid", "slashed", "moves", "gas" if family(ended.chain) == "evm" else "CU"):
        t.add_column(column, justify="left" if column in ("provider", "claim", "verdict") else "right")
    for c in ended.claims:
        fought = c.verdict == "refuted"
        cost = f"{sum(r.cost for r in ended.dispute_receipts):,}" if fought else ""
        moves = f"{ended.rounds} in {len(ended.dispute_receipts)} tx" if fought else ""
        t.add_row(c.provider, c.job.result_root.hex()[:8], c.verdict, _coins(c.paid), _coins(c.slashed), moves, cost)
    return t


def write(chains: Sequence[Ended], folder: Path) -> Path:
    """Writes report.json and report.html into `folder` and returns the page's path."""
    return put(folder, {family(e.chain): summary(e) for e in chains}, equal(chains), _page(chains))


def _coins(base: int) -> str:
    return f"{base / COIN:,.2f}" if base else ""


def _page(chains: Sequence[Ended]) -> str:
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width,initial-scale=1'>",
        f"<title>Assay: a job and its dispute</title><style>{STYLE}</style>",
        "<h1>A job and its dispute</h1>",
        "<p>Three providers were paid to embed sentences with all-MiniLM-L6-v2. One ran an int8 model and sold it as float32. ",
        f"A verifier re-ran the job, and the chain itself recomputed one number.</p>{verdict(equal(chains))}",
    ]
    for e in chains:
        parts += [f"<h2>{escape(e.chain)}</h2>", _claims(e.claims), _figures(e), "<h3>The descent</h3>", _descent(e)]
    return "".join(parts) + "</html>\n"


def _claims(claims: Sequence[Claim]) -> str:
    rows = "".join(
        f"<tr><td>{c.provider}<td>{escape(c.sentences[0])}…<td><code>{c.job.result_root.hex()[:16]}</code>"
        f"<td class={'bad' if c.slashed else 'good'}>{c.verdict}<td class=n>{_coins(c.paid)}<td class=n>{_coins(c.slashed)}"
        for c in claims
    )
    head = "<tr><th>provider<th>sentences<th>result root<th>verdict<th class=n>paid<th class=n>slashed"
    return f"<div class=scroll><table>{head}{rows}</table></div>"


def _figures(e: Ended) -> str:
    s, unit = summary(e), "gas" if family(e.chain) == "evm" else "compute units"
    return (
        f"<p>{s['moves']} moves in {s['transactions']} transactions, {s['bytes']:,} bytes, {s['dispute_cost']:,} {unit} in all; "
        f"the leaf {s['leaf_cost']:,} {unit}.</p>"
    )


def _descent(e: Ended) -> str:
    """Each round as the cells that were revealed: agreed ones, the disputed one, and those not looked at."""
    rows, revealed = [], 0
    for m in e.moves:
        match m:
            case Revealed(phase=Phase.OPERATOR):
                rows.append(_row("operator", f"<b>{Kind(e.dispute.kind).name}</b>, number {e.dispute.op_index} of {e.operators}"))
            case Revealed():
                revealed = _cells_in(e, m)
            case Bisected():
                rows.append(_row(Phase(m.phase).name.lower(), _cells(revealed, m.choice)))
            case Refereed():
                text = f"computed <b class=good>{m.computed:#010x}</b>, claimed <b class=bad>{m.claimed:#010x}</b>"
                rows.append(_row("the chain's own number", text))
    return f"<ol class=descent>{''.join(rows)}</ol>"


def _cells_in(e: Ended, m: Revealed) -> int:
    match Phase(m.phase):
        case Phase.TILE:
            return len(m.data) // (1 if e.dispute.dtype == 3 else 4)
        case Phase.CHAIN:
            return len(m.data) // 4 + 1
        case _:
            return len(m.data) // 32


def _cells(count: int, choice: int) -> str:
    cells = "".join(f"<i class={'ok' if at < choice else 'x' if at == choice else 'no'}></i>" for at in range(count))
    return f"<div class='cells{' small' if count > 8 else ''}'>{cells}</div>"


def _row(what: str, content: str) -> str:
    return f"<li><span class=what>{what}</span><span>{content}</span></li>"
