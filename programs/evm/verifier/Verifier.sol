// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {StakingMath} from "../staking/StakingMath.sol";
import {Groth16} from "./Groth16.sol";
import {IConsumer} from "./IConsumer.sol";
import {KeyCode} from "./KeyCode.sol";
import {Routes} from "./Routes.sol";
import {Statements} from "./Statements.sol";
import {Tips} from "./Tips.sol";

contract Verifier is Tips {
    // A proof reads the first slot and, on routes that need it, the digest. `key` is the contract whose code is the key in force. A timelock is ten
    // years at most; dates last until the year 36812.
    struct StoredModel {
        address key;
        bytes4 selector;
        ModelState state;
        uint32 version;
        address owner;
        uint32 timelockSecs;
        uint40 nextAt;
        bytes32 digest;
        bytes32 nextDigest;
    }

    address private immutable AUTHORITY;

    mapping(bytes32 modelId => StoredModel model) private _models;
    mapping(bytes32 modelId => mapping(uint32 version => address key)) private _keys;
    mapping(bytes4 selector => bool frozen) private _frozen;

    constructor(address token, address authority) Tips(token) {
        if (authority == address(0)) revert BadConfig();

        AUTHORITY = authority;
    }

    function registerModel(uint64 nonce, bytes4 selector, bytes calldata key, bytes32 modelDigest, uint64 timelockSecs)
        external
    {
        bytes32 modelId = Statements.modelId(msg.sender, nonce);
        StoredModel storage model = _models[modelId];
        if (model.state != ModelState.None) revert ModelExists();
        _requireRoute(selector);
        if (!StakingMath.isDelay(timelockSecs)) revert BadTimelock();
        Routes.requireKey(selector, key);

        address held = KeyCode.store(key);
        (model.key, model.selector, model.state) = (held, selector, ModelState.Active);
        (model.owner, model.timelockSecs, model.digest) = (msg.sender, uint32(timelockSecs), modelDigest);
        _keys[modelId][0] = held;

        emit ModelRegistered(modelId, msg.sender, selector, timelockSecs, sha256(key), modelDigest);
    }

    function proposeKey(bytes32 modelId, bytes calldata key, bytes32 modelDigest) external {
        StoredModel storage model = _owned(modelId);
        Routes.requireKey(model.selector, key);
        uint40 activeAt = uint40(block.timestamp + model.timelockSecs);
        uint32 version = model.version + 1;

        _keys[modelId][version] = KeyCode.store(key);
        (model.nextAt, model.nextDigest) = (activeAt, modelDigest);

        emit KeyProposed(modelId, version, sha256(key), modelDigest, activeAt);
    }

    function activateKey(bytes32 modelId) external {
        StoredModel storage model = _active(modelId);
        if (model.nextAt == 0) revert NoKeyProposed();
        if (block.timestamp < model.nextAt) revert TimelockOpen();
        uint32 version = model.version + 1;
        address held = _keys[modelId][version];
        bytes32 digest = model.nextDigest;

        (model.key, model.version, model.digest) = (held, version, digest);
        (model.nextAt, model.nextDigest) = (0, 0);

        emit KeyActivated(modelId, version, sha256(KeyCode.load(held)), digest);
    }

    function tombstone(bytes32 modelId) external {
        StoredModel storage model = _owned(modelId);

        model.state = ModelState.Tombstoned;

        emit ModelTombstoned(modelId);
    }

    function trip(
        bytes32 modelId,
        Claim calldata claim,
        bytes18 context,
        bytes calldata proof,
        bytes8 otherResult,
        bytes18 otherContext,
        bytes calldata otherProof
    ) external {
        (bytes4 selector, address key) = _usable(modelId);
        if (claim.result == otherResult) revert NotContradictory();
        bytes32 statement = Statements.statementOf(claim.commitment, claim.observedAt, claim.result, context);
        _requireProof(modelId, selector, key, statement, proof);
        statement = Statements.statementOf(claim.commitment, claim.observedAt, otherResult, otherContext);
        _requireProof(modelId, selector, key, statement, otherProof);

        _models[modelId].state = ModelState.Broken;

        emit ModelBroken(
            modelId, _models[modelId].version, claim.commitment, claim.observedAt, claim.result, otherResult
        );
    }

    function freezeRoute(bytes4 selector) external {
        if (msg.sender != AUTHORITY) revert NotVerifierAuthority();
        _requireRoute(selector);

        _frozen[selector] = true;

        emit RouteFrozen(selector);
    }

    function verify(bytes32 modelId, bytes32 statement, bytes calldata proof) external {
        (bytes4 selector, address key) = _usable(modelId);
        _requireProof(modelId, selector, key, statement, proof);

        emit StatementVerified(modelId, statement);
    }

    function verifyAndCall(
        bytes32 modelId,
        address consumer,
        uint64 nonce,
        address prover,
        Claim calldata claim,
        bytes calldata proof
    ) external {
        (bytes4 selector, address key) = _usable(modelId);
        if (consumer.code.length == 0) revert NotConsumer();
        if (nonce <= _deliveries[consumer][modelId].nonce) revert NonceUsed();
        bytes18 context = Statements.contextOf(consumer, modelId, nonce, prover);
        bytes32 statement = Statements.statementOf(claim.commitment, claim.observedAt, claim.result, context);
        _requireProof(modelId, selector, key, statement, proof);

        // Before the call: whatever the consumer calls in turn, the nonce is used.
        _deliveries[consumer][modelId] = Delivery({nonce: nonce, prover: prover});

        IConsumer(consumer).onVerified(modelId, nonce, claim);

        emit ConsumerCalled(modelId, consumer, nonce, prover, statement);
    }

    function config() external view returns (Config memory) {
        return Config({token: address(TOKEN), authority: AUTHORITY, chain: bytes32(block.chainid)});
    }

    function modelOf(bytes32 modelId) external view returns (RegisteredModel memory shown) {
        StoredModel storage model = _models[modelId];
        if (model.state == ModelState.None) return shown;
        (shown.modelId, shown.owner, shown.selector) = (modelId, model.owner, model.selector);
        (shown.timelockSecs, shown.state, shown.version) = (model.timelockSecs, model.state, model.version);
        (shown.keyDigest, shown.modelDigest) = (sha256(KeyCode.load(model.key)), model.digest);
        if (model.nextAt == 0) return shown;
        shown.nextKeyDigest = sha256(KeyCode.load(_keys[modelId][model.version + 1]));
        (shown.nextModelDigest, shown.nextAt) = (model.nextDigest, model.nextAt);
    }

    function keyOf(bytes32 modelId, uint32 version) external view returns (bytes memory) {
        return KeyCode.load(_keys[modelId][version]);
    }

    function isFrozen(bytes4 selector) external view returns (bool) {
        return _frozen[selector];
    }

    // Within.

    function _requireRoute(bytes4 selector) private view {
        (uint256 signals,) = Routes.shape(selector);
        if (signals == 0) revert UnknownRoute();
        if (_frozen[selector]) revert RouteIsFrozen();
    }

    function _requireActive(ModelState state) private pure {
        if (state == ModelState.Active) return;
        if (state == ModelState.None) revert UnknownModel();
        if (state == ModelState.Tombstoned) revert ModelIsTombstoned();
        revert ModelIsBroken();
    }

    function _active(bytes32 modelId) private view returns (StoredModel storage model) {
        model = _models[modelId];
        _requireActive(model.state);
    }

    function _owned(bytes32 modelId) private view returns (StoredModel storage model) {
        model = _models[modelId];
        if (model.state == ModelState.None) revert UnknownModel();
        if (msg.sender != model.owner) revert NotModelOwner();
        _requireActive(model.state);
    }

    function _requireUsable(bytes32 modelId) internal view override {
        _usable(modelId);
    }

    // Route and key of a model whose proofs count.
    function _usable(bytes32 modelId) private view returns (bytes4 selector, address key) {
        StoredModel storage model = _models[modelId];
        (selector, key) = (model.selector, model.key);
        _requireActive(model.state);
        if (_frozen[selector]) revert RouteIsFrozen();
    }

    // Reverts unless the proof holds for the statement under the model's key.
    function _requireProof(bytes32 modelId, bytes4 selector, address held, bytes32 statement, bytes calldata proof)
        private
        view
    {
        (uint256 count, uint256 parameters) = Routes.shape(selector);
        bytes memory key = KeyCode.load(held, parameters + Groth16.keyBytes(count));
        // To read a slot less.
        bytes32 digest = selector == Routes.GROTH16 ? bytes32(0) : _models[modelId].digest;
        uint256[] memory signals = Routes.signalsOf(selector, count, key, digest, statement);
        Groth16.requireProof(key, parameters, signals, proof);
    }
}
