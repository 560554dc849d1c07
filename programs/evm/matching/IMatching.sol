// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Jobs brought to providers by whoever finds the best assignment
/// @notice A provider offers once, and sends nothing more until a job is its own. A requester posts a job at compute whose terms name this
/// contract, and lists it. A matcher posts an assignment of all that wait, with the prices that prove it best, and a bond; one false leaf or one
/// violated edge refutes it. When its window has closed, its matches are awarded one by one, and the providers accept at compute. Amounts are
/// base units of a token of 6 decimals, times are unix seconds; trees and evidence are defined in docs/matching.md. Nobody owns or can change
/// the contract.
/// @dev Twin: programs/solana/matching/src/lib.rs. Meaning: clients/assay/market.py, class Matching.
interface IMatching {
    /// @notice Whether a listing waits, is matched, or is over. None marks an unknown listing.
    enum ListingState {
        None,
        Open,
        Matched,
        Closed
    }

    /// @notice Where an assignment stands. None marks an unknown assignment.
    enum AssignmentState {
        None,
        Posted,
        Refuted,
        Closed
    }

    /// @notice What a provider takes: the spec that it had registered at compute, for `ask` a job at least, no more than `capacity` jobs that it
    /// has not accepted yet (`live` are). `capacity` is 0 where it was taken back, declined under or lapsed under. `changedAt` is when anything
    /// but `live` last changed, 0 where it never offered.
    struct Offer {
        address provider;
        uint64 changedAt;
        uint64 ask;
        uint8 device;
        uint32 memoryMib;
        uint16 units;
        uint16 region;
        uint16 capacity;
        uint16 live;
        uint64 bond;
    }

    /// @notice A job that waits for a provider: its terms, and whom the requester allows (`allowedCount` 0: everyone). `provider` is who may accept
    /// it, zero while open.
    struct Listing {
        bytes32 jobId;
        address provider;
        address requester;
        ListingState state;
        uint64 changedAt;
        uint64 acceptBy;
        uint64 price;
        uint64 deadlineAt;
        uint8 device;
        uint32 memoryMib;
        uint16 units;
        uint16 region;
        bytes32 allowedRoot;
        uint16 allowedCount;
    }

    /// @notice Two trees: jobs in order of their ids, each with its provider and dual, and offers in order of their providers, each with its price
    /// of a slot. `rent` is the sum of both. `seenAt` is the second at whose end they were what the chain said.
    struct AssignmentTerms {
        uint64 seenAt;
        uint64 rent;
        bytes32 jobsRoot;
        uint32 jobsCount;
        bytes32 offersRoot;
        uint32 offersCount;
    }

    /// @notice An assignment. Until `windowEndsAt` it can be refuted; `demands` are unanswered.
    struct Assignment {
        bytes32 assignmentId;
        address matcher;
        AssignmentTerms terms;
        AssignmentState state;
        uint64 postedAt;
        uint64 windowEndsAt;
        uint32 demands;
        uint64 bond;
    }

    /// @notice Somebody asked to see a leaf, and put `bond` down until it is shown. `demander` is zero where nobody does.
    struct Demand {
        bytes32 demandId;
        bytes32 assignmentId;
        uint8 leaves;
        uint32 index;
        address demander;
        uint64 bond;
        uint64 dueAt;
    }

    /// @notice The deployment's constants.
    struct Config {
        address token;
        address treasury;
        address compute;
        uint64 windowSecs;
        uint64 answerSecs;
        uint64 seenSecs;
        uint64 acceptSecs;
        uint64 fallbackSecs;
        uint64 offerBond;
        uint64 assignmentBond;
        uint64 demandBond;
        uint16 lapseBps;
        uint16 rewardBps;
    }

