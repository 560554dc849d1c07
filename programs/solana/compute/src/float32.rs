//! float32 by integers: the referee's arithmetic (docs/operators.md defines every bit).
//!
//! A value is its 32 bits. Every function takes any bits, returns one rounding to nearest even of the exact result, keeps
//! subnormals and signed zeros, and answers every NaN with 0x7fc00000. Nothing panics, nothing allocates, nothing floats.
//! Twins: `clients/assay/reference/float32.py`, `programs/evm/compute/Float32.sol`; the operators' C is
//! `workers/assay_worker/ops/native/functions.h`.
//!
//! Work inside is done in u64, the only register width of sBPF. A magnitude on its way to rounding is a pair (e, v) with
//! bit 62 of v set: v * 2^(e - 127 - 62), so that e is the exponent field the result gets. Bits shifted out are kept as a
//! "sticky" lowest bit; rounding looks at places 38 and up, so it only ever needs to know whether anything was there.

const SIGN: u32 = 0x8000_0000;
const MAGNITUDE: u32 = 0x7fff_ffff;
const FRACTION: u32 = 0x007f_ffff;
const HIDDEN: u32 = 0x0080_0000;
const INFINITY: u32 = 0x7f80_0000;
/// The one NaN that is ever stored.
pub const NAN: u32 = 0x7fc0_0000;
const HALF: u32 = 0x3f00_0000;
const ONE: u32 = 0x3f80_0000;
const TWO: u32 = 0x4000_0000;
/// 1.5 * 2^23: a float32 added to it has a unit of 1 in its last place, so the sum rounds to an integer.
const MAGIC: u32 = 0x4b40_0000;
/// 1 / sqrt(2)
const RSQRT_2: u32 = 0x3f35_04f3;

const fn is_nan(a: u32) -> bool {
    a & MAGNITUDE > INFINITY
}

const fn is_zero(a: u32) -> bool {
    a & MAGNITUDE == 0
}

const fn is_finite(a: u32) -> bool {
    a & MAGNITUDE < INFINITY
}

pub const fn canonical(a: u32) -> u32 {
    if is_nan(a) {
        NAN
    } else {
        a
    }
}

// Parts of a value.

/// The exponent field: 0 for zero and subnormals, 255 for infinity and NaN.
#[inline(always)]
const fn exponent(a: u32) -> i64 {
    (a >> 23 & 0xff) as i64
}

/// The significand of a normal value, in 2^23..2^24.
#[inline(always)]
const fn significand(a: u32) -> u64 {
    (a & FRACTION | HIDDEN) as u64
}

/// Whether the exponent field is neither 0 nor 255.
#[inline(always)]
const fn is_normal(e: i64) -> bool {
    (e as u64).wrapping_sub(1) < 254
}

/// (exponent field, significand) of a finite value that is not zero; a subnormal's field goes on below 1.
#[inline(always)]
fn normalised(a: u32) -> (i64, u64) {
    let mut e = exponent(a);
    if e > 0 {
        return (e, significand(a));
    }
    let mut m = (a & FRACTION) as u64;
    e = 1;
    while m < HIDDEN as u64 {
        m <<= 1;
        e = e.wrapping_sub(1);
    }
    (e, m)
}

// Rounding.

/// m / 2^by for by > 0, with the sticky bit; m is not zero.
#[inline(always)]
fn shift_right(m: u64, by: i64) -> u64 {
    if by > 62 {
        return 1;
    }
    let kept = m >> (by & 63);
    if kept << (by & 63) == m {
        kept
    } else {
        kept | 1
    }
}

