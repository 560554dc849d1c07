// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {ICourt} from "../court/ICourt.sol";
import {Payment} from "../staking/Payment.sol";
import {SingleEntry} from "../staking/SingleEntry.sol";
import {StakingMath} from "../staking/StakingMath.sol";
import {IEvidence} from "./IEvidence.sol";
import {IRewards} from "./IRewards.sol";

// Four slots and three roots. The first three slots hold still but for `closedAt`. `firstPrice` is the terms' once the price has changed.
struct StoredCampaign {
    uint64 epochPool;
    uint16 vestBps;
    uint8 domain;
    uint32 taskCount;
    uint32 epochs;
    uint32 epochSecs;
    uint32 revealSecs;
    uint40 openedAt;
    address sponsor;
    uint64 batchBond;
    uint32 cliffSecs;
    address grantToken;
    uint32 durationSecs;
    uint16 steps;
    uint40 closedAt;
    uint64 price;
    uint64 leastPrice;
    uint64 cashFree;
    uint64 tokensFree;
    bytes32 rubricRoot;
    bytes32 goldRoot;
    bytes32 taskRoot;
    uint64 firstPrice;
}

struct StoredWorker {
    uint64 price;
    uint40 joinedAt;
}

struct StoredBatch {
    bytes32 campaignId;
    bytes32 root;
    bytes32 seed;
    address worker;
    uint32 epoch;
    uint16 count;
    IRewards.BatchState state;
}

// A claim reads the first four slots and writes the first; pool and share are the campaign's, so that it need not read that too.
struct StoredEpoch {
    IRewards.EpochState state;
    uint40 claimFrom;
    uint32 leafCount;
    uint64 cash;
    uint64 tokens;
    uint32 attempt;
    bytes32 campaignId;
    uint64 epochPool;
    uint16 vestBps;
    uint64 totalScore;
    uint32 rowCount;
    uint40 postBy;
    uint32 number;
    bytes32 rewardRoot;
    bytes32 datasetRoot;
    address poster;
    uint64 bond;
    bytes32 caseId;
}

// Whether a grant can be clawed back, never will be, or was.
enum Recall {
    Open,
    Renounced,
    Done
}

// Three slots, and a fourth while the beneficiary is on the move (`rotating`). To add tokens or to take them back writes the first only, to
// withdraw the second. The beneficiary is never zero. `createdAt` and `startAt` last until 2106.
struct StoredGrant {
    Recall recall;
    bool rotating;
    uint64 deposited;
    uint16 steps;
    address beneficiary;
    uint32 durationSecs;
    address token;
    uint64 withdrawn;
    uint32 cliffSecs;
    uint32 createdAt;
    uint32 startAt;
    address grantor;
    address nextBeneficiary;
    uint40 rotateAt;
}

