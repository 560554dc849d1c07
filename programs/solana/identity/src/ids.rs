//! Identifiers, and what keys sign: sha256("assay/<kind>/v1" || fields of fixed width). Twin: clients/assay/ids.py.

use anchor_lang::prelude::Pubkey;
use solana_sha256_hasher::hashv;

use crate::state::{AttestationTerms, SLASHER};

type Id = [u8; 32];

const KEY_BYTES: usize = 64;

/// What keys sign for, on the chain of this tag.
pub fn domain(chain: &[u8; 32]) -> Id {
    hashv(&[b"assay/domain/v1", SLASHER.as_ref(), chain]).to_bytes()
}

/// The subject that its first controller creates under `nonce`.
pub fn subject_id(controller: &Pubkey, nonce: u64) -> Id {
    hashv(&[
        b"assay/subject/v1",
        SLASHER.as_ref(),
        controller.as_ref(),
        &nonce.to_le_bytes(),
    ])
    .to_bytes()
}

/// A public key of at most 64 bytes.
pub fn key_id(algorithm: u8, public_key: &[u8]) -> Id {
    let padding = [0; KEY_BYTES];
    let padding = &padding[public_key.len().min(KEY_BYTES)..];
    hashv(&[b"assay/key/v1", &[algorithm], public_key, padding]).to_bytes()
}

/// What a key signs to show that whoever adds it to the subject holds it.
pub fn key_proof(domain: &Id, subject_id: &Id, key_id: &Id) -> Id {
    hashv(&[b"assay/key_proof/v1", domain, subject_id, key_id]).to_bytes()
}

/// The attestation, or the batch of them, that an issuer makes under `nonce`.
pub fn attestation_id(issuer: &Pubkey, nonce: u64) -> Id {
    hashv(&[
        b"assay/attestation/v1",
        SLASHER.as_ref(),
        issuer.as_ref(),
        &nonce.to_le_bytes(),
    ])
    .to_bytes()
}

/// The attestation at `index` of a batch.
pub fn batched_id(batch_id: &Id, index: u32) -> Id {
    hashv(&[b"assay/batched/v1", batch_id, &index.to_le_bytes()]).to_bytes()
}

/// What an issuer signs to let anyone post its attestation until `deadline`.
pub fn delegated(domain: &Id, attestation_id: &Id, terms: &AttestationTerms, deadline: u64) -> Id {
    hashv(&[
        b"assay/delegated/v1",
        domain,
        attestation_id,
        &terms.subject_id,
        &[terms.kind],
        &terms.generation.to_le_bytes(),
        &terms.expires_at.to_le_bytes(),
        &terms.commitment,
        &deadline.to_le_bytes(),
    ])
    .to_bytes()
}

/// What a key recorded under a claim's hash.
pub fn content_id(key_id: &Id, claim_hash: &Id) -> Id {
    hashv(&[b"assay/content/v1", SLASHER.as_ref(), key_id, claim_hash]).to_bytes()
}

/// What a key signs to record a content of this payload.
pub fn content_proof(domain: &Id, content_id: &Id, payload: &[u8]) -> Id {
    let digest = hashv(&[payload]).to_bytes();
    hashv(&[b"assay/content_proof/v1", domain, content_id, &digest]).to_bytes()
}

/// The batch of records that a key makes under `nonce`.
pub fn content_batch_id(key_id: &Id, nonce: u64) -> Id {
    hashv(&[
        b"assay/content_batch/v1",
        SLASHER.as_ref(),
        key_id,
        &nonce.to_le_bytes(),
    ])
    .to_bytes()
}

/// What a key signs to record a batch.
pub fn content_batch_proof(domain: &Id, batch_id: &Id, root: &Id, count: u32) -> Id {
    hashv(&[
        b"assay/content_batch_proof/v1",
        domain,
        batch_id,
        root,
        &count.to_le_bytes(),
    ])
    .to_bytes()
}

/// The fault of an issuer that vouched for whom a ruling found guilty: one for each ruling.
pub fn voucher_fault(case_id: &Id, issuer: &Pubkey) -> Id {
    hashv(&[b"assay/voucher/v1", SLASHER.as_ref(), case_id, issuer.as_ref()]).to_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Content;

    fn start(id: Id) -> String {
        id[..12].iter().map(|b| format!("{b:02x}")).collect()
    }

    // From clients/assay/ids.py.
    #[test]
    fn the_bytes_are_those_of_the_twin() {
        let [one, two, three] = [1, 2, 3].map(|byte| [byte; 32]);
        let somebody = Pubkey::from(one);
        let terms = AttestationTerms {
            subject_id: three,
            kind: 4,
            generation: 5,
            expires_at: 6,
            commitment: one,
        };
        let content = Content {
            claim_hash: one,
            soft_binding: two,
            source_type: 3,
            tools: three,
            parents: vec![two, one],
        };
        for (ours, twins) in [
            (domain(&one), "869be9c3a1ffa15c1c818f10"),
            (subject_id(&somebody, 7), "f129af5faf0df6f5eef57c2f"),
            (key_id(1, &one), "5122bf42bd592fb36b1ed823"),
            (key_id(3, &[one, two].concat()), "91c798a6ea00d5dce068e9f5"),
            (key_proof(&one, &two, &three), "31097240c09fe9b9df0d0004"),
            (attestation_id(&somebody, 7), "a7be0553233ad483b734abac"),
            (batched_id(&one, 258), "ecca75690fb0c835bd31d7a2"),
            (delegated(&one, &two, &terms, 7), "5ea76a740ef14d9c0acdb25e"),
            (content_id(&one, &two), "00b6afdad76103f499df5205"),
            (
                content_proof(&one, &two, &content.payload()),
                "36b976e46c03f1ce352c6df0",
            ),
            (content_batch_id(&one, 7), "f9ac39c3cb98040a009643bf"),
            (content_batch_proof(&one, &two, &three, 258), "7c8b02c278bb8fad296b74e0"),
            (voucher_fault(&one, &Pubkey::from(two)), "39a7b709f3ef55316d4bb35b"),
        ] {
            assert_eq!(start(ours), twins);
        }
    }
}
