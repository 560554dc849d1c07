"""Jobs as such: lowering, running, committing, storing (INV-JOB-3 to INV-JOB-8)."""

from __future__ import annotations

import os
import random
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from assay.commit.merkle import Tree, fold_path, leaf_hash
from assay.commit.program import Kind, Map, Operator, Program, Source
from assay.commit.tensor import Dims, DType, Tensor, dims, tensor_leaf, tensors_tree, trace_leaf
from assay.errors import InputError
from assay_worker import ops
from assay_worker.jobs import Array, Corrupted, JobBundle, Lowering, NotStored, Store, of_array, run, to_array

from tests.jobs import honest_outputs, small_job

JOB_ID = bytes(range(32))
TERMS = (20, 50, 2_000_000_000)


def small() -> JobBundle:
    job = small_job()
    return JobBundle(job.program, list(job.model), list(job.inputs))


def noise(seed: int, *shape: int) -> Array:
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


def chain_of_maps(values: int, length: int) -> JobBundle:
    """A program of `length` large outputs, each needed by the next one only."""
    low = Lowering()
    x = low.input(of_array(noise(0, values)))
    for step in range(length):
        x = low.affine(x, 0.5, float(step))
    return low.bundle()


# INV-JOB-3: a job is what its terms commit to.


def test_terms_hold_the_roots_and_counts_of_the_reference():
    """INV-JOB-3: the terms of a bundle are those that assay.commit alone would give."""
    job = small_job()
    assert small().terms(20_000_000, 50_000_000, 2_000_000_000) == job.terms()
    assert small().matches(job.terms())
    assert not small().matches(job.terms(op_count=3))


def test_needs_are_further_terms():
    """INV-JOB-3: device, memory and provider pass through; an unknown need is refused."""
    terms = small().terms(*TERMS, device=2, memory_mib=64, provider=bytes([7]) * 32)
    assert (terms.device, terms.memory_mib, terms.provider) == (2, 64, bytes([7]) * 32)
    with pytest.raises(InputError, match="memory"):
        small().terms(*TERMS, memory=64)


def test_a_job_without_a_model_has_the_zero_root():
    """INV-JOB-3: no tensors, count 0 and a root of zeros."""
    bundle = chain_of_maps(70, 1)
    terms = bundle.terms(*TERMS)
    assert (terms.model_root, terms.model_count) == (bytes(32), 0)
    assert (terms.input_root, terms.input_count) == (tensors_tree(bundle.inputs).root, 1)


def test_validation_names_the_operator():
    """INV-JOB-3: a program that reads another type than the tensor's own is refused before it runs."""
    bundle = small()
    wrong = JobBundle(bundle.program, bundle.model[::-1], bundle.inputs)
    with pytest.raises(InputError, match="operator 0 input 0"):
        run(wrong, JOB_ID)


def test_a_strange_nan_is_refused():
    """INV-JOB-3: a stored NaN has one form; another one would be copied into the trace by one machine and mended by the next."""
    low = Lowering()
    low.relu(low.input(Tensor(DType.F32, dims(2), bytes.fromhex("0000c07f0000c07f"))))
    low.bundle()
    low = Lowering()
    low.relu(low.input(Tensor(DType.F32, dims(2), bytes.fromhex("0000c07f0000c0ff"))))
    with pytest.raises(InputError, match=r"inputs\[0\]"):
        low.bundle()


# Lowering.


def test_lowering_infers_dims_and_writes_each_operator_once():
    """INV-JOB-3: the handle of an operator written before is given again."""
    low = Lowering()
    a, b = low.input(of_array(noise(1, 3, 1, 5, 70))), low.model(of_array(noise(2, 4, 6, 70)))
    low.matmul(a, b, a)
    with pytest.raises(InputError, match="operator 0"):
        low.bundle()
    low = Lowering()
    a, b = low.input(of_array(noise(1, 3, 1, 5, 70))), low.model(of_array(noise(2, 4, 6, 70)))
    product = low.matmul(a, b)
    assert product.dims == Dims(3, 4, 5, 6)
    assert low.matmul(a, b) == product
    assert low.operators == 1
    with pytest.raises(InputError, match="broadcast"):
        low.add(a, b)


