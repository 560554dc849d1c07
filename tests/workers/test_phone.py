"""A phone in software: keys stay inside, captures are signed, and an assertion holds for one party, one challenge and once."""

from __future__ import annotations

import hashlib
import io
import json
import wave
from dataclasses import replace
from pathlib import Path

import c2pa
import pytest
from assay.errors import InputError
from assay.models.identity import Algorithm, SourceType
from assay.signatures import ORDERS, SoftwareKey, verify
from assay_worker.media.authority import Authority
from assay_worker.media.phone import Enclave, Locked, NotAuthorised, Phone, SeedVault
from assay_worker.media.phone_sensors import RATE, photo, voice
from assay_worker.media.settings import settings
from assay_worker.media.sign import Signer, sign
from assay_worker.media.slip10 import derived, key_at
from assay_worker.media.tools.editor import Editor
from assay_worker.media.tools.history import PARAMETERS
from assay_worker.media.webauthn import Assertion, AssertionRefused, asserted, raw, verify_assertion
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.webauthn import AuthenticatorData, CollectedClientData
from PIL import Image

PIN = "471108"
SEED, SECRET = hashlib.sha256(b"seed of a test").digest(), hashlib.sha256(b"secret of a test").digest()
PARTY, ORIGIN = "assay.local", "https://assay.local"
CHALLENGE = hashlib.sha256(b"a picture").digest()


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Phone:
    return Phone.create(tmp_path_factory.mktemp("phone"), PIN, seed=SEED, secret=SECRET)


# ---- derivation

# Test vector 1 of SLIP-0010: the seed 000102..0f.
VECTORS = [
    (Algorithm.ED25519, "m", "2b4be7f19ee27bbf30c667b642d5f4aa69fd169872f8fc3059c08ebae2eb19e7"),
    (Algorithm.ED25519, "m/0'", "68e0fe46dfb67e368c75379acec591dad19df3cde26e63b93a8e704f1dade7a3"),
    (Algorithm.ED25519, "m/0'/1'", "b1d0bad404bf35da785a64ca1ac54b2617211d2777696fbffaf208f746ae84f2"),
    (Algorithm.SECP256K1, "m", "e8f32e723decf4051aefac8e2c93c9c5b214313817cdb01a1494b917c8436b35"),
    (Algorithm.SECP256K1, "m/0'", "edb2e14f9ee77d26dd93b4ecede8d16ed408ce149b6cd80b0715a2d911a0afea"),
    (Algorithm.SECP256K1, "m/0'/1", "3c6cb8d0f6a264c91ea8b5030fadaa8e538b020f0a387421a12de9319dc93368"),
]


@pytest.mark.parametrize(("algorithm", "path", "secret"), VECTORS)
def test_keys_are_slip10s(algorithm: Algorithm, path: str, secret: str) -> None:
    assert derived(algorithm, bytes(range(16)), path)[0].hex() == secret


def test_a_path_is_read_strictly() -> None:
    for path in ("", "m/", "n/0", "m/-1", "m/0x1", "m/0''", f"m/{2**31}'", "m" + "/0'" * 11, "m/0'\n"):
        with pytest.raises(InputError, match="path"):
            key_at(Algorithm.ED25519, SEED, path)
    with pytest.raises(InputError, match="hardened at every step"):
        key_at(Algorithm.ED25519, SEED, "m/44'/501")
    with pytest.raises(InputError, match="Ed25519 or secp256k1"):
        key_at(Algorithm.P256, SEED, "m")
    with pytest.raises(InputError, match="16 to 64"):
        key_at(Algorithm.ED25519, b"short", "m")


# ---- the vault and the enclave


def test_a_vault_signs_only_while_authorised(tmp_path: Path) -> None:
    vault = SeedVault.create(tmp_path / "vault.json", PIN, SEED)
    public = vault.public_key()
    assert verify(Algorithm.ED25519, public, CHALLENGE, vault.sign(CHALLENGE))
    key = vault.key()
    vault.deauthorise()
    for refused in (vault.public_key, lambda: vault.sign(CHALLENGE), lambda: key.prove(CHALLENGE)):
        with pytest.raises(NotAuthorised):
            refused()
    with pytest.raises(Locked):
        vault.authorise("471109")
    vault.authorise(PIN)
    assert vault.public_key() == public
    assert vault.public_key("m/44'/501'/1'/0'") != public


