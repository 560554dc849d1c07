use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_compute::state::PROVIDER_SEED;
use assay_staking::chain;

use crate::errors::MatchingError;
use crate::events::Offered;
use crate::state::{self, MatchingConfig, Offer, CONFIG_SEED, OFFER_SEED, PURSE_SEED};

#[derive(Accounts)]
pub struct MakeOffer<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, MatchingConfig>>,
    /// CHECK: what compute has of the caller, by `state::provider`
    #[account(seeds = [PROVIDER_SEED, caller.key().as_ref()], bump, seeds::program = assay_compute::ID)]
    pub provider: UncheckedAccount<'info>,
    /// CHECK: opened here the first time, by its seeds
    #[account(mut, seeds = [OFFER_SEED, caller.key().as_ref()], bump)]
    pub offer: UncheckedAccount<'info>,
    /// CHECK: the caller's token account, by `require_funds`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<MakeOffer>, capacity: u16) -> Result<()> {
    let a = &ctx.accounts;
    let (owner, bond, bump) = (a.caller.key(), a.config.rules.offer_bond, ctx.bumps.offer);
    let spec = state::provider(&a.provider, &owner)?.spec;
    let old = Offer::find(&a.offer, &owner.to_bytes())?.unwrap_or_default();
    require!(capacity > 0 && capacity >= old.live, MatchingError::BadCapacity);
    let missing = bond.saturating_sub(old.bond);
    if missing > 0 {
        chain::require_funds::<MatchingError>(&a.caller_token, &owner, &a.config.token, missing)?;
    }

    if chain::is_vacant(&a.offer) {
        let seeds: &[&[u8]] = &[OFFER_SEED, owner.as_ref(), &[bump]];
        chain::open(&a.offer, &a.caller, 8 + Offer::INIT_SPACE, &crate::ID, seeds)?;
    }
    let offer = Offer {
        provider: owner,
        changed_at: chain::now()?,
        ask: spec.ask,
        device: spec.device,
        memory_mib: spec.memory_mib,
        units: spec.units,
        region: spec.region,
        capacity,
        live: old.live,
        bond,
        bump,
    };
    chain::store(&a.offer, &offer)?;

    if missing > 0 {
        chain::take_in(&a.caller_token, &a.purse, &a.caller, missing)?;
    }

    emit!(Offered {
        provider: owner,
        ask: offer.ask,
        device: offer.device,
        memory_mib: offer.memory_mib,
        units: offer.units,
        region: offer.region,
        capacity,
        bond,
    });
    Ok(())
}
