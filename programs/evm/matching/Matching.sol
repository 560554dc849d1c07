// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {ICompute} from "../compute/ICompute.sol";
import {Openings} from "../compute/Openings.sol";
import {Ids} from "../staking/Ids.sol";
import {Payment} from "../staking/Payment.sol";
import {StakingMath} from "../staking/StakingMath.sol";
import {IAssignments} from "./IAssignments.sol";
import {MatchingStore, StoredAssignment, StoredDemand, StoredListing, StoredOffer} from "./MatchingStore.sol";

contract Matching is MatchingStore {
    using Payment for IERC20;
    using Openings for mapping(address party => bytes openings);

    uint256 private constant MAX_LEAVES = 65_536;
    uint8 private constant JOBS = 1;
    uint8 private constant OFFERS = 2;
    uint8 private constant SILENCE = 0;

    uint8 private constant DONE = 1;
    uint8 private constant DECLINED = 2;
    uint8 private constant LAPSED = 3;

    constructor(Config memory rules, address assignments) MatchingStore(rules, assignments) {}

    // Offers and listings.

    function offer(uint16 capacity) external nonReentrant {
        ICompute.Spec memory spec = COMPUTE.providerOf(msg.sender);
        if (spec.device == 0) revert NotRegistered();
        StoredOffer storage o = _offers[msg.sender];
        if (capacity == 0 || capacity < o.live) revert BadCapacity();
        uint64 missing = OFFER_BOND - o.bond;
        TOKEN.requireFunds(msg.sender, missing);

        (o.changedAt, o.ask, o.device, o.memoryMib) = (_toTime(block.timestamp), spec.ask, spec.device, spec.memoryMib);
        (o.units, o.region, o.capacity, o.bond) = (spec.units, spec.region, capacity, OFFER_BOND);

        if (missing != 0) TOKEN.pull(msg.sender, missing);

        emit Offered(msg.sender, spec.ask, spec.device, spec.memoryMib, spec.units, spec.region, capacity, OFFER_BOND);
    }

    function retract() external nonReentrant {
        StoredOffer storage o = _offers[msg.sender];
        if (o.changedAt == 0) revert UnknownOffer();
        if (o.live != 0) revert OfferInUse();
        uint64 bond = o.bond;
        if (bond == 0) revert NothingOffered();

        (o.capacity, o.bond, o.changedAt) = (0, 0, _toTime(block.timestamp));

        TOKEN.pay(msg.sender, bond);

        emit OfferRetracted(msg.sender, bond);
    }

    function listJob(bytes32 jobId, uint16 allowedCount, bytes calldata data) external nonReentrant {
        ICompute.Job memory job = COMPUTE.jobOf(jobId);
        if (job.state == ICompute.JobState.None) revert UnknownJob();
        if (msg.sender != job.requester) revert NotRequester();
        if (job.terms.provider != address(this)) revert NamesAnother();
        StoredListing storage listing = _listings[jobId];
        if (listing.state != ListingState.None) revert ListingExists();
        if (job.state != ICompute.JobState.Open) revert JobNotOpen();
        if (job.terms.deadlineAt <= block.timestamp) revert DeadlinePassed();
        // Where everyone is allowed, what the caller may have provided is not for this call.
        bytes memory allowed = allowedCount == 0 ? bytes(data) : _openings.given(data);
        bytes32 root = ASSIGNMENTS.allowedRoot(allowedCount, allowed);

        if (allowedCount != 0) _openings.useUp(data);
        _store(listing, job, allowedCount, root);

        emit JobListed(jobId, msg.sender, root, allowed);
    }

    // Assignments.

    function assign(uint64 nonce, AssignmentTerms calldata terms) external nonReentrant {
        bytes32 assignmentId = _assignmentId(msg.sender, nonce);
        StoredAssignment storage a = _assignments[assignmentId];
        if (a.state != AssignmentState.None) revert AssignmentExists();
        if (
            terms.jobsCount == 0 || terms.jobsCount > MAX_LEAVES || terms.offersCount == 0
                || terms.offersCount > MAX_LEAVES
        ) revert BadAssignment();
        if (terms.seenAt >= block.timestamp || block.timestamp > uint256(terms.seenAt) + SEEN_SECS) revert BadView();
        TOKEN.requireFunds(msg.sender, ASSIGNMENT_BOND);
        uint40 windowEndsAt = _inSecs(WINDOW_SECS);

        (a.matcher, a.state) = (msg.sender, AssignmentState.Posted);
        (a.postedAt, a.windowEndsAt) = (_toTime(block.timestamp), windowEndsAt);
        (a.seenAt, a.rent, a.jobsRoot, a.jobsCount) = (terms.seenAt, terms.rent, terms.jobsRoot, terms.jobsCount);
        (a.offersRoot, a.offersCount) = (terms.offersRoot, terms.offersCount);

        TOKEN.pull(msg.sender, ASSIGNMENT_BOND);

        emit AssignmentPosted(assignmentId, msg.sender, nonce, terms, windowEndsAt);
    }

    function demand(bytes32 assignmentId, uint8 leaves, uint32 index) external nonReentrant {
        StoredAssignment storage a = _posted(assignmentId);
        if (block.timestamp >= uint256(a.postedAt) + WINDOW_SECS) revert WindowClosed();
        if (leaves != JOBS && leaves != OFFERS) revert NoSuchLeaf();
        if (index >= (leaves == JOBS ? a.jobsCount : a.offersCount)) revert NoSuchLeaf();
        StoredDemand storage d = _demands[_demandId(assignmentId, leaves, index)];
        if (d.demander != address(0)) revert DemandExists();
        TOKEN.requireFunds(msg.sender, DEMAND_BOND);
        uint40 dueAt = _inSecs(ANSWER_SECS);
        // What is shown at the last moment can still be refuted.
        uint40 windowEndsAt = _toTime(uint256(dueAt) + ANSWER_SECS);
        if (windowEndsAt < a.windowEndsAt) windowEndsAt = a.windowEndsAt;

        (d.demander, d.dueAt) = (msg.sender, dueAt);
        (a.demands, a.windowEndsAt) = (a.demands + 1, windowEndsAt);

        TOKEN.pull(msg.sender, DEMAND_BOND);

        emit LeafDemanded(assignmentId, leaves, index, msg.sender, dueAt, windowEndsAt);
    }

    function answer(bytes32 assignmentId, uint8 leaves, uint32 index, bytes calldata data) external nonReentrant {
        StoredAssignment storage a = _posted(assignmentId);
        bytes32 demandId = _demandId(assignmentId, leaves, index);
        StoredDemand storage d = _demands[demandId];
        if (d.demander == address(0)) revert UnknownDemand();
        if (block.timestamp > d.dueAt) revert MoveTooLate();
        if (!ASSIGNMENTS.isShown(_terms(a), leaves, index, data)) revert BadEvidence();

        delete _demands[demandId];
        a.demands -= 1;

        TOKEN.pay(a.matcher, DEMAND_BOND);

        emit LeafShown(assignmentId, leaves, index, data);
    }

    function expire(bytes32 assignmentId, uint8 leaves, uint32 index) external nonReentrant {
        StoredAssignment storage a = _assignment(assignmentId);
        bytes32 demandId = _demandId(assignmentId, leaves, index);
        StoredDemand storage d = _demands[demandId];
        address demander = d.demander;
        if (demander == address(0)) revert UnknownDemand();
        bool standing = a.state == AssignmentState.Posted;
        if (standing && block.timestamp <= d.dueAt) revert NotDue();

        delete _demands[demandId];
        a.demands -= 1;

        if (standing) _refute(assignmentId, a, SILENCE, demander);
        TOKEN.pay(demander, DEMAND_BOND);

        emit DemandExpired(assignmentId, leaves, index, demander);
    }

    function refute(bytes32 assignmentId, uint8 fault, bytes calldata data) external nonReentrant {
        StoredAssignment storage a = _posted(assignmentId);
        if (block.timestamp >= a.windowEndsAt) revert WindowClosed();
        uint256 matchedBy = uint256(a.windowEndsAt) + ACCEPT_SECS;
        if (!ASSIGNMENTS.isFaulty(_terms(a), fault, _openings.given(data), address(COMPUTE), matchedBy)) {
            revert NotRefuted();
        }

        _openings.useUp(data);
        _refute(assignmentId, a, fault, msg.sender);
    }

    function close(bytes32 assignmentId) external nonReentrant {
        StoredAssignment storage a = _posted(assignmentId);
        _requireFinal(a);
        address matcher = a.matcher;

        a.state = AssignmentState.Closed;

        TOKEN.pay(matcher, ASSIGNMENT_BOND);

        emit AssignmentClosed(assignmentId, matcher, ASSIGNMENT_BOND);
    }

    // Matches.

    function award(bytes32 assignmentId, bytes calldata data) external nonReentrant {
        StoredAssignment storage a = _assignment(assignmentId);
        if (a.state == AssignmentState.Refuted) revert AssignmentIsRefuted();
        _requireFinal(a);
        bytes memory given = _openings.given(data);
        (IAssignments.JobLeaf memory job, uint256 used) = ASSIGNMENTS.openedJob(_terms(a), given);
        if (job.provider == 0) revert NotAssigned();
        StoredListing storage listing = _listing(job.jobId);
        // Whose high bytes are not zero is nobody's address, and no alias of one.
        address provider = uint256(job.provider) >> 160 == 0 ? address(uint160(uint256(job.provider))) : address(0);
        StoredOffer storage o = _offers[provider];
        if (o.changedAt == 0) revert UnknownOffer();
        if (listing.changedAt > a.seenAt || o.changedAt > a.seenAt) revert ChangedSince();
        _requireMatch(job.jobId, listing, o, provider, given, used);

        _openings.useUp(data);
        _match(job.jobId, listing, o, provider, assignmentId);
    }

    function take(bytes32 jobId, bytes calldata data) external nonReentrant {
        StoredListing storage listing = _listing(jobId);
        StoredOffer storage o = _offers[msg.sender];
        if (o.changedAt == 0) revert UnknownOffer();
        if (block.timestamp < uint256(listing.changedAt) + FALLBACK_SECS) revert MatchersFirst();
        _requireMatch(jobId, listing, o, msg.sender, data, 0);

        _match(jobId, listing, o, msg.sender, 0);
    }

    function decline(bytes32 jobId) external nonReentrant {
        StoredListing storage listing = _listing(jobId);
        if (listing.state != ListingState.Matched) revert NotMatched();
        if (msg.sender != listing.provider) revert NotProvider();
        if (!_isOpenAtCompute(jobId)) revert JobNotOpen();

        _end(jobId, listing, DECLINED);
    }

    function release(bytes32 jobId) external nonReentrant {
        StoredListing storage listing = _listing(jobId);
        if (listing.state == ListingState.Closed) revert ListingNotOpen();
        if (!_isOpenAtCompute(jobId)) {
            _end(jobId, listing, DONE);
            return;
        }
        if (listing.state != ListingState.Matched || block.timestamp <= listing.acceptBy) revert NotDue();

        _end(jobId, listing, LAPSED);
    }

    // Bytes in pieces.

    function provide(uint32 offset, bytes calldata data) external nonReentrant {
        uint32 length = _openings.provide(offset, data);

        emit EvidenceProvided(msg.sender, length);
    }

    // Within.

    function _store(StoredListing storage listing, ICompute.Job memory job, uint16 allowedCount, bytes32 root) private {
        ICompute.Terms memory t = job.terms;
        (listing.changedAt, listing.state) = (_toTime(block.timestamp), ListingState.Open);
        (listing.requester, listing.price, listing.units, listing.region) = (job.requester, t.price, t.units, t.region);
        (listing.deadlineAt, listing.memoryMib, listing.device) = (t.deadlineAt, t.memoryMib, t.device);
        (listing.allowedCount, listing.allowedRoot) = (allowedCount, root);
    }

    // Throws the assignment away and shares its bond out.
    function _refute(bytes32 assignmentId, StoredAssignment storage a, uint8 fault, address accuser) private {
        uint64 reward = StakingMath.shareDown(ASSIGNMENT_BOND, REWARD_BPS);
        uint64 remainder = ASSIGNMENT_BOND - reward;

        a.state = AssignmentState.Refuted;

        TOKEN.pay(accuser, reward);
        TOKEN.pay(TREASURY, remainder);

        emit AssignmentRefuted(assignmentId, fault, accuser, reward, remainder);
    }

    // Whether the two may be matched now, whoever says so. `data` from `start` on is that the provider is allowed.
    function _requireMatch(
        bytes32 jobId,
        StoredListing storage listing,
        StoredOffer storage o,
        address provider,
        bytes memory data,
        uint256 start
    ) private view {
        if (listing.state != ListingState.Open) revert ListingNotOpen();
        if (!_isOpenAtCompute(jobId)) revert JobNotOpen();
        if (listing.deadlineAt <= block.timestamp + ACCEPT_SECS) revert DeadlinePassed();
        if (
            (listing.device != 0 && listing.device != o.device) || listing.memoryMib > o.memoryMib
                || listing.units > o.units || (listing.region != 0 && listing.region != o.region)
        ) revert NeedsNotMet();
        if (o.ask > listing.price) revert AskTooHigh();
        if (o.live >= o.capacity) revert OfferIsFull();
        (bool allowed, bool all) =
            ASSIGNMENTS.isAllowed(listing.allowedRoot, listing.allowedCount, Ids.padded(provider), data, start);
        if (!allowed) revert NotAllowed();
        if (!all) revert BadEvidence();
    }

    function _match(
        bytes32 jobId,
        StoredListing storage listing,
        StoredOffer storage o,
        address provider,
        bytes32 assignmentId
    ) private {
        uint40 acceptBy = _inSecs(ACCEPT_SECS);

        (listing.provider, listing.changedAt) = (provider, _toTime(block.timestamp));
        (listing.acceptBy, listing.state) = (acceptBy, ListingState.Matched);
        o.live += 1;

        emit JobMatched(jobId, provider, assignmentId, acceptBy);
    }

    // Ends a match, if there is one. A provider that declined or was silent must offer again.
    function _end(bytes32 jobId, StoredListing storage listing, uint8 how) private {
        (address provider, uint64 penalty) = (listing.provider, 0);
        (listing.provider, listing.changedAt) = (address(0), _toTime(block.timestamp));
        (listing.acceptBy, listing.state) = (0, how == DONE ? ListingState.Closed : ListingState.Open);
        if (provider != address(0)) {
            StoredOffer storage o = _offers[provider];
            o.live -= 1;
            if (how != DONE) {
                uint64 bond = o.bond;
                if (how == LAPSED) penalty = StakingMath.shareDown(OFFER_BOND, LAPSE_BPS);
                if (penalty > bond) penalty = bond;
                (o.capacity, o.bond, o.changedAt) = (0, bond - penalty, _toTime(block.timestamp));
            }
        }

        if (penalty != 0) {
            uint64 reward = StakingMath.shareDown(penalty, REWARD_BPS);
            TOKEN.pay(listing.requester, reward);
            TOKEN.pay(TREASURY, penalty - reward);
        }

        emit MatchEnded(jobId, provider, how, penalty);
    }
}
