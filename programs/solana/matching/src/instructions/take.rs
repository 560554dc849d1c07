use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::MatchingError;
use crate::evidence::Reader;
use crate::matched;
use crate::state::{self, Listing, MatchingConfig, Offer, CONFIG_SEED, LISTING_SEED, OFFER_SEED};

#[derive(Accounts)]
#[instruction(job_id: [u8; 32])]
pub struct Take<'info> {
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, MatchingConfig>>,
    /// CHECK: compute's, by `state::is_open`
    pub job: UncheckedAccount<'info>,
    /// CHECK: by its seeds and `Listing::known`
    #[account(mut, seeds = [LISTING_SEED, job_id.as_ref()], bump)]
    pub listing: UncheckedAccount<'info>,
    /// CHECK: by its seeds and `Offer::known`
    #[account(mut, seeds = [OFFER_SEED, caller.key().as_ref()], bump)]
    pub offer: UncheckedAccount<'info>,
}

pub(crate) fn handler(ctx: Context<Take>, job_id: [u8; 32], data: Vec<u8>) -> Result<()> {
    let a = &ctx.accounts;
    let (now, rules) = (chain::now()?, &a.config.rules);
    let mut listing = Listing::known(&a.listing, &job_id)?;
    let mut offer = Offer::known(&a.offer, &a.caller.key().to_bytes())?;
    let waited = now.saturating_sub(listing.changed_at) >= rules.fallback_secs;
    require!(waited, MatchingError::MatchersFirst);
    let (is_open, mut reader) = (state::is_open(&a.job, &job_id)?, Reader(&data));
    let accept_by = matched::require_match(&listing, &offer, is_open, now, rules.accept_secs, &mut reader)?;

    let event = matched::begin(&mut listing, &mut offer, [0; 32], now, accept_by);
    chain::store(&a.listing, &listing)?;
    chain::store(&a.offer, &offer)?;

    emit!(event);
    Ok(())
}
