// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Whoever says who may accept a job
/// @notice A job's terms may name a contract instead of a provider: then whom it names may accept. Matching is one; any other may be.
/// @dev Twin: the `naming` account of programs/solana/compute/src/instructions/accept.rs. Meaning: docs/matching.md.
interface INamer {
    /// @notice Who may accept the job, in 32 bytes; zero where nobody may. It is asked with 50,000 gas.
    /// @param jobId The job.
    function named(bytes32 jobId) external view returns (bytes32);
}
