"""Input checks of training."""

from __future__ import annotations

from ..commit.program import MAX_OPERATORS, MAX_TENSORS
from ..errors import InputError
from ..market import Chain, Training
from ..models import training as t
from ..models.base import ZERO
from ..models.deployment import MAX_SECS
from ..units import U64_MAX
from .arguments import bytes32, data_of, whole

U16_MAX = 2**16 - 1
U32_MAX = 2**32 - 1


def _round(round_index: int) -> int:
    return whole("round_index", round_index, U16_MAX)


def _seat(seat: int) -> int:
    return whole("seat", seat, t.MAX_SEATS - 1)


def _terms(terms: t.RunTerms, now: int) -> t.RunTerms:
    """What no program would open, and a first state that nobody could start from."""
    whole("terms.seats", terms.seats, t.MAX_SEATS, t.MIN_SEATS)
    whole("terms.rounds", terms.rounds, U16_MAX, 1)
    whole("terms.pool", terms.pool, U64_MAX, terms.rounds)
    whole("terms.stake", terms.stake, U64_MAX, 1)
    whole("terms.propose_secs", terms.propose_secs, MAX_SECS, 1)
    whole("terms.witness_secs", terms.witness_secs, MAX_SECS, 1)
    whole("terms.starts_at", terms.starts_at, now + MAX_SECS, now + 1)
    whole("terms.model_count", terms.model_count, t.MAX_STATE_TENSORS, 1)
    if terms.state_root == ZERO:
        raise InputError("terms.state_root", terms.state_root, "the first state's root", "make it with commit.tensor.tensors_tree")
    if not 1 <= len(terms.programs) <= t.MAX_PROGRAMS:
        raise InputError("terms.programs", len(terms.programs), f"1..={t.MAX_PROGRAMS} programs", "name a program for each length of work")
    for at, program in enumerate(terms.programs):
        whole(f"terms.programs[{at}].op_count", program.op_count, MAX_OPERATORS, terms.model_count)
        whole(f"terms.programs[{at}].input_count", program.input_count, MAX_TENSORS)
        whole(f"terms.programs[{at}].work", program.work, U32_MAX, 1)
    return terms


class CheckedTraining:
    """market.Training around any other. Terms and work are models and have checked their own fields' widths."""

    def __init__(self, inner: Training, chain: Chain) -> None:
        self._inner, self._chain = inner, chain

    def config(self) -> t.TrainingConfig:
        return self._inner.config()

    def run(self, run_id: bytes) -> t.Run | None:
        return self._inner.run(bytes32("run_id", run_id))

    def round(self, run_id: bytes, round_index: int) -> t.Round | None:
        return self._inner.round(bytes32("run_id", run_id), _round(round_index))

    def proposal(self, run_id: bytes, round_index: int, seat: int) -> t.Proposal | None:
        return self._inner.proposal(bytes32("run_id", run_id), _round(round_index), _seat(seat))

    def doubted(self, run_id: bytes, round_index: int, seat: int, job_id: bytes) -> t.Doubt | None:
        return self._inner.doubted(bytes32("run_id", run_id), _round(round_index), _seat(seat), bytes32("job_id", job_id))

    def openings(self, party: bytes) -> bytes:
        return self._inner.openings(bytes32("party", party))

    def open(self, nonce: int, terms: t.RunTerms) -> t.RunOpened:
        return self._inner.open(whole("nonce", nonce, U64_MAX), _terms(terms, self._chain.now()))

    def join(self, run_id: bytes) -> t.SeatTaken:
        return self._inner.join(bytes32("run_id", run_id))

    def propose(self, run_id: bytes, round_index: int, work: t.Work) -> t.WorkProposed:
        whole("work.program", work.program, t.MAX_PROGRAMS - 1)
        for field in ("base_root", "claim"):
            if getattr(work, field) == ZERO:
                raise InputError(f"work.{field}", getattr(work, field), "not zero", "name the state it went on from; a claim is made by ids.work_claim")
        return self._inner.propose(bytes32("run_id", run_id), _round(round_index), work)

    def witness(self, run_id: bytes, round_index: int, seen: int) -> t.UpdatesWitnessed:
        return self._inner.witness(bytes32("run_id", run_id), _round(round_index), whole("seen", seen, U16_MAX))

    def close_round(self, run_id: bytes, round_index: int) -> t.RoundClosed:
        return self._inner.close_round(bytes32("run_id", run_id), _round(round_index))

    def collect(self, run_id: bytes, round_index: int, seat: int) -> t.WorkPaid:
        return self._inner.collect(bytes32("run_id", run_id), _round(round_index), _seat(seat))

    def doubt(self, run_id: bytes, round_index: int, seat: int, job_id: bytes) -> t.WorkDoubted:
        return self._inner.doubt(bytes32("run_id", run_id), _round(round_index), _seat(seat), bytes32("job_id", job_id))

    def resolve(self, run_id: bytes, round_index: int, seat: int, job_id: bytes, data: bytes) -> t.DoubtResolved:
        return self._inner.resolve(bytes32("run_id", run_id), _round(round_index), _seat(seat), bytes32("job_id", job_id), data_of("data", data))

    def leave_run(self, run_id: bytes) -> t.SeatLeft:
        return self._inner.leave_run(bytes32("run_id", run_id))

    def reclaim(self, run_id: bytes) -> t.RestReclaimed:
        return self._inner.reclaim(bytes32("run_id", run_id))

    def provide(self, offset: int, data: bytes) -> t.TensorsProvided:
        return self._inner.provide(whole("offset", offset, t.MAX_OPENINGS), data_of("data", data))
