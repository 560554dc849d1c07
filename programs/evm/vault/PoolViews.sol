// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Asks a contract that nobody trusts for one number, so that it can neither hold its caller up nor make it pay for a long answer.
library PoolViews {
    uint256 private constant GAS = 1_000_000;
    // With as much left, a call is given all of that: a 64th stays behind, and a look at an address costs something.
    uint256 private constant ENOUGH = 1_020_000;
    uint256 private constant WORD = 0x20;

    function tryRead(address from, bytes memory data) internal view returns (bool answered, uint256 value) {
        assembly ("memory-safe") {
            let isFed := gt(gas(), ENOUGH)
            answered := staticcall(GAS, from, add(data, WORD), mload(data), 0x00, WORD)
            answered := and(answered, gt(returndatasize(), sub(WORD, 1)))
            if answered { value := mload(0x00) }
            // A caller must not have it fail by giving too little gas, in it or deep within what it calls.
            if iszero(or(answered, isFed)) { invalid() }
        }
    }
}
