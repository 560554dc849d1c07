//! The state that a job's trace ends with, opened without the rest of it. Twin: clients/assay/commit/endstate.py.

use assay_compute::merkle::{fold, halve, tensor_leaf, trace_leaf, Hash};

const HEADER_BYTES: usize = 17;
const HASH_BYTES: usize = 32;
pub const TENSOR_BYTES: usize = HEADER_BYTES + HASH_BYTES;

/// The root, as a model's, of the `count` tensors (at least one) that the job's trace ends with; None where `data` does not open it.
pub fn opened(job_id: &Hash, trace_root: &Hash, op_count: u32, count: u32, data: &[u8]) -> Option<Hash> {
    let (tensors, path) = data.split_at_checked(TENSOR_BYTES * count as usize)?;
    // With room for the one sibling that joins a level.
    let mut level: Vec<Hash> = Vec::with_capacity(count as usize + 1);
    level.extend(each(tensors).map(|(header, root)| trace_leaf(job_id, header, &root)));
    if fold_tail(level, op_count, path)? != *trace_root {
        return None;
    }
    let mut leaves: Vec<Hash> = each(tensors).map(|(header, root)| tensor_leaf(header, &root)).collect();
    Some(fold(&mut leaves))
}

fn each(tensors: &[u8]) -> impl Iterator<Item = (&[u8], Hash)> {
    tensors.chunks_exact(TENSOR_BYTES).map(|tensor| {
        let (header, said) = tensor.split_at(HEADER_BYTES);
        let mut root = [0; HASH_BYTES];
        root.copy_from_slice(said);
        (header, root)
    })
}

/// The root of a tree of `count` leaves whose last ones are `level`; None where `path` (what is left of them, from the leaves up)
/// cannot be theirs. Its length must be exact.
fn fold_tail(mut level: Vec<Hash>, mut count: u32, path: &[u8]) -> Option<Hash> {
    let mut first = count.checked_sub(level.len() as u32)?;
    let siblings = path.chunks_exact(HASH_BYTES);
    if !siblings.remainder().is_empty() {
        return None;
    }
    let mut siblings = siblings.map(|said| {
        let mut sibling = [0; HASH_BYTES];
        sibling.copy_from_slice(said);
        sibling
    });
    while count > 1 {
        if first % 2 == 1 {
            level.insert(0, siblings.next()?);
        }
        let above = halve(&mut level);
        level.truncate(above);
        (first, count) = (first >> 1, count.div_ceil(2));
    }
    match siblings.next() {
        Some(_) => None,
        None => level.first().copied(),
    }
}
