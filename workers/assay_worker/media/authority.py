"""The project's certificate authority for C2PA: a root, an intermediate, and certificates for subjects' keys.

C2PA wants an X.509 chain beside a signature. What a key is worth is said on chain; the certificate only says that this authority saw the key sign.
Who checks files names the roots it trusts, as PEM, and nothing else is trusted: never what the system holds.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from assay import ids, signatures
from assay.errors import InputError
from assay.models.identity import Algorithm
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat, load_pem_private_key
from cryptography.x509.oid import NameOID, ObjectIdentifier

C2PA_SIGNING = "1.3.6.1.4.1.62558.2.1"  # the extended key usage of C2PA's own profile
ROOT_YEARS, INTERMEDIATE_YEARS = 10, 5
CERTIFICATE_SECS = 365 * 86_400
BACKDATED = timedelta(minutes=5)  # clocks differ
MAX_CHAIN = 4

PublicKey = ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey


def public_key_of(certificate: x509.Certificate) -> tuple[Algorithm, bytes] | None:
    """Algorithm and bytes of a certificate's key as identity registers it, or None where no subject can have such a key."""
    key = certificate.public_key()
    if isinstance(key, ed25519.Ed25519PublicKey):
        return Algorithm.ED25519, key.public_bytes_raw()
    if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1):
        return Algorithm.P256, key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)[1:]
    return None


def _loaded(algorithm: Algorithm, public_key: bytes) -> PublicKey:
    if algorithm is Algorithm.SECP256K1 or not signatures.is_key(algorithm, public_key):
        raise InputError(
            "public_key", public_key, "an Ed25519 key of 32 bytes or a P-256 key of 64", "C2PA knows no secp256k1: add a P-256 or Ed25519 key to the subject"
        )
    try:
        if algorithm is Algorithm.ED25519:
            return ed25519.Ed25519PublicKey.from_public_bytes(public_key)
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\x04" + public_key)
    except ValueError:
        raise InputError("public_key", public_key, "a point of the curve", "pass x || y of the key itself") from None


def _name(common_name: str) -> x509.Name:
    if not 1 <= len(common_name) <= 64:
        raise InputError("name", common_name, "1 to 64 characters", "shorten it")
    # C2PA's readers show the organisation.
    return x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, common_name), x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _build(
    subject: x509.Name, key: PublicKey, issuer: x509.Name, signing_key: ec.EllipticCurvePrivateKey, since: datetime, until: datetime, path_length: int | None
) -> x509.Certificate:
    """`path_length` None makes an end-entity certificate."""
    is_ca = path_length is not None
    usage = x509.KeyUsage(
        digital_signature=not is_ca, content_commitment=False, key_encipherment=False, data_encipherment=False, key_agreement=False,
        key_cert_sign=is_ca, crl_sign=is_ca, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(is_ca, path_length), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key()), critical=False)
    )
    if not is_ca:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ObjectIdentifier(C2PA_SIGNING)]), critical=False)
    return builder.sign(signing_key, SHA256())


def _pem(*certificates: x509.Certificate) -> str:
    return b"".join(c.public_bytes(Encoding.PEM) for c in certificates).decode()


def _is_in_a_repository(folder: Path) -> bool:
    return any((parent / ".git").exists() for parent in (folder, *folder.parents))


