"""A forged training step: found off chain by its step, judged on chain by its operator's one number."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest
from assay import ids
from assay.commit.program import Operator
from assay.errors import InputError
from assay.market import Sandbox
from assay.models.compute import JobState, Outcome
from assay_worker import ops
from assay_worker.cheats import forged_operator
from assay_worker.evidence import witness_of
from assay_worker.jobs.store import Store
from assay_worker.jobs.tensors import Array
from assay_worker.jobs.training.data import Digits
from assay_worker.jobs.training.models import Batch, Mlp
from assay_worker.jobs.training.optimisers import AdamW, Sgd
from assay_worker.jobs.training.plan import Plan, State
from assay_worker.jobs.training.steps import Answer, BadAnswer, Link, NothingForged, Record, first_difference, link, linked_state, state_root
from assay_worker.verify.play import challenger_move, provider_move
from assay_worker.verify.witness import Witness

from tests.cast import COIN, SPEC, dispute_of, funded, job_of, tick

SMALL = Mlp((64, 6, 10), batch=8)
PLAN = Plan(SMALL, Sgd(0.1))


@cache
def batch_of(step: int) -> Batch:
    return Digits(SMALL).batch(step)


def forging(plan: Plan, operator: int, place: int = 0, bit: int = 18) -> Callable[[Operator, Sequence[Array]], Array]:
    """Runs a step with one bit of one operator's output turned."""
    at = 0

    def execute(op: Operator, arrays: Sequence[Array], /) -> Array:
        nonlocal at
        out = ops.execute(op, arrays)
        if at == operator % len(plan.step.program.operators):
            out.view(np.uint32).reshape(-1)[place % out.size] ^= 1 << bit
        at += 1
        return out

    return execute


def honest(steps: int, plan: Plan = PLAN, spacing: int = 1) -> Record:
    record = Record(plan, plan.initial(), batch_of, spacing=spacing)
    for _ in range(steps):
        record.advance()
    return record


def forger(steps: int, forged: int, plan: Plan = PLAN) -> Record:
    """Forges the first weights' gradient in one step, and goes on honestly from what comes of it."""
    record = Record(plan, plan.initial(), batch_of)
    for step in range(1, steps + 1):
        execute = forging(plan, plan.gradient.states[0][0]) if step == forged else None
        record.append(plan.advance(record.last, batch_of(step), execute=execute)[0])
    return record


# ---- off chain


@pytest.mark.parametrize("steps", [1, 2, 3, 7, 8, 13])
def test_every_forged_step_is_found_by_log2_questions(steps: int) -> None:
    own = honest(steps)
    for forged in range(1, steps + 1):
        theirs, asked = forger(steps, forged), list[int]()

        def ask(step: int, theirs: Record = theirs, asked: list[int] = asked) -> Answer:
            asked.append(step)
            return theirs.answer(step)

        found = first_difference(own.entries, theirs.commitment, ask)
        assert (found.step, found.in_terms, found.before) == (forged, False, own.entries[forged - 1])
        assert found.queries == len(asked) <= math.ceil(math.log2(steps))


def test_an_honest_run_is_left_alone() -> None:
    with pytest.raises(NothingForged):
        first_difference(honest(5).entries, honest(5).commitment, honest(5).answer)
    with pytest.raises(InputError, match="steps"):
        first_difference(honest(5).entries, honest(4).commitment, honest(4).answer)


def test_an_answer_from_elsewhere_is_no_answer() -> None:
    """Neither the honest entry, nor another step's, nor a false last entry passes for what was committed to."""
    own, theirs = honest(8), forger(8, 3)
    for ask in (own.answer, lambda step: theirs.answer(step - 1), lambda step: replace(theirs.answer(step), path=b"")):
        with pytest.raises(BadAnswer):
            first_difference(own.entries, theirs.commitment, ask)
    with pytest.raises(BadAnswer):
        first_difference(own.entries, replace(theirs.commitment, last=own.answer(8)), theirs.answer)


