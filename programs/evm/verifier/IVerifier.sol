// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Models, their verification keys, and statements that consumers can rely on
/// @notice A model is a verification key that somebody answers for: whoever proves a statement with it says what the model says. A proof is Groth16
/// over BN254; its public signals are those of the model's route, which a 4-byte selector names. Bytes of statements, keys and proofs:
/// docs/circuits.md; routes: docs/verifier.md. Times are unix seconds, ids are sha256 hashes over fixed-width fields (clients/assay/ids.py):
/// addresses left-padded to 32 bytes, integers little-endian. It holds tips for proofs that were asked for, and no other coin: nobody moves them
/// but to a prover or back, and nobody can change the contract.
/// @dev Twin: programs/solana/verifier/src/lib.rs. Meaning: clients/assay/market.py, class Verifier.
interface IVerifier {
    enum ModelState {
        None,
        Active,
        Tombstoned,
        Broken
    }

    enum RequestState {
        None,
        Open,
        Collected,
        Refunded
    }

    /// @notice The deployment's constants. `token` is what tips are paid in. `authority` may freeze routes, and nothing else.
    struct Config {
        address token;
        address authority;
        bytes32 chain;
    }

    /// @notice A model; `state` is None where it is unknown. `keyDigest` is the sha256 of the verification key in force, the `version`-th from 0.
    /// `modelDigest` says what the model is: a hash of its weights, or what its route makes of it. The `next` fields are zero where no key
    /// waits; `nextAt` is when it may come into force.
    struct RegisteredModel {
        bytes32 modelId;
        address owner;
        bytes4 selector;
        uint64 timelockSecs;
        ModelState state;
        uint32 version;
        bytes32 keyDigest;
        bytes32 modelDigest;
        bytes32 nextKeyDigest;
        bytes32 nextModelDigest;
        uint64 nextAt;
    }

    /// @notice What a model says of what it saw: `commitment` of its inputs (an element of the field), when they were observed (below 2**40), and
    /// `result`.
    struct Claim {
        bytes32 commitment;
        uint64 observedAt;
        bytes8 result;
    }

    /// @notice The last claim of a model that a consumer took: its nonce, and whom the proof was made for (zero: nobody). All zero before the first.
    struct Delivery {
        uint64 nonce;
        address prover;
    }

    /// @notice A tip for whoever delivers a proof of the model to the consumer: `tipHigh` at `requestedAt`, `tipLow` at `deadlineAt`, and in
    /// proportion between. What was delivered up to `afterNonce` does not count. `left` of the tip is held. `state` None: unknown.
    struct ProofRequest {
        bytes32 requestId;
        address requester;
        bytes32 modelId;
        address consumer;
        uint64 tipHigh;
        uint64 tipLow;
        uint64 requestedAt;
        uint64 deadlineAt;
        uint64 afterNonce;
        uint64 left;
        RequestState state;
    }

    event ModelRegistered(
        bytes32 indexed modelId,
        address indexed owner,
        bytes4 selector,
        uint64 timelockSecs,
        bytes32 keyDigest,
        bytes32 modelDigest
    );

    event KeyProposed(bytes32 indexed modelId, uint32 version, bytes32 keyDigest, bytes32 modelDigest, uint64 activeAt);

    event KeyActivated(bytes32 indexed modelId, uint32 version, bytes32 keyDigest, bytes32 modelDigest);

    event ModelTombstoned(bytes32 indexed modelId);

    event ModelBroken(
        bytes32 indexed modelId,
        uint32 version,
        bytes32 commitment,
        uint64 observedAt,
        bytes8 result,
        bytes8 otherResult
    );

    event RouteFrozen(bytes4 indexed selector);

    event StatementVerified(bytes32 indexed modelId, bytes32 statement);

    event ConsumerCalled(
        bytes32 indexed modelId, address indexed consumer, uint64 nonce, address indexed prover, bytes32 statement
    );

    event ProofRequested(
        bytes32 indexed requestId,
        address requester,
        uint64 nonce,
        bytes32 indexed modelId,
        address indexed consumer,
        uint64 tipHigh,
        uint64 tipLow,
        uint64 deadlineAt,
        uint64 afterNonce
    );

    event TipCollected(bytes32 indexed requestId, address indexed prover, uint64 amount, uint64 left);

    event RequestRefunded(bytes32 indexed requestId, address indexed requester, uint64 amount);

    /// @notice The token is not the one this deployment uses (6 decimals, no transfer fee).
    error WrongToken();
    /// @notice The caller's token balance is below the amount.
    error InsufficientFunds();
    /// @notice The token moved less than asked, returned false or reverted.
    error TransferFailed();

