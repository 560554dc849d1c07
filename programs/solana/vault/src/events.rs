//! What the program says it did: the events of clients/assay/models/vault.py, field by field.

use anchor_lang::prelude::*;

#[event]
pub struct Deposited {
    pub sender: Pubkey,
    pub receiver: Pubkey,
    pub assets: u64,
    pub shares: u64,
}

#[event]
pub struct Redeemed {
    pub owner: Pubkey,
    pub receiver: Pubkey,
    pub assets: u64,
    pub shares: u64,
}

#[event]
pub struct RedeemedInKind {
    pub owner: Pubkey,
    pub receiver: Pubkey,
    pub shares: u64,
    pub assets: u64,
}

#[event]
pub struct ClaimCollected {
    pub pool: Pubkey,
    pub owner: Pubkey,
    pub units: u64,
    pub assets: u64,
}

/// The two elements of the commitment (docs/circuits.md).
#[event]
pub struct PoolsObserved {
    pub index: u64,
    pub observed_at: u64,
    pub first: [u8; 32],
    pub second: [u8; 32],
}

#[event]
pub struct Rebalanced {
    pub observation: u64,
    pub model_id: [u8; 32],
    pub result: [u8; 8],
    pub moved_in: u64,
    pub moved_out: u64,
    pub total: u64,
}

#[event]
pub struct PoolTrimmed {
    pub pool: Pubkey,
    pub assets: u64,
}

#[event]
pub struct PolicyProposed {
    pub model_id: [u8; 32],
    pub guardian: Pubkey,
    pub adopt_at: u64,
}

#[event]
pub struct PolicyAdopted {
    pub model_id: [u8; 32],
    pub guardian: Pubkey,
}

#[event]
pub struct LimitsLowered {
    pub guardian: Pubkey,
    pub max_move_bps: u16,
}
