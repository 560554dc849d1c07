//! Identifiers: sha256("assay/<kind>/v1" || fields of fixed width). Twin: clients/assay/ids.py.

use anchor_lang::prelude::Pubkey;
use solana_sha256_hasher::hashv;

/// The campaign that `sponsor` opens under `nonce` at the program that holds funds as `program`.
pub fn campaign_id(program: &Pubkey, sponsor: &Pubkey, nonce: u64) -> [u8; 32] {
    hashv(&[
        b"assay/campaign/v1",
        program.as_ref(),
        sponsor.as_ref(),
        &nonce.to_le_bytes(),
    ])
    .to_bytes()
}

/// The `epoch`-th epoch of a campaign, from 0.
pub fn epoch_id(campaign_id: &[u8; 32], epoch: u32) -> [u8; 32] {
    hashv(&[b"assay/epoch/v1", campaign_id, &epoch.to_le_bytes()]).to_bytes()
}

/// The one batch that a worker may commit in an epoch.
pub fn batch_id(campaign_id: &[u8; 32], epoch: u32, worker: &Pubkey) -> [u8; 32] {
    hashv(&[b"assay/batch/v1", campaign_id, &epoch.to_le_bytes(), worker.as_ref()]).to_bytes()
}

/// The `attempt`-th roots posted for an epoch, from 0: what an accusation against them is about.
pub fn posting_id(epoch_id: &[u8; 32], attempt: u32) -> [u8; 32] {
    hashv(&[b"assay/posting/v1", epoch_id, &attempt.to_le_bytes()]).to_bytes()
}

/// The grant under `nonce` from `source` (who created it, or a campaign's id) to its first beneficiary.
pub fn grant_id(program: &Pubkey, source: &[u8], beneficiary: &Pubkey, nonce: u64) -> [u8; 32] {
    hashv(&[
        b"assay/grant/v1",
        program.as_ref(),
        source,
        beneficiary.as_ref(),
        &nonce.to_le_bytes(),
    ])
    .to_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(id: [u8; 32]) -> String {
        id.map(|b| format!("{b:02x}")).concat()
    }

    // From clients/assay/ids.py.
    #[test]
    fn ids_are_those_of_the_python_package() {
        let [one, two, three] = [1, 2, 3].map(|byte| [byte; 32]);
        let grant = grant_id(&Pubkey::from(one), &two, &Pubkey::from(three), 7);
        for (id, expected) in [
            (
                epoch_id(&one, 7),
                "0c5c794eb408803832bd3e117e268b85fa14c4089db35a0d90d970231292712b",
            ),
            (
                posting_id(&one, 7),
                "6ff8ed6087322464e4c3940a2a9bd2d7c6c62a7c71cc5a7970dd3ad4f1dd00eb",
            ),
            (
                grant,
                "9f83d152e603f56b73faa5b98c5ddc5df839dcc647fa8997d95559440cdfe404",
            ),
        ] {
            assert_eq!(hex(id), expected);
        }
    }
}
