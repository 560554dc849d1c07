// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Subjects and their keys, issuers and what they attest, content records, and what rulings found
/// @notice A subject is a person, a device, a tool or an organisation: its controller acts for it, its guardians may name another. Its keys sign
/// contents; issuers, with stake locked, vouch for it by salted commitments. Nothing personal is on chain. A key signs 32 bytes that bind this
/// contract, this chain and the thing signed; signatures are looked at first of all, so a wrong one is BadProof whatever else is wrong. Amounts are
/// base units of a token of 6 decimals, times are unix seconds, ids are sha256 hashes over fixed-width fields (clients/assay/ids.py): addresses
/// left-padded to 32 bytes, integers little-endian. Nobody owns or can change the contract.
/// @dev Twin: programs/solana/identity/src/lib.rs. Meaning: clients/assay/market.py, class Identity.
interface IIdentity {
    /// @notice A subject; `controller` is zero where it is unknown. `keys` are the ids of those not revoked, in the order they were added.
    /// `backed[i]` is the controller that guardian i wants (zero: none); `recoveryTo` takes over from `recoveryAt` on (0: no recovery is due).
    /// `nextGuardians` and `nextThreshold` can take effect from `guardiansAt` on (0: no change is under way).
    struct Subject {
        bytes32 subjectId;
        address controller;
        uint8 threshold;
        address[] guardians;
        address[] backed;
        address recoveryTo;
        uint64 recoveryAt;
        uint8 nextThreshold;
        address[] nextGuardians;
        uint64 guardiansAt;
        bytes32[] keys;
    }

    /// @notice A key; `addedAt` is 0 where it is unknown. `controller` added it. `algorithm`: 1 Ed25519 (32 bytes), 2 secp256k1, 3 P-256 (64 bytes
    /// x || y). `role`: 1 person, 2 device, 3 tool, 4 organisation. `expiresAt`, `revokedAt` and `flaggedAt` are 0 where they do not hold;
    /// from them on the key is not in force.
    struct Key {
        bytes32 keyId;
        bytes32 subjectId;
        address controller;
        uint8 algorithm;
        uint8 role;
        bytes publicKey;
        uint64 addedAt;
        uint64 expiresAt;
        uint64 revokedAt;
        uint64 flaggedAt;
    }

    /// @notice An issuer; zero where it is unknown. `locked` of its stake answers for what it attests. `leavesAt` is 0 while it may attest, and
    /// then the time from which it may have its stake back.
    struct Issuer {
        address issuer;
        bytes32 profile;
        uint64 locked;
        uint64 leavesAt;
    }

    /// @notice What is vouched for: that whoever controls `subjectId` is who `commitment` says, the root over salted fields. `kind`: 1 domain,
    /// 2 e-mail, 3 government id, 4 organisation, or any other but 0. All of one `generation`, the issuer's own count, can be revoked at once.
    struct AttestationTerms {
        bytes32 subjectId;
        uint8 kind;
        uint32 generation;
        uint64 expiresAt;
        bytes32 commitment;
    }

    /// @notice An attestation; `issuer` is zero where it is unknown. `revokedAt` is 0 while it is not revoked by itself; its generation may be.
    /// One revoked in a batch before it was claimed has a zero subject.
    struct Attestation {
        bytes32 attestationId;
        address issuer;
        AttestationTerms terms;
        uint64 issuedAt;
        uint64 revokedAt;
    }

    /// @notice `count` attestations under one keccak256 root; `issuer` is zero where there is no such batch.
    struct AttestationBatch {
        bytes32 batchId;
        address issuer;
        bytes32 root;
        uint32 count;
        uint32 generation;
        uint64 expiresAt;
        uint64 postedAt;
    }

    /// @notice What is said of a content: sha256 of its C2PA claim, its perceptual hash (zero: none), where it comes from (1 captured, 2 edited,
    /// 3 rendered, 4 generated), sha256 over the tools that made it (zero: none), and the ids of what it was made of, four at most.
    struct Content {
        bytes32 claimHash;
        bytes32 softBinding;
        uint8 sourceType;
        bytes32 tools;
        bytes32[] parents;
    }

    /// @notice A content's record; `signer` is zero where there is none. `signer` controlled the key's subject at `recordedAt` and answers for it.
    /// `flagged`: a final ruling found it false.
    struct ContentRecord {
        bytes32 contentId;
        bytes32 keyId;
        Content content;
        address signer;
        uint64 recordedAt;
        bool flagged;
    }

