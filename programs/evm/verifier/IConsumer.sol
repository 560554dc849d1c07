// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IVerifier} from "./IVerifier.sol";

/// @title What takes proved claims
/// @dev Twin: the verifier of Solana calls the instruction `on_verified` of the program that owns the consumer's account.
interface IConsumer {
    /// @notice Takes what was proved for this contract. It is to refuse whoever is not its verifier, and models and nonces that it does not expect.
    /// @param modelId Whose key the proof holds under.
    /// @param nonce Above all before of this model for this contract.
    /// @param claim What was proved.
    function onVerified(bytes32 modelId, uint64 nonce, IVerifier.Claim calldata claim) external;
}
