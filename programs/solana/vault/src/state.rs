//! What the program stores: the models of clients/assay/models/vault.py.

use anchor_lang::derive_program_address;
use anchor_lang::prelude::*;
use assay_staking::chain::{self, Purse};
use assay_verifier::state::{RegisteredModel, HOOK_SEED};

use crate::errors::VaultError;
use crate::worth::BPS;

pub const VAULT_SEED: &[u8] = b"vault";
pub const SHARE_SEED: &[u8] = b"share";
pub const PURSE_SEED: &[u8] = b"purse";
pub const CLAIM_SEED: &[u8] = b"claim";

const VAULT_AT: ([u8; 32], u8) = derive_program_address(&[VAULT_SEED], &crate::ID.to_bytes());
/// Whose units and funds they are.
pub const VAULT: Pubkey = Pubkey::new_from_array(VAULT_AT.0);
pub const VAULT_SEEDS: &[&[u8]] = &[VAULT_SEED, &[VAULT_AT.1]];

const SHARE_AT: ([u8; 32], u8) = derive_program_address(&[SHARE_SEED], &crate::ID.to_bytes());
pub const SHARE: Pubkey = Pubkey::new_from_array(SHARE_AT.0);
pub const SHARE_SEEDS: &[&[u8]] = &[SHARE_SEED, &[SHARE_AT.1]];

const PURSE_AT: ([u8; 32], u8) = derive_program_address(&[PURSE_SEED], &crate::ID.to_bytes());
pub const PURSE: Pubkey = Pubkey::new_from_array(PURSE_AT.0);
pub const PURSE_SEEDS: &[&[u8]] = &[PURSE_SEED, &[PURSE_AT.1]];

const HOOK_AT: ([u8; 32], u8) = derive_program_address(&[HOOK_SEED, &VAULT_AT.0], &assay_verifier::ID.to_bytes());
/// As whom the verifier calls this consumer, and no other.
pub const HOOK: Pubkey = Pubkey::new_from_array(HOOK_AT.0);

pub const MAX_POOLS: usize = 4;
pub const MAX_GROUPS: usize = 4;
/// Observations that are kept.
pub const RING: u64 = 16;
/// Steps that a time-weighted value goes back.
pub const WINDOW: u64 = 8;

/// Profit counts at no more than `gain_bps` a year of what it is made on.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, Default, InitSpace)]
pub struct VaultConfig {
    pub token: Pubkey,
    pub share: Pubkey,
    pub owner: Pubkey,
    pub verifier: Pubkey,
    pub timelock_secs: u64,
    pub observe_secs: u64,
    pub gain_bps: u32,
    pub step_bps: u16,
}

/// A pool, or none (zero, and zero in the rest).
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, Default, InitSpace, PartialEq, Eq)]
pub struct PoolLimits {
    pub pool: Pubkey,
    pub group: u8,
    pub cap: u64,
    pub cap_bps: u16,
}

impl PoolLimits {
    pub fn is_named(&self) -> bool {
        self.pool != Pubkey::default()
    }

    /// Whether claims may move it.
    pub fn is_open(&self) -> bool {
        self.cap > 0 && self.cap_bps > 0
    }
}

/// What a model may do.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, Default, InitSpace, PartialEq, Eq)]
pub struct Policy {
    pub model_id: [u8; 32],
    pub guardian: Pubkey,
    pub pools: [PoolLimits; MAX_POOLS],
    pub group_caps_bps: [u16; MAX_GROUPS],
    pub max_move_bps: u16,
    pub max_loss_bps: u16,
    pub max_age_secs: u64,
}

impl Policy {
    /// Bounds, and each pool named once.
    pub fn require_bounds(&self) -> Result<()> {
        let bps = |value: u16| u128::from(value) <= BPS;
        let are_bounded = self
            .pools
            .iter()
            .all(|p| bps(p.cap_bps) && usize::from(p.group) < MAX_GROUPS)
            && self.group_caps_bps.into_iter().all(bps)
            && bps(self.max_move_bps)
            && bps(self.max_loss_bps)
            && (1..=chain::MAX_SECS).contains(&self.max_age_secs);
        let named = || self.pools.iter().filter(|p| p.is_named());
        let once = self.pools.iter().enumerate().all(|(i, p)| {
            let is_new = self.pools[..i].iter().all(|other| other.pool != p.pool);
            is_new || *p == PoolLimits::default()
        });
        let are_pools = self.pools.iter().all(|p| p.is_named() || *p == PoolLimits::default());
        let is_sound = are_bounded && once && are_pools && named().next().is_some();
        require!(is_sound, VaultError::BadPolicy);
        Ok(())
    }

