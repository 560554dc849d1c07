//! Identifiers and commitments: sha256("assay/<kind>/v1" || fields of fixed width). Twin: clients/assay/ids.py.

use anchor_lang::prelude::Pubkey;
use solana_sha256_hasher::hashv;

use crate::state::TICKET_BYTES;

/// The case that `accuser` opens under `nonce` at the court that slashes as `program`.
pub fn case_id(program: &Pubkey, accuser: &Pubkey, nonce: u64) -> [u8; 32] {
    hashv(&[
        b"assay/case/v1",
        program.as_ref(),
        accuser.as_ref(),
        &nonce.to_le_bytes(),
    ])
    .to_bytes()
}

/// The fault that a ruling proves.
pub fn fault_id(case_id: &[u8; 32]) -> [u8; 32] {
    hashv(&[b"assay/fault/v1", case_id]).to_bytes()
}

/// What a contributor to a round's seed commits to.
pub fn seed_commitment(case_id: &[u8; 32], round_index: u8, contributor: &Pubkey, secret: &[u8; 32]) -> [u8; 32] {
    hashv(&[
        b"assay/seed_commitment/v1",
        case_id,
        &[round_index],
        contributor.as_ref(),
        secret,
    ])
    .to_bytes()
}

/// What a revealed secret adds, by xor, to the round's seed.
pub fn seed_share(case_id: &[u8; 32], round_index: u8, contributor: &Pubkey, secret: &[u8; 32]) -> [u8; 32] {
    hashv(&[b"assay/seed/v1", case_id, &[round_index], contributor.as_ref(), secret]).to_bytes()
}

/// The ticket of a juror's `unit`-th seat, from 0, in a round's draw: a big-endian number, so bytes compare as it does.
pub fn ticket(case_id: &[u8; 32], round_index: u8, seed: &[u8; 32], juror: &Pubkey, unit: u32) -> [u8; TICKET_BYTES] {
    let digest = hashv(&[
        b"assay/ticket/v1",
        case_id,
        &[round_index],
        seed,
        juror.as_ref(),
        &unit.to_le_bytes(),
    ])
    .to_bytes();
    let mut ticket = [0; TICKET_BYTES];
    ticket.copy_from_slice(&digest[..TICKET_BYTES]);
    ticket
}

/// What a juror commits to.
pub fn vote_commitment(case_id: &[u8; 32], round_index: u8, juror: &Pubkey, guilty: bool, salt: &[u8; 32]) -> [u8; 32] {
    hashv(&[
        b"assay/vote/v1",
        case_id,
        &[round_index],
        juror.as_ref(),
        &[guilty.into()],
        salt,
    ])
    .to_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: [u8; 32] = [1; 32];
    const SECRET: [u8; 32] = [2; 32];
    const JUROR: Pubkey = Pubkey::new_from_array([3; 32]);

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|b| format!("{b:02x}")).collect()
    }

    #[test]
    fn the_bytes_are_those_of_the_twin() {
        let program = Pubkey::new_from_array(CASE);
        for (ours, twins) in [
            (&case_id(&program, &JUROR, 7)[..], "0318bb78bc56a3377c262604"),
            (&fault_id(&CASE), "e92b2956560cae7577db901d"),
            (&seed_commitment(&CASE, 4, &JUROR, &SECRET), "677d11b3f890d027b9edb02e"),
            (&seed_share(&CASE, 4, &JUROR, &SECRET), "deb8209b6b4a4ab5795bd9a7"),
            (&ticket(&CASE, 4, &SECRET, &JUROR, 258), "cae8338735282c05c8a9e0ed"),
            (
                &vote_commitment(&CASE, 4, &JUROR, true, &SECRET),
                "38bec69882b3920d026238ba",
            ),
        ] {
            assert_eq!(hex(&ours[..TICKET_BYTES]), twins);
        }
    }
}
