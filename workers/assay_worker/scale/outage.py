"""The story that `namespaces` tells, from inside the machine where the worker lives: jobs run on two machines, then one loses power.

The chain is the reference, in memory; provider, verifier, queue, store and executor are the worker's own. What it finds is said on
stdout, a JSON object a line; whoever makes the outage reads it there.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer
from assay.connect import sandbox
from assay.market import Sandbox
from assay.models.compute import Job, JobState, Posted, Spec

from .. import ops
from ..evidence import Evidence, StillRunning, witness_of
from ..jobs import minilm
from ..jobs.bundle import JobBundle
from ..jobs.store import Store
from ..provider import Provider
from ..queue import Queue
from ..run import turn
from ..verifier import Verifier
from ..verify.witness import Witness
from .cluster import Needs, NodeLost, RayExecutor
from .task import Node

COIN = 1_000_000
POLL_SECS = 0.01
PATIENCE_SECS = 240.0
SUBJECTS = ("a glacier", "the passport office", "a jury", "the recipe", "an orbit", "the ledger", "a violin", "the harbour")


def say(what: str, **about: Any) -> None:
    print(json.dumps({"said": what, "at": time.time()} | about), flush=True)


def bundle_of(at: int, sentences: int) -> JobBundle:
    """The job of number `at`: all-MiniLM-L6-v2 over sentences of its own."""
    lines = [f"In case {at} somebody wrote {line} lines about {SUBJECTS[(at + line) % len(SUBJECTS)]}." for line in range(sentences)]
    return minilm.job(lines)


def waited(executor: RayExecutor, job_id: bytes, bundle: JobBundle) -> Witness:
    """A witness, waited for; a run that the cluster lost is started anew."""
    give_up = time.monotonic() + PATIENCE_SECS
    while time.monotonic() < give_up:
        try:
            return executor.witness(job_id, lambda: bundle)
        except (StillRunning, NodeLost):
            time.sleep(POLL_SECS)
    raise TimeoutError(f"no witness after {PATIENCE_SECS:g} s")


def carried(way: str) -> int:
    """Bytes that have left this machine ("tx") or come to it ("rx") over the cable."""
    return int(Path(f"/sys/class/net/cable/statistics/{way}_bytes").read_text())


def shown(node: Node) -> dict[str, str]:
    return {"host": node.host, "address": node.address, "computes_on": node.computes_on}


class Watched(RayExecutor):
    """Says which machine ran what, and remembers one witness of each machine."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.ran_on: dict[bytes, str] = {}
        self.of_host: dict[str, bytes] = {}
        self.witnesses: dict[bytes, Witness] = {}

    def witness(self, job_id: bytes, bundle: Callable[[], JobBundle]) -> Witness:
        before = self.moved
        try:
            found = super().witness(job_id, bundle)
        finally:
            if self.moved > before:
                say("moved", job=job_id.hex()[:8])
        (node,) = self.last_nodes
        self.ran_on[job_id] = node.host
        if node.host not in self.of_host:
            self.of_host[node.host], self.witnesses[job_id] = job_id, found
        say("ran", job=job_id.hex()[:8], host=node.host, done=len(self.ran_on))
        return found


def pinned(address: str, bundle: JobBundle, hosts: list[str]) -> None:
    """The same job on each machine by its resource, and on both at once; all give the embedded run's root."""
    embedded = witness_of(bundle, bytes(32))
    say("embedded", root=embedded.trace.root.hex(), computes_on=ops.instruction_set())
    for host in hosts:
        executor = RayExecutor(address, Needs(resources={host: 1}))
        for name in ("first", "second"):
            started, before = time.monotonic(), (carried("tx"), carried("rx"))
            witness = waited(executor, bytes(32), bundle)
            secs, (node,) = time.monotonic() - started, executor.last_nodes
            sent, received = carried("tx") - before[0], carried("rx") - before[1]
            say("pinned", run=name, asked=host, secs=round(secs, 3), root=witness.trace.root.hex(), sent=sent, received=received, **shown(node))
    both = RayExecutor(address, Needs(copies=len(hosts)))
    witness = waited(both, bytes(32), bundle)
    say("copies", root=witness.trace.root.hex(), hosts=sorted(node.host for node in both.last_nodes))


