//! What evidence against an assignment shows (docs/matching.md, "Faults"). Twin: clients/assay/reference/assignments.py.

use anchor_lang::prelude::*;
use assay_rewards::tree::{be_u64, path_length, SumNode, Way, HASH_BYTES, SUM_NODE_BYTES};
use solana_keccak_hasher::hashv as keccak;

use crate::errors::MatchingError;
use crate::state::{fault, leaves, listing_state, AssignmentTerms, Listing, Offer, MAX_ALLOWED, MAX_LEAVES};

const JOB_BYTES: usize = 32 + 32 + 2 + 8 + 8;
const OFFER_BYTES: usize = 32 + 2 + 8;
const NOBODY: [u8; 32] = [0; 32];

/// Takes bytes from the front; BadEvidence where there are too few.
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, size: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(size).ok_or(MatchingError::BadEvidence)?;
        self.0 = rest;
        Ok(taken)
    }

    fn id(&mut self) -> Result<[u8; 32]> {
        Ok(bytes32(self.take(32)?))
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    fn u32(&mut self) -> Result<u32> {
        Ok(be_u64(self.take(4)?) as u32)
    }

    pub fn end(&self) -> Result<()> {
        require!(self.0.is_empty(), MatchingError::BadEvidence);
        Ok(())
    }
}

fn bytes32(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(bytes);
    out
}

/// A job's leaf: its provider (zero: none) and slot of it, and of price less ask the job's own part and the slot's.
#[derive(Debug)]
pub struct JobLeaf {
    pub index: u32,
    pub job_id: [u8; 32],
    pub provider: [u8; 32],
    pub slot: u16,
    pub dual: u64,
    pub rent: u64,
}

#[derive(Debug)]
struct OfferLeaf {
    provider: [u8; 32],
    capacity: u16,
    slot_price: u64,
}

/// What the chain says of jobs and offers now.
pub trait Records {
    fn listing(&self, job_id: &[u8; 32]) -> Result<Option<Listing>>;
    fn offer(&self, provider: &[u8; 32]) -> Result<Option<Offer>>;
    /// Whether a listed job is open at compute.
    fn is_open(&self, job_id: &[u8; 32]) -> Result<bool>;
    /// A job whose deadline is not after this is too late for the assignment.
    fn matched_by(&self) -> Result<u64>;
}

/// The payload of the leaf at `index` whose payload and path are next.
fn shown<'a>(terms: &AssignmentTerms, tree: u8, index: u32, reader: &mut Reader<'a>) -> Result<&'a [u8]> {
    let is_job = tree == leaves::JOBS;
    let (root, count) = match is_job {
        true => (terms.jobs_root, terms.jobs_count),
        false => (terms.offers_root, terms.offers_count),
    };
    require!(index < count, MatchingError::BadEvidence);
    let payload = reader.take(if is_job { JOB_BYTES } else { OFFER_BYTES })?;
    let sum = match is_job {
        true => Some(be_u64(&payload[74..])),
        false => be_u64(&payload[32..34]).checked_mul(be_u64(&payload[34..])),
    };
    let path = reader.take(SUM_NODE_BYTES * path_length(index, count))?;
    let reached = sum.and_then(|sum| SumNode::leaf(payload, sum).fold_path(index, count, path));
    let posted = SumNode {
        hash: root,
        sum: terms.rent,
    };
    require!(
        reached.is_some_and(|(node, _)| node == posted),
        MatchingError::BadEvidence
    );
    Ok(payload)
}

/// That `data` is a leaf's payload and path, and nothing more.
pub fn require_shown(terms: &AssignmentTerms, tree: u8, index: u32, data: &[u8]) -> Result<()> {
    let mut reader = Reader(data);
    shown(terms, tree, index, &mut reader)?;
    reader.end()
}

/// index (4) || payload || path.
pub fn opened_job(terms: &AssignmentTerms, reader: &mut Reader) -> Result<JobLeaf> {
    let index = reader.u32()?;
    let p = shown(terms, leaves::JOBS, index, reader)?;
    Ok(JobLeaf {
        index,
        job_id: bytes32(&p[..32]),
        provider: bytes32(&p[32..64]),
        slot: be_u64(&p[64..66]) as u16,
        dual: be_u64(&p[66..74]),
        rent: be_u64(&p[74..]),
    })
}

fn opened_offer(terms: &AssignmentTerms, reader: &mut Reader) -> Result<OfferLeaf> {
    let index = reader.u32()?;
    let p = shown(terms, leaves::OFFERS, index, reader)?;
    Ok(OfferLeaf {
        provider: bytes32(&p[..32]),
        capacity: be_u64(&p[32..34]) as u16,
        slot_price: be_u64(&p[34..]),
    })
}

/// How many leaves have a lower key (4) || the last of them as shown, if any || the one after it, if any.
fn require_gap(terms: &AssignmentTerms, tree: u8, key: &[u8; 32], reader: &mut Reader) -> Result<()> {
    let below = reader.u32()?;
    let count = terms.count(tree).ok_or(MatchingError::BadEvidence)?;
    require!(below <= count, MatchingError::BadEvidence);
    if below > 0 {
        let before = shown(terms, tree, below - 1, reader)?;
        require!(before[..32] < key[..], MatchingError::BadEvidence);
    }
    if below < count {
        let after = shown(terms, tree, below, reader)?;
        require!(key[..] < after[..32], MatchingError::BadEvidence);
    }
    Ok(())
}

