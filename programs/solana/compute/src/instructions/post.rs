use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::ComputeError;
use crate::events::Posted;
use crate::ids;
use crate::state::{
    job_state, ComputeConfig, Job, Terms, CONFIG_SEED, ESCROW_SEED, JOB_SEED, MAX_OPERATORS, MAX_TENSORS,
};

#[derive(Accounts)]
#[instruction(nonce: u64)]
pub struct Post<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, ComputeConfig>>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut, seeds = [JOB_SEED, &ids::job_id(&config.slasher()?, &caller.key(), nonce)], bump)]
    pub job: UncheckedAccount<'info>,
    /// CHECK: the caller's token account, by `require_funds`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [ESCROW_SEED], bump = config.escrow_bump)]
    pub escrow: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Post>, nonce: u64, terms: Terms) -> Result<()> {
    let a = &ctx.accounts;
    let requester = a.caller.key();
    require!(chain::is_vacant(&a.job), ComputeError::JobExists);
    require!(terms.price > 0, ComputeError::ZeroPrice);
    require!(terms.stake > 0, ComputeError::ZeroStake);
    let tensors = terms.model_count.max(terms.input_count);
    let bounded = (1..=MAX_OPERATORS).contains(&terms.op_count) && tensors <= MAX_TENSORS;
    require!(bounded, ComputeError::BadTerms);
    require!(terms.deadline_at > chain::now()?, ComputeError::DeadlinePassed);
    chain::require_funds::<ComputeError>(&a.caller_token, &requester, &a.config.token, terms.price)?;

    let job_id = ids::job_id(&a.config.slasher()?, &requester, nonce);
    let bump = ctx.bumps.job;
    chain::open(
        &a.job,
        &a.caller,
        8 + Job::INIT_SPACE,
        &crate::ID,
        &[JOB_SEED, &job_id, &[bump]],
    )?;
    let job = Job {
        job_id,
        requester,
        terms,
        state: job_state::OPEN,
        bump,
        ..Job::default()
    };
    chain::store(&a.job, &job)?;

    chain::take_in(&a.caller_token, &a.escrow, &a.caller, job.terms.price)?;

    emit!(Posted {
        job_id,
        requester,
        nonce,
        terms: job.terms
    });
    Ok(())
}
