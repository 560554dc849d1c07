"""Real proofs, and what is none: a bent byte, another statement, an alias, a point that is not one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from assay.commit.poseidon import SCALAR_ORDER
from assay.errors import InputError
from assay_worker.zkml import Circuit, Key, Observation, Proof, prove, verify
from assay_worker.zkml.commands import zkml_commands
from assay_worker.zkml.groth16 import BASE_ORDER
from assay_worker.zkml.toolchain import CIRCUITS, ToolFailed, Tools
from typer.testing import CliRunner

from tests.workers.zk_circuits import CAPS, CONTEXT, NOW, POOLS

VECTORS = Path(__file__).parents[1] / "vectors/groth16.json"
SEEN = Observation(NOW, POOLS, CAPS)


@pytest.fixture(scope="module")
def circuit() -> Circuit:
    return Circuit.named()


@pytest.fixture(scope="module")
def proof(circuit: Circuit) -> Proof:
    return prove(circuit, CONTEXT, SEEN)


def test_a_proof_shows_what_the_model_says(circuit: Circuit, proof: Proof) -> None:
    assert len(proof.data) == 256
    assert proof.result == SEEN.result(circuit.model)
    assert proof.statement == SEEN.statement(circuit.model, CONTEXT)
    assert verify(circuit.key, proof.statement, proof.data)


def test_no_byte_of_a_proof_can_be_bent(circuit: Circuit, proof: Proof) -> None:
    for at in range(256):
        bent = bytearray(proof.data)
        bent[at] ^= 1 << at % 8
        assert not verify(circuit.key, proof.statement, bytes(bent)), at


def test_a_proof_shows_one_statement_in_one_writing(circuit: Circuit, proof: Proof) -> None:
    """The alias S + r is the same scalar to a precompile; here it is no statement."""
    for other in (proof.statement + SCALAR_ORDER, proof.statement - SCALAR_ORDER, proof.statement ^ 1, 0, -1, 1 << 256):
        assert not verify(circuit.key, other, proof.data)
    other = Observation(NOW + 1, POOLS, CAPS).statement(circuit.model, CONTEXT)
    assert not verify(circuit.key, other, proof.data)


@pytest.mark.parametrize("at", range(0, 256, 32))
def test_coordinates_are_canonical(circuit: Circuit, proof: Proof, at: int) -> None:
    bent = bytearray(proof.data)
    number = int.from_bytes(bent[at : at + 32], "big") + BASE_ORDER
    bent[at : at + 32] = number.to_bytes(32, "big")
    assert not verify(circuit.key, proof.statement, bytes(bent))


def test_length_and_infinity(circuit: Circuit, proof: Proof) -> None:
    data = proof.data
    infinite = [bytes(64) + data[64:], data[:64] + bytes(128) + data[192:], data[:192] + bytes(64)]
    for wrong in (b"", data[:-1], data + b"\x00", bytes(256), *infinite):
        assert not verify(circuit.key, proof.statement, wrong)


def test_every_vector_is_judged_as_it_says(circuit: Circuit) -> None:
    vectors = json.loads(VECTORS.read_text())
    assert bytes.fromhex(vectors["key"]) == circuit.key.data
    assert vectors["valid"]
    assert len(vectors["invalid"]) >= 15
    for vector in vectors["valid"]:
        assert verify(circuit.key, int(vector["statement"], 16), bytes.fromhex(vector["proof"])), vector["name"]
    for vector in vectors["invalid"]:
        assert not verify(circuit.key, int(vector["statement"], 16), bytes.fromhex(vector["proof"])), vector["name"]
    for vector in vectors["invalid_keys"]:
        with pytest.raises(InputError):
            Key(bytes.fromhex(vector["key"]))


def test_the_command_line_checks_a_proof_without_node(circuit: Circuit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    vector = json.loads(VECTORS.read_text())["valid"][0]
    ran = CliRunner().invoke(zkml_commands, ["verify", str(circuit.folder), "--statement", vector["statement"], "--proof", vector["proof"]])
    assert ran.output == "the proof holds\n"
    bent = vector["proof"][:-1] + ("0" if vector["proof"][-1] != "0" else "1")
    refused = CliRunner().invoke(zkml_commands, ["verify", str(circuit.folder), "--statement", vector["statement"], "--proof", bent])
    assert isinstance(refused.exception, InputError)


def test_a_key_of_more_signals_is_not_taken(circuit: Circuit) -> None:
    written = json.loads((circuit.folder / "verification_key.json").read_text())
    assert Key.of(written) == circuit.key
    with pytest.raises(InputError, match="public signal"):
        Key.of(written | {"nPublic": 2, "IC": [*written["IC"], written["IC"][0]]})
    with pytest.raises(InputError, match="576 bytes"):
        Key(circuit.key.data + bytes(64))


def test_the_prover_is_bounded_and_says_what_stopped_it(circuit: Circuit) -> None:
    with pytest.raises(ToolFailed, match=r"stopped after 0\.05 s"):
        prove(circuit, CONTEXT, SEEN, Tools(timeout_secs=0.05))
    with pytest.raises(ToolFailed):
        prove(circuit, CONTEXT, SEEN, Tools(memory_mib=8, timeout_secs=3))
    with pytest.raises(InputError, match="npm ci"):
        prove(circuit, CONTEXT, SEEN, Tools(modules=Path("nowhere")))


def test_what_no_circuit_takes_is_refused_before_node_starts(circuit: Circuit) -> None:
    nowhere = Tools(modules=Path("nowhere"))
    with pytest.raises(InputError, match="observed_at"):
        prove(circuit, CONTEXT, Observation(1 << 40, POOLS, CAPS), nowhere)
    with pytest.raises(InputError, match="18 bytes"):
        prove(circuit, CONTEXT[1:], SEEN, nowhere)
    with pytest.raises(InputError, match="rate_bps_0"):
        prove(circuit, CONTEXT, Observation(NOW, (1 << 32, *POOLS[1:]), CAPS), nowhere)
    with pytest.raises(InputError, match="caps_bps"):
        prove(circuit, CONTEXT, Observation(NOW, POOLS), nowhere)


def test_the_committed_key_is_the_transcripts(circuit: Circuit) -> None:
    """What can be checked in no time; scripts/ceremony.py check --full follows every contribution."""
    transcript = json.loads((circuit.folder / "transcript.json").read_text())
    card = json.loads((circuit.folder / "card.json").read_text())
    assert circuit.key.digest.hex() == transcript["key_sha256"]
    assert card["r1cs_sha256"] == transcript["r1cs_sha256"]
    assert [entry["name"] for entry in transcript["key"]] == [entry["name"] for entry in transcript["powers_of_tau"]] == ["first", "second", "third", "beacon"]
    assert sum(path.stat().st_size for path in (CIRCUITS / "allocator").iterdir()) < 8_000_000
