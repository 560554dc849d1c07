//! Recomputes one chunk or one element from openings against agreed roots (docs/operators.md, "Openings for the
//! referee"). Twin: clients/assay/reference/referee.py, and `step` of clients/assay/reference/operators.py.

use anchor_lang::prelude::*;

use crate::errors::ComputeError;
use crate::float32;
use crate::merkle::{fold_path, leaf_hash, path_length, tensor_leaf, trace_leaf};
use crate::operator::{broadcast_flat, kind, size, source, Operator, DESCRIPTOR_BYTES};
use crate::state::{Dispute, Job};

const MINUS_INFINITY: u32 = 0xff80_0000;

/// Refused for one reason only, so nothing is allocated for it on the way.
type Opened<T> = core::result::Result<T, ComputeError>;

/// The job's operator `index`. BadOpening where it is not the program's, BadOperator where its own numbers are out of
/// bounds.
pub fn open_operator(job: &Job, index: u32, raw: &[u8], path: &[u8]) -> Opened<Operator> {
    let root = fold_path(leaf_hash(raw), index.into(), job.terms.op_count.into(), path);
    let raw: &[u8; DESCRIPTOR_BYTES] = raw.try_into().map_err(|_| ComputeError::BadOpening)?;
    if root != Some(job.terms.program_root) {
        return Err(ComputeError::BadOpening);
    }
    Operator::decode(raw)
        .filter(|op| op.well_formed(index))
        .ok_or(ComputeError::BadOperator)
}

/// Reads openings one after another, each checked against the root that it claims to come from.
struct Openings<'a> {
    job: &'a Job,
    op: Operator,
    rest: &'a [u8],
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Opened<&'a [u8]> {
    if count > rest.len() {
        return Err(ComputeError::BadOpening);
    }
    let (taken, left) = rest.split_at(count);
    *rest = left;
    Ok(taken)
}

impl<'a> Openings<'a> {
    fn new(job: &'a Job, dispute: &Dispute, data: &'a [u8]) -> Opened<Self> {
        let mut rest = data;
        let raw = take(&mut rest, DESCRIPTOR_BYTES)?;
        let path = take(
            &mut rest,
            32 * path_length(dispute.op_index.into(), job.terms.op_count.into()),
        )?;
        Ok(Self {
            job,
            op: open_operator(job, dispute.op_index, raw, path)?,
            rest,
        })
    }

    /// The bytes of tile `index` of input `slot`.
    fn tile(&mut self, slot: usize, index: u64) -> Opened<&'a [u8]> {
        let of = self.op.inputs()[slot];
        let tiles = of.dims.tiles();
        if index >= tiles {
            return Err(ComputeError::BadOpening);
        }
        let data = take(&mut self.rest, of.dims.tile_length(index) * size(of.dtype))?;
        let path = take(&mut self.rest, 32 * path_length(index, tiles))?;
        let root = fold_path(leaf_hash(data), index, tiles, path).ok_or(ComputeError::BadOpening)?;
        let terms = &self.job.terms;
        let (count, expected, leaf) = match of.source {
            source::OPERATOR => (
                terms.op_count,
                self.job.trace_root,
                trace_leaf(&self.job.job_id, &of.header(), &root),
            ),
            source::MODEL => (terms.model_count, terms.model_root, tensor_leaf(&of.header(), &root)),
            _ => (terms.input_count, terms.input_root, tensor_leaf(&of.header(), &root)),
        };
        let (at, count) = (u64::from(of.index), u64::from(count));
        if at >= count {
            return Err(ComputeError::BadOpening);
        }
        let path = take(&mut self.rest, 32 * path_length(at, count))?;
        if fold_path(leaf, at, count, path) != Some(expected) {
            return Err(ComputeError::BadOpening);
        }
        Ok(data)
    }

    /// Input `slot`'s tile that holds chunk `chunk` of a row.
    fn chunk(&mut self, slot: usize, row: u64, chunk: u64) -> Opened<&'a [u8]> {
        let tiles_a_row = self.op.inputs()[slot].dims.tiles_a_row();
        if chunk >= tiles_a_row {
            return Err(ComputeError::BadOpening);
        }
        let index = row.checked_mul(tiles_a_row).and_then(|first| first.checked_add(chunk));
        self.tile(slot, index.ok_or(ComputeError::BadOpening)?)
    }

    /// The bits of value `flat` of input `slot`.
    fn value(&mut self, slot: usize, flat: u64) -> Opened<u32> {
        let of = self.op.inputs()[slot];
        if flat >= of.dims.values() {
            return Err(ComputeError::BadOpening);
        }
        let (index, place) = of.dims.tile_of(flat);
        let size = size(of.dtype);
        Ok(bits(&self.tile(slot, index)?[place * size..(place + 1) * size]))
    }
}

