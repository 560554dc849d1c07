//! From a statement to the public signals of each proof system (docs/verifier.md, "Routes"). Twin:
//! clients/assay/commit/routes.py.

use anchor_lang::prelude::*;
use solana_sha256_hasher::hashv;

use crate::errors::VerifierError;

/// 32 bytes, big-endian.
pub type Element = [u8; 32];

/// The order of BN254's groups: elements are below it.
pub const ORDER: Element = [
    0x30, 0x64, 0x4e, 0x72, 0xe1, 0x31, 0xa0, 0x29, 0xb8, 0x50, 0x45, 0xb6, 0x81, 0x81, 0x58, 0x5d, 0x28, 0x33, 0xe8,
    0x48, 0x79, 0xb9, 0x70, 0x91, 0x43, 0xe1, 0xf5, 0x93, 0xf0, 0x00, 0x00, 0x01,
];

/// sha256("risc0.ReceiptClaim"), sha256("risc0.Output") and the state of a machine that halted: RISC Zero's own.
const CLAIM_TAG: [u8; 32] = [
    0xcb, 0x1f, 0xef, 0xcd, 0x1f, 0x2d, 0x9a, 0x64, 0x97, 0x5c, 0xbb, 0xbf, 0x6e, 0x16, 0x1e, 0x29, 0x14, 0x43, 0x4b,
    0x0c, 0xbb, 0x99, 0x60, 0xb8, 0x4d, 0xf5, 0xd7, 0x17, 0xe8, 0x6b, 0x48, 0xaf,
];
const OUTPUT_TAG: [u8; 32] = [
    0x77, 0xea, 0xfe, 0xb3, 0x66, 0xa7, 0x8b, 0x47, 0x74, 0x7d, 0xe0, 0xd7, 0xbb, 0x17, 0x62, 0x84, 0x08, 0x5f, 0xf5,
    0x56, 0x48, 0x87, 0x00, 0x9a, 0x5b, 0xe6, 0x3d, 0xa3, 0x2d, 0x35, 0x59, 0xd4,
];
const HALTED: [u8; 32] = [
    0xa3, 0xac, 0xc2, 0x71, 0x17, 0x41, 0x89, 0x96, 0x34, 0x0b, 0x84, 0xe5, 0xa9, 0x0f, 0x3e, 0xf4, 0xc4, 0x9d, 0x22,
    0xc7, 0x9e, 0x44, 0xaa, 0xd8, 0x22, 0xec, 0x9c, 0x31, 0x3e, 0x1e, 0xb8, 0xe2,
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    Groth16,
    RiscZero,
    Sp1,
    Ezkl,
    Receipt,
}

/// A proof has `signals` public signals, of which those at `fixed` are the same for every statement of a model; a key begins with
/// `parameters` bytes of the proof system's own.
#[derive(Debug)]
pub struct Route {
    pub system: System,
    pub selector: [u8; 4],
    pub signals: usize,
    pub fixed: &'static [usize],
    pub parameters: usize,
}

pub const ROUTES: [Route; 5] = [
    Route {
        system: System::Groth16,
        selector: [0xc5, 0x66, 0xce, 0x68],
        signals: 1,
        fixed: &[],
        parameters: 0,
    },
    Route {
        system: System::RiscZero,
        selector: [0xb4, 0xbe, 0x69, 0xfb],
        signals: 5,
        fixed: &[0, 1, 4],
        parameters: 64,
    },
    Route {
        system: System::Sp1,
        selector: [0x36, 0xd6, 0x78, 0x67],
        signals: 2,
        fixed: &[0],
        parameters: 0,
    },
    Route {
        system: System::Ezkl,
        selector: [0xf6, 0x43, 0x26, 0x42],
        signals: 2,
        fixed: &[0],
        parameters: 0,
    },
    Route {
        system: System::Receipt,
        selector: [0x21, 0x2d, 0x2b, 0x56],
        signals: 1,
        fixed: &[],
        parameters: 32,
    },
];

