//! What the program stores: the models of clients/assay/models/training.py, and PDAs' bumps.

use anchor_lang::prelude::*;
use assay_compute::state::{Job, MAX_OPERATORS, MAX_TENSORS};
use assay_staking::chain::{self, Purse, MAX_SECS};
use assay_staking::openings::Provided;

use crate::errors::TrainingError;
use crate::ids;

/// The authority of the purse, and the program's name in ids.
pub const CONFIG_SEED: &[u8] = b"config";
pub const PURSE_SEED: &[u8] = b"purse";
pub const RUN_SEED: &[u8] = b"run";
pub const ROUND_SEED: &[u8] = b"round";
pub const PROPOSAL_SEED: &[u8] = b"proposal";
pub const DOUBT_SEED: &[u8] = b"doubt";

pub const MIN_SEATS: u8 = 2;
pub const MAX_SEATS: u8 = 16;
pub const MAX_PROGRAMS: usize = 4;
pub const MAX_STATE_TENSORS: u32 = 128;
pub const MAX_REWARD_BPS: u16 = 5_000;
/// No state's root.
pub const NO_STATE: [u8; 32] = [0; 32];

/// Values of `Seat::state`.
pub mod seat_state {
    pub const ACTIVE: u8 = 1;
    pub const OUT: u8 = 2;
    pub const LEFT: u8 = 3;
}

#[account]
#[derive(InitSpace)]
pub struct TrainingConfig {
    pub token: Pubkey,
    pub treasury: Pubkey,
    pub compute: Pubkey,
    pub window_secs: u64,
    pub reward_bps: u16,
    pub bump: u8,
    pub purse_bump: u8,
}

impl TrainingConfig {
    /// Pays `owner` out of the purse. `this` is the account that holds this config.
    pub fn pay_out<'info>(
        &self,
        this: &AccountInfo<'info>,
        purse: &AccountInfo<'info>,
        to: &AccountInfo<'info>,
        owner: &Pubkey,
        amount: u64,
    ) -> Result<()> {
        let purse = Purse {
            account: purse,
            authority: this,
            seeds: &[CONFIG_SEED, &[self.bump]],
            mint: self.token,
        };
        purse.pay_out::<TrainingError>(to, owner, amount)
    }
}

/// A program that seats may propose work with; `work` is what a run of it counts.
#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Debug, Default, PartialEq, Eq)]
pub struct RunProgram {
    pub program_root: [u8; 32],
    pub op_count: u32,
    pub input_count: u32,
    pub work: u32,
}

#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Debug, Default, PartialEq, Eq)]
pub struct RunTerms {
    pub pool: u64,
    pub stake: u64,
    pub starts_at: u64,
    pub propose_secs: u64,
    pub witness_secs: u64,
    pub rounds: u16,
    pub seats: u8,
    pub model_count: u32,
    pub state_root: [u8; 32],
    #[max_len(MAX_PROGRAMS)]
    pub programs: Vec<RunProgram>,
}

impl RunTerms {
    pub fn are_sound(&self, now: u64) -> bool {
        let delays = [self.propose_secs, self.witness_secs];
        let are_bounded = delays.iter().all(|secs| (1..=MAX_SECS).contains(secs));
        let is_ahead = self.starts_at > now && self.starts_at - now <= MAX_SECS;
        let can_share = self.rounds > 0 && self.pool >= u64::from(self.rounds) && self.stake > 0;
        let can_run = |p: &RunProgram| {
            (self.model_count..=MAX_OPERATORS).contains(&p.op_count) && p.input_count <= MAX_TENSORS && p.work > 0
        };
        are_bounded
            && is_ahead
            && can_share
            && (MIN_SEATS..=MAX_SEATS).contains(&self.seats)
            && (1..=MAX_STATE_TENSORS).contains(&self.model_count)
            && (1..=MAX_PROGRAMS).contains(&self.programs.len())
            && self.programs.iter().all(can_run)
    }

    /// When a round's witnesses fall silent, and the next round begins. No bounded term makes it overflow.
    pub fn ends_at(&self, round_index: u16) -> u64 {
        self.starts_at + (u64::from(round_index) + 1) * (self.propose_secs + self.witness_secs)
    }

    pub fn is_over(&self, now: u64) -> bool {
        now >= self.ends_at(self.rounds - 1)
    }

    pub fn budget_down(&self) -> u64 {
        self.pool / u64::from(self.rounds)
    }
}

/// `proposals`: those not paid or cleared yet. `doubts`: those not resolved yet.
#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    pub owner: Pubkey,
    pub state: u8,
    pub proposals: u16,
    pub doubts: u32,
}

