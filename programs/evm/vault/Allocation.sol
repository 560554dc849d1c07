// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IVerifier} from "../verifier/IVerifier.sol";
import {Positions} from "./Positions.sol";
import {VaultMath} from "./VaultMath.sol";

// What pools show, and what a proved claim about it moves.
abstract contract Allocation is Positions {
    uint256 internal constant WINDOW = 8;

    function onVerified(bytes32 modelId, uint64 nonce, IVerifier.Claim calldata claim) external nonReentrant {
        if (msg.sender != address(VERIFIER)) revert NotVerifier();
        Policy memory policy = _read(_policy);
        _requireClaim(policy, modelId, nonce, claim);
        uint256[4] memory weights = _weights(policy, claim.result);
        Look memory look = _looked();
        uint256 total = _total(look);

        (uint256 movedIn, uint256 movedOut) = _move(policy, look, weights, total);
        _relook(look);
        // A base unit a pool is rounding.
        uint256 left = _total(look);
        if (left + VaultMath.shareDown(total, policy.maxLossBps) + POOLS < total) revert LossTooHigh();
        _save(look);

        emit Rebalanced(
            nonce, modelId, claim.result, VaultMath.toU64(movedIn), VaultMath.toU64(movedOut), VaultMath.toU64(left)
        );
    }

    function trim(uint8 poolIndex) external nonReentrant {
        if (poolIndex >= POOLS || _policy.pools[poolIndex].pool == address(0)) revert UnknownPool();
        PoolLimits memory limits = _read(_policy).pools[poolIndex];
        Look memory look = _looked();
        uint256 cap = VaultMath.capOf(limits, _total(look));
        if (look.recorded[poolIndex] <= cap) revert NothingToTrim();
        uint256 units = _unitsFor(look, poolIndex, look.recorded[poolIndex] - cap);
        if (units == 0) revert NotEnoughLiquid();

        uint256 got = _pull(look, poolIndex, units);
        _relook(look);
        _save(look);

        emit PoolTrimmed(limits.pool, VaultMath.toU64(got));
    }

    // Within.

    // That the claim is the model's, about an observation of a full window, and not too old.
    function _requireClaim(Policy memory policy, bytes32 modelId, uint256 index, IVerifier.Claim calldata claim)
        private
        view
    {
        if (policy.modelId == 0) revert NoPolicy();
        if (modelId != policy.modelId) revert WrongModel();
        if (!_isKept(index)) revert UnknownObservation();
        if (index < _observed.from + WINDOW) revert WindowNotFull();
        uint256[8] storage words = _ring[index % RING];
        (uint256 first, uint256 second) = (words[0], words[1]);
        uint256 observedAt = first >> 160;
        if (block.timestamp > observedAt + policy.maxAgeSecs) revert StaleObservation();
        if (claim.observedAt != observedAt || claim.commitment != OBSERVATORY.commitmentOf(first, second)) {
            revert WrongObservation();
        }
        if (policy.maxMoveBps == 0) revert AllocationPaused();
    }

    // What the model gives each pool in bps, within the caps.
    function _weights(Policy memory policy, bytes8 result) private pure returns (uint256[4] memory weights) {
        uint256[4] memory together;
        uint256 sum = 0;
        bool isWithin = true;
        for (uint256 i = 0; i < POOLS; ++i) {
            PoolLimits memory limits = policy.pools[i];
            weights[i] = VaultMath.lane(uint64(result), i);
            isWithin = isWithin && weights[i] <= (VaultMath.isOpen(limits) ? limits.capBps : 0);
            sum += weights[i];
            together[limits.group] += weights[i];
        }
        if (!isWithin || sum > VaultMath.BPS) revert CapExceeded();
        for (uint256 group = 0; group < POOLS; ++group) {
            if (together[group] > policy.groupCapsBps[group]) revert GroupCapExceeded();
        }
    }

    // A step towards the weights: out of pools first, then into others. All moves shrink in proportion, so that what satisfies the caps at both ends
    // does between them.
    function _move(Policy memory policy, Look memory look, uint256[4] memory weights, uint256 total)
        private
        returns (uint256 movedIn, uint256 movedOut)
    {
        uint256 most = VaultMath.shareDown(total, policy.maxMoveBps);
        uint256 longest = most;
        uint256[4] memory targets;
        for (uint256 i = 0; i < POOLS; ++i) {
            PoolLimits memory limits = policy.pools[i];
            uint256 target = Math.min(VaultMath.shareDown(total, weights[i]), limits.cap);
            targets[i] = VaultMath.isOpen(limits) ? target : look.recorded[i];
            longest = Math.max(longest, _between(targets[i], look.recorded[i]));
        }
        uint256[4] memory ins;
        for (uint256 i = 0; i < POOLS; ++i) {
            uint256 move = _between(targets[i], look.recorded[i]);
            if (longest > most) move = (move * most) / longest;
            if (targets[i] > look.recorded[i]) ins[i] = move;
            else if (move != 0) movedOut += _pull(look, i, _unitsFor(look, i, move));
        }
        for (uint256 i = 0; i < POOLS; ++i) {
            if (ins[i] == 0) continue;
            uint256 move = Math.min(Math.min(ins[i], look.idle), _room(policy.pools[i], look, i, total));
            movedIn += _put(look, i, move);
        }
    }

    // How much more may go into a pool.
    function _room(PoolLimits memory limits, Look memory look, uint256 i, uint256 total)
        private
        pure
        returns (uint256)
    {
        uint256 cap = VaultMath.capOf(limits, total);
        uint256 held = Math.max(look.recorded[i], look.invested[i]);
        return cap > held ? cap - held : 0;
    }

    function _between(uint256 a, uint256 b) private pure returns (uint256) {
        return a > b ? a - b : b - a;
    }
}
