use anchor_lang::prelude::*;
use assay_staking::program::AssayStaking;

use crate::events::Refereed;
use crate::referee;
use crate::staking::{Fault, Staking};
use crate::state::{ComputeConfig, Dispute, Job, Opening, CONFIG_SEED, JOB_SEED, OPENING_SEED, SLASHER_SEED};
use crate::verdict::decide;

#[derive(Accounts)]
#[instruction(job_id: [u8; 32])]
pub struct Referee<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, ComputeConfig>>,
    #[account(mut, seeds = [JOB_SEED, job_id.as_ref()], bump = job.bump)]
    pub job: Box<Account<'info, Job>>,
    /// CHECK: the job's open dispute, by `Dispute::at_leaf`
    #[account(mut)]
    pub dispute: UncheckedAccount<'info>,
    /// The caller's own, and no one else's: what another has laid down is not the caller's to use up.
    #[account(
        mut,
        close = caller,
        seeds = [OPENING_SEED, opening.dispute_id.as_ref(), caller.key().as_ref()],
        bump = opening.bump,
    )]
    pub opening: Option<Box<Account<'info, Opening>>>,
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

pub(crate) fn handler(ctx: Context<Referee>, job_id: [u8; 32], data: Vec<u8>) -> Result<()> {
    let a = ctx.accounts;
    let mut d = Dispute::at_leaf(&a.job, &a.dispute)?;
    let computed = match &a.opening {
        Some(opening) => {
            require!(opening.dispute_id == d.dispute_id, ErrorCode::ConstraintSeeds);
            referee::recompute(&a.job, &d, &[&opening.data[..], &data[..]].concat())?
        }
        None => referee::recompute(&a.job, &d, &data)?,
    };

    let provider_lost = computed != d.acc_hi;
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
    decide(
        &a.config,
        &mut a.job,
        &mut d,
        &a.dispute,
        provider_lost,
        &staking,
        &fault,
    )?;

    emit!(Refereed {
        dispute_id: d.dispute_id,
        job_id,
        computed,
        claimed: d.acc_hi,
        provider_lost
    });
    Ok(())
}
