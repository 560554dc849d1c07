//! Subjects and their keys, issuers and what they attest, content records, and what rulings found. Meaning:
//! `market.Identity` in clients/assay/market.py; behaviour: clients/assay/reference/identity.py; twin:
//! programs/evm/identity/IIdentity.sol; every byte that is signed or hashed: docs/identity.md.
//!
//! No personal data is on chain: an attestation is a commitment, a content the hash of its C2PA claim. A key signs 32
//! bytes that bind the chain, the program and the thing signed. A signature of Ed25519 or P-256 is verified by the chain's
//! own program in the transaction's instruction just before this one's: one signature, its key (P-256: compressed), then
//! the signature, then the 32 bytes, all in that instruction and nothing else in it. One of secp256k1 (r || s || v) is
//! verified here. Signatures are looked at first of all; one that does not hold fails the transaction before this program
//! is called.
//!
//! Accounts, by seeds: config `["config"]`; slasher `["slasher"]`, which signs to staking and is the program's name in ids;
//! subject `["subject", subject_id]`; key `["key", key_id]`; issuer `["issuer", issuer]`; generation
//! `["generation", issuer, generation]` (u32 LE), opened by its revocation; attestation `["attestation", attestation_id]`;
//! attestation_batch `["attestation_batch", batch_id]`; content `["content", content_id]`; content_batch
//! `["content_batch", batch_id]`; finding `["finding", case_id]`. Ids are those of clients/assay/ids.py. Times are unix
//! seconds; `expires_at` 0 means never, for keys only. The caller pays the rent of accounts that its call opens.
//!
//! An account that is missing where one is needed is Anchor's `AccountNotInitialized` (`AccountOwnedByWrongProgram`
//! where somebody has sent lamports there) under the name `subject` (the twin's UnknownSubject), `key` (UnknownKey),
//! `issuer` (UnknownIssuer), `attestation` or `attestation_batch` (UnknownAttestation), `content_batch` (UnknownContent) or
//! `finding` (UnknownFinding). Where the twin looks at something else first, so is it here.

// Anchor's own code takes what `initialize` takes.
#![allow(clippy::too_many_arguments)]

use anchor_lang::prelude::*;
#[cfg(target_arch = "bpf")]
use solana_compiler_builtins as _;

pub mod attesting;
pub mod errors;
pub mod events;
pub mod ids;
pub mod instructions;
pub mod p256;
pub mod ruling;
pub mod signatures;
pub mod staking;
pub mod state;
pub mod tree;

pub use instructions::*;
use state::{AttestationTerms, Content};

declare_id!("A6dsYSCe6AEVxk6KTGtRPpq4N211ksbnUvjd9AjPD45F");

#[program]
pub mod assay_identity {
    use super::*;

    /// Sets the deployment up, once. The EVM's constructor does the same.
    ///
    /// - `court`: the address under which the court slashes, whose rulings count.
    /// - `chain`: what of this chain signatures bind (ids.chain_tag).
    /// - `issuer_stake`: base units of stake that an issuer has locked, at least 1.
    /// - `exit_secs`: how long a retired issuer's stake stays locked, `recovery_secs`: how long a recovery waits; at least 1
    ///   and at most ten years, five for a recovery.
    /// - `voucher_bps`: the share of a case's penalty that who vouched pays, `reward_bps` (at most 5,000) the accuser's of it.
    ///
    /// Errors: BadConfig.
    pub fn initialize(
        ctx: Context<Initialize>,
        court: Pubkey,
        chain: [u8; 32],
        issuer_stake: u64,
        exit_secs: u64,
        recovery_secs: u64,
        voucher_bps: u16,
        reward_bps: u16,
    ) -> Result<()> {
        instructions::initialize::handler(
            ctx,
            court,
            chain,
            issuer_stake,
            exit_secs,
            recovery_secs,
            voucher_bps,
            reward_bps,
        )
    }

    /// The caller creates a subject under the id that its address and `nonce` give, and controls it.
    ///
    /// - `guardians`: at most five others, of whom `threshold` together may name another controller.
    ///
    /// Errors: SubjectExists, BadGuardians. Event: SubjectCreated.
    pub fn create_subject(
        ctx: Context<CreateSubject>,
        nonce: u64,
        guardians: Vec<Pubkey>,
        threshold: u8,
    ) -> Result<()> {
        instructions::create_subject::handler(ctx, nonce, guardians, threshold)
    }

