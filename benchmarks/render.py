"""A tile of Cornell's box against the same path tracer in plain numpy, float32, one thread: camera rays a second of CPU time, both sides in turns.

Ours is `jobs.run.run` with every output committed to, so that the tile can be disputed, and once without the commitments; numpy's follows the same
samples with the same surfaces, lamps and bounces, finds the nearest by a running minimum, and commits to nothing. The ratio is ours over numpy's.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from .operators import best_seconds, row, rows_of

TURNS = 12


def rows() -> list[dict[str, Any]]:
    """The figures, measured in a process of their own."""
    return rows_of(__name__)


class Plain:
    """The path tracer as one writes it in numpy: (3, samples, pixels) vectors, surfaces one after another."""

    def __init__(self, picture: Any, given: dict[str, Any]) -> None:
        import numpy as np

        f32, scene = np.float32, picture.scene
        self.np, self.bounces = np, picture.bounces
        self.walls = [(self.tall(w.inward), f32(sum(n * p for n, p in zip(w.inward, w.point, strict=True)))) for w in scene.walls]
        self.balls = [(self.tall(b.centre), f32(b.radius)) for b in scene.balls]
        self.lamps = [(self.tall(lamp.centre), f32(lamp.radius), self.tall(lamp.glow)) for lamp in scene.lamps]
        black = (0.0, 0.0, 0.0)
        self.colours = np.array([*(s.colour for s in scene.solids), *(black for _ in scene.lamps), black], f32).T.copy()
        self.glows = np.array([*(black for _ in scene.solids), *(lamp.glow for lamp in scene.lamps), scene.sky], f32).T.copy()
        self.mirrors = np.array([*(s.mirror for s in scene.solids), *(False for _ in scene.lamps), False])
        self.first_lamp, self.sky = len(scene.solids), scene.surfaces - 1
        self.eye = self.tall(picture.eye)
        self.pixel, self.offset = (np.stack([given[f"{name}.{axis}"].reshape(-1) for axis in "xyz"]) for name in ("pixel", "offset"))
        count = len([name for name in given if name.startswith("vector")]) // 3
        self.vectors = [np.stack([given[f"vector{draw}.{axis}"].reshape(-1) for axis in "xyz"]) for draw in range(count)]
        self.turns = [np.stack([[given[f"turn{draw}.{to}{of}"].reshape(-1) for of in "xyz"] for to in "xyz"]) for draw in range(count)]

    def tall(self, triple: Any) -> Any:
        import numpy as np

        return np.array(triple, np.float32).reshape(3, 1, 1)

    def dot(self, a: Any, b: Any) -> Any:
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

    def unit(self, a: Any) -> Any:
        return a / self.np.sqrt(self.dot(a, a) + self.np.float32(1e-12))

    def drawn(self, draw: int) -> Any:
        turn, vector = self.turns[draw], self.vectors[draw]
        return self.np.matmul(turn.transpose(2, 0, 1), vector).transpose(1, 0, 2)

    def ball(self, centre: Any, radius: Any, origin: Any, ray: Any) -> Any:
        np = self.np
        apart = centre - origin
        along, outside = self.dot(apart, ray), self.dot(apart, apart) - radius * radius
        inside = along * along - outside
        return np.where((inside > 0) & (along > 0), np.maximum(outside, np.float32(1e-5)) / (along + np.sqrt(np.maximum(inside, 0))), np.float32(np.inf))

    def nearest(self, origin: Any, ray: Any) -> tuple[Any, Any]:
        np = self.np
        reach = np.full(ray.shape[1:], 4_096, np.float32)
        hit = np.full(ray.shape[1:], self.sky, np.int32)
        for index, (normal, height) in enumerate(self.walls):
            speed = self.dot(normal, ray)
            distance = np.where(speed < 0, np.maximum(self.dot(normal, origin) - height, np.float32(1e-5)) / -speed, np.float32(np.inf))
            closer = distance < reach
            reach, hit = np.where(closer, distance, reach), np.where(closer, index, hit)
        for index, (centre, radius, *_) in enumerate([*self.balls, *self.lamps], len(self.walls)):
            distance = self.ball(centre, radius, origin, ray)
            closer = distance < reach
            reach, hit = np.where(closer, distance, reach), np.where(closer, index, hit)
        return reach, hit

    def radiance(self) -> Any:
        """(3, pixels)."""
        np, draw = self.np, 0
        origin: Any = self.eye
        ray = self.unit(self.pixel[:, None, :] + self.offset[:, :, None])
        light, through, counted = np.zeros_like(ray), np.ones_like(ray), np.zeros(ray.shape[1:], bool)
        for bounce in range(self.bounces + 1):
            with np.errstate(divide="ignore", invalid="ignore"):
                reach, hit = self.nearest(origin, ray)
            at, normal = origin + reach * ray, np.zeros_like(ray)
            for index, (inward, _) in enumerate(self.walls):
                normal = np.where(hit == index, inward, normal)
            for index, (centre, radius, *_) in enumerate([*self.balls, *self.lamps], len(self.walls)):
                normal = np.where(hit == index, (at - centre) / radius, normal)
            lamp = (hit >= self.first_lamp) & (hit < self.sky)
            light += through * np.where(lamp & counted, 0, self.glows[:, hit])
            through *= self.colours[:, hit]
            mirror = self.mirrors[hit]
            for centre, radius, glow in self.lamps:
                light += through * glow * np.where(mirror, 0, self.lit(centre, radius, at, normal, self.drawn(draw)))
                draw += 1
            if bounce < self.bounces:
                scattered = self.unit(normal + self.drawn(draw))
                ray = np.where(mirror, ray - 2 * self.dot(ray, normal) * normal, scattered)
                origin, counted, draw = at, ~mirror, draw + 1
        return light.mean(axis=1)

    def lit(self, centre: Any, radius: Any, at: Any, normal: Any, drawn: Any) -> Any:
        np = self.np
        towards = centre - at
        outward = np.where(self.dot(drawn, towards) > 0, -drawn, drawn)
        reach = towards + radius * outward
        square = self.dot(reach, reach) + np.float32(1e-12)
        distance = np.sqrt(square)
        ray = reach / distance
        share = np.maximum(self.dot(normal, ray), 0) * np.maximum(-self.dot(outward, ray), 0) / square * (2 * radius * radius)
        for ball, size in self.balls:
            share = np.where(self.ball(ball, size, at, ray) < distance, 0, share)
        return share


def measure() -> list[dict[str, Any]]:
    import numpy as np
    from assay_worker import ops
    from assay_worker.jobs.render.scene import Picture
    from assay_worker.jobs.render.tiles import Tile, size_of, tile_bundle
    from assay_worker.jobs.run import run
    from assay_worker.jobs.tensors import to_array

    picture, tile = Picture.cornell(), Tile(96, 128, 32, 32)
    bundle, rays = tile_bundle(picture, tile), 32 * 32 * picture.samples
    plain = Plain(picture, {name: to_array(t) for name, t in zip(size_of(picture, tile.pixels).inputs(), bundle.inputs, strict=True)})
    operators = bundle.program.operators
    last = {i.index: at for at, op in enumerate(operators) for i in op.inputs if i.source == 1}

    def committed() -> Any:
        return to_array(run(bundle, bytes(32), keep=False).result)[0, 0]

    def alone() -> None:
        given = {2: [to_array(t) for t in bundle.model], 3: [to_array(t) for t in bundle.inputs]}
        made: dict[int, Any] = {}
        for at, op in enumerate(operators):
            made[at] = ops.execute(op, [made[i.index] if i.source == 1 else given[i.source][i.index] for i in op.inputs])
            for used in {i.index for i in op.inputs if i.source == 1 and last[i.index] == at}:
                del made[used]

    found, expected = committed(), plain.radiance()
    assert np.abs(found - expected).mean() < 1e-4 * expected.mean(), "the two sides compute different things"
    workload = f"Cornell's box, 32 x 32 pixels, {picture.samples} samples, {picture.bounces} bounces, {ops.instruction_set()}"
    peer, unit = f"the same paths in numpy {np.__version__}, float32", "rays/s"
    reported = {"goal": "reported", "met": True}
    return [
        row("render-tile", f"{workload}, with its whole trace", peer, rays, unit, 0, best_seconds(committed, plain.radiance, TURNS)) | reported,
        row("render-tile-operators", f"{workload}, without commitments", peer, rays, unit, 0, best_seconds(alone, plain.radiance, TURNS)) | reported,
    ]


if __name__ == "__main__":
    if sys.argv[1:] == ["measure"]:
        print(json.dumps(measure()))
    else:
        for line in rows():
            print(json.dumps(line))
