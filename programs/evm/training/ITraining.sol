// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Rounds of training among workers that do not trust each other
/// @notice A sponsor pays for rounds; each has a phase in which seats propose the work that they did, and one in which they say whose updates
/// they received; both are told by the clock alone. A round's budget is shared by work: what a run of each of the terms' programs counts,
/// proved by which program was run. The judge is compute: whoever doubts a proposal has its program run again as a job, and what that settles
/// with is what the program gives. A majority decides which state a round starts from and who is included, never whether a computation is
/// right. Amounts are base units of a token of 6 decimals, times are unix seconds; trees and openings are defined in docs/training.md. Nobody
/// owns or can change the contract.
/// @dev Twin: programs/solana/training/src/lib.rs. Meaning: clients/assay/market.py, class Training.
interface ITraining {
    /// @notice Whether a seat takes part, was refuted, or took its stake back. None marks no seat.
    enum SeatState {
        None,
        Active,
        Out,
        Left
    }

    /// @notice A program that seats may propose work with; `work` is what a run of it counts, in units of the sponsor's.
    struct RunProgram {
        bytes32 programRoot;
        uint32 opCount;
        uint32 inputCount;
        uint32 work;
    }

    /// @notice What a sponsor pays `pool` for: `rounds` rounds from `startsAt` on, each of `proposeSecs` and then `witnessSecs`, among at most
    /// `seats` seats that stake `stake` each. A state is `modelCount` tensors; each program reads one as its model, and its last `modelCount`
    /// operators' outputs are the state after it, in the same order. `stateRoot` is the first state's root, as a job's model root.
    struct RunTerms {
        uint64 pool;
        uint64 stake;
        uint64 startsAt;
        uint64 proposeSecs;
        uint64 witnessSecs;
        uint16 rounds;
        uint8 seats;
        uint32 modelCount;
        bytes32 stateRoot;
        RunProgram[] programs;
    }

    /// @notice A seat. `proposals`: those not paid or cleared yet. `doubts`: those not resolved yet.
    struct Seat {
        address owner;
        SeatState state;
        uint16 proposals;
        uint32 doubts;
    }

    /// @notice A run, its seats in the order of joining; a seat's number is its place. `paid`: what went to seats so far. `sponsor` is zero where
    /// the run is unknown.
    struct Run {
        bytes32 runId;
        address sponsor;
        RunTerms terms;
        Seat[] seats;
        uint64 paid;
        bool reclaimed;
    }

    /// @notice A round. `proposed`, `witnessed`, `included` have a bit a seat, from the lowest on; `seen[i]` is what seat i said as a witness.
    /// `baseRoot` (zero: none had a majority), `included`, `totalWork` and `budget` are known once it is closed.
    struct Round {
        bytes32 runId;
        uint16 roundIndex;
        uint16 proposed;
        uint16 witnessed;
        uint16[16] seen;
        bool closed;
        bytes32 baseRoot;
        uint16 included;
        uint64 totalWork;
        uint64 budget;
    }

    /// @notice What a seat says it did: program `program` (its place in the terms) on the state `baseRoot` and the batches `inputRoot`. `claim` is
    /// the hash of the proposal's id and the root of the state after it. `updateHash` is the sha256 of the bytes that it sends the other seats.
    struct Work {
        uint8 program;
        bytes32 baseRoot;
        bytes32 inputRoot;
        bytes32 updateHash;
        bytes32 claim;
    }

    /// @notice A proposal. `order`: how many seats had proposed in the round before. `runId` is zero where there is none.
    struct Proposal {
        bytes32 proposalId;
        bytes32 runId;
        uint16 roundIndex;
        uint8 seat;
        uint8 order;
        Work work;
    }

    /// @notice That `jobId` will show what the proposal's program gives. `doubter` is zero where nobody says so.
    struct Doubt {
        bytes32 doubtId;
        bytes32 proposalId;
        bytes32 jobId;
        address doubter;
    }

    /// @notice The deployment's constants. `windowSecs`: how long a proposal can be doubted after its round. `rewardBps` of a refuted seat's
    /// stake is the doubter's.
    struct Config {
        address token;
        address treasury;
        address compute;
        uint64 windowSecs;
        uint16 rewardBps;
    }

