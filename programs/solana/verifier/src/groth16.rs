//! Groth16 over BN254. The chain's syscalls compute; what they let through is refused here: a coordinate that is not below
//! the prime (they ignore the two bits above it), a point at infinity, a key whose gamma anybody can make proofs of. Twin:
//! clients/assay/reference/groth16.py.

use std::borrow::Borrow;

use anchor_lang::prelude::*;
use solana_bn254::prelude::{alt_bn128_g1_addition_be, alt_bn128_g1_multiplication_be, alt_bn128_pairing_be};

use crate::errors::VerifierError;
use crate::routes::{self, Element};

pub const G1: usize = 64;
const G2: usize = 128;
const BETA: usize = G1;
const GAMMA: usize = BETA + G2;
const DELTA: usize = GAMMA + G2;
/// Where a key's last points begin: one more than there are signals.
const IC: usize = DELTA + G2;
const PROOF: usize = G1 + G2 + G1;
const PAIRS: usize = 4;

/// Of the coordinates.
const PRIME: [u8; 32] = [
    0x30, 0x64, 0x4e, 0x72, 0xe1, 0x31, 0xa0, 0x29, 0xb8, 0x50, 0x45, 0xb6, 0x81, 0x81, 0x58, 0x5d, 0x97, 0x81, 0x6a,
    0x91, 0x68, 0x71, 0xca, 0x8d, 0x3c, 0x20, 0x8c, 0x16, 0xd8, 0x7c, 0xfd, 0x47,
];

pub const fn key_bytes(signals: usize) -> usize {
    IC + (signals + 1) * G1
}

/// A key has points for that many signals, in exact length and each valid.
pub fn require_key(key: &[u8], signals: usize) -> Result<()> {
    require!(key.len() == key_bytes(signals), VerifierError::BadVerificationKey);
    // With gamma = -delta anybody makes proofs, as with gamma = delta.
    let is_apart = key[GAMMA..GAMMA + 64] != key[DELTA..DELTA + 64];
    let (first, rest) = key.split_at(G1);
    let (twisted, terms) = rest.split_at(IC - G1);
    let mut plain = std::iter::once(first).chain(terms.chunks_exact(G1));
    let is_written = plain.all(is_written) && twisted.chunks_exact(G2).all(is_written);
    require!(is_apart && is_written, VerifierError::BadVerificationKey);

    // A syscall refuses a point off its curve or out of its subgroup.
    let are_on_curve = terms
        .chunks_exact(G1)
        .all(|term| alt_bn128_g1_addition_be(term).is_ok());
    let mut pairs = Vec::with_capacity(3 * (G1 + G2));
    for point in twisted.chunks_exact(G2) {
        pairs.extend_from_slice(first);
        pairs.extend_from_slice(point);
    }
    let is_sound = are_on_curve && alt_bn128_pairing_be(&pairs).is_ok();
    require!(is_sound, VerifierError::BadVerificationKey);
    Ok(())
}

/// A key's point that belongs to no signal.
pub fn first_term(key: &[u8]) -> &[u8] {
    &key[IC..IC + G1]
}

/// What a key's first IC point is once the signals that no statement changes are weighed in: a verification does without their
/// multiplications. Those at `fixed` are; `key` passed `require_key`.
pub fn folded(key: &[u8], signals: &[Element], fixed: &[usize]) -> Result<Vec<u8>> {
    let terms = &key[IC..];
    // With a signal beyond the field no proof counts, whatever is folded.
    let sound = fixed.iter().filter(|at| routes::is_element(&signals[**at]));
    weighed(&terms[..G1], terms, signals, sound)
}

