"""The two models of training jobs: a perceptron with hidden layers, and a transformer of one block over characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from assay.commit.program import Input
from assay.commit.tensor import Dims, Tensor, dims
from assay.errors import InputError
from numpy.typing import NDArray

from ..tensors import of_array
from .tape import Tape

FAR_BELOW = np.float32(-1e30)
Batch = tuple[Tensor, ...]


class Model(Protocol):
    """What a plan trains."""

    def shapes(self) -> dict[str, Dims]:
        """The parameters, in the order in which they are committed to."""
        ...

    def initial(self, seed: int) -> dict[str, NDArray[np.float32]]:
        """The parameters before the first step."""
        ...

    def blank(self) -> Batch:
        """A batch of the right types and dims, for writing programs."""
        ...

    def forward(self, tape: Tape, parameters: dict[str, Input], batch: tuple[Input, ...]) -> tuple[Input, Input]:
        """Writes the forward pass; returns the logits, a row an example, and the targets as one-hot rows."""
        ...


@dataclass(frozen=True)
class Mlp:
    """Dense layers of `widths` (input first, classes last) with RELU between them; a batch is inputs (n,k) and one-hot labels (n,classes)."""

    widths: tuple[int, ...] = (64, 64, 10)
    batch: int = 32

    def __post_init__(self) -> None:
        if len(self.widths) < 2 or min(*self.widths, self.batch) < 1:
            raise InputError("widths", self.widths, "two or more of at least 1, with a batch of at least 1", "name the input's and the classes' widths")

    def shapes(self) -> dict[str, Dims]:
        shapes: dict[str, Dims] = {}
        for at, (k, n) in enumerate(zip(self.widths, self.widths[1:], strict=False)):
            shapes |= {f"weight{at}": dims(n, k), f"shift{at}": dims(n)}
        return shapes

    def initial(self, seed: int) -> dict[str, NDArray[np.float32]]:
        rng, values = np.random.default_rng(seed), {}
        for name, shape in self.shapes().items():
            values[name] = _uniform(rng, shape, (6.0 / shape.d3) ** 0.5) if name.startswith("weight") else np.zeros(shape, np.float32)
        return values

    def blank(self) -> Batch:
        return self.pack(np.zeros((self.batch, self.widths[0]), np.float32), np.zeros(self.batch, np.int64))

    def pack(self, rows: NDArray[np.float32], labels: NDArray[np.int64]) -> Batch:
        """A batch of examples and their classes. Raises InputError where there are more or fewer than the plan's."""
        if rows.shape != (self.batch, self.widths[0]) or labels.shape != (self.batch,):
            raise InputError("rows", rows.shape, f"({self.batch}, {self.widths[0]}) and as many labels", "cut the data into batches of the plan's size")
        return of_array(rows.astype(np.float32)), of_array(np.eye(self.widths[-1], dtype=np.float32)[labels])

    def forward(self, tape: Tape, parameters: dict[str, Input], batch: tuple[Input, ...]) -> tuple[Input, Input]:
        x, last = batch[0], len(self.widths) - 2
        for at in range(last + 1):
            x = tape.dense(x, parameters[f"weight{at}"], parameters[f"shift{at}"])
            x = tape.relu(x) if at < last else x
        return x, batch[1]


@dataclass(frozen=True)
class CharTransformer:
    """One block over characters: embeddings and places, norm, causal attention, norm, a GELU layer, norm, logits.

    A batch is `batch` texts of `length` indices and the indices that follow them, with two constants: the identity of `symbols` rows (rows
    of it are one-hot) and the causal mask.
    """

    symbols: int
    length: int = 16
    width: int = 32
    heads: int = 2
    batch: int = 8

    def __post_init__(self) -> None:
        if self.width % self.heads or min(self.symbols, self.length, self.width, self.heads, self.batch) < 1:
            raise InputError("heads", self.heads, f"a divisor of width {self.width}, all sizes at least 1", "choose another width")

    def shapes(self) -> dict[str, Dims]:
        d, v = self.width, self.symbols
        shapes = {"embedding": dims(v, d), "place": dims(self.length, d)}
        for name in ("query", "key", "value", "out"):
            shapes |= {name: dims(d, d)}
        shapes |= {"up": dims(4 * d, d), "up_shift": dims(4 * d), "down": dims(d, 4 * d), "down_shift": dims(d), "logits": dims(v, d)}
        for at in range(3):
            shapes |= {f"gain{at}": dims(d), f"norm_shift{at}": dims(d)}
        return shapes

    def initial(self, seed: int) -> dict[str, NDArray[np.float32]]:
        rng, values = np.random.default_rng(seed), {}
        for name, shape in self.shapes().items():
            if name.startswith("gain"):
                values[name] = np.ones(shape, np.float32)
            elif "shift" in name:
                values[name] = np.zeros(shape, np.float32)
            else:
                values[name] = _uniform(rng, shape, (3.0 / shape.d3) ** 0.5)
        return values

    def blank(self) -> Batch:
        nothing = np.zeros((self.batch, self.length), np.int64)
        return self.pack(nothing, nothing)

    def pack(self, texts: NDArray[np.int64], following: NDArray[np.int64]) -> Batch:
        """A batch of indices and of those that follow each. Raises InputError where their shape is not the plan's."""
        for name, given in (("texts", texts), ("following", following)):
            if given.shape != (self.batch, self.length):
                raise InputError(name, given.shape, f"({self.batch}, {self.length})", "cut the data into batches of the plan's size")
        mask = np.triu(np.full((self.length, self.length), FAR_BELOW, np.float32), 1)
        indices = (of_array(given.astype(np.int32).reshape(-1)) for given in (texts, following))
        return (*indices, of_array(np.eye(self.symbols, dtype=np.float32)), of_array(mask))

    def forward(self, tape: Tape, parameters: dict[str, Input], batch: tuple[Input, ...]) -> tuple[Input, Input]:
        (texts, following, identity, mask), p, low = batch, parameters, tape.low
        at = Dims(1, self.batch, self.length, self.width)
        x = tape.add(tape.embed(p["embedding"], low.gather(identity, texts), texts, at), p["place"])
        a = tape.layer_norm(x, p["gain0"], p["norm_shift0"])
        a = tape.attention(tape.dense(a, p["query"]), tape.dense(a, p["key"]), tape.dense(a, p["value"]), mask, self.heads)
        x = tape.add(x, tape.dense(a, p["out"]))
        a = tape.layer_norm(x, p["gain1"], p["norm_shift1"])
        a = tape.dense(tape.gelu(tape.dense(a, p["up"], p["up_shift"])), p["down"], p["down_shift"])
        x = tape.layer_norm(tape.add(x, a), p["gain2"], p["norm_shift2"])
        logits = tape.dense(x, p["logits"])
        targets: Input = low.reshape(low.gather(identity, following), logits.dims)
        return logits, targets


def _uniform(rng: np.random.Generator, shape: Dims, bound: float) -> NDArray[np.float32]:
    return rng.uniform(-bound, bound, shape).astype(np.float32)
