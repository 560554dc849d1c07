"""Provider and verifier processes: every cheat that ships loses, every honest party is paid, and kill -9 changes nothing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import pytest
from assay.connect import sandbox
from assay.market import Sandbox
from assay.models.compute import JobState, Phase, Spec
from assay_worker import cheats
from assay_worker.evidence import Evidence
from assay_worker.jobs.bundle import JobBundle
from assay_worker.jobs.store import Corrupted, Store
from assay_worker.provider import Conduct, Provider, honest
from assay_worker.queue import Queue
from assay_worker.run import Role, turn
from assay_worker.verifier import Verifier

from tests.cast import COIN, funded, job_of
from tests.jobs import honest_outputs, small_job

if TYPE_CHECKING:
    from _typeshed import TraceFunction

SPEC = Spec(device=1, memory_mib=4_096, units=1)
LAST = len(small_job().program.operators) - 1


class House:
    """A reference chain on which provider and verifier live, with their files in a folder; they can be killed and started again."""

    def __init__(self, folder: Path, conduct: Conduct = honest, chain: Sandbox | None = None) -> None:
        self.folder, self.chain = folder, chain or sandbox("reference")
        small = small_job()
        self.bundle = JobBundle(small.program, list(small.model), list(small.inputs))
        self.store = Store(folder / "store")
        self.store.save(self.bundle)
        self.requester = funded(self.chain, "requester")
        self.provider, self.verifier = funded(self.chain, "provider"), funded(self.chain, "verifier")
        self.provider.compute.register(SPEC)
        self.provider.staking.bond(500 * COIN)
        self.conduct = conduct
        self.roles: dict[str, Role] = {}
        self.queues: dict[str, Queue] = {}
        self.start()

    def start(self) -> None:
        """Starts both afresh: nothing survives but the files and the chain."""
        self.roles = {"provider": Provider(self.provider, SPEC, Evidence(self.store), self.conduct), "verifier": Verifier(self.verifier, Evidence(self.store))}
        self.queues = {name: Queue(self.folder / f"{name}.sqlite", "reference") for name in self.roles}

    def post(self, nonce: int = 1) -> bytes:
        return self.requester.compute.post(nonce, self.bundle.terms(20 * COIN, 50 * COIN, self.chain.now() + 10_000)).job_id

    def once(self) -> int:
        return sum(turn(role, self.queues[name]) for name, role in self.roles.items())

    def run(self, job_id: bytes, turns: int = 400) -> JobState:
        """Turns until the job has ended, the clock moving on whenever nobody does."""
        for _ in range(turns):
            if not self.once():
                if job_of(self.chain, job_id).state in (JobState.SETTLED, JobState.REFUNDED, JobState.CANCELLED):
                    break
                self.chain.set_time(self.chain.now() + 601)
        return job_of(self.chain, job_id).state

    def outcomes(self, name: str) -> list[str | None]:
        return [t.outcome for t in self.queues[name].tasks()]


def test_an_honest_provider_is_paid_and_left_alone(tmp_path: Path) -> None:
    """INV-WORKER-1: honest work is paid; the verifier agrees and spends nothing."""
    house = House(tmp_path)
    job_id = house.post()
    assert house.run(job_id) is JobState.SETTLED
    assert (house.outcomes("provider"), house.outcomes("verifier")) == (["settled"], ["agrees"])
    assert bytes(house.store.load_result(job_of(house.chain, job_id)).data) == honest_outputs(small_job())[-1].data
    assert house.chain.balance(house.provider.account) == 520 * COIN
    assert house.chain.balance(house.verifier.account) == 1_000 * COIN


CHEATS: dict[str, Conduct] = {
    "flipped weight": cheats.flipped_weight,
    "int8 sold as float32": cheats.quantised,
    "shorter sequence": cheats.shorter_sequence,
    "forged first operator": cheats.forged_operator(0),
    "forged late operator, honest roots after it": cheats.forged_operator(-2),
    "forged last operator": cheats.forged_operator(-1),
    "forged accumulator, from the start": cheats.forged_accumulator(14, 0),
    "forged accumulator, in the middle": cheats.forged_accumulator(14, 5),
    **{f"silent from {phase.name}": cheats.silent(cheats.forged_operator(14), phase) for phase in Phase},
}


@pytest.mark.parametrize("cheat", CHEATS)
def test_every_cheat_that_ships_is_slashed(tmp_path: Path, cheat: str) -> None:
    """INV-WORKER-2: one honest verifier process catches each of the cheats, alone and on its own machine."""
    house = House(tmp_path, CHEATS[cheat])
    job_id = house.post()
    assert house.run(job_id) is JobState.REFUNDED
    stake = house.chain.staking.stake(house.provider.account)
    assert stake is not None
    assert (stake.bonded, stake.locked) == (450 * COIN, 0)
    assert house.chain.balance(house.verifier.account) == 1_025 * COIN
    assert house.chain.balance(house.requester.account) == 1_000 * COIN
    assert house.outcomes("verifier") == ["won"]


def test_what_was_delivered_is_what_was_committed_to(tmp_path: Path) -> None:
    """INV-WORKER-7: a result that was swapped after the commitment is refused by name, a cheat's own is delivered for what it is."""
    house = House(tmp_path, cheats.forged_operator(-1))
    job_id = house.post()
    for _ in range(2):  # it accepts, it commits
        turn(house.roles["provider"], house.queues["provider"])
    assert job_of(house.chain, job_id).state is JobState.COMMITTED
    assert bytes(house.store.load_result(job_of(house.chain, job_id)).data) != honest_outputs(small_job())[-1].data
    house.store.save_result(job_id, honest_outputs(small_job())[-2])
    with pytest.raises(Corrupted, match="not what the provider committed to"):
        house.store.load_result(job_of(house.chain, job_id))
    (tmp_path / "store/results" / job_id.hex()).write_bytes(b"\x09")
    with pytest.raises(Corrupted):
        house.store.load_result(job_of(house.chain, job_id))


