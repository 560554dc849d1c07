// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Campaigns in which experts teach models, and vesting grants
/// @notice In an epoch workers commit batches of judgments; after it they reveal them; then anyone posts the roots of rewards and dataset
/// with a bond; within the window anyone refutes them by evidence, or has a case in court suspend them; then leaves are claimed, in cash
/// and into grants. Amounts are base units of tokens of 6 decimals, times are unix seconds, ids are sha256 hashes
/// (clients/assay/ids.py); what the bytes mean is defined in docs/rewards.md. Nobody owns or can change the contract.
/// @dev Twin: programs/solana/rewards/src/lib.rs. Meaning: clients/assay/market.py, class Rewards.
interface IRewards {
    /// @notice Where a batch stands. None marks an unknown batch.
    enum BatchState {
        None,
        Committed,
        Revealed,
        Forfeited
    }

    /// @notice Where an epoch stands. None marks one in which nobody committed a batch.
    enum EpochState {
        None,
        Open,
        Posted,
        Suspended,
        Expired
    }

    /// @notice Nothing before `cliffSecs` from the start, everything after `durationSecs`, and in between a linear share, or with `steps`
    /// above 0 that many equal steps.
    struct Schedule {
        uint64 cliffSecs;
        uint64 durationSecs;
        uint16 steps;
    }

    /// @notice What a sponsor asks for and pays. `domain`: 1 to 8; roots of rubric, gold items and tasks; each epoch of `epochSecs` pays
    /// `epochPool`, `vestBps` of it as tokens of `grantToken` at the worker's `price` (base units for a million of the grant token's) into a
    /// grant on `schedule`; `batchBond` is lost by a worker that does not reveal within `revealSecs` after the epoch's end. Where
    /// `vestBps` is 0, grant token, price and schedule are zero.
    struct CampaignTerms {
        uint8 domain;
        bytes32 rubricRoot;
        bytes32 goldRoot;
        bytes32 taskRoot;
        uint32 taskCount;
        uint64 epochPool;
        uint32 epochs;
        uint64 epochSecs;
        uint64 revealSecs;
        uint64 batchBond;
        uint16 vestBps;
        address grantToken;
        uint64 price;
        Schedule schedule;
    }

    /// @notice A campaign. `sponsor` is zero where it is unknown. `price` is what the next worker is promised, `leastPrice` the lowest there
    /// ever was; `cashFree` and `tokensFree` are not reserved for an epoch; `closedAt` is 0 while it takes work.
    struct Campaign {
        address sponsor;
        CampaignTerms terms;
        uint64 openedAt;
        uint64 price;
        uint64 leastPrice;
        uint64 cashFree;
        uint64 tokensFree;
        uint64 closedAt;
    }

    /// @notice What a worker was promised when it joined. `joinedAt` is 0 where it has not.
    struct Worker {
        uint64 price;
        uint64 joinedAt;
    }

    /// @notice A batch. `seed` is zero until it is revealed.
    struct Batch {
        bytes32 campaignId;
        uint32 epoch;
        address worker;
        bytes32 root;
        uint16 count;
        BatchState state;
        bytes32 seed;
    }

    /// @notice What a poster says of an epoch. `datasetRoot` is zero where there are no rows.
    struct Posting {
        bytes32 rewardRoot;
        uint32 leafCount;
        uint64 totalScore;
        bytes32 datasetRoot;
        uint32 rowCount;
    }

    /// @notice An epoch. `cash` and `tokens` are what is left of its reserve; `attempt` counts the postings that were thrown away; `posting`,
    /// `poster` and `claimFrom` are of the last posting; `bond` is what the poster has at stake, 0 once it is paid out.
    struct Epoch {
        bytes32 campaignId;
        uint32 epoch;
        EpochState state;
        uint64 cash;
        uint64 tokens;
        uint64 postBy;
        uint32 attempt;
        Posting posting;
        address poster;
        uint64 bond;
        uint64 claimFrom;
        bytes32 caseId;
    }

