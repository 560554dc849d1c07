"""Files are read in another process within 512 MiB and two seconds: whatever is in them, what comes back is an answer."""

from __future__ import annotations

import io
import os
import resource
import signal
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import c2pa
import pytest
from assay.errors import InputError
from assay_worker.media import read as reading
from assay_worker.media.bounded import Bounds, Reader
from assay_worker.media.errors import ReaderUnavailable
from assay_worker.media.read import Manifest, Outcome, Reading, beside, likeness, read
from assay_worker.media.settings import settings
from assay_worker.media.sign import Signed, sign, sign_sidecar

from tests.darkroom import Photographer, captured, encoded, heavy_picture, sample, scene, wav, write

C2PA = b"c2pa" + bytes.fromhex("00110010800000AA00389B71")


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as warm:
        yield warm.warm()


@pytest.fixture(scope="module")
def photographer() -> Photographer:
    return Photographer.equipped()


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory, photographer: Photographer) -> Signed:
    folder = tmp_path_factory.mktemp("signed")
    return sign(write(folder, "photo.jpg"), folder / "signed.jpg", photographer.signer, captured())


def box(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I", 8 + len(body)) + kind + body


def superbox(label: bytes, *content: bytes) -> bytes:
    return box(b"jumb", box(b"jumd", C2PA, b"\x03", label, b"\0"), *content)


def in_jpeg(jumbf: bytes, picture: bytes) -> bytes:
    """The picture with a JUMBF box in APP11 segments."""
    segments = []
    for number, at in enumerate(range(0, len(jumbf), 65_000), 1):
        part = jumbf[at : at + 65_000] if at == 0 else jumbf[:8] + jumbf[at : at + 65_000]
        body = b"JP" + struct.pack(">HI", 1, number) + part
        segments.append(b"\xff\xeb" + struct.pack(">H", len(body) + 2) + body)
    return picture[:2] + b"".join(segments) + picture[2:]


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunks) + chunk(b"IEND", b"")


def nested(depth: int) -> bytes:
    deep = b""
    for _ in range(depth):
        deep = superbox(b"c2pa", deep)
    return deep


