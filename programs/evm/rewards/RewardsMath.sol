// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ids} from "../staking/Ids.sol";
import {StakingMath} from "../staking/StakingMath.sol";
import {IRewards} from "./IRewards.sol";

// What rewards computes without storage. Ids: sha256 over fixed-width fields, integers little-endian, the same 32 bytes as on Solana and in
// clients/assay/ids.py. Sums are taken in 256 bits, where no product of these overflows.
library RewardsMath {
    // Base units that a campaign's price is for.
    uint256 internal constant ONE_TOKEN = 1_000_000;
    uint256 private constant MAX_STEPS = 1_000;

    // Of this program: two over one token never meet in an id.
    function campaignId(address sponsor, uint64 nonce) internal view returns (bytes32) {
        return sha256(
            abi.encodePacked("assay/campaign/v1", Ids.padded(address(this)), Ids.padded(sponsor), Ids.reversed64(nonce))
        );
    }

    // `source` is who created it, or the campaign's id.
    function grantId(bytes32 source, address beneficiary, uint64 nonce) internal view returns (bytes32) {
        return sha256(
            abi.encodePacked(
                "assay/grant/v1", Ids.padded(address(this)), source, Ids.padded(beneficiary), Ids.reversed64(nonce)
            )
        );
    }

    function epochId(bytes32 campaign, uint32 epoch) internal pure returns (bytes32) {
        return sha256(abi.encodePacked("assay/epoch/v1", campaign, Ids.reversed32(epoch)));
    }

    // `worker` as it stands in a leaf: 32 bytes.
    function batchId(bytes32 campaign, uint32 epoch, bytes32 worker) internal pure returns (bytes32) {
        return sha256(abi.encodePacked("assay/batch/v1", campaign, Ids.reversed32(epoch), worker));
    }

    function postingId(bytes32 epoch, uint32 attempt) internal pure returns (bytes32) {
        return sha256(abi.encodePacked("assay/posting/v1", epoch, Ids.reversed32(attempt)));
    }

    function isSchedule(IRewards.Schedule calldata s) internal pure returns (bool) {
        return StakingMath.isDelay(s.durationSecs) && s.cliffSecs <= s.durationSecs && s.steps <= MAX_STEPS;
    }

    // Times are stored in five bytes, which last for 34,000 years.
    function toTime(uint256 value) internal pure returns (uint40) {
        if (value > type(uint40).max) revert IRewards.Overflow();
        return uint40(value);
    }

    function toDate(uint256 value) internal pure returns (uint32) {
        if (value > type(uint32).max) revert IRewards.Overflow();
        return uint32(value);
    }

    function inSecs(uint64 secs) internal view returns (uint40) {
        return toTime(block.timestamp + secs);
    }

    // What a leaf earns of the pool. Over all leaves of a tree exactly the pool.
    function rewardDown(uint256 pool, uint256 before, uint256 score, uint256 total) internal pure returns (uint256) {
        return (pool * (before + score)) / total - (pool * before) / total;
    }
}
