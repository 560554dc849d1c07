use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::IdentityError;
use crate::events::IssuerRetired;
use crate::state::{IdentityConfig, Issuer, CONFIG, ISSUER_SEED};

#[derive(Accounts)]
pub struct RetireIssuer<'info> {
    pub caller: Signer<'info>,
    #[account(address = CONFIG)]
    pub config: Box<Account<'info, IdentityConfig>>,
    #[account(mut, seeds = [ISSUER_SEED, caller.key().as_ref()], bump = issuer.bump)]
    pub issuer: Box<Account<'info, Issuer>>,
}

pub(crate) fn handler(ctx: Context<RetireIssuer>) -> Result<()> {
    let a = ctx.accounts;
    require!(a.issuer.leaves_at == 0, IdentityError::IssuerIsRetired);
    let leaves_at = chain::now()?.checked_add(a.config.exit_secs);
    let leaves_at = leaves_at.ok_or(IdentityError::Overflow)?;

    a.issuer.leaves_at = leaves_at;

    emit!(IssuerRetired {
        issuer: a.issuer.issuer,
        leaves_at
    });
    Ok(())
}
