// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {ICompute} from "../compute/ICompute.sol";
import {Ids} from "../staking/Ids.sol";
import {Payment} from "../staking/Payment.sol";
import {SingleEntry} from "../staking/SingleEntry.sol";
import {StakingMath} from "../staking/StakingMath.sol";
import {IAssignments} from "./IAssignments.sol";
import {IMatching} from "./IMatching.sol";

// Times are stored in five bytes, which last for 34,000 years.
struct StoredOffer {
    uint64 ask;
    uint40 changedAt;
    uint32 memoryMib;
    uint16 units;
    uint16 region;
    uint16 capacity;
    uint16 live;
    uint8 device;
    uint64 bond;
}

// A match writes the first slot only.
struct StoredListing {
    address provider;
    uint40 changedAt;
    uint40 acceptBy;
    IMatching.ListingState state;
    address requester;
    uint64 price;
    uint16 units;
    uint16 region;
    uint64 deadlineAt;
    uint32 memoryMib;
    uint16 allowedCount;
    uint8 device;
    bytes32 allowedRoot;
}

// Its bond is the deployment's while it is posted, and nothing after.
struct StoredAssignment {
    address matcher;
    uint40 postedAt;
    uint40 windowEndsAt;
    IMatching.AssignmentState state;
    uint64 seenAt;
    uint64 rent;
    uint32 jobsCount;
    uint32 offersCount;
    uint32 demands;
    bytes32 jobsRoot;
    bytes32 offersRoot;
}

struct StoredDemand {
    address demander;
    uint40 dueAt;
}

