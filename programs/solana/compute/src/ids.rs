//! Identifiers: sha256("assay/<kind>/v1" || fields of fixed width). Twin: clients/assay/ids.py.

use anchor_lang::prelude::Pubkey;
use solana_sha256_hasher::hashv;

/// The job that `requester` posts under `nonce` to the program that slashes as `program`.
pub fn job_id(program: &Pubkey, requester: &Pubkey, nonce: u64) -> [u8; 32] {
    hashv(&[
        b"assay/job/v1",
        program.as_ref(),
        requester.as_ref(),
        &nonce.to_le_bytes(),
    ])
    .to_bytes()
}

/// The `attempt`-th dispute of a job, from 0.
pub fn dispute_id(job_id: &[u8; 32], attempt: u32) -> [u8; 32] {
    hashv(&[b"assay/dispute/v1", job_id, &attempt.to_le_bytes()]).to_bytes()
}

/// The fault that a lost dispute (its id) or a missed deadline (the job's id) proves.
pub fn fault_id(subject: &[u8; 32]) -> [u8; 32] {
    hashv(&[b"assay/fault/v1", subject]).to_bytes()
}
