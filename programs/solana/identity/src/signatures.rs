//! Signatures of keys over digests. Those of Ed25519 and P-256 are verified by the chain's own programs, which this one
//! finds in the transaction; one of secp256k1 says which key made it.

use anchor_lang::prelude::*;
use solana_secp256k1_recover::secp256k1_recover;

use crate::errors::IdentityError;
use crate::ids;
use crate::p256;
use crate::state::IdentityConfig;

pub const INSTRUCTIONS: Pubkey = pubkey!("Sysvar1nstructions1111111111111111111111111");
const ED25519_PROGRAM: Pubkey = pubkey!("Ed25519SigVerify111111111111111111111111111");
const SECP256R1_PROGRAM: Pubkey = pubkey!("Secp256r1SigVerify1111111111111111111111111");

pub const ED25519: u8 = 1;
pub const SECP256K1: u8 = 2;
pub const P256: u8 = 3;

const DIGEST_BYTES: usize = 32;
const SIGNATURE_BYTES: usize = 64;
/// Half of the order of secp256k1: a higher S is another writing of the same signature.
const HALF_ORDER: [u8; 32] = [
    0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x5d, 0x57, 0x6e,
    0x73, 0x57, 0xa4, 0x50, 0x1d, 0xdf, 0xe9, 0x2f, 0x46, 0x68, 0x1b, 0x20, 0xa0,
];

/// Of one signature: how many there are and a byte of padding, then the places of signature, key and message.
const HEAD_BYTES: usize = 16;
/// Where an instruction's index means the instruction itself.
const ITSELF: u16 = u16::MAX;

/// That the algorithm is known and the key as long as its keys are.
pub fn require_key(algorithm: u8, public_key: &[u8]) -> Result<()> {
    let length = match algorithm {
        ED25519 => 32,
        SECP256K1 | P256 => 64,
        _ => return err!(IdentityError::BadKey),
    };
    require!(public_key.len() == length, IdentityError::BadKey);
    Ok(())
}

/// That the key, which is registered or passed `require_key`, signed `digest`.
pub fn require_signed(
    algorithm: u8,
    public_key: &[u8],
    digest: &[u8; DIGEST_BYTES],
    proof: &[u8],
    instructions: &AccountInfo,
) -> Result<()> {
    let is_signed = match algorithm {
        ED25519 => is_verified(instructions, &ED25519_PROGRAM, public_key, digest, proof)?,
        SECP256K1 => is_recovered(public_key, digest, proof),
        P256 => {
            let point = compressed(public_key);
            is_verified(instructions, &SECP256R1_PROGRAM, &point, digest, proof)?
        }
        _ => false,
    };
    require!(is_signed, IdentityError::BadProof);
    Ok(())
}

/// That whoever adds this key, which passed `require_key`, to the subject holds it. Gives the key's id.
pub fn require_possession(
    config: &IdentityConfig,
    subject_id: &[u8; 32],
    algorithm: u8,
    public_key: &[u8],
    proof: &[u8],
    instructions: &AccountInfo,
) -> Result<[u8; 32]> {
    // Of a point the chain's program sees x and whether y is odd: any other y so would be another name for the key.
    require!(algorithm != P256 || p256::is_point(public_key), IdentityError::BadProof);
    let key_id = ids::key_id(algorithm, public_key);
    let digest = ids::key_proof(&ids::domain(&config.chain), subject_id, &key_id);
    require_signed(algorithm, public_key, &digest, proof, instructions)?;
    Ok(key_id)
}

/// What the chain's program sees of a point x || y.
fn compressed(key: &[u8]) -> Vec<u8> {
    let (x, y) = key.split_at(key.len() / 2);
    let is_odd = y.last().is_some_and(|byte| byte & 1 == 1);
    [&[2 + u8::from(is_odd)], x].concat()
}

