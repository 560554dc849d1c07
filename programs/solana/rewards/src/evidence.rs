//! What evidence against a posting shows (docs/rewards.md, "Refuting"). Twin: clients/assay/reference/evidence.py.

use anchor_lang::prelude::*;

use crate::errors::RewardsError;
use crate::ids;
use crate::judgments::{self, JUDGMENT_BYTES, ROW_BYTES};
use crate::state::{batch_state, fault, Batch, Epoch, Posting, MAX_SCORE};
use crate::tree::{self, be_u64, SumNode, HASH_BYTES, SUM_NODE_BYTES};

const PAYLOAD_BYTES: usize = 32 + 4 + 8;
const ROW_KEY_BYTES: usize = 32 + 4;
const HEIGHT: u8 = 32;

/// Takes bytes from the front; BadEvidence where there are too few.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, size: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(size).ok_or(RewardsError::BadEvidence)?;
        self.0 = rest;
        Ok(taken)
    }

    fn id(&mut self) -> Result<[u8; 32]> {
        let mut id = [0; 32];
        id.copy_from_slice(self.take(32)?);
        Ok(id)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    fn u32(&mut self) -> Result<u32> {
        Ok(be_u64(self.take(4)?) as u32)
    }

    fn u64(&mut self) -> Result<u64> {
        Ok(be_u64(self.take(8)?))
    }

    fn end(&self) -> Result<()> {
        require!(self.0.is_empty(), RewardsError::BadEvidence);
        Ok(())
    }
}

/// A leaf of the reward tree.
#[derive(Debug, PartialEq, Eq)]
pub struct Leaf {
    pub index: u32,
    pub worker: Pubkey,
    pub judgments: u32,
    pub score: u64,
    /// What the leaves before it add up to.
    pub before: u64,
}

/// The leaf that `data` opens: index (4) || payload (44) || path, and no more.
pub fn opened_leaf(posting: &Posting, data: &[u8]) -> Result<Leaf> {
    let mut reader = Reader(data);
    let leaf = next_leaf(posting, &mut reader)?;
    reader.end()?;
    Ok(leaf)
}

/// Whether the evidence shows the fault; BadEvidence where it does not open to the posting's roots. `batch_of` gives the
/// batch of an id, or None where there is none.
pub fn is_faulty(
    epoch: &Epoch,
    kind: u8,
    data: &[u8],
    batch_of: impl Fn(&[u8; 32]) -> Result<Option<Batch>>,
) -> Result<bool> {
    let (posting, mut reader) = (&epoch.posting, Reader(data));
    match kind {
        fault::SUM => is_wrong_sum(posting, reader),
        fault::DUPLICATE => {
            let (one, two) = (next_leaf(posting, &mut reader)?, next_leaf(posting, &mut reader)?);
            reader.end()?;
            Ok(one.index != two.index && one.worker == two.worker)
        }
        fault::COUNT => {
            let leaf = opened_leaf(posting, data)?;
            let batch = batch_of(&ids::batch_id(&epoch.campaign_id, epoch.epoch, &leaf.worker))?;
            let revealed = batch
                .filter(|b| b.state == batch_state::REVEALED)
                .map_or(0, |b| b.count);
            Ok(leaf.judgments != u32::from(revealed) || leaf.score > u64::from(leaf.judgments) * MAX_SCORE)
        }
        fault::ROW => is_wrong_row(epoch, reader, batch_of),
        fault::ROW_TWICE => {
            let (one, two) = (next_row(posting, &mut reader)?, next_row(posting, &mut reader)?);
            reader.end()?;
            Ok(one.0 != two.0 && one.1[..ROW_KEY_BYTES] == two.1[..ROW_KEY_BYTES])
        }
        _ => err!(RewardsError::BadEvidence),
    }
}

fn next_leaf(posting: &Posting, reader: &mut Reader) -> Result<Leaf> {
    let index = reader.u32()?;
    let payload = reader.take(PAYLOAD_BYTES)?;
    let mut fields = Reader(payload);
    let (worker, judgments, score) = (Pubkey::new_from_array(fields.id()?), fields.u32()?, fields.u64()?);
    let node = SumNode::leaf(payload, score);
    let before = sum_before(posting, node, index, posting.leaf_count, reader)?;
    Ok(Leaf {
        index,
        worker,
        judgments,
        score,
        before,
    })
}

