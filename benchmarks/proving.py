"""What proving the vault's model costs, beside EZKL proving the same MLP on the same machine in the same run.

EZKL is optional and lives in an environment of its own: `python -m benchmarks.proving install`. Its circuit is the MLP alone. Ours also opens the
observation's commitment, splits under caps, and binds a context. EZKL is therefore measured twice: with its inputs private and bound to nothing, which is the
least that it can do, and with its inputs hashed (Poseidon), as an observation is.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from assay.commit.routes import GROTH16
from assay.commit.statement import CONTEXT_BYTES
from assay.connect import sandbox
from assay.evm.network import account_named
from assay.evm.transport import Call, MemoryTransport
from assay.ids import model_id
from assay_worker.zkml import training
from assay_worker.zkml.model import Observation
from assay_worker.zkml.onnx_graph import read_layers
from assay_worker.zkml.prover import Circuit, Proof, prove
from assay_worker.zkml.quantise import FloatLayer

from benchmarks.verifier import compiled

ROOT = Path(__file__).resolve().parents[1]
VERSION = "23.0.5"
PYTHON = ROOT / ".cache/ezkl/bin/python"
INSTALL = "python -m benchmarks.proving install"
NOT_INSTALLED = f"EZKL is not installed: {INSTALL}"
REPEATS = 3
INPUTS = {"private": "EZKL {}, inputs private", "hashed": "EZKL {}, inputs hashed"}
CAPS = (4_000, 4_000, 4_000, 4_000)
# name and unit: where it is found, and the goal (None: only reported)
FIGURES: dict[tuple[str, str], tuple[str, float | None]] = {
    ("secs", "s"): ("prove_secs", 5),
    ("cpu-secs", "s"): ("prove_cpu_secs", None),
    ("bytes", "bytes"): ("proof_bytes", 256),
    ("gas", "gas"): ("gas", 225_000),
    ("key-bytes", "bytes"): ("proving_key_bytes", None),
}


def install() -> None:
    """EZKL from the package registry, away from our own packages."""
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "venv", "-q", "--no-config", "--python", sys.executable, PYTHON.parents[1]], check=True)
    subprocess.run([uv, "pip", "install", "--no-config", "--python", PYTHON, f"ezkl=={VERSION}"], check=True)


@cache
def installed() -> bool:
    if not PYTHON.is_file():
        return False
    return subprocess.run([PYTHON, "-c", "import ezkl"], capture_output=True).returncode == 0


def _row() -> np.ndarray[Any, np.dtype[np.int64]]:
    return training.synthetic_pools(1, seed=5)


def ours() -> dict[str, Any]:
    """Seconds of each proof, its bytes, and the gas of the transaction that checks it."""
    circuit, secs, cpu_secs = Circuit.named(), [], []
    observation = Observation(1_800_000_000, tuple(_row()[0].tolist()), CAPS)
    made: Proof | None = None
    for number in range(REPEATS):
        start, spent = time.perf_counter(), _children_secs()
        made = prove(circuit, bytes([number]) * CONTEXT_BYTES, observation)
        secs.append(time.perf_counter() - start)
        cpu_secs.append(_children_secs() - spent)
    assert made is not None
    chain = sandbox("evm:pyevm")
    chain.verifier.register_model(1, GROTH16.selector, circuit.key.data, circuit.model.digest, 1)
    chain.verifier.verify(model_id(chain.deployment().verifier, chain.account, 1), made.statement.to_bytes(32, "big"), made.data)
    return {
        "prove_secs": secs, "prove_cpu_secs": cpu_secs, "proof_bytes": len(made.data), "gas": chain.receipts()[-1].cost,
        "proving_key_bytes": circuit.file("zkey").stat().st_size, "scores": circuit.model.scores(_row())[0] / 2.0**circuit.model.score_exponent,
    }  # fmt: skip


def _children_secs() -> float:
    """Of CPU: snarkjs runs in processes of its own."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def theirs(inputs: str) -> dict[str, Any]:
    """The same of EZKL. Its model takes inputs as parts of their range, so that its fixed point need not span 2^25."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        first, *rest = read_layers(Circuit.named().folder / "model.onnx")
        scaled = [FloatLayer(first.weights * 2.0**training.EXPONENTS, first.biases), *rest]
        training.write(training.Trained(scaled, 0.0, 0.0), training.calibration(1, seed=5), folder)
        (folder / "input.json").write_text(json.dumps({"input_data": (_row() / 2.0**training.EXPONENTS).tolist()}))
        script = Path(__file__).with_name("ezkl_prover.py")
        ran = subprocess.run([PYTHON, script, folder, inputs], capture_output=True, text=True, timeout=900)
        if ran.returncode:
            raise RuntimeError(f"EZKL failed: {ran.stderr[-2_000:]}")
        said: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
        return said | {"gas": _gas((folder / "verifier.sol").read_text(), (folder / "calldata").read_bytes())}


def _gas(source: str, calldata: bytes) -> int:
    """Of a transaction to EZKL's own contract, compiled as ours are."""
    transport, signer = MemoryTransport(), account_named("authority")
    transport.fund(bytes.fromhex(signer.address[2:]))
    peer = transport.send(signer, [Call("peer", None, compiled(source, "Halo2Verifier"))])[-1].created
    assert peer is not None
    if transport.call(peer, calldata) != (1).to_bytes(32, "big"):
        raise RuntimeError("EZKL's contract refuses EZKL's proof")
    return int(transport.send(signer, [Call("peer", peer, calldata)])[-1].gas)


def _figure(side: dict[str, Any], key: str) -> float:
    measured = side[key]
    return float(median(measured)) if isinstance(measured, list) else int(measured)


def rows() -> list[dict[str, Any]]:
    our = ours()
    out = []
    for inputs, named in INPUTS.items():
        peer = theirs(inputs) if installed() else None
        if peer is not None:
            # The same function, or the figures compare nothing.
            assert np.abs(np.array(peer["outputs"]) - our["scores"]).max() < 0.01, (peer["outputs"], our["scores"])
        label = named.format(peer["version"]) if peer else NOT_INSTALLED
        workload = f"MLP 12-32-16-4, {inputs} inputs at the peer's"
        for (name, unit), (key, most) in FIGURES.items():
            mine, other = _figure(our, key), _figure(peer, key) if peer else None
            out.append(
                {
                    "name": f"verifier-proof-{name}-{inputs}", "workload": workload, "peer": label, "ours": mine, "theirs": other, "theirs_published": False,
                    "unit": unit, "ratio": mine / other if other else None, "goal": f"<= {most:,}" if most else "reported",
                    "met": mine <= most if most else True,
                }
            )  # fmt: skip
    return out


def main() -> None:
    if sys.argv[1:] == ["install"]:
        install()
        return
    if not installed():
        print(NOT_INSTALLED)
    measured = rows()
    for row in measured:
        other = f"{row['theirs']:,.5g}" if row["theirs"] is not None else "-"
        print(f"{row['name']:32} {row['ours']:>14,.5g} {other:>14} {row['unit']:6} {row['peer']}")
    out = ROOT / "out/proving.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(measured, indent=2) + "\n")


if __name__ == "__main__":
    main()
