"""A cheap look at an int8 product: is `out` the product of A and B, without computing it? (docs/checks.md)

Freivalds (1977): with a random vector r, out r = A (B^T r) + C r costs N M + N K + M K products instead of M N K. Here the vector's
values are uniform integers of 60 bits and the equality is that of the field of p = 2^61 - 1 elements, where every sum is exact.

**Soundness.** Let D = out - (A B^T + C) hold a wrong value in column n of some row. Both sides are int32 values (which is what `refused`
makes sure of), so 0 < |D| < 2^32 < p and D is not 0 modulo p. Whatever the row's other columns give, exactly one residue of r[n] makes
the row's sum 0, and r[n] takes 2^60 values, all of different residues: a wrong row passes with a probability of at most 2^-60, and
a wrong output passes only if all its wrong rows do. **Completeness.** An honest output passes always: both sides are the same integers.

r is derived from the seed with AES-256 in counter mode, so the bound holds for a provider that cannot tell that from chance, and only
while the seed is secret: draw it after the commitment stands, from `secrets.token_bytes(32)`, and never use it again once shown.
"""

from __future__ import annotations

import hashlib

import numpy as np
from assay.commit.program import Kind, Operator
from assay.commit.tensor import DType
from assay.errors import InputError
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from numpy.typing import NDArray

from ..ops import Array, _native
from ..ops.operators import DTYPES, check_operator, checked_array

PRIME = 2**61 - 1
SEED_BYTES = 32
# -log2 of the probability that a wrong output passes.
SOUNDNESS = 60
_LARGEST = 2**31 - 1
_DOMAIN = b"assay/freivalds"


def check_matmul_i8(op: Operator, a: Array, b: Array, c: Array | None, out: Array, seed: bytes) -> bool:
    """Whether `out` is what `op` (MATMUL_I8) gives: True always where it is, and where it is not, with a probability of at most 2^-60.

    `a` int8 (a0,a1,M,K), `b` int8 (b0,b1,N,K), `c` int32 that broadcasts to the output or None, `out` int32 (o0,o1,M,N): C-contiguous,
    of the dims of `op`. `seed`: 32 bytes that who made `out` could not know. One thread; reads each tensor once (B^T r once a batch of
    B) and needs some 45 N + 40 K bytes beyond them. False is a reason to run the operator, not evidence by itself.

    Raises InputError where an argument is not what `op` says or the product may leave int32 (see `refused`).
    """
    arrays = (a, b) if c is None else (a, b, c)
    if op.kind is not Kind.MATMUL_I8:
        raise InputError("op", op.kind.name, "MATMUL_I8", "re-run other operators with ops.execute")
    check_operator(op)
    if len(arrays) != len(op.inputs):
        raise InputError("c", None if c is None else "an array", f"as the operator says: {len(op.inputs)} inputs", "pass c where the operator has one")
    for name, array, dtype, dims in [
        *((name, array, i.dtype, i.dims) for name, array, i in zip("abc", arrays, op.inputs, strict=False)),
        ("out", out, op.dtype, op.dims),
    ]:
        _check(name, array, dtype, dims)
    if len(seed) != SEED_BYTES:
        raise InputError("seed", f"{len(seed)} bytes", f"{SEED_BYTES} bytes", "draw it with secrets.token_bytes(32)")
    reason = refused(op, c)
    if reason:
        raise InputError("op", tuple(op.dims), reason, "run the operator instead: its sums may wrap, which no field knows of")
    return _native.check_product(out, arrays, vector(seed, op))


def refused(op: Operator, c: Array | None) -> str | None:
    """Why this check does not apply to a MATMUL_I8, in words, or None: its exact sums must stay in int32, K * 2^14 + max |C| < 2^31."""
    most = op.contracted * 2**14
    start = 0 if c is None else max(int(c.max()), -int(c.min()))
    if most + start > _LARGEST:
        return f"sums within int32: {op.contracted} products of up to 2^14 and a start of up to {start} may reach {most + start}"
    return None


def vector(seed: bytes, op: Operator) -> NDArray[np.int64]:
    """N values, uniform in -2^59 .. 2^59 - 1, of a seed and an operator: another one for each operator."""
    key = hashlib.sha256(_DOMAIN + seed + op.encode()).digest()
    stream = Cipher(algorithms.AES(key), modes.CTR(bytes(16))).encryptor().update(bytes(8 * op.dims.d3))
    return np.frombuffer(stream, "<i8") >> 4


def _check(name: str, array: Array, dtype: DType, dims: tuple[int, ...]) -> None:
    checked_array(name, array)
    if array.dtype != DTYPES[dtype - 1] or array.shape != dims:
        raise InputError(name, f"{array.dtype}{array.shape}", f"{DTYPES[dtype - 1]}{tuple(dims)}", "pass what the operator's descriptor says")