/// The float32 nearest to v * 2^(e - 127 - 62), with v's bit 62 set and `sign` in place.
#[inline(always)]
fn round(sign: u32, mut e: i64, mut v: u64) -> u32 {
    if e < 1 {
        v = shift_right(v, 1i64.wrapping_sub(e));
        e = 1;
    }
    // Ties to even: half a unit less one, and one more where the unit's bit is set.
    let units = v.wrapping_add((1 << 38) - 1).wrapping_add(v >> 39 & 1) >> 39;
    // The leading one counts as an exponent step of its own; a subnormal has none, and a carry lands in the next exponent.
    let bits = ((e.wrapping_sub(1) as u64) << 23).wrapping_add(units);
    if bits >= INFINITY as u64 {
        sign | INFINITY
    } else {
        sign | bits as u32
    }
}

/// `round` of a v anywhere in 1..2^63.
#[inline(always)]
fn round_from(sign: u32, mut e: i64, mut v: u64) -> u32 {
    if v < 1 << 58 {
        if v < 1 << 30 {
            v <<= 32;
            e = e.wrapping_sub(32);
        }
        if v < 1 << 46 {
            v <<= 16;
            e = e.wrapping_sub(16);
        }
        if v < 1 << 54 {
            v <<= 8;
            e = e.wrapping_sub(8);
        }
        if v < 1 << 58 {
            v <<= 4;
            e = e.wrapping_sub(4);
        }
    }
    while v < 1 << 62 {
        v <<= 1;
        e = e.wrapping_sub(1);
    }
    round(sign, e, v)
}

/// p * 2^(ep - 127 - 60) with the sign of `s` plus c * 2^(ec - 127 - 60) with the sign of `t`, rounded once.
/// p is in 2^60..2^62, c in 2^60..2^61: a cancellation that brings sticky bits up to the place of rounding cannot be,
/// since it takes exponents at most 2 apart, where the shift drops nothing.
#[inline(always)]
fn sum(s: u32, ep: i64, mut p: u64, t: u32, ec: i64, mut c: u64) -> u32 {
    let mut e = ep;
    if ep > ec {
        c = shift_right(c, ep.wrapping_sub(ec));
    } else if ec > ep {
        p = shift_right(p, ec.wrapping_sub(ep));
        e = ec;
    }
    e = e.wrapping_add(2);
    if (s ^ t) & SIGN == 0 {
        return round_from(s & SIGN, e, p.wrapping_add(c));
    }
    if p > c {
        round_from(s & SIGN, e, p.wrapping_sub(c))
    } else if c > p {
        round_from(t & SIGN, e, c.wrapping_sub(p))
    } else {
        0
    }
}

// Primitives. Each has a short way for normal values and leaves the rest to a function of its own, which keeps frames small.

#[inline(never)]
pub fn add(a: u32, b: u32) -> u32 {
    let (ea, eb) = (exponent(a), exponent(b));
    if is_normal(ea) && is_normal(eb) {
        sum(a, ea, significand(a) << 37, b, eb, significand(b) << 37)
    } else {
        add_rare(a, b)
    }
}

#[inline(never)]
fn add_rare(a: u32, b: u32) -> u32 {
    if is_nan(a) || is_nan(b) {
        return NAN;
    }
    if !is_finite(a) {
        return if b == a ^ SIGN { NAN } else { a };
    }
    if !is_finite(b) || is_zero(a) && !is_zero(b) {
        return b;
    }
    if is_zero(b) {
        // An exact zero is +0, except that -0 + -0 is -0.
        return if is_zero(a) { a & b } else { a };
    }
    let ((ea, m), (eb, n)) = (normalised(a), normalised(b));
    sum(a, ea, m << 37, b, eb, n << 37)
}

pub fn sub(a: u32, b: u32) -> u32 {
    add(a, b ^ SIGN)
}

#[inline(never)]
pub fn mul(a: u32, b: u32) -> u32 {
    let (ea, eb) = (exponent(a), exponent(b));
    if is_normal(ea) && is_normal(eb) {
        product((a ^ b) & SIGN, ea, significand(a), eb, significand(b))
    } else {
        mul_rare(a, b)
    }
}

