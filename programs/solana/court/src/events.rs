//! What the program says it did: the events of clients/assay/models/court.py, field by field.

use anchor_lang::prelude::*;

#[event]
pub struct Enrolled {
    pub juror: Pubkey,
    pub added: u32,
    pub seats: u32,
}

#[event]
pub struct Resigned {
    pub juror: Pubkey,
    pub removed: u32,
    pub seats: u32,
}

#[event]
pub struct Accused {
    pub case_id: [u8; 32],
    pub accuser: Pubkey,
    pub accused: Pubkey,
    pub subject: [u8; 32],
    pub kind: u8,
    pub since_at: u64,
    pub penalty: u64,
    pub evidence: [u8; 32],
    pub contest_by: u64,
}

#[event]
pub struct Contested {
    pub case_id: [u8; 32],
    pub contestant: Pubkey,
    pub started_at: u64,
}

#[event]
pub struct SeedCommitted {
    pub case_id: [u8; 32],
    pub round_index: u8,
    pub contributor: Pubkey,
}

#[event]
pub struct SeedRevealed {
    pub case_id: [u8; 32],
    pub round_index: u8,
    pub contributor: Pubkey,
    pub seed: [u8; 32],
}

#[event]
pub struct Seated {
    pub case_id: [u8; 32],
    pub round_index: u8,
    pub juror: Pubkey,
    pub ticket: [u8; 32],
    pub evicted: Pubkey,
}

#[event]
pub struct VoteCommitted {
    pub case_id: [u8; 32],
    pub round_index: u8,
    pub juror: Pubkey,
}

#[event]
pub struct VoteRevealed {
    pub case_id: [u8; 32],
    pub round_index: u8,
    pub juror: Pubkey,
    pub guilty: bool,
    pub seats: u8,
}

#[event]
pub struct Tallied {
    pub case_id: [u8; 32],
    pub round_index: u8,
    pub guilty_seats: u16,
    pub innocent_seats: u16,
    pub void: bool,
    pub verdict: u8,
    pub appeal_by: u64,
}

#[event]
pub struct Appealed {
    pub case_id: [u8; 32],
    pub round_index: u8,
    pub appellant: Pubkey,
    pub bond: u64,
    pub started_at: u64,
}

#[event]
pub struct CaseClosed {
    pub case_id: [u8; 32],
    pub verdict: u8,
    pub slashed: u64,
    pub pot: u64,
    pub pay: u64,
}

#[event]
pub struct JurorReleased {
    pub case_id: [u8; 32],
    pub round_index: u8,
    pub juror: Pubkey,
    pub returned: u8,
    pub paid: u64,
}

#[event]
pub struct Collected {
    pub case_id: [u8; 32],
    pub party: Pubkey,
    pub amount: u64,
}
