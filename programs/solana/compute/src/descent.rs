//! The moves of a dispute, as changes of its state alone (docs/operators.md, "The descent"). Twin: the functions of the
//! same names in clients/assay/reference/compute.py.

use anchor_lang::prelude::*;

use crate::errors::ComputeError;
use crate::merkle::{child_count, depth, fold, leaf_hash, path_length, span, trace_leaf, Hash};
use crate::operator::{size, tile_length, DESCRIPTOR_BYTES, TILE};
use crate::referee::{bits, open_operator};
use crate::state::{phase, Dispute, Job, ARITY};

type Moved<T> = core::result::Result<T, ComputeError>;

/// The revealed children of the disputed node.
pub fn children<'a>(job: &Job, d: &Dispute, data: &'a [u8]) -> Moved<&'a [Hash]> {
    let count = if d.phase == phase::TRACE {
        job.terms.op_count
    } else {
        d.tile_count
    };
    let expected = child_count(count.into(), d.level.into(), d.index.into());
    let (nodes, rest) = data.as_chunks::<32>();
    if !rest.is_empty() || nodes.len() as u64 != expected {
        return Err(ComputeError::BadReveal);
    }
    let mut level = [[0; 32]; ARITY];
    level[..nodes.len()].copy_from_slice(nodes);
    if fold(&mut level[..nodes.len()]) != d.node {
        return Err(ComputeError::BadReveal);
    }
    Ok(nodes)
}

/// To the child that is disputed; from a leaf on to the next phase.
pub fn descend(d: &mut Dispute, choice: u8, nodes: &[Hash]) -> Moved<()> {
    let node = nodes.get(usize::from(choice)).ok_or(ComputeError::BadChoice)?;
    d.level -= 1;
    d.index = d.index * ARITY as u32 + u32::from(choice);
    d.node = *node;
    if d.level == 0 {
        d.phase += 1;
    }
    Ok(())
}

/// From the disputed leaf of the trace to the tree of that output's tiles.
pub fn enter_operator(job: &Job, d: &mut Dispute, data: &[u8]) -> Moved<()> {
    let path_bytes = 32 * path_length(d.index.into(), job.terms.op_count.into());
    if data.len() != DESCRIPTOR_BYTES + path_bytes + 32 {
        return Err(ComputeError::BadReveal);
    }
    let (raw, rest) = data.split_at(DESCRIPTOR_BYTES);
    let (path, root) = rest.split_at(path_bytes);
    let root: Hash = root.try_into().map_err(|_| ComputeError::BadReveal)?;
    let op = open_operator(job, d.index, raw, path)?;
    if trace_leaf(&job.job_id, &op.header(), &root) != d.node {
        return Err(ComputeError::BadReveal);
    }
    let tiles = op.dims.tiles();
    let level = depth(tiles);
    d.op_index = d.index;
    d.kind = op.kind;
    d.dtype = op.dtype;
    // At most 2^31 - 1 values, so at most as many tiles, rows and chunks.
    d.tile_count = tiles as u32;
    d.row_length = op.dims.row_length() as u32;
    d.chunks = op.chunks() as u32;
    d.phase = if level > 0 { phase::TILES } else { phase::TILE };
    d.level = level as u8;
    d.index = 0;
    d.node = root;
    Ok(())
}

/// Checks the revealed tile; its length in values.
pub fn tile(d: &Dispute, data: &[u8]) -> Moved<usize> {
    let length = tile_length(d.row_length.into(), d.index.into());
    if data.len() != length * size(d.dtype) || leaf_hash(data) != d.node {
        return Err(ComputeError::BadReveal);
    }
    Ok(length)
}

/// From the disputed tile to one of its values, and there to the chain behind it.
pub fn enter_element(d: &mut Dispute, choice: u8, data: &[u8]) -> Moved<()> {
    let length = tile(d, data)?;
    let choice = usize::from(choice);
    if choice >= length {
        return Err(ComputeError::BadChoice);
    }
    let (row_length, index) = (u64::from(d.row_length), u64::from(d.index));
    let tiles_a_row = row_length.div_ceil(TILE);
    let size = size(d.dtype);
    d.position = (index / tiles_a_row * row_length + index % tiles_a_row * TILE + choice as u64) as u32;
    d.lo = 0;
    d.hi = d.chunks;
    d.acc_lo = 0;
    d.acc_hi = bits(&data[choice * size..(choice + 1) * size]);
    d.phase = if d.chunks > 1 { phase::CHAIN } else { phase::LEAF };
    Ok(())
}

/// The accumulators that the provider reveals inside the disputed run of chunks.
pub fn inner(d: &Dispute, data: &[u8]) -> Moved<Vec<u32>> {
    let (_, segments) = segments(d);
    if data.len() as u64 != 4 * (segments - 1) {
        return Err(ComputeError::BadReveal);
    }
    Ok(data.chunks_exact(4).map(bits).collect())
}

