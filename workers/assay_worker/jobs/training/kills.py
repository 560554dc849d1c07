"""Kill -9 of workers at random moments, many times: after each session all survivors hold the bits of a replay.

python -m assay_worker.jobs.training.kills [--kills 20] [--seed 0]
"""

from __future__ import annotations

import os
import random
import signal
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

import typer
from rich.console import Console

from .compression import FourBit
from .local import Settings, digest, replay
from .models import Mlp
from .optimisers import AdamW
from .plan import Plan
from .session import run_session

SETTINGS = Settings(workers=6, rounds=10, local_steps=4, plan=Plan(Mlp((64, 16, 10), 16), AdamW(0.01)), codec=FourBit(), patience_secs=30)
KILLS_A_SESSION = 4


@dataclass
class Killer:
    """Kills a worker some random time after the start of some rounds, whatever it is doing just then, until a session's share is done."""

    rng: random.Random
    left: int
    killed: set[int] = field(default_factory=set)
    timers: list[threading.Timer] = field(default_factory=list)

    def watch(self, round_number: int, pids: Mapping[int, int]) -> None:
        alive = [worker for worker in pids if worker not in self.killed]
        if self.left and len(alive) > 1 and (self.rng.random() < 0.6 or round_number >= SETTINGS.rounds - self.left - 1):
            worker = self.rng.choice(alive)
            self.killed.add(worker)
            self.left -= 1
            timer = threading.Timer(self.rng.uniform(0, 0.03), os.kill, (pids[worker], signal.SIGKILL))
            timer.start()
            self.timers.append(timer)


def session_with_kills(kills: int, seed: int) -> tuple[int, int]:
    """One session of six workers with up to `kills` kills: how many were killed, and how many survivors ended with other bits than the replay's."""
    killer = Killer(random.Random(seed), kills)
    outcome = run_session(SETTINGS, watch=killer.watch)
    for timer in killer.timers:
        timer.join()
    expected = digest(replay(SETTINGS, outcome.included))
    survivors = set(range(SETTINGS.workers)) - killer.killed
    # One that was hit only after its report counts with the survivors if it differs, and is not missed if it is not there.
    wrong = [worker for worker in survivors if outcome.digests.get(worker) != expected]
    return len(killer.killed), len(wrong) + sum(found != expected for worker, found in outcome.digests.items() if worker in killer.killed)


def main(kills: Annotated[int, typer.Option(min=1, help="how many workers to kill in all")] = 20, seed: int = 0) -> None:
    """Kills workers until KILLS are dead, session after session, and says whether any survivor ever held other bits."""
    done = sessions = wrong = 0
    while done < kills:
        killed, differing = session_with_kills(min(KILLS_A_SESSION, kills - done), seed + sessions)
        done, wrong, sessions = done + killed, wrong + differing, sessions + 1
    Console().print(f"{done} kills in {sessions} sessions of {SETTINGS.workers} workers: {wrong} survivors with other bits than the replay's", highlight=False)
    if wrong:
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