impl Route {
    pub fn of(selector: &[u8; 4]) -> Result<&'static Self> {
        let found = ROUTES.iter().find(|route| route.selector == *selector);
        Ok(found.ok_or(VerifierError::UnknownRoute)?)
    }

    /// What a proof of the statement by this model has as public signals. They may lie outside of the field.
    pub fn signals_of(&self, parameters: &[u8], model_digest: &Element, statement: &Element) -> Vec<Element> {
        match self.system {
            System::Groth16 => vec![*statement],
            System::RiscZero => {
                let [first, last] = halves(&parameters[..32]);
                let [claim_first, claim_last] = halves(&claim_digest(model_digest, statement));
                vec![first, last, claim_first, claim_last, element(&parameters[32..])]
            }
            System::Sp1 => vec![*model_digest, low_253(hashv(&[statement]).to_bytes())],
            System::Ezkl => vec![*model_digest, *statement],
            System::Receipt => {
                let digest = hashv(&[b"assay/receipt/v1", parameters, model_digest, statement]);
                vec![low_253(digest.to_bytes())]
            }
        }
    }
}

pub fn is_element(number: &Element) -> bool {
    *number < ORDER
}

/// RISC Zero's digest of the claim that the program `image_id` halted with code 0 and this journal, on no assumptions.
fn claim_digest(image_id: &[u8; 32], journal: &[u8; 32]) -> [u8; 32] {
    let digest = hashv(&[journal]).to_bytes();
    let output = hashv(&[&OUTPUT_TAG, &digest, &[0; 32], &[2, 0]]).to_bytes();
    hashv(&[&CLAIM_TAG, &[0; 32], image_id, &HALTED, &output, &[0; 8], &[4, 0]]).to_bytes()
}

/// A digest as RISC Zero splits it: its first and last 16 bytes as little-endian numbers.
fn halves(digest: &[u8]) -> [Element; 2] {
    [0, 16].map(|at| {
        let mut number = [0; 32];
        number[16..].copy_from_slice(&digest[at..at + 16]);
        number[16..].reverse();
        number
    })
}

fn low_253(mut digest: Element) -> Element {
    digest[0] &= 0x1f;
    digest
}

fn element(bytes: &[u8]) -> Element {
    let mut number = [0; 32];
    number.copy_from_slice(bytes);
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|b| format!("{b:02x}")).collect()
    }

    #[test]
    fn a_route_is_named_by_its_hash() {
        for (route, name) in ROUTES.iter().zip(["GROTH16", "RISC_ZERO", "SP1", "EZKL", "RECEIPT"]) {
            let digest = hashv(&[b"assay/route/v1", name.as_bytes()]).to_bytes();
            assert_eq!(route.selector, digest[..4]);
            assert_eq!(Route::of(&route.selector).unwrap().system, route.system);
        }
        assert!(Route::of(&[0; 4]).is_err());
    }

    #[test]
    fn tags_are_hashes_of_their_names() {
        assert_eq!(hashv(&[b"risc0.ReceiptClaim"]).to_bytes(), CLAIM_TAG);
        assert_eq!(hashv(&[b"risc0.Output"]).to_bytes(), OUTPUT_TAG);
    }

    // From clients/assay/commit/routes.py.
    #[test]
    fn the_signals_are_those_of_the_twin() {
        let parameters: Vec<u8> = (1..=64).collect();
        let starts = |system: System| -> Vec<String> {
            let route = ROUTES.iter().find(|route| route.system == system).unwrap();
            let signals = route.signals_of(&parameters[..route.parameters], &[7; 32], &[9; 32]);
            assert_eq!(signals.len(), route.signals);
            let others = route.signals_of(&parameters[..route.parameters], &[7; 32], &[8; 32]);
            let same: Vec<usize> = (0..route.signals).filter(|at| signals[*at] == others[*at]).collect();
            assert_eq!(same, route.fixed);
            signals
                .iter()
                .map(|signal| hex(&signal[..4]) + &hex(&signal[28..]))
                .collect()
        };
        assert_eq!(starts(System::Groth16), ["0909090909090909"]);
        assert_eq!(
            starts(System::RiscZero),
            [
                "0000000004030201",
                "0000000014131211",
                "00000000d0fbc0d1",
                "000000008b212f7b",
                "212223243d3e3f40"
            ]
        );
        assert_eq!(starts(System::Sp1), ["0707070707070707", "0c0cc17ad41c2b05"]);
        assert_eq!(starts(System::Ezkl), ["0707070707070707", "0909090909090909"]);
        assert_eq!(starts(System::Receipt), ["003db043cbddda13"]);
    }

    #[test]
    fn elements_are_below_the_order() {
        let mut below = ORDER;
        below[31] -= 1;
        assert!(is_element(&below) && is_element(&[0; 32]));
        assert!(!is_element(&ORDER) && !is_element(&[0xff; 32]));
    }
}
