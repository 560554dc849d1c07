// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Groth16} from "./Groth16.sol";
import {IVerifier} from "./IVerifier.sol";

// From a statement to the public signals of each proof system (docs/verifier.md, "Routes"; clients/assay/commit/routes.py).
library Routes {
    bytes4 internal constant GROTH16 = 0xc566ce68;
    bytes4 internal constant RISC_ZERO = 0xb4be69fb;
    bytes4 internal constant SP1 = 0x36d67867;
    bytes4 internal constant EZKL = 0xf6432642;
    bytes4 internal constant RECEIPT = 0x212d2b56;

    uint256 private constant LOW_253 = (1 << 253) - 1;
    // RISC Zero's: the state of a machine that halted, and the tags of its structures.
    bytes32 private constant HALTED = 0xa3acc27117418996340b84e5a90f3ef4c49d22c79e44aad822ec9c313e1eb8e2;
    bytes32 private constant CLAIM_TAG = 0xcb1fefcd1f2d9a64975cbbbf6e161e2914434b0cbb9960b84df5d717e86b48af;
    bytes32 private constant OUTPUT_TAG = 0x77eafeb366a78b47747de0d7bb176284085ff5564887009a5be63da32d3559d4;

    // How many public signals a proof has, and how many bytes of the proof system's own a key begins with. No signals: no such route.
    function shape(bytes4 selector) internal pure returns (uint256 signals, uint256 parameters) {
        if (selector == GROTH16) return (1, 0);
        if (selector == RISC_ZERO) return (5, 64);
        if (selector == SP1 || selector == EZKL) return (2, 0);
        if (selector == RECEIPT) return (1, 32);
    }

    function requireKey(bytes4 selector, bytes calldata key) internal view {
        (uint256 signals, uint256 parameters) = shape(selector);
        if (key.length != parameters + Groth16.keyBytes(signals) || !Groth16.isKey(key[parameters:])) {
            revert IVerifier.BadVerificationKey();
        }
    }

    // Each below the groups' order, or it would be another name of the same number.
    function signalsOf(bytes4 selector, uint256 count, bytes memory key, bytes32 modelDigest, bytes32 statement)
        internal
        pure
        returns (uint256[] memory signals)
    {
        assembly ("memory-safe") {
            signals := mload(0x40)
            mstore(signals, count)
            // The only one of GROTH16.
            mstore(add(signals, 0x20), statement)
            mstore(0x40, add(signals, shl(5, add(count, 1))))
        }
        if (uint256(statement) >= Groth16.ORDER) revert IVerifier.NotInField();
        if (selector == GROTH16) return signals;
        if (selector == RISC_ZERO) {
            (signals[0], signals[1]) = _halves(_word(key, 0));
            (signals[2], signals[3]) = _halves(_claimDigest(modelDigest, statement));
            signals[4] = uint256(_word(key, 32));
        } else if (selector == SP1) {
            (signals[0], signals[1]) = (uint256(modelDigest), uint256(sha256(abi.encode(statement))) & LOW_253);
        } else if (selector == EZKL) {
            (signals[0], signals[1]) = (uint256(modelDigest), uint256(statement));
        } else {
            bytes memory said = abi.encodePacked("assay/receipt/v1", _word(key, 0), modelDigest, statement);
            signals[0] = uint256(sha256(said)) & LOW_253;
        }
        for (uint256 i = 0; i < count; ++i) {
            if (signals[i] >= Groth16.ORDER) revert IVerifier.NotInField();
        }
    }

    // RISC Zero's digest of the claim that the program `imageId` halted with code 0 and this journal, on no assumptions.
    function _claimDigest(bytes32 imageId, bytes32 journal) private pure returns (bytes32) {
        bytes32 output = sha256(abi.encodePacked(OUTPUT_TAG, sha256(abi.encode(journal)), bytes32(0), uint16(0x0200)));
        return sha256(abi.encodePacked(CLAIM_TAG, bytes32(0), imageId, HALTED, output, uint64(0), uint16(0x0400)));
    }

    // A digest as RISC Zero splits it: its first and last 16 bytes as little-endian numbers.
    function _halves(bytes32 digest) private pure returns (uint256 first, uint256 last) {
        uint256 v = uint256(digest);
        v = ((v & 0xff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00) >> 8)
            | ((v & 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff) << 8);
        v = ((v & 0xffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000) >> 16)
            | ((v & 0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff) << 16);
        v = ((v & 0xffffffff00000000ffffffff00000000ffffffff00000000ffffffff00000000) >> 32)
            | ((v & 0x00000000ffffffff00000000ffffffff00000000ffffffff00000000ffffffff) << 32);
        v = ((v & 0xffffffffffffffff0000000000000000ffffffffffffffff0000000000000000) >> 64)
            | ((v & 0x0000000000000000ffffffffffffffff0000000000000000ffffffffffffffff) << 64);
        return (v >> 128, v & type(uint128).max);
    }

    function _word(bytes memory key, uint256 from) private pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := mload(add(add(key, 0x20), from))
        }
    }
}
