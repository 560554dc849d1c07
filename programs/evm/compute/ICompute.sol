// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title A job's life and the dispute over it
/// @notice open -> accepted -> committed -> settled, or disputed -> faulted -> refunded. A provider's result is believed unless somebody
/// challenges it within the window; a dispute then descends to one chunk or element that the chain recomputes itself. A challenger that
/// loses puts the job back to committed with a fresh window. Amounts are base units of a token of 6 decimals, times are unix seconds,
/// ids and roots are sha256 hashes; what the bytes mean is defined in docs/operators.md. Nobody owns or can change the contract.
/// @dev Twin: programs/solana/compute/src/lib.rs. Meaning: clients/assay/market.py, class Compute.
interface ICompute {
    /// @notice Where a job stands. None marks an unknown job.
    enum JobState {
        None,
        Open,
        Accepted,
        Committed,
        Disputed,
        Settled,
        Faulted,
        Refunded,
        Cancelled
    }

    /// @notice Where a dispute stands (docs/operators.md, "The descent"). None marks an unknown dispute.
    enum Phase {
        None,
        Trace,
        Operator,
        Tiles,
        Tile,
        Chain,
        Leaf
    }

    /// @notice Who is to move. None marks an unknown dispute.
    enum Turn {
        None,
        Provider,
        Challenger
    }

    /// @notice How a dispute ended.
    enum Outcome {
        Open,
        ProviderLost,
        ChallengerLost
    }

    /// @notice What a provider offers. `device`: 1 CPU, 2 NVIDIA, 3 AMD (0 in the answer of `providerOf`: not registered); `region`: ISO 3166-1
    /// numeric, 0 unsaid; `ask`: base units a job; `attributesRoot`: attested attributes, zero for none.
    struct Spec {
        uint8 device;
        uint32 memoryMib;
        uint16 units;
        uint16 region;
        uint64 ask;
        bytes32 attributesRoot;
    }

    /// @notice What a requester asks for and pays. `device` and `region` 0 and `provider` zero mean any; `memoryMib` and `units` are least values.
    struct Terms {
        uint64 price;
        uint64 stake;
        uint64 deadlineAt;
        uint32 opCount;
        uint32 modelCount;
        uint32 inputCount;
        bytes32 programRoot;
        bytes32 modelRoot;
        bytes32 inputRoot;
        uint8 device;
        uint32 memoryMib;
        uint16 units;
        uint16 region;
        address provider;
    }

    /// @notice A job. `provider`, the last two roots and `windowEndsAt` are zero until they are known; `attempts` counts disputes.
    struct Job {
        bytes32 jobId;
        address requester;
        Terms terms;
        JobState state;
        address provider;
        bytes32 resultRoot;
        bytes32 traceRoot;
        uint64 windowEndsAt;
        uint32 attempts;
    }

    /// @notice A dispute. `level`, `index`, `node`: the disputed node of the current tree. `lo`, `hi`, `accLo`, `accHi`: the disputed run of
    /// chunks, the accumulator agreed before it and the one disputed after it. `inner`: the accumulators revealed between.
    struct Dispute {
        bytes32 disputeId;
        bytes32 jobId;
        address provider;
        address challenger;
        uint64 bond;
        Outcome outcome;
        bool reclaimed;
        Phase phase;
        Turn turn;
        uint64 moveDueAt;
        uint16 rounds;
        uint8 level;
        uint32 index;
        bytes32 node;
        uint32 opIndex;
        uint8 kind;
        uint8 dtype;
        uint32 tileCount;
        uint32 rowLength;
        uint32 chunks;
        uint32 position;
        uint32 lo;
        uint32 hi;
        uint32 accLo;
        uint32 accHi;
        uint32[] inner;
    }

    /// @notice The deployment's constants.
    struct Config {
        address token;
        address treasury;
        uint64 windowSecs;
        uint64 moveSecs;
        uint64 challengeBond;
        uint16 rewardBps;
        uint16 lateBps;
    }

