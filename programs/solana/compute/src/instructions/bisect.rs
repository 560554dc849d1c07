use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::descent;
use crate::errors::ComputeError;
use crate::events::Bisected;
use crate::state::{phase, turn, ComputeConfig, Dispute, Job, CONFIG_SEED, JOB_SEED};

#[derive(Accounts)]
#[instruction(job_id: [u8; 32])]
pub struct Bisect<'info> {
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, ComputeConfig>>,
    #[account(seeds = [JOB_SEED, job_id.as_ref()], bump = job.bump)]
    pub job: Box<Account<'info, Job>>,
    /// CHECK: the job's open dispute, by `Dispute::of`
    #[account(mut)]
    pub dispute: UncheckedAccount<'info>,
}

pub(crate) fn handler(ctx: Context<Bisect>, _job_id: [u8; 32], choice: u8, data: Vec<u8>) -> Result<()> {
    let a = ctx.accounts;
    let mut d = Dispute::of(&a.job, &a.dispute)?;
    require_keys_eq!(a.caller.key(), d.challenger, ComputeError::NotChallenger);
    require!(d.turn == turn::CHALLENGER, ComputeError::NotYourTurn);
    let now = chain::now()?;
    require!(now <= d.move_due_at, ComputeError::MoveTooLate);
    let move_due_at = now.checked_add(a.config.move_secs).ok_or(ComputeError::Overflow)?;
    let chosen_in = d.phase;
    match chosen_in {
        phase::TRACE | phase::TILES => {
            let nodes = descent::children(&a.job, &d, &data)?;
            descent::descend(&mut d, choice, nodes)?;
        }
        phase::TILE => descent::enter_element(&mut d, choice, &data)?,
        _ => descent::narrow(&mut d, choice, &data)?,
    }
    let rounds = d.rounds.checked_add(1).ok_or(ComputeError::Overflow)?;

    d.turn = turn::PROVIDER;
    d.move_due_at = move_due_at;
    d.rounds = rounds;
    chain::store(&a.dispute, &d)?;

    emit!(Bisected {
        dispute_id: d.dispute_id,
        phase: chosen_in,
        choice,
        rounds,
        move_due_at
    });
    Ok(())
}
