//! What the program stores: the models of clients/assay/models/rewards.py, and PDAs' bumps.

use anchor_lang::prelude::*;
use assay_staking::chain::{self, Purse};
use assay_staking::openings::Provided;

use crate::errors::RewardsError;
use crate::ids;

pub const CONFIG_SEED: &[u8] = b"config";
pub const PURSE_SEED: &[u8] = b"purse";
pub const CAMPAIGN_SEED: &[u8] = b"campaign";
pub const WORKER_SEED: &[u8] = b"worker";
pub const BATCH_SEED: &[u8] = b"batch";
pub const EPOCH_SEED: &[u8] = b"epoch";
pub const CLAIMED_SEED: &[u8] = b"claimed";
pub const GRANT_SEED: &[u8] = b"grant";

pub const DOMAINS: u8 = 8;
pub const MAX_BPS: u16 = 10_000;
pub const HALF_BPS: u16 = 5_000;
pub const MAX_BATCH: u16 = 256;
pub const MAX_STEPS: u16 = 1_000;
/// Of one judgment.
pub const MAX_SCORE: u64 = 10_000;
/// The base units that a campaign's price is for.
pub const ONE_TOKEN: u64 = 1_000_000;
/// The leaves of an account of claims.
pub const PAGE_BITS: u32 = 8_192;

/// Values of `Batch::state`.
pub mod batch_state {
    pub const COMMITTED: u8 = 1;
    pub const REVEALED: u8 = 2;
    pub const FORFEITED: u8 = 3;
}

/// Values of `Epoch::state`.
pub mod epoch_state {
    pub const OPEN: u8 = 1;
    pub const POSTED: u8 = 2;
    pub const SUSPENDED: u8 = 3;
    pub const EXPIRED: u8 = 4;
}

/// What evidence shows (docs/rewards.md, "Refuting").
pub mod fault {
    pub const SUM: u8 = 1;
    pub const DUPLICATE: u8 = 2;
    pub const COUNT: u8 = 3;
    pub const ROW: u8 = 4;
    pub const ROW_TWICE: u8 = 5;
}

/// `court` is the address under which the court slashes.
#[account]
#[derive(InitSpace)]
pub struct RewardsConfig {
    pub token: Pubkey,
    pub treasury: Pubkey,
    pub court: Pubkey,
    pub window_secs: u64,
    pub post_secs: u64,
    pub claim_secs: u64,
    pub rotate_secs: u64,
    pub post_bond: u64,
    pub bump: u8,
    pub purse_bump: u8,
}

impl RewardsConfig {
    /// Pays `owner` out of a token's purse. `this` is the account that holds this config.
    pub fn pay_out<'info>(
        &self,
        this: &AccountInfo<'info>,
        purse: &AccountInfo<'info>,
        mint: Pubkey,
        to: &AccountInfo<'info>,
        owner: &Pubkey,
        amount: u64,
    ) -> Result<()> {
        let purse = Purse {
            account: purse,
            authority: this,
            seeds: &[CONFIG_SEED, &[self.bump]],
            mint,
        };
        purse.pay_out::<RewardsError>(to, owner, amount)
    }
}

/// Nothing before `cliff_secs` from the start, everything after `duration_secs`, and in between a linear share, or with
/// `steps` > 0 that many equal steps.
#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    pub cliff_secs: u64,
    pub duration_secs: u64,
    pub steps: u16,
}

impl Schedule {
    pub fn is_sound(&self) -> bool {
        (1..=chain::MAX_SECS).contains(&self.duration_secs)
            && self.cliff_secs <= self.duration_secs
            && self.steps <= MAX_STEPS
    }
}

/// What a sponsor asks for and pays: each epoch of `epoch_secs` `epoch_pool` base units, `vest_bps` of it as tokens of
/// `grant_token` at the worker's `price` (base units for a million of the grant token's) into a grant on `schedule`.
/// `batch_bond` is lost by a worker that does not reveal within `reveal_secs` after the epoch's end. With `vest_bps` 0,
/// price, grant token and schedule are zero.
#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Debug, Default, PartialEq, Eq)]
pub struct CampaignTerms {
    pub domain: u8,
    pub rubric_root: [u8; 32],
    pub gold_root: [u8; 32],
    pub task_root: [u8; 32],
    pub task_count: u32,
    pub epoch_pool: u64,
    pub epochs: u32,
    pub epoch_secs: u64,
    pub reveal_secs: u64,
    pub batch_bond: u64,
    pub vest_bps: u16,
    pub grant_token: Pubkey,
    pub price: u64,
    pub schedule: Schedule,
}

