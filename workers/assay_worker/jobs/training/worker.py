"""The processes that work for a hub: workers, honest or not, and the auditor that does their work again."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from .compression import Dense
from .local import DIGEST, Local, Settings, digest, flat
from .wire import AUDITOR, MASK, REPORT, Kind, Message, Peer


@dataclass(frozen=True)
class Conduct:
    """How a worker behaves, for tests and figures: honest, late by some seconds a round, or from a round on dead, lying, or sending rubbish."""

    late_secs: float = 0.0
    dies_at: int | None = None
    lies_from: int | None = None
    garbles_from: int | None = None


def work(settings: Settings, worker: int, port: int, conduct: Conduct) -> None:
    """Takes part until the hub says END or is gone."""
    local, peer, following, busy = settings.local(worker), Peer(port), 0, 0.0
    try:
        peer.send(Message(Kind.HELLO, 0, bytes([worker])))
        peer.receive()  # all are there
        started = time.monotonic()
        while True:
            if conduct.dies_at == following:
                os.kill(os.getpid(), signal.SIGKILL)
            begun = time.monotonic()
            proposal = local.propose(following)
            busy += time.monotonic() - begun
            time.sleep(conduct.late_secs)
            if conduct.lies_from is not None and following >= conduct.lies_from:
                proposal = _forged(settings, proposal)
            if conduct.garbles_from is not None and following >= conduct.garbles_from:
                proposal = proposal[:-1]
            peer.send(Message(Kind.PROPOSE, following, proposal))
            # The update of this round, and those of the rounds that this worker was too late for.
            behind = True
            while behind or following == settings.rounds:
                message = peer.receive()
                if message.kind is Kind.END:
                    peer.send(Message(Kind.REPORT, following, REPORT.pack(digest(local.parameters), busy, time.monotonic() - started)))
                    return
                begun = time.monotonic()
                _absorb(local, message, worker)
                busy += time.monotonic() - begun
                following, behind = message.round_number + 1, peer.ready()
    except ConnectionError:
        return
    finally:
        peer.close()


def audit(settings: Settings, port: int) -> None:
    """Computes what each audited worker has to propose, and tells the hub its hash."""
    locals_, peer = {worker: settings.local(worker) for worker in settings.audited}, Peer(port)
    try:
        peer.send(Message(Kind.HELLO, 0, bytes([AUDITOR])))
        peer.receive()
        for round_number in range(settings.rounds):
            for worker, local in locals_.items():
                expected = sha256(local.propose(round_number)).digest()
                peer.send(Message(Kind.EXPECT, round_number, bytes([worker]) + expected))
            message = peer.receive()
            if message.kind is not Kind.UPDATE:
                return
            for worker, local in locals_.items():
                _absorb(local, message, worker)
        peer.receive()
    except ConnectionError:
        return
    finally:
        peer.close()


def _absorb(local: Local, message: Message, worker: int) -> None:
    (mask,) = MASK.unpack_from(message.payload)
    local.absorb(message.payload[MASK.size :], bool(mask >> worker & 1))


def _forged(settings: Settings, proposal: bytes) -> bytes:
    """What a saboteur sends: the same form, and ten times as far in the other direction."""
    root = proposal[:DIGEST] if settings.local_steps else b""
    codec = settings.codec if settings.local_steps else Dense()
    honest = codec.decode(proposal[len(root) :], flat(settings.plan, settings.plan.initial()).size)
    return root + codec.encode(honest * np.float32(-10))
