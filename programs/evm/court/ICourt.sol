// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Juries for what no referee can compute
/// @notice accused -> closed (uncontested: guilty), or contested -> heard -> ruled -> appealed and heard again, or closed. A round has five
/// phases of `phaseSecs`: seeds are committed, revealed, jurors seated, votes committed, revealed. Round r has (jurors + 1) * 2^r - 1 seats;
/// an appeal against it costs caseBond * 2^(r + 1). Amounts are base units of a token of 6 decimals, times are unix seconds, ids, commitments
/// and tickets are sha256 hashes over fixed-width fields: addresses left-padded to 32 bytes, integers little-endian. Nobody owns or can change
/// the contract.
/// @dev Twin: programs/solana/court/src/lib.rs. Meaning: clients/assay/market.py, class Court.
interface ICourt {
    /// @notice Where a case stands. None marks an unknown case.
    enum CaseState {
        None,
        Accused,
        Heard,
        Ruled,
        Closed
    }

    /// @notice What a jury said. None: nothing, because none came together.
    enum Verdict {
        None,
        NotGuilty,
        Guilty
    }

    /// @notice What somebody is accused of: `accused`, about `subject` (a content record, a grant, a posting), as of `sinceAt`. `kind` is any
    /// number but 0: 1 misuse, 2 deepfake, 3 plagiarism, 4 wrong epoch. `penalty` of the accused's stake is at risk. `evidence` is the sha256
    /// of a file that the accuser publishes.
    struct Accusation {
        address accused;
        bytes32 subject;
        uint8 kind;
        uint64 sinceAt;
        uint64 penalty;
        bytes32 evidence;
    }

    /// @notice A case; its ruling is final and guilty where `state` is Closed and `verdict` Guilty. `contestant` is zero and `verdict` None until
    /// there is one. `dueAt` is the end of the contest (Accused), the start of the round (Heard), the end of the right to appeal (Ruled) or the
    /// time of closing (Closed). `seats`, `guiltySeats` and `innocentSeats` count all rounds that were not void. `pot` is what was lost so far;
    /// once closed, what the coherent seats share, at `pay` each. `appealed[i]` is the verdict that `appellants[i]` appealed against.
    /// `collected` has a bit a role that was paid: 0 accuser, 1 contestant, 2 treasury, 3 + i appellant i.
    struct Case {
        bytes32 caseId;
        address accuser;
        Accusation accusation;
        uint64 accusedAt;
        CaseState state;
        uint64 dueAt;
        address contestant;
        uint8 roundIndex;
        Verdict verdict;
        uint16 guiltySeats;
        uint16 innocentSeats;
        uint16 seats;
        uint64 pot;
        uint64 pay;
        address[] appellants;
        Verdict[] appealed;
        uint8 collected;
    }

    /// @notice A seat of a round; the lowest tickets are the jury.
    struct Seat {
        uint96 ticket;
        address juror;
    }

    /// @notice A juror in a round. `seats` that it holds there; `commitment` is zero before, `vote` None until it is revealed.
    struct Vote {
        address juror;
        uint8 seats;
        bytes32 commitment;
        Verdict vote;
        bool released;
    }

    /// @notice A round; `startedAt` is 0 where there is none. `seed` is the xor of what was revealed. `seats` go from the lowest ticket up,
    /// `votes` are in any order. `void`: fewer seats were taken than the round has.
    struct Round {
        uint64 startedAt;
        uint32 seedsCommitted;
        uint32 seedsRevealed;
        bytes32 seed;
        Seat[] seats;
        Vote[] votes;
        uint16 guiltySeats;
        uint16 innocentSeats;
        bool void;
    }

    /// @notice A juror; `sinceAt` is 0 where it never enrolled. `seats` it has paid for, of which `seated` serve; eligible for rounds whose seeds
    /// were committed after `sinceAt`.
    struct Juror {
        address juror;
        uint32 seats;
        uint32 seated;
        uint64 sinceAt;
    }

    /// @notice The deployment's constants.
    struct Config {
        address token;
        address treasury;
        uint64 contestSecs;
        uint64 phaseSecs;
        uint64 caseBond;
        uint64 seedBond;
        uint64 seatStake;
        uint64 maxPenalty;
        uint8 jurors;
        uint8 maxRounds;
        uint16 rewardBps;
    }

