"""Hooks for tools: what an editor, a renderer and a generator do is what their history says."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from assay.errors import InputError
from assay.models.identity import SourceType
from assay_worker.media.tools.editor import EDITOR, Editor, ingredient_of
from assay_worker.media.tools.generator import Model, generate, prompt_digest
from assay_worker.media.tools.history import (
    CREATED,
    CROPPED,
    EDITED,
    FILTERED,
    LABEL,
    OPENED,
    PARAMETERS,
    PLACED,
    History,
    Ingredient,
    Step,
    Tool,
    canonical,
    iptc,
)
from assay_worker.media.tools.renderer import Scene, Sphere, render
from PIL import Image

TOOL = Tool("Test tool", "3.1")
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    render(Scene.drawn(5), (96, 64), samples=1, seed=5)[0].save(path)
    return path


# ---- history


def test_a_history_is_c2pas_actions() -> None:
    history = History.begun(TOOL, CREATED, SourceType.CAPTURE, {"iso": 100}, NOON).step(TOOL, FILTERED, {"amount": 2})
    assert history.assertion() == {
        "label": LABEL,
        "data": {
            "actions": [
                {
                    "action": "c2pa.created",
                    "softwareAgent": {"name": "Test tool", "version": "3.1"},
                    "when": "2026-01-02T12:00:00Z",
                    "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
                    "parameters": {PARAMETERS: {"iso": 100}},
                },
                {"action": "c2pa.filtered", "softwareAgent": {"name": "Test tool", "version": "3.1"}, "parameters": {PARAMETERS: {"amount": 2}}},
            ]
        },
    }


def test_the_tools_digest_is_of_tools_actions_and_parameters_in_order() -> None:
    history = History.begun(TOOL, CREATED, SourceType.RENDERED, {"b": 1, "a": "é"}, NOON)
    written = '[{"action":"c2pa.created","parameters":{"a":"é","b":1},"tool":{"name":"Test tool","version":"3.1"}}]'
    assert history.tools_digest() == hashlib.sha256(written.encode()).digest()
    again = History.begun(TOOL, CREATED, SourceType.RENDERED, {"a": "é", "b": 1})
    assert again.tools_digest() == history.tools_digest()
    assert again.step(TOOL, FILTERED).step(TOOL, CROPPED).tools_digest() != again.step(TOOL, CROPPED).step(TOOL, FILTERED).tools_digest()
    assert again.step(TOOL, FILTERED, {"amount": 1}).tools_digest() != again.step(TOOL, FILTERED, {"amount": 2}).tools_digest()


def ingredient(number: int, content_id: bytes | None = None, source_type: SourceType | None = None) -> Ingredient:
    return Ingredient(f"{number}.png", "image/png", bytes([number]) * 32, content_id, True, source_type)


def test_the_source_type_follows_what_went_in() -> None:
    captured = History.begun(TOOL, CREATED, SourceType.CAPTURE)
    assert captured.source_type is SourceType.CAPTURE
    assert captured.step(TOOL, CROPPED).source_type is SourceType.EDITED
    assert History.opened(TOOL, ingredient(1)).source_type is SourceType.EDITED
    generated = ingredient(2, source_type=SourceType.GENERATED)
    assert captured.placed(TOOL, generated).source_type is SourceType.GENERATED
    assert History.opened(TOOL, generated).step(TOOL, CROPPED).source_type is SourceType.GENERATED


def test_parents_are_the_recorded_ingredients_each_once() -> None:
    history = (
        History.opened(TOOL, ingredient(1, b"a" * 32)).placed(TOOL, ingredient(2)).placed(TOOL, ingredient(3, b"b" * 32)).placed(TOOL, ingredient(3, b"b" * 32))
    )
    assert history.parents() == [b"a" * 32, b"b" * 32]
    assert [one["relationship"] for one in history.definition()["ingredients"]] == ["parentOf", "componentOf", "componentOf"]
    labels = [action["parameters"]["ingredientIds"] for action in history.assertion()["data"]["actions"]]
    assert labels == [[ingredient(number).label] for number in (1, 2, 3, 3)]
    for number in (4, 5, 6):
        history = history.placed(TOOL, ingredient(number, bytes([number]) * 32))
    with pytest.raises(InputError, match="4 recorded ingredients"):
        history.parents()


def test_a_history_is_refused_where_c2pa_would_not_have_it() -> None:
    with pytest.raises(InputError, match="begun by"):
        History((Step(CROPPED, TOOL),))
    begun = History.begun(TOOL, CREATED, SourceType.CAPTURE)
    for action in (CREATED, OPENED, PLACED):
        with pytest.raises(InputError, match="a change of what is there"):
            begun.step(TOOL, action)
    with pytest.raises(InputError, match="one of"):
        begun.step(TOOL, "c2pa.beautified")
    with pytest.raises(InputError, match="finite"):
        begun.step(TOOL, EDITED, {"amount": float("nan")})
    with pytest.raises(InputError, match="plain JSON"):
        begun.step(TOOL, EDITED, {"nested": {"amount": float("inf")}})
    with pytest.raises(InputError, match="plain JSON"):
        begun.step(TOOL, EDITED, {"mask": object()})
    with pytest.raises(InputError, match="no list of small numbers"):
        begun.step(TOOL, EDITED, {"nested": [{"box": [1, 2, 255]}]})
    assert begun.step(TOOL, EDITED, {"sizes": [1, 256], "flags": [True], "none": []}).steps[1].parameters["sizes"] == [1, 256]
    with pytest.raises(InputError, match="4096 bytes"):
        begun.step(TOOL, EDITED, {"mask": "x" * 5_000})
    with pytest.raises(InputError, match="with its zone"):
        begun.step(TOOL, EDITED, when=datetime(2026, 1, 1))
    with pytest.raises(InputError, match="256 at most"):
        History(begun.steps * 257)
    with pytest.raises(InputError, match="64 bytes"):
        Tool("", "1")


def test_what_was_recorded_cannot_be_changed_afterwards() -> None:
    parameters = {"layers": ["sky"]}
    history = History.begun(TOOL, CREATED, SourceType.RENDERED, parameters)
    digest = history.tools_digest()
    parameters["layers"].append("sea")
    history.step(TOOL, FILTERED)
    assert history.tools_digest() == digest


# ---- the editor


def test_every_command_is_done_and_recorded(photo: Path, tmp_path: Path) -> None:
    editor = Editor.open(photo, content_id=b"p" * 32, source_type=SourceType.CAPTURE)
    editor.crop(8, 8, 88, 56).resize(40, 24).rotate(1).colour(brightness=1.2).filter("blur", 1.5).write("edited", 2, 2, size=10)
    history = editor.save(tmp_path / "edited.jpg", quality=80)
    assert editor.picture.size == (24, 40)
    with Image.open(tmp_path / "edited.jpg") as saved:
        assert saved.size == (24, 40)
    names = [step.action.removeprefix("c2pa.") for step in history.steps]
    assert names == ["opened", "cropped", "resized", "orientation", "color_adjustments", "filtered", "drawing", "transcoded"]
    assert history.steps[1].parameters == {"left": 8, "top": 8, "right": 88, "bottom": 56}
    assert history.steps[-1].parameters == {"format": "image/jpeg", "quality": 80}
    assert (history.source_type, history.parents()) == (SourceType.EDITED, [b"p" * 32])
    assert history.definition()["claim_generator_info"] == [EDITOR.agent()]
    assert history.ingredients[0].sha256 == hashlib.sha256(photo.read_bytes()).digest()


def test_the_same_commands_make_the_same_pixels_and_the_same_digest(photo: Path) -> None:
    def edited() -> Editor:
        return Editor.open(photo).crop(0, 0, 50, 50).colour(contrast=0.8, saturation=1.3).filter("median", 3)

    assert edited().picture.tobytes() == edited().picture.tobytes()
    assert edited().history.tools_digest() == edited().history.tools_digest()
    assert edited().filter("median", 5).history.tools_digest() != edited().filter("median", 7).history.tools_digest()


def test_a_generated_part_makes_the_whole_generated(photo: Path, tmp_path: Path) -> None:
    part = tmp_path / "part.png"
    generate("a lantern", (32, 32), seed=1, steps=4)[0].save(part)
    before = Editor.open(photo)
    after = Editor.open(photo).composite(part, 10, 10, opacity=0.5, content_id=b"g" * 32, source_type=SourceType.GENERATED)
    changed = np.argwhere((np.asarray(before.picture) != np.asarray(after.picture)).any(axis=2))
    assert changed.min(axis=0).tolist() >= [10, 10]
    assert changed.max(axis=0).tolist() <= [41, 41]
    assert after.history.source_type is SourceType.GENERATED
    assert after.history.parents() == [b"g" * 32]
    placed = after.history.assertion()["data"]["actions"][-1]
    assert placed["digitalSourceType"] == iptc(SourceType.GENERATED)
    assert placed["parameters"]["ingredientIds"] == [ingredient_of(part).label]


def test_a_refused_command_changes_and_records_nothing(photo: Path, tmp_path: Path) -> None:
    editor = Editor.open(photo)
    pixels, history = editor.picture.tobytes(), editor.history
    for refused in (
        lambda: editor.crop(0, 0, 97, 10),
        lambda: editor.crop(5, 5, 5, 10),
        lambda: editor.resize(0, 5),
        lambda: editor.resize(10_000, 10_000),
        lambda: editor.colour(brightness=-1),
        lambda: editor.filter("sepia"),
        lambda: editor.filter("median", 4),
        lambda: editor.write("x" * 5_000, 0, 0),
        lambda: editor.composite(photo, 0, 0, opacity=0),
        lambda: editor.save(tmp_path / "photo.tga"),
    ):
        with pytest.raises(InputError):
            refused()
    assert (editor.picture.tobytes(), editor.history) == (pixels, history)
    with pytest.raises(FileExistsError):
        editor.save(photo)
    (tmp_path / "broken.png").write_bytes(photo.read_bytes()[:200])
    with pytest.raises(InputError, match="whole picture"):
        Editor.open(tmp_path / "broken.png")


# ---- the renderer


def test_a_rendering_is_told_again_by_scene_samples_and_seed() -> None:
    scene = Scene.drawn(11)
    picture, history = render(scene, (48, 32), samples=3, seed=9)
    again, same = render(scene, (48, 32), samples=3, seed=9)
    assert picture.tobytes() == again.tobytes()
    assert history.tools_digest() == same.tools_digest()
    assert history.source_type is SourceType.RENDERED
    assert history.steps[0].parameters == {"scene": scene.digest().hex(), "samples": 3, "bounces": 2, "seed": 9, "width": 48, "height": 32}
    other, _ = render(scene, (48, 32), samples=3, seed=10)
    assert other.tobytes() != picture.tobytes()
    moved = Scene((Sphere((0, 1, 0), 1, (1, 0, 0)),))
    assert moved.digest() != Scene((Sphere((0, 1, 0.001), 1, (1, 0, 0)),)).digest()


def test_a_rendering_is_these_bytes_everywhere() -> None:
    """Only operations that IEEE 754 rounds one way are used, so the bytes are the same on every machine."""
    picture, _ = render(Scene((Sphere((0.0, 1.0, 0.0), 1.0, (0.9, 0.2, 0.1), 0.3),)), (32, 24), samples=2, seed=1)
    assert hashlib.sha256(picture.tobytes()).hexdigest() == "a4bc69c56d6f88d21d86fc84831eeff6166ee905fb477d4d2a11b543ad1b2548"


def test_light_falls_where_it_should() -> None:
    """A red sphere is redder than the sky, its shadow darker than the floor in the sun, and a blocked sun leaves it black without bounces."""
    scene = Scene((Sphere((0.0, 1.0, 0.0), 1.0, (0.9, 0.1, 0.1)),), floor=((0.8, 0.8, 0.8), (0.8, 0.8, 0.8)), sun=(0.0, 1.0, 0.0))
    pixels = np.asarray(render(scene, (120, 90), samples=1, seed=0, bounces=0)[0]).astype(int)
    assert pixels[5, 5, 2] > pixels[5, 5, 0]  # the sky is blue
    red = pixels[40, 60]
    assert red[0] > 2 * red[2]
    # The point under the sphere lies in its shadow; one far to the side does not.
    assert pixels[70:89, 60].sum(axis=1).min() == 0
    assert pixels[80, 5].sum() > 500


@pytest.mark.parametrize(("size", "samples", "bounces"), [((0, 5), 1, 1), ((3_000, 3_000), 1, 1), ((5, 5), 0, 1), ((5, 5), 5_000, 1), ((5, 5), 1, 17)])
def test_a_rendering_has_bounds(size: tuple[int, int], samples: int, bounces: int) -> None:
    with pytest.raises(InputError):
        render(Scene.drawn(1), size, samples=samples, seed=0, bounces=bounces)


# ---- the generator


def test_a_generation_is_told_again_by_prompt_model_and_seed() -> None:
    picture, history = generate("a red harbour", (64, 48), seed=3, steps=8)
    assert generate("a red harbour", (64, 48), seed=3, steps=8)[0].tobytes() == picture.tobytes()
    assert generate("a red harbour", (64, 48), seed=4, steps=8)[0].tobytes() != picture.tobytes()
    assert history.source_type is SourceType.GENERATED
    said = json.dumps(history.definition())
    assert "harbour" not in said
    assert prompt_digest("a red harbour").hex() in said
    assert Model().digest().hex() in said
    assert generate("a red harbour", (64, 48), seed=3, steps=8, salt=b"s")[1].tools_digest() != history.tools_digest()
    assert Model(roughness=2.1).digest() != Model().digest()


def test_the_prompt_lays_the_picture_out() -> None:
    """Two seeds of one prompt are nearer to each other than two prompts, and without guidance the prompt has no say."""

    def values(prompt: str, seed: int, guidance: float = 1.0) -> np.ndarray:
        return np.asarray(generate(prompt, (64, 64), seed=seed, steps=12, guidance=guidance)[0]).astype(float)

    def apart(a: np.ndarray, b: np.ndarray) -> float:
        return float(np.abs(a - b).mean())

    harbour, orchard = values("a red harbour", 1), values("winter orchard", 1)
    assert apart(harbour, values("a red harbour", 2)) < apart(harbour, orchard)
    assert (values("a red harbour", 1, 0) == values("winter orchard", 1, 0)).all()


def test_the_loop_takes_noise_to_the_models_own_distribution() -> None:
    """The denoiser is exact, so what comes out has the variance that the model says, whatever the noise was."""
    model = Model(texture=0.12)
    values = np.asarray(generate("x", (128, 128), seed=5, steps=60, guidance=0, model=model)[0]).astype(float) / 255 * 2 - 1
    assert 0.08 < values.std() < 0.16
    neighbours = np.corrcoef(values[:, :-1].ravel(), values[:, 1:].ravel())[0, 1]
    assert neighbours > 0.5  # noise would be at 0


@pytest.mark.parametrize("asked", [{"prompt": " "}, {"prompt": "x" * 2_001}, {"size": (4, 64)}, {"size": (64, 2_000)}, {"steps": 0}, {"guidance": 11.0}])
def test_a_generation_has_bounds(asked: dict) -> None:
    with pytest.raises(InputError):
        generate(**({"prompt": "words", "size": (16, 16), "seed": 0} | asked))


def test_canonical_json_is_one_form() -> None:
    assert canonical({"b": [1, 2.5], "a": "ü"}) == '{"a":"ü","b":[1,2.5]}'.encode()