    /// @notice `amount` base units of `token` for `beneficiary`, vesting from `startAt`, which is past or at most ten years ahead.
    struct GrantTerms {
        address beneficiary;
        address token;
        uint64 amount;
        uint64 startAt;
        Schedule schedule;
    }

    /// @notice A grant. `grantor` is zero where it is unknown. `deposited` and `withdrawn` are totals; a rotation counts from `rotateAt` on
    /// (0: none); a revoked grant's deposit is what was kept, and all of it has vested.
    struct Grant {
        address grantor;
        address beneficiary;
        address token;
        uint64 deposited;
        uint64 withdrawn;
        uint64 createdAt;
        uint64 startAt;
        Schedule schedule;
        address nextBeneficiary;
        uint64 rotateAt;
        bool revoked;
        bool renounced;
    }

    /// @notice The deployment's constants. `court` is the contract whose rulings count.
    struct Config {
        address token;
        address treasury;
        address court;
        uint64 windowSecs;
        uint64 postSecs;
        uint64 claimSecs;
        uint64 rotateSecs;
        uint64 postBond;
    }

    /// @notice `sponsor` opened a campaign; its first epoch has started.
    event CampaignOpened(
        bytes32 indexed campaignId,
        address indexed sponsor,
        uint8 indexed domain,
        bytes32 rubricRoot,
        bytes32 goldRoot,
        bytes32 taskRoot,
        uint32 taskCount,
        uint64 epochPool,
        uint32 epochs,
        uint64 epochSecs,
        uint16 vestBps,
        uint64 price
    );
    /// @notice `funder` added `cash` of the deployment's token and `tokens` of the grant token.
    event CampaignFunded(bytes32 indexed campaignId, address indexed funder, uint64 cash, uint64 tokens);
    /// @notice Who joins from now on is promised `price`.
    event PriceSet(bytes32 indexed campaignId, uint64 price);
    /// @notice The campaign takes no more work.
    event CampaignClosed(bytes32 indexed campaignId, uint64 closedAt);
    /// @notice The sponsor was paid what no epoch has reserved.
    event CampaignRefunded(bytes32 indexed campaignId, uint64 cash, uint64 tokens);
    /// @notice `worker` joined and is promised `price`.
    event Joined(bytes32 indexed campaignId, address indexed worker, uint64 price);
    /// @notice `worker` committed to `count` judgments in the epoch.
    event BatchCommitted(
        bytes32 indexed batchId,
        bytes32 indexed campaignId,
        uint32 epoch,
        address indexed worker,
        bytes32 root,
        uint16 count
    );
    /// @notice `party` has `length` bytes laid down.
    event BytesProvided(address indexed party, uint32 length);
    /// @notice A batch was revealed: 20 bytes a judgment.
    event BatchRevealed(bytes32 indexed batchId, bytes32 seed, bytes judgments);
    /// @notice A batch was not revealed in time; its bond went to the treasury.
    event BatchForfeited(bytes32 indexed batchId, uint64 bond);
    /// @notice `poster` posted the epoch's roots; leaves can be claimed from `claimFrom` on.
    event EpochPosted(
        bytes32 indexed epochId,
        bytes32 indexed campaignId,
        uint32 epoch,
        uint32 attempt,
        address indexed poster,
        bytes32 rewardRoot,
        uint32 leafCount,
        uint64 totalScore,
        bytes32 datasetRoot,
        uint32 rowCount,
        uint64 claimFrom
    );
    /// @notice `refuter` showed a fault and got `reward`; another posting may follow until `postBy`.
    event EpochRefuted(
        bytes32 indexed epochId, uint32 attempt, uint8 fault, address indexed refuter, uint64 reward, uint64 postBy
    );
    /// @notice A case holds the posting up.
    event EpochSuspended(bytes32 indexed epochId, bytes32 indexed caseId);
    /// @notice The case is closed: the posting was thrown away (`overturned`), or has a whole window again.
    event EpochResolved(
        bytes32 indexed epochId, bytes32 indexed caseId, bool overturned, uint64 postBy, uint64 claimFrom
    );
    /// @notice `poster` got its bond back.
    event PosterPaid(bytes32 indexed epochId, address indexed poster, uint64 bond);
    /// @notice A leaf was claimed: `cash` was paid to `worker`, `tokens` went into its grant (zero where there are none).
    event RewardClaimed(
        bytes32 indexed epochId,
        uint32 index,
        address indexed worker,
        uint64 score,
        uint64 cash,
        uint64 tokens,
        bytes32 indexed grantId
    );
    /// @notice What the epoch still reserved is the campaign's again.
    event EpochExpired(bytes32 indexed epochId, uint64 cash, uint64 tokens);
    /// @notice `grantor` granted `amount` of `token` to `beneficiary`.
    event GrantCreated(
        bytes32 indexed grantId,
        address indexed grantor,
        address indexed beneficiary,
        address token,
        uint64 amount,
        uint64 startAt,
        uint64 cliffSecs,
        uint64 durationSecs,
        uint16 steps
    );
    /// @notice `funder` added `amount`; the grant has `deposited` now.
    event GrantToppedUp(bytes32 indexed grantId, address indexed funder, uint64 amount, uint64 deposited);
    /// @notice `beneficiary` was paid `amount`.
    event GrantWithdrawn(bytes32 indexed grantId, address indexed beneficiary, uint64 amount);
    /// @notice `nextBeneficiary` takes the beneficiary's place at `rotateAt`; the same key and 0 where a rotation was called off.
    event GrantRotated(
        bytes32 indexed grantId, address indexed beneficiary, address indexed nextBeneficiary, uint64 rotateAt
    );
    /// @notice A ruling took `taken` for the treasury; `kept` is the beneficiary's.
    event GrantClawedBack(bytes32 indexed grantId, bytes32 indexed caseId, uint64 taken, uint64 kept);
    /// @notice The grant can no longer be clawed back.
    event GrantRenounced(bytes32 indexed grantId);

