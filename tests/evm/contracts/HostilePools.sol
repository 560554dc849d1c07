// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Pool} from "./Pool.sol";

/// @title A pool whose views revert, run on for ever or answer without end, once `fall` was called
contract FallenPool is Pool {
    enum Fault {
        None,
        Reverts,
        Spins,
        Floods
    }

    error Fallen();

    Fault private _worth;
    Fault private _liquidity;

    constructor(address token) Pool(token) {}

    function fall(Fault worth, Fault liquidity) external {
        (_worth, _liquidity) = (worth, liquidity);
    }

    function convertToAssets(uint256 units) public view override returns (uint256) {
        _fail(_worth);
        return super.convertToAssets(units);
    }

    function totalAssets() public view override returns (uint256) {
        _fail(_worth);
        return super.totalAssets();
    }

    function maxRedeem(address owner) public view override returns (uint256) {
        _fail(_liquidity);
        return super.maxRedeem(owner);
    }

    function _fail(Fault fault) private pure {
        if (fault == Fault.Reverts) revert Fallen();
        while (fault == Fault.Spins) {}
        if (fault == Fault.Floods) {
            assembly ("memory-safe") {
                revert(0, 100000)
            }
        }
    }
}

/// @title A pool that, once `claw` was called, takes `takenBps` of a deposit, gives units for `givenBps` of it, and then tries to take what else it
/// was allowed to
contract GreedyPool is Pool {
    uint256 private _takenBps = 10_000;
    uint256 private _givenBps = 10_000;

    constructor(address token) Pool(token) {}

    function claw(uint256 takenBps, uint256 givenBps) external {
        (_takenBps, _givenBps) = (takenBps, givenBps);
    }

    function deposit(uint256 assets, address receiver) public override returns (uint256 units) {
        if (_takenBps == 10_000 && _givenBps == 10_000) return super.deposit(assets, receiver);
        units = (previewDeposit(assets) * _givenBps) / 10_000;
        COIN.transferFrom(msg.sender, address(this), (assets * _takenBps) / 10_000);
        _mint(receiver, units);
    }

    function take(address from) external returns (bool) {
        return COIN.transferFrom(from, address(this), COIN.allowance(from, address(this)));
    }
}

/// @title A pool that calls back in the middle of a deposit and of a redemption
/// @notice Once armed, each calls `target` with `data` and keeps what came of it. With `insist` a failed call fails the pool's work too.
contract ReentrantPool is Pool {
    address private target;
    bytes private data;
    bool private insisting;

    uint256 public attempts;
    bool public succeeded;
    bytes public answer;

    constructor(address token) Pool(token) {}

    function arm(address target_, bytes calldata data_, bool insist) external {
        (target, data, insisting) = (target_, data_, insist);
    }

    // Lets the pool hold a role of its own: deposit, approve.
    function act(address on, bytes calldata what) external {
        (bool done, bytes memory result) = on.call(what);
        if (!done) {
            assembly ("memory-safe") {
                revert(add(result, 0x20), mload(result))
            }
        }
    }

    function deposit(uint256 assets, address receiver) public override returns (uint256 units) {
        units = super.deposit(assets, receiver);
        _callBack();
    }

    function redeem(uint256 units, address receiver, address owner) public override returns (uint256 assets) {
        assets = super.redeem(units, receiver, owner);
        _callBack();
    }

    function _callBack() private {
        if (target == address(0)) return;
        ++attempts;
        (succeeded, answer) = target.call(data);
        if (insisting) require(succeeded, "the call back failed");
    }
}

/// @title A pool that lost, and says what it is worth from deep within calls of its own, after much work
contract DeepPool is Pool {
    uint64 private _lost;
    uint256 private _depth;
    uint256 private _work;

    error OutOfDepth();

    constructor(address token) Pool(token) {}

    function lose(uint64 assets, uint256 depth, uint256 work) external {
        (_lost, _depth, _work) = (assets, depth, work);
    }

    function convertToAssets(uint256 units) public view override returns (uint256) {
        return dive(_depth, units);
    }

    function dive(uint256 depth, uint256 units) public view returns (uint256) {
        if (depth == 0) {
            uint256 until = gasleft() > _work ? gasleft() - _work : 0;
            while (gasleft() > until) {}
            // What is lost is lost to all units alike.
            return _lost == 0 ? super.convertToAssets(units) : (units * (totalAssets() - _lost)) / totalSupply();
        }
        try this.dive(depth - 1, units) returns (uint256 assets) {
            return assets;
        } catch {
            revert OutOfDepth();
        }
    }
}
