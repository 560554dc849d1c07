// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IStaking} from "../staking/IStaking.sol";
import {Ids} from "../staking/Ids.sol";
import {Payment} from "../staking/Payment.sol";
import {SingleEntry} from "../staking/SingleEntry.sol";
import {StakingMath} from "../staking/StakingMath.sol";
import {ComputeMath} from "./ComputeMath.sol";
import {Descent, StoredDispute, StoredJob} from "./Descent.sol";
import {ICompute} from "./ICompute.sol";
import {INamer} from "./INamer.sol";
import {IReferee} from "./IReferee.sol";
import {Openings} from "./Openings.sol";

contract Compute is ICompute, SingleEntry {
    using Payment for IERC20;
    using Openings for mapping(address party => bytes openings);

    uint256 private constant LAST_DEVICE = 3;
    uint256 private constant MAX_OPERATORS = 65_536;
    uint256 private constant MAX_TENSORS = 65_536;
    uint256 private constant MAX_REWARD_BPS = 5_000;
    uint256 private constant MAX_BPS = 10_000;
    uint16 private constant HALF_BPS = 5_000;
    uint256 private constant NAMING_GAS = 50_000;

    IERC20 private immutable TOKEN;
    IStaking private immutable STAKING;
    IReferee private immutable REFEREE;
    address private immutable TREASURY;
    uint64 private immutable WINDOW_SECS;
    uint64 private immutable MOVE_SECS;
    uint64 private immutable CHALLENGE_BOND;
    uint16 private immutable REWARD_BPS;
    uint16 private immutable LATE_BPS;

    mapping(address owner => Spec spec) private _providers;
    mapping(bytes32 jobId => StoredJob job) private _jobs;
    mapping(bytes32 disputeId => StoredDispute dispute) private _disputes;
    mapping(bytes32 disputeId => mapping(address party => bytes openings)) private _provided;

    constructor(
        address token,
        address staking,
        address treasury,
        uint64 windowSecs,
        uint64 moveSecs,
        uint64 challengeBond,
        uint16 rewardBps,
        uint16 lateBps,
        address referee_
    ) {
        if (!StakingMath.isDelay(windowSecs) || !StakingMath.isDelay(moveSecs) || challengeBond == 0) {
            revert BadConfig();
        }
        if (rewardBps > MAX_REWARD_BPS || lateBps > MAX_BPS) revert BadConfig();
        // The token refuses transfers to nobody, and a transfer to oneself cannot be seen to arrive.
        if (treasury == address(0) || treasury == address(this)) revert BadConfig();
        IERC20(token).requireToken();

        (TOKEN, STAKING, REFEREE, TREASURY) = (IERC20(token), IStaking(staking), IReferee(referee_), treasury);
        (WINDOW_SECS, MOVE_SECS, CHALLENGE_BOND) = (windowSecs, moveSecs, challengeBond);
        (REWARD_BPS, LATE_BPS) = (rewardBps, lateBps);
    }

    // A job's life.

    function register(Spec calldata spec) external nonReentrant {
        if (spec.device == 0 || spec.device > LAST_DEVICE || spec.units == 0 || spec.memoryMib == 0) revert BadSpec();

        _providers[msg.sender] = spec;

        emit Registered(msg.sender, spec);
    }

    function post(uint64 nonce, Terms calldata terms) external nonReentrant {
        bytes32 jobId = ComputeMath.jobId(msg.sender, nonce);
        StoredJob storage job = _jobs[jobId];
        if (job.state != JobState.None) revert JobExists();
        if (terms.price == 0) revert ZeroPrice();
        if (terms.stake == 0) revert ZeroStake();
        if (
            terms.opCount == 0 || terms.opCount > MAX_OPERATORS || terms.modelCount > MAX_TENSORS
                || terms.inputCount > MAX_TENSORS
        ) revert BadTerms();
        if (terms.deadlineAt <= block.timestamp) revert DeadlinePassed();
        TOKEN.requireFunds(msg.sender, terms.price);

        _store(job, terms);

        TOKEN.pull(msg.sender, terms.price);

        emit Posted(jobId, msg.sender, nonce, terms);
    }

    function cancel(bytes32 jobId) external nonReentrant {
        StoredJob storage job = _job(jobId);
        if (msg.sender != job.requester) revert NotRequester();
        if (job.state != JobState.Open) revert JobNotOpen();
        uint64 amount = job.price;

        job.state = JobState.Cancelled;

        TOKEN.pay(msg.sender, amount);

        emit Cancelled(jobId, msg.sender, amount);
    }

    function accept(bytes32 jobId) external nonReentrant {
        StoredJob storage job = _job(jobId);
        Spec storage spec = _providers[msg.sender];
        if (spec.device == 0) revert NotRegistered();
        // Reverts with UnknownStake where the caller never bonded.
        STAKING.reachableOf(msg.sender);
        if (job.state != JobState.Open) revert JobNotOpen();
        if (block.timestamp >= job.deadlineAt) revert DeadlinePassed();
        if (job.named != address(0) && job.named != msg.sender && !_isNamed(job.named, jobId)) revert NotNamed();
        if (
            (job.device != 0 && job.device != spec.device) || job.memoryMib > spec.memoryMib || job.units > spec.units
                || (job.region != 0 && job.region != spec.region)
        ) revert NeedsNotMet();

        (job.state, job.provider) = (JobState.Accepted, msg.sender);

        STAKING.lock(msg.sender, job.stake);

        emit Accepted(jobId, msg.sender);
    }

    function commit(bytes32 jobId, bytes32 resultRoot, bytes32 traceRoot, bytes calldata path) external nonReentrant {
        StoredJob storage job = _job(jobId);
        if (msg.sender != job.provider) revert NotProvider();
        if (job.state != JobState.Accepted) revert JobNotAccepted();
        if (block.timestamp > job.deadlineAt) revert DeadlinePassed();
        if (!Descent.isLastLeaf(resultRoot, job.opCount, path, traceRoot)) revert BadOpening();
        uint64 windowEndsAt = StakingMath.inSecs(WINDOW_SECS);

        (job.state, job.windowEndsAt) = (JobState.Committed, windowEndsAt);
        (job.resultRoot, job.traceRoot) = (resultRoot, traceRoot);

        emit Committed(jobId, msg.sender, resultRoot, traceRoot, windowEndsAt);
    }

    function settle(bytes32 jobId) external nonReentrant {
        StoredJob storage job = _job(jobId);
        if (job.state != JobState.Committed) revert JobNotCommitted();
        if (block.timestamp < job.windowEndsAt) revert WindowOpen();
        (address provider, uint64 amount) = (job.provider, job.price);

        job.state = JobState.Settled;

        STAKING.unlock(provider, job.stake);
        TOKEN.pay(provider, amount);

        emit Settled(jobId, provider, amount);
    }

    function refund(bytes32 jobId) external nonReentrant {
        StoredJob storage job = _job(jobId);
        if (job.state != JobState.Faulted) revert JobNotFaulted();
        (address requester, uint64 amount) = (job.requester, job.price);

        job.state = JobState.Refunded;

        TOKEN.pay(requester, amount);

        emit Refunded(jobId, requester, amount);
    }

    // The dispute.

    function challenge(bytes32 jobId) external nonReentrant {
        StoredJob storage job = _job(jobId);
        if (job.state != JobState.Committed) revert JobNotCommitted();
        if (block.timestamp >= job.windowEndsAt) revert WindowClosed();
        TOKEN.requireFunds(msg.sender, CHALLENGE_BOND);
        uint32 attempts = job.attempts;
        if (attempts == type(uint32).max) revert Overflow();
        bytes32 disputeId = ComputeMath.disputeId(jobId, attempts);
        uint64 moveDueAt = StakingMath.inSecs(MOVE_SECS);

        StoredDispute storage d = _disputes[disputeId];
        (d.jobId, d.challenger, d.node) = (jobId, msg.sender, job.traceRoot);
        uint8 level = uint8(Descent.depth(job.opCount));
        (d.level, d.phase) = (level, level == 0 ? Phase.Operator : Phase.Trace);
        (d.turn, d.moveDueAt) = (Turn.Provider, moveDueAt);
        (job.state, job.attempts) = (JobState.Disputed, attempts + 1);

        TOKEN.pull(msg.sender, CHALLENGE_BOND);

        emit Challenged(jobId, disputeId, msg.sender, CHALLENGE_BOND, moveDueAt);
    }

    function reveal(bytes32 jobId, bytes calldata data) external nonReentrant {
        (StoredJob storage job, StoredDispute storage d, bytes32 disputeId) = _disputed(jobId);
        if (msg.sender != job.provider) revert NotProvider();
        Phase phase = d.phase;
        if (d.turn != Turn.Provider || phase == Phase.Leaf) revert NotYourTurn();
        uint64 moveDueAt = _nextMove(d);

        if (phase == Phase.Operator) {
            Descent.enterOperator(job, d, jobId, data);
        } else {
            if (phase == Phase.Tile) Descent.requireTile(d, data);
            else if (phase == Phase.Chain) Descent.keepInner(d, data);
            else Descent.requireChildren(d, phase == Phase.Trace ? job.opCount : d.tileCount, data);
            d.turn = Turn.Challenger;
        }
        d.moveDueAt = moveDueAt;

        emit Revealed(disputeId, phase, data, moveDueAt);
    }

    function bisect(bytes32 jobId, uint8 choice, bytes calldata data) external nonReentrant {
        (StoredJob storage job, StoredDispute storage d, bytes32 disputeId) = _disputed(jobId);
        if (msg.sender != d.challenger) revert NotChallenger();
        if (d.turn != Turn.Challenger) revert NotYourTurn();
        Phase phase = d.phase;
        uint64 moveDueAt = _nextMove(d);
        uint16 rounds = d.rounds + 1;

        if (phase == Phase.Tile) Descent.enterElement(d, choice, data);
        else if (phase == Phase.Chain) Descent.narrow(d, choice, data);
        else Descent.descend(d, phase == Phase.Trace ? job.opCount : d.tileCount, choice, data);
        (d.turn, d.moveDueAt, d.rounds) = (Turn.Provider, moveDueAt, rounds);

        emit Bisected(disputeId, phase, choice, rounds, moveDueAt);
    }

    function provide(bytes32 jobId, uint32 offset, bytes calldata data) external nonReentrant {
        (,, bytes32 disputeId) = _atLeaf(jobId);

        uint32 length = _provided[disputeId].provide(offset, data);

        emit Provided(disputeId, msg.sender, length);
    }

    function referee(bytes32 jobId, bytes calldata data) external nonReentrant {
        (StoredJob storage job, StoredDispute storage d, bytes32 disputeId) = _atLeaf(jobId);
        bytes storage openings = _provided[disputeId][msg.sender];
        IReferee.Leaf memory leaf = _leaf(job, d);
        uint32 computed;
        if (openings.length == 0) {
            computed = REFEREE.recompute(leaf, data);
        } else {
            computed = REFEREE.recompute(leaf, bytes.concat(openings, data));
            delete _provided[disputeId][msg.sender];
        }
        uint32 claimed = d.accHi;

        _decide(job, d, disputeId, computed != claimed);

        emit Refereed(disputeId, jobId, computed, claimed, computed != claimed);
    }

    function timeOut(bytes32 jobId) external nonReentrant {
        StoredJob storage job = _job(jobId);
        if (job.state == JobState.Accepted) {
            if (block.timestamp <= job.deadlineAt) revert NotDue();

            job.state = JobState.Faulted;

            uint64 amount = StakingMath.shareDown(job.stake, LATE_BPS);
            _penalise(job, amount, Ids.faultId(jobId), job.requester);

            emit TimedOut(jobId, bytes32(0), true);
        } else {
            if (job.state != JobState.Disputed) revert NotDue();
            (, StoredDispute storage d, bytes32 disputeId) = _disputed(jobId);
            if (block.timestamp <= d.moveDueAt) revert NotDue();
            bool providerLost = d.turn == Turn.Provider;

            _decide(job, d, disputeId, providerLost);

            emit TimedOut(jobId, disputeId, providerLost);
        }
    }

    function reclaim(bytes32 disputeId) external nonReentrant {
        StoredDispute storage d = _disputes[disputeId];
        if (d.phase == Phase.None) revert UnknownDispute();
        Outcome outcome = d.outcome;
        if (outcome == Outcome.Open) revert DisputeOpen();
        if (d.reclaimed) revert AlreadyReclaimed();
        uint64 toChallenger = outcome == Outcome.ProviderLost ? CHALLENGE_BOND : 0;
        uint64 toProvider = outcome == Outcome.ProviderLost ? 0 : StakingMath.shareDown(CHALLENGE_BOND, HALF_BPS);
        uint64 toTreasury = CHALLENGE_BOND - toChallenger - toProvider;

        d.reclaimed = true;

        TOKEN.pay(d.challenger, toChallenger);
        TOKEN.pay(_jobs[d.jobId].provider, toProvider);
        TOKEN.pay(TREASURY, toTreasury);

        emit Reclaimed(disputeId, toChallenger, toProvider, toTreasury);
    }

    // Views.

    function config() external view returns (Config memory) {
        return Config({
            token: address(TOKEN),
            treasury: TREASURY,
            windowSecs: WINDOW_SECS,
            moveSecs: MOVE_SECS,
            challengeBond: CHALLENGE_BOND,
            rewardBps: REWARD_BPS,
            lateBps: LATE_BPS
        });
    }

    function stakingContract() external view returns (address) {
        return address(STAKING);
    }

    function refereeContract() external view returns (address) {
        return address(REFEREE);
    }

    function providerOf(address owner) external view returns (Spec memory) {
        return _providers[owner];
    }

    function jobOf(bytes32 jobId) external view returns (Job memory job) {
        StoredJob storage s = _jobs[jobId];
        if (s.state == JobState.None) return job;
        (job.jobId, job.requester, job.state, job.provider) = (jobId, s.requester, s.state, s.provider);
        (job.resultRoot, job.traceRoot) = (s.resultRoot, s.traceRoot);
        (job.windowEndsAt, job.attempts) = (s.windowEndsAt, s.attempts);
        Terms memory t = job.terms;
        (t.price, t.stake, t.deadlineAt) = (s.price, s.stake, s.deadlineAt);
        (t.opCount, t.modelCount, t.inputCount) = (s.opCount, s.modelCount, s.inputCount);
        (t.programRoot, t.modelRoot, t.inputRoot) = (s.programRoot, s.modelRoot, s.inputRoot);
        (t.device, t.memoryMib, t.units, t.region, t.provider) = (s.device, s.memoryMib, s.units, s.region, s.named);
    }

    function disputeOf(bytes32 disputeId) external view returns (Dispute memory dispute) {
        StoredDispute storage s = _disputes[disputeId];
        if (s.phase == Phase.None) return dispute;
        (dispute.disputeId, dispute.jobId, dispute.node) = (disputeId, s.jobId, s.node);
        (dispute.provider, dispute.challenger) = (_jobs[s.jobId].provider, s.challenger);
        (dispute.bond, dispute.outcome, dispute.reclaimed) = (CHALLENGE_BOND, s.outcome, s.reclaimed);
        (dispute.phase, dispute.turn, dispute.moveDueAt, dispute.rounds) = (s.phase, s.turn, s.moveDueAt, s.rounds);
        (dispute.level, dispute.index, dispute.opIndex) = (s.level, s.index, s.opIndex);
        (dispute.kind, dispute.dtype, dispute.tileCount) = (s.kind, s.dtype, s.tileCount);
        (dispute.rowLength, dispute.chunks, dispute.position) = (s.rowLength, s.chunks, s.position);
        (dispute.lo, dispute.hi, dispute.accLo, dispute.accHi) = (s.lo, s.hi, s.accLo, s.accHi);
        uint32[] memory inner = new uint32[](Descent.innerCount(s));
        for (uint256 i = 0; i < inner.length; ++i) {
            inner[i] = Descent.innerAt(s.inner, i);
        }
        dispute.inner = inner;
    }

    function openingsOf(bytes32 disputeId, address party) external view returns (bytes memory) {
        return _provided[disputeId][party];
    }

    // Within.

    // Whether a program that the job names says that the caller may accept it. By a raw call: whatever stands there, the answer is yes or no.
    function _isNamed(address program, bytes32 jobId) private view returns (bool) {
        (bool answered, bytes memory said) = program.staticcall{gas: NAMING_GAS}(abi.encodeCall(INamer.named, (jobId)));
        return answered && said.length == 32 && abi.decode(said, (bytes32)) == Ids.padded(msg.sender);
    }

    function _job(bytes32 jobId) private view returns (StoredJob storage job) {
        job = _jobs[jobId];
        if (job.state == JobState.None) revert UnknownJob();
    }

    function _disputed(bytes32 jobId)
        private
        view
        returns (StoredJob storage job, StoredDispute storage d, bytes32 disputeId)
    {
        job = _job(jobId);
        if (job.state != JobState.Disputed) revert JobNotDisputed();
        disputeId = ComputeMath.disputeId(jobId, job.attempts - 1);
        d = _disputes[disputeId];
    }

    function _atLeaf(bytes32 jobId)
        private
        view
        returns (StoredJob storage job, StoredDispute storage d, bytes32 disputeId)
    {
        (job, d, disputeId) = _disputed(jobId);
        if (d.phase != Phase.Leaf) revert NotAtReferee();
        if (block.timestamp > d.moveDueAt) revert MoveTooLate();
    }

    function _nextMove(StoredDispute storage d) private view returns (uint64) {
        if (block.timestamp > d.moveDueAt) revert MoveTooLate();
        return StakingMath.inSecs(MOVE_SECS);
    }

    function _store(StoredJob storage job, Terms calldata t) private {
        (job.state, job.opCount) = (JobState.Open, t.opCount);
        (job.stake, job.deadlineAt) = (t.stake, t.deadlineAt);
        (job.modelCount, job.inputCount) = (t.modelCount, t.inputCount);
        (job.requester, job.price) = (msg.sender, t.price);
        (job.named, job.memoryMib, job.units, job.region, job.device) =
        (t.provider, t.memoryMib, t.units, t.region, t.device);
        (job.programRoot, job.modelRoot, job.inputRoot) = (t.programRoot, t.modelRoot, t.inputRoot);
    }

    function _leaf(StoredJob storage job, StoredDispute storage d) private view returns (IReferee.Leaf memory leaf) {
        (leaf.jobId, leaf.programRoot, leaf.modelRoot) = (d.jobId, job.programRoot, job.modelRoot);
        (leaf.inputRoot, leaf.traceRoot) = (job.inputRoot, job.traceRoot);
        (leaf.opCount, leaf.modelCount, leaf.inputCount) = (job.opCount, job.modelCount, job.inputCount);
        (leaf.opIndex, leaf.position, leaf.chunk, leaf.accLo) = (d.opIndex, d.position, d.lo, d.accLo);
    }

    function _decide(StoredJob storage job, StoredDispute storage d, bytes32 disputeId, bool providerLost) private {
        if (providerLost) {
            (d.outcome, job.state) = (Outcome.ProviderLost, JobState.Faulted);
            _penalise(job, job.stake, Ids.faultId(disputeId), d.challenger);
        } else {
            (d.outcome, job.state) = (Outcome.ChallengerLost, JobState.Committed);
            job.windowEndsAt = StakingMath.inSecs(WINDOW_SECS);
        }
    }

    // Slashes `amount` of the job's stake and frees the rest. Stake that another slasher took first must not hold a verdict up.
    function _penalise(StoredJob storage job, uint64 amount, bytes32 fault, address beneficiary) private {
        (address provider, uint64 stake) = (job.provider, job.stake);
        if (amount != 0 && STAKING.reachableOf(provider) != 0) {
            STAKING.slash(provider, amount, fault, beneficiary, REWARD_BPS);
        } else {
            amount = 0;
        }
        if (stake > amount) STAKING.unlock(provider, stake - amount);
    }
}
