"""What a campaign asks, as the files that its terms commit to: a rubric with its question forms, tasks, and gold. Eight domains come ready to use.

A file is canonical JSON, one line a thing; its root is that of commit.merkle over the lines (docs/datasets.md).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Annotated, Any, Self

from assay.commit import merkle
from assay.commit.judgments import text_id
from assay.errors import InputError
from assay.models.base import U32, Bps, Model
from assay.models.rewards import Domain
from assay.units import BPS
from pydantic import Field, field_validator, model_validator

from .judgments import MOST_ITEMS, Kind, Questions, pack_ranking
from .quality import Gold
from .score import FLOOR_BPS, Weights

Text = Annotated[str, Field(min_length=1, max_length=4_000)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)]
KINDS = tuple(kind.name.lower() for kind in Kind)


class Rule(Model):
    """How judgments become scores (score.assess). With `redundancy` above 0 only assigned judgments count (assignment.counted), `per_worker` tasks a worker."""

    floor_bps: Bps = FLOOR_BPS
    gold_bps: Bps = 4_000
    model_bps: Bps = 4_000
    peers_bps: Bps = 2_000
    redundancy: U32 = 0
    per_worker: U32 = 0

    @model_validator(mode="after")
    def counts_something(self) -> Self:
        if self.gold_bps + self.model_bps + self.peers_bps == 0:
            raise ValueError("a weight above 0: something has to count")
        if (self.redundancy == 0) != (self.per_worker == 0):
            raise ValueError("redundancy and per_worker go together")
        return self

    @property
    def weights(self) -> Weights:
        return Weights(self.gold_bps / BPS, self.model_bps / BPS, self.peers_bps / BPS)


class Criterion(Model):
    """What a good answer has, and how much that counts when a judge weighs one against another."""

    name: Name
    asks: Text
    weight_bps: Bps


class Role(Model):
    """Who takes part, and the forms that are theirs. `split_bps` is what this role keeps of the rewards of those who work for it."""

    name: Name
    does: Text
    forms: tuple[Name, ...]
    split_bps: Bps = 0


class Form(Model):
    """A question, asked of each task of this form. `classes` are a label's answers; those named in `good` speak for what was judged."""

    name: Name
    kind: str
    question: Text
    classes: tuple[Text, ...] = ()
    good: tuple[int, ...] = ()

    @model_validator(mode="after")
    def has_its_classes(self) -> Self:
        if self.kind not in KINDS:
            raise ValueError(f"a kind: one of {', '.join(KINDS)}")
        if (self.kind == "label") != bool(self.classes) or len(set(self.classes)) != len(self.classes) or len(self.classes) == 1:
            raise ValueError("a label has two different classes or more, and nothing else has any")
        if not set(self.good) <= set(range(len(self.classes))):
            raise ValueError("good names classes by their places")
        return self

    @property
    def asked(self) -> Kind:
        return Kind[self.kind.upper()]


class Task(Model):
    """What one question is about. `options`: two answers (pairwise), the items (ranking), or the one text to rate, label or edit.

    Steps of a solution are tasks of their own with the same `solution` and `step` 0, 1, ...
    """

    form: Name
    prompt: Text
    options: tuple[Text, ...] = Field(min_length=1, max_length=MOST_ITEMS)
    solution: str = ""
    step: U32 = 0


class GoldItem(Model):
    """A task whose answer is known: a number, a ranking from best to worst, or an edit's text; and why."""

    task: U32
    answer: int | tuple[int, ...] | str
    because: Text


class Template(Model):
    """A campaign's questions. `tasks[i]` is the chain's task i."""

    domain: str
    title: Text
    about: Text
    rule: Rule = Rule()
    criteria: tuple[Criterion, ...] = Field(min_length=4, max_length=6)
    roles: tuple[Role, ...] = ()
    forms: tuple[Form, ...] = Field(min_length=1)
    tasks: tuple[Task, ...] = Field(min_length=1)
    gold: tuple[GoldItem, ...] = ()

    @field_validator("domain")
    @classmethod
    def known(cls, domain: str) -> str:
        if domain.upper() not in Domain.__members__:
            raise ValueError(f"one of {', '.join(d.name.lower() for d in Domain)}")
        return domain

    @model_validator(mode="after")
    def fits_together(self) -> Self:
        if sum(c.weight_bps for c in self.criteria) != BPS:
            raise ValueError(f"criteria whose weights add up to {BPS}")
        for names in ([c.name for c in self.criteria], [f.name for f in self.forms], [r.name for r in self.roles]):
            if len(set(names)) != len(names):
                raise ValueError(f"different names, not {names}")
        forms = {form.name: form for form in self.forms}
        for name in (name for role in self.roles for name in role.forms):
            if name not in forms:
                raise ValueError(f"roles with forms that are here, not {name}")
        for at, task in enumerate(self.tasks):
            if task.form not in forms:
                raise ValueError(f"task {at} with a form that is here, not {task.form}")
            least, most = {Kind.PAIRWISE: (2, 2), Kind.RANKING: (2, MOST_ITEMS)}.get(forms[task.form].asked, (1, 1))
            if not least <= len(task.options) <= most:
                raise ValueError(f"task {at} with {least}..={most} options")
        if len({item.task for item in self.gold}) != len(self.gold):
            raise ValueError("one gold item a task")
        for item in self.gold:
            if item.task >= len(self.tasks):
                raise ValueError(f"gold for tasks below {len(self.tasks)}")
        gold_of(self)
        return self

    def form_of(self, task: int) -> Form:
        """The form of a task."""
        (form,) = (form for form in self.forms if form.name == self.tasks[task].form)
        return form

    @property
    def questions(self) -> Questions:
        """The tasks as what is asked of each."""
        forms = {form.name: form for form in self.forms}
        kinds = [forms[task.form].asked for task in self.tasks]
        sizes = [len(forms[t.form].classes) if k is Kind.LABEL else len(t.options) if k is Kind.RANKING else 0 for t, k in zip(self.tasks, kinds, strict=True)]
        return Questions.of(kinds, sizes)


