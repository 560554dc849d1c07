//! Models, their verification keys, and proved statements that consumers can rely on. Meaning: `market.Verifier` in
//! clients/assay/market.py; behaviour: clients/assay/reference/verifier.py; twin: programs/evm/verifier/IVerifier.sol;
//! every byte of statements, keys and proofs: docs/circuits.md; of the routes' public signals: docs/verifier.md.
//!
//! A consumer is an account, and the program that owns it is called, by a signature of this program's PDA `["hook", consumer]`:
//! the discriminator of `on_verified`, then model_id, nonce and claim; with the account first (writable), the hook second
//! and then the accounts that the caller passed. A consumer looks at nothing but the signature of its own hook: whoever is
//! called can hand a signature on, so another consumer's says nothing to it.
//!
//! Accounts, by seeds: config `["config"]`, which is the program's name in ids, and says which routes are frozen; model
//! `["model", model_id]`, behind whose head its keys stand, one after another, each version in its place; hook `["hook", consumer]`;
//! delivery `["delivery", consumer, model_id]`, opened by the first; request `["request", request_id]`; escrow `["escrow"]`, the
//! token account of the tips, under the config's authority. The caller pays the rent of what its call opens.
//!
//! Errors are the twin's, and found in the same order.

// Anchor's own code takes what `trip` takes.
#![allow(clippy::too_many_arguments)]

use anchor_lang::prelude::*;
#[cfg(target_arch = "bpf")]
use solana_compiler_builtins as _;

pub mod errors;
pub mod events;
pub mod groth16;
pub mod ids;
pub mod instructions;
pub mod routes;
pub mod state;
pub mod statement;

pub use instructions::*;
pub use statement::Claim;

declare_id!("CahR1Px3xZhqan1p2kR1ftPiwHyhNPna6umpfrzXvX46");

#[program]
pub mod assay_verifier {
    use super::*;

    /// Sets the deployment up, once. The EVM's constructor does the same.
    ///
    /// - `authority`: may freeze routes, and nothing else.
    /// - `chain`: the genesis hash, which statements bind. The account `token` is the mint of the tips.
    ///
    /// Errors: BadConfig, WrongToken.
    pub fn initialize(ctx: Context<Initialize>, authority: Pubkey, chain: [u8; 32]) -> Result<()> {
        instructions::initialize::handler(ctx, authority, chain)
    }

    /// Registers a model under the id that the caller's address and `nonce` give. The caller owns it.
    ///
    /// - `selector`: the route; `key`: its verification key, exactly as long as the route says.
    /// - `model_digest`: what the route makes of it; `timelock_secs`: how long another key has to wait, 1 to ten years.
    ///
    /// Errors: ModelExists, UnknownRoute, RouteIsFrozen, BadTimelock, BadVerificationKey. Event: ModelRegistered.
    pub fn register_model(
        ctx: Context<RegisterModel>,
        nonce: u64,
        selector: [u8; 4],
        key: Vec<u8>,
        model_digest: [u8; 32],
        timelock_secs: u64,
    ) -> Result<()> {
        instructions::register_model::handler(ctx, nonce, selector, key, model_digest, timelock_secs)
    }

    /// The owner has another key of the same route take the place of the one in force after the timelock. A later proposal
    /// replaces it.
    ///
    /// Errors: UnknownModel, NotModelOwner, ModelIsTombstoned, ModelIsBroken, BadVerificationKey. Event: KeyProposed.
    pub fn propose_key(
        ctx: Context<ProposeKey>,
        model_id: [u8; 32],
        key: Vec<u8>,
        model_digest: [u8; 32],
    ) -> Result<()> {
        instructions::propose_key::handler(ctx, model_id, key, model_digest)
    }

    /// Anyone brings a proposed key into force once its timelock has passed.
    ///
    /// Errors: UnknownModel, ModelIsTombstoned, ModelIsBroken, NoKeyProposed, TimelockOpen. Event: KeyActivated.
    pub fn activate_key(ctx: Context<ActivateKey>, model_id: [u8; 32]) -> Result<()> {
        instructions::activate_key::handler(ctx, model_id)
    }

    /// The owner ends the model, for good: none of its proofs counts any more.
    ///
    /// Errors: UnknownModel, NotModelOwner, ModelIsTombstoned, ModelIsBroken. Event: ModelTombstoned.
    pub fn tombstone(ctx: Context<Tombstone>, model_id: [u8; 32]) -> Result<()> {
        instructions::tombstone::handler(ctx, model_id)
    }

