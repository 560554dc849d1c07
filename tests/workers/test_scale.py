"""The worker's jobs on a Ray cluster: the same bits, and nothing that a node does or fails to do becomes a claim or an accusation."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from assay.commit.tensor import Tensor
from assay.errors import AssayError, ConnectionFailed, InputError
from assay.models.compute import JobState
from assay_worker import cheats
from assay_worker.evidence import Evidence, StillRunning, witness_of
from assay_worker.jobs.bundle import JobBundle
from assay_worker.provider import Provider
from assay_worker.run import turn
from assay_worker.scale.cluster import LOCAL, Needs, NodeLost, NodesDisagree, RayExecutor, RemoteOutputs, RunFailed, amounts
from assay_worker.scale.material import Damaged, packed, unpacked
from assay_worker.scale.task import CUDA, Node, Order, Ran
from assay_worker.verifier import Verifier
from assay_worker.verify.witness import Witness

from tests.cast import COIN, job_of
from tests.jobs import small_job
from tests.workers.test_processes import SPEC, House

pytestmark = [
    pytest.mark.xdist_group("ray"),
    # Ray starts its processes in this one and leaves their files to the collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]

JOB_ID = bytes(range(32))
WAIT_SECS = 120
NODE = Node("host", "address", "id", 1, "0", "portable")


def small_bundle(seed: int = 7) -> JobBundle:
    small = small_job(seed)
    return JobBundle(small.program, list(small.model), list(small.inputs))


@pytest.fixture(scope="module")
def cluster() -> Iterator[RayExecutor]:
    """Ray on this machine alone, for all tests of this file."""
    os.environ["ASSAY_TEST_CLUSTER"] = str(os.getpid())  # so that it is its own processes that a test kills
    executor = RayExecutor(LOCAL)
    yield executor
    executor.close()
    del os.environ["ASSAY_TEST_CLUSTER"]


def waited(executor: RayExecutor, job_id: bytes, bundle: JobBundle) -> Witness:
    give_up = time.monotonic() + WAIT_SECS
    while time.monotonic() < give_up:
        try:
            return executor.witness(job_id, lambda: bundle)
        except StillRunning:
            time.sleep(0.01)
    raise AssertionError("the run does not end")


def same(ours: Witness, theirs: Witness) -> bool:
    return ours.trace.root == theirs.trace.root and all(bytes(a.data) == bytes(b.data) for a, b in zip(ours.outputs, theirs.outputs, strict=True))


# ---- the same bits


def test_a_node_runs_a_job_to_the_embedded_bits(cluster: RayExecutor) -> None:
    """INV-SCALE-1: trace root and every output are those of a run in the worker's own process; so is a disputed move."""
    bundle = small_bundle()
    here, there = witness_of(bundle, JOB_ID), waited(cluster, JOB_ID, bundle)
    assert there.commitment == here.commitment
    assert bytes(there.outputs[-1].data) == bytes(here.outputs[-1].data)
    assert "_all" not in vars(there.outputs)  # no other output has left the node so far
    assert same(here, there)
    assert there.chain(14, 3) == here.chain(14, 3)
    (node,) = cluster.last_nodes
    assert node.pid != os.getpid()
    assert len(list(there.outputs[2:5])) == 3


def test_many_jobs_run_at_once_and_each_gets_its_own_answer(cluster: RayExecutor) -> None:
    bundles = {bytes([at]) * 32: small_bundle(at) for at in range(6)}
    left, found = dict(bundles), {}
    give_up = time.monotonic() + WAIT_SECS
    while left and time.monotonic() < give_up:
        for job_id in list(left):
            try:
                found[job_id] = cluster.witness(job_id, partial(small_bundle, job_id[0]))
                del left[job_id]
            except StillRunning:
                continue
    assert {job_id: w.trace.root for job_id, w in found.items()} == {job_id: witness_of(b, job_id).trace.root for job_id, b in bundles.items()}


# ---- nodes that fail