/// Whether this key is the one that a signature r || s || v leads to.
fn is_recovered(public_key: &[u8], digest: &[u8; DIGEST_BYTES], proof: &[u8]) -> bool {
    let Some((&[v @ (27 | 28)], signature)) = proof.split_last_chunk().map(|(signature, v)| (v, signature)) else {
        return false;
    };
    if signature.len() != SIGNATURE_BYTES || signature[32..] > HALF_ORDER[..] {
        return false;
    }
    secp256k1_recover(digest, v - 27, signature).is_ok_and(|key| key.0[..] == *public_key)
}

/// Whether the transaction's instruction just before this one has `program` verify this signature, this alone, and all of
/// it from its own bytes.
///
/// The runtime has run that instruction, so it holds. The index is of the transaction's own instructions: a program that
/// calls this one shows what stands before its own instruction. A proof binds all that its signer agreed to, so it does
/// not matter who brings it.
fn is_verified(
    instructions: &AccountInfo,
    program: &Pubkey,
    key: &[u8],
    digest: &[u8; DIGEST_BYTES],
    signature: &[u8],
) -> Result<bool> {
    require_keys_eq!(*instructions.key, INSTRUCTIONS, ErrorCode::ConstraintAddress);
    let transaction = instructions.try_borrow_data()?;
    let Some(before) = Before::of(&transaction) else {
        return Ok(false);
    };
    let mut rest = match before.data.split_first_chunk::<HEAD_BYTES>() {
        Some((head, rest)) if is_head(head, before.index, key.len()) => rest,
        _ => return Ok(false),
    };
    let mut is_next = |piece: &[u8]| match rest.split_at_checked(piece.len()) {
        Some((next, behind)) => {
            rest = behind;
            next == piece
        }
        None => false,
    };
    let is_it = signature.len() == SIGNATURE_BYTES && is_next(key) && is_next(signature) && is_next(digest);
    Ok(is_it && rest.is_empty() && before.program == program.as_ref())
}

/// Whether the head speaks of one signature, behind a key of this length and before the digest, in the instruction itself.
fn is_head(head: &[u8; HEAD_BYTES], index: u16, key_bytes: usize) -> bool {
    let place = |at: usize| u16::from_le_bytes([head[at], head[at + 1]]);
    let is_itself = |at| [ITSELF, index].contains(&place(at));
    let signature_at = HEAD_BYTES + key_bytes;
    let places = [signature_at, HEAD_BYTES, signature_at + SIGNATURE_BYTES, DIGEST_BYTES];
    head[..2] == [1, 0]
        && [place(2), place(6), place(10), place(12)].map(usize::from) == places
        && is_itself(4)
        && is_itself(8)
        && is_itself(14)
}

/// The transaction's instruction before the running one, in the sysvar's bytes.
struct Before<'a> {
    index: u16,
    program: &'a [u8],
    data: &'a [u8],
}

