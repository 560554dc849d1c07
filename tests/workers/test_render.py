"""A tile's program against a float64 path tracer of another making; closed forms; the same bits however it is cut, threaded and run."""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path

import numpy as np
import pytest
from assay.commit.program import Kind
from assay.commit.tensor import Tensor
from assay.errors import InputError
from assay_worker import ops
from assay_worker.commands import commands
from assay_worker.jobs.bundle import JobBundle
from assay_worker.jobs.render import draws
from assay_worker.jobs.render.scene import Ball, Lamp, Picture, Scene, Wall
from assay_worker.jobs.render.tiles import Pixels, Tile, assemble, image, size_of, tile_bundle, tiles
from assay_worker.jobs.run import run
from assay_worker.jobs.tensors import of_array, to_array
from numpy.typing import NDArray
from PIL import Image
from typer.testing import CliRunner

from tests.workers.oracle_render import Oracle

NO_JOB = bytes(32)
FLOOR = Wall(point=(0, 0, 0), normal=(0, 1, 0), colour=(0.5, 0.6, 0.7))


def garden(**changes: object) -> Picture:
    """Under a sky: a floor, a slanted mirror, balls that stand in each other and in the floor, two lamps, seen askew."""
    slanted = Wall(point=(0, 0, 4), normal=(0.2, 0.3, -1), colour=(0.9, 0.8, 0.9), mirror=True)
    balls = (
        Ball(centre=(0, 0.5, 0.5), radius=0.6, colour=(0.8, 0.3, 0.2)),
        Ball(centre=(0.7, 0.4, 0.2), radius=0.4, colour=(0.9, 0.9, 0.5), mirror=True),
        Ball(centre=(-1.2, 0.1, 1.5), radius=0.8, colour=(0.2, 0.3, 0.9)),
    )
    lamps = (Lamp(centre=(-1, 1.5, -0.5), radius=0.2, glow=(9, 7, 5)), Lamp(centre=(1.5, 1.2, 1), radius=0.1, glow=(5, 20, 20)))
    scene = Scene(walls=(FLOOR, slanted), balls=balls, lamps=lamps, sky=(0.3, 0.4, 0.6))
    fields: dict[str, object] = {"scene": scene, "eye": (0.8, 1.4, -3), "target": (0, 0.6, 0.5), "up": (0.1, 1, 0), "seed": 5}
    return Picture.model_validate(fields | {"width": 30, "height": 24, "samples": 8, "bounces": 3} | changes)


def bare(scene: Scene, **changes: object) -> Picture:
    return Picture.model_validate({"scene": scene, "eye": (0, 1, -3), "target": (0, 0.5, 0), "width": 12, "height": 9, "samples": 8} | changes)


PICTURES = {
    "Cornell's box": Picture.cornell(width=40, height=40, samples=16, bounces=4),
    "a garden": garden(),
    "one sample": garden(samples=1, bounces=1),
    "only a sky": bare(Scene(sky=(0.1, 0.2, 0.3)), bounces=0, samples=1),
    "a floor and a lamp": bare(Scene(walls=(FLOOR,), lamps=(Lamp(centre=(0, 2, 0), radius=0.3, glow=(5, 5, 5)),)), bounces=1),
    "balls without lamps": bare(Scene(balls=(Ball(centre=(0, 0.4, 0), radius=0.5, colour=(0.9, 0.5, 0.1)),), sky=(1, 1, 1)), bounces=2),
}


def whole(picture: Picture) -> Tile:
    return next(tiles(picture, max(picture.width, picture.height)))


def rendered(picture: Picture, edge: int = 64, *, threads: int = 1) -> Pixels:
    return assemble(picture, ((tile, run(tile_bundle(picture, tile), NO_JOB, threads=threads, keep=False).result) for tile in tiles(picture, edge)))


def by_path(bundle: JobBundle) -> NDArray[np.float64]:
    """What each path brings back, (samples, pixels, 3), before the mean is taken: what the first MOVE to the mean reads."""
    trace, operators = run(bundle, NO_JOB), bundle.program.operators
    last_moves = [op for op in operators if op.kind is Kind.MOVE][-2:] if operators[-1].kind is not Kind.MOVE else [operators[-1]]
    return to_array(trace.outputs[last_moves[0].inputs[0].index]).astype(np.float64)[0].transpose(0, 2, 1)


# ---- against the oracle


