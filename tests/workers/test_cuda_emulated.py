"""INV-CUDA-1: the kernels' PTX, run instruction by instruction on the CPU, computes the bits of docs/operators.md.

Two witnesses: an oracle of one page of C that shares nothing with the kernels but functions.h, and the CPU operators.
This says nothing about ptxas or a GPU: see test_cuda_device.py.
"""

from __future__ import annotations

import ctypes
import itertools
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from assay.commit import Dims, DType, Input, Kind, Map, Operator, Source, Tensor, dims
from assay.commit.program import MAP_INPUTS, permutation_code
from assay.errors import InputError
from assay_worker import ops
from numpy.typing import NDArray

pytest.importorskip("cuda.bindings.nvrtc", reason="the extra `cuda` is not installed")

from assay_worker.ops.cuda import emulate, plan
from assay_worker.ops.cuda.compile import Source as Code
from assay_worker.ops.cuda.compile import compile_ptx

pytestmark = pytest.mark.skipif(shutil.which("cc") is None, reason="the emulator needs a C compiler")

Array = NDArray[Any]
Oracle = Callable[[Operator, Sequence[Array]], Array]
NUMPY: dict[DType, type[Any]] = {DType.F32: np.float32, DType.I32: np.int32, DType.I8: np.int8}

# Zeros, ones, the ends of the subnormals and of the normals, infinities, NaNs quiet and signalling with payloads,
# the edges of exp, tanh, erf and the int8 range, halves that round to even.
SPECIAL = np.array(
    [0x00000000, 0x80000000, 0x3F800000, 0xBF800000, 0x00000001, 0x80000001, 0x007FFFFF, 0x807FFFFF, 0x00800000, 0x80800000,
     0x7F7FFFFF, 0xFF7FFFFF, 0x7F800000, 0xFF800000, 0x7FC00000, 0xFFC00000, 0x7FC12345, 0xFFFFFFFF, 0x7F800001, 0xFFA00000,
     0x42B17217, 0x42B17218, 0xC2AEAC4F, 0xC2AEAC50, 0x3F200000, 0x3F1FFFFF, 0x41100000, 0x41100001, 0x40800000, 0x407FFFFF,
     0x42FE0000, 0x42FE0001, 0x42FF0000, 0xC3000000, 0xC3008000, 0x3F000000, 0x3FC00000, 0xC0200000, 0x4B400000, 0x4F000000],
    np.uint32,
).view(np.float32)  # fmt: skip


class _Descriptor(ctypes.Structure):
    _fields_ = (
        ("kind", ctypes.c_uint32), ("function", ctypes.c_uint32), ("attributes", ctypes.c_uint32 * 4), ("dims", ctypes.c_uint32 * 4),
        ("inputs", ctypes.c_uint32), ("in_dims", (ctypes.c_uint32 * 4) * 3), ("value_bytes", ctypes.c_uint32),
    )  # fmt: skip


@pytest.fixture(scope="module")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> Oracle:
    library = tmp_path_factory.mktemp("oracle") / "oracle.so"
    source = Path(__file__).with_name("test_cuda_oracle.c")
    subprocess.run(["cc", "-O1", "-ffp-contract=off", "-fwrapv", "-shared", "-fPIC", str(source), "-o", str(library), "-lm"], check=True)
    loaded = ctypes.CDLL(str(library))

    def run(op: Operator, arrays: Sequence[Array]) -> Array:
        out = np.empty(op.dims, NUMPY[op.dtype])
        shapes = ((ctypes.c_uint32 * 4) * 3)(*[(ctypes.c_uint32 * 4)(*i.dims) for i in op.inputs])
        four = ctypes.c_uint32 * 4
        o = _Descriptor(op.kind, op.function, four(*op.attributes), four(*op.dims), len(op.inputs), shapes, op.dtype.size)
        loaded.execute(ctypes.byref(o), (ctypes.c_void_p * 3)(*[a.ctypes.data for a in arrays]), ctypes.c_void_p(out.ctypes.data))
        return out

    return run


# NVRTC prints one text for 7.5 and 8.6, one for the others up to 9.0, and from 10.0 on it is another compiler's dialect.
# Building one takes 4 s, then it is kept.
@pytest.fixture(scope="module", params=["compute_75", *(pytest.param(a, marks=pytest.mark.slow) for a in ("compute_90", "compute_100"))])
def machine(request: pytest.FixtureRequest) -> emulate.Emulator:
    return emulate.emulator(request.param)