def gold_of(template: Template) -> Gold:
    """A template's gold as answers on chain. Raises InputError for an answer that its question cannot have."""
    answers: dict[int, int | bytes] = {}
    for item in template.gold:
        kind = template.form_of(item.task).asked
        kinds: dict[Kind, type] = {Kind.RANKING: tuple, Kind.EDIT: str}
        wanted = kinds.get(kind, int)
        if not isinstance(item.answer, wanted):
            raise InputError("answer", item.answer, f"a {wanted.__name__} for a {kind.name}", f"correct the gold of task {item.task}")
        given = item.answer
        answers[item.task] = text_id(given) if isinstance(given, str) else pack_ranking(given) if isinstance(given, tuple) else given
    return Gold.of(template.questions, answers)


# ---- files


def line(thing: Mapping[str, Any]) -> bytes:
    """One line of a file: JSON with sorted keys, without blanks, in UTF-8."""
    return json.dumps(thing, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _lines(things: Iterable[Model]) -> list[bytes]:
    return [line(thing.model_dump(mode="json", exclude_defaults=True)) for thing in things]


def rubric_lines(template: Template) -> list[bytes]:
    """The rubric file: what the campaign is about, its rule, criteria, roles and forms."""
    head = {"campaign": {"domain": template.domain, "title": template.title, "about": template.about}}
    # The rule is written out in full: a default of tomorrow must not change what was promised today.
    out = [line(head), line({"rule": template.rule.model_dump(mode="json")})]
    parts: tuple[tuple[str, Sequence[Model]], ...] = (("criterion", template.criteria), ("role", template.roles), ("form", template.forms))
    for name, things in parts:
        out += [line({name: thing.model_dump(mode="json", exclude_defaults=True)}) for thing in things]
    return out


def task_lines(template: Template) -> list[bytes]:
    """The task file; line i is task i."""
    return _lines(template.tasks)


def gold_lines(template: Template) -> list[bytes]:
    """The gold file."""
    return _lines(template.gold)


def root(lines: Sequence[bytes]) -> bytes:
    """What a campaign's terms say of a file. Raises InputError for an empty one."""
    if not lines:
        raise InputError("lines", 0, "at least 1", "a campaign commits to a rubric, tasks and gold")
    return merkle.Tree([merkle.leaf_hash(one) for one in lines]).root


def roots(template: Template) -> dict[str, bytes]:
    """rubric_root, gold_root and task_root, as CampaignTerms takes them."""
    return {"rubric_root": root(rubric_lines(template)), "gold_root": root(gold_lines(template)), "task_root": root(task_lines(template))}


def from_lines(rubric: Sequence[bytes], tasks: Sequence[bytes], gold: Sequence[bytes]) -> Template:
    """The template of these files. Raises InputError for a line that is not one of theirs."""
    found: dict[str, list[Any]] = {"campaign": [], "rule": [], "criterion": [], "role": [], "form": []}
    for one in rubric:
        thing = parsed("rubric", one)
        if len(thing) != 1 or next(iter(thing)) not in found:
            raise InputError("rubric", one, f"one of {', '.join(found)} a line", "see docs/datasets.md")
        found[next(iter(thing))].append(next(iter(thing.values())))
    if len(found["campaign"]) != 1 or len(found["rule"]) != 1 or not isinstance(found["campaign"][0], dict):
        raise InputError("rubric", len(rubric), "one campaign and one rule", "see docs/datasets.md")
    values = {
        **found["campaign"][0],
        "rule": found["rule"][0],
        "criteria": found["criterion"],
        "roles": found["role"],
        "forms": found["form"],
        "tasks": [parsed("tasks", one) for one in tasks],
        "gold": [parsed("gold", one) for one in gold],
    }
    return Template(**values)


def parsed(field: str, one: bytes) -> dict[str, Any]:
    """A line as an object. Raises InputError where it is none."""
    try:
        thing = json.loads(one)
    except ValueError:
        thing = None
    if not isinstance(thing, dict):
        raise InputError(field, one, "a JSON object a line", "see docs/datasets.md")
    return thing


# ---- domains


def domain(name: str) -> Template:
    """The ready template of a domain."""
    path = files(__package__).joinpath("domains", f"{name}.json")
    if name.upper() not in Domain.__members__ or not path.is_file():
        raise InputError("domain", name, f"one of {', '.join(d.name.lower() for d in Domain)}", "or write a template of your own")
    return Template(**json.loads(path.read_text("utf-8")))


def fleet_split(amount: int, split_bps: int) -> tuple[int, int]:
    """What a driver and its fleet have of a reward in base units; the fleet's part is rounded down. The chain pays one account a worker, so whoever joined
    pays the other out of it."""
    if amount < 0 or not 0 <= split_bps <= BPS:
        raise InputError("split_bps", split_bps, f"0..={BPS} of an amount of at least 0", "see the mapping template's roles")
    fleet = amount * split_bps // BPS
    return amount - fleet, fleet
