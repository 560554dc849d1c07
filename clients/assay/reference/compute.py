"""compute as plain objects: the executable spec of market.Compute."""

from __future__ import annotations

from collections.abc import Callable

from .. import errors as e
from .. import ids
from ..commit.merkle import ARITY, child_count, depth, fold, fold_path, leaf_hash, path_length
from ..commit.program import DESCRIPTOR_BYTES, MAX_OPERATORS, MAX_TENSORS
from ..commit.tensor import TILE, DType, trace_leaf
from ..models import compute as m
from ..models.base import ZERO
from ..models.deployment import MAX_SECS
from ..units import share_down
from . import referee
from .chain import Ledger, checked
from .openings import Openings
from .staking import StakingState

ESCROW = b"compute escrow".ljust(32, b"\x00")


class ComputeState:
    """What the program stores. `program` is the address under which it locks and slashes."""

    def __init__(self, ledger: Ledger, staking: StakingState, config: m.ComputeConfig, program: bytes) -> None:
        if not (1 <= config.window_secs <= MAX_SECS and 1 <= config.move_secs <= MAX_SECS) or config.challenge_bond == 0 or config.reward_bps > 5_000:
            raise e.BadConfig
        self.ledger, self.staking, self.config, self.program = ledger, staking, config, program
        self.providers: dict[bytes, m.Spec] = {}
        self.jobs: dict[bytes, m.Job] = {}
        self.disputes: dict[bytes, m.Dispute] = {}
        self.provided = Openings[tuple[bytes, bytes]]()
        # Programs that jobs may name: who says who may accept a job, zero for nobody.
        self.namers: dict[bytes, Callable[[bytes], bytes]] = {}

    # a job's life

    def register(self, caller: bytes, spec: m.Spec) -> m.Registered:
        if spec.device not in list(m.Device) or spec.units == 0 or spec.memory_mib == 0:
            raise e.BadSpec
        self.providers[caller] = spec
        return self.ledger.log(m.Registered(provider=caller, spec=spec))

    def post(self, caller: bytes, nonce: int, terms: m.Terms) -> m.Posted:
        job_id = ids.job_id(self.program, caller, nonce)
        if job_id in self.jobs:
            raise e.JobExists
        if terms.price == 0:
            raise e.ZeroPrice
        if terms.stake == 0:
            raise e.ZeroStake
        if not 1 <= terms.op_count <= MAX_OPERATORS or max(terms.model_count, terms.input_count) > MAX_TENSORS:
            raise e.BadTerms
        if terms.deadline_at <= self.ledger.now:
            raise e.DeadlinePassed
        self.ledger.move(caller, ESCROW, terms.price)
        self.jobs[job_id] = m.Job(job_id=job_id, requester=caller, terms=terms, state=m.JobState.OPEN)
        return self.ledger.log(m.Posted(job_id=job_id, requester=caller, nonce=nonce, terms=terms))

    def cancel(self, caller: bytes, job_id: bytes) -> m.Cancelled:
        job = self._job(job_id)
        if caller != job.requester:
            raise e.NotRequester
        if job.state is not m.JobState.OPEN:
            raise e.JobNotOpen
        self._update(job, state=m.JobState.CANCELLED)
        self.ledger.move(ESCROW, caller, job.terms.price)
        return self.ledger.log(m.Cancelled(job_id=job_id, requester=caller, amount=job.terms.price))

    def accept(self, caller: bytes, job_id: bytes) -> m.Accepted:
        job = self._job(job_id)
        if caller not in self.providers:
            raise e.NotRegistered
        self.staking.known(caller)
        if job.state is not m.JobState.OPEN:
            raise e.JobNotOpen
        if self.ledger.now >= job.terms.deadline_at:
            raise e.DeadlinePassed
        named = job.terms.provider
        if named not in (ZERO, caller) and (named not in self.namers or self.namers[named](job_id) != caller):
            raise e.NotNamed
        if not job.terms.met_by(self.providers[caller]):
            raise e.NeedsNotMet
        self.staking.lock(self.program, caller, job.terms.stake)
        self._update(job, state=m.JobState.ACCEPTED, provider=caller)
        return self.ledger.log(m.Accepted(job_id=job_id, provider=caller))

    def commit(self, caller: bytes, job_id: bytes, result_root: bytes, trace_root: bytes, path: bytes) -> m.Committed:
        job = self._job(job_id)
        if caller != job.provider:
            raise e.NotProvider
        if job.state is not m.JobState.ACCEPTED:
            raise e.JobNotAccepted
        if self.ledger.now > job.terms.deadline_at:
            raise e.DeadlinePassed
        if fold_path(result_root, job.terms.op_count - 1, job.terms.op_count, path) != trace_root:
            raise e.BadOpening
        ends = checked(self.ledger.now + self.config.window_secs)
        self._update(job, state=m.JobState.COMMITTED, result_root=result_root, trace_root=trace_root, window_ends_at=ends)
        return self.ledger.log(m.Committed(job_id=job_id, provider=caller, result_root=result_root, trace_root=trace_root, window_ends_at=ends))

    def settle(self, job_id: bytes) -> m.Settled:
        job = self._job(job_id)
        if job.state is not m.JobState.COMMITTED:
            raise e.JobNotCommitted
        if self.ledger.now < job.window_ends_at:
            raise e.WindowOpen
        self._update(job, state=m.JobState.SETTLED)
        self.staking.unlock(self.program, job.provider, job.terms.stake)
        self.ledger.move(ESCROW, job.provider, job.terms.price)
        return self.ledger.log(m.Settled(job_id=job_id, provider=job.provider, amount=job.terms.price))

    def refund(self, job_id: bytes) -> m.Refunded:
        job = self._job(job_id)
        if job.state is not m.JobState.FAULTED:
            raise e.JobNotFaulted
        self._update(job, state=m.JobState.REFUNDED)
        self.ledger.move(ESCROW, job.requester, job.terms.price)
        return self.ledger.log(m.Refunded(job_id=job_id, requester=job.requester, amount=job.terms.price))

    # the dispute

    def challenge(self, caller: bytes, job_id: bytes) -> m.Challenged:
        job = self._job(job_id)
        if job.state is not m.JobState.COMMITTED:
            raise e.JobNotCommitted
        if self.ledger.now >= job.window_ends_at:
            raise e.WindowClosed
        bond = self.config.challenge_bond
        self.ledger.move(caller, ESCROW, bond)
        dispute_id = ids.dispute_id(job_id, job.attempts)
        level = depth(job.terms.op_count)
        due = checked(self.ledger.now + self.config.move_secs)
        self.disputes[dispute_id] = m.Dispute(
            dispute_id=dispute_id, job_id=job_id, provider=job.provider, challenger=caller, bond=bond, outcome=m.Outcome.OPEN, reclaimed=False,
            phase=m.Phase.TRACE if level else m.Phase.OPERATOR, turn=m.Turn.PROVIDER, move_due_at=due, rounds=0, level=level, index=0, node=job.trace_root,
        )  # fmt: skip
        self._update(job, state=m.JobState.DISPUTED, attempts=job.attempts + 1)
        return self.ledger.log(m.Challenged(job_id=job_id, dispute_id=dispute_id, challenger=caller, bond=bond, move_due_at=due))

    def reveal(self, caller: bytes, job_id: bytes, data: bytes) -> m.Revealed:
        job, d = self._disputed(job_id)
        if caller != d.provider:
            raise e.NotProvider
        if d.turn is not m.Turn.PROVIDER or d.phase is m.Phase.LEAF:
            raise e.NotYourTurn
        if self.ledger.now > d.move_due_at:
            raise e.MoveTooLate
        due = checked(self.ledger.now + self.config.move_secs)
        update: dict[str, object] = {"turn": m.Turn.CHALLENGER}
        match d.phase:
            case m.Phase.TRACE | m.Phase.TILES:
                _children(job, d, data)
            case m.Phase.OPERATOR:
                update = _enter_operator(job, d, data)
            case m.Phase.TILE:
                _tile(d, data)
            case _:
                update["inner"] = _inner(d, data)
        self.disputes[d.dispute_id] = d.model_copy(update={**update, "move_due_at": due})
        return self.ledger.log(m.Revealed(dispute_id=d.dispute_id, phase=d.phase, data=data, move_due_at=due))

    def bisect(self, caller: bytes, job_id: bytes, choice: int, data: bytes) -> m.Bisected:
        job, d = self._disputed(job_id)
        if caller != d.challenger:
            raise e.NotChallenger
        if d.turn is not m.Turn.CHALLENGER:
            raise e.NotYourTurn
        if self.ledger.now > d.move_due_at:
            raise e.MoveTooLate
        due = checked(self.ledger.now + self.config.move_secs)
        match d.phase:
            case m.Phase.TRACE | m.Phase.TILES:
                update = _descend(d, choice, _children(job, d, data))
            case m.Phase.TILE:
                update = _enter_element(d, choice, _tile(d, data))
            case _:
                update = _narrow(d, choice, data)
        rounds = d.rounds + 1
        update |= {"turn": m.Turn.PROVIDER, "move_due_at": due, "rounds": rounds}
        self.disputes[d.dispute_id] = d.model_copy(update=update)
        return self.ledger.log(m.Bisected(dispute_id=d.dispute_id, phase=d.phase, choice=choice, rounds=rounds, move_due_at=due))

    def provide(self, caller: bytes, job_id: bytes, offset: int, data: bytes) -> m.Provided:
        _, d = self._at_leaf(job_id)
        length = self.provided.provide((d.dispute_id, caller), offset, data)
        return self.ledger.log(m.Provided(dispute_id=d.dispute_id, party=caller, length=length))

    def referee(self, caller: bytes, job_id: bytes, data: bytes) -> m.Refereed:
        job, d = self._at_leaf(job_id)
        computed = referee.recompute(job, d, self.provided.of((d.dispute_id, caller)) + data)
        lost = computed != d.acc_hi
        self.provided.use_up((d.dispute_id, caller))
        self._decide(job, d, provider_lost=lost)
        return self.ledger.log(m.Refereed(dispute_id=d.dispute_id, job_id=job_id, computed=computed, claimed=d.acc_hi, provider_lost=lost))

    def time_out(self, job_id: bytes) -> m.TimedOut:
        job = self._job(job_id)
        if job.state is m.JobState.ACCEPTED and self.ledger.now > job.terms.deadline_at:
            amount = share_down(job.terms.stake, self.config.late_bps)
            self._penalise(job, amount, ids.fault_id(job_id), job.requester)
            self._update(job, state=m.JobState.FAULTED)
            return self.ledger.log(m.TimedOut(job_id=job_id, dispute_id=ZERO, provider_lost=True))
        if job.state is m.JobState.DISPUTED:
            d = self._current(job)
            if self.ledger.now > d.move_due_at:
                lost = d.turn is m.Turn.PROVIDER
                self._decide(job, d, provider_lost=lost)
                return self.ledger.log(m.TimedOut(job_id=job_id, dispute_id=d.dispute_id, provider_lost=lost))
        raise e.NotDue

    def reclaim(self, dispute_id: bytes) -> m.Reclaimed:
        d = self.disputes.get(dispute_id)
        if d is None:
            raise e.UnknownDispute
        if d.outcome is m.Outcome.OPEN:
            raise e.DisputeOpen
        if d.reclaimed:
            raise e.AlreadyReclaimed
        self.disputes[dispute_id] = d.model_copy(update={"reclaimed": True})
        challenger = d.bond if d.outcome is m.Outcome.PROVIDER_LOST else 0
        provider = 0 if challenger else share_down(d.bond, 5_000)
        treasury = d.bond - challenger - provider
        for owner, amount in ((d.challenger, challenger), (d.provider, provider), (self.config.treasury, treasury)):
            self.ledger.move(ESCROW, owner, amount)
        return self.ledger.log(m.Reclaimed(dispute_id=dispute_id, to_challenger=challenger, to_provider=provider, to_treasury=treasury))

    # within

    def _job(self, job_id: bytes) -> m.Job:
        if job_id not in self.jobs:
            raise e.UnknownJob
        return self.jobs[job_id]

    def _update(self, job: m.Job, **values: object) -> None:
        self.jobs[job.job_id] = job.model_copy(update=values)

    def _current(self, job: m.Job) -> m.Dispute:
        return self.disputes[ids.dispute_id(job.job_id, job.attempts - 1)]

    def _disputed(self, job_id: bytes) -> tuple[m.Job, m.Dispute]:
        job = self._job(job_id)
        if job.state is not m.JobState.DISPUTED:
            raise e.JobNotDisputed
        return job, self._current(job)

    def _at_leaf(self, job_id: bytes) -> tuple[m.Job, m.Dispute]:
        job, d = self._disputed(job_id)
        if d.phase is not m.Phase.LEAF:
            raise e.NotAtReferee
        if self.ledger.now > d.move_due_at:
            raise e.MoveTooLate
        return job, d

    def _decide(self, job: m.Job, d: m.Dispute, *, provider_lost: bool) -> None:
        outcome = m.Outcome.PROVIDER_LOST if provider_lost else m.Outcome.CHALLENGER_LOST
        self.disputes[d.dispute_id] = d.model_copy(update={"outcome": outcome})
        if provider_lost:
            self._penalise(job, job.terms.stake, ids.fault_id(d.dispute_id), d.challenger)
            self._update(job, state=m.JobState.FAULTED)
        else:
            ends = checked(self.ledger.now + self.config.window_secs)
            self._update(job, state=m.JobState.COMMITTED, window_ends_at=ends)

    def _penalise(self, job: m.Job, amount: int, fault: bytes, beneficiary: bytes) -> None:
        """Slashes `amount` of the job's stake and frees the rest. Stake that another slasher took first must not hold a verdict up."""
        if amount and self.staking.known(job.provider).reachable:
            self.staking.slash(self.program, job.provider, amount, fault, beneficiary, self.config.reward_bps)
        else:
            amount = 0
        if job.terms.stake > amount:
            self.staking.unlock(self.program, job.provider, job.terms.stake - amount)