def killed_while_running(executor: RayExecutor, bundle: JobBundle) -> int:
    """Kills this process' descendant that runs the job, once it does. Returns its id."""
    give_up = time.monotonic() + WAIT_SECS
    while time.monotonic() < give_up:
        with pytest.raises(StillRunning):
            executor.witness(JOB_ID, lambda: bundle)
        for process in Path("/proc").glob("[0-9]*"):
            try:
                title, family = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
            except OSError:
                continue
            if title.startswith(b"ray::run_order") and f"ASSAY_TEST_CLUSTER={os.getpid()}".encode() in family.split(b"\0"):
                os.kill(int(process.name), signal.SIGKILL)
                return int(process.name)
        time.sleep(0.002)
    raise AssertionError("no process runs the job")


def test_a_process_killed_in_the_middle_of_a_job_is_replaced(cluster: RayExecutor) -> None:
    """INV-SCALE-2: the job ends on another process, to the same bits; nobody but the log hears of it."""
    from assay_worker.jobs import minilm

    bundle = minilm.job([f"Sentence {line} of a job that takes a while." for line in range(64)])
    expected = witness_of(bundle, JOB_ID).trace.root
    victim = killed_while_running(cluster, bundle)
    assert waited(cluster, JOB_ID, bundle).trace.root == expected
    assert cluster.last_nodes[0].pid != victim


def test_what_a_node_raises_is_told_and_the_job_is_tried_again(cluster: RayExecutor) -> None:
    """INV-SCALE-3: without a driver a GPU's run cannot be; and more nodes than there are cannot disagree. Both say so, neither concludes."""
    bundle = small_bundle()
    executor = RayExecutor(LOCAL, Needs(copies=2))
    with pytest.raises(NodeLost, match="1 of 1 nodes can run this, and 2 have to"):
        executor.witness(JOB_ID, lambda: bundle)
    executor = RayExecutor(LOCAL, Needs(resources={"tape drive": 1}))
    with pytest.raises(NodeLost, match="tape drive"):
        executor.witness(JOB_ID, lambda: bundle)


def failing(executor: RayExecutor, bundle: JobBundle, order: Callable[[Order], Order]) -> None:
    """Submits a job's order, changed on its way to the node."""
    submitted = executor._submitted
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(executor, "_submitted", lambda own, model, inputs, node_id: submitted(order(own), model, inputs, node_id))
        waited(executor, JOB_ID, bundle)


def test_an_order_damaged_on_its_way_is_refused_by_the_node(cluster: RayExecutor) -> None:
    """INV-SCALE-3: a node computes with nothing whose root is not the one it was told."""
    bundle = small_bundle()
    with pytest.raises(RunFailed, match=r"Damaged: model: 4 tensors arrived whose root is not 00"):
        failing(cluster, bundle, lambda order: replace(order, model_root=bytes(31) + b"\1"))
    with pytest.raises(RunFailed, match="Damaged: inputs"):
        failing(cluster, bundle, lambda order: replace(order, input_root=bytes(31) + b"\1"))
    with pytest.raises(RunFailed, match=r"NoDevice|No module named"):
        failing(cluster, bundle, lambda order: replace(order, device=CUDA))
    assert same(witness_of(bundle, JOB_ID), waited(cluster, JOB_ID, bundle))


# ---- on the market


class Town(House):
    """Provider and verifier whose runs are all on the cluster."""

    def __init__(self, folder: Path, executor: RayExecutor, conduct: Any = None) -> None:
        self.executor = executor
        super().__init__(folder, conduct or (lambda witness, _: witness))

    def start(self) -> None:
        super().start()
        self.roles = {
            "provider": Provider(self.provider, SPEC, Evidence(self.store, executor=self.executor), self.conduct),
            "verifier": Verifier(self.verifier, Evidence(self.store, executor=self.executor)),
        }

    def run(self, job_id: bytes, turns: int = 400) -> JobState:
        """As a house's, but a run that is under way elsewhere is not idleness."""
        give_up = time.monotonic() + WAIT_SECS
        while job_of(self.chain, job_id).state not in (JobState.SETTLED, JobState.REFUNDED) and time.monotonic() < give_up:
            if self.once():
                continue
            if self.executor.under_way:
                time.sleep(0.01)
            else:
                self.chain.set_time(self.chain.now() + 601)
        while self.once():
            continue
        return job_of(self.chain, job_id).state


