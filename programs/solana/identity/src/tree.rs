//! Position-bound trees of keccak256 in which an odd node is promoted. Twin: clients/assay/commit/attestations.py.

use solana_keccak_hasher::hashv as keccak;

type Hash = [u8; 32];

const LEAF: &[u8] = &[0];
const NODE: &[u8] = &[1];
const HASH_BYTES: usize = 32;

/// Whether `path` (32 bytes a sibling, from the leaf up, and no more) leads from the payload at `index` of `count` to the
/// root.
pub fn opens(payload: &[u8], mut index: u32, mut count: u32, path: &[u8], root: &Hash) -> bool {
    if index >= count || !path.len().is_multiple_of(HASH_BYTES) {
        return false;
    }
    let mut siblings = path.chunks_exact(HASH_BYTES);
    let mut node = keccak(&[LEAF, payload]).to_bytes();
    while count > 1 {
        let is_right = index & 1 == 1;
        let is_promoted = !is_right && index == count - 1;
        if !is_promoted {
            let Some(sibling) = siblings.next() else {
                return false;
            };
            let pair: [&[u8]; 3] = if is_right {
                [NODE, sibling, &node]
            } else {
                [NODE, &node, sibling]
            };
            node = keccak(&pair).to_bytes();
        }
        index >>= 1;
        count = (count >> 1) + (count & 1);
    }
    siblings.next().is_none() && node == *root
}

#[cfg(test)]
mod tests {
    use super::*;

    // From clients/assay/commit/attestations.py, over the payloads 0, 1, 2 and so on of a byte each.
    const ROOTS: [(u8, &str); 6] = [
        (1, "54a8c0ab653c15bfb48b47fd011ba2b9617af01cb45cab344acd57c924d56798"),
        (2, "326c4d49d743c10faea86bd2955196506d33f9133838f62bd4168eb2a1e48bd1"),
        (3, "676366ce72431957f1cd40f14d36680b91dc00e9a34aa11cbeee2733112fd811"),
        (5, "2d9efbfc0fb934d3d86958bb8f2dafbd648c8384c467a0e599153883719853b2"),
        (6, "eddea3e3184fb4083ef812dadf797153e7b7309eb2a48c46300a0b4ec0ffd7f1"),
        (13, "d614427eb33646ee4633e11e81e0c57d6aa20ce343138c3701da48c375d13518"),
    ];

    /// The tree's levels, from the leaves up.
    fn levels(count: u8) -> Vec<Vec<Hash>> {
        let leaves = (0..count).map(|i| keccak(&[LEAF, &[i]]).to_bytes()).collect();
        let mut levels: Vec<Vec<Hash>> = vec![leaves];
        while levels[levels.len() - 1].len() > 1 {
            let pairs = levels[levels.len() - 1].chunks(2);
            let above = pairs.map(|pair| match pair {
                [left, right] => keccak(&[NODE, left, right]).to_bytes(),
                odd => odd[0],
            });
            levels.push(above.collect());
        }
        levels
    }

    fn path(levels: &[Vec<Hash>], mut index: usize) -> Vec<u8> {
        let mut path = vec![];
        for level in &levels[..levels.len() - 1] {
            path.extend(level.get(index ^ 1).into_iter().flatten());
            index >>= 1;
        }
        path
    }

    #[test]
    fn a_path_leads_to_the_python_root_and_only_from_its_own_place() {
        for (count, expected) in ROOTS {
            let levels = levels(count);
            let root = levels[levels.len() - 1][0];
            assert_eq!(root.map(|b| format!("{b:02x}")).concat(), expected);
            for index in 0..count {
                let (path, count) = (path(&levels, index.into()), u32::from(count));
                for place in 0..count + 2 {
                    let opened = opens(&[index], place, count, &path, &root);
                    assert_eq!(opened, place == u32::from(index));
                }
                assert!(!opens(&[index ^ 1], index.into(), count, &path, &root));
                assert!(!opens(
                    &[index],
                    index.into(),
                    count,
                    &[&path[..], &root].concat(),
                    &root
                ));
                assert!(!opens(
                    &[index],
                    index.into(),
                    count,
                    &[&path[..], &[0]].concat(),
                    &root
                ));
                assert!(path.is_empty() || !opens(&[index], index.into(), count, &path[1..], &root));
                assert!(path.is_empty() || !opens(&[index], index.into(), count, &path[32..], &root));
            }
        }
        assert!(!opens(&[0], 0, 0, &[], &[0; 32]));
    }

    #[test]
    fn a_node_is_no_leaf() {
        let levels = levels(4);
        let [left, right] = [levels[0][0], levels[0][1]];
        let (root, sibling) = (levels[2][0], levels[1][1]);
        assert!(!opens(&[left, right].concat(), 0, 2, &sibling, &root));
    }
}
