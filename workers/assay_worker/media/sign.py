"""Signs media with subjects' keys: a C2PA manifest inside the file, or beside it for whatever else there is."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import c2pa
from assay.errors import InputError
from assay.models.identity import Algorithm
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from .authority import MAX_CHAIN, load_chain, public_key_of
from .bounded import Reader
from .claim import MANIFEST_BYTES, Claim, Signature, active_claim
from .errors import ManifestTooLarge, OutputExists, SigningFailed, UnreadableIngredient, UnsupportedMedia
from .formats import HEAD, Format, check_whole, detect
from .read import SIDECAR, Outcome, read_bytes
from .settings import NOBODY, settings

MEDIA_BYTES = 256 * 2**20  # what is signed goes through memory
MAX_INGREDIENTS = 16
LABEL = "xmp:iid:"  # with 32 hexadecimal digits of the file's sha256: how a history names an ingredient
ALGORITHMS = {Algorithm.P256: c2pa.C2paSigningAlg.ES256, Algorithm.ED25519: c2pa.C2paSigningAlg.ED25519}


class Provenance(Protocol):
    """What was done to a content: tools.history.History, or anything that can say it the same way."""

    def definition(self) -> Mapping[str, Any]:
        """Of a C2PA manifest: claim_generator_info, assertions (c2pa.actions.v2), ingredients."""
        ...


@dataclass(frozen=True)
class Signer:
    """A key with its certificate chain (PEM, end entity first). `prove` signs any bytes where the key is: Ed25519, or P-256 as r || s over their sha256."""

    algorithm: Algorithm
    public_key: bytes
    chain: str
    prove: Callable[[bytes], bytes]

    def __post_init__(self) -> None:
        if self.algorithm not in ALGORITHMS:
            raise InputError("algorithm", self.algorithm, "P-256 or Ed25519", "C2PA knows no other key of ours: add one to the subject")
        chain = load_chain(self.chain)
        if public_key_of(chain[0]) != (self.algorithm, self.public_key):
            raise InputError("chain", self.chain, "of this key", "pass what Authority.certify returned for it")
        if len(chain) > MAX_CHAIN:
            raise InputError("chain", len(chain), f"{MAX_CHAIN} certificates at most", "leave the root out")

    @property
    def fingerprint(self) -> bytes:
        """Of the certificate."""
        return x509.load_pem_x509_certificate(self.chain.encode()).fingerprint(SHA256())


@dataclass(frozen=True)
class Signed:
    """`path` is the signed file, `sidecar` its manifest's where that is not inside. `manifest` is the manifest store (JUMBF)."""

    path: Path
    sidecar: Path | None
    manifest: bytes
    claim: Claim

    @property
    def claim_hash(self) -> bytes:
        """What the content record on chain holds."""
        return self.claim.claim_hash

    @property
    def label(self) -> str:
        return self.claim.label


def sign(
    path: Path,
    out: Path | None,
    signer: Signer,
    history: Provenance,
    *,
    ingredients: Sequence[Path] = (),
    reader: Reader | None = None,
    anchors: str = NOBODY,
    title: str | None = None,
    in_place: bool = False,
) -> Signed:
    """Writes the file with its manifest inside to `out`, whole or not at all; over `path` only if told `in_place`.

    `ingredients` are the files that the history names; `reader` looks at each of them within bounds first, and trusts `anchors`.
    Errors: UnsupportedMedia, TruncatedMedia, OutputExists, ManifestTooLarge, UnreadableIngredient, SigningFailed.
    """
    if (out is None) != in_place:
        raise InputError("out", str(out), "given, or in_place", "say where to write, or in_place=True to have the file itself changed")
    target = out or path
    if out is not None and out.exists():
        raise OutputExists("is there already; nothing was written", out)
    data, form = _whole(path)
    if not form.embeds:
        raise UnsupportedMedia("no manifest can be put into this format; sign_sidecar puts it beside the file", path)
    signed = io.BytesIO()
    store = _sign(data, form, signed, signer, history, ingredients, reader, anchors, title or path.name, path)
    _write(target, signed.getbuffer(), path.stat().st_mode & 0o777, replace=in_place)
    return Signed(target, None, *store)


def sign_sidecar(
    path: Path,
    signer: Signer,
    history: Provenance,
    *,
    sidecar: Path | None = None,
    ingredients: Sequence[Path] = (),
    reader: Reader | None = None,
    anchors: str = NOBODY,
    title: str | None = None,
) -> Signed:
    """Writes the manifest of any file, bound to all its bytes, to `sidecar` (`<path>.c2pa` unless said). The file itself is only read.

    Errors: as sign, without UnsupportedMedia.
    """
    target = sidecar or path.with_name(path.name + SIDECAR)
    if target.exists():
        raise OutputExists("is there already; nothing was written", target)
    data, form = _whole(path)
    store = _sign(data, form, None, signer, history, ingredients, reader, anchors, title or path.name, path)
    _write(target, store[0], 0o644, replace=False)
    return Signed(path, target, *store)


# ---- steps


