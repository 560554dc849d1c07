//! What the program says it did: the events of clients/assay/models/rewards.py, field by field.

use anchor_lang::prelude::*;

#[event]
pub struct CampaignOpened {
    pub campaign_id: [u8; 32],
    pub sponsor: Pubkey,
    pub domain: u8,
    pub rubric_root: [u8; 32],
    pub gold_root: [u8; 32],
    pub task_root: [u8; 32],
    pub task_count: u32,
    pub epoch_pool: u64,
    pub epochs: u32,
    pub epoch_secs: u64,
    pub vest_bps: u16,
    pub price: u64,
}

#[event]
pub struct CampaignFunded {
    pub campaign_id: [u8; 32],
    pub funder: Pubkey,
    pub cash: u64,
    pub tokens: u64,
}

#[event]
pub struct PriceSet {
    pub campaign_id: [u8; 32],
    pub price: u64,
}

#[event]
pub struct CampaignClosed {
    pub campaign_id: [u8; 32],
    pub closed_at: u64,
}

#[event]
pub struct CampaignRefunded {
    pub campaign_id: [u8; 32],
    pub cash: u64,
    pub tokens: u64,
}

#[event]
pub struct Joined {
    pub campaign_id: [u8; 32],
    pub worker: Pubkey,
    pub price: u64,
}

#[event]
pub struct BatchCommitted {
    pub batch_id: [u8; 32],
    pub campaign_id: [u8; 32],
    pub epoch: u32,
    pub worker: Pubkey,
    pub root: [u8; 32],
    pub count: u16,
}

#[event]
pub struct BytesProvided {
    pub party: Pubkey,
    pub length: u32,
}

#[event]
pub struct BatchRevealed {
    pub batch_id: [u8; 32],
    pub seed: [u8; 32],
    pub judgments: Vec<u8>,
}

#[event]
pub struct BatchForfeited {
    pub batch_id: [u8; 32],
    pub bond: u64,
}

#[event]
pub struct EpochPosted {
    pub epoch_id: [u8; 32],
    pub campaign_id: [u8; 32],
    pub epoch: u32,
    pub attempt: u32,
    pub poster: Pubkey,
    pub reward_root: [u8; 32],
    pub leaf_count: u32,
    pub total_score: u64,
    pub dataset_root: [u8; 32],
    pub row_count: u32,
    pub claim_from: u64,
}

#[event]
pub struct EpochRefuted {
    pub epoch_id: [u8; 32],
    pub attempt: u32,
    pub fault: u8,
    pub refuter: Pubkey,
    pub reward: u64,
    pub post_by: u64,
}

#[event]
pub struct EpochSuspended {
    pub epoch_id: [u8; 32],
    pub case_id: [u8; 32],
}

#[event]
pub struct EpochResolved {
    pub epoch_id: [u8; 32],
    pub case_id: [u8; 32],
    pub overturned: bool,
    pub post_by: u64,
    pub claim_from: u64,
}

#[event]
pub struct PosterPaid {
    pub epoch_id: [u8; 32],
    pub poster: Pubkey,
    pub bond: u64,
}

#[event]
pub struct RewardClaimed {
    pub epoch_id: [u8; 32],
    pub index: u32,
    pub worker: Pubkey,
    pub score: u64,
    pub cash: u64,
    pub tokens: u64,
    pub grant_id: [u8; 32],
}

#[event]
pub struct EpochExpired {
    pub epoch_id: [u8; 32],
    pub cash: u64,
    pub tokens: u64,
}

#[event]
pub struct GrantCreated {
    pub grant_id: [u8; 32],
    pub grantor: Pubkey,
    pub beneficiary: Pubkey,
    pub token: Pubkey,
    pub amount: u64,
    pub start_at: u64,
    pub cliff_secs: u64,
    pub duration_secs: u64,
    pub steps: u16,
}

#[event]
pub struct GrantToppedUp {
    pub grant_id: [u8; 32],
    pub funder: Pubkey,
    pub amount: u64,
    pub deposited: u64,
}

#[event]
pub struct GrantWithdrawn {
    pub grant_id: [u8; 32],
    pub beneficiary: Pubkey,
    pub amount: u64,
}

#[event]
pub struct GrantRotated {
    pub grant_id: [u8; 32],
    pub beneficiary: Pubkey,
    pub next_beneficiary: Pubkey,
    pub rotate_at: u64,
}

#[event]
pub struct GrantClawedBack {
    pub grant_id: [u8; 32],
    pub case_id: [u8; 32],
    pub taken: u64,
    pub kept: u64,
}

#[event]
pub struct GrantRenounced {
    pub grant_id: [u8; 32],
}
