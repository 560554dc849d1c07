//! What a proof's public signal is made of (docs/circuits.md). Twin: clients/assay/commit/statement.py.

use anchor_lang::prelude::*;
use solana_poseidon::{Endianness, Parameters};
use solana_sha256_hasher::hashv;

use crate::errors::VerifierError;
use crate::routes::{self, Element};

pub type Context = [u8; 18];
pub type Outcome = [u8; 8];

const OBSERVED_AT_BITS: u32 = 40;

/// What a model says of what it saw: `commitment` of its inputs, when they were observed, and `result`.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct Claim {
    pub commitment: [u8; 32],
    pub observed_at: u64,
    pub result: Outcome,
}

impl Claim {
    /// The statement that a proof of it, made for this context, has as its public signal.
    pub fn statement(&self, context: &Context) -> Result<Element> {
        let is_bounded = routes::is_element(&self.commitment) && self.observed_at >> OBSERVED_AT_BITS == 0;
        require!(is_bounded, VerifierError::NotInField);
        let mut said = [0; 32];
        said[1..19].copy_from_slice(context);
        said[19..24].copy_from_slice(&self.observed_at.to_be_bytes()[3..]);
        said[24..].copy_from_slice(&self.result);
        hash_pair(&self.commitment, &said)
    }
}

/// What binds a proof to one use of one model by one consumer, and to whom it was made for.
pub fn context(domain: &[u8; 32], model_id: &[u8; 32], nonce: u64, prover: &Pubkey) -> Context {
    let said: [&[u8]; 5] = [
        b"assay/statement/v1",
        domain,
        model_id,
        &nonce.to_le_bytes(),
        prover.as_ref(),
    ];
    let digest = hashv(&said).to_bytes();
    let mut context = [0; 18];
    context.copy_from_slice(&digest[..18]);
    context
}

/// Poseidon of two elements, both canonical.
pub fn hash_pair(left: &Element, right: &Element) -> Result<Element> {
    let hash = solana_poseidon::hashv(Parameters::Bn254X5, Endianness::BigEndian, &[left, right]);
    Ok(hash.map_err(|_| VerifierError::NotInField)?.to_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes<const N: usize>(hex: &str) -> [u8; N] {
        std::array::from_fn(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap())
    }

    // The example of docs/circuits.md.
    #[test]
    fn a_statement_is_what_the_documents_say() {
        let context = context(&[0x11; 32], &[0x22; 32], 7, &Pubkey::from([0x33; 32]));
        assert_eq!(context, bytes("4d4ada7e2fd5c2b9a2483df3776adf73819c"));
        let claim = Claim {
            commitment: bytes("2d579d6e6c60c22d2586272bf6198b0aacf8d0b8a2a339ad7d734dd08ce5c6f4"),
            observed_at: 1_800_000_000,
            result: bytes("0bb809c409c407d0"),
        };
        let statement = bytes("027ce7c557da9ce44ad1927f68e47d234b275f2979d057116adc7506335b4fcc");
        assert_eq!(claim.statement(&context).unwrap(), statement);
    }

    #[test]
    fn what_is_beyond_its_bound_has_no_statement() {
        let sound = Claim {
            commitment: [0; 32],
            observed_at: (1 << 40) - 1,
            result: [0xff; 8],
        };
        assert!(sound.statement(&[0xff; 18]).is_ok());
        let late = Claim {
            observed_at: 1 << 40,
            ..sound
        };
        let order = Claim {
            commitment: routes::ORDER,
            ..sound
        };
        assert!(late.statement(&[0; 18]).is_err() && order.statement(&[0; 18]).is_err());
    }
}
