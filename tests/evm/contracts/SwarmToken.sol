// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestToken} from "./TestToken.sol";

/// @title A token that tries every door in the middle of a transfer
/// @notice Once armed, each transfer makes all its calls, as this token, before or after the balances change, and keeps what each of them
/// answered. Transfers that its own calls cause make none.
contract SwarmToken is TestToken {
    struct Door {
        address target;
        bytes data;
    }

    Door[] private doors;
    bytes[] private heard;
    bool private early;
    bool private busy;

    function arm(Door[] calldata doors_, bool early_) external {
        delete doors;
        for (uint256 i = 0; i < doors_.length; ++i) {
            doors.push(doors_[i]);
        }
        early = early_;
    }

    // Lets the token hold roles of its own: bond, register, post.
    function act(address on, bytes calldata what) external {
        (bool done, bytes memory result) = on.call(what);
        if (!done) {
            assembly ("memory-safe") {
                revert(add(result, 0x20), mload(result))
            }
        }
    }

    /// @notice What each call of the last transfers gave, in order: a byte 1 or 0 for whether it took effect, then its answer.
    function answers() external view returns (bytes[] memory) {
        return heard;
    }

    function _update(address from, address to, uint256 amount) internal override {
        bool first = !busy && doors.length != 0 && from != address(0);
        if (first && early) _knock();
        super._update(from, to, amount);
        if (first && !early) _knock();
    }

    function _knock() private {
        busy = true;
        for (uint256 i = 0; i < doors.length; ++i) {
            (bool done, bytes memory answer) = doors[i].target.call(doors[i].data);
            heard.push(bytes.concat(done ? bytes1(0x01) : bytes1(0x00), answer));
        }
        busy = false;
    }
}
