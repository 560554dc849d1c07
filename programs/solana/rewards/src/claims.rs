//! Which leaves of an epoch were claimed: pages of bits, each an account that the first claim in it opens.

use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::state::{Claimed, CLAIMED_SEED, PAGE_BITS};

/// Discriminator, epoch, page.
const EPOCH: usize = 8;
const PAGE: usize = EPOCH + 32;
const HEAD: usize = PAGE + 4;

/// Whether leaf `index` was claimed, by the account of its page.
pub fn is_claimed(account: &AccountInfo, epoch_id: &[u8; 32], index: u32) -> Result<bool> {
    if chain::is_vacant(account) {
        return Ok(false);
    }
    require_keys_eq!(*account.owner, crate::ID, ErrorCode::AccountOwnedByWrongProgram);
    let bytes = account.try_borrow_data()?;
    let is_page = bytes.len() == 8 + Claimed::INIT_SPACE && bytes[..EPOCH] == *Claimed::DISCRIMINATOR;
    require!(is_page, ErrorCode::AccountDiscriminatorMismatch);
    let is_it = bytes[EPOCH..PAGE] == *epoch_id && bytes[PAGE..HEAD] == page(index).to_le_bytes();
    require!(is_it, ErrorCode::ConstraintSeeds);
    let (at, bit) = place(index);
    Ok(bytes[at] & bit != 0)
}

/// Marks leaf `index` as claimed, on a page that passed `is_claimed` or is opened here.
pub fn mark<'info>(
    account: &AccountInfo<'info>,
    payer: &AccountInfo<'info>,
    epoch_id: &[u8; 32],
    index: u32,
) -> Result<()> {
    if chain::is_vacant(account) {
        let page = page(index).to_le_bytes();
        let bump = chain::require_address(account, &[CLAIMED_SEED, epoch_id, &page], &crate::ID)?;
        let seeds: &[&[u8]] = &[CLAIMED_SEED, epoch_id, &page, &[bump]];
        chain::open(account, payer, 8 + Claimed::INIT_SPACE, &crate::ID, seeds)?;
        let mut bytes = account.try_borrow_mut_data()?;
        bytes[..EPOCH].copy_from_slice(Claimed::DISCRIMINATOR);
        bytes[EPOCH..PAGE].copy_from_slice(epoch_id);
        bytes[PAGE..HEAD].copy_from_slice(&page);
    }
    let (at, bit) = place(index);
    account.try_borrow_mut_data()?[at] |= bit;
    Ok(())
}

fn page(index: u32) -> u32 {
    index / PAGE_BITS
}

fn place(index: u32) -> (usize, u8) {
    let bit = index % PAGE_BITS;
    (HEAD + (bit / 8) as usize, 1 << (bit % 8))
}
