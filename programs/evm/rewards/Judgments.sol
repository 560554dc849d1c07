// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// A revealed batch (docs/rewards.md, "Judgments").
library Judgments {
    uint256 internal constant BYTES = 20;

    // Whether the `count` (1 to 256) judgments of `said` are about strictly ascending tasks below `taskCount`.
    function areOrdered(bytes memory said, uint256 count, uint256 taskCount) internal pure returns (bool ordered) {
        assembly ("memory-safe") {
            ordered := 1
            let least := 0
            let end := add(add(said, 0x20), mul(count, 20))
            for { let at := add(said, 0x20) } lt(at, end) { at := add(at, 20) } {
                // Four bytes, little-endian.
                let task := shr(224, mload(at))
                task := or(shl(8, and(task, 0x00ff00ff)), and(shr(8, task), 0x00ff00ff))
                task := or(and(shl(16, task), 0xffff0000), shr(16, task))
                ordered := and(ordered, iszero(lt(task, least)))
                least := add(task, 1)
            }
            ordered := and(ordered, iszero(gt(least, taskCount)))
        }
    }

    // The root over `count` (1 to 256) hidden judgments. One buffer takes every leaf in turn. A hash that the precompile did not give must never
    // be taken for one, so its answer's length is checked along with its success.
    function root(bytes32 batchId, bytes32 seed, bytes memory said, uint256 count)
        internal
        view
        returns (bytes32 hash)
    {
        assembly ("memory-safe") {
            // H(0x00 || batch || seed || index (u32, little-endian: one byte is enough) || judgment). What is written past it is not hashed.
            let free := mload(0x40)
            mstore8(free, 0)
            mstore(add(free, 1), batchId)
            mstore(add(free, 33), seed)
            let varying := add(free, 65)
            let base := add(free, 0xa0)
            let good := 1
            let from := add(said, 0x20)
            for { let index := 0 } lt(index, count) { index := add(index, 1) } {
                mstore(varying, or(shl(248, index), shr(32, mload(from))))
                from := add(from, 20)
                let sent := staticcall(gas(), 2, free, 89, add(base, shl(5, index)), 0x20)
                good := and(good, and(sent, eq(returndatasize(), 0x20)))
            }
            // A pair is hashed where it stands, with its prefix in the byte before it, which belongs to a pair that was hashed already.
            // Parents land at or before their pair's left child.
            for {} gt(count, 1) {} {
                let target := base
                let pair := base
                for { let end := add(base, shl(6, shr(1, count))) } lt(pair, end) { pair := add(pair, 0x40) } {
                    mstore8(sub(pair, 1), 1)
                    let sent := staticcall(gas(), 2, sub(pair, 1), 65, target, 0x20)
                    good := and(good, and(sent, eq(returndatasize(), 0x20)))
                    target := add(target, 0x20)
                }
                // A level's last node without a partner is promoted unchanged.
                if and(count, 1) { mstore(target, mload(pair)) }
                count := shr(1, add(count, 1))
            }
            if iszero(good) { revert(0, 0) }
            hash := mload(base)
        }
    }
}
