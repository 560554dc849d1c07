use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::TrainingError;
use crate::events::RestReclaimed;
use crate::state::{Run, TrainingConfig, CONFIG_SEED, PURSE_SEED, RUN_SEED};

#[derive(Accounts)]
#[instruction(run_id: [u8; 32])]
pub struct Reclaim<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, TrainingConfig>>,
    #[account(mut, seeds = [RUN_SEED, run_id.as_ref()], bump = run.bump)]
    pub run: Box<Account<'info, Run>>,
    /// CHECK: the sponsor's associated token account, by `pay_out`
    #[account(mut)]
    pub sponsor_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Reclaim>, run_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    let (run, now) = (&mut a.run, chain::now()?);
    require!(!run.reclaimed, TrainingError::RestIsPaid);
    require!(run.terms.is_over(now), TrainingError::RoundsNotOver);
    let all_collected = run.seats.iter().all(|seat| seat.proposals == 0);
    require!(all_collected, TrainingError::WorkUnpaid);

    run.reclaimed = true;

    let (sponsor, amount) = (run.sponsor, run.terms.pool - run.paid);
    let this = a.config.to_account_info();
    a.config.pay_out(&this, &a.purse, &a.sponsor_token, &sponsor, amount)?;

    emit!(RestReclaimed {
        run_id,
        sponsor,
        amount
    });
    Ok(())
}
