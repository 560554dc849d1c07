//! What the program stores: the models of clients/assay/models/compute.py, and each PDA's bump.

use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::ComputeError;
use crate::ids;

pub const CONFIG_SEED: &[u8] = b"config";
pub const ESCROW_SEED: &[u8] = b"escrow";
pub const SLASHER_SEED: &[u8] = b"slasher";
pub const PROVIDER_SEED: &[u8] = b"provider";
pub const JOB_SEED: &[u8] = b"job";
pub const DISPUTE_SEED: &[u8] = b"dispute";
pub const OPENING_SEED: &[u8] = b"opening";

pub const MAX_REWARD_BPS: u16 = 5_000;
pub const MAX_BPS: u16 = 10_000;
pub const MAX_OPERATORS: u32 = 65_536;
pub const MAX_TENSORS: u32 = 65_536;
pub const MAX_OPENINGS: usize = 8_192;
pub const ARITY: usize = 8;

pub const ANY_DEVICE: u8 = 0;
pub const ANY_REGION: u16 = 0;

/// Values of `Spec::device`.
pub mod device {
    pub const CPU: u8 = 1;
    pub const NVIDIA: u8 = 2;
    pub const AMD: u8 = 3;
}

/// Values of `Job::state`.
pub mod job_state {
    pub const OPEN: u8 = 1;
    pub const ACCEPTED: u8 = 2;
    pub const COMMITTED: u8 = 3;
    pub const DISPUTED: u8 = 4;
    pub const SETTLED: u8 = 5;
    pub const FAULTED: u8 = 6;
    pub const REFUNDED: u8 = 7;
    pub const CANCELLED: u8 = 8;
}

/// Values of `Dispute::phase`: where a dispute stands (docs/operators.md, "The descent").
pub mod phase {
    pub const TRACE: u8 = 1;
    pub const OPERATOR: u8 = 2;
    pub const TILES: u8 = 3;
    pub const TILE: u8 = 4;
    pub const CHAIN: u8 = 5;
    pub const LEAF: u8 = 6;
}

/// Values of `Dispute::turn`.
pub mod turn {
    pub const PROVIDER: u8 = 1;
    pub const CHALLENGER: u8 = 2;
}

/// Values of `Dispute::outcome`.
pub mod outcome {
    pub const OPEN: u8 = 0;
    pub const PROVIDER_LOST: u8 = 1;
    pub const CHALLENGER_LOST: u8 = 2;
}

#[account]
#[derive(InitSpace)]
pub struct ComputeConfig {
    pub token: Pubkey,
    pub treasury: Pubkey,
    pub window_secs: u64,
    pub move_secs: u64,
    pub challenge_bond: u64,
    pub reward_bps: u16,
    pub late_bps: u16,
    pub bump: u8,
    pub escrow_bump: u8,
    pub slasher_bump: u8,
}

impl ComputeConfig {
    /// The address under which this program locks and slashes.
    pub fn slasher(&self) -> Result<Pubkey> {
        let seeds: &[&[u8]] = &[SLASHER_SEED, &[self.slasher_bump]];
        Pubkey::create_program_address(seeds, &crate::ID).map_err(|_| ErrorCode::ConstraintSeeds.into())
    }
}

/// What a provider offers. `region` is an ISO 3166-1 numeric code, 0 for unsaid; `ask` is base units a job;
/// `attributes_root` commits to attested attributes (all zero: none).
#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    pub device: u8,
    pub memory_mib: u32,
    pub units: u16,
    pub region: u16,
    pub ask: u64,
    pub attributes_root: [u8; 32],
}

/// What a requester asks for and pays. `device` and `region` 0 mean any; `memory_mib` and `units` are least values;
/// `provider` all zero means any.
#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    pub price: u64,
    pub stake: u64,
    pub deadline_at: u64,
    pub op_count: u32,
    pub model_count: u32,
    pub input_count: u32,
    pub program_root: [u8; 32],
    pub model_root: [u8; 32],
    pub input_root: [u8; 32],
    pub device: u8,
    pub memory_mib: u32,
    pub units: u16,
    pub region: u16,
    pub provider: Pubkey,
}

