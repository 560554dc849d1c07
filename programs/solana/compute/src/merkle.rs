//! Position-bound Merkle trees (docs/operators.md, "Commitments"). Twin: clients/assay/commit/merkle.py.

use solana_sha256_hasher::hashv;

pub type Hash = [u8; 32];

const LEAF: &[u8] = &[0];
const NODE: &[u8] = &[1];
const ARITY_BITS: u32 = 3;

/// H(0x00 || payload).
pub fn leaf_hash(payload: &[u8]) -> Hash {
    hashv(&[LEAF, payload]).to_bytes()
}

/// A tensor's leaf in a model or input tree.
pub fn tensor_leaf(header: &[u8], root: &Hash) -> Hash {
    hashv(&[LEAF, header, root]).to_bytes()
}

/// An output's leaf in a job's trace.
pub fn trace_leaf(job_id: &Hash, header: &[u8], root: &Hash) -> Hash {
    hashv(&[LEAF, job_id, header, root]).to_bytes()
}

/// H(0x01 || left || right).
pub fn node_hash(left: &[u8], right: &[u8]) -> Hash {
    hashv(&[NODE, left, right]).to_bytes()
}

/// The root over `nodes` (at least one), taken as one level. Uses them up.
pub fn fold(nodes: &mut [Hash]) -> Hash {
    let mut count = nodes.len();
    while count > 1 {
        for pair in 0..count / 2 {
            nodes[pair] = node_hash(&nodes[2 * pair], &nodes[2 * pair + 1]);
        }
        if count % 2 == 1 {
            nodes[count / 2] = nodes[count - 1];
        }
        count = count.div_ceil(2);
    }
    nodes[0]
}

/// The least d with 8^d >= count (count >= 1).
pub fn depth(count: u64) -> u32 {
    (u64::BITS - count.saturating_sub(1).leading_zeros()).div_ceil(ARITY_BITS)
}

/// 8^level.
pub fn span(level: u32) -> u64 {
    1 << (ARITY_BITS * level)
}

/// How many children the 8-ary node at (`level` >= 1, `index`) of a tree of `count` leaves has.
pub fn child_count(count: u64, level: u32, index: u64) -> u64 {
    let below = count.div_ceil(span(level - 1));
    below.saturating_sub(8 * index).min(8)
}

/// The number of siblings in the path of leaf `index` of `count`.
pub fn path_length(mut index: u64, mut count: u64) -> usize {
    let mut length = 0;
    while count > 1 {
        length += usize::from(!is_promoted(index, count));
        (index, count) = (index >> 1, (count + 1) >> 1);
    }
    length
}

/// The root that `path` (32 bytes a sibling, from the leaf up) leads to from the leaf hash at `index` of `count`, or None where it
/// cannot be one. The path's length must be exact.
pub fn fold_path(leaf: Hash, mut index: u64, mut count: u64, path: &[u8]) -> Option<Hash> {
    if index >= count || path.len() != 32 * path_length(index, count) {
        return None;
    }
    let mut siblings = path.chunks_exact(32);
    let mut node = leaf;
    while count > 1 {
        if !is_promoted(index, count) {
            let sibling = siblings.next()?;
            node = if index % 2 == 1 {
                node_hash(sibling, &node)
            } else {
                node_hash(&node, sibling)
            };
        }
        (index, count) = (index >> 1, (count + 1) >> 1);
    }
    Some(node)
}

fn is_promoted(index: u64, count: u64) -> bool {
    index == count - 1 && count % 2 == 1
}
