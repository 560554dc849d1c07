// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ids} from "../staking/Ids.sol";
import {Groth16} from "./Groth16.sol";
import {IVerifier} from "./IVerifier.sol";
import {Poseidon} from "./Poseidon.sol";

// What a proof says, as the one field element that it is checked against (docs/circuits.md, "The statement"; clients/assay/commit/statement.py).
library Statements {
    uint256 private constant OBSERVED_AT_BITS = 40;

    // Of this program.
    function modelId(address owner, uint64 nonce) internal view returns (bytes32) {
        return
            sha256(
                abi.encodePacked("assay/model/v1", Ids.padded(address(this)), Ids.padded(owner), Ids.reversed64(nonce))
            );
    }

    // Of this program.
    function requestId(address requester, uint64 nonce) internal view returns (bytes32) {
        return sha256(
            abi.encodePacked(
                "assay/request/v1", Ids.padded(address(this)), Ids.padded(requester), Ids.reversed64(nonce)
            )
        );
    }

    // What no circuit reads but every proof for a consumer of this program, on this chain, is bound to.
    function contextOf(address consumer, bytes32 model, uint64 nonce, address prover) internal view returns (bytes18) {
        bytes32 domain = sha256(
            abi.encodePacked(
                "assay/consumer/v1", Ids.padded(address(this)), bytes32(block.chainid), Ids.padded(consumer)
            )
        );
        return bytes18(
            sha256(abi.encodePacked("assay/statement/v1", domain, model, Ids.reversed64(nonce), Ids.padded(prover)))
        );
    }

    // Poseidon(commitment, context || observedAt || result).
    function statementOf(bytes32 commitment, uint64 observedAt, bytes8 result, bytes18 context)
        internal
        pure
        returns (bytes32)
    {
        if (uint256(commitment) >= Groth16.ORDER || observedAt >> OBSERVED_AT_BITS != 0) {
            revert IVerifier.NotInField();
        }
        uint256 said = (uint256(uint144(context)) << 104) | (uint256(observedAt) << 64) | uint64(result);
        return bytes32(Poseidon.hash(uint256(commitment), said));
    }
}
