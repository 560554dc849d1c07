"""Domains ready to use, and the files that a campaign's terms commit to."""

from __future__ import annotations

import json
from typing import Any

import pytest
from assay.commit import merkle
from assay.errors import InputError
from assay.models.rewards import Domain
from assay_worker.jobs.feedback import templates
from assay_worker.jobs.feedback.judgments import Kind
from assay_worker.jobs.feedback.quality import gold_accuracy
from assay_worker.jobs.feedback.templates import Template, domain, fleet_split, from_lines, gold_lines, gold_of, roots, rubric_lines, task_lines

NAMES = [d.name.lower() for d in Domain]


@pytest.mark.parametrize("name", NAMES)
def test_a_domain_has_what_a_campaign_needs(name: str) -> None:
    """INV-DATASET-4: a rubric, forms that are all used, tasks, and gold whose answers its questions can have."""
    made = domain(name)
    assert made.domain == name
    assert 4 <= len(made.criteria) <= 6
    assert 5 <= len(made.tasks) <= 8
    assert len(made.gold) == 3
    assert {form.name for form in made.forms} >= {task.form for task in made.tasks}
    assert len(made.questions) == len(made.tasks)
    gold = gold_of(made)
    assert (gold_accuracy(gold.table, gold).hits == 3).all()
    texts = [option for task in made.tasks for option in task.options]
    assert all(len(set(task.options)) == len(task.options) for task in made.tasks)
    assert all(text == text.strip() for text in texts)


@pytest.mark.parametrize("name", NAMES)
def test_files_are_canonical_and_roots_are_of_their_lines(name: str) -> None:
    """INV-DATASET-4: a template and its files say the same; one changed letter is another root."""
    made = domain(name)
    rubric, tasks, gold = rubric_lines(made), task_lines(made), gold_lines(made)
    assert from_lines(rubric, tasks, gold) == made
    assert roots(made)["task_root"] == merkle.Tree([merkle.leaf_hash(line) for line in tasks]).root
    for line in (*rubric, *tasks, *gold):
        assert b"\n" not in line
        assert templates.line(json.loads(line)) == line
    other = made.model_copy(update={"tasks": (*made.tasks[:-1], made.tasks[-1].model_copy(update={"prompt": made.tasks[-1].prompt + "?"}))})
    assert {key for key in roots(made) if roots(made)[key] != roots(other)[key]} == {"task_root"}


def test_roots_of_the_domains_do_not_drift() -> None:
    """INV-DATASET-4: who opened a campaign on a domain's template can show its files with any later release."""
    every = b"".join(value for name in NAMES for value in roots(domain(name)).values())
    assert merkle.leaf_hash(every).hex() == "c88a1b043397fd501731e3fbbbc8823a6da3a78cd785828d20373204d28d9e7d"


def test_mapping_has_drivers_fleets_editors_and_trainers() -> None:
    """INV-DATASET-4: a fleet's split adds up to the reward."""
    roles = {role.name: role for role in domain("mapping").roles}
    assert roles.keys() == {"driver", "fleet", "editor", "trainer"}
    assert "review" in roles["trainer"].forms
    for amount in (0, 1, 3, 10_001, 2**64 - 1):
        driver, fleet = fleet_split(amount, roles["fleet"].split_bps)
        assert (driver + fleet, fleet) == (amount, amount * 3_000 // 10_000)
    for bad in ((-1, 0), (1, 10_001), (1, -1)):
        with pytest.raises(InputError):
            fleet_split(*bad)


def changed(**changes: Any) -> dict[str, Any]:
    return domain("medicine").model_dump(mode="json") | changes


def test_what_is_no_template_is_refused() -> None:
    """INV-DATASET-4: with the field and the remedy, before a campaign is opened on it."""
    good = changed()
    task, form = good["tasks"][0], good["forms"][0]
    cases: list[dict[str, Any]] = [
        {"domain": "astrology"},
        {"criteria": good["criteria"][:3]},
        {"criteria": [*good["criteria"][:4], good["criteria"][4] | {"weight_bps": 999}]},
        {"forms": [*good["forms"], form]},
        {"forms": [form | {"kind": "essay"}]},
        {"forms": [form | {"classes": ["a", "b"]}, *good["forms"][1:]]},
        {"tasks": [task | {"form": "unknown"}]},
        {"tasks": [task | {"options": ["only one"]}, *good["tasks"][1:]]},
        {"tasks": good["tasks"][:2]},
        {"gold": [*good["gold"], good["gold"][0]]},
        {"gold": [good["gold"][0] | {"answer": 2}]},
        {"gold": [good["gold"][0] | {"answer": "text"}]},
        {"gold": [good["gold"][0] | {"task": 4, "answer": [0, 1, 1]}]},
        {"gold": [good["gold"][0] | {"task": 4, "answer": 0}]},
        {"rule": {"gold_bps": 0, "model_bps": 0, "peers_bps": 0}},
        {"rule": {"redundancy": 3}},
        {"roles": [{"name": "nurse", "does": "x", "forms": ["unknown"]}]},
        {"extra": 1},
    ]
    assert Template(**good) == domain("medicine")
    for case in cases:
        with pytest.raises(InputError):
            Template(**(good | case))
    rubric, tasks, gold = rubric_lines(Template(**good)), task_lines(Template(**good)), gold_lines(Template(**good))
    for lines in (rubric[1:], [*rubric, rubric[0]], [*rubric, b"{}"], [*rubric, b"no JSON"], [*rubric, b'{"other":1}']):
        with pytest.raises(InputError):
            from_lines(lines, tasks, gold)
    with pytest.raises(InputError):
        templates.root([])
    with pytest.raises(InputError):
        domain("../medicine")


def test_forms_ask_what_the_chain_records() -> None:
    """INV-DATASET-4: kinds and numbers of options are those that an answer is checked against."""
    made = domain("medicine")
    assert [Kind(k) for k in made.questions.kind] == [Kind.PAIRWISE, Kind.LABEL, Kind.PAIRWISE, Kind.RATING, Kind.RANKING, Kind.EDIT]
    assert made.questions.options.tolist() == [0, 4, 0, 0, 3, 0]
