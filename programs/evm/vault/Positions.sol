// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Policies} from "./Policies.sol";
import {PoolViews} from "./PoolViews.sol";
import {VaultMath} from "./VaultMath.sol";
import {Funds} from "./VaultStore.sol";

// What is in the pools and what it counts for. A verb looks, works on what it saw in memory, and stores it; calls into pools are within one
// verb at a time (nonReentrant), and what they moved is measured, not taken from their answer.
abstract contract Positions is Policies {
    using SafeERC20 for IERC20;

    // So that no pool's word overflows a sum.
    uint256 private constant MAX_VALUE = 2 ** 60;

    // By pool. `words` are what pools say that units are worth.
    struct Look {
        uint256 idle;
        uint256 surplus;
        address[4] pools;
        uint256[4] units;
        uint256[4] recorded;
        uint256[4] invested;
        uint256[4] words;
        bool isWhole;
    }

    // Losses count at once, profit no faster than GAIN_BPS a year. What was not let in yet of what pools paid is let in likewise.
    function _looked() internal view returns (Look memory look) {
        look = _look(false);
    }

    // The same, where a pool whose views fail counts as it did.
    function _glimpsed() internal view returns (Look memory look) {
        look = _look(true);
    }

    function _look(bool isTolerant) private view returns (Look memory look) {
        (look.idle, look.surplus, look.isWhole) = (_funds.idle, _funds.surplus, true);
        uint256 secs = block.timestamp - _funds.lookedAt;
        for (uint256 i = 0; i < POOLS; ++i) {
            Position storage p = _positions[i];
            (look.units[i], look.recorded[i], look.invested[i]) = (p.units, p.recorded, p.invested);
            look.pools[i] = _policy.pools[i].pool;
            if (look.units[i] == 0) {
                look.recorded[i] = 0;
                continue;
            }
            if (isTolerant) {
                bytes memory asked = abi.encodeCall(IERC4626.convertToAssets, (look.units[i]));
                (bool answered, uint256 said) = PoolViews.tryRead(look.pools[i], asked);
                if (!answered) {
                    (look.words[i], look.isWhole) = (look.recorded[i], false);
                    continue;
                }
                look.words[i] = said;
            } else {
                look.words[i] = _worth(look.pools[i], look.units[i]);
            }
            // What comes back after a loss is profit too: whoever could have a pool dip for a moment would buy into its recovery.
            uint256 gain = VaultMath.gainUp(Math.max(look.recorded[i], look.invested[i]), GAIN_BPS, secs);
            look.recorded[i] = Math.min(Math.min(look.words[i], MAX_VALUE), look.recorded[i] + gain);
        }
        uint256 letIn = VaultMath.gainUp(_total(look) + look.surplus, GAIN_BPS, secs);
        letIn = Math.min(look.surplus, letIn);
        (look.idle, look.surplus) = (look.idle + letIn, look.surplus - letIn);
    }

    // After moves: no profit counts, a loss does.
    function _relook(Look memory look) internal view {
        for (uint256 i = 0; i < POOLS; ++i) {
            uint256 worth = look.units[i] == 0 ? 0 : _worth(look.pools[i], look.units[i]);
            look.recorded[i] = Math.min(look.recorded[i], worth);
        }
    }

    function _save(Look memory look) internal {
        for (uint256 i = 0; i < POOLS; ++i) {
            _positions[i] = Position({
                units: VaultMath.toU64(look.units[i]),
                recorded: VaultMath.toU64(look.recorded[i]),
                invested: VaultMath.toU64(look.invested[i])
            });
        }
        (uint64 idle, uint64 surplus) = (VaultMath.toU64(look.idle), VaultMath.toU64(look.surplus));
        _funds = Funds({idle: idle, surplus: surplus, lookedAt: uint64(block.timestamp)});
    }

    // What all shares are worth.
    function _total(Look memory look) internal pure returns (uint256) {
        return look.idle + look.recorded[0] + look.recorded[1] + look.recorded[2] + look.recorded[3];
    }

    function _worth(address pool, uint256 units) internal view returns (uint256) {
        return IERC4626(pool).convertToAssets(units);
    }

    // The units that pay `assets`, as far as there are and the pool has cash.
    function _unitsFor(Look memory look, uint256 i, uint256 assets) internal view returns (uint256) {
        IERC4626 pool = IERC4626(look.pools[i]);
        uint256 units = Math.min(pool.previewWithdraw(assets), look.units[i]);
        return Math.min(units, pool.maxRedeem(address(this)));
    }

    // What it pays comes out of what the position counts for, and what it pays beyond that does not count yet.
    function _pull(Look memory look, uint256 i, uint256 units) internal returns (uint256 got) {
        if (units == 0) return 0;
        got = _redeemed(look.pools[i], units, address(this));
        uint256 counted = Math.min(got, look.recorded[i]);
        look.units[i] -= units;
        look.recorded[i] -= counted;
        look.invested[i] -= Math.min(got, look.invested[i]);
        look.idle += counted;
        look.surplus += got - counted;
    }

    // Has a pool pay, and measures what arrived.
    function _redeemed(address pool, uint256 units, address receiver) internal returns (uint256) {
        uint256 before = TOKEN.balanceOf(receiver);
        IERC4626(pool).redeem(units, receiver, address(this));
        return _above(TOKEN.balanceOf(receiver), before);
    }

    // Deposits idle funds, unless they are too few for a unit. The pool has no allowance but for this.
    function _put(Look memory look, uint256 i, uint256 assets) internal returns (uint256 spent) {
        address pool = look.pools[i];
        if (assets == 0 || IERC4626(pool).previewDeposit(assets) == 0) return 0;
        (uint256 coins, uint256 units) = (TOKEN.balanceOf(address(this)), IERC20(pool).balanceOf(address(this)));
        TOKEN.forceApprove(pool, assets);
        IERC4626(pool).deposit(assets, address(this));
        TOKEN.forceApprove(pool, 0);
        spent = _above(coins, TOKEN.balanceOf(address(this)));
        look.units[i] += _above(IERC20(pool).balanceOf(address(this)), units);
        look.recorded[i] += spent;
        look.invested[i] += spent;
        look.idle -= spent;
    }

    function _above(uint256 amount, uint256 other) private pure returns (uint256) {
        return amount > other ? amount - other : 0;
    }
}
