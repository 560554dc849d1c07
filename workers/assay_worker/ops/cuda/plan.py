"""Which kernel computes an operator, over which grid, with which shape struct: all that is decided on the host.

The emulator and the GPU run the same plans, so what the tests see of them on a CPU is what a device gets.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from assay.commit import Dims, DType, Kind, Map, Operator, dims
from assay.commit.program import permutation
from assay.errors import InputError

from ..commitments import HASH
from ..operators import DTYPES, Array, check_operator, checked_array

# The larger matmul square does four times the work a block, so it pays once it alone can fill a GPU's multiprocessors.
ENOUGH_BLOCKS = 128


@dataclass(frozen=True)
class Plan:
    """One launch. Parameters are `inputs` pointers (the last ones null where fewer are given), the output pointer, `shape`."""

    entry: str
    blocks: int
    threads: int
    inputs: int
    shape: bytes

    def parameters(self, pointers: Sequence[int]) -> tuple[bytes, list[int]]:
        """The kernel's parameter block for the given inputs' and the output's addresses, and where each parameter starts."""
        missing = [0] * (self.inputs + 1 - len(pointers))
        block = struct.pack(f"<{self.inputs + 1}Q", *pointers[:-1], *missing, pointers[-1])
        return block + self.shape, [8 * slot for slot in range(self.inputs + 2)]


class Machine(Protocol):
    """Something that can run a plan: a GPU, or the emulator."""

    def launch(self, plan: Plan, inputs: Sequence[Array], output: Array) -> None:
        """Runs `plan` on contiguous arrays and fills `output`."""


def plan(op: Operator) -> Plan:
    """The launch for a well-formed operator."""
    match op.kind:
        case Kind.MATMUL_F32 | Kind.MATMUL_I8:
            return matmul(op)
        case Kind.ROWDOT_F32 | Kind.SUM_F32 | Kind.MAX_F32:
            rows = op.dims.values
            return Plan(op.kind.name.lower(), _cover(rows, 32), 128, len(op.inputs), _words(rows, op.contracted))
        case Kind.MAP:
            shapes = [i.dims for i in op.inputs]
            flat = all(s == op.dims for s in shapes)
            return _strided(f"map_{Map(op.function).name.lower()}", op.dims, [_strides(s) for s in shapes], op.attributes, flat=flat)
        case Kind.MOVE:
            return _move(op)
        case Kind.GATHER:
            table = op.inputs[0].dims
            return Plan(f"gather_{op.dtype.size}", _cover(op.dims.values, 256), 256, 2, _words(op.dims.values, table.d3, table.d2))


def matmul(op: Operator, *, large: bool | None = None) -> Plan:
    """A matmul's launch by squares of 64, or of 128 where `large`; chosen by size if None. The bits are the same."""
    d0, d1, m, n = op.dims
    if large is None:
        large = d0 * d1 * _cover(m, 128) * _cover(n, 128) >= ENOUGH_BLOCKS
    side = 128 if large else 64
    rows, columns = _cover(m, side), _cover(n, side)
    a, b = (_strides(i.dims)[:2] for i in op.inputs[:2])
    c = _strides(op.inputs[2].dims) if len(op.inputs) == 3 else (0, 0, 0, 0)
    shape = _words(m, n, op.contracted, rows, columns, d1, *a, *b, *c)
    return Plan(f"{op.kind.name.lower()}_{side}", d0 * d1 * rows * columns, 256, 3, shape)


def _move(op: Operator) -> Plan:
    """A permuted copy: axes of size 1 dropped, then row by row, or by transposed tiles where another axis becomes innermost."""
    size = op.dtype.size
    kept = [axis for axis in range(4) if op.attributes[axis] > 1]
    view = dims(*(op.attributes[axis] for axis in kept)) if kept else Dims(1, 1, 1, 1)
    first = 4 - len(kept)  # where the kept axes begin in `view`
    order = (*range(first), *(first + kept.index(axis) for axis in permutation(op.function) if axis in kept))
    moved = Dims(*(view[axis] for axis in order))
    source, target = _steps(view), _steps(moved)
    if order[3] == 3:
        return _strided(f"copy_{size}", moved, [tuple(source[axis] for axis in order)], (0, 0, 0, 0), flat=order == (0, 1, 2, 3))
    to = {axis: target[place] for place, axis in enumerate(order)}
    y = order[3]
    u, v = (axis for axis in range(3) if axis != y)
    x_tiles, y_tiles = _cover(view.d3, 32), _cover(view[y], 32)
    shape = _words(view.d3, view[y], view[v], x_tiles, y_tiles, source[y], source[u], source[v], to[3], to[u], to[v])
    return Plan(f"transpose_{size}", view[u] * view[v] * x_tiles * y_tiles, 256, 1, shape)


