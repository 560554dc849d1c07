// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {Payment} from "../staking/Payment.sol";
import {SingleEntry} from "../staking/SingleEntry.sol";
import {StakingMath} from "../staking/StakingMath.sol";
import {IVerifier} from "./IVerifier.sol";
import {Statements} from "./Statements.sol";

// What was delivered, and the tips for it. No proof's path touches the escrow.
abstract contract Tips is IVerifier, SingleEntry {
    using Payment for IERC20;

    // Dates last until the year 36812. A collection writes the third slot alone.
    struct StoredRequest {
        address requester;
        uint40 requestedAt;
        uint40 deadlineAt;
        address consumer;
        uint64 afterNonce;
        uint64 tipHigh;
        uint64 tipLow;
        uint64 left;
        RequestState state;
        bytes32 modelId;
    }

    IERC20 internal immutable TOKEN;

    mapping(address consumer => mapping(bytes32 modelId => Delivery delivery)) internal _deliveries;
    mapping(bytes32 requestId => StoredRequest request) private _requests;

    constructor(address token) {
        IERC20(token).requireToken();

        TOKEN = IERC20(token);
    }

    function requestProof(
        uint64 nonce,
        bytes32 modelId,
        address consumer,
        uint64 tipHigh,
        uint64 tipLow,
        uint64 deadlineAt
    ) external nonReentrant {
        bytes32 requestId = Statements.requestId(msg.sender, nonce);
        StoredRequest storage request = _requests[requestId];
        if (request.state != RequestState.None) revert RequestExists();
        if (tipLow == 0 || tipLow > tipHigh) revert BadTip();
        if (deadlineAt <= block.timestamp || deadlineAt - block.timestamp > StakingMath.MAX_SECS) revert BadDeadline();
        _requireUsable(modelId);
        TOKEN.requireFunds(msg.sender, tipHigh);
        uint64 afterNonce = _deliveries[consumer][modelId].nonce;

        (request.requester, request.requestedAt) = (msg.sender, uint40(block.timestamp));
        (request.deadlineAt, request.consumer, request.afterNonce) = (uint40(deadlineAt), consumer, afterNonce);
        (request.tipHigh, request.tipLow, request.left) = (tipHigh, tipLow, tipHigh);
        (request.state, request.modelId) = (RequestState.Open, modelId);

        TOKEN.pull(msg.sender, tipHigh);

        emit ProofRequested(requestId, msg.sender, nonce, modelId, consumer, tipHigh, tipLow, deadlineAt, afterNonce);
    }

    function collectTip(bytes32 requestId) external nonReentrant {
        StoredRequest storage request = _known(requestId);
        if (request.state != RequestState.Open) revert RequestClosed();
        Delivery memory delivery = _deliveries[request.consumer][request.modelId];
        if (delivery.nonce <= request.afterNonce || delivery.prover == address(0)) revert NothingDelivered();
        if (block.timestamp > request.deadlineAt) revert RequestExpired();
        uint64 amount = _tipDown(request);
        uint64 left = request.tipHigh - amount;

        (request.left, request.state) = (left, RequestState.Collected);

        TOKEN.pay(delivery.prover, amount);

        emit TipCollected(requestId, delivery.prover, amount, left);
    }

    function refundRequest(bytes32 requestId) external nonReentrant {
        StoredRequest storage request = _known(requestId);
        if (request.state == RequestState.Open && block.timestamp <= request.deadlineAt) revert RequestOpen();
        (address requester, uint64 amount) = (request.requester, request.left);
        if (amount == 0) revert RequestClosed();

        (request.left, request.state) = (0, RequestState.Refunded);

        TOKEN.pay(requester, amount);

        emit RequestRefunded(requestId, requester, amount);
    }

    function deliveryOf(address consumer, bytes32 modelId) external view returns (Delivery memory) {
        return _deliveries[consumer][modelId];
    }

    function requestOf(bytes32 requestId) external view returns (ProofRequest memory shown) {
        StoredRequest storage request = _requests[requestId];
        if (request.state == RequestState.None) return shown;
        (shown.requestId, shown.requester, shown.modelId) = (requestId, request.requester, request.modelId);
        (shown.consumer, shown.tipHigh, shown.tipLow) = (request.consumer, request.tipHigh, request.tipLow);
        (shown.requestedAt, shown.deadlineAt) = (request.requestedAt, request.deadlineAt);
        (shown.afterNonce, shown.left, shown.state) = (request.afterNonce, request.left, request.state);
    }

    // Reverts unless the model's proofs count.
    function _requireUsable(bytes32 modelId) internal view virtual;

    function _known(bytes32 requestId) private view returns (StoredRequest storage request) {
        request = _requests[requestId];
        if (request.state == RequestState.None) revert UnknownRequest();
    }

    // The tip now, up to the deadline, rounded down: what it fell by is rounded up, so that no prover gets more than is due.
    function _tipDown(StoredRequest storage request) private view returns (uint64) {
        uint256 span = request.deadlineAt - request.requestedAt;
        uint256 fell = uint256(request.tipHigh - request.tipLow) * (block.timestamp - request.requestedAt);
        return uint64(request.tipHigh - (fell + span - 1) / span);
    }
}
