"""MiniLM once more, from the published weights and nothing of ours, in float64."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf
from threadpoolctl import threadpool_limits

from benchmarks.minilm_onnx import EPS, HEADS, LAYERS, published

F64 = NDArray[np.float64]


@threadpool_limits.wrap(limits=1)  # small products: threads would only wait for each other
def embed(ids: NDArray[np.int32], present: NDArray[np.bool_]) -> F64:
    """Unit vectors (batch, 384) of padded token ids (batch, tokens), all in float64."""
    w = {name: values.astype(np.float64) for name, values in published().items() if values.dtype == np.float32}

    def dense(x: F64, name: str) -> F64:
        y: F64 = x.reshape(-1, x.shape[-1]) @ w[f"{name}.weight"].T + w[f"{name}.bias"]
        return y.reshape(*x.shape[:-1], y.shape[-1])

    def norm(x: F64, name: str) -> F64:
        centred = x - x.mean(-1, keepdims=True)
        unit: F64 = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + EPS)
        return unit * w[f"{name}.weight"] + w[f"{name}.bias"]

    batch, tokens = ids.shape

    def heads(x: F64) -> F64:
        return x.reshape(batch, tokens, HEADS, -1).transpose(0, 2, 1, 3)

    e = "embeddings."
    x = w[f"{e}word_embeddings.weight"][ids] + w[f"{e}position_embeddings.weight"][:tokens] + w[f"{e}token_type_embeddings.weight"][0]
    x = norm(x, f"{e}LayerNorm")
    for at in range(LAYERS):
        layer = f"encoder.layer.{at}."
        q, k, v = (heads(dense(x, f"{layer}attention.self.{name}")) for name in ("query", "key", "value"))
        scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(q.shape[-1])
        scores = np.where(present[:, None, None, :], scores, -np.inf)
        p = np.exp(scores - scores.max(-1, keepdims=True))
        p /= p.sum(-1, keepdims=True)
        joined = (p @ v).transpose(0, 2, 1, 3).reshape(x.shape)
        x = norm(x + dense(joined, f"{layer}attention.output.dense"), f"{layer}attention.output.LayerNorm")
        wide = dense(x, f"{layer}intermediate.dense")
        wide = 0.5 * wide * (1 + erf(wide / np.sqrt(2)))
        x = norm(x + dense(wide, f"{layer}output.dense"), f"{layer}output.LayerNorm")
    mean = (x * present[..., None]).sum(1) / present.sum(1, keepdims=True)
    unit: F64 = mean / np.linalg.norm(mean, axis=-1, keepdims=True)
    return unit