def test_another_batch_is_another_job() -> None:
    """Who trains on other data than ordered differs in the job's terms, not in a computation."""
    own, theirs = honest(4), Record(PLAN, PLAN.initial(), lambda step: batch_of(step + (step == 2)))
    for _ in range(4):
        theirs.advance()
    found = first_difference(own.entries, theirs.commitment, theirs.answer)
    assert (found.step, found.in_terms) == (2, True)


def test_a_sparse_record_computes_the_states_between_again() -> None:
    sparse, dense = honest(7, spacing=3), honest(7)
    assert sparse.commitment == dense.commitment
    assert [state_root(sparse.state(step)) for step in range(8)] == [entry.state_root for entry in dense.entries]
    assert sparse.bundle(6).model_root == dense.entries[5].state_root


def test_one_long_job_holds_the_states_of_all_its_steps() -> None:
    plan = Plan(SMALL, AdamW(0.01))
    record, program = honest(3, plan), plan.program(3)
    witness = witness_of(program.bundle(plan.initial(), *(batch_of(step) for step in (1, 2, 3))), bytes(32))
    assert [state_root(program.state(witness.outputs, step)) for step in range(3)] == [entry.state_root for entry in record.entries[1:]]


# ---- on chain


@dataclass
class Class:
    """A requester who orders a run step by step, a provider who may cheat at one, and a challenger who runs it too."""

    chain: Sandbox
    plan: Plan
    forged: int
    operator: int

    def __post_init__(self) -> None:
        self.requester, self.provider, self.challenger = (funded(self.chain, name) for name in ("requester", "provider", "challenger"))
        tick(self.chain)
        self.provider.compute.register(SPEC)
        tick(self.chain)
        self.provider.staking.bond(500 * COIN)
        self.record = Record(self.plan, self.plan.initial(), batch_of)
        self.witnesses: dict[int, Witness] = {}

    def job_id(self, step: int) -> bytes:
        return ids.job_id(self.chain.deployment().compute, self.requester.account, step)

    def train(self, steps: int) -> None:
        """A job a step, each from the state that the one before claims."""
        for step in range(1, steps + 1):
            bundle = self.record.bundle(step)
            tick(self.chain)
            self.requester.compute.post(step, bundle.terms(20 * COIN, 50 * COIN, self.chain.now() + 3_600))
            tick(self.chain)
            self.provider.compute.accept(self.job_id(step))
            witness = witness_of(bundle, self.job_id(step))
            if step == self.forged:
                witness = forged_operator(self.operator, 3)(witness, job_of(self.chain, self.job_id(step)))
            tick(self.chain)
            self.provider.compute.commit(self.job_id(step), *witness.commitment)
            self.witnesses[step] = witness
            entry = self.record.append(self.plan.step.state(witness.outputs))
            shown = link(self.plan.step, witness.outputs, witness.trace)
            assert linked_state(job_of(self.chain, self.job_id(step)), self.plan.step, shown) == entry.state_root

    def dispute(self, step: int, challenger: Witness) -> None:
        tick(self.chain)
        self.challenger.compute.challenge(self.job_id(step))
        while job_of(self.chain, self.job_id(step)).state is JobState.DISPUTED:
            tick(self.chain)
            assert challenger_move(self.challenger, self.job_id(step), challenger) or provider_move(self.provider, self.job_id(step), self.witnesses[step])


