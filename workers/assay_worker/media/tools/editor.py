"""Pillow as an editor: every method changes the picture and records the step. What a plug-in of a paint program would do on each command."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

from assay.errors import InputError
from assay.models.identity import SourceType
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, __version__

from .history import COLOURED, CREATED, CROPPED, DRAWING, FILTERED, ORIENTED, RESIZED, TRANSCODED, History, Ingredient, Tool

EDITOR = Tool("Pillow", __version__)
MIME = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
PIXELS = 64_000_000
FILTERS: dict[str, Callable[[float], ImageFilter.Filter]] = {
    "blur": ImageFilter.GaussianBlur,
    "unsharp": lambda amount: ImageFilter.UnsharpMask(radius=amount),
    "median": lambda amount: ImageFilter.MedianFilter(int(amount)),
}


def ingredient_of(path: Path, content_id: bytes | None = None, source_type: SourceType | None = None) -> Ingredient:
    """A picture's file as an ingredient. `content_id` and `source_type` are of its record on a chain, where it has one."""
    data = path.read_bytes()
    return Ingredient(path.name, MIME[opened(data).format or ""], hashlib.sha256(data).digest(), content_id, True, source_type)


def opened(data: bytes) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(data), formats=tuple(MIME))
        if picture.width * picture.height <= PIXELS:
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InputError("picture", str(error), f"a whole picture ({', '.join(MIME)})", "pass another file") from error
    if picture.width * picture.height > PIXELS:
        raise InputError("picture", picture.size, f"{PIXELS} pixels at most", "pass a smaller one")
    return picture


class Editor:
    """One picture in work. Each method returns the editor, so that commands chain."""

    def __init__(self, picture: Image.Image, history: History) -> None:
        self.picture, self.history = picture.convert("RGB"), history

    @classmethod
    def open(cls, path: Path, content_id: bytes | None = None, source_type: SourceType | None = None) -> Self:
        """A file that another made."""
        return cls(opened(path.read_bytes()), History.opened(EDITOR, ingredient_of(path, content_id, source_type)))

    @classmethod
    def blank(cls, size: tuple[int, int], colour: str = "white") -> Self:
        """A canvas: what is drawn on it is a person's work, made with software, as the IPTC's digitalCreation."""
        return cls(Image.new("RGB", size, colour), History.begun(EDITOR, CREATED, SourceType.RENDERED, {"width": size[0], "height": size[1], "colour": colour}))

    def _did(self, picture: Image.Image, action: str, parameters: Mapping[str, Any]) -> Self:
        # Recorded first: a parameter that cannot be recorded leaves the picture as it was.
        self.history = self.history.step(EDITOR, action, parameters, SourceType.EDITED)
        self.picture = picture
        return self

    def crop(self, left: int, top: int, right: int, bottom: int) -> Self:
        if not (0 <= left < right <= self.picture.width and 0 <= top < bottom <= self.picture.height):
            raise InputError("box", (left, top, right, bottom), f"inside {self.picture.size}", "crop to a part of the picture")
        return self._did(self.picture.crop((left, top, right, bottom)), CROPPED, {"left": left, "top": top, "right": right, "bottom": bottom})

    def resize(self, width: int, height: int) -> Self:
        if width < 1 or height < 1 or width * height > PIXELS:
            raise InputError("size", (width, height), f"at least 1 by 1 and {PIXELS} pixels at most", "choose another size")
        return self._did(self.picture.resize((width, height), Image.Resampling.LANCZOS), RESIZED, {"width": width, "height": height, "filter": "lanczos"})

    def rotate(self, quarters: int) -> Self:
        """By quarter turns, against the clock."""
        turns = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)[quarters % 4]
        return self._did(self.picture if turns is None else self.picture.transpose(turns), ORIENTED, {"quarters": quarters % 4})

    def colour(self, brightness: float = 1.0, contrast: float = 1.0, saturation: float = 1.0) -> Self:
        """Each a factor: 1 changes nothing."""
        picture = self.picture
        for enhance, factor in ((ImageEnhance.Brightness, brightness), (ImageEnhance.Contrast, contrast), (ImageEnhance.Color, saturation)):
            if not 0 <= factor <= 10:
                raise InputError("factor", factor, "0 to 10", "1 changes nothing")
            picture = enhance(picture).enhance(factor)
        return self._did(picture, COLOURED, {"brightness": brightness, "contrast": contrast, "saturation": saturation})

    def filter(self, name: str, amount: float = 2) -> Self:
        if name not in FILTERS:
            raise InputError("name", name, f"one of {', '.join(FILTERS)}", "choose a filter")
        if not 0 < amount <= 100 or (name == "median" and amount not in (3, 5, 7, 9)):
            raise InputError("amount", amount, "above 0 and 100 at most; of a median 3, 5, 7 or 9", "choose another")
        return self._did(self.picture.filter(FILTERS[name](amount)), FILTERED, {"filter": name, "amount": amount})

    def write(self, text: str, left: int, top: int, size: int = 24, colour: str = "white") -> Self:
        """Words on the picture. They are in it for all to read, so they are recorded."""
        if not 1 <= size <= 1_000:
            raise InputError("size", size, "1 to 1000", "choose another")
        picture = self.picture.copy()
        ImageDraw.Draw(picture).text((left, top), text, fill=colour, font=ImageFont.load_default(size))
        return self._did(picture, DRAWING, {"text": text, "left": left, "top": top, "size": size, "colour": colour})

    def composite(self, path: Path, left: int, top: int, opacity: float = 1.0, content_id: bytes | None = None, source_type: SourceType | None = None) -> Self:
        """Another's picture put into this one: an ingredient of it from now on."""
        if not 0 < opacity <= 1:
            raise InputError("opacity", opacity, "above 0 and 1 at most", "leave the picture out instead")
        placed = opened(path.read_bytes()).convert("RGBA")
        mask = placed.getchannel("A").point([round(value * opacity) for value in range(256)])
        history = self.history.placed(EDITOR, ingredient_of(path, content_id, source_type), {"left": left, "top": top, "opacity": opacity})
        picture = self.picture.copy()
        picture.paste(placed.convert("RGB"), (left, top), mask)
        self.picture, self.history = picture, history
        return self

    def save(self, path: Path, quality: int = 92) -> History:
        """Writes a new file and gives the history that `sign.sign` takes. Saving is a step: the format and its quality."""
        form = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}.get(path.suffix.lower())
        if form is None:
            raise InputError("path", str(path), "a .jpg, .png or .webp", "name the file so")
        parameters: dict[str, Any] = {"format": MIME[form]} | ({} if form == "PNG" else {"quality": quality})
        with path.open("xb") as file:
            self.picture.save(file, form, **({} if form == "PNG" else {"quality": quality}))
        return self.history.step(EDITOR, TRANSCODED, parameters)