    /// @notice `provider` offers `spec` from now on.
    event Registered(address indexed provider, Spec spec);
    /// @notice `requester` posted a job and put its price in escrow.
    event Posted(bytes32 indexed jobId, address indexed requester, uint64 nonce, Terms terms);
    /// @notice An open job was taken back and `amount` returned.
    event Cancelled(bytes32 indexed jobId, address indexed requester, uint64 amount);
    /// @notice `provider` took the job; its stake is locked.
    event Accepted(bytes32 indexed jobId, address indexed provider);
    /// @notice `provider` committed to a trace, which can be challenged before `windowEndsAt`.
    event Committed(
        bytes32 indexed jobId, address indexed provider, bytes32 resultRoot, bytes32 traceRoot, uint64 windowEndsAt
    );
    /// @notice `provider` was paid `amount` and its stake freed.
    event Settled(bytes32 indexed jobId, address indexed provider, uint64 amount);
    /// @notice `challenger` disputes the trace; the provider moves until `moveDueAt`.
    event Challenged(
        bytes32 indexed jobId, bytes32 indexed disputeId, address indexed challenger, uint64 bond, uint64 moveDueAt
    );
    /// @notice The provider moved in `phase`.
    event Revealed(bytes32 indexed disputeId, Phase phase, bytes data, uint64 moveDueAt);
    /// @notice The challenger moved in `phase`; `rounds` counts its moves.
    event Bisected(bytes32 indexed disputeId, Phase phase, uint8 choice, uint16 rounds, uint64 moveDueAt);
    /// @notice `party` has `length` bytes of openings laid down.
    event Provided(bytes32 indexed disputeId, address indexed party, uint32 length);
    /// @notice The chain recomputed the leaf: `computed` against the provider's `claimed`, both value bits.
    event Refereed(
        bytes32 indexed disputeId, bytes32 indexed jobId, uint32 computed, uint32 claimed, bool providerLost
    );
    /// @notice A clock ran out: the job's deadline where `disputeId` is zero, else a move's.
    event TimedOut(bytes32 indexed jobId, bytes32 indexed disputeId, bool providerLost);
    /// @notice The requester of a faulted job got `amount` back.
    event Refunded(bytes32 indexed jobId, address indexed requester, uint64 amount);
    /// @notice A decided dispute's bond was paid out.
    event Reclaimed(bytes32 indexed disputeId, uint64 toChallenger, uint64 toProvider, uint64 toTreasury);

    /// @notice The token has not 6 decimals.
    error WrongToken();
    /// @notice The caller's token balance is below the amount.
    error InsufficientFunds();
    /// @notice The token moved less than asked, returned false or reverted.
    error TransferFailed();
    /// @notice A number would pass its type's largest value.
    error Overflow();
    /// @notice A constructor's argument is out of its bounds.
    error BadConfig();
    /// @notice The provider never bonded.
    error UnknownStake();
    /// @notice A spec needs a known device, at least one unit and some memory.
    error BadSpec();
    /// @notice This requester used this nonce before.
    error JobExists();
    /// @notice No job bears this id.
    error UnknownJob();
    /// @notice No dispute bears this id.
    error UnknownDispute();
    /// @notice A job pays something.
    error ZeroPrice();
    /// @notice A job is backed by some stake.
    error ZeroStake();
    /// @notice A job has 1 to 65,536 operators and at most 65,536 model tensors and inputs.
    error BadTerms();
    /// @notice The job's deadline has passed.
    error DeadlinePassed();
    /// @notice Only the job's requester does this.
    error NotRequester();
    /// @notice Only the job's provider does this.
    error NotProvider();
    /// @notice Only the dispute's challenger does this.
    error NotChallenger();
    /// @notice The caller has not registered as a provider.
    error NotRegistered();
    /// @notice The job names another provider.
    error NotNamed();
    /// @notice The provider's spec does not meet the job's needs.
    error NeedsNotMet();
    /// @notice The job is not open.
    error JobNotOpen();
    /// @notice The job is not accepted and waiting for a commitment.
    error JobNotAccepted();
    /// @notice The job has no undisputed commitment.
    error JobNotCommitted();
    /// @notice The job has no open dispute.
    error JobNotDisputed();
    /// @notice The job did not end in a fault.
    error JobNotFaulted();
    /// @notice The challenge window is still open.
    error WindowOpen();
    /// @notice The challenge window has closed.
    error WindowClosed();
    /// @notice The other side is to move.
    error NotYourTurn();
    /// @notice The move's clock has run out.
    error MoveTooLate();
    /// @notice No clock has run out.
    error NotDue();
    /// @notice What was revealed does not fold to the disputed node.
    error BadReveal();
    /// @notice The choice is outside what was revealed.
    error BadChoice();
    /// @notice The descriptor is malformed.
    error BadOperator();
    /// @notice An opening does not lead to its root.
    error BadOpening();
    /// @notice The dispute has not come down to one leaf.
    error NotAtReferee();
    /// @notice Openings are laid down in order, from offset 0.
    error BadOffset();
    /// @notice Openings are at most 8,192 bytes.
    error TooMuchData();
    /// @notice The dispute is not decided.
    error DisputeOpen();
    /// @notice The bond was paid out before.
    error AlreadyReclaimed();