impl<'a> Before<'a> {
    /// None where nothing stands before, or what does takes accounts.
    fn of(transaction: &'a [u8]) -> Option<Self> {
        let number = |at: usize| Some(u16::from_le_bytes(*transaction.get(at..)?.first_chunk()?));
        let running = u16::from_le_bytes(*transaction.last_chunk()?);
        let index = running.checked_sub(1)?;
        let at = usize::from(number(2 + 2 * usize::from(index))?);
        // How many accounts, the program, how many bytes, the bytes.
        let (accounts, length) = (number(at)?, number(at + 34)?);
        let program = transaction.get(at + 2..at + 34)?;
        let data = transaction.get(at + 36..at + 36 + usize::from(length))?;
        (accounts == 0).then_some(Self { index, program, data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anchor_lang::solana_program::sysvar::instructions::{
        construct_instructions_data, BorrowedAccountMeta, BorrowedInstruction,
    };

    const DIGEST: [u8; 32] = [3; 32];
    const PROOF: [u8; 64] = [5; 64];
    const KEY: [u8; 32] = [7; 32];
    const OTHER: Pubkey = Pubkey::new_from_array([9; 32]);

    /// What a native program takes, with its three indices.
    fn data(key: &[u8], indices: [u16; 3]) -> Vec<u8> {
        let signature_at = (16 + key.len()) as u16;
        let places = [
            signature_at,
            indices[0],
            16,
            indices[1],
            signature_at + 64,
            32,
            indices[2],
        ];
        let head = places.iter().flat_map(|place| place.to_le_bytes());
        [1, 0]
            .into_iter()
            .chain(head)
            .chain(key.iter().copied())
            .chain(PROOF)
            .chain(DIGEST)
            .collect()
    }

    fn sound() -> Vec<u8> {
        data(&KEY, [ITSELF; 3])
    }

    /// What is said in a transaction of these instructions while the one at `running` runs.
    fn checked(listed: &[(Pubkey, Vec<u8>, usize)], running: u16, sysvar: Pubkey, key: &[u8]) -> Result<()> {
        let account = || BorrowedAccountMeta {
            pubkey: &OTHER,
            is_signer: false,
            is_writable: true,
        };
        let listed: Vec<_> = listed
            .iter()
            .map(|(program, data, accounts)| BorrowedInstruction {
                program_id: program,
                accounts: (0..*accounts).map(|_| account()).collect(),
                data,
            })
            .collect();
        let mut bytes = construct_instructions_data(&listed);
        let end = bytes.len() - 2;
        bytes[end..].copy_from_slice(&running.to_le_bytes());
        let (mut lamports, owner) = (1, OTHER);
        let account = AccountInfo::new(&sysvar, false, false, &mut lamports, &mut bytes, &owner, false);
        let algorithm = if key.len() == 32 { ED25519 } else { P256 };
        require_signed(algorithm, key, &DIGEST, &PROOF, &account)
    }

    fn ours() -> (Pubkey, Vec<u8>, usize) {
        (crate::ID, vec![1, 2, 3], 4)
    }

    fn is_bad(result: Result<()>) -> bool {
        result == Err(IdentityError::BadProof.into())
    }

    fn after(program: Pubkey, data: Vec<u8>) -> Result<()> {
        checked(&[(program, data, 0), ours()], 1, INSTRUCTIONS, &KEY)
    }

    #[test]
    fn the_instruction_before_shows_the_signature() {
        after(ED25519_PROGRAM, sound()).unwrap();
        after(ED25519_PROGRAM, data(&KEY, [0, ITSELF, 0])).unwrap();
        let listed = [(OTHER, vec![8; 40], 3), (ED25519_PROGRAM, sound(), 0), ours(), ours()];
        checked(&listed, 2, INSTRUCTIONS, &KEY).unwrap();
    }

    #[test]
    fn a_signature_in_another_place_shows_nothing() {
        let proof = || (ED25519_PROGRAM, sound(), 0);
        for (listed, running) in [
            (vec![ours(), proof()], 0),
            (vec![ours(), proof()], 1),
            (vec![proof(), ours(), ours()], 2),
            (vec![ours(), ours(), proof()], 1),
            (vec![proof(), ours()], 0),
            (vec![proof(), ours()], 7),
            (vec![ours()], 0),
        ] {
            assert!(is_bad(checked(&listed, running, INSTRUCTIONS, &KEY)));
        }
    }

    #[test]
    fn only_the_native_program_shows_it() {
        for program in [SECP256R1_PROGRAM, OTHER, crate::ID, Pubkey::default()] {
            assert!(is_bad(after(program, sound())));
        }
        let listed = [(ED25519_PROGRAM, sound(), 1), ours()];
        assert!(is_bad(checked(&listed, 1, INSTRUCTIONS, &KEY)));
    }

    #[test]
    fn a_forged_sysvar_is_refused() {
        let listed = [(ED25519_PROGRAM, sound(), 0), ours()];
        let refused = checked(&listed, 1, OTHER, &KEY);
        assert_eq!(refused, Err(ErrorCode::ConstraintAddress.into()));
    }

    #[test]
    fn bytes_of_another_instruction_are_not_taken_for_ours() {
        for index in [1, 2, u16::MAX - 1] {
            for place in 0..3 {
                let mut indices = [ITSELF; 3];
                indices[place] = index;
                assert!(is_bad(after(ED25519_PROGRAM, data(&KEY, indices))));
            }
        }
    }

    #[test]
    fn every_byte_counts_and_no_more() {
        for at in 0..sound().len() {
            // An index may also be the instruction's own.
            for other in [1, 0x80, 0xff].map(|flip| sound()[at] ^ flip) {
                let mut data = sound();
                data[at] = other;
                assert!(is_bad(after(ED25519_PROGRAM, data)), "{at}");
            }
            assert!(is_bad(after(ED25519_PROGRAM, sound()[..at].to_vec())));
        }
        assert!(is_bad(after(ED25519_PROGRAM, [&sound()[..], &[0]].concat())));
        let second = [&[2, 0], &sound()[2..16], &sound()[2..]].concat();
        assert!(is_bad(after(ED25519_PROGRAM, second)));
    }

    #[test]
    fn a_key_of_p256_is_shown_compressed() {
        let hex = "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
        let key = unhex(hex);
        let listed = |program, prefix| {
            let point = [&[prefix], &unhex(hex)[..32]].concat();
            [(program, data(&point, [ITSELF; 3]), 0), ours()]
        };
        let odd = listed(SECP256R1_PROGRAM, 3);
        checked(&odd, 1, INSTRUCTIONS, &key).unwrap();
        for wrong in [listed(SECP256R1_PROGRAM, 2), listed(ED25519_PROGRAM, 3)] {
            assert!(is_bad(checked(&wrong, 1, INSTRUCTIONS, &key)));
        }
    }

    fn unhex(hex: &str) -> Vec<u8> {
        let byte = |i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap();
        (0..hex.len()).step_by(2).map(byte).collect()
    }

    #[test]
    fn a_signature_of_secp256k1_leads_to_its_key() {
        // Made by eth_keys with the private key 0x0707…07 over sha256("signed").
        let digest: [u8; 32] = unhex("4a3cdfae6f291c8f544daea5b72905cf9e74c1ed427d831ad0d7ca00c73c794d")
            .try_into()
            .unwrap();
        let key = unhex("989c0b76cb563971fdc9bef31ec06c3560f3249d6ee9e5d83c57625596e05f6f631f4d05b3ae518776ee08755a7703e64b2ebc32547504de0b55a142d4ecdf80");
        let proof = unhex("ea6c263f1f4ecde31e02cdeb4e3f40a5c855dc98a437241096ed9391006b01c07a2eec46b45a04b8c4e14efd607ca65822fd3c21d59b909e74f6e5b401c2252c1b");
        assert!(is_recovered(&key, &digest, &proof));
        assert!(!is_recovered(&key, &[0; 32], &proof));
        assert!(!is_recovered(&key[..63], &digest, &proof));
        assert!(!is_recovered(&[&key[..63], &[0]].concat(), &digest, &proof));
        for length in [0, 1, 63, 64] {
            assert!(!is_recovered(&key, &digest, &proof[..length]));
        }
        assert!(!is_recovered(&key, &digest, &[&proof[..], &[27]].concat()));
        for v in [0, 1, 26, 28, 29, 30, 31, 255] {
            assert!(!is_recovered(&key, &digest, &[&proof[..64], &[v]].concat()));
        }
        // The order less s, with the other v: the same signature, written anew.
        let high = unhex("85d113b94ba5fb473b1eb1029f8359a697b1a0c4d9ad0f9d4adb78d8ce741c15");
        assert!(!is_recovered(&key, &digest, &[&proof[..32], &high, &[28]].concat()));
    }

    #[test]
    fn keys_have_their_algorithms_length() {
        for (algorithm, length) in [(ED25519, 32), (SECP256K1, 64), (P256, 64)] {
            for given in [0, 31, 32, 33, 63, 64, 65] {
                assert_eq!(require_key(algorithm, &vec![1; given]).is_ok(), given == length);
            }
        }
        assert!([0, 4, 255].iter().all(|unknown| require_key(*unknown, &KEY).is_err()));
    }
}
