// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestToken} from "./TestToken.sol";

/// @title A second token that anyone may mint: what campaigns grant
contract WorkToken is TestToken {
    function name() public pure override returns (string memory) {
        return "Test work";
    }

    function symbol() public pure override returns (string memory) {
        return "WORK";
    }
}
