"""A picture as jobs: its scene as model tensors, a tile's camera and random numbers as inputs, and tiles put together again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from assay.commit.tensor import Dims, Tensor
from assay.errors import InputError
from numpy.typing import NDArray

from ..bundle import JobBundle
from ..tensors import ArrayTensor, of_array, to_array
from . import draws
from .integrator import AXES, Size, program
from .scene import Ball, Lamp, Picture, Scene, Triple, along

if TYPE_CHECKING:
    from PIL import Image

Floats = NDArray[np.float64]
Pixels = NDArray[np.float32]

UNIT = 2.0**-44  # lengths of the scene, as the program has them
LEAST = 1e-5 * UNIT  # a ray begins at least so far off every surface
SPECK = 2.0**-120  # keeps the square of a distance to a lamp above zero
BARELY = 1e-12  # the same for the square of a direction's length
HORIZON = 4_096 * UNIT  # how far away the sky is
MOST_RAYS = 1 << 22  # of a tile, samples counted


@dataclass(frozen=True)
class Tile:
    """A rectangle of a picture's pixels, from its upper left corner."""

    left: int
    top: int
    width: int
    height: int

    @property
    def pixels(self) -> int:
        return self.width * self.height

    @property
    def columns(self) -> NDArray[np.int64]:
        """Each pixel's column, line by line."""
        return np.tile(np.arange(self.left, self.left + self.width), self.height)

    @property
    def rows(self) -> NDArray[np.int64]:
        """Each pixel's row from the top, line by line."""
        return np.repeat(np.arange(self.top, self.top + self.height), self.width)


def tiles(picture: Picture, edge: int) -> Iterator[Tile]:
    """The picture cut into squares of `edge` pixels, smaller at the right and at the bottom, line by line."""
    if not 1 <= edge <= 4_096:
        raise InputError("edge", edge, "1..=4096 pixels", "cut the picture into smaller tiles")
    for top in range(0, picture.height, edge):
        for left in range(0, picture.width, edge):
            yield Tile(left, top, min(edge, picture.width - left), min(edge, picture.height - top))


def tile_bundle(picture: Picture, tile: Tile) -> JobBundle:
    """The job of a tile. Its model root names the scene, its program root the path tracer and the counts."""
    if min(tile.left, tile.top) < 0 or min(tile.width, tile.height) < 1 or tile.left + tile.width > picture.width or tile.top + tile.height > picture.height:
        raise InputError("tile", tile, f"inside {picture.width} by {picture.height}", "take it from tiles(picture, edge)")
    if tile.pixels * picture.samples > MOST_RAYS:
        raise InputError("tile", tile, f"at most {MOST_RAYS} rays, samples counted", "cut the picture into smaller tiles")
    size = size_of(picture, tile.pixels)
    return JobBundle(program(size), list(scene_tensors(picture.scene)), _listed(tile_arrays(picture, tile), size.inputs()))


def size_of(picture: Picture, pixels: int) -> Size:
    scene = picture.scene
    return Size(scene.surfaces, len(scene.balls), len(scene.lamps), picture.bounces, picture.samples, pixels)


@lru_cache(maxsize=16)
def scene_tensors(scene: Scene) -> tuple[ArrayTensor, ...]:
    """The model of every tile of this scene; the counts of bounces, samples and pixels change nothing in it."""
    size = Size(scene.surfaces, len(scene.balls), len(scene.lamps), 0, 1, 1)
    return tuple(_listed(scene_arrays(scene), size.model()))


def scene_arrays(scene: Scene) -> dict[str, Floats]:
    """The scene's numbers by the names of `Size.model`, before they are rounded."""
    solids, count = scene.solids, scene.surfaces
    planes = [_plane(wall.inward, wall.point) for wall in scene.walls]
    spheres = [_sphere(ball) for ball in scene.rounds]
    surfaces = np.array([*planes, *spheres, (0.0, 0.0, 0.0, 0.0, UNIT)])
    dark = [(0.0, 0.0, 0.0)] * (len(scene.lamps) + 1)
    glow = [(0.0, 0.0, 0.0)] * len(solids) + [lamp.glow for lamp in scene.lamps] + [scene.sky]
    arrays: dict[str, Any] = {"one": 1.0, "least": LEAST, "speck": SPECK, "barely": BARELY, "every": [1.0] * count}
    arrays["backdrop"] = [0.0] * (count - 1) + [1 / HORIZON]
    arrays |= _quadrics("surface", surfaces) | {"curve": surfaces[:, 0]} | {f"normal.{axis}": surfaces[:, 1 + at] for at, axis in enumerate(AXES)}
    arrays |= {"albedo": np.transpose([*(solid.colour for solid in solids), *dark]), "glow": np.transpose(glow)}
    arrays["lamp"] = [0.0] * len(solids) + [1.0] * len(scene.lamps) + [0.0]
    arrays["mirror"] = [float(solid.mirror) for solid in solids] + [0.0] * (len(scene.lamps) + 1)
    if scene.balls:
        arrays |= _quadrics("ball", np.array(spheres[: len(scene.balls)]))
    for at, lamp in enumerate(scene.lamps):
        arrays |= {f"lamp{at}.{axis}": place * UNIT for axis, place in zip(AXES, lamp.centre, strict=True)}
        power = 2 * (lamp.radius * UNIT) * (lamp.radius * UNIT)  # half a ball's surface over pi
        arrays |= {f"lamp{at}.radius": lamp.radius * UNIT, f"lamp{at}.power": [power * part for part in lamp.glow]}
    return {name: np.asarray(values, np.float64) for name, values in arrays.items()}