def operator(kind: Kind, dtype: DType, out: Dims, arrays: Sequence[Array], function: int = 0, attributes: tuple[int, int, int, int] = (0, 0, 0, 0)) -> Operator:
    kinds = {np.dtype(v): k for k, v in NUMPY.items()}
    return Operator(kind, dtype, out, tuple(Input(Source.INPUT, slot, kinds[a.dtype], Dims(*a.shape)) for slot, a in enumerate(arrays)), function, attributes)


def values(rng: np.random.Generator, shape: Dims, flavour: str) -> Array:
    """float32 values: `plain`, `tiny` (products and sums are subnormal), `special` (one in eight is one of SPECIAL), `bits` (any)."""
    if flavour == "bits":
        return rng.integers(0, 2**32, shape, np.uint32).view(np.float32)
    x = rng.standard_normal(shape, np.float32)
    if flavour == "tiny":
        return x * np.float32(2.0**-70)
    if flavour == "special":
        return np.where(rng.random(shape) < 1 / 8, rng.choice(SPECIAL, shape), x)
    return x


@pytest.fixture
def same_bits(machine: emulate.Emulator, oracle: Oracle) -> Callable[..., None]:
    """Asserts that the emulated kernel, the oracle and the CPU operators agree to the last bit."""

    def check(op: Operator, arrays: Sequence[Array], got: Array | None = None) -> None:
        _agree(op, arrays, oracle, plan.run(machine, op, arrays) if got is None else got)

    return check


def _agree(op: Operator, arrays: Sequence[Array], oracle: Oracle, got: Array) -> None:
    assert got.shape == op.dims
    assert got.tobytes() == oracle(op, arrays).tobytes(), "emulated PTX differs from the oracle"
    assert got.tobytes() == ops.execute(op, arrays).tobytes(), "emulated PTX differs from the CPU operators"


# A, B, C (None: absent), output. K on both sides of a stage of 8 and of 16-byte rows; M and N on both sides of a square.
MATMULS = [
    (dims(1, 1), dims(1, 1), None, dims(1, 1)),
    (dims(5, 3), dims(7, 3), None, dims(5, 7)),
    (dims(65, 8), dims(64, 8), dims(1, 64), dims(65, 64)),
    (dims(37, 9), dims(131, 9), dims(37, 1), dims(37, 131)),
    (dims(130, 64), dims(66, 64), dims(130, 66), dims(130, 66)),
    (dims(3, 131), dims(4, 131), dims(1, 1), dims(3, 4)),
    (dims(2, 3, 5, 16), dims(2, 1, 6, 16), None, dims(2, 3, 5, 6)),
    (dims(1, 3, 5, 12), dims(2, 3, 8, 12), dims(2, 1, 5, 1), dims(2, 3, 5, 8)),
    (dims(1, 1, 2, 20), dims(2, 2, 3, 20), dims(1, 2, 1, 3), dims(2, 2, 2, 3)),
]


@pytest.mark.parametrize("large", [False, True], ids=["squares of 64", "squares of 128"])
@pytest.mark.parametrize("shapes", MATMULS, ids=lambda s: "x".join(map(str, s[3])) + f" k{s[0].d3}")
def test_inv_cuda_1_matmul(shapes, large, machine, same_bits):
    a_dims, b_dims, c_dims, out = shapes
    rng = np.random.default_rng(1)
    for flavour in ("plain", "tiny", "special"):
        arrays = [values(rng, d, flavour) for d in (a_dims, b_dims, c_dims) if d]
        op = operator(Kind.MATMUL_F32, DType.F32, out, arrays)
        got = np.empty(out, np.float32)
        machine.launch(plan.matmul(op, large=large), arrays, got)
        same_bits(op, arrays, got)
    arrays = [rng.integers(-128, 128, d).astype(np.int8) for d in (a_dims, b_dims)]
    if c_dims:
        arrays.append(rng.integers(-(2**31), 2**31, c_dims).astype(np.int32))
    op = operator(Kind.MATMUL_I8, DType.I32, out, arrays)
    whole = np.empty(out, np.int32)
    machine.launch(plan.matmul(op, large=large), arrays, whole)
    same_bits(op, arrays, whole)


