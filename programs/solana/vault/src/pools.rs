//! The pools' word, and calls into them. A pool's program may be anybody's: it signs nothing, it is given nothing of the
//! vault's but its purse, and that is looked at before and after.

use anchor_lang::prelude::*;
use anchor_lang::solana_program::instruction::Instruction;
use anchor_lang::solana_program::program::invoke_signed;
use anchor_spl::token::{self, TokenAccount};
use assay_staking::chain;

use crate::errors::VaultError;
use crate::state::{Policy, MAX_POOLS, PURSE, VAULT_SEEDS};
use crate::worth::BPS;

/// sha256("global:deposit") and sha256("global:redeem"): how Anchor's programs name an instruction.
const DEPOSIT: [u8; 8] = [0xf2, 0x23, 0xc6, 0x89, 0x52, 0xe1, 0xf2, 0xb6];
const REDEEM: [u8; 8] = [0xb8, 0x0c, 0x56, 0x95, 0x46, 0xc4, 0x61, 0xe1];

/// Of one position, so that no pool's word overflows a sum.
const MAX_VALUE: u128 = 1 << 60;
/// Units, of which a price is the assets.
const ONE_PRICE: u64 = 1_000_000_000_000;
/// Where a token account says how much it holds.
const AMOUNT: std::ops::Range<usize> = 64..72;

/// What a pool says of itself. A product beyond 2^128 - 1 is taken for that: it is more than anything that it is compared with.
#[derive(Clone, Copy)]
pub struct Word {
    pub cash: u64,
    pub debt: u64,
    pub units: u64,
}

impl Word {
    fn assets(&self) -> u128 {
        u128::from(self.cash) + u128::from(self.debt)
    }

    /// What units are worth.
    pub fn assets_down(&self, units: u64) -> u128 {
        u128::from(units).saturating_mul(self.assets() + 1) / (u128::from(self.units) + 1)
    }

    /// What a position counts for, at most.
    pub fn value(&self, units: u64) -> u64 {
        self.assets_down(units).min(MAX_VALUE) as u64
    }

    /// What a deposit of assets is given.
    pub fn units_down(&self, assets: u64) -> u128 {
        u128::from(assets) * (u128::from(self.units) + 1) / (self.assets() + 1)
    }

    /// How many units it takes to be paid that much, of so many, as far as there is cash.
    pub fn units_for(&self, assets: u64, held: u64) -> u64 {
        let units = u128::from(assets) * (u128::from(self.units) + 1);
        // No more than are held.
        units.div_ceil(self.assets() + 1).min(u128::from(self.redeemable(held))) as u64
    }

    /// How many of so many units there is cash for.
    pub fn redeemable(&self, held: u64) -> u64 {
        self.units_down(self.cash).min(u128::from(held)) as u64
    }

    pub fn price_down(&self) -> u64 {
        self.assets_down(ONE_PRICE).min(u128::from(u64::MAX)) as u64
    }

    pub fn utilisation_bps(&self) -> u16 {
        // At most 10,000.
        (u128::from(self.debt) * BPS).checked_div(self.assets()).unwrap_or(0) as u16
    }
}

/// A pool's accounts, as passed.
pub struct Market<'info> {
    pub pool: &'info AccountInfo<'info>,
    pub purse: &'info AccountInfo<'info>,
    pub program: &'info AccountInfo<'info>,
}

impl<'info> Market<'info> {
    /// The pool's word, or None where it is none that this token's vault can deal with.
    pub fn word(&self, token: &Pubkey) -> Result<Option<Word>> {
        if self.pool.owner != self.program.key {
            // Whoever passes another program has no say in how the pool counts.
            let is_gone = chain::is_vacant(self.pool);
            require!(is_gone, ErrorCode::ConstraintOwner);
            return Ok(None);
        }
        let data = self.pool.try_borrow_data()?;
        let head = data
            .split_at_checked(8)
            .map(|(_, mut fields)| <(Pubkey, Pubkey, u64, u64)>::deserialize(&mut fields));
        let Some(Ok((of, purse, debt, units))) = head else {
            return Ok(None);
        };
        // The vault signs what pools are called with: one whose cash were the vault's own would pay its debts with that.
        if of != *token || purse == PURSE {
            return Ok(None);
        }
        require_keys_eq!(*self.purse.key, purse, ErrorCode::ConstraintAddress);
        let Ok(held) = chain::load::<TokenAccount>(self.purse) else {
            return Ok(None);
        };
        let cash = held.amount;
        Ok((held.mint == *token).then_some(Word { cash, debt, units }))
    }

