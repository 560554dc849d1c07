//! A job's life and the dispute over it. Meaning: `market.Compute` in clients/assay/market.py; behaviour:
//! clients/assay/reference/compute.py; twin: programs/evm/compute/ICompute.sol; every byte that is hashed:
//! docs/operators.md.
//!
//! open -> accepted -> committed -> settled, or disputed -> faulted -> refunded. A lost challenge puts the job back to
//! committed with a fresh window, so a sham one cannot use the window up.
//!
//! Accounts, by seeds: config `["config"]`; escrow `["escrow"]`, the token account of prices and bonds (its authority
//! is the config); slasher `["slasher"]`, which signs to staking; provider `["provider", owner]`; job
//! `["job", job_id]`; dispute `["dispute", dispute_id]`; opening `["opening", dispute_id, party]`. Ids are those of
//! clients/assay/ids.py. Amounts are base units of the deployment's token, times are unix seconds, ids and roots are
//! 32 bytes.
//!
//! An account that is missing where one is needed is Anchor's `AccountNotInitialized` (`AccountOwnedByWrongProgram`
//! where somebody has sent lamports there) under the name `job` (the twin's UnknownJob), `provider` (NotRegistered),
//! `stake` (UnknownStake) or `dispute` (UnknownDispute). Where the twin looks at the job's state first, so is it here:
//! the dispute, the stake or a token account may then be any account at all.

use anchor_lang::prelude::*;
#[cfg(target_arch = "bpf")]
use solana_compiler_builtins as _;

pub mod descent;
pub mod errors;
pub mod events;
pub mod float32;
pub mod ids;
pub mod instructions;
pub mod math;
pub mod merkle;
pub mod naming;
pub mod operator;
pub mod referee;
pub mod staking;
pub mod state;
pub mod verdict;

pub use instructions::*;
use state::{Spec, Terms};

declare_id!("ADw5avzHLTTRdCo4N4PD2GxocfhXQYqQAigaL5ExiLHM");

#[program]
pub mod assay_compute {
    use super::*;

    /// Sets the deployment up, once. The EVM's constructor does the same.
    ///
    /// - `treasury`: whose token account gets half of a lost challenge's bond.
    /// - `window_secs`: how long a commitment can be challenged; `move_secs`: how long each move of a dispute may take;
    ///   both at least 1.
    /// - `challenge_bond`: base units, at least 1.
    /// - `reward_bps`: the share of a slash that rewards who proved the fault, at most 5,000.
    /// - `late_bps`: the share of a job's stake that a missed deadline costs, at most 10,000.
    ///
    /// Errors: BadConfig, WrongToken.
    pub fn initialize(
        ctx: Context<Initialize>,
        treasury: Pubkey,
        window_secs: u64,
        move_secs: u64,
        challenge_bond: u64,
        reward_bps: u16,
        late_bps: u16,
    ) -> Result<()> {
        instructions::initialize::handler(
            ctx,
            treasury,
            window_secs,
            move_secs,
            challenge_bond,
            reward_bps,
            late_bps,
        )
    }

    /// The caller offers to compute, or replaces what it offers.
    ///
    /// - `spec`: a device of 1 CPU, 2 NVIDIA, 3 AMD; at least one unit and some memory.
    ///
    /// Errors: BadSpec. Event: Registered.
    pub fn register(ctx: Context<Register>, spec: Spec) -> Result<()> {
        instructions::register::handler(ctx, spec)
    }

    /// The caller posts a job under the id that its address and `nonce` give, and its price goes into escrow.
    ///
    /// - `terms`: price and stake of at least 1, a deadline to come, 1..=65,536 operators, at most 65,536 model tensors
    ///   and as many inputs; device, region and provider of zero mean any.
    ///
    /// Errors: JobExists, ZeroPrice, ZeroStake, BadTerms, DeadlinePassed, InsufficientFunds, TransferFailed. Event:
    /// Posted.
    pub fn post(ctx: Context<Post>, nonce: u64, terms: Terms) -> Result<()> {
        instructions::post::handler(ctx, nonce, terms)
    }

    /// The requester takes back a job that nobody has accepted, and gets its price.
    ///
    /// Errors: UnknownJob, NotRequester, JobNotOpen, TransferFailed. Event: Cancelled.
    pub fn cancel(ctx: Context<Cancel>, job_id: [u8; 32]) -> Result<()> {
        instructions::cancel::handler(ctx, job_id)
    }

    /// A registered caller whose spec meets the needs takes an open job, before its deadline. The job's stake is locked
    /// in staking.
    ///
    /// Errors: UnknownJob, NotRegistered, UnknownStake, JobNotOpen, DeadlinePassed, NotNamed, NeedsNotMet, and
    /// staking's NotSlasher and InsufficientStake. Events: staking's Locked, then Accepted.
    pub fn accept(ctx: Context<Accept>, job_id: [u8; 32]) -> Result<()> {
        instructions::accept::handler(ctx, job_id)
    }

    /// The provider commits to its trace, at the deadline or before.
    ///
    /// - `result_root`: the trace's last leaf; `path`: the siblings, 32 bytes each, that lead from it to `trace_root`.
    ///
    /// Errors: UnknownJob, NotProvider, JobNotAccepted, DeadlinePassed, BadOpening, Overflow. Event: Committed.
    pub fn commit(
        ctx: Context<Commit>,
        job_id: [u8; 32],
        result_root: [u8; 32],
        trace_root: [u8; 32],
        path: Vec<u8>,
    ) -> Result<()> {
        instructions::commit::handler(ctx, job_id, result_root, trace_root, path)
    }