@pytest.mark.parametrize("name", PICTURES)
def test_paths_are_the_oracles(name: str) -> None:
    """A path that is nowhere decided by less than a thousandth brings back the same to 0.01; in all, one in a thousand may go the other way."""
    picture = PICTURES[name]
    bundle = tile_bundle(picture, whole(picture))
    expected, found = Oracle(picture, size_of(picture, whole(picture).pixels), bundle).paths(), by_path(bundle)
    assert found.shape == expected.light.shape
    difference = np.abs(found - expected.light).max(-1)
    clear = expected.margin > 1e-3
    assert clear.mean() > 0.95
    assert difference[clear].max() < 0.01
    assert (difference < 1e-3).mean() >= 0.999
    assert found.mean() == pytest.approx(expected.light.mean(), rel=1e-4)


@pytest.mark.parametrize("change", [{"mirror": True}, {"centre": (0, 0.5, 0.6)}, {"colour": (0.8, 0.3, 0.21)}])
def test_the_oracle_would_notice_another_scene(change: dict[str, object]) -> None:
    picture = garden()
    other = picture.scene.model_copy(update={"balls": (picture.scene.balls[0].model_copy(update=change), *picture.scene.balls[1:])})
    bundle = tile_bundle(picture, whole(picture))
    expected = Oracle(picture.model_copy(update={"scene": other}), size_of(picture, whole(picture).pixels), bundle).paths()
    difference = np.abs(by_path(bundle) - expected.light).max(-1)
    assert (difference < 1e-3).mean() < 0.95


# ---- closed forms


def test_a_white_ball_in_a_white_sky_cannot_be_seen() -> None:
    """The furnace: what loses nothing is as bright as what it stands in, whichever way its light goes."""
    for mirror in (False, True):
        scene = Scene(balls=(Ball(centre=(0, 0.5, 0), radius=0.9, colour=(1, 1, 1), mirror=mirror),), sky=(1, 1, 1))
        np.testing.assert_array_equal(rendered(bare(scene, bounces=1)), 1)


def test_a_lamp_lights_a_floor_by_the_square_of_its_distance() -> None:
    """A ball of radiance L lights a floor as (r / d)^2 times the cosine: radiance albedo L (r / d)^2 cos."""
    lamp = Lamp(centre=(0.3, 2, 0.2), radius=0.25, glow=(10, 10, 10))
    picture = bare(Scene(walls=(FLOOR,), lamps=(lamp,)), eye=(0, 1.2, -3), target=(0, 0, 0), spread=0.15, samples=1_024, bounces=0, width=9, height=6)
    found, bundle = rendered(picture), tile_bundle(picture, whole(picture))
    given = {name: to_array(t).reshape(-1).astype(np.float64) for name, t in zip(size_of(picture, 54).inputs(), bundle.inputs, strict=True)}
    ray = np.stack([given[f"pixel.{axis}"] for axis in "xyz"], -1)
    at = np.array(picture.eye) + ray * (-picture.eye[1] / ray[:, 1:2])
    apart: NDArray[np.float64] = np.array(lamp.centre) - at
    distance = np.linalg.norm(apart, axis=1)
    expected = 10 * (lamp.radius / distance) ** 2 * apart[:, 1] / distance
    np.testing.assert_allclose(found.reshape(-1, 3), expected[:, None] * FLOOR.colour, rtol=0.02)
    assert expected.max() > 1.2 * expected.min()


def test_a_ray_into_a_corner_meets_the_mean_of_both_walls() -> None:
    walls = (
        Wall(point=(1, 0, 0), normal=(-1, 0, 0), colour=(1, 0, 0.5)),
        Wall(point=(0, 1, 0), normal=(0, -1, 0), colour=(0, 1, 0.5)),
    )
    picture = Picture(scene=Scene(walls=walls, sky=(1, 1, 1)), eye=(0, 0, 0), target=(1, 1, 1), width=1, height=1, samples=1, bounces=1)
    bundle = tile_bundle(picture, whole(picture))
    names = list(size_of(picture, 1).inputs())
    straight = {f"pixel.{axis}": 1.0 for axis in "xyz"} | {f"offset.{axis}": 0.0 for axis in "xyz"}
    inputs: list[Tensor] = [
        of_array(np.full(t.dims, straight[name], np.float32)) if name in straight else t for name, t in zip(names, bundle.inputs, strict=True)
    ]
    np.testing.assert_array_equal(to_array(run(JobBundle(bundle.program, bundle.model, inputs), NO_JOB).result).reshape(-1), 0.5)