    /// @notice The token has not 6 decimals, or is not one of the campaign's.
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
    /// @notice Bytes are laid down in order, from offset 0.
    error BadOffset();
    /// @notice At most 8,192 bytes are laid down.
    error TooMuchData();
    /// @notice No clock has run out.
    error NotDue();
    /// @notice The window is still open.
    error WindowOpen();
    /// @notice The window has closed.
    error WindowClosed();
    /// @notice No case bears this id.
    error UnknownCase();
    /// @notice The ruling is not final.
    error CaseNotClosed();
    /// @notice This sponsor used this nonce before.
    error CampaignExists();
    /// @notice No campaign bears this id.
    error UnknownCampaign();
    /// @notice A campaign's terms are out of their bounds.
    error BadCampaign();
    /// @notice The campaign takes no more work.
    error CampaignIsClosed();
    /// @notice The campaign must be closed first.
    error CampaignIsOpen();
    /// @notice The campaign's last epoch has passed.
    error CampaignOver();
    /// @notice Only the campaign's sponsor does this.
    error NotSponsor();
    /// @notice A price is positive, and only campaigns that pay in grants have one.
    error BadPrice();
    /// @notice Everything left in the campaign is reserved for its epochs.
    error NothingToRefund();
    /// @notice The campaign has too little left to reserve this epoch's pool.
    error PoolExhausted();
    /// @notice This worker joined before.
    error AlreadyJoined();
    /// @notice This worker has not joined the campaign.
    error NotJoined();
    /// @notice A batch has 1 to 256 judgments.
    error BadCount();
    /// @notice This worker has committed its batch of this epoch.
    error BatchExists();
    /// @notice No batch bears this id.
    error UnknownBatch();
    /// @notice Only the worker that committed the batch reveals it.
    error NotWorker();
    /// @notice The batch was revealed or forfeited before.
    error BatchNotCommitted();
    /// @notice Batches are revealed once their epoch has ended.
    error RevealNotOpen();
    /// @notice The time to reveal has passed.
    error RevealClosed();
    /// @notice The judgments are not those committed to, or not in order, or about tasks that do not exist.
    error BadBatch();
    /// @notice Nobody committed a batch in this epoch.
    error UnknownEpoch();
    /// @notice The epoch's reveals are not over.
    error EpochNotDue();
    /// @notice The epoch has its roots.
    error EpochIsPosted();
    /// @notice The time to post has passed.
    error PostClosed();
    /// @notice A posting has leaves and a score, and rows if it has a dataset.
    error BadPosting();
    /// @notice The epoch has no roots that this could be about.
    error EpochNotPosted();
    /// @notice No case suspends this epoch.
    error EpochNotSuspended();
    /// @notice The evidence opens, and shows no fault.
    error NotRefuted();
    /// @notice The evidence does not open to the roots.
    error BadEvidence();
    /// @notice The case is about something else, or older than what it is about.
    error WrongCase();
    /// @notice The case is closed already.
    error CaseIsClosed();
    /// @notice The poster was paid back before.
    error AlreadySettled();
    /// @notice This leaf was claimed before.
    error AlreadyClaimed();
    /// @notice The time to claim has passed.
    error ClaimClosed();
    /// @notice The epoch expired before.
    error AlreadyExpired();
    /// @notice This grantor used this nonce for this beneficiary before.
    error GrantExists();
    /// @notice No grant bears this id.
    error UnknownGrant();
    /// @notice A schedule's start, duration, cliff or steps are out of their bounds.
    error BadSchedule();
    /// @notice Nobody holds the zero address.
    error ZeroAddress();
    /// @notice Only the grant's beneficiary does this.
    error NotBeneficiary();
    /// @notice Only the grant's grantor does this.
    error NotGrantor();
    /// @notice Nothing has vested that was not withdrawn.
    error NothingVested();
    /// @notice The grant was clawed back.
    error GrantIsRevoked();
    /// @notice The grant can no longer be clawed back.
    error GrantIsRenounced();
    /// @notice The ruling does not find a fault.
    error NotGuilty();
    /// @notice Everything has vested.
    error NothingUnvested();

