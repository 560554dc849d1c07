use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::ComputeError;
use crate::state::{ComputeConfig, CONFIG_SEED, ESCROW_SEED, MAX_BPS, MAX_REWARD_BPS, SLASHER_SEED};

#[derive(Accounts)]
pub struct Initialize<'info> {
    #[account(mut)]
    pub payer: Signer<'info>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut, seeds = [CONFIG_SEED], bump)]
    pub config: UncheckedAccount<'info>,
    /// CHECK: opened here
    #[account(mut, seeds = [ESCROW_SEED], bump)]
    pub escrow: UncheckedAccount<'info>,
    /// CHECK: only signs, later; its bump is noted here
    #[account(seeds = [SLASHER_SEED], bump)]
    pub slasher: UncheckedAccount<'info>,
    /// CHECK: the mint, by `require_token`
    pub token: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(
    ctx: Context<Initialize>,
    treasury: Pubkey,
    window_secs: u64,
    move_secs: u64,
    challenge_bond: u64,
    reward_bps: u16,
    late_bps: u16,
) -> Result<()> {
    let a = &ctx.accounts;
    let bounded = |secs| (1..=chain::MAX_SECS).contains(&secs);
    require!(
        bounded(window_secs) && bounded(move_secs) && challenge_bond > 0,
        ComputeError::BadConfig
    );
    require!(
        reward_bps <= MAX_REWARD_BPS && late_bps <= MAX_BPS,
        ComputeError::BadConfig
    );
    chain::require_token::<ComputeError>(&a.token)?;

    let config = ComputeConfig {
        token: a.token.key(),
        treasury,
        window_secs,
        move_secs,
        challenge_bond,
        reward_bps,
        late_bps,
        bump: ctx.bumps.config,
        escrow_bump: ctx.bumps.escrow,
        slasher_bump: ctx.bumps.slasher,
    };
    // Fails where the address is taken: what was set up once stays.
    chain::open(
        &a.config,
        &a.payer,
        8 + ComputeConfig::INIT_SPACE,
        &crate::ID,
        &[CONFIG_SEED, &[config.bump]],
    )?;
    chain::store(&a.config, &config)?;
    chain::open_purse(
        &a.escrow,
        &a.token,
        &a.config,
        &a.payer,
        &[ESCROW_SEED, &[config.escrow_bump]],
    )
}