@contextmanager
def market(folder: Path, address: str) -> Iterator[tuple[Sandbox, Watched, dict[str, Any]]]:
    """A chain with a provider whose jobs run on the cluster, and a verifier that runs them in its own process."""
    chain, executor, store = sandbox("reference"), Watched(address), Store(folder / "store")
    people = {name: chain.as_account(name) for name in ("requester", "provider", "verifier")}
    for who in people.values():
        chain.faucet(who.account, 10_000 * COIN)
    spec = Spec(device=1, memory_mib=4_096, units=1)
    people["provider"].compute.register(spec)
    people["provider"].staking.bond(5_000 * COIN)
    roles = {"provider": Provider(people["provider"], spec, Evidence(store, executor=executor)), "verifier": Verifier(people["verifier"], Evidence(store))}
    queues = {name: Queue(folder / f"{name}.sqlite", "reference") for name in roles}
    yield chain, executor, {"people": people, "roles": roles, "queues": queues, "store": store}
    for queue in queues.values():
        queue.close()


def worked(address: str, count: int, sentences: int) -> None:
    """Posts `count` jobs and works until all are paid for, whatever happens to the machines."""
    with tempfile.TemporaryDirectory(prefix="assay-scale-") as folder, market(Path(folder), address) as (chain, executor, house):
        bundles: dict[bytes, JobBundle] = {}
        for at in range(count):
            bundle = bundle_of(at, sentences)
            house["store"].save(bundle)
            posted = house["people"]["requester"].compute.post(at, bundle.terms(COIN, 2 * COIN, chain.now() + 100_000))
            bundles[posted.job_id] = bundle
        say("posted", jobs=count)
        started = time.monotonic()
        while len(executor.ran_on) < count and time.monotonic() < started + PATIENCE_SECS:
            if not turn(house["roles"]["provider"], house["queues"]["provider"]):
                time.sleep(POLL_SECS)
        say("all ran", secs=round(time.monotonic() - started, 2), by_host={host: list(executor.ran_on.values()).count(host) for host in executor.of_host})
        say("nodes", alive=sorted(node["NodeManagerHostname"] for node in executor.nodes().values()))
        _settled(chain, house)
        jobs = _jobs(chain)
        say(
            "settled",
            settled=sum(job.state is JobState.SETTLED for job in jobs),
            agreed=[task.outcome for task in house["queues"]["verifier"].tasks()].count("agrees"),
            stumbled=sum(task.attempts for task in house["queues"]["provider"].tasks()),
            slashed=5_000 * COIN - _bonded(chain, house["people"]["provider"].account),
        )
        _asked_back(executor, bundles)


def _asked_back(executor: Watched, bundles: dict[bytes, JobBundle]) -> None:
    """A dispute would now ask for every output of a job that the lost machine had run."""
    for host, job_id in sorted(executor.of_host.items()):
        honest, started = witness_of(bundles[job_id], job_id), time.monotonic()
        same = honest.trace.root == executor.witnesses[job_id].trace.root and _all_there(honest, executor.witnesses[job_id])
        size = sum(len(own.data) for own in honest.outputs)
        say("outputs", ran_on=host, same=same, bytes=size, secs=round(time.monotonic() - started, 2))


def _all_there(honest: Witness, found: Witness) -> bool:
    give_up = time.monotonic() + PATIENCE_SECS
    while time.monotonic() < give_up:
        try:
            return all(bytes(own.data) == bytes(theirs.data) for own, theirs in zip(honest.outputs, found.outputs, strict=True))
        except (StillRunning, NodeLost):
            time.sleep(POLL_SECS)
    return False


def _settled(chain: Sandbox, house: dict[str, Any]) -> None:
    idle = 0
    while idle < 3 and any(job.state in (JobState.ACCEPTED, JobState.COMMITTED) for job in _jobs(chain)):
        busy = sum(turn(role, house["queues"][name]) for name, role in house["roles"].items())
        idle = 0 if busy else idle + 1
        if not busy:
            chain.set_time(chain.now() + 100_000)


def _jobs(chain: Sandbox) -> list[Job]:
    found = [chain.compute.job(event.job_id) for _, event in chain.events() if isinstance(event, Posted)]
    return [job for job in found if job is not None]


def _bonded(chain: Sandbox, account: bytes) -> int:
    stake = chain.staking.stake(account)
    return stake.bonded if stake else 0


def main(address: str, hosts: str, jobs: int, sentences: int) -> None:
    """Tells the story to whoever started this process; `namespaces` does."""
    pinned(address, bundle_of(-1, sentences), hosts.split(","))
    worked(address, jobs, sentences)


if __name__ == "__main__":
    typer.run(main)
