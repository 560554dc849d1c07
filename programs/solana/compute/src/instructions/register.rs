use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::ComputeError;
use crate::events::Registered;
use crate::state::{device, Provider, Spec, PROVIDER_SEED};

#[derive(Accounts)]
pub struct Register<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    /// CHECK: opened here the first time, else written over as what it must be
    #[account(mut, seeds = [PROVIDER_SEED, caller.key().as_ref()], bump)]
    pub provider: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Register>, spec: Spec) -> Result<()> {
    let a = &ctx.accounts;
    let (owner, bump) = (a.caller.key(), ctx.bumps.provider);
    let known = (device::CPU..=device::AMD).contains(&spec.device);
    require!(known && spec.units > 0 && spec.memory_mib > 0, ComputeError::BadSpec);

    if chain::is_vacant(&a.provider) {
        let seeds: &[&[u8]] = &[PROVIDER_SEED, owner.as_ref(), &[bump]];
        chain::open(&a.provider, &a.caller, 8 + Provider::INIT_SPACE, &crate::ID, seeds)?;
    }
    chain::store(
        &a.provider,
        &Provider {
            owner,
            spec: spec.clone(),
            bump,
        },
    )?;

    emit!(Registered { provider: owner, spec });
    Ok(())
}
