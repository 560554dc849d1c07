//! What happened, for whoever follows the program. Twin: clients/assay/models/training.py.

use anchor_lang::prelude::*;

use crate::state::{RunTerms, Work};

#[event]
pub struct RunOpened {
    pub run_id: [u8; 32],
    pub sponsor: Pubkey,
    pub nonce: u64,
    pub terms: RunTerms,
}

#[event]
pub struct SeatTaken {
    pub run_id: [u8; 32],
    pub owner: Pubkey,
    pub seat: u8,
}

#[event]
pub struct WorkProposed {
    pub run_id: [u8; 32],
    pub round_index: u16,
    pub seat: u8,
    pub order: u8,
    pub work: Work,
}

#[event]
pub struct UpdatesWitnessed {
    pub run_id: [u8; 32],
    pub round_index: u16,
    pub seat: u8,
    pub seen: u16,
}

#[event]
pub struct RoundClosed {
    pub run_id: [u8; 32],
    pub round_index: u16,
    pub base_root: [u8; 32],
    pub included: u16,
    pub total_work: u64,
    pub budget: u64,
    pub window_ends_at: u64,
}

#[event]
pub struct WorkDoubted {
    pub run_id: [u8; 32],
    pub round_index: u16,
    pub seat: u8,
    pub job_id: [u8; 32],
    pub doubter: Pubkey,
}

/// `reward` (the doubter's) and `remainder` (the treasury's) are 0 where the seat was not refuted.
#[event]
pub struct DoubtResolved {
    pub run_id: [u8; 32],
    pub round_index: u16,
    pub seat: u8,
    pub job_id: [u8; 32],
    pub doubter: Pubkey,
    pub refuted: bool,
    pub reward: u64,
    pub remainder: u64,
}

/// `amount` is 0 where the proposal was not included or the seat is out.
#[event]
pub struct WorkPaid {
    pub run_id: [u8; 32],
    pub round_index: u16,
    pub seat: u8,
    pub owner: Pubkey,
    pub amount: u64,
}

#[event]
pub struct SeatLeft {
    pub run_id: [u8; 32],
    pub seat: u8,
    pub owner: Pubkey,
    pub stake: u64,
}

#[event]
pub struct RestReclaimed {
    pub run_id: [u8; 32],
    pub sponsor: Pubkey,
    pub amount: u64,
}

#[event]
pub struct TensorsProvided {
    pub party: Pubkey,
    pub length: u32,
}