    /// @notice `provider` offers these from now on, instead of what it did before.
    event Offered(
        address indexed provider,
        uint64 ask,
        uint8 device,
        uint32 memoryMib,
        uint16 units,
        uint16 region,
        uint16 capacity,
        uint64 bond
    );
    /// @notice `provider` took its offer and its bond back.
    event OfferRetracted(address indexed provider, uint64 bond);
    /// @notice A job waits for a provider, one of `allowed` (32 bytes an address; none: everyone).
    event JobListed(bytes32 indexed jobId, address indexed requester, bytes32 allowedRoot, bytes allowed);
    /// @notice `matcher` posted an assignment, which can be refuted until `windowEndsAt`.
    event AssignmentPosted(
        bytes32 indexed assignmentId, address indexed matcher, uint64 nonce, AssignmentTerms terms, uint64 windowEndsAt
    );
    /// @notice `demander` wants to see a leaf by `dueAt`.
    event LeafDemanded(
        bytes32 indexed assignmentId,
        uint8 leaves,
        uint32 index,
        address indexed demander,
        uint64 dueAt,
        uint64 windowEndsAt
    );
    /// @notice A demanded leaf was shown: payload and path.
    event LeafShown(bytes32 indexed assignmentId, uint8 leaves, uint32 index, bytes data);
    /// @notice A demanded leaf was not shown, or its assignment refuted before; the bond went back.
    event DemandExpired(bytes32 indexed assignmentId, uint8 leaves, uint32 index, address indexed demander);
    /// @notice An assignment is void: by `fault` (0: a leaf was not shown). `reward` went to `accuser`, `remainder` to the treasury.
    event AssignmentRefuted(
        bytes32 indexed assignmentId, uint8 fault, address indexed accuser, uint64 reward, uint64 remainder
    );
    /// @notice Nobody refuted the assignment; its matcher has the bond back.
    event AssignmentClosed(bytes32 indexed assignmentId, address indexed matcher, uint64 bond);
    /// @notice `provider` may accept the job until `acceptBy`. `assignmentId` is zero where it took the job itself.
    event JobMatched(bytes32 indexed jobId, address indexed provider, bytes32 indexed assignmentId, uint64 acceptBy);
    /// @notice A match ended: 1 the job is no longer open, 2 declined, 3 not accepted in time, which cost the provider `penalty`.
    event MatchEnded(bytes32 indexed jobId, address indexed provider, uint8 how, uint64 penalty);
    /// @notice `party` has provided `length` bytes so far.
    event EvidenceProvided(address indexed party, uint32 length);

    /// @notice The token is not a contract of 6 decimals.
    error WrongToken();
    /// @notice The caller has less than the bond.
    error InsufficientFunds();
    /// @notice The token refused to move funds, or was called back into.
    error TransferFailed();
    /// @notice A sum leaves its range.
    error Overflow();
    /// @notice A constant of the deployment is out of range.
    error BadConfig();
    /// @notice The caller is no registered provider.
    error NotRegistered();
    /// @notice No job bears this id.
    error UnknownJob();
    /// @notice Only the job's requester may do this.
    error NotRequester();
    /// @notice Only the matched provider may do this.
    error NotProvider();
    /// @notice The job is not open at compute.
    error JobNotOpen();
    /// @notice The job's deadline is too near, or past.
    error DeadlinePassed();
    /// @notice The offer does not meet the job's needs.
    error NeedsNotMet();
    /// @notice A piece is laid down at the start or where the last one ended.
    error BadOffset();
    /// @notice At most 8,192 bytes are provided.
    error TooMuchData();
    /// @notice It is too early for this.
    error NotDue();
    /// @notice The leaf was due before.
    error MoveTooLate();
    /// @notice The assignment can still be refuted.
    error WindowOpen();
    /// @notice The assignment can no longer be demanded of, or refuted.
    error WindowClosed();
    /// @notice The evidence shows no fault.
    error NotRefuted();
    /// @notice The evidence does not open to the roots, or is not what the fault takes.
    error BadEvidence();
    /// @notice An offer takes at least one job, and no fewer than are matched to it.
    error BadCapacity();
    /// @notice This account never made an offer.
    error UnknownOffer();
    /// @notice The offer has no bond left to take back.
    error NothingOffered();
    /// @notice Jobs matched to this offer are neither accepted nor released.
    error OfferInUse();
    /// @notice The job does not name this contract to name its provider.
    error NamesAnother();
    /// @notice The job is listed already.
    error ListingExists();
    /// @notice The job is not listed.
    error UnknownListing();
    /// @notice At most 64 addresses are allowed, whole and each above the one before.
    error BadAllowed();
    /// @notice This matcher already used this nonce.
    error AssignmentExists();
    /// @notice No assignment bears this id.
    error UnknownAssignment();
    /// @notice An assignment has 1..=65,536 jobs and as many offers.
    error BadAssignment();
    /// @notice An assignment is made from what the chain said before now, and not long before.
    error BadView();
    /// @notice The assignment was refuted or closed before.
    error AssignmentNotOpen();
    /// @notice The assignment was refuted.
    error AssignmentIsRefuted();
    /// @notice The assignment has no such leaf.
    error NoSuchLeaf();
    /// @notice This leaf is demanded already.
    error DemandExists();
    /// @notice Nobody demands this leaf.
    error UnknownDemand();
    /// @notice Demanded leaves were not shown yet.
    error DemandsOpen();
    /// @notice The assignment gives this job to nobody.
    error NotAssigned();
    /// @notice The job has a provider, or needs none any more.
    error ListingNotOpen();
    /// @notice The listing or the offer is another than when the assignment was made.
    error ChangedSince();
    /// @notice The requester does not allow this provider.
    error NotAllowed();
    /// @notice The provider asks for more than the job pays.
    error AskTooHigh();
    /// @notice As many jobs are matched to the offer as it takes.
    error OfferIsFull();
    /// @notice The job is the matchers' to match for now.
    error MatchersFirst();
    /// @notice The job has no provider that could decline it.
    error NotMatched();

