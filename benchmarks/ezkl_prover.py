"""Proves a small ONNX model with EZKL and says what it cost, as JSON on stdout. Runs in the peer's own environment (proving.py), which has nothing of ours.

FOLDER holds model.onnx and input.json. The reference string is made here, by one who then knows its secret: its size and speed are a true one's.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import ezkl  # type: ignore[import-not-found]

REPEATS = 3


def timed(call: Callable[..., Any], *given: object) -> tuple[float, float]:
    """Seconds on the wall and of CPU."""
    start, spent = time.perf_counter(), time.process_time()
    call(*given)
    return time.perf_counter() - start, time.process_time() - spent


async def _verifier(*given: str) -> None:
    await ezkl.create_evm_verifier(*given)


def write_verifier(source: Path, *given: str) -> None:
    """The contract's source. EZKL then looks for a compiler to download, which a machine may not reach and nobody needs here."""
    try:
        asyncio.run(_verifier(given[0], given[1], str(source), f"{source}.abi", given[2]))
    except RuntimeError as fault:
        if "svm" not in str(fault) or not source.is_file():
            raise


def main(folder: Path, inputs: str) -> None:
    model, shown, settings, circuit, srs, vk, pk, witness, proof, calldata = (
        str(folder / name) for name in ("model.onnx", "input.json", "settings.json", "circuit", "srs", "vk", "pk", "witness", "proof.json", "calldata")
    )
    asked = ezkl.PyRunArgs()
    asked.input_visibility, asked.output_visibility, asked.param_visibility, asked.variables = inputs, "public", "fixed", [("rows", 1)]
    ezkl.gen_settings(model, settings, py_run_args=asked)
    # Its own choice of scales and size, for the least work.
    ezkl.calibrate_settings(shown, model, settings, "resources")
    ezkl.compile_circuit(model, circuit, settings)
    chosen = json.loads(Path(settings).read_text())["run_args"]
    secs = {"srs": timed(ezkl.gen_srs, srs, chosen["logrows"])[0], "setup": timed(ezkl.setup, circuit, vk, pk, srs)[0]}

    def prove() -> None:
        ezkl.gen_witness(shown, circuit, witness, vk, srs)
        ezkl.prove(witness, circuit, pk, proof, srs)

    proving = [timed(prove) for _ in range(REPEATS)]
    if ezkl.verify(proof, settings, vk, srs) is not True:
        raise SystemExit("the proof does not hold")
    ezkl.encode_evm_calldata(proof, calldata)
    write_verifier(folder / "verifier.sol", vk, settings, srs)
    made = json.loads(Path(proof).read_text())
    said = {
        "version": version("ezkl"),
        "logrows": chosen["logrows"],
        "scale": chosen["input_scale"],
        "setup_secs": secs,
        "prove_secs": [wall for wall, _ in proving],
        "prove_cpu_secs": [cpu for _, cpu in proving],
        "proof_bytes": len(bytes.fromhex(made["hex_proof"].removeprefix("0x"))),
        "proving_key_bytes": Path(pk).stat().st_size,
        "outputs": [float(value) for value in made["pretty_public_inputs"]["rescaled_outputs"][0]],
    }
    print("\n" + json.dumps(said))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