def test_jobs_run_on_the_cluster_are_paid_for_and_agreed_with(cluster: RayExecutor, tmp_path: Path) -> None:
    """INV-SCALE-1: on the market nothing tells where a job ran."""
    town = Town(tmp_path, cluster)
    job_id = town.post()
    assert town.run(job_id) is JobState.SETTLED
    assert (town.outcomes("provider"), town.outcomes("verifier")) == (["settled"], ["agrees"])
    assert all(task.attempts == 0 for queue in town.queues.values() for task in queue.tasks())


def test_a_dispute_is_played_from_outputs_that_were_left_on_the_node(cluster: RayExecutor, tmp_path: Path) -> None:
    """INV-SCALE-1: a verifier on the cluster catches a cheat as any other does."""
    town = Town(tmp_path, cluster, cheats.forged_operator(14))
    job_id = town.post()
    assert town.run(job_id) is JobState.REFUNDED
    assert town.outcomes("verifier") == ["won"]
    assert town.chain.balance(town.verifier.account) == 1_025 * COIN


class Elsewhere:
    """An executor whose every run fails in one way."""

    def __init__(self, fault: AssayError) -> None:
        self.fault = fault

    def witness(self, job_id: bytes, bundle: Callable[[], JobBundle]) -> Witness:
        raise self.fault


@pytest.mark.parametrize("fault", [NodeLost("a node"), RunFailed("a node"), NodesDisagree("two nodes"), Damaged("an answer")])
def test_a_lost_run_is_neither_a_claim_nor_an_accusation(tmp_path: Path, fault: AssayError) -> None:
    """INV-SCALE-3: a provider commits to nothing, a verifier challenges nothing; both look again."""
    house = House(tmp_path)
    job_id = house.post()
    honest_provider = house.roles["provider"]
    house.roles["provider"] = Provider(house.provider, SPEC, Evidence(house.store, executor=Elsewhere(fault)))
    for _ in range(4):
        house.once()
    assert job_of(house.chain, job_id).state is JobState.ACCEPTED
    assert [task.outcome for task in house.queues["provider"].tasks()] == [None]
    house.roles = {"provider": honest_provider, "verifier": Verifier(house.verifier, Evidence(house.store, executor=Elsewhere(fault)))}
    for _ in range(4):
        house.once()
    assert job_of(house.chain, job_id).state is JobState.COMMITTED
    (task,) = house.queues["verifier"].tasks()
    assert (task.outcome, task.attempts > 0, str(fault) in (task.error or "")) == (None, True, True)