HUGE = bytes(100 * 2**20)
UNREAD = {Outcome.UNREADABLE, Outcome.NO_MANIFEST, Outcome.TRUNCATED}
TOO_MUCH = {Outcome.TOO_SLOW, Outcome.TOO_MUCH_MEMORY}
# Each file, and what may come of it.
HOSTILE: dict[str, tuple[Callable[[], bytes], set[Outcome]]] = {
    "an empty file": (lambda: b"", UNREAD),
    "noise": (lambda: os.urandom(2**20), UNREAD),
    "a JPEG that ends in its head": (lambda: sample("photo.jpg")[:100], {Outcome.TRUNCATED}),
    "a PNG of noise": (lambda: sample("photo.png")[:8] + os.urandom(2**20), {Outcome.TRUNCATED}),
    "a film of noise": (lambda: sample("film.mp4")[:32] + os.urandom(2**20), {Outcome.TRUNCATED}),
    "an MP3 with a tag beyond its end": (lambda: b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + bytes(100), UNREAD),
    "a box of four gigabytes": (lambda: in_jpeg(struct.pack(">I", 0xFFFFFFFF) + superbox(b"c2pa")[4:], sample("photo.jpg")), UNREAD),
    "a box of 2^62 bytes": (lambda: in_jpeg(struct.pack(">I", 1) + b"jumb" + struct.pack(">Q", 2**62) + bytes(64), sample("photo.jpg")), UNREAD),
    "boxes in boxes": (lambda: in_jpeg(nested(3_000), sample("photo.jpg")), UNREAD),
    "a manifest of a hundred megabytes of nothing": (
        lambda: in_jpeg(superbox(b"c2pa", superbox(b"urn:c2pa:1", box(b"cbor", HUGE))), sample("photo.jpg")),
        UNREAD,
    ),
    "a chunk beyond the end": (lambda: sample("photo.png")[:60] + struct.pack(">I", 2**31 - 1) + b"caBX" + bytes(64), {Outcome.TRUNCATED}),
    "markup without an end": (lambda: b"<svg>" + b"<g>" * 10**6, UNREAD),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_a_file_is_the_outcome_is_an_answer(tmp_path: Path, reader: Reader, name: str) -> None:
    make, expected = HOSTILE[name]
    path = tmp_path / "file"
    path.write_bytes(make())
    began = time.monotonic()
    found = read(path, reader)
    assert found.outcome in expected, found.detail
    assert found.manifest is None
    assert time.monotonic() - began < 4


def test_a_manifest_over_the_bound_is_not_looked_at(tmp_path: Path, reader: Reader, photographer: Photographer, signed: Signed) -> None:
    path = heavy_picture(tmp_path, photographer, 1, 5 * 2**20)
    assert read(path, reader).outcome is Outcome.MANIFEST_TOO_LARGE
    sidecar = tmp_path / "heavy.c2pa"
    sidecar.write_bytes(signed.manifest + bytes(5 * 2**20))
    assert read(write(tmp_path, "photo.jpg"), reader, sidecar).outcome is Outcome.MANIFEST_TOO_LARGE


def test_a_true_manifest_of_a_hundred_megabytes_does_not_have_the_memory(tmp_path: Path, reader: Reader, photographer: Photographer) -> None:
    path = heavy_picture(tmp_path, photographer, 1, 100 * 2**20)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert read(path, reader).outcome is Outcome.TOO_MUCH_MEMORY
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # KiB: nothing of it was in this process


def test_what_takes_too_long_is_stopped(tmp_path: Path, reader: Reader, signed: Signed) -> None:
    """Four million chunks of nothing: C2PA's library looks at each."""
    path = tmp_path / "slow.wav"
    path.write_bytes(b"RIFF" + struct.pack("<I", 4 + 10 * 4_000_000) + b"WAVE" + (b"abcd" + struct.pack("<I", 2) + b"xx") * 4_000_000)
    began = time.monotonic()
    assert read(path, reader).outcome is Outcome.TOO_SLOW
    assert 1.9 < time.monotonic() - began < 4
    assert read(signed.path, reader).outcome is Outcome.READ


def test_the_bounds_are_those_that_were_asked_for(tmp_path: Path, photographer: Photographer, signed: Signed) -> None:
    sound = wav()
    path = tmp_path / "long.wav"
    size = 60 * 2**20
    path.write_bytes(sound[:4] + struct.pack("<I", 36 + size) + sound[8:40] + struct.pack("<I", size) + bytes(size))
    long = sign(path, tmp_path / "signed.wav", photographer.signer, captured()).path
    with Reader() as bounded:
        assert read(long, bounded).outcome is Outcome.READ
    with Reader(Bounds(seconds=0.01)) as bounded:
        assert read(long, bounded).outcome is Outcome.TOO_SLOW
    with Reader(Bounds(memory_bytes=100 * 2**20)) as bounded:
        assert read(long, bounded).outcome is Outcome.TOO_MUCH_MEMORY
        assert read(signed.path, bounded).outcome is Outcome.READ  # the next file is none the worse


def test_a_decompression_bomb_is_not_unpacked(tmp_path: Path, reader: Reader) -> None:
    nothing = zlib.compress(bytes(300 * 2**20), 9)
    path = tmp_path / "bomb.png"
    for bomb in (png(30_000, 30_000, chunk(b"IDAT", nothing)), png(64, 64, chunk(b"iCCP", b"x\0\0" + nothing), chunk(b"IDAT", zlib.compress(bytes(64 * 193))))):
        path.write_bytes(bomb)
        assert len(bomb) < 2**20
        assert read(path, reader).outcome is Outcome.NO_MANIFEST
        assert likeness(path, reader).looks == ()
    path.write_bytes(encoded(scene(), "PNG"))
    assert len(likeness(path, reader).turned) == 7


# ---- manifests that are somebody's


def manifest_of(found: Reading) -> Manifest:
    assert found.manifest is not None, found.detail
    return found.manifest


def codes(found: Reading) -> set[str]:
    return {f.code for f in manifest_of(found).failures}


def test_a_manifest_in_another_picture_does_not_match(tmp_path: Path, reader: Reader, photographer: Photographer, signed: Signed) -> None:
    path = tmp_path / "other.jpg"
    path.write_bytes(in_jpeg(signed.manifest, encoded(scene(2), "JPEG")))
    found = read(path, reader, anchors=photographer.authority.anchors)
    assert codes(found) == {"assertion.dataHash.mismatch"}
    assert manifest_of(found).breaches
    assert manifest_of(found).claim_hash == signed.claim_hash


def test_a_picture_cut_after_its_manifest_does_not_match(tmp_path: Path, reader: Reader, photographer: Photographer, signed: Signed) -> None:
    path, whole = tmp_path / "cut.jpg", signed.path.read_bytes()
    for kept in (len(whole) // 2, len(whole) - 2):
        path.write_bytes(whole[:kept])
        assert "assertion.dataHash.mismatch" in codes(read(path, reader, anchors=photographer.authority.anchors))


def test_a_signature_by_another_key_names_nobody(tmp_path: Path, reader: Reader, photographer: Photographer) -> None:
    """The certificate is the photographer's, the signature a stranger's."""
    stranger, out = Photographer.equipped("a stranger"), io.BytesIO()
    with c2pa.Context.from_dict(settings("")) as context, c2pa.Builder(captured().definition(), context=context) as builder:
        signer = c2pa.Signer.from_callback(stranger.key.prove, c2pa.C2paSigningAlg.ES256, photographer.signer.chain)
        builder.sign(signer, "image/jpeg", io.BytesIO(sample("photo.jpg")), out)
    path = tmp_path / "forged.jpg"
    path.write_bytes(out.getvalue())
    found = read(path, reader, anchors=photographer.authority.anchors)
    assert "claimSignature.mismatch" in codes(found)
    assert manifest_of(found).public_key is None
    assert manifest_of(found).breaches


def test_a_certificate_counts_for_who_trusts_its_root(reader: Reader, photographer: Photographer, signed: Signed) -> None:
    stranger = Photographer.equipped("a stranger")
    assert manifest_of(read(signed.path, reader, anchors=photographer.authority.anchors)).state == "Trusted"
    for anchors in ("", stranger.authority.anchors):
        found = read(signed.path, reader, anchors=anchors)
        assert codes(found) == {"signingCredential.untrusted"}
        assert not manifest_of(found).breaches
        assert manifest_of(found).public_key == photographer.key.public_key


# ---- the process


def test_the_process_that_reads_is_started_again_when_it_is_gone(signed: Signed) -> None:
    with Reader() as reader:
        assert read(signed.path, reader).outcome is Outcome.READ
        assert reader._process is not None
        first = reader._process
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        assert read(signed.path, reader).outcome is Outcome.READ
        assert reader._process.pid != first.pid
    assert reader._process is None


def test_forks_that_are_killed_are_told_and_leave_nothing(signed: Signed) -> None:
    """The fork that waits for the next file is killed; the process makes another."""
    with Reader() as reader:
        reader.warm()
        assert reader._process is not None
        for _ in range(3):
            for fork in _children(reader._process.pid):
                os.kill(fork, signal.SIGKILL)
            assert read(signed.path, reader).outcome in (Outcome.READ, Outcome.CRASHED)
        assert read(signed.path, reader).outcome is Outcome.READ
        serving = reader._process.pid
    assert not Path(f"/proc/{serving}").exists()


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_threads_may_share_a_reader(reader: Reader, signed: Signed) -> None:
    found: list[Outcome] = []
    threads = [threading.Thread(target=lambda: found.append(read(signed.path, reader).outcome)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [Outcome.READ] * 12


def test_a_process_that_cannot_start_is_told(monkeypatch: pytest.MonkeyPatch, signed: Signed) -> None:
    for executable in ("/nowhere/python", "/bin/false"):
        monkeypatch.setattr("sys.executable", executable)
        with pytest.raises(ReaderUnavailable):
            read(signed.path, Reader())


def test_an_answer_is_checked_like_any_other_input() -> None:
    """The process that a hostile file may speak through is not believed."""
    for said in (
        {},
        {"outcome": "valid", "detail": ""},
        {"outcome": "read", "detail": ""},
        {"outcome": "read", "detail": "", "certificates": ["!"]},
        {"outcome": "read", "detail": "", "certificates": [], "claim_hash": "00"},
    ):
        assert reading._parsed(said).outcome is Outcome.CRASHED


def test_paths_that_are_no_files_are_the_callers_fault(tmp_path: Path, reader: Reader, signed: Signed) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(InputError):
            read(path, reader)
        with pytest.raises(InputError):
            read(signed.path, reader, sidecar=path)


def test_a_side_car_is_found_by_either_name(tmp_path: Path, photographer: Photographer) -> None:
    path = write(tmp_path, "photo.jpg")
    assert beside(path) is None
    other = sign_sidecar(path, photographer.signer, captured(), sidecar=tmp_path / "photo.c2pa").sidecar
    assert beside(path) == other
    own = sign_sidecar(path, photographer.signer, captured()).sidecar
    assert beside(path) == own
    assert beside(tmp_path / "photo.c2pa") is None
