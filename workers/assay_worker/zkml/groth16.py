"""Groth16 over BN254: keys and proofs in the chains' bytes, and verification in a few milliseconds (docs/circuits.md, "Proofs and keys").

arkworks, through the package zksnake, does the arithmetic. Its constructors abort on a point off the curve, so points are made by its decoder, which
answers with an error.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from assay.commit.poseidon import SCALAR_ORDER
from assay.errors import InputError

BASE_ORDER = 21888242871839275222246405745257275088696311157297823662689037894645226208583
PROOF_BYTES = 256
KEY_BYTES = 576  # with one public signal


def _numbers(data: bytes) -> list[int]:
    return [int.from_bytes(data[at : at + 32], "big") for at in range(0, len(data), 32)]


def _point(kind: str, data: bytes) -> Any:
    """A point as arkworks holds it. Raises InputError unless it is canonical, on its curve, in its group and not at infinity."""
    numbers = _numbers(data)
    half = len(numbers) // 2
    # arkworks reads c0 first, little-endian, finds a y for the x, and refuses an x that has none in the group.
    x, y = numbers[:half][::-1], numbers[half:][::-1]
    try:
        if max(numbers) >= BASE_ORDER:
            raise ValueError("not canonical")
        found = getattr(_curve().curve, f"Point{kind}").from_bytes([*b"".join(number.to_bytes(32, "little") for number in x)])
        (point,) = (point for point in (found, -found) if y == (point.y if kind == "G2" else [point.y]))
    except ValueError:
        remedy = "take the bytes as the prover wrote them"
        raise InputError(f"{kind} point", data, "canonical, on its curve, in its group and not at infinity", remedy) from None
    return point


def _from_json(points: Sequence[Any]) -> bytes:
    """snarkjs' coordinates, projective with z = 1, as bytes: c1 before c0."""
    numbers: list[int] = []
    for coordinate in points[:2]:
        numbers += [int(coordinate)] if isinstance(coordinate, str) else [int(coordinate[1]), int(coordinate[0])]
    return b"".join(number.to_bytes(32, "big") for number in numbers)


def proof_bytes(proof: dict[str, Any]) -> bytes:
    """snarkjs' proof as 256 bytes."""
    return _from_json(proof["pi_a"]) + _from_json(proof["pi_b"]) + _from_json(proof["pi_c"])


@dataclass(frozen=True)
class Key:
    """A verification key of one public signal, checked when it is made."""

    data: bytes

    def __post_init__(self) -> None:
        if len(self.data) != KEY_BYTES:
            raise InputError("key", len(self.data), f"{KEY_BYTES} bytes", "take the key of a circuit with one public signal")
        self._points  # noqa: B018 - each is checked here, once
        if self.data[192:256] == self.data[320:384]:
            # With gamma = delta, or its negative, anybody makes proofs.
            raise InputError("key", "gamma = ±delta", "of two different points", "run the circuit's own phase of the ceremony")

    @classmethod
    def of(cls, written: dict[str, Any]) -> Key:
        """From snarkjs' verification_key.json."""
        if written.get("curve") != "bn128" or written.get("nPublic") != 1:
            raise InputError("key", [written.get("curve"), written.get("nPublic")], "of bn128 and one public signal", "compile the circuit anew")
        points = [written[f"vk_{name}"] for name in ("alpha_1", "beta_2", "gamma_2", "delta_2")]
        return cls(b"".join(_from_json(point) for point in [*points, *written["IC"]]))

    @classmethod
    def read(cls, path: Path) -> Key:
        return cls.of(json.loads(path.read_text()))

    @property
    def digest(self) -> bytes:
        return sha256(self.data).digest()

    @cached_property
    def _points(self) -> tuple[Any, ...]:
        data = self.data
        twisted = (_point("G2", data[at : at + 128]) for at in (64, 192, 320))
        return _point("G1", data[:64]), *twisted, _point("G1", data[448:512]), _point("G1", data[512:])

    def holds(self, statement: int, proof: bytes) -> bool:
        """Whether `proof` (256 bytes) shows the statement. Anything malformed is no proof."""
        if not 0 <= statement < SCALAR_ORDER or len(proof) != PROOF_BYTES:
            return False
        try:
            a, b, c = _point("G1", proof[:64]), _point("G2", proof[64:192]), _point("G1", proof[192:])
        except InputError:
            return False
        alpha, beta, gamma, delta, constant, linear = self._points
        return bool(_curve().pairing(a, b) == _curve().multi_pairing([alpha, constant + linear * statement, c], [beta, gamma, delta]))


@cache
def _curve() -> Any:
    try:
        from zksnake.ecc import EllipticCurve
    except ModuleNotFoundError as missing:
        raise InputError("zksnake", missing.name, "installed", "pip install 'assay[zkml]'") from None
    return EllipticCurve("BN254")


def verify(key: Key, statement: int, proof: bytes) -> bool:
    """Whether a proof of 256 bytes shows the statement, a model's one public signal, under a key."""
    return key.holds(statement, proof)
