//! Juries for what no referee can compute. Meaning: `market.Court` in clients/assay/market.py; behaviour:
//! clients/assay/reference/court.py; twin: programs/evm/court/ICourt.sol; reasons: docs/court.md.
//!
//! accused -> closed (uncontested: guilty), or contested -> heard -> ruled -> appealed and heard again, or closed. A round
//! has five phases of `phase_secs`: seeds are committed, revealed, jurors seated, votes committed, revealed.
//!
//! Accounts, by seeds: config `["config"]`; escrow `["escrow"]`, the token account of bonds and seats (its authority is
//! the config); slasher `["slasher"]`, which signs to staking; juror `["juror", owner]`; case `["case", case_id]`; round
//! `["round", case_id, [round_index]]`; seed `["seed", case_id, [round_index], contributor]`, closed when it is revealed.
//! Ids and commitments are those of clients/assay/ids.py. Amounts are base units of the deployment's token, times are
//! unix seconds.
//!
//! An account that is missing where one is needed is Anchor's `AccountNotInitialized` (`AccountOwnedByWrongProgram`
//! where somebody has sent lamports there) under the name `case` (the twin's UnknownCase), or in `resign` `juror`
//! (UnknownJuror). Where the twin looks at the case's state first, so is it here: the round, the seed, a juror or a
//! token account may then be any account at all.

// Anchor's own code takes what `initialize` takes.
#![allow(clippy::too_many_arguments)]

use anchor_lang::prelude::*;
#[cfg(target_arch = "bpf")]
use solana_compiler_builtins as _;

pub mod errors;
pub mod events;
pub mod ids;
pub mod instructions;
pub mod jury;
pub mod math;
pub mod state;

pub use instructions::*;
use state::Accusation;

declare_id!("9Lrs5bypHQbixQ6yfC2nq5Avr1RPpNrYSV9fBVWWnWqQ");

#[program]
pub mod assay_court {
    use super::*;

    /// Sets the deployment up, once. The EVM's constructor does the same.
    ///
    /// - `treasury`: whose token account gets what of a pot no seat shares.
    /// - `contest_secs`: how long an accusation can be contested; `phase_secs`: how long each of a round's five phases
    ///   and the right to appeal last; at least 1, a round and the contest at most ten years.
    /// - `case_bond`, `seat_stake`: base units, 1..=2**40; `seed_bond`: 1..=2**31.
    /// - `max_penalty`: base units that an accusation may put at risk.
    /// - `jurors`: the seats of the first round, odd; `max_rounds`: 1..=5, the last of at most 63 seats. Round r has
    ///   (jurors + 1) * 2**r - 1 seats; an appeal against it costs case_bond * 2**(r + 1).
    /// - `reward_bps`: the share of a slash that goes to the accuser, at most 5,000.
    ///
    /// Errors: BadConfig, WrongToken.
    pub fn initialize(
        ctx: Context<Initialize>,
        treasury: Pubkey,
        contest_secs: u64,
        phase_secs: u64,
        case_bond: u64,
        seed_bond: u64,
        seat_stake: u64,
        max_penalty: u64,
        jurors: u8,
        max_rounds: u8,
        reward_bps: u16,
    ) -> Result<()> {
        instructions::initialize::handler(
            ctx,
            treasury,
            contest_secs,
            phase_secs,
            case_bond,
            seed_bond,
            seat_stake,
            max_penalty,
            jurors,
            max_rounds,
            reward_bps,
        )
    }

    /// The caller pays for `seats` > 0 more seats, `seat_stake` each. All its seats then count as new: they are drawn in
    /// rounds whose seeds are still being committed, or later ones.
    ///
    /// Errors: ZeroAmount, Overflow, InsufficientFunds, TransferFailed. Event: Enrolled.
    pub fn enroll(ctx: Context<Enroll>, seats: u32) -> Result<()> {
        instructions::enroll::handler(ctx, seats)
    }

    /// The caller gives `seats` > 0 back that do not serve, and is paid.
    ///
    /// Errors: UnknownJuror, ZeroAmount, NotEnoughSeats, TransferFailed. Event: Resigned.
    pub fn resign(ctx: Context<Resign>, seats: u32) -> Result<()> {
        instructions::resign::handler(ctx, seats)
    }

    /// The caller opens a case, under the id that its address and `nonce` give, with the configured bond.
    ///
    /// - `accusation`: of a kind that is not 0, against somebody else, as of now or before; a penalty of at most
    ///   `max_penalty`.
    ///
    /// Errors: CaseExists, BadAccusation, PenaltyTooHigh, InsufficientFunds, TransferFailed. Event: Accused.
    pub fn accuse(ctx: Context<Accuse>, nonce: u64, accusation: Accusation) -> Result<()> {
        instructions::accuse::handler(ctx, nonce, accusation)
    }

    /// Anyone but the accuser contests with the same bond, in time; the first round starts.
    ///
    /// Errors: UnknownCase, CaseNotOpen, ContestClosed, OwnCase, InsufficientFunds, TransferFailed. Event: Contested.
    pub fn contest(ctx: Context<Contest>, case_id: [u8; 32]) -> Result<()> {
        instructions::contest::handler(ctx, case_id)
    }