def test_the_file_holds_nothing_in_clear_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "vault.json"
    SeedVault.create(path, PIN, SEED)
    content = path.read_text()
    assert SEED.hex() not in content
    assert PIN not in content
    assert path.stat().st_mode & 0o077 == 0
    assert sorted(json.loads(content)) == ["nonce", "salt", "sealed"]
    assert list(tmp_path.iterdir()) == [path]  # nothing is left of its writing
    with pytest.raises(InputError, match="a new file"):
        SeedVault.create(path, PIN, SEED)


@pytest.mark.parametrize("field", ["salt", "nonce", "sealed"])
def test_a_changed_file_stays_locked(tmp_path: Path, field: str) -> None:
    path = tmp_path / "vault.json"
    SeedVault.create(path, PIN, SEED)
    said = json.loads(path.read_text())
    said[field] = f"{int(said[field][0], 16) ^ 1:x}" + said[field][1:]
    path.write_text(json.dumps(said))
    with pytest.raises(Locked):
        SeedVault(path).authorise(PIN)


@pytest.mark.parametrize("pin", ["", "123", "abcd", "12 34", "१२३४", "1" * 33])
def test_a_pin_is_digits_and_never_shown(tmp_path: Path, pin: str) -> None:
    with pytest.raises(InputError, match="4 to 32 digits") as refused:
        SeedVault.create(tmp_path / "vault.json", pin, SEED)
    assert repr(pin) not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_no_secret_comes_out_of_the_enclave(phone: Phone) -> None:
    offered = {name for name in dir(Enclave) if not name.startswith("_")}
    assert offered == {"create", "open", "public_key", "sign", "key", "credential", "assertion"}
    shown = repr(vars(phone.key())) + repr(phone.enclave) + repr(phone.vault)
    assert SECRET.hex() not in shown
    assert SEED.hex() not in shown


def test_each_label_and_each_party_has_its_own_key(phone: Phone) -> None:
    keys = [phone.enclave.public_key(), phone.enclave.public_key("other"), phone.enclave.credential(PARTY), phone.enclave.credential("other.example")]
    assert len(set(keys)) == 4
    assert phone.enclave.public_key(f"webauthn/{PARTY}") not in keys


# ---- captures


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_a_proof_of_possession_is_what_the_chains_take(phone: Phone, algorithm: Algorithm) -> None:
    key = phone.key(algorithm)
    proof = key.proof(CHALLENGE)
    assert len(proof) == (65 if algorithm is Algorithm.SECP256K1 else 64)
    assert verify(algorithm, key.public_key, CHALLENGE, proof)
    if algorithm in ORDERS:
        assert int.from_bytes(proof[32:64], "big") <= ORDERS[algorithm] // 2
    with pytest.raises(InputError, match="32 bytes"):
        key.proof(b"short")


@pytest.mark.parametrize(
    ("data", "mime"),
    [(photo(3, (96, 64)), "image/jpeg"), (voice(3, 0.5), "audio/wav"), (b"Seen at the harbour at six.\n", "text/plain")],
    ids=["picture", "voice", "text"],
)
def test_a_capture_is_signed_and_begins_a_history(phone: Phone, tmp_path: Path, data: bytes, mime: str) -> None:
    capture = phone.capture(data, mime)
    assert verify(capture.key.algorithm, capture.key.public_key, hashlib.sha256(data).digest(), capture.signature)
    assert not verify(capture.key.algorithm, capture.key.public_key, hashlib.sha256(data + b"x").digest(), capture.signature)
    assert capture.history.source_type is SourceType.CAPTURE
    assert capture.history.steps[0].parameters["sha256"] == hashlib.sha256(data).hexdigest()
    assert verify_assertion(capture.assertion, phone.enclave.credential(PARTY), PARTY, ORIGIN, capture.digest, -1) == capture.assertion.counter
    path = capture.save(tmp_path / "captured")
    assert path.read_bytes() == data
    with pytest.raises(FileExistsError):
        capture.save(tmp_path / "captured")


