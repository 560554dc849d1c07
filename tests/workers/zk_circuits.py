"""What the tests of circuits share: the committed one, its constraints compiled anew, witness generators that refuse nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from assay_worker.zkml.circom import signals
from assay_worker.zkml.model import IntegerModel, Observation
from assay_worker.zkml.toolchain import CIRCUITS, Tools

from tests.workers.r1cs import Constraints

TOOLS = Tools()
CONTEXT = bytes(range(7, 25))
NOW = 1_800_000_000
POOLS = (450, 8_000, 1_200_000, 620, 9_100, 350_000, 300, 4_000, 9_000_000, 1_250, 9_700, 80_000)
CAPS = (4_000, 4_000, 5_000, 2_000)


def given(model: IntegerModel, observation: Observation, context: bytes = CONTEXT) -> dict[str, object]:
    return signals(model, context, observation.observed_at, observation.inputs, observation.caps_bps)


def witnesses(wasm: Path, inputs: Iterable[dict[str, object]], *, whole: bool = False) -> list[str]:
    """A line a witness, as circuits/lib/witnesses.js prints them."""
    lines = "".join(json.dumps(entry) + "\n" for entry in inputs)
    arguments = [str(TOOLS.modules), str(wasm.resolve()), *(["all"] if whole else [])]
    return TOOLS.node(CIRCUITS / "lib/witnesses.js", *arguments, given=lines).splitlines()


class Lenient:
    """A circuit's source compiled without its equations: a generator that fills in whatever follows from its inputs, true or not."""

    def __init__(self, source: str, folder: Path, changed: dict[str, str] | None = None) -> None:
        """`changed` replaces text in the library's files."""
        for origin, library in ((CIRCUITS / "lib", folder / "lib"), (TOOLS.modules / "circomlib/circuits", folder / "circomlib/circuits")):
            library.mkdir(parents=True)
            for path in origin.glob("*.circom"):
                text = path.read_text()
                for old, new in (changed or {}).items():
                    text = text.replace(old, new)
                (library / path.name).write_text(re.sub(r"^[^;/\n]*===[^;\n]*;", "", text, flags=re.MULTILINE))
        (folder / "lenient.circom").write_text(source)
        TOOLS.circom(folder / "lenient.circom", folder, folder, options=("--wasm", "--sym", "--O0"))
        self.wasm = folder / "lenient_js/lenient.wasm"
        named = (line.split(",") for line in (folder / "lenient.sym").read_text().splitlines())
        self.names = {name: int(wire) for _, wire, _, name in named}

    def assignments(self, constraints: Constraints, inputs: Iterable[dict[str, object]]) -> list[list[int]]:
        """What the generator makes of inputs, as values of the wires of the circuit proper."""
        made = []
        for line in witnesses(self.wasm, inputs, whole=True):
            own = [int(value) for value in line.split()]
            values = [1] * constraints.wires
            for name, wire in constraints.names.items():
                values[wire] = own[self.names[name]]
            made.append(values)
        return made


def edge_rows(model: IntegerModel, count: int, seed: int) -> np.ndarray:
    """Raw inputs over their whole widths, among them all zeros, all ones and every size between."""
    random = np.random.default_rng(seed)
    tops = np.array([1 << 8 * feature.width for feature in model.features])
    rows = random.integers(0, tops, (count, len(tops)))
    rows[: count // 10] = 0
    rows[count // 10 : count // 5] = tops - 1
    middle = slice(count // 5, count // 2)
    rows[middle] >>= random.integers(0, 32, rows[middle].shape)
    powers = slice(count // 2, count * 7 // 10)
    exponents = np.array([feature.exponent for feature in model.features])
    rows[powers] = np.minimum((1 << exponents) + random.integers(-1, 2, rows[powers].shape), tops - 1)
    return rows
