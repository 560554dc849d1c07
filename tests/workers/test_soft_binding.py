"""The soft binding: the codes are what their inventors say, copies are found, others are not, and hostile pictures are refused in words."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from time import perf_counter

import numpy as np
import pdqhash
import pytest
from assay.errors import InputError
from assay_worker.media import soft_binding as sb
from assay_worker.media.soft_binding_index import Index
from assay_worker.media.soft_binding_pictures import FAMILIES, drawn
from assay_worker.media.transforms import cropped, jpeg_50
from PIL import Image


def png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    return drawn(list(FAMILIES).index("scene"))[1]


def pdq_by_its_paper(luma: np.ndarray) -> np.ndarray:
    """PDQ of a 512 by 512 picture, written down once more from the paper: two tent passes, every eighth pixel, cosines 1..16, the median."""

    def box(rows: np.ndarray) -> np.ndarray:
        window, ahead = 4, 3  # of 512 to 64 in two passes; it looks one further ahead than back
        sums = np.concatenate([np.zeros((rows.shape[0], 1)), rows.cumsum(axis=1)], axis=1)
        ends = np.minimum(np.arange(512) + ahead, 512)
        starts = np.maximum(np.arange(512) + ahead - window, 0)
        return (sums[:, ends] - sums[:, starts]) / (ends - starts)

    for _ in range(2):
        luma = box(box(luma).T).T
    small = luma[4::8, 4::8]
    cosines = np.cos(np.pi / 128 * np.outer(np.arange(1, 17), 2 * np.arange(64) + 1))
    waves = (cosines @ small @ cosines.T).ravel()[::-1]  # the highest frequency first, as in its hexadecimal form
    return waves > np.sort(waves)[127]


def test_the_code_is_pdq(picture: Image.Image) -> None:
    for other in (picture, drawn(4)[1], drawn(6)[1]):
        image = sb.opened(other)
        bits, quality = pdqhash.compute(np.asarray(image))
        binding = sb.soft_binding(other)
        assert binding.pdq == np.packbits(bits.astype(np.uint8)).tobytes()
        assert binding.quality == quality
        luma = np.asarray(image, np.float64) @ (0.299, 0.587, 0.114)
        # Meta's code adds up in single precision: a bit on the edge may fall the other way.
        assert sb.distance(np.packbits(pdq_by_its_paper(luma)).tobytes(), binding.pdq) <= 2


def test_the_second_code_is_iscc() -> None:
    """The vector is from iscc-core 1.5.0, the standard's reference implementation: soft_hash_image_v0(grey, bits=256)."""
    grey = bytes((x * x + y * 7 * x) % 256 for y in range(32) for x in range(32))
    assert sb.iscc_of(Image.frombytes("L", (32, 32), grey)).hex() == "8008970b374f1f7f00bbecff40ea0acd562a0754ae57ad5a432aabe81eea5ce1"
    left, right = drawn(2)[1], drawn(9)[1]
    assert sb.distance(sb.iscc_of(left), sb.iscc_of(jpeg_50(left))) < 40 < sb.distance(sb.iscc_of(left), sb.iscc_of(right))


def test_a_copy_without_its_manifest_is_near(picture: Image.Image) -> None:
    whole = sb.soft_binding(picture)
    assert whole.is_telling
    assert sb.distance(whole.pdq, sb.soft_binding(jpeg_50(picture)).pdq) < sb.NEAR // 2
    crop = cropped(sb.CROP)(picture)
    upright, uncropped = sb.looks(crop)
    assert sb.distance(whole.pdq, uncropped) < sb.distance(whole.pdq, upright)
    assert sb.distance(whole.pdq, uncropped) <= sb.NEAR


def test_a_turned_copy_is_near_under_one_of_eight(picture: Image.Image) -> None:
    whole = sb.soft_binding(picture).pdq
    upright = sb.turned(picture)
    assert upright[0] == whole
    for turn in (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.FLIP_LEFT_RIGHT):
        hashes = sb.turned(picture.transpose(turn))
        assert sb.distance(hashes[0], whole) > 90
        assert min(sb.distance(one, whole) for one in hashes) <= sb.NEAR


