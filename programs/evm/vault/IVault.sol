// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";

import {IConsumer} from "../verifier/IConsumer.sol";

/// @title Deposits that a model spreads over up to four pools, on a proof and within caps
/// @notice ERC-4626, whose shares are an ERC-20 of three decimals more than the deposits' token. Pools are ERC-4626 vaults of the same token that pay
/// what their convertToAssets says; what they show is only believed within bounds (docs/vault.md). Losses count at once, profit at no more
/// than `gainBps` a year. "Looks at the pools" below: every position is brought to what it counts for now. Nobody, the owner included, moves
/// funds anywhere but into the policy's pools and back. Amounts are base units and below 2**64, times are unix seconds. Nobody can change the
/// contract.
///
/// The standard's own verbs, which revert with the errors below. `deposit`: ZeroAmount (of assets, or too few for a share), Overflow,
/// InsufficientFunds, TransferFailed; `mint`: the same. Event: Deposited, after the standard's. `withdraw` pays from idle funds, then from
/// the pools in their order: ZeroAmount, InsufficientShares, PoolShortfall, NotEnoughLiquid, TransferFailed, and a pool's own; `redeem`: the
/// same. Event: Redeemed, after the standard's. Twins: programs/solana/vault/src/instructions/{deposit,mint,withdraw,redeem}.rs.
/// @dev Twin: programs/solana/vault/src/lib.rs. Meaning: clients/assay/market.py, class Vault.
interface IVault is IERC4626, IConsumer {
    /// @notice The deployment's constants. `share` is this contract, `owner` proposes policies, `verifier` is who alone hands proved claims over.
    /// `stepBps`: see observe.
    struct Config {
        address token;
        address share;
        address owner;
        address verifier;
        uint64 timelockSecs;
        uint64 observeSecs;
        uint32 gainBps;
        uint16 stepBps;
    }

    /// @notice A pool, or none (zero, and zero in the rest). The vault never has more than `cap` base units at stake in it, and no claim moves it
    /// beyond `capBps` of all assets. With either at zero the model leaves the pool alone. `group` (0 to 3) is its group of risk.
    struct PoolLimits {
        address pool;
        uint8 group;
        uint64 cap;
        uint16 capBps;
    }

    /// @notice What a model may do. `groupCapsBps` bound the weights of a group's pools together; a claim moves no pool by more than `maxMoveBps` of
    /// all assets (0: allocation is paused), costs no more than `maxLossBps` of them, and is about an observation no older than `maxAgeSecs`.
    struct Policy {
        bytes32 modelId;
        address guardian;
        PoolLimits[4] pools;
        uint16[4] groupCapsBps;
        uint16 maxMoveBps;
        uint16 maxLossBps;
        uint64 maxAgeSecs;
    }

    /// @notice What a guardian lowers to, pool by pool and group by group.
    struct Limits {
        uint64[4] caps;
        uint16[4] capsBps;
        uint16[4] groupCapsBps;
        uint16 maxMoveBps;
    }

    /// @notice Of all shares in one pool: `units` of it, that count for `recorded`. `invested` is what went in and did not come back, which losses do
    /// not lessen. Units that were claimed in kind are no longer of it.
    struct Position {
        uint64 units;
        uint64 recorded;
        uint64 invested;
    }

    /// @notice Policy, funds and positions as last recorded. `surplus` is held like `idle` funds and does not count yet. Profit was let in until
    /// `lookedAt`. `observed` is the last observation's index (from 1), `observedFrom` the first one's of the pools in force. `proposal` waits
    /// until `adoptAt` (0: none).
    struct State {
        Policy policy;
        Policy proposal;
        uint64 adoptAt;
        uint64 idle;
        uint64 supply;
        Position[4] positions;
        uint64 surplus;
        uint64 lookedAt;
        uint64 observed;
        uint64 observedFrom;
    }

    /// @notice Of a pool: realised yield a year, share of its assets that is lent out, and cash in whole tokens.
    struct Features {
        uint32 rateBps;
        uint16 utilisationBps;
        uint32 liquidity;
    }

    /// @notice `means` are time-weighted over the last 8 steps, and what a model sees; `spots` what was seen last, each step bounded; `capsBps` what a
    /// model may give each pool. `cumulative` are sums of spot x seconds: rate, utilisation, liquidity of pool 0, then of pool 1, ... `index`
    /// is 0 where there is none.
    struct Observation {
        uint64 index;
        uint64 observedAt;
        Features[4] means;
        uint16[4] capsBps;
        Features[4] spots;
        uint64[12] cumulative;
        uint64[4] prices;
    }