    /// @notice `sponsor` opened a run and paid its pool in.
    event RunOpened(bytes32 indexed runId, address indexed sponsor, uint64 nonce, RunTerms terms);
    /// @notice `owner` took a seat and paid its stake in.
    event SeatTaken(bytes32 indexed runId, address indexed owner, uint8 seat);
    /// @notice A seat says what it did; `order` seats had said so before.
    event WorkProposed(bytes32 indexed runId, uint16 indexed roundIndex, uint8 indexed seat, uint8 order, Work work);
    /// @notice A seat says whose updates it received, a bit a seat.
    event UpdatesWitnessed(bytes32 indexed runId, uint16 indexed roundIndex, uint8 indexed seat, uint16 seen);
    /// @notice A round is over: from `baseRoot`, the `included` seats share `budget` by work. Until `windowEndsAt` they can be doubted.
    event RoundClosed(
        bytes32 indexed runId,
        uint16 indexed roundIndex,
        bytes32 baseRoot,
        uint16 included,
        uint64 totalWork,
        uint64 budget,
        uint64 windowEndsAt
    );
    /// @notice `doubter` says that the job will show a proposal to be wrong.
    event WorkDoubted(
        bytes32 indexed runId, uint16 roundIndex, uint8 seat, bytes32 indexed jobId, address indexed doubter
    );
    /// @notice A doubt is over. `reward` (the doubter's) and `remainder` (the treasury's) are 0 where the seat was not refuted.
    event DoubtResolved(
        bytes32 indexed runId,
        uint16 roundIndex,
        uint8 seat,
        bytes32 indexed jobId,
        address indexed doubter,
        bool refuted,
        uint64 reward,
        uint64 remainder
    );
    /// @notice A proposal is paid, or cleared: `amount` is 0 where it was not included or the seat is out.
    event WorkPaid(bytes32 indexed runId, uint16 indexed roundIndex, uint8 seat, address indexed owner, uint64 amount);
    /// @notice A seat took its stake back.
    event SeatLeft(bytes32 indexed runId, uint8 seat, address indexed owner, uint64 stake);
    /// @notice What nobody earned went to the sponsor.
    event RestReclaimed(bytes32 indexed runId, address indexed sponsor, uint64 amount);
    /// @notice `party` has provided `length` bytes so far.
    event TensorsProvided(address indexed party, uint32 length);

    /// @notice The token is not a contract of 6 decimals.
    error WrongToken();
    /// @notice The caller has less than the pool or the stake.
    error InsufficientFunds();
    /// @notice The token refused to move funds, or was called back into.
    error TransferFailed();
    /// @notice A constant of the deployment is out of range.
    error BadConfig();
    /// @notice No job bears this id.
    error UnknownJob();
    /// @notice An opening does not lead to its root.
    error BadOpening();
    /// @notice A piece is laid down at the start or where the last one ended.
    error BadOffset();
    /// @notice At most 8,192 bytes are provided.
    error TooMuchData();
    /// @notice The round can still be doubted.
    error WindowOpen();
    /// @notice The round can no longer be doubted.
    error WindowClosed();
    /// @notice This account has a seat in the run.
    error AlreadyJoined();
    /// @notice This sponsor already used this nonce.
    error RunExists();
    /// @notice No run bears this id.
    error UnknownRun();
    /// @notice A run has 2..=16 seats, 1..=4 programs that end in 1..=128 tensors, a base unit a round and dates within ten years.
    error BadRun();
    /// @notice The run has begun.
    error JoinClosed();
    /// @notice All seats of the run are taken.
    error NoSeatLeft();
    /// @notice This account has no seat in the run.
    error NotSeated();
    /// @notice The seat was refuted.
    error SeatIsOut();
    /// @notice The seat took its stake back.
    error SeatHasLeft();
    /// @notice The run has fewer rounds.
    error NoSuchRound();
    /// @notice The round takes no proposals now.
    error NotProposing();
    /// @notice The round hears no witnesses now.
    error NotWitnessing();
    /// @notice The run has fewer programs.
    error NoSuchProgram();
    /// @notice This seat proposed in this round before.
    error AlreadyProposed();
    /// @notice This seat was a witness of this round before.
    error AlreadyWitnessed();
    /// @notice Nobody proposed in this round.
    error NothingProposed();
    /// @notice The round's witnesses can still speak.
    error RoundNotOver();
    /// @notice The round was closed before.
    error RoundIsClosed();
    /// @notice The round is not closed yet.
    error RoundNotClosed();
    /// @notice The seat made no proposal in this round, or it was paid before.
    error UnknownProposal();
    /// @notice Doubts about this seat are not resolved.
    error DoubtsOpen();
    /// @notice The proposal is doubted with this job already.
    error DoubtExists();
    /// @notice The proposal is not doubted with this job.
    error UnknownDoubt();
    /// @notice Only a committed, disputed or settled job shows what a program gives.
    error JobShowsNothing();
    /// @notice The job is not the proposal's work over again, or risks less than the seat.
    error WrongJob();
    /// @notice The job is neither settled nor faulted.
    error JobUndecided();
    /// @notice The run's last round is not over.
    error RoundsNotOver();
    /// @notice Proposals were not paid or cleared yet.
    error WorkUnpaid();
    /// @notice What was left went to the sponsor before.
    error RestIsPaid();

