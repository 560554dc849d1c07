//! Jobs brought to providers by whoever finds the best assignment. Meaning: `market.Matching` in clients/assay/market.py;
//! behaviour: clients/assay/reference/matching.py; twin: programs/evm/matching/IMatching.sol; every byte that is hashed and
//! all evidence: docs/matching.md.
//!
//! A provider offers once, and sends nothing more until a job is its own. A requester posts a job at compute whose terms
//! name this program's namer, and lists it. A matcher posts an assignment of all that wait, with the prices that prove it
//! best, and a bond; one false leaf or one violated edge refutes it. When its window has closed, its matches are awarded
//! one by one, and the providers accept at compute.
//!
//! Accounts, by seeds: config `["config"]`; namer `["namer"]`, the authority of the purse and the program's name in ids and
//! in terms of jobs; purse `["purse"]`; offer `["offer", provider]`; listing `["listing", job_id]`, which begins with job
//! and provider, as compute reads it; assignment `["assignment", assignment_id]`; demand `["demand", demand_id]`, closed
//! when it ends; openings `["openings", party]`, closed by the call that uses them up. Ids are those of clients/assay/ids.py.
//! Amounts are base units of a classic SPL token of 6 decimals, times are unix seconds. Who is paid is so at its associated
//! token account.

use anchor_lang::prelude::*;
#[cfg(target_arch = "bpf")]
use solana_compiler_builtins as _;

pub mod errors;
pub mod events;
pub mod evidence;
pub mod ids;
pub mod instructions;
pub mod matched;
pub mod math;
pub mod state;

pub use instructions::*;
use state::{AssignmentTerms, Rules};

declare_id!("BwNj3EAqXEtZGW4qJ5WuB9DPNt5xu1v7P6ZwSBWVzy6C");

#[program]
pub mod assay_matching {
    use super::*;

    /// Sets the deployment up, once. The EVM's constructor does the same.
    ///
    /// - `treasury`: whose token account gets what an accuser or a requester does not of a lost bond.
    /// - `compute`: the address under which compute slashes, whose jobs are matched.
    /// - `rules`: delays of 1 second to ten years, bonds of at least 1 base unit, `reward_bps` of at most 5,000.
    ///
    /// Errors: BadConfig, WrongToken.
    pub fn initialize(ctx: Context<Initialize>, treasury: Pubkey, compute: Pubkey, rules: Rules) -> Result<()> {
        instructions::initialize::handler(ctx, treasury, compute, rules)
    }

    /// A registered provider offers to take up to `capacity` jobs at a time that it has not accepted yet, with the spec and
    /// the ask that compute has of it now. Takes what its bond lacks. Replaces what it offered before.
    ///
    /// Errors: NotRegistered, BadCapacity, InsufficientFunds, TransferFailed. Event: Offered.
    pub fn offer(ctx: Context<MakeOffer>, capacity: u16) -> Result<()> {
        instructions::offer::handler(ctx, capacity)
    }

    /// The provider takes its offer back, and its bond.
    ///
    /// Errors: UnknownOffer, OfferInUse, NothingOffered, TransferFailed. Event: OfferRetracted.
    pub fn retract(ctx: Context<Retract>) -> Result<()> {
        instructions::retract::handler(ctx)
    }

    /// The requester has an open job matched that names this program. `data`: the `allowed_count` (0..=64) addresses of the
    /// providers that it allows, 32 bytes each, ascending; none: everyone who meets the job's needs; empty: as provided.
    ///
    /// Errors: UnknownJob, NotRequester, NamesAnother, ListingExists, JobNotOpen, DeadlinePassed, BadAllowed. Event: JobListed.
    pub fn list_job(ctx: Context<ListJob>, job_id: [u8; 32], allowed_count: u16, data: Vec<u8>) -> Result<()> {
        instructions::list_job::handler(ctx, job_id, allowed_count, data)
    }

    /// Anyone posts an assignment under the id that its address and `nonce` give, with a bond.
    ///
    /// Errors: AssignmentExists, BadAssignment, BadView, Overflow, InsufficientFunds, TransferFailed. Event: AssignmentPosted.
    pub fn assign(ctx: Context<Assign>, nonce: u64, terms: AssignmentTerms) -> Result<()> {
        instructions::assign::handler(ctx, nonce, terms)
    }

    /// Anyone demands, with a bond and within the first window, to see a leaf of the tree `leaves` (1 jobs, 2 offers).
    ///
    /// Errors: UnknownAssignment, AssignmentNotOpen, WindowClosed, NoSuchLeaf, DemandExists, InsufficientFunds, TransferFailed.
    /// Event: LeafDemanded.
    pub fn demand(ctx: Context<MakeDemand>, assignment_id: [u8; 32], leaves: u8, index: u32) -> Result<()> {
        instructions::demand::handler(ctx, assignment_id, leaves, index)
    }

