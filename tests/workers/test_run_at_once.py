"""INV-JOB-5: one call for a whole program gives the trace of one call an operator, and refuses the same before it runs anything."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from assay.commit.merkle import Tree
from assay.commit.program import DESCRIPTOR_BYTES, Kind, Map, Source
from assay.commit.tensor import DType, Tensor, dims
from assay.errors import InputError
from assay_worker import ops
from assay_worker.jobs import Array, JobBundle, Lowering, Trace, of_array, run, to_array

JOB_ID = bytes(range(32))


@pytest.fixture(params=ops.instruction_sets())
def isa(request: pytest.FixtureRequest) -> Iterator[str]:
    before = ops.instruction_set()
    yield ops.set_isa(request.param)
    ops.set_isa(before)


def noise(seed: int, *shape: int) -> Array:
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


def every_operator() -> JobBundle:
    """All kinds and all map functions, int8 among them, over shapes that leave tails everywhere; some outputs of one value, some of many tiles."""
    low = Lowering()
    x, w, bias = low.input(of_array(noise(1, 2, 3, 37, 70))), low.model(of_array(noise(2, 19, 70))), low.model(of_array(noise(3, 19)))
    product = low.matmul(x, w, bias)
    for handle in (low.add(product, product), low.sub(product, bias), low.mul(product, bias), low.div(product, product), low.maximum(product, bias)):
        low.fma(handle, product, bias)
    low.affine(x, 0.5, 1.0), low.scale_add(x, -2.0, x), low.exp(x), low.exp_sub(x, low.row_max(x)), low.tanh(x), low.erf(x), low.gelu(x), low.relu(x)
    low.rsqrt(low.sqrt(low.exp(x))), low.row_sum(x), low.row_dot(x, x), low.transpose(x), low.reshape(x, dims(2, 3, 70, 37))
    eight, weights = low.quant(x, 30.0), low.quant(w, 30.0)
    exact = low.matmul(eight, weights)
    low.dequant(low.add(exact, exact), 0.01)
    low.transpose(eight), low.reshape(exact, dims(exact.dims.values))
    table = low.model(of_array(noise(4, 600, 200)))  # 2,400 tiles: hashed at once, not with others
    index = low.input(of_array(np.array([3, -1, 599, 600, 0], np.int32)))
    rows = low.gather(table, index)
    low.relu(table)
    odd = low.input(Tensor(DType.F32, dims(5), struct.pack("<5I", 0x7FC00000, 0x7F800000, 0xFF800000, 1, 0x80000000)))
    low.row_max(low.mul(low.reshape(odd, dims(5, 1)), odd))
    low.row_sum(rows)
    return low.bundle()


def plain(bundle: JobBundle, threads: int = 1) -> Trace:
    return run(bundle, JOB_ID, execute=lambda op, arrays: ops.execute(op, arrays, threads=threads))


@pytest.mark.parametrize("threads", [1, 3])
def test_a_program_at_once_is_its_operators_one_by_one(isa: str, threads: int) -> None:
    """INV-JOB-5: outputs, roots, trees and the trace, for every kind of operator and every function."""
    bundle = every_operator()
    operators = bundle.program.operators
    assert {op.kind for op in operators} == set(Kind)
    assert {op.function for op in operators if op.kind is Kind.MAP} == set(Map)
    one, many = run(bundle, JOB_ID, threads=threads), plain(bundle)
    assert one.tree.levels == many.tree.levels
    assert (one.root, one.result_root, one.result_path) == (many.root, many.result_root, many.result_path)
    assert len(one.outputs) == len(operators)
    for at, (mine, theirs) in enumerate(zip(one.outputs, many.outputs, strict=True)):
        assert (mine.header, bytes(mine.data), mine.root) == (theirs.header, bytes(theirs.data), theirs.root), at
        assert mine.tree.levels == theirs.tree.levels
    assert bytes(one.result.data) == bytes(many.result.data)
    slow = Tensor(one.result.dtype, one.result.dims, bytes(one.result.data))
    assert one.result.root == slow.root  # hashlib's


def test_many_trees_of_all_sizes_are_hashed_together(isa: str) -> None:
    """INV-JOB-5: more trees and more tiles than wait for each other, odd counts at every level, all lengths of a row's last tile."""
    rng, low = random.Random(5), Lowering()
    for at in range(300):
        columns = at + 1 if at < 140 else rng.choice((1, 2, 10, 31, 32, 64, 65, 128, 300))
        low.relu(low.input(of_array(noise(at, rng.randrange(1, 45), columns))))
    assert run(low.bundle(), JOB_ID).tree.levels == plain(low.bundle()).tree.levels
    low = Lowering()
    for rows in range(1, 90):
        low.quant(low.input(of_array(noise(rows, rows, 70))), float(rows))
    assert run(low.bundle(), JOB_ID).tree.levels == plain(low.bundle()).tree.levels


