// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Merkle} from "../compute/Merkle.sol";
import {ITraining} from "./ITraining.sol";

// What training computes without storage: who is included in a round, and the state that a job's trace ends with.
library TrainingMath {
    uint256 private constant HEADER = 17;
    uint256 private constant TENSOR = 49;
    uint256 private constant HASH = 32;
    uint256 private constant SAID = 16;

    // A proposal as the close of its round sees it.
    struct Entry {
        uint8 seat;
        uint8 order;
        uint8 program;
        bytes32 baseRoot;
        bytes32 inputRoot;
    }

    // The state that more than half of those who proposed started from; zero where there is none.
    function majority(Entry[] memory entries) internal pure returns (bytes32) {
        for (uint256 i = 0; i < entries.length; ++i) {
            uint256 votes;
            for (uint256 j = 0; j < entries.length; ++j) {
                if (entries[j].baseRoot == entries[i].baseRoot) ++votes;
            }
            if (2 * votes > entries.length) return entries[i].baseRoot;
        }
        return 0;
    }

    // A bit for each seat that started from the base and was seen. One who computed once is paid once, whatever number of seats it has: of those
    // with the same batches the first counts. Zero is no state's root: nobody could run from it again.
    function included(Entry[] memory entries, bytes32 baseRoot, uint16 witnessed, uint256 seen)
        internal
        pure
        returns (uint16 bits)
    {
        if (baseRoot == 0) return 0;
        bool[] memory accepted = new bool[](entries.length);
        for (uint256 i = 0; i < entries.length; ++i) {
            accepted[i] = entries[i].baseRoot == baseRoot && _isSeen(witnessed, seen, entries[i].seat);
        }
        for (uint256 i = 0; i < entries.length; ++i) {
            if (!accepted[i]) continue;
            bool copy;
            for (uint256 j = 0; j < entries.length; ++j) {
                copy = copy || (accepted[j] && _isBefore(entries[j], entries[i]));
            }
            if (!copy) bits |= uint16(1) << entries[i].seat;
        }
    }

    // How many of the bits are set.
    function counted(uint16 bits) internal pure returns (uint8 count) {
        for (; bits != 0; bits &= bits - 1) {
            ++count;
        }
    }

    // The root, as a model's, of the `count` tensors that the job's trace ends with: header and root of each, then the siblings to their left.
    function opened(bytes32 jobId, bytes32 traceRoot, uint256 opCount, uint256 count, bytes memory data)
        internal
        view
        returns (bytes32 state)
    {
        if (count == 0 || count > opCount || data.length < count * TENSOR) revert ITraining.BadOpening();
        // The place before the first leaf is for a sibling.
        bytes32[] memory trace = new bytes32[](count + 1);
        bytes32[] memory tensors = new bytes32[](count + 1);
        for (uint256 i = 0; i < count; ++i) {
            uint256 position = i * TENSOR;
            uint256 dtype = uint8(data[position]);
            bytes16 dims = bytes16(_word(data, position + 1));
            bytes32 root = _word(data, position + HEADER);
            trace[i + 1] = Merkle.traceLeaf(jobId, dtype, dims, root);
            tensors[i + 1] = Merkle.tensorLeaf(dtype, dims, root);
        }
        (bytes32 found, uint256 end) = _foldTail(trace, opCount, data, count * TENSOR);
        if (found != traceRoot || end != data.length) revert ITraining.BadOpening();
        (state,) = _foldTail(tensors, count, data, end);
    }

    // The root of a tree of `count` leaves whose last ones are nodes[1] on, and where the siblings left of them end.
    function _foldTail(bytes32[] memory nodes, uint256 count, bytes memory data, uint256 cursor)
        private
        pure
        returns (bytes32, uint256)
    {
        uint256 last = nodes.length - 1;
        uint256 first = count - last;
        for (; count > 1; count = (count + 1) >> 1) {
            // Where the first is a right child, its sibling takes the place before it.
            uint256 start = 1 - (first & 1);
            if (start == 0) {
                if (data.length < cursor + HASH) revert ITraining.BadOpening();
                nodes[0] = _word(data, cursor);
                cursor += HASH;
            }
            uint256 parents;
            for (uint256 i = start; i <= last; i += 2) {
                // A level's last node without a partner is promoted unchanged.
                bytes32 parent = i == last ? nodes[i] : sha256(abi.encodePacked(uint8(1), nodes[i], nodes[i + 1]));
                nodes[++parents] = parent;
            }
            last = parents;
            first >>= 1;
        }
        return (nodes[1], cursor);
    }

    // Whether more than half of the witnesses, the seat itself apart, received its update.
    function _isSeen(uint16 witnessed, uint256 seen, uint256 seat) private pure returns (bool) {
        (uint256 others, uint256 count) = (0, 0);
        for (uint256 by = 0; by < 16; ++by) {
            if (by == seat || (witnessed >> by) & 1 == 0) continue;
            ++others;
            count += (seen >> (by * SAID + seat)) & 1;
        }
        return 2 * count > others;
    }

    function _isBefore(Entry memory a, Entry memory b) private pure returns (bool) {
        return a.order < b.order && a.program == b.program && a.inputRoot == b.inputRoot;
    }

    // The caller has checked that all of it is there.
    function _word(bytes memory data, uint256 position) private pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := mload(add(add(data, 0x20), position))
        }
    }
}
