"""Inference with and without commitments against numpy and onnxruntime, on one thread each.

Both sides of a row run in turns in this process, and the best of each counts. Time is the CPU time of the one thread that computes, so
that a busy machine disturbs neither side.
"""

from __future__ import annotations

import os
import time
import tracemalloc
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import onnxruntime
from assay.commit.program import Kind, Map, Operator, Source, permutation
from assay_worker import ops
from assay_worker.jobs import Array, JobBundle, minilm, run, to_array
from scipy.special import erf
from threadpoolctl import threadpool_info, threadpool_limits

from . import minilm_onnx

JOB_ID = bytes(32)
ROUNDS = 15
SENTENCES = (
    "An optional else clause of a for or while statement is executed when the loop ends without a break.",
    "The licensee may copy and distribute the work, provided that this notice is kept with it.",
    "A generator is a function that yields values one after another and remembers where it stood.",
    "Rain is expected in the north, with strong winds near the coast and snow above a thousand metres.",
    "The patient was given twenty milligrams twice a day for a week and recovered without complications.",
    "The court dismissed the appeal and ordered each side to bear its own costs of the proceedings.",
    "Two astronauts walked on the Moon in 1969 while the third one stayed in orbit around it.",
    "Names refer to objects; a name is introduced by an operation that binds it to one of them.",
)


def rows() -> list[dict[str, Any]]:
    """The figures, in milliseconds of one thread and in MB."""
    bundle, batch = minilm.job(SENTENCES), minilm.tokenise(SENTENCES)
    session, feed = minilm_onnx.session(), {"ids": batch.ids.astype(np.int64), "present": batch.present.astype(np.float32)}
    outputs = [to_array(t) for t in run(bundle, JOB_ID).outputs]
    with threadpool_limits(1, user_api="blas"):
        ms = _in_turns(
            {
                "operators": lambda: _compute(bundle, ops.execute),
                "numpy": lambda: _compute(bundle, execute_by_numpy),
                "run": lambda: run(bundle, JOB_ID),
                "onnxruntime": lambda: session.run(None, feed),
                "commitments": lambda: [ops.tensor_root(output) for output in outputs],
            }
        )
    workload = f"batch of {batch.ids.shape[0]}, {batch.ids.shape[1]} tokens, one thread, {ops.instruction_set()}"
    committed = sum(output.nbytes for output in outputs) / 1e6
    peak, alive = memory(bundle)
    ort = f"onnxruntime {onnxruntime.__version__}"
    return [
        _row("minilm-operators", workload, _numpy_name(), ms["operators"], ms["numpy"], "ms", 1.2),
        _row("minilm-trace", f"{workload}, every output committed", ort, ms["run"], ms["onnxruntime"], "ms", 3.0),
        _row("minilm-commitments", f"{workload}, the roots of {committed:.0f} MB alone", "our operators", ms["commitments"], ms["operators"], "ms", 1.0),
        _row("minilm-memory", f"{workload}, peak with keep=False", "the tensors alive at once", peak / 1e6, alive / 1e6, "MB", 2.0),
    ]


def memory(bundle: JobBundle) -> tuple[int, int]:
    """Bytes that a run with keep=False holds at its peak beyond model and input, and the most that outputs still needed take."""
    operators = bundle.program.operators
    last = list(range(len(operators)))
    for at, op in enumerate(operators):
        for i in op.inputs:
            if i.source is Source.OPERATOR:
                last[i.index] = at
    size = [op.dims.values * op.dtype.size for op in operators]
    alive = max(sum(size[k] for k in range(at + 1) if last[k] >= at) for at in range(len(operators)))
    run(bundle, JOB_ID, keep=False)
    tracemalloc.start()
    try:
        run(bundle, JOB_ID, keep=False)
        return tracemalloc.get_traced_memory()[1], alive
    finally:
        tracemalloc.stop()


def execute_by_numpy(op: Operator, arrays: Sequence[Array]) -> Array:
    """The operators of this program as one would write them in numpy, each as fast as numpy has it."""
    a = arrays[0]
    match op.kind:
        case Kind.MATMUL_F32:
            product = _product(a, arrays[1])
            if len(arrays) == 3:
                product += arrays[2]
            return product
        case Kind.ROWDOT_F32:
            return np.asarray(np.einsum("abcd,abcd->abc", a, arrays[1])[..., None])
        case Kind.SUM_F32:
            return np.asarray(a.sum(-1, keepdims=True))
        case Kind.MAX_F32:
            return np.asarray(a.max(-1, keepdims=True))
        case Kind.MOVE:
            return np.ascontiguousarray(a.reshape(op.attributes).transpose(permutation(op.function))).reshape(op.dims)
        case Kind.GATHER:
            return np.asarray(a[:, :, arrays[1].reshape(-1)])
        case _:
            return _map(op, arrays)


