// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

import {ICourt} from "../court/ICourt.sol";
import {IStaking} from "../staking/IStaking.sol";
import {StakingMath} from "../staking/StakingMath.sol";
import {IIdentity} from "./IIdentity.sol";
import {IKeys} from "./keys/IKeys.sol";

struct StoredGuardian {
    address guardian;
    address backed;
}

// One slot but for guardians, keys and a recovery. The controller is never zero.
struct StoredSubject {
    address controller;
    uint40 guardiansAt;
    uint8 threshold;
    uint8 nextThreshold;
    address recoveryTo;
    uint40 recoveryAt;
    StoredGuardian[] guardians;
    address[] nextGuardians;
    bytes32[] keys;
}

// Five slots; `y` is zero for Ed25519.
struct StoredKey {
    bytes32 x;
    bytes32 y;
    bytes32 subjectId;
    address controller;
    uint8 algorithm;
    uint8 role;
    uint40 addedAt;
    uint40 flaggedAt;
    uint64 expiresAt;
    uint40 revokedAt;
}

// `number` counts issuers from 1, and stands for the address where that would take a slot more.
struct StoredIssuer {
    uint32 number;
    uint64 locked;
    uint40 leavesAt;
    bytes32 profile;
}

// Three slots. `issuer` is a number.
struct StoredAttestation {
    uint32 issuer;
    uint8 kind;
    uint32 generation;
    uint64 expiresAt;
    uint40 issuedAt;
    uint40 revokedAt;
    bytes32 subjectId;
    bytes32 commitment;
}

// Two slots. `issuer` is a number.
struct StoredAttestationBatch {
    uint32 issuer;
    uint32 count;
    uint32 generation;
    uint64 expiresAt;
    uint40 postedAt;
    bytes32 root;
}

// Parents beyond `parentCount` are zero.
struct StoredContent {
    address signer;
    uint40 recordedAt;
    uint8 sourceType;
    uint8 parentCount;
    bool flagged;
    bytes32 keyId;
    bytes32 claimHash;
    bytes32 softBinding;
    bytes32 tools;
    bytes32[4] parents;
}

struct StoredContentBatch {
    address signer;
    uint40 postedAt;
    uint32 count;
    bytes32 keyId;
    bytes32 root;
}

struct StoredFinding {
    address accuser;
    uint40 foundAt;
    uint64 penalty;
    bytes32 subjectId;
    bytes32 matter;
}