    /// @notice `count` contents under one keccak256 root, signed once; `signer` is zero where there is no such batch.
    struct ContentBatch {
        bytes32 batchId;
        bytes32 keyId;
        bytes32 root;
        uint32 count;
        address signer;
        uint64 postedAt;
    }

    /// @notice What a final ruling found, carried out: about `matter` (a content's or a key's id) of a subject, as of `at`. `accuser` is zero where
    /// there is none.
    struct Finding {
        bytes32 caseId;
        bytes32 subjectId;
        bytes32 matter;
        uint64 foundAt;
        uint64 penalty;
        address accuser;
    }

    /// @notice The deployment's constants. `court` is the contract whose rulings count, `chain` the chain's id, to which signatures are bound.
    struct Config {
        address court;
        bytes32 chain;
        uint64 issuerStake;
        uint64 exitSecs;
        uint64 recoverySecs;
        uint16 voucherBps;
        uint16 rewardBps;
    }

    /// @notice `controller` created a subject with `guardians` guardians, of whom `threshold` may name another controller.
    event SubjectCreated(bytes32 indexed subjectId, address indexed controller, uint8 guardians, uint8 threshold);
    /// @notice A key was added to a subject.
    event KeyAdded(
        bytes32 indexed keyId, bytes32 indexed subjectId, uint8 algorithm, uint8 role, uint64 expiresAt, bytes publicKey
    );
    /// @notice A key took the place of another, which is revoked as of now.
    event KeyRotated(
        bytes32 indexed oldKeyId,
        bytes32 indexed keyId,
        bytes32 indexed subjectId,
        uint8 algorithm,
        uint8 role,
        uint64 expiresAt,
        bytes publicKey
    );
    /// @notice The controller says that the key is not its own any more since `effectiveAt`.
    event KeyRevoked(bytes32 indexed keyId, bytes32 indexed subjectId, uint64 effectiveAt);
    /// @notice Other guardians, so many, can take effect from `effectiveAt` on.
    event GuardiansProposed(bytes32 indexed subjectId, uint8 guardians, uint8 threshold, uint64 effectiveAt);
    /// @notice The guardians proposed are in office.
    event GuardiansChanged(bytes32 indexed subjectId, uint8 guardians, uint8 threshold);
    /// @notice `guardian` backs `controller`, as `backers` do now; it takes over from `recoveryAt` on (0: it is not about to).
    event RecoveryBacked(
        bytes32 indexed subjectId,
        address indexed guardian,
        address indexed controller,
        uint8 backers,
        uint64 recoveryAt
    );
    /// @notice The controller took all backing away.
    event RecoveryCancelled(bytes32 indexed subjectId);
    /// @notice The subject is `controller`'s now.
    event Recovered(bytes32 indexed subjectId, address indexed controller);
    /// @notice `issuer` may attest, with `locked` of its stake.
    event IssuerRegistered(address indexed issuer, bytes32 profile, uint64 locked);
    /// @notice `issuer` attests no more; its stake stays locked until `leavesAt`.
    event IssuerRetired(address indexed issuer, uint64 leavesAt);
    /// @notice `unlocked` of the issuer's stake is free again.
    event IssuerReleased(address indexed issuer, uint64 unlocked);
    /// @notice `issuer` vouches for a subject.
    event Attested(
        bytes32 indexed attestationId,
        address indexed issuer,
        bytes32 indexed subjectId,
        uint8 kind,
        uint32 generation,
        uint64 expiresAt,
        bytes32 commitment
    );
    /// @notice `issuer` vouches for `count` subjects.
    event AttestationBatchPosted(
        bytes32 indexed batchId, address indexed issuer, bytes32 root, uint32 count, uint32 generation, uint64 expiresAt
    );
    /// @notice `issuer` revoked an attestation.
    event AttestationRevoked(bytes32 indexed attestationId, address indexed issuer);
    /// @notice `issuer` revoked all it attested in a generation.
    event GenerationRevoked(address indexed issuer, uint32 indexed generation);
    /// @notice A key signed a content.
    event Recorded(
        bytes32 indexed contentId,
        bytes32 indexed keyId,
        bytes32 claimHash,
        bytes32 indexed softBinding,
        uint8 sourceType,
        bytes32 tools
    );
    /// @notice A key signed `count` contents.
    event RecordBatchPosted(bytes32 indexed batchId, bytes32 indexed keyId, bytes32 root, uint32 count);
    /// @notice A ruling found the record false; its key is flagged since `flaggedAt`.
    event RecordFlagged(bytes32 indexed contentId, bytes32 indexed keyId, bytes32 indexed caseId, uint64 flaggedAt);
    /// @notice A ruling found the key misused, since `flaggedAt`.
    event KeyFlagged(bytes32 indexed keyId, bytes32 indexed caseId, uint64 flaggedAt);
    /// @notice `issuer` lost `slashed` of its stake for whom it vouched.
    event VoucherPunished(
        bytes32 indexed caseId, bytes32 indexed attestationId, address indexed issuer, bytes32 faultId, uint64 slashed
    );