// What the verbs share: the deployment's constants, what is stored, and how to find and read it.
abstract contract MatchingStore is IMatching, SingleEntry {
    using Payment for IERC20;

    uint256 private constant MAX_REWARD_BPS = 5_000;
    uint256 private constant MAX_BPS = 10_000;

    IERC20 internal immutable TOKEN;
    address internal immutable TREASURY;
    ICompute internal immutable COMPUTE;
    IAssignments internal immutable ASSIGNMENTS;
    uint64 internal immutable WINDOW_SECS;
    uint64 internal immutable ANSWER_SECS;
    uint64 internal immutable SEEN_SECS;
    uint64 internal immutable ACCEPT_SECS;
    uint64 internal immutable FALLBACK_SECS;
    uint64 internal immutable OFFER_BOND;
    uint64 internal immutable ASSIGNMENT_BOND;
    uint64 internal immutable DEMAND_BOND;
    uint16 internal immutable LAPSE_BPS;
    uint16 internal immutable REWARD_BPS;

    mapping(address provider => StoredOffer offer) internal _offers;
    mapping(bytes32 jobId => StoredListing listing) internal _listings;
    mapping(bytes32 assignmentId => StoredAssignment assignment) internal _assignments;
    mapping(bytes32 demandId => StoredDemand demand) internal _demands;
    mapping(address party => bytes openings) internal _openings;

    constructor(Config memory c, address assignments) {
        if (
            !StakingMath.isDelay(c.windowSecs) || !StakingMath.isDelay(c.answerSecs) || !StakingMath.isDelay(c.seenSecs)
                || !StakingMath.isDelay(c.acceptSecs) || !StakingMath.isDelay(c.fallbackSecs)
        ) revert BadConfig();
        if (c.offerBond == 0 || c.assignmentBond == 0 || c.demandBond == 0) revert BadConfig();
        if (c.rewardBps > MAX_REWARD_BPS || c.lapseBps > MAX_BPS) revert BadConfig();
        // The token refuses transfers to nobody, and a transfer to oneself cannot be seen to arrive.
        if (c.treasury == address(0) || c.treasury == address(this)) revert BadConfig();
        IERC20(c.token).requireToken();

        (TOKEN, TREASURY, COMPUTE) = (IERC20(c.token), c.treasury, ICompute(c.compute));
        (WINDOW_SECS, ANSWER_SECS, SEEN_SECS) = (c.windowSecs, c.answerSecs, c.seenSecs);
        (ACCEPT_SECS, FALLBACK_SECS) = (c.acceptSecs, c.fallbackSecs);
        (OFFER_BOND, ASSIGNMENT_BOND, DEMAND_BOND) = (c.offerBond, c.assignmentBond, c.demandBond);
        (LAPSE_BPS, REWARD_BPS, ASSIGNMENTS) = (c.lapseBps, c.rewardBps, IAssignments(assignments));
    }

    function config() external view returns (Config memory c) {
        (c.token, c.treasury, c.compute) = (address(TOKEN), TREASURY, address(COMPUTE));
        (c.windowSecs, c.answerSecs, c.seenSecs) = (WINDOW_SECS, ANSWER_SECS, SEEN_SECS);
        (c.acceptSecs, c.fallbackSecs, c.offerBond) = (ACCEPT_SECS, FALLBACK_SECS, OFFER_BOND);
        (c.assignmentBond, c.demandBond) = (ASSIGNMENT_BOND, DEMAND_BOND);
        (c.lapseBps, c.rewardBps) = (LAPSE_BPS, REWARD_BPS);
    }

    function assignmentsContract() external view returns (address) {
        return address(ASSIGNMENTS);
    }

    function named(bytes32 jobId) external view returns (bytes32) {
        return Ids.padded(_listings[jobId].provider);
    }

    function offerOf(address provider) external view returns (Offer memory offer_) {
        StoredOffer storage s = _offers[provider];
        (offer_.provider, offer_.changedAt, offer_.ask, offer_.device) = (provider, s.changedAt, s.ask, s.device);
        (offer_.memoryMib, offer_.units, offer_.region) = (s.memoryMib, s.units, s.region);
        (offer_.capacity, offer_.live, offer_.bond) = (s.capacity, s.live, s.bond);
    }

    function listingOf(bytes32 jobId) external view returns (Listing memory listing) {
        StoredListing storage s = _listings[jobId];
        (listing.jobId, listing.provider, listing.requester, listing.state) = (jobId, s.provider, s.requester, s.state);
        (listing.changedAt, listing.acceptBy, listing.price) = (s.changedAt, s.acceptBy, s.price);
        (listing.deadlineAt, listing.device, listing.memoryMib) = (s.deadlineAt, s.device, s.memoryMib);
        (listing.units, listing.region) = (s.units, s.region);
        (listing.allowedRoot, listing.allowedCount) = (s.allowedRoot, s.allowedCount);
    }

    function assignmentOf(bytes32 assignmentId) external view returns (Assignment memory a) {
        StoredAssignment storage s = _assignments[assignmentId];
        (a.assignmentId, a.matcher, a.terms, a.state) = (assignmentId, s.matcher, _terms(s), s.state);
        (a.postedAt, a.windowEndsAt, a.demands) = (s.postedAt, s.windowEndsAt, s.demands);
        a.bond = s.state == AssignmentState.Posted ? ASSIGNMENT_BOND : 0;
    }

    function demandOf(bytes32 assignmentId, uint8 leaves, uint32 index) external view returns (Demand memory d) {
        bytes32 demandId = _demandId(assignmentId, leaves, index);
        StoredDemand storage s = _demands[demandId];
        if (s.demander == address(0)) return d;
        (d.demandId, d.assignmentId, d.leaves, d.index) = (demandId, assignmentId, leaves, index);
        (d.demander, d.bond, d.dueAt) = (s.demander, DEMAND_BOND, s.dueAt);
    }

    function openingsOf(address party) external view returns (bytes memory) {
        return _openings[party];
    }

    // Within.

    function _assignment(bytes32 assignmentId) internal view returns (StoredAssignment storage a) {
        a = _assignments[assignmentId];
        if (a.state == AssignmentState.None) revert UnknownAssignment();
    }

    function _posted(bytes32 assignmentId) internal view returns (StoredAssignment storage a) {
        a = _assignment(assignmentId);
        if (a.state != AssignmentState.Posted) revert AssignmentNotOpen();
    }

    function _listing(bytes32 jobId) internal view returns (StoredListing storage listing) {
        listing = _listings[jobId];
        if (listing.state == ListingState.None) revert UnknownListing();
    }

    function _requireFinal(StoredAssignment storage a) internal view {
        if (block.timestamp < a.windowEndsAt) revert WindowOpen();
        if (a.demands != 0) revert DemandsOpen();
    }

    function _isOpenAtCompute(bytes32 jobId) internal view returns (bool) {
        return COMPUTE.jobOf(jobId).state == ICompute.JobState.Open;
    }

    function _terms(StoredAssignment storage s) internal view returns (AssignmentTerms memory) {
        return AssignmentTerms({
            seenAt: s.seenAt,
            rent: s.rent,
            jobsRoot: s.jobsRoot,
            jobsCount: s.jobsCount,
            offersRoot: s.offersRoot,
            offersCount: s.offersCount
        });
    }

    function _inSecs(uint256 secs) internal view returns (uint40) {
        return _toTime(block.timestamp + secs);
    }

    function _toTime(uint256 value) internal pure returns (uint40) {
        if (value > type(uint40).max) revert Overflow();
        return uint40(value);
    }

    // Of this program: two over one token never meet in an id.
    function _assignmentId(address matcher, uint64 nonce) internal view returns (bytes32) {
        return sha256(
            abi.encodePacked(
                "assay/assignment/v1", Ids.padded(address(this)), Ids.padded(matcher), Ids.reversed64(nonce)
            )
        );
    }

    function _demandId(bytes32 assignmentId, uint8 leaves, uint32 index) internal pure returns (bytes32) {
        return sha256(abi.encodePacked("assay/demand/v1", assignmentId, leaves, Ids.reversed32(index)));
    }
}