    /// @notice Registers the caller as a provider, or replaces what it offers. Anyone.
    /// @dev Errors: BadSpec. Event: Registered. Twin: programs/solana/compute/src/instructions/register.rs.
    /// @param spec The offer.
    function register(Spec calldata spec) external;

    /// @notice Posts a job and puts its price, approved for this contract, in escrow. Anyone. The job's id is
    /// sha256("assay/job/v1" || caller, left-padded to 32 bytes || nonce, 8 bytes little-endian).
    /// @dev Errors: JobExists, ZeroPrice, ZeroStake, BadTerms, DeadlinePassed, InsufficientFunds, TransferFailed. Event: Posted.
    /// Twin: programs/solana/compute/src/instructions/post.rs.
    /// @param nonce A number the caller has not used.
    /// @param terms Price and stake in base units, deadline in unix seconds, the roots, and the needs.
    function post(uint64 nonce, Terms calldata terms) external;

    /// @notice Takes an open job back; its price returns. The job's requester.
    /// @dev Errors: UnknownJob, NotRequester, JobNotOpen, TransferFailed. Event: Cancelled. Twin: programs/solana/compute/src/instructions/cancel.rs.
    /// @param jobId The job.
    function cancel(bytes32 jobId) external;

    /// @notice Takes an open job on; the job's stake is locked. A registered provider with stake that meets the needs. Who accepts a
    /// malformed program cannot defend it.
    /// @dev Errors: UnknownJob, NotRegistered, UnknownStake, JobNotOpen, DeadlinePassed, NotNamed, NeedsNotMet; of staking: NotSlasher,
    /// InsufficientStake. Events: Accepted, staking's Locked. Twin: programs/solana/compute/src/instructions/accept.rs.
    /// @param jobId The job.
    function accept(bytes32 jobId) external;

    /// @notice Commits to the trace of an accepted job until its deadline. The job's provider.
    /// @dev Errors: UnknownJob, NotProvider, JobNotAccepted, DeadlinePassed, BadOpening, Overflow. Event: Committed.
    /// Twin: programs/solana/compute/src/instructions/commit.rs.
    /// @param jobId The job.
    /// @param resultRoot The trace tree's last leaf hash.
    /// @param traceRoot The trace tree's root.
    /// @param path That leaf's path, 32 bytes a sibling.
    function commit(bytes32 jobId, bytes32 resultRoot, bytes32 traceRoot, bytes calldata path) external;

    /// @notice Pays the provider and frees its stake once the window has closed. Anyone.
    /// @dev Errors: UnknownJob, JobNotCommitted, WindowOpen, TransferFailed. Events: Settled, staking's Unlocked.
    /// Twin: programs/solana/compute/src/instructions/settle.rs.
    /// @param jobId The job.
    function settle(bytes32 jobId) external;

    /// @notice Disputes a commitment within its window, with the configured bond approved for this contract. Anyone. The dispute's id is
    /// sha256("assay/dispute/v1" || job id || number of the dispute, from 0, 4 bytes little-endian). The provider is to move.
    /// @dev Errors: UnknownJob, JobNotCommitted, WindowClosed, InsufficientFunds, Overflow, TransferFailed. Event: Challenged.
    /// Twin: programs/solana/compute/src/instructions/challenge.rs.
    /// @param jobId The job.
    function challenge(bytes32 jobId) external;

    /// @notice The provider's move. The job's provider, in its turn.
    /// @dev Errors: UnknownJob, JobNotDisputed, NotProvider, NotYourTurn, MoveTooLate, Overflow, BadReveal; in Operator also BadOpening and
    /// BadOperator. Event: Revealed. Twin: programs/solana/compute/src/instructions/reveal.rs.
    /// @param jobId The job.
    /// @param data By phase. Trace, Tiles: the node's children, 32 bytes each. Operator: the descriptor (102 bytes), its path, the output's
    /// root. Tile: the tile's bytes. Chain: the inner accumulators, 4 bytes each.
    function reveal(bytes32 jobId, bytes calldata data) external;

