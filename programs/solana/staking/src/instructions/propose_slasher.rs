use anchor_lang::prelude::*;

use crate::chain;
use crate::errors::StakingError;
use crate::events::SlasherProposed;
use crate::state::{slasher_status, Slasher, StakingConfig, CONFIG_SEED, MAX_SLASHERS};

#[derive(Accounts)]
pub struct ProposeSlasher<'info> {
    pub caller: Signer<'info>,
    #[account(mut, seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, StakingConfig>>,
}

pub(crate) fn handler(ctx: Context<ProposeSlasher>, slasher: Pubkey) -> Result<()> {
    let config = &mut ctx.accounts.config;
    require_keys_eq!(ctx.accounts.caller.key(), config.authority, StakingError::NotAuthority);
    require!(config.find(&slasher).is_none(), StakingError::SlasherExists);
    require!(config.slashers.len() < MAX_SLASHERS, StakingError::TooManySlashers);
    // Twice: whoever unbonds in the first half has left before the slasher may act.
    let active_at = config
        .unbond_secs
        .checked_mul(2)
        .and_then(|timelock| chain::now().ok()?.checked_add(timelock))
        .ok_or(StakingError::Overflow)?;

    config.slashers.push(Slasher {
        program: slasher,
        active_at,
        status: slasher_status::PROPOSED,
    });

    emit!(SlasherProposed { slasher, active_at });
    Ok(())
}
