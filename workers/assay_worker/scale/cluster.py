"""Runs the worker's jobs on a Ray cluster. The worker stays one process with one key; only the runs go elsewhere.

A node is believed as far as hashes reach: what it returns must hang together, whichever node it was. That it is *right* is for its
owner to answer for, as ever; with `copies` above 1 the same job runs on several machines, and where they differ nothing is concluded.
"""

from __future__ import annotations

import logging
import os
import socket
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, overload

from assay.commit.merkle import Tree
from assay.commit.tensor import Tensor, trace_leaf
from assay.errors import AssayError, ConnectionFailed, InputError

from ..evidence import StillRunning
from ..jobs.bundle import JobBundle
from ..jobs.tensors import Array, ArrayTensor
from ..verify.witness import Witness
from .material import Damaged, packed
from .task import CPU, CUDA, MODELS_KEPT, Node, Order, Ran, Refused, run_order

log = logging.getLogger("assay.worker")

LOCAL = "local"
# How often Ray runs a job again whose process died, before the worker hears of it and starts anew with its next turn.
RETRIES = 3
# How many runs a node has at most for each that it can do at once: enough that it never waits for this process.
AHEAD = 2
FETCH_SECS = 60.0
CONNECT_SECS = 5.0
JOIN = "start this machine as a node: ray start --address=HOST:PORT (docs/scale.md)"
# A run that nobody asks for any more (its job was settled by others) is given up after this long.
FORGOTTEN_SECS = 600.0
# Ray's settings for this process and the nodes that it starts. Nothing is reported to anybody.
SETTINGS = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}


class NodeLost(AssayError):
    """The cluster did not bring a run to its end: nodes died or hold back what they have. It says nothing about the job."""


class RunFailed(AssayError):
    """A node raised while it ran a job. It says nothing about the job, which is tried again."""


class NodesDisagree(AssayError):
    """Two nodes ran one job to different bits: one of them is broken, and nothing is concluded from either."""


@dataclass(frozen=True)
class Needs:
    """What one run occupies on a node, and on how many nodes it runs.

    `device` "cuda" takes a whole GPU a run: Ray shows each process only its own. `resources` are names that nodes were started with,
    such as {"avx512": 1}.
    """

    threads: int = 1
    device: str = CPU
    resources: dict[str, float] = field(default_factory=dict)
    copies: int = 1

    def __post_init__(self) -> None:
        for name, value, holds, bound in (
            ("threads", self.threads, 1 <= self.threads <= 64, "1..=64"),
            ("device", self.device, self.device in (CPU, CUDA), f"{CPU} or {CUDA}"),
            ("copies", self.copies, 1 <= self.copies <= 8, "1..=8"),
        ):
            if not holds:
                raise InputError(name, value, bound, "say what a run needs")

    @property
    def quantities(self) -> dict[str, float]:
        """As Ray counts them."""
        return {"CPU": float(self.threads)} | ({"GPU": 1.0} if self.device == CUDA else {}) | self.resources


def amounts(named: Sequence[str]) -> dict[str, float]:
    """NAME=AMOUNT, each, as `Needs.resources` has them. Raises InputError."""
    found = {}
    for each in named:
        name, _, amount = each.partition("=")
        try:
            found[name] = float(amount)
        except ValueError:
            found[name] = 0.0
        if not name or not found[name] > 0 or name in ("CPU", "GPU"):
            raise InputError("resource", each, "NAME=AMOUNT, an amount above 0, of what nodes were started with", "for CPU and GPU say threads and device")
    return found


@dataclass(eq=False)
class _Copy:
    """One submitted run: the answer, which is small, and the outputs, which stay on the node."""

    node_id: str
    answer: Any
    outputs: Any


@dataclass(eq=False)
class _Run:
    bundle: JobBundle
    submit: Callable[[str], _Copy]
    copies: list[_Copy]
    asked_at: float


