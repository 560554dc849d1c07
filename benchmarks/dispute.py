"""The dispute over a MiniLM job, on both chains: moves, transactions, bytes, cost, and the leaf alone. Counts, not times."""

from __future__ import annotations

from typing import Any

from assay.connect import sandbox
from assay_worker.demo.compute import play
from assay_worker.demo.compute_report import summary
from assay_worker.demo.report import family

# goals of the leaf: gas, compute units
LEAF = {"evm": 400_000, "solana": 300_000}


def rows() -> list[dict[str, Any]]:
    out = []
    for target in ("solana:litesvm", "evm:pyevm"):
        ended = play(sandbox(target))
        s, chain = summary(ended), family(ended.chain)
        unit = "gas" if chain == "evm" else "CU"
        workload = f"MiniLM, {s['operators']} operators, on {chain}"
        out += [
            _count("moves", chain, workload, s["moves"], "moves", 12),
            _count("leaf", chain, workload, s["leaf_cost"], unit, LEAF[chain]),
            _count("transactions", chain, workload, s["transactions"], "transactions", None),
            _count("cost", chain, workload, s["dispute_cost"], unit, None),
            _count("bytes", chain, workload, s["bytes"], "bytes", None),
        ]
    return out


def _count(name: str, chain: str, workload: str, ours: int, unit: str, most: int | None) -> dict[str, Any]:
    """A row without a peer: nobody else settles this dispute on these chains in a way that could be run here."""
    return {
        "name": f"dispute-{name}-{chain}",
        "workload": workload,
        "peer": None,
        "ours": ours,
        "theirs": None,
        "unit": unit,
        "ratio": None,
        "goal": f"<= {most:,}" if most else "reported",
        "met": ours <= most if most else True,
    }
