use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::RewardsError;
use crate::events::PosterPaid;
use crate::state::{epoch_state, Epoch, RewardsConfig, CONFIG_SEED, EPOCH_SEED, PURSE_SEED};

#[derive(Accounts)]
#[instruction(epoch_id: [u8; 32])]
pub struct PayPoster<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, RewardsConfig>>,
    #[account(mut, seeds = [EPOCH_SEED, epoch_id.as_ref()], bump = epoch.bump)]
    pub epoch: Box<Account<'info, Epoch>>,
    /// CHECK: a token account of the poster, by `pay_out`
    #[account(mut)]
    pub poster_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED, config.token.as_ref()], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<PayPoster>, epoch_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    let ended = [epoch_state::POSTED, epoch_state::EXPIRED].contains(&a.epoch.state);
    require!(ended && a.epoch.claim_from > 0, RewardsError::EpochNotPosted);
    require!(chain::now()? >= a.epoch.claim_from, RewardsError::WindowOpen);
    let (poster, bond) = (a.epoch.poster, a.epoch.bond);
    require!(bond > 0, RewardsError::AlreadySettled);

    a.epoch.bond = 0;

    let config = a.config.to_account_info();
    a.config
        .pay_out(&config, &a.purse, a.config.token, &a.poster_token, &poster, bond)?;

    emit!(PosterPaid { epoch_id, poster, bond });
    Ok(())
}
