// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IStaking} from "./IStaking.sol";

// One call at a time. Only the token can call back in the middle of one, so a second entry is a failed transfer. OpenZeppelin's guard
// would add an error of its own to every interface and, in transient storage, a warning to every build.
abstract contract SingleEntry {
    bool private transient entered;

    modifier nonReentrant() {
        _enter();
        _;
        entered = false;
    }

    function _enter() private {
        if (entered) revert IStaking.TransferFailed();
        entered = true;
    }
}
