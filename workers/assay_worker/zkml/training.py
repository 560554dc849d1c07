"""The yield vault's model: an MLP 12-32-16-4 trained on synthetic pools, its weights on the int8 grid so that quantising loses next to nothing.

It learns how a careful allocator would split funds: in proportion to exp(net yield / temperature), where a pool's net yield is its rate less
what a nearly drained pool may cost, and less how far a deposit would push a small pool's rate down.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from assay.errors import InputError

from .model import Whole
from .quantise import Calibration, FloatLayer, Real, float_forward, row_exponents

POOLS = 4
HIDDEN = (32, 16)
NAMES = tuple(f"{name}_{pool}" for pool in range(POOLS) for name in ("rate_bps", "utilisation_bps", "liquidity"))
WIDTHS = (4, 2, 4) * POOLS
# Above any observation that the training shows: 2,048 bps, all of a pool, 33.5 million tokens.
EXPONENTS = np.array((11, 14, 25) * POOLS)
TEMPERATURE_BPS = 150.0


def synthetic_pools(rows: int, seed: int) -> Whole:
    """Observations of pools with a kinked rate curve each, at random utilisations and sizes."""
    random = np.random.default_rng(seed)
    shape = (rows, POOLS)
    utilisation = np.clip(random.beta(4.0, 1.6, shape), 0.02, 1.0)
    kink = random.uniform(0.7, 0.92, shape)
    gentle = random.uniform(150, 700, shape)
    steep = random.uniform(300, 1_200, shape)
    rate = gentle * np.minimum(utilisation / kink, 1.0) + steep * np.maximum(utilisation - kink, 0.0) / (1.0 - kink)
    rate = np.clip(rate * random.lognormal(0.0, 0.15, shape), 0, 2_000)
    liquidity = np.clip(random.lognormal(14.5, 1.2, shape), 20_000, 30_000_000)
    observations: Whole = np.rint(np.stack([rate, utilisation * 10_000, liquidity], axis=2)).astype(np.int64).reshape(rows, 3 * POOLS)
    return observations


def careful_split(observations: Whole) -> Real:
    """What the model is to say: each pool's share, in [0, 1]."""
    rate, utilisation, liquidity = (observations.reshape(-1, POOLS, 3)[:, :, part].astype(np.float64) for part in range(3))
    drained = np.maximum(utilisation - 9_000, 0) / 1_000 * 300
    pushed = rate * 0.5 * 400_000 / (400_000 + liquidity)
    net = (rate - drained - pushed) / TEMPERATURE_BPS
    weights = np.exp(net - net.max(axis=1, keepdims=True))
    shares: Real = weights / weights.sum(axis=1, keepdims=True)
    return shares


def on_grid(weights: Real) -> Real:
    """Weights rounded to what int8 and a power of two a row can hold."""
    scale = 2.0 ** row_exponents(weights)[:, None]
    rounded: Real = np.rint(weights * scale) / scale
    return rounded


@dataclass
class Trained:
    layers: list[FloatLayer]
    loss: float
    baseline: float  # the loss of always answering the mean


class Adam:
    def __init__(self, values: list[Real]) -> None:
        self.values = values
        self.first = [np.zeros_like(value) for value in values]
        self.second = [np.zeros_like(value) for value in values]
        self.steps = 0

    def step(self, gradients: list[Real], rate: float) -> None:
        self.steps += 1
        for value, gradient, first, second in zip(self.values, gradients, self.first, self.second, strict=True):
            first += 0.1 * (gradient - first)
            second += 0.001 * (gradient * gradient - second)
            value -= rate * (first / (1 - 0.9**self.steps)) / (np.sqrt(second / (1 - 0.999**self.steps)) + 1e-8)


