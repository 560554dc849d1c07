"""What happens to a picture on its way: ten transforms that its soft binding should survive, and others, named, that it may not."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

Transform = Callable[[Image.Image], Image.Image]


def saved(picture: Image.Image, form: str, quality: int) -> Image.Image:
    file = io.BytesIO()
    picture.save(file, form, quality=quality)
    return Image.open(io.BytesIO(file.getvalue())).convert("RGB")


def metadata_stripped(picture: Image.Image) -> Image.Image:
    """Saved anew at high quality with nothing but its pixels, as sites do on upload."""
    return saved(picture, "JPEG", 90)


def jpeg_50(picture: Image.Image) -> Image.Image:
    return saved(picture, "JPEG", 50)


def webp_50(picture: Image.Image) -> Image.Image:
    return saved(picture, "WEBP", 50)


def half_size(picture: Image.Image) -> Image.Image:
    return picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.LANCZOS)


def cropped(share: float) -> Transform:
    """`share` of the width and of the height cut away, evenly from both sides."""

    def crop(picture: Image.Image) -> Image.Image:
        x, y = round(picture.width * share / 2), round(picture.height * share / 2)
        return picture.crop((x, y, picture.width - x, picture.height - y))

    return crop


def cornered(share: float) -> Transform:
    """The same, all of it from the left and the top."""

    def corner(picture: Image.Image) -> Image.Image:
        return picture.crop((round(picture.width * share), round(picture.height * share), picture.width, picture.height))

    return corner


def blurred(picture: Image.Image) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(2))


def brighter(picture: Image.Image) -> Image.Image:
    return ImageEnhance.Brightness(picture).enhance(1.25)


def flatter(picture: Image.Image) -> Image.Image:
    return ImageEnhance.Contrast(picture).enhance(0.7)


def gamma(picture: Image.Image) -> Image.Image:
    return picture.point([round(255 * (value / 255) ** (1 / 1.5)) for value in range(256)] * 3)


def watermarked(picture: Image.Image) -> Image.Image:
    """A word across the lower right, a tenth of the height, half transparent."""
    layer = Image.new("RGBA", picture.size)
    size = max(8, picture.height // 10)
    draw = ImageDraw.Draw(layer)
    font = ImageFont.load_default(size)
    wide = draw.textlength("SAMPLE", font=font)
    draw.text((picture.width - wide - 4, picture.height - size * 1.3), "SAMPLE", fill=(255, 255, 255, 128), font=font)
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")


def rotated(degrees: float) -> Transform:
    """Turned, with the corners filled in grey."""

    def rotate(picture: Image.Image) -> Image.Image:
        return picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=(128, 128, 128))

    return rotate


def bordered(share: float) -> Transform:
    def border(picture: Image.Image) -> Image.Image:
        return ImageOps.expand(picture, round(min(picture.size) * share), (0, 0, 0))

    return border


def stretched(picture: Image.Image) -> Image.Image:
    """Out of proportion by a fifth."""
    return picture.resize((picture.width, picture.height * 4 // 5), Image.Resampling.BICUBIC)


def grey(picture: Image.Image) -> Image.Image:
    return picture.convert("L").convert("RGB")


TEN: dict[str, Transform] = {
    "metadata stripped, JPEG 90": metadata_stripped,
    "JPEG 50": jpeg_50,
    "half size": half_size,
    "crop 5%": cropped(0.05),
    "blur, radius 2": blurred,
    "brightness +25%": brighter,
    "contrast -30%": flatter,
    "gamma 1.5": gamma,
    "WebP 50": webp_50,
    "watermark": watermarked,
}
BEYOND: dict[str, Transform] = {
    "grey": grey,
    "stretched by a fifth": stretched,
    "rotated by 1 degree": rotated(1),
    "rotated by 2 degrees": rotated(2),
    "rotated by 5 degrees": rotated(5),
    "crop 5% off one corner": cornered(0.05),
    "crop 10%": cropped(0.10),
    "crop 25%": cropped(0.25),
    "border 3%": bordered(0.03),
    "border 10%": bordered(0.10),
    "mirrored": ImageOps.mirror,
    "turned by 90 degrees": lambda picture: picture.transpose(Image.Transpose.ROTATE_90),
}
