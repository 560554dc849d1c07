// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {StakingMath} from "../staking/StakingMath.sol";
import {IdentityMath} from "./IdentityMath.sol";
import {IdentityStore, StoredGuardian, StoredSubject} from "./IdentityStore.sol";

// Subjects, their guardians and how one is recovered.
abstract contract Subjects is IdentityStore {
    uint256 private constant MAX_GUARDIANS = 5;

    function createSubject(uint64 nonce, address[] calldata guardians, uint8 threshold) external {
        bytes32 subjectId = IdentityMath.subjectId(msg.sender, nonce);
        StoredSubject storage subject = _subjects[subjectId];
        if (subject.controller != address(0)) revert SubjectExists();
        _requireGuardians(guardians, threshold);

        subject.controller = msg.sender;
        _install(subject, guardians, threshold);

        emit SubjectCreated(subjectId, msg.sender, uint8(guardians.length), threshold);
    }

    function changeGuardians(bytes32 subjectId, address[] calldata guardians, uint8 threshold) external {
        StoredSubject storage subject = _controlled(subjectId);
        _requireGuardians(guardians, threshold);
        // Twice as long as a recovery: whoever stole the controller's key cannot change the guardians before those in office can act.
        uint64 effectiveAt = StakingMath.inSecs(2 * RECOVERY_SECS);

        subject.nextGuardians = guardians;
        (subject.nextThreshold, subject.guardiansAt) = (threshold, uint40(effectiveAt));

        emit GuardiansProposed(subjectId, uint8(guardians.length), threshold, effectiveAt);
    }

    function applyGuardians(bytes32 subjectId) external {
        StoredSubject storage subject = _subject(subjectId);
        if (subject.guardiansAt == 0) revert NoGuardianChange();
        // A recovery that is on its way ends first.
        if (block.timestamp < subject.guardiansAt || subject.recoveryAt != 0) revert NotDue();
        (address[] memory guardians, uint8 threshold) = (subject.nextGuardians, subject.nextThreshold);

        delete subject.guardians;
        _install(subject, guardians, threshold);
        _dropChange(subject);

        emit GuardiansChanged(subjectId, uint8(guardians.length), threshold);
    }

    function backRecovery(bytes32 subjectId, address controller) external {
        StoredSubject storage subject = _subject(subjectId);
        uint256 place = _guardian(subject);
        if (controller == address(0)) revert ZeroAddress();

        subject.guardians[place].backed = controller;
        uint256 backers = _backers(subject, controller);
        (address to, uint64 dueAt) = (subject.recoveryTo, subject.recoveryAt);
        if (dueAt != 0 && _backers(subject, to) < subject.threshold) (to, dueAt) = (address(0), 0);
        if (dueAt == 0 && backers >= subject.threshold) (to, dueAt) = (controller, StakingMath.inSecs(RECOVERY_SECS));
        (subject.recoveryTo, subject.recoveryAt) = (to, uint40(dueAt));

        emit RecoveryBacked(subjectId, msg.sender, controller, uint8(backers), to == controller ? dueAt : 0);
    }

    function cancelRecovery(bytes32 subjectId) external {
        StoredSubject storage subject = _controlled(subjectId);
        uint256 count = subject.guardians.length;
        if (_backers(subject, address(0)) == count) revert NoRecovery();
        // All guardians against the controller: then its key counts as stolen.
        if (count > 1 && subject.recoveryAt != 0 && _backers(subject, subject.recoveryTo) == count) {
            revert RecoveryIsUnanimous();
        }

        _dropBacking(subject);

        emit RecoveryCancelled(subjectId);
    }

    function recover(bytes32 subjectId) external {
        StoredSubject storage subject = _subject(subjectId);
        if (subject.recoveryAt == 0) revert NoRecovery();
        if (block.timestamp < subject.recoveryAt) revert NotDue();
        address to = subject.recoveryTo;

        subject.controller = to;
        _dropBacking(subject);
        // What the lost controller asked for goes with it.
        _dropChange(subject);

        emit Recovered(subjectId, to);
    }

    // Within.

    function _requireGuardians(address[] calldata guardians, uint8 threshold) private view {
        uint256 count = guardians.length;
        if (count > MAX_GUARDIANS || threshold > count || threshold < Math.min(1, count)) revert BadGuardians();
        for (uint256 i = 0; i < count; ++i) {
            if (guardians[i] == address(0) || guardians[i] == msg.sender) revert BadGuardians();
            for (uint256 j = 0; j < i; ++j) {
                if (guardians[i] == guardians[j]) revert BadGuardians();
            }
        }
    }

    function _install(StoredSubject storage subject, address[] memory guardians, uint8 threshold) private {
        subject.threshold = threshold;
        for (uint256 i = 0; i < guardians.length; ++i) {
            subject.guardians.push(StoredGuardian({guardian: guardians[i], backed: address(0)}));
        }
    }

    function _guardian(StoredSubject storage subject) private view returns (uint256 place) {
        uint256 count = subject.guardians.length;
        while (place < count && subject.guardians[place].guardian != msg.sender) ++place;
        if (place == count) revert NotGuardian();
    }

    function _backers(StoredSubject storage subject, address controller) private view returns (uint256 sum) {
        uint256 count = subject.guardians.length;
        for (uint256 i = 0; i < count; ++i) {
            if (subject.guardians[i].backed == controller) ++sum;
        }
    }

    function _dropBacking(StoredSubject storage subject) private {
        uint256 count = subject.guardians.length;
        for (uint256 i = 0; i < count; ++i) {
            subject.guardians[i].backed = address(0);
        }
        (subject.recoveryTo, subject.recoveryAt) = (address(0), 0);
    }

    function _dropChange(StoredSubject storage subject) private {
        delete subject.nextGuardians;
        (subject.nextThreshold, subject.guardiansAt) = (0, 0);
    }
}
