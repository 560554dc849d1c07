"""Judgments as what trainers read: JSON lines in TRL's standard formats and in OpenRLHF's, each with its weight and the rows that it comes from.

TRL (docs/source/dataset_formats.md of huggingface/trl; https://huggingface.co/docs/trl/dataset_formats):
    preference   {"prompt", "chosen", "rejected"}, the explicit prompt
    unpaired     {"prompt", "completion", "label": true | false}
    stepwise     {"prompt", "completions": [...], "labels": [true, ...]}
OpenRLHF (openrlhf/datasets/{reward,unpaired_preference,process_reward}_dataset.py of OpenRLHF/OpenRLHF; https://openrlhf.readthedocs.io), which takes
the names of the fields as options:
    preference   {"prompt", "chosen", "rejected", "margin"}: --prompt_key prompt --chosen_key chosen --rejected_key rejected; margin is read by its name
    unpaired     {"prompt", "output", "label": 1 | 0}: --prompt_key prompt --output_key output --label_key label
    stepwise     {"input", "value": ["+", "-", ...]}: --input_key input --label_key value --placeholder_token ки --reward_tokens + -

Every line also has "weight" in 0..1 and "sources", a list of {"epoch_id", "index"} with, where asked, "row" and "path" (dataset.py). Trainers ignore what
they do not know; a trainer that weighs samples reads "weight".
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from assay import ids
from assay.commit.judgments import judgment, parsed
from assay.errors import InputError
from assay.models.rewards import MAX_SCORE

from . import campaign_files, dataset
from .epoch import Files, batch_workers
from .judgments import FIRST, SECOND, TIE, Kind, Questions, decode, unpack_rankings
from .templates import Template

GOOD_RATING = 6  # of 1..=10: what is rated so or higher is wanted
STEP = "ки"  # OpenRLHF's placeholder after each step, as in Math-Shepherd


class Shape(StrEnum):
    PREFERENCE = "preference"
    UNPAIRED = "unpaired"
    STEPWISE = "stepwise"
    OPENRLHF_PREFERENCE = "openrlhf-preference"
    OPENRLHF_UNPAIRED = "openrlhf-unpaired"
    OPENRLHF_STEPWISE = "openrlhf-stepwise"

    @property
    def is_openrlhf(self) -> bool:
        return self.startswith("openrlhf")

    @property
    def trl(self) -> Shape:
        """The same type in TRL's format."""
        return Shape(self.removeprefix("openrlhf-"))


@dataclass(frozen=True, slots=True)
class Source:
    """A row of an epoch's dataset. `weight` in 0..1 is the quality that its worker is paid for."""

    epoch_id: bytes
    index: int
    worker: bytes
    task: int
    answer: int
    weight: float


def sources(campaign_id: bytes, number: int, files: Files) -> Iterator[Source]:
    """The rows of an epoch whose workers scored. Spam has no leaf and so no weight."""
    epoch_id = ids.epoch_id(campaign_id, number)
    worker_of = batch_workers(campaign_id, number, files.leaves)
    leaves = [files.leaves[at] for at in range(len(files.leaves))]
    weight = {leaf.worker: leaf.score / (MAX_SCORE * leaf.judgments) for leaf in leaves}
    for index in range(len(files.rows)):
        row = files.rows[index].tobytes()
        worker = worker_of.get(row[:32])
        if worker is not None:
            task, answer = parsed(row[36:])
            yield Source(epoch_id, index, worker, task, answer, weight[worker])


# ---- what a judgment says


@dataclass(frozen=True, slots=True)
class Preferred:
    """Of a task's options, one is better than another."""

    task: int
    better: int
    worse: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """An option of a task is wanted or not."""

    task: int
    option: int
    good: bool


Claim = Preferred | Wanted


def claims(template: Template, source: Source, shape: Shape) -> list[Claim]:
    """What one judgment says in a form's terms; nothing where it says nothing of the kind."""
    form, task = template.form_of(source.task), source.task
    paired: list[tuple[int, int]] = []
    if form.asked is Kind.PAIRWISE and source.answer != TIE:
        paired = [(FIRST, SECOND) if source.answer == FIRST else (SECOND, FIRST)]
    elif form.asked is Kind.RANKING:
        order = unpack_rankings(np.array([source.answer], np.uint64), len(template.tasks[task].options))[0].tolist()
        paired = list(combinations(order, 2))
    if shape.trl is Shape.PREFERENCE:
        return [Preferred(task, better, worse) for better, worse in paired]
    if form.asked is Kind.PAIRWISE:
        return [Wanted(task, option, good) for pair in paired for option, good in zip(pair, (True, False), strict=True)]
    if form.asked is Kind.RATING:
        return [Wanted(task, 0, source.answer >= GOOD_RATING)]
    if form.asked is Kind.LABEL and form.good:
        return [Wanted(task, 0, source.answer in form.good)]
    return []


# ---- lines