    /// @notice The challenger's move: the first child, value or segment it disputes, by which it accepts all before. The dispute's
    /// challenger, in its turn.
    /// @dev Errors: UnknownJob, JobNotDisputed, NotChallenger, NotYourTurn, MoveTooLate, Overflow, BadReveal, BadChoice. Event: Bisected.
    /// Twin: programs/solana/compute/src/instructions/bisect.rs.
    /// @param jobId The job.
    /// @param choice Which, from 0.
    /// @param data What was revealed, again; empty in Chain.
    function bisect(bytes32 jobId, uint8 choice, bytes calldata data) external;

    /// @notice Lays openings down for the caller's own call of `referee`, piece by piece. Anyone. On this chain all of them fit the call itself.
    /// @dev Errors: UnknownJob, JobNotDisputed, NotAtReferee, MoveTooLate, BadOffset, TooMuchData. Event: Provided.
    /// Twin: programs/solana/compute/src/instructions/provide.rs.
    /// @param jobId The job.
    /// @param offset 0 starts afresh; any other must be the length so far.
    /// @param data The next bytes.
    function provide(bytes32 jobId, uint32 offset, bytes calldata data) external;

    /// @notice Recomputes the disputed leaf from what the caller provided, followed by `data`, and punishes the loser: the provider by the
    /// job's stake, part of it to the challenger; the challenger by its bond, half of it to the provider. Anyone.
    /// @dev Errors: UnknownJob, JobNotDisputed, NotAtReferee, MoveTooLate, BadOpening, BadOperator, Overflow. Events: Refereed, staking's
    /// Slashed and Unlocked. Twin: programs/solana/compute/src/instructions/referee.rs.
    /// @param jobId The job.
    /// @param data Openings (docs/operators.md, "Openings for the referee").
    function referee(bytes32 jobId, bytes calldata data) external;

    /// @notice Punishes silence. An accepted job past its deadline costs the provider `lateBps` of the job's stake, for the requester; a move past
    /// its clock loses the dispute for the side to move, and at the leaf for the provider. Anyone.
    /// @dev Errors: UnknownJob, NotDue, Overflow. Events: TimedOut, staking's Slashed and Unlocked.
    /// Twin: programs/solana/compute/src/instructions/time_out.rs.
    /// @param jobId The job.
    function timeOut(bytes32 jobId) external;

    /// @notice Pays the requester of a faulted job back, once. Anyone.
    /// @dev Errors: UnknownJob, JobNotFaulted, TransferFailed. Event: Refunded. Twin: programs/solana/compute/src/instructions/refund.rs.
    /// @param jobId The job.
    function refund(bytes32 jobId) external;

    /// @notice Pays the bond of a decided dispute out, once: to the challenger that won; else half, rounded down, to the provider and the
    /// rest to the treasury. Anyone.
    /// @dev Errors: UnknownDispute, DisputeOpen, AlreadyReclaimed, TransferFailed. Event: Reclaimed.
    /// Twin: programs/solana/compute/src/instructions/reclaim.rs.
    /// @param disputeId The dispute.
    function reclaim(bytes32 disputeId) external;

    /// @notice The deployment's constants.
    function config() external view returns (Config memory);

    /// @notice The staking contract in which stake is locked and slashed.
    function stakingContract() external view returns (address);

    /// @notice The stateless contract that recomputes leaves.
    function refereeContract() external view returns (address);

    /// @notice What an owner registered; device 0 where it has not.
    /// @param owner The provider.
    function providerOf(address owner) external view returns (Spec memory);

    /// @notice A job; state None where it is unknown.
    /// @param jobId The job.
    function jobOf(bytes32 jobId) external view returns (Job memory);

    /// @notice A dispute; phase None where it is unknown.
    /// @param disputeId The dispute.
    function disputeOf(bytes32 disputeId) external view returns (Dispute memory);

    /// @notice What a party has provided for the referee so far.
    /// @param disputeId The dispute.
    /// @param party Who provided it.
    function openingsOf(bytes32 disputeId, address party) external view returns (bytes memory);
}
