"""What the verifier costs on chain, beside the contract that snarkjs generates for the same key in the same EVM. That one holds its key as constants,
serves one model for good, logs nothing, and takes any proof for anybody."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import eth
from assay.evm.network import EvmNetwork
from assay.evm.transport import Call
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.ceremony import Ceremony
from tests.measured_verifier import verifier_costs
from tests.stories.test_verifier import STATEMENT

assert eth  # it raises Python's recursion limit when first imported
ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = ROOT / "node_modules/snarkjs/templates/verifier_groth16.sol.ejs"
SOLC = ROOT / ".cache/solc/solc"
RENDER = "const [f, d] = process.argv.slice(1); require('ejs').renderFile(f, JSON.parse(d)).then(t => process.stdout.write(t))"
# name: gas, compute units (None: only reported)
GOALS: dict[str, tuple[int | None, int | None]] = {
    "verifier_verify_groth16": (225_000, 95_000),
    "verifier_verify_risc_zero": (None, 95_000),
    "verifier_verify_sp1": (None, None),
    "verifier_verify_ezkl": (None, None),
    "verifier_verify_receipt": (None, None),
    "verifier_verify_and_call": (None, None),
    "verifier_register_model_groth16": (None, None),
    "verifier_trip": (None, None),
    "verifier_request_proof": (None, None),
    "verifier_collect_tip": (None, None),
}


def rows() -> list[dict[str, Any]]:
    out, theirs = [], generated_verifier()
    for family, target, unit, place in (("evm", "evm:pyevm", "gas", 0), ("solana", "solana:litesvm", "CU", 1)):
        costs = verifier_costs(target)
        for name, goals in GOALS.items():
            peer = theirs if name == "verifier_verify_groth16" and family == "evm" else None
            out.append(_row(f"{name.replace('_', '-')}-{family}", costs[name], unit, goals[place], peer))
    return out


def _row(name: str, ours: int, unit: str, most: int | None, theirs: int | None) -> dict[str, Any]:
    return {
        "name": name,
        "workload": "whole transaction",
        "peer": "snarkjs 0.7.6's generated contract" if theirs else None,
        "ours": ours,
        "theirs": theirs,
        "theirs_published": False,
        "unit": unit,
        "ratio": ours / theirs if theirs else None,
        "goal": f"<= {most:,}" if most else "reported",
        "met": ours <= most if most else True,
    }


def _words(data: bytes) -> list[int]:
    return [int.from_bytes(data[at : at + 32], "big") for at in range(0, len(data), 32)]


def _twisted(data: bytes) -> list[list[str]]:
    """As snarkjs writes a point of G2: the real part first."""
    x1, x0, y1, y0 = map(str, _words(data))
    return [[x0, x1], [y0, y1]]


def compiled(source: str, contract: str) -> bytes:
    """A peer's contract by our compiler and its settings."""
    request = {
        "language": "Solidity",
        "sources": {"peer.sol": {"content": source}},
        "settings": {
            "optimizer": {"enabled": True, "runs": 200}, "evmVersion": "cancun", "outputSelection": {"*": {"*": ["evm.bytecode.object"]}},
        },
    }  # fmt: skip
    told = subprocess.run([SOLC, "--standard-json"], input=json.dumps(request), capture_output=True, text=True, check=True).stdout
    return bytes.fromhex(json.loads(told[told.index("{") :])["contracts"]["peer.sol"][contract]["evm"]["bytecode"]["object"])


def generated_verifier() -> int:
    """Gas of a transaction that has snarkjs' contract check a proof of the same statement."""
    ceremony = Ceremony()
    key = ceremony.key
    values = {
        "vk_alpha_1": [str(v) for v in _words(key[:64])], "vk_beta_2": _twisted(key[64:192]), "vk_gamma_2": _twisted(key[192:320]),
        "vk_delta_2": _twisted(key[320:448]), "IC": [[str(v) for v in _words(key[at : at + 64])] for at in (448, 512)], "nPublic": 1,
    }  # fmt: skip
    source = subprocess.run(["node", "-e", RENDER, TEMPLATE, json.dumps(values)], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    code = compiled(source, "Groth16Verifier")
    chain = EvmNetwork.in_memory()
    session, transport = chain._session, chain._transport  # the peer has no client of ours
    peer = transport.send(session.signer, [Call("peer", None, code)])[-1].created
    assert peer is not None
    proof = _words(ceremony.prove(STATEMENT))
    shape = ["uint256[2]", "uint256[2][2]", "uint256[2]", "uint256[1]"]
    call = keccak(text=f"verifyProof({','.join(shape)})")[:4]
    call += encode(shape, [proof[:2], [proof[2:4], proof[4:6]], proof[6:], _words(STATEMENT)])
    assert transport.call(peer, call) == (1).to_bytes(32, "big")
    return int(transport.send(session.signer, [Call("peer", peer, call)])[-1].gas)
