use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::CourtError;
use crate::events::SeedRevealed;
use crate::ids;
use crate::jury::Jury;
use crate::state::{phase, Case, CourtConfig, Seed, CASE_SEED, CONFIG_SEED, ESCROW_SEED, SECRET_SEED};

#[derive(Accounts)]
#[instruction(case_id: [u8; 32])]
pub struct RevealSeed<'info> {
    /// Gets the rent of the seed's account.
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, CourtConfig>>,
    #[account(seeds = [CASE_SEED, case_id.as_ref()], bump = case.bump)]
    pub case: Box<Account<'info, Case>>,
    /// CHECK: the case's running round, by `Jury::sitting`
    #[account(mut)]
    pub round: UncheckedAccount<'info>,
    /// CHECK: by its seeds; closed here
    #[account(mut, seeds = [SECRET_SEED, case_id.as_ref(), &[case.round_index], caller.key().as_ref()], bump)]
    pub seed: UncheckedAccount<'info>,
    /// CHECK: the caller's associated token account, by `pay_out`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [ESCROW_SEED], bump = config.escrow_bump)]
    pub escrow: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<RevealSeed>, case_id: [u8; 32], secret: [u8; 32]) -> Result<()> {
    let a = &ctx.accounts;
    let (contributor, round_index) = (a.caller.key(), a.case.round_index);
    let mut data = a.round.try_borrow_mut_data()?;
    let mut jury = Jury::sitting(&a.case, &a.config, &a.round, &mut data, phase::SEED_REVEAL)?;
    require!(!chain::is_vacant(&a.seed), CourtError::UnknownSeed);
    let committed = chain::load::<Seed>(&a.seed)?.commitment;
    let commitment = ids::seed_commitment(&case_id, round_index, &contributor, &secret);
    require!(committed == commitment, CourtError::BadSeed);

    let share = ids::seed_share(&case_id, round_index, &contributor, &secret);
    let progress = &mut jury.progress;
    progress.seed.iter_mut().zip(share).for_each(|(s, x)| *s ^= x);
    progress.seeds_revealed += 1;
    let seed = progress.seed;
    jury.save()?;

    let this = a.config.to_account_info();
    a.config
        .pay_out(&this, &a.escrow, &a.caller_token, &contributor, a.config.seed_bond)?;
    chain::close(&a.seed, &a.caller)?;

    emit!(SeedRevealed {
        case_id,
        round_index,
        contributor,
        seed
    });
    Ok(())
}