    /// As `word`, where nothing can be done without.
    pub fn stated(&self, token: &Pubkey) -> Result<Word> {
        Ok(self.word(token)?.ok_or(VaultError::BadPool)?)
    }

    fn call(&self, vault: &AccountInfo<'info>, other: &AccountInfo<'info>, data: Vec<u8>) -> Result<()> {
        let call = Instruction {
            program_id: *self.program.key,
            accounts: vec![
                AccountMeta::new_readonly(*vault.key, true),
                AccountMeta::new(*self.pool.key, false),
                AccountMeta::new(*self.purse.key, false),
                AccountMeta::new(*other.key, false),
                AccountMeta::new_readonly(token::ID, false),
            ],
            data,
        };
        let infos = [vault, self.pool, self.purse, other].map(AccountInfo::clone);
        Ok(invoke_signed(&call, &infos, &[VAULT_SEEDS])?)
    }

    /// Has the pool take assets out of the vault's purse. Gives what it took, and the units that it gave.
    pub fn deposit(
        &self,
        vault: &AccountInfo<'info>,
        purse: &AccountInfo<'info>,
        token: &Pubkey,
        assets: u64,
    ) -> Result<(u64, u64)> {
        let (before, units) = (Held::of(purse)?, self.stated(token)?.units);
        self.call(vault, purse, [&DEPOSIT[..], &assets.to_le_bytes()].concat())?;
        let after = before.unharmed(purse)?;
        let taken = before.amount.checked_sub(after).ok_or(VaultError::TransferFailed)?;
        require!(taken <= assets, VaultError::TransferFailed);
        Ok((taken, self.stated(token)?.units.saturating_sub(units)))
    }

    /// Has the pool redeem units into the vault's purse. Gives what it paid.
    pub fn redeem(&self, vault: &AccountInfo<'info>, purse: &AccountInfo<'info>, units: u64) -> Result<u64> {
        let before = Held::of(purse)?;
        self.redeem_to(vault, purse, units, vault.key)?;
        let after = before.unharmed(purse)?;
        Ok(after.checked_sub(before.amount).ok_or(VaultError::TransferFailed)?)
    }

    /// Has the pool redeem units into an account of the receiver's.
    pub fn redeem_to(
        &self,
        vault: &AccountInfo<'info>,
        target: &AccountInfo<'info>,
        units: u64,
        receiver: &Pubkey,
    ) -> Result<()> {
        let data = [&REDEEM[..], &units.to_le_bytes(), receiver.as_ref()].concat();
        self.call(vault, target, data)
    }
}

/// A token account before a call that the vault signed. The signature could have done more than move: handed the account
/// over, or let somebody take out of it later.
struct Held {
    amount: u64,
    rest: Vec<u8>,
}

impl Held {
    fn of(purse: &AccountInfo) -> Result<Self> {
        let data = purse.try_borrow_data()?;
        let amount: TokenAccount = TokenAccount::try_deserialize(&mut &data[..])?;
        Ok(Self {
            amount: amount.amount,
            rest: [&data[..AMOUNT.start], &data[AMOUNT.end..]].concat(),
        })
    }

    /// What it holds now, where nothing else of it changed.
    fn unharmed(&self, purse: &AccountInfo) -> Result<u64> {
        let now = Self::of(purse)?;
        require!(now.rest == self.rest, VaultError::TransferFailed);
        Ok(now.amount)
    }
}

/// The pools that a policy names, each in its place.
pub type Markets<'info> = [Option<Market<'info>>; MAX_POOLS];

/// The pools' accounts, and those behind them.
pub fn passed<'info>(
    policy: &Policy,
    accounts: &'info [AccountInfo<'info>],
) -> Result<(Markets<'info>, &'info [AccountInfo<'info>])> {
    let (mut markets, mut rest) = ([const { None }; MAX_POOLS], accounts);
    for (i, limits) in policy.pools.iter().enumerate() {
        if limits.is_named() {
            let [pool, purse, program, others @ ..] = rest else {
                return err!(ErrorCode::AccountNotEnoughKeys);
            };
            require_keys_eq!(*pool.key, limits.pool, ErrorCode::ConstraintAddress);
            (markets[i], rest) = (Some(Market { pool, purse, program }), others);
        }
    }
    Ok((markets, rest))
}
