// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ids} from "../staking/Ids.sol";

// Ids, commitments and tickets: sha256 over fixed-width fields, integers little-endian, the same bytes as on Solana and in
// clients/assay/ids.py.
library CourtMath {
    function caseId(address accuser, uint64 nonce) internal view returns (bytes32) {
        // Of this program: two over one staking never meet in an id.
        return sha256(
            abi.encodePacked("assay/case/v1", Ids.padded(address(this)), Ids.padded(accuser), Ids.reversed64(nonce))
        );
    }

    function seedCommitment(bytes32 id, uint8 roundIndex, address contributor, bytes32 secret)
        internal
        pure
        returns (bytes32)
    {
        return sha256(abi.encodePacked("assay/seed_commitment/v1", id, roundIndex, Ids.padded(contributor), secret));
    }

    function seedShare(bytes32 id, uint8 roundIndex, address contributor, bytes32 secret)
        internal
        pure
        returns (bytes32)
    {
        return sha256(abi.encodePacked("assay/seed/v1", id, roundIndex, Ids.padded(contributor), secret));
    }

    function ticket(bytes32 id, uint8 roundIndex, bytes32 seed, address juror, uint32 unit)
        internal
        pure
        returns (uint96)
    {
        uint32 reversed = Ids.reversed32(unit);
        bytes32 hash = sha256(abi.encodePacked("assay/ticket/v1", id, roundIndex, seed, Ids.padded(juror), reversed));
        return uint96(bytes12(hash));
    }

    function voteCommitment(bytes32 id, uint8 roundIndex, address juror, bool guilty, bytes32 salt)
        internal
        pure
        returns (bytes32)
    {
        return sha256(abi.encodePacked("assay/vote/v1", id, roundIndex, Ids.padded(juror), guilty, salt));
    }

    // What round `roundIndex` seats; a double round each time, and one more.
    function seatsOf(uint256 jurors, uint256 roundIndex) internal pure returns (uint256) {
        return ((jurors + 1) << roundIndex) - 1;
    }

    // What it costs to appeal against what this round said.
    function appealBond(uint64 caseBond, uint256 roundIndex) internal pure returns (uint256) {
        return uint256(caseBond) << (roundIndex + 1);
    }
}
