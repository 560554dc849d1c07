//! What the court says. Its accounts are read, its program is not called.

use anchor_lang::prelude::*;
use assay_court::state::{Case, SLASHER_SEED};
use assay_staking::chain;

use crate::errors::IdentityError;

/// The address under which the court slashes.
pub fn court() -> Pubkey {
    Pubkey::find_program_address(&[SLASHER_SEED], &assay_court::ID).0
}

/// The final ruling of guilty about `matter`, against who answers for it, opened when the matter was there: ids
/// can be foreseen, and what was accused before, nobody contested.
pub fn final_guilt(
    account: &AccountInfo,
    case_id: &[u8; 32],
    matter: &[u8; 32],
    answerable: &Pubkey,
    since: u64,
) -> Result<Box<Case>> {
    require!(!chain::is_vacant(account), IdentityError::UnknownCase);
    // Only the court writes accounts of its own, and each at the address of its id.
    let case = Box::new(chain::load::<Case>(account)?);
    require!(case.case_id == *case_id, ErrorCode::ConstraintSeeds);
    let (accusation, accused_at) = (&case.accusation, case.accused_at);
    let is_ours = accusation.subject == *matter && accusation.accused == *answerable && accused_at >= since;
    require!(is_ours, IdentityError::WrongCase);
    require!(case.is_closed(), IdentityError::CaseNotClosed);
    require!(case.is_guilty(), IdentityError::NotGuilty);
    Ok(case)
}
