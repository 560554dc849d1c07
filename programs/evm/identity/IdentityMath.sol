// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ids} from "../staking/Ids.sol";
import {IIdentity} from "./IIdentity.sol";

// Ids and what keys sign: sha256 over fixed-width fields, integers little-endian, the same bytes as on Solana and in clients/assay/ids.py.
library IdentityMath {
    // Of this program on this chain, should the chain ever split.
    function domain() internal view returns (bytes32) {
        return _hash("assay/domain/v1", _program(), bytes32(block.chainid), 0, 32);
    }

    function subjectId(address controller, uint64 nonce) internal view returns (bytes32) {
        return _hash("assay/subject/v1", _program(), Ids.padded(controller), _u64(nonce), 24);
    }

    function keyId(uint8 algorithm, bytes32 x, bytes32 y) internal pure returns (bytes32) {
        return _hash(abi.encodePacked("assay/key/v1", algorithm), x, y, 0, 32);
    }

    function keyProof(bytes32 subject, bytes32 key) internal view returns (bytes32) {
        return _hash("assay/key_proof/v1", domain(), subject, key, 0);
    }

    function attestationId(address issuer, uint64 nonce) internal view returns (bytes32) {
        return _hash("assay/attestation/v1", _program(), Ids.padded(issuer), _u64(nonce), 24);
    }

    function batchedId(bytes32 batch, uint32 index) internal pure returns (bytes32) {
        return _hash("assay/batched/v1", batch, _u32(index), 0, 60);
    }

    function contentId(bytes32 key, bytes32 claimHash) internal view returns (bytes32) {
        return _hash("assay/content/v1", _program(), key, claimHash, 0);
    }

    // What a content's signature hashes, and a batch's leaf.
    function payload(IIdentity.Content calldata c) internal pure returns (bytes memory) {
        return abi.encodePacked(c.claimHash, c.softBinding, c.sourceType, c.tools, uint8(c.parents.length), c.parents);
    }

    function contentProof(bytes32 content, IIdentity.Content calldata c) internal view returns (bytes32) {
        return _hash("assay/content_proof/v1", domain(), content, sha256(payload(c)), 0);
    }

    function contentBatchId(bytes32 key, uint64 nonce) internal view returns (bytes32) {
        return _hash("assay/content_batch/v1", _program(), key, _u64(nonce), 24);
    }

    function contentBatchProof(bytes32 batch, bytes32 root, uint32 count) internal view returns (bytes32) {
        return _hash(abi.encodePacked("assay/content_batch_proof/v1", domain()), batch, root, _u32(count), 28);
    }

    function voucherFault(bytes32 caseId, address issuer) internal view returns (bytes32) {
        return _hash("assay/voucher/v1", _program(), caseId, Ids.padded(issuer), 0);
    }

    // Over the kind and three words, less what is unused of the last.
    function _hash(bytes memory kind, bytes32 a, bytes32 b, bytes32 c, uint256 unused) private pure returns (bytes32) {
        bytes memory fields = abi.encodePacked(kind, a, b, c);
        assembly ("memory-safe") {
            mstore(fields, sub(mload(fields), unused))
        }
        return sha256(fields);
    }

    function _program() private view returns (bytes32) {
        return Ids.padded(address(this));
    }

    function _u32(uint32 value) private pure returns (bytes32) {
        return bytes4(Ids.reversed32(value));
    }

    function _u64(uint64 value) private pure returns (bytes32) {
        return bytes8(Ids.reversed64(value));
    }
}
