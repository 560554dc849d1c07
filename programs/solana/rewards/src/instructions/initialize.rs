use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::RewardsError;
use crate::ruling;
use crate::state::{RewardsConfig, CONFIG_SEED, PURSE_SEED};

#[derive(Accounts)]
pub struct Initialize<'info> {
    #[account(mut)]
    pub payer: Signer<'info>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut, seeds = [CONFIG_SEED], bump)]
    pub config: UncheckedAccount<'info>,
    /// CHECK: opened here
    #[account(mut, seeds = [PURSE_SEED, token.key().as_ref()], bump)]
    pub purse: UncheckedAccount<'info>,
    /// CHECK: the mint, by `require_token`
    pub token: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(
    ctx: Context<Initialize>,
    treasury: Pubkey,
    court: Pubkey,
    window_secs: u64,
    post_secs: u64,
    claim_secs: u64,
    rotate_secs: u64,
    post_bond: u64,
) -> Result<()> {
    let a = &ctx.accounts;
    let delays = [window_secs, post_secs, claim_secs, rotate_secs];
    let are_bounded = delays.iter().all(|secs| (1..=chain::MAX_SECS).contains(secs));
    require!(are_bounded && post_bond > 0, RewardsError::BadConfig);
    // Rulings are read from the court's accounts, so no other address would be true.
    require_keys_eq!(court, ruling::court(), RewardsError::BadConfig);
    chain::require_token::<RewardsError>(&a.token)?;

    let config = RewardsConfig {
        token: a.token.key(),
        treasury,
        court,
        window_secs,
        post_secs,
        claim_secs,
        rotate_secs,
        post_bond,
        bump: ctx.bumps.config,
        purse_bump: ctx.bumps.purse,
    };
    // Fails where the address is taken: what was set up once stays.
    chain::open(
        &a.config,
        &a.payer,
        8 + RewardsConfig::INIT_SPACE,
        &crate::ID,
        &[CONFIG_SEED, &[config.bump]],
    )?;
    chain::store(&a.config, &config)?;
    chain::open_purse(
        &a.purse,
        &a.token,
        &a.config,
        &a.payer,
        &[PURSE_SEED, config.token.as_ref(), &[config.purse_bump]],
    )
}
