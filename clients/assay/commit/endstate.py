"""The state that a job's trace ends with, opened without the rest of it (market.Training.resolve).

opening = for each of the state's tensors header (17) || root (32), then the siblings left of them in the trace, from the leaves up (32 each)
"""

from __future__ import annotations

from collections.abc import Sequence

from .merkle import Tree, fold_tail
from .tensor import Tensor, tensor_leaf, trace_leaf

HEADER_BYTES = 17
TENSOR_BYTES = HEADER_BYTES + 32


def opening(trace: Tree, state: Sequence[Tensor]) -> bytes:
    """Opens `state`, the outputs of the trace's last operators."""
    return b"".join(tensor.header + tensor.root for tensor in state) + trace.tail_path(len(state))


def opened(job_id: bytes, trace_root: bytes, op_count: int, count: int, data: bytes) -> bytes | None:
    """The root, as a model's, of the `count` tensors that the job's trace ends with; None where `data` does not open it."""
    size = count * TENSOR_BYTES
    if len(data) < size:
        return None
    tensors = [(data[at : at + HEADER_BYTES], data[at + HEADER_BYTES : at + TENSOR_BYTES]) for at in range(0, size, TENSOR_BYTES)]
    if fold_tail([trace_leaf(job_id, header, root) for header, root in tensors], op_count, data[size:]) != trace_root:
        return None
    return Tree([tensor_leaf(header, root) for header, root in tensors]).root