    /// @notice Opens a campaign, whose first epoch starts now. Anyone. The campaign's id is sha256("assay/campaign/v1" || this contract and
    /// the caller, left-padded to 32 bytes each || nonce, 8 bytes little-endian).
    /// @dev Errors: CampaignExists, BadCampaign, WrongToken, Overflow. Event: CampaignOpened.
    /// Twin: programs/solana/rewards/src/instructions/open.rs.
    /// @param nonce A number the caller has not used.
    /// @param terms Amounts in base units, times in seconds, roots and counts of its files.
    function open(uint64 nonce, CampaignTerms calldata terms) external;

    /// @notice Adds money, approved for this contract, to a campaign that is not closed. Anyone.
    /// @dev Errors: UnknownCampaign, CampaignIsClosed, ZeroAmount, WrongToken, InsufficientFunds, Overflow, TransferFailed.
    /// Event: CampaignFunded. Twin: programs/solana/rewards/src/instructions/fund.rs.
    /// @param campaignId The campaign.
    /// @param cash Base units of the deployment's token.
    /// @param tokens Base units of the campaign's grant token; not both are 0.
    function fund(bytes32 campaignId, uint64 cash, uint64 tokens) external;

    /// @notice Changes the price for workers that join from now on. The campaign's sponsor.
    /// @dev Errors: UnknownCampaign, NotSponsor, CampaignIsClosed, BadPrice. Event: PriceSet.
    /// Twin: programs/solana/rewards/src/instructions/set_price.rs.
    /// @param campaignId The campaign.
    /// @param price Base units of the deployment's token for a million base units of the grant token, more than 0.
    function setPrice(bytes32 campaignId, uint64 price) external;

    /// @notice Ends the campaign: nobody joins or commits any more, what is under way goes on. The campaign's sponsor.
    /// @dev Errors: UnknownCampaign, NotSponsor, CampaignIsClosed. Event: CampaignClosed.
    /// Twin: programs/solana/rewards/src/instructions/close.rs.
    /// @param campaignId The campaign.
    function close(bytes32 campaignId) external;

