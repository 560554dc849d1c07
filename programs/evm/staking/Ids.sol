// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// What every program's ids are made of: sha256 over fixed-width fields, addresses in 32 bytes, integers little-endian, the same bytes as
// on Solana and in clients/assay/ids.py.
library Ids {
    // The fault that a lost dispute, a missed deadline or a ruling of guilty proves.
    function faultId(bytes32 subject) internal pure returns (bytes32) {
        return sha256(abi.encodePacked("assay/fault/v1", subject));
    }

    function padded(address account) internal pure returns (bytes32) {
        return bytes32(uint256(uint160(account)));
    }

    function reversed32(uint32 v) internal pure returns (uint32) {
        v = ((v & 0xff00ff00) >> 8) | ((v & 0x00ff00ff) << 8);
        return (v >> 16) | (v << 16);
    }

    function reversed64(uint64 v) internal pure returns (uint64) {
        v = ((v & 0xff00ff00ff00ff00) >> 8) | ((v & 0x00ff00ff00ff00ff) << 8);
        v = ((v & 0xffff0000ffff0000) >> 16) | ((v & 0x0000ffff0000ffff) << 16);
        return (v >> 32) | (v << 32);
    }
}