    /// @notice Opens a run and pays its pool in. Anyone.
    /// @dev Errors: RunExists, BadRun, InsufficientFunds, TransferFailed. Event: RunOpened. Twin:
    /// programs/solana/training/src/instructions/open.rs.
    /// @param nonce The caller's number of it.
    /// @param terms What is paid for.
    function open(uint64 nonce, RunTerms calldata terms) external;

    /// @notice Takes the run's next seat for the caller, before it starts, and pays its stake in. Anyone, once.
    /// @dev Errors: UnknownRun, JoinClosed, AlreadyJoined, NoSeatLeft, InsufficientFunds, TransferFailed. Event: SeatTaken. Twin:
    /// programs/solana/training/src/instructions/join.rs.
    /// @param runId The run.
    function join(bytes32 runId) external;

    /// @notice Says what the caller did in the round that takes proposals now. Once: nothing is taken back. A seat.
    /// @dev Errors: UnknownRun, NotSeated, SeatIsOut, SeatHasLeft, NoSuchRound, NotProposing, NoSuchProgram, AlreadyProposed. Event: WorkProposed.
    /// Twin: programs/solana/training/src/instructions/propose.rs.
    /// @param runId The run.
    /// @param roundIndex The round, from 0.
    /// @param work What it did.
    function propose(bytes32 runId, uint16 roundIndex, Work calldata work) external;

    /// @notice Says, in the phase after proposals, whose updates the caller received in time, with the hash that was proposed, and with the
    /// batches: without them nobody could run the work again. Bits of itself and of who did not propose say nothing. A seat, whether it proposed or
    /// not.
    /// @dev Errors: UnknownRun, NotSeated, SeatIsOut, SeatHasLeft, NoSuchRound, NotWitnessing, NothingProposed, AlreadyWitnessed. Event:
    /// UpdatesWitnessed. Twin: programs/solana/training/src/instructions/witness.rs.
    /// @param runId The run.
    /// @param roundIndex The round, from 0.
    /// @param seen Bit i: seat i's.
    function witness(bytes32 runId, uint16 roundIndex, uint16 seen) external;

    /// @notice Closes a round whose phases are over. Its base is the state that more than half of those who proposed started from (round 0: the
    /// terms'). Included is who started from it and was seen by more than half of the witnesses other than itself; of those of the same program and
    /// batches only who proposed first. Seats that were refuted before count as any other: when a round is closed changes nothing. Anyone.
    /// @dev Errors: UnknownRun, NoSuchRound, RoundNotOver, NothingProposed, RoundIsClosed. Event: RoundClosed. Twin:
    /// programs/solana/training/src/instructions/close_round.rs.
    /// @param runId The run.
    /// @param roundIndex The round, from 0.
    function closeRound(bytes32 runId, uint16 roundIndex) external;

    /// @notice Pays a seat budget * work / total work (down) for a proposal that was included, once the round's window is over and nobody doubts
    /// the seat; and clears the proposal. One not included, and any of a refuted seat, is cleared for 0. Anyone.
    /// @dev Errors: UnknownRun, UnknownProposal, RoundNotClosed, WindowOpen, DoubtsOpen, TransferFailed. Event: WorkPaid. Twin:
    /// programs/solana/training/src/instructions/collect.rs.
    /// @param runId The run.
    /// @param roundIndex The round, from 0.
    /// @param seat The seat's number.
    function collect(bytes32 runId, uint16 roundIndex, uint8 seat) external;