def test_lowered_lists_are_what_they_are_called():
    """INV-JOB-3: softmax, layer norm and attention agree with numpy in float64."""
    low = Lowering()
    x, gain, shift = noise(1, 2, 3, 5, 70), noise(2, 70), noise(3, 70)
    h = low.layer_norm(low.input(of_array(x)), low.model(of_array(gain)), low.model(of_array(shift)), 1e-5)
    p = low.softmax(h)
    q, k, v = noise(4, 2, 3, 5, 16), noise(5, 2, 3, 9, 16), noise(6, 2, 3, 8, 9)
    mask = np.where(np.arange(9) < 7, 0, -1e30).astype(np.float32)
    attended = low.attention(*(low.input(of_array(t)) for t in (q, k, v, mask)))
    out = [to_array(t).astype(np.float64) for t in run(low.bundle(), JOB_ID).outputs]

    wide = x.astype(np.float64)
    centred = wide - wide.mean(-1, keepdims=True)
    norm = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5) * gain + shift

    def softmax(a: Array) -> Array:
        e: Array = np.exp(a - a.max(-1, keepdims=True))
        p: Array = e / e.sum(-1, keepdims=True)
        return p

    np.testing.assert_allclose(out[h.index], norm, rtol=0, atol=1e-5)
    np.testing.assert_allclose(out[p.index], softmax(norm), rtol=0, atol=1e-6)
    scores = q.astype(np.float64) @ k.astype(np.float64).swapaxes(2, 3) + mask
    np.testing.assert_allclose(out[attended.index], softmax(scores) @ v.swapaxes(2, 3), rtol=0, atol=1e-5)


def test_every_map_has_a_method():
    """INV-JOB-3: the builder reaches all of docs/operators.md."""
    low = Lowering()
    f, i = low.input(of_array(noise(1, 9))), low.input(of_array(np.arange(9, dtype=np.int32)))
    for handle in (low.add(f, f), low.sub(f, f), low.mul(f, f), low.div(f, f), low.maximum(f, f), low.exp_sub(f, f), low.scale_add(f, 2.0, f)):
        assert handle.dims == f.dims
    low.fma(f, f, f), low.affine(f, 2.0, 1.0), low.exp(f), low.tanh(f), low.erf(f), low.gelu(f), low.sqrt(f), low.rsqrt(f), low.relu(f)
    low.quant(f, 0.5), low.dequant(i, 0.5), low.add(i, i)
    low.gather(f, i), low.row_sum(f), low.row_max(f), low.row_dot(f, f), low.transpose(f), low.reshape(f, dims(3, 3))
    functions = {op.function for op in low.bundle().program.operators if op.kind is Kind.MAP}
    assert functions == set(Map)


# INV-JOB-4: the trace is the one of docs/operators.md.


def test_a_run_gives_the_references_trace():
    """INV-JOB-4: every kind of operator, values and commitments: those of the slow integer code and of hashlib."""
    trace, honest = run(small(), JOB_ID), honest_outputs(small_job())
    assert [bytes(t.data) for t in trace.outputs] == [t.data for t in honest]
    assert [t.root for t in trace.outputs] == [t.root for t in honest]
    expected = Tree([trace_leaf(JOB_ID, t.header, t.root) for t in honest])
    assert trace.tree.levels == expected.levels
    assert (trace.root, trace.result_root) == (expected.root, expected.levels[0][-1])
    assert fold_path(trace.result_root, trace.tree.count - 1, trace.tree.count, trace.result_path) == trace.root


def test_another_job_has_another_trace():
    """INV-JOB-4: the trace is bound to the job, so that nobody can hand in a copy."""
    first, second = run(small(), JOB_ID), run(small(), bytes(32))
    assert [t.root for t in first.outputs] == [t.root for t in second.outputs]
    assert not set(first.tree.levels[0]) & set(second.tree.levels[0])


def test_trees_from_c_are_those_of_commit():
    """INV-JOB-4: rows of one tile, of a part of one and of many; all dtypes."""
    rng = random.Random(3)
    for shape in ((1,), (3, 64), (2, 3, 65), (1, 2, 3, 700)):
        for dtype in (np.float32, np.int32, np.int8):
            array = np.array([rng.randrange(-99, 99) for _ in range(dims(*shape).values)]).astype(dtype).reshape(shape)
            tensor = of_array(array)
            plain = Tensor(tensor.dtype, tensor.dims, array.tobytes())
            assert tensor.root == plain.root
            assert tensor.tree.levels == plain.tree.levels


# INV-JOB-5: nothing but the job decides the bits.


def test_threads_and_instruction_sets_do_not_matter():
    """INV-JOB-5: one trace root, whatever runs it."""
    roots = set()
    for name in ops.instruction_sets():
        ops.set_isa(name)
        try:
            roots |= {run(small(), JOB_ID, threads=threads, keep=keep).root for threads in (1, 2, 5) for keep in (True, False)}
        finally:
            ops.set_isa("auto")
    assert len(roots) == 1


# INV-JOB-6: an exception never becomes a result.


def test_a_failing_operator_is_no_result():
    """INV-JOB-6: what the executor raises comes out of run."""

    def fails(op: Operator, arrays: object) -> Array:
        if op.kind is Kind.GATHER:
            raise MemoryError("device lost")
        raise AssertionError("ran on after a failure")

    with pytest.raises(MemoryError, match="device lost"):
        run(small(), JOB_ID, execute=fails)


