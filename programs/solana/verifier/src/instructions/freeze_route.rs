use anchor_lang::prelude::*;

use crate::errors::VerifierError;
use crate::events::RouteFrozen;
use crate::routes::Route;
use crate::state::{VerifierConfig, CONFIG};

#[derive(Accounts)]
pub struct FreezeRoute<'info> {
    pub authority: Signer<'info>,
    #[account(mut, address = CONFIG)]
    pub config: Account<'info, VerifierConfig>,
}

pub(crate) fn handler(ctx: Context<FreezeRoute>, selector: [u8; 4]) -> Result<()> {
    let a = ctx.accounts;
    let is_authority = a.authority.key() == a.config.authority;
    require!(is_authority, VerifierError::NotVerifierAuthority);
    Route::of(&selector)?;
    a.config.require_open(&selector)?;

    a.config.frozen.push(selector);

    emit!(RouteFrozen { selector });
    Ok(())
}
