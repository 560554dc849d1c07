// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Bonds that back claims
/// @notice An owner bonds tokens, a slasher program locks part of them behind a claim, and a refereed fault takes them. A slash only marks
/// stake as lost; tokens move when somebody calls `sweep`. The slashers of the constructor, one to four different ones, are active from the
/// start; any other becomes active after a timelock that lasts as long as unbonding does, so that whoever disagrees with it can leave
/// first. Amounts are base units of a token of 6 decimals, times are unix seconds.
/// Nobody owns the contract: the authority proposes and retires slashers and can do nothing else.
/// @dev Twin: programs/solana/staking/src/lib.rs. Meaning: clients/assay/market.py, class Staking.
interface IStaking {
    /// @notice What a slasher program may do. None marks an empty place.
    enum SlasherStatus {
        None,
        Proposed,
        Active,
        Retired
    }

    /// @notice A program that may lock and slash, known by the address it calls from.
    struct Slasher {
        address program;
        uint64 activeAt;
        SlasherStatus status;
    }

    /// @notice Stake on its way out.
    struct Unbonding {
        uint64 amount;
        uint64 unlockAt;
    }

    /// @notice An owner's stake. `exists` is false for an owner that never bonded; `locks[i]` is what slasher i of `slashers()` holds;
    /// `unbondings` go from the oldest to the newest.
    struct Stake {
        bool exists;
        uint64 bonded;
        uint64[4] locks;
        Unbonding[] unbondings;
    }

    /// @notice A slash. `amount` is 0 where no slash bears the id.
    struct Fault {
        bytes32 faultId;
        address owner;
        address slasher;
        uint64 amount;
        address beneficiary;
        uint64 reward;
        bool swept;
    }

    /// @notice The deployment's constants and its slashers in order of registration.
    struct Config {
        address authority;
        address treasury;
        address token;
        uint64 unbondSecs;
        Slasher[] slashers;
    }

    /// @notice `owner` added `amount` and has `bonded` now.
    event Bonded(address indexed owner, uint64 amount, uint64 bonded);
    /// @notice `owner` gets `amount` back at `unlockAt` at the earliest.
    event Unbonded(address indexed owner, uint64 amount, uint64 unlockAt);
    /// @notice `owner` was paid `amount`.
    event Withdrawn(address indexed owner, uint64 amount);
    /// @notice `slasher` set `amount` aside and holds `locked` of the owner's stake now.
    event Locked(address indexed owner, address indexed slasher, uint64 amount, uint64 locked);
    /// @notice `slasher` freed `amount` and holds `locked` of the owner's stake now.
    event Unlocked(address indexed owner, address indexed slasher, uint64 amount, uint64 locked);
    /// @notice `owner` lost `amount`, of which `reward` is the beneficiary's; `locked` is what the slasher still holds.
    event Slashed(
        bytes32 indexed faultId,
        address indexed owner,
        address indexed slasher,
        uint64 amount,
        address beneficiary,
        uint64 reward,
        uint64 locked
    );
    /// @notice A slash was paid out: `reward` to the beneficiary, `remainder` to the treasury.
    event Swept(bytes32 indexed faultId, address indexed beneficiary, uint64 reward, uint64 remainder);
    /// @notice `slasher` can be activated from `activeAt` on.
    event SlasherProposed(address indexed slasher, uint64 activeAt);
    /// @notice `slasher` may lock and slash.
    event SlasherActivated(address indexed slasher);
    /// @notice `slasher` may take no new locks.
    event SlasherRetired(address indexed slasher);

    /// @notice An amount of zero does nothing.
    error ZeroAmount();
    /// @notice The token has not 6 decimals.
    error WrongToken();
    /// @notice The caller's token balance is below the amount.
    error InsufficientFunds();
    /// @notice The token moved less than asked, returned false or reverted.
    error TransferFailed();
    /// @notice A number would pass 2**64 - 1.
    error Overflow();
    /// @notice This owner never bonded.
    error UnknownStake();
    /// @notice Less is bonded and free of locks than asked.
    error InsufficientStake();
    /// @notice Four unbondings are pending.
    error TooManyUnbondings();
    /// @notice No unbonding has matured.
    error NothingToWithdraw();
    /// @notice The caller is no slasher program that may do this.
    error NotSlasher();
    /// @notice More than this slasher has locked.
    error LockTooLarge();
    /// @notice This fault was slashed before.
    error FaultAlreadySlashed();
    /// @notice The offender has no stake left.
    error NothingToSlash();
    /// @notice The accuser may get half of a slash at most.
    error RewardTooHigh();
    /// @notice No slash bears this fault id.
    error UnknownFault();
    /// @notice This fault was paid out before.
    error AlreadySwept();
    /// @notice Only the authority does this.
    error NotAuthority();
    /// @notice This slasher is registered already.
    error SlasherExists();
    /// @notice Four slashers are registered.
    error TooManySlashers();
    /// @notice No such slasher is registered.
    error UnknownSlasher();
    /// @notice Only a proposed slasher can be activated.
    error SlasherNotProposed();
    /// @notice This slasher is retired already.
    error SlasherIsRetired();
    /// @notice The timelock has not passed.
    error TimelockOpen();
    /// @notice A constructor's argument is out of its bounds.
    error BadConfig();

