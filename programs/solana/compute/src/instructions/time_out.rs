use anchor_lang::prelude::*;
use assay_staking::chain;
use assay_staking::program::AssayStaking;

use crate::errors::ComputeError;
use crate::events::TimedOut;
use crate::ids;
use crate::math::share_down;
use crate::staking::{Fault, Staking};
use crate::state::{job_state, turn, ComputeConfig, Dispute, Job, CONFIG_SEED, JOB_SEED, SLASHER_SEED};
use crate::verdict::decide;

#[derive(Accounts)]
#[instruction(job_id: [u8; 32])]
pub struct TimeOut<'info> {
    /// Pays the rent of the fault's account.
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, ComputeConfig>>,
    #[account(mut, seeds = [JOB_SEED, job_id.as_ref()], bump = job.bump)]
    pub job: Box<Account<'info, Job>>,
    /// CHECK: the job's open dispute, by `Dispute::of`; not looked at while the job is not disputed
    #[account(mut)]
    pub dispute: UncheckedAccount<'info>,
    /// CHECK: the provider's stake, by `Stake::of` and staking
    #[account(mut)]
    pub stake: UncheckedAccount<'info>,
    /// CHECK: staking's account of the fault, by staking
    #[account(mut)]
    pub fault: UncheckedAccount<'info>,
    /// CHECK: by its seeds; signs to staking
    #[account(seeds = [SLASHER_SEED], bump = config.slasher_bump)]
    pub slasher: UncheckedAccount<'info>,
    /// CHECK: by staking
    pub staking_config: UncheckedAccount<'info>,
    pub staking_program: Program<'info, AssayStaking>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<TimeOut>, job_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    let now = chain::now()?;
    let late = a.job.state == job_state::ACCEPTED && now > a.job.terms.deadline_at;
    let silent = if a.job.state == job_state::DISPUTED {
        Some(Dispute::of(&a.job, &a.dispute)?).filter(|d| now > d.move_due_at)
    } else {
        None
    };
    require!(late || silent.is_some(), ComputeError::NotDue);

    let staking = Staking {
        program: &a.staking_program,
        slasher: &a.slasher,
        config: &a.staking_config,
        stake: &a.stake,
        slasher_bump: a.config.slasher_bump,
    };
    let fault = Fault {
        account: &a.fault,
        payer: &a.caller,
        system_program: &a.system_program,
    };
    let (dispute_id, provider_lost) = match silent {
        Some(mut d) => {
            let provider_lost = d.turn == turn::PROVIDER;
            decide(
                &a.config,
                &mut a.job,
                &mut d,
                &a.dispute,
                provider_lost,
                &staking,
                &fault,
            )?;
            (d.dispute_id, provider_lost)
        }
        None => {
            a.job.state = job_state::FAULTED;
            let amount = share_down(a.job.terms.stake, a.config.late_bps);
            staking.penalise(
                &a.config,
                &a.job,
                amount,
                ids::fault_id(&job_id),
                a.job.requester,
                &fault,
            )?;
            ([0; 32], true)
        }
    };

    emit!(TimedOut {
        job_id,
        dispute_id,
        provider_lost
    });
    Ok(())
}
