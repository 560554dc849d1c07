"""`assay sign`, `assay check`, `assay serve` and `assay authority`."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from assay import __version__, ids, keyfile
from assay.cli.options import Key, On, joined, member
from assay.errors import InputError
from assay.market import Chain
from assay.models.base import ZERO
from assay.models.identity import ContentRecord, SourceType
from assay.signatures import SoftwareKey
from rich.console import Console
from rich.logging import RichHandler

if TYPE_CHECKING:  # the media extra may not be installed
    from .bounded import Reader
    from .sign import Signer
    from .tools.history import History

commands = typer.Typer()
authority_commands = typer.Typer(no_args_is_help=True, help="Certificates for C2PA, of an authority of your own.")
commands.add_typer(authority_commands, name="authority")

INSTALL = "pip install 'assay[media,api]'"
FILE_DIGEST = "file_sha256"  # a parameter of the step: by it a retry knows what it signed before
GOOD_ANSWERS = ("valid now", "valid at signing")

KeyFile = Annotated[Path, typer.Option("--file", help="the subject's key, as `assay key make` wrote it")]
Trust = Annotated[Path | None, typer.Option("--trust", help="PEM file of the roots that are trusted to certify keys; without it, none is")]
MaybeOn = Annotated[str | None, typer.Option("--chain", help="as everywhere; not needed with --no-record", envvar="ASSAY_CHAIN")]


def _anchors(trust: Path | None) -> str:
    from .authority import load_chain

    if trust is None:
        return ""
    text = _text("trust", trust)
    load_chain(text)
    return text


def _text(field: str, path: Path) -> str:
    try:
        return path.read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(field, str(path), "a readable PEM file", f"{type(error).__name__}; name another") from None


# ---- sign


@dataclass(frozen=True)
class _Parent:
    path: Path
    mime: str
    digest: bytes
    content_id: bytes | None
    source_type: SourceType | None


@commands.command()
def sign(
    path: Path,
    file: KeyFile,
    certificate: Annotated[Path, typer.Option(help="the key's certificate chain (PEM), of `assay authority certify`")],
    out: Annotated[Path | None, typer.Option(help="where to write the signed file")] = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="change the file itself")] = False,
    source: Annotated[str, typer.Option(help="capture, edited, rendered or generated")] = "capture",
    parent: Annotated[list[Path] | None, typer.Option(help="a file that this was made of; the first is what was edited")] = None,
    tool: Annotated[str, typer.Option(help="what made or changed it, as name/version")] = f"assay/{__version__}",
    record: Annotated[bool, typer.Option("--record/--no-record", help="record the content on chain too")] = True,
    on: MaybeOn = None,
    trust: Trust = None,
    key: Key = None,
) -> None:
    """Signs PATH by C2PA and records it on chain. The manifest goes into pictures, sounds and films, written to --out, and beside any other file.

    Safe to repeat: what was signed or recorded is not signed or recorded again. No file is written over, or changed unless --in-place says so.
    """
    from . import recording
    from .bounded import Reader
    from .formats import HEAD, detect
    from .read import likeness
    from .sign import Signer

    held = keyfile.load(file)
    kind = member("source", source, SourceType, "say where it comes from")
    signer = Signer(held.algorithm, held.public_key, _text("certificate", certificate), held.prove)
    if not path.is_file():
        raise InputError("path", str(path), "a file", "name the file to sign")
    with path.open("rb") as opened:
        embeds = detect(opened.read(HEAD)).embeds
    if embeds and (out is None) == (not in_place):
        raise InputError("out", str(out), "given, or --in-place, and not both", "say where the signed file is to be written")
    if not embeds and (out is not None or in_place):
        raise InputError("out", str(out), "left out for this format", "its manifest is written beside it; the file itself stays as it is")
    chain = _able(held, on, key) if record else None
    with Reader() as reader:
        anchors = _anchors(trust)
        parents = [_parent(p, chain, reader, anchors) for p in parent or []]
        target = path if in_place or not embeds else out
        assert target is not None
        claim_hash, digest, is_new = _signed(path, target, signer, kind, tool, parents, reader, anchors, embeds=embeds, in_place=in_place)
        console = Console()
        written = target if embeds else target.with_name(f"{target.name}.c2pa")
        console.print(f"{written}: {'signed' if is_new else 'was signed by this key before'}", highlight=False, soft_wrap=True)
        if chain is None:
            return
        soft = likeness(target, reader).soft_binding if embeds else None
        made = recording.record(chain, held, recording.content_of(claim_hash, _history(kind, tool, digest, parents), soft or ZERO))
    console.print(f"record {made.content_id.hex()} {'is on chain' if made.is_new else 'was on chain before'}", highlight=False, soft_wrap=True)


def _able(held: SoftwareKey, on: str | None, key: str | None) -> Chain:
    """A connection to a chain on which the key may record: said before anything is written."""
    if on is None:
        raise InputError("chain", on, "named", "say --chain, or --no-record")
    chain = joined(on, key)
    found = chain.identity.key(ids.key_id(held.algorithm, held.public_key))
    if found is None:
        raise InputError("file", ids.key_id(held.algorithm, held.public_key), "a key that a subject has registered", "`assay key add` it, or say --no-record")
    if (status := found.status(chain.now())).name != "VALID":
        raise InputError("file", found.key_id, f"a key in force, and it is {status.name.lower()}", "sign with another of the subject's keys")
    return chain


def _digest(path: Path) -> bytes:
    with path.open("rb") as opened:
        return file_digest(opened, "sha256").digest()


def _parent(path: Path, chain: Chain | None, reader: Reader, anchors: str) -> _Parent:
    """A file that went in, with its record where its own signer made one."""
    from .formats import HEAD, detect
    from .read import read

    reading = read(path, reader, anchors=anchors)
    with path.open("rb") as opened:
        mime = detect(opened.read(HEAD)).mime
    found, manifest = None, reading.manifest
    if chain and manifest and manifest.algorithm and manifest.public_key:
        key_id = ids.key_id(manifest.algorithm, manifest.public_key)
        found = chain.identity.content(ids.content_id(chain.deployment().identity, key_id, manifest.claim_hash))
    return _Parent(path, mime, _digest(path), found.content_id if found else None, _source_of(found) or (manifest.source_type if manifest else None))


def _source_of(record: ContentRecord | None) -> SourceType | None:
    return SourceType(record.content.source_type) if record and record.content.source_type in list(SourceType) else None


def _history(kind: SourceType, tool: str, digest: bytes, parents: list[_Parent]) -> History:
    """What is said of the file; the same of the same arguments."""
    from .tools.history import CREATED, EDITED, History, Ingredient, Tool

    name, _, version = tool.rpartition("/")
    if not name:
        raise InputError("tool", tool, "name/version", "write for instance GIMP/3.0")
    by, now, parameters = Tool(name, version), datetime.now(UTC), {FILE_DIGEST: digest.hex()}
    parts = [Ingredient(p.path.name, p.mime, p.digest, p.content_id, source_type=p.source_type) for p in parents]
    if kind is SourceType.EDITED:
        if not parts:
            raise InputError("parent", None, "given for what was edited", "name the file that it was made from")
        history = History.opened(by, parts.pop(0), now).step(by, EDITED, parameters, kind, now)
    else:
        history = History.begun(by, CREATED, kind, parameters, now)
    for part in parts:
        history = history.placed(by, part, when=now)
    return history


def _signed(
    path: Path, target: Path, signer: Signer, kind: SourceType, tool: str, parents: list[_Parent], reader: Reader, anchors: str, *, embeds: bool,
    in_place: bool,
) -> tuple[bytes, bytes, bool]:  # fmt: skip
    """Signs, unless this key signed this file into the target before. Returns the claim's hash, the digest of what was signed, and whether it is new."""
    from .read import beside, read
    from .sign import sign as sign_into
    from .sign import sign_sidecar
    from .tools.history import PARAMETERS

    digest = _digest(path)
    files = [p.path for p in parents]
    if target.is_file() and (embeds or beside(target)):
        manifest = read(target, reader, anchors=anchors).manifest
        if manifest and not manifest.breaches and (manifest.algorithm, manifest.public_key) == (signer.algorithm, signer.public_key):
            steps = [a.get("parameters", {}).get(PARAMETERS, {}) for a in manifest.actions]
            said = next((str(s[FILE_DIGEST]) for s in steps if FILE_DIGEST in s), "")
            if said == digest.hex() or (in_place and said):
                history = _history(kind, tool, bytes.fromhex(said), parents)
                if manifest.source_type != history.source_type:
                    raise InputError("source", kind.name.lower(), "what was said when it was signed before", "repeat the same arguments, or name another --out")
                return manifest.claim_hash, bytes.fromhex(said), False
    history = _history(kind, tool, digest, parents)
    if embeds:
        made = sign_into(
            path, None if in_place else target, signer, history, ingredients=files, reader=reader, anchors=anchors, title=path.name, in_place=in_place
        )
    else:
        made = sign_sidecar(path, signer, history, ingredients=files, reader=reader, anchors=anchors)
    return made.claim_hash, digest, True


