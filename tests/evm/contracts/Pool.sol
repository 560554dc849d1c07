// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Payment} from "../../../programs/evm/staking/Payment.sol";

/// @title A market of a sandbox for its vault, with which anyone may do anything
/// @dev Twin: tests/solana/pools. Meaning: clients/assay/market.py, class Pool.
contract Pool is ERC4626 {
    using Payment for IERC20;

    struct PoolTerms {
        uint32 baseBps;
        uint32 slopeBps;
        uint16 kinkBps;
        uint32 steepBps;
        bool stuck;
        uint16 skimBps;
    }

    struct State {
        address pool;
        PoolTerms terms;
        uint64 cash;
        uint64 debt;
        uint64 units;
        uint64 accruedAt;
    }

    event PoolDeposited(address indexed pool, address indexed owner, uint64 assets, uint64 units);
    event PoolRedeemed(
        address indexed pool, address indexed owner, address indexed receiver, uint64 assets, uint64 units
    );
    event PoolChanged(address indexed pool, uint64 cash, uint64 debt);

    error ZeroAmount();
    error InsufficientFunds();
    error TransferFailed();
    error Overflow();
    error PoolIsStuck();
    error PoolIlliquid();
    error InsufficientUnits();

    uint256 private constant BPS = 10_000;
    uint256 private constant YEAR_SECS = 31_536_000;

    IERC20 internal immutable COIN;
    PoolTerms internal _terms;
    uint64 internal _debt;
    uint64 internal _accruedAt;

    constructor(address token) ERC20("Pool unit", "UNIT") ERC4626(IERC20(token)) {
        COIN = IERC20(token);
        (_terms.kinkBps, _accruedAt) = (8_000, uint64(block.timestamp));
    }

    function deposit(uint256 assets, address receiver) public virtual override returns (uint256 units) {
        COIN.requireFunds(msg.sender, assets);
        units = previewDeposit(assets);
        if (units == 0) revert ZeroAmount();
        _toU64(totalSupply() + units);
        COIN.pull(msg.sender, assets);
        _mint(receiver, units);
        emit PoolDeposited(address(this), receiver, uint64(assets), uint64(units));
    }

    function redeem(uint256 units, address receiver, address owner) public virtual override returns (uint256 assets) {
        if (units == 0) revert ZeroAmount();
        if (_terms.stuck) revert PoolIsStuck();
        if (balanceOf(owner) < units) revert InsufficientUnits();
        if (msg.sender != owner) _spendAllowance(owner, msg.sender, units);
        assets = convertToAssets(units);
        assets -= (assets * _terms.skimBps) / BPS;
        if (_cash() < assets) revert PoolIlliquid();
        _burn(owner, units);
        COIN.pay(receiver, assets);
        emit PoolRedeemed(address(this), owner, receiver, uint64(assets), uint64(units));
    }

    function borrow(uint64 assets) external {
        _accrue();
        if (_cash() < assets) revert PoolIlliquid();
        _debt = _toU64(uint256(_debt) + assets);
        COIN.pay(msg.sender, assets);
        _changed();
    }

    function repay(uint64 assets) external {
        COIN.requireFunds(msg.sender, assets);
        _accrue();
        _debt -= uint64(Math.min(_debt, assets));
        COIN.pull(msg.sender, assets);
        _changed();
    }

    function restate(uint64 debt) external {
        _accrue();
        _debt = debt;
        _changed();
    }

    function configure(PoolTerms calldata terms) external {
        _accrue();
        _terms = terms;
        _changed();
    }

    function accrue() external {
        _accrue();
        _changed();
    }

    function state() external view returns (State memory) {
        return State({
            pool: address(this),
            terms: _terms,
            cash: uint64(_cash()),
            debt: _debt,
            units: uint64(totalSupply()),
            accruedAt: _accruedAt
        });
    }

    function totalAssets() public view virtual override returns (uint256) {
        return _cash() + _debt;
    }

    // By the pool's own word, whatever it does when asked to pay.
    function maxRedeem(address owner) public view virtual override returns (uint256) {
        return Math.min(balanceOf(owner), convertToShares(_cash()));
    }

    function maxWithdraw(address owner) public view virtual override returns (uint256) {
        return convertToAssets(maxRedeem(owner));
    }

    function _cash() internal view returns (uint256) {
        return COIN.balanceOf(address(this));
    }

    // Simple interest, rounded down.
    function _accrue() private {
        uint256 assets = totalAssets();
        uint256 utilisation = assets == 0 ? 0 : (_debt * BPS) / assets;
        (uint256 gentle, uint256 steep) = (Math.min(utilisation, _terms.kinkBps), 0);
        if (utilisation > gentle) steep = utilisation - gentle;
        uint256 rate = _terms.baseBps + (_terms.slopeBps * gentle + _terms.steepBps * steep) / BPS;
        uint256 secs = block.timestamp - _accruedAt;
        _debt = _toU64(_debt + (_debt * rate * secs) / (BPS * YEAR_SECS));
        _accruedAt = uint64(block.timestamp);
    }

    function _changed() private {
        emit PoolChanged(address(this), uint64(_cash()), _debt);
    }

    function _toU64(uint256 value) private pure returns (uint64) {
        if (value > type(uint64).max) revert Overflow();
        return uint64(value);
    }
}
