"""Many workers over a link: late, dead, killed and lying ones; survivors hold the same bits, which anyone can compute again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from assay.errors import InputError
from assay_worker.jobs.training.compression import Dense, FourBit
from assay_worker.jobs.training.link import Link
from assay_worker.jobs.training.local import Settings, digest, replay
from assay_worker.jobs.training.models import Mlp
from assay_worker.jobs.training.optimisers import AdamW
from assay_worker.jobs.training.plan import Plan
from assay_worker.jobs.training.session import Outcome, SessionFailed, run_session
from assay_worker.jobs.training.worker import Conduct

PLAN = Plan(Mlp((64, 8, 10), batch=8), AdamW(0.01))
SETTINGS = Settings(workers=3, rounds=4, local_steps=3, plan=PLAN, codec=FourBit(64), patience_secs=20)


def same_bits(outcome: Outcome, survivors: set[int]) -> bool:
    """All survivors hold one set of parameters, the one that follows from who was included."""
    expected = digest(replay(outcome.settings, outcome.included))
    return outcome.digests == dict.fromkeys(survivors, expected)


@pytest.mark.parametrize("local_steps", [0, 3])
def test_all_end_with_the_bits_of_one_process(local_steps: int) -> None:
    outcome = run_session(replace(SETTINGS, local_steps=local_steps))
    assert outcome.included == (frozenset({0, 1, 2}),) * 4
    assert same_bits(outcome, {0, 1, 2})
    assert outcome.pay(1_200) == {0: 400, 1: 400, 2: 400}


def test_a_dead_worker_is_missed_and_not_paid_after() -> None:
    outcome = run_session(SETTINGS, {1: Conduct(dies_at=2)})
    assert outcome.included == (frozenset({0, 1, 2}),) * 2 + (frozenset({0, 2}),) * 2
    assert same_bits(outcome, {0, 2})
    assert outcome.pay(1_000) == {0: 400, 1: 200, 2: 400}


def test_a_late_worker_is_left_out_leaves_no_mark_and_keeps_up() -> None:
    outcome = run_session(replace(SETTINGS, rounds=5, patience_secs=0.6), {2: Conduct(late_secs=0.9)})
    assert outcome.late[2] >= 1
    assert not any(2 in members for members in outcome.included[:1])
    assert {0, 1} <= outcome.included[0]
    assert set(outcome.digests) >= {0, 1}
    assert same_bits(outcome, set(outcome.digests))


@pytest.mark.parametrize("local_steps", [0, 3])
def test_a_liar_is_caught_by_a_second_run_and_its_lie_goes_nowhere(local_steps: int) -> None:
    settings = replace(SETTINGS, local_steps=local_steps, audited=(0, 1, 2))
    outcome = run_session(settings, {1: Conduct(lies_from=1)})
    assert outcome.caught == {1: 1}
    assert outcome.included == (frozenset({0, 1, 2}),) + (frozenset({0, 2}),) * 3
    assert same_bits(outcome, {0, 1, 2})
    assert outcome.pay(900) == {0: 400, 1: 100, 2: 400}


def test_rubbish_ends_a_connection() -> None:
    outcome = run_session(SETTINGS, {0: Conduct(garbles_from=2)})
    assert (dict(outcome.malformed), outcome.included[1:3]) == ({0: 1}, (frozenset({0, 1, 2}), frozenset({1, 2})))
    assert same_bits(outcome, {1, 2})


def test_an_unaudited_lie_goes_through() -> None:
    """What the audit is for: without it the saboteur is included, paid, and the model is another one."""
    outcome = run_session(SETTINGS, {1: Conduct(lies_from=1)})
    assert (dict(outcome.caught), set(outcome.included[-1])) == ({}, {0, 1, 2})
    assert digest(replay(SETTINGS, outcome.included)) not in outcome.digests.values()


def test_nobody_left_is_said() -> None:
    with pytest.raises(SessionFailed, match="no worker is left"):
        run_session(SETTINGS, {worker: Conduct(dies_at=1) for worker in range(3)})
    with pytest.raises(SessionFailed, match="no honest worker"):
        run_session(replace(SETTINGS, workers=1, audited=(0,)), {0: Conduct(lies_from=0)})
    with pytest.raises(InputError, match="audited"):
        run_session(replace(SETTINGS, audited=(3,)))


def test_kill_9_at_random_leaves_survivors_with_the_same_bits() -> None:
    rng, killed = random.Random(3), set[int]()

    def kill(round_number: int, pids: Mapping[int, int]) -> None:
        if round_number in (1, 3):
            worker = rng.choice([worker for worker in pids if worker not in killed])
            killed.add(worker)
            os.kill(pids[worker], signal.SIGKILL)

    outcome = run_session(replace(SETTINGS, workers=4), watch=kill)
    assert len(killed) == 2
    assert same_bits(outcome, set(range(4)) - killed)


def test_nothing_outlives_a_hub_that_is_killed() -> None:
    """Workers and the link end with the hub, also with one that had no time to end them."""
    script = """
import os, signal
from assay_worker.jobs.training.link import Link
from assay_worker.jobs.training.local import Settings
from assay_worker.jobs.training.session import run_session

def watch(number, pids):
    print(*pids.values(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    run_session(Settings(workers=2, rounds=2, local_steps=1), link=Link(0.01), watch=watch)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, start_new_session=True) as hub:
        out, _ = hub.communicate(timeout=60)  # the output ends when the last process that holds it does
    assert (hub.returncode, len(out.split())) == (-signal.SIGKILL, 2)


def test_bytes_and_time_on_a_slow_link_are_what_they_should_be() -> None:
    """4 messages up and down a round's worth of delay each: a round on a 50 ms link takes at least 100 ms, and the bytes are the messages'."""
    quick = run_session(replace(SETTINGS, codec=Dense()))
    slow = run_session(replace(SETTINGS, codec=Dense()), link=Link(delay_secs=0.05, bits_per_sec=1e6))
    values = sum(shape.values for shape in PLAN.model.shapes().values())
    on_wire = 2 * 4 * 8 * values / 1e6
    assert slow.wall_secs > 4 * 0.1 + on_wire
    assert slow.bytes_on_links == quick.bytes_on_links
    assert 0 <= slow.bytes_on_links - 2 * 3 * 4 * 4 * values < 3 * 4 * 100 + 1_000
    assert slow.digests == quick.digests
    assert np.mean(list(slow.utilisation.values())) < np.mean(list(quick.utilisation.values()))
