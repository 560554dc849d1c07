//! What positions are worth, and moves between funds and pools. Twin: clients/assay/reference/allocation.py.

use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::VaultError;
use crate::pools::{Market, Markets, Word};
use crate::state::{Vault, MAX_POOLS};
use crate::worth;

/// Whether a pool that says nothing fails the verb, or counts as it did.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    Fails,
    Counts,
}

/// Brings every position to what it counts for: losses count at once, profit no faster than `gain_bps` a year.
pub fn sync(v: &mut Vault, markets: &Markets, silence: Silence) -> Result<()> {
    let now = chain::now()?;
    let secs = now.saturating_sub(v.looked_at);
    look(v, markets, secs, silence)?;
    let room = worth::gain_up(v.total() + u128::from(v.surplus), v.config.gain_bps, secs);
    // No more than the surplus.
    let let_in = u128::from(v.surplus).min(room) as u64;
    v.idle = v.idle.checked_add(let_in).ok_or(VaultError::Overflow)?;
    v.surplus -= let_in;
    v.looked_at = now;
    Ok(())
}

/// After moves within a verb: nothing more is let in.
pub fn again(v: &mut Vault, markets: &Markets) -> Result<()> {
    look(v, markets, 0, Silence::Fails)
}

fn look(v: &mut Vault, markets: &Markets, secs: u64, silence: Silence) -> Result<()> {
    for (position, market) in v.positions.iter_mut().zip(markets) {
        let word = match market {
            Some(market) if position.units > 0 => market.word(&v.config.token)?,
            _ => {
                position.recorded = 0;
                continue;
            }
        };
        if word.is_none() && silence == Silence::Counts {
            continue;
        }
        let value = word.ok_or(VaultError::BadPool)?.value(position.units);
        // What comes back after a loss is profit too: whoever could have a pool dip for a moment would buy into its recovery.
        let made_on = u128::from(position.recorded.max(position.invested));
        let most = u128::from(position.recorded) + worth::gain_up(made_on, v.config.gain_bps, secs);
        position.recorded = u128::from(value).min(most) as u64;
    }
    Ok(())
}

/// The vault at its pools.
pub struct Desk<'a, 'info> {
    pub vault: &'a AccountInfo<'info>,
    pub purse: &'a AccountInfo<'info>,
    pub markets: Markets<'info>,
}

impl<'info> Desk<'_, 'info> {
    pub fn market(&self, i: usize) -> Result<&Market<'info>> {
        Ok(self.markets[i].as_ref().ok_or(VaultError::UnknownPool)?)
    }

    pub fn stated(&self, v: &Vault, i: usize) -> Result<Word> {
        self.market(i)?.stated(&v.config.token)
    }

    /// Redeems units of pool i. What it pays comes out of what the position counts for, and what it pays beyond that does not
    /// count yet. Gives what it paid.
    pub fn pull(&self, v: &mut Vault, i: usize, units: u64) -> Result<u64> {
        if units == 0 {
            return Ok(0);
        }
        let got = self.market(i)?.redeem(self.vault, self.purse, units)?;
        let position = &mut v.positions[i];
        let counted = got.min(position.recorded);
        position.units -= units;
        position.recorded -= counted;
        position.invested = position.invested.saturating_sub(got);
        v.idle = v.idle.checked_add(counted).ok_or(VaultError::Overflow)?;
        v.surplus = v.surplus.checked_add(got - counted).ok_or(VaultError::Overflow)?;
        Ok(got)
    }

    /// Deposits idle funds into pool i, unless they are too few for a unit of it. Gives what it took.
    pub fn put(&self, v: &mut Vault, i: usize, assets: u64) -> Result<u64> {
        if assets == 0 || self.stated(v, i)?.units_down(assets) == 0 {
            return Ok(0);
        }
        let (taken, units) = self
            .market(i)?
            .deposit(self.vault, self.purse, &v.config.token, assets)?;
        let position = &mut v.positions[i];
        position.units = position.units.checked_add(units).ok_or(VaultError::Overflow)?;
        position.recorded = position.recorded.checked_add(taken).ok_or(VaultError::Overflow)?;
        position.invested = position.invested.checked_add(taken).ok_or(VaultError::Overflow)?;
        v.idle -= taken;
        Ok(taken)
    }

    /// Takes out of the pools, in their order, what idle funds lack.
    pub fn raise(&self, v: &mut Vault, assets: u64) -> Result<()> {
        for i in 0..MAX_POOLS {
            if v.idle >= assets {
                break;
            }
            if v.positions[i].units > 0 {
                let word = self.stated(v, i)?;
                let units = word.units_for(assets - v.idle, v.positions[i].units);
                let promised = word.assets_down(units);
                let got = self.pull(v, i, units)?;
                require!(u128::from(got) >= promised, VaultError::PoolShortfall);
            }
        }
        require!(v.idle >= assets, VaultError::NotEnoughLiquid);
        again(v, &self.markets)
    }
}
