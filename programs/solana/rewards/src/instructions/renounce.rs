use anchor_lang::prelude::*;

use crate::errors::RewardsError;
use crate::events::GrantRenounced;
use crate::state::{Grant, GRANT_SEED};

#[derive(Accounts)]
#[instruction(grant_id: [u8; 32])]
pub struct Renounce<'info> {
    pub caller: Signer<'info>,
    #[account(mut, seeds = [GRANT_SEED, grant_id.as_ref()], bump = grant.bump)]
    pub grant: Box<Account<'info, Grant>>,
}

pub(crate) fn handler(ctx: Context<Renounce>, grant_id: [u8; 32]) -> Result<()> {
    let grant = &mut ctx.accounts.grant;
    require_keys_eq!(ctx.accounts.caller.key(), grant.grantor, RewardsError::NotGrantor);
    require!(!grant.renounced, RewardsError::GrantIsRenounced);
    require!(!grant.revoked, RewardsError::GrantIsRevoked);

    grant.renounced = true;

    emit!(GrantRenounced { grant_id });
    Ok(())
}
