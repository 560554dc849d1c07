"""What was done to a piece of content, step by step: the API that a tool's hook calls.

A hook has three duties. It calls `History.begun` where its tool makes content (or `History.opened` where it opens another's), `step` for each
change, and hands the finished history on to the signer, which takes `definition()` and the chain record's `source_type` and `tools_digest`.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Self

from assay.errors import InputError
from assay.models.identity import SourceType

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
LABEL = "c2pa.actions.v2"
PARAMETERS = "org.assay.parameters"  # a tool's own parameters go under one name of our own, as C2PA wants of entries it does not define
STEPS = 256
PARAMETER_BYTES = 4_096
PARENTS = 4  # what a content record on a chain can name

# Names of C2PA 2.x for what a step did.
CREATED, OPENED, PLACED = "c2pa.created", "c2pa.opened", "c2pa.placed"
CROPPED, RESIZED, ORIENTED, COLOURED, FILTERED, DRAWING, EDITED, TRANSCODED, CONVERTED = (
    "c2pa.cropped",
    "c2pa.resized",
    "c2pa.orientation",
    "c2pa.color_adjustments",
    "c2pa.filtered",
    "c2pa.drawing",
    "c2pa.edited",
    "c2pa.transcoded",
    "c2pa.converted",
)
ORIGINS = (CREATED, OPENED)
ACTIONS = (CREATED, OPENED, PLACED, CROPPED, RESIZED, ORIENTED, COLOURED, FILTERED, DRAWING, EDITED, TRANSCODED, CONVERTED)


TERMS = {
    SourceType.CAPTURE: "digitalCapture",
    SourceType.EDITED: "humanEdits",
    SourceType.RENDERED: "digitalCreation",
    SourceType.GENERATED: "trainedAlgorithmicMedia",
}


def iptc(source_type: SourceType) -> str:
    """The IPTC's term. Its digitalArt of old is now digitalCreation."""
    return IPTC + TERMS[source_type]


def canonical(value: Any) -> bytes:
    """JSON in the one form that is hashed: sorted names, no spaces, UTF-8, no NaN."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


@dataclass(frozen=True)
class Tool:
    name: str
    version: str

    def __post_init__(self) -> None:
        for named, value in (("name", self.name), ("version", self.version)):
            if not 1 <= len(value.encode()) <= 64:
                raise InputError(named, value, "1 to 64 bytes of text", "shorten the tool's name or version")

    def agent(self) -> dict[str, str]:
        return {"name": self.name, "version": self.version}


@dataclass(frozen=True)
class Ingredient:
    """Content that went in. `content_id` is its record on a chain, where it has one; `sha256` is of its file's bytes."""

    title: str
    format: str
    sha256: bytes
    content_id: bytes | None = None
    is_parent: bool = True
    source_type: SourceType | None = None

    @property
    def label(self) -> str:
        """How steps name it: C2PA's instance id of a thing without one of its own."""
        return f"xmp:iid:{self.sha256[:16].hex()}"

    def definition(self) -> dict[str, Any]:
        return {"title": self.title, "format": self.format, "relationship": "parentOf" if self.is_parent else "componentOf", "instance_id": self.label}


def is_taken_for_bytes(value: Any) -> bool:
    """Whether C2PA's library would write some list in `value` as a byte string, so that what is read back is not what was recorded."""
    if isinstance(value, dict):
        return any(is_taken_for_bytes(inner) for inner in value.values())
    if isinstance(value, list):
        small = bool(value) and all(type(inner) is int and 0 <= inner <= 255 for inner in value)
        return small or any(is_taken_for_bytes(inner) for inner in value)
    return False


