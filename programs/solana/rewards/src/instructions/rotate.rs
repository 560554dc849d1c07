use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::RewardsError;
use crate::events::GrantRotated;
use crate::state::{Grant, RewardsConfig, CONFIG_SEED, GRANT_SEED};

#[derive(Accounts)]
#[instruction(grant_id: [u8; 32])]
pub struct Rotate<'info> {
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, RewardsConfig>>,
    #[account(mut, seeds = [GRANT_SEED, grant_id.as_ref()], bump = grant.bump)]
    pub grant: Box<Account<'info, Grant>>,
}

pub(crate) fn handler(ctx: Context<Rotate>, grant_id: [u8; 32], to: Pubkey) -> Result<()> {
    let a = ctx.accounts;
    let (beneficiary, now) = (a.caller.key(), chain::now()?);
    a.grant.require_held(beneficiary, now)?;
    require_keys_neq!(to, Pubkey::default(), RewardsError::ZeroAddress);

    // To the present key: whatever was under way is called off.
    let (pending, rotate_at) = if to == beneficiary {
        (Pubkey::default(), 0)
    } else {
        (to, now.checked_add(a.config.rotate_secs).ok_or(RewardsError::Overflow)?)
    };
    (a.grant.next_beneficiary, a.grant.rotate_at) = (pending, rotate_at);

    emit!(GrantRotated {
        grant_id,
        beneficiary,
        next_beneficiary: to,
        rotate_at
    });
    Ok(())
}
