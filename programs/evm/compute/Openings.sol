// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICompute} from "./ICompute.sol";

// What a call takes that is too long for a transaction: provided before, piece by piece. The errors bear the same selectors in every program's
// interface. Twins: clients/assay/reference/openings.py, programs/solana/staking/src/openings.rs.
library Openings {
    uint256 private constant MAX = 8_192;

    // Lays `data` down at `offset` of a party's mapping entry, and gives how long that is then.
    function provide(mapping(address party => bytes openings) storage held, uint32 offset, bytes calldata data)
        internal
        returns (uint32)
    {
        bytes storage openings = held[msg.sender];
        if (offset != 0 && offset != openings.length) revert ICompute.BadOffset();
        uint256 length = offset + data.length;
        if (length > MAX) revert ICompute.TooMuchData();
        held[msg.sender] = offset == 0 ? data : bytes.concat(openings, data);
        return uint32(length);
    }

    // What the call brings; where it brings nothing, what the caller provided.
    function given(mapping(address party => bytes openings) storage held, bytes calldata data)
        internal
        view
        returns (bytes memory)
    {
        if (data.length == 0) return held[msg.sender];
        return data;
    }

    // Provided bytes serve one call.
    function useUp(mapping(address party => bytes openings) storage held, bytes calldata data) internal {
        if (data.length == 0) delete held[msg.sender];
    }
}
