"""INV-FLOAT-4: the EVM program's float32 gives the hardware's bits, for a gas that a referee can pay."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import httpx
import numpy as np
import pytest
from assay.commit.program import Map
from assay.reference import float32
from eth_abi.abi import decode, encode
from eth_utils.crypto import keccak

from scripts import vectors

ANVIL = vectors.ROOT / "node_modules" / ".bin" / "anvil"
ARTIFACT = vectors.ROOT / "target" / "evm" / "Float32Harness.json"
HARNESS = "0x" + "f3" * 20
CALL_GAS = 1_000_000_000
BATCH = 700
TILE = 64

# What a referee's steps may cost: ordinary values, and whatever a losing side may think of.
DOT_GAS, DOT_GAS_AT_WORST = 36_000, 100_000
MAP_GAS = {Map.GELU: 11_000, Map.EXP: 11_000, Map.TANH: 14_000, Map.ERF: 9_000, Map.DIV: 1_100, Map.SQRT: 1_100}
MAP_GAS_AT_WORST = 20_000


class Harness:
    """Float32Harness at an address of a node of this test's own."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        artifact = json.loads(ARTIFACT.read_text())
        self.functions = {entry["name"]: entry for entry in artifact["abi"] if entry["type"] == "function"}
        self.ask("anvil_setCode", HARNESS, artifact["deployedBytecode"])

    def ask(self, method: str, *params: object) -> Any:
        request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        answer = self.client.post("/", json=request).json()
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def call(self, name: str, *args: object) -> tuple[Any, ...]:
        takes, gives = ([p["type"] for p in self.functions[name][side]] for side in ("inputs", "outputs"))
        data = keccak(text=f"{name}({','.join(takes)})")[:4] + encode(takes, args)
        call = {"to": HARNESS, "gas": hex(CALL_GAS), "data": "0x" + data.hex()}
        return decode(gives, bytes.fromhex(self.ask("eth_call", call, "latest")[2:]))


@pytest.fixture(scope="module")
def harness() -> Iterator[Harness]:
    command = [str(ANVIL), "--port", "0", "--disable-block-gas-limit"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as anvil:
        assert anvil.stdout is not None
        try:
            listening = next(line for line in anvil.stdout if line.startswith("Listening on "))
            with httpx.Client(base_url="http://" + listening.split()[-1], timeout=120) as client:
                yield Harness(client)
        finally:
            anvil.terminate()


def normal(rng: np.random.Generator, n: int) -> vectors.Bits:
    return rng.standard_normal(n).astype(np.float32).view(np.uint32)


@pytest.mark.parametrize("operation", vectors.OPERATIONS, ids=vectors.NAMES.__getitem__)
def test_every_operation_gives_the_hardwares_bits(harness: Harness, operation: int) -> None:
    args = vectors.operands(operation, 2_800, seed=4)
    truth = vectors.oracle().apply(operation, args)
    returned = b"".join(harness.call("applied", operation, args[:, at : at + BATCH].T.astype(">u4").tobytes())[0] for at in range(0, args.shape[1], BATCH))
    assert vectors.differences(args, truth, np.frombuffer(returned, ">u4").astype(np.uint32)) == []


@pytest.mark.parametrize("length", [1, 7, 8, 13, TILE])
@pytest.mark.parametrize("kind", vectors.CHAINS)
def test_a_chain_is_its_terms_one_after_another(harness: Harness, kind: int, length: int) -> None:
    acc, a, b = vectors.chains(kind, 200, length, seed=4)
    cells = np.concatenate([acc.astype(">u4").view(np.uint8).reshape(-1, 4), a, b], axis=1)
    (returned,) = harness.call("chain", kind, cells.shape[1], cells.tobytes())
    got = np.frombuffer(returned, ">u4").astype(np.uint32)
    assert (got == vectors.oracle().chain(kind, acc, a, b)).all()


@pytest.mark.parametrize("function", [0, 20, 31, 255])
def test_a_number_that_names_no_function_gives_zero(harness: Harness, function: int) -> None:
    args = vectors.operands(1, 14, seed=4)
    assert not any(harness.call("applied", function, args.T.astype(">u4").tobytes())[0])


def test_a_chunk_of_a_dot_product_is_cheap(harness: Harness) -> None:
    rng = np.random.default_rng(4)
    for acc in normal(rng, 20).tolist():
        a, b = normal(rng, TILE).tobytes(), normal(rng, TILE).tobytes()
        assert harness.call("gasOfChain", vectors.DOT_F32, acc, a, b)[0] <= DOT_GAS


@pytest.mark.parametrize("kind", [vectors.DOT_F32, vectors.SUM_F32])
def test_no_operands_make_a_chunk_dear(harness: Harness, kind: int) -> None:
    acc, a, b = vectors.chains(kind, 100, TILE, seed=5)
    for start, x, y in zip(acc.tolist(), a, b, strict=True):
        assert harness.call("gasOfChain", kind, start, x.tobytes(), y.tobytes())[0] <= DOT_GAS_AT_WORST


@pytest.mark.parametrize("function", MAP_GAS, ids=lambda f: f.name)
def test_a_map_is_cheap(harness: Harness, function: Map) -> None:
    rng = np.random.default_rng(5)
    for a, b in zip(normal(rng, 40).tolist(), normal(rng, 40).tolist(), strict=True):
        # A square root wants no sign.
        a &= float32.MAGNITUDE if function == Map.SQRT else 0xFFFF_FFFF
        assert harness.call("gasOfMap", function, a, b, 0, 0, 0)[0] <= MAP_GAS[function]


@pytest.mark.parametrize("function", list(Map), ids=lambda f: f.name)
def test_no_operands_make_a_map_dear(harness: Harness, function: Map) -> None:
    for row in vectors.operands(function, 140, seed=5).T.tolist():
        assert harness.call("gasOfMap", function, *row)[0] <= MAP_GAS_AT_WORST
