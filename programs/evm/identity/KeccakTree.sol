// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Position-bound keccak256 trees over batches (clients/assay/commit/attestations.py).
library KeccakTree {
    uint256 private constant SIBLING = 32;

    // Whether `path` leads from the payload at `index` of `count` to `root`, and is no longer than that.
    function opens(bytes memory payload, uint256 index, uint256 count, bytes calldata path, bytes32 root)
        internal
        pure
        returns (bool)
    {
        if (index >= count) return false;
        bytes32 node = keccak256(abi.encodePacked(bytes1(0), payload));
        uint256 used = 0;
        for (; count > 1; count = (count + 1) >> 1) {
            // A level's last node without a partner is promoted unchanged.
            if (index + 1 != count || count & 1 == 0) {
                if (used + SIBLING > path.length) return false;
                bytes32 sibling = bytes32(path[used:used + SIBLING]);
                node = index & 1 == 0 ? _parent(node, sibling) : _parent(sibling, node);
                used += SIBLING;
            }
            index >>= 1;
        }
        return used == path.length && node == root;
    }

    function _parent(bytes32 left, bytes32 right) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(bytes1(0x01), left, right));
    }
}