    /// @notice Pays the sponsor of a closed campaign what no epoch has reserved; again after an epoch has expired. Anyone.
    /// @dev Errors: UnknownCampaign, CampaignIsOpen, NothingToRefund, TransferFailed. Event: CampaignRefunded.
    /// Twin: programs/solana/rewards/src/instructions/refund.rs.
    /// @param campaignId The campaign.
    function refund(bytes32 campaignId) external;

    /// @notice Accepts the campaign's terms: the price is locked for the caller and its grant's schedule starts. Anyone.
    /// @dev Errors: UnknownCampaign, CampaignIsClosed, AlreadyJoined. Event: Joined.
    /// Twin: programs/solana/rewards/src/instructions/join.rs.
    /// @param campaignId The campaign.
    function join(bytes32 campaignId) external;

    /// @notice Commits the caller's one batch of the running epoch, with the campaign's bond approved for this contract. Workers that
    /// joined. The first batch of an epoch reserves the epoch's pool. The batch's id is sha256("assay/batch/v1" || campaign id || epoch,
    /// 4 bytes little-endian || worker, left-padded to 32 bytes).
    /// @dev Errors: UnknownCampaign, NotJoined, CampaignIsClosed, CampaignOver, BadCount, BatchExists, Overflow, PoolExhausted,
    /// InsufficientFunds, TransferFailed. Event: BatchCommitted. Twin: programs/solana/rewards/src/instructions/commit_batch.rs.
    /// @param campaignId The campaign.
    /// @param root The root over the hidden judgments (docs/rewards.md, "Judgments").
    /// @param count How many they are, 1 to 256.
    function commitBatch(bytes32 campaignId, bytes32 root, uint16 count) external;

    /// @notice Lays down bytes for the caller's next `revealBatch`, `refute` or `claim` whose data is empty, which uses them up. Anyone. On
    /// this chain all of them fit the call itself.
    /// @dev Errors: BadOffset, TooMuchData. Event: BytesProvided. Twin: programs/solana/rewards/src/instructions/provide.rs.
    /// @param offset 0 starts afresh; any other must be the length so far.
    /// @param data The next bytes.
    function provide(uint32 offset, bytes calldata data) external;

    /// @notice Reveals a batch after its epoch; the bond comes back. The batch's worker.
    /// @dev Errors: UnknownBatch, NotWorker, BatchNotCommitted, RevealNotOpen, RevealClosed, BadBatch, TransferFailed. Event: BatchRevealed.
    /// Twin: programs/solana/rewards/src/instructions/reveal_batch.rs.
    /// @param batchId The batch.
    /// @param seed What hid its judgments.
    /// @param data The judgments, 20 bytes each, by strictly ascending task; or nothing, for what was provided.
    function revealBatch(bytes32 batchId, bytes32 seed, bytes calldata data) external;

    /// @notice Sends the bond of a batch that was not revealed in time to the treasury. Anyone.
    /// @dev Errors: UnknownBatch, BatchNotCommitted, NotDue, TransferFailed. Event: BatchForfeited.
    /// Twin: programs/solana/rewards/src/instructions/forfeit.rs.
    /// @param batchId The batch.
    function forfeit(bytes32 batchId) external;

    /// @notice Posts the roots of an epoch whose reveals are over, with the configured bond approved for this contract. Anyone. The epoch's
    /// id is sha256("assay/epoch/v1" || campaign id || epoch, 4 bytes little-endian).
    /// @dev Errors: UnknownCampaign, UnknownEpoch, EpochNotDue, AlreadyExpired, EpochIsPosted, PostClosed, BadPosting, InsufficientFunds,
    /// Overflow, TransferFailed. Event: EpochPosted. Twin: programs/solana/rewards/src/instructions/post_epoch.rs.
    /// @param campaignId The campaign.
    /// @param epoch The epoch's number, from 0.
    /// @param posting The roots, their counts and the total score.
    function postEpoch(bytes32 campaignId, uint32 epoch, Posting calldata posting) external;

