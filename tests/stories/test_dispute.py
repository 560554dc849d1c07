"""Disputes: every kind of operator, every phase, every silence, liars on both sides."""

from __future__ import annotations

import pytest
from assay import errors as e
from assay import ids
from assay.commit.program import Kind
from assay.commit.tensor import Tensor
from assay.market import Sandbox
from assay.models.compute import JobState, Outcome, Phase, Refereed, Turn
from assay_worker.cheats import ForgedAccumulators
from assay_worker.verify.play import challenger_move, provider_move
from assay_worker.verify.witness import Witness

from tests.cast import COIN, Stage, dispute_of, job_of, openings_of, stage, tick
from tests.jobs import flip, honest_outputs, small_job

OPERATORS = range(len(small_job().program.operators))


def forged(s: Stage, op: int, place: int = 0, mask: int = 1) -> list[Tensor]:
    return s.job.outputs({op: flip(place, mask)})


def bits_of(outputs: list[Tensor], op: int, place: int) -> int:
    return outputs[op].value(place)


@pytest.mark.parametrize("op", OPERATORS)
def test_a_forged_value_is_found_and_recomputed_on_chain(chain: Sandbox, op: int) -> None:
    """INV-COMPUTE-7: one honest challenger refutes any wrong value; the chain's own number is the honest one."""
    s = stage(chain)
    place = (op * 37 + 5) % s.job.program.operators[op].dims.values
    lie = forged(s, op, place)
    liar = s.up_to_commit(lie)
    s.challenge()
    d = s.fight(liar, s.job.witness(s.job_id))
    assert (d.outcome, d.op_index, d.position) == (Outcome.PROVIDER_LOST, op, place)
    ruling = next(x for _, x in chain.events() if isinstance(x, Refereed))
    assert (ruling.computed, ruling.claimed) == (bits_of(honest_outputs(s.job), op, place), bits_of(lie, op, place)) or s.job.program.operators[op].chunks > 1
    fault = chain.staking.fault(ids.fault_id(d.dispute_id))
    assert fault is not None
    assert (fault.amount, fault.reward, fault.beneficiary) == (50 * COIN, 25 * COIN, s.challenger.account)
    assert job_of(chain, s.job_id).state is JobState.FAULTED


@pytest.mark.parametrize("op", OPERATORS)
def test_a_lying_challenger_loses_its_bond(chain: Sandbox, op: int) -> None:
    """INV-COMPUTE-8: an honest provider wins against any choice, keeps its stake and is paid."""
    s = stage(chain)
    honest = s.up_to_commit()
    s.challenge()
    lie = forged(s, op, 11)
    liar = ForgedAccumulators(s.job.witness(s.job_id, lie), s.job.program.operators[op].chunks - 1)
    d = s.fight(honest, liar)
    assert d.outcome is Outcome.CHALLENGER_LOST
    job = job_of(chain, s.job_id)
    assert (job.state, job.window_ends_at) == (JobState.COMMITTED, chain.now() + chain.compute.config().window_secs)
    tick(chain)
    paid = chain.compute.reclaim(d.dispute_id)
    assert (paid.to_challenger, paid.to_provider, paid.to_treasury) == (0, 2_500_000, 2_500_000)
    tick(chain)
    with pytest.raises(e.AlreadyReclaimed):
        chain.compute.reclaim(d.dispute_id)
    chain.set_time(job.window_ends_at)
    s.provider.compute.settle(s.job_id)
    assert chain.balance(s.provider.account) == 522_500_000


def test_everyone_is_made_whole_after_a_fault(chain: Sandbox) -> None:
    """INV-COMPUTE-9: after fault, sweep, refund and reclaim no coin is left in escrow or vault but the provider's own stake."""
    s = stage(chain)
    liar = s.up_to_commit(forged(s, 1, 9))
    s.challenge()
    d = s.fight(liar, s.job.witness(s.job_id))
    with pytest.raises(e.UnknownDispute):
        chain.compute.reclaim(ids.dispute_id(s.job_id, 9))
    for pay in (lambda: chain.compute.refund(s.job_id), lambda: chain.compute.reclaim(d.dispute_id), lambda: chain.staking.sweep(ids.fault_id(d.dispute_id))):
        tick(chain)
        pay()
    assert chain.balance(s.requester.account) == 1_000 * COIN
    assert chain.balance(s.challenger.account) == 1_025 * COIN
    assert chain.balance(chain.deployment().treasury) == 25 * COIN
    stake = chain.staking.stake(s.provider.account)
    assert stake is not None
    assert (stake.bonded, stake.locked) == (450 * COIN, 0)


@pytest.mark.parametrize("wrong_from", [0, 1, 3, 7, 8, 9, 10])
def test_a_forged_accumulator_is_found_wherever_it_is(chain: Sandbox, wrong_from: int) -> None:
    """INV-COMPUTE-7."""
    s = stage(chain)
    lie = forged(s, 14, 4)
    liar = ForgedAccumulators(s.up_to_commit(lie), wrong_from)
    s.challenge()
    d = s.fight(liar, s.job.witness(s.job_id))
    assert (d.outcome, d.op_index, d.lo, d.hi) == (Outcome.PROVIDER_LOST, 14, wrong_from, wrong_from + 1)


