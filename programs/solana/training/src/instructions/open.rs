use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::TrainingError;
use crate::events::RunOpened;
use crate::ids;
use crate::state::{Run, RunTerms, TrainingConfig, CONFIG_SEED, PURSE_SEED, RUN_SEED};

#[derive(Accounts)]
#[instruction(nonce: u64)]
pub struct Open<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, TrainingConfig>>,
    /// CHECK: opened here, by its seeds
    #[account(mut, seeds = [RUN_SEED, &ids::run_id(&config.key(), &caller.key(), nonce)], bump)]
    pub run: UncheckedAccount<'info>,
    /// CHECK: the caller's token account, by `require_funds`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Open>, nonce: u64, terms: RunTerms) -> Result<()> {
    let (a, bump) = (&ctx.accounts, ctx.bumps.run);
    let (sponsor, pool) = (a.caller.key(), terms.pool);
    require!(chain::is_vacant(&a.run), TrainingError::RunExists);
    require!(terms.are_sound(chain::now()?), TrainingError::BadRun);
    chain::require_funds::<TrainingError>(&a.caller_token, &sponsor, &a.config.token, pool)?;

    let run_id = ids::run_id(&a.config.key(), &sponsor, nonce);
    let seeds: &[&[u8]] = &[RUN_SEED, &run_id, &[bump]];
    chain::open(&a.run, &a.caller, 8 + Run::INIT_SPACE, &crate::ID, seeds)?;
    let run = Run {
        run_id,
        sponsor,
        terms,
        seats: Vec::new(),
        paid: 0,
        reclaimed: false,
        bump,
    };
    chain::store(&a.run, &run)?;

    chain::take_in(&a.caller_token, &a.purse, &a.caller, pool)?;

    emit!(RunOpened {
        run_id,
        sponsor,
        nonce,
        terms: run.terms
    });
    Ok(())
}
