// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Ed25519} from "../../../programs/evm/identity/keys/Ed25519.sol";
import {IKeys} from "../../../programs/evm/identity/keys/IKeys.sol";
import {Sha512} from "../../../programs/evm/identity/keys/Sha512.sol";

/// @title What Keys is made of, for messages of any length, and what it costs
contract KeysHarness {
    /// @notice SHA-512.
    function digest(bytes calldata message) external pure returns (bytes32 left, bytes32 right) {
        return Sha512.hash(message);
    }

    /// @notice Ed25519 over a message of any length, as in the vectors of RFC 8032.
    function isSigned(bytes32 key, bytes32 r, bytes32 s, bytes calldata message) external view returns (bool) {
        return Ed25519.isValid(key, r, s, message);
    }

    /// @notice Gas of a proof's check from another contract, the call to a cold address included.
    function gasOf(IKeys keys, uint8 algorithm, bytes32 x, bytes32 y, bytes32 signed, bytes calldata proof)
        external
        view
        returns (uint256 spent, bool isProof)
    {
        uint256 before = gasleft();
        isProof = keys.isProof(algorithm, x, y, signed, proof);
        spent = before - gasleft();
    }
}
