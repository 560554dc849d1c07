"""An integer model as a circuit's source."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from .model import IntegerModel, Whole

CAP_WIDTH = 2
ELEMENT_BYTES = 31


def _matrix(values: Whole) -> str:
    return "[" + ",\n        ".join("[" + ", ".join(str(value) for value in row) + "]" for row in values.tolist()) + "]"


def _list(values: Iterable[int]) -> str:
    return "[" + ", ".join(str(int(value)) for value in values) + "]"


def _packed(fields: list[tuple[str, int]]) -> list[str]:
    """Elements of a commitment as expressions, packed as assay.commit.statement.packed does."""
    elements: list[list[tuple[str, int]]] = [[]]
    for name, width in fields:
        if sum(taken for _, taken in elements[-1]) + width > ELEMENT_BYTES:
            elements.append([])
        elements[-1].append((name, width))
    written = []
    for element in elements:
        terms, behind = [], 0
        for name, width in reversed(element):
            terms.append(f"{name} * 2 ** {8 * behind}" if behind else name)
            behind += width
        written.append(" + ".join(reversed(terms)))
    return written


def source(model: IntegerModel, title: str) -> str:
    """The circuit of a model: it opens the commitment, scores, applies the head, and says so in the statement."""
    inputs, outputs, allocates = len(model.features), model.outputs, model.head == "allocate"
    fields = [("observed_at", 8), *((f"values[{column}]", feature.width) for column, feature in enumerate(model.features))]
    if allocates:
        fields += [(f"caps[{pool}]", CAP_WIDTH) for pool in range(outputs)]
    elements = _packed(fields)
    lines = [
        "pragma circom 2.1.6;",
        "",
        f"// Written by `assay zkml compile` for {title}, model digest {model.digest.hex()}.",
        *([f'include "lib/{name}.circom";' for name in ("mlp", "statement", *(["allocation"] if allocates else []))]),
        "",
    ]
    for number, layer in enumerate(model.layers):
        for name, body in (
            ("weights", _matrix(layer.weights)),
            ("biases", _list(layer.biases)),
            ("sizes", _list(layer.sizes)),
            ("shifts", _list(layer.shifts)),
        ):
            lines.append(f"function layer{number}_{name}() {{\n    return {body};\n}}")
    lines += [
        "",
        "template Model() {",
        "    signal input context;",
        "    signal input observed_at;",
        f"    signal input values[{inputs}];",
        *([f"    signal input caps[{outputs}];"] if allocates else []),
        "    signal output statement;",
        "",
        f"    var widths[{inputs}] = {_list(8 * feature.width for feature in model.features)};",
        f"    var exponents[{inputs}] = {_list(feature.exponent for feature in model.features)};",
        f"    component features[{inputs}];",
        f"    signal activations[{inputs}];",
        f"    for (var i = 0; i < {inputs}; i++) {{",
        "        features[i] = Feature(widths[i], exponents[i]);",
        "        features[i].value <== values[i];",
        "        activations[i] <== features[i].activation;",
        "    }",
        "",
    ]
    before, width = "activations", inputs
    for number, layer in enumerate(model.layers):
        size = len(layer.biases)
        parameters = ", ".join(f"layer{number}_{name}()" for name in ("weights", "biases", "sizes", "shifts"))
        lines += [
            f"    component layer{number} = Dense({width}, {size}, {parameters});",
            f"    for (var i = 0; i < {width}; i++) {{",
            f"        layer{number}.before[i] <== {before}[i];",
            "    }",
        ]
        before, width = f"layer{number}.after", size
    if allocates:
        lines += [
            "",
            f"    component cap_ranges[{outputs}];",
            f"    component allocation = Allocation({outputs});",
            f"    for (var i = 0; i < {outputs}; i++) {{",
            "        cap_ranges[i] = Num2Bits(cap_bits());",
            "        cap_ranges[i].in <== caps[i];",
            f"        allocation.scores[i] <== {before}[i];",
            "        allocation.caps[i] <== caps[i];",
            "    }",
        ]
        before = "allocation.weights"
    lines += [
        "",
        f"    component commitment = Chain({len(elements)});",
        *(f"    commitment.elements[{index}] <== {element};" for index, element in enumerate(elements)),
        "",
        f"    component said = Statement({outputs});",
        "    said.commitment <== commitment.digest;",
        "    said.context <== context;",
        "    said.observed_at <== observed_at;",
        f"    for (var i = 0; i < {outputs}; i++) {{",
        f"        said.result[i] <== {before}[i];",
        "    }",
        "    statement <== said.statement;",
        "}",
        "",
        "component main = Model();",
        "",
    ]
    return "\n".join(lines)


def signals(model: IntegerModel, context: bytes, observed_at: int, inputs: Iterable[int], caps_bps: Iterable[int]) -> dict[str, object]:
    """A circuit's inputs as snarkjs reads them."""
    given: dict[str, object] = {
        "context": str(int.from_bytes(context, "big")),
        "observed_at": str(observed_at),
        "values": [str(int(value)) for value in np.asarray(list(inputs), np.int64)],
    }
    if model.head == "allocate":
        given["caps"] = [str(int(cap)) for cap in caps_bps]
    return given