def test_whatever_is_seen_is_a_number() -> None:
    """Grazing rays, balls that touch, lamps nearly in the wall, an eye nearly in a ball: no path ends in something that is not finite."""
    for seed in range(6):
        rng = np.random.default_rng(seed)
        balls = tuple(Ball(centre=tuple(rng.uniform(-2, 2, 3)), radius=float(rng.uniform(0.02, 1.2)), colour=(1, 1, 1), mirror=at % 2 == 0) for at in range(9))
        near = Ball(centre=(0, 3, -3.1), radius=0.098, colour=(1, 1, 1), mirror=True)
        lamps = (Lamp(centre=(0, 0.2011 - 2, 0), radius=0.2, glow=(9, 9, 9)),)
        scene = Scene(walls=(Wall(point=(0, -2, 0), normal=(0, 1, 0), colour=(1, 1, 1)),), balls=(*balls, near), lamps=lamps, sky=(1, 1, 1))
        light = by_path(tile_bundle(p := bare(scene, eye=(0, 3, -3), bounces=7, width=24, height=24, seed=seed), whole(p)))
        assert np.isfinite(light).all()
        assert light.min() >= 0


# ---- bits


@pytest.mark.parametrize(("picture", "edges"), [(PICTURES["a garden"], (7, 16)), (garden(width=7, height=5, samples=3), (1, 2, 5))])
def test_a_pixel_does_not_depend_on_its_tile(picture: Picture, edges: tuple[int, ...]) -> None:
    at_once = rendered(picture)
    for edge in edges:
        np.testing.assert_array_equal(rendered(picture, edge), at_once)


def test_bits_do_not_depend_on_threads_or_instructions() -> None:
    bundle = tile_bundle(PICTURES["a garden"], Tile(3, 5, 13, 11))
    roots = {run(bundle, NO_JOB, threads=threads).root for threads in (1, 2, 3, 8)}
    before = ops.instruction_set()
    try:
        for name in ops.instruction_sets():
            ops.set_isa(name)
            roots.add(run(bundle, NO_JOB).root)
    finally:
        ops.set_isa(before)
    assert len(roots) == 1


def test_the_bits_are_these_on_every_machine() -> None:
    """Pinned: the program, the scene's and the tile's tensors, and the picture."""
    picture = garden(samples=2)
    bundle = tile_bundle(picture, Tile(8, 8, 5, 3))
    result = to_array(run(bundle, NO_JOB).result)
    roots = (bundle.program.root, bundle.model_root, bundle.input_root, hashlib.sha256(result.tobytes()).digest())
    assert [root.hex()[:16] for root in roots] == PINNED


PINNED = ["22a37aa2142a3ed1", "b160ec5b02e7e9b7", "105c9f758a6bd698", "cc02b04665728f87"]


def test_the_scene_is_the_model_and_the_tracer_the_program() -> None:
    """One program for all full tiles of all pictures of the same counts; one model for all pictures of a scene."""
    a, b = PICTURES["a garden"], garden(eye=(0.5, 1.5, -3.5), seed=9)
    one, next_to, elsewhere = tile_bundle(a, Tile(0, 0, 8, 8)), tile_bundle(a, Tile(8, 0, 8, 8)), tile_bundle(b, Tile(0, 0, 8, 8))
    assert one.program.root == next_to.program.root == elsewhere.program.root
    assert one.model_root == next_to.model_root == elsewhere.model_root
    assert len({one.input_root, next_to.input_root, elsewhere.input_root}) == 3
    painted = a.scene.model_copy(update={"walls": (FLOOR.model_copy(update={"colour": (0, 0, 0)}), a.scene.walls[1])})
    assert tile_bundle(a.model_copy(update={"scene": painted}), Tile(0, 0, 8, 8)).model_root != one.model_root
    assert tile_bundle(garden(bounces=2), Tile(0, 0, 8, 8)).program.root != one.program.root


# ---- random numbers