    /// @notice Offers to take up to `capacity` jobs at a time that are not accepted yet, with the spec and the ask that compute has of the caller
    /// now. Takes what its bond lacks of `offerBond`. Replaces what it offered before. A registered provider.
    /// @dev Errors: NotRegistered, BadCapacity, InsufficientFunds, TransferFailed. Event: Offered.
    /// Twin: programs/solana/matching/src/instructions/offer.rs.
    /// @param capacity At least 1, and no fewer than are matched to it.
    function offer(uint16 capacity) external;

    /// @notice Takes the caller's offer back, and its bond.
    /// @dev Errors: UnknownOffer, OfferInUse, NothingOffered, TransferFailed. Event: OfferRetracted.
    /// Twin: programs/solana/matching/src/instructions/retract.rs.
    function retract() external;

    /// @notice Has an open job matched that names this contract. Its requester.
    /// @dev Errors: UnknownJob, NotRequester, NamesAnother, ListingExists, JobNotOpen, DeadlinePassed, BadAllowed. Event: JobListed.
    /// Twin: programs/solana/matching/src/instructions/list_job.rs.
    /// @param jobId The job.
    /// @param allowedCount How many providers are allowed, at most 64; 0: everyone who meets its needs.
    /// @param data Their addresses, 32 bytes each, ascending; empty: what was provided.
    function listJob(bytes32 jobId, uint16 allowedCount, bytes calldata data) external;

    /// @notice Posts an assignment, with `assignmentBond`. Anyone.
    /// @dev Errors: AssignmentExists, BadAssignment, BadView, Overflow, InsufficientFunds, TransferFailed. Event: AssignmentPosted.
    /// Twin: programs/solana/matching/src/instructions/assign.rs.
    /// @param nonce The caller's number of it.
    /// @param terms Its trees, and when they were made from the chain's state.
    function assign(uint64 nonce, AssignmentTerms calldata terms) external;

    /// @notice Demands to see a leaf, with `demandBond`, within `windowSecs` of the posting. Anyone.
    /// @dev Errors: UnknownAssignment, AssignmentNotOpen, WindowClosed, NoSuchLeaf, DemandExists, InsufficientFunds, TransferFailed.
    /// Event: LeafDemanded. Twin: programs/solana/matching/src/instructions/demand.rs.
    /// @param assignmentId The assignment.
    /// @param leaves Which tree: 1 jobs, 2 offers.
    /// @param index Which leaf.
    function demand(bytes32 assignmentId, uint8 leaves, uint32 index) external;

    /// @notice Shows a demanded leaf: the demand's bond is the matcher's. Anyone.
    /// @dev Errors: UnknownAssignment, AssignmentNotOpen, UnknownDemand, MoveTooLate, BadEvidence, TransferFailed. Event: LeafShown.
    /// Twin: programs/solana/matching/src/instructions/answer.rs.
    /// @param assignmentId The assignment.
    /// @param leaves Which tree: 1 jobs, 2 offers.
    /// @param index Which leaf.
    /// @param data Its payload and path.
    function answer(bytes32 assignmentId, uint8 leaves, uint32 index, bytes calldata data) external;

    /// @notice Ends a demand that was not answered in time, and refutes its assignment; of one refuted otherwise, returns the bond at once. Anyone.
    /// @dev Errors: UnknownAssignment, UnknownDemand, NotDue, TransferFailed. Events: AssignmentRefuted where it was, then DemandExpired.
    /// Twin: programs/solana/matching/src/instructions/expire.rs.
    /// @param assignmentId The assignment.
    /// @param leaves Which tree: 1 jobs, 2 offers.
    /// @param index Which leaf.
    function expire(bytes32 assignmentId, uint8 leaves, uint32 index) external;