// What the verbs share: the deployment's constants, what is stored, and how to find and read it.
abstract contract RewardsStore is IRewards, SingleEntry {
    using Payment for IERC20;

    IERC20 internal immutable TOKEN;
    address internal immutable TREASURY;
    ICourt internal immutable COURT;
    IEvidence internal immutable EVIDENCE;
    uint64 internal immutable WINDOW_SECS;
    uint64 internal immutable POST_SECS;
    uint64 internal immutable CLAIM_SECS;
    uint64 internal immutable ROTATE_SECS;
    uint64 internal immutable POST_BOND;

    mapping(bytes32 campaignId => StoredCampaign campaign) internal _campaigns;
    mapping(bytes32 campaignId => mapping(address owner => StoredWorker worker)) internal _workers;
    mapping(bytes32 batchId => StoredBatch batch) internal _batches;
    mapping(bytes32 epochId => StoredEpoch epoch) internal _epochs;
    // A bit a leaf.
    mapping(bytes32 epochId => mapping(uint256 word => uint256 bits)) internal _claimed;
    mapping(address party => bytes openings) internal _openings;
    mapping(bytes32 grantId => StoredGrant grant) internal _grants;

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
    ) {
        if (!StakingMath.isDelay(windowSecs) || !StakingMath.isDelay(postSecs)) revert BadConfig();
        if (!StakingMath.isDelay(claimSecs) || !StakingMath.isDelay(rotateSecs) || postBond == 0) revert BadConfig();
        // The token refuses transfers to nobody, and a transfer to oneself cannot be seen to arrive.
        if (treasury == address(0) || treasury == address(this)) revert BadConfig();
        IERC20(token).requireToken();

        (TOKEN, TREASURY, COURT, EVIDENCE) = (IERC20(token), treasury, ICourt(court), IEvidence(evidence));
        (WINDOW_SECS, POST_SECS, CLAIM_SECS) = (windowSecs, postSecs, claimSecs);
        (ROTATE_SECS, POST_BOND) = (rotateSecs, postBond);
    }

    function config() external view returns (Config memory) {
        return Config({
            token: address(TOKEN),
            treasury: TREASURY,
            court: address(COURT),
            windowSecs: WINDOW_SECS,
            postSecs: POST_SECS,
            claimSecs: CLAIM_SECS,
            rotateSecs: ROTATE_SECS,
            postBond: POST_BOND
        });
    }

    function courtContract() external view returns (address) {
        return address(COURT);
    }

    function evidenceContract() external view returns (address) {
        return address(EVIDENCE);
    }

    function campaignOf(bytes32 campaignId) external view returns (Campaign memory campaign) {
        StoredCampaign storage s = _campaigns[campaignId];
        (campaign.sponsor, campaign.openedAt, campaign.closedAt) = (s.sponsor, s.openedAt, s.closedAt);
        (campaign.price, campaign.leastPrice) = (s.price, s.leastPrice);
        (campaign.cashFree, campaign.tokensFree) = (s.cashFree, s.tokensFree);
        CampaignTerms memory t = campaign.terms;
        (t.domain, t.taskCount, t.vestBps) = (s.domain, s.taskCount, s.vestBps);
        (t.rubricRoot, t.goldRoot, t.taskRoot) = (s.rubricRoot, s.goldRoot, s.taskRoot);
        (t.epochPool, t.epochs, t.epochSecs) = (s.epochPool, s.epochs, s.epochSecs);
        (t.revealSecs, t.batchBond, t.grantToken) = (s.revealSecs, s.batchBond, s.grantToken);
        t.price = s.firstPrice == 0 ? s.price : s.firstPrice;
        t.schedule = Schedule({cliffSecs: s.cliffSecs, durationSecs: s.durationSecs, steps: s.steps});
    }

    function workerOf(bytes32 campaignId, address owner) external view returns (Worker memory) {
        StoredWorker storage s = _workers[campaignId][owner];
        return Worker({price: s.price, joinedAt: s.joinedAt});
    }

    function batchOf(bytes32 batchId) external view returns (Batch memory) {
        StoredBatch storage s = _batches[batchId];
        return Batch({
            campaignId: s.campaignId,
            epoch: s.epoch,
            worker: s.worker,
            root: s.root,
            count: s.count,
            state: s.state,
            seed: s.seed
        });
    }

    function epochOf(bytes32 epochId) external view returns (Epoch memory epoch) {
        StoredEpoch storage s = _epochs[epochId];
        (epoch.campaignId, epoch.epoch, epoch.state) = (s.campaignId, s.number, s.state);
        (epoch.cash, epoch.tokens, epoch.postBy) = (s.cash, s.tokens, s.postBy);
        (epoch.attempt, epoch.poster, epoch.bond) = (s.attempt, s.poster, s.bond);
        (epoch.claimFrom, epoch.caseId, epoch.posting) = (s.claimFrom, s.caseId, _posting(s));
    }

    function isClaimed(bytes32 epochId, uint32 index) external view returns (bool) {
        return (_claimed[epochId][index >> 8] >> (index & 0xff)) & 1 != 0;
    }

    function openingsOf(address party) external view returns (bytes memory) {
        return _openings[party];
    }

    function grantOf(bytes32 grantId) external view returns (Grant memory grant) {
        StoredGrant storage s = _grants[grantId];
        (grant.grantor, grant.beneficiary, grant.token) = (s.grantor, s.beneficiary, s.token);
        (grant.deposited, grant.withdrawn, grant.createdAt, grant.startAt) =
        (s.deposited, s.withdrawn, s.createdAt, s.startAt);
        grant.schedule = Schedule({cliffSecs: s.cliffSecs, durationSecs: s.durationSecs, steps: s.steps});
        (grant.nextBeneficiary, grant.rotateAt) = (s.nextBeneficiary, s.rotateAt);
        (grant.revoked, grant.renounced) = (s.recall == Recall.Done, s.recall == Recall.Renounced);
    }

    // Within.

    function _campaign(bytes32 campaignId) internal view returns (StoredCampaign storage campaign) {
        campaign = _campaigns[campaignId];
        if (campaign.openedAt == 0) revert UnknownCampaign();
    }

    function _epoch(bytes32 epochId) internal view returns (StoredEpoch storage epoch) {
        epoch = _epochs[epochId];
        if (epoch.state == EpochState.None) revert UnknownEpoch();
    }

    // When the epoch's reveals begin, and end.
    function _reveals(StoredCampaign storage campaign, uint256 epoch)
        internal
        view
        returns (uint256 starts, uint256 ends)
    {
        starts = campaign.openedAt + (epoch + 1) * campaign.epochSecs;
        ends = starts + campaign.revealSecs;
    }

    function _posting(StoredEpoch storage s) internal view returns (Posting memory) {
        return Posting({
            rewardRoot: s.rewardRoot,
            leafCount: s.leafCount,
            totalScore: s.totalScore,
            datasetRoot: s.datasetRoot,
            rowCount: s.rowCount
        });
    }

    // What a case is about, when it was opened, whether its ruling is final, and whether it is guilty.
    function _ruling(bytes32 caseId)
        internal
        view
        returns (bytes32 subject, uint64 accusedAt, bool isFinal, bool isGuilty)
    {
        ICourt.CaseState state;
        ICourt.Verdict verdict;
        (subject, accusedAt, state, verdict) = COURT.rulingOf(caseId);
        if (state == ICourt.CaseState.None) revert UnknownCase();
        isFinal = state == ICourt.CaseState.Closed;
        isGuilty = isFinal && verdict == ICourt.Verdict.Guilty;
    }
}
