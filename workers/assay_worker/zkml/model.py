"""A quantised MLP in whole numbers: the twin of circuits/lib/mlp.circom, bit for bit.

Activations are unsigned numbers of 15 bits, weights int8, accumulators int32, and every requantisation is a shift.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from assay import ids
from assay.commit.statement import input_commitment, statement, weights_result
from assay.errors import InputError
from numpy.typing import NDArray

from .allocation import allocate

Whole = NDArray[np.int64]

ACTIVATION_BITS = 15
ACTIVATION_MAX = (1 << ACTIVATION_BITS) - 1
WEIGHT_MAX = 127
ACCUMULATOR_BITS = 31
LANES = 4  # of a statement's result
CAP_MAX = (1 << 16) - 1

Head = Literal["allocate", "scores"]


@dataclass(frozen=True)
class Feature:
    """An input of 1, 2 or 4 bytes; what is 2^exponent or more counts as just below it."""

    name: str
    width: int
    exponent: int

    def activation(self, values: Whole) -> Whole:
        scale = ACTIVATION_BITS - self.exponent
        kept = values << scale if scale >= 0 else values >> -scale
        return np.where(values >> self.exponent != 0, ACTIVATION_MAX, kept)


@dataclass(frozen=True)
class Layer:
    weights: Whole  # (outputs, inputs), int8's range
    biases: Whole  # in units of the accumulator
    shifts: Whole

    @property
    def halves(self) -> Whole:
        return np.where(self.shifts > 0, np.int64(1) << np.maximum(self.shifts - 1, 0), 0)

    @property
    def sizes(self) -> list[int]:
        """Bits of each row's largest possible accumulator, the rounding's half included: what the circuit decomposes it to."""
        rounded = self.biases + self.halves
        lows = np.minimum(self.weights, 0).sum(axis=1) * ACTIVATION_MAX + rounded
        highs = np.maximum(self.weights, 0).sum(axis=1) * ACTIVATION_MAX + rounded
        # -2^size <= low and high < 2^size; at least as many bits as the shift drops
        bits = [max((-int(low) - 1).bit_length() if low < 0 else 0, int(high).bit_length() if high > 0 else 0) for low, high in zip(lows, highs, strict=True)]
        return [max(size, int(shift), 1) for size, shift in zip(bits, self.shifts, strict=True)]

    def forward(self, before: Whole) -> Whole:
        sums = before @ self.weights.T + self.biases + self.halves
        return np.clip(sums >> self.shifts, 0, ACTIVATION_MAX)


@dataclass(frozen=True)
class IntegerModel:
    """`scores` are activations of the last layer; a score of 2^score_exponent is the float model's 1."""

    features: tuple[Feature, ...]
    layers: tuple[Layer, ...]
    head: Head
    score_exponent: int

    def __post_init__(self) -> None:
        if not self.layers or not self.features:
            raise InputError("model", (len(self.features), len(self.layers)), "of at least one input and one layer", "compile another model")
        for feature in self.features:
            if feature.width not in (1, 2, 4) or not 1 <= feature.exponent <= 8 * feature.width:
                raise InputError(feature.name, (feature.width, feature.exponent), "1, 2 or 4 bytes, its exponent within them", "declare it wider")
        inputs = len(self.features)
        for number, layer in enumerate(self.layers):
            outputs = len(layer.biases)
            if layer.weights.shape != (outputs, inputs) or layer.shifts.shape != (outputs,):
                raise InputError(f"layer {number}", layer.weights.shape, f"({outputs}, {inputs})", "give layers that follow one another")
            if np.abs(layer.weights).max(initial=0) > WEIGHT_MAX or layer.shifts.min() < 0 or layer.shifts.max() > ACCUMULATOR_BITS:
                raise InputError(f"layer {number}", int(np.abs(layer.weights).max(initial=0)), "int8 weights and shifts within int32", "quantise it anew")
            if max(layer.sizes) > ACCUMULATOR_BITS:
                raise InputError(f"layer {number}", max(layer.sizes), "accumulators that fit int32", "make the layer narrower or its biases smaller")
            inputs = outputs
        if inputs > LANES:
            raise InputError("outputs", inputs, f"at most {LANES}: a statement's result has 8 bytes", "cut the model's last layer")

    @property
    def outputs(self) -> int:
        return len(self.layers[-1].biases)

    def checked(self, inputs: Whole) -> Whole:
        """Inputs (rows, features) that fit their widths."""
        rows = np.asarray(inputs, np.int64)
        if rows.ndim != 2 or rows.shape[1] != len(self.features):
            raise InputError("inputs", rows.shape, f"(rows, {len(self.features)})", "give one value a feature")
        for column, feature in enumerate(self.features):
            values = rows[:, column]
            if len(values) and not (values.min() >= 0 and values.max() < 1 << 8 * feature.width):
                raise InputError(
                    feature.name, [int(values.min()), int(values.max())], f"of {feature.width} bytes, unsigned", "clamp it before it is committed to"
                )
        return rows

    def scores(self, inputs: Whole) -> Whole:
        """Scores of rows of raw inputs."""
        rows = self.checked(inputs)
        values = np.stack([feature.activation(rows[:, column]) for column, feature in enumerate(self.features)], axis=1)
        for layer in self.layers:
            values = layer.forward(values)
        return values

    def results(self, inputs: Whole, caps_bps: Whole | None = None) -> Whole:
        """What statements say of rows of inputs: weights in bps, or the scores themselves."""
        scores = self.scores(inputs)
        if self.head == "scores":
            return scores
        caps = np.zeros((0, 0), np.int64) if caps_bps is None else np.asarray(caps_bps, np.int64)
        if caps.shape != scores.shape or (caps.size and not (caps.min() >= 0 and caps.max() <= CAP_MAX)):
            raise InputError("caps_bps", caps.shape, f"{scores.shape}, each a u16", "give a cap for every pool")
        return allocate(scores, caps)

    def described(self) -> dict[str, Any]:
        return {
            "features": [{"name": feature.name, "bytes": feature.width, "exponent": feature.exponent} for feature in self.features],
            "layers": [{"weights": layer.weights.tolist(), "biases": layer.biases.tolist(), "shifts": layer.shifts.tolist()} for layer in self.layers],
            "head": self.head,
            "score_exponent": self.score_exponent,
        }

    @classmethod
    def of(cls, described: dict[str, Any]) -> IntegerModel:
        return cls(
            tuple(Feature(entry["name"], entry["bytes"], entry["exponent"]) for entry in described["features"]),
            tuple(Layer(*(np.asarray(entry[name], np.int64) for name in ("weights", "biases", "shifts"))) for entry in described["layers"]),
            described["head"],
            described["score_exponent"],
        )

    @property
    def digest(self) -> bytes:
        """32 bytes that name the model, its quantisation and its rule: sha256 over its description as JSON without spaces, keys sorted."""
        return ids.derive("model_card", json.dumps(self.described(), sort_keys=True, separators=(",", ":")).encode())


@dataclass(frozen=True)
class Observation:
    """One row of inputs, as committed to and as proved."""

    observed_at: int
    inputs: tuple[int, ...]
    caps_bps: tuple[int, ...] = ()

    def commitment(self, model: IntegerModel) -> int:
        fields = [(value, feature.width) for value, feature in zip(self.inputs, model.features, strict=True)]
        return input_commitment(self.observed_at, [*fields, *((cap, 2) for cap in self.caps_bps)])

    def result(self, model: IntegerModel) -> tuple[int, ...]:
        caps = np.array([self.caps_bps]) if self.caps_bps else None
        return tuple(int(value) for value in model.results(np.array([self.inputs], np.int64), caps)[0])

    def statement(self, model: IntegerModel, context: bytes) -> int:
        """The public signal of a proof about this observation."""
        result = weights_result(self.result(model)).ljust(8, b"\x00")
        return statement(context, self.commitment(model), self.observed_at, result)