impl CampaignTerms {
    /// Within their bounds, where `token` is what the deployment pays in.
    pub fn are_sound(&self, token: &Pubkey) -> bool {
        let positive = self.task_count > 0 && self.epoch_pool > 0 && self.epochs > 0 && self.batch_bond > 0;
        let delays = [self.epoch_secs, self.reveal_secs];
        if !(1..=DOMAINS).contains(&self.domain) || !positive || self.vest_bps > MAX_BPS {
            return false;
        }
        if !delays.iter().all(|secs| (1..=chain::MAX_SECS).contains(secs)) {
            return false;
        }
        if self.vest_bps == 0 {
            let nothing = (0, Pubkey::default(), Schedule::default());
            return (self.price, self.grant_token, self.schedule) == nothing;
        }
        self.price > 0 && self.schedule.is_sound() && ![Pubkey::default(), *token].contains(&self.grant_token)
    }
}

/// `price` is what the next worker that joins is promised, `least_price` the lowest there ever was. `cash_free` and
/// `tokens_free` are not reserved for an epoch. `closed_at` is 0 while it takes work. `purse_bump` is of the grant
/// token's purse, 0 where it has none.
#[account]
#[derive(InitSpace)]
pub struct Campaign {
    pub campaign_id: [u8; 32],
    pub sponsor: Pubkey,
    pub terms: CampaignTerms,
    pub opened_at: u64,
    pub price: u64,
    pub least_price: u64,
    pub cash_free: u64,
    pub tokens_free: u64,
    pub closed_at: u64,
    pub bump: u8,
    pub purse_bump: u8,
}

impl Campaign {
    /// The epoch that `now` falls in; `terms.epochs` or more where all are over.
    pub fn epoch_at(&self, now: u64) -> u64 {
        now.saturating_sub(self.opened_at) / self.terms.epoch_secs
    }

    /// When an epoch is over. Its terms' bounds keep this far below what a u64 holds.
    pub fn reveal_from(&self, epoch: u32) -> u64 {
        self.opened_at + (u64::from(epoch) + 1) * self.terms.epoch_secs
    }

    /// When an epoch's reveals are over.
    pub fn reveal_until(&self, epoch: u32) -> u64 {
        self.reveal_from(epoch) + self.terms.reveal_secs
    }
}

/// `price` was locked when the worker joined; its grant starts then.
#[account]
#[derive(InitSpace)]
pub struct Worker {
    pub campaign_id: [u8; 32],
    pub worker: Pubkey,
    pub price: u64,
    pub joined_at: u64,
    pub bump: u8,
}

impl Worker {
    /// The worker's, where the twin looks for it only after other checks.
    pub fn of(account: &AccountInfo, campaign_id: &[u8; 32], worker: &Pubkey) -> Result<Self> {
        require!(!chain::is_vacant(account), RewardsError::NotJoined);
        let found: Self = chain::load(account)?;
        let is_it = found.campaign_id == *campaign_id && found.worker == *worker;
        require!(is_it, ErrorCode::ConstraintSeeds);
        Ok(found)
    }
}

/// `seed` is zero until it is revealed.
#[account]
#[derive(InitSpace)]
pub struct Batch {
    pub batch_id: [u8; 32],
    pub campaign_id: [u8; 32],
    pub epoch: u32,
    pub worker: Pubkey,
    pub root: [u8; 32],
    pub count: u16,
    pub state: u8,
    pub seed: [u8; 32],
    pub bump: u8,
}

impl Batch {
    /// The batch of this id, or None where the account, which has to be at its address, is vacant.
    pub fn find(account: &AccountInfo, batch_id: &[u8; 32]) -> Result<Option<Self>> {
        if chain::is_vacant(account) {
            chain::require_address(account, &[BATCH_SEED, batch_id], &crate::ID)?;
            return Ok(None);
        }
        let batch: Self = chain::load(account)?;
        require!(batch.batch_id == *batch_id, ErrorCode::ConstraintSeeds);
        Ok(Some(batch))
    }
}

/// `reward_root` is a sum tree of keccak256 over `leaf_count` leaves whose scores add up to `total_score`,
/// `dataset_root` a tree of sha256 over `row_count` rows, zero where there are none.
#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Debug, Default, PartialEq, Eq)]
pub struct Posting {
    pub reward_root: [u8; 32],
    pub leaf_count: u32,
    pub total_score: u64,
    pub dataset_root: [u8; 32],
    pub row_count: u32,
}

impl Posting {
    pub fn is_sound(&self) -> bool {
        let has_dataset = self.dataset_root != [0; 32];
        self.leaf_count > 0 && self.total_score > 0 && (self.row_count > 0) == has_dataset
    }
}

/// `cash` and `tokens` are what is left of the epoch's reserve. `attempt` counts the postings that were thrown away.
/// `posting`, `poster` and `claim_from` are of the last posting; `bond` is what the poster has at stake, 0 once it is
/// paid out.
#[account]
#[derive(InitSpace, Default)]
pub struct Epoch {
    pub epoch_id: [u8; 32],
    pub campaign_id: [u8; 32],
    pub epoch: u32,
    pub state: u8,
    pub cash: u64,
    pub tokens: u64,
    pub post_by: u64,
    pub attempt: u32,
    pub posting: Posting,
    pub poster: Pubkey,
    pub bond: u64,
    pub claim_from: u64,
    pub case_id: [u8; 32],
    pub bump: u8,
}