def test_inv_cuda_1_a_matmul_keeps_minus_zero_and_wraps(machine, same_bits):
    """-0 survives only where no padding term is added: fma(0, 0, -0) is +0. And int32 passes 2^31 at the longest row."""
    a, b, c = (np.full(d, v, np.float32) for d, v in ((dims(2, 3), 0.0), (dims(2, 3), -1.0), (dims(2, 2), -0.0)))
    op = operator(Kind.MATMUL_F32, DType.F32, dims(2, 2), [a, b, c])
    same_bits(op, [a, b, c])
    assert np.signbit(plan.run(machine, op, [a, b, c])).all()
    low = np.full(dims(1, 131_072), -128, np.int8)
    one = np.ones(dims(1, 1), np.int32)
    op = operator(Kind.MATMUL_I8, DType.I32, dims(1, 1), [low, low, one])
    same_bits(op, [low, low, one])
    assert plan.run(machine, op, [low, low, one]).item() == 1 - 2**31


@pytest.mark.parametrize("kind", [Kind.ROWDOT_F32, Kind.SUM_F32, Kind.MAX_F32], ids=lambda k: k.name)
@pytest.mark.parametrize("shape", [dims(1, 1), dims(1, 131_072), dims(3, 64), dims(2, 3, 5, 65), dims(33, 127), dims(100, 7)], ids=str)
def test_inv_cuda_1_rows(kind, shape, same_bits):
    rng = np.random.default_rng(2)
    for flavour in ("plain", "tiny", "special"):
        arrays = [values(rng, shape, flavour) for _ in range(2 if kind is Kind.ROWDOT_F32 else 1)]
        same_bits(operator(kind, DType.F32, shape._replace(d3=1), arrays), arrays)


def test_inv_cuda_1_rows_of_zeros_and_infinities(same_bits):
    for pattern in itertools.product([0.0, -0.0, np.inf, -np.inf], repeat=3):
        x = np.array(pattern, np.float32).reshape(1, 1, 1, 3)
        for kind in (Kind.SUM_F32, Kind.MAX_F32):
            same_bits(operator(kind, DType.F32, dims(1, 1), [x]), [x])


@pytest.mark.parametrize("function", Map, ids=lambda f: f.name)
def test_inv_cuda_1_map(function, same_bits):
    rng = np.random.default_rng(3)
    count = MAP_INPUTS[function]
    of, to = {Map.DEQUANT: (DType.I32, DType.F32), Map.QUANT: (DType.F32, DType.I8), Map.ADD_I32: (DType.I32, DType.I32)}.get(function, (DType.F32, DType.F32))

    def given(shape: Dims, flavour: str) -> Array:
        return values(rng, shape, flavour).view(NUMPY[of])

    out = dims(2, 3, 5, 7)
    cases = [(out, [given(out, "special") for _ in range(count)])]
    for shapes in ([dims(2, 1, 5, 7), dims(1, 1, 1, 7), dims(1, 3, 1, 1)], [dims(1, 1, 1, 1), out, dims(2, 1, 1, 1)]):
        cases.append((out, [given(d, "special") for d in shapes[:count]]))
    many = dims(4099)
    cases.append((many, [given(many, "bits") for _ in range(count)]))
    cases.append((many, [values(rng, many, "plain").astype(NUMPY[of]) for _ in range(count)]))
    every = dims(len(SPECIAL), len(SPECIAL))  # each special value against each
    cases.append((every, [SPECIAL.reshape(s).view(NUMPY[of]) for s in ((1, 1, 1, -1), (1, 1, -1, 1), (1, 1, 1, -1))[:count]]))
    for shape, arrays in cases:
        wide = shape if any(a.shape == shape for a in arrays) or count > 1 else Dims(*arrays[0].shape)
        for s0, s1 in ((0x3DCCCCCD, 0xBF000000), (0x42C80000, 0x7F800000), (0x00000001, 0x7FC12345)):
            same_bits(operator(Kind.MAP, to, wide, arrays, function, (s0, s1, 0, 0)), arrays)


@pytest.mark.parametrize("view", [(2, 3, 5, 7), (1, 33, 1, 65), (3, 1, 40, 34), (1, 1, 1, 6), (4, 64, 2, 32)], ids=str)
def test_inv_cuda_1_move(view, machine, same_bits):
    """Every permutation of every type, some axes of size 1; NaN payloads move untouched."""
    rng = np.random.default_rng(4)
    for dtype in DType:
        x = np.frombuffer(rng.bytes(int(np.prod(view)) * dtype.size), NUMPY[dtype]).reshape(1, 1, 1, -1).copy()
        for p in itertools.permutations(range(4)):
            op = operator(Kind.MOVE, dtype, Dims(*x.shape), [x], permutation_code((p[0], p[1], p[2], p[3])), view)
            same_bits(op, [x])
            assert plan.run(machine, op, [x]).tobytes() == x.reshape(view).transpose(p).tobytes()