def test_a_copied_commitment_is_slashed(tmp_path: Path) -> None:
    """INV-WORKER-2, INV-COMPUTE-10."""
    house = House(tmp_path)
    first = house.post(1)
    assert house.run(first) is JobState.SETTLED
    house.conduct = cheats.copied(job_of(house.chain, first))
    house.start()
    second = house.post(2)
    assert house.run(second) is JobState.REFUNDED


@pytest.mark.parametrize("index", [0, 3, 12, LAST])
def test_a_lying_verifier_loses_its_bond(tmp_path: Path, index: int) -> None:
    """INV-WORKER-3: an honest provider process survives a challenger that lies, and is paid for the trouble."""
    house = House(tmp_path)
    liar = Verifier(house.verifier, Evidence(house.store), lambda job, _: job.attempts == 0, cheats.lying_challenger(index))
    house.roles["verifier"] = liar
    job_id = house.post()
    assert house.run(job_id) is JobState.SETTLED
    assert house.chain.balance(house.provider.account) == 522_500_000
    assert house.chain.balance(house.verifier.account) == 995 * COIN


def test_missing_or_broken_material_accuses_nobody(tmp_path: Path) -> None:
    """INV-WORKER-4: an exception never becomes a proof: without the material the verifier is inconclusive and challenges nothing."""
    house = House(tmp_path)
    job_id = house.post()
    house.roles["verifier"] = Verifier(house.verifier, Evidence(Store(tmp_path / "elsewhere")))
    assert house.run(job_id) is JobState.SETTLED
    (task,) = house.queues["verifier"].tasks()
    assert task.attempts > 0
    assert task.error is not None
    assert task.error.startswith("inconclusive: ")
    assert job_of(house.chain, job_id).attempts == 0


def test_a_runner_that_crashes_answers_nothing(tmp_path: Path) -> None:
    """INV-WORKER-4."""
    house = House(tmp_path)

    def broken(witness: object, job: object) -> object:
        raise RuntimeError("out of memory")

    house.conduct = broken  # type: ignore[assignment]
    house.start()
    job_id = house.post()
    for _ in range(5):
        house.once()
    assert job_of(house.chain, job_id).state is JobState.ACCEPTED
    assert "out of memory" in str(house.queues["provider"].tasks()[0].error)


class Killed(BaseException):
    """Stands for kill -9 in one process: no handler of the code under test may catch it."""


def killed_at(line: int, action: Callable[[], object]) -> bool:
    """Runs `action` and kills it at the line-th line of the workers' code. Returns whether it was killed."""
    left = line

    def trace(frame: FrameType, event: str, _arg: object) -> TraceFunction | None:
        nonlocal left
        if "/assay_worker/" not in frame.f_code.co_filename or "/ops/" in frame.f_code.co_filename:
            return None
        if event == "line":
            left -= 1
            if left == 0:
                raise Killed
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        action()
    except Killed:
        return True
    finally:
        sys.settrace(before)
    return False


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("conduct", [honest, cheats.forged_operator(14)], ids=["honest", "cheat"])
def test_killed_at_any_line_and_started_again_nothing_is_lost(tmp_path: Path, seed: int, conduct: Conduct) -> None:
    """INV-WORKER-5: killed over and over at random lines, both processes still end where they would have: nothing lost, nothing twice."""
    rng = random.Random(seed)
    house = House(tmp_path, conduct)
    job_id = house.post()
    kills = 0
    for _ in range(60):
        if killed_at(rng.choice((3, 30, 300, 3_000)) + rng.randrange(200), house.once):
            kills += 1
            house.start()
    assert kills > 0
    assert house.run(job_id) is (JobState.SETTLED if conduct is honest else JobState.REFUNDED)
    total = sum(house.chain.balance(a.account) for a in (house.requester, house.provider, house.verifier))
    assert total == (2_500 if conduct is honest else 2_525) * COIN  # half of the slash is the treasury's
    assert job_of(house.chain, job_id).attempts == (0 if conduct is honest else 1)


WRITER = """
    import itertools, sys
    from assay.models.staking import Withdrawn
    from assay_worker.queue import Queue
    queue = Queue(sys.argv[1], "reference")
    for at in itertools.count(queue.cursor):
        queue.absorb([(at, Withdrawn(owner=bytes(32), amount=at))], lambda e: e.amount.to_bytes(32, "big"))
        print(at, flush=True)
"""


def test_the_queue_survives_a_real_kill_9(tmp_path: Path) -> None:
    """INV-WORKER-6: what the queue said it had is there after SIGKILL, cursor and jobs together."""
    path = tmp_path / "queue.sqlite"
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    said = -1
    for _ in range(3):
        with subprocess.Popen([sys.executable, "-c", textwrap.dedent(WRITER), str(path)], stdout=subprocess.PIPE, text=True, env=env) as writer:
            assert writer.stdout is not None
            for line in writer.stdout:
                said = int(line)
                if said % 40 == 39:
                    writer.send_signal(signal.SIGKILL)
                    break
    queue = Queue(path, "reference")
    following, jobs = queue.cursor, {int.from_bytes(t.job_id, "big") for t in queue.open_tasks()}
    assert following > said
    assert jobs == set(range(following))
    queue.close()
