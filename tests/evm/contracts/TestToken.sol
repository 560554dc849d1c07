// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token of 6 decimals that anyone may mint
contract TestToken is ERC20("Test dollar", "USDX") {
    function decimals() public view virtual override returns (uint8) {
        return 6;
    }

    function mint(address owner, uint256 amount) external {
        _mint(owner, amount);
    }
}