    /// Anyone ends a model, for good, by proofs of two results of one input under the key in force.
    ///
    /// - `context`, `other_context`: those that the proofs were made for, whatever they are: a used proof serves again here.
    ///
    /// Errors: UnknownModel, ModelIsTombstoned, ModelIsBroken, RouteIsFrozen, NotContradictory, NotInField, MalformedProof,
    /// FalseProof. Event: ModelBroken.
    pub fn trip(
        ctx: Context<Trip>,
        model_id: [u8; 32],
        claim: Claim,
        context: [u8; 18],
        proof: Vec<u8>,
        other_result: [u8; 8],
        other_context: [u8; 18],
        other_proof: Vec<u8>,
    ) -> Result<()> {
        let other = instructions::trip::Other {
            result: other_result,
            context: other_context,
            proof: other_proof,
        };
        instructions::trip::handler(ctx, model_id, claim, context, proof, other)
    }

    /// The authority ends a route, for good: no model on it is registered, and no proof of one counts.
    ///
    /// Errors: NotVerifierAuthority, UnknownRoute, RouteIsFrozen. Event: RouteFrozen.
    pub fn freeze_route(ctx: Context<FreezeRoute>, selector: [u8; 4]) -> Result<()> {
        instructions::freeze_route::handler(ctx, selector)
    }

    /// Anyone has a proof of a statement checked. Nothing is recorded.
    ///
    /// Errors: UnknownModel, ModelIsTombstoned, ModelIsBroken, RouteIsFrozen, NotInField, MalformedProof, FalseProof. Event:
    /// StatementVerified.
    pub fn verify(ctx: Context<Verify>, model_id: [u8; 32], statement: [u8; 32], proof: Vec<u8>) -> Result<()> {
        instructions::verify::handler(ctx, model_id, statement, proof)
    }

    /// Anyone hands a consumer a proved claim, within this call: a proof serves one consumer, on one chain, once.
    ///
    /// - `nonce`: above all that were used of this model for this consumer.
    /// - `prover`: whom the proof was made for, whoever sends it; tips are that account's. Zero: nobody's.
    ///
    /// Errors: UnknownModel, ModelIsTombstoned, ModelIsBroken, RouteIsFrozen, NotConsumer, NonceUsed, NotInField,
    /// MalformedProof, FalseProof, and the consumer's own. Events: the consumer's own, then ConsumerCalled.
    pub fn verify_and_call<'info>(
        ctx: Context<'info, VerifyAndCall<'info>>,
        model_id: [u8; 32],
        nonce: u64,
        prover: Pubkey,
        claim: Claim,
        proof: Vec<u8>,
    ) -> Result<()> {
        instructions::verify_and_call::handler(ctx, model_id, nonce, prover, claim, proof)
    }

    /// Pays in a tip for whoever has the consumer take a claim of the model from now on. It cannot be taken back before the deadline.
    ///
    /// - `nonce`: the caller's own, each once.
    /// - `tip_high`, `tip_low`: the tip now and at the deadline, at least 1; between, it falls evenly.
    /// - `deadline_at`: unix seconds, ahead by ten years at most.
    ///
    /// Errors: RequestExists, BadTip, BadDeadline, UnknownModel, ModelIsTombstoned, ModelIsBroken, RouteIsFrozen, InsufficientFunds,
    /// TransferFailed. Event: ProofRequested.
    pub fn request_proof(
        ctx: Context<RequestProof>,
        nonce: u64,
        model_id: [u8; 32],
        consumer: Pubkey,
        tip_high: u64,
        tip_low: u64,
        deadline_at: u64,
    ) -> Result<()> {
        instructions::request_proof::handler(ctx, nonce, model_id, consumer, tip_high, tip_low, deadline_at)
    }

    /// Anyone has the prover of the consumer's last claim paid the tip of this moment, rounded down, where that was delivered since
    /// the request and the deadline has not passed. `prover_token` is the prover's associated token account.
    ///
    /// Errors: UnknownRequest, RequestClosed, NothingDelivered, RequestExpired, TransferFailed. Event: TipCollected.
    pub fn collect_tip(ctx: Context<CollectTip>, request_id: [u8; 32]) -> Result<()> {
        instructions::collect_tip::handler(ctx, request_id)
    }

    /// Anyone has the requester paid what is left, after the deadline or once the tip was collected. `requester_token` is the
    /// requester's associated token account.
    ///
    /// Errors: UnknownRequest, RequestOpen, RequestClosed, TransferFailed. Event: RequestRefunded.
    pub fn refund_request(ctx: Context<RefundRequest>, request_id: [u8; 32]) -> Result<()> {
        instructions::refund_request::handler(ctx, request_id)
    }
}
