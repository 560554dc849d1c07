"""The path tracer as a list of operators: the program of a tile, of which scene, camera and random numbers are the tensors.

Rays are (1, samples, 1, pixels), and what each ray has with each surface is (1, samples, surfaces, pixels). Nothing branches. Every wall
and every ball is one quadric, f(x) = (curve |x|^2 + slope.x + height) with f > 0 in the open and a gradient of length 2 on the surface,
so that 1 / distance along a ray is the larger root of f q^2 - 2 g q + curve = 0, and no root is positive where the ray leaves a surface.

Lengths are in units of 2^44: the nearness 1 / distance of two surfaces then differs by more than 104 wherever it differs at all, so that
exp(nearness - largest nearness) is 1 for the nearest surface and 0 for all others. The same makes a shadow's 1 or 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from assay.commit.program import Input, Map, Program
from assay.commit.tensor import Dims

from ..lowering import Lowering
from ..tensors import of_array

BURIED = 2.0**60  # how far a ray that misses a ball is set behind all that hit
AXES = "xyz"
Named = dict[str, Dims]


class Vector(NamedTuple):
    """Three tensors, one an axis; each broadcasts."""

    x: Input
    y: Input
    z: Input


@dataclass(frozen=True)
class Size:
    """What a tile's program depends on. `surfaces` counts walls, balls, lamps and the sky."""

    surfaces: int
    balls: int
    lamps: int
    bounces: int
    samples: int
    pixels: int

    @property
    def draws(self) -> int:
        """Directions drawn for each ray: towards each lamp from each hit, and onwards from each but the last."""
        return (self.bounces + 1) * self.lamps + self.bounces

    def model(self) -> Named:
        """The scene's tensors."""
        one, each, among = Dims(1, 1, 1, 1), Dims(1, 1, self.surfaces, 1), Dims(1, 1, 1, self.surfaces)
        named = {"one": one, "least": one, "speck": one, "barely": one, "backdrop": each, **_quadrics("surface", each)}
        named |= {"albedo": among._replace(d2=3), "glow": among._replace(d2=3), "lamp": among, "mirror": among, "curve": among, "every": among}
        named |= {f"normal.{axis}": among for axis in AXES}
        if self.balls:
            named |= _quadrics("ball", each._replace(d2=self.balls))
        for at in range(self.lamps):
            named |= {f"lamp{at}.{axis}": one for axis in AXES} | {f"lamp{at}.radius": one, f"lamp{at}.power": one._replace(d2=3)}
        return named

    def inputs(self) -> Named:
        """The tensors of a tile: the camera and the random numbers."""
        one = Dims(1, 1, 1, 1)
        by_pixel, by_sample = one._replace(d3=self.pixels), one._replace(d1=self.samples)
        named = {f"eye.{axis}": one for axis in AXES} | {f"pixel.{axis}": by_pixel for axis in AXES} | {f"offset.{axis}": by_sample for axis in AXES}
        for draw in range(self.draws):
            named |= {f"vector{draw}.{axis}": by_pixel for axis in AXES}
            named |= {f"turn{draw}.{to}{of}": by_sample for to in AXES for of in AXES}
        return named


def _quadrics(kind: str, each: Dims) -> Named:
    return {f"{kind}.{name}": each for name in ("curve", "bend", "height", *(f"{part}.{axis}" for part in ("slope", "back") for axis in AXES))}


@lru_cache(maxsize=64)
def program(size: Size) -> Program:
    """The program of a tile; its result is (1,1,3,pixels), the mean radiance of each pixel in red, green and blue."""
    low = Lowering()
    scene = {name: low.model(of_array(np.zeros(shape, np.float32))) for name, shape in size.model().items()}
    tile = {name: low.input(of_array(np.zeros(shape, np.float32))) for name, shape in size.inputs().items()}
    _Integrator(low, size, scene, tile).write()
    return low.bundle().program


