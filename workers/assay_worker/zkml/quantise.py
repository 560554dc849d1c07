"""A float MLP into whole numbers: ranges from calibration data, scales that are powers of two."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from assay.errors import InputError
from numpy.typing import NDArray

from .model import ACTIVATION_BITS, ACTIVATION_MAX, WEIGHT_MAX, Feature, Head, IntegerModel, Layer, Whole

Real = NDArray[np.float64]

WIDTHS = {"u8": 1, "u16": 2, "u32": 4}
# Beyond this a weight is so small that the row is as good as zero.
LARGEST_EXPONENT = 24
# What activations may grow beyond those of the calibration before they saturate.
HEADROOM = 2.0


@dataclass(frozen=True)
class FloatLayer:
    weights: Real  # (outputs, inputs)
    biases: Real


@dataclass(frozen=True)
class Calibration:
    """Raw inputs that the model is expected to see."""

    names: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Whole

    @classmethod
    def read(cls, path: Path) -> Calibration:
        """A CSV file whose header names each input and its width, as `rate_bps:u32`."""
        with path.open(newline="") as file:
            header, *lines = list(csv.reader(file)) or [[]]
        columns = [column.partition(":") for column in header]
        if not lines or any(kind not in WIDTHS for _, _, kind in columns):
            raise InputError("calibration", ",".join(header), "a header of name:u8, name:u16 or name:u32 and at least one row", "declare each column's width")
        try:
            rows = np.array([[int(value) for value in line] for line in lines], np.int64)
        except ValueError as wrong:
            raise InputError("calibration", str(wrong), "whole numbers, one a column", "correct the file") from None
        return cls(tuple(name for name, _, _ in columns), tuple(WIDTHS[kind] for _, _, kind in columns), rows)


def float_forward(layers: Sequence[FloatLayer], rows: Real) -> list[Real]:
    """Every layer's outputs after ReLU, in float64."""
    outputs = []
    for layer in layers:
        rows = np.maximum(rows @ layer.weights.T + layer.biases, 0)
        outputs.append(rows)
    return outputs


def row_exponents(weights: Real) -> NDArray[np.int64]:
    """For each row the greatest k at which every weight * 2^k rounds into int8."""
    largest = np.abs(weights).max(axis=1)
    return np.array([min(LARGEST_EXPONENT, math.floor(math.log2((WEIGHT_MAX + 0.49) / value))) if value else 0 for value in largest], np.int64)


def quantised_features(calibration: Calibration) -> tuple[Feature, ...]:
    """The least power of two above what was seen, for each input."""
    columns = zip(calibration.names, calibration.widths, calibration.rows.T, strict=True)
    return tuple(Feature(name, width, max(1, int(values.max()).bit_length())) for name, width, values in columns)


def quantise(layers: Sequence[FloatLayer], calibration: Calibration, head: Head) -> IntegerModel:
    """The integer model nearest to a float one that takes raw inputs.

    Each input is scaled into [0, 1) by its feature's power of two, which the first layer's weights take up; a row of weights has its own
    power of two, so that int8 is used in full; activations of a layer share one, which holds twice the largest that calibration showed.
    """
    features = quantised_features(calibration)
    raw = calibration.rows.astype(np.float64)
    if layers[0].weights.shape[1] != len(features):
        raise InputError("calibration", len(features), f"{layers[0].weights.shape[1]} columns, as the model has inputs", "give one column an input")
    shown = float_forward(layers, raw)
    first = FloatLayer(layers[0].weights * 2.0 ** np.array([feature.exponent for feature in features]), layers[0].biases)
    before = ACTIVATION_BITS  # an activation of 2^before is 1
    quantised = []
    for layer, outputs in zip([first, *layers[1:]], shown, strict=True):
        exponents = row_exponents(layer.weights)
        # Never finer than the accumulators, so that every shift goes right.
        largest = HEADROOM * max(float(outputs.max()), 2.0**-ACTIVATION_BITS)
        after = min(math.floor(math.log2((ACTIVATION_MAX + 0.49) / largest)), int(before + exponents.min()))
        quantised.append(
            Layer(
                np.rint(layer.weights * 2.0 ** exponents[:, None]).astype(np.int64),
                np.rint(layer.biases * 2.0 ** (before + exponents)).astype(np.int64),
                before + exponents - after,
            )
        )
        before = after
    return IntegerModel(features, tuple(quantised), head, before)


def score_error(model: IntegerModel, layers: Sequence[FloatLayer], rows: Whole) -> float:
    """The largest difference of a score to the float model's, whose 1 is 2^score_exponent."""
    exact = float_forward(layers, rows.astype(np.float64))[-1]
    return float(np.abs(model.scores(rows) / 2.0**model.score_exponent - exact).max())
