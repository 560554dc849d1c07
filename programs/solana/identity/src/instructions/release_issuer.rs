use anchor_lang::prelude::*;
use assay_staking::chain;
use assay_staking::program::AssayStaking;

use crate::errors::IdentityError;
use crate::events::IssuerReleased;
use crate::staking::Staking;
use crate::state::{Issuer, SLASHER};

#[derive(Accounts)]
pub struct ReleaseIssuer<'info> {
    /// CHECK: by `Issuer::of`
    #[account(mut)]
    pub issuer: UncheckedAccount<'info>,
    /// CHECK: the issuer's stake, by staking
    #[account(mut)]
    pub stake: UncheckedAccount<'info>,
    /// CHECK: signs to staking
    #[account(address = SLASHER)]
    pub slasher: UncheckedAccount<'info>,
    /// CHECK: by staking
    pub staking_config: UncheckedAccount<'info>,
    pub staking_program: Program<'info, AssayStaking>,
}

pub(crate) fn handler(ctx: Context<ReleaseIssuer>, issuer: Pubkey) -> Result<()> {
    let a = &ctx.accounts;
    let mut released = Issuer::of(&a.issuer, &issuer)?;
    let is_due = released.leaves_at > 0 && chain::now()? >= released.leaves_at;
    require!(is_due, IdentityError::NotDue);
    let unlocked = released.locked;
    require!(unlocked > 0, IdentityError::NothingToRelease);

    released.locked = 0;
    chain::store(&a.issuer, &released)?;

    let staking = Staking {
        program: &a.staking_program,
        slasher: &a.slasher,
        config: &a.staking_config,
        stake: &a.stake,
    };
    staking.unlock(issuer, unlocked)?;

    emit!(IssuerReleased { issuer, unlocked });
    Ok(())
}
