// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Openings} from "../compute/Openings.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {Ids} from "../staking/Ids.sol";
import {Payment} from "../staking/Payment.sol";
import {StakingMath} from "../staking/StakingMath.sol";
import {Campaigns} from "./Campaigns.sol";
import {Grants} from "./Grants.sol";
import {IEvidence} from "./IEvidence.sol";
import {RewardsMath} from "./RewardsMath.sol";
import {Recall, RewardsStore, StoredCampaign, StoredEpoch, StoredGrant, StoredWorker} from "./RewardsStore.sol";
import {SumTree} from "./SumTree.sol";

// The epochs; what comes before is in Campaigns, what comes after in Grants.
contract Rewards is Campaigns, Grants {
    using Payment for IERC20;
    using Openings for mapping(address party => bytes openings);

    uint16 private constant HALF_BPS = 5_000;

    constructor(
        address token,
        address treasury,
        address court,
        uint64 windowSecs,
        uint64 postSecs,
        uint64 claimSecs,
        uint64 rotateSecs,
        uint64 postBond,
        address evidence
    ) RewardsStore(token, treasury, court, windowSecs, postSecs, claimSecs, rotateSecs, postBond, evidence) {}

    function postEpoch(bytes32 campaignId, uint32 epoch, Posting calldata posting) external nonReentrant {
        StoredCampaign storage campaign = _campaign(campaignId);
        bytes32 epochId = RewardsMath.epochId(campaignId, epoch);
        StoredEpoch storage stored = _epoch(epochId);
        (, uint256 ends) = _reveals(campaign, epoch);
        if (block.timestamp < ends) revert EpochNotDue();
        if (stored.state == EpochState.Expired) revert AlreadyExpired();
        if (stored.state != EpochState.Open) revert EpochIsPosted();
        if (block.timestamp >= stored.postBy) revert PostClosed();
        if (posting.leafCount == 0 || posting.totalScore == 0) revert BadPosting();
        if ((posting.rowCount == 0) != (posting.datasetRoot == bytes32(0))) revert BadPosting();
        TOKEN.requireFunds(msg.sender, POST_BOND);
        uint40 claimFrom = RewardsMath.inSecs(WINDOW_SECS);

        (stored.state, stored.claimFrom, stored.leafCount) = (EpochState.Posted, claimFrom, posting.leafCount);
        (stored.totalScore, stored.rowCount) = (posting.totalScore, posting.rowCount);
        (stored.rewardRoot, stored.datasetRoot) = (posting.rewardRoot, posting.datasetRoot);
        (stored.poster, stored.bond, stored.caseId) = (msg.sender, POST_BOND, bytes32(0));

        TOKEN.pull(msg.sender, POST_BOND);

        _logPosted(epochId, campaignId, epoch, stored.attempt, posting, claimFrom);
    }

    function refute(bytes32 epochId, uint8 fault, bytes calldata data) external nonReentrant {
        StoredEpoch storage epoch = _epoch(epochId);
        EpochState state = epoch.state;
        if (state != EpochState.Posted && state != EpochState.Suspended) revert EpochNotPosted();
        // A sham accusation must not use the window up.
        if (state == EpochState.Posted && block.timestamp >= epoch.claimFrom) revert WindowClosed();
        if (!EVIDENCE.isFaulty(epoch.campaignId, epoch.number, _posting(epoch), fault, _openings.given(data))) {
            revert NotRefuted();
        }
        (uint32 attempt, uint64 bond) = (epoch.attempt, epoch.bond);
        uint64 reward = StakingMath.shareDown(bond, HALF_BPS);

        _openings.useUp(data);
        uint64 postBy = _reopen(epoch);

        TOKEN.pay(msg.sender, reward);
        TOKEN.pay(TREASURY, bond - reward);

        emit EpochRefuted(epochId, attempt, fault, msg.sender, reward, postBy);
    }

    function suspend(bytes32 epochId, bytes32 caseId) external nonReentrant {
        StoredEpoch storage epoch = _epoch(epochId);
        if (epoch.state != EpochState.Posted) revert EpochNotPosted();
        if (block.timestamp >= epoch.claimFrom) revert WindowClosed();
        (bytes32 subject, uint64 accusedAt, bool isFinal,) = _ruling(caseId);
        if (subject != RewardsMath.postingId(epochId, epoch.attempt)) revert WrongCase();
        // Ids can be foreseen: a case from before this window may have its contest behind it.
        if (accusedAt + WINDOW_SECS < epoch.claimFrom) revert WrongCase();
        if (isFinal) revert CaseIsClosed();

        (epoch.state, epoch.caseId) = (EpochState.Suspended, caseId);

        emit EpochSuspended(epochId, caseId);
    }

    function resolve(bytes32 epochId) external nonReentrant {
        StoredEpoch storage epoch = _epoch(epochId);
        if (epoch.state != EpochState.Suspended) revert EpochNotSuspended();
        bytes32 caseId = epoch.caseId;
        (,, bool isFinal, bool isGuilty) = _ruling(caseId);
        if (!isFinal) revert CaseNotClosed();
        (uint64 postBy, uint64 bond, uint40 claimFrom) = (epoch.postBy, epoch.bond, 0);

        if (isGuilty) {
            postBy = _reopen(epoch);
            // The accuser has its part of what the court took; the bond must not wait for anybody's account.
            TOKEN.pay(TREASURY, bond);
        } else {
            // A lost accusation leaves the next one a whole window.
            claimFrom = RewardsMath.inSecs(WINDOW_SECS);
            (epoch.state, epoch.claimFrom) = (EpochState.Posted, claimFrom);
        }

        emit EpochResolved(epochId, caseId, isGuilty, postBy, claimFrom);
    }

    function payPoster(bytes32 epochId) external nonReentrant {
        StoredEpoch storage epoch = _epoch(epochId);
        (EpochState state, uint40 claimFrom) = (epoch.state, epoch.claimFrom);
        if ((state != EpochState.Posted && state != EpochState.Expired) || claimFrom == 0) revert EpochNotPosted();
        if (block.timestamp < claimFrom) revert WindowOpen();
        (address poster, uint64 bond) = (epoch.poster, epoch.bond);
        if (bond == 0) revert AlreadySettled();

        epoch.bond = 0;

        TOKEN.pay(poster, bond);

        emit PosterPaid(epochId, poster, bond);
    }

    function claim(bytes32 epochId, bytes calldata data) external nonReentrant {
        StoredEpoch storage epoch = _epoch(epochId);
        if (epoch.state != EpochState.Posted) revert EpochNotPosted();
        if (block.timestamp < epoch.claimFrom) revert WindowOpen();
        if (block.timestamp >= epoch.claimFrom + CLAIM_SECS) revert ClaimClosed();
        IEvidence.Leaf memory leaf = _openedLeaf(epoch, data);
        (uint256 word, uint256 bit) = (leaf.index >> 8, 1 << (leaf.index & 0xff));
        if (_claimed[epochId][word] & bit != 0) revert AlreadyClaimed();
        address worker = address(uint160(uint256(leaf.worker)));
        (uint64 cash, uint64 tokens, bytes32 grantId) = _earned(epoch, leaf, worker);
        if (epoch.cash < cash || epoch.tokens < tokens) revert Overflow();

        _openings.useUp(data);
        _claimed[epochId][word] |= bit;
        (epoch.cash, epoch.tokens) = (epoch.cash - cash, epoch.tokens - tokens);
        if (tokens != 0) _grantEarned(epoch.campaignId, grantId, worker, tokens);

        TOKEN.pay(worker, cash);

        emit RewardClaimed(epochId, uint32(leaf.index), worker, uint64(leaf.score), cash, tokens, grantId);
    }

    function expire(bytes32 epochId) external nonReentrant {
        StoredEpoch storage epoch = _epoch(epochId);
        EpochState state = epoch.state;
        if (state == EpochState.Expired) revert AlreadyExpired();
        bool isUnposted = state == EpochState.Open && block.timestamp >= epoch.postBy;
        bool isOver = state == EpochState.Posted && block.timestamp >= epoch.claimFrom + CLAIM_SECS;
        if (!isUnposted && !isOver) revert NotDue();
        (uint64 cash, uint64 tokens) = (epoch.cash, epoch.tokens);
        StoredCampaign storage campaign = _campaigns[epoch.campaignId];
        uint64 cashFree = StakingMath.toU64(uint256(campaign.cashFree) + cash);
        uint64 tokensFree = StakingMath.toU64(uint256(campaign.tokensFree) + tokens);

        (campaign.cashFree, campaign.tokensFree) = (cashFree, tokensFree);
        (epoch.state, epoch.cash, epoch.tokens) = (EpochState.Expired, 0, 0);

        emit EpochExpired(epochId, cash, tokens);
    }

    // Within.

    // Throws a posting away; there is a whole time again to post another.
    function _reopen(StoredEpoch storage epoch) private returns (uint40 postBy) {
        postBy = RewardsMath.inSecs(POST_SECS);
        (epoch.state, epoch.claimFrom, epoch.attempt) = (EpochState.Open, 0, epoch.attempt + 1);
        (epoch.postBy, epoch.bond) = (postBy, 0);
    }

    // Provided bytes are opened where evidence is: what opens a leaf reads calldata.
    function _openedLeaf(StoredEpoch storage epoch, bytes calldata data) private view returns (IEvidence.Leaf memory) {
        (bytes32 root, uint256 count, uint256 total) = (epoch.rewardRoot, epoch.leafCount, epoch.totalScore);
        if (data.length == 0) return EVIDENCE.openedLeaf(root, count, total, _openings[msg.sender]);
        return SumTree.openedLeaf(root, count, total, data);
    }

    // A leaf's share of the cash pool, and of the vesting part as tokens at the worker's price, with the grant that they go into.
    function _earned(StoredEpoch storage epoch, IEvidence.Leaf memory leaf, address worker)
        private
        view
        returns (uint64 cash, uint64 tokens, bytes32 grantId)
    {
        bytes32 campaignId = epoch.campaignId;
        StoredWorker storage joined = _workers[campaignId][worker];
        if (joined.joinedAt == 0 || Ids.padded(worker) != leaf.worker) revert NotJoined();
        (uint64 pool, uint16 vestBps) = (epoch.epochPool, epoch.vestBps);
        uint64 vesting = StakingMath.shareDown(pool, vestBps);
        uint256 total = epoch.totalScore;
        cash = uint64(RewardsMath.rewardDown(pool - vesting, leaf.before, leaf.score, total));
        if (vestBps == 0) return (cash, 0, 0);
        uint256 value = RewardsMath.rewardDown(vesting, leaf.before, leaf.score, total);
        tokens = StakingMath.toU64((value * RewardsMath.ONE_TOKEN) / joined.price);
        grantId = RewardsMath.grantId(campaignId, worker, 0);
        // Whose grant was clawed back earns no more of it; and who fills a grant up must not keep its worker from the cash.
        // The tokens stay with the epoch.
        StoredGrant storage grant = _grants[grantId];
        bool isFull = uint256(grant.deposited) + tokens > type(uint64).max;
        if (tokens == 0 || isFull || grant.recall == Recall.Done) (tokens, grantId) = (0, 0);
    }

    function _grantEarned(bytes32 campaignId, bytes32 grantId, address worker, uint64 tokens) private {
        StoredGrant storage grant = _grants[grantId];
        if (grant.beneficiary != address(0)) {
            grant.deposited += tokens;
            return;
        }
        StoredCampaign storage c = _campaigns[campaignId];
        GrantTerms memory terms = GrantTerms({
            beneficiary: worker,
            token: c.grantToken,
            amount: tokens,
            startAt: _workers[campaignId][worker].joinedAt,
            schedule: Schedule({cliffSecs: c.cliffSecs, durationSecs: c.durationSecs, steps: c.steps})
        });
        _beginGrant(grant, c.sponsor, terms);
    }

    function _logPosted(
        bytes32 epochId,
        bytes32 campaignId,
        uint32 epoch,
        uint32 attempt,
        Posting calldata p,
        uint64 claimFrom
    ) private {
        emit EpochPosted(
            epochId,
            campaignId,
            epoch,
            attempt,
            msg.sender,
            p.rewardRoot,
            p.leafCount,
            p.totalScore,
            p.datasetRoot,
            p.rowCount,
            claimFrom
        );
    }
}
