// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Float32} from "../../../programs/evm/compute/Float32.sol";

/// @title Float32, many operands a call
/// @notice Operations are the MAP functions and those that tests/vectors/oracle.c numbers beside them.
contract Float32Harness {
    uint256 private constant LT = 32;
    uint256 private constant GT = 33;
    uint256 private constant FROM_I32 = 34;
    uint256 private constant TO_I8 = 35;
    uint256 private constant CANONICAL = 36;

    /// @notice Results, packed as big-endian u32, of operands packed as five of those each: a, b, c, s0, s1.
    function applied(uint8 op, bytes calldata operands) external pure returns (bytes memory out) {
        uint256 n = operands.length / 20;
        out = new bytes(n * 4);
        for (uint256 i = 0; i < n; ++i) {
            uint256 w = uint256(bytes32(operands[i * 20:]) >> 96);
            uint32 r = _one(op, uint32(w >> 128), uint32(w >> 96), uint32(w >> 64), uint32(w >> 32), uint32(w));
            for (uint256 k = 0; k < 4; ++k) {
                out[i * 4 + k] = bytes1(uint8(r >> (24 - 8 * k)));
            }
        }
    }

    function _one(uint8 op, uint32 a, uint32 b, uint32 c, uint32 s0, uint32 s1) private pure returns (uint32) {
        if (op == LT) return Float32.lt(a, b) ? 1 : 0;
        if (op == GT) return Float32.gt(a, b) ? 1 : 0;
        if (op == FROM_I32) return uint32(Float32.fromI32(a));
        if (op == TO_I8) return uint32(Float32.toI8(a));
        if (op == CANONICAL) return uint32(Float32.canonical(a));
        return Float32.applyMap(op, a, b, c, s0, s1);
    }

    /// @notice The last accumulators, packed as big-endian u32, of chains of the operators' kinds 2 to 5. `cells` are of `size`
    /// bytes each: the first accumulator, big-endian, and two runs of little-endian terms.
    function chain(uint8 kind, uint256 size, bytes calldata cells) external pure returns (bytes memory out) {
        for (uint256 i = 0; i < cells.length; i += size) {
            bytes calldata cell = cells[i:i + size];
            uint256 middle = (size + 4) / 2;
            out = bytes.concat(out, bytes4(_chain(kind, uint32(bytes4(cell)), cell[4:middle], cell[middle:])));
        }
    }

    function _chain(uint8 kind, uint32 acc, bytes calldata a, bytes calldata b) private pure returns (uint32) {
        if (kind == 2) return Float32.dotI8(acc, a, b);
        if (kind == 3) return Float32.dotF32(acc, a, b);
        if (kind == 4) return Float32.sumF32(acc, a);
        return Float32.maxF32(acc, a);
    }

    /// @notice Gas of one `applyMap`.
    function gasOfMap(uint8 op, uint32 a, uint32 b, uint32 c, uint32 s0, uint32 s1)
        external
        view
        returns (uint256, uint32)
    {
        uint256 before = gasleft();
        uint32 r = Float32.applyMap(op, a, b, c, s0, s1);
        return (before - gasleft(), r);
    }

    /// @notice Gas of one chain.
    function gasOfChain(uint8 kind, uint32 acc, bytes calldata a, bytes calldata b)
        external
        view
        returns (uint256, uint32 r)
    {
        uint256 before = gasleft();
        r = _chain(kind, acc, a, b);
        return (before - gasleft(), r);
    }
}
