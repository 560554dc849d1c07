use anchor_lang::prelude::*;
use anchor_spl::token::Token;

use crate::chain;
use crate::errors::StakingError;
use crate::state::{slasher_status, Slasher, StakingConfig, CONFIG_SEED, MAX_SLASHERS, VAULT_SEED};

#[derive(Accounts)]
pub struct Initialize<'info> {
    #[account(mut)]
    pub payer: Signer<'info>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut, seeds = [CONFIG_SEED], bump)]
    pub config: UncheckedAccount<'info>,
    /// CHECK: opened here
    #[account(mut, seeds = [VAULT_SEED], bump)]
    pub vault: UncheckedAccount<'info>,
    /// CHECK: the mint, by `require_token`
    pub token: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(
    ctx: Context<Initialize>,
    authority: Pubkey,
    treasury: Pubkey,
    unbond_secs: u64,
    slashers: Vec<Pubkey>,
) -> Result<()> {
    let a = &ctx.accounts;
    require!((1..=chain::MAX_SECS).contains(&unbond_secs), StakingError::BadConfig);
    require!((1..=MAX_SLASHERS).contains(&slashers.len()), StakingError::BadConfig);
    let twice = slashers.iter().enumerate().any(|(i, s)| slashers[..i].contains(s));
    require!(!twice, StakingError::BadConfig);
    chain::require_token::<StakingError>(&a.token)?;

    let active = |program| Slasher {
        program,
        active_at: 0,
        status: slasher_status::ACTIVE,
    };
    let config = StakingConfig {
        authority,
        treasury,
        token: a.token.key(),
        unbond_secs,
        slashers: slashers.into_iter().map(active).collect(),
        bump: ctx.bumps.config,
        vault_bump: ctx.bumps.vault,
    };
    // Fails where the address is taken: what was set up once stays.
    chain::open(
        &a.config,
        &a.payer,
        8 + StakingConfig::INIT_SPACE,
        &crate::ID,
        &[CONFIG_SEED, &[config.bump]],
    )?;
    chain::store(&a.config, &config)?;
    chain::open_purse(
        &a.vault,
        &a.token,
        &a.config,
        &a.payer,
        &[VAULT_SEED, &[config.vault_bump]],
    )
}