    /// Anyone shows a demanded leaf, payload and path: the demand's bond is the matcher's, its rent the demander's.
    ///
    /// Errors: UnknownAssignment, AssignmentNotOpen, UnknownDemand, MoveTooLate, BadEvidence, TransferFailed. Event: LeafShown.
    pub fn answer(ctx: Context<Answer>, assignment_id: [u8; 32], leaves: u8, index: u32, data: Vec<u8>) -> Result<()> {
        instructions::answer::handler(ctx, assignment_id, leaves, index, data)
    }

    /// Anyone ends a demand that was not answered in time, and refutes its assignment; of one refuted otherwise, returns the
    /// bond at once.
    ///
    /// Errors: UnknownAssignment, UnknownDemand, NotDue, TransferFailed. Events: AssignmentRefuted where it was, then
    /// DemandExpired.
    pub fn expire(ctx: Context<Expire>, assignment_id: [u8; 32], leaves: u8, index: u32) -> Result<()> {
        instructions::expire::handler(ctx, assignment_id, leaves, index)
    }

    /// Anyone shows a fault (1..=9) of an assignment by evidence, within its window: part of the matcher's bond is the
    /// caller's. `data` empty: as provided. The accounts of listing, job and offer are those that the evidence is about.
    ///
    /// Errors: UnknownAssignment, AssignmentNotOpen, WindowClosed, BadEvidence, NotRefuted, TransferFailed. Event:
    /// AssignmentRefuted.
    pub fn refute(ctx: Context<Refute>, assignment_id: [u8; 32], fault: u8, data: Vec<u8>) -> Result<()> {
        instructions::refute::handler(ctx, assignment_id, fault, data)
    }

    /// Anyone has the matcher's bond paid back once the window has closed on an assignment that nobody refuted.
    ///
    /// Errors: UnknownAssignment, AssignmentNotOpen, WindowOpen, DemandsOpen, TransferFailed. Event: AssignmentClosed.
    pub fn close(ctx: Context<Close>, assignment_id: [u8; 32]) -> Result<()> {
        instructions::close::handler(ctx, assignment_id)
    }

    /// Anyone has a job matched as an unrefuted assignment says, once its window has closed; all but that it is the best is
    /// checked again. `data`: the job's leaf as opened, and that its provider is allowed; empty: as provided.
    ///
    /// Errors: UnknownAssignment, AssignmentIsRefuted, WindowOpen, DemandsOpen, BadEvidence, NotAssigned, UnknownListing,
    /// UnknownOffer, ChangedSince, ListingNotOpen, JobNotOpen, DeadlinePassed, NeedsNotMet, AskTooHigh, OfferIsFull,
    /// NotAllowed. Event: JobMatched.
    pub fn award(ctx: Context<Award>, assignment_id: [u8; 32], data: Vec<u8>) -> Result<()> {
        instructions::award::handler(ctx, assignment_id, data)
    }

    /// A provider with an offer matches a job to itself that has waited for long. `data`: that it is allowed.
    ///
    /// Errors: UnknownListing, UnknownOffer, MatchersFirst, ListingNotOpen, JobNotOpen, DeadlinePassed, NeedsNotMet,
    /// AskTooHigh, OfferIsFull, BadEvidence, NotAllowed. Event: JobMatched.
    pub fn take(ctx: Context<Take>, job_id: [u8; 32], data: Vec<u8>) -> Result<()> {
        instructions::take::handler(ctx, job_id, data)
    }

    /// The matched provider says no: the job waits again, the provider gets nothing more until it offers again.
    ///
    /// Errors: UnknownListing, NotMatched, NotProvider, JobNotOpen. Event: MatchEnded.
    pub fn decline(ctx: Context<Decline>, job_id: [u8; 32]) -> Result<()> {
        instructions::decline::handler(ctx, job_id)
    }

    /// Anyone ends a listing whose job is no longer open, or a match that was not accepted in time, which costs the provider.
    ///
    /// Errors: UnknownListing, ListingNotOpen, NotDue, TransferFailed. Event: MatchEnded.
    pub fn release(ctx: Context<Release>, job_id: [u8; 32]) -> Result<()> {
        instructions::release::handler(ctx, job_id)
    }

    /// Lays down bytes for a list_job, refute or award of the caller's, piece by piece: offset 0 starts afresh, any other
    /// must be the length so far.
    ///
    /// Errors: BadOffset, TooMuchData (over 8,192 bytes). Event: EvidenceProvided.
    pub fn provide(ctx: Context<Provide>, offset: u32, data: Vec<u8>) -> Result<()> {
        instructions::provide::handler(ctx, offset, data)
    }
}
