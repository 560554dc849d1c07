"""A small path tracer: spheres over a chequered floor under a sky. Same scene, samples and seed: same bytes, on every machine.

Only + - * / and square roots are used, elementwise: IEEE 754 rounds each of them exactly one way. Sums over an axis, powers and
trigonometry may be rounded differently by another build of numpy, so there are none.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Self

import numpy as np
from assay.errors import InputError
from assay.models.identity import SourceType
from numpy.typing import NDArray
from PIL import Image

from .history import CREATED, History, Tool, canonical

Floats = NDArray[np.float64]
Vector = tuple[float, float, float]

RENDERER = Tool("Assay path tracer", "1")
NEAR = 1e-4
PIXELS = 4_000_000
SAMPLES = 4_096


@dataclass(frozen=True)
class Sphere:
    centre: Vector
    radius: float
    colour: Vector
    mirror: float = 0.0  # share of the light that is reflected as by a mirror
    glow: float = 0.0


@dataclass(frozen=True)
class Scene:
    spheres: tuple[Sphere, ...]
    floor: tuple[Vector, Vector] = ((0.9, 0.9, 0.9), (0.2, 0.2, 0.25))
    tile: float = 1.0
    horizon: Vector = (0.9, 0.9, 0.95)
    zenith: Vector = (0.3, 0.5, 0.9)
    sun: Vector = (0.5, 0.7, -0.5)
    eye: Vector = (0.0, 1.2, -4.0)

    def digest(self) -> bytes:
        return hashlib.sha256(canonical(asdict(self))).digest()

    @classmethod
    def drawn(cls, seed: int) -> Self:
        """A scene by lot."""
        lot = np.random.Generator(np.random.PCG64(seed))

        def colour() -> Vector:
            red, green, blue = (round(float(part), 3) for part in lot.random(3))
            return red, green, blue

        spheres = []
        for _ in range(int(lot.integers(2, 8))):
            radius = round(0.25 + 0.9 * float(lot.random()), 3)
            x, z = round(-3 + 6 * float(lot.random()), 3), round(-0.5 + 5 * float(lot.random()), 3)
            spheres.append(Sphere((x, round(radius * float(1 + lot.random()), 3), z), radius, colour(), round(float(lot.random()) ** 3, 3)))
        sun = (round(-1 + 2 * float(lot.random()), 3), 0.7, round(-1 + float(lot.random()), 3))
        return cls(
            tuple(spheres),
            (colour(), colour()),
            round(0.5 + 2 * float(lot.random()), 3),
            colour(),
            colour(),
            sun,
            (round(-1 + 2 * float(lot.random()), 3), round(0.6 + 2 * float(lot.random()), 3), -4.0),
        )


def dot(a: Floats, b: Floats) -> Floats:
    product: Floats = a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
    return product


def unit(a: Floats) -> Floats:
    scaled: Floats = a / np.sqrt(dot(a, a))
    return scaled


def column(vector: Vector) -> Floats:
    return np.array(vector, np.float64)[:, None]


def directions(lot: np.random.Generator, count: int) -> Floats:
    """Unit vectors, even over the sphere: the first of eight points of a cube that lies in the ball; one in 400 finds none and keeps its last."""
    points = 2 * lot.random((8, 3, count)) - 1
    chosen = points[7]
    for candidate in points[6::-1]:
        size = dot(candidate, candidate)
        chosen = np.where((size <= 1) & (size > 1e-6), candidate, chosen)
    return unit(chosen + 1e-12)


def nearest(scene: Scene, origin: Floats, ray: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """How far each ray goes and what it hits: a sphere's index, -1 the floor, -2 the sky."""
    reach = np.full(ray.shape[1], np.inf)
    hit = np.full(ray.shape[1], -2, np.int64)
    with np.errstate(divide="ignore", invalid="ignore"):
        down = -origin[1] / ray[1]
    floor = (down > NEAR) & (down < 1e3)
    reach[floor], hit[floor] = down[floor], -1
    for index, sphere in enumerate(scene.spheres):
        towards = origin - column(sphere.centre)
        half = dot(towards, ray)
        inside = half * half - (dot(towards, towards) - sphere.radius * sphere.radius)
        root = np.sqrt(np.maximum(inside, 0))
        along = np.where(-half - root > NEAR, -half - root, -half + root)
        closer = (inside > 0) & (along > NEAR) & (along < reach)
        reach[closer], hit[closer] = along[closer], index
    return reach, hit