    /// @notice A configuration value is outside its bounds.
    error BadConfig();
    /// @notice The timelock has not passed.
    error TimelockOpen();
    /// @notice This owner already used this nonce.
    error ModelExists();
    /// @notice No model bears this id.
    error UnknownModel();
    /// @notice Only the model's owner may do this.
    error NotModelOwner();
    /// @notice No route bears this selector.
    error UnknownRoute();
    /// @notice This route was frozen, for good.
    error RouteIsFrozen();
    /// @notice A key has its route's exact length, canonical points of the curve and its subgroup only, none at infinity, and gamma is not delta.
    error BadVerificationKey();
    /// @notice A timelock is between one second and ten years.
    error BadTimelock();
    /// @notice No other key waits for this model.
    error NoKeyProposed();
    /// @notice The model's owner ended it, for good.
    error ModelIsTombstoned();
    /// @notice Somebody proved two results of one input with this model's key.
    error ModelIsBroken();
    /// @notice A nonce is above all that were used of this model for this consumer.
    error NonceUsed();
    /// @notice A public signal, or what it is made of, is not below its bound.
    error NotInField();
    /// @notice A proof is 256 bytes: three canonical points of the curve and its subgroup, none at infinity.
    error MalformedProof();
    /// @notice The proof does not prove this statement with this model's key.
    error FalseProof();
    /// @notice Two claims about one input contradict each other where their results differ.
    error NotContradictory();
    /// @notice Nothing that takes statements stands at this address.
    error NotConsumer();
    /// @notice Only the authority freezes routes.
    error NotVerifierAuthority();
    /// @notice This requester already used this nonce for a request.
    error RequestExists();
    /// @notice No request for a proof bears this id.
    error UnknownRequest();
    /// @notice A tip is at least one base unit, and no higher at the deadline than at first.
    error BadTip();
    /// @notice A deadline is ahead, by ten years at most.
    error BadDeadline();
    /// @notice No proof that names its prover was delivered since the request.
    error NothingDelivered();
    /// @notice The request's deadline has passed.
    error RequestExpired();
    /// @notice The tip can be collected until the deadline.
    error RequestOpen();
    /// @notice What this request owed was paid.
    error RequestClosed();

    /// @notice Registers a model under sha256("assay/model/v1" || this contract || caller || nonce). The caller can change its key behind
    /// `timelockSecs`, and end it at once. Anyone.
    /// @dev Errors: ModelExists (safe to repeat: read the model), UnknownRoute, RouteIsFrozen, BadTimelock, BadVerificationKey. Event:
    /// ModelRegistered. Twin: programs/solana/verifier/src/instructions/register_model.rs.
    /// @param nonce The caller's own, each once.
    /// @param selector Of the route.
    /// @param key Of the route's length.
    /// @param modelDigest What the model is.
    /// @param timelockSecs 1 to ten years.
    function registerModel(uint64 nonce, bytes4 selector, bytes calldata key, bytes32 modelDigest, uint64 timelockSecs)
        external;

    /// @notice Has another key of the same route take the place of the one in force after the timelock. A later proposal replaces it. The owner.
    /// @dev Errors: UnknownModel, NotModelOwner, ModelIsTombstoned, ModelIsBroken, BadVerificationKey. Event: KeyProposed. Twin:
    /// programs/solana/verifier/src/instructions/propose_key.rs.
    /// @param modelId The model.
    /// @param key Of the route's length.
    /// @param modelDigest What the model is then.
    function proposeKey(bytes32 modelId, bytes calldata key, bytes32 modelDigest) external;

    /// @notice Brings a proposed key into force once its timelock has passed. Anyone.
    /// @dev Errors: UnknownModel, ModelIsTombstoned, ModelIsBroken, NoKeyProposed, TimelockOpen. Event: KeyActivated. Twin:
    /// programs/solana/verifier/src/instructions/activate_key.rs.
    /// @param modelId The model.
    function activateKey(bytes32 modelId) external;

    /// @notice Ends the model, for good: none of its proofs counts any more. The owner.
    /// @dev Errors: UnknownModel, NotModelOwner, ModelIsTombstoned, ModelIsBroken. Event: ModelTombstoned. Twin:
    /// programs/solana/verifier/src/instructions/tombstone.rs.
    /// @param modelId The model.
    function tombstone(bytes32 modelId) external;

    /// @notice Ends a model, for good, by proofs of two results of one input under the key in force: its key or its proof system is broken. A used
    /// proof serves again here. Anyone.
    /// @dev Errors: UnknownModel, ModelIsTombstoned, ModelIsBroken, RouteIsFrozen, NotContradictory, NotInField, MalformedProof, FalseProof (of the
    /// first, then the last three of the other). Event: ModelBroken. Twin: programs/solana/verifier/src/instructions/trip.rs.
    /// @param modelId The model.
    /// @param claim The first result of the input.
    /// @param context What the first proof was made for, whatever it is.
    /// @param proof Of the first result.
    /// @param otherResult Another result of the same input.
    /// @param otherContext What the other proof was made for.
    /// @param otherProof Of the other result.
    function trip(
        bytes32 modelId,
        Claim calldata claim,
        bytes18 context,
        bytes calldata proof,
        bytes8 otherResult,
        bytes18 otherContext,
        bytes calldata otherProof
    ) external;

