"""From a campaign on a chain to lines that a trainer reads: rebuilt, exported, and every line proved."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from assay import ids
from assay.commit.judgments import parsed, text_answer
from assay.connect import unchecked
from assay.errors import InputError
from assay.models.rewards import Posting
from assay_worker.jobs.feedback import campaign_files, dataset, templates
from assay_worker.jobs.feedback.epoch import Files, Leaves, history
from assay_worker.jobs.feedback.export import STEP, Shape, export
from assay_worker.jobs.feedback.judgments import pack_ranking
from assay_worker.jobs.feedback.templates import Template
from typer.testing import CliRunner

from tests.cast import tick
from tests.classroom import Classroom, cash, classroom

ROOT = Path(__file__).resolve().parents[2]
PAIRS, RATINGS, RANKINGS, STEPS = 24, 4, 4, 2
EXPERTS, SPAMMERS = 6, 3


def exam() -> Template:
    """24 pairs, 4 ratings, 4 rankings, a solution of two steps and an edit; a third of the pairs is gold."""
    forms = [
        {"name": "better", "kind": "pairwise", "question": "Which?"},
        {"name": "rate", "kind": "rating", "question": "How good?"},
        {"name": "rank", "kind": "ranking", "question": "In which order?"},
        {"name": "step", "kind": "label", "question": "Right?", "classes": ["wrong", "right"], "good": [1]},
        {"name": "edit", "kind": "edit", "question": "Better how?"},
    ]
    tasks: list[dict[str, Any]] = [{"form": "better", "prompt": f"pair {i}", "options": [f"left {i}", f"right {i}"]} for i in range(PAIRS)]
    tasks += [{"form": "rate", "prompt": f"text {i}", "options": [f"words {i}"]} for i in range(RATINGS)]
    tasks += [{"form": "rank", "prompt": f"list {i}", "options": [f"item {i}.{k}" for k in range(3)]} for i in range(RANKINGS)]
    tasks += [{"form": "step", "prompt": "a sum", "options": [f"line {i}"], "solution": "sum", "step": i} for i in range(STEPS)]
    tasks += [{"form": "edit", "prompt": "a name", "options": ["strasse"]}]
    gold = [{"task": i, "answer": i % 2, "because": "known"} for i in range(0, PAIRS, 3)]
    made = templates.domain("law").model_dump(mode="json") | {"forms": forms, "tasks": tasks, "gold": gold, "rule": {"floor_bps": 500}}
    return Template(**made)


def truth(task: int, second: bool = False) -> int:
    """What an expert answers; the right answer to step 1 is that it is wrong."""
    if task < PAIRS:
        return task % 2
    if task < PAIRS + RATINGS:
        return 9 if task % 2 else 2
    if task < PAIRS + RATINGS + RANKINGS:
        return pack_ranking([2, 0, 1] if task % 2 else [1, 2, 0])
    if task < PAIRS + RATINGS + RANKINGS + STEPS:
        return int(task == PAIRS + RATINGS + RANKINGS)
    return text_answer("Straße")


def answers(expert: int, tasks: range) -> dict[int, int]:
    """An expert slips at every eleventh task or so; a spammer always says the same of a kind."""
    if expert < EXPERTS:
        return {t: 1 - t % 2 if t < PAIRS and (t + 4 * expert) % 11 == 0 else truth(t) for t in tasks}
    plain = {"better": expert % 2, "rate": 5, "rank": pack_ranking([0, 1, 2]), "step": expert % 2, "edit": text_answer("strasse")}
    return {t: plain[exam().tasks[t].form] for t in tasks}


@dataclass
class School:
    room: Classroom
    template: Template
    directory: Path

    @property
    def campaign_id(self) -> bytes:
        return self.room.campaign_id

    def files(self, number: int) -> Files:
        return campaign_files.compute(self.template, self.campaign_id, history(self.room.chain, self.campaign_id).revealed, number)

    def post(self, number: int, files: Files | None = None) -> Files:
        made = files or self.files(number)
        tick(self.room.chain)
        self.room.poster.rewards.post_epoch(self.campaign_id, number, made.posting)
        campaign_files.publish_epoch(self.directory, number, made)
        return made


@pytest.fixture
def school(tmp_path: Path) -> School:
    """A campaign of two epochs: pairs first, the rest and some pairs again second; nothing is posted yet."""
    template = exam()
    roots = campaign_files.publish(tmp_path, template)
    room = classroom(
        unchecked("reference"), cash(domain=2, task_count=len(template.tasks), epoch_secs=600, reveal_secs=300, **roots), experts=EXPERTS + SPAMMERS
    )
    room.open()
    for number, tasks in enumerate((range(PAIRS), range(PAIRS - 4, len(template.tasks)))):
        room.chain.set_time(max(room.campaign.reveal_from(number - 1) if number else 0, room.chain.now()))
        for at, expert in enumerate(room.experts):
            room.commit(expert, answers(at, tasks))
        room.to_reveals(number)
        for expert in room.experts:
            room.reveal(expert, number)
    room.to_posting(1)
    return School(room, template, tmp_path)


def test_a_campaign_is_rebuilt_from_events_and_files(school: School) -> None:
    """INV-EPOCH-5: bit for bit; spam earns nothing, what is judged again counts nothing, and the chain pays what was computed."""
    for number in (0, 1):
        files = school.post(number)
        workers = {files.leaves[i].worker: files.leaves[i] for i in range(len(files.leaves))}
        assert workers.keys() == {expert.account for expert in school.room.experts[:EXPERTS]}
        counted = PAIRS if number == 0 else len(school.template.tasks) - PAIRS
        for leaf in workers.values():
            assert leaf.judgments == counted + (4 if number else 0)
            assert 0 < leaf.score <= 10_000 * counted
    done = campaign_files.rebuild(school.room.chain, school.campaign_id, school.directory)
    assert done.equal, done.differs
    assert len(done.compared) == 4 + 2 * len(Posting.model_fields)
    school.room.to_claims(1)
    paid = 0
    for i in range(len(files.leaves)):
        tick(school.room.chain)
        paid += school.room.checker.rewards.claim(school.room.epoch_id(1), files.rewards.claim(i)).cash
    assert paid == school.room.terms.epoch_pool


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def test_whatever_differs_is_named(school: School) -> None:
    """INV-EPOCH-5: a wrong score in the posting, another gold, a changed task, a changed file of an epoch."""
    right = school.files(0)
    score = right.leaves.score.copy()
    score[2] += 1
    school.post(0, Files(Leaves(right.leaves.worker, right.leaves.judgments, score), right.rows))
    done = campaign_files.rebuild(school.room.chain, school.campaign_id, school.directory)
    assert {d.split(":")[1].strip() for d in done.differs if d.startswith("epoch 0:") and "line" not in d} == {"reward_root", "total_score"}
    assert any("leaves.jsonl line 3" in d for d in done.differs)
    campaign_files.publish_epoch(school.directory, 0, right)
    school.post(1)
    folder = school.directory / "epochs" / "1"
    (folder / "rows.jsonl").write_bytes(b"".join(lines_of(folder / "rows.jsonl")[1:]))
    gold = school.directory / "gold.jsonl"
    kept = gold.read_bytes()
    gold.write_bytes(kept.replace(b'"because":"known"', b'"because":"guess"'))
    done = campaign_files.rebuild(school.room.chain, school.campaign_id, school.directory)
    assert not done.equal
    assert any(d.startswith("gold_root: the chain says") for d in done.differs)
    assert any(d.startswith("epoch 1: rows.jsonl line 1") for d in done.differs)
    gold.write_bytes(kept)
    tasks = school.directory / "tasks.jsonl"
    tasks.write_bytes(tasks.read_bytes().replace(b'","options"', b'", "options"', 1))
    done = campaign_files.rebuild(school.room.chain, school.campaign_id, school.directory)
    assert {d.split(":")[0] for d in done.differs} >= {"task_root", "tasks.jsonl"}
    gold.unlink()
    with pytest.raises(InputError) as refused:
        campaign_files.rebuild(school.room.chain, school.campaign_id, school.directory)
    assert refused.value.value == str(gold)


def exported(school: School, shape: Shape, **options: bool) -> list[dict[str, Any]]:
    path = school.directory / f"{shape}.jsonl"
    count = export(school.directory, school.campaign_id, shape, path, **options)
    made = [json.loads(line) for line in lines_of(path)]
    assert len(made) == count > 0
    return made


def test_lines_say_what_their_rows_say(school: School) -> None:
    """INV-DATASET-2: in TRL's and OpenRLHF's fields, each judgment once, and none of a spammer's."""
    for number in (0, 1):
        school.post(number)
    spam = {ids.batch_id(school.campaign_id, n, expert.account) for n in (0, 1) for expert in school.room.experts[EXPERTS:]}
    made = exported(school, Shape.PREFERENCE)
    assert len(made) == EXPERTS * (PAIRS + 3 * RANKINGS)
    for one in made:
        assert one.keys() == {"prompt", "chosen", "rejected", "weight", "sources"}
        assert 0 < one["weight"] <= 1
        (source,) = one["sources"]
        row = bytes.fromhex(source["row"][2:])
        assert row[:32] not in spam
        task, answer = parsed(row[36:])
        assert one["prompt"] == school.template.tasks[task].prompt
        if task < PAIRS:
            options = school.template.tasks[task].options
            assert (one["chosen"], one["rejected"]) == (options[answer], options[1 - answer])
    ranked = {(one["chosen"], one["rejected"]) for one in made if one["prompt"] == "list 0"}
    assert ranked == {("item 0.1", "item 0.2"), ("item 0.1", "item 0.0"), ("item 0.2", "item 0.0")}
    margins = exported(school, Shape.OPENRLHF_PREFERENCE)
    assert [one | {"margin": one["weight"]} for one in made] == margins

    unpaired = exported(school, Shape.UNPAIRED)
    assert len(unpaired) == EXPERTS * (2 * PAIRS + RATINGS + STEPS)
    assert all(type(one["label"]) is bool and one.keys() == {"prompt", "completion", "label", "weight", "sources"} for one in unpaired)
    assert {(one["completion"], one["label"]) for one in unpaired if one["prompt"].startswith("text")} == {
        ("words 0", False), ("words 1", True), ("words 2", False), ("words 3", True),
    }  # fmt: skip
    assert {one["label"] for one in exported(school, Shape.OPENRLHF_UNPAIRED)} == {0, 1}


