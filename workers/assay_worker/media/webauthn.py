"""WebAuthn assertions (Level 3) by P-256 keys: made by a phone's enclave, verified here. Only what a signed capture needs: no registration, no extensions."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from assay.errors import AssayError
from assay.models.identity import Algorithm
from assay.signatures import verify
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

PRESENT, VERIFIED, ATTESTED, EXTENDED = 0x01, 0x04, 0x40, 0x80
DATA_BYTES = 37
CLIENT_BYTES = 4_096


class AssertionRefused(AssayError):
    """A WebAuthn assertion that does not hold; the message says why."""


@dataclass(frozen=True)
class Assertion:
    """As a browser hands it over: `signature` is DER."""

    authenticator_data: bytes
    client_data_json: bytes
    signature: bytes

    @property
    def counter(self) -> int:
        return int.from_bytes(self.authenticator_data[33:37], "big")


def unpadded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def asserted(prove: Callable[[bytes], bytes], rp_id: str, origin: str, challenge: bytes, counter: int, *, user_verified: bool = True) -> Assertion:
    """An assertion by the key that `prove` signs with (r || s over the sha256 of what it is given)."""
    client = json.dumps({"type": "webauthn.get", "challenge": unpadded(challenge), "origin": origin, "crossOrigin": False}, separators=(",", ":")).encode()
    flags = PRESENT | (VERIFIED if user_verified else 0)
    data = sha256(rp_id.encode()).digest() + bytes([flags]) + counter.to_bytes(4, "big")
    proof = prove(data + sha256(client).digest())
    return Assertion(data, client, encode_dss_signature(int.from_bytes(proof[:32], "big"), int.from_bytes(proof[32:], "big")))


def verify_assertion(
    assertion: Assertion, public_key: bytes, rp_id: str, origin: str, challenge: bytes, last_counter: int, *, user_verified: bool = True
) -> int:
    """The assertion's counter, to be kept as the next `last_counter`. Raises AssertionRefused with the reason.

    `public_key` is x || y. `last_counter` is -1 before the first. A counter that does not go up means a copied key: also where both are 0, since our
    enclaves count. `user_verified` asks that the phone checked its user (PIN), not only that someone touched it.
    """
    data = assertion.authenticator_data
    if len(data) != DATA_BYTES:
        raise AssertionRefused(f"authenticator data is {len(data)} bytes, not {DATA_BYTES}: it carries what was not asked for, or is cut short")
    if data[:32] != sha256(rp_id.encode()).digest():
        raise AssertionRefused("it was made for another relying party")
    flags = data[32]
    if flags & (ATTESTED | EXTENDED):
        raise AssertionRefused("its flags name data that is not there")
    if not flags & PRESENT:
        raise AssertionRefused("nobody was present")
    if user_verified and not flags & VERIFIED:
        raise AssertionRefused("the user was not verified")
    client = parsed(assertion.client_data_json)
    if client.get("type") != "webauthn.get":
        raise AssertionRefused(f"its type is {client.get('type')!r}, not 'webauthn.get'")
    if client.get("challenge") != unpadded(challenge):
        raise AssertionRefused("it answers another challenge")
    if client.get("origin") != origin:
        raise AssertionRefused(f"it was made at {client.get('origin')!r}")
    if client.get("crossOrigin", False) is not False:
        raise AssertionRefused("it was made inside another site's page")
    if not verify(Algorithm.P256, public_key, data + sha256(assertion.client_data_json).digest(), raw(assertion.signature)):
        raise AssertionRefused("the signature is not this key's, or its s is high")
    if assertion.counter <= last_counter:
        raise AssertionRefused(f"its counter is {assertion.counter} after {last_counter}: the key was copied, or the assertion is an old one")
    return assertion.counter


def parsed(client_data_json: bytes) -> dict[str, object]:
    if len(client_data_json) > CLIENT_BYTES:
        raise AssertionRefused(f"client data is longer than {CLIENT_BYTES} bytes")
    try:
        said = json.loads(client_data_json)
    except (ValueError, RecursionError) as error:
        raise AssertionRefused("client data is no JSON") from error
    if not isinstance(said, dict):
        raise AssertionRefused("client data is no JSON object")
    return said


def raw(signature: bytes) -> bytes:
    """r || s of a DER signature."""
    try:
        r, s = decode_dss_signature(signature)
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")
    except (ValueError, OverflowError) as error:
        raise AssertionRefused("the signature is no DER") from error
