"""SLIP-0010: keys from one seed by path, on Ed25519 and secp256k1. A mark (') hardens a step; on Ed25519 every step is hardened."""

from __future__ import annotations

import hashlib
import hmac
import re

from assay.errors import InputError
from assay.models.identity import Algorithm
from assay.signatures import CURVES, ORDERS, SoftwareKey
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

MASTER = {Algorithm.ED25519: b"ed25519 seed", Algorithm.SECP256K1: b"Bitcoin seed"}
HARDENED = 2**31
DEPTH = 10
PATH = re.compile(r"m(/[0-9]{1,10}'?)*")


def steps_of(path: str) -> list[int]:
    if not PATH.fullmatch(path) or path.count("/") > DEPTH:
        raise InputError("path", path, f"m and up to {DEPTH} steps, as in m/44'/501'/0'", "write hardened steps with '")
    steps = [int(step.rstrip("'")) + (HARDENED if step.endswith("'") else 0) for step in path.split("/")[1:]]
    if any(int(step.rstrip("'")) >= HARDENED for step in path.split("/")[1:]):
        raise InputError("path", path, f"of steps below {HARDENED}", "use a smaller number")
    return steps


def halves(key: bytes, message: bytes) -> tuple[bytes, bytes]:
    whole = hmac.digest(key, message, hashlib.sha512)
    return whole[:32], whole[32:]


def compressed(secret: bytes) -> bytes:
    key = ec.derive_private_key(int.from_bytes(secret, "big"), CURVES[Algorithm.SECP256K1])
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


def derived(algorithm: Algorithm, seed: bytes, path: str) -> tuple[bytes, bytes]:
    """The secret and the chain code at `path`."""
    if algorithm not in MASTER:
        raise InputError("algorithm", algorithm, "Ed25519 or secp256k1", "a P-256 key is the enclave's, and is not derived")
    if not 16 <= len(seed) <= 64:
        raise InputError("seed", len(seed), "16 to 64 bytes", "use 32 random bytes")
    order = ORDERS.get(algorithm, 0)
    secret, chain = halves(MASTER[algorithm], seed)
    while order and not 0 < int.from_bytes(secret, "big") < order:
        secret, chain = halves(MASTER[algorithm], secret + chain)
    for step in steps_of(path):
        if step < HARDENED and algorithm is Algorithm.ED25519:
            raise InputError("path", path, "hardened at every step on Ed25519", "write each number with '")
        index = step.to_bytes(4, "big")
        left, right = halves(chain, (b"\x00" + secret if step >= HARDENED else compressed(secret)) + index)
        if order:
            number = (int.from_bytes(left, "big") + int.from_bytes(secret, "big")) % order
            while int.from_bytes(left, "big") >= order or number == 0:  # one in 2**127
                left, right = halves(chain, b"\x01" + right + index)
                number = (int.from_bytes(left, "big") + int.from_bytes(secret, "big")) % order
            left = number.to_bytes(32, "big")
        secret, chain = left, right
    return secret, chain


def key_at(algorithm: Algorithm, seed: bytes, path: str) -> SoftwareKey:
    secret, _ = derived(algorithm, seed, path)
    if algorithm is Algorithm.ED25519:
        return SoftwareKey.from_seed(algorithm, secret)
    return SoftwareKey(algorithm, ec.derive_private_key(int.from_bytes(secret, "big"), CURVES[algorithm]))
