"""INV-CUDA-2: the PTX rounds where docs/operators.md says so and nowhere else: no contraction, approximation or flush to zero."""

from __future__ import annotations

import pytest

pytest.importorskip("cuda.bindings.nvrtc", reason="the extra `cuda` is not installed")

from assay_worker.ops.cuda import emulate
from assay_worker.ops.cuda.compile import (
    EXACT,
    CompileFailed,
    InexactCode,
    Source,
    architectures,
    check,
    check_contraction,
    compile_cubin,
    compile_ptx,
    opcodes,
)

FUNCTIONS = Source.ours().functions


def kernel(body: str) -> Source:
    return Source('#include "functions.h"\nextern "C" __global__ void k(float* x, int* i) { ' + body + " }", FUNCTIONS)


# 2 s each the first time, then kept: the oldest, the newest and those that many GPUs have.
@pytest.mark.parametrize("capability", [75, 80, 90, 100, 120])
def test_inv_cuda_2_every_rounding_in_the_ptx_is_a_written_one(capability):
    assert capability in architectures()
    ptx = compile_ptx(f"compute_{capability}")
    check(ptx)
    check_contraction(f"compute_{capability}")
    emulate.translate(ptx)  # every opcode is one whose bits emulate.py knows
    found = set(opcodes(ptx))
    assert {"fma.rn.f32", "add.rn.f32", "sub.rn.f32", "mul.rn.f32", "div.rn.f32", "sqrt.rn.f32"} <= found


@pytest.mark.parametrize("capability", [75, 90, 120])
def test_the_kernels_compile_to_machine_code(capability):
    assert compile_cubin(f"sm_{capability}")[:4] == b"\x7fELF"


@pytest.mark.parametrize(
    ("body", "options", "named"),
    [
        ("x[0] = x[1] / x[2];", ("--prec-div=false",), "div.full.f32"),
        ("x[0] = sqrtf(x[1]);", ("--prec-sqrt=false",), "sqrt.approx.f32"),
        ("x[0] = ADD(x[1], x[2]);", ("--ftz=true",), "add.rn.ftz.f32"),
        ("x[0] = __expf(x[1]);", EXACT, "ex2.approx"),
        ("x[0] = x[1] + x[2];", (), "add.f32"),  # ptxas would be free to fuse it
        ("x[0] = (float)((double)x[1] * x[2] * x[3]);", EXACT, "f64"),
        ("x[0] = __fmaf_rz(x[1], x[2], x[3]);", EXACT, "fma.rz.f32"),
        ("x[0] = fmaxf(x[1], x[2]);", EXACT, "max.f32"),  # drops a NaN: f_max is written out instead
        ("x[0] = (float)(unsigned)i[0];", EXACT, "cvt.rn.f32.u32"),
    ],
)
def test_inv_cuda_2_what_is_inexact_is_named(body, options, named):
    with pytest.raises(InexactCode, match=named.replace(".", r"\.")):
        check(compile_ptx(source=kernel(body), options=options))


def test_inv_cuda_2_a_contraction_that_nobody_wrote_is_found():
    plain = kernel("x[0] = x[1] * x[2] + x[3];")
    check_contraction(source=plain)
    with pytest.raises(InexactCode, match="1 fma"):
        check_contraction(source=plain, options=("--fmad=true",))
    written = kernel("x[0] = FMA(x[1], x[2], x[3]);")
    check_contraction(source=written, options=("--fmad=true",))
    with pytest.raises(InexactCode, match="written otherwise"):
        check_contraction(source=kernel("x[0] = fmaf(x[1], x[2], x[3]);"))


def test_a_fault_in_the_source_is_told_with_nvrtc_s_log():
    with pytest.raises(CompileFailed, match="nosuch"):
        compile_ptx(source=kernel("x[0] = nosuch;"))
