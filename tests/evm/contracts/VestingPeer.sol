// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {VestingWallet} from "@openzeppelin/contracts/finance/VestingWallet.sol";

// OpenZeppelin's own, as anyone deploys it: what a grant is measured beside.
contract VestingPeer is VestingWallet {
    constructor(address beneficiary, uint64 start, uint64 duration) payable VestingWallet(beneficiary, start, duration) {}
}