def _count(job: m.Job, d: m.Dispute) -> int:
    return job.terms.op_count if d.phase is m.Phase.TRACE else d.tile_count


def _children(job: m.Job, d: m.Dispute, data: bytes) -> list[bytes]:
    n = child_count(_count(job, d), d.level, d.index)
    nodes = [data[i : i + 32] for i in range(0, len(data), 32)]
    if len(data) != 32 * n or fold(nodes) != d.node:
        raise e.BadReveal
    return nodes


def _descend(d: m.Dispute, choice: int, nodes: list[bytes]) -> dict[str, object]:
    if choice >= len(nodes):
        raise e.BadChoice
    level = d.level - 1
    phase = d.phase if level else m.Phase(d.phase + 1)
    return {"level": level, "index": ARITY * d.index + choice, "node": nodes[choice], "phase": phase}


def _enter_operator(job: m.Job, d: m.Dispute, data: bytes) -> dict[str, object]:
    path_bytes = 32 * path_length(d.index, job.terms.op_count)
    if len(data) != DESCRIPTOR_BYTES + path_bytes + 32:
        raise e.BadReveal
    raw, path, root = data[:DESCRIPTOR_BYTES], data[DESCRIPTOR_BYTES:-32], data[-32:]
    op = referee.open_operator(job, d.index, raw, path)
    if trace_leaf(job.job_id, op.header, root) != d.node:
        raise e.BadReveal
    level = depth(op.dims.tiles)
    return {
        "op_index": d.index, "kind": op.kind, "dtype": op.dtype, "tile_count": op.dims.tiles, "row_length": op.dims.d3, "chunks": op.chunks,
        "phase": m.Phase.TILES if level else m.Phase.TILE, "level": level, "index": 0, "node": root,
    }  # fmt: skip


