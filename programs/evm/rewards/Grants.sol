// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Ids} from "../staking/Ids.sol";
import {Payment} from "../staking/Payment.sol";
import {StakingMath} from "../staking/StakingMath.sol";
import {RewardsMath} from "./RewardsMath.sol";
import {Recall, RewardsStore, StoredGrant} from "./RewardsStore.sol";

abstract contract Grants is RewardsStore {
    using Payment for IERC20;

    function createGrant(uint64 nonce, GrantTerms calldata terms) external nonReentrant {
        bytes32 grantId = RewardsMath.grantId(Ids.padded(msg.sender), terms.beneficiary, nonce);
        StoredGrant storage grant = _grants[grantId];
        if (grant.beneficiary != address(0)) revert GrantExists();
        if (terms.beneficiary == address(0)) revert ZeroAddress();
        if (terms.amount == 0) revert ZeroAmount();
        if (!RewardsMath.isSchedule(terms.schedule)) revert BadSchedule();
        if (terms.startAt > block.timestamp + StakingMath.MAX_SECS) revert BadSchedule();
        IERC20 token = IERC20(terms.token);
        token.requireToken();
        token.requireFunds(msg.sender, terms.amount);

        _beginGrant(grant, msg.sender, terms);

        token.pull(msg.sender, terms.amount);

        _logCreated(grantId, terms);
    }

    function topUp(bytes32 grantId, uint64 amount) external nonReentrant {
        StoredGrant storage grant = _grant(grantId);
        if (grant.recall == Recall.Done) revert GrantIsRevoked();
        if (amount == 0) revert ZeroAmount();
        IERC20 token = IERC20(grant.token);
        token.requireFunds(msg.sender, amount);
        uint64 deposited = StakingMath.toU64(uint256(grant.deposited) + amount);

        grant.deposited = deposited;

        token.pull(msg.sender, amount);

        emit GrantToppedUp(grantId, msg.sender, amount, deposited);
    }

    function withdraw(bytes32 grantId) external nonReentrant {
        (StoredGrant storage grant, bool isDue) = _held(grantId);
        uint64 withdrawn = grant.withdrawn;
        uint64 vested = _vested(grant, block.timestamp);
        if (vested == withdrawn) revert NothingVested();

        if (isDue) _takeOver(grant);
        grant.withdrawn = vested;

        IERC20(grant.token).pay(msg.sender, vested - withdrawn);

        emit GrantWithdrawn(grantId, msg.sender, vested - withdrawn);
    }

    function rotate(bytes32 grantId, address to) external nonReentrant {
        (StoredGrant storage grant, bool isDue) = _held(grantId);
        if (to == address(0)) revert ZeroAddress();
        // To the present key: whatever was under way is called off.
        bool rotating = to != msg.sender;
        uint40 rotateAt = rotating ? RewardsMath.inSecs(ROTATE_SECS) : 0;

        if (isDue) _takeOver(grant);
        grant.rotating = rotating;
        (grant.nextBeneficiary, grant.rotateAt) = (rotating ? to : address(0), rotateAt);

        emit GrantRotated(grantId, msg.sender, to, rotateAt);
    }

    function clawback(bytes32 grantId, bytes32 caseId) external nonReentrant {
        StoredGrant storage grant = _grant(grantId);
        _requireRecallable(grant);
        (bytes32 subject, uint64 accusedAt, bool isFinal, bool isGuilty) = _ruling(caseId);
        // Ids can be foreseen: what was accused before it was there, nobody contested.
        if (subject != grantId || accusedAt < grant.createdAt) revert WrongCase();
        if (!isFinal) revert CaseNotClosed();
        if (!isGuilty) revert NotGuilty();
        // As of the accusation, so that appeals gain no time; but what was withdrawn stays.
        uint64 kept = uint64(Math.max(grant.withdrawn, _vested(grant, accusedAt)));
        uint64 taken = grant.deposited - kept;
        if (taken == 0) revert NothingUnvested();

        (grant.deposited, grant.recall) = (kept, Recall.Done);

        IERC20(grant.token).pay(TREASURY, taken);

        emit GrantClawedBack(grantId, caseId, taken, kept);
    }

    function renounce(bytes32 grantId) external nonReentrant {
        StoredGrant storage grant = _grant(grantId);
        if (msg.sender != grant.grantor) revert NotGrantor();
        _requireRecallable(grant);

        grant.recall = Recall.Renounced;

        emit GrantRenounced(grantId);
    }

    // Within.

    function _grant(bytes32 grantId) private view returns (StoredGrant storage grant) {
        grant = _grants[grantId];
        if (grant.beneficiary == address(0)) revert UnknownGrant();
    }

    // The caller's grant, and whether the caller holds it by a rotation that has come due and is still to be carried out.
    function _held(bytes32 grantId) private view returns (StoredGrant storage grant, bool isDue) {
        grant = _grant(grantId);
        isDue = grant.rotating && block.timestamp >= grant.rotateAt;
        if (msg.sender != (isDue ? grant.nextBeneficiary : grant.beneficiary)) revert NotBeneficiary();
    }

    function _requireRecallable(StoredGrant storage grant) private view {
        Recall recall = grant.recall;
        if (recall == Recall.Done) revert GrantIsRevoked();
        if (recall == Recall.Renounced) revert GrantIsRenounced();
    }

    function _takeOver(StoredGrant storage grant) private {
        (grant.beneficiary, grant.rotating) = (msg.sender, false);
        (grant.nextBeneficiary, grant.rotateAt) = (address(0), 0);
    }

    function _vested(StoredGrant storage grant, uint256 time) private view returns (uint64) {
        uint64 deposited = grant.deposited;
        (uint256 startAt, uint256 duration) = (grant.startAt, grant.durationSecs);
        if (grant.recall == Recall.Done || time >= startAt + duration) return deposited;
        if (time < startAt + grant.cliffSecs) return 0;
        uint256 steps = grant.steps;
        uint256 elapsed = time - startAt;
        // Less than the deposit.
        if (steps == 0) return uint64((deposited * elapsed) / duration);
        return uint64((deposited * ((elapsed * steps) / duration)) / steps);
    }

    function _beginGrant(StoredGrant storage grant, address grantor, GrantTerms memory t) internal {
        (uint32 createdAt, uint32 startAt) = (RewardsMath.toDate(block.timestamp), RewardsMath.toDate(t.startAt));
        Schedule memory s = t.schedule;
        (grant.beneficiary, grant.deposited, grant.steps) = (t.beneficiary, t.amount, s.steps);
        (grant.token, grant.durationSecs) = (t.token, uint32(s.durationSecs));
        (grant.grantor, grant.startAt, grant.createdAt, grant.cliffSecs) =
        (grantor, startAt, createdAt, uint32(s.cliffSecs));
    }

    function _logCreated(bytes32 grantId, GrantTerms calldata t) private {
        emit GrantCreated(
            grantId,
            msg.sender,
            t.beneficiary,
            t.token,
            t.amount,
            t.startAt,
            t.schedule.cliffSecs,
            t.schedule.durationSecs,
            t.schedule.steps
        );
    }
}