    /// @notice An amount would pass 2**64 - 1.
    error Overflow();
    /// @notice A configuration value is outside its bounds.
    error BadConfig();
    /// @notice An opening does not lead to its root.
    error BadOpening();
    /// @notice No clock has run out.
    error NotDue();
    /// @notice No case bears this id.
    error UnknownCase();
    /// @notice The ruling is not final.
    error CaseNotClosed();
    /// @notice The case is about something else, or older than what it is about.
    error WrongCase();
    /// @notice The ruling does not find a fault.
    error NotGuilty();
    /// @notice No subject bears this id.
    error UnknownSubject();
    /// @notice This controller already used this nonce.
    error SubjectExists();
    /// @notice Only the subject's controller does this.
    error NotController();
    /// @notice Only a guardian of the subject does this.
    error NotGuardian();
    /// @notice A subject has at most five guardians, each another and none its controller, and a threshold of 1 to their number (0 where there are none).
    error BadGuardians();
    /// @notice No change of guardians is under way.
    error NoGuardianChange();
    /// @notice Not enough guardians back a new controller.
    error NoRecovery();
    /// @notice All guardians, two at least, back it: the controller cannot call it off.
    error RecoveryIsUnanimous();
    /// @notice Nobody holds the zero address.
    error ZeroAddress();
    /// @notice A key needs a known algorithm and role, and the algorithm's length.
    error BadKey();
    /// @notice The signature does not hold for this key, these bytes and this program.
    error BadProof();
    /// @notice This key is registered already; a key is never registered twice.
    error KeyExists();
    /// @notice No such key is registered, or it is another subject's.
    error UnknownKey();
    /// @notice Sixteen keys are in force; revoke or rotate one.
    error TooManyKeys();
    /// @notice The key is revoked already, from then or before.
    error KeyIsRevoked();
    /// @notice The key has expired, was revoked or is flagged.
    error KeyNotInForce();
    /// @notice An expiry lies in the past, or an effective time in the future or before the key was added.
    error BadTime();
    /// @notice No issuer is registered under this address.
    error UnknownIssuer();
    /// @notice A retired issuer attests no more.
    error IssuerIsRetired();
    /// @notice Less of the issuer's stake is locked than an issuer needs; register again to make it up.
    error IssuerUnderbonded();
    /// @notice The issuer has nothing locked.
    error NothingToRelease();
    /// @notice This issuer already used this nonce, or this one of the batch was claimed or revoked.
    error AttestationExists();
    /// @notice No attestation, or batch of them, bears this id.
    error UnknownAttestation();
    /// @notice An attestation needs a kind, a commitment and an expiry in the future; a batch a root and 1..=1,048,576 leaves.
    error BadAttestation();
    /// @notice The attestation is revoked already.
    error AttestationIsRevoked();
    /// @notice The issuer revoked this generation.
    error GenerationIsRevoked();
    /// @notice Only the attestation's issuer does this.
    error NotIssuer();
    /// @notice The signature's deadline has passed.
    error SignatureExpired();
    /// @notice This key already recorded this claim, or used this nonce for a batch.
    error ContentExists();
    /// @notice No content record, or batch of them, bears this id.
    error UnknownContent();
    /// @notice A content needs a claim's hash, a known source type and at most four parents; a batch a root and 1..=1,048,576 leaves.
    error BadContent();
    /// @notice This ruling was carried out before.
    error AlreadyFlagged();
    /// @notice No ruling was carried out under this case's id.
    error UnknownFinding();
    /// @notice The attestation is about another subject, or was not in force when the fault happened.
    error NotVouched();
    /// @notice Creates a subject, which the caller controls. Anyone. Its id is sha256("assay/subject/v1" || this contract || caller || nonce, 8
    /// bytes).
    /// @dev Errors: SubjectExists, BadGuardians. Event: SubjectCreated. Twin: programs/solana/identity/src/instructions/create_subject.rs.
    /// @param nonce A number the caller has not used.
    /// @param guardians At most five, none of them the caller.
    /// @param threshold How many of them together may name another controller; 0 where there are none.
    function createSubject(uint64 nonce, address[] calldata guardians, uint8 threshold) external;

