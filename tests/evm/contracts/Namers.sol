// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title A contract that a job names, and that answers as it was told
/// @notice `manner`: 0 names `said`, 1 reverts, 2 burns all gas, 3 answers 31 bytes, 4 answers 33 bytes, 5 answers a megabyte, 6 tries to write.
contract Namer {
    uint8 private manner;
    bytes32 private said;

    uint256 public written;

    function behave(uint8 manner_, bytes32 said_) external {
        (manner, said) = (manner_, said_);
    }

    function named(bytes32) external returns (bytes32) {
        bytes32 answer = said;
        if (manner == 1) revert("no");
        if (manner == 2) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        if (manner == 6) ++written;
        uint256 size = manner == 3 ? 31 : manner == 4 ? 33 : manner == 5 ? 1 << 20 : 32;
        assembly {
            mstore(0, answer)
            return(0, size)
        }
    }
}