    /// The controller adds a key, with the key's own signature: nobody registers another's key.
    ///
    /// - `algorithm`: 1 Ed25519, 2 secp256k1, 3 P-256; `role`: 1 person, 2 device, 3 tool, 4 organisation.
    /// - `public_key`: 32 bytes (Ed25519) or x || y; `proof`: its signature of ids.key_proof.
    ///
    /// Errors: BadKey, BadProof, UnknownSubject, NotController, KeyExists, BadTime, TooManyKeys. Event: KeyAdded.
    pub fn add_key(
        ctx: Context<AddKey>,
        subject_id: [u8; 32],
        algorithm: u8,
        role: u8,
        expires_at: u64,
        public_key: Vec<u8>,
        proof: Vec<u8>,
    ) -> Result<()> {
        instructions::add_key::handler(ctx, subject_id, algorithm, role, expires_at, public_key, proof)
    }

    /// The controller puts a new key of the same role in the place of one, which is revoked as of now.
    ///
    /// Errors: BadKey, BadProof, UnknownSubject, NotController, UnknownKey, KeyIsRevoked, KeyExists, BadTime. Event:
    /// KeyRotated.
    pub fn rotate_key(
        ctx: Context<RotateKey>,
        subject_id: [u8; 32],
        old_key_id: [u8; 32],
        algorithm: u8,
        expires_at: u64,
        public_key: Vec<u8>,
        proof: Vec<u8>,
    ) -> Result<()> {
        instructions::rotate_key::handler(ctx, subject_id, old_key_id, algorithm, expires_at, public_key, proof)
    }

    /// The controller says that a key is not its own any more since `effective_at`, which is not in the future and not
    /// before it was added; said again, only an earlier time.
    ///
    /// Errors: UnknownKey, NotController, BadTime, KeyIsRevoked. Event: KeyRevoked.
    pub fn revoke_key(ctx: Context<RevokeKey>, key_id: [u8; 32], effective_at: u64) -> Result<()> {
        instructions::revoke_key::handler(ctx, key_id, effective_at)
    }

    /// The controller proposes other guardians, who can be put in place after twice `recovery_secs`. A later proposal takes
    /// the place of an earlier one.
    ///
    /// Errors: UnknownSubject, NotController, BadGuardians, Overflow. Event: GuardiansProposed.
    pub fn change_guardians(
        ctx: Context<ChangeGuardians>,
        subject_id: [u8; 32],
        guardians: Vec<Pubkey>,
        threshold: u8,
    ) -> Result<()> {
        instructions::change_guardians::handler(ctx, subject_id, guardians, threshold)
    }

    /// Anyone has a proposed change take effect when its time has come and no recovery is on its way.
    ///
    /// Errors: UnknownSubject, NoGuardianChange, NotDue. Event: GuardiansChanged.
    pub fn apply_guardians(ctx: Context<ApplyGuardians>, subject_id: [u8; 32]) -> Result<()> {
        instructions::apply_guardians::handler(ctx, subject_id)
    }

    /// A guardian backs a new controller, in place of whom it backed before. With `threshold` backers the recovery is due
    /// after `recovery_secs`; it falls where they become fewer.
    ///
    /// Errors: UnknownSubject, NotGuardian, ZeroAddress, Overflow. Event: RecoveryBacked.
    pub fn back_recovery(ctx: Context<BackRecovery>, subject_id: [u8; 32], controller: Pubkey) -> Result<()> {
        instructions::back_recovery::handler(ctx, subject_id, controller)
    }

    /// The controller takes all backing away, unless every guardian (of at least two) backs the recovery.
    ///
    /// Errors: UnknownSubject, NotController, NoRecovery, RecoveryIsUnanimous. Event: RecoveryCancelled.
    pub fn cancel_recovery(ctx: Context<CancelRecovery>, subject_id: [u8; 32]) -> Result<()> {
        instructions::cancel_recovery::handler(ctx, subject_id)
    }

    /// Anyone hands the subject to the controller that its guardians back, once that is due. A change of guardians under way
    /// is dropped.
    ///
    /// Errors: UnknownSubject, NoRecovery, NotDue. Event: Recovered.
    pub fn recover(ctx: Context<Recover>, subject_id: [u8; 32]) -> Result<()> {
        instructions::recover::handler(ctx, subject_id)
    }