def test_merged_lines_go_by_the_heavier_side(school: School) -> None:
    """INV-DATASET-2: one line a pair, by weight; a solution with all its steps."""
    for number in (0, 1):
        school.post(number)
    merged = exported(school, Shape.PREFERENCE, merged=True)
    assert len(merged) == PAIRS + 3 * RANKINGS
    for one in merged[:PAIRS]:
        task = int(one["prompt"].split()[1])
        assert one["chosen"] == school.template.tasks[task].options[task % 2]
        assert len(one["sources"]) == EXPERTS
    assert {one["weight"] for one in merged[PAIRS:]} == {1.0}
    assert min(one["weight"] for one in merged[:PAIRS]) < 1
    (steps,) = exported(school, Shape.STEPWISE)
    assert (steps["prompt"], steps["completions"], steps["labels"]) == ("a sum", ["line 0", "line 1"], [True, False])
    (other,) = exported(school, Shape.OPENRLHF_STEPWISE, proofs=False)
    assert (other["input"], other["value"]) == (f"a sum line 0 {STEP} line 1 {STEP}", ["+", "-"])
    assert all(source.keys() == {"epoch_id", "index"} for source in other["sources"])


def test_answers_that_cannot_be_are_left_out(school: School) -> None:
    """INV-DATASET-2: whatever a poster publishes."""
    files = school.post(0)
    rows = files.rows.copy()
    rows[0, 40:] = 255
    rows[1, 36:40] = 255
    campaign_files.publish_epoch(school.directory, 0, Files(files.leaves, rows))
    assert len(exported(school, Shape.PREFERENCE)) == EXPERTS * PAIRS - sum(
        row[:32].tobytes() in {ids.batch_id(school.campaign_id, 0, e.account) for e in school.room.experts[:EXPERTS]} for row in rows[:2]
    )


