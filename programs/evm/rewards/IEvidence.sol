// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRewards} from "./IRewards.sol";

/// @title What openings show of a posting
/// @notice Opens leaves and rows against a posting's roots. It holds no state, so that it can stand apart from rewards, which would not fit
/// into one contract with it.
/// @dev Twin: programs/solana/rewards/src/evidence.rs. Meaning: docs/rewards.md, "Rewards" and "Refuting".
interface IEvidence {
    /// @notice A leaf of the reward tree: its index, whom it pays (32 bytes), for how many judgments, its score, and the sum of all scores
    /// before it.
    struct Leaf {
        uint256 index;
        bytes32 worker;
        uint256 judgments;
        uint256 score;
        uint256 before;
    }

    /// @notice The leaf that an opening shows. Anyone.
    /// @dev Errors: IRewards' BadEvidence.
    /// @param rewardRoot The tree's root.
    /// @param leafCount How many leaves it has.
    /// @param totalScore What they add up to.
    /// @param data Index (4 bytes big-endian), payload (44) and path (40 a sibling).
    function openedLeaf(bytes32 rewardRoot, uint256 leafCount, uint256 totalScore, bytes calldata data)
        external
        pure
        returns (Leaf memory);

    /// @notice Whether evidence shows a fault of an epoch's posting. The caller is asked for batches, as IRewards: rewards itself.
    /// @dev Errors: IRewards' BadEvidence.
    /// @param campaignId The epoch's campaign.
    /// @param epoch The epoch's number.
    /// @param posting What was posted.
    /// @param fault Which fault, 1 to 5.
    /// @param data The evidence.
    function isFaulty(
        bytes32 campaignId,
        uint32 epoch,
        IRewards.Posting calldata posting,
        uint8 fault,
        bytes calldata data
    ) external view returns (bool);
}
