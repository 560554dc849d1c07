//! A batch of judgments (docs/rewards.md, "Judgments"). Twin: clients/assay/commit/judgments.py.

use solana_sha256_hasher::hashv;

use crate::tree::{self, Hash};

pub const JUDGMENT_BYTES: usize = 20;
pub const ROW_BYTES: usize = 32 + 4 + JUDGMENT_BYTES;
const TASK_BYTES: usize = 4;

/// The bytes that a hidden leaf is the hash of: 0x00 || batch id || seed || index (u32 LE) || judgment.
struct Hidden([u8; Self::BYTES]);

impl Hidden {
    const INDEX: usize = 1 + 32 + 32;
    const JUDGMENT: usize = Self::INDEX + 4;
    const BYTES: usize = Self::JUDGMENT + JUDGMENT_BYTES;

    fn of(batch_id: &Hash, seed: &Hash) -> Self {
        let mut bytes = [0; Self::BYTES];
        bytes[1..33].copy_from_slice(batch_id);
        bytes[33..Self::INDEX].copy_from_slice(seed);
        Self(bytes)
    }

    fn leaf(&mut self, index: u32, judgment: &[u8]) -> Hash {
        self.0[Self::INDEX..Self::JUDGMENT].copy_from_slice(&index.to_le_bytes());
        self.0[Self::JUDGMENT..].copy_from_slice(judgment);
        // One piece: the hash costs by the piece, too.
        hashv(&[&self.0]).to_bytes()
    }
}

/// The leaf of judgment `index` of a batch.
pub fn hidden_leaf(batch_id: &Hash, seed: &Hash, index: u32, judgment: &[u8]) -> Hash {
    Hidden::of(batch_id, seed).leaf(index, judgment)
}

/// `count` judgments, by strictly ascending task, of tasks below `task_count`.
pub fn are_sound(judgments: &[u8], count: u16, task_count: u32) -> bool {
    if judgments.len() != usize::from(count) * JUDGMENT_BYTES {
        return false;
    }
    let mut least = 0;
    for judgment in judgments.chunks_exact(JUDGMENT_BYTES) {
        let mut task = [0; TASK_BYTES];
        task.copy_from_slice(&judgment[..TASK_BYTES]);
        let task = u64::from(u32::from_le_bytes(task));
        if task < least {
            return false;
        }
        least = task + 1;
    }
    least <= u64::from(task_count)
}

/// The root of the tree that a worker commits to, over at least one judgment.
pub fn root(batch_id: &Hash, seed: &Hash, judgments: &[u8]) -> Hash {
    let mut hidden = Hidden::of(batch_id, seed);
    let leaves = judgments.chunks_exact(JUDGMENT_BYTES);
    let mut leaves: Vec<Hash> = (0..)
        .zip(leaves)
        .map(|(i, judgment)| hidden.leaf(i, judgment))
        .collect();
    tree::fold(&mut leaves)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids;
    use anchor_lang::prelude::Pubkey;

    fn judgments(count: u32) -> Vec<u8> {
        (0..count)
            .flat_map(|i| [&(3 * i).to_le_bytes()[..], &u128::from(i).to_le_bytes()].concat())
            .collect()
    }

    // From clients/assay/commit/judgments.py and clients/assay/ids.py.
    #[test]
    fn a_batch_has_the_python_root() {
        let (program, sponsor, worker) = ([1; 32], [2; 32], [5; 32]);
        let campaign = ids::campaign_id(&Pubkey::from(program), &Pubkey::from(sponsor), 3);
        let batch_id = ids::batch_id(&campaign, 4, &Pubkey::from(worker));
        for (count, expected) in [
            (1, "dd9a253eb27ef4cb3441a72df941db1c109e7e0863969957a00e1788deee0586"),
            (2, "ec09000bb30840c07a28293272ffbb8eb19e9fdda10734522456793789b6717d"),
            (5, "c60802389087786d01460ef9e979f6350403f398c570605fc570973929540105"),
            (13, "5b4d3984dbf07b684543314a3f3d9f5cb76bc2d62687e4eb7a27b0a5a1a886ff"),
        ] {
            let root = root(&batch_id, &[7; 32], &judgments(count));
            assert_eq!(root.map(|b| format!("{b:02x}")).concat(), expected);
        }
    }

    #[test]
    fn judgments_ascend_by_task_and_are_all_there() {
        let five = judgments(5);
        assert!(are_sound(&five, 5, 13));
        assert!(!are_sound(&five, 5, 12));
        assert!(!are_sound(&five, 4, 13));
        assert!(!are_sound(&five[1..], 5, 13));
        let twice = [&five[..], &five[80..]].concat();
        assert!(!are_sound(&twice, 6, 13));
        let back = [&five[20..40], &five[..20]].concat();
        assert!(!are_sound(&back, 2, 13));
        let last = [&u32::MAX.to_le_bytes()[..], &[0; 16]].concat();
        assert!(!are_sound(&last, 1, u32::MAX));
    }
}
