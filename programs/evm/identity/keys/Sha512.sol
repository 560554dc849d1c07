// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// SHA-512 (FIPS 180-4), which the EVM has no precompile for and Ed25519 needs.
library Sha512 {
    uint256 private constant WORD = 0xffffffffffffffff;
    // Times a word of 64 bits: the word twice, so that a shift right of it is a rotation. What is left above 64 bits is masked at the end of a
    // sum, not after each rotation.
    uint256 private constant TWICE = 0x10000000000000001;
    // The first 64 bits of the fractional parts of the first 80 primes' cube roots.
    bytes private constant ROUNDS = hex"428a2f98d728ae227137449123ef65cdb5c0fbcfec4d3b2fe9b5dba58189dbbc"
        hex"3956c25bf348b53859f111f1b605d019923f82a4af194f9bab1c5ed5da6d8118"
        hex"d807aa98a303024212835b0145706fbe243185be4ee4b28c550c7dc3d5ffb4e2"
        hex"72be5d74f27b896f80deb1fe3b1696b19bdc06a725c71235c19bf174cf692694"
        hex"e49b69c19ef14ad2efbe4786384f25e30fc19dc68b8cd5b5240ca1cc77ac9c65"
        hex"2de92c6f592b02754a7484aa6ea6e4835cb0a9dcbd41fbd476f988da831153b5"
        hex"983e5152ee66dfaba831c66d2db43210b00327c898fb213fbf597fc7beef0ee4"
        hex"c6e00bf33da88fc2d5a79147930aa72506ca6351e003826f142929670a0e6e70"
        hex"27b70a8546d22ffc2e1b21385c26c9264d2c6dfc5ac42aed53380d139d95b3df"
        hex"650a73548baf63de766a0abb3c77b2a881c2c92e47edaee692722c851482353b"
        hex"a2bfe8a14cf10364a81a664bbc423001c24b8b70d0f89791c76c51a30654be30"
        hex"d192e819d6ef5218d69906245565a910f40e35855771202a106aa07032bbd1b8"
        hex"19a4c116b8d2d0c81e376c085141ab532748774cdf8eeb9934b0bcb5e19b48a8"
        hex"391c0cb3c5c95a634ed8aa4ae3418acb5b9cca4f7763e373682e6ff3d6b2b8a3"
        hex"748f82ee5defb2fc78a5636f43172f6084c87814a1f0ab728cc702081a6439ec"
        hex"90befffa23631e28a4506cebde82bde9bef9a3f7b2c67915c67178f2e372532b"
        hex"ca273eceea26619cd186b8c721c0c207eada7dd6cde0eb1ef57d4f7fee6ed178"
        hex"06f067aa72176fba0a637dc5a2c898a6113f9804bef90dae1b710b35131c471b"
        hex"28db77f523047d8432caab7b40c724933c9ebe0a15c9bebc431d67c49c100d4c"
        hex"4cc5d4becb3e42b6597f299cfc657e2a5fcb6fab3ad6faec6c44198c4a475817";

    // The digest's first and second half.
    function hash(bytes memory message) internal pure returns (bytes32 left, bytes32 right) {
        bytes memory constants = ROUNDS;
        bytes memory padded = _padded(message);
        uint256 schedule = _scratch(80 * 32);
        // The halves as four words of 64 bits each; to begin with, of the first 8 primes' square roots.
        left = 0x6a09e667f3bcc908bb67ae8584caa73b3c6ef372fe94f82ba54ff53a5f1d36f1;
        right = 0x510e527fade682d19b05688c2b3e6c1f1f83d9abfb41bd6b5be0cd19137e2179;
        for (uint256 offset = 32; offset <= padded.length; offset += 128) {
            _expand(padded, offset, schedule);
            (left, right) = _compress(left, right, constants, schedule);
        }
    }

    // The message, a one, zeros, and its length in bits: whole blocks of 128 bytes.
    function _padded(bytes memory message) private pure returns (bytes memory padded) {
        uint256 length = message.length;
        uint256 size = (length + 144) & ~uint256(127);
        padded = new bytes(size);
        assembly ("memory-safe") {
            mcopy(add(padded, 0x20), add(message, 0x20), length)
            mstore8(add(add(padded, 0x20), length), 0x80)
            let end := add(padded, size)
            mstore(end, or(mload(end), shl(3, length)))
        }
    }

    function _scratch(uint256 size) private pure returns (uint256 position) {
        assembly ("memory-safe") {
            position := mload(0x40)
            mstore(0x40, add(position, size))
        }
    }

    // A block's 16 words, and the 64 that follow from them.
    function _expand(bytes memory padded, uint256 offset, uint256 schedule) private pure {
        assembly ("memory-safe") {
            let block_ := add(padded, offset)
            let w := schedule
            for { let end := add(w, 0x200) } lt(w, end) { w := add(w, 0x20) } {
                mstore(w, shr(192, mload(block_)))
                block_ := add(block_, 8)
            }
            for { let end := add(schedule, 0xa00) } lt(w, end) { w := add(w, 0x20) } {
                let x := mload(sub(w, 0x1e0))
                let xx := mul(x, TWICE)
                let sum := xor(xor(shr(1, xx), shr(8, xx)), shr(7, x))
                x := mload(sub(w, 0x40))
                xx := mul(x, TWICE)
                sum := add(sum, xor(xor(shr(19, xx), shr(61, xx)), shr(6, x)))
                sum := add(sum, add(mload(sub(w, 0xe0)), mload(sub(w, 0x200))))
                mstore(w, and(sum, WORD))
            }
        }
    }

    // The 80 rounds of one block, and its words added to those before it.
    function _compress(bytes32 left, bytes32 right, bytes memory constants, uint256 schedule)
        private
        pure
        returns (bytes32 nextLeft, bytes32 nextRight)
    {
        assembly ("memory-safe") {
            let a := shr(192, left)
            let b := and(shr(128, left), WORD)
            let c := and(shr(64, left), WORD)
            let d := and(left, WORD)
            let e := shr(192, right)
            let f := and(shr(128, right), WORD)
            let g := and(shr(64, right), WORD)
            let h := and(right, WORD)
            let w := schedule
            // A load from here ends with a constant.
            let k := add(constants, 8)
            for { let end := add(w, 0xa00) } lt(w, end) { w := add(w, 0x20) } {
                let x := mul(e, TWICE)
                h := add(add(h, mload(k)), add(xor(g, and(e, xor(f, g))), mload(w)))
                h := add(h, xor(xor(shr(14, x), shr(18, x)), shr(41, x)))
                x := mul(a, TWICE)
                let n := add(h, xor(b, and(xor(a, b), xor(b, c))))
                n := and(add(n, xor(xor(shr(28, x), shr(34, x)), shr(39, x))), WORD)
                x := and(add(d, h), WORD)
                h := g
                g := f
                f := e
                e := x
                d := c
                c := b
                b := a
                a := n
                k := add(k, 8)
            }
            a := and(add(a, shr(192, left)), WORD)
            b := and(add(b, shr(128, left)), WORD)
            c := and(add(c, shr(64, left)), WORD)
            d := and(add(d, left), WORD)
            nextLeft := or(or(shl(192, a), shl(128, b)), or(shl(64, c), d))
            e := and(add(e, shr(192, right)), WORD)
            f := and(add(f, shr(128, right)), WORD)
            g := and(add(g, shr(64, right)), WORD)
            h := and(add(h, right), WORD)
            nextRight := or(or(shl(192, e), shl(128, f)), or(shl(64, g), h))
        }
    }
}
