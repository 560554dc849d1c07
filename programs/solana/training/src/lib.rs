//! Rounds of training among workers that do not trust each other. Meaning: `market.Training` in clients/assay/market.py;
//! behaviour: clients/assay/reference/training.py; twin: programs/evm/training/ITraining.sol; explained: docs/training.md.
//!
//! A sponsor pays for rounds that begin and end by the clock alone. In each, seats propose the work that they did, and say
//! whose updates they received. A round's budget is shared by work; a majority decides which state it starts from and who is
//! included. Whether a computation is right only compute decides: whoever doubts a proposal names a job that does it over
//! again, and what that settles with is opened here.
//!
//! Accounts, by seeds: config `["config"]`, the authority of the purse and the program's name in ids; purse `["purse"]`, where
//! pools and stakes lie; run `["run", run_id]`; round `["round", run_id, round_index as u16 LE]`, opened by the first proposal;
//! proposal `["proposal", proposal_id]`, closed when it is paid or cleared; doubt `["doubt", doubt_id]`, closed when it is
//! resolved; openings `["openings", party]`, closed by the call that uses them up. Ids are those of clients/assay/ids.py.
//! Amounts are base units of a classic SPL token of 6 decimals, times are unix seconds. Who is paid is so at its associated
//! token account.

use anchor_lang::prelude::*;
#[cfg(target_arch = "bpf")]
use solana_compiler_builtins as _;

pub mod endstate;
pub mod errors;
pub mod events;
pub mod ids;
pub mod inclusion;
pub mod instructions;
pub mod math;
pub mod state;

pub use instructions::*;
use state::{RunTerms, Work};

declare_id!("7yzUfHXiaVrWC3ozzawwHEVUsWSSk1RLxQAak7NEcXUK");

#[program]
pub mod assay_training {
    use super::*;

    /// Sets the deployment up, once. The EVM's constructor does the same.
    ///
    /// - `treasury`: whose token account gets what a doubter does not of a lost stake.
    /// - `compute`: the address under which compute slashes, whose jobs are the judge.
    /// - `window_secs`: how long a proposal can be doubted after its round, 1 second to ten years.
    /// - `reward_bps`: the doubter's share of a lost stake, at most 5,000.
    ///
    /// Errors: BadConfig, WrongToken.
    pub fn initialize(
        ctx: Context<Initialize>,
        treasury: Pubkey,
        compute: Pubkey,
        window_secs: u64,
        reward_bps: u16,
    ) -> Result<()> {
        instructions::initialize::handler(ctx, treasury, compute, window_secs, reward_bps)
    }

    /// A sponsor opens a run under the id that its address and `nonce` give, and pays its pool in.
    ///
    /// Errors: RunExists, BadRun, InsufficientFunds, TransferFailed. Event: RunOpened.
    pub fn open(ctx: Context<Open>, nonce: u64, terms: RunTerms) -> Result<()> {
        instructions::open::handler(ctx, nonce, terms)
    }

    /// Takes the run's next seat for the caller, before it starts, and pays its stake in.
    ///
    /// Errors: UnknownRun, JoinClosed, AlreadyJoined, NoSeatLeft, InsufficientFunds, TransferFailed. Event: SeatTaken.
    pub fn join(ctx: Context<Join>, run_id: [u8; 32]) -> Result<()> {
        instructions::join::handler(ctx, run_id)
    }

    /// A seat says, in the round's first phase, what it ran and what came out of it. Pays the rent of the proposal, and of the
    /// round where it is the first in it.
    ///
    /// Errors: UnknownRun, NotSeated, SeatIsOut, SeatHasLeft, NoSuchRound, NotProposing, NoSuchProgram, AlreadyProposed. Event:
    /// WorkProposed.
    pub fn propose(ctx: Context<Propose>, run_id: [u8; 32], round_index: u16, work: Work) -> Result<()> {
        instructions::propose::handler(ctx, run_id, round_index, work)
    }

