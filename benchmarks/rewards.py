"""What an epoch of a million workers costs to build, and its data to export and check: CPU time of one thread, and memory.

No row has a peer: no library has a keccak tree with sums, and what TRL or OpenRLHF would do with the lines begins where these end.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MILLION = 1_000_000
PROVED = 100_000


def rows() -> list[dict[str, Any]]:
    """The figures, each measured in a process of its own."""
    epoch, dataset, model = (_measured(name) for name in ("epoch", "dataset", "model"))
    size = "1,000,000 leaves and as many rows, from batches in no order"
    better = f"seven verticals, 30 % spam; weighting by quality is better in {model['better']} of {model['verticals']}"
    return [
        _row("rewards-epoch", size, "s", 20, epoch["cpu_secs"]),
        _row("rewards-epoch-memory", size, "MiB", 1_000, epoch["mib"]),
        _row("rewards-dataset", "100,000 rows written with proofs, read and verified", "s", 30, dataset["cpu_secs"]),
        _row("rewards-model", better, "s", 60, model["cpu_secs"]),
    ]


def _measured(name: str) -> dict[str, Any]:
    report = subprocess.run([sys.executable, "-m", "benchmarks.rewards", name], check=True, capture_output=True, text=True).stdout
    found: dict[str, Any] = json.loads(report)
    return found


def _row(name: str, workload: str, unit: str, most: float, ours: float) -> dict[str, Any]:
    return {
        "name": name,
        "workload": workload,
        "peer": None,
        "ours": round(ours, 2),
        "theirs": None,
        "unit": unit,
        "ratio": None,
        "goal": f"<= {most:g}",
        "met": ours <= most,
    }


def epoch() -> dict[str, Any]:
    """Batches to posting, and some claims of it."""
    import numpy as np
    from assay_worker.jobs.feedback.epoch import Revealed, build

    data = np.random.default_rng(1).bytes(64 * MILLION)
    scores = {data[at : at + 32]: 1 + at % 10_000 for at in range(0, len(data), 64)}

    def batches() -> Iterator[Revealed]:
        for task, at in enumerate(range(0, len(data), 64)):
            yield Revealed(data[at + 32 : at + 64], 0, data[at : at + 32], b"", task.to_bytes(4, "little") + bytes(16))

    start = time.process_time()
    files = build(batches(), scores)
    posting = files.posting
    claims = [files.rewards.claim(at) for at in range(0, MILLION, 1_000)]
    spent = time.process_time() - start
    # Of this program alone: ru_maxrss keeps what the parent had before it became this.
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    peak = int(found[1]) / 1024 if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert len(claims) == 1_000
    return {"leaves": posting.leaf_count, "rows": posting.row_count, "cpu_secs": spent, "mib": peak}


def dataset() -> dict[str, Any]:
    """A file of proofs, out and in again."""
    import numpy as np
    from assay.commit.judgments import ROW_BYTES
    from assay.commit.sumtree import Leaf
    from assay_worker.jobs.feedback import dataset as proofs
    from assay_worker.jobs.feedback.epoch import Files, Leaves

    given = np.random.default_rng(1).integers(0, 256, (PROVED, ROW_BYTES), np.uint8)
    files = Files(Leaves.of([Leaf(bytes(32), 1, 1)]), given)
    start = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.jsonl"
        proofs.write(path, b"e" * 32, files)
        done = proofs.verify(path, proofs.given(files.posting.dataset_root, PROVED))
        size = path.stat().st_size
    return {"rows": done.proofs, "cpu_secs": time.process_time() - start, "mib": size / 2**20}


def model() -> dict[str, Any]:
    """The seven verticals."""
    from assay_worker.jobs.feedback.reward_model import compare

    start = time.process_time()
    found = compare(1)
    return {"better": sum(row.better for row in found), "verticals": len(found), "cpu_secs": time.process_time() - start}


if __name__ == "__main__":
    parts = {"epoch": epoch, "dataset": dataset, "model": model}
    if sys.argv[1:]:
        print(json.dumps(parts[sys.argv[1]]()))
    else:
        for line in rows():
            print(json.dumps(line))