@pytest.mark.parametrize(("optimiser", "operator"), [(Sgd(0.1), "weight0"), (AdamW(0.01), "weight1.moment1")])
def test_a_provider_that_forges_one_step_loses_its_stake(chain: Sandbox, optimiser: Sgd | AdamW, operator: str) -> None:
    """INV-COMPUTE-7: the step by questions off chain, the operator and the number on chain; the steps before stand."""
    plan = Plan(SMALL, optimiser)
    at = plan.step.states[0][plan.names.index(operator)]
    s = Class(chain, plan, forged=3, operator=at)
    s.train(5)
    own = honest(5, plan)
    found = first_difference(own.entries, s.record.commitment, s.record.answer)
    assert (found.step, found.queries <= 3) == (3, True)

    job = job_of(chain, s.job_id(found.step))
    bundle = own.bundle(found.step)
    assert bundle.matches(job.terms)  # the forged step's job is the one that the challenger would have run
    s.dispute(found.step, witness_of(bundle, job.job_id))

    d = dispute_of(chain, job.job_id)
    assert (d.outcome, d.op_index, d.position) == (Outcome.PROVIDER_LOST, at, 3)
    assert job_of(chain, job.job_id).state is JobState.FAULTED
    fault = chain.staking.fault(ids.fault_id(d.dispute_id))
    assert fault is not None
    assert (fault.amount, fault.reward, fault.beneficiary) == (50 * COIN, 25 * COIN, s.challenger.account)
    stake = chain.staking.stake(s.provider.account)
    assert stake is not None
    assert (stake.bonded, stake.locked) == (450 * COIN, 200 * COIN)


def test_a_job_of_many_steps_is_disputed_down_to_one_number_of_one_step(chain: Sandbox) -> None:
    """INV-COMPUTE-7: the second of three steps in one job is forged; the same descent finds step, operator and number."""
    program, s = PLAN.program(3), Class(chain, PLAN, forged=0, operator=0)
    bundle, job_id = program.bundle(PLAN.initial(), *(batch_of(step) for step in (1, 2, 3))), s.job_id(1)
    tick(chain)
    s.requester.compute.post(1, bundle.terms(20 * COIN, 50 * COIN, chain.now() + 3_600))
    tick(chain)
    s.provider.compute.accept(job_id)
    at, honest_witness = program.states[1][PLAN.names.index("weight1.moment0")], witness_of(bundle, job_id)
    s.witnesses[1] = forged_operator(at, 7)(honest_witness, job_of(chain, job_id))
    tick(chain)
    s.provider.compute.commit(job_id, *s.witnesses[1].commitment)
    s.dispute(1, honest_witness)
    d = dispute_of(chain, job_id)
    assert (d.outcome, d.op_index, d.position) == (Outcome.PROVIDER_LOST, at, 7)
    claimed = linked_state(job_of(chain, job_id), program, link(program, s.witnesses[1].outputs, s.witnesses[1].trace, 0), 0)
    assert claimed == honest(1).entries[1].state_root  # the first step is right in the forged trace, too


def test_an_honest_step_survives_a_challenge(chain: Sandbox) -> None:
    """INV-COMPUTE-8: whatever a challenger believes about a step, the chain's number is the provider's."""
    s = Class(chain, PLAN, forged=0, operator=0)
    s.train(1)
    job = job_of(chain, s.job_id(1))
    s.dispute(1, forged_operator(PLAN.step.states[0][1], 5)(witness_of(s.record.bundle(1), job.job_id), job))
    assert dispute_of(chain, job.job_id).outcome is Outcome.CHALLENGER_LOST
    assert job_of(chain, job.job_id).state is JobState.COMMITTED


def test_a_state_that_is_not_in_the_trace_is_refused(chain: Sandbox) -> None:
    s = Class(chain, PLAN, forged=0, operator=0)
    s.train(1)
    job, witness = job_of(chain, s.job_id(1)), s.witnesses[1]
    good = link(PLAN.step, witness.outputs, witness.trace)
    swapped = Link((good.tensors[0], good.tensors[1][:17] + bytes(32), *good.tensors[2:]), good.paths)
    for bad in (swapped, Link(good.tensors[:-1], good.paths[:-1]), Link(good.tensors, (*good.paths[1:], good.paths[0]))):
        with pytest.raises(BadAnswer):
            linked_state(job, PLAN.step, bad)


def test_the_next_job_finds_its_state_in_the_store(tmp_path) -> None:
    record, store = honest(2), Store(tmp_path)
    store.save(record.bundle(2))
    loaded: State = tuple(store.load_tensors(record.entries[1].state_root))
    assert state_root(loaded) == record.entries[1].state_root
