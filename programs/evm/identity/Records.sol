// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {ICourt} from "../court/ICourt.sol";
import {StakingMath} from "../staking/StakingMath.sol";
import {IdentityMath} from "./IdentityMath.sol";
import {
    IdentityStore,
    StoredAttestation,
    StoredContent,
    StoredContentBatch,
    StoredFinding,
    StoredIssuer,
    StoredKey
} from "./IdentityStore.sol";
import {KeccakTree} from "./KeccakTree.sol";

// Contents, and rulings over them and over keys.
abstract contract Records is IdentityStore {
    uint8 private constant GENERATED = 4;
    uint256 private constant MAX_PARENTS = 4;

    function record(bytes32 keyId, Content calldata content, bytes calldata proof) external {
        StoredKey storage key = _key(keyId);
        bytes32 contentId = IdentityMath.contentId(keyId, content.claimHash);
        _requireProof(key, IdentityMath.contentProof(contentId, content), proof);
        _requireContent(content);
        if (_contents[contentId].signer != address(0)) revert ContentExists();
        _requireForce(key);

        _keep(contentId, keyId, content, key.controller, _now());
    }

    function recordBatch(bytes32 keyId, uint64 nonce, bytes32 root, uint32 count, bytes calldata proof) external {
        StoredKey storage key = _key(keyId);
        bytes32 batchId = IdentityMath.contentBatchId(keyId, nonce);
        _requireProof(key, IdentityMath.contentBatchProof(batchId, root, count), proof);
        if (root == 0 || count == 0 || count > MAX_BATCH) revert BadContent();
        StoredContentBatch storage batch = _contentBatches[batchId];
        if (batch.signer != address(0)) revert ContentExists();
        _requireForce(key);

        (batch.signer, batch.postedAt, batch.count) = (key.controller, _now(), count);
        (batch.keyId, batch.root) = (keyId, root);

        emit RecordBatchPosted(batchId, keyId, root, count);
    }

    function claimRecord(bytes32 batchId, uint32 index, Content calldata content, bytes calldata path) external {
        StoredContentBatch memory batch = _contentBatches[batchId];
        if (batch.signer == address(0)) revert UnknownContent();
        if (!KeccakTree.opens(IdentityMath.payload(content), index, batch.count, path, batch.root)) {
            revert BadOpening();
        }
        _requireContent(content);
        bytes32 contentId = IdentityMath.contentId(batch.keyId, content.claimHash);
        if (_contents[contentId].signer != address(0)) revert ContentExists();

        _keep(contentId, batch.keyId, content, batch.signer, batch.postedAt);
    }

    // Rulings.

    function flagRecord(bytes32 caseId, bytes32 contentId) external {
        if (_findings[caseId].accuser != address(0)) revert AlreadyFlagged();
        StoredContent storage content = _contents[contentId];
        address signer = content.signer;
        if (signer == address(0)) revert UnknownContent();
        uint40 recordedAt = content.recordedAt;
        ICourt.Case memory found = _ruling(caseId, contentId, signer, recordedAt);
        bytes32 keyId = content.keyId;
        StoredKey storage key = _keys[keyId];

        _find(found, key.subjectId, contentId, recordedAt);
        content.flagged = true;
        uint64 flaggedAt = _flag(key, Math.min(_since(found, key), recordedAt));

        emit RecordFlagged(contentId, keyId, caseId, flaggedAt);
    }

    function flagKey(bytes32 caseId, bytes32 keyId) external {
        if (_findings[caseId].accuser != address(0)) revert AlreadyFlagged();
        StoredKey storage key = _key(keyId);
        ICourt.Case memory found = _ruling(caseId, keyId, key.controller, key.addedAt);
        uint256 since = _since(found, key);

        _find(found, key.subjectId, keyId, uint40(since));
        uint64 flaggedAt = _flag(key, since);

        emit KeyFlagged(keyId, caseId, flaggedAt);
    }

    function punishVoucher(bytes32 caseId, bytes32 attestationId) external {
        StoredFinding memory finding = _findings[caseId];
        if (finding.accuser == address(0)) revert UnknownFinding();
        StoredAttestation memory attestation = _attestations[attestationId];
        if (attestation.issuer == 0) revert UnknownAttestation();
        if (attestation.subjectId != finding.subjectId || !_heldThen(attestation, finding.foundAt)) {
            revert NotVouched();
        }
        address issuer = _numbered[attestation.issuer];
        uint64 amount = StakingMath.shareDown(finding.penalty, VOUCHER_BPS);
        bytes32 faultId = IdentityMath.voucherFault(caseId, issuer);
        StoredIssuer storage known = _issuers[issuer];

        known.locked -= uint64(Math.min(known.locked, amount));

        STAKING.slash(issuer, amount, faultId, finding.accuser, REWARD_BPS);

        emit VoucherPunished(caseId, attestationId, issuer, faultId, STAKING.faultOf(faultId).amount);
    }

    // Within.

    function _requireProof(StoredKey storage key, bytes32 digest, bytes calldata proof) private view {
        if (!KEYS.isProof(key.algorithm, key.x, key.y, digest, proof)) revert BadProof();
    }

    function _requireContent(Content calldata content) private pure {
        uint8 sourceType = content.sourceType;
        if (content.claimHash == 0 || sourceType == 0 || sourceType > GENERATED) revert BadContent();
        if (content.parents.length > MAX_PARENTS) revert BadContent();
    }

    // Neither expired nor revoked nor flagged.
    function _requireForce(StoredKey storage key) private view {
        (uint64 flaggedAt, uint64 revokedAt, uint64 expiresAt) = (key.flaggedAt, key.revokedAt, key.expiresAt);
        if (_isPast(flaggedAt) || _isPast(revokedAt) || _isPast(expiresAt)) revert KeyNotInForce();
    }

    function _isPast(uint64 time) private view returns (bool) {
        return time != 0 && block.timestamp >= time;
    }

    function _keep(bytes32 contentId, bytes32 keyId, Content calldata content, address signer, uint40 recordedAt)
        private
    {
        StoredContent storage kept = _contents[contentId];
        uint256 count = content.parents.length;
        (kept.signer, kept.recordedAt) = (signer, recordedAt);
        (kept.sourceType, kept.parentCount) = (content.sourceType, uint8(count));
        (kept.keyId, kept.claimHash) = (keyId, content.claimHash);
        if (content.softBinding != 0) kept.softBinding = content.softBinding;
        if (content.tools != 0) kept.tools = content.tools;
        for (uint256 i = 0; i < count; ++i) {
            kept.parents[i] = content.parents[i];
        }

        emit Recorded(contentId, keyId, content.claimHash, content.softBinding, content.sourceType, content.tools);
    }

    // The final ruling of guilty about `matter`, against who answers for it, and opened when it was there.
    function _ruling(bytes32 caseId, bytes32 matter, address answerable, uint256 since)
        private
        view
        returns (ICourt.Case memory found)
    {
        found = COURT.caseOf(caseId);
        if (found.state == ICourt.CaseState.None) revert UnknownCase();
        ICourt.Accusation memory said = found.accusation;
        if (said.subject != matter || said.accused != answerable || found.accusedAt < since) {
            revert WrongCase();
        }
        if (found.state != ICourt.CaseState.Closed) revert CaseNotClosed();
        if (found.verdict != ICourt.Verdict.Guilty) revert NotGuilty();
    }

    // Since when the ruling says, though not before the key was there. The court takes no time from the future.
    function _since(ICourt.Case memory found, StoredKey storage key) private view returns (uint256) {
        return Math.max(found.accusation.sinceAt, key.addedAt);
    }

    function _find(ICourt.Case memory found, bytes32 subjectId, bytes32 matter, uint40 foundAt) private {
        StoredFinding storage finding = _findings[found.caseId];
        (finding.accuser, finding.foundAt) = (found.accuser, foundAt);
        (finding.penalty, finding.subjectId, finding.matter) = (found.accusation.penalty, subjectId, matter);
    }

    // The earliest that any ruling said counts.
    function _flag(StoredKey storage key, uint256 since) private returns (uint40 flaggedAt) {
        uint256 before = key.flaggedAt;
        flaggedAt = uint40(before == 0 ? since : Math.min(since, before));
        key.flaggedAt = flaggedAt;
    }

    // Whether the attestation was in force at a time.
    function _heldThen(StoredAttestation memory a, uint64 time) private view returns (bool) {
        uint64 generationRevokedAt_ = _generations[a.issuer][a.generation];
        return a.issuedAt <= time && _isAfter(a.expiresAt, time) && _isAfter(a.revokedAt, time)
            && _isAfter(generationRevokedAt_, time);
    }

    function _isAfter(uint64 end, uint64 time) private pure returns (bool) {
        return end == 0 || time < end;
    }
}
