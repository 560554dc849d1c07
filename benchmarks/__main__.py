"""`make bench`: every row with its peer in the same run, into out/bench.json and onto the screen."""

from __future__ import annotations

import json
import os
import platform
import sys
from pathlib import Path

# The peers may use every instruction set of the machine; these hold older OpenBLAS builds back where somebody has set them.
for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(name, None)

from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from benchmarks import (  # noqa: E402
    api,
    checks,
    dispute,
    identity,
    matching,
    media,
    minilm,
    operators,
    programs,
    proving,
    render,
    rewards,
    rewards_quality,
    training,
    vault,
    verifier,
)  # fmt: skip

PARTS = (
    operators, minilm, checks, dispute, matching, rewards, rewards_quality, programs, identity, verifier, proving, vault, media, training, render, api,
)  # fmt: skip


def main() -> None:
    rows = []
    console = Console(width=None if sys.stdout.isatty() else 120)
    for part in PARTS:
        console.print(f"measuring {part.__name__}", highlight=False)
        rows += part.rows()
    out = Path("out/bench.json")
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps({"machine": _machine(), "rows": rows}, indent=2) + "\n")
    table = Table()
    for column in ("name", "ours", "peer's", "unit", "ratio", "goal", "met"):
        table.add_column(column, no_wrap=True, justify="left" if column in ("name", "unit", "goal", "met") else "right")
    for r in rows:
        numbers = [f"{r[k]:,.4g}" if isinstance(r[k], float) else f"{r[k]:,}" if r[k] is not None else "" for k in ("ours", "theirs", "ratio")]
        table.add_row(r["name"], numbers[0], numbers[1], r["unit"], numbers[2], r["goal"], "yes" if r["met"] else "NO")
    console.print(table)
    console.print(out)


def _machine() -> str:
    cpu = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), platform.processor())
    return f"{cpu}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"


if __name__ == "__main__":
    main()
