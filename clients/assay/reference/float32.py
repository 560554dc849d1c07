"""float32 by integers: the referee's arithmetic as plain Python (docs/operators.md defines every bit).

A value is its 32 bits as an int in 0..2**32. Every function takes any bits, returns one rounding to nearest even of the exact
result, keeps subnormals and signed zeros, and answers every NaN with 0x7fc00000. Twins: `programs/solana/compute/src/float32.rs`,
`programs/evm/compute/Float32.sol`; the operators' C is `workers/assay_worker/ops/native/functions.h`.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import isqrt

from ..commit.program import Map

SIGN = 0x8000_0000
MAGNITUDE = 0x7FFF_FFFF
INFINITY = 0x7F80_0000
NAN = 0x7FC0_0000
ONE = 0x3F80_0000
TWO = 0x4000_0000
HALF = 0x3F00_0000
# 1.5 * 2**23: a float32 added to it has a unit of 1 in its last place, so the sum rounds to an integer.
MAGIC = 0x4B40_0000
# 1 / sqrt(2)
RSQRT_2 = 0x3F35_04F3

_U32 = 0xFFFF_FFFF
_FRACTION = 0x7F_FFFF
_HIDDEN = 0x80_0000


def is_nan(a: int) -> bool:
    return a & MAGNITUDE > INFINITY


def canonical(a: int) -> int:
    """`a`, or the one NaN that is ever stored."""
    return NAN if a & MAGNITUDE > INFINITY else a


# primitives


def _finite(a: int) -> tuple[int, int]:
    """(m, x) with |a| = m * 2**x."""
    e = a >> 23 & 0xFF
    return (a & _FRACTION | _HIDDEN, e - 150) if e else (a & _FRACTION, -149)


def _round(sign: int, m: int, x: int) -> int:
    """m * 2**x (m > 0) rounded, with the sign bit `sign`."""
    e = max(m.bit_length() - 24 + x, -149)
    shift = e - x
    # Ties to even: half a unit less one, and one more where the unit's bit is set.
    q = m + (1 << shift - 1) - 1 + (m >> shift & 1) >> shift if shift > 0 else m << -shift
    # q's leading one counts as an exponent step of its own; a subnormal has none, and a carry lands in the next exponent.
    return sign | min((e + 149 << 23) + q, INFINITY)


def add(a: int, b: int) -> int:
    if a & MAGNITUDE >= INFINITY or b & MAGNITUDE >= INFINITY:
        if is_nan(a) or is_nan(b):
            return NAN
        if a & MAGNITUDE < INFINITY:
            return b
        return NAN if b == a ^ SIGN else a
    m, x = _finite(a)
    n, y = _finite(b)
    return _sum(a & SIGN, m, x, b & SIGN, n, y)


def _sum(s: int, m: int, x: int, t: int, n: int, y: int) -> int:
    """m * 2**x with sign s plus n * 2**y with sign t, rounded once."""
    if x > y:
        m, x = m << x - y, y
    else:
        n <<= y - x
    v = (-m if s else m) + (-n if t else n)
    if v == 0:
        # An exact zero is +0, except that -0 + -0 is -0.
        return s & t
    return _round(SIGN, -v, x) if v < 0 else _round(0, v, x)


def sub(a: int, b: int) -> int:
    return add(a, b ^ SIGN)


def mul(a: int, b: int) -> int:
    sign = (a ^ b) & SIGN
    if a & MAGNITUDE >= INFINITY or b & MAGNITUDE >= INFINITY:
        bad = is_nan(a) or is_nan(b) or not a & MAGNITUDE or not b & MAGNITUDE
        return NAN if bad else sign | INFINITY
    m, x = _finite(a)
    n, y = _finite(b)
    return _round(sign, m * n, x + y) if m and n else sign


def fma(a: int, b: int, c: int) -> int:
    """a * b + c, rounded once."""
    s = (a ^ b) & SIGN
    if a & MAGNITUDE >= INFINITY or b & MAGNITUDE >= INFINITY or c & MAGNITUDE >= INFINITY:
        if a & MAGNITUDE < INFINITY and b & MAGNITUDE < INFINITY:
            return canonical(c)
        return add(mul(a, b), c)
    m, x = _finite(a)
    n, y = _finite(b)
    k, z = _finite(c)
    return _sum(s, m * n, x + y, c & SIGN, k, z)


def div(a: int, b: int) -> int:
    sign = (a ^ b) & SIGN
    p, q = a & MAGNITUDE, b & MAGNITUDE
    if p >= INFINITY or q >= INFINITY or not p or not q:
        if p > INFINITY or q > INFINITY or p == q:  # a NaN, 0 / 0 or inf / inf
            return NAN
        return sign | (INFINITY if p == INFINITY or not q else 0)
    m, x = _finite(a)
    n, y = _finite(b)
    quotient, rest = divmod(m << 50, n)
    # At least 27 bits of quotient: a rest only has to be seen, below the place where rounding looks.
    return _round(sign, quotient << 1 | (rest != 0), x - y - 51)


def sqrt(a: int) -> int:
    if not a & MAGNITUDE or a == INFINITY:
        return a
    if a > INFINITY:  # a NaN or below zero
        return NAN
    m, x = _finite(a)
    # An even exponent halves exactly, and at least 27 bits of root leave a rest only to be seen.
    shift = 52 + (x & 1)
    m, x = m << shift, x - shift
    root = isqrt(m)
    return _round(0, root << 1 | (root * root != m), x // 2 - 1)


def lt(a: int, b: int) -> bool:
    """a < b: ordered, so false where either is NaN, and -0 is not below +0."""
    if is_nan(a) or is_nan(b):
        return False
    return (-(a & MAGNITUDE) if a & SIGN else a) < (-(b & MAGNITUDE) if b & SIGN else b)


def gt(a: int, b: int) -> bool:
    return lt(b, a)


def maximum(a: int, b: int) -> int:
    """NaN if either is NaN, else the larger; of two equal values the bitwise AND, so +0 over -0."""
    if is_nan(a) or is_nan(b):
        return NAN
    if lt(b, a):
        return a
    return b if lt(a, b) else a & b


def from_i32(i: int) -> int:
    """The float32 nearest to the int32 whose bits are `i`."""
    if not i:
        return 0
    return _round(SIGN, (1 << 32) - i, 0) if i & SIGN else _round(0, i, 0)


def to_i8(a: int) -> int:
    """Round half to even, clamp to -128..=127, NaN to 0; as one unsigned byte."""
    if is_nan(a):
        return 0
    if gt(a, 0x42FE_0000):
        return 127
    if lt(a, 0xC300_0000):
        return 0x80
    return add(a, MAGIC) - MAGIC & 0xFF


# functions: the expressions of functions.h, step by step


def _horner(coefficients: tuple[int, ...], z: int) -> int:
    p = coefficients[0]
    for c in coefficients[1:]:
        p = fma(p, z, c)
    return p


_EXP = (0x3950_6967, 0x3AB7_43CE, 0x3C08_8908, 0x3D2A_A9C1, 0x3E2A_AAAA, 0x3F00_0000)
_TANH = (0xBBBA_F0EA, 0x3CA9_134E, 0xBD5C_1E2D, 0x3E08_8393, 0xBEAA_AA99)
_ERF_P = (0xAF95_DF0B, 0x32ED_FFEE, 0xB60C_FF51, 0xB86E_C2D2, 0xBA40_AC63, 0xBB41_A1F6, 0xBC83_DBD4)
_ERF_Q = (0xB774_60CD, 0xB95F_BD29, 0xBADC_924E, 0xBBF1_9BF8, 0xBC69_B6A7)


def exp(x: int) -> int:
    if is_nan(x):
        return NAN
    if gt(x, 0x42B1_7217):
        return INFINITY
    if lt(x, 0xC2AE_AC4F):
        return 0
    z = fma(x, 0x3FB8_AA3B, MAGIC)
    n = z - MAGIC
    fn = sub(z, MAGIC)
    r = fma(fn, 0xBF31_8000, x)
    r = fma(fn, 0x395E_8083, r)
    p = _horner(_EXP, r)
    p = fma(p, mul(r, r), r)
    p = add(p, ONE)
    # 2**n in two factors: n reaches 128, one more than a float32's exponent.
    half = n >> 1
    return mul(mul(p, half + 127 << 23), n - half + 127 << 23)


def tanh(x: int) -> int:
    if is_nan(x):
        return NAN
    a = x & MAGNITUDE
    if a < 0x3F20_0000:
        z = mul(x, x)
        return fma(mul(_horner(_TANH, z), z), x, x)
    t = ONE if a > 0x4110_0000 else sub(ONE, div(TWO, add(exp(add(a, a)), ONE)))
    return t | x & SIGN


def erf(x: int) -> int:
    if is_nan(x):
        return NAN
    if x & MAGNITUDE >= 0x4080_0000:
        return ONE | x & SIGN
    z = mul(x, x)
    return div(mul(x, _horner(_ERF_P, z)), _horner(_ERF_Q, z))


def gelu(x: int) -> int:
    return mul(mul(HALF, x), add(ONE, erf(mul(x, RSQRT_2))))


def rsqrt(x: int) -> int:
    return div(ONE, sqrt(x))


def apply_map(function: int, a: int, b: int, c: int, s0: int, s1: int) -> int:
    """One element of a MAP; inputs that the function does not take are ignored, an int8 result is one unsigned byte.

    A number that names no function gives 0: whether a descriptor is sound is decided before its values are.
    """
    match function:
        case Map.ADD:
            return add(a, b)
        case Map.SUB:
            return sub(a, b)
        case Map.MUL:
            return mul(a, b)
        case Map.DIV:
            return div(a, b)
        case Map.FMA:
            return fma(a, b, c)
        case Map.AFFINE:
            return fma(a, s0, s1)
        case Map.SCALE_ADD:
            return fma(a, s0, b)
        case Map.EXP:
            return exp(a)
        case Map.EXP_SUB:
            return exp(sub(a, b))
        case Map.TANH:
            return tanh(a)
        case Map.ERF:
            return erf(a)
        case Map.GELU:
            return gelu(a)
        case Map.SQRT:
            return sqrt(a)
        case Map.RSQRT:
            return rsqrt(a)
        case Map.RELU:
            return maximum(a, 0)
        case Map.MAX:
            return maximum(a, b)
        case Map.DEQUANT:
            return mul(from_i32(a), s0)
        case Map.QUANT:
            return to_i8(mul(a, s0))
        case Map.ADD_I32:
            return a + b & _U32
    return 0


# chains: a reduction's accumulator carried over the next terms, in order; a longer run's surplus terms are ignored


def dot_f32(acc: int, a: Iterable[int], b: Iterable[int]) -> int:
    for x, y in zip(a, b, strict=False):
        acc = fma(x, y, acc)
    return acc


def dot_i8(acc: int, a: bytes, b: bytes) -> int:
    """int8 terms as unsigned bytes, the int32 accumulator as its bits."""
    return acc + sum(((x ^ 0x80) - 0x80) * ((y ^ 0x80) - 0x80) for x, y in zip(a, b, strict=False)) & _U32


def sum_f32(acc: int, a: Iterable[int]) -> int:
    for x in a:
        acc = add(acc, x)
    return acc


def max_f32(acc: int, a: Iterable[int]) -> int:
    for x in a:
        acc = maximum(acc, x)
    return acc