// Whom a requester allows.

fn address_hash(address: &[u8]) -> [u8; 32] {
    keccak(&[&[0], address]).to_bytes()
}

fn parent(left: &[u8], right: &[u8]) -> [u8; 32] {
    keccak(&[&[1], left, right]).to_bytes()
}

/// The root over `count` whole addresses, each above the one before; zero of none.
pub fn allowed_root(count: u16, addresses: &[u8]) -> Result<[u8; 32]> {
    let is_whole = count <= MAX_ALLOWED && addresses.len() == HASH_BYTES * usize::from(count);
    require!(is_whole, MatchingError::BadAllowed);
    let each: Vec<&[u8]> = addresses.chunks_exact(HASH_BYTES).collect();
    require!(each.windows(2).all(|pair| pair[0] < pair[1]), MatchingError::BadAllowed);
    let mut nodes: Vec<[u8; 32]> = each.iter().map(|address| address_hash(address)).collect();
    while nodes.len() > 1 {
        nodes = nodes
            .chunks(2)
            .map(|pair| match pair {
                [left, right] => parent(left, right),
                // A level's last node without a partner is promoted unchanged.
                _ => pair[0],
            })
            .collect();
    }
    Ok(nodes.first().copied().unwrap_or(NOBODY))
}

/// The root that the next `path_length` siblings lead to from an address at `index` of `count`.
fn climbed(address: &[u8], index: u32, count: u32, reader: &mut Reader) -> Result<[u8; 32]> {
    let path = reader.take(HASH_BYTES * path_length(index, count))?;
    let climb = |node: [u8; 32], (is_right, sibling): (bool, &[u8])| match is_right {
        true => parent(sibling, &node),
        false => parent(&node, sibling),
    };
    let siblings = path.chunks_exact(HASH_BYTES);
    Ok(Way { index, count }.zip(siblings).fold(address_hash(address), climb))
}

/// Nothing where everyone is allowed, else index (1) || path.
pub fn is_allowed(listing: &Listing, provider: &[u8; 32], reader: &mut Reader) -> Result<bool> {
    if listing.allowed_count == 0 {
        return Ok(true);
    }
    let (index, count) = (reader.byte()?.into(), listing.allowed_count.into());
    require!(index < count, MatchingError::BadEvidence);
    Ok(climbed(provider, index, count, reader)? == listing.allowed_root)
}

/// How many are lower (1) || the last of them and its path, if any || the one after it and its path, if any.
fn require_barred(listing: &Listing, provider: &[u8; 32], reader: &mut Reader) -> Result<()> {
    let (below, count) = (u32::from(reader.byte()?), u32::from(listing.allowed_count));
    require!(below <= count, MatchingError::BadEvidence);
    for index in below.saturating_sub(1)..count.min(below + 1) {
        let address = reader.id()?;
        let is_in_order = if index < below {
            address < *provider
        } else {
            *provider < address
        };
        let root = climbed(&address, index, count, reader)?;
        require!(is_in_order && root == listing.allowed_root, MatchingError::BadEvidence);
    }
    Ok(())
}

// Faults.

/// Whether the evidence shows the fault. BadEvidence where it does not open to the assignment's roots, NotRefuted where it
/// is about what there is not.
pub fn is_faulty(terms: &AssignmentTerms, kind: u8, data: &[u8], records: &impl Records) -> Result<bool> {
    let mut reader = Reader(data);
    let r = &mut reader;
    let is_faulty = match kind {
        fault::ORDER => is_out_of_order(terms, r),
        fault::OMISSION => is_left_out(terms, r, records),
        fault::EDGE => is_edge_violated(terms, r, records),
        fault::JOB => is_job_false(terms, r, records),
        fault::OFFER => is_offer_false(terms, r, records),
        fault::PAIR => is_pair_false(terms, r),
        fault::STRANGER => is_stranger(terms, r),
        fault::SLOT => is_slot_shared(terms, r),
        fault::BARRED => is_barred(terms, r, records),
        _ => err!(MatchingError::BadEvidence),
    }?;
    reader.end()?;
    Ok(is_faulty)
}

fn tree_of(reader: &mut Reader) -> Result<u8> {
    let tree = reader.byte()?;
    require!(
        [leaves::JOBS, leaves::OFFERS].contains(&tree),
        MatchingError::BadEvidence
    );
    Ok(tree)
}

/// The earlier key is not the lower one. The same key twice is out of order too.
fn is_out_of_order(terms: &AssignmentTerms, reader: &mut Reader) -> Result<bool> {
    let tree = tree_of(reader)?;
    let first = reader.u32()?;
    let one = shown(terms, tree, first, reader)?;
    let second = reader.u32()?;
    let two = shown(terms, tree, second, reader)?;
    Ok(first < second && one[..32] >= two[..32])
}