@pytest.mark.parametrize("dtype", DType, ids=lambda d: d.name)
def test_inv_cuda_1_gather(dtype, same_bits):
    rng = np.random.default_rng(5)
    for rows, width, shape in ((1, 1, dims(1)), (11, 70, dims(2, 3, 1, 4)), (200, 3, dims(300))):
        table = np.frombuffer(rng.bytes(rows * width * dtype.size), NUMPY[dtype]).reshape(1, 1, rows, width).copy()
        index = rng.integers(-2, rows + 2, shape).astype(np.int32)
        index.flat[:3] = [rows - 1, -(2**31), 2**31 - 1][: index.size]
        same_bits(operator(Kind.GATHER, dtype, Dims(1, 1, index.size, width), [table, index]), [table, index])


@pytest.mark.parametrize("shape", [dims(1), dims(63), dims(64), dims(65), dims(3, 5, 130), dims(129, 64)], ids=str)
def test_inv_cuda_1_tiles_are_hashed_as_they_are_committed(shape, machine):
    rng = np.random.default_rng(6)
    for dtype in DType:
        x = np.frombuffer(rng.bytes(shape.values * dtype.size), NUMPY[dtype]).reshape(shape).copy()
        leaves = plan.tile_leaves(machine, x)
        assert leaves == b"".join(Tensor(dtype, shape, x.tobytes()).tree.levels[0])
        assert plan.merkle_root(machine, leaves) == Tensor(dtype, shape, x.tobytes()).root == ops.tensor_root(x)


def test_what_is_not_the_operator_s_never_reaches_a_kernel(machine):
    x = np.zeros((1, 1, 2, 3), np.float32)
    good = operator(Kind.SUM_F32, DType.F32, dims(2, 1), [x])
    for arrays in ([], [x, x], [x.astype(np.int32)], [x.reshape(1, 1, 3, 2)], [np.zeros((1, 1, 3, 2), np.float32).transpose(0, 1, 3, 2)]):
        with pytest.raises(InputError):
            plan.run(machine, good, arrays)
    with pytest.raises(InputError):
        plan.run(machine, operator(Kind.SUM_F32, DType.F32, dims(3, 1), [x]), [x])
    with pytest.raises(InputError):
        plan.merkle_root(machine, b"")


BROKEN = {
    "race in shared memory": "__shared__ float t[32]; t[threadIdx.x] = a[threadIdx.x]; out[threadIdx.x] = t[threadIdx.x & ~1];",
    "shared memory read before written": "__shared__ float t[32]; if (threadIdx.x) t[threadIdx.x] = 1; __syncthreads(); out[threadIdx.x] = t[threadIdx.x ^ 1];",
    "barrier not reached by all threads": "if (threadIdx.x % 2) __syncthreads(); out[threadIdx.x] = a[threadIdx.x];",
    "access outside every buffer": "out[threadIdx.x + 1] = a[threadIdx.x];",
    "misaligned access": "*(float4*)&out[threadIdx.x / 8 * 4 + 1] = make_float4(0, 0, 0, 0);",
    "write to an input": "a[threadIdx.x] = out[threadIdx.x];",
}


@pytest.mark.parametrize("fault", BROKEN)
def test_the_emulator_finds(fault):
    """A witness that never objects is none: each kernel here has the fault that names it."""
    source = 'extern "C" __global__ void broken(float* a, float* out) { ' + BROKEN[fault] + " }"
    machine = emulate.Emulator(compile_ptx(source=Code(source)))
    ones = np.ones(32, np.float32)
    with pytest.raises(emulate.EmulatorFault, match=fault):
        machine.launch(plan.Plan("broken", 1, 32, 1, b""), [ones], np.empty(32, np.float32))


def test_an_opcode_without_a_translation_is_refused_by_name():
    source = 'extern "C" __global__ void odd(float* a, float* out) { out[0] = __shfl_xor_sync(~0u, a[0], 1); }'
    with pytest.raises(NotImplementedError, match=r"shfl\.sync"):
        emulate.translate(compile_ptx(source=Code(source)))


def test_a_value_that_no_thread_writes_shows():
    source = 'extern "C" __global__ void lazy(float* a, float* out) { if (threadIdx.x) out[threadIdx.x] = a[threadIdx.x]; }'
    machine = emulate.Emulator(compile_ptx(source=Code(source)))
    out = np.empty(4, np.float32)
    machine.launch(plan.Plan("lazy", 1, 4, 1, b""), [np.ones(4, np.float32)], out)
    assert out.tobytes()[:4] == bytes([emulate.UNWRITTEN]) * 4
