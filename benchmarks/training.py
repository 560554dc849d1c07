"""A training step with its whole trace against the same step in numpy, float32, one thread: CPU time, both sides in turns, the best of each.

The ratio is ours over numpy's, less is better, the goal is at most 3. Ours is `jobs.run.run` with every output committed to and kept, so that the
step can be disputed; numpy's is the same arithmetic with BLAS and temporaries reused by hand, and commits to nothing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from .operators import best_seconds, openblas, rows_of

MOST = 3.0


def rows() -> list[dict[str, Any]]:
    """The figures, measured in a process of their own."""
    return rows_of(__name__)


def numpy_step(widths: tuple[int, ...], optimiser: Any, parameters: dict[str, Any], x: Any, y: Any) -> tuple[Callable[[], None], dict[str, Any]]:
    """One step of the perceptron in numpy's float32, in place; and its parameters."""
    import numpy as np
    from assay_worker.jobs.training.optimisers import Sgd

    p = {name: value.reshape(value.shape[-2:] if name.startswith("weight") else -1).copy() for name, value in parameters.items()}
    moments = {name: (np.zeros_like(value), np.zeros_like(value)) for name, value in p.items()}
    spare = {name: (np.empty_like(value), np.empty_like(value)) for name, value in p.items()}
    layers, t = len(widths) - 1, 0

    def move(name: str, g: Any) -> None:
        w, (m, s), (a, b) = p[name], moments[name], spare[name]
        if isinstance(optimiser, Sgd):
            np.multiply(m, np.float32(optimiser.momentum), out=m)
            m += g
            np.multiply(m, np.float32(optimiser.rate), out=a)
            w -= a
            return
        o = optimiser
        m *= np.float32(o.beta1)
        np.multiply(g, np.float32(1 - o.beta1), out=a)
        m += a
        s *= np.float32(o.beta2)
        np.multiply(g, g, out=a)
        a *= np.float32(1 - o.beta2)
        s += a
        np.multiply(s, np.float32(1 / (1 - o.beta2**t)), out=a)
        np.sqrt(a, out=a)
        a += np.float32(o.eps)
        np.multiply(m, np.float32(o.rate / (1 - o.beta1**t)), out=b)
        b /= a
        w *= np.float32(1 - o.rate * o.decay)
        w -= b

    def step() -> None:
        nonlocal t
        t += 1
        seen, at = [x], x
        for layer in range(layers):
            at = at @ p[f"weight{layer}"].T
            at += p[f"shift{layer}"]
            if layer < layers - 1:
                np.maximum(at, 0, out=at)
            seen.append(at)
        d = np.exp(at - at.max(axis=1, keepdims=True))
        d /= d.sum(axis=1, keepdims=True)
        d -= y
        d *= np.float32(1 / len(y))
        gradients = {}
        for layer in reversed(range(layers)):
            gradients[f"weight{layer}"], gradients[f"shift{layer}"] = d.T @ seen[layer], d.sum(axis=0)
            if layer:
                d = d @ p[f"weight{layer}"]
                d *= seen[layer] > 0
        for name, gradient in gradients.items():
            move(name, gradient)

    return step, p


def steps(name: str, widths: tuple[int, ...], batch: int, optimiser: Any, turns: int) -> dict[str, Any]:
    import numpy as np
    from assay_worker import ops
    from assay_worker.jobs.tensors import to_array
    from assay_worker.jobs.training.models import Mlp
    from assay_worker.jobs.training.plan import Plan, State

    rng, plan = np.random.default_rng(1), Plan(Mlp(widths, batch), optimiser)
    model = plan.model
    assert isinstance(model, Mlp)
    rows, labels = rng.random((batch, widths[0]), np.float32), rng.integers(0, widths[-1], batch)
    packed = model.pack(rows, labels)
    state: State = plan.initial()
    theirs, p = numpy_step(widths, optimiser, plan.parameters(state), rows, to_array(packed[1])[0, 0])

    def ours() -> None:
        nonlocal state
        state, _ = plan.advance(state, packed)

    for _ in range(3):
        ours()
        theirs()
    for parameter, value in plan.parameters(state).items():
        assert np.allclose(value.reshape(-1), p[parameter].reshape(-1), atol=2e-3), f"the two sides compute different things: {parameter}"
    mine, peers = best_seconds(ours, theirs, turns)
    return {
        "name": f"training-step-{name}",
        "workload": f"perceptron {'-'.join(map(str, widths))}, batch {batch}, {type(optimiser).__name__}: step with its whole trace, {ops.instruction_set()}",
        "peer": f"the step without any trace, {openblas()}",
        "ours": round(1e3 * mine, 3),
        "theirs": round(1e3 * peers, 3),
        "unit": "ms",
        "ratio": round(mine / peers, 2),
        "goal": f"<= {MOST:g}",
        "met": mine / peers <= MOST,
    }


def measure() -> list[dict[str, Any]]:
    from assay_worker.jobs.training.optimisers import AdamW, Sgd

    return [
        steps("digits-sgd", (64, 64, 10), 32, Sgd(0.01), 200),
        steps("digits-adamw", (64, 64, 10), 32, AdamW(1e-3), 200),
        steps("wide-sgd", (64, 1024, 1024, 10), 512, Sgd(0.01), 12),
        steps("wide-adamw", (64, 1024, 1024, 10), 512, AdamW(1e-3), 12),
    ]


if __name__ == "__main__":
    if sys.argv[1:] == ["measure"]:
        print(json.dumps(measure()))
    else:
        for line in rows():
            print(json.dumps(line))
