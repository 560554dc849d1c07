"""Whether a circuit and its integer model say the same: the circuit's own witness generator beside the model, on as many inputs as one has patience for.

An input takes some 20 ms, nearly all of it the generator's field arithmetic.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np
from assay.commit.statement import CONTEXT_BYTES
from assay.errors import InputError

from . import training
from .circom import signals
from .model import CAP_MAX, IntegerModel, Observation, Whole
from .prover import Circuit
from .toolchain import CIRCUITS, Tools

BATCH = 500
# Of a batch: what stays within one process' bounds on a machine that does other things.
BATCH_SECS = 600.0


def witnesses(wasm: Path, inputs: Iterable[dict[str, object]], *, whole: bool = False, tools: Tools | None = None) -> list[str]:
    """What a witness generator makes of inputs, one a line: the public signal, or every wire, or "refused" (circuits/lib/witnesses.js)."""
    tools = tools or Tools()
    lines = "".join(json.dumps(entry) + "\n" for entry in inputs)
    arguments = [str(tools.modules), str(wasm.resolve()), *(["all"] if whole else [])]
    return tools.node(CIRCUITS / "lib/witnesses.js", *arguments, given=lines).splitlines()


def edge_rows(model: IntegerModel, count: int, seed: int) -> Whole:
    """Raw inputs over their whole widths, among them all zeros, all ones and every size between."""
    random = np.random.default_rng(seed)
    tops = np.array([1 << 8 * feature.width for feature in model.features])
    rows = random.integers(0, tops, (count, len(tops)))
    rows[: count // 10] = 0
    rows[count // 10 : count // 5] = tops - 1
    middle = slice(count // 5, count // 2)
    rows[middle] >>= random.integers(0, 32, rows[middle].shape)
    powers = slice(count // 2, count * 7 // 10)
    exponents = np.array([feature.exponent for feature in model.features])
    rows[powers] = np.minimum((1 << exponents) + random.integers(-1, 2, rows[powers].shape), tops - 1)
    return rows


def usual_rows(model: IntegerModel, count: int, seed: int) -> Whole:
    """Raw inputs as a model is made for: pools for the vault's, anything within its range for another."""
    if tuple(feature.name for feature in model.features) == training.NAMES:
        return training.synthetic_pools(count, seed)
    random = np.random.default_rng(seed)
    return random.integers(0, [1 << feature.exponent for feature in model.features], (count, len(model.features)))


def observations(model: IntegerModel, count: int, seed: int) -> list[tuple[bytes, Observation]]:
    """Contexts and observations: nine in ten as usual, the rest on the edges of every width, under caps of every size."""
    random = np.random.default_rng(seed)
    edges = count // 10
    rows = np.concatenate([usual_rows(model, count - edges, seed), edge_rows(model, edges, seed + 1)])
    caps = random.integers(0, 10_001, (count, model.outputs))
    caps[::7], caps[::11] = CAP_MAX, 0
    times = random.integers(0, 1 << 40, count)
    contexts = [random.bytes(CONTEXT_BYTES) for _ in range(count)]
    bounds = [tuple(bound) if model.head == "allocate" else () for bound in caps.tolist()]
    made = zip(times.tolist(), rows.tolist(), bounds, strict=True)
    return [(context, Observation(at, tuple(row), bound)) for context, (at, row, bound) in zip(contexts, made, strict=True)]


@dataclass(frozen=True)
class Agreement:
    """`differ` is the first inputs, if any, whose statements differ; `distinct` how many different results the model gave."""

    inputs: int
    different: int
    distinct: int
    secs: float
    differ: tuple[Observation, ...]


def compare(circuit: Circuit, count: int, seed: int, told: Callable[[int, int], None] = lambda done, different: None, tools: Tools | None = None) -> Agreement:
    """Compares the statements of circuit and model on `count` inputs; `told` hears of each batch how many are done and how many of them differ."""
    if count < 1:
        raise InputError("count", count, "at least 1", "compare some inputs")
    tools, wasm, model = (tools or Tools()).within(BATCH_SECS), circuit.file("wasm"), circuit.model
    started, different, results, differ = perf_counter(), 0, set(), []
    for start in range(0, count, BATCH):
        batch = observations(model, min(BATCH, count - start), seed + start)
        given = (signals(model, context, seen.observed_at, seen.inputs, seen.caps_bps) for context, seen in batch)
        said = witnesses(wasm, given, tools=tools)
        for (context, seen), signal in zip(batch, said, strict=True):
            if signal != str(seen.statement(model, context)):
                different += 1
                differ.append(seen)
            results.add(seen.result(model))
        told(start + len(batch), different)
    return Agreement(count, different, len(results), perf_counter() - started, tuple(differ[:8]))
