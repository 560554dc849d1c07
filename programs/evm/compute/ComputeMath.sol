// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ids} from "../staking/Ids.sol";

// Ids: sha256 over fixed-width fields, integers little-endian, the same 32 bytes as on Solana and in clients/assay/ids.py.
library ComputeMath {
    // Of this program: two over one staking never meet in an id.
    function jobId(address requester, uint64 nonce) internal view returns (bytes32) {
        return sha256(
            abi.encodePacked("assay/job/v1", Ids.padded(address(this)), Ids.padded(requester), Ids.reversed64(nonce))
        );
    }

    function disputeId(bytes32 job, uint32 attempt) internal pure returns (bytes32) {
        return sha256(abi.encodePacked("assay/dispute/v1", job, Ids.reversed32(attempt)));
    }
}