    /// @notice Adds a key to a subject. Its controller. The key signs sha256("assay/key_proof/v1" || domain || subject id || key id), so that nobody
    /// registers another's, where domain is sha256("assay/domain/v1" || this contract || chain id, 32 bytes big-endian), and key id
    /// sha256("assay/key/v1" || algorithm, 1 byte || public key, padded right to 64 bytes).
    /// @dev Errors: BadKey, BadProof, UnknownSubject, NotController, KeyExists, BadTime, TooManyKeys. Event: KeyAdded. Twin:
    /// programs/solana/identity/src/instructions/add_key.rs.
    /// @param subjectId The subject.
    /// @param algorithm 1 to 3.
    /// @param role 1 to 4.
    /// @param expiresAt In the future, or 0 for never.
    /// @param publicKey 32 or 64 bytes.
    /// @param proof The key's signature (IKeys).
    function addKey(
        bytes32 subjectId,
        uint8 algorithm,
        uint8 role,
        uint64 expiresAt,
        bytes calldata publicKey,
        bytes calldata proof
    ) external;

    /// @notice Puts a new key of the same role in the place of one, which is revoked as of now. The controller.
    /// @dev Errors: BadKey, BadProof, UnknownSubject, NotController, UnknownKey, KeyIsRevoked, KeyExists, BadTime. Event: KeyRotated. Twin:
    /// programs/solana/identity/src/instructions/rotate_key.rs.
    /// @param subjectId The subject.
    /// @param oldKeyId The key that goes.
    /// @param algorithm 1 to 3.
    /// @param expiresAt In the future, or 0 for never.
    /// @param publicKey 32 or 64 bytes.
    /// @param proof The new key's signature, as in addKey.
    function rotateKey(
        bytes32 subjectId,
        bytes32 oldKeyId,
        uint8 algorithm,
        uint64 expiresAt,
        bytes calldata publicKey,
        bytes calldata proof
    ) external;

    /// @notice Says that a key is not the subject's own any more, since a time; said again, only an earlier one. It frees nobody: the signer of a
    /// record stays answerable for it. The controller.
    /// @dev Errors: UnknownKey, NotController, BadTime, KeyIsRevoked. Event: KeyRevoked. Twin:
    /// programs/solana/identity/src/instructions/revoke_key.rs.
    /// @param keyId The key.
    /// @param effectiveAt Not in the future, not before the key was added.
    function revokeKey(bytes32 keyId, uint64 effectiveAt) external;

    /// @notice Proposes other guardians, to be applied after twice `recoverySecs`, so that those in office can act before. A later proposal takes
    /// the place of an earlier one. The controller.
    /// @dev Errors: UnknownSubject, NotController, BadGuardians, Overflow. Event: GuardiansProposed. Twin:
    /// programs/solana/identity/src/instructions/change_guardians.rs.
    /// @param subjectId The subject.
    /// @param guardians At most five, none of them the controller.
    /// @param threshold How many of them together may name another controller; 0 where there are none.
    function changeGuardians(bytes32 subjectId, address[] calldata guardians, uint8 threshold) external;

    /// @notice Has a proposed change take effect when its time has come and no recovery is on its way. Anyone.
    /// @dev Errors: UnknownSubject, NoGuardianChange, NotDue. Event: GuardiansChanged. Twin:
    /// programs/solana/identity/src/instructions/apply_guardians.rs.
    /// @param subjectId The subject.
    function applyGuardians(bytes32 subjectId) external;

