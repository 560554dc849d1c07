// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {ICompute} from "../compute/ICompute.sol";
import {Ids} from "../staking/Ids.sol";
import {Payment} from "../staking/Payment.sol";
import {SingleEntry} from "../staking/SingleEntry.sol";
import {StakingMath} from "../staking/StakingMath.sol";
import {ITraining} from "./ITraining.sol";

struct StoredSeat {
    address owner;
    ITraining.SeatState state;
    uint16 proposals;
    uint32 doubts;
}

struct StoredProgram {
    bytes32 programRoot;
    uint32 opCount;
    uint32 inputCount;
    uint32 work;
}

// A payment writes the second slot only. The start is stored in five bytes, which last for 34,000 years. A place is a seat's number plus 1.
struct StoredRun {
    address sponsor;
    uint40 startsAt;
    uint16 rounds;
    uint8 limit;
    uint8 taken;
    uint8 programCount;
    uint8 modelCount;
    bool reclaimed;
    uint64 pool;
    uint64 stake;
    uint64 paid;
    uint32 proposeSecs;
    uint32 witnessSecs;
    bytes32 stateRoot;
    StoredSeat[16] seats;
    StoredProgram[4] programs;
    mapping(address owner => uint8 place) places;
}

// `seen` has 16 bits a witness, the first seat's lowest. Nobody proposed in a round that has no bit in `proposed`.
struct StoredRound {
    uint16 proposed;
    uint16 witnessed;
    uint16 included;
    bool closed;
    uint64 totalWork;
    uint64 budget;
    uint256 seen;
    bytes32 baseRoot;
}

struct StoredProposal {
    bool stands;
    uint8 order;
    uint8 program;
    bytes32 baseRoot;
    bytes32 inputRoot;
    bytes32 updateHash;
    bytes32 claim;
}

