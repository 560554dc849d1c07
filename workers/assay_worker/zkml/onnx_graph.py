"""An ONNX file's layers, where it is an MLP: Gemm and Relu in turn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from assay.errors import InputError

from .quantise import FloatLayer, Real


def _onnx() -> tuple[object, object]:
    try:
        import onnx
        from onnx import numpy_helper
    except ModuleNotFoundError as missing:
        raise InputError("onnx", missing.name, "installed", "pip install onnx") from None
    return onnx, numpy_helper


def read_layers(path: Path) -> list[FloatLayer]:
    """The layers of an MLP with a ReLU after each but the last, which may have one."""
    onnx, numpy_helper = _onnx()
    try:
        model = onnx.load(str(path))  # type: ignore[attr-defined]
        onnx.checker.check_model(model)  # type: ignore[attr-defined]
    except Exception as wrong:
        raise InputError("model", f"{path.name}: {wrong}".splitlines()[0], "a valid ONNX file", "export it anew") from None
    constants = {entry.name: numpy_helper.to_array(entry) for entry in model.graph.initializer}  # type: ignore[attr-defined]
    layers: list[FloatLayer] = []
    rectified = True
    value = next((entry.name for entry in model.graph.input if entry.name not in constants), "")
    for node in model.graph.node:
        if list(node.input)[:1] != [value]:
            raise InputError("model", node.name or node.op_type, "a chain of layers", "remove branches and joins")
        if node.op_type == "Relu" and not rectified:
            rectified = True
        elif node.op_type == "Gemm" and rectified:
            layers.append(_gemm(node, constants))
            rectified = False
        else:
            raise InputError("model", node.op_type, "Gemm and Relu in turn", "export an MLP with ReLU between its layers")
        value = node.output[0]
    if not layers or [entry.name for entry in model.graph.output] != [value]:
        raise InputError("model", path.name, "an MLP whose last layer is its one output", "export it anew")
    return layers


def _gemm(node: object, constants: dict[str, Real]) -> FloatLayer:
    settings = {entry.name: entry.f if entry.type == 1 else entry.i for entry in node.attribute}  # type: ignore[attr-defined]
    names = list(node.input)[1:]  # type: ignore[attr-defined]
    plain = settings.get("alpha", 1.0) == 1.0 and settings.get("beta", 1.0) == 1.0 and not settings.get("transA", 0)
    if not plain or any(name not in constants for name in names):
        raise InputError("Gemm", settings, "x · W + b with constant W and b, alpha = beta = 1", "fold the factors into the weights")
    weights = constants[names[0]].astype(np.float64)
    if not settings.get("transB", 0):
        weights = weights.T
    biases = constants[names[1]].astype(np.float64).reshape(-1) if len(names) > 1 else np.zeros(len(weights))
    if not (np.isfinite(weights).all() and np.isfinite(biases).all()) or biases.shape != (len(weights),):
        raise InputError("Gemm", biases.shape, "finite weights and one bias an output", "export it anew")
    return FloatLayer(weights, biases)
