use anchor_lang::prelude::*;

use crate::chain;
use crate::errors::StakingError;
use crate::events::Unlocked;
use crate::state::{Stake, StakingConfig, CONFIG_SEED};

#[derive(Accounts)]
pub struct Unlock<'info> {
    pub slasher: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, StakingConfig>>,
    /// CHECK: by `Stake::of`, after the slasher
    #[account(mut)]
    pub stake: UncheckedAccount<'info>,
}

pub(crate) fn handler(ctx: Context<Unlock>, owner: Pubkey, amount: u64) -> Result<()> {
    let slasher = ctx.accounts.slasher.key();
    let at = ctx.accounts.config.active_or_retired(&slasher)?;
    let mut stake = Stake::of(&ctx.accounts.stake, &owner)?;
    require!(amount > 0, StakingError::ZeroAmount);
    require!(amount <= stake.locks[at], StakingError::LockTooLarge);

    stake.locks[at] -= amount;
    chain::store(&ctx.accounts.stake, &stake)?;

    emit!(Unlocked {
        owner,
        slasher,
        amount,
        locked: stake.locks[at]
    });
    Ok(())
}