def _whole(path: Path) -> tuple[bytes, Format]:
    if not path.is_file():
        raise InputError("path", str(path), "a file", "pass the path of a regular file")
    size = path.stat().st_size
    if not 0 < size <= MEDIA_BYTES:
        raise InputError("path", size, f"a file of 1 to {MEDIA_BYTES} bytes", "sign a part of it, or a side-car of its hash list")
    data = path.read_bytes()
    form = detect(data[:HEAD])
    check_whole(io.BytesIO(data), form)
    return data, form


@lru_cache(maxsize=8)
def _context(anchors: str) -> c2pa.Context:
    return c2pa.Context.from_dict(settings(anchors))


def _sign(
    data: bytes, form: Format, out: io.BytesIO | None, signer: Signer, history: Provenance, ingredients: Sequence[Path], reader: Reader | None, anchors: str,
    title: str, path: Path,
) -> tuple[bytes, Claim]:  # fmt: skip
    definition = dict(history.definition())
    named = list(definition.pop("ingredients", []))
    parts = _parts(named, ingredients, reader, anchors)
    failed: list[Exception] = []

    def prove(message: bytes) -> bytes:
        try:
            return signer.prove(message)
        except Exception as error:
            failed.append(error)
            raise

    definition |= {"title": title, "format": form.mime, "ingredients": [n for n in named if n.get("instance_id") not in parts]}
    try:
        builder = c2pa.Builder(definition, context=_context(anchors))
    except c2pa.C2paError as error:
        if "TooLong" in str(error):
            raise ManifestTooLarge(f"the history is longer than C2PA's library takes ({error}); nothing was written", path) from error
        raise InputError("history", str(error), "a C2PA manifest definition", "record steps with tools.history.History") from error
    try:
        with builder, c2pa.Signer.from_callback(prove, ALGORITHMS[signer.algorithm], signer.chain) as native:
            for label, (entry, mime, content) in parts.items():
                builder.add_ingredient(entry | {"label": label}, mime, io.BytesIO(content))
            if out is None:
                builder.set_no_embed()
            store = builder.sign(native, form.mime, io.BytesIO(data), out or io.BytesIO())
    except c2pa.C2paError as error:
        if failed:
            raise SigningFailed(f"the key did not sign: {failed[0]}", path) from failed[0]
        if isinstance(error, c2pa.C2paError.Signature):
            raise SigningFailed(str(error), path) from error
        raise UnsupportedMedia(f"C2PA's library does not take it: {error}", path) from error
    if len(store) > MANIFEST_BYTES:
        raise ManifestTooLarge(f"the manifest has {len(store)} bytes, more than {MANIFEST_BYTES}; nothing was written", path)
    claim = active_claim(store)
    if Signature.of(claim).key(claim) != (signer.algorithm, signer.public_key):
        raise SigningFailed("what the key signed does not hold under its certificate; nothing was written", path)
    return store, claim


def _parts(named: Sequence[Mapping[str, Any]], files: Sequence[Path], reader: Reader | None, anchors: str) -> dict[str, tuple[dict[str, Any], str, bytes]]:
    """The history's ingredients that there are files of, by label, each looked at within bounds before C2PA's library sees it in this process."""
    if files and reader is None:
        raise InputError("reader", None, "a bounded.Reader where there are ingredients", "ingredients come from elsewhere: pass a Reader to look at them")
    if len(files) > MAX_INGREDIENTS:
        raise InputError("ingredients", len(files), f"{MAX_INGREDIENTS} files at most", "sign a composite of some of them first")
    entries = {str(entry.get("instance_id")): dict(entry) for entry in named}
    parts = {}
    for file in files:
        data, form = _whole(file)
        label = f"{LABEL}{sha256(data).digest()[:16].hex()}"
        if label not in entries:
            raise InputError("ingredients", str(file), "named by the history", "open or place it in the history first; it may have changed since")
        assert reader is not None
        reading = read_bytes(data, reader, anchors)
        if reading.outcome not in (Outcome.READ, Outcome.NO_MANIFEST):
            raise UnreadableIngredient(f"{reading.outcome}: {reading.detail}", file)
        parts[label] = (entries[label], form.mime, data)
    return parts


@contextmanager
def _beside(target: Path) -> Iterator[tuple[int, Path]]:
    """A new file in the target's folder, gone again if it is not renamed."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise InputError("out", str(target), f"in a folder that can be written to ({error.strerror})", "choose another") from error
    try:
        yield descriptor, Path(name)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def _write(target: Path, content: bytes | memoryview, mode: int, *, replace: bool) -> None:
    with _beside(target) as (descriptor, part):
        with open(descriptor, "wb") as file:
            file.write(content)
            os.fchmod(file.fileno(), mode)
        if replace:
            part.replace(target)
            return
        try:
            _appear(part, target)
        except FileExistsError:
            raise OutputExists("is there already; nothing was written", target) from None


def _appear(part: Path, target: Path) -> None:
    """Gives the part its name, unless a file of that name has appeared meanwhile, which a rename would write over."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: the name is taken first
        os.close(os.open(target, os.O_CREAT | os.O_EXCL))
        part.replace(target)
