//! What the program says it did: the events of clients/assay/models/pools.py, field by field.

use anchor_lang::prelude::*;

#[event]
pub struct PoolDeposited {
    pub pool: Pubkey,
    pub owner: Pubkey,
    pub assets: u64,
    pub units: u64,
}

#[event]
pub struct PoolRedeemed {
    pub pool: Pubkey,
    pub owner: Pubkey,
    pub receiver: Pubkey,
    pub assets: u64,
    pub units: u64,
}

#[event]
pub struct PoolChanged {
    pub pool: Pubkey,
    pub cash: u64,
    pub debt: u64,
}
