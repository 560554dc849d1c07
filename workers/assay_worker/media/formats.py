"""Which formats take a manifest inside, told by their first bytes, and whether a file is whole: as long as its own structure says."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import BinaryIO

from .errors import TruncatedMedia


class Media(Enum):
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    OTHER = "other"


@dataclass(frozen=True)
class Format:
    """`mime` is what C2PA's library calls it. A manifest is put inside the file where `embeds`, else beside it."""

    mime: str
    media: Media
    embeds: bool = True


JPEG = Format("image/jpeg", Media.IMAGE)
PNG = Format("image/png", Media.IMAGE)
WEBP = Format("image/webp", Media.IMAGE)
WAV = Format("audio/wav", Media.AUDIO)
MP3 = Format("audio/mpeg", Media.AUDIO)
MP4 = Format("video/mp4", Media.VIDEO)
OTHER = Format("application/octet-stream", Media.OTHER, embeds=False)
HEAD = 16
# kbit/s of MPEG-1 layer III, and of MPEG-2 and 2.5.
BITRATES = ((0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320), (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160))
SAMPLE_RATES = (44_100, 48_000, 32_000)


def detect(head: bytes) -> Format:
    """The format of a file that begins with these bytes (16 are enough); `OTHER` for all that is not known."""
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"RIFF"):
        return {b"WEBP": WEBP, b"WAVE": WAV}.get(head[8:12], OTHER)
    if head[4:8] == b"ftyp":
        # Still pictures (HEIF, AVIF) are of the same family; they take a side-car here.
        return OTHER if head[8:12] in (b"heic", b"heix", b"mif1", b"avif", b"msf1") else MP4
    if head.startswith(b"ID3") or _mp3_frame(head[:4]):
        return MP3
    return OTHER


def check_whole(file: BinaryIO, form: Format) -> None:
    """Raises TruncatedMedia where the file ends before its structure does. Looks at the structure only: what a picture shows may still be damaged."""
    size = file.seek(0, io.SEEK_END)
    if (check := _CHECKS.get(form)) and not check(file, size):
        raise TruncatedMedia(f"{size} bytes are not a whole {form.mime} file: it ends early, or its structure is damaged")


def _read(file: BinaryIO, at: int, count: int) -> bytes:
    file.seek(at)
    return file.read(count)


def _jpeg(file: BinaryIO, size: int) -> bool:
    at = 2
    while at + 4 <= size:
        marker = _read(file, at, 4)
        if marker[0] != 0xFF:
            return False
        if marker[1] == 0xFF:  # fill byte
            at += 1
            continue
        at += 2 + int.from_bytes(marker[2:], "big")
        if marker[1] == 0xDA:
            # In what follows, FF D9 can only be the end: an FF of the picture's data is followed by 00.
            file.seek(min(at, size))
            return file.read().rfind(b"\xff\xd9") >= 0  # from behind, where it is
    return False


def _png(file: BinaryIO, size: int) -> bool:
    at = 8
    while at + 12 <= size:
        header = _read(file, at, 8)
        at += 12 + int.from_bytes(header[:4], "big")
        if header[4:] == b"IEND":
            return at <= size
    return False


def _riff(file: BinaryIO, size: int) -> bool:
    return int.from_bytes(_read(file, 4, 4), "little") + 8 <= size


def _bmff(file: BinaryIO, size: int) -> bool:
    at, seen = 0, set()
    while at + 8 <= size:
        header = _read(file, at, 16)
        length = int.from_bytes(header[:4], "big")
        if length == 1:
            length = int.from_bytes(header[8:], "big")
        seen.add(header[4:8])
        at = size if length == 0 else at + max(length, 8)
    return at == size and b"moov" in seen


def _mp3_frame(header: bytes) -> int:
    """The length of the layer III frame that begins with these four bytes, 0 where none does."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return 0
    version, rate, sampling, padding = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3, header[2] >> 1 & 1
    if version == 1 or not 0 < rate < 15 or sampling == 3:
        return 0
    is_first = version == 3
    hertz = SAMPLE_RATES[sampling] >> (0 if is_first else 1 if version == 2 else 2)
    return (144_000 if is_first else 72_000) * BITRATES[not is_first][rate] // hertz + padding


def _mp3(file: BinaryIO, size: int) -> bool:
    head, at = _read(file, 0, 10), 0
    if head.startswith(b"ID3") and len(head) == 10:
        at = 10 + sum((head[6 + i] & 0x7F) << 7 * (3 - i) for i in range(4))
    # A stream may be cut between frames and be none the worse; the first has to be there.
    frame = _mp3_frame(_read(file, at, 4))
    return 0 < frame <= size - at


_CHECKS: dict[Format, Callable[[BinaryIO, int], bool]] = {JPEG: _jpeg, PNG: _png, WEBP: _riff, WAV: _riff, MP4: _bmff, MP3: _mp3}