@dataclass(frozen=True)
class Authority:
    """A root and an intermediate with their keys. The root's key signs the intermediate and then only lies in its file."""

    root: x509.Certificate
    root_key: ec.EllipticCurvePrivateKey
    intermediate: x509.Certificate
    intermediate_key: ec.EllipticCurvePrivateKey

    @classmethod
    def create(cls, name: str, now: datetime | None = None) -> Authority:
        """A new authority, in memory."""
        since = (now or datetime.now(UTC)) - BACKDATED
        root_key, intermediate_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        top, middle = _name(f"{name} root"), _name(f"{name} intermediate")
        root = _build(top, root_key.public_key(), top, root_key, since, since + timedelta(days=365 * ROOT_YEARS), 1)
        intermediate = _build(middle, intermediate_key.public_key(), top, root_key, since, since + timedelta(days=365 * INTERMEDIATE_YEARS), 0)
        return cls(root, root_key, intermediate, intermediate_key)

    @property
    def anchors(self) -> str:
        """The trust list (PEM) of whoever trusts this authority."""
        return _pem(self.root)

    def challenge(self, algorithm: Algorithm, public_key: bytes, name: str) -> bytes:
        """What a key signs to have a certificate of this authority under `name`."""
        return ids.derive("certificate", self.root.fingerprint(SHA256()), ids.key_id(algorithm, public_key), name.encode())

    def certify(
        self,
        algorithm: Algorithm,
        public_key: bytes,
        name: str,
        prove: Callable[[bytes], bytes],
        since: datetime | None = None,
        valid_secs: int = CERTIFICATE_SECS,
    ) -> str:
        """The key's certificate chain (PEM, without the root). `prove` signs the challenge: nobody has another's key certified.

        `name` is public: a DID or a pseudonym, not a person's name that is on no chain.
        """
        key = _loaded(algorithm, public_key)
        subject = _name(name)
        if not signatures.verify(algorithm, public_key, self.challenge(algorithm, public_key, name), prove(self.challenge(algorithm, public_key, name))):
            raise InputError("prove", public_key, "a signature by this key", "pass the callback of the key that is to be certified")
        start = since or datetime.now(UTC) - BACKDATED
        end = start + timedelta(seconds=valid_secs)
        if not self.intermediate.not_valid_before_utc <= end <= self.intermediate.not_valid_after_utc or valid_secs < 1:
            raise InputError(
                "valid_secs", valid_secs, f"within the authority's own time, until {self.intermediate.not_valid_after_utc:%Y-%m-%d}", "ask for less"
            )
        certificate = _build(subject, key, self.intermediate.subject, self.intermediate_key, start, end, None)
        return _pem(certificate, self.intermediate)

    def save(self, folder: Path) -> None:
        """Writes certificates and keys (mode 0600) into a folder that is in no repository. Never writes over another authority."""
        folder = folder.resolve()
        if _is_in_a_repository(folder):
            raise InputError("folder", str(folder), "outside any git repository", "keep keys where nobody commits them")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        plain = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        written = {
            "root.pem": self.root.public_bytes(Encoding.PEM),
            "intermediate.pem": self.intermediate.public_bytes(Encoding.PEM),
            "root-key.pem": self.root_key.private_bytes(*plain),
            "intermediate-key.pem": self.intermediate_key.private_bytes(*plain),
        }
        for file in written:
            if (folder / file).exists():
                raise InputError("folder", str(folder), "without an authority in it", "open it, or choose another folder")
        for file, content in written.items():
            with open(os.open(folder / file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as f:
                f.write(content)

    @classmethod
    def open(cls, folder: Path) -> Authority:
        """The authority that `save` wrote. Refuses keys that others can read."""

        def key(file: str) -> ec.EllipticCurvePrivateKey:
            path = folder / file
            if path.stat().st_mode & 0o077:
                raise InputError("folder", str(path), "readable by its owner alone", f"chmod 600 {path}")
            loaded = load_pem_private_key(path.read_bytes(), password=None)
            if not isinstance(loaded, ec.EllipticCurvePrivateKey):
                raise InputError("folder", str(path), "an EC key", "open a folder that Authority.save wrote")
            return loaded

        try:
            root, intermediate = (x509.load_pem_x509_certificate((folder / f).read_bytes()) for f in ("root.pem", "intermediate.pem"))
            return cls(root, key("root-key.pem"), intermediate, key("intermediate-key.pem"))
        except (FileNotFoundError, ValueError) as error:
            raise InputError("folder", str(folder), f"an authority's folder ({error})", "make one with Authority.create and save") from None


# ---- trust


def load_chain(pem: str) -> list[x509.Certificate]:
    """The certificates of a PEM list."""
    try:
        return x509.load_pem_x509_certificates(pem.encode())
    except ValueError:
        raise InputError("pem", pem, "one or more PEM certificates", "pass the text of the certificates themselves") from None


def is_trusted(chain: Sequence[x509.Certificate], anchors: Sequence[x509.Certificate], at: datetime) -> bool:
    """Whether the chain, end entity first, led to one of the anchors at a time, each certificate in force and allowed to sign the next."""
    if not 1 <= len(chain) <= MAX_CHAIN:
        return False
    known = {anchor.fingerprint(SHA256()) for anchor in anchors}
    path = list(chain)
    if path[-1].fingerprint(SHA256()) not in known:
        above = next((a for a in anchors if _issued(path[-1], a)), None)
        if above is None:
            return False
        path.append(above)
    if not all(c.not_valid_before_utc <= at <= c.not_valid_after_utc for c in path) or len(path) < 2:
        return False
    return all(_issued(lower, upper) and _may_sign(upper, depth) for depth, (lower, upper) in enumerate(pairwise(path)))


def _issued(lower: x509.Certificate, upper: x509.Certificate) -> bool:
    try:
        lower.verify_directly_issued_by(upper)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _may_sign(certificate: x509.Certificate, below: int) -> bool:
    """Whether it is a CA that may have `below` other CAs under it."""
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    return constraints.ca and usage.key_cert_sign and (constraints.path_length is None or below <= constraints.path_length)
