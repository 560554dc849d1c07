//! What the program says it did: the events of clients/assay/models/compute.py, field by field.

use anchor_lang::prelude::*;

use crate::state::{Spec, Terms};

#[event]
pub struct Registered {
    pub provider: Pubkey,
    pub spec: Spec,
}

#[event]
pub struct Posted {
    pub job_id: [u8; 32],
    pub requester: Pubkey,
    pub nonce: u64,
    pub terms: Terms,
}

#[event]
pub struct Cancelled {
    pub job_id: [u8; 32],
    pub requester: Pubkey,
    pub amount: u64,
}

#[event]
pub struct Accepted {
    pub job_id: [u8; 32],
    pub provider: Pubkey,
}

#[event]
pub struct Committed {
    pub job_id: [u8; 32],
    pub provider: Pubkey,
    pub result_root: [u8; 32],
    pub trace_root: [u8; 32],
    pub window_ends_at: u64,
}

#[event]
pub struct Settled {
    pub job_id: [u8; 32],
    pub provider: Pubkey,
    pub amount: u64,
}

#[event]
pub struct Challenged {
    pub job_id: [u8; 32],
    pub dispute_id: [u8; 32],
    pub challenger: Pubkey,
    pub bond: u64,
    pub move_due_at: u64,
}

#[event]
pub struct Revealed {
    pub dispute_id: [u8; 32],
    pub phase: u8,
    pub data: Vec<u8>,
    pub move_due_at: u64,
}

#[event]
pub struct Bisected {
    pub dispute_id: [u8; 32],
    pub phase: u8,
    pub choice: u8,
    pub rounds: u16,
    pub move_due_at: u64,
}

#[event]
pub struct Provided {
    pub dispute_id: [u8; 32],
    pub party: Pubkey,
    pub length: u32,
}

/// `computed` and `claimed` are value bits.
#[event]
pub struct Refereed {
    pub dispute_id: [u8; 32],
    pub job_id: [u8; 32],
    pub computed: u32,
    pub claimed: u32,
    pub provider_lost: bool,
}

/// `dispute_id` is zero where a job's deadline, not a move's clock, ran out.
#[event]
pub struct TimedOut {
    pub job_id: [u8; 32],
    pub dispute_id: [u8; 32],
    pub provider_lost: bool,
}

#[event]
pub struct Refunded {
    pub job_id: [u8; 32],
    pub requester: Pubkey,
    pub amount: u64,
}

#[event]
pub struct Reclaimed {
    pub dispute_id: [u8; 32],
    pub to_challenger: u64,
    pub to_provider: u64,
    pub to_treasury: u64,
}
