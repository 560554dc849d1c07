"""From a float MLP in ONNX to a circuit, its integer model and its card."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from . import circom
from .model import Head
from .onnx_graph import read_layers
from .quantise import Calibration, quantise, score_error
from .toolchain import Tools


def _constraints(r1cs: bytes) -> int:
    """The count in an r1cs file's header section (type 1): field size, prime, wires, outputs, inputs, private, labels, constraints."""
    at = 12
    while True:
        kind, size = struct.unpack_from("<IQ", r1cs, at)
        if kind == 1:
            (field,) = struct.unpack_from("<I", r1cs, at + 12)
            (count,) = struct.unpack_from("<I", r1cs, at + 12 + 4 + field + 4 * 4 + 8)
            return int(count)
        at += 12 + size


def compile_model(source: Path, calibration: Path, out: Path, head: Head = "allocate", tools: Tools | None = None) -> dict[str, Any]:
    """Writes NAME.circom, NAME.wasm and card.json into `out`, whose name is the circuit's, and returns the card.

    What is left to do is the ceremony (scripts/ceremony.py), which makes the proving key and the verification key.
    """
    layers, shown = read_layers(source), Calibration.read(calibration)
    model = quantise(layers, shown, head)
    name = out.name
    out.mkdir(parents=True, exist_ok=True)
    circuit = out / f"{name}.circom"
    circuit.write_text(circom.source(model, name))
    with TemporaryDirectory() as temporary:
        work = Path(temporary)
        (tools or Tools()).circom(circuit, work)
        r1cs = (work / f"{name}.r1cs").read_bytes()
        wasm = (work / f"{name}_js/{name}.wasm").read_bytes()
    (out / f"{name}.wasm").write_bytes(wasm)
    card = {
        "name": name,
        "digest": model.digest.hex(),
        "source_sha256": sha256(source.read_bytes()).hexdigest(),
        "constraints": _constraints(r1cs),
        "r1cs_sha256": sha256(r1cs).hexdigest(),
        "wasm_sha256": sha256(wasm).hexdigest(),
        "largest_score_error": score_error(model, layers, shown.rows),
        "model": model.described(),
    }
    (out / "card.json").write_text(written(card))
    return card


def written(card: dict[str, Any]) -> str:
    """A card as text: one line a row of weights, so that a reader sees the layers."""

    def lines(value: Any, indent: str) -> str:
        if isinstance(value, dict):
            inner = ",\n".join(f"{indent} {json.dumps(key)}: {lines(entry, indent + ' ')}" for key, entry in value.items())
            return f"{{\n{inner}\n{indent}}}"
        if isinstance(value, Sequence) and value and isinstance(value[0], list | dict):
            inner = ",\n".join(f"{indent} {json.dumps(entry) if not _nested(entry) else lines(entry, indent + ' ')}" for entry in value)
            return f"[\n{inner}\n{indent}]"
        return json.dumps(value)

    return lines(card, "") + "\n"


def _nested(entry: Any) -> bool:
    return isinstance(entry, dict) and any(isinstance(value, list) for value in entry.values())
