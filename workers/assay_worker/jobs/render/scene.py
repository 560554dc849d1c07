"""What is rendered: walls and balls, lamps and a sky, and who looks at them.

A wall is a plane that bounds the room: eye, lamps and all that is seen are on the side its normal points to, so no wall casts a shadow.
Balls are solid and may stick out through a wall. Lamps are balls that shine; they cast no shadow.
"""

from __future__ import annotations

from math import sqrt
from typing import Annotated, Self

from assay.errors import InputError
from assay.models.base import U64, Model
from pydantic import Field

Place = Annotated[float, Field(ge=-16, le=16, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Radiance = Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)]
Radius = Annotated[float, Field(ge=0.02, le=16, allow_inf_nan=False)]
Point = tuple[Place, Place, Place]
Colour = tuple[Share, Share, Share]
Light = tuple[Radiance, Radiance, Radiance]
Triple = tuple[float, float, float]

MOST_PIXELS = 1 << 24
GAP = 1e-3  # the least distance of the eye from anything, and of a lamp from a wall


def along(a: Triple, b: Triple) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def minus(a: Triple, b: Triple) -> Triple:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def across(a: Triple, b: Triple) -> Triple:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def unit(field: str, a: Triple) -> Triple:
    """`a` at length 1. Raises InputError where it has none."""
    length = sqrt(along(a, a))
    if length < 1e-6:
        raise InputError(field, a, "longer than 1e-6", "give a direction")
    return a[0] / length, a[1] / length, a[2] / length


class Wall(Model):
    """A plane through `point`; `normal`, of any length, points into the room."""

    point: Point
    normal: Point
    colour: Colour
    mirror: bool = False

    @property
    def inward(self) -> Triple:
        return unit("Wall.normal", self.normal)


class Ball(Model):
    """A solid ball; a mirror's colour is the share of the light that it gives back."""

    centre: Point
    radius: Radius
    colour: Colour
    mirror: bool = False


class Lamp(Model):
    """A ball that shines evenly."""

    centre: Point
    radius: Radius
    glow: Light


class Scene(Model):
    """Everything that can be seen. What hits nothing sees the sky."""

    walls: Annotated[tuple[Wall, ...], Field(max_length=64)] = ()
    balls: Annotated[tuple[Ball, ...], Field(max_length=256)] = ()
    lamps: Annotated[tuple[Lamp, ...], Field(max_length=16)] = ()
    sky: Light = (0.0, 0.0, 0.0)

    @property
    def solids(self) -> list[Wall | Ball]:
        """All that gives light back."""
        return [*self.walls, *self.balls]

    @property
    def rounds(self) -> list[Ball | Lamp]:
        """All that is not a wall."""
        return [*self.balls, *self.lamps]

    @property
    def surfaces(self) -> int:
        """Walls, balls, lamps and the sky."""
        return len(self.solids) + len(self.lamps) + 1

    def model_post_init(self, context: object) -> None:
        for wall in self.walls:
            for at, lamp in enumerate(self.lamps):
                if along(wall.inward, minus(lamp.centre, wall.point)) < lamp.radius + GAP:
                    raise InputError(f"lamps[{at}]", lamp.centre, "wholly inside every wall", "move the lamp or the wall")

    def check_eye(self, eye: Triple) -> None:
        """Raises InputError where somebody at `eye` would look from behind a wall or from within a ball or a lamp."""
        for wall in self.walls:
            if along(wall.inward, minus(eye, wall.point)) < GAP:
                raise InputError("eye", eye, f"inside the wall through {wall.point}", "move it into the room")
        for ball in self.rounds:
            apart = minus(eye, ball.centre)
            if sqrt(along(apart, apart)) < ball.radius + GAP:
                raise InputError("eye", eye, f"outside the ball at {ball.centre}", "move it out")


class Picture(Model):
    """A scene, a camera and how carefully to look. Two that are equal have the same pixels, to the bit."""

    scene: Scene
    eye: Point
    target: Point
    up: Point = (0.0, 1.0, 0.0)
    spread: Annotated[float, Field(ge=0.01, le=4)] = 0.5  # half of the picture's height, as seen at distance 1
    width: Annotated[int, Field(ge=1, le=16_384)] = 256
    height: Annotated[int, Field(ge=1, le=16_384)] = 256
    samples: Annotated[int, Field(ge=1, le=4_096)] = 16
    bounces: Annotated[int, Field(ge=0, le=16)] = 4
    seed: U64 = 0

    def model_post_init(self, context: object) -> None:
        if self.width * self.height > MOST_PIXELS:
            raise InputError("Picture.width", self.width, f"{MOST_PIXELS} pixels at most", "render a smaller picture")
        self.scene.check_eye(self.eye)
        self.axes()

    def axes(self) -> tuple[Triple, Triple, Triple]:
        """Rightwards, upwards and forwards as the camera has them."""
        forward = unit("Picture.target", minus(self.target, self.eye))
        right = unit("Picture.up", across(self.up, forward))
        return right, across(forward, right), forward

    @classmethod
    def cornell(cls, **changes: object) -> Self:
        """A room with a red and a green wall, a mirror ball, a matt one and a lamp, after Cornell's box."""
        white, red, green = (0.73, 0.73, 0.71), (0.63, 0.06, 0.04), (0.12, 0.45, 0.09)
        walls = (
            Wall(point=(-1, 0, 0), normal=(1, 0, 0), colour=red),
            Wall(point=(1, 0, 0), normal=(-1, 0, 0), colour=green),
            Wall(point=(0, -1, 0), normal=(0, 1, 0), colour=white),
            Wall(point=(0, 1, 0), normal=(0, -1, 0), colour=white),
            Wall(point=(0, 0, 1), normal=(0, 0, -1), colour=white),
            Wall(point=(0, 0, -3.2), normal=(0, 0, 1), colour=white),
        )
        balls = (
            Ball(centre=(-0.42, -0.6, 0.35), radius=0.4, colour=(0.95, 0.95, 0.95), mirror=True),
            Ball(centre=(0.45, -0.67, -0.25), radius=0.33, colour=(0.76, 0.6, 0.3)),
        )
        lamps = (Lamp(centre=(0, 0.52, 0.1), radius=0.2, glow=(13, 11.5, 9.5)),)
        fields: dict[str, object] = {"scene": Scene(walls=walls, balls=balls, lamps=lamps), "eye": (0, 0, -3.1), "target": (0, 0, 0), "spread": 0.46}
        return cls.model_validate(fields | changes)