def test_a_phone_takes_only_what_it_can(phone: Phone) -> None:
    with pytest.raises(InputError, match="mime"):
        phone.capture(b"x", "application/pdf")
    with pytest.raises(InputError, match="data"):
        phone.capture(b"", "text/plain")


def test_a_phone_that_is_switched_off_and_on_has_the_same_keys_and_counts_on(tmp_path: Path) -> None:
    first = Phone.create(tmp_path, PIN)
    before = first.capture(b"one", "text/plain")
    again = Phone.open(tmp_path, PIN)
    after = again.capture(b"two", "text/plain")
    assert after.key.public_key == before.key.public_key
    assert again.key(Algorithm.ED25519).public_key == first.key(Algorithm.ED25519).public_key
    assert after.assertion.counter == before.assertion.counter + 1
    with pytest.raises(Locked):
        Phone.open(tmp_path, "0000")


def test_the_sensors_give_what_they_say() -> None:
    with Image.open(io.BytesIO(photo(1, (80, 60)))) as picture:
        assert (picture.format, picture.size) == ("JPEG", (80, 60))
    assert photo(1, (80, 60)) != photo(2, (80, 60))
    with wave.open(io.BytesIO(voice(1, 1.0))) as clip:
        assert (clip.getnchannels(), clip.getsampwidth(), clip.getframerate(), clip.getnframes()) == (1, 2, RATE, RATE)
    assert voice(1, 0.3) == voice(1, 0.3) != voice(2, 0.3)
    with pytest.raises(InputError, match="seconds"):
        voice(1, 0)


@pytest.mark.parametrize("algorithm", [Algorithm.P256, Algorithm.ED25519])
def test_a_capture_and_its_edit_are_c2pa_that_its_own_library_trusts(phone: Phone, tmp_path: Path, algorithm: Algorithm) -> None:
    authority, key = Authority.create("Test"), phone.key(algorithm)
    signer = Signer(algorithm, key.public_key, authority.certify(algorithm, key.public_key, "did:assay:test", key.prove), key.prove)
    capture = phone.capture(photo(3, (96, 64)), "image/jpeg", algorithm)
    signed = sign(capture.save(tmp_path / "captured"), tmp_path / "signed.jpg", signer, capture.history)
    history = Editor.blank((64, 64)).crop(1, 2, 30, 40).filter("blur", 1.5).save(tmp_path / "drawn.png")
    drawn = sign(tmp_path / "drawn.png", tmp_path / "drawn-signed.png", signer, history)
    for path, mime, told in ((signed.path, "image/jpeg", capture.history), (drawn.path, "image/png", history)):
        with path.open("rb") as file, c2pa.Context.from_dict(settings(authority.anchors)) as context, c2pa.Reader(mime, file, context=context) as reader:
            said = json.loads(reader.json())
        assert said["validation_state"] == "Trusted"
        actions = said["manifests"][said["active_manifest"]]["assertions"][0]["data"]["actions"]
        assert [(a["action"], a["parameters"][PARAMETERS]) for a in actions] == [(s.action, s.parameters) for s in told.steps]
        assert actions[0]["digitalSourceType"] == told.assertion()["data"]["actions"][0]["digitalSourceType"]


# ---- assertions


@pytest.fixture(scope="module")
def key() -> SoftwareKey:
    return SoftwareKey.from_seed(Algorithm.P256, SECRET)


def checked(assertion: Assertion, key: SoftwareKey, last: int = -1) -> int:
    return verify_assertion(assertion, key.public_key, PARTY, ORIGIN, CHALLENGE, last)


def test_another_implementation_takes_our_assertions(key: SoftwareKey) -> None:
    """Yubico's fido2 reads the parts and verifies the signature."""
    assertion = asserted(key.prove, PARTY, ORIGIN, CHALLENGE, 7)
    data, client = AuthenticatorData(assertion.authenticator_data), CollectedClientData(assertion.client_data_json)
    assert (data.counter, data.is_user_present(), data.is_user_verified()) == (7, True, True)
    assert data.rp_id_hash == hashlib.sha256(PARTY.encode()).digest()
    assert (client.type, client.challenge, client.origin, client.cross_origin) == ("webauthn.get", CHALLENGE, ORIGIN, False)
    point = {1: 2, 3: -7, -1: 1, -2: key.public_key[:32], -3: key.public_key[32:]}
    ES256(point).verify(assertion.authenticator_data + hashlib.sha256(assertion.client_data_json).digest(), assertion.signature)
    assert checked(assertion, key, 6) == 7


