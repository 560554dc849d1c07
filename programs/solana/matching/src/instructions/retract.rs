use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::MatchingError;
use crate::events::OfferRetracted;
use crate::state::{MatchingConfig, Offer, CONFIG_SEED, NAMER_SEED, OFFER_SEED, PURSE_SEED};

#[derive(Accounts)]
pub struct Retract<'info> {
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, MatchingConfig>>,
    #[account(mut, seeds = [OFFER_SEED, caller.key().as_ref()], bump = offer.bump)]
    pub offer: Box<Account<'info, Offer>>,
    /// CHECK: the caller's associated token account, by `pay_out`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    /// CHECK: by its seeds; signs for the purse
    #[account(seeds = [NAMER_SEED], bump = config.namer_bump)]
    pub namer: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Retract>) -> Result<()> {
    let a = ctx.accounts;
    let provider = a.caller.key();
    let offer = &mut a.offer;
    require!(offer.live == 0, MatchingError::OfferInUse);
    let bond = offer.bond;
    require!(bond > 0, MatchingError::NothingOffered);

    (offer.capacity, offer.bond, offer.changed_at) = (0, 0, chain::now()?);

    a.config.pay_out(&a.namer, &a.purse, &a.caller_token, &provider, bond)?;

    emit!(OfferRetracted { provider, bond });
    Ok(())
}
