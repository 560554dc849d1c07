"""W3C decentralised identifiers of subjects: did:assay:<CAIP-10 account of the identity program>:<subject id>, and their documents (docs/identity.md, "DID").

Source: W3C Decentralized Identifiers v1.0, CAIP-10, RFC 8037 (Ed25519 as a JWK), RFC 8812 (secp256k1).
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

from solders.pubkey import Pubkey

from .errors import InputError
from .market import Chain
from .models.identity import Algorithm, Key, KeyStatus, Role

CURVES = {Algorithm.ED25519: "Ed25519", Algorithm.SECP256K1: "secp256k1", Algorithm.P256: "P-256"}
METHOD = "did:assay:"


@dataclass(frozen=True, slots=True)
class Did:
    """A subject (32 bytes) of the identity program at `program` (32 bytes, Deployment.identity) of the chain with this CAIP-2 id."""

    chain: str
    program: bytes
    subject_id: bytes

    @property
    def account(self) -> str:
        """CAIP-10: 0x and 40 digits on the EVM, base58 on Solana."""
        if self.chain.startswith("eip155:"):
            return f"{self.chain}:0x{self.program[12:].hex()}"
        return f"{self.chain}:{Pubkey.from_bytes(self.program)}"

    def __str__(self) -> str:
        return f"{METHOD}{self.account}:{self.subject_id.hex()}"

    @classmethod
    def parse(cls, text: str) -> Did:
        """Raises InputError for what is no did:assay."""
        wrong = InputError("did", text, f"{METHOD}<chain>:<program>:<64 hex digits>", "copy it from a document or from `assay key show`")
        chain, _, rest = text.removeprefix(METHOD).rpartition(":")
        chain, _, account = chain.rpartition(":")
        if not text.startswith(METHOD) or not chain or len(rest) != 64:
            raise wrong
        try:
            if chain.startswith("eip155:"):
                raw = bytes.fromhex(account.removeprefix("0x"))
                if len(raw) != 20:
                    raise wrong
                return cls(chain, raw.rjust(32, b"\x00"), bytes.fromhex(rest))
            return cls(chain, bytes(Pubkey.from_string(account)), bytes.fromhex(rest))
        except ValueError:
            raise wrong from None


def of(chain: Chain, subject_id: bytes) -> Did:
    """The identifier of a subject on this chain."""
    return Did(chain.deployment().chain, chain.deployment().identity, subject_id)


def _b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def jwk(key: Key) -> dict[str, str]:
    """The public key as a JSON Web Key."""
    if key.algorithm is Algorithm.ED25519:
        return {"kty": "OKP", "crv": "Ed25519", "x": _b64(key.public_key)}
    return {"kty": "EC", "crv": CURVES[key.algorithm], "x": _b64(key.public_key[:32]), "y": _b64(key.public_key[32:])}


def resolve(chain: Chain, did: str) -> dict[str, Any]:
    """The DID resolution result: `didDocument` with the keys that are in force now (each its key id as fragment), `didDocumentMetadata`,
    `didResolutionMetadata` with error `invalidDid`, or `notFound` for a subject or a chain that this connection does not know.

    A person's or an organisation's keys authenticate; every key asserts (signs contents). What a key signed before it was revoked is told by
    identity.key, not by the document.
    """
    try:
        parsed = Did.parse(did)
    except InputError:
        return _failed("invalidDid")
    stands = chain.deployment()
    subject = chain.identity.subject(parsed.subject_id) if (stands.chain, stands.identity) == (parsed.chain, parsed.program) else None
    if subject is None:
        return _failed("notFound")
    keys = [k for k in (chain.identity.key(key_id) for key_id in subject.keys) if k is not None and k.status(chain.now()) is KeyStatus.VALID]
    name = {k.key_id: f"{did}#{k.key_id.hex()}" for k in keys}
    document: dict[str, Any] = {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/jws-2020/v1"],
        "id": did,
        "verificationMethod": [{"id": name[k.key_id], "type": "JsonWebKey2020", "controller": did, "publicKeyJwk": jwk(k)} for k in keys],
        "assertionMethod": [name[k.key_id] for k in keys],
    }
    people = [name[k.key_id] for k in keys if k.role in (Role.PERSON, Role.ORGANISATION)]
    if people:
        document["authentication"] = people
    return {"didDocument": document, "didDocumentMetadata": {}, "didResolutionMetadata": {"contentType": "application/did+ld+json"}}


def _failed(error: str) -> dict[str, Any]:
    return {"didDocument": None, "didDocumentMetadata": {}, "didResolutionMetadata": {"error": error}}
