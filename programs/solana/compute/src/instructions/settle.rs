use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain::{self, Purse};
use assay_staking::program::AssayStaking;

use crate::errors::ComputeError;
use crate::events::Settled;
use crate::staking::Staking;
use crate::state::{job_state, ComputeConfig, Job, CONFIG_SEED, ESCROW_SEED, JOB_SEED, SLASHER_SEED};

#[derive(Accounts)]
#[instruction(job_id: [u8; 32])]
pub struct Settle<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, ComputeConfig>>,
    #[account(mut, seeds = [JOB_SEED, job_id.as_ref()], bump = job.bump)]
    pub job: Box<Account<'info, Job>>,
    /// CHECK: the provider's stake, by staking
    #[account(mut)]
    pub stake: UncheckedAccount<'info>,
    /// CHECK: by its seeds; signs to staking
    #[account(seeds = [SLASHER_SEED], bump = config.slasher_bump)]
    pub slasher: UncheckedAccount<'info>,
    /// CHECK: by staking
    pub staking_config: UncheckedAccount<'info>,
    pub staking_program: Program<'info, AssayStaking>,
    /// CHECK: a token account of the provider, by `pay_out`
    #[account(mut)]
    pub provider_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [ESCROW_SEED], bump = config.escrow_bump)]
    pub escrow: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Settle>, job_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    require!(a.job.state == job_state::COMMITTED, ComputeError::JobNotCommitted);
    require!(chain::now()? >= a.job.window_ends_at, ComputeError::WindowOpen);

    a.job.state = job_state::SETTLED;
    let (provider, amount) = (a.job.provider, a.job.terms.price);

    let staking = Staking {
        program: &a.staking_program,
        slasher: &a.slasher,
        config: &a.staking_config,
        stake: &a.stake,
        slasher_bump: a.config.slasher_bump,
    };
    staking.unlock(provider, a.job.terms.stake)?;
    let authority = a.config.to_account_info();
    let escrow = Purse {
        account: &a.escrow,
        authority: &authority,
        seeds: &[CONFIG_SEED, &[a.config.bump]],
        mint: a.config.token,
    };
    escrow.pay_out::<ComputeError>(&a.provider_token, &provider, amount)?;

    emit!(Settled {
        job_id,
        provider,
        amount
    });
    Ok(())
}
