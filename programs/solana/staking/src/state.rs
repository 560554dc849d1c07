//! What the program stores: the models of clients/assay/models/staking.py, and each PDA's bump.

use anchor_lang::prelude::*;

use crate::chain;
use crate::errors::StakingError;

pub const CONFIG_SEED: &[u8] = b"config";
pub const VAULT_SEED: &[u8] = b"vault";
pub const STAKE_SEED: &[u8] = b"stake";
pub const FAULT_SEED: &[u8] = b"fault";

pub const MAX_SLASHERS: usize = 4;
pub const MAX_UNBONDINGS: usize = 4;
pub const MAX_REWARD_BPS: u16 = 5_000;

/// Values of `Slasher::status`.
pub mod slasher_status {
    pub const PROPOSED: u8 = 1;
    pub const ACTIVE: u8 = 2;
    pub const RETIRED: u8 = 3;
}

/// `program` is the address that signs: a PDA of the slasher program.
#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone)]
pub struct Slasher {
    pub program: Pubkey,
    pub active_at: u64,
    pub status: u8,
}

#[account]
#[derive(InitSpace)]
pub struct StakingConfig {
    pub authority: Pubkey,
    pub treasury: Pubkey,
    pub token: Pubkey,
    pub unbond_secs: u64,
    #[max_len(MAX_SLASHERS)]
    pub slashers: Vec<Slasher>,
    pub bump: u8,
    pub vault_bump: u8,
}

impl StakingConfig {
    pub fn find(&self, program: &Pubkey) -> Option<usize> {
        self.slashers.iter().position(|s| s.program == *program)
    }

    /// The place of a slasher that may lock.
    pub fn active(&self, program: &Pubkey) -> Result<usize> {
        self.of_status(program, &[slasher_status::ACTIVE])
    }

    /// The place of a slasher that may slash and free what it has locked.
    pub fn active_or_retired(&self, program: &Pubkey) -> Result<usize> {
        self.of_status(program, &[slasher_status::ACTIVE, slasher_status::RETIRED])
    }

    fn of_status(&self, program: &Pubkey, allowed: &[u8]) -> Result<usize> {
        let at = self
            .find(program)
            .filter(|at| allowed.contains(&self.slashers[*at].status));
        Ok(at.ok_or(StakingError::NotSlasher)?)
    }
}

#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone)]
pub struct Unbonding {
    pub amount: u64,
    pub unlock_at: u64,
}

/// `locks[i]` is what slasher i of the config has locked of `bonded`.
#[account]
#[derive(InitSpace)]
pub struct Stake {
    pub owner: Pubkey,
    pub bonded: u64,
    pub locks: [u64; MAX_SLASHERS],
    #[max_len(MAX_UNBONDINGS)]
    pub unbondings: Vec<Unbonding>,
    pub bump: u8,
}

impl Stake {
    /// The owner's stake, where the twin looks for it only after other checks.
    pub fn of(account: &AccountInfo, owner: &Pubkey) -> Result<Self> {
        require!(!chain::is_vacant(account), StakingError::UnknownStake);
        let stake: Self = chain::load(account)?;
        require_keys_eq!(stake.owner, *owner, ErrorCode::ConstraintSeeds);
        Ok(stake)
    }

    /// Bonded and not locked. Zero where other slashes have eaten into locked stake.
    pub fn free(&self) -> u64 {
        let locked: u128 = self.locks.iter().map(|l| u128::from(*l)).sum();
        u64::try_from(locked).map_or(0, |locked| self.bonded.saturating_sub(locked))
    }

    /// What a slash can take: everything still held, matured or not.
    pub fn reachable(&self) -> u128 {
        u128::from(self.bonded) + self.unbondings.iter().map(|u| u128::from(u.amount)).sum::<u128>()
    }
}

#[account]
#[derive(InitSpace)]
pub struct Fault {
    pub fault_id: [u8; 32],
    pub owner: Pubkey,
    pub slasher: Pubkey,
    pub amount: u64,
    pub beneficiary: Pubkey,
    pub reward: u64,
    pub swept: bool,
    pub bump: u8,
}
