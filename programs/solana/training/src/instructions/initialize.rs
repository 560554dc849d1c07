use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_compute::state::SLASHER_SEED;
use assay_staking::chain;

use crate::errors::TrainingError;
use crate::state::{TrainingConfig, CONFIG_SEED, MAX_REWARD_BPS, PURSE_SEED};

#[derive(Accounts)]
pub struct Initialize<'info> {
    #[account(mut)]
    pub payer: Signer<'info>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut, seeds = [CONFIG_SEED], bump)]
    pub config: UncheckedAccount<'info>,
    /// CHECK: opened here
    #[account(mut, seeds = [PURSE_SEED], bump)]
    pub purse: UncheckedAccount<'info>,
    /// CHECK: the mint, by `require_token`
    pub token: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(
    ctx: Context<Initialize>,
    treasury: Pubkey,
    compute: Pubkey,
    window_secs: u64,
    reward_bps: u16,
) -> Result<()> {
    let a = &ctx.accounts;
    let are_bounded = (1..=chain::MAX_SECS).contains(&window_secs) && reward_bps <= MAX_REWARD_BPS;
    require!(are_bounded, TrainingError::BadConfig);
    // Jobs are read from compute's accounts, so no other address would be true.
    let ours = Pubkey::find_program_address(&[SLASHER_SEED], &assay_compute::ID).0;
    require_keys_eq!(compute, ours, TrainingError::BadConfig);
    chain::require_token::<TrainingError>(&a.token)?;

    let config = TrainingConfig {
        token: a.token.key(),
        treasury,
        compute,
        window_secs,
        reward_bps,
        bump: ctx.bumps.config,
        purse_bump: ctx.bumps.purse,
    };
    // Fails where the address is taken: what was set up once stays.
    let seeds: &[&[u8]] = &[CONFIG_SEED, &[config.bump]];
    chain::open(&a.config, &a.payer, 8 + TrainingConfig::INIT_SPACE, &crate::ID, seeds)?;
    chain::store(&a.config, &config)?;
    let seeds: &[&[u8]] = &[PURSE_SEED, &[config.purse_bump]];
    chain::open_purse(&a.purse, &a.token, &a.config, &a.payer, seeds)
}