/// The proof holds for the signals under a key that passed `require_key`: e(-A, B) e(alpha, beta) e(IC, gamma) e(C, delta) = 1.
/// `folded` is what `folded` made of it and of the signals at `fixed`.
pub fn require_proof(key: &[u8], folded: &[u8], signals: &[Element], fixed: &[usize], proof: &[u8]) -> Result<()> {
    require!(signals.iter().all(routes::is_element), VerifierError::NotInField);
    require!(proof.len() == PROOF, VerifierError::MalformedProof);
    let (a, b, c) = (&proof[..G1], &proof[G1..G1 + G2], &proof[G1 + G2..]);
    require!([a, b, c].into_iter().all(is_written), VerifierError::MalformedProof);

    let mut pairs = Vec::with_capacity(PAIRS * (G1 + G2));
    pairs.extend_from_slice(&a[..32]);
    pairs.extend_from_slice(&negated(&a[32..]));
    pairs.extend_from_slice(b);
    pairs.extend_from_slice(&key[..GAMMA]);
    let others = (0..signals.len()).filter(|at| !fixed.contains(at));
    pairs.extend_from_slice(&weighed(folded, &key[IC..], signals, others)?);
    pairs.extend_from_slice(&key[GAMMA..DELTA]);
    pairs.extend_from_slice(c);
    pairs.extend_from_slice(&key[DELTA..IC]);
    // The key's points are valid, so what fails here is one of the proof's.
    let product = alt_bn128_pairing_be(&pairs).map_err(|_| VerifierError::MalformedProof)?;
    let (last, zeros) = product.split_last().ok_or(VerifierError::MalformedProof)?;
    let is_one = *last == 1 && zeros.iter().all(|byte| *byte == 0);
    require!(is_one, VerifierError::FalseProof);
    Ok(())
}

/// A point, and each term of these signals times its signal. The first of the terms is no signal's.
fn weighed<T: Borrow<usize>>(
    first: &[u8],
    terms: &[u8],
    signals: &[Element],
    places: impl Iterator<Item = T>,
) -> Result<Vec<u8>> {
    let mut sum = first.to_vec();
    for place in places {
        let (term, signal) = (&terms[(place.borrow() + 1) * G1..][..G1], &signals[*place.borrow()]);
        let product =
            alt_bn128_g1_multiplication_be(&[term, signal].concat()).map_err(|_| VerifierError::NotInField)?;
        sum.extend_from_slice(&product);
        sum = alt_bn128_g1_addition_be(&sum).map_err(|_| VerifierError::NotInField)?;
    }
    Ok(sum)
}

/// Whether a point has canonical coordinates and is not at infinity.
fn is_written(point: &[u8]) -> bool {
    point.chunks_exact(32).all(|coordinate| *coordinate < PRIME[..]) && point.iter().any(|byte| *byte != 0)
}

/// The prime less a coordinate below it; of zero, which stands for itself, zero.
fn negated(y: &[u8]) -> [u8; 32] {
    let mut difference = [0; 32];
    if y.iter().all(|byte| *byte == 0) {
        return difference;
    }
    let mut borrow = 0;
    for i in (0..32).rev() {
        let digit = i16::from(PRIME[i]) - i16::from(y[i]) - borrow;
        borrow = i16::from(digit < 0);
        difference[i] = digit.rem_euclid(256) as u8;
    }
    difference
}

#[cfg(test)]
mod tests {
    use super::*;
    use solana_bn254::prelude::alt_bn128_g2_multiplication_be;

    fn bytes(hex: &str) -> Vec<u8> {
        let digits = (0..hex.len()).step_by(2);
        digits
            .map(|i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap())
            .collect()
    }

    fn number(value: u8) -> Element {
        let mut number = [0; 32];
        number[31] = value;
        number
    }

    fn plain(times: u8) -> Vec<u8> {
        alt_bn128_g1_multiplication_be(&[number(1), number(2), number(times)].concat()).unwrap()
    }

    fn twisted(times: u8) -> Vec<u8> {
        let generator = bytes(concat!(
            "198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2",
            "1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed",
            "090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b",
            "12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa",
        ));
        let input = [generator, number(times).to_vec()].concat();
        alt_bn128_g2_multiplication_be(input.as_slice().try_into().unwrap()).unwrap()
    }