# ---- proofs


def test_every_line_is_proved_against_the_chain(school: School) -> None:
    """INV-DATASET-1: bare rows and training lines alike; it is said how the posting stands, and refused where none does."""
    files = school.post(0)
    path = school.directory / "rows.jsonl"
    assert dataset.write(path, school.room.epoch_id(), files) == len(files.rows) == (EXPERTS + SPAMMERS) * PAIRS
    anchor_of = dataset.on_chain(school.room.chain)
    done = dataset.verify(path, anchor_of)
    assert (done.lines, done.proofs, done.rows) == (len(files.rows), len(files.rows), {school.room.epoch_id(): len(files.rows)})
    assert anchor_of(school.room.epoch_id()).standing.startswith("can be refuted until")
    school.room.to_claims()
    assert anchor_of(school.room.epoch_id()).standing == "final"
    export(school.directory, school.campaign_id, Shape.PREFERENCE, school.directory / "train.jsonl", merged=True)
    assert dataset.verify(school.directory / "train.jsonl", anchor_of).proofs == EXPERTS * PAIRS
    export(school.directory, school.campaign_id, Shape.PREFERENCE, school.directory / "bare.jsonl", proofs=False)
    with pytest.raises(InputError, match="export it with proofs"):
        dataset.verify(school.directory / "bare.jsonl", anchor_of)
    with pytest.raises(InputError, match="whose dataset is posted"):
        anchor_of(school.room.epoch_id(1))


