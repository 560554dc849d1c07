// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Float32} from "./Float32.sol";
import {ICompute} from "./ICompute.sol";
import {IReferee} from "./IReferee.sol";
import {Merkle} from "./Merkle.sol";
import {Descriptor, Operator, Tensor} from "./Operator.sol";

contract Referee is IReferee {
    uint32 private constant MINUS_INFINITY = 0xff800000;

    // Where the next opening begins and where all of them end, as positions in calldata.
    struct Reader {
        uint256 cursor;
        uint256 end;
    }

    function recompute(Leaf calldata leaf, bytes calldata openings) external view returns (uint32 value) {
        Reader memory reader;
        Descriptor memory op = _open(leaf, openings, reader);

        if (op.kind == Operator.MATMUL_F32 || op.kind == Operator.MATMUL_I8) value = _matmul(leaf, op, reader);
        else if (Operator.isChain(op.kind)) value = _reduce(leaf, op, reader);
        else if (op.kind == Operator.MAP) value = _map(leaf, op, reader);
        else if (op.kind == Operator.MOVE) value = _valueAt(leaf, op, 0, Operator.moveSource(op, leaf.position), reader);
        else value = _gather(leaf, op, reader);

        if (reader.cursor != reader.end) revert ICompute.BadOpening();
    }

    function _open(Leaf calldata leaf, bytes calldata openings, Reader memory reader)
        private
        view
        returns (Descriptor memory)
    {
        if (openings.length < Operator.BYTES) revert ICompute.BadOpening();
        bytes calldata raw = openings[:Operator.BYTES];
        uint256 start;
        assembly ("memory-safe") {
            start := raw.offset
        }
        reader.end = start + openings.length;
        bytes32 root;
        (root, reader.cursor) = Merkle.climb(Merkle.leafHash(raw), leaf.opIndex, leaf.opCount, start + Operator.BYTES);
        if (reader.cursor > reader.end || root != leaf.programRoot) revert ICompute.BadOpening();
        return Operator.decode(start, leaf.opIndex);
    }

    function _matmul(Leaf calldata leaf, Descriptor memory op, Reader memory reader) private view returns (uint32) {
        (uint256 rowA, uint256 rowB) = Operator.matmulRows(op, leaf.position);
        bytes calldata a = _chunkOf(leaf, op.inputs[0], rowA, reader);
        bytes calldata b = _chunkOf(leaf, op.inputs[1], rowB, reader);
        uint32 acc = leaf.chunk == 0 ? _start(leaf, op, reader) : leaf.accLo;
        if (a.length != b.length) revert ICompute.BadOpening();
        return op.kind == Operator.MATMUL_F32 ? Float32.dotF32(acc, a, b) : Float32.dotI8(acc, a, b);
    }

    // What a MATMUL's chain starts from: C's element, or 0 where there is no C.
    function _start(Leaf calldata leaf, Descriptor memory op, Reader memory reader) private view returns (uint32) {
        if (op.inputCount < 3) return 0;
        return _valueAt(leaf, op, 2, Operator.broadcast(op.output, op.inputs[2], leaf.position), reader);
    }

    // ROWDOT, SUM and MAX, whose output value stands for its row.
    function _reduce(Leaf calldata leaf, Descriptor memory op, Reader memory reader) private view returns (uint32) {
        bytes calldata a = _chunkOf(leaf, op.inputs[0], leaf.position, reader);
        uint32 acc = leaf.accLo;
        if (leaf.chunk == 0) acc = op.kind == Operator.MAX_F32 ? MINUS_INFINITY : 0;
        if (op.kind == Operator.SUM_F32) return Float32.sumF32(acc, a);
        if (op.kind == Operator.MAX_F32) return Float32.maxF32(acc, a);
        bytes calldata b = _chunkOf(leaf, op.inputs[1], leaf.position, reader);
        if (a.length != b.length) revert ICompute.BadOpening();
        return Float32.dotF32(acc, a, b);
    }

    function _map(Leaf calldata leaf, Descriptor memory op, Reader memory reader) private view returns (uint32) {
        uint32[3] memory bits;
        for (uint256 slot = 0; slot < op.inputCount; ++slot) {
            uint256 flat = Operator.broadcast(op.output, op.inputs[slot], leaf.position);
            bits[slot] = _valueAt(leaf, op, slot, flat, reader);
        }
        return
            Float32.applyMap(
                uint8(op.fn), bits[0], bits[1], bits[2], uint32(op.attributes[0]), uint32(op.attributes[1])
            );
    }

    function _gather(Leaf calldata leaf, Descriptor memory op, Reader memory reader) private view returns (uint32) {
        Tensor memory table = op.inputs[0];
        uint256 index = _valueAt(leaf, op, 1, leaf.position / op.output.d3, reader);
        // A negative index reads as 2**31 or more.
        if (index >= table.d2) return 0;
        return _valueAt(leaf, op, 0, index * table.d3 + (leaf.position % op.output.d3), reader);
    }

    function _chunkOf(Leaf calldata leaf, Tensor memory t, uint256 row, Reader memory reader)
        private
        view
        returns (bytes calldata)
    {
        uint256 chunks = Operator.chunksOf(t.d3);
        if (leaf.chunk >= chunks) revert ICompute.BadOpening();
        return _tile(leaf, t, row * chunks + leaf.chunk, reader);
    }

    function _valueAt(Leaf calldata leaf, Descriptor memory op, uint256 slot, uint256 flat, Reader memory reader)
        private
        view
        returns (uint32)
    {
        Tensor memory t = op.inputs[slot];
        if (flat >= Operator.values(t)) revert ICompute.BadOpening();
        uint256 column = flat % t.d3;
        uint256 index = (flat / t.d3) * Operator.chunksOf(t.d3) + column / Operator.TILE;
        bytes calldata data = _tile(leaf, t, index, reader);
        uint256 place = column % Operator.TILE;
        if (Operator.sizeOf(t.dtype) == 1) return uint8(data[place]);
        uint256 start;
        assembly ("memory-safe") {
            start := data.offset
        }
        return uint32(Operator.u32At(start + 4 * place));
    }

    // Reads the next opening: tile `index` of `t`, checked against the root that its source was agreed by.
    function _tile(Leaf calldata leaf, Tensor memory t, uint256 index, Reader memory reader)
        private
        view
        returns (bytes calldata data)
    {
        uint256 count = Operator.tiles(t);
        if (index >= count) revert ICompute.BadOpening();
        uint256 start = reader.cursor;
        uint256 length = Operator.tileLength(t.d3, index) * Operator.sizeOf(t.dtype);
        assembly ("memory-safe") {
            data.offset := start
            data.length := length
        }
        (bytes32 root, uint256 cursor) = Merkle.climb(Merkle.leafHash(data), index, count, start + length);

        bytes32 expected;
        if (t.source == Operator.FROM_OPERATOR) {
            (count, expected) = (leaf.opCount, leaf.traceRoot);
            root = Merkle.traceLeaf(leaf.jobId, t.dtype, t.header, root);
        } else {
            (count, expected) =
                t.source == Operator.FROM_MODEL ? (leaf.modelCount, leaf.modelRoot) : (leaf.inputCount, leaf.inputRoot);
            root = Merkle.tensorLeaf(t.dtype, t.header, root);
        }
        if (t.index >= count) revert ICompute.BadOpening();
        (root, cursor) = Merkle.climb(root, t.index, count, cursor);
        if (cursor > reader.end || root != expected) revert ICompute.BadOpening();
        reader.cursor = cursor;
    }
}