def test_exif_orientation_is_part_of_what_is_seen(picture: Image.Image) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown turned clockwise
    stored = io.BytesIO()
    picture.transpose(Image.Transpose.ROTATE_90).save(stored, "JPEG", quality=95, exif=exif)
    assert sb.distance(sb.soft_binding(stored.getvalue()).pdq, sb.soft_binding(picture).pdq) <= 12


def test_a_smooth_gradient_tells_nothing() -> None:
    ramp = np.linspace(0, 255, 256)
    plain = Image.fromarray(np.broadcast_to(np.add.outer(ramp, ramp)[..., None] / 2, (256, 256, 3)).astype(np.uint8))
    binding = sb.soft_binding(plain)
    assert not binding.is_telling
    assert not binding.may_be_copy
    assert sb.looks(plain) == []
    assert sb.looks(Image.new("RGB", (100, 100), "red")) == []


def test_transparency_is_seen_on_white() -> None:
    clear = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    assert sb.opened(clear).getpixel((5, 5)) == (255, 255, 255)


def test_what_is_no_picture_is_refused(tmp_path: Path, picture: Image.Image) -> None:
    whole = png(picture)
    for bad, bound in ((b"not a picture", "a picture"), (whole[: len(whole) // 2], "whole"), (b"", "a picture")):
        with pytest.raises(InputError, match=bound):
            sb.soft_binding(bad)
    with pytest.raises(InputError, match="pixels a side"):
        sb.soft_binding(png(Image.new("L", (400, 3))))
    with pytest.raises(InputError, match="a picture"):
        sb.soft_binding(tmp_path / "absent.png")


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_picture_that_unfolds_to_gigabytes_is_not_unfolded() -> None:
    header = bytearray(png(Image.new("L", (16, 16))))
    header[16:24] = (11_000).to_bytes(4, "big") + (11_000).to_bytes(4, "big")
    header[29:33] = zlib.crc32(bytes(header[12:29])).to_bytes(4, "big")
    with pytest.raises(InputError, match="100000000 pixels at most"):
        sb.soft_binding(bytes(header))


def test_distance_is_of_two_whole_codes() -> None:
    assert sb.distance(bytes(32), b"\xff" * 32) == 256
    assert sb.distance(b"\x01" + bytes(31), bytes(32)) == 1
    with pytest.raises(InputError, match="32 bytes"):
        sb.distance(bytes(31), bytes(32))


# ---- the index


def test_the_index_finds_what_a_comparison_of_each_finds() -> None:
    lot = np.random.default_rng(7)
    codes = [code.tobytes() for code in lot.integers(0, 256, (20_000, 32), dtype=np.uint8)]
    codes += [bytes(32), b"\xff" * 32]
    index: Index[int] = Index()
    for place, code in enumerate(codes):
        index.add(code, place)
    assert len(index) == len(codes)
    for sought in (codes[3], codes[-1], codes[-2], lot.integers(0, 256, 32, dtype=np.uint8).tobytes()):
        expected = sorted((sb.distance(code, sought), place) for place, code in enumerate(codes) if sb.distance(code, sought) <= 105)
        assert [(hit.distance, hit.record) for hit in index.near(sought, 105)] == expected
    everything = index.near(codes[-1], 256)
    assert (everything[0].distance, everything[-1].distance, len(everything)) == (0, 256, len(codes))


def test_the_index_refuses_what_is_no_code() -> None:
    index: Index[str] = Index()
    assert index.near(bytes(32), 256) == []
    with pytest.raises(InputError, match="32 bytes"):
        index.add(bytes(16), "short")
    with pytest.raises(InputError, match="0 to 256"):
        index.near(bytes(32), 257)


def test_a_hundred_thousand_records_are_looked_through_in_little_time() -> None:
    index: Index[int] = Index()
    for place, code in enumerate(np.random.default_rng(1).integers(0, 256, (100_000, 32), dtype=np.uint8)):
        index.add(code.tobytes(), place)
    took = []
    for _ in range(7):
        start = perf_counter()
        index.near(bytes(32), sb.NEAR)
        took.append(perf_counter() - start)
    assert min(took) < 0.015  # some 2 ms where nothing else runs
