"""What a file says of itself: its manifest, whose key signed it, and whether both hold. Read at arm's length (bounded.Reader)."""

from __future__ import annotations

import os
from base64 import b64decode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

from assay.errors import InputError
from assay.models.base import Bytes, Bytes32, Model
from assay.models.identity import Algorithm, SourceType
from pydantic import ValidationError

from .bounded import Reader
from .reading_process import Answer
from .settings import NOBODY

SIDECAR = ".c2pa"
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
# Which of the four kinds of identity a digital source type of the IPTC is. A part that was generated makes the whole GENERATED, one that was changed
# EDITED: the first of these that a claim's actions name.
SOURCES: tuple[tuple[SourceType, tuple[str, ...]], ...] = (
    (SourceType.GENERATED, ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic", "trainedAlgorithmicData")),
    (SourceType.EDITED, ("humanEdits", "algorithmicallyEnhanced", "composite", "compositeCapture", "minorHumanEdits")),
    (SourceType.RENDERED, ("digitalCreation", "digitalArt", "virtualRecording", "algorithmicMedia", "dataDrivenMedia", "screenCapture")),
    (SourceType.CAPTURE, ("digitalCapture", "computationalCapture", "negativeFilm", "positiveFilm", "print")),
)
# Codes of C2PA that are about how much a certificate is worth and when, not about whether the file is as it was signed.
EXPIRY = frozenset({"signingCredential.expired", "claimSignature.outsideValidity"})
TRUST = frozenset({"signingCredential.untrusted", "signingCredential.invalid"}) | EXPIRY


class Outcome(StrEnum):
    """What came of reading. All but READ and NO_MANIFEST are about the file's being too much, or no whole file."""

    READ = "read"
    NO_MANIFEST = "no_manifest"
    TRUNCATED = "truncated"
    UNREADABLE = "unreadable"
    MANIFEST_TOO_LARGE = "manifest_too_large"
    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"
    CRASHED = "crashed"


class Failure(Model):
    """One of C2PA's own findings, by its code."""

    code: str
    explanation: str


class Ingredient(Model):
    """What the content was made from. `claim_hash` is None where that carries no manifest."""

    title: str
    relationship: str
    claim_hash: Bytes32 | None


class Manifest(Model):
    """A file's active manifest. `algorithm` and `public_key` are of the key whose signature over the claim holds, None where none does that a subject could
    have registered. `certificates` (DER, end entity first) are what it says of that key; `state` is C2PA's word for it."""

    mime: str
    label: str
    state: str
    failures: tuple[Failure, ...]
    claim_hash: Bytes32
    algorithm: Algorithm | None
    public_key: Bytes | None
    certificates: tuple[Bytes, ...]
    title: str | None
    generator: tuple[str, ...]
    actions: tuple[dict[str, Any], ...]
    ingredients: tuple[Ingredient, ...]
    is_embedded: bool

    @property
    def source_type(self) -> SourceType | None:
        """Where the content comes from, as its claim says; None where it says nothing that is known."""
        named = {str(a.get("digitalSourceType", "")).rsplit("/", 1)[-1] for a in self.actions}
        found = next((kind for kind, terms in SOURCES if named & set(terms)), None)
        # Whoever opened another's content and did something to it edited it, whatever that was.
        opened = any(a.get("action") in ("c2pa.opened", "c2pa.placed") for a in self.actions)
        return SourceType.EDITED if opened and found is not SourceType.GENERATED else found

    @property
    def breaches(self) -> tuple[Failure, ...]:
        """What shows that the file is not as it was signed."""
        return tuple(f for f in self.failures if f.code not in TRUST)


class Reading(Model):
    """`manifest` is there when the outcome is READ; `detail` says more, in plain words."""

    outcome: Outcome
    detail: str = ""
    manifest: Manifest | None = None


class Likeness(Model):
    """What a picture looks like (docs/soft-binding.md). `soft_binding` is what its record holds, None where there is too little in it to be found by.
    `looks` are the hashes under which to look for what it may be a copy of, `turned` those of the picture turned and mirrored."""

    soft_binding: Bytes32 | None = None
    looks: tuple[Bytes32, ...] = ()
    turned: tuple[Bytes32, ...] = ()
    detail: str = ""


def beside(path: Path) -> Path | None:
    """The side-car of a file, where there is one: `photo.jpg.c2pa` (as `sign_sidecar` names it), or `photo.c2pa` (as c2patool does)."""
    return next((p for p in (path.with_name(path.name + SIDECAR), path.with_suffix(SIDECAR)) if p != path and p.is_file()), None)


@contextmanager
def _opened(path: Path, field: str) -> Iterator[int]:
    if not path.is_file():
        raise InputError(field, str(path), "a file", "pass the path of a regular file")
    with path.open("rb") as file:
        yield file.fileno()


def read(path: Path, reader: Reader, sidecar: Path | None = None, anchors: str = NOBODY) -> Reading:
    """Reads a file, with the side-car that is named or lies beside it. `anchors` (PEM) are the roots whose certificates are trusted.

    Never raises over what is in the file: that is the outcome.
    """
    aside = sidecar or beside(path)
    with ExitStack() as stack:
        media = stack.enter_context(_opened(path, "path"))
        return _parsed(reader.read(media, stack.enter_context(_opened(aside, "sidecar")) if aside else None, anchors))


def read_bytes(data: bytes, reader: Reader, anchors: str = NOBODY) -> Reading:
    """Reads what is in memory: for whoever goes on with these very bytes."""
    with open(os.memfd_create("media"), "w+b") as file:
        file.write(data)
        file.flush()
        return _parsed(reader.read(file.fileno(), None, anchors))


def _parsed(said: Answer) -> Reading:
    # It comes from a process that a hostile file may have spoken through: it is checked like any other input.
    try:
        outcome, detail = Outcome(said.pop("outcome")), str(said.pop("detail"))
        if outcome is not Outcome.READ:
            return Reading(outcome=outcome, detail=detail)
        said["certificates"] = tuple(b64decode(c, validate=True) for c in said["certificates"])
        return Reading(outcome=outcome, detail=detail, manifest=Manifest.model_validate(said))
    except (ValidationError, InputError, KeyError, ValueError, TypeError, AttributeError) as error:
        return Reading(outcome=Outcome.CRASHED, detail=f"the answer is none: {type(error).__name__}")


def likeness(path: Path, reader: Reader) -> Likeness:
    """What a picture looks like, by which its record is found when its manifest is lost. Nothing, for what is no picture."""
    with _opened(path, "path") as media:
        said = reader.find(media)
    outcome, detail = said.pop("outcome", ""), str(said.pop("detail", ""))
    if outcome != "found":
        return Likeness(detail=detail)
    try:
        return Likeness(**said)
    except (InputError, TypeError):
        return Likeness(detail="the answer is none")