    /// @notice Names, until the end of the round's window, a compute job that does a proposal's work over again and is committed at least: program,
    /// operators, tensors, model root (the proposal's base), input root are the same, and its provider risks the seat's stake or more. The seat is
    /// paid nothing until the doubt is resolved. A seat whose work is right defends itself by challenging a wrong job in compute. Anyone.
    /// @dev Errors: UnknownRun, UnknownProposal, SeatIsOut, WindowClosed, DoubtExists, UnknownJob, JobShowsNothing, WrongJob. Event: WorkDoubted.
    /// Twin: programs/solana/training/src/instructions/doubt.rs.
    /// @param runId The run.
    /// @param roundIndex The round, from 0.
    /// @param seat The seat's number.
    /// @param jobId The job.
    function doubt(bytes32 runId, uint16 roundIndex, uint8 seat, bytes32 jobId) external;

    /// @notice Ends a doubt whose job is over. A faulted job shows nothing, and of a seat that is out nothing is left to show. A settled job is
    /// opened. If the state that it ends with is not the claimed one, the seat is out: `rewardBps` of its stake is the doubter's, the rest the
    /// treasury's. It is paid no more, and takes no part any more. Anyone.
    /// @dev Errors: UnknownRun, UnknownProposal, UnknownDoubt, BadOpening, JobUndecided, TransferFailed. Event: DoubtResolved. Twin:
    /// programs/solana/training/src/instructions/resolve.rs.
    /// @param runId The run.
    /// @param roundIndex The round, from 0.
    /// @param seat The seat's number.
    /// @param jobId The job.
    /// @param data The job's last `modelCount` outputs (dtype and dims 17 || root 32, each) and the siblings that join them to its trace (32 each,
    /// those to their left, from the leaves up); empty: what was provided.
    function resolve(bytes32 runId, uint16 roundIndex, uint8 seat, bytes32 jobId, bytes calldata data) external;

    /// @notice Takes the caller's stake back, after the last round and once all it proposed is collected. A seat.
    /// @dev Errors: UnknownRun, NotSeated, SeatIsOut, SeatHasLeft, RoundsNotOver, WorkUnpaid, TransferFailed. Event: SeatLeft. Twin:
    /// programs/solana/training/src/instructions/leave_run.rs.
    /// @param runId The run.
    function leaveRun(bytes32 runId) external;

    /// @notice Sends what nobody earned to the sponsor, after the last round and once all proposals are collected. Anyone.
    /// @dev Errors: UnknownRun, RestIsPaid, RoundsNotOver, WorkUnpaid, TransferFailed. Event: RestReclaimed. Twin:
    /// programs/solana/training/src/instructions/reclaim.rs.
    /// @param runId The run.
    function reclaim(bytes32 runId) external;

    /// @notice Lays down bytes for a resolve of the caller's, piece by piece. Anyone.
    /// @dev Errors: BadOffset, TooMuchData. Event: TensorsProvided. Twin: programs/solana/training/src/instructions/provide.rs.
    /// @param offset 0 starts afresh, any other must be the length so far.
    /// @param data The next piece.
    function provide(uint32 offset, bytes calldata data) external;

    /// @notice The deployment's constants.
    function config() external view returns (Config memory);

    /// @notice A run; `sponsor` zero where it is unknown.
    /// @param runId The run.
    function runOf(bytes32 runId) external view returns (Run memory);

    /// @notice A round; `runId` zero where nobody proposed in it.
    /// @param runId The run.
    /// @param roundIndex The round, from 0.
    function roundOf(bytes32 runId, uint16 roundIndex) external view returns (Round memory);

    /// @notice What a seat proposed in a round; `runId` zero where it did not, or once it was paid or cleared.
    /// @param runId The run.
    /// @param roundIndex The round, from 0.
    /// @param seat The seat's number.
    function proposalOf(bytes32 runId, uint16 roundIndex, uint8 seat) external view returns (Proposal memory);

    /// @notice The doubt of a proposal with a job that is not resolved yet; `doubter` zero where there is none.
    /// @param runId The run.
    /// @param roundIndex The round, from 0.
    /// @param seat The seat's number.
    /// @param jobId The job.
    function doubtOf(bytes32 runId, uint16 roundIndex, uint8 seat, bytes32 jobId) external view returns (Doubt memory);

    /// @notice What a party has provided so far.
    /// @param party Who provided it.
    function openingsOf(address party) external view returns (bytes memory);
}