/// A value as the protocol carries it: 4 bytes, or one unsigned, little-endian.
pub fn bits(value: &[u8]) -> u32 {
    value.iter().rev().fold(0, |bits, byte| bits << 8 | u32::from(*byte))
}

/// The bits of the disputed accumulator or element.
pub fn recompute(job: &Job, dispute: &Dispute, data: &[u8]) -> Opened<u32> {
    let mut openings = Openings::new(job, dispute, data)?;
    let value = step(
        &mut openings,
        dispute.position.into(),
        dispute.lo.into(),
        dispute.acc_lo,
    )?;
    if !openings.rest.is_empty() {
        return Err(ComputeError::BadOpening);
    }
    Ok(value)
}

/// The bits of output value `flat`, or for a chain of the accumulator after `chunk`, given the one before (`acc`,
/// ignored at chunk 0).
fn step(openings: &mut Openings, flat: u64, chunk: u64, acc: u32) -> Opened<u32> {
    let op = openings.op;
    let first = chunk == 0;
    match op.kind {
        kind::MATMUL_F32 | kind::MATMUL_I8 => {
            let (row_a, row_b) = op.matmul_rows(flat).ok_or(ComputeError::BadOpening)?;
            let a = openings.chunk(0, row_a, chunk)?;
            let b = openings.chunk(1, row_b, chunk)?;
            let acc = match op.inputs().get(2) {
                Some(c) if first => openings.value(2, broadcast_flat(flat, op.dims, c.dims))?,
                None if first => 0,
                _ => acc,
            };
            dot(op.kind, acc, a, b)
        }
        kind::ROWDOT_F32 => {
            let a = openings.chunk(0, flat, chunk)?;
            let b = openings.chunk(1, flat, chunk)?;
            dot(op.kind, if first { 0 } else { acc }, a, b)
        }
        kind::SUM_F32 => Ok(float32::sum_f32(
            if first { 0 } else { acc },
            openings.chunk(0, flat, chunk)?,
        )),
        kind::MAX_F32 => Ok(float32::max_f32(
            if first { MINUS_INFINITY } else { acc },
            openings.chunk(0, flat, chunk)?,
        )),
        kind::MAP => {
            let mut of = [0; 3];
            for (slot, input) in op.inputs().iter().enumerate() {
                of[slot] = openings.value(slot, broadcast_flat(flat, op.dims, input.dims))?;
            }
            Ok(float32::apply_map(
                op.function,
                of[0],
                of[1],
                of[2],
                op.attributes[0],
                op.attributes[1],
            ))
        }
        kind::MOVE => openings.value(0, op.move_source(flat)),
        _ => {
            let (row, column) = (flat / op.dims.row_length(), flat % op.dims.row_length());
            let index = u64::from(openings.value(1, row)?);
            let table = op.inputs()[0].dims;
            // A negative int32 reads as 2^31 or more, which is outside every table.
            if index >= u64::from(table.0[2]) {
                return Ok(0);
            }
            openings.value(0, index * table.row_length() + column)
        }
    }
}

fn dot(kind: u8, acc: u32, a: &[u8], b: &[u8]) -> Opened<u32> {
    if a.len() != b.len() {
        return Err(ComputeError::BadOpening);
    }
    Ok(if kind == kind::MATMUL_I8 {
        float32::dot_i8(acc, a, b)
    } else {
        float32::dot_f32(acc, a, b)
    })
}
