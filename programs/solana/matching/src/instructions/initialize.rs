use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_compute::state::SLASHER_SEED;
use assay_staking::chain;

use crate::errors::MatchingError;
use crate::state::{MatchingConfig, Rules, CONFIG_SEED, NAMER_SEED, PURSE_SEED};

#[derive(Accounts)]
pub struct Initialize<'info> {
    #[account(mut)]
    pub payer: Signer<'info>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut, seeds = [CONFIG_SEED], bump)]
    pub config: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(seeds = [NAMER_SEED], bump)]
    pub namer: UncheckedAccount<'info>,
    /// CHECK: opened here
    #[account(mut, seeds = [PURSE_SEED], bump)]
    pub purse: UncheckedAccount<'info>,
    /// CHECK: the mint, by `require_token`
    pub token: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Initialize>, treasury: Pubkey, compute: Pubkey, rules: Rules) -> Result<()> {
    let a = &ctx.accounts;
    require!(rules.are_sound(), MatchingError::BadConfig);
    // Jobs are read from compute's accounts, so no other address would be true.
    let ours = Pubkey::find_program_address(&[SLASHER_SEED], &assay_compute::ID).0;
    require_keys_eq!(compute, ours, MatchingError::BadConfig);
    chain::require_token::<MatchingError>(&a.token)?;

    let config = MatchingConfig {
        token: a.token.key(),
        treasury,
        compute,
        rules,
        bump: ctx.bumps.config,
        namer_bump: ctx.bumps.namer,
        purse_bump: ctx.bumps.purse,
    };
    // Fails where the address is taken: what was set up once stays.
    let seeds: &[&[u8]] = &[CONFIG_SEED, &[config.bump]];
    chain::open(&a.config, &a.payer, 8 + MatchingConfig::INIT_SPACE, &crate::ID, seeds)?;
    chain::store(&a.config, &config)?;
    let seeds: &[&[u8]] = &[PURSE_SEED, &[config.purse_bump]];
    chain::open_purse(&a.purse, &a.token, &a.namer, &a.payer, seeds)
}