fn waits(listing: &Listing, seen_at: u64, records: &impl Records) -> Result<bool> {
    let waited = listing.state == listing_state::OPEN && listing.changed_at <= seen_at;
    Ok(waited && records.is_open(&listing.job_id)?)
}

/// A job that waits, for long enough to be matched, or an offer that stands, was left out. A full tree omits nothing.
fn is_left_out(terms: &AssignmentTerms, reader: &mut Reader, records: &impl Records) -> Result<bool> {
    let tree = tree_of(reader)?;
    let key = reader.id()?;
    require_gap(terms, tree, &key, reader)?;
    if tree == leaves::OFFERS {
        let stands = |o: &Offer| o.changed_at <= terms.seen_at && o.capacity > 0 && terms.offers_count < MAX_LEAVES;
        return Ok(records.offer(&key)?.as_ref().is_some_and(stands));
    }
    match records.listing(&key)? {
        Some(listing) if terms.jobs_count < MAX_LEAVES => {
            Ok(waits(&listing, terms.seen_at, records)? && listing.deadline_at > records.matched_by()?)
        }
        _ => Ok(false),
    }
}

/// The two would gain more together than their prices say.
fn is_edge_violated(terms: &AssignmentTerms, reader: &mut Reader, records: &impl Records) -> Result<bool> {
    let (job, sold) = (opened_job(terms, reader)?, opened_offer(terms, reader)?);
    let listing = records.listing(&job.job_id)?.ok_or(MatchingError::NotRefuted)?;
    let offer = records.offer(&sold.provider)?.ok_or(MatchingError::NotRefuted)?;
    require!(
        is_allowed(&listing, &sold.provider, reader)?,
        MatchingError::BadEvidence
    );
    let stands = offer.changed_at <= terms.seen_at && offer.capacity > 0 && listing.is_met_by(&offer);
    if !stands || !waits(&listing, terms.seen_at, records)? {
        return Ok(false);
    }
    Ok(sum3(job.dual, sold.slot_price, offer.ask) < u128::from(listing.price))
}

/// Not listed, or not waiting when it was seen; without a provider and not all zero; or with one that never made an offer,
/// does not meet its needs, or whose ask, rent and dual are not the price.
fn is_job_false(terms: &AssignmentTerms, reader: &mut Reader, records: &impl Records) -> Result<bool> {
    let job = opened_job(terms, reader)?;
    let Some(listing) = records.listing(&job.job_id)? else {
        return Ok(true);
    };
    if listing.state != listing_state::OPEN && listing.changed_at <= terms.seen_at {
        return Ok(true);
    }
    if job.provider == NOBODY {
        return Ok((job.slot, job.dual, job.rent) != (0, 0, 0));
    }
    let Some(offer) = records.offer(&job.provider)? else {
        return Ok(true);
    };
    let adds_up = sum3(offer.ask, job.dual, job.rent) == u128::from(listing.price);
    Ok(offer.changed_at <= terms.seen_at && (!listing.is_met_by(&offer) || !adds_up))
}

/// Nobody ever made it, or it had another capacity.
fn is_offer_false(terms: &AssignmentTerms, reader: &mut Reader, records: &impl Records) -> Result<bool> {
    let sold = opened_offer(terms, reader)?;
    let differs = |o: &Offer| o.changed_at <= terms.seen_at && o.capacity != sold.capacity;
    Ok(records.offer(&sold.provider)?.as_ref().is_none_or(differs))
}

/// The job pays another rent than the slot's price, or has a slot beyond the capacity.
fn is_pair_false(terms: &AssignmentTerms, reader: &mut Reader) -> Result<bool> {
    let (job, sold) = (opened_job(terms, reader)?, opened_offer(terms, reader)?);
    let differs = job.rent != sold.slot_price || job.slot >= sold.capacity;
    Ok(job.provider == sold.provider && differs)
}

/// Its provider is not among the offers.
fn is_stranger(terms: &AssignmentTerms, reader: &mut Reader) -> Result<bool> {
    let job = opened_job(terms, reader)?;
    require_gap(terms, leaves::OFFERS, &job.provider, reader)?;
    Ok(job.provider != NOBODY)
}

/// Two jobs share a slot.
fn is_slot_shared(terms: &AssignmentTerms, reader: &mut Reader) -> Result<bool> {
    let (one, two) = (opened_job(terms, reader)?, opened_job(terms, reader)?);
    let is_shared = (one.provider, one.slot) == (two.provider, two.slot);
    Ok(one.index != two.index && one.provider != NOBODY && is_shared)
}

/// Its provider is not allowed.
fn is_barred(terms: &AssignmentTerms, reader: &mut Reader, records: &impl Records) -> Result<bool> {
    let job = opened_job(terms, reader)?;
    let listing = records.listing(&job.job_id)?.ok_or(MatchingError::NotRefuted)?;
    require_barred(&listing, &job.provider, reader)?;
    Ok(job.provider != NOBODY && listing.allowed_count > 0)
}

fn sum3(a: u64, b: u64, c: u64) -> u128 {
    u128::from(a) + u128::from(b) + u128::from(c)
}
