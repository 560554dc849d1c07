// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IVault} from "./IVault.sol";

// What the vault computes without storage (clients/assay/models/vault.py). In 256 bits, where no product of these overflows.
library VaultMath {
    uint256 internal constant POOLS = 4;
    uint256 internal constant BPS = 10_000;
    uint256 internal constant YEAR_SECS = 31_536_000;
    // With one base unit behind them: three decimals more than the token's.
    uint256 internal constant VIRTUAL_SHARES = 1_000;
    uint256 internal constant VIRTUAL_ASSETS = 1;

    function toU64(uint256 value) internal pure returns (uint64) {
        if (value > type(uint64).max) revert IVault.Overflow();
        return uint64(value);
    }

    function shareDown(uint256 amount, uint256 bps) internal pure returns (uint256) {
        return (amount * bps) / BPS;
    }

    function sharesDown(uint256 assets, uint256 total, uint256 supply) internal pure returns (uint256) {
        return (assets * (supply + VIRTUAL_SHARES)) / (total + VIRTUAL_ASSETS);
    }

    function sharesUp(uint256 assets, uint256 total, uint256 supply) internal pure returns (uint256) {
        return Math.ceilDiv(assets * (supply + VIRTUAL_SHARES), total + VIRTUAL_ASSETS);
    }

    function assetsDown(uint256 shares, uint256 total, uint256 supply) internal pure returns (uint256) {
        return (shares * (total + VIRTUAL_ASSETS)) / (supply + VIRTUAL_SHARES);
    }

    function assetsUp(uint256 shares, uint256 total, uint256 supply) internal pure returns (uint256) {
        return Math.ceilDiv(shares * (total + VIRTUAL_ASSETS), supply + VIRTUAL_SHARES);
    }

    // How much profit on an amount is let in within a time.
    function gainUp(uint256 amount, uint256 gainBps, uint256 secs) internal pure returns (uint256) {
        return Math.ceilDiv(amount * gainBps * secs, BPS * YEAR_SECS);
    }

    // The i-th of four numbers of 16 bits, the first on top.
    function lane(uint64 packed, uint256 i) internal pure returns (uint16) {
        return uint16(packed >> (48 - 16 * i));
    }

    function isOpen(IVault.PoolLimits memory limits) internal pure returns (bool) {
        return limits.cap != 0 && limits.capBps != 0;
    }

    // What counts in a pool at most.
    function capOf(IVault.PoolLimits memory limits, uint256 total) internal pure returns (uint256) {
        return Math.min(limits.cap, shareDown(total, limits.capBps));
    }

    // What the model may give each pool in bps, all at once: the pool's own caps, then scaled down where a group's would exceed the group's.
    function capsOf(IVault.Policy memory policy, uint256 total) internal pure returns (uint256[POOLS] memory caps) {
        uint256[POOLS] memory together;
        for (uint256 i = 0; i < POOLS; ++i) {
            IVault.PoolLimits memory limits = policy.pools[i];
            if (!isOpen(limits)) continue;
            caps[i] = Math.min(limits.capBps, total == 0 ? BPS : (limits.cap * BPS) / total);
            together[limits.group] += caps[i];
        }
        for (uint256 i = 0; i < POOLS; ++i) {
            uint256 group = policy.pools[i].group;
            uint256 cap = policy.groupCapsBps[group];
            if (together[group] > cap) caps[i] = (caps[i] * cap) / together[group];
        }
    }
}