def test_philox_is_the_published_one() -> None:
    """Random123's known answers for philox4x32-10."""
    answers = {
        ((0, 0, 0, 0), 0): (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8),
        ((2**32 - 1,) * 4, 2**64 - 1): (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
        ((0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), 0x299F31D0_A4093822): (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    }
    for (counter, seed), words in answers.items():
        assert tuple(int(word) for word in draws.philox(counter, seed)) == words


def test_directions_are_even() -> None:
    place = np.arange(300 * 300)
    vectors = draws.unit_vectors(place % 300, place // 300, 3, 1)
    np.testing.assert_allclose((vectors**2).sum(0), 1, rtol=1e-12)
    np.testing.assert_allclose(vectors.mean(1), 0, atol=0.01)
    np.testing.assert_allclose(vectors @ vectors.T / place.size, np.eye(3) / 3, atol=0.01)
    turns = draws.rotations(64, 2, 1)
    np.testing.assert_allclose(np.einsum("ijs,kjs->sik", turns, turns), np.broadcast_to(np.eye(3), (64, 3, 3)), atol=1e-12)
    np.testing.assert_allclose(np.linalg.det(turns.transpose(2, 0, 1)), 1)
    assert np.abs(np.einsum("ijs,j->si", turns, vectors[:, 0]).mean(0)).max() < 0.05  # random ones: 0.07 at one standard deviation
    assert not np.array_equal(turns, draws.rotations(64, 3, 1))


def test_sines_are_the_librarys() -> None:
    turns = np.concatenate([np.linspace(0, 3, 10_001), np.arange(17) / 8])
    cosine, sine = draws.circle(turns)
    angles = [math.fmod(turn, 1) * 2 * math.pi for turn in turns]
    np.testing.assert_allclose(cosine, [math.cos(angle) for angle in angles], atol=2e-15)
    np.testing.assert_allclose(sine, [math.sin(angle) for angle in angles], atol=2e-15)


# ---- refusals


def test_what_cannot_be_rendered_is_refused() -> None:
    box, ball = Picture.cornell(), Ball(centre=(0, 1, -3), radius=0.5, colour=(1, 1, 1))
    refused = {
        "eye": lambda: bare(Scene(balls=(ball,))),
        "lamps[0]": lambda: Scene(walls=(FLOOR,), lamps=(Lamp(centre=(0, 0.1, 0), radius=0.2, glow=(1, 1, 1)),)),
        "Wall.normal": lambda: Scene(walls=(FLOOR.model_copy(update={"normal": (0, 0, 0)}),), lamps=box.scene.lamps),
        "Picture.up": lambda: bare(Scene(), up=(0, 0.5, -3)),
        "Picture.target": lambda: bare(Scene(), target=(0, 1, -3)),
        "Picture.samples": lambda: bare(Scene(), samples=0),
        "Picture.width": lambda: bare(Scene(), width=16_384, height=16_384),
        "Ball.radius": lambda: Ball(centre=(0, 0, 0), radius=0, colour=(1, 1, 1)),
        "Ball.colour.1": lambda: Ball(centre=(0, 0, 0), radius=1, colour=(1, 1.5, 1)),
        "Lamp.glow.0": lambda: Lamp(centre=(0, 0, 0), radius=1, glow=(math.inf, 1, 1)),
        "tile": lambda: tile_bundle(box, Tile(250, 0, 8, 8)),
        "edge": lambda: list(tiles(box, 0)),
        "parts": lambda: assemble(box, []),
        "result": lambda: assemble(box, [(Tile(0, 0, 2, 2), of_array(np.zeros((3, 5), np.float32)))]),
    }
    for field, refusal in refused.items():
        with pytest.raises(InputError) as error:
            refusal()
        assert error.value.field == field
    with pytest.raises(InputError, match="rays"):
        tile_bundle(Picture.cornell(width=4_096, height=4_096, samples=1), Tile(0, 0, 4_096, 4_096))


# ---- pictures


def test_the_box_is_red_on_the_left_and_green_on_the_right() -> None:
    radiance = rendered(Picture.cornell(width=24, height=24, samples=32))
    left, middle, right = radiance[8:16, 1], radiance[20:23, 10:14], radiance[8:16, -2]
    assert (left[:, 0] > 3 * left[:, 1]).all()
    assert (right[:, 1] > 2 * right[:, 0]).all()
    red, green, blue = middle.mean((0, 1))
    assert 1 < red / green < 1.5 < red / blue < 2.5  # a white floor under a warm lamp, between red and green
    assert (radiance[7, 11:13] > 5).all()  # the lamp


def test_the_command_writes_the_picture(tmp_path: Path) -> None:
    runner = CliRunner()
    fields = json.loads(runner.invoke(commands, ["render", "scene"]).stdout)
    assert Picture(**fields) == Picture.cornell()
    file, out = tmp_path / "box.json", tmp_path / "made" / "box.png"
    file.write_text(json.dumps(fields | {"width": 20, "height": 12, "samples": 2}))
    said = runner.invoke(commands, ["render", "picture", str(file), "--out", str(out), "--edge", "8", "--threads", "2"])
    assert said.exit_code == 0, said.output
    with Image.open(out) as picture:
        expected = image(rendered(Picture.cornell(width=20, height=12, samples=2)))
        assert picture.size == (20, 12)
        assert picture.tobytes() == expected.tobytes()