def _tile_length(d: m.Dispute) -> int:
    tiles_a_row = -(-d.row_length // TILE)
    return min(TILE, d.row_length - TILE * (d.index % tiles_a_row))


def _tile(d: m.Dispute, data: bytes) -> bytes:
    if len(data) != _tile_length(d) * DType(d.dtype).size or leaf_hash(data) != d.node:
        raise e.BadReveal
    return data


def _enter_element(d: m.Dispute, choice: int, tile: bytes) -> dict[str, object]:
    if choice >= _tile_length(d):
        raise e.BadChoice
    tiles_a_row = -(-d.row_length // TILE)
    row, chunk = divmod(d.index, tiles_a_row)
    size = DType(d.dtype).size
    value = int.from_bytes(tile[choice * size : (choice + 1) * size], "little")
    return {
        "position": row * d.row_length + chunk * TILE + choice, "lo": 0, "hi": d.chunks, "acc_lo": 0, "acc_hi": value,
        "phase": m.Phase.CHAIN if d.chunks > 1 else m.Phase.LEAF,
    }  # fmt: skip


def _segments(d: m.Dispute) -> tuple[int, int]:
    """The stride and the number of segments of the disputed run."""
    stride: int = ARITY ** (depth(d.hi - d.lo) - 1)
    return stride, -(-(d.hi - d.lo) // stride)


def _inner(d: m.Dispute, data: bytes) -> tuple[int, ...]:
    _, segments = _segments(d)
    if len(data) != 4 * (segments - 1):
        raise e.BadReveal
    return tuple(int.from_bytes(data[i : i + 4], "little") for i in range(0, len(data), 4))


def _narrow(d: m.Dispute, choice: int, data: bytes) -> dict[str, object]:
    stride, segments = _segments(d)
    if data:
        raise e.BadReveal
    if choice >= segments:
        raise e.BadChoice
    lo, hi = d.lo + choice * stride, min(d.lo + (choice + 1) * stride, d.hi)
    return {
        "lo": lo, "hi": hi, "acc_lo": d.inner[choice - 1] if choice else d.acc_lo, "acc_hi": d.inner[choice] if choice < segments - 1 else d.acc_hi,
        "inner": (), "phase": m.Phase.CHAIN if hi - lo > 1 else m.Phase.LEAF,
    }  # fmt: skip


class ReferenceCompute:
    """market.Compute for one caller."""

    def __init__(self, state: ComputeState, caller: bytes) -> None:
        self._state, self._caller = state, caller

    def config(self) -> m.ComputeConfig:
        return self._state.config

    def provider(self, owner: bytes) -> m.Spec | None:
        return self._state.providers.get(owner)

    def job(self, job_id: bytes) -> m.Job | None:
        return self._state.jobs.get(job_id)

    def dispute(self, dispute_id: bytes) -> m.Dispute | None:
        return self._state.disputes.get(dispute_id)

    def openings(self, dispute_id: bytes, party: bytes) -> bytes:
        return self._state.provided.of((dispute_id, party))

    def register(self, spec: m.Spec) -> m.Registered:
        return self._state.register(self._caller, spec)

    def post(self, nonce: int, terms: m.Terms) -> m.Posted:
        return self._state.post(self._caller, nonce, terms)

    def cancel(self, job_id: bytes) -> m.Cancelled:
        return self._state.cancel(self._caller, job_id)

    def accept(self, job_id: bytes) -> m.Accepted:
        return self._state.accept(self._caller, job_id)

    def commit(self, job_id: bytes, result_root: bytes, trace_root: bytes, path: bytes) -> m.Committed:
        return self._state.commit(self._caller, job_id, result_root, trace_root, path)

    def settle(self, job_id: bytes) -> m.Settled:
        return self._state.settle(job_id)

    def challenge(self, job_id: bytes) -> m.Challenged:
        return self._state.challenge(self._caller, job_id)

    def reveal(self, job_id: bytes, data: bytes) -> m.Revealed:
        return self._state.reveal(self._caller, job_id, data)

    def bisect(self, job_id: bytes, choice: int, data: bytes) -> m.Bisected:
        return self._state.bisect(self._caller, job_id, choice, data)

    def provide(self, job_id: bytes, offset: int, data: bytes) -> m.Provided:
        return self._state.provide(self._caller, job_id, offset, data)

    def referee(self, job_id: bytes, data: bytes) -> m.Refereed:
        return self._state.referee(self._caller, job_id, data)

    def time_out(self, job_id: bytes) -> m.TimedOut:
        return self._state.time_out(job_id)

    def refund(self, job_id: bytes) -> m.Refunded:
        return self._state.refund(job_id)

    def reclaim(self, dispute_id: bytes) -> m.Reclaimed:
        return self._state.reclaim(dispute_id)
