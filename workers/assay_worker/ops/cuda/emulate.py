"""Runs the PTX that NVRTC made on the CPU: PTX to C, one statement an instruction, compiled once and kept.

What this shows: that the kernels' PTX computes the defined bits, in bounds and without races (emulator.h lists the faults).
What it cannot show: that ptxas and a real GPU keep to PTX's definition, and how fast they are. An opcode or form that is
not translated here raises NotImplementedError with its line; nothing is skipped.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from assay.commit import Operator
from assay.errors import AssayError

from ..operators import Array
from .compile import OLDEST, cache_folder, check, compile_ptx
from .plan import Plan, run

DEVICE_ALIGNMENT = 256
UNWRITTEN = 0xA5  # fills the output beforehand: a value that no thread writes shows
RUNTIME = Path(__file__).with_name("emulator.h")
# A thread's registers are memory here, and gcc's passes over memory cost most of the build and win nothing: 3.5 s for 9 s.
C_FLAGS = ("-std=c11", "-O1", "-fno-tree-dse", "-fno-tree-pta", "-fno-tree-sink", "-fno-tree-fre", "-fno-tree-dominator-opts", "-fno-tree-ter",
           "-ffp-contract=off", "-fno-strict-aliasing", "-fwrapv", "-fPIC", "-shared", "-w")  # fmt: skip

FAULTS = ("none", "access outside every buffer", "misaligned access", "write to an input", "shared memory read before written",
          "race in shared memory", "barrier not reached by all threads", "out of memory")  # fmt: skip

_C_TYPE = {
    "u8": "uint8_t", "s8": "int8_t", "b8": "uint8_t", "u16": "uint16_t", "s16": "int16_t", "b16": "uint16_t", "u32": "uint32_t",
    "s32": "int32_t", "b32": "uint32_t", "f32": "uint32_t", "u64": "uint64_t", "s64": "int64_t", "b64": "uint64_t", "pred": "uint8_t",
}  # fmt: skip
_SPECIAL = {"%tid.x": "l->thread", "%ntid.x": "l->threads", "%ctaid.x": "l->block", "%nctaid.x": "l->blocks"}
_COMPARE = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}


class EmulatorFault(AssayError):
    """The kernel did what a GPU would not have survived, or not have done twice alike."""


@dataclass
class Entry:
    """One kernel as it stands in the PTX."""

    name: str
    params: dict[str, int]  # offsets in the parameter block
    param_sizes: list[int] = field(default_factory=list)
    registers: dict[str, tuple[str, int]] = field(default_factory=dict)  # class -> type, count
    shared: dict[str, int] = field(default_factory=dict)  # offsets
    shared_size: int = 0
    body: list[tuple[int, str]] = field(default_factory=list)  # PTX line number, text


def parse(ptx: str) -> Iterator[Entry]:
    """The entries of a PTX module as NVRTC prints it: an instruction a line."""
    lines = enumerate(ptx.splitlines(), 1)
    for at, line in lines:
        text = line.split("//")[0].strip()
        start = re.fullmatch(r"\.visible \.entry (\w+)\(", text)
        if start:
            yield _parse_entry(start[1], lines)
        elif text and not re.match(r"\.(version|target|address_size|const)\b", text):
            raise NotImplementedError(f"PTX line {at}: {text}")


def _parse_entry(name: str, lines: Iterator[tuple[int, str]]) -> Entry:
    entry, end = Entry(name, {}), 0
    for at, line in lines:
        text = line.split("//")[0].strip()
        if text == "}":
            return entry
        if text in ("", "{", ")") or re.fullmatch(r"\.(maxntid|minnctapersm|pragma)\b.*", text):
            continue
        if found := re.fullmatch(r"\.param (?:\.align (\d+) )?\.(\w+) (?:\.ptr(?: \.\w+)* \.align \d+ )?(\w+)(?:\[(\d+)\])?,?", text):
            size = _width(found[2])
            end = _aligned(end, int(found[1] or size))
            entry.params[found[3]] = end
            entry.param_sizes.append(size * int(found[4] or 1))
            end += entry.param_sizes[-1]
        elif found := re.fullmatch(r"\.reg \.(\w+)\s+%([a-z]+)<(\d+)>;", text):
            entry.registers[found[2]] = (found[1], int(found[3]))
        elif found := re.fullmatch(r"\.shared \.align (\d+) \.b8 (\w+)\[(\d+)\];", text):
            entry.shared[found[2]] = _aligned(entry.shared_size, int(found[1]))
            entry.shared_size = entry.shared[found[2]] + int(found[3])
        elif text.startswith("."):
            raise NotImplementedError(f"PTX line {at}: {text}")
        else:
            entry.body.append((at, text))
    raise NotImplementedError(f"{name}: no end")


def _aligned(offset: int, to: int) -> int:
    return -(-offset // to) * to


def _width(ptx_type: str) -> int:
    return int(ptx_type[1:]) // 8


class _Writer:
    """Translates one entry's instructions. Registers hold bits; an operand is read as the instruction's type says."""

    def __init__(self, entry: Entry) -> None:
        self.entry, self.barriers, self.cell = entry, 0, 16

    def register(self, operand: str) -> tuple[str, str]:
        """A register's place in the thread's state, and its C type."""
        found = re.fullmatch(r"%([a-z]+)(\d+)", operand)
        if not found or found[1] not in self.entry.registers:
            raise NotImplementedError(f"operand {operand}")
        return f"t->{found[1]}[{found[2]}]", _C_TYPE[self.entry.registers[found[1]][0]]

    def read(self, operand: str, ptx_type: str) -> str:
        kind = _C_TYPE[ptx_type]
        if operand in _SPECIAL:
            return f"({kind}){_SPECIAL[operand]}"
        if operand in self.entry.shared:
            return f"({kind}){self.entry.shared[operand]}u"
        if found := re.fullmatch(r"0[fF]([0-9a-fA-F]{8})", operand):
            return f"0x{found[1]}u"
        if re.fullmatch(r"-?\d+", operand):
            return f"({kind})({operand}ll)"
        return f"({kind}){self.register(operand)[0]}"

    def float(self, operand: str) -> str:
        return f"F({self.read(operand, 'f32')})"

    def write(self, operand: str, value: str) -> str:
        place, kind = self.register(operand)
        return f"{place} = ({kind})({value});"

    def address(self, operand: str, space: str, size: int, writes: bool, line: int) -> str:
        found = re.fullmatch(r"\[(%?\w+)(?:\+(-?\d+))?\]", operand)
        if not found:
            raise NotImplementedError(f"address {operand}")
        if space == "shared":
            self.cell = min(self.cell, size)
        return f"{space}_at(l, {self.read(found[1], 'u64')} + ({found[2] or 0}), {size}, {int(writes)}, {line})"

    def instruction(self, line: int, text: str) -> str:
        if found := re.fullmatch(r"\$?(\w+):", text):
            return f"{found[1]}:;"
        found = re.fullmatch(r"(?:@(!?)(%p\d+)\s+)?([a-z][\w.:]*)\s*(.*?);", text)
        if not found:
            raise NotImplementedError(f"PTX line {line}: {text}")
        negated, guard, opcode, rest = found.groups()
        operands = [o.strip() for o in re.split(r",\s*(?![^{]*\})", rest)] if rest else []
        try:
            statement = self.statement(opcode, operands, line)
        except (NotImplementedError, KeyError) as e:
            raise NotImplementedError(f"PTX line {line}: {text} ({e})") from None
        return f"if ({negated}{self.register(guard)[0]}) {{ {statement} }}" if guard else statement

    def statement(self, opcode: str, o: list[str], line: int) -> str:
        for pattern, translate in _INSTRUCTIONS:
            if found := pattern.fullmatch(opcode):
                return translate(self, found, o, line)
        raise NotImplementedError("no translation")

    def load(self, m: re.Match[str], o: list[str], line: int) -> str:
        kind, size, targets = _C_TYPE[m["type"]], _width(m["type"]), o[0].strip("{}").split(",")
        place = self.address(o[1], m["space"], size * len(targets), False, line)
        reads = (self.write(r.strip(), f"v[{i}]") for i, r in enumerate(targets))
        return f"{{ const {kind} *v = {place}; {' '.join(reads)} }}"

    def store(self, m: re.Match[str], o: list[str], line: int) -> str:
        kind, size, values = _C_TYPE[m["type"]], _width(m["type"]), o[1].strip("{}").split(",")
        place = self.address(o[0], m["space"], size * len(values), True, line)
        writes = (f"v[{i}] = {self.read(r.strip(), m['type'])};" for i, r in enumerate(values))
        return f"{{ {kind} *v = {place}; {' '.join(writes)} }}"

    def load_param(self, m: re.Match[str], o: list[str], _line: int) -> str:
        found = re.fullmatch(r"\[(\w+)(?:\+(\d+))?\]", o[1])
        if not found:
            raise NotImplementedError(f"parameter {o[1]}")
        offset = self.entry.params[found[1]] + int(found[2] or 0)
        return f"{{ {_C_TYPE[m['type']]} v; memcpy(&v, l->params + {offset}, sizeof v); {self.write(o[0], 'v')} }}"

    def barrier(self, _m: re.Match[str], o: list[str], _line: int) -> str:
        if o != ["0"]:
            raise NotImplementedError(f"barrier {o}")
        self.barriers += 1
        return f"t->at = {self.barriers}; return; B{self.barriers}:;"

    def compare(self, m: re.Match[str], o: list[str], _line: int) -> str:
        kind, how = m["type"], m["how"]
        if kind != "f32":
            return self.write(o[0], f"{self.read(o[1], kind)} {_COMPARE[how]} {self.read(o[2], kind)}")
        x, y = self.float(o[1]), self.float(o[2])
        unordered = f"({x} != {x} || {y} != {y})"
        if how in ("nan", "num"):
            return self.write(o[0], unordered if how == "nan" else f"!{unordered}")
        if how in _COMPARE:  # ordered: a NaN makes it false, also for ne
            return self.write(o[0], f"!{unordered} && {x} {_COMPARE[how]} {y}")
        return self.write(o[0], f"{unordered} || {x} {_COMPARE[how.removesuffix('u')]} {y}")

    def source(self) -> str:
        body = [self.instruction(line, text) for line, text in self.entry.body]
        state = " ".join(f"{_C_TYPE[kind]} {name}[{count}];" for name, (kind, count) in self.entry.registers.items())
        resume = " ".join(f"case {b}: goto B{b};" for b in range(1, self.barriers + 1))
        name, newline = self.entry.name, "\n  "
        return f"""