def test_waiting_for_a_run_is_no_stumble(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.post()
    house.roles["provider"] = Provider(house.provider, SPEC, Evidence(house.store, executor=Elsewhere(StillRunning("on a node"))))
    for _ in range(4):
        turn(house.roles["provider"], house.queues["provider"])
    assert [(task.outcome, task.attempts) for task in house.queues["provider"].tasks()] == [(None, 0)]


# ---- answers that do not hang together


def answer(bundle: JobBundle) -> tuple[Ran, list[Any]]:
    trace = witness_of(bundle, JOB_ID)
    outputs = packed(trace.outputs)
    return Ran(NODE, tuple(trace.trace.levels[0]), outputs[-1], 0.0), outputs


def test_an_answer_is_checked_against_its_own_trace() -> None:
    """INV-SCALE-3: a bit turned on the way is never computed with, committed to or shown in a dispute."""
    bundle = small_bundle()
    ran, outputs = answer(bundle)
    count = len(bundle.program.operators)
    turned = outputs[3].copy()
    turned.view(np.uint32).reshape(-1)[0] ^= 1
    with pytest.raises(Damaged, match="15 leaves of a program of 16"):
        RemoteOutputs(JOB_ID, replace(ran, leaves=ran.leaves[1:]), count, lambda: outputs)
    with pytest.raises(Damaged, match="output 15 is not what its trace says"):
        RemoteOutputs(JOB_ID, replace(ran, result=turned), count, lambda: outputs)
    with pytest.raises(Damaged, match="output 3 is not what its trace says"):
        RemoteOutputs(JOB_ID, ran, count, lambda: [*outputs[:3], turned, *outputs[4:]])[0]
    with pytest.raises(Damaged, match="15 outputs of 16"):
        RemoteOutputs(JOB_ID, ran, count, lambda: outputs[1:])[0]
    assert isinstance(RemoteOutputs(JOB_ID, ran, count, list)[-1], Tensor)


def test_two_answers_that_differ_conclude_nothing(cluster: RayExecutor) -> None:
    """INV-SCALE-3: with copies, a node whose memory is broken can make nobody lie."""
    executor = RayExecutor(LOCAL)
    ours, theirs = (executor._started(JOB_ID, partial(small_bundle, seed), 0.0, executor.nodes()) for seed in (7, 8))
    ours.copies += theirs.copies
    executor._ray.wait([copy.answer for copy in ours.copies], num_returns=2)
    with pytest.raises(NodesDisagree, match="different traces of job 00010203"):
        executor._concluded(JOB_ID, ours)


def test_what_is_packed_arrives_or_is_refused() -> None:
    bundle = small_bundle()
    assert [bytes(t.data) for t in unpacked("model", packed(bundle.model), bundle.model_root)] == [bytes(t.data) for t in bundle.model]
    assert unpacked("model", [], bytes(32)) == []
    with pytest.raises(Damaged, match="inputs: 0 tensors"):
        unpacked("inputs", [], bundle.input_root)


# ---- what cannot work is said at once


@pytest.mark.parametrize("wrong", [{"threads": 0}, {"device": "abacus"}, {"copies": 0}, {"copies": 9}])
def test_needs_out_of_range_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=next(iter(wrong))):
        Needs(**wrong)


@pytest.mark.parametrize("named", ["avx512", "=1", "tape=none", "tape=0", "tape=-1", "tape=nan", "GPU=1"])
def test_resources_are_names_with_amounts(named: str) -> None:
    assert amounts(["tape=2", "disc=0.5"]) == {"tape": 2.0, "disc": 0.5}
    with pytest.raises(InputError, match="resource"):
        amounts([named])


def test_without_ray_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(InputError, match=r"pip install 'assay\[ray\]'"):
        RayExecutor("auto")


@pytest.mark.parametrize("address", ["127.0.0.1:1", "127.0.0.1:http"])
def test_an_address_where_no_cluster_is_says_how_to_join_one(address: str) -> None:
    with pytest.raises(ConnectionFailed, match="ray start --address=HOST:PORT"):
        RayExecutor(address)


# ---- two machines


def test_without_the_right_to_make_machines_the_command_says_so() -> None:
    without = ["setpriv", "--bounding-set=-all"] if os.geteuid() == 0 else []
    command = [*without, sys.executable, "-m", "assay_worker.scale.namespaces"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=WAIT_SECS, check=False)
    assert done.returncode == 3, done.stdout + done.stderr
    assert "no machine could be made of namespaces: unshare" in done.stdout or "only root may" in done.stdout or "not on this machine" in done.stdout


@pytest.mark.slow
def test_two_machines_one_of_which_loses_power(tmp_path: Path) -> None:
    """INV-SCALE-2: with namespaces for machines; where they may not be made the command says what is missing and the tests above are all."""
    report = tmp_path / "scale.json"
    command = [sys.executable, "-m", "assay_worker.scale.namespaces", "--jobs", "12", "--sentences", "8", "--out", str(report)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)
    if done.returncode == 3:
        assert "run this" in done.stdout or "install" in done.stdout
        return
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(report.read_text())
    assert all(found["held"].values()), found["held"]
    assert found["bytes_to_boris"]["second job"] * 100 < found["bytes_to_boris"]["first job"]
    assert found["bytes_from_boris"]["second job"] * 10 < found["outputs"][0]["bytes"]