#[inline(never)]
fn mul_rare(a: u32, b: u32) -> u32 {
    let sign = (a ^ b) & SIGN;
    if is_nan(a) || is_nan(b) {
        return NAN;
    }
    if !is_finite(a) || !is_finite(b) {
        return if is_zero(a) || is_zero(b) { NAN } else { sign | INFINITY };
    }
    if is_zero(a) || is_zero(b) {
        return sign;
    }
    let ((ea, m), (eb, n)) = (normalised(a), normalised(b));
    product(sign, ea, m, eb, n)
}

/// Exponent fields and significands of two values to their rounded product.
#[inline(always)]
fn product(sign: u32, ea: i64, m: u64, eb: i64, n: u64) -> u32 {
    let e = ea.wrapping_add(eb).wrapping_sub(127);
    let v = m.wrapping_mul(n) << 15;
    if v < 1 << 62 {
        round(sign, e, v << 1)
    } else {
        round(sign, e.wrapping_add(1), v)
    }
}

/// a * b + c, rounded once.
#[inline(never)]
pub fn fma(a: u32, b: u32, c: u32) -> u32 {
    fused(a, b, c)
}

#[inline(always)]
fn fused(a: u32, b: u32, c: u32) -> u32 {
    let (ea, eb, ec) = (exponent(a), exponent(b), exponent(c));
    if is_normal(ea) && is_normal(eb) && is_normal(ec) {
        let ep = ea.wrapping_add(eb).wrapping_sub(127);
        let p = significand(a).wrapping_mul(significand(b)) << 14;
        sum(a ^ b, ep, p, c, ec, significand(c) << 37)
    } else {
        fma_rare(a, b, c)
    }
}

#[inline(never)]
fn fma_rare(a: u32, b: u32, c: u32) -> u32 {
    if !is_finite(a) || !is_finite(b) || is_zero(a) || is_zero(b) {
        // The product is exact, so two roundings are one.
        return add(mul(a, b), c);
    }
    if !is_finite(c) {
        return canonical(c);
    }
    if is_zero(c) {
        // A product that underflows to zero keeps its sign, whichever zero is added.
        return mul(a, b);
    }
    let ((ea, m), (eb, n), (ec, k)) = (normalised(a), normalised(b), normalised(c));
    let ep = ea.wrapping_add(eb).wrapping_sub(127);
    sum(a ^ b, ep, m.wrapping_mul(n) << 14, c, ec, k << 37)
}

#[inline(never)]
pub fn div(a: u32, b: u32) -> u32 {
    let sign = (a ^ b) & SIGN;
    if is_nan(a) || is_nan(b) {
        return NAN;
    }
    if is_zero(b) || !is_finite(a) {
        // 0 / 0 and inf / inf
        return if is_zero(a) || !is_finite(b) {
            NAN
        } else {
            sign | INFINITY
        };
    }
    if is_zero(a) || !is_finite(b) {
        return sign;
    }
    let ((ea, m), (eb, n)) = (normalised(a), normalised(b));
    // n is never zero; saying so to the compiler costs more than asking it.
    let quotient = (m << 39).checked_div(n).unwrap_or(0);
    let rest = quotient.wrapping_mul(n) != m << 39;
    let v = (quotient | rest as u64) << 23;
    let e = ea.wrapping_sub(eb).wrapping_add(127);
    if v < 1 << 62 {
        round(sign, e.wrapping_sub(1), v << 1)
    } else {
        round(sign, e, v)
    }
}

