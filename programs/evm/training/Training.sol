// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {ICompute} from "../compute/ICompute.sol";
import {Openings} from "../compute/Openings.sol";
import {Payment} from "../staking/Payment.sol";
import {StakingMath} from "../staking/StakingMath.sol";
import {TrainingMath} from "./TrainingMath.sol";
import {StoredProgram, StoredProposal, StoredRound, StoredRun, StoredSeat, TrainingStore} from "./TrainingStore.sol";

contract Training is TrainingStore {
    using Payment for IERC20;
    using Openings for mapping(address party => bytes openings);

    uint256 private constant MIN_SEATS = 2;
    uint256 private constant MAX_SEATS = 16;
    uint256 private constant MAX_PROGRAMS = 4;
    uint256 private constant MAX_STATE_TENSORS = 128;
    uint256 private constant MAX_OPERATORS = 65_536;
    uint256 private constant MAX_TENSORS = 65_536;
    uint256 private constant SAID = 16;

    struct Verdict {
        address doubter;
        bool opened;
        bool refuted;
        uint64 reward;
        uint64 remainder;
    }

    constructor(Config memory rules) TrainingStore(rules) {}

    // A run and its seats.

    function open(uint64 nonce, RunTerms calldata terms) external nonReentrant {
        bytes32 runId = _runId(msg.sender, nonce);
        StoredRun storage run = _runs[runId];
        if (run.sponsor != address(0)) revert RunExists();
        if (!_isRun(terms)) revert BadRun();
        TOKEN.requireFunds(msg.sender, terms.pool);

        _store(run, terms);

        TOKEN.pull(msg.sender, terms.pool);

        emit RunOpened(runId, msg.sender, nonce, terms);
    }

    function join(bytes32 runId) external nonReentrant {
        StoredRun storage run = _run(runId);
        if (block.timestamp >= run.startsAt) revert JoinClosed();
        if (run.places[msg.sender] != 0) revert AlreadyJoined();
        uint8 seat = run.taken;
        if (seat == run.limit) revert NoSeatLeft();
        uint64 stake = run.stake;
        TOKEN.requireFunds(msg.sender, stake);

        (run.seats[seat].owner, run.seats[seat].state) = (msg.sender, SeatState.Active);
        (run.places[msg.sender], run.taken) = (seat + 1, seat + 1);

        TOKEN.pull(msg.sender, stake);

        emit SeatTaken(runId, msg.sender, seat);
    }

    function leaveRun(bytes32 runId) external nonReentrant {
        StoredRun storage run = _run(runId);
        uint8 seat = _ownSeat(run);
        _requireOver(run);
        if (run.seats[seat].proposals != 0) revert WorkUnpaid();
        uint64 stake = run.stake;

        run.seats[seat].state = SeatState.Left;

        TOKEN.pay(msg.sender, stake);

        emit SeatLeft(runId, seat, msg.sender, stake);
    }

    function reclaim(bytes32 runId) external nonReentrant {
        StoredRun storage run = _run(runId);
        if (run.reclaimed) revert RestIsPaid();
        _requireOver(run);
        for (uint256 i = 0; i < run.taken; ++i) {
            if (run.seats[i].proposals != 0) revert WorkUnpaid();
        }
        (address sponsor, uint64 rest) = (run.sponsor, run.pool - run.paid);

        run.reclaimed = true;

        TOKEN.pay(sponsor, rest);

        emit RestReclaimed(runId, sponsor, rest);
    }

    // A round.

    function propose(bytes32 runId, uint16 roundIndex, Work calldata work) external nonReentrant {
        StoredRun storage run = _run(runId);
        uint8 seat = _ownSeat(run);
        _requireRound(run, roundIndex);
        uint256 silentAt = _endsAt(run, roundIndex) - run.witnessSecs;
        if (block.timestamp < silentAt - run.proposeSecs || block.timestamp >= silentAt) revert NotProposing();
        if (work.program >= run.programCount) revert NoSuchProgram();
        StoredRound storage r = _rounds[runId][roundIndex];
        uint16 proposed = r.proposed;
        if ((proposed >> seat) & 1 != 0) revert AlreadyProposed();
        uint8 order = TrainingMath.counted(proposed);

        r.proposed = proposed | (uint16(1) << seat);
        run.seats[seat].proposals += 1;
        StoredProposal storage p = _proposals[_proposalId(runId, roundIndex, seat)];
        (p.stands, p.order, p.program) = (true, order, work.program);
        (p.baseRoot, p.inputRoot) = (work.baseRoot, work.inputRoot);
        (p.updateHash, p.claim) = (work.updateHash, work.claim);

        emit WorkProposed(runId, roundIndex, seat, order, work);
    }

    function witness(bytes32 runId, uint16 roundIndex, uint16 seen) external nonReentrant {
        StoredRun storage run = _run(runId);
        uint8 seat = _ownSeat(run);
        _requireRound(run, roundIndex);
        uint256 endsAt = _endsAt(run, roundIndex);
        if (block.timestamp < endsAt - run.witnessSecs || block.timestamp >= endsAt) revert NotWitnessing();
        StoredRound storage r = _proposedIn(runId, roundIndex);
        uint16 witnessed = r.witnessed;
        if ((witnessed >> seat) & 1 != 0) revert AlreadyWitnessed();

        r.witnessed = witnessed | (uint16(1) << seat);
        r.seen |= uint256(seen) << (SAID * seat);

        emit UpdatesWitnessed(runId, roundIndex, seat, seen);
    }

    function closeRound(bytes32 runId, uint16 roundIndex) external nonReentrant {
        StoredRun storage run = _run(runId);
        _requireRound(run, roundIndex);
        uint256 endsAt = _endsAt(run, roundIndex);
        if (block.timestamp < endsAt) revert RoundNotOver();
        StoredRound storage r = _proposedIn(runId, roundIndex);
        if (r.closed) revert RoundIsClosed();

        _share(run, r, runId, roundIndex);

        emit RoundClosed(runId, roundIndex, r.baseRoot, r.included, r.totalWork, r.budget, uint64(endsAt + WINDOW_SECS));
    }

    function collect(bytes32 runId, uint16 roundIndex, uint8 seat) external nonReentrant {
        (StoredRun storage run, bytes32 proposalId) = _proposed(runId, roundIndex, seat);
        StoredRound storage r = _rounds[runId][roundIndex];
        if (!r.closed) revert RoundNotClosed();
        if (block.timestamp < _endsAt(run, roundIndex) + WINDOW_SECS) revert WindowOpen();
        StoredSeat storage s = run.seats[seat];
        if (s.doubts != 0) revert DoubtsOpen();
        uint64 amount;
        if (s.state == SeatState.Active && (r.included >> seat) & 1 != 0) {
            uint256 work = run.programs[_proposals[proposalId].program].work;
            // A part of the whole: no more than the budget.
            amount = uint64((r.budget * work) / r.totalWork);
        }
        address owner = s.owner;

        delete _proposals[proposalId];
        s.proposals -= 1;
        run.paid += amount;

        TOKEN.pay(owner, amount);

        emit WorkPaid(runId, roundIndex, seat, owner, amount);
    }

    // Doubts.

    function doubt(bytes32 runId, uint16 roundIndex, uint8 seat, bytes32 jobId) external nonReentrant {
        (StoredRun storage run, bytes32 proposalId) = _proposed(runId, roundIndex, seat);
        StoredSeat storage s = run.seats[seat];
        if (s.state != SeatState.Active) revert SeatIsOut();
        if (block.timestamp >= _endsAt(run, roundIndex) + WINDOW_SECS) revert WindowClosed();
        bytes32 doubtId = _doubtId(proposalId, jobId);
        if (_doubters[doubtId] != address(0)) revert DoubtExists();
        _requireSameWork(run, _proposals[proposalId], jobId);

        _doubters[doubtId] = msg.sender;
        s.doubts += 1;

        emit WorkDoubted(runId, roundIndex, seat, jobId, msg.sender);
    }

    function resolve(bytes32 runId, uint16 roundIndex, uint8 seat, bytes32 jobId, bytes calldata data)
        external
        nonReentrant
    {
        (StoredRun storage run, bytes32 proposalId) = _proposed(runId, roundIndex, seat);
        Verdict memory v;
        v.doubter = _doubters[_doubtId(proposalId, jobId)];
        if (v.doubter == address(0)) revert UnknownDoubt();
        // Of a seat that is out nothing is left to decide.
        if (run.seats[seat].state == SeatState.Active) _judge(v, proposalId, jobId, data);

        if (v.opened) _openings.useUp(data);
        delete _doubters[_doubtId(proposalId, jobId)];
        run.seats[seat].doubts -= 1;
        if (v.refuted) {
            run.seats[seat].state = SeatState.Out;
            v.reward = StakingMath.shareDown(run.stake, REWARD_BPS);
            v.remainder = run.stake - v.reward;
        }

        TOKEN.pay(v.doubter, v.reward);
        TOKEN.pay(TREASURY, v.remainder);

        emit DoubtResolved(runId, roundIndex, seat, jobId, v.doubter, v.refuted, v.reward, v.remainder);
    }

    // Bytes in pieces.

    function provide(uint32 offset, bytes calldata data) external nonReentrant {
        uint32 length = _openings.provide(offset, data);

        emit TensorsProvided(msg.sender, length);
    }

    // Within.

    function _isRun(RunTerms calldata t) private view returns (bool) {
        if (t.startsAt <= block.timestamp || t.startsAt > block.timestamp + StakingMath.MAX_SECS) return false;
        if (t.startsAt > type(uint40).max) return false;
        if (!StakingMath.isDelay(t.proposeSecs) || !StakingMath.isDelay(t.witnessSecs)) return false;
        if (t.seats < MIN_SEATS || t.seats > MAX_SEATS || t.rounds == 0) return false;
        if (t.pool < t.rounds || t.stake == 0) return false;
        if (t.modelCount == 0 || t.modelCount > MAX_STATE_TENSORS) return false;
        if (t.programs.length == 0 || t.programs.length > MAX_PROGRAMS) return false;
        for (uint256 i = 0; i < t.programs.length; ++i) {
            RunProgram calldata p = t.programs[i];
            if (p.opCount < t.modelCount || p.opCount > MAX_OPERATORS) return false;
            if (p.inputCount > MAX_TENSORS || p.work == 0) return false;
        }
        return true;
    }

    // What is narrowed was bounded by _isRun.
    function _store(StoredRun storage run, RunTerms calldata t) private {
        (run.sponsor, run.startsAt, run.rounds, run.limit) = (msg.sender, uint40(t.startsAt), t.rounds, t.seats);
        (run.programCount, run.modelCount) = (uint8(t.programs.length), uint8(t.modelCount));
        (run.pool, run.stake, run.stateRoot) = (t.pool, t.stake, t.stateRoot);
        (run.proposeSecs, run.witnessSecs) = (uint32(t.proposeSecs), uint32(t.witnessSecs));
        for (uint256 i = 0; i < t.programs.length; ++i) {
            RunProgram calldata p = t.programs[i];
            run.programs[i] = StoredProgram(p.programRoot, p.opCount, p.inputCount, p.work);
        }
    }

    // Fixes the round's base, who is included, and what they share.
    function _share(StoredRun storage run, StoredRound storage r, bytes32 runId, uint16 roundIndex) private {
        TrainingMath.Entry[] memory entries = _entries(runId, roundIndex, r.proposed);
        bytes32 baseRoot = roundIndex == 0 ? run.stateRoot : TrainingMath.majority(entries);
        uint16 included = TrainingMath.included(entries, baseRoot, r.witnessed, r.seen);
        uint64 totalWork;
        for (uint256 i = 0; i < entries.length; ++i) {
            if ((included >> entries[i].seat) & 1 != 0) totalWork += run.programs[entries[i].program].work;
        }
        (r.closed, r.baseRoot, r.included) = (true, baseRoot, included);
        (r.totalWork, r.budget) = (totalWork, run.pool / run.rounds);
    }

    // The round's proposals in order of the seats. None is cleared before the round is closed.
    function _entries(bytes32 runId, uint16 roundIndex, uint16 proposed)
        private
        view
        returns (TrainingMath.Entry[] memory entries)
    {
        entries = new TrainingMath.Entry[](TrainingMath.counted(proposed));
        uint256 count;
        for (uint8 seat = 0; seat < MAX_SEATS; ++seat) {
            if ((proposed >> seat) & 1 == 0) continue;
            StoredProposal storage p = _proposals[_proposalId(runId, roundIndex, seat)];
            entries[count++] = TrainingMath.Entry(seat, p.order, p.program, p.baseRoot, p.inputRoot);
        }
    }

    // The job does the proposal's work over again, is committed at least, and its provider risks no less than the seat.
    function _requireSameWork(StoredRun storage run, StoredProposal storage p, bytes32 jobId) private view {
        ICompute.Job memory job = COMPUTE.jobOf(jobId);
        if (job.state == ICompute.JobState.None) revert UnknownJob();
        if (
            job.state != ICompute.JobState.Committed && job.state != ICompute.JobState.Disputed
                && job.state != ICompute.JobState.Settled
        ) revert JobShowsNothing();
        (StoredProgram storage program, ICompute.Terms memory t) = (run.programs[p.program], job.terms);
        if (t.programRoot != program.programRoot || t.opCount != program.opCount) revert WrongJob();
        if (t.modelCount != run.modelCount || t.inputCount != program.inputCount) revert WrongJob();
        if (t.modelRoot != p.baseRoot || t.inputRoot != p.inputRoot || t.stake < run.stake) revert WrongJob();
    }

    // A faulted job shows nothing. A settled one shows the state that its trace ends with.
    function _judge(Verdict memory v, bytes32 proposalId, bytes32 jobId, bytes calldata data) private view {
        ICompute.Job memory job = COMPUTE.jobOf(jobId);
        if (job.state == ICompute.JobState.Settled) {
            bytes32 state = TrainingMath.opened(
                jobId, job.traceRoot, job.terms.opCount, job.terms.modelCount, _openings.given(data)
            );
            v.opened = true;
            v.refuted = _workClaim(proposalId, state) != _proposals[proposalId].claim;
        } else if (job.state != ICompute.JobState.Faulted && job.state != ICompute.JobState.Refunded) {
            revert JobUndecided();
        }
    }
}