    /// @notice Backs a new controller, in place of whom the caller backed before. With `threshold` backers the recovery is due after `recoverySecs`;
    /// it falls where they become fewer. A guardian.
    /// @dev Errors: UnknownSubject, NotGuardian, ZeroAddress, Overflow. Event: RecoveryBacked. Twin:
    /// programs/solana/identity/src/instructions/back_recovery.rs.
    /// @param subjectId The subject.
    /// @param controller Whom, not zero.
    function backRecovery(bytes32 subjectId, address controller) external;

    /// @notice Takes all backing away, unless every guardian (of at least two) backs the recovery: then the controller's key counts as stolen. The
    /// controller.
    /// @dev Errors: UnknownSubject, NotController, NoRecovery, RecoveryIsUnanimous. Event: RecoveryCancelled. Twin:
    /// programs/solana/identity/src/instructions/cancel_recovery.rs.
    /// @param subjectId The subject.
    function cancelRecovery(bytes32 subjectId) external;

    /// @notice Hands the subject to the controller that its guardians back, once that is due. A change of guardians under way is dropped. Anyone.
    /// @dev Errors: UnknownSubject, NoRecovery, NotDue. Event: Recovered. Twin: programs/solana/identity/src/instructions/recover.rs.
    /// @param subjectId The subject.
    function recover(bytes32 subjectId) external;

    /// @notice Makes the caller an issuer, or one again, with `issuerStake` of its stake locked (what is missing of it), or replaces its profile.
    /// Anyone with stake.
    /// @dev Errors: staking's NotSlasher, UnknownStake, InsufficientStake. Events: IssuerRegistered, staking's Locked. Twin:
    /// programs/solana/identity/src/instructions/register_issuer.rs.
    /// @param profile sha256 of a document that the issuer publishes.
    function registerIssuer(bytes32 profile) external;

    /// @notice Attests no more; the stake stays locked for `exitSecs`. The issuer.
    /// @dev Errors: UnknownIssuer, IssuerIsRetired, Overflow. Event: IssuerRetired. Twin:
    /// programs/solana/identity/src/instructions/retire_issuer.rs.
    function retireIssuer() external;

    /// @notice Unlocks a retired issuer's stake when its time has come. Anyone.
    /// @dev Errors: UnknownIssuer, NotDue, NothingToRelease. Events: IssuerReleased, staking's Unlocked. Twin:
    /// programs/solana/identity/src/instructions/release_issuer.rs.
    /// @param issuer The issuer.
    function releaseIssuer(address issuer) external;

    /// @notice Vouches for a subject. An issuer. The id is sha256("assay/attestation/v1" || this contract || caller || nonce, 8 bytes).
    /// @dev Errors: AttestationExists, UnknownIssuer, IssuerIsRetired, IssuerUnderbonded, GenerationIsRevoked, UnknownSubject, BadAttestation.
    /// Event: Attested. Twin: programs/solana/identity/src/instructions/attest.rs.
    /// @param nonce A number the caller has not used.
    /// @param terms What for, and until when.
    function attest(uint64 nonce, AttestationTerms calldata terms) external;

    /// @notice Posts what an issuer signed by EIP-712 (eip712Domain), as an account or as a contract by EIP-1271. Anyone.
    /// @dev Errors: BadProof, SignatureExpired, AttestationExists, UnknownIssuer, IssuerIsRetired, IssuerUnderbonded, GenerationIsRevoked,
    /// UnknownSubject, BadAttestation. Event: Attested. Twin: programs/solana/identity/src/instructions/attest_for.rs.
    /// @param issuer The issuer.
    /// @param nonce A number the issuer has not used.
    /// @param terms What for, and until when.
    /// @param deadline The last second of the signature.
    /// @param signature The issuer's.
    function attestFor(
        address issuer,
        uint64 nonce,
        AttestationTerms calldata terms,
        uint64 deadline,
        bytes calldata signature
    ) external;

    /// @notice Vouches for many subjects by a keccak256 root; each can be claimed. An issuer. The id is as in attest.
    /// @dev Errors: AttestationExists, UnknownIssuer, IssuerIsRetired, IssuerUnderbonded, GenerationIsRevoked, BadAttestation. Event:
    /// AttestationBatchPosted. Twin: programs/solana/identity/src/instructions/attest_batch.rs.
    /// @param nonce A number the caller has not used for a batch.
    /// @param root Over subject id, kind (1 byte) and commitment of each, not zero.
    /// @param count 1 to 1,048,576.
    /// @param generation The issuer's own count.
    /// @param expiresAt In the future.
    function attestBatch(uint64 nonce, bytes32 root, uint32 count, uint32 generation, uint64 expiresAt) external;

