"""API keys: shown once, stored as a salted digest, compared in constant time; and the token bucket of each."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable
from hashlib import blake2b

from .journal import Journal, KeyRecord

PREFIX = "assay"
NOBODY = KeyRecord("", "", bytes(16), bytes(32), 1, 1, revoked=True)


def create(journal: Journal, label: str, *, a_minute: int = 600, burst: int = 60) -> str:
    """A new key, which is nowhere else but in the answer. `a_minute` requests a minute on average, `burst` at once."""
    key_id, secret, salt = secrets.token_hex(6), secrets.token_hex(32), secrets.token_bytes(16)
    journal.add_key(KeyRecord(key_id, label, salt, _digest(secret, salt), a_minute, burst))
    return f"{PREFIX}_{key_id}_{secret}"


def known(journal: Journal, key: str) -> KeyRecord | None:
    """The record of a key that is valid, or None. Takes as long for an unknown key as for a wrong secret."""
    prefix, _, rest = key.partition("_")
    key_id, _, secret = rest.partition("_")
    record = journal.key(key_id) or NOBODY
    right = hmac.compare_digest(_digest(secret, record.salt), record.digest)
    return record if right and prefix == PREFIX and not record.revoked else None


def _digest(secret: str, salt: bytes) -> bytes:
    # The secret is 256 random bits, so nothing is gained by a slow hash: there is no dictionary to go through.
    return blake2b(secret.encode("utf-8", "surrogateescape"), digest_size=32, salt=salt, person=b"assay/api/key").digest()


class Buckets:
    """A bucket of tokens a key: it holds `burst`, a request takes one, and `a_minute` come back a minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, key: KeyRecord) -> float:
        """0 where the request may go on, else the seconds until it might."""
        now, a_second = self._clock(), key.a_minute / 60
        left, at = self._left.get(key.key_id, (float(key.burst), now))
        left = min(float(key.burst), left + (now - at) * a_second)
        allowed = left >= 1
        self._left[key.key_id] = (left - allowed, now)
        return 0.0 if allowed else (1 - left) / a_second