    event Deposited(address indexed sender, address indexed receiver, uint64 assets, uint64 shares);

    event Redeemed(address indexed owner, address indexed receiver, uint64 assets, uint64 shares);

    event RedeemedInKind(address indexed owner, address indexed receiver, uint64 shares, uint64 assets);

    event ClaimCollected(address indexed pool, address indexed owner, uint64 units, uint64 assets);

    /// @notice `first` and `second` are the two elements of the commitment (docs/circuits.md).
    event PoolsObserved(uint64 indexed index, uint64 observedAt, bytes32 first, bytes32 second);

    event Rebalanced(
        uint64 indexed observation,
        bytes32 indexed modelId,
        bytes8 result,
        uint64 movedIn,
        uint64 movedOut,
        uint64 total
    );

    event PoolTrimmed(address indexed pool, uint64 assets);

    event PolicyProposed(bytes32 indexed modelId, address indexed guardian, uint64 adoptAt);

    event PolicyAdopted(bytes32 indexed modelId, address indexed guardian);

    event LimitsLowered(address indexed guardian, uint16 maxMoveBps);

    /// @notice A configuration value is outside its bounds.
    error BadConfig();
    /// @notice The timelock has not passed.
    error TimelockOpen();
    /// @notice An amount of zero does nothing.
    error ZeroAmount();
    /// @notice The caller's token balance is below the amount.
    error InsufficientFunds();
    /// @notice The token moved less than asked, returned false or reverted.
    error TransferFailed();
    /// @notice An amount would pass 2**64 - 1.
    error Overflow();
    /// @notice Only the verifier hands proved claims over.
    error NotVerifier();
    /// @notice Only the vault's owner proposes policies.
    error NotVaultOwner();
    /// @notice Only the vault's guardian or owner lowers limits.
    error NotVaultGuardian();
    /// @notice A policy's limits are outside their bounds, or it names a pool twice.
    error BadPolicy();
    /// @notice No pool in the vault's token stands at this address.
    error BadPool();
    /// @notice The model is unknown or ended, or its key can change sooner than the vault's own timelock.
    error BadModel();
    /// @notice No policy is in force.
    error NoPolicy();
    /// @notice No policy waits to be adopted.
    error NoProposal();
    /// @notice A pool that holds some of the vault's assets keeps its place.
    error PoolInUse();
    /// @notice Limits are lowered, at least one of them, and none is raised.
    error NotLower();
    /// @notice The policy has no such pool.
    error UnknownPool();
    /// @notice The caller has fewer shares than asked.
    error InsufficientShares();
    /// @notice Less can be had at once than asked; leave in kind.
    error NotEnoughLiquid();
    /// @notice A pool paid less than its own word; leave in kind.
    error PoolShortfall();
    /// @notice This account has no claim on this pool.
    error NothingClaimed();
    /// @notice The pool is within its caps.
    error NothingToTrim();
    /// @notice The last observation is too recent.
    error ObservedRecently();
    /// @notice The claim is another model's than the policy's.
    error WrongModel();
    /// @notice The ring has no observation of this index.
    error UnknownObservation();
    /// @notice Too few observations were made of these pools for a time-weighted value.
    error WindowNotFull();
    /// @notice The observation is too old.
    error StaleObservation();
    /// @notice The claim is about something else than this observation.
    error WrongObservation();
    /// @notice The policy moves nothing.
    error AllocationPaused();
    /// @notice The model gives a pool more than its cap, or more than there is.
    error CapExceeded();
    /// @notice The model gives a group of pools more than its cap.
    error GroupCapExceeded();
    /// @notice Moving would cost more than the policy allows.
    error LossTooHigh();

    /// @notice The exit that no pool can hold up: burns the caller's shares, pays `receiver` their part of idle funds and owes it their part of each
    /// pool's units, without calling a pool to act. Of units that are said to be worth more than counts, so much less. A pool that cannot be
    /// looked at counts as it did.
    /// @dev Errors: ZeroAmount (of shares, or worth nothing), InsufficientShares, TransferFailed. Event: RedeemedInKind. Twin:
    /// programs/solana/vault/src/instructions/redeem_in_kind.rs.
    /// @param shares More than 0.
    /// @param receiver Who is paid and owed.
    function redeemInKind(uint64 shares, address receiver) external;

