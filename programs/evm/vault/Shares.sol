// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Payment} from "../staking/Payment.sol";
import {Allocation} from "./Allocation.sol";
import {PoolViews} from "./PoolViews.sol";
import {VaultMath} from "./VaultMath.sol";

// In and out: the standard's verbs, and the exit in kind. Previews and conversions are the standard's own formula over totalAssets.
abstract contract Shares is Allocation {
    using Payment for IERC20;

    function deposit(uint256 assets, address receiver)
        public
        override(ERC4626, IERC4626)
        nonReentrant
        returns (uint256 shares)
    {
        if (assets == 0) revert ZeroAmount();
        Look memory look = _looked();
        shares = VaultMath.sharesDown(VaultMath.toU64(assets), _total(look), totalSupply());
        _enter(look, receiver, assets, shares);
    }

    function mint(uint256 shares, address receiver)
        public
        override(ERC4626, IERC4626)
        nonReentrant
        returns (uint256 assets)
    {
        if (shares == 0) revert ZeroAmount();
        Look memory look = _looked();
        assets = VaultMath.assetsUp(VaultMath.toU64(shares), _total(look), totalSupply());
        _enter(look, receiver, assets, shares);
    }

    function withdraw(uint256 assets, address receiver, address owner)
        public
        override(ERC4626, IERC4626)
        nonReentrant
        returns (uint256 shares)
    {
        if (assets == 0) revert ZeroAmount();
        Look memory look = _looked();
        shares = VaultMath.sharesUp(VaultMath.toU64(assets), _total(look), totalSupply());
        _leave(look, receiver, owner, assets, shares);
    }

    function redeem(uint256 shares, address receiver, address owner)
        public
        override(ERC4626, IERC4626)
        nonReentrant
        returns (uint256 assets)
    {
        if (shares == 0) revert ZeroAmount();
        Look memory look = _looked();
        assets = VaultMath.assetsDown(VaultMath.toU64(shares), _total(look), totalSupply());
        _leave(look, receiver, owner, assets, shares);
    }

    function redeemInKind(uint64 shares, address receiver) external nonReentrant {
        if (shares == 0) revert ZeroAmount();
        Look memory look = _glimpsed();
        if (balanceOf(msg.sender) < shares) revert InsufficientShares();
        uint256 divisor = totalSupply() + VaultMath.VIRTUAL_SHARES;
        uint256 assets = (look.idle * shares) / divisor;
        bool isWorth = assets != 0;

        for (uint256 i = 0; i < POOLS; ++i) {
            if (look.units[i] == 0) continue;
            uint256 part = (look.units[i] * shares) / divisor;
            // Profit that does not count yet stays behind.
            if (look.words[i] > look.recorded[i]) part = (part * look.recorded[i]) / look.words[i];
            isWorth = isWorth || part != 0;
            // Only what counts goes with who leaves: a pool that denies what it has must not have room made for more.
            uint256 counted = (look.recorded[i] * shares) / divisor;
            look.units[i] -= part;
            look.recorded[i] -= counted;
            look.invested[i] -= Math.min(counted, look.invested[i]);
            _claims[receiver][look.pools[i]] += part;
        }
        if (!isWorth) revert ZeroAmount();
        look.idle -= assets;
        _save(look);
        _burn(msg.sender, shares);

        TOKEN.pay(receiver, assets);

        emit RedeemedInKind(msg.sender, receiver, shares, VaultMath.toU64(assets));
    }

    function collectClaim(address pool, address owner) external nonReentrant {
        uint256 claimed = _claims[owner][pool];
        if (claimed == 0) revert NothingClaimed();
        uint256 units = Math.min(claimed, IERC4626(pool).maxRedeem(address(this)));
        if (units == 0) revert NotEnoughLiquid();

        _claims[owner][pool] = claimed - units;

        uint256 assets = _redeemed(pool, units, owner);

        emit ClaimCollected(pool, owner, VaultMath.toU64(units), VaultMath.toU64(assets));
    }

    function totalAssets() public view override(ERC4626, IERC4626) returns (uint256) {
        return _total(_glimpsed());
    }

    function maxDeposit(address receiver) public view override(ERC4626, IERC4626) returns (uint256) {
        Look memory look = _glimpsed();
        if (!look.isWhole || receiver == address(0)) return 0;
        (uint256 total, uint256 supply) = (_total(look), totalSupply());
        uint256 shares = type(uint64).max - supply;
        return Math.min(_left(total), VaultMath.assetsDown(shares, total, supply));
    }

    function maxMint(address receiver) public view override(ERC4626, IERC4626) returns (uint256) {
        Look memory look = _glimpsed();
        if (!look.isWhole || receiver == address(0)) return 0;
        (uint256 total, uint256 supply) = (_total(look), totalSupply());
        return Math.min(type(uint64).max - supply, VaultMath.sharesDown(_left(total), total, supply));
    }

    function maxWithdraw(address owner) public view override(ERC4626, IERC4626) returns (uint256) {
        Look memory look = _glimpsed();
        uint256 assets = VaultMath.assetsDown(balanceOf(owner), _total(look), totalSupply());
        return Math.min(assets, _liquid(look));
    }

    function maxRedeem(address owner) public view override(ERC4626, IERC4626) returns (uint256) {
        Look memory look = _glimpsed();
        return Math.min(balanceOf(owner), VaultMath.sharesDown(_liquid(look), _total(look), totalSupply()));
    }

    // Within.

    function _enter(Look memory look, address receiver, uint256 assets, uint256 shares) private {
        if (shares == 0) revert ZeroAmount();
        VaultMath.toU64(_total(look) + assets);
        VaultMath.toU64(totalSupply() + shares);
        TOKEN.requireFunds(msg.sender, assets);

        look.idle += assets;
        _save(look);
        _mint(receiver, shares);

        TOKEN.pull(msg.sender, assets);

        emit Deposit(msg.sender, receiver, assets, shares);
        emit Deposited(msg.sender, receiver, uint64(assets), uint64(shares));
    }

    // Shares are burned once the pools have paid: what they could see in between is worth what it was.
    function _leave(Look memory look, address receiver, address owner, uint256 assets, uint256 shares) private {
        if (assets == 0) revert ZeroAmount();
        if (balanceOf(owner) < shares) revert InsufficientShares();
        if (msg.sender != owner) _spendAllowance(owner, msg.sender, shares);
        _raise(look, assets);

        look.idle -= assets;
        _save(look);
        _burn(owner, shares);

        TOKEN.pay(receiver, assets);

        emit Withdraw(msg.sender, receiver, owner, assets, shares);
        emit Redeemed(owner, receiver, uint64(assets), uint64(shares));
    }

    // Takes out of the pools, in their order, what idle funds lack.
    function _raise(Look memory look, uint256 assets) private {
        if (look.idle >= assets) return;
        for (uint256 i = 0; i < POOLS && look.idle < assets; ++i) {
            if (look.units[i] == 0) continue;
            uint256 units = _unitsFor(look, i, assets - look.idle);
            if (units == 0) continue;
            uint256 promised = _worth(look.pools[i], units);
            if (_pull(look, i, units) < promised) revert PoolShortfall();
        }
        if (look.idle < assets) revert NotEnoughLiquid();
        _relook(look);
    }

    // What can be had at once by the pools' own word, of what counts. Where a pool cannot be looked at, exits other than in kind fail; where it
    // does not say how much it can pay, those that would have to ask it.
    function _liquid(Look memory look) private view returns (uint256 assets) {
        if (!look.isWhole) return 0;
        assets = look.idle;
        for (uint256 i = 0; i < POOLS; ++i) {
            if (look.units[i] == 0) continue;
            address pool = look.pools[i];
            (bool answered, uint256 units) =
                PoolViews.tryRead(pool, abi.encodeCall(IERC4626.maxRedeem, (address(this))));
            if (!answered) break;
            uint256 worth;
            units = Math.min(units, look.units[i]);
            (answered, worth) = PoolViews.tryRead(pool, abi.encodeCall(IERC4626.convertToAssets, (units)));
            if (!answered) break;
            assets += Math.min(worth, look.recorded[i]);
        }
    }

    // What may still come in.
    function _left(uint256 total) private pure returns (uint256) {
        return total < type(uint64).max ? type(uint64).max - total : 0;
    }
}
