// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {ICompute} from "./ICompute.sol";
import {Merkle} from "./Merkle.sol";
import {Descriptor, Operator} from "./Operator.sol";

// Nine slots. What each move reads (state, attempts, provider, opCount) lies together, what `accept` compares as well.
struct StoredJob {
    address provider;
    ICompute.JobState state;
    uint32 attempts;
    uint32 opCount;
    // slot 2
    uint64 stake;
    uint64 deadlineAt;
    uint64 windowEndsAt;
    uint32 modelCount;
    uint32 inputCount;
    // slot 3
    address requester;
    uint64 price;
    // slot 4: the needs
    address named;
    uint32 memoryMib;
    uint16 units;
    uint16 region;
    uint8 device;
    // slots 5 to 9
    bytes32 programRoot;
    bytes32 modelRoot;
    bytes32 inputRoot;
    bytes32 resultRoot;
    bytes32 traceRoot;
}

// Six slots. Every move writes the first. The provider is the job's and the bond the deployment's, so neither is stored; `inner` is as it
// was revealed and counts only while the challenger is to move in Chain.
struct StoredDispute {
    uint64 moveDueAt;
    ICompute.Turn turn;
    ICompute.Phase phase;
    ICompute.Outcome outcome;
    bool reclaimed;
    uint8 level;
    uint8 kind;
    uint8 dtype;
    uint16 rounds;
    uint32 index;
    uint32 tileCount;
    uint32 rowLength;
    // slot 2
    bytes32 node;
    // slot 3
    uint32 lo;
    uint32 hi;
    uint32 accLo;
    uint32 accHi;
    // slot 4
    bytes32 inner;
    // slot 5
    address challenger;
    uint32 opIndex;
    uint32 chunks;
    uint32 position;
    // slot 6
    bytes32 jobId;
}

