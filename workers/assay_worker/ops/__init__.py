"""Reproducible operators on the CPU: the same bits on every machine (docs/operators.md).

    from assay_worker import ops
    y = ops.matmul_f32(x, weights, bias, threads=4)      # one operator by name
    y = ops.execute(operator, [x, weights, bias])        # one operator of a program
    root = ops.tensor_root(y)                            # what a provider commits to

Arrays are numpy, C-contiguous, of exactly four dims, float32, int32 or int8. Anything else raises `assay.errors.InputError`
before memory is touched. `threads` is 1..=64 and changes no bit; nor does the instruction set, which is the widest that the
processor has unless `set_isa` or the environment variable ASSAY_ISA names one.
"""

from .commitments import as_tensor, merkle_levels, merkle_root, tensor_root, tile_leaves
from .instruction_sets import instruction_set, instruction_sets, set_isa
from .operators import Array, execute, gather, map_fn, matmul_f32, matmul_i8, max_rows, move, rowdot, sum_rows
from .programs import run_program

__all__ = [
    "Array", "as_tensor", "execute", "gather", "instruction_set", "instruction_sets", "map_fn", "matmul_f32", "matmul_i8", "max_rows", "merkle_levels",
    "merkle_root", "move", "rowdot", "run_program", "set_isa", "sum_rows", "tensor_root", "tile_leaves",
]  # fmt: skip
