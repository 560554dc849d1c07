"""An epoch's files: the same bytes as the trees of assay.commit, built for a million leaves, and every fault of a posting found in them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from assay.commit import judgments, merkle
from assay.commit.sumtree import Leaf, Node, SumTree, fold_path, parent
from assay.connect import unchecked
from assay.errors import InputError
from assay.models.rewards import EpochState, Fault
from assay_worker.jobs.feedback.epoch import Files, Leaves, Revealed, RewardTree, RowTree, build, history, rows_of
from assay_worker.jobs.feedback.refutation import first_fault, node_levels, refutation

from tests import classroom
from tests.cast import tick
from tests.classroom import Classroom
from tests.stories.test_rewards import forged

ROOT = Path(__file__).resolve().parents[2]


def leaves(count: int) -> list[Leaf]:
    rng = np.random.default_rng(count)
    return [Leaf(rng.bytes(32), int(rng.integers(1, 257)), int(rng.integers(0, 2_560_000))) for _ in range(count)]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 8, 9, 31, 64, 100, 257])
def test_flat_trees_are_the_specified_ones(count: int) -> None:
    """INV-EPOCH-1: roots, paths at every level, claims and openings of rows equal those of commit.sumtree and commit.merkle."""
    of = leaves(count)
    flat, spec = RewardTree(Leaves.of(of)), SumTree(of)
    assert flat.root == spec.root
    assert [[node.bytes for node in level] for level in spec.levels] == [[node.tobytes() for node in level] for level in flat.levels]
    for level, nodes in enumerate(spec.levels):
        assert all(flat.path(i, level) == spec.path(i, level) for i in range(len(nodes)))
    assert all(flat.claim(i) == spec.claim(i) for i in range(count))
    rows = [judgments.row(leaf.worker, i, judgments.judgment(i, leaf.score)) for i, leaf in enumerate(of)]
    tree, wanted = RowTree(rows_of(rows)), merkle.Tree([merkle.leaf_hash(row) for row in rows])
    assert tree.root == wanted.root
    assert all(tree.opening(i) == i.to_bytes(4, "big") + rows[i] + wanted.path(i) for i in range(count))


def test_sums_that_pass_64_bits_are_refused() -> None:
    """INV-EPOCH-1."""
    most = [Leaf(bytes([i]) * 32, 1, 2**64 - 2 + i) for i in range(2)]
    with pytest.raises(OverflowError):
        RewardTree(Leaves.of(most))
    with pytest.raises(OverflowError):
        SumTree(most)
    fits = [Leaf(b"a" * 32, 1, 2**64 - 3), Leaf(b"b" * 32, 1, 2)]
    assert RewardTree(Leaves.of(fits)).root == SumTree(fits).root
    for none in (lambda: RewardTree(Leaves.of([])), lambda: RowTree(rows_of([]))):
        with pytest.raises(ValueError, match="at least one leaf"):
            none()


def batches(count: int, seed: int = 1) -> list[Revealed]:
    rng = np.random.default_rng(seed)
    out = []
    for _ in range(count):
        tasks = np.sort(rng.choice(1_000, rng.integers(1, 9), replace=False))
        records = b"".join(judgments.judgment(int(t), int(rng.integers(3))) for t in tasks)
        out.append(Revealed(rng.bytes(32), 0, rng.bytes(32), bytes(32), records))
    return out


def test_an_epoch_is_the_same_whatever_the_order_of_its_batches() -> None:
    """INV-EPOCH-2: leaves are who scored, by address; rows are all that was revealed, by worker and place in the batch."""
    given = batches(40)
    scores = {b.worker: 1_000 * b.count for b in given[3:]}
    made = build(given, scores)
    assert build(given[::-1], scores).posting == made.posting
    ordered = sorted(given, key=lambda b: b.worker)
    rows = [judgments.row(b.batch_id, i, r) for b in ordered for i, r in enumerate(judgments.split(b.records))]
    assert [row.tobytes() for row in made.rows] == rows
    assert [made.leaves[i] for i in range(len(made.leaves))] == [Leaf(b.worker, b.count, scores[b.worker]) for b in ordered if b.worker in scores]
    assert (made.posting.leaf_count, made.posting.row_count) == (37, len(rows))
    for bad, scored in (([*given, given[0]], scores), (given, {}), (given, {given[0].worker: 10_000 * given[0].count + 1}), ([], scores)):
        with pytest.raises(InputError):
            build(bad, scored)


@pytest.mark.slow
def test_a_million_leaves_in_twenty_seconds_and_a_gigabyte() -> None:
    """INV-EPOCH-3: with as many rows, in a process of its own."""
    run = subprocess.run([sys.executable, "-m", "benchmarks.rewards", "epoch"], cwd=ROOT, check=True, capture_output=True, text=True)
    measured = json.loads(run.stdout)
    assert measured["leaves"] == measured["rows"] == 1_000_000
    assert measured["cpu_secs"] <= 20
    assert measured["mib"] <= 1_000


# ---- faults


def at_work() -> Classroom:
    """An epoch in which the third expert committed and did not reveal."""
    room = classroom.classroom(unchecked("reference"))
    room.open()
    for expert in room.experts:
        room.commit(expert)
    room.to_reveals()
    for expert in room.experts[:2]:
        room.reveal(expert)
    room.to_posting()
    return room


def flat(files: classroom.Files) -> Files:
    return Files(Leaves.of(files.leaves), rows_of(files.rows))


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_is_found_and_the_chain_accepts_the_evidence(fault: Fault) -> None:
    """INV-EPOCH-4: from the published files and the chain's events alone."""
    room = at_work()
    right = room.files()
    wrong, evidence = forged(room.experts[2].account, right, fault)
    room.post(wrong)
    found = refutation(room.chain, room.campaign_id, 0, flat(wrong))
    assert found == (fault, evidence)
    assert found is not None
    tick(room.chain)
    room.checker.rewards.refute(room.epoch_id(), *found)
    assert room.epoch().state is EpochState.OPEN
    # What was refuted no longer stands; the right one does, and nothing is found in it.
    with pytest.raises(InputError, match="posting that stands"):
        refutation(room.chain, room.campaign_id, 0, flat(wrong))
    room.post(right)
    assert refutation(room.chain, room.campaign_id, 0, flat(right)) is None