    /// @notice Throws a posting away by showing a fault of it, within its window or while it is suspended. Half of the poster's bond goes to
    /// the caller, the rest to the treasury. Anyone.
    /// @dev Errors: UnknownEpoch, EpochNotPosted, WindowClosed, BadEvidence, NotRefuted, Overflow, TransferFailed. Event: EpochRefuted.
    /// Twin: programs/solana/rewards/src/instructions/refute.rs.
    /// @param epochId The epoch.
    /// @param fault Which (docs/rewards.md, "Refuting"), 1 to 5.
    /// @param data The evidence; or nothing, for what was provided.
    function refute(bytes32 epochId, uint8 fault, bytes calldata data) external;

    /// @notice Has an open case about the posting hold it up, within its window. Anyone. The case's subject is
    /// sha256("assay/posting/v1" || epoch id || attempt, 4 bytes little-endian).
    /// @dev Errors: UnknownEpoch, EpochNotPosted, WindowClosed, UnknownCase, WrongCase, CaseIsClosed. Event: EpochSuspended.
    /// Twin: programs/solana/rewards/src/instructions/suspend.rs.
    /// @param epochId The epoch.
    /// @param caseId The case.
    function suspend(bytes32 epochId, bytes32 caseId) external;

    /// @notice Carries the final ruling out: guilty throws the posting away and sends its bond to the treasury, anything else gives it a whole
    /// window again. Anyone.
    /// @dev Errors: UnknownEpoch, EpochNotSuspended, CaseNotClosed, Overflow, TransferFailed. Event: EpochResolved.
    /// Twin: programs/solana/rewards/src/instructions/resolve.rs.
    /// @param epochId The epoch.
    function resolve(bytes32 epochId) external;

    /// @notice Pays the poster its bond back once the window has closed. Anyone.
    /// @dev Errors: UnknownEpoch, EpochNotPosted, WindowOpen, AlreadySettled, TransferFailed. Event: PosterPaid.
    /// Twin: programs/solana/rewards/src/instructions/pay_poster.rs.
    /// @param epochId The epoch.
    function payPoster(bytes32 epochId) external;

    /// @notice Pays a leaf's worker: its share of the cash at once, of the vesting part as tokens at its own price into its grant. Anyone.
    /// @dev Errors: UnknownEpoch, EpochNotPosted, WindowOpen, ClaimClosed, BadEvidence, AlreadyClaimed, NotJoined, Overflow,
    /// TransferFailed. Event: RewardClaimed. Twin: programs/solana/rewards/src/instructions/claim.rs.
    /// @param epochId The epoch.
    /// @param data The leaf's index (4 bytes big-endian), payload (44) and path (40 a sibling); or nothing, for what was provided.
    function claim(bytes32 epochId, bytes calldata data) external;

    /// @notice Gives back to the campaign what an epoch still reserves that nobody posted in time, or whose claims are over. Anyone.
    /// @dev Errors: UnknownEpoch, AlreadyExpired, NotDue, Overflow. Event: EpochExpired.
    /// Twin: programs/solana/rewards/src/instructions/expire.rs.
    /// @param epochId The epoch.
    function expire(bytes32 epochId) external;

    /// @notice Grants tokens, approved for this contract. Anyone. The grant's id is sha256("assay/grant/v1" || this contract, the caller and
    /// the beneficiary, left-padded to 32 bytes each || nonce, 8 bytes little-endian); of a campaign's the campaign's id stands for the
    /// caller, and the nonce is 0.
    /// @dev Errors: GrantExists, ZeroAddress, ZeroAmount, BadSchedule, WrongToken, InsufficientFunds, Overflow, TransferFailed.
    /// Event: GrantCreated. Twin: programs/solana/rewards/src/instructions/create_grant.rs.
    /// @param nonce A number the caller has not used for this beneficiary.
    /// @param terms For whom, of what, how much and when.
    function createGrant(uint64 nonce, GrantTerms calldata terms) external;

