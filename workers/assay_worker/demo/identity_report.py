"""What the demo of identity leaves behind: report.json for machines, report.html (self-contained, with the pictures) and a table for the terminal."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from assay.models.court import Verdict
from rich.table import Table

from ..media.check import Answer
from .identity import COIN, PENALTY, Ended, Shown
from .report import STYLE, costs_table, dearest, family, put, together, verdict

GOOD = (Answer.VALID_NOW, Answer.VALID_AT_SIGNING)


def summary(ended: Ended) -> dict[str, Any]:
    """One chain's figures."""
    return {
        "chain": ended.chain,
        "did": ended.did,
        "pictures": [_told(s) for s in ended.shown],
        "ruling": Verdict(ended.case.verdict).name,
        "slashed": ended.slashed,
        "voucher_slashed": ended.voucher_slashed,
        "standing_ppm": {"before": ended.standing_before, "after": ended.standing_after},
        "dearest": dearest(ended.receipts),
        "transactions": len(ended.receipts),
        "reference_agrees": ended.agrees,
    }


def _told(s: Shown) -> dict[str, Any]:
    v = s.verdict
    return {"name": s.name, "answer": v.answer.value, "why": [w.reason.value for w in v.why], "binding": v.binding, "distance": v.distance}


def equal(chains: Sequence[Ended]) -> bool:
    """Whether the reference agreed with every chain, and all chains ended with the same answers and the same money; which jurors served is drawn by address."""
    first = chains[0]
    same = [
        _answers(e) == _answers(first)
        and together(e.balances) == together(first.balances)
        and (e.slashed, e.voucher_slashed) == (first.slashed, first.voucher_slashed)
        for e in chains
    ]
    return all(same) and all(e.agrees for e in chains)


def _answers(ended: Ended) -> list[tuple[str, Any]]:
    return [(s.name, (s.verdict.answer, s.verdict.reasons, s.verdict.binding)) for s in ended.shown]


def table(ended: Ended) -> Table:
    """The end of one chain's story."""
    t = Table(title=ended.chain, title_justify="left")
    for column in ("picture", "answer", "because"):
        t.add_column(column)
    for s in ended.shown:
        t.add_row(s.name, f"[{'green' if s.verdict.answer in GOOD else 'red'}]{s.verdict.answer.value}[/]", s.verdict.why[0].words)
    return t


def write(chains: Sequence[Ended], folder: Path) -> Path:
    """Writes report.json and report.html into `folder` and returns the page's path."""
    return put(folder, {family(e.chain): summary(e) for e in chains}, equal(chains), _page(chains))


def _page(chains: Sequence[Ended]) -> str:
    e = chains[0]
    cards = "".join(_card(s) for s in e.shown)
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width,initial-scale=1'>"
        f"<title>Assay: who made this picture?</title><style>{STYLE}"
        ".cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(14rem,1fr));gap:1rem}"
        "figure{margin:0;border:1px solid var(--line);border-radius:8px;overflow:hidden}figure img{width:100%;display:block}figcaption{padding:.6rem .8rem}"
        "figcaption p{margin:.2rem 0;font-size:.85rem}body{overflow-wrap:anywhere}</style>"
        "<h1>Who made this picture?</h1>"
        "<p>A phone signed a photograph, a tool edited it and said so, a copy lost all its metadata, a voice and a text were signed "
        "too, and a thief signed a generated picture with the phone's key. "
        f"A jury judged the last one: the signer lost {e.slashed / COIN:g} of a penalty of {PENALTY / COIN:g} USDX, and the issuer that vouched for it "
        f"{e.voucher_slashed / COIN:g}.</p>"
        f"{verdict(equal(chains))}<div class=cards>{cards}</div>"
        f"<p>The signer's standing fell from {e.standing_before / 10_000:.1f} to {e.standing_after / 10_000:.1f} per cent. <code>{escape(e.did)}</code></p>"
        f"{costs_table({c.chain: dearest(c.receipts) for c in chains})}</html>\n"
    )


def _card(s: Shown) -> str:
    why = "".join(f"<p>{escape(w.words)}</p>" for w in s.verdict.why)
    shown = f"<img alt='{escape(s.name)}' src='data:image/jpeg;base64,{b64encode(s.jpeg).decode()}'>" if s.jpeg else ""
    colour = "good" if s.verdict.answer in GOOD else "bad"
    return f"<figure>{shown}<figcaption>{escape(s.name)}<p><b class={colour}>{s.verdict.answer.value}</b></p>{why}</figcaption></figure>"
