use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain::Purse;

use crate::errors::ComputeError;
use crate::events::Refunded;
use crate::state::{job_state, ComputeConfig, Job, CONFIG_SEED, ESCROW_SEED, JOB_SEED};

#[derive(Accounts)]
#[instruction(job_id: [u8; 32])]
pub struct Refund<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, ComputeConfig>>,
    #[account(mut, seeds = [JOB_SEED, job_id.as_ref()], bump = job.bump)]
    pub job: Box<Account<'info, Job>>,
    /// CHECK: a token account of the requester, by `pay_out`
    #[account(mut)]
    pub requester_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [ESCROW_SEED], bump = config.escrow_bump)]
    pub escrow: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Refund>, job_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    require!(a.job.state == job_state::FAULTED, ComputeError::JobNotFaulted);

    a.job.state = job_state::REFUNDED;
    let (requester, amount) = (a.job.requester, a.job.terms.price);

    let authority = a.config.to_account_info();
    let escrow = Purse {
        account: &a.escrow,
        authority: &authority,
        seeds: &[CONFIG_SEED, &[a.config.bump]],
        mint: a.config.token,
    };
    escrow.pay_out::<ComputeError>(&a.requester_token, &requester, amount)?;

    emit!(Refunded {
        job_id,
        requester,
        amount
    });
    Ok(())
}