#[inline(never)]
pub fn sqrt(a: u32) -> u32 {
    if is_zero(a) || a == INFINITY {
        return a;
    }
    if a > INFINITY {
        // a NaN or below zero
        return NAN;
    }
    let (e, m) = normalised(a);
    // n / 2^50 is the significand in 1..4 that leaves an even exponent.
    let odd = e.wrapping_sub(127) & 1;
    let n = m << (27 + odd);
    // (x + 2) / 3 is within 6% of the root of x in 1..4: three steps of Newton leave less than a unit, upward.
    let mut root = (n >> 25).wrapping_add(1 << 26).wrapping_mul(0x5556) >> 16;
    for _ in 0..3 {
        root = root.wrapping_add(n.checked_div(root).unwrap_or(0)) >> 1;
    }
    if root.wrapping_mul(root) > n {
        root = root.wrapping_sub(1);
    }
    let rest = root.wrapping_mul(root) != n;
    let half = e.wrapping_sub(127).wrapping_sub(odd) >> 1;
    round(0, half.wrapping_add(127), root << 37 | rest as u64)
}

/// The place of a value among the others, with both zeros in one.
#[inline(always)]
const fn order(a: u32) -> i32 {
    if a & SIGN == 0 {
        a as i32
    } else {
        ((a & MAGNITUDE) as i32).wrapping_neg()
    }
}

/// a < b: ordered, so false where either is NaN, and -0 is not below +0.
pub const fn lt(a: u32, b: u32) -> bool {
    !is_nan(a) && !is_nan(b) && order(a) < order(b)
}

pub const fn gt(a: u32, b: u32) -> bool {
    lt(b, a)
}

/// NaN if either is NaN, else the larger; of two equal values the bitwise AND, so +0 over -0.
pub const fn maximum(a: u32, b: u32) -> u32 {
    if is_nan(a) || is_nan(b) {
        return NAN;
    }
    let (x, y) = (order(a), order(b));
    if x > y {
        a
    } else if y > x {
        b
    } else {
        a & b
    }
}

/// The float32 nearest to the int32 whose bits are `i`.
pub fn from_i32(i: u32) -> u32 {
    let magnitude = (i as i32).unsigned_abs() as u64;
    if magnitude == 0 {
        0
    } else {
        round_from(i & SIGN, 158, magnitude << 31)
    }
}

/// Round half to even, clamp to -128..=127, NaN to 0; as one unsigned byte.
pub fn to_i8(a: u32) -> u32 {
    if is_nan(a) {
        0
    } else if gt(a, 0x42fe_0000) {
        127
    } else if lt(a, 0xc300_0000) {
        0x80
    } else {
        add(a, MAGIC).wrapping_sub(MAGIC) & 0xff
    }
}

// Functions: the expressions of functions.h, step by step.

#[inline(never)]
fn horner(coefficients: &[u32], z: u32) -> u32 {
    let mut terms = coefficients.iter();
    let mut p = *terms.next().unwrap_or(&0);
    for c in terms {
        p = fused(p, z, *c);
    }
    p
}

const EXP: [u32; 6] = [
    0x3950_6967,
    0x3ab7_43ce,
    0x3c08_8908,
    0x3d2a_a9c1,
    0x3e2a_aaaa,
    0x3f00_0000,
];
const TANH: [u32; 5] = [0xbbba_f0ea, 0x3ca9_134e, 0xbd5c_1e2d, 0x3e08_8393, 0xbeaa_aa99];
const ERF_P: [u32; 7] = [
    0xaf95_df0b,
    0x32ed_ffee,
    0xb60c_ff51,
    0xb86e_c2d2,
    0xba40_ac63,
    0xbb41_a1f6,
    0xbc83_dbd4,
];
const ERF_Q: [u32; 5] = [0xb774_60cd, 0xb95f_bd29, 0xbadc_924e, 0xbbf1_9bf8, 0xbc69_b6a7];

