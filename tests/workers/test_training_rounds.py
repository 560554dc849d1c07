"""Real workers in rounds on a chain: what they hold, what they are paid, and what becomes of who lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from assay import errors as e
from assay import ids
from assay.commit import endstate
from assay.commit.tensor import tensors_tree
from assay.connect import unchecked
from assay.market import Sandbox
from assay.models.compute import JobState
from assay.models.training import DoubtResolved, SeatState, Work
from assay_worker.cheats import forged_operator
from assay_worker.evidence import witness_of
from assay_worker.jobs.store import Store
from assay_worker.jobs.training.commands import commands
from assay_worker.jobs.training.compression import FourBit
from assay_worker.jobs.training.local import Settings
from assay_worker.jobs.training.models import CharTransformer, Mlp
from assay_worker.jobs.training.optimisers import AdamW, Sgd
from assay_worker.jobs.training.plan import Plan
from assay_worker.jobs.training.rehearsal import POOL, STAKE, Part, Rehearsal
from assay_worker.jobs.training.rounds import Course, Follower, NotReceived, Seat, ending_in_state, honest, lazy
from assay_worker.jobs.training.steps import state_root
from typer.testing import CliRunner

from tests.cast import tick

PLAN = Plan(Mlp((64, 6, 10), batch=8), AdamW(0.01))
COURSE = Course(Settings(workers=3, rounds=3, local_steps=4, plan=PLAN, codec=FourBit(64), outer_rate=0.7, outer_momentum=0.5, sharded=False), (4, 2))
HONEST = {name: Part() for name in ("ann", "ben", "cleo")}


def rehearsal(chain: Sandbox, tmp_path: Path, parts: Mapping[str, Part] = HONEST, course: Course = COURSE) -> Rehearsal:
    return Rehearsal(chain, course, parts, Store(tmp_path))


def same_bits(r: Rehearsal) -> bool:
    return all((seat.parameters == r.replay()).all() for seat in r.seats.values())


# ---- a run


def test_a_run_trains_pays_by_work_and_puts_a_liar_out(chain: Sandbox, tmp_path: Path) -> None:
    """INV-TRAIN-20: all hold the bits of the record's replay; a late update is in no round and in no pay; the liar's job settles what its work gives."""
    parts = {"ann": Part(), "ben": Part(kind=1), "cleo": Part(conduct=lazy, lies_from=1), "dora": Part(late_in=frozenset({0}))}
    r = rehearsal(chain, tmp_path, parts)
    first, _ = r.loss(COURSE.first)
    provider_before = chain.balance(r.provider.account)
    assert r.play() == {0, 1, 2}
    assert r.audit(0) == []
    assert r.play() == {0, 1, 2, 3}
    (lie,) = r.audit(1)
    assert lie.seat == r.seats["cleo"].place
    job_id = r.again(lie)
    assert r.settle(lie, job_id)
    assert (r.state_of("cleo"), job_state(chain, job_id)) == (SeatState.OUT, JobState.SETTLED)
    assert chain.balance(r.provider.account) == provider_before + 1_000_000
    assert r.play() == {0, 1, 3}
    assert r.audit(2) == []

    budget = POOL // 3
    earned = r.end()
    expected = {
        "ann": budget * 4 // 10 + budget * 4 // 14 + budget * 4 // 10, "ben": budget * 2 // 10 + budget * 2 // 14 + budget * 2 // 10,
        "cleo": 0, "dora": budget * 4 // 14 + budget * 4 // 10,
    }  # fmt: skip
    assert earned == expected
    assert same_bits(r)
    assert r.loss(r.follower.parameters)[0] < first
    money = 2_000 * 1_000_000
    assert [chain.balance(r.accounts[name].account) for name in parts] == [money + amount - STAKE * (name == "cleo") for name, amount in expected.items()]
    assert chain.balance(r.sponsor.account) == money - sum(expected.values())
    assert chain.balance(chain.deployment().training) == 0


def job_state(chain: Sandbox, job_id: bytes) -> JobState:
    job = chain.compute.job(job_id)
    assert job is not None
    return job.state


def test_an_honest_seat_is_not_put_out_by_a_forged_job(chain: Sandbox, tmp_path: Path) -> None:
    """INV-TRAIN-14: the provider forges one number of one step; the seat challenges it, and compute finds the number."""
    r = rehearsal(chain, tmp_path)
    r.play()
    proposal = r.proposals[0, 1]
    at = COURSE.programs[0].states[1][PLAN.names.index("weight0")]
    job_id = r.again(proposal, forged_operator(at, 5))
    assert not r.settle(proposal, job_id)
    assert (job_state(chain, job_id), r.state_of("ben")) == (JobState.FAULTED, SeatState.ACTIVE)
    assert [event.refuted for _, event in chain.events() if isinstance(event, DoubtResolved)] == [False]
    r.play()
    r.play()
    assert r.end()["ben"] == 3 * (POOL // 3 // 3)


# ---- what seats vouch for


@pytest.fixture
def alone(tmp_path: Path) -> Rehearsal:
    return rehearsal(unchecked("reference"), tmp_path)


def test_an_audit_before_the_vote_keeps_a_lie_out(alone: Rehearsal) -> None:
    """INV-TRAIN-6: witnesses who run a seat's work again do not vouch for what they do not find."""
    r = alone
    r.seats["cleo"].turn(lazy)
    to_proposals(r)
    for seat in r.seats.values():
        tick(r.chain)
        deliver(r, seat, seat.propose())
    to_witnesses(r)
    for seat in r.seats.values():
        tick(r.chain)
        assert seat.witness(frozenset({2})) == 0b011
    past(r)
    r.watcher.training.close_round(r.run_id, 0)
    assert [who.absorb() for who in (*r.seats.values(), r.follower)] == [{0, 1}] * 4


