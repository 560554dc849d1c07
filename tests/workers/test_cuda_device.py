"""INV-CUDA-3: without a GPU there is a typed error, never a result. With one, the bits are the CPU operators'."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from assay.commit import Dims, DType, Input, Kind, Map, Operator, Source, dims
from assay.commit.program import MAP_INPUTS
from assay_worker import ops
from assay_worker.ops.operators import DTYPES

pytest.importorskip("cuda.bindings.driver", reason="the extra `cuda` is not installed")

from assay_worker.ops.cuda import emulate, launch, plan

WITHOUT_GPU = """
import numpy as np
from assay.commit import DType, Input, Kind, Operator, Source, dims
from assay_worker.ops.cuda import launch
x = np.ones((1, 1, 1, 4), np.float32)
op = Operator(Kind.SUM_F32, DType.F32, dims(1), (Input(Source.INPUT, 0, DType.F32, dims(4)),))
for call in (lambda: launch.execute(op, [x]), lambda: launch.tile_leaves(x), lambda: launch.merkle_root(bytes(64)), launch.Device):
    try:
        print("RESULT", call())
    except launch.NoDevice as e:
        print("NoDevice:", e)
"""


def test_inv_cuda_3_no_device_is_a_typed_error():
    """In a process that sees no GPU, whether or not the machine has one."""
    env = {**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    told = subprocess.run([sys.executable, "-c", WITHOUT_GPU], env=env, check=True, capture_output=True, text=True).stdout.splitlines()
    assert len(told) == 4
    assert all(line.startswith("NoDevice: ") and len(line) > 20 for line in told)


THROUGH_THE_STUB = """
import ctypes
import numpy as np
from assay.commit import DType, Input, Kind, Operator, Source, dims
from assay_worker import ops
from assay_worker.ops.cuda import launch, plan
rng = np.random.default_rng(8)
a, b = (rng.standard_normal((1, 1, n, 70), np.float32) for n in (37, 41))
op = Operator(Kind.MATMUL_F32, DType.F32, dims(37, 41), tuple(Input(Source.INPUT, i, DType.F32, dims(n, 70)) for i, n in enumerate((37, 41))))
assert launch.execute(op, [a, b]).tobytes() == ops.execute(op, [a, b]).tobytes()
assert launch.merkle_root(launch.tile_leaves(a)) == ops.tensor_root(a)
with launch.Device() as device:
    try:
        device.launch(plan.Plan("sum_f32", 9, 128, 1, plan.plan(op).shape[:8]), [a], np.empty(1, np.float32))  # a lie: too few outputs
    except launch.DeviceFailed as e:
        print("DeviceFailed:", e)