    /// The caller becomes an issuer, or one again, with `issuer_stake` of its stake locked (what is missing of it), or
    /// replaces its profile.
    ///
    /// - `profile`: sha256 of a document that it publishes.
    ///
    /// Errors: NotSlasher, UnknownStake, InsufficientStake (staking). Event: IssuerRegistered.
    pub fn register_issuer(ctx: Context<RegisterIssuer>, profile: [u8; 32]) -> Result<()> {
        instructions::register_issuer::handler(ctx, profile)
    }

    /// The issuer attests no more; its stake stays locked for `exit_secs`.
    ///
    /// Errors: UnknownIssuer, IssuerIsRetired, Overflow. Event: IssuerRetired.
    pub fn retire_issuer(ctx: Context<RetireIssuer>) -> Result<()> {
        instructions::retire_issuer::handler(ctx)
    }

    /// Anyone has a retired issuer's stake unlocked when its time has come.
    ///
    /// Errors: UnknownIssuer, NotDue, NothingToRelease. Event: IssuerReleased.
    pub fn release_issuer(ctx: Context<ReleaseIssuer>, issuer: Pubkey) -> Result<()> {
        instructions::release_issuer::handler(ctx, issuer)
    }

    /// An issuer vouches for a subject, under the id that its address and `nonce` give.
    ///
    /// - `terms`: a kind above 0, a commitment, an expiry in the future.
    ///
    /// Errors: AttestationExists, UnknownIssuer, IssuerIsRetired, IssuerUnderbonded, GenerationIsRevoked, UnknownSubject,
    /// BadAttestation. Event: Attested.
    pub fn attest(ctx: Context<Attest>, nonce: u64, terms: AttestationTerms) -> Result<()> {
        instructions::attest::handler(ctx, nonce, terms)
    }

    /// Anyone posts what an issuer signed, not after `deadline`.
    ///
    /// - `signature`: by the issuer's account, of ids.delegated, as a key of Ed25519 signs.
    ///
    /// Errors: BadProof, SignatureExpired, then as `attest`. Event: Attested.
    pub fn attest_for(
        ctx: Context<AttestFor>,
        issuer: Pubkey,
        nonce: u64,
        terms: AttestationTerms,
        deadline: u64,
        signature: Vec<u8>,
    ) -> Result<()> {
        instructions::attest_for::handler(ctx, issuer, nonce, terms, deadline, signature)
    }

    /// An issuer vouches for `count` (1..=1,048,576) subjects by a keccak root; each can be claimed.
    ///
    /// Errors: AttestationExists, UnknownIssuer, IssuerIsRetired, IssuerUnderbonded, GenerationIsRevoked, BadAttestation.
    /// Event: AttestationBatchPosted.
    pub fn attest_batch(
        ctx: Context<AttestBatch>,
        nonce: u64,
        root: [u8; 32],
        count: u32,
        generation: u32,
        expires_at: u64,
    ) -> Result<()> {
        instructions::attest_batch::handler(ctx, nonce, root, count, generation, expires_at)
    }

    /// Anyone puts one attestation of a batch on chain, as of when the batch was posted.
    ///
    /// - `path`: 32 bytes a sibling, from the leaf up, to the leaf subject_id || kind || commitment at `index`.
    ///
    /// Errors: UnknownAttestation, AttestationExists, BadOpening, UnknownSubject, BadAttestation. Event: Attested.
    pub fn claim_attestation(
        ctx: Context<ClaimAttestation>,
        batch_id: [u8; 32],
        index: u32,
        subject_id: [u8; 32],
        kind: u8,
        commitment: [u8; 32],
        path: Vec<u8>,
    ) -> Result<()> {
        instructions::claim_attestation::handler(ctx, batch_id, index, subject_id, kind, commitment, path)
    }

    /// The issuer revokes an attestation as of now.
    ///
    /// Errors: UnknownAttestation, NotIssuer, AttestationIsRevoked. Event: AttestationRevoked.
    pub fn revoke_attestation(ctx: Context<RevokeAttestation>, attestation_id: [u8; 32]) -> Result<()> {
        instructions::revoke_attestation::handler(ctx, attestation_id)
    }

