// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICompute} from "./ICompute.sol";

// A tensor as a descriptor names it. `header` is its dims as they stand in the descriptor, little-endian, for hashing.
struct Tensor {
    uint256 source;
    uint256 dtype;
    uint256 index;
    bytes16 header;
    uint256 d0;
    uint256 d1;
    uint256 d2;
    uint256 d3;
}

struct Descriptor {
    uint256 kind;
    uint256 fn;
    uint256 inputCount;
    Tensor output;
    uint256[4] attributes;
    Tensor[3] inputs;
}

// The 102 bytes of a descriptor and the arithmetic of its shapes (docs/operators.md). After `decode` every dim is at least 1 and every
// tensor has less than 2**31 values, so that none of the index arithmetic can divide by zero or overflow 256 bits.
library Operator {
    uint256 internal constant BYTES = 102;
    uint256 internal constant TILE = 64;

    uint256 internal constant MATMUL_F32 = 1;
    uint256 internal constant MATMUL_I8 = 2;
    uint256 internal constant ROWDOT_F32 = 3;
    uint256 internal constant SUM_F32 = 4;
    uint256 internal constant MAX_F32 = 5;
    uint256 internal constant MAP = 6;
    uint256 internal constant MOVE = 7;
    uint256 internal constant GATHER = 8;

    uint256 internal constant FROM_OPERATOR = 1;
    uint256 internal constant FROM_MODEL = 2;
    uint256 internal constant FROM_INPUT = 3;

    uint256 private constant F32 = 1;
    uint256 private constant I8 = 3;
    uint256 private constant LAST_FUNCTION = 19;
    uint256 private constant MAX_INPUTS = 3;
    uint256 private constant MAX_VALUES = type(uint32).max >> 1;
    uint256 private constant OUTPUT_DIMS = 4;
    uint256 private constant ATTRIBUTES = 20;
    uint256 private constant INPUTS = 36;
    uint256 private constant INPUT_BYTES = 22;
    uint256 private constant INPUT_DIMS = 6;

    // Reads operator `index` from the 102 bytes at `cursor` in calldata, or reverts with BadOperator. It checks what keeps the referee
    // from dividing by zero, from reading out of bounds and from inputs that were not agreed, and no more: shapes that contradict each
    // other end in BadOpening later, and are the provider's to find before it accepts.
    function decode(uint256 cursor, uint256 index) internal pure returns (Descriptor memory op) {
        unchecked {
            uint256 head = _word(cursor);
            (op.kind, op.fn, op.output.dtype, op.inputCount) =
            (head >> 248, (head >> 240) & 0xff, (head >> 232) & 0xff, (head >> 224) & 0xff);
            if (!_countFits(op) || !_isType(op.output.dtype)) revert ICompute.BadOperator();
            _readDims(op.output, cursor + OUTPUT_DIMS);
            for (uint256 slot = 0; slot < MAX_INPUTS; ++slot) {
                uint256 start = cursor + INPUTS + INPUT_BYTES * slot;
                if (slot < op.inputCount) _readInput(op.inputs[slot], start, index);
                else if (_word(start) >> (256 - 8 * INPUT_BYTES) != 0) revert ICompute.BadOperator();
            }
            if (!_typesFit(op)) revert ICompute.BadOperator();

            uint256[4] memory s = op.attributes;
            (s[0], s[1], s[2], s[3]) = _lanes(_word(cursor + ATTRIBUTES));
            if (op.kind == MOVE) _requireDims(s[0], s[1], s[2], s[3]);
        }
    }

    // K, the length of the chain; 1 where there is none.
    function contracted(Descriptor memory op) internal pure returns (uint256) {
        return isChain(op.kind) ? op.inputs[0].d3 : 1;
    }

    function isChain(uint256 kind) internal pure returns (bool) {
        return kind <= MAX_F32;
    }

    function chunksOf(uint256 length) internal pure returns (uint256) {
        unchecked {
            return (length + TILE - 1) / TILE;
        }
    }

    function sizeOf(uint256 dtype) internal pure returns (uint256) {
        return dtype == I8 ? 1 : 4;
    }

    function values(Tensor memory t) internal pure returns (uint256) {
        unchecked {
            return t.d0 * t.d1 * t.d2 * t.d3;
        }
    }

    function tiles(Tensor memory t) internal pure returns (uint256) {
        unchecked {
            return t.d0 * t.d1 * t.d2 * chunksOf(t.d3);
        }
    }

    // How many values tile `tile` of rows of `rowLength` holds: 64, or the rest of its row.
    function tileLength(uint256 rowLength, uint256 tile) internal pure returns (uint256) {
        unchecked {
            uint256 rest = rowLength - TILE * (tile % chunksOf(rowLength));
            return rest < TILE ? rest : TILE;
        }
    }

    // The flat index of tile `tile`'s first value.
    function flatOf(uint256 rowLength, uint256 tile) internal pure returns (uint256) {
        unchecked {
            uint256 chunks = chunksOf(rowLength);
            return (tile / chunks) * rowLength + (tile % chunks) * TILE;
        }
    }

    // The rows of A and B whose chain gives output value `flat` of a MATMUL.
    function matmulRows(Descriptor memory op, uint256 flat) internal pure returns (uint256 rowA, uint256 rowB) {
        unchecked {
            (Tensor memory out, Tensor memory a, Tensor memory b) = (op.output, op.inputs[0], op.inputs[1]);
            uint256 rest = flat / out.d3;
            uint256 batch = rest / out.d2;
            uint256 o0 = batch / out.d1;
            uint256 o1 = batch % out.d1;
            rowA = _batchOf(a, o0, o1) * a.d2 + (rest % out.d2);
            rowB = _batchOf(b, o0, o1) * b.d2 + (flat % out.d3);
        }
    }

    // The flat index in `t` that output value `flat` reads: where t's dim is 1, it is read again and again.
    function broadcast(Tensor memory out, Tensor memory t, uint256 flat) internal pure returns (uint256 place) {
        unchecked {
            if (t.d3 != 1) place = flat % out.d3;
            flat /= out.d3;
            uint256 stride = t.d3;
            if (t.d2 != 1) place += stride * (flat % out.d2);
            flat /= out.d2;
            stride *= t.d2;
            if (t.d1 != 1) place += stride * (flat % out.d1);
            flat /= out.d1;
            stride *= t.d1;
            if (t.d0 != 1) place += stride * (flat % out.d0);
        }
    }

    // The flat index in a MOVE's input that output value `flat` copies. An axis that the code names twice keeps the last place written.
    function moveSource(Descriptor memory op, uint256 flat) internal pure returns (uint256) {
        unchecked {
            uint256[4] memory shape = op.attributes;
            uint256[4] memory place;
            for (uint256 k = 4; k != 0;) {
                --k;
                uint256 axis = (op.fn >> (2 * k)) & 3;
                place[axis] = flat % shape[axis];
                flat /= shape[axis];
            }
            return ((place[0] * shape[1] + place[1]) * shape[2] + place[2]) * shape[3] + place[3];
        }
    }

    // The little-endian u32 at `cursor` in calldata.
    function u32At(uint256 cursor) internal pure returns (uint256) {
        return _swapped(_word(cursor)) >> 224;
    }

    function _batchOf(Tensor memory t, uint256 o0, uint256 o1) private pure returns (uint256) {
        unchecked {
            return (t.d0 != 1 ? o0 * t.d1 : 0) + (t.d1 != 1 ? o1 : 0);
        }
    }

    function _countFits(Descriptor memory op) private pure returns (bool) {
        (uint256 kind, uint256 count) = (op.kind, op.inputCount);
        if (kind == MATMUL_F32 || kind == MATMUL_I8) return count == 2 || count == 3;
        if (kind == MAP) return count != 0 && count <= MAX_INPUTS && op.fn != 0 && op.fn <= LAST_FUNCTION;
        if (kind == ROWDOT_F32 || kind == GATHER) return count == 2;
        return count == 1 && (kind == SUM_F32 || kind == MAX_F32 || kind == MOVE);
    }

    // Whether a chain's rows have the type that its arithmetic reads.
    function _typesFit(Descriptor memory op) private pure returns (bool) {
        uint256 kind = op.kind;
        if (!isChain(kind)) return true;
        uint256 dtype = kind == MATMUL_I8 ? I8 : F32;
        return op.inputs[0].dtype == dtype && (kind >= SUM_F32 || op.inputs[1].dtype == dtype);
    }

    function _readInput(Tensor memory t, uint256 cursor, uint256 index) private pure {
        unchecked {
            uint256 head = _word(cursor);
            (t.source, t.dtype, t.index) = (head >> 248, (head >> 240) & 0xff, u32At(cursor + 2));
            if (t.source == 0 || t.source > FROM_INPUT || !_isType(t.dtype)) revert ICompute.BadOperator();
            if (t.source == FROM_OPERATOR && t.index >= index) revert ICompute.BadOperator();
            _readDims(t, cursor + INPUT_DIMS);
        }
    }

    function _readDims(Tensor memory t, uint256 cursor) private pure {
        uint256 word = _word(cursor);
        t.header = bytes16(bytes32(word));
        (t.d0, t.d1, t.d2, t.d3) = _lanes(word);
        _requireDims(t.d0, t.d1, t.d2, t.d3);
    }

    // Four u32 multiply within 128 bits.
    function _requireDims(uint256 d0, uint256 d1, uint256 d2, uint256 d3) private pure {
        unchecked {
            uint256 product = d0 * d1 * d2 * d3;
            if (product == 0 || product > MAX_VALUES) revert ICompute.BadOperator();
        }
    }

    function _isType(uint256 dtype) private pure returns (bool) {
        return dtype != 0 && dtype <= I8;
    }

    function _lanes(uint256 word) private pure returns (uint256 d0, uint256 d1, uint256 d2, uint256 d3) {
        word = _swapped(word);
        return (word >> 224, (word >> 192) & 0xffffffff, (word >> 160) & 0xffffffff, (word >> 128) & 0xffffffff);
    }

    // The upper four u32 of a word, each with its bytes reversed.
    function _swapped(uint256 word) private pure returns (uint256) {
        word = ((word & 0xff00ff00ff00ff00ff00ff00ff00ff00 << 128) >> 8)
            | ((word & 0x00ff00ff00ff00ff00ff00ff00ff00ff << 128) << 8);
        return ((word & 0xffff0000ffff0000ffff0000ffff0000 << 128) >> 16)
            | ((word & 0x0000ffff0000ffff0000ffff0000ffff << 128) << 16);
    }

    function _word(uint256 cursor) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := calldataload(cursor)
        }
    }
}
