"""What a cheap look costs beside what it looks at: CPU time of one thread, both sides in turns, the best of each.

Milliseconds; the ratio is the peer's time over ours. The checks are also compared with numpy's float32 product of the same size, which
is the fastest way to some product that most machines have, but one that rounds.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from .operators import best_seconds, openblas, rows_of


def rows() -> list[dict[str, Any]]:
    """The figures, measured in a process of their own."""
    return rows_of(__name__)


def products(n: int, turns: int, least: float | None) -> list[dict[str, Any]]:
    """The check of an n x n x n int8 product against that product by our own operator and by numpy in float32."""
    import numpy as np
    from assay.commit import Dims, DType, Input, Kind, Operator, Source
    from assay_worker import ops
    from assay_worker.verify.freivalds import check_matmul_i8

    rng = np.random.default_rng(1)
    a, b = (rng.integers(-128, 128, (1, 1, n, n)).astype(np.int8) for _ in range(2))
    slots = tuple(Input(Source.INPUT, at, DType.I8, Dims(1, 1, n, n)) for at in range(2))
    op = Operator(Kind.MATMUL_I8, DType.I32, Dims(1, 1, n, n), slots)
    out, again = ops.matmul_i8(a, b), np.empty((1, 1, n, n), np.int32)
    x, y, z = a[0, 0].astype(np.float32), b[0, 0].astype(np.float32), np.empty((n, n), np.float32)
    seeds = iter(rng.bytes(32) for _ in range(10_000))

    def check() -> None:
        assert check_matmul_i8(op, a, b, None, out, next(seeds))

    out[0, 0, n // 2, n // 3] += 1
    assert not check_matmul_i8(op, a, b, None, out, next(seeds)), "a wrong value was not found"
    out[0, 0, n // 2, n // 3] -= 1
    for _ in range(5):  # its best is sought as often as a product takes turns: the first ones warm up
        check()
    ours = best_seconds(check, lambda: ops.matmul_i8(a, b, out=again), turns)
    blas = best_seconds(check, lambda: np.matmul(x, y.T, out=z), turns)
    size = f"{n} x {n} x {n} in int8, a wrong value passing once in 2^60, {ops.instruction_set()}"
    return [
        _row(f"matmul-freivalds-{n}", size, "our own int8 product", ours, least),
        _row(f"matmul-freivalds-{n}-numpy", size, f"{openblas()}, a float32 product", blas, None),
    ]


def fingerprints() -> list[dict[str, Any]]:
    """The bytes for 32 tokens of width 4,096, against the package toploc where it and the torch that it needs are installed."""
    import numpy as np
    from assay_worker.verify.fingerprint import compare, fingerprint

    rows = np.random.default_rng(1).standard_normal((32, 4_096), dtype=np.float32)
    proof = fingerprint(rows)
    peer, build, verify = _toploc(rows, proof)
    workload = "32 tokens of 4,096 float32 activations, the 128 largest, 258 bytes"
    made = best_seconds(lambda: fingerprint(rows), build, 60)
    compared = best_seconds(lambda: compare(rows, proof), verify, 60)
    return [
        _row(f"fingerprint-{name}", workload, peer, seconds if peer else (seconds[0], None), 1 if peer else None)
        for name, seconds in (("make", made), ("compare", compared))
    ]


def _toploc(rows: Any, proof: bytes) -> tuple[str | None, Callable[[], object], Callable[[], object]]:
    """The package's name and its two calls on the same activations, in bfloat16 as it takes them; None where it is not here."""
    if find_spec("toploc") is None or find_spec("torch") is None:
        return None, lambda: None, lambda: None
    import torch  # type: ignore[import-not-found]
    from assay_worker.verify.fingerprint import accepts
    from toploc import build_proofs_bytes, verify_proofs_bytes  # type: ignore[import-not-found]

    torch.set_num_threads(1)
    tokens = [torch.from_numpy(rows)]
    taken: dict[str, Any] = {"decode_batching_size": 32, "topk": 128}
    assert accepts(rows, *build_proofs_bytes([t.bfloat16() for t in tokens], **taken)), "the package's fingerprint is of something else"
    return (
        f"toploc {version('toploc')}, torch {torch.__version__}",
        lambda: build_proofs_bytes([t.bfloat16() for t in tokens], **taken),
        lambda: verify_proofs_bytes([t.bfloat16() for t in tokens], [proof], **taken),
    )


def same_bytes(cases: int) -> str:
    """How many of some random activations get the package's bytes from us; it needs toploc and torch."""
    import numpy as np
    import torch
    from assay_worker.verify.fingerprint import accepts, fingerprint
    from toploc import build_proofs_bytes

    rng, alike, others, ties = np.random.default_rng(7), [0, 0], [0, 0], 0
    for _ in range(cases):
        k = int(rng.choice([1, 2, 8, 32, 128]))
        count = max(k, int(rng.choice([k, 2 * k + 1, 1000, 4096, 131_072])))
        values = (rng.standard_normal(count) * 10.0 ** rng.integers(-6, 7)).astype(np.float32)
        rounded = torch.from_numpy(values).bfloat16()
        (theirs,) = build_proofs_bytes([rounded], decode_batching_size=32, topk=k)
        order = np.sort(rounded.abs().float().numpy())[::-1]
        tied = bool(count > k and order[k - 1] == order[k])
        ties += tied
        if theirs == fingerprint(values, k):
            alike[tied] += 1
        elif k == 128:
            others[accepts(values, theirs)] += 1
    return (
        f"{cases - ties} without equal magnitudes at the k-th place, {alike[0]} of them the same bytes; {ties} with, {alike[1]} the same; "
        f"of the others with k = 128 {others[1]} accepted, {others[0]} not"
    )


def _row(name: str, workload: str, peer: str | None, seconds: tuple[float, float | None], least: float | None) -> dict[str, Any]:
    ours, theirs = seconds
    ratio = None if theirs is None else theirs / ours
    return {
        "name": name,
        "workload": workload,
        "peer": peer,
        "ours": round(1e3 * ours, 3),
        "theirs": None if theirs is None else round(1e3 * theirs, 2),
        "unit": "ms",
        "ratio": None if ratio is None else round(ratio, 1),
        "goal": "reported" if least is None else f">= {least:g}",
        "met": least is None or ratio is None or ratio >= least,
    }


if __name__ == "__main__":
    if sys.argv[1:] == ["measure"]:
        print(json.dumps(products(2048, 10, 50) + products(4096, 3, None) + fingerprints()))
    elif sys.argv[1:] == ["toploc"]:
        print(same_bytes(1000))
    else:
        for line in rows():
            print(json.dumps(line))