    /// Its model counts, and its key cannot change sooner than a policy.
    pub fn require_model(&self, account: &AccountInfo, timelock_secs: u64) -> Result<()> {
        require!(!chain::is_vacant(account), VaultError::BadModel);
        let model = RegisteredModel::of(account, &self.model_id)?;
        let is_sound = model.require_active().is_ok() && model.timelock_secs >= timelock_secs;
        require!(is_sound, VaultError::BadModel);
        Ok(())
    }

    /// With none of its limits above these, pool by pool where it has the same pools as the one in force.
    pub fn lower(&mut self, limits: &Limits, in_force: &Policy) {
        for (i, pool) in self.pools.iter_mut().enumerate() {
            if pool.pool == in_force.pools[i].pool {
                pool.cap = pool.cap.min(limits.caps[i]);
                pool.cap_bps = pool.cap_bps.min(limits.caps_bps[i]);
            }
        }
        for (cap, lower) in self.group_caps_bps.iter_mut().zip(limits.group_caps_bps) {
            *cap = (*cap).min(lower);
        }
        self.max_move_bps = self.max_move_bps.min(limits.max_move_bps);
    }

    /// What the model may give each pool in bps, all at once: the pool's own caps, then scaled down where a group's would
    /// exceed the group's.
    pub fn caps(&self, total: u128) -> [u16; MAX_POOLS] {
        let own = self.pools.map(|p| {
            let absolute = (u128::from(p.cap) * BPS).checked_div(total).unwrap_or(BPS);
            if p.is_open() {
                u128::from(p.cap_bps).min(absolute)
            } else {
                0
            }
        });
        std::array::from_fn(|i| {
            let group = usize::from(self.pools[i].group);
            let within = self
                .pools
                .iter()
                .zip(own)
                .filter(|(p, _)| usize::from(p.group) == group);
            let together: u128 = within.map(|(_, cap)| cap).sum();
            let cap = u128::from(self.group_caps_bps[group]);
            // At most the pool's own cap.
            (if together > cap {
                own[i] * cap / together
            } else {
                own[i]
            }) as u16
        })
    }
}

/// What a guardian lowers to, pool by pool and group by group.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub caps: [u64; MAX_POOLS],
    pub caps_bps: [u16; MAX_POOLS],
    pub group_caps_bps: [u16; MAX_GROUPS],
    pub max_move_bps: u16,
}

impl Limits {
    pub fn of(policy: &Policy) -> Self {
        Self {
            caps: policy.pools.map(|p| p.cap),
            caps_bps: policy.pools.map(|p| p.cap_bps),
            group_caps_bps: policy.group_caps_bps,
            max_move_bps: policy.max_move_bps,
        }
    }

    /// Whether none is above the other's.
    pub fn are_within(&self, other: &Self) -> bool {
        let bps = |l: &Self| [l.caps_bps, l.group_caps_bps].concat();
        self.caps.iter().zip(other.caps).all(|(a, b)| *a <= b)
            && bps(self).iter().zip(bps(other)).all(|(a, b)| *a <= b)
            && self.max_move_bps <= other.max_move_bps
    }
}

/// Of all shares in one pool: `units` of it, that count for `recorded`. `invested` is what went in and did not come back.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, Default, InitSpace)]
pub struct Position {
    pub units: u64,
    pub recorded: u64,
    pub invested: u64,
}

/// Of a pool: realised yield a year, share of its assets that is lent out, and cash in whole tokens.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, Default, InitSpace)]
pub struct Features {
    pub rate_bps: u32,
    pub utilisation_bps: u16,
    pub liquidity: u32,
}

/// `cumulative` are sums of spot x seconds, modulo 2^64: rate, utilisation, liquidity of pool 0, then of pool 1, ...
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, Default, InitSpace)]
pub struct Observation {
    pub index: u64,
    pub observed_at: u64,
    pub means: [Features; MAX_POOLS],
    pub caps_bps: [u16; MAX_POOLS],
    pub spots: [Features; MAX_POOLS],
    pub cumulative: [u64; 3 * MAX_POOLS],
    pub prices: [u64; MAX_POOLS],
}

