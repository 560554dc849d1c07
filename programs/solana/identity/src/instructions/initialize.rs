use anchor_lang::prelude::*;
use assay_staking::chain;
use assay_staking::state::MAX_REWARD_BPS;

use crate::errors::IdentityError;
use crate::ruling;
use crate::state::{IdentityConfig, CONFIG, CONFIG_BUMP, CONFIG_SEED, MAX_BPS};

#[derive(Accounts)]
pub struct Initialize<'info> {
    #[account(mut)]
    pub payer: Signer<'info>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut, address = CONFIG)]
    pub config: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(
    ctx: Context<Initialize>,
    court: Pubkey,
    chain: [u8; 32],
    issuer_stake: u64,
    exit_secs: u64,
    recovery_secs: u64,
    voucher_bps: u16,
    reward_bps: u16,
) -> Result<()> {
    let a = &ctx.accounts;
    let is_bounded = (1..=chain::MAX_SECS).contains(&exit_secs) && (1..=chain::MAX_SECS / 2).contains(&recovery_secs);
    require!(is_bounded && issuer_stake >= 1, IdentityError::BadConfig);
    let are_shares = voucher_bps <= MAX_BPS && reward_bps <= MAX_REWARD_BPS;
    require!(are_shares, IdentityError::BadConfig);
    // Rulings are read from the court's accounts, so no other address would be true.
    require_keys_eq!(court, ruling::court(), IdentityError::BadConfig);

    let config = IdentityConfig {
        court,
        chain,
        issuer_stake,
        exit_secs,
        recovery_secs,
        voucher_bps,
        reward_bps,
    };
    // Fails where the address is taken: what was set up once stays.
    chain::open(
        &a.config,
        &a.payer,
        8 + IdentityConfig::INIT_SPACE,
        &crate::ID,
        &[CONFIG_SEED, &[CONFIG_BUMP]],
    )?;
    chain::store(&a.config, &config)
}
