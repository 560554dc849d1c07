"""What a node of the cluster does: it runs a job with the worker's own job function and says who it is.

This is the only code of the cluster's that a node runs. It holds no key, sees no chain, and what it returns is evidence to be checked.
"""

from __future__ import annotations

import os
import socket
import time
from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from assay.commit.program import Program
from assay.commit.tensor import Tensor
from assay.errors import AssayError, InputError

from .. import ops
from ..jobs.bundle import JobBundle
from ..jobs.run import Execute, run
from ..jobs.tensors import Array
from .material import packed, unpacked

CPU, CUDA = "cpu", "cuda"
# A node's process keeps the models that it verified last: one that is asked for again is not hashed again.
MODELS_KEPT = 2


@dataclass(frozen=True)
class Node:
    """Who ran a job: what a person needs to find the machine, and what could make its bits differ and must not."""

    host: str
    address: str
    node_id: str
    pid: int
    version: str
    computes_on: str

    def __str__(self) -> str:
        return f"{self.host} ({self.address}, process {self.pid}, {self.computes_on})"


@dataclass(frozen=True)
class Order:
    """One run of a job, but for its tensors."""

    job_id: bytes
    program: bytes
    model_root: bytes
    input_root: bytes
    threads: int
    device: str


@dataclass(frozen=True)
class Ran:
    """A run to its end: the trace's leaves and the last operator's output."""

    node: Node
    leaves: tuple[bytes, ...]
    result: Array
    secs: float


@dataclass(frozen=True)
class Refused:
    """The node raised instead of answering; `reason` is what it raised."""

    node: Node
    reason: str


def run_order(order: Order, model: list[Array], inputs: list[Array]) -> tuple[Ran | Refused, list[Array]]:
    """Runs an order. The second part, every operator's output, stays on the node until a dispute asks for it."""
    computes_on = order.device
    try:
        execute, computes_on = _machine(order.device)
        program = Program.decode(order.program)
        bundle = JobBundle(program, _verified_model(order.model_root, model), unpacked("inputs", inputs, order.input_root))
        started = time.perf_counter()
        trace = run(bundle, order.job_id, threads=order.threads, execute=execute)
        secs = time.perf_counter() - started
    except AssayError as e:  # said, not raised: an exception of several arguments does not survive the way back
        return Refused(_this_node(computes_on), f"{type(e).__name__}: {e}"), []
    outputs = packed(trace.outputs)
    return Ran(_this_node(computes_on), tuple(trace.tree.levels[0]), outputs[-1], secs), outputs


_models: OrderedDict[bytes, list[Tensor]] = OrderedDict()


def _verified_model(root: bytes, arrays: list[Array]) -> list[Tensor]:
    if root not in _models:
        _models[root] = unpacked("model", arrays, root)
        while len(_models) > MODELS_KEPT:
            _models.popitem(last=False)
    _models.move_to_end(root)
    return _models[root]


def _machine(device: str) -> tuple[Execute | None, str]:
    """The operators of a device, and its name. On a GPU it is the one that Ray shows to this process, and no other process sees it."""
    if device == CPU:
        return None, ops.instruction_set()
    if device == CUDA:
        from ..ops.cuda import launch  # its bindings are another extra's

        return launch.execute, launch.first_device().name
    raise InputError("device", device, f"{CPU} or {CUDA}", "mend the order")


@cache
def _where() -> tuple[str, str]:
    import ray  # here: whoever reads an answer needs no Ray

    node_id: str = ray.get_runtime_context().get_node_id()
    (own,) = (node for node in ray.nodes() if node["NodeID"] == node_id)
    return str(own["NodeManagerAddress"]), node_id


def _this_node(computes_on: str) -> Node:
    address, node_id = _where()
    return Node(socket.gethostname(), address, node_id, os.getpid(), version("assay"), computes_on)
