"""Pictures by lot: what the figures of a soft binding are measured on. Seven families, each drawn from a seed, none from a camera."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from .tools.renderer import Scene, render

Floats = NDArray[np.float64]
SIDES = (192, 256, 320, 384)
VOCABULARY = (
    "stake claim proof verdict slash bond juror epoch ledger witness camera light shutter lens river harbour market engine signal orchard winter "
    "letter number window garden paper silver copper morning station bridge meadow lantern winding quiet sudden narrow hollow open the a of and "
    "to in is that it was for on are as with his they at be this have from or one had by but not what all were when "
)
WORDS = VOCABULARY.split()


def pixels(values: Floats) -> Image.Image:
    return Image.fromarray(np.clip(values * 255 + 0.5, 0, 255).astype(np.uint8))


def spread(values: Floats) -> Floats:
    low, high = values.min(axis=(0, 1)), values.max(axis=(0, 1))
    scaled: Floats = (values - low) / np.maximum(high - low, 1e-9)
    return scaled


def size_of(lot: np.random.Generator) -> tuple[int, int]:
    return int(lot.choice(SIDES)), int(lot.choice(SIDES))


def noise(lot: np.random.Generator, width: int, height: int, slope: float) -> Floats:
    """A random field whose power falls with frequency to the `slope`."""
    frequency = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None])
    frequency[0, 0] = 1
    waves = np.fft.rfft2(lot.standard_normal((height, width))) / frequency ** (slope / 2)
    return spread(np.fft.irfft2(waves, s=(height, width)))


def field(lot: np.random.Generator) -> Image.Image:
    width, height = size_of(lot)
    slope = lot.uniform(1.5, 4)
    low, high = lot.random(3), lot.random(3)
    blend = noise(lot, width, height, slope)[..., None]
    grain = 0.15 * (noise(lot, width, height, 1.0)[..., None] - 0.5)
    return pixels(low * (1 - blend) + high * blend + grain)


def gradient(lot: np.random.Generator) -> Image.Image:
    width, height = size_of(lot)
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    total = np.zeros((height, width, 3))
    for _ in range(int(lot.integers(2, 7))):
        turn = lot.uniform(0, 2 * np.pi)
        along = x * np.cos(turn) + y * np.sin(turn)
        around = np.hypot(x - lot.random(), y - lot.random())
        ramp = [along, around, 0.5 + 0.5 * np.sin(lot.uniform(2, 30) * along), np.exp(-((around / lot.uniform(0.1, 0.5)) ** 2))][int(lot.integers(4))]
        total += ramp[..., None] * lot.uniform(-1, 1, 3)
    return pixels(spread(total))


def colour(lot: np.random.Generator) -> tuple[int, int, int]:
    red, green, blue = (int(part) for part in lot.integers(0, 256, 3))
    return red, green, blue


def shapes(lot: np.random.Generator) -> Image.Image:
    width, height = size_of(lot)
    picture = Image.new("RGB", (width, height), colour(lot))
    draw = ImageDraw.Draw(picture)
    for _ in range(int(lot.integers(5, 30))):
        x, y = lot.uniform(0, width), lot.uniform(0, height)
        wide, tall = lot.uniform(0.05, 0.5, 2) * (width, height)
        kind = int(lot.integers(4))
        if kind == 0:
            draw.ellipse((x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2), fill=colour(lot))
        elif kind == 1:
            draw.rectangle((x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2), fill=colour(lot))
        elif kind == 2:
            corners = lot.uniform(-0.5, 0.5, (int(lot.integers(3, 7)), 2)) * (wide * 1.5, tall * 1.5) + (x, y)
            draw.polygon([(float(a), float(b)) for a, b in corners], fill=colour(lot))
        else:
            draw.line((x, y, lot.uniform(0, width), lot.uniform(0, height)), fill=colour(lot), width=int(lot.integers(2, 14)))
    return picture


def scene(lot: np.random.Generator) -> Image.Image:
    seed = int(lot.integers(2**32))
    width, height = size_of(lot)
    return render(Scene.drawn(seed), (width, height), samples=1, seed=seed, bounces=int(lot.integers(2)))[0]


@cache
def font(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    return ImageFont.load_default(size)


def text(lot: np.random.Generator) -> Image.Image:
    """A page: paper, ink, a heading or none, one to three columns, now and then a figure."""
    width, height = size_of(lot)
    dark = lot.random() < 0.25
    paper, ink = tuple(int(v) for v in lot.integers(200, 256, 3)), tuple(int(v) for v in lot.integers(0, 90, 3))
    if dark:
        paper, ink = ink, paper
    picture = Image.new("RGB", (width, height), paper)
    draw = ImageDraw.Draw(picture)
    top = lot.uniform(4, 20)
    if lot.random() < 0.6:
        size = int(lot.integers(18, 44))
        draw.text((lot.uniform(4, width / 3), top), " ".join(lot.choice(WORDS, int(lot.integers(1, 4)))), fill=ink, font=font(size))
        top += size * 1.5
    columns, size = int(lot.integers(1, 4)), int(lot.integers(9, 24))
    for column in range(columns):
        left, y = 6 + column * width / columns, top
        bottom = height * lot.uniform(0.4, 1)
        while y < bottom:
            if lot.random() < 0.12:  # a paragraph ends
                y += size
            if lot.random() < 0.05:  # a figure
                tall = lot.uniform(20, 80)
                draw.rectangle((left, y, left + width / columns - 14, y + tall), fill=colour(lot))
                y += tall + 4
            line = ""
            target = (width / columns - 12) * (1 if lot.random() < 0.8 else lot.uniform(0.2, 1))
            while len(line) * size * 0.5 < target:
                line += str(lot.choice(WORDS)) + " "
            draw.text((left, y), line[: max(1, int(target / size / 0.5))], fill=ink, font=font(size))
            y += size * 1.25
    return picture


def landscape(lot: np.random.Generator) -> Image.Image:
    """A sky, a sun and ridges that grow darker as they come near."""
    width, height = size_of(lot)
    y: Floats = np.linspace(0, 1, height)[:, None, None]
    sky: Floats = lot.random(3) * (1 - y) + lot.random(3) * y
    values: Floats = np.repeat(sky, width, axis=1)
    values += 0.25 * (noise(lot, width, height, 3)[..., None] - 0.5)
    rows, columns = np.mgrid[0:height, 0:width]
    values[np.hypot(rows - lot.uniform(0, 0.5) * height, columns - lot.random() * width) < lot.uniform(0.03, 0.12) * width] = lot.uniform(0.7, 1, 3)
    base = lot.random(3)
    ridges = int(lot.integers(2, 6))
    for ridge in range(ridges):
        line = np.zeros(width)
        for octave in range(6):
            line += 0.5**octave * np.sin(np.linspace(0, 2 * np.pi * lot.uniform(0.5, 1.5) * 2**octave, width) + lot.uniform(0, 7))
        top = height * (0.3 + 0.6 * ridge / ridges + 0.12 * line * lot.random())
        under = rows > top
        values[under] = (base * (1 - 0.8 * ridge / ridges) + 0.1 * noise(lot, width, height, 2)[..., None])[under]
    return pixels(values)


def mosaic(lot: np.random.Generator) -> Image.Image:
    """Cells about random points, plain or shaded."""
    width, height = size_of(lot)
    count = int(lot.integers(8, 80))
    points, tints = lot.random((count, 2)) * (height, width), lot.random((count, 3))
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    best, owner = np.full((height, width), np.inf, np.float32), np.zeros((height, width), np.int64)
    for index, (y, x) in enumerate(points.astype(np.float32)):
        away = (rows - y) ** 2 + (columns - x) ** 2
        closer = away < best
        best[closer], owner[closer] = away[closer], index
    values = tints[owner]
    if lot.random() < 0.5:
        values = values * (1 - 0.6 * np.minimum(np.sqrt(best) / 40, 1))[..., None]
    return pixels(values)


FAMILIES: dict[str, Callable[[np.random.Generator], Image.Image]] = {
    "field": field,
    "gradient": gradient,
    "shapes": shapes,
    "scene": scene,
    "text": text,
    "landscape": landscape,
    "mosaic": mosaic,
}


def drawn(seed: int) -> tuple[str, Image.Image]:
    """The `seed`-th picture and its family's name; families take turns."""
    name = list(FAMILIES)[seed % len(FAMILIES)]
    return name, FAMILIES[name](np.random.Generator(np.random.PCG64(seed)))
