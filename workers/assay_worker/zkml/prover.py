"""Proofs of what a model says of an observation, by snarkjs in a process of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from assay.commit.statement import CONTEXT_BYTES
from assay.errors import InputError

from .circom import signals
from .groth16 import Key, proof_bytes, verify
from .model import IntegerModel, Observation
from .toolchain import CIRCUITS, ToolFailed, Tools


@dataclass(frozen=True)
class Proof:
    """256 bytes for either chain (docs/circuits.md), and the one public signal that they show."""

    data: bytes
    statement: int
    commitment: int
    observed_at: int
    result: tuple[int, ...]


@dataclass(frozen=True)
class Circuit:
    """A model's folder: card, witness generator and proving key, as compiler and ceremony left them."""

    folder: Path
    name: str
    model: IntegerModel
    key: Key

    @classmethod
    def load(cls, folder: Path) -> Circuit:
        name = folder.name
        card = folder / "card.json"
        if not card.is_file():
            raise InputError("circuit", str(folder), "a folder with a card.json", "run `assay zkml compile`")
        model = IntegerModel.of(json.loads(card.read_text())["model"])
        return cls(folder, name, model, Key.read(folder / "verification_key.json"))

    @classmethod
    def named(cls, name: str = "allocator") -> Circuit:
        """One that is committed."""
        return cls.load(CIRCUITS / name)

    def file(self, suffix: str) -> Path:
        path = self.folder / f"{self.name}.{suffix}"
        if not path.is_file():
            raise InputError("circuit", str(path), "made", "run `assay zkml compile` and scripts/ceremony.py")
        return path


def prove(circuit: Circuit, context: bytes, observation: Observation, tools: Tools | None = None) -> Proof:
    """Proves what the circuit's model says of an observation, bound to a context (assay.commit.statement.context).

    Raises InputError for what no circuit takes, ToolFailed where node fails or is stopped at its bounds. The proof is verified before it is returned.
    """
    if len(context) != CONTEXT_BYTES:
        raise InputError("context", context, f"{CONTEXT_BYTES} bytes", "take it from assay.commit.statement.context")
    if not 0 <= observation.observed_at < 1 << 40:
        raise InputError("observed_at", observation.observed_at, "unix seconds below 2^40", "take the ring's time")
    model = circuit.model
    if model.head == "scores" and observation.caps_bps:
        raise InputError("caps_bps", observation.caps_bps, "empty: this model's commitment has no caps", "leave them out")
    result = observation.result(model)
    statement = observation.statement(model, context)
    given = signals(model, context, observation.observed_at, observation.inputs, observation.caps_bps)
    with TemporaryDirectory() as temporary:
        work = Path(temporary)
        (work / "input.json").write_text(json.dumps(given))
        files = [str(circuit.file("wasm").resolve()), str(circuit.file("zkey").resolve())]
        (tools or Tools()).snarkjs("groth16", "fullprove", "input.json", *files, "proof.json", "public.json", cwd=work)
        data = proof_bytes(json.loads((work / "proof.json").read_text()))
        (shown,) = json.loads((work / "public.json").read_text())
    if int(shown) != statement or not verify(circuit.key, statement, data):
        raise ToolFailed("snarkjs", f"the circuit says {shown}, the integer model {statement}: wasm, proving key and card do not belong together")
    return Proof(data, statement, observation.commitment(model), observation.observed_at, result)
