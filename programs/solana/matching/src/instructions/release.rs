use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::MatchingError;
use crate::matched;
use crate::math::share_down;
use crate::state::{
    self, listing_state, release, Listing, MatchingConfig, Offer, CONFIG_SEED, LISTING_SEED, NAMER_SEED, PURSE_SEED,
};

#[derive(Accounts)]
#[instruction(job_id: [u8; 32])]
pub struct Release<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, MatchingConfig>>,
    /// CHECK: compute's, by `state::is_open`
    pub job: UncheckedAccount<'info>,
    /// CHECK: by its seeds and `Listing::known`
    #[account(mut, seeds = [LISTING_SEED, job_id.as_ref()], bump)]
    pub listing: UncheckedAccount<'info>,
    /// CHECK: the matched provider's, by `Offer::known`; needed where there is one
    #[account(mut)]
    pub offer: Option<UncheckedAccount<'info>>,
    /// CHECK: the requester's associated token account, by `pay_out`
    #[account(mut)]
    pub requester_token: UncheckedAccount<'info>,
    /// CHECK: the treasury's associated token account, by `pay_out`
    #[account(mut)]
    pub treasury_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    /// CHECK: by its seeds; signs for the purse
    #[account(seeds = [NAMER_SEED], bump = config.namer_bump)]
    pub namer: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Release>, job_id: [u8; 32]) -> Result<()> {
    let (a, now) = (&ctx.accounts, chain::now()?);
    let mut listing = Listing::known(&a.listing, &job_id)?;
    let is_closed = listing.state == listing_state::CLOSED;
    require!(!is_closed, MatchingError::ListingNotOpen);
    let is_matched = listing.state == listing_state::MATCHED;
    let how = if state::is_open(&a.job, &job_id)? {
        require!(is_matched && now > listing.accept_by, MatchingError::NotDue);
        release::LAPSED
    } else {
        release::DONE
    };
    let mut offer = match is_matched {
        true => Some(Offer::known(chain::needed(&a.offer)?, &listing.provider.to_bytes())?),
        false => None,
    };

    let event = matched::end(&mut listing, offer.as_mut(), how, now, Some(&a.config));
    chain::store(&a.listing, &listing)?;
    if let Some(offer) = &offer {
        chain::store(chain::needed(&a.offer)?, offer)?;
    }

    let reward = share_down(event.penalty, a.config.rules.reward_bps);
    let (to, requester) = (&a.requester_token, &listing.requester);
    a.config.pay_out(&a.namer, &a.purse, to, requester, reward)?;
    let (to, treasury, rest) = (&a.treasury_token, &a.config.treasury, event.penalty - reward);
    a.config.pay_out(&a.namer, &a.purse, to, treasury, rest)?;

    emit!(event);
    Ok(())
}
