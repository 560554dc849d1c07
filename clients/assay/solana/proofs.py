"""Instructions of the chain's own programs that verify a signature, which identity looks for just before its own (docs/identity.md, "Keys")."""

from __future__ import annotations

from struct import Struct

from solders.instruction import Instruction
from solders.pubkey import Pubkey

from ..models.identity import Algorithm
from ..signatures import PROOF_BYTES, is_key

ED25519 = Pubkey.from_string("Ed25519SigVerify111111111111111111111111111")
SECP256R1 = Pubkey.from_string("Secp256r1SigVerify1111111111111111111111111")
# How many signatures and a byte of padding, then the places of signature, key and message, each in the instruction itself.
_HEAD, _ITSELF = Struct("<BB7H"), 0xFFFF


def proven(algorithm: int, public_key: bytes, digest: bytes, proof: bytes) -> list[Instruction]:
    """What has the chain verify this proof. Nothing where it cannot: identity recovers secp256k1 itself, and refuses what has not the right length."""
    if not is_key(algorithm, public_key) or len(proof) != PROOF_BYTES[Algorithm(algorithm)]:
        return []
    if algorithm == Algorithm.ED25519:
        return [_verified(ED25519, public_key, digest, proof)]
    if algorithm == Algorithm.P256:
        compressed = bytes([2 + (public_key[63] & 1)]) + public_key[:32]
        return [_verified(SECP256R1, compressed, digest, proof)]
    return []


def _verified(program: Pubkey, key: bytes, digest: bytes, proof: bytes) -> Instruction:
    proof_at = _HEAD.size + len(key)
    head = _HEAD.pack(1, 0, proof_at, _ITSELF, _HEAD.size, _ITSELF, proof_at + len(proof), len(digest), _ITSELF)
    return Instruction(program, head + key + proof + digest, [])