# ---- check


@commands.command()
def check(
    path: Path,
    on: On,
    trust: Trust = None,
    sidecar: Annotated[Path | None, typer.Option(help="its manifest, where that is neither inside nor beside it under its own name")] = None,
    index: Annotated[Path | None, typer.Option(help="a file that keeps what was read of the chain, for the next time")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    key: Key = None,
) -> None:
    """One of five answers about PATH, and why: valid now, valid at signing (exit code 0), flagged, unknown, tampered (1)."""
    from .bounded import Reader
    from .check import check as answer_about
    from .page.plain import plain
    from .registry import MEMORY, ChainRegistry

    anchors = _anchors(trust)
    registry = ChainRegistry(joined(on, key), MEMORY if index is None else index)
    try:
        registry.follow()
        with Reader() as reader:
            verdict = answer_about(path, registry, reader, anchors, sidecar)
    finally:
        registry.close()
    console = Console()
    if as_json:
        typer.echo(json.dumps(verdict.model_dump(mode="json"), indent=2))
    else:
        tone = "green" if verdict.answer.value in GOOD_ANSWERS else "red" if verdict.answer.value in ("flagged", "tampered") else "yellow"
        console.print(f"[bold {tone}]{verdict.answer.value}[/]{' (by its looks)' if verdict.distance is not None else ''}", highlight=False)
        for why in verdict.why:
            console.print(f"  {plain(why.words, 600)}", markup=False, highlight=False, soft_wrap=True)
    if verdict.answer.value not in GOOD_ANSWERS:
        raise typer.Exit(1)


# ---- serve


@commands.command()
def serve(
    on: On,
    trust: Trust = None,
    host: str = "127.0.0.1",
    port: int = 8020,
    index: Annotated[Path | None, typer.Option(help="a file that keeps what was read of the chain, for the next start")] = None,
    max_mib: Annotated[int, typer.Option(help="most of an upload, in MiB")] = 64,
    at_once: Annotated[int, typer.Option(help="most files that are looked at at once; beyond it callers get 429")] = 8,
    grace_secs: Annotated[int, typer.Option(help="how long callers are still answered after SIGTERM")] = 10,
    key: Key = None,
) -> None:
    """Serves the page on which a file is dropped and its story is told. It only reads the chain; what it was sent is deleted when it has answered."""
    try:
        import uvicorn

        from .page.app import Desk, Limits, create
    except ModuleNotFoundError as missing:
        raise InputError("serve", missing.name, "installed", INSTALL) from None
    from .bounded import Reader
    from .registry import MEMORY

    if not 1 <= max_mib <= 1_024 or not 1 <= at_once <= 64 or grace_secs < 1:
        raise InputError("limits", [max_mib, at_once, grace_secs], "positive, max_mib at most 1,024 and at_once 64", "correct them")
    logging.basicConfig(level=logging.INFO, format="%(message)s", handlers=[RichHandler(show_path=False)])
    logging.getLogger("httpx").setLevel(logging.WARNING)
    limits = Limits(upload_bytes=max_mib * 2**20, at_once=at_once)
    desk = Desk(joined(on, key), _anchors(trust), Reader(), limits, MEMORY if index is None else index)
    try:
        desk.follow()
        Console().print(f"http://{host}:{port}", highlight=False)
        uvicorn.run(create(desk), host=host, port=port, timeout_graceful_shutdown=grace_secs, server_header=False, log_config=None)
    finally:
        desk.close()


# ---- authority


@authority_commands.command()
def make(folder: Path, name: str = "an authority") -> None:
    """Makes an authority in FOLDER (outside any git repository; keys with mode 0600). FOLDER/root.pem is what others pass as --trust."""
    from .authority import Authority

    Authority.create(name).save(folder)
    Console().print(f"an authority is in {folder}; its root, to be trusted by others, is {folder / 'root.pem'}", highlight=False, soft_wrap=True)


@authority_commands.command()
def certify(
    folder: Path,
    file: Annotated[Path, typer.Argument(metavar="KEY", help="the key's file: it signs that it is there")],
    name: str,
    out: Annotated[Path, typer.Option(help="where to write the certificate chain (PEM)")],
    days: float = 365,
) -> None:
    """Certifies the key in a file under NAME, which is public: a DID or a pseudonym."""
    from .authority import Authority

    held = keyfile.load(file)
    chain = Authority.open(folder).certify(held.algorithm, held.public_key, name, held.prove, valid_secs=int(days * 86_400))
    try:
        with out.open("x") as written:
            written.write(chain)
    except OSError as error:
        raise InputError("out", str(out), "a new file in an existing folder", f"{type(error).__name__}; name another") from None
    Console().print(f"{out}: certificate of key {ids.key_id(held.algorithm, held.public_key).hex()}", highlight=False, soft_wrap=True)