    /// alpha 7, beta 1, gamma 2, delta 3, IC 1 and 1: a ceremony whose waste everybody has.
    fn key() -> Vec<u8> {
        [plain(7), twisted(1), twisted(2), twisted(3), plain(1), plain(1)].concat()
    }

    /// Of the signal 5: 22 = 7 + 2 (1 + 5) + 3.
    fn proof() -> Vec<u8> {
        [plain(22), twisted(1), plain(1)].concat()
    }

    fn refused(key: &[u8], signal: Element, proof: &[u8]) -> String {
        match require_proof(key, &key[IC..IC + G1], &[signal], &[], proof).unwrap_err() {
            Error::AnchorError(error) => error.error_name,
            other => panic!("{other}"),
        }
    }

    #[test]
    fn a_proof_holds_for_its_signal_alone() {
        assert!(require_key(&key(), 1).is_ok());
        assert!(require_proof(&key(), &plain(1), &[number(5)], &[], &proof()).is_ok());
        assert_eq!(refused(&key(), number(6), &proof()), "FalseProof");
        assert_eq!(refused(&key(), routes::ORDER, &proof()), "NotInField");
    }

    #[test]
    fn a_signal_that_was_folded_in_counts_as_much() {
        let folded = folded(&key(), &[number(5)], &[0]).unwrap();
        assert_eq!(folded, plain(6));
        assert!(require_proof(&key(), &folded, &[number(5)], &[0], &proof()).is_ok());
        let other = require_proof(&key(), &plain(7), &[number(5)], &[0], &proof());
        assert!(other.is_err());
        // What lies beyond the field is folded as nothing, and refused.
        assert_eq!(super::folded(&key(), &[routes::ORDER], &[0]).unwrap(), plain(1));
        assert!(require_proof(&key(), &plain(1), &[routes::ORDER], &[0], &proof()).is_err());
    }

    #[test]
    fn a_point_is_written_in_one_way() {
        // The syscall takes a coordinate with its two upper bits set for the same, or for infinity.
        for (at, bit) in [(32, 0x80), (32, 0x40), (128, 0x80), (224, 0x80), (0, 0x80)] {
            let mut proof = proof();
            proof[at] |= bit;
            assert_eq!(refused(&key(), number(5), &proof), "MalformedProof");
        }
        for place in [0..64, 64..192, 192..256] {
            let mut proof = proof();
            proof[place].fill(0);
            assert_eq!(refused(&key(), number(5), &proof), "MalformedProof");
        }
        let mut off_curve = proof();
        off_curve[31] ^= 1;
        assert_eq!(refused(&key(), number(5), &off_curve), "MalformedProof");
        assert_eq!(refused(&key(), number(5), &proof()[..255]), "MalformedProof");
    }

    #[test]
    fn a_key_that_proves_anything_is_no_key() {
        let mut opposite = twisted(2);
        for place in [64..96, 96..128] {
            let y = negated(&opposite[place.clone()]);
            opposite[place].copy_from_slice(&y);
        }
        for gamma in [twisted(3), opposite, vec![0; G2]] {
            let delta = if gamma == twisted(3) { 3 } else { 2 };
            let key = [plain(7), twisted(1), gamma, twisted(delta), plain(1), plain(1)].concat();
            assert!(require_key(&key, 1).is_err());
        }
        let mut unbound = key();
        unbound[IC + G1..].fill(0);
        assert!(require_key(&unbound, 1).is_err() && require_key(&key(), 2).is_err());
    }

    #[test]
    fn a_negative_is_what_is_lacking_to_the_prime() {
        assert_eq!(negated(&[0; 32]), [0; 32]);
        assert_eq!(negated(&negated(&number(200))), number(200));
        let mut last = PRIME;
        last[31] -= 1;
        assert_eq!(negated(&last), number(1));
    }
}