    /// @notice Puts one attestation of a batch on chain, as of when the batch was posted. Anyone. The id is sha256("assay/batched/v1" || batch id ||
    /// index, 4 bytes).
    /// @dev Errors: UnknownAttestation, AttestationExists, BadOpening, UnknownSubject, BadAttestation. Event: Attested. Twin:
    /// programs/solana/identity/src/instructions/claim_attestation.rs.
    /// @param batchId The batch.
    /// @param index Which of it, from 0.
    /// @param subjectId For whom.
    /// @param kind Of what, not 0.
    /// @param commitment To what, not zero.
    /// @param path 32 bytes a sibling, from the leaf up.
    function claimAttestation(
        bytes32 batchId,
        uint32 index,
        bytes32 subjectId,
        uint8 kind,
        bytes32 commitment,
        bytes calldata path
    ) external;

    /// @notice Revokes an attestation as of now. Its issuer.
    /// @dev Errors: UnknownAttestation, NotIssuer, AttestationIsRevoked. Event: AttestationRevoked. Twin:
    /// programs/solana/identity/src/instructions/revoke_attestation.rs.
    /// @param attestationId The attestation.
    function revokeAttestation(bytes32 attestationId) external;

    /// @notice Revokes one of a batch that nobody has claimed. Its issuer.
    /// @dev Errors: UnknownAttestation, NotIssuer, BadOpening, AttestationExists. Event: AttestationRevoked. Twin:
    /// programs/solana/identity/src/instructions/revoke_in_batch.rs.
    /// @param batchId The batch.
    /// @param index Which of it, from 0.
    function revokeInBatch(bytes32 batchId, uint32 index) external;

    /// @notice Revokes all that the caller attested, or will have attested, in a generation, as of now. An issuer, retired or not.
    /// @dev Errors: UnknownIssuer, GenerationIsRevoked. Event: GenerationRevoked. Twin:
    /// programs/solana/identity/src/instructions/revoke_generation.rs.
    /// @param generation Its own count.
    function revokeGeneration(uint32 generation) external;

    /// @notice Records a content that a key in force signed. Anyone. Whoever added the key answers for it. Parents need not be
    /// recorded. The id is sha256("assay/content/v1" || this contract || key id || claim hash); the key signs
    /// sha256("assay/content_proof/v1" || domain || content id || sha256(claim hash || soft binding || source type, 1 byte || tools ||
    /// number of parents, 1 byte || parents)).
    /// @dev Errors: UnknownKey, BadProof, BadContent, ContentExists, KeyNotInForce. Event: Recorded. Twin:
    /// programs/solana/identity/src/instructions/record.rs.
    /// @param keyId The key.
    /// @param content What is said of it.
    /// @param proof The key's signature (IKeys).
    function record(bytes32 keyId, Content calldata content, bytes calldata proof) external;

    /// @notice Records many contents by a keccak256 root over what a content's signature hashes, signed once by a key in force. Anyone. The id is
    /// sha256("assay/content_batch/v1" || this contract || key id || nonce, 8 bytes); the key signs sha256("assay/content_batch_proof/v1" ||
    /// domain || batch id || root || count, 4 bytes).
    /// @dev Errors: UnknownKey, BadProof, BadContent, ContentExists, KeyNotInForce. Event: RecordBatchPosted. Twin:
    /// programs/solana/identity/src/instructions/record_batch.rs.
    /// @param keyId The key.
    /// @param nonce A number not used with the key.
    /// @param root Not zero.
    /// @param count 1 to 1,048,576.
    /// @param proof The key's signature (IKeys).
    function recordBatch(bytes32 keyId, uint64 nonce, bytes32 root, uint32 count, bytes calldata proof) external;

    /// @notice Puts one content of a batch on chain, as of when the batch was posted. Anyone.
    /// @dev Errors: UnknownContent, BadOpening, BadContent, ContentExists. Event: Recorded. Twin:
    /// programs/solana/identity/src/instructions/claim_record.rs.
    /// @param batchId The batch.
    /// @param index Which of it, from 0.
    /// @param content What is said of it.
    /// @param path 32 bytes a sibling, from the leaf up.
    function claimRecord(bytes32 batchId, uint32 index, Content calldata content, bytes calldata path) external;