def test_a_copied_trace_cannot_be_opened(chain: Sandbox) -> None:
    """INV-COMPUTE-10: a trace is bound to its job, so a copy of another's commitment loses."""
    s = stage(chain)
    original = s.up_to_commit()
    s.nonce = 2
    s.post()
    s.accept()
    tick(chain)
    s.provider.compute.commit(s.job_id, *original.commitment)
    s.challenge()
    honest = s.job.witness(s.job_id)
    while (d := dispute_of(chain, s.job_id)).phase is Phase.TRACE:
        tick(chain)
        assert challenger_move(s.challenger, s.job_id, honest) or provider_move(s.provider, s.job_id, original)
    assert d.index == 0
    tick(chain)
    with pytest.raises(e.BadReveal):
        provider_move(s.provider, s.job_id, original)
    chain.set_time(d.move_due_at + 1)
    assert challenger_move(s.challenger, s.job_id, honest)
    assert dispute_of(chain, s.job_id).outcome is Outcome.PROVIDER_LOST


def silent_after(s: Stage, moves: int, side: Turn, provider: Witness, challenger: Witness) -> None:
    """Both play until `side` has made `moves` moves; then it says nothing any more."""
    made = 0
    for _ in range(200):
        d = dispute_of(s.chain, s.job_id)
        if d.outcome is not Outcome.OPEN:
            return
        due = d.turn is Turn.PROVIDER
        tick(s.chain)
        if side is (Turn.PROVIDER if due else Turn.CHALLENGER) and made == moves:
            s.chain.set_time(d.move_due_at)
            with pytest.raises(e.NotDue):
                s.requester.compute.time_out(s.job_id)
            tick(s.chain)
            s.requester.compute.time_out(s.job_id)
            return
        if due and d.phase is Phase.LEAF:
            assert provider_move(s.provider, s.job_id, provider)  # the provider's last word
        elif due:
            assert provider_move(s.provider, s.job_id, provider)
        else:
            assert challenger_move(s.challenger, s.job_id, challenger)
        made += side is (Turn.PROVIDER if due else Turn.CHALLENGER)


@pytest.mark.parametrize("moves", range(0, 9))
def test_silence_loses_at_every_move(chain: Sandbox, moves: int) -> None:
    """INV-COMPUTE-11: whoever is to move and does not, loses; at the leaf that is the provider."""
    for side, outcome in ((Turn.PROVIDER, Outcome.PROVIDER_LOST), (Turn.CHALLENGER, Outcome.CHALLENGER_LOST)):
        s = stage(chain)
        s.nonce = moves * 2 + side + 1
        lie = forged(s, 14, 2)
        honest, liar = s.job.witness(s.job_id), ForgedAccumulators(s.job.witness(s.job_id, lie), 10)
        # the silent side is the lying one
        s.up_to_commit(lie if side is Turn.PROVIDER else None)
        s.challenge()
        silent_after(s, moves, side, liar if side is Turn.PROVIDER else honest, honest if side is Turn.PROVIDER else liar)
        assert dispute_of(chain, s.job_id).outcome is outcome


def test_a_sham_dispute_does_not_use_up_the_window(chain: Sandbox) -> None:
    """INV-COMPUTE-12: after a challenger lost, the next has a whole window."""
    s = stage(chain)
    lie = forged(s, 8, 1)
    liar = s.up_to_commit(lie)
    chain.set_time(job_of(chain, s.job_id).window_ends_at - 5)
    s.requester.compute.challenge(s.job_id)  # the provider's friend, who falls silent
    tick(chain)
    with pytest.raises(e.JobNotCommitted):
        s.challenger.compute.challenge(s.job_id)
    with pytest.raises(e.DisputeOpen):
        chain.compute.reclaim(ids.dispute_id(s.job_id, 0))
    assert provider_move(s.provider, s.job_id, liar)
    chain.set_time(dispute_of(chain, s.job_id).move_due_at + 1)
    s.provider.compute.time_out(s.job_id)
    s.challenge()
    d = s.fight(liar, s.job.witness(s.job_id))
    assert (d.outcome, d.dispute_id) == (Outcome.PROVIDER_LOST, ids.dispute_id(s.job_id, 1))


