"""The loop over RPC: real nodes (anvil, surfnetd), real worker processes that are killed with SIGKILL while they work."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from assay import ids
from assay.connect import sandbox
from assay.market import Sandbox
from assay.models.compute import JobState, Outcome, Spec
from assay_worker.cheats import forged_operator
from assay_worker.evidence import Evidence
from assay_worker.jobs.bundle import JobBundle
from assay_worker.jobs.store import Store
from assay_worker.provider import Provider
from assay_worker.queue import Queue
from assay_worker.run import turn

from tests.cast import COIN, dispute_of, job_of
from tests.jobs import small_job

ROOT = Path(__file__).resolve().parents[2]
ASSAY = Path(sys.executable).parent / "assay"
PATIENCE = 120.0
SPEC = Spec(device=1, memory_mib=4_096, units=1)

pytestmark = pytest.mark.localnet


@pytest.fixture(params=["solana:localnet", "evm:localnet"], scope="module")
def target(request: pytest.FixtureRequest) -> str:
    """A running localnet with the programs on it."""
    chosen: str = request.param
    deploy = [sys.executable, str(ROOT / "scripts/deploy.py"), chosen]
    subprocess.run(deploy, check=True, cwd=ROOT)
    again = subprocess.run(deploy, check=True, cwd=ROOT, capture_output=True, text=True)
    assert "new" not in again.stdout, "a second deployment must find the first"
    return chosen


class Process:
    """`assay <role> run` as its own process; `hurt` kills and restarts it."""

    def __init__(self, log: Path, *words: str) -> None:
        self.log, self.words = log, words
        self.child = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as out:
            return subprocess.Popen([str(ASSAY), *self.words], cwd=ROOT, stdout=out, stderr=out)

    def hurt(self) -> None:
        self.child.send_signal(signal.SIGKILL)
        self.child.wait()
        self.child = self._start()

    def stop(self) -> None:
        self.child.kill()
        self.child.wait()


def run(*words: str) -> str:
    done = subprocess.run([str(ASSAY), *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def eventually(what: str, reached: Callable[[], bool], meanwhile: Callable[[], object] = lambda: None) -> None:
    started = time.monotonic()
    while not reached():
        assert time.monotonic() - started < PATIENCE, f"not within {PATIENCE} s: {what}"
        meanwhile()
        time.sleep(0.2)


@pytest.fixture
def names() -> dict[str, str]:
    """New names, so that a story can be told again on the same chain."""
    tag = uuid.uuid4().hex[:8]
    return {role: f"{role}-{tag}" for role in ("requester", "provider", "verifier")}


@pytest.fixture
def people(target: str, names: dict[str, str]) -> dict[str, Sandbox]:
    chain = sandbox(target)
    cast = {role: chain.as_account(name) for role, name in names.items()}
    for who in cast.values():
        chain.faucet(who.account, 1_000 * COIN)
    return cast


def test_honest_work_by_command_line_survives_kill_9(target: str, names: dict[str, str], people: dict[str, Sandbox], tmp_path: Path) -> None:
    """INV-WORKER-5 over RPC: MiniLM by `assay`, both processes killed at random; the provider is paid once, the verifier pays nothing."""
    sentences = tmp_path / "sentences.txt"
    sentences.write_text("A claim carries a stake.\nNobody has to be believed.\n")
    store, rng = str(tmp_path / "store"), random.Random(target)
    provider, requester = names["provider"], names["requester"]
    run("provider", "register", "16384", "--chain", target, "--key", provider)
    run("provider", "bond", "200", "--chain", target, "--key", provider)
    posted = run("job", "embed", str(sentences), "20", "50", "1", "--chain", target, "--key", requester, "--store", store)
    found = re.search(r"[0-9a-f]{64}", posted)
    assert found
    job_id = bytes.fromhex(found[0])
    workers = []
    for role in ("provider", "verifier"):
        files = ("--store", store, "--queue", str(tmp_path / f"{role}.sqlite"), "--poll", "0.2")
        workers.append(Process(tmp_path / f"{role}.log", role, "run", "--chain", target, "--key", names[role], *files))
    try:
        hurting = 0

        def hurt() -> None:
            nonlocal hurting
            if hurting < 8:
                hurting += 1
                time.sleep(rng.uniform(0.3, 2.5))
                rng.choice(workers).hurt()

        eventually("committed", lambda: job_of(people["requester"], job_id).state is JobState.COMMITTED, hurt)
        queue = Queue(tmp_path / "verifier.sqlite", people["verifier"].name)
        eventually("checked", lambda: [t.outcome for t in queue.tasks() if t.job_id == job_id] == ["agrees"])
        people["requester"].set_time(job_of(people["requester"], job_id).window_ends_at + 1)
        people["requester"].compute.register(SPEC)  # any write, for other processes to see the time by
        eventually("settled", lambda: job_of(people["requester"], job_id).state is JobState.SETTLED, hurt)
    finally:
        for worker in workers:
            worker.stop()
    vectors = tmp_path / "vectors.npy"
    assert "final" in run("job", "result", job_id.hex(), "--chain", target, "--key", requester, "--store", store, "--out", str(vectors))
    assert np.allclose(np.linalg.norm(np.load(vectors)[0, 0], axis=1), 1, atol=1e-6)
    assert people["provider"].balance(people["provider"].account) == 820 * COIN
    assert people["verifier"].balance(people["verifier"].account) == 1_000 * COIN


def test_a_cheat_is_refuted_over_rpc(target: str, names: dict[str, str], people: dict[str, Sandbox], tmp_path: Path) -> None:
    """INV-COMPUTE-7, INV-WORKER-5 over RPC: a verifier process, killed again and again, wins the dispute to its last coin."""
    small = small_job()
    bundle, store = JobBundle(small.program, list(small.model), list(small.inputs)), Store(tmp_path / "store")
    store.save(bundle)
    people["provider"].compute.register(SPEC)
    people["provider"].staking.bond(200 * COIN)
    terms = bundle.terms(20 * COIN, 50 * COIN, people["requester"].now() + 86_400, provider=people["provider"].account)
    job_id = people["requester"].compute.post(1, terms).job_id
    cheat = Provider(people["provider"], SPEC, Evidence(store), forged_operator(14))
    queue = Queue(tmp_path / "cheat.sqlite", people["provider"].name)
    files = ("--store", str(tmp_path / "store"), "--queue", str(tmp_path / "verifier.sqlite"), "--poll", "0.2")
    verifier = Process(tmp_path / "verifier.log", "verifier", "run", "--chain", target, "--key", names["verifier"], *files)
    rounds = 0

    def play() -> None:
        nonlocal rounds
        turn(cheat, queue)
        rounds += 1
        if rounds % 12 == 0 and rounds < 100:
            verifier.hurt()

    try:
        eventually("refunded", lambda: job_of(people["requester"], job_id).state is JobState.REFUNDED, play)
    finally:
        verifier.stop()
    d = dispute_of(people["requester"], job_id)
    assert (d.outcome, d.op_index) == (Outcome.PROVIDER_LOST, 14)
    fault = people["requester"].staking.fault(ids.fault_id(d.dispute_id))
    assert fault is not None
    assert (fault.amount, fault.swept) == (50 * COIN, True)
    assert people["verifier"].balance(people["verifier"].account) == 1_025 * COIN
    assert people["requester"].balance(people["requester"].account) == 1_000 * COIN