def lied(of: list[Leaf], level: int, index: int, more: int, also: tuple[int, int, int] | None = None) -> SumTree:
    """A tree that says `more` of one node, and perhaps of another below it."""
    tree = SumTree(of)
    lies = {(level, index): more} | ({} if also is None else {also[:2]: also[2]})
    for at, nodes in enumerate(tree.levels):
        if at:
            below = tree.levels[at - 1]
            nodes[:] = [parent(below[i], below[i + 1]) if i + 1 < len(below) else below[i] for i in range(0, len(below), 2)]
        for (where, which), wrong in lies.items():
            if where == at:
                nodes[which] = Node(nodes[which].hash, nodes[which].sum + wrong)
    return tree


@pytest.mark.parametrize("count", [1, 2, 5, 6, 8])
def test_a_lie_about_a_sum_is_found_wherever_it_is(count: int) -> None:
    """INV-EPOCH-4: whether or not the poster publishes its nodes; of several lies the uppermost, whose path folds."""
    of = leaves(count)
    honest = Files(Leaves.of(of), rows_of([]))
    for level, nodes in enumerate(SumTree(of).levels):
        for index in range(len(nodes)):
            if level and 2 * index + 1 >= len(SumTree(of).levels[level - 1]):
                continue  # an odd node is the one below it
            tree = lied(of, level, index, 7)
            posting = honest.posting.model_copy(update={"reward_root": tree.root.hash, "total_score": tree.root.sum})
            published = first_fault(posting, b"c" * 32, 0, honest, (), node_levels(tree.levels))
            assert published == first_fault(posting, b"c" * 32, 0, honest, ())
            assert published is not None
            fault, data = published
            assert (fault, data[0], int.from_bytes(data[1:5], "big")) == (Fault.SUM, level, index)
            size = 44 if level == 0 else 80
            said = Node(tree.levels[level][index].hash, int.from_bytes(data[5 + size : 13 + size], "big"))
            folded = fold_path(said, index, len(nodes), data[13 + size :])
            assert folded is not None
            assert folded[0] == tree.root
    if count == 8:
        two = lied(of, 2, 1, 7, also=(0, 6, 11))
        posting = honest.posting.model_copy(update={"reward_root": two.root.hash, "total_score": two.root.sum})
        found = first_fault(posting, b"c" * 32, 0, honest, (), node_levels(two.levels))
        assert found is not None
        assert found[1][:5] == b"\x02" + (1).to_bytes(4, "big")
        with pytest.raises(InputError, match="court"):
            first_fault(posting, b"c" * 32, 0, honest, ())


def test_files_of_another_posting_are_no_evidence() -> None:
    """INV-EPOCH-4: what does not open is for the court, and said so."""
    room = at_work()
    files = room.files()
    room.post(files)
    others = [
        classroom.Files(files.leaves[:1], files.rows),
        classroom.Files([files.leaves[0], Leaf(files.leaves[1].worker, 3, 1)], files.rows),
        classroom.Files(files.leaves, files.rows[:-1]),
        classroom.Files(files.leaves, [*files.rows[:-1], files.rows[0]]),
    ]
    for other in others:
        with pytest.raises(InputError, match="court"):
            refutation(room.chain, room.campaign_id, 0, flat(other))
    wrong, evidence = forged(room.experts[2].account, files, Fault.ROW)
    hidden = classroom.Files(files.leaves[:1], wrong.rows)
    batches = history(room.chain, room.campaign_id).revealed[0]
    assert first_fault(wrong.posting, room.campaign_id, 0, flat(hidden), batches) == (Fault.ROW, evidence)
    with pytest.raises(InputError, match="campaign"):
        history(room.chain, bytes(32))