    /// @notice Shows a fault of an assignment by evidence, within its window: part of the matcher's bond is the caller's. Anyone.
    /// @dev Errors: UnknownAssignment, AssignmentNotOpen, WindowClosed, BadEvidence, NotRefuted, TransferFailed. Event: AssignmentRefuted.
    /// Twin: programs/solana/matching/src/instructions/refute.rs.
    /// @param assignmentId The assignment.
    /// @param fault Which fault, 1 to 9.
    /// @param data The evidence; empty: what was provided.
    function refute(bytes32 assignmentId, uint8 fault, bytes calldata data) external;

    /// @notice Pays the matcher's bond back once the window has closed on an assignment that nobody refuted. Anyone.
    /// @dev Errors: UnknownAssignment, AssignmentNotOpen, WindowOpen, DemandsOpen, TransferFailed. Event: AssignmentClosed.
    /// Twin: programs/solana/matching/src/instructions/close.rs.
    /// @param assignmentId The assignment.
    function close(bytes32 assignmentId) external;

    /// @notice Matches a job as an unrefuted assignment says, once its window has closed; all but that it is the best is checked again. Anyone.
    /// @dev Errors: UnknownAssignment, AssignmentIsRefuted, WindowOpen, DemandsOpen, BadEvidence, NotAssigned, UnknownListing, UnknownOffer,
    /// ChangedSince, ListingNotOpen, JobNotOpen, DeadlinePassed, NeedsNotMet, AskTooHigh, OfferIsFull, NotAllowed. Event: JobMatched.
    /// Twin: programs/solana/matching/src/instructions/award.rs.
    /// @param assignmentId The assignment.
    /// @param data The job's leaf as opened, and that its provider is allowed; empty: what was provided.
    function award(bytes32 assignmentId, bytes calldata data) external;

    /// @notice Matches a job that has waited for `fallbackSecs` to the caller. A provider with an offer.
    /// @dev Errors: UnknownListing, UnknownOffer, MatchersFirst, ListingNotOpen, JobNotOpen, DeadlinePassed, NeedsNotMet, AskTooHigh, OfferIsFull,
    /// BadEvidence, NotAllowed. Event: JobMatched. Twin: programs/solana/matching/src/instructions/take.rs.
    /// @param jobId The job.
    /// @param data That the caller is allowed.
    function take(bytes32 jobId, bytes calldata data) external;

    /// @notice Says no: the job waits again, the caller gets nothing more until it offers again. The matched provider.
    /// @dev Errors: UnknownListing, NotMatched, NotProvider, JobNotOpen. Event: MatchEnded.
    /// Twin: programs/solana/matching/src/instructions/decline.rs.
    /// @param jobId The job.
    function decline(bytes32 jobId) external;

    /// @notice Ends a listing whose job is no longer open, or a match that was not accepted in time, which costs the provider `lapseBps` of
    /// `offerBond`. Anyone.
    /// @dev Errors: UnknownListing, ListingNotOpen, NotDue, TransferFailed. Event: MatchEnded.
    /// Twin: programs/solana/matching/src/instructions/release.rs.
    /// @param jobId The job.
    function release(bytes32 jobId) external;

    /// @notice Lays down bytes for a listJob, refute or award of the caller's, piece by piece. Anyone.
    /// @dev Errors: BadOffset, TooMuchData. Event: EvidenceProvided. Twin: programs/solana/matching/src/instructions/provide.rs.
    /// @param offset 0 starts afresh, any other must be the length so far.
    /// @param data The next piece.
    function provide(uint32 offset, bytes calldata data) external;

    /// @notice The deployment's constants.
    function config() external view returns (Config memory);

    /// @notice The stateless contract that reads evidence.
    function assignmentsContract() external view returns (address);

    /// @notice Who may accept a job that names this contract, in 32 bytes; zero where nobody may. What compute asks.
    /// @param jobId The job.
    function named(bytes32 jobId) external view returns (bytes32);

    /// @notice What a provider offered last; `changedAt` 0 where it never did.
    /// @param provider The provider.
    function offerOf(address provider) external view returns (Offer memory);

    /// @notice A job's listing; state None where it is not listed.
    /// @param jobId The job.
    function listingOf(bytes32 jobId) external view returns (Listing memory);

    /// @notice An assignment; state None where it is unknown.
    /// @param assignmentId The assignment.
    function assignmentOf(bytes32 assignmentId) external view returns (Assignment memory);

    /// @notice The open demand for a leaf; `demander` zero where nobody demands it.
    /// @param assignmentId The assignment.
    /// @param leaves Which tree: 1 jobs, 2 offers.
    /// @param index Which leaf.
    function demandOf(bytes32 assignmentId, uint8 leaves, uint32 index) external view returns (Demand memory);

    /// @notice What a party has provided so far.
    /// @param party Who provided it.
    function openingsOf(address party) external view returns (bytes memory);
}
