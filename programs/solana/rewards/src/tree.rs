//! Position-bound trees: an odd node is promoted. Those of sha256 are clients/assay/commit/merkle.py's, those of
//! keccak256, whose nodes bear sums, clients/assay/commit/sumtree.py's.

use solana_keccak_hasher::hashv as keccak;
use solana_sha256_hasher::hashv as sha256;

pub type Hash = [u8; 32];

const LEAF: &[u8] = &[0];
const NODE: &[u8] = &[1];
pub const HASH_BYTES: usize = 32;
/// A node of a sum tree: its hash and its sum (u64 BE).
pub const SUM_NODE_BYTES: usize = HASH_BYTES + 8;

/// Levels at which a node has a sibling, from node `index` of a level of `count` up to the root: whether the sibling is
/// the left one.
#[derive(Clone)]
pub struct Way {
    pub index: u32,
    pub count: u32,
}

impl Iterator for Way {
    type Item = bool;

    fn next(&mut self) -> Option<bool> {
        while self.count > 1 {
            let is_right = self.index & 1 == 1;
            let is_promoted = !is_right && self.index == self.count - 1;
            self.index >>= 1;
            self.count = (self.count >> 1) + (self.count & 1);
            if !is_promoted {
                return Some(is_right);
            }
        }
        None
    }
}

/// The number of siblings in the path of node `index` of `count`.
pub fn path_length(index: u32, count: u32) -> usize {
    Way { index, count }.count()
}

/// How many nodes level `level` (0: leaves) of a tree over `count` leaves has.
pub fn level_count(mut count: u32, level: u8) -> u32 {
    for _ in 0..level {
        count = (count >> 1) + (count & 1);
    }
    count
}

/// H(0x00 || payload).
pub fn leaf_hash(payload: &[u8]) -> Hash {
    sha256(&[LEAF, payload]).to_bytes()
}

/// The root that `path` (32 bytes a sibling, from the leaf up, as many as `path_length` says) leads to from the leaf
/// hash at `index` of `count`.
pub fn fold_path(leaf: Hash, index: u32, count: u32, path: &[u8]) -> Hash {
    let siblings = path.chunks_exact(HASH_BYTES);
    Way { index, count }
        .zip(siblings)
        .fold(leaf, |node, (is_right, sibling)| {
            let pair: [&[u8]; 3] = if is_right {
                [NODE, sibling, &node]
            } else {
                [NODE, &node, sibling]
            };
            sha256(&pair).to_bytes()
        })
}

/// The root over `nodes` (at least one), taken as one level. Uses them up.
pub fn fold(nodes: &mut [Hash]) -> Hash {
    let mut count = nodes.len();
    while count > 1 {
        for pair in 0..count / 2 {
            // Two nodes lie side by side, so they are hashed as one piece.
            nodes[pair] = sha256(&[NODE, nodes[2 * pair..2 * pair + 2].as_flattened()]).to_bytes();
        }
        if count % 2 == 1 {
            nodes[count / 2] = nodes[count - 1];
        }
        count = count.div_ceil(2);
    }
    nodes[0]
}

/// A node of a sum tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SumNode {
    pub hash: Hash,
    pub sum: u64,
}

impl SumNode {
    /// The leaf of a payload, with what is said to be its score.
    pub fn leaf(payload: &[u8], sum: u64) -> Self {
        Self {
            hash: keccak(&[LEAF, payload]).to_bytes(),
            sum,
        }
    }

    /// The node over two children's bytes, with what is said to be their sum.
    pub fn over(children: &[u8], sum: u64) -> Self {
        Self {
            hash: keccak(&[NODE, children]).to_bytes(),
            sum,
        }
    }

    /// The root that `path` (40 bytes a sibling, from the node up, as many as `path_length` says) leads to from this node
    /// at `index` of a level of `count`, and the sum of all scores left of it; None where sums pass a u64.
    pub fn fold_path(self, index: u32, count: u32, path: &[u8]) -> Option<(Self, u64)> {
        let (mut node, mut before) = (self, 0u64);
        for (is_right, sibling) in (Way { index, count }).zip(path.chunks_exact(SUM_NODE_BYTES)) {
            let beside = be_u64(&sibling[HASH_BYTES..]);
            let (sum, own) = (node.sum.checked_add(beside)?, node.sum.to_be_bytes());
            node.hash = if is_right {
                before = before.checked_add(beside)?;
                keccak(&[NODE, sibling, &node.hash, &own]).to_bytes()
            } else {
                keccak(&[NODE, &node.hash, &own, sibling]).to_bytes()
            };
            node.sum = sum;
        }
        Some((node, before))
    }
}

