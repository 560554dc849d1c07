//! What the program says it did: the events of clients/assay/models/verifier.py, field by field.

use anchor_lang::prelude::*;

#[event]
pub struct ModelRegistered {
    pub model_id: [u8; 32],
    pub owner: Pubkey,
    pub selector: [u8; 4],
    pub timelock_secs: u64,
    pub key_digest: [u8; 32],
    pub model_digest: [u8; 32],
}

#[event]
pub struct KeyProposed {
    pub model_id: [u8; 32],
    pub version: u32,
    pub key_digest: [u8; 32],
    pub model_digest: [u8; 32],
    pub active_at: u64,
}

#[event]
pub struct KeyActivated {
    pub model_id: [u8; 32],
    pub version: u32,
    pub key_digest: [u8; 32],
    pub model_digest: [u8; 32],
}

#[event]
pub struct ModelTombstoned {
    pub model_id: [u8; 32],
}

#[event]
pub struct ModelBroken {
    pub model_id: [u8; 32],
    pub version: u32,
    pub commitment: [u8; 32],
    pub observed_at: u64,
    pub result: [u8; 8],
    pub other_result: [u8; 8],
}

#[event]
pub struct RouteFrozen {
    pub selector: [u8; 4],
}

#[event]
pub struct StatementVerified {
    pub model_id: [u8; 32],
    pub statement: [u8; 32],
}

#[event]
pub struct ConsumerCalled {
    pub model_id: [u8; 32],
    pub consumer: Pubkey,
    pub nonce: u64,
    pub prover: Pubkey,
    pub statement: [u8; 32],
}

#[event]
pub struct ProofRequested {
    pub request_id: [u8; 32],
    pub requester: Pubkey,
    pub nonce: u64,
    pub model_id: [u8; 32],
    pub consumer: Pubkey,
    pub tip_high: u64,
    pub tip_low: u64,
    pub deadline_at: u64,
    pub after_nonce: u64,
}

#[event]
pub struct TipCollected {
    pub request_id: [u8; 32],
    pub prover: Pubkey,
    pub amount: u64,
    pub left: u64,
}

#[event]
pub struct RequestRefunded {
    pub request_id: [u8; 32],
    pub requester: Pubkey,
    pub amount: u64,
}
