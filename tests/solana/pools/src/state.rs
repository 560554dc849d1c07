//! What the program stores: the models of clients/assay/models/pools.py, and who holds units.

use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::PoolError;

pub const POOL_SEED: &[u8] = b"pool";
pub const PURSE_SEED: &[u8] = b"purse";

const BPS: u128 = 10_000;
const YEAR_SECS: u128 = 31_536_000;
/// More than any story has.
pub const MAX_HOLDERS: usize = 32;

/// Borrowers pay `base_bps` a year, and `slope_bps` more at full utilisation; above `kink_bps` of it `steep_bps` instead.
/// `stuck`: nothing is redeemed. `skim_bps`: what redeem keeps for nobody.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, Default, InitSpace)]
pub struct PoolTerms {
    pub base_bps: u32,
    pub slope_bps: u32,
    pub kink_bps: u16,
    pub steep_bps: u32,
    pub stuck: bool,
    pub skim_bps: u16,
}

impl PoolTerms {
    fn rate_bps(&self, utilisation_bps: u128) -> u128 {
        let kink = u128::from(self.kink_bps);
        let (gentle, steep) = (utilisation_bps.min(kink), utilisation_bps.saturating_sub(kink));
        u128::from(self.base_bps) + (u128::from(self.slope_bps) * gentle + u128::from(self.steep_bps) * steep) / BPS
    }
}

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, InitSpace)]
pub struct Holder {
    pub owner: Pubkey,
    pub units: u64,
}

/// The first four fields are what any pool of a vault begins with. Its cash is what its purse holds.
#[account]
#[derive(Debug, InitSpace)]
pub struct Pool {
    pub token: Pubkey,
    pub purse: Pubkey,
    pub debt: u64,
    pub units: u64,
    pub accrued_at: u64,
    pub terms: PoolTerms,
    pub number: u8,
    pub bump: u8,
    #[max_len(MAX_HOLDERS)]
    pub holders: Vec<Holder>,
}

impl Pool {
    fn assets(&self, cash: u64) -> u128 {
        u128::from(cash) + u128::from(self.debt)
    }

    /// What units are worth by the pool's own word.
    pub fn assets_down(&self, cash: u64, units: u64) -> u128 {
        u128::from(units).saturating_mul(self.assets(cash) + 1) / (u128::from(self.units) + 1)
    }

    /// What a deposit of assets is given.
    pub fn units_down(&self, cash: u64, assets: u64) -> Result<u64> {
        let units = u128::from(assets) * (u128::from(self.units) + 1) / (self.assets(cash) + 1);
        Ok(u64::try_from(units).map_err(|_| PoolError::Overflow)?)
    }

    /// Adds the debt times rate times seconds since the last, simple, rounded down.
    pub fn accrue(&mut self, cash: u64) -> Result<()> {
        let (now, debt) = (chain::now()?, u128::from(self.debt));
        let utilisation_bps = (debt * BPS).checked_div(self.assets(cash)).unwrap_or(0);
        let secs = u128::from(now.saturating_sub(self.accrued_at));
        let weighed = (debt * self.terms.rate_bps(utilisation_bps)).saturating_mul(secs);
        self.debt = u64::try_from(debt + weighed / (BPS * YEAR_SECS)).map_err(|_| PoolError::Overflow)?;
        self.accrued_at = now;
        Ok(())
    }

    /// The owner's place among the holders, one of its own where it is new.
    pub fn holder(&mut self, owner: &Pubkey) -> Result<&mut Holder> {
        let at = self.holders.iter().position(|holder| holder.owner == *owner);
        let at = at.unwrap_or(self.holders.len());
        if at == self.holders.len() {
            require!(at < MAX_HOLDERS, PoolError::Overflow);
            self.holders.push(Holder {
                owner: *owner,
                units: 0,
            });
        }
        Ok(&mut self.holders[at])
    }
}
