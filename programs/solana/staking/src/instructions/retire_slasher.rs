use anchor_lang::prelude::*;

use crate::errors::StakingError;
use crate::events::SlasherRetired;
use crate::state::{slasher_status, StakingConfig, CONFIG_SEED};

#[derive(Accounts)]
pub struct RetireSlasher<'info> {
    pub caller: Signer<'info>,
    #[account(mut, seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, StakingConfig>>,
}

pub(crate) fn handler(ctx: Context<RetireSlasher>, slasher: Pubkey) -> Result<()> {
    let config = &mut ctx.accounts.config;
    require_keys_eq!(ctx.accounts.caller.key(), config.authority, StakingError::NotAuthority);
    let at = config.find(&slasher).ok_or(StakingError::UnknownSlasher)?;
    require!(
        config.slashers[at].status != slasher_status::RETIRED,
        StakingError::SlasherIsRetired
    );

    config.slashers[at].status = slasher_status::RETIRED;

    emit!(SlasherRetired { slasher });
    Ok(())
}
