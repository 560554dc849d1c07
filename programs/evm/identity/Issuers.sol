// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {StakingMath} from "../staking/StakingMath.sol";
import {IdentityMath} from "./IdentityMath.sol";
import {IdentityStore, StoredAttestation, StoredAttestationBatch, StoredIssuer} from "./IdentityStore.sol";
import {KeccakTree} from "./KeccakTree.sol";

// Issuers and what they attest.
abstract contract Issuers is IdentityStore {
    bytes32 private constant ATTESTATION_TYPE = keccak256(
        "Attestation(bytes32 attestationId,bytes32 subjectId,uint8 kind,uint32 generation,uint64 expiresAt,bytes32 commitment,uint64 deadline)"
    );

    function registerIssuer(bytes32 profile) external {
        StoredIssuer storage issuer = _issuers[msg.sender];
        uint64 locked = issuer.locked;
        uint64 missing = locked < ISSUER_STAKE ? ISSUER_STAKE - locked : 0;
        locked += missing;

        if (issuer.number == 0) {
            issuer.number = uint32(_numbered.length);
            _numbered.push(msg.sender);
        }
        (issuer.locked, issuer.leavesAt, issuer.profile) = (locked, 0, profile);

        if (missing != 0) STAKING.lock(msg.sender, missing);

        emit IssuerRegistered(msg.sender, profile, locked);
    }

    function retireIssuer() external {
        StoredIssuer storage issuer = _issuer(msg.sender);
        if (issuer.leavesAt != 0) revert IssuerIsRetired();
        uint64 leavesAt = StakingMath.inSecs(EXIT_SECS);

        issuer.leavesAt = uint40(leavesAt);

        emit IssuerRetired(msg.sender, leavesAt);
    }

    function releaseIssuer(address issuer) external {
        StoredIssuer storage known = _issuer(issuer);
        if (known.leavesAt == 0 || block.timestamp < known.leavesAt) revert NotDue();
        uint64 locked = known.locked;
        if (locked == 0) revert NothingToRelease();

        known.locked = 0;

        STAKING.unlock(issuer, locked);

        emit IssuerReleased(issuer, locked);
    }

    // Attestations.

    function attest(uint64 nonce, AttestationTerms calldata terms) external {
        _attest(msg.sender, IdentityMath.attestationId(msg.sender, nonce), terms);
    }

    function attestFor(
        address issuer,
        uint64 nonce,
        AttestationTerms calldata terms,
        uint64 deadline,
        bytes calldata signature
    ) external {
        bytes32 attestationId = IdentityMath.attestationId(issuer, nonce);
        if (!SignatureChecker.isValidSignatureNowCalldata(issuer, _digest(attestationId, terms, deadline), signature)) {
            revert BadProof();
        }
        if (block.timestamp > deadline) revert SignatureExpired();

        _attest(issuer, attestationId, terms);
    }

    function attestBatch(uint64 nonce, bytes32 root, uint32 count, uint32 generation, uint64 expiresAt) external {
        bytes32 batchId = IdentityMath.attestationId(msg.sender, nonce);
        StoredAttestationBatch storage batch = _attestationBatches[batchId];
        if (batch.issuer != 0) revert AttestationExists();
        uint32 number = _attesting(msg.sender, generation);
        if (root == 0 || count == 0 || count > MAX_BATCH || expiresAt <= block.timestamp) revert BadAttestation();

        (batch.issuer, batch.count, batch.generation) = (number, count, generation);
        (batch.expiresAt, batch.postedAt, batch.root) = (expiresAt, _now(), root);

        emit AttestationBatchPosted(batchId, msg.sender, root, count, generation, expiresAt);
    }

    function claimAttestation(
        bytes32 batchId,
        uint32 index,
        bytes32 subjectId,
        uint8 kind,
        bytes32 commitment,
        bytes calldata path
    ) external {
        StoredAttestationBatch memory batch = _batch(batchId);
        bytes32 attestationId = IdentityMath.batchedId(batchId, index);
        if (_attestations[attestationId].issuer != 0) revert AttestationExists();
        bytes memory payload = abi.encodePacked(subjectId, kind, commitment);
        if (!KeccakTree.opens(payload, index, batch.count, path, batch.root)) revert BadOpening();
        _subject(subjectId);
        if (kind == 0 || commitment == 0) revert BadAttestation();

        StoredAttestation memory claimed = _batched(batch);
        (claimed.subjectId, claimed.kind, claimed.commitment) = (subjectId, kind, commitment);
        _issue(attestationId, claimed);
    }

    function revokeAttestation(bytes32 attestationId) external {
        StoredAttestation storage attestation = _attestations[attestationId];
        if (attestation.issuer == 0) revert UnknownAttestation();
        if (attestation.issuer != _issuers[msg.sender].number) revert NotIssuer();
        if (attestation.revokedAt != 0) revert AttestationIsRevoked();

        attestation.revokedAt = _now();

        emit AttestationRevoked(attestationId, msg.sender);
    }

    function revokeInBatch(bytes32 batchId, uint32 index) external {
        StoredAttestationBatch memory batch = _batch(batchId);
        if (batch.issuer != _issuers[msg.sender].number) revert NotIssuer();
        if (index >= batch.count) revert BadOpening();
        bytes32 attestationId = IdentityMath.batchedId(batchId, index);
        if (_attestations[attestationId].issuer != 0) revert AttestationExists();

        StoredAttestation memory revoked = _batched(batch);
        revoked.revokedAt = _now();
        _attestations[attestationId] = revoked;

        emit AttestationRevoked(attestationId, msg.sender);
    }

    function revokeGeneration(uint32 generation) external {
        uint256 number = _issuer(msg.sender).number;
        if (_generations[number][generation] != 0) revert GenerationIsRevoked();

        _generations[number][generation] = _now();

        emit GenerationRevoked(msg.sender, generation);
    }

    // Within.

    function _issuer(address issuer) private view returns (StoredIssuer storage known) {
        known = _issuers[issuer];
        if (known.number == 0) revert UnknownIssuer();
    }

    // The issuer's number, where it may attest in this generation.
    function _attesting(address issuer, uint32 generation) private view returns (uint32 number) {
        StoredIssuer storage known = _issuer(issuer);
        if (known.leavesAt != 0) revert IssuerIsRetired();
        if (known.locked < ISSUER_STAKE) revert IssuerUnderbonded();
        number = known.number;
        if (_generations[number][generation] != 0) revert GenerationIsRevoked();
    }

    function _attest(address issuer, bytes32 attestationId, AttestationTerms calldata terms) private {
        if (_attestations[attestationId].issuer != 0) revert AttestationExists();
        uint32 number = _attesting(issuer, terms.generation);
        _subject(terms.subjectId);
        if (terms.kind == 0 || terms.commitment == 0 || terms.expiresAt <= block.timestamp) revert BadAttestation();

        _issue(
            attestationId,
            StoredAttestation({
                issuer: number,
                kind: terms.kind,
                generation: terms.generation,
                expiresAt: terms.expiresAt,
                issuedAt: _now(),
                revokedAt: 0,
                subjectId: terms.subjectId,
                commitment: terms.commitment
            })
        );
    }

    function _issue(bytes32 attestationId, StoredAttestation memory a) private {
        _attestations[attestationId] = a;

        emit Attested(attestationId, _numbered[a.issuer], a.subjectId, a.kind, a.generation, a.expiresAt, a.commitment);
    }

    function _batch(bytes32 batchId) private view returns (StoredAttestationBatch storage batch) {
        batch = _attestationBatches[batchId];
        if (batch.issuer == 0) revert UnknownAttestation();
    }

    // What a batch says of each of its attestations.
    function _batched(StoredAttestationBatch memory batch) private pure returns (StoredAttestation memory one) {
        (one.issuer, one.generation, one.expiresAt) = (batch.issuer, batch.generation, batch.expiresAt);
        one.issuedAt = batch.postedAt;
    }

    // What the issuer signs.
    function _digest(bytes32 attestationId, AttestationTerms calldata terms, uint64 deadline)
        private
        view
        returns (bytes32)
    {
        return _hashTypedDataV4(
            keccak256(
                abi.encode(
                    ATTESTATION_TYPE,
                    attestationId,
                    terms.subjectId,
                    terms.kind,
                    terms.generation,
                    terms.expiresAt,
                    terms.commitment,
                    deadline
                )
            )
        );
    }
}
