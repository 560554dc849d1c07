use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::CourtError;
use crate::state::{
    phase, CourtConfig, CONFIG_SEED, ESCROW_SEED, MAX_BOND, MAX_REWARD_BPS, MAX_ROUNDS, MAX_SEATS, MAX_SEED_BOND,
    SLASHER_SEED,
};

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
    contest_secs: u64,
    phase_secs: u64,
    case_bond: u64,
    seed_bond: u64,
    seat_stake: u64,
    max_penalty: u64,
    jurors: u8,
    max_rounds: u8,
    reward_bps: u16,
) -> Result<()> {
    let a = &ctx.accounts;
    let config = CourtConfig {
        token: a.token.key(),
        treasury,
        contest_secs,
        phase_secs,
        case_bond,
        seed_bond,
        seat_stake,
        max_penalty,
        jurors,
        max_rounds,
        reward_bps,
        bump: ctx.bumps.config,
        escrow_bump: ctx.bumps.escrow,
        slasher_bump: ctx.bumps.slasher,
    };
    require!(is_bounded(&config), CourtError::BadConfig);
    chain::require_token::<CourtError>(&a.token)?;

    // Fails where the address is taken: what was set up once stays.
    chain::open(
        &a.config,
        &a.payer,
        8 + CourtConfig::INIT_SPACE,
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

fn is_bounded(config: &CourtConfig) -> bool {
    let times = (1..=chain::MAX_SECS).contains(&config.contest_secs)
        && (1..=chain::MAX_SECS / phase::OVER).contains(&config.phase_secs);
    let juries = config.jurors % 2 == 1
        && (1..=MAX_ROUNDS).contains(&config.max_rounds)
        && config.seats_of(config.max_rounds - 1) <= MAX_SEATS;
    let amounts = (1..=MAX_BOND).contains(&config.case_bond)
        && (1..=MAX_BOND).contains(&config.seat_stake)
        && (1..=MAX_SEED_BOND).contains(&config.seed_bond);
    times && juries && amounts && config.reward_bps <= MAX_REWARD_BPS
}