def radiance(scene: Scene, origin: Floats, ray: Floats, lot: np.random.Generator, bounces: int) -> Floats:
    light, through = np.zeros(ray.shape), np.ones(ray.shape)
    sun = unit(column(scene.sun))
    alive = np.arange(ray.shape[1])
    for bounce in range(bounces + 1):
        reach, hit = nearest(scene, origin, ray)
        sky = hit == -2
        height = np.maximum(ray[1, sky], 0)
        light[:, alive[sky]] += through[:, alive[sky]] * (column(scene.horizon) * (1 - height) + column(scene.zenith) * height)
        keep = ~sky
        alive, origin, ray, reach, hit = alive[keep], origin[:, keep], ray[:, keep], reach[keep], hit[keep]
        if not alive.size:
            break
        point = origin + ray * reach
        normal, colour, mirror, glow = (np.zeros((3, alive.size)), np.empty((3, alive.size)), np.zeros(alive.size), np.zeros(alive.size))
        floor = hit == -1
        even = (np.floor(point[0] / scene.tile) + np.floor(point[2] / scene.tile)) % 2 == 0
        normal[1, floor] = 1
        colour[:, floor] = np.where(even[floor], column(scene.floor[0]), column(scene.floor[1]))
        for index, sphere in enumerate(scene.spheres):
            on = hit == index
            normal[:, on] = (point[:, on] - column(sphere.centre)) / sphere.radius
            colour[:, on], mirror[on], glow[on] = column(sphere.colour), sphere.mirror, sphere.glow
        light[:, alive] += through[:, alive] * colour * glow
        through[:, alive] *= colour
        lit = np.maximum(dot(normal, np.broadcast_to(sun, normal.shape)), 0)
        _, blocked = nearest(scene, point + normal * NEAR, np.broadcast_to(sun, ray.shape))
        light[:, alive] += through[:, alive] * np.where(blocked == -2, lit, 0) * (1 - mirror)
        if bounce == bounces:
            break
        shiny = lot.random(alive.size) < mirror
        scattered = unit(normal + directions(lot, alive.size) * (1 - 1e-9))
        ray = np.where(shiny, ray - 2 * dot(ray, normal) * normal, scattered)
        origin = point + normal * NEAR
    return light


def render(scene: Scene, size: tuple[int, int], *, samples: int, seed: int, bounces: int = 2) -> tuple[Image.Image, History]:
    """The picture and the step that made it."""
    width, height = size
    if width < 1 or height < 1 or width * height > PIXELS:
        raise InputError("size", size, f"at least 1 by 1 and {PIXELS} pixels at most", "render a smaller picture")
    if not 1 <= samples <= SAMPLES:
        raise InputError("samples", samples, f"1 to {SAMPLES}", "render with fewer or more")
    if not 0 <= bounces <= 16:
        raise InputError("bounces", bounces, "0 to 16", "follow the light for fewer bounces")
    lot = np.random.Generator(np.random.PCG64(seed))
    row, col = np.divmod(np.arange(width * height), width)
    total = np.zeros((3, width * height))
    for _ in range(samples):
        offset = lot.random((2, width * height)) if samples > 1 else np.full((2, width * height), 0.5)
        ray = unit(np.stack([(col + offset[0] - width / 2) / height, -(row + offset[1] - height / 2) / height - 0.1, np.ones(width * height)]))
        total += radiance(scene, np.broadcast_to(column(scene.eye), ray.shape), ray, lot, bounces)
    # The square root is the display's curve (gamma 2).
    shown = (np.sqrt(np.minimum(total / samples, 1)) * 255 + 0.5).astype(np.uint8)
    picture = Image.fromarray(np.ascontiguousarray(shown.T.reshape(height, width, 3)))
    parameters = {"scene": scene.digest().hex(), "samples": samples, "bounces": bounces, "seed": seed, "width": width, "height": height}
    return picture, History.begun(RENDERER, CREATED, SourceType.RENDERED, parameters)
