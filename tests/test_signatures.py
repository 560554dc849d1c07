"""Signatures by keys of subjects: what holds, and that nothing next to it does. The chains' own tests run the same cases."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from assay import keyfile
from assay.errors import InputError
from assay.models.identity import Algorithm
from assay.signatures import L25519, ORDERS, P25519, SMALL_ORDER_Y, SoftwareKey, verify
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

DIGEST = sha256(b"what is signed").digest()
ALGORITHMS = list(Algorithm)


def key(algorithm: Algorithm, name: str = "ada") -> SoftwareKey:
    return SoftwareKey.from_seed(algorithm, sha256(name.encode()).digest())


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_key_proves_what_it_signed(algorithm: Algorithm) -> None:
    held = key(algorithm)
    assert verify(algorithm, held.public_key, DIGEST, held.prove(DIGEST))


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@given(bit=st.integers(0, 65 * 8 - 1))
def test_no_bit_of_a_proof_can_be_bent(algorithm: Algorithm, bit: int) -> None:
    held = key(algorithm)
    proof = bytearray(held.prove(DIGEST))
    if bit < 8 * len(proof):
        proof[bit // 8] ^= 1 << bit % 8
        assert not verify(algorithm, held.public_key, DIGEST, bytes(proof))


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_proof_is_for_one_key_and_one_digest(algorithm: Algorithm) -> None:
    held, proof = key(algorithm), key(algorithm).prove(DIGEST)
    assert not verify(algorithm, key(algorithm, "eve").public_key, DIGEST, proof)
    assert not verify(algorithm, held.public_key, sha256(DIGEST).digest(), proof)
    assert not verify(algorithm, held.public_key, DIGEST, proof + b"\x00")
    assert not verify(algorithm, held.public_key[:-1], DIGEST, proof)


@pytest.mark.parametrize("algorithm", [Algorithm.SECP256K1, Algorithm.P256])
def test_the_other_s_is_refused(algorithm: Algorithm) -> None:
    """(r, n - s) signs the same, and must not count: ECDSA would be malleable."""
    held, proof = key(algorithm), key(algorithm).prove(DIGEST)
    other = (ORDERS[algorithm] - int.from_bytes(proof[32:64], "big")).to_bytes(32, "big")
    ends = [b""] if algorithm is Algorithm.P256 else [b"\x1b", b"\x1c"]
    assert not any(verify(algorithm, held.public_key, DIGEST, proof[:32] + other + end) for end in ends)


def test_a_point_off_the_curve_signs_nothing() -> None:
    for algorithm in (Algorithm.SECP256K1, Algorithm.P256):
        held = key(algorithm)
        off = held.public_key[:32] + (int.from_bytes(held.public_key[32:], "big") ^ 1).to_bytes(32, "big")
        assert not verify(algorithm, off, DIGEST, held.prove(DIGEST))


def test_a_scalar_beyond_the_order_is_refused() -> None:
    held, proof = key(Algorithm.ED25519), key(Algorithm.ED25519).prove(DIGEST)
    beyond = (int.from_bytes(proof[32:], "little") + L25519).to_bytes(32, "little")
    assert not verify(Algorithm.ED25519, held.public_key, DIGEST, proof[:32] + beyond)


def test_a_key_of_small_order_signs_nothing() -> None:
    """With A and R the neutral element and S = 0 the equation holds for every message; a lenient verifier says yes."""
    neutral = (1).to_bytes(32, "little")
    forged = neutral + bytes(32)
    lenient = True
    try:
        Ed25519PublicKey.from_public_bytes(neutral).verify(forged, DIGEST)
    except InvalidSignature:
        lenient = False
    assert lenient, "the library refuses it by itself now: this rule of ours is no longer needed"
    assert not verify(Algorithm.ED25519, neutral, DIGEST, forged)


def test_the_points_of_small_order_are_all_there() -> None:
    """Each y leads to points whose eighth multiple is neutral: 8 * P = 0 by three doublings of the curve's own formulas."""
    d = -121665 * pow(121666, -1, P25519) % P25519

    def doubled(x: int, y: int) -> tuple[int, int]:
        t = d * x * x * y * y % P25519
        return 2 * x * y * pow(1 + t, -1, P25519) % P25519, (y * y + x * x) * pow(1 - t, -1, P25519) % P25519

    for y in SMALL_ORDER_Y:
        xx = (y * y - 1) * pow(d * y * y + 1, -1, P25519) % P25519
        x = pow(xx, (P25519 + 3) // 8, P25519)
        x = x if x * x % P25519 == xx else x * pow(2, (P25519 - 1) // 4, P25519) % P25519
        assert x * x % P25519 == xx
        point = (x, y)
        for _ in range(3):
            point = doubled(*point)
        assert point == (0, 1)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("password", ["", "correct horse"])
def test_a_key_survives_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, algorithm: Algorithm, password: str) -> None:
    monkeypatch.setenv(keyfile.PASSWORD, password)
    held, path = key(algorithm), tmp_path / "key.pem"
    keyfile.save(held, path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert keyfile.load(path).public_key == held.public_key
    with pytest.raises(InputError, match="a new file"):
        keyfile.save(held, path)
    if password:
        monkeypatch.setenv(keyfile.PASSWORD, "battery staple")
        with pytest.raises(InputError, match="a private key as PEM"):
            keyfile.load(path)


def test_a_file_that_is_no_key_is_not_quoted(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("my diary")
    with pytest.raises(InputError) as refused:
        keyfile.load(path)
    assert "diary" not in str(refused.value)