    /// @notice Ends a route, for good: no model on it is registered, and no proof of one counts. The authority, which can do nothing else.
    /// @dev Errors: NotVerifierAuthority, UnknownRoute, RouteIsFrozen. Event: RouteFrozen. Twin:
    /// programs/solana/verifier/src/instructions/freeze_route.rs.
    /// @param selector Of the route.
    function freezeRoute(bytes4 selector) external;

    /// @notice Checks a proof of a statement. Nothing is recorded: whoever relies on it alone must bind it to one use itself. Anyone.
    /// @dev Errors: UnknownModel, ModelIsTombstoned, ModelIsBroken, RouteIsFrozen, NotInField, MalformedProof, FalseProof. Event:
    /// StatementVerified. Twin: programs/solana/verifier/src/instructions/verify.rs.
    /// @param modelId The model.
    /// @param statement An element of the field.
    /// @param proof 256 bytes.
    function verify(bytes32 modelId, bytes32 statement, bytes calldata proof) external;

    /// @notice Hands a consumer a proved claim: its `onVerified` (IConsumer) is called with model, nonce and claim, within this call, by this contract
    /// alone. The proof is bound to this contract, this chain, the consumer, the model, a nonce above all before and its prover: it serves once, and
    /// its tips are that prover's. Whatever the consumer refuses with comes through, and leaves the nonce unused. Anyone.
    /// @dev Errors: UnknownModel, ModelIsTombstoned, ModelIsBroken, RouteIsFrozen, NotConsumer, NonceUsed, NotInField, MalformedProof, FalseProof, and
    /// the consumer's own. Events: the consumer's own, then ConsumerCalled. Twin:
    /// programs/solana/verifier/src/instructions/verify_and_call.rs.
    /// @param modelId The model.
    /// @param consumer The contract to call.
    /// @param nonce Above the last of the model's for the consumer.
    /// @param prover Whom the proof was made for, whoever sends it. Zero: nobody.
    /// @param claim What the model says.
    /// @param proof 256 bytes.
    function verifyAndCall(
        bytes32 modelId,
        address consumer,
        uint64 nonce,
        address prover,
        Claim calldata claim,
        bytes calldata proof
    ) external;

    /// @notice Pays in a tip for whoever has the consumer take a claim of the model from now on, under sha256("assay/request/v1" || this contract ||
    /// caller || nonce). The tip falls evenly until the deadline. It cannot be taken back before: a prover may be at work. Anyone; approve
    /// `tipHigh` first.
    /// @dev Errors: RequestExists (safe to repeat: read the request), BadTip, BadDeadline, UnknownModel, ModelIsTombstoned, ModelIsBroken,
    /// RouteIsFrozen, InsufficientFunds, TransferFailed. Event: ProofRequested. Twin:
    /// programs/solana/verifier/src/instructions/request_proof.rs.
    /// @param nonce The caller's own, each once.
    /// @param modelId The model.
    /// @param consumer Who is to take its claim.
    /// @param tipHigh The tip now.
    /// @param tipLow The tip at the deadline, at least 1.
    /// @param deadlineAt Unix seconds, ahead by ten years at most.
    function requestProof(
        uint64 nonce,
        bytes32 modelId,
        address consumer,
        uint64 tipHigh,
        uint64 tipLow,
        uint64 deadlineAt
    ) external;

    /// @notice Pays the prover of the consumer's last claim of the model the tip of this moment, rounded down, where that was delivered since the
    /// request and the deadline has not passed. Who delivers and does not collect may lose the tip to who delivers next. Anyone.
    /// @dev Errors: UnknownRequest, RequestClosed, NothingDelivered, RequestExpired, TransferFailed. Event: TipCollected. Twin:
    /// programs/solana/verifier/src/instructions/collect_tip.rs.
    /// @param requestId The request.
    function collectTip(bytes32 requestId) external;

    /// @notice Pays the requester what is left, after the deadline or once the tip was collected. Anyone.
    /// @dev Errors: UnknownRequest, RequestOpen, RequestClosed, TransferFailed. Event: RequestRefunded. Twin:
    /// programs/solana/verifier/src/instructions/refund_request.rs.
    /// @param requestId The request.
    function refundRequest(bytes32 requestId) external;

    /// @notice The deployment's constants.
    function config() external view returns (Config memory);

    /// @notice A model; `state` None where it is unknown.
    /// @param modelId The model.
    function modelOf(bytes32 modelId) external view returns (RegisteredModel memory);

    /// @notice The bytes of a model's key, in force, past or proposed; empty where there is none.
    /// @param modelId The model.
    /// @param version Which, from 0.
    function keyOf(bytes32 modelId, uint32 version) external view returns (bytes memory);

    /// @notice The last claim of the model that the consumer took.
    /// @param consumer The consumer.
    /// @param modelId The model.
    function deliveryOf(address consumer, bytes32 modelId) external view returns (Delivery memory);

    /// @notice A request for a proof; `state` None where it is unknown.
    /// @param requestId The request.
    function requestOf(bytes32 requestId) external view returns (ProofRequest memory);

    /// @notice Whether the route was frozen.
    /// @param selector Of the route.
    function isFrozen(bytes4 selector) external view returns (bool);
}