/// To the segment whose end is disputed.
pub fn narrow(d: &mut Dispute, choice: u8, data: &[u8]) -> Moved<()> {
    let (stride, segments) = segments(d);
    if !data.is_empty() {
        return Err(ComputeError::BadReveal);
    }
    let at = usize::from(choice);
    if at as u64 >= segments {
        return Err(ComputeError::BadChoice);
    }
    let lo = u64::from(d.lo) + at as u64 * stride;
    let hi = (lo + stride).min(d.hi.into());
    if at > 0 {
        d.acc_lo = d.inner[at - 1];
    }
    if let Some(end) = d.inner.get(at) {
        d.acc_hi = *end;
    }
    d.inner.clear();
    d.lo = lo as u32;
    d.hi = hi as u32;
    d.phase = if hi - lo > 1 { phase::CHAIN } else { phase::LEAF };
    Ok(())
}

/// The stride and the number of segments of the disputed run, which is of at least 2 chunks.
fn segments(d: &Dispute) -> (u64, u64) {
    let chunks = u64::from(d.hi - d.lo);
    let stride = span(depth(chunks) - 1);
    (stride, chunks.div_ceil(stride))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(chunks: u32) -> Dispute {
        Dispute {
            phase: phase::CHAIN,
            chunks,
            hi: chunks,
            acc_hi: chunks,
            ..Dispute::default()
        }
    }

    /// The accumulator after each chunk is the chunk's number, so that whoever narrows to `target` must end between the
    /// two.
    #[test]
    fn a_chain_narrows_to_the_chunk_that_is_named() {
        for chunks in [2u32, 8, 9, 63, 64, 65, 700, 2_048] {
            for target in [0, 1, chunks / 2, chunks - 1] {
                let mut d = chain(chunks);
                let mut rounds = 0;
                while d.phase == phase::CHAIN {
                    let (stride, count) = segments(&d);
                    let ends: Vec<u8> = (1..count)
                        .flat_map(|k| (d.lo + (k * stride) as u32).to_le_bytes())
                        .collect();
                    assert!(matches!(inner(&d, &ends[1..]), Err(ComputeError::BadReveal)));
                    d.inner = inner(&d, &ends).unwrap();
                    assert!(d.inner.len() < ARITY);
                    assert!(matches!(
                        narrow(&mut d.clone(), count as u8, &[]),
                        Err(ComputeError::BadChoice)
                    ));
                    assert!(matches!(narrow(&mut d.clone(), 0, &[0]), Err(ComputeError::BadReveal)));
                    let choice = u64::from(target - d.lo) / stride;
                    narrow(&mut d, choice as u8, &[]).unwrap();
                    rounds += 1;
                }
                assert_eq!(
                    (d.phase, d.lo, d.hi, d.acc_lo, d.acc_hi),
                    (phase::LEAF, target, target + 1, target, target + 1)
                );
                assert!(rounds <= depth(chunks.into()));
            }
        }
    }

    #[test]
    fn a_trace_descends_to_the_operator_that_is_named() {
        let leaves: Vec<Hash> = (0..20).map(|i| leaf_hash(&[i])).collect();
        let mut groups: Vec<Hash> = leaves.chunks(8).map(|group| fold(&mut group.to_vec())).collect();
        let job = Job {
            terms: crate::state::Terms {
                op_count: 20,
                ..Default::default()
            },
            ..Job::default()
        };
        let mut d = Dispute {
            phase: phase::TRACE,
            level: 2,
            ..Dispute::default()
        };
        let data = groups.concat();
        d.node = fold(&mut groups);
        assert!(matches!(children(&job, &d, &data[32..]), Err(ComputeError::BadReveal)));
        assert!(matches!(
            children(&job, &d, &leaves[..3].concat()),
            Err(ComputeError::BadReveal)
        ));
        let nodes = children(&job, &d, &data).unwrap();
        assert!(matches!(
            descend(&mut d.clone(), 3, nodes),
            Err(ComputeError::BadChoice)
        ));
        descend(&mut d, 2, nodes).unwrap();
        assert_eq!((d.phase, d.level, d.index), (phase::TRACE, 1, 2));
        let data = leaves[16..].concat();
        let nodes = children(&job, &d, &data).unwrap();
        descend(&mut d, 3, nodes).unwrap();
        assert_eq!(
            (d.phase, d.level, d.index, d.node),
            (phase::OPERATOR, 0, 19, leaves[19])
        );
    }

    #[test]
    fn a_tile_leads_to_the_value_that_is_named() {
        let data: Vec<u8> = (0..24).collect();
        let mut d = Dispute {
            phase: phase::TILE,
            dtype: 1,
            row_length: 70,
            index: 3,
            chunks: 1,
            ..Dispute::default()
        };
        d.node = leaf_hash(&data);
        assert!(matches!(enter_element(&mut d, 6, &data), Err(ComputeError::BadChoice)));
        assert!(matches!(
            enter_element(&mut d, 0, &data[1..]),
            Err(ComputeError::BadReveal)
        ));
        enter_element(&mut d, 5, &data).unwrap();
        assert_eq!((d.phase, d.position, d.acc_hi), (phase::LEAF, 139, 0x1716_1514));
    }
}
