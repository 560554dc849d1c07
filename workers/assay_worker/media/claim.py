"""The claim of a C2PA manifest: what a content record on chain is about.

A manifest store is JUMBF (ISO 19566-5): boxes in boxes. The claim hash is sha256 over the content of the active manifest's claim box, the very bytes
that the manifest's signature signs; whoever has the manifest can compute it, with this or with any other parser. Nothing here trusts its input: no
recursion, a bound on everything that is counted, and a box that is there twice is refused.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from assay.models.identity import Algorithm
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from .authority import MAX_CHAIN, public_key_of
from .errors import MalformedManifest

MANIFEST_BYTES = 4 * 2**20  # the largest manifest store that is signed or read
MAX_BOXES = 4_096  # in one box
MAX_MANIFESTS = 256
CLAIM_LABELS = ("c2pa.claim.v2", "c2pa.claim")
SIGNATURE_LABEL = "c2pa.signature"
X5CHAIN = 33  # COSE header: the certificates, end entity first
ALG = 1
COSE_ALGORITHMS = {-7: Algorithm.P256, -8: Algorithm.ED25519}


@dataclass(frozen=True)
class Box:
    kind: bytes
    content: memoryview


def boxes(data: memoryview) -> Iterator[Box]:
    """The boxes that fill `data`, in order."""
    at = count = 0
    while at < len(data):
        length, header = int.from_bytes(data[at : at + 4], "big"), 8
        if length == 1:
            length, header = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        count += 1
        if count > MAX_BOXES:
            raise MalformedManifest(f"more than {MAX_BOXES} boxes in one")
        if length < header or at + length > len(data):
            raise MalformedManifest(f"a box of {length} bytes where {len(data) - at} are left")
        yield Box(bytes(data[at + 4 : at + 8]), data[at + header : at + length])
        at += length


def labelled(data: memoryview) -> dict[str, memoryview]:
    """The superboxes in `data` by their labels, each without its description box."""
    found: dict[str, memoryview] = {}
    for box in boxes(data):
        if box.kind != b"jumb":
            continue
        description = next(boxes(box.content), None)
        if description is None or description.kind != b"jumd" or len(description.content) < 18 or not description.content[16] & 2:
            raise MalformedManifest("a superbox without a label")
        label, ended, _ = bytes(description.content[17 : 17 + 512]).partition(b"\0")
        name = label.decode("utf-8", "replace")
        if not ended or name in found:
            raise MalformedManifest(f"the label {name[:80]!r} is {'there twice' if ended else 'endless'}")
        # The description box is first and has no 64-bit length.
        found[name] = box.content[len(description.content) + 8 :]
    return found


def _sole(data: memoryview, kind: bytes) -> bytes:
    found = [box.content for box in boxes(data) if box.kind == kind]
    if len(found) != 1:
        raise MalformedManifest(f"{len(found)} {kind.decode()} boxes where there is one")
    return bytes(found[0])


@dataclass(frozen=True)
class Claim:
    """A manifest's claim and its COSE signature."""

    label: str
    content: bytes
    signature: bytes

    @property
    def claim_hash(self) -> bytes:
        """sha256 of the claim box's content."""
        return sha256(self.content).digest()


def claims(manifest_store: bytes) -> dict[str, Claim]:
    """The claims of all manifests of a store by their labels, the active manifest last."""
    if len(manifest_store) > MANIFEST_BYTES:
        raise MalformedManifest(f"{len(manifest_store)} bytes, more than {MANIFEST_BYTES}")
    store = labelled(memoryview(manifest_store)).get("c2pa")
    if store is None:
        raise MalformedManifest("no C2PA manifest store")
    found = {}
    for label, manifest in labelled(store).items():
        parts = labelled(manifest)
        claim = [parts[name] for name in CLAIM_LABELS if name in parts]
        if len(claim) != 1 or SIGNATURE_LABEL not in parts:
            raise MalformedManifest(f"manifest {label[:80]!r} has no claim, two, or no signature")
        found[label] = Claim(label, _sole(claim[0], b"cbor"), _sole(parts[SIGNATURE_LABEL], b"cbor"))
        if len(found) > MAX_MANIFESTS:
            raise MalformedManifest(f"more than {MAX_MANIFESTS} manifests")
    if not found:
        raise MalformedManifest("a manifest store without a manifest")
    return found


def active_claim(manifest_store: bytes) -> Claim:
    """The claim of the active manifest: the last of the store."""
    return list(claims(manifest_store).values())[-1]


# ---- the signature: as much of CBOR (RFC 8949) and COSE (RFC 9052) as it takes


