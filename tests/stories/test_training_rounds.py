"""Rounds of training and who is paid for them, told once and run on the reference, Solana and the EVM. Doubts: test_training_doubts.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from assay import errors as e
from assay import ids
from assay.connect import unchecked
from assay.market import Sandbox
from assay.models.base import ZERO
from assay.models.deployment import MAX_SECS, Settings
from assay.models.training import RunProgram, SeatState
from assay.reference.network import ReferenceNetwork
from assay.reference.training import TrainingState

from tests.cast import COIN, funded, tick
from tests.cohort import LONG, NOWHERE, POOL, SHORT, STAKE, WORK, cohort, joined, opened, run_terms

# ---- a run from its opening to its end


def test_a_run_pays_for_work_and_ends_with_everyone_whole(chain: Sandbox) -> None:
    """INV-TRAIN-1: what was paid and what the sponsor gets back are the pool to the last unit; every stake comes back; the program is left with nothing."""
    c = cohort(chain)
    assert (c.purse, chain.balance(c.sponsor.account)) == (POOL + 3 * STAKE, 2_000 * COIN - POOL)
    budget = POOL // 3
    for round_index in range(3):
        c.proposed(round_index=round_index)
        closed = c.close(round_index)
        assert (closed.included, closed.total_work, closed.budget, closed.base_root) == (0b111, 15, budget, c.terms.state_root)
    c.past_window(2)
    paid = sum(c.collect(name, round_index) for round_index in range(3) for name in c.seats)
    assert paid == c.run.paid == 9 * (budget * 5 // 15)
    for who in c.seats.values():
        tick(chain)
        assert who.training.leave_run(c.run_id).stake == STAKE
    tick(chain)
    assert c.watcher.training.reclaim(c.run_id).amount == POOL - paid
    assert c.purse == 0
    assert chain.balance(c.sponsor.account) == 2_000 * COIN - paid
    assert [chain.balance(who.account) for who in c.seats.values()] == [1_000 * COIN + paid // 3] * 3
    assert [seat.state for seat in c.run.seats] == [SeatState.LEFT] * 3


def test_a_run_that_nobody_works_for_costs_its_sponsor_nothing(chain: Sandbox) -> None:
    """INV-TRAIN-1: rounds pass by the clock, so a run always ends."""
    c = cohort(chain, "ann")
    c.past(2)
    c.seats["ann"].training.leave_run(c.run_id)
    tick(chain)
    assert c.sponsor.training.reclaim(c.run_id).amount == POOL
    assert (c.purse, chain.balance(c.sponsor.account), chain.balance(c.seats["ann"].account)) == (0, 2_000 * COIN, 1_000 * COIN)


# ---- opening and joining


def odd(**changes: object) -> Callable[[int], dict[str, Any]]:
    return lambda now: changes


ONE = RunProgram(program_root=NOWHERE, op_count=4, input_count=0, work=1)
UNSOUND: dict[str, Callable[[int], dict[str, Any]]] = {
    "one seat": odd(seats=1), "seventeen seats": odd(seats=17), "no round": odd(rounds=0), "less than a unit a round": odd(pool=2), "no stake": odd(stake=0),
    "no time to propose": odd(propose_secs=0), "no time to witness": odd(witness_secs=0), "proposals for ever": odd(propose_secs=MAX_SECS + 1),
    "witnesses for ever": odd(witness_secs=MAX_SECS + 1), "no tensor": odd(model_count=0), "too many tensors": odd(model_count=129),
    "no program": odd(programs=()), "five programs": odd(programs=(ONE,) * 5), "no work": odd(programs=(ONE, ONE.model_copy(update={"work": 0}))),
    "fewer operators than tensors": odd(programs=(ONE.model_copy(update={"op_count": 3}),)),
    "too many operators": odd(programs=(ONE.model_copy(update={"op_count": 65_537}),)),
    "too many inputs": odd(programs=(ONE.model_copy(update={"input_count": 65_537}),)),
    "begun": lambda now: {"starts_at": now}, "too far ahead": lambda now: {"starts_at": now + MAX_SECS + 1},
}  # fmt: skip


@pytest.mark.parametrize("name", UNSOUND)
def test_a_run_that_could_not_be_carried_out_is_not_opened(chain: Sandbox, name: str) -> None:
    """INV-TRAIN-2."""
    sponsor = funded(chain, "sponsor", 2_000)
    tick(chain)
    with pytest.raises(e.BadRun):
        sponsor.training.open(1, run_terms(chain.now(), **UNSOUND[name](chain.now())))
    assert chain.balance(sponsor.account) == 2_000 * COIN


def test_the_widest_run_is_opened(chain: Sandbox) -> None:
    """INV-TRAIN-2: each bound itself is within."""
    sponsor = funded(chain, "sponsor", 2_000)
    tick(chain)
    wide = RunProgram(program_root=NOWHERE, op_count=65_536, input_count=65_536, work=2**32 - 1)
    terms = run_terms(
        chain.now(), seats=16, rounds=65_535, pool=65_535, stake=2**64 - 1, propose_secs=MAX_SECS, witness_secs=MAX_SECS, model_count=128,
        programs=(wide,) * 4, starts_at=chain.now() + MAX_SECS,
    )  # fmt: skip
    run_id = sponsor.training.open(2, terms).run_id
    assert run_id == ids.run_id(chain.deployment().training, sponsor.account, 2)
    run = chain.training.run(run_id)
    assert run is not None
    assert (run.sponsor, run.terms, run.seats, run.paid, run.reclaimed) == (sponsor.account, terms, (), 0, False)


def test_a_sponsor_pays_first_and_uses_a_nonce_once(chain: Sandbox) -> None:
    """INV-TRAIN-2: the pool is there before anybody works for it."""
    c = opened(chain)
    tick(chain)
    with pytest.raises(e.RunExists):
        c.sponsor.training.open(1, run_terms(chain.now(), pool=3))
    with pytest.raises(e.InsufficientFunds):
        c.sponsor.training.open(2, run_terms(chain.now(), pool=2_000 * COIN))


def test_seats_are_taken_before_the_start_and_paid_for(chain: Sandbox) -> None:
    """INV-TRAIN-3: one an account, in the order of joining, no more than there are, for the stake, and not once rounds have begun."""
    c = joined(opened(chain, seats=2), "ann")
    ann, ben, cleo = c.seats["ann"], funded(chain, "ben"), funded(chain, "cleo")
    tick(chain)
    with pytest.raises(e.AlreadyJoined):
        ann.training.join(c.run_id)
    with pytest.raises(e.UnknownRun):
        ben.training.join(NOWHERE)
    with pytest.raises(e.InsufficientFunds):
        chain.as_account("poor").training.join(c.run_id)
    taken = ben.training.join(c.run_id)
    assert (taken.seat, taken.owner, [seat.owner for seat in c.run.seats]) == (1, ben.account, [ann.account, ben.account])
    assert (chain.balance(ben.account), c.purse) == (1_000 * COIN - STAKE, POOL + 2 * STAKE)
    tick(chain)
    with pytest.raises(e.NoSeatLeft):
        cleo.training.join(c.run_id)


def test_nobody_joins_once_it_has_begun(chain: Sandbox) -> None:
    """INV-TRAIN-3."""
    c = cohort(chain, "ann", seats=3)
    late = funded(chain, "late")
    c.until(c.terms.starts_at)
    with pytest.raises(e.JoinClosed):
        late.training.join(c.run_id)


# ---- the clock


def test_a_round_takes_proposals_and_witnesses_in_its_time_alone(chain: Sandbox) -> None:
    """INV-TRAIN-4: phases are told by the clock: each second belongs to one phase of one round."""
    c = cohort(chain)
    ann, t = c.seats["ann"], c.terms
    late = c.work("ann", 1)
    for at, phase in ((t.starts_at - 1, "before"), (t.ends_at(0) - t.witness_secs, "witnesses"), (t.ends_at(0), "after")):
        c.until(at)
        with pytest.raises(e.NotProposing):
            ann.training.propose(c.run_id, 0, c.work("ann"))
        if phase == "before":
            c.to_proposals()
            with pytest.raises(e.NotProposing):
                ann.training.propose(c.run_id, 1, late)
            with pytest.raises(e.NotWitnessing):
                ann.training.witness(c.run_id, 0, 0)
            c.propose("ben")
        if phase == "witnesses":
            c.witness("ben", ["ann"])
        if phase == "after":
            with pytest.raises(e.NotWitnessing):
                c.seats["cleo"].training.witness(c.run_id, 0, 0)
            assert ann.training.propose(c.run_id, 1, late).order == 0


def test_a_seat_speaks_once_a_round(chain: Sandbox) -> None:
    """INV-TRAIN-4: what was proposed or witnessed is not taken back."""
    c = cohort(chain)
    ann, ben = c.seats["ann"], c.seats["ben"]
    c.to_proposals()
    c.propose("ann")
    tick(chain)
    with pytest.raises(e.AlreadyProposed):
        ann.training.propose(c.run_id, 0, c.work("ann", kind=SHORT))
    c.to_witnesses()
    c.witness("ben", ["ann"])
    tick(chain)
    with pytest.raises(e.AlreadyWitnessed):
        ben.training.witness(c.run_id, 0, 0)
    round_ = c.round()
    assert (round_.proposed, round_.witnessed, round_.seen[:3]) == (0b001, 0b010, (0, 0b001, 0))
    assert c.proposal("ann").work == c.work("ann")


def test_who_has_no_seat_has_no_say(chain: Sandbox) -> None:
    """INV-TRAIN-4: and no seat a say about a round, a program or a run that there is not."""
    c = cohort(chain)
    ann, work = c.seats["ann"], c.work("ann")
    c.to_proposals()
    for wrong, call in (
        (e.NotSeated, lambda: c.watcher.training.propose(c.run_id, 0, work)),
        (e.UnknownRun, lambda: ann.training.propose(NOWHERE, 0, work)),
        (e.NoSuchRound, lambda: ann.training.propose(c.run_id, 3, work)),
        (e.NoSuchProgram, lambda: ann.training.propose(c.run_id, 0, c.work("ann", program=2))),
        (e.NotSeated, lambda: c.watcher.training.witness(c.run_id, 0, 0)),
        (e.UnknownRun, lambda: ann.training.witness(NOWHERE, 0, 0)),
        (e.NoSuchRound, lambda: ann.training.witness(c.run_id, 3, 0)),
        (e.UnknownRun, lambda: ann.training.close_round(NOWHERE, 0)),
        (e.NoSuchRound, lambda: ann.training.close_round(c.run_id, 3)),
        (e.UnknownRun, lambda: ann.training.collect(NOWHERE, 0, 0)),
        (e.UnknownRun, lambda: ann.training.leave_run(NOWHERE)),
        (e.NotSeated, lambda: c.watcher.training.leave_run(c.run_id)),
        (e.UnknownRun, lambda: ann.training.reclaim(NOWHERE)),
    ):  # fmt: skip
        tick(chain)
        with pytest.raises(wrong):
            call()
    c.to_witnesses()
    with pytest.raises(e.NothingProposed):
        ann.training.witness(c.run_id, 0, 0)


def test_a_round_is_closed_once_and_not_before_its_time(chain: Sandbox) -> None:
    """INV-TRAIN-5."""
    c = cohort(chain)
    c.proposed()
    c.until(c.terms.ends_at(0) - 1)
    with pytest.raises(e.RoundNotOver):
        c.watcher.training.close_round(c.run_id, 0)
    c.close()
    tick(chain)
    with pytest.raises(e.RoundIsClosed):
        c.watcher.training.close_round(c.run_id, 0)
    c.past(1)
    with pytest.raises(e.NothingProposed):
        c.watcher.training.close_round(c.run_id, 1)


# ---- who is included


def test_included_is_who_most_other_witnesses_saw(chain: Sandbox) -> None:
    """INV-TRAIN-6: more than half of those who were witnesses, the seat itself not counted; its own bit, and bits of who did not propose, say nothing."""
    c = cohort(chain, "ann", "ben", "cleo", "dora", "ed")
    c.to_proposals()
    for name in ("ann", "ben", "cleo", "dora"):
        c.propose(name)
    c.to_witnesses()
    # Of ann's three other witnesses two saw her, of cleo's one did. Dora says nothing: of her four one did, of ben's three all.
    c.witness("ann", ["ann", "ben", "ed"])
    c.witness("ben", ["ann", "ben", "cleo", "ed"])
    c.witness("cleo", ["cleo", "ben", "ed"])
    c.witness("ed", ["ann", "ben", "ed", "dora"])
    closed = c.close()
    assert closed.included == c.bits(["ann", "ben"])
    assert closed.total_work == 2 * WORK[LONG]
    c.past_window()
    half = POOL // 3 // 2
    assert {name: c.collect(name) for name in ("ann", "ben", "cleo", "dora")} == {"ann": half, "ben": half, "cleo": 0, "dora": 0}


def test_half_of_the_witnesses_are_not_enough(chain: Sandbox) -> None:
    """INV-TRAIN-6."""
    c = cohort(chain)
    c.to_proposals()
    c.propose("ann")
    c.to_witnesses()
    c.witness("ann", ["ann"])
    c.witness("ben", ["ann"])
    c.witness("cleo", [])
    assert c.close().included == 0


def test_nobody_is_a_witness_for_itself(chain: Sandbox) -> None:
    """INV-TRAIN-6: whom nobody else speaks for is not included, whatever it says."""
    c = cohort(chain)
    c.to_proposals()
    c.propose("ann")
    c.to_witnesses()
    c.witness("ann", ["ann"])
    assert c.close().included == 0
    c.past_window()
    assert c.collect("ann") == 0


def test_the_first_round_starts_from_the_terms_state(chain: Sandbox) -> None:
    """INV-TRAIN-7: whatever a majority says."""
    c = cohort(chain)
    c.to_proposals()
    for name, base in (("ann", c.terms.state_root), ("ben", NOWHERE), ("cleo", NOWHERE)):
        c.propose(name, base_root=base)
    c.to_witnesses()
    for name in c.seats:
        c.witness(name, c.seats)
    closed = c.close()
    assert (closed.base_root, closed.included) == (c.terms.state_root, c.bits(["ann"]))


@pytest.mark.parametrize(("bases", "base", "included"), [("AAB", "A", 0b011), ("BAA", "A", 0b110), ("ABC", None, 0), ("AB-", None, 0), ("A--", "A", 0b001)])
def test_later_rounds_start_from_what_most_proposers_say(chain: Sandbox, bases: str, base: str | None, included: int) -> None:
    """INV-TRAIN-7: a strict majority of those who proposed; where there is none, nobody is included. So a majority can agree on a false state: then seats
    are paid for what they did with it, and still only for that."""
    roots = {name: ids.derive("base", name.encode()) for name in "ABC"}
    c = cohort(chain)
    c.to_proposals(1)
    for name, said in zip(c.seats, bases, strict=True):
        if said in roots:
            c.propose(name, 1, base_root=roots[said])
    c.to_witnesses(1)
    for name in c.seats:
        c.witness(name, c.seats, 1)
    closed = c.close(1)
    assert (closed.base_root, closed.included) == (roots[base] if base else ZERO, included)


def test_zero_is_no_state_to_start_from(chain: Sandbox) -> None:
    """INV-TRAIN-7: nobody could run from it again, so nothing that starts from it is paid."""
    c = cohort(chain)
    c.to_proposals(1)
    for name in c.seats:
        c.propose(name, 1, base_root=ZERO)
    c.to_witnesses(1)
    for name in c.seats:
        c.witness(name, c.seats, 1)
    closed = c.close(1)
    assert (closed.base_root, closed.included, closed.total_work) == (ZERO, 0, 0)
    c.past_window(1)
    assert c.collect("ann", 1) == 0


# ---- pay


def test_pay_is_by_work_and_not_by_heads(chain: Sandbox) -> None:
    """INV-TRAIN-8: floor(budget * work / total work), where the program that was run says how much work it is."""
    c = cohort(chain)
    c.to_proposals()
    c.propose("ann", kind=LONG)
    c.propose("ben", kind=SHORT)
    c.propose("cleo", kind=SHORT)
    c.to_witnesses()
    for name in c.seats:
        c.witness(name, c.seats)
    closed = c.close()
    assert closed.total_work == 9
    c.past_window()
    budget = POOL // 3
    assert [c.collect(name) for name in c.seats] == [budget * 5 // 9, budget * 2 // 9, budget * 2 // 9]


def test_work_done_once_is_paid_once(chain: Sandbox) -> None:
    """INV-TRAIN-9: seats that name the same program on the same batches did one computation; who proposed it first counts, if it would be included."""
    c = cohort(chain, "ann", "ben", "cleo", "dora")
    c.to_proposals()
    c.propose("dora", batch=7)
    c.propose("cleo", batch=7)
    c.propose("ann", batch=7)
    c.propose("ben", batch=7, kind=SHORT)
    c.to_witnesses()
    for name in c.seats:
        c.witness(name, ["ann", "ben", "cleo"])
    # Nobody saw dora's: she cannot keep cleo out by having been first.
    closed = c.close()
    assert (closed.included, closed.total_work) == (c.bits(["ben", "cleo"]), 7)


def test_the_largest_works_do_not_overflow(chain: Sandbox) -> None:
    """INV-TRAIN-8: sixteen seats of the greatest work there is, out of the greatest pool of the story's purse."""
    names = [f"seat{i}" for i in range(16)]
    most = 2**32 - 1
    programs = tuple(p.model_copy(update={"work": most}) for p in run_terms(chain.now()).programs)
    c = cohort(chain, *names, programs=programs, rounds=1)
    c.proposed()
    closed = c.close()
    assert (closed.included, closed.total_work) == (2**16 - 1, 16 * most)
    c.past_window()
    assert [c.collect(name) for name in names] == [POOL // 16] * 16


def test_pay_waits_for_the_window_and_comes_once(chain: Sandbox) -> None:
    """INV-TRAIN-10: not before the round is closed and its window is over, by whomever; then once."""
    c = cohort(chain)
    c.proposed()
    at = c.place("ann")
    c.past()
    with pytest.raises(e.RoundNotClosed):
        c.watcher.training.collect(c.run_id, 0, at)
    c.close()
    c.until(c.terms.ends_at(0) + chain.training.config().window_secs - 1)
    with pytest.raises(e.WindowOpen):
        c.watcher.training.collect(c.run_id, 0, at)
    c.past_window()
    before = chain.balance(c.seats["ann"].account)
    share = c.collect("ann")
    assert chain.balance(c.seats["ann"].account) == before + share == before + POOL // 3 // 3
    tick(chain)
    with pytest.raises(e.UnknownProposal):
        c.watcher.training.collect(c.run_id, 0, at)
    assert chain.training.proposal(c.run_id, 0, at) is None
    for round_index, seat in ((0, 3), (0, 255), (1, 0), (65_535, 0)):
        with pytest.raises(e.UnknownProposal):
            c.watcher.training.collect(c.run_id, round_index, seat)


def test_when_a_round_is_closed_changes_nothing(chain: Sandbox) -> None:
    """INV-TRAIN-5: long after its window, and after a seat of it was refuted, the same seats are included at the same shares."""
    c = cohort(chain)
    c.proposed("cleo")
    c.refute("cleo")
    c.past_window()
    closed = c.close()
    assert (closed.included, closed.total_work) == (0b111, 15)
    assert [c.collect(name) for name in c.seats] == [POOL // 9, POOL // 9, 0]


# ---- the end


def test_stakes_stay_until_the_last_round_and_until_all_is_collected(chain: Sandbox) -> None:
    """INV-TRAIN-11: and leave once."""
    c = cohort(chain)
    ann, ben = c.seats["ann"], c.seats["ben"]
    c.to_proposals()
    c.propose("ann")
    c.close()
    c.until(c.terms.ends_at(2) - 1)
    with pytest.raises(e.RoundsNotOver):
        ben.training.leave_run(c.run_id)
    with pytest.raises(e.RoundsNotOver):
        c.sponsor.training.reclaim(c.run_id)
    c.past(2)
    with pytest.raises(e.WorkUnpaid):
        ann.training.leave_run(c.run_id)
    with pytest.raises(e.WorkUnpaid):
        c.sponsor.training.reclaim(c.run_id)
    ben.training.leave_run(c.run_id)
    tick(chain)
    with pytest.raises(e.SeatHasLeft):
        ben.training.leave_run(c.run_id)
    with pytest.raises(e.SeatHasLeft):
        ben.training.witness(c.run_id, 2, 0)
    with pytest.raises(e.SeatHasLeft):
        ben.training.propose(c.run_id, 2, c.work("ben"))
    c.past_window()
    c.collect("ann")
    tick(chain)
    ann.training.leave_run(c.run_id)
    c.watcher.training.reclaim(c.run_id)
    tick(chain)
    with pytest.raises(e.RestIsPaid):
        c.sponsor.training.reclaim(c.run_id)
    assert c.purse == STAKE  # cleo's, who has not come for it
    c.seats["cleo"].training.leave_run(c.run_id)
    assert c.purse == 0


def test_a_deployment_says_its_window_and_its_share(fresh: Callable[[Settings], Sandbox]) -> None:
    """INV-TRAIN-10: the constants are those that the chain was deployed with."""
    chain = fresh(Settings(train_secs=77, reward_bps=1_234))
    config, d = chain.training.config(), chain.deployment()
    assert (config.window_secs, config.reward_bps, config.token, config.treasury, config.compute) == (77, 1_234, d.token, d.treasury, d.compute)


def test_constants_out_of_bounds_are_no_deployment() -> None:
    """INV-TRAIN-10: no window, one beyond ten years, and a doubter's share above half. (The programs' own constructors: tests/evm, tests/solana.)"""
    net = unchecked("reference")
    assert isinstance(net, ReferenceNetwork)
    config = net.training.config()
    for wrong in ({"window_secs": 0}, {"window_secs": MAX_SECS + 1}, {"reward_bps": 5_001}):
        with pytest.raises(e.BadConfig):
            TrainingState(net.ledger, net.compute_state, config.model_copy(update=wrong), ZERO)
    TrainingState(net.ledger, net.compute_state, config.model_copy(update={"window_secs": MAX_SECS, "reward_bps": 5_000}), ZERO)
