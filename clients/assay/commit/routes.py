"""From a statement to the public signals of each proof system (docs/verifier.md, "Routes"): pure bytes and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from ..ids import derive

FIELD = 21888242871839275222246405745257275088548364400416034343698204186575808495617
G1_BYTES, G2_BYTES = 64, 128
PROOF_BYTES = 2 * G1_BYTES + G2_BYTES
LOW_253 = (1 << 253) - 1

# RISC Zero's: the state of a machine that halted, and the tags of its structures.
HALTED = bytes.fromhex("a3acc27117418996340b84e5a90f3ef4c49d22c79e44aad822ec9c313e1eb8e2")
CLAIM_TAG = sha256(b"risc0.ReceiptClaim").digest()
OUTPUT_TAG = sha256(b"risc0.Output").digest()


@dataclass(frozen=True)
class Route:
    """A proof has `signals` public signals; a key begins with `parameters` bytes of the proof system's own."""

    name: str
    signals: int
    parameters: int = 0

    @property
    def selector(self) -> bytes:
        return derive("route", self.name.encode())[:4]

    @property
    def key_bytes(self) -> int:
        return self.parameters + G1_BYTES + 3 * G2_BYTES + (self.signals + 1) * G1_BYTES


GROTH16 = Route("GROTH16", signals=1)
RISC_ZERO = Route("RISC_ZERO", signals=5, parameters=64)
SP1 = Route("SP1", signals=2)
EZKL = Route("EZKL", signals=2)
RECEIPT = Route("RECEIPT", signals=1, parameters=32)
ROUTES = {r.selector: r for r in (GROTH16, RISC_ZERO, SP1, EZKL, RECEIPT)}


def signals_of(route: Route, parameters: bytes, model_digest: bytes, statement: bytes) -> tuple[int, ...]:
    """What a proof of the statement (32 bytes) by this model has as public signals. They may lie outside of the field."""
    if route == RISC_ZERO:
        control_root, control_id = parameters[:32], parameters[32:]
        return *halves(control_root), *halves(claim_digest(model_digest, statement)), _number(control_id)
    if route == SP1:
        return _number(model_digest), _number(sha256(statement).digest()) & LOW_253
    if route == EZKL:
        return _number(model_digest), _number(statement)
    if route == RECEIPT:
        return (_number(derive("receipt", parameters, model_digest, statement)) & LOW_253,)
    return (_number(statement),)


def claim_digest(image_id: bytes, journal: bytes) -> bytes:
    """RISC Zero's digest of the claim that the program `image_id` halted with code 0 and this journal, on no assumptions."""
    output = sha256(OUTPUT_TAG + sha256(journal).digest() + bytes(32) + b"\x02\x00").digest()
    return sha256(CLAIM_TAG + bytes(32) + image_id + HALTED + output + bytes(8) + b"\x04\x00").digest()


def halves(digest: bytes) -> tuple[int, int]:
    """A digest as RISC Zero splits it: its first and last 16 bytes as little-endian numbers."""
    return int.from_bytes(digest[:16], "little"), int.from_bytes(digest[16:], "little")


def _number(field: bytes) -> int:
    return int.from_bytes(field, "big")