def test_an_assertion_holds_once(key: SoftwareKey) -> None:
    assertion = asserted(key.prove, PARTY, ORIGIN, CHALLENGE, 7)
    assert checked(assertion, key) == 7
    for last in (7, 8):
        with pytest.raises(AssertionRefused, match="counter is 7"):
            checked(assertion, key, last)


def resigned(key: SoftwareKey, data: bytes, client: bytes) -> Assertion:
    proof = key.prove(data + hashlib.sha256(client).digest())
    return Assertion(data, client, encode_dss_signature(int.from_bytes(proof[:32], "big"), int.from_bytes(proof[32:], "big")))


def test_each_part_of_an_assertion_is_checked(key: SoftwareKey) -> None:
    """Every one of these is signed by the right key: only the part itself is wrong."""
    good = asserted(key.prove, PARTY, ORIGIN, CHALLENGE, 1)
    data, client = good.authenticator_data, json.loads(good.client_data_json)

    def saying(**changed: object) -> Assertion:
        return resigned(key, data, json.dumps(client | changed).encode())

    def flagged(flags: int) -> Assertion:
        return resigned(key, data[:32] + bytes([flags]) + data[33:], good.client_data_json)

    refused = [
        (asserted(key.prove, "evil.example", ORIGIN, CHALLENGE, 1), "another relying party"),
        (asserted(key.prove, PARTY, ORIGIN, bytes(32), 1), "another challenge"),
        (asserted(key.prove, PARTY, "https://evil.example", CHALLENGE, 1), "made at 'https://evil.example'"),
        (asserted(key.prove, PARTY, ORIGIN, CHALLENGE, 1, user_verified=False), "not verified"),
        (flagged(0x04), "nobody was present"),
        (flagged(0x45), "data that is not there"),
        (flagged(0x85), "data that is not there"),
        (saying(type="webauthn.create"), "type is 'webauthn.create'"),
        (saying(crossOrigin=True), "another site's page"),
        (saying(challenge=None), "another challenge"),
        (resigned(key, data + b"x", good.client_data_json), "38 bytes"),
        (resigned(key, data[:-1], good.client_data_json), "36 bytes"),
        (resigned(key, data, b"[]"), "no JSON object"),
        (resigned(key, data, b"{"), "no JSON"),
        (resigned(key, data, b"\xff"), "no JSON"),
        (resigned(key, data, b"[" * 4_000), "no JSON"),
        (resigned(key, data, b" " * 5_000), "longer than"),
    ]
    for assertion, reason in refused:
        with pytest.raises(AssertionRefused, match=reason):
            checked(assertion, key)
    assert checked(saying(extra="ignored"), key) == 1
    assert verify_assertion(flagged(0x01), key.public_key, PARTY, ORIGIN, CHALLENGE, -1, user_verified=False) == 1


def test_a_signature_is_this_keys_in_one_form_only(key: SoftwareKey) -> None:
    good = asserted(key.prove, PARTY, ORIGIN, CHALLENGE, 1)
    proof = raw(good.signature)
    r, s = int.from_bytes(proof[:32], "big"), int.from_bytes(proof[32:], "big")
    high = encode_dss_signature(r, ORDERS[Algorithm.P256] - s)
    # It is a true signature, only in its second form.
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\x04" + key.public_key)
    public.verify(high, good.authenticator_data + hashlib.sha256(good.client_data_json).digest(), ec.ECDSA(SHA256()))
    for signature in (high, proof, b"", encode_dss_signature(2**256, s), encode_dss_signature(r, 0), good.signature + b"\x00"):
        with pytest.raises(AssertionRefused, match="signature"):
            checked(replace(good, signature=signature), key)
    other = SoftwareKey.from_seed(Algorithm.P256, SEED)
    with pytest.raises(AssertionRefused, match="not this key's"):
        checked(good, other)
    with pytest.raises(AssertionRefused, match="not this key's"):
        checked(replace(good, authenticator_data=good.authenticator_data[:-1] + b"\x02"), key)
