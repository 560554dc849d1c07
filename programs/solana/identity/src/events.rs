//! What the program says it did: the events of clients/assay/models/identity.py, field by field.

use anchor_lang::prelude::*;

use crate::state::ContentRecord;

#[event]
pub struct SubjectCreated {
    pub subject_id: [u8; 32],
    pub controller: Pubkey,
    pub guardians: u8,
    pub threshold: u8,
}

#[event]
pub struct KeyAdded {
    pub key_id: [u8; 32],
    pub subject_id: [u8; 32],
    pub algorithm: u8,
    pub role: u8,
    pub expires_at: u64,
    pub public_key: Vec<u8>,
}

#[event]
pub struct KeyRotated {
    pub old_key_id: [u8; 32],
    pub key_id: [u8; 32],
    pub subject_id: [u8; 32],
    pub algorithm: u8,
    pub role: u8,
    pub expires_at: u64,
    pub public_key: Vec<u8>,
}

#[event]
pub struct KeyRevoked {
    pub key_id: [u8; 32],
    pub subject_id: [u8; 32],
    pub effective_at: u64,
}

#[event]
pub struct GuardiansProposed {
    pub subject_id: [u8; 32],
    pub guardians: u8,
    pub threshold: u8,
    pub effective_at: u64,
}

#[event]
pub struct GuardiansChanged {
    pub subject_id: [u8; 32],
    pub guardians: u8,
    pub threshold: u8,
}

#[event]
pub struct RecoveryBacked {
    pub subject_id: [u8; 32],
    pub guardian: Pubkey,
    pub controller: Pubkey,
    pub backers: u8,
    pub recovery_at: u64,
}

#[event]
pub struct RecoveryCancelled {
    pub subject_id: [u8; 32],
}

#[event]
pub struct Recovered {
    pub subject_id: [u8; 32],
    pub controller: Pubkey,
}

#[event]
pub struct IssuerRegistered {
    pub issuer: Pubkey,
    pub profile: [u8; 32],
    pub locked: u64,
}

#[event]
pub struct IssuerRetired {
    pub issuer: Pubkey,
    pub leaves_at: u64,
}

#[event]
pub struct IssuerReleased {
    pub issuer: Pubkey,
    pub unlocked: u64,
}

#[event]
pub struct Attested {
    pub attestation_id: [u8; 32],
    pub issuer: Pubkey,
    pub subject_id: [u8; 32],
    pub kind: u8,
    pub generation: u32,
    pub expires_at: u64,
    pub commitment: [u8; 32],
}

#[event]
pub struct AttestationBatchPosted {
    pub batch_id: [u8; 32],
    pub issuer: Pubkey,
    pub root: [u8; 32],
    pub count: u32,
    pub generation: u32,
    pub expires_at: u64,
}

#[event]
pub struct AttestationRevoked {
    pub attestation_id: [u8; 32],
    pub issuer: Pubkey,
}

#[event]
pub struct GenerationRevoked {
    pub issuer: Pubkey,
    pub generation: u32,
}

#[event]
pub struct Recorded {
    pub content_id: [u8; 32],
    pub key_id: [u8; 32],
    pub claim_hash: [u8; 32],
    pub soft_binding: [u8; 32],
    pub source_type: u8,
    pub tools: [u8; 32],
}

#[event]
pub struct RecordBatchPosted {
    pub batch_id: [u8; 32],
    pub key_id: [u8; 32],
    pub root: [u8; 32],
    pub count: u32,
}

#[event]
pub struct RecordFlagged {
    pub content_id: [u8; 32],
    pub key_id: [u8; 32],
    pub case_id: [u8; 32],
    pub flagged_at: u64,
}

#[event]
pub struct KeyFlagged {
    pub key_id: [u8; 32],
    pub case_id: [u8; 32],
    pub flagged_at: u64,
}

#[event]
pub struct VoucherPunished {
    pub case_id: [u8; 32],
    pub attestation_id: [u8; 32],
    pub issuer: Pubkey,
    pub fault_id: [u8; 32],
    pub slashed: u64,
}

impl Recorded {
    pub fn of(content_id: [u8; 32], record: &ContentRecord) -> Self {
        let content = &record.content;
        Self {
            content_id,
            key_id: record.key_id,
            claim_hash: content.claim_hash,
            soft_binding: content.soft_binding,
            source_type: content.source_type,
            tools: content.tools,
        }
    }
}
