// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Merkle} from "../compute/Merkle.sol";
import {Ids} from "../staking/Ids.sol";
import {IEvidence} from "./IEvidence.sol";
import {IRewards} from "./IRewards.sol";
import {Judgments} from "./Judgments.sol";
import {Reader, Reading} from "./Reading.sol";
import {RewardsMath} from "./RewardsMath.sol";
import {SumTree} from "./SumTree.sol";

contract Evidence is IEvidence {
    using Reading for Reader;

    uint256 private constant INDEX = 4;
    uint256 private constant PAYLOAD = 44;
    uint256 private constant CHILDREN = 80;
    uint256 private constant ROW = 56;
    uint256 private constant MAX_SCORE = 10_000;
    uint256 private constant HEIGHT = 32;

    uint8 private constant SUM = 1;
    uint8 private constant DUPLICATE = 2;
    uint8 private constant COUNT = 3;
    uint8 private constant ROW_IS_WRONG = 4;
    uint8 private constant ROW_TWICE = 5;

    struct Row {
        uint256 index;
        bytes32 batchId;
        bytes4 place;
        bytes20 judgment;
    }

    function openedLeaf(bytes32 rewardRoot, uint256 leafCount, uint256 totalScore, bytes calldata data)
        external
        pure
        returns (Leaf memory)
    {
        return SumTree.openedLeaf(rewardRoot, leafCount, totalScore, data);
    }

    function isFaulty(
        bytes32 campaignId,
        uint32 epoch,
        IRewards.Posting calldata posting,
        uint8 fault,
        bytes calldata data
    ) external view returns (bool faulty) {
        Reader memory reader = Reading.reader(data);
        if (fault == SUM) faulty = _isSumWrong(posting, reader);
        else if (fault == DUPLICATE) faulty = _isLeafTwice(posting, reader);
        else if (fault == COUNT) faulty = _isCountWrong(campaignId, epoch, posting, reader);
        else if (fault == ROW_IS_WRONG) faulty = _isRowWrong(campaignId, epoch, posting, reader);
        else if (fault == ROW_TWICE) faulty = _isRowTwice(posting, reader);
        else revert IRewards.BadEvidence();
        reader.finish();
    }

    // What is said of a node is not its leaf's score, or not what its children add up to.
    function _isSumWrong(IRewards.Posting calldata posting, Reader memory reader) private pure returns (bool) {
        uint256 level = reader.takeNumber(1);
        uint256 index = reader.takeNumber(INDEX);
        if (level > HEIGHT) revert IRewards.BadEvidence();
        uint256 position = reader.take(level == 0 ? PAYLOAD : CHILDREN);
        bytes32 hash = level == 0 ? SumTree.leafHash(position, PAYLOAD) : SumTree.nodeHash(position);
        uint256 total = level == 0
            ? Reading.number(position + 36, 8)
            : Reading.number(position + 32, 8) + Reading.number(position + 72, 8);
        uint256 said = reader.takeNumber(8);
        uint256 count = SumTree.levelCount(posting.leafCount, level);
        (, reader.cursor) =
            SumTree.requirePath(posting.rewardRoot, posting.totalScore, hash, said, index, count, reader.cursor);
        return said != total;
    }

    function _isLeafTwice(IRewards.Posting calldata posting, Reader memory reader) private pure returns (bool) {
        Leaf memory one = _leaf(posting, reader);
        Leaf memory two = _leaf(posting, reader);
        return one.index != two.index && one.worker == two.worker;
    }

    // The leaf counts other judgments than its worker revealed, or scores more than they can.
    function _isCountWrong(bytes32 campaignId, uint32 epoch, IRewards.Posting calldata posting, Reader memory reader)
        private
        view
        returns (bool)
    {
        Leaf memory leaf = _leaf(posting, reader);
        IRewards.Batch memory batch = IRewards(msg.sender).batchOf(RewardsMath.batchId(campaignId, epoch, leaf.worker));
        uint256 revealed = batch.state == IRewards.BatchState.Revealed ? batch.count : 0;
        return leaf.judgments != revealed || leaf.score > leaf.judgments * MAX_SCORE;
    }

    // The row is of no revealed batch of the epoch, or not what its batch says.
    function _isRowWrong(bytes32 campaignId, uint32 epoch, IRewards.Posting calldata posting, Reader memory reader)
        private
        view
        returns (bool)
    {
        Row memory row = _row(posting, reader);
        IRewards.Batch memory batch = IRewards(msg.sender).batchOf(row.batchId);
        if (batch.campaignId != campaignId || batch.epoch != epoch || batch.state != IRewards.BatchState.Revealed) {
            return true;
        }
        uint256 index = Ids.reversed32(uint32(row.place));
        if (index >= batch.count) return true;
        bytes20 record = bytes20(bytes32(Reading.number(reader.take(Judgments.BYTES), 32)));
        bytes32 root = sha256(abi.encodePacked(bytes1(0), row.batchId, batch.seed, row.place, record));
        (root, reader.cursor) = Merkle.climb(root, index, batch.count, reader.cursor);
        if (root != batch.root) revert IRewards.BadEvidence();
        return record != row.judgment;
    }

    function _isRowTwice(IRewards.Posting calldata posting, Reader memory reader) private view returns (bool) {
        Row memory one = _row(posting, reader);
        Row memory two = _row(posting, reader);
        return one.index != two.index && one.batchId == two.batchId && one.place == two.place;
    }

    // Openings.

    function _leaf(IRewards.Posting calldata posting, Reader memory reader) private pure returns (Leaf memory leaf) {
        (leaf, reader.cursor) = SumTree.leafAt(posting.rewardRoot, posting.leafCount, posting.totalScore, reader.cursor);
    }

    function _row(IRewards.Posting calldata posting, Reader memory reader) private view returns (Row memory row) {
        row.index = reader.takeNumber(INDEX);
        uint256 position = reader.take(ROW);
        row.batchId = bytes32(Reading.number(position, 32));
        row.place = bytes4(bytes32(Reading.number(position + 32, 32)));
        row.judgment = bytes20(bytes32(Reading.number(position + 36, 32)));
        if (row.index >= posting.rowCount) revert IRewards.BadEvidence();
        bytes calldata payload;
        assembly ("memory-safe") {
            payload.offset := position
            payload.length := ROW
        }
        bytes32 root = Merkle.leafHash(payload);
        (root, reader.cursor) = Merkle.climb(root, row.index, posting.rowCount, reader.cursor);
        if (root != posting.datasetRoot) revert IRewards.BadEvidence();
    }
}
