"""A phone in software: a seed vault (in the shape of Solana Mobile's), a secure enclave, and captures that they sign (docs/tools.md).

No secret crosses this API: keys are named by path or label, and only public keys and signatures come back. A process is no secure element, though:
whoever can read this one's memory, or has the files and the PIN, has the keys.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from assay.errors import AssayError, InputError
from assay.models.identity import Algorithm, SourceType
from assay.signatures import SoftwareKey
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .slip10 import key_at
from .tools.history import CREATED, History, Tool
from .webauthn import Assertion, asserted

SCRYPT = {"n": 2**15, "r": 8, "p": 1}  # 32 MiB and some 0.1 s a guess
SCRYPT_BYTES = 64 * 2**20
PIN_DIGITS = (4, 32)
SOLANA_PATH = "m/44'/501'/0'/0'"
ETHEREUM_PATH = "m/44'/60'/0'/0/0"
CAPTURE_KEY = "capture"
MEDIA_BYTES = 64 * 2**20
MIME = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "audio/wav": ".wav", "text/plain": ".txt"}


class Locked(AssayError):
    """The PIN is wrong, or the file was changed: which of the two does not show."""


class NotAuthorised(AssayError):
    """The vault is closed: authorise with the PIN first."""


class Sealed:
    """A secret in one file (0600): AES-256-GCM under a key that scrypt makes of the PIN. What is beside the secret is authenticated with it."""

    def __init__(self, path: Path, key: bytes, salt: bytes) -> None:
        self.path, self._key, self._salt = path, key, salt

    @staticmethod
    def _key_of(pin: str, salt: bytes) -> bytes:
        if not (pin.isascii() and pin.isdigit() and PIN_DIGITS[0] <= len(pin) <= PIN_DIGITS[1]):
            raise InputError("pin", "(not shown)", f"{PIN_DIGITS[0]} to {PIN_DIGITS[1]} digits", "choose another")
        return hashlib.scrypt(pin.encode(), salt=salt, maxmem=SCRYPT_BYTES, dklen=32, **SCRYPT)

    @classmethod
    def create(cls, path: Path, pin: str, secret: Mapping[str, Any]) -> Self:
        salt = secrets.token_bytes(16)
        sealed = cls(path, cls._key_of(pin, salt), salt)
        if path.exists():
            raise InputError("path", str(path), "a new file", "open it, or name another")
        sealed.write(secret)
        return sealed

    @classmethod
    def open(cls, path: Path, pin: str) -> Self:
        try:
            said = json.loads(path.read_bytes())
            salt = bytes.fromhex(said["salt"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError("path", str(path), "a sealed file", "name the file that `create` wrote") from error
        sealed = cls(path, cls._key_of(pin, salt), salt)
        sealed.read()
        return sealed

    def read(self) -> dict[str, Any]:
        try:
            said = json.loads(self.path.read_bytes())
            opened = AESGCM(self._key).decrypt(bytes.fromhex(said["nonce"]), bytes.fromhex(said["sealed"]), self._salt)
        except (InvalidTag, ValueError, KeyError, TypeError) as error:
            raise Locked(f"{self.path}: the PIN is wrong, or the file was changed") from error
        secret: dict[str, Any] = json.loads(opened)
        return secret

    def write(self, secret: Mapping[str, Any]) -> None:
        nonce = secrets.token_bytes(12)
        sealed = AESGCM(self._key).encrypt(nonce, json.dumps(secret).encode(), self._salt)
        handle, name = tempfile.mkstemp(dir=self.path.parent)  # 0600
        with os.fdopen(handle, "w") as file:
            json.dump({"salt": self._salt.hex(), "nonce": nonce.hex(), "sealed": sealed.hex()}, file)
        os.replace(name, self.path)


@dataclass(frozen=True)
class PhoneKey:
    """A key that stays where it is: what sign.Signer and a chain's proof of possession need of it."""

    algorithm: Algorithm
    public_key: bytes
    prove: Callable[[bytes], bytes]

    def proof(self, digest: bytes) -> bytes:
        """The proof of possession that identity's programs take for a 32 byte digest."""
        if len(digest) != 32:
            raise InputError("digest", digest, "32 bytes", "pass what ids.key_proof or ids.content_proof made")
        return self.prove(digest)


