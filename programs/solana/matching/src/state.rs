//! What the program stores: the models of clients/assay/models/matching.py, and PDAs' bumps.

use anchor_lang::prelude::*;
use assay_compute::state::{job_state, Job, Provider, PROVIDER_SEED};
use assay_staking::chain::{self, Purse};
use assay_staking::openings::Provided;

use crate::errors::MatchingError;

pub const CONFIG_SEED: &[u8] = b"config";
/// The authority of the purse, and the program's name: in ids, and in the terms of jobs.
pub const NAMER_SEED: &[u8] = b"namer";
pub const PURSE_SEED: &[u8] = b"purse";
pub const OFFER_SEED: &[u8] = b"offer";
pub const LISTING_SEED: &[u8] = b"listing";
pub const ASSIGNMENT_SEED: &[u8] = b"assignment";
pub const DEMAND_SEED: &[u8] = b"demand";

pub const MAX_LEAVES: u32 = 65_536;
pub const MAX_ALLOWED: u16 = 64;
pub const MAX_REWARD_BPS: u16 = 5_000;
pub const MAX_BPS: u16 = 10_000;

/// Values of `Listing::state`.
pub mod listing_state {
    pub const OPEN: u8 = 1;
    pub const MATCHED: u8 = 2;
    pub const CLOSED: u8 = 3;
}

/// Values of `Assignment::state`.
pub mod assignment_state {
    pub const POSTED: u8 = 1;
    pub const REFUTED: u8 = 2;
    pub const CLOSED: u8 = 3;
}

/// Which of an assignment's trees.
pub mod leaves {
    pub const JOBS: u8 = 1;
    pub const OFFERS: u8 = 2;
}

/// What evidence shows (docs/matching.md, "Faults"). SILENCE: a leaf was not shown.
pub mod fault {
    pub const SILENCE: u8 = 0;
    pub const ORDER: u8 = 1;
    pub const OMISSION: u8 = 2;
    pub const EDGE: u8 = 3;
    pub const JOB: u8 = 4;
    pub const OFFER: u8 = 5;
    pub const PAIR: u8 = 6;
    pub const STRANGER: u8 = 7;
    pub const SLOT: u8 = 8;
    pub const BARRED: u8 = 9;
}

/// How a match ended.
pub mod release {
    pub const DONE: u8 = 1;
    pub const DECLINED: u8 = 2;
    pub const LAPSED: u8 = 3;
}

/// The deployment's constants, in the order of MatchingConfig in clients/assay/models/matching.py.
#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Debug)]
pub struct Rules {
    pub window_secs: u64,
    pub answer_secs: u64,
    pub seen_secs: u64,
    pub accept_secs: u64,
    pub fallback_secs: u64,
    pub offer_bond: u64,
    pub assignment_bond: u64,
    pub demand_bond: u64,
    pub lapse_bps: u16,
    pub reward_bps: u16,
}

impl Rules {
    pub fn are_sound(&self) -> bool {
        let delays = [
            self.window_secs,
            self.answer_secs,
            self.seen_secs,
            self.accept_secs,
            self.fallback_secs,
        ];
        let bonds = [self.offer_bond, self.assignment_bond, self.demand_bond];
        delays.iter().all(|secs| (1..=chain::MAX_SECS).contains(secs))
            && bonds.iter().all(|bond| *bond > 0)
            && self.reward_bps <= MAX_REWARD_BPS
            && self.lapse_bps <= MAX_BPS
    }
}

#[account]
#[derive(InitSpace)]
pub struct MatchingConfig {
    pub token: Pubkey,
    pub treasury: Pubkey,
    pub compute: Pubkey,
    pub rules: Rules,
    pub bump: u8,
    pub namer_bump: u8,
    pub purse_bump: u8,
}

impl MatchingConfig {
    /// The address under which this program names providers.
    pub fn namer(&self) -> Result<Pubkey> {
        let seeds: &[&[u8]] = &[NAMER_SEED, &[self.namer_bump]];
        Pubkey::create_program_address(seeds, &crate::ID).map_err(|_| ErrorCode::ConstraintSeeds.into())
    }

    /// Pays `owner` out of the purse.
    pub fn pay_out<'info>(
        &self,
        namer: &AccountInfo<'info>,
        purse: &AccountInfo<'info>,
        to: &AccountInfo<'info>,
        owner: &Pubkey,
        amount: u64,
    ) -> Result<()> {
        let purse = Purse {
            account: purse,
            authority: namer,
            seeds: &[NAMER_SEED, &[self.namer_bump]],
            mint: self.token,
        };
        purse.pay_out::<MatchingError>(to, owner, amount)
    }
}

/// What a provider takes. Never forgotten, so that nobody can deny what it said when an assignment was made.
#[account]
#[derive(InitSpace, Debug, Default)]
pub struct Offer {
    pub provider: Pubkey,
    pub changed_at: u64,
    pub ask: u64,
    pub device: u8,
    pub memory_mib: u32,
    pub units: u16,
    pub region: u16,
    pub capacity: u16,
    pub live: u16,
    pub bond: u64,
    pub bump: u8,
}

impl Offer {
    /// The provider's, or None where it never made one: then the account is vacant, at the offer's address.
    pub fn find(account: &AccountInfo, provider: &[u8; 32]) -> Result<Option<Self>> {
        if chain::is_vacant(account) {
            chain::require_address(account, &[OFFER_SEED, provider], &crate::ID)?;
            return Ok(None);
        }
        let offer: Self = chain::load(account)?;
        require!(offer.provider.to_bytes() == *provider, ErrorCode::ConstraintSeeds);
        Ok(Some(offer))
    }