impl Terms {
    pub fn met_by(&self, spec: &Spec) -> bool {
        [ANY_DEVICE, spec.device].contains(&self.device)
            && spec.memory_mib >= self.memory_mib
            && spec.units >= self.units
            && [ANY_REGION, spec.region].contains(&self.region)
    }
}

#[account]
#[derive(InitSpace)]
pub struct Provider {
    pub owner: Pubkey,
    pub spec: Spec,
    pub bump: u8,
}

/// `provider`, `result_root`, `trace_root` are zero and `window_ends_at` is 0 until they are known. `attempts` counts
/// disputes.
#[account]
#[derive(InitSpace, Debug, Default)]
pub struct Job {
    pub job_id: [u8; 32],
    pub requester: Pubkey,
    pub terms: Terms,
    pub state: u8,
    pub provider: Pubkey,
    pub result_root: [u8; 32],
    pub trace_root: [u8; 32],
    pub window_ends_at: u64,
    pub attempts: u32,
    pub bump: u8,
}

impl Job {
    /// The job of this id, or None where there is none: then the account is vacant, at the job's address. For programs that read jobs.
    pub fn find(account: &AccountInfo, job_id: &[u8; 32]) -> Result<Option<Box<Self>>> {
        if chain::is_vacant(account) {
            chain::require_address(account, &[JOB_SEED, job_id], &crate::ID)?;
            return Ok(None);
        }
        let job = Box::new(chain::load::<Self>(account)?);
        require!(job.job_id == *job_id, ErrorCode::ConstraintSeeds);
        Ok(Some(job))
    }
}

/// `level`, `index`, `node`: the disputed node of the current tree. `lo`, `hi`, `acc_lo`, `acc_hi`: the disputed run of
/// chunks, the accumulator agreed before it and the one disputed after it. `inner`: the accumulators revealed between.
#[account]
#[derive(InitSpace, Debug, Default)]
pub struct Dispute {
    pub dispute_id: [u8; 32],
    pub job_id: [u8; 32],
    pub provider: Pubkey,
    pub challenger: Pubkey,
    pub bond: u64,
    pub outcome: u8,
    pub reclaimed: bool,
    pub phase: u8,
    pub turn: u8,
    pub move_due_at: u64,
    pub rounds: u16,
    pub level: u8,
    pub index: u32,
    pub node: [u8; 32],
    pub op_index: u32,
    pub kind: u8,
    pub dtype: u8,
    pub tile_count: u32,
    pub row_length: u32,
    pub chunks: u32,
    pub position: u32,
    pub lo: u32,
    pub hi: u32,
    pub acc_lo: u32,
    pub acc_hi: u32,
    #[max_len(7)]
    pub inner: Vec<u32>,
    pub bump: u8,
}

impl Dispute {
    /// The open dispute of a job. A disputed job has exactly one: its latest.
    pub fn of(job: &Job, account: &AccountInfo) -> Result<Self> {
        require!(job.state == job_state::DISPUTED, ComputeError::JobNotDisputed);
        let dispute: Self = chain::load(account)?;
        let latest = ids::dispute_id(&job.job_id, job.attempts - 1);
        require!(dispute.dispute_id == latest, ErrorCode::ConstraintSeeds);
        Ok(dispute)
    }

    /// The open dispute of a job, come down to one leaf in time.
    pub fn at_leaf(job: &Job, account: &AccountInfo) -> Result<Self> {
        let dispute = Self::of(job, account)?;
        require!(dispute.phase == phase::LEAF, ComputeError::NotAtReferee);
        require!(chain::now()? <= dispute.move_due_at, ComputeError::MoveTooLate);
        Ok(dispute)
    }
}

/// What `party` has laid down for its call of the referee.
#[account]
pub struct Opening {
    pub dispute_id: [u8; 32],
    pub party: Pubkey,
    pub bump: u8,
    pub data: Vec<u8>,
}

impl Opening {
    /// The bytes of an account that holds `length` bytes of openings.
    pub fn space(length: usize) -> usize {
        8 + 32 + 32 + 1 + 4 + length
    }
}