def _gradients(weights: list[Real], biases: list[Real], inputs: Real, targets: Real) -> list[Real]:
    """Of the mean squared error; the last layer is linear in training, so that an output cannot die."""
    values = [inputs]
    for number, (weight, bias) in enumerate(zip(weights, biases, strict=True)):
        sums = values[-1] @ weight.T + bias
        values.append(np.maximum(sums, 0) if number < len(weights) - 1 else sums)
    back = 2 * (values[-1] - targets) / targets.size
    of_weights: list[Real] = []
    of_biases: list[Real] = []
    for number in range(len(weights) - 1, -1, -1):
        of_weights.insert(0, back.T @ values[number])
        of_biases.insert(0, back.sum(axis=0))
        back = (back @ weights[number]) * (values[number] > 0)
    return of_weights + of_biases


def train(seed: int = 20_260_000, rows: int = 40_000, epochs: int = 60, batch: int = 256) -> Trained:
    """Trains on the grid: forward and back through the rounded weights, steps on those behind them."""
    observations = synthetic_pools(rows, seed)
    inputs, targets = observations / 2.0**EXPONENTS, careful_split(observations)
    random = np.random.default_rng(seed + 1)
    sizes = [3 * POOLS, *HIDDEN, POOLS]
    weights = [random.normal(0, (2 / before) ** 0.5, (after, before)) for before, after in pairwise(sizes)]
    biases = [np.zeros(after) for after in sizes[1:]]
    optimiser = Adam(weights + biases)
    total = epochs * (rows // batch)
    for step in range(total):
        chosen = random.integers(0, rows, batch)
        rounded = [on_grid(weight) for weight in weights]
        optimiser.step(_gradients(rounded, biases, inputs[chosen], targets[chosen]), 4e-3 * (1 - step / total) + 1e-5)
    layers = [FloatLayer(on_grid(weight), bias.astype(np.float32).astype(np.float64)) for weight, bias in zip(weights, biases, strict=True)]
    unseen = synthetic_pools(10_000, seed + 2)
    wanted = careful_split(unseen)
    said = float_forward(layers, unseen / 2.0**EXPONENTS)[-1]
    # A model takes raw observations: its first layer's weights take the scale of each input up, exactly.
    layers[0] = FloatLayer(layers[0].weights / 2.0**EXPONENTS, layers[0].biases)
    return Trained(layers, float(np.mean((said - wanted) ** 2)), float(np.mean((wanted - wanted.mean(axis=0)) ** 2)))


def calibration(rows: int, seed: int) -> Calibration:
    return Calibration(NAMES, WIDTHS, synthetic_pools(rows, seed))


def write(trained: Trained, shown: Calibration, folder: Path) -> None:
    """model.onnx and calibration.csv, as `assay zkml compile` reads them."""
    try:
        import onnx
        from onnx import TensorProto, helper, numpy_helper
    except ModuleNotFoundError as missing:
        raise InputError("onnx", missing.name, "installed", "pip install onnx") from None
    folder.mkdir(parents=True, exist_ok=True)
    nodes, constants, value = [], [], "observation"
    for number, layer in enumerate(trained.layers):
        constants.append(numpy_helper.from_array(layer.weights.astype(np.float32), f"weights_{number}"))
        constants.append(numpy_helper.from_array(layer.biases.astype(np.float32), f"biases_{number}"))
        nodes.append(helper.make_node("Gemm", [value, f"weights_{number}", f"biases_{number}"], [f"sums_{number}"], transB=1))
        value = "scores" if number == len(trained.layers) - 1 else f"active_{number}"
        nodes.append(helper.make_node("Relu", [f"sums_{number}"], [value]))
    graph = helper.make_graph(
        nodes,
        "allocator",
        [helper.make_tensor_value_info("observation", TensorProto.FLOAT, ["rows", len(NAMES)])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["rows", POOLS])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="assay", ir_version=8)
    onnx.checker.check_model(model)
    (folder / "model.onnx").write_bytes(model.SerializeToString())
    header = ",".join(f"{name}:u{8 * width}" for name, width in zip(shown.names, shown.widths, strict=True))
    body = "\n".join(",".join(str(value) for value in row) for row in shown.rows.tolist())
    (folder / "calibration.csv").write_text(f"{header}\n{body}\n")
