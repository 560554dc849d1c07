"""What every verb of training costs."""

from __future__ import annotations

from assay.connect import unchecked
from assay.market import Sandbox

from tests.cast import tick
from tests.cohort import Cohort, cohort, lesson, shown


def training_costs(target: str) -> dict[str, int]:
    """By verb; closing a round also for all the seats that there can be."""
    found = _life(unchecked(target)) | {"close_round_16": _full(unchecked(target))}
    return {f"training_{name}": cost for name, cost in sorted(found.items())}


def _last(chain: Sandbox) -> int:
    return chain.receipts()[-1].cost


def _life(chain: Sandbox) -> dict[str, int]:
    """A round of three seats, of which one lies; what is last of a kind is what counts."""
    c = cohort(chain)
    costs = {"join": _last(chain)}
    c.to_proposals()
    for name, cost in (("ann", "propose_first"), ("ben", "propose"), ("cleo", "propose")):
        c.propose(name, lie=name == "cleo")
        costs[cost] = _last(chain)
    c.to_witnesses()
    for name in c.seats:
        c.witness(name, c.seats)
    costs["witness"] = _last(chain)
    c.close()
    costs["close_round"] = _last(chain)
    _doubted(c, costs)
    c.past_window()
    c.collect("ann")
    costs["collect"] = _last(chain)
    c.collect("ben")
    c.collect("cleo")
    c.past(2)
    c.seats["ann"].training.leave_run(c.run_id)
    costs["leave"] = _last(chain)
    tick(chain)
    c.sponsor.training.reclaim(c.run_id)
    costs["reclaim"] = _last(chain)
    tick(chain)
    c.watcher.training.provide(0, bytes(512))
    costs["provide_512"] = _last(chain)
    tick(chain)
    c.sponsor.training.open(2, c.terms.model_copy(update={"starts_at": chain.now() + 3_600}))
    costs["open"] = _last(chain)
    return costs


def _doubted(c: Cohort, costs: dict[str, int]) -> None:
    for name, verb in (("ann", "resolve_right"), ("cleo", "resolve_refuted")):
        job_id, witness = c.again(lesson(c.place(name)))
        c.doubt(name, job_id)
        costs["doubt"] = _last(c.chain)
        c.settle(job_id)
        c.resolve(name, job_id, shown(witness))
        costs[verb] = _last(c.chain)


def _full(chain: Sandbox) -> int:
    c = cohort(chain, *(f"seat{i}" for i in range(16)))
    c.proposed()
    c.close()
    return _last(chain)