class _Integrator:
    def __init__(self, low: Lowering, size: Size, scene: dict[str, Input], tile: dict[str, Input]) -> None:
        self.low, self.size, self.scene, self.tile = low, size, scene, tile

    def write(self) -> None:
        low, size, draw = self.low, self.size, 0
        origin = self.vector(self.tile, "eye")
        ray = self.towards(self.each(low.add, self.vector(self.tile, "pixel"), self.vector(self.tile, "offset")))
        light: Input | None = None
        through: Input | None = None  # what is left of what a path brings back; None is all of it
        matt: Input | None = None  # whether the last surface was matt: then its light from lamps was counted there
        for bounce in range(size.bounces + 1):
            chosen, distance = self.hit(origin, ray)
            at = Vector(*(low.fma(distance, d, o) for d, o in zip(ray, origin, strict=True)))
            curve = self.pick(chosen, "curve")
            normal = Vector(*(low.fma(curve, p, self.pick(chosen, f"normal.{axis}")) for p, axis in zip(at, AXES, strict=True)))
            glow = self.pick(chosen, "glow")
            if matt is not None and through is not None and light is not None:
                seen = low.affine(low.mul(self.pick(chosen, "lamp"), matt), -1.0, 1.0)
                light = low.fma(through, low.mul(glow, seen), light)
            else:
                light = glow
            albedo = self.pick(chosen, "albedo")
            through = albedo if through is None else low.mul(through, albedo)
            mirror = self.pick(chosen, "mirror")
            matt = low.affine(mirror, -1.0, 1.0)
            for lamp in range(size.lamps):
                lit = low.mul(self.lit(lamp, at, normal, self.drawn(draw)), matt)
                light, draw = low.fma(through, low.mul(lit, self.scene[f"lamp{lamp}.power"]), light), draw + 1
            if bounce < size.bounces:
                scattered = self.towards(self.each(low.add, normal, self.drawn(draw)))
                back = low.affine(self.dot(ray, normal), -2.0)
                mirrored = (low.fma(back, n, d) for n, d in zip(normal, ray, strict=True))
                ray = Vector(*(low.fma(matt, s, low.mul(mirror, m)) for s, m in zip(scattered, mirrored, strict=True)))
                origin, draw = at, draw + 1
        assert light is not None
        self.mean(light)

    def hit(self, origin: Vector, ray: Vector) -> tuple[Input, Input]:
        """Which surface is met first, a row a ray with a 1 for it; and how far away it is."""
        low = self.low
        rows = low.transpose(low.maximum(self.nearness("surface", origin, ray), self.scene["backdrop"]))
        nearest = low.row_max(rows)
        return low.exp_sub(rows, nearest), low.div(self.scene["one"], low.transpose(nearest))

    def nearness(self, kind: str, origin: Vector, ray: Vector) -> Input:
        """1 / distance to each of `kind`, (1,samples,n,pixels); 0 or less where a ray misses it."""
        low = self.low
        curve, bend, height = (self.scene[f"{kind}.{name}"] for name in ("curve", "bend", "height"))
        f = low.fma(curve, self.dot(origin, origin), height)
        f = low.maximum(self.dot(self.vector(self.scene, f"{kind}.slope"), origin, f), self.scene["least"])
        g = self.dot(self.vector(self.scene, f"{kind}.back"), ray, low.mul(bend, self.dot(origin, ray)))
        square = low.fma(g, g, low.mul(bend, f))
        real = low.relu(square)
        return low.div(low.scale_add(low.sub(square, real), BURIED, low.add(g, low.sqrt(real))), f)

    def lit(self, lamp: int, at: Vector, normal: Vector, drawn: Vector) -> Input:
        """How much of a lamp's power comes from one point of its near half, drawn evenly."""
        low, name = self.low, f"lamp{lamp}"
        centre = self.each(low.sub, self.vector(self.scene, name), at)
        near = low.map(Map.TANH, low.affine(self.dot(drawn, centre), -(2.0**100)))
        outward = Vector(*(low.mul(near, s) for s in drawn))
        reach = Vector(*(low.fma(self.scene[f"{name}.radius"], s, c) for s, c in zip(outward, centre, strict=True)))
        nearness = low.rsqrt(self.dot(reach, reach, self.scene["speck"]))
        ray = Vector(*(low.mul(nearness, r) for r in reach))
        here = low.relu(self.dot(normal, ray))
        there = low.relu(low.affine(self.dot(outward, ray), -1.0))
        share = low.mul(low.mul(here, nearness), low.mul(there, nearness))
        if not self.size.balls:
            return share
        rows = low.transpose(self.nearness("ball", at, ray))
        nearer = low.maximum(nearness, low.transpose(low.row_max(rows)))
        return low.mul(share, low.exp_sub(nearness, nearer))

    def drawn(self, draw: int) -> Vector:
        """The pixels' vectors, turned as each sample has it."""
        vector = self.vector(self.tile, f"vector{draw}")
        return Vector(*(self.dot(self.vector(self.tile, f"turn{draw}.{to}", dotted=False), vector) for to in AXES))

    def mean(self, light: Input) -> None:
        low, (_, samples, _, pixels) = self.low, light.dims
        if samples == 1:
            low.move(light, light.dims, (0, 1, 2, 3), Dims(1, 1, 3, pixels))
            return
        by_pixel = low.row_sum(low.move(light, light.dims, (0, 2, 3, 1), Dims(1, 3, pixels, samples)))
        low.affine(low.move(by_pixel, by_pixel.dims, (0, 1, 2, 3), Dims(1, 1, 3, pixels)), 1.0 / samples)

    # vectors

    def vector(self, among: dict[str, Input], name: str, *, dotted: bool = True) -> Vector:
        return Vector(*(among[f"{name}.{axis}" if dotted else f"{name}{axis}"] for axis in AXES))

    def each(self, combine: Callable[[Input, Input], Input], a: Vector, b: Vector) -> Vector:
        return Vector(*(combine(p, q) for p, q in zip(a, b, strict=True)))

    def dot(self, a: Vector, b: Vector, start: Input | None = None) -> Input:
        low = self.low
        acc = low.mul(a.x, b.x) if start is None else low.fma(a.x, b.x, start)
        return low.fma(a.z, b.z, low.fma(a.y, b.y, acc))

    def towards(self, a: Vector) -> Vector:
        """`a` at length 1."""
        low = self.low
        scale = low.rsqrt(self.dot(a, a, self.scene["barely"]))
        return Vector(*(low.mul(scale, p) for p in a))

    def pick(self, chosen: Input, name: str) -> Input:
        """A property of the surface that each ray has met; the mean of several that are equally near."""
        low = self.low
        share = low.div(self.scene["one"], low.matmul(self.scene["every"], chosen))
        return low.mul(low.matmul(self.scene[name], chosen), share)
