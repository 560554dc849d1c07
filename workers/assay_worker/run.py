"""The loop of a worker process: read events, follow jobs, make the moves that are due.

One process an account. Everything durable is in the queue and on the chain, so the process may be killed at any instruction.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Protocol

from assay.errors import AssayError, ProtocolError
from assay.market import Chain
from assay.models.base import Event

from .evidence import StillRunning
from .queue import Queue

log = logging.getLogger("assay.worker")


class Role(Protocol):
    """A Provider or a Verifier."""

    @property
    def chain(self) -> Chain: ...

    def wants(self, event: Event) -> bytes | None: ...

    def step(self, job_id: bytes) -> str | None: ...


def turn(role: Role, queue: Queue) -> int:
    """Reads new events and makes at most one move for each followed job. Returns how many moves or events there were.

    A refusal by the chain (a race lost) or missing material is noted and looked at again in the next turn. Any other exception is
    noted too: a job that crashes the runner is not answered, and never answered wrongly.
    """
    busy = queue.absorb(role.chain.events(queue.cursor), role.wants)
    for task in queue.open_tasks():
        before = _marker(role.chain)
        try:
            outcome = role.step(task.job_id)
        except StillRunning:
            continue
        except ProtocolError as e:
            log.info("job %s: %s refused: %s", task.job_id.hex()[:8], type(e).__name__, e)
            queue.stumble(task.job_id, f"{type(e).__name__}: {e}")
            continue
        except AssayError as e:
            log.warning("job %s: inconclusive: %s", task.job_id.hex()[:8], e)
            queue.stumble(task.job_id, f"inconclusive: {e}")
            continue
        except Exception as e:
            log.exception("job %s: the run failed", task.job_id.hex()[:8])
            queue.stumble(task.job_id, f"failed: {type(e).__name__}: {e}")
            continue
        if outcome is not None:
            log.info("job %s: %s", task.job_id.hex()[:8], outcome)
            queue.finish(task.job_id, outcome)
        busy += outcome is not None or _marker(role.chain) != before
    return busy


def _marker(chain: Chain) -> int:
    return len(chain.receipts())


def serve(role: Role, queue: Queue, *, poll_secs: float = 1.0, until: Callable[[], bool] = lambda: False) -> None:
    """Turns for ever, or until `until` says so; sleeps `poll_secs` when nothing was to do."""
    while not until():
        try:
            busy = turn(role, queue)
        except AssayError as e:  # the node is away: nothing is lost, try again
            log.warning("%s", e)
            busy = 0
        if not busy:
            time.sleep(poll_secs)
