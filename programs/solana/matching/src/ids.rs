//! Identifiers: sha256("assay/<kind>/v1" || fields of fixed width). Twin: clients/assay/ids.py.

use anchor_lang::prelude::Pubkey;
use solana_sha256_hasher::hashv;

/// The assignment that `matcher` posts under `nonce` at the program that names providers as `program`.
pub fn assignment_id(program: &Pubkey, matcher: &Pubkey, nonce: u64) -> [u8; 32] {
    hashv(&[
        b"assay/assignment/v1",
        program.as_ref(),
        matcher.as_ref(),
        &nonce.to_le_bytes(),
    ])
    .to_bytes()
}

/// The demand to see leaf `index` of one of an assignment's trees.
pub fn demand_id(assignment_id: &[u8; 32], leaves: u8, index: u32) -> [u8; 32] {
    hashv(&[b"assay/demand/v1", assignment_id, &[leaves], &index.to_le_bytes()]).to_bytes()
}