impl Epoch {
    /// The epoch of this id, where it is not the first thing that the twin looks for.
    pub fn of(account: &AccountInfo, epoch_id: &[u8; 32]) -> Result<Self> {
        let epoch: Self = chain::load(account)?;
        require!(epoch.epoch_id == *epoch_id, ErrorCode::ConstraintSeeds);
        Ok(epoch)
    }

    /// Throws a posting away. There is a whole time again to post another, whose end it returns.
    pub fn reopen(&mut self, now: u64, post_secs: u64) -> Result<u64> {
        self.post_by = now.checked_add(post_secs).ok_or(RewardsError::Overflow)?;
        self.attempt = self.attempt.checked_add(1).ok_or(RewardsError::Overflow)?;
        (self.state, self.bond, self.claim_from) = (epoch_state::OPEN, 0, 0);
        Ok(self.post_by)
    }
}

/// Which leaves of a page of an epoch were claimed: leaf `page * PAGE_BITS + i` by bit i % 8, from the lowest, of byte
/// i / 8. Read and written in place (claims.rs).
#[account]
#[derive(InitSpace)]
pub struct Claimed {
    pub epoch_id: [u8; 32],
    pub page: u32,
    pub bits: [u8; 1_024],
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

/// `amount` base units of `token` for `beneficiary`, vesting from `start_at`.
#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Debug, PartialEq, Eq)]
pub struct GrantTerms {
    pub beneficiary: Pubkey,
    pub token: Pubkey,
    pub amount: u64,
    pub start_at: u64,
    pub schedule: Schedule,
}

/// `deposited` and `withdrawn` are totals. A rotation counts from `rotate_at` on (0: none). A revoked grant's deposit is
/// what was kept. `purse_bump` is of the token's purse.
#[account]
#[derive(InitSpace, Debug, Default)]
pub struct Grant {
    pub grant_id: [u8; 32],
    pub grantor: Pubkey,
    pub beneficiary: Pubkey,
    pub token: Pubkey,
    pub deposited: u64,
    pub withdrawn: u64,
    pub created_at: u64,
    pub start_at: u64,
    pub schedule: Schedule,
    pub next_beneficiary: Pubkey,
    pub rotate_at: u64,
    pub revoked: bool,
    pub renounced: bool,
    pub bump: u8,
    pub purse_bump: u8,
}

impl Grant {
    /// What a worker earns in a campaign of the program that holds funds as `program`: as it is, or as it would start.
    pub fn earned(account: &AccountInfo, program: &Pubkey, campaign: &Campaign, worker: &Worker) -> Result<Self> {
        let grant_id = ids::grant_id(program, &campaign.campaign_id, &worker.worker, 0);
        if chain::is_vacant(account) {
            return Ok(Self {
                grant_id,
                grantor: campaign.sponsor,
                beneficiary: worker.worker,
                token: campaign.terms.grant_token,
                created_at: chain::now()?,
                start_at: worker.joined_at,
                schedule: campaign.terms.schedule,
                bump: chain::require_address(account, &[GRANT_SEED, &grant_id], &crate::ID)?,
                purse_bump: campaign.purse_bump,
                ..Self::default()
            });
        }
        let grant: Self = chain::load(account)?;
        require!(grant.grant_id == grant_id, ErrorCode::ConstraintSeeds);
        Ok(grant)
    }

    /// Writes it to its account, which is opened the first time.
    pub fn keep<'info>(&self, account: &AccountInfo<'info>, payer: &AccountInfo<'info>) -> Result<()> {
        if chain::is_vacant(account) {
            let seeds: &[&[u8]] = &[GRANT_SEED, &self.grant_id, &[self.bump]];
            chain::open(account, payer, 8 + Self::INIT_SPACE, &crate::ID, seeds)?;
        }
        chain::store(account, self)
    }

    /// What has vested by `now`, rounded down.
    pub fn vested(&self, now: u64) -> u64 {
        if self.revoked {
            return self.deposited;
        }
        crate::math::vested_down(self.deposited, self.start_at, &self.schedule, now)
    }

    /// Lets only its holder go on, and carries out a rotation that has come due.
    pub fn require_held(&mut self, caller: Pubkey, now: u64) -> Result<()> {
        let rotated = self.rotate_at > 0 && now >= self.rotate_at;
        let holder = if rotated {
            self.next_beneficiary
        } else {
            self.beneficiary
        };
        require_keys_eq!(caller, holder, RewardsError::NotBeneficiary);
        if rotated {
            (self.beneficiary, self.next_beneficiary, self.rotate_at) = (holder, Pubkey::default(), 0);
        }
        Ok(())
    }
}