/// The number that (at most 8) big-endian bytes are.
pub fn be_u64(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(hash: Hash) -> String {
        hash.iter().map(|b| format!("{b:02x}")).collect()
    }

    fn payload(i: u8) -> (Vec<u8>, u64) {
        let score = 1_000 * u64::from(i) + 7;
        let judgments = u32::from(i).to_be_bytes();
        ([&[i; 32][..], &judgments, &score.to_be_bytes()].concat(), score)
    }

    fn bytes(node: &SumNode) -> Vec<u8> {
        [&node.hash[..], &node.sum.to_be_bytes()].concat()
    }

    /// Pairs from the leaves to the root, by `parent`.
    fn levels<T: Copy>(leaves: Vec<T>, parent: impl Fn(&T, &T) -> T) -> Vec<Vec<T>> {
        let mut levels = vec![leaves];
        while levels[levels.len() - 1].len() > 1 {
            let above = levels[levels.len() - 1]
                .chunks(2)
                .map(|pair| {
                    if pair.len() == 2 {
                        parent(&pair[0], &pair[1])
                    } else {
                        pair[0]
                    }
                })
                .collect();
            levels.push(above);
        }
        levels
    }

    fn siblings<T: Copy>(levels: &[Vec<T>], mut index: usize) -> Vec<T> {
        let mut path = vec![];
        for level in &levels[..levels.len() - 1] {
            path.extend(level.get(index ^ 1));
            index >>= 1;
        }
        path
    }

    fn sum_levels(count: u8) -> Vec<Vec<SumNode>> {
        let leaf = |i| {
            let (payload, score) = payload(i);
            SumNode::leaf(&payload, score)
        };
        let parent = |l: &SumNode, r: &SumNode| SumNode::over(&[bytes(l), bytes(r)].concat(), l.sum + r.sum);
        levels((0..count).map(leaf).collect(), parent)
    }

    // From clients/assay/commit/sumtree.py.
    const ROOTS: [(u8, &str, u64); 6] = [
        (1, "42d460328758a5797a033f53a507c352e945189434fcfc37f4004ae4ee84b3c2", 7),
        (
            2,
            "55fa5876418c781534a4512c21e2007f6b16bb1cdc803c210d73495f788fbae7",
            1_014,
        ),
        (
            3,
            "e5060e4e4f53914773259467c4073759ec3ddc330ce3463e9dd5ecf6cb2446d9",
            3_021,
        ),
        (
            5,
            "252f3ba66e14e4d0b47881190cdb850326b007f2ac1bdcb201815d73c3af13d5",
            10_035,
        ),
        (
            6,
            "9f8519025fc85b7ceae389705f4fde40838d46400145e87952254bee8d6cc176",
            15_042,
        ),
        (
            13,
            "8151ef761a155ad9b3b626d3cda46c846cd8711765b51ca38c8f52f861646ef5",
            78_091,
        ),
    ];

    #[test]
    fn a_path_of_sums_leads_to_the_python_root_and_says_what_is_before() {
        for (count, hash, sum) in ROOTS {
            let levels = sum_levels(count);
            let mut before = 0;
            for index in 0..count {
                let leaf = levels[0][usize::from(index)];
                let path = siblings(&levels, index.into())
                    .iter()
                    .flat_map(bytes)
                    .collect::<Vec<_>>();
                assert_eq!(path.len(), SUM_NODE_BYTES * path_length(index.into(), count.into()));
                let (root, left) = leaf.fold_path(index.into(), count.into(), &path).unwrap();
                assert_eq!((hex(root.hash).as_str(), root.sum, left), (hash, sum, before));
                before += leaf.sum;
            }
        }
    }

    #[test]
    fn sums_beyond_a_u64_fold_to_nothing() {
        let (leaf, path) = (SumNode::leaf(&[], u64::MAX), [1; SUM_NODE_BYTES]);
        assert_eq!(leaf.fold_path(0, 2, &path), None);
        assert_eq!(leaf.fold_path(1, 2, &path), None);
    }

    #[test]
    fn every_path_leads_to_the_folded_root_and_only_at_its_own_place() {
        for count in 1..=20u8 {
            let mut leaves: Vec<Hash> = (0..count).map(|i| leaf_hash(&[i])).collect();
            let levels = levels(leaves.clone(), |l, r| sha256(&[NODE, l, r]).to_bytes());
            let root = fold(&mut leaves);
            assert_eq!(root, levels[levels.len() - 1][0]);
            for index in 0..count {
                let (leaf, path) = (leaf_hash(&[index]), siblings(&levels, index.into()).concat());
                let (index, count) = (u32::from(index), u32::from(count));
                assert_eq!(path.len(), HASH_BYTES * path_length(index, count));
                assert_eq!(fold_path(leaf, index, count, &path), root);
                if index ^ 1 < count {
                    assert_ne!(fold_path(leaf, index ^ 1, count, &path), root);
                }
            }
        }
    }

    #[test]
    fn levels_narrow_to_one_node() {
        assert_eq!([0, 1, 2, 3, 4].map(|level| level_count(5, level)), [5, 3, 2, 1, 1]);
        assert_eq!((level_count(u32::MAX, 1), level_count(u32::MAX, 32)), (1 << 31, 1));
        assert_eq!(path_length(u32::MAX - 1, u32::MAX), 31);
    }
}
