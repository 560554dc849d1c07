"""Rows of an epoch's dataset with what proves each of them: JSON lines that anyone checks against the root on a chain.

A proof is {"epoch_id", "index", "row", "path"}, in hex. A line is one proof, or what export.py writes: something to train on whose "sources" are proofs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from assay.cli.options import Key, On, id32, joined
from assay.commit.judgments import ROW_BYTES
from assay.commit.merkle import fold_path, leaf_hash
from assay.errors import InputError
from assay.market import Chain
from assay.models.base import ZERO
from assay.models.rewards import EpochState
from rich.console import Console

from .epoch import Files

commands = typer.Typer(no_args_is_help=True, help="Training data of campaigns, each row provable.")


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a posting says of an epoch's dataset."""

    root: bytes
    rows: int
    standing: str


@dataclass(frozen=True, slots=True)
class Verified:
    """How many lines and proofs were checked, and by epoch how many of its rows the file has."""

    lines: int
    proofs: int
    rows: dict[bytes, int]


def proof(epoch_id: bytes, files: Files, index: int) -> dict[str, Any]:
    """The proof of one row."""
    tree = files.dataset
    if tree is None or not 0 <= index < len(files.rows):
        raise InputError("index", index, f"below {len(files.rows)}", "rows count from 0")
    return {"epoch_id": "0x" + epoch_id.hex(), "index": index, "row": "0x" + files.rows[index].tobytes().hex(), "path": "0x" + tree.path(index).hex()}


def write(path: Path, epoch_id: bytes, files: Files) -> int:
    """Writes all rows of an epoch with their proofs; how many there are."""
    with path.open("w") as out:
        for index in range(len(files.rows)):
            out.write(json.dumps(proof(epoch_id, files, index), separators=(",", ":")) + "\n")
    return len(files.rows)


def verify(path: Path, anchor_of: Callable[[bytes], Anchor]) -> Verified:
    """Checks every proof of a file. Raises InputError, naming the line, for one that does not hold, for a row that a file of bare rows has twice, and for a
    line that proves nothing."""
    if not path.is_file():
        raise InputError("file", str(path), "a file of JSON lines", "write one with `assay dataset export`")
    anchors: dict[bytes, Anchor] = {}
    seen: dict[bytes, set[int]] = {}
    lines = proofs = 0
    with path.open("rb") as given:
        for lines, raw in enumerate(given, 1):
            bare, found = _proofs(raw, lines)
            for one in found:
                epoch_id, index, row, siblings = _parsed(one, lines)
                if epoch_id not in anchors:
                    anchors[epoch_id] = anchor_of(epoch_id)
                anchor = anchors[epoch_id]
                if fold_path(leaf_hash(row), index, anchor.rows, siblings) != anchor.root:
                    raise InputError(f"line {lines}", index, f"a row under the root {anchor.root.hex()}", "it was changed, or is of another posting")
                rows = seen.setdefault(epoch_id, set())
                if bare and index in rows:
                    raise InputError(f"line {lines}", index, "a row that is not there yet", "leave the second out")
                rows.add(index)
                proofs += 1
    return Verified(lines, proofs, {epoch_id: len(rows) for epoch_id, rows in seen.items()})


def _proofs(raw: bytes, number: int) -> tuple[bool, list[Any]]:
    try:
        thing = json.loads(raw)
    except ValueError:
        thing = None
    if not isinstance(thing, dict):
        raise InputError(f"line {number}", raw, "a JSON object", "see docs/datasets.md")
    if "sources" not in thing:
        return True, [thing]
    if not isinstance(thing["sources"], list) or not thing["sources"]:
        raise InputError(f"line {number}", raw, "with a source at least", "see docs/datasets.md")
    return False, thing["sources"]


def _parsed(one: Any, number: int) -> tuple[bytes, int, bytes, bytes]:
    try:
        epoch_id, row, path = (bytes.fromhex(one[name].removeprefix("0x")) for name in ("epoch_id", "row", "path"))
        index = one["index"]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError(f"line {number}", str(one), "with epoch_id, index, row and path", "export it with proofs") from None
    if len(epoch_id) != 32 or len(row) != ROW_BYTES or type(index) is not int:
        raise InputError(f"line {number}", str(one), f"an epoch's id of 32 bytes, an index and a row of {ROW_BYTES} bytes", "export it anew")
    return epoch_id, index, row, path


