"""The soft binding of a picture: codes that survive what strips a manifest (docs/soft-binding.md).

`pdq` is Meta's PDQ hash, 256 bits, by its own C++ code: it is what a content record on a chain holds. `iscc` is the ISCC Image-Code of
ISO 24138, 256 bits: it is kept beside the record, and a near PDQ hash is believed sooner where the ISCC code is near too.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import iscc_lib
import numpy as np
import pdqhash
from assay.errors import InputError
from numpy.typing import NDArray
from PIL import Image, ImageOps

BITS = 256
BYTES = BITS // 8
PIXELS = 100_000_000
SIDE = 512  # PDQ looks at 64 by 64 blocks of it. One size for all makes a copy of another size alike.
SMALLEST = 16
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF")
CROP = 0.05  # of width and height: what a copy's second look puts back
# Chosen by measure: soft_binding_measure.py and docs/soft-binding.md.
NEAR = 48
MARGIN = 6.0
COPY_MARGIN = MARGIN / 2  # a copy has often lost contrast


@dataclass(frozen=True)
class SoftBinding:
    """`margin`: half of the picture's coefficients are this many grey levels or more from the value that decides their bit."""

    pdq: bytes
    quality: int  # PDQ's own measure of detail, 0 to 100
    margin: float
    iscc: bytes

    @property
    def is_telling(self) -> bool:
        """Whether a record may be found by it. The bits of a smooth gradient are decided by next to nothing, and much alike from one to the next."""
        return self.margin >= MARGIN

    @property
    def may_be_copy(self) -> bool:
        """Whether it is worth looking for what this is a copy of."""
        return self.margin >= COPY_MARGIN


def distance(a: bytes, b: bytes) -> int:
    """Bits that differ."""
    for name, code in (("a", a), ("b", b)):
        if len(code) != BYTES:
            raise InputError(name, code, f"{BYTES} bytes", "pass a soft binding as the record holds it")
    return (int.from_bytes(a) ^ int.from_bytes(b)).bit_count()


def opened(picture: bytes | Path | Image.Image) -> Image.Image:
    """The picture as it is shown: turned as its EXIF says, on white where it is transparent, SIDE by SIDE."""
    if isinstance(picture, Image.Image):
        image = picture
    else:
        try:
            image = Image.open(io.BytesIO(picture) if isinstance(picture, bytes) else picture, formats=FORMATS)
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise InputError("picture", str(error), f"a picture ({', '.join(FORMATS)})", "pass the file's bytes or its path") from error
    if image.width * image.height > PIXELS:
        raise InputError("picture", image.size, f"{PIXELS} pixels at most", "pass a smaller copy: the soft binding is the same")
    if min(image.size) < SMALLEST:
        raise InputError("picture", image.size, f"at least {SMALLEST} pixels a side", "pass the picture, not its thumbnail")
    try:
        if image.format == "JPEG":
            image.draft("RGB", (2 * SIDE, 2 * SIDE))
        image = ImageOps.exif_transpose(image)
        if image.has_transparency_data:
            image = image.convert("RGBA")
            image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
        image = image.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InputError("picture", str(error), "whole", "pass the file again: it is cut short or damaged") from error
    return image if image.size == (SIDE, SIDE) else image.resize((SIDE, SIDE), Image.Resampling.BILINEAR)


def packed(bits: NDArray[np.int64]) -> bytes:
    return np.packbits(bits.astype(np.uint8)).tobytes()


def iscc_of(image: Image.Image) -> bytes:
    grey = image.convert("L").resize((32, 32), Image.Resampling.BICUBIC)
    return bytes(iscc_lib.iscc_decode(iscc_lib.gen_image_code_v0(grey.tobytes(), bits=BITS)["iscc"])[4])


def soft_binding(picture: bytes | Path | Image.Image) -> SoftBinding:
    image = opened(picture)
    coefficients, quality = pdqhash.compute_float(np.asarray(image))
    values = np.asarray(coefficients)
    median = np.partition(values, BITS // 2 - 1)[BITS // 2 - 1]  # of an even count, PDQ takes the lower
    return SoftBinding(packed(values > median), int(quality), float(np.median(np.abs(values - median))), iscc_of(image))


def uncropped(picture: bytes | Path | Image.Image) -> bytes:
    """The PDQ hash with CROP put back around the picture, its edges drawn out: nearer to the whole one's where this is a crop of it."""
    image = opened(picture)
    rim = round(SIDE * CROP / (1 - CROP) / 2)
    wider = Image.fromarray(np.pad(np.asarray(image), ((rim, rim), (rim, rim), (0, 0)), "edge"))
    bits, _ = pdqhash.compute(np.asarray(wider.resize((SIDE, SIDE), Image.Resampling.BILINEAR)))
    return packed(bits)


def looks(picture: bytes | Path | Image.Image) -> list[bytes]:
    """The hashes under which to look for what this may be a copy of, each within NEAR: as it is, and uncropped. None where it tells nothing."""
    image = opened(picture)
    found = soft_binding(image)
    return [found.pdq, uncropped(image)] if found.may_be_copy else []


def turned(picture: bytes | Path | Image.Image) -> list[bytes]:
    """The PDQ hashes of the picture turned and mirrored all eight ways, the picture as it is first: to find a copy that was."""
    hashes, _ = pdqhash.compute_dihedral(np.asarray(opened(picture)))
    return [packed(bits) for bits in hashes]
