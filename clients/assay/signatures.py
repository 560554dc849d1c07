"""Signatures by keys of identity's subjects: what all three programs accept, and software keys that make them (docs/identity.md, "Keys")."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .errors import InputError
from .models.identity import Algorithm

KEY_BYTES = {Algorithm.ED25519: 32, Algorithm.SECP256K1: 64, Algorithm.P256: 64}
PROOF_BYTES = {Algorithm.ED25519: 64, Algorithm.SECP256K1: 65, Algorithm.P256: 64}
CURVES: dict[Algorithm, ec.EllipticCurve] = {Algorithm.SECP256K1: ec.SECP256K1(), Algorithm.P256: ec.SECP256R1()}
ORDERS = {
    Algorithm.SECP256K1: 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141,
    Algorithm.P256: 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
}
P25519 = 2**255 - 19
L25519 = 2**252 + 27742317777372353535851937790883648493
# The y coordinates of the points of order 1, 2, 4 and 8: a key or R among them signs anything, or next to it.
_Y8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
SMALL_ORDER_Y = {1, P25519 - 1, 0, _Y8, P25519 - _Y8}


def is_key(algorithm: int, public_key: bytes) -> bool:
    """Whether the algorithm is known and the key has its length. Whether it is a point shows when it signs."""
    return algorithm in KEY_BYTES and len(public_key) == KEY_BYTES[Algorithm(algorithm)]


def verify(algorithm: Algorithm, public_key: bytes, digest: bytes, proof: bytes) -> bool:
    """Whether `proof` is the key's signature of the 32 bytes `digest`.

    Strict, so that each chain says the same: no point off the curve, of small order or in a second encoding, no high s, no scalar beyond the order.
    Ed25519: 64 bytes R || S. P-256: 64 bytes r || s, over sha256(digest). secp256k1: 65 bytes r || s || v with v 27 or 28, over the digest itself.
    """
    if len(public_key) != KEY_BYTES[algorithm] or len(proof) != PROOF_BYTES[algorithm]:
        return False
    try:
        if algorithm is Algorithm.ED25519:
            return _verify_ed25519(public_key, digest, proof)
        return _verify_ecdsa(algorithm, public_key, digest, proof)
    except (InvalidSignature, ValueError):
        return False


def _verify_ed25519(public_key: bytes, digest: bytes, proof: bytes) -> bool:
    if int.from_bytes(proof[32:], "little") >= L25519:
        return False
    for point in (public_key, proof[:32]):
        y = int.from_bytes(point, "little") & (2**255 - 1)
        if y >= P25519 or y in SMALL_ORDER_Y:
            return False
    ed25519.Ed25519PublicKey.from_public_bytes(public_key).verify(proof, digest)
    return True


def _verify_ecdsa(algorithm: Algorithm, public_key: bytes, digest: bytes, proof: bytes) -> bool:
    r, s = int.from_bytes(proof[:32], "big"), int.from_bytes(proof[32:64], "big")
    order = ORDERS[algorithm]
    if not (0 < r < order and 0 < s <= order // 2):
        return False
    key = ec.EllipticCurvePublicKey.from_encoded_point(CURVES[algorithm], b"\x04" + public_key)
    hashed = sha256(digest).digest() if algorithm is Algorithm.P256 else digest
    key.verify(encode_dss_signature(r, s), hashed, ec.ECDSA(Prehashed(SHA256())))
    return algorithm is Algorithm.P256 or _recovers(public_key, digest, proof)


def _recovers(public_key: bytes, digest: bytes, proof: bytes) -> bool:
    """The chains recover the key from the signature, so its last byte has to be the right one."""
    from eth_keys.datatypes import Signature
    from eth_keys.exceptions import BadSignature

    if proof[64] not in (27, 28):
        return False
    try:
        return Signature(proof[:64] + bytes([proof[64] - 27])).recover_public_key_from_msg_hash(digest).to_bytes() == public_key
    except BadSignature:
        return False


@dataclass(frozen=True)
class SoftwareKey:
    """A private key in memory: for tests, command lines and servers. Phones and tools sign where their key is, and hand the proof over."""

    algorithm: Algorithm
    private: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey

    @classmethod
    def from_seed(cls, algorithm: Algorithm, seed: bytes) -> SoftwareKey:
        """The key that 32 secret bytes make."""
        if len(seed) != 32:
            raise InputError("seed", len(seed), "32 bytes", "use secrets.token_bytes(32), or a hash of a secret")
        if algorithm is Algorithm.ED25519:
            return cls(algorithm, ed25519.Ed25519PrivateKey.from_private_bytes(seed))
        scalar = int.from_bytes(seed, "big") % (ORDERS[algorithm] - 1) + 1
        return cls(algorithm, ec.derive_private_key(scalar, CURVES[algorithm]))

    @property
    def public_key(self) -> bytes:
        """32 bytes (Ed25519), or x || y."""
        if isinstance(self.private, ed25519.Ed25519PrivateKey):
            return self.private.public_key().public_bytes_raw()
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)[1:]

    def prove(self, digest: bytes) -> bytes:
        """The signature that `verify` takes, the same each time (RFC 6979): what it costs on chain can be pinned."""
        if isinstance(self.private, ed25519.Ed25519PrivateKey):
            return self.private.sign(digest)
        hashed = sha256(digest).digest() if self.algorithm is Algorithm.P256 else digest
        r, s = decode_dss_signature(self.private.sign(hashed, ec.ECDSA(Prehashed(SHA256()), deterministic_signing=True)))
        s = min(s, ORDERS[self.algorithm] - s)
        proof = r.to_bytes(32, "big") + s.to_bytes(32, "big")
        if self.algorithm is Algorithm.P256:
            return proof
        return next(proof + bytes([v]) for v in (27, 28) if _recovers(self.public_key, digest, proof + bytes([v])))
