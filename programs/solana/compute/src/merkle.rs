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
        count = halve(&mut nodes[..count]);
    }
    nodes[0]
}

/// Makes the level above of a level, in its first places; a last node without a partner is promoted. Gives how many nodes that has.
pub fn halve(nodes: &mut [Hash]) -> usize {
    let count = nodes.len();
    for pair in 0..count / 2 {
        nodes[pair] = node_hash(&nodes[2 * pair], &nodes[2 * pair + 1]);
    }
    if count % 2 == 1 {
        nodes[count / 2] = nodes[count - 1];
    }
    count.div_ceil(2)
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

/// The root that `path` (32 bytes a sibling, from the leaf up) leads to from the leaf hash at `index` of `count`, or
/// None where it cannot be one. The path's length must be exact.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(count: u8) -> Vec<Hash> {
        (0..count).map(|i| leaf_hash(&[i])).collect()
    }

    fn levels(count: u8) -> Vec<Vec<Hash>> {
        let mut levels = vec![leaves(count)];
        while levels[levels.len() - 1].len() > 1 {
            let below = &levels[levels.len() - 1];
            let above = below
                .chunks(2)
                .map(|p| if p.len() == 2 { node_hash(&p[0], &p[1]) } else { p[0] })
                .collect();
            levels.push(above);
        }
        levels
    }

    fn hex(hash: Hash) -> String {
        hash.iter().map(|b| format!("{b:02x}")).collect()
    }

    // From clients/assay/commit/merkle.py.
    const ROOTS: [(u8, &str); 6] = [
        (1, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
        (2, "a20bf9a7cc2dc8a08f5f415a71b19f6ac427bab54d24eec868b5d3103449953a"),
        (3, "3b6cccd7e3e023ff393006f030315ee7ad9eb111b022b41fba7e5b7a3973f688"),
        (5, "b855b42d6c30f5b087e05266783fbd6e394f7b926013ccaa67700a8b0c5a596f"),
        (13, "df5ee130e5a247600d190c31074458de3c0dc58f0b0d8a6a2b3dd4fd7e569501"),
        (64, "4433a69f32158463382405ec957c31b8bc89a1f08964b920f6cf53dc13098cb3"),
    ];

    #[test]
    fn roots_are_those_of_the_python_trees() {
        for (count, root) in ROOTS {
            assert_eq!(hex(fold(&mut leaves(count))), root);
        }
    }

    #[test]
    fn every_path_leads_to_the_root_and_only_at_its_own_place() {
        for count in 1..=20u8 {
            let levels = levels(count);
            let root = fold(&mut leaves(count));
            for index in 0..count {
                let (mut path, mut at) = (vec![], usize::from(index));
                for level in &levels[..levels.len() - 1] {
                    path.extend(level.get(at ^ 1).into_iter().flatten());
                    at >>= 1;
                }
                let (leaf, index, count) = (leaf_hash(&[index]), u64::from(index), u64::from(count));
                assert_eq!(path.len(), 32 * path_length(index, count));
                assert_eq!(fold_path(leaf, index, count, &path), Some(root));
                assert_ne!(fold_path(leaf, index ^ 1, count, &path), Some(root));
                assert_eq!(fold_path(leaf, count, count, &path), None);
                path.push(0);
                assert_eq!(fold_path(leaf, index, count, &path), None);
            }
        }
    }

    #[test]
    fn eight_ary_shapes_are_those_of_the_python_trees() {
        let depths = [(1, 0), (2, 1), (8, 1), (9, 2), (64, 2), (65, 3), ((1 << 31) - 1, 11)];
        assert!(depths.into_iter().all(|(count, expected)| depth(count) == expected));
        let children = [(65, 3, 0, 2), (65, 1, 8, 1), (65, 2, 1, 1), (9, 1, 1, 1), (64, 2, 0, 8)];
        assert!(children
            .into_iter()
            .all(|(count, level, index, expected)| child_count(count, level, index) == expected));
    }
}