def to_proposals(r: Rehearsal) -> None:
    r.chain.set_time(r.terms.starts_at)


def to_witnesses(r: Rehearsal) -> None:
    r.chain.set_time(r.terms.ends_at(0) - r.terms.witness_secs)


def past(r: Rehearsal) -> None:
    r.chain.set_time(r.terms.ends_at(0))


def deliver(r: Rehearsal, of: Seat, update: bytes) -> None:
    for who in (*r.seats.values(), r.follower):
        who.receive(of.round_index, of.place, update)


@pytest.mark.parametrize("wrong", ["bytes", "claim", "batches", "base", "codec", "program"])
def test_nobody_vouches_for_what_does_not_fit(alone: Rehearsal, wrong: str) -> None:
    """INV-TRAIN-20: other bytes than proposed, a claim of another state, other batches or another base than the seat's, bytes that no codec writes."""
    r = alone
    ann, ben = r.seats["ann"], r.seats["ben"]
    to_proposals(r)
    bundle = COURSE.bundle(COURSE.first, 0, ann.place, 0)
    after = state_root(honest(bundle, COURSE.programs[0]))
    update = after + FourBit(64).encode(COURSE.first)
    proposal_id = ids.proposal_id(r.run_id, 0, ann.place)
    said: dict[str, Any] = {
        "program": 0, "base_root": bundle.model_root, "input_root": bundle.input_root, "update_hash": sha256(update).digest(),
        "claim": ids.work_claim(proposal_id, after),
    }  # fmt: skip
    changes: dict[str, dict[str, Any]] = {
        "bytes": {}, "claim": {"claim": ids.work_claim(proposal_id, bundle.model_root)}, "program": {"program": 1},
        "batches": {"input_root": COURSE.bundle(COURSE.first, 0, ben.place, 0).input_root}, "base": {"base_root": bundle.input_root},
        "codec": {"update_hash": sha256(update[:-1]).digest()},
    }  # fmt: skip
    r.accounts["ann"].training.propose(r.run_id, 0, Work(**(said | changes[wrong])))
    ben.receive(0, ann.place, {"bytes": update + b"\x00", "codec": update[:-1]}.get(wrong, update))
    to_witnesses(r)
    assert ben.witness() == 0


def test_what_fits_is_vouched_for(alone: Rehearsal) -> None:
    r = alone
    to_proposals(r)
    ann, ben = r.seats["ann"], r.seats["ben"]
    deliver(r, ann, ann.propose())
    to_witnesses(r)
    assert ben.witness() == 0b001
    assert ben.is_sound(r.chain.training.proposal(r.run_id, 0, 0) or pytest.fail("no proposal"))


def test_who_misses_an_update_says_so_and_goes_on_once_it_has_it(alone: Rehearsal) -> None:
    r = alone
    to_proposals(r)
    ann, ben, cleo = r.seats.values()
    update = ann.propose()
    for who in (ann, ben):
        who.receive(0, 0, update)
    to_witnesses(r)
    ben.witness()
    past(r)
    r.watcher.training.close_round(r.run_id, 0)
    with pytest.raises(NotReceived, match=r"seats \[0\]"):
        cleo.absorb()
    assert cleo.round_index == 0
    cleo.receive(0, 0, update)
    assert cleo.absorb() == ben.absorb() == {0}
    assert (cleo.parameters == ben.parameters).all()


