"""Media made from nothing, and somebody with a certified key who signs it. Pictures are drawn, sounds computed, no file is fetched."""

from __future__ import annotations

import io
import struct
import wave
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import c2pa
import numpy as np
from assay.models.identity import Algorithm, SourceType
from assay.signatures import SoftwareKey
from assay_worker.media.authority import CERTIFICATE_SECS, Authority
from assay_worker.media.settings import NOBODY, settings
from assay_worker.media.sign import Signer
from assay_worker.media.tools.history import History, Ingredient, Tool
from numpy.typing import NDArray
from PIL import Image

PHONE = Tool("a phone", "1")
EDITOR = Tool("an editor", "1")


def scene(seed: int = 1, width: int = 640, height: int = 480) -> Image.Image:
    """A picture with large and small things in it, so that it can be told by its looks."""
    lot = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    pixels = np.zeros((height, width, 3))
    for _ in range(24):
        centre_x, centre_y, size = lot.uniform(0, width), lot.uniform(0, height), lot.uniform(20, 160)
        blob = np.exp(-((x - centre_x) ** 2 + (y - centre_y) ** 2) / (2 * size**2))
        pixels += blob[..., None] * lot.uniform(-120, 160, 3)
    for _ in range(12):
        left, top, wide, high = lot.integers(0, width), lot.integers(0, height), lot.integers(20, 160), lot.integers(20, 160)
        pixels[top : top + high, left : left + wide] += lot.uniform(-120, 120, 3)
    pixels += lot.normal(0, 4, pixels.shape)
    return Image.fromarray(np.clip(pixels + 90, 0, 255).astype(np.uint8))


def encoded(picture: Image.Image, form: str, **options: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def _tone(seconds: float = 0.5, hertz: int = 8_000) -> NDArray[np.int16]:
    at = np.arange(int(seconds * hertz)) / hertz
    return (8_000 * np.sin(2 * np.pi * 440 * at)).astype("<i2")


def wav() -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8_000)
        sound.writeframes(_tone().tobytes())
    return file.getvalue()


def mp3(frames: int = 40) -> bytes:
    """Silence: MPEG-1 layer III frames at 128 kbit/s and 44.1 kHz whose side information says that nothing sounds."""
    header = bytes.fromhex("fffb9064")
    return (header + bytes(417 - len(header))) * frames


def _box(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I", 8 + len(body)) + kind + body


def mp4(pictures: int = 5) -> bytes:
    """A film of Motion JPEG pictures, one track, five a second (ISO 14496-12, QuickTime's `jpeg`)."""
    shots = [encoded(scene(seed, 160, 120), "JPEG", quality=70) for seed in range(pictures)]
    start = _box(b"ftyp", b"isom", struct.pack(">I", 512), b"isomiso2mp41")
    matrix = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    length = pictures * 200

    def full(kind: bytes, *content: bytes) -> bytes:
        return _box(kind, bytes(4), *content)

    def moov(first: int) -> bytes:
        entry = _box(
            b"jpeg",
            bytes(6),
            struct.pack(">H", 1),
            bytes(16),
            struct.pack(">HHIIIH", 160, 120, 0x480000, 0x480000, 0, 1),
            bytes(32),
            struct.pack(">Hh", 24, -1),
        )
        table = _box(
            b"stbl",
            full(b"stsd", struct.pack(">I", 1), entry),
            full(b"stts", struct.pack(">III", 1, pictures, 200)),
            full(b"stsc", struct.pack(">IIII", 1, 1, pictures, 1)),
            full(b"stsz", struct.pack(">II", 0, pictures), *[struct.pack(">I", len(s)) for s in shots]),
            full(b"stco", struct.pack(">II", 1, first)),
        )
        here = _box(b"dinf", full(b"dref", struct.pack(">I", 1), _box(b"url ", struct.pack(">I", 1))))
        media = _box(
            b"mdia",
            full(b"mdhd", struct.pack(">IIIIHH", 0, 0, 1_000, length, 0x55C4, 0)),
            full(b"hdlr", bytes(4), b"vide", bytes(12), b"film\0"),
            _box(
                b"minf",
                _box(b"vmhd", struct.pack(">I", 1), bytes(8)),
                here,
                table,
            ),
        )
        head = _box(b"tkhd", struct.pack(">IIIIII", 7, 0, 0, 1, 0, length), bytes(16), matrix, struct.pack(">II", 160 << 16, 120 << 16))
        movie = full(b"mvhd", struct.pack(">IIIIIH", 0, 0, 1_000, length, 0x10000, 0x100), bytes(10), matrix, bytes(24), struct.pack(">I", 2))
        return _box(b"moov", movie, _box(b"trak", head, media))

    return start + moov(len(start) + len(moov(0)) + 8) + _box(b"mdat", *shots)


SAMPLES = {
    "photo.jpg": lambda: encoded(scene(), "JPEG", quality=90),
    "photo.png": lambda: encoded(scene(), "PNG"),
    "photo.webp": lambda: encoded(scene(), "WEBP", quality=90),
    "voice.wav": wav,
    "voice.mp3": mp3,
    "film.mp4": mp4,
}


@cache
def sample(name: str) -> bytes:
    return SAMPLES[name]()


def write(folder: Path, name: str) -> Path:
    """A sample as a file of its name."""
    path = folder / name
    path.write_bytes(sample(name))
    return path


@dataclass
class Photographer:
    """Has a key that an authority certified."""

    authority: Authority
    key: SoftwareKey
    signer: Signer

    @classmethod
    def equipped(
        cls, name: str = "a photographer", algorithm: Algorithm = Algorithm.P256, authority: Authority | None = None, since: datetime | None = None,
        valid_secs: int = CERTIFICATE_SECS,
    ) -> Photographer:  # fmt: skip
        authority = authority or Authority.create("a test authority")
        key = SoftwareKey.from_seed(algorithm, name.encode().ljust(32, b"\x01"))
        chain = authority.certify(algorithm, key.public_key, name, key.prove, since, valid_secs)
        return cls(authority, key, Signer(algorithm, key.public_key, chain, key.prove))


def captured(source: SourceType = SourceType.CAPTURE) -> History:
    return History.begun(PHONE, "c2pa.created", source, when=datetime(2026, 1, 2, tzinfo=UTC))


def opened(parent: bytes, mime: str = "image/jpeg") -> History:
    """Another's picture, opened and cropped."""
    return History.opened(EDITOR, Ingredient("the original", mime, sha256(parent).digest())).step(EDITOR, "c2pa.cropped")


def heavy_picture(folder: Path, who: Photographer, filling: int, size: int) -> Path:
    """The PNG with a true, signed manifest of `size` bytes and some, which `sign` would not make: by C2PA's library alone."""
    out = folder / f"heavy-{filling}.png"
    definition = captured().definition() | {"thumbnail": {"format": "image/jpeg", "identifier": "thumbnail"}}
    with c2pa.Context.from_dict(settings(NOBODY)) as context, c2pa.Builder(definition, context=context) as builder, out.open("w+b") as file:
        builder.add_resource("thumbnail", io.BytesIO(bytes([filling]) * size))
        signer = c2pa.Signer.from_callback(who.key.prove, c2pa.C2paSigningAlg.ES256, who.signer.chain)
        builder.sign(signer, "image/png", io.BytesIO(sample("photo.png")), file)
    return out
