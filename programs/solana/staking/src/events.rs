//! What the program says it did: the events of clients/assay/models/staking.py, field by field.

use anchor_lang::prelude::*;

#[event]
pub struct Bonded {
    pub owner: Pubkey,
    pub amount: u64,
    pub bonded: u64,
}

#[event]
pub struct Unbonded {
    pub owner: Pubkey,
    pub amount: u64,
    pub unlock_at: u64,
}

#[event]
pub struct Withdrawn {
    pub owner: Pubkey,
    pub amount: u64,
}

#[event]
pub struct Locked {
    pub owner: Pubkey,
    pub slasher: Pubkey,
    pub amount: u64,
    pub locked: u64,
}

#[event]
pub struct Unlocked {
    pub owner: Pubkey,
    pub slasher: Pubkey,
    pub amount: u64,
    pub locked: u64,
}

#[event]
pub struct Slashed {
    pub fault_id: [u8; 32],
    pub owner: Pubkey,
    pub slasher: Pubkey,
    pub amount: u64,
    pub beneficiary: Pubkey,
    pub reward: u64,
    pub locked: u64,
}

#[event]
pub struct Swept {
    pub fault_id: [u8; 32],
    pub beneficiary: Pubkey,
    pub reward: u64,
    pub remainder: u64,
}

#[event]
pub struct SlasherProposed {
    pub slasher: Pubkey,
    pub active_at: u64,
}

#[event]
pub struct SlasherActivated {
    pub slasher: Pubkey,
}

#[event]
pub struct SlasherRetired {
    pub slasher: Pubkey,
}