    /// Anyone adds to the draw's randomness, with a bond that only revealing brings back. The caller pays the seed's rent
    /// and has it back then.
    ///
    /// - `commitment`: to a secret, by ids.seed_commitment.
    ///
    /// Errors: UnknownCase, WrongPhase, SeedExists, InsufficientFunds, TransferFailed, Overflow. Event: SeedCommitted.
    pub fn commit_seed(ctx: Context<CommitSeed>, case_id: [u8; 32], commitment: [u8; 32]) -> Result<()> {
        instructions::commit_seed::handler(ctx, case_id, commitment)
    }

    /// The contributor reveals, its share is mixed in and its bond comes back.
    ///
    /// Errors: UnknownCase, WrongPhase, UnknownSeed, BadSeed, TransferFailed. Event: SeedRevealed, with the round's seed.
    pub fn reveal_seed(ctx: Context<RevealSeed>, case_id: [u8; 32], secret: [u8; 32]) -> Result<()> {
        instructions::reveal_seed::handler(ctx, case_id, secret)
    }

    /// Anyone seats `juror` by the ticket of its `unit`-th seat, from 0. The lowest tickets are the jury: once all seats
    /// are taken, a lower one evicts the highest, whose juror's account is then `evicted`; else that may be any.
    ///
    /// Errors: UnknownCase, WrongPhase, UnknownJuror, NotEligible (enrolled too late, has no such seat, or is a party),
    /// TicketTaken, TicketTooHigh, NoFreeSeat. Event: Seated; `ticket` in its last 12 bytes, `evicted` zero for nobody.
    pub fn seat(ctx: Context<TakeSeat>, case_id: [u8; 32], juror: Pubkey, unit: u32) -> Result<()> {
        instructions::seat::handler(ctx, case_id, juror, unit)
    }

    /// A juror commits to one vote for all its seats, in a full jury.
    ///
    /// - `commitment`: to a vote and a salt, by ids.vote_commitment; not zero.
    ///
    /// Errors: UnknownCase, WrongPhase, NotJuror, AlreadyVoted, BadVote. Event: VoteCommitted.
    pub fn commit_vote(ctx: Context<CommitVote>, case_id: [u8; 32], commitment: [u8; 32]) -> Result<()> {
        instructions::commit_vote::handler(ctx, case_id, commitment)
    }

    /// The juror reveals its vote. Who does not loses its seats' stake like one that voted against the ruling.
    ///
    /// Errors: UnknownCase, WrongPhase, NotJuror, AlreadyRevealed, BadVote. Event: VoteRevealed.
    pub fn reveal_vote(ctx: Context<RevealVote>, case_id: [u8; 32], guilty: bool, salt: [u8; 32]) -> Result<()> {
        instructions::reveal_vote::handler(ctx, case_id, guilty, salt)
    }

    /// Anyone ends a round whose phases are over, or whose seats were not all taken (void: it says nothing). Guilty needs
    /// more seats than innocent. The appeal is open for a phase, unless the round was void or the last.
    ///
    /// Errors: UnknownCase, NotDue, Overflow. Event: Tallied.
    pub fn tally(ctx: Context<Tally>, case_id: [u8; 32]) -> Result<()> {
        instructions::tally::handler(ctx, case_id)
    }

    /// Anyone appeals against a ruling with twice the bond of the round before; a jury of twice the size and one more
    /// hears the case. The bond is lost where the final ruling is the one appealed against.
    ///
    /// Errors: UnknownCase, CaseNotRuled, AppealClosed, InsufficientFunds, TransferFailed. Event: Appealed.
    pub fn appeal(ctx: Context<Appeal>, case_id: [u8; 32]) -> Result<()> {
        instructions::appeal::handler(ctx, case_id)
    }

    /// Anyone makes the ruling final: uncontested accusations are guilty. A guilty accused is slashed by the penalty as
    /// far as its stake goes, if it has one and the court may slash. The caller pays the rent of staking's fault account,
    /// which is not looked at where nothing is slashed.
    ///
    /// Errors: UnknownCase, NotDue, Overflow. Events: staking's Slashed where there is something to slash, then
    /// CaseClosed.
    pub fn close(ctx: Context<Close>, case_id: [u8; 32]) -> Result<()> {
        instructions::close::handler(ctx, case_id)
    }

    /// Anyone frees `juror`'s seats of a round of a closed case: those that voted with the final ruling are paid, the
    /// others are lost; of a void round all come back.
    ///
    /// Errors: UnknownCase, CaseNotClosed, NotJuror, AlreadyReleased, TransferFailed. Event: JurorReleased.
    pub fn release(ctx: Context<Release>, case_id: [u8; 32], round_index: u8, juror: Pubkey) -> Result<()> {
        instructions::release::handler(ctx, case_id, round_index, juror)
    }

    /// Anyone has `party` of a closed case (accuser, contestant, appellant, treasury) paid what it is owed.
    ///
    /// Errors: UnknownCase, CaseNotClosed, NothingToCollect, TransferFailed. Event: Collected.
    pub fn collect(ctx: Context<Collect>, case_id: [u8; 32], party: Pubkey) -> Result<()> {
        instructions::collect::handler(ctx, case_id, party)
    }
}
