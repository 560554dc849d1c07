"""Doubts about a seat's work: compute is the judge. Told once and run on the reference, Solana and the EVM."""

from __future__ import annotations

from typing import Any

import pytest
from assay import errors as e
from assay.market import Sandbox
from assay.models.compute import JobState
from assay.models.training import MAX_OPENINGS, SeatState

from tests.cast import COIN, SPEC, dispute_of, job_of, tick
from tests.cohort import NOWHERE, POOL, SHORT, STAKE, cohort, forged, lesson, shown
from tests.jobs import honest_outputs


def test_a_lie_is_refuted_by_a_settled_job(chain: Sandbox) -> None:
    """INV-TRAIN-12: half of the stake is the doubter's, half the treasury's; the seat is out, paid nothing, and its share stays with the sponsor."""
    c = cohort(chain)
    treasury = chain.deployment().treasury
    c.proposed("cleo")
    c.close()
    job_id, witness = c.again(lesson(2))
    c.doubt("cleo", job_id)
    doubt = chain.training.doubted(c.run_id, 0, 2, job_id)
    assert doubt is not None
    assert (doubt.doubter, doubt.job_id, c.seat("cleo").doubts) == (c.watcher.account, job_id, 1)
    c.settle(job_id)
    before = chain.balance(c.watcher.account), chain.balance(treasury)
    assert c.resolve("cleo", job_id, shown(witness), by=c.sponsor)
    assert (chain.balance(c.watcher.account), chain.balance(treasury)) == (before[0] + STAKE // 2, before[1] + STAKE // 2)
    assert (c.seat("cleo").state, c.seat("cleo").doubts, chain.training.doubted(c.run_id, 0, 2, job_id)) == (SeatState.OUT, 0, None)
    c.past_window()
    assert [c.collect(name) for name in c.seats] == [POOL // 9, POOL // 9, 0]
    c.past(2)
    for name in ("ann", "ben"):
        tick(chain)
        c.seats[name].training.leave_run(c.run_id)
    tick(chain)
    assert c.sponsor.training.reclaim(c.run_id).amount == POOL - 2 * (POOL // 9)
    assert c.purse == 0


def test_a_seat_that_is_out_takes_no_part_and_is_paid_no_more(chain: Sandbox) -> None:
    """INV-TRAIN-13: one lie costs what else was not paid yet, too: one stake stands behind all of a seat's rounds."""
    c = cohort(chain)
    c.proposed()
    c.close()
    c.proposed("cleo", round_index=1)
    c.refute("cleo", 1)
    cleo = c.seats["cleo"]
    c.to_proposals(2)
    for call in (
        lambda: cleo.training.propose(c.run_id, 2, c.work("cleo", 2)),
        lambda: cleo.training.witness(c.run_id, 2, 0),
        lambda: cleo.training.leave_run(c.run_id),
    ):
        tick(chain)
        with pytest.raises(e.SeatIsOut):
            call()
    other, _ = c.again(lesson(2))
    tick(chain)
    with pytest.raises(e.SeatIsOut):
        c.watcher.training.doubt(c.run_id, 0, 2, other)
    c.past_window()
    assert c.collect("cleo") == 0
    assert c.collect("ann") == POOL // 9


def test_an_honest_seat_has_nothing_to_fear_from_an_honest_job(chain: Sandbox) -> None:
    """INV-TRAIN-14: a settled job that agrees ends the doubt, whoever has it opened, and the seat is paid."""
    c = cohort(chain)
    c.proposed()
    c.close()
    job_id, witness = c.again(lesson(0))
    c.doubt("ann", job_id)
    c.settle(job_id)
    assert not c.resolve("ann", job_id, shown(witness), by=c.seats["ann"])
    assert (c.seat("ann").state, c.seat("ann").doubts) == (SeatState.ACTIVE, 0)
    c.past_window()
    assert c.collect("ann") == POOL // 9


def test_an_honest_seat_defends_itself_in_compute(chain: Sandbox) -> None:
    """INV-TRAIN-14: the seat challenges the wrong job; one honest party wins, the job is faulted, and shows nothing."""
    c = cohort(chain)
    c.proposed()
    c.close()
    job = lesson(0)
    job_id, wrong = c.again(job, forged(job))
    c.doubt("ann", job_id)
    c.challenged(job_id, job, wrong, by="ann")
    assert not c.resolve("ann", job_id, shown(wrong))
    assert c.seat("ann").state is SeatState.ACTIVE
    c.past_window()
    assert c.collect("ann") == POOL // 9


def test_a_refunded_job_shows_nothing_either(chain: Sandbox) -> None:
    """INV-TRAIN-14."""
    c = cohort(chain)
    c.proposed()
    job = lesson(0)
    job_id, wrong = c.again(job, forged(job))
    c.doubt("ann", job_id)
    c.challenged(job_id, job, wrong, by="ann")
    tick(chain)
    c.watcher.compute.refund(job_id)
    assert job_of(chain, job_id).state is JobState.REFUNDED
    assert not c.resolve("ann", job_id)


def test_a_doubt_holds_pay_for_as_long_as_its_job_takes(chain: Sandbox) -> None:
    """INV-TRAIN-15: a liar that challenges the honest job to win time wins none: its pay and its stake wait, long after the window."""
    c = cohort(chain)
    c.proposed("cleo")
    c.close()
    window_ends_at = c.terms.ends_at(0) + chain.training.config().window_secs
    c.until(window_ends_at - 10)
    job = lesson(2)
    job_id, witness = c.again(job)
    c.doubt("cleo", job_id)
    for _ in range(2):
        tick(chain)
        c.seats["cleo"].compute.challenge(job_id)
        tick(chain)
        with pytest.raises(e.JobUndecided):
            c.watcher.training.resolve(c.run_id, 0, 2, job_id, shown(witness))
        c.past_window()
        with pytest.raises(e.DoubtsOpen):
            c.watcher.training.collect(c.run_id, 0, 2)
        c.watcher.compute.reveal(job_id, witness.reveal(dispute_of(chain, job_id)))
        tick(chain, chain.compute.config().move_secs + 1)
        c.watcher.compute.time_out(job_id)
    tick(chain)
    with pytest.raises(e.JobUndecided):
        c.watcher.training.resolve(c.run_id, 0, 2, job_id, shown(witness))
    c.settle(job_id)
    assert chain.now() > window_ends_at
    assert c.resolve("cleo", job_id, shown(witness))
    assert c.collect("cleo") == 0


def test_each_doubt_holds_pay_by_itself(chain: Sandbox) -> None:
    """INV-TRAIN-15: also one of another round of the seat's."""
    c = cohort(chain)
    c.proposed()
    c.close()
    c.proposed(round_index=1)
    jobs = [c.again(lesson(0)) for _ in range(3)]
    for (job_id, _), round_index in zip(jobs, (0, 0, 1), strict=True):
        c.doubt("ann", job_id, round_index)
    for job_id, _ in jobs:
        c.settle(job_id)
    c.past_window()
    for (job_id, witness), round_index in zip(jobs, (0, 0, 1), strict=True):
        tick(chain)
        with pytest.raises(e.DoubtsOpen):
            c.watcher.training.collect(c.run_id, 0, 0)
        assert not c.resolve("ann", job_id, shown(witness), round_index)
    assert c.collect("ann") == POOL // 9


def test_an_accomplice_doubt_keeps_no_honest_one_out(chain: Sandbox) -> None:
    """INV-TRAIN-15: any number of jobs can be named against a proposal; once the seat is out, the others are cleared, settled or not."""
    c = cohort(chain)
    c.proposed("cleo")
    job = lesson(2)
    slow, _ = c.again(job, forged(job))
    c.doubt("cleo", slow)
    tick(chain)
    c.seats["cleo"].compute.challenge(slow)
    honest, witness = c.again(job)
    c.doubt("cleo", honest)
    assert c.seat("cleo").doubts == 2
    c.settle(honest)
    assert c.resolve("cleo", honest, shown(witness))
    before = chain.balance(c.watcher.account)
    assert not c.resolve("cleo", slow)
    assert (c.seat("cleo").doubts, chain.balance(c.watcher.account)) == (0, before)


OTHER: dict[str, dict[str, Any]] = {
    "program": {"program_root": NOWHERE}, "operators": {"op_count": 15}, "tensors": {"model_count": 3}, "inputs": {"input_count": 1},
    "base": {"model_root": NOWHERE}, "batches": {"input_root": NOWHERE}, "stake": {"stake": STAKE - 1},
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER)
def test_a_job_of_other_terms_says_nothing_about_a_seat(chain: Sandbox, name: str) -> None:
    """INV-TRAIN-16: only the same program, from the same state, on the same batches, of a provider that risks as much as the seat."""
    c = cohort(chain)
    c.proposed()
    job = lesson(0)
    job_id, _ = c.again(job, honest_outputs(job)[: OTHER[name].get("op_count", 16)], **OTHER[name])
    tick(chain)
    with pytest.raises(e.WrongJob):
        c.watcher.training.doubt(c.run_id, 0, 0, job_id)
    assert c.seat("ann").doubts == 0


def test_a_shorter_program_is_doubted_with_its_own_job(chain: Sandbox) -> None:
    """INV-TRAIN-16: which of the terms' programs counts is what the proposal says; a job that stakes more will do, too."""
    c = cohort(chain)
    c.to_proposals()
    c.propose("ann", kind=SHORT, lie=True)
    long, _ = c.again(lesson(0))
    tick(chain)
    with pytest.raises(e.WrongJob):
        c.watcher.training.doubt(c.run_id, 0, 0, long)
    short, witness = c.again(lesson(0, SHORT), stake=STAKE + 1)
    c.doubt("ann", short)
    c.settle(short)
    assert c.resolve("ann", short, shown(witness))


def test_a_job_in_dispute_can_be_named(chain: Sandbox) -> None:
    """INV-TRAIN-15: who challenges the honest job before it is named gains nothing."""
    c = cohort(chain)
    c.proposed("cleo")
    job_id, witness = c.again(lesson(2))
    tick(chain)
    c.seats["cleo"].compute.challenge(job_id)
    assert job_of(chain, job_id).state is JobState.DISPUTED
    c.doubt("cleo", job_id)
    tick(chain)
    c.watcher.compute.reveal(job_id, witness.reveal(dispute_of(chain, job_id)))
    tick(chain, chain.compute.config().move_secs + 1)
    c.watcher.compute.time_out(job_id)
    c.settle(job_id)
    assert c.resolve("cleo", job_id, shown(witness))


def test_only_a_job_that_was_committed_says_anything(chain: Sandbox) -> None:
    """INV-TRAIN-16: an order, an acceptance and a cancelled or faulted job hold up nobody's pay; one that is settled already may be named."""
    c = cohort(chain)
    c.proposed("cleo")
    terms = lesson(2).terms(price=1, stake=STAKE, deadline_at=chain.now() + 10_000)
    jobs = []
    for nonce in (101, 102, 103):
        tick(chain)
        jobs.append(c.watcher.compute.post(nonce, terms).job_id)
    _, accepted, cancelled = jobs
    tick(chain)
    c.watcher.compute.accept(accepted)
    c.watcher.compute.cancel(cancelled)
    for job_id in jobs:
        tick(chain)
        with pytest.raises(e.JobShowsNothing):
            c.watcher.training.doubt(c.run_id, 0, 2, job_id)
    with pytest.raises(e.UnknownJob):
        c.watcher.training.doubt(c.run_id, 0, 2, NOWHERE)
    c.until(terms.deadline_at + 1)
    c.watcher.compute.time_out(accepted)
    tick(chain)
    with pytest.raises(e.JobShowsNothing):
        c.watcher.training.doubt(c.run_id, 0, 2, accepted)
    job_id, witness = c.again(lesson(2))
    c.settle(job_id)
    c.doubt("cleo", job_id)
    assert c.resolve("cleo", job_id, shown(witness))


def test_doubts_are_of_proposals_within_the_window_and_once_a_job(chain: Sandbox) -> None:
    """INV-TRAIN-16: from the proposal on, before the round is closed, until the window's last second."""
    c = cohort(chain)
    c.proposed()
    job_id, witness = c.again(lesson(0))
    c.doubt("ann", job_id)
    tick(chain)
    with pytest.raises(e.DoubtExists):
        c.watcher.training.doubt(c.run_id, 0, 0, job_id)
    for wrong, run_id, round_index, seat in ((e.UnknownRun, NOWHERE, 0, 0), (e.UnknownProposal, c.run_id, 1, 0), (e.UnknownProposal, c.run_id, 0, 3)):
        tick(chain)
        with pytest.raises(wrong):
            c.watcher.training.doubt(run_id, round_index, seat, job_id)
        with pytest.raises(wrong):
            c.watcher.training.resolve(run_id, round_index, seat, job_id, b"")
    with pytest.raises(e.UnknownDoubt):
        c.watcher.training.resolve(c.run_id, 0, 1, job_id, b"")
    c.settle(job_id)
    assert not c.resolve("ann", job_id, shown(witness))
    tick(chain)
    with pytest.raises(e.UnknownDoubt):
        c.watcher.training.resolve(c.run_id, 0, 0, job_id, shown(witness))
    c.past_window()
    with pytest.raises(e.WindowClosed):
        c.watcher.training.doubt(c.run_id, 0, 0, job_id)


def test_a_copied_claim_is_a_lie(chain: Sandbox) -> None:
    """INV-TRAIN-17: a claim is bound to its proposal, so who takes over another's, with its batches, claims a state that no job gives."""
    c = cohort(chain)
    c.to_proposals()
    c.propose("ann")
    c.propose("ben", batch=0, claim=c.work("ann").claim)
    job_id, witness = c.again(lesson(0))
    c.doubt("ann", job_id)
    c.doubt("ben", job_id)
    c.settle(job_id)
    assert not c.resolve("ann", job_id, shown(witness))
    assert c.resolve("ben", job_id, shown(witness))


def test_a_job_is_opened_by_what_it_ends_with_and_nothing_else(chain: Sandbox) -> None:
    """INV-TRAIN-18: nothing left out, added, swapped or changed opens a settled job."""
    c = cohort(chain)
    c.proposed("cleo")
    job_id, witness = c.again(lesson(2))
    c.doubt("cleo", job_id)
    c.settle(job_id)
    right = shown(witness)
    tensors, siblings = right[: 4 * 49], right[4 * 49 :]
    swapped = tensors[49:98] + tensors[:49] + tensors[98:]
    bent = bytes([right[0] ^ 1]) + right[1:]
    for wrong in (b"", tensors, tensors[:-1], tensors[49:] + siblings, swapped + siblings, right + bytes(32), right[:-1], right + b"\x00", bent, bytes(196)):
        tick(chain)
        with pytest.raises(e.BadOpening):
            c.watcher.training.resolve(c.run_id, 0, 2, job_id, wrong)
    assert c.resolve("cleo", job_id, right)


def test_an_opening_can_be_laid_down_in_pieces(chain: Sandbox) -> None:
    """INV-TRAIN-18: in order from 0, within its bound, each account's own; used up where it opens a job, and only there."""
    c = cohort(chain)
    c.proposed("cleo")
    job_id, witness = c.again(lesson(2))
    c.doubt("cleo", job_id)
    c.settle(job_id)
    right, training = shown(witness), c.watcher.training
    tick(chain)
    assert training.provide(0, b"left over from another call").length == 27
    for wrong, offset, data in ((e.BadOffset, 26, b"x"), (e.BadOffset, 28, b"x"), (e.TooMuchData, 0, bytes(MAX_OPENINGS + 1))):
        tick(chain)
        with pytest.raises(wrong):
            training.provide(offset, data)
    tick(chain)
    with pytest.raises(e.BadOpening):
        training.resolve(c.run_id, 0, 2, job_id, b"")
    training.provide(0, right[:100])
    tick(chain)
    assert training.provide(100, right[100:]).length == len(right)
    assert (training.openings(c.watcher.account), training.openings(c.sponsor.account)) == (right, b"")
    tick(chain)
    with pytest.raises(e.BadOpening):
        c.sponsor.training.resolve(c.run_id, 0, 2, job_id, b"")
    assert c.resolve("cleo", job_id)
    assert training.openings(c.watcher.account) == b""


def test_a_doubter_gains_less_than_a_seat_loses(chain: Sandbox) -> None:
    """INV-TRAIN-12: who lies and refutes itself is the poorer for it."""
    c = cohort(chain)
    cleo = c.seats["cleo"]
    cleo.compute.register(SPEC)
    tick(chain)
    cleo.staking.bond(100 * COIN)
    before = chain.balance(cleo.account)
    c.proposed("cleo")
    job_id, witness = c.again(lesson(2))
    tick(chain)
    cleo.training.doubt(c.run_id, 0, 2, job_id)
    c.settle(job_id)
    assert c.resolve("cleo", job_id, shown(witness))
    assert chain.balance(cleo.account) == before + STAKE // 2
