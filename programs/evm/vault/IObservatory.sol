// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IVault} from "./IVault.sol";

/// @title What a vault sees of its pools
/// @notice It holds no state, so that it can stand apart from the vault, which would not fit into one contract with it. An observation is eight
/// words: the two elements of its commitment (docs/circuits.md), spots of pools 0 and 1, of 2 and 3, prices, and cumulative values.
/// @dev Twin: programs/solana/vault/src/observing.rs.
interface IObservatory {
    /// @notice What an observation follows from. `pools` are zero where there is none; `last` is the one before of the same pools, `past` the one that
    /// means go back to; both are empty where there is none. `capsBps` is what a model may give each pool.
    struct Setting {
        address token;
        address[4] pools;
        uint16 stepBps;
        uint256[4] capsBps;
        uint256[8] last;
        uint256[8] past;
    }

    /// @notice Looks at the pools. A pool whose views fail shows no yield, is lent out and has no cash. Anyone.
    /// @param setting What it follows from.
    function observed(Setting calldata setting) external view returns (uint256[8] memory words);

    /// @notice What a claim about an observation commits to: Poseidon of its first two words.
    /// @param first The first word.
    /// @param second The second word.
    function commitmentOf(uint256 first, uint256 second) external pure returns (bytes32);

    /// @notice An observation, read.
    /// @param index Its index.
    /// @param words Its words.
    function shown(uint64 index, uint256[8] calldata words) external pure returns (IVault.Observation memory);
}