#[inline(never)]
pub fn exp(x: u32) -> u32 {
    if is_nan(x) {
        return NAN;
    }
    if gt(x, 0x42b1_7217) {
        return INFINITY;
    }
    if lt(x, 0xc2ae_ac4f) {
        return 0;
    }
    let z = fma(x, 0x3fb8_aa3b, MAGIC);
    let n = z.wrapping_sub(MAGIC) as i32;
    let whole = sub(z, MAGIC);
    let r = fma(whole, 0xbf31_8000, x);
    let r = fma(whole, 0x395e_8083, r);
    let p = fma(horner(&EXP, r), mul(r, r), r);
    let p = add(p, ONE);
    // 2^n in two factors: n reaches 128, one more than a float32's exponent.
    let half = n >> 1;
    let power = |n: i32| (n.wrapping_add(127) as u32) << 23;
    mul(mul(p, power(half)), power(n.wrapping_sub(half)))
}

#[inline(never)]
pub fn tanh(x: u32) -> u32 {
    if is_nan(x) {
        return NAN;
    }
    let a = x & MAGNITUDE;
    if a < 0x3f20_0000 {
        let z = mul(x, x);
        return fma(mul(horner(&TANH, z), z), x, x);
    }
    let t = if a > 0x4110_0000 {
        ONE
    } else {
        sub(ONE, div(TWO, add(exp(add(a, a)), ONE)))
    };
    t | x & SIGN
}

#[inline(never)]
pub fn erf(x: u32) -> u32 {
    if is_nan(x) {
        return NAN;
    }
    if x & MAGNITUDE >= 0x4080_0000 {
        return ONE | x & SIGN;
    }
    let z = mul(x, x);
    div(mul(x, horner(&ERF_P, z)), horner(&ERF_Q, z))
}

pub fn gelu(x: u32) -> u32 {
    mul(mul(HALF, x), add(ONE, erf(mul(x, RSQRT_2))))
}

pub fn rsqrt(x: u32) -> u32 {
    div(ONE, sqrt(x))
}

/// One element of a MAP; inputs that the function does not take are ignored, an int8 result is one unsigned byte.
/// A number that names no function gives 0: whether a descriptor is sound is decided before its values are.
#[inline(never)]
pub fn apply_map(function: u8, a: u32, b: u32, c: u32, s0: u32, s1: u32) -> u32 {
    match function {
        1 => add(a, b),
        2 => sub(a, b),
        3 => mul(a, b),
        4 => div(a, b),
        5 => fma(a, b, c),
        6 => fma(a, s0, s1),
        7 => fma(a, s0, b),
        8 => exp(a),
        9 => exp(sub(a, b)),
        10 => tanh(a),
        11 => erf(a),
        12 => gelu(a),
        13 => sqrt(a),
        14 => rsqrt(a),
        15 => maximum(a, 0),
        16 => maximum(a, b),
        17 => mul(from_i32(a), s0),
        18 => to_i8(mul(a, s0)),
        19 => a.wrapping_add(b),
        _ => 0,
    }
}

// Chains: a reduction's accumulator carried over the next terms, in order. Runs are little-endian bytes; what one run has
// more than the other, or less than a whole value, is ignored.

#[inline(always)]
fn values(run: &[u8]) -> impl Iterator<Item = u32> + '_ {
    run.chunks_exact(4)
        .map(|v| u32::from_le_bytes([v[0], v[1], v[2], v[3]]))
}

#[inline(never)]
pub fn dot_f32(acc: u32, a: &[u8], b: &[u8]) -> u32 {
    values(a).zip(values(b)).fold(acc, |acc, (x, y)| fused(x, y, acc))
}

/// int8 terms, the int32 accumulator as its bits.
#[inline(never)]
pub fn dot_i8(acc: u32, a: &[u8], b: &[u8]) -> u32 {
    let term = |x: u8, y: u8| (x as i8 as i32).wrapping_mul(y as i8 as i32) as u32;
    a.iter().zip(b).fold(acc, |acc, (x, y)| acc.wrapping_add(term(*x, *y)))
}

#[inline(never)]
pub fn sum_f32(acc: u32, a: &[u8]) -> u32 {
    values(a).fold(acc, add)
}

#[inline(never)]
pub fn max_f32(acc: u32, a: &[u8]) -> u32 {
    values(a).fold(acc, maximum)
}
