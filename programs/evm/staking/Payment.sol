// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IStaking} from "./IStaking.sol";

// Moves whole amounts of the deployment's token or reverts. The errors bear the same selectors in every program's interface.
library Payment {
    using SafeERC20 for IERC20;

    uint256 private constant DECIMALS = 6;

    // By a raw call, because an address without code or with a short answer must be a wrong token and not a bare revert.
    function requireToken(IERC20 token) internal view {
        (bool answered, bytes memory data) = address(token).staticcall(abi.encodeCall(IERC20Metadata.decimals, ()));
        if (!answered || data.length < 32 || abi.decode(data, (uint256)) != DECIMALS) revert IStaking.WrongToken();
    }

    function requireFunds(IERC20 token, address owner, uint256 amount) internal view {
        if (token.balanceOf(owner) < amount) revert IStaking.InsufficientFunds();
    }

    // From `from`, who approved it, to this contract.
    function pull(IERC20 token, address from, uint256 amount) internal {
        uint256 before = token.balanceOf(address(this));
        if (!token.trySafeTransferFrom(from, address(this), amount)) revert IStaking.TransferFailed();
        _requireMoved(token, address(this), before, amount);
    }

    // From this contract to `to`. Some tokens refuse to move nothing.
    function pay(IERC20 token, address to, uint256 amount) internal {
        if (amount == 0) return;
        uint256 before = token.balanceOf(to);
        if (!token.trySafeTransfer(to, amount)) revert IStaking.TransferFailed();
        _requireMoved(token, to, before, amount);
    }

    // A token that takes a fee answers true and moves less; a hostile one may answer any balance, so nothing is added to one.
    function _requireMoved(IERC20 token, address to, uint256 before, uint256 amount) private view {
        uint256 balance = token.balanceOf(to);
        if (balance < before || balance - before < amount) revert IStaking.TransferFailed();
    }
}
