"""A path tracer of its own in float64, written from the scene and not from the program: centres and radii, distances, branches, argmin.

It follows the samples of a tile's job, whose random vectors it reads from the job's inputs, and says of each path how near it came to
being decided the other way: by how much the second surface was farther than the first, and how near a ball a ray passed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from assay_worker.jobs.bundle import JobBundle
from assay_worker.jobs.render.integrator import Size
from assay_worker.jobs.render.scene import Picture
from assay_worker.jobs.tensors import to_array
from numpy.typing import NDArray

Floats = NDArray[np.float64]
FAR = 4_096.0


def dot(a: Floats, b: Floats) -> Floats:
    product: Floats = (a * b).sum(-1)
    return product


def unit(a: Floats) -> Floats:
    return a / np.linalg.norm(a, axis=-1, keepdims=True)


@dataclass
class Paths:
    """Of each path, (samples, pixels): what it brings back, and the least margin of its decisions."""

    light: Floats
    margin: Floats


class Oracle:
    def __init__(self, picture: Picture, size: Size, bundle: JobBundle) -> None:
        self.picture, self.scene, self.size = picture, picture.scene, size
        self.given = {name: to_array(t).astype(np.float64).reshape(-1) for name, t in zip(size.inputs(), bundle.inputs, strict=True)}
        solids = self.scene.solids
        black = (0.0, 0.0, 0.0)
        self.colour = np.array([*(solid.colour for solid in solids), *(black for _ in self.scene.lamps), black])
        self.glow = np.array([*(black for _ in solids), *(lamp.glow for lamp in self.scene.lamps), self.scene.sky])
        self.mirror = np.array([*(solid.mirror for solid in solids), *(False for _ in self.scene.lamps), False])
        first = len(solids)
        self.is_lamp = np.arange(len(self.colour)) >= first
        self.is_lamp[-1] = False

    def drawn(self, draw: int) -> Floats:
        turn = np.array([[self.given[f"turn{draw}.{to}{of}"] for of in "xyz"] for to in "xyz"])
        vector = np.stack([self.given[f"vector{draw}.{axis}"] for axis in "xyz"])
        return np.einsum("ijs,jp->spi", turn, vector)

    def meet(self, origin: Floats, ray: Floats, left: NDArray[np.int64], *, balls_only: bool = False) -> tuple[Floats, Floats]:
        """Distances (.., surfaces), infinite where missed, and how far each ray is from just missing or just meeting any ball."""
        found, margin = [], np.full(ray.shape[:-1], np.inf)
        with np.errstate(divide="ignore", invalid="ignore"):
            for at, wall in enumerate(() if balls_only else self.scene.walls):
                inward = unit(np.array(wall.normal))
                speed, height = -dot(ray, inward), dot(origin - np.array(wall.point), inward)
                found.append(np.where((speed > 0) & (left != at), height / speed, np.inf))
        for at, ball in enumerate(self.scene.balls if balls_only else self.scene.rounds, len(self.scene.walls)):
            apart = np.array(ball.centre) - origin
            middle = dot(apart, ray)
            beside = ball.radius**2 - (dot(apart, apart) - middle**2)
            ahead = (middle > 0) & (left != at)
            margin = np.where(ahead, np.minimum(margin, np.abs(beside) / ball.radius**2), margin)
            found.append(np.where(ahead & (beside > 0), middle - np.sqrt(np.maximum(beside, 0)), np.inf))
        if not balls_only:
            found.append(np.full(margin.shape, FAR))
        return np.stack([*found, np.full(margin.shape, np.inf)], -1), margin

    def normals(self, at: Floats, hit: NDArray[np.int64]) -> Floats:
        normal = np.zeros(at.shape)
        for index, wall in enumerate(self.scene.walls):
            normal[hit == index] = unit(np.array(wall.normal))
        for index, ball in enumerate(self.scene.rounds, len(self.scene.walls)):
            normal[hit == index] = (at[hit == index] - np.array(ball.centre)) / ball.radius
        return normal

    def paths(self) -> Paths:
        given, scene, draw = self.given, self.scene, 0
        seen = [given[f"pixel.{axis}"][None, :] + given[f"offset.{axis}"][:, None] for axis in "xyz"]
        ray = unit(np.stack(seen, -1))
        origin = np.broadcast_to(np.array(self.picture.eye), ray.shape)
        left = np.full(ray.shape[:2], -1)
        light, through, margin = np.zeros(ray.shape), np.ones(ray.shape), np.full(ray.shape[:2], np.inf)
        counted = np.zeros(ray.shape[:2], bool)  # whether lamps' light was counted at the surface before
        for bounce in range(self.size.bounces + 1):
            distances, near = self.meet(origin, ray, left)
            alive = through.max(-1) > 0
            hit = distances.argmin(-1)
            first, second = np.sort(distances, -1)[..., :2].transpose(2, 0, 1)
            with np.errstate(divide="ignore", invalid="ignore"):  # in a corner both are 0
                apart = (second - first) / first
            margin = np.where(alive, np.fmin(margin, np.fmin(near, apart)), margin)
            light = light + through * self.glow[hit] * ~(self.is_lamp[hit] & counted)[..., None]
            at = origin + ray * first[..., None]
            normal = self.normals(at, hit)
            through = through * self.colour[hit]
            mirror = self.mirror[hit]
            for lamp in scene.lamps:
                share, near = self.lit(lamp, at, normal, hit, self.drawn(draw))
                light = light + through * np.where(mirror, 0, share)[..., None] * np.array(lamp.glow)
                margin = np.where(~mirror & (through.max(-1) > 0), np.minimum(margin, near), margin)
                draw += 1
            if bounce < self.size.bounces:
                scattered = unit(normal + self.drawn(draw) + 1e-30)
                mirrored = ray - 2 * dot(ray, normal)[..., None] * normal
                ray = np.where(mirror[..., None], mirrored, scattered)
                origin, left, counted, draw = at, hit, ~mirror, draw + 1
        return Paths(light, margin)

    def lit(self, lamp, at: Floats, normal: Floats, hit: NDArray[np.int64], drawn: Floats) -> tuple[Floats, Floats]:
        centre = np.array(lamp.centre)
        outward = np.where((dot(drawn, at - centre) > 0)[..., None], drawn, -drawn)
        reach = centre + lamp.radius * outward - at
        distance = np.linalg.norm(reach, axis=-1)
        with np.errstate(divide="ignore", invalid="ignore"):
            ray = reach / distance[..., None]
            here, there = np.maximum(dot(ray, normal), 0), np.maximum(-dot(ray, outward), 0)
            share = here * there / distance**2 / np.pi * (2 * np.pi * lamp.radius**2)
        blocking, near = self.meet(at, ray, hit, balls_only=True)
        shadow = blocking.min(-1) < distance
        return np.where(shadow | ~(here * there > 0), 0, share), np.where(here * there > 0, near, np.inf)
