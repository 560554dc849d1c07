"""Writes tests/costs.json anew: gas and compute units of every verb."""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.measured import measure  # noqa: E402  # the root must be on the path first


def main() -> None:
    costs = {"solana": measure("solana:litesvm"), "evm": measure("evm:pyevm")}
    path = ROOT / "tests/costs.json"
    path.write_text(json.dumps(costs, indent=2) + "\n")
    for chain, verbs in costs.items():
        for verb, cost in verbs.items():
            print(f"{chain:8}{verb:24}{cost:>10,}")


if __name__ == "__main__":
    main()
