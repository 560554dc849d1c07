// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IdentityMath} from "./IdentityMath.sol";
import {IdentityStore, StoredKey, StoredSubject} from "./IdentityStore.sol";

// The keys of subjects.
abstract contract SubjectKeys is IdentityStore {
    uint8 private constant P_256 = 3;
    uint8 private constant ORGANISATION = 4;
    uint256 private constant MAX_KEYS = 16;

    // A key that whoever adds it holds.
    struct Held {
        bytes32 keyId;
        bytes32 x;
        bytes32 y;
    }

    function addKey(
        bytes32 subjectId,
        uint8 algorithm,
        uint8 role,
        uint64 expiresAt,
        bytes calldata publicKey,
        bytes calldata proof
    ) external {
        if (role == 0 || role > ORGANISATION) revert BadKey();
        Held memory held = _held(subjectId, algorithm, publicKey, proof);
        StoredSubject storage subject = _controlled(subjectId);
        _requireNew(held.keyId, expiresAt);
        if (subject.keys.length == MAX_KEYS) revert TooManyKeys();

        subject.keys.push(held.keyId);
        _add(subjectId, held, algorithm, role, expiresAt);

        emit KeyAdded(held.keyId, subjectId, algorithm, role, expiresAt, publicKey);
    }

    function rotateKey(
        bytes32 subjectId,
        bytes32 oldKeyId,
        uint8 algorithm,
        uint64 expiresAt,
        bytes calldata publicKey,
        bytes calldata proof
    ) external {
        Held memory held = _held(subjectId, algorithm, publicKey, proof);
        StoredSubject storage subject = _controlled(subjectId);
        StoredKey storage old = _key(oldKeyId);
        if (old.subjectId != subjectId) revert UnknownKey();
        if (old.revokedAt != 0) revert KeyIsRevoked();
        _requireNew(held.keyId, expiresAt);
        uint8 role = old.role;

        old.revokedAt = _now();
        subject.keys[_place(subject, oldKeyId)] = held.keyId;
        _add(subjectId, held, algorithm, role, expiresAt);

        emit KeyRotated(oldKeyId, held.keyId, subjectId, algorithm, role, expiresAt, publicKey);
    }

    function revokeKey(bytes32 keyId, uint64 effectiveAt) external {
        StoredKey storage key = _key(keyId);
        bytes32 subjectId = key.subjectId;
        StoredSubject storage subject = _controlled(subjectId);
        if (effectiveAt < key.addedAt || effectiveAt > block.timestamp) revert BadTime();
        uint64 revokedAt = key.revokedAt;
        if (revokedAt != 0 && effectiveAt >= revokedAt) revert KeyIsRevoked();

        key.revokedAt = uint40(effectiveAt);
        if (revokedAt == 0) _remove(subject, keyId);

        emit KeyRevoked(keyId, subjectId, effectiveAt);
    }

    // Within.

    function _held(bytes32 subjectId, uint8 algorithm, bytes calldata publicKey, bytes calldata proof)
        private
        view
        returns (Held memory held)
    {
        if (algorithm == 0 || algorithm > P_256) revert BadKey();
        if (publicKey.length != (algorithm == ED25519 ? 32 : 64)) revert BadKey();
        held.x = bytes32(publicKey);
        if (algorithm != ED25519) held.y = bytes32(publicKey[32:]);
        held.keyId = IdentityMath.keyId(algorithm, held.x, held.y);
        bytes32 digest = IdentityMath.keyProof(subjectId, held.keyId);
        if (!KEYS.isProof(algorithm, held.x, held.y, digest, proof)) revert BadProof();
    }

    function _requireNew(bytes32 keyId, uint64 expiresAt) private view {
        if (_keys[keyId].addedAt != 0) revert KeyExists();
        if (expiresAt != 0 && expiresAt <= block.timestamp) revert BadTime();
    }

    function _add(bytes32 subjectId, Held memory held, uint8 algorithm, uint8 role, uint64 expiresAt) private {
        StoredKey storage key = _keys[held.keyId];
        (key.x, key.subjectId) = (held.x, subjectId);
        if (held.y != 0) key.y = held.y;
        (key.controller, key.algorithm, key.role, key.addedAt) = (msg.sender, algorithm, role, _now());
        if (expiresAt != 0) key.expiresAt = expiresAt;
    }

    // A key that is not revoked stands there.
    function _place(StoredSubject storage subject, bytes32 keyId) private view returns (uint256 place) {
        while (subject.keys[place] != keyId) ++place;
    }

    // The others keep their order.
    function _remove(StoredSubject storage subject, bytes32 keyId) private {
        uint256 last = subject.keys.length - 1;
        for (uint256 i = _place(subject, keyId); i < last; ++i) {
            subject.keys[i] = subject.keys[i + 1];
        }
        subject.keys.pop();
    }
}
