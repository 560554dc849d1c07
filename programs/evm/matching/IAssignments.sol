// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMatching} from "./IMatching.sol";

/// @title What openings show of an assignment
/// @notice Opens leaves against an assignment's roots and judges evidence. It holds no state, so that it can stand apart from matching.
/// @dev Twin: programs/solana/matching/src/evidence.rs. Meaning: docs/matching.md, "Faults".
interface IAssignments {
    /// @notice A job's leaf: its provider (zero: none) and slot of it, and of price less ask the job's own part and the slot's.
    struct JobLeaf {
        bytes32 jobId;
        bytes32 provider;
        uint256 slot;
        uint256 dual;
        uint256 rent;
    }

    /// @notice The job's leaf that an opening shows, and how many bytes it took. Anyone.
    /// @dev Errors: IMatching's BadEvidence.
    /// @param terms The assignment's.
    /// @param data Index (4 bytes), payload (82) and path (40 a sibling), then anything.
    function openedJob(IMatching.AssignmentTerms calldata terms, bytes calldata data)
        external
        pure
        returns (JobLeaf memory leaf, uint256 used);

    /// @notice Whether data is the leaf's payload and path, and nothing more. Anyone.
    /// @param terms The assignment's.
    /// @param leaves Which tree: 1 jobs, 2 offers.
    /// @param index Which leaf.
    /// @param data Payload and path.
    function isShown(IMatching.AssignmentTerms calldata terms, uint8 leaves, uint32 index, bytes calldata data)
        external
        pure
        returns (bool);

    /// @notice Whether a provider is allowed as data from `start` on opens it, and whether that is all of it. Anyone.
    /// @dev Errors: IMatching's BadEvidence.
    /// @param root The root of those allowed.
    /// @param count How many are; 0: everyone, and data opens nothing.
    /// @param provider Whom, in 32 bytes.
    /// @param data Index (1 byte) and path (32 a sibling) from `start` on.
    /// @param start Where they begin.
    function isAllowed(bytes32 root, uint256 count, bytes32 provider, bytes calldata data, uint256 start)
        external
        pure
        returns (bool allowed, bool all);

    /// @notice The root over addresses. Anyone.
    /// @dev Errors: IMatching's BadAllowed, where they are not `count` whole addresses, each above the one before.
    /// @param count How many there are.
    /// @param addresses 32 bytes each.
    function allowedRoot(uint256 count, bytes calldata addresses) external pure returns (bytes32);

    /// @notice Whether evidence shows a fault of an assignment. The caller is asked for records, as IMatching: matching itself.
    /// @dev Errors: IMatching's BadEvidence and NotRefuted.
    /// @param terms The assignment's.
    /// @param fault Which fault, 1 to 9.
    /// @param data The evidence.
    /// @param compute Where jobs stand.
    /// @param matchedBy A job whose deadline is not after this is too late for the assignment.
    function isFaulty(
        IMatching.AssignmentTerms calldata terms,
        uint8 fault,
        bytes calldata data,
        address compute,
        uint256 matchedBy
    ) external view returns (bool);
}
