use anchor_lang::prelude::*;
use assay_staking::chain;
use assay_staking::program::AssayStaking;

use crate::events::IssuerRegistered;
use crate::staking::Staking;
use crate::state::{open, IdentityConfig, Issuer, CONFIG, ISSUER_SEED, SLASHER};

#[derive(Accounts)]
pub struct RegisterIssuer<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(address = CONFIG)]
    pub config: Box<Account<'info, IdentityConfig>>,
    /// CHECK: the caller's; opened here the first time, else by `Issuer::of`
    #[account(mut)]
    pub issuer: UncheckedAccount<'info>,
    /// CHECK: the caller's stake, by staking
    #[account(mut)]
    pub stake: UncheckedAccount<'info>,
    /// CHECK: signs to staking
    #[account(address = SLASHER)]
    pub slasher: UncheckedAccount<'info>,
    /// CHECK: by staking
    pub staking_config: UncheckedAccount<'info>,
    pub staking_program: Program<'info, AssayStaking>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<RegisterIssuer>, profile: [u8; 32]) -> Result<()> {
    let a = &ctx.accounts;
    let (caller, is_first) = (a.caller.key(), chain::is_vacant(&a.issuer));
    let mut issuer = if is_first {
        Issuer {
            issuer: caller,
            ..Issuer::default()
        }
    } else {
        Issuer::of(&a.issuer, &caller)?
    };

    let missing = a.config.issuer_stake.saturating_sub(issuer.locked);
    issuer.profile = profile;
    issuer.locked += missing;
    issuer.leaves_at = 0;
    if is_first {
        let seeds: &[&[u8]] = &[ISSUER_SEED, caller.as_ref()];
        issuer.bump = open(&a.issuer, &a.caller, seeds, 8 + Issuer::INIT_SPACE)?;
    }
    chain::store(&a.issuer, &issuer)?;

    if missing > 0 {
        let staking = Staking {
            program: &a.staking_program,
            slasher: &a.slasher,
            config: &a.staking_config,
            stake: &a.stake,
        };
        staking.lock(caller, missing)?;
    }

    emit!(IssuerRegistered {
        issuer: caller,
        profile,
        locked: issuer.locked
    });
    Ok(())
}