def _product(a: Array, b: Array) -> Array:
    """Rows of `a` with rows of `b`. Where all heads meet one tensor, one tall product and a transposed copy are what numpy does best."""
    if b.shape[:2] == (1, 1):
        return np.asarray((a.reshape(-1, a.shape[3]) @ b[0, 0].T).reshape(*a.shape[:3], -1))
    if a.shape[0] == 1 and b.shape[1] == 1 < b.shape[0]:
        flat = a.reshape(-1, a.shape[3]) @ b.reshape(-1, b.shape[3]).T
        return np.ascontiguousarray(flat.reshape(a.shape[1], a.shape[2], b.shape[0], -1).transpose(2, 0, 1, 3))
    if b.shape[0] == 1 and a.shape[1] == 1 < a.shape[0]:
        flat = b.reshape(-1, b.shape[3]) @ a.reshape(-1, a.shape[3]).T
        return np.ascontiguousarray(flat.reshape(b.shape[1], b.shape[2], a.shape[0], -1).transpose(2, 0, 3, 1))
    return np.asarray(a @ b.swapaxes(2, 3))


def _map(op: Operator, arrays: Sequence[Array]) -> Array:
    s0, s1 = np.array(op.attributes[:2], np.uint32).view(np.float32)
    a, b, c = (*arrays, arrays[0], arrays[0])[:3]
    match Map(op.function):
        case Map.ADD:
            out = a + b
        case Map.MUL:
            out = a * b
        case Map.DIV:
            out = a / b
        case Map.FMA:
            out = a * b
            out += c
        case Map.AFFINE:
            out = a * s0 + s1
        case Map.SCALE_ADD:
            out = a * s0 + b
        case Map.EXP_SUB:
            out = a - b
            np.exp(out, out=out)
        case Map.GELU:
            out = a * np.float32(0.5**0.5)
            erf(out, out=out)
            out += np.float32(1)
            out *= a
            out *= np.float32(0.5)
        case Map.RSQRT:
            out = np.float32(1) / np.sqrt(a)
        case other:
            raise NotImplementedError(other.name)
    return np.asarray(out)


def _compute(bundle: JobBundle, execute: Callable[[Operator, Sequence[Array]], Array]) -> Array:
    """Runs a program and commits to nothing."""
    outputs: list[Array] = []
    tables = {
        Source.OPERATOR: outputs,
        Source.MODEL: [to_array(t) for t in bundle.model],
        Source.INPUT: [to_array(t) for t in bundle.inputs],
    }
    for op in bundle.program.operators:
        outputs.append(execute(op, [tables[i.source][i.index] for i in op.inputs]))
    return outputs[-1]


def _in_turns(sides: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Milliseconds of each side, the best of some rounds in which all take their turn. The first round warms up."""
    best = dict.fromkeys(sides, float("inf"))
    for at in range(ROUNDS + 1):
        for name, side in sides.items():
            began = time.thread_time()
            side()
            if at:
                best[name] = min(best[name], 1e3 * (time.thread_time() - began))
    return best


def _numpy_name() -> str:
    mine = (lib for lib in threadpool_info() if lib["user_api"] == "blas" and "numpy" in lib["filepath"])  # scipy brings another one
    blas: dict[str, Any] = next(mine, {})
    forced = f", OPENBLAS_CORETYPE={os.environ['OPENBLAS_CORETYPE']}" if "OPENBLAS_CORETYPE" in os.environ else ""
    return f"numpy {np.__version__} on {blas.get('internal_api', 'its own loops')} {blas.get('version', '')} ({blas.get('architecture', '?')}{forced})"


def _row(name: str, workload: str, peer: str, ours: float, theirs: float, unit: str, most: float) -> dict[str, Any]:
    ratio = ours / theirs
    return {
        "name": name,
        "workload": workload,
        "peer": peer,
        "ours": round(ours, 2),
        "theirs": round(theirs, 2),
        "unit": unit,
        "ratio": round(ratio, 2),
        "goal": f"<= {most}",
        "met": ratio <= most,
    }
