use anchor_lang::prelude::*;
use assay_staking::chain;
use assay_staking::program::AssayStaking;
use assay_staking::state::{Stake, STAKE_SEED};

use crate::errors::ComputeError;
use crate::events::Accepted;
use crate::naming;
use crate::staking::Staking;
use crate::state::{job_state, ComputeConfig, Job, Provider, CONFIG_SEED, JOB_SEED, PROVIDER_SEED, SLASHER_SEED};

#[derive(Accounts)]
#[instruction(job_id: [u8; 32])]
pub struct Accept<'info> {
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, ComputeConfig>>,
    #[account(mut, seeds = [JOB_SEED, job_id.as_ref()], bump = job.bump)]
    pub job: Box<Account<'info, Job>>,
    #[account(seeds = [PROVIDER_SEED, caller.key().as_ref()], bump = provider.bump)]
    pub provider: Box<Account<'info, Provider>>,
    #[account(mut, seeds = [STAKE_SEED, caller.key().as_ref()], bump = stake.bump, seeds::program = staking_program)]
    pub stake: Box<Account<'info, Stake>>,
    /// CHECK: by its seeds; signs to staking
    #[account(seeds = [SLASHER_SEED], bump = config.slasher_bump)]
    pub slasher: UncheckedAccount<'info>,
    /// CHECK: by staking
    pub staking_config: UncheckedAccount<'info>,
    pub staking_program: Program<'info, AssayStaking>,
    /// CHECK: whom a program that the job names says may accept it, by `naming::is_named`
    pub naming: Option<UncheckedAccount<'info>>,
}

pub(crate) fn handler(ctx: Context<Accept>, job_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    let provider = a.caller.key();
    let terms = &a.job.terms;
    require!(a.job.state == job_state::OPEN, ComputeError::JobNotOpen);
    require!(chain::now()? < terms.deadline_at, ComputeError::DeadlinePassed);
    let is_anyones = [Pubkey::default(), provider].contains(&terms.provider);
    require!(
        is_anyones || naming::is_named(&a.naming, &terms.provider, &job_id, &provider),
        ComputeError::NotNamed
    );
    require!(terms.met_by(&a.provider.spec), ComputeError::NeedsNotMet);

    a.job.state = job_state::ACCEPTED;
    a.job.provider = provider;

    let stake = a.stake.to_account_info();
    let staking = Staking {
        program: &a.staking_program,
        slasher: &a.slasher,
        config: &a.staking_config,
        stake: &stake,
        slasher_bump: a.config.slasher_bump,
    };
    staking.lock(provider, a.job.terms.stake)?;

    emit!(Accepted { job_id, provider });
    Ok(())
}
