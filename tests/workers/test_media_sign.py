"""Files are signed whole or not at all, and never changed unless asked."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import c2pa
import pytest
from assay.errors import InputError
from assay.models.identity import Algorithm
from assay_worker.media.bounded import Reader
from assay_worker.media.claim import MANIFEST_BYTES, active_claim
from assay_worker.media.errors import ManifestTooLarge, OutputExists, SigningFailed, TruncatedMedia, UnreadableIngredient, UnsupportedMedia
from assay_worker.media.formats import JPEG, MP3, MP4, OTHER, PNG, WAV, WEBP, detect
from assay_worker.media.read import Outcome, read
from assay_worker.media.settings import settings
from assay_worker.media.sign import Signer, sign, sign_sidecar
from PIL import Image

from tests.darkroom import SAMPLES, Photographer, captured, encoded, heavy_picture, mp4, opened, sample, scene, write


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as warm:
        yield warm


@pytest.fixture(scope="module")
def photographer() -> Photographer:
    return Photographer.equipped()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# ---- what is signed


@pytest.mark.parametrize("algorithm", [Algorithm.P256, Algorithm.ED25519])
@pytest.mark.parametrize("name", SAMPLES)
def test_every_format_carries_its_manifest_and_c2pas_own_reader_trusts_it(tmp_path: Path, algorithm: Algorithm, name: str) -> None:
    who = Photographer.equipped(algorithm=algorithm)
    path = write(tmp_path, name)
    signed = sign(path, tmp_path / f"signed-{name}", who.signer, captured(), title="a title")
    assert path.read_bytes() == sample(name)
    with c2pa.Context.from_dict(settings(who.authority.anchors)) as context, c2pa.Reader(str(signed.path), context=context) as c2pa_reader:
        assert c2pa_reader.get_validation_state() == "Trusted"
        manifest = c2pa_reader.get_active_manifest()
        assert manifest["label"] == signed.label
        assert manifest["title"] == "a title"
        assert manifest["signature_info"]["alg"] == {Algorithm.P256: "Es256", Algorithm.ED25519: "Ed25519"}[algorithm]
        (actions,) = (a["data"]["actions"] for a in manifest["assertions"] if a["label"].startswith("c2pa.actions"))
        assert [(a["action"], a["digitalSourceType"].rsplit("/")[-1]) for a in actions] == [("c2pa.created", "digitalCapture")]


def test_a_signed_picture_shows_what_the_picture_shows(tmp_path: Path, photographer: Photographer) -> None:
    for name in ("photo.jpg", "photo.png", "photo.webp"):
        signed = sign(write(tmp_path, name), tmp_path / f"signed-{name}", photographer.signer, captured())
        assert list(Image.open(signed.path).convert("RGB").tobytes()) == list(Image.open(io.BytesIO(sample(name))).convert("RGB").tobytes())


@pytest.mark.parametrize("name", ["story.txt", "photo.jpg", "film.mp4", "data.bin"])
def test_a_side_car_leaves_the_file_alone(tmp_path: Path, photographer: Photographer, reader: Reader, name: str) -> None:
    content = sample(name) if name in SAMPLES else b"\x00\x01 any bytes at all\n" * 40
    path = tmp_path / name
    path.write_bytes(content)
    signed = sign_sidecar(path, photographer.signer, captured())
    assert path.read_bytes() == content
    assert signed.sidecar == tmp_path / f"{name}.c2pa"
    assert signed.sidecar.read_bytes() == signed.manifest
    manifest = read(path, reader, anchors=photographer.authority.anchors).manifest
    assert manifest is not None
    assert (manifest.state, manifest.is_embedded, manifest.claim_hash) == ("Trusted", False, signed.claim_hash)


def test_a_file_is_changed_in_place_only_if_asked(tmp_path: Path, photographer: Photographer) -> None:
    path = write(tmp_path, "photo.jpg")
    path.chmod(0o640)
    for out, in_place in ((None, False), (tmp_path / "out.jpg", True)):
        with pytest.raises(InputError, match="in_place"):
            sign(path, out, photographer.signer, captured(), in_place=in_place)
    assert path.read_bytes() == sample("photo.jpg")
    signed = sign(path, None, photographer.signer, captured(), in_place=True)
    assert signed.path == path
    assert active_claim(signed.manifest).claim_hash == signed.claim_hash
    assert path.stat().st_mode & 0o777 == 0o640
    assert names(tmp_path) == {"photo.jpg"}


def test_an_edit_carries_what_it_was_made_from(tmp_path: Path, photographer: Photographer, reader: Reader) -> None:
    original = sign(write(tmp_path, "photo.jpg"), tmp_path / "original.jpg", photographer.signer, captured())
    cut = tmp_path / "cut.png"
    cut.write_bytes(encoded(scene().crop((0, 0, 300, 300)), "PNG"))
    anchors = photographer.authority.anchors
    history = opened(original.path.read_bytes())
    signed = sign(cut, tmp_path / "edited.png", photographer.signer, history, ingredients=[original.path], reader=reader, anchors=anchors)
    manifest = read(signed.path, reader, anchors=anchors).manifest
    assert manifest is not None
    assert manifest.state == "Trusted"
    assert [(i.relationship, i.claim_hash) for i in manifest.ingredients] == [("parentOf", original.claim_hash)]
    assert [a["action"] for a in manifest.actions] == ["c2pa.opened", "c2pa.cropped"]
    # An ingredient that nobody has a file of is named all the same.
    named = sign(cut, tmp_path / "named.png", photographer.signer, history)
    manifest = read(named.path, reader, anchors=anchors).manifest
    assert manifest is not None
    assert [(i.title, i.claim_hash) for i in manifest.ingredients] == [("the original", None)]


# ---- what is refused


def test_nothing_is_written_over(tmp_path: Path, photographer: Photographer) -> None:
    path, out = write(tmp_path, "photo.jpg"), tmp_path / "out.jpg"
    out.write_bytes(b"mine")
    (tmp_path / "photo.jpg.c2pa").write_bytes(b"mine too")
    for attempt in (lambda: sign(path, out, photographer.signer, captured()), lambda: sign_sidecar(path, photographer.signer, captured())):
        with pytest.raises(OutputExists):
            attempt()
    assert (out.read_bytes(), (tmp_path / "photo.jpg.c2pa").read_bytes()) == (b"mine", b"mine too")


def test_a_file_that_appears_while_it_is_signed_is_not_written_over(tmp_path: Path, photographer: Photographer) -> None:
    path, out = write(tmp_path, "photo.jpg"), tmp_path / "out.jpg"

    def slow(message: bytes) -> bytes:
        out.write_bytes(b"somebody else's")
        return photographer.key.prove(message)

    with pytest.raises(OutputExists):
        sign(path, out, Signer(photographer.key.algorithm, photographer.key.public_key, photographer.signer.chain, slow), captured())
    assert out.read_bytes() == b"somebody else's"
    assert names(tmp_path) == {"photo.jpg", "out.jpg"}


def test_a_file_system_without_links_will_do(tmp_path: Path, photographer: Photographer, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", refused)
    signed = sign(write(tmp_path, "photo.jpg"), tmp_path / "out.jpg", photographer.signer, captured())
    assert signed.manifest in signed.path.read_bytes()
    assert names(tmp_path) == {"photo.jpg", "out.jpg"}


@pytest.mark.parametrize("name", SAMPLES)
def test_half_a_file_is_not_signed(tmp_path: Path, photographer: Photographer, name: str) -> None:
    whole = sample(name)
    path = tmp_path / name
    for kept in (whole[: len(whole) // 2], whole[:-1], whole[:40]):
        if name == "voice.mp3" and kept != whole[:40]:
            continue  # a stream of frames: what is left of it is whole
        path.write_bytes(kept)
        with pytest.raises(TruncatedMedia):
            sign(path, tmp_path / "out", photographer.signer, captured())
    assert names(tmp_path) == ({name} if path.exists() else set())


def test_what_cannot_carry_a_manifest_is_refused(tmp_path: Path, photographer: Photographer) -> None:
    path = tmp_path / "story.txt"
    path.write_text("once")
    with pytest.raises(UnsupportedMedia, match="sign_sidecar"):
        sign(path, tmp_path / "out.txt", photographer.signer, captured())
    path.write_bytes(b"")
    for make in (lambda: sign(path, tmp_path / "out", photographer.signer, captured()), lambda: sign_sidecar(path, photographer.signer, captured())):
        with pytest.raises(InputError, match="a file of 1 to"):
            make()
    with pytest.raises(InputError, match="a file"):
        sign(tmp_path, tmp_path / "out", photographer.signer, captured())
    path.write_bytes(sample("photo.jpg"))
    with pytest.raises(InputError, match="can be written to"):
        sign(path, tmp_path / "nowhere" / "out.jpg", photographer.signer, captured())
    assert names(tmp_path) == {"story.txt"}


def test_a_key_that_does_not_sign_leaves_no_file(tmp_path: Path, photographer: Photographer) -> None:
    path, key = write(tmp_path, "photo.jpg"), photographer.key
    another = Photographer.equipped("another").key

    def refuses(_: bytes) -> bytes:
        raise RuntimeError("the vault is locked")

    for prove, words in ((refuses, "the vault is locked"), (another.prove, "does not hold"), (lambda _: bytes(64), "does not hold")):
        with pytest.raises(SigningFailed, match=words):
            sign(path, tmp_path / "out.jpg", Signer(key.algorithm, key.public_key, photographer.signer.chain, prove), captured())
    assert names(tmp_path) == {"photo.jpg"}


def test_a_signer_has_a_chain_of_its_own_key(photographer: Photographer) -> None:
    another = Photographer.equipped("another")
    with pytest.raises(InputError, match="of this key"):
        Signer(another.key.algorithm, another.key.public_key, photographer.signer.chain, another.key.prove)
    with pytest.raises(InputError, match="P-256 or Ed25519"):
        Signer(Algorithm.SECP256K1, bytes(64), photographer.signer.chain, another.key.prove)
    with pytest.raises(InputError, match="PEM"):
        Signer(another.key.algorithm, another.key.public_key, "no certificate", another.key.prove)


class Wordy:
    """A history that says too much, or nothing that C2PA knows."""

    def __init__(self, **extra: Any) -> None:
        self.extra = extra

    def definition(self) -> dict[str, Any]:
        return {**captured().definition(), **self.extra}


def test_a_manifest_over_the_bound_is_not_written(tmp_path: Path, photographer: Photographer, reader: Reader) -> None:
    path = write(tmp_path, "photo.jpg")
    long = [*captured().definition()["assertions"], {"label": "org.assay.novel", "data": {"text": "x" * MANIFEST_BYTES}}]
    with pytest.raises(ManifestTooLarge):
        sign(path, tmp_path / "out.jpg", photographer.signer, Wordy(assertions=long))
    # Each ingredient is within the bound, and both together are not.
    parts = [heavy_picture(tmp_path, photographer, seed, MANIFEST_BYTES * 2 // 3) for seed in (1, 2)]
    named = [
        {"title": p.name, "format": "image/png", "relationship": "componentOf", "instance_id": f"xmp:iid:{sha256(p.read_bytes()).digest()[:16].hex()}"}
        for p in parts
    ]
    with pytest.raises(ManifestTooLarge):
        sign(path, tmp_path / "out.jpg", photographer.signer, Wordy(ingredients=named), ingredients=parts, reader=reader)
    assert not (tmp_path / "out.jpg").exists()


def test_a_history_that_is_none_is_refused(tmp_path: Path, photographer: Photographer) -> None:
    path = write(tmp_path, "photo.jpg")
    with pytest.raises(InputError, match="history"):
        sign(path, tmp_path / "out.jpg", photographer.signer, Wordy(assertions="none"))
    assert names(tmp_path) == {"photo.jpg"}


def test_an_ingredient_is_looked_at_before_it_is_taken(tmp_path: Path, photographer: Photographer, reader: Reader) -> None:
    path, out = write(tmp_path, "photo.jpg"), tmp_path / "out.jpg"
    other = tmp_path / "other.png"
    other.write_bytes(sample("photo.png"))
    history = opened(other.read_bytes(), "image/png")
    with pytest.raises(InputError, match="where there are ingredients"):
        sign(path, out, photographer.signer, history, ingredients=[other])
    with pytest.raises(InputError, match="named by the history"):
        sign(path, out, photographer.signer, history, ingredients=[path], reader=reader)
    heavy = heavy_picture(tmp_path, photographer, 3, MANIFEST_BYTES)
    with pytest.raises(UnreadableIngredient, match="manifest_too_large"):
        sign(path, out, photographer.signer, opened(heavy.read_bytes(), "image/png"), ingredients=[heavy], reader=reader)
    assert read(heavy, reader).outcome is Outcome.MANIFEST_TOO_LARGE
    assert not out.exists()


# ---- formats


def test_formats_are_told_by_their_first_bytes() -> None:
    kinds = {"photo.jpg": JPEG, "photo.png": PNG, "photo.webp": WEBP, "voice.wav": WAV, "voice.mp3": MP3, "film.mp4": MP4}
    assert {name: detect(sample(name)[:16]) for name in SAMPLES} == kinds
    assert detect(b"ID3\x04" + bytes(12)) is MP3
    for head in (b"", b"\xff", b"RIFF\0\0\0\0AVI LIST", b"\0\0\0\x18ftypavif\0\0\0\0", b"%PDF-1.7", b"plain text......"):
        assert detect(head) is OTHER


def test_the_film_of_these_tests_is_one() -> None:
    """Its table of pictures leads to pictures."""
    film = mp4(3)
    offset = int.from_bytes(film[film.index(b"stco") + 12 :][:4], "big")
    assert Image.open(io.BytesIO(film[offset:])).size == (160, 120)


def test_what_is_signed_says_nothing_of_this_machine(tmp_path: Path, photographer: Photographer) -> None:
    signed = sign(write(tmp_path, "photo.jpg"), tmp_path / "out.jpg", photographer.signer, captured())
    assert str(tmp_path).encode() not in signed.path.read_bytes()
    with c2pa.Reader(str(signed.path)) as reader:
        assert str(tmp_path) not in json.dumps(json.loads(reader.json()))
