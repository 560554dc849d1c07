//! Identifiers: sha256("assay/<kind>/v1" || fields of fixed width). Twin: clients/assay/ids.py.

use anchor_lang::prelude::Pubkey;
use solana_sha256_hasher::hashv;

use crate::state::CONFIG;

type Id = [u8; 32];

/// The model that `owner` registers under `nonce`.
pub fn model_id(owner: &Pubkey, nonce: u64) -> Id {
    hashv(&[b"assay/model/v1", CONFIG.as_ref(), owner.as_ref(), &nonce.to_le_bytes()]).to_bytes()
}

/// Whom a proof is for, on the chain of this tag.
pub fn consumer_domain(chain: &[u8; 32], consumer: &Pubkey) -> Id {
    hashv(&[b"assay/consumer/v1", CONFIG.as_ref(), chain, consumer.as_ref()]).to_bytes()
}

/// The request that `requester` makes under `nonce`.
pub fn request_id(requester: &Pubkey, nonce: u64) -> Id {
    let nonce = nonce.to_le_bytes();
    hashv(&[b"assay/request/v1", CONFIG.as_ref(), requester.as_ref(), &nonce]).to_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(id: Id) -> String {
        id[..12].iter().map(|b| format!("{b:02x}")).collect()
    }

    // From clients/assay/ids.py.
    #[test]
    fn the_bytes_are_those_of_the_twin() {
        let [one, two] = [1, 2].map(|byte| [byte; 32]);
        assert_eq!(start(model_id(&Pubkey::from(one), 7)), "7b7be2de75f0a6761da8a337");
        assert_eq!(start(request_id(&Pubkey::from(one), 7)), "292099d8a0567dfe7d4f0dbe");
        assert_eq!(
            start(consumer_domain(&one, &Pubkey::from(two))),
            "46228ccb9c51800ba8290130"
        );
    }
}