def on_chain(chain: Chain) -> Callable[[bytes], Anchor]:
    """Anchors as a chain has them now."""

    def anchor_of(epoch_id: bytes) -> Anchor:
        epoch = chain.rewards.epoch(epoch_id)
        if epoch is None or epoch.state is EpochState.OPEN or epoch.posting.dataset_root == ZERO:
            raise InputError("epoch_id", epoch_id, "an epoch whose dataset is posted", f"on {chain.name} it is {epoch.state.name if epoch else 'unknown'}")
        final = epoch.state is not EpochState.SUSPENDED and 0 < epoch.claim_from <= chain.now()
        standing = "final" if final else "suspended" if epoch.state is EpochState.SUSPENDED else f"can be refuted until {epoch.claim_from}"
        return Anchor(epoch.posting.dataset_root, epoch.posting.row_count, standing)

    return anchor_of


def given(root: bytes, rows: int) -> Callable[[bytes], Anchor]:
    """One anchor, for a file of one epoch."""
    first: list[bytes] = []

    def anchor_of(epoch_id: bytes) -> Anchor:
        first.append(epoch_id)
        if len(first) > 1:
            raise InputError("epoch_id", epoch_id, f"{first[0].hex()} throughout", "a file of several epochs is checked against a chain")
        return Anchor(root, rows, "as given")

    return anchor_of


# ---- commands

Given = Annotated[str | None, typer.Option("--root", help="the dataset's root, where no chain is asked")]
Count = Annotated[int, typer.Option("--rows", help="how many rows the root is over")]
NoChain = Annotated[str | None, typer.Option("--chain", help="where the epochs are posted", envvar="ASSAY_CHAIN")]
Shape = Annotated[str, typer.Option("--form", help="preference, unpaired, stepwise, openrlhf-preference, openrlhf-unpaired or openrlhf-stepwise")]


@commands.command("verify")
def verify_file(file: Path, root: Given = None, rows: Count = 0, chain: NoChain = None, key: Key = None) -> None:
    """Checks every row of FILE against the root that its epoch's posting has on a chain, or against --root and --rows."""
    if root is None and chain is None:
        raise InputError("root", root, "given, or else --chain", "say against what to check")
    if root is not None and rows < 1:
        raise InputError("rows", rows, "at least 1 with --root", "a root binds a number of rows")
    anchor_of = given(id32("root", root), rows) if root is not None else on_chain(joined(chain or "", key))
    anchors: dict[bytes, Anchor] = {}

    def remembered(epoch_id: bytes) -> Anchor:
        anchors[epoch_id] = anchor_of(epoch_id)
        return anchors[epoch_id]

    done = verify(file, remembered)
    console = Console()
    console.print(f"{done.lines:,} lines, {done.proofs:,} proofs: all hold", highlight=False)
    for epoch_id, count in done.rows.items():
        anchor = anchors[epoch_id]
        console.print(f"epoch 0x{epoch_id.hex()}: {count:,} of {anchor.rows:,} rows, {anchor.standing}", highlight=False, soft_wrap=True)


@commands.command("export")
def export_directory(directory: Path, campaign: str, file: Path, form: Shape = "preference", merged: bool = False, proofs: bool = True) -> None:
    """Writes the training data of a campaign's DIRECTORY to FILE, weighted by quality; --merged: one line a task instead of one a judgment."""
    from .export import Shape as Known
    from .export import export

    if form not in list(Known):
        raise InputError("form", form, f"one of {', '.join(Known)}", "name one")
    count = export(directory, id32("campaign", campaign), Known(form), file, merged=merged, proofs=proofs)
    Console().print(f"{file}: {count:,} lines", highlight=False, soft_wrap=True)


@commands.command("reward-model")
def reward_model(seed: int = 1) -> None:
    """Trains small reward models on seven synthetic verticals with 30 % spam, on raw labels and weighted by quality, and prints how often each is right."""
    from .reward_model import compare, table

    rows = compare(seed)
    console = Console()
    console.print(table(rows))
    behind = [row.vertical for row in rows if not row.better]
    console.print(f"weighting does not help in {', '.join(behind)}" if behind else "weighting by quality is better in every vertical", highlight=False)


@commands.command("rebuild")
def rebuild_campaign(directory: Path, campaign: str, on: On, key: Key = None) -> None:
    """Computes all postings of a campaign anew from the chain's events and the campaign's DIRECTORY, and says what differs."""
    from .campaign_files import rebuild

    done = rebuild(joined(on, key), id32("campaign", campaign), directory)
    console = Console()
    for one in _first(done.differs):
        console.print(one, highlight=False, soft_wrap=True)
    console.print(f"equal: {done.equal}   {len(done.compared)} figures compared")
    if not done.equal:
        raise typer.Exit(1)


def _first(differs: tuple[str, ...], most: int = 50) -> Iterator[str]:
    yield from differs[:most]
    if len(differs) > most:
        yield f"... and {len(differs) - most} more"
