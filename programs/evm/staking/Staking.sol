// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IStaking} from "./IStaking.sol";
import {Payment} from "./Payment.sol";
import {SingleEntry} from "./SingleEntry.sol";
import {StakingMath} from "./StakingMath.sol";

contract Staking is IStaking, SingleEntry {
    using Payment for IERC20;

    uint256 private constant MAX_SLASHERS = 4;
    uint256 private constant MAX_UNBONDINGS = 4;
    uint256 private constant MAX_REWARD_BPS = 5_000;

    // Four slots. The first `pending` unbondings are held, the newest last; each is an amount above its time (StakingMath.pack).
    struct Account {
        uint64 bonded;
        uint8 pending;
        bool exists;
        uint64[4] locks;
        uint128[4] unbondings;
    }

    // Two slots. A slasher keeps its place for good, so its place stands for its address; a beneficiary's reward may be 0, an amount not.
    struct StoredFault {
        address owner;
        uint64 amount;
        uint8 slasher;
        bool swept;
        address beneficiary;
        uint64 reward;
    }

    IERC20 private immutable TOKEN;
    address private immutable AUTHORITY;
    address private immutable TREASURY;
    uint64 private immutable UNBOND_SECS;

    Slasher[4] private _slashers;
    mapping(address owner => Account account) private _accounts;
    mapping(bytes32 faultId => StoredFault fault) private _faults;

    constructor(address token, address authority, address treasury, uint64 unbondSecs, address[] memory slashers_) {
        // The token refuses transfers to nobody, and a transfer to oneself cannot be seen to arrive: no sweep would ever pass.
        if (!StakingMath.isDelay(unbondSecs) || treasury == address(0) || treasury == address(this)) {
            revert BadConfig();
        }
        if (slashers_.length == 0 || slashers_.length > MAX_SLASHERS) revert BadConfig();
        for (uint256 i = 0; i < slashers_.length; ++i) {
            (uint256 place,) = _find(slashers_[i]);
            if (place != i) revert BadConfig();
            _slashers[i] = Slasher({program: slashers_[i], activeAt: 0, status: SlasherStatus.Active});
        }
        IERC20(token).requireToken();

        (TOKEN, AUTHORITY, TREASURY, UNBOND_SECS) = (IERC20(token), authority, treasury, unbondSecs);
    }

    function bond(uint64 amount) external nonReentrant {
        if (amount == 0) revert ZeroAmount();
        TOKEN.requireFunds(msg.sender, amount);
        Account storage account = _accounts[msg.sender];
        uint64 bonded = StakingMath.toU64(uint256(account.bonded) + amount);

        account.bonded = bonded;
        account.exists = true;

        TOKEN.pull(msg.sender, amount);

        emit Bonded(msg.sender, amount, bonded);
    }

    function unbond(uint64 amount) external nonReentrant {
        Account storage account = _known(msg.sender);
        if (amount == 0) revert ZeroAmount();
        (uint64 bonded, uint8 pending) = (account.bonded, account.pending);
        if (bonded < StakingMath.locked(account.locks) + amount) revert InsufficientStake();
        if (pending == MAX_UNBONDINGS) revert TooManyUnbondings();
        uint64 unlockAt = StakingMath.inSecs(UNBOND_SECS);

        account.bonded = bonded - amount;
        account.pending = pending + 1;
        account.unbondings[pending] = StakingMath.pack(amount, unlockAt);

        emit Unbonded(msg.sender, amount, unlockAt);
    }

    function withdraw() external nonReentrant {
        Account storage account = _known(msg.sender);
        uint128[4] memory unbondings = account.unbondings;
        uint256 pending = account.pending;
        uint256 kept = 0;
        uint256 matured = 0;
        for (uint256 i = 0; i < pending; ++i) {
            uint128 unbonding = unbondings[i];
            uint256 sum = matured + StakingMath.amountOf(unbonding);
            // What would make the sum too large for one payment waits for the next one: it must not hold up the rest.
            if (StakingMath.unlockAtOf(unbonding) <= block.timestamp && sum <= type(uint64).max) matured = sum;
            else unbondings[kept++] = unbonding;
        }
        if (matured == 0) revert NothingToWithdraw();
        uint64 amount = uint64(matured);

        for (uint256 i = kept; i < MAX_UNBONDINGS; ++i) {
            unbondings[i] = 0;
        }
        account.pending = uint8(kept);
        account.unbondings = unbondings;

        TOKEN.pay(msg.sender, amount);

        emit Withdrawn(msg.sender, amount);
    }

    function lock(address owner, uint64 amount) external nonReentrant {
        (uint256 place,) = _slasher(false);
        Account storage account = _known(owner);
        if (amount == 0) revert ZeroAmount();
        uint64[4] memory locks = account.locks;
        if (account.bonded < StakingMath.locked(locks) + amount) revert InsufficientStake();
        uint64 locked = locks[place] + amount;

        account.locks[place] = locked;

        emit Locked(owner, msg.sender, amount, locked);
    }

    function unlock(address owner, uint64 amount) external nonReentrant {
        (uint256 place,) = _slasher(true);
        Account storage account = _known(owner);
        if (amount == 0) revert ZeroAmount();
        uint64 locked = account.locks[place];
        if (locked < amount) revert LockTooLarge();
        locked -= amount;

        account.locks[place] = locked;

        emit Unlocked(owner, msg.sender, amount, locked);
    }

    function slash(address owner, uint64 amount, bytes32 faultId, address beneficiary, uint16 rewardBps)
        external
        nonReentrant
    {
        StoredFault storage fault = _faults[faultId];
        if (fault.amount != 0) revert FaultAlreadySlashed();
        (uint256 place, SlasherStatus status) = _slasher(true);
        if (amount == 0) revert ZeroAmount();
        if (rewardBps > MAX_REWARD_BPS) revert RewardTooHigh();
        Account storage account = _known(owner);
        uint64 locked = account.locks[place];
        if (status == SlasherStatus.Retired && amount > locked) revert LockTooLarge();
        uint64 taken = uint64(Math.min(amount, _reachable(account)));
        if (taken == 0) revert NothingToSlash();
        uint64 reward = StakingMath.shareDown(taken, rewardBps);

        _take(account, taken);
        locked -= uint64(Math.min(locked, amount));
        account.locks[place] = locked;
        (fault.owner, fault.amount, fault.slasher) = (owner, taken, uint8(place));
        (fault.beneficiary, fault.reward) = (beneficiary, reward);

        emit Slashed(faultId, owner, msg.sender, taken, beneficiary, reward, locked);
    }

    function sweep(bytes32 faultId) external nonReentrant {
        StoredFault storage fault = _faults[faultId];
        if (fault.amount == 0) revert UnknownFault();
        if (fault.swept) revert AlreadySwept();
        (address beneficiary, uint64 reward) = (fault.beneficiary, fault.reward);
        uint64 remainder = fault.amount - reward;

        fault.swept = true;

        TOKEN.pay(beneficiary, reward);
        TOKEN.pay(TREASURY, remainder);

        emit Swept(faultId, beneficiary, reward, remainder);
    }

    function proposeSlasher(address slasher) external nonReentrant {
        if (msg.sender != AUTHORITY) revert NotAuthority();
        (uint256 place, SlasherStatus status) = _find(slasher);
        if (status != SlasherStatus.None) revert SlasherExists();
        if (place == MAX_SLASHERS) revert TooManySlashers();
        // Twice: whoever unbonds in the first half has left before the slasher may act.
        uint64 activeAt = StakingMath.inSecs(2 * UNBOND_SECS);

        _slashers[place] = Slasher({program: slasher, activeAt: activeAt, status: SlasherStatus.Proposed});

        emit SlasherProposed(slasher, activeAt);
    }

    function activateSlasher(address slasher) external nonReentrant {
        (uint256 place, SlasherStatus status) = _find(slasher);
        if (status == SlasherStatus.None) revert UnknownSlasher();
        if (status != SlasherStatus.Proposed) revert SlasherNotProposed();
        if (block.timestamp < _slashers[place].activeAt) revert TimelockOpen();

        _slashers[place].status = SlasherStatus.Active;

        emit SlasherActivated(slasher);
    }

    function retireSlasher(address slasher) external nonReentrant {
        if (msg.sender != AUTHORITY) revert NotAuthority();
        (uint256 place, SlasherStatus status) = _find(slasher);
        if (status == SlasherStatus.None) revert UnknownSlasher();
        if (status == SlasherStatus.Retired) revert SlasherIsRetired();

        _slashers[place].status = SlasherStatus.Retired;

        emit SlasherRetired(slasher);
    }

    function config() external view returns (Config memory) {
        return Config({
            authority: AUTHORITY,
            treasury: TREASURY,
            token: address(TOKEN),
            unbondSecs: UNBOND_SECS,
            slashers: slashers()
        });
    }

    function slashers() public view returns (Slasher[] memory list) {
        uint256 count = 0;
        while (count < MAX_SLASHERS && _slashers[count].status != SlasherStatus.None) ++count;
        list = new Slasher[](count);
        for (uint256 i = 0; i < count; ++i) {
            list[i] = _slashers[i];
        }
    }

    function stakeOf(address owner) external view returns (Stake memory stake) {
        Account storage account = _accounts[owner];
        (stake.exists, stake.bonded, stake.locks) = (account.exists, account.bonded, account.locks);
        stake.unbondings = new Unbonding[](account.pending);
        for (uint256 i = 0; i < stake.unbondings.length; ++i) {
            uint128 unbonding = account.unbondings[i];
            stake.unbondings[i] =
                Unbonding({amount: StakingMath.amountOf(unbonding), unlockAt: StakingMath.unlockAtOf(unbonding)});
        }
    }

    function reachableOf(address owner) external view returns (uint256) {
        return _reachable(_known(owner));
    }

    function faultOf(bytes32 faultId) external view returns (Fault memory) {
        StoredFault storage fault = _faults[faultId];
        if (fault.amount == 0) return Fault(bytes32(0), address(0), address(0), 0, address(0), 0, false);
        return Fault({
            faultId: faultId,
            owner: fault.owner,
            slasher: _slashers[fault.slasher].program,
            amount: fault.amount,
            beneficiary: fault.beneficiary,
            reward: fault.reward,
            swept: fault.swept
        });
    }

    function _known(address owner) private view returns (Account storage account) {
        account = _accounts[owner];
        if (!account.exists) revert UnknownStake();
    }

    // The program's place, or the first empty one with status None, or MAX_SLASHERS where all are taken.
    function _find(address program) private view returns (uint256 place, SlasherStatus status) {
        for (; place < MAX_SLASHERS; ++place) {
            status = _slashers[place].status;
            if (status == SlasherStatus.None || _slashers[place].program == program) return (place, status);
        }
        return (MAX_SLASHERS, SlasherStatus.None);
    }

    function _slasher(bool retiredToo) private view returns (uint256 place, SlasherStatus status) {
        (place, status) = _find(msg.sender);
        if (status != SlasherStatus.Active && !(retiredToo && status == SlasherStatus.Retired)) revert NotSlasher();
    }

    function _reachable(Account storage account) private view returns (uint256 sum) {
        sum = account.bonded;
        uint256 pending = account.pending;
        for (uint256 i = 0; i < pending; ++i) {
            sum += StakingMath.amountOf(account.unbondings[i]);
        }
    }

    // Bonded first, then unbondings from the newest; an emptied one is removed, so that it holds no place. `amount` is within reach.
    function _take(Account storage account, uint64 amount) private {
        uint64 part = uint64(Math.min(amount, account.bonded));
        account.bonded -= part;
        amount -= part;
        while (amount != 0) {
            uint8 last = account.pending - 1;
            uint128 unbonding = account.unbondings[last];
            uint64 held = StakingMath.amountOf(unbonding);
            part = uint64(Math.min(amount, held));
            amount -= part;
            if (part == held) {
                account.unbondings[last] = 0;
                account.pending = last;
            } else {
                account.unbondings[last] = StakingMath.pack(held - part, StakingMath.unlockAtOf(unbonding));
            }
        }
    }
}