@pytest.mark.parametrize(
    "broken",
    [lambda a: a[..., :-1], lambda a: a.astype(np.float64), lambda a: np.asfortranarray(np.concatenate([a, a], 2))[:, :, ::2]],
    ids=["shape", "dtype", "order"],
)
def test_a_wrong_output_is_no_result(broken):
    """INV-JOB-6: an executor that returns another shape, type or order is refused, and the operator named."""
    with pytest.raises(InputError, match="operator 0"):
        run(small(), JOB_ID, execute=lambda op, arrays: broken(ops.execute(op, arrays)))


def test_a_job_id_is_32_bytes():
    """INV-JOB-6: a trace bound to a truncated id would settle nothing."""
    with pytest.raises(InputError, match="job_id"):
        run(small(), b"job")


def test_outputs_that_were_dropped_are_asked_for_in_vain():
    """INV-JOB-6: the result stays, the rest says what to do."""
    trace = run(small(), JOB_ID, keep=False)
    assert bytes(trace.result.data) == bytes(run(small(), JOB_ID).result.data)
    with pytest.raises(InputError, match="keep=True"):
        _ = trace.outputs


# INV-JOB-7: memory.


def test_a_run_that_keeps_nothing_holds_only_what_is_still_read():
    """INV-JOB-7: with keep=False the peak is at most twice the tensors alive, here an input and an output of one operator."""
    bundle = chain_of_maps(1 << 20, 12)
    bundle.validate()
    one = 4 << 20
    tracemalloc.start()
    try:
        run(bundle, JOB_ID, keep=False)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak <= 2 * (2 * one)


# INV-JOB-8: the store.


def files_of(store: Store) -> list[Path]:
    return sorted(p for p in store.directory.rglob("*") if p.is_file())


def test_a_stored_job_comes_back(tmp_path):
    """INV-JOB-8: by its terms, and it runs to the same trace."""
    bundle, store = small(), Store(tmp_path)
    store.save(bundle)
    terms = bundle.terms(*TERMS)
    loaded = store.load(terms)
    assert loaded.terms(*TERMS) == terms
    assert run(loaded, JOB_ID).root == run(bundle, JOB_ID).root


def test_a_model_is_stored_once(tmp_path):
    """INV-JOB-8: a second job of the same model adds only its own input; saving again touches nothing."""
    bundle, store = small(), Store(tmp_path)
    store.save(bundle)
    before = {p: p.stat().st_mtime_ns for p in files_of(store)}
    other = JobBundle(bundle.program, bundle.model, [*bundle.inputs[:1], of_array(noise(9, *bundle.inputs[1].dims))])
    store.save(bundle)
    store.save(other)
    after = {p: p.stat().st_mtime_ns for p in files_of(store)}
    assert before.items() <= after.items()
    assert len(after) == len(before) + 2
    assert store.load(other.terms(*TERMS)).input_root == other.input_root


def test_any_changed_file_is_found_and_named(tmp_path):
    """INV-JOB-8: one bit, a lost end, no bytes at all: typed, and it names the file."""
    bundle, store = small(), Store(tmp_path)
    store.save(bundle)
    terms = bundle.terms(*TERMS)
    for path in files_of(store):
        good = path.read_bytes()
        for bad in (good[:-1] + bytes([good[-1] ^ 1]), good[:-1], good + b"\x00", b"", good[: len(good) // 2 // 4 * 4]):
            path.write_bytes(bad)
            with pytest.raises(Corrupted, match=path.name) as raised:
                store.load(terms)
            assert raised.value.path == path
        path.unlink()
        with pytest.raises(NotStored, match=path.name):
            store.load(terms)
        store.save(bundle)
        assert path.read_bytes() == good
    store.load(terms)


def test_a_hostile_list_is_refused(tmp_path):
    """INV-JOB-8: a list that is what its name promises but describes no tensor."""
    store, entry = Store(tmp_path), bytes([9]) + bytes(48)
    root = Tree([leaf_hash(entry)]).root
    assert root == tensor_leaf(entry[:17], entry[17:])
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / root.hex()).write_bytes(entry)
    with pytest.raises(Corrupted):
        store.load_tensors(root)


def test_counts_that_the_roots_do_not_have_are_refused(tmp_path):
    """INV-JOB-8: whoever accepted such terms could not answer for them."""
    bundle, store = small(), Store(tmp_path)
    store.save(bundle)
    with pytest.raises(InputError, match="counts"):
        store.load(bundle.terms(*TERMS).model_copy(update={"op_count": 3}))


def test_a_write_that_dies_leaves_no_file(tmp_path, monkeypatch):
    """INV-JOB-8: before the rename nothing bears the name; the next save mends it."""
    bundle, store = small(), Store(tmp_path)

    def dies(handle: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", dies)
    with pytest.raises(OSError, match="no space"):
        store.save(bundle)
    assert files_of(store) == []
    monkeypatch.undo()
    store.save(bundle)
    store.load(bundle.terms(*TERMS))


def test_a_program_survives_its_bytes():
    """INV-JOB-3: descriptors decode to the program they came from."""
    program = small().program
    assert Program.decode(program.encode()) == program
    assert {i.source for op in program.operators for i in op.inputs} == set(Source)