def test_outputs_are_tensors_like_any_other() -> None:
    """INV-JOB-5: by index from either end and by slice, the same tensor each time, and a job can go on from them."""
    trace = run(every_operator(), JOB_ID)
    outputs = trace.outputs
    assert outputs[-1] is outputs[len(outputs) - 1] is trace.result
    assert list(outputs[2:-1:3]) == [outputs[at] for at in range(2, len(outputs) - 1, 3)]
    for beyond in (len(outputs), -len(outputs) - 1):
        with pytest.raises(IndexError):
            _ = outputs[beyond]
    low = Lowering()
    low.relu(low.input(outputs[0]))
    np.testing.assert_array_equal(to_array(run(low.bundle(), JOB_ID).result), np.maximum(to_array(outputs[0]), 0))
    with pytest.raises(ValueError, match="read-only"):
        to_array(outputs[0])[...] = 0


def test_a_program_runs_again_on_other_tensors_and_is_checked_on_other_types() -> None:
    """INV-JOB-3: what passed once does not pass for tensors of another type, count or shape."""
    low = Lowering()
    low.add(low.input(of_array(noise(1, 3, 5))), low.model(of_array(noise(2, 3, 5))))
    program = low.bundle().program
    model, given = [of_array(noise(3, 3, 5))], [of_array(noise(4, 3, 5))]
    for _ in range(2):
        run(JobBundle(program, list(model), list(given)), JOB_ID)
        for wrong in (of_array(noise(5, 5, 3)), of_array(np.zeros((3, 5), np.int32))):
            with pytest.raises(InputError, match="operator 0 input 0"):
                run(JobBundle(program, list(model), [wrong]), JOB_ID)
            with pytest.raises(InputError, match="operator 0 input 1"):
                run(JobBundle(program, [wrong], list(given)), JOB_ID)
        with pytest.raises(InputError, match="operator 0 input 1"):
            run(JobBundle(program, [], list(given)), JOB_ID)


def changed(at: int, byte: int) -> Callable[[bytes], bytes]:
    return lambda raw: raw[:at] + bytes([byte]) + raw[at + 1 :]


SECOND = DESCRIPTOR_BYTES
HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "no operator": lambda raw: b"",
    "part of one": lambda raw: raw[:-1],
    "an unknown kind": changed(0, 9),
    "an unknown dtype": changed(2, 4),
    "no inputs": changed(3, 0),
    "too many inputs": changed(3, 255),
    "an output of no values": changed(16, 0),
    "an output too large": changed(7, 255),
    "an unknown source": changed(36, 4),
    "a source that is none": changed(36, 0),
    "a tensor that is not there": changed(38, 2),
    "a tensor far away": changed(41, 128),
    "a tensor of other dims": changed(54, 6),
    "its own output": changed(SECOND + 38, 1),
    "a later output": changed(SECOND + 38, 2),
    "an earlier output of another dtype": changed(SECOND + 37, DType.I32),
    "an earlier output of other dims": changed(SECOND + 54, 6),
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=list(HOSTILE))
def test_the_extension_alone_keeps_memory_safe(change: Callable[[bytes], bytes]) -> None:
    """INV-OPS-4: descriptors that nobody validated are read with care, and nothing is run."""
    low = Lowering()
    low.relu(low.tanh(low.input(of_array(noise(1, 3, 5)))))
    bundle = low.bundle()
    raw, given = bundle.program.encode(), [bytes(t.data) for t in bundle.inputs]
    assert bundle.program.operators[1].inputs[0].source is Source.OPERATOR
    assert isinstance(Tree([*ops.run_program(raw, [], given, JOB_ID)[2][0]]).root, bytes)
    with pytest.raises(InputError):
        ops.run_program(change(raw), [], given, JOB_ID)


def test_tensors_are_as_long_and_lie_as_they_must() -> None:
    """INV-OPS-4: bytes missing, too many, or where no 32-bit value may lie; a short id; threads out of range."""
    low = Lowering()
    low.relu(low.input(of_array(noise(1, 3, 5))))
    raw, good = low.bundle().program.encode(), bytes(60)
    ops.run_program(raw, [], [good], JOB_ID)
    for wrong in (good[:-4], good + good, b"", memoryview(bytes(61))[1:]):
        with pytest.raises(InputError, match="tensors"):
            ops.run_program(raw, [], [wrong], JOB_ID)
    with pytest.raises(InputError):
        ops.run_program(raw, [], [good], JOB_ID[:-1])
    for threads in (0, 65):
        with pytest.raises(InputError, match="threads"):
            ops.run_program(raw, [], [good], JOB_ID, threads=threads)
