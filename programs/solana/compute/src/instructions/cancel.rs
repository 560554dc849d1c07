use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain::Purse;

use crate::errors::ComputeError;
use crate::events::Cancelled;
use crate::state::{job_state, ComputeConfig, Job, CONFIG_SEED, ESCROW_SEED, JOB_SEED};

#[derive(Accounts)]
#[instruction(job_id: [u8; 32])]
pub struct Cancel<'info> {
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, ComputeConfig>>,
    #[account(mut, seeds = [JOB_SEED, job_id.as_ref()], bump = job.bump)]
    pub job: Box<Account<'info, Job>>,
    /// CHECK: the caller's token account, by `pay_out`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [ESCROW_SEED], bump = config.escrow_bump)]
    pub escrow: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Cancel>, job_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    require_keys_eq!(a.caller.key(), a.job.requester, ComputeError::NotRequester);
    require!(a.job.state == job_state::OPEN, ComputeError::JobNotOpen);

    a.job.state = job_state::CANCELLED;
    let (requester, amount) = (a.job.requester, a.job.terms.price);

    let authority = a.config.to_account_info();
    let escrow = Purse {
        account: &a.escrow,
        authority: &authority,
        seeds: &[CONFIG_SEED, &[a.config.bump]],
        mint: a.config.token,
    };
    escrow.pay_out::<ComputeError>(&a.caller_token, &requester, amount)?;

    emit!(Cancelled {
        job_id,
        requester,
        amount
    });
    Ok(())
}