typedef struct {{ int32_t at; {state} }} State_{name};
static void step_{name}(Launch *l, void *state) {{
  State_{name} *t = state;
  switch (t->at) {{ {resume} default: break; }}
  {newline.join(body)}
}}
void launch_{name}(Launch *l) {{ run_blocks(l, step_{name}, sizeof(State_{name}), {self.entry.shared_size}, {self.cell}); }}
"""


_Translate = Callable[[_Writer, re.Match[str], list[str], int], str]


def _value(compute: Callable[[_Writer, re.Match[str], list[str]], str]) -> _Translate:
    """An instruction that writes its first operand."""
    return lambda w, m, o, _line: w.write(o[0], compute(w, m, o))


def _infix(signs: dict[str, str]) -> _Translate:
    return _value(lambda w, m, o: f"{w.read(o[1], m['type'])} {signs[m['op']]} {w.read(o[2], m['type'])}")


def _rounded(signs: dict[str, str]) -> _Translate:
    return _value(lambda w, m, o: f"B({w.float(o[1])} {signs[m['op']]} {w.float(o[2])})")


def _wide_product(w: _Writer, m: re.Match[str], o: list[str]) -> str:
    twice = _C_TYPE[f"{m['type'][0]}{2 * int(m['type'][1:])}"]
    return f"({twice})({w.read(o[1], m['type'])}) * ({twice})({w.read(o[2], m['type'])})"


def _extreme(w: _Writer, m: re.Match[str], o: list[str]) -> str:
    x, y = w.read(o[1], m["type"]), w.read(o[2], m["type"])
    return f"{x} {'<' if m['op'] == 'min' else '>'} {y} ? {x} : {y}"


def _call(function: str, *types: str) -> _Translate:
    return _value(lambda w, m, o: f"{function.format(**m.groupdict())}({', '.join(w.read(x, t) for x, t in zip(o[1:], types, strict=True))})")


# First match wins. Integer arithmetic wraps (-fwrapv), as PTX's does.
_INSTRUCTIONS: list[tuple[re.Pattern[str], _Translate]] = [
    (re.compile(pattern), translate)
    for pattern, translate in (
        (r"ld\.param\.(?P<type>[ub]\d+|f32)", _Writer.load_param),
        (r"ld\.(?P<space>global|shared)(\.nc)?(\.v[24])?\.(?P<type>[usbf]\d+)", _Writer.load),
        (r"st\.(?P<space>global|shared)(\.v[24])?\.(?P<type>[usbf]\d+)", _Writer.store),
        (r"bar\.sync|barrier\.sync", _Writer.barrier),
        (r"ret", lambda w, m, o, line: "t->at = -1; return;"),
        (r"bra(\.uni)?", lambda w, m, o, line: f"goto {o[0].removeprefix('$')};"),
        (r"mov\.(?P<type>pred|[usbf]\d+)", _value(lambda w, m, o: w.read(o[1], m["type"]))),
        (r"cvta\.to\.global\.(?P<type>u64)", _value(lambda w, m, o: w.read(o[1], m["type"]))),
        (r"cvt\.(?P<to>[us]\d+)\.(?P<type>[us]\d+)", _value(lambda w, m, o: f"({_C_TYPE[m['to']]})({w.read(o[1], m['type'])})")),
        (r"cvt\.rn\.f32\.s32", _value(lambda w, m, o: f"B((float)({w.read(o[1], 's32')}))")),
        (r"setp\.(?P<how>[a-z]+)\.(?P<type>[usb]\d+|f32)", _Writer.compare),
        (r"selp\.(?P<type>[usbf]\d+)", _value(lambda w, m, o: f"{w.read(o[3], 'pred')} ? {w.read(o[1], m['type'])} : {w.read(o[2], m['type'])}")),
        (r"not\.pred", _value(lambda w, m, o: f"!{w.read(o[1], 'pred')}")),
        (r"not\.(?P<type>b\d+)", _value(lambda w, m, o: f"~{w.read(o[1], m['type'])}")),
        (r"(?P<op>and|or|xor)\.(?P<type>pred|b\d+)", _infix({"and": "&", "or": "|", "xor": "^"})),
        (r"(?P<op>add|sub)\.(?P<type>[us]\d+)", _infix({"add": "+", "sub": "-"})),
        (r"mul\.lo\.(?P<type>[us]\d+)", _value(lambda w, m, o: f"{w.read(o[1], m['type'])} * {w.read(o[2], m['type'])}")),
        (r"mul\.wide\.(?P<type>[us](?:16|32))", _value(_wide_product)),
        (r"mad\.lo\.(?P<type>[us]\d+)", _value(lambda w, m, o: f"{w.read(o[1], m['type'])} * {w.read(o[2], m['type'])} + {w.read(o[3], m['type'])}")),
        (r"(?P<op>div|rem)\.(?P<type>u\d+)", _infix({"div": "/", "rem": "%"})),
        (r"(?P<op>min|max)\.(?P<type>[us]\d+)", _value(_extreme)),
        (r"shl\.b(?P<bits>32)", _call("shl{bits}", "b32", "u32")),
        (r"shl\.b(?P<bits>64)", _call("shl{bits}", "b64", "u32")),
        (r"shr\.[ub]32", _call("shr_u32", "u32", "u32")),
        (r"shr\.[ub]64", _call("shr_u64", "u64", "u32")),
        (r"shr\.s32", _call("shr_s32", "s32", "u32")),
        (r"shf\.r\.wrap\.b32", _call("funnel_right", "b32", "b32", "u32")),
        (r"shf\.l\.wrap\.b32", _call("funnel_left", "b32", "b32", "u32")),
        (r"prmt\.b32", _call("permute", "b32", "b32", "b32")),
        (r"dp4a\.s32\.s32", _call("dp4a_s32", "b32", "b32", "b32")),
        (r"(?P<op>add|sub|mul|div)\.rn\.f32", _rounded({"add": "+", "sub": "-", "mul": "*", "div": "/"})),
        (r"fma\.rn\.f32", _value(lambda w, m, o: f"B(__builtin_fmaf({w.float(o[1])}, {w.float(o[2])}, {w.float(o[3])}))")),
        (r"sqrt\.rn\.f32", _value(lambda w, m, o: f"B(__builtin_sqrtf({w.float(o[1])}))")),
        (r"abs\.f32", _value(lambda w, m, o: f"{w.read(o[1], 'f32')} & 0x7fffffffu")),
        (r"neg\.(?P<type>s\d+)", _value(lambda w, m, o: f"-{w.read(o[1], m['type'])}")),
        (r"copysign\.f32", _value(lambda w, m, o: f"{w.read(o[1], 'f32')} & 0x80000000u | {w.read(o[2], 'f32')} & 0x7fffffffu")),
        (r"neg\.f32", _value(lambda w, m, o: f"{w.read(o[1], 'f32')} ^ 0x80000000u")),
    )
]


def translate(ptx: str) -> str:
    """C for every entry of `ptx`. Raises NotImplementedError on anything that has no translation."""
    return f'#include "{RUNTIME.name}"\n' + "".join(_Writer(entry).source() for entry in parse(ptx))


class _Buffer(ctypes.Structure):
    _fields_ = (("start", ctypes.c_uint64), ("size", ctypes.c_uint64), ("writable", ctypes.c_uint32))


class _Fault(ctypes.Structure):
    _fields_ = (("kind", ctypes.c_uint32), ("line", ctypes.c_uint32), ("block", ctypes.c_uint32), ("thread", ctypes.c_uint32))


class Emulator:
    """A `Machine` that runs the kernels' PTX for one virtual architecture on the CPU."""

    def __init__(self, ptx: str) -> None:
        self.ptx = ptx
        self.built = _built(ptx)
        self.library = ctypes.CDLL(str(self.built))

    def launch(self, plan: Plan, inputs: Sequence[Array], output: Array) -> None:
        """Raises EmulatorFault, with the PTX line, where the kernel misbehaves."""
        held = [_on_device(a) for a in inputs]
        target = _on_device(np.full(output.nbytes, UNWRITTEN, "u1"))
        params, _ = plan.parameters([a.ctypes.data for a in (*held, target)])
        buffers = (_Buffer * (len(held) + 1))(*[_Buffer(a.ctypes.data, a.nbytes, a is target) for a in (*held, target)])
        fault = _Fault()
        kernel = self.library[f"launch_{plan.entry}"]
        self.library.start(kernel, params, buffers, len(buffers), plan.blocks, plan.threads, ctypes.byref(fault))
        if fault.kind:
            line = self.ptx.splitlines()[fault.line - 1].strip() if fault.line else ""
            raise EmulatorFault(f"{plan.entry}: {FAULTS[fault.kind]}, block {fault.block}, thread {fault.thread}, PTX line {fault.line}: {line}")
        output[...] = target.view(output.dtype).reshape(output.shape)


