// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";

import {Ed25519} from "./Ed25519.sol";
import {IKeys} from "./IKeys.sol";

contract Keys is IKeys {
    uint8 private constant ED25519 = 1;
    uint8 private constant SECP256K1 = 2;
    uint8 private constant P_256 = 3;

    function isProof(uint8 algorithm, bytes32 x, bytes32 y, bytes32 digest, bytes calldata proof)
        external
        view
        returns (bool)
    {
        if (algorithm == SECP256K1) return proof.length == 65 && _isRecovered(x, y, digest, proof);
        if (proof.length != 64) return false;
        (bytes32 r, bytes32 s) = (bytes32(proof[:32]), bytes32(proof[32:]));
        if (algorithm == ED25519) return y == 0 && Ed25519.isValid(x, r, s, abi.encodePacked(digest));
        // By the chain's own contract where it has one.
        return algorithm == P_256 && P256.verify(sha256(abi.encodePacked(digest)), r, s, x, y);
    }

    // An account is the hash of its key, so the point that was recovered is the key.
    function _isRecovered(bytes32 x, bytes32 y, bytes32 digest, bytes calldata proof) private pure returns (bool) {
        (address signer, ECDSA.RecoverError fault,) = ECDSA.tryRecoverCalldata(digest, proof);
        return
            fault == ECDSA.RecoverError.NoError
                && signer == address(uint160(uint256(keccak256(abi.encodePacked(x, y)))));
    }
}
