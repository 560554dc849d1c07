//! What the court says. Its accounts are read, its program is not called.

use anchor_lang::prelude::*;
use assay_court::state::{Case, SLASHER_SEED};
use assay_staking::chain;

use crate::errors::RewardsError;

/// The address under which the court slashes.
pub fn court() -> Pubkey {
    Pubkey::find_program_address(&[SLASHER_SEED], &assay_court::ID).0
}

/// The case of this id. Only the court writes accounts of its own, and each at the address of its id.
pub fn known(account: &AccountInfo, case_id: &[u8; 32]) -> Result<Box<Case>> {
    require!(!chain::is_vacant(account), RewardsError::UnknownCase);
    let case = Box::new(chain::load::<Case>(account)?);
    require!(case.case_id == *case_id, ErrorCode::ConstraintSeeds);
    Ok(case)
}
