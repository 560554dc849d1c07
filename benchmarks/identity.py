"""What identity costs on chain, beside the Ethereum Attestation Service in the same EVM; P-256 with and without the precompile."""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
import tempfile
from base64 import b64encode
from hashlib import sha512
from pathlib import Path
from typing import Any

import eth
from assay.evm.deploy import deploy
from assay.evm.network import EvmNetwork, account_named, address_of
from assay.evm.transport import AnvilTransport, Call
from assay.models.deployment import Settings
from assay.models.identity import Algorithm, Role
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from scripts.localnet import ANVIL, node
from tests.measured_identity import identity_costs
from tests.registry import P256, key_of, registry

assert eth  # it raises Python's recursion limit when first imported
PEER = "@ethereum-attestation-service/eas-contracts@1.9.0"
INTEGRITY = "L60y1fgKlY3a45xxnPlgRbiGQY8RF/lF+AzF1iVoR7/aEzitS0Nuyyjq8+IXs1sSSU0dl2+yGSmELxVeB6FelA=="
PUBLISHED = 249_830  # an attestation on chain, by EAS's own measure
BATCH = 1_000
PORT = 18_545
# name: gas, compute units (None: only reported)
GOALS: dict[str, tuple[int | None, int | None]] = {
    "identity_attest": (120_000, 15_000),
    "identity_attest_for": (None, None),
    "identity_claim_attestation": (None, None),
    "identity_revoke_generation": (80_000, None),
    "identity_add_key_ed25519": (None, None),
    "identity_add_key_secp256k1": (None, None),
    "identity_record_p256": (None, None),
    "identity_punish_voucher": (None, None),
}


def rows() -> list[dict[str, Any]]:
    out, gas = [], {}
    theirs = attestation_service()
    for family, target, unit, place in (("evm", "evm:pyevm", "gas", 0), ("solana", "solana:litesvm", "CU", 1)):
        costs = identity_costs(target)
        gas[family] = costs
        each = costs["identity_attest_batch"] / BATCH
        out.append(_row(f"identity-attest-batched-{family}", f"one of a batch of {BATCH:,}", each, unit, 3_000))
        for name, goals in GOALS.items():
            peer = theirs if name == "identity_attest" and family == "evm" else None
            out.append(_row(f"{name.replace('_', '-')}-{family}", "whole transaction", costs[name], unit, goals[place], peer))
    plain = gas["evm"]["identity_add_key_secp256k1"]
    out.append(_row("identity-p256-solidity-evm", "add_key above secp256k1's", gas["evm"]["identity_add_key_p256"] - plain, "gas", 250_000))
    out.append(_row("identity-p256-precompile-evm", "add_key above secp256k1's, on anvil", _on_osaka(), "gas", 7_000))
    return out


def _row(name: str, workload: str, ours: float, unit: str, most: int | None, theirs: int | None = None) -> dict[str, Any]:
    return {
        "name": name,
        "workload": workload,
        "peer": ("EAS, published" if theirs == PUBLISHED else "EAS 1.9.0") if theirs else None,
        "ours": ours,
        "theirs": theirs,
        "theirs_published": theirs == PUBLISHED,
        "unit": unit,
        "ratio": ours / theirs if theirs else None,
        "goal": f"<= {most:,}" if most else "reported",
        "met": ours <= most if most else True,
    }


def _artifacts() -> dict[str, bytes] | None:
    """Bytecode of the peer's contracts from its own npm package, or None where it cannot be had."""
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(["npm", "pack", "--silent", PEER], cwd=folder, capture_output=True, check=False)
        files = list(Path(folder).glob("*.tgz"))
        if packed.returncode or not files:
            return None
        data = files[0].read_bytes()
    if b64encode(sha512(data).digest()).decode() != INTEGRITY:
        raise RuntimeError(f"{PEER} is not what it was")
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        found = {}
        for name in ("SchemaRegistry", "EAS"):
            member = archive.extractfile(f"package/artifacts/contracts/{name}.sol/{name}.json")
            assert member is not None
            found[name] = bytes.fromhex(json.load(member)["bytecode"].removeprefix("0x"))
    return found


def attestation_service() -> int:
    """Gas of an attestation of 32 bytes at EAS, the second of its issuer."""
    made = _artifacts()
    if made is None:
        return PUBLISHED
    chain = EvmNetwork.in_memory()
    session, transport = chain._session, chain._transport  # the peer has no client of ours

    def send(to: bytes | None, data: bytes) -> Any:
        return transport.send(session.signer, [Call("peer", to, data)])[-1]

    schemas = send(None, made["SchemaRegistry"]).created
    service = send(None, made["EAS"] + encode(["address"], [schemas])).created
    schema, nobody = "bytes32 commitment", "0x" + "00" * 20
    send(schemas, keccak(text="register(string,address,bool)")[:4] + encode(["string", "address", "bool"], [schema, nobody, True]))
    schema_id = keccak(schema.encode() + bytes(20) + b"\x01")
    request = (schema_id, ("0x" + "11" * 20, chain.now() + 1_000_000, True, bytes(32), b"\x07" * 32, 0))
    shape = "(bytes32,(address,uint64,bool,bytes32,bytes,uint256))"
    call = keccak(text=f"attest({shape})")[:4] + encode([shape], [request])
    return int([send(service, call) for _ in range(2)][-1].gas)


def _on_osaka() -> int:
    """What the precompile at 0x100 adds to add_key, where there is one."""
    url = f"http://127.0.0.1:{PORT}"
    with node("anvil", [ANVIL, "--port", str(PORT), "--hardfork", "osaka", "--silent"], url, "eth_chainId"):
        transport, deployer = AnvilTransport(url), account_named("authority")
        transport.fund(address_of(deployer)[12:])
        stands = deploy(transport, deployer, address_of(account_named("treasury")), Settings())
        people = registry(EvmNetwork(transport, stands, "authority"))
        people.found()
        gas = {}
        for name in ("first", "second"):
            for algorithm in (Algorithm.SECP256K1, P256):
                people.add(key_of(name, algorithm), Role.DEVICE)
                gas[algorithm] = people.chain.receipts()[-1].cost
    return gas[P256] - gas[Algorithm.SECP256K1]
