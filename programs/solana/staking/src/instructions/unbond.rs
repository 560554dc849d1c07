use anchor_lang::prelude::*;

use crate::chain;
use crate::errors::StakingError;
use crate::events::Unbonded;
use crate::state::{Stake, StakingConfig, Unbonding, CONFIG_SEED, MAX_UNBONDINGS, STAKE_SEED};

#[derive(Accounts)]
pub struct Unbond<'info> {
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, StakingConfig>>,
    #[account(mut, seeds = [STAKE_SEED, caller.key().as_ref()], bump = stake.bump)]
    pub stake: Box<Account<'info, Stake>>,
}

pub(crate) fn handler(ctx: Context<Unbond>, amount: u64) -> Result<()> {
    let stake = &mut ctx.accounts.stake;
    require!(amount > 0, StakingError::ZeroAmount);
    require!(amount <= stake.free(), StakingError::InsufficientStake);
    require!(stake.unbondings.len() < MAX_UNBONDINGS, StakingError::TooManyUnbondings);
    let unlock_at = chain::now()?
        .checked_add(ctx.accounts.config.unbond_secs)
        .ok_or(StakingError::Overflow)?;

    stake.bonded -= amount;
    stake.unbondings.push(Unbonding { amount, unlock_at });

    emit!(Unbonded {
        owner: stake.owner,
        amount,
        unlock_at
    });
    Ok(())
}