class RayExecutor:
    """Runs jobs as Ray tasks, many at a time. Close it, or it ends with the process."""

    def __init__(self, address: str, needs: Needs | None = None) -> None:
        """Joins the cluster at `address` ("host:port" or "auto": this machine must be one of its nodes), or starts one of this machine
        alone for "local". Raises InputError where Ray is not installed, ConnectionFailed where no cluster answers."""
        self.needs = needs or Needs()
        self._ray = _joined(address)
        self._runs: dict[bytes, _Run] = {}
        self._models: OrderedDict[bytes, tuple[list[Tensor], Any]] = OrderedDict()
        self.last_nodes: tuple[Node, ...] = ()
        self.moved = 0  # how many runs began anew because their node had gone

    def close(self) -> None:
        self._ray.shutdown()

    def witness(self, job_id: bytes, bundle: Callable[[], JobBundle]) -> Witness:
        """The witness of a run that has ended. Raises StillRunning, also where the cluster is full and the run has not been started;
        NodeLost, RunFailed, Damaged and NodesDisagree where it has to be started anew, which the next call does."""
        now, nodes = time.monotonic(), self.nodes()
        self._give_up(now)
        if job_id not in self._runs:
            self._runs[job_id] = self._started(job_id, bundle, now, nodes)
        found = self._runs[job_id]
        found.asked_at = now
        done = [self._done(copy) for copy in found.copies]
        for at, copy in enumerate(found.copies):
            if not done[at] and copy.node_id not in nodes:
                # Ray itself may wait for minutes for a machine that went without a word. The same job elsewhere has the same bits.
                (place,) = self._places(nodes, 1, ahead=None, apart_from={other.node_id for other in found.copies})
                found.copies[at] = found.submit(place)
                self.moved += 1
                log.warning("job %s: its node %s is gone, it runs on %s", job_id.hex()[:8], copy.node_id[:8], place[:8])
        if not all(done):
            raise StillRunning(f"{sum(done)} of {len(done)} runs have ended")
        del self._runs[job_id]  # whatever comes of it: a witness keeps it, and a failure starts it anew
        return self._concluded(job_id, found)

    @property
    def under_way(self) -> int:
        """How many runs were started and not asked for since they ended."""
        return len(self._runs)

    def nodes(self) -> dict[str, dict[str, Any]]:
        """The nodes that are alive, as Ray describes them, by their id."""
        return {node["NodeID"]: node for node in self._ray.nodes() if node["Alive"]}

    def _done(self, copy: _Copy) -> bool:
        return bool(self._ray.wait([copy.answer], timeout=0)[0])

    def _places(self, nodes: dict[str, dict[str, Any]], count: int, *, ahead: int | None = AHEAD, apart_from: Set[str] = frozenset()) -> list[str]:
        """Where to run: the nodes with the most room. Raises StillRunning where all are full (never without `ahead`: what was begun goes
        before what was not), NodeLost where too few could ever do it."""
        slots = {node_id: self._slots(node) for node_id, node in nodes.items() if node_id not in apart_from}
        fit = [node_id for node_id, own in slots.items() if own]
        if len(fit) < count:
            raise NodeLost(f"{len(fit)} of {len(nodes)} nodes can run this, and {count} have to: a run needs {self.needs.quantities}")
        under_way = Counter(copy.node_id for run in self._runs.values() for copy in run.copies)
        loads = sorted((under_way[node_id] / slots[node_id], node_id) for node_id in fit)
        free = [(load, node_id) for load, node_id in loads if ahead is None or load < ahead]
        if len(free) < count:
            raise StillRunning("the cluster has enough to do")
        return [node_id for _, node_id in free[:count]]

    def _slots(self, node: dict[str, Any]) -> int:
        """How many runs a node can do at once."""
        has = node["Resources"]
        return min(int(has.get(name, 0) // amount) for name, amount in self.needs.quantities.items())

    def _started(self, job_id: bytes, of: Callable[[], JobBundle], now: float, nodes: dict[str, dict[str, Any]]) -> _Run:
        places = self._places(nodes, self.needs.copies)  # before anything is read
        bundle = of()
        bundle.validate()
        if bundle.model_root not in self._models:
            self._models[bundle.model_root] = (bundle.model, self._ray.put(packed(bundle.model)))
            while len(self._models) > MODELS_KEPT:
                self._models.popitem(last=False)
        self._models.move_to_end(bundle.model_root)
        tensors, model = self._models[bundle.model_root]
        shared = JobBundle(bundle.program, tensors, bundle.inputs)  # one copy of a model in memory, however many jobs run
        order = Order(job_id, bundle.program.encode(), bundle.model_root, bundle.input_root, self.needs.threads, self.needs.device)
        inputs = self._ray.put(packed(bundle.inputs))

        def submit(node_id: str) -> _Copy:
            return self._submitted(order, model, inputs, node_id)

        return _Run(shared, submit, [submit(place) for place in places], now)

    def _submitted(self, order: Order, model: Any, inputs: Any, node_id: str) -> _Copy:
        there = self._ray.util.scheduling_strategies.NodeAffinitySchedulingStrategy(node_id, soft=False)
        remote = self._ray.remote(run_order).options(
            num_returns=2,
            num_cpus=self.needs.threads,
            num_gpus=1 if self.needs.device == CUDA else 0,
            resources=self.needs.resources,
            max_retries=RETRIES,
            retry_exceptions=False,
            scheduling_strategy=there,
        )
        return _Copy(node_id, *remote.remote(order, model, inputs))

    def _concluded(self, job_id: bytes, found: _Run) -> Witness:
        ran = [self._answer(copy.answer) for copy in found.copies]
        nodes = self.last_nodes = tuple(each.node for each in ran)
        if len({each.leaves for each in ran}) > 1:
            raise NodesDisagree(f"different traces of job {job_id.hex()[:8]} from {' and '.join(map(str, nodes))}: have their memory tested")
        outputs = RemoteOutputs(job_id, ran[0], len(found.bundle.program.operators), lambda: self._fetched(found))
        log.info("job %s: ran in %.2f s on %s", job_id.hex()[:8], ran[0].secs, " and ".join(map(str, nodes)))
        bundle = found.bundle
        return Witness(bundle.program, bundle.model, bundle.inputs, outputs, Tree(ran[0].leaves))

    def _answer(self, ref: Any) -> Ran:
        answer: Ran | Refused = self._got(ref)
        if isinstance(answer, Refused):
            raise RunFailed(f"{answer.node}: {answer.reason}")
        return answer

    def _fetched(self, found: _Run) -> list[Array]:
        """Every operator's output, from whichever copy's node is still there. Where none is, the job runs again."""
        nodes = self.nodes()
        for copy in found.copies:
            if copy.node_id in nodes:
                try:
                    return list(self._got(copy.outputs))
                except NodeLost as e:
                    log.warning("%s", e)
        found.copies = [found.submit(self._places(nodes, 1, ahead=None)[0])]
        raise StillRunning("the node that had the outputs is gone; the job runs again elsewhere")

    def _got(self, ref: Any) -> Any:
        errors = self._ray.exceptions
        try:
            return self._ray.get(ref, timeout=FETCH_SECS)
        except errors.GetTimeoutError:
            raise StillRunning("the outputs are not here yet") from None
        except errors.RayTaskError as e:
            raise RunFailed(str(e.cause or e)) from None
        except errors.RayError as e:
            raise NodeLost(f"{type(e).__name__}: {str(e).splitlines()[0] if str(e) else 'no answer'}") from None

    def _give_up(self, now: float) -> None:
        for job_id in [job_id for job_id, run in self._runs.items() if now - run.asked_at > FORGOTTEN_SECS]:
            for copy in self._runs.pop(job_id).copies:
                self._ray.cancel(copy.answer, force=True)


class RemoteOutputs(Sequence[Tensor]):
    """A run's outputs. The result is here; the others come over the first time that one of them is looked at, each checked against its
    leaf of the trace that the node had answered with."""

    def __init__(self, job_id: bytes, ran: Ran, count: int, fetch: Callable[[], Sequence[Array]]) -> None:
        """Raises Damaged where the answer does not hang together."""
        self._job_id, self._leaves, self._fetch, self._node = job_id, ran.leaves, fetch, ran.node
        if len(ran.leaves) != count:
            raise Damaged(f"{ran.node}: {len(ran.leaves)} leaves of a program of {count} operators")
        self._result = self._checked(count - 1, ran.result)

    def __len__(self) -> int:
        return len(self._leaves)

    @overload
    def __getitem__(self, at: int) -> Tensor: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Tensor]: ...

    def __getitem__(self, at: int | slice) -> Tensor | Sequence[Tensor]:
        return self._result if at in (-1, len(self) - 1) else self._all[at]

    @cached_property
    def _all(self) -> list[Tensor]:
        arrays = self._fetch()
        if len(arrays) != len(self):
            raise Damaged(f"{self._node}: {len(arrays)} outputs of {len(self)}")
        return [self._checked(at, array) for at, array in enumerate(arrays)]

    def _checked(self, at: int, array: Array) -> Tensor:
        tensor = ArrayTensor.with_root(array)
        if trace_leaf(self._job_id, tensor.header, tensor.root) != self._leaves[at]:
            raise Damaged(f"{self._node}: output {at} is not what its trace says")
        return tensor


def _answers(address: str) -> None:
    """Whether anything listens at HOST:PORT; Ray itself would take a minute to say that nothing does."""
    host, _, port = address.rpartition(":")
    if not host:
        return
    try:
        socket.create_connection((host, int(port)), timeout=CONNECT_SECS).close()
    except (OSError, ValueError) as e:
        raise ConnectionFailed(address, str(e), JOIN) from None


def _joined(address: str) -> Any:
    """The module `ray`, connected."""
    _answers(address)
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    try:
        import ray
        import ray.util.scheduling_strategies
    except ImportError as e:
        raise InputError("ray", address, "an address with Ray installed", f"pip install 'assay[ray]' ({e})") from None
    logging.getLogger("ray").setLevel(logging.WARNING)
    if ray.is_initialized():  # a process is in one cluster
        return ray
    own = {"include_dashboard": False} if address == LOCAL else {}
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.WARNING, **own)
    except (ConnectionError, RuntimeError, ValueError, TimeoutError) as e:
        raise ConnectionFailed(address, str(e).splitlines()[0], JOIN) from None
    return ray
