// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IdentityStore} from "./IdentityStore.sol";
import {Issuers} from "./Issuers.sol";
import {Records} from "./Records.sol";
import {SubjectKeys} from "./SubjectKeys.sol";
import {Subjects} from "./Subjects.sol";

contract Identity is Subjects, SubjectKeys, Issuers, Records {
    constructor(
        address staking,
        address court,
        uint64 issuerStake,
        uint64 exitSecs,
        uint64 recoverySecs,
        uint16 voucherBps,
        uint16 rewardBps,
        address keys
    ) IdentityStore(staking, court, issuerStake, exitSecs, recoverySecs, voucherBps, rewardBps, keys) {}
}
