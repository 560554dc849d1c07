//! What happened, for whoever follows the program. Twin: clients/assay/models/matching.py.

use anchor_lang::prelude::*;

use crate::state::AssignmentTerms;

#[event]
pub struct Offered {
    pub provider: Pubkey,
    pub ask: u64,
    pub device: u8,
    pub memory_mib: u32,
    pub units: u16,
    pub region: u16,
    pub capacity: u16,
    pub bond: u64,
}

#[event]
pub struct OfferRetracted {
    pub provider: Pubkey,
    pub bond: u64,
}

#[event]
pub struct JobListed {
    pub job_id: [u8; 32],
    pub requester: Pubkey,
    pub allowed_root: [u8; 32],
    pub allowed: Vec<u8>,
}

#[event]
pub struct AssignmentPosted {
    pub assignment_id: [u8; 32],
    pub matcher: Pubkey,
    pub nonce: u64,
    pub terms: AssignmentTerms,
    pub window_ends_at: u64,
}

#[event]
pub struct LeafDemanded {
    pub assignment_id: [u8; 32],
    pub leaves: u8,
    pub index: u32,
    pub demander: Pubkey,
    pub due_at: u64,
    pub window_ends_at: u64,
}

#[event]
pub struct LeafShown {
    pub assignment_id: [u8; 32],
    pub leaves: u8,
    pub index: u32,
    pub data: Vec<u8>,
}

#[event]
pub struct DemandExpired {
    pub assignment_id: [u8; 32],
    pub leaves: u8,
    pub index: u32,
    pub demander: Pubkey,
}

#[event]
pub struct AssignmentRefuted {
    pub assignment_id: [u8; 32],
    pub fault: u8,
    pub accuser: Pubkey,
    pub reward: u64,
    pub remainder: u64,
}

#[event]
pub struct AssignmentClosed {
    pub assignment_id: [u8; 32],
    pub matcher: Pubkey,
    pub bond: u64,
}

/// `assignment_id` is zero where the provider took the job itself.
#[event]
pub struct JobMatched {
    pub job_id: [u8; 32],
    pub provider: Pubkey,
    pub assignment_id: [u8; 32],
    pub accept_by: u64,
}

/// `penalty` left the provider's bond; `provider` is zero where there was no match.
#[event]
pub struct MatchEnded {
    pub job_id: [u8; 32],
    pub provider: Pubkey,
    pub how: u8,
    pub penalty: u64,
}

#[event]
pub struct EvidenceProvided {
    pub party: Pubkey,
    pub length: u32,
}