    /// @notice Adds to a grant; the sum vests as if it had always been there. Anyone.
    /// @dev Errors: UnknownGrant, GrantIsRevoked, ZeroAmount, InsufficientFunds, Overflow, TransferFailed. Event: GrantToppedUp.
    /// Twin: programs/solana/rewards/src/instructions/top_up.rs.
    /// @param grantId The grant.
    /// @param amount Base units of the grant's token, more than 0.
    function topUp(bytes32 grantId, uint64 amount) external;

    /// @notice Takes all that has vested. The grant's beneficiary.
    /// @dev Errors: UnknownGrant, NotBeneficiary, NothingVested, TransferFailed. Event: GrantWithdrawn.
    /// Twin: programs/solana/rewards/src/instructions/withdraw.rs.
    /// @param grantId The grant.
    function withdraw(bytes32 grantId) external;

    /// @notice Names the key that takes the beneficiary's place after the configured delay; naming the present one calls a rotation off. The
    /// grant's beneficiary.
    /// @dev Errors: UnknownGrant, NotBeneficiary, ZeroAddress, Overflow. Event: GrantRotated.
    /// Twin: programs/solana/rewards/src/instructions/rotate.rs.
    /// @param grantId The grant.
    /// @param to The next beneficiary.
    function rotate(bytes32 grantId, address to) external;

    /// @notice Carries a final ruling of guilty about the grant out: what had not vested when the accusation was made, and was not withdrawn,
    /// goes to the treasury; the rest is the beneficiary's at once. Anyone.
    /// @dev Errors: UnknownGrant, GrantIsRevoked, GrantIsRenounced, UnknownCase, WrongCase, CaseNotClosed, NotGuilty, NothingUnvested,
    /// TransferFailed. Event: GrantClawedBack. Twin: programs/solana/rewards/src/instructions/clawback.rs.
    /// @param grantId The grant.
    /// @param caseId The case whose subject is the grant's id.
    function clawback(bytes32 grantId, bytes32 caseId) external;

    /// @notice Gives clawback up for good. The grant's grantor; of a campaign's grants its sponsor.
    /// @dev Errors: UnknownGrant, NotGrantor, GrantIsRenounced, GrantIsRevoked. Event: GrantRenounced.
    /// Twin: programs/solana/rewards/src/instructions/renounce.rs.
    /// @param grantId The grant.
    function renounce(bytes32 grantId) external;

    /// @notice The deployment's constants.
    function config() external view returns (Config memory);

    /// @notice The court whose rulings count.
    function courtContract() external view returns (address);

    /// @notice The stateless contract that judges openings and evidence.
    function evidenceContract() external view returns (address);

    /// @notice A campaign; sponsor zero where it is unknown.
    /// @param campaignId The campaign.
    function campaignOf(bytes32 campaignId) external view returns (Campaign memory);

    /// @notice What a worker was promised; joinedAt 0 where it has not joined.
    /// @param campaignId The campaign.
    /// @param owner The worker.
    function workerOf(bytes32 campaignId, address owner) external view returns (Worker memory);

    /// @notice A batch; state None where it is unknown.
    /// @param batchId The batch.
    function batchOf(bytes32 batchId) external view returns (Batch memory);

    /// @notice An epoch; state None where nobody committed a batch in it.
    /// @param epochId The epoch.
    function epochOf(bytes32 epochId) external view returns (Epoch memory);

    /// @notice Whether a leaf was claimed.
    /// @param epochId The epoch.
    /// @param index The leaf's index.
    function isClaimed(bytes32 epochId, uint32 index) external view returns (bool);

    /// @notice What a party has provided for its next call so far.
    /// @param party Who provided it.
    function openingsOf(address party) external view returns (bytes memory);

    /// @notice A grant; grantor zero where it is unknown.
    /// @param grantId The grant.
    function grantOf(bytes32 grantId) external view returns (Grant memory);
}
