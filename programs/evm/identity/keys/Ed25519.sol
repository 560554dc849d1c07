// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BasePoint} from "./BasePoint.sol";
import {Sha512} from "./Sha512.sol";

// Ed25519 (RFC 8032), verified strictly: one encoding a point, no scalar beyond the order, no point of small order, and the equation without
// the cofactor. The same as Solana's native program and clients/assay/signatures.py.
// Points are extended coordinates (X : Y : Z : T = XY / Z) on -x^2 + y^2 = 1 + d x^2 y^2, by the complete formulas of Hisil, Wong, Carter and
// Dawson. p has 255 bits: a sum of two reduced values fits into a word and need not be reduced before it is multiplied.
library Ed25519 {
    uint256 private constant P = 2 ** 255 - 19;
    // The order of the base point.
    uint256 private constant L = 2 ** 252 + 27742317777372353535851937790883648493;
    uint256 private constant WORD_MOD_L = (type(uint256).max % L) + 1;
    uint256 private constant D = 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3;
    uint256 private constant TWO_D = 0x2406d9dc56dffce7198e80f2eef3d13000e0149a8283b156ebd69b9426b2f159;
    uint256 private constant SQRT_MINUS_1 = 0x2b8324804fc1df0b2b4d00993dfbd7a72f431806ad2fe478c4ee1b274a0ea0b0;
    // The y of the points of order 8, but for its sign.
    uint256 private constant Y_OF_ORDER_8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7;
    // Added to a scalar, it makes each of 51 digits of 5 bits greater by 16. Less 16, they then are from -16 to 15.
    uint256 private constant DIGITS = 0x4210842108421084210842108421084210842108421084210842108421084210;
    // What a table holds, by offsets: 33 multiples of a point, both scalars, 32 multiples of the base point.
    uint256 private constant TIMES = 0x1080;
    uint256 private constant TIMES_BASE = 0x10a0;
    uint256 private constant BASE_MULTIPLES = 0x10c0;
    uint256 private constant TABLE_SIZE = 0x1cc0;

    // Whether `r` and `s` are the key's signature of the message.
    function isValid(bytes32 publicKey, bytes32 r, bytes32 s, bytes memory message) internal view returns (bool) {
        uint256 scalar = _reversed(uint256(s));
        uint256 encodedR = _reversed(uint256(r));
        if (scalar >= L || _isSmall((encodedR << 1) >> 1)) return false;
        (bool isPoint, uint256 x, uint256 y) = _decoded(_reversed(uint256(publicKey)));
        if (!isPoint) return false;
        // R is compared by its encoding, to the only one of the point that it must be.
        return _combined(P - x, y, _challenge(r, publicKey, message), scalar) == encodedR;
    }

    function _challenge(bytes32 r, bytes32 publicKey, bytes memory message) private pure returns (uint256) {
        (bytes32 left, bytes32 right) = Sha512.hash(bytes.concat(r, publicKey, message));
        return addmod(mulmod(_reversed(uint256(right)), WORD_MOD_L, L), _reversed(uint256(left)), L);
    }

    function _isSmall(uint256 y) private pure returns (bool) {
        return y < 2 || y == P - 1 || y == Y_OF_ORDER_8 || y == P - Y_OF_ORDER_8;
    }

    // The point of more than small order that the number encodes: y, with the parity of x above it.
    function _decoded(uint256 encoded) private view returns (bool isPoint, uint256 x, uint256 y) {
        y = (encoded << 1) >> 1;
        if (y >= P || _isSmall(y)) return (false, 0, 0);
        uint256 square = mulmod(y, y, P);
        uint256 u = square - 1;
        uint256 v = addmod(mulmod(D, square, P), 1, P);
        // A square root of u / v or of -u / v: u v^3 (u v^7)^((p - 5) / 8).
        uint256 v3 = mulmod(mulmod(v, v, P), v, P);
        uint256 uv3 = mulmod(u, v3, P);
        x = mulmod(uv3, _power(mulmod(mulmod(uv3, v3, P), v, P), (P - 5) / 8), P);
        uint256 found = mulmod(mulmod(x, x, P), v, P);
        if (found == P - u) x = mulmod(x, SQRT_MINUS_1, P);
        else if (found != u) return (false, 0, 0);
        if (x & 1 != encoded >> 255) x = P - x;
        return (true, x, y);
    }

    // The encoding, as a number, of times * (x, y) + timesBase * base point.
    function _combined(uint256 x, uint256 y, uint256 times, uint256 timesBase) private view returns (uint256) {
        uint256 table = _multiples(x, y);
        bytes memory base = BasePoint.MULTIPLES;
        times += DIGITS;
        timesBase += DIGITS;
        assembly ("memory-safe") {
            mcopy(add(table, BASE_MULTIPLES), add(base, 0x20), mload(base))
            mstore(add(table, TIMES), times)
            mstore(add(table, TIMES_BASE), timesBase)
        }
        uint256 z;
        (x, y, z) = _sum(table);
        z = _power(z, P - 2);
        return mulmod(y, z, P) | (mulmod(x, z, P) << 255);
    }

    // From -16 to 16 times (x, y): of each Y + X, Y - X, 2 Z and 2 d T.
    function _multiples(uint256 x, uint256 y) private pure returns (uint256 table) {
        assembly ("memory-safe") {
            table := mload(0x40)
            mstore(0x40, add(table, TABLE_SIZE))
            let p := P
            let none := add(table, 0x800)
            mstore(none, 1)
            mstore(add(none, 0x20), 1)
            mstore(add(none, 0x40), 2)
            mstore(add(none, 0x60), 0)
            let z := 1
            let t := mulmod(x, y, p)
            for { let offset := 0x80 } 1 { offset := add(offset, 0x80) } {
                let entry := add(none, offset)
                mstore(entry, add(y, x))
                mstore(add(entry, 0x20), add(y, sub(p, x)))
                mstore(add(entry, 0x40), add(z, z))
                mstore(add(entry, 0x60), mulmod(t, TWO_D, p))
                entry := sub(none, offset)
                mstore(entry, add(y, sub(p, x)))
                mstore(add(entry, 0x20), add(y, x))
                mstore(add(entry, 0x40), add(z, z))
                mstore(add(entry, 0x60), sub(p, mulmod(t, TWO_D, p)))
                if eq(entry, table) { break }
                let a := mulmod(add(y, sub(p, x)), mload(add(none, 0xa0)), p)
                let b := mulmod(add(y, x), mload(add(none, 0x80)), p)
                let c := mulmod(t, mload(add(none, 0xe0)), p)
                let d := addmod(z, z, p)
                x := mulmod(add(b, sub(p, a)), add(d, sub(p, c)), p)
                y := mulmod(add(d, c), add(b, a), p)
                z := mulmod(add(d, sub(p, c)), add(d, c), p)
                t := mulmod(add(b, sub(p, a)), add(b, a), p)
            }
        }
    }

    // The sum of both scalars' digits' multiples, from the highest digit: X, Y and Z. Doublings are written out, for a loop around them takes gas
    // and does nothing.
    function _sum(uint256 table) private pure returns (uint256 x, uint256 y, uint256 z) {
        assembly ("memory-safe") {
            let p := P
            y := 1
            z := 1
            let t := 0
            for { let position := 250 } 1 { position := sub(position, 5) } {
                let entry := add(table, shl(7, and(shr(position, mload(add(table, TIMES))), 31)))
                let a := mulmod(add(y, sub(p, x)), mload(add(entry, 0x20)), p)
                let b := mulmod(add(y, x), mload(entry), p)
                let c := mulmod(t, mload(add(entry, 0x60)), p)
                let d := mulmod(z, mload(add(entry, 0x40)), p)
                x := mulmod(add(b, sub(p, a)), add(d, sub(p, c)), p)
                y := mulmod(add(d, c), add(b, a), p)
                z := mulmod(add(d, sub(p, c)), add(d, c), p)
                t := mulmod(add(b, sub(p, a)), add(b, a), p)

                // Of the base point, where Z is 1 and all is halved.
                entry := add(
                    add(table, BASE_MULTIPLES),
                    mul(0x60, and(shr(position, mload(add(table, TIMES_BASE))), 31))
                )
                a := mulmod(add(y, sub(p, x)), mload(add(entry, 0x20)), p)
                b := mulmod(add(y, x), mload(entry), p)
                c := mulmod(t, mload(add(entry, 0x40)), p)
                x := mulmod(add(b, sub(p, a)), add(z, sub(p, c)), p)
                y := mulmod(add(z, c), add(b, a), p)
                z := mulmod(add(z, sub(p, c)), add(z, c), p)
                if iszero(position) { break }

                // Only an addition needs T, so only the last of five doublings makes it.
                a := mulmod(x, x, p)
                b := mulmod(y, y, p)
                c := add(b, sub(p, a))
                d := addmod(mulmod(z, add(z, z), p), add(a, sub(p, b)), p)
                x := mulmod(mulmod(add(x, x), y, p), d, p)
                y := mulmod(c, add(a, b), p)
                z := mulmod(c, d, p)

                a := mulmod(x, x, p)
                b := mulmod(y, y, p)
                c := add(b, sub(p, a))
                d := addmod(mulmod(z, add(z, z), p), add(a, sub(p, b)), p)
                x := mulmod(mulmod(add(x, x), y, p), d, p)
                y := mulmod(c, add(a, b), p)
                z := mulmod(c, d, p)

                a := mulmod(x, x, p)
                b := mulmod(y, y, p)
                c := add(b, sub(p, a))
                d := addmod(mulmod(z, add(z, z), p), add(a, sub(p, b)), p)
                x := mulmod(mulmod(add(x, x), y, p), d, p)
                y := mulmod(c, add(a, b), p)
                z := mulmod(c, d, p)

                a := mulmod(x, x, p)
                b := mulmod(y, y, p)
                c := add(b, sub(p, a))
                d := addmod(mulmod(z, add(z, z), p), add(a, sub(p, b)), p)
                x := mulmod(mulmod(add(x, x), y, p), d, p)
                y := mulmod(c, add(a, b), p)
                z := mulmod(c, d, p)

                a := mulmod(x, x, p)
                b := mulmod(y, y, p)
                c := add(b, sub(p, a))
                d := addmod(mulmod(z, add(z, z), p), add(a, sub(p, b)), p)
                t := mulmod(add(x, x), y, p)
                x := mulmod(t, d, p)
                y := mulmod(c, add(a, b), p)
                t := mulmod(t, add(a, b), p)
                z := mulmod(c, d, p)
            }
        }
    }

    function _power(uint256 base, uint256 exponent) private view returns (uint256 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, 0x20)
            mstore(add(free, 0x20), 0x20)
            mstore(add(free, 0x40), 0x20)
            mstore(add(free, 0x60), base)
            mstore(add(free, 0x80), exponent)
            mstore(add(free, 0xa0), P)
            if iszero(and(eq(returndatasize(), 0x20), staticcall(gas(), 5, free, 0xc0, 0, 0x20))) {
                revert(0, 0)
            }
            result := mload(0)
        }
    }

    // Of 32 bytes, the last first.
    function _reversed(uint256 v) private pure returns (uint256) {
        uint256 mask = 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;
        v = ((v >> 8) & mask) | ((v & mask) << 8);
        mask = 0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff;
        v = ((v >> 16) & mask) | ((v & mask) << 16);
        mask = 0x00000000ffffffff00000000ffffffff00000000ffffffff00000000ffffffff;
        v = ((v >> 32) & mask) | ((v & mask) << 32);
        mask = 0x0000000000000000ffffffffffffffff0000000000000000ffffffffffffffff;
        v = ((v >> 64) & mask) | ((v & mask) << 64);
        return (v >> 128) | (v << 128);
    }
}