def checked_parameters(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Kept as plain JSON, so that what is signed is what is hashed."""
    for name, value in parameters.items():
        if isinstance(value, float) and not math.isfinite(value):
            raise InputError(f"parameters.{name}", value, "finite", "record the number the tool worked with")
    try:
        written = canonical(dict(parameters))
    except (TypeError, ValueError) as error:
        raise InputError("parameters", dict(parameters), f"plain JSON ({error})", "record digests (hex) and numbers, not objects") from error
    if len(written) > PARAMETER_BYTES:
        raise InputError("parameters", len(written), f"{PARAMETER_BYTES} bytes of JSON at most", "record a digest of what is long")
    plain: dict[str, Any] = json.loads(written)
    if is_taken_for_bytes(plain):
        raise InputError("parameters", plain, "no list of small numbers (0 to 255 each)", "give each number its name, as in left, top, right, bottom")
    return plain


@dataclass(frozen=True)
class Step:
    action: str
    tool: Tool
    source_type: SourceType | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    ingredients: tuple[str, ...] = ()
    when: datetime | None = None

    def __post_init__(self) -> None:
        if self.action not in ACTIONS:
            raise InputError("action", self.action, f"one of {', '.join(ACTIONS)}", "use c2pa.edited for what no name fits")
        if self.when is not None and self.when.tzinfo is None:
            raise InputError("when", self.when.isoformat(), "a time with its zone", "pass datetime.now(UTC)")
        object.__setattr__(self, "parameters", checked_parameters(self.parameters))

    def definition(self) -> dict[str, Any]:
        """One entry of C2PA's `actions`."""
        action: dict[str, Any] = {"action": self.action, "softwareAgent": self.tool.agent()}
        if self.when is not None:
            action["when"] = self.when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        if self.source_type is not None:
            action["digitalSourceType"] = iptc(self.source_type)
        parameters: dict[str, Any] = {"ingredientIds": list(self.ingredients)} if self.ingredients else {}
        if self.parameters:
            parameters[PARAMETERS] = dict(self.parameters)
        if parameters:
            action["parameters"] = parameters
        return action


@dataclass(frozen=True)
class History:
    """A value: each call returns a longer one, and what was is never changed."""

    steps: tuple[Step, ...]
    ingredients: tuple[Ingredient, ...] = ()

    def __post_init__(self) -> None:
        if not self.steps or self.steps[0].action not in ORIGINS:
            raise InputError("steps", [step.action for step in self.steps], "begun by c2pa.created or c2pa.opened", "use History.begun or History.opened")
        if len(self.steps) > STEPS:
            raise InputError("steps", len(self.steps), f"{STEPS} at most", "merge a tool's small steps into one")

    @classmethod
    def begun(cls, tool: Tool, action: str, source_type: SourceType, parameters: Mapping[str, Any] | None = None, when: datetime | None = None) -> Self:
        """Content that did not exist before: captured, rendered, generated."""
        return cls((Step(action, tool, source_type, parameters or {}, (), when),))

    @classmethod
    def opened(cls, tool: Tool, parent: Ingredient, when: datetime | None = None) -> Self:
        """Content that another made and this tool changes."""
        return cls((Step(OPENED, tool, None, {}, (parent.label,), when),), (replace(parent, is_parent=True),))

    def step(
        self, tool: Tool, action: str, parameters: Mapping[str, Any] | None = None, source_type: SourceType | None = None, when: datetime | None = None
    ) -> Self:
        if action in ORIGINS or action == PLACED:
            raise InputError("action", action, "a change of what is there", "use begun, opened or placed")
        return replace(self, steps=(*self.steps, Step(action, tool, source_type, parameters or {}, (), when)))

    def placed(self, tool: Tool, ingredient: Ingredient, parameters: Mapping[str, Any] | None = None, when: datetime | None = None) -> Self:
        """Another's content put into this."""
        step = Step(PLACED, tool, ingredient.source_type, parameters or {}, (ingredient.label,), when)
        held = self.ingredients if any(i.label == ingredient.label for i in self.ingredients) else (*self.ingredients, replace(ingredient, is_parent=False))
        return replace(self, steps=(*self.steps, step), ingredients=held)

    @property
    def source_type(self) -> SourceType:
        """What the chain record says. Whatever has generated parts is GENERATED; else whatever was opened, placed into or changed is EDITED."""
        said = {step.source_type for step in self.steps} | {ingredient.source_type for ingredient in self.ingredients}
        if SourceType.GENERATED in said:
            return SourceType.GENERATED
        first = self.steps[0].source_type
        changed = len(self.steps) > 1 or bool(self.ingredients)
        if changed or first is None:
            return SourceType.EDITED
        return first

    @property
    def tools(self) -> list[dict[str, Any]]:
        """Each step's tool, action and parameters, in order: what `tools_digest` stands for. Times are left out: they are the signer's to vouch for."""
        return [{"tool": step.tool.agent(), "action": step.action, "parameters": dict(step.parameters)} for step in self.steps]

    def tools_digest(self) -> bytes:
        """The record's `tools`: sha256 over the canonical JSON of `tools`."""
        return hashlib.sha256(canonical(self.tools)).digest()

    def parents(self) -> list[bytes]:
        """The record's `parents`: content ids of the ingredients that have a record, each once."""
        known = list(dict.fromkeys(i.content_id for i in self.ingredients if i.content_id is not None))
        if len(known) > PARENTS:
            raise InputError("parents", len(known), f"{PARENTS} recorded ingredients at most", "register a composite of some of them first and place that")
        return known

    def assertion(self) -> dict[str, Any]:
        """The C2PA assertion: `{label, data: {actions: [...]}}`."""
        return {"label": LABEL, "data": {"actions": [step.definition() for step in self.steps]}}

    def definition(self) -> dict[str, Any]:
        """What of a C2PA manifest definition a history knows: claim_generator_info, assertions, ingredients."""
        tools = list(dict.fromkeys(step.tool for step in self.steps))
        definition: dict[str, Any] = {"claim_generator_info": [tools[-1].agent()], "assertions": [self.assertion()]}
        if self.ingredients:
            definition["ingredients"] = [ingredient.definition() for ingredient in self.ingredients]
        return definition
