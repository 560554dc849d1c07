use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::CourtError;
use crate::events::SeedCommitted;
use crate::jury::Jury;
use crate::state::{phase, Case, CourtConfig, Seed, CASE_SEED, CONFIG_SEED, ESCROW_SEED, SECRET_SEED};

#[derive(Accounts)]
#[instruction(case_id: [u8; 32])]
pub struct CommitSeed<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, CourtConfig>>,
    #[account(seeds = [CASE_SEED, case_id.as_ref()], bump = case.bump)]
    pub case: Box<Account<'info, Case>>,
    /// CHECK: the case's running round, by `Jury::sitting`
    #[account(mut)]
    pub round: UncheckedAccount<'info>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut, seeds = [SECRET_SEED, case_id.as_ref(), &[case.round_index], caller.key().as_ref()], bump)]
    pub seed: UncheckedAccount<'info>,
    /// CHECK: the caller's token account, by `require_funds`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [ESCROW_SEED], bump = config.escrow_bump)]
    pub escrow: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<CommitSeed>, case_id: [u8; 32], commitment: [u8; 32]) -> Result<()> {
    let a = &ctx.accounts;
    let (contributor, bump) = (a.caller.key(), ctx.bumps.seed);
    let (round_index, bond) = (a.case.round_index, a.config.seed_bond);
    let mut data = a.round.try_borrow_mut_data()?;
    let mut jury = Jury::sitting(&a.case, &a.config, &a.round, &mut data, phase::SEED_COMMIT)?;
    require!(chain::is_vacant(&a.seed), CourtError::SeedExists);
    chain::require_funds::<CourtError>(&a.caller_token, &contributor, &a.config.token, bond)?;
    let committed = jury.progress.seeds_committed.checked_add(1);

    jury.progress.seeds_committed = committed.ok_or(CourtError::Overflow)?;
    jury.save()?;
    let seeds: &[&[u8]] = &[SECRET_SEED, &case_id, &[round_index], contributor.as_ref(), &[bump]];
    chain::open(&a.seed, &a.caller, 8 + Seed::INIT_SPACE, &crate::ID, seeds)?;
    chain::store(&a.seed, &Seed { commitment, bump })?;

    chain::take_in(&a.caller_token, &a.escrow, &a.caller, bond)?;

    emit!(SeedCommitted {
        case_id,
        round_index,
        contributor
    });
    Ok(())
}