// What the verbs share: the deployment's constants, what is stored, and how to find and read it.
abstract contract IdentityStore is IIdentity, EIP712 {
    uint8 internal constant ED25519 = 1;
    uint256 internal constant MAX_BATCH = 2 ** 20;
    uint256 private constant MAX_BPS = 10_000;
    uint256 private constant MAX_REWARD_BPS = 5_000;

    IStaking internal immutable STAKING;
    ICourt internal immutable COURT;
    IKeys internal immutable KEYS;
    uint64 internal immutable ISSUER_STAKE;
    uint64 internal immutable EXIT_SECS;
    uint64 internal immutable RECOVERY_SECS;
    uint16 internal immutable VOUCHER_BPS;
    uint16 internal immutable REWARD_BPS;

    mapping(bytes32 subjectId => StoredSubject subject) internal _subjects;
    mapping(bytes32 keyId => StoredKey key) internal _keys;
    mapping(address issuer => StoredIssuer stored) internal _issuers;
    // By number; the first is nobody's.
    address[] internal _numbered;
    mapping(bytes32 attestationId => StoredAttestation attestation) internal _attestations;
    mapping(bytes32 batchId => StoredAttestationBatch batch) internal _attestationBatches;
    // Of an issuer's number.
    mapping(uint256 number => mapping(uint32 generation => uint64 revokedAt)) internal _generations;
    mapping(bytes32 contentId => StoredContent content) internal _contents;
    mapping(bytes32 batchId => StoredContentBatch batch) internal _contentBatches;
    mapping(bytes32 caseId => StoredFinding finding) internal _findings;

    constructor(
        address staking,
        address court,
        uint64 issuerStake,
        uint64 exitSecs,
        uint64 recoverySecs,
        uint16 voucherBps,
        uint16 rewardBps,
        address keys
    ) EIP712("Assay identity", "1") {
        if (!StakingMath.isDelay(exitSecs) || recoverySecs == 0 || recoverySecs > StakingMath.MAX_SECS / 2) {
            revert BadConfig();
        }
        if (issuerStake == 0 || voucherBps > MAX_BPS || rewardBps > MAX_REWARD_BPS) revert BadConfig();

        (STAKING, COURT, KEYS) = (IStaking(staking), ICourt(court), IKeys(keys));
        (ISSUER_STAKE, EXIT_SECS, RECOVERY_SECS) = (issuerStake, exitSecs, recoverySecs);
        (VOUCHER_BPS, REWARD_BPS) = (voucherBps, rewardBps);
        _numbered.push(address(0));
    }

    function config() external view returns (Config memory) {
        return Config({
            court: address(COURT),
            chain: bytes32(block.chainid),
            issuerStake: ISSUER_STAKE,
            exitSecs: EXIT_SECS,
            recoverySecs: RECOVERY_SECS,
            voucherBps: VOUCHER_BPS,
            rewardBps: REWARD_BPS
        });
    }

    function stakingContract() external view returns (address) {
        return address(STAKING);
    }

    function keysContract() external view returns (address) {
        return address(KEYS);
    }

    function subjectOf(bytes32 subjectId) external view returns (Subject memory subject) {
        StoredSubject storage s = _subjects[subjectId];
        if (s.controller == address(0)) return subject;
        (subject.subjectId, subject.controller, subject.threshold) = (subjectId, s.controller, s.threshold);
        uint256 count = s.guardians.length;
        (subject.guardians, subject.backed) = (new address[](count), new address[](count));
        for (uint256 i = 0; i < count; ++i) {
            (subject.guardians[i], subject.backed[i]) = (s.guardians[i].guardian, s.guardians[i].backed);
        }
        (subject.recoveryTo, subject.recoveryAt) = (s.recoveryTo, s.recoveryAt);
        (subject.nextThreshold, subject.nextGuardians) = (s.nextThreshold, s.nextGuardians);
        (subject.guardiansAt, subject.keys) = (s.guardiansAt, s.keys);
    }

    function keyOf(bytes32 keyId) external view returns (Key memory key) {
        StoredKey storage s = _keys[keyId];
        if (s.addedAt == 0) return key;
        (key.keyId, key.subjectId, key.controller) = (keyId, s.subjectId, s.controller);
        (key.algorithm, key.role, key.addedAt) = (s.algorithm, s.role, s.addedAt);
        (key.expiresAt, key.revokedAt, key.flaggedAt) = (s.expiresAt, s.revokedAt, s.flaggedAt);
        key.publicKey = s.algorithm == ED25519 ? abi.encodePacked(s.x) : abi.encodePacked(s.x, s.y);
    }

    function issuerOf(address issuer) external view returns (Issuer memory) {
        StoredIssuer storage s = _issuers[issuer];
        return Issuer({
            issuer: s.number == 0 ? address(0) : issuer, profile: s.profile, locked: s.locked, leavesAt: s.leavesAt
        });
    }

    function attestationOf(bytes32 attestationId) external view returns (Attestation memory attestation) {
        StoredAttestation storage s = _attestations[attestationId];
        if (s.issuer == 0) return attestation;
        (attestation.attestationId, attestation.issuer) = (attestationId, _numbered[s.issuer]);
        (attestation.issuedAt, attestation.revokedAt) = (s.issuedAt, s.revokedAt);
        attestation.terms = AttestationTerms({
            subjectId: s.subjectId,
            kind: s.kind,
            generation: s.generation,
            expiresAt: s.expiresAt,
            commitment: s.commitment
        });
    }

    function attestationBatchOf(bytes32 batchId) external view returns (AttestationBatch memory batch) {
        StoredAttestationBatch storage s = _attestationBatches[batchId];
        if (s.issuer == 0) return batch;
        (batch.batchId, batch.issuer, batch.root) = (batchId, _numbered[s.issuer], s.root);
        (batch.count, batch.generation, batch.expiresAt) = (s.count, s.generation, s.expiresAt);
        batch.postedAt = s.postedAt;
    }

    function generationRevokedAt(address issuer, uint32 generation) external view returns (uint64) {
        return _generations[_issuers[issuer].number][generation];
    }

    function contentOf(bytes32 contentId) external view returns (ContentRecord memory shown) {
        StoredContent storage s = _contents[contentId];
        if (s.signer == address(0)) return shown;
        (shown.contentId, shown.keyId, shown.signer) = (contentId, s.keyId, s.signer);
        (shown.recordedAt, shown.flagged) = (s.recordedAt, s.flagged);
        Content memory c = shown.content;
        (c.claimHash, c.softBinding, c.sourceType) = (s.claimHash, s.softBinding, s.sourceType);
        (c.tools, c.parents) = (s.tools, new bytes32[](s.parentCount));
        for (uint256 i = 0; i < c.parents.length; ++i) {
            c.parents[i] = s.parents[i];
        }
    }

    function contentBatchOf(bytes32 batchId) external view returns (ContentBatch memory batch) {
        StoredContentBatch storage s = _contentBatches[batchId];
        if (s.signer == address(0)) return batch;
        (batch.batchId, batch.keyId, batch.root) = (batchId, s.keyId, s.root);
        (batch.count, batch.signer, batch.postedAt) = (s.count, s.signer, s.postedAt);
    }

    function findingOf(bytes32 caseId) external view returns (Finding memory finding) {
        StoredFinding storage s = _findings[caseId];
        if (s.accuser == address(0)) return finding;
        (finding.caseId, finding.subjectId, finding.matter) = (caseId, s.subjectId, s.matter);
        (finding.foundAt, finding.penalty, finding.accuser) = (s.foundAt, s.penalty, s.accuser);
    }

    function eip712Domain()
        public
        view
        override(IIdentity, EIP712)
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        )
    {
        return EIP712.eip712Domain();
    }

    // Within.

    function _subject(bytes32 subjectId) internal view returns (StoredSubject storage subject) {
        subject = _subjects[subjectId];
        if (subject.controller == address(0)) revert UnknownSubject();
    }

    function _controlled(bytes32 subjectId) internal view returns (StoredSubject storage subject) {
        subject = _subject(subjectId);
        if (subject.controller != msg.sender) revert NotController();
    }

    function _key(bytes32 keyId) internal view returns (StoredKey storage key) {
        key = _keys[keyId];
        if (key.addedAt == 0) revert UnknownKey();
    }

    // Until the year 36812.
    function _now() internal view returns (uint40) {
        return uint40(block.timestamp);
    }
}
