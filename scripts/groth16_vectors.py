"""Writes tests/vectors/groth16.json: valid proofs of the committed circuit, and what every verifier must refuse.

Proofs are randomised: each run writes others.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "clients"), str(ROOT / "workers")]

from assay.commit.poseidon import SCALAR_ORDER  # noqa: E402
from assay.commit.statement import context  # noqa: E402
from assay_worker.zkml import Circuit, Observation, Proof, prove, verify  # noqa: E402
from assay_worker.zkml.groth16 import BASE_ORDER  # noqa: E402

NOW = 1_800_000_000
DOMAIN, MODEL, PROVER = b"\x11" * 32, b"\x22" * 32, b"\x33" * 32
CAPS = (4_000, 4_000, 5_000, 2_000)
OBSERVATIONS = (
    ((450, 8_000, 1_200_000, 620, 9_100, 350_000, 300, 4_000, 9_000_000, 1_250, 9_700, 80_000), CAPS),
    ((0,) * 12, CAPS),
    (((1 << 32) - 1, (1 << 16) - 1, (1 << 32) - 1) * 4, (10_000,) * 4),
)


def number(value: int) -> bytes:
    return value.to_bytes(32, "big")


def off_group() -> bytes:
    """A point of the twist y^2 = x^3 + 3 / (9 + u) that is not in G2: nearly all are not."""
    q = BASE_ORDER

    def times(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
        return (a[0] * b[0] - a[1] * b[1]) % q, (a[0] * b[1] + a[1] * b[0]) % q

    scale = 3 * pow(82, -1, q)
    for real in range(1, 100):
        x = (real, 1)
        cube = times(x, times(x, x))
        square = ((cube[0] + 9 * scale) % q, (cube[1] - scale) % q)
        length = pow(square[0] ** 2 + square[1] ** 2, (q + 1) // 4, q)
        for sign in (length, -length):
            half = (square[0] + sign) * pow(2, -1, q) % q
            y0 = pow(half, (q + 1) // 4, q)
            if y0 and y0 * y0 % q == half:
                y = (y0, square[1] * pow(2 * y0, -1, q) % q)
                if times(y, y) == square:
                    return number(x[1]) + number(x[0]) + number(y[1]) + number(y[0])
    raise ValueError("no square among 99")


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def invalid(proof: Proof, other: Proof) -> list[tuple[str, int, bytes]]:
    data, said = proof.data, proof.statement
    a, b, c = data[:64], data[64:192], data[192:]
    negated_a = a[:32] + number(BASE_ORDER - int.from_bytes(a[32:], "big"))
    negated_c = c[:32] + number(BASE_ORDER - int.from_bytes(c[32:], "big"))
    swapped = b[32:64] + b[:32] + b[96:] + b[64:96]
    return [
        ("the statement + r: the same scalar", said + SCALAR_ORDER, data),
        ("another statement", other.statement, data),
        ("the statement + 1", said + 1, data),
        ("statement 0", 0, data),
        ("A with a bent x", said, flipped(data, 31)),
        ("A negated", said, negated_a + b + c),
        ("A with x + q: the same coordinate", said, number(int.from_bytes(a[:32], "big") + BASE_ORDER) + data[32:]),
        ("A at infinity", said, bytes(64) + b + c),
        ("A off the curve", said, number(1) + number(3) + b + c),
        ("B with c0 before c1", said, a + swapped + c),
        ("B with a bent y", said, flipped(data, 191)),
        ("B at infinity", said, a + bytes(128) + c),
        ("B on the twist, outside of the group", said, a + off_group() + c),
        ("B off the twist", said, a + number(1) * 4 + c),
        ("C with a bent x", said, flipped(data, 223)),
        ("C negated", said, a + b + negated_c),
        ("C at infinity", said, a + b + bytes(64)),
        ("A and C exchanged", said, c + b + a),
        ("C of another proof", said, a + b + other.data[192:]),
        ("a byte less", said, data[:-1]),
        ("a byte more", said, data + b"\x00"),
    ]


def invalid_keys(key: bytes) -> list[tuple[str, bytes]]:
    gamma, delta = key[192:320], key[320:448]
    negated = delta[:64] + b"".join(number((BASE_ORDER - int.from_bytes(delta[at : at + 32], "big")) % BASE_ORDER) for at in (64, 96))
    return [
        ("gamma = delta", key[:192] + delta + delta + key[448:]),
        ("gamma = -delta", key[:192] + negated + delta + key[448:]),
        ("delta at infinity", key[:320] + bytes(128) + key[448:]),
        ("gamma at infinity", key[:192] + bytes(128) + key[320:]),
        ("delta outside of the group", key[:320] + off_group() + key[448:]),
        ("alpha off the curve", number(1) + number(3) + key[64:]),
        ("IC0 with x + q", key[:448] + number(int.from_bytes(key[448:480], "big") + BASE_ORDER) + key[480:]),
        ("a point of IC more", key + key[512:]),
        ("a point of IC less", key[:512]),
        ("gamma with c0 before c1", key[:192] + gamma[32:64] + gamma[:32] + gamma[96:] + gamma[64:96] + key[320:]),
    ]


def main() -> None:
    circuit = Circuit.named()
    seen = [Observation(NOW + 3_600 * at, inputs, caps) for at, (inputs, caps) in enumerate(OBSERVATIONS)]
    proofs = [prove(circuit, context(DOMAIN, MODEL, 7 + at, PROVER), observation) for at, observation in enumerate(seen)]
    valid: list[dict[str, Any]] = [
        {
            "name": f"observation {at}",
            "nonce": 7 + at,
            "observed_at": observation.observed_at,
            "inputs": observation.inputs,
            "caps_bps": observation.caps_bps,
            "commitment": f"{proof.commitment:064x}",
            "weights_bps": proof.result,
            "statement": f"{proof.statement:064x}",
            "proof": proof.data.hex(),
        }
        for at, (observation, proof) in enumerate(zip(seen, proofs, strict=True))
    ]
    refused = invalid(proofs[0], proofs[1])
    assert not any(verify(circuit.key, said, data) for _, said, data in refused)
    written = {
        "about": "docs/circuits.md, Proofs and keys; written by scripts/groth16_vectors.py",
        "domain": DOMAIN.hex(),
        "model_id": MODEL.hex(),
        "prover": PROVER.hex(),
        "model_digest": circuit.model.digest.hex(),
        "key": circuit.key.data.hex(),
        "key_sha256": circuit.key.digest.hex(),
        "valid": valid,
        "invalid": [{"name": name, "statement": f"{said:064x}", "proof": data.hex()} for name, said, data in refused],
        "invalid_keys": [{"name": name, "key": data.hex()} for name, data in invalid_keys(circuit.key.data)],
    }
    (ROOT / "tests/vectors/groth16.json").write_text(json.dumps(written, indent=1) + "\n")


if __name__ == "__main__":
    main()
