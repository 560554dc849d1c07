//! The program's token accounts, one a mint, under the authority of its config.

use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::state::PURSE_SEED;

/// That the account is the mint's purse.
pub fn require(purse: &AccountInfo, mint: &Pubkey, bump: u8) -> Result<()> {
    let address = Pubkey::create_program_address(&[PURSE_SEED, mint.as_ref(), &[bump]], &crate::ID);
    require!(address.is_ok_and(|a| a == *purse.key), ErrorCode::ConstraintSeeds);
    Ok(())
}

/// Opens the mint's purse, where this is the first time that its token is granted. Gives the bump.
pub fn open_once<'info>(
    purse: &AccountInfo<'info>,
    mint: &AccountInfo<'info>,
    config: &AccountInfo<'info>,
    payer: &AccountInfo<'info>,
) -> Result<u8> {
    let bump = chain::require_address(purse, &[PURSE_SEED, mint.key.as_ref()], &crate::ID)?;
    if chain::is_vacant(purse) {
        let seeds: &[&[u8]] = &[PURSE_SEED, mint.key.as_ref(), &[bump]];
        chain::open_purse(purse, mint, config, payer, seeds)?;
    }
    Ok(bump)
}
