"""A campaign's directory, and whether the chain's postings follow from it (docs/datasets.md).

rubric.jsonl  tasks.jsonl  gold.jsonl  epochs/<number>/leaves.jsonl  epochs/<number>/rows.jsonl
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import numpy as np
from assay.commit.judgments import ROW_BYTES
from assay.commit.sumtree import Leaf
from assay.errors import InputError
from assay.market import Chain
from assay.models.base import U32, U64, Address, Bytes, Model
from assay.models.rewards import EpochPosted, Posting

from . import templates
from .assignment import counted
from .epoch import Files, Leaves, Revealed, build, history, rows_of
from .judgments import Batch, read
from .score import assess, scores
from .templates import Template, gold_of


class LeafLine(Model):
    """A line of leaves.jsonl."""

    worker: Address
    judgments: U32
    score: U64


class RowLine(Model):
    """A line of rows.jsonl."""

    row: Bytes


# ---- reading and writing


def publish(directory: Path, template: Template) -> dict[str, bytes]:
    """Writes a campaign's three files; its roots, as CampaignTerms takes them. A sponsor keeps gold.jsonl to itself until the gold's epoch is over."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, lines in _contents(template).items():
        _write(directory / name, lines)
    return templates.roots(template)


def _contents(template: Template) -> dict[str, list[bytes]]:
    return {
        "rubric.jsonl": templates.rubric_lines(template),
        "tasks.jsonl": templates.task_lines(template),
        "gold.jsonl": templates.gold_lines(template),
    }


def load(directory: Path) -> Template:
    """A campaign's questions from its directory. Raises InputError for a file that is missing or malformed."""
    return templates.from_lines(*(_read(directory / name) for name in ("rubric.jsonl", "tasks.jsonl", "gold.jsonl")))


def publish_epoch(directory: Path, number: int, files: Files) -> Path:
    """Writes an epoch's leaves and rows."""
    folder = directory / "epochs" / str(number)
    folder.mkdir(parents=True, exist_ok=True)
    leaves = (files.leaves[at] for at in range(len(files.leaves)))
    made = [LeafLine(worker=leaf.worker, judgments=leaf.judgments, score=leaf.score) for leaf in leaves]
    _write(folder / "leaves.jsonl", [templates.line(one.model_dump(mode="json")) for one in made])
    rows = files.rows.tobytes()
    _write(folder / "rows.jsonl", [templates.line({"row": "0x" + rows[at : at + ROW_BYTES].hex()}) for at in range(0, len(rows), ROW_BYTES)])
    return folder


def load_epoch(directory: Path, number: int) -> Files:
    """An epoch's leaves and rows as they were published, right or wrong. Raises InputError for a file that is missing or malformed."""
    folder = directory / "epochs" / str(number)
    leaves = [LeafLine(**templates.parsed("leaves", one)) for one in _read(folder / "leaves.jsonl")]
    rows = [RowLine(**templates.parsed("rows", one)).row for one in _read(folder / "rows.jsonl")]
    wrong = [row for row in rows if len(row) != ROW_BYTES]
    if wrong or not leaves:
        raise InputError("rows", wrong[0] if wrong else b"", f"{ROW_BYTES} bytes each, and a leaf at least", f"correct {folder}")
    return Files(Leaves.of([Leaf(one.worker, one.judgments, one.score) for one in leaves]), rows_of(rows))


def epochs(directory: Path) -> list[int]:
    """The epochs that have files."""
    folder = directory / "epochs"
    return sorted(int(path.name) for path in folder.iterdir() if path.name.isdecimal()) if folder.is_dir() else []


def _write(path: Path, lines: Sequence[bytes]) -> None:
    path.write_bytes(b"".join(one + b"\n" for one in lines))


def _read(path: Path) -> list[bytes]:
    if not path.is_file():
        raise InputError("file", str(path), "there", "get it from the campaign's sponsor or poster")
    return path.read_bytes().splitlines()


# ---- computing


