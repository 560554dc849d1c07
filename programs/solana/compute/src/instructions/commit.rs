use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::ComputeError;
use crate::events::Committed;
use crate::merkle::fold_path;
use crate::state::{job_state, ComputeConfig, Job, CONFIG_SEED, JOB_SEED};

#[derive(Accounts)]
#[instruction(job_id: [u8; 32])]
pub struct Commit<'info> {
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, ComputeConfig>>,
    #[account(mut, seeds = [JOB_SEED, job_id.as_ref()], bump = job.bump)]
    pub job: Box<Account<'info, Job>>,
}

pub(crate) fn handler(
    ctx: Context<Commit>,
    job_id: [u8; 32],
    result_root: [u8; 32],
    trace_root: [u8; 32],
    path: Vec<u8>,
) -> Result<()> {
    let job = &mut ctx.accounts.job;
    let provider = ctx.accounts.caller.key();
    require_keys_eq!(provider, job.provider, ComputeError::NotProvider);
    require!(job.state == job_state::ACCEPTED, ComputeError::JobNotAccepted);
    let now = chain::now()?;
    require!(now <= job.terms.deadline_at, ComputeError::DeadlinePassed);
    let count = u64::from(job.terms.op_count);
    require!(
        fold_path(result_root, count - 1, count, &path) == Some(trace_root),
        ComputeError::BadOpening
    );
    let window_ends_at = now
        .checked_add(ctx.accounts.config.window_secs)
        .ok_or(ComputeError::Overflow)?;

    job.state = job_state::COMMITTED;
    job.result_root = result_root;
    job.trace_root = trace_root;
    job.window_ends_at = window_ends_at;

    emit!(Committed {
        job_id,
        provider,
        result_root,
        trace_root,
        window_ends_at
    });
    Ok(())
}
