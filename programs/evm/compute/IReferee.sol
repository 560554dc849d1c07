// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The referee
/// @notice Recomputes one chunk of a chain or one element from openings against agreed roots. It holds no state, so that it can stand
/// apart from compute, which would not fit into one contract with it.
/// @dev Twin: programs/solana/compute/src/instructions/referee.rs. Meaning: docs/operators.md, "Openings for the referee".
interface IReferee {
    /// @notice A disputed leaf: the job's roots and counts, the operator, the output value's flat index, the chunk of its chain (0 where it
    /// has none) and the accumulator agreed before that chunk.
    struct Leaf {
        bytes32 jobId;
        bytes32 programRoot;
        bytes32 modelRoot;
        bytes32 inputRoot;
        bytes32 traceRoot;
        uint32 opCount;
        uint32 modelCount;
        uint32 inputCount;
        uint32 opIndex;
        uint32 position;
        uint32 chunk;
        uint32 accLo;
    }

    /// @notice The bits of the accumulator after the chunk, or of the element. Anyone.
    /// @dev Errors: ICompute's BadOpening, BadOperator.
    /// @param leaf What is disputed.
    /// @param openings The descriptor, its path and the inputs' openings.
    function recompute(Leaf calldata leaf, bytes calldata openings) external view returns (uint32);
}
