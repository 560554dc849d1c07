"""What the demos' reports have in common: the look of a page, and where it is put."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from assay.models.receipt import Receipt

STYLE = """
:root{--ink:#1c2024;--mute:#697077;--line:#d8dce0;--bad:#b3261e;--good:#1a7f4b;--paper:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e7e9ec;--mute:#9aa2aa;--line:#3a4047;--bad:#ff8a80;--good:#6fd39c;--paper:#15181b}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:1rem 0}td,th{border-bottom:1px solid var(--line);padding:.35rem .6rem;text-align:left}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}code{font-size:.9em}.bad{color:var(--bad)}.good{color:var(--good)}

ol.descent{list-style:none;padding:0;margin:0}
.descent li{display:grid;grid-template-columns:10rem 1fr;gap:1rem;padding:.4rem 0;border-bottom:1px solid var(--line)}
.what{color:var(--mute)}
.cells{display:flex;gap:3px;flex-wrap:wrap}.cells i{width:1.5rem;height:1.1rem;border:1px solid var(--line);border-radius:3px;display:block}

.cells.small i{width:.5rem}.cells i.ok{background:color-mix(in srgb,var(--good) 35%,transparent)}.cells i.x{background:var(--bad);border-color:var(--bad)}
.scroll{overflow-x:auto}
"""


def family(chain: str) -> str:
    """The CAIP-2 namespace in plain words."""
    return {"eip155": "evm"}.get(chain.split(":")[0], chain.split(":")[0])


def dearest(receipts: Sequence[Receipt]) -> dict[str, int]:
    """The dearest call of each verb, by its name."""
    costs: dict[str, int] = {}
    for r in receipts:
        costs[r.verb] = max(costs.get(r.verb, 0), r.cost)
    return dict(sorted(costs.items()))


def together(balances: Mapping[str, int]) -> dict[str, int]:
    """What people have, jurors as one: who of them served is drawn by address, and each chain has its own."""
    jurors = sum(amount for who, amount in balances.items() if who.startswith("juror"))
    return {who: amount for who, amount in balances.items() if not who.startswith("juror")} | {"jurors": jurors}


def verdict(equal: bool) -> str:
    """How the chains ended, as a paragraph of a page."""
    words = "The reference, and every chain, ended in the same state." if equal else "The chains do NOT agree."
    return f"<p><b class={'good' if equal else 'bad'}>{words}</b></p>"


def costs_table(by_chain: Mapping[str, Mapping[str, int]]) -> str:
    """The dearest calls of each chain (its CAIP-2 id), as a part of a page."""
    verbs = sorted(set().union(*by_chain.values()))
    rows = "".join(f"<tr><td><code>{v}</code>" + "".join(f"<td class=n>{costs.get(v, 0):,}" for costs in by_chain.values()) for v in verbs)
    heads = "".join(f"<th class=n>{escape(chain)}, {'gas' if family(chain) == 'evm' else 'CU'}" for chain in by_chain)
    return f"<h2>The dearest call of each verb</h2><div class=scroll><table><tr><th>verb{heads}</tr>{rows}</table></div>"


def put(folder: Path, chains: dict[str, Any], equal: bool, page: str) -> Path:
    """Writes report.json and report.html into `folder` and returns the page's path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.json").write_text(json.dumps({"chains": chains, "equal": equal}, indent=2) + "\n")
    path = folder / "report.html"
    path.write_text(page)
    return path
