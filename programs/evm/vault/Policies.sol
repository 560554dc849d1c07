// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {StakingMath} from "../staking/StakingMath.sol";
import {IVerifier} from "../verifier/IVerifier.sol";
import {PoolViews} from "./PoolViews.sol";
import {VaultMath} from "./VaultMath.sol";
import {VaultStore} from "./VaultStore.sol";

// What a model may do, and who says so.
abstract contract Policies is VaultStore {
    function propose(Policy calldata policy) external nonReentrant {
        if (msg.sender != OWNER) revert NotVaultOwner();
        _requirePolicy(policy);
        uint64 adoptAt = uint64(block.timestamp + TIMELOCK_SECS);

        _write(_proposal, policy);
        _observed.adoptAt = adoptAt;

        emit PolicyProposed(policy.modelId, policy.guardian, adoptAt);
    }

    function adopt() external nonReentrant {
        if (_observed.adoptAt == 0) revert NoProposal();
        if (block.timestamp < _observed.adoptAt) revert TimelockOpen();
        Policy memory policy = _read(_proposal);
        bool isOther = false;
        for (uint256 i = 0; i < POOLS; ++i) {
            if (policy.pools[i].pool == _policy.pools[i].pool) continue;
            if (_positions[i].units != 0) revert PoolInUse();
            isOther = true;
            delete _positions[i];
        }

        _write(_policy, policy);
        delete _proposal;
        _observed.adoptAt = 0;
        // What was seen of other pools is no history of these.
        if (isOther) _observed.from = _observed.last + 1;

        emit PolicyAdopted(policy.modelId, policy.guardian);
    }

    function lower(Limits calldata limits) external nonReentrant {
        Policy memory policy = _read(_policy);
        if (policy.modelId == 0) revert NoPolicy();
        if (msg.sender != policy.guardian && msg.sender != OWNER) revert NotVaultGuardian();
        _requireLower(policy, limits);

        // A proposal that ripened in somebody's pocket must not undo this.
        if (_observed.adoptAt != 0) _write(_proposal, _lowered(_read(_proposal), limits, policy));
        _write(_policy, _lowered(policy, limits, policy));

        emit LimitsLowered(msg.sender, limits.maxMoveBps);
    }

    // Within.

    function _requirePolicy(Policy calldata policy) private view {
        bool isNamed = false;
        bool isSound = StakingMath.isDelay(policy.maxAgeSecs);
        isSound = isSound && policy.maxMoveBps <= VaultMath.BPS && policy.maxLossBps <= VaultMath.BPS;
        for (uint256 i = 0; i < POOLS; ++i) {
            PoolLimits calldata limits = policy.pools[i];
            isSound = isSound && limits.group < POOLS;
            isSound = isSound && limits.capBps <= VaultMath.BPS && policy.groupCapsBps[i] <= VaultMath.BPS;
            if (limits.pool == address(0)) {
                isSound = isSound && limits.group == 0 && limits.cap == 0 && limits.capBps == 0;
                continue;
            }
            isNamed = true;
            for (uint256 j = 0; j < i; ++j) {
                isSound = isSound && policy.pools[j].pool != limits.pool;
            }
        }
        if (!isNamed || !isSound) revert BadPolicy();
        for (uint256 i = 0; i < POOLS; ++i) {
            _requirePool(policy.pools[i].pool);
        }
        IVerifier.RegisteredModel memory model = VERIFIER.modelOf(policy.modelId);
        if (model.state != IVerifier.ModelState.Active || model.timelockSecs < TIMELOCK_SECS) revert BadModel();
    }

    // A vault would count its own shares twice.
    function _requirePool(address pool) private view {
        if (pool == address(0)) return;
        (bool answered, uint256 token) = PoolViews.tryRead(pool, abi.encodeCall(IERC4626.asset, ()));
        if (!answered || token != uint256(uint160(address(TOKEN))) || pool == address(this)) revert BadPool();
    }

    function _requireLower(Policy memory policy, Limits calldata limits) private pure {
        bool isLower = limits.maxMoveBps < policy.maxMoveBps;
        bool isRaised = limits.maxMoveBps > policy.maxMoveBps;
        for (uint256 i = 0; i < POOLS; ++i) {
            PoolLimits memory p = policy.pools[i];
            (uint256 cap, uint256 capBps, uint256 group) = (limits.caps[i], limits.capsBps[i], limits.groupCapsBps[i]);
            isLower = isLower || cap < p.cap || capBps < p.capBps || group < policy.groupCapsBps[i];
            isRaised = isRaised || cap > p.cap || capBps > p.capBps || group > policy.groupCapsBps[i];
        }
        if (!isLower || isRaised) revert NotLower();
    }

    // The policy with none of its limits above these, pool by pool where it has the same pools as the one in force.
    function _lowered(Policy memory policy, Limits calldata limits, Policy memory inForce)
        private
        pure
        returns (Policy memory)
    {
        for (uint256 i = 0; i < POOLS; ++i) {
            PoolLimits memory p = policy.pools[i];
            policy.groupCapsBps[i] = uint16(Math.min(policy.groupCapsBps[i], limits.groupCapsBps[i]));
            if (p.pool != inForce.pools[i].pool) continue;
            (p.cap, p.capBps) = (uint64(Math.min(p.cap, limits.caps[i])), uint16(Math.min(p.capBps, limits.capsBps[i])));
        }
        policy.maxMoveBps = uint16(Math.min(policy.maxMoveBps, limits.maxMoveBps));
        return policy;
    }
}