// The moves of a dispute (docs/operators.md, "The descent"). What was revealed is not stored but hashed again when it is repeated.
library Descent {
    uint256 private constant ARITY_BITS = 3;
    uint256 private constant ARITY = 8;
    uint256 private constant NODE_BYTES = 32;
    uint256 private constant ACC_BYTES = 4;

    // The least d with 8**d >= count: how many 8-ary steps lead from the root to a leaf.
    function depth(uint256 count) internal pure returns (uint256) {
        unchecked {
            return count < 2 ? 0 : (Math.log2(count - 1) + ARITY_BITS) / ARITY_BITS;
        }
    }

    // Whether `path` leads from `leaf`, the last of `count`, to `root`.
    function isLastLeaf(bytes32 leaf, uint256 count, bytes calldata path, bytes32 root) internal view returns (bool) {
        (bytes32 reached, uint256 end) = Merkle.climb(leaf, count - 1, count, _start(path));
        return end == _start(path) + path.length && reached == root;
    }

    // Trace, Tiles: `data` is the children of the disputed node. Returns how many.
    function requireChildren(StoredDispute storage d, uint256 count, bytes calldata data)
        internal
        view
        returns (uint256 children)
    {
        unchecked {
            uint256 shift = ARITY_BITS * (uint256(d.level) - 1);
            children = Math.min(ARITY, ((count + (1 << shift) - 1) >> shift) - ARITY * uint256(d.index));
        }
        if (data.length != NODE_BYTES * children || Merkle.fold(data) != d.node) revert ICompute.BadReveal();
    }

    function descend(StoredDispute storage d, uint256 count, uint256 choice, bytes calldata data) internal {
        if (choice >= requireChildren(d, count, data)) revert ICompute.BadChoice();
        unchecked {
            uint8 level = d.level - 1;
            if (level == 0) d.phase = d.phase == ICompute.Phase.Trace ? ICompute.Phase.Operator : ICompute.Phase.Tile;
            d.level = level;
            d.index = uint32(ARITY * uint256(d.index) + choice);
            d.node = bytes32(data[NODE_BYTES * choice:]);
        }
    }

    // Operator: `data` is the descriptor, its path and the output's root. The provider goes on to move, down the output's tiles.
    function enterOperator(StoredJob storage job, StoredDispute storage d, bytes32 jobId, bytes calldata data)
        internal
    {
        uint256 index = d.index;
        Descriptor memory op;
        bytes32 root;
        {
            if (data.length < Operator.BYTES + NODE_BYTES) revert ICompute.BadReveal();
            uint256 start = _start(data);
            uint256 end;
            (root, end) =
                Merkle.climb(Merkle.leafHash(data[:Operator.BYTES]), index, job.opCount, start + Operator.BYTES);
            if (end + NODE_BYTES != start + data.length) revert ICompute.BadReveal();
            if (root != job.programRoot) revert ICompute.BadOpening();
            op = Operator.decode(start, index);
            root = bytes32(data[data.length - NODE_BYTES:]);
        }
        if (Merkle.traceLeaf(jobId, op.output.dtype, op.output.header, root) != d.node) revert ICompute.BadReveal();

        uint256 tiles = Operator.tiles(op.output);
        uint256 level = depth(tiles);
        (d.opIndex, d.chunks) = (uint32(index), uint32(Operator.chunksOf(Operator.contracted(op))));
        d.node = root;
        d.phase = level == 0 ? ICompute.Phase.Tile : ICompute.Phase.Tiles;
        (d.level, d.index) = (uint8(level), 0);
        (d.kind, d.dtype) = (uint8(op.kind), uint8(op.output.dtype));
        (d.tileCount, d.rowLength) = (uint32(tiles), uint32(op.output.d3));
    }

    // Tile: `data` is the tile's bytes. Returns how many values it holds.
    function requireTile(StoredDispute storage d, bytes calldata data) internal view returns (uint256 length) {
        length = Operator.tileLength(d.rowLength, d.index);
        if (data.length != length * Operator.sizeOf(d.dtype) || Merkle.leafHash(data) != d.node) {
            revert ICompute.BadReveal();
        }
    }

    function enterElement(StoredDispute storage d, uint256 choice, bytes calldata data) internal {
        if (choice >= requireTile(d, data)) revert ICompute.BadChoice();
        uint256 value =
            Operator.sizeOf(d.dtype) == 1 ? uint8(data[choice]) : Operator.u32At(_start(data) + ACC_BYTES * choice);

        (d.accHi, d.hi) = (uint32(value), d.chunks);
        d.phase = d.chunks > 1 ? ICompute.Phase.Chain : ICompute.Phase.Leaf;
        d.position = uint32(Operator.flatOf(d.rowLength, d.index) + choice);
    }

    // Chain: `data` is the accumulators between the segments.
    function keepInner(StoredDispute storage d, bytes calldata data) internal {
        (, uint256 segments) = _segments(d.lo, d.hi);
        if (data.length != ACC_BYTES * (segments - 1)) revert ICompute.BadReveal();
        d.inner = bytes32(data);
    }

    function narrow(StoredDispute storage d, uint256 choice, bytes calldata data) internal {
        (uint256 lo, uint256 hi) = (d.lo, d.hi);
        (uint256 stride, uint256 segments) = _segments(lo, hi);
        if (data.length != 0) revert ICompute.BadReveal();
        if (choice >= segments) revert ICompute.BadChoice();
        unchecked {
            bytes32 inner = d.inner;
            if (choice != 0) d.accLo = innerAt(inner, choice - 1);
            if (choice < segments - 1) d.accHi = innerAt(inner, choice);
            lo += choice * stride;
            hi = Math.min(lo + stride, hi);
            (d.lo, d.hi) = (uint32(lo), uint32(hi));
            if (hi - lo == 1) d.phase = ICompute.Phase.Leaf;
        }
    }

    function innerAt(bytes32 inner, uint256 place) internal pure returns (uint32) {
        unchecked {
            uint32 le = uint32(uint256(inner) >> (224 - 8 * ACC_BYTES * place));
            le = ((le & 0xff00ff00) >> 8) | ((le & 0x00ff00ff) << 8);
            return (le >> 16) | (le << 16);
        }
    }

    // How many accumulators `inner` holds.
    function innerCount(StoredDispute storage d) internal view returns (uint256) {
        if (d.phase != ICompute.Phase.Chain || d.turn != ICompute.Turn.Challenger) return 0;
        (, uint256 segments) = _segments(d.lo, d.hi);
        return segments - 1;
    }

    // The stride and the number of segments of a disputed run of more than one chunk.
    function _segments(uint256 lo, uint256 hi) private pure returns (uint256 stride, uint256 segments) {
        unchecked {
            uint256 shift = ARITY_BITS * (depth(hi - lo) - 1);
            stride = 1 << shift;
            segments = (hi - lo + stride - 1) >> shift;
        }
    }

    function _start(bytes calldata data) private pure returns (uint256 start) {
        assembly ("memory-safe") {
            start := data.offset
        }
    }
}
