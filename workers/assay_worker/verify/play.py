"""One move at a time: reads where a dispute stands on chain and makes the move that is due, if it is this account's.

Nothing is remembered between calls, so a process that was killed at any point goes on with the next call. A move that lost a race
(the other side was quicker, the clock ran out in between) shows as a ProtocolError of the chain and is simply looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from assay import ids
from assay.commit.merkle import ARITY, depth
from assay.market import Chain
from assay.models.compute import Bisected, Dispute, Job, JobState, Outcome, Phase, Revealed, Turn

from .witness import Witness


def current_dispute(chain: Chain, job: Job) -> Dispute | None:
    """The job's latest dispute, or None where there was none."""
    return chain.compute.dispute(ids.dispute_id(job.job_id, job.attempts - 1)) if job.attempts else None


def open_dispute(chain: Chain, job_id: bytes) -> Dispute | None:
    """The job's dispute if one is being fought."""
    job = chain.compute.job(job_id)
    if job is None or job.state is not JobState.DISPUTED:
        return None
    d = current_dispute(chain, job)
    return d if d is not None and d.outcome is Outcome.OPEN else None


class History:
    """The moves of a chain's disputes. Each look asks the chain only for what is new since the last one; a new process reads it all once."""

    def __init__(self, chain: Chain) -> None:
        self._chain, self._following = chain, 0
        self._moves: defaultdict[bytes, list[Revealed | Bisected]] = defaultdict(list)

    def moves(self, dispute_id: bytes) -> list[Revealed | Bisected]:
        """Both sides' moves in a dispute so far, in order."""
        for at, event in self._chain.events(self._following):
            self._following = at + 1
            if isinstance(event, Revealed | Bisected):
                self._moves[event.dispute_id].append(event)
        return self._moves[dispute_id]


def revelations(chain: Chain, dispute_id: bytes) -> list[Revealed | Bisected]:
    """As History.moves, for a single look."""
    return History(chain).moves(dispute_id)


def last_revealed(moves: Sequence[Revealed | Bisected]) -> bytes:
    """What the provider revealed last."""
    return [m.data for m in moves if isinstance(m, Revealed)][-1]


def revealed_trace(job: Job, moves: Sequence[Revealed | Bisected]) -> dict[tuple[int, int], bytes]:
    """The nodes of the committed trace that came to light, by (8-ary level, index)."""
    nodes: dict[tuple[int, int], bytes] = {}
    level, index = depth(job.terms.op_count), 0
    for move in moves:
        if move.phase != Phase.TRACE:
            break
        if isinstance(move, Revealed):
            nodes |= {(level - 1, ARITY * index + at // 32): move.data[at : at + 32] for at in range(0, len(move.data), 32)}
        else:
            level, index = level - 1, ARITY * index + move.choice
    return nodes


def call_referee(chain: Chain, job_id: bytes, d: Dispute, witness: Witness, history: History) -> None:
    """Has the chain recompute the leaf, from what `witness` knows and what the dispute brought to light."""
    job = chain.compute.job(job_id)
    assert job is not None
    openings = witness.openings(d, revealed_trace(job, history.moves(d.dispute_id)))
    so_far = chain.compute.openings(d.dispute_id, chain.account)
    if not openings.startswith(so_far):  # somebody with this key provided something else: start afresh
        so_far = openings[:1]
        chain.compute.provide(job_id, 0, so_far)
    chain.compute.referee(job_id, openings[len(so_far) :])


def overdue(chain: Chain, d: Dispute) -> bool:
    """Whether the side to move has let its clock run out."""
    return chain.now() > d.move_due_at


def provider_move(chain: Chain, job_id: bytes, witness: Witness, history: History | None = None) -> bool:
    """Makes the provider's move if one is due. Returns whether it made one."""
    d = open_dispute(chain, job_id)
    if d is None or d.provider != chain.account:
        return False
    if overdue(chain, d):
        if d.turn is Turn.CHALLENGER:
            chain.compute.time_out(job_id)
            return True
        return False  # too late for this side; the other one will say so
    if d.turn is not Turn.PROVIDER:
        return False
    if d.phase is Phase.LEAF:
        call_referee(chain, job_id, d, witness, history or History(chain))
    else:
        chain.compute.reveal(job_id, witness.reveal(d))
    return True


def challenger_move(chain: Chain, job_id: bytes, witness: Witness, history: History | None = None) -> bool:
    """Makes the challenger's move if one is due. Returns whether it made one."""
    d = open_dispute(chain, job_id)
    if d is None or d.challenger != chain.account:
        return False
    if overdue(chain, d):
        if d.turn is Turn.PROVIDER:
            chain.compute.time_out(job_id)
            return True
        return False
    if d.phase is Phase.LEAF:
        call_referee(chain, job_id, d, witness, history or History(chain))
        return True
    if d.turn is not Turn.CHALLENGER:
        return False
    revealed = b"" if d.phase is Phase.CHAIN else last_revealed((history or History(chain)).moves(d.dispute_id))
    chain.compute.bisect(job_id, witness.choose(d, revealed), revealed)
    return True