    /// @notice `juror` paid for `added` seats and has `seats` now.
    event Enrolled(address indexed juror, uint32 added, uint32 seats);
    /// @notice `juror` gave `removed` seats back and has `seats` now.
    event Resigned(address indexed juror, uint32 removed, uint32 seats);
    /// @notice `accuser` opened a case, which anyone may contest before `contestBy`.
    event Accused(
        bytes32 indexed caseId,
        address indexed accuser,
        address indexed accused,
        bytes32 subject,
        uint8 kind,
        uint64 sinceAt,
        uint64 penalty,
        bytes32 evidence,
        uint64 contestBy
    );
    /// @notice `contestant` denies the accusation; the first round started.
    event Contested(bytes32 indexed caseId, address indexed contestant, uint64 startedAt);
    /// @notice `contributor` committed to a share of the round's seed.
    event SeedCommitted(bytes32 indexed caseId, uint8 roundIndex, address indexed contributor);
    /// @notice `contributor` revealed its share; `seed` is the round's now.
    event SeedRevealed(bytes32 indexed caseId, uint8 roundIndex, address indexed contributor, bytes32 seed);
    /// @notice `juror` was seated by `ticket` (a number below 2^96) in the place of `evicted`, zero for a seat that was empty.
    event Seated(
        bytes32 indexed caseId, uint8 roundIndex, address indexed juror, bytes32 ticket, address indexed evicted
    );
    /// @notice `juror` committed to a vote.
    event VoteCommitted(bytes32 indexed caseId, uint8 roundIndex, address indexed juror);
    /// @notice `juror` revealed its vote, which counts for `seats`.
    event VoteRevealed(bytes32 indexed caseId, uint8 roundIndex, address indexed juror, bool guilty, uint8 seats);
    /// @notice A round ended; `verdict` is the case's now and can be appealed against before `appealBy`.
    event Tallied(
        bytes32 indexed caseId,
        uint8 roundIndex,
        uint16 guiltySeats,
        uint16 innocentSeats,
        bool void,
        Verdict verdict,
        uint64 appealBy
    );
    /// @notice `appellant` appealed with `bond`; round `roundIndex` started.
    event Appealed(bytes32 indexed caseId, uint8 roundIndex, address indexed appellant, uint64 bond, uint64 startedAt);
    /// @notice The ruling is final. The accused lost `slashed`; each coherent seat is owed `pay` of the `pot`.
    event CaseClosed(bytes32 indexed caseId, Verdict verdict, uint64 slashed, uint64 pot, uint64 pay);
    /// @notice `returned` seats of the juror's are free again, the others are lost; it was paid `paid`.
    event JurorReleased(bytes32 indexed caseId, uint8 roundIndex, address indexed juror, uint8 returned, uint64 paid);
    /// @notice `party` was paid what it was owed.
    event Collected(bytes32 indexed caseId, address indexed party, uint64 amount);

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
    /// @notice An amount of zero does nothing.
    error ZeroAmount();
    /// @notice This juror never enrolled.
    error UnknownJuror();
    /// @notice Fewer seats are free than asked.
    error NotEnoughSeats();
    /// @notice This accuser used this nonce before.
    error CaseExists();
    /// @notice No case bears this id.
    error UnknownCase();
    /// @notice An accusation has a kind, is about the past, and is against somebody else.
    error BadAccusation();
    /// @notice The penalty is above what this court may impose.
    error PenaltyTooHigh();
    /// @notice The case is contested or closed already.
    error CaseNotOpen();
    /// @notice The time to contest has passed.
    error ContestClosed();
    /// @notice The accuser cannot contest its own case.
    error OwnCase();
    /// @notice The round is not in the phase for this.
    error WrongPhase();
    /// @notice This contributor committed to this round before.
    error SeedExists();
    /// @notice This contributor has nothing to reveal in this round.
    error UnknownSeed();
    /// @notice The secret is not the one committed to.
    error BadSeed();
    /// @notice This seat cannot serve in this round: it came too late, does not exist, or is a party's.
    error NotEligible();
    /// @notice This ticket is seated already.
    error TicketTaken();
    /// @notice The jury is full of lower tickets.
    error TicketTooHigh();
    /// @notice All of the juror's seats serve.
    error NoFreeSeat();
    /// @notice No juror of this round.
    error NotJuror();
    /// @notice This juror committed to a vote before.
    error AlreadyVoted();
    /// @notice This juror revealed its vote before.
    error AlreadyRevealed();
    /// @notice The vote is not the one committed to, or the commitment is zero.
    error BadVote();
    /// @notice No clock has run out.
    error NotDue();
    /// @notice The case has no ruling that could be appealed against.
    error CaseNotRuled();
    /// @notice The time to appeal has passed, or there is no higher jury.
    error AppealClosed();
    /// @notice The ruling is not final.
    error CaseNotClosed();
    /// @notice The juror was released before.
    error AlreadyReleased();
    /// @notice Nothing is owed to this party, or it was paid.
    error NothingToCollect();

