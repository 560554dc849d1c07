"""What could not work in a training run is refused before it is sent, by field, bound and remedy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import assay
import pytest
from assay.errors import InputError
from assay.models.deployment import MAX_SECS
from assay.models.training import RunProgram, Work

from tests.cohort import run_terms

Case = tuple[str, Callable[[assay.Sandbox], object]]
ID = b"\x01" * 32
NOTHING = bytes(32)


def opened(**changes: object) -> Callable[[assay.Sandbox], object]:
    return lambda c: c.training.open(1, run_terms(c.now(), **changes))


def programs(**changes: object) -> Callable[[assay.Sandbox], object]:
    def call(c: assay.Sandbox) -> object:
        sound: dict[str, Any] = {"program_root": ID, "op_count": 16, "input_count": 2, "work": 5}
        return c.training.open(1, run_terms(c.now(), programs=(RunProgram(**sound), RunProgram(**(sound | changes)))))

    return call


def proposed(**changes: object) -> Callable[[assay.Sandbox], object]:
    sound: dict[str, Any] = {"program": 0, "base_root": ID, "input_root": ID, "update_hash": ID, "claim": ID}
    return lambda c: c.training.propose(ID, 0, Work(**(sound | changes)))


CASES: dict[str, Case] = {
    "a nonce beyond u64": ("nonce", lambda c: c.training.open(2**64, run_terms(c.now()))),
    "one seat": ("terms.seats", opened(seats=1)),
    "seventeen seats": ("terms.seats", opened(seats=17)),
    "no rounds": ("terms.rounds", opened(rounds=0)),
    "rounds beyond u16": ("RunTerms.rounds", opened(rounds=2**16)),
    "less than a unit a round": ("terms.pool", opened(pool=2)),
    "no stake": ("terms.stake", opened(stake=0)),
    "no time to propose": ("terms.propose_secs", opened(propose_secs=0)),
    "proposals for ever": ("terms.propose_secs", opened(propose_secs=MAX_SECS + 1)),
    "no time to witness": ("terms.witness_secs", opened(witness_secs=0)),
    "witnesses for ever": ("terms.witness_secs", opened(witness_secs=MAX_SECS + 1)),
    "a start that is over": ("terms.starts_at", lambda c: opened(starts_at=c.now())(c)),
    "a start in a century": ("terms.starts_at", lambda c: opened(starts_at=c.now() + MAX_SECS + 9)(c)),
    "a state of nothing": ("terms.model_count", opened(model_count=0)),
    "a state of too many tensors": ("terms.model_count", opened(model_count=129)),
    "no state to start from": ("terms.state_root", opened(state_root=NOTHING)),
    "no program": ("terms.programs", opened(programs=())),
    "five programs": ("terms.programs", opened(programs=(RunProgram(program_root=ID, op_count=16, input_count=2, work=5),) * 5)),
    "a program that is shorter than the state": ("terms.programs[1].op_count", programs(op_count=3)),
    "a program that is too long": ("terms.programs[1].op_count", programs(op_count=65_537)),
    "a program of too many batches": ("terms.programs[1].input_count", programs(input_count=65_537)),
    "a program that is no work": ("terms.programs[1].work", programs(work=0)),
    "work beyond u32": ("RunProgram.work", programs(work=2**32)),
    "a seat in half a run": ("run_id", lambda c: c.training.join(ID[:16])),
    "a fifth program": ("work.program", proposed(program=4)),
    "work on nothing": ("work.base_root", proposed(base_root=NOTHING)),
    "a claim of nothing": ("work.claim", proposed(claim=NOTHING)),
    "a hash cut short": ("Work.update_hash", proposed(update_hash=ID[:20])),
    "a proposal in a round below 0": ("round_index", lambda c: c.training.propose(ID, -1, Work.model_construct(program=0, base_root=ID, claim=ID))),
    "a witness of seventeen seats": ("seen", lambda c: c.training.witness(ID, 0, 2**16)),
    "a witness in hex": ("seen", lambda c: c.training.witness(ID, 0, "7")),  # type: ignore[arg-type]
    "a round beyond u16": ("round_index", lambda c: c.training.close_round(ID, 2**16)),
    "half a run closed": ("run_id", lambda c: c.training.close_round(ID[:16], 0)),
    "a seventeenth seat paid": ("seat", lambda c: c.training.collect(ID, 0, 16)),
    "half a run paid": ("run_id", lambda c: c.training.collect(ID[:16], 0, 0)),
    "a doubt with half a job": ("job_id", lambda c: c.training.doubt(ID, 0, 0, ID[:16])),
    "a doubt of no seat": ("seat", lambda c: c.training.doubt(ID, 0, -1, ID)),
    "an end by half a job": ("job_id", lambda c: c.training.resolve(ID, 0, 0, ID[:16], b"")),
    "an opening like a book": ("data", lambda c: c.training.resolve(ID, 0, 0, ID, bytes(8_193))),
    "half a run left": ("run_id", lambda c: c.training.leave_run(ID[:16])),
    "half a run reclaimed": ("run_id", lambda c: c.training.reclaim(ID[:16])),
    "bytes before the first": ("offset", lambda c: c.training.provide(-1, b"")),
    "bytes that are text": ("data", lambda c: c.training.provide(0, "ab")),  # type: ignore[arg-type]
    "a look at half a run": ("run_id", lambda c: c.training.run(ID[:16])),
    "a look at a round below 0": ("round_index", lambda c: c.training.round(ID, -1)),
    "a look at a seventeenth seat": ("seat", lambda c: c.training.proposal(ID, 0, 16)),
    "a look at half a job": ("job_id", lambda c: c.training.doubted(ID, 0, 0, ID[:16])),
    "a look at half a party": ("party", lambda c: c.training.openings(ID[:16])),
}  # fmt: skip


@pytest.mark.parametrize("target", ["reference", "solana:litesvm", "evm:pyevm"])
def test_nothing_is_sent_that_could_not_train(target: str) -> None:
    """INV-INPUT-1."""
    chain = assay.sandbox(target, account="alice")
    chain.faucet(chain.account, 10**12)
    before, balance = len(chain.receipts()), chain.balance(chain.account)
    for what, (field, call) in CASES.items():
        with pytest.raises(InputError) as refused:
            call(chain)
        assert refused.value.field == field, what
        assert refused.value.bound, what
        assert refused.value.remedy, what
    assert (len(chain.receipts()), chain.balance(chain.account)) == (before, balance)
