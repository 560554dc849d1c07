// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestToken} from "./TestToken.sol";

/// @title A token that keeps 1 % of every transfer once `charge` was called
contract FeeToken is TestToken {
    bool private charging;

    function charge(bool on) external {
        charging = on;
    }

    function _update(address from, address to, uint256 amount) internal override {
        uint256 fee = charging && from != address(0) && to != address(0) ? amount / 100 : 0;
        super._update(from, to, amount - fee);
        if (fee != 0) super._update(from, address(0), fee);
    }
}

/// @title A token that answers false instead of reverting, and moves nothing, once `refuse` was called
contract FalseToken is TestToken {
    bool private refusing;

    function refuse(bool on) external {
        refusing = on;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        return !refusing && super.transfer(to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        return !refusing && super.transferFrom(from, to, amount);
    }
}

/// @title A token that answers true and moves nothing once `pretend` was called
contract LyingToken is TestToken {
    bool private pretending;

    function pretend(bool on) external {
        pretending = on;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (!pretending) super._update(from, to, amount);
    }
}

/// @title A token that reverts on transfers to addresses it was told to block
contract BlockingToken is TestToken {
    error Blocked();

    mapping(address owner => bool blocked) private blockedOwners;

    function blockOwner(address owner, bool on) external {
        blockedOwners[owner] = on;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (blockedOwners[to]) revert Blocked();
        super._update(from, to, amount);
    }
}

/// @title A token that calls back in the middle of a transfer
/// @notice Once armed, each transfer calls `target` with `data`, as this token, and keeps what came of it. With `insist` a failed call
/// fails the transfer too.
contract ReentrantToken is TestToken {
    address private target;
    bytes private data;
    bool private insisting;
    bool private calling;

    uint256 public attempts;
    bool public succeeded;
    bytes public answer;

    function arm(address target_, bytes calldata data_, bool insist) external {
        (target, data, insisting) = (target_, data_, insist);
    }

    // Lets the token hold a role of its own: bond, register, approve.
    function act(address on, bytes calldata what) external {
        (bool done, bytes memory result) = on.call(what);
        if (!done) {
            assembly ("memory-safe") {
                revert(add(result, 0x20), mload(result))
            }
        }
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (target == address(0) || calling || from == address(0)) return;
        calling = true;
        ++attempts;
        (succeeded, answer) = target.call(data);
        calling = false;
        if (insisting) require(succeeded, "the call back failed");
    }
}

/// @title A token as USDT is: transfers revert or answer nothing at all. It must work
contract SilentToken {
    error Refused();

    string public constant name = "Silent dollar";
    string public constant symbol = "USDS";
    uint8 public constant decimals = 6;

    uint256 public totalSupply;
    mapping(address owner => uint256 amount) public balanceOf;
    mapping(address owner => mapping(address spender => uint256 amount)) public allowance;

    event Transfer(address indexed from, address indexed to, uint256 amount);
    event Approval(address indexed owner, address indexed spender, uint256 amount);

    function mint(address owner, uint256 amount) external {
        totalSupply += amount;
        balanceOf[owner] += amount;
        emit Transfer(address(0), owner, amount);
    }

    function approve(address spender, uint256 amount) external {
        allowance[msg.sender][spender] = amount;
        emit Approval(msg.sender, spender, amount);
    }

    function transfer(address to, uint256 amount) external {
        _move(msg.sender, to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) external {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed < amount) revert Refused();
        if (allowed != type(uint256).max) allowance[from][msg.sender] = allowed - amount;
        _move(from, to, amount);
    }

    function _move(address from, address to, uint256 amount) private {
        if (balanceOf[from] < amount || to == address(0)) revert Refused();
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
        emit Transfer(from, to, amount);
    }
}

/// @title A token of 18 decimals, which no deployment may use
contract WideToken is TestToken {
    function decimals() public pure override returns (uint8) {
        return 18;
    }
}

/// @title A token that lies about what it is: once `boast` was called nothing moves, every balance grows with every transfer, and there are
/// more decimals than before
contract MirageToken is TestToken {
    bool private boasting;
    uint8 private more;
    uint64 private transfers;

    function boast(bool on, uint8 more_) external {
        (boasting, more) = (on, more_);
    }

    function decimals() public view override returns (uint8) {
        return 6 + more;
    }

    function balanceOf(address owner) public view override returns (uint256) {
        return boasting ? (uint256(transfers) + 1) << 64 : super.balanceOf(owner);
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        return _pretend() || super.transfer(to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        return _pretend() || super.transferFrom(from, to, amount);
    }

    function _pretend() private returns (bool) {
        if (boasting) ++transfers;
        return boasting;
    }
}
