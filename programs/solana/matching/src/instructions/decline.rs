use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::MatchingError;
use crate::matched;
use crate::state::{self, listing_state, release, Listing, Offer, LISTING_SEED};

#[derive(Accounts)]
#[instruction(job_id: [u8; 32])]
pub struct Decline<'info> {
    pub caller: Signer<'info>,
    /// CHECK: compute's, by `state::is_open`
    pub job: UncheckedAccount<'info>,
    #[account(mut, seeds = [LISTING_SEED, job_id.as_ref()], bump = listing.bump)]
    pub listing: Box<Account<'info, Listing>>,
    /// CHECK: the caller's, by `Offer::known`
    #[account(mut)]
    pub offer: UncheckedAccount<'info>,
}

pub(crate) fn handler(ctx: Context<Decline>, job_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    let listing = &mut a.listing;
    require!(listing.state == listing_state::MATCHED, MatchingError::NotMatched);
    require_keys_eq!(a.caller.key(), listing.provider, MatchingError::NotProvider);
    require!(state::is_open(&a.job, &job_id)?, MatchingError::JobNotOpen);
    let mut offer = Offer::known(&a.offer, &listing.provider.to_bytes())?;

    let event = matched::end(listing, Some(&mut offer), release::DECLINED, chain::now()?, None);
    chain::store(&a.offer, &offer)?;

    emit!(event);
    Ok(())
}
