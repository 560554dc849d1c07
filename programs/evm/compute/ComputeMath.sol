// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Ids: sha256 over fixed-width fields, integers little-endian, the same 32 bytes as on Solana and in clients/assay/ids.py.
library ComputeMath {
    // Of this program: two over one staking never meet in an id.
    function jobId(address requester, uint64 nonce) internal view returns (bytes32) {
        return sha256(abi.encodePacked("assay/job/v1", _padded(address(this)), _padded(requester), _reversed(nonce)));
    }

    function disputeId(bytes32 job, uint32 attempt) internal pure returns (bytes32) {
        // Reversed as a u64, its four bytes are the upper ones.
        return sha256(abi.encodePacked("assay/dispute/v1", job, uint32(_reversed(attempt) >> 32)));
    }

    function faultId(bytes32 subject) internal pure returns (bytes32) {
        return sha256(abi.encodePacked("assay/fault/v1", subject));
    }

    function _padded(address account) private pure returns (bytes32) {
        return bytes32(uint256(uint160(account)));
    }

    function _reversed(uint64 v) private pure returns (uint64) {
        v = ((v & 0xff00ff00ff00ff00) >> 8) | ((v & 0x00ff00ff00ff00ff) << 8);
        v = ((v & 0xffff0000ffff0000) >> 16) | ((v & 0x0000ffff0000ffff) << 16);
        return (v >> 32) | (v << 32);
    }
}