@pytest.mark.parametrize("field", ["row", "path", "index", "epoch_id"])
def test_a_changed_line_is_found(school: School, field: str) -> None:
    """INV-DATASET-1: any byte of row or path, another index, another epoch."""
    files = school.post(0)
    school.post(1)
    path = school.directory / "rows.jsonl"
    dataset.write(path, school.room.epoch_id(), files)
    given = [json.loads(line) for line in lines_of(path)]
    anchor_of = dataset.on_chain(school.room.chain)

    def changed(at: int, value: object) -> None:
        lines = [one | {field: value} if i == at else one for i, one in enumerate(given)]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines))
        with pytest.raises(InputError, match=f"line {at + 1} "):
            dataset.verify(path, anchor_of)

    at = len(given) - 2
    if field in ("row", "path"):
        raw = bytes.fromhex(given[at][field][2:])
        for i in range(0, len(raw), 5):
            changed(at, "0x" + (raw[:i] + bytes([raw[i] ^ 1]) + raw[i + 1 :]).hex())
        for text in ("0x" + raw[:-1].hex(), "0x" + raw.hex() + "00", "zz", None, ""):
            changed(at, text)
    elif field == "index":
        for value in (at - 1, at + 1, -1, len(given), 2**40, "5", True, None):
            changed(at, value)
    else:
        changed(at, "0x" + school.room.epoch_id(1).hex())
        changed(at, "0x00")


def test_no_row_is_there_twice_and_no_line_proves_nothing(school: School) -> None:
    """INV-DATASET-1."""
    files = school.post(0)
    path = school.directory / "rows.jsonl"
    dataset.write(path, school.room.epoch_id(), files)
    good = lines_of(path)
    for bad in ([*good, good[0]], [*good, b"no JSON\n"], [*good, b"[]\n"], [*good, b'{"sources":[]}\n'], [*good, b'{"sources":[5]}\n']):
        path.write_bytes(b"".join(bad))
        with pytest.raises(InputError, match=f"line {len(bad)} "):
            dataset.verify(path, dataset.on_chain(school.room.chain))
    with pytest.raises(InputError, match="JSON lines"):
        dataset.verify(path.with_name("none.jsonl"), dataset.on_chain(school.room.chain))


@pytest.fixture
def command() -> Callable[..., Any]:
    return lambda *words: CliRunner().invoke(dataset.commands, [str(word) for word in words])


def test_the_commands_say_what_holds(school: School, command: Callable[..., Any]) -> None:
    """INV-DATASET-1: `assay dataset export` and `verify`, without a chain."""
    files = school.post(0)
    out = school.directory / "train.jsonl"
    done = command("export", school.directory, school.campaign_id.hex(), out, "--form", "unpaired")
    assert done.exit_code == 0, done.output
    assert f"{EXPERTS * PAIRS * 2:,} lines" in done.output
    root, rows = files.posting.dataset_root.hex(), len(files.rows)
    done = command("verify", out, "--root", root, "--rows", rows)
    assert done.exit_code == 0, done.output
    assert "all hold" in done.output
    assert f"{EXPERTS * PAIRS:,} of {rows:,} rows" in done.output
    refused = (("--root", root, "--rows", rows + 1), ("--root", "00" * 32, "--rows", rows), ("--root", root), ())
    for options in refused:
        failed = command("verify", out, *options)
        assert isinstance(failed.exception, InputError), options
    assert isinstance(command("export", school.directory, school.campaign_id.hex(), out, "--form", "poem").exception, InputError)


@pytest.mark.slow
def test_a_hundred_thousand_rows_in_thirty_seconds() -> None:
    """INV-DATASET-3: written with proofs and verified, in a process of its own."""
    run = subprocess.run([sys.executable, "-m", "benchmarks.rewards", "dataset"], cwd=ROOT, check=True, capture_output=True, text=True)
    measured = json.loads(run.stdout)
    assert measured["rows"] == 100_000
    assert measured["cpu_secs"] <= 30