def test_moves_are_the_parties_own_in_turn_and_in_time(chain: Sandbox) -> None:
    """INV-COMPUTE-13: nobody moves for another, out of turn, too late, or with data that does not fold."""
    s = stage(chain)
    honest = s.up_to_commit()
    tick(chain)
    with pytest.raises(e.JobNotDisputed):
        s.provider.compute.reveal(s.job_id, b"")
    with pytest.raises(e.JobNotDisputed):
        s.challenger.compute.bisect(s.job_id, 0, b"")
    with pytest.raises(e.JobNotDisputed):
        s.challenger.compute.referee(s.job_id, b"")
    s.challenge()
    d = dispute_of(chain, s.job_id)
    children = honest.reveal(d)
    tick(chain)
    with pytest.raises(e.NotProvider):
        s.challenger.compute.reveal(s.job_id, children)
    with pytest.raises(e.NotChallenger):
        s.provider.compute.bisect(s.job_id, 0, children)
    with pytest.raises(e.NotYourTurn):
        s.challenger.compute.bisect(s.job_id, 0, children)
    for bad in (b"", children[:-32], children + bytes(32), children[::-1]):
        with pytest.raises(e.BadReveal):
            s.provider.compute.reveal(s.job_id, bad)
    with pytest.raises(e.NotAtReferee):
        s.provider.compute.referee(s.job_id, b"")
    with pytest.raises(e.NotAtReferee):
        s.provider.compute.provide(s.job_id, 0, b"x")
    s.provider.compute.reveal(s.job_id, children)
    tick(chain)
    with pytest.raises(e.NotYourTurn):
        s.provider.compute.reveal(s.job_id, children)
    with pytest.raises(e.BadReveal):
        s.challenger.compute.bisect(s.job_id, 0, children[::-1])
    with pytest.raises(e.BadChoice):
        s.challenger.compute.bisect(s.job_id, len(children) // 32, children)
    due = dispute_of(chain, s.job_id).move_due_at
    chain.set_time(due)
    s.challenger.compute.bisect(s.job_id, 0, children)  # the last second still counts
    chain.set_time(dispute_of(chain, s.job_id).move_due_at + 1)
    with pytest.raises(e.MoveTooLate):
        provider_move_regardless(s, honest)


def provider_move_regardless(s: Stage, witness: Witness) -> None:
    s.provider.compute.reveal(s.job_id, witness.reveal(dispute_of(s.chain, s.job_id)))


def to_leaf(s: Stage, provider: Witness, challenger: Witness) -> None:
    while dispute_of(s.chain, s.job_id).phase is not Phase.LEAF:
        tick(s.chain)
        assert challenger_move(s.challenger, s.job_id, challenger) or provider_move(s.provider, s.job_id, provider)


@pytest.mark.parametrize("op", [0, 1, 10, 12])
def test_openings_lead_to_their_roots_or_nothing_happens(chain: Sandbox, op: int) -> None:
    """INV-COMPUTE-14: the referee takes no byte on anyone's word."""
    s = stage(chain)
    liar = s.up_to_commit(forged(s, op, 3))
    honest = s.job.witness(s.job_id)
    s.challenge()
    to_leaf(s, liar, honest)
    good = openings_of(chain, s.job_id, honest)
    tick(chain)
    spoilt = [
        good[:-1],
        good + b"\0",
        good[32:],
        b"",
        *(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :] for at in range(3, len(good), max(len(good) // 12, 1))),
    ]
    for bad in spoilt:
        with pytest.raises((e.BadOpening, e.BadOperator)):
            s.challenger.compute.referee(s.job_id, bad)
    ruling = s.requester.compute.referee(s.job_id, good)  # anyone may
    assert ruling.provider_lost


def test_openings_are_provided_in_pieces_each_party_its_own(chain: Sandbox) -> None:
    """INV-COMPUTE-15: nobody touches another's openings; pieces come in order."""
    s = stage(chain)
    liar = s.up_to_commit(forged(s, 1, 3))
    honest = s.job.witness(s.job_id)
    s.challenge()
    to_leaf(s, liar, honest)
    d = dispute_of(chain, s.job_id)
    good = openings_of(chain, s.job_id, honest)
    tick(chain)
    assert s.challenger.compute.provide(s.job_id, 0, b"rubbish").length == 7
    tick(chain)
    with pytest.raises(e.BadOffset):
        s.challenger.compute.provide(s.job_id, 6, b"x")
    with pytest.raises(e.BadOffset):
        s.provider.compute.provide(s.job_id, 7, b"x")
    s.challenger.compute.provide(s.job_id, 0, good[:400])
    tick(chain)
    s.provider.compute.provide(s.job_id, 0, b"spoiler")
    tick(chain)
    s.challenger.compute.provide(s.job_id, 400, good[400:700])
    assert chain.compute.openings(d.dispute_id, s.challenger.account) == good[:700]
    tick(chain)
    assert s.challenger.compute.referee(s.job_id, good[700:]).provider_lost


def test_openings_have_a_bound(chain: Sandbox) -> None:
    """INV-COMPUTE-15."""
    s = stage(chain)
    liar = s.up_to_commit(forged(s, 4, 0))
    s.challenge()
    to_leaf(s, liar, s.job.witness(s.job_id))
    length = 0
    while length < 8_000:
        tick(chain)
        length = s.challenger.compute.provide(s.job_id, length, bytes(800)).length
    tick(chain)
    with pytest.raises(e.TooMuchData):
        s.challenger.compute.provide(s.job_id, length, bytes(8_193 - length))


def test_the_window_closes(chain: Sandbox) -> None:
    """INV-COMPUTE-1."""
    s = stage(chain)
    s.up_to_commit()
    chain.set_time(job_of(chain, s.job_id).window_ends_at)
    with pytest.raises(e.WindowClosed):
        s.challenger.compute.challenge(s.job_id)


def test_the_job_uses_every_kind() -> None:
    assert {op.kind for op in small_job().program.operators} == set(Kind)