// What the verbs share: the deployment's constants, what is stored, and how to find and read it.
abstract contract TrainingStore is ITraining, SingleEntry {
    using Payment for IERC20;

    uint256 private constant MAX_REWARD_BPS = 5_000;
    uint256 private constant SAID = 16;

    IERC20 internal immutable TOKEN;
    address internal immutable TREASURY;
    ICompute internal immutable COMPUTE;
    uint64 internal immutable WINDOW_SECS;
    uint16 internal immutable REWARD_BPS;

    mapping(bytes32 runId => StoredRun run) internal _runs;
    mapping(bytes32 runId => mapping(uint16 roundIndex => StoredRound round)) internal _rounds;
    mapping(bytes32 proposalId => StoredProposal proposal) internal _proposals;
    mapping(bytes32 doubtId => address doubter) internal _doubters;
    mapping(address party => bytes openings) internal _openings;

    constructor(Config memory c) {
        if (!StakingMath.isDelay(c.windowSecs) || c.rewardBps > MAX_REWARD_BPS) revert BadConfig();
        // The token refuses transfers to nobody, and a transfer to oneself cannot be seen to arrive.
        if (c.treasury == address(0) || c.treasury == address(this)) revert BadConfig();
        IERC20(c.token).requireToken();

        (TOKEN, TREASURY, COMPUTE) = (IERC20(c.token), c.treasury, ICompute(c.compute));
        (WINDOW_SECS, REWARD_BPS) = (c.windowSecs, c.rewardBps);
    }

    function config() external view returns (Config memory c) {
        (c.token, c.treasury, c.compute) = (address(TOKEN), TREASURY, address(COMPUTE));
        (c.windowSecs, c.rewardBps) = (WINDOW_SECS, REWARD_BPS);
    }

    function runOf(bytes32 runId) external view returns (Run memory run) {
        StoredRun storage s = _runs[runId];
        if (s.sponsor == address(0)) return run;
        (run.runId, run.sponsor, run.paid, run.reclaimed) = (runId, s.sponsor, s.paid, s.reclaimed);
        (run.terms.pool, run.terms.stake, run.terms.startsAt) = (s.pool, s.stake, s.startsAt);
        (run.terms.proposeSecs, run.terms.witnessSecs) = (s.proposeSecs, s.witnessSecs);
        (run.terms.rounds, run.terms.seats) = (s.rounds, s.limit);
        (run.terms.modelCount, run.terms.stateRoot) = (s.modelCount, s.stateRoot);
        run.terms.programs = new RunProgram[](s.programCount);
        for (uint256 i = 0; i < s.programCount; ++i) {
            StoredProgram storage p = s.programs[i];
            run.terms.programs[i] = RunProgram(p.programRoot, p.opCount, p.inputCount, p.work);
        }
        run.seats = new Seat[](s.taken);
        for (uint256 i = 0; i < s.taken; ++i) {
            StoredSeat storage seat = s.seats[i];
            run.seats[i] = Seat(seat.owner, seat.state, seat.proposals, seat.doubts);
        }
    }

    function roundOf(bytes32 runId, uint16 roundIndex) external view returns (Round memory r) {
        StoredRound storage s = _rounds[runId][roundIndex];
        if (s.proposed == 0) return r;
        (r.runId, r.roundIndex, r.proposed, r.witnessed) = (runId, roundIndex, s.proposed, s.witnessed);
        for (uint256 i = 0; i < 16; ++i) {
            r.seen[i] = uint16(s.seen >> (i * SAID));
        }
        (r.closed, r.baseRoot, r.included) = (s.closed, s.baseRoot, s.included);
        (r.totalWork, r.budget) = (s.totalWork, s.budget);
    }

    function proposalOf(bytes32 runId, uint16 roundIndex, uint8 seat) external view returns (Proposal memory p) {
        bytes32 proposalId = _proposalId(runId, roundIndex, seat);
        StoredProposal storage s = _proposals[proposalId];
        if (!s.stands) return p;
        (p.proposalId, p.runId, p.roundIndex, p.seat, p.order) = (proposalId, runId, roundIndex, seat, s.order);
        p.work = Work(s.program, s.baseRoot, s.inputRoot, s.updateHash, s.claim);
    }

    function doubtOf(bytes32 runId, uint16 roundIndex, uint8 seat, bytes32 jobId)
        external
        view
        returns (Doubt memory d)
    {
        bytes32 proposalId = _proposalId(runId, roundIndex, seat);
        bytes32 doubtId = _doubtId(proposalId, jobId);
        address doubter = _doubters[doubtId];
        if (doubter != address(0)) d = Doubt(doubtId, proposalId, jobId, doubter);
    }

    function openingsOf(address party) external view returns (bytes memory) {
        return _openings[party];
    }

    // Within.

    function _run(bytes32 runId) internal view returns (StoredRun storage run) {
        run = _runs[runId];
        if (run.sponsor == address(0)) revert UnknownRun();
    }

    // The caller's seat, which still answers for what it does.
    function _ownSeat(StoredRun storage run) internal view returns (uint8 seat) {
        uint8 place = run.places[msg.sender];
        if (place == 0) revert NotSeated();
        seat = place - 1;
        SeatState state = run.seats[seat].state;
        if (state == SeatState.Out) revert SeatIsOut();
        if (state == SeatState.Left) revert SeatHasLeft();
    }

    function _requireRound(StoredRun storage run, uint16 roundIndex) internal view {
        if (roundIndex >= run.rounds) revert NoSuchRound();
    }

    function _proposedIn(bytes32 runId, uint16 roundIndex) internal view returns (StoredRound storage r) {
        r = _rounds[runId][roundIndex];
        if (r.proposed == 0) revert NothingProposed();
    }

    function _proposed(bytes32 runId, uint16 roundIndex, uint8 seat)
        internal
        view
        returns (StoredRun storage run, bytes32 proposalId)
    {
        run = _run(runId);
        proposalId = _proposalId(runId, roundIndex, seat);
        if (!_proposals[proposalId].stands) revert UnknownProposal();
    }

    // When the round's witnesses fall silent, and the next round begins.
    function _endsAt(StoredRun storage run, uint256 roundIndex) internal view returns (uint256) {
        return run.startsAt + (roundIndex + 1) * (uint256(run.proposeSecs) + run.witnessSecs);
    }

    function _requireOver(StoredRun storage run) internal view {
        if (block.timestamp < _endsAt(run, uint256(run.rounds) - 1)) revert RoundsNotOver();
    }

    // Of this program: two over one token never meet in an id.
    function _runId(address sponsor, uint64 nonce) internal view returns (bytes32) {
        return
            sha256(
                abi.encodePacked("assay/run/v1", Ids.padded(address(this)), Ids.padded(sponsor), Ids.reversed64(nonce))
            );
    }

    function _proposalId(bytes32 runId, uint16 roundIndex, uint8 seat) internal pure returns (bytes32) {
        return sha256(abi.encodePacked("assay/proposal/v1", runId, (roundIndex >> 8) | (roundIndex << 8), seat));
    }

    function _workClaim(bytes32 proposalId, bytes32 state) internal pure returns (bytes32) {
        return sha256(abi.encodePacked("assay/work_claim/v1", proposalId, state));
    }

    function _doubtId(bytes32 proposalId, bytes32 jobId) internal pure returns (bytes32) {
        return sha256(abi.encodePacked("assay/doubt/v1", proposalId, jobId));
    }
}
