// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IObservatory} from "./IObservatory.sol";
import {Shares} from "./Shares.sol";
import {VaultMath} from "./VaultMath.sol";
import {VaultStore} from "./VaultStore.sol";

// One line of contracts, each upon the one before, so that what the standard brings is overridden once.
contract Vault is Shares {
    uint256 private constant CUMULATIVE = 5;

    constructor(
        address token,
        address verifier,
        address owner,
        uint64 timelockSecs,
        uint64 observeSecs,
        uint32 gainBps,
        uint16 stepBps,
        address observatory
    ) VaultStore(token, verifier, owner, timelockSecs, observeSecs, gainBps, stepBps, observatory) {}

    function observe() external nonReentrant {
        Policy memory policy = _read(_policy);
        if (policy.modelId == 0) revert NoPolicy();
        (uint256 last, uint256 from) = (_observed.last, _observed.from);
        uint256[WORDS] memory words = _ring[last % RING];
        // The oldest of a new ring is of the year 1970.
        if (block.timestamp < (words[0] >> 160) + OBSERVE_SECS) revert ObservedRecently();
        IObservatory.Setting memory setting;
        (setting.token, setting.stepBps) = (address(TOKEN), STEP_BPS);
        for (uint256 i = 0; i < POOLS; ++i) {
            setting.pools[i] = policy.pools[i].pool;
        }
        uint256 total = _funds.idle;
        for (uint256 i = 0; i < POOLS; ++i) {
            total += _positions[i].recorded;
        }
        setting.capsBps = VaultMath.capsOf(policy, total);
        uint256 index = last + 1;
        if (last >= from) {
            uint256[WORDS] storage past = _ring[Math.max(index > WINDOW ? index - WINDOW : 0, from) % RING];
            setting.last = words;
            // Of that one, when it was and its cumulative values.
            setting.past[0] = past[0];
            for (uint256 i = CUMULATIVE; i < WORDS; ++i) {
                setting.past[i] = past[i];
            }
        }
        words = OBSERVATORY.observed(setting);

        _ring[index % RING] = words;
        _observed.last = uint64(index);

        emit PoolsObserved(uint64(index), uint64(block.timestamp), bytes32(words[0]), bytes32(words[1]));
    }
}
