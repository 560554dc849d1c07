// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IVerifier} from "./IVerifier.sol";

// Verification keys as the code of contracts that do nothing: to read one takes less gas than two words of storage.
library KeyCode {
    // Copies what follows it, one STOP and the key, into the contract's code.
    bytes7 private constant PREFIX = 0x80600a3d393df3;
    uint256 private constant STOP = 1;

    function store(bytes calldata key) internal returns (address held) {
        bytes memory creation = abi.encodePacked(hex"61", uint16(key.length + STOP), PREFIX, bytes1(0), key);
        assembly ("memory-safe") {
            held := create(0, add(creation, 0x20), mload(creation))
        }
        if (held == address(0)) revert IVerifier.BadVerificationKey();
    }

    function load(address held) internal view returns (bytes memory key) {
        if (held != address(0)) key = load(held, held.code.length - STOP);
    }

    // Where it is known how long the key is.
    function load(address held, uint256 size) internal view returns (bytes memory key) {
        assembly ("memory-safe") {
            key := mload(0x40)
            mstore(key, size)
            extcodecopy(held, add(key, 0x20), STOP, size)
            mstore(0x40, and(add(add(key, size), 0x3f), not(0x1f)))
        }
    }
}