def _on_device(array: Array) -> Array:
    """The array's values where a device would have them: at an address that is a multiple of 256."""
    room = np.empty(array.nbytes + DEVICE_ALIGNMENT, "u1")
    start = -room.ctypes.data % DEVICE_ALIGNMENT
    placed = room[start : start + array.nbytes].view(array.dtype).reshape(array.shape)
    placed[...] = array
    return placed


def _built(ptx: str) -> Path:
    """The shared library of `ptx`, from the cache where it has been built before."""
    source = translate(ptx)
    compiler = os.environ.get("CC", "cc")
    name = hashlib.sha256("\0".join((source, RUNTIME.read_text(), compiler, *C_FLAGS)).encode()).hexdigest()[:32]
    library = cache_folder() / f"{name}.so"
    if not library.exists():
        code, draft = library.with_suffix(f".{os.getpid()}.c"), library.with_suffix(f".{os.getpid()}.so")
        code.write_text(source)
        try:
            subprocess.run([compiler, *C_FLAGS, f"-I{RUNTIME.parent}", str(code), "-o", str(draft)], check=True, capture_output=True, text=True)
            draft.replace(library)
        except FileNotFoundError:
            raise AssayError(f"no C compiler {compiler!r}: the emulator needs one; install gcc or set CC") from None
        finally:
            code.unlink()
    return library


def execute(op: Operator, arrays: Sequence[Array]) -> Array:
    """What the CUDA kernels compute for `op`, emulated: for tests and for the curious, far too slow for work."""
    return run(emulator(), op, arrays)


@cache
def emulator(architecture: str = OLDEST) -> Emulator:
    """The emulator of the kernels as compiled for `architecture`."""
    ptx = compile_ptx(architecture)
    check(ptx)
    return Emulator(ptx)