    /// @notice Pays for more seats, `seatStake` each, approved for this contract. All of the caller's seats then count as new: they are drawn
    /// in rounds whose seeds are still being committed, or later ones. Anyone.
    /// @dev Errors: ZeroAmount, Overflow, InsufficientFunds, TransferFailed. Event: Enrolled.
    /// Twin: programs/solana/court/src/instructions/enroll.rs.
    /// @param seats How many, more than 0.
    function enroll(uint32 seats) external;

    /// @notice Gives seats back that do not serve; their stake returns. The juror.
    /// @dev Errors: UnknownJuror, ZeroAmount, NotEnoughSeats, TransferFailed. Event: Resigned.
    /// Twin: programs/solana/court/src/instructions/resign.rs.
    /// @param seats How many, more than 0.
    function resign(uint32 seats) external;

    /// @notice Opens a case with the configured bond, approved for this contract. Anyone. The case's id is
    /// sha256("assay/case/v1" || this contract || caller || nonce, 8 bytes).
    /// @dev Errors: CaseExists, BadAccusation, PenaltyTooHigh, InsufficientFunds, Overflow, TransferFailed. Event: Accused.
    /// Twin: programs/solana/court/src/instructions/accuse.rs.
    /// @param nonce A number the caller has not used.
    /// @param accusation Whom, of what, and what is at risk.
    function accuse(uint64 nonce, Accusation calldata accusation) external;

    /// @notice Contests an accusation with the same bond; the first round starts. Anyone but the accuser.
    /// @dev Errors: UnknownCase, CaseNotOpen, ContestClosed, OwnCase, InsufficientFunds, TransferFailed. Event: Contested.
    /// Twin: programs/solana/court/src/instructions/contest.rs.
    /// @param caseId The case.
    function contest(bytes32 caseId) external;

    /// @notice Adds to the randomness of the draw, with a bond that only revealing brings back. Anyone. One honest contributor makes the draw
    /// unpredictable; whoever withholds its secret chooses between two draws at the price of its bond.
    /// @dev Errors: UnknownCase, WrongPhase, SeedExists, InsufficientFunds, TransferFailed. Event: SeedCommitted.
    /// Twin: programs/solana/court/src/instructions/commit_seed.rs.
    /// @param caseId The case.
    /// @param commitment sha256("assay/seed_commitment/v1" || case id || round, 1 byte || caller || secret).
    function commitSeed(bytes32 caseId, bytes32 commitment) external;

    /// @notice Mixes sha256("assay/seed/v1" || case id || round, 1 byte || caller || secret) into the seed and returns the bond. Who committed.
    /// @dev Errors: UnknownCase, WrongPhase, UnknownSeed, BadSeed, TransferFailed. Event: SeedRevealed.
    /// Twin: programs/solana/court/src/instructions/reveal_seed.rs.
    /// @param caseId The case.
    /// @param secret 32 bytes that nobody could guess.
    function revealSeed(bytes32 caseId, bytes32 secret) external;

    /// @notice Seats a juror by the ticket of one of its seats, the first 12 bytes, a big-endian number, of sha256("assay/ticket/v1" || case id ||
    /// round, 1 byte || seed || juror || unit, 4 bytes). Anyone. Once all seats are taken, a lower ticket evicts the highest.
    /// @dev Errors: UnknownCase, WrongPhase, UnknownJuror, NotEligible, TicketTaken, TicketTooHigh, NoFreeSeat. Event: Seated.
    /// Twin: programs/solana/court/src/instructions/seat.rs.
    /// @param caseId The case.
    /// @param juror Whose seat.
    /// @param unit Which of its seats, from 0.
    function seat(bytes32 caseId, address juror, uint32 unit) external;

    /// @notice Commits to one vote for all of the caller's seats in a full jury. A juror of the round.
    /// @dev Errors: UnknownCase, WrongPhase, NotJuror, AlreadyVoted, BadVote. Event: VoteCommitted.
    /// Twin: programs/solana/court/src/instructions/commit_vote.rs.
    /// @param caseId The case.
    /// @param commitment sha256("assay/vote/v1" || case id || round, 1 byte || caller || 1 for guilty, else 0, 1 byte || salt), not zero.
    function commitVote(bytes32 caseId, bytes32 commitment) external;

