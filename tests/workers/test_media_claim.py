"""The claim hash is of the very bytes that the manifest's signature signs, and no bytes make its parser fail otherwise than it says."""

from __future__ import annotations

import struct
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import c2pa
import pytest
from assay.models.identity import Algorithm
from assay_worker.media.claim import MANIFEST_BYTES, MAX_BOXES, Claim, Signature, _Cbor, active_claim, claims
from assay_worker.media.errors import MalformedManifest
from assay_worker.media.settings import settings
from assay_worker.media.sign import Signed, sign
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.darkroom import Photographer, captured, sample, write

C2PA = b"c2pa" + bytes.fromhex("00110010800000AA00389B71")


def box(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I", 8 + len(body)) + kind + body


def superbox(label: bytes, *content: bytes, toggles: int = 3) -> bytes:
    return box(b"jumb", box(b"jumd", C2PA, bytes([toggles]), label, b"\0"), *content)


def store(*manifests: bytes) -> bytes:
    return superbox(b"c2pa", *manifests)


def manifest(label: bytes = b"urn:c2pa:1", claim: bytes = b"\xa0", signature: bytes = b"\x80") -> bytes:
    return superbox(label, superbox(b"c2pa.claim.v2", box(b"cbor", claim)), superbox(b"c2pa.signature", box(b"cbor", signature)))


@cache
def photographer(algorithm: Algorithm = Algorithm.P256) -> Photographer:
    return Photographer.equipped(algorithm=algorithm)


@cache
def signed(algorithm: Algorithm = Algorithm.P256) -> Signed:
    with TemporaryDirectory() as folder:
        return sign(write(Path(folder), "photo.jpg"), Path(folder) / "out.jpg", photographer(algorithm).signer, captured())


# ---- what it is


def test_the_claim_hash_is_of_the_claim_boxs_content() -> None:
    one, two = manifest(b"urn:c2pa:1", b"\xa1\x01\x02"), manifest(b"urn:c2pa:2", b"\xa1\x03\x04")
    assert active_claim(store(one, two)).claim_hash == sha256(b"\xa1\x03\x04").digest()
    assert active_claim(store(two, one)).claim_hash == sha256(b"\xa1\x01\x02").digest()
    assert list(claims(store(one, two))) == ["urn:c2pa:1", "urn:c2pa:2"]


def test_a_box_may_say_its_length_in_64_bits() -> None:
    content = b"\xa1\x01\x02"
    wide = struct.pack(">I", 1) + b"cbor" + struct.pack(">Q", 16 + len(content)) + content
    whole = superbox(b"urn:c2pa:1", superbox(b"c2pa.claim", wide), superbox(b"c2pa.signature", box(b"cbor", b"\x80")))
    assert active_claim(store(whole)).content == content


@pytest.mark.parametrize("algorithm", [Algorithm.P256, Algorithm.ED25519])
def test_the_signature_holds_over_the_claim_and_the_claim_alone(algorithm: Algorithm) -> None:
    claim = active_claim(signed(algorithm).manifest)
    signature = Signature.of(claim)
    assert signature.key(claim) == (algorithm, photographer(algorithm).key.public_key)
    assert signature.key(Claim(claim.label, claim.content[:-1] + b"\0", claim.signature)) is None
    for at in (0, 31, 32, 63):
        broken = bytearray(signature.value)
        broken[at] ^= 1
        assert Signature(signature.algorithm, signature.certificates, signature.protected, bytes(broken)).key(claim) is None
    # Another key of the same authority: the header that names it is signed, too.
    another = Photographer.equipped("another", algorithm)
    assert Signature(signature.algorithm, (_der(another),), signature.protected, signature.value).key(claim) is None
    assert Signature(-37, signature.certificates, signature.protected, signature.value).key(claim) is None


def _der(who: Photographer) -> bytes:
    from assay_worker.media.authority import load_chain
    from cryptography.hazmat.primitives.serialization import Encoding

    return load_chain(who.signer.chain)[0].public_bytes(Encoding.DER)


def test_c2pas_reader_gives_the_same_store_back(tmp_path: Path) -> None:
    """The claim that is hashed is the one that C2PA's library checks."""
    import io

    done = sign(write(tmp_path, "photo.jpg"), tmp_path / "out.jpg", photographer().signer, captured())
    with c2pa.Context.from_dict(settings(photographer().authority.anchors)) as context, c2pa.Reader(str(done.path), context=context) as reader:
        given_back = io.BytesIO()
        reader.resource_to_stream(reader.get_active_manifest()["label"], given_back)
    assert given_back.getvalue() == done.manifest
    assert active_claim(given_back.getvalue()) == done.claim
    assert done.manifest in done.path.read_bytes()
    assert done.manifest not in sample("photo.jpg")


# ---- what it is not

HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "a few bytes": lambda: b"\0\0\0",
    "no store": lambda: box(b"free", bytes(40)),
    "another's superbox": lambda: superbox(b"elsewhere", manifest()),
    "a store without manifests": lambda: store(),
    "a box of four gigabytes": lambda: struct.pack(">I", 0xFFFFFFFF) + b"jumb" + bytes(40),
    "a box of 2^63 bytes": lambda: struct.pack(">I", 1) + b"jumb" + struct.pack(">Q", 2**63) + bytes(40),
    "a box of no bytes": lambda: bytes(4) + b"jumb" + bytes(40),
    "a box that is shorter than its header": lambda: struct.pack(">I", 7) + b"jumb" + bytes(40),
    "a 64-bit length below its header": lambda: struct.pack(">I", 1) + b"jumb" + struct.pack(">Q", 15) + bytes(40),
    "a store cut short": lambda: store(manifest())[:-1],
    "bytes after the store": lambda: store(manifest()) + b"\0\0\0\0",
    "two stores": lambda: store(manifest()) + store(manifest()),
    "two manifests of one label": lambda: store(manifest(), manifest()),
    "two claims": lambda: store(superbox(b"m", superbox(b"c2pa.claim", box(b"cbor", b"1")), superbox(b"c2pa.claim.v2", box(b"cbor", b"2")))),
    "two claim boxes": lambda: store(superbox(b"m", superbox(b"c2pa.claim.v2", box(b"cbor", b"1"), box(b"cbor", b"2")), superbox(b"c2pa.signature"))),
    "a claim without a signature": lambda: store(superbox(b"m", superbox(b"c2pa.claim.v2", box(b"cbor", b"1")))),
    "a claim without content": lambda: store(superbox(b"m", superbox(b"c2pa.claim.v2"), superbox(b"c2pa.signature", box(b"cbor", b"1")))),
    "a label without an end": lambda: box(b"jumb", box(b"jumd", C2PA, b"\x03", b"c2pa")),
    "a label of a megabyte": lambda: superbox(b"c" * 2**20),
    "no label": lambda: superbox(b"c2pa", manifest(), toggles=0),
    "no description": lambda: box(b"jumb", box(b"free")),
    "a description of a few bytes": lambda: box(b"jumb", box(b"jumd", b"c2pa")),
    "too many boxes": lambda: store(*[box(b"free")] * (MAX_BOXES + 1)),
    "too many manifests": lambda: store(*[manifest(b"urn:%d" % n) for n in range(300)]),
    "too many bytes": lambda: store(manifest(), box(b"free", bytes(MANIFEST_BYTES))),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_manifest_store_is_said_to_be_none(name: str) -> None:
    with pytest.raises(MalformedManifest):
        claims(HOSTILE[name]())


def test_deep_nesting_is_not_followed() -> None:
    """The parser goes three levels down, whatever lies below."""
    deep = b""
    for _ in range(20_000):
        deep = box(b"jumb", deep)
    assert active_claim(store(superbox(b"m", superbox(b"c2pa.claim.v2", box(b"cbor", deep)), superbox(b"c2pa.signature", box(b"cbor", b"1"))))).content == deep
    nested = b"\x81" * 10_000 + b"\x00"
    for signature in (nested, b"\xd2" * 10_000 + b"\x80"):
        with pytest.raises(MalformedManifest, match="nested too deep"):
            Signature.of(Claim("m", b"", signature))


@pytest.mark.parametrize(
    "signature",
    [
        b"",
        b"\x80",
        b"\xa0",
        b"\x84\x40\xa0\xf6",
        b"\x9f\xff",
        b"\x84\x41\xa0\xa0\xf6\x40",
        b"\x9b" + b"\xff" * 8,
        b"\x5b" + b"\xff" * 8,
        b"\xbb" + b"\xff" * 8,
        b"\x84\x5a\xff",
    ],
)
def test_what_is_no_signature_is_said_to_be_none(signature: bytes) -> None:
    with pytest.raises(MalformedManifest):
        Signature.of(Claim("m", b"", signature))


def test_certificates_outside_the_signed_header_do_not_count() -> None:
    """Else a signature of one key could be shown with another's certificate."""
    chain = b"\x58" + bytes([100]) + bytes(100)
    header = b"\xa2\x01\x26\x18\x21" + chain
    fine = b"\x84" + b"\x58" + bytes([len(header)]) + header + b"\xa0\xf6\x41\x00"
    assert Signature.of(Claim("m", b"", fine)).certificates == (bytes(100),)
    for unprotected in (b"\xa1\x18\x21" + chain, b"\xa1\x67x5chain" + chain):
        for protected in (header, b"\xa1\x01\x26"):
            with pytest.raises(MalformedManifest, match="does not cover"):
                Signature.of(Claim("m", b"", b"\x84" + b"\x58" + bytes([len(protected)]) + protected + unprotected + b"\xf6\x41\x00"))
    twice = b"\xa2\x01\x26\x01\x27"
    with pytest.raises(MalformedManifest, match="twice"):
        Signature.of(Claim("m", b"", b"\x84" + b"\x58" + bytes([len(twice)]) + twice + b"\xa0\xf6\x41\x00"))


@given(st.binary(max_size=400))
@hypothesis_settings(max_examples=300, deadline=None)
def test_no_bytes_break_the_parsers(data: bytes) -> None:
    for parse in (claims, lambda b: claims(store(superbox(b"m", b))), lambda b: Signature.of(Claim("m", b"", b)), lambda b: _Cbor(b).read()):
        try:
            parse(data)
        except MalformedManifest:
            continue


@given(st.lists(st.tuples(st.integers(0, 2**20), st.integers(0, 255)), min_size=1, max_size=4))
@hypothesis_settings(max_examples=300, deadline=None)
def test_no_change_of_a_manifest_keeps_its_key_and_another_claim(changes: list[tuple[int, int]]) -> None:
    """Whatever is changed: the key is named only over the claim that it signed."""
    true = signed()
    changed = bytearray(true.manifest)
    for at, value in changes:
        changed[at % len(changed)] = value
    try:
        claim = active_claim(bytes(changed))
        key = Signature.of(claim).key(claim)
    except MalformedManifest:
        return
    assert key is None or (key[1] == photographer().key.public_key and claim.content == true.claim.content)
