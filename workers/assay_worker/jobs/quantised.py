"""The same model with its dense layers in int8: an honest, cheaper job, and what a cheat sells as the float32 one.

One symmetric scale a tensor. Weights are rounded once, here; activations by QUANT, with scales found by running the float32 job on
the sentences below; sums are exact in int32, so the job's bits need no order. Attention, layer norms and GELU stay float32.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from math import fsum

import numpy as np
from assay.commit.program import Input
from assay.commit.tensor import Tensor
from assay.errors import InputError
from numpy.typing import NDArray

from . import minilm
from .bundle import JobBundle
from .lowering import Lowering
from .minilm import Dense, FloatDense, Layer, Weights
from .run import run
from .tensors import Array, of_array, to_array

LARGEST = 127
BINS = 8_192
# Shares of the largest magnitude that may become 127; what lies beyond is clamped.
SHARES: tuple[float, ...] = tuple(2.0 ** (-step / 4) for step in range(17))

CALIBRATION = (
    "A man is eating food.",
    "The stock market crashed today after the central bank raised its rate.",
    "She opened the window because the room was too warm.",
    "def fold(nodes): return nodes[0] if len(nodes) == 1 else fold(parents(nodes))",
    "The licence permits copying, distribution and modification, provided that this notice is kept.",
    "In 1969 two astronauts walked on the Moon.",
    "Water boils at a lower temperature on a high mountain.",
    "Please send the signed contract to our office by Friday, 5 p.m.",
    "What is the capital of Australia?",
    "The patient was given 20 mg twice a day for a week.",
    "No refund is due where the goods were used.",
    "An iterator raises StopIteration once it has no further item.",
    "Rain is expected in the north, with winds of up to 80 km/h.",
    "He plays the violin, she plays chess, and neither plays tennis.",
    "yes",
    "The court dismissed the appeal and ordered each side to bear its own costs.",
)


@dataclass(frozen=True)
class Int8Dense:
    """A dense layer in int8: `weight` int8 (h,1,N,K), `bias` int32; a value of the input is x_scale, of the weight w_scale."""

    weight: Tensor
    bias: Tensor
    x_scale: float
    w_scale: float
    transposed: bool = False

    def lower(self, low: Lowering, x: Input) -> Input:
        weight, bias = low.model(self.weight), low.model(self.bias)
        small = low.quant(x, self.x_scale)  # written once for all layers that read x by the same scale
        sums = low.matmul(weight, small, bias) if self.transposed else low.matmul(small, weight, bias)
        return low.dequant(sums, self.x_scale * self.w_scale)


def job(sentences: Sequence[str]) -> JobBundle:
    """The int8 job that embeds `sentences`: result as of `minilm.job`, of another program and another model root."""
    return minilm.job(sentences, weights=load())


def cheat(sentences: Sequence[str]) -> JobBundle:
    """What somebody runs who keeps int8 weights only and is paid for `minilm.job(sentences)`: the same program and input, another model.

    Its trace differs from the honest one from the first dense layer on.
    """
    return minilm.job(sentences, weights=disguised())


@cache
def load() -> Weights:
    """The model in int8, from the float32 one. Some tenths of a second, once a process."""
    weights = minilm.load()
    scales = _activation_scales(weights)
    return replace(weights, layers=tuple(_quantised(layer, at, scales) for at, layer in enumerate(weights.layers)))


@cache
def disguised() -> Weights:
    """The float32 model with each dense layer's weights rounded to int8 and back."""
    weights = minilm.load()

    def rounded(name: str, dense: Dense) -> FloatDense:
        exact = _float(name, dense)
        values, scale = quantise(exact.weight)
        return replace(exact, weight=of_array(values.astype(np.float32) * np.float32(scale)))

    return replace(weights, layers=tuple(layer.changed(rounded) for layer in weights.layers))


def quantise(weight: Tensor) -> tuple[NDArray[np.int8], float]:
    """int8 values of a float32 tensor and what one of them stands for."""
    scale = best_scale(to_array(weight))
    return np.clip(np.rint(to_array(weight).astype(np.float64) / scale), -LARGEST, LARGEST).astype(np.int8), scale


def best_scale(values: Array) -> float:
    """The scale of int8 that keeps `values` best, by squared error. Raises InputError where they are all zero or not finite.

    A few values lie far out; a scale that reaches them wastes bits on all the others. The search is over a histogram and sums exactly,
    so it ends the same on every machine.
    """
    magnitudes = np.abs(values.astype(np.float64)).reshape(-1)
    largest = float(magnitudes.max())
    if not 0 < largest < np.inf:
        raise InputError("values", largest, "finite and not all zero", "this layer cannot be quantised")
    counts = np.bincount(np.minimum(magnitudes * (BINS / largest), BINS - 1).astype(np.int64), minlength=BINS)
    centres = (np.arange(BINS) + 0.5) * (largest / BINS)

    def error(scale: float) -> float:
        return fsum((counts * (np.minimum(np.rint(centres / scale), LARGEST) * scale - centres) ** 2).tolist())

    return min((share * largest / LARGEST for share in SHARES), key=error)


@dataclass(frozen=True)
class _Watched:
    """A dense layer that notes what it was lowered for."""

    dense: FloatDense
    read: list[int] = field(default_factory=list)

    def lower(self, low: Lowering, x: Input) -> Input:
        self.read.append(x.index)
        return self.dense.lower(low, x)


def _activation_scales(weights: Weights) -> dict[tuple[int, str], float]:
    """The scale of each dense layer's input, by layer and name, from a run of the float32 job."""
    watched: dict[tuple[int, str], _Watched] = {}

    def watch(at: int, layer: Layer) -> Layer:
        return layer.changed(lambda name, dense: watched.setdefault((at, name), _Watched(_float(name, dense))))

    layers = tuple(watch(at, layer) for at, layer in enumerate(weights.layers))
    outputs = run(minilm.job(CALIBRATION, weights=replace(weights, layers=layers)), bytes(32)).outputs
    found: dict[int, float] = {}
    for dense in watched.values():
        (output,) = dense.read
        if output not in found:
            found[output] = best_scale(to_array(outputs[output]))
    return {key: found[dense.read[0]] for key, dense in watched.items()}


def _quantised(layer: Layer, at: int, scales: dict[tuple[int, str], float]) -> Layer:
    def small(name: str, dense: Dense) -> Int8Dense:
        exact, x_scale = _float(name, dense), scales[at, name]
        weight, w_scale = quantise(exact.weight)
        bias = np.rint(to_array(exact.bias) / (x_scale * w_scale)).astype(np.int32)
        return Int8Dense(of_array(weight), of_array(bias), x_scale, w_scale, exact.transposed)

    return layer.changed(small)


def _float(name: str, dense: Dense) -> FloatDense:
    if not isinstance(dense, FloatDense):
        raise InputError(name, type(dense).__name__, "a dense layer of the float32 model", "pass minilm.load()")
    return dense
