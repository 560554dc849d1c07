// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRewards} from "./IRewards.sol";

// Where the next opening begins and where all of them end, as positions in calldata.
struct Reader {
    uint256 cursor;
    uint256 end;
}

// Reads evidence from the front. What lies beyond the data reads as anything; a cursor that went past its end is refused at the next step or by
// `finish`. The error bears the same selector in every program's interface.
library Reading {
    function reader(bytes calldata data) internal pure returns (Reader memory) {
        uint256 start;
        assembly ("memory-safe") {
            start := data.offset
        }
        return Reader(start, start + data.length);
    }

    // Where the next `size` bytes are.
    function take(Reader memory self, uint256 size) internal pure returns (uint256 position) {
        position = self.cursor;
        self.cursor = position + size;
        if (self.cursor > self.end) revert IRewards.BadEvidence();
    }

    // The next `size` bytes, big-endian.
    function takeNumber(Reader memory self, uint256 size) internal pure returns (uint256) {
        return number(take(self, size), size);
    }

    function finish(Reader memory self) internal pure {
        if (self.cursor != self.end) revert IRewards.BadEvidence();
    }

    // `size` bytes, big-endian.
    function number(uint256 position, uint256 size) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(sub(256, shl(3, size)), calldataload(position))
        }
    }
}