    /// @notice Moves tokens of the caller, who approved this contract for them, into its stake. Anyone.
    /// @dev Errors: ZeroAmount, InsufficientFunds, Overflow, TransferFailed. Event: Bonded. Twin: programs/solana/staking/src/instructions/bond.rs.
    /// @param amount Base units, more than 0.
    function bond(uint64 amount) external;

    /// @notice Starts to take bonded stake that is free of locks out. Slashes can reach it until it is withdrawn. The stake's owner.
    /// @dev Errors: UnknownStake, ZeroAmount, InsufficientStake, TooManyUnbondings, Overflow. Event: Unbonded.
    /// Twin: programs/solana/staking/src/instructions/unbond.rs.
    /// @param amount Base units, more than 0.
    function unbond(uint64 amount) external;

    /// @notice Pays the caller all of its unbondings that have matured, or as many as one amount can say. The stake's owner.
    /// @dev Errors: UnknownStake, NothingToWithdraw, TransferFailed. Event: Withdrawn.
    /// Twin: programs/solana/staking/src/instructions/withdraw.rs.
    function withdraw() external;

    /// @notice Sets free stake of an owner aside behind a claim. Active slasher programs.
    /// @dev Errors: NotSlasher, UnknownStake, ZeroAmount, InsufficientStake. Event: Locked. Twin: programs/solana/staking/src/instructions/lock.rs.
    /// @param owner Whose stake.
    /// @param amount Base units, more than 0.
    function lock(address owner, uint64 amount) external;

    /// @notice Frees part of what the caller has locked. Slasher programs, active or retired.
    /// @dev Errors: NotSlasher, UnknownStake, ZeroAmount, LockTooLarge. Event: Unlocked. Twin: programs/solana/staking/src/instructions/unlock.rs.
    /// @param owner Whose stake.
    /// @param amount Base units, more than 0.
    function unlock(address owner, uint64 amount) external;

    /// @notice Takes `amount`, or all there is, from an owner: first bonded stake, then unbondings from the newest, matured ones too.
    /// It uses up the caller's own lock on the owner by `amount`, as far as that goes. No tokens move. Slasher programs, active or
    /// retired; a retired one takes no more than it has locked.
    /// @dev Errors: FaultAlreadySlashed, NotSlasher, ZeroAmount, RewardTooHigh, UnknownStake, LockTooLarge, NothingToSlash. Event: Slashed.
    /// Twin: programs/solana/staking/src/instructions/slash.rs.
    /// @param owner Whose stake.
    /// @param amount Base units, more than 0.
    /// @param faultId The fault, slashed once at most.
    /// @param beneficiary Who gets the reward at the sweep.
    /// @param rewardBps The reward in basis points of what is taken, rounded down; 5,000 at most.
    function slash(address owner, uint64 amount, bytes32 faultId, address beneficiary, uint16 rewardBps) external;

    /// @notice Pays a slash out to its beneficiary and the treasury, once. Anyone.
    /// @dev Errors: UnknownFault, AlreadySwept, TransferFailed. Event: Swept. Twin: programs/solana/staking/src/instructions/sweep.rs.
    /// @param faultId The slash's fault.
    function sweep(bytes32 faultId) external;

    /// @notice Proposes a slasher program, to be activated after as long as unbonding lasts. The authority.
    /// @dev Errors: NotAuthority, SlasherExists, TooManySlashers, Overflow. Event: SlasherProposed.
    /// Twin: programs/solana/staking/src/instructions/propose_slasher.rs.
    /// @param slasher The address the program calls from.
    function proposeSlasher(address slasher) external;

    /// @notice Activates a proposed slasher whose timelock has passed. Anyone.
    /// @dev Errors: UnknownSlasher, SlasherNotProposed, TimelockOpen. Event: SlasherActivated.
    /// Twin: programs/solana/staking/src/instructions/activate_slasher.rs.
    /// @param slasher The slasher program.
    function activateSlasher(address slasher) external;

    /// @notice Forbids a slasher new locks, for good. It can still slash or free what it has locked, so that open disputes end. The authority.
    /// @dev Errors: NotAuthority, UnknownSlasher, SlasherIsRetired. Event: SlasherRetired.
    /// Twin: programs/solana/staking/src/instructions/retire_slasher.rs.
    /// @param slasher The slasher program.
    function retireSlasher(address slasher) external;

    /// @notice The deployment's constants and slashers.
    function config() external view returns (Config memory);

    /// @notice The slashers in order of registration; their places are the indices of `Stake.locks`.
    function slashers() external view returns (Slasher[] memory);

    /// @notice An owner's stake.
    /// @param owner Whose stake.
    function stakeOf(address owner) external view returns (Stake memory);

    /// @notice What a slash could take from an owner now: bonded and unbonding stake, in base units.
    /// @dev Errors: UnknownStake.
    /// @param owner Whose stake.
    function reachableOf(address owner) external view returns (uint256);

    /// @notice The slash that bears a fault id.
    /// @param faultId The fault.
    function faultOf(bytes32 faultId) external view returns (Fault memory);
}
