// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Position-bound sha256 trees (docs/operators.md, "Commitments"), read straight from calldata: `cursor` is a position in calldata.
// A hash that the precompile did not give must never be taken for one, so its answer's length is checked along with its success.
library Merkle {
    uint256 private constant SIBLING = 32;

    // H(0x00 || data).
    function leafHash(bytes calldata data) internal view returns (bytes32 hash) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore8(free, 0)
            calldatacopy(add(free, 1), data.offset, data.length)
            if iszero(and(eq(returndatasize(), 0x20), staticcall(gas(), 2, free, add(data.length, 1), 0, 0x20))) {
                revert(0, 0)
            }
            hash := mload(0)
        }
    }

    // H(0x00 || dtype || dims || root): a tensor's leaf in a model's or an input's tree.
    function tensorLeaf(uint256 dtype, bytes16 dims, bytes32 root) internal view returns (bytes32 hash) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore8(free, 0)
            mstore8(add(free, 1), dtype)
            mstore(add(free, 2), dims)
            mstore(add(free, 18), root)
            if iszero(and(eq(returndatasize(), 0x20), staticcall(gas(), 2, free, 50, 0, 0x20))) {
                revert(0, 0)
            }
            hash := mload(0)
        }
    }

    // H(0x00 || job || dtype || dims || root): an output's leaf in a job's trace.
    function traceLeaf(bytes32 jobId, uint256 dtype, bytes16 dims, bytes32 root) internal view returns (bytes32 hash) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore8(free, 0)
            mstore(add(free, 1), jobId)
            mstore8(add(free, 33), dtype)
            mstore(add(free, 34), dims)
            mstore(add(free, 50), root)
            if iszero(and(eq(returndatasize(), 0x20), staticcall(gas(), 2, free, 82, 0, 0x20))) {
                revert(0, 0)
            }
            hash := mload(0)
        }
    }

    // The root that the path at `cursor` leads to from the leaf hash at `index` of `count` leaves, and where the path ends. The caller
    // checks that this end lies within its data: what lies beyond reads as anything.
    function climb(bytes32 leaf, uint256 index, uint256 count, uint256 cursor)
        internal
        view
        returns (bytes32 root, uint256 end)
    {
        assembly ("memory-safe") {
            let free := mload(0x40)
            let left := add(free, 1)
            let right := add(free, 33)
            mstore8(free, 1)
            root := leaf
            for {} gt(count, 1) {} {
                // A level's last node without a partner is promoted unchanged.
                if iszero(and(count, eq(index, sub(count, 1)))) {
                    switch and(index, 1)
                    case 0 {
                        mstore(left, root)
                        mstore(right, calldataload(cursor))
                    }
                    default {
                        mstore(left, calldataload(cursor))
                        mstore(right, root)
                    }
                    if iszero(and(eq(returndatasize(), 0x20), staticcall(gas(), 2, free, 65, 0, 0x20))) {
                        revert(0, 0)
                    }
                    root := mload(0)
                    cursor := add(cursor, SIBLING)
                }
                index := shr(1, index)
                count := shr(1, add(count, 1))
            }
            end := cursor
        }
    }

    // The root over `nodes`, 32 bytes each, taken as one level of at least one.
    function fold(bytes calldata nodes) internal view returns (bytes32 root) {
        assembly ("memory-safe") {
            // One word is left free before the nodes: a pair is hashed where it stands, with its prefix in the byte before it, which
            // belongs to a pair that was hashed already. Parents land at or before their pair's left child.
            let base := add(mload(0x40), 0x20)
            let size := nodes.length
            calldatacopy(base, nodes.offset, size)
            for {} gt(size, 0x20) {} {
                let target := base
                let pair := base
                for { let pairsEnd := add(base, and(size, not(0x3f))) } lt(pair, pairsEnd) { pair := add(pair, 0x40) } {
                    mstore8(sub(pair, 1), 1)
                    if iszero(and(eq(returndatasize(), 0x20), staticcall(gas(), 2, sub(pair, 1), 65, target, 0x20))) {
                        revert(0, 0)
                    }
                    target := add(target, 0x20)
                }
                if and(size, 0x20) {
                    mstore(target, mload(pair))
                    target := add(target, 0x20)
                }
                size := sub(target, base)
            }
            root := mload(base)
        }
    }
}