def test_nobody_goes_on_before_a_round_is_closed(alone: Rehearsal) -> None:
    """Or one that is early would go on from another state than the others."""
    r = alone
    to_proposals(r)
    deliver(r, r.seats["ann"], r.seats["ann"].propose())
    for wait in (to_witnesses, past):
        wait(r)
        with pytest.raises(e.InputError, match="over and closed"):
            r.follower.absorb()
    r.watcher.training.close_round(r.run_id, 0)
    assert r.follower.absorb() == frozenset()
    with pytest.raises(e.InputError, match="over and closed"):
        r.follower.absorb()


def test_a_round_without_anybody_changes_nothing(alone: Rehearsal) -> None:
    r = alone
    past(r)
    assert r.follower.absorb() == frozenset()
    assert (r.follower.parameters == COURSE.first).all()
    assert r.follower.round_index == 1


def test_a_wrong_job_that_nobody_challenged_is_not_opened(alone: Rehearsal) -> None:
    """An honest party cannot open it, and says so; who was wronged by it slept through compute's window."""
    r = alone
    r.play()
    proposal = r.proposals[0, 0]
    job_id = r.again(proposal, forged_operator(3))
    job = r.chain.compute.job(job_id)
    assert job is not None
    assert r.follower.resolve(proposal, job_id) is None
    r.chain.set_time(job.window_ends_at)
    r.runner.step(job_id)
    with pytest.raises(e.InputError, match="nobody can open it"):
        r.follower.resolve(proposal, job_id)


def test_who_has_no_seat_is_none(alone: Rehearsal) -> None:
    with pytest.raises(e.InputError, match="account"):
        Seat(COURSE, alone.watcher, alone.run_id, Store("."))
    with pytest.raises(e.InputError, match="run_id"):
        Seat(COURSE, alone.accounts["ann"], bytes(32), Store("."))
    assert isinstance(alone.follower, Follower)


# ---- programs that end in their state


@pytest.mark.parametrize(
    ("plan", "tensors"),
    [(PLAN, 13), (Plan(Mlp((64, 6, 10), 8), Sgd(0.1)), 9), (Plan(CharTransformer(5, length=4, width=4, batch=2), AdamW(0.01)), 52)],
)  # fmt: skip
def test_a_program_ends_in_the_state_that_it_led_to(plan: Plan, tensors: int) -> None:
    """INV-TRAIN-18: the copies change nothing, and the last outputs of the trace open to the state's root, as a model's."""
    plain = plan.program(2)
    program = ending_in_state(plain)
    blank = plan.model.blank()
    bundle, job_id = program.bundle(plan.initial(), blank, blank), b"\x05" * 32
    witness = witness_of(bundle, job_id)
    expected = plain.state(witness_of(plain.bundle(plan.initial(), blank, blank), job_id).outputs)
    assert (len(expected), state_root(expected)) == (tensors, state_root(program.state(witness.outputs)))
    assert program.states[-1] == tuple(range(witness.trace.count - tensors, witness.trace.count))
    data = endstate.opening(witness.trace, witness.outputs[-tensors:])
    assert endstate.opened(job_id, witness.trace.root, witness.trace.count, tensors, data) == tensors_tree(list(expected)).root
    assert endstate.opened(bytes(32), witness.trace.root, witness.trace.count, tensors, data) is None
    assert len(data) <= 8_192


def test_a_course_names_its_programs_by_length(alone: Rehearsal) -> None:
    """INV-TRAIN-8: what a program counts is the local steps that it takes."""
    long, short = COURSE.run_programs()
    assert (long.work, short.work, long.input_count, short.input_count) == (4, 2, 8, 4)
    assert long.op_count == len(COURSE.programs[0].program.operators) > short.op_count
    assert alone.terms.programs == (long, short)
    assert Course(replace(COURSE.settings, seed=1), (4, 2)).run_programs() == (long, short)


def test_the_command_tells_the_whole_run() -> None:
    done = CliRunner().invoke(commands, ["rounds", "--seats", "4", "--rounds", "2", "--local-steps", "2"])
    assert done.exit_code == 0, done.output
    assert "seats [2] claimed what their work does not give" in done.output
    assert "seat 2: 0.000000 coins, out" in done.output
    assert "all seats hold the replay's bits: True" in done.output