/// `seats` in the order of joining; a seat's number is its place.
#[account]
#[derive(InitSpace, Debug)]
pub struct Run {
    pub run_id: [u8; 32],
    pub sponsor: Pubkey,
    pub terms: RunTerms,
    #[max_len(MAX_SEATS)]
    pub seats: Vec<Seat>,
    pub paid: u64,
    pub reclaimed: bool,
    pub bump: u8,
}

impl Run {
    /// The place of the owner's seat, which still answers for what it does.
    pub fn seat_of(&self, owner: &Pubkey) -> Result<usize> {
        let at = self.seats.iter().position(|seat| seat.owner == *owner);
        let at = at.ok_or(TrainingError::NotSeated)?;
        let state = self.seats[at].state;
        require!(state != seat_state::OUT, TrainingError::SeatIsOut);
        require!(state != seat_state::LEFT, TrainingError::SeatHasLeft);
        Ok(at)
    }

    /// Of a round that there is.
    pub fn ends_at(&self, round_index: u16) -> Result<u64> {
        require!(round_index < self.terms.rounds, TrainingError::NoSuchRound);
        Ok(self.terms.ends_at(round_index))
    }
}

/// `proposed`, `witnessed`, `included` have a bit a seat, from the lowest on; `seen[i]` is what seat i said as a witness.
#[account]
#[derive(InitSpace, Debug)]
pub struct Round {
    pub run_id: [u8; 32],
    pub round_index: u16,
    pub proposed: u16,
    pub witnessed: u16,
    pub seen: [u16; 16],
    pub closed: bool,
    pub base_root: [u8; 32],
    pub included: u16,
    pub total_work: u64,
    pub budget: u64,
    pub bump: u8,
}

impl Round {
    /// What lies at the round's own address.
    pub fn proposed_in(account: &AccountInfo) -> Result<Self> {
        require!(!chain::is_vacant(account), TrainingError::NothingProposed);
        chain::load(account)
    }
}

/// Program `program` (its place in the terms) on the state `base_root` and the batches `input_root`; `claim` is `ids::work_claim` of
/// the state after it, `update_hash` the sha256 of the bytes sent to the other seats.
#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Debug, PartialEq, Eq)]
pub struct Work {
    pub program: u8,
    pub base_root: [u8; 32],
    pub input_root: [u8; 32],
    pub update_hash: [u8; 32],
    pub claim: [u8; 32],
}

/// `order`: how many seats had proposed in the round before. Closed when it is paid or cleared.
#[account]
#[derive(InitSpace, Debug)]
pub struct Proposal {
    pub proposal_id: [u8; 32],
    pub run_id: [u8; 32],
    pub round_index: u16,
    pub seat: u8,
    pub order: u8,
    pub work: Work,
    pub bump: u8,
}

impl Proposal {
    /// Those of the seats of `proposed`, which must be passed in their order.
    pub fn all_of(run_id: &[u8; 32], round: &Round, accounts: &[AccountInfo]) -> Result<Vec<Self>> {
        require!(
            accounts.len() == round.proposed.count_ones() as usize,
            ErrorCode::AccountNotEnoughKeys
        );
        let seats = (0..MAX_SEATS).filter(|at| round.proposed >> at & 1 == 1);
        let load = |(at, account): (u8, &AccountInfo)| {
            let proposal: Self = chain::load(account)?;
            let proposal_id = ids::proposal_id(run_id, round.round_index, at);
            require!(proposal.proposal_id == proposal_id, ErrorCode::ConstraintSeeds);
            Ok(proposal)
        };
        seats.zip(accounts).map(load).collect()
    }
}

/// That `job_id` will show what the proposal's program gives. Closed when it is resolved.
#[account]
#[derive(InitSpace, Debug)]
pub struct Doubt {
    pub doubt_id: [u8; 32],
    pub proposal_id: [u8; 32],
    pub job_id: [u8; 32],
    pub doubter: Pubkey,
    pub bump: u8,
}

/// What `party` has laid down for its next call (assay_staking::openings).
#[account]
pub struct Openings {
    pub party: Pubkey,
    pub bump: u8,
    pub data: Vec<u8>,
}

impl Provided for Openings {
    fn data(&self) -> &[u8] {
        &self.data
    }
}

/// A job of compute. Its accounts are read, its program is not called.
pub fn job(account: &AccountInfo, job_id: &[u8; 32]) -> Result<Box<Job>> {
    Job::find(account, job_id)?.ok_or(TrainingError::UnknownJob.into())
}