    /// The issuer revokes one of a batch that nobody has claimed.
    ///
    /// Errors: UnknownAttestation, NotIssuer, BadOpening (no such index), AttestationExists. Event: AttestationRevoked.
    pub fn revoke_in_batch(ctx: Context<RevokeInBatch>, batch_id: [u8; 32], index: u32) -> Result<()> {
        instructions::revoke_in_batch::handler(ctx, batch_id, index)
    }

    /// An issuer, retired or not, revokes all that it attested, or will have attested, in a generation, as of now.
    ///
    /// Errors: UnknownIssuer, GenerationIsRevoked. Event: GenerationRevoked.
    pub fn revoke_generation(ctx: Context<RevokeGeneration>, generation: u32) -> Result<()> {
        instructions::revoke_generation::handler(ctx, generation)
    }

    /// Anyone records a content that a key in force signed. Whoever added the key answers for it.
    ///
    /// - `content`: a claim's hash, a source type of 1..=4, at most four parents; `proof`: the key's signature of
    ///   ids.content_proof.
    ///
    /// Errors: UnknownKey, BadProof, BadContent, ContentExists, KeyNotInForce. Event: Recorded.
    pub fn record(ctx: Context<Record>, key_id: [u8; 32], content: Content, proof: Vec<u8>) -> Result<()> {
        instructions::record::handler(ctx, key_id, content, proof)
    }

    /// Anyone records `count` (1..=1,048,576) contents by a keccak root over their payloads, signed once by a key in force.
    ///
    /// - `proof`: the key's signature of ids.content_batch_proof.
    ///
    /// Errors: UnknownKey, BadProof, BadContent, ContentExists, KeyNotInForce. Event: RecordBatchPosted.
    pub fn record_batch(
        ctx: Context<RecordBatch>,
        key_id: [u8; 32],
        nonce: u64,
        root: [u8; 32],
        count: u32,
        proof: Vec<u8>,
    ) -> Result<()> {
        instructions::record_batch::handler(ctx, key_id, nonce, root, count, proof)
    }

    /// Anyone puts one content of a batch on chain, as of when the batch was posted.
    ///
    /// - `path`: 32 bytes a sibling, from the leaf up, to the content's payload at `index`.
    ///
    /// Errors: UnknownContent, BadOpening, BadContent, ContentExists. Event: Recorded.
    pub fn claim_record(
        ctx: Context<ClaimRecord>,
        batch_id: [u8; 32],
        index: u32,
        content: Content,
        path: Vec<u8>,
    ) -> Result<()> {
        instructions::claim_record::handler(ctx, batch_id, index, content, path)
    }

    /// Anyone has a final ruling of guilty about a record, against its signer, carried out: the record is flagged, and its
    /// key from the time that the ruling says, or from when it was recorded where that is earlier.
    ///
    /// Errors: AlreadyFlagged, UnknownContent, UnknownCase, WrongCase, CaseNotClosed, NotGuilty. Event: RecordFlagged.
    pub fn flag_record(ctx: Context<FlagRecord>, case_id: [u8; 32], content_id: [u8; 32]) -> Result<()> {
        instructions::flag_record::handler(ctx, case_id, content_id)
    }

    /// The same of a ruling about a key, against who added it.
    ///
    /// Errors: AlreadyFlagged, UnknownKey, UnknownCase, WrongCase, CaseNotClosed, NotGuilty. Event: KeyFlagged.
    pub fn flag_key(ctx: Context<FlagKey>, case_id: [u8; 32], key_id: [u8; 32]) -> Result<()> {
        instructions::flag_key::handler(ctx, case_id, key_id)
    }

    /// Anyone has an issuer pay for whom it vouched: `voucher_bps` of the case's penalty (rounded down) is taken from its
    /// stake, `reward_bps` of that for the accuser, once for each ruling. The attestation was in force at the
    /// time that the finding names.
    ///
    /// Errors: UnknownFinding, UnknownAttestation, NotVouched; FaultAlreadySlashed, NotSlasher, ZeroAmount, NothingToSlash
    /// (staking). Event: VoucherPunished.
    pub fn punish_voucher(ctx: Context<PunishVoucher>, case_id: [u8; 32], attestation_id: [u8; 32]) -> Result<()> {
        instructions::punish_voucher::handler(ctx, case_id, attestation_id)
    }
}
