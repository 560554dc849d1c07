use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::RewardsError;
use crate::events::BatchForfeited;
use crate::state::{batch_state, Batch, Campaign, RewardsConfig, BATCH_SEED, CAMPAIGN_SEED, CONFIG_SEED, PURSE_SEED};

#[derive(Accounts)]
#[instruction(batch_id: [u8; 32])]
pub struct Forfeit<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, RewardsConfig>>,
    #[account(mut, seeds = [BATCH_SEED, batch_id.as_ref()], bump = batch.bump)]
    pub batch: Box<Account<'info, Batch>>,
    #[account(seeds = [CAMPAIGN_SEED, batch.campaign_id.as_ref()], bump = campaign.bump)]
    pub campaign: Box<Account<'info, Campaign>>,
    /// CHECK: a token account of the treasury, by `pay_out`
    #[account(mut)]
    pub treasury_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED, config.token.as_ref()], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Forfeit>, batch_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    require!(a.batch.state == batch_state::COMMITTED, RewardsError::BatchNotCommitted);
    let due_at = a.campaign.reveal_until(a.batch.epoch);
    require!(chain::now()? >= due_at, RewardsError::NotDue);

    a.batch.state = batch_state::FORFEITED;

    let (config, bond) = (a.config.to_account_info(), a.campaign.terms.batch_bond);
    let (to, treasury) = (&a.treasury_token, &a.config.treasury);
    a.config
        .pay_out(&config, &a.purse, a.config.token, to, treasury, bond)?;

    emit!(BatchForfeited { batch_id, bond });
    Ok(())
}
