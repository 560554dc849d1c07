// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IStaking} from "./IStaking.sol";

// What staking computes without storage. Sums are taken in 256 bits, where no sum of u64 overflows, and narrowed at the end.
library StakingMath {
    uint256 internal constant BPS = 10_000;
    // Ten years: a delay beyond it is a mistake, and no clock plus it can overflow and so hold up a verdict.
    uint256 internal constant MAX_SECS = 315_360_000;

    function isDelay(uint64 secs) internal pure returns (bool) {
        return secs != 0 && secs <= MAX_SECS;
    }

    function toU64(uint256 value) internal pure returns (uint64) {
        if (value > type(uint64).max) revert IStaking.Overflow();
        return uint64(value);
    }

    function inSecs(uint64 secs) internal view returns (uint64) {
        return toU64(block.timestamp + secs);
    }

    function shareDown(uint64 amount, uint16 bps) internal pure returns (uint64) {
        return toU64((uint256(amount) * bps) / BPS);
    }

    function locked(uint64[4] memory locks) internal pure returns (uint256) {
        return uint256(locks[0]) + locks[1] + locks[2] + locks[3];
    }

    function pack(uint64 amount, uint64 unlockAt) internal pure returns (uint128) {
        return (uint128(amount) << 64) | unlockAt;
    }

    function amountOf(uint128 unbonding) internal pure returns (uint64) {
        return uint64(unbonding >> 64);
    }

    function unlockAtOf(uint128 unbonding) internal pure returns (uint64) {
        return uint64(unbonding);
    }
}