    pub fn known(account: &AccountInfo, provider: &[u8; 32]) -> Result<Self> {
        Self::find(account, provider)?.ok_or(MatchingError::UnknownOffer.into())
    }
}

/// A job that waits for a provider. Begins with `job_id` and `provider`: what compute reads.
#[account]
#[derive(InitSpace, Debug, Default)]
pub struct Listing {
    pub job_id: [u8; 32],
    pub provider: Pubkey,
    pub requester: Pubkey,
    pub state: u8,
    pub changed_at: u64,
    pub accept_by: u64,
    pub price: u64,
    pub deadline_at: u64,
    pub device: u8,
    pub memory_mib: u32,
    pub units: u16,
    pub region: u16,
    pub allowed_root: [u8; 32],
    pub allowed_count: u16,
    pub bump: u8,
}

impl Listing {
    /// The job's, or None where it is not listed: then the account is vacant, at the listing's address.
    pub fn find(account: &AccountInfo, job_id: &[u8; 32]) -> Result<Option<Self>> {
        if chain::is_vacant(account) {
            chain::require_address(account, &[LISTING_SEED, job_id], &crate::ID)?;
            return Ok(None);
        }
        let listing: Self = chain::load(account)?;
        require!(listing.job_id == *job_id, ErrorCode::ConstraintSeeds);
        Ok(Some(listing))
    }

    pub fn known(account: &AccountInfo, job_id: &[u8; 32]) -> Result<Self> {
        Self::find(account, job_id)?.ok_or(MatchingError::UnknownListing.into())
    }

    pub fn is_met_by(&self, offer: &Offer) -> bool {
        [0, offer.device].contains(&self.device)
            && offer.memory_mib >= self.memory_mib
            && offer.units >= self.units
            && [0, offer.region].contains(&self.region)
    }
}

#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Debug, Default, PartialEq, Eq)]
pub struct AssignmentTerms {
    pub seen_at: u64,
    pub rent: u64,
    pub jobs_root: [u8; 32],
    pub jobs_count: u32,
    pub offers_root: [u8; 32],
    pub offers_count: u32,
}

impl AssignmentTerms {
    /// How many leaves one of the trees has; None of no tree.
    pub fn count(&self, tree: u8) -> Option<u32> {
        match tree {
            leaves::JOBS => Some(self.jobs_count),
            leaves::OFFERS => Some(self.offers_count),
            _ => None,
        }
    }
}

#[account]
#[derive(InitSpace, Debug)]
pub struct Assignment {
    pub assignment_id: [u8; 32],
    pub matcher: Pubkey,
    pub terms: AssignmentTerms,
    pub state: u8,
    pub posted_at: u64,
    pub window_ends_at: u64,
    pub demands: u32,
    pub bond: u64,
    pub bump: u8,
}

impl Assignment {
    pub fn known(account: &AccountInfo, assignment_id: &[u8; 32]) -> Result<Self> {
        if chain::is_vacant(account) {
            chain::require_address(account, &[ASSIGNMENT_SEED, assignment_id], &crate::ID)?;
            return err!(MatchingError::UnknownAssignment);
        }
        let found: Self = chain::load(account)?;
        require!(found.assignment_id == *assignment_id, ErrorCode::ConstraintSeeds);
        Ok(found)
    }

    pub fn posted(account: &AccountInfo, assignment_id: &[u8; 32]) -> Result<Self> {
        let found = Self::known(account, assignment_id)?;
        require!(
            found.state == assignment_state::POSTED,
            MatchingError::AssignmentNotOpen
        );
        Ok(found)
    }

    pub fn require_final(&self, now: u64) -> Result<()> {
        require!(now >= self.window_ends_at, MatchingError::WindowOpen);
        require!(self.demands == 0, MatchingError::DemandsOpen);
        Ok(())
    }
}

/// Closed when it is answered or expires.
#[account]
#[derive(InitSpace, Debug)]
pub struct Demand {
    pub demand_id: [u8; 32],
    pub assignment_id: [u8; 32],
    pub leaves: u8,
    pub index: u32,
    pub demander: Pubkey,
    pub bond: u64,
    pub due_at: u64,
    pub bump: u8,
}

impl Demand {
    pub fn known(account: &AccountInfo, demand_id: &[u8; 32]) -> Result<Self> {
        if chain::is_vacant(account) {
            chain::require_address(account, &[DEMAND_SEED, demand_id], &crate::ID)?;
            return err!(MatchingError::UnknownDemand);
        }
        let found: Self = chain::load(account)?;
        require!(found.demand_id == *demand_id, ErrorCode::ConstraintSeeds);
        Ok(found)
    }
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
    Job::find(account, job_id)?.ok_or(MatchingError::UnknownJob.into())
}

/// No job is open again once it was not.
pub fn is_open(account: &AccountInfo, job_id: &[u8; 32]) -> Result<bool> {
    Ok(job(account, job_id)?.state == job_state::OPEN)
}

/// What a provider has registered at compute.
pub fn provider(account: &AccountInfo, owner: &Pubkey) -> Result<Provider> {
    if chain::is_vacant(account) {
        chain::require_address(account, &[PROVIDER_SEED, owner.as_ref()], &assay_compute::ID)?;
        return err!(MatchingError::NotRegistered);
    }
    let provider: Provider = chain::load(account)?;
    require_keys_eq!(provider.owner, *owner, ErrorCode::ConstraintSeeds);
    Ok(provider)
}
