// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Poseidon} from "../verifier/Poseidon.sol";
import {IObservatory} from "./IObservatory.sol";
import {IVault} from "./IVault.sol";
import {PoolViews} from "./PoolViews.sol";
import {VaultMath} from "./VaultMath.sol";

contract Observatory is IObservatory {
    uint256 private constant POOLS = 4;
    uint256 private constant FIELDS = 3;
    // Bits of a pool's features, one after the other: 32, 16 and 32.
    uint256 private constant FEATURES = 80;
    uint256 private constant OBSERVED_AT = 160;
    uint256 private constant CAPS = 64;
    uint256 private constant U64 = 64;
    uint256 private constant LANES = 4;
    // Which word.
    uint256 private constant SPOTS = 2;
    uint256 private constant PRICES = 4;
    uint256 private constant CUMULATIVE = 5;

    uint256 private constant ONE_PRICE = 10 ** 12;
    uint256 private constant WHOLE = 1_000_000;
    // Whole tokens that liquidity may move a step beyond its share.
    uint256 private constant LIQUIDITY_STEP = 1_000;

    function observed(Setting calldata setting) external view returns (uint256[8] memory words) {
        bool continued = setting.last[0] != 0;
        uint256 secs = continued ? block.timestamp - _observedAt(setting.last[0]) : 0;
        uint256[POOLS] memory means;
        for (uint256 i = 0; i < POOLS; ++i) {
            (uint256[FIELDS] memory seen, uint256 price) = _seen(setting, i, secs);
            if (continued) _step(seen, _features(setting.last, SPOTS, i), setting.stepBps);
            words[PRICES] |= price << _lane(i);
            words[SPOTS + i / 2] |= _packed(seen) << (i & 1 == 0 ? FEATURES : 0);
            means[i] = _packed(continued ? _means(setting, words, i, secs) : seen);
        }
        words[0] = (block.timestamp << OBSERVED_AT) | (means[0] << FEATURES) | means[1];
        words[1] = (means[2] << FEATURES) | means[3];
        for (uint256 i = 0; i < POOLS; ++i) {
            words[1] = (words[1] << 16) | setting.capsBps[i];
        }
    }

    function commitmentOf(uint256 first, uint256 second) external pure returns (bytes32) {
        return bytes32(Poseidon.hash(first, second));
    }

    function shown(uint64 index, uint256[8] calldata words) external pure returns (IVault.Observation memory o) {
        (o.index, o.observedAt) = (index, uint64(_observedAt(words[0])));
        for (uint256 i = 0; i < POOLS; ++i) {
            uint256 mean = i < 2 ? words[0] : words[1] >> CAPS;
            o.means[i] = _named(_unpacked(i & 1 == 0 ? mean >> FEATURES : mean));
            o.spots[i] = _named(_features(words, SPOTS, i));
            o.capsBps[i] = VaultMath.lane(uint64(words[1]), i);
            o.prices[i] = uint64(words[PRICES] >> _lane(i));
        }
        for (uint256 k = 0; k < POOLS * FIELDS; ++k) {
            o.cumulative[k] = uint64(_cumulative(words, k));
        }
    }

    // What a pool shows: yield a year since the last observation, utilisation, cash; and the price of its units.
    function _seen(Setting calldata setting, uint256 i, uint256 secs)
        private
        view
        returns (uint256[FIELDS] memory seen, uint256 price)
    {
        address pool = setting.pools[i];
        if (pool == address(0)) return (seen, 0);
        (bool isPriced, uint256 priced) = PoolViews.tryRead(pool, abi.encodeCall(IERC4626.convertToAssets, (ONE_PRICE)));
        (bool isCounted, uint256 assets) = PoolViews.tryRead(pool, abi.encodeCall(IERC4626.totalAssets, ()));
        if (!isPriced || !isCounted) {
            seen[1] = VaultMath.BPS;
            return (seen, 0);
        }
        price = Math.min(priced, type(uint64).max);
        uint256 before = secs == 0 ? 0 : uint64(setting.last[PRICES] >> _lane(i));
        if (before != 0 && price > before) {
            uint256 rate = ((price - before) * VaultMath.BPS * VaultMath.YEAR_SECS) / (before * secs);
            seen[0] = Math.min(rate, type(uint32).max);
        }
        uint256 cash = IERC20(setting.token).balanceOf(pool);
        // So large that a lie about it overflows nothing.
        assets = Math.min(assets, type(uint128).max);
        if (assets > cash) seen[1] = ((assets - cash) * VaultMath.BPS) / assets;
        seen[2] = Math.min(cash / WHOLE, type(uint32).max);
    }

    // Manipulation within one block moves a spot by a step, and no mean at all.
    function _step(uint256[FIELDS] memory seen, uint256[FIELDS] memory before, uint256 stepBps) private pure {
        seen[0] = Math.min(_bounded(before[0], seen[0], stepBps), type(uint32).max);
        seen[1] = _bounded(before[1], seen[1], stepBps);
        uint256 step = VaultMath.shareDown(before[2], stepBps) + LIQUIDITY_STEP;
        seen[2] = Math.min(_bounded(before[2], seen[2], step), type(uint32).max);
    }

    // No further than a step from what was there before.
    function _bounded(uint256 before, uint256 seen, uint256 step) private pure returns (uint256) {
        uint256 least = before > step ? before - step : 0;
        return Math.max(Math.min(seen, before + step), least);
    }

    // Adds what stood since the last observation to the cumulative values, and compares them with the past one's.
    function _means(Setting calldata setting, uint256[8] memory words, uint256 i, uint256 secs)
        private
        view
        returns (uint256[FIELDS] memory means)
    {
        uint256[FIELDS] memory before = _features(setting.last, SPOTS, i);
        uint256 since = block.timestamp - _observedAt(setting.past[0]);
        for (uint256 f = 0; f < FIELDS; ++f) {
            uint256 k = FIELDS * i + f;
            uint256 sum = VaultMath.toU64(_cumulative(setting.last, k) + before[f] * secs);
            words[CUMULATIVE + k / LANES] |= sum << _lane(k % LANES);
            means[f] = (sum - _cumulative(setting.past, k)) / since;
        }
    }

    // Bytes.

    function _observedAt(uint256 first) private pure returns (uint256) {
        return first >> OBSERVED_AT;
    }

    function _lane(uint256 i) private pure returns (uint256) {
        return U64 * (LANES - 1 - i);
    }

    function _cumulative(uint256[8] calldata words, uint256 k) private pure returns (uint256) {
        return uint64(words[CUMULATIVE + k / LANES] >> _lane(k % LANES));
    }

    function _features(uint256[8] calldata words, uint256 from, uint256 i)
        private
        pure
        returns (uint256[FIELDS] memory)
    {
        uint256 word = words[from + i / 2];
        return _unpacked(i & 1 == 0 ? word >> FEATURES : word);
    }

    function _packed(uint256[FIELDS] memory f) private pure returns (uint256) {
        return (f[0] << 48) | (f[1] << 32) | f[2];
    }

    function _unpacked(uint256 word) private pure returns (uint256[FIELDS] memory) {
        return [uint256(uint32(word >> 48)), uint256(uint16(word >> 32)), uint256(uint32(word))];
    }

    function _named(uint256[FIELDS] memory f) private pure returns (IVault.Features memory) {
        return IVault.Features({rateBps: uint32(f[0]), utilisationBps: uint16(f[1]), liquidity: uint32(f[2])});
    }
}
