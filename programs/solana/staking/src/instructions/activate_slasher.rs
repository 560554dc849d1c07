use anchor_lang::prelude::*;

use crate::chain;
use crate::errors::StakingError;
use crate::events::SlasherActivated;
use crate::state::{slasher_status, StakingConfig, CONFIG_SEED};

#[derive(Accounts)]
pub struct ActivateSlasher<'info> {
    #[account(mut, seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, StakingConfig>>,
}

pub(crate) fn handler(ctx: Context<ActivateSlasher>, slasher: Pubkey) -> Result<()> {
    let config = &mut ctx.accounts.config;
    let at = config.find(&slasher).ok_or(StakingError::UnknownSlasher)?;
    let proposed = &mut config.slashers[at];
    require!(
        proposed.status == slasher_status::PROPOSED,
        StakingError::SlasherNotProposed
    );
    require!(chain::now()? >= proposed.active_at, StakingError::TimelockOpen);

    proposed.status = slasher_status::ACTIVE;

    emit!(SlasherActivated { slasher });
    Ok(())
}
