//! Calls into the staking program, signed as its slasher.

use anchor_lang::prelude::*;
use assay_staking::cpi;
use assay_staking::state::Stake;

use crate::state::{ComputeConfig, Job, SLASHER_SEED};

/// The accounts through which a job's stake is reached.
pub struct Staking<'a, 'info> {
    pub program: &'a AccountInfo<'info>,
    pub slasher: &'a AccountInfo<'info>,
    pub config: &'a AccountInfo<'info>,
    pub stake: &'a AccountInfo<'info>,
    pub slasher_bump: u8,
}

/// The accounts that a slash needs besides.
pub struct Fault<'a, 'info> {
    pub account: &'a AccountInfo<'info>,
    pub payer: &'a AccountInfo<'info>,
    pub system_program: &'a AccountInfo<'info>,
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

    /// Slashes `amount` of the job's stake and frees the rest. Stake that another slasher took first must not hold a
    /// verdict up.
    pub fn penalise(
        &self,
        config: &ComputeConfig,
        job: &Job,
        amount: u64,
        fault_id: [u8; 32],
        beneficiary: Pubkey,
        fault: &Fault<'_, 'info>,
    ) -> Result<()> {
        let reachable = Stake::of(self.stake, &job.provider)?.reachable();
        let slashed = if reachable > 0 { amount } else { 0 };
        if slashed > 0 {
            let accounts = cpi::accounts::Slash {
                slasher: self.slasher.clone(),
                payer: fault.payer.clone(),
                config: self.config.clone(),
                fault: fault.account.clone(),
                stake: self.stake.clone(),
                system_program: fault.system_program.clone(),
            };
            self.signed(accounts, |call| {
                cpi::slash(call, job.provider, slashed, fault_id, beneficiary, config.reward_bps)
            })?;
        }
        if job.terms.stake > slashed {
            self.unlock(job.provider, job.terms.stake - slashed)?;
        }
        Ok(())
    }

    fn signed<T>(&self, accounts: T, call: impl FnOnce(CpiContext<'_, '_, '_, 'info, T>) -> Result<()>) -> Result<()>
    where
        T: ToAccountMetas + ToAccountInfos<'info>,
    {
        call(CpiContext::new_with_signer(
            *self.program.key,
            accounts,
            &[&[SLASHER_SEED, &[self.slasher_bump]]],
        ))
    }
}