    /// A seat says, in the round's second phase, whose updates it received: bit i of `seen` is seat i's.
    ///
    /// Errors: UnknownRun, NotSeated, SeatIsOut, SeatHasLeft, NoSuchRound, NotWitnessing, NothingProposed, AlreadyWitnessed.
    /// Event: UpdatesWitnessed.
    pub fn witness(ctx: Context<Witness>, run_id: [u8; 32], round_index: u16, seen: u16) -> Result<()> {
        instructions::witness::handler(ctx, run_id, round_index, seen)
    }

    /// Anyone closes a round whose phases are over. The accounts of its proposals follow, in the order of their seats.
    ///
    /// Errors: UnknownRun, NoSuchRound, RoundNotOver, NothingProposed, RoundIsClosed. Event: RoundClosed.
    pub fn close_round<'info>(
        ctx: Context<'info, CloseRound<'info>>,
        run_id: [u8; 32],
        round_index: u16,
    ) -> Result<()> {
        instructions::close_round::handler(ctx, run_id, round_index)
    }

    /// Anyone has a seat paid for a proposal that was included, once the round's window is over and nobody doubts the seat; and
    /// clears the proposal, whose rent is the seat's owner's. One not included, and any of a refuted seat, is cleared for 0.
    ///
    /// Errors: UnknownRun, UnknownProposal, RoundNotClosed, WindowOpen, DoubtsOpen, TransferFailed. Event: WorkPaid.
    pub fn collect(ctx: Context<Collect>, run_id: [u8; 32], round_index: u16, seat: u8) -> Result<()> {
        instructions::collect::handler(ctx, run_id, round_index, seat)
    }

    /// Anyone names, until the end of the round's window, a compute job that does a proposal's work over again and is committed
    /// at least. The seat is paid nothing until the doubt is resolved.
    ///
    /// Errors: UnknownRun, UnknownProposal, SeatIsOut, WindowClosed, DoubtExists, UnknownJob, JobShowsNothing, WrongJob. Event:
    /// WorkDoubted.
    pub fn doubt(
        ctx: Context<MakeDoubt>,
        run_id: [u8; 32],
        round_index: u16,
        seat: u8,
        job_id: [u8; 32],
    ) -> Result<()> {
        instructions::doubt::handler(ctx, run_id, round_index, seat, job_id)
    }

    /// Anyone ends a doubt whose job is over. A settled job is opened by `data` (empty: as provided): if the state that it ends
    /// with is not the claimed one, the seat is out and its stake lost.
    ///
    /// Errors: UnknownRun, UnknownProposal, UnknownDoubt, BadOpening, JobUndecided, TransferFailed. Event: DoubtResolved.
    pub fn resolve(
        ctx: Context<Resolve>,
        run_id: [u8; 32],
        round_index: u16,
        seat: u8,
        job_id: [u8; 32],
        data: Vec<u8>,
    ) -> Result<()> {
        instructions::resolve::handler(ctx, run_id, round_index, seat, job_id, data)
    }

    /// A seat takes its stake back, after the last round and once all it proposed is collected.
    ///
    /// Errors: UnknownRun, NotSeated, SeatIsOut, SeatHasLeft, RoundsNotOver, WorkUnpaid, TransferFailed. Event: SeatLeft.
    pub fn leave_run(ctx: Context<LeaveRun>, run_id: [u8; 32]) -> Result<()> {
        instructions::leave_run::handler(ctx, run_id)
    }

    /// Anyone sends what nobody earned to the sponsor, after the last round and once all proposals are collected.
    ///
    /// Errors: UnknownRun, RestIsPaid, RoundsNotOver, WorkUnpaid, TransferFailed. Event: RestReclaimed.
    pub fn reclaim(ctx: Context<Reclaim>, run_id: [u8; 32]) -> Result<()> {
        instructions::reclaim::handler(ctx, run_id)
    }

    /// Lays down bytes for a resolve of the caller's, piece by piece: offset 0 starts afresh, any other must be the length so
    /// far.
    ///
    /// Errors: BadOffset, TooMuchData (over 8,192 bytes). Event: TensorsProvided.
    pub fn provide(ctx: Context<Provide>, offset: u32, data: Vec<u8>) -> Result<()> {
        instructions::provide::handler(ctx, offset, data)
    }
}