launch.first_device().close()
print(launch.first_device().name, "holds", ctypes.CDLL("libcuda.so.1").stub_holds())
"""


@pytest.mark.skipif(shutil.which("cc") is None, reason="the stub needs a C compiler")
def test_what_launch_tells_the_driver_is_what_the_kernels_need(tmp_path):
    """Against a stub of libcuda that runs emulated kernels: parameters, memory and modules, through the real cuda-bindings. No GPU has a part in it."""
    here = Path(__file__).parent
    stub, table = tmp_path / "libcuda.so.1", tmp_path / "params"
    subprocess.run(["cc", "-shared", "-fPIC", "-w", f"-I{emulate.RUNTIME.parent}", str(here / "test_cuda_driver.c"), "-o", str(stub)], check=True)
    machine = emulate.emulator()
    table.write_text("".join(f"{e.name} {' '.join(map(str, e.param_sizes))}\n" for e in emulate.parse(machine.ptx)))
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "LD_LIBRARY_PATH": str(tmp_path)}
    env |= {"ASSAY_STUB_KERNELS": str(machine.built), "ASSAY_STUB_PARAMS": str(table)}
    ran = subprocess.run([sys.executable, "-c", THROUGH_THE_STUB], env=env, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == ["DeviceFailed: cuLaunchKernel: CUDA_ERROR_LAUNCH_FAILED", "stub holds 0"]


@pytest.fixture(scope="module")
def device() -> Iterator[launch.Device]:
    try:
        opened = launch.Device()
    except launch.NoDevice as e:
        pytest.skip(f"never ran on a GPU here: {e}")
    with opened:
        yield opened


@pytest.mark.gpu
def test_inv_cuda_1_a_gpu_computes_the_bits_of_the_cpu_operators(device):
    """Every kind and function, random bit patterns and sizes across the tiles' edges."""
    rng = np.random.default_rng(7)

    def f32(*shape: int) -> ops.Array:
        x = rng.standard_normal(dims(*shape), np.float32)
        bits = rng.integers(0, 2**32, x.shape, np.uint32).view(np.float32)
        return np.where(rng.random(x.shape) < 0.02, bits, x)

    def i8(*shape: int) -> ops.Array:
        return rng.integers(-128, 128, dims(*shape)).astype(np.int8)

    def i32(*shape: int) -> ops.Array:
        return rng.integers(-(2**31), 2**31, dims(*shape)).astype(np.int32)

    kinds = dict(zip(DTYPES, DType, strict=True))

    def check(kind: Kind, dtype: DType, out: Dims, arrays: list[ops.Array], function: int = 0, attributes: tuple[int, int, int, int] = (0, 0, 0, 0)) -> None:
        op = Operator(kind, dtype, out, tuple(Input(Source.INPUT, i, kinds[a.dtype], Dims(*a.shape)) for i, a in enumerate(arrays)), function, attributes)
        assert plan.run(device, op, arrays).tobytes() == ops.execute(op, arrays).tobytes(), (kind.name, function, out)

    for m, n, k in ((1, 1, 1), (37, 53, 129), (128, 256, 512), (1000, 1030, 333), (2048, 2048, 64)):
        check(Kind.MATMUL_F32, DType.F32, dims(m, n), [f32(m, k), f32(n, k), f32(1, n)])
        check(Kind.MATMUL_I8, DType.I32, dims(m, n), [i8(m, k), i8(n, k), i32(m, 1)])
    check(Kind.MATMUL_F32, DType.F32, dims(2, 12, 65, 70), [f32(2, 12, 65, 32), f32(2, 1, 70, 32)])
    for rows, k in ((1, 131_072), (1000, 384), (33, 65)):
        x, y = f32(rows, k), f32(rows, k)
        check(Kind.ROWDOT_F32, DType.F32, dims(rows, 1), [x, y])
        check(Kind.SUM_F32, DType.F32, dims(rows, 1), [x])
        check(Kind.MAX_F32, DType.F32, dims(rows, 1), [x])
    every = rng.integers(0, 2**32, (1, 1, 1024, 1024), np.uint32)
    for f in Map:
        of, to = {Map.DEQUANT: (np.int32, DType.F32), Map.QUANT: (np.float32, DType.I8), Map.ADD_I32: (np.int32, DType.I32)}.get(f, (np.float32, DType.F32))
        arrays = [every.view(of), every[:, :, ::-1].copy().view(of), every[:, :, :1].copy().view(of)]
        for s0 in (0x3F9D70A4, 0x00000001, 0x7FC12345):
            check(Kind.MAP, to, dims(1024, 1024), arrays[: MAP_INPUTS[f]], f, (s0, 0xBF000000, 0, 0))
    for x in (f32(2, 33, 65, 7), i8(2, 33, 65, 7)):
        for code in (0b11100100, 0b01111000, 0b00011011, 0b10110100):
            check(Kind.MOVE, kinds[x.dtype], dims(2 * 33 * 65 * 7), [x], code, (2, 33, 65, 7))
        check(Kind.GATHER, kinds[x.dtype], dims(500, 7), [x.reshape(1, 1, -1, 7), rng.integers(-9, 5000, (1, 1, 1, 500)).astype(np.int32)])
        leaves = plan.tile_leaves(device, x)
        assert leaves == ops.tile_leaves(x)
        assert plan.merkle_root(device, leaves) == ops.tensor_root(x)