    /// @notice Carries out a final ruling of guilty about a record: it is flagged, and its key from the time that the ruling says, or from when it
    /// was recorded where that is earlier. What the key recorded before keeps its status. The case's subject is the content's id, its
    /// accused the record's signer, and it was opened when the record was there. Anyone.
    /// @dev Errors: AlreadyFlagged, UnknownContent, UnknownCase, WrongCase, CaseNotClosed, NotGuilty. Event: RecordFlagged. Twin:
    /// programs/solana/identity/src/instructions/flag_record.rs.
    /// @param caseId The case.
    /// @param contentId The content.
    function flagRecord(bytes32 caseId, bytes32 contentId) external;

    /// @notice The same of a ruling about a key: the case's subject is the key's id, its accused who added the key. Anyone.
    /// @dev Errors: AlreadyFlagged, UnknownKey, UnknownCase, WrongCase, CaseNotClosed, NotGuilty. Event: KeyFlagged. Twin:
    /// programs/solana/identity/src/instructions/flag_key.rs.
    /// @param caseId The case.
    /// @param keyId The key.
    function flagKey(bytes32 caseId, bytes32 keyId) external;

    /// @notice Has an issuer pay for whom it vouched: `voucherBps` of the case's penalty (rounded down) is taken from its stake, `rewardBps` of that
    /// for the accuser, once for each ruling. The attestation was in force at the time that the finding names. Anyone.
    /// @dev Errors: UnknownFinding, UnknownAttestation, NotVouched, staking's FaultAlreadySlashed, NotSlasher, ZeroAmount, NothingToSlash. Events:
    /// VoucherPunished, staking's Slashed. Twin: programs/solana/identity/src/instructions/punish_voucher.rs.
    /// @param caseId The case of the finding.
    /// @param attestationId The issuer's attestation of the subject.
    function punishVoucher(bytes32 caseId, bytes32 attestationId) external;

    /// @notice The deployment's constants.
    function config() external view returns (Config memory);

    /// @notice The staking contract in which issuers' stake is locked.
    function stakingContract() external view returns (address);

    /// @notice The contract that looks at signatures.
    function keysContract() external view returns (address);

    /// @notice What an issuer's signature of attestFor is bound to, as EIP-5267 says it. The type is
    /// Attestation(bytes32 attestationId,bytes32 subjectId,uint8 kind,uint32 generation,uint64 expiresAt,bytes32 commitment,uint64 deadline).
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        );

    /// @notice A subject; `controller` zero where it is unknown.
    /// @param subjectId The subject.
    function subjectOf(bytes32 subjectId) external view returns (Subject memory);

    /// @notice A key; `addedAt` 0 where it is unknown.
    /// @param keyId The key.
    function keyOf(bytes32 keyId) external view returns (Key memory);

    /// @notice An issuer; zero where it never registered.
    /// @param issuer The issuer.
    function issuerOf(address issuer) external view returns (Issuer memory);

    /// @notice An attestation; `issuer` zero where it is unknown.
    /// @param attestationId The attestation.
    function attestationOf(bytes32 attestationId) external view returns (Attestation memory);

    /// @notice A batch of attestations; `issuer` zero where it is unknown.
    /// @param batchId The batch.
    function attestationBatchOf(bytes32 batchId) external view returns (AttestationBatch memory);

    /// @notice When an issuer revoked a generation, 0 where it did not.
    /// @param issuer The issuer.
    /// @param generation Its generation.
    function generationRevokedAt(address issuer, uint32 generation) external view returns (uint64);

    /// @notice A content's record; `signer` zero where there is none.
    /// @param contentId The content.
    function contentOf(bytes32 contentId) external view returns (ContentRecord memory);

    /// @notice A batch of records; `signer` zero where it is unknown.
    /// @param batchId The batch.
    function contentBatchOf(bytes32 batchId) external view returns (ContentBatch memory);

    /// @notice What a ruling found; `accuser` zero where it was not carried out.
    /// @param caseId The case.
    function findingOf(bytes32 caseId) external view returns (Finding memory);
}