def compute(template: Template, campaign_id: bytes, revealed: Mapping[int, Sequence[Revealed]], number: int) -> Files:
    """An epoch's files as its rule has them.

    A worker's quality is of all that was revealed up to this epoch, under the gold that there is; its score is that times what counts of this epoch. A batch
    that is refused counts nothing, and so does a second judgment of a worker on a task. Raises InputError where nobody scored.
    """
    rule = template.rule
    batches = [Batch(b.epoch, b.worker, b.records) for epoch, of_epoch in revealed.items() if epoch <= number for b in of_epoch]
    table, _ = read(template.questions, batches)
    if rule.redundancy:
        table = counted(table, campaign_id, np.arange(len(template.tasks), dtype=np.uint32), rule.per_worker, rule.redundancy)
    assessed = assess(table, gold_of(template), rule.floor_bps, rule.weights)
    in_epoch = np.bincount(table.worker[table.epoch == number], minlength=len(table.workers))
    earned = scores(assessed.bps, in_epoch)
    return build(revealed.get(number, ()), dict(zip(table.workers, earned.tolist(), strict=True)))


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was compared, and in words what differs."""

    compared: tuple[str, ...]
    differs: tuple[str, ...]

    @property
    def equal(self) -> bool:
        return not self.differs


def rebuild(chain: Chain, campaign_id: bytes, directory: Path) -> Rebuilt:
    """Computes every posting of a campaign that stands anew, from the chain's events and the campaign's files, and compares: the files' roots with the terms,
    each epoch's posting with what follows from them, and the epoch's published files, where there are any, with the same.

    Raises InputError for files that are missing or malformed, and for a campaign that the chain does not have.
    """
    told, template = history(chain, campaign_id), load(directory)
    compared, differs = [], []

    def compare(what: str, said: object, found: object) -> None:
        compared.append(what)
        if said != found:
            differs.append(f"{what}: the chain says {_shown(said)}, the files give {_shown(found)}")

    for name, made in templates.roots(template).items():
        # The lines as they are, not as we would write them: a file is what its bytes are.
        file = {"rubric_root": "rubric", "gold_root": "gold", "task_root": "tasks"}[name] + ".jsonl"
        found = templates.root(_read(directory / file))
        compare(name, getattr(told.opened, name), found)
        if found != made:
            differs.append(f"{file}: not in the form of docs/datasets.md")
    compare("task_count", told.opened.task_count, len(template.tasks))
    for number, event in sorted(told.posted.items()):
        try:
            files = compute(template, campaign_id, told.revealed, number)
        except InputError as why:
            compared.append(f"epoch {number}")
            differs.append(f"epoch {number}: posted, but {why}")
            continue
        for name in Posting.model_fields:
            compare(f"epoch {number}: {name}", getattr(event, name), getattr(files.posting, name))
        differs += _published(directory, number, event, files)
    return Rebuilt(tuple(compared), tuple(differs))


def _published(directory: Path, number: int, event: EpochPosted, files: Files) -> list[str]:
    """What the epoch's own files say else: the first leaf and the first row that differ."""
    if number not in epochs(directory):
        return []
    found = load_epoch(directory, number)
    out = []
    parts: tuple[tuple[str, Callable[[Files], list[object]]], ...] = (
        ("leaves", lambda f: [f.leaves[at] for at in range(len(f.leaves))]),
        ("rows", lambda f: [row.tobytes() for row in f.rows]),
    )
    for name, listed in parts:
        for at, (mine, theirs) in enumerate(zip_longest(listed(files), listed(found))):
            if mine != theirs:
                out.append(f"epoch {event.epoch}: {name}.jsonl line {at + 1} says {_shown(theirs)}, the chain's events give {_shown(mine)}")
                break
    return out


def _shown(value: object) -> str:
    if isinstance(value, Leaf):
        return f"{value.worker.hex()} with {value.judgments} judgments and a score of {value.score}"
    return "0x" + value.hex() if isinstance(value, bytes) else "nothing" if value is None else str(value)
