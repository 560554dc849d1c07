"""The demo's questions: those of all eight domains' templates that have an answer to choose, as one campaign."""

from __future__ import annotations

import numpy as np
from assay.models.rewards import Domain

from ..jobs.feedback.judgments import Kind
from ..jobs.feedback.templates import Form, GoldItem, Task, Template, domain

CHOSEN = (Kind.PAIRWISE, Kind.LABEL, Kind.RATING)


def template() -> Template:
    """Forms are named after their domain, so that each keeps its own question."""
    forms: list[Form] = []
    tasks: list[Task] = []
    gold: list[GoldItem] = []
    for name in (d.name.lower() for d in Domain):
        of = domain(name)
        forms += [f.model_copy(update={"name": f"{name}-{f.name}"}) for f in of.forms if f.asked in CHOSEN]
        known = {item.task: item for item in of.gold}
        for at, task in enumerate(of.tasks):
            if of.form_of(at).asked not in CHOSEN:
                continue
            if at in known:
                gold.append(known[at].model_copy(update={"task": len(tasks)}))
            tasks.append(task.model_copy(update={"form": f"{name}-{task.form}"}))
    first = domain("medicine")
    return Template(
        domain="science",
        title="Eight domains in one",
        about="Experts of eight domains judge answers, labels and ratings.",
        criteria=first.criteria,
        forms=tuple(forms),
        tasks=tuple(tasks),
        gold=tuple(gold),
    )


def answers(asked: Template, worker: int, spams: bool, most: int) -> dict[int, int]:
    """What a simulated worker says, the same in every run: experts find what is right as often as they are good, spammers answer at random or
    always the same. What is right is the gold, and where there is none what the demo chose."""
    rng = np.random.default_rng(worker)
    known = {item.task: item.answer for item in asked.gold}
    skill = 0.75 + 0.2 * float(rng.random())
    said = {}
    for task in sorted(int(t) for t in rng.choice(len(asked.tasks), min(most, len(asked.tasks)), replace=False)):
        form = asked.form_of(task)
        low, count = {Kind.PAIRWISE: (0, 2), Kind.RATING: (1, 10)}.get(form.asked, (0, len(form.classes)))
        right = known.get(task, low + task * 7 % count)
        assert isinstance(right, int)
        if spams:
            said[task] = low if worker % 2 else low + int(rng.integers(count))
        else:
            said[task] = right if rng.random() < skill else low + int(rng.integers(count))
    return said
