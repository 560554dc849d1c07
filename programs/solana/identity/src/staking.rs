//! Calls into the staking program, signed as its slasher.

use anchor_lang::prelude::*;
use assay_staking::cpi;

use crate::state::{SLASHER_BUMP, SLASHER_SEED};

/// The accounts through which an issuer's stake is reached.
pub struct Staking<'a, 'info> {
    pub program: &'a AccountInfo<'info>,
    pub slasher: &'a AccountInfo<'info>,
    pub config: &'a AccountInfo<'info>,
    pub stake: &'a AccountInfo<'info>,
}

impl<'info> Staking<'_, 'info> {
    pub fn lock(&self, owner: Pubkey, amount: u64) -> Result<()> {
        let accounts = cpi::accounts::Lock {
            slasher: self.slasher.clone(),
            config: self.config.clone(),
            stake: self.stake.clone(),
        };
        self.signed(accounts, |call| cpi::lock(call, owner, amount))
    }

    pub fn unlock(&self, owner: Pubkey, amount: u64) -> Result<()> {
        let accounts = cpi::accounts::Unlock {
            slasher: self.slasher.clone(),
            config: self.config.clone(),
            stake: self.stake.clone(),
        };
        self.signed(accounts, |call| cpi::unlock(call, owner, amount))
    }

    /// Calls staking by `call`, which takes accounts that the slasher signs.
    pub fn signed<T>(
        &self,
        accounts: T,
        call: impl FnOnce(CpiContext<'_, '_, '_, 'info, T>) -> Result<()>,
    ) -> Result<()>
    where
        T: ToAccountMetas + ToAccountInfos<'info>,
    {
        let seeds: &[&[u8]] = &[SLASHER_SEED, &[SLASHER_BUMP]];
        call(CpiContext::new_with_signer(*self.program.key, accounts, &[seeds]))
    }
}
