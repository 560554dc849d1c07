// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsumer} from "../../../programs/evm/verifier/IConsumer.sol";
import {IVerifier} from "../../../programs/evm/verifier/IVerifier.sol";

/// @title A consumer of the verifier that does what it was told to, and remembers what it was called with
contract Consumer is IConsumer {
    enum Manner {
        Take,
        Refuse,
        RefuseAtLength,
        TakeAllGas,
        Reenter,
        ReenterQuietly
    }

    error Unwanted(uint256 reason);

    address private immutable VERIFIER;

    Manner public manner;
    bytes public next;
    uint256 public calls;
    uint64 public lastNonce;
    bytes32 public lastModel;
    IVerifier.Claim public last;
    bool public reentered;

    constructor(address verifier) {
        VERIFIER = verifier;
    }

    /// @notice What to do from now on; `call` is what it calls the verifier with in turn, where it does.
    function behave(Manner to, bytes calldata call) external {
        (manner, next) = (to, call);
    }

    function onVerified(bytes32 modelId, uint64 nonce, IVerifier.Claim calldata claim) external {
        require(msg.sender == VERIFIER, "only the verifier");
        Manner how = manner;
        if (how == Manner.Refuse) revert Unwanted(7);
        if (how == Manner.RefuseAtLength) {
            assembly {
                revert(0, 100000)
            }
        }
        if (how == Manner.TakeAllGas) {
            assembly {
                invalid()
            }
        }
        (lastModel, lastNonce, last) = (modelId, nonce, claim);
        ++calls;
        if (how == Manner.Reenter || how == Manner.ReenterQuietly) {
            manner = Manner.Take;
            (bool done, bytes memory said) = VERIFIER.call(next);
            reentered = done;
            if (!done && how == Manner.Reenter) {
                assembly {
                    revert(add(said, 0x20), mload(said))
                }
            }
        }
    }
}