    /// @notice Reveals a vote. Who does not loses its seats' stake like one that voted against the ruling. A juror of the round.
    /// @dev Errors: UnknownCase, WrongPhase, NotJuror, AlreadyRevealed, BadVote. Event: VoteRevealed.
    /// Twin: programs/solana/court/src/instructions/reveal_vote.rs.
    /// @param caseId The case.
    /// @param guilty What the caller says.
    /// @param salt 32 bytes that nobody could guess.
    function revealVote(bytes32 caseId, bool guilty, bytes32 salt) external;

    /// @notice Ends a round whose phases are over, or whose seats were not all taken: it is void and says nothing. Guilty needs more seats than
    /// innocent. The appeal is open for a phase, unless the round was void or the last. Anyone.
    /// @dev Errors: UnknownCase, NotDue, Overflow. Event: Tallied. Twin: programs/solana/court/src/instructions/tally.rs.
    /// @param caseId The case.
    function tally(bytes32 caseId) external;

    /// @notice Appeals against a ruling with twice the bond of the round before, approved for this contract; a jury of twice the size and one
    /// more hears the case. The bond is lost where the final ruling is the one appealed against. Anyone.
    /// @dev Errors: UnknownCase, CaseNotRuled, AppealClosed, InsufficientFunds, TransferFailed. Event: Appealed.
    /// Twin: programs/solana/court/src/instructions/appeal.rs.
    /// @param caseId The case.
    function appeal(bytes32 caseId) external;

    /// @notice Makes the ruling final; an uncontested accusation is guilty. A guilty accused is slashed by the penalty as far as its stake goes,
    /// where this court is an active slasher, under the fault id sha256("assay/fault/v1" || case id), part of it for the accuser. Anyone.
    /// @dev Errors: UnknownCase, NotDue, Overflow. Events: CaseClosed, staking's Slashed. Twin: programs/solana/court/src/instructions/close.rs.
    /// @param caseId The case.
    function close(bytes32 caseId) external;

    /// @notice Frees a juror's seats of a round of a closed case: those that voted with the final ruling are paid, the others are lost; of a void
    /// round all come back. Anyone.
    /// @dev Errors: UnknownCase, CaseNotClosed, NotJuror, AlreadyReleased, TransferFailed. Event: JurorReleased.
    /// Twin: programs/solana/court/src/instructions/release.rs.
    /// @param caseId The case.
    /// @param roundIndex The round, from 0.
    /// @param juror The juror.
    function release(bytes32 caseId, uint8 roundIndex, address juror) external;

    /// @notice Pays a party of a closed case (accuser, contestant, appellant, treasury) all that it is owed. Anyone.
    /// @dev Errors: UnknownCase, CaseNotClosed, NothingToCollect, TransferFailed. Event: Collected.
    /// Twin: programs/solana/court/src/instructions/collect.rs.
    /// @param caseId The case.
    /// @param party Whom.
    function collect(bytes32 caseId, address party) external;

    /// @notice The deployment's constants.
    function config() external view returns (Config memory);

    /// @notice The staking contract in which the guilty are slashed.
    function stakingContract() external view returns (address);

    /// @notice A juror; `sinceAt` 0 where it never enrolled.
    /// @param owner The juror.
    function jurorOf(address owner) external view returns (Juror memory);

    /// @notice A case; state None where it is unknown.
    /// @param caseId The case.
    function caseOf(bytes32 caseId) external view returns (Case memory);

    /// @notice What other contracts ask of a case, at a fraction of the cost of all of it; state None where it is unknown.
    /// @param caseId The case.
    /// @return subject What the case is about.
    /// @return accusedAt When it was opened, unix seconds.
    /// @return state Where it stands: its verdict is final in Closed only.
    /// @return verdict What was said so far.
    function rulingOf(bytes32 caseId)
        external
        view
        returns (bytes32 subject, uint64 accusedAt, CaseState state, Verdict verdict);

    /// @notice A round of a case; `startedAt` 0 where there is none.
    /// @param caseId The case.
    /// @param roundIndex The round, from 0.
    function roundOf(bytes32 caseId, uint8 roundIndex) external view returns (Round memory);
}
