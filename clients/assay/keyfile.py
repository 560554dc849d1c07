"""A subject's key in a file: PKCS#8 PEM, readable by its owner alone. No message ever shows what is in it."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from .errors import InputError
from .models.identity import Algorithm
from .signatures import SoftwareKey

PASSWORD = "ASSAY_KEY_PASSWORD"
ALGORITHMS = {"secp256k1": Algorithm.SECP256K1, "secp256r1": Algorithm.P256}


def _password() -> bytes | None:
    """From the environment; without one a file is not encrypted."""
    text = os.environ.get(PASSWORD)
    return text.encode() if text else None


def save(key: SoftwareKey, path: Path) -> None:
    """Writes the key to a new file (mode 0600), encrypted where ASSAY_KEY_PASSWORD is set. An existing file is never written over."""
    password = _password()
    sealed: KeySerializationEncryption = BestAvailableEncryption(password) if password else NoEncryption()
    pem = key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, sealed)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as e:
        raise InputError("file", str(path), "a new file in an existing folder", f"{type(e).__name__}; name another") from None
    with os.fdopen(descriptor, "wb") as f:
        f.write(pem)


def load(path: Path) -> SoftwareKey:
    """The key in the file: Ed25519, secp256k1 or P-256."""
    try:
        private = load_pem_private_key(path.read_bytes(), _password())
    except OSError as e:
        raise InputError("file", str(path), "a readable file", f"{type(e).__name__}; name the file of the key") from None
    except Exception:
        # Libraries quote what they could not read, so nothing of theirs is passed on.
        raise InputError("file", str(path), "a private key as PEM", f"make one with `assay key make`; its password is read from {PASSWORD}") from None
    if isinstance(private, ed25519.Ed25519PrivateKey):
        return SoftwareKey(Algorithm.ED25519, private)
    if isinstance(private, ec.EllipticCurvePrivateKey) and private.curve.name in ALGORITHMS:
        return SoftwareKey(ALGORITHMS[private.curve.name], private)
    raise InputError("file", str(path), "an Ed25519, secp256k1 or P-256 key", "make one with `assay key make`")