class _Cbor:
    """Reads what a COSE_Sign1 of C2PA is made of. Lengths are explicit, depth and counts bounded; anything else is malformed."""

    DEPTH, ITEMS = 8, 1_024

    def __init__(self, data: bytes) -> None:
        self.stream, self.size, self.items = io.BytesIO(data), len(data), 0

    def _take(self, count: int) -> bytes:
        if count > self.size - self.stream.tell():
            raise MalformedManifest("a signature that ends early")
        return self.stream.read(count)

    def read(self, depth: int = 0) -> object:
        self.items += 1
        if depth > self.DEPTH or self.items > self.ITEMS:
            raise MalformedManifest("a signature that is nested too deep or has too many parts")
        first = self._take(1)[0]
        major, info = first >> 5, first & 31
        if info > 27:
            raise MalformedManifest("a signature of indefinite length")
        number = info if info < 24 else int.from_bytes(self._take(1 << (info - 24)), "big")
        match major:
            case 0:
                return number
            case 1:
                return -1 - number
            case 2:
                return self._take(number)
            case 3:
                return self._take(number).decode("utf-8", "replace")
            case 4 if number <= self.ITEMS:
                return [self.read(depth + 1) for _ in range(number)]
            case 5 if number <= self.ITEMS:
                return self._map(number, depth)
            case 6:
                return self.read(depth + 1)
            case 7:
                return {20: False, 21: True}.get(info)
            case _:
                raise MalformedManifest("a signature with too many parts")

    def _map(self, count: int, depth: int) -> dict[object, object]:
        found: dict[object, object] = {}
        for _ in range(count):
            key, value = self.read(depth + 1), self.read(depth + 1)
            if not isinstance(key, int | str) or key in found:
                raise MalformedManifest("a header of the signature is there twice")
            found[key] = value
        return found


def _byte_string(data: bytes) -> bytes:
    size = len(data)
    if size < 24:
        return bytes([0x40 | size]) + data
    width = next(w for w in (1, 2, 4, 8) if size < 1 << 8 * w)
    return bytes([0x58 + (1, 2, 4, 8).index(width)]) + size.to_bytes(width, "big") + data


@dataclass(frozen=True)
class Signature:
    """A claim's signature, taken apart. `certificates` are DER, end entity first."""

    algorithm: int
    certificates: tuple[bytes, ...]
    protected: bytes
    value: bytes

    @classmethod
    def of(cls, claim: Claim) -> Signature:
        match _Cbor(claim.signature).read():
            case [bytes() as protected, dict() as unprotected, _, bytes() as value]:
                header = _Cbor(protected).read()
            case _:
                raise MalformedManifest("a signature that is no COSE_Sign1")
        if not isinstance(header, dict) or X5CHAIN in unprotected or "x5chain" in unprotected or "x5chain" in header:
            raise MalformedManifest("certificates that the signature does not cover")
        chain, algorithm = header.get(X5CHAIN), header.get(ALG)
        listed = [chain] if isinstance(chain, bytes) else chain
        if not isinstance(algorithm, int) or not isinstance(listed, list) or not 1 <= len(listed) <= MAX_CHAIN:
            raise MalformedManifest("no algorithm, or not one to four certificates")
        certificates = tuple(c for c in listed if isinstance(c, bytes))
        if len(certificates) != len(listed):
            raise MalformedManifest("a certificate that is no byte string")
        return cls(algorithm, certificates, protected, value)

    def chain(self) -> list[x509.Certificate]:
        """The certificates."""
        try:
            return [x509.load_der_x509_certificate(c) for c in self.certificates]
        except ValueError:
            raise MalformedManifest("a certificate that is none") from None

    def key(self, claim: Claim) -> tuple[Algorithm, bytes] | None:
        """The key whose signature over the claim this is, as identity registers keys; None where it does not hold, or by a key that no subject can have.

        C2PA's library verifies signatures too; this one is verified again because it is what a file is laid to a subject's charge by.
        """
        certificate = self.chain()[0]
        try:
            found = public_key_of(certificate)
            if found is None or COSE_ALGORITHMS.get(self.algorithm) is not found[0] or len(self.value) != 64:
                return None
            # Sig_structure: ["Signature1", protected, external_aad, payload]
            signed = b"\x84\x6aSignature1" + _byte_string(self.protected) + b"\x40" + _byte_string(claim.content)
            key = certificate.public_key()
            if isinstance(key, ed25519.Ed25519PublicKey):
                key.verify(self.value, signed)
            elif isinstance(key, ec.EllipticCurvePublicKey):
                r, s = int.from_bytes(self.value[:32], "big"), int.from_bytes(self.value[32:], "big")
                key.verify(encode_dss_signature(r, s), signed, ec.ECDSA(SHA256()))
        except (InvalidSignature, ValueError):
            return None
        return found
