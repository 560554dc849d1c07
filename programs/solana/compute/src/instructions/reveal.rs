use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::descent;
use crate::errors::ComputeError;
use crate::events::Revealed;
use crate::state::{phase, turn, ComputeConfig, Dispute, Job, CONFIG_SEED, JOB_SEED};

#[derive(Accounts)]
#[instruction(job_id: [u8; 32])]
pub struct Reveal<'info> {
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, ComputeConfig>>,
    #[account(seeds = [JOB_SEED, job_id.as_ref()], bump = job.bump)]
    pub job: Box<Account<'info, Job>>,
    /// CHECK: the job's open dispute, by `Dispute::of`
    #[account(mut)]
    pub dispute: UncheckedAccount<'info>,
}

pub(crate) fn handler(ctx: Context<Reveal>, _job_id: [u8; 32], data: Vec<u8>) -> Result<()> {
    let a = ctx.accounts;
    let mut d = Dispute::of(&a.job, &a.dispute)?;
    require_keys_eq!(a.caller.key(), d.provider, ComputeError::NotProvider);
    require!(
        d.turn == turn::PROVIDER && d.phase != phase::LEAF,
        ComputeError::NotYourTurn
    );
    let now = chain::now()?;
    require!(now <= d.move_due_at, ComputeError::MoveTooLate);
    let move_due_at = now.checked_add(a.config.move_secs).ok_or(ComputeError::Overflow)?;
    let revealed_in = d.phase;
    match revealed_in {
        phase::TRACE | phase::TILES => {
            descent::children(&a.job, &d, &data)?;
            d.turn = turn::CHALLENGER;
        }
        // The descriptor is the program's and the root was agreed to: nothing to choose from, so the provider goes on.
        phase::OPERATOR => descent::enter_operator(&a.job, &mut d, &data)?,
        phase::TILE => {
            descent::tile(&d, &data)?;
            d.turn = turn::CHALLENGER;
        }
        _ => {
            d.inner = descent::inner(&d, &data)?;
            d.turn = turn::CHALLENGER;
        }
    }

    d.move_due_at = move_due_at;
    chain::store(&a.dispute, &d)?;

    emit!(Revealed {
        dispute_id: d.dispute_id,
        phase: revealed_in,
        data,
        move_due_at
    });
    Ok(())
}
