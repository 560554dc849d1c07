// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";

import {SingleEntry} from "../staking/SingleEntry.sol";
import {StakingMath} from "../staking/StakingMath.sol";
import {IVerifier} from "../verifier/IVerifier.sol";
import {IObservatory} from "./IObservatory.sol";
import {IVault} from "./IVault.sol";
import {VaultMath} from "./VaultMath.sol";

// One slot.
struct StoredLimits {
    address pool;
    uint64 cap;
    uint16 capBps;
    uint8 group;
}

// Seven slots. Of no policy the model is zero. The groups' caps are 16 bits each, the first on top.
struct StoredPolicy {
    bytes32 modelId;
    address guardian;
    uint64 groupCapsBps;
    uint16 maxMoveBps;
    uint16 maxLossBps;
    StoredLimits[4] pools;
    uint32 maxAgeSecs;
}

// One slot.
struct Funds {
    uint64 idle;
    uint64 surplus;
    uint64 lookedAt;
}

// One slot. `last` is an observation's index, `from` the first one's of the pools in force.
struct Observed {
    uint64 last;
    uint64 from;
    uint64 adoptAt;
}

// What the verbs share: the deployment's constants, what is stored, and how to read it.
abstract contract VaultStore is IVault, ERC4626, SingleEntry {
    uint256 internal constant POOLS = 4;
    uint256 internal constant RING = 16;
    uint256 internal constant WORDS = 8;
    uint8 private constant SHARE_DECIMALS = 9;
    uint32 private constant MAX_GAIN_BPS = 1_000_000;

    IERC20 internal immutable TOKEN;
    IVerifier internal immutable VERIFIER;
    IObservatory internal immutable OBSERVATORY;
    address internal immutable OWNER;
    uint64 internal immutable TIMELOCK_SECS;
    uint64 internal immutable OBSERVE_SECS;
    uint32 internal immutable GAIN_BPS;
    uint16 internal immutable STEP_BPS;

    Funds internal _funds;
    Observed internal _observed;
    StoredPolicy internal _policy;
    StoredPolicy internal _proposal;
    Position[4] internal _positions;
    // By index modulo its length.
    uint256[8][16] internal _ring;
    mapping(address owner => mapping(address pool => uint256 units)) internal _claims;

    constructor(
        address token,
        address verifier,
        address owner,
        uint64 timelockSecs,
        uint64 observeSecs,
        uint32 gainBps,
        uint16 stepBps,
        address observatory
    ) ERC20("Assay vault share", "AVS") ERC4626(IERC20(token)) {
        if (!StakingMath.isDelay(timelockSecs) || !StakingMath.isDelay(observeSecs) || owner == address(0)) {
            revert BadConfig();
        }
        if (gainBps == 0 || gainBps > MAX_GAIN_BPS || stepBps == 0 || stepBps > VaultMath.BPS) revert BadConfig();
        // A token of other than six decimals.
        if (decimals() != SHARE_DECIMALS) revert BadConfig();

        (TOKEN, VERIFIER, OBSERVATORY) = (IERC20(token), IVerifier(verifier), IObservatory(observatory));
        (OWNER, TIMELOCK_SECS, OBSERVE_SECS) = (owner, timelockSecs, observeSecs);
        (GAIN_BPS, STEP_BPS) = (gainBps, stepBps);
        _observed.from = 1;
    }

    function config() external view returns (Config memory) {
        return Config({
            token: address(TOKEN),
            share: address(this),
            owner: OWNER,
            verifier: address(VERIFIER),
            timelockSecs: TIMELOCK_SECS,
            observeSecs: OBSERVE_SECS,
            gainBps: GAIN_BPS,
            stepBps: STEP_BPS
        });
    }

    function state() external view returns (State memory shown) {
        (shown.policy, shown.proposal, shown.positions) = (_read(_policy), _read(_proposal), _positions);
        (shown.idle, shown.surplus, shown.lookedAt) = (_funds.idle, _funds.surplus, _funds.lookedAt);
        (shown.observed, shown.observedFrom, shown.adoptAt) = (_observed.last, _observed.from, _observed.adoptAt);
        shown.supply = uint64(totalSupply());
    }

    function observationOf(uint64 index) external view returns (Observation memory observation) {
        if (_isKept(index)) return OBSERVATORY.shown(index, _ring[index % RING]);
    }

    function claimOf(address owner, address pool) external view returns (uint256) {
        return _claims[owner][pool];
    }

    function observatoryContract() external view returns (address) {
        return address(OBSERVATORY);
    }

    // Within.

    // Whether the ring has an observation of this index.
    function _isKept(uint256 index) internal view returns (bool) {
        return index != 0 && index <= _observed.last && index + RING > _observed.last;
    }

    function _read(StoredPolicy storage s) internal view returns (Policy memory policy) {
        (policy.modelId, policy.guardian, policy.maxAgeSecs) = (s.modelId, s.guardian, s.maxAgeSecs);
        (policy.maxMoveBps, policy.maxLossBps) = (s.maxMoveBps, s.maxLossBps);
        uint64 groups = s.groupCapsBps;
        for (uint256 i = 0; i < POOLS; ++i) {
            StoredLimits storage limits = s.pools[i];
            policy.pools[i] =
                PoolLimits({pool: limits.pool, group: limits.group, cap: limits.cap, capBps: limits.capBps});
            policy.groupCapsBps[i] = VaultMath.lane(groups, i);
        }
    }

    function _write(StoredPolicy storage s, Policy memory policy) internal {
        uint64 groups = 0;
        for (uint256 i = 0; i < POOLS; ++i) {
            PoolLimits memory limits = policy.pools[i];
            s.pools[i] = StoredLimits({pool: limits.pool, cap: limits.cap, capBps: limits.capBps, group: limits.group});
            groups = (groups << 16) | policy.groupCapsBps[i];
        }
        (s.modelId, s.guardian, s.maxAgeSecs) = (policy.modelId, policy.guardian, uint32(policy.maxAgeSecs));
        (s.groupCapsBps, s.maxMoveBps, s.maxLossBps) = (groups, policy.maxMoveBps, policy.maxLossBps);
    }

    function _decimalsOffset() internal pure override returns (uint8) {
        return 3;
    }
}
