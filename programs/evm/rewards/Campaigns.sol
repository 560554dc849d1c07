// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Openings} from "../compute/Openings.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {Ids} from "../staking/Ids.sol";
import {Payment} from "../staking/Payment.sol";
import {StakingMath} from "../staking/StakingMath.sol";
import {Judgments} from "./Judgments.sol";
import {RewardsMath} from "./RewardsMath.sol";
import {RewardsStore, StoredBatch, StoredCampaign, StoredEpoch, StoredWorker} from "./RewardsStore.sol";

abstract contract Campaigns is RewardsStore {
    using Payment for IERC20;
    using Openings for mapping(address party => bytes openings);

    uint256 private constant LAST_DOMAIN = 8;
    uint256 private constant MAX_BATCH = 256;

    // A campaign's life.

    function open(uint64 nonce, CampaignTerms calldata terms) external nonReentrant {
        bytes32 campaignId = RewardsMath.campaignId(msg.sender, nonce);
        StoredCampaign storage campaign = _campaigns[campaignId];
        if (campaign.openedAt != 0) revert CampaignExists();
        _requireTerms(terms);

        _store(campaign, terms);

        _logOpened(campaignId, terms);
    }

    function fund(bytes32 campaignId, uint64 cash, uint64 tokens) external nonReentrant {
        StoredCampaign storage campaign = _campaign(campaignId);
        if (campaign.closedAt != 0) revert CampaignIsClosed();
        if (cash == 0 && tokens == 0) revert ZeroAmount();
        if (tokens != 0 && campaign.vestBps == 0) revert WrongToken();
        IERC20 grantToken = IERC20(campaign.grantToken);
        TOKEN.requireFunds(msg.sender, cash);
        if (tokens != 0) grantToken.requireFunds(msg.sender, tokens);
        uint64 cashFree = StakingMath.toU64(uint256(campaign.cashFree) + cash);
        uint64 tokensFree = StakingMath.toU64(uint256(campaign.tokensFree) + tokens);

        (campaign.cashFree, campaign.tokensFree) = (cashFree, tokensFree);

        if (cash != 0) TOKEN.pull(msg.sender, cash);
        if (tokens != 0) grantToken.pull(msg.sender, tokens);

        emit CampaignFunded(campaignId, msg.sender, cash, tokens);
    }

    function setPrice(bytes32 campaignId, uint64 price) external nonReentrant {
        StoredCampaign storage campaign = _sponsored(campaignId);
        if (price == 0 || campaign.vestBps == 0) revert BadPrice();

        if (campaign.firstPrice == 0) campaign.firstPrice = campaign.price;
        campaign.price = price;
        if (price < campaign.leastPrice) campaign.leastPrice = price;

        emit PriceSet(campaignId, price);
    }

    function close(bytes32 campaignId) external nonReentrant {
        StoredCampaign storage campaign = _sponsored(campaignId);
        uint40 closedAt = RewardsMath.toTime(block.timestamp);

        campaign.closedAt = closedAt;

        emit CampaignClosed(campaignId, closedAt);
    }

    function refund(bytes32 campaignId) external nonReentrant {
        StoredCampaign storage campaign = _campaign(campaignId);
        if (campaign.closedAt == 0) revert CampaignIsOpen();
        (uint64 cash, uint64 tokens, address sponsor) = (campaign.cashFree, campaign.tokensFree, campaign.sponsor);
        if (cash == 0 && tokens == 0) revert NothingToRefund();

        (campaign.cashFree, campaign.tokensFree) = (0, 0);

        TOKEN.pay(sponsor, cash);
        if (tokens != 0) IERC20(campaign.grantToken).pay(sponsor, tokens);

        emit CampaignRefunded(campaignId, cash, tokens);
    }

    // Judgments.

    function join(bytes32 campaignId) external nonReentrant {
        StoredCampaign storage campaign = _campaign(campaignId);
        if (campaign.closedAt != 0) revert CampaignIsClosed();
        StoredWorker storage worker = _workers[campaignId][msg.sender];
        if (worker.joinedAt != 0) revert AlreadyJoined();
        uint64 price = campaign.price;

        (worker.price, worker.joinedAt) = (price, RewardsMath.toTime(block.timestamp));

        emit Joined(campaignId, msg.sender, price);
    }

    function commitBatch(bytes32 campaignId, bytes32 root, uint16 count) external nonReentrant {
        StoredCampaign storage campaign = _campaign(campaignId);
        if (_workers[campaignId][msg.sender].joinedAt == 0) revert NotJoined();
        if (campaign.closedAt != 0) revert CampaignIsClosed();
        uint256 running = (block.timestamp - campaign.openedAt) / campaign.epochSecs;
        if (running >= campaign.epochs) revert CampaignOver();
        uint32 number = uint32(running);
        if (count == 0 || count > MAX_BATCH) revert BadCount();
        bytes32 batchId = RewardsMath.batchId(campaignId, number, Ids.padded(msg.sender));
        StoredBatch storage batch = _batches[batchId];
        if (batch.state != BatchState.None) revert BatchExists();
        StoredEpoch storage epoch = _epochs[RewardsMath.epochId(campaignId, number)];
        (uint64 cash, uint64 tokens) = _missing(campaign, epoch);
        if (campaign.cashFree < cash || campaign.tokensFree < tokens) revert PoolExhausted();
        uint64 bond = campaign.batchBond;
        TOKEN.requireFunds(msg.sender, bond);

        if (epoch.state == EpochState.None) _beginEpoch(epoch, campaign, campaignId, number);
        if (cash != 0 || tokens != 0) _reserve(campaign, epoch, cash, tokens);
        (batch.campaignId, batch.root) = (campaignId, root);
        (batch.worker, batch.epoch, batch.count, batch.state) = (msg.sender, number, count, BatchState.Committed);

        TOKEN.pull(msg.sender, bond);

        emit BatchCommitted(batchId, campaignId, number, msg.sender, root, count);
    }

    function provide(uint32 offset, bytes calldata data) external nonReentrant {
        uint32 length = _openings.provide(offset, data);

        emit BytesProvided(msg.sender, length);
    }

    function revealBatch(bytes32 batchId, bytes32 seed, bytes calldata data) external nonReentrant {
        StoredBatch storage batch = _batch(batchId);
        if (msg.sender != batch.worker) revert NotWorker();
        if (batch.state != BatchState.Committed) revert BatchNotCommitted();
        StoredCampaign storage campaign = _campaigns[batch.campaignId];
        (uint256 starts, uint256 ends) = _reveals(campaign, batch.epoch);
        if (block.timestamp < starts) revert RevealNotOpen();
        if (block.timestamp >= ends) revert RevealClosed();
        bytes memory said = _openings.given(data);
        uint256 count = batch.count;
        if (said.length != count * Judgments.BYTES) revert BadBatch();
        if (!Judgments.areOrdered(said, count, campaign.taskCount)) revert BadBatch();
        if (Judgments.root(batchId, seed, said, count) != batch.root) revert BadBatch();

        _openings.useUp(data);
        (batch.state, batch.seed) = (BatchState.Revealed, seed);

        TOKEN.pay(msg.sender, campaign.batchBond);

        emit BatchRevealed(batchId, seed, said);
    }

    function forfeit(bytes32 batchId) external nonReentrant {
        StoredBatch storage batch = _batch(batchId);
        if (batch.state != BatchState.Committed) revert BatchNotCommitted();
        StoredCampaign storage campaign = _campaigns[batch.campaignId];
        (, uint256 ends) = _reveals(campaign, batch.epoch);
        if (block.timestamp < ends) revert NotDue();
        uint64 bond = campaign.batchBond;

        batch.state = BatchState.Forfeited;

        TOKEN.pay(TREASURY, bond);

        emit BatchForfeited(batchId, bond);
    }

    // Within.

    function _sponsored(bytes32 campaignId) private view returns (StoredCampaign storage campaign) {
        campaign = _campaign(campaignId);
        if (msg.sender != campaign.sponsor) revert NotSponsor();
        if (campaign.closedAt != 0) revert CampaignIsClosed();
    }

    function _batch(bytes32 batchId) private view returns (StoredBatch storage batch) {
        batch = _batches[batchId];
        if (batch.state == BatchState.None) revert UnknownBatch();
    }

    function _requireTerms(CampaignTerms calldata t) private view {
        if (t.domain == 0 || t.domain > LAST_DOMAIN || t.vestBps > StakingMath.BPS) revert BadCampaign();
        if (t.taskCount == 0 || t.epochPool == 0 || t.epochs == 0 || t.batchBond == 0) revert BadCampaign();
        if (!StakingMath.isDelay(t.epochSecs) || !StakingMath.isDelay(t.revealSecs)) revert BadCampaign();
        Schedule calldata s = t.schedule;
        if (t.vestBps != 0) {
            if (t.price == 0 || !RewardsMath.isSchedule(s)) revert BadCampaign();
            if (t.grantToken == address(0) || t.grantToken == address(TOKEN)) revert BadCampaign();
            IERC20(t.grantToken).requireToken();
        } else {
            if (t.price != 0 || t.grantToken != address(0)) revert BadCampaign();
            if (s.cliffSecs != 0 || s.durationSecs != 0 || s.steps != 0) revert BadCampaign();
        }
    }

    function _store(StoredCampaign storage s, CampaignTerms calldata t) private {
        (s.epochPool, s.vestBps, s.domain, s.taskCount) = (t.epochPool, t.vestBps, t.domain, t.taskCount);
        (s.epochs, s.epochSecs, s.revealSecs) = (t.epochs, uint32(t.epochSecs), uint32(t.revealSecs));
        s.openedAt = RewardsMath.toTime(block.timestamp);
        (s.sponsor, s.batchBond, s.cliffSecs) = (msg.sender, t.batchBond, uint32(t.schedule.cliffSecs));
        (s.grantToken, s.durationSecs, s.steps) = (t.grantToken, uint32(t.schedule.durationSecs), t.schedule.steps);
        (s.price, s.leastPrice) = (t.price, t.price);
        (s.rubricRoot, s.goldRoot, s.taskRoot) = (t.rubricRoot, t.goldRoot, t.taskRoot);
    }

    function _logOpened(bytes32 campaignId, CampaignTerms calldata t) private {
        emit CampaignOpened(
            campaignId,
            msg.sender,
            t.domain,
            t.rubricRoot,
            t.goldRoot,
            t.taskRoot,
            t.taskCount,
            t.epochPool,
            t.epochs,
            t.epochSecs,
            t.vestBps,
            t.price
        );
    }

    // What the epoch's pool lacks: all of it before the first batch. A lower price promised since then asks for more tokens behind it.
    function _missing(StoredCampaign storage campaign, StoredEpoch storage epoch)
        private
        view
        returns (uint64 cash, uint64 tokens)
    {
        uint64 vesting = StakingMath.shareDown(campaign.epochPool, campaign.vestBps);
        if (epoch.state == EpochState.None) cash = campaign.epochPool - vesting;
        if (campaign.vestBps != 0) {
            uint256 needed = (vesting * RewardsMath.ONE_TOKEN) / campaign.leastPrice;
            tokens = StakingMath.toU64(needed) - epoch.tokens;
        }
    }

    function _beginEpoch(StoredEpoch storage epoch, StoredCampaign storage campaign, bytes32 campaignId, uint32 number)
        private
    {
        (, uint256 ends) = _reveals(campaign, number);
        (epoch.state, epoch.campaignId, epoch.number) = (EpochState.Open, campaignId, number);
        (epoch.epochPool, epoch.vestBps) = (campaign.epochPool, campaign.vestBps);
        epoch.postBy = RewardsMath.toTime(ends + POST_SECS);
    }

    function _reserve(StoredCampaign storage campaign, StoredEpoch storage epoch, uint64 cash, uint64 tokens) private {
        (campaign.cashFree, campaign.tokensFree) = (campaign.cashFree - cash, campaign.tokensFree - tokens);
        (epoch.cash, epoch.tokens) = (epoch.cash + cash, epoch.tokens + tokens);
    }
}