def _plane(inward: Triple, point: Triple) -> tuple[float, ...]:
    """Curve, gradient's half at the origin, height."""
    return (0.0, *inward, -2 * along(inward, point) * UNIT)


def _sphere(ball: Ball | Lamp) -> tuple[float, ...]:
    c, r = ball.centre, ball.radius
    return (1 / (r * UNIT), -c[0] / r, -c[1] / r, -c[2] / r, (along(c, c) - r * r) / r * UNIT)


def _quadrics(kind: str, of: Floats) -> dict[str, Floats]:
    arrays = {f"{kind}.curve": of[:, 0], f"{kind}.bend": -of[:, 0], f"{kind}.height": of[:, 4]}
    for at, axis in enumerate(AXES):
        arrays |= {f"{kind}.slope.{axis}": 2 * of[:, 1 + at], f"{kind}.back.{axis}": -of[:, 1 + at]}
    return arrays


def tile_arrays(picture: Picture, tile: Tile) -> dict[str, Floats]:
    """A tile's numbers by the names of `Size.inputs`, before they are rounded. A pixel's are the same in whatever tile it lies."""
    columns, rows, size = tile.columns, tile.rows, size_of(picture, tile.pixels)
    axes = picture.axes()
    step = 2 * picture.spread / picture.height
    across, up = (columns + 0.5 - picture.width / 2) * step, (picture.height / 2 - rows - 0.5) * step
    right, down = draws.offsets(picture.samples) * step
    arrays: dict[str, Any] = {f"eye.{axis}": place * UNIT for axis, place in zip(AXES, picture.eye, strict=True)}
    for at, axis in enumerate(AXES):
        arrays[f"pixel.{axis}"] = across * axes[0][at] + up * axes[1][at] + axes[2][at]
        arrays[f"offset.{axis}"] = right * axes[0][at] - down * axes[1][at]
    for draw in range(size.draws):
        vectors = draws.unit_vectors(columns, rows, draw, picture.seed)
        turns = _rotations(picture.samples, draw, picture.seed)
        arrays |= {f"vector{draw}.{axis}": vectors[at] for at, axis in enumerate(AXES)}
        arrays |= {f"turn{draw}.{to}{of}": turns[i, j] for i, to in enumerate(AXES) for j, of in enumerate(AXES)}
    return {name: np.asarray(values, np.float64) for name, values in arrays.items()}


@lru_cache(maxsize=256)
def _rotations(count: int, draw: int, seed: int) -> Floats:
    return draws.rotations(count, draw, seed)


def _listed(arrays: dict[str, Floats], shapes: dict[str, Dims]) -> list[Any]:
    return [of_array(arrays[name].astype(np.float32).reshape(shape)) for name, shape in shapes.items()]


def pixels_of(tile: Tile, result: Tensor) -> Pixels:
    """A tile's result as (height, width, 3): the mean radiance, linear. Raises InputError for a tensor of another size."""
    if result.dims != Dims(1, 1, 3, tile.pixels):
        raise InputError("result", tuple(result.dims), f"(1, 1, 3, {tile.pixels})", "take the result of this tile's job")
    return np.ascontiguousarray(to_array(result)[0, 0].T).reshape(tile.height, tile.width, 3)


def assemble(picture: Picture, parts: Iterable[tuple[Tile, Tensor]]) -> Pixels:
    """The whole picture's radiance, (height, width, 3). Raises InputError where the tiles do not cover it, each pixel once."""
    whole = np.full((picture.height, picture.width, 3), np.nan, np.float32)
    seen = np.zeros((picture.height, picture.width), np.int64)
    for tile, result in parts:
        place = np.s_[tile.top : tile.top + tile.height, tile.left : tile.left + tile.width]
        whole[place] = pixels_of(tile, result)
        seen[place] += 1
    if (seen != 1).any():
        raise InputError("parts", int((seen != 1).sum()), "no pixel without a tile or with two", "pass the tiles of one cut of the picture")
    return whole


def image(radiance: Pixels) -> Image.Image:
    """What a screen shows: the root (gamma 2) of the radiance up to 1, in 8 bits. Raises InputError where Pillow is not installed."""
    try:
        from PIL import Image
    except ModuleNotFoundError as missing:
        raise InputError("render", missing.name, "installed", "pip install 'assay[media]'") from None
    shown = np.sqrt(np.clip(radiance.astype(np.float64), 0, 1)) * 255 + 0.5
    return Image.fromarray(np.ascontiguousarray(shown.astype(np.uint8)))
