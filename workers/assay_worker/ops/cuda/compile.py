"""NVRTC: kernels.cu to PTX and cubin, no GPU needed; and the check that the PTX rounds only where the source says so."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assay.errors import AssayError
from cuda.bindings import nvrtc

HERE = Path(__file__).parent
KERNELS = HERE / "kernels.cu"
FUNCTIONS = HERE.parent / "native" / "functions.h"

# The kernels write every rounding out, so these only forbid what NVRTC would do to plain C. What binds ptxas, here or in
# a driver, is the `.rn` that `check` demands: PTX lets it fuse a product and a sum that do not carry one.
EXACT = ("--fmad=false", "--ftz=false", "--prec-div=true", "--prec-sqrt=true", "--std=c++17")
OLDEST = "compute_75"
WRITTEN_FMA = "__fmaf_rn(a, b, c)"  # the one way functions.h has

# Every instruction on floating-point values that docs/operators.md has a meaning for. An opcode that is not here is refused,
# whatever a later compiler may invent.
EXACT_FLOAT = re.compile(
    r"""(fma|add|sub|mul|div|sqrt)\.rn\.f32       # each one rounding, subnormals kept
      | cvt\.rn\.f32\.s32                         # DEQUANT
      | setp\.(lt|le|gt|ge|eq|ne|nan|num|ltu|leu|gtu|geu|equ|neu)\.f32
      | (selp|mov|abs|neg|copysign)\.f32          # move bits or touch the sign only
      | (ld|st)\.(global|shared|param)(\.nc)?(\.v[24])?\.f32
    """,
    re.VERBOSE,
)
_FLOAT = re.compile(  # what touches floating-point values at all
    r"""\.(f16|f16x2|bf16|bf16x2|tf32|f32|f32x2|f64|e\dm\d\w*)\b
      | \.(ftz|approx|full|sat)\b
      | ^(mma|wmma|wgmma|tcgen05|ex2|lg2|sin|cos|tanh|rcp|rsqrt)\b
    """,
    re.VERBOSE,
)
_OPCODE = re.compile(r"[\s{]*(?:@!?%p\d+\s+)?([a-z][\w.:]*)")


class CompileFailed(AssayError):
    """NVRTC refused the source; the message is its log."""


class InexactCode(AssayError):
    """The PTX holds an instruction whose rounding docs/operators.md does not define."""


@dataclass(frozen=True)
class Source:
    """What is compiled: the kernels and the scalar functions they include."""

    kernels: str
    functions: str = ""

    @classmethod
    def ours(cls) -> Source:
        return cls(KERNELS.read_text(), FUNCTIONS.read_text())


def compile_ptx(architecture: str = OLDEST, source: Source | None = None, options: tuple[str, ...] = EXACT) -> str:
    """PTX for a virtual architecture (`compute_75` ..). Raises CompileFailed."""
    return _compiled(architecture, source or Source.ours(), options).decode().rstrip("\0")


def compile_cubin(architecture: str) -> bytes:
    """Machine code for a real architecture (`sm_75` ..). Raises CompileFailed; InexactCode where its PTX is not exact."""
    check(compile_ptx(architecture.replace("sm_", "compute_")))
    return _compiled(architecture, Source.ours(), EXACT)


@cache
def architectures() -> tuple[int, ...]:
    """The compute capabilities (75, 80, ..) that this NVRTC compiles for and the kernels run on."""
    status, found = nvrtc.nvrtcGetSupportedArchs()
    if status != nvrtc.nvrtcResult.NVRTC_SUCCESS:
        raise CompileFailed(f"nvrtcGetSupportedArchs: {status.name}")
    return tuple(a for a in found if a >= int(OLDEST.removeprefix("compute_")))


def opcodes(ptx: str) -> Iterator[str]:
    """Every instruction's opcode, in order."""
    for line in ptx.splitlines():
        for part in line.split("//")[0].split(";")[:-1]:
            if found := _OPCODE.match(part):
                yield found[1]


def check(ptx: str) -> None:
    """Raises InexactCode where the PTX flushes, approximates, rounds otherwise or leaves ptxas free to contract.

    A `mul.f32` or `add.f32` without `.rn` is refused too: those ptxas may fuse. That no fma stands where the source has a
    product and a sum is `check_contraction`'s to say.
    """
    wrong = sorted({op for op in opcodes(ptx) if _FLOAT.search(op) and not EXACT_FLOAT.fullmatch(op)})
    if wrong:
        raise InexactCode(f"not in docs/operators.md: {', '.join(wrong)}")


def check_contraction(architecture: str = OLDEST, source: Source | None = None, options: tuple[str, ...] = EXACT) -> None:
    """Raises InexactCode where the compiler makes an fma of its own: with `FMA` defined as two roundings, none may be left."""
    given = source or Source.ours()
    if given.functions.count(WRITTEN_FMA) != 1 or re.search(r"__f?maf?_|\bfmaf?\s*\(|\basm\b", given.kernels):
        raise InexactCode("an fma is written otherwise than as FMA of functions.h: this check cannot see it")
    split = Source(given.kernels, given.functions.replace(WRITTEN_FMA, "__fadd_rn(__fmul_rn(a, b), c)"))
    left = [op for op in opcodes(compile_ptx(architecture, split, options)) if op.startswith(("fma", "mad.rn"))]
    if left:
        raise InexactCode(f"{len(left)} fma that nobody wrote")


def cache_folder() -> Path:
    """Where compiled code is kept between runs; a file's name is the hash of all that it was made from."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "assay" / "cuda"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep(path: Path, content: bytes) -> None:
    """Writes a cache file whole or not at all: other processes may read it at the same time."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)


def _compiled(architecture: str, source: Source, options: tuple[str, ...]) -> bytes:
    made_from = repr((architecture, source, options, nvrtc.nvrtcVersion()[1:])).encode()
    kept = cache_folder() / f"{hashlib.sha256(made_from).hexdigest()[:32]}.{'cubin' if architecture.startswith('sm_') else 'ptx'}"
    if not kept.exists():
        keep(kept, _compile(architecture, source, options))
    return kept.read_bytes()


def _compile(architecture: str, source: Source, options: tuple[str, ...]) -> bytes:
    status, program = nvrtc.nvrtcCreateProgram(source.kernels.encode(), b"kernels.cu", 1, [source.functions.encode()], [b"functions.h"])
    _expect(status)
    try:
        flags = [f"--gpu-architecture={architecture}", *options]
        (status,) = nvrtc.nvrtcCompileProgram(program, len(flags), [f.encode() for f in flags])
        if status != nvrtc.nvrtcResult.NVRTC_SUCCESS:
            status, size = nvrtc.nvrtcGetProgramLogSize(program)
            log = bytearray(size)
            nvrtc.nvrtcGetProgramLog(program, log)
            raise CompileFailed(f"{architecture}: {log.rstrip(bytes(1)).decode(errors='replace')}")
        cubin = architecture.startswith("sm_")
        status, size = nvrtc.nvrtcGetCUBINSize(program) if cubin else nvrtc.nvrtcGetPTXSize(program)
        _expect(status)
        code = bytearray(size)
        (status,) = nvrtc.nvrtcGetCUBIN(program, code) if cubin else nvrtc.nvrtcGetPTX(program, code)
        _expect(status)
        return bytes(code)
    finally:
        nvrtc.nvrtcDestroyProgram(program)


def _expect(status: nvrtc.nvrtcResult) -> None:
    if status != nvrtc.nvrtcResult.NVRTC_SUCCESS:
        raise CompileFailed(f"NVRTC answers {status.name}")