    /// @notice Has a pool redeem what `owner` is owed of it, as far as it has cash, and pay it to the owner. Anyone.
    /// @dev Errors: NothingClaimed, NotEnoughLiquid (no cash at all), and the pool's own. Event: ClaimCollected. Twin:
    /// programs/solana/vault/src/instructions/collect_claim.rs.
    /// @param pool The pool.
    /// @param owner Who is owed.
    function collectClaim(address pool, address owner) external;

    /// @notice Records what the policy's pools show: realised yield since the last observation, utilisation, cash; each no further than a step from
    /// the last spot: `stepBps` for yield and utilisation, `stepBps` of itself and 1,000 whole tokens for cash. The means that a model sees
    /// weigh spots by how long they stood over the last 8 steps: what stands at the time of the call is in none of them. At most once in
    /// `observeSecs`. A pool whose views fail shows no yield, is lent out and has no cash. Anyone.
    /// @dev Errors: NoPolicy, ObservedRecently. Event: PoolsObserved. Twin: programs/solana/vault/src/instructions/observe.rs. `onVerified`, by the
    /// verifier alone (its verifyAndCall with this contract as the consumer): the nonce is the observation's index, the claim about its
    /// commitment, `result` four weights in bps. Looks at the pools and moves them towards the weights: out of those that hold more, then into
    /// those that hold less; no pool by more than `maxMoveBps` of all assets (all moves shrink in proportion), into none more than its caps
    /// leave room for, and only as far as there is cash. Pools with a cap of zero are left alone. Errors: NotVerifier, NoPolicy, WrongModel,
    /// UnknownObservation, WindowNotFull, StaleObservation, WrongObservation, AllocationPaused, CapExceeded, GroupCapExceeded, LossTooHigh,
    /// and a pool's own. Event: Rebalanced. Twin: programs/solana/vault/src/instructions/on_verified.rs.
    function observe() external;

    /// @notice Takes out of a pool what counts there above its caps, as far as it has cash. Anyone.
    /// @dev Errors: UnknownPool, NothingToTrim, NotEnoughLiquid (no cash at all), and the pool's own. Event: PoolTrimmed. Twin:
    /// programs/solana/vault/src/instructions/trim.rs.
    /// @param poolIndex 0 to 3.
    function trim(uint8 poolIndex) external;

    /// @notice Proposes a policy, which can be adopted after `timelockSecs`. A later proposal replaces it. The model's own timelock must be no
    /// shorter. The owner.
    /// @dev Errors: NotVaultOwner, BadPolicy, BadPool, BadModel. Event: PolicyProposed. Twin: programs/solana/vault/src/instructions/propose.rs.
    /// @param policy The policy.
    function propose(Policy calldata policy) external;

    /// @notice Has the proposed policy come into force. A pool that holds funds keeps its place. With other pools the window of observations starts
    /// anew. Anyone.
    /// @dev Errors: NoProposal, TimelockOpen, PoolInUse. Event: PolicyAdopted. Twin: programs/solana/vault/src/instructions/adopt.rs.
    function adopt() external;

    /// @notice Lowers caps or the longest move, at once and in a proposal that waits as well; none is raised, at least one is lower. `maxMoveBps` of
    /// zero pauses allocation. Exits know no limits. The guardian or the owner.
    /// @dev Errors: NoPolicy, NotVaultGuardian, NotLower. Event: LimitsLowered. Twin: programs/solana/vault/src/instructions/lower.rs.
    /// @param limits All limits as they are to be.
    function lower(Limits calldata limits) external;

    /// @notice The deployment's constants.
    function config() external view returns (Config memory);

    /// @notice Policy, funds and positions as last recorded.
    function state() external view returns (State memory);

    /// @notice An observation; `index` 0 where it is none of the last 16.
    /// @param index From 1.
    function observationOf(uint64 index) external view returns (Observation memory);

    /// @notice The units of a pool that somebody is owed since it left in kind.
    /// @param owner Who is owed.
    /// @param pool The pool.
    function claimOf(address owner, address pool) external view returns (uint256);

    /// @notice The contract that looks at pools for observations.
    function observatoryContract() external view returns (address);
}
