// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IVerifier} from "./IVerifier.sol";

// Groth16 over BN254 by the precompiles of EIP-196 and EIP-197 (bytes: docs/circuits.md). They refuse coordinates that are not below the prime,
// points off the curve and, of G2, out of the subgroup; they take the point at infinity and scalars of any size, which is for their caller to
// refuse. A call of one that fails, for whatever reason, or answers too little, is taken for a refusal.
library Groth16 {
    // Of the coordinates.
    uint256 internal constant PRIME = 21888242871839275222246405745257275088696311157297823662689037894645226208583;
    // Of the groups, so of all signals.
    uint256 internal constant ORDER = 21888242871839275222246405745257275088548364400416034343698204186575808495617;

    uint256 private constant PROOF = 256;
    uint256 private constant G1 = 64;
    uint256 private constant G2 = 128;
    uint256 private constant BETA = 64;
    uint256 private constant GAMMA = 192;
    uint256 private constant DELTA = 320;
    uint256 private constant IC = 448;
    // Of the signals' point, in the pairing's input.
    uint256 private constant SUM = 384;

    // Bytes of a key's points.
    function keyBytes(uint256 signals) internal pure returns (uint256) {
        unchecked {
            return IC + (signals + 1) * G1;
        }
    }

    // Whether these are a key's points, each valid, for as many signals as fit their length. With gamma's x equal to delta's, gamma is delta or its
    // opposite, and anybody could make proofs.
    function isKey(bytes calldata points) internal view returns (bool valid) {
        if (keccak256(points[GAMMA:GAMMA + G1]) == keccak256(points[DELTA:DELTA + G1])) return false;
        bytes calldata alpha = points[:G1];
        if (!_isG1(alpha)) return false;
        for (uint256 from = IC; from < points.length; from += G1) {
            if (!_isG1(points[from:from + G1])) return false;
        }
        bytes memory pairs;
        for (uint256 from = BETA; from < IC; from += G2) {
            if (_isZero(points[from:from + G2])) return false;
            pairs = bytes.concat(pairs, alpha, points[from:from + G2]);
        }
        uint256 first;
        assembly ("memory-safe") {
            first := add(pairs, 0x20)
        }
        (valid,) = _paired(first, pairs.length);
    }

    // Reverts unless e(-A, B) e(alpha, beta) e(IC0 + sum of signal_i IC_i, gamma) e(C, delta) = 1. The key's points begin at `from`; they are valid,
    // and the signals below ORDER.
    function requireProof(bytes memory key, uint256 from, uint256[] memory signals, bytes calldata proof)
        internal
        view
    {
        if (proof.length != PROOF || !_isFinite(proof)) revert IVerifier.MalformedProof();
        uint256 pairs;
        assembly ("memory-safe") {
            pairs := mload(0x40)
            mstore(0x40, add(pairs, 768))
        }
        if (!_isSummed(key, from, signals, pairs + SUM)) revert IVerifier.MalformedProof();
        assembly ("memory-safe") {
            let points := add(add(key, 0x20), from)
            calldatacopy(pairs, proof.offset, 192)
            mstore(add(pairs, 0x20), sub(PRIME, calldataload(add(proof.offset, 0x20))))
            mcopy(add(pairs, 192), points, 192)
            mcopy(add(pairs, 448), add(points, GAMMA), G2)
            calldatacopy(add(pairs, 576), add(proof.offset, 192), G1)
            mcopy(add(pairs, 640), add(points, DELTA), G2)
        }
        (bool answered, bool holds) = _paired(pairs, 768);
        if (!answered) revert IVerifier.MalformedProof();
        if (!holds) revert IVerifier.FalseProof();
    }

    // Whether no point of a proof is at infinity, nor becomes so when A is negated: q - q would be zero.
    function _isFinite(bytes calldata proof) private pure returns (bool finite) {
        assembly ("memory-safe") {
            function word(start, index) -> w {
                w := calldataload(add(start, shl(5, index)))
            }

            let p := proof.offset
            finite := lt(word(p, 1), PRIME)
            finite := and(finite, iszero(iszero(or(word(p, 0), word(p, 1)))))
            finite := and(finite, iszero(iszero(or(or(word(p, 2), word(p, 3)), or(word(p, 4), word(p, 5))))))
            finite := and(finite, iszero(iszero(or(word(p, 6), word(p, 7)))))
        }
    }

    // Puts the signals' point at `sum` in memory, and works in the 160 bytes from there on.
    function _isSummed(bytes memory key, uint256 from, uint256[] memory signals, uint256 sum)
        private
        view
        returns (bool computed)
    {
        assembly ("memory-safe") {
            let term := add(add(add(key, 0x20), from), IC)
            let scalar := add(signals, 0x20)
            let next := add(sum, G1)
            mcopy(sum, term, G1)
            computed := 1
            for { let end := add(scalar, shl(5, mload(signals))) } lt(scalar, end) { scalar := add(scalar, 0x20) } {
                term := add(term, G1)
                mcopy(next, term, G1)
                mstore(add(next, G1), mload(scalar))
                computed := and(computed, staticcall(gas(), 0x07, next, 96, next, G1))
                computed := and(computed, eq(returndatasize(), G1))
                computed := and(computed, staticcall(gas(), 0x06, sum, 128, sum, G1))
                computed := and(computed, eq(returndatasize(), G1))
            }
        }
    }

    // Whether the pairing's precompile took the points, `size` bytes of memory, and whether their product is one.
    function _paired(uint256 pairs, uint256 size) private view returns (bool answered, bool holds) {
        assembly ("memory-safe") {
            answered := staticcall(gas(), 0x08, pairs, size, 0x00, 0x20)
            answered := and(answered, eq(returndatasize(), 0x20))
            holds := and(answered, eq(mload(0x00), 1))
        }
    }

    // The sum with the point at infinity, as which the precompile reads what is left out.
    function _isG1(bytes calldata point) private view returns (bool valid) {
        if (_isZero(point)) return false;
        assembly ("memory-safe") {
            let at := mload(0x40)
            calldatacopy(at, point.offset, G1)
            valid := staticcall(gas(), 0x06, at, G1, at, G1)
            valid := and(valid, eq(returndatasize(), G1))
        }
    }

    // Whether whole words are all zero.
    function _isZero(bytes calldata words) private pure returns (bool zero) {
        assembly ("memory-safe") {
            let any := 0
            for { let at := 0 } lt(at, words.length) { at := add(at, 0x20) } {
                any := or(any, calldataload(add(words.offset, at)))
            }
            zero := iszero(any)
        }
    }
}