def lines(template: Template, given: Iterable[Source], shape: Shape, *, merged: bool = False) -> Iterator[tuple[dict[str, Any], list[Source]]]:
    """Each line, without its sources, and them. Of a worker's judgments on a task the first counts, as in judgments.Judgments.

    `merged`: one line for all who say the same or the contrary: what the heavier side says, its weight the difference over the sum. Steps are always merged.
    """
    kept: dict[tuple[bytes, int], Source] = {}
    questions = template.questions
    fits: dict[tuple[int, int], bool] = {}
    for source in given:
        said_so = (source.task, source.answer)
        if said_so not in fits:
            fits[said_so] = _fits(questions, *said_so)
        if source.weight > 0 and fits[said_so]:
            kept.setdefault((source.worker, source.task), source)
    said = [(claim, source) for source in kept.values() for claim in claims(template, source, shape)]
    if shape.trl is Shape.STEPWISE:
        yield from _stepwise(template, said, shape)
    elif merged:
        for claim, weight, agreeing in _merged(said):
            yield _line(template, claim, weight, shape), agreeing
    else:
        for claim, source in said:
            yield _line(template, claim, source.weight, shape), [source]


def _fits(questions: Questions, task: int, answer: int) -> bool:
    """Whether the answer is one that its question can have. What a poster publishes need not be."""
    try:
        decode(questions, judgment(task, answer))
    except InputError:
        return False
    return True


def _turned(claim: Claim) -> Claim:
    if isinstance(claim, Preferred):
        return Preferred(claim.task, claim.worse, claim.better)
    return Wanted(claim.task, claim.option, not claim.good)


def _merged(said: list[tuple[Claim, Source]]) -> Iterator[tuple[Claim, float, list[Source]]]:
    by_claim: dict[Claim, list[Source]] = defaultdict(list)
    for claim, source in said:
        by_claim[claim].append(source)
    for claim, agreeing in by_claim.items():
        against = by_claim.get(_turned(claim), [])
        pro, contra = sum(s.weight for s in agreeing), sum(s.weight for s in against)
        if pro > contra:
            yield claim, (pro - contra) / (pro + contra), agreeing + against


def _stepwise(template: Template, said: list[tuple[Claim, Source]], shape: Shape) -> Iterator[tuple[dict[str, Any], list[Source]]]:
    """A line for each solution of which every step has a majority."""
    steps: dict[str, dict[int, int]] = defaultdict(dict)
    for at, task in enumerate(template.tasks):
        if task.solution:
            steps[task.solution][task.step] = at
    votes = {claim.task: (claim.good, weight, agreeing) for claim, weight, agreeing in _merged(said) if isinstance(claim, Wanted)}
    for by_step in steps.values():
        tasks = [by_step[step] for step in sorted(by_step)]
        if not all(task in votes for task in tasks):
            continue
        prompt, texts = template.tasks[tasks[0]].prompt, [template.tasks[task].options[0] for task in tasks]
        labels = [votes[task][0] for task in tasks]
        made: dict[str, Any] = {"prompt": prompt, "completions": texts, "labels": labels}
        if shape.is_openrlhf:
            made = {"input": f"{prompt} " + " ".join(f"{text} {STEP}" for text in texts), "value": ["+" if good else "-" for good in labels]}
        made["weight"] = round(min(votes[task][1] for task in tasks), 6)
        yield made, [source for task in tasks for source in votes[task][2]]


def _line(template: Template, claim: Claim, weight: float, shape: Shape) -> dict[str, Any]:
    task = template.tasks[claim.task]
    weight = round(weight, 6)
    if isinstance(claim, Preferred):
        made: dict[str, Any] = {"prompt": task.prompt, "chosen": task.options[claim.better], "rejected": task.options[claim.worse], "weight": weight}
        return made | {"margin": weight} if shape.is_openrlhf else made
    text = task.options[claim.option]
    if shape.is_openrlhf:
        return {"prompt": task.prompt, "output": text, "label": int(claim.good), "weight": weight}
    return {"prompt": task.prompt, "completion": text, "label": claim.good, "weight": weight}


def export(directory: Path, campaign_id: bytes, shape: Shape, file: Path, *, merged: bool = False, proofs: bool = True) -> int:
    """Writes the training data of all epochs in a campaign's directory; how many lines."""
    template = campaign_files.load(directory)
    files = {number: campaign_files.load_epoch(directory, number) for number in campaign_files.epochs(directory)}
    by_id = {ids.epoch_id(campaign_id, number): of_epoch for number, of_epoch in files.items()}
    found = (source for number, of_epoch in files.items() for source in sources(campaign_id, number, of_epoch))
    count = 0
    with file.open("w", encoding="utf-8") as out:
        for made, used in lines(template, found, shape, merged=merged):
            made["sources"] = [_source(source, by_id, proofs) for source in used]
            out.write(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
    return count


def _source(source: Source, by_id: Mapping[bytes, Files], proofs: bool) -> dict[str, Any]:
    if proofs:
        return dataset.proof(source.epoch_id, by_id[source.epoch_id], source.index)
    return {"epoch_id": "0x" + source.epoch_id.hex(), "index": source.index}
