use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::ComputeError;
use crate::events::Challenged;
use crate::ids;
use crate::merkle::depth;
use crate::state::{
    job_state, outcome, phase, turn, ComputeConfig, Dispute, Job, CONFIG_SEED, DISPUTE_SEED, ESCROW_SEED, JOB_SEED,
};

#[derive(Accounts)]
#[instruction(job_id: [u8; 32])]
pub struct Challenge<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, ComputeConfig>>,
    #[account(mut, seeds = [JOB_SEED, job_id.as_ref()], bump = job.bump)]
    pub job: Box<Account<'info, Job>>,
    /// CHECK: the job's next dispute, opened here; each attempt has an address of its own
    #[account(mut, seeds = [DISPUTE_SEED, &ids::dispute_id(&job_id, job.attempts)], bump)]
    pub dispute: UncheckedAccount<'info>,
    /// CHECK: the caller's token account, by `require_funds`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [ESCROW_SEED], bump = config.escrow_bump)]
    pub escrow: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Challenge>, job_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    let challenger = a.caller.key();
    let bond = a.config.challenge_bond;
    require!(a.job.state == job_state::COMMITTED, ComputeError::JobNotCommitted);
    let now = chain::now()?;
    require!(now < a.job.window_ends_at, ComputeError::WindowClosed);
    chain::require_funds::<ComputeError>(&a.caller_token, &challenger, &a.config.token, bond)?;
    let move_due_at = now.checked_add(a.config.move_secs).ok_or(ComputeError::Overflow)?;
    let attempts = a.job.attempts.checked_add(1).ok_or(ComputeError::Overflow)?;

    let dispute_id = ids::dispute_id(&job_id, a.job.attempts);
    a.job.state = job_state::DISPUTED;
    a.job.attempts = attempts;
    let bump = ctx.bumps.dispute;
    let seeds: &[&[u8]] = &[DISPUTE_SEED, &dispute_id, &[bump]];
    chain::open(&a.dispute, &a.caller, 8 + Dispute::INIT_SPACE, &crate::ID, seeds)?;
    let level = depth(a.job.terms.op_count.into());
    let dispute = Dispute {
        dispute_id,
        job_id,
        provider: a.job.provider,
        challenger,
        bond,
        outcome: outcome::OPEN,
        phase: if level > 0 { phase::TRACE } else { phase::OPERATOR },
        turn: turn::PROVIDER,
        move_due_at,
        level: level as u8,
        node: a.job.trace_root,
        bump,
        ..Dispute::default()
    };
    chain::store(&a.dispute, &dispute)?;

    chain::take_in(&a.caller_token, &a.escrow, &a.caller, bond)?;

    emit!(Challenged {
        job_id,
        dispute_id,
        challenger,
        bond,
        move_due_at
    });
    Ok(())
}
