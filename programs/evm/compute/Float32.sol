// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @title float32 by integers: the referee's arithmetic (docs/operators.md defines every bit)
/// @notice A value is its 32 bits in a word whose upper bits are zero. Every function takes any bits, returns one rounding
/// to nearest even of the exact result, keeps subnormals and signed zeros, and answers every NaN with 0x7fc00000. Nothing
/// reverts. Twins: `clients/assay/reference/float32.py`, `programs/solana/compute/src/float32.rs`; the operators' C is
/// `workers/assay_worker/ops/native/functions.h`.
/// @dev A magnitude on its way to rounding is a pair (e, v) with bit 254 of v set: v * 2^(e - 127 - 254), so that e is the
/// exponent field that the result gets. A word is wide enough for every sum whose parts can both matter; what is shifted
/// out below that leaves a "sticky" lowest bit, far under the place where rounding looks.
library Float32 {
    uint256 private constant SIGN = 0x80000000;
    uint256 private constant MAGNITUDE = 0x7fffffff;
    uint256 private constant FRACTION = 0x007fffff;
    uint256 private constant HIDDEN = 0x00800000;
    uint256 private constant INFINITY = 0x7f800000;
    uint256 internal constant NAN = 0x7fc00000;
    uint256 private constant HALF = 0x3f000000;
    uint256 private constant ONE = 0x3f800000;
    uint256 private constant TWO = 0x40000000;
    /// 1.5 * 2^23: a float32 added to it has a unit of 1 in its last place, so the sum rounds to an integer.
    uint256 private constant MAGIC = 0x4b400000;
    /// 1 / sqrt(2)
    uint256 private constant RSQRT_2 = 0x3f3504f3;

    /// log2 of 0..31 in a word's bytes, its highest first; 0 for 0.
    uint256 private constant LOG2 = 0x0000010102020202030303030303030304040404040404040404040404040404;
    /// Half a unit less one, where a unit is 2^231: ties go to even by this and the unit's own bit.
    uint256 private constant ALMOST_HALF = 0x3fffffffffffffffffffffffffffffffffffffffffffffffffffffffff;

    function canonical(uint256 a) internal pure returns (uint256) {
        return _isNan(a) ? NAN : a;
    }

    function _isNan(uint256 a) private pure returns (bool) {
        return a & MAGNITUDE > INFINITY;
    }

    // Parts of a value.

    /// m * 2^(e - 150) is the magnitude of a finite value.
    function _parts(uint256 a) private pure returns (uint256 e, uint256 m) {
        e = a >> 23 & 0xff;
        m = a & FRACTION;
        return e == 0 ? (1, m) : (e, m | HIDDEN);
    }

    /// Exponent field and significand (in 2^23..2^24) of a finite value that is not zero; a subnormal's field goes on
    /// below 1, as a word that wraps.
    function _normalised(uint256 a) private pure returns (uint256 e, uint256 m) {
        unchecked {
            e = a >> 23 & 0xff;
            m = a & FRACTION;
            if (e != 0) return (e, m | HIDDEN);
            e = 1;
            if (m < 1 << 12) (e, m) = (e - 12, m << 12);
            if (m < 1 << 18) (e, m) = (e - 6, m << 6);
            if (m < 1 << 21) (e, m) = (e - 3, m << 3);
            while (m < HIDDEN) (e, m) = (e - 1, m << 1);
        }
    }

    /// The float32 nearest to v * 2^(e - 127 - 254), v's bit 254 set, with the sign of `s`.
    function _round(uint256 s, uint256 e, uint256 v) private pure returns (uint256 r) {
        assembly ("memory-safe") {
            let x := sub(e, 1)
            if gt(x, 253) {
                switch slt(x, 0)
                case 0 {
                    x := 255
                    v := 0
                }
                default {
                    let by := sub(0, x)
                    v := or(shr(by, v), iszero(iszero(shl(sub(256, by), v))))
                    x := 0
                }
            }
            // The leading one counts as an exponent step of its own; a subnormal has none, and a carry lands in the next
            // exponent.
            let units := shr(231, add(v, add(ALMOST_HALF, and(shr(231, v), 1))))
            r := or(and(s, SIGN), add(shl(23, x), units))
        }
    }

    // Primitives.

    function add(uint256 a, uint256 b) internal pure returns (uint256) {
        return fma(a, ONE, b);
    }

    function sub(uint256 a, uint256 b) internal pure returns (uint256) {
        return fma(a, ONE, b ^ SIGN);
    }

    function mul(uint256 a, uint256 b) internal pure returns (uint256) {
        unchecked {
            uint256 e = a >> 23 & 0xff;
            uint256 f = b >> 23 & 0xff;
            uint256 p;
            if (e - 1 < 254 && f - 1 < 254) {
                p = (a & FRACTION | HIDDEN) * (b & FRACTION | HIDDEN);
            } else {
                if (_isNan(a) || _isNan(b)) return NAN;
                bool nothing = a & MAGNITUDE == 0 || b & MAGNITUDE == 0;
                if (e == 255 || f == 255) return nothing ? NAN : (a ^ b) & SIGN | INFINITY;
                if (nothing) return (a ^ b) & SIGN;
                (e, p) = _normalised(a);
                uint256 n;
                (f, n) = _normalised(b);
                p *= n;
            }
            return p < 1 << 47 ? _round(a ^ b, e + f - 127, p << 208) : _round(a ^ b, e + f - 126, p << 207);
        }
    }

    /// a * b + c, rounded once.
    /// @dev The product's last bit stands at 99 + f and the addend's at 122, where f is how much further up the product reaches.
    /// A product too far down to be in the word changes no addend; an addend too far down is brought to where it is seen.
    /// Significands of subnormals stay as short as they are.
    function fma(uint256 a, uint256 b, uint256 c) internal pure returns (uint256 r) {
        unchecked {
            uint256 e;
            uint256 g;
            uint256 p;
            uint256 q;
            assembly ("memory-safe") {
                // An exponent field in 1..=254 plus one has a bit among its upper seven: the three values are normal.
                p := mul(
                    mul(and(add(a, HIDDEN), 0x7f000000), and(add(b, HIDDEN), 0x7f000000)),
                    and(add(c, HIDDEN), 0x7f000000)
                )
            }
            if (p != 0) {
                assembly ("memory-safe") {
                    e := add(and(shr(23, a), 0xff), and(shr(23, b), 0xff))
                    g := and(shr(23, c), 0xff)
                    p := mul(or(and(a, FRACTION), HIDDEN), or(and(b, FRACTION), HIDDEN))
                    q := or(and(c, FRACTION), HIDDEN)
                }
            } else {
                bool infinite = a & INFINITY == INFINITY || b & INFINITY == INFINITY || c & INFINITY == INFINITY;
                if (infinite) return _fmaInfinite(a, b, c);
                if (a & MAGNITUDE == 0 || b & MAGNITUDE == 0) {
                    // An exact zero is +0, except that -0 + -0 is -0.
                    return c & MAGNITUDE == 0 ? (a ^ b) & c : c;
                }
                // A product that underflows to zero keeps its sign, whichever zero is added.
                if (c & MAGNITUDE == 0) return mul(a, b);
                (e, p) = _parts(a);
                (g, q) = _parts(b);
                e += g;
                p *= q;
                (g, q) = _parts(c);
            }
            assembly ("memory-safe") {
                let s := xor(a, b)
                let f := sub(sub(e, 127), g)
                if sgt(f, 100) {
                    g := add(g, sub(f, 100))
                    f := 100
                }
                p := shl(add(f, 99), p)
                q := shl(122, q)
                if and(xor(s, c), SIGN) {
                    p := sub(p, q)
                    q := 0
                    if slt(p, 0) {
                        p := sub(0, p)
                        s := c
                    }
                }
                p := add(p, q)
                // The leading one is sought from bit 143 on, or f higher: by a table of log2(0..31), after steps of four
                // downward where much cancelled.
                f := mul(f, sgt(f, 0))
                q := shr(add(143, f), p)
                if iszero(q) {
                    switch p
                    case 0 {
                        // Exactly zero is +0.
                        s := 0
                        f := sub(3, g)
                    }
                    default {
                        for {} iszero(q) {} {
                            f := sub(f, 4)
                            q := shr(add(143, f), p)
                        }
                    }
                }
                f := add(f, byte(q, LOG2))
                p := shl(sub(111, f), p)
                // From here on as in _round; e is the exponent field less one.
                e := sub(add(g, f), 3)
                if gt(e, 253) {
                    switch slt(e, 0)
                    case 0 {
                        e := 255
                        p := 0
                    }
                    default {
                        f := sub(0, e)
                        p := or(shr(f, p), iszero(iszero(shl(sub(256, f), p))))
                        e := 0
                    }
                }
                p := shr(231, add(add(p, ALMOST_HALF), and(shr(231, p), 1)))
                r := or(and(s, SIGN), add(shl(23, e), p))
            }
        }
    }

    /// `fma` where a, b or c is infinite or NaN.
    function _fmaInfinite(uint256 a, uint256 b, uint256 c) private pure returns (uint256) {
        if (_isNan(a) || _isNan(b) || _isNan(c)) return NAN;
        if (a & MAGNITUDE != INFINITY && b & MAGNITUDE != INFINITY) return c;
        // Infinite, or NaN from infinity times zero, which differs from every infinity below.
        uint256 p = mul(a, b);
        return p == NAN || p == c ^ SIGN ? NAN : p;
    }

    function div(uint256 a, uint256 b) internal pure returns (uint256) {
        unchecked {
            uint256 p = a & MAGNITUDE;
            uint256 q = b & MAGNITUDE;
            if (p >= INFINITY || q >= INFINITY || p == 0 || q == 0) {
                // a NaN, 0 / 0 or inf / inf
                if (p > INFINITY || q > INFINITY || p == q) return NAN;
                return (a ^ b) & SIGN | (p == INFINITY || q == 0 ? INFINITY : 0);
            }
            uint256 e;
            uint256 f;
            (e, p) = _normalised(a);
            (f, q) = _normalised(b);
            assembly ("memory-safe") {
                p := shl(231, p)
                let rest := mod(p, q)
                p := shl(23, or(div(p, q), iszero(iszero(rest))))
            }
            return p < 1 << 254 ? _round(a ^ b, e - f + 126, p << 1) : _round(a ^ b, e - f + 127, p);
        }
    }

    function sqrt(uint256 a) internal pure returns (uint256) {
        unchecked {
            if (a & MAGNITUDE == 0 || a == INFINITY) return a;
            // a NaN or below zero
            if (a > INFINITY) return NAN;
            (uint256 e, uint256 m) = _normalised(a);
            // n / 2^50 is the significand in 1..4 that leaves an even exponent; 127 is odd.
            uint256 odd = (e + 1) & 1;
            uint256 n = m << 27 + odd;
            uint256 root;
            assembly ("memory-safe") {
                // (x + 2) / 3 is within 6% of the root of x in 1..4: three steps of Newton leave less than a unit, upward.
                root := div(add(shr(25, n), 0x4000000), 3)
                root := shr(1, add(root, div(n, root)))
                root := shr(1, add(root, div(n, root)))
                root := shr(1, add(root, div(n, root)))
                root := sub(root, gt(mul(root, root), n))
                let rest := sub(n, mul(root, root))
                // Half of the exponent, which may be below zero, and the root with its sticky bit.
                e := add(sar(1, sub(sub(e, 127), odd)), 127)
                root := or(shl(229, root), iszero(iszero(rest)))
            }
            return _round(0, e, root);
        }
    }

    /// The place of a value among the others, with both zeros in one.
    function _order(uint256 a) private pure returns (int256) {
        unchecked {
            return a & SIGN == 0 ? int256(a) : -int256(a & MAGNITUDE);
        }
    }

    /// a < b: ordered, so false where either is NaN, and -0 is not below +0.
    function lt(uint256 a, uint256 b) internal pure returns (bool) {
        return !_isNan(a) && !_isNan(b) && _order(a) < _order(b);
    }

    function gt(uint256 a, uint256 b) internal pure returns (bool) {
        return lt(b, a);
    }

    /// NaN if either is NaN, else the larger; of two equal values the bitwise AND, so +0 over -0.
    function maximum(uint256 a, uint256 b) internal pure returns (uint256) {
        if (_isNan(a) || _isNan(b)) return NAN;
        int256 x = _order(a);
        int256 y = _order(b);
        if (x == y) return a & b;
        return x > y ? a : b;
    }

    /// The float32 nearest to the int32 whose bits are `i`.
    function fromI32(uint256 i) internal pure returns (uint256) {
        unchecked {
            if (i == 0) return 0;
            uint256 v = (i & SIGN == 0 ? i : 0x100000000 - i) << 223;
            uint256 e = 158;
            if (v < 1 << 239) (e, v) = (e - 16, v << 16);
            if (v < 1 << 247) (e, v) = (e - 8, v << 8);
            if (v < 1 << 251) (e, v) = (e - 4, v << 4);
            if (v < 1 << 253) (e, v) = (e - 2, v << 2);
            if (v < 1 << 254) (e, v) = (e - 1, v << 1);
            return _round(i, e, v);
        }
    }

    /// Round half to even, clamp to -128..=127, NaN to 0; as one unsigned byte.
    function toI8(uint256 a) internal pure returns (uint256) {
        unchecked {
            if (_isNan(a)) return 0;
            if (gt(a, 0x42fe0000)) return 127;
            if (lt(a, 0xc3000000)) return 0x80;
            return add(a, MAGIC) - MAGIC & 0xff;
        }
    }

    // Functions: the expressions of functions.h, step by step.

    function exp(uint256 x) internal pure returns (uint256) {
        unchecked {
            if (_isNan(x)) return NAN;
            if (gt(x, 0x42b17217)) return INFINITY;
            if (lt(x, 0xc2aeac4f)) return 0;
            uint256 z = fma(x, 0x3fb8aa3b, MAGIC);
            uint256 whole = sub(z, MAGIC);
            uint256 r = fma(whole, 0xbf318000, x);
            r = fma(whole, 0x395e8083, r);
            uint256 p = fma(0x39506967, r, 0x3ab743ce);
            p = fma(p, r, 0x3c088908);
            p = fma(p, r, 0x3d2aa9c1);
            p = fma(p, r, 0x3e2aaaaa);
            p = fma(p, r, HALF);
            p = fma(p, mul(r, r), r);
            p = add(p, ONE);
            // 2^n in two factors: n reaches 128, one more than a float32's exponent.
            int256 n = int256(z) - int256(MAGIC);
            int256 half = n >> 1;
            return mul(mul(p, uint256(half + 127) << 23), uint256(n - half + 127) << 23);
        }
    }

    function tanh(uint256 x) internal pure returns (uint256) {
        if (_isNan(x)) return NAN;
        uint256 a = x & MAGNITUDE;
        if (a < 0x3f200000) {
            uint256 z = mul(x, x);
            uint256 p = fma(0xbbbaf0ea, z, 0x3ca9134e);
            p = fma(p, z, 0xbd5c1e2d);
            p = fma(p, z, 0x3e088393);
            p = fma(p, z, 0xbeaaaa99);
            return fma(mul(p, z), x, x);
        }
        uint256 t = a > 0x41100000 ? ONE : sub(ONE, div(TWO, add(exp(add(a, a)), ONE)));
        return t | x & SIGN;
    }

    function erf(uint256 x) internal pure returns (uint256) {
        if (_isNan(x)) return NAN;
        if (x & MAGNITUDE >= 0x40800000) return ONE | x & SIGN;
        uint256 z = mul(x, x);
        uint256 p = fma(0xaf95df0b, z, 0x32edffee);
        p = fma(p, z, 0xb60cff51);
        p = fma(p, z, 0xb86ec2d2);
        p = fma(p, z, 0xba40ac63);
        p = fma(p, z, 0xbb41a1f6);
        p = fma(p, z, 0xbc83dbd4);
        uint256 q = fma(0xb77460cd, z, 0xb95fbd29);
        q = fma(q, z, 0xbadc924e);
        q = fma(q, z, 0xbbf19bf8);
        q = fma(q, z, 0xbc69b6a7);
        return div(mul(x, p), q);
    }

    function gelu(uint256 x) internal pure returns (uint256) {
        return mul(mul(HALF, x), add(ONE, erf(mul(x, RSQRT_2))));
    }

    function rsqrt(uint256 x) internal pure returns (uint256) {
        return div(ONE, sqrt(x));
    }

    /// @notice One element of a MAP; inputs that the function does not take are ignored, an int8 result is one unsigned byte.
    /// A number that names no function gives 0: whether a descriptor is sound is decided before its values are.
    function applyMap(uint8 fn, uint32 a, uint32 b, uint32 c, uint32 s0, uint32 s1) internal pure returns (uint32) {
        return uint32(_applyMap(fn, a, b, c, s0, s1));
    }

    function _applyMap(uint256 fn, uint256 a, uint256 b, uint256 c, uint256 s0, uint256 s1)
        private
        pure
        returns (uint256)
    {
        unchecked {
            if (fn < 8) {
                if (fn == 1) return add(a, b);
                if (fn == 2) return sub(a, b);
                if (fn == 3) return mul(a, b);
                if (fn == 4) return div(a, b);
                if (fn == 5) return fma(a, b, c);
                if (fn == 6) return fma(a, s0, s1);
                if (fn == 7) return fma(a, s0, b);
                return 0;
            }
            if (fn < 15) {
                if (fn == 8) return exp(a);
                if (fn == 9) return exp(sub(a, b));
                if (fn == 10) return tanh(a);
                if (fn == 11) return erf(a);
                if (fn == 12) return gelu(a);
                if (fn == 13) return sqrt(a);
                return rsqrt(a);
            }
            if (fn == 15) return maximum(a, 0);
            if (fn == 16) return maximum(a, b);
            if (fn == 17) return mul(fromI32(a), s0);
            if (fn == 18) return toI8(mul(a, s0));
            if (fn == 19) return a + b;
            return 0;
        }
    }

    // Chains: a reduction's accumulator carried over the next terms, in order. Runs are packed little-endian values; what one
    // run has more than the other, or less than a whole value, is ignored.

    /// Eight values from byte `start` of a run on, the first in the highest bits. Past the run's end stands whatever follows.
    function _eight(bytes calldata run, uint256 start) private pure returns (uint256 w) {
        assembly ("memory-safe") {
            w := calldataload(add(run.offset, start))
            let odd := 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff
            w := or(and(shr(8, w), odd), shl(8, and(w, odd)))
            odd := 0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff
            w := or(and(shr(16, w), odd), shl(16, and(w, odd)))
        }
    }

    /// Carries `acc` over the products of the eight lanes of x and y, as `fma` would.
    function _eightTerms(uint256 acc, uint256 x, uint256 y) private pure returns (uint256) {
        unchecked {
            // The bits of the lanes still to come.
            uint256 k = 256;
            while (k != 0 && acc + HIDDEN & 0x7f000000 == 0) {
                k -= 32;
                acc = fma(x >> k & 0xffffffff, y >> k & 0xffffffff, acc);
            }
            if (k == 0) return acc;
            uint256 state = _plainTerms(acc, x, y, k);
            acc = state & 0xffffffff;
            k = state >> 32;
            while (k != 0) {
                k -= 32;
                acc = fma(x >> k & 0xffffffff, y >> k & 0xffffffff, acc);
            }
            return acc;
        }
    }

    /// The first of the terms below bit `k`, up to one that is not plain: k << 32 | acc, where they end.
    /// @dev `fma` in a loop, for lanes that are normal or zero and an accumulator that is normal: it stays in parts between
    /// terms, and what every lane needs is prepared for all eight at once. This is where a referee's cost is made, and it
    /// gives up for the whole group at the first term that is not plain, so that no input makes it much dearer.
    function _plainTerms(uint256 acc, uint256 x, uint256 y, uint256 k) private pure returns (uint256 r) {
        assembly ("memory-safe") {
            let q := 1
            // Sums of exponent fields, and the products' signs in their places.
            let fields := 0x000000ff000000ff000000ff000000ff000000ff000000ff000000ff000000ff
            fields := add(and(shr(23, x), fields), and(shr(23, y), fields))
            let sign := 0x8000000080000000800000008000000080000000800000008000000080000000
            fields := or(fields, and(xor(x, y), sign))
            {
                let magnitude := 0x7fffffff7fffffff7fffffff7fffffff7fffffff7fffffff7fffffff7fffffff
                let hidden := 0x0080000000800000008000000080000000800000008000000080000000800000
                let most := 0x7f0000007f0000007f0000007f0000007f0000007f0000007f0000007f000000
                let fraction := 0x007fffff007fffff007fffff007fffff007fffff007fffff007fffff007fffff
                // Lanes whose field plus one has a bit among its upper seven are normal. All others must be zero.
                let v := and(x, magnitude)
                let normal := and(add(and(add(v, hidden), most), magnitude), sign)
                q := and(q, eq(normal, and(add(v, magnitude), sign)))
                x := or(and(x, fraction), shr(8, normal))
                v := and(y, magnitude)
                normal := and(add(and(add(v, hidden), most), magnitude), sign)
                q := and(q, eq(normal, and(add(v, magnitude), sign)))
                y := or(and(y, fraction), shr(8, normal))
            }
            if q {
                // g, q: the accumulator's exponent field and significand; its sign stays in acc. A sum of two fields is 127
                // too high, so let this one be.
                let g := add(and(shr(23, acc), 0xff), 127)
                q := or(and(acc, FRACTION), HIDDEN)
                // From the stack it costs less.
                let half := ALMOST_HALF
                for {} k {} {
                    k := sub(k, 32)
                    let s := shr(k, fields)
                    let f := sub(and(s, 0x1ff), g)
                    let p := shl(add(f, 99), mul(and(shr(k, x), 0xffffff), and(shr(k, y), 0xffffff)))
                    let c := shl(122, q)
                    if and(xor(s, acc), SIGN) {
                        p := sub(p, c)
                        c := 0
                        if slt(p, 0) {
                            p := sub(0, p)
                            s := acc
                        }
                    }
                    p := add(p, c)
                    f := mul(f, sgt(f, 0))
                    c := shr(add(143, f), p)
                    if iszero(c) {
                        if or(iszero(p), gt(f, 100)) {
                            k := add(k, 32)
                            break
                        }
                        for {} iszero(c) {} {
                            f := sub(f, 4)
                            c := shr(add(143, f), p)
                        }
                    }
                    c := add(f, byte(c, LOG2))
                    // Beyond the fields 1..=253 the result may be subnormal or infinite.
                    let e := add(g, c)
                    if or(gt(sub(e, 130), 252), sgt(f, 100)) {
                        k := add(k, 32)
                        break
                    }
                    g := sub(e, 2)
                    p := shl(sub(111, c), p)
                    // Rounded as in _round; a carry to 2^24 stays where it is.
                    q := shr(231, add(add(p, half), and(shr(231, p), 1)))
                    acc := s
                }
                acc := or(and(acc, SIGN), add(shl(23, sub(g, 128)), q))
            }
            r := or(shl(32, k), acc)
        }
    }

    function dotF32(uint32 acc, bytes calldata a, bytes calldata b) internal pure returns (uint32) {
        unchecked {
            uint256 r = acc;
            uint256 n = (a.length < b.length ? a.length : b.length) / 4;
            uint256 i = 0;
            for (; i + 8 <= n; i += 8) {
                r = _eightTerms(r, _eight(a, i * 4), _eight(b, i * 4));
            }
            if (i == n) return uint32(r);
            uint256 x = _eight(a, i * 4);
            uint256 y = _eight(b, i * 4);
            for (; i < n; ++i) {
                r = fma(x >> 224, y >> 224, r);
                (x, y) = (x << 32, y << 32);
            }
            return uint32(r);
        }
    }

    /// int8 terms, the int32 accumulator as its bits.
    function dotI8(uint32 acc, bytes calldata a, bytes calldata b) internal pure returns (uint32) {
        unchecked {
            uint256 r = acc;
            uint256 n = a.length < b.length ? a.length : b.length;
            for (uint256 i = 0; i < n; ++i) {
                assembly ("memory-safe") {
                    let x := signextend(0, shr(248, calldataload(add(a.offset, i))))
                    let y := signextend(0, shr(248, calldataload(add(b.offset, i))))
                    r := add(r, mul(x, y))
                }
            }
            return uint32(r);
        }
    }

    function sumF32(uint32 acc, bytes calldata a) internal pure returns (uint32) {
        unchecked {
            uint256 r = acc;
            uint256 n = a.length / 4;
            uint256 i = 0;
            // a + b is a * 1 + b.
            uint256 ones = 0x3f8000003f8000003f8000003f8000003f8000003f8000003f8000003f800000;
            for (; i + 8 <= n; i += 8) {
                r = _eightTerms(r, _eight(a, i * 4), ones);
            }
            if (i == n) return uint32(r);
            uint256 x = _eight(a, i * 4);
            for (; i < n; ++i) {
                r = add(r, x >> 224);
                x <<= 32;
            }
            return uint32(r);
        }
    }

    function maxF32(uint32 acc, bytes calldata a) internal pure returns (uint32) {
        unchecked {
            uint256 n = a.length / 4;
            uint256 most = _place(acc);
            bool nan = _isNan(acc);
            for (uint256 i = 0; i < n; i += 8) {
                uint256 x = _eight(a, i * 4);
                if (n - i < 8) {
                    // Lanes past the end become -inf, which changes no maximum.
                    uint256 rest = 0xff800000ff800000ff800000ff800000ff800000ff800000ff800000ff800000 >> 32 * (n - i);
                    x = x >> 256 - 32 * (n - i) << 256 - 32 * (n - i) | rest;
                }
                assembly ("memory-safe") {
                    let sign := 0x8000000080000000800000008000000080000000800000008000000080000000
                    let fraction := 0x007fffff007fffff007fffff007fffff007fffff007fffff007fffff007fffff
                    // A magnitude above infinity's carries into the sign's place.
                    nan := or(nan, iszero(iszero(and(add(and(x, not(sign)), fraction), sign))))
                    // _place of every lane.
                    let below := and(x, sign)
                    x := xor(x, or(sign, sub(below, shr(31, below))))
                    for {} x {} {
                        below := and(x, 0xffffffff)
                        if gt(below, most) { most := below }
                        x := shr(32, x)
                    }
                }
            }
            return uint32(nan ? NAN : most & SIGN == 0 ? ~most & 0xffffffff : most ^ SIGN);
        }
    }

    /// Where a value stands among all, -0 right below +0: by that order the greater is the maximum, NaN apart.
    function _place(uint256 a) private pure returns (uint256) {
        return a & SIGN == 0 ? a | SIGN : ~a & 0xffffffff;
    }
}