    /// Anyone has the provider paid and its stake unlocked, once the window has closed.
    ///
    /// Errors: UnknownJob, JobNotCommitted, WindowOpen, TransferFailed. Events: staking's Unlocked, then Settled.
    pub fn settle(ctx: Context<Settle>, job_id: [u8; 32]) -> Result<()> {
        instructions::settle::handler(ctx, job_id)
    }

    /// Anyone disputes a commitment while its window is open, putting the configured bond into escrow. The provider is
    /// to move.
    ///
    /// Errors: UnknownJob, JobNotCommitted, WindowClosed, InsufficientFunds, TransferFailed, Overflow. Event:
    /// Challenged.
    pub fn challenge(ctx: Context<Challenge>, job_id: [u8; 32]) -> Result<()> {
        instructions::challenge::handler(ctx, job_id)
    }

    /// The provider's move.
    ///
    /// - `data`, by phase: 1 TRACE and 3 TILES, the node's children (32 bytes each); 2 OPERATOR, the descriptor (102),
    ///   its path and the output's root (32); 4 TILE, the tile's bytes; 5 CHAIN, the inner accumulators (4 bytes each).
    ///
    /// Errors: UnknownJob, JobNotDisputed, NotProvider, NotYourTurn, MoveTooLate, Overflow, BadReveal, and in OPERATOR
    /// BadOpening (no descriptor of the program) and BadOperator (one whose own numbers are out of bounds). Event:
    /// Revealed.
    pub fn reveal(ctx: Context<Reveal>, job_id: [u8; 32], data: Vec<u8>) -> Result<()> {
        instructions::reveal::handler(ctx, job_id, data)
    }

    /// The challenger's move: it accepts everything before what it names.
    ///
    /// - `choice`: the first child, value or segment that it disputes, from 0.
    /// - `data`: what was revealed, once more: a chain keeps no copy. Empty in CHAIN.
    ///
    /// Errors: UnknownJob, JobNotDisputed, NotChallenger, NotYourTurn, MoveTooLate, Overflow, BadReveal, BadChoice.
    /// Event: Bisected.
    pub fn bisect(ctx: Context<Bisect>, job_id: [u8; 32], choice: u8, data: Vec<u8>) -> Result<()> {
        instructions::bisect::handler(ctx, job_id, choice, data)
    }

    /// Anyone lays down openings for its own call of `referee`, in an account of its own for this dispute whose rent it
    /// pays and gets back when it calls the referee.
    ///
    /// - `offset`: 0 to start afresh, else the length so far. At most 8,192 bytes in all.
    ///
    /// Errors: UnknownJob, JobNotDisputed, NotAtReferee, MoveTooLate, BadOffset, TooMuchData. Event: Provided.
    pub fn provide(ctx: Context<Provide>, job_id: [u8; 32], offset: u32, data: Vec<u8>) -> Result<()> {
        instructions::provide::handler(ctx, job_id, offset, data)
    }

    /// Anyone has the disputed leaf recomputed, from what it provided (`opening`, given wherever it exists) followed by
    /// `data`. The loser pays: the provider with the job's stake, part of it for the challenger; the challenger with
    /// its bond, half of it for the provider. The caller pays the rent of staking's fault account.
    ///
    /// Errors: UnknownJob, JobNotDisputed, NotAtReferee, MoveTooLate, BadOpening, Overflow. Events: staking's Slashed
    /// and Unlocked where the provider lost, then Refereed.
    pub fn referee(ctx: Context<Referee>, job_id: [u8; 32], data: Vec<u8>) -> Result<()> {
        instructions::referee::handler(ctx, job_id, data)
    }

    /// Anyone punishes silence. An accepted job past its deadline costs the provider `late_bps` of the stake, for the
    /// requester. A move past its time loses the dispute for the side to move, which at the leaf is the provider.
    ///
    /// Errors: UnknownJob, NotDue, Overflow. Events: staking's Slashed and Unlocked where the provider lost, then
    /// TimedOut.
    pub fn time_out(ctx: Context<TimeOut>, job_id: [u8; 32]) -> Result<()> {
        instructions::time_out::handler(ctx, job_id)
    }

    /// Anyone has the requester of a faulted job paid back, once.
    ///
    /// Errors: UnknownJob, JobNotFaulted, TransferFailed. Event: Refunded.
    pub fn refund(ctx: Context<Refund>, job_id: [u8; 32]) -> Result<()> {
        instructions::refund::handler(ctx, job_id)
    }

    /// Anyone has the bond of a decided dispute paid out, once: to the challenger that won; else half (rounded down) to
    /// the provider and the rest to the treasury. An account that gets nothing need not exist.
    ///
    /// Errors: UnknownDispute, DisputeOpen, AlreadyReclaimed, TransferFailed. Event: Reclaimed.
    pub fn reclaim(ctx: Context<Reclaim>, dispute_id: [u8; 32]) -> Result<()> {
        instructions::reclaim::handler(ctx, dispute_id)
    }
}