/// What lies left of a node of the reward tree whose path leads to the posting's root.
fn sum_before(posting: &Posting, node: SumNode, index: u32, count: u32, reader: &mut Reader) -> Result<u64> {
    require!(index < count, RewardsError::BadEvidence);
    let path = reader.take(SUM_NODE_BYTES * tree::path_length(index, count))?;
    let root = SumNode {
        hash: posting.reward_root,
        sum: posting.total_score,
    };
    match node.fold_path(index, count, path) {
        Some((folded, before)) if folded == root => Ok(before),
        _ => err!(RewardsError::BadEvidence),
    }
}

/// level (1) || index (4) || a leaf's payload (44) or two children (40 each) || the sum said of it (8) || path.
fn is_wrong_sum(posting: &Posting, mut reader: Reader) -> Result<bool> {
    let (level, index) = (reader.byte()?, reader.u32()?);
    require!(level <= HEIGHT, RewardsError::BadEvidence);
    let (node, total) = if level == 0 {
        let payload = reader.take(PAYLOAD_BYTES)?;
        let score = be_u64(&payload[PAYLOAD_BYTES - 8..]);
        (SumNode::leaf(payload, reader.u64()?), u128::from(score))
    } else {
        let children = reader.take(2 * SUM_NODE_BYTES)?;
        let (left, right) = children.split_at(SUM_NODE_BYTES);
        let sum_of = |child: &[u8]| u128::from(be_u64(&child[HASH_BYTES..]));
        (SumNode::over(children, reader.u64()?), sum_of(left) + sum_of(right))
    };
    let count = tree::level_count(posting.leaf_count, level);
    sum_before(posting, node, index, count, &mut reader)?;
    reader.end()?;
    Ok(u128::from(node.sum) != total)
}

/// index (4) || row (56) || path.
fn next_row<'a>(posting: &Posting, reader: &mut Reader<'a>) -> Result<(u32, &'a [u8])> {
    let (index, row) = (reader.u32()?, reader.take(ROW_BYTES)?);
    require!(index < posting.row_count, RewardsError::BadEvidence);
    let path = reader.take(HASH_BYTES * tree::path_length(index, posting.row_count))?;
    let folded = tree::fold_path(tree::leaf_hash(row), index, posting.row_count, path);
    require!(folded == posting.dataset_root, RewardsError::BadEvidence);
    Ok((index, row))
}

/// A row's opening, and where its batch has that judgment: record (20) || path in the batch. It is of no revealed batch
/// of the epoch, or not what the batch says.
fn is_wrong_row(
    epoch: &Epoch,
    mut reader: Reader,
    batch_of: impl Fn(&[u8; 32]) -> Result<Option<Batch>>,
) -> Result<bool> {
    let (_, row) = next_row(&epoch.posting, &mut reader)?;
    let mut fields = Reader(row);
    let batch_id = fields.id()?;
    // The one number of the evidence that is little-endian: a row is made for those who read the dataset.
    let (index, said) = (fields.u32()?.swap_bytes(), fields.take(JUDGMENT_BYTES)?);
    let is_ours = |b: &Batch| {
        (b.campaign_id, b.epoch, b.state) == (epoch.campaign_id, epoch.epoch, batch_state::REVEALED)
            && index < u32::from(b.count)
    };
    let Some(batch) = batch_of(&batch_id)?.filter(is_ours) else {
        reader.end()?;
        return Ok(true);
    };
    let record = reader.take(JUDGMENT_BYTES)?;
    let path = reader.take(HASH_BYTES * tree::path_length(index, batch.count.into()))?;
    reader.end()?;
    let leaf = judgments::hidden_leaf(&batch_id, &batch.seed, index, record);
    let folded = tree::fold_path(leaf, index, batch.count.into(), path);
    require!(folded == batch.root, RewardsError::BadEvidence);
    Ok(record != said)
}
