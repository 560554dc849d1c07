"""What the tests of circuits share: the committed one, its constraints compiled anew, witness generators that refuse nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from assay_worker.zkml.agreement import witnesses
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
