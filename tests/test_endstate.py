"""What a trace ends with, opened by its last leaves and what is left of them."""

from __future__ import annotations

import pytest
from assay.commit import endstate
from assay.commit.merkle import Tree, fold_tail, leaf_hash
from assay.commit.tensor import Tensor, tensors_tree, trace_leaf

from tests.jobs import honest_outputs, small_job

JOB = b"\x05" * 32


@pytest.mark.parametrize("count", range(1, 34))
def test_the_tail_of_every_tree_folds_to_its_root_and_to_no_other(count: int) -> None:
    """INV-TRAIN-18: for every number of last leaves; with a sibling too many, too few or changed, or a leaf less, it does not."""
    tree = Tree([leaf_hash(bytes([at])) for at in range(count)])
    for last in range(1, count + 1):
        leaves, path = tree.levels[0][-last:], tree.tail_path(last)
        assert fold_tail(leaves, count, path) == tree.root
        assert fold_tail(leaves, count, path + bytes(32)) is None
        assert fold_tail(leaves, count, path + b"\x00") is None
        assert fold_tail([*leaves[:-1], bytes(32)], count, path) != tree.root
        if path:
            assert fold_tail(leaves, count, path[:-32]) is None
            assert fold_tail(leaves, count, path[:-1]) is None
            assert fold_tail(leaves, count, path[:-32] + bytes(32)) != tree.root
        if last > 1:
            assert fold_tail(leaves[1:], count, path) != tree.root
    assert fold_tail([bytes(32)] * (count + 1), count, b"") is None


def test_a_state_opens_in_its_own_job_only() -> None:
    """INV-TRAIN-17, INV-TRAIN-18."""
    outputs: list[Tensor] = honest_outputs(small_job())
    trace = Tree([trace_leaf(JOB, t.header, t.root) for t in outputs])
    for count in (1, 3, 4, 16):
        state = outputs[-count:]
        data = endstate.opening(trace, state)
        assert endstate.opened(JOB, trace.root, 16, count, data) == tensors_tree(state).root
        for job_id, root, op_count in ((bytes(32), trace.root, 16), (JOB, bytes(32), 16), (JOB, trace.root, 15)):
            assert endstate.opened(job_id, root, op_count, count, data) is None
        assert endstate.opened(JOB, trace.root, 16, count, data[:-1]) is None
        assert endstate.opened(JOB, trace.root, 16, count, data + b"\x00") is None
    assert endstate.opened(JOB, trace.root, 16, 17, endstate.opening(trace, outputs) + bytes(49)) is None
