//! Identifiers: sha256("assay/<kind>/v1" || fields of fixed width). Twin: clients/assay/ids.py.

use anchor_lang::prelude::Pubkey;
use solana_sha256_hasher::hashv;

/// The run that `sponsor` opens under `nonce` at the program that holds funds as `program`.
pub fn run_id(program: &Pubkey, sponsor: &Pubkey, nonce: u64) -> [u8; 32] {
    hashv(&[
        b"assay/run/v1",
        program.as_ref(),
        sponsor.as_ref(),
        &nonce.to_le_bytes(),
    ])
    .to_bytes()
}

/// The one proposal that a seat may make in a round of a run.
pub fn proposal_id(run_id: &[u8; 32], round_index: u16, seat: u8) -> [u8; 32] {
    hashv(&[b"assay/proposal/v1", run_id, &round_index.to_le_bytes(), &[seat]]).to_bytes()
}

/// What a proposal claims: the root of the state after its work, bound to the proposal.
pub fn work_claim(proposal_id: &[u8; 32], state: &[u8; 32]) -> [u8; 32] {
    hashv(&[b"assay/work_claim/v1", proposal_id, state]).to_bytes()
}

/// The doubt that a compute job will show a proposal to be wrong.
pub fn doubt_id(proposal_id: &[u8; 32], job_id: &[u8; 32]) -> [u8; 32] {
    hashv(&[b"assay/doubt/v1", proposal_id, job_id]).to_bytes()
}