class SeedVault:
    """One seed, many keys by SLIP-0010 path. Closed until authorised with its PIN, and closed again by `deauthorise`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._sealed: Sealed | None = None

    @classmethod
    def create(cls, path: Path, pin: str, seed: bytes | None = None) -> Self:
        """A new vault, authorised. `seed` restores one; without it the seed is random and never shown."""
        vault = cls(path)
        seed = secrets.token_bytes(32) if seed is None else seed
        key_at(Algorithm.ED25519, seed, "m")
        vault._sealed = Sealed.create(path, pin, {"seed": seed.hex()})
        return vault

    def authorise(self, pin: str) -> None:
        self._sealed = Sealed.open(self.path, pin)

    def deauthorise(self) -> None:
        self._sealed = None

    def _at(self, algorithm: Algorithm, path: str) -> SoftwareKey:
        if self._sealed is None:
            raise NotAuthorised(f"{self.path} is closed: authorise with the PIN first")
        return key_at(algorithm, bytes.fromhex(self._sealed.read()["seed"]), path)

    def public_key(self, path: str = SOLANA_PATH, algorithm: Algorithm = Algorithm.ED25519) -> bytes:
        return self._at(algorithm, path).public_key

    def sign(self, message: bytes, path: str = SOLANA_PATH, algorithm: Algorithm = Algorithm.ED25519) -> bytes:
        return self._at(algorithm, path).prove(message)

    def key(self, path: str = SOLANA_PATH, algorithm: Algorithm = Algorithm.ED25519) -> PhoneKey:
        return PhoneKey(algorithm, self.public_key(path, algorithm), lambda message: self.sign(message, path, algorithm))


class Enclave:
    """P-256 keys by label, each made from a secret that no call returns. A relying party's key (WebAuthn) is its own, so that nothing that an app has
    signed raw can pass for an assertion."""

    def __init__(self, sealed: Sealed) -> None:
        self._sealed = sealed

    @classmethod
    def create(cls, path: Path, pin: str, secret: bytes | None = None) -> Self:
        secret = secrets.token_bytes(32) if secret is None else secret
        if len(secret) != 32:
            raise InputError("secret", len(secret), "32 bytes", "leave it out: it is made at random")
        return cls(Sealed.create(path, pin, {"secret": secret.hex(), "counters": {}}))

    @classmethod
    def open(cls, path: Path, pin: str) -> Self:
        return cls(Sealed.open(path, pin))

    def _labelled(self, label: str) -> SoftwareKey:
        secret = bytes.fromhex(self._sealed.read()["secret"])
        return SoftwareKey.from_seed(Algorithm.P256, hmac.digest(secret, b"assay/enclave/v1" + label.encode(), hashlib.sha256))

    def public_key(self, label: str = CAPTURE_KEY) -> bytes:
        return self._labelled(f"raw/{label}").public_key

    def sign(self, message: bytes, label: str = CAPTURE_KEY) -> bytes:
        """r || s over the message's sha256, low s."""
        return self._labelled(f"raw/{label}").prove(message)

    def key(self, label: str = CAPTURE_KEY) -> PhoneKey:
        return PhoneKey(Algorithm.P256, self.public_key(label), lambda message: self.sign(message, label))

    def credential(self, rp_id: str) -> bytes:
        """The public key (x || y) that a relying party knows."""
        return self._labelled(f"webauthn/{rp_id}").public_key

    def assertion(self, rp_id: str, origin: str, challenge: bytes) -> Assertion:
        """The party's counter goes up and is on disk before the signature is made: a crash skips a number and never repeats one."""
        secret = self._sealed.read()
        counter = int(secret["counters"].get(rp_id, 0)) + 1
        self._sealed.write(secret | {"counters": secret["counters"] | {rp_id: counter}})
        return asserted(self._labelled(f"webauthn/{rp_id}").prove, rp_id, origin, challenge, counter)


@dataclass(frozen=True)
class Capture:
    """What was captured, the key that signs it and what happened. `signature` is over the data's sha256, `assertion` a WebAuthn one with that challenge."""

    data: bytes
    mime: str
    history: History
    key: PhoneKey
    signature: bytes
    assertion: Assertion

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(self.data).digest()

    def save(self, path: Path) -> Path:
        """The file as the sensor gave it, for `sign.sign` to put the manifest in."""
        path = path.with_suffix(MIME[self.mime])
        with path.open("xb") as file:
            file.write(self.data)
        return path


class Phone:
    """Two files in one folder: vault.json and enclave.json, both sealed under the PIN."""

    def __init__(self, name: str, vault: SeedVault, enclave: Enclave, rp_id: str) -> None:
        self.tool, self.vault, self.enclave, self.rp_id = Tool(name, "1"), vault, enclave, rp_id

    @classmethod
    def create(
        cls, folder: Path, pin: str, name: str = "Assay phone", *, seed: bytes | None = None, secret: bytes | None = None, rp_id: str = "assay.local"
    ) -> Self:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(name, SeedVault.create(folder / "vault.json", pin, seed), Enclave.create(folder / "enclave.json", pin, secret), rp_id)

    @classmethod
    def open(cls, folder: Path, pin: str, name: str = "Assay phone", *, rp_id: str = "assay.local") -> Self:
        vault = SeedVault(folder / "vault.json")
        vault.authorise(pin)
        return cls(name, vault, Enclave.open(folder / "enclave.json", pin), rp_id)

    @property
    def origin(self) -> str:
        return f"https://{self.rp_id}"

    def key(self, algorithm: Algorithm = Algorithm.P256) -> PhoneKey:
        """The enclave's P-256 key, or the vault's Ed25519 (Solana's path) or secp256k1 (Ethereum's) key."""
        if algorithm is Algorithm.P256:
            return self.enclave.key()
        return self.vault.key(SOLANA_PATH if algorithm is Algorithm.ED25519 else ETHEREUM_PATH, algorithm)

    def capture(self, data: bytes, mime: str, algorithm: Algorithm = Algorithm.P256, when: datetime | None = None) -> Capture:
        """Signs what a sensor gave: a picture, a voice clip, a text."""
        if mime not in MIME:
            raise InputError("mime", mime, f"one of {', '.join(MIME)}", "capture what the phone can")
        if not 1 <= len(data) <= MEDIA_BYTES:
            raise InputError("data", len(data), f"1 to {MEDIA_BYTES} bytes", "capture less at a time")
        digest, key = hashlib.sha256(data).digest(), self.key(algorithm)
        parameters = {"sha256": digest.hex(), "bytes": len(data)}
        history = History.begun(self.tool, CREATED, SourceType.CAPTURE, parameters, when or datetime.now(UTC))
        return Capture(data, mime, history, key, key.proof(digest), self.enclave.assertion(self.rp_id, self.origin, digest))
