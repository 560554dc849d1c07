"""The operators against their peers on one thread: float32 products against OpenBLAS, commitments against hashlib.

The two sides take turns and each keeps its best turn, in CPU time of the thread, so that a busy machine slows both or neither.
A peer runs as its makers meant it: the measuring process starts without OPENBLAS_CORETYPE, which would hold OpenBLAS to
an older instruction set.
"""

from __future__ import annotations

import hashlib
import json
import os
import ssl
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

HELD_BACK = ("OPENBLAS_CORETYPE", "OPENBLAS_MAIN_FREE", "ASSAY_ISA")
MIB = 1 << 20


def rows() -> list[dict[str, Any]]:
    """One row a workload: both figures of the same run, their ratio and whether it meets its goal."""
    return rows_of(__name__)


def rows_of(module: str) -> list[dict[str, Any]]:
    """The rows that `python -m module measure` prints, in a process that starts without what holds OpenBLAS back."""
    clean = {name: value for name, value in os.environ.items() if name not in HELD_BACK} | {"OPENBLAS_NUM_THREADS": "1"}
    report = subprocess.run([sys.executable, "-m", module, "measure"], env=clean, check=True, capture_output=True, text=True).stdout
    said: list[dict[str, Any]] = json.loads(report)
    return said


def best_seconds(ours: Callable[[], object], theirs: Callable[[], object], turns: int) -> tuple[float, float]:
    """The shortest CPU time of each, taking turns."""
    shortest = [float("inf"), float("inf")]
    for _ in range(turns):
        for side, call in enumerate((ours, theirs)):
            start = time.thread_time()
            call()
            shortest[side] = min(shortest[side], time.thread_time() - start)
    return shortest[0], shortest[1]


def row(name: str, workload: str, peer: str, work: float, unit: str, least: float, seconds: tuple[float, float]) -> dict[str, Any]:
    """`work` is in units of `unit` times seconds; more is better; the goal is a ratio of at least `least`."""
    ours, theirs = (work / s for s in seconds)
    return {
        "name": name,
        "workload": workload,
        "peer": peer,
        "ours": round(ours, 2),
        "theirs": round(theirs, 2),
        "unit": unit,
        "ratio": round(ours / theirs, 3),
        "goal": f">= {least}",
        "met": ours / theirs >= least,
    }


def openblas() -> str:
    from threadpoolctl import threadpool_info

    for library in threadpool_info():
        if library["internal_api"] == "openblas":
            return f"OpenBLAS {library['version']} {library['architecture']} (numpy)"
    return "numpy's BLAS"


def products() -> list[dict[str, Any]]:
    import numpy as np
    from assay_worker import ops

    rng, measured = np.random.default_rng(1), []
    for n, turns in ((512, 60), (1024, 16), (2048, 6)):
        a, b = (rng.standard_normal((1, 1, n, n), dtype=np.float32) for _ in range(2))
        out, peer_out = np.empty((1, 1, n, n), np.float32), np.empty((n, n), np.float32)

        def product(a: Any = a, b: Any = b, out: Any = out) -> None:
            ops.matmul_f32(a, b, out=out)

        def peer(a: Any = a, b: Any = b, out: Any = peer_out) -> None:
            np.matmul(a[0, 0], b[0, 0].T, out=out)

        product()
        peer()
        assert np.allclose(out[0, 0], peer_out, atol=1e-2), "the two sides compute different things"
        workload = f"{n} x {n} x {n} in float32, every sum in its fixed order, {ops.instruction_set()}"
        measured.append(row(f"matmul-f32-{n}", workload, openblas(), 2 * n**3 / 1e9, "GFLOP/s", 0.8, best_seconds(product, peer, turns)))
    n = 1024
    ia, ib = (rng.integers(-128, 128, (1, 1, n, n)).astype(np.int8) for _ in range(2))
    fa, fb, iout, fout = ia[0, 0].astype(np.float32), ib[0, 0].astype(np.float32), np.empty((1, 1, n, n), np.int32), np.empty((n, n), np.float32)
    seconds = best_seconds(lambda: ops.matmul_i8(ia, ib, out=iout), lambda: np.matmul(fa, fb.T, out=fout), 16)
    assert np.allclose(iout[0, 0], fout, rtol=1e-3, atol=200), "the two sides compute different things"
    workload = f"{n} x {n} x {n}, int8 to exact int32, {ops.instruction_set()}; the peer in float32"
    measured.append(row(f"matmul-i8-{n}", workload, openblas(), 2 * n**3 / 1e9, "GOP/s", 1.0, seconds))
    return measured


def commitments() -> list[dict[str, Any]]:
    import numpy as np
    from assay.commit.merkle import Tree
    from assay_worker import ops

    tensor = np.random.default_rng(1).standard_normal((1, 1, 4096, 1024), dtype=np.float32)
    flat, mib = memoryview(tensor.tobytes()), tensor.nbytes / MIB

    def tree() -> bytes:
        return Tree([hashlib.sha256(b"\x00" + flat[i : i + 256]).digest() for i in range(0, len(flat), 256)]).root

    assert tree() == ops.tensor_root(tensor)
    openssl = f"hashlib ({' '.join(ssl.OPENSSL_VERSION.split()[:2])})"
    of = f"the root of a tensor of {mib:.0f} MiB in tiles of 256 bytes"
    same = best_seconds(lambda: ops.tensor_root(tensor), tree, 5)
    plain = best_seconds(lambda: ops.tensor_root(tensor), lambda: hashlib.sha256(flat), 12)
    return [
        row("commit-tensor-root", of, f"{openssl}, one call a node", mib, "MiB/s", 4.0, same),
        row("commit-tensor-root-plain", f"{of}: 1.75 blocks hashed a block", f"{openssl}, one plain hash of the same bytes", mib, "MiB/s", 0.8, plain),
    ]


if __name__ == "__main__":
    if sys.argv[1:] == ["measure"]:
        print(json.dumps(products() + commitments()))
    else:
        for line in rows():
            print(json.dumps(line))