/// `surplus` is held like `idle` funds and does not count yet. `proposal` waits until `adopt_at` (0: none). Behind these fields
/// the ring stands, the observation of each index at its remainder by 16: who needs one reads one.
#[account]
#[derive(Debug, Default, InitSpace)]
pub struct Vault {
    pub config: VaultConfig,
    pub policy: Policy,
    pub proposal: Policy,
    pub adopt_at: u64,
    pub idle: u64,
    pub supply: u64,
    pub positions: [Position; MAX_POOLS],
    pub surplus: u64,
    pub looked_at: u64,
    pub observed: u64,
    pub observed_from: u64,
    #[cfg(feature = "idl-build")]
    pub ring: [Observation; RING as usize],
}

impl Vault {
    pub const HEAD_BYTES: usize = 8 + Self::INIT_SPACE;
    pub const SPACE: usize = Self::HEAD_BYTES + RING as usize * Observation::INIT_SPACE;

    /// What the shares are worth together.
    pub fn total(&self) -> u128 {
        let recorded: u128 = self.positions.iter().map(|p| u128::from(p.recorded)).sum();
        u128::from(self.idle) + recorded
    }

    pub fn require_policy(&self) -> Result<()> {
        require!(self.policy != Policy::default(), VaultError::NoPolicy);
        Ok(())
    }

    /// The observation of this index, or None where it is none of the last.
    pub fn observation(account: &AccountInfo, index: u64) -> Result<Option<Box<Observation>>> {
        let data = account.try_borrow_data()?;
        let found = Box::new(Observation::deserialize(&mut &data[Self::place(index)..])?);
        Ok((index > 0 && found.index == index).then_some(found))
    }

    pub fn record(account: &AccountInfo, observation: &Observation) -> Result<()> {
        let mut data = account.try_borrow_mut_data()?;
        Ok(observation.serialize(&mut &mut data[Self::place(observation.index)..])?)
    }

    fn place(index: u64) -> usize {
        Self::HEAD_BYTES + (index % RING) as usize * Observation::INIT_SPACE
    }
}

/// The units of a pool that an owner is owed since it left in kind.
#[account]
#[derive(InitSpace)]
pub struct PoolClaim {
    pub owner: Pubkey,
    pub pool: Pubkey,
    pub units: u64,
}

impl PoolClaim {
    /// The one of this owner on this pool, where it was opened.
    pub fn of(account: &AccountInfo, owner: &Pubkey, pool: &Pubkey) -> Result<Option<Self>> {
        if chain::is_vacant(account) {
            return Ok(None);
        }
        let claim: Self = chain::load(account)?;
        require!(claim.owner == *owner && claim.pool == *pool, ErrorCode::ConstraintSeeds);
        Ok(Some(claim))
    }

    /// Adds units, in an account that `payer` pays for where it is new.
    pub fn add<'info>(
        account: &AccountInfo<'info>,
        payer: &AccountInfo<'info>,
        owner: &Pubkey,
        pool: &Pubkey,
        units: u64,
    ) -> Result<()> {
        let mut claim = match Self::of(account, owner, pool)? {
            Some(claim) => claim,
            None => {
                let seeds: &[&[u8]] = &[CLAIM_SEED, owner.as_ref(), pool.as_ref()];
                let (address, bump) = Pubkey::find_program_address(seeds, &crate::ID);
                require_keys_eq!(*account.key, address, ErrorCode::ConstraintSeeds);
                let signed = &[CLAIM_SEED, owner.as_ref(), pool.as_ref(), &[bump]];
                chain::open(account, payer, 8 + Self::INIT_SPACE, &crate::ID, signed)?;
                Self {
                    owner: *owner,
                    pool: *pool,
                    units: 0,
                }
            }
        };
        claim.units = claim.units.checked_add(units).ok_or(VaultError::Overflow)?;
        chain::store(account, &claim)
    }
}

/// Where the vault's funds are and who signs for them.
pub fn funds<'a, 'info>(
    account: &'a AccountInfo<'info>,
    vault: &'a AccountInfo<'info>,
    mint: Pubkey,
) -> Purse<'a, 'info> {
    Purse {
        account,
        authority: vault,
        seeds: VAULT_SEEDS,
        mint,
    }
}
