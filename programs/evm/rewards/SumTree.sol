// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEvidence} from "./IEvidence.sol";
import {IRewards} from "./IRewards.sol";

// The tree of an epoch's rewards (docs/rewards.md, "Rewards"), read straight from calldata: cursors are positions in calldata.
library SumTree {
    uint256 private constant INDEX = 4;
    uint256 private constant PAYLOAD = 44;

    // The leaf that `data` opens, and nothing more.
    function openedLeaf(bytes32 root, uint256 count, uint256 total, bytes calldata data)
        internal
        pure
        returns (IEvidence.Leaf memory leaf)
    {
        uint256 cursor;
        assembly ("memory-safe") {
            cursor := data.offset
        }
        uint256 end = cursor + data.length;
        (leaf, cursor) = leafAt(root, count, total, cursor);
        if (cursor != end) revert IRewards.BadEvidence();
    }

    // The leaf whose opening is at `cursor`, and where that ends. The caller checks that this end lies within its data: what lies beyond
    // reads as anything.
    function leafAt(bytes32 root, uint256 count, uint256 total, uint256 cursor)
        internal
        pure
        returns (IEvidence.Leaf memory leaf, uint256 end)
    {
        (uint256 index, bytes32 worker, uint256 judgments, uint256 score) = (0, 0, 0, 0);
        assembly ("memory-safe") {
            index := shr(224, calldataload(cursor))
            worker := calldataload(add(cursor, 4))
            judgments := shr(224, calldataload(add(cursor, 36)))
            score := shr(192, calldataload(add(cursor, 40)))
        }
        (leaf.index, leaf.worker, leaf.judgments, leaf.score) = (index, worker, judgments, score);
        (leaf.before, end) =
            requirePath(root, total, leafHash(cursor + INDEX, PAYLOAD), score, index, count, cursor + INDEX + PAYLOAD);
    }

    // The sum of what is left of a node, whose path is at `cursor` and must lead to the root and the total; and where that path ends.
    function requirePath(
        bytes32 root,
        uint256 total,
        bytes32 hash,
        uint256 sum,
        uint256 index,
        uint256 count,
        uint256 cursor
    ) internal pure returns (uint256 before, uint256 end) {
        if (index >= count) revert IRewards.BadEvidence();
        (hash, sum, before, end) = climb(hash, sum, index, count, cursor);
        if (hash != root || sum != total) revert IRewards.BadEvidence();
    }

    // The hash of the leaf whose payload, of `size` bytes, is at `cursor`.
    function leafHash(uint256 cursor, uint256 size) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore8(free, 0)
            calldatacopy(add(free, 1), cursor, size)
            hash := keccak256(free, add(size, 1))
        }
    }

    // The hash of the node whose two children (40 bytes each) are at `cursor`.
    function nodeHash(uint256 cursor) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore8(free, 1)
            calldatacopy(add(free, 1), cursor, 80)
            hash := keccak256(free, 81)
        }
    }

    // The root that the path at `cursor` leads to from a node at `index` of a level of `count`, the sum over all, the sum of what is left of the
    // node, and where the path ends. The caller checks that this end lies within its data, and that the sum is the posted one: one that
    // passes a u64 is larger than any of those.
    function climb(bytes32 hash, uint256 sum, uint256 index, uint256 count, uint256 cursor)
        internal
        pure
        returns (bytes32 root, uint256 total, uint256 before, uint256 end)
    {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore8(free, 1)
            root := hash
            total := sum
            for {} gt(count, 1) {} {
                // A level's last node without a partner is promoted unchanged.
                if iszero(and(count, eq(index, sub(count, 1)))) {
                    let beside := shr(192, calldataload(add(cursor, 32)))
                    switch and(index, 1)
                    case 0 {
                        mstore(add(free, 1), root)
                        mstore(add(free, 33), shl(192, total))
                        calldatacopy(add(free, 41), cursor, 40)
                    }
                    default {
                        calldatacopy(add(free, 1), cursor, 40)
                        mstore(add(free, 41), root)
                        mstore(add(free, 73), shl(192, total))
                        before := add(before, beside)
                    }
                    root := keccak256(free, 81)
                    total := add(total, beside)
                    cursor := add(cursor, 40)
                }
                index := shr(1, index)
                count := shr(1, add(count, 1))
            }
            end := cursor
        }
    }

    // How many nodes a level (0: the leaves) of a tree over `count` leaves has.
    function levelCount(uint256 count, uint256 level) internal pure returns (uint256) {
        return (count + (1 << level) - 1) >> level;
    }
}