def _strided(entry: str, out: Dims, strides: Sequence[tuple[int, ...]], attributes: tuple[int, ...], *, flat: bool) -> Plan:
    padded = [step for of in (*strides, *[(0, 0, 0, 0)] * (3 - len(strides))) for step in of]
    shape = _words(out.values, flat, *out[1:], *padded, *attributes[:2])
    return Plan(entry, _cover(out.values, 256), 256, len(strides), shape)


def leaves_plan(dtype: DType, of: Dims) -> Plan:
    """The launch that hashes a tensor's tiles."""
    return Plan(f"leaves_{dtype.size}", _cover(of.tiles, 128), 128, 1, _words(of.tiles, of.tiles_a_row, of.d3))


def parents_plan(nodes: int) -> Plan:
    """The launch that hashes a level of `nodes` nodes to the next one."""
    return Plan("parents", _cover(_cover(nodes, 2), 128), 128, 1, _words(nodes))


def run(machine: Machine, op: Operator, arrays: Sequence[Array]) -> Array:
    """`assay_worker.ops.execute` on `machine`: the same arguments, the same InputError, the same bits."""
    check_operator(op)  # a kernel trusts its shape struct: nothing malformed may reach it
    if len(arrays) != len(op.inputs):
        raise InputError("arrays", len(arrays), f"{len(op.inputs)} arrays for {op.kind.name}", "pass one an input, in order")
    for slot, (array, i) in enumerate(zip(arrays, op.inputs, strict=True)):
        checked_array(f"array {slot}", array)
        if array.dtype != DTYPES[i.dtype - 1] or array.shape != i.dims:
            raise InputError(f"array {slot}", f"{array.dtype}{array.shape}", f"{i.dtype.name}{tuple(i.dims)}", "pass what the descriptor says")
    output = np.empty(op.dims, DTYPES[op.dtype - 1])
    machine.launch(plan(op), arrays, output)
    return output


def tile_leaves(machine: Machine, array: Array) -> bytes:
    """`assay_worker.ops.tile_leaves` on `machine`: the leaf hash of each tile, 32 bytes each."""
    of = Dims(*checked_array("array", array).shape)
    out = np.empty(HASH * of.tiles, np.uint8)
    machine.launch(leaves_plan(DType(DTYPES.index(array.dtype) + 1), of), [array], out)
    return out.tobytes()


def merkle_root(machine: Machine, leaves: bytes) -> bytes:
    """`assay_worker.ops.merkle_root` on `machine`: the root over leaves of 32 bytes each."""
    if not leaves or len(leaves) % HASH:
        raise InputError("leaves", f"{len(leaves)} bytes", f"a positive multiple of {HASH} bytes", "pass what tile_leaves returned")
    level = np.frombuffer(leaves, np.uint8)
    while len(level) > HASH:
        nodes = len(level) // HASH
        above = np.empty(HASH * _cover(nodes, 2), np.uint8)
        machine.launch(parents_plan(nodes), [level], above)
        level = above
    return level.tobytes()


def _cover(size: int, piece: int) -> int:
    return -(-size // piece)


def _steps(of: Dims) -> tuple[int, int, int, int]:
    """Values from one index of an axis to the next."""
    return (of.d1 * of.d2 * of.d3, of.d2 * of.d3, of.d3, 1)


def _strides(of: Dims) -> tuple[int, int, int, int]:
    """The same for an input that may be broadcast: 0 along its axes of size 1."""
    s0, s1, s2, s3 = (step if size > 1 else 0 for step, size in zip(_steps(of), of, strict=True))
    return (s0, s1, s2, s3)


def _words(*values: int) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)
